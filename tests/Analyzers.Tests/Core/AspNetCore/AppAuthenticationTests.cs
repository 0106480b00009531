using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;

namespace ProdGap.Analyzers.Tests.Core.AspNetCore;

/// <summary>By what an app knows who calls it.</summary>
public sealed class AppAuthenticationTests
{
    private const string Usings =
        """
        using System.Security.Claims;
        using Microsoft.AspNetCore.Authentication;
        using Microsoft.AspNetCore.Authentication.Cookies;
        using Microsoft.AspNetCore.Authentication.JwtBearer;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Identity;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;
        using Microsoft.Extensions.Logging;
        using Microsoft.Extensions.Options;


        """;

    private static string Text(string services, string pipeline = "", string more = "")
        => Usings + "var builder = WebApplication.CreateBuilder(args);\n" + services + "\nvar app = builder.Build();\n" + pipeline + "\napp.Run();\n" + more;

    private static Scenario App(string services, string pipeline = "", string more = "") => Scenario.Of(ProjectKind.Web, Text(services, pipeline, more)).Referencing(References.Tokens);

    private static async Task<AppAuthentication> Of(Scenario scenario)
    {
        var (solution, _) = scenario.Build();
        await Check.Compiles(solution, "the snippet");
        var project = solution.Projects.Last();
        return AppAuthentication.Of(KnownTypes.Of((await project.GetCompilationAsync())!, project.AnalyzerOptions));
    }

    [Theory]
    [InlineData("builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();")]
    [InlineData("builder.Services.AddAuthentication().AddCookie(options => options.LoginPath = \"/login\");")]
    [InlineData("builder.Services.AddAuthentication(\"own\").AddCookie(\"own\");")]
    [InlineData("builder.Services.AddIdentity<IdentityUser, IdentityRole>();")]
    [InlineData("builder.Services.AddIdentity<IdentityUser, IdentityRole>(); builder.Services.AddAuthentication().AddJwtBearer();")]
    [InlineData("builder.Services.AddIdentityCore<IdentityUser>().AddSignInManager(); builder.Services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();")]
    [InlineData("builder.Services.AddAuthentication(options => { options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme; options.DefaultChallengeScheme = \"oidc\"; }).AddCookie().AddOpenIdConnect(\"oidc\", options => { });")]
    [InlineData("builder.Services.AddAuthentication(\"Cookies\").AddCookie().AddJwtBearer();")]
    [InlineData("builder.Services.AddAuthentication(options => options.DefaultScheme = \"Cookies\").AddCookie().AddJwtBearer();")]
    [InlineData("const string scheme = \"web\"; builder.Services.AddAuthentication(scheme).AddCookie(scheme).AddJwtBearer(\"api\", _ => { });")]
    [InlineData("AuthenticationServiceCollectionExtensions.AddAuthentication(builder.Services, \"Cookies\").AddCookie().AddJwtBearer();")]
    [InlineData("if (builder.Environment.IsDevelopment()) { builder.Services.AddAuthentication(\"dev\").AddJwtBearer(\"dev\", _ => { }); } else { builder.Services.AddAuthentication().AddCookie(); }")]
    [InlineData("builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options => options.Events = new JwtBearerEvents { OnMessageReceived = context => { context.Token = context.Request.Cookies[\"jwt\"]; return Task.CompletedTask; } });")]
    [InlineData("builder.Services.AddAuthentication().AddJwtBearer(options => { options.Events = new(); options.Events.OnMessageReceived = context => { if (context.Request.Cookies.TryGetValue(\"access_token\", out var token)) context.Token = token; return Task.CompletedTask; }; });")]
    [InlineData("builder.Services.AddAuthentication(\"own\").AddScheme<AuthenticationSchemeOptions, OwnHandler>(\"own\", null);", "", "class OwnHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, System.Text.Encodings.Web.UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder) { protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Request.Cookies[\"sid\"] is null ? AuthenticateResult.NoResult() : AuthenticateResult.Fail(\"no\")); }")]
    [InlineData("", "app.UseMiddleware<Login>();", "class Login(RequestDelegate next) { public Task InvokeAsync(HttpContext context) { if (context.Request.Cookies[\"session_token\"] is { } token) { context.User = new ClaimsPrincipal(new ClaimsIdentity(token)); } return next(context); } }")]
    [InlineData("builder.Services.AddSession();", "app.UseSession(); app.MapPost(\"/login\", (HttpContext context) => context.Session.SetString(\"UserId\", \"7\"));")]
    [InlineData("builder.Services.AddAuthentication().AddCookie(); builder.Services.AddAntiforgery(options => options.Cookie.SameSite = SameSiteMode.Strict);")]
    public async Task A_cookie(string services, string pipeline = "", string more = "") => Assert.Equal(CookieLogin.Proven, (await Of(App(services, pipeline, more))).ByCookie);

