using ProdGap.Tool.Model;

namespace ProdGap.Tool.Hardening;

/// <summary>What is known of one state of the code: the findings, the warnings of others, the tests.</summary>
/// <param name="Audit">What the audit found. Known findings count like open ones: they are the point.</param>
/// <param name="Warnings">The warnings that are not ours, by id and file.</param>
/// <param name="Tests">How the tests ended; none if they are not run.</param>
internal sealed record Snapshot(Audit Audit, IReadOnlyDictionary<(string Id, string File), int> Warnings, TestResults Tests)
{
    /// <summary>What a rule announces on its page: its fix makes these visible.</summary>
    private static readonly Dictionary<string, string[]> Announced = new(StringComparer.Ordinal)
    {
        ["PG2001"] = ["PG2003"],
        ["PG2011"] = ["PG2010", "PG2012", "PG2013", "PG2014"],
        ["PG2012"] = ["PG2010", "PG2013", "PG2014"],
        ["PG2013"] = ["PG2010", "PG2014"],
    };

    /// <summary>True if what is known is to stay.</summary>
    public bool IsSelective { get; init; }

    /// <summary>The findings of a rule that are to be fixed.</summary>
    public IEnumerable<Finding> Of(string rule) => Findings.Where(finding => finding.Rule == rule);

    /// <summary>How many there are of a rule.</summary>
    public int Count(string rule) => Of(rule).Count();

    /// <summary>The rules that have findings, in the order of their ids.</summary>
    public IEnumerable<string> Rules => Findings.Select(static finding => finding.Rule).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private IEnumerable<Finding> Findings => Audit.Findings.Where(finding => finding.State == State.Open || finding.State == State.Known && !IsSelective);

    /// <summary>How many findings of a rule there are, to be fixed or not, that nobody has excused.</summary>
    private int CountAll(string rule) => Audit.Findings.Count(finding => finding.Rule == rule && finding.State is (State.Open or State.Known));

    /// <summary>Why the code may not stay as it is after the fix of a rule; null if it may. Tests are asked last, because running them takes longest.</summary>
    public string? Objection(Snapshot after, string rule)
    {
        var before = Audit.Projects.ToDictionary(static project => project.Path, StringComparer.Ordinal);
        foreach (var project in after.Audit.CSharp.Where(static project => project.Coverage != Coverage.Whole))
        {
            if (!before.TryGetValue(project.Path, out var was) || was.Coverage != project.Coverage)
            {
                return $"{project.Path} {(project.Gaps.IsEmpty ? "does not build" : project.Gaps[0].Text)}";
            }
        }

        foreach (var ((id, file), count) in after.Warnings.OrderBy(static warning => warning.Key))
        {
            if (count > Warnings.GetValueOrDefault((id, file)))
            {
                return $"there would be a new warning {id} in {FileName(file)}";
            }
        }

        if (after.Count(rule) >= Count(rule))
        {
            return $"{after.Count(rule)} findings would be left of {Count(rule)}";
        }

        if (IsSelective && after.CountAll(rule) - after.Count(rule) < CountAll(rule) - Count(rule))
        {
            return "places that are not new would change too";
        }

        foreach (var other in after.Audit.Findings.Select(static finding => finding.Rule).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (after.CountAll(other) > CountAll(other) && !Announced.GetValueOrDefault(rule, []).Contains(other, StringComparer.Ordinal))
            {
                return $"there would be {after.CountAll(other)} findings of {other} instead of {CountAll(other)}";
            }
        }

        return null;
    }

    private static string FileName(string uri) => Uri.UnescapeDataString(uri[(uri.LastIndexOf('/') + 1)..]);
}
