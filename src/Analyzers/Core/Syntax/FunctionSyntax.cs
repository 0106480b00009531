using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Cancellation;

namespace ProdGap.Analyzers.Core.Syntax;

/// <summary>What the syntax of a function says before anything is bound.</summary>
internal static class FunctionSyntax
{
    /// <summary>True for a return type that is written as a task or an asynchronous stream.</summary>
    public static bool ReturnsTask(TypeSyntax type)
        => TokenInScope.RightmostName(type) is "Task" or "ValueTask" or "IAsyncEnumerable";

    /// <summary>True for a function with a parameter that is written as a token.</summary>
    public static bool TakesToken(SyntaxNode function)
    {
        foreach (var parameter in TokenInScope.ParametersOf(function))
        {
            if (TokenInScope.RightmostName(parameter.Type) == "CancellationToken")
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
}
