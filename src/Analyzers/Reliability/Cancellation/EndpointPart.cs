using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Cancellation;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Cancellation;

/// <summary>A private method of a controller or a page: a part of the actions that call it, which are asked for their token instead.</summary>
internal static class EndpointPart
{
    /// <summary>
    /// True where an action without a token calls the method around a place, so that PG2012 speaks of it, and where only detached work
    /// does, which outlives the request.
    /// </summary>
    public static bool IsSpokenFor(SyntaxNode place, SemanticModel model, KnownTypes known)
    {
        var method = place.FirstAncestorOrSelf<MethodDeclarationSyntax>();
        return method?.Parent is TypeDeclarationSyntax type && IsPrivate(method) && !ReadsToken(method) && IsSpokenFor(method, type, model, known, []);
    }

    /// <summary>The private methods of the same class that an endpoint calls by their name.</summary>
    public static IEnumerable<MethodDeclarationSyntax> CalledBy(SyntaxNode endpoint) => MethodsCalledBy(endpoint).Where(IsPrivate);

    /// <summary>True where an endpoint calls a method of its class that gets the token from the request's context: what runs for long has it.</summary>
    public static bool LeavesTokenTo(SyntaxNode endpoint) => MethodsCalledBy(endpoint).Any(static method => !method.Modifiers.Any(SyntaxKind.PublicKeyword) && ReadsToken(method));

    private static IEnumerable<MethodDeclarationSyntax> MethodsCalledBy(SyntaxNode endpoint)
    {
        if (endpoint.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
        {
            yield break;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in endpoint.DescendantNodes())
        {
            if (node is InvocationExpressionSyntax { Expression: SimpleNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } } call)
            {
                names.Add(InvocationSyntax.NameOf(call)!.Identifier.ValueText);
            }
        }

        foreach (var member in names.Count == 0 ? default : type.Members)
        {
            if (member is MethodDeclarationSyntax method && method != endpoint && names.Contains(method.Identifier.ValueText))
            {
                yield return method;
            }
        }
    }

    /// <summary>True for a method that gets the token of the request from its context.</summary>
    public static bool ReadsToken(SyntaxNode method)
    {
        foreach (var node in method.DescendantNodes())
        {
            if (node is IdentifierNameSyntax { Identifier.ValueText: "RequestAborted" or "ConnectionAborted" })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// True where the token at hand is that of a controller's or a page's context and the method could have it as a parameter: a test that
    /// builds the object gives it no context. What the framework calls with a signature of its own has one.
    /// </summary>
    public static bool ShouldTakeParameter(TokenInScope token, SyntaxNode place, SemanticModel model, KnownTypes known)
        => token.Origin == TokenOrigin.InheritedContext
            && token.Text.StartsWith("HttpContext.", StringComparison.Ordinal)
            && place.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method
            && !method.Modifiers.Any(SyntaxKind.OverrideKeyword)
            && (RequestHandler.OfMethod(method, model, known) is not null || !method.Modifiers.Any(SyntaxKind.PublicKeyword));

    private static bool IsSpokenFor(MethodDeclarationSyntax method, TypeDeclarationSyntax type, SemanticModel model, KnownTypes known, HashSet<SyntaxNode> seen)
    {
        seen.Add(method);
        var calls = 0;
        var detached = 0;
        foreach (var node in type.DescendantNodes())
        {
            if (node is not SimpleNameSyntax name || name.Identifier.ValueText != method.Identifier.ValueText || method.Span.Contains(name.Span))
            {
                continue;
            }

            calls++;
            if (IsDetached(name))
            {
                detached++;
            }
            else if (name.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } caller
                && !FunctionSyntax.TakesToken(caller)
                && seen.Add(caller)
                && (RequestHandler.OfMethod(caller, model, known) is { } endpoint ? !endpoint.TakesToken : IsPrivate(caller) && IsSpokenFor(caller, type, model, known, seen)))
            {
                return true;
            }
        }

        return calls > 0 && detached == calls;
    }

    private static bool IsPrivate(MethodDeclarationSyntax method)
        => !method.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.ProtectedKeyword or SyntaxKind.InternalKeyword);

    /// <summary>True for a task that nobody waits for, and inside a function whose task nobody waits for.</summary>
    private static bool IsDetached(SyntaxNode place)
    {
        for (var node = place.Parent; node is not null and not MemberDeclarationSyntax; node = node.Parent)
        {
            if (node is InvocationExpressionSyntax call && TaskUsage.IsDropped(call) && (call.Contains(place) && IsFunctionBetween(place, call) || !IsFunctionBetween(place, call) && InvocationSyntax.NameOf(call) is { } name && name.Span.Contains(place.Span)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsFunctionBetween(SyntaxNode inner, SyntaxNode outer)
    {
        for (var node = inner.Parent; node is not null && node != outer; node = node.Parent)
        {
            if (node is AnonymousFunctionExpressionSyntax)
            {
                return true;
            }
        }

        return false;
    }
}
