using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ProdGap.Analyzers.CodeFixes.Core;

/// <summary>
/// The base of every fix inside one document: it finds the node that was reported and offers each of its remedies that has a
/// rewrite there.
/// </summary>
/// <typeparam name="TNode">The syntax that the rule reports.</typeparam>
public abstract class Fix<TNode> : SolutionFix<TNode>
    where TNode : SyntaxNode
{
    /// <summary>The edit of one document, or null where this place cannot be fixed.</summary>
    private protected delegate Func<TNode, SyntaxNode>? Rewrite(TNode node, SemanticModel model, CancellationToken cancellationToken);

    /// <summary>A remedy that rewrites the reported node and nothing else.</summary>
    private protected static Remedy Rewriting(string key, string title, Rewrite rewrite, bool inFixAll = true, bool changesBehavior = false)
        => new(
            key,
            title,
            (site, cancellationToken) =>
            {
                var edits = new SolutionEdits();
                if (rewrite(site.Node, site.Model, cancellationToken) is { } change)
                {
                    edits.Replace(site.Document.Id, site.Node, current => change((TNode)current));
                }

                return Task.FromResult(edits.IsEmpty ? null : edits);
            },
            inFixAll,
            changesBehavior);
}

/// <summary>The base of every fix, also of those that edit several documents: it plans all edits first and applies them in one go.</summary>
/// <typeparam name="TNode">The syntax that the rule reports.</typeparam>
public abstract class SolutionFix<TNode> : CodeFixProvider, IRuleFix
    where TNode : SyntaxNode
{
    /// <summary>
    /// What is offered, best first. The first is the one that <c>dotnet format</c> applies to every finding of the id, unless it changes
    /// behavior.
    /// </summary>
    private protected abstract ImmutableArray<Remedy> Remedies { get; }

    /// <summary>The rule whose findings this fix mends: a fix is named after it, as the catalog's test holds.</summary>
    public override ImmutableArray<string> FixableDiagnosticIds => [GetType().Name.Substring(0, "PG0000".Length)];

    /// <inheritdoc/>
    public sealed override FixAllProvider? GetFixAllProvider() => Remedies[0].InFixAll ? new PlannedFixAll<TNode>(this) : null;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            foreach (var remedy in Remedies)
            {
                if (await PlanAsync(remedy, context.Document, diagnostic, new(), context.CancellationToken).ConfigureAwait(false) is { } edits)
                {
                    var solution = context.Document.Project.Solution;
                    context.RegisterCodeFix(
                        CodeAction.Create(remedy.Title, cancellationToken => edits.ApplyAsync(solution, cancellationToken), remedy.Key),
                        diagnostic);
                }
            }
        }
    }

    internal ImmutableArray<Remedy> Offered => Remedies;

    /// <inheritdoc/>
    ImmutableArray<RemedyFacts> IRuleFix.Facts => [.. Remedies.Select(remedy => new RemedyFacts(remedy.Key, remedy.Title, remedy.InFixAll, remedy.ChangesBehavior))];

    /// <summary>Plans one remedy at one finding; null where it does not apply.</summary>
    internal static async Task<SolutionEdits?> PlanAsync(
        Remedy remedy, Document document, Diagnostic diagnostic, PlanCache cache, CancellationToken cancellationToken)
        => await SiteAsync(document, diagnostic, cache, cancellationToken).ConfigureAwait(false) is { } site
            ? await remedy.PlanAsync(site, cancellationToken).ConfigureAwait(false)
            : null;

    /// <summary>The node of a finding; null where the finding is not of this tree.</summary>
    internal static async Task<Site?> SiteAsync(Document document, Diagnostic diagnostic, PlanCache cache, CancellationToken cancellationToken)
    {
        if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root
            || !root.FullSpan.Contains(diagnostic.Location.SourceSpan)
            || root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<TNode>() is not { } node
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model)
        {
            return null;
        }

        return new(document, node, model, cache);
    }

    /// <summary>
    /// One way to mend a finding. It is safe when what compiled still compiles and the program behaves differently only in the failing case
    /// that the rule is about; it changes behavior when it decides who may call, what is answered, how many rows there are, who waits for
    /// whom, or makes a test red.
    /// </summary>
    /// <param name="key">The constant equivalence key, <c>PG####.verb</c>.</param>
    /// <param name="title">What the light bulb shows.</param>
    /// <param name="planAsync">Plans the edits at one finding; null where the remedy does not apply.</param>
    /// <param name="inFixAll">False for an edit that a person must decide upon each time.</param>
    /// <param name="changesBehavior">True for an edit that is not safe. Its title says so, and where nobody looks at the result it needs <see cref="UnsafeFixes"/>.</param>
    /// <param name="planAllAsync">Plans the edits of all findings of a run together, for edits that depend on one another.</param>
    internal sealed class Remedy(
        string key,
        string title,
        Func<Site, CancellationToken, Task<SolutionEdits?>> planAsync,
        bool inFixAll = true,
        bool changesBehavior = false,
        Func<IReadOnlyList<Site>, CancellationToken, Task<SolutionEdits?>>? planAllAsync = null)
    {
        public string Key { get; } = key;

        public string Title { get; } = title;

        public bool InFixAll { get; } = inFixAll;

        public bool ChangesBehavior { get; } = changesBehavior;

        /// <summary>True when the findings of one run are planned together.</summary>
        public bool PlansTogether => planAllAsync is not null;

        public Task<SolutionEdits?> PlanAsync(Site site, CancellationToken cancellationToken) => planAsync(site, cancellationToken);

        public Task<SolutionEdits?> PlanAllAsync(IReadOnlyList<Site> sites, CancellationToken cancellationToken) => planAllAsync!(sites, cancellationToken);
    }

    /// <summary>A reported node and where it stands.</summary>
    internal sealed class Site(Document document, TNode node, SemanticModel model, PlanCache cache)
    {
        public Document Document { get; } = document;

        public TNode Node { get; } = node;

        public SemanticModel Model { get; } = model;

        public PlanCache Cache { get; } = cache;
    }
}

/// <summary>What every fix says of its remedies, whatever it rewrites: tables and tests are written from it.</summary>
internal interface IRuleFix
{
    /// <summary>The remedies, best first.</summary>
    ImmutableArray<RemedyFacts> Facts { get; }
}

/// <summary>What a remedy says of itself.</summary>
internal sealed class RemedyFacts(string key, string title, bool inFixAll, bool changesBehavior)
{
    public string Key { get; } = key;

    public string Title { get; } = title;

    public bool InFixAll { get; } = inFixAll;

    public bool ChangesBehavior { get; } = changesBehavior;
}
