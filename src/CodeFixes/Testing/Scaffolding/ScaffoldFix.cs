using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Outcomes;

namespace ProdGap.Analyzers.CodeFixes.Testing.Scaffolding;

/// <summary>The base of fixes that write tests: those of all findings of a run are planned together.</summary>
/// <param name="id">The rule.</param>
/// <param name="title">What the light bulb shows.</param>
/// <typeparam name="TNode">What the rule reports.</typeparam>
public abstract class ScaffoldFix<TNode>(string id, string title) : SolutionFix<TNode>
    where TNode : SyntaxNode
{
    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds => [id];

    private protected sealed override ImmutableArray<Remedy> Remedies =>
        [new(id + ".scaffold", title, (site, cancellationToken) => PlanAsync([site], cancellationToken), changesBehavior: true, planAllAsync: PlanAsync)];

    /// <summary>What a finding wants to have tested.</summary>
    private protected abstract IEnumerable<ScaffoldSubject> UntestedIn(Site site, CancellationToken cancellationToken);

    /// <summary>True for an outcome that is to get a test.</summary>
    private protected virtual bool Wants(Outcome outcome) => true;

    private Task<SolutionEdits?> PlanAsync(IReadOnlyList<Site> sites, CancellationToken cancellationToken)
        => Scaffold.PlanAsync([.. sites.SelectMany(site => UntestedIn(site, cancellationToken))], Wants, cancellationToken);
}
