using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Hosting;
using ProdGap.Analyzers.Security.CrossSite;

namespace ProdGap.Analyzers.Tests.Security.CrossSite;

public sealed class PG1011UnprotectedCookieTests
{
    internal const string Usings =
        """
        using Microsoft.AspNetCore.Antiforgery;
        using Microsoft.AspNetCore.Authentication.Cookies;
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.CookiePolicy;
        using Microsoft.AspNetCore.DataProtection;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Localization;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;
        using Microsoft.Net.Http.Headers;
        using SameSiteMode = Microsoft.AspNetCore.Http.SameSiteMode;


        """;

    internal const string SetUp = "builder.Services.AddAuthorization(options => options.FallbackPolicy = options.DefaultPolicy); builder.Services.AddHealthChecks(); builder.Services.AddProblemDetails();";

    internal static string Text(string services, string pipeline)
        => Usings + "var builder = WebApplication.CreateBuilder(args);\n" + SetUp + "\n" + services + "\nvar app = builder.Build();\napp.UseExceptionHandler();\napp.MapHealthChecks(\"/health\");\n" + pipeline + "\napp.Run();\n";

    private static string Controller(string body, string members)
        => Usings + "public class Accounts(IHostEnvironment env, IConfiguration config, IDataProtector protector) : ControllerBase\n{\n    [HttpPost(\"/in\")]\n    public object? In(string token, string jwt, string theme, Customer customer, bool remember)\n    {\n        _ = (env, config, protector, remember);\n        " + body + "\n        return null;\n    }\n" + members + "\n}\npublic class Customer { public int Id { get; set; } public string Name { get; set; } = \"\"; }\n";

    /// <summary>An app that answers over HTTP as well, and a controller in another file.</summary>
    private static Scenario App(string body, string members = "", string services = "", string pipeline = "") => Scenario.Of(ProjectKind.Web, Text(services, pipeline), Controller(body, members));

    /// <summary>The same, behind HTTPS.</summary>
    private static Scenario Https(string body, string members = "") => App(body, members, pipeline: "app.UseHttpsRedirection();");

    private static Scenario Services(string services) => Scenario.Of(ProjectKind.Web, Text(services, "app.UseHttpsRedirection();"));

    // Credentials.
    [Theory]
    [InlineData("Response.Cookies.[|Append|](\"token\", jwt);", "Cookie 'token' can be read by scripts and sent in clear; set HttpOnly and Secure")]
    [InlineData("Response.Cookies.[|Append|](\"customer\", customer.Id.ToString(), new CookieOptions { HttpOnly = false, Secure = false });", "Cookie 'customer' can be read by scripts and sent in clear; set HttpOnly and Secure")]
    [InlineData("Response.Cookies.[|Append|](\"session_id\", token, new CookieOptions { HttpOnly = true });", "Cookie 'session_id' can be sent in clear; set Secure")]
    [InlineData("Response.Cookies.[|Append|](\"refreshToken\", token, new CookieOptions { Secure = true });", "Cookie 'refreshToken' can be read by scripts; set HttpOnly")]
    [InlineData("Response.Cookies.[|Append|](\"auth\", token, new() { HttpOnly = true, Secure = false });", "Cookie 'auth' can be sent in clear; set Secure")]
    [InlineData("Response.Cookies.[|Append|](\"jwt\", token, new CookieOptions());", null)]
    [InlineData("Response.Cookies.[|Append|](key: \"jwt\", value: token);", null)]
    [InlineData("Response.Cookies.[|Append|](value: token, key: \"jwt\", options: new CookieOptions { Secure = true });", null)]
    [InlineData("Response.Cookies.[|Append|](\"remember_me\", \"1\", new CookieOptions { Expires = DateTimeOffset.UtcNow.AddDays(30) });", null)]
    [InlineData("Response.Cookies.[|Append|](\"userId\", customer.Id.ToString());", null)]
    [InlineData("Response.Cookies.[|Append|](\"user\", customer.Name);", null)]
    [InlineData("Response.Cookies.[|Append|](\"api_key\", theme);", null)]
    [InlineData("Response.Cookies.[|Append|](\".AspNetCore.Identity.Application\", theme);", null)]
    [InlineData("Response.Cookies.[|Append|](\"sid\", theme);", null)]
    // By what is put into it.
    [InlineData("Response.Cookies.[|Append|](\"x\", jwt);", "Cookie 'x' can be read by scripts and sent in clear; set HttpOnly and Secure")]
    [InlineData("Response.Cookies.[|Append|](\"x\", protector.Protect(theme));", null)]
    [InlineData("Response.Cookies.[|Append|](\"x\", customer.Id.ToString());", null)]
    [InlineData("var accessToken = jwt; Response.Cookies.[|Append|](\"x\", accessToken!);", null)]
    [InlineData("Response.Cookies.[|Append|](\"x\", CreateToken());", null)]
    // Names elsewhere.
    [InlineData("Response.Cookies.[|Append|](Name, theme);", "Cookie 'shop.session' can be read by scripts and sent in clear; set HttpOnly and Secure")]
    [InlineData("Response.Cookies.[|Append|](SessionCookie, theme);", "Cookie 'SessionCookie' can be read by scripts and sent in clear; set HttpOnly and Secure")]
    [InlineData("HttpContext.Response.Cookies.[|Append|](\"token\", jwt);", null)]
    [InlineData("var cookies = Response.Cookies; cookies.[|Append|](\"token\", jwt);", null)]
    [InlineData("HttpContext?.Response.Cookies.[|Append|](\"token\", jwt);", null)]
    [InlineData("IResponseCookies? cookies = Response.Cookies; cookies?.[|Append|](\"token\", jwt);", null)]
    [InlineData("Set(Response.Cookies); void Set(IResponseCookies jar) { jar.[|Append|](\"token\", jwt); }", null)]
    [InlineData("Response.Cookies.[|Append|]([new(\"theme\", theme), new KeyValuePair<string, string>(\"token\", jwt)], new CookieOptions { Secure = true });", "Cookie 'token' can be read by scripts; set HttpOnly")]
    [InlineData("if (remember) { Response.Cookies.[|Append|](\"token\", jwt); }", null)]
    [InlineData("if (env.IsProduction()) { Response.Cookies.[|Append|](\"token\", jwt); }", null)]
    // Browsers drop what every site may send along.
    [InlineData("Response.Cookies.[|Append|](\"token\", jwt, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.None });", "Cookie 'token' can be sent in clear; set Secure")]
    public Task Credentials(string body, string? message) => Check.Reports<PG1011UnprotectedCookie>(
        App(body, "    private const string Name = \"shop.session\"; private static readonly string SessionCookie = typeof(Accounts).Name; private static string CreateToken() => \"\";"), message);

