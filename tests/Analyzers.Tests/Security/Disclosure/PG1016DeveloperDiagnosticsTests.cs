using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Security.Disclosure;

namespace ProdGap.Analyzers.Tests.Security.Disclosure;

public sealed class PG1016DeveloperDiagnosticsTests
{
    internal const string Usings =
        """
        using System.Diagnostics;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Components.Server;
        using Microsoft.AspNetCore.Hosting;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.SignalR;
        using Microsoft.EntityFrameworkCore;
        using Microsoft.EntityFrameworkCore.Design;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;


        """;

    /// <summary>The handler is there so that no rule about the app as a whole speaks.</summary>
    internal static string Text(string services, string pipeline = "")
        => Usings + "var builder = WebApplication.CreateBuilder(args);\n" + services + "\nvar app = builder.Build();\n" + pipeline + "\napp.Run();\n";

    private static readonly string[] Packages =
        ["Swashbuckle.AspNetCore.SwaggerUI", "Swashbuckle.AspNetCore.Swagger", "Swashbuckle.AspNetCore.SwaggerGen", "Scalar.AspNetCore", "NSwag.AspNetCore", "Microsoft.AspNetCore.Diagnostics.EntityFrameworkCore", "Grpc.AspNetCore.Server", "Grpc.AspNetCore.Server.Reflection", "Grpc.Core.Api", "Hangfire.Core", "Hangfire.AspNetCore", "Microsoft.IdentityModel.Logging", "Microsoft.IdentityModel.Abstractions"];

    private static Scenario App(string services, string pipeline = "", params string[] more)
        => Scenario.Of(ProjectKind.Web, [Text(services, pipeline), .. more.Select(file => Usings + file)]).Referencing(Packages);

    private const string Context = "public class Shop(DbContextOptions<Shop> options) : DbContext(options);";

    [Theory]
    [InlineData("app.[|UseDeveloperExceptionPage|]();")]
    [InlineData("app.UseRouting().[|UseDeveloperExceptionPage|]().UseAuthorization();")]
    [InlineData("IApplicationBuilder pipeline = app; pipeline.[|UseDeveloperExceptionPage|](new DeveloperExceptionPageOptions { SourceCodeLineCount = 3 });")]
    [InlineData("app.[|UseMigrationsEndPoint|]();")]
    [InlineData("app.[|UseDirectoryBrowser|]();")]
    [InlineData("app.[|UseDirectoryBrowser|](\"/files\");")]
    [InlineData("app.[|UseFileServer|](true);")]
    [InlineData("app.[|UseFileServer|](enableDirectoryBrowsing: true);")]
    [InlineData("app.UseFileServer(new FileServerOptions { [|EnableDirectoryBrowsing|] = true });")]
    [InlineData("FileServerOptions files = new() { RequestPath = \"/files\", [|EnableDirectoryBrowsing|] = true }; app.UseFileServer(files);")]
    [InlineData("var files = new FileServerOptions(); files.[|EnableDirectoryBrowsing|] = true; app.UseFileServer(files);")]
    [InlineData("Microsoft.IdentityModel.Logging.IdentityModelEventSource.[|ShowPII|] = true;")]
    [InlineData("Microsoft.IdentityModel.Logging.IdentityModelEventSource.[|LogCompleteSecurityArtifact|] = true;")]
    [InlineData("app.Use(async (context, next) => { await next(); }); { app.[|UseDeveloperExceptionPage|](); }")]
    [InlineData("if (app.Environment.IsProduction()) { app.[|UseDeveloperExceptionPage|](); }")]
    [InlineData("if (app.Environment.IsDevelopment()) { app.UseRouting(); } else { app.[|UseDeveloperExceptionPage|](); }")]
    [InlineData("if (!app.Environment.IsDevelopment()) app.[|UseDeveloperExceptionPage|]();")]
    [InlineData("if (app.Environment.IsDevelopment()) { app.UseRouting(); } app.[|UseDeveloperExceptionPage|]();")]
    [InlineData("if (app.Urls.Count > 0) { app.[|UseDeveloperExceptionPage|](); }")]
    [InlineData("try { app.[|UseDeveloperExceptionPage|](); } finally { }")]
    [InlineData("var _ = app.Environment.IsDevelopment() ? app.UseRouting() : app.[|UseDeveloperExceptionPage|]();")]
    [InlineData("Errors(app); static void Errors(WebApplication app) { app.[|UseDeveloperExceptionPage|](); }")]
    [InlineData("Errors(app); static void Errors(WebApplication app) => app.[|UseDeveloperExceptionPage|]();")]
    [InlineData("Errors(app); if (app.Environment.IsDevelopment()) { Errors(app); } static void Errors(WebApplication app) { app.[|UseDeveloperExceptionPage|](); }")]
    [InlineData("DeveloperExceptionPageExtensions.[|UseDeveloperExceptionPage|](app);")]
    [InlineData("switch (app.Environment.EnvironmentName) { case \"Production\": app.[|UseDeveloperExceptionPage|](); break; }")]
    [InlineData("var pages = app.Environment.IsDevelopment(); if (args.Length > 0) { pages = true; } if (pages) { app.[|UseDeveloperExceptionPage|](); }")]
    [InlineData("var place = builder.Configuration.GetConnectionString(\"Development\"); if (place is not null) { app.[|UseDeveloperExceptionPage|](); }")]
    public Task What_the_pipeline_shows(string pipeline) => Check.Reports<PG1016DeveloperDiagnostics>(App("", pipeline));

