using System.Globalization;
using ProdGap.Tool.Model;
using ProdGap.Tool.Waivers;
using Spectre.Console;
using static ProdGap.Tool.Output.Words;

namespace ProdGap.Tool.Output;

/// <summary>The answer of an audit for people.</summary>
internal static class ConsoleReport
{
    private const int Worst = 10;

    /// <summary>A table that is wider than the console would be broken in its cells.</summary>
    private const int NarrowestTable = 60;

    /// <summary>Writes the table, the worst findings and what was not analyzed.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="audit">What was found.</param>
    /// <param name="shown">The findings that were asked for.</param>
    /// <param name="fixes">How each rule is fixed.</param>
    /// <param name="writesAll">True to write every finding.</param>
    public static void Write(IAnsiConsole console, Audit audit, IReadOnlyList<Finding> shown, RuleFixes fixes, bool writesAll)
    {
        var output = console.Profile.Out.Writer;
        var projects = audit.CSharp.ToList();
        var seen = projects.Count(static project => project.Coverage != Coverage.None);
        var stage = audit.Stage.Length > 0 ? $", stage {audit.Stage}" : "";
        output.WriteLine($"{SafeText.Of(audit.Name)}  {Counted(projects.Count, "project")}, {Number(seen)} analyzed    rules {(audit.IsRulesOfRepository ? $"{audit.Rules} from the repository".TrimStart() : audit.Rules)}{stage}");
        foreach (var note in audit.Notes)
        {
            output.WriteLine($"  {SafeText.Of(note)}");
        }

        output.WriteLine();
        WriteSteps(console, shown, fixes);
        RegisterReport.WriteAttention(output, audit.Waivers);
        WriteFindings(output, shown, writesAll);
        WriteGaps(output, audit);
        if (NextOf(shown, fixes) is { Length: > 0 } next)
        {
            output.WriteLine($"Next      {next}");
            output.WriteLine("Report    prodgap report --html readiness.html");
        }
    }

    /// <summary>Writes all that the build says of projects that were not seen whole.</summary>
    public static void WriteSaid(TextWriter output, Audit audit)
    {
        foreach (var line in audit.Said)
        {
            output.WriteLine($"  {SafeText.Of(line.ReplaceLineEndings(" "))}");
        }
    }

    /// <summary>The command to begin with: what can be fixed at once of the first step that is open, else the page of its most frequent rule.</summary>
    internal static string NextOf(IEnumerable<Finding> shown, RuleFixes fixes)
    {
        var first = shown.Where(IsOpen).GroupBy(static finding => Step.Of(finding.Rule)).MinBy(static step => step.Key.Order);
        return first is null ? ""
            : first.Key.Number > 0 && first.Any(finding => fixes.KindOf(finding.Rule) == "safe") ? $"prodgap harden --step {first.Key.Name} --dry-run"
            : $"prodgap explain {first.GroupBy(static finding => finding.Rule).OrderByDescending(static rule => rule.Count()).ThenBy(static rule => rule.Key, StringComparer.Ordinal).First().Key}";
    }

    private static void WriteSteps(IAnsiConsole console, IReadOnlyList<Finding> shown, RuleFixes fixes)
    {
        var rows = Step.All.Select(step => (Step: step, Findings: shown.Where(finding => Step.Of(finding.Rule) == step).ToList()))
            .Where(static row => row.Step.Number > 0 || row.Findings.Count > 0)
            .Select(row => (
                Name: row.Step.Number > 0 ? $"{row.Step.Number} {row.Step.Name}" : $"- {row.Step.Name}",
                Open: row.Findings.Count(IsOpen),
                Blocks: row.Findings.Count(static finding => IsOpen(finding) && finding.Blocks),
                Fixable: row.Findings.Count(finding => IsOpen(finding) && fixes.IsFixable(finding.Rule)),
                Known: row.Findings.Count(static finding => finding.State == State.Known),
                Waived: row.Findings.Count(static finding => finding.State == State.Waived),
                Suppressed: row.Findings.Count(static finding => finding.State == State.Suppressed)))
            .ToList();
        if (console.Profile.Width < NarrowestTable)
        {
            foreach (var row in rows)
            {
                console.Profile.Out.Writer.WriteLine($"  {row.Name}: {row.Open} open, {row.Blocks} block, {row.Fixable} fixable, {row.Known} known, {row.Waived} waived, {row.Suppressed} suppressed");
            }
        }
        else
        {
            var table = new Table { Border = TableBorder.None };
            table.AddColumn(new TableColumn("  step"));
            foreach (var name in (string[])["open", "block", "fixable", "known", "waived", "suppressed"])
            {
                table.AddColumn(new TableColumn(name).RightAligned());
            }

            foreach (var row in rows)
            {
                table.AddRow(new Text($"  {row.Name}"), Cell(row.Open), Cell(row.Blocks), Cell(row.Fixable), Cell(row.Known), Cell(row.Waived), Cell(row.Suppressed));
            }

            console.Write(table);
        }

        console.Profile.Out.Writer.WriteLine();
    }

    private static void WriteFindings(TextWriter output, IReadOnlyList<Finding> shown, bool writesAll)
    {
        var open = shown.Where(IsOpen).OrderByDescending(static finding => finding.IsNew).ThenBy(static finding => finding, Finding.ByUrgency).ToList();
        foreach (var finding in writesAll ? open : open.Take(Worst))
        {
            output.WriteLine($"  {SafeText.Of(finding.Path)}{At(finding.Place)}  {Word(finding)} {finding.Rule}  {SafeText.Of(finding.Message)}{(finding.IsNew ? " (new)" : "")}");
        }

        if (!writesAll && open.Count > Worst)
        {
            output.WriteLine($"  ... {Number(Worst)} of {Number(open.Count)}; --all prints every one");
        }

        if (open.Count > 0)
        {
            output.WriteLine();
        }
    }

    /// <summary>Writes what was not analyzed.</summary>
    public static void WriteGaps(TextWriter output, Audit audit)
    {
        var gaps = audit.CSharp.Where(static project => project.Coverage == Coverage.None).ToList();
        var parts = audit.CSharp.Where(static project => project.Coverage == Coverage.Part).ToList();
        var others = audit.Projects.Where(static project => project.Coverage == Coverage.OtherLanguage).ToList();
        Write("NOT ANALYZED", gaps);
        Write("ANALYZED IN PART", parts);
        if (others.Count > 0)
        {
            output.WriteLine($"Not C#, so there is nothing to analyze: {string.Join(", ", others.Select(static project => SafeText.Of(project.Path)))}");
        }

        void Write(string head, List<AuditedProject> projects)
        {
            if (projects.Count == 0)
            {
                return;
            }

            output.WriteLine($"{head}  {Counted(projects.Count, "project")}");
            foreach (var project in projects)
            {
                foreach (var gap in project.Gaps)
                {
                    output.WriteLine($"  {SafeText.Of(project.Path)} {SafeText.Of(gap.Text)}");
                }
            }
        }
    }

    private static bool IsOpen(Finding finding) => finding.State == State.Open;

    private static string At(Place place) => place.Line == 0 ? "" : $":{Number(place.Line)}:{Number(place.Column)}";

    private static string Word(Finding finding)
        => finding.Severity switch
        {
            Severity.Error => "error",
            Severity.Warning => "warning",
            _ => "suggestion",
        };

    private static Text Cell(int number) => new(Number(number));
}
