using System.Text.RegularExpressions;

namespace ProdGap.Analyzers.Package.Tests;

/// <summary>Missing tests are scaffolded by <c>dotnet format</c>: they build, those of guards pass, the rest fails until somebody finishes them.</summary>
public sealed partial class ScaffoldTests(PackageFixture workshop) : IClassFixture<PackageFixture>
{
    private static readonly string[] Scaffold = ["format", "analyzers", "--severity", "warn", "--diagnostics", "PG4001", "--no-restore"];

    [Fact]
    public void The_sample_gets_its_missing_tests_in_one_run()
    {
        var folder = SampleTests.Copy(workshop);
        folder.AllowUnsafeFixes().Restore();
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
        folder.AllowUnsafeFixes().Restore();
        folder.Dotnet(Scaffold).Succeeds();
        Assert.DoesNotContain(folder.Rebuild().Succeeds().Findings, finding => finding.Id == "PG4001");

        var tests = folder.Read("Shop.Tests/StockTests.cs");
        Assert.Contains("        await Assert.ThrowsAsync<ArgumentNullException>(() => _sut.SaveAsync(null!, CancellationToken.None));", tests);
        var run = folder.Dotnet("test", "--no-build", "-m:1").Fails();
        Assert.Equal(["SaveAsync_completes", "Take_returns_result"], Failed().Matches(run.Output).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
        Assert.Matches(@"Failed:\s+2, Passed:\s+5,", run.Output);
    }

    /// <summary>Of three rules, in each framework: the framework builds it and runs it, what nobody has completed is red and says so, the rest is green.</summary>
    [Fact]
    public void In_the_words_of_every_framework_they_run_and_ask_to_be_completed()
    {
        (string Name, string Packages, string Properties, string Space, string Class, string Test, string Takes, string Answers)[] frameworks =
        [
            ("Xunit", """<PackageReference Include="xunit" Version="2.9.3" /><PackageReference Include="xunit.runner.visualstudio" Version="4.0.1" />""",
                "", "Xunit", "", "[Fact]", "Assert.Equal(1, new Stock(3).Take(2));", "Assert.True(response.IsSuccessStatusCode);"),
            // Version 3 has a runner of its own; switched off, the projects of a solution are run by one command.
            ("XunitV3", """<PackageReference Include="xunit.v3" Version="4.0.2" /><PackageReference Include="xunit.runner.visualstudio" Version="4.0.1" />""",
                "<OutputType>Exe</OutputType><UseAppHost>true</UseAppHost><IsTestingPlatformApplication>false</IsTestingPlatformApplication>", "Xunit", "", "[Fact]", "Assert.Equal(1, new Stock(3).Take(2));", "Assert.True(response.IsSuccessStatusCode);"),
            ("NUnit", """<PackageReference Include="NUnit" Version="5.0.0" /><PackageReference Include="NUnit3TestAdapter" Version="6.3.1" />""",
                "", "NUnit.Framework", "", "[Test]", "Assert.That(new Stock(3).Take(2), Is.EqualTo(1));", "Assert.That(response.IsSuccessStatusCode, Is.True);"),
            ("MSTest", """<PackageReference Include="MSTest.TestFramework" Version="4.5.3" /><PackageReference Include="MSTest.TestAdapter" Version="4.5.3" />""",
                "", "Microsoft.VisualStudio.TestTools.UnitTesting", "[TestClass]\n", "[TestMethod]", "Assert.AreEqual(1, new Stock(3).Take(2));", "Assert.IsTrue(response.IsSuccessStatusCode);"),
        ];
        var folder = workshop.Folder().Write(".editorconfig", "root = true\n");
        foreach (var (name, packages, properties, space, type, test, takes, answers) in frameworks)
        {
            folder
                .Project($"{name}/Shop/{name}.Shop.csproj", sdk: "Microsoft.NET.Sdk.Web")
                .Write($"{name}/Shop/Stock.cs", """
                    namespace Shop;

                    public class Stock(int size)
                    {
                        private int left = size;

                        public int Take(int count)
                        {
                            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
                            left -= count;
                            return left < 0 ? throw new InvalidOperationException("Nothing is left.") : left;
                        }

                        public async Task SaveAsync(string path, CancellationToken cancellationToken)
                        {
                            ArgumentException.ThrowIfNullOrEmpty(path);
                            await File.WriteAllTextAsync(path, $"{left}", cancellationToken);
                        }
                    }

                    """)
                .Write($"{name}/Shop/Program.cs", """
                    var app = WebApplication.CreateBuilder(args).Build();
                    app.MapGet("/health", () => Results.Ok()).AllowAnonymous();
                    app.MapGet("/stock/{id}", (int id) => id > 0 ? Results.Ok(id) : Results.NotFound()).AllowAnonymous();
                    app.Run();

                    public partial class Program;

                    """)
                .BareProject($"{name}/Tests/{name}.Shop.Tests.csproj", properties + "<NoWarn>$(NoWarn);NU1603</NoWarn>", $"""
                    {packages}
                    <PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.11.0" />
                    <PackageReference Include="Microsoft.AspNetCore.Mvc.Testing" Version="10.0.14" />
                    <ProjectReference Include="../Shop/{name}.Shop.csproj" />
                    """)
                .Write($"{name}/Tests/StockTests.cs", $$"""
                    using {{space}};

                    namespace Shop.Tests;

                    {{type}}public class StockTests
                    {
                        {{test}}
                        public void Take_leaves_the_rest()
                        {
                            {{takes}}
                        }
                    }

                    """)
                .Write($"{name}/Tests/ApiTests.cs", $$"""
                    using Microsoft.AspNetCore.Mvc.Testing;
                    using {{space}};

                    namespace Shop.Tests;

                    {{type}}public class ApiTests
                    {
                        private readonly WebApplicationFactory<Program> _factory = new();

                        {{test}}
                        public async Task Health_is_answered()
                        {
                            using var client = _factory.CreateClient();
                            using var response = await client.GetAsync("/health");
                            {{answers}}
                        }
                    }

                    """);
        }

        folder.Solution("All.slnx", frameworks.SelectMany(framework => new[] { $"{framework.Name}/Shop/{framework.Name}.Shop.csproj", $"{framework.Name}/Tests/{framework.Name}.Shop.Tests.csproj" }));
        folder.AllowUnsafeFixes().Restore();
        folder.Dotnet("format", "analyzers", "--severity", "info", "--diagnostics", "PG4001", "PG4003", "PG4007", "--no-restore").Succeeds();
        Assert.DoesNotContain(folder.Rebuild().Succeeds().Findings, finding => finding.Id == "PG4001");

        var run = folder.Dotnet("test", "--no-build", "-m:1").Fails();
        string[] incomplete = ["GetStockById_answers", "SaveAsync_completes", "SaveAsync_stops_when_token_is_canceled", "Take_throws_invalid_operation_exception"];
        Assert.Equal(
            incomplete.SelectMany(name => Enumerable.Repeat(name, frameworks.Length)),
            Failed().Matches(run.Output).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
        foreach (var asked in new[] { "Describe what Stock.SaveAsync does.", "Describe what Stock.SaveAsync does when its token is already canceled.", "Describe when Stock.Take throws InvalidOperationException: left < 0.", "Describe what GET /stock/{id} returns." })
        {
            Assert.Equal(frameworks.Length, run.Output.Split(asked).Length - 1);
        }

        // Green are the two that were there and the guards' three, whose end is certain.
        Assert.All(frameworks, framework => Assert.Matches($@"Failed:\s+4, Passed:\s+5, .* {framework.Name}\.Shop\.Tests\.dll", run.Output));
    }

    /// <summary>The name of a test that failed, without those that it stands in.</summary>
    [GeneratedRegex(@"^  Failed (?:[\w.]+\.)?(\w+) \[", RegexOptions.Multiline)]
    private static partial Regex Failed();
}
