using System.Text.Json;
using ProdGap.Tool.Logs;
using ProdGap.Tool.Looking;

namespace ProdGap.Adoption.Tests;

/// <summary>The packed tool over real repositories that nobody has prepared for it.</summary>
[Collection(WithInstalled.Name)]
public sealed class AuditTests(Installed installed)
{
    private const string Folder = "pg töol #1";

    [Fact]
    public void An_audit_sees_what_a_build_with_the_package_reports_says_what_it_did_not_see_and_touches_nothing()
    {
        var repository = Village.Build(installed, Path.Combine("unedited", Folder), isWhole: true, package: null);
        var before = Installed.Fingerprints(repository);

        var first = installed.ProdGap(repository, "audit", "--cache", installed.Cache, "--json", "--jobs", "2").EndsWith(3);
        Untouched();
        var (projects, findings) = Read(first.Output);
        Assert.Equal(
            [
                "A/Same/Same.csproj whole", "B/Same/Same.csproj whole", "Blocked/Blocked.csproj whole", "Blocker/Blocker.csproj whole",
                "Dependent/Dependent.csproj none dependency", "Hook/Hook.csproj none hook-displaced", "Missing/Missing.csproj none restore", "Multi/Multi.csproj whole", "Plain/Plain.csproj whole",
                "Syntax/Syntax.csproj none syntax-errors", "Torn/Torn.csproj none load", "Types/Types.csproj part type-errors", "Web/Web.csproj whole",
            ],
            projects);
        Assert.Contains("Blocker/Store.cs(13): error PG2001 net10.0", findings);
        Assert.Contains("Blocked/Store.cs(13): warning PG2001 net10.0", findings);
        Assert.Contains("Types/Store.cs(13): warning PG2001 net10.0", findings);
        Assert.DoesNotContain("Qu4rterly", first.Output);
        Assert.Contains("The SDK that global.json asks for is not installed", first.Output);

        // A second run compiles nothing that compiled before, and says the same. People read the same as programs.
        var compiled = Logs("Plain").Concat(Logs("Web")).Select(File.GetLastWriteTimeUtc).ToList();
        var second = installed.ProdGap(repository, "audit", "--verbose", "--cache", installed.Cache, "--json", "again.json", "--sarif", "again.sarif", "--jobs", "2", "--stage", "production", "--fail-on", "error", "--quiet").EndsWith(1);
        Assert.Equal(compiled, Logs("Plain").Concat(Logs("Web")).Select(File.GetLastWriteTimeUtc));
        Assert.Equal(
            findings.Select(static finding => finding.Replace("warning PG2", "error PG2", StringComparison.Ordinal).Replace("warning PG1", "error PG1", StringComparison.Ordinal)),
            Read(File.ReadAllText(Path.Combine(repository, "again.json"))).Findings);
        Assert.Contains("Missing/Missing.csproj does not restore: NU1101", second.Output);
        Assert.Contains("the gate 'error' is closed by", second.Error);
        Assert.Matches(@"  Missing/Missing\.csproj: .*NU1101 ", second.Error);
        Assert.Matches(@"  Types/Types\.csproj: .*\(\d+\): CS\d{4} ", second.Error);
        Assert.DoesNotContain("Qu4rterly", second.Output + File.ReadAllText(Path.Combine(repository, "again.sarif")));
        File.Delete(Path.Combine(repository, "again.json"));
        File.Delete(Path.Combine(repository, "again.sarif"));
        Untouched();

        // What builds, with the package referenced instead.
        var copy = Village.Build(installed, Path.Combine("referenced", Folder), isWhole: false, installed.Version);
        File.Delete(Path.Combine(copy, "global.json"));
        foreach (var built in (string[])["Village.slnx", "B/Same"])
        {
            Installed.Dotnet(copy, "build", built, "-nologo", "-maxcpucount:2").Succeeds();
        }

        var reported = Built(copy);
        Assert.NotEmpty(reported);
        Assert.Equal(reported, findings.Where(static finding => Village.Sound.Any(project => finding.StartsWith(project + "/", StringComparison.Ordinal))).Select(static finding => finding[..finding.LastIndexOf(' ')]));

        // An audit of that: each finding once, from the repository's own version.
        var withBuilt = Installed.Fingerprints(copy);
        var referenced = installed.ProdGap(copy, "audit", "--cache", installed.Cache, "--json", "--jobs", "2").Succeeds();
        Assert.Equal(reported, Read(referenced.Output).Findings.Select(static finding => finding[..finding.LastIndexOf(' ')]));
        Assert.Contains("\"source\": \"repository\"", referenced.Output);
        Assert.Contains($"\"version\": \"{installed.Version}\"", referenced.Output);
        Assert.Equal(withBuilt, Installed.Fingerprints(copy));

        // The rules of the tool over the same: they are of one version, so they find the same, once.
        var own = installed.ProdGap(copy, "audit", "--cache", installed.Cache, "--json", "--jobs", "2", "--rules", "tool", "--all-analyzers").Succeeds();
        Assert.Equal(reported, Read(own.Output).Findings.Select(static finding => finding[..finding.LastIndexOf(' ')]));
        Assert.DoesNotContain("\"source\": \"repository\"", own.Output);

        void Untouched()
        {
            Assert.Equal(before, Installed.Fingerprints(repository));
            Assert.Equal("", Installed.Git(repository, "status", "--porcelain", "--ignored").Succeeds().Output);
        }
    }

