using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Observability.Logging;

/// <summary>Flags console output in a program whose console nobody reads.</summary>
public sealed class PG3001ConsoleAsLog : ObservabilityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG3001",
        "Console as log",
        "'{0}' writes where nobody looks once this runs as a service; log it through an ILogger",
        "A service has no console that anybody reads: no level, no time, no request, no way to search or switch it off, and no alert when it says that something failed.",
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
        if (ConsoleCall.Of(operation, context.Known) is { } call && !InteractiveConsole.Of(context.Known).ReadAt(context))
        {
            context.Report(Gap, call.Syntax.Expression.GetLocation(), call.Name);
        }
    }
}
