using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Endpoints;

/// <summary>Which endpoints are for callers whom nobody knows yet, or for machines, by their names: of controllers and actions, of the segments of a template.</summary>
internal static class OpenNames
{
    /// <summary>Words that are for everyone wherever they stand.</summary>
    private static readonly HashSet<string> Open = new(StringComparer.OrdinalIgnoreCase)
    {
        "health", "healthz", "healthcheck", "healthchecks", "ready", "readyz", "readiness", "livez", "liveness", "alive", "ping", "heartbeat", "metrics",
        "login", "logon", "signin", "logout", "logoff", "signout", "register", "registration", "signup", "token", "password", "forgot", "otp", "captcha", "confirmemail", "verifyemail",
        "webhook", "webhooks", "callback", "callbacks", "unsubscribe",
        "openapi", "swagger", "scalar", "redoc", "error", "errors", "antiforgery", "csrf", "xsrf",
        "favicon", "robots", "sitemap", "wellknown", "public", "anonymous", "home", "privacy",
        "language", "culture", "locale", "consent", "cookies",
    };

    /// <summary>Words that mean the same only where an address begins with them, or a controller is called so: an order has a status too.</summary>
    private static readonly HashSet<string> OpenFirst = new(StringComparer.OrdinalIgnoreCase)
    {
        "status", "version", "live", "confirm", "verify", "reset", "refresh", "docs", "static", "assets", "about", "terms", "hook", "hooks", "invite",
    };

    /// <summary>What other programs subscribe to: news for whoever wants them, unless it is the feed of one.</summary>
    private static readonly HashSet<string> Feeds = new(StringComparer.OrdinalIgnoreCase) { "rss", "atom", "opml" };

    /// <summary>What says which build runs; read, it is for everyone wherever it stands.</summary>
    private static readonly HashSet<string> BuildInfo = new(StringComparer.OrdinalIgnoreCase) { "version", "buildinfo", "buildversion", "appversion", "healthy", "uptime" };

    /// <summary>What one begins by signing in, as long as it is nobody's yet: the session with an id is somebody's.</summary>
    private static readonly HashSet<string> Sessions = new(StringComparer.OrdinalIgnoreCase) { "session", "sessions" };

    /// <summary>The places where one signs in: what stands there may as well be the administration of those who do.</summary>
    private static readonly HashSet<string> Areas = new(StringComparer.OrdinalIgnoreCase)
    {
        "auth", "authentication", "oauth", "oauth2", "oidc", "connect", "authorize", "account", "identity", "sso",
    };

    /// <summary>Words of such a place that are a way in also where they are a part of a name: <c>GetAuthUrl</c>. An account alone is somebody's.</summary>
    private static readonly HashSet<string> AreaWords = new(StringComparer.OrdinalIgnoreCase) { "auth", "authentication", "authenticate", "oauth", "oauth2", "oidc", "authorize", "sso" };

    /// <summary>What is for everyone in such a place.</summary>
    private static readonly HashSet<string> Entries = new(StringComparer.OrdinalIgnoreCase)
    {
        "login", "logon", "signin", "logout", "logoff", "signout", "register", "registration", "signup", "token", "tokens", "refresh", "revoke", "password", "forgot", "reset", "recover", "confirm", "confirmation", "verify", "verification", "activate",
        "resend", "external", "callback", "challenge", "provider", "providers", "me", "userinfo", "introspect", "jwks", "otp", "mfa", "2fa", "code", "captcha", "session", "status", "check", "available", "exists", "magic", "guest", "lockout", "denied",
        "google", "facebook", "github", "gitlab", "microsoft", "apple", "twitter", "linkedin", "discord", "azure", "saml", "metamask", "telegram",
    };

    /// <summary>Who gets in there is no newcomer.</summary>
    private static readonly HashSet<string> Administration = new(StringComparer.OrdinalIgnoreCase) { "role", "roles", "admin", "admins", "delete", "remove", "permission", "permissions", "grant", "assign", "promote", "impersonate", "ban", "unban" };

    /// <summary>What people who are no customers yet leave: an address, a question, an opinion.</summary>
    private static readonly HashSet<string> Forms = new(StringComparer.OrdinalIgnoreCase)
    {
        "newsletter", "newsletters", "mailinglist", "subscribe", "subscriber", "subscribers", "waitlist", "waitinglist", "join", "contact", "contactus", "contactform", "feedback", "feedbacks", "inquiry", "inquiries", "enquiry", "enquiries", "earlyaccess", "notifyme", "interest", "leads", "lead", "unsubscribe",
    };

