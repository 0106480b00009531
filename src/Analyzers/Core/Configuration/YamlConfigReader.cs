using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace ProdGap.Analyzers.Core.Configuration;

/// <summary>
/// Reads the part of YAML that compose files are written in: maps and lists by indentation, <c>- NAME=value</c>, quotes, comments, block
/// texts and one-line <c>{ maps }</c> and <c>[ lists ]</c>. Whatever else a line holds, reading goes on with the next one.
/// </summary>
internal sealed class YamlConfigReader
{
    private const int Deepest = 256;

    private readonly string text;
    private readonly Action<ConfigurationValue> found;

    /// <summary>The keys whose values began on lines of their own, with their columns.</summary>
    private readonly List<(int Column, string Key)> open = [];
    private int at;

    private YamlConfigReader(string text, Action<ConfigurationValue> found)
    {
        this.text = text;
        this.found = found;
    }

    /// <summary>Shows every scalar that is no key.</summary>
    public static void Read(string text, Action<ConfigurationValue> found) => new YamlConfigReader(text, found).Read();

    private string Parent => open.Count == 0 ? "" : open[open.Count - 1].Key;

    private void Read()
    {
        while (at < text.Length)
        {
            var start = at;
            var end = EndOfLine(at);
            at = end + 1;
            var content = SkipBlanks(start, end);
            if (content < end && text[content] != '#' && !IsMark(content, end))
            {
                Line(start, content, end);
            }
        }
    }

    private void Line(int start, int content, int end)
    {
        while (content < end && text[content] == '-' && (content + 1 == end || text[content + 1] is ' ' or '\t'))
        {
            // An item may stand in the column of the key that it belongs to.
            Leave(content - start + 1);
            content = SkipBlanks(content + 1, end);
        }

        if (content >= end || text[content] == '#')
        {
            return;
        }

        if (EndOfKey(content, end) is not (> 0 and var colon))
        {
            Value(Parent, content, end, content - start);
            return;
        }

        Leave(content - start);
        var key = ConfigurationValue.Join(Parent, Scalar(content, colon).Value);
        var value = SkipBlanks(colon + 1, end);
        while (value < end && text[value] is '&' or '!')
        {
            // An anchor or a type stands before the value.
            while (value < end && !char.IsWhiteSpace(text[value]))
            {
                value++;
            }

            value = SkipBlanks(value, end);
        }

        if (value < end && text[value] != '#')
        {
            Value(key, value, end, content - start);
        }
        else if (open.Count < Deepest)
        {
            open.Add((content - start, key));
        }
    }

    private void Value(string key, int start, int end, int column)
    {
        switch (text[start])
        {
            case '|' or '>':
                Block(key, column);
                break;
            case '{' or '[':
                Flow(key, start, end);
                break;
            case '*':
                // Another place's value.
                break;
            default:
                Found(key, Scalar(start, end));
                break;
        }
    }

    /// <summary>A scalar; in <c>NAME=value</c> the name is part of the key.</summary>
    private void Found(string key, (string Value, int Start, int End) scalar)
    {
        var equals = scalar.Value.IndexOf('=');
        if (equals > 0 && IsName(scalar.Value, equals) && scalar.Start + equals < scalar.End && text[scalar.Start + equals] == '=')
        {
            var (value, start, end) = Scalar(scalar.Start + equals + 1, scalar.End, keepComment: true);
            found(new(
                ConfigurationValue.Join(key, scalar.Value.Substring(0, equals)),
                // Inside quotes the whole item was unescaped already.
                start == scalar.Start + equals + 1 ? scalar.Value.Substring(equals + 1) : value,
                TextSpan.FromBounds(start, end)));
        }
        else if (scalar.Value.Length > 0)
        {
            found(new(key, scalar.Value, TextSpan.FromBounds(scalar.Start, scalar.End)));
        }
    }

    /// <summary>The lines below that are indented further, as one text.</summary>
    private void Block(string key, int column)
    {
        var lines = new StringBuilder();
        var first = -1;
        var last = at;
        while (at < text.Length)
        {
            var end = EndOfLine(at);
            var content = SkipBlanks(at, end);
            if (content < end)
            {
                if (content - at <= column)
                {
                    break;
                }

                first = first < 0 ? content : first;
                last = end;
                lines.Append(text, content, end - content).Append('\n');
            }

            at = end + 1;
        }

        if (first >= 0)
        {
            found(new(key, lines.ToString(0, lines.Length - 1), TextSpan.FromBounds(first, last)));
        }
    }

