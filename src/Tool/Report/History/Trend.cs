using System.Collections.Immutable;
using ProdGap.Tool.Output;

namespace ProdGap.Tool.Report.History;

/// <summary>How it went: the last runs that somebody recorded.</summary>
/// <param name="Runs">In order, the oldest first.</param>
/// <param name="Before">The run that this one is compared with; null for the first.</param>
internal sealed record Trend(ImmutableArray<RecordedRun> Runs, RecordedRun? Before)
{
    /// <summary>More runs than this cannot be told apart in a chart.</summary>
    private const int Most = 60;

    /// <summary>Nobody recorded anything.</summary>
    public static Trend None { get; } = new([], null);

    /// <summary>The last of these runs.</summary>
    public static Trend Of(ImmutableArray<RecordedRun> runs, RecordedRun? before) => new([.. runs.TakeLast(Most)], before);

    /// <summary>What a report says that the run before did not, as a sentence without a stop.</summary>
    public string ProgressTo(ReportModel now)
    {
        if (Before is null)
        {
            return "";
        }

        var since = $"Since the run of {Freshness.Day(Before.Date)}";
        if (Before.IsPartial || now.Gaps.Any())
        {
            return $"{since} nothing can be compared, because not everything was analyzed";
        }

        var rules = Before.Rules == now.Rules ? "" : $"; that run had the rules {Before.Rules}";
        return $"{since}: {Change(now.Found.Open - Before.Found.Open)} open, {Change(now.Found.Blocks - Before.Found.Blocks)} {(Math.Abs(now.Found.Blocks - Before.Found.Blocks) == 1 ? "blocks" : "block")} a launch{rules}";
    }

    private static string Change(int change)
        => change < 0 ? $"{Words.Number(-change)} fewer" : change > 0 ? $"{Words.Number(change)} more" : "as many";
}
