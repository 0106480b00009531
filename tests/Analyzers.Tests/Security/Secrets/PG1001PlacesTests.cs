using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Security.Secrets;
using ProdGap.Analyzers.Security.Secrets.Formats;

namespace ProdGap.Analyzers.Tests.Security.Secrets;

/// <summary>Where a literal stands: code that no installation runs on, and code that looks like it.</summary>
public sealed class PG1001PlacesTests
{
    private const string Usings = "using Microsoft.AspNetCore.Builder;\nusing Microsoft.Extensions.Hosting;\nusing Microsoft.Extensions.Configuration;\n";

    private static Task Reports(params string[] files) => Check.Reports<PG1001HardcodedSecret>(Scenario.Of(ProjectKind.Web, [.. files.Select(file => Usings + file)]));

    private const string Seed = "static class DemoData { public static void Fill(IHost host) => new Users().Create(\"demo\", \"Demo-Tide-77\"); } class Users { public void Create(string name, string password) { } }";

    private static readonly string MarkedSeed = Seed.Replace("\"Demo-Tide-77\"", "[|\"Demo-Tide-77\"|]", StringComparison.Ordinal);

    private static string Start(string statements) => "var app = WebApplication.CreateBuilder(args).Build();\n" + statements + "\napp.Run();\n";

    [Theory]
    [InlineData("if (app.Environment.IsDevelopment()) { DemoData.Fill(app); }")]
    [InlineData("if (!app.Environment.IsProduction()) { DemoData.Fill(app); }")]
    [InlineData("if (app.Environment.IsEnvironment(\"Testing\")) { DemoData.Fill(app); }")]
    [InlineData("if (app.Environment.IsEnvironment(\"e2e\")) { DemoData.Fill(app); }")]
    [InlineData("if (app.Environment.IsEnvironment(\"IntegrationTest\")) DemoData.Fill(app);")]
    [InlineData("if (app.Environment.IsDevelopment()) { Later(app); } static void Later(IHost host) => DemoData.Fill(host);")]
    public Task Only_called_in_development(string start) => Reports(Start(start), Seed);

    [Theory]
    [InlineData("DemoData.Fill(app);")]
    [InlineData("if (app.Environment.IsDevelopment()) { DemoData.Fill(app); } DemoData.Fill(app);")]
    [InlineData("// only in development\nDemoData.Fill(app);")]
    [InlineData("if (app.Environment.IsProduction()) { DemoData.Fill(app); }")]
    [InlineData("if (args.Length > 0) { DemoData.Fill(app); }")]
    [InlineData("Later(app); static void Later(IHost host) => DemoData.Fill(host);")]
    [InlineData("")]
    public Task Also_called_elsewhere(string start) => Reports(Start(start), MarkedSeed);

    [Fact]
    public Task A_service_that_development_alone_asks() => Reports(
        Start("if (app.Environment.IsDevelopment()) { app.Seed(); }"),
        "static class Seeding { public static void Seed(this IHost host) => new Seeder().FillAll(); } class Seeder { public void FillAll() { var password = \"Demo-Tide-77\"; Console.WriteLine(password); } }");

    [Theory]
    [InlineData("const string demoPassword = \"Demo-Tide-77\"; if (app.Environment.IsDevelopment()) { Console.WriteLine(demoPassword); }")]
    [InlineData("const string demoPassword = [|\"Demo-Tide-77\"|]; if (app.Environment.IsDevelopment()) { Console.WriteLine(demoPassword); } Console.WriteLine(demoPassword);")]
    [InlineData("const string demoPassword = [|\"Demo-Tide-77\"|]; Console.WriteLine(demoPassword);")]
    [InlineData("var key = app.Environment.IsDevelopment() ? \"super-secret-dev-key-for-local-use-1234\" : app.Configuration[\"Jwt:Key\"]; Console.WriteLine(key);")]
    [InlineData("var key = app.Environment.IsProduction() ? app.Configuration[\"Jwt:Key\"] : \"super-secret-dev-key-for-local-use-1234\"; Console.WriteLine(key);")]
    [InlineData("var key = args.Length > 1 ? [|\"super-secret-dev-key-for-local-use-1234\"|] : app.Configuration[\"Jwt:Key\"]; Console.WriteLine(key);")]
    public Task A_constant_is_judged_by_its_uses(string start) => Reports(Start(start));

