using System.Globalization;
using System.Text;
using ProdGap.Analyzers.Tasks.Baseline;

namespace ProdGap.Tool.Known;

/// <summary>The text of a baseline, changed line by line, so that what did not change keeps its bytes.</summary>
internal sealed class BaselineText
{
    private const string Comment = "# Findings that were there when this project began to use ProdGap. Only `prodgap baseline add` adds lines; `prune` removes what is fixed.";

    private readonly List<string> head = [];
    private List<string> lines = [];

    private BaselineText(IEnumerable<string> text)
    {
        foreach (var line in text)
        {
            (IsEntry(line) ? lines : head).Add(line);
        }
    }

    /// <summary>A baseline without lines.</summary>
    public static BaselineText Empty() => new([BaselineFile.Header, Comment]);

    /// <summary>The text of a baseline that can be read.</summary>
    public static BaselineText Of(string text) => new(text.TrimStart('\uFEFF').Split('\n').Select(static line => line.TrimEnd('\r')).Where(static line => line.Length > 0));

    /// <summary>Adds findings, or raises their numbers.</summary>
    public void Add(IEnumerable<(Kind Kind, int Count, string Path)> added)
    {
        var all = added.ToDictionary(static entry => entry.Kind, static entry => Line(entry.Kind, entry.Count, entry.Path));
        if (all.Count > 0)
        {
            lines.RemoveAll(line => all.ContainsKey(KindOf(line)));
            lines.AddRange(all.Values);
            Sort();
        }
    }

    /// <summary>Takes back what is no longer there. Never raises a number, never adds a kind.</summary>
    public void Prune(Comparison comparison)
    {
        var stale = comparison.Stale.ToDictionary(static entry => new Kind(entry.Entry.Project, entry.Entry.Member, entry.Entry.Rule, entry.Entry.Key), static entry => entry.Found);
        var moves = comparison.Moves.ToDictionary(static move => new Kind(move.From.Project, move.From.Member, move.From.Rule, move.From.Key));
        var written = new Dictionary<Kind, int>();
        var pruned = new List<string>();
        foreach (var line in lines)
        {
            var (kind, count, text) = (KindOf(line), CountOf(line), line);
            if (moves.TryGetValue(kind, out var move))
            {
                (kind, text) = (move.To, Line(move.To, count, move.Path));
            }
            else if (stale.TryGetValue(kind, out var found) && found < count)
            {
                (count, text) = (found, Line(kind, found, PathOf(line)));
            }

            // A merge may have left a kind twice; the larger number holds.
            if (count > written.GetValueOrDefault(kind))
            {
                written[kind] = count;
                pruned.Add(text);
            }
        }

        lines = pruned;
        if (moves.Count > 0)
        {
            Sort();
        }
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var line in head.Concat(lines))
        {
            text.Append(line).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The line of a kind.</summary>
    public static string Line(Kind kind, int count, string path)
        => string.Join('\t', kind.Project, kind.Member, kind.Rule, kind.Key, Math.Min(count, BaselineFile.MostOfOne).ToString(CultureInfo.InvariantCulture), path.Replace('\t', ' ').Replace('\n', ' ').Replace('\r', ' '));

    private void Sort() => lines = [.. lines.OrderBy(KindOf)];

    private static bool IsEntry(string line) => line != BaselineFile.Header && line[0] != '#' && line.Trim().Length > 0;

    private static Kind KindOf(string line) => line.Split('\t') is [var project, var member, var rule, var key, ..] ? new(project, member, rule, key) : default;

    private static int CountOf(string line) => int.Parse(line.Split('\t')[4], NumberStyles.None, CultureInfo.InvariantCulture);

    private static string PathOf(string line) => line.Split('\t')[5];
}
