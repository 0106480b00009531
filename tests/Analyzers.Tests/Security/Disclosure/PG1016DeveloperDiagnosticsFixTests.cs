using ProdGap.Analyzers.CodeFixes.Security.Disclosure;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Security.Disclosure;

namespace ProdGap.Analyzers.Tests.Security.Disclosure;

public sealed class PG1016DeveloperDiagnosticsFixTests
{
    private const string Usings = PG1016DeveloperDiagnosticsTests.Usings;

    private static string Text(string services, string pipeline = "") => PG1016DeveloperDiagnosticsTests.Text(services, pipeline);

    private static Scenario Web(params string[] files) => Scenario.Of(ProjectKind.Web, files).Referencing("Swashbuckle.AspNetCore.SwaggerUI", "Swashbuckle.AspNetCore.Swagger", "Swashbuckle.AspNetCore.SwaggerGen", "Scalar.AspNetCore");

    private static Task Rewrites(Scenario before, params string[] after) => Check.Rewrites<PG1016DeveloperDiagnostics, PG1016DeveloperDiagnosticsFix>(before, after);

    private static Task Refuses(Scenario scenario) => Check.OffersOnly<PG1016DeveloperDiagnostics, PG1016DeveloperDiagnosticsFix>(scenario);

    private const string Context = "public class Shop(DbContextOptions<Shop> options) : DbContext(options);\n";

    [Theory]
    [InlineData(
        "app.UseDeveloperExceptionPage();",
        "if (app.Environment.IsDevelopment())\n{\n    app.UseDeveloperExceptionPage();\n}")]
    [InlineData(
        "// Errors\napp.UseDeveloperExceptionPage(); // see the wiki\napp.UseRouting();",
        "// Errors\nif (app.Environment.IsDevelopment())\n{\n    app.UseDeveloperExceptionPage(); // see the wiki\n}\napp.UseRouting();")]
    [InlineData(
        "app.UseRouting();\n\napp.UseDeveloperExceptionPage();\n// The files\napp.UseDirectoryBrowser();\n\napp.UseDirectoryBrowser(\n    \"/files\");\napp.UseAuthorization();",
        "app.UseRouting();\n\nif (app.Environment.IsDevelopment())\n{\n    app.UseDeveloperExceptionPage();\n    // The files\n    app.UseDirectoryBrowser();\n\n    app.UseDirectoryBrowser(\n        \"/files\");\n}\napp.UseAuthorization();")]
    [InlineData(
        "app.UseDeveloperExceptionPage();\napp.UseRouting();\napp.UseDirectoryBrowser();",
        "if (app.Environment.IsDevelopment())\n{\n    app.UseDeveloperExceptionPage();\n}\napp.UseRouting();\nif (app.Environment.IsDevelopment())\n{\n    app.UseDirectoryBrowser();\n}")]
    [InlineData(
        "if (app.Environment.IsDevelopment())\n{\n    app.UseRouting();\n}\n\n// Errors\napp.UseDeveloperExceptionPage();",
        "if (app.Environment.IsDevelopment())\n{\n    app.UseRouting();\n\n    // Errors\n    app.UseDeveloperExceptionPage();\n}")]
    [InlineData(
        "if (app.Environment.IsDevelopment()) { app.UseRouting(); }\napp.UseDeveloperExceptionPage();",
        "if (app.Environment.IsDevelopment()) { app.UseRouting(); }\nif (app.Environment.IsDevelopment())\n{\n    app.UseDeveloperExceptionPage();\n}")]
    [InlineData(
        "if (app.Environment.IsDevelopment())\n{\n    app.UseRouting();\n}\nelse\n{\n    app.UseHsts();\n}\napp.UseDeveloperExceptionPage();",
        "if (app.Environment.IsDevelopment())\n{\n    app.UseRouting();\n}\nelse\n{\n    app.UseHsts();\n}\nif (app.Environment.IsDevelopment())\n{\n    app.UseDeveloperExceptionPage();\n}")]
    [InlineData(
        "if (app.Urls.Count > 0) {\n\tapp.UseDeveloperExceptionPage();\n}",
        "if (app.Urls.Count > 0) {\n\tif (app.Environment.IsDevelopment()) {\n\t\tapp.UseDeveloperExceptionPage();\n\t}\n}")]
    [InlineData(
        "DeveloperExceptionPageExtensions.UseDeveloperExceptionPage(app);",
        "if (app.Environment.IsDevelopment())\n{\n    DeveloperExceptionPageExtensions.UseDeveloperExceptionPage(app);\n}")]
    [InlineData(
        "app.UseFileServer(true);",
        "app.UseFileServer(app.Environment.IsDevelopment());")]
    [InlineData(
        "app.UseFileServer(enableDirectoryBrowsing: true);",
        "app.UseFileServer(enableDirectoryBrowsing: app.Environment.IsDevelopment());")]
    [InlineData(
        "app.UseFileServer(new FileServerOptions\n{\n    EnableDirectoryBrowsing = true, // for now\n    RequestPath = \"/files\"\n});",
        "app.UseFileServer(new FileServerOptions\n{\n    EnableDirectoryBrowsing = app.Environment.IsDevelopment(), // for now\n    RequestPath = \"/files\"\n});")]
    public Task In_a_pipeline(string before, string after) => Rewrites(Web(Text("", before)), Text("", after));