    [Theory]
    [InlineData("class ShopContextFactory : IDesignTimeDbContextFactory<object> { object Create() => \"Server=localhost;Database=Shop;User Id=sa;Password=Tide.Pool9\"; }")]
    [InlineData("class ShopContextFactory : IDesignTimeDbContextFactory<object> { object Create() => [|\"Server=db.shop.example;Database=Shop;User Id=sa;Password=Tide.Pool9\"|]; }")]
    [InlineData("class ShopContextFactory { object Create() => [|\"Server=localhost;Database=Shop;User Id=sa;Password=Tide.Pool9\"|]; }")]
    public Task At_design_time(string type) => Reports("return;\ninterface IDesignTimeDbContextFactory<T>;\n" + type);

    [Theory]
    [InlineData("class SignInExample : IExamplesProvider<SignIn> { public SignIn Get() => new() { Password = \"Tide!Pool9\" }; }")]
    [InlineData("class SignInExample : ISchemaFilter { public SignIn Get() => new() { Password = \"Tide!Pool9\" }; }")]
    [InlineData("class SignInSchema { public object Example { get; set; } = \"\"; void Run() => Example = new SignIn { Password = \"Tide!Pool9\" }; }")]
    [InlineData("class SignInDefaults { public SignIn Get() => new() { Password = [|\"Tide!Pool9\"|] }; }")]
    public Task In_an_example_of_the_documentation(string type)
        => Reports("return;\ninterface IExamplesProvider<T>; interface ISchemaFilter; class SignIn { public string Password { get; set; } = \"\"; }\n" + type);

    /// <summary>A token of a known format opens something wherever it stands.</summary>
    [Fact]
    public Task A_token_in_an_example_of_the_documentation()
    {
        var token = SecretFormatSamples.Of(SecretFormats.All.Single(format => format.Name == "GitHub token")).Text;
        return Reports("return;\ninterface IExamplesProvider<T>; class SignIn { public string Note { get; set; } = \"\"; }\nclass SignInExample : IExamplesProvider<SignIn> { public SignIn Get() => new() { Note = [|\"" + token + "\"|] }; }");
    }

    /// <summary>A constant that only its use gives away is judged by the names there.</summary>
    [Fact]
    public async Task A_key_of_a_browser_that_stands_in_another_file()
    {
        const string Shared = "static class Shared { public const string Value = \"Vx8Qk2mPz7LrT4wYb9N+Qz3Kx7v\"; }";
        static string Use(string type) => "class " + type + " { void Run() { using var hash = new System.Security.Cryptography.HMACSHA256([|System.Text.Encoding.UTF8.GetBytes(Shared.Value)|]); } }";
        await Check.Suggests<PG1001HardcodedSecret>(Scenario.Of(ProjectKind.Library, Shared, Use("MapsClient")));
        await Check.Reports<PG1001HardcodedSecret>(Scenario.Of(ProjectKind.Library, Shared, Use("OrdersClient")));
    }

    [Fact]
    public async Task The_types_around_are_read_from_the_outside_in()
    {
        await Suggests(ProjectKind.Library, "class Client { class Side { const string ApiKey = [|\"Vx8Qk2mPz7LrT4wYb9N+Qz3Kx7v\"|]; } }");
        await Check.Reports<PG1001HardcodedSecret>(Scenario.Of(ProjectKind.Library, "class Side { class Client { const string ApiKey = [|\"Vx8Qk2mPz7LrT4wYb9N+Qz3Kx7v\"|]; } }"));
    }

    [Theory]
    [InlineData("public const string DeviceAuthKey = \"ab-1234-device-auth-key\";")]
    [InlineData("public const string DeviceAuthKey = \"device_auth_key\";")]
    [InlineData("public static string StripeApiKey => \"shop.stripe-api-key\";")]
    [InlineData("public const string DeviceAuthKey = [|\"ab-1234-device-auth-77xK\"|];")]
    [InlineData("public const string AdminPassword = [|\"Tide!Pool9x\"|];")]
    public Task A_name_of_something(string member) => Reports($"return;\nstatic class Flags {{ {member} }}");

    [Theory]
    [InlineData("partial class Build : NukeBuild { const string DbPassword = \"Tide!!Pool99\"; }")]
    [InlineData("class Build : Nuke.Common.NukeBuild { const string DbPassword = \"Tide!!Pool99\"; }")]
    [InlineData("class Build { const string DbPassword = [|\"Tide!!Pool99\"|]; }")]
    public Task In_a_build_script(string type) => Reports("return;\n" + type, "class NukeBuild { }", "namespace Nuke.Common { class NukeBuild { } }");

