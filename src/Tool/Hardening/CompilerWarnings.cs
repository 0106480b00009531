using System.Text.Json;
using ProdGap.Tool.Model;

namespace ProdGap.Tool.Hardening;

/// <summary>
/// The warnings in the compiler's logs that are not ours, counted by id and file: of the compiler, and of the analyzers that the repository
/// uses itself, which may be errors in its own build.
/// </summary>
internal static class CompilerWarnings
{
    /// <summary>Reads all logs of a folder; several frameworks report the same, so the largest count holds.</summary>
    public static IReadOnlyDictionary<(string Id, string File), int> In(string folder)
    {
        var warnings = new Dictionary<(string Id, string File), int>();
        foreach (var log in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.sarif") : [])
        {
            try
            {
                foreach (var (key, count) in Of(File.ReadAllBytes(log)))
                {
                    warnings[key] = Math.Max(count, warnings.GetValueOrDefault(key));
                }
            }
            catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
            {
                // The audit names a log that cannot be read as a gap, and nothing is kept then.
                continue;
            }
        }

        return warnings;
    }

    /// <summary>Reads one log.</summary>
    internal static IReadOnlyDictionary<(string Id, string File), int> Of(ReadOnlyMemory<byte> log)
    {
        var warnings = new Dictionary<(string Id, string File), int>();
        using var json = JsonDocument.Parse(log);
        foreach (var result in json.RootElement.GetProperty("runs").EnumerateArray().SelectMany(static run => run.GetProperty("results").EnumerateArray()))
        {
            var id = Text(result, "ruleId");
            if (!RuleId.IsOurs(id) && Text(result, "level") is "" or "warning" or "error" && !result.TryGetProperty("suppressions", out _))
            {
                var key = (id, FileOf(result));
                warnings[key] = warnings.GetValueOrDefault(key) + 1;
            }
        }

        return warnings;
    }

    private static string FileOf(JsonElement result)
        => result.TryGetProperty("locations", out var locations)
            && locations.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } first
            && first.TryGetProperty("physicalLocation", out var physical)
            && physical.TryGetProperty("artifactLocation", out var file) ? Text(file, "uri") : "";

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
