using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Logging;
using ProdGap.Analyzers.Core.Operations;

namespace ProdGap.Analyzers.Core.ExceptionFlow;

/// <summary>What one path through a handler has done about the failure.</summary>
internal enum Reporting
{
    /// <summary>Nothing that anybody could see.</summary>
    None,

    /// <summary>A log, a trace or a metric: operators can learn of it, the caller cannot.</summary>
    Logged,

    /// <summary>The caller, the user or other code has been told, or a decision was made that only makes sense for a failure.</summary>
    Reported,
}

/// <summary>
/// What a call, an assignment or a returned value in a handler tells about the failure. Where it is in doubt it answers
/// <see cref="Reporting.Reported"/>.
/// </summary>
internal sealed class HandlerEffects(KnownTypes known, SyntaxNode scope)
{
    private readonly HashSet<ISymbol> fromException = new(SymbolEqualityComparer.Default);

    /// <summary>True when something that was looked at throws.</summary>
    public bool Throws { get; private set; }

    /// <summary>Takes a variable for the exception, or for something that was made from it.</summary>
    public void TakeFromException(ISymbol variable) => fromException.Add(variable);

    /// <summary>What holds after an expression has been evaluated.</summary>
    /// <param name="expression">The expression; null where there is none.</param>
    /// <param name="before">What held before.</param>
    /// <param name="nested">True where the value goes on into something else, so that handing the exception over is not yet telling.</param>
    public Reporting After(IOperation? expression, Reporting before, bool nested = false)
    {
        var notice = before;
        if (expression is null)
        {
            return notice;
        }

        foreach (var part in expression.DescendantsAndSelf(skip: IsOnlyMentioned))
        {
            // Arguments, and what is assigned, come again as parts of their own.
            var inner = nested || part != expression;
            notice = Max(notice, part switch
            {
                IInvocationOperation call => EffectOf(call, inner && !IsWhole(call, expression, nested)),
                IAssignmentOperation assignment => EffectOf(assignment),
                IIncrementOrDecrementOperation counter => IsOwn(counter.Target) ? Reporting.None : Reporting.Reported,
                IObjectCreationOperation creation when !inner && MentionsException(creation) => Reporting.Reported,
                IThrowOperation => Throw(),
                _ => Reporting.None,
            });
        }

        return notice;
    }

    /// <summary>True for a function that is passed on: whether and when it runs is not known, only that it may be told.</summary>
    private static bool IsOnlyMentioned(IOperation operation) => operation is IAnonymousFunctionOperation or IDelegateCreationOperation;

    /// <summary>True for the call that an awaited or conditional expression statement consists of.</summary>
    private static bool IsWhole(IInvocationOperation call, IOperation expression, bool nested)
    {
        if (nested)
        {
            return false;
        }

        for (IOperation? current = call; current is not null; current = current.Parent)
        {
            if (current == expression)
            {
                return true;
            }

            if (current.Parent is not (IAwaitOperation or IConversionOperation or IParenthesizedOperation or IConditionalAccessOperation)
                && !(current.Parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" } configured && configured.Instance == current))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Keeps in mind that some path throws.</summary>
    public Reporting Throw()
    {
        Throws = true;
        return Reporting.Reported;
    }

    private Reporting EffectOf(IInvocationOperation call, bool nested)
    {
        return CallEffects.KindOf(call, known) switch
        {
            CallEffect.Unobserved => Reporting.None,
            CallEffect.Log => Reporting.Logged,
            CallEffect.Text when nested || !call.Arguments.Any(argument => MentionsException(argument.Value)) => Reporting.None,
            _ when call.Instance is not null && IsException(call.Instance) => Reporting.None,
            _ => Reporting.Reported,
        };
    }

    private Reporting EffectOf(IAssignmentOperation assignment)
    {
        if (assignment.Target is IDiscardOperation)
        {
            return Reporting.None;
        }

        if (IsOwn(assignment.Target))
        {
            if (assignment.Target is ILocalReferenceOperation local && MentionsException(assignment.Value))
            {
                fromException.Add(local.Local);
            }

            return Reporting.None;
        }

        return assignment is ISimpleAssignmentOperation && assignment.Value.Type?.SpecialType != SpecialType.System_Boolean && DefaultValues.IsDefault(assignment.Value, known)
            ? Reporting.None
            : Reporting.Reported;
    }

    /// <summary>What holds after a value has been returned.</summary>
    public Reporting AfterReturn(IOperation? value, Reporting before)
    {
        // What is no default was made for this case. Whether false is one depends on what the function answers elsewhere.
        return value is null || DefaultValues.IsDefault(value, known) || DefaultValues.IsDone(value, known) || DefaultValues.IsFalse(value) ? before : Reporting.Reported;
    }

    /// <summary>True for questions like <c>task.IsCanceled</c>, <c>_disposed</c>, <c>_aborted</c>, after which a failure is expected.</summary>
    public static bool AsksWhetherItEnds(IOperation condition)
        => condition.DescendantsAndSelf().Any(part => part is IMemberReferenceOperation { Member.Name: var name }
            && (Says(name, "cancel") || Says(name, "dispos") || Says(name, "abort") || Says(name, "stopp") || Says(name, "clos") || Says(name, "shut") || Says(name, "exiting")));

    private static bool Says(string name, string word) => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>True for <c>logger.IsEnabled(level)</c> of a level that production records, and for a test that there is a logger at all.</summary>
    public bool IsLoggerGuard(IOperation condition)
        => Operands.UnwrapAwait(condition) switch
        {
            IInvocationOperation { TargetMethod.Name: "IsEnabled" } call
                => !call.Arguments.Any(argument => argument.Value is IFieldReferenceOperation { Field.Name: "Debug" or "Trace" or "Verbose" }),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } test => IsNull(test.RightOperand) && LoggerTypes.IsLogger(test.LeftOperand.Type, known),
            IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation constant } } test
                => IsNull(constant.Value) && LoggerTypes.IsLogger(test.Value.Type, known),
            _ => false,
        };

    private static bool IsNull(IOperation operation) => operation.ConstantValue is { HasValue: true, Value: null };

    /// <summary>True for a variable that does not outlive the handler.</summary>
    private bool IsOwn(IOperation target)
        => target is ILocalReferenceOperation { Local: var local }
            && local.DeclaringSyntaxReferences is { Length: > 0 } declarations
            && scope.Span.Contains(declarations[0].Span);

    /// <summary>True for the exception itself and for what is read off it: <c>ex.InnerException.Data</c>.</summary>
    private bool IsException(IOperation operation)
    {
        for (IOperation? current = operation; current is not null;)
        {
            current = Operands.UnwrapAwait(current);
            switch (current)
            {
                case ILocalReferenceOperation local:
                    return fromException.Contains(local.Local);
                case IPropertyReferenceOperation property:
                    current = property.Instance;
                    break;
                case IInvocationOperation call:
                    current = call.Instance;
                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    /// <summary>True when the exception, or what was made from it, is part of the expression.</summary>
    public bool MentionsException(IOperation operation)
        => fromException.Count > 0
            && operation.DescendantsAndSelf().Any(part => part is ILocalReferenceOperation local && fromException.Contains(local.Local));

    private static Reporting Max(Reporting one, Reporting other) => one > other ? one : other;
}
