namespace ProdGap.Analyzers.Tasks;

/// <summary>What the index says about one file; lists are sorted, with a space between.</summary>
internal sealed class SourceFacts(string flags, string names, string reached, string routes, string types)
{
    /// <summary>The fields of a test file, after its path.</summary>
    public string AsTest() => $"{flags}\t{names}\t{reached}\t{routes}";

    /// <summary>The fields of a file of a project between the tests and the project at hand.</summary>
    public string AsUpstream() => $"{types}\t{names}\t{reached}";
}
