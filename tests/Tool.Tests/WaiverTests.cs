using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using ProdGap.Analyzers.Tasks.Waivers;
using ProdGap.Tool.Commands;
using ProdGap.Tool.Model;
using ProdGap.Tool.Output;
using ProdGap.Tool.Waivers;

namespace ProdGap.Tool.Tests;

/// <summary>What waivers are worth on a day, and what is said about them.</summary>
public sealed class WaiverTests
{
    private const string Day = "2026-12-01";

    private static string Block(string where = "src/App/Store.cs", string rule = "PG2001", string until = "2027-05-01", string more = "")
        => $"{rule}\n  where {where}\n  reason The next poll comes in a minute\n  owner payments\n  until {until}\n{more}";

    private static WaiverBook Book(params string[] blocks) => new([new("", WaiverFile.Read(Encoding.UTF8.GetBytes("prodgap-waivers 1\n" + string.Concat(blocks))))], []);

    private static Audit Judged(IEnumerable<Finding> findings, WaiverBook book, WaiverPolicy? policy = null, SourceWaivers? inSource = null, bool isComplete = true, params AuditedProject[] others)
        => new WaiverJudge(book, policy ?? WaiverPolicy.Default, Day).Judge(Sample.Audit(findings, others), inSource ?? SourceWaivers.None, isComplete);

    private static string State(Audit audit) => string.Join(' ', audit.Findings.Select(static finding => finding.State));

    [Theory]
    [InlineData("src/App/Store.cs", "Waived")]
    [InlineData("src/App/Store.cs Store.Keep", "Waived")]
    [InlineData("src/App/Store.cs Store", "Waived")]
    [InlineData("src/**", "Waived")]
    [InlineData("SRC/app/*.cs Store", "Waived")]
    [InlineData("project App", "Waived")]
    [InlineData("project Other", "Open")]
    [InlineData("src/App/Store.cs Store.Put", "Open")]
    [InlineData("src/App/Store.cs Sto", "Open")]
    [InlineData("src/Other/**", "Open")]
    public void A_waiver_covers_what_it_is_about(string where, string state)
    {
        foreach (var before in (State[])[Model.State.Open, Model.State.Waived])
        {
            // Whoever did not hear of the waiver, or heard of one that is not there: what the file says counts.
            var audit = Judged([Sample.Finding(state: before), Sample.Finding("PG3001", line: 40)], Book(Block(where)));
            Assert.Equal($"{state} Open", State(audit));
            Assert.Equal(state == "Waived" ? 1 : 0, Assert.Single(audit.Waivers.Rows).Findings);
        }
    }

    [Fact]
    public void A_waiver_wins_over_the_baseline_which_counts_without_it()
    {
        var audit = Judged([Sample.Finding(state: Model.State.Known), Sample.Finding(line: 30, member: "Other.Run", state: Model.State.Known)], Book(Block("src/App/Store.cs Store.Keep")));

        Assert.Equal("Waived Known", State(audit));
        Assert.Equal("Other.Run", Assert.Single(new Known.Measured(audit, isComplete: true).Amounts.Keys).Member);
    }

    [Fact]
    public void Two_projects_with_one_file_need_a_waiver_each()
    {
        var shared = Sample.Finding() with { Seen = [("src/App/App.csproj", ""), ("src/Lib/Lib.csproj", "")] };

        Assert.Equal("Open", State(Judged([shared], Book(Block("project App")))));
        Assert.Equal("Waived", State(Judged([shared], Book(Block("project App"), Block("project Lib")))));
        Assert.Equal("Waived", State(Judged([shared], Book(Block("src/App/Store.cs")))));
    }

    [Fact]
    public void Each_project_has_the_file_of_its_own_root()
    {
        var inner = WaiverFile.Read(Encoding.UTF8.GetBytes("prodgap-waivers 1\n" + Block("App/Store.cs")));
        WaiverBook BookIn(string folder) => new([new("src/", inner)], ImmutableDictionary<string, string>.Empty.Add("src/App/App.csproj", folder));

        Assert.Equal("Waived", State(Judged([Sample.Finding()], BookIn("src/"))));
        Assert.Equal("Open", State(Judged([Sample.Finding()], BookIn(""))));
    }

