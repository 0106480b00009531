using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.ExceptionFlow;

namespace ProdGap.Analyzers.Reliability.Exceptions;

/// <summary>Flags a broad catch that takes a cancellation for an ordinary failure.</summary>
public sealed class PG2002SwallowedCancellation : ReliabilityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG2002",
        "Swallowed cancellation",
        "This catch treats cancellation of '{0}' as a failure; let OperationCanceledException propagate",
        "A shutdown or an abandoned request shows up as an error in the log or as a wrong result, and a loop that should stop keeps running.",
        tags: ["CWE-396"]);

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG2002");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [Likely];

    internal override void Register(RuleActions actions)
    {
        if (actions.Known.Has("System.OperationCanceledException") && actions.Known.Has("System.Threading.CancellationToken"))
        {
            actions.OnSyntax(Analyze, SyntaxKind.CatchClause);
        }
    }

    private static void Analyze(RuleContext context)
    {
        CancellableCall? found = null;
        if (CatchSite.At(context) is not { } failure
            || !CancellationHandling.WouldTake(failure, () => (found = CancellableCall.FirstIn(failure.Try.Body, failure.Known)) is not null)
            || CancellationEvidence.Of(failure, found!) is not { } evidence)
        {
            return;
        }

        var location = failure.Syntax.Declaration?.Type.GetLocation() ?? failure.Syntax.CatchKeyword.GetLocation();
        if (evidence == CancellationEvidence.Strength.Certain)
        {
            context.Report(Gap, location, found!.Name);
        }
        else
        {
            context.Suggest(Gap, Likely, location, found!.Name);
        }
    }
}
