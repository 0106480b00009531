using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProdGap.Analyzers.CodeFixes.Security.CrossSite;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Hosting;
using ProdGap.Analyzers.Security.CrossSite;

namespace ProdGap.Analyzers.Tests.Security.CrossSite;

public sealed class PG1007CorsAllowsAnyoneTests
{
    private const string Usings =
        """
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Cors.Infrastructure;
        using Microsoft.AspNetCore.Hosting;
        using Microsoft.AspNetCore.Http;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;


        """;

    private static Scenario App(string services, string pipeline = "app.UseCors();", params string[] more) => Scenario.Of(ProjectKind.Web, [Text(services, pipeline), .. more.Select(file => Usings + file)]);

    private static string Text(string services, string pipeline = "app.UseCors();")
        => Usings + "var builder = WebApplication.CreateBuilder(args);\n" + services + "\nvar app = builder.Build();\n" + pipeline + "\napp.Run();\n";

    private static string Policy(string policy) => "builder.Services.AddCors(options => options.AddDefaultPolicy(policy => " + policy + "));";

    [Theory]
    [InlineData("policy.[|AllowAnyOrigin|]().AllowAnyHeader().AllowAnyMethod()")]
    [InlineData("policy.AllowAnyHeader().[|AllowAnyOrigin|]()")]
    [InlineData("policy.[|WithOrigins|](\"*\").AllowAnyHeader()")]
    [InlineData("policy.[|WithOrigins|](\"https://shop.example\", \"*\")")]
    [InlineData("policy.[|WithOrigins|](new[] { \"*\" })")]
    [InlineData("policy.[|SetIsOriginAllowed|](_ => true)")]
    [InlineData("policy.[|SetIsOriginAllowed|]((origin) => { return true; }).AllowAnyMethod()")]
    [InlineData("policy.[|SetIsOriginAllowed|](origin => { if (origin.Length > 3) { return true; } return true; })")]
    [InlineData("policy.[|SetIsOriginAllowed|](delegate { return true; })")]
    [InlineData("policy.[|SetIsOriginAllowed|](_ => true).AllowCredentials()")]
    [InlineData("{ policy.AllowCredentials(); policy.[|SetIsOriginAllowed|](_ => true); }")]
    [InlineData("policy.[|AllowAnyOrigin|]().WithMethods(\"GET\", \"POST\")")]
    public Task Policies_for_anyone(string policy) => Check.Reports<PG1007CorsAllowsAnyone>(App(Policy(policy)));

    [Theory]
    [InlineData("builder.Services.AddCors(options => options.AddPolicy(\"all\", policy => policy.[|AllowAnyOrigin|]()));", "app.UseCors(\"all\");")]
    [InlineData("builder.Services.AddCors(options => options.AddPolicy(\"all\", policy => policy.[|AllowAnyOrigin|]()));", "app.UseCors(); app.MapGet(\"/a\", () => 1).RequireCors(\"all\"); if (app.Environment.IsDevelopment()) { app.UseCors(\"all\"); }")]
    [InlineData("builder.Services.AddCors();", "app.UseCors(policy => policy.[|AllowAnyOrigin|]().AllowAnyHeader());")]
    [InlineData("builder.Services.AddCors();", "app.UseCors(policy => policy.[|SetIsOriginAllowed|](Any)); static bool Any(string origin) => true;")]
    [InlineData("var policy = new CorsPolicyBuilder(); policy.[|AllowAnyOrigin|](); builder.Services.AddCors(options => options.AddPolicy(\"all\", policy.Build()));", "app.UseCors(\"all\");")]
    [InlineData("builder.Services.AddCors(options => options.AddDefaultPolicy(new CorsPolicyBuilder().[|AllowAnyOrigin|]().Build()));", "app.UseCors();")]
    [InlineData("if (!builder.Environment.IsDevelopment()) { builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy.[|AllowAnyOrigin|]())); }", "app.UseCors();")]
    [InlineData("builder.Services.AddCors(options => options.AddPolicy(\"all\", policy => policy.[|AllowAnyOrigin|]()));", "app.UseCors(app.Environment.IsDevelopment() ? \"shop\" : \"all\");")]
    [InlineData("builder.Services.AddCors(options => options.AddPolicy(\"all\", policy => policy.[|AllowAnyOrigin|]()));", "var name = app.Environment.IsDevelopment() ? \"shop\" : \"all\"; app.UseCors(name);")]
    [InlineData("#if DEBUG\nbuilder.Services.AddCors();\n#else\nbuilder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy.[|AllowAnyOrigin|]()));\n#endif", "app.UseCors();")]
    public Task Wherever_they_are_built(string services, string pipeline) => Check.Reports<PG1007CorsAllowsAnyone>(App(services, pipeline));

