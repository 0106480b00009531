using System.CommandLine;
using System.Text;
using ProdGap.Tool.Building;
using ProdGap.Tool.Commands;
using ProdGap.Tool.Logs;
using ProdGap.Tool.Looking;
using ProdGap.Tool.Model;
using ProdGap.Tool.Output;

namespace ProdGap.Tool.Tests;

/// <summary>What of an audit is shown, what is new in it, and what closes the gate.</summary>
public sealed class SelectionTests
{
    private static readonly Finding[] All =
    [
        Sample.Finding("PG1001", "src/App/Store.cs"), Sample.Finding("PG2001", "src/App/Store.cs", line: 30), Sample.Finding("PG2001", "src/Old/A.cs", severity: Severity.Suggestion), Sample.Finding("PG4008", "App.csproj", line: 0, blocks: false),
    ];

    [Theory]
    [InlineData("", "", "", "", 4)]
    [InlineData("pg2001", "", "", "", 2)]
    [InlineData("", "security", "", "", 1)]
    [InlineData("", "errors", "src/App/**", "", 1)]
    [InlineData("", "", "src/**", "src/Old/**", 2)]
    [InlineData("", "", "", "**/*.cs", 1)]
    [InlineData("PG2001", "security", "", "", 0)]
    public void What_is_asked_for(string rules, string steps, string include, string exclude, int count)
    {
        Assert.Equal(count, FindingFilter.Select(All, Words(rules), Words(steps), Words(include), Words(exclude)).Count);

        static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    [Theory]
    [InlineData("none", false, 0)]
    [InlineData("open", false, 4)]
    [InlineData("warning", false, 3)]
    [InlineData("error", false, 0)]
    [InlineData("blocking", false, 3)]
    [InlineData("new", false, 4)]
    [InlineData("new", true, 1)]
    public void What_closes_the_gate(string name, bool since, int count)
    {
        Finding[] findings = [.. All.Skip(1), All[0] with { IsNew = true }, All[0] with { State = State.Waived, IsNew = true }, All[0] with { State = State.Known }];
        Assert.Equal(count, findings.Count(new Gate(name, since).IsClosedBy));
    }

    private const string Diff =
        """
        diff --git a/src/App/Store.cs b/src/App/Store.cs
        --- a/src/App/Store.cs
        +++ b/src/App/Store.cs
        @@ -9,0 +10,2 @@ class Store
        +++ b/not/a/file.cs
        +@@ -1 +1 @@
        @@ -30,3 +32 @@
        --- a line that looks like a heading
        -b
        -c
        +d
        diff --git "a/src/\303\244 \"x\".cs" "b/src/\303\244 \"x\".cs"
        --- "a/src/\303\244 \"x\".cs"
        +++ "b/src/\303\244 \"x\".cs"
        @@ -1 +1 @@
        -a
        +b
        diff --git a/My File.cs b/My File.cs
        --- a/My File.cs	
        +++ b/My File.cs	
        @@ -5 +4,0 @@
        -gone
        diff --git a/Gone.cs b/Gone.cs
        --- a/Gone.cs
        +++ /dev/null
        @@ -1 +0,0 @@
        -a
        """;

    [Theory]
    [InlineData("src/App/Store.cs", 9, false)]
    [InlineData("src/App/Store.cs", 10, true)]
    [InlineData("src/App/Store.cs", 11, true)]
    [InlineData("src/App/Store.cs", 12, false)]
    [InlineData("src/App/Store.cs", 32, true)]
    [InlineData("src/App/Store.cs", 33, false)]
    [InlineData("src/App/Store.cs", 0, true)]
    [InlineData("src/ä \"x\".cs", 1, true)]
    [InlineData("My File.cs", 4, false)]
    [InlineData("not/a/file.cs", 1, false)]
    [InlineData("Gone.cs", 1, false)]
    [InlineData("other.cs", 77, true)]
    public void New_is_what_stands_on_a_changed_line(string path, int line, bool isNew) => Assert.Equal(isNew, Changes.Of(Diff, ["other.cs"]).Touches(Sample.Finding(path: path, line: line)));

    [Theory]
    [InlineData("{}", "", "", "366")]
    [InlineData("""{ "$schema": "x", "name": "Shop", "stage": "production", "gate": "new" }""", "production", "new", "366")]
    [InlineData("""{ "exclude": ["src/Old/**"], "waivers": { "maxDays": 90, "requireApproval": ["security", "PG2001"], "never": ["PG1001"] }, "baseline": { "never": ["PG1003"] } }""", "", "", "90 src/Old/** security PG2001 PG1001 PG1003")]
    public void Settings_of_a_repository(string json, string stage, string gate, string rest)
    {
        var settings = Settings.Parse("prodgap.json", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(json)]);
        Assert.Equal((stage, gate), (settings.Stage, settings.Gate));
        Assert.Equal(rest, string.Join(' ', [settings.Waivers.MaxDays.ToString(), .. settings.Exclude, .. settings.Waivers.RequireApproval, .. settings.Waivers.Never, .. settings.BaselineNever]));
    }

