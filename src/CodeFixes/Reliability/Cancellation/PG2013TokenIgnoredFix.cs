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

/// <summary>Carries the token down to what the method calls, or checks it in the loop.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG2013TokenIgnoredFix : SolutionFix<MethodDeclarationSyntax>
{
    private protected override ImmutableArray<Remedy> Remedies => [new("PG2013.use", "Pass the token on, or check it in the loop", PlanAsync, planAllAsync: PlanAllAsync)];

    private static Task<SolutionEdits?> PlanAsync(Site site, CancellationToken cancellationToken) => PlanAsync([site], upwards: false, cancellationToken);

    private static Task<SolutionEdits?> PlanAllAsync(IReadOnlyList<Site> sites, CancellationToken cancellationToken) => PlanAsync(sites, upwards: true, cancellationToken);

    private static async Task<SolutionEdits?> PlanAsync(IReadOnlyList<Site> sites, bool upwards, CancellationToken cancellationToken)
    {
        var edits = await TokenPropagation.PlanBelowAsync(
            sites[0].Document.Project.Solution, sites.Select(site => (site.Document, (SyntaxNode)site.Node)), upwards, cancellationToken).ConfigureAwait(false) ?? new();
        foreach (var site in sites)
        {
            if (IgnoredToken.LoopIn(site.Node, site.Model) is { } loop
                && IgnoredToken.IsOwn(site.Node, site.Model, KnownTypes.Of(site.Model.Compilation))
                && IgnoredToken.Of(site.Node, site.Model) is { } token)
            {
                edits.Add(CancellationCheck.In(site.Document.Id, loop, token.Identifier.Text));
                CancellationPassThrough.To(loop, token.Identifier.Text, site.Document, site.Model, edits, cancellationToken);
            }
        }

        return edits.IsEmpty ? null : edits;
    }
}