    /// <summary>A map or a list in brackets, as far as it stands on this line. How brackets are nested does not matter for the names.</summary>
    private void Flow(string key, int start, int end)
    {
        while (start < end)
        {
            start = SkipBlanks(start, end);
            if (start < end && text[start] is '{' or '[' or '}' or ']' or ',')
            {
                start++;
                continue;
            }

            var stop = start;
            while (stop < end && text[stop] is not ('{' or '[' or '}' or ']' or ','))
            {
                stop = text[stop] is '"' or '\'' && EndOfQuoted(stop, end) is > 0 and var close ? close + 1 : stop + 1;
            }

            if (EndOfKey(start, stop) is > 0 and var colon)
            {
                var value = SkipBlanks(colon + 1, stop);
                if (value < stop)
                {
                    Found(ConfigurationValue.Join(key, Scalar(start, colon).Value), Scalar(value, stop));
                }
            }
            else if (start < stop)
            {
                Found(key, Scalar(start, stop));
            }

            start = stop;
        }
    }

    /// <summary>Where the colon behind a key stands; 0 where the text is no key.</summary>
    private int EndOfKey(int start, int end)
    {
        var from = start < end && text[start] is '"' or '\'' && EndOfQuoted(start, end) is > 0 and var close ? SkipBlanks(close + 1, end) : start;
        if (from > start)
        {
            return from < end && text[from] == ':' ? from : 0;
        }

        for (var i = from; i < end; i++)
        {
            if (text[i] == ':' && (i + 1 == end || char.IsWhiteSpace(text[i + 1])))
            {
                return i;
            }

            if (text[i] == '#' && i > start && char.IsWhiteSpace(text[i - 1]))
            {
                return 0;
            }
        }

        return 0;
    }

    /// <summary>A scalar's value and where its text stands, without quotes, comment and blanks around it.</summary>
    private (string Value, int Start, int End) Scalar(int start, int end, bool keepComment = false)
    {
        if (start < end && text[start] is '"' or '\'')
        {
            var quote = text[start];
            var close = EndOfQuoted(start, end);
            if (close > 0)
            {
                var raw = text.Substring(start + 1, close - start - 1);
                return (quote == '\'' ? raw.Replace("''", "'") : Unescape(raw), start + 1, close);
            }

            start++;
        }

        var last = start;
        while (last < end && (keepComment || text[last] != '#' || last == start || !char.IsWhiteSpace(text[last - 1])))
        {
            last++;
        }

        while (last > start && char.IsWhiteSpace(text[last - 1]))
        {
            last--;
        }

        return (text.Substring(start, last - start), start, last);
    }

    private int EndOfQuoted(int open, int end)
    {
        for (var i = open + 1; i < end; i++)
        {
            if (text[i] == '\\' && text[open] == '"' || text[i] == '\'' && text[open] == '\'' && i + 1 < end && text[i + 1] == '\'')
            {
                i++;
            }
            else if (text[i] == text[open])
            {
                return i;
            }
        }

        return 0;
    }

    private static string Unescape(string raw)
    {
        if (raw.IndexOf('\\') < 0)
        {
            return raw;
        }

        var plain = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            plain.Append(raw[i] != '\\' || i + 1 >= raw.Length ? raw[i] : raw[++i] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', var other => other });
        }

        return plain.ToString();
    }

    private static bool IsName(string value, int length)
    {
        for (var i = 0; i < length; i++)
        {
            if (!char.IsLetterOrDigit(value[i]) && value[i] is not ('_' or '.' or ':' or '-'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Forgets the keys that stand in this column or to the right of it.</summary>
    private void Leave(int column)
    {
        while (open.Count > 0 && open[open.Count - 1].Column >= column)
        {
            open.RemoveAt(open.Count - 1);
        }
    }

    /// <summary>True for the beginning of a document, its end, and a directive.</summary>
    private bool IsMark(int start, int end) => text[start] == '%' || end - start == 3 && (string.CompareOrdinal(text, start, "---", 0, 3) == 0 || string.CompareOrdinal(text, start, "...", 0, 3) == 0);

    private int SkipBlanks(int from, int end)
    {
        while (from < end && (text[from] is ' ' or '\t' or '\uFEFF' or '\0'))
        {
            from++;
        }

        return from;
    }

    private int EndOfLine(int from)
    {
        while (from < text.Length && text[from] is not ('\n' or '\r'))
        {
            from++;
        }

        return from;
    }
}
