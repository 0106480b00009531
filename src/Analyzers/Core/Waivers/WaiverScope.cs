namespace ProdGap.Analyzers.Core.Waivers;

/// <summary>Which findings of its rule a waiver is about: one question for the compiler and for the command.</summary>
internal static class WaiverScope
{
    /// <summary>True for a finding that the waiver is about.</summary>
    /// <param name="pattern">The files, from the root, with slashes; empty for all of the project.</param>
    /// <param name="member">The member, or the type; empty for all.</param>
    /// <param name="path">The file of the finding, from the root, with slashes.</param>
    /// <param name="place">The member of the finding.</param>
    public static bool Covers(string pattern, string member, string path, string place)
        => IsIn(member, place) && (pattern.Length == 0 || PathPattern.Matches(pattern, path));

    /// <summary>A type stands for its members; nothing stands for everything.</summary>
    private static bool IsIn(string member, string place)
        => member.Length == 0
            || place.StartsWith(member, StringComparison.Ordinal) && (place.Length == member.Length || place[member.Length] == '.');
}