    [Theory]
    [InlineData("var options = new CookieOptions { HttpOnly = false }; Response.Cookies.[|Append|](\"token\", jwt, options);")]
    [InlineData("var options = new CookieOptions(); options.HttpOnly = false; options.Secure = true; Response.Cookies.[|Append|](\"token\", jwt, options);")]
    [InlineData("CookieOptions options = new() { Path = \"/\" }; options.Secure = true; Response.Cookies.[|Append|](\"token\", jwt, options);")]
    [InlineData("var options = new CookieOptions { HttpOnly = true, Secure = true }; options.HttpOnly = false; Response.Cookies.[|Append|](\"token\", jwt, options);")]
    [InlineData("const bool Hidden = false; Response.Cookies.[|Append|](\"token\", jwt, new CookieOptions { HttpOnly = Hidden, Secure = true });")]
    // One gap for cookies that share their options.
    [InlineData("var options = new CookieOptions { Secure = true }; Response.Cookies.[|Append|](\"token\", jwt, options); Response.Cookies.Append(\"refresh\", token, options);")]
    [InlineData("var options = new CookieOptions { Secure = true }; Response.Cookies.Append(\"theme\", theme, options); Response.Cookies.[|Append|](\"token\", jwt, options);")]
    // What is said afterwards is about the next one.
    [InlineData("var options = new CookieOptions { Secure = true }; Response.Cookies.[|Append|](\"token\", jwt, options); options.HttpOnly = true; Response.Cookies.Append(\"refresh\", token, options);")]
    [InlineData("var options = new CookieOptions { HttpOnly = true, Secure = true }; Response.Cookies.Append(\"token\", jwt, options); options.HttpOnly = false; Response.Cookies.[|Append|](\"refresh\", token, options);")]
    [InlineData("var options = new CookieOptions { Secure = true }; if (env.IsDevelopment()) { Response.Cookies.Append(\"token\", jwt, options); } else { Response.Cookies.[|Append|](\"token\", jwt, options); }")]
    // One level down.
    [InlineData("Response.Cookies.[|Append|](\"token\", jwt, Make());")]
    [InlineData("Response.Cookies.[|Append|](\"token\", jwt, MakeMore(3));")]
    [InlineData("Response.Cookies.[|Append|](\"token\", jwt, Shared);")]
    [InlineData("Response.Cookies.[|Append|](\"token\", jwt, Each);")]
    [InlineData("var options = Make(); Response.Cookies.[|Append|](\"token\", jwt, options);")]
    [InlineData("var options = Make(); options.HttpOnly = false; Response.Cookies.[|Append|](\"token\", jwt, options);")]
    [InlineData("Response.Cookies.[|Append|](\"token\", jwt, Local()); CookieOptions Local() { return new CookieOptions { Secure = true }; }")]
    public Task Options_that_are_made_elsewhere(string body) => Check.Reports<PG1011UnprotectedCookie>(Https(
        body,
        """
            private static CookieOptions Make() => new() { Secure = true };
            private CookieOptions MakeMore(int days) { var options = new CookieOptions { Expires = DateTimeOffset.UtcNow.AddDays(days) }; options.Secure = true; return options; }
            private static readonly CookieOptions Shared = new() { Secure = true };
            private static CookieOptions Each => new CookieOptions { Secure = true };
        """));