    /// <summary>What may stand around such a name without making it something of somebody's.</summary>
    private static readonly HashSet<string> AroundForms = new(StringComparer.OrdinalIgnoreCase)
    {
        "api", "public", "site", "website", "web", "marketing", "landing", "launch", "beta", "home", "support", "messages", "message", "submit", "send", "form", "forms", "new", "create", "add", "email", "request", "requests", "post", "subscribe", "subscription", "subscriptions", "early", "access", "me", "notify", "us", "the", "list", "waiting", "wait", "mailing", "signups", "async", "join", "to",
    };

    /// <summary>True for the template of a form: nothing in it is about somebody, or about a thing of the shop.</summary>
    public static bool IsFormTemplate(string template)
    {
        var any = false;
        foreach (var segment in template.Split('/'))
        {
            if (segment.Length == 0 || segment[0] == '~')
            {
                continue;
            }

            if (segment[0] == '{' || !IsFormName(segment, out var isForm) && !IsVersion(segment))
            {
                return false;
            }

            any |= isForm;
        }

        return any;
    }

    /// <summary>True for a name all of whose words belong to a form; one of them is the form's.</summary>
    public static bool IsFormName(string name, out bool isForm)
    {
        isForm = Forms.Contains(Plain(name));
        if (isForm)
        {
            return true;
        }

        var words = WordSplitter.Of(name);
        isForm = words.Exists(Forms.Contains) || (words.Contains("list") && (words.Contains("waiting") || words.Contains("wait") || words.Contains("mailing")));
        return words.TrueForAll(word => Forms.Contains(word) || AroundForms.Contains(word));
    }

    private static bool IsVersion(string segment) => segment.Length > 0 && segment[0] is 'v' or 'V' && (segment.Length < 4 || segment[1] == '{');

    /// <summary>True for the address at which a shop says how to reach it. What is sent there is a form, and what stands below is somebody's.</summary>
    private static bool IsContactPage(string template)
    {
        var segments = template.Trim('/', '~').Split('/');
        return segments[segments.Length - 1].Equals("contact", StringComparison.OrdinalIgnoreCase)
            && segments.Take(segments.Length - 1).All(static segment => segment.Equals("api", StringComparison.OrdinalIgnoreCase) || IsVersion(segment));
    }

    /// <summary>True for <c>/api/system/version</c>: which build runs, of nothing in particular.</summary>
    private static bool IsBuildInfo(string template)
    {
        var segments = template.Split('/').Where(static segment => segment.Length > 0 && segment is not ("~" or "{group}")).ToList();
        return segments.Count > 0 && segments.TrueForAll(static segment => segment[0] != '{') && BuildInfo.Contains(Plain(segments[segments.Count - 1]));
    }

    /// <summary>True for <c>/rss</c>, <c>/feed.rss</c> and <c>/blog/atom/{category}</c>; false for <c>/users/{id}/rss</c>, which is somebody's.</summary>
    private static bool IsFeed(string template) => template.Split('/').TakeWhile(static segment => !IsOne(segment)).Any(SaysFeed);

    private static bool SaysFeed(string name) => WordSplitter.Of(name).Exists(Feeds.Contains);

    /// <summary>True when a template is for everyone: health, login, callbacks, documents, errors, the root.</summary>
    /// <param name="template">The template.</param>
    /// <param name="reads">True where the endpoint only reads.</param>
    public static bool IsOpenTemplate(string template, bool reads = false) => IsOpenTemplate(template, reads, NamesOne(template));

    private static bool IsOpenTemplate(string template, bool reads, bool namesOne)
    {
        if (template.Trim('/', '~').Length == 0 || (reads && (IsContactPage(template) || IsBuildInfo(template) || IsFeed(template))))
        {
            return true;
        }

        var first = true;
        var isArea = false;
        var isOpen = false;
        string? last = null;
        foreach (var segment in template.Split('/'))
        {
            if (segment.Length == 0 || segment[0] is '{' or '~' or '[')
            {
                continue;
            }

            isArea |= IsArea(segment);
            isOpen |= SaysOpen(segment) || (first && (OpenFirst.Contains(segment) || (!namesOne && Sessions.Contains(segment))));
            first &= segment.Equals("api", StringComparison.OrdinalIgnoreCase) || IsVersion(segment);
            last = segment;
        }

        return isArea ? (IsArea(last!) && !NamesSomebody(template)) || IsEntry(last!) : isOpen;
    }

