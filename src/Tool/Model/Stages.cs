using System.Collections.Frozen;

namespace ProdGap.Tool.Model;

/// <summary>The severities of the stages, as the package's presets state them.</summary>
internal sealed class Stages
{
    public const string Prototype = "prototype";
    public const string Pilot = "pilot";
    public const string Production = "production";

    private const string LineStart = "dotnet_diagnostic.";
    private const string Middle = ".severity = ";

    private readonly FrozenDictionary<string, Severity> prototype;
    private readonly FrozenDictionary<string, Severity> production;

    private Stages(IEnumerable<string> prototype, IEnumerable<string> production)
    {
        this.prototype = Read(prototype);
        this.production = Read(production);
    }

    /// <summary>The stages by name.</summary>
    public static IReadOnlyList<string> Names { get; } = [Prototype, Pilot, Production];

    /// <summary>Reads the presets of a folder.</summary>
    /// <exception cref="IOException">One of them cannot be read.</exception>
    public static Stages In(string folder)
        => new(File.ReadLines(Path.Combine(folder, "prototype.globalconfig")), File.ReadLines(Path.Combine(folder, "production.globalconfig")));

    /// <summary>Made of the lines of the two presets.</summary>
    public static Stages Of(IEnumerable<string> prototype, IEnumerable<string> production) => new(prototype, production);

    /// <summary>
    /// The severity that a finding has at a stage. What differs from its rule's own severity was decided by the user or by the rule, and
    /// stays; only a prototype's error becomes what the preset says, as the rule's page promises.
    /// </summary>
    public Severity At(string stage, RuleFacts? rule, string id, Severity found)
        => stage switch
        {
            Production when rule is null || found == rule.Severity => Louder(production.GetValueOrDefault(id, found), found),
            Prototype when prototype.TryGetValue(id, out var set) && (rule is null || found >= rule.Severity) => found < set ? found : set,
            _ => found,
        };

    private static Severity Louder(Severity one, Severity other) => one > other ? one : other;

    private static FrozenDictionary<string, Severity> Read(IEnumerable<string> lines)
    {
        var read = new Dictionary<string, Severity>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            var middle = line.IndexOf(Middle, StringComparison.Ordinal);
            if (middle > 0 && line.StartsWith(LineStart, StringComparison.Ordinal))
            {
                read[line[LineStart.Length..middle]] = line[(middle + Middle.Length)..].Trim() switch
                {
                    "error" => Severity.Error,
                    "warning" => Severity.Warning,
                    _ => Severity.Suggestion,
                };
            }
        }

        return read.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
