using System.Text;
using ProdGap.Analyzers.Tasks.Baseline;
using ProdGap.Tool.Known;
using ProdGap.Tool.Model;

namespace ProdGap.Tool.Tests;

/// <summary>A baseline beside what there is: new, stale, moved; what is written keeps what did not change.</summary>
public sealed class BaselineTests
{
    private const string Key = "0123456789ab";

    [Fact]
    public void What_is_there_as_often_as_it_says_is_neither_new_nor_stale()
    {
        var comparison = Compare([Line("App", "Store.Keep", "PG2001", 2)], [Sample.Finding(line: 3), Sample.Finding(line: 9, state: State.Known)]);

        Assert.Empty(comparison.New);
        Assert.Empty(comparison.Stale);
        Assert.Empty(comparison.Moves);
    }

    [Fact]
    public void One_more_of_a_kind_is_new_and_the_first_are_the_known_ones()
    {
        var comparison = Compare([Line("App", "Store.Keep", "PG2001", 1)], [Sample.Finding(line: 3), Sample.Finding(line: 9)]);

        var surplus = Assert.Single(comparison.New);
        Assert.Equal((1, 2), (surplus.Known, surplus.Found));
        Assert.Equal(9, Assert.Single(surplus.Findings).Place.Line);
    }

    [Fact]
    public void Several_frameworks_and_files_that_two_projects_share_count_once_in_each()
    {
        var shared = Sample.Finding() with { Seen = [("src/App/App.csproj", "net10.0"), ("src/App/App.csproj", "net9.0"), ("src/Lib/Lib.csproj", "net9.0")] };

        var measured = Measured([shared]);

        Assert.Equal([1, 1], measured.Amounts.Values.Select(static amount => amount.Count));
        Assert.Equal(["App", "Lib"], measured.Amounts.Keys.Select(static kind => kind.Project).Order());
    }

    [Fact]
    public void What_the_source_suppresses_and_what_is_wrong_with_our_own_files_is_no_matter_of_a_baseline()
        => Assert.Empty(Measured([Sample.Finding(state: State.Suppressed), Sample.Finding("PG0001"), Sample.Finding(key: "")]).Amounts);

    [Fact]
    public void What_is_fixed_is_stale_but_not_in_a_project_that_nobody_saw()
    {
        string[] lines = [Line("App", "Store.Keep", "PG2001", 3), Line("App", "Gone.Run", "PG2001", 1, "fedcba987654"), Line("Old", "Store.Keep", "PG2001", 1), Line("Deleted", "Store.Keep", "PG2001", 1)];
        var old = new AuditedProject("src/Old/Old.csproj", [], Coverage.None, []);

        Assert.Equal(["App 1 -> 0", "App 3 -> 1", "Deleted 1 -> 0"], Stale(Compare(lines, [Sample.Finding()], isComplete: true, old)).Order(StringComparer.Ordinal));
        Assert.Equal(["App 1 -> 0", "App 3 -> 1"], Stale(Compare(lines, [Sample.Finding()], isComplete: false, old)).Order(StringComparer.Ordinal));

        static IEnumerable<string> Stale(Comparison comparison) => comparison.Stale.Select(static stale => $"{stale.Entry.Project} {stale.Entry.Count} -> {stale.Found}");
    }

    [Fact]
    public void A_renamed_member_and_a_renamed_project_are_moves()
    {
        var member = Assert.Single(Compare([Line("App", "Store.Save", "PG2001", 1)], [Sample.Finding()]).Moves);
        Assert.Equal("Store.Keep", member.To.Member);

        var project = Assert.Single(Compare([Line("Shop", "Store.Keep", "PG2001", 1, path: "src/Shop/Store.cs")], [Sample.Finding()]).Moves);
        Assert.Equal("App", project.To.Project);
    }

    [Fact]
    public void What_may_have_come_from_two_places_is_no_move()
    {
        var comparison = Compare([Line("App", "Store.Save", "PG2001", 1), Line("App", "Store.Write", "PG2001", 1)], [Sample.Finding()]);
        Assert.Empty(comparison.Moves);
        Assert.Single(comparison.New);
        Assert.Equal(2, comparison.Stale.Length);

        comparison = Compare([Line("App", "Store.Save", "PG2001", 1)], [Sample.Finding(), Sample.Finding(line: 40, member: "Store.Put")]);
        Assert.Empty(comparison.Moves);
        Assert.Equal(2, comparison.New.Length);
    }

