using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core.Evidence;

namespace ProdGap.Analyzers.Testing.Reachability;

/// <summary>
/// What the tests reach of one project, kept while the project is being edited: nearly all keys that are pressed change nothing of what
/// the files declare and name, and then nothing needs to be followed again.
/// </summary>
internal sealed class ReachabilityCache
{
    /// <summary>Lives as long as the index: the evidence itself knows nothing of what is made of it.</summary>
    private static readonly ConditionalWeakTable<TestIndex, Slot> Kept = new();

    private readonly TreeSummary[] summaries;
    private readonly WeakReference<MetadataReference>[] references;
    private readonly SymbolTable table;

    private ReachabilityCache(TreeSummary[] summaries, WeakReference<MetadataReference>[] references, SymbolTable table)
    {
        this.summaries = summaries;
        this.references = references;
        this.table = table;
    }

    /// <summary>The types of a compilation with what an index reaches of them.</summary>
    /// <param name="index">The index, beside which the last result is kept.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static SymbolTable In(TestIndex index, Compilation compilation, CancellationToken cancellationToken)
    {
        var summaries = SummariesOf(compilation, cancellationToken);
        var kept = Kept.GetOrCreateValue(index);
        if (kept.Last is { } last && last.Holds(summaries, compilation))
        {
            kept.Last = new(summaries, last.references, last.table);
            return last.table;
        }

        // Followed in a table of its own: canceled half-way, it is thrown away.
        var table = new SymbolTable(summaries);
        ReachabilityAnalysis.Follow(index, table, compilation, cancellationToken);
        kept.Last = new(summaries, [.. compilation.References.Select(reference => new WeakReference<MetadataReference>(reference))], table);
        return table;
    }

    /// <summary>What the files of a compilation declare and name.</summary>
    public static TreeSummary[] SummariesOf(Compilation compilation, CancellationToken cancellationToken)
        => [.. compilation.SyntaxTrees.Select(tree => TreeSummary.Of(tree, cancellationToken))];

    private bool Holds(TreeSummary[] now, Compilation compilation)
    {
        if (now.Length != summaries.Length)
        {
            return false;
        }

        var i = 0;
        foreach (var reference in compilation.References)
        {
            if (i >= references.Length || !references[i].TryGetTarget(out var known) || !ReferenceEquals(known, reference))
            {
                return false;
            }

            i++;
        }

        for (var tree = 0; tree < now.Length; tree++)
        {
            if (!ReferenceEquals(now[tree], summaries[tree]) && !now[tree].IsEquivalentTo(summaries[tree], table))
            {
                return false;
            }
        }

        return i == references.Length;
    }

    /// <summary>What was reached with one index last.</summary>
    private sealed class Slot
    {
        public ReachabilityCache? Last { get; set; }
    }
}
