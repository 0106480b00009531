namespace ProdGap.Analyzers.Security.Secrets.Formats;

/// <summary>
/// Where the anchors of all formats end in a text: a table over the last two characters, folded, with the rows whose anchor ends so.
/// It is filled in one pass over the table's text, because each compiler process that starts pays for it. Anchors are found in any
/// case; whether that is right the format itself says.
/// </summary>
internal sealed class SecretFormatAnchors
{
    private readonly string table;
    private readonly List<Anchor> anchors = new(320);

    /// <summary>For the last two characters, the number of the first entry with them; 0 where there is none.</summary>
    private readonly short[] heads = new short[128 * 128];

    /// <summary>The row of each entry, and the next entry with the same last two characters.</summary>
    private readonly List<int> rows = new(640) { 0 };
    private readonly List<int> nexts = new(640) { 0 };

    /// <param name="table">Lines of columns, the third of which is a shape; those that begin with # are headings.</param>
    public SecretFormatAnchors(string table)
    {
        this.table = table;
        for (var line = 0; line < table.Length;)
        {
            var end = table.IndexOf('\n', line);
            end = end < 0 ? table.Length : end;
            if (end - line > 1 && table[line] != '#')
            {
                var shape = table.IndexOf(';', table.IndexOf(';', line) + 1) + 2;
                var shapeEnd = table.IndexOf(';', shape, end - shape);
                anchors.Add(AnchorOf(line, shape, shapeEnd < 0 ? end : shapeEnd));
            }

            line = end + 1;
        }

        // From the last to the first, so that each chain has the table's order.
        for (var row = anchors.Count - 1; row >= 0; row--)
        {
            var anchor = anchors[row];
            var last = Fold(table[anchor.Start + anchor.Length - 1]);
            if (anchor.Length > 1)
            {
                Enter(row, (Fold(table[anchor.Start + anchor.Length - 2]) << 7) | last);
                continue;
            }

            for (var before = 0; before < 128; before++)
            {
                Enter(row, (before << 7) | last);
            }
        }
    }

    /// <summary>How many rows there are.</summary>
    public int Count => anchors.Count;

    /// <summary>Where a row begins in the table.</summary>
    public int LineOf(int row) => anchors[row].Line;

    /// <summary>How many characters the anchor of a row has.</summary>
    public int LengthOf(int row) => anchors[row].Length;

    /// <summary>The first entry for an anchor that may end at an index; 0 when none does.</summary>
    /// <param name="text">The text.</param>
    /// <param name="i">The index of the last character.</param>
    /// <param name="before">The folded character before it; replaced by the folded character at it.</param>
    public int FirstAt(string text, int i, ref int before)
    {
        int c = text[i];
        if (c >= 128)
        {
            before = 0;
            return 0;
        }

        c |= 0x20;
        var head = heads[(before << 7) | c];
        before = c;
        return head;
    }

    /// <summary>The next entry after one; 0 after the last.</summary>
    public int Next(int entry) => nexts[entry];

    /// <summary>The row of an entry, where its whole anchor ends at an index and the text is long enough for such a token; else -1.</summary>
    public int RowAt(int entry, string text, int i)
    {
        var anchor = anchors[rows[entry]];
        var start = i + 1 - anchor.Length;
        if (start < 0 || text.Length < anchor.Shortest)
        {
            return -1;
        }

        for (var k = 0; k < anchor.Length; k++)
        {
            var difference = text[start + k] ^ table[anchor.Start + k];
            if (difference != 0 && (difference != 0x20 || (table[anchor.Start + k] | 0x20) is < 'a' or > 'z'))
            {
                return -1;
            }
        }

        return rows[entry];
    }

    private static int Fold(char c) => c | 0x20;

    private void Enter(int row, int pair)
    {
        rows.Add(row);
        nexts.Add(heads[pair]);
        heads[pair] = (short)(rows.Count - 1);
    }

    /// <summary>The first of the longest literals of a shape, and how short its tokens can be.</summary>
    private Anchor AnchorOf(int line, int start, int end)
    {
        int anchor = start, length = 0, shortest = 0;
        for (var at = start; at < end;)
        {
            if (table[at] == '|')
            {
                at++;
                continue;
            }

            if (table[at] == '{')
            {
                // {w:36}, {d:8,10}, {u:43,}, {guid}
                var least = table[at + 1] == 'g' ? 36 : 0;
                for (at += 3; table[at] is >= '0' and <= '9'; at++)
                {
                    least = (least * 10) + table[at] - '0';
                }

                shortest += least;
                at = table.IndexOf('}', at) + 1;
                continue;
            }

            var from = at;
            while (at < end && table[at] is not ('{' or '|'))
            {
                at++;
            }

            shortest += at - from;
            if (at - from > length)
            {
                anchor = from;
                length = at - from;
            }
        }

        return new Anchor(line, anchor, length, shortest);
    }

    /// <summary>Where in the table a row begins and its anchor stands.</summary>
    private sealed class Anchor(int line, int start, int length, int shortest)
    {
        public int Line { get; } = line;

        public int Start { get; } = start;

        public int Length { get; } = length;

        /// <summary>No token of the row has fewer characters.</summary>
        public int Shortest { get; } = shortest;
    }
}
