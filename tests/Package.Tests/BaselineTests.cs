using System.Text.Json;

namespace ProdGap.Analyzers.Package.Tests;

/// <summary>Findings that were there when the package came, and those that come afterwards.</summary>
public sealed class BaselineTests(PackageFixture workshop) : IClassFixture<PackageFixture>
{
    private const string Orders =
        """
        namespace Shop;

        public static class Orders
        {
            public static async Task Place(CancellationToken token)
            {
                await Task.Delay(10_000);
                await Task.Delay(20_000);
                token.ThrowIfCancellationRequested();
            }
        }
        """;

    private const string Settings = """{ "Smtp": { "Password": "Tr1cky-Harbor-88" } }""";

    private Folder Shop()
        => workshop.Folder()
            .Project("Shop/Shop.csproj", sdk: "Microsoft.NET.Sdk.Web", properties: "<OutputType>Library</OutputType>")
            .Write("Shop/Orders.cs", Orders)
            .Write("Shop/appsettings.json", Settings)
            .Project("Other/Other.csproj")
            .Write("Other/Orders.cs", Orders)
            .Solution("All.slnx", "Shop/Shop.csproj", "Other/Other.csproj")
            .Write(".editorconfig", "root = true\n[*.cs]\n# These projects never have tests.\ndotnet_diagnostic.PG1002.severity = warning\ndotnet_diagnostic.PG4008.severity = none\n");

    private const string Twin = "        await Task.Delay(30_000);\n        token.Throw";

    [Fact]
    public void What_is_known_is_silent_in_build_and_format_and_what_comes_is_not()
    {
        var folder = Shop();
        string[] known = ["Other/Orders.cs(7): warning PG2010", "Other/Orders.cs(8): warning PG2010", "Shop/Orders.cs(7): warning PG2010", "Shop/Orders.cs(8): warning PG2010", "Shop/appsettings.json(1): warning PG1002"];
        folder.Build("All.slnx", "-p:ErrorLog=obj/found.sarif%2Cversion=2.1").Succeeds().Reports(known);

        // The log of the build says by what a finding is known.
        folder.Write("prodgap.baseline", Baseline(folder));
        folder.Rebuild("All.slnx").Succeeds().Reports();
        folder.Rebuild("All.slnx", "-p:ProdGapStage=production", "-warnaserror").Succeeds();
        folder.Rebuild("All.slnx", "-p:ProdGapBaseline=false").Succeeds().Reports(known);

        // Lines move, the file gets another name, and one more of the same comes.
        File.Delete(folder.At("Shop/Orders.cs"));
        folder.Write("Shop/Sales/Renamed.cs", "// Copyright\n\n" + Orders.Replace("namespace Shop;", "namespace Shop.Sales;", StringComparison.Ordinal));
        folder.Rebuild("All.slnx").Succeeds().Reports();
        folder.Write("Shop/Sales/Renamed.cs", folder.Read("Shop/Sales/Renamed.cs").Replace("        token.Throw", Twin, StringComparison.Ordinal));
        folder.Rebuild("All.slnx").Succeeds().Reports("Shop/Sales/Renamed.cs(11): warning PG2010");
        folder.Rebuild("All.slnx", "-p:ProdGapStage=production").Fails().Reports("Shop/Sales/Renamed.cs(11): error PG2010");
        var verified = folder.Dotnet("format", "analyzers", "All.slnx", "--severity", "info", "--verify-no-changes", "--no-restore", "--diagnostics", "PG2010").Fails().Output;
        Assert.Contains("Renamed.cs(11,", verified);
        Assert.DoesNotContain("Renamed.cs(9,", verified);
        Assert.DoesNotContain("Renamed.cs(10,", verified);
        // Where nothing has moved.
        Assert.DoesNotContain("Other", verified);
    }

