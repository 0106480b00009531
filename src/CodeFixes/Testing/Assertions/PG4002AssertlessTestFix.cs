using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.CodeFixes.Core.TestCode;
using ProdGap.Analyzers.Core.TestCode;

namespace ProdGap.Analyzers.CodeFixes.Testing.Assertions;

/// <summary>Ends the test with an assert that fails until a person has replaced it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG4002AssertlessTestFix : Fix<MethodDeclarationSyntax>
{
    private protected override ImmutableArray<Remedy> Remedies => [Rewriting("PG4002.fail", "Ask for an assertion (changes behavior: the test fails until it has one)", Fail, changesBehavior: true)];

    private static Func<MethodDeclarationSyntax, SyntaxNode>? Fail(MethodDeclarationSyntax method, SemanticModel model, CancellationToken cancellationToken)
    {
        if (AssertFor(method, model, cancellationToken) is not { } assert)
        {
            return null;
        }

        if (method.Body is { } body)
        {
            return body.ContainsDirectives ? null : InBlock(body, model, assert, CodeLayout.Style.Of(method));
        }

        // A comment inside the arrow has no place in a block.
        if (method.ExpressionBody is not { } arrow
            || method.SemicolonToken.IsMissing
            || arrow.ContainsDirectives
            || arrow.DescendantTrivia().Any(IsComment)
            || model.GetDeclaredSymbol(method, cancellationToken) is not { } symbol)
        {
            return null;
        }

        var awaits = !symbol.ReturnsVoid && !symbol.IsAsync;
        return awaits && !CanAwait(method, arrow.Expression) ? null : InNewBlock(arrow.Expression, awaits, assert, CodeLayout.Style.Of(method));
    }

    /// <summary>False where a method cannot be async, or what it returns has no type of its own to be awaited.</summary>
    private static bool CanAwait(MethodDeclarationSyntax method, ExpressionSyntax returned)
        => returned is InvocationExpressionSyntax or MemberAccessExpressionSyntax or SimpleNameSyntax or ConditionalExpressionSyntax or AwaitExpressionSyntax
            && !method.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().Any(member => member.Modifiers.Any(SyntaxKind.UnsafeKeyword))
            && !method.Modifiers.Any(SyntaxKind.PartialKeyword)
            && method.ParameterList.Parameters.All(parameter => !parameter.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.RefKeyword or SyntaxKind.InKeyword or SyntaxKind.OutKeyword));

    private static Func<MethodDeclarationSyntax, SyntaxNode>? InBlock(BlockSyntax body, SemanticModel model, string assert, CodeLayout.Style style)
    {
        var statements = body.Statements;
        if (statements.Count == 0 || model.AnalyzeControlFlow(statements.First(), statements.Last()) is { Succeeded: true, EndPointIsReachable: true, ReturnStatements.IsEmpty: true })
        {
            return method => CodeLayout.Append(method, assert, style);
        }

        // The only way out is the last statement: what it returns is awaited by nobody once the test has failed.
        return statements.Last() is ReturnStatementSyntax only
            && body.ToString().Contains('\n')
            && model.AnalyzeControlFlow(statements.First(), statements.Last()) is { Succeeded: true, ReturnStatements: { Length: 1 } exits }
            && exits[0] == only
                ? method => BeforeLast(method, assert, style)
                : null;
    }

    private static MethodDeclarationSyntax BeforeLast(MethodDeclarationSyntax method, string assert, CodeLayout.Style style)
    {
        var statements = method.Body!.Statements;
        var added = SyntaxFactory.ParseStatement(assert)
            .WithLeadingTrivia(SyntaxFactory.Whitespace(style.Indentation + style.Unit))
            .WithTrailingTrivia(style.NewLine);
        return method.WithBody(method.Body.WithStatements(statements.Insert(statements.Count - 1, added)));
    }

    private static Func<MethodDeclarationSyntax, SyntaxNode> InNewBlock(ExpressionSyntax expression, bool awaits, string assert, CodeLayout.Style style)
    {
        var text = expression.ToString();
        if (awaits)
        {
            text = "await " + (expression is InvocationExpressionSyntax or MemberAccessExpressionSyntax or SimpleNameSyntax ? text : $"({text})");
        }

        return method => CodeLayout.InBlock(awaits ? Async(method) : method, style, text + ";", assert);
    }

    private static MethodDeclarationSyntax Async(MethodDeclarationSyntax method)
    {
        // In front of the type, whose comments and blanks it takes over where it is the first word.
        var keyword = SyntaxFactory.Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        return method.Modifiers.Count > 0
            ? method.AddModifiers(keyword)
            : method.WithReturnType(method.ReturnType.WithLeadingTrivia()).AddModifiers(keyword.WithLeadingTrivia(method.ReturnType.GetLeadingTrivia()));
    }

    /// <summary>The statement that fails, in the words of the framework that runs the test; null where it has none.</summary>
    private static string? AssertFor(MethodDeclarationSyntax method, SemanticModel model, CancellationToken cancellationToken)
    {
        if (model.GetDeclaredSymbol(method, cancellationToken) is not { } test || method is { Body: null, ExpressionBody: null })
        {
            return null;
        }

        var position = method.Body?.CloseBraceToken.SpanStart ?? method.ExpressionBody!.SpanStart;
        return FailingAssert.Of(test, model, position, TestedCall(method, model, cancellationToken) is { } call ? $"Assert what {call} returns or changes." : "Assert what this test is about.");
    }

    /// <summary>The last call of code that is neither the framework's nor the test project's.</summary>
    private static string? TestedCall(MethodDeclarationSyntax method, SemanticModel model, CancellationToken cancellationToken)
    {
        string? found = null;
        foreach (var node in method.DescendantNodes(node => node is not (AttributeListSyntax or AnonymousFunctionExpressionSyntax)))
        {
            if (node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax
                && model.GetSymbolInfo(node, cancellationToken).Symbol is IMethodSymbol { ContainingType: { Name: not "" } type } called
                && !AssertionMethods.IsIn(type, "System"))
            {
                found = called.MethodKind == MethodKind.Constructor ? found ?? "new " + type.Name : type.Name + "." + called.Name;
            }
        }

        return found;
    }

    private static bool IsComment(SyntaxTrivia trivia) => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia;
}
