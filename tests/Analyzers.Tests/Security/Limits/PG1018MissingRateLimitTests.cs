using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Security.Limits;

namespace ProdGap.Analyzers.Tests.Security.Limits;

public sealed class PG1018MissingRateLimitTests
{
    internal const string Usings =
        """
        using System.Threading.RateLimiting;
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Hosting;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Identity;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.RazorPages;
        using Microsoft.AspNetCore.RateLimiting;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;


        """;

    /// <summary>A limiter with one policy, which runs.</summary>
    internal const string Limiter = "builder.Services.AddRateLimiter(options => options.AddFixedWindowLimiter(\"api\", limit => limit.PermitLimit = 5));";

    internal const string Runs = "app.UseRateLimiter();";

    internal static string Program(string services, string pipeline)
        => Usings + $"var builder = WebApplication.CreateBuilder(args);\n{services}\nvar app = builder.Build();\n{pipeline}\napp.Run();\n";

    private static Scenario App(string services, string pipeline, params string[] more)
        => Scenario.Of(ProjectKind.Web, [Program(services, pipeline), .. more.Select(file => Usings + file)]);

    private static Scenario Login(string body, string services = "", string pipeline = "app.MapControllers();", string attributes = "", params string[] more) => App(
        services,
        pipeline,
        [
            $$"""
            public class User : IdentityUser;

            {{attributes}}
            public class LoginController(SignInManager<User> signIns, UserManager<User> users) : ControllerBase
            {
                private const bool Locks = false;

                private readonly SignInManager<User> signIns = signIns;

                [HttpPost, AllowAnonymous]
                public async Task<IActionResult> Login(string name, string password, CancellationToken token) { var user = new User(); {{body}} }
            }
            """,
            .. more,
        ]);

    [Theory]
    [InlineData("return Ok(await signIns.PasswordSignInAsync(name, password, true, [|false|]));")]
    [InlineData("return Ok(await signIns.PasswordSignInAsync(user, password, isPersistent: true, lockoutOnFailure: [|false|]));")]
    [InlineData("return Ok(await signIns.PasswordSignInAsync(lockoutOnFailure: [|false|], isPersistent: true, password: password, userName: name));")]
    [InlineData("return Ok(await signIns.CheckPasswordSignInAsync(user, password, [|false|]));")]
    [InlineData("return Ok((await signIns.CheckPasswordSignInAsync(user, password, lockoutOnFailure: [|Locks|])).Succeeded);")]
    [InlineData("var result = await this.signIns!.CheckPasswordSignInAsync(user, password, ([|false|])).ConfigureAwait(false); return result.Succeeded ? Ok() : Unauthorized();")]
    [InlineData("Func<Task<Microsoft.AspNetCore.Identity.SignInResult>> sign = () => signIns.PasswordSignInAsync(name, password, true, [|false|]); return Ok(await sign());")]
    [InlineData("return Ok(await Try()); async Task<bool> Try() => (await signIns.PasswordSignInAsync(name, password, true, [|false|])).Succeeded;")]
    public Task A_sign_in_that_counts_nothing(string body) => Check.Reports<PG1018MissingRateLimit>(Login(body));

    [Theory]
    // The limiter that nobody runs slows nobody down; what is missing there is told at its registration.
    [InlineData("public class Limits { public int PermitLimit => 1; }")]
    [InlineData("public class Lockout { public bool IsOn => false; }")]
    [InlineData("public class ModelClient { public int RateLimitPerMinute => 5; }")]
    public Task Whatever_else_the_app_has(string more) => Check.Reports<PG1018MissingRateLimit>(Login("return Ok(await signIns.PasswordSignInAsync(name, password, true, [|false|]));", more: [more]));

    [Fact]
    public Task In_a_page() => Check.Reports<PG1018MissingRateLimit>(App("", "app.MapRazorPages();", """
        public class User : IdentityUser;

        public class LoginModel(SignInManager<User> signIns) : PageModel
        {
            public async Task<IActionResult> OnPostAsync(string name, string password) => (await signIns.PasswordSignInAsync(name, password, false, lockoutOnFailure: [|false|])).Succeeded ? Redirect("/") : Page();
        }
        """));

    [Fact]
    public Task In_a_minimal_API() => Check.Reports<PG1018MissingRateLimit>(App(
        "",
        "app.MapPost(\"/login\", async (string name, string password, SignInManager<IdentityUser> signIns) => (await signIns.PasswordSignInAsync(name, password, false, [|false|])).Succeeded).AllowAnonymous();"));

