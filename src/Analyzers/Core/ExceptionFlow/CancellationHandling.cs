using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Operations;

namespace ProdGap.Analyzers.Core.ExceptionFlow;

/// <summary>Catch clauses that treat a cancellation as a failure.</summary>
internal static class CancellationHandling
{
    /// <summary>True for a clause that takes the cancellation of what its try calls for a failure.</summary>
    /// <param name="failure">The clause.</param>
    /// <param name="cancellable">Whether a call in the try can be canceled; asked for when the cheaper questions are answered.</param>
    public static bool WouldTake(CatchSite failure, Func<bool> cancellable)
        => failure.IsBroad
            && (failure.Clause.Filter is null || !(ExceptionFilters.LetCancellationPass(failure.Clause, failure.Known) || ExceptionFilters.Decide(failure.Clause, failure.Known)))
            && !CaughtBefore(failure)
            && cancellable()
            && !failure.Work.OnlyCleansUp
            && !(failure.Work.OnlyAwaits && failure.Handler.Exits.All(exit => exit.At is not null && !Continues(exit.At)))
            && !failure.IsTearingDown()
            && TreatsAsFailure(failure);

    private static bool Continues(IOperation exit) => exit is IBranchOperation { BranchKind: not BranchKind.Break };

    private static bool CaughtBefore(CatchSite failure)
    {
        foreach (var other in failure.Try.Catches)
        {
            if (other == failure.Clause)
            {
                return false;
            }

            if (failure.Known.IsA(other.ExceptionType, "System.OperationCanceledException") || ExceptionFilters.LetCancellationPass(other, failure.Known))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True unless the handler throws, asks about the cancellation, or hands the exception itself to somebody who can.</summary>
    private static bool TreatsAsFailure(CatchSite failure)
        => !failure.Handler.Throws && !AsksAboutCancellation(failure.Clause.Handler, failure);

    private static bool AsksAboutCancellation(IOperation handler, CatchSite failure)
        => handler.DescendantsAndSelf().Any(part => part switch
        {
            IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" or "IsCanceled" } => true,
            IInvocationOperation { TargetMethod.Name: "ThrowIfCancellationRequested" } => true,
            IIsTypeOperation or IIsPatternOperation or ISwitchOperation or ISwitchExpressionOperation => part.DescendantsAndSelf().Any(inner => IsCaught(inner, failure)),
            // Handed on as it is: to a task source, a channel, a callback, a result. A log does not count, it only reads.
            IInvocationOperation call => HandsOn(call.Arguments, failure) && CallEffects.KindOf(call, failure.Known) == CallEffect.Other,
            IObjectCreationOperation creation => HandsOn(creation.Arguments, failure),
            IAssignmentOperation { Target: not IDiscardOperation } assignment => IsCaught(assignment.Value, failure),
            IReturnOperation { ReturnedValue: { } value } => IsCaught(value, failure),
            _ => false,
        });

    private static bool HandsOn(System.Collections.Immutable.ImmutableArray<IArgumentOperation> arguments, CatchSite failure)
    {
        foreach (var argument in arguments)
        {
            if (IsCaught(argument.Value, failure))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsCaught(IOperation value, CatchSite failure)
        => Operands.UnwrapAwait(value) is ILocalReferenceOperation { Local: var local } && failure.Clause.Locals.Contains(local);
}
