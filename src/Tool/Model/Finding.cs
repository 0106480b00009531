using System.Collections.Immutable;
using ProdGap.Tool.Waivers;

namespace ProdGap.Tool.Model;

/// <summary>How loud a finding is.</summary>
internal enum Severity
{
    /// <summary>A suggestion, which a build does not print.</summary>
    Suggestion,

    /// <summary>A warning.</summary>
    Warning,

    /// <summary>An error, which fails a build.</summary>
    Error,
}

/// <summary>Whether somebody has answered a finding.</summary>
internal enum State
{
    /// <summary>Nobody has.</summary>
    Open,

    /// <summary>It stands in the baseline.</summary>
    Known,

    /// <summary>Somebody decided that it may stay for a while, and said why.</summary>
    Waived,

    /// <summary>A pragma or an attribute in the source suppresses it.</summary>
    Suppressed,
}

/// <summary>A part of a file; lines and columns count from 1, and 0 means that there is none.</summary>
internal readonly record struct Place(int Line, int Column, int EndLine, int EndColumn) : IComparable<Place>
{
    public int CompareTo(Place other) => (Line, Column, EndLine, EndColumn).CompareTo((other.Line, other.Column, other.EndLine, other.EndColumn));
}

/// <summary>One finding, whatever the number of frameworks that it was seen in.</summary>
/// <param name="Rule">The id.</param>
/// <param name="Message">What the rule says.</param>
/// <param name="Path">The file, from the root, with slashes.</param>
/// <param name="Place">Where in the file.</param>
/// <param name="Severity">At the stage that was asked for.</param>
/// <param name="Blocks">True if it is an error at stage production.</param>
/// <param name="State">Whether somebody has answered it.</param>
/// <param name="Seen">Where it was seen: the paths of projects, from the root, and the framework of each; in order.</param>
/// <param name="Member">The member around it, as a baseline names it; empty if the rules are too old to say.</param>
/// <param name="Key">What a baseline knows it by; empty if the rules are too old to say.</param>
internal sealed record Finding(
    string Rule,
    string Message,
    string Path,
    Place Place,
    Severity Severity,
    bool Blocks,
    State State,
    ImmutableArray<(string Project, string Framework)> Seen,
    string Member,
    string Key)
{
    /// <summary>What the attribute says that suppresses it, or empty.</summary>
    public string Justification { get; init; } = "";

    /// <summary>True if it stands on a line that has changed since the commit that somebody asked about.</summary>
    public bool IsNew { get; init; }

    /// <summary>The waiver that covers it, or covered it until it ended; null if there is none.</summary>
    public Decision? Decision { get; init; }

    /// <summary>The projects that it was seen in.</summary>
    public IEnumerable<string> Projects => Seen.Select(static seen => seen.Project).Distinct(StringComparer.Ordinal);

    /// <summary>The frameworks that it was seen in.</summary>
    public IEnumerable<string> Frameworks => Seen.Select(static seen => seen.Framework).Where(static framework => framework.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>By step, then the loudest first, then by place: the order in which to look at them.</summary>
    public static IComparer<Finding> ByUrgency { get; } = Comparer<Finding>.Create((one, other) =>
    {
        var by = Step.Of(one.Rule).Order.CompareTo(Step.Of(other.Rule).Order);
        by = by != 0 ? by : other.Blocks.CompareTo(one.Blocks);
        by = by != 0 ? by : other.Severity.CompareTo(one.Severity);
        return by != 0 ? by : ByPlace!.Compare(one, other);
    });

    /// <summary>By file, place and rule: the order of what is written to files.</summary>
    public static IComparer<Finding> ByPlace { get; } = Comparer<Finding>.Create(static (one, other) =>
    {
        var by = string.CompareOrdinal(one.Path, other.Path);
        by = by != 0 ? by : one.Place.CompareTo(other.Place);
        by = by != 0 ? by : string.CompareOrdinal(one.Rule, other.Rule);
        return by != 0 ? by : string.CompareOrdinal(one.Message, other.Message);
    });
}
