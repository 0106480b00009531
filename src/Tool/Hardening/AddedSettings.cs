using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ProdGap.Tool.Hardening;

/// <summary>The names of the settings that code reads after a fix and did not read before. Never a value: that may be the secret.</summary>
internal static partial class AddedSettings
{
    /// <summary>The names that the second content of a file has and the first has not.</summary>
    public static IEnumerable<string> In(string path, byte[]? before, byte[]? after)
        => NamesIn(path, after).Except(NamesIn(path, before), StringComparer.Ordinal);

    private static IEnumerable<string> NamesIn(string path, byte[]? content)
    {
        if (content is null)
        {
            return [];
        }

        var text = Encoding.UTF8.GetString(content);
        return path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) ? Asked().Matches(text).Select(static match => match.Groups["name"].Value)
            : path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? NamesIn(text)
            : Variable().Matches(text).Select(static match => match.Groups["name"].Value);
    }

    private static List<string> NamesIn(string json)
    {
        var names = new List<string>();
        try
        {
            using var document = JsonDocument.Parse(json.TrimStart('\uFEFF'), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            Collect(document.RootElement, "", names);
        }
        catch (JsonException)
        {
            // A settings file that does not parse names nothing; the app that reads it says so itself.
            names.Clear();
        }

        return names;
    }

    private static void Collect(JsonElement element, string prefix, List<string> names)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            names.Add(prefix);
            return;
        }

        foreach (var property in element.EnumerateObject())
        {
            Collect(property.Value, prefix.Length == 0 ? property.Name : $"{prefix}:{property.Name}", names);
        }
    }

    /// <summary>The two sentences in which code that a fix has written asks for a setting.</summary>
    [GeneratedRegex(@"(?<name>[A-Za-z0-9_:.]+) is not configured|environment variable (?<name>[A-Za-z0-9_]+) is not set")]
    private static partial Regex Asked();

    [GeneratedRegex(@"^\s*(?:export\s+)?(?<name>[A-Za-z_][A-Za-z0-9_]*)\s*=", RegexOptions.Multiline)]
    private static partial Regex Variable();
}