    [Fact]
    public Task In_a_library() => Check.Reports<PG1018MissingRateLimit>(
        Usings + "public class Accounts(SignInManager<IdentityUser> signIns) { public Task<Microsoft.AspNetCore.Identity.SignInResult> Check(IdentityUser user, string password) => signIns.CheckPasswordSignInAsync(user, password, [|false|]); }");

    [Fact]
    public Task With_a_manager_of_its_own() => Check.Reports<PG1018MissingRateLimit>(
        Usings + """
        public abstract class SignIns(UserManager<IdentityUser> users, IHttpContextAccessor http, IUserClaimsPrincipalFactory<IdentityUser> claims) : SignInManager<IdentityUser>(users, http, claims, null!, null!, null!, null!)
        {
            public override Task<Microsoft.AspNetCore.Identity.SignInResult> PasswordSignInAsync(string userName, string password, bool isPersistent, bool locks) => base.PasswordSignInAsync(userName, password, isPersistent, locks);
        }

        public class Accounts(SignIns signIns) { public Task<Microsoft.AspNetCore.Identity.SignInResult> Check(string name, string password) => signIns.PasswordSignInAsync(name, password, true, [|false|]); }
        """);

    [Theory]
    [InlineData("return Ok(await signIns.PasswordSignInAsync(name, password, true, true));")]
    [InlineData("return Ok(await signIns.PasswordSignInAsync(name, password, false, lockoutOnFailure: true));")]
    [InlineData("return Ok(await signIns.PasswordSignInAsync(name, password, false, lockoutOnFailure: name.Length > 0));")]
    [InlineData("return Ok(await signIns.PasswordSignInAsync(password: password, isPersistent: false, userName: name, lockoutOnFailure: true));")]
    [InlineData("return Ok(await signIns.TwoFactorSignInAsync(\"app\", password, isPersistent: false, rememberClient: false));")]
    [InlineData("return Ok(await signIns.ExternalLoginSignInAsync(name, password, false, false));")]
    [InlineData("return Ok(await new Other().PasswordSignInAsync(name, password, true, lockoutOnFailure: false));")]
    // Counted by hand.
    [InlineData("var result = await signIns.CheckPasswordSignInAsync(user, password, false); if (!result.Succeeded) { await users.AccessFailedAsync(user); return Unauthorized(); } return Ok();")]
    public Task Sign_ins_that_are_no_matter(string body) => Check.Reports<PG1018MissingRateLimit>(Login(
        body, more: ["public class Other { public Task<bool> PasswordSignInAsync(string name, string password, bool isPersistent, bool lockoutOnFailure) => Task.FromResult(lockoutOnFailure); }"]));

    private const string Unlocked = "return Ok(await signIns.PasswordSignInAsync(name, password, true, false));";

    [Theory]
    [InlineData("builder.Services.AddRateLimiter(options => options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetNoLimiter(\"\")));", "app.UseRateLimiter(); app.MapControllers();", "")]
    [InlineData(Limiter, "app.UseRateLimiter(); app.MapControllers();", "[EnableRateLimiting(\"api\")]")]
    public Task A_login_with_a_limit(string services, string pipeline, string attributes) => Check.Reports<PG1018MissingRateLimit>(Login(Unlocked, services, pipeline, attributes));

    [Theory]
    [InlineData("", ".RequireRateLimiting(\"api\")")]
    [InlineData("[EnableRateLimiting(\"api\")] ", "")]
    public Task A_mapped_login_with_a_limit(string attribute, string chain) => Check.Reports<PG1018MissingRateLimit>(App(
        Limiter,
        $"app.UseRateLimiter(); app.MapPost(\"/login\", {attribute}async (string name, string password, SignInManager<IdentityUser> signIns) => (await signIns.PasswordSignInAsync(name, password, false, false)).Succeeded){chain};"));

