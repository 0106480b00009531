using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.CrossSite;

/// <summary>In whose name something is posted.</summary>
internal enum Audience
{
    /// <summary>In nobody's: everyone may, on purpose, and nothing of a user is touched.</summary>
    Anyone,

    /// <summary>Nobody said who may.</summary>
    Unknown,

    /// <summary>Nobody said who may, and the name says that it is for people who are logged in.</summary>
    Named,

    /// <summary>In nobody's as yet: it logs somebody in.</summary>
    Newcomer,

    /// <summary>In that of whoever is logged in.</summary>
    User,
}

/// <summary>What a handler of posts says about whom it is for, in its attributes, its name and its body.</summary>
internal static class PostAudience
{
    /// <summary>Words of addresses that other servers call; they have no cookie of anybody.</summary>
    private static readonly HashSet<string> Servers = new(
        ["webhook", "webhooks", "hook", "hooks", "callback", "callbacks", "ipn", "postback", "acs", "saml", "saml2", "sso", "oauth", "oauth2", "oidc", "csp", "slack", "twilio", "webmention", "webmentions", "pingback", "trackback", "introspect", "introspection", "revocation", "backchannel", "s2s", "error", "errors"],
        StringComparer.Ordinal);

    /// <summary>Words of what nobody is harmed by.</summary>
    private static readonly HashSet<string> Harmless = new(["language", "culture", "locale", "theme", "style", "skin", "dismiss", "heartbeat", "ping", "health"], StringComparer.Ordinal);

    /// <summary>Words of what is for people who are logged in, whether or not somebody has said so.</summary>
    private static readonly HashSet<string> OfUsers = new(["admin", "administration", "administrator", "manage", "profile", "settings", "my", "me"], StringComparer.Ordinal);

    /// <summary>Words with which the name of a handler begins that only looks something up.</summary>
    private static readonly HashSet<string> Looking = new(
        ["get", "search", "find", "filter", "list", "query", "load", "check", "validate", "preview", "calculate", "count", "export", "download", "print", "render", "is", "has", "can", "exists", "suggest", "autocomplete", "lookup", "estimate", "show", "read", "fetch"],
        StringComparer.Ordinal);

    /// <summary>How the names of calls begin that change something.</summary>
    private static readonly string[] Changing = ["Save", "Add", "Insert", "Update", "Delete", "Remove", "Create", "SignIn", "PasswordSignIn", "SignOut", "Send", "Set", "Execute", "Write", "Upload", "Store", "Publish", "Register", "Append"];

    /// <summary>Calls that log somebody in.</summary>
    private static readonly HashSet<string> SigningIn = new(
        ["SignInAsync", "PasswordSignInAsync", "ExternalLoginSignInAsync", "TwoFactorSignInAsync", "TwoFactorAuthenticatorSignInAsync", "TwoFactorRecoveryCodeSignInAsync", "RefreshSignInAsync", "SignInWithClaimsAsync"],
        StringComparer.Ordinal);

    /// <summary>Calls and types that are about whoever is logged in.</summary>
    private static readonly HashSet<string> OfUser = new(["GetUserAsync", "GetUserId", "IsSignedIn", "ClaimsPrincipal"], StringComparer.Ordinal);

    private static readonly string[] PartsOfUser = ["CurrentUser", "LoggedInUser", "UserContext", "UserAccessor"];

    /// <summary>Words in the keys of sessions that hold who somebody is.</summary>
    private static readonly string[] OfPersons = ["user", "userid", "username", "login", "account", "customer", "member", "admin", "role", "email"];

    private static readonly string[] Leaving = ["logout", "signout", "logoff", "log", "sign"];

    /// <summary>True where the words of a name or of a route say that other servers post there, or that nobody is harmed.</summary>
    public static bool IsForServers(string text) => WordSplitter.Of(text).Exists(static word => Servers.Contains(word) || Harmless.Contains(word)) || Has(text, "connect/");