    /// <summary>Some publish it on purpose: Fix All and <c>dotnet format</c> leave it alone.</summary>
    [Theory]
    [InlineData(
        "app.UseSwagger();\napp.UseSwaggerUI(options =>\n{\n    options.RoutePrefix = \"\"\"\n        a\n        \"\"\";\n\n    options.DocumentTitle = \"Shop\";\n});",
        "app.UseSwagger();\nif (app.Environment.IsDevelopment())\n{\n    app.UseSwaggerUI(options =>\n    {\n        options.RoutePrefix = \"\"\"\n        a\n        \"\"\";\n\n        options.DocumentTitle = \"Shop\";\n    });\n}")]
    [InlineData("app.UseSwagger();\napp.UseSwaggerUI();", "app.UseSwagger();\nif (app.Environment.IsDevelopment())\n{\n    app.UseSwaggerUI();\n}")]
    public Task A_page_of_the_API(string before, string after)
        => Check.Offers<PG1016DeveloperDiagnostics, PG1016DeveloperDiagnosticsFix>("PG1016.unpublish", Web(Text("", before)), Text("", after));

    [Theory]
    [InlineData("app.UseSwagger();\napp.[|UseSwaggerUI|]();", "PG1016.unpublish")]
    [InlineData("app.[|UseDeveloperExceptionPage|]();", "PG1016.development")]
    public Task Each_has_its_own_remedy(string pipeline, string key)
        => Check.OffersOnly<PG1016DeveloperDiagnostics, PG1016DeveloperDiagnosticsFix>(Web(Text("", pipeline)), key);

    /// <summary>What is said of a mapped page goes with it.</summary>
    [Fact]
    public Task A_mapped_page()
        => Check.Offers<PG1016DeveloperDiagnostics, PG1016DeveloperDiagnosticsFix>(
            "PG1016.unpublish",
            Web("using Scalar.AspNetCore;\n" + Text("", "app.MapScalarApiReference()\n    .WithDisplayName(\"docs\");")),
            "using Scalar.AspNetCore;\n" + Text("", "if (app.Environment.IsDevelopment())\n{\n    app.MapScalarApiReference()\n        .WithDisplayName(\"docs\");\n}"));

    [Theory]
    [InlineData(
        "builder.Services.AddDbContext<Shop>(options => options.UseInMemoryDatabase(\"shop\").EnableSensitiveDataLogging());",
        "builder.Services.AddDbContext<Shop>(options => options.UseInMemoryDatabase(\"shop\").EnableSensitiveDataLogging(builder.Environment.IsDevelopment()));")]
    [InlineData(
        "builder.Services.AddDbContext<Shop>(options => options\n    .UseInMemoryDatabase(\"shop\")\n    .EnableSensitiveDataLogging( true ) // values\n    .EnableDetailedErrors());",
        "builder.Services.AddDbContext<Shop>(options => options\n    .UseInMemoryDatabase(\"shop\")\n    .EnableSensitiveDataLogging( builder.Environment.IsDevelopment() ) // values\n    .EnableDetailedErrors(builder.Environment.IsDevelopment()));")]
    [InlineData(
        "builder.Services.AddDbContext<Shop>(options => options.EnableSensitiveDataLogging(sensitiveDataLoggingEnabled: true));",
        "builder.Services.AddDbContext<Shop>(options => options.EnableSensitiveDataLogging(sensitiveDataLoggingEnabled: builder.Environment.IsDevelopment()));")]
    [InlineData(
        "builder.Services.AddDbContext<Shop>(options => { DbContextOptionsBuilder? inner = options; inner?.EnableSensitiveDataLogging(); });",
        "builder.Services.AddDbContext<Shop>(options => { DbContextOptionsBuilder? inner = options; inner?.EnableSensitiveDataLogging(builder.Environment.IsDevelopment()); });")]
    [InlineData(
        "builder.Services.AddServerSideBlazor(options => options.DetailedErrors = true);\nbuilder.Services.AddSignalR(hub => { hub.EnableDetailedErrors = true; });",
        "builder.Services.AddServerSideBlazor(options => options.DetailedErrors = builder.Environment.IsDevelopment());\nbuilder.Services.AddSignalR(hub => { hub.EnableDetailedErrors = builder.Environment.IsDevelopment(); });")]
    public Task In_services(string before, string after) => Rewrites(Web(Text(before), Usings + Context), Text(after));

