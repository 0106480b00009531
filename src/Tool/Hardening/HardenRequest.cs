using System.Collections.Immutable;
using ProdGap.Tool.Building;

namespace ProdGap.Tool.Hardening;

/// <summary>What a user asks of <c>prodgap harden</c>.</summary>
/// <param name="Audit">What is built, and how.</param>
/// <param name="Step">The step; empty for the first that has something to fix.</param>
/// <param name="Rule">The only rule; empty for all of the step.</param>
/// <param name="IsUnsafe">True to apply fixes that change behavior too.</param>
/// <param name="RunsTests">False to build only.</param>
/// <param name="TestFilter">Which tests, as <c>dotnet test --filter</c> takes it; empty for all.</param>
/// <param name="MostFiles">A commit with more files is not made.</param>
/// <param name="AllowsDirty">True to go on without what is not committed.</param>
/// <param name="AllowsPartial">True to go on although projects do not restore or load.</param>
/// <param name="SkipsAhead">True to begin a step although an earlier one has something to fix.</param>
/// <param name="Excluded">Files that stay as they are, as patterns.</param>
/// <param name="Copied">Files that git ignores and that the build needs, as patterns.</param>
internal sealed record HardenRequest(
    AuditRequest Audit,
    string Step,
    string Rule,
    bool IsUnsafe,
    bool RunsTests,
    string TestFilter,
    int MostFiles,
    bool AllowsDirty,
    bool AllowsPartial,
    bool SkipsAhead,
    ImmutableArray<string> Excluded,
    ImmutableArray<string> Copied)
{
    /// <summary>True to refuse a repository with tests that fail.</summary>
    public bool NeedsGreen { get; init; }

    /// <summary>True to leave alone what the baseline knows.</summary>
    public bool IsOnlyNew { get; init; }

    /// <summary>True for one commit for all rules instead of one for each.</summary>
    public bool IsOneCommit { get; init; }

    /// <summary>True to write the tests that are missing, which fail until somebody completes them.</summary>
    public bool IsScaffolding { get; init; }

    /// <summary>True to work in the user's folder.</summary>
    public bool IsInPlace { get; init; }

    /// <summary>True if some findings are to stay.</summary>
    public bool IsSelective => IsOnlyNew || Audit.Since is not null;
}
