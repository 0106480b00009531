using Microsoft.CodeAnalysis.Text;

namespace ProdGap.Analyzers.Governance;

/// <summary>The lines of an <c>.editorconfig</c> or a <c>.globalconfig</c> that switch a rule or a category of ours off.</summary>
internal static class SeverityLines
{
    private const string Rule = "dotnet_diagnostic.";

    private const string Category = "dotnet_analyzer_diagnostic.category-";

    private const string Tail = ".severity";

    /// <summary>Reads a file.</summary>
    public static IEnumerable<SeverityLine> In(SourceText text)
    {
        for (var number = 0; number < text.Lines.Count; number++)
        {
            var line = text.Lines[number];
            if (!MayBeOne(text, line))
            {
                continue;
            }

            var content = line.ToString();
            var equals = content.IndexOf('=');
            var key = equals < 0 ? "" : content.Substring(0, equals).Trim();
            if (IdIn(key, out var isCategory) is { } id && (ValueIn(content.Substring(equals + 1)) is "none" or "silent"))
            {
                var start = line.Start + content.IndexOf(key, StringComparison.Ordinal);
                yield return new(id, isCategory, new TextSpan(start, key.Length), CommentAbove(text, number));
            }
        }
    }

    /// <summary>Nearly every line of nearly every file ends here, without a copy.</summary>
    private static bool MayBeOne(SourceText text, TextLine line)
    {
        var start = line.Start;
        while (start < line.End && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        return start + Rule.Length < line.End && (text[start] is 'd' or 'D') && (text[start + 1] is 'o' or 'O');
    }

    private static string? IdIn(string key, out bool isCategory)
    {
        isCategory = key.StartsWith(Category, StringComparison.OrdinalIgnoreCase);
        var start = isCategory ? Category.Length : key.StartsWith(Rule, StringComparison.OrdinalIgnoreCase) ? Rule.Length : -1;
        if (start < 0 || !key.EndsWith(Tail, StringComparison.OrdinalIgnoreCase) || key.Length <= start + Tail.Length)
        {
            return null;
        }

        var id = key.Substring(start, key.Length - start - Tail.Length);
        return !isCategory ? id.ToUpperInvariant() : id.StartsWith("ProdGap.", StringComparison.OrdinalIgnoreCase) ? id : null;
    }

    /// <summary>The value as the compiler reads it: up to a blank.</summary>
    private static string ValueIn(string text) => text.Trim().Split(' ', '\t', '#', ';')[0].ToLowerInvariant();

    /// <summary>The comment above the settings that stand together with a line, or above their section if nothing is between.</summary>
    private static string CommentAbove(SourceText text, int number)
    {
        var above = new List<string>();
        for (var at = number - 1; at >= 0; at--)
        {
            var line = text.Lines[at].ToString().Trim();
            if (line.Length > 0 && (line[0] is '#' or ';'))
            {
                above.Insert(0, line.TrimStart('#', ';').Trim());
            }
            else if (line.Length == 0 || above.Count > 0)
            {
                break;
            }
        }

        return string.Join(" ", above);
    }
}

/// <summary>A line that switches something off.</summary>
/// <param name="id">The rule, or the category.</param>
/// <param name="isCategory">True for a category.</param>
/// <param name="span">The key.</param>
/// <param name="comment">What stands above it.</param>
internal readonly struct SeverityLine(string id, bool isCategory, TextSpan span, string comment)
{
    public string Id { get; } = id;

    public bool IsCategory { get; } = isCategory;

    public TextSpan Span { get; } = span;

    public string Comment { get; } = comment;
}
