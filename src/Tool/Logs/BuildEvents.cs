using System.Text.Json;

namespace ProdGap.Tool.Logs;

/// <summary>One line of what the build logger wrote.</summary>
/// <param name="Kind"><c>fact</c>, <c>error</c> or <c>warning</c>.</param>
/// <param name="Project">The full path of the project, or empty.</param>
/// <param name="Framework">The framework that it was built for, or empty.</param>
/// <param name="Code">The code of an error.</param>
/// <param name="Text">The fact, or the message.</param>
internal sealed record BuildEvent(string Kind, string Project, string Framework, string Code, string Text)
{
    /// <summary>The file of an error, or empty.</summary>
    public string File { get; init; } = "";

    /// <summary>The line of an error, or 0.</summary>
    public int Line { get; init; }

    /// <summary>The fields of a fact.</summary>
    public string[] Fields => Text.Split('\t');

    /// <summary>Reads a line; null if it is none of the logger's, such as the last one of a build that was killed.</summary>
    public static BuildEvent? Parse(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            return root.ValueKind == JsonValueKind.Object ? new(Field(root, "kind"), Field(root, "project"), Field(root, "framework"), Field(root, "code"), Field(root, "text"))
                {
                    File = Field(root, "file"),
                    Line = root.TryGetProperty("line", out var at) && at.ValueKind == JsonValueKind.Number && at.TryGetInt32(out var number) ? number : 0,
                }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Field(JsonElement root, string name)
        => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : "";
}
