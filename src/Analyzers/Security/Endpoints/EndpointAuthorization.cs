using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Guards;

namespace ProdGap.Analyzers.Security.Endpoints;

/// <summary>How an app as a whole decides who may call it; joined from all its files when the first endpoint is asked about.</summary>
internal sealed class EndpointAuthorization
{
    /// <summary>What maps the controllers; where nothing does, theirs are no endpoints, or are mapped by code that is not seen.</summary>
    private static readonly string[] Mappings = ["MapControllers", "MapControllerRoute", "MapDefaultControllerRoute", "MapAreaControllerRoute", "UseMvc", "UseMvcWithDefaultRoute"];

    private readonly Lazy<string?> firstOpen;
    private readonly Lazy<bool> controllersDecided;
    private readonly Lazy<bool> authenticates;
    private readonly Lazy<bool> mayAuthenticate;
    private readonly Lazy<bool> judges;

    private EndpointAuthorization(KnownTypes known)
    {
        App = StartupModel.Of(known);
        Route = new(App);
        firstOpen = new(FindFirstOpen);
        authenticates = new(() => App.SetUpCalls.Any(IsAuthentication));
        judges = new(Judges);
        mayAuthenticate = new(FindDoubt);
        controllersDecided = new(() => !App.Says(Mappings)
            || App.Says("AuthorizeFilter")
            || (App.Says("Filters") && App.HasGuards)
            || Mappings.SelectMany(App.CallsOf).Any(call => Route.ResultDecides(call)));
        IsDecidedForAll = App.Says("FallbackPolicy", "SetFallbackPolicy") || App.HasGuardingMiddleware;
    }

    public StartupModel App { get; }

    public EndpointBuilderChain Route { get; }

    /// <summary>True for a policy or middleware that every request meets.</summary>
    public bool IsDecidedForAll { get; }

    /// <summary>True when authentication is set up here, and what authorization adds is set up here too, as far as can be seen.</summary>
    public bool JudgesEndpoints => judges.Value;

    /// <summary>True when a convention or a filter decides for all controllers, or nothing maps them here.</summary>
    public bool ControllersDecided => controllersDecided.Value;

    /// <summary>An endpoint that anyone can call in an app that knows nobody; null where the app authenticates, or may do so.</summary>
    public string? FirstOpenWithoutAuthentication => App.Starts && !IsDecidedForAll && !authenticates.Value && !mayAuthenticate.Value ? firstOpen.Value : null;

    public static EndpointAuthorization Of(KnownTypes known) => known.PerCompilation(static key => new EndpointAuthorization(key));

    private bool Judges()
        => App.Starts
            && !IsDecidedForAll
            && authenticates.Value
            && !App.Unseen.Any(name => name.StartsWith("Use", StringComparison.Ordinal))
            && (App.Unseen.Count == 0 || App.Says("AddAuthorization", "AddAuthorizationBuilder", "AddAuthorizationCore"));

    /// <summary>A call that sets ASP.NET Core's authentication up.</summary>
    private static bool IsAuthentication(string name)
        => name is "AddAuthentication" or "UseAuthentication" or "AddIdentity" or "AddIdentityCore" or "AddDefaultIdentity" or "AddIdentityApiEndpoints" or "AddIdentityCookies"
            || name.StartsWith("AddJwtBearer", StringComparison.Ordinal)
            || name.StartsWith("AddMicrosoftIdentity", StringComparison.Ordinal);

    /// <summary>Whatever may be an authentication that is no ASP.NET Core's: named so, set up elsewhere, or written by hand.</summary>
    private bool FindDoubt()
        => App.HasGuards
            || App.Unseen.Count > 0
            || App.Says("Authorize", "AuthorizeAttribute", "AuthorizeFilter", "IAuthorizationService", "AuthorizationHandler", "IAuthorizationHandler", "AuthenticationHandler", "RequireAuthorization")
            || App.SetUpCalls.Any(MayAuthenticate);

    private static bool MayAuthenticate(string name)
        => StartupNames.LooksLikeSetUp(name)
            && (Has(name, "Identity") || Has(name, "Jwt") || Has(name, "OpenId") || Has(name, "Oidc") || Has(name, "Keycloak") || Has(name, "ApiKey") || Has(name, "Umbraco") || Has(name, "Orchard")
                || Has(name, "Security") || Has(name, "Certificate") || Has(name, "Negotiate") || Has(name, "ReverseProxy") || Has(name, "FastEndpoints")
                || name is "AddApplication" or "AddApplicationAsync" or "InitializeApplication" or "InitializeApplicationAsync"
                || (name.IndexOf("Auth", StringComparison.Ordinal) is >= 0 and var at && string.CompareOrdinal(name, at, "Author", 0, 6) != 0));