    [Theory]
    [InlineData("builder.Services.AddDbContext<Shop>(options => options.UseInMemoryDatabase(\"shop\").[|EnableSensitiveDataLogging|]());")]
    [InlineData("builder.Services.AddDbContext<Shop>(options => { options.UseInMemoryDatabase(\"shop\"); options.[|EnableSensitiveDataLogging|](true); });")]
    [InlineData("builder.Services.AddDbContext<Shop>(options => options.[|EnableSensitiveDataLogging|](sensitiveDataLoggingEnabled: true).UseInMemoryDatabase(\"shop\"));")]
    [InlineData("builder.Services.AddDbContextFactory<Shop>((services, options) => options.UseInMemoryDatabase(\"shop\").[|EnableSensitiveDataLogging|]());")]
    [InlineData("builder.Services.AddDbContextPool<Shop>(options => options.UseInMemoryDatabase(\"shop\").[|EnableSensitiveDataLogging|](!builder.Environment.IsDevelopment()));")]
    [InlineData("builder.Services.AddDbContextPool<Shop>(options => options.UseInMemoryDatabase(\"shop\").[|EnableSensitiveDataLogging|](builder.Environment.IsProduction()));")]
    [InlineData("var options = new DbContextOptionsBuilder<Shop>().UseInMemoryDatabase(\"shop\").[|EnableSensitiveDataLogging|]().Options; builder.Services.AddSingleton(new Shop(options));")]
    [InlineData("DbContextOptionsBuilder<Shop> options = new(); options.[|EnableSensitiveDataLogging|](); builder.Services.AddSingleton(new Shop(options.Options));")]
    [InlineData("const bool Always = true; builder.Services.AddDbContext<Shop>(options => options.[|EnableSensitiveDataLogging|](Always));")]
    [InlineData("builder.Services.AddDbContext<Shop>(options => { if (builder.Configuration[\"Provider\"] == \"memory\") { options.UseInMemoryDatabase(\"shop\").[|EnableSensitiveDataLogging|](); } });")]
    [InlineData("builder.Services.AddServerSideBlazor(options => options.[|DetailedErrors|] = true);")]
    [InlineData("builder.Services.AddServerSideBlazor().AddCircuitOptions(options => { options.[|DetailedErrors|] = true; });")]
    [InlineData("builder.Services.AddRazorComponents().AddInteractiveServerComponents(options => options.[|DetailedErrors|] = true);")]
    [InlineData("builder.Services.Configure<CircuitOptions>(options => options.[|DetailedErrors|] = true);")]
    [InlineData("builder.Services.AddServerSideBlazor(options => options.[|DetailedErrors|] = !builder.Environment.IsDevelopment());")]
    [InlineData("builder.Services.AddSignalR(hub => hub.[|EnableDetailedErrors|] = true);")]
    [InlineData("builder.Services.AddSignalR(hub => { hub.KeepAliveInterval = TimeSpan.FromSeconds(5); hub.[|EnableDetailedErrors|] = true; });")]
    [InlineData("builder.Services.AddSignalR().AddHubOptions<Prices>(hub => hub.[|EnableDetailedErrors|] = true);")]
    [InlineData("builder.Services.AddGrpc(options => options.[|EnableDetailedErrors|] = true);")]
    [InlineData("builder.WebHost.[|UseSetting|](WebHostDefaults.DetailedErrorsKey, \"true\");")]
    [InlineData("builder.WebHost.[|UseSetting|](\"detailedErrors\", \"true\");")]
    [InlineData("Add(() => EnableRetry(), options => options.[|EnableSensitiveDataLogging|]());\nstatic bool EnableRetry() => true; static void Add(Func<bool> retries, Action<DbContextOptionsBuilder> options) { }")]
    public Task What_services_show(string services) => Check.Reports<PG1016DeveloperDiagnostics>(App(services, "", Context + " public class Prices : Hub;"));

    [Theory]
    [InlineData("public class Orders : DbContext { protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.[|EnableSensitiveDataLogging|](); }")]
    [InlineData("public class Orders : DbContext { protected override void OnConfiguring(DbContextOptionsBuilder builder) { builder.UseInMemoryDatabase(\"a\"); builder.[|EnableSensitiveDataLogging|](); } }")]
    [InlineData("public class Orders : DbContext { protected override void OnConfiguring(DbContextOptionsBuilder builder) { if (!builder.IsConfigured) { builder.[|EnableSensitiveDataLogging|](); } } }")]
    [InlineData("public static class Data { public static IServiceCollection AddData(this IServiceCollection services) => services.AddDbContext<Shop>(options => options.[|EnableSensitiveDataLogging|]()); }")]
    [InlineData("public class Startup { public void ConfigureServices(IServiceCollection services) { } public void Configure(IApplicationBuilder app, IWebHostEnvironment env) { app.[|UseDeveloperExceptionPage|](); } }")]
    public Task In_other_files(string file) => Check.Reports<PG1016DeveloperDiagnostics>(App("", "", file, Context));

