using System.Collections.Immutable;
using System.Globalization;
using ProdGap.Tool.Model;
using ProdGap.Tool.Report.History;
using ProdGap.Tool.Waivers;
using static ProdGap.Tool.Output.Words;

namespace ProdGap.Tool.Report;

/// <summary>How an item of the checklist stands. The first that fits, in this order, holds.</summary>
internal enum ItemState
{
    /// <summary>There is an open finding, or somebody answered no.</summary>
    Open,

    /// <summary>No finding, but not everything was seen.</summary>
    Unknown,

    /// <summary>A person has to say.</summary>
    Question,

    /// <summary>There are findings, and somebody has answered each of them.</summary>
    Waived,

    /// <summary>The repository lacks what it is about, or somebody said why it does not apply.</summary>
    NotApplicable,

    /// <summary>All rules ran, none found anything, and the question is answered.</summary>
    Closed,
}

/// <summary>Counts of findings.</summary>
/// <param name="Open">Those that nobody has answered and those that the baseline knows: a baseline hides noise from a build, not a gap from a reader.</param>
/// <param name="Blocks">How many of the open ones are errors at stage production.</param>
/// <param name="Known">How many of the open ones the baseline knows.</param>
/// <param name="Answered">Those that are suppressed in the source or waived.</param>
internal readonly record struct Tally(int Open, int Blocks, int Known, int Answered)
{
    /// <summary>How many of the open ones the baseline does not know.</summary>
    public int New => Open - Known;

    /// <summary>True for a finding that counts as open.</summary>
    public static bool IsOpen(Finding finding) => finding.State is State.Open or State.Known;

    public static Tally Of(IEnumerable<Finding> findings)
    {
        var (open, blocks, known, answered) = (0, 0, 0, 0);
        foreach (var finding in findings)
        {
            if (IsOpen(finding))
            {
                open++;
                blocks += finding.Blocks ? 1 : 0;
                known += finding.State == State.Known ? 1 : 0;
            }
            else
            {
                answered++;
            }
        }

        return new(open, blocks, known, answered);
    }
}

/// <summary>One item of the checklist as it stands.</summary>
/// <param name="Entry">The item.</param>
/// <param name="State">How it stands.</param>
/// <param name="Rules">The rules that look at it, by id.</param>
/// <param name="Found">What they found.</param>
/// <param name="Evidence">Why it stands so: sentences without a stop.</param>
/// <param name="Asks">True if a person has to answer its question.</param>
/// <param name="Answer">What somebody answered, or null.</param>
internal sealed record CheckedItem(ChecklistEntry Entry, ItemState State, ImmutableArray<string> Rules, Tally Found, ImmutableArray<string> Evidence, bool Asks, Answer? Answer);

/// <summary>What the report says of a rule that found something.</summary>
/// <param name="Id">The id.</param>
/// <param name="Title">What is wrong, as a noun phrase.</param>
/// <param name="Why">What happens in production.</param>
/// <param name="Weaknesses">Such as <c>CWE-798</c>.</param>
/// <param name="Fix">One of the words of <see cref="RuleFixes"/>.</param>
/// <param name="Found">What it found.</param>
internal sealed record RuleSummary(string Id, string Title, string Why, ImmutableArray<string> Weaknesses, string Fix, Tally Found);

/// <summary>How the open findings of a step are closed.</summary>
/// <param name="FixAll">One command fixes all of a rule.</param>
/// <param name="OneAtATime">An editor offers a fix for each.</param>
/// <param name="Person">A person decides and writes it.</param>
internal readonly record struct Effort(int FixAll, int OneAtATime, int Person);

/// <summary>A step of hardening as it stands.</summary>
/// <param name="Step">Which one.</param>
/// <param name="Found">What was found.</param>
/// <param name="Effort">How it is closed.</param>
/// <param name="Rules">The rules that found something, the most open findings first.</param>
/// <param name="Command">The command to begin with; empty if nothing is open.</param>
internal sealed record StepSummary(Step Step, Tally Found, Effort Effort, ImmutableArray<RuleSummary> Rules, string Command);

/// <summary>A folder, and how dense the findings in it are.</summary>
/// <param name="Folder">From the root; the rest of a long list has no name.</param>
/// <param name="Files">How many files of source.</param>
/// <param name="Lines">How many lines they have.</param>
/// <param name="Open">How many open findings.</param>
/// <param name="Blocks">How many of them are errors at stage production.</param>
/// <param name="Folders">How many folders it stands for: 1, or those of the rest.</param>
internal sealed record HotSpot(string Folder, int Files, int Lines, int Open, int Blocks, int Folders = 1)
{
    /// <summary>Blocking findings in a thousand lines; in one line, if nobody counted any.</summary>
    public double Density => Blocks * 1000.0 / Math.Max(1, Lines);
}

