using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Observability.Logging;

/// <summary>Flags console output in a program whose console nobody reads.</summary>
public sealed class PG3001ConsoleAsLog : ObservabilityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG3001",
        "Console used as log",
        "Output of '{0}' goes unread when this runs as a service; log it through an ILogger instead",
        "Nobody reads the console of a service: its output has no level, no time and no request, cannot be searched or switched off, and raises no alert when something fails.",
        DiagnosticSeverity.Info,
        "CWE-778");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override void Register(RuleActions actions)
    {
        if (InteractiveConsole.MayRunUnattended(actions.Known))
        {
            actions.OnCall(Analyze, ConsoleCall.Maybe, ConsoleCall.Names);
        }
    }

    private static void Analyze(RuleContext context, IInvocationOperation operation)
    {
        if (ConsoleCall.Of(operation, context.Known) is { } call && !InteractiveConsole.ReadAt(context))
        {
            context.Report(Gap, call.Syntax.Expression.GetLocation(), call.Name);
        }
    }
}
