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
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["PG2001"];

    private protected override ImmutableArray<Remedy> Remedies =>
    [
        new("PG2001.log", "Log the exception", LogAsync),
        new("PG2001.rethrow", "Rethrow the exception (changes behaviour: callers must handle it)", RethrowAsync, inFixAll: false),
    ];

    private static async Task<Edits?> LogAsync(Site site, CancellationToken cancellationToken)
    {
        var known = Known.Of(site.Model.Compilation);
        if (Failure.At(site.Node, site.Model, known, cancellationToken) is not { } failure)
        {
            return null;
        }

        var edits = new Edits();
        if (await Logger.ForAsync(site.Node.Block, site.Document, site.Model, site.Cache, edits, cancellationToken).ConfigureAwait(false) is not { } logger)
        {
            return null;
        }

        var variable = Catches.VariableFor(site.Node, site.Model);
        var type = Catches.ExceptionTypeAt(site.Node, site.Model, known);
        var statement = logger.Statement(variable, failure.Summary);
        var style = Layout.Style.Of(site.Node);
        edits.Replace(
            site.Document.Id,
            site.Node,
            current => Layout.Prepend(Catches.WithVariable((CatchClauseSyntax)current, type, variable), statement, style));
        return edits;
    }

    private static Task<Edits?> RethrowAsync(Site site, CancellationToken cancellationToken)
    {
        var block = site.Node.Block;
        if (block.Statements.Any(statement => statement is ReturnStatementSyntax or ThrowStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax or GotoStatementSyntax)
            || Catches.WouldCutOff(site.Node, site.Model))
        {
            return Task.FromResult<Edits?>(null);
        }

        var edits = new Edits();
        var style = Layout.Style.Of(site.Node);
        edits.Replace(site.Document.Id, site.Node, current => Layout.Append((CatchClauseSyntax)current, "throw;", style));
        return Task.FromResult<Edits?>(edits);
    }
}
