using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AI;
using ProdGap.Analyzers.Core.Syntax;
using static ProdGap.Analyzers.AI.Clients.UsageEvidence;

namespace ProdGap.Analyzers.AI.Clients;

/// <summary>Suggests counting tokens where a project calls models and nothing in it ever looks at what a call took.</summary>
public sealed class PG6013NoUsageTelemetry : AIRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG6013",
        "Model calls without usage telemetry",
        "Nothing in this project looks at the tokens that '{0}' takes; log the usage of its replies or record it with UseOpenTelemetry",
        "The first to notice a loop, a long history or a leaked endpoint is whoever pays the bill: without counts nobody can say which feature, user or prompt it was.",
        DiagnosticSeverity.Info,
        tags: ["CWE-778", "OWASP-LLM10:2025"]);

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override void Register(RuleActions actions)
    {
        // Who starts a tool knows what it does, and pays for it.
        if (!ModelLibraries.Of(actions.Known).Have(ModelApiKind.Client) || actions.Known.Project.Kind == ProjectKind.Console || SampleProject.Is(actions.Known.Project))
        {
            return;
        }

        var names = ClientNames.Of(actions.Known);
        if (names.HasTypes)
        {
            actions.OnSyntax(
                static context =>
                {
                    var creation = (BaseObjectCreationExpressionSyntax)context.Node;
                    if (ClientNames.Of(context.Known).Makes(creation) && IsPlace(creation, context))
                    {
                        context.Report(Gap, creation is ObjectCreationExpressionSyntax { Type: var type } ? type.GetLocation() : creation.NewKeyword.GetLocation(), CreatedType.NameOrTargetOf(creation)!);
                    }
                },
                SyntaxKind.ObjectCreationExpression,
                SyntaxKind.ImplicitObjectCreationExpression);
        }

        if (names.Methods.Length > 0)
        {
            actions.OnCall(
                static (context, call) =>
                {
                    if (IsPlace(call.Syntax, context) && InvocationSyntax.NameOf((InvocationExpressionSyntax)call.Syntax) is { } name)
                    {
                        context.Report(Gap, name.GetLocation(), name.Identifier.ValueText);
                    }
                },
                static (context, call) => IsUncounted(context) && ClientNames.Of(context.Known).IsOutermost(call),
                names.Methods);
        }
    }

    /// <summary>True for the one place of the project that stands for all of it.</summary>
    private static bool IsPlace(SyntaxNode place, RuleContext context)
        => IsUncounted(context) && ClientPlace.Of(context.Known).Node is { } found && found.SyntaxTree == place.SyntaxTree && found.Span == place.Span && found.RawKind == place.RawKind;

    /// <summary>True where no word of the project speaks of counts. Where clients are made and nothing is called, that may be left to whoever calls.</summary>
    private static bool IsUncounted(RuleContext context)
        => UsageEvidence.Of(context.Known) is var evidence
            && (evidence.Found & Signs.Counts) == 0
            && ((evidence.Found & Signs.Calls) != 0 || (context.Known.Project.Kind != ProjectKind.Library && !evidence.HasNeighbors));
}
