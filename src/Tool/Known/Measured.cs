using System.Collections.Frozen;
using System.Collections.Immutable;
using ProdGap.Tool.Model;

namespace ProdGap.Tool.Known;

/// <summary>So many findings of a kind are there now.</summary>
/// <param name="Count">The most that one build of the project reports; several frameworks report the same code.</param>
/// <param name="Findings">Those of that build, in the order in which a baseline takes them.</param>
internal sealed record Amount(int Count, ImmutableArray<Finding> Findings)
{
    /// <summary>Where the first of them stands.</summary>
    public string Path => Findings[0].Path;
}

/// <summary>What an audit found, counted as a baseline counts. What somebody waived, or the source itself suppresses, is no matter of a baseline.</summary>
internal sealed class Measured
{
    private readonly FrozenSet<string> whole;

    /// <param name="audit">What was found.</param>
    /// <param name="isComplete">True if the whole repository was looked at, so that a project that is not there is gone.</param>
    public Measured(Audit audit, bool isComplete)
    {
        IsComplete = isComplete;
        // Two projects of one name share their lines.
        whole = audit.CSharp.GroupBy(static project => project.Name, StringComparer.Ordinal)
            .Where(static named => named.All(static project => project.Coverage == Coverage.Whole))
            .Select(static named => named.Key)
            .ToFrozenSet(StringComparer.Ordinal);
        Names = audit.Projects.Select(static project => project.Name).ToFrozenSet(StringComparer.Ordinal);
        Amounts = audit.Findings.Where(IsCounted)
            .SelectMany(static finding => finding.Seen.Select(seen => (Seen: seen, Finding: finding)))
            .GroupBy(static entry => (Kind: KindOf(entry.Finding, entry.Seen.Project), entry.Seen))
            .Select(static build => (build.Key.Kind, Amount: new Amount(build.Count(), [.. build.Select(static entry => entry.Finding).Order(Finding.ByPlace)])))
            .GroupBy(static build => build.Kind)
            .ToDictionary(static kind => kind.Key, static kind => kind.MaxBy(static build => build.Amount.Count).Amount);
    }

    /// <summary>True if the whole repository was looked at.</summary>
    public bool IsComplete { get; }

    /// <summary>What is there, by kind.</summary>
    public IReadOnlyDictionary<Kind, Amount> Amounts { get; }

    private FrozenSet<string> Names { get; }

    /// <summary>True if a line of this project can be said to be stale: the project was seen whole, or is gone.</summary>
    public bool Knows(string project) => whole.Contains(project) || IsComplete && !Names.Contains(project);

    /// <summary>How many findings of a kind are there.</summary>
    public int CountOf(Kind kind) => Amounts.TryGetValue(kind, out var amount) ? amount.Count : 0;

    /// <summary>What is wrong with the package's own files, or with a suppression, is never known; nor is what rules without keys report.</summary>
    private static bool IsCounted(Finding finding)
        => finding.State is not (State.Suppressed or State.Waived) && finding.Key.Length > 0 && !finding.Rule.StartsWith("PG000", StringComparison.Ordinal) && finding.Rule != "PG7002";

    private static Kind KindOf(Finding finding, string project) => new(AuditedProject.NameOf(project), finding.Member, finding.Rule, finding.Key);
}
