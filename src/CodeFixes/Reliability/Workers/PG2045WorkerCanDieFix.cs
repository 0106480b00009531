using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Logging;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Cancellation;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Reliability.Workers;

/// <summary>Catches and logs what fails in one round of a worker's loop, so that the next round comes after the usual wait.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG2045WorkerCanDieFix : SolutionFix<StatementSyntax>
{
    private protected override ImmutableArray<Remedy> Remedies => [new("PG2045.catch", "Log a failed iteration and continue with the next", CatchAsync)];

    private static async Task<SolutionEdits?> CatchAsync(Site site, CancellationToken cancellationToken)
    {
        var known = KnownTypes.Of(site.Model.Compilation);
        if (!Loops.IsLoop(site.Node) || LoopIteration.Of(site.Node, site.Model) is not { } round)
        {
            return null;
        }

        var edits = new SolutionEdits();
        if (await LoggerAccess.ForAsync(round.First, site.Document, site.Model, site.Cache, edits, cancellationToken).ConfigureAwait(false) is not { } logger)
        {
            return null;
        }

        var variable = UniqueName.At(round.First, site.Model, "ex", "exception");
        var exception = UsingDirectives.NameOfSystemType(site.Model, site.Node.SpanStart, known, "Exception");
        var canceled = UsingDirectives.NameOfSystemType(site.Model, site.Node.SpanStart, known, "OperationCanceledException");
        // A request that times out is canceled too, and is a failure like any other, unless the service itself is to end.
        var token = TokenInScope.At(site.Node, site.Model, known) is { Origin: TokenOrigin.Parameter } found && !found.Text.Contains(' ') ? $" || !{found.Text}.IsCancellationRequested" : "";
        var head = $"catch ({exception} {variable}) when ({variable} is not {canceled}{token})";
        var worker = site.Node.FirstAncestorOrSelf<ClassDeclarationSyntax>()!.Identifier.ValueText;
        var log = logger.Statement(variable, $"An iteration of {worker} failed");
        edits.Replace(site.Document.Id, round.Body, current => round.Guarded((BlockSyntax)current, head, log));
        return edits;
    }
}
