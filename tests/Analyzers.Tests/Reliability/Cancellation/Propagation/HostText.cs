namespace ProdGap.Analyzers.Tests.Reliability.Cancellation.Propagation;

/// <summary>What a layered solution has once: its registrations, its database context and its programs.</summary>
internal static class HostText
{
    /// <summary>What every layer may call: an interface that many chains meet at.</summary>
    public static SourceFile Domain()
        => SourceFile.Of(
            "IAuditTrail",
            "namespace Northwind.Domain;\n\npublic interface IAuditTrail\n{\n/// <summary>Writes down what was done, and for whom.</summary>\n/// <param name=\"what\">What was done.</param>\n"
            + "/// <param name=\"customerId\">For whom.</param>\n/// <param name=\"why\">Why, if that is known.</param>\nTask RecordAsync(string what, int customerId, string? why = null);\n}\n");

    /// <summary>The application layer's registrations.</summary>
    public static SourceFile Application(IReadOnlyList<Feature> features)
        => SourceFile.Of(
            "ApplicationServices",
            "using Microsoft.Extensions.DependencyInjection;\nusing Microsoft.Extensions.Logging;\n" + Domain(features) + Usings("Application", features)
            + $$"""

                namespace Northwind.Application;

                public static class ApplicationServices
                {
                    public static IServiceCollection AddApplication(this IServiceCollection services)
                    {

                """
            + string.Concat(features.Select(feature => new ServiceText(feature).Registration))
            + "return services;\n}\n}\n");

    /// <summary>The infrastructure's files.</summary>
    public static IEnumerable<SourceFile> Infrastructure(IReadOnlyList<Feature> features)
    {
        yield return SourceFile.Of(
            "AppDbContext",
            "using Microsoft.EntityFrameworkCore;\n" + Domain(features)
            + "\nnamespace Northwind.Infrastructure;\n\npublic sealed class AppDbContext(DbContextOptions<AppDbContext> options) : DbContext(options)\n{\n"
            + string.Concat(features.Select(feature => $"public DbSet<{feature.Noun}> {feature.Plural} => Set<{feature.Noun}>();\n\n"))
            + "}\n");
        yield return SourceFile.Of(
            "InfrastructureServices",
            "using System.Threading.Channels;\nusing Contoso.Hosting;\nusing Microsoft.EntityFrameworkCore;\nusing Microsoft.Extensions.DependencyInjection;\nusing Northwind.Domain;\n" + Domain(features) + Usings("Infrastructure", features)
            + "\nnamespace Northwind.Infrastructure;\n\npublic static class InfrastructureServices\n{\npublic static IServiceCollection AddInfrastructure(this IServiceCollection services)\n{\n"
            + "services.AddDbContext<AppDbContext>(options => options.UseInMemoryDatabase(\"northwind\"));\nservices.AddSingleton(new HttpClient());\nservices.AddSingleton<IAuditTrail, FileAuditTrail>();\n"
            + string.Concat(features.Select(feature => new RepositoryText(feature).Registration))
            + "return services;\n}\n}\n");

        // A base class and a service that all features share: many chains, one edit.
        yield return SourceFile.Of(
            "RepositoryBase",
            "using Microsoft.EntityFrameworkCore;\n\nnamespace Northwind.Infrastructure;\n\npublic abstract class RepositoryBase\n{\nprivate readonly AppDbContext context;\n\n"
            + "protected RepositoryBase(AppDbContext context)\n{\nthis.context = context;\n}\n\n"
            + "public virtual async Task<int> PurgeAsync(TimeSpan age)\n{\nawait Task.Delay(age);\nreturn 0;\n}\n\n"
            + "protected async Task<int> SaveAsync()\n{\nreturn await context.SaveChangesAsync();\n}\n}\n");
        yield return SourceFile.Of(
            "FileAuditTrail",
            "using Northwind.Domain;\n\nnamespace Northwind.Infrastructure;\n\n/// <inheritdoc cref=\"IAuditTrail\"/>\npublic sealed class FileAuditTrail : IAuditTrail\n{\nprivate static readonly SemaphoreSlim Gate = new(1, 1);\n\n"
            + "/// <inheritdoc/>\npublic async Task RecordAsync(string what, int customerId, string? why = null)\n{\nawait Gate.WaitAsync();\ntry\n{\nawait File.AppendAllTextAsync(\"audit.log\", $\"{what} {customerId} {why}\");\n}\nfinally\n{\nGate.Release();\n}\n}\n}\n");

        // A class of somebody else whose method fixes the signature of ours.
        yield return SourceFile.Of(
            "LedgerExporter",
            "using Contoso.Hosting;\n\nnamespace Northwind.Infrastructure;\n\npublic sealed class LedgerExporter(AppDbContext db) : Exporter\n{\nprotected override async Task<int> ExportAsync(string target)\n{\n"
            + "await File.WriteAllTextAsync(target, \"ledger\");\nreturn await db.SaveChangesAsync();\n}\n}\n");
    }

