using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Operations;

namespace ProdGap.Analyzers.Core.ExceptionFlow;

/// <summary>What a continuation (<c>ContinueWith</c>) does with the failure of its task. In doubt it sees it.</summary>
internal static class Continuation
{
    /// <summary>Bits of <c>TaskContinuationOptions</c>: runs for failures and cancellations alone.</summary>
    private const int NotOnRanToCompletion = 0x10000;

    /// <summary>Bits of <c>TaskContinuationOptions</c>: leaves failures out.</summary>
    private const int NotOnFaulted = 0x20000;

    /// <summary>True for a continuation that sees a failure, or that PG2001 reports because it ignores its task altogether.</summary>
    public static bool Observes(IInvocationOperation call, KnownTypes known)
    {
        if (call.Instance is null || Operands.UnwrapAwait(call.Instance) is not IInvocationOperation source)
        {
            // The continuation of a stored task.
            return true;
        }

        if (source.TargetMethod.Name == "ContinueWith" && source.Instance is not null && Observes(source, known))
        {
            return true;
        }

        var (continuation, options) = Read(call);
        return (options & NotOnFaulted) == 0
            && ((options & NotOnRanToCompletion) != 0
                || continuation is not { Symbol.Parameters: { Length: > 0 } parameters }
                || !OnlyTakesResult(continuation.Body, parameters[0]));
    }

    /// <summary>True for a continuation that runs after a failure as after a success, never looks at its task, and is all that will ever look at it.</summary>
    public static bool IgnoresItsTask(IInvocationOperation call)
    {
        // A statement, or discarded.
        if (call.Parent is not (IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation }))
        {
            return false;
        }

        // A plain pause has nothing to ignore.
        if (call.Instance is not null && Operands.UnwrapAwait(call.Instance) is IInvocationOperation { TargetMethod: { ContainingType.Name: "Task", Name: "Delay" or "Yield" or "WhenAny" or "FromResult" } })
        {
            return false;
        }

        var (continuation, options) = Read(call);
        return (options & (NotOnFaulted | NotOnRanToCompletion)) == 0
            && continuation is { Symbol.Parameters: { Length: > 0 } parameters }
            && !Mentions(continuation.Body, parameters[0]);
    }

    private static (IAnonymousFunctionOperation? Continuation, int Options) Read(IInvocationOperation call)
    {
        IAnonymousFunctionOperation? continuation = null;
        var options = 0;
        foreach (var argument in call.Arguments)
        {
            if (Operands.UnwrapAwait(argument.Value) is IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda })
            {
                continuation = lambda;
            }
            else if (argument.Parameter?.Type.Name == "TaskContinuationOptions" && argument.Value.ConstantValue is { HasValue: true, Value: int given })
            {
                options = given;
            }
        }

        return (continuation, options);
    }

    /// <summary>True for <c>t => Show(t.Result)</c>: where the task failed, so does the continuation, and nobody sees that one either.</summary>
    private static bool OnlyTakesResult(IBlockOperation body, IParameterSymbol task)
    {
        var takes = false;
        foreach (var part in body.DescendantsAndSelf())
        {
            if (part is ITryOperation)
            {
                return false;
            }

            if (part is IParameterReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Parameter, task))
            {
                if (reference.Parent is not (IPropertyReferenceOperation { Property.Name: "Result" or "Id" or "AsyncState" } or IInvocationOperation { TargetMethod.Name: "GetAwaiter" or "Wait" }))
                {
                    return false;
                }

                takes = true;
            }
        }

        return takes;
    }

    private static bool Mentions(IOperation body, IParameterSymbol parameter)
        => body.DescendantsAndSelf().Any(part => part is IParameterReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Parameter, parameter));
}
