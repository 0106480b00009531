using ProdGap.Analyzers.CodeFixes.Security.Limits;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Security.Limits;

namespace ProdGap.Analyzers.Tests.Security.Limits;

public sealed class PG1018MissingRateLimitFixTests
{
    private const string Usings = PG1018MissingRateLimitTests.Usings;

    private const string Limiter = PG1018MissingRateLimitTests.Limiter;

    private static string Program(string services, string pipeline) => PG1018MissingRateLimitTests.Program(services, pipeline);

    private static Task Rewrites(Scenario before, params string[] after) => Check.Rewrites<PG1018MissingRateLimit, PG1018MissingRateLimitFix>(before, after);

    private static Task Refuses(Scenario scenario) => Check.OffersOnly<PG1018MissingRateLimit, PG1018MissingRateLimitFix>(scenario);

    private static string Accounts(string body) => Usings + $$"""
        public class Accounts(SignInManager<IdentityUser> signIns)
        {
            private const bool Locks = false;

            public bool IsOn => Locks;

            public async Task<bool> Check(IdentityUser user, string name, string password)
            {
                {{body}}
            }
        }

        """;

    [Theory]
    [InlineData(
        "return (await signIns.PasswordSignInAsync(name, password, true, false)).Succeeded;",
        "return (await signIns.PasswordSignInAsync(name, password, true, true)).Succeeded;")]
    [InlineData(
        "return (await signIns.PasswordSignInAsync(user, password, false, lockoutOnFailure: false /* for now */)).Succeeded;",
        "return (await signIns.PasswordSignInAsync(user, password, false, lockoutOnFailure: true /* for now */)).Succeeded;")]
    [InlineData(
        "return (await signIns.PasswordSignInAsync(lockoutOnFailure: Locks, isPersistent: false, password: password, userName: name)).Succeeded;",
        "return (await signIns.PasswordSignInAsync(lockoutOnFailure: true, isPersistent: false, password: password, userName: name)).Succeeded;")]
    [InlineData(
        "var first = await signIns.CheckPasswordSignInAsync(user, password, false);\n        return first.Succeeded || (await signIns.CheckPasswordSignInAsync(\n            user,\n            password + \" \",\n            false)).Succeeded;",
        "var first = await signIns.CheckPasswordSignInAsync(user, password, true);\n        return first.Succeeded || (await signIns.CheckPasswordSignInAsync(\n            user,\n            password + \" \",\n            true)).Succeeded;")]
    public Task Counts_failures(string before, string after) => Rewrites(Accounts(before), Accounts(after));

    [Theory]
    [InlineData(
        "app.UseAuthentication();\napp.UseAuthorization();\n\n// Orders\napp.MapGet(\"/\", () => 1).RequireRateLimiting(\"api\");",
        "app.UseAuthentication();\napp.UseAuthorization();\napp.UseRateLimiter();\n\n// Orders\napp.MapGet(\"/\", () => 1).RequireRateLimiting(\"api\");")]
    [InlineData(
        "app.MapGet(\"/\", () => 1);",
        "app.UseRateLimiter();\napp.MapGet(\"/\", () => 1);")]
    [InlineData(
        "app.UseRouting();\napp.UseEndpoints(endpoints => endpoints.MapControllers());",
        "app.UseRouting();\napp.UseRateLimiter();\napp.UseEndpoints(endpoints => endpoints.MapControllers());")]
    [InlineData(
        "if (app.Environment.IsDevelopment())\n{\n    app.UseDeveloperExceptionPage();\n}\n\napp.UseHttpsRedirection();\napp.MapControllers();",
        "if (app.Environment.IsDevelopment())\n{\n    app.UseDeveloperExceptionPage();\n}\n\napp.UseHttpsRedirection();\napp.UseRateLimiter();\napp.MapControllers();")]
    public Task Runs_the_limiter(string before, string after) => Rewrites(Scenario.Of(ProjectKind.Web, Program(Limiter, before)), Program(Limiter, after));