    [Fact]
    public void A_run_that_is_canceled_ends_its_children_and_leaves_nothing_and_then_a_baseline_is_drawn()
    {
        var repository = Village.Hamlet(installed, "hamlet");
        Cancel(repository, "TERM", 143, "Looking ...", "Restoring ...");
        if (!IgnoresInterrupts())
        {
            Cancel(repository, "INT", 130, "Looking ...", "Restoring ...", "Building ...");
        }

        Baseline(repository);
    }

    [NoNetworkFact]
    public void Without_a_network_an_audit_and_a_report_say_the_same()
    {
        var repository = Village.Hamlet(installed, "alone");
        // Of its own, because the other tests count the logs in theirs.
        var cache = Path.Combine(installed.Root, "cache-alone");
        string[] audit = ["audit", "--cache", cache, "--jobs", "2", "--quiet", "--json", "--today", "2026-12-01"];
        var before = installed.ProdGap(repository, audit).Succeeds().Output;
        Assert.Contains("PG2001", before);
        Assert.Equal(before, installed.ProdGapAlone(repository, [.. audit, "--no-restore"]).Succeeds().Output);

        // Compiled anew, not only read again.
        Assert.All(Directory.EnumerateFiles(cache, "*.sarif", SearchOption.AllDirectories).ToList(), File.Delete);
        Assert.Equal(before, installed.ProdGapAlone(repository, [.. audit, "--no-restore"]).Succeeds().Output);

        string[] report = ["report", "--cache", cache, "--jobs", "2", "--quiet", "--no-restore", "--today", "2026-12-01"];
        foreach (var kind in (string[])["--html", "--md", "--json"])
        {
            Assert.Equal(installed.ProdGap(repository, [.. report, kind]).Succeeds().Output, installed.ProdGapAlone(repository, [.. report, kind]).Succeeds().Output);
        }

        // A console app that calls nobody needs no limits for requests; and a run that is recorded is shown.
        using var written = JsonDocument.Parse(installed.ProdGap(repository, [.. report, "--record", "--json"]).Succeeds().Output);
        Assert.Equal("not-applicable", written.RootElement.GetProperty("checklist").EnumerateArray().Single(static item => item.GetProperty("item").GetString() == "limits").GetProperty("state").GetString());
        Assert.Equal(1, written.RootElement.GetProperty("trend").GetArrayLength());
        Assert.Equal("?? prodgap.history.jsonl\n", Installed.Git(repository, "status", "--porcelain").Output);
        Assert.DoesNotContain("Qu4rterly", File.ReadAllText(Path.Combine(repository, "prodgap.history.jsonl")));
        Assert.StartsWith("| Rule | Title |", installed.ProdGap(repository, [.. report, "--waivers"]).Succeeds().Output);
        installed.ProdGap(repository, [.. report, "--fail-on", "open", "--rule", "PG2001", "--json", Path.Combine(installed.Root, "of-one.json")]).EndsWith(1);
    }

