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
using ProdGap.Analyzers.Core.ExceptionFlow;

namespace ProdGap.Analyzers.CodeFixes.Reliability.Exceptions;

/// <summary>Logs the exception, through a logger in scope or one that it has injected; or rethrows it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG2001SwallowedExceptionFix : SolutionFix<CatchClauseSyntax>
{
    private protected override ImmutableArray<Remedy> Remedies =>
    [
        new("PG2001.log", "Log the exception", LogAsync),
        new("PG2001.rethrow", "Rethrow the exception (changes behavior: callers must handle it)", RethrowAsync, inFixAll: false, changesBehavior: true),
    ];

    private static async Task<SolutionEdits?> LogAsync(Site site, CancellationToken cancellationToken)
    {
        var known = KnownTypes.Of(site.Model.Compilation);
        if (CatchSite.At(site.Node, site.Model, known, cancellationToken) is not { } failure)
        {
            return null;
        }

        var edits = new SolutionEdits();
        if (await LoggerAccess.ForAsync(site.Node.Block, site.Document, site.Model, site.Cache, edits, cancellationToken).ConfigureAwait(false) is not { } logger)
        {
            return null;
        }

        var variable = CatchClauses.VariableFor(site.Node, site.Model);
        var type = CatchClauses.ExceptionTypeAt(site.Node, site.Model, known);
        var statement = logger.Statement(variable, failure.Summary);
        var style = CodeLayout.Style.Of(site.Node);

        // A canceled request is no error, and must not become one in the log.
        var filter = CancellationHandling.WouldTake(failure, () => CancellableCall.FirstIn(failure.Try.Body, known) is not null)
            ? CatchClauses.WithCancellationFilter(site.Node, site.Model, cancellationToken)
            : null;
        edits.Replace(
            site.Document.Id,
            site.Node,
            current =>
            {
                var clause = CatchClauses.WithVariable((CatchClauseSyntax)current, type, variable);
                return CodeLayout.Prepend(filter is null ? clause : filter(clause), statement, style);
            });
        return edits;
    }

    private static Task<SolutionEdits?> RethrowAsync(Site site, CancellationToken cancellationToken)
    {
        var block = site.Node.Block;
        if (CodeLayout.HasComments(block, block.Span)
            || block.Statements.Any(statement => statement is ReturnStatementSyntax or ThrowStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax or GotoStatementSyntax)
            || CatchClauses.WouldCutOff(site.Node, site.Model))
        {
            return Task.FromResult<SolutionEdits?>(null);
        }

        var edits = new SolutionEdits();
        var style = CodeLayout.Style.Of(site.Node);
        edits.Replace(site.Document.Id, site.Node, current => CodeLayout.Append((CatchClauseSyntax)current, "throw;", style));
        return Task.FromResult<SolutionEdits?>(edits);
    }
}
