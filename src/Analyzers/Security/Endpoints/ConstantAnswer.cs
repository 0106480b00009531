using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.Security.Endpoints;

/// <summary>A handler that tells everyone the same text that stands in the code: there is nothing to protect.</summary>
internal static class ConstantAnswer
{
    /// <summary>True for a function without parameters that reads no field and no service, and answers with texts. A bare number or nothing at all is a stub.</summary>
    public static bool Is(SyntaxNode function)
    {
        var (parameters, body) = function switch
        {
            ParenthesizedLambdaExpressionSyntax lambda => (lambda.ParameterList, lambda.Body),
            MethodDeclarationSyntax method => (method.ParameterList, (SyntaxNode?)method.Body ?? method.ExpressionBody?.Expression),
            LocalFunctionStatementSyntax local => (local.ParameterList, (SyntaxNode?)local.Body ?? local.ExpressionBody?.Expression),
            _ => default,
        };
        return body is not null
            && parameters is { Parameters.Count: 0 }
            && AnswerOf(body) is { } answer
            && answer.DescendantNodesAndSelf().Any(node => node.IsKind(SyntaxKind.StringLiteralExpression))
            && answer.DescendantNodesAndSelf().OfType<ExpressionSyntax>().All(IsConstant);
    }

    private static ExpressionSyntax? AnswerOf(SyntaxNode body)
        => body switch
        {
            ExpressionSyntax expression => expression,
            BlockSyntax { Statements: { Count: 1 } statements } => (statements[0] as ReturnStatementSyntax)?.Expression,
            _ => null,
        };

    private static bool IsConstant(ExpressionSyntax part)
        => part switch
        {
            LiteralExpressionSyntax or AnonymousObjectCreationExpressionSyntax or CollectionExpressionSyntax or ImplicitArrayCreationExpressionSyntax or ParenthesizedExpressionSyntax or InitializerExpressionSyntax => true,
            InvocationExpressionSyntax call => call.Expression is IdentifierNameSyntax { Identifier.ValueText: "Ok" or "Json" or "Content" }
                or MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Results" or "TypedResults" }, Name.Identifier.ValueText: "Ok" or "Json" or "Text" or "Content" },
            MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } => true,
            MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "DateTime" or "DateTimeOffset" } } => true,
            IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax or InvocationExpressionSyntax or NameEqualsSyntax } => true,
            _ => false,
        };
}