    [Theory]
    [InlineData("Response.Headers.[|Append|](\"Set-Cookie\", \"sid=1; path=/\");", "Cookie 'sid' can be read by scripts and sent in clear; set HttpOnly and Secure")]
    [InlineData("Response.Headers.[|Append|](\"Set-Cookie\", $\"sid={token}; HttpOnly\");", "Cookie 'sid' can be sent in clear; set Secure")]
    [InlineData("Response.Headers.[|Append|](\"set-cookie\", \"token=\" + jwt);", "Cookie 'token' can be read by scripts and sent in clear; set HttpOnly and Secure")]
    [InlineData("Response.Headers.[|Append|](HeaderNames.SetCookie, \"token=\" + jwt + \"; Secure; SameSite=Lax\");", "Cookie 'token' can be read by scripts; set HttpOnly")]
    [InlineData("Response.Headers.[|Add|](\"Set-Cookie\", $\"token={jwt}\");", null)]
    [InlineData("Response.Headers[[|\"Set-Cookie\"|]] = $\"token={jwt}; secure\";", null)]
    [InlineData("Response.Headers.[|SetCookie|] = $\"token={jwt}; secure\";", null)]
    [InlineData("var header = $\"token={jwt}; secure\"; Response.Headers.[|SetCookie|] = header;", null)]
    public Task Headers_written_by_hand(string body, string? message) => Check.Reports<PG1011UnprotectedCookie>(App("#pragma warning disable ASP0019\n        " + body), message);

    // The cookies of the framework.
    [Theory]
    [InlineData("builder.Services.AddAuthentication().AddCookie(options => { options.Cookie.Name = \"shop\"; options.Cookie.[|HttpOnly|] = false; options.Cookie.[|SecurePolicy|] = CookieSecurePolicy.None; });", "Cookie 'shop' can be read by scripts; set HttpOnly")]
    [InlineData("builder.Services.AddAuthentication().AddCookie(options => options.Cookie.[|SecurePolicy|] = CookieSecurePolicy.None);", "Cookie '.AspNetCore.Cookies' can be sent in clear; set SecurePolicy to Always")]
    [InlineData("builder.Services.AddAuthentication().AddCookie(\"c\", options => options.Cookie.[|HttpOnly|] = false);", null)]
    [InlineData("builder.Services.ConfigureApplicationCookie(options => { options.Cookie.[|HttpOnly|] = false; });", null)]
    [InlineData("builder.Services.ConfigureExternalCookie(options => options.Cookie.[|SecurePolicy|] = CookieSecurePolicy.None);", null)]
    [InlineData("builder.Services.Configure<CookieAuthenticationOptions>(\"c\", options => options.Cookie.[|HttpOnly|] = false);", null)]
    [InlineData("builder.Services.AddSession(options => { options.IdleTimeout = TimeSpan.FromMinutes(5); options.Cookie.[|HttpOnly|] = false; });", "Cookie '.AspNetCore.Session' can be read by scripts; set HttpOnly")]
    [InlineData("builder.Services.AddSession(options => options.Cookie.[|SecurePolicy|] = CookieSecurePolicy.None);", null)]
    [InlineData("builder.Services.AddSession(options => options.Cookie = new() { Name = \"s\", [|HttpOnly|] = false });", "Cookie 's' can be read by scripts; set HttpOnly")]
    [InlineData("builder.Services.AddAuthentication().AddCookie(options => options.Cookie = new CookieBuilder { [|SecurePolicy|] = CookieSecurePolicy.None, HttpOnly = true });", null)]
    [InlineData("builder.Services.AddAuthentication().AddCookie(options => options.[|Cookie|] = new CookieBuilder { Name = \"shop\" });", "Cookie '.AspNetCore.Cookies' can be read by scripts; set HttpOnly")]
    [InlineData("builder.Services.AddSession(options => { options.[|Cookie|] = new(); });", null)]
    [InlineData("builder.Services.AddAuthentication().AddCookie(options => { var cookie = options.Cookie; cookie.[|HttpOnly|] = false; });", null)]
    [InlineData("builder.Services.AddAuthentication().AddCookie(delegate(CookieAuthenticationOptions options) { options.Cookie.[|HttpOnly|] = false; });", null)]
    [InlineData("builder.Services.AddAuthentication().AddCookie(options => { if (builder.Environment.IsProduction()) { options.Cookie.[|SecurePolicy|] = CookieSecurePolicy.None; } });", null)]
    [InlineData("builder.Services.AddAuthentication().AddCookie(options => { if (builder.Environment.IsDevelopment()) { options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest; } else { options.Cookie.[|SecurePolicy|] = CookieSecurePolicy.None; } });", null)]
    [InlineData("builder.Services.AddAuthentication().AddCookie(options => { options.Cookie.SecurePolicy = CookieSecurePolicy.Always; options.Cookie.[|SecurePolicy|] = CookieSecurePolicy.None; });", null)]
    public Task Cookies_of_the_framework(string services, string? message) => Check.Reports<PG1011UnprotectedCookie>(Services(services), message);