    [Theory]
    [InlineData(
        "app.UseRateLimiter();\napp.UseRouting();\napp.UseEndpoints(endpoints => endpoints.MapControllers());",
        "app.UseRouting();\napp.UseRateLimiter();\napp.UseEndpoints(endpoints => endpoints.MapControllers());")]
    [InlineData(
        "// Limits\napp.UseRateLimiter(new RateLimiterOptions());\n\napp.UseHttpsRedirection();\napp.UseRouting();\napp.UseAuthentication();\napp.UseAuthorization();\n\n// Orders\napp.MapControllers();",
        "// Limits\n\napp.UseHttpsRedirection();\napp.UseRouting();\napp.UseAuthentication();\napp.UseAuthorization();\napp.UseRateLimiter(new RateLimiterOptions());\n\n// Orders\napp.MapControllers();")]
    [InlineData(
        "Use(app);\napp.MapControllers();\nstatic void Use(IApplicationBuilder app)\n{\n    app.UseRateLimiter();\n    app.UseRouting();\n}",
        "Use(app);\napp.MapControllers();\nstatic void Use(IApplicationBuilder app)\n{\n    app.UseRouting();\n    app.UseRateLimiter();\n}")]
    public Task Moves_the_limiter_behind_the_routing(string before, string after) => Rewrites(Scenario.Of(ProjectKind.Web, Program(Limiter, before)), Program(Limiter, after));

    [Theory]
    [InlineData("app.[|UseRateLimiter|]().UseRouting();\napp.MapControllers();")]
    [InlineData("app.UseStaticFiles().[|UseRateLimiter|]();\napp.UseRouting();\napp.MapControllers();")]
    [InlineData("app.[|UseRateLimiter|](/* all */);\napp.UseRouting();\napp.MapControllers();")]
    public Task Refuses_to_move_a_part_of_a_chain_or_a_comment(string pipeline) => Refuses(Scenario.Of(ProjectKind.Web, Program(Limiter, pipeline)));

    [Fact]
    public Task Runs_the_limiter_that_another_file_registers() => Rewrites(
        Scenario.Of(ProjectKind.Web, Program("builder.Services.AddLimits();", "app.MapControllers();"), Usings + "public static class Setup { public static IServiceCollection AddLimits(this IServiceCollection services) => services.AddRateLimiter(options => { }); }"),
        Program("builder.Services.AddLimits();", "app.UseRateLimiter();\napp.MapControllers();"),
        Usings + "public static class Setup { public static IServiceCollection AddLimits(this IServiceCollection services) => services.AddRateLimiter(options => { }); }");

    [Fact]
    public Task Runs_the_limiter_of_two_registrations_once() => Rewrites(
        Scenario.Of(ProjectKind.Web, Program("builder.Services.AddRateLimiter(options => { });\nbuilder.Services.AddRateLimiter();", "app.MapControllers();")),
        Program("builder.Services.AddRateLimiter(options => { });\nbuilder.Services.AddRateLimiter();", "app.UseRateLimiter();\napp.MapControllers();"));

    [Fact]
    public Task Runs_the_limiter_in_a_startup_class()
    {
        static string Startup(string use) => Usings + $$"""
            public static class Program
            {
                public static void Main(string[] args) => Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(web => web.UseStartup<Startup>()).Build().Run();
            }

            public class Startup
            {
                public void ConfigureServices(IServiceCollection services)
                {
                    services.AddRateLimiter(options => { });
                }

                public void Configure(IApplicationBuilder app)
                {
                    app.UseRouting();
                    app.UseAuthorization();{{use}}
                    app.UseEndpoints(endpoints => endpoints.MapControllers());
                }
            }
            """;
        return Rewrites(Scenario.Of(ProjectKind.Web, Startup("")), Startup("\n        app.UseRateLimiter();"));
    }

