using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace ProdGap.Analyzers.Tests.Harness;

/// <summary>
/// Source text with expected findings marked as in Microsoft.CodeAnalysis.Testing: <c>[|here|]</c>, or <c>{|PG2001:here|}</c> where
/// several rules run at once.
/// </summary>
public sealed class Markup
{
    private Markup(string text, IReadOnlyList<(string? Id, TextSpan Span)> spans)
    {
        Text = text;
        Spans = spans;
    }

    /// <summary>The text without its marks.</summary>
    public string Text { get; }

    /// <summary>What is marked, in order; no id means the rule under test.</summary>
    public IReadOnlyList<(string? Id, TextSpan Span)> Spans { get; }

    /// <summary>Reads marked text.</summary>
    public static Markup Parse(string marked)
    {
        var text = new StringBuilder(marked.Length);
        var open = new Stack<(string? Id, int Start)>();
        var spans = new List<(string?, TextSpan)>();
        for (var i = 0; i < marked.Length; i++)
        {
            if (Is(marked, i, "[|"))
            {
                open.Push((null, text.Length));
                i++;
            }
            else if (Is(marked, i, "{|") && marked.IndexOf(':', i) is > 0 and var colon && IsId(marked.AsSpan(i + 2, colon - i - 2)))
            {
                open.Push((marked[(i + 2)..colon], text.Length));
                i = colon;
            }
            else if ((Is(marked, i, "|]") || Is(marked, i, "|}")) && open.Count > 0)
            {
                var (id, start) = open.Pop();
                spans.Add((id, TextSpan.FromBounds(start, text.Length)));
                i++;
            }
            else
            {
                text.Append(marked[i]);
            }
        }

        Assert.True(open.Count == 0, "A mark is opened and not closed in: " + marked);
        return new(text.ToString(), [.. spans.OrderBy(span => span.Item2.Start).ThenBy(span => span.Item2.End)]);
    }

    private static bool Is(string text, int at, string mark) => string.CompareOrdinal(text, at, mark, 0, mark.Length) == 0;

    private static bool IsId(ReadOnlySpan<char> text) => text is ['P', 'G', _, _, _, _];
}
