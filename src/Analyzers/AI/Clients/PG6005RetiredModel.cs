using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.AI.Clients;

/// <summary>Flags ids of models that their providers have shut down.</summary>
public sealed class PG6005RetiredModel : AIRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG6005",
        "Retired model",
        "Model '{0}' was shut down by its provider ({1}), {2}; choose a current one and test the prompts with it",
        "Every request is answered with an error until somebody releases the code with another id. Models write the ids that they were trained on, so new code often names models that are gone.",
        tags: ["CWE-1104"]);

    private static readonly Option<ImmutableArray<string>> ServedModels = Option.Words(
        "PG6005.served_models", "Ids of models that are still answered where the app calls, such as names that a gateway maps to others.");

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG6005");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [ServedModels, Likely];

    internal override void Register(RuleActions actions)
        => ModelIdPlace.Watch(actions, gone: true, static (context, place) =>
        {
            if (context.Read(ServedModels).Contains(place.Model.Id, StringComparer.Ordinal))
            {
                return;
            }

            if (place.IsCertain)
            {
                context.Report(Gap, place.Location, place.Model.Id, place.Model.Date, "so requests for it fail");
            }
            else
            {
                context.Suggest(Gap, Likely, place.Location, place.Model.Id, place.Model.Date, "and only a service that maps the id to another model answers requests for it");
            }
        });
}
