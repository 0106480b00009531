using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Configuration;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Security.Secrets.Formats;

namespace ProdGap.Analyzers.CodeFixes.Security.Secrets;

/// <summary>Reads the secret from the configuration in scope, else from the environment, and fails clearly where it is missing.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG1001HardcodedSecretFix() : ExternalizedValueFix("PG1001", "secret")
{
    private protected override async Task<ExternalizedValue?> ReadAsync(Site site, CancellationToken cancellationToken)
        => site.Node is LiteralExpressionSyntax literal && literal.IsKind(SyntaxKind.StringLiteralExpression)
            ? await ExternalizedValue.InsteadOfAsync(literal, site.Document, site.Model, site.Cache, LiteralTarget.Of(literal, site.Model, cancellationToken), NameByFormat, "user secrets", cancellationToken).ConfigureAwait(false)
            : null;

    /// <summary>A key for a secret that only its format tells.</summary>
    private static string NameByFormat(string text)
    {
        var words = (SecretFormats.Find(text)?.Format.Name ?? "Secret").Split(' ');
        return words.Length == 1 ? ExternalizedValue.Pascal(words[0]) : string.Concat(words.Take(words.Length - 1).Select(ExternalizedValue.Pascal)) + ":" + ExternalizedValue.Pascal(words[words.Length - 1]);
    }
}
