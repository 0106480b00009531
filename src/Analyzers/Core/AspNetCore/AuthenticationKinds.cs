namespace ProdGap.Analyzers.Core.AspNetCore;

/// <summary>By what an app knows who calls it.</summary>
[Flags]
internal enum AuthenticationKinds
{
    /// <summary>By nothing that is seen.</summary>
    None = 0,

    /// <summary>By what a browser sends along by itself, whoever makes it send a request: a cookie, or the login of Windows.</summary>
    Cookie = 1,

    /// <summary>By a token that a script puts into a header.</summary>
    Bearer = 2,

    /// <summary>By a key, a certificate, or a scheme of the app's own.</summary>
    Key = 4,

    /// <summary>By something that another project sets up.</summary>
    Unseen = 8,
}

/// <summary>The calls that register a way to know who calls.</summary>
internal static class AuthenticationCalls
{
    private static readonly Dictionary<string, AuthenticationKinds> Registrations = new(StringComparer.Ordinal)
    {
        ["AddCookie"] = AuthenticationKinds.Cookie,
        ["AddIdentity"] = AuthenticationKinds.Cookie,
        ["AddDefaultIdentity"] = AuthenticationKinds.Cookie,
        ["AddIdentityCookies"] = AuthenticationKinds.Cookie,
        ["AddApplicationCookie"] = AuthenticationKinds.Cookie,
        ["AddOpenIdConnect"] = AuthenticationKinds.Cookie,
        ["AddMicrosoftIdentityWebApp"] = AuthenticationKinds.Cookie,
        ["AddMicrosoftIdentityWebAppAuthentication"] = AuthenticationKinds.Cookie,
        ["AddAuth0WebAppAuthentication"] = AuthenticationKinds.Cookie,
        ["AddWsFederation"] = AuthenticationKinds.Cookie,
        ["AddSaml2"] = AuthenticationKinds.Cookie,
        ["AddIdentityServer"] = AuthenticationKinds.Cookie,
        ["AddNegotiate"] = AuthenticationKinds.Cookie,
        ["AddIdentityApiEndpoints"] = AuthenticationKinds.Cookie | AuthenticationKinds.Bearer,
        ["AddJwtBearer"] = AuthenticationKinds.Bearer,
        ["AddBearerToken"] = AuthenticationKinds.Bearer,
        ["AddMicrosoftIdentityWebApi"] = AuthenticationKinds.Bearer,
        ["AddMicrosoftIdentityWebApiAuthentication"] = AuthenticationKinds.Bearer,
        ["AddAuthenticationJwtBearer"] = AuthenticationKinds.Bearer,
        ["AddOAuth2Introspection"] = AuthenticationKinds.Bearer,
        ["AddIdentityServerJwt"] = AuthenticationKinds.Bearer,
        ["AddKeycloakJwtBearer"] = AuthenticationKinds.Bearer,
        ["AddKeycloakWebApi"] = AuthenticationKinds.Bearer,
        ["AddKeycloakWebApiAuthentication"] = AuthenticationKinds.Bearer,
        ["AddScheme"] = AuthenticationKinds.Key,
        ["AddCertificate"] = AuthenticationKinds.Key,
        ["AddApiKeyInHeader"] = AuthenticationKinds.Key,
        ["AddApiKeyInHeaderOrQueryParams"] = AuthenticationKinds.Key,
        ["AddApiKeySupport"] = AuthenticationKinds.Key,
    };

    /// <summary>Registrations after which a request without a scheme of its own is known by the cookie, unless the app names another default.</summary>
    private static readonly HashSet<string> MakeDefault = new(["AddIdentity", "AddDefaultIdentity", "AddMicrosoftIdentityWebAppAuthentication", "AddIdentityServer", "AddAuth0WebAppAuthentication"], StringComparer.Ordinal);

    /// <summary>What an assembly that registers one of them refers to, by the beginning of its name.</summary>
    private static readonly (string Assembly, AuthenticationKinds Kinds)[] Assemblies =
    [
        ("Microsoft.AspNetCore.Authentication.Cookies", AuthenticationKinds.Cookie),
        ("Microsoft.AspNetCore.Authentication.OpenIdConnect", AuthenticationKinds.Cookie),
        ("Microsoft.AspNetCore.Authentication.WsFederation", AuthenticationKinds.Cookie),
        ("Microsoft.AspNetCore.Authentication.Negotiate", AuthenticationKinds.Cookie),
        ("Microsoft.AspNetCore.Identity.UI", AuthenticationKinds.Cookie),
        ("Microsoft.AspNetCore.Identity", AuthenticationKinds.Cookie),
        ("Microsoft.Identity.Web", AuthenticationKinds.Cookie | AuthenticationKinds.Bearer),
        ("Microsoft.AspNetCore.Authentication.JwtBearer", AuthenticationKinds.Bearer),
        ("Microsoft.AspNetCore.Authentication.BearerToken", AuthenticationKinds.Bearer),
    ];

    /// <summary>The names of the methods.</summary>
    public static IEnumerable<string> Names => Registrations.Keys;

    /// <summary>What a method registers, by its name.</summary>
    public static AuthenticationKinds KindsOf(string method) => Registrations.TryGetValue(method, out var kinds) ? kinds : AuthenticationKinds.None;

    /// <summary>True for a method that also says by what requests are known where nothing else is said.</summary>
    public static bool SetsDefault(string method) => MakeDefault.Contains(method);

    /// <summary>What an assembly can register that refers to another one. A compiler writes down only what the code uses.</summary>
    public static AuthenticationKinds KindsOfReference(string assembly)
    {
        foreach (var (name, kinds) in Assemblies)
        {
            if (assembly == name)
            {
                return kinds;
            }
        }

        return AuthenticationKinds.None;
    }
}