    [Theory]
    [InlineData("builder.Services.AddRateLimiter();", "app.UseRateLimiter(); app.MapControllers();", "")]
    [InlineData(Limiter, "app.UseRateLimiter(); app.MapControllers().RequireRateLimiting(\"api\");", "")]
    [InlineData("", "app.UseShopRateLimiting(); app.MapControllers();", "public static class Setup { public static void UseShopRateLimiting(this WebApplication app) { } }")]
    [InlineData("", "app.UseMiddleware<LoginThrottle>(); app.MapControllers();", "public class LoginThrottle(RequestDelegate next) { public Task InvokeAsync(HttpContext context) => next(context); }")]
    public Task Where_something_slows_callers_down_it_is_a_suggestion(string services, string pipeline, string more)
        => Check.Suggests<PG1018MissingRateLimit>(Login("return Ok(await signIns.PasswordSignInAsync(name, password, true, [|false|]));", services, pipeline, more: [more]));

    [Fact]
    public Task The_password_of_whoever_is_logged_in_is_a_suggestion() => Check.Suggests<PG1018MissingRateLimit>(Login(
        "var caller = await users.GetUserAsync(User); return Ok(await signIns.CheckPasswordSignInAsync(caller!, password, [|false|]));"));

    private const string Routed = "app.UseRouting();";

    private const string Mapped = "app.MapControllers().RequireRateLimiting(\"api\");";

    [Theory]
    [InlineData($"app.[|UseRateLimiter|](); {Routed} {Mapped}")]
    [InlineData($"app.[|UseRateLimiter|](new RateLimiterOptions()); app.UseHttpsRedirection(); {Routed} app.UseAuthorization(); {Mapped}")]
    [InlineData($"app.UseHttpsRedirection().[|UseRateLimiter|]().UseRouting(); {Mapped}")]
    [InlineData($"app.UseStaticFiles().[|UseRateLimiter|](); {{ }} app.UseCors().UseRouting().UseAuthorization(); {Mapped}")]
    [InlineData($"Use(app); {Mapped} static void Use(IApplicationBuilder builder) {{ builder.[|UseRateLimiter|](); builder.UseRouting(); }}")]
    public Task A_limiter_that_runs_before_an_endpoint_is_chosen(string pipeline)
        => Check.Reports<PG1018MissingRateLimit>(App(Limiter, pipeline), $"No limit holds here: 'UseRateLimiter' runs before the endpoint is chosen and sees none of their policies; call it behind UseRouting");

    [Theory]
    [InlineData($"{Routed} app.UseRateLimiter(); {Mapped}", "")]
    [InlineData($"app.UseRateLimiter(); {Mapped}", "")]
    [InlineData($"{Routed} app.UseRateLimiter(); {Routed} {Mapped}", "")]
    [InlineData($"app.UseRouting().UseRateLimiter(); {Mapped}", "")]
    // Nobody sees where the routing is set up, or it is that of another branch.
    [InlineData($"app.UseRateLimiter(); Use(app); {Mapped} static void Use(IApplicationBuilder app) {{ app.UseRouting(); }}", "")]
    [InlineData($"app.UseRateLimiter(); app.Map(\"/old\", old => {{ old.UseRouting(); }}); {Mapped}", "")]
    [InlineData($"var other = new ApplicationBuilder(app.Services); app.UseRateLimiter(); other.UseRouting(); {Mapped}", "")]
    // A limit for all requests needs no endpoint.
    [InlineData($"app.UseRateLimiter(); {Routed} {Mapped}", "builder.Services.Configure<RateLimiterOptions>(options => options.GlobalLimiter = null);")]
    [InlineData($"if (app.Environment.IsDevelopment()) {{ app.UseRateLimiter(); {Routed} }} {Mapped}", "")]
    public Task A_limiter_that_sees_what_it_limits(string pipeline, string services) => Check.Reports<PG1018MissingRateLimit>(App(Limiter + services, pipeline));

    [Fact]
    public Task A_limiter_of_its_own() => Check.Reports<PG1018MissingRateLimit>(App(
        Limiter,
        $"app.UseRateLimiter(\"all\"); {Routed} app.MapControllers();",
        "public static class Own { public static void UseRateLimiter(this WebApplication app, string name) { } }"));

    [Theory]
    [InlineData("if (app.Environment.IsDevelopment()) { app.MapPost(\"/login\", (string name, SignInManager<IdentityUser> signIns) => signIns.PasswordSignInAsync(name, \"\", false, false)); }")]
    public Task In_development(string pipeline) => Check.Reports<PG1018MissingRateLimit>(App("", pipeline));

    [Fact]
    public Task In_tests() => Check.Reports<PG1018MissingRateLimit>(Scenario.Of(ProjectKind.Test, Usings + "public class Accounts(SignInManager<IdentityUser> signIns) { public Task Check(IdentityUser user) => signIns.CheckPasswordSignInAsync(user, \"\", false); }"));

