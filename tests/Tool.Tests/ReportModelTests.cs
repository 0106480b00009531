using System.Collections.Immutable;
using ProdGap.Analyzers.Core;
using ProdGap.Tool.Commands;
using ProdGap.Tool.Model;
using ProdGap.Tool.Report;
using static ProdGap.Tool.Tests.ReportSample;

namespace ProdGap.Tool.Tests;

/// <summary>What the report decides: how each item stands, what a step takes, where the findings are.</summary>
public sealed class ReportModelTests
{
    private static readonly AuditedProject Unseen = new("src/Old/Old.csproj", [], Coverage.None, [new(Reasons.Restore, "does not restore")]);

    [Fact]
    public void There_are_eighteen_items_each_with_a_rule_or_a_question()
    {
        Assert.Equal(18, Checklist.All.Length);
        Assert.Equal(Enum.GetValues<ChecklistItem>(), Checklist.All.Select(static entry => entry.Item));
        // Those without a question are seen by rules that the package has.
        Assert.Equal(
            ["input", "exposure", "cancel", "logs", "speed", "tests", "settings"],
            Checklist.All.Where(static entry => entry.Question.Length == 0).Select(static entry => entry.Name));
    }

    [Theory]
    [InlineData("PG1008", "checklist:access", "access")]
    [InlineData("PG1008", "CWE-862", "exposure")]
    [InlineData("PG2001", "checklist:something-newer", "failures")]
    [InlineData("PG3001", "", "logs")]
    [InlineData("PG4001", "", "tests")]
    [InlineData("PG5001", "", "speed")]
    [InlineData("PG6001", "", "ai")]
    [InlineData("PG7001", "", "trace")]
    [InlineData("PG0001", "", "trace")]
    public void A_rule_names_its_item_or_has_that_of_its_category(string rule, string tag, string item)
        => Assert.Equal(item, ChecklistTag.NameOf(Checklist.Of(rule, [tag])));

    [Fact]
    public void An_open_finding_opens_its_item_and_a_known_one_does_too()
    {
        Assert.Equal(ItemState.Open, StateOf(Audit([Finding("PG1008")]), ChecklistItem.Access));
        var item = Item(Audit([Finding("PG1008", State.Known), Finding("PG1008", State.Known, line: 9)]), ChecklistItem.Access);
        Assert.Equal(ItemState.Open, item.State);
        Assert.Equal(["2 findings of PG1008, 2 of them block a launch; the baseline knows them all"], item.Evidence.AsEnumerable());
    }

    [Fact]
    public void What_was_not_seen_is_unknown_but_only_where_rules_look()
    {
        var audit = Audit([Finding("PG1008")], Unseen);
        Assert.Equal(ItemState.Open, StateOf(audit, ChecklistItem.Access));
        var failures = Item(audit, ChecklistItem.Failures, Answered(ChecklistItem.Failures));
        Assert.Equal(ItemState.Unknown, failures.State);
        Assert.Contains("src/Old/Old.csproj was not analyzed in full", failures.Evidence);
        Assert.Equal(ItemState.Question, StateOf(audit, ChecklistItem.Rollback));
        Assert.Equal(ItemState.Closed, StateOf(audit, ChecklistItem.Rollback, Answered(ChecklistItem.Rollback)));
    }

    [Fact]
    public void A_rule_that_is_switched_off_leaves_its_item_unknown()
    {
        var audit = Audit([]) with { SwitchedOff = [new("PG2010", "src/App/App.csproj")] };
        var item = Item(audit, ChecklistItem.Cancel);

        Assert.Equal(ItemState.Unknown, item.State);
        Assert.Contains("PG2010 is switched off in src/App/App.csproj", item.Evidence);
        Assert.Equal(ItemState.Closed, StateOf(audit, ChecklistItem.Logs));
        Assert.Single(Reported(audit).SwitchedOff);
    }