    [Theory]
    [InlineData("", "(1,1): it is no JSON here.")]
    [InlineData("[]", "(1,1): an object is needed.")]
    [InlineData("{\n  \"gates\": \"new\"\n}", "(2,3): 'gates' is unknown; there are name, stage, gate, exclude, waivers, baseline.")]
    [InlineData("{\n  \"gate\": \"all\"\n}", "(2,11): one of these is needed: none, new, open, warning, error, blocking.")]
    [InlineData("{ \"stage\": \"demo\" }", "(1,12): one of these is needed: prototype, pilot, production.")]
    [InlineData("{ \"stage\": 1 }", "(1,12): one of these is needed: prototype, pilot, production.")]
    [InlineData("{ \"name\": [] }", "(1,11): a text is needed.")]
    [InlineData("{ \"exclude\": \"src\" }", "(1,14): a list, each a pattern of paths with slashes, is needed.")]
    [InlineData("{ \"exclude\": [\"src\\\\Old\"] }", "(1,15): a pattern of paths with slashes is needed.")]
    [InlineData("{ \"waivers\": { \"maxdays\": 1 } }", "(1,16): 'maxdays' is unknown; there are maxDays, requireApproval, never.")]
    [InlineData("{ \"waivers\": { \"maxDays\": 0 } }", "(1,27): a number from 1 to 3660 is needed.")]
    [InlineData("{ \"waivers\": { \"maxDays\": \"90\" } }", "(1,27): a number from 1 to 3660 is needed.")]
    [InlineData("{ \"waivers\": { \"never\": [\"PG1*\"] } }", "(1,26): the id of a rule is needed.")]
    [InlineData("{ \"waivers\": { \"requireApproval\": [\"safety\"] } }", "(1,36): the id of a rule or the name of a step is needed.")]
    [InlineData("{ \"baseline\": { \"nevr\": [] } }", "(1,17): 'nevr' is unknown; there are never.")]
    [InlineData("{ \"ä\": 1, \"gate\": \"x\" }", "(1,3): 'ä' is unknown; there are name, stage, gate, exclude, waivers, baseline.")]
    [InlineData("{ \"name\": \"ä\", \"gate\": \"x\" }", "(1,24): one of these is needed: none, new, open, warning, error, blocking.")]
    public void Settings_that_are_wrong_end_in_a_sentence(string json, string expected)
    {
        var failure = Assert.Throws<Failure>(() => Settings.Parse("prodgap.json", Encoding.UTF8.GetBytes(json)));
        Assert.Equal((2, "prodgap.json" + expected), (failure.ExitCode, failure.Message));
    }