    [Theory]
    [InlineData("2026-12-01", "Waived", "InForce", 1)]
    [InlineData("2026-11-30", "Open", "Expired", 0)]
    [InlineData("2027-12-02", "Waived", "InForce", 367)]
    [InlineData("2027-12-03", "Open", "Broken", 368)]
    public void The_day_named_still_holds_and_a_year_is_the_longest(string until, string state, string worth, int daysLeft)
    {
        var audit = Judged([Sample.Finding(state: Model.State.Waived)], Book(Block(until: until)));
        var row = Assert.Single(audit.Waivers.Rows);

        Assert.Equal(state, State(audit));
        Assert.Equal((worth, daysLeft), (row.State.ToString(), row.DaysLeft));
        Assert.Equal(row.State, audit.Findings[0].Decision!.State);
    }

    [Theory]
    [InlineData("", "Open", "Unapproved")]
    [InlineData("  approved A. Jansen 2026-11-02\n", "Waived", "InForce")]
    public void A_repository_may_ask_for_an_approval(string approved, string state, string worth)
    {
        foreach (var asked in (string[])["PG2001", "errors"])
        {
            var audit = Judged([Sample.Finding()], Book(Block(more: approved)), WaiverPolicy.Default with { RequireApproval = [asked] });
            Assert.Equal((state, worth), (State(audit), audit.Waivers.Rows[0].State.ToString()));
        }

        Assert.Equal("Waived", State(Judged([Sample.Finding()], Book(Block(more: approved)), WaiverPolicy.Default with { RequireApproval = ["security", "PG2002"] })));
    }

    [Fact]
    public void What_nobody_may_waive_is_open_and_the_file_is_wrong()
    {
        var audit = Judged([Sample.Finding()], Book(Block()), WaiverPolicy.Default with { Never = ["PG2001"] });

        Assert.Equal("Open", State(audit));
        Assert.Equal("prodgap.waivers(2,1): The waiver of PG2001 is not applied: prodgap.json lets nobody waive PG2001", AuditCommand.BrokenWaiver(Assert.Single(audit.Waivers.Broken)));
    }

    [Fact]
    public void What_is_about_nothing_is_idle_if_everything_was_seen()
    {
        var book = Book(Block("src/Gone.cs"), Block("src/Gone.cs", until: "2020-01-01"));

        Assert.Equal(2, Judged([Sample.Finding()], book).Waivers.Idle.Count());
        Assert.Empty(Judged([Sample.Finding()], book, isComplete: false).Waivers.Idle);
        Assert.Empty(Judged([Sample.Finding()], book, others: new AuditedProject("src/Old/Old.csproj", [], Coverage.None, [])).Waivers.Idle);
    }

    [Fact]
    public void A_pragma_and_an_attribute_are_waivers_too()
    {
        string[] lines =
        [
            "#pragma warning disable PG2001 // PG2001: the poll comes again in a minute; owner: payments; until 2026-11-30", "",
            "#pragma warning restore PG2001", "  #pragma warning disable CS0618, PG2001 // noise", "", "# pragma  warning disable", "x",
        ];
        Finding Suppressed(int line, string rule = "PG2001") => Sample.Finding(rule, line: line, state: Model.State.Suppressed);
        var attribute = Suppressed(90) with { Justification = "Tried three times by the queue; owner: shop; until 2026-12-10", Member = "Store.Put" };
        var audit = Judged([Suppressed(2), Suppressed(5), Suppressed(7, "PG3001"), attribute], Book(), inSource: SourceWaivers.Of("src/App/Store.cs", lines));

        Assert.Equal("Open Suppressed Suppressed Suppressed", State(audit));
        Assert.Equal(
            [
                "Expired Pragma 1 PG2001 the poll comes again in a minute/payments/2026-11-30", "Broken Pragma 4 PG2001 noise//", "Broken Pragma 6 PG3001 //",
                "InForce Attribute 0 PG2001 Tried three times by the queue/shop/2026-12-10",
            ],
            audit.Waivers.Rows.Select(static row => $"{row.State} {row.Carrier} {row.Line} {row.Rule} {row.Decision.Reason}/{row.Decision.Owner}/{row.Decision.Until}"));
        Assert.Empty(audit.Waivers.Broken);
    }

