using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Reliability.Cancellation;

/// <summary>A function with one more parameter, and the documentation that goes with it.</summary>
internal static class TokenParameterDeclaration
{
    /// <summary>The declaration with the parameter, as the last one but for a <c>params</c> array.</summary>
    /// <param name="function">A method, a local function or a lambda.</param>
    /// <param name="text">The parameter's text.</param>
    /// <param name="name">Its name.</param>
    public static SyntaxNode Add(SyntaxNode function, string text, string name)
    {
        var parameter = SyntaxFacts.IsValidIdentifier(text) ? SyntaxFactory.Parameter(SyntaxFactory.Identifier(text)) : SyntaxFactory.ParseParameterList("(" + text + ")").Parameters[0];
        return function switch
        {
            MethodDeclarationSyntax method => Document(method.WithParameterList(Add(method.ParameterList, parameter)), name),
            LocalFunctionStatementSyntax local => local.WithParameterList(Add(local.ParameterList, parameter)),
            DelegateDeclarationSyntax type => Document(type.WithParameterList(Add(type.ParameterList, parameter)), name),
            ParenthesizedLambdaExpressionSyntax lambda => lambda.WithParameterList(Add(lambda.ParameterList, Like(lambda.ParameterList, parameter))),
            AnonymousMethodExpressionSyntax { ParameterList: { } list } method => method.WithParameterList(Add(list, parameter)),
            SimpleLambdaExpressionSyntax lambda => Widened(lambda, parameter.Identifier.Text),
            _ => function,
        };
    }

    /// <summary>A parameter without a type among such.</summary>
    private static ParameterSyntax Like(ParameterListSyntax list, ParameterSyntax parameter)
        => list.Parameters.Count > 0 && list.Parameters[0].Type is null ? SyntaxFactory.Parameter(parameter.Identifier.WithoutTrivia()) : parameter;

    /// <summary>A lambda with one parameter and no brackets, with two.</summary>
    private static ParenthesizedLambdaExpressionSyntax Widened(SimpleLambdaExpressionSyntax lambda, string name)
        => SyntaxFactory.ParenthesizedLambdaExpression(
            lambda.AttributeLists,
            lambda.Modifiers,
            null,
            SyntaxFactory.ParameterList(
                [SyntaxFactory.Parameter(lambda.Parameter.Identifier.WithoutTrivia()), SyntaxFactory.Parameter(SyntaxFactory.Identifier(name)).WithLeadingTrivia(SyntaxFactory.Space)])
                .WithTrailingTrivia(lambda.Parameter.GetTrailingTrivia()),
            lambda.ArrowToken,
            lambda.Block,
            lambda.ExpressionBody).WithTriviaFrom(lambda);

    private static ParameterListSyntax Add(ParameterListSyntax list, ParameterSyntax parameter)
    {
        var at = list.Parameters.Count;
        if (at > 0 && list.Parameters[at - 1].Modifiers.Any(SyntaxKind.ParamsKeyword))
        {
            at--;
        }

        return list.WithParameters(SeparatedLists.Insert(list.OpenParenToken, list.Parameters, at, parameter));
    }

    /// <summary>A line for the parameter, where the others have theirs.</summary>
    private static T Document<T>(T method, string name)
        where T : MemberDeclarationSyntax
    {
        var leading = method.GetLeadingTrivia();
        for (var i = 0; i < leading.Count; i++)
        {
            if (!leading[i].HasStructure || leading[i].GetStructure() is not DocumentationCommentTriviaSyntax comment)
            {
                continue;
            }

            var last = comment.Content.LastOrDefault(content => NameOf(content) == "param");
            if (last is null)
            {
                return method;
            }

            var text = comment.ToFullString();
            var start = last.SpanStart - comment.FullSpan.Start;
            var line = text.LastIndexOf('\n', start - 1) + 1;
            var prefix = line == 0
                ? (i > 0 && leading[i - 1].IsKind(SyntaxKind.WhitespaceTrivia) ? leading[i - 1].ToString() : "") + text.Substring(0, start)
                : text.Substring(line, start - line);
            var changed = text.Insert(
                last.Span.End - comment.FullSpan.Start,
                CodeLayout.NewLine(method).ToString() + prefix + $"<param name=\"{name}\">A token that cancels the operation.</param>");
            var parsed = SyntaxFactory.ParseLeadingTrivia(changed);
            return method.WithLeadingTrivia(leading.Take(i).Concat(parsed).Concat(leading.Skip(i + 1)));
        }

        return method;
    }

    private static string? NameOf(XmlNodeSyntax content)
        => content switch
        {
            XmlElementSyntax element => element.StartTag.Name.LocalName.ValueText,
            XmlEmptyElementSyntax element => element.Name.LocalName.ValueText,
            _ => null,
        };
}
