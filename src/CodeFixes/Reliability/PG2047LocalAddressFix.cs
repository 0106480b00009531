using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.Reliability;
using ProdGap.Analyzers.Security;

namespace ProdGap.Analyzers.CodeFixes.Reliability;

/// <summary>Reads the address from the configuration in scope, else from the environment, and fails clearly where it is missing.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG2047LocalAddressFix : SolutionFix<ExpressionSyntax>
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["PG2047"];

    private protected override ImmutableArray<Remedy> Remedies =>
    [
        new("PG2047.read", "Read the address from outside, and fail where it is missing", async (site, cancellationToken) => (await ReadAsync(site, cancellationToken).ConfigureAwait(false))?.Edits),
        new("PG2047.record", "Read the address from outside, and add its name to the settings", RecordAsync, inFixAll: false),
    ];

    private static async Task<Edits?> RecordAsync(Site site, CancellationToken cancellationToken)
        => await ReadAsync(site, cancellationToken).ConfigureAwait(false) is { } read
            ? await read.RecordedAsync(site.Document.Project, cancellationToken).ConfigureAwait(false)
            : null;

    private static async Task<OutsideValue?> ReadAsync(Site site, CancellationToken cancellationToken)
        => site.Node is LiteralExpressionSyntax literal && PG2047LocalAddress.PlaceOf(literal, site.Model, cancellationToken) is { } place
            ? await OutsideValue.InsteadOfAsync(literal, site.Document, site.Model, site.Cache, IsAssigned(literal) ? new(PlaceKind.Named, place.Name) : place, _ => "Service:Address", cancellationToken).ConfigureAwait(false)
            : null;

    /// <summary>True for <c>client.BaseAddress ??= …</c>, where nothing but another address can stand.</summary>
    private static bool IsAssigned(LiteralExpressionSyntax literal)
    {
        foreach (var ancestor in literal.Ancestors())
        {
            switch (ancestor)
            {
                case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceAssignmentExpression }:
                    return true;
                case BinaryExpressionSyntax or ConditionalExpressionSyntax or StatementSyntax or MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax:
                    return false;
            }
        }

        return false;
    }
}
