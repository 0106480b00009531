using System.Text;
using System.Text.Json;
using ProdGap.Tool.Commands;
using ProdGap.Tool.Model;
using ProdGap.Tool.Output;
using Spectre.Console;

namespace ProdGap.Tool.Tests;

/// <summary>What an audit writes.</summary>
public sealed class OutputTests
{
    private static readonly RuleFixes Fixes = new(AuditCommand.Pages);

    private static readonly string[] Odd =
    [
        "<script>alert(1)</script>", "]]>", "\u001b[31m red", "\u202eback", "a\0b", "[bold]x[/]", "::error::x", "=HYPERLINK(1)", "\ud83d", "\ud83d\ude00", "tab\there", "line\nbreak", "\"quoted\" \\", new string('x', 10_000),
    ];

    [Fact]
    public void On_the_console()
    {
        var audit = Sample.Audit(
            [Sample.Finding("PG1001", line: 3, severity: Severity.Error), Sample.Finding(), Sample.Finding(line: 20, state: State.Known), Sample.Finding("PG4008", line: 1, blocks: false)],
            new AuditedProject("src/Old/Old.csproj", [], Coverage.None, [new(Reasons.Restore, "does not restore: NU1102 Dapper 99.9.9")]),
            new AuditedProject("src/Half/Half.csproj", ["net9.0"], Coverage.Part, [new(Reasons.Type, "does not compile, so only a part was seen: CS0103")]),
            new AuditedProject("src/F/F.fsproj", [], Coverage.OtherLanguage, [new(Reasons.Language, "is not C#")]));

        Assert.Equal(
            """
            Shop  3 projects, 2 analyzed    rules 1.2.3

              step            open block fixable known waived suppressed
              1 security         1     1       1     0      0          0
              2 errors           1     1       1     1      0          0
              3 observability    0     0       0     0      0          0
              4 performance      0     0       0     0      0          0
              - tests            1     0       0     0      0          0

              src/App/Store.cs:3:9  error PG1001  What to do
              src/App/Store.cs:11:9  warning PG2001  What to do
              src/App/Store.cs:1:9  warning PG4008  What to do

            NOT ANALYZED  1 project
              src/Old/Old.csproj does not restore: NU1102 Dapper 99.9.9
            ANALYZED IN PART  1 project
              src/Half/Half.csproj does not compile, so only a part was seen: CS0103
            Not C#, so there is nothing to analyze: src/F/F.fsproj
            Next      prodgap explain PG1001
            Report    prodgap report --html readiness.html

            """,
            Printed(audit, 80));
    }

    [Theory]
    [InlineData("1.2.3", false, "rules 1.2.3\n")]
    [InlineData("1.2.3", true, "rules 1.2.3 from the repository\n")]
    [InlineData("", true, "rules from the repository\n")]
    public void Whose_rules_spoke_stands_in_the_first_line(string version, bool isOfRepository, string expected)
        => Assert.Contains(expected, Printed(Sample.Audit([]) with { Rules = version, IsRulesOfRepository = isOfRepository }, 80));

    [Fact]
    public void On_a_narrow_console_the_table_becomes_lines()
        => Assert.Contains("  2 errors: 1 open, 1 block, 1 fixable, 0 known, 0 waived, 0 suppressed\n", Printed(Sample.Audit([Sample.Finding()]), 40));

    [Fact]
    public void Only_the_worst_unless_all_are_asked_for()
    {
        var audit = Sample.Audit(Enumerable.Range(1, 25).Select(static line => Sample.Finding(line: line)));

        Assert.Contains("  ... 10 of 25; --all prints every one\n", Printed(audit, 80));
        Assert.Equal(25, Printed(audit, 80, all: true).Split("PG2001").Length - 1);
    }