    /// <summary>A star that took a way.</summary>
    [Theory]
    [InlineData("var star = \"*\"; builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy.[|WithOrigins|](star)));")]
    [InlineData("string[] origins = [\"*\"]; builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy.[|WithOrigins|](origins)));")]
    [InlineData("builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy.[|WithOrigins|](Origins.Any)));")]
    [InlineData("builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy.[|WithOrigins|](Origins.All)));")]
    [InlineData("builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy.[|WithOrigins|](Origins.List)));")]
    [InlineData("builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy.[|WithOrigins|](builder.Configuration.GetSection(\"Cors\").Get<string[]>() ?? [\"*\"])));")]
    [InlineData("builder.Services.AddCors(options => options.AddDefaultPolicy([|new CorsPolicyBuilder|](\"*\").AllowAnyHeader().Build()));")]
    [InlineData("CorsPolicyBuilder policy = [|new|](\"*\"); builder.Services.AddCors(options => options.AddDefaultPolicy(policy.Build()));")]
    [InlineData("builder.Services.AddCors(options => { var policy = new CorsPolicy(); [|policy.Origins|].Add(\"*\"); options.AddDefaultPolicy(policy); });")]
    [InlineData("builder.Services.AddCors(options => options.AddDefaultPolicy(new CorsPolicy { [|IsOriginAllowed|] = _ => true }));")]
    [InlineData("builder.Services.AddCors(options => { var policy = new CorsPolicy(); [|policy.IsOriginAllowed|] = origin => true; options.AddDefaultPolicy(policy); });")]
    [InlineData("builder.Services.AddCors(options => options.AddDefaultPolicy(new CorsPolicy { [|Origins|] = { \"*\" } }));")]
    [InlineData("builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy.[|WithOrigins|](Origins.Get())));")]
    public Task Stars_that_took_a_way(string services) => Check.Reports<PG1007CorsAllowsAnyone>(App(services, "app.UseCors();", Stars));

    private const string Stars = "public static class Origins { public static readonly string Any = \"*\"; public static readonly string[] All = [\"*\"]; public static string[] List => [\"https://a.example\", \"*\"]; public static string[] Get() => [\"*\"]; public static readonly string[] Some = [\"https://a.example\"]; }";

    [Theory]
    [InlineData("var origin = \"https://shop.example\"; builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy.WithOrigins(origin)));")]
    [InlineData("builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy.WithOrigins(Origins.Some)));")]
    [InlineData("string[] origins = builder.Environment.IsDevelopment() ? [\"*\"] : [\"https://shop.example\"]; builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy.WithOrigins(origins)));")]
    [InlineData("builder.Services.AddCors(options => options.AddDefaultPolicy(new CorsPolicyBuilder(\"https://shop.example\").Build()));")]
    [InlineData("builder.Services.AddCors(options => { var policy = new CorsPolicy(); policy.Origins.Add(\"https://shop.example\"); policy.Headers.Add(\"*\"); options.AddDefaultPolicy(policy); });")]
    [InlineData("builder.Services.AddCors(options => options.AddDefaultPolicy(new CorsPolicy { IsOriginAllowed = origin => origin.EndsWith(\".shop.example\") }));")]
    public Task Origins_that_took_a_way(string services) => Check.Reports<PG1007CorsAllowsAnyone>(App(services, "app.UseCors();", Stars));

    [Theory]
    [InlineData("builder.Services.AddCors(options => { var policy = new CorsPolicy { SupportsCredentials = true }; [|policy.IsOriginAllowed|] = origin => true; options.AddDefaultPolicy(policy); });")]
    [InlineData("builder.Services.AddCors(options => options.AddDefaultPolicy(new CorsPolicy { SupportsCredentials = true, [|IsOriginAllowed|] = _ => true }));")]
    public Task A_policy_that_is_built_by_hand_brings_credentials(string services) => Check.Reports<PG1007CorsAllowsAnyone>(
        App(Cookies + services), "'IsOriginAllowed' lets scripts from any site call this app as the signed-in user; list the allowed origins");

    [Theory]
    [InlineData("builder.Services.AddCors(options => options.AddDefaultPolicy(new CorsPolicyBuilder(\"*\").Build()));")]
    [InlineData("builder.Services.AddCors(options => { var policy = new CorsPolicy(); policy.Origins.Add(\"*\"); options.AddDefaultPolicy(policy); });")]
    public Task A_policy_of_another_form_is_left_to_a_person(string services) => Check.OffersOnly<PG1007CorsAllowsAnyone, PG1007CorsAllowsAnyoneFix>(App(services));

