using System.Text.Json;

namespace ProdGap.Analyzers.Package.Tests;

/// <summary>The sample shop, as a user has it who adds the package to such code: found, repaired, gated.</summary>
public sealed class SampleTests(PackageFixture workshop) : IClassFixture<PackageFixture>
{
    private static readonly string Shop = Path.Combine(PackageFixture.Repository, "samples", "PrototypeShop");

    private static readonly string CanceledRequest = Path.Combine(PackageFixture.Repository, "tests", "Package.Tests", "Snippets", "CancelledRequestTests.cs");

    private static readonly string HostileValues = Path.Combine(PackageFixture.Repository, "tests", "Package.Tests", "Snippets", "HostileValuesTests.cs");

    /// <summary>Each rule with a fix that leaves a shop that works: all but those that scaffold tests, which fail until somebody completes them.</summary>
    private static readonly string[] Repaired =
    [
        "PG1001", "PG1003", "PG1005", "PG1006", "PG1007", "PG1008", "PG1009", "PG1010", "PG1012", "PG1015", "PG1018", "PG1019", "PG1024", "PG2001", "PG2002", "PG2010", "PG2011", "PG2012", "PG2013", "PG2014", "PG2021", "PG2030", "PG2045", "PG2047",
        "PG3001", "PG3002", "PG3003", "PG3004", "PG3005", "PG5002", "PG6002", "PG6009", "PG6010", "PG6011",
    ];

    /// <summary>Those of them that are applied on demand only.</summary>
    private static readonly string[] ChangeBehavior = ["PG1001", "PG1006", "PG1007", "PG1008", "PG1009", "PG1010", "PG1018", "PG1019", "PG2047"];

    private static readonly string[] FromOutside =
    [
        "--environment", "SEED_DATA_ADMIN_PASSWORD=from-outside-1",
        "--environment", "SMTP_EMAIL_SENDER_SMTP_PASSWORD=from-outside-2",
        "--environment", "Jwt__Key=from-outside-3-with-enough-characters-in-it",
        "--environment", "PAYMENT_DEFAULT_BASE_URL=https://payments.prototypeshop.example",
        "--environment", "SUPPLIER_FEED_FEED_URL=https://supplier.prototypeshop.example",
    ];

    [Fact]
    public void What_is_promised_is_repaired_in_one_run_and_the_shop_still_works_stops_and_withstands()
    {
        var folder = Copy();
        var tests = folder.Read("Shop.Tests/Shop.Tests.csproj");
        folder.Write("Shop.Tests/Shop.Tests.csproj", tests.Replace("<PackageReference Include=\"Moq\"", "<PackageReference Include=\"Microsoft.EntityFrameworkCore.Sqlite\" Version=\"10.0.14\" /><PackageReference Include=\"Moq\"", StringComparison.Ordinal));
        folder.Build("-p:ErrorLog=obj/found.sarif%2Cversion=2.1").Succeeds().Reports(Expected().Select(entry => entry.Finding));
        Assert.Equal(Suggested().Order(StringComparer.Ordinal), SuggestionsIn(folder).Order(StringComparer.Ordinal));

        // As it is, every hostile value gets through, and every row is read for a client that has gone.
        var added = new[] { HostileValues, CanceledRequest }.Select(file => (Name: $"Shop.Tests/{Path.GetFileName(file)}", Text: File.ReadAllText(file))).ToList();
        string[] both = ["--filter", string.Join('|', added.Select(file => Path.GetFileNameWithoutExtension(file.Name)))];
        added.ForEach(file => folder.Write(file.Name, file.Text));
        var attacked = Tested(both).Fails().Output;
        Assert.Contains("Failed:     9, Passed:     1", attacked);
        Assert.Contains("Assert.InRange() Failure", attacked);
        added.ForEach(file => File.Delete(folder.At(file.Name)));

        // What is safe leaves a shop that runs as it did; nothing has to be set, nobody is locked out, and no row is read for a client that has gone.
        string[] format = ["format", "analyzers", "PrototypeShop.sln", "--severity", "info", "--diagnostics", .. Repaired, "--no-restore"];
        folder.Dotnet(format).Succeeds();
        var left = folder.Rebuild().Succeeds().Findings;
        Assert.All(ChangeBehavior, id => Assert.Equal(Expected().Count(entry => entry.Finding.EndsWith(id, StringComparison.Ordinal)), left.Count(finding => finding.Id == id)));
        folder.Write(added[1].Name, added[1].Text);
        Tested().Succeeds();
        File.Delete(folder.At(added[1].Name));

        folder.AllowUnsafeFixes().Dotnet(format).Succeeds();
        var after = folder.Fingerprints();
        var rebuilt = folder.Rebuild().Succeeds();

        // Repairs move lines, so what stays is compared by file. A log that was added can leave an answer that is PG2003's matter.
        Assert.Equal(
            Expected().Where(entry => entry.Stays && Repaired.Contains(entry.Finding[^6..])).Select(entry => Without(entry.Finding)).Order(StringComparer.Ordinal),
            rebuilt.Findings.Where(finding => Repaired.Contains(finding.Id)).Select(finding => $"{finding.File}: {finding.Severity} {finding.Id}").Order(StringComparer.Ordinal));
        Assert.All(rebuilt.Findings, finding => Assert.StartsWith("PG", finding.Id, StringComparison.Ordinal));
        Assert.Contains("httpClientFactory.CreateClient()", File.ReadAllText(folder.At("Shop.Worker/DailyReportWorker.cs")), StringComparison.Ordinal);
        Assert.Contains("builder.Services.AddHttpClient(", File.ReadAllText(folder.At("Shop.Worker/Program.cs")), StringComparison.Ordinal);
        folder.Dotnet(["test", "--no-build", .. FromOutside]).Succeeds();

        folder.Dotnet(format).Succeeds();
        Assert.Equal(after, folder.Fingerprints());

        // Nobody gets at an order without logging in any more, so it is only tried what strangers send.
        folder.Write(added[0].Name, added[0].Text);
        Assert.Contains("Failed:     0, Passed:     7", Tested(["--filter", Path.GetFileNameWithoutExtension(HostileValues), .. FromOutside]).Succeeds().Output);

        // The tests of the shop as they are now.
        Run Tested(params string[] arguments)
        {
            folder.BuildOutdated("Shop.Tests", "--no-restore").Succeeds();
            return folder.Dotnet(["test", "Shop.Tests", "--no-build", .. arguments]);
        }
    }

