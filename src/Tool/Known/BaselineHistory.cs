using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ProdGap.Analyzers.Tasks.Baseline;
using ProdGap.Tool.Output;
using static ProdGap.Tool.Output.Words;

namespace ProdGap.Tool.Known;

/// <summary>What a baseline knows now and did not, or knew and does not: two files, no build.</summary>
/// <param name="Changes">Each kind whose number differs, in order: what was known before, what is now, and the file.</param>
internal sealed record BaselineHistory(ImmutableArray<(Kind Kind, int Before, int After, string Path)> Changes)
{
    /// <summary>Compares two baselines.</summary>
    public static BaselineHistory Of(IEnumerable<BaselineEntry> before, IEnumerable<BaselineEntry> after)
    {
        var old = before.ToDictionary(KindOf);
        var now = after.ToDictionary(KindOf);
        return new(
        [
            .. old.Keys.Union(now.Keys).Order()
                .Select(kind => (kind, Before: old.GetValueOrDefault(kind)?.Count ?? 0, After: now.GetValueOrDefault(kind)?.Count ?? 0, (now.GetValueOrDefault(kind) ?? old[kind]).Path))
                .Where(static change => change.Before != change.After),
        ]);
    }

    /// <summary>How many findings more are known.</summary>
    public int Added => Changes.Sum(static change => Math.Max(0, change.After - change.Before));

    /// <summary>How many are known no more.</summary>
    public int Removed => Changes.Sum(static change => Math.Max(0, change.Before - change.After));

    /// <summary>Says it for a reviewer.</summary>
    public void Write(TextWriter output)
    {
        foreach (var (kind, before, after, path) in Changes)
        {
            output.WriteLine($"  {(after > before ? "+" : "-")}{Number(Math.Abs(after - before))}  {kind.Rule}  {SafeText.Of(kind.Project)} {SafeText.Of(kind.Member)}  {SafeText.Of(path)}");
        }

        output.WriteLine($"{Counted(Added, "known finding")} added, {Number(Removed)} removed.");
    }

    /// <summary>
    /// The text of a baseline in which git left two sides: the lines of both, of a kind that is there twice the larger number. What a conflict
    /// says the common ancestor had is left out.
    /// </summary>
    /// <param name="text">The text with the marks of conflicts.</param>
    /// <param name="conflicts">How many there were.</param>
    public static string Merge(string text, out int conflicts)
    {
        var lines = new List<string>();
        var isAncestor = false;
        conflicts = 0;
        foreach (var line in text.Split('\n').Select(static line => line.TrimEnd('\r')))
        {
            if (line.StartsWith("<<<<<<<", StringComparison.Ordinal))
            {
                conflicts++;
            }
            else if (line.StartsWith("|||||||", StringComparison.Ordinal))
            {
                isAncestor = true;
            }
            else if (line.StartsWith("=======", StringComparison.Ordinal) || line.StartsWith(">>>>>>>", StringComparison.Ordinal))
            {
                isAncestor = false;
            }
            else if (!isAncestor && line.Length > 0)
            {
                lines.Add(line);
            }
        }

        // A header or a comment that both sides have is one.
        var head = lines.Where(static line => line == BaselineFile.Header || line[0] == '#').Distinct(StringComparer.Ordinal).ToList();
        var rest = lines.Where(static line => line != BaselineFile.Header && line[0] != '#').ToList();
        var read = BaselineFile.Read(Encoding.UTF8.GetBytes(string.Join('\n', [.. head, .. rest])));
        if (read.Problem is not null)
        {
            throw new Failure(ExitCodes.Usage, $"Without the marks of the conflict the baseline cannot be read either: {read.Problem}.");
        }

        var merged = BaselineText.Of(string.Join('\n', head));
        merged.Add(read.Entries.Select(static entry => (KindOf(entry), entry.Count, entry.Path)));
        return merged.ToString();
    }

    private static Kind KindOf(BaselineEntry entry) => new(entry.Project, entry.Member, entry.Rule, entry.Key);
}