    [Theory]
    [InlineData("{\n  \"Logging\": { \"Level\": \"Debug\" }\n}\n", "{\n  \"Logging\": { \"Level\": \"Debug\" },\n  \"Cors\": {\n    \"AllowedOrigins\": []\n  }\n}\n")]
    [InlineData("{\n  \"Cors\": {\n    \"Policy\": \"shop\"\n  }\n}\n", "{\n  \"Cors\": {\n    \"AllowedOrigins\": [],\n    \"Policy\": \"shop\"\n  }\n}\n")]
    public Task Settings_with_sections_get_one(string settings, string after) => Check.Offers<PG1007CorsAllowsAnyone, PG1007CorsAllowsAnyoneFix>(
        "PG1007.record",
        App(Policy("policy.AllowAnyOrigin()")).AdditionalFile("appsettings.json", settings, "settings"),
        Text(Policy("policy.WithOrigins(builder.Configuration.GetSection(\"Cors:AllowedOrigins\").Get<string[]>() ?? [])")),
        after);

    [Theory]
    [InlineData("policy.WithOrigins(\"https://shop.example\").AllowCredentials()")]
    [InlineData("policy.WithOrigins(builder.Configuration.GetSection(\"Cors\").Get<string[]>() ?? [])")]
    [InlineData("policy.SetIsOriginAllowed(origin => new Uri(origin).Host == \"shop.example\").AllowCredentials()")]
    [InlineData("policy.SetIsOriginAllowed(origin => origin.EndsWith(\".shop.example\"))")]
    [InlineData("policy.SetIsOriginAllowed(origin => { if (origin.Length > 3) { return true; } return false; })")]
    [InlineData("policy.SetIsOriginAllowed(_ => false)")]
    [InlineData("policy.AllowAnyHeader().AllowAnyMethod().AllowCredentials()")]
    [InlineData("policy.WithOrigins(\"https://*.shop.example\").SetIsOriginAllowedToAllowWildcardSubdomains()")]
    // For reading only, and without credentials.
    [InlineData("policy.AllowAnyOrigin().WithMethods(\"GET\")")]
    [InlineData("policy.AllowAnyOrigin().WithMethods([\"GET\", \"HEAD\"])")]
    [InlineData("policy.AllowAnyOrigin().WithMethods(new[] { \"GET\" })")]
    [InlineData("policy.WithMethods(HttpMethods.Get, HttpMethods.Head).AllowAnyOrigin().AllowAnyHeader()")]
    // The configuration decides.
    [InlineData("{ var origins = builder.Configuration.GetSection(\"Cors\").Get<string[]>() ?? []; if (origins.Contains(\"*\")) { policy.AllowAnyOrigin(); } else { policy.WithOrigins(origins); } }")]
    [InlineData("{ if (builder.Environment.IsDevelopment()) { policy.AllowAnyOrigin(); } else { policy.WithOrigins(\"https://shop.example\"); } }")]
    [InlineData("{ switch (builder.Environment.EnvironmentName) { case \"Development\": policy.AllowAnyOrigin(); break; default: policy.WithOrigins(\"https://shop.example\"); break; } }")]
    [InlineData("_ = builder.Environment.IsProduction() ? policy.WithOrigins(\"https://shop.example\") : policy.AllowAnyOrigin()")]
    public Task Policies_for_somebody(string policy) => Check.Reports<PG1007CorsAllowsAnyone>(App(Policy(policy)));

    [Theory]
    [InlineData("if (builder.Environment.IsDevelopment()) { builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy.AllowAnyOrigin())); }", "app.UseCors();")]
    [InlineData("if (!builder.Environment.IsProduction()) { builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy.AllowAnyOrigin())); }", "app.UseCors();")]
    [InlineData("builder.Services.AddCors(options => options.AddPolicy(\"dev\", policy => policy.SetIsOriginAllowed(_ => true).AllowCredentials()));", "if (app.Environment.IsDevelopment()) { app.UseCors(\"dev\"); } else { app.UseCors(\"shop\"); }")]
    [InlineData("builder.Services.AddCors(options => options.AddPolicy(\"dev\", policy => policy.AllowAnyOrigin()));", "app.UseCors(app.Environment.IsDevelopment() ? \"dev\" : \"shop\");")]
    [InlineData("builder.Services.AddCors(options => options.AddPolicy(\"dev\", policy => policy.AllowAnyOrigin()));", "var name = app.Environment.IsDevelopment() ? \"dev\" : \"shop\"; app.UseCors(name);")]
    [InlineData("builder.Services.AddCors(); AddDebug();\nvoid AddDebug()\n{\n#if DEBUG\n    builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy.AllowAnyOrigin()));\n#endif\n}", "app.UseCors();")]
    [InlineData("builder.Services.AddCors();", "if (app.Environment.IsEnvironment(\"Development\")) app.UseCors(policy => policy.AllowAnyOrigin());")]
    [InlineData("builder.Services.AddCors(); if (builder.Environment.IsDevelopment()) { builder.AddOpenCors(); }", "app.UseCors();")]
    [InlineData("builder.AddCorsForDevelopment();", "app.UseCors();")]
    [InlineData("#if DEBUG\nbuilder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy.AllowAnyOrigin()));\n#endif", "app.UseCors();")]
    public Task Where_somebody_develops(string services, string pipeline)
    {
        var scenario = App(
            services,
            pipeline,
            "public static class Setup { public static void AddOpenCors(this WebApplicationBuilder builder) { " + (services.Contains("AddOpenCors") ? "builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy.AllowAnyOrigin()));" : "") + " } "
            + "public static void AddCorsForDevelopment(this WebApplicationBuilder builder) { if (!builder.Environment.IsDevelopment()) { return; } builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy.AllowAnyOrigin())); } }");
        return Check.Reports<PG1007CorsAllowsAnyone>(scenario.Parsed(CSharpParseOptions.Default.WithPreprocessorSymbols("DEBUG")));
    }