    [Fact]
    public Task Pipeline_and_services_of_one_file_in_one_run()
        => Rewrites(
            Web(Text("builder.Services.AddServerSideBlazor(options => options.DetailedErrors = true);", "app.UseDeveloperExceptionPage();")),
            Text("builder.Services.AddServerSideBlazor(options => options.DetailedErrors = builder.Environment.IsDevelopment());", "if (app.Environment.IsDevelopment())\n{\n    app.UseDeveloperExceptionPage();\n}"));

    /// <summary>One by one, what stands behind the guard is no longer reported.</summary>
    [Fact]
    public Task A_value_inside_a_statement_that_moves()
        => Rewrites(
            Web(Text("", "app.UseDirectoryBrowser(new FileServerOptions { EnableDirectoryBrowsing = true }.DirectoryBrowserOptions.ToString());"))
                .OneByOne(Text("", "if (app.Environment.IsDevelopment())\n{\n    app.UseDirectoryBrowser(new FileServerOptions { EnableDirectoryBrowsing = true }.DirectoryBrowserOptions.ToString());\n}")),
            Text("", "if (app.Environment.IsDevelopment())\n{\n    app.UseDirectoryBrowser(new FileServerOptions { EnableDirectoryBrowsing = app.Environment.IsDevelopment() }.DirectoryBrowserOptions.ToString());\n}"));

    [Fact]
    public Task A_class_of_startup_with_the_environment_as_a_parameter()
        => Rewrites(
            Web(
                Text(""),
                """
                using Microsoft.AspNetCore.Builder;
                using Microsoft.AspNetCore.Hosting;

                public class Startup
                {
                    public void Configure(IApplicationBuilder app, IWebHostEnvironment env)
                    {
                        app.UseDeveloperExceptionPage();
                        app.UseRouting();
                    }
                }

                """),
            Text(""),
            """
            using Microsoft.AspNetCore.Builder;
            using Microsoft.AspNetCore.Hosting;
            using Microsoft.Extensions.Hosting;

            public class Startup
            {
                public void Configure(IApplicationBuilder app, IWebHostEnvironment env)
                {
                    if (env.IsDevelopment())
                    {
                        app.UseDeveloperExceptionPage();
                    }
                    app.UseRouting();
                }
            }

            """);

    [Fact]
    public Task The_context_of_a_host_knows_the_environment()
        => Rewrites(
            Web(
                Text(""),
                Usings + "static class Data\n{\n    public static IHostBuilder AddData(this IHostBuilder host)\n        => host.ConfigureServices((context, services) => services.AddDbContext<Shop>(o => o.EnableSensitiveDataLogging()));\n}\n" + Context),
            Text(""),
            Usings + "static class Data\n{\n    public static IHostBuilder AddData(this IHostBuilder host)\n        => host.ConfigureServices((context, services) => services.AddDbContext<Shop>(o => o.EnableSensitiveDataLogging(context.HostingEnvironment.IsDevelopment())));\n}\n" + Context);

    [Fact]
    public Task A_field_knows_the_environment()
        => Rewrites(
            Web(
                Text(""),
                Usings + "class Startup(IWebHostEnvironment environment)\n{\n    private readonly IWebHostEnvironment env = environment;\n\n    public void ConfigureServices(IServiceCollection services)\n    {\n        services.AddSignalR(o => o.EnableDetailedErrors = true);\n    }\n}\n"),
            Text(""),
            Usings + "class Startup(IWebHostEnvironment environment)\n{\n    private readonly IWebHostEnvironment env = environment;\n\n    public void ConfigureServices(IServiceCollection services)\n    {\n        services.AddSignalR(o => o.EnableDetailedErrors = env.IsDevelopment());\n    }\n}\n");

    /// <summary>The first finding has no edit; the others are mended all the same.</summary>
    [Fact]
    public Task Unattended()
        => Rewrites(
            Web(Text("", "app.UseRouting().UseDeveloperExceptionPage();\napp.UseDeveloperExceptionPage();")).Unattended(asksForUnsafeFixes: false),
            Text("", "app.UseRouting().UseDeveloperExceptionPage();\nif (app.Environment.IsDevelopment())\n{\n    app.UseDeveloperExceptionPage();\n}"));