    private const string Users = "public class User { public string Name { get; set; } = \"\"; public string Hash { get; set; } = \"\"; } public interface IUsers { Task<User?> FindAsync(string name); }\n";

    private static Scenario Checks(string code, string services = "", string pipeline = "app.MapControllers();", string more = "")
        => App(services, pipeline, Users + "public class LoginService(IUsers users, UserManager<IdentityUser> manager) { " + code + " }", more).Referencing("BCrypt-Net-Next");

    [Theory]
    [InlineData("public async Task<bool> Login(string name, string password) => await users.FindAsync(name) is { } user && BCrypt.Net.BCrypt.[|Verify|](password, user.Hash);")]
    [InlineData("public async Task<bool> Login(string name, string password) { var user = await users.FindAsync(name); if (user is null || !BCrypt.Net.BCrypt.[|EnhancedVerify|](password, user.Hash)) { return false; } return true; }")]
    [InlineData("public bool Login(User user, string password) => new PasswordHasher<User>().[|VerifyHashedPassword|](user, user.Hash, password) == PasswordVerificationResult.Success;")]
    [InlineData("public bool Login(User user, string password, IPasswordHasher<User> hasher) { var result = hasher.[|VerifyHashedPassword|](user, user.Hash, password); return result != PasswordVerificationResult.Failed; }")]
    [InlineData("public Task<bool> Login(IdentityUser user, string password) => manager.[|CheckPasswordAsync|](user, password);")]
    public Task A_check_without_any_limit_is_a_suggestion(string code) => Check.Suggests<PG1018MissingRateLimit>(Checks(code));

    /// <summary>The limit of an API that the app calls is none of its own.</summary>
    [Theory]
    [InlineData("public class RateLimitExceededException : Exception;")]
    [InlineData("public class ModelClient { public int RateLimitPerMinute => 5; public Task WaitForRateLimitAsync() => Task.CompletedTask; }")]
    public Task A_check_beside_another_limit(string more)
        => Check.Suggests<PG1018MissingRateLimit>(Checks("public bool Login(User user, string password) => BCrypt.Net.BCrypt.[|Verify|](password, user.Hash);", more: more));

    [Fact]
    public Task The_message_names_the_check_with_a_lockout()
        => Check.Suggests<PG1018MissingRateLimit>(Checks("public Task<bool> Login(IdentityUser user, string password) => manager.[|CheckPasswordAsync|](user, password);"), "No limit holds here: 'CheckPasswordAsync' checks one guess after the other; use CheckPasswordSignInAsync with lockout, or a rate limiting policy");

    [Fact]
    public Task A_check_in_an_endpoint_is_a_suggestion() => Check.Suggests<PG1018MissingRateLimit>(App(
        "",
        "app.MapPost(\"/login\", (string name, string password, IPasswordHasher<IdentityUser> hasher) => hasher.[|VerifyHashedPassword|](new IdentityUser(name), \"\", password) == PasswordVerificationResult.Success).AllowAnonymous();"));

    private const string Verifies = "public bool Login(User user, string password) => BCrypt.Net.BCrypt.Verify(password, user.Hash);";

