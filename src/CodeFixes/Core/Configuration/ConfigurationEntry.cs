using ProdGap.Analyzers.Core.Configuration;

namespace ProdGap.Analyzers.CodeFixes.Core.Configuration;

/// <summary>Empty entries for settings that a person or a deployment has to fill in.</summary>
internal static class ConfigurationEntry
{
    /// <summary>The text of an <c>.env</c> file with one more variable; null where it has it.</summary>
    public static string? InEnv(string text, string name)
    {
        if (Has(EnvConfigReader.Read, text, name))
        {
            return null;
        }

        var newLine = NewLineOf(text);
        return text + (text.Length == 0 || text[text.Length - 1] == '\n' ? "" : newLine) + name + "=" + newLine;
    }

    /// <summary>
    /// The text of a JSON file with one more entry at the end of its object, under its whole key, which the configuration system
    /// reads like nested sections; null where it has it or is no object.
    /// </summary>
    public static string? InJson(string text, string key, string value = "\"\"")
    {
        var end = text.LastIndexOf('}');
        if (end < 0 || text.Substring(end + 1).Trim().Length > 0 || Has(JsonConfigReader.Read, text, key))
        {
            return null;
        }

        var last = end - 1;
        while (last >= 0 && char.IsWhiteSpace(text[last]))
        {
            last--;
        }

        // Behind a comment nobody can tell whether a comma is missing.
        var lineStart = text.LastIndexOf('\n', Math.Max(last, 0)) + 1;
        if (last < 0 || text.IndexOf("//", lineStart, last - lineStart + 1, StringComparison.Ordinal) >= 0 || text[last] == '/')
        {
            return null;
        }

        var newLine = NewLineOf(text);
        var comma = text[last] is '{' or ',' ? "" : ",";
        return text.Substring(0, last + 1) + comma + newLine + "  \"" + key + "\": " + value + newLine + text.Substring(end);
    }

    private static bool Has(Action<string, Action<ConfigurationValue>> read, string text, string name)
    {
        var found = false;
        read(text, setting => found |= setting.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
        return found;
    }

    private static string NewLineOf(string text) => text.IndexOf("\r\n", StringComparison.Ordinal) >= 0 ? "\r\n" : "\n";
}