    private void Baseline(string repository)
    {
        string Store() => Path.Combine(repository, "Lib", "Store.cs");
        string[] asUsual = ["--cache", installed.Cache, "--jobs", "2", "--quiet"];

        var created = installed.ProdGap(repository, ["baseline", "create", .. asUsual]).Succeeds();
        Assert.Contains("1 secret left out", created.Output);
        Assert.Equal("?? prodgap.baseline\n", Installed.Git(repository, "status", "--porcelain").Output);
        var file = Path.Combine(repository, "prodgap.baseline");
        var lines = File.ReadAllLines(file);
        Assert.Equal(["App PG2001", "App PG4008", "Lib PG2001", "Lib PG4008"], lines.Skip(2).Select(static line => line.Split('\t')).Select(static fields => $"{fields[0]} {fields[2]}").Order(StringComparer.Ordinal));
        Assert.Contains("Lib\tStore.Keep\tPG2001\t", lines.Single(static line => line.StartsWith("Lib\tStore.Keep\t", StringComparison.Ordinal)));
        installed.ProdGap(repository, ["baseline", "create", .. asUsual]).EndsWith(5);

        // The compiler takes them back from here on; the secret stays.
        var audited = installed.ProdGap(repository, ["audit", "--json", .. asUsual]).Succeeds();
        using (var json = JsonDocument.Parse(audited.Output))
        {
            Assert.Equal(
                ["PG1002 open", "PG2001 known", "PG2001 known", "PG4008 known", "PG4008 known"],
                json.RootElement.GetProperty("findings").EnumerateArray().Select(static finding => $"{finding.GetProperty("rule").GetString()} {finding.GetProperty("state").GetString()}").Order(StringComparer.Ordinal));
        }

        // Whoever wonders why a finding is quiet is told, by the line; what is no key is said.
        var key = lines.Single(static line => line.StartsWith("Lib\tStore.Keep\t", StringComparison.Ordinal)).Split('\t')[3];
        var explained = installed.ProdGap(repository, ["explain", key, .. asUsual]).Succeeds().Output;
        Assert.Matches($@"Lib/Store\.cs:\d+:\d+  PG2001 ", explained);
        Assert.Matches(@"  state     known: prodgap\.baseline\(\d+\) knows 1 of them\n", explained);
        installed.ProdGap(repository, ["explain", "ffffffffffff", .. asUsual]).EndsWith(2);

        // A person decides that the secret may stay for a while; whoever would approve it himself, or names no finding, is refused.
        string[] waive = ["waive", "PG1002", "--at", "App/appsettings.json", "--reason", "The server is a local one without mail", "--owner", "mail", "--until", "2027-02-01", "--today", "2026-12-01"];
        Installed.Git(repository, "config", "user.name", "Tester").Succeeds();
        installed.ProdGap(repository, [.. waive, "--approved", "tester", .. asUsual]).EndsWith(5);
        Assert.Contains("waives 1 finding until 2027-02-01, 63 days", installed.ProdGap(repository, [.. waive, .. asUsual]).Succeeds().Output);
        Assert.Contains("PG1002,Secret in configuration,App/appsettings.json appsettings.json/'Smtp:Password',1,The server is a local one without mail,mail,,,2027-02-01,63,in force,prodgap.waivers:4,,,,", installed.ProdGap(repository, ["waive", "list", "--csv", "--today", "2026-12-01", .. asUsual]).Succeeds().Output);
        var over = installed.ProdGap(repository, ["audit", "--fail-on", "warning", "--today", "2027-02-02", .. asUsual]).EndsWith(1);
        Assert.Contains("expired after 2027-02-01: 1 finding open again; owner mail", over.Output);
        Assert.DoesNotContain("Qu4rterly", over.Output + File.ReadAllText(Path.Combine(repository, "prodgap.waivers")));
        File.Delete(Path.Combine(repository, "prodgap.waivers"));

        Report(repository);

        // One more in the same member, lines below.
        var text = File.ReadAllText(Store());
        var at = text.LastIndexOf("try", StringComparison.Ordinal);
        var whole = text[at..(text.IndexOf("catch (Exception)", StringComparison.Ordinal) + text[text.IndexOf("catch (Exception)", StringComparison.Ordinal)..].IndexOf('}', StringComparison.Ordinal) + 1)];
        File.WriteAllText(Store(), "// Moved down.\n\n" + text.Insert(at, whole + "\n"));
        var check = installed.ProdGap(repository, ["baseline", "check", .. asUsual]).EndsWith(1);
        Assert.Contains("NEW  2 findings", check.Output);
        Assert.Contains("App/appsettings.json", check.Output);
        Assert.Contains("Lib/Store.cs:22:", check.Output);
        Assert.DoesNotContain("STALE", check.Output);

        // Fixed; only prune touches the file, and only to take back.
        File.WriteAllText(Store(), "namespace Village { }\n");
        Assert.Contains("2 lines taken back or lowered", installed.ProdGap(repository, ["baseline", "prune", .. asUsual]).Succeeds().Output);
        Assert.Equal(lines.Where(static line => !line.StartsWith("Lib", StringComparison.Ordinal)), File.ReadAllLines(file));

        File.WriteAllText(file, "prodgap-baseline 1\nLib\tStore\tPG2001\n");
        var doctor = installed.ProdGap(repository, "doctor", "--cache", installed.Cache).Succeeds();
        Assert.Contains("projects  2 in C#\n          App/App.csproj\n          Lib/Lib.csproj\n", doctor.Output);
        Assert.Matches(@"(?m)^SDK +\d+\.", doctor.Output);
        Assert.StartsWith("# PG2001 ", installed.ProdGap(repository, "explain", "pg2001").Succeeds().Output);

        Assert.Contains("prodgap.baseline(2): ", installed.ProdGap(repository, ["baseline", "check", .. asUsual]).EndsWith(2).Error);
    }

