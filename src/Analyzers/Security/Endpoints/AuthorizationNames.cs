using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Endpoints;

/// <summary>What names say about endpoints: which are for everyone, and which code asks who the caller is.</summary>
internal static class AuthorizationNames
{
    /// <summary>Words of a template, or of the names of a controller and its action, that are for callers whom nobody knows yet, or for machines.</summary>
    private static readonly HashSet<string> Open = new(StringComparer.OrdinalIgnoreCase)
    {
        "health", "healthz", "healthcheck", "healthchecks", "ready", "readyz", "readiness", "livez", "liveness", "alive", "ping", "heartbeat", "metrics",
        "auth", "authentication", "oauth", "oauth2", "oidc", "connect", "authorize", "account", "identity", "sso",
        "login", "logon", "signin", "logout", "logoff", "signout", "register", "registration", "signup", "token", "password", "forgot", "otp", "captcha", "confirmemail", "verifyemail",
        "webhook", "webhooks", "callback", "callbacks", "unsubscribe",
        "openapi", "swagger", "scalar", "redoc", "error", "errors", "antiforgery", "csrf", "xsrf",
        "favicon", "robots", "sitemap", "wellknown", "public", "anonymous", "home", "privacy",
        "language", "culture", "locale", "consent", "cookies",
    };

    /// <summary>Words that mean the same only where an address begins with them, or a controller is called so: an order has a status too.</summary>
    private static readonly HashSet<string> OpenFirst = new(StringComparer.OrdinalIgnoreCase)
    {
        "status", "version", "live", "confirm", "verify", "reset", "refresh", "session", "sessions", "docs", "static", "assets", "about", "contact", "terms", "hook", "hooks", "invite",
    };

    /// <summary>Parts of identifiers by which a handler shows that it asks who calls.</summary>
    private static readonly string[] Asking =
    [
        "authoriz", "authentic", "unauthor", "forbid", "forbidden", "apikey", "api_key", "currentuser", "claimsprincipal", "signature", "permission", "signin", "signout", "challenge",
        "isinrole", "tokenreader", "validatetoken", "bearer",
    ];

    /// <summary>True when a template is for everyone: health, login, callbacks, documents, errors, the root.</summary>
    public static bool IsOpenTemplate(string template)
    {
        if (template.Trim('/', '~').Length == 0)
        {
            return true;
        }

        var first = true;
        foreach (var segment in template.Split('/'))
        {
            if (segment.Length == 0 || segment[0] is '{' or '~')
            {
                continue;
            }

            if (SaysOpen(segment) || (first && OpenFirst.Contains(segment)))
            {
                return true;
            }

            first &= segment.Equals("api", StringComparison.OrdinalIgnoreCase) || (segment.Length < 4 && segment[0] is 'v' or 'V');
        }

        return false;
    }

    /// <summary>True for a controller whose name alone says that it is for everyone.</summary>
    public static bool IsOpenController(string name) => SaysOpen(name) || OpenFirst.Contains(name);

    /// <summary>True when one of the words of a name or of a segment is for everyone.</summary>
    public static bool SaysOpen(string name)
    {
        var plain = name.Replace("-", "").Replace("_", "").Replace(".", "");
        if (Open.Contains(plain))
        {
            return true;
        }

        foreach (var word in WordSplitter.Of(name))
        {
            if (Open.Contains(word))
            {
                return true;
            }
        }

        return plain.StartsWith("LogIn", StringComparison.OrdinalIgnoreCase) || plain.StartsWith("SignIn", StringComparison.OrdinalIgnoreCase)
            || plain.StartsWith("LogOut", StringComparison.OrdinalIgnoreCase) || plain.StartsWith("SignUp", StringComparison.OrdinalIgnoreCase) || plain.StartsWith("SignOut", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>True for code that asks who calls, or answers that the caller may not.</summary>
    public static bool AsksWhoCalls(SyntaxNode function)
    {
        foreach (var token in function.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken))
            {
                if (token.ValueText is "User" && token.Parent is IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax } user && IsMemberUser(user))
                {
                    return true;
                }

                foreach (var part in Asking)
                {
                    if (token.ValueText.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0)
                    {
                        return true;
                    }
                }
            }
            else if (token.IsKind(SyntaxKind.NumericLiteralToken) && token.Value is 401 or 403)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for the name of a method that decides about what it is called on: an endpoint, a group, a route builder. <c>UseAuthorization</c> decides nothing.</summary>
    public static bool NameDecides(string name)
        => name is "RequireAuthorization" or "AllowAnonymous"
            || (!name.StartsWith("Use", StringComparison.Ordinal) && NameSuggests(name));

    private static bool NameSuggests(string name)
        => (name.StartsWith("Require", StringComparison.Ordinal) && name is not ("RequireCors" or "RequireHost" or "RequireRateLimiting" or "RequireAntiforgeryToken"))
            || name.Contains("Authoriz")
            || name.Contains("Authentic")
            || name.Contains("Anonymous")
            || name.Contains("Permission")
            || name.Contains("Protect")
            || name.Contains("Secure")
            || name.Contains("ApiKey");

    /// <summary>True for code that decides about an endpoint somewhere in it.</summary>
    public static bool Decides(SyntaxNode code)
    {
        foreach (var token in code.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText is "RequireAuthorization" or "AllowAnonymous" or "AuthorizeAttribute" or "AllowAnonymousAttribute" or "AddEndpointFilter" or "AddEndpointFilterFactory")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for an attribute that decides, judged by its name.</summary>
    public static bool AttributeDecides(AttributeSyntax attribute)
        => attribute.Name.ToString() is var name
            && (name.Contains("Authoriz") || name.Contains("Anonymous") || name.Contains("ApiKey") || name.Contains("Permission") || name.Contains("ServiceFilter") || name.Contains("TypeFilter") || name.Contains("Role"));

    /// <summary>The literal text of an argument.</summary>
    public static string? TextOf(ArgumentListSyntax arguments, int at)
        => arguments.Arguments.Count > at && arguments.Arguments[at].Expression is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal ? literal.Token.ValueText : null;

    /// <summary><c>User.…</c> of a controller and <c>context.User</c>; not a type called User.</summary>
    private static bool IsMemberUser(IdentifierNameSyntax user)
        => user.Parent is MemberAccessExpressionSyntax access
            && (access.Name == user || access.Name.Identifier.ValueText is "Identity" or "Claims" or "FindFirst" or "FindFirstValue" or "IsInRole" or "HasClaim");
}
