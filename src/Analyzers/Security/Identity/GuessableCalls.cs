using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Identity;

/// <summary>The calls in one function that give what can be guessed.</summary>
internal static class GuessableCalls
{
    /// <summary>So many are looked at before one that is reported.</summary>
    private const int Most = 12;

    /// <summary>Those in the same function in front of a place, the first ones first.</summary>
    public static IEnumerable<GuessableValue> Before(SyntaxNode place)
        => In(VariableWrites.ScopeOf(place)).TakeWhile(value => value.Node.SpanStart < place.SpanStart).Where(value => value.Node != place && OwnerOf(value.Node) == OwnerOf(place)).Take(Most);

    /// <summary>The function with statements around a place: each handler of a minimal API is one.</summary>
    private static SyntaxNode? OwnerOf(SyntaxNode place)
        => place.Ancestors().FirstOrDefault(static around => around is AnonymousFunctionExpressionSyntax { Block: not null } or LocalFunctionStatementSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax or CompilationUnitSyntax);

    /// <summary>Those in a function or a member.</summary>
    public static IEnumerable<GuessableValue> In(SyntaxNode scope)
    {
        foreach (var node in scope.DescendantNodes())
        {
            if (node is InvocationExpressionSyntax call && InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name && Array.IndexOf(GuessableValue.Calls, name) >= 0 && GuessableValue.OfCall(call) is { } value)
            {
                yield return value;
            }
        }
    }
}
