using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProdGap.Analyzers.Core.Waivers;

namespace ProdGap.Analyzers.Core.Baseline;

/// <summary>
/// What a project's slice knows: so many findings of a member, a rule and a key from the baseline, and the places where somebody waived a
/// rule. The build writes the slice from files that it has checked, so a line that cannot be read is left out and no more.
/// </summary>
internal sealed class KnownList
{
    /// <summary>The role of the slice among the additional files.</summary>
    public const string Role = "known";

    /// <summary>How the id of the suppression of what is known begins.</summary>
    public const string Known = "PGB";

    /// <summary>How the id of the suppression of what is waived begins.</summary>
    public const string Waived = "PGW";

    private const int KnownFields = 4;

    private const int RootFields = 3;

    private const int WaivedFields = 5;

    private static readonly ConditionalWeakTable<AdditionalText, KnownList> PerFile = new();

    private readonly Dictionary<(string Member, string Rule, string Key), int> counts = [];
    private readonly Dictionary<string, List<(string Pattern, string Member)>> waived = new(StringComparer.Ordinal);
    private readonly string root = "";
    private readonly string project = "";

    private KnownList(AdditionalText file, CancellationToken cancellationToken)
    {
        if (file.GetText(cancellationToken) is not { } text)
        {
            return;
        }

        foreach (var line in text.Lines)
        {
            var fields = line.ToString().Split('\t');
            if (fields.Length == KnownFields)
            {
                if (int.TryParse(fields[KnownFields - 1], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                {
                    counts[(fields[0], fields[1], fields[2])] = count;
                }
            }
            else if (fields.Length == RootFields && fields[0] == "R")
            {
                (root, project) = (fields[1].Replace('\\', '/').TrimEnd('/') + "/", fields[2]);
            }
            else if (fields.Length == WaivedFields && fields[0] == "W" && (fields[2] is "project" or "files") && fields[3].Length == 0 == (fields[2] == "project"))
            {
                Waive(fields[1], fields[3], fields[4]);
            }
        }
    }

    /// <summary>True where nothing is known or waived.</summary>
    public bool IsEmpty => counts.Count == 0 && waived.Count == 0;

    /// <summary>What the project's slice says; null where it has none.</summary>
    public static KnownList? In(AnalyzerOptions options, CancellationToken cancellationToken)
    {
        foreach (var file in options.AdditionalFiles)
        {
            if (options.AnalyzerConfigOptionsProvider.GetOptions(file).TryGetValue(AnalyzedProject.Role, out var role) && role == Role)
            {
                return PerFile.GetValue(file, key => new(key, cancellationToken));
            }
        }

        return null;
    }

    /// <summary>True if somebody waived a rule at a place.</summary>
    /// <param name="rule">The rule's id.</param>
    /// <param name="member">The member.</param>
    /// <param name="path">The full path of the file; empty for what is said about the project as a whole, which counts as its file.</param>
    public bool IsWaived(string rule, string member, string path)
    {
        if (!waived.TryGetValue(rule, out var places))
        {
            return false;
        }

        var relative = path.Length == 0 ? project : FromRoot(path);
        foreach (var (pattern, at) in places)
        {
            if (pattern.Length == 0 || relative is not null && WaiverScope.Covers(pattern, at, relative, member))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How many findings of a kind are known.</summary>
    public int CountOf(string member, string rule, string key) => counts.TryGetValue((member, rule, key), out var count) ? count : 0;

    private void Waive(string rule, string pattern, string member)
    {
        if (!waived.TryGetValue(rule, out var places))
        {
            waived[rule] = places = [];
        }

        places.Add((pattern, member));
    }

    /// <summary>The path from the root, with slashes; null for a file elsewhere.</summary>
    private string? FromRoot(string path)
    {
        var full = path.Replace('\\', '/');
        if (full.Contains("/../"))
        {
            // As the project wrote the path of a linked file.
            var parts = new List<string>();
            foreach (var part in full.Split('/'))
            {
                if (part != "..")
                {
                    parts.Add(part);
                }
                else if (parts.Count > 1)
                {
                    parts.RemoveAt(parts.Count - 1);
                }
            }

            full = string.Join("/", parts);
        }

        return full.Length > root.Length && full.StartsWith(root, StringComparison.OrdinalIgnoreCase) ? full.Substring(root.Length) : null;
    }
}
