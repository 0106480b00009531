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
        "Worker that can die",
        "One exception in a round ends '{0}' for good, and by default the host; catch and log it inside the loop",
        "A database that is away for a second stops the whole application, or leaves it running without the work that nobody misses until later.",
        tags: ["CWE-248"]);

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override void Start(Watch watch)
    {
        if (watch.Known.Has("Microsoft.Extensions.Hosting.IHostedService"))
        {
            watch.Syntax(Ask, SyntaxKind.MethodDeclaration);
        }
    }

    private static void Ask(Spot spot)
    {
        if (spot.Node is not MethodDeclarationSyntax { Identifier.ValueText: "ExecuteAsync" or "StartAsync", Parent: ClassDeclarationSyntax { Identifier.ValueText: var worker } } entry
            || !IsEntry(entry, spot))
        {
            return;
        }

        foreach (var loop in WorkerLoop.Of(entry, spot.Model, spot.Known, spot.CancellationToken))
        {
            if (WorkerLoop.CanDie(loop, spot.Model, spot.Known, spot.CancellationToken))
            {
                spot.Report(Gap, loop.GetFirstToken().GetLocation(), worker);
            }
        }
    }

    private static bool IsEntry(MethodDeclarationSyntax method, Spot spot)
        => spot.Model.GetDeclaredSymbol(method, spot.CancellationToken) is { ContainingType: var type }
            && spot.Known.IsA(type, "Microsoft.Extensions.Hosting.IHostedService")
            && (method.Identifier.ValueText == "StartAsync" || spot.Known.IsA(type, "Microsoft.Extensions.Hosting.BackgroundService"));
}
