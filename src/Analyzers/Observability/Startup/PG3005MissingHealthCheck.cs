using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;

namespace ProdGap.Analyzers.Observability.Startup;

/// <summary>Flags a web app that nobody can ask whether it works.</summary>
public sealed class PG3005MissingHealthCheck : ObservabilityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG3005",
        "Missing health check",
        "This app has no health checks; register them and map a health endpoint",
        "A load balancer keeps sending requests to an instance that hangs, an orchestrator does not restart it, and the first to notice is a user.",
        item: ChecklistItem.Watched,
        DiagnosticSeverity.Info);

    private static readonly string[] Words = ["health", "alive", "live", "ready", "ping", "heartbeat", "status"];

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override void Register(RuleActions actions) => StartupCheck.Watch(actions, Gap, LacksCheck);

    private static bool LacksCheck(StartupModel app)
        => !app.Says("IHealthCheck")
            && !app.Names.Any(name => name.Contains("Health"))
            && !app.Controllers.Any(controller => Speaks(controller.Identifier.ValueText) || controller.AttributeLists.Concat(controller.Members.SelectMany(member => member.AttributeLists)).Any(list => Speaks(list.ToString())))
            && !((string[])["MapGet", "MapMethods", "Map", "UseWhen", "MapWhen"]).SelectMany(app.CallsOf).Any(call => call.ArgumentList.Arguments.FirstOrDefault() is { } template && Speaks(template.ToString()));

    /// <summary>True for a template, or a name, of a page that tells how the app is.</summary>
    private static bool Speaks(string text)
    {
        foreach (var word in Words)
        {
            for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
            {
                if (at == 0 || !char.IsLetter(text[at - 1]) || char.IsUpper(text[at]))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
