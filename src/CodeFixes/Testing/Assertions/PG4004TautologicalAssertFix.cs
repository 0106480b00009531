using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Testing.Assertions;

namespace ProdGap.Analyzers.CodeFixes.Testing.Assertions;

/// <summary>Takes out an assertion that only repeats the one above it. What else cannot fail is not removed: a test that asserts less says less, and nobody sees it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG4004TautologicalAssertFix : SolutionFix<InvocationExpressionSyntax>
{
    private protected override ImmutableArray<Remedy> Remedies => [new("PG4004.remove", "Remove the repeated assertion", (site, cancellationToken) => Task.FromResult(Plan(site, cancellationToken)))];

    private static SolutionEdits? Plan(Site site, CancellationToken cancellationToken)
    {
        if (site.Node.Parent is not ExpressionStatementSyntax { Parent: BlockSyntax block } statement
            || CodeLayout.HasComments(statement)
            || site.Model.GetOperation(site.Node, cancellationToken) is not IInvocationOperation call
            || !RepeatedAssertion.Is(call))
        {
            return null;
        }

        // Several may repeat one: each is found again by its mark.
        var mark = new SyntaxAnnotation();
        var edits = new SolutionEdits();
        edits.Replace(site.Document.Id, statement, current => current.WithAdditionalAnnotations(mark));
        edits.Replace(
            site.Document.Id,
            block,
            current => ((BlockSyntax)current).WithStatements(((BlockSyntax)current).Statements.Remove((StatementSyntax)current.GetAnnotatedNodes(mark).Single())),
            "without the statement at " + statement.SpanStart);
        return edits;
    }
}
