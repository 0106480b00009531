using System.Globalization;
using System.Text;

namespace ProdGap.Analyzers.Tasks.Indexing;

/// <summary>What an index was made from, kept beside it: while it is the same, the index is not even read.</summary>
internal sealed class IndexState
{
    /// <summary>Another version of this assembly may read sources otherwise.</summary>
    private static readonly string Version = typeof(IndexState).Module.ModuleVersionId.ToString("N");

    private readonly string index;

    /// <summary>The state that a build is in now.</summary>
    public IndexState(IndexInputs inputs, BuildCache evidence)
    {
        index = "";
        var text = new StringBuilder();
        foreach (var test in inputs.Tests)
        {
            text.Append("N\t").Append(test).Append('\n');
        }

        foreach (var (kind, path, file) in inputs.Files)
        {
            text.Append(kind).Append('\t').Append(path).Append('\t').Append(evidence.Stamp(file)).Append('\n');
        }

        Inputs = text.ToString();
    }

    private IndexState(string index, string inputs) => (this.index, Inputs) = (index, inputs);

    /// <summary>A line for each project and file.</summary>
    public string Inputs { get; }

    /// <summary>The state that an earlier build left; null if none did.</summary>
    public static IndexState? Read(string path)
    {
        try
        {
            var text = File.Exists(path) ? File.ReadAllText(path) : "";
            var first = text.IndexOf('\n');
            return first > 0 ? new(text.Substring(0, first), text.Substring(first + 1)) : null;
        }
        catch (Exception exception) when (Problem.IsExpected(exception))
        {
            return null;
        }
    }

    /// <summary>True if the index is the one that this state was written for.</summary>
    public bool IsFor(string path) => index == Stamp(path);

    /// <summary>The lines of the index, each with its end, by kind, path and stamp of the file that each was made from.</summary>
    public Dictionary<string, string> Lines(string path)
    {
        var stamps = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in Inputs.Split('\n'))
        {
            if (line.LastIndexOf('\t') is > 1 and var tab)
            {
                stamps[line.Substring(0, tab + 1)] = line;
            }
        }

        var lines = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(path))
        {
            if (line.Length > 2 && line.IndexOf('\t', 2) is > 0 and var tab && stamps.TryGetValue(line.Substring(0, tab + 1), out var stamp))
            {
                lines[stamp] = (lines.TryGetValue(stamp, out var others) ? others : "") + line + "\n";
            }
        }

        return lines;
    }

    /// <summary>What to keep beside an index.</summary>
    public string TextFor(string path) => Stamp(path) + "\n" + Inputs;

    private static string Stamp(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? string.Format(CultureInfo.InvariantCulture, "{0} {1} {2}", Version, file.Length, file.LastWriteTimeUtc.Ticks) : "";
    }
}
