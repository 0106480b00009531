using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace ProdGap.Analyzers.Core.Configuration;

/// <summary>
/// Reads <c>NAME=value</c> lines: comments, <c>export</c>, three kinds of quotes, quoted values of several lines. A line that is none
/// is stepped over.
/// </summary>
internal static class EnvConfigReader
{
    /// <summary>Shows every value under its variable's name.</summary>
    public static void Read(string text, Action<ConfigurationValue> found)
    {
        for (var at = 0; at < text.Length; at = Line(text, at, found))
        {
        }
    }

    /// <summary>Reads what begins on a line, and says where the next one begins.</summary>
    private static int Line(string text, int start, Action<ConfigurationValue> found)
    {
        var end = EndOfLine(text, start);
        var at = SkipBlanks(text, start, end);
        if (string.CompareOrdinal(text, at, "export", 0, 6) == 0 && at + 6 < end && char.IsWhiteSpace(text[at + 6]))
        {
            at = SkipBlanks(text, at + 6, end);
        }

        var name = at;
        while (at < end && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '.' or '-' or ':'))
        {
            at++;
        }

        var nameEnd = at;
        at = SkipBlanks(text, at, end);
        if (nameEnd == name || at >= end || text[at] != '=')
        {
            return end + 1;
        }

        var key = ConfigurationValue.Join("", text.Substring(name, nameEnd - name));
        at = SkipBlanks(text, at + 1, end);
        if (at < end && text[at] is '"' or '\'' or '`' && EndOfQuoted(text, at) is var close and > 0)
        {
            found(new(key, Unquote(text, at, close), TextSpan.FromBounds(at + 1, close)));
            return EndOfLine(text, close) + 1;
        }

        var last = at;
        while (last < end && !(text[last] == '#' && (last == at || char.IsWhiteSpace(text[last - 1]))))
        {
            last++;
        }

        while (last > at && char.IsWhiteSpace(text[last - 1]))
        {
            last--;
        }

        // A quote that nobody closes is no part of the value.
        if (last > at && text[at] is '"' or '\'' or '`')
        {
            at++;
        }

        found(new(key, text.Substring(at, last - at), TextSpan.FromBounds(at, last)));
        return end + 1;
    }

    /// <summary>
    /// Where the closing quote stands; 0 where there is none, or where what follows it shows that it opens the value of another line.
    /// No character is searched twice for the same quote: after a search that fails, no such quote follows.
    /// </summary>
    private static int EndOfQuoted(string text, int open)
    {
        for (var at = open + 1; at < text.Length; at++)
        {
            if (text[at] == '\\' && text[open] == '"')
            {
                at++;
            }
            else if (text[at] == text[open])
            {
                var rest = SkipBlanks(text, at + 1, text.Length);
                return rest >= text.Length || text[rest] is '\n' or '\r' or '#' ? at : 0;
            }
        }

        return 0;
    }

    private static string Unquote(string text, int open, int close)
    {
        var raw = text.Substring(open + 1, close - open - 1);
        if (text[open] != '"' || raw.IndexOf('\\') < 0)
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

    private static int SkipBlanks(string text, int at, int end)
    {
        while (at < end && (text[at] is ' ' or '\t' or '\uFEFF' or '\0'))
        {
            at++;
        }

        return at;
    }

    private static int EndOfLine(string text, int at)
    {
        while (at < text.Length && text[at] is not ('\n' or '\r'))
        {
            at++;
        }

        return at;
    }
}
