using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace ProdGap.Analyzers.Core.Configuration;

/// <summary>
/// Reads the text values of JSON as people write it: with comments, trailing commas, keys that occur twice, missing commas, brackets
/// and quotes. One pass over the text; what cannot be understood is stepped over.
/// </summary>
internal sealed class JsonConfigReader
{
    /// <summary>The configuration system reads no deeper than 64; a file beyond this is none.</summary>
    private const int Deepest = 256;

    private readonly string text;
    private readonly Action<ConfigurationValue> found;
    private readonly bool words;
    private readonly List<Level> levels = [new("", isArray: false)];
    private int at;
    private string? name;

    private JsonConfigReader(string text, Action<ConfigurationValue> found, bool words)
    {
        this.text = text;
        this.found = found;
        this.words = words;
    }

    /// <summary>Shows every text value, named by the keys that lead to it.</summary>
    public static void Read(string text, Action<ConfigurationValue> found) => new JsonConfigReader(text, found, words: false).Read();

    /// <summary>The same with numbers and constants, as they are written.</summary>
    public static void ReadAll(string text, Action<ConfigurationValue> found) => new JsonConfigReader(text, found, words: true).Read();

    private void Read()
    {
        for (SkipBlanks(); at < text.Length; SkipBlanks())
        {
            switch (text[at])
            {
                case '{' or '[':
                    if (levels.Count > Deepest)
                    {
                        return;
                    }

                    levels.Add(new(ConfigurationValue.Join(levels[levels.Count - 1].Key, TakeName()), text[at] == '['));
                    at++;
                    break;
                case '}' or ']':
                    Close(text[at] == ']');
                    at++;
                    break;
                case ',':
                    levels[levels.Count - 1].Index++;
                    name = null;
                    at++;
                    break;
                case ':':
                    at++;
                    break;
                case '"' or '\'':
                    Text();
                    break;
                default:
                    Word();
                    break;
            }
        }
    }

    /// <summary>Leaves the innermost bracket of this kind, and those inside it that nobody closed.</summary>
    private void Close(bool isArray)
    {
        for (var level = levels.Count - 1; level > 0; level--)
        {
            if (levels[level].IsArray == isArray)
            {
                levels.RemoveRange(level, levels.Count - level);
                break;
            }
        }

        name = null;
    }

    private void Text()
    {
        var quote = text[at++];
        var start = at;
        var escapes = false;
        while (at < text.Length && text[at] != quote && text[at] is not ('\n' or '\r'))
        {
            if (text[at] == '\\')
            {
                escapes = true;
                at++;
            }

            at++;
        }

        at = Math.Min(at, text.Length);
        var end = at;
        if (at < text.Length && text[at] == quote)
        {
            at++;
        }
        else
        {
            // The quote is missing, and the line is all there is to go by.
            while (end > start && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] == ','))
            {
                end--;
            }
        }

        var value = escapes ? Unescape(start, end) : text.Substring(start, end - start);
        if (!IsKey(value))
        {
            found(new(ConfigurationValue.Join(levels[levels.Count - 1].Key, TakeName()), value, TextSpan.FromBounds(start, end)));
        }
    }

    /// <summary>A number, a constant, a key that somebody wrote without quotes, or a character that belongs nowhere.</summary>
    private void Word()
    {
        var start = at++;
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not ('{' or '}' or '[' or ']' or ',' or ':' or '"' or '\'' or '/'))
        {
            at++;
        }

        // The text of a whole line can be one word only where it is no JSON; a key needs no more than its end.
        var end = at;
        var word = text.Substring(start, end - start);
        if (IsKey(word))
        {
            return;
        }

        var key = TakeName();
        if (words)
        {
            found(new(ConfigurationValue.Join(levels[levels.Count - 1].Key, key), word, TextSpan.FromBounds(start, end)));
        }
    }

    private bool IsKey(string word)
    {
        SkipBlanks();
        if (at >= text.Length || text[at] != ':')
        {
            return false;
        }

        at++;
        name = word;
        return true;
    }

    private string TakeName()
    {
        var level = levels[levels.Count - 1];
        var taken = name ?? (level.IsArray ? level.Index.ToString(CultureInfo.InvariantCulture) : "");
        name = null;
        return taken;
    }

    private void SkipBlanks()
    {
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]) || text[at] is '\uFEFF' or '\0')
            {
                at++;
            }
            else if (text[at] == '/' && at + 1 < text.Length && text[at + 1] == '/')
            {
                at = After(text.IndexOf('\n', at), 1);
            }
            else if (text[at] == '/' && at + 1 < text.Length && text[at + 1] == '*')
            {
                at = After(text.IndexOf("*/", at + 2, StringComparison.Ordinal), 2);
            }
            else
            {
                return;
            }
        }
    }

    private int After(int index, int length) => index < 0 ? text.Length : index + length;

    private string Unescape(int start, int end)
    {
        var plain = new StringBuilder(end - start);
        for (var i = start; i < end; i++)
        {
            if (text[i] != '\\' || i + 1 >= end)
            {
                plain.Append(text[i]);
                continue;
            }

            i++;
            if (text[i] == 'u'
                && i + 4 < end
                && int.TryParse(text.Substring(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                plain.Append((char)code);
                i += 4;
            }
            else
            {
                plain.Append(text[i] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', var other => other });
            }
        }

        return plain.ToString();
    }

    /// <summary>A bracket that is open.</summary>
    private sealed class Level(string key, bool isArray)
    {
        public string Key { get; } = key;

        public bool IsArray { get; } = isArray;

        /// <summary>How many commas were passed in it.</summary>
        public int Index { get; set; }
    }
}