    [Fact]
    public Task A_start_up_class() => Check.Reports<PG1011UnprotectedCookie>(
        Usings + "public class Startup { public void ConfigureServices(IServiceCollection services) => services.AddSession(Set); private static void Set(SessionOptions options) => options.Cookie.[|HttpOnly|] = false; public void Configure(IApplicationBuilder app) => app.UseSession(); }");

    [Theory]
    [InlineData("builder.Services.AddAntiforgery(options => options.Cookie.[|SecurePolicy|] = CookieSecurePolicy.None);")]
    [InlineData("builder.Services.AddControllersWithViews().AddCookieTempDataProvider(options => options.Cookie.[|SecurePolicy|] = CookieSecurePolicy.None);")]
    [InlineData("var cookie = new CookieBuilder { Name = \"theme\", [|SecurePolicy|] = CookieSecurePolicy.None }; _ = cookie;")]
    public Task Other_cookies_of_the_framework_are_suggestions(string services) => Check.Suggests<PG1011UnprotectedCookie>(Services(services));

    // Cookies that let nobody in.
    [Theory]
    [InlineData("Response.Cookies.[|Append|](\"theme\", theme);", "Cookie 'theme' can be sent in clear; set Secure")]
    [InlineData("Response.Cookies.[|Append|](\"culture\", theme, new CookieOptions { IsEssential = true });", null)]
    [InlineData("Response.Cookies.[|Append|](\"basket\", theme, new CookieOptions { Expires = DateTimeOffset.UtcNow.AddYears(1), IsEssential = true });", null)]
    [InlineData("Response.Cookies.[|Append|](CookieRequestCultureProvider.DefaultCookieName, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(theme)));", "Cookie 'DefaultCookieName' can be sent in clear; set Secure")]
    [InlineData("Response.Cookies.[|Append|](\".AspNetCore.Culture\", theme);", null)]
    [InlineData("Response.Cookies.[|Append|](\"user_theme\", theme);", null)]
    [InlineData("Response.Cookies.[|Append|](\"username\", customer.Name, new CookieOptions { HttpOnly = false });", null)]
    [InlineData("Response.Cookies.[|Append|](\"user-name\", customer.Name);", null)]
    [InlineData("Response.Cookies.[|Append|](\"remember_email\", customer.Name);", null)]
    [InlineData("Response.Cookies.[|Append|](\"XSRF-TOKEN\", token, new CookieOptions { HttpOnly = false });", "Cookie 'XSRF-TOKEN' can be sent in clear; set Secure")]
    [InlineData("Response.Cookies.[|Append|](\"csrf_token\", token, new CookieOptions { HttpOnly = false, Secure = false });", null)]
    [InlineData("AntiforgeryTokenSet tokens = null!; Response.Cookies.[|Append|](\"token\", tokens.RequestToken!);", null)]
    [InlineData("Response.Cookies.[|Append|](theme, theme);", null)]
    [InlineData("Response.Headers.[|Append|](\"Set-Cookie\", \"theme=dark; path=/\");", null)]
    public Task Other_cookies_are_suggestions(string body, string? message) => Check.Suggests<PG1011UnprotectedCookie>(App(body), message);

