using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.AI.Failures;

/// <summary>Whether a failure of a call is taken where the call stands.</summary>
internal static class HandledFailure
{
    /// <summary>Exceptions that are none of a provider: who catches these alone lets its failures pass.</summary>
    private static readonly string[] OfOthers = ["OperationCanceledException", "TaskCanceledException", "JsonException", "FormatException", "ArgumentException", "ArgumentNullException", "KeyNotFoundException", "DbUpdateException"];

    /// <summary>True in a try whose handlers take more than a cancellation or a mistake of the app's own.</summary>
    public static bool Around(SyntaxNode place)
    {
        foreach (var ancestor in place.Ancestors())
        {
            if (ancestor is MemberDeclarationSyntax)
            {
                return false;
            }

            if (ancestor is TryStatementSyntax attempt && attempt.Block.Span.Contains(place.Span) && attempt.Catches.Any(static clause => Takes(clause)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Takes(CatchClauseSyntax clause) => clause.Declaration is not { Type: var type } || Array.IndexOf(OfOthers, TypeSyntaxNames.RightmostName(type)) < 0;
}