    private static bool Has(string name, string part) => name.IndexOf(part, StringComparison.Ordinal) >= 0;

    private string? FindFirstOpen()
    {
        string? first = null;
        foreach (var name in MappingMethods.Names)
        {
            foreach (var mapping in App.CallsOf(name))
            {
                if (mapping.ArgumentList.Arguments.Count < 2)
                {
                    continue;
                }

                var way = Route.Of(mapping);
                if (way.IsDecided || AuthorizationNames.TextOf(mapping.ArgumentList, 0) is not { } own || Joined(way, own) is not { } template || AuthorizationNames.IsOpenTemplate(template) || EnvironmentGuard.Contains(mapping, EnvironmentWords.Default, App))
                {
                    continue;
                }

                if (HandlerDecides(mapping))
                {
                    // Somebody asks who calls, by hand; who knows what else is asked.
                    return null;
                }

                first ??= EndpointRoute.NameOf(mapping, template);
            }
        }

        if (App.Says(Mappings))
        {
            foreach (var controller in App.Controllers)
            {
                if (AsksSomewhere(controller))
                {
                    return null;
                }

                first ??= OpenAction(controller);
            }
        }

        return first;
    }

    /// <summary>The whole template of an endpoint; null where a group's is not a literal.</summary>
    public static string? Joined(EndpointBuilderChain.Result way, string own) => way.Prefix is { } prefix ? EndpointRoute.Join(prefix, own) : null;

    private bool HandlerDecides(InvocationExpressionSyntax mapping)
    {
        var handler = mapping.ArgumentList.Arguments[mapping.ArgumentList.Arguments.Count - 1].Expression;
        if (handler is AnonymousFunctionExpressionSyntax)
        {
            return AuthorizationNames.AsksWhoCalls(handler);
        }

        var name = handler is MemberAccessExpressionSyntax access ? access.Name.Identifier.ValueText : (handler as IdentifierNameSyntax)?.Identifier.ValueText;
        return name is null || App.MethodsNamed(name).Any(method => AuthorizationNames.AsksWhoCalls(method) || AuthorizationNames.Decides(method));
    }

    /// <summary>True when a controller, but for its log-in and the like, asks who calls.</summary>
    private static bool AsksSomewhere(ClassDeclarationSyntax controller)
        => !AuthorizationNames.IsOpenController(PlainName(controller))
            && controller.Members.Any(member => !(member is MethodDeclarationSyntax method && AuthorizationNames.SaysOpen(method.Identifier.ValueText)) && AuthorizationNames.AsksWhoCalls(member));

    /// <summary>The name of a controller without its last word.</summary>
    public static string PlainName(ClassDeclarationSyntax controller)
        => controller.Identifier.ValueText is var name && name.EndsWith("Controller", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Controller".Length) : name;

    private static string? OpenAction(ClassDeclarationSyntax controller)
    {
        var plain = PlainName(controller);
        if (AuthorizationNames.IsOpenController(plain) || controller.Modifiers.Any(SyntaxKind.AbstractKeyword) || Decided(controller.AttributeLists))
        {
            return null;
        }

        foreach (var member in controller.Members)
        {
            // Without a verb it may answer with a page.
            if (member is MethodDeclarationSyntax method
                && method.Modifiers.Any(SyntaxKind.PublicKeyword)
                && method.AttributeLists.Any(list => list.Attributes.Any(attribute => attribute.Name.ToString().StartsWith("Http", StringComparison.Ordinal)))
                && !Decided(method.AttributeLists)
                && !AuthorizationNames.SaysOpen(method.Identifier.ValueText)
                && !AnswersWithPage(method))
            {
                return plain + "." + method.Identifier.ValueText;
            }
        }

        return null;
    }

    /// <summary>True for a method that answers with a page and is not posted to.</summary>
    public static bool AnswersWithPage(MethodDeclarationSyntax method)
        => method.DescendantNodes().Any(node => node is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "View" or "PartialView" or "RedirectToAction" } })
            && !method.AttributeLists.Any(list => list.Attributes.Any(attribute => attribute.Name.ToString() is "HttpPost" or "HttpPut" or "HttpDelete" or "HttpPatch"));

    private static bool Decided(SyntaxList<AttributeListSyntax> lists) => lists.Any(list => list.Attributes.Any(AuthorizationNames.AttributeDecides));
}
