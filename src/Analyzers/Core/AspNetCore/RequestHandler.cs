using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Cancellation;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.AspNetCore;

/// <summary>A function that a framework calls for a request, and that the framework would hand the request's token.</summary>
internal sealed class RequestHandler
{
    private const string AzureFunction = "Microsoft.Azure.Functions.Worker.FunctionAttribute";

    /// <summary>Asked for where something is reported: the groups of an endpoint have to be looked for.</summary>
    private readonly Func<string> name;

    private RequestHandler(SyntaxNode function, Func<string> name, bool takesToken)
    {
        Function = function;
        this.name = name;
        TakesToken = takesToken;
    }

    /// <summary>The method or the lambda.</summary>
    public SyntaxNode Function { get; }

    /// <summary>What to call it in a message.</summary>
    public string Name => name();

    /// <summary>True when it takes the token already, or reads it from its context.</summary>
    public bool TakesToken { get; }

    /// <summary>The entry point around a place.</summary>
    public static RequestHandler? Around(SyntaxNode place, SemanticModel model, KnownTypes known)
    {
        for (var node = place.Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case AnonymousFunctionExpressionSyntax lambda when OfLambda(lambda, model, known) is { } handler:
                    return handler;
                case MethodDeclarationSyntax method:
                    return OfMethod(method, model, known);
                case BaseTypeDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }

    /// <summary>True where the project has a framework that calls methods by the type they stand in or by an attribute.</summary>
    public static bool MayBeMethod(KnownTypes known) => Controllers.MayExist(known) || known.Has("Microsoft.AspNetCore.SignalR.Hub") || known.Has(AzureFunction);

    /// <summary>The method as an entry point by the type it stands in: an action, a page handler, a hub's stream, a function of Azure.</summary>
    public static RequestHandler? OfMethod(MethodDeclarationSyntax method, SemanticModel model, KnownTypes known)
    {
        if (method.Modifiers.Any(SyntaxKind.StaticKeyword) && method.AttributeLists.Count == 0
            || !method.Modifiers.Any(SyntaxKind.PublicKeyword)
            || method.Modifiers.Any(SyntaxKind.OverrideKeyword)
            || method.Parent is not ClassDeclarationSyntax
            || !MayBeMethod(known)
            || model.GetDeclaredSymbol(method) is not { } symbol
            || !IsMember(symbol, known))
        {
            return null;
        }

        return new(method, () => symbol.Name, HasToken(symbol) || ReadsToken(method));
    }

    /// <summary>True for a method that a framework calls by the type it stands in, or by its attribute.</summary>
    public static bool IsMember(IMethodSymbol method, KnownTypes known)
        => method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public, IsOverride: false }
            && IsCalledByFramework(method, known)
            && !ImplementedMembers.Any(method);

    /// <summary>The lambda as a handler of a minimal API.</summary>
    public static RequestHandler? OfLambda(AnonymousFunctionExpressionSyntax lambda, SemanticModel model, KnownTypes known)
        => lambda.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } } argument
            && IsMapping(call, argument, model, known)
            && model.GetSymbolInfo(lambda).Symbol is IMethodSymbol symbol
            && !TakesContext(symbol, known)
                ? new(lambda, () => EndpointRoute.NameOf(call, StartupModel.Of(known)), HasToken(symbol) || ReadsToken(lambda))
                : null;

    /// <summary>The method that a call maps as a handler, where that is no lambda.</summary>
    public static IMethodSymbol? MappedMethod(InvocationExpressionSyntax call, SemanticModel model, KnownTypes known)
    {
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.Expression is SimpleNameSyntax or MemberAccessExpressionSyntax
                && Mentioned(model.GetSymbolInfo(argument.Expression)) is { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } method
                && IsMapping(call, argument, model, known))
            {
                return method;
            }
        }

        return null;
    }

    /// <summary>The method of a method group; the compiler lists it as a candidate where its delegate type is its own.</summary>
    private static IMethodSymbol? Mentioned(SymbolInfo info)
        => (info.Symbol ?? (info.CandidateSymbols is { Length: 1 } candidates ? candidates[0] : null)) as IMethodSymbol;

    /// <summary>True when a method takes a token.</summary>
    public static bool HasToken(IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters)
        {
            if (AwaitableTypes.IsToken(parameter.Type) || TokenParameters.IsNullableToken(parameter.Type))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a handler that is given the request's context, and with it the token.</summary>
    public static bool TakesContext(IMethodSymbol method, KnownTypes known)
    {
        foreach (var parameter in method.Parameters)
        {
            if (known.Is(parameter.Type, "Microsoft.AspNetCore.Http.HttpContext")
                || known.Is(parameter.Type, "Microsoft.AspNetCore.Http.HttpRequest")
                || known.Is(parameter.Type, "Microsoft.Azure.Functions.Worker.FunctionContext"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for <c>app.MapGet(…, handler)</c> and its like, where the handler's parameters are bound from the request.</summary>
    public static bool IsMapping(InvocationExpressionSyntax call, ArgumentSyntax handler, SemanticModel model, KnownTypes known)
    {
        if (InvocationSyntax.NameOf(call)?.Identifier.ValueText is not { } name
            || Array.IndexOf(MappingMethods.WithFallback, name) < 0
            || !known.Has(MappingMethods.Extensions)
            || model.GetSymbolInfo(call).Symbol is not IMethodSymbol method
            || !known.Is((method.ReducedFrom ?? method).ContainingType, MappingMethods.Extensions))
        {
            return false;
        }

        var last = method.Parameters[method.Parameters.Length - 1];
        return known.Is(last.Type, "System.Delegate")
            && (handler.NameColon is { } colon ? colon.Name.Identifier.ValueText == last.Name : call.ArgumentList.Arguments.IndexOf(handler) == call.ArgumentList.Arguments.Count - 1);
    }

    /// <summary>True where the function reads the token of its request from the context.</summary>
    private static bool ReadsToken(SyntaxNode function)
    {
        foreach (var node in function.DescendantNodes())
        {
            if (node is IdentifierNameSyntax { Identifier.ValueText: "RequestAborted" or "ConnectionAborted" })
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsCalledByFramework(IMethodSymbol method, KnownTypes known)
    {
        var type = method.ContainingType;
        if (Controllers.Is(type, known))
        {
            return Controllers.IsAction(method, known);
        }

        if (known.IsA(type, PageHandlers.Model))
        {
            return PageHandlers.Is(method, known);
        }

        if (known.IsA(type, "Microsoft.AspNetCore.SignalR.Hub"))
        {
            // Only a stream may take one; other methods would wait for it as an argument of the client.
            return AwaitableTypes.IsStream(method.ReturnType, known)
                || known.Is(AwaitableTypes.Result(method.ReturnType, known), "System.Threading.Channels.ChannelReader`1");
        }

        return AttributeLookup.Has(method, known, AzureFunction) && !TakesContext(method, known);
    }
}
