namespace ProdGap.Analyzers.Tasks.Baseline;

/// <summary>The rules of this version, from the list that the compiler holds the analyzers to.</summary>
internal static class RuleIds
{
    private const int Length = 6;

    private static readonly Lazy<HashSet<string>> All = new(Read);

    /// <summary>True for the id of a rule of this version.</summary>
    public static bool Has(string id) => All.Value.Contains(id);

    private static HashSet<string> Read()
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var assembly = typeof(RuleIds).Assembly;
        foreach (var name in assembly.GetManifestResourceNames())
        {
            if (!name.StartsWith("AnalyzerReleases.", StringComparison.Ordinal))
            {
                continue;
            }

            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            while (reader.ReadLine() is { } line)
            {
                if (line.StartsWith("PG", StringComparison.Ordinal) && line.IndexOf(' ') == Length)
                {
                    ids.Add(line.Substring(0, Length));
                }
            }
        }

        return ids;
    }
}