    /// <summary>A library is used by who knows which app, but its contexts log wherever they run.</summary>
    [Theory]
    [InlineData(ProjectKind.Library)]
    [InlineData(ProjectKind.Worker)]
    public Task In_other_projects(ProjectKind kind)
        => Check.Reports<PG1016DeveloperDiagnostics>(Scenario.Of(kind, Usings + (kind == ProjectKind.Worker ? "Host.CreateApplicationBuilder(args).Build().Run();" : "") + "public static class Data { public static IServiceCollection AddData(this IServiceCollection services) => services.AddDbContext<Shop>(options => options.[|EnableSensitiveDataLogging|]()); }" + Context));

    [Theory]
    [InlineData("builder.Services.AddDbContext<Shop>(options => options.[|EnableDetailedErrors|]());", "")]
    [InlineData("builder.Services.AddDbContext<Shop>(options => options.[|EnableDetailedErrors|](true));", "")]
    [InlineData("", "app.UseSwagger(); app.[|UseSwaggerUI|]();")]
    [InlineData("", "app.UseSwagger(); app.[|UseSwaggerUI|](options => options.RoutePrefix = \"\");")]
    [InlineData("", "app.UseSwagger();\nif (app.Environment.IsDevelopment()) { app.UseSwaggerUI(); }\napp.[|UseSwaggerUI|]();")]
    [InlineData("", "app.[|UseSwaggerUI|](); app.UseSwaggerUI(options => options.RoutePrefix = \"again\");")]
    [InlineData("", "app.[|UseSwaggerUI|](); Scalar.AspNetCore.ScalarEndpointRouteBuilderExtensions.MapScalarApiReference(app);")]
    [InlineData("", "Scalar.AspNetCore.ScalarEndpointRouteBuilderExtensions.[|MapScalarApiReference|](app);")]
    [InlineData("", "if (app.Environment.IsProduction()) { app.[|UseSwaggerUI|](); }")]
    [InlineData("", "if (app.Environment.IsDevelopment()) { } else { app.[|UseSwaggerUI|](); }")]
    [InlineData("", "app.UseOpenApi(); app.[|UseSwaggerUi|]();")]
    [InlineData("", "app.[|UseReDoc|]();")]
    [InlineData("", "app.[|MapGrpcReflectionService|]();")]
    [InlineData("", "app.MapSwagger(); app.[|UseSwaggerUI|]();")]
    public Task What_is_likely(string services, string pipeline) => Check.Suggests<PG1016DeveloperDiagnostics>(App(services, pipeline, Context));

    /// <summary>In a library somebody else may ask; an app that listens to itself shows things to who sits at the machine.</summary>
    [Fact]
    public Task The_pipeline_of_a_library_is_likely()
        => Check.Suggests<PG1016DeveloperDiagnostics>(Scenario.Of(Usings + "public static class Defaults { public static IApplicationBuilder UseDefaults(this IApplicationBuilder app) => app.[|UseDeveloperExceptionPage|](); }"));

    [Theory]
    [InlineData("", "app.[|UseDeveloperExceptionPage|](); app.Run(\"http://localhost:5080\");")]
    [InlineData("builder.Services.AddSignalR(hub => hub.[|EnableDetailedErrors|] = true);", "app.Run(\"http://localhost:5080\");")]
    public Task An_app_for_its_own_machine_is_likely(string services, string pipeline) => Check.Suggests<PG1016DeveloperDiagnostics>(App(services, pipeline));

    [Theory]
    [InlineData("public class Orders : DbContext { public Orders(DbContextOptions<Orders> options) : base(options) { } protected override void OnConfiguring(DbContextOptionsBuilder builder) { if (!builder.IsConfigured) { builder.[|EnableSensitiveDataLogging|](); } } }")]
    public Task What_only_happens_without_configuration_is_likely(string file) => Check.Suggests<PG1016DeveloperDiagnostics>(App("builder.Services.AddDbContext<Orders>(options => options.UseInMemoryDatabase(\"a\"));", "", file));

