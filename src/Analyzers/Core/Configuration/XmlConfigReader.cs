using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace ProdGap.Analyzers.Core.Configuration;

/// <summary>
/// Reads the attributes and the texts of a .NET configuration file, named as people know them: <c>&lt;add key="Smtp" value="…"/&gt;</c>
/// is <c>appSettings:Smtp</c>. One pass; elements that are not closed, quotes that are missing and references that are unknown do not matter.
/// It is our own because of the places: <c>System.Xml.XmlReader</c> tells where an attribute's name stands, not its value, replaces line ends
/// and references, so that places cannot be counted from there, and stops at the first error.
/// </summary>
internal sealed class XmlConfigReader
{
    private const int Deepest = 256;

    private readonly string text;
    private readonly Action<ConfigurationValue> found;
    private readonly List<Element> open = [new("", "")];
    private readonly List<(string Name, int Start, int End)> attributes = [];
    private int at;

    private XmlConfigReader(string text, Action<ConfigurationValue> found)
    {
        this.text = text;
        this.found = found;
    }

    /// <summary>Shows every attribute's value and every text.</summary>
    public static void Read(string text, Action<ConfigurationValue> found) => new XmlConfigReader(text, found).Read();

    private void Read()
    {
        while (at < text.Length && open.Count <= Deepest)
        {
            var tag = text.IndexOf('<', at);
            if (tag < 0)
            {
                return;
            }

            Text(at, tag);
            at = tag + 1;
            if (Follows("!--"))
            {
                at = After(text.IndexOf("-->", at + 3, StringComparison.Ordinal), 3);
            }
            else if (Follows("![CDATA["))
            {
                var start = at + 8;
                var end = text.IndexOf("]]>", start, StringComparison.Ordinal);
                Text(start, end < 0 ? text.Length : end, isLiteral: true);
                at = After(end, 3);
            }
            else if (Follows("?") || Follows("!"))
            {
                at = After(text.IndexOf('>', at), 1);
            }
            else if (Follows("/"))
            {
                at++;
                Close(Name());
                at = After(text.IndexOf('>', at), 1);
            }
            else if (Name() is { Length: > 0 } name)
            {
                Open(name);
            }
        }
    }

    /// <summary>Reads a tag from behind its name to its end.</summary>
    private void Open(string name)
    {
        attributes.Clear();
        var isEmpty = false;
        while (at < text.Length && text[at] != '<')
        {
            if (text[at] == '>')
            {
                at++;
                break;
            }

            isEmpty = text[at] == '/';
            if (!IsNamePart(text[at]))
            {
                at++;
                continue;
            }

            var attribute = Name();
            SkipBlanks();
            if (at < text.Length && text[at] == '=')
            {
                at++;
                SkipBlanks();
                Value(attribute);
            }
        }

        open[open.Count - 1].HasChildren = true;
        var label = "";
        foreach (var (attribute, start, end) in attributes)
        {
            if (IsLabel(attribute) && label.Length == 0)
            {
                label = Unescape(start, end);
            }
        }

        var parent = open[open.Count - 1].Key;
        // <add key="Smtp" …/>, <environmentVariable name="Smtp" …/>, <setting name="Smtp"><value>…: the label is what people call it.
        var element = new Element(name, ConfigurationValue.Join(parent, label.Length > 0 ? label : name.Equals("value", StringComparison.OrdinalIgnoreCase) ? "" : name));
        foreach (var (attribute, start, end) in attributes)
        {
            if (!IsLabel(attribute))
            {
                var isTheValue = label.Length > 0 && (attribute.Equals("value", StringComparison.OrdinalIgnoreCase) || attribute.Equals("connectionString", StringComparison.OrdinalIgnoreCase));
                found(new(isTheValue ? element.Key : ConfigurationValue.Join(element.Key, attribute), Unescape(start, end), TextSpan.FromBounds(start, end)));
            }
        }

        if (!isEmpty)
        {
            open.Add(element);
        }
    }

