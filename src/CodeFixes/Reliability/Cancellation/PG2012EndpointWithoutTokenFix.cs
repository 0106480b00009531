using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Reliability.Cancellation.Propagation;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Reliability.Cancellation;

namespace ProdGap.Analyzers.CodeFixes.Reliability.Cancellation;

/// <summary>Lets the endpoint take the request's token and carries it down to the work.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG2012EndpointWithoutTokenFix : SolutionFix<SyntaxNode>
{
    private protected override ImmutableArray<Remedy> Remedies => [new("PG2012.carry", "Take the request's token and pass it through the call chain", PlanAsync, planAllAsync: PlanAllAsync)];

    private static Task<SolutionEdits?> PlanAsync(Site site, CancellationToken cancellationToken)
        => TokenPropagation.PlanAsync(site.Document.Project.Solution, [(site.Document, FunctionOf(site.Node))], upwards: false, cancellationToken);

    /// <summary>For all endpoints of the projects: where many take their tokens, one that does not would be reported next.</summary>
    private static Task<SolutionEdits?> PlanAllAsync(IReadOnlyList<Site> sites, CancellationToken cancellationToken)
    {
        var solution = sites[0].Document.Project.Solution;
        var functions = sites.Select(site => (site.Document, FunctionOf(site.Node))).ToList();
        foreach (var site in sites.GroupBy(site => site.Document.Project.Id).Select(project => project.First()))
        {
            var known = KnownTypes.Of(site.Model.Compilation);
            foreach (var endpoint in EndpointHabit.Of(known).Without(site.Model, known, cancellationToken))
            {
                if (solution.GetDocument(endpoint.SyntaxTree) is { } document && functions.All(function => function.Item2 != endpoint))
                {
                    functions.Add((document, endpoint));
                }
            }
        }

        return TokenPropagation.PlanAsync(solution, functions, upwards: true, cancellationToken);
    }

    /// <summary>A lambda is reported on its parameters, a method on its name.</summary>
    private static SyntaxNode FunctionOf(SyntaxNode node)
        => node.FirstAncestorOrSelf<SyntaxNode>(ancestor => ancestor is MethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax) ?? node;
}