    [Fact]
    public void A_question_waits_until_somebody_answers_and_again_when_the_answer_is_old()
    {
        Assert.Equal(ItemState.Question, StateOf(Audit([]), ChecklistItem.Watched));
        Assert.Equal(ItemState.Closed, StateOf(Audit([]), ChecklistItem.Watched, Answered(ChecklistItem.Watched)));
        var item = Item(Audit([]), ChecklistItem.Watched, Answered(ChecklistItem.Watched) with { Outdated = "answered on 2025-01-01, more than 180 days ago" });
        Assert.Equal((ItemState.Question, true), (item.State, item.Asks));
        Assert.Equal("answered on 2025-01-01, more than 180 days ago", item.Evidence[0]);
    }

    [Fact]
    public void No_opens_an_item_and_not_applicable_is_a_state_of_its_own()
    {
        Assert.Equal(ItemState.Open, StateOf(Audit([]), ChecklistItem.Rollback, Answered(ChecklistItem.Rollback) with { Says = Reply.No }));
        Assert.Equal(ItemState.NotApplicable, StateOf(Audit([]), ChecklistItem.Rollback, Answered(ChecklistItem.Rollback) with { Says = Reply.NotApplicable }));
        Assert.Equal(ItemState.Open, StateOf(Audit([Finding("PG1008")]), ChecklistItem.Access, Answered(ChecklistItem.Access) with { Says = Reply.NotApplicable }));
    }

    [Fact]
    public void Findings_that_are_all_suppressed_leave_an_item_waived()
        => Assert.Equal(ItemState.Waived, StateOf(Audit([Finding("PG2010", State.Suppressed)]), ChecklistItem.Cancel));

    [Fact]
    public void Whether_secrets_were_revoked_is_asked_when_some_stood_in_the_source()
    {
        Assert.Equal(ItemState.Closed, StateOf(Audit([]), ChecklistItem.Secrets));
        Assert.Equal(ItemState.Question, StateOf(Audit([Finding("PG1001", State.Suppressed)]), ChecklistItem.Secrets));
        Assert.Equal(ItemState.Waived, StateOf(Audit([Finding("PG1001", State.Suppressed)]), ChecklistItem.Secrets, Answered(ChecklistItem.Secrets)));
    }