    [Fact]
    public void Secrets_leave_the_source_and_are_missed_by_name_until_they_are_set()
    {
        var folder = Copy();
        var log = folder.At("findings.sarif");
        Assert.Contains("PG1001", folder.Build("Shop.Core", $"-p:ErrorLog={log}%2Cversion=2.1").Succeeds().Output);
        Assert.Contains("PG1001", File.ReadAllText(log));
        Assert.DoesNotContain("Sh0pPr0to!2024", File.ReadAllText(log));
        folder.AllowUnsafeFixes().Restore();
        folder.Dotnet("format", "analyzers", "PrototypeShop.sln", "--severity", "warn", "--diagnostics", "PG1001", "--no-restore").Succeeds();

        var rebuilt = folder.Rebuild().Succeeds();
        Assert.DoesNotContain(rebuilt.Findings, finding => finding.Id == "PG1001");
        foreach (var secret in new[] { "Sh0pPr0to!2024", "Adm1n!Lantern77", "Imp0rt#Quartz19", "super-secret-dev-key", "Qu4rterly-Lamp" })
        {
            Assert.DoesNotContain(folder.Fingerprints().Keys, name => name.EndsWith(".cs", StringComparison.Ordinal) && folder.Read(name).Contains(secret, StringComparison.Ordinal));
            Assert.DoesNotContain(secret, rebuilt.Output);
        }

        // What an app reads itself it asks for when it starts; what the projects below it read fails there.
        Assert.Contains("FindAll(new[] { \"Jwt:Key\" }, ", folder.Read("Shop.Web/Program.cs"), StringComparison.Ordinal);
        Assert.Contains("FindAll(new[] { \"DAILY_REPORT_WORKER_ARCHIVE_URL\" }, ", folder.Read("Shop.Worker/Program.cs"), StringComparison.Ordinal);
        Assert.Contains("Not configured: Jwt:Key", folder.Dotnet("test", "--no-build").Fails().Output);
        var missing = folder.Dotnet("test", "--no-build", "--environment", "Jwt__Key=from-outside-3-with-enough-characters-in-it").Fails().Output;
        Assert.Contains("The environment variable SEED_DATA_ADMIN_PASSWORD is not set", missing);
        folder.Dotnet(["test", "--no-build", .. FromOutside]).Succeeds();
    }