    [Theory]
    [InlineData("builder.Services.AddDefaultIdentity<IdentityUser>();", 2)]
    [InlineData("builder.Services.AddMicrosoftIdentityWebAppAuthentication(builder.Configuration);", 2)]
    [InlineData("builder.Services.AddAuthentication(\"OpenIdConnect\").AddMicrosoftIdentityWebApp(builder.Configuration);", 2)]
    [InlineData("builder.Services.AddAuthentication(\"Bearer\").AddMicrosoftIdentityWebApi(builder.Configuration);", 0)]
    [InlineData("builder.Services.AddMicrosoftIdentityWebApiAuthentication(builder.Configuration);", 0)]
    public async Task Logins_of_other_packages(string services, int login)
    {
        var app = await Of(Scenario.Of(ProjectKind.Web, "using Microsoft.Identity.Web;\n" + Text(services)).Referencing([.. References.Tokens, "Microsoft.AspNetCore.Identity.UI", "Microsoft.Identity.Web", "Microsoft.Identity.Web.TokenAcquisition", "Microsoft.Identity.Abstractions", "Microsoft.Identity.Client"]));
        Assert.Equal((CookieLogin)login, app.ByCookie);
    }

    [Theory]
    [InlineData("")]
    [InlineData("builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();")]
    [InlineData("builder.Services.AddAuthentication().AddBearerToken();")]
    [InlineData("builder.Services.AddIdentity<IdentityUser, IdentityRole>(); builder.Services.AddAuthentication(options => { options.DefaultAuthenticateScheme = JwtBearerDefaults.AuthenticationScheme; options.DefaultChallengeScheme = JwtBearerDefaults.AuthenticationScheme; }).AddJwtBearer();")]
    [InlineData("builder.Services.AddAuthentication(options => options.DefaultScheme = \"Bearer\").AddJwtBearer().AddCookie();")]
    [InlineData("builder.Services.AddAuthentication(\"own\").AddScheme<AuthenticationSchemeOptions, OwnHandler>(\"own\", null);", "", "class OwnHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, System.Text.Encodings.Web.UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder) { protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Request.Headers[\"X-Key\"].Count == 0 ? AuthenticateResult.NoResult() : AuthenticateResult.Fail(\"no\")); }")]
    [InlineData("if (builder.Environment.IsDevelopment()) { builder.Services.AddAuthentication().AddCookie(); }")]
    [InlineData("builder.Services.AddSession();", "app.UseSession(); app.MapPost(\"/basket\", (HttpContext context) => context.Session.SetString(\"Basket\", \"7\"));")]
    [InlineData("", "app.Use(async (context, next) => { var language = context.Request.Cookies[\"language\"]; await next(context); });")]
    [InlineData("new ClaimsPrincipal().AddIdentity(new ClaimsIdentity());")]
    [InlineData("builder.Services.AddCookie();", "", "static class Own { public static IServiceCollection AddCookie(this IServiceCollection services) => services; }")]
    public async Task None(string services, string pipeline = "", string more = "") => Assert.Equal(CookieLogin.None, (await Of(App(services, pipeline, more))).ByCookie);

