namespace ProdGap.Analyzers.Package.Tests;

/// <summary>The unattended loop: build, <c>dotnet format</c>, build again.</summary>
public sealed class FormatTests(PackageFixture workshop) : IClassFixture<PackageFixture>
{
    /// <summary>What cannot be repaired unattended, in the file that is asked about first.</summary>
    private const string Audit = """
        namespace Shop;

        public interface IArchive
        {
            string Read(string name);
        }

        public static class Audit
        {
            public static void Note(string text)
            {
                try
                {
                    File.AppendAllText("audit.log", text);
                }
                catch //! PG2001
                {
                }
            }

            public static string Last(ILogger logger, IArchive archive)
            {
                try
                {
                    return archive.Read("audit.log");
                }
                catch (Exception ex)
                {
                    logger.LogError(ex, "No audit log");
                    return ""; //! PG2003
                }
            }
        }

        """;

    private const string Shapes = """
        namespace Shop;

        public interface IStore
        {
            Task SaveAsync(string order, CancellationToken cancellationToken);
        }

        // A logger in a field, a bare catch.
        public sealed class Orders
        {
            private readonly IStore _store;
            private readonly ILogger<Orders> _logger;

            public Orders(IStore store, ILogger<Orders> logger)
            {
                _store = store;
                _logger = logger;
            }

            public async Task KeepAsync(string order)
            {
                _logger.LogInformation("Keeping an order");
                try
                {
                    await _store.SaveAsync(order, CancellationToken.None);
                }
                catch //! PG2001
                {
                    // the customer can order again
                }
            }

            // Both rules at one catch.
            public async Task DrainAsync(IEnumerable<string> orders, CancellationToken cancellationToken)
            {
                foreach (var order in orders)
                {
                    try
                    {
                        await _store.SaveAsync(order, cancellationToken);
                    }
                    catch (Exception) //! PG2001 PG2002
                    {
                        continue;
                    }
                }
            }
        }

        // No logger, a constructor, built by the container.
        public sealed class Invoices
        {
            private readonly IStore _store;

            public Invoices(IStore store)
            {
                _store = store;
            }

            public async Task KeepAsync(string invoice)
            {
                try
                {
                    await _store.SaveAsync(invoice, CancellationToken.None);
                }
                catch (Exception e) //! PG2001
                {
                    Console.WriteLine(e.Message);
                }
            }
        }

        // No logger, a primary constructor, built by the container and by a test.
        public sealed class Refunds(IStore store)
        {
            public async Task KeepAsync(string refund, CancellationToken cancellationToken)
            {
                try
                {
                    await store.SaveAsync(refund, cancellationToken);
                }
                catch (Exception ex) when (refund.Length > 0 || ex is not IOException)
                {
                    Console.WriteLine(ex.Message);
                }
            }

            public async Task DropAsync(string refund)
            {
                try
                {
                    await store.SaveAsync(refund, CancellationToken.None);
                }
                catch //! PG2001
                {
                }

                try
                {
                    await store.SaveAsync(refund, CancellationToken.None);
                }
                catch (Exception) //! PG2001
                {
                }
            }
        }

        // No constructor at all, started by the host; a cancellation taken for a failure, in a loop.
        public sealed class Watcher : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                while (!stoppingToken.IsCancellationRequested)
                {
                    try
                    {
                        await Task.Delay(1000, stoppingToken);
                        await File.WriteAllTextAsync("alive", "yes", stoppingToken);
                    }
                    catch (Exception ex) //! PG2001
                    {
                        Console.WriteLine(ex);
                    }
                }
            }
        }

        """;

    private const string Program = """
        using Shop;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddScoped<Orders>();
        builder.Services.AddScoped<Invoices>();
        builder.Services.AddScoped<Refunds>();
        builder.Services.AddHostedService<Watcher>();
        var app = builder.Build();
        app.MapPost("/notes", async (HttpRequest request, CancellationToken cancellationToken) =>
        {
            try
            {
                await File.WriteAllTextAsync("note", request.Path, cancellationToken);
                return Results.Ok();
            }
            catch (Exception ex) //! PG2002
            {
                app.Logger.LogError(ex, "No note");
                return Results.Problem("no note");
            }
        }).AllowAnonymous();
        app.Run();

        """;

    private const string Tests = """
        namespace Shop.Tests;

        public sealed class RefundsTests
        {
            [Xunit.Fact]
            public async Task Keeps()
            {
                var refunds = new Refunds(new Memory());
                await refunds.DropAsync("1");
            }

            private sealed class Memory : IStore
            {
                public Task SaveAsync(string order, CancellationToken cancellationToken) => Task.CompletedTask;
            }
        }

        """;

    /// <summary>A component with a gap that is left as it is.</summary>
    private const string Component = """
        @inherits Microsoft.AspNetCore.Components.ComponentBase

        @code {
            private void Load()
            {
                try
                {
                    File.WriteAllText("orders.txt", "");
                }
                catch //! PG2001
                {
                }
            }
        }

        """;

    [Fact]
    public void Repairs_what_it_promises_in_one_run_leaves_components_as_they_are_and_the_code_still_compiles()
    {
        var folder = workshop.Folder()
            .Project("Shop/Shop.csproj", "<ProdGapTestIndex>false</ProdGapTestIndex>", sdk: "Microsoft.NET.Sdk.Web")
            .Write("Shop/Audit.cs", Audit)
            .Write("Shop/Shapes.cs", Shapes)
            .Write("Shop/Program.cs", Program)
            .Project("Shop.Tests/Shop.Tests.csproj", items: """
                <ProjectReference Include="../Shop/Shop.csproj" />
                <FrameworkReference Include="Microsoft.AspNetCore.App" />
                <PackageReference Include="xunit" Version="2.9.3" />
                """)
            .Write("Shop.Tests/RefundsTests.cs", Tests)
            .Project("Site/Site.csproj", "<RequiresAspNetWebAssets>false</RequiresAspNetWebAssets><ProdGapTestIndex>false</ProdGapTestIndex>", sdk: "Microsoft.NET.Sdk.Web")
            .Write("Site/Program.cs", "WebApplication.CreateBuilder(args).Build().Run();\n")
            .Write("Site/Oops.razor", Component)
            .Write(".editorconfig", "root = true\n")
            .Solution("All.slnx", "Shop/Shop.csproj", "Shop.Tests/Shop.Tests.csproj", "Site/Site.csproj");
        string[] format = ["format", "analyzers", "All.slnx", "--severity", "warn", "--diagnostics", "PG2001", "PG2002", "--no-restore"];
        var before = folder.Fingerprints();

        folder.Build().Succeeds().Reports([.. folder.Marked("Shop/Audit.cs"), .. folder.Marked("Shop/Shapes.cs"), .. folder.Marked("Shop/Program.cs"), .. folder.Marked("Site/Oops.razor")]);

        // Nothing that the package adds makes the tool complain of the project.
        Assert.DoesNotContain("Warnings were encountered", folder.Dotnet(format).Succeeds().Output);
        var after = folder.Fingerprints();
        Assert.Equal(
            ["Shop.Tests/RefundsTests.cs", "Shop/Program.cs", "Shop/Shapes.cs"],
            after.Where(file => before.GetValueOrDefault(file.Key) != file.Value).Select(file => file.Key));
        folder.Rebuild().Succeeds().Reports([.. folder.Marked("Shop/Audit.cs"), .. folder.Marked("Site/Oops.razor")]);

        folder.Dotnet(format).Succeeds();
        Assert.Equal(after, folder.Fingerprints());
    }
}
