using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;

namespace ProdGap.Analyzers.Observability.Startup;

/// <summary>Flags a web app that leaves the exceptions of its requests to the server.</summary>
public sealed class PG3004MissingExceptionHandler : ObservabilityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG3004",
        "Missing exception handler",
        "This app has no global exception handler; add problem details and an exception handler",
        "Clients get a bare 500 without a body or anything to refer to, each endpoint starts catching exceptions on its own, and what a client is told is left to chance.",
        item: ChecklistItem.Watched,
        DiagnosticSeverity.Info,
        "CWE-755");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override void Register(RuleActions actions) => StartupCheck.Watch(actions, Gap, LacksHandler);

    private static bool LacksHandler(StartupModel app)
        // What a gRPC method throws never reaches the pipeline's handler.
        => !app.Says("MapGrpcService", "IExceptionHandler", "IExceptionFilter", "IAsyncExceptionFilter", "ExceptionFilterAttribute")
            && !app.HasCatchingMiddleware
            && !app.SetUpCalls.Any(Handles);

    /// <summary>A call whose name speaks of it; the developer's page is none, wherever it is shown.</summary>
    private static bool Handles(string name)
        => StartupNames.LooksLikeSetUp(name)
            && (name.Contains("Exception") || name.Contains("Error") || name.Contains("ProblemDetails"))
            && name is not ("UseDeveloperExceptionPage" or "AddDatabaseDeveloperPageExceptionFilter" or "AddModelError" or "AddError");
}