    [Fact]
    public void Nothing_that_a_repository_calls_itself_paints_the_terminal()
    {
        foreach (var odd in Odd)
        {
            var audit = Sample.Audit([Sample.Finding(path: $"src/{odd}.cs", message: odd)], new AuditedProject($"src/{odd}.csproj", [], Coverage.None, [new(Reasons.Load, odd)])) with { Name = odd, Notes = [odd] };
            var text = Printed(audit, 80);
            Assert.DoesNotContain(text, static c => c != '\n' && (char.IsControl(c) || c is '\u202e'));
            Assert.Equal(text, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));
        }
    }

    [Fact]
    public void Json_says_the_same_and_is_the_same_whatever_the_order()
    {
        Finding[] findings = [Sample.Finding("PG1001", line: 3), Sample.Finding(), Sample.Finding(path: "src/App/A.cs"), Sample.Finding("PG3001", line: 3, state: State.Suppressed)];
        var audit = Sample.Audit(findings);
        var bytes = JsonReport.Write(audit, audit.Findings, Fixes);
        var shuffled = Sample.Audit(findings.Reverse());

        Assert.Equal(bytes, JsonReport.Write(shuffled, shuffled.Findings, Fixes));
        using var json = JsonDocument.Parse(bytes);
        var root = json.RootElement;
        Assert.Equal(1, root.GetProperty("schemaVersion").GetInt32());
        Assert.False(root.GetProperty("partial").GetBoolean());
        Assert.Equal(["src/App/A.cs", "src/App/Store.cs", "src/App/Store.cs", "src/App/Store.cs"], root.GetProperty("findings").EnumerateArray().Select(static finding => finding.GetProperty("path").GetString()));
        var steps = root.GetProperty("steps").EnumerateArray().ToDictionary(static step => step.GetProperty("name").GetString()!, static step => (step.GetProperty("open").GetInt32(), step.GetProperty("suppressed").GetInt32()));
        Assert.Equal((2, 0), steps["errors"]);
        Assert.Equal((0, 1), steps["observability"]);
    }

    [Fact]
    public void Json_and_SARIF_take_any_text()
    {
        foreach (var odd in Odd)
        {
            var audit = Sample.Audit([Sample.Finding(path: $"src/{odd}.cs", message: odd, member: odd)], new AuditedProject(odd, [odd], Coverage.None, [new(Reasons.Load, odd)])) with { Name = odd, Notes = [odd] };
            using var json = JsonDocument.Parse(JsonReport.Write(audit, audit.Findings, Fixes));
            using var sarif = JsonDocument.Parse(SarifReport.Write(audit, audit.Findings, "1.0.0"));
            var expected = odd == "\ud83d" ? "\uFFFD" : odd;
            Assert.Equal(expected, json.RootElement.GetProperty("findings")[0].GetProperty("message").GetString());
            Assert.Equal(expected, sarif.RootElement.GetProperty("runs")[0].GetProperty("results")[0].GetProperty("message").GetProperty("text").GetString());
        }
    }

    [Fact]
    public void Sarif_has_a_relative_file_for_each_result_a_fingerprint_and_the_gaps()
    {
        var audit = Sample.Audit(
            [Sample.Finding(path: "src/A B/ä#.cs"), Sample.Finding(path: "src/A B/ä#.cs", line: 30, state: State.Known), Sample.Finding("PG0001", path: "App.csproj", line: 0, key: "")],
            new AuditedProject("src/Old/Old.csproj", [], Coverage.None, [new(Reasons.Restore, "does not restore")]));
        using var sarif = JsonDocument.Parse(SarifReport.Write(audit, audit.Findings, "1.0.0"));
        var run = sarif.RootElement.GetProperty("runs")[0];
        var results = run.GetProperty("results").EnumerateArray().ToList();

        Assert.Equal(["App.csproj", "src/A%20B/%C3%A4%23.cs", "src/A%20B/%C3%A4%23.cs"], results.Select(static result => Physical(result).GetProperty("artifactLocation").GetProperty("uri").GetString()));
        Assert.False(Physical(results[0]).TryGetProperty("region", out _));
        Assert.False(results[0].TryGetProperty("partialFingerprints", out _));
        Assert.EndsWith(":1", results[1].GetProperty("partialFingerprints").GetProperty("prodgap/v1").GetString());
        Assert.EndsWith(":2", results[2].GetProperty("partialFingerprints").GetProperty("prodgap/v1").GetString());
        Assert.Equal("external", results[2].GetProperty("suppressions")[0].GetProperty("kind").GetString());
        Assert.False(run.GetProperty("invocations")[0].GetProperty("executionSuccessful").GetBoolean());
        Assert.Equal(1, run.GetProperty("invocations")[0].GetProperty("toolExecutionNotifications").GetArrayLength());
        Assert.All(results, result => Assert.Equal(result.GetProperty("ruleId").GetString(), run.GetProperty("tool").GetProperty("driver").GetProperty("rules")[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString()));

        static JsonElement Physical(JsonElement result) => result.GetProperty("locations")[0].GetProperty("physicalLocation");
    }

    private static string Printed(Audit audit, int width, bool all = false)
    {
        var text = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = width;
        ConsoleReport.Write(console, audit, audit.Findings, Fixes, all);
        return string.Join('\n', text.ToString().Split('\n').Select(static line => line.TrimEnd()));
    }
}