    [Fact]
    public void What_asks_for_somebody_is_said_and_closes_the_gate()
    {
        var audit = Judged(
            [Sample.Finding(state: Model.State.Waived), Sample.Finding("PG3001", line: 40)],
            Book(Block(until: "2026-11-30"), Block(rule: "PG3001", until: "2026-12-14"), Block("src/Gone.cs", "PG1001"), Block(rule: "PG2010", more: "  color red\n")));
        var output = new StringWriter { NewLine = "\n" };
        RegisterReport.WriteAttention(output, audit.Waivers);

        Assert.Equal(
            """
            WAIVERS  4 waivers ask for somebody
              prodgap.waivers:2  PG2001  expired after 2026-11-30: 1 finding open again; owner payments
              prodgap.waivers:22  PG2010  is not applied: 'color' is no field; there are where, reason, owner, until, approved, ticket
              prodgap.waivers:12  PG1001  is about nothing that is there (src/Gone.cs); remove it
              prodgap.waivers:7  PG3001  ends after 2026-12-14, in 14 days; owner payments


            """,
            output.ToString());
        Assert.Equal(2, AuditCommand.Ended(audit, audit.Findings, "none", allowPartial: false));

        var expired = Judged([Sample.Finding(state: Model.State.Waived)], Book(Block(until: "2026-11-30")));
        Assert.Equal(0, AuditCommand.Ended(expired, expired.Findings, "none", allowPartial: false));
        Assert.Equal(1, AuditCommand.Ended(expired, [], "error", allowPartial: false));
        output.GetStringBuilder().Clear();
        RegisterReport.WriteAttention(output, Judged([Sample.Finding()], Book(Block())).Waivers);
        Assert.Equal("", output.ToString());
    }

    [Fact]
    public void Json_and_SARIF_say_why()
    {
        var audit = Judged([Sample.Finding(), Sample.Finding("PG3001", line: 40)], Book(Block(), Block(rule: "PG3001", until: "2026-11-30")));
        using var json = JsonDocument.Parse(JsonReport.Write(audit, audit.Findings, new(AuditCommand.Pages)));
        var finding = json.RootElement.GetProperty("findings")[0];
        Assert.Equal("waived", finding.GetProperty("state").GetString());
        Assert.Equal("The next poll comes in a minute", finding.GetProperty("waiver").GetProperty("reason").GetString());
        Assert.Equal("expired", json.RootElement.GetProperty("findings")[1].GetProperty("waiver").GetProperty("state").GetString());

        using var sarif = JsonDocument.Parse(SarifReport.Write(audit, audit.Findings, "1.0.0"));
        Assert.Equal(
            ["external accepted The next poll comes in a minute; owner: payments; until 2027-05-01", "external rejected The next poll comes in a minute; owner: payments; until 2026-11-30"],
            sarif.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().Select(static result => result.GetProperty("suppressions")[0])
                .Select(static said => $"{said.GetProperty("kind").GetString()} {said.GetProperty("status").GetString()} {said.GetProperty("justification").GetString()}"));
    }

    private static readonly string[] Odd = ["=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(A1)", "a,b \"c\"", "| cell <script>alert(1)</script> |", "\u202ebo", "[x](javascript:y) @team #12 `code`", " blank "];