    [Theory]
    [InlineData("if (app.Environment.IsDevelopment()) { app.UseDeveloperExceptionPage(); }")]
    [InlineData("if (app.Environment.IsDevelopment()) app.UseDeveloperExceptionPage(); else app.UseExceptionHandler(\"/error\");")]
    [InlineData("if (!app.Environment.IsDevelopment()) { app.UseExceptionHandler(\"/error\"); } else { app.UseDeveloperExceptionPage(); }")]
    [InlineData("if (!app.Environment.IsProduction()) { app.UseDeveloperExceptionPage(); }")]
    [InlineData("if (app.Environment.IsStaging() || app.Environment.IsDevelopment()) { app.UseDeveloperExceptionPage(); }")]
    [InlineData("if (app.Environment.EnvironmentName is \"Development\" or \"Staging\") { app.UseDeveloperExceptionPage(); }")]
    [InlineData("if (app.Environment.IsEnvironment(\"Local\")) { app.UseDeveloperExceptionPage(); }")]
    [InlineData("if (app.Environment.IsDevelopment() && args.Length > 0) { app.UseDeveloperExceptionPage(); }")]
    [InlineData("var isDev = app.Environment.IsDevelopment(); if (isDev) { app.UseDeveloperExceptionPage(); }")]
    [InlineData("var pages = app.Environment.IsDevelopment(); if (pages) { app.UseDeveloperExceptionPage(); }")]
    [InlineData("var live = app.Environment.IsProduction(); if (!live) { app.UseDeveloperExceptionPage(); }")]
    [InlineData("var _ = app.Environment.IsDevelopment() ? app.UseDeveloperExceptionPage() : app.UseRouting();")]
    [InlineData("switch (app.Environment.EnvironmentName) { case \"Development\": app.UseDeveloperExceptionPage(); break; }")]
    [InlineData("var _ = app.Environment.EnvironmentName switch { \"Development\" => app.UseDeveloperExceptionPage(), _ => app };")]
    [InlineData("if (app.Environment.IsProduction()) { app.Run(); return; } app.UseDeveloperExceptionPage();")]
    [InlineData("Errors(app); static void Errors(WebApplication app) { if (!app.Environment.IsDevelopment()) { return; } app.UseDeveloperExceptionPage(); }")]
    [InlineData("if (app.Environment.IsDevelopment()) { Errors(app); } static void Errors(WebApplication app) { app.UseDeveloperExceptionPage(); }")]
    [InlineData("app.UseDevelopmentPages();")]
    [InlineData("app.UseWhen(_ => app.Environment.IsDevelopment(), branch => branch.UseDeveloperExceptionPage());")]
    [InlineData("app.MapWhen(context => context.Connection.LocalPort == 9000, branch => { branch.UseDeveloperExceptionPage(); });")]
    [InlineData("if (builder.Configuration.GetValue<bool>(\"Pages\")) { app.UseDeveloperExceptionPage(); }")]
    [InlineData("if (Debugger.IsAttached) { app.UseDeveloperExceptionPage(); }")]
    [InlineData("if (Environment.GetEnvironmentVariable(\"ASPNETCORE_ENVIRONMENT\") == \"Development\") { app.UseDeveloperExceptionPage(); }")]
    [InlineData("// app.UseDeveloperExceptionPage();")]
    [InlineData("app.UseFileServer();")]
    [InlineData("app.UseFileServer(false);")]
    [InlineData("app.UseFileServer(enableDirectoryBrowsing: app.Environment.IsDevelopment());")]
    [InlineData("app.UseFileServer(new FileServerOptions { EnableDirectoryBrowsing = false });")]
    [InlineData("app.UseFileServer(new FileServerOptions { EnableDirectoryBrowsing = app.Environment.IsDevelopment() });")]
    [InlineData("Microsoft.IdentityModel.Logging.IdentityModelEventSource.ShowPII = builder.Configuration.GetValue<bool>(\"Pii\");")]
    [InlineData("if (app.Environment.IsDevelopment()) { Microsoft.IdentityModel.Logging.IdentityModelEventSource.ShowPII = true; }")]
    [InlineData("#if DEBUG\napp.UseDeveloperExceptionPage();\n#endif")]
    [InlineData("app.MapHealthChecks(\"/health\");")]
    public Task Pipelines_that_show_nothing(string pipeline)
        => Check.Reports<PG1016DeveloperDiagnostics>(App("builder.Services.AddHealthChecks();", pipeline, "static class Pages { public static void UseDevelopmentPages(this WebApplication app) { if (app.Environment.IsDevelopment()) { app.UseDeveloperExceptionPage(); } } }"));

    [Theory]
    [InlineData("if (app.Environment.IsDevelopment()) { app.UseSwagger(); app.UseSwaggerUI(); }")]
    [InlineData("app.UseSwagger();")]
    [InlineData("app.MapSwagger();")]
    [InlineData("if (builder.Configuration[\"Docs\"] is not null) { app.UseSwaggerUI(); }")]
    [InlineData("if (app.Urls.Count > 0) { app.UseSwaggerUI(); }")]
    [InlineData("app.MapSwagger().RequireAuthorization(); app.UseSwaggerUI();")]
    [InlineData("app.MapScalarApiReference().RequireAuthorization();")]
    [InlineData("app.MapScalarApiReference(options => options.WithTitle(\"Shop\")).RequireHost(\"*:9000\");")]
    [InlineData("app.MapGroup(\"/docs\").RequireAuthorization().MapScalarApiReference();")]
    [InlineData("var docs = app.MapGroup(\"/docs\").RequireAuthorization(); docs.MapScalarApiReference();")]
    [InlineData("app.MapWhen(context => context.Connection.LocalPort == 9000, branch => { branch.UseSwagger(); branch.UseSwaggerUI(); });")]
    [InlineData("app.Map(\"/admin\", branch => { branch.UseAuthorization(); branch.UseSwaggerUI(); });")]
    [InlineData("app.UseMiddleware<SwaggerLogin>(); app.UseSwaggerUI();")]
    [InlineData("app.Use(async (context, next) => { if (context.Request.Path.StartsWithSegments(\"/swagger\")) { context.Response.StatusCode = 401; return; } await next(); }); app.UseSwaggerUI();")]
    [InlineData("app.MapGrpcReflectionService().RequireAuthorization();")]
    [InlineData("if (app.Environment.IsDevelopment()) { app.MapGrpcReflectionService(); }")]
    public Task Pages_of_an_api_that_somebody_decided_on(string pipeline)
        => Check.Reports<PG1016DeveloperDiagnostics>(Scenario.Of(ProjectKind.Web, "using Scalar.AspNetCore;\n" + Text("", pipeline), Usings + "class SwaggerLogin(RequestDelegate next) { public Task InvokeAsync(HttpContext context) => next(context); }").Referencing(Packages));

