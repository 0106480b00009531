using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.CodeFixes.Reliability.Exceptions;

/// <summary>Adds the filter that lets a cancellation pass the handler.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG2002SwallowedCancellationFix : Fix<CatchClauseSyntax>
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["PG2002"];

    private protected override ImmutableArray<Remedy> Remedies =>
        [Rewriting("PG2002.filter", "Let the cancellation pass the handler", Filter)];

    /// <summary>The clause with the filter; null where it cannot have one.</summary>
    internal static Func<CatchClauseSyntax, SyntaxNode>? Filter(CatchClauseSyntax clause, SemanticModel model, CancellationToken cancellationToken)
    {
        // A directive between the clause and its block would end up inside the filter.
        if (clause.Block.OpenBraceToken.LeadingTrivia.Any(trivia => trivia.IsDirective))
        {
            return null;
        }

        var known = KnownTypes.Of(model.Compilation);
        var variable = CatchClauses.VariableFor(clause, model);
        var exception = CatchClauses.ExceptionTypeAt(clause, model, known);
        var canceled = UsingDirectives.NameOfSystemType(model, clause.SpanStart, known, "OperationCanceledException");
        return current => WithFilter(CatchClauses.WithVariable(current, exception, variable), $"{variable} is not {canceled}");
    }

    private static CatchClauseSyntax WithFilter(CatchClauseSyntax clause, string test)
    {
        if (clause.Filter is { } filter)
        {
            // Cancellation is asked about first: the filter that was there then never sees it, as before it never let it out.
            var present = filter.FilterExpression;
            var text = present is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression } or ConditionalExpressionSyntax or AssignmentExpressionSyntax
                or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } or LambdaExpressionSyntax or ThrowExpressionSyntax
                ? $"({present.WithoutTrivia().ToFullString()})"
                : present.WithoutTrivia().ToFullString();
            return clause.WithFilter(filter.WithFilterExpression(SyntaxFactory.ParseExpression($"{test} && {text}").WithTriviaFrom(present)));
        }

        var declaration = clause.Declaration!;
        var added = SyntaxFactory.CatchFilterClause(
            SyntaxFactory.Token(SyntaxKind.WhenKeyword).WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.Token(SyntaxKind.OpenParenToken),
            SyntaxFactory.ParseExpression(test),
            SyntaxFactory.Token(SyntaxKind.CloseParenToken));
        return clause
            .WithDeclaration(declaration.WithTrailingTrivia(SyntaxFactory.Space))
            .WithFilter(added.WithTrailingTrivia(declaration.GetTrailingTrivia()));
    }
}
