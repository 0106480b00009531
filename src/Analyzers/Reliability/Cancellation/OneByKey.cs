using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Cancellation;

/// <summary>Endpoints that ask another project of the solution for one thing by its key: most likely one row of a database, and over soon.</summary>
internal static class OneByKey
{
    /// <summary>True for such an endpoint, as far as its route and the call say.</summary>
    public static bool IsReadBy(SyntaxNode function, EndpointWork work, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
        => (function switch
            {
                MethodDeclarationSyntax method => EndsWithKey(method),
                AnonymousFunctionExpressionSyntax { Parent: ArgumentSyntax { Parent: ArgumentListSyntax { Arguments: var arguments } } } => EndsWithKey(arguments[0].Expression),
                _ => false,
            })
            && !IsClient(work.Called.ContainingType)
            && !IsList(AwaitableTypes.Result(work.Called.ReturnType, known))
            && (IsElsewhere(work.Called, known) || BriefWork.IsDispatchedElsewhere(work, known));

    /// <summary>True for <c>[HttpGet("orders/{id}")]</c>.</summary>
    private static bool EndsWithKey(MethodDeclarationSyntax method)
    {
        foreach (var list in method.AttributeLists)
        {
            foreach (var attribute in list.Attributes)
            {
                if (TypeSyntaxNames.RightmostName(attribute.Name) is "HttpGet" or "Route" && attribute.ArgumentList?.Arguments.FirstOrDefault() is { NameEquals: null, Expression: var template } && EndsWithKey(template))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>True for a route whose last part is one parameter that is not everything that is left.</summary>
    private static bool EndsWithKey(ExpressionSyntax template)
        => template is LiteralExpressionSyntax { Token.Value: string route }
            && route.Substring(route.LastIndexOf('/') + 1) is var last
            && last.Length > 2 && last[0] == '{' && last[last.Length - 1] == '}' && last[1] != '*' && last.IndexOf('}') == last.Length - 1;

    /// <summary>True for a method of the solution that this project sees nothing of: also one behind an interface.</summary>
    private static bool IsElsewhere(IMethodSymbol called, KnownTypes known)
        => (called.ReducedFrom ?? called).OriginalDefinition.ContainingAssembly is { } home && known.IsOfSolution(home) && !SymbolEqualityComparer.Default.Equals(home, known.Compilation.Assembly)
            && (WordSplitter.StartsWithWord(called.Name, "Get") || WordSplitter.StartsWithWord(called.Name, "Find") || WordSplitter.StartsWithWord(called.Name, "Load") || WordSplitter.StartsWithWord(called.Name, "Read"));

    private static bool IsClient(INamedTypeSymbol? type)
        => type is not null && (type.Name.EndsWith("Client", StringComparison.Ordinal) || type.Name.EndsWith("Gateway", StringComparison.Ordinal) || type.Name.EndsWith("Proxy", StringComparison.Ordinal) || type.Name.EndsWith("Api", StringComparison.Ordinal));

    private static bool IsList(ITypeSymbol? result)
        => result is IArrayTypeSymbol || (result is { SpecialType: not SpecialType.System_String } && result.AllInterfaces.Any(static contract => contract.SpecialType == SpecialType.System_Collections_IEnumerable)) || result?.Name is "IEnumerable" or "Stream";
}