    [Theory]
    [InlineData("builder.Services.AddDbContext<Shop>(options => options.UseInMemoryDatabase(\"a\"));")]
    [InlineData("builder.Services.AddDbContext<Shop>(options => options.EnableSensitiveDataLogging(false));")]
    [InlineData("builder.Services.AddDbContext<Shop>(options => options.EnableSensitiveDataLogging(builder.Environment.IsDevelopment()).EnableDetailedErrors(builder.Environment.IsDevelopment()));")]
    [InlineData("builder.Services.AddDbContext<Shop>(options => options.EnableSensitiveDataLogging(builder.Configuration.GetValue<bool>(\"LogValues\")));")]
    [InlineData("builder.Services.AddDbContext<Shop>(options => { if (builder.Environment.IsDevelopment()) { options.EnableSensitiveDataLogging().EnableDetailedErrors(); } });")]
    [InlineData("builder.Services.AddDbContext<Shop>((services, options) => { var env = services.GetRequiredService<IHostEnvironment>(); if (env.IsDevelopment()) options.EnableSensitiveDataLogging(); });")]
    [InlineData("var verbose = args.Length > 0; builder.Services.AddDbContext<Shop>(options => { if (verbose) { options.EnableSensitiveDataLogging(); } });")]
    [InlineData("if (builder.Environment.IsDevelopment()) { builder.Services.AddDbContext<Shop>(options => options.EnableSensitiveDataLogging()); }")]
    [InlineData("builder.Services.AddServerSideBlazor(options => options.DetailedErrors = builder.Environment.IsDevelopment());")]
    [InlineData("builder.Services.AddServerSideBlazor(options => options.DetailedErrors = false);")]
    [InlineData("builder.Services.AddServerSideBlazor(options => { if (builder.Environment.IsDevelopment()) { options.DetailedErrors = true; } });")]
    [InlineData("builder.Services.AddSignalR(hub => hub.EnableDetailedErrors = builder.Configuration.GetValue<bool?>(\"Details\"));")]
    [InlineData("builder.Services.AddSignalR(hub => hub.EnableDetailedErrors = null);")]
    [InlineData("builder.WebHost.UseSetting(WebHostDefaults.DetailedErrorsKey, \"false\");")]
    [InlineData("builder.WebHost.UseSetting(WebHostDefaults.ApplicationKey, \"true\");")]
    [InlineData("builder.WebHost.UseSetting(WebHostDefaults.DetailedErrorsKey, builder.Environment.IsDevelopment().ToString());")]
    [InlineData("if (builder.Environment.IsDevelopment()) { builder.WebHost.UseSetting(WebHostDefaults.DetailedErrorsKey, \"true\"); }")]
    [InlineData("var report = new Report { DetailedErrors = true, ShowPII = true }; report.UseDirectoryBrowser();")]
    [InlineData("builder.Services.AddData(builder.Environment);")]
    [InlineData("#if DEBUG\nbuilder.Services.AddServerSideBlazor(options => options.DetailedErrors = true);\n#endif")]
    public Task Services_that_show_nothing(string services)
        => Check.Reports<PG1016DeveloperDiagnostics>(App(
            services,
            "",
            Context
            + " class Report { public bool DetailedErrors { get; set; } public bool ShowPII { get; set; } public void UseDirectoryBrowser() { } }"
            + " static class Data { public static void AddData(this IServiceCollection services, IHostEnvironment env) { var isLocal = env.IsDevelopment(); services.AddDbContext<Shop>(o => { if (isLocal) { o.EnableSensitiveDataLogging(); } }); } }"));

