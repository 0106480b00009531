using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using ProdGap.Analyzers.Core.Waivers;

namespace ProdGap.Tool.Waivers;

/// <summary>Asks git which commit brought a waiver: one call a file, and no answer is none.</summary>
internal static class Blame
{
    private const int HashLength = 10;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>The register with the commit of each row that stands in a line.</summary>
    public static async Task<Register> OfAsync(Register register, string root, CancellationToken cancellationToken)
    {
        var said = new Dictionary<string, ImmutableDictionary<int, Line>>(StringComparer.Ordinal);
        foreach (var file in register.Rows.Where(static row => row.Line > 0).GroupBy(static row => row.File, StringComparer.Ordinal))
        {
            said[file.Key] = await AskAsync(root, file.Key, file.Min(static row => row.Line), file.Max(static row => row.LastLine), cancellationToken);
        }

        return new([.. register.Rows.Select(row => said.TryGetValue(row.File, out var lines) && row.Line > 0 ? row with { Origin = OriginOf(row, lines) } : row)]);
    }

    /// <summary>Reads what <c>git blame --porcelain</c> says, by line.</summary>
    internal static ImmutableDictionary<int, Line> Parse(string output)
    {
        var lines = ImmutableDictionary.CreateBuilder<int, Line>();
        var (authors, times) = (new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, long>(StringComparer.Ordinal));
        var (commit, number) = ("", 0);
        foreach (var line in output.Split('\n'))
        {
            if (line.StartsWith('\t'))
            {
                lines[number] = new(commit, authors.GetValueOrDefault(commit, ""), times.GetValueOrDefault(commit));
            }
            else if (line.Split(' ') is [{ Length: >= 40 } hash, _, var final, ..] && hash.AsSpan().IndexOfAnyExcept("0123456789abcdef") < 0 && int.TryParse(final, NumberStyles.None, CultureInfo.InvariantCulture, out var at))
            {
                (commit, number) = (hash, at);
            }
            else if (line.StartsWith("author ", StringComparison.Ordinal))
            {
                authors[commit] = line["author ".Length..];
            }
            else if (line.StartsWith("author-time ", StringComparison.Ordinal) && long.TryParse(line["author-time ".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var time))
            {
                times[commit] = time;
            }
        }

        return lines.ToImmutable();
    }

    private static async Task<ImmutableDictionary<int, Line>> AskAsync(string root, string file, int first, int last, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Limit);
        try
        {
            var start = new ProcessStartInfo("git", ["-C", root, "blame", "--porcelain", "-L", string.Create(CultureInfo.InvariantCulture, $"{first},{last}"), "--", file]);
            start.Environment["LC_ALL"] = "C";
            var (exitCode, output) = await Child.RunAsync(start, input: null, limited.Token);
            return exitCode == 0 ? Parse(output) : ImmutableDictionary<int, Line>.Empty;
        }
        catch (Failure)
        {
            // There is no git.
            return ImmutableDictionary<int, Line>.Empty;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ImmutableDictionary<int, Line>.Empty;
        }
    }

    /// <summary>The newest commit of its lines: who changed the reason decided again. What is not committed has none.</summary>
    private static Origin? OriginOf(RegisterRow row, ImmutableDictionary<int, Line> lines)
    {
        var own = Enumerable.Range(row.Line, row.LastLine - row.Line + 1).Where(lines.ContainsKey).Select(number => lines[number]).ToList();
        return own.Count == 0 || own.MaxBy(static line => line.Time) is not { } newest || own.Exists(static line => line.Commit.All(static digit => digit == '0')) ? null
            : new(newest.Commit[..HashLength], newest.Author, DateTimeOffset.FromUnixTimeSeconds(newest.Time).UtcDateTime.ToString(WaiverDate.Format, CultureInfo.InvariantCulture));
    }

    /// <summary>Who brought a line, and when.</summary>
    internal sealed record Line(string Commit, string Author, long Time);
}
