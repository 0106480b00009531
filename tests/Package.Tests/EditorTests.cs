namespace ProdGap.Analyzers.Package.Tests;

/// <summary>What an editor shows is what the build says: the same findings at the same lines, and the suggestions, which no build prints.</summary>
public sealed class EditorTests(PackageFixture workshop) : IClassFixture<PackageFixture>
{
    private static readonly string[] Files =
    [
        "Shop.Core/Orders/OrderService.cs",
        "Shop.Tests/ServiceTests.cs",
        "Shop.Web/Controllers/AdminController.cs",
        "Shop.Web/Program.cs",
        "Shop.Worker/DailyReportWorker.cs",
    ];

    [Fact]
    public void A_language_server_shows_what_the_build_reports()
    {
        var tools = DotnetCommand.Run(PackageFixture.Repository, "tool", "restore");
        Assert.True(
            tools.ExitCode == 0,
            $"This test needs the language server of .config/dotnet-tools.json, and no package source gave it: is the machine offline? Nothing is wrong with the rules.\n{tools}");
        var folder = SampleTests.Copy(workshop);
        folder.Restore();

        // What the sample is expected to report is what its build reports, the suggestions in its log: SampleTests holds that.
        var expected = SampleTests.Expected().Select(entry => entry.Finding).Concat(SampleTests.Suggested()).ToList();
        using var server = LanguageServer.Open(folder.At(""));
        var shown = Files.SelectMany(file => server.Shown(folder.At(file)).Select(finding => file + finding)).ToList();

        Assert.All(Files, file => Assert.Contains(expected, finding => finding.StartsWith($"{file}(", StringComparison.Ordinal)));
        Assert.Contains(shown, finding => finding.Contains(": suggestion PG", StringComparison.Ordinal));
        Assert.Equal(
            expected.Where(finding => Files.Any(file => finding.StartsWith($"{file}(", StringComparison.Ordinal))).Order(StringComparer.Ordinal),
            shown.Where(finding => finding.Contains(" PG", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }
}