    [Theory]
    // The routing is elsewhere, and the limiter must stand behind it.
    [InlineData("Pipeline.Use(app);", "public static class Pipeline { public static void Use(WebApplication app) { app.UseRouting(); app.UseEndpoints(endpoints => endpoints.MapControllers()); } }")]
    public Task Refuses_where_it_cannot_know_the_place(string pipeline, string more)
        => Refuses(Scenario.Of(ProjectKind.Web, Program(Limiter, pipeline).Replace("AddRateLimiter", "[|AddRateLimiter|]"), Usings + more));

    [Fact]
    public Task Refuses_where_the_app_is_built_elsewhere() => Refuses(Scenario.Of(
        ProjectKind.Web,
        Usings + "var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.[|AddRateLimiter|](options => { });\nPipeline.Build(builder).Run();\npublic static class Pipeline { public static WebApplication Build(WebApplicationBuilder web) { var app = web.Build(); app.MapControllers(); return app; } }"));

    [Theory]
    [InlineData("app.MapGet(\"/\", () => 1).RequireRateLimiting(\"strict\");", "app.MapGet(\"/\", () => 1).RequireRateLimiting(\"api\");")]
    [InlineData("app.MapGet(\"/\", [EnableRateLimiting(policyName: \"API\" /* 5 */)] () => 1);", "app.MapGet(\"/\", [EnableRateLimiting(policyName: \"api\" /* 5 */)] () => 1);")]
    [InlineData("app.MapGet(\"/\", () => 1).WithMetadata(new EnableRateLimitingAttribute(\"strict\"));", "app.MapGet(\"/\", () => 1).WithMetadata(new EnableRateLimitingAttribute(\"api\"));")]
    [InlineData("app.MapGet(\"/\", () => 1).RequireRateLimiting(@\"strict\");\napp.MapGet(\"/a\", () => 1).RequireRateLimiting(\"other\");", "app.MapGet(\"/\", () => 1).RequireRateLimiting(\"api\");\napp.MapGet(\"/a\", () => 1).RequireRateLimiting(\"api\");")]
    public Task Names_the_policy(string before, string after)
        => Rewrites(Scenario.Of(ProjectKind.Web, Program(Limiter, "app.UseRateLimiter();\n" + before)), Program(Limiter, "app.UseRateLimiter();\n" + after));

    [Fact]
    public Task Names_the_policy_of_another_case()
    {
        const string Two = "builder.Services.AddRateLimiter(options => options.AddFixedWindowLimiter(\"api\", limit => { }).AddFixedWindowLimiter(\"Login\", limit => { }));";
        return Rewrites(
            Scenario.Of(ProjectKind.Web, Program(Two, "app.UseRateLimiter();\napp.MapGet(\"/\", () => 1).RequireRateLimiting(\"login\");")),
            Program(Two, "app.UseRateLimiter();\napp.MapGet(\"/\", () => 1).RequireRateLimiting(\"Login\");"));
    }

    [Theory]
    [InlineData("builder.Services.AddRateLimiter(options => options.AddFixedWindowLimiter(\"api\", limit => { }).AddFixedWindowLimiter(\"web\", limit => { }));", "app.MapGet(\"/\", () => 1).RequireRateLimiting([|\"strict\"|]);")]
    [InlineData("builder.Services.AddRateLimiter();", "app.MapGet(\"/\", () => 1).RequireRateLimiting([|\"strict\"|]);")]
    [InlineData(Limiter, "const string Strict = \"strict\"; app.MapGet(\"/\", () => 1).RequireRateLimiting([|Strict|]);")]
    public Task Refuses_where_it_cannot_know_the_policy(string services, string pipeline) => Refuses(Scenario.Of(ProjectKind.Web, Program(services, "app.UseRateLimiter(); " + pipeline)));

    [Fact]
    public Task Refuses_where_somebody_has_to_choose_the_limit() => Refuses(Scenario.Of(
        ProjectKind.Web,
        Program("", "app.MapPost(\"/login\", (string name, string password, IPasswordHasher<IdentityUser> hasher) => hasher.[|VerifyHashedPassword|](new IdentityUser(name), \"\", password) == PasswordVerificationResult.Success);")));
}
