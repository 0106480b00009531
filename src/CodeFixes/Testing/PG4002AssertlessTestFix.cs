using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Testing;

namespace ProdGap.Analyzers.CodeFixes.Testing;

/// <summary>Ends the test with an assert that fails until a person has replaced it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG4002AssertlessTestFix : Fix<MethodDeclarationSyntax>
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["PG4002"];

    private protected override ImmutableArray<Remedy> Remedies => [Rewriting("PG4002.fail", "Let the test fail until it asserts", Fail)];

    private static Func<MethodDeclarationSyntax, SyntaxNode>? Fail(MethodDeclarationSyntax method, SemanticModel model, CancellationToken cancellationToken)
    {
        if (FailingAssert(method, model, cancellationToken) is not { } assert)
        {
            return null;
        }

        if (method.Body is { } body)
        {
            return body.ContainsDirectives ? null : InBlock(body, model, assert, Layout.Style.Of(method));
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
        return awaits && !CanAwait(method, arrow.Expression) ? null : InNewBlock(arrow.Expression, awaits, assert, Layout.Style.Of(method));
    }

    /// <summary>False where a method cannot be async, or what it returns has no type of its own to be awaited.</summary>
    private static bool CanAwait(MethodDeclarationSyntax method, ExpressionSyntax returned)
        => returned is InvocationExpressionSyntax or MemberAccessExpressionSyntax or SimpleNameSyntax or ConditionalExpressionSyntax or AwaitExpressionSyntax
            && !method.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().Any(member => member.Modifiers.Any(SyntaxKind.UnsafeKeyword))
            && !method.Modifiers.Any(SyntaxKind.PartialKeyword)
            && method.ParameterList.Parameters.All(parameter => !parameter.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.RefKeyword or SyntaxKind.InKeyword or SyntaxKind.OutKeyword));

    private static Func<MethodDeclarationSyntax, SyntaxNode>? InBlock(BlockSyntax body, SemanticModel model, string assert, Layout.Style style)
    {
        var statements = body.Statements;
        if (statements.Count == 0 || model.AnalyzeControlFlow(statements.First(), statements.Last()) is { Succeeded: true, EndPointIsReachable: true, ReturnStatements.IsEmpty: true })
        {
            return method => Layout.Append(method, assert, style);
        }

        // The only way out is the last statement: what it returns is awaited by nobody once the test has failed.
        return statements.Last() is ReturnStatementSyntax only
            && body.ToString().Contains('\n')
            && model.AnalyzeControlFlow(statements.First(), statements.Last()) is { Succeeded: true, ReturnStatements: { Length: 1 } exits }
            && exits[0] == only
                ? method => BeforeLast(method, assert, style)
                : null;
    }

    private static MethodDeclarationSyntax BeforeLast(MethodDeclarationSyntax method, string assert, Layout.Style style)
    {
        var statements = method.Body!.Statements;
        var added = SyntaxFactory.ParseStatement(assert)
            .WithLeadingTrivia(SyntaxFactory.Whitespace(style.Indentation + style.Unit))
            .WithTrailingTrivia(style.NewLine);
        return method.WithBody(method.Body.WithStatements(statements.Insert(statements.Count - 1, added)));
    }

    private static Func<MethodDeclarationSyntax, SyntaxNode> InNewBlock(ExpressionSyntax expression, bool awaits, string assert, Layout.Style style)
    {
        var text = expression.ToString();
        if (awaits)
        {
            text = "await " + (expression is InvocationExpressionSyntax or MemberAccessExpressionSyntax or SimpleNameSyntax ? text : $"({text})");
        }

        var newLine = style.NewLine.ToString();
        var inner = newLine + style.Indentation + style.Unit;
        var block = (BlockSyntax)SyntaxFactory.ParseStatement($"{{{inner}{text};{inner}{assert}{newLine}{style.Indentation}}}");
        return method =>
        {
            var end = method.SemicolonToken.TrailingTrivia;
            var changed = method.WithExpressionBody(null).WithSemicolonToken(default).WithBody(null);
            var last = changed.GetLastToken();
            changed = changed.ReplaceToken(last, last.WithTrailingTrivia(style.BraceOnOwnLine ? style.NewLine : SyntaxFactory.Space));
            if (awaits)
            {
                // In front of the type, whose comments and blanks it takes over where it is the first word.
                var keyword = SyntaxFactory.Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(SyntaxFactory.Space);
                changed = changed.Modifiers.Count > 0
                    ? changed.AddModifiers(keyword)
                    : changed.WithReturnType(changed.ReturnType.WithLeadingTrivia()).AddModifiers(keyword.WithLeadingTrivia(changed.ReturnType.GetLeadingTrivia()));
            }

            return changed.WithBody(block
                .WithLeadingTrivia(SyntaxFactory.Whitespace(style.BraceOnOwnLine ? style.Indentation : ""))
                .WithTrailingTrivia(end));
        };
    }

    /// <summary>The statement that fails, in the words of the framework that runs the test; null where it has none.</summary>
    private static string? FailingAssert(MethodDeclarationSyntax method, SemanticModel model, CancellationToken cancellationToken)
    {
        var known = Known.Of(model.Compilation);
        if (model.GetDeclaredSymbol(method, cancellationToken) is not { } test)
        {
            return null;
        }

        var type = known[TestFrameworks.Of(known).FrameworkOf(test) switch
        {
            TestFramework.Xunit => "Xunit.Assert",
            TestFramework.NUnit => "NUnit.Framework.Assert",
            TestFramework.MSTest => "Microsoft.VisualStudio.TestTools.UnitTesting.Assert",
            TestFramework.TUnit => "TUnit.Assertions.Assert",
            _ => "",
        }];
        if (type is null)
        {
            return null;
        }

        var position = method.Body?.CloseBraceToken.SpanStart ?? method.ExpressionBody!.SpanStart;
        var name = model.LookupSymbols(position, name: "Assert") is { Length: 1 } seen && SymbolEqualityComparer.Default.Equals(seen[0], type)
            ? "Assert"
            : "global::" + type.ToDisplayString();
        var text = TestedCall(method, model, cancellationToken) is { } call ? $"\"Assert what {call} returns or changes.\"" : "\"Assert what this test is about.\"";
        if (type.GetMembers("Fail").OfType<IMethodSymbol>().Any(fail => fail.Parameters is { Length: > 0 } parameters && parameters[0].Type.SpecialType == SpecialType.System_String))
        {
            return $"{name}.Fail({text});";
        }

        // Before version 2.5 xunit had no other words for it.
        return type.GetMembers("True").Length > 0 ? $"{name}.True(false, {text});" : null;
    }

    /// <summary>The last call of code that is neither the framework's nor the test project's.</summary>
    private static string? TestedCall(MethodDeclarationSyntax method, SemanticModel model, CancellationToken cancellationToken)
    {
        string? found = null;
        foreach (var node in method.DescendantNodes(node => node is not (AttributeListSyntax or AnonymousFunctionExpressionSyntax)))
        {
            if (node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax
                && model.GetSymbolInfo(node, cancellationToken).Symbol is IMethodSymbol { ContainingType: { Name: not "" } type } called
                && !Assertions.IsIn(type, "System"))
            {
                found = called.MethodKind == MethodKind.Constructor ? found ?? "new " + type.Name : type.Name + "." + called.Name;
            }
        }

        return found;
    }

    private static bool IsComment(SyntaxTrivia trivia) => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia;
}