    [Theory]
    [InlineData("public class StartupDevelopment { public void Configure(IApplicationBuilder app) { app.UseDeveloperExceptionPage(); } }")]
    [InlineData("public class Startup { public void ConfigureDevelopment(IApplicationBuilder app) { app.UseDeveloperExceptionPage(); } }")]
    [InlineData("public class Startup { public void ConfigureDevelopmentServices(IServiceCollection services) { services.AddSignalR(o => o.EnableDetailedErrors = true); } }")]
    [InlineData("public class Startup { public void Configure(IApplicationBuilder app, IWebHostEnvironment env) { if (env.IsDevelopment()) { app.UseDeveloperExceptionPage(); } else { app.UseHsts(); } } }")]
    [InlineData("public class Factory : IDesignTimeDbContextFactory<Shop> { public Shop CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<Shop>().EnableSensitiveDataLogging().Options); }")]
    [InlineData("public class Orders : DbContext { protected override void OnConfiguring(DbContextOptionsBuilder builder) {\n#if DEBUG\nbuilder.EnableSensitiveDataLogging();\n#endif\n} }")]
    [InlineData("public class Orders(IHostEnvironment env) : DbContext { protected override void OnConfiguring(DbContextOptionsBuilder builder) => builder.EnableSensitiveDataLogging(env.IsDevelopment()); }")]
    [InlineData("public class Settings { public bool Verbose { get; set; } } public class Orders(Settings settings) : DbContext { protected override void OnConfiguring(DbContextOptionsBuilder builder) { builder.EnableSensitiveDataLogging(settings.Verbose); } }")]
    [InlineData("public interface IReport { void UseDeveloperExceptionPage(); void EnableSensitiveDataLogging(); } public class Own(IReport report) { public void M() { report.UseDeveloperExceptionPage(); report.EnableSensitiveDataLogging(); } }")]
    public Task Other_files_that_show_nothing(string file) => Check.Reports<PG1016DeveloperDiagnostics>(App("", "", file, Context));

    [Theory]
    [InlineData(ProjectKind.Console)]
    [InlineData(ProjectKind.Desktop)]
    [InlineData(ProjectKind.Test)]
    public Task Tools_and_tests(ProjectKind kind)
        => Check.Reports<PG1016DeveloperDiagnostics>(Scenario.Of(kind, "using Microsoft.EntityFrameworkCore; public class Orders : DbContext { protected override void OnConfiguring(DbContextOptionsBuilder builder) => builder.EnableSensitiveDataLogging(); static void Main() { } }")
            .Referencing(kind == ProjectKind.Console ? ["Microsoft.EntityFrameworkCore", "Microsoft.EntityFrameworkCore.Abstractions"] : []));

    [Fact]
    public Task A_worker_with_a_file_of_its_own()
        => Check.Reports<PG1016DeveloperDiagnostics>(Scenario.Of(
            ProjectKind.Worker,
            Usings + "var builder = Host.CreateApplicationBuilder(args); builder.Services.AddDbContext<Shop>(options => options.UseSqlite(\"Data Source=a.db\").EnableSensitiveDataLogging()); builder.Build().Run(); " + Context
            + " static class Sqlite { public static DbContextOptionsBuilder UseSqlite(this DbContextOptionsBuilder builder, string text) => builder; }"));

    [Theory]
    [InlineData("ProjectDir", "/home/dev/library/samples/Server/", false)]
    [InlineData("ProjectDir", "C:\\library\\Examples\\Server\\", false)]
    [InlineData("ProjectDir", "/home/dev/shop/src/Sampling/", true)]
    [InlineData("ProdGapIsSample", "true", false)]
    [InlineData("ProdGapIsSample", "false", true)]
    public Task Samples(string property, string value, bool reports)
    {
        var page = reports ? "app.[|UseDeveloperExceptionPage|]();" : "app.UseDeveloperExceptionPage();";
        return Check.Reports<PG1016DeveloperDiagnostics>(App("", page).Property(property, value));
    }

    [Fact]
    public Task A_sample_that_is_deployed()
        => Check.Reports<PG1016DeveloperDiagnostics>(App("", "app.[|UseDeveloperExceptionPage|]();").Property("ProjectDir", "/shop/samples/Web/").Property("ProdGapIsSample", "false"));

    [Theory]
    [InlineData("appsettings.json", "{ \"DetailedErrors\": [|true|] }")]
    [InlineData("appsettings.json", "{ \"detailedErrors\": \"[|true|]\" }")]
    [InlineData("appsettings.Production.json", "{ \"DetailedErrors\": [|true|], \"Logging\": { } }")]
    [InlineData("appsettings.Staging.json", "{ \"DetailedErrors\": [|true|] }")]
    [InlineData("appsettings.json", "{ \"CircuitOptions\": { \"DetailedErrors\": [|true|] } }")]
    [InlineData(".env", "ASPNETCORE_DETAILEDERRORS=[|true|]")]
    public Task Settings(string path, string text) => Check.Reports<PG1016DeveloperDiagnostics>(Scenario.Of(ProjectKind.Web, Text("builder.Services.AddServerSideBlazor();")).AdditionalFile(path, text, "settings"));

    [Theory]
    [InlineData("appsettings.Development.json", "{ \"DetailedErrors\": true }", "settings")]
    [InlineData("appsettings.Local.json", "{ \"DetailedErrors\": true }", "settings")]
    [InlineData("launchSettings.json", "{ \"profiles\": { \"http\": { \"environmentVariables\": { \"ASPNETCORE_DETAILEDERRORS\": \"true\" } } } }", "settings")]
    [InlineData("appsettings.json", "{ \"DetailedErrors\": false }", "settings")]
    [InlineData("appsettings.json", "{ \"Mail\": { \"DetailedErrors\": true } }", "settings")]
    [InlineData("appsettings.json", "{ \"DetailedErrorsUrl\": \"true\" }", "settings")]
    [InlineData("appsettings.json", "{ \"DetailedErrors\": true }", "other")]
    [InlineData("appsettings.json", "{ \"DetailedErrors\": tr", "settings")]
    public Task Settings_that_show_nothing(string path, string text, string role) => Check.Reports<PG1016DeveloperDiagnostics>(Scenario.Of(ProjectKind.Web, Text("")).AdditionalFile(path, text, role));

