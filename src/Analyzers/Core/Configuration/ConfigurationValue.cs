using Microsoft.CodeAnalysis.Text;

namespace ProdGap.Analyzers.Core.Configuration;

/// <summary>One value of a configuration file.</summary>
internal readonly struct ConfigurationValue(string key, string value, TextSpan span)
{
    /// <summary>No key is kept beyond this many characters; of a longer one the end says more than the beginning.</summary>
    private const int LongestKey = 256;

    /// <summary>Where the value stands, as the configuration system would name it: <c>Jwt:Key</c>.</summary>
    public string Key { get; } = key;

    /// <summary>The value as the program would read it, unescaped.</summary>
    public string Value { get; } = value;

    /// <summary>The value's text in the file, without the quotes around it.</summary>
    public TextSpan Span { get; } = span;

    /// <summary>The key of what stands below another key. Bounded, so that a file of any depth costs linear time.</summary>
    public static string Join(string parent, string name)
    {
        name = Last(name, LongestKey);
        return parent.Length == 0 ? name
            : name.Length == 0 ? parent
            : Last(parent + ":" + name, LongestKey);
    }

    private static string Last(string text, int length) => text.Length <= length ? text : text.Substring(text.Length - length);
}
