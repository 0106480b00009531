using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.ExceptionFlow;

namespace ProdGap.Analyzers.CodeFixes.Reliability.Cancellation;

/// <summary>
/// What a call that gets a token brings with it: it can now be canceled, and a handler of everything around it would take that for a
/// failure, so the handler lets it pass.
/// </summary>
internal static class CancellationPassThrough
{
    /// <summary>Plans the filters of the handlers around a call.</summary>
    public static void To(SyntaxNode call, Document document, SemanticModel model, SolutionEdits edits, CancellationToken cancellationToken)
    {
        var known = KnownTypes.Of(model.Compilation);
        if (known.IsTestCode)
        {
            return;
        }

        foreach (var ancestor in call.Ancestors())
        {
            switch (ancestor)
            {
                case TryStatementSyntax attempt when attempt.Block.Span.Contains(call.Span):
                    foreach (var clause in attempt.Catches)
                    {
                        if (CatchSite.At(clause, model, known, cancellationToken) is { } failure
                            && CancellationHandling.WouldTake(failure, () => true)
                            && CatchClauses.WithCancellationFilter(clause, model, cancellationToken) is { } filter)
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
}