    /// <summary>The report of the logs that the audit left in its cache: twice the same, no secret in any form of it, and nothing touched.</summary>
    private void Report(string repository)
    {
        var before = Installed.Fingerprints(repository);
        var logs = Path.Combine(Path.GetDirectoryName(Assert.Single(Logs("Lib")))!, "*.sarif");
        var first = Written("first");
        Assert.Equal(first, Written("second"));
        Assert.All(first, static text => Assert.Contains("PG1002", text));
        Assert.All(first, static text => Assert.DoesNotContain("Qu4rterly", text));
        Assert.Equal(before, Installed.Fingerprints(repository));
        Assert.Contains("\"$id\": \"urn:prodgap:report-1\"", installed.ProdGap(repository, "report", "--schema").Succeeds().Output);

        string[] Written(string name)
        {
            string[] files = [.. ((string[])["html", "md", "json"]).Select(kind => Path.Combine(installed.Root, $"{name}.{kind}"))];
            var ended = installed.ProdGap(repository, "report", "--from", logs, "--html", files[0], "--md", files[1], "--json", files[2], "--today", "2026-11-30").Succeeds();
            Assert.Contains(" of 18 closed, ", ended.Output);
            return [.. files.Select(File.ReadAllText)];
        }
    }

    /// <summary>True where a shell started these tests in the background: their children ignore Ctrl+C then, as they should.</summary>
    private static bool IgnoresInterrupts()
        => OperatingSystem.IsLinux()
            && File.ReadLines("/proc/self/status").FirstOrDefault(static line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } ignored
            && (Convert.ToUInt64(ignored["SigIgn:".Length..].Trim(), 16) & 2) != 0;

