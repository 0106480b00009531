using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.Core.Lookup;

/// <summary>Where a member, or the top-level statements of a file, says which name: read off once, when the first question about it is asked, and kept with the tree.</summary>
internal sealed class MemberNames
{
    private static readonly ConditionalWeakTable<SyntaxNode, MemberNames> Known = new();

    private readonly Dictionary<string, List<IdentifierNameSyntax>> uses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<SingleVariableDesignationSyntax>> designations = new(StringComparer.Ordinal);

    private MemberNames(SyntaxNode scope)
    {
        foreach (var node in scope.DescendantNodes())
        {
            switch (node)
            {
                case IdentifierNameSyntax name:
                    uses.Enter(name.Identifier.ValueText, name);
                    break;
                case SingleVariableDesignationSyntax designation:
                    designations.Enter(designation.Identifier.ValueText, designation);
                    break;
            }
        }
    }

    /// <summary>The names of a member or a file.</summary>
    public static MemberNames Of(SyntaxNode scope) => Known.GetValue(scope, static scope => new MemberNames(scope));

    /// <summary>The places that say a name, in the order of the source.</summary>
    public IReadOnlyList<IdentifierNameSyntax> Uses(string name) => uses.TryGetValue(name, out var found) ? found : [];

    /// <summary>The variables of a name that an argument, a pattern or a deconstruction declares.</summary>
    public IReadOnlyList<SingleVariableDesignationSyntax> Designations(string name) => designations.TryGetValue(name, out var found) ? found : [];
}