    [Theory]
    [InlineData("Response.Cookies.[|Append|](\"theme\", theme, new CookieOptions { Secure = false });")]
    public Task What_is_said_in_so_many_words_is_a_suggestion_behind_HTTPS_too(string body) => Check.Suggests<PG1011UnprotectedCookie>(Https(body));

    [Theory]
    [InlineData("Response.Cookies.Append(\"theme\", theme);")]
    [InlineData("Response.Cookies.Append(\"basket\", theme, new CookieOptions { Expires = DateTimeOffset.UtcNow.AddYears(1), HttpOnly = false });")]
    [InlineData("Response.Cookies.Append(CookieRequestCultureProvider.DefaultCookieName, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(theme)));")]
    [InlineData("Response.Headers.Append(\"Set-Cookie\", \"theme=dark; path=/\");")]
    public async Task Cookies_that_let_nobody_in_go_behind_HTTPS(string body)
    {
        await Check.Reports<PG1011UnprotectedCookie>(Https(body));
        await Check.Reports<PG1011UnprotectedCookie>(App(body, pipeline: "app.UseHsts();"));
    }

    [Fact]
    public Task A_cookie_that_browsers_drop_is_a_suggestion_behind_HTTPS()
        => Check.Suggests<PG1011UnprotectedCookie>(Https("Response.Cookies.[|Append|](\"theme\", theme, new CookieOptions { SameSite = SameSiteMode.None });"));

    [Theory]
    // A library does not see whether the app answers over HTTP.
    [InlineData("Response.Cookies.[|Append|](\"token\", jwt, new CookieOptions { HttpOnly = true });")]
    public Task What_an_app_may_do_is_a_suggestion_in_a_library(string body) => Check.Suggests<PG1011UnprotectedCookie>(Scenario.Of(Controller(body, "")));

    [Fact]
    public Task A_start_up_of_another_project_is_not_seen() => Check.Suggests<PG1011UnprotectedCookie>(
        Scenario.Of(ProjectKind.Web)
            .Project("Defaults").Document("Defaults.cs", Usings + "public static class Defaults { public static WebApplication UseDefaults(this WebApplication app) { app.UseHttpsRedirection(); return app; } }")
            .Project("Shop", ProjectKind.Web, "Defaults").Document("Program.cs", Text("", "app.UseDefaults();")).Document("Accounts.cs", Controller("Response.Cookies.[|Append|](\"token\", jwt, new CookieOptions { HttpOnly = true });", "")));

