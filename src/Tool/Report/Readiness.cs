using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ProdGap.Analyzers.Core;
using ProdGap.Tool.Model;
using ProdGap.Tool.Output;
using ProdGap.Tool.Report.History;
using ProdGap.Tool.Waivers;

namespace ProdGap.Tool.Report;

/// <summary>What a report is made of, besides the audit.</summary>
/// <param name="Answers">What people answered, judged.</param>
/// <param name="Lines">The sources, from the root, with their number of lines.</param>
/// <param name="Revision">The commit, or null.</param>
/// <param name="Baseline">The commit of the baseline, or null.</param>
/// <param name="Waivers">The register.</param>
internal sealed record ReportSources(ImmutableArray<Answer> Answers, IReadOnlyDictionary<string, int> Lines, Revision? Revision, Revision? Baseline, ImmutableArray<RegisterRow> Waivers)
{
    /// <summary>No more than the audit.</summary>
    public static ReportSources None { get; } = new([], ImmutableDictionary<string, int>.Empty, null, null, []);

    /// <summary>The runs that somebody recorded, in order.</summary>
    public ImmutableArray<RecordedRun> History { get; init; } = [];

    /// <summary>The rules that somebody asked for; none for all of them.</summary>
    public ImmutableHashSet<string> Asked { get; init; } = [];

    /// <summary>Items that do not apply, because the repository surely lacks what they are about, and why.</summary>
    public ImmutableDictionary<ChecklistItem, string> Absent { get; init; } = ImmutableDictionary<ChecklistItem, string>.Empty;
}

/// <summary>Makes the report of an audit and of what people answered. All that the report decides is decided here.</summary>
internal static partial class Readiness
{
    /// <summary>What these rules found has stood in the source, so that others may have it.</summary>
    internal static readonly string[] LeakedSecrets = ["PG1001", "PG1002"];

    /// <summary>More of one kind are counted, not listed.</summary>
    private const int MostNamed = 3;

    public static ReportModel Of(Audit audit, ReportSources sources, RuleFixes fixes)
    {
        var items = audit.Facts.Values.ToDictionary(static rule => rule.Id, static rule => Checklist.Of(rule.Id, rule.Tags), StringComparer.Ordinal);
        ImmutableArray<Finding> findings = [.. audit.Findings.Select(finding => Masked(finding, items)).Order(Finding.ByUrgency)];
        var byItem = findings.ToLookup(finding => ItemOf(finding.Rule, items));
        // A secret that is gone from the source is still to be revoked.
        var hadSecrets = findings.Any(static finding => LeakedSecrets.Contains(finding.Rule)) || sources.History.Any(static run => run.HadSecrets);
        return new(
            audit.Name,
            sources.Revision,
            audit.Stage,
            audit.IsRulesOfRepository ? $"{audit.Rules} from the repository".TrimStart() : audit.Rules,
            sources.Baseline,
            [.. Checklist.All.Select(entry => ItemAsItStands(entry, audit, RulesOf(entry.Item, items), [.. byItem[entry.Item]], sources.Answers.FirstOrDefault(answer => answer.Entry == entry), hadSecrets, sources))],
            [.. Step.All.Select(step => StepAsItStands(step, findings, audit, fixes)).Where(static step => step.Step.Number > 0 || !step.Rules.IsEmpty)],
            audit.Projects,
            HotSpots.Of(findings, sources.Lines),
            findings,
            audit.SwitchedOff,
            [.. sources.Waivers.Select(WaiverRow.Of)],
            audit.Notes)
        {
            Trend = Trend.Of(sources.History, before: sources.History.LastOrDefault()),
        };
    }

    private static ImmutableArray<string> RulesOf(ChecklistItem item, Dictionary<string, ChecklistItem> items)
        => [.. items.Where(rule => rule.Value == item).Select(static rule => rule.Key).Order(StringComparer.Ordinal)];

    private static ChecklistItem ItemOf(string rule, Dictionary<string, ChecklistItem> items) => items.TryGetValue(rule, out var item) ? item : ChecklistTag.Default(rule);