    [Fact]
    public void Production_does_not_build_and_one_rule_can_be_moved_either_way()
    {
        var folder = Copy();
        string[] core = [.. Expected().Select(entry => entry.Finding).Where(IsInCore)];
        string[] lifted = [.. Suggested().Where(IsInCore).Where(IsOfSuggestion).Select(line => line.Replace("suggestion", "warning", StringComparison.Ordinal))];
        Assert.NotEmpty(lifted);
        Assert.Contains(core, line => line.EndsWith("PG2001", StringComparison.Ordinal));

        folder.Build("Shop.Core", "-p:ProdGapStage=production").Fails().Reports(core.Select(AtProduction).Concat(lifted));

        folder.Write(".editorconfig", folder.Read(".editorconfig") + "\n[*.cs]\n# What this test is about.\ndotnet_diagnostic.PG2001.severity = error\ndotnet_diagnostic.PG2003.severity = none\n");
        folder.Rebuild("Shop.Core").Fails().Reports(core
            .Where(line => !line.EndsWith("PG2003", StringComparison.Ordinal))
            .Select(line => line.EndsWith("PG2001", StringComparison.Ordinal) ? line.Replace("warning", "error", StringComparison.Ordinal) : line));

        // Security and reliability; what tests lack and what models are asked stays a warning.
        static string AtProduction(string finding) => finding.Contains(": warning PG4", StringComparison.Ordinal) || finding.Contains(": warning PG6", StringComparison.Ordinal) ? finding : finding.Replace("warning", "error", StringComparison.Ordinal);

        // What a rule of warnings only suggests stays out of a build, whatever the rule's severity.
        static bool IsOfSuggestion(string finding) => File.ReadLines(Path.Combine(PackageFixture.Repository, "README.md")).Any(line => line.StartsWith($"| [{finding[^6..]}]", StringComparison.Ordinal) && line.Contains("| suggestion |", StringComparison.Ordinal));

        static bool IsInCore(string finding) => finding.StartsWith("Shop.Core/", StringComparison.Ordinal);
    }

    /// <summary>The suggestions, which stand in the log of a build alone.</summary>
    private static List<string> SuggestionsIn(Folder folder)
    {
        var found = new List<string>();
        foreach (var log in Directory.GetFiles(folder.At("."), "found.sarif", SearchOption.AllDirectories))
        {
            using var read = JsonDocument.Parse(File.ReadAllText(log));
            foreach (var result in read.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray())
            {
                if (result.GetProperty("level").GetString() == "note" && result.GetProperty("ruleId").GetString() is { } id && id.StartsWith("PG", StringComparison.Ordinal))
                {
                    var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
                    var file = Path.GetRelativePath(folder.At("."), new Uri(place.GetProperty("artifactLocation").GetProperty("uri").GetString()!).LocalPath);
                    found.Add($"{file.Replace('\\', '/')}({place.GetProperty("region").GetProperty("startLine").GetInt32()}): suggestion {id}");
                }
            }
        }

        return found;
    }

    /// <summary>The findings as the sample keeps them; <c># stays</c> marks those that no unattended fix is promised for, and why.</summary>
    internal static IEnumerable<(string Finding, bool Stays)> Expected()
        => File.ReadLines(Path.Combine(Shop, "expected-findings.txt"))
            .Where(line => line.Length > 0 && !line.StartsWith('#') && !line.Contains(": suggestion ", StringComparison.Ordinal))
            .Select(line => (line.Split(" # ")[0].TrimEnd(), line.Contains(" # stays", StringComparison.Ordinal)));

    /// <summary>The suggestions, which no build prints.</summary>
    internal static IEnumerable<string> Suggested()
        => File.ReadLines(Path.Combine(Shop, "expected-findings.txt")).Where(line => !line.StartsWith('#') && line.Contains(": suggestion ", StringComparison.Ordinal));

    private static string Without(string finding) => $"{finding[..finding.IndexOf('(')]}{finding[(finding.IndexOf(')') + 1)..]}";

    private Folder Copy() => Copy(workshop);

    /// <summary>The shop with the package in the place of the analyzers' source.</summary>
    internal static Folder Copy(PackageFixture workshop)
    {
        var folder = workshop.Folder("PrototypeShop");
        foreach (var file in Directory.EnumerateFiles(Shop, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(Shop, file);
            if (!name.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(folder.At(name))!);
                File.Copy(file, folder.At(name));
            }
        }

        var properties = folder.Read("Directory.Build.props").Split('\n').Where(line => !line.Contains("<Import ", StringComparison.Ordinal));
        return folder
            .Write("Directory.Build.props", string.Join('\n', properties))
            .Write("Directory.Build.targets", $"<Project><ItemGroup>{folder.Reference}</ItemGroup></Project>");
    }
}