    [Theory]
    // A decision.
    [InlineData("Response.Cookies.Append(\"token\", jwt, new CookieOptions { HttpOnly = true, Secure = Request.IsHttps });")]
    [InlineData("Response.Cookies.Append(\"token\", jwt, new CookieOptions { HttpOnly = true, Secure = env.IsProduction() });")]
    [InlineData("Response.Cookies.Append(\"token\", jwt, new CookieOptions { HttpOnly = true, Secure = !env.IsDevelopment(), SameSite = SameSiteMode.None });")]
    [InlineData("Response.Cookies.Append(\"token\", jwt, new CookieOptions { HttpOnly = true, Secure = config.GetValue<bool>(\"Cookies:Secure\") });")]
    [InlineData("var hidden = !remember; Response.Cookies.Append(\"token\", jwt, new CookieOptions { HttpOnly = hidden, Secure = hidden });")]
    [InlineData("var options = new CookieOptions { HttpOnly = true }; if (Request.IsHttps) { options.Secure = true; } Response.Cookies.Append(\"token\", jwt, options);")]
    [InlineData("var options = new CookieOptions { HttpOnly = true, Secure = true }; if (env.IsDevelopment()) { options.Secure = false; } Response.Cookies.Append(\"token\", jwt, options);")]
    [InlineData("if (env.IsDevelopment()) { Response.Cookies.Append(\"token\", jwt); }")]
    // Protected.
    [InlineData("Response.Cookies.Append(\"token\", jwt, new CookieOptions { HttpOnly = true, Secure = true });")]
    [InlineData("Response.Cookies.Append(\"token\", jwt, new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.None });")]
    [InlineData("var options = new CookieOptions(); options.HttpOnly = true; options.Secure = true; Response.Cookies.Append(\"token\", jwt, options);")]
    [InlineData("Response.Cookies.Append(\"theme\", theme, new CookieOptions { Secure = true });")]
    [InlineData("Response.Cookies.Append(\"XSRF-TOKEN\", token, new CookieOptions { HttpOnly = false, Secure = true });")]
    [InlineData("Response.Cookies.Append(\"token\", jwt, Make(Request.IsHttps));")]
    // Taken back.
    [InlineData("Response.Cookies.Delete(\"token\"); Response.Cookies.Delete(\"token\", new CookieOptions { Secure = false, HttpOnly = false });")]
    [InlineData("Response.Cookies.Append(\"token\", \"\", new CookieOptions { Expires = DateTimeOffset.UnixEpoch });")]
    [InlineData("Response.Cookies.Append(\"token\", string.Empty);")]
    [InlineData("Response.Headers.Append(\"Set-Cookie\", \"token=; Max-Age=0\");")]
    [InlineData("Response.Headers.Append(\"Set-Cookie\", \"token=; expires=Thu, 01 Jan 1970 00:00:00 GMT\");")]
    // From elsewhere.
    [InlineData("Put(new CookieOptions()); void Put(CookieOptions options) { Response.Cookies.Append(\"token\", jwt, options); }")]
    [InlineData("Response.Cookies.Append(\"token\", jwt, completed);")]
    [InlineData("Response.Cookies.Append(\"token\", jwt, source.Options);")]
    [InlineData("Response.Cookies.Append(\"token\", jwt, source.Get());")]
    [InlineData("Response.Cookies.Append(\"token\", jwt, new CookieOptions(completed));")]
    [InlineData("Response.Cookies.Append(\"token\", jwt, new CookieBuilder().Build(HttpContext));")]
    [InlineData("var options = new CookieOptions(); Complete(options); Response.Cookies.Append(\"token\", jwt, options);")]
    [InlineData("CookieOptions options; if (remember) { options = new CookieOptions { HttpOnly = true, Secure = true }; } else { options = source.Get(); } Response.Cookies.Append(\"token\", jwt, options);")]
    // Written by hand, with the words.
    [InlineData("Response.Headers.Append(\"Set-Cookie\", $\"sid={token}; HttpOnly; Secure; SameSite=Lax\");")]
    [InlineData("Response.Headers.SetCookie = \"sid=1; httponly; secure\";")]
    [InlineData("Response.Headers.Append(\"Set-Cookie\", theme);")]
    [InlineData("Response.Headers.Append(\"Set-Cookie\", $\"sid={token}; {theme}\");")]
    [InlineData("Response.Headers.Append(\"X-Token\", jwt);")]
    [InlineData("Response.Headers[\"X\"] = jwt;")]
    // What a client sends, and what is no cookie.
    [InlineData("var jar = new System.Net.CookieContainer(); jar.Add(new Uri(\"https://shop.example\"), new System.Net.Cookie(\"token\", jwt));")]
    [InlineData("var client = new HttpRequestMessage(); client.Headers.Add(\"Set-Cookie\", \"token=\" + jwt);")]
    [InlineData("var text = new System.Text.StringBuilder(); text.Append(jwt, 0, 3).Append(token);")]
    [InlineData("var own = new OwnCookies(); own.Append(\"token\", jwt);")]
    public Task What_is_left_alone(string body) => Check.Reports<PG1011UnprotectedCookie>(App(
        "#pragma warning disable ASP0019\n        " + body,
        """
            private static CookieOptions Make(bool secure) => new() { HttpOnly = true, Secure = secure };
            private readonly CookieOptions completed = new();
            private static void Complete(CookieOptions options) => options.HttpOnly = options.Secure = true;
            private readonly Source source = new();
            public void Finish() { completed.HttpOnly = true; completed.Secure = true; }
            private sealed class OwnCookies { public void Append(string key, string value) { } }
            private class Source { public CookieOptions Options { get; set; } = new(); public virtual CookieOptions Get() => new(); }
        """));

    [Theory]
    // Only the first request goes in clear.
    [InlineData("Response.Cookies.[|Append|](\"token\", jwt, new CookieOptions { HttpOnly = true });", "Cookie 'token' can be sent in clear; set Secure")]
    public Task A_missing_flag_behind_HTTPS_is_a_suggestion(string body, string? message) => Check.Suggests<PG1011UnprotectedCookie>(Https(body), message);

    [Theory]
    // Without the cookie of the login, a proof is worth nothing.
    [InlineData("Response.Cookies.Append(\"XSRF-TOKEN\", token);")]
    [InlineData("AntiforgeryTokenSet tokens = null!; Response.Cookies.Append(\"token\", tokens.RequestToken!, new CookieOptions { HttpOnly = false });")]
    public async Task A_proof_that_only_a_first_request_could_show(string body)
    {
        await Check.Reports<PG1011UnprotectedCookie>(Https(body));
        await Check.Reports<PG1011UnprotectedCookie>(Scenario.Of(Controller(body, "")));
    }

