using System.Collections.Immutable;

namespace ProdGap.Tool.Hardening;

/// <summary>What became of one rule.</summary>
/// <param name="Rule">The id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Before">So many findings there were.</param>
/// <param name="After">So many there are.</param>
/// <param name="Commit">The commit; empty if nothing was kept.</param>
/// <param name="Files">The files in it, from the top folder.</param>
/// <param name="Settings">The names of settings that code asks for now.</param>
/// <param name="LeftOpen">What is left: files and members.</param>
/// <param name="Undone">Why something was undone: one reason, or one for each project.</param>
/// <param name="HoldsSecrets">True if a patch of it would show a secret: the one that it takes away, or one that stands nearby.</param>
internal sealed record RuleOutcome(
    string Rule,
    string Title,
    int Before,
    int After,
    string Commit,
    ImmutableArray<string> Files,
    ImmutableArray<string> Settings,
    ImmutableArray<string> LeftOpen,
    ImmutableArray<string> Undone,
    bool HoldsSecrets)
{
    /// <summary>True if there is a commit of it.</summary>
    public bool IsKept => Commit.Length > 0;
}
