using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProdGap.Analyzers.Core.ExceptionFlow;

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
    private readonly HandlerEffects effects;
    private readonly Dictionary<IOperation, Reporting> breaks = [];
    private readonly List<HandlerExit> exits = [];
    private readonly SyntaxNode scope;

    private HandlerPaths(KnownTypes known, SyntaxNode scope)
    {
        effects = new(known, scope);
        this.scope = scope;
    }

    /// <summary>The ways out, in source order; throws are not among them.</summary>
    public IReadOnlyList<HandlerExit> Exits => exits;

    /// <summary>True when some path throws: the author then decided which failures go on.</summary>
    public bool Throws => effects.Throws;

    /// <summary>Follows the block of a catch clause.</summary>
    public static HandlerPaths Of(ICatchClauseOperation clause, KnownTypes known)
    {
        var handler = new HandlerPaths(known, clause.Syntax);
        foreach (var local in clause.Locals)
        {
            handler.effects.TakeFromException(local);
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
                return effects.After(expression.Operation, before);

            case IVariableDeclarationGroupOperation group:
                return Declare(group, before);

            case IConditionalOperation condition:
                return RunIf(condition, before);

            case ISwitchOperation choice:
                return RunSwitch(choice, before);

            case ILoopOperation loop:
                return RunLoop(loop, before);

            case IUsingOperation use:
                return Run(use.Body, use.Resources is IVariableDeclarationGroupOperation ? before : effects.After(use.Resources, before));

            case ILockOperation guarded:
                return Run(guarded.Body, before);

            case ILabeledOperation { Operation: { } labeled }:
                return Run(labeled, before);

            case ITryOperation inner:
                // What fails while a failure is handled is a matter of its own: the attempt is what counts here.
                var tried = Run(inner.Body, before);
                return inner.Finally is null || tried is null ? tried : Run(inner.Finally, tried.Value);

            case IReturnOperation { Kind: OperationKind.YieldReturn } item:
                return effects.After(item.ReturnedValue, before);

            case IReturnOperation exit:
                exits.Add(new(exit.ReturnedValue, exit, effects.AfterReturn(exit.ReturnedValue, before)));
                return null;

            case IThrowOperation:
                effects.Throw();
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
                    if (effects.MentionsException(value))
                    {
                        effects.TakeFromException(declarator.Symbol);
                    }

                    before = effects.After(value, before, nested: true);
                }
            }
        }

        return before;
    }

    private Reporting? RunIf(IConditionalOperation condition, Reporting before)
    {
        if (effects.MentionsException(condition.Condition) || HandlerEffects.AsksWhetherItEnds(condition.Condition))
        {
            // Whoever looks at the exception, or asks whether all this is coming to its end, decides for the case that is let go.
            before = Reporting.Reported;
        }

        before = effects.After(condition.Condition, before, nested: true);
        var taken = Run(condition.WhenTrue, before);
        if (effects.IsLoggerGuard(condition.Condition))
        {
            return taken;
        }

        return Join(taken, condition.WhenFalse is null ? before : Run(condition.WhenFalse, before));
    }

    private Reporting? RunSwitch(ISwitchOperation choice, Reporting before)
    {
        if (effects.MentionsException(choice.Value))
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
        var overException = loop is IForEachLoopOperation each && effects.MentionsException(each.Collection);
        if (overException)
        {
            foreach (var local in loop.Locals)
            {
                effects.TakeFromException(local);
            }
        }

        if (loop is IWhileLoopOperation { Condition: { } condition })
        {
            before = effects.After(condition, before, nested: true);
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

    private static Reporting Min(Reporting one, Reporting other) => one < other ? one : other;

    /// <summary>The weaker of two paths that meet; null is a path that does not arrive.</summary>
    private static Reporting? Join(Reporting? one, Reporting? other)
        => one is null ? other : other is null ? one : Min(one.Value, other.Value);
}