    [Theory]
    [InlineData("app.[|UseHangfireDashboard|](\"/jobs\", new DashboardOptions { Authorization = new[] { new Anyone() } });")]
    [InlineData("app.[|UseHangfireDashboard|](options: new DashboardOptions { Authorization = [new Anyone()] });")]
    [InlineData("app.[|UseHangfireDashboard|](\"/jobs\", new() { Authorization = [] });")]
    [InlineData("var options = new DashboardOptions { Authorization = new IDashboardAuthorizationFilter[] { new Everybody() } }; app.[|UseHangfireDashboard|](\"/jobs\", options);")]
    [InlineData("app.[|MapHangfireDashboard|](new DashboardOptions { Authorization = Array.Empty<IDashboardAuthorizationFilter>() });")]
    [InlineData("app.[|MapHangfireDashboardWithNoAuthorizationFilters|](\"/jobs\");")]
    public Task Dashboards_for_anyone(string pipeline) => Check.Reports<PG1016DeveloperDiagnostics>(Dashboard(pipeline));

    [Theory]
    [InlineData("app.UseHangfireDashboard();")]
    [InlineData("app.UseHangfireDashboard(\"/jobs\", new DashboardOptions { Authorization = new[] { new Admins() } });")]
    [InlineData("app.UseHangfireDashboard(\"/jobs\", new DashboardOptions { Authorization = new IDashboardAuthorizationFilter[] { new Anyone(), new Admins() } });")]
    [InlineData("app.UseHangfireDashboard(\"/jobs\", new DashboardOptions { AppPath = null });")]
    [InlineData("app.MapHangfireDashboardWithNoAuthorizationFilters().RequireAuthorization();")]
    [InlineData("app.MapHangfireDashboard(new DashboardOptions { Authorization = [new Anyone()] }).RequireAuthorization(\"admin\");")]
    [InlineData("if (app.Environment.IsDevelopment()) { app.UseHangfireDashboard(\"/jobs\", new DashboardOptions { Authorization = [new Anyone()] }); }")]
    public Task Dashboards_that_ask(string pipeline) => Check.Reports<PG1016DeveloperDiagnostics>(Dashboard(pipeline));

    private static Scenario Dashboard(string pipeline)
        => Scenario.Of(
            ProjectKind.Web,
            "using Hangfire; using Hangfire.Dashboard;\n" + Text("", pipeline),
            """
            using Hangfire.Dashboard;
            class Anyone : IDashboardAuthorizationFilter { public bool Authorize(DashboardContext context) => true; }
            class Everybody : IDashboardAuthorizationFilter { public bool Authorize(DashboardContext context) { /* later */ return true; } }
            class Admins : IDashboardAuthorizationFilter { public bool Authorize(DashboardContext context) => context.GetHttpContext().User.IsInRole("admin"); }
            """).Referencing(Packages);

    /// <summary>A stub: MiniProfiler does not restore where these tests run.</summary>
    private const string Profiler = "namespace StackExchange.Profiling { public class MiniProfilerOptions { public System.Func<Microsoft.AspNetCore.Http.HttpRequest, bool>? ResultsAuthorize { get; set; } } }";

    [Theory]
    [InlineData("builder.Services.Configure<StackExchange.Profiling.MiniProfilerOptions>(options => options.[|ResultsAuthorize|] = _ => true);")]
    [InlineData("builder.Services.Configure<StackExchange.Profiling.MiniProfilerOptions>(options => { options.[|ResultsAuthorize|] = delegate { return true; }; });")]
    [InlineData("builder.Services.Configure<StackExchange.Profiling.MiniProfilerOptions>(options => options.ResultsAuthorize = request => request.HttpContext.User.IsInRole(\"admin\"));")]
    [InlineData("builder.Services.Configure<StackExchange.Profiling.MiniProfilerOptions>(options => options.ResultsAuthorize = _ => false);")]
    [InlineData("if (builder.Environment.IsDevelopment()) { builder.Services.Configure<StackExchange.Profiling.MiniProfilerOptions>(options => options.ResultsAuthorize = _ => true); }")]
    public Task Profiles_for_anyone(string services) => Check.Reports<PG1016DeveloperDiagnostics>(Scenario.Of(ProjectKind.Web, Text(services), Profiler));

    [Fact]
    public Task The_message_says_what_to_do()
        => Check.Reports<PG1016DeveloperDiagnostics>(App("", "app.[|UseDeveloperExceptionPage|]();"), "'UseDeveloperExceptionPage' is also on in production and shows stack traces, source lines and headers to anyone; enable it only in development");