    [Fact]
    public Task Methods_of_that_name_on_other_types() => Check.Reports<PG1007CorsAllowsAnyone>(
        "public class Proxy { public Proxy AllowAnyOrigin() => this; public Proxy WithOrigins(string o) => this; public Proxy Run() => AllowAnyOrigin().WithOrigins(\"*\").AllowAnyOrigin(); }");

    [Fact]
    public Task Tests_are_silent() => Check.Reports<PG1007CorsAllowsAnyone>(Scenario.Of(
        ProjectKind.Test, Usings + "public static class Host { public static void Run(IServiceCollection services) => services.AddCors(options => options.AddDefaultPolicy(policy => policy.AllowAnyOrigin())); }"));

    [Fact]
    public Task Half_typed_code_is_no_matter() => Check.Reports<PG1007CorsAllowsAnyone>(App("builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy.AllowAnyOrigin(.SetIsOriginAllowed(_ => ").Broken());

    [Fact]
    public Task The_message() => Check.Reports<PG1007CorsAllowsAnyone>(App(Policy("policy.[|AllowAnyOrigin|]()")), "'AllowAnyOrigin' lets scripts from any site call this app; list the allowed origins");

    [Fact]
    public Task The_message_with_credentials() => Check.Reports<PG1007CorsAllowsAnyone>(
        App(Cookies + Policy("policy.[|SetIsOriginAllowed|](_ => true).AllowCredentials()")), "'SetIsOriginAllowed' lets scripts from any site call this app as the signed-in user; list the allowed origins");

    [Theory]
    [InlineData("policy.AllowAnyOrigin()", null, DiagnosticSeverity.Warning)]
    [InlineData("policy.SetIsOriginAllowed(_ => true).AllowCredentials()", null, DiagnosticSeverity.Error)]
    [InlineData("policy.SetIsOriginAllowed(_ => true).AllowCredentials()", "warning", DiagnosticSeverity.Warning)]
    [InlineData("policy.SetIsOriginAllowed(_ => true).AllowCredentials()", "suggestion", DiagnosticSeverity.Info)]
    [InlineData("policy.SetIsOriginAllowed(_ => true).AllowCredentials()", "none", null)]
    [InlineData("policy.AllowAnyOrigin()", "error", DiagnosticSeverity.Error)]
    public async Task With_credentials_it_is_an_error_unless_the_user_says_otherwise(string policy, string? configured, DiagnosticSeverity? expected)
    {
        var scenario = App(Cookies + Policy(policy));
        var (solution, _) = (configured is null ? scenario : scenario.EditorConfig("dotnet_diagnostic.PG1007.severity = " + configured)).Build();
        var found = await Check.Findings(solution, [new ProdGapAnalyzer([new PG1007CorsAllowsAnyone()])]);
        Assert.Equal(expected, found.SingleOrDefault()?.Severity);
    }

    [Theory]
    [InlineData("policy.AllowAnyOrigin().AllowAnyHeader()")]
    [InlineData("policy.SetIsOriginAllowed(_ => true).AllowAnyHeader()")]
    [InlineData("policy.WithOrigins(\"*\").AllowAnyHeader()")]
    public Task Takes_the_origins_from_the_configuration(string policy) => Check.Rewrites<PG1007CorsAllowsAnyone, PG1007CorsAllowsAnyoneFix>(
        App(Policy(policy)), Text(Policy("policy.WithOrigins(builder.Configuration.GetSection(\"Cors:AllowedOrigins\").Get<string[]>() ?? []).AllowAnyHeader()")));

    private const string Named = "builder.Services.AddCors(options => options.AddPolicy(\"all\", policy => policy.[|AllowAnyOrigin|]()));";

    [Theory]
    [InlineData(Named, "app.MapGet(\"/a\", () => 1);")]
    [InlineData(Named, "app.UseCors();")]
    [InlineData(Named, "app.UseCors(\"shop\"); app.MapGet(\"/a\", () => 1).RequireCors(app.Environment.IsDevelopment() ? \"shop\" : \"press\");")]
    [InlineData("var everyone = \"all\"; builder.Services.AddCors(options => options.AddPolicy(everyone, policy => policy.[|SetIsOriginAllowed|](_ => true).AllowCredentials()));", "app.UseCors();")]
    public Task Policies_that_nothing_applies(string services, string pipeline) => Check.Suggests<PG1007CorsAllowsAnyone>(App(services, pipeline));

