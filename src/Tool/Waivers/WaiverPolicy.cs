using System.Collections.Immutable;
using ProdGap.Tool.Model;

namespace ProdGap.Tool.Waivers;

/// <summary>What a repository allows in waivers, beyond what can be written at all.</summary>
/// <param name="MaxDays">No waiver may hold for longer, from today on.</param>
/// <param name="RequireApproval">Ids of rules, or names of steps, whose waivers need somebody who approves them.</param>
/// <param name="Never">Ids of rules that nobody may waive.</param>
internal sealed record WaiverPolicy(int MaxDays, ImmutableArray<string> RequireApproval, ImmutableArray<string> Never)
{
    /// <summary>What holds where nobody says otherwise.</summary>
    public static WaiverPolicy Default { get; } = new(366, [], []);

    /// <summary>True if a waiver of this rule needs somebody who approves it.</summary>
    public bool NeedsApproval(string rule) => RequireApproval.Contains(rule) || RequireApproval.Contains(Step.Of(rule).Name);
}
