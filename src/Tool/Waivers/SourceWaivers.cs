using System.Text.RegularExpressions;
using ProdGap.Analyzers.Core.Waivers;
using ProdGap.Tool.Model;

namespace ProdGap.Tool.Waivers;

/// <summary>
/// The pragmas and attributes that suppress findings of ours. The compiler's log says that something does, of an attribute also why; what
/// stands behind a pragma is read from the file.
/// </summary>
internal sealed partial class SourceWaivers
{
    private const long Longest = 8 * 1024 * 1024;

    private readonly Dictionary<string, List<Pragma>> pragmas = new(StringComparer.Ordinal);

    private SourceWaivers()
    {
    }

    /// <summary>No files are at hand.</summary>
    public static SourceWaivers None { get; } = new();

    /// <summary>Reads the files that hold suppressed findings.</summary>
    /// <param name="root">The root of the repository.</param>
    /// <param name="findings">The findings.</param>
    public static SourceWaivers Read(string root, IEnumerable<Finding> findings)
    {
        var read = new SourceWaivers();
        foreach (var path in findings.Where(static finding => finding.State == State.Suppressed && finding.Justification.Length == 0).Select(static finding => finding.Path).Distinct(StringComparer.Ordinal))
        {
            var file = Path.Combine(root, path);
            try
            {
                if (new FileInfo(file) is { Exists: true, Length: <= Longest })
                {
                    read.Add(path, File.ReadLines(file));
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Then nobody can tell why, and the register says that no reason is given.
                continue;
            }
        }

        return read;
    }

    /// <summary>Takes the lines of a file.</summary>
    public static SourceWaivers Of(string path, IEnumerable<string> lines)
    {
        var read = new SourceWaivers();
        read.Add(path, lines);
        return read;
    }

    /// <summary>What is said beside the suppression of a finding; null if nobody can tell.</summary>
    public WaiverNote? NoteOf(Finding finding)
        => finding.Justification.Length > 0 ? WaiverNote.Of(finding.Justification, finding.Rule)
            : PragmaOf(finding) is { } pragma ? WaiverNote.Of(pragma.Comment, finding.Rule)
            : null;

    /// <summary>The rows of the register.</summary>
    public IEnumerable<RegisterRow> Rows(Audit audit, string today)
    {
        var suppressed = audit.Findings.Where(static finding => finding.State == State.Suppressed).ToList();
        foreach (var group in suppressed.Where(static finding => finding.Justification.Length > 0).GroupBy(static finding => (finding.Rule, finding.Path, finding.Member, finding.Justification)))
        {
            yield return RowOf(group.Key.Rule, WaiverCarrier.Attribute, group.Key.Path, 0, group.Key.Member, group.Count(), WaiverNote.Of(group.Key.Justification, group.Key.Rule), audit, today);
        }

        foreach (var group in suppressed.Where(static finding => finding.Justification.Length == 0).GroupBy(finding => (finding.Rule, finding.Path, PragmaOf(finding)?.Line ?? 0, PragmaOf(finding)?.Comment ?? "")))
        {
            var (rule, path, line, comment) = group.Key;
            yield return RowOf(rule, line > 0 ? WaiverCarrier.Pragma : WaiverCarrier.Attribute, path, line, line > 0 ? path : group.First().Member, group.Count(), WaiverNote.Of(comment, rule), audit, today);
        }
    }

    private static RegisterRow RowOf(string rule, WaiverCarrier carrier, string path, int line, string where, int findings, WaiverNote note, Audit audit, string today)
    {
        var title = audit.Facts.TryGetValue(rule, out var facts) ? facts.Title : "";
        var isDay = WaiverDate.IsOne(note.Until);
        var (state, problem) = isDay && WaiverDate.IsOver(note.Until, today) ? (WaiverState.Expired, "")
            : !WaiverReason.Says(note.Reason, title) ? (WaiverState.Broken, "it gives no reason")
            : note.Until.Length > 0 && !isDay ? (WaiverState.Broken, $"'{note.Until}' is no day such as {WaiverDate.Example}")
            : (WaiverState.InForce, "");
        return new(rule, title, carrier, path, line, line, where, findings, new(state, note.Reason, note.Owner, isDay ? note.Until : ""), isDay ? Today.DaysLeft(today, note.Until) : null, problem);
    }

    /// <summary>The last line above a finding that switches its rule off, unless it is switched on again in between.</summary>
    private Pragma? PragmaOf(Finding finding)
        => pragmas.GetValueOrDefault(finding.Path)?.FindLast(pragma => pragma.Line <= finding.Place.Line && (pragma.Rules.Length == 0 || pragma.Rules.Contains(finding.Rule, StringComparer.Ordinal))) is { IsOff: true } off ? off : null;

    private void Add(string path, IEnumerable<string> lines)
    {
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (line.Contains("pragma", StringComparison.Ordinal) && Directive().Match(line) is { Success: true } match)
            {
                if (!pragmas.TryGetValue(path, out var all))
                {
                    pragmas[path] = all = [];
                }

                all.Add(new(number, match.Groups["what"].Value == "disable", match.Groups["ids"].Value.Split([',', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries), match.Groups["why"].Value.Trim()));
            }
        }
    }

    [GeneratedRegex(@"^\s*#\s*pragma\s+warning\s+(?<what>disable|restore)\b(?<ids>[^/]*)(//(?<why>.*))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Directive();

    private sealed record Pragma(int Line, bool IsOff, string[] Rules, string Comment);
}
