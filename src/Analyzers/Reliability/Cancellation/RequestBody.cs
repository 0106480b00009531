using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Cancellation;

/// <summary>Calls that need no token of the request: reads of what the client sends, which end once it is gone, and those that have the request's context.</summary>
internal static class RequestBody
{
    /// <summary>How many variables a reader may have gone through.</summary>
    private const int Depth = 4;

    /// <summary>True for a call that reads the body of the request: on it, with it, or through a reader that was made for it.</summary>
    public static bool IsReadBy(InvocationExpressionSyntax call)
    {
        if (InvocationSyntax.NameOf(call)?.Identifier.ValueText is "ReadFormAsync" or "ReadFromJsonAsync" && call.Expression is MemberAccessExpressionSyntax { Expression: var read } && IsRequest(read))
        {
            return true;
        }

        return (call.Expression is MemberAccessExpressionSyntax { Expression: var receiver } && IsBody(receiver, call, Depth))
            || call.ArgumentList.Arguments.Any(argument => IsBody(argument.Expression, call, Depth));
    }

    /// <summary>True for a call on or with the context of the request: it can ask that for the token.</summary>
    public static bool HasContext(InvocationExpressionSyntax call)
        => call.Expression is MemberAccessExpressionSyntax { Expression: var receiver } && IsContext(receiver)
            || call.ArgumentList.Arguments.Any(argument => IsContext(argument.Expression));

    private static bool IsContext(ExpressionSyntax expression)
        => expression is IdentifierNameSyntax { Identifier.ValueText: "HttpContext" or "httpContext" } or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: "HttpContext" };

    private static bool IsBody(ExpressionSyntax expression, SyntaxNode place, int depth)
        => depth > 0 && expression switch
        {
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Body" or "BodyReader" or "Form", Expression: var request } when IsRequest(request) => true,
            MemberAccessExpressionSyntax access => IsBody(access.Expression, place, depth),
            ElementAccessExpressionSyntax element => IsBody(element.Expression, place, depth),
            ParenthesizedExpressionSyntax inner => IsBody(inner.Expression, place, depth),
            AwaitExpressionSyntax awaited => IsBody(awaited.Expression, place, depth),
            PostfixUnaryExpressionSyntax postfix => IsBody(postfix.Operand, place, depth),
            // What was read is no longer the body; a section of it is.
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ReadNextSectionAsync" or "AsStream" or "OpenReadStream" } called } => IsBody(called.Expression, place, depth),
            ObjectCreationExpressionSyntax { ArgumentList.Arguments: var arguments } creation when IsReader(creation) => arguments.Any(argument => IsBody(argument.Expression, place, depth)),
            IdentifierNameSyntax name => InitializerOf(name.Identifier.ValueText, place) is { } value && IsBody(value, place, depth - 1),
            _ => false,
        };

    private static bool IsReader(ObjectCreationExpressionSyntax creation)
        => TypeSyntaxNames.RightmostName(creation.Type) is { } name && (name.EndsWith("Reader", StringComparison.Ordinal) || name.EndsWith("Stream", StringComparison.Ordinal));

    private static bool IsRequest(ExpressionSyntax expression)
        => expression switch
        {
            IdentifierNameSyntax { Identifier.ValueText: "Request" or "request" or "req" or "httpRequest" } => true,
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Request" } => true,
            _ => false,
        };

    private static ExpressionSyntax? InitializerOf(string name, SyntaxNode place)
    {
        foreach (var node in FunctionSyntax.Enclosing(place).DescendantNodes())
        {
            if (node is VariableDeclaratorSyntax { Initializer.Value: { } value } variable && variable.Identifier.ValueText == name && variable.SpanStart < place.SpanStart && !value.Span.Contains(place.Span))
            {
                return value;
            }
        }

        return null;
    }
}