    [Theory]
    [InlineData("modelBuilder.HasData(new User { Name = \"admin\", PasswordHash = [|\"$2a$11$K5Wq8mZr3vB1nXcT7yLp0uQeHsJfGdAoIkVxNzMbCtRw\"|] });")]
    [InlineData("modelBuilder.HasData(new User { Name = \"admin\", PasswordHash = [|\"AQAAAAEAACcQAAAAEK5Wq8mZr3vB1nXcT7yLp0uQeHsJfGdAoIkVxNzMbCtRwPq==\"|] });")]
    [InlineData("modelBuilder.HasData(new User { Name = \"admin\", PasswordHash = Name() });")]
    [InlineData("var user = new User { Name = \"admin\", PasswordHash = \"$2a$11$K5Wq8mZr3vB1nXcT7yLp0uQeHsJfGdAoIkVxNzMbCtRw\" };")]
    public Task A_hash_that_every_installation_shares(string statement) => Reports(
        "return;\nclass User { public string Name { get; set; } = \"\"; public string PasswordHash { get; set; } = \"\"; } class Builder { public void HasData(User user) { } } class Shop { string Name() => \"\"; void Run(Builder modelBuilder) { " + statement + " } }");

    [Theory]
    [InlineData("var key = config[\"Shop:ApiKey\"] ?? [|\"dev-key-change-me\"|];")]
    [InlineData("var key = config[\"Jwt:Key\"] ?? [|\"your-secret-key-here\"|];")]
    [InlineData("var key = Environment.GetEnvironmentVariable(\"JWT_SECRET\") ?? [|\"change-me-in-production\"|];")]
    [InlineData("var key = config.GetValue(\"Jwt:Key\", [|\"changeme-changeme-changeme\"|]);")]
    [InlineData("var key = config[\"Shop:ApiKey\"] ?? \"<your-key>\";")]
    [InlineData("var key = config[\"Shop:ApiKey\"] ?? \"{key}\";")]
    [InlineData("var key = config[\"Shop:ApiKey\"] ?? \"none\";")]
    [InlineData("var key = config[\"Shop:ApiKey\"] ?? \"\";")]
    [InlineData("var title = config[\"Shop:Title\"] ?? \"change me\";")]
    [InlineData("var apiKey = \"dev-key-change-me\";")]
    [InlineData("var key = config[\"Shop:ApiKey\"] ?? \"dev-key-change-me\"; if (key == \"dev-key-change-me\") { throw new InvalidOperationException(\"Set Shop:ApiKey\"); }")]
    public Task A_fallback_that_looks_like_a_placeholder_runs(string statement) => Reports("return;\nclass Shop { void Run(IConfiguration config) { " + statement + " } }");

    [Theory]
    [InlineData("var licenseKey = \"eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJzaG9wLmV4YW1wbGUiLCJzdWIiOiJjdXN0b21lciJ9.Kx7vTq2mWd9Kx8vTq2mWe9Kx9vTq2mWf9KxavTq2mWg9KxbvTq2\";")]
    [InlineData("var token = [|\"eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJzaG9wLmV4YW1wbGUiLCJzdWIiOiJjdXN0b21lciJ9.Kx7vTq2mWd9Kx8vTq2mWe9Kx9vTq2mWf9KxavTq2mWg9KxbvTq2\"|];")]
    public Task A_license_key_cannot_be_revoked(string statement) => Reports("return;\nclass Shop { void Run() { " + statement + " } }");

