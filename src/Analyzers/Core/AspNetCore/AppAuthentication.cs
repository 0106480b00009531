using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.AspNetCore;

/// <summary>Whether a request comes with a login that its sender did not have to know.</summary>
internal enum CookieLogin
{
    /// <summary>It does not: callers are known by a token or a key, or not at all.</summary>
    None,

    /// <summary>It may: the login is set up in another project, or beside tokens, or its cookie stays away from requests of other sites.</summary>
    Possible,

    /// <summary>It does, wherever nothing else is said.</summary>
    Proven,
}

/// <summary>By what an app knows who calls it, joined from all that its files register. Made when the first rule asks.</summary>
internal sealed class AppAuthentication
{
    private readonly KnownTypes known;
    private readonly StartupModel app;
    private readonly AuthenticationKinds elsewhere;
    private readonly Dictionary<string, AuthenticationKinds> schemes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Cookies"] = AuthenticationKinds.Cookie,
        ["Identity.Application"] = AuthenticationKinds.Cookie,
        ["Identity.External"] = AuthenticationKinds.Cookie,
        ["OpenIdConnect"] = AuthenticationKinds.Cookie,
        ["Negotiate"] = AuthenticationKinds.Cookie,
        ["Windows"] = AuthenticationKinds.Cookie,
        ["Bearer"] = AuthenticationKinds.Bearer,
        ["BearerToken"] = AuthenticationKinds.Bearer,
        ["Identity.Bearer"] = AuthenticationKinds.Bearer,
    };

    private AppAuthentication(KnownTypes known)
    {
        this.known = known;
        app = StartupModel.Of(known);
        var setsDefault = ReadRegistrations();
        ReadDefault();
        var login = known.Compilation.SyntaxTrees.Any(tree => Mentions(tree, AuthenticationKinds.Bearer | AuthenticationKinds.Key, static read => read.KnowsByCookie));
        if (login || KeepsLoginInSession())
        {
            Kinds |= AuthenticationKinds.Cookie;
        }

        foreach (var assembly in app.UnseenAssemblies)
        {
            elsewhere |= UnseenSetUp.KindsOf(assembly, known);
        }

        if (elsewhere != AuthenticationKinds.None || (!app.Starts && Kinds == AuthenticationKinds.None))
        {
            Kinds |= AuthenticationKinds.Unseen;
        }

        ByCookie = Judge(setsDefault, login);
        if (ByCookie == CookieLogin.Proven && IsStrict())
        {
            ByCookie = CookieLogin.Possible;
        }
    }

    /// <summary>All that is registered.</summary>
    public AuthenticationKinds Kinds { get; private set; }

    /// <summary>What a request is known by where nothing else is said; nothing where the app names no scheme.</summary>
    public AuthenticationKinds Default { get; private set; }

    /// <summary>Whether the browser of somebody who is logged in makes any site's requests theirs.</summary>
    public CookieLogin ByCookie { get; }

    /// <summary>The app of a compilation.</summary>
    public static AppAuthentication Of(KnownTypes known) => known.PerCompilation(static key => new AppAuthentication(key));

    /// <summary>What a scheme is, by its name: one that is well known or registered here; nothing for every other.</summary>
    public AuthenticationKinds KindsOfScheme(string name) => schemes.TryGetValue(name, out var kinds) ? kinds : AuthenticationKinds.None;

    /// <summary>What schemes are, by the text that names them: <c>"Bearer,ApiKey"</c>, or the constants as they are written.</summary>
    public AuthenticationKinds KindsOfSchemes(string text)
    {
        var kinds = AuthenticationKinds.None;
        foreach (var name in text.Split(','))
        {
            var plain = name.Trim().Trim('"');
            kinds |= KindsOfScheme(plain) is not AuthenticationKinds.None and var found ? found
                : Has(plain, "BearerAnd") ? AuthenticationKinds.Cookie | AuthenticationKinds.Bearer
                : Has(plain, "Bearer") || Has(plain, "Jwt") || Has(plain, "OpenIddict") || Has(plain, "Introspection") ? AuthenticationKinds.Bearer
                : Has(plain, "Cookie") || Has(plain, "OpenId") || Has(plain, "IdentityConstants") || Has(plain, "Negotiate") ? AuthenticationKinds.Cookie
                : Has(plain, "Key") || Has(plain, "Certificate") || Has(plain, "Basic") ? AuthenticationKinds.Key
                : AuthenticationKinds.Unseen;
        }

        return kinds;
    }

    private static bool Has(string text, string part) => text.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>True where a registration also says what the default is.</summary>
    private bool ReadRegistrations()
    {
        var setsDefault = false;
        foreach (var call in Calls(AuthenticationCalls.Names))
        {
            var name = StartupTree.NameOf(call)!;
            var kinds = name == "AddScheme" ? KindsOfHandler(call) : AuthenticationCalls.KindsOf(name);
            Kinds |= kinds;
            setsDefault |= AuthenticationCalls.SetsDefault(name);
            if (name is not ("AddIdentity" or "AddDefaultIdentity" or "AddIdentityApiEndpoints" or "AddIdentityServer") && call.ArgumentList.Arguments is { Count: > 0 } arguments && TextOf(arguments[0].Expression) is { } scheme)
            {
                schemes[scheme] = kinds;
            }
        }

        return setsDefault;
    }

    /// <summary>A scheme of the app's own may look at a cookie, too.</summary>
    private AuthenticationKinds KindsOfHandler(InvocationExpressionSyntax call)
    {
        if (StartupTypeArgument(call) is not { } handler)
        {
            return AuthenticationKinds.Key;
        }

        var declared = known.Compilation.GetSymbolsWithName(handler, SymbolFilter.Type).SelectMany(static type => type.DeclaringSyntaxReferences).Select(static reference => reference.SyntaxTree);
        return declared.Any(static tree => LoginTree.Of(tree, CancellationToken.None).KnowsByCookie) ? AuthenticationKinds.Cookie : AuthenticationKinds.Key;
    }

    private static string? StartupTypeArgument(InvocationExpressionSyntax call)
        => InvocationSyntax.NameOf(call) is GenericNameSyntax { TypeArgumentList.Arguments: { Count: > 0 } types } ? TypeSyntaxNames.RightmostName(types[types.Count - 1]) : null;

    /// <summary>What <c>AddAuthentication</c> names: the last that names one wins.</summary>
    private void ReadDefault()
    {
        foreach (var call in Calls(["AddAuthentication"]))
        {
            if (call.ArgumentList.Arguments is not { Count: > 0 } arguments)
            {
                continue;
            }

            // As a static call, the services come first.
            var given = arguments[arguments.Count - 1].Expression;
            if (given is AnonymousFunctionExpressionSyntax options)
            {
                var named = options.DescendantNodes().OfType<AssignmentExpressionSyntax>().ToList();
                var scheme = named.Find(static set => MemberName.Of(set.Left)?.ValueText == "DefaultAuthenticateScheme") ?? named.Find(static set => MemberName.Of(set.Left)?.ValueText == "DefaultScheme");
                Default = scheme is null ? Default : KindsOf(scheme.Right);
            }
            else
            {
                Default = KindsOf(given);
            }
        }
    }

    private AuthenticationKinds KindsOf(ExpressionSyntax scheme) => TextOf(scheme) is { } name && KindsOfScheme(name) is not AuthenticationKinds.None and var kinds ? kinds : KindsOfSchemes(scheme.ToString());

    private string? TextOf(ExpressionSyntax expression)
        => expression is LiteralExpressionSyntax { Token.Value: string text } ? text
            : expression is SimpleNameSyntax or MemberAccessExpressionSyntax && app.ModelOf(expression.SyntaxTree)?.GetConstantValue(expression) is { HasValue: true, Value: string value } ? value
            : null;

    private CookieLogin Judge(bool setsDefault, bool knowsByCookie)
    {
        if (knowsByCookie)
        {
            return CookieLogin.Proven;
        }

        if ((Kinds & AuthenticationKinds.Cookie) == 0)
        {
            // Who sets up tokens, here or there, rarely means the cookies that ASP.NET Core Identity brings along.
            return (Kinds & (AuthenticationKinds.Bearer | AuthenticationKinds.Key)) != 0 || (elsewhere & AuthenticationKinds.Bearer) != 0 ? CookieLogin.None
                : (elsewhere & AuthenticationKinds.Cookie) != 0 || (Kinds & AuthenticationKinds.Unseen) != 0 && !app.Starts ? CookieLogin.Possible
                : CookieLogin.None;
        }

        if ((Kinds & (AuthenticationKinds.Bearer | AuthenticationKinds.Key)) == 0)
        {
            return CookieLogin.Proven;
        }

        var byDefault = Default != AuthenticationKinds.None ? Default : setsDefault ? AuthenticationKinds.Cookie : AuthenticationKinds.None;
        return byDefault switch
        {
            AuthenticationKinds.Cookie => CookieLogin.Proven,
            AuthenticationKinds.Bearer or AuthenticationKinds.Key when !known.Compilation.SyntaxTrees.Any(static tree => LoginTree.Of(tree, CancellationToken.None).SignsIn) => CookieLogin.None,
            _ => CookieLogin.Possible,
        };
    }

    /// <summary>A login of the app's own: the session's cookie is all that it knows people by.</summary>
    private bool KeepsLoginInSession()
        => Kinds == AuthenticationKinds.None && app.Says("AddSession") && app.Says("UseSession") && known.Compilation.SyntaxTrees.Any(static tree => LoginTree.Of(tree, CancellationToken.None).KeepsLoginInSession);

    /// <summary>Trees are read where it matters: whether a token comes in a cookie, only where tokens are known, or middleware may say who calls.</summary>
    private bool Mentions(SyntaxTree tree, AuthenticationKinds kinds, Func<LoginTree, bool> question)
        => ((Kinds & kinds) != 0 || StartupTree.Of(tree, CancellationToken.None).Names.Contains("RequestDelegate") || StartupTree.Of(tree, CancellationToken.None).Names.Contains("IMiddleware")) && question(LoginTree.Of(tree, CancellationToken.None));

    /// <summary>True where other sites' requests come without the cookie: all cookies are strict, or that of the login is.</summary>
    private bool IsStrict()
    {
        var configured = app.CallsOf("Configure").Concat(app.CallsOf("PostConfigure"))
            .Where(call => InvocationSyntax.NameOf(call) is GenericNameSyntax { TypeArgumentList.Arguments: { Count: 1 } types } && TypeSyntaxNames.RightmostName(types[0]) is "CookieAuthenticationOptions" or "CookiePolicyOptions" && !EnvironmentGuard.Contains(call, EnvironmentWords.Default, app));
        foreach (var call in Calls(["AddCookie", "ConfigureApplicationCookie", "UseCookiePolicy"]).Concat(configured))
        {
            foreach (var set in call.ArgumentList.DescendantNodes().OfType<AssignmentExpressionSyntax>())
            {
                if (MemberName.Of(set.Left)?.ValueText is "SameSite" or "MinimumSameSitePolicy" && set.Right is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Strict" }
                    && !set.Left.ToString().Contains("CorrelationCookie") && !set.Left.ToString().Contains("NonceCookie"))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The calls of methods of libraries in the files that say their names, but for those that only run in development.</summary>
    private IEnumerable<InvocationExpressionSyntax> Calls(IEnumerable<string> methods)
    {
        var names = new HashSet<string>(methods.Where(name => app.Says(name)), StringComparer.Ordinal);
        if (names.Count == 0)
        {
            yield break;
        }

        foreach (var tree in known.Compilation.SyntaxTrees)
        {
            if (!StartupTree.Of(tree, CancellationToken.None).Names.Overlaps(names))
            {
                continue;
            }

            foreach (var node in tree.GetRoot().DescendantNodes())
            {
                if (node is InvocationExpressionSyntax call && StartupTree.NameOf(call) is { } name && names.Contains(name) && IsOfLibrary(call, name) && !EnvironmentGuard.Contains(call, EnvironmentWords.Default, app))
                {
                    yield return call;
                }
            }
        }
    }

    /// <summary>A method of the solution is read where it calls those of libraries.</summary>
    private bool IsOfLibrary(InvocationExpressionSyntax call, string name)
    {
        var info = app.ModelOf(call.SyntaxTree)?.GetSymbolInfo(call) ?? default;
        var symbol = info.Symbol ?? (info.CandidateSymbols is { IsDefaultOrEmpty: false } candidates ? candidates[0] : null);
        return symbol is null || (!known.IsOfSolution(symbol.ContainingAssembly) && (name != "AddIdentity" || symbol.ContainingType?.Name != "ClaimsPrincipal"));
    }
}
