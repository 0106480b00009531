using System.Collections.Immutable;
using ProdGap.Tool.Building;
using ProdGap.Tool.Commands;
using ProdGap.Tool.Logs;
using ProdGap.Tool.Looking;
using ProdGap.Tool.Model;
using ProdGap.Tool.Output;

namespace ProdGap.Tool.Tests;

/// <summary>A build whose time is over, what a build says, and the options for both.</summary>
public sealed class BuildLimitsTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("prodgap-limits").FullName;

    public BuildLimitsTests()
    {
        File.WriteAllText(Path.Combine(root, "App.csproj"), "<Project />");
        File.WriteAllText(Path.Combine(root, ".git"), "");
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task What_was_not_done_in_time_is_a_gap_and_what_was_done_is_none()
    {
        var repository = await Repository.LookAsync(root, CancellationToken.None);
        var project = Assert.Single(repository.Projects);
        BuildEvent[] events = [Fact("project", project, "", "net10.0"), Fact("compile", project, "net10.0", "log", "", "", "")];
        var over = Judged([.. events], isDone: false);
        Assert.Equal((Coverage.None, "timed-out"), (over.Coverage, Assert.Single(over.Gaps).Code));
        Assert.Equal(Coverage.Whole, Judged([.. events, Fact("done", project, "net10.0")], isDone: true).Coverage);
        // What failed by itself says why.
        Assert.Equal("build", Assert.Single(Judged([.. events, new("error", project, "", "MSB4018", "It failed")], isDone: false).Gaps).Code);

        AuditedProject Judged(ImmutableArray<BuildEvent> said, bool isDone)
        {
            var expected = Expected.Of(said);
            Assert.Equal(isDone, expected.IsDone((project, "net10.0")));
            var log = new CompilerLog(ImmutableDictionary<string, RuleFacts>.Empty.Add("PG2001", Sample.Rule("PG2001")), [], [], 0);
            Dictionary<(string, string), (CompilerLog?, string)> logs = isDone ? new() { [(project, "net10.0")] = (log, "") } : [];
            return Assert.Single(Judge.Of(repository, new([], said, "") { IsTimedOut = true }, expected, logs, Sample.Stages, "").Projects);
        }
    }

    [Fact]
    public async Task What_a_build_says_of_gaps_is_said_in_full_and_once()
    {
        var repository = await Repository.LookAsync(root, CancellationToken.None);
        var project = repository.Projects[0];
        var error = new BuildEvent("error", project, "", "CS0103", "The name 'x' does\nnot exist\u001b") { File = Path.Combine(root, "A.cs"), Line = 3 };
        var audit = Sample.Audit([]) with { Projects = [new("App.csproj", [], Coverage.Part, []), new("Lib.csproj", [], Coverage.Whole, [])] };
        var said = Auditor.SaidOf(audit, repository, new([], [error, error, error with { Project = Path.Combine(root, "Lib.csproj") }, error with { Kind = "fact" }, error with { Line = 0, File = "" }], ""));

        Assert.Equal(["App.csproj: A.cs(3): CS0103 The name 'x' does\nnot exist\u001b", "App.csproj: CS0103 The name 'x' does\nnot exist\u001b"], said.AsEnumerable());
        using var output = new StringWriter { NewLine = "\n" };
        ConsoleReport.WriteSaid(output, audit with { Said = said });
        Assert.Equal("  App.csproj: A.cs(3): CS0103 The name 'x' does not exist\\u001b\n  App.csproj: CS0103 The name 'x' does not exist\\u001b\n", output.ToString());
    }

    [Fact]
    public void A_line_of_the_logger_may_say_file_and_line()
    {
        var said = BuildEvent.Parse("{\"kind\":\"error\",\"code\":\"CS0103\",\"file\":\"A.cs\",\"line\":7}");
        Assert.Equal(("A.cs", 7), (said!.File, said.Line));
        Assert.Equal(("", 0), (BuildEvent.Parse("{\"file\":1,\"line\":\"7\"}")!.File, BuildEvent.Parse("{\"line\":1e99}")!.Line));
    }

    [Theory]
    [InlineData(true, "--timeout", "5", "--verbose", "--all-analyzers", "--rules", "tool")]
    [InlineData(true, "-v", "--rules", "repository")]
    [InlineData(false, "--timeout", "0")]
    [InlineData(false, "--timeout", "soon")]
    [InlineData(false, "--timeout", "999999")]
    [InlineData(false, "--rules", "both")]
    public void Options_of_all_audits(bool isGood, params string[] options)
    {
        foreach (var command in (string[][])[["audit"], ["report"], ["baseline", "check"], ["explain", "0123456789ab"]])
        {
            Assert.Equal(isGood, AllCommands.Create().Parse([.. command, .. options]).Errors.Count == 0);
        }
    }

    [Fact]
    public void The_next_command_is_that_of_the_first_step_that_is_open()
    {
        var fixes = new RuleFixes(AuditCommand.Pages);
        Assert.Equal("", ConsoleReport.NextOf([Sample.Finding(state: State.Known)], fixes));
        Assert.Equal("prodgap explain PG1008", ConsoleReport.NextOf([Sample.Finding("PG1008"), Sample.Finding("PG2001")], fixes));
        Assert.Equal("prodgap harden --step errors --dry-run", ConsoleReport.NextOf([Sample.Finding("PG4001"), Sample.Finding("PG2001"), Sample.Finding("PG1008", state: State.Waived)], fixes));
        Assert.Equal("prodgap explain PG4008", ConsoleReport.NextOf([Sample.Finding("PG4008")], fixes));
    }

    [Fact]
    public void A_report_of_some_rules_says_which_were_not_asked_for()
    {
        var item = Report.Readiness.Of(ReportSample.Audit([]), Report.ReportSources.None with { Asked = ["PG2001"] }, new(AuditCommand.Pages)).Items.Single(static item => item.Entry.Name == "input");
        Assert.Equal(Report.ItemState.Unknown, item.State);
        Assert.Contains("PG1003 was not asked for", item.Evidence);
    }

    private static BuildEvent Fact(params string[] fields) => new("fact", "", "", "", string.Join('\t', fields));
}