    [Fact]
    public async Task On_one_machine_only_credentials_count()
    {
        const string Address = "builder.WebHost.UseSetting(\"urls\", \"http://localhost:5000\");";
        await Check.Suggests<PG1011UnprotectedCookie>(App("Response.Cookies.[|Append|](\"token\", jwt);", services: Address));
        await Check.Reports<PG1011UnprotectedCookie>(App("Response.Cookies.Append(\"theme\", theme);", services: Address));
    }

    [Theory]
    [InlineData("Response.Cookies.[|Append|](\"token\", jwt);", "Cookie 'token' can be read by scripts; set HttpOnly")]
    [InlineData("Response.Cookies.[|Append|](\"token\", jwt, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.None });", "Cookie 'token' can be sent in clear; set Secure")]
    [InlineData("Response.Cookies.[|Append|](\"token\", jwt, new CookieOptions { HttpOnly = true, Secure = false });", "Cookie 'token' can be sent in clear; set Secure")]
    public Task What_HTTPS_does_not_mend(string body, string message) => Check.Reports<PG1011UnprotectedCookie>(Https(body), message);

    [Theory]
    [InlineData("app.UseCookiePolicy(new CookiePolicyOptions { HttpOnly = HttpOnlyPolicy.Always, Secure = CookieSecurePolicy.Always });", "")]
    [InlineData("app.UseCookiePolicy();", "builder.Services.Configure<CookiePolicyOptions>(options => { options.HttpOnly = HttpOnlyPolicy.Always; options.Secure = CookieSecurePolicy.SameAsRequest; });")]
    [InlineData("app.UseCookiePolicy();", "builder.Services.AddCookiePolicy(options => { options.HttpOnly = HttpOnlyPolicy.Always; options.Secure = CookieSecurePolicy.Always; });")]
    [InlineData("app.UseCookiePolicy(new CookiePolicyOptions { OnAppendCookie = context => context.CookieOptions.Secure = context.CookieOptions.HttpOnly = true });", "")]
    [InlineData("var policy = new CookiePolicyOptions { HttpOnly = HttpOnlyPolicy.Always, Secure = CookieSecurePolicy.Always }; app.UseCookiePolicy(policy);", "")]
    [InlineData("app.UseCookiePolicy();", "builder.Services.Configure<CookiePolicyOptions>(builder.Configuration.GetSection(\"Cookies\"));")]
    public Task A_policy_for_all(string pipeline, string services) => Check.Reports<PG1011UnprotectedCookie>(App("Response.Cookies.Append(\"token\", jwt); Response.Cookies.Append(\"theme\", theme);", "", services, pipeline));

    [Theory]
    [InlineData("app.UseCookiePolicy(new CookiePolicyOptions { Secure = CookieSecurePolicy.Always });", "", "Cookie 'token' can be read by scripts; set HttpOnly")]
    [InlineData("app.UseCookiePolicy(new CookiePolicyOptions { HttpOnly = HttpOnlyPolicy.Always, Secure = CookieSecurePolicy.None });", "", "Cookie 'token' can be sent in clear; set Secure")]
    [InlineData("app.UseCookiePolicy();", "", "Cookie 'token' can be read by scripts and sent in clear; set HttpOnly and Secure")]
    // Nobody uses the policy.
    [InlineData("", "builder.Services.Configure<CookiePolicyOptions>(options => { options.HttpOnly = HttpOnlyPolicy.Always; options.Secure = CookieSecurePolicy.Always; });", "Cookie 'token' can be read by scripts and sent in clear; set HttpOnly and Secure")]
    public Task A_policy_that_leaves_something_open(string pipeline, string services, string message) => Check.Reports<PG1011UnprotectedCookie>(App("Response.Cookies.[|Append|](\"token\", jwt);", "", services, pipeline), message);