    [Fact]
    public void Pruning_keeps_the_bytes_of_what_is_there_and_takes_the_rest_back()
    {
        string[] lines = [Line("App", "A.Gone", "PG1001", 1, "aaaaaaaaaaaa"), Line("App", "Store.Keep", "PG2001", 3, path: "an/old/path.cs"), Line("Zoo", "Z.Run", "PG2001", 1, "cccccccccccc", "odd  path")];
        var text = Text(lines);
        text.Prune(Compare(lines, [Sample.Finding()], isComplete: false));

        Assert.Equal(
            string.Join('\n', [BaselineFile.Header, "# A comment of the team", Line("App", "Store.Keep", "PG2001", 1, path: "an/old/path.cs"), lines[2], ""]),
            text.ToString());
    }

    [Fact]
    public void Pruning_joins_what_a_merge_left_twice_and_applies_moves_in_order()
    {
        string[] lines = [Line("App", "Z.Run", "PG2001", 2, "bbbbbbbbbbbb"), Line("App", "Store.Save", "PG2001", 1), Line("App", "Z.Run", "PG2001", 1, "bbbbbbbbbbbb")];
        Finding[] findings = [Sample.Finding(), Sample.Finding(line: 50, key: "bbbbbbbbbbbb", member: "Z.Run"), Sample.Finding(line: 60, key: "bbbbbbbbbbbb", member: "Z.Run")];
        var text = Text(lines);
        text.Prune(Compare(lines, findings));

        Assert.Equal([Line("App", "Store.Keep", "PG2001", 1), lines[0]], text.ToString().Split('\n')[2..^1]);
    }

    [Fact]
    public void Pruning_only_ever_shrinks()
    {
        var random = new Random(20261130);
        for (var round = 0; round < 500; round++)
        {
            var lines = Enumerable.Range(0, random.Next(1, 12)).Select(_ => Line("App", $"M{random.Next(4)}", $"PG200{random.Next(1, 4)}", random.Next(1, 4), $"{random.Next(3)}23456789abc")).ToArray();
            var findings = Enumerable.Range(0, random.Next(12)).Select(at => Sample.Finding($"PG200{random.Next(1, 4)}", line: at + 1, key: $"{random.Next(3)}23456789abc", member: $"M{random.Next(4)}")).ToArray();
            var before = Entries(lines);
            var comparison = Compare(lines, findings);
            var text = Text(lines);
            text.Prune(comparison);

            var after = BaselineFile.Read(Encoding.UTF8.GetBytes(text.ToString()));
            Assert.Null(after.Problem);
            Assert.True(after.Entries.Sum(static entry => entry.Count) <= before.Sum(static entry => entry.Count));
            var known = before.ToDictionary(static entry => (entry.Project, entry.Member, entry.Rule, entry.Key), static entry => entry.Count);
            var moved = comparison.Moves.Select(static move => (move.To.Project, move.To.Member, move.To.Rule, move.To.Key)).ToHashSet();
            Assert.All(after.Entries.Where(entry => !moved.Contains((entry.Project, entry.Member, entry.Rule, entry.Key))), entry => Assert.True(entry.Count <= known[(entry.Project, entry.Member, entry.Rule, entry.Key)]));

            // What is left says what is there.
            var again = Compare(text.ToString().Split('\n')[2..^1], findings);
            Assert.Empty(again.Stale);
            Assert.Equal(comparison.New.Select(static entry => entry.Kind), again.New.Select(static entry => entry.Kind));
        }
    }

    [Fact]
    public void Adding_writes_in_order_and_raises_what_is_there()
    {
        var text = Text([Line("Zoo", "Z.Run", "PG2001", 1, "cccccccccccc"), Line("App", "Store.Keep", "PG2001", 1)]);
        text.Add([(new("App", "Store.Keep", "PG2001", Key), 3, "src/App/Store.cs"), (new("Lib", "L.Run", "PG2010", "dddddddddddd"), 1, "a\tb.cs")]);

        Assert.Equal(
            [Line("App", "Store.Keep", "PG2001", 3), Line("Lib", "L.Run", "PG2010", 1, "dddddddddddd", "a b.cs"), Line("Zoo", "Z.Run", "PG2001", 1, "cccccccccccc")],
            text.ToString().Split('\n')[2..^1]);
    }