    [Theory]
    [InlineData("return Ok(new LoginAnswer { Token = \"fake-jwt-token\" });")]
    [InlineData("var answer = new LoginAnswer { Token = \"fake-jwt-token-for-testing\" }; return Ok(answer);")]
    [InlineData("var answer = new LoginAnswer(); answer.Token = \"mock-access-token-1\"; return Ok(answer);")]
    [InlineData("var token = \"dummy_token_for_demo\"; return Ok(new { token });")]
    [InlineData("return Ok(new { accessToken = \"fake-jwt-token-1\", refreshToken = \"fake-refresh-token-1\" });")]
    // Words of another sort, a use, a place that takes a credential.
    [InlineData("return Ok(new LoginAnswer { Token = [|\"Tide7!Harbor9!Shore4\"|] });")]
    [InlineData("return Ok(new LoginAnswer { Token = [|\"fake-Tide7!Harbor9!Shore4\"|] });")]
    [InlineData("return Ok(new System.Net.NetworkCredential { UserName = \"shop\", Password = [|\"fake-password-for-demo\"|] });")]
    [InlineData("var answer = new LoginAnswer { Token = [|\"fake-jwt-token-for-testing\"|] }; Check(answer); return Ok(answer);")]
    public Task Fakes_that_go_out_in_an_answer(string body) => Reports(
        Start(""),
        "[Microsoft.AspNetCore.Mvc.ApiController] public class LoginController : Microsoft.AspNetCore.Mvc.ControllerBase { public Microsoft.AspNetCore.Mvc.IActionResult Login() { " + body + " } static void Check(LoginAnswer answer) { } } public class LoginAnswer { public string? Token { get; set; } }");

    private const string Product = "using Microsoft.Extensions.DependencyInjection;\npublic static class Setup { public static async Task InitialiseAsync(this WebApplication app) { await using var scope = app.Services.CreateAsyncScope(); var filler = scope.ServiceProvider.GetRequiredService<Filler>(); await filler.CreateAsync(); await filler.SeedAsync(); } }\n"
        + "public class Filler(Users users) { public Task CreateAsync() => Task.CompletedTask; public async Task SeedAsync() { try { await TrySeedAsync(); } catch (InvalidOperationException) { throw; } } public Task TrySeedAsync() { users.Create(\"demo\", \"Demo-Tide-77\"); return Task.CompletedTask; } }\npublic class Users { public void Create(string name, string password) { } }";

    /// <summary>A question several calls away, through an extension method, a service and its public methods.</summary>
    [Theory]
    [InlineData("if (app.Environment.IsDevelopment()) { await app.InitialiseAsync(); }")]
    [InlineData("if (app.Environment.IsDevelopment()) { await app.InitialiseAsync(); } else { app.UseHsts(); }")]
    [InlineData("if (app.Environment.IsProduction()) { app.UseHsts(); } else { await app.InitialiseAsync(); }")]
    public Task A_seed_several_calls_behind_the_question(string start) => Reports(Start(start), Product);

    [Theory]
    [InlineData("await app.InitialiseAsync();")]
    [InlineData("if (app.Environment.IsDevelopment()) { await app.InitialiseAsync(); } await app.InitialiseAsync();")]
    [InlineData("if (app.Environment.IsDevelopment()) { app.UseHsts(); } else { await app.InitialiseAsync(); }")]
    public Task A_seed_that_production_runs(string start) => Reports(Start(start), Product.Replace("\"Demo-Tide-77\"", "[|\"Demo-Tide-77\"|]", StringComparison.Ordinal));

    /// <summary>Who asks in another project is not seen here: the compiler is shown what a project uses, not who uses it.</summary>
    [Fact]
    public Task A_seed_that_another_project_calls() => Check.Reports<PG1001HardcodedSecret>(Scenario.Of(ProjectKind.Library, Usings + Product.Replace("\"Demo-Tide-77\"", "[|\"Demo-Tide-77\"|]", StringComparison.Ordinal)));

    [Fact]
    public Task A_seed_of_a_database_that_is_made_alone() => Reports(
        "class Seeder { void Run(Db db) { db.EnsureCreated(); new Users().Create(\"demo\", [|\"Demo-Tide-77\"|]); } class Db { public void EnsureCreated() { } } } class Users { public void Create(string name, string password) { } } static class Program { static void Main() { } }");

    private static Task Suggests(ProjectKind kind, string code) => Check.Suggests<PG1001HardcodedSecret>(Scenario.Of(kind, code));