    /// <summary>Reads an attribute's value. No value holds a <c>&lt;</c>, so a quote that is missing costs no more than the tag.</summary>
    private void Value(string attribute)
    {
        if (at >= text.Length)
        {
            return;
        }

        var start = at;
        if (text[at] is '"' or '\'')
        {
            var quote = text[at];
            start = ++at;
            while (at < text.Length && text[at] != quote && text[at] != '<')
            {
                at++;
            }

            if (at < text.Length && text[at] == quote)
            {
                attributes.Add((attribute, start, at++));
                return;
            }

            at = start;
        }

        while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not ('<' or '>'))
        {
            at++;
        }

        if (at > start && text[at - 1] == '/' && at < text.Length && text[at] == '>')
        {
            at--;
        }

        attributes.Add((attribute, start, at));
    }

    private void Text(int start, int end, bool isLiteral = false)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        var element = open[open.Count - 1];
        if (start < end && open.Count > 1 && !element.HasChildren)
        {
            found(new(element.Key, isLiteral ? text.Substring(start, end - start) : Unescape(start, end), TextSpan.FromBounds(start, end)));
        }
    }

    /// <summary>Leaves the innermost element of this name, and those inside it that nobody closed.</summary>
    private void Close(string name)
    {
        for (var i = open.Count - 1; i > 0; i--)
        {
            if (open[i].Name == name)
            {
                open.RemoveRange(i, open.Count - i);
                return;
            }
        }
    }

    private string Name()
    {
        var start = at;
        while (at < text.Length && IsNamePart(text[at]))
        {
            at++;
        }

        return text.Substring(start, at - start);
    }

    private string Unescape(int start, int end)
    {
        var raw = text.Substring(start, end - start);
        if (raw.IndexOf('&') < 0)
        {
            return raw;
        }

        var plain = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            // The longest reference there is: &#x10FFFF;
            var semicolon = raw[i] == '&' ? raw.IndexOf(';', i, Math.Min(12, raw.Length - i)) : -1;
            if (semicolon > 0 && Reference(raw.Substring(i + 1, semicolon - i - 1)) is { } character)
            {
                plain.Append(character);
                i = semicolon;
            }
            else
            {
                plain.Append(raw[i]);
            }
        }

        return plain.ToString();
    }

    private static string? Reference(string name)
        => name switch
        {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "quot" => "\"",
            "apos" => "'",
            _ when name.StartsWith("#x", StringComparison.OrdinalIgnoreCase) => Character(name.Substring(2), NumberStyles.AllowHexSpecifier),
            _ when name.StartsWith("#", StringComparison.Ordinal) => Character(name.Substring(1), NumberStyles.None),
            _ => null,
        };

    private static string? Character(string number, NumberStyles style)
        => int.TryParse(number, style, CultureInfo.InvariantCulture, out var code) && code is > 0 and < 0x110000 and not (>= 0xD800 and < 0xE000)
            ? char.ConvertFromUtf32(code)
            : null;

    private static bool IsLabel(string attribute) => attribute.Equals("key", StringComparison.OrdinalIgnoreCase) || attribute.Equals("name", StringComparison.OrdinalIgnoreCase);

    private static bool IsNamePart(char character) => char.IsLetterOrDigit(character) || character is '_' or '-' or '.' or ':';

    private bool Follows(string mark) => string.CompareOrdinal(text, at, mark, 0, mark.Length) == 0;

    private int After(int index, int length) => index < 0 ? text.Length : index + length;

    private void SkipBlanks()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }
    }

    /// <summary>An element that is open.</summary>
    private sealed class Element(string name, string key)
    {
        public string Name { get; } = name;

        public string Key { get; } = key;

        /// <summary>True once an element stands in it: the text between elements is layout.</summary>
        public bool HasChildren { get; set; }
    }
}
