using ProdGap.Analyzers.CodeFixes.Security.ModelBinding;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Security.ModelBinding;

namespace ProdGap.Analyzers.Tests.Security.ModelBinding;

public sealed class PG1019ValidationNeverRunsFixTests
{
    private const string Model = "public class NewOrder { [System.ComponentModel.DataAnnotations.Range(1, 100)] public int Count { get; set; } }\n";

    private static readonly string Usings = PG1019ValidationNeverRunsTests.Usings.Replace("using FluentValidation;\n", "");

    private static string Program(string pipeline, string services = "") => PG1019ValidationNeverRunsTests.Program(pipeline, services).Replace("using FluentValidation;\n", "");

    private static Task Rewrites(Scenario before, params string[] after) => Check.Rewrites<PG1019ValidationNeverRuns, PG1019ValidationNeverRunsFix>(before, after);

    private static Task Refuses(Scenario scenario) => Check.OffersOnly<PG1019ValidationNeverRuns, PG1019ValidationNeverRunsFix>(scenario);

    [Fact]
    public Task Once_for_all_endpoints()
    {
        const string Pipeline = "app.MapPost(\"/orders\", (NewOrder order) => order.Count);\napp.MapPut(\"/orders\", (NewOrder order) => order.Count);\n";
        return Rewrites(
            Scenario.Of(ProjectKind.Web, Program(Pipeline, "// Orders\nbuilder.Services.AddCors();"), Model),
            Program(Pipeline, "// Orders\nbuilder.Services.AddCors();\nbuilder.Services.AddValidation();"));
    }

    [Fact]
    public Task For_endpoints_of_another_file()
    {
        var endpoints = Usings + "public static class OrderEndpoints { public static void MapOrders(this WebApplication app) { app.MapPost(\"/orders\", Add); } private static int Add(NewOrder order) => order.Count; }";
        return Rewrites(Scenario.Of(ProjectKind.Web, Program("app.MapOrders();", "builder.Services.AddCors();"), endpoints, Model), Program("app.MapOrders();", "builder.Services.AddCors();\nbuilder.Services.AddValidation();"));
    }

    [Fact]
    public Task Where_the_namespace_is_not_imported()
    {
        static string Text(string usings, string call) => $$"""
            using Microsoft.AspNetCore.Builder;
            {{usings}}
            public class Program
            {
                public static void Main(string[] args)
                {
                    var web = WebApplication.CreateBuilder(args);{{call}}
                    var app = web.Build();
                    app.MapPost("/orders", (NewOrder order) => order.Count);
                    app.Run();
                }
            }
            """;
        return Rewrites(Scenario.Of(ProjectKind.Web, Text("", ""), Model), Text("using Microsoft.Extensions.DependencyInjection;\n", "\n        web.Services.AddValidation();"));
    }

    [Fact]
    public Task In_a_startup_class()
    {
        static string Startup(string call) => Usings + $$"""
            using Microsoft.AspNetCore.Hosting;

            public static class Program
            {
                public static void Main(string[] args) => Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(web => web.UseStartup<Startup>()).Build().Run();
            }

            public class Startup
            {
                public void ConfigureServices(IServiceCollection services)
                {
                    services.AddRouting();{{call}}
                }

                public void Configure(IApplicationBuilder app)
                {
                    app.UseRouting();
                    app.UseEndpoints(endpoints => endpoints.MapPost("/orders", (NewOrder order) => order.Count));
                }
            }
            """;
        return Rewrites(Scenario.Of(ProjectKind.Web, Startup(""), Model), Startup("\n        services.AddValidation();"));
    }

    [Fact]
    public Task Refuses_where_the_app_is_built_elsewhere() => Refuses(Scenario.Of(
        ProjectKind.Web,
        Usings + "var builder = WebApplication.CreateBuilder(args);\nPipeline.Build(builder).Run();\npublic static class Pipeline { public static WebApplication Build(WebApplicationBuilder web) { var app = web.Build(); app.MapPost(\"/orders\", (NewOrder [|order|]) => order.Count); return app; } }",
        Model));

    [Fact]
    public Task Refuses_in_a_controller() => Refuses(Scenario.Of(
        ProjectKind.Web, Program("app.MapDefaultControllerRoute();"), Usings + "public class OrdersController : Controller { [HttpPost] public IActionResult Add(NewOrder [|order|]) => Ok(order.Count); }", Model));

    [Fact]
    public Task Refuses_at_a_validator()
        => Check.OffersOnly<PG1019ValidationNeverRuns, PG1019ValidationNeverRunsFix>(PG1019ValidationNeverRunsTests.Web("app.MapGet(\"/\", () => 1);", "", "public class [|OrderValidator|] : AbstractValidator<NewOrder>;"));
}