    [Theory]
    [InlineData("class Settings {\n  // Public demo key, safe to publish\n  private const string ApiKey = [|\"Vx8Qk2mPz7LrT4wYb9N+Qz3Kx7v\"|];\n}")]
    [InlineData("class Settings {\n  /// <summary>Read-only access to the news.</summary>\n  public string ApiKey { get; } = [|\"Vx8Qk2mPz7LrT4wYb9N+Qz3Kx7v\"|];\n}")]
    [InlineData("class Settings {\n  private const string ApiKey = [|\"Vx8Qk2mPz7LrT4wYb9N+Qz3Kx7v\"|]; // not a secret\n}")]
    [InlineData("class MapSettings { public string ApiKey { get; } = [|\"Vx8Qk2mPz7LrT4wYb9N+Qz3Kx7v\"|]; }")]
    [InlineData("class Settings { const string MapboxApiKey = [|\"Vx8Qk2mPz7LrT4wYb9N+Qz3Kx7v\"|]; }")]
    // Nobody drops the database of an installation that has something to lose.
    [InlineData("class Seeder { void Run(Db db) { db.EnsureDeleted(); new Users().Create(\"demo\", [|\"Demo-Tide-77\"|]); } class Db { public void EnsureDeleted() { } } } class Users { public void Create(string name, string password) { } }")]
    [InlineData("class Seeder { async Task ResetAsync(Db db) { await db.EnsureDeletedAsync(); } void Run() => new Users().Create(\"demo\", [|\"Demo-Tide-77\"|]); class Db { public Task EnsureDeletedAsync() => Task.CompletedTask; } } class Users { public void Create(string name, string password) { } }")]
    public Task What_may_be_read_is_one_to_look_at(string code) => Suggests(ProjectKind.Library, code);

    [Theory]
    [InlineData("class Settings {\n  // Never commit a public key like this\n  private const string ApiKey = [|\"Vx8Qk2mPz7LrT4wYb9N+Qz3Kx7v\"|];\n}")]
    [InlineData("class Settings {\n  // Read-only fields of the shop\n  private readonly string apiKey = [|\"Vx8Qk2mPz7LrT4wYb9N+Qz3Kx7v\"|];\n}")]
    [InlineData("class MapSettings { public string Password { get; } = [|\"Vx8Qk2mPz7LrT4wYb9N+Qz3Kx7v\"|]; }")]
    [InlineData("class Settings {\n  // Not public\n  private const string ApiKey = [|\"Vx8Qk2mPz7LrT4wYb9N+Qz3Kx7v\"|];\n}")]
    public Task What_only_looks_like_it_is_one_to_stop_for(string code) => Check.Reports<PG1001HardcodedSecret>(Scenario.Of(ProjectKind.Library, code));

    private static string Covers(string use, string space = "Shop.Plugins.Covers")
        => $$"""
        namespace {{space}} { public static class Covers { public const string ApiKey = [|"9f2c4e7a1b8d3f6059ac7e2d4b1f8a36"|]; } public class Other { public const string ApiKey = ""; }
        public class Client(string? configured) { public string Key() { {{use}} } public string Name => Other.ApiKey; } }
        """;

    [Theory]
    [InlineData("return string.IsNullOrEmpty(configured) ? Covers.ApiKey : configured;")]
    [InlineData("return configured is { Length: > 0 } ? configured : Covers.ApiKey;")]
    [InlineData("return configured ?? Covers.ApiKey;")]
    [InlineData("var key = configured; if (string.IsNullOrWhiteSpace(key)) { key = Covers.ApiKey; } return key;")]
    public Task A_default_of_an_installed_program(string use) => Suggests(ProjectKind.Library, Covers(use));

    [Theory]
    [InlineData("return Covers.ApiKey;", "Shop.Plugins.Covers")]
    [InlineData("return (configured ?? Covers.ApiKey) + Covers.ApiKey;", "Shop.Plugins.Covers")]
    [InlineData("return string.IsNullOrEmpty(configured) ? Covers.ApiKey : configured;", "Shop.Covers")]
    public Task A_key_that_a_service_runs_on(string use, string space) => Check.Reports<PG1001HardcodedSecret>(Scenario.Of(ProjectKind.Library, Covers(use, space)));

    private const string Hosted = "using Microsoft.Extensions.DependencyInjection;\nclass DemoAccounts : IHostedService { private static readonly (string Name, string Password)[] All = [(\"demo\", \"Demo-Tide-77\")]; public Task StartAsync(CancellationToken token) { new Users().Create(All[0].Name, All[0].Password); new Users().Create(\"guest\", SECRET); return Task.CompletedTask; } public Task StopAsync(CancellationToken token) => Task.CompletedTask; } class Users { public void Create(string name, string password) { } }";

    private static string Registered(string registration) => "using Microsoft.Extensions.DependencyInjection;\nvar builder = WebApplication.CreateBuilder(args);\n" + registration + "\nbuilder.Build().Run();\n";

