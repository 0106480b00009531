using ProdGap.Analyzers.CodeFixes.Observability.Startup;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Observability.Startup;

namespace ProdGap.Analyzers.Tests.Observability.Startup;

public sealed class PG3004MissingExceptionHandlerTests
{
    internal const string Usings =
        """
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Diagnostics;
        using Microsoft.AspNetCore.Diagnostics.HealthChecks;
        using Microsoft.AspNetCore.Hosting;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.Filters;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;


        """;

    internal const string Start = "[|WebApplication.CreateBuilder(args)|]";

    internal static Scenario App(string services, string pipeline, params string[] more)
        => Scenario.Of(ProjectKind.Web, [Text(services, pipeline, Start), .. more.Select(file => Usings + file)]);

    internal static Scenario Silent(string services, string pipeline, params string[] more)
        => Scenario.Of(ProjectKind.Web, [Text(services, pipeline, "WebApplication.CreateBuilder(args)"), .. more.Select(file => Usings + file)]);

    internal static string Text(string services, string pipeline, string start = "WebApplication.CreateBuilder(args)")
        => Usings + $"var builder = {start};\n{services}\nvar app = builder.Build();\n{pipeline}\napp.Run();\n";

    private const string Map = "app.MapGet(\"/orders\", () => 1);";

    [Theory]
    [InlineData("", "app.MapGet(\"/\", () => \"Hello\");")]
    [InlineData("builder.Services.AddControllers();", "app.MapControllers();")]
    [InlineData("builder.Services.AddRazorPages();", "app.UseStaticFiles(); app.MapRazorPages();")]
    // The developer's page tells strangers what it tells developers.
    [InlineData("", "app.UseDeveloperExceptionPage(); " + Map)]
    [InlineData("", "if (app.Environment.IsDevelopment()) { app.UseDeveloperExceptionPage(); } " + Map)]
    [InlineData("", "app.UseStatusCodePages(); " + Map)]
    [InlineData("", "app.Use(async (context, next) => { Console.WriteLine(context.Request.Path); await next(); }); " + Map)]
    // Catches for itself, and for nobody else.
    [InlineData("", "app.MapGet(\"/orders\", () => { try { return 1; } catch (FormatException) { return 0; } });")]
    // A comment handles nothing.
    [InlineData("", "// app.UseExceptionHandler(\"/error\");\n" + Map)]
    public Task Apps_without(string services, string pipeline) => Check.Reports<PG3004MissingExceptionHandler>(App(services, pipeline));

    [Fact]
    public Task An_error_of_a_model_is_another_matter() => Check.Reports<PG3004MissingExceptionHandler>(App(
        "builder.Services.AddControllers();", "app.MapControllers();", "public class OrdersController : ControllerBase { public void Add() => ModelState.AddModelError(\"a\", \"b\"); }"));

    [Fact]
    public Task With_the_slim_builder_in_a_method() => Check.Reports<PG3004MissingExceptionHandler>(
        Usings + "public static class Program { public static void Main(string[] args) { var builder = [|WebApplication.CreateSlimBuilder(args)|]; var app = builder.Build(); app.MapGet(\"/\", () => 1); app.Run(); } }");

    [Fact]
    public Task With_a_startup_class() => Check.Reports<PG3004MissingExceptionHandler>(Usings + """
        public static class Program
        {
            public static void Main(string[] args) => Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(web => web.UseStartup<Startup>()).Build().Run();
        }

        public class Startup
        {
            public void ConfigureServices(IServiceCollection services)
            {
                services.AddControllers();
            }

            public void [|Configure|](IApplicationBuilder app)
            {
                app.UseRouting();
                app.UseEndpoints(endpoints => endpoints.MapControllers());
            }
        }
        """);

    [Theory]
    [InlineData("", "app.UseExceptionHandler(\"/error\"); " + Map)]
    [InlineData("", "if (!app.Environment.IsDevelopment()) { app.UseExceptionHandler(\"/error\"); } " + Map)]
    [InlineData("builder.Services.AddProblemDetails();", Map)]
    [InlineData("builder.Services.AddExceptionHandler<Handler>();", Map)]
    [InlineData("builder.Services.AddControllers(options => options.Filters.Add<Filter>());", "app.MapControllers();")]
    [InlineData("", "app.UseMiddleware<Catching>(); " + Map)]
    [InlineData("", "app.Use(async (context, next) => { try { await next(context); } catch (Exception) { context.Response.StatusCode = 500; } }); " + Map)]
    [InlineData("", "app.UseShopErrors(); " + Map)]
    [InlineData("", "app.UseShop(); " + Map)]
    // Serves nothing.
    [InlineData("", "")]
    public Task Apps_with(string services, string pipeline) => Check.Reports<PG3004MissingExceptionHandler>(Silent(
        services,
        pipeline,
        services.Contains("Handler") ? "public class Handler : IExceptionHandler { public ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken token) => new(true); }" : "",
        services.Contains("Filter") ? "public class Filter : IExceptionFilter { public void OnException(ExceptionContext context) { } }" : "",
        pipeline.Contains("Catching") ? "public class Catching(RequestDelegate next) { public async Task InvokeAsync(HttpContext context) { try { await next(context); } catch (Exception) { context.Response.StatusCode = 500; } } }" : "",
        "public static class Setup { public static void UseShopErrors(this WebApplication app) { } public static void UseShop(this WebApplication app) { " + (pipeline.Contains("UseShop()") ? "app.UseExceptionHandler();" : "") + " } }"));