    private void Cancel(string repository, string signal, int exitCode, params string[] lines)
    {
        var before = Installed.Fingerprints(repository);
        using var process = installed.Start(repository, "audit", "--cache", installed.Cache, "--json", "out.json");
        Assert.All(lines, line => Assert.Equal(line, process.StandardError.ReadLine()));
        using (var kill = System.Diagnostics.Process.Start("kill", [$"-{signal}", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            kill.WaitForExit();
        }

        Assert.Contains("canceled", process.StandardError.ReadToEnd());
        process.WaitForExit();
        Assert.Equal(exitCode, process.ExitCode);
        Assert.Equal(before, Installed.Fingerprints(repository));
        Assert.False(Directory.EnumerateFiles(installed.Cache, "lock", SearchOption.AllDirectories).Any());
        if (OperatingSystem.IsLinux())
        {
            Assert.DoesNotContain(Directory.EnumerateDirectories("/proc").Select(static folder => Path.Combine(folder, "cmdline")).Select(Command), command => command.Contains(installed.Root, StringComparison.Ordinal));
        }

        static string Command(string file)
        {
            try
            {
                return File.Exists(file) ? File.ReadAllText(file) : "";
            }
            catch (IOException)
            {
                // It has just ended.
                return "";
            }
        }
    }

    [Theory]
    [InlineData(2, "audit", "nowhere")]
    [InlineData(2, "audit", "--no-such-option")]
    [InlineData(2, "audit", "--stage", "demo")]
    [InlineData(2, "audit", "--rule", "CA2016")]
    [InlineData(2, "audit", "--json", "--sarif")]
    [InlineData(2, "audit", "--jobs", "0")]
    [InlineData(2, "audit", "--fail-on", "new")]
    [InlineData(2, "audit", "--config", "none.json")]
    [InlineData(2, "baseline", "check")]
    [InlineData(2, "baseline", "add")]
    [InlineData(2, "baseline", "update")]
    [InlineData(2, "waive", "PG2001")]
    [InlineData(2, "waive", "list", "--today", "tomorrow")]
    [InlineData(2, "explain", "PG9999")]
    [InlineData(2)]
    [InlineData(4, "audit", ".")]
    [InlineData(2, "report", "--html", "--md")]
    [InlineData(2, "report", "--today", "tomorrow")]
    [InlineData(2, "report", "--from", "*.sarif")]
    [InlineData(2, "report", "--history", "none.jsonl")]
    [InlineData(2, "report", "--record", "--rule", "PG2001")]
    [InlineData(2, "report", "--waivers", "--json")]
    [InlineData(2, "audit", "--timeout", "0")]
    [InlineData(4, "report", ".")]
    public void A_wrong_call_ends_in_a_sentence(int exitCode, params string[] arguments)
    {
        var empty = Directory.CreateDirectory(Path.Combine(installed.Root, "empty", "inside")).FullName;
        var ended = installed.ProdGap(empty, arguments).EndsWith(exitCode);

        Assert.StartsWith("prodgap: ", ended.Error.Replace("Looking ...\n", "", StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", ended.Error);
        Assert.Equal("", ended.Output);
    }

    private IEnumerable<string> Logs(string project) => Directory.EnumerateFiles(installed.Cache, $"{project}-*.sarif", SearchOption.AllDirectories);

    private static (List<string> Projects, List<string> Findings) Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return (
            [
                .. root.GetProperty("projects").EnumerateArray().Select(static project => string.Join(' ',
                    [project.GetProperty("path").GetString(), project.GetProperty("analyzed").GetString(), .. project.GetProperty("gaps").EnumerateArray().Select(static gap => gap.GetProperty("reason").GetString())])),
            ],
            [
                .. root.GetProperty("findings").EnumerateArray().Select(static finding =>
                    $"{finding.GetProperty("path").GetString()}({finding.GetProperty("line").GetInt32()}): {finding.GetProperty("severity").GetString()} {finding.GetProperty("rule").GetString()} {string.Join(',', finding.GetProperty("frameworks").EnumerateArray().Select(static framework => framework.GetString()))}")
                .Order(StringComparer.Ordinal),
            ]);
    }

    /// <summary>What the compiler's own logs of a build hold.</summary>
    private static List<string> Built(string folder)
        =>
        [
            .. Directory.EnumerateFiles(folder, "found-*.sarif", SearchOption.AllDirectories)
                .SelectMany(log => LogReader.Read(log).Results)
                .Select(result => $"{Repository.Relative(folder, new Uri(result.Uri).LocalPath)}({result.Place.Line}): {result.Severity.ToString().ToLowerInvariant()} {result.Rule}")
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
}
