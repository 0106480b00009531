using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.CodeFixes.Core.Syntax;

/// <summary>Rewrites of catch clauses.</summary>
internal static class CatchClauses
{
    /// <summary>The handler that a place belongs to, inside the same function.</summary>
    public static CatchClauseSyntax? Around(SyntaxNode place)
    {
        for (var node = place.Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case CatchClauseSyntax clause:
                    return clause;
                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax:
                    return null;
            }
        }

        return null;
    }

    /// <summary>The clause's variable, or a name for one that nothing around it uses.</summary>
    public static string VariableFor(CatchClauseSyntax clause, SemanticModel model)
    {
        if (clause.Declaration is { Identifier: { RawKind: not 0, ValueText: not "" } existing })
        {
            return existing.Text;
        }

        return UniqueName.At(clause.Block, model, "ex", "exception");
    }

    /// <summary>How System.Exception is written at the clause.</summary>
    public static string ExceptionTypeAt(CatchClauseSyntax clause, SemanticModel model, KnownTypes known)
        => UsingDirectives.NameOfSystemType(model, clause.SpanStart, known, "Exception");

    /// <summary>The clause with a variable: a bare catch becomes one of Exception, a named type keeps its name.</summary>
    public static CatchClauseSyntax WithVariable(CatchClauseSyntax clause, string exceptionType, string name)
    {
        if (clause.Declaration is null)
        {
            var declaration = SyntaxFactory.CatchDeclaration(
                SyntaxFactory.ParseTypeName(exceptionType).WithTrailingTrivia(SyntaxFactory.Space), SyntaxFactory.Identifier(name));
            return clause
                .WithCatchKeyword(clause.CatchKeyword.WithTrailingTrivia(SyntaxFactory.Space))
                .WithDeclaration(declaration.WithTrailingTrivia(clause.CatchKeyword.TrailingTrivia));
        }

        return clause.Declaration.Identifier is { RawKind: not 0, ValueText: not "" }
            ? clause
            : clause.WithDeclaration(clause.Declaration
                .WithType(clause.Declaration.Type.WithTrailingTrivia(SyntaxFactory.Space))
                .WithIdentifier(SyntaxFactory.Identifier(name).WithTrailingTrivia(clause.Declaration.Type.GetTrailingTrivia())));
    }

    /// <summary>True where a handler that throws would leave code behind it that is never reached, which is a warning.</summary>
    public static bool WouldCutOff(CatchClauseSyntax clause, SemanticModel model)
        => clause.Parent is TryStatementSyntax attempt
            && model.AnalyzeControlFlow(attempt.Block) is not { Succeeded: true, EndPointIsReachable: true }
            && !(attempt.Parent is BlockSyntax { Parent: BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax } body
                && body.Statements.Last() == attempt);

    /// <summary>The clause with the filter; null where it cannot have one.</summary>
    internal static Func<CatchClauseSyntax, SyntaxNode>? WithCancellationFilter(CatchClauseSyntax clause, SemanticModel model, CancellationToken cancellationToken)
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