    [Theory]
    [InlineData(Verifies, "builder.Services.AddRateLimiter();", "app.UseRateLimiter(); app.MapControllers();", "")]
    [InlineData(Verifies, "", "app.UseIpRateLimiting(); app.MapControllers();", "public static class Setup { public static void UseIpRateLimiting(this WebApplication app) { } }")]
    [InlineData("public LoginThrottle? Throttle { get; set; } public bool Login(User user, string password) => BCrypt.Net.BCrypt.Verify(password, user.Hash);", "", "app.MapControllers();", "public class LoginThrottle;")]
    [InlineData(Verifies, "", "app.MapControllers();", "public class RateLimitFilter;")]
    [InlineData(Verifies, "", "app.MapControllers();", "[AttributeUsage(AttributeTargets.Class)] public class ThrottledAttribute : Attribute;")]
    [InlineData(Verifies, "", "app.MapControllers();", "public class Account { public int FailedAttempts { get; set; } }")]
    [InlineData(Verifies, "", "app.MapControllers();", "public class CaptchaService;")]
    [InlineData(Verifies, "", "app.MapControllers();", "public class Other(SignInManager<IdentityUser> signIns) { public Task Login(string name, string password) => signIns.PasswordSignInAsync(name, password, true, true); }")]
    [InlineData("public async Task<bool> Login(IdentityUser user, string password) { if (await manager.CheckPasswordAsync(user, password)) { return true; } await manager.AccessFailedAsync(user); return false; }", "", "app.MapControllers();", "")]
    // Whoever is signed in is asked once more.
    [InlineData("public bool ChangePassword(User user, string old, string next) { if (!BCrypt.Net.BCrypt.Verify(old, user.Hash)) { return false; } user.Hash = next; return true; }", "", "app.MapControllers();", "")]
    [InlineData("public bool Set(User user, string old, string next) { if (!BCrypt.Net.BCrypt.Verify(old, user.Hash)) { return false; } user.Hash = BCrypt.Net.BCrypt.HashPassword(next); return true; }", "", "app.MapControllers();", "")]
    [InlineData("public bool Login(User user, string password) => Own.BCrypt.Verify(password, user.Hash);", "", "app.MapControllers();", "namespace Own { public static class BCrypt { public static bool Verify(string text, string hash) => text == hash; } }")]
    public Task Checks_that_are_limited_or_no_matter(string code, string services, string pipeline, string more) => Check.Reports<PG1018MissingRateLimit>(Checks(code, services, pipeline, more));

    [Fact]
    public Task A_check_in_a_library() => Check.Reports<PG1018MissingRateLimit>(
        Usings + "public class Passwords(IPasswordHasher<IdentityUser> hasher) { public bool Check(IdentityUser user, string hash, string password) => hasher.VerifyHashedPassword(user, hash, password) == PasswordVerificationResult.Success; }");

    [Theory]
    [InlineData("builder.Services.[|AddRateLimiter|](options => options.AddFixedWindowLimiter(\"api\", limit => limit.PermitLimit = 5));", "app.MapGet(\"/\", () => 1).RequireRateLimiting(\"api\");")]
    [InlineData("builder.Services.[|AddRateLimiter|](options => { });", "app.MapControllers();")]
    [InlineData("var services = builder.Services; services.AddControllers(); services.[|AddRateLimiter|](Limits.Set);", "app.MapControllers();")]
    [InlineData("builder.Services.AddControllers().Services.[|AddRateLimiter|]();", "app.MapControllers();")]
    [InlineData("RateLimiterServiceCollectionExtensions.[|AddRateLimiter|](builder.Services, options => { });", "app.MapControllers();")]
    [InlineData("builder.Services.[|AddRateLimiter|](options => { });", "// app.UseRateLimiter();\napp.MapControllers();")]
    public Task A_limiter_that_never_runs(string services, string pipeline) => Check.Reports<PG1018MissingRateLimit>(App(services, pipeline, "public static class Limits { public static void Set(RateLimiterOptions options) { } }"));

    [Fact]
    public Task A_limiter_that_never_runs_behind_an_extension() => Check.Reports<PG1018MissingRateLimit>(App(
        "builder.Services.AddLimits();", "app.MapControllers();", "public static class Setup { public static IServiceCollection AddLimits(this IServiceCollection services) => services.[|AddRateLimiter|](options => { }); }"));

    [Theory]
    [InlineData("")]
    [InlineData("app.UseRateLimiter();")]
    public Task With_a_startup_class(string use) => Check.Reports<PG1018MissingRateLimit>(Scenario.Of(ProjectKind.Web, Usings + $$"""
        public static class Program
        {
            public static void Main(string[] args) => Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(web => web.UseStartup<Startup>()).Build().Run();
        }

        public class Startup
        {
            public void ConfigureServices(IServiceCollection services)
            {
                services.{{(use.Length == 0 ? "[|AddRateLimiter|]" : "AddRateLimiter")}}(options => { });
            }

            public void Configure(IApplicationBuilder app)
            {
                app.UseRouting();
                {{use}}
                app.UseEndpoints(endpoints => endpoints.MapControllers());
            }
        }
        """));