    [Fact]
    public void What_another_commit_knew_more_or_less()
    {
        var history = BaselineHistory.Of(
            Entries([Line("App", "A.Gone", "PG1003", 2, "aaaaaaaaaaaa"), Line("App", "Store.Keep", "PG2001", 3), Line("App", "Same", "PG2001", 1, "cccccccccccc")]),
            Entries([Line("App", "Store.Keep", "PG2001", 4), Line("App", "Same", "PG2001", 1, "cccccccccccc", "moved.cs"), Line("Lib", "New", "PG3001", 1, "dddddddddddd", "l.cs")]));
        var output = new StringWriter { NewLine = "\n" };
        history.Write(output);

        Assert.Equal("  -2  PG1003  App A.Gone  src/App/Store.cs\n  +1  PG2001  App Store.Keep  src/App/Store.cs\n  +1  PG3001  Lib New  l.cs\n2 known findings added, 2 removed.\n", output.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("||||||| base\n{0}\n")]
    public void A_conflict_is_resolved_to_what_both_sides_know(string ancestor)
    {
        string[] lines = [Line("App", "A", "PG2001", 1), Line("App", "B", "PG2001", 2), Line("App", "B", "PG2001", 3), Line("App", "C", "PG2001", 1), Line("App", "D", "PG2001", 1)];
        var text = $"{BaselineFile.Header}\r\n# Ours\n{lines[4]}\n<<<<<<< HEAD\n{lines[1]}\n{lines[3]}\n{string.Format(ancestor, lines[0])}=======\n{lines[2]}\n>>>>>>> other\n";
        var merged = BaselineHistory.Merge(text, out var conflicts);

        Assert.Equal(1, conflicts);
        Assert.Equal(string.Join('\n', [BaselineFile.Header, "# Ours", lines[2], lines[3], lines[4], ""]), merged);
        Assert.Equal(merged, BaselineHistory.Merge(merged, out conflicts));
        Assert.Equal(0, conflicts);
        Assert.StartsWith("Without the marks of the conflict the baseline cannot be read either: ", Assert.Throws<Failure>(() => BaselineHistory.Merge(text + "nonsense\n", out _)).Message);
    }

    [Fact]
    public void An_empty_one_can_be_read() => Assert.Null(BaselineFile.Read(Encoding.UTF8.GetBytes(BaselineText.Empty().ToString())).Problem);

    [Fact]
    public void Each_difference_has_a_table_of_its_own()
    {
        var output = new StringWriter { NewLine = "\n" };
        BaselineReport.Write(output, Compare([Line("App", "Store.Save", "PG2001", 1), Line("App", "Gone.Run", "PG1001", 2, "aaaaaaaaaaaa")], [Sample.Finding(), Sample.Finding("PG3001", line: 2, key: "bbbbbbbbbbbb")]));

        Assert.Equal(
            """
            NEW  1 finding that the baseline does not know
              src/App/Store.cs:2:9  PG3001  What to do
            MOVED  1 line; prodgap baseline prune follows
              App Store.Save -> App Store.Keep  PG2001
            STALE  1 line too many; prodgap baseline prune takes back what is fixed
              App Gone.Run  PG1001  2 -> 0

            """,
            output.ToString());
    }

    private static Comparison Compare(IEnumerable<string> lines, IEnumerable<Finding> findings, bool isComplete = true, params AuditedProject[] others)
        => Comparison.Of(Entries(lines), Measured(findings, isComplete, others));

    private static Measured Measured(IEnumerable<Finding> findings, bool isComplete = true, params AuditedProject[] others) => new(Sample.Audit(findings, others), isComplete);

    private static IReadOnlyCollection<BaselineEntry> Entries(IEnumerable<string> lines)
    {
        var read = BaselineFile.Read(Encoding.UTF8.GetBytes(Text(lines).ToString()));
        Assert.Null(read.Problem);
        return read.Entries;
    }

    private static BaselineText Text(IEnumerable<string> lines) => BaselineText.Of(string.Join('\n', [BaselineFile.Header, "# A comment of the team", .. lines, ""]));

    private static string Line(string project, string member, string rule, int count, string key = Key, string path = "src/App/Store.cs")
        => BaselineText.Line(new(project, member, rule, key), count, path);
}