    [Fact]
    public void The_headline_is_a_sentence_that_counts_every_item_once()
    {
        var model = Reported(Audit([Finding("PG1008"), Finding("PG3001", blocks: false), Finding("PG2010", State.Suppressed)]), Answered(ChecklistItem.Rollback) with { Says = Reply.NotApplicable });

        Assert.Equal("6 of 18 closed, 2 open (1 finding blocks a launch), 8 questions, 1 waived, 1 does not apply", model.Headline);
        Assert.Equal(18, Enum.GetValues<ItemState>().Sum(model.Count));
        Assert.DoesNotContain("ready", model.Headline, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_step_says_what_it_takes_and_begins_with_what_is_safe()
    {
        var model = Reported(Audit([Finding("PG2001"), Finding("PG2001", line: 9), Finding("PG2001", State.Known, line: 10), Finding("PG2001", State.Suppressed, line: 11), Finding("PG4008", blocks: false)]));
        var errors = model.Steps.Single(static step => step.Step.Name == "errors");

        Assert.Equal(new Tally(3, 3, 1, 1), errors.Found);
        Assert.Equal(3, errors.Effort.FixAll + errors.Effort.OneAtATime + errors.Effort.Person);
        Assert.Equal("prodgap harden --step errors --dry-run", errors.Command);
        Assert.Equal("prodgap explain PG4008", model.Steps.Single(static step => step.Step.Name == "tests").Command);
        Assert.Equal(["security", "errors", "observability", "performance", "tests"], model.Steps.Select(static step => step.Step.Name));
        Assert.Equal("", model.Steps[0].Command);
    }

    [Fact]
    public void All_counts_agree_whatever_they_are_counted_by()
    {
        var model = Reported(Audit([.. Enumerable.Range(1, 40).Select(static line => Finding($"PG{1 + (line % 5)}001", line % 7 == 0 ? State.Known : line % 11 == 0 ? State.Suppressed : State.Open, line, blocks: line % 2 == 0, path: $"src/App/F{line % 9}/A.cs"))]));

        Assert.Equal(model.Found.Open, model.Items.Sum(static item => item.Found.Open));
        Assert.Equal(model.Found.Open, model.Steps.Sum(static step => step.Found.Open));
        Assert.Equal(model.Found.Blocks, model.Steps.Sum(static step => step.Rules.Sum(static rule => rule.Found.Blocks)));
        Assert.Equal(model.Found.Open, model.HotSpots.Sum(static spot => spot.Open));
        Assert.Equal(model.Found.Blocks, model.HotSpots.Sum(static spot => spot.Blocks));
        Assert.Equal(model.Found.Open, model.Steps.Sum(static step => step.Effort.FixAll + step.Effort.OneAtATime + step.Effort.Person));
    }

    [Fact]
    public void Hot_spots_go_as_deep_as_it_takes_and_the_rest_of_many_is_one()
    {
        Assert.Equal("src/App", HotSpots.FolderOf("src/App/A/B.cs", 2));
        Assert.Equal("src/App/A", HotSpots.FolderOf("src/App/A/B.cs", 7));
        Assert.Equal(".", HotSpots.FolderOf("Program.cs", 2));

        var lines = Enumerable.Range(0, 100).ToImmutableDictionary(static at => $"src/App/Part{at:00}/Code.cs", static at => 10 + at);
        var spots = HotSpots.Of([Finding("PG2001", path: "src/App/Part00/Code.cs")], lines);
        Assert.Equal(60, spots.Length);
        Assert.Equal(100, spots.Sum(static spot => spot.Folders));
        Assert.Equal(lines.Values.Sum(), spots.Sum(static spot => spot.Lines));
        Assert.Contains(spots, static spot => spot is { Folder: "src/App/Part00", Blocks: 1, Lines: 10 });
        Assert.Equal(["src/App", "src/Lib"], HotSpots.Of([], new Dictionary<string, int> { ["src/App/A.cs"] = 5, ["src/Lib/B.cs"] = 3 }).Select(static spot => spot.Folder));
    }

    [Theory]
    [InlineData("Secret 'SmtpPassword' in source code", "Secret 'SmtpPassword' in source code")]
    [InlineData("Fallback for the secret 'Jwt:Key'", "Fallback for the secret 'Jwt:Key'")]
    [InlineData("'appsettings.Production.json' holds a secret", "'appsettings.Production.json' holds a secret")]
    [InlineData("Secret 'OAuth2Client:Secret' in source code", "Secret 'OAuth2Client:Secret' in source code")]
    [InlineData("Secret 'hunter2 is mine' in source code", "Secret '•••' in source code")]
    [InlineData("Secret 'sk_live_51H8x9Qe2' in source code", "Secret '•••' in source code")]
    [InlineData("Secret \"P@ss w0rd!\" in source code", "Secret \"•••\" in source code")]
    public void A_message_about_secrets_quotes_names_only(string message, string expected)
    {
        Assert.Equal(expected, MaskedText.Of(message));
        Assert.Equal(expected, Reported(Audit([Finding("PG1001") with { Message = message }])).Findings[0].Message);
        Assert.Equal(message, Reported(Audit([Finding("PG2001") with { Message = message }])).Findings[0].Message);
    }

    private static CheckedItem Item(Audit audit, ChecklistItem item, params Answer[] answers) => Reported(audit, answers).Items[(int)item];

    private static ItemState StateOf(Audit audit, ChecklistItem item, params Answer[] answers) => Item(audit, item, answers).State;

    private static Finding Finding(string rule, State state = State.Open, int line = 3, bool blocks = true, string path = "src/App/Store.cs")
        => Sample.Finding(rule, path, line, state: state, blocks: blocks);
}