    /// <summary>True for code that a form of another site does not get through: it knows its sender by a signature or a key, or reads JSON.</summary>
    public static bool RefusesForms(SyntaxNode code)
    {
        var readsHeaders = false;
        var isAboutSender = false;
        foreach (var token in code.DescendantTokens())
        {
            if (token.Kind() is not (SyntaxKind.IdentifierToken or SyntaxKind.StringLiteralToken))
            {
                continue;
            }

            var text = token.ValueText;
            if (text is "ConstructEvent" or "GetOpenIddictServerRequest" || (text is "ReadFromJsonAsync" && token.Parent?.Parent is MemberAccessExpressionSyntax { Expression: var request } && MemberName.Of(request)?.ValueText.EndsWith("request", StringComparison.OrdinalIgnoreCase) == true))
            {
                return true;
            }

            readsHeaders |= text is "Headers" or "FromHeader";
            if (Has(text, "signature") || Has(text, "hmac") || Has(text, "apikey") || Has(text, "api-key"))
            {
                isAboutSender = true;
                if (IsCompared(token))
                {
                    return true;
                }
            }
        }

        // A key of another service that the handler calls, and the signature of a customer, tell nothing of the sender.
        return readsHeaders && isAboutSender;
    }

    /// <summary>True for <c>expected.Equals(answer.Signature)</c>, <c>signature != expected</c> and <c>Verify(signature)</c>.</summary>
    private static bool IsCompared(SyntaxToken token)
    {
        var node = token.Parent;
        while (node?.Parent is MemberAccessExpressionSyntax access && access.Name == node)
        {
            node = access;
        }

        return node?.Parent switch
        {
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } comparison => !comparison.Left.IsKind(SyntaxKind.NullLiteralExpression) && !comparison.Right.IsKind(SyntaxKind.NullLiteralExpression),
            ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } => InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } called
                && (called is "Equals" or "FixedTimeEquals" or "SequenceEqual" || called.StartsWith("Verify", StringComparison.Ordinal) || called.StartsWith("Validate", StringComparison.Ordinal)),
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Equals" or "SequenceEqual" } => true,
            _ => false,
        };
    }

    /// <summary>True for a handler that looks something up, or sends somebody to another login, and changes nothing, as far as names tell.</summary>
    public static bool OnlyLooks(string name, SyntaxNode code)
        => (Challenges(code) || IsLooking(name))
            && !code.DescendantNodes().Any(static node => node is InvocationExpressionSyntax call && InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } called && Array.Exists(Changing, word => called.StartsWith(word, StringComparison.Ordinal)));

    /// <summary>True for a handler whose only call that changes something sets how pages look.</summary>
    public static bool OnlyDresses(SyntaxNode code)
    {
        var any = false;
        foreach (var node in code.DescendantNodes())
        {
            if (node is InvocationExpressionSyntax call && InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } called && called is not ("SetString" or "SetInt32") && Array.Exists(Changing, word => WordSplitter.StartsWithWord(called, word)))
            {
                if (!WordSplitter.Of(called).Exists(Harmless.Contains))
                {
                    return false;
                }

                any = true;
            }
        }

        return any;
    }

    private static bool Challenges(SyntaxNode code) => code.DescendantNodes().Any(static node => node is InvocationExpressionSyntax { Expression: var called } && MemberName.Of(called)?.ValueText is "Challenge" or "ChallengeAsync");

    /// <summary>True for the name of what looks something up.</summary>
    public static bool IsLooking(string name)
        => WordSplitter.Of(name) is { Count: > 0 } words && Looking.Contains(words[0] is "on" && words.Count > 2 ? words[2] : words[0]) && !words.Contains("out");

    /// <summary>True for a handler that ends a login and does nothing else: a nuisance, no theft.</summary>
    public static bool OnlyLeaves(string name) => WordSplitter.Of(name) is { Count: > 0 } words && Array.Exists(Leaving, word => words.Contains(word) && (word.Length > 4 || words.Contains("out") || words.Contains("off")));

    /// <summary>True where the words of a name or of a route say that it is for people who are logged in.</summary>
    public static bool IsForUsers(string text) => WordSplitter.Of(text).Exists(OfUsers.Contains);

    /// <summary>True where the app says of some of its endpoints who may call them: those of which it says nothing are rather for everyone.</summary>
    public static bool DecidesElsewhere(KnownTypes known) => StartupModel.Of(known).Says("Authorize", "AuthorizeAttribute", "RequireAuthorization");

    /// <summary>In whose name a handler works.</summary>
    /// <param name="attributes">Those of the handler, of its type and the bases.</param>
    /// <param name="codes">Its body, and those of the functions beside it that it calls.</param>
    /// <param name="known">The types of the project.</param>
    /// <param name="isDecided">True where something else demands a login: the group of an endpoint, a policy for all.</param>
    /// <param name="isOpen">True where something else lets everyone in.</param>
    /// <param name="isForOthers">True where scripts of other sites may call it: then it is there for them, unless a login is demanded.</param>
    public static Audience Of(IEnumerable<AttributeData> attributes, IEnumerable<SyntaxNode> codes, KnownTypes known, bool isDecided = false, bool isOpen = false, bool isForOthers = false)
    {
        var touch = codes.Select(TouchOf).DefaultIfEmpty(Touch.None).Max();
        if (touch == Touch.SignsIn)
        {
            return Audience.Newcomer;
        }

        foreach (var attribute in attributes)
        {
            isOpen |= known.IsA(attribute.AttributeClass, "Microsoft.AspNetCore.Authorization.IAllowAnonymous");
            isDecided |= known.IsA(attribute.AttributeClass, "Microsoft.AspNetCore.Authorization.IAuthorizeData");
            isForOthers |= known.IsA(attribute.AttributeClass, "Microsoft.AspNetCore.Cors.EnableCorsAttribute");
        }

        return isForOthers && !isDecided ? Audience.Anyone
            : touch == Touch.Reads ? Audience.User
            : isOpen ? Audience.Anyone
            : isDecided || DecidesForAll(known) ? Audience.User
            : Audience.Unknown;
    }

    /// <summary>True where attributes say that callers are known by a token or a key, and by nothing else.</summary>
    public static bool IsForTokens(IEnumerable<AttributeData> attributes, KnownTypes known)
    {
        foreach (var attribute in attributes)
        {
            if (attribute.AttributeClass is not { } type)
            {
                continue;
            }

            if (Has(type.Name, "apikey") || Has(type.Name, "signature") || Has(type.Name, "webhook") || attribute.ConstructorArguments.Any(static given => given is { Kind: TypedConstantKind.Type, Value: ITypeSymbol filter } && (Has(filter.Name, "apikey") || Has(filter.Name, "signature"))))
            {
                return true;
            }

            if (known.IsA(type, "Microsoft.AspNetCore.Authorization.IAuthorizeData") && SchemesOf(attribute, known) is { } kinds && (kinds & (AuthenticationKinds.Cookie | AuthenticationKinds.Unseen)) == 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for <c>RequireAuthorization("api")</c> where the policy, or what is given instead of its name, takes tokens or keys alone.</summary>
    public static bool IsForTokens(InvocationExpressionSyntax require, KnownTypes known)
    {
        foreach (var argument in require.ArgumentList.Arguments)
        {
            var kinds = SchemesIn(argument.Expression, known) ?? (PolicyOf(argument.Expression, known) is { } policy ? SchemesIn(policy, known) : null);
            if (kinds is { } found && (found & (AuthenticationKinds.Cookie | AuthenticationKinds.Unseen)) == 0)
            {
                return true;
            }
        }

        return false;
    }

    private static AuthenticationKinds? SchemesOf(AttributeData attribute, KnownTypes known)
    {
        foreach (var given in attribute.NamedArguments)
        {
            if (given is { Key: "AuthenticationSchemes", Value: { Kind: TypedConstantKind.Primitive, Value: string schemes } })
            {
                return AppAuthentication.Of(known).KindsOfSchemes(schemes);
            }
        }

        var policy = attribute.ConstructorArguments.Select(AttributeLookup.TextOf).FirstOrDefault(static text => text is not null)
            ?? attribute.NamedArguments.Where(static given => given.Key == "Policy").Select(static given => AttributeLookup.TextOf(given.Value)).FirstOrDefault();
        return policy is not null && PolicyNamed(policy, known) is { } made ? SchemesIn(made, known) : null;
    }

    private static ExpressionSyntax? PolicyOf(ExpressionSyntax name, KnownTypes known)
        => StartupModel.Of(known).ModelOf(name.SyntaxTree)?.GetConstantValue(name) is { HasValue: true, Value: string text } ? PolicyNamed(text, known) : null;

    /// <summary>How the app makes the policy of a name.</summary>
    private static ExpressionSyntax? PolicyNamed(string name, KnownTypes known)
    {
        var app = StartupModel.Of(known);
        foreach (var call in app.CallsOf("AddPolicy"))
        {
            if (call.ArgumentList.Arguments is { Count: > 1 } arguments && app.ModelOf(call.SyntaxTree)?.GetConstantValue(arguments[0].Expression) is { HasValue: true, Value: string text } && text == name)
            {
                return arguments[1].Expression;
            }
        }

        return null;
    }

    /// <summary>The schemes that code names: <c>policy.AddAuthenticationSchemes(…)</c>, <c>new AuthorizationPolicyBuilder(…)</c>, <c>AuthenticationSchemes = …</c>.</summary>
    private static AuthenticationKinds? SchemesIn(ExpressionSyntax code, KnownTypes known)
    {
        AuthenticationKinds? found = null;
        foreach (var node in code.DescendantNodesAndSelf())
        {
            var named = node switch
            {
                InvocationExpressionSyntax call when InvocationSyntax.NameOf(call)?.Identifier.ValueText == "AddAuthenticationSchemes" => call.ArgumentList.Arguments.Select(static argument => argument.Expression),
                ObjectCreationExpressionSyntax { ArgumentList: { } list } creation when TypeSyntaxNames.RightmostName(creation.Type) == "AuthorizationPolicyBuilder" => list.Arguments.Select(static argument => argument.Expression),
                AssignmentExpressionSyntax set when MemberName.Of(set.Left)?.ValueText == "AuthenticationSchemes" => [set.Right],
                _ => [],
            };
            foreach (var scheme in named)
            {
                var text = StartupModel.Of(known).ModelOf(scheme.SyntaxTree)?.GetConstantValue(scheme) is { HasValue: true, Value: string value } ? value : scheme.ToString();
                found = (found ?? AuthenticationKinds.None) | AppAuthentication.Of(known).KindsOfSchemes(text);
            }
        }

        return found;
    }

    /// <summary>True where every endpoint demands a login that says nothing else.</summary>
    private static bool DecidesForAll(KnownTypes known) => StartupModel.Of(known).Says("FallbackPolicy", "SetFallbackPolicy", "AddFallbackPolicy", "AuthorizeFilter", "AuthorizeFolder", "AuthorizePage", "AuthorizeAreaFolder", "AuthorizeAreaPage");

    /// <summary>What code does with whoever calls it.</summary>
    private enum Touch
    {
        None,
        Reads,
        SignsIn,
    }

    private static Touch TouchOf(SyntaxNode code)
    {
        var touch = Touch.None;
        foreach (var token in code.DescendantTokens())
        {
            if (!token.IsKind(SyntaxKind.IdentifierToken) || token.Parent is not SimpleNameSyntax name)
            {
                continue;
            }

            var text = token.ValueText;
            if (SigningIn.Contains(text))
            {
                return Touch.SignsIn;
            }

            if (text is "User" or "Session" ? IsOfCaller(name) : OfUser.Contains(text) || Array.Exists(PartsOfUser, part => Has(text, part)))
            {
                touch = Touch.Reads;
            }
        }

        return touch;
    }

    /// <summary>True for <c>User.Identity</c>, <c>GetUserAsync(User)</c>, <c>HttpContext.User</c> and <c>HttpContext.Session</c>; a type or a table of that name is another matter.</summary>
    private static bool IsOfCaller(SimpleNameSyntax name)
        => name.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Expression == name => name.Identifier.ValueText == "User" && (access.Name.Identifier.ValueText is "Identity" or "Identities" or "Claims" or "HasClaim" or "IsInRole" || access.Name.Identifier.ValueText.StartsWith("Find", StringComparison.Ordinal) || access.Name.Identifier.ValueText.StartsWith("Get", StringComparison.Ordinal)),
            MemberAccessExpressionSyntax access => access.Parent is not InvocationExpressionSyntax && IsHttp(access.Expression) && (name.Identifier.ValueText == "User" || !IsOfOthers(access)),
            ArgumentSyntax => name.Identifier.ValueText == "User",
            _ => false,
        };

    /// <summary>True for an entry of a session by whose key it is none of the user: <c>Session.GetString("chat")</c>.</summary>
    private static bool IsOfOthers(MemberAccessExpressionSyntax session)
        => session.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments } }
            && !WordSplitter.HasWord(arguments[0].ToString(), OfPersons);

    private static bool IsHttp(ExpressionSyntax context) => MemberName.Of(context)?.ValueText is { } name && (name is "context" or "ctx" || Has(name, "http"));

    private static bool Has(string text, string part) => text.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;
}
