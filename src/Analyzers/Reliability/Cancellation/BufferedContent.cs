using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Cancellation;

/// <summary>Reads of a response that is in memory already: the request that brought it is what a token would have stopped.</summary>
internal static class BufferedContent
{
    /// <summary>True for a read of the content of a response that was awaited in this function, and not for its headers alone.</summary>
    public static bool IsReadBy(InvocationExpressionSyntax call, SemanticModel model, KnownTypes known)
    {
        if (InvocationSyntax.NameOf(call)?.Identifier.ValueText is not { } name
            || !name.StartsWith("Read", StringComparison.Ordinal)
            || call.Expression is not MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Content", Expression: var response } })
        {
            return false;
        }

        var source = response is IdentifierNameSyntax variable ? ValueOf(variable.Identifier.ValueText, call) : response;
        while (source is ParenthesizedExpressionSyntax inner)
        {
            source = inner.Expression;
        }

        return source is AwaitExpressionSyntax { Expression: var awaited }
            && RequestOf(awaited) is { } request
            && !request.ArgumentList.ToString().Contains("ResponseHeadersRead")
            && model.GetSymbolInfo(request).Symbol is IMethodSymbol method
            && (known.IsA(method.ContainingType, "System.Net.Http.HttpMessageInvoker") || method.ReducedFrom?.ContainingType.ContainingNamespace.ToDisplayString() == "System.Net.Http.Json");
    }

    private static InvocationExpressionSyntax? RequestOf(ExpressionSyntax awaited)
        => awaited is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Expression: InvocationExpressionSyntax configured } }
            ? configured
            : awaited as InvocationExpressionSyntax;

    private static ExpressionSyntax? ValueOf(string variable, SyntaxNode place)
    {
        ExpressionSyntax? value = null;
        foreach (var node in FunctionSyntax.Enclosing(place).DescendantNodes())
        {
            if (node.SpanStart >= place.SpanStart)
            {
                break;
            }

            if (node is VariableDeclaratorSyntax { Initializer.Value: { } initial } declared && declared.Identifier.ValueText == variable)
            {
                value = initial;
            }
            else if (node is AssignmentExpressionSyntax { Left: IdentifierNameSyntax target } assignment && target.Identifier.ValueText == variable)
            {
                value = assignment.Right;
            }
        }

        return value;
    }
}