    [Fact]
    public void No_text_of_a_repository_runs_in_a_spreadsheet_or_a_browser()
    {
        foreach (var odd in Odd)
        {
            var register = Register.Of([new("PG2001", odd, WaiverCarrier.File, odd, 2, 3, odd, 1, new(WaiverState.InForce, odd, odd, "2027-05-01"), 5, "") { Approver = odd, Ticket = odd, Origin = new("0123456789", odd, "2026-11-01") }]);

            var row = RegisterReport.Csv(register).Split("\r\n")[1];
            Assert.DoesNotMatch("(^|,)\"?[=+@-]", row);
            Assert.DoesNotContain("\u202e", row, StringComparison.Ordinal);

            var markdown = RegisterReport.Markdown(register).Split('\n');
            Assert.Equal(4, markdown.Length);
            Assert.DoesNotMatch(@"<|@|(?<!\\)\[|(?<!\\)`|(?<!&)#|\u202e", markdown[2]);
            Assert.Equal(17, System.Text.RegularExpressions.Regex.Count(markdown[2], @"(?<!\\)\|"));
        }
    }

    [Fact]
    public void The_register_is_the_same_whatever_the_order()
    {
        string[] blocks = [Block(), Block(rule: "PG3001"), Block("src/Gone.cs"), Block(until: "2020-02-02", rule: "PG1001")];
        var rows = Judged([Sample.Finding(), Sample.Finding("PG3001", line: 9)], Book(blocks)).Waivers.Rows;

        Assert.Equal(rows.ToList(), Register.Of(rows.Reverse()).Rows.ToList());
        Assert.Equal([WaiverState.Idle, WaiverState.Idle, WaiverState.InForce, WaiverState.InForce], rows.Select(static row => row.State));
    }

    [Fact]
    public void A_new_waiver_stands_in_order_and_the_others_keep_their_bytes()
    {
        const string Head = "prodgap-waivers 1\n# Ours.\n\n";
        var first = Block("src/A.cs", "PG1001");
        var last = "# About this one.\n" + Block("\"src/My Shop/C.cs\"", "PG3001");
        var waiver = new Waiver { Rule = "PG2001", Where = WaiverText.Where("src/My Shop/B.cs", "Store.Keep"), Reason = "The next poll comes in a minute", Owner = "payments", Until = "2027-05-01", Approver = "A. Jansen", Approved = "2026-11-02" };

        var text = WaiverText.Add($"{Head}{first}\n{last}", waiver);
        Assert.Equal(
            $"{Head}{first}\nPG2001\n  where     \"src/My Shop/B.cs\" Store.Keep\n  reason    The next poll comes in a minute\n  owner     payments\n  approved  A. Jansen 2026-11-02\n  until     2027-05-01\n\n{last}",
            text);
        Assert.Equal(["PG1001", "PG2001", "PG3001"], WaiverFile.Read(Encoding.UTF8.GetBytes(text)).Waivers.Select(static each => each.Rule));

        waiver.Rule = "PG9000";
        Assert.StartsWith($"{Head}{first}\n{last}\nPG9000\n", WaiverText.Add($"{Head}{first}\n{last}", waiver));
        Assert.StartsWith(WaiverText.Empty + "\nPG9000\n", WaiverText.Add(WaiverText.Empty, waiver));
    }

    [Theory]
    [InlineData("src/A.cs", "src/A.cs", 0)]
    [InlineData("./src\\A.cs:12", "src/A.cs", 12)]
    [InlineData("src/A.cs:0", "src/A.cs:0", 0)]
    [InlineData("C:/A.cs", "C:/A.cs", 0)]
    public void A_place_is_a_file_and_perhaps_a_line(string at, string path, int line) => Assert.Equal((path, line), WaiveCommand.Place(at));