    private static CheckedItem ItemAsItStands(ChecklistEntry entry, Audit audit, ImmutableArray<string> rules, ImmutableArray<Finding> findings, Answer? answer, bool hadSecrets, ReportSources sources)
    {
        var absent = sources.Absent.GetValueOrDefault(entry.Item, "");
        var found = Tally.Of(findings);
        var isAnswered = answer is { Outdated.Length: 0 };
        // Without a migration the rules of the way back have nothing to look at, but a way back is still needed.
        var isAbsent = absent.Length > 0 && entry.Item != ChecklistItem.Rollback;
        var asks = entry.Question.Length > 0 && !isAnswered && !isAbsent && (entry.Item != ChecklistItem.Secrets || hadSecrets);
        var unseen = rules.IsEmpty || absent.Length > 0 && !isAbsent ? [] : Unseen(audit, rules, sources.Asked);
        var state = found.Open > 0 || isAnswered && answer!.Says == Reply.No ? ItemState.Open
            : unseen.Length > 0 ? ItemState.Unknown
            : asks ? ItemState.Question
            : found.Answered > 0 ? ItemState.Waived
            : isAbsent || isAnswered && answer!.Says == Reply.NotApplicable ? ItemState.NotApplicable
            : ItemState.Closed;
        return new(entry, state, rules, found, [.. Evidence(found, findings, rules, answer, absent, state, unseen)], asks, answer);
    }

    private static IEnumerable<string> Evidence(Tally found, ImmutableArray<Finding> findings, ImmutableArray<string> rules, Answer? answer, string absent, ItemState state, ImmutableArray<string> unseen)
    {
        if (found.Open > 0)
        {
            var ids = findings.Where(Tally.IsOpen).GroupBy(static finding => finding.Rule).OrderByDescending(static rule => rule.Count()).ThenBy(static rule => rule.Key, StringComparer.Ordinal).Select(static rule => rule.Key).ToList();
            yield return $"{Words.Counted(found.Open, "finding")} of {Listed(ids)}{(found.Blocks > 0 ? $", {Words.Number(found.Blocks)} of them {(found.Blocks == 1 ? "blocks" : "block")} a launch" : "")}{KnownText(found)}";
        }

        if (found.Answered > 0)
        {
            yield return $"{Words.Counted(found.Answered, "finding")} suppressed or waived";
        }

        if (answer is { Outdated.Length: > 0 })
        {
            yield return answer.Outdated;
        }
        else if (answer is not null)
        {
            yield return answer.Says switch
            {
                Reply.Yes => $"Answered yes by {answer.By} on {Freshness.Day(answer.On)}: {answer.Text}",
                Reply.No => $"Answered no by {answer.By} on {Freshness.Day(answer.On)}: {answer.Text}",
                _ => $"Does not apply, says {answer.By} on {Freshness.Day(answer.On)}: {answer.Text}",
            };
        }

        if (absent.Length > 0)
        {
            yield return absent;
        }

        foreach (var gap in unseen)
        {
            yield return gap;
        }

        if (rules.Length > 0 && found is { Open: 0, Answered: 0 } && state is not ItemState.NotApplicable)
        {
            yield return $"No finding of {Words.Counted(rules.Length, "rule")}";
        }
    }

    private static string KnownText(Tally found)
        => found.Known == 0 ? ""
            : found.Known == found.Open ? found.Open == 1 ? "; the baseline knows it" : "; the baseline knows them all"
            : $"; the baseline knows {Words.Number(found.Known)}";

