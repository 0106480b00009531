using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.ExceptionFlow;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Reliability.Cancellation;

/// <summary>
/// What a call that gets a token brings with it: it can now be canceled, and a handler of everything around it would take that for a
/// failure, so the handler lets it pass. It asks the token, because a time-out is canceled too and stays a failure.
/// </summary>
internal static class CancellationPassThrough
{
    /// <summary>Plans the filters of the handlers around a call.</summary>
    /// <param name="place">The call or the loop that gets the token.</param>
    /// <param name="token">The token's expression.</param>
    /// <param name="document">The document.</param>
    /// <param name="model">Its model.</param>
    /// <param name="edits">The plan.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static void To(SyntaxNode place, string token, Document document, SemanticModel model, SolutionEdits edits, CancellationToken cancellationToken)
    {
        var known = KnownTypes.Of(model.Compilation);
        if (known.IsTestCode || CallersToken(place, token) is not { } asked)
        {
            return;
        }

        foreach (var ancestor in place.Ancestors())
        {
            switch (ancestor)
            {
                case TryStatementSyntax attempt when attempt.Block.Span.Contains(place.Span):
                    foreach (var clause in attempt.Catches)
                    {
                        if (CatchSite.At(clause, model, known, cancellationToken) is { } failure
                            && CancellationHandling.WouldTake(failure, () => true)
                            && FilterOf(clause, asked, attempt, model, cancellationToken) is { } filter)
                        {
                            edits.Replace(document.Id, clause, current => filter((CatchClauseSyntax)current), "cancellation");
                        }
                    }

                    break;
                case LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or MemberDeclarationSyntax:
                    return;
            }
        }
    }

    /// <summary>The token that says that nobody waits any more; null for a time limit of the function's own, which is a failure when it runs out.</summary>
    private static string? CallersToken(SyntaxNode place, string token)
    {
        if (!token.EndsWith(".Token", StringComparison.Ordinal))
        {
            return token;
        }

        var source = token.Substring(0, token.Length - ".Token".Length);
        foreach (var node in FunctionSyntax.Enclosing(place).DescendantNodes())
        {
            if (node is VariableDeclaratorSyntax { Initializer.Value: { } value } variable && variable.Identifier.Text == source)
            {
                return value is InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments } made && InvocationSyntax.NameOf(made)?.Identifier.ValueText == "CreateLinkedTokenSource"
                    && arguments[0].Expression is IdentifierNameSyntax or MemberAccessExpressionSyntax
                        ? arguments[0].Expression.ToString()
                        : null;
            }
        }

        return token;
    }

    private static Func<CatchClauseSyntax, SyntaxNode>? FilterOf(CatchClauseSyntax clause, string token, TryStatementSyntax attempt, SemanticModel model, CancellationToken cancellationToken)
        => token.Contains(' ') || IsDeclaredIn(attempt, token.Split('.')[0])
            ? CatchClauses.WithCancellationFilter(clause, model, cancellationToken)
            : clause.Block.OpenBraceToken.LeadingTrivia.Any(trivia => trivia.IsDirective) ? null
            : current => AsksAlready(current, token) ? current : CatchClauses.WithFilter(current, $"!{token}.IsCancellationRequested");

    private static bool AsksAlready(CatchClauseSyntax clause, string token)
        => clause.Filter is { } filter && filter.FilterExpression.ToFullString().Contains($"!{token}.IsCancellationRequested");

    private static bool IsDeclaredIn(TryStatementSyntax attempt, string name)
        => attempt.Block.DescendantNodes().Any(node => node is VariableDeclaratorSyntax variable && variable.Identifier.Text == name);
}
