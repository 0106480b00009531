using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.ExceptionFlow;

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

    /// <summary>
    /// The clause with a filter that lets a cancellation pass; null where it cannot have one. It asks the tokens that the calls in the try take,
    /// because a time-out is canceled too and stays a failure; where a token has no name at the clause, it asks for the exception's type.
    /// </summary>
    internal static Func<CatchClauseSyntax, CatchClauseSyntax>? WithCancellationFilter(CatchClauseSyntax clause, SemanticModel model, CancellationToken cancellationToken)
    {
        // A directive between the clause and its block would end up inside the filter.
        if (clause.Block.OpenBraceToken.LeadingTrivia.Any(trivia => trivia.IsDirective))
        {
            return null;
        }

        var known = KnownTypes.Of(model.Compilation);
        if (QuestionsIn(clause, model, known, cancellationToken) is { } questions)
        {
            return current => WithFilter(current, questions);
        }

        var variable = CatchClauses.VariableFor(clause, model);
        var exception = CatchClauses.ExceptionTypeAt(clause, model, known);
        var canceled = UsingDirectives.NameOfSystemType(model, clause.SpanStart, known, "OperationCanceledException");
        return current => WithFilter(CatchClauses.WithVariable(current, exception, variable), $"{variable} is not {canceled}");
    }

    /// <summary>What the filter asks of the tokens; null where one of them has no name, and where there are more than two.</summary>
    private static string? QuestionsIn(CatchClauseSyntax clause, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        if (clause.Parent is not TryStatementSyntax attempt || model.GetOperation(attempt.Block, cancellationToken) is not { } body)
        {
            return null;
        }

        var questions = new List<string>();
        foreach (var call in CancellableCall.In(body, known))
        {
            if (call.Question(attempt) is not { } question)
            {
                return null;
            }

            if (!questions.Contains("!" + question))
            {
                questions.Add("!" + question);
            }
        }

        return questions.Count is 1 or 2 ? string.Join(" && ", questions) : null;
    }

    /// <summary>The clause with a test in front of the filter that it has, or in a filter of its own.</summary>
    internal static CatchClauseSyntax WithFilter(CatchClauseSyntax clause, string test)
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

        var added = SyntaxFactory.CatchFilterClause(
            SyntaxFactory.Token(SyntaxKind.WhenKeyword).WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.Token(SyntaxKind.OpenParenToken),
            SyntaxFactory.ParseExpression(test),
            SyntaxFactory.Token(SyntaxKind.CloseParenToken));
        if (clause.Declaration is not { } declaration)
        {
            return clause
                .WithCatchKeyword(clause.CatchKeyword.WithTrailingTrivia(SyntaxFactory.Space))
                .WithFilter(added.WithTrailingTrivia(clause.CatchKeyword.TrailingTrivia));
        }

        return clause
            .WithDeclaration(declaration.WithTrailingTrivia(SyntaxFactory.Space))
            .WithFilter(added.WithTrailingTrivia(declaration.GetTrailingTrivia()));
    }
}
