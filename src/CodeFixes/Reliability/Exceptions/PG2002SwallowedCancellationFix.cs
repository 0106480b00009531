using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Reliability.Exceptions;

/// <summary>Adds the filter that lets a cancellation pass the handler.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG2002SwallowedCancellationFix : Fix<CatchClauseSyntax>
{
    private protected override ImmutableArray<Remedy> Remedies =>
        [Rewriting("PG2002.filter", "Let cancellation propagate", (clause, model, cancellationToken) => CatchClauses.WithCancellationFilter(clause, model, cancellationToken))];
}
