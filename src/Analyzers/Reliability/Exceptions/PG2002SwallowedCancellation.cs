using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Cancellation;
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
            || !CancellationHandling.WouldTake(failure, () => (found = Live(failure)) is not null)
            || CancellationEvidence.Of(failure, found!) is not { } evidence)
        {
            return;
        }

        var location = failure.Syntax.Declaration?.Type.GetLocation() ?? failure.Syntax.CatchKeyword.GetLocation();
        if (evidence == CancellationEvidence.Strength.Certain && FateOf(found!, failure.Known) == TokenFate.Live)
        {
            context.Report(Gap, location, found!.Name);
        }
        else
        {
            context.Suggest(Gap, Likely, location, found!.Name);
        }
    }

    /// <summary>The first call with a token that somebody may cancel; null where nobody can. One that callers leave out is better than none.</summary>
    private static CancellableCall? Live(CatchSite failure)
    {
        CancellableCall? leftOut = null;
        foreach (var call in CancellableCall.In(failure.Try.Body, failure.Known))
        {
            switch (FateOf(call, failure.Known))
            {
                case TokenFate.Live:
                    return call;
                case TokenFate.LeftOut when call.Symbol?.ContainingSymbol is { DeclaredAccessibility: not (Accessibility.Private or Accessibility.NotApplicable) }:
                    leftOut ??= call;
                    break;
            }
        }

        return leftOut;
    }

    private static TokenFate FateOf(CancellableCall call, KnownTypes known) 
        => call.Symbol switch
        {
            IParameterSymbol token => TokenLife.Of(token, known),
            IFieldSymbol or IPropertySymbol when TokenLife.IsNever(call.Symbol) => TokenFate.Refused,
            _ => TokenFate.Live,
        };
}
