using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Testing.Evidence;

namespace ProdGap.Analyzers.Testing.Reachability;

/// <summary>
/// What the tests reach of one project, kept while the project is being edited: nearly all keys that are pressed change nothing of what
/// the files declare and name, and then nothing needs to be followed again.
/// </summary>
internal sealed class ReachabilityCache
{
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
    /// <param name="index">The index, which keeps what it has reached last.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static SymbolTable In(TestIndex index, Compilation compilation, CancellationToken cancellationToken)
    {
        var summaries = SummariesOf(compilation, cancellationToken);
        if (index.Last is { } last && last.Holds(summaries, compilation))
        {
            index.Last = new(summaries, last.references, last.table);
            return last.table;
        }

        // Followed in a table of its own: cancelled half-way, it is thrown away.
        var table = new SymbolTable(summaries);
        ReachabilityAnalysis.Follow(index, table, compilation, cancellationToken);
        index.Last = new(summaries, [.. compilation.References.Select(reference => new WeakReference<MetadataReference>(reference))], table);
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
}
