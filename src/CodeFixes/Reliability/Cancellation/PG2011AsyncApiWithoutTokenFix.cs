using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Reliability.Cancellation.Propagation;

namespace ProdGap.Analyzers.CodeFixes.Reliability.Cancellation;

/// <summary>Gives the method, and all that must agree with it, a token, and carries it down to the work.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG2011AsyncApiWithoutTokenFix : SolutionFix<MethodDeclarationSyntax>
{
    private protected override ImmutableArray<Remedy> Remedies => [new("PG2011.carry", "Add a token and pass it through the call chain", PlanAsync, planAllAsync: PlanAllAsync)];

    private static Task<SolutionEdits?> PlanAsync(Site site, CancellationToken cancellationToken)
        => TokenPropagation.PlanAsync(site.Document.Project.Solution, [(site.Document, site.Node)], upwards: false, cancellationToken);

    private static Task<SolutionEdits?> PlanAllAsync(IReadOnlyList<Site> sites, CancellationToken cancellationToken)
        => TokenPropagation.PlanAsync(sites[0].Document.Project.Solution, sites.Select(site => (site.Document, (SyntaxNode)site.Node)), upwards: true, cancellationToken);
}
