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

    internal override void Start(Watch watch)
    {
        if (ConsoleUsers.MayRunUnattended(watch.Known))
        {
            watch.Call(Ask, ConsoleCall.Maybe, ConsoleCall.Names);
        }
    }

    private static void Ask(Spot spot, IInvocationOperation operation)
    {
        if (ConsoleCall.Of(operation, spot.Known) is { } call && !ConsoleUsers.Of(spot.Known).ReadAt(spot))
        {
            spot.Report(Gap, call.Syntax.Expression.GetLocation(), call.Name);
        }
    }
}
