using System.Collections.Immutable;
using ProdGap.Tool.Commands;
using ProdGap.Tool.Known;
using ProdGap.Tool.Model;
using ProdGap.Tool.Waivers;

namespace ProdGap.Tool.Tests;

/// <summary>Why a finding has the state that it has.</summary>
public sealed class FindingReasonsTests
{
    private const string Key = "0123456789ab";

    private static readonly Kind KindOf = new("App", "Store.Keep", "PG2001", Key);

    [Theory]
    [InlineData("0123456789ab", true)]
    [InlineData("0123456789AB", false)]
    [InlineData("0123456789a", false)]
    [InlineData("0123456789abc", false)]
    [InlineData("0123456789ag", false)]
    [InlineData("PG2001", false)]
    [InlineData("", false)]
    public void A_key_has_twelve_digits(string text, bool isKey) => Assert.Equal(isKey, FindingReasons.IsKey(text));

    [Fact]
    public void An_open_finding_is_answered_by_nobody()
        => Assert.Equal(
            """
            src/App/Store.cs:11:9  PG2001 Title of PG2001
              message   What to do
              member    Store.Keep in src/App/App.csproj
              state     open: neither the baseline nor a waiver answers it
              severity  warning, the rule's own; blocks a launch


            """.ReplaceLineEndings("\n"),
            Written(Sample.Audit([Sample.Finding(), Sample.Finding(line: 20, key: "ba9876543210")])));

    [Fact]
    public void A_known_one_is_known_by_a_line_and_a_surplus_one_by_too_few()
    {
        Assert.Contains("state     known: prodgap.baseline(3) knows 2 of them", Written(Sample.Audit([Sample.Finding(state: State.Known)]), (3, KindOf, "2")));
        Assert.Contains("state     known: the baseline of its build knows it", Written(Sample.Audit([Sample.Finding(state: State.Known)])));
        var surplus = Written(Sample.Audit([Sample.Finding(state: State.Known), Sample.Finding(line: 20)]), (3, KindOf, "1"));
        Assert.Contains("state     open: prodgap.baseline(3) knows 1 of them, and there are 2", surplus);
        // A line about other code is none about this.
        Assert.Contains("state     open: neither", Written(Sample.Audit([Sample.Finding()]), (3, KindOf with { Member = "Store.Take" }, "1")));
    }

    [Fact]
    public void A_waived_one_names_its_waiver_its_owner_and_its_end()
    {
        Assert.Contains("state     waived: prodgap.waivers:4, until 2027-05-01; owner payments: The poll comes again", Written(Waived(WaiverState.InForce, State.Waived)));
        Assert.Contains("state     open: prodgap.waivers:4 expired after 2027-05-01; owner payments", Written(Waived(WaiverState.Expired, State.Open)));
        Assert.Contains("state     open: prodgap.waivers:4 needs an approval; owner payments", Written(Waived(WaiverState.Unapproved, State.Open)));
        Assert.Contains("state     suppressed: in the source: By design", Written(Sample.Audit([Sample.Finding(state: State.Suppressed) with { Justification = "By design" }])));
        Assert.Contains("state     suppressed: in the source, without a reason", Written(Sample.Audit([Sample.Finding(state: State.Suppressed)])));
    }

    [Fact]
    public void A_severity_that_is_not_the_rules_own_says_so()
    {
        Assert.Contains("severity  error, the rule's own is warning; the stage of the project, an .editorconfig or the rule itself says so; blocks a launch", Written(Sample.Audit([Sample.Finding(severity: Severity.Error)])));
        Assert.Contains("severity  suggestion, the rule's own is warning; stage prototype, an .editorconfig or the rule itself says so\n", Written(Sample.Audit([Sample.Finding(severity: Severity.Suggestion, blocks: false)]) with { Stage = "prototype" }));
    }

    [Fact]
    public void A_line_of_nothing_is_stale_and_a_key_of_nothing_unknown()
    {
        using var output = new StringWriter { NewLine = "\n" };
        Assert.True(FindingReasons.Write(output, Sample.Audit([]), Key, [(3, KindOf, "1")]));
        Assert.Equal("prodgap.baseline(3) knows 1 of PG2001 in Store.Keep of App, and there is none; prodgap baseline prune takes it back.\n", output.ToString());
        Assert.False(FindingReasons.Write(TextWriter.Null, Sample.Audit([Sample.Finding()]), "ba9876543210", []));
    }

    [Fact]
    public void The_lines_of_a_baseline_are_found_by_key()
    {
        var root = Directory.CreateTempSubdirectory("prodgap-lines").FullName;
        try
        {
            Assert.Empty(FindingReasons.LinesOf(root, Key));
            File.WriteAllText(Path.Combine(root, "prodgap.baseline"), $"prodgap-baseline 1\n# {Key}\nApp\tStore.Keep\tPG2001\t{Key}\t2\tsrc/App/Store.cs\nApp\tStore.Keep\tPG2001\tba9876543210\t2\tsrc/App/Store.cs\nhalf\tof\n");
            Assert.Equal((3, KindOf, "2"), Assert.Single(FindingReasons.LinesOf(root, Key)));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void Names_that_would_paint_a_terminal_do_not()
    {
        foreach (var canary in Canaries.All)
        {
            var text = Written(Sample.Audit([Sample.Finding(path: canary, message: canary, member: canary, state: State.Suppressed) with { Justification = canary }]));
            Assert.DoesNotContain(text, static c => c != '\n' && (char.IsControl(c) || c == '\u202e'));
        }
    }

    [Fact]
    public void A_call_without_a_path_is_understood_and_one_without_a_key_is_not()
    {
        Assert.Empty(AllCommands.Create().Parse(["explain", "PG2001"]).Errors);
        Assert.Empty(AllCommands.Create().Parse(["explain", Key, "src", "--no-restore"]).Errors);
        Assert.NotEmpty(AllCommands.Create().Parse(["explain"]).Errors);
    }

    private static Audit Waived(WaiverState waiver, State state)
    {
        var decision = new Decision(waiver, "The poll comes again", "payments", "2027-05-01");
        return Sample.Audit([Sample.Finding(state: state) with { Decision = decision }]) with
        {
            Waivers = Register.Of([new RegisterRow("PG2001", "", WaiverCarrier.File, "prodgap.waivers", 4, 8, "src/App/Store.cs", 1, decision, 40, "")]),
        };
    }

    private static string Written(Audit audit, params (int Line, Kind Kind, string Count)[] lines)
    {
        using var output = new StringWriter { NewLine = "\n" };
        Assert.True(FindingReasons.Write(output, audit, Key, lines));
        return output.ToString();
    }
}
