using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Cancellation;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Cancellation;

/// <summary>Calls that know of the token without being given it, or whose author said that they are to do without.</summary>
internal static class DecidedElsewhere
{
    /// <summary>True for such a call.</summary>
    public static bool Of(InvocationExpressionSyntax call, TokenInScope token, IMethodSymbol called, SemanticModel model, KnownTypes known)
        => IsGivenCarrier(call, token)
            || IsOwnBase(call)
            || IsInstant(call)
            || HoldsContext(called, call, model, known)
            || known.IsA(called.ReducedFrom?.Parameters[0].Type ?? called.ContainingType, "Grpc.Core.IAsyncStreamReader`1") && token.Origin == TokenOrigin.Context
            || known.IsA(called.ReducedFrom?.Parameters[0].Type, "Microsoft.AspNetCore.Http.HttpResponse")
            || IsRegistered(call, token)
            || IsSuppressed(call);

    /// <summary>True where the function registers with the token what ends its waits.</summary>
    private static bool IsRegistered(SyntaxNode call, TokenInScope token)
    {
        foreach (var node in FunctionSyntax.Enclosing(call).DescendantNodes())
        {
            if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Register" or "UnsafeRegister", Expression: var registered } } && registered.ToString() == token.Text)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True where the context, or the object that carries the token, is among the arguments.</summary>
    private static bool IsGivenCarrier(InvocationExpressionSyntax call, TokenInScope token)
    {
        if (token.Origin is not (TokenOrigin.Context or TokenOrigin.Member) || token.Text.IndexOf('.') is not (> 0 and var dot))
        {
            return false;
        }

        var carrier = token.Text.Substring(0, dot);
        return call.ArgumentList.Arguments.Any(argument => argument.Expression is IdentifierNameSyntax name && name.Identifier.Text == carrier)
            || call.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax receiver } && receiver.Identifier.Text == carrier && token.Origin == TokenOrigin.Context;
    }

    /// <summary>True for a call of the overridden method's other form: the one with the token would come back here.</summary>
    private static bool IsOwnBase(InvocationExpressionSyntax call)
        => call.Expression is MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax, Name.Identifier.ValueText: var name }
            && call.FirstAncestorOrSelf<MethodDeclarationSyntax>()?.Identifier.ValueText == name;

    /// <summary>True for a delay of next to nothing.</summary>
    private static bool IsInstant(InvocationExpressionSyntax call)
        => InvocationSyntax.NameOf(call)?.Identifier.ValueText == "Delay" && call.ArgumentList.Arguments is { Count: > 0 } arguments && arguments[0].Expression.ToString() is "0" or "1" or "TimeSpan.Zero";

    /// <summary>True for a method of an object that has the request's context: a sender of responses takes the token from there.</summary>
    private static bool HoldsContext(IMethodSymbol called, SyntaxNode call, SemanticModel model, KnownTypes known)
    {
        if (known["Microsoft.AspNetCore.Http.HttpContext"] is not { } context || called.IsStatic || FrameworkTypes.IsAny(called.ContainingType, FrameworkTypes.PerRequest, known))
        {
            return false;
        }

        var receiver = (called.ReducedFrom is { } extension ? extension.Parameters[0].Type as INamedTypeSymbol : called.ContainingType)?.OriginalDefinition;
        if (SymbolEqualityComparer.Default.Equals(receiver, model.GetEnclosingSymbol(call.SpanStart)?.ContainingType?.OriginalDefinition))
        {
            return false;
        }

        for (var type = receiver; type is not null; type = type.BaseType)
        {
            foreach (var member in type.GetMembers("HttpContext"))
            {
                if (member is IPropertySymbol property && SymbolEqualityComparer.Default.Equals(property.Type, context))
                {
                    return true;
                }
            }
        }

        return receiver?.AllInterfaces.Any(contract => contract.GetMembers("HttpContext").Any(member => member is IPropertySymbol property && SymbolEqualityComparer.Default.Equals(property.Type, context))) == true;
    }

    /// <summary>True where the same is switched off by the name under which the SDK knows it.</summary>
    private static bool IsSuppressed(SyntaxNode call)
    {
        var root = call.SyntaxTree.GetRoot();
        if (!root.ContainsDirectives)
        {
            return false;
        }

        var isOff = false;
        for (var directive = root.GetFirstDirective(); directive is not null && directive.SpanStart < call.SpanStart; directive = directive.GetNextDirective())
        {
            if (directive is PragmaWarningDirectiveTriviaSyntax pragma && pragma.ErrorCodes.Any(code => code is IdentifierNameSyntax { Identifier.ValueText: "CA2016" }))
            {
                isOff = pragma.DisableOrRestoreKeyword.IsKind(SyntaxKind.DisableKeyword);
            }
        }

        return isOff;
    }
}
