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

/// <summary>One way out of a handler that is not a throw.</summary>
/// <param name="value">What is returned, where something is.</param>
/// <param name="at">The returning or jumping statement; null at the end of the block.</param>
/// <param name="notice">What the path did before, the returned value included.</param>
internal readonly struct HandlerExit(IOperation? value, IOperation? at, Reporting notice)
{
    public IOperation? Value { get; } = value;

    public IOperation? At { get; } = at;

    public Reporting Reporting { get; } = notice;

    public bool Returns => At is IReturnOperation;
}

/// <summary>
/// Follows every path through the block of a catch and tells what each does about the failure. It walks statements, not a control
/// flow graph: a handler is small, and where the walk is in doubt it answers <see cref="Reporting.Reported"/>.
/// </summary>
internal sealed class HandlerPaths
{
    private readonly KnownTypes known;
    private readonly HashSet<ISymbol> fromException = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IOperation, Reporting> breaks = [];
    private readonly List<HandlerExit> exits = [];
    private readonly SyntaxNode scope;

    private HandlerPaths(KnownTypes known, SyntaxNode scope)
    {
        this.known = known;
        this.scope = scope;
    }

    /// <summary>The ways out, in source order; throws are not among them.</summary>
    public IReadOnlyList<HandlerExit> Exits => exits;

    /// <summary>True when some path throws: the author then decided which failures go on.</summary>
    public bool Throws { get; private set; }

    /// <summary>Follows the block of a catch clause.</summary>
    public static HandlerPaths Of(ICatchClauseOperation clause, KnownTypes known)
    {
        var handler = new HandlerPaths(known, clause.Syntax);
        foreach (var local in clause.Locals)
        {
            handler.fromException.Add(local);
        }

        handler.Follow(clause.Handler);
        return handler;
    }

    /// <summary>Follows statements that only run after a failure, as if they stood in the handler.</summary>
    public static HandlerPaths Of(IEnumerable<IOperation> statements, SyntaxNode scope, KnownTypes known)
    {
        var handler = new HandlerPaths(known, scope);
        Reporting? notice = Reporting.None;
        foreach (var statement in statements)
        {
            notice = notice is { } before ? handler.Run(statement, before) : null;
        }

        if (notice is { } end)
        {
            handler.exits.Add(new(null, null, end));
        }

        return handler;
    }

    private void Follow(IBlockOperation block)
    {
        if (Run(block, Reporting.None) is { } end)
        {
            exits.Add(new(null, null, end));
        }
    }

    /// <summary>What holds after the statement, or null when its end is not reached.</summary>
    private Reporting? Run(IOperation statement, Reporting before)
    {
        switch (statement)
        {
            case IBlockOperation block:
                return RunAll(block.Operations, before);

            case IExpressionStatementOperation expression:
                return Max(before, Effect(expression.Operation));

            case IVariableDeclarationGroupOperation group:
                return Declare(group, before);

            case IConditionalOperation condition:
                return RunIf(condition, before);

            case ISwitchOperation choice:
                return RunSwitch(choice, before);

            case ILoopOperation loop:
                return RunLoop(loop, before);

            case IUsingOperation use:
                return Run(use.Body, Max(before, use.Resources is IVariableDeclarationGroupOperation ? Reporting.None : Effect(use.Resources)));

            case ILockOperation guarded:
                return Run(guarded.Body, before);

            case ILabeledOperation { Operation: { } labeled }:
                return Run(labeled, before);

            case ITryOperation inner:
                // What fails while a failure is handled is a matter of its own: the attempt is what counts here.
                var tried = Run(inner.Body, before);
                return inner.Finally is null || tried is null ? tried : Run(inner.Finally, tried.Value);

            case IReturnOperation { Kind: OperationKind.YieldReturn } item:
                return Max(before, Effect(item.ReturnedValue));

            case IReturnOperation exit:
                exits.Add(new(exit.ReturnedValue, exit, Max(before, ReturnedNotice(exit.ReturnedValue))));
                return null;

            case IThrowOperation:
                Throws = true;
                return null;

            case IBranchOperation jump:
                return RunJump(jump, before);

            case ILocalFunctionOperation or IEmptyOperation or IUsingDeclarationOperation or IVariableDeclarationOperation:
                return before;

            default:
                // Broken code, and statements that nobody writes in a handler.
                return Reporting.Reported;
        }
    }

    private Reporting? RunAll(IEnumerable<IOperation> statements, Reporting before)
    {
        Reporting? notice = before;
        foreach (var statement in statements)
        {
            if (notice is not { } here)
            {
                return null;
            }

            notice = Run(statement, here);
        }

        return notice;
    }