    [Theory]
    [InlineData("app.UseRateLimiter(); app.MapControllers();")]
    [InlineData("if (!app.Environment.IsDevelopment()) { app.UseRateLimiter(); } app.MapControllers();")]
    [InlineData("app.UseLimits(); app.MapControllers();")]
    [InlineData("((IApplicationBuilder)app).UseRateLimiter(new RateLimiterOptions()); app.MapControllers();")]
    [InlineData("app.MapControllers();\n#if SHIPPED\napp.UseRateLimiter();\n#endif\n")]
    public Task A_limiter_that_runs(string pipeline) => Check.Reports<PG1018MissingRateLimit>(App(
        "builder.Services.AddRateLimiter(options => { });", pipeline, pipeline.Contains("UseLimits") ? "public static class Setup { public static void UseLimits(this WebApplication app) => app.UseRateLimiter(); }" : ""));

    [Fact]
    public Task A_library_that_only_registers() => Check.Reports<PG1018MissingRateLimit>(
        Usings + "public static class Setup { public static void AddLimits(this IServiceCollection services) => services.AddRateLimiter(options => { }); }");

    [Theory]
    [InlineData("public static class Defaults { public static void UseShop(this WebApplication app) => app.UseRateLimiter(); }")]
    [InlineData("public static class Defaults { public static void UseShop(this WebApplication app) { } public static void Add(RateLimiterOptions options) => options.AddFixedWindowLimiter(\"strict\", limit => limit.PermitLimit = 1); }")]
    public Task What_another_project_does_is_not_judged(string other) => Check.Reports<PG1018MissingRateLimit>(Scenario.Of(Usings + other)
        .Project("Api", ProjectKind.Web, "Shop")
        .Document("Program.cs", Program("builder.Services.AddRateLimiter(options => { });", "app.UseShop(); app.MapGet(\"/\", () => 1).RequireRateLimiting(\"strict\");")));

    [Fact]
    public Task Another_project_that_limits_nothing_changes_nothing() => Check.Reports<PG1018MissingRateLimit>(Scenario.Of(Usings + "public static class Defaults { public static void UseShop(this WebApplication app) { } }")
        .Project("Api", ProjectKind.Web, "Shop")
        .Document("Program.cs", Program("builder.Services.[|AddRateLimiter|](options => { });", "app.UseShop(); app.MapGet(\"/\", () => 1);")));

    [Theory]
    [InlineData("app.MapGet(\"/\", () => 1).RequireRateLimiting([|\"Api\"|]);")]
    [InlineData("app.MapGroup(\"/orders\").RequireRateLimiting([|\"strict\"|]).MapGet(\"/\", () => 1);")]
    [InlineData("app.MapControllers().RequireRateLimiting(policyName: [|\"strict\"|]);")]
    [InlineData("RateLimiterEndpointConventionBuilderExtensions.RequireRateLimiting(app.MapGet(\"/\", () => 1), [|\"strict\"|]);")]
    [InlineData("app.MapGet(\"/\", [EnableRateLimiting([|\"strict\"|])] () => 1);")]
    [InlineData("app.MapGet(\"/\", () => 1).WithMetadata(new EnableRateLimitingAttribute([|\"strict\"|]));")]
    [InlineData("const string Strict = \"strict\"; app.MapGet(\"/\", () => 1).RequireRateLimiting([|Strict|]);")]
    public Task A_policy_that_nothing_adds(string pipeline) => Check.Reports<PG1018MissingRateLimit>(App(Limiter, Runs + pipeline));

    [Theory]
    [InlineData("[EnableRateLimiting([|\"strict\"|])] public class OrdersController : ControllerBase { [HttpGet] public int All() => 1; }")]
    [InlineData("public class OrdersController : ControllerBase { [HttpGet, EnableRateLimiting([|Policies.Strict|])] public int All() => 1; } public static class Policies { public const string Strict = \"strict\"; }")]
    [InlineData("[Microsoft.AspNetCore.RateLimiting.EnableRateLimitingAttribute([|\"strict\"|])] public class OrdersModel : PageModel { public void OnGet() { } }")]
    public Task An_attribute_for_a_policy_that_nothing_adds(string controller) => Check.Reports<PG1018MissingRateLimit>(App(Limiter, Runs + "app.MapControllers();", controller));

    [Fact]
    public Task An_attribute_of_another_name() => Check.Reports<PG1018MissingRateLimit>(Scenario.Of(
        ProjectKind.Web,
        Program(Limiter, Runs + "app.MapControllers();"),
        "using Limited = Microsoft.AspNetCore.RateLimiting.EnableRateLimitingAttribute;\n" + Usings + "[Limited([|\"strict\"|])] public class OrdersController : ControllerBase { [HttpGet] public int All() => 1; }"));

