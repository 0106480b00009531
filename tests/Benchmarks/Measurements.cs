using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ProdGap.Analyzers.Benchmarks;

/// <summary>The ways in which analyzers are run and their cost is taken; each returns its results by candidate and then by round.</summary>
internal static class Measurements
{
    /// <summary>A build: the compiler as a process that has just started.</summary>
    public static Cost[][] Cold(string title, Corpus corpus, Candidate[] candidates, int rounds)
    {
        var response = corpus.WriteTo(Folder.New("corpus"));
        return Rounds.Interleave(
            title + ", cold",
            warmUps: 1,
            rounds,
            candidates.Length,
            i => CompilerProcess.Run(response, candidates[i].Assemblies.Select(path => "/analyzer:" + path)));
    }

    /// <summary>The whole corpus in a process that has done it before, in milliseconds of CPU.</summary>
    public static double[][] Warm(string title, Corpus corpus, Candidate[] candidates, int rounds)
    {
        var analyzers = Load(candidates);
        return Rounds.Interleave(title + ", warm", warmUps: 6, rounds, candidates.Length, i =>
        {
            var compilation = corpus.Fresh();
            return InProcess.Measure(() => InProcess.Diagnose(compilation, analyzers[i], candidates[i].Options));
        });
    }

    /// <summary>
    /// One document after a method's body has changed, in milliseconds of CPU. Every edit makes a new compilation, of which an IDE asks
    /// for the compiler's and the analyzers' diagnostics of that document. Here a round is an edit, each in another document.
    /// </summary>
    public static double[][] Edits(string title, Corpus corpus, Candidate[] candidates, int edits)
    {
        const int WarmUps = 10;
        var analyzers = Load(candidates);
        var trees = corpus.Compilation.SyntaxTrees.Where(tree => BodyIn(tree) is not null).ToArray();
        new Random(1).Shuffle(trees);
        var compilation = corpus.Fresh();
        _ = compilation.GetDiagnostics();

        // The rounds come in their order, each with all candidates.
        var measured = 0;
        return Rounds.Interleave(title, WarmUps, edits, candidates.Length, i =>
        {
            var old = trees[measured++ / candidates.Length % trees.Length];
            var edited = old.WithChangedText(old.GetText().WithChanges(new TextChange(new(BodyIn(old)!.OpenBraceToken.Span.End, 0), $" var edited{measured} = {measured}; ")));
            var next = compilation.ReplaceSyntaxTree(old, edited);
            return InProcess.Measure(() => DiagnoseOne(next, edited, analyzers[i], candidates[i].Options));
        });
    }

    private static void DiagnoseOne(Compilation compilation, SyntaxTree tree, ImmutableArray<DiagnosticAnalyzer> analyzers, AnalyzerOptions options)
    {
        var model = compilation.GetSemanticModel(tree);
        _ = model.GetDiagnostics();
        if (!analyzers.IsEmpty)
        {
            var run = InProcess.With(compilation, analyzers, options);
            _ = run.GetAnalyzerSyntaxDiagnosticsAsync(tree, CancellationToken.None).GetAwaiter().GetResult();
            _ = run.GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, CancellationToken.None).GetAwaiter().GetResult();
        }
    }

    private static BlockSyntax? BodyIn(SyntaxTree tree)
        => tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().FirstOrDefault(method => method.Body is not null)?.Body;

    private static ImmutableArray<DiagnosticAnalyzer>[] Load(Candidate[] candidates) => [.. candidates.Select(candidate => InProcess.Load(candidate.Assemblies))];
}
