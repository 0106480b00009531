using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.CrossSite;

/// <summary>An endpoint of a minimal API that takes a form.</summary>
internal sealed class FormEndpoint
{
    private readonly InvocationExpressionSyntax mapping;
    private readonly KnownTypes known;

    private FormEndpoint(InvocationExpressionSyntax mapping, IMethodSymbol handler, SyntaxNode code, bool isBound, bool isPost, KnownTypes known)
    {
        this.mapping = mapping;
        this.known = known;
        Handler = handler;
        Code = code;
        IsBound = isBound;
        IsPost = isPost;
    }

    public IMethodSymbol Handler { get; }

    public SyntaxNode Code { get; }

    /// <summary>True where ASP.NET Core fills parameters from the form: then it asks for the token. It does not where the handler reads the form by hand.</summary>
    public bool IsBound { get; }

    /// <summary>True where a page of another site can send the request; for other verbs the browser asks first.</summary>
    public bool IsPost { get; }

    /// <summary>The endpoint of a mapping; null for one that takes no form, or whose handler is not written here.</summary>
    public static FormEndpoint? Of(InvocationExpressionSyntax mapping, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        if (PostsOf(mapping) is not { } isPost || HandlerOf(mapping, model, known, cancellationToken) is not { } handler)
        {
            return null;
        }

        var isBound = FormBinding.Is(handler.Method, known);
        return isBound || (FormBinding.IsRead(handler.Code) && !handler.Method.Parameters.Any(parameter => FormBinding.IsBody(parameter, known)))
            ? new(mapping, handler.Method, handler.Code, isBound, isPost, known)
            : null;
    }

    /// <summary>Whether a verb that a mapping takes lets a page of another site post; null where it takes none with a form.</summary>
    private static bool? PostsOf(InvocationExpressionSyntax mapping)
        => StartupTree.NameOf(mapping) switch
        {
            "MapPost" or "Map" or "MapFallback" => true,
            "MapPut" or "MapPatch" => false,
            "MapMethods" => mapping.ArgumentList.Arguments.ElementAtOrDefault(1)?.Expression.ToString().ToUpperInvariant() is not { } verbs || verbs.Contains("POST") || !(verbs.Contains("\"") || verbs.Contains("HTTPMETHODS")) ? true
                : verbs.Contains("PUT") || verbs.Contains("PATCH") ? false : null,
            _ => null,
        };

    private static (IMethodSymbol Method, SyntaxNode Code)? HandlerOf(InvocationExpressionSyntax mapping, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        foreach (var argument in mapping.ArgumentList.Arguments)
        {
            if (argument.Expression is AnonymousFunctionExpressionSyntax lambda)
            {
                return model.GetSymbolInfo(lambda, cancellationToken).Symbol is IMethodSymbol function ? (function, lambda) : null;
            }
        }

        return RequestHandler.MappedMethod(mapping, model, known) is { DeclaringSyntaxReferences: { Length: > 0 } references } method ? (method, references[0].GetSyntax(cancellationToken)) : null;
    }

    /// <summary>How sure it is that other sites' posts do harm here; null where they do none.</summary>
    public Audience? Harm(StartupModel app)
    {
        var calls = EndpointCalls.On(mapping, app);
        var attributes = Handler.GetAttributes();
        var route = EndpointRoute.NameOf(mapping, app);
        if (PostAudience.IsForServers(route) || (Handler.MethodKind == MethodKind.Ordinary && PostAudience.IsForServers(Handler.Name))
            || TokenCheckTree.ChecksItself(Code) || PostAudience.RefusesForms(Code) || PostAudience.IsForTokens(attributes, known) || calls.Exists(IsChecked))
        {
            return null;
        }

        return PostAudience.Of(attributes, [Code], known, Calls(calls, "RequireAuthorization"), Calls(calls, "AllowAnonymous"), Calls(calls, "RequireCors")) switch
        {
            Audience.Anyone => null,
            Audience.Unknown when PostAudience.IsForUsers(route) => Audience.Named,
            var audience => audience,
        };
    }

    private bool IsChecked(InvocationExpressionSyntax call)
    {
        if (InvocationSyntax.NameOf(call) is not { } name)
        {
            return false;
        }

        var text = name.Identifier.ValueText;
        return text switch
        {
            "DisableAntiforgery" => false,
            "RequireAuthorization" => PostAudience.IsForTokens(call, known),
            "AddEndpointFilter" or "AddEndpointFilterFactory" => Checks(name is GenericNameSyntax generic ? generic.TypeArgumentList : call.ArgumentList),
            _ => TokenCheckTree.IsAbout(text) || text.IndexOf("ApiKey", StringComparison.OrdinalIgnoreCase) >= 0,
        };
    }

    private bool Checks(SyntaxNode filter)
        => filter.DescendantNodes().OfType<SimpleNameSyntax>().Any(name => TokenCheckTree.IsAbout(name.Identifier.ValueText) || name.Identifier.ValueText.IndexOf("ApiKey", StringComparison.OrdinalIgnoreCase) >= 0 || TokenChecks.Of(known).IsChecking(name.Identifier.ValueText))
            || TokenCheckTree.ChecksItself(filter);

    private static bool Calls(List<InvocationExpressionSyntax> calls, string name) => calls.Exists(call => StartupTree.NameOf(call) == name);
}