    /// <summary>A hosted service that development alone registers never runs elsewhere.</summary>
    [Theory]
    [InlineData("if (builder.Environment.IsDevelopment() && builder.Configuration.GetValue(\"Seed\", true)) { builder.Services.AddHostedService<DemoAccounts>(); }", false)]
    [InlineData("if (builder.Environment.IsDevelopment()) builder.Services.AddHostedService<DemoAccounts>();", false)]
    [InlineData("if (builder.Environment.IsDevelopment() || args.Length > 0) { builder.Services.AddHostedService<DemoAccounts>(); }", true)]
    [InlineData("if (builder.Environment.IsDevelopment()) { builder.Services.AddHostedService<DemoAccounts>(); } builder.Services.AddSingleton<DemoAccounts>();", true)]
    [InlineData("builder.Services.AddHostedService<DemoAccounts>();", true)]
    public Task A_service_that_development_registers(string registration, bool isReported)
        => Reports(Registered(registration), Hosted.Replace("SECRET", isReported ? "[|\"Guest-Tide-77\"|]" : "\"Guest-Tide-77\"", StringComparison.Ordinal));

    [Theory]
    [InlineData("class Tokens(IConfiguration configuration) { string Key => configuration[\"Jwt:Key\"] ?? [|\"super-secret-dev-key-for-local-use-1234\"|]; }", "Fallback for the secret 'Jwt:Key' in source code; read it from configuration and replace it where it is in use")]
    [InlineData("class UserSeeder { const string AdminPassword = [|\"Sh0pPr0to!2024\"|]; }", "Secret 'AdminPassword' in source code; read it from configuration and replace it where it is in use")]
    [InlineData("class Mail { const string SmtpPassword = [|\"Sh0pPr0to!2024\"|]; }", "Secret 'SmtpPassword' in source code; read it from configuration and revoke this value")]
    public Task What_is_left_to_do(string code, string message) => Check.Reports<PG1001HardcodedSecret>(Scenario.Of(ProjectKind.Web, "return;", Usings + code), message);

    private const string Switch = "class TrialOptions { public bool EnableSampleData { get; set; } }";

    /// <summary>Data for a trial, with a switch for it.</summary>
    [Fact]
    public Task Samples_behind_a_switch() => Check.Suggests<PG1001HardcodedSecret>(Scenario.Of(
        ProjectKind.Web, Usings + Start("Console.WriteLine(1);"), "class SampleDataService { public const string InternalApiKey = [|\"Tx7PgglwtKG544R34Qw9D7RlMed3\"|]; }", Switch));

    [Theory]
    [InlineData("class SampleDataService { public const string InternalApiKey = [|\"Tx7PgglwtKG544R34Qw9D7RlMed3\"|]; }", "class TrialOptions { public string SampleData { get; set; } = \"\"; }")]
    [InlineData("class DataService { public const string InternalApiKey = [|\"Tx7PgglwtKG544R34Qw9D7RlMed3\"|]; }", Switch)]
    public Task Samples_without_a_switch(string type, string more) => Reports(Start("Console.WriteLine(1);"), type, more);

    /// <summary>The password is somebody's; what is added to it is a salt, about which another rule speaks.</summary>
    [Theory]
    [InlineData("static string Hash(string password) { var saltedPassword = password + \"ShopServiceTide2024\"; return saltedPassword; }")]
    [InlineData("static string Hash(string userPassword) { var password = \"Shop!Tide2024#\" + userPassword; return password; }")]
    [InlineData("static string Hash(string user) { var password = user + [|\"Shop!Tide2024#\"|]; return password; }")]
    public Task What_is_added_to_a_password(string method) => Reports(Start("Console.WriteLine(Hash(\"x\")); " + method));

    [Theory]
    [InlineData("Shop.SeedE2E", "\"Admin!Tide77\"")]
    [InlineData("Shop.E2E.Setup", "\"Admin!Tide77\"")]
    [InlineData("Shop.Seeding", "[|\"Admin!Tide77\"|]")]
    public Task Programs_around_end_to_end_tests(string project, string value) => Check.Reports<PG1001HardcodedSecret>(
        Scenario.Of("public static class Nothing;").Project(project, ProjectKind.Console).Document("Program.cs", "var adminPassword = " + value + "; Console.WriteLine(adminPassword);"));
}
