using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Configuration;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Reliability.Http;

namespace ProdGap.Analyzers.CodeFixes.Reliability.Http;

/// <summary>Reads the address from the configuration in scope, else from the environment, and fails clearly where it is missing.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG2047LocalAddressFix() : ExternalizedValueFix("PG2047", "address")
{
    private protected override async Task<ExternalizedValue?> ReadAsync(Site site, CancellationToken cancellationToken)
        => site.Node is LiteralExpressionSyntax literal && !IsExplained(literal) && PG2047LocalAddress.PlaceOf(literal, site.Model, cancellationToken) is { } place
            ? await ExternalizedValue.InsteadOfAsync(literal, site.Document, site.Model, site.Cache, IsAssigned(literal) ? new(TargetKind.Named, place.Name) : place, _ => "Service:Address", "appsettings.json", cancellationToken).ConfigureAwait(false)
            : null;

    /// <summary>True where a comment speaks of the default: it would outlive what it is about.</summary>
    private static bool IsExplained(LiteralExpressionSyntax literal)
        => ((SyntaxNode?)literal.FirstAncestorOrSelf<StatementSyntax>() ?? literal.FirstAncestorOrSelf<MemberDeclarationSyntax>()) is { } around
            && around.DescendantTrivia().Any(trivia => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia or SyntaxKind.SingleLineDocumentationCommentTrivia
                && trivia.ToFullString() is var text
                && (text.IndexOf("default", StringComparison.OrdinalIgnoreCase) >= 0 || text.IndexOf("fall back", StringComparison.OrdinalIgnoreCase) >= 0 || text.IndexOf("fallback", StringComparison.OrdinalIgnoreCase) >= 0 || text.IndexOf("localhost", StringComparison.OrdinalIgnoreCase) >= 0));

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