/// <summary>A finding that stays, because somebody said so and why.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Where">The place, in the words of the waiver.</param>
/// <param name="Covers">How many findings it covers.</param>
/// <param name="Reason">Why.</param>
/// <param name="Owner">Whose decision it is.</param>
/// <param name="Approved">Who approved it and when; empty if nobody did.</param>
/// <param name="Until">The last day on which it holds.</param>
/// <param name="State">Whether it is in force, as a word.</param>
/// <param name="Since">The commit that brought it, with its date; empty if nobody knows.</param>
internal sealed record WaiverRow(string Rule, string Where, int Covers, string Reason, string Owner, string Approved, string Until, string State, string Since)
{
    /// <summary>The row of the register, in words.</summary>
    public static WaiverRow Of(RegisterRow row)
        => new(
            row.Rule,
            row.Where,
            row.Findings,
            row.Problem.Length > 0 && row.Decision.Reason.Length == 0 ? row.Problem : row.Decision.Reason,
            row.Decision.Owner,
            string.Join(' ', ((string[])[row.Approver, row.Approved]).Where(static part => part.Length > 0)),
            row.Decision.Until,
            RegisterReport.Word(row.State),
            row.Origin is { } origin ? $"{origin.Commit} of {origin.Date}" : "");
}

/// <summary>A commit, and whether files differ from it.</summary>
/// <param name="Commit">Its short name.</param>
/// <param name="Date">Its day.</param>
/// <param name="IsChanged">True if tracked files differ from it.</param>
internal sealed record Revision(string Commit, string Date, bool IsChanged);

/// <summary>The readiness report: everything that its writers write. They format; they decide nothing.</summary>
/// <param name="Name">What the repository is called.</param>
/// <param name="Revision">Its commit, or null without version control.</param>
/// <param name="Stage">The stage of the severities, or empty if each project has its own.</param>
/// <param name="Rules">The version of the rules, and whose they are.</param>
/// <param name="Baseline">The commit of the baseline; null without one.</param>
/// <param name="Items">The checklist.</param>
/// <param name="Steps">The four steps, and what stands beside them and has findings.</param>
/// <param name="Projects">All projects, by path.</param>
/// <param name="HotSpots">Where the findings are, the largest folder first.</param>
/// <param name="Findings">All findings, the most urgent first.</param>
/// <param name="SwitchedOff">Rules that are off, with the project where they are.</param>
/// <param name="Waivers">The register of waivers.</param>
/// <param name="Notes">What else to say about the run.</param>
internal sealed record ReportModel(
    string Name,
    Revision? Revision,
    string Stage,
    string Rules,
    Revision? Baseline,
    ImmutableArray<CheckedItem> Items,
    ImmutableArray<StepSummary> Steps,
    ImmutableArray<AuditedProject> Projects,
    ImmutableArray<HotSpot> HotSpots,
    ImmutableArray<Finding> Findings,
    ImmutableArray<SwitchedOff> SwitchedOff,
    ImmutableArray<WaiverRow> Waivers,
    ImmutableArray<string> Notes)
{
    /// <summary>The runs that somebody recorded.</summary>
    public Trend Trend { get; init; } = Trend.None;

    /// <summary>What was found in all.</summary>
    public Tally Found => Tally.Of(Findings);

    /// <summary>What has changed since the run before, as a sentence without a stop; empty without one.</summary>
    public string Progress => Trend.ProgressTo(this);

    /// <summary>The C# projects that were not seen whole.</summary>
    public IEnumerable<AuditedProject> Gaps => Projects.Where(static project => project.Coverage is Coverage.None or Coverage.Part);

    /// <summary>How many items stand so.</summary>
    public int Count(ItemState state) => Items.Count(item => item.State == state);

    /// <summary>How it stands, in a sentence. Never a score: scores are gamed, and one number hides what matters.</summary>
    public string Headline
    {
        get
        {
            var blocks = Found.Blocks;
            var parts = new List<string> { $"{Number(Count(ItemState.Closed))} of {Number(Items.Length)} closed" };
            if (Count(ItemState.Open) is > 0 and var open)
            {
                parts.Add($"{Number(open)} open ({Counted(blocks, "finding")} {(blocks == 1 ? "blocks" : "block")} a launch)");
            }

            Add(Count(ItemState.Question), "question", "questions");
            Add(Count(ItemState.Unknown), "unknown", "unknown");
            Add(Count(ItemState.Waived), "waived", "waived");
            Add(Count(ItemState.NotApplicable), "does not apply", "do not apply");
            return string.Join(", ", parts);

            void Add(int count, string one, string many)
            {
                if (count > 0)
                {
                    parts.Add($"{Number(count)} {(count == 1 ? one : many)}");
                }
            }
        }
    }
}
