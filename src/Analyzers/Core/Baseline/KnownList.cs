using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProdGap.Analyzers.Core.Baseline;

/// <summary>
/// What a project's slice of the baseline knows: so many findings of a member, a rule and a key. The build writes the slice from a file that
/// it has checked, so a line that cannot be read is left out and no more.
/// </summary>
internal sealed class KnownList
{
    /// <summary>The role of the slice among the additional files.</summary>
    public const string Role = "known";

    private const int Fields = 4;

    private static readonly ConditionalWeakTable<AdditionalText, KnownList> PerFile = new();

    private readonly Dictionary<(string Member, string Rule, string Key), int> counts = [];

    private KnownList(AdditionalText file, CancellationToken cancellationToken)
    {
        if (file.GetText(cancellationToken) is not { } text)
        {
            return;
        }

        foreach (var line in text.Lines)
        {
            var fields = line.ToString().Split('\t');
            if (fields.Length == Fields && int.TryParse(fields[Fields - 1], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                counts[(fields[0], fields[1], fields[2])] = count;
            }
        }
    }

    /// <summary>True where nothing is known.</summary>
    public bool IsEmpty => counts.Count == 0;

    /// <summary>What the project's slice says; null where it has none.</summary>
    public static KnownList? In(AnalyzerOptions options, CancellationToken cancellationToken)
    {
        foreach (var file in options.AdditionalFiles)
        {
            if (options.AnalyzerConfigOptionsProvider.GetOptions(file).TryGetValue(AnalyzedProject.Role, out var role) && role == Role)
            {
                return PerFile.GetValue(file, key => new(key, cancellationToken));
            }
        }

        return null;
    }

    /// <summary>How many findings of a kind are known.</summary>
    public int CountOf(string member, string rule, string key) => counts.TryGetValue((member, rule, key), out var count) ? count : 0;
}
