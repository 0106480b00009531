namespace ProdGap.Analyzers.Benchmarks;

/// <summary>A table in Markdown.</summary>
internal sealed class Table(string title, params string[] columns)
{
    private readonly List<string[]> rows = [];

    public void Add(params string[] cells) => rows.Add(cells);

    /// <inheritdoc/>
    public override string ToString()
    {
        string[][] all = [columns, .. rows];
        var widths = Enumerable.Range(0, columns.Length).Select(column => all.Max(row => row[column].Length)).ToArray();
        string[] lines =
        [
            "### " + title,
            "",
            Line(columns),
            "|" + string.Join("|", widths.Select((width, column) => new string('-', width + 1) + (column == 0 ? "-" : ":"))) + "|",
            .. rows.Select(Line),
            "",
        ];
        return string.Join(Environment.NewLine, lines);

        string Line(string[] row)
            => "| " + string.Join(" | ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))) + " |";
    }
}