    [Fact]
    public void Damaged_settings_are_refused_or_read()
    {
        var whole = Encoding.UTF8.GetBytes("""{ "stage": "pilot", "exclude": ["a/**"], "waivers": { "maxDays": 9, "never": ["PG1001"] } }""");
        var random = new Random(4711);
        for (var i = 0; i < 3_000; i++)
        {
            var bytes = whole[..random.Next(whole.Length + 1)];
            for (var changes = random.Next(3); changes > 0 && bytes.Length > 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            if (Record.Exception(() => Settings.Parse("prodgap.json", bytes)) is { } exception)
            {
                Assert.IsType<Failure>(exception);
            }
        }
    }

    [Fact]
    public void Annotations_of_GitHub_ten_of_each_kind()
    {
        var audit = Sample.Audit(
            [
                .. Enumerable.Range(1, 12).Select(static line => Sample.Finding(line: line)),
                Sample.Finding("PG3001", "src/a,b:c%.cs", 40, "::error::100 %", severity: Severity.Error) with { IsNew = true },
                Sample.Finding(line: 90, state: State.Known), Sample.Finding(line: 91, state: State.Waived),
            ],
            new AuditedProject("src/Old/Old.csproj", [], Coverage.None, [new(Reasons.Restore, "does not restore")]));
        var output = new StringWriter();
        GitHubReport.WriteAnnotations(output, audit, audit.Findings, onlyNew: false);
        var lines = output.ToString().TrimEnd('\n').Split('\n');

        Assert.Equal("::error file=src/a%2Cb%3Ac%25.cs,line=40,endLine=40,col=9,endColumn=20,title=PG3001 Title of PG3001::::error::100 %25", lines[0]);
        Assert.Equal("::warning file=src/App/Store.cs,line=1,endLine=1,col=9,endColumn=20,title=PG2001 Title of PG2001::What to do", lines[1]);
        Assert.Equal("::warning file=src/Old/Old.csproj,title=Not analyzed::src/Old/Old.csproj does not restore", lines[^2]);
        Assert.Equal("::notice::2 more findings; prodgap audit --all prints every one", lines[^1]);
        Assert.Equal(1 + 10 + 2, lines.Length);

        output.GetStringBuilder().Clear();
        GitHubReport.WriteAnnotations(output, audit, audit.Findings, onlyNew: true);
        Assert.Equal([lines[0], lines[^2]], output.ToString().TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void No_other_line_can_be_a_command_of_GitHub()
    {
        var report = GitHubReport.Indented("::error::x\n##[group]y\n\nz\n");
        Assert.Equal("  ::error::x\n  ##[group]y\n\n  z\n", report);
        Assert.All(GitHubReport.Summary(report + "  </pre><script>\n").Split('\n')[2..^1], static line => Assert.StartsWith("    ", line));
    }

    [Theory]
    [InlineData("Version=1.2", "Version", "1.2")]
    [InlineData("A_b.C-d=", "A_b.C-d", "")]
    [InlineData("A=b=c;d", "A", "b=c;d")]
    [InlineData("=x", null, null)]
    [InlineData("A", null, null)]
    [InlineData("1A=x", null, null)]
    [InlineData("A;B=x", null, null)]
    public void Properties_for_MSBuild(string given, string? name, string? value) => Assert.Equal(name is null ? null : (name, value!), AuditOptions.PropertyIn(given));

    [Fact]
    public void A_value_for_MSBuild_is_taken_as_it_is() => Assert.Equal("a%3Bb%2Cc%253B%22", Builder.Literal("a;b,c%3B\""));

    [Fact]
    public void One_framework_where_a_project_has_it()
    {
        BuildEvent[] events =
        [
            new("fact", "", "", "", "project\t/r/Multi.csproj\tnet9.0;net10.0\t"), new("fact", "", "", "", "project\t/r/One.csproj\t\tnet8.0"),
            new("fact", "", "", "", "compile\t/r/Multi.csproj\tnet9.0\ta.sarif\t\t\t"), new("fact", "", "", "", "compile\t/r/Multi.csproj\tnet10.0\tb.sarif\t\t\t"), new("fact", "", "", "", "compile\t/r/One.csproj\tnet8.0\tc.sarif\t\t\t"),
        ];

        Assert.Equal(["/r/Multi.csproj net10.0", "/r/One.csproj net8.0"], Expected.Of(events, "net10.0").Compiled.Keys.Select(static key => $"{key.Project} {key.Framework}").Order(StringComparer.Ordinal));
        Assert.Equal(["net10.0"], Expected.Of(events, "net10.0").FrameworksOf("/r/Multi.csproj"));
        Assert.Equal(3, Expected.Of(events).Compiled.Count);
        Assert.Equal(3, Expected.Of(events, "net5.0").Compiled.Count);
    }

    [Theory]
    [InlineData("audit --step safety")]
    [InlineData("audit --fail-on all")]
    [InlineData("audit -p A")]
    [InlineData("audit --include src\\Old")]
    [InlineData("waive PG2001 --at a.cs --owner me --until 2027-05-02")]
    [InlineData("baseline diff")]
    public void Calls_that_are_wrong(string call)
    {
        var root = new RootCommand { AuditCommand.Create(), BaselineCommand.Create(), WaiveCommand.Create() };
        Assert.NotEmpty(root.Parse(call.Split(' ')).Errors);
        Assert.Empty(root.Parse("waive list --csv --no-blame".Split(' ')).Errors);
        Assert.Empty(root.Parse("audit . --step security --step errors -p A=1 -p B=2 --github --since main --config x.json".Split(' ')).Errors);
    }
}
