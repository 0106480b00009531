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
    private readonly Lazy<(string Name, bool IsLikely)?> firstOpen;
    private readonly Lazy<bool> controllersDecided;
    private readonly Lazy<bool> authenticates;
    private readonly Lazy<bool> mayAuthenticate;
    private readonly Lazy<bool> judges;

    private EndpointAuthorization(KnownTypes known)
    {
        App = StartupModel.Of(known);
        Route = new(App);
        firstOpen = new(() => OpenEndpoints.MostTelling(App, Route, known));
        authenticates = new(() => App.SetUpCalls.Any(IsAuthentication));
        judges = new(Judges);
        mayAuthenticate = new(FindDoubt);
        controllersDecided = new(() => !App.Says(OpenEndpoints.ControllerMappings)
            || App.Says("AuthorizeFilter")
            || (App.Says("Filters") && (App.HasGuards || DecidesForAll.ByFilter(App)))
            || (App.Says("AuthorizeAttribute") && App.Says("IControllerModelConvention", "IActionModelConvention", "IApplicationModelConvention"))
            || OpenEndpoints.ControllerMappings.SelectMany(App.CallsOf).Any(call => Route.ResultDecides(call) || Route.ReceiverDecides(call)));
        IsDecidedForAll = DecidesForAll.ByPolicy(App, known) || App.HasGuardingMiddleware;
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
    public (string Name, bool IsLikely)? FirstOpenWithoutAuthentication => App.Starts && !IsDecidedForAll && !authenticates.Value && !mayAuthenticate.Value ? firstOpen.Value : null;

    public static EndpointAuthorization Of(KnownTypes known) => known.PerCompilation(static key => new EndpointAuthorization(key));

    private bool Judges()
        => App.Starts
            && !IsDecidedForAll
            && authenticates.Value
            && !App.Unseen.Any(name => name.StartsWith("Use", StringComparison.Ordinal) && App.PowersOf(name) is var powers && (powers & (UnseenPowers.Answers | UnseenPowers.Authorizes)) != 0)
            && (MayDecide.All(name => !MayAuthenticate(name) && App.Says(BringAuthorization)) || App.Says("AddAuthorization", "AddAuthorizationBuilder", "AddAuthorizationCore") || SaysWhatAPolicyWould());

    /// <summary>Calls that bring ASP.NET Core's authorization along: nobody has to add it elsewhere for that.</summary>
    private static readonly string[] BringAuthorization = ["AddControllers", "AddControllersWithViews", "AddMvc", "AddRazorPages", "AddIdentity", "AddDefaultIdentity", "AddIdentityApiEndpoints", "AddServerSideBlazor"];

    /// <summary>Methods of other projects that may set a policy for all endpoints.</summary>
    private IEnumerable<string> MayDecide => App.Unseen.Where(name => (App.PowersOf(name) & UnseenPowers.Authorizes) != 0);

    /// <summary>True where an endpoint demands what a policy for all would demand of it anyway, and none is freed from that: then there is no such policy.</summary>
    private bool SaysWhatAPolicyWould()
        => !App.Says("AllowAnonymous", "AllowAnonymousAttribute")
            && (App.CallsOf("RequireAuthorization").Any(call => call.ArgumentList.Arguments.Count == 0)
                || App.Controllers.Any(controller => controller.AttributeLists.Concat(controller.Members.SelectMany(member => member.AttributeLists))
                    .Any(list => list.Attributes.Any(attribute => attribute is { ArgumentList: null, Name: SimpleNameSyntax { Identifier.ValueText: "Authorize" } }))));

    /// <summary>A call that sets ASP.NET Core's authentication up.</summary>
    private static bool IsAuthentication(string name)
        => name is "AddAuthentication" or "UseAuthentication" or "AddIdentity" or "AddIdentityCore" or "AddDefaultIdentity" or "AddIdentityApiEndpoints" or "AddIdentityCookies"
            || name.StartsWith("AddJwtBearer", StringComparison.Ordinal)
            || name.StartsWith("AddMicrosoftIdentity", StringComparison.Ordinal);

    /// <summary>Whatever may be an authentication that is no ASP.NET Core's: named so, set up elsewhere, or written by hand.</summary>
    private bool FindDoubt()
        => App.Unseen.Any(name => App.PowersOf(name) is var powers && (powers & (name.StartsWith("Use", StringComparison.Ordinal) ? ~UnseenPowers.None : UnseenPowers.Authenticates | UnseenPowers.Authorizes)) != 0)
            || App.Says("Authorize", "AuthorizeAttribute", "AuthorizeFilter", "IAuthorizationService", "AuthorizationHandler", "IAuthorizationHandler", "AuthenticationHandler", "RequireAuthorization")
            || App.SetUpCalls.Any(MayAuthenticate);

    /// <summary>True for the name of what sets something up that may know callers. What maps endpoints, even those of a log-in elsewhere, knows nobody.</summary>
    private static bool MayAuthenticate(string name)
        => StartupNames.LooksLikeSetUp(name)
            && !name.StartsWith("Map", StringComparison.Ordinal) && !name.StartsWith("With", StringComparison.Ordinal) && !name.StartsWith("Create", StringComparison.Ordinal)
            && (Has(name, "Identity") || Has(name, "Jwt") || Has(name, "OpenId") || Has(name, "Oidc") || Has(name, "Keycloak") || Has(name, "ApiKey") || Has(name, "Umbraco") || Has(name, "Orchard")
                || Has(name, "Security") || Has(name, "Certificate") || Has(name, "Negotiate") || Has(name, "ReverseProxy") || Has(name, "FastEndpoints")
                || name is "AddApplication" or "AddApplicationAsync" or "InitializeApplication" or "InitializeApplicationAsync"
                || (name.IndexOf("Auth", StringComparison.Ordinal) is >= 0 and var at && string.CompareOrdinal(name, at, "Author", 0, 6) != 0));

    private static bool Has(string name, string part) => name.IndexOf(part, StringComparison.Ordinal) >= 0;

    /// <summary>The whole template of an endpoint; null where a group's is not a literal.</summary>
    public static string? Joined(EndpointBuilderChain.Result way, string own) => way.Prefix is { } prefix ? EndpointRoute.Join(prefix, own) : null;

    /// <summary>The name of a controller without its last word.</summary>
    public static string PlainName(ClassDeclarationSyntax controller)
        => controller.Identifier.ValueText is var name && name.EndsWith("Controller", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Controller".Length) : name;

    /// <summary>True for a method that answers with a page and is not posted to.</summary>
    public static bool AnswersWithPage(MethodDeclarationSyntax method)
        => method.DescendantNodes().Any(node => node is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "View" or "PartialView" or "RedirectToAction" } })
            && !method.AttributeLists.Any(list => list.Attributes.Any(attribute => attribute.Name.ToString() is "HttpPost" or "HttpPut" or "HttpDelete" or "HttpPatch"));
}
