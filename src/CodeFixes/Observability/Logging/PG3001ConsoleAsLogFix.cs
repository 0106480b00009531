using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;

namespace ProdGap.Analyzers.CodeFixes.Observability.Logging;

/// <summary>Logs the line instead, through a logger in scope or one that it has injected.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG3001ConsoleAsLogFix : SolutionFix<InvocationExpressionSyntax>
{
    private protected override ImmutableArray<Remedy> Remedies => [new("PG3001.log", "Log it instead", LogAsync)];

    private static async Task<SolutionEdits?> LogAsync(Site site, CancellationToken cancellationToken)
        => ConsoleToLog.Of(site.Node, site.Model, cancellationToken) is { } line
            ? await line.PlanAsync(site.Document, site.Cache, cancellationToken).ConfigureAwait(false)
            : null;
}