    [Fact]
    public Task No_limiter_at_all() => Check.Reports<PG1018MissingRateLimit>(
        App("", "app.MapGet(\"/\", () => 1).RequireRateLimiting([|\"strict\"|]);"), "No limit holds here: 'strict' is a policy that nothing adds; add it in AddRateLimiter");

    [Theory]
    [InlineData(Limiter, "app.MapGet(\"/\", () => 1).RequireRateLimiting(\"api\");")]
    [InlineData("builder.Services.AddRateLimiter(options => options.AddPolicy(\"api\", context => RateLimitPartition.GetNoLimiter(\"\")));", "app.MapGet(\"/\", () => 1).RequireRateLimiting(\"api\");")]
    [InlineData("builder.Services.AddRateLimiter(options => options.AddPolicy<string, Policy>(\"api\"));", "app.MapGet(\"/\", () => 1).RequireRateLimiting(\"api\");")]
    [InlineData("builder.Services.AddRateLimiter(options => options.AddConcurrencyLimiter(policyName: \"a\" + \"pi\", limit => limit.PermitLimit = 5));", "app.MapGet(\"/\", () => 1).RequireRateLimiting(\"api\");")]
    [InlineData("builder.Services.AddRateLimiter(options => options.AddTokenBucketLimiter(\"other\", limit => { }).AddSlidingWindowLimiter(\"api\", limit => { }));", "app.MapGet(\"/\", () => 1).RequireRateLimiting(\"api\");")]
    [InlineData("builder.Services.Configure<RateLimiterOptions>(options => RateLimiterOptionsExtensions.AddFixedWindowLimiter(options, \"api\", limit => { }));", "app.MapGet(\"/\", () => 1).RequireRateLimiting(\"api\");")]
    // Names that are read from somewhere, or put together.
    [InlineData("foreach (var name in args) builder.Services.AddRateLimiter(options => options.AddFixedWindowLimiter(name, limit => { }));", "app.MapGet(\"/\", () => 1).RequireRateLimiting(\"strict\");")]
    [InlineData(Limiter, "app.MapGet(\"/\", () => 1).RequireRateLimiting(args[0]);")]
    // A policy of its own.
    [InlineData("builder.Services.AddRateLimiter();", "app.MapGet(\"/\", () => 1).RequireRateLimiting(new Policy());")]
    [InlineData("builder.Services.AddRateLimiter();", "app.MapGet(\"/\", () => 1).DisableRateLimiting();")]
    [InlineData(Limiter, "app.MapGet(\"/\", () => 1).RequireRateLimiting(\"strict\");\n#if SHIPPED\nbuilder.Services.AddRateLimiter(options => options.AddFixedWindowLimiter(\"strict\", limit => { }));\n#endif\n")]
    [InlineData(Limiter, "if (app.Environment.IsDevelopment()) { app.MapGet(\"/\", () => 1).RequireRateLimiting(\"strict\"); }")]
    public Task Policies_that_are_there(string services, string pipeline) => Check.Reports<PG1018MissingRateLimit>(App(
        services,
        Runs + pipeline,
        "public class Policy : IRateLimiterPolicy<string> { public Func<OnRejectedContext, CancellationToken, ValueTask>? OnRejected => null; public RateLimitPartition<string> GetPartition(HttpContext context) => RateLimitPartition.GetNoLimiter(\"\"); }"));

    [Fact]
    public Task A_policy_that_another_file_adds() => Check.Reports<PG1018MissingRateLimit>(App(
        "builder.Services.AddRateLimiter(Limits.Set);",
        Runs + "app.MapGet(\"/\", () => 1).RequireRateLimiting(\"api\"); app.MapGet(\"/strict\", () => 1).RequireRateLimiting([|\"strict\"|]);",
        "public static class Limits { public static void Set(RateLimiterOptions options) => options.AddFixedWindowLimiter(\"api\", limit => limit.PermitLimit = 5); }"));

    [Fact]
    public Task Policies_of_others_are_none() => Check.Reports<PG1018MissingRateLimit>(App(
        "builder.Services.AddAuthorization(options => options.AddPolicy(\"strict\", policy => policy.RequireAuthenticatedUser())); builder.Services.AddCors(options => options.AddPolicy(\"strict\", policy => policy.WithOrigins(\"https://shop.example\"))); " + Limiter,
        Runs + "app.MapGet(\"/\", () => 1).RequireRateLimiting([|\"strict\"|]);"));