    [Theory]
    [InlineData("builder.Services.AddAuthentication().AddCookie(options => options.Cookie = new CookieBuilder { Name = \"shop\", HttpOnly = true });")]
    [InlineData("builder.Services.AddAuthentication().AddCookie(options => { options.Cookie = new CookieBuilder { Name = \"shop\" }; options.Cookie.HttpOnly = true; });")]
    [InlineData("builder.Services.AddAntiforgery(options => options.Cookie = new CookieBuilder { Name = \"proof\" });")]
    // Defaults, and decisions.
    [InlineData("builder.Services.AddAuthentication().AddCookie(); builder.Services.AddSession(); builder.Services.AddAntiforgery();")]
    [InlineData("builder.Services.AddAuthentication().AddCookie(options => { options.Cookie.HttpOnly = true; options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest; options.Cookie.SameSite = SameSiteMode.None; });")]
    [InlineData("builder.Services.AddAuthentication().AddCookie(options => options.Cookie.SecurePolicy = builder.Environment.IsDevelopment() ? CookieSecurePolicy.None : CookieSecurePolicy.Always);")]
    [InlineData("builder.Services.AddAuthentication().AddCookie(options => { if (builder.Environment.IsDevelopment()) { options.Cookie.SecurePolicy = CookieSecurePolicy.None; } });")]
    [InlineData("builder.Services.AddAuthentication().AddCookie(options => { options.Cookie.SecurePolicy = CookieSecurePolicy.None; if (builder.Environment.IsProduction()) { options.Cookie.SecurePolicy = CookieSecurePolicy.Always; } });")]
    [InlineData("builder.Services.AddAuthentication().AddCookie(options => { if (builder.Configuration[\"Scheme\"] == \"http\") { options.Cookie.SecurePolicy = CookieSecurePolicy.None; } });")]
    [InlineData("builder.Services.AddSession(options => options.Cookie.HttpOnly = builder.Configuration.GetValue(\"Hidden\", true));")]
    [InlineData("builder.Services.AddAntiforgery(options => options.Cookie.HttpOnly = false);")]
    [InlineData("builder.Services.Configure<CookiePolicyOptions>(options => options.MinimumSameSitePolicy = SameSiteMode.None);")]
    [InlineData("var own = new Own { HttpOnly = false }; own.HttpOnly = false; builder.Services.AddSingleton(own);")]
    public Task Cookies_of_the_framework_that_are_left_alone(string services) => Check.Reports<PG1011UnprotectedCookie>(
        Scenario.Of(ProjectKind.Web, Text(services, ""), "public class Own { public bool HttpOnly { get; set; } }"));

    [Fact]
    public Task Likely_findings_can_be_warnings() => Check.Reports<PG1011UnprotectedCookie>(Scenario.Of(Controller("Response.Cookies.[|Append|](\"theme\", theme);", "")).EditorConfig("prodgap.PG1011.likely = report"));

    [Fact]
    public Task Tests_and_samples_are_left_alone() => Check.Reports<PG1011UnprotectedCookie>(
        Scenario.Of(ProjectKind.Test, Controller("Response.Cookies.Append(\"token\", jwt);", "")).Project("Sample").Property("ProdGapIsSample", "true").Document("Sample.cs", Controller("Response.Cookies.Append(\"token\", jwt);", "")));

    [Fact]
    public async Task Half_typed_code_is_no_crash()
    {
        foreach (var text in new[]
        {
            "class C { void M(HttpResponse r) { r.Cookies.Append(; r.Cookies.Append(\"token\", ); r.Cookies.Append(\"token\", \"1\", new CookieOptions { HttpOnly = , Secure }); } }",
            "class C { void M(HttpResponse r) { var o = new CookieOptions { HttpOnly = false }; o.Secure = ; r.Cookies.Append(\"token\", \"1\", o } }",
            "class C { void M(HttpResponse r) { r.Headers[\"Set-Cookie\"] = ; r.Headers.Append(\"Set-Cookie\", $\"sid={; r.Headers.SetCookie = \"a=\" + ; } }",
            "class C { void M(SessionOptions o) { o.Cookie.HttpOnly = fals; o.Cookie.SecurePolicy = CookieSecurePolicy.; o.Cookie = new { HttpOnly = false } } }",
            "class C { CookieOptions A() => A(); CookieOptions B => B; void M(HttpResponse r) { r.Cookies.Append(\"token\", \"1\", A()); r.Cookies.Append(\"token\", \"1\", B); var o = o; r.Cookies.Append(\"token\", \"1\", o); } }",
        })
        {
            var (solution, _) = Scenario.Of(ProjectKind.Web, Usings + text).Broken().Build();
            await Check.Findings(solution, [new ProdGapAnalyzer([new PG1011UnprotectedCookie()])]);
        }
    }

    [Fact]
    public async Task A_header_of_ten_thousand_pieces_is_no_crash()
    {
        var (solution, _) = Scenario.Of(ProjectKind.Web, Usings + "class C { void M(HttpResponse r, string a) { r.Headers.SetCookie = \"a=\"" + string.Concat(Enumerable.Repeat(" + a", 3000)) + "; } }").Broken().Build();
        await Check.Findings(solution, [new ProdGapAnalyzer([new PG1011UnprotectedCookie()])]);
    }
}