    [Fact]
    public void What_is_not_there_cannot_be_waived()
    {
        var audit = Sample.Audit([Sample.Finding(line: 11), Sample.Finding(line: 30, member: "Store.Put")]);

        Assert.Equal(2, WaiveCommand.Found(audit, "PG2001", "src/App/Store.cs", 0).Count);
        Assert.Equal("Store.Put", Assert.Single(WaiveCommand.Found(audit, "PG2001", "src/App/Store.cs", 30)).Member);
        Assert.Equal("Nothing was waived: there is no finding of PG3001 in 'src/App/Store.cs'.", Assert.Throws<Failure>(() => WaiveCommand.Found(audit, "PG3001", "src/App/Store.cs", 0)).Message);
        var again = Judged([Sample.Finding()], Book(Block()));
        Assert.EndsWith("is waived already, until 2027-05-01.", Assert.Throws<Failure>(() => WaiveCommand.Found(again, "PG2001", "src/App/Store.cs", 0)).Message);
        Assert.EndsWith("; there are some at 11, 30.", Assert.Throws<Failure>(() => WaiveCommand.Found(audit, "PG2001", "src/App/Store.cs", 12)).Message);
    }

    [Theory]
    [InlineData("PG2001", "The next poll comes in a minute", "2027-05-01", 0, "")]
    [InlineData("PG2001", "todo", "2027-05-01", 2, "its reason does not say why the finding may stay, in three words or more")]
    [InlineData("PG2001", "The next poll comes\nPG1001", "2027-05-01", 2, "it has no 'owner'")]
    [InlineData("PG9999", "The next poll comes in a minute", "2027-05-01", 2, "'PG9999' is no rule of this version")]
    [InlineData("PG7002", "The next poll comes in a minute", "2027-05-01", 5, "PG7002 cannot be waived")]
    [InlineData("PG1001", "The next poll comes in a minute", "2027-05-01", 5, "prodgap.json lets nobody waive PG1001")]
    [InlineData("PG2001", "The next poll comes in a minute", "soon", 2, "'soon' is no day such as 2027-05-02")]
    [InlineData("PG2001", "The next poll comes in a minute", "2026-11-30", 2, "2026-11-30 is over")]
    [InlineData("PG2001", "The next poll comes in a minute", "2030-01-01", 5, "2030-01-01 is more than 366 days away")]
    public async Task What_cannot_be_waived_so_is_said_before_the_build(string rule, string reason, string until, int exitCode, string problem)
    {
        var repository = new Looking.Repository(Path.GetTempPath(), [], [], []);
        var asked = WaiveCommand.CheckAsync(new() { Rule = rule, Reason = reason, Owner = "payments", Until = until }, repository, WaiverPolicy.Default with { Never = ["PG1001"] }, Day, CancellationToken.None);
        if (exitCode == 0)
        {
            await asked;
            return;
        }

        var failure = await Assert.ThrowsAsync<Failure>(() => asked);
        Assert.Equal(exitCode, failure.ExitCode);
        Assert.Contains(problem, failure.Message);
    }

    [Theory]
    [InlineData("2027-05-02", null, "2027-05-02")]
    [InlineData(null, "1764547200", "2025-12-01")]
    [InlineData(null, "", "2026-11-30")]
    [InlineData("soon", null, "'soon' is no day such as 2027-05-02.")]
    [InlineData(null, "soon", "SOURCE_DATE_EPOCH is no number of seconds.")]
    [InlineData(null, "99999999999999999", "SOURCE_DATE_EPOCH is no number of seconds.")]
    public void Today_is_what_somebody_says_or_the_clock(string? given, string? epoch, string expected)
    {
        string Told() => Today.Of(given, epoch, new Clock());
        Assert.Equal(expected, expected.Length == 10 ? Told() : Assert.Throws<Failure>(Told).Message);
    }

    [Fact]
    public void Git_says_who_brought_a_line()
    {
        var lines = Blame.Parse(
            """
            1111111111111111111111111111111111111111 4 4 2
            author A. Jansen
            author-time 1764547200
            filename prodgap.waivers
            	PG1008
            1111111111111111111111111111111111111111 5 5
            	  where src/A.cs
            2222222222222222222222222222222222222222 6 6 1
            author B
            author-time 1764633600
            	  reason author of this line
            """);

        Assert.Equal(["4 A. Jansen", "5 A. Jansen", "6 B"], lines.OrderBy(static line => line.Key).Select(static line => $"{line.Key} {line.Value.Author}"));
    }

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 12, 1, 1, 0, 0, TimeSpan.FromHours(2));
    }
}