    [Fact]
    public Task A_library_of_controllers() => Check.Reports<PG1018MissingRateLimit>(
        Usings + "[EnableRateLimiting(\"strict\")] public class OrdersController : ControllerBase { [HttpGet] public int All() => 1; }");

    [Fact]
    public Task A_sample() => Check.Reports<PG1018MissingRateLimit>(App("builder.Services.AddRateLimiter(options => { });", "app.MapControllers();").Property("ProjectDir", "/src/samples/Limits/"));

    [Theory]
    [InlineData("builder.Services.AddRateLimiter(options => options.AddFixedWindowLimiter(", "app.MapGet(\"/\", () => 1).RequireRateLimiting(")]
    [InlineData("builder.Services.AddRateLimiter(options => options.AddPolicy(\"api\"", "app.MapGet(\"/\", [EnableRateLimiting(")]
    [InlineData("builder.Services.AddRateLimiter(", "app.MapGet(\"/\", [EnableRateLimiting] () => 1).RequireRateLimiting(\"strict\" + )")]
    [InlineData("builder.Services.AddRateLimiter(options => options.AddFixedWindowLimiter(null, limit => { }));", "app.UseRateLimiter(); app.MapGet(\"/\", () => 1).RequireRateLimiting((string)null!); new EnableRateLimitingAttribute(;")]
    [InlineData("", "signIns.PasswordSignInAsync(name, password, lockoutOnFailure: , false); new SignInManager<>().CheckPasswordSignInAsync(a, b, false);")]
    public Task Half_typed_code_is_no_matter(string services, string pipeline) => Check.Reports<PG1018MissingRateLimit>(App(services, pipeline).Broken());

    [Fact]
    public Task What_a_sign_in_is_told() => Check.Reports<PG1018MissingRateLimit>(
        Login("return Ok(await signIns.PasswordSignInAsync(name, password, true, [|false|]));"), "No limit holds here: 'PasswordSignInAsync' counts no failed attempts; pass lockoutOnFailure: true");

    [Fact]
    public Task What_a_limiter_is_told() => Check.Reports<PG1018MissingRateLimit>(
        App("builder.Services.[|AddRateLimiter|](options => { });", "app.MapControllers();"), "No limit holds here: 'AddRateLimiter' sets up a middleware that the app never runs; call UseRateLimiter");

    [Fact]
    public Task What_a_policy_is_told() => Check.Reports<PG1018MissingRateLimit>(
        App(Limiter, Runs + "app.MapGet(\"/\", () => 1).RequireRateLimiting([|\"strict\"|]);"), "No limit holds here: 'strict' is a policy that nothing adds, and requests fail; add it in AddRateLimiter");

    /// <summary>Who gets past another check has the right password: the failures end there.</summary>
    [Theory]
    [InlineData("if (await users.[|CheckPasswordAsync|](user, password)) { return Ok(await signIns.PasswordSignInAsync(user, password, false, false)); } return Unauthorized();")]
    [InlineData("var fits = await users.[|CheckPasswordAsync|](user, password); if (fits) { var result = await signIns.PasswordSignInAsync(user, password, false, lockoutOnFailure: false); return Ok(result); } return Unauthorized();")]
    [InlineData("if (user == null || !await users.[|CheckPasswordAsync|](user, password)) { return Unauthorized(); } return Ok(await signIns.PasswordSignInAsync(user, password, false, false));")]
    // One that decides nothing about the sign-in.
    [InlineData("if (!await users.CheckPasswordAsync(user, password)) { return Ok(await signIns.PasswordSignInAsync(user, password, false, [|false|])); } return Ok();")]
    [InlineData("var known = await users.CheckPasswordAsync(user, password); var result = await signIns.PasswordSignInAsync(user, password, false, [|false|]); return Ok((known, result));")]
    public Task A_check_in_front_of_the_sign_in(string body) => Check.Reports<PG1018MissingRateLimit>(Login(body));

    [Fact]
    public Task The_message_for_a_check_in_front_of_the_sign_in() => Check.Reports<PG1018MissingRateLimit>(
        Login("if (await users.[|CheckPasswordAsync|](user, password)) { return Ok(await signIns.PasswordSignInAsync(user, password, false, false)); } return Unauthorized();"),
        "No limit holds here: 'CheckPasswordAsync' counts no failed attempts; use CheckPasswordSignInAsync with lockout");
}
