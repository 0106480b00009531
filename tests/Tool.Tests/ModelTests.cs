using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using ProdGap.Tool.Building;
using ProdGap.Tool.Commands;
using ProdGap.Tool.Logs;
using ProdGap.Tool.Looking;
using ProdGap.Tool.Model;
using ProdGap.Tool.Output;

namespace ProdGap.Tool.Tests;

/// <summary>Stages, gaps, joined findings, exit codes.</summary>
public sealed class ModelTests
{
    private static readonly Repository Repo = new("/repo", ["/repo/src/App/App.csproj", "/repo/src/Lib/Lib.csproj"], [], []);

    [Theory]
    [InlineData("pilot", "PG2001", Severity.Warning, Severity.Warning)]
    [InlineData("production", "PG2001", Severity.Warning, Severity.Error)]
    [InlineData("production", "PG2001", Severity.Suggestion, Severity.Suggestion)]
    [InlineData("production", "PG2001", Severity.Error, Severity.Error)]
    [InlineData("production", "PG4001", Severity.Warning, Severity.Warning)]
    [InlineData("production", "PG9999", Severity.Warning, Severity.Warning)]
    [InlineData("prototype", "PG1001", Severity.Error, Severity.Warning)]
    [InlineData("prototype", "PG2001", Severity.Warning, Severity.Suggestion)]
    [InlineData("prototype", "PG1001", Severity.Suggestion, Severity.Suggestion)]
    public void A_stage_moves_what_has_the_severity_of_its_rule(string stage, string rule, object found, object expected)
        => Assert.Equal((Severity)expected, Sample.Stages.At(stage, Sample.Rule(rule), rule, (Severity)found));

    [Fact]
    public void Every_rule_of_the_payload_has_a_severity_at_each_stage_and_a_page_that_says_how_it_is_fixed()
    {
        var fixes = new RuleFixes(AuditCommand.Pages);
        var stages = Stages.In(Path.Combine(Injection.Payload, "presets"));
        var ids = Directory.EnumerateFiles(AuditCommand.Pages, "PG*.md").Select(Path.GetFileNameWithoutExtension).ToList();

        Assert.NotEmpty(ids);
        Assert.All(ids, id => Assert.NotEqual("unknown", fixes.KindOf(id!)));
        Assert.Equal(Severity.Error, stages.At(Stages.Production, null, "PG1001", Severity.Warning));
        Assert.True(fixes.IsFixable("PG2001"));
        Assert.False(fixes.IsFixable("PG4008"));
        Assert.Equal("unknown", fixes.KindOf("../PG2001"));
    }

    [Fact]
    public void One_finding_for_all_frameworks_and_it_is_open_if_it_is_open_in_one()
    {
        var audit = Judged(
            [Said("project", "/repo/src/App/App.csproj", "net9.0;net10.0", ""), Said("project", "/repo/src/Lib/Lib.csproj", "", "net9.0"), Compiled("App", "net9.0"), Compiled("App", "net10.0"), Compiled("Lib", "net9.0")],
            ("App", "net9.0", Log(Result(State.Suppressed))),
            ("App", "net10.0", Log(Result(State.Open))),
            ("Lib", "net9.0", Log()));

        var finding = Assert.Single(audit.Findings);
        Assert.Equal(State.Open, finding.State);
        Assert.Equal("src/App/Store.cs", finding.Path);
        Assert.Equal(["net10.0", "net9.0"], finding.Frameworks);
        Assert.True(finding.Blocks);
        Assert.False(audit.IsPartial);
    }

    [Fact]
    public void A_framework_that_was_named_and_not_compiled_is_a_gap()
    {
        var audit = Judged(
            [
                Said("project", "/repo/src/App/App.csproj", "net9.0;net10.0", ""), Said("project", "/repo/src/Lib/Lib.csproj", "", "net9.0"), Compiled("App", "net9.0"),
                new("error", "/repo/src/Lib/Lib.csproj", "", "CS1002", "; expected"),
            ],
            ("App", "net9.0", Log()));

        Assert.True(audit.IsPartial);
        Assert.Equal([Coverage.Part, Coverage.None], audit.Projects.Select(static project => project.Coverage));
        Assert.Equal(["needs a project that does not compile, for net10.0"], audit.Projects[0].Gaps.Select(static gap => gap.Text));
        Assert.Equal(["does not build: CS1002 ; expected"], audit.Projects[1].Gaps.Select(static gap => gap.Text));
    }

    [Fact]
    public void Only_rules_that_ran_prove_that_a_project_was_seen()
    {
        var skipped = new CompilerLog(Log().Rules.Clear(), [], [], 0);
        var audit = Judged(
            [Said("project", "/repo/src/App/App.csproj", "", "net9.0"), Said("project", "/repo/src/Lib/Lib.csproj", "", "net9.0"), Compiled("App", "net9.0"), Compiled("Lib", "net9.0")],
            ("App", "net9.0", skipped),
            ("Lib", "net9.0", null));

        Assert.True(audit.IsEmpty);
        Assert.Equal([Reasons.Log, Reasons.Log], audit.Projects.SelectMany(static project => project.Gaps).Select(static gap => gap.Code));
    }

