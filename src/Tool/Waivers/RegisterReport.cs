using System.Globalization;
using System.Text;
using ProdGap.Tool.Output;
using static ProdGap.Tool.Output.Words;

namespace ProdGap.Tool.Waivers;

/// <summary>The register for people: on the console, as a table in Markdown, and for a spreadsheet.</summary>
internal static class RegisterReport
{
    private static readonly string[] Columns = ["Rule", "Title", "Where", "Findings", "Reason", "Owner", "Approved by", "Approved on", "Until", "Days left", "State", "Stands in", "Ticket", "Commit", "Author", "Since"];

    /// <summary>Writes what asks for somebody: what is over, wrong, unapproved, idle or about to end.</summary>
    public static void WriteAttention(TextWriter output, Register register)
    {
        var rows = register.Rows.Where(static row => row.EndsSoon || row.State != WaiverState.InForce && !(row.Carrier != WaiverCarrier.File && row.State == WaiverState.Broken)).ToList();
        if (rows.Count == 0)
        {
            return;
        }

        output.WriteLine($"WAIVERS  {Counted(rows.Count, "waiver")} {(rows.Count == 1 ? "asks" : "ask")} for somebody");
        foreach (var row in rows)
        {
            output.WriteLine($"  {SafeText.Of(Place(row))}  {SafeText.Of(row.Rule)}  {SafeText.Of(Sentence(row))}");
        }

        output.WriteLine();
    }

    /// <summary>The register as a table; what a repository calls itself is text in it, never markup.</summary>
    public static string Markdown(Register register)
    {
        var text = new StringBuilder();
        text.Append("| ").AppendJoin(" | ", Columns).Append(" |\n|").Insert(text.Length, "---|", Columns.Length).Append('\n');
        foreach (var row in register.Rows)
        {
            text.Append("| ").AppendJoin(" | ", Cells(row).Select(MarkdownText.Of)).Append(" |\n");
        }

        return text.ToString();
    }

    /// <summary>The register as comma-separated values (RFC 4180). What a spreadsheet would run gets an apostrophe.</summary>
    public static string Csv(Register register)
    {
        var text = new StringBuilder();
        foreach (var row in register.Rows.Select(Cells).Prepend(Columns))
        {
            text.AppendJoin(',', row.Select(static cell => Quoted(SafeText.Of(cell)))).Append("\r\n");
        }

        return text.ToString();
    }

    /// <summary>Where a waiver stands.</summary>
    public static string Place(RegisterRow row) => row.Line == 0 ? row.File : string.Create(CultureInfo.InvariantCulture, $"{row.File}:{row.Line}");

    /// <summary>The word for a state.</summary>
    public static string Word(WaiverState state)
        => state switch
        {
            WaiverState.Expired => "expired",
            WaiverState.Broken => "broken",
            WaiverState.Unapproved => "unapproved",
            WaiverState.Idle => "idle",
            _ => "in force",
        };

    private static string Sentence(RegisterRow row)
        => row.State switch
        {
            WaiverState.Expired => $"expired after {row.Decision.Until}: {Counted(row.Findings, "finding")} open again; owner {Named(row)}",
            WaiverState.Broken => $"is not applied: {row.Problem}",
            WaiverState.Unapproved => $"needs an approval: {Counted(row.Findings, "finding")} open; owner {Named(row)}",
            WaiverState.Idle => $"is about nothing that is there ({row.Where}); remove it",
            _ => $"ends after {row.Decision.Until}, in {Counted(row.DaysLeft ?? 0, "day")}; owner {Named(row)}",
        };

    private static string Named(RegisterRow row) => row.Decision.Owner.Length > 0 ? row.Decision.Owner : "unknown";

    private static string[] Cells(RegisterRow row)
        =>
        [
            row.Rule, row.Title, row.Where, Number(row.Findings), row.Problem.Length > 0 && row.Decision.Reason.Length == 0 ? row.Problem : row.Decision.Reason, row.Decision.Owner, row.Approver, row.Approved,
            row.Decision.Until, row.DaysLeft is { } days ? Number(days) : "", row.Problem.Length > 0 && row.Decision.Reason.Length > 0 ? $"{Word(row.State)}: {row.Problem}" : Word(row.State), Place(row), row.Ticket,
            row.Origin?.Commit ?? "", row.Origin?.Author ?? "", row.Origin?.Date ?? "",
        ];

    private static string Quoted(string cell)
    {
        var safe = cell.Length > 0 && cell[0] is ('=' or '+' or '-' or '@') ? "'" + cell : cell;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 && safe == safe.Trim() ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
