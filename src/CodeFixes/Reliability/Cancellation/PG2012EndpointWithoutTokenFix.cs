using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Reliability.Cancellation.Propagation;

namespace ProdGap.Analyzers.CodeFixes.Reliability.Cancellation;

/// <summary>Lets the endpoint take the request's token and carries it down to the work.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG2012EndpointWithoutTokenFix : SolutionFix<SyntaxNode>
{
    private protected override ImmutableArray<Remedy> Remedies => [new("PG2012.carry", "Take the request's token and pass it through the call chain", PlanAsync, planAllAsync: PlanAllAsync)];

    private static Task<SolutionEdits?> PlanAsync(Site site, CancellationToken cancellationToken) => PlanAsync([site], upwards: false, cancellationToken);

    private static Task<SolutionEdits?> PlanAllAsync(IReadOnlyList<Site> sites, CancellationToken cancellationToken) => PlanAsync(sites, upwards: true, cancellationToken);

    private static Task<SolutionEdits?> PlanAsync(IReadOnlyList<Site> sites, bool upwards, CancellationToken cancellationToken)
        => TokenPropagation.PlanAsync(sites[0].Document.Project.Solution, sites.Select(site => (site.Document, FunctionOf(site.Node))), upwards, cancellationToken);

    /// <summary>A lambda is reported on its parameters, a method on its name.</summary>
    private static SyntaxNode FunctionOf(SyntaxNode node)
        => node.FirstAncestorOrSelf<SyntaxNode>(ancestor => ancestor is MethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax) ?? node;
}
