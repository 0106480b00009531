using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Reliability;

namespace ProdGap.Analyzers.CodeFixes.Reliability;

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
        var logger = Logger.InScope(site.Node.Block, site.Model, known);
        if (logger is null)
        {
            if (await LoggerInjection.PlanAsync(site.Document, site.Node, site.Model, site.Cache, cancellationToken).ConfigureAwait(false) is not { } plan
                || plan.For(site.Node.Block, site.Model) is not { } injection)
            {
                return null;
            }

            edits.Add(injection.Edits);
            logger = Logger.Named(injection.Name);
        }

        if (logger.Import is { } import && !Imports.Has(site.Model, site.Node.SpanStart, import))
        {
            edits.Import(site.Document.Id, import);
        }

        var variable = Catches.VariableFor(site.Node, site.Model);
        var type = Catches.ExceptionTypeAt(site.Node, site.Model, known);
        var statement = logger.Statement(variable, Message(failure));
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

    /// <summary>What failed, as a constant text.</summary>
    private static string Message(Failure failure)
        => failure.WhatFailed is var what && failure.FunctionName is { } function && function != what ? $"{what} failed in {function}" : $"{what} failed";
}
