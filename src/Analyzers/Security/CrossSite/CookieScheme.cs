using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;

namespace ProdGap.Analyzers.Security.CrossSite;

/// <summary>A cookie scheme that is set up and by which nobody is ever logged in: nothing signs in, nothing asks who calls.</summary>
internal sealed class CookieScheme
{
    private static readonly string[] Uses =
    [
        "UseAuthentication", "UseAuthorization", "Authorize", "AuthorizeAttribute", "RequireAuthorization", "Challenge", "ChallengeAsync",
        "AddIdentity", "AddDefaultIdentity", "AddIdentityCookies", "AddIdentityApiEndpoints", "MapIdentityApi", "AddOpenIdConnect", "AddMicrosoftIdentityWebApp", "AddMicrosoftIdentityWebAppAuthentication", "AddAuth0WebAppAuthentication", "AddNegotiate",
        "AddGoogle", "AddGitHub", "AddOAuth", "AddMicrosoftAccount", "AddFacebook", "AddWsFederation", "AddSaml2", "AddIdentityServer", "AddScheme", "AuthorizeFilter", "FallbackPolicy",
    ];

    private CookieScheme(KnownTypes known)
        => IsUnused = StartupModel.Of(known) is { Starts: true, UnseenAssemblies.Count: 0 } app && app.Says("AddCookie") && !app.Says(Uses)
            && !known.Compilation.SyntaxTrees.Any(static tree => LoginTree.Of(tree, CancellationToken.None).SignsIn);

    public bool IsUnused { get; }

    /// <summary>The scheme of a compilation.</summary>
    public static CookieScheme Of(KnownTypes known) => known.PerCompilation(static key => new CookieScheme(key));
}
