using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Json.Schema;
using ProdGap.Analyzers.Core;
using ProdGap.Tool.Model;
using ProdGap.Tool.Report;
using ProdGap.Tool.Report.History;
using ProdGap.Tool.Report.Page;
using static ProdGap.Tool.Tests.Canaries;

namespace ProdGap.Tool.Tests;

/// <summary>The history: what a run leaves, what is read again, and what the trend makes of it.</summary>
public sealed partial class HistoryTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("prodgap-history").FullName;

    private string FilePath => Path.Combine(folder, HistoryFile.Name);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_run_is_read_as_it_was_written()
    {
        var model = ReportSample.Reported(ReportSample.Audit([Sample.Finding("PG1001"), Sample.Finding("PG2001", state: State.Known), Sample.Finding("PG2001", line: 20, state: State.Suppressed)])) with { Revision = new("0123456789", "2026-11-30", IsChanged: true) };
        var line = HistoryFile.Line(RecordedRun.Of(model, new(2026, 11, 30)));
        var (runs, warnings) = HistoryFile.Parse(line, HistoryFile.Name);

        Assert.Empty(warnings);
        var run = Assert.Single(runs);
        Assert.Equal(line, HistoryFile.Line(run));
        Assert.Equal((new DateOnly(2026, 11, 30), "0123456789", true, false, true), (run.Date, run.Commit, run.IsChanged, run.IsPartial, run.HadSecrets));
        Assert.Equal(model.Found, run.Found);
        Assert.Equal(Checklist.All.Select(static entry => entry.Name).Order(StringComparer.Ordinal), run.Items.Keys);
        Assert.Equal(("open", "question"), (run.Items["secrets"], run.Items["validated"]));
    }

    [Fact]
    public void A_line_is_what_its_schema_says_and_names_no_finding()
    {
        var schema = JsonSchema.FromText(File.ReadAllText(Schemas.PathOf("history-1.json")));
        foreach (var name in All.Append("Store"))
        {
            var line = Encoding.UTF8.GetString(HistoryFile.Line(RecordedRun.Of(Canaries.Model(name) with { Rules = "1.0.0" }, new(2026, 11, 30))));
            Assert.True(schema.Evaluate(JsonDocument.Parse(line).RootElement).IsValid);
            Assert.DoesNotContain('\n', line);
            Assert.DoesNotContain(line, static c => c is > '~' or < ' ');
            Assert.DoesNotContain("Store", line, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_line_is_added_and_the_lines_before_keep_their_bytes()
    {
        const string Before = "\uFEFF{\"of\": \"somebody\" }\r\nnothing";
        File.WriteAllText(FilePath, Before);
        HistoryFile.Append(FilePath, Run("2026-11-01", "1.0.0", 3, 1, 0));
        HistoryFile.Append(FilePath, Run("2026-11-02", "1.0.0", 2, 1, 0));

        var text = File.ReadAllText(FilePath, new UTF8Encoding(false));
        Assert.StartsWith(Before + "\n{", text);
        Assert.EndsWith("}\n", text);
        var (runs, warnings) = HistoryFile.Read(FilePath, mustExist: true);
        Assert.Equal([3, 2], runs.Select(static run => run.Found.Open));
        Assert.Equal([$"{HistoryFile.Name}(1): this line is passed over: this version of prodgap reads 'schemaVersion' 1", $"{HistoryFile.Name}(2): this line is passed over: it is no JSON"], warnings.AsEnumerable());
    }

    [Fact]
    public void The_same_run_twice_is_one_line_and_another_of_the_day_is_two()
    {
        HistoryFile.Append(FilePath, Run("2026-11-01", "1.0.0", 3, 1, 0));
        var once = File.ReadAllBytes(FilePath);
        HistoryFile.Append(FilePath, Run("2026-11-01", "1.0.0", 3, 1, 0));
        Assert.Equal(once, File.ReadAllBytes(FilePath));
        HistoryFile.Append(FilePath, Run("2026-11-01", "1.0.0", 2, 1, 0));
        Assert.Equal(2, File.ReadAllLines(FilePath).Length);
    }

    [Theory]
    [InlineData("<<<<<<< HEAD", "it is the mark of a merge conflict")]
    [InlineData("{", "it is no JSON")]
    [InlineData("[]", "it is no object")]
    [InlineData("{} {}", "it is no JSON")]
    [InlineData("{\"schemaVersion\":2}", "this version of prodgap reads 'schemaVersion' 1")]
    [InlineData("{\"schemaVersion\":\"1\"}", "this version of prodgap reads 'schemaVersion' 1")]
    [InlineData("{\"schemaVersion\":1,\"date\":\"2026-02-30\"}", "its 'date' is none")]
    [InlineData("{\"schemaVersion\":1,\"date\":20261130}", "its 'date' is none")]
    [InlineData("{\"schemaVersion\":1,\"date\":\"2026-11-30\",\"commit\":\"main\"}", "its 'commit' is none")]
    [InlineData("{\"schemaVersion\":1,\"date\":\"2026-11-30\",\"rules\":7}", "its 'rules' are no version")]
    [InlineData("{\"schemaVersion\":1,\"date\":\"2026-11-30\",\"steps\":[]}", "its 'steps' are no counts of findings")]
    [InlineData("{\"schemaVersion\":1,\"date\":\"2026-11-30\",\"steps\":{\"errors\":{\"open\":-1,\"blocking\":0,\"known\":0,\"answered\":0}}}", "its 'steps' are no counts of findings")]
    [InlineData("{\"schemaVersion\":1,\"date\":\"2026-11-30\",\"steps\":{\"errors\":{\"open\":99999999999,\"blocking\":0,\"known\":0,\"answered\":0}}}", "its 'steps' are no counts of findings")]
    [InlineData("{\"schemaVersion\":1,\"date\":\"2026-11-30\",\"steps\":{\"errors\":{\"open\":1,\"blocking\":2,\"known\":0,\"answered\":0}}}", "its 'steps' are no counts of findings")]
    [InlineData("{\"schemaVersion\":1,\"date\":\"2026-11-30\",\"steps\":{}}", "its 'items' are no states")]
    [InlineData("{\"schemaVersion\":1,\"date\":\"2026-11-30\",\"steps\":{},\"items\":{\"access\":1}}", "its 'items' are no states")]
    [InlineData("{\"schemaVersion\":1,\"date\":\"2026-11-30\",\"steps\":{},\"items\":{},\"partial\":\"no\"}", "'partial', 'changed' and 'secrets' are true or false")]
    [InlineData("{\"schemaVersion\":1,\"date\":\"\\ud800\"}", "a text in it holds half a character")]
    [InlineData("{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}}}}", "it is no JSON")]
    public void What_is_no_run_is_passed_over(string line, string problem)
    {
        var good = Encoding.UTF8.GetString(HistoryFile.Line(Run("2026-11-01", "1.0.0", 3, 1, 0)));
        var (runs, warnings) = HistoryFile.Parse(Encoding.UTF8.GetBytes($"\n{line}\n{good}\n\n"), "h.jsonl");
        Assert.Single(runs);
        Assert.Equal([$"h.jsonl(2): this line is passed over: {problem}"], warnings.AsEnumerable());
    }

    [Fact]
    public void Broken_bytes_end_in_warnings()
    {
        var line = HistoryFile.Line(Run("2026-11-01", "1.0.0", 3, 1, 0));
        var random = new Random(20261201);
        for (var round = 0; round < 2_000; round++)
        {
            var broken = line.AsSpan(0, random.Next(1, line.Length + 1)).ToArray();
            for (var change = random.Next(0, 4); change > 0; change--)
            {
                broken[random.Next(broken.Length)] = (byte)random.Next(256);
            }

            var (runs, warnings) = HistoryFile.Parse(broken, "h");
            Assert.InRange(runs.Length + warnings.Length, 0, 10);
        }
    }

    [Fact]
    public void Fields_and_steps_of_a_newer_version_are_passed_over()
    {
        const string Line = "{\"schemaVersion\":1,\"date\":\"2026-11-30\",\"more\":[],\"steps\":{\"later\":{\"open\":7,\"blocking\":0,\"known\":0,\"answered\":0},\"errors\":{\"open\":1,\"blocking\":0,\"known\":0,\"answered\":0}},\"items\":{\"later\":\"open\"}}";
        var (runs, warnings) = HistoryFile.Parse(Encoding.UTF8.GetBytes(Line), "h");
        Assert.Empty(warnings);
        Assert.Equal(1, Assert.Single(runs).Found.Open);
    }

    [Fact]
    public void Lines_that_a_merge_has_mixed_are_in_order_again()
    {
        string[] dates = ["2026-11-03", "2026-11-01", "2026-11-02"];
        var text = string.Join('\n', dates.Select(static date => Encoding.UTF8.GetString(HistoryFile.Line(Run(date, "1.0.0", 1, 0, 0)))));
        Assert.Equal(dates.Order(StringComparer.Ordinal), HistoryFile.Parse(Encoding.UTF8.GetBytes(text), "h").Runs.Select(static run => Freshness.Day(run.Date)));
    }

    [Fact]
    public void A_file_that_is_none_is_said()
    {
        Assert.Equal(([], []), HistoryFile.Read(FilePath, mustExist: false));
        Assert.Equal(ExitCodes.Usage, Assert.Throws<Failure>(() => HistoryFile.Read(FilePath, mustExist: true)).ExitCode);
        Assert.Contains("cannot be read", Assert.Throws<Failure>(() => HistoryFile.Read(folder, mustExist: false)).Message, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Usage, Assert.Throws<Failure>(() => HistoryFile.Append(Path.Combine(folder, "not", "there"), Run("2026-11-01", "1.0.0", 1, 0, 0))).ExitCode);
    }

    [Fact]
    public void Secrets_that_stood_in_the_source_once_are_asked_about()
    {
        var audit = ReportSample.Audit([]);
        var clean = Readiness.Of(audit, ReportSources.None with { History = [Run("2026-11-01", "1.0.0", 0, 0, 0)] }, new(Commands.AuditCommand.Pages));
        var leaked = Readiness.Of(audit, ReportSources.None with { History = [Run("2026-11-01", "1.0.0", 1, 0, 0) with { HadSecrets = true }, Run("2026-11-02", "1.0.0", 0, 0, 0)] }, new(Commands.AuditCommand.Pages));
        Assert.Equal(ItemState.Closed, clean.Items[(int)ChecklistItem.Secrets].State);
        Assert.Equal(ItemState.Question, leaked.Items[(int)ChecklistItem.Secrets].State);
    }

    [Fact]
    public void Progress_compares_whole_runs_only()
    {
        Assert.Equal("", Progress());
        Assert.Equal("Since the run of 2026-11-01: 2 fewer open, 1 more blocks a launch", Progress(Run("2026-11-01", "1.2.3", 4, 1, 0)));
        Assert.Equal("Since the run of 2026-11-01: as many open, as many block a launch; that run had the rules 1.0.0", Progress(Run("2026-11-01", "1.0.0", 2, 2, 0)));
        Assert.Equal("Since the run of 2026-11-01 nothing can be compared, because not everything was analyzed", Progress(Run("2026-11-01", "1.2.3", 4, 1, 0) with { IsPartial = true }));

        static string Progress(params RecordedRun[] runs)
            => Readiness.Of(ReportSample.Audit([Sample.Finding("PG2001"), Sample.Finding("PG2001", line: 20)]), ReportSources.None with { History = [.. runs] }, new(Commands.AuditCommand.Pages)).Progress;
    }

    [Fact]
    public void The_chart_has_a_band_for_each_stretch_of_whole_runs_and_at_most_sixty_runs()
    {
        var page = Page([Run("2026-11-01", "1", 9, 2, 1), Run("2026-11-02", "1", 8, 2, 1), Run("2026-11-03", "1", 1, 0, 0) with { IsPartial = true }, Run("2026-11-04", "1", 5, 2, 3)]);
        Assert.Equal(6, Polygons().Count(page));
        Assert.Single(Gaps().Matches(page));
        Assert.Contains("2026-11-04, 0123456789: 3 not in the baseline, 2 in the baseline, 3 suppressed or waived", page, StringComparison.Ordinal);
        Assert.Contains("<desc id=\"trend-text\">2026-11-01: 7 not in the baseline, 2 in the baseline, 1 suppressed or waived. 2026-11-04: 3 not in the baseline, 2 in the baseline, 3 suppressed or waived. In 1 of 4 not everything was analyzed.</desc>", page, StringComparison.Ordinal);

        Assert.DoesNotContain("id=\"trend\"", Page([]), StringComparison.Ordinal);
        Assert.Contains("In none of them everything was analyzed.", Page([Run("2026-11-03", "1", 1, 0, 0) with { IsPartial = true }]), StringComparison.Ordinal);
        Assert.Contains("Findings of the last 1 run<", Page([Run("2026-11-03", "1", 0, 0, 0)]), StringComparison.Ordinal);
        Assert.Contains("Findings of the last 60 runs", Page([.. Enumerable.Range(0, 80).Select(static at => Run("2026-11-03", "1", at, 0, 0))]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 1, 1)]
    [InlineData(4, 4, 1)]
    [InlineData(5, 6, 2)]
    [InlineData(19, 20, 5)]
    [InlineData(126, 150, 50)]
    [InlineData(80_000_000, 80_000_000, 20_000_000)]
    public void A_scale_has_round_numbers_and_room_for_the_most(int most, int top, int step) => Assert.Equal((top, step), HtmlPage.Scale(most));

    private static string Page(RecordedRun[] runs)
        => Encoding.UTF8.GetString(HtmlPage.Write(Readiness.Of(ReportSample.Audit([]), ReportSources.None with { History = [.. runs] }, new(Commands.AuditCommand.Pages)), "1.0.0"));

    [GeneratedRegex("<polygon class=\"(new|known|answered)\"")]
    private static partial Regex Polygons();

    [GeneratedRegex("<rect class=\"gap\"[^>]*><title>")]
    private static partial Regex Gaps();
}
