using System.Collections.Immutable;
using ProdGap.Analyzers.Core.Waivers;
using ProdGap.Analyzers.Tasks.Waivers;
using ProdGap.Tool.Model;

namespace ProdGap.Tool.Waivers;

/// <summary>
/// Says which findings are waived today. A build reads no clock and lets every waiver hold, so the last word is spoken here: what a waiver
/// that is over, unapproved or not allowed covers is open.
/// </summary>
internal sealed class WaiverJudge
{
    private readonly WaiverBook book;
    private readonly WaiverPolicy policy;
    private readonly string today;
    private readonly ILookup<string, Entry> byRule;

    /// <param name="book">The waivers in files.</param>
    /// <param name="policy">What the repository allows.</param>
    /// <param name="today">The day.</param>
    public WaiverJudge(WaiverBook book, WaiverPolicy policy, string today)
    {
        this.book = book;
        this.policy = policy;
        this.today = today;
        byRule = book.Pages.SelectMany(page => page.Content.Waivers.Select(waiver => EntryOf(page, waiver))).ToLookup(static entry => entry.Waiver.Rule, StringComparer.Ordinal);
    }

    /// <summary>The audit with the state of each finding as it is today, and the register.</summary>
    /// <param name="audit">What the build says.</param>
    /// <param name="inSource">The waivers in the source.</param>
    /// <param name="isComplete">True if the whole repository was looked at, so that what is not there is gone.</param>
    public Audit Judge(Audit audit, SourceWaivers inSource, bool isComplete)
    {
        ImmutableArray<Finding> findings = [.. audit.Findings.Select(finding => Judged(finding, inSource))];
        var seesAll = isComplete && !audit.IsPartial;
        var rows = byRule.SelectMany(static rule => rule).Select(entry => RowOf(entry, audit, seesAll))
            .Concat(book.Pages.SelectMany(static page => page.Content.Problems.Select(problem => RowOf(page, problem))))
            .Concat(inSource.Rows(audit, today));
        return audit with { Findings = findings, Waivers = Register.Of(rows) };
    }

    private Finding Judged(Finding finding, SourceWaivers inSource)
    {
        if (finding.State == State.Suppressed)
        {
            return inSource.NoteOf(finding) is { } note && WaiverDate.IsOne(note.Until) && WaiverDate.IsOver(note.Until, today)
                ? finding with { State = State.Open, Decision = new(WaiverState.Expired, note.Reason, note.Owner, note.Until) }
                : finding;
        }

        List<Entry> covering = [];
        var isWaived = true;
        foreach (var project in finding.Projects)
        {
            var here = byRule[finding.Rule].Where(entry => Covers(entry, finding, project)).ToList();
            covering.AddRange(here);
            isWaived &= here.Exists(static entry => entry.State == WaiverState.InForce);
        }

        if (covering.Count == 0)
        {
            // A log of an earlier build may know a waiver that has gone since.
            return finding.State == State.Waived ? finding with { State = State.Open } : finding;
        }

        foreach (var entry in covering.Distinct())
        {
            entry.Findings++;
        }

        var best = covering.Where(entry => entry.State == WaiverState.InForce == isWaived).DefaultIfEmpty(covering[0]).MaxBy(static entry => entry.Waiver.Until, StringComparer.Ordinal)!;
        return finding with
        {
            State = isWaived ? State.Waived : finding.State == State.Waived ? State.Open : finding.State,
            Decision = new(best.State, best.Waiver.Reason, best.Waiver.Owner, best.Waiver.Until),
        };
    }

    private bool Covers(Entry entry, Finding finding, string project)
        => book.FolderOf(project) == entry.Page.Folder
            && (entry.Waiver.Project.Length > 0
                ? entry.Waiver.Project == AuditedProject.NameOf(project)
                : WaiverScope.Covers(entry.Page.Folder + entry.Waiver.Pattern, entry.Waiver.Member, finding.Path, finding.Member));

    private Entry EntryOf(WaiverPage page, Waiver waiver)
    {
        var (state, problem) = policy.Never.Contains(waiver.Rule) ? (WaiverState.Broken, $"prodgap.json lets nobody waive {waiver.Rule}")
            : WaiverDate.IsOver(waiver.Until, today) ? (WaiverState.Expired, "")
            : Today.DaysLeft(today, waiver.Until) - 1 > policy.MaxDays ? (WaiverState.Broken, $"{waiver.Until} is more than {policy.MaxDays} days away")
            : waiver.Approver.Length == 0 && policy.NeedsApproval(waiver.Rule) ? (WaiverState.Unapproved, "")
            : (WaiverState.InForce, "");
        return new(page, waiver, state, problem);
    }

    private RegisterRow RowOf(Entry entry, Audit audit, bool seesAll)
    {
        var waiver = entry.Waiver;
        var state = entry.Findings == 0 && seesAll && entry.State != WaiverState.Broken ? WaiverState.Idle : entry.State;
        return new(
            waiver.Rule,
            audit.Facts.TryGetValue(waiver.Rule, out var rule) ? rule.Title : "",
            WaiverCarrier.File,
            entry.Page.File,
            waiver.Line,
            waiver.LastLine,
            waiver.Where,
            entry.Findings,
            new(state, waiver.Reason, waiver.Owner, waiver.Until),
            Today.DaysLeft(today, waiver.Until),
            entry.Problem)
        {
            Approver = waiver.Approver,
            Approved = waiver.Approved,
            Ticket = waiver.Ticket,
            Column = entry.Problem.Length > 0 ? 1 : 0,
        };
    }

    private static RegisterRow RowOf(WaiverPage page, WaiverProblem problem)
        => new(problem.Rule, "", WaiverCarrier.File, page.File, problem.Line, problem.Line, "", 0, new(WaiverState.Broken, "", "", ""), null, problem.Text) { Column = problem.Column };

    /// <summary>A waiver, what it is worth, and how many findings it covers.</summary>
    private sealed class Entry(WaiverPage page, Waiver waiver, WaiverState state, string problem)
    {
        public WaiverPage Page { get; } = page;

        public Waiver Waiver { get; } = waiver;

        public WaiverState State { get; } = state;

        public string Problem { get; } = problem;

        public int Findings { get; set; }
    }
}
