using System.Text.RegularExpressions;

namespace ProdGap.Analyzers.Package.Tests;

/// <summary>Missing tests are scaffolded by <c>dotnet format</c>: they build, those of guards pass, the rest fails until somebody finishes them.</summary>
public sealed partial class ScaffoldTests(Workshop workshop) : IClassFixture<Workshop>
{
    private static readonly string[] Scaffold = ["format", "analyzers", "--severity", "warn", "--diagnostics", "PG4001", "--no-restore"];

    [Fact]
    public void The_sample_gets_its_missing_tests_in_one_run()
    {
        var folder = SampleTests.Copy(workshop);
        folder.Dotnet("restore").Succeeds();
        folder.Dotnet(Scaffold).Succeeds();
        var after = folder.Fingerprints();
        var project = folder.Read("Shop.Tests/Shop.Tests.csproj");

        Assert.DoesNotContain(folder.Rebuild("Shop.Tests").Succeeds().Findings, finding => finding.Id == "PG4001");
        Assert.Equal(["Shop.Tests/ApiTests.cs", "Shop.Tests/Fakes/Fakes.cs", "Shop.Tests/Fakes/SignedIn.cs", "Shop.Tests/OrderServiceTests.cs", "Shop.Tests/ServiceTests.cs", "Shop.Tests/ShippingTests.cs", "Shop.Tests/StatementTests.cs"], after.Keys.Where(name => name.StartsWith("Shop.Tests/", StringComparison.Ordinal) && name.EndsWith(".cs", StringComparison.Ordinal)));
        Assert.DoesNotContain("<Compile", project);

        var run = folder.Dotnet("test", "Shop.Tests", "--no-build").Fails();
        var failed = Failed().Matches(run.Output).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(
            [
                "ApplyVolumeDiscount_ReturnsResult", "ArchiveAsync_CanceledToken_Stops", "ArchiveAsync_ReturnsResult", "BuildDailyReportAsync_ReturnsResult", "CancelOrderAsync_Completes", "CancelOrderAsync_Completes", "CancelOrderAsync_ThrowsInvalidOperationException",
                "CancelOrderAsync_ThrowsKeyNotFoundException", "CountOldOrdersAsync_ReturnsResult", "CreateApiToken_ReturnsResult", "ExportAsync_CanceledToken_Stops", "ExportAsync_ReturnsResult",
                "FilterAsync_ReturnsResult", "GenerateAsync_CanceledToken_Stops", "GenerateAsync_ReturnsResult", "PingAsync_ReturnsResult", "RaisePricesAsync_ReturnsResult", "ReadName_ReturnsResult",
                "ReadOldCatalogAsync_ReturnsResult", "Read_ReturnsResult", "RefundAsync_Completes", "Release_Completes", "Remind_Completes", "RenderPdf_ReturnsResult", "SearchAsync_ReturnsResult",
            ],
            failed);
        Assert.Contains("Describe what PricingService.ApplyVolumeDiscount returns.", run.Output);
        Assert.Contains("ApplyVolumeDiscount_NegativeQuantity_ThrowsArgumentOutOfRangeException", folder.Read("Shop.Tests/ServiceTests.cs"));

        folder.Dotnet(Scaffold).Succeeds();
        Assert.Equal(after, folder.Fingerprints());
    }

    [Fact]
    public void In_the_words_of_NUnit()
    {
        var folder = workshop.Folder()
            .Solution("Shop.slnx", "Shop/Shop.csproj", "Shop.Tests/Shop.Tests.csproj")
            .Project("Shop/Shop.csproj")
            .Write("Shop/Stock.cs", """
                namespace Shop;

                public class Stock(int size)
                {
                    private int left = size;

                    public int Take(int count)
                    {
                        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
                        left -= count;
                        return left < 0 ? 0 : left;
                    }

                    public async Task SaveAsync(string path, CancellationToken cancellationToken)
                    {
                        ArgumentException.ThrowIfNullOrEmpty(path);
                        cancellationToken.ThrowIfCancellationRequested();
                        await File.WriteAllTextAsync(path, $"{left}", cancellationToken);
                    }
                }

                """)
            .BareProject(
                "Shop.Tests/Shop.Tests.csproj",
                "<NoWarn>$(NoWarn);NU1603</NoWarn>",
                """
                <PackageReference Include="NUnit" Version="5.0.0" /><PackageReference Include="NUnit3TestAdapter" Version="6.3.1" /><PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.11.0" />
                <ProjectReference Include="../Shop/Shop.csproj" />
                """)
            .Write("Shop.Tests/StockTests.cs", """
                using NUnit.Framework;

                namespace Shop.Tests;

                public class StockTests
                {
                    private readonly Stock _sut = new(3);

                    [Test]
                    public void Takes_what_is_there()
                    {
                        Assert.That(_sut, Is.Not.Null);
                    }
                }

                """);
        folder.Dotnet("restore").Succeeds();
        folder.Dotnet(Scaffold).Succeeds();
        Assert.DoesNotContain(folder.Rebuild().Succeeds().Findings, finding => finding.Id == "PG4001");

        var tests = folder.Read("Shop.Tests/StockTests.cs");
        Assert.Contains("        await Assert.ThrowsAsync<ArgumentNullException>(() => _sut.SaveAsync(null!, CancellationToken.None));", tests);
        var run = folder.Dotnet("test", "--no-build").Fails();
        Assert.Equal(["SaveAsync_completes", "Take_returns_result"], Failed().Matches(run.Output).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
        Assert.Matches(@"Failed:\s+2, Passed:\s+5,", run.Output);
    }

    /// <summary>The name of a test that failed, without those that it stands in.</summary>
    [GeneratedRegex(@"^  Failed (?:[\w.]+\.)?(\w+) \[", RegexOptions.Multiline)]
    private static partial Regex Failed();
}
