using System.Collections.Immutable;
using ProdGap.Tool.Model;

namespace ProdGap.Tool.Report.History;

/// <summary>One run as the history remembers it: counts and states, no finding.</summary>
/// <param name="Date">Its day.</param>
/// <param name="Commit">The short name of its commit; empty if nobody knew.</param>
/// <param name="IsChanged">True if tracked files differed from the commit.</param>
/// <param name="Rules">The version of the rules.</param>
/// <param name="IsPartial">True if something was not analyzed.</param>
/// <param name="HadSecrets">True if a secret stood in the source or in a settings file.</param>
/// <param name="Steps">The counts of each step, by name.</param>
/// <param name="Items">The state of each item of the checklist, by name.</param>
internal sealed record RecordedRun(
    DateOnly Date,
    string Commit,
    bool IsChanged,
    string Rules,
    bool IsPartial,
    bool HadSecrets,
    ImmutableSortedDictionary<string, Tally> Steps,
    ImmutableSortedDictionary<string, string> Items)
{
    /// <summary>What it found in all.</summary>
    public Tally Found
        => new(
            Steps.Values.Sum(static step => step.Open),
            Steps.Values.Sum(static step => step.Blocks),
            Steps.Values.Sum(static step => step.Known),
            Steps.Values.Sum(static step => step.Answered));

    /// <summary>The run that a report tells of.</summary>
    public static RecordedRun Of(ReportModel model, DateOnly day)
        => new(
            day,
            model.Revision?.Commit ?? "",
            model.Revision is { IsChanged: true },
            model.Rules,
            model.Gaps.Any(),
            model.Findings.Any(static finding => Readiness.LeakedSecrets.Contains(finding.Rule)),
            Step.All.ToImmutableSortedDictionary(static step => step.Name, step => model.Steps.FirstOrDefault(summary => summary.Step == step)?.Found ?? default, StringComparer.Ordinal),
            model.Items.ToImmutableSortedDictionary(static item => item.Entry.Name, static item => ReportJson.StateOf(item.State), StringComparer.Ordinal));
}
