using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.Core.Syntax;

/// <summary>What the syntax of a function says before anything is bound.</summary>
internal static class FunctionSyntax
{
    /// <summary>True for a return type that is written as a task or an asynchronous stream.</summary>
    public static bool ReturnsTask(TypeSyntax type)
        => TypeSyntaxNames.RightmostName(type) is "Task" or "ValueTask" or "IAsyncEnumerable";

    /// <summary>True for a function with a parameter that is written as a token.</summary>
    public static bool TakesToken(SyntaxNode function)
    {
        foreach (var parameter in FunctionSyntax.ParametersOf(function))
        {
            if (TypeSyntaxNames.RightmostName(parameter.Type) == "CancellationToken")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The name of a function, where it has one.</summary>
    public static SyntaxToken? IdentifierOf(SyntaxNode function)
        => function switch
        {
            MethodDeclarationSyntax method => method.Identifier,
            LocalFunctionStatementSyntax local => local.Identifier,
            _ => null,
        };

    /// <summary>The parameters of a function, as they are written.</summary>
    public static IEnumerable<ParameterSyntax> ParametersOf(SyntaxNode function)
        => function switch
        {
            ParenthesizedLambdaExpressionSyntax lambda => lambda.ParameterList.Parameters,
            SimpleLambdaExpressionSyntax lambda => [lambda.Parameter],
            AnonymousMethodExpressionSyntax { ParameterList: { } list } => list.Parameters,
            LocalFunctionStatementSyntax local => local.ParameterList.Parameters,
            BaseMethodDeclarationSyntax method => method.ParameterList.Parameters,
            _ => [],
        };

    /// <summary>The innermost function around a place; the file for top-level statements.</summary>
    public static SyntaxNode Enclosing(SyntaxNode place)
        => place.Ancestors().First(node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or CompilationUnitSyntax
            || (node is MemberDeclarationSyntax and not GlobalStatementSyntax));
}
