using ProdGap.Analyzers.Tasks.Indexing;
using ProdGap.Analyzers.Tasks.Scanning;

namespace ProdGap.Analyzers.Tests.Harness.TestProjects;

/// <summary>The lines of a test index, as the build's task reads them from source text.</summary>
internal static class IndexText
{
    public const string Header = TestIndexWriter.Header + "\n";

    /// <summary>An index of one test project with these files.</summary>
    public static string Of(params string[] tests)
        => Header + "N\ttests/Shop.Tests.csproj\n" + string.Concat(tests.Select((test, i) => Test($"tests/Test{i}.cs", test)));

    /// <summary>The line of a file of tests.</summary>
    public static string Test(string path, string source) => $"T\t{path}\t{Facts(source).AsTest()}\n";

    /// <summary>The lines of a file of a project between the tests and the project at hand.</summary>
    public static string Upstream(string path, string source) => string.Concat(Facts(source).AsUpstream().Select(fields => $"U\t{path}\t{fields}\n"));

    /// <summary>The line of a Razor file of such a project.</summary>
    public static string Page(string path, string source)
        => $"U\t{path}\t{new SourceScanner().ScanMarkup(source.ToCharArray(), source.Length, Path.GetFileNameWithoutExtension(path)).AsUpstream()[0]}\n";

    private static SourceFacts Facts(string source) => new SourceScanner().Scan(source.ToCharArray(), source.Length);
}
