using ProdGap.Tool.Model;

namespace ProdGap.Tool.Commands;

/// <summary>What closes the gate of an audit.</summary>
/// <param name="Name">One of <c>Settings.Gates</c>.</param>
/// <param name="SinceIsGiven">True if findings are new that stand on changed lines; else those are that the baseline does not know.</param>
internal sealed record Gate(string Name, bool SinceIsGiven)
{
    /// <summary>True if a finding closes it.</summary>
    public bool IsClosedBy(Finding finding)
        => finding.State == State.Open
            && Name switch
            {
                "new" => !SinceIsGiven || finding.IsNew,
                "open" => true,
                "warning" => finding.Severity >= Severity.Warning,
                "error" => finding.Severity == Severity.Error,
                "blocking" => finding.Blocks,
                _ => false,
            };

    /// <summary>What new means, for a gate that asks for it.</summary>
    public string Words => Name != "new" ? $"'{Name}'" : SinceIsGiven ? "'new' (on changed lines)" : "'new' (not in the baseline)";
}