    /// <summary>True for an action that is for everyone, by the names of its controller and its own, or by their templates.</summary>
    /// <param name="controller">The controller's name without its last word.</param>
    /// <param name="action">The action's name.</param>
    /// <param name="prefixes">The templates of the controller that are literals.</param>
    /// <param name="templates">The templates of the action that are.</param>
    /// <param name="reads">True where it only reads.</param>
    public static bool IsOpenAction(string controller, string action, List<string> prefixes, List<string> templates, bool reads = false)
    {
        if (IsArea(controller) || prefixes.Exists(HasArea) || templates.Exists(HasArea))
        {
            return IsEntry(action)
                || (templates.Count == 0 && action is "Index" or "Post" or "PostAsync")
                || prefixes.Exists(prefix => LastOf(prefix) is { } last && !IsArea(last) && IsEntry(last))
                || templates.Exists(template => LastOf(template) is { } last && IsEntry(last));
        }

        if (reads && (prefixes.Concat(templates).Any(IsFeed) || SaysFeed(controller) || SaysFeed(action)))
        {
            return true;
        }

        var namesOne = templates.Exists(NamesOne);
        return IsOpenController(controller) || (!namesOne && Sessions.Contains(controller)) || SaysOpen(action) || (reads && (templates.Exists(IsContactPage) || templates.Exists(IsBuildInfo)))
            || prefixes.Concat(templates).Any(template => template is not ("/" or "~/") && IsOpenTemplate(template, reads: false, namesOne || NamesOne(template)));
    }

    private static bool HasArea(string template) => template.Split('/').Any(IsArea);

    /// <summary>True for a controller whose name alone says that it is for everyone.</summary>
    private static bool IsOpenController(string name) => SaysOpen(name) || OpenFirst.Contains(name);

    /// <summary>True for a controller or a segment around what signs in.</summary>
    public static bool IsArea(string name)
    {
        var plain = Plain(name);
        return Areas.Contains(plain) || (plain.Length > 4 && WordSplitter.Of(name).Exists(word => word is "auth" or "authentication" or "oauth" or "oidc" or "sso"));
    }

    /// <summary>True when one of the words of a name or of a segment is for everyone; a home is one only where nothing else is said.</summary>
    public static bool SaysOpen(string name)
    {
        var plain = Plain(name);
        return Open.Contains(plain) || WordSplitter.Of(name).Exists(word => (Open.Contains(word) && word != "home") || AreaWords.Contains(word)) || IsSignIn(plain);
    }

    /// <summary>True for what is for everyone in a place where one signs in.</summary>
    private static bool IsEntry(string name)
    {
        var plain = Plain(name);
        if (IsSignIn(plain))
        {
            return true;
        }

        var words = WordSplitter.Of(name);
        return !words.Exists(Administration.Contains) && (Open.Contains(plain) || Entries.Contains(plain) || words.Exists(word => Entries.Contains(word) || Open.Contains(word) || AreaWords.Contains(word)));
    }

    private static bool IsSignIn(string plain)
        => plain.StartsWith("LogIn", StringComparison.OrdinalIgnoreCase) || plain.StartsWith("SignIn", StringComparison.OrdinalIgnoreCase)
            || plain.StartsWith("LogOut", StringComparison.OrdinalIgnoreCase) || plain.StartsWith("SignUp", StringComparison.OrdinalIgnoreCase) || plain.StartsWith("SignOut", StringComparison.OrdinalIgnoreCase)
            || plain.EndsWith("LogIn", StringComparison.OrdinalIgnoreCase) || plain.EndsWith("SignIn", StringComparison.OrdinalIgnoreCase);

    /// <summary>True for <c>/account/{id}</c>; behind <c>/auth/{provider}</c> somebody signs in.</summary>
    private static bool NamesSomebody(string template) => IsOne(template.TrimEnd('/').Split('/').Last());

    /// <summary>True where a segment stands for one of many: <c>/sessions/{id}/messages</c>.</summary>
    private static bool NamesOne(string template) => template.IndexOf('{') >= 0 && template.Split('/').Any(IsOne);

    private static bool IsOne(string segment)
        => segment.StartsWith("{", StringComparison.Ordinal) && !WordSplitter.Of(segment).Exists(static word => word is "provider" or "scheme" or "code" or "token" or "state" or "action" or "version");

    private static string? LastOf(string template) => template.Split('/').LastOrDefault(segment => segment.Length > 0 && segment[0] is not ('{' or '~' or '['));

    private static string Plain(string name) => name.Replace("-", "").Replace("_", "").Replace(".", "");

    /// <summary>The templates of attributes that are literals.</summary>
    public static List<string> TemplatesOf(IEnumerable<AttributeListSyntax> lists)
        => [.. lists.SelectMany(list => list.Attributes)
            .Select(attribute => attribute.ArgumentList is { Arguments: { Count: > 0 } arguments } && arguments[0] is { NameEquals: null, Expression: LiteralExpressionSyntax { Token.Value: string { Length: > 0 } template } } ? template : null)
            .OfType<string>()];
}