    [Fact]
    public void A_path_that_MSBuild_takes_for_another_was_not_seen_whatever_its_log_says()
    {
        var events = new[] { Said("project", "/repo/a%41/App.csproj", "", "net9.0"), Said("compile", "/repo/a%41/App.csproj", "net9.0", "/cache/x.sarif", "", "", "") };
        var audit = Judge.Of(
            new("/repo", ["/repo/a%41/App.csproj"], [], []), new([], [.. events], ""), Expected.Of(events),
            new Dictionary<(string, string), (CompilerLog?, string)> { [("/repo/a%41/App.csproj", "net9.0")] = (Log(), "") }, Sample.Stages, stage: "");

        Assert.True(audit.IsEmpty);
        Assert.Equal("has %41 in its path, which MSBuild takes for another character", Assert.Single(audit.Projects[0].Gaps).Text);
    }

    [Fact]
    public void Who_does_not_answer_is_named_with_what_is_known_of_it()
    {
        var audit = Judged([Said("project", "/repo/src/App/App.csproj", "", "net9.0"), Compiled("App", "net9.0")], ("App", "net9.0", Log()));

        Assert.Equal([Reasons.Load], audit.Projects[1].Gaps.Select(static gap => gap.Code));
    }

    [Theory]
    [InlineData("file:///repo/src/A%20B/%C3%A4%23.cs", "src/A B/ä#.cs")]
    [InlineData("file:///elsewhere/secret/place/X.cs", "outside/X.cs")]
    [InlineData("../../../../etc/passwd", "outside/passwd")]
    [InlineData("Pages/Index.razor", "src/App/Pages/Index.razor")]
    [InlineData("", "src/App/App.csproj")]
    [InlineData("file:///repo/a/../../b.cs", "outside/b.cs")]
    public void Paths_are_written_from_the_root_and_say_nothing_of_what_lies_elsewhere(string uri, string expected)
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(expected, Judge.PathOf(uri, "/repo/src/App/App.csproj", Repo));
        }
    }

    [Fact]
    public void The_gate_wins_over_a_gap_and_a_gap_is_never_success_by_default()
    {
        var none = new AuditedProject("src/Lib/Lib.csproj", [], Coverage.None, [new(Reasons.Restore, "does not restore")]);
        var other = new AuditedProject("src/F/F.fsproj", [], Coverage.OtherLanguage, []);
        var finding = Sample.Finding();
        Assert.Equal(ExitCodes.Done, Ended(Sample.Audit([finding], other), "none", allowPartial: false));
        Assert.Equal(ExitCodes.Partial, Ended(Sample.Audit([finding], none), "none", allowPartial: false));
        Assert.Equal(ExitCodes.Done, Ended(Sample.Audit([finding], none), "none", allowPartial: true));
        Assert.Equal(ExitCodes.Closed, Ended(Sample.Audit([finding], none), "warning", allowPartial: false));
        Assert.Equal(ExitCodes.Done, Ended(Sample.Audit([finding]), "error", allowPartial: false));
        Assert.Equal(ExitCodes.Closed, Ended(Sample.Audit([finding]), "blocking", allowPartial: false));
        Assert.Equal(ExitCodes.Done, Ended(Sample.Audit([finding with { State = State.Known }]), "open", allowPartial: false));
        Assert.Equal(ExitCodes.Nothing, Ended(Sample.Audit([]) with { Projects = [none] }, "open", allowPartial: true));

        static int Ended(Audit audit, string failOn, bool allowPartial) => AuditCommand.Ended(audit, audit.Findings, failOn, allowPartial);
    }

    [Theory]
    [InlineData("/a/plain.csproj", "/a/plain.csproj")]
    [InlineData("/a/50% (x);$y@z*?'.csproj", "/a/50%25 %28x%29%3b%24y%40z%2a%3f%27.csproj")]
    [InlineData("/a/<&\">#.csproj", "/a/&lt;&amp;&quot;&gt;#.csproj")]
    public void MSBuild_takes_a_path_literally(string path, string expected) => Assert.Equal(expected, Traversal.Escaped(path));

    [Fact]
    public void The_assembly_cannot_speak_with_anybody()
    {
        using var file = new PEReader(File.OpenRead(typeof(AuditCommand).Assembly.Location));
        var metadata = file.GetMetadataReader();
        Assert.DoesNotContain(
            metadata.AssemblyReferences.Select(metadata.GetAssemblyReference).Select(reference => metadata.GetString(reference.Name)),
            static name => name.StartsWith("System.Net", StringComparison.Ordinal));
    }

    private static Audit Judged(BuildEvent[] events, params (string Name, string Framework, CompilerLog? Log)[] logs)
        => Judge.Of(
            Repo,
            new([], [.. events], ""),
            Expected.Of(events),
            logs.ToDictionary(static log => (PathOf(log.Name), log.Framework), static log => (log.Log, log.Log is null ? "it breaks off" : "")),
            Sample.Stages,
            stage: "");

    private static string PathOf(string name) => $"/repo/src/{name}/{name}.csproj";

    private static BuildEvent Said(params string[] fields) => new("fact", fields[1], "", "", string.Join('\t', fields));

    private static BuildEvent Compiled(string name, string framework) => Said("compile", PathOf(name), framework, "/cache/x.sarif", "", "", "");

    private static CompilerLog Log(params LogResult[] results)
        => new(System.Collections.Immutable.ImmutableDictionary<string, RuleFacts>.Empty.Add("PG2001", Sample.Rule("PG2001")), [.. results], [], 0);

    private static LogResult Result(State state) => new("PG2001", "What to do", Severity.Warning, state, "file:///repo/src/App/Store.cs", new(3, 1, 3, 5), "Store.Keep", "0123456789ab");
}