    /// <summary>What keeps anybody from saying that there is nothing.</summary>
    private static ImmutableArray<string> Unseen(Audit audit, ImmutableArray<string> rules, ImmutableHashSet<string> asked)
    {
        var left = asked.IsEmpty ? [] : rules.Where(rule => !asked.Contains(rule)).ToList();
        var gaps = audit.CSharp.Where(static project => project.Coverage != Coverage.Whole).Select(static project => project.Path).ToList();
        var off = audit.SwitchedOff.Where(off => rules.Contains(off.Rule)).GroupBy(static off => off.Rule).OrderBy(static rule => rule.Key, StringComparer.Ordinal)
            .Select(static rule => $"{rule.Key} is switched off in {Listed([.. rule.Select(static off => off.Project).Order(StringComparer.Ordinal)])}");
        return [.. gaps.Count > 0 ? [$"{Listed(gaps)} {(gaps.Count == 1 ? "was" : "were")} not analyzed in full"] : Array.Empty<string>(), .. off, .. left.Count > 0 ? [$"{Listed(left)} {(left.Count == 1 ? "was" : "were")} not asked for"] : Array.Empty<string>()];
    }

    private static string Listed(IReadOnlyList<string> names)
        => names.Count > MostNamed + 1 ? $"{string.Join(", ", names.Take(MostNamed))} and {Words.Number(names.Count - MostNamed)} more"
            : names.Count > 1 ? $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]}"
            : names[0];

    private static StepSummary StepAsItStands(Step step, ImmutableArray<Finding> findings, Audit audit, RuleFixes fixes)
    {
        var own = findings.Where(finding => Step.Of(finding.Rule) == step).ToList();
        ImmutableArray<RuleSummary> rules =
        [
            .. own.GroupBy(static finding => finding.Rule)
                .Select(rule => SummaryOf(rule.Key, audit.Facts.GetValueOrDefault(rule.Key), Tally.Of(rule), fixes))
                .OrderByDescending(static rule => rule.Found.Open)
                .ThenBy(static rule => rule.Id, StringComparer.Ordinal),
        ];
        var effort = new Effort(
            rules.Where(static rule => IsFixAll(rule.Fix)).Sum(static rule => rule.Found.Open),
            rules.Where(static rule => rule.Fix == "one-at-a-time").Sum(static rule => rule.Found.Open),
            rules.Where(static rule => !IsFixAll(rule.Fix) && rule.Fix != "one-at-a-time").Sum(static rule => rule.Found.Open));
        return new(step, Tally.Of(own), effort, rules, CommandFor(step, rules));
    }

    /// <summary>True for a fix that one command applies everywhere.</summary>
    public static bool IsFixAll(string fix) => fix is "safe" or "changes-behavior";

    private static RuleSummary SummaryOf(string id, RuleFacts? facts, Tally found, RuleFixes fixes)
        => new(
            id,
            facts?.Title ?? "",
            WhereThePageLies().Replace(facts?.Description ?? "", ""),
            [.. (facts?.Tags ?? []).Where(static tag => !tag.StartsWith(ChecklistTag.Prefix, StringComparison.Ordinal))],
            fixes.KindOf(id),
            found);

    /// <summary>What changes nothing that callers see can be fixed at once; else the rule with most findings is to be understood first.</summary>
    private static string CommandFor(Step step, ImmutableArray<RuleSummary> rules)
    {
        var open = rules.Where(static rule => rule.Found.Open > 0).ToList();
        var safe = open.Where(static rule => rule.Fix == "safe").Select(static rule => rule.Id).Order(StringComparer.Ordinal).ToList();
        return open.Count == 0 ? ""
            : safe.Count > 0 && step.Number > 0 ? $"prodgap harden --step {step.Name} --dry-run"
            : safe.Count > 0 ? $"dotnet format analyzers --severity info --diagnostics {string.Join(' ', safe)}"
            : $"prodgap explain {open[0].Id}";
    }

    /// <summary>Messages do not hold the values of secrets. Should one do so all the same, this is the second lock.</summary>
    private static Finding Masked(Finding finding, Dictionary<string, ChecklistItem> items)
        => ItemOf(finding.Rule, items) == ChecklistItem.Secrets ? finding with { Message = MaskedText.Of(finding.Message) } : finding;

    [GeneratedRegex(@" The package explains it in docs/rules/PG[0-9]{4}\.md\.$")]
    private static partial Regex WhereThePageLies();
}
