namespace ProdGap.Analyzers.Tasks.Scanning;

/// <summary>What the index says about one file; lists are sorted, with a space between.</summary>
/// <param name="upstream">The fields after the path, for each part.</param>
/// <param name="test">The fields after the path.</param>
internal sealed class SourceFacts(IReadOnlyList<string> upstream, string test)
{
    /// <summary>The fields of a test file: flags, names, names after a dot, routes and, where there are any, types.</summary>
    public string AsTest() => test;

    /// <summary>
    /// The fields of a file of a project between the tests and the project at hand: types, names, names after a dot; first of the file, then of
    /// each handler in it, with its class and method instead of types, and its route.
    /// </summary>
    public IReadOnlyList<string> AsUpstream() => upstream;
}