    [Fact]
    public Task The_message_in_a_settings_file()
        => Check.Reports<PG1016DeveloperDiagnostics>(
            Scenario.Of(ProjectKind.Web, Text("builder.Services.AddServerSideBlazor();")).AdditionalFile("appsettings.json", "{ \"DetailedErrors\": [|true|] }", "settings"),
            "'DetailedErrors' is also on in production and shows the details of exceptions to every client; enable it only in development");

    [Theory]
    [InlineData("prodgap.PG1016.likely = report")]
    public Task Likely_findings_can_be_raised(string line) => Check.Reports<PG1016DeveloperDiagnostics>(App("", "app.[|UseSwaggerUI|]();").EditorConfig(line));

    [Theory]
    [InlineData("app.UseDeveloperExceptionPage(")]
    [InlineData("app.UseSwaggerUI(options => ); app.UseFileServer(true")]
    [InlineData("builder.Services.AddMissing(options => options.EnableSensitiveDataLogging()); x.DetailedErrors = ")]
    [InlineData("app.UseHangfireDashboard(options: new { Authorization = }); builder.WebHost.UseSetting(, );")]
    public Task Half_typed_code(string code) => Check.Reports<PG1016DeveloperDiagnostics>(Scenario.Of(ProjectKind.Web, Text("", code)).Broken());

    /// <summary>Without components nothing asks for the setting, unless the app shows why it did not start.</summary>
    [Theory]
    [InlineData("builder.Services.AddControllers();", "{ \"DetailedErrors\": true }")]
    [InlineData("builder.Services.AddRazorPages();", "{ \"DetailedErrors\": true }")]
    [InlineData("builder.Services.AddRazorComponents();", "{ \"DetailedErrors\": [|true|] }")]
    [InlineData("builder.WebHost.CaptureStartupErrors(true);", "{ \"DetailedErrors\": [|true|] }")]
    public Task The_setting_in_an_app_without_components(string services, string text) => Check.Reports<PG1016DeveloperDiagnostics>(Scenario.Of(ProjectKind.Web, Text(services)).AdditionalFile("appsettings.json", text, "settings"));

    /// <summary>A call in the middle of a chain stands where its name does.</summary>
    [Theory]
    [InlineData("services.AddDbContext<Shop>(options => options.EnableServiceProviderCaching()\n#if DEBUG\n.EnableSensitiveDataLogging()\n#endif\n);")]
    [InlineData("services.AddDbContext<Shop>(options => options\n#if !RELEASE && TRACE\n.EnableSensitiveDataLogging()\n#endif\n.EnableServiceProviderCaching());")]
    [InlineData("services.AddDbContext<Shop>(options => options.EnableServiceProviderCaching()\n#if RELEASE\n#else\n.EnableSensitiveDataLogging()\n#endif\n);")]
    [InlineData("services.AddDbContext<Shop>(options => options.[|EnableSensitiveDataLogging|]()\n#if DEBUG\n.EnableServiceProviderCaching()\n#endif\n);")]
    [InlineData("services.AddDbContext<Shop>(options => options.EnableServiceProviderCaching()\n#if DEBUG || TRACE\n.[|EnableSensitiveDataLogging|]()\n#endif\n);")]
    public Task A_part_of_a_chain_in_a_debug_build(string statement) => Check.Reports<PG1016DeveloperDiagnostics>(
        App("", "", Context, "public static class Stores { public static void Add(IServiceCollection services) { " + statement + " } }")
            .Parsed(Microsoft.CodeAnalysis.CSharp.CSharpParseOptions.Default.WithPreprocessorSymbols("DEBUG", "TRACE")));

    /// <summary>What the framework runs because it is registered runs where that is done.</summary>
    [Theory]
    [InlineData("if (builder.Environment.IsDevelopment()) { builder.Services.AddTransient<IStartupFilter, Pages>(); }", "UseDeveloperExceptionPage")]
    [InlineData("if (!builder.Environment.IsProduction()) builder.Services.AddSingleton<IStartupFilter, Pages>();", "UseDeveloperExceptionPage")]
    [InlineData("builder.Services.AddTransient<IStartupFilter, Pages>();", "[|UseDeveloperExceptionPage|]")]
    [InlineData("if (builder.Environment.IsDevelopment()) { builder.Services.AddTransient<IStartupFilter, Pages>(); } builder.Services.AddTransient<IStartupFilter, Pages>();", "[|UseDeveloperExceptionPage|]")]
    public Task A_filter_of_the_start(string services, string page) => Check.Reports<PG1016DeveloperDiagnostics>(App(
        services, "", "public class Pages : IStartupFilter { public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app => { app." + page + "(); next(app); }; }"));

    [Theory]
    [InlineData("app.UseSwaggerUI(options => { options.DocumentTitle = \"Shop\"; options.SupportedSubmitMethods(); });")]
    [InlineData("app.[|UseSwaggerUI|](options => options.SupportedSubmitMethods(Swashbuckle.AspNetCore.SwaggerUI.SubmitMethod.Get));")]
    public Task A_page_on_which_nothing_can_be_tried(string pipeline)
        => pipeline.Contains("[|", StringComparison.Ordinal) ? Check.Suggests<PG1016DeveloperDiagnostics>(App("", pipeline)) : Check.Reports<PG1016DeveloperDiagnostics>(App("", pipeline));
}
