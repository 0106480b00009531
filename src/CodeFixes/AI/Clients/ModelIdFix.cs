using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.AI.Clients;
using ProdGap.Analyzers.CodeFixes.Core.Configuration;
using ProdGap.Analyzers.Core.Lookup;

namespace ProdGap.Analyzers.CodeFixes.AI.Clients;

/// <summary>The base of fixes that read the id of a model from the configuration in scope, else from the environment. Which one it is to be, a person finds out.</summary>
/// <param name="id">The rule.</param>
public abstract class ModelIdFix(string id) : ExternalizedValueFix(id, "model id", inFixAll: false)
{
    private protected override async Task<ExternalizedValue?> ReadAsync(Site site, CancellationToken cancellationToken)
        => site.Node is LiteralExpressionSyntax { Token.Value: string id } literal && RetiredModels.Find(id, out _) is not null
            ? await ExternalizedValue.InsteadOfAsync(literal, site.Document, site.Model, site.Cache, LiteralTarget.Of(literal, site.Model, cancellationToken, isWide: true), static _ => "AI:Model", "appsettings.json", cancellationToken).ConfigureAwait(false)
            : null;
}
