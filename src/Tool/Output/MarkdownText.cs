using System.Text;

namespace ProdGap.Tool.Output;

/// <summary>Texts of a repository in Markdown: nothing in them marks up, links, or calls anybody.</summary>
internal static class MarkdownText
{
    /// <summary>One line of text that is shown as it is.</summary>
    public static string Of(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in SafeText.Of(text.ReplaceLineEndings(" ").Replace('\t', ' ')))
        {
            switch (c)
            {
                case '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '~' or '!' or '$':
                    escaped.Append('\\').Append(c);
                    break;

                // A reference to a person, an issue, an entity, the scheme of an address, or a tag.
                case '@' or '#' or '&' or ':' or '<' or '>':
                    escaped.Append("&#").Append((int)c).Append(';');
                    break;

                default:
                    escaped.Append(c);
                    break;
            }
        }

        return escaped.Replace("www.", "www&#46;").ToString();
    }
}