    [Fact]
    public Task What_another_project_sets_up_is_not_judged() => Check.Reports<PG3004MissingExceptionHandler>(Scenario.Of(
            Usings + "public static class Defaults { public static void UseShop(this WebApplication app) { } }")
        .Project("Api", ProjectKind.Web, "Shop")
        .Document("Program.cs", Text("", "app.UseShop(); " + Map)));

    [Fact]
    public Task Tests_and_libraries_are_silent() => Check.Reports<PG3004MissingExceptionHandler>(Scenario.Of(
            Usings + "public class OrdersController : ControllerBase { public int All() => 1; }")
        .Project("Tests", ProjectKind.Test)
        .Document("Host.cs", Usings + "public static class Host { public static void Run() { var app = WebApplication.CreateBuilder().Build(); app.MapGet(\"/\", () => 1); app.Run(); } }"));

    [Fact]
    public Task Half_typed_code_is_no_matter() => Check.Reports<PG3004MissingExceptionHandler>(Scenario.Of(ProjectKind.Web, Usings + "var builder = WebApplication.CreateBuilder(args;\nvar app = builder.Build(\napp.MapGet(\"/\"").Broken());

    [Fact]
    public Task The_message() => Check.Reports<PG3004MissingExceptionHandler>(
        App("", Map), "This app has no global exception handler; add problem details and an exception handler");

    [Theory]
    [InlineData("builder.Services.AddControllers();\n", "app.MapControllers();", "builder.Services.AddControllers();\nbuilder.Services.AddProblemDetails();\n", "app.UseExceptionHandler();\napp.MapControllers();")]
    [InlineData("// Nothing yet\n", "\n// The pipeline\napp.UseHttpsRedirection();\n" + Map, null, "app.UseExceptionHandler();\n\n// The pipeline\napp.UseHttpsRedirection();\n" + Map)]
    [InlineData("#if DEBUG\nbuilder.Services.AddControllers();\n#endif\n", "#if DEBUG\napp.UseHttpsRedirection();\n#endif\n" + Map, "#if DEBUG\nbuilder.Services.AddControllers();\n#endif\nbuilder.Services.AddProblemDetails();\n", "app.UseExceptionHandler();\n#if DEBUG\napp.UseHttpsRedirection();\n#endif\n" + Map)]
    public Task Registers_and_handles_first(string services, string pipeline, string? servicesAfter, string pipelineAfter)
        => Check.Rewrites<PG3004MissingExceptionHandler, PG3004MissingExceptionHandlerFix>(
            App(services, pipeline).Parsed(Microsoft.CodeAnalysis.CSharp.CSharpParseOptions.Default.WithPreprocessorSymbols("DEBUG")),
            servicesAfter is not null
                ? Text(servicesAfter, pipelineAfter)
                : Usings + "var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddProblemDetails();\n" + services + "\nvar app = builder.Build();\n" + pipelineAfter + "\napp.Run();\n");

    [Fact]
    public Task In_a_method_and_imports() => Check.Rewrites<PG3004MissingExceptionHandler, PG3004MissingExceptionHandlerFix>(
        """
        using Microsoft.AspNetCore.Builder;

        public static class Program
        {
            public static async Task Main(string[] args)
            {
                try
                {
                    var builder = WebApplication.CreateBuilder(args);
                    await using var app = builder.Build();
                    app.MapGet("/", () => 1);
                    await app.RunAsync();
                }
                finally
                {
                    Console.WriteLine("over");
                }
            }
        }
        """,
        """
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.DependencyInjection;

        public static class Program
        {
            public static async Task Main(string[] args)
            {
                try
                {
                    var builder = WebApplication.CreateBuilder(args);
                    builder.Services.AddProblemDetails();
                    await using var app = builder.Build();
                    app.UseExceptionHandler();
                    app.MapGet("/", () => 1);
                    await app.RunAsync();
                }
                finally
                {
                    Console.WriteLine("over");
                }
            }
        }
        """);

    [Fact]
    public Task In_a_startup_class() => Check.Rewrites<PG3004MissingExceptionHandler, PG3004MissingExceptionHandlerFix>(
        Startup("services.AddControllers();", "app.UseRouting();\n        app.UseEndpoints(endpoints => endpoints.MapControllers());"),
        Startup("services.AddControllers();\n        services.AddProblemDetails();", "app.UseExceptionHandler();\n        app.UseRouting();\n        app.UseEndpoints(endpoints => endpoints.MapControllers());"));

    [Theory]
    [InlineData("var app = WebApplication.CreateBuilder(args).Build();\n" + Map + "\napp.Run();\n")]
    [InlineData("var builder = WebApplication.CreateBuilder(args);\nusing (var app = builder.Build())\n{\n    " + Map + "\n    app.Run();\n}\n")]
    public Task Refuses_other_shapes(string code) => Check.OffersOnly<PG3004MissingExceptionHandler, PG3004MissingExceptionHandlerFix>(Scenario.Of(ProjectKind.Web, Usings + code));

    internal static string Startup(string services, string pipeline) => Usings + $$"""
        public static class Program
        {
            public static void Main(string[] args) => Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(web => web.UseStartup<Startup>()).Build().Run();
        }

        public class Startup
        {
            public void ConfigureServices(IServiceCollection services)
            {
                {{services}}
            }

            public void Configure(IApplicationBuilder app)
            {
                {{pipeline}}
            }
        }
        """;
}
