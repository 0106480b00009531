using System.Collections.Immutable;
using ProdGap.Tool.Model;

namespace ProdGap.Tool.Report;

/// <summary>Adds the findings and lines up by folder, as deep as it takes to see a difference.</summary>
internal static class HotSpots
{
    /// <summary>Fewer folders than this say little about where to begin.</summary>
    private const int Enough = 12;

    /// <summary>More than this cannot be told apart.</summary>
    private const int Most = 60;

    private const int Deepest = 12;

    public static ImmutableArray<HotSpot> Of(IEnumerable<Finding> findings, IReadOnlyDictionary<string, int> lines)
    {
        var open = findings.Where(Tally.IsOpen).ToList();
        var files = lines.Keys.Concat(open.Select(static finding => finding.Path)).Distinct(StringComparer.Ordinal).ToList();
        var depth = DepthOf(files);
        var folders = files.ToLookup(file => FolderOf(file, depth), StringComparer.Ordinal);
        var found = open.ToLookup(finding => FolderOf(finding.Path, depth), StringComparer.Ordinal);
        var spots = folders.Select(folder => new HotSpot(
                folder.Key,
                folder.Count(lines.ContainsKey),
                folder.Sum(file => lines.GetValueOrDefault(file)),
                found[folder.Key].Count(),
                found[folder.Key].Count(static finding => finding.Blocks)))
            .OrderByDescending(static spot => spot.Lines)
            .ThenBy(static spot => spot.Folder, StringComparer.Ordinal)
            .ToList();
        if (spots.Count <= Most)
        {
            return [.. spots];
        }

        // The folders with most findings stay, whatever their size.
        var shown = spots.OrderByDescending(static spot => spot.Blocks).ThenByDescending(static spot => spot.Open).ThenByDescending(static spot => spot.Lines).ThenBy(static spot => spot.Folder, StringComparer.Ordinal).Take(Most - 1).ToHashSet();
        var rest = spots.Where(spot => !shown.Contains(spot)).ToList();
        return
        [
            .. spots.Where(shown.Contains),
            new("", rest.Sum(static spot => spot.Files), rest.Sum(static spot => spot.Lines), rest.Sum(static spot => spot.Open), rest.Sum(static spot => spot.Blocks), rest.Count),
        ];
    }

    private static int DepthOf(List<string> files)
    {
        var (best, most) = (1, 0);
        for (var depth = 1; depth <= Deepest; depth++)
        {
            var count = files.Select(file => FolderOf(file, depth)).Distinct(StringComparer.Ordinal).Count();
            if (count > most)
            {
                (best, most) = (depth, count);
            }

            if (count >= Enough)
            {
                break;
            }
        }

        return best;
    }

    /// <summary>The first folders of a path; a dot for what lies at the root.</summary>
    internal static string FolderOf(string path, int depth)
    {
        var end = -1;
        for (var i = 0; i < depth; i++)
        {
            var next = path.IndexOf('/', end + 1);
            if (next < 0)
            {
                break;
            }

            end = next;
        }

        return end <= 0 ? "." : path[..end];
    }
}