    private Reporting Declare(IVariableDeclarationGroupOperation group, Reporting before)
    {
        foreach (var declaration in group.Declarations)
        {
            foreach (var declarator in declaration.Declarators)
            {
                if (declarator.GetVariableInitializer()?.Value is { } value)
                {
                    if (MentionsException(value))
                    {
                        fromException.Add(declarator.Symbol);
                    }

                    before = Max(before, Effect(value, nested: true));
                }
            }
        }

        return before;
    }

    private Reporting? RunIf(IConditionalOperation condition, Reporting before)
    {
        if (MentionsException(condition.Condition) || AsksWhetherItEnds(condition.Condition))
        {
            // Whoever looks at the exception, or asks whether all this is coming to its end, decides for the case that is let go.
            before = Reporting.Reported;
        }

        before = Max(before, Effect(condition.Condition, nested: true));
        var taken = Run(condition.WhenTrue, before);
        if (IsLoggerGuard(condition.Condition))
        {
            return taken;
        }

        return Join(taken, condition.WhenFalse is null ? before : Run(condition.WhenFalse, before));
    }

    private Reporting? RunSwitch(ISwitchOperation choice, Reporting before)
    {
        if (MentionsException(choice.Value))
        {
            before = Reporting.Reported;
        }

        Reporting? after = null;
        var complete = false;
        foreach (var section in choice.Cases)
        {
            after = Join(after, RunAll(section.Body, before));
            complete |= section.Clauses.Any(clause => clause.CaseKind == CaseKind.Default);
        }

        return Join(Join(after, BreaksOf(choice)), complete ? null : before);
    }

    private Reporting? RunLoop(ILoopOperation loop, Reporting before)
    {
        var overException = loop is IForEachLoopOperation each && MentionsException(each.Collection);
        if (overException)
        {
            foreach (var local in loop.Locals)
            {
                fromException.Add(local);
            }
        }

        if (loop is IWhileLoopOperation { Condition: { } condition })
        {
            before = Max(before, Effect(condition, nested: true));
        }

        var body = Join(Run(loop.Body, before), BreaksOf(loop));

        // Any other loop may run no round at all.
        return overException ? body : Join(body, before);
    }

    private Reporting? RunJump(IBranchOperation jump, Reporting before)
    {
        if (jump.GetCorrespondingOperation() is { } target && scope.Span.Contains(target.Syntax.Span))
        {
            breaks[target] = breaks.TryGetValue(target, out var other) ? Min(other, before) : before;
        }
        else
        {
            exits.Add(new(null, jump, before));
        }

        return null;
    }

    private Reporting? BreaksOf(IOperation target) => breaks.TryGetValue(target, out var notice) ? notice : null;

    /// <summary>What evaluating the expression makes known.</summary>
    /// <param name="expression">The expression; null where there is none.</param>
    /// <param name="nested">True where the value goes on into something else, so that handing the exception over is not yet telling.</param>
    private Reporting Effect(IOperation? expression, bool nested = false)
    {
        var notice = Reporting.None;
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

    private Reporting Throw()
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

    private Reporting ReturnedNotice(IOperation? value)
    {
        // What is no default was made for this case. Whether false is one depends on what the function answers elsewhere.
        return value is null || DefaultValues.IsDefault(value, known) || DefaultValues.IsDone(value, known) || DefaultValues.IsFalse(value) ? Reporting.None : Reporting.Reported;
    }

    /// <summary>True for questions like <c>task.IsCanceled</c>, <c>_disposed</c>, <c>_aborted</c>, after which a failure is expected.</summary>
    private static bool AsksWhetherItEnds(IOperation condition)
        => condition.DescendantsAndSelf().Any(part => part is IMemberReferenceOperation { Member.Name: var name }
            && (Says(name, "cancel") || Says(name, "dispos") || Says(name, "abort") || Says(name, "stopp") || Says(name, "clos") || Says(name, "shut") || Says(name, "exiting")));

    private static bool Says(string name, string word) => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>True for <c>logger.IsEnabled(level)</c> of a level that production records, and for a test that there is a logger at all.</summary>
    private bool IsLoggerGuard(IOperation condition)
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

    private bool MentionsException(IOperation operation)
        => fromException.Count > 0
            && operation.DescendantsAndSelf().Any(part => part is ILocalReferenceOperation local && fromException.Contains(local.Local));

    private static Reporting Max(Reporting one, Reporting other) => one > other ? one : other;

    private static Reporting Min(Reporting one, Reporting other) => one < other ? one : other;

    /// <summary>The weaker of two paths that meet; null is a path that does not arrive.</summary>
    private static Reporting? Join(Reporting? one, Reporting? other)
        => one is null ? other : other is null ? one : Min(one.Value, other.Value);
}
