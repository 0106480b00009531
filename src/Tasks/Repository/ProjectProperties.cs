using System.Text;

namespace ProdGap.Analyzers.Tasks.Repository;

/// <summary>The properties that a project's files set in plain text, in the order in which they are read.</summary>
internal sealed class ProjectProperties
{
    private static readonly string[] Methods = ["EndsWith", "StartsWith", "Contains"];

    /// <summary>What only a build knows; any other property that is not set is empty.</summary>
    private static readonly HashSet<string> OfTheBuild = new(StringComparer.OrdinalIgnoreCase)
    {
        "Configuration", "Platform", "OS", "TargetFramework", "TargetFrameworkIdentifier", "RuntimeIdentifier", "Language", "CI", "SolutionDir", "SolutionName",
    };

    private readonly Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Sets a property.</summary>
    public void Set(string name, string value) => values[name] = value;

    /// <summary>A text with the values put in; null if it asks for more than that.</summary>
    public string? Expand(string text)
    {
        if (text.IndexOf("$(", StringComparison.Ordinal) < 0)
        {
            return text;
        }

        var expanded = new StringBuilder();
        var at = 0;
        while (text.IndexOf("$(", at, StringComparison.Ordinal) is >= 0 and var open)
        {
            expanded.Append(text, at, open - at);
            var close = Closing(text, open + 1);
            if (close < 0 || Value(text.Substring(open + 2, close - open - 2).Trim()) is not { } value)
            {
                return null;
            }

            expanded.Append(value);
            at = close + 1;
        }

        return expanded.Append(text, at, text.Length - at).ToString();
    }

    private static int Closing(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
            if (depth == 0)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>A property's value, or what one of three questions about it is answered with.</summary>
    private string? Value(string expression)
    {
        if (expression.All(c => char.IsLetterOrDigit(c) || c is '_' or '-'))
        {
            return values.TryGetValue(expression, out var value) ? value : OfTheBuild.Contains(expression) ? null : "";
        }

        var dot = expression.IndexOf('.');
        var open = expression.IndexOf('(');
        if (dot <= 0 || open < dot || !expression.EndsWith(")", StringComparison.Ordinal))
        {
            return null;
        }

        var method = expression.Substring(dot + 1, open - dot - 1);
        var argument = expression.Substring(open + 1, expression.Length - open - 2).Trim().Trim('\'', '"', '`');
        if (!Array.Exists(Methods, known => known.Equals(method, StringComparison.OrdinalIgnoreCase)) || argument.IndexOfAny(['$', '(', ',']) >= 0 || Value(expression.Substring(0, dot)) is not { } subject)
        {
            return null;
        }

        var holds = method.ToUpperInvariant() switch
        {
            "ENDSWITH" => subject.EndsWith(argument, StringComparison.Ordinal),
            "STARTSWITH" => subject.StartsWith(argument, StringComparison.Ordinal),
            _ => subject.IndexOf(argument, StringComparison.Ordinal) >= 0,
        };
        return holds ? "true" : "false";
    }
}
