using ProdGap.Analyzers.CodeFixes.Observability.Startup;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Observability.Startup;

namespace ProdGap.Analyzers.Tests.Observability.Startup;

public sealed class PG3005MissingHealthCheckTests
{
    private const string Usings = PG3004MissingExceptionHandlerTests.Usings;

    private const string Map = "app.MapGet(\"/orders\", () => 1);";

    [Theory]
    [InlineData("", "app.MapGet(\"/\", () => \"Hello\");")]
    [InlineData("builder.Services.AddControllers();", "app.MapControllers();")]
    [InlineData("builder.Services.AddRazorPages();", "app.MapRazorPages();")]
    [InlineData("", "// app.MapHealthChecks(\"/health\");\n" + Map)]
    [InlineData("", "var api = app.MapGroup(\"/api\"); api.MapGet(\"/orders\", () => 1);")]
    // Words that only look like it.
    [InlineData("", "app.MapGet(\"/already\", () => 1);")]
    [InlineData("", "app.MapGet(\"/shopping\", () => \"health\");")]
    [InlineData("", "app.MapPost(\"/orders/{id}/status\", (int id) => id);")]
    public Task Apps_without(string services, string pipeline) => Check.Reports<PG3005MissingHealthCheck>(PG3004MissingExceptionHandlerTests.App(services, pipeline));

    [Fact]
    public Task With_a_startup_class() => Check.Reports<PG3005MissingHealthCheck>(
        PG3004MissingExceptionHandlerTests.Startup("services.AddControllers();", "app.UseEndpoints(endpoints => endpoints.MapControllers());").Replace("void Configure(", "void [|Configure|]("));

    [Theory]
    [InlineData("builder.Services.AddHealthChecks();", "app.MapHealthChecks(\"/health\"); " + Map)]
    [InlineData("builder.Services.AddHealthChecks();", Map)]
    [InlineData("builder.Services.AddHealthChecks();", "app.UseHealthChecks(\"/health\"); " + Map)]
    [InlineData("", "app.MapGet(\"/health\", () => \"ok\"); " + Map)]
    [InlineData("", "app.MapGet(\"/api/healthz\", () => \"ok\"); " + Map)]
    [InlineData("", "app.MapGet(\"/ping\", () => \"pong\"); " + Map)]
    [InlineData("", "var internals = app.MapGroup(\"/internal\"); internals.MapGet(\"status\", () => 1); " + Map)]
    [InlineData("", "app.Map(\"/live\", branch => branch.Run(context => context.Response.WriteAsync(\"ok\"))); " + Map)]
    [InlineData("builder.Services.AddControllers();", "app.MapControllers();")]
    [InlineData("builder.AddShop();", Map)]
    [InlineData("", "app.MapShop();")]
    // Serves nothing.
    [InlineData("", "")]
    public Task Apps_with(string services, string pipeline) => Check.Reports<PG3005MissingHealthCheck>(PG3004MissingExceptionHandlerTests.Silent(
        services,
        pipeline,
        services.Contains("AddControllers") ? "public class HealthController : ControllerBase { [HttpGet(\"up\")] public int Get() => 1; }" : "",
        "public static class Setup { public static void AddShop(this WebApplicationBuilder builder) { " + (services.Contains("AddShop") ? "builder.Services.AddHealthChecks();" : "") + " } "
        + "public static void MapShop(this WebApplication app) { " + (pipeline.Contains("MapShop") ? "app.MapHealthChecks(\"/up\");" : "") + " } }"));

    [Fact]
    public Task An_action_that_answers_it() => Check.Reports<PG3005MissingHealthCheck>(PG3004MissingExceptionHandlerTests.Silent(
        "builder.Services.AddControllers();", "app.MapControllers();", "public class SystemController : ControllerBase { [HttpGet(\"/healthz\")] public int Get() => 1; }"));

    [Fact]
    public Task What_another_project_sets_up_is_not_judged() => Check.Reports<PG3005MissingHealthCheck>(Scenario.Of(
            Usings + "public static class Defaults { public static TBuilder AddShop<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder => builder; }")
        .Project("Api", ProjectKind.Web, "Shop")
        .Document("Program.cs", PG3004MissingExceptionHandlerTests.Text("builder.AddShop();", Map)));

    [Fact]
    public Task Tests_and_libraries_are_silent() => Check.Reports<PG3005MissingHealthCheck>(Scenario.Of(
            Usings + "public class OrdersController : ControllerBase { public int All() => 1; }")
        .Project("Tests", ProjectKind.Test)
        .Document("Host.cs", Usings + "public static class Host { public static void Run() { var app = WebApplication.CreateBuilder().Build(); app.MapGet(\"/\", () => 1); app.Run(); } }"));