    [Fact]
    public Task Names_that_are_keywords_and_line_ends_of_another_system()
        => Rewrites(
            Web(Usings.ReplaceLineEndings("\r\n") + "var @base = WebApplication.CreateBuilder(args);\r\nvar @event = @base.Build();\r\n@event.UseDeveloperExceptionPage();\r\n@event.Run();\r\n"),
            Usings.ReplaceLineEndings("\r\n") + "var @base = WebApplication.CreateBuilder(args);\r\nvar @event = @base.Build();\r\nif (@event.Environment.IsDevelopment())\r\n{\r\n    @event.UseDeveloperExceptionPage();\r\n}\r\n@event.Run();\r\n");

    [Theory]
    [InlineData("var pipeline = app.UseRouting().[|UseDeveloperExceptionPage|]();")]
    [InlineData("app.[|UseDeveloperExceptionPage|]().UseRouting();")]
    [InlineData("app.UseRouting().[|UseDeveloperExceptionPage|]();")]
    [InlineData("Errors(app); static void Errors(WebApplication app) => app.[|UseDeveloperExceptionPage|]();")]
    [InlineData("Errors(app); static void Errors(IApplicationBuilder pipeline)\n{\n    pipeline.[|UseDeveloperExceptionPage|]();\n}")]
    [InlineData("if (app.Urls.Count > 0)\n    app.[|UseDeveloperExceptionPage|]();")]
    [InlineData("if (app.Urls.Count > 0) { app.[|UseDeveloperExceptionPage|](); }")]
    [InlineData("app.UseRouting(); app.[|UseDeveloperExceptionPage|]();")]
    [InlineData("#region Errors\napp.[|UseDeveloperExceptionPage|]();\n#endregion")]
    [InlineData("app.[|UseDirectoryBrowser|](int.TryParse(\"1\", out var parsed) ? \"/a\" : \"/b\");\n_ = parsed;")]
    [InlineData("if (app.Environment.IsProduction())\n{\n    app.[|UseDeveloperExceptionPage|]();\n}")]
    [InlineData("app.UseFileServer(new FileServerOptions { [|EnableDirectoryBrowsing|] = !app.Environment.IsDevelopment() });")]
    [InlineData("switch (args.Length)\n{\n    case 1:\n        app.[|UseDeveloperExceptionPage|]();\n        break;\n}")]
    [InlineData("again:\napp.[|UseDeveloperExceptionPage|]();\nif (args.Length > 9) goto again;")]
    public Task What_cannot_move(string pipeline) => Refuses(Web(Text("", pipeline)));

    [Theory]
    [InlineData("public class Orders : DbContext { protected override void OnConfiguring(DbContextOptionsBuilder builder) => builder.[|EnableSensitiveDataLogging|](); }")]
    [InlineData("public static class Data { public static IServiceCollection AddData(this IServiceCollection services) => services.AddDbContext<Shop>(options => options.[|EnableSensitiveDataLogging|]()); }")]
    [InlineData("public static class Data { public static IServiceCollection AddData(this IServiceCollection services, IHostEnvironment env) => services.AddDbContext<Shop>(static options => options.[|EnableSensitiveDataLogging|]()); }")]
    [InlineData("public static class Data { public static IServiceCollection AddData(this IServiceCollection services, IHostEnvironment? env) => services.AddDbContext<Shop>(options => options.[|EnableSensitiveDataLogging|]()); }")]
    [InlineData("public static class Data { public static IServiceCollection AddData(this IServiceCollection services, IHostEnvironment env) => services.AddDbContext<Shop>(options => options.[|EnableSensitiveDataLogging|](/* for now */)); }")]
    [InlineData("public static class Data { public static IServiceCollection AddData(this IServiceCollection services, IHostEnvironment env) => services.AddDbContext<Shop>(options => options.[|EnableSensitiveDataLogging|](!env.IsDevelopment())); }")]
    public Task What_knows_no_environment(string file) => Refuses(Web(Text(""), Usings + file + Context));

    [Fact]
    public Task Settings_are_the_hosts()
        => Refuses(Web(Text("builder.WebHost.[|UseSetting|](\"detailedErrors\", \"true\"); var host = builder.WebHost;\nhost.[|UseSetting|](\"detailedErrors\", \"true\");")));

    [Fact]
    public Task Who_sees_a_dashboard_is_for_a_person_to_say()
        => Refuses(Web("using Hangfire;\nusing Hangfire.Dashboard;\n" + Text("", "app.[|UseHangfireDashboard|](\"/jobs\", new DashboardOptions { Authorization = [] });")).Referencing("Hangfire.Core", "Hangfire.AspNetCore"));
}
