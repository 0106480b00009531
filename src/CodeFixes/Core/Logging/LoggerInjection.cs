using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.CodeFixes.Core.Injection;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.CodeFixes.Core.Logging;

/// <summary>Gives a class a logger through its constructor.</summary>
internal static class LoggerInjection
{
    private static readonly InjectedService Logger = new(
        "Microsoft.Extensions.Logging",
        "ILogger",
        "logger",
        isPerOwner: true,
        standIn: (owner, known) => known.Has("Microsoft.Extensions.Logging.Abstractions.NullLogger`1")
            ? ($"NullLogger<{owner}>.Instance", "Microsoft.Extensions.Logging.Abstractions")
            : null,
        atHand: (owner, place, model) => VariablesInScope.VariableOf("Microsoft.Extensions.Logging.ILoggerFactory", place, model, KnownTypes.Of(model.Compilation)) is { } factory
            ? $"{factory}.CreateLogger<{owner}>()"
            : null);

    /// <summary>Plans the injection into the class around a place; null where it is not certain to work.</summary>
    public static Task<ConstructorInjection?> PlanAsync(Document document, SyntaxNode place, SemanticModel model, PlanCache cache, CancellationToken cancellationToken)
        => KnownTypes.Of(model.Compilation).Has("Microsoft.Extensions.Logging.LoggerExtensions")
            ? ConstructorInjection.PlanAsync(Logger, document, place, model, cache, cancellationToken)
            : Task.FromResult<ConstructorInjection?>(null);
}
