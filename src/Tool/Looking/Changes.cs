using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using ProdGap.Tool.Model;

namespace ProdGap.Tool.Looking;

/// <summary>The lines that were added or changed since a commit, as git tells them.</summary>
internal sealed class Changes
{
    private readonly ImmutableDictionary<string, ImmutableArray<(int First, int Last)>> lines;
    private readonly ImmutableHashSet<string> whole;

    private Changes(ImmutableDictionary<string, ImmutableArray<(int First, int Last)>> lines, IEnumerable<string> whole)
        => (this.lines, this.whole) = (lines, [.. whole]);

    /// <summary>Asks git; files that it does not know yet are changed as a whole.</summary>
    /// <param name="root">The root of the repository.</param>
    /// <param name="reference">A commit, a branch or a tag.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="Failure">There is no git, or no such commit.</exception>
    public static async Task<Changes> SinceAsync(string root, string reference, CancellationToken cancellationToken)
    {
        // The commit first, so that no name of one is ever taken for an option.
        var (found, commit) = await GitAsync(root, cancellationToken, "rev-parse", "--verify", "--quiet", "--end-of-options", reference + "^{commit}");
        if (found != 0)
        {
            throw new Failure(ExitCodes.Usage, $"git knows no commit '{reference}' in this repository; a shallow clone may lack it.");
        }

        var (compared, diff) = await GitAsync(root, cancellationToken, "diff", "--unified=0", "--no-color", "--no-ext-diff", "--no-textconv", "--relative", "--src-prefix=a/", "--dst-prefix=b/", commit.Trim(), "--");
        var (listed, others) = await GitAsync(root, cancellationToken, "ls-files", "--others", "--exclude-standard", "-z");
        return compared == 0 && listed == 0 ? Of(diff, others.TrimEnd('\n').Split('\0', StringSplitOptions.RemoveEmptyEntries))
            : throw new Failure(ExitCodes.Usage, $"git cannot say what has changed since '{reference}'.");
    }

    /// <summary>Reads a diff without context.</summary>
    /// <param name="diff">What <c>git diff --unified=0</c> says.</param>
    /// <param name="others">The files that git does not know yet.</param>
    public static Changes Of(string diff, IEnumerable<string> others)
    {
        var lines = ImmutableDictionary.CreateBuilder<string, ImmutableArray<(int, int)>>(StringComparer.Ordinal);
        var file = "";
        var left = 0;
        foreach (var line in diff.Split('\n'))
        {
            if (left > 0 && line.Length > 0 && (line[0] is '+' or '-'))
            {
                // A changed line may look like a heading.
                left--;
            }
            else if (line.StartsWith("+++ ", StringComparison.Ordinal))
            {
                file = PathIn(line[4..]);
            }
            else if (line.StartsWith("@@ ", StringComparison.Ordinal) && line.Split(' ') is [_, var before, var after, ..])
            {
                var (first, count) = RangeIn(after);
                left = RangeIn(before).Count + count;
                if (file.Length > 0 && count > 0)
                {
                    lines[file] = lines.GetValueOrDefault(file, []).Add((first, first + count - 1));
                }
            }
        }

        return new(lines.ToImmutable(), others);
    }

    /// <summary>True for a finding on a changed line; one without a line counts with its file.</summary>
    public bool Touches(Finding finding)
        => whole.Contains(finding.Path)
            || lines.TryGetValue(finding.Path, out var ranges)
                && (finding.Place.Line == 0 || ranges.Any(range => range.First <= Math.Max(finding.Place.Line, finding.Place.EndLine) && finding.Place.Line <= range.Last));

    private static (int First, int Count) RangeIn(string range)
    {
        var parts = range[1..].Split(',');
        return int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            ? (first, parts.Length == 1 ? 1 : int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0)
            : (0, 0);
    }

    /// <summary>The path behind a prefix; git quotes what holds a quote or a control character.</summary>
    private static string PathIn(string text)
    {
        var path = text.TrimEnd('\t', '\r');
        if (path.Length > 1 && path[0] == '"')
        {
            path = Unquoted(path[1..^1]);
        }

        return path.StartsWith("b/", StringComparison.Ordinal) ? path[2..] : "";
    }

    private static string Unquoted(string text)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                var length = char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(i, length)));
                i += length - 1;
            }
            else if (text[i + 1] is >= '0' and <= '7' && i + 3 < text.Length)
            {
                bytes.Add((byte)(((text[i + 1] - '0') << 6) | ((text[i + 2] - '0') << 3) | (text[i + 3] - '0')));
                i += 3;
            }
            else
            {
                bytes.Add((byte)(text[++i] switch { 't' => '\t', 'n' => '\n', 'r' => '\r', 'a' => '\a', 'b' => '\b', 'f' => '\f', 'v' => '\v', var sign => sign }));
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static Task<(int ExitCode, string Output)> GitAsync(string root, CancellationToken cancellationToken, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("git", ["-C", root, "-c", "core.quotePath=false", .. arguments]) { StandardOutputEncoding = Encoding.UTF8 };
        start.Environment["LC_ALL"] = "C";
        return Child.RunAsync(start, input: null, cancellationToken);
    }
}
