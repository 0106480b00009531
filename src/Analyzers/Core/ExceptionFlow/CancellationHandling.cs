using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

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
            && TreatsAsFailure(failure)
            && !TellsEachOfMany(failure)
            && !MustRunAnyway(failure);

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
            ITupleOperation tuple => tuple.Elements.Any(element => IsCaught(element, failure)),
            // The compiler's own array around the values of a log line hands nothing on.
            ICollectionExpressionOperation { IsImplicit: false } collection => collection.Elements.Any(element => IsCaught(element, failure)),
            IArrayInitializerOperation { Parent.IsImplicit: false } array => array.ElementValues.Any(element => IsCaught(element, failure)),
            _ => false,
        });

    /// <summary>
    /// True in a loop over listeners, or whatever else is told something: the try is the whole round, what it awaits gives no result, and the
    /// handler logs and goes on. All of them are to hear of it.
    /// </summary>
    private static bool TellsEachOfMany(CatchSite failure)
    {
        if (failure.LoopAround is not CommonForEachStatementSyntax { AwaitKeyword.RawKind: 0, Statement: var body }
            || (body is BlockSyntax { Statements: { Count: 1 } statements } ? statements[0] : body) != failure.Syntax.Parent
            || !failure.Handler.Exits.All(exit => exit.Reporting == Reporting.Logged && (exit.At is null || Continues(exit.At))))
        {
            return false;
        }

        var awaited = failure.Try.Body.DescendantsAndSelf(skip: IsFunction).Where(part => part is IAwaitOperation).ToList();
        return awaited.Count == 1
            && awaited[0].Type?.SpecialType == SpecialType.System_Void
            && Operands.UnwrapAwait(awaited[0]) is IInvocationOperation { Instance: { } receiver }
            && LoopOf(failure) is { } loop
            && receiver.DescendantsAndSelf().Any(part => part is ILocalReferenceOperation { Local: var local } && loop.Locals.Contains(local, SymbolEqualityComparer.Default));
    }

    private static ILoopOperation? LoopOf(CatchSite failure)
    {
        for (var operation = failure.Try.Parent; operation is not null; operation = operation.Parent)
        {
            if (operation is ILoopOperation loop)
            {
                return loop;
            }
        }

        return null;
    }

    /// <summary>
    /// True where the handler, or the code that it falls or breaks to, does what a cancellation must not skip: it gives back what the try took,
    /// or waits, on purpose without a token, for something to be written down.
    /// </summary>
    private static bool MustRunAnyway(CatchSite failure)
    {
        if (failure.Clause.Handler.DescendantsAndSelf(skip: IsFunction).Any(part => MustRun(part, failure) || PutsBack(part, failure)))
        {
            return true;
        }

        var falls = failure.Handler.Exits.Any(exit => exit.At is null);
        var breaks = failure.Handler.Exits.Any(exit => exit.At is IBranchOperation { BranchKind: BranchKind.Break });
        for (IOperation statement = failure.Try; falls || breaks; statement = statement.Parent!)
        {
            if (falls && failure.After(statement).Any(after => after.DescendantsAndSelf(skip: IsFunction).Any(part => MustRun(part, failure))))
            {
                return true;
            }

            if (statement.Parent is null || IsFunction(statement.Parent) || statement.Parent is IMethodBodyBaseOperation)
            {
                return false;
            }

            if (statement.Parent is ILoopOperation)
            {
                // What falls reaches the next round; what breaks goes on behind the loop.
                (falls, breaks) = (breaks, false);
            }
        }

        return false;
    }

    private static bool MustRun(IOperation operation, CatchSite failure)
    {
        if (operation is not IInvocationOperation call || CallEffects.KindOf(call, failure.Known) == CallEffect.Log)
        {
            return false;
        }

        if (call.TargetMethod.Name is "Return" or "Release" or "Recycle" or "GiveBack" or "Unlock" or "ReleaseAsync" or "ReturnAsync" or "UnlockAsync")
        {
            return true;
        }

        return (call.Parent is IAwaitOperation || IsConfigured(call))
            && !Waiting.IsWait(call)
            && !TryBody.IsFramework(call.TargetMethod.ContainingNamespace)
            && !OutsideCalls.IsRead(call.TargetMethod)
            && !call.Arguments.Any(argument => argument.Value.Type is { Name: "CancellationToken" } && !argument.IsImplicit && CancellableCall.SymbolOf(argument.Value) is { Name: not "None" });
    }

    /// <summary>
    /// True for a method of the project that undoes by its name what the try did, and for a file or a directory that is moved back, whatever
    /// token it is given. A transaction of a database is undone when it is disposed of.
    /// </summary>
    private static bool PutsBack(IOperation operation, CatchSite failure)
        => operation is IInvocationOperation { TargetMethod: { } method } call
            && CallEffects.KindOf(call, failure.Known) != CallEffect.Log
            && (CallEffects.IsFileSystem(method.ContainingType) ? method.Name is "Move" or "MoveTo" && failure.Try.Body.DescendantsAndSelf(skip: IsFunction).Any(part => part is IInvocationOperation { TargetMethod.Name: "Move" or "MoveTo" })
                : !TryBody.IsFramework(method.ContainingNamespace) && SaysPutBack(method.Name));

    private static bool SaysPutBack(string name)
    {
        var words = WordSplitter.Of(name);
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i] is "restore" or "undo" or "revert" or "rollback" or "compensate" or "reinstate" || (words[i] is "roll" or "put" or "move" && words[words.Count - 1] is "back" or "async" && words.Contains("back")))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsConfigured(IInvocationOperation call) => call.Parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Parent: IAwaitOperation };

    private static bool IsFunction(IOperation operation) => operation is IAnonymousFunctionOperation or ILocalFunctionOperation;

    private static bool HandsOn(ImmutableArray<IArgumentOperation> arguments, CatchSite failure)
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
