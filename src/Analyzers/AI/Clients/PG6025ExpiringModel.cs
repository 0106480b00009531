using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.AI.Clients;

/// <summary>Suggests another model where the provider has announced the end of the one that is named.</summary>
public sealed class PG6025ExpiringModel : AIRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG6025",
        "Expiring model",
        "Model '{0}' will be shut down by its provider ({1}); choose the next one in time and test the prompts with it",
        "From that day on the code gets errors, or answers of another model, without anything having been released.",
        DiagnosticSeverity.Info,
        tags: ["CWE-1104"]);

    private static readonly Option<ImmutableArray<string>> ServedModels = Option.Words(
        "PG6025.served_models", "Ids of models that go on being answered where the app calls, such as names that a gateway maps to others.");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [ServedModels];

    internal override void Register(RuleActions actions)
        => ModelIdPlace.Watch(actions, gone: false, static (context, place) =>
        {
            if (!context.Read(ServedModels).Contains(place.Model.Id, StringComparer.Ordinal))
            {
                context.Report(Gap, place.Location, place.Model.Id, place.Model.Date);
            }
        });
}