    /// <summary>The web application's program.</summary>
    public static SourceFile Web(IReadOnlyList<Feature> features)
        => SourceFile.Of(
            "Program",
            "using Microsoft.AspNetCore.Builder;\nusing Microsoft.Extensions.DependencyInjection;\nusing Northwind.Application;\nusing Northwind.Infrastructure;\n"
            + Usings("Web", features.Where(feature => feature.Choice.EntryPoint != EntryPoint.BackgroundService))
            + "\nvar builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddControllers();\nbuilder.Services.AddRazorPages();\nbuilder.Services.AddSignalR();\nbuilder.Services.AddApplication().AddInfrastructure();\n\n"
            + "var app = builder.Build();\napp.MapControllers();\napp.MapRazorPages();\n"
            + string.Concat(features.Where(feature => feature.Choice.EntryPoint != EntryPoint.BackgroundService).Select(feature => new EntryText(feature).Registration))
            + "await app.RunAsync();\n");

    /// <summary>The worker's program and its heartbeat.</summary>
    public static IEnumerable<SourceFile> Worker(IReadOnlyList<Feature> features)
    {
        yield return SourceFile.Of(
            "Program",
            "using Contoso.Hosting;\nusing Microsoft.Extensions.DependencyInjection;\nusing Microsoft.Extensions.Hosting;\nusing Northwind.Application;\nusing Northwind.Infrastructure;\nusing Northwind.Worker;\n"
            + Usings("Worker", features.Where(feature => feature.Choice.EntryPoint == EntryPoint.BackgroundService))
            + "\nvar builder = Host.CreateApplicationBuilder(args);\nbuilder.Services.AddApplication().AddInfrastructure();\nbuilder.Services.AddHostedService<Heartbeat>();\n"
            + string.Concat(features.Where(feature => feature.Choice.EntryPoint == EntryPoint.BackgroundService).Select(feature => new EntryText(feature).Registration))
            + "using var host = builder.Build();\nawait WarmUpAsync(host.Services);\nawait host.RunAsync();\n\nstatic async Task WarmUpAsync(IServiceProvider services)\n{\nforeach (var task in services.GetServices<IStartupTask>().OrderBy(task => task.Priority))\n{\nawait task.RunAsync();\nawait Task.Delay(50);\n}\n}\n");

        // A broad catch that takes the shutdown for a failure.
        yield return SourceFile.Of(
            "Heartbeat",
            "using Microsoft.Extensions.Hosting;\nusing Microsoft.Extensions.Logging;\n\nnamespace Northwind.Worker;\n\npublic sealed class Heartbeat(HttpClient http, ILogger<Heartbeat> logger) : BackgroundService\n{\n"
            + "protected override async Task ExecuteAsync(CancellationToken stoppingToken)\n{\nwhile (!stoppingToken.IsCancellationRequested)\n{\ntry\n{\nusing var response = await http.GetAsync(\"health\", stoppingToken);\n"
            + "response.EnsureSuccessStatusCode();\nawait Task.Delay(TimeSpan.FromSeconds(30), stoppingToken);\n}\ncatch (Exception exception)\n{\nlogger.LogError(exception, \"No heartbeat\");\n}\n}\n}\n}\n");
    }

    private static string Domain(IEnumerable<Feature> features) => Usings("Domain", features);

    private static string Usings(string layer, IEnumerable<Feature> features) => string.Concat(features.Select(feature => $"using Northwind.{layer}.{feature.Plural};\n"));
}
