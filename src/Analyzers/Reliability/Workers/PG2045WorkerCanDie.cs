using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Reliability.Workers;

/// <summary>Flags the loop of a background service that one exception ends for good.</summary>
public sealed class PG2045WorkerCanDie : ReliabilityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG2045",
        "Worker stopped by one exception",
        "One exception stops '{0}' for good{1}; catch and log it inside the loop",
        "A database that is away for a second stops the whole application, or leaves it running without work that nobody misses until later.",
        tags: ["CWE-248"]);

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override void Register(RuleActions actions)
    {
        if (actions.Known.Has("Microsoft.Extensions.Hosting.IHostedService"))
        {
            actions.OnSyntax(Analyze, SyntaxKind.MethodDeclaration);
        }
    }

    private static void Analyze(RuleContext context)
    {
        if (context.Node is not MethodDeclarationSyntax { Identifier.ValueText: "ExecuteAsync" or "StartAsync", Parent: ClassDeclarationSyntax { Identifier.ValueText: var worker } } entry
            || !IsEntry(entry, context))
        {
            return;
        }

        foreach (var loop in WorkerLoop.Of(entry, context.Model, context.Known, context.CancellationToken))
        {
            if (WorkerLoop.CanDie(loop, context.Model, context.Known, context.CancellationToken))
            {
                context.Report(Gap, loop.GetFirstToken().GetLocation(), worker, EndsHost(entry, loop) ? ", and by default the host with it" : "");
            }
        }
    }

    /// <summary>True where the failure leaves <c>ExecuteAsync</c>, which the host watches; a loop on the pool ends alone.</summary>
    private static bool EndsHost(MethodDeclarationSyntax entry, StatementSyntax loop)
        => entry.Identifier.ValueText == "ExecuteAsync"
            && !loop.Ancestors().Any(ancestor => ancestor is TryStatementSyntax { Catches.Count: > 0 } attempt && attempt.Block.Span.Contains(loop.Span));

    private static bool IsEntry(MethodDeclarationSyntax method, RuleContext context)
        => context.Model.GetDeclaredSymbol(method, context.CancellationToken) is { ContainingType: var type }
            && context.Known.IsA(type, "Microsoft.Extensions.Hosting.IHostedService")
            && (method.Identifier.ValueText == "StartAsync" || context.Known.IsA(type, "Microsoft.Extensions.Hosting.BackgroundService"));
}
