using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;

namespace ProdGap.Analyzers.Benchmarks;

/// <summary>Measures what the rules cost, beside what others cost, and prints tables.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        var rounds = Number("--rounds", 7);
        try
        {
            if (args.Contains("shapes", StringComparer.Ordinal))
            {
                Describe();
                Shapes.Run(rounds, Number("--lines", 100_000));
            }
            else if (args.Contains("extremes", StringComparer.Ordinal))
            {
                Describe();
                Extremes.Run(rounds);
            }
            else if (args.Contains("index", StringComparer.Ordinal))
            {
                Describe();
                Indexing.Run(Number("--files", 5_000), rounds);
            }
            else if (args.Contains("adoption", StringComparer.Ordinal))
            {
                Describe();
                new Adoption(Number("--lines", 10_000), rounds).Run();
            }
            else if (args.Contains("chains", StringComparer.Ordinal))
            {
                Describe(isMedian: false);
                Chains.Run(Number("--lines", 100_000));
            }
            else if (Array.IndexOf(args, "rule") is >= 0 and var i && i + 1 < args.Length)
            {
                Describe();
                var corpus = Corpus.OfLines(Number("--lines", 15_000));
                foreach (var id in args[i + 1].Split(','))
                {
                    OneRule.Run(corpus, id, rounds);
                }
            }
            else if (args.Contains("build", StringComparer.Ordinal))
            {
                Describe();
                new Budget(Corpus.OfLines(Number("--lines", 15_000)), rounds).BuildAlone();
            }
            else if (args.Contains("warm", StringComparer.Ordinal))
            {
                Describe();
                new Budget(Corpus.OfLines(Number("--lines", 15_000)), rounds).WarmAlone();
            }
            else if (args.Contains("edit", StringComparer.Ordinal))
            {
                Describe();
                new Budget(Corpus.OfLines(Number("--lines", 15_000)), rounds).EditAlone();
            }
            else if (args.Contains("evidence", StringComparer.Ordinal))
            {
                Describe();
                new Budget(Corpus.OfLines(Number("--lines", 15_000)), rounds).Evidence();
            }
            else if (args.Contains("rules", StringComparer.Ordinal))
            {
                Describe();
                new Budget(Corpus.OfLines(Number("--lines", 15_000)), rounds).RulesAlone();
            }
            else
            {
                var corpus = Corpus.OfLines(Number("--lines", 50_000), args.Contains("--tests", StringComparer.Ordinal));
                Describe();
                Console.WriteLine($"Corpus: {corpus.Lines:N0} lines in {corpus.Compilation.SyntaxTrees.Length:N0} files{(corpus.Tests ? ", tests included" : "")}.");
                Console.WriteLine();
                new Budget(corpus, rounds).Run();
            }

            return 0;
        }
        finally
        {
            Folder.Clear();
        }

        int Number(string option, int fallback)
            => Array.IndexOf(args, option) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : fallback;

        void Describe(bool isMedian = true)
            => Console.WriteLine(
                $"Roslyn {typeof(Compilation).Assembly.GetName().Version}, {RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} processors, "
                + (isMedian ? $"{rounds} rounds; medians, in brackets the first and the third quartile." : "one run."));
    }
}