    [Theory]
    [InlineData("builder.Services.AddAuthentication().AddCookie(options => options.Cookie.SameSite = SameSiteMode.Strict);")]
    [InlineData("builder.Services.AddIdentity<IdentityUser, IdentityRole>(); builder.Services.ConfigureApplicationCookie(options => { options.Cookie.SameSite = SameSiteMode.Strict; });")]
    [InlineData("builder.Services.AddAuthentication().AddCookie(); builder.Services.Configure<CookieAuthenticationOptions>(\"Cookies\", options => options.Cookie.SameSite = SameSiteMode.Strict);")]
    [InlineData("builder.Services.AddAuthentication().AddCookie();", "app.UseCookiePolicy(new CookiePolicyOptions { MinimumSameSitePolicy = SameSiteMode.Strict });")]
    [InlineData("builder.Services.AddAuthentication().AddCookie().AddJwtBearer();")]
    [InlineData("builder.Services.AddAuthentication(\"either\").AddPolicyScheme(\"either\", null, options => options.ForwardDefaultSelector = context => context.Request.Headers.Authorization.Count > 0 ? \"Bearer\" : \"Cookies\").AddCookie().AddJwtBearer();")]
    [InlineData("builder.Services.AddIdentityApiEndpoints<IdentityUser>();")]
    [InlineData("builder.Services.AddAuthentication(\"Bearer\").AddJwtBearer().AddCookie();", "app.MapPost(\"/login\", (HttpContext context) => context.SignInAsync(\"Cookies\", new ClaimsPrincipal()));")]
    public async Task Perhaps_a_cookie(string services, string pipeline = "") => Assert.Equal(CookieLogin.Possible, (await Of(App(services, pipeline))).ByCookie);

    [Theory]
    [InlineData("services.AddAuthentication().AddCookie();", 1)]
    [InlineData("services.AddIdentity<IdentityUser, IdentityRole>();", 1)]
    [InlineData("services.AddAuthentication().AddJwtBearer();", 0)]
    [InlineData("services.AddIdentity<IdentityUser, IdentityRole>(); services.AddAuthentication(\"Bearer\").AddJwtBearer();", 0)]
    [InlineData("services.AddAuthorization();", 0)]
    public async Task Set_up_in_another_project(string services, int login)
    {
        var scenario = Scenario.Of().Project("Infrastructure").Document("Setup.cs", Usings + "public static class Setup { public static void AddInfrastructure(this IServiceCollection services) { " + services + " } }").Referencing(References.Tokens)
            .Project("Web", ProjectKind.Web, "Infrastructure").Document("Program.cs", Text("builder.Services.AddInfrastructure();")).Referencing(References.Tokens);
        Assert.Equal((CookieLogin)login, (await Of(scenario)).ByCookie);
    }

    [Fact]
    public async Task A_library_of_controllers_does_not_know()
    {
        var library = await Of(Scenario.Of(Usings + "public class C { }").Referencing(References.Tokens));
        Assert.Equal(CookieLogin.Possible, library.ByCookie);
        Assert.Equal(AuthenticationKinds.Unseen, library.Kinds);
    }

    [Fact]
    public async Task Schemes_by_their_names()
    {
        var app = await Of(App("builder.Services.AddAuthentication().AddCookie(\"admins\").AddJwtBearer(\"partners\", _ => { });"));
        Assert.Equal(AuthenticationKinds.Cookie, app.KindsOfScheme("admins"));
        Assert.Equal(AuthenticationKinds.Bearer, app.KindsOfSchemes("partners"));
        Assert.Equal(AuthenticationKinds.Cookie | AuthenticationKinds.Bearer, app.KindsOfSchemes("admins, Bearer"));
        Assert.Equal(AuthenticationKinds.Bearer, app.KindsOfSchemes("JwtBearerDefaults.AuthenticationScheme"));
        Assert.Equal(AuthenticationKinds.Cookie, app.KindsOfSchemes("IdentityConstants.ApplicationScheme"));
        Assert.Equal(AuthenticationKinds.Bearer, app.KindsOfSchemes("IdentityConstants.BearerScheme"));
        Assert.Equal(AuthenticationKinds.Unseen, app.KindsOfSchemes("something"));
    }
}
