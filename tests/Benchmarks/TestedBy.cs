using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ProdGap.Analyzers.Core.Evidence;
using ProdGap.Analyzers.Tasks.Indexing;
using ProdGap.Analyzers.Tasks.Scanning;
using ProdGap.Analyzers.Testing.Reachability;

namespace ProdGap.Analyzers.Benchmarks;

/// <summary>The corpus as a project whose tests the build has indexed.</summary>
internal static class TestedBy
{
    /// <summary>The options of the corpus with an index of our own tests, once for each copy of our source in it.</summary>
    public static AnalyzerOptions OurTests(Corpus corpus)
    {
        var copies = corpus.Compilation.SyntaxTrees.Select(tree => tree.FilePath.Split(Path.DirectorySeparatorChar)[0]).Distinct(StringComparer.Ordinal).Count();
        var tests = Directory.EnumerateFiles(Path.Combine(Places.Root, "tests", "Analyzers.Tests"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj"))
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllText)
            .ToArray();
        var index = new StringBuilder(TestIndexWriter.Header).Append("\nN\ttests/Corpus.Tests.csproj\n");
        for (var copy = 1; copy <= copies; copy++)
        {
            for (var i = 0; i < tests.Length; i++)
            {
                // The corpus numbers the root namespaces of its copies.
                var source = tests[i].Replace("ProdGap.", string.Create(CultureInfo.InvariantCulture, $"ProdGap{copy}."), StringComparison.Ordinal).ToCharArray();
                index.Append(CultureInfo.InvariantCulture, $"T\tcopy{copy}/Test{i}.cs\t{new SourceScanner().Scan(source, source.Length).AsTest()}\n");
            }
        }

        return InProcess.With(new Text(index.ToString()), TestIndex.Role);
    }

    /// <summary>What it takes to read the index and to follow it through the project, when nothing of it is known but the summaries of the files; in milliseconds of CPU.</summary>
    public static double[] FollowAnew(Corpus corpus, AnalyzerOptions options, int rounds)
        => Rounds.Interleave("Following", warmUps: 10, rounds, candidates: 1, round =>
        {
            var compilation = corpus.Fresh();
            _ = compilation.GetDiagnostics();

            // A text of its own: what has been read of the other is kept.
            var text = SourceText.From(options.AdditionalFiles[0].GetText()!.ToString(), Encoding.UTF8);
            var start = InProcess.CpuOfThread;
            _ = ReachabilityCache.In(TestIndex.Read(text, out var _)!, compilation, CancellationToken.None);
            return InProcess.CpuOfThread - start;
        })[0];

    private sealed class Text(string text) : AdditionalText
    {
        private readonly SourceText content = SourceText.From(text, Encoding.UTF8);

        public override string Path => "obj/prodgap.tests.index";

        public override SourceText GetText(CancellationToken cancellationToken = default) => content;
    }
}
