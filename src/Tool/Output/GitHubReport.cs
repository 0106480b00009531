using System.Globalization;
using System.Text;
using ProdGap.Tool.Model;

namespace ProdGap.Tool.Output;

/// <summary>
/// Findings as annotations of GitHub Actions, which shows ten of each kind for a step. What a repository calls itself can start no command:
/// every other line begins with two blanks.
/// </summary>
internal static class GitHubReport
{
    private const int MostOfAKind = 10;

    /// <summary>Writes the open findings, the most urgent first.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="audit">What was found.</param>
    /// <param name="shown">The findings that were asked for.</param>
    /// <param name="onlyNew">True to leave out those on lines that have not changed: a pull request is not about them.</param>
    public static void WriteAnnotations(TextWriter output, Audit audit, IEnumerable<Finding> shown, bool onlyNew)
    {
        var open = shown.Where(finding => finding.State == State.Open && (finding.IsNew || !onlyNew)).Order(Finding.ByUrgency).ToList();
        var left = 0;
        foreach (var kind in open.GroupBy(static finding => finding.Severity).OrderByDescending(static kind => kind.Key))
        {
            foreach (var finding in kind.Take(MostOfAKind))
            {
                output.Write(Line(finding, audit));
                output.Write('\n');
            }

            left += Math.Max(0, kind.Count() - MostOfAKind);
        }

        foreach (var project in audit.CSharp.Where(static project => project.Coverage != Coverage.Whole))
        {
            output.Write($"::warning file={Property(project.Path)},title=Not analyzed::{Data($"{project.Path} {string.Join("; ", project.Gaps.Select(static gap => gap.Text))}")}\n");
        }

        if (left > 0)
        {
            output.Write(string.Create(CultureInfo.InvariantCulture, $"::notice::{left} more {(left == 1 ? "finding" : "findings")}; prodgap audit --all prints every one\n"));
        }
    }

    /// <summary>Another report, in which no line can be taken for a command.</summary>
    public static string Indented(string report) => string.Concat(report.TrimEnd('\n').Split('\n').Select(static line => $"  {line}".TrimEnd() + "\n"));

    /// <summary>The report as a block of text in the summary of a step, which holds 1 MiB.</summary>
    public static string Summary(string report)
    {
        const int Longest = 900_000;
        var text = new StringBuilder("### prodgap audit\n\n");
        foreach (var line in report.Split('\n'))
        {
            // Four blanks make a block that nothing in it can end.
            text.Append("    ").Append(line).Append('\n');
            if (text.Length > Longest)
            {
                text.Append("    ...\n");
                break;
            }
        }

        return text.ToString();
    }

    private static string Line(Finding finding, Audit audit)
    {
        var text = new StringBuilder("::")
            .Append(finding.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "notice" })
            .Append(" file=").Append(Property(finding.Path));
        if (finding.Place.Line > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $",line={finding.Place.Line},endLine={Math.Max(finding.Place.Line, finding.Place.EndLine)}");
            if (finding.Place.EndLine <= finding.Place.Line)
            {
                // Columns are shown for a single line only.
                text.Append(CultureInfo.InvariantCulture, $",col={finding.Place.Column},endColumn={Math.Max(finding.Place.Column, finding.Place.EndColumn)}");
            }
        }

        var title = audit.Facts.TryGetValue(finding.Rule, out var rule) ? $"{finding.Rule} {rule.Title}" : finding.Rule;
        return text.Append(",title=").Append(Property(title)).Append("::").Append(Data(finding.Message)).ToString();
    }

    private static string Data(string text) => SafeText.Of(text).Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