    [Theory]
    [InlineData(Named, "app.UseCors(app.Configuration[\"Cors:Policy\"] ?? \"shop\");")]
    [InlineData("builder.Services.AddCors(options => { options.DefaultPolicyName = \"all\"; options.AddPolicy(\"all\", policy => policy.[|AllowAnyOrigin|]()); });", "app.UseCors();")]
    [InlineData(Named, "app.UseCors(Names.Everyone);", "public static class Names { public const string Everyone = \"a\" + \"ll\"; }")]
    [InlineData(Named, "app.UseCors();", "[Microsoft.AspNetCore.Cors.EnableCors(\"all\")] public class ShopController : Microsoft.AspNetCore.Mvc.ControllerBase { }")]
    [InlineData("var everyone = \"all\"; builder.Services.AddCors(options => options.AddPolicy(everyone, policy => policy.[|AllowAnyOrigin|]()));", "app.UseCors(everyone);")]
    public Task Policies_that_something_may_apply(string services, string pipeline, string more = "") => Check.Reports<PG1007CorsAllowsAnyone>(App(services, pipeline, more));

    [Fact]
    public Task Keeps_lines_and_comments_in_all_policies() => Check.Rewrites<PG1007CorsAllowsAnyone, PG1007CorsAllowsAnyoneFix>(
        App("builder.Services.AddCors(options =>\n{\n    options.AddDefaultPolicy(policy => policy\n        .AllowAnyOrigin() // for now\n        .AllowAnyHeader());\n    options.AddPolicy(\"all\", policy => policy.SetIsOriginAllowed(_ => true).AllowCredentials());\n});"),
        Text("builder.Services.AddCors(options =>\n{\n    options.AddDefaultPolicy(policy => policy\n        .WithOrigins(builder.Configuration.GetSection(\"Cors:AllowedOrigins\").Get<string[]>() ?? []) // for now\n        .AllowAnyHeader());\n    options.AddPolicy(\"all\", policy => policy.WithOrigins(builder.Configuration.GetSection(\"Cors:AllowedOrigins\").Get<string[]>() ?? []).AllowCredentials());\n});"));

