using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Reliability.Cancellation;

/// <summary>
/// Whether a project hands Dapper its commands: the only way to pass it a token. Where nobody does, a call without one is how the house
/// calls Dapper, not an argument that was forgotten. Asked when the first such call is found.
/// </summary>
internal sealed class DapperCommands
{
    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<bool>> PerTree = new();

    private readonly bool areUsed;

    private DapperCommands(KnownTypes known)
    {
        areUsed = known.Compilation.SyntaxTrees.Any(tree => PerTree.GetValue(tree, key => new(Names(key))).Value);
    }

    /// <summary>True for a project that names <c>CommandDefinition</c> somewhere.</summary>
    public static bool AreUsed(KnownTypes known) => known.PerCompilation(types => new DapperCommands(types)).areUsed;

    private static bool Names(SyntaxTree tree)
    {
        foreach (var token in tree.GetRoot().DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == "CommandDefinition")
            {
                return true;
            }
        }

        return false;
    }
}