    [Fact]
    public Task The_message() => Check.Reports<PG3005MissingHealthCheck>(
        PG3004MissingExceptionHandlerTests.App("", Map), "This app has no health checks; register them and map a health endpoint");

    [Theory]
    [InlineData(Map + "\napp.MapGet(\"/b\", () => 2);\n", Map + "\napp.MapGet(\"/b\", () => 2);\napp.MapHealthChecks(\"/health\");\n")]
    [InlineData("var api = app.MapGroup(\"/api\");\napi.MapGet(\"/b\", () => 2);\n", "var api = app.MapGroup(\"/api\");\napi.MapGet(\"/b\", () => 2);\napp.MapHealthChecks(\"/health\");\n")]
    [InlineData("// The orders\napp.MapGet(\"/b\", () =>\n{\n    return 2;\n}).WithName(\"b\"); // b\n\n// Go", "// The orders\napp.MapGet(\"/b\", () =>\n{\n    return 2;\n}).WithName(\"b\"); // b\napp.MapHealthChecks(\"/health\");\n\n// Go")]
    [InlineData(Map + "\nif (args.Length > 1)\n{\n    app.Run();\n}", Map + "\napp.MapHealthChecks(\"/health\");\nif (args.Length > 1)\n{\n    app.Run();\n}")]
    public Task Registers_and_maps_beside_the_others(string pipeline, string after) => Check.Rewrites<PG3005MissingHealthCheck, PG3005MissingHealthCheckFix>(
        PG3004MissingExceptionHandlerTests.App("builder.Services.AddControllers();\n", pipeline),
        PG3004MissingExceptionHandlerTests.Text("builder.Services.AddControllers();\nbuilder.Services.AddHealthChecks();\n", after));

    [Fact]
    public Task In_a_startup_class_in_front_of_the_routing() => Check.Rewrites<PG3005MissingHealthCheck, PG3005MissingHealthCheckFix>(
        PG3004MissingExceptionHandlerTests.Startup("services.AddControllers();", "app.UseExceptionHandler();\n        app.UseRouting();\n        app.UseEndpoints(endpoints => endpoints.MapControllers());"),
        PG3004MissingExceptionHandlerTests.Startup("services.AddControllers();\n        services.AddHealthChecks();", "app.UseExceptionHandler();\n        app.UseHealthChecks(\"/health\");\n        app.UseRouting();\n        app.UseEndpoints(endpoints => endpoints.MapControllers());"));

    [Fact]
    public Task After_the_other_fix_it_still_fits() => Check.Rewrites<PG3005MissingHealthCheck, PG3005MissingHealthCheckFix>(
        PG3004MissingExceptionHandlerTests.App("builder.Services.AddProblemDetails();", "app.UseExceptionHandler();\n" + Map),
        PG3004MissingExceptionHandlerTests.Text("builder.Services.AddProblemDetails();\nbuilder.Services.AddHealthChecks();", "app.UseExceptionHandler();\n" + Map + "\napp.MapHealthChecks(\"/health\");"));

    [Fact]
    public Task In_front_of_a_return() => Check.Rewrites<PG3005MissingHealthCheck, PG3005MissingHealthCheckFix>(
        Usings + """
        public static class Program
        {
            public static void Main(string[] args) => Create(args).Run();

            private static WebApplication Create(string[] args)
            {
                var builder = WebApplication.CreateBuilder(args);
                var app = builder.Build();
                app.MapGet("/", () => 1);
                app.UseStaticFiles();
                return app;
            }
        }
        """,
        Usings + """
        public static class Program
        {
            public static void Main(string[] args) => Create(args).Run();

            private static WebApplication Create(string[] args)
            {
                var builder = WebApplication.CreateBuilder(args);
                builder.Services.AddHealthChecks();
                var app = builder.Build();
                app.MapGet("/", () => 1);
                app.MapHealthChecks("/health");
                app.UseStaticFiles();
                return app;
            }
        }
        """);

    [Theory]
    [InlineData("var app = WebApplication.CreateBuilder(args).Build();\n" + Map + "\napp.Run();\n")]
    [InlineData("var builder = WebApplication.CreateBuilder(args);\nusing (var app = builder.Build())\n{\n    " + Map + "\n    app.Run();\n}\n")]
    public Task Refuses_other_shapes(string code) => Check.OffersOnly<PG3005MissingHealthCheck, PG3005MissingHealthCheckFix>(Scenario.Of(ProjectKind.Web, Usings + code));
}