    [Fact]
    public Task Speaks_older_C_sharp_and_imports() => Check.Rewrites<PG1007CorsAllowsAnyone, PG1007CorsAllowsAnyoneFix>(
        Scenario.Of("""
        using Microsoft.Extensions.DependencyInjection;

        public class Startup
        {
            private readonly Microsoft.Extensions.Configuration.IConfiguration configuration;
            public Startup(Microsoft.Extensions.Configuration.IConfiguration configuration) => this.configuration = configuration;
            public void ConfigureServices(IServiceCollection services) => services.AddCors(o => o.AddPolicy("all", p => p.AllowAnyOrigin()));
        }
        """).Parsed(CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp10)),
        """
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;

        public class Startup
        {
            private readonly Microsoft.Extensions.Configuration.IConfiguration configuration;
            public Startup(Microsoft.Extensions.Configuration.IConfiguration configuration) => this.configuration = configuration;
            public void ConfigureServices(IServiceCollection services) => services.AddCors(o => o.AddPolicy("all", p => p.WithOrigins(configuration.GetSection("Cors:AllowedOrigins").Get<string[]>() ?? Array.Empty<string>())));
        }
        """);

    [Fact]
    public Task In_the_pipeline_the_app_has_it() => Check.Rewrites<PG1007CorsAllowsAnyone, PG1007CorsAllowsAnyoneFix>(
        Usings + "public static class Setup { public static void Use(WebApplication app) => app.UseCors(p => p.AllowAnyOrigin()); }",
        Usings + "public static class Setup { public static void Use(WebApplication app) => app.UseCors(p => p.WithOrigins(app.Configuration.GetSection(\"Cors:AllowedOrigins\").Get<string[]>() ?? [])); }");

    [Theory]
    // No configuration at hand; a lambda's parameter hides the builder; a static lambda; an origin that would be lost; a comment too.
    [InlineData("public static class Setup { public static void Add(IServiceCollection services) => services.AddCors(o => o.AddDefaultPolicy(p => p.AllowAnyOrigin())); }")]
    [InlineData("public static class Setup { public static void Add(WebApplicationBuilder builder) => builder.Services.AddCors(o => o.AddDefaultPolicy(builder => builder.AllowAnyOrigin())); }")]
    [InlineData("public static class Setup { public static void Add(WebApplicationBuilder builder) => builder.Services.AddCors(o => o.AddDefaultPolicy(static p => p.AllowAnyOrigin())); }")]
    [InlineData("public static class Setup { public static void Add(WebApplicationBuilder builder) => builder.Services.AddCors(o => o.AddDefaultPolicy(p => p.WithOrigins(\"https://shop.example\", \"*\"))); }")]
    [InlineData("public static class Setup { public static void Add(WebApplicationBuilder builder) => builder.Services.AddCors(o => o.AddDefaultPolicy(p => p.SetIsOriginAllowed(origin => { /* tunnels change every day */ return true; }))); }")]
    public Task Refuses(string code) => Check.OffersOnly<PG1007CorsAllowsAnyone, PG1007CorsAllowsAnyoneFix>(Usings + code);

    [Fact]
    public Task Adds_an_empty_list_to_the_settings() => Check.Offers<PG1007CorsAllowsAnyone, PG1007CorsAllowsAnyoneFix>(
        "PG1007.record",
        App(Policy("policy.AllowAnyOrigin()")).AdditionalFile("appsettings.json", "{\n  \"AllowedHosts\": \"*\"\n}\n", "settings"),
        Text(Policy("policy.WithOrigins(builder.Configuration.GetSection(\"Cors:AllowedOrigins\").Get<string[]>() ?? [])")),
        "{\n  \"AllowedHosts\": \"*\",\n  \"Cors:AllowedOrigins\": []\n}\n");

    [Fact]
    public Task Adds_no_second_list() => Check.OffersOnly<PG1007CorsAllowsAnyone, PG1007CorsAllowsAnyoneFix>(
        App(Policy("policy.AllowAnyOrigin()")).AdditionalFile("appsettings.json", "{ \"Cors\": { \"AllowedOrigins\": [] } }", "settings"), "PG1007.configure");

    private const string Open = "builder.Services.AddCors(options => { options.AddDefaultPolicy(policy => policy.WithOrigins(\"https://shop.example\").AllowCredentials()); options.AddPolicy(\"open\", policy => policy.AllowAnyOrigin().AllowAnyMethod()); });";

    private static readonly string MarkedOpen = Open.Replace("AllowAnyOrigin", "[|AllowAnyOrigin|]", StringComparison.Ordinal);

    private static string HealthController(string type, string action) => "namespace Shop { using Microsoft.AspNetCore.Authorization; using Microsoft.AspNetCore.Cors; using Microsoft.AspNetCore.Mvc; " + type + " public class HealthController : ControllerBase { " + action + " } }";

    [Theory]
    [InlineData("", "[HttpGet, EnableCors(\"open\")] public int Get() => 1; [HttpPost] public int Reset(int id) => id;")]
    [InlineData("[Authorize]", "[HttpGet, AllowAnonymous, EnableCors(\"open\")] public int Get(System.Threading.CancellationToken token) => 1;")]
    [InlineData("[EnableCors(\"open\")]", "[HttpGet] public int Get() => 1; [HttpGet(\"live\")] public int Live() => 1;")]
    public Task A_policy_for_public_reads_alone(string type, string action) => Check.Reports<PG1007CorsAllowsAnyone>(App(Open, "app.UseCors();", HealthController(type, action)));

    [Theory]
    [InlineData("app.UseCors(); app.MapGet(\"/version\", () => \"1.2\").RequireCors(\"open\");")]
    [InlineData("app.UseCors(); app.MapHealthChecks(\"/health\").WithName(\"health\").RequireCors(\"open\");")]
    public Task A_policy_for_mapped_public_reads_alone(string pipeline) => Check.Reports<PG1007CorsAllowsAnyone>(App(Open, pipeline));

    [Theory]
    [InlineData("", "[HttpGet, EnableCors(\"open\")] public int Get(int id) => id;")]
    [InlineData("", "[HttpGet, EnableCors(\"open\")] public int Get() => 1; [HttpPost, EnableCors(\"open\")] public int Reset() => 1;")]
    [InlineData("[Authorize]", "[HttpGet, EnableCors(\"open\")] public int Get() => 1;")]
    [InlineData("[EnableCors(\"open\")]", "[HttpGet] public int Get() => 1; [HttpDelete] public int Drop() => 1;")]
    [InlineData("", "[HttpGet(\"{name}\"), EnableCors(\"open\")] public int Get() => 1;")]
    public Task A_policy_for_more_than_public_reads(string type, string action) => Check.Reports<PG1007CorsAllowsAnyone>(App(MarkedOpen, "app.UseCors();", HealthController(type, action)));

    [Theory]
    [InlineData("app.UseCors(\"open\"); app.MapGet(\"/version\", () => \"1.2\").RequireCors(\"open\");")]
    [InlineData("app.UseCors(); app.MapGet(\"/version\", () => \"1.2\").RequireCors(\"open\"); app.MapPost(\"/orders\", () => 1).RequireCors(\"open\");")]
    [InlineData("app.UseCors(); app.MapGet(\"/mine\", () => 1).RequireCors(\"open\").RequireAuthorization();")]
    [InlineData("app.UseCors(); app.MapGroup(\"/orders\").RequireCors(\"open\").MapGet(\"/x\", () => 1);")]
    [InlineData("app.UseCors(app.Configuration[\"Policy\"] ?? \"x\"); app.MapGet(\"/version\", () => \"1.2\").RequireCors(\"open\");")]
    public Task A_policy_for_more_than_mapped_public_reads(string pipeline) => Check.Reports<PG1007CorsAllowsAnyone>(App(MarkedOpen, pipeline));

    /// <summary>Tests that strangers pass.</summary>
    [Theory]
    [InlineData("origin => origin.EndsWith(\".vercel.app\")", "under vercel.app ")]
    [InlineData("origin => new Uri(origin).Host.EndsWith(\".azurewebsites.net\", StringComparison.OrdinalIgnoreCase)", "under azurewebsites.net ")]
    [InlineData("origin => origin == \"https://shop.example\" || origin.EndsWith(\"-shop.netlify.app\")", "whose name ends in '-shop.netlify.app' ")]
    [InlineData("origin => { if (origin == \"https://shop.example\") return true; if (origin.StartsWith(\"https://\") && origin.EndsWith(\".vercel.app\")) return true; return false; }", "under vercel.app ")]
    [InlineData("origin => { if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri)) { return false; } return uri.Host.EndsWith(\"shop.example\"); }", "whose name ends in 'shop.example' ")]
    [InlineData("origin => origin.Contains(\"shop.example\")", "whose name contains 'shop.example' ")]
    [InlineData("origin => origin.StartsWith(\"https://shop.example\")", "whose address begins with 'https://shop.example' ")]
    [InlineData("origin => new Uri(origin).Host.EndsWith(\".com\")", "whose name ends in '.com' ")]
    [InlineData("origin => !string.IsNullOrEmpty(origin) && origin.EndsWith(\".github.io\")", "under github.io ")]
    [InlineData("origin => origin.StartsWith(\"https://\")", "")]
    [InlineData("origin => new[] { \"https://shop.example\", \".netlify.app\" }.Any(one => origin.EndsWith(one))", "under netlify.app ")]
    [InlineData("Allowed", "under onrender.com ")]
    public Task Tests_that_strangers_pass(string test, string strangers) => Check.Reports<PG1007CorsAllowsAnyone>(
        App(Policy("policy.[|SetIsOriginAllowed|](" + test + ").AllowCredentials()"), "app.UseCors(); static bool Allowed(string origin) => origin.EndsWith(\".onrender.com\");"),
        $"'SetIsOriginAllowed' lets scripts from any site {strangers}call this app as the signed-in user; list the allowed origins");

    [Fact]
    public Task A_star_below_a_shared_domain() => Check.Reports<PG1007CorsAllowsAnyone>(
        App(Policy("policy.[|WithOrigins|](\"https://shop.example\", \"https://*.vercel.app\").SetIsOriginAllowedToAllowWildcardSubdomains().AllowCredentials()")),
        "'WithOrigins' lets scripts from any site under vercel.app call this app as the signed-in user; list the allowed origins");

    [Fact]
    public Task A_property_with_such_a_test() => Check.Reports<PG1007CorsAllowsAnyone>(
        App("builder.Services.AddCors(options => options.AddDefaultPolicy(new CorsPolicy { [|IsOriginAllowed|] = origin => origin.EndsWith(\".pages.dev\"), SupportsCredentials = true }));"));

    [Theory]
    [InlineData("policy.SetIsOriginAllowed(origin => new Uri(origin).Host.EndsWith(\".shop.example\")).AllowCredentials()")]
    [InlineData("policy.SetIsOriginAllowed(origin => origin.EndsWith(\"://shop.example\")).AllowCredentials()")]
    [InlineData("policy.SetIsOriginAllowed(origin => new Uri(origin).Host.EndsWith(\".shop.vercel.app\")).AllowCredentials()")]
    [InlineData("policy.SetIsOriginAllowed(origin => new Uri(origin).Host == \"shop.vercel.app\").AllowCredentials()")]
    [InlineData("policy.SetIsOriginAllowed(origin => origin.EndsWith(\".vercel.app\")).AllowAnyHeader()")]
    [InlineData("policy.SetIsOriginAllowed(origin => origin.StartsWith(\"http://localhost:\")).AllowCredentials()")]
    [InlineData("policy.SetIsOriginAllowed(origin => new Uri(origin).Host == \"localhost\").AllowCredentials()")]
    [InlineData("policy.SetIsOriginAllowed(origin => origin.EndsWith(\".vercel.app\") && IsOurs(origin)).AllowCredentials()")]
    [InlineData("policy.SetIsOriginAllowed(origin => { if (!IsOurs(origin)) { return false; } return origin.EndsWith(\".vercel.app\"); }).AllowCredentials()")]
    [InlineData("policy.SetIsOriginAllowed(origin => !origin.EndsWith(\".vercel.app\") && IsOurs(origin)).AllowCredentials()")]
    [InlineData("policy.SetIsOriginAllowed(origin => ours.Contains(origin)).AllowCredentials()")]
    [InlineData("policy.WithOrigins(\"https://*.shop.example\").SetIsOriginAllowedToAllowWildcardSubdomains().AllowCredentials()")]
    [InlineData("policy.SetIsOriginAllowed(origin => new[] { \".shop.example\" }.Any(one => origin.EndsWith(one))).AllowCredentials()")]
    [InlineData("policy.SetIsOriginAllowed(origin => ours.Any(one => origin.EndsWith(one))).AllowCredentials()")]
    [InlineData("policy.WithOrigins(\"https://*.vercel.app\").AllowCredentials()")]
    [InlineData("policy.WithOrigins(\"https://*.vercel.app\").SetIsOriginAllowedToAllowWildcardSubdomains()")]
    public Task Tests_that_only_ones_own_pass(string policy) => Check.Reports<PG1007CorsAllowsAnyone>(
        App("var ours = new List<string> { \"https://shop.example\" };" + Policy(policy), "app.UseCors(); static bool IsOurs(string origin) => origin.Contains(\"shop\");"));

    [Fact]
    public Task An_incomplete_test_for_development_is_no_finding() => Check.Reports<PG1007CorsAllowsAnyone>(
        App("if (builder.Environment.IsDevelopment()) { " + Policy("policy.SetIsOriginAllowed(origin => origin.EndsWith(\".ngrok-free.app\")).AllowCredentials()") + " }"));

    private const string Cookies = "builder.Services.AddAuthentication(\"Cookies\").AddCookie(); ";

    private const string Tokens = "builder.Services.AddAuthentication(\"BearerToken\").AddBearerToken(); ";

    /// <summary>Another site's script has no token, whatever credentials it may bring.</summary>
    [Fact]
    public Task Credentials_where_callers_are_known_by_tokens() => Check.Reports<PG1007CorsAllowsAnyone>(
        App(Tokens + Policy("policy.[|SetIsOriginAllowed|](_ => true).AllowCredentials()")), "'SetIsOriginAllowed' lets scripts from any site call this app; list the allowed origins");

    [Fact]
    public Task Credentials_where_callers_are_known_by_cookies_too() => Check.Reports<PG1007CorsAllowsAnyone>(
        App("builder.Services.AddAuthentication(\"Cookies\").AddCookie().AddBearerToken(); " + Policy("policy.[|SetIsOriginAllowed|](_ => true).AllowCredentials()")), "'SetIsOriginAllowed' lets scripts from any site call this app as the signed-in user; list the allowed origins");

    [Fact]
    public Task Some_strangers_where_callers_are_known_by_tokens() => Check.Suggests<PG1007CorsAllowsAnyone>(
        App(Tokens + Policy("policy.[|SetIsOriginAllowed|](origin => origin.EndsWith(\".vercel.app\")).AllowCredentials()")));

    private const string Handler = "public class ByHeader(Microsoft.Extensions.Options.IOptionsMonitor<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions> options, Microsoft.Extensions.Logging.ILoggerFactory log, System.Text.Encodings.Web.UrlEncoder encoder) : Microsoft.AspNetCore.Authentication.AuthenticationHandler<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions>(options, log, encoder) { protected override Task<Microsoft.AspNetCore.Authentication.AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Request.Headers.Authorization.Count == 0 ? Microsoft.AspNetCore.Authentication.AuthenticateResult.NoResult() : Microsoft.AspNetCore.Authentication.AuthenticateResult.Fail(\"No\")); }";

    /// <summary>There is no signed-in user whom the browser of a visitor would name.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("builder.Services.AddAuthentication(\"Own\").AddScheme<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions, ByHeader>(\"Own\", null); ")]
    public Task Credentials_where_no_cookie_logs_in(string services) => Check.Reports<PG1007CorsAllowsAnyone>(
        App(services + Policy("policy.[|SetIsOriginAllowed|](_ => true).AllowCredentials()"), "app.UseCors();", Handler), "'SetIsOriginAllowed' lets scripts from any site call this app; list the allowed origins");

    [Theory]
    [InlineData("builder.Services.AddSession(); ", "app.UseSession(); app.UseCors();")]
    [InlineData("builder.Services.AddAuthentication(Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(); ", "app.UseAuthentication(); app.UseCors();")]
    public Task Credentials_where_a_cookie_may_log_in(string services, string pipeline) => Check.Reports<PG1007CorsAllowsAnyone>(
        App(services + Policy("policy.[|SetIsOriginAllowed|](_ => true).AllowCredentials()"), pipeline), "'SetIsOriginAllowed' lets scripts from any site call this app as the signed-in user; list the allowed origins");
}
