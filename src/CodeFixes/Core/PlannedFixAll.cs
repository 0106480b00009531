using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ProdGap.Analyzers.CodeFixes.Core;

/// <summary>
/// Fix All for a document, a project or the solution: plans the edits of all findings against one state of the solution and applies
/// them together, so that one run is enough. <c>dotnet format</c> asks at one finding only, with the key of what that one offers; there
/// the first remedy is meant for all of them, and one that changes behavior needs a line of configuration.
/// </summary>
internal sealed class PlannedFixAll<TNode>(SolutionFix<TNode> fix) : FixAllProvider
    where TNode : SyntaxNode
{
    /// <inheritdoc/>
    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

    /// <inheritdoc/>
    public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        // A build's host asks at one finding and means them all, whatever that one happens to offer.
        var remedy = Host.IsUnattended(fixAllContext.Solution)
            ? fix.Offered[0]
            : fix.Offered.FirstOrDefault(offered => offered.Key == fixAllContext.CodeActionEquivalenceKey) ?? fix.Offered[0];
        if (!remedy.InFixAll)
        {
            return Task.FromResult<CodeAction?>(null);
        }

        return Task.FromResult<CodeAction?>(CodeAction.Create(
            remedy.Title, cancellationToken => FixAsync(fixAllContext, remedy, cancellationToken), remedy.Key));
    }

    private async Task<Solution> FixAsync(FixAllContext context, SolutionFix<TNode>.Remedy remedy, CancellationToken cancellationToken)
    {
        var cache = new PlanCache();
        var edits = new SolutionEdits();
        var together = new List<SolutionFix<TNode>.Site>();
        var asks = remedy.ChangesBehavior && Host.IsUnattended(context.Solution);
        foreach (var document in DocumentsOf(context))
        {
            if (asks && !await UnsafeFixes.AreWantedAsync(fix.FixableDiagnosticIds[0], document, cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            foreach (var diagnostic in await DiagnosticsOfAsync(context, document).ConfigureAwait(false))
            {
                if (remedy.PlansTogether)
                {
                    if (await SolutionFix<TNode>.SiteAsync(document, diagnostic, cache, cancellationToken).ConfigureAwait(false) is { } site)
                    {
                        together.Add(site);
                    }
                }
                else if (await SolutionFix<TNode>.PlanAsync(remedy, document, diagnostic, cache, cancellationToken).ConfigureAwait(false) is { } planned)
                {
                    edits.Add(planned);
                }
            }
        }

        if (together.Count > 0 && await remedy.PlanAllAsync(together, cancellationToken).ConfigureAwait(false) is { } plan)
        {
            edits = plan;
        }

        return await edits.ApplyAsync(context.Solution, cancellationToken).ConfigureAwait(false);
    }

    private static IEnumerable<Document> DocumentsOf(FixAllContext context)
        => context.Scope switch
        {
            FixAllScope.Document when context.Document is { } document => [document],
            FixAllScope.Project => context.Project.Documents,
            FixAllScope.Solution => context.Solution.Projects.Where(project => project.Language == context.Project.Language).SelectMany(project => project.Documents),
            _ => [],
        };

    private static async Task<ImmutableArray<Diagnostic>> DiagnosticsOfAsync(FixAllContext context, Document document)
        => [.. (await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false)).OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
}

/// <summary>Who runs a fix.</summary>
internal static class Host
{
    /// <summary>The kind of the workspace in which <c>dotnet format</c> runs.</summary>
    private const string Unattended = "MSBuildWorkspace";

    /// <summary>
    /// True where nobody looks at the result, as under <c>dotnet format</c>. There a document that is added ends up twice in its
    /// project, once by its pattern and once by the line that is written for it, so fixes write into existing ones.
    /// </summary>
    public static bool IsUnattended(Solution solution) => solution.Workspace.Kind == Unattended;
}