    [Fact]
    public void A_line_of_another_project_compiles_nothing_again_and_a_bad_one_hides_nothing()
    {
        var folder = Shop();
        folder.Build("All.slnx", "-p:ErrorLog=obj/found.sarif%2Cversion=2.1").Succeeds();
        var all = Baseline(folder);
        folder.Write("prodgap.baseline", all);
        string[] build = ["All.slnx", "-verbosity:normal", "--no-restore"];
        folder.BuildOutdated(build).Succeeds().Reports();
        Assert.Equal(2, Skipped(folder.BuildOutdated(build)));

        // One project only is compiled when a line of it changes.
        folder.Write("prodgap.baseline", string.Join('\n', all.Split('\n').Where(line => !line.StartsWith("Other", StringComparison.Ordinal))));
        var without = folder.BuildOutdated(build).Succeeds();
        Assert.Equal(1, Skipped(without));
        without.Reports("Other/Orders.cs(7): warning PG2010", "Other/Orders.cs(8): warning PG2010");

        folder.Write("prodgap.baseline", all + "<<<<<<< ours\n");
        var bad = folder.Rebuild("All.slnx").Succeeds();
        Assert.Contains("prodgap.baseline(6): warning PG0002: The baseline is not applied: it holds the marks of a merge conflict", bad.Output);
        Assert.Equal(5, bad.Findings.Count(finding => finding.Id is "PG2010" or "PG1002"));

        Assert.Contains("'update' is not a valid ProdGapBaseline; use true or false", folder.Rebuild("All.slnx", "-p:ProdGapBaseline=update").Fails().Output);

        static int Skipped(Run run) => run.Succeeds().Output.Split("Skipping target \"CoreCompile\"").Length - 1;
    }

    [Fact]
    public void What_is_waived_is_silent_in_build_and_format_until_a_build_hears_that_its_day_is_over()
    {
        const string Why = "\n  reason The queue calls this again in a minute\n  owner payments\n  until 2027-05-01\n";
        var waivers = $"prodgap-waivers 1\n\nPG2010\n  where Shop/**/*.cs Orders.Place{Why}\nPG2010\n  where project Other{Why}\nPG1002\n  where Shop/appsettings.json{Why}";
        var folder = Shop().Write("prodgap.waivers", waivers);
        folder.Build("All.slnx", "-p:ProdGapStage=production", "-warnaserror").Succeeds().Reports();
        folder.Dotnet("format", "analyzers", "All.slnx", "--severity", "info", "--verify-no-changes", "--no-restore", "--diagnostics", "PG2010").Succeeds();

        // One that is wrong is said once and does nothing, one is over, one still holds.
        folder.Write("prodgap.waivers", waivers.Replace("where project Other", "where project Oth*", StringComparison.Ordinal).Replace($"appsettings.json{Why}", $"appsettings.json{Why}".Replace("2027", "2026", StringComparison.Ordinal), StringComparison.Ordinal));
        var run = folder.Rebuild("All.slnx", "-p:ProdGapToday=2027-05-01").Succeeds();
        Assert.Contains("prodgap.waivers(10,9): warning PG0002: The waiver of PG2010 is not applied: 'project' needs a name, and this is a pattern", run.Output);
        Assert.Equal(["Other/Orders.cs(7)", "Other/Orders.cs(8)", "Shop/appsettings.json(1)"], run.Findings.Where(static finding => finding.Id is "PG2010" or "PG1002").Select(static finding => $"{finding.File}({finding.Line})").Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>A baseline of what the logs of a build hold.</summary>
    private static string Baseline(Folder folder)
    {
        var lines = new List<string>();
        foreach (var log in Directory.GetFiles(folder.At("."), "found.sarif", SearchOption.AllDirectories))
        {
            var project = Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(log)))!;
            using var read = JsonDocument.Parse(File.ReadAllText(log));
            foreach (var result in read.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray())
            {
                if (result.GetProperty("ruleId").GetString() is { } id && id.StartsWith("PG", StringComparison.Ordinal))
                {
                    var properties = result.GetProperty("properties").GetProperty("customProperties");
                    lines.Add($"{project}\t{properties.GetProperty("prodgap.member").GetString()}\t{id}\t{properties.GetProperty("prodgap.key").GetString()}");
                }
            }
        }

        Assert.DoesNotContain("Tr1cky", string.Concat(lines), StringComparison.Ordinal);
        return "prodgap-baseline 1\n# What was there.\n" + string.Concat(lines.GroupBy(line => line).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Key}\t{group.Count()}\tsomewhere\n"));
    }
}
