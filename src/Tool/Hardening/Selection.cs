using System.Collections.Immutable;
using ProdGap.Tool.Known;
using ProdGap.Tool.Model;

namespace ProdGap.Tool.Hardening;

/// <summary>
/// Findings that stay as they are, as a baseline of the run alone: the fix then leaves out what the compiler reports no more, and nobody has
/// to say in which lines it may write.
/// </summary>
internal static class Selection
{
    /// <summary>Sets apart what stands on lines that have not changed, and what the repository's own baseline knows if that stays too.</summary>
    /// <param name="audit">What was found, with the lines that have changed.</param>
    /// <param name="keepsKnown">True if what is known stays.</param>
    /// <returns>The audit in which only the rest is open, and the baseline; null if findings cannot be told apart.</returns>
    public static (Audit Audit, string Line)? Of(Audit audit, bool keepsKnown)
    {
        var counted = audit.Findings.Where(static finding => finding.State is State.Open or State.Known).ToList();
        var staying = counted.Where(finding => !finding.IsNew || keepsKnown && finding.State == State.Known).ToList();
        if (staying.Exists(static finding => finding.Key.Length == 0))
        {
            return null;
        }

        var line = BaselineText.Empty();
        line.Add(new Measured(audit with { Findings = [.. staying] }, isComplete: false).Amounts.Select(static entry => (entry.Key, entry.Value.Count, entry.Value.Path)));

        // The compiler hides the first ones of a kind, whichever they are.
        var left = staying.CountBy(KindOf).ToDictionary();
        var states = new Dictionary<Finding, State>(ReferenceEqualityComparer.Instance);
        foreach (var finding in counted.Order(Finding.ByPlace))
        {
            var isKnown = left.GetValueOrDefault(KindOf(finding)) > 0;
            states[finding] = isKnown ? State.Known : State.Open;
            if (isKnown)
            {
                left[KindOf(finding)]--;
            }
        }

        return (audit with { Findings = [.. audit.Findings.Select(finding => states.TryGetValue(finding, out var state) ? finding with { State = state } : finding)] }, line.ToString());
    }

    private static (string Project, string Member, string Rule, string Key) KindOf(Finding finding)
        => (AuditedProject.NameOf(finding.Seen.IsEmpty ? "" : finding.Seen[0].Project), finding.Member, finding.Rule, finding.Key);
}
