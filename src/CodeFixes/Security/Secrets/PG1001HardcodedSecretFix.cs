using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Configuration;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Security.Secrets.Formats;

namespace ProdGap.Analyzers.CodeFixes.Security.Secrets;

/// <summary>Reads the secret from the configuration in scope, else from the environment, and fails clearly where it is missing.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG1001HardcodedSecretFix() : ExternalizedValueFix("PG1001", "secret")
{
    /// <summary>What is read, and the name of it in the check at the start of the app.</summary>
    private protected override async Task<ExternalizedValue?> ReadAsync(Site site, CancellationToken cancellationToken)
    {
        if (site.Node is not LiteralExpressionSyntax literal
            || !literal.IsKind(SyntaxKind.StringLiteralExpression)
            || await ExternalizedValue.InsteadOfAsync(literal, site.Document, site.Model, site.Cache, LiteralTarget.Of(literal, site.Model, cancellationToken, isWide: true), NameByFormat, "user secrets", cancellationToken).ConfigureAwait(false) is not { } read)
        {
            return null;
        }

        if (read.AskedName is { } name
            && IsNeededByApp(site)
            && await StartupCheck.OfAsync(site.Document.Project, site.Model.Compilation, site.Cache, cancellationToken).ConfigureAwait(false) is { } check
            && check.Concerns(literal))
        {
            read.Edits.Add(check.Ask(name));
        }

        return read;
    }

    /// <summary>False for what is read in development only, for what tools build at design time, and for a file that other projects share.</summary>
    private static bool IsNeededByApp(Site site)
        => site.Document.GetLinkedDocumentIds().IsEmpty
            && !EnvironmentGuard.Contains(site.Node, EnvironmentWords.Default, StartupModel.Of(KnownTypes.Of(site.Model.Compilation)))
            && !EnvironmentGuard.IsInDeveloperType(site.Node)
            && site.Model.GetEnclosingSymbol(site.Node.SpanStart)?.ContainingType?.AllInterfaces.Any(made => made.Name == "IDesignTimeDbContextFactory") != true;

    /// <summary>A key for a secret that only its format tells.</summary>
    private static string NameByFormat(string text)
    {
        var words = (SecretFormats.Find(text)?.Format.Name ?? "Secret").Split(' ');
        return words.Length == 1 ? ExternalizedValue.Pascal(words[0]) : string.Concat(words.Take(words.Length - 1).Select(ExternalizedValue.Pascal)) + ":" + ExternalizedValue.Pascal(words[words.Length - 1]);
    }
}
