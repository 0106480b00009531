using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.ExceptionFlow;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Async;

/// <summary>Failures of dropped tasks that somebody learns of all the same: the work logs them itself, or the tasks are looked at one by one.</summary>
internal static class ToldElsewhere
{
    /// <summary>True for <c>Task.WhenAll(tasks);</c> where each of the tasks is awaited, or asked for its result, behind it.</summary>
    public static bool GathersWhatIsRead(InvocationExpressionSyntax call)
        => InvocationSyntax.NameOf(call)?.Identifier.ValueText == "WhenAll"
            && call.ArgumentList.Arguments is { Count: > 0 } arguments
            && FunctionSyntax.Enclosing(call) is var function
            && arguments.All(argument => argument.Expression is IdentifierNameSyntax { Identifier.ValueText: var tasks }
                && function.DescendantNodes(node => node == function || Functions.StayOutside(node)).Any(node => node is IdentifierNameSyntax use && use.Identifier.ValueText == tasks && use.SpanStart > call.Span.End && IsRead(use)));

    /// <summary>
    /// True for a handler of everything that logs the failure before it throws it on: the caller may drop the task, the log has it.
    /// </summary>
    public static bool IsLoggedBy(ICatchClauseOperation clause, KnownTypes known)
    {
        if (clause.Filter is not null || (clause.ExceptionType is { SpecialType: not SpecialType.System_Object } type && !known.Is(type, "System.Exception")))
        {
            return false;
        }

        var any = false;
        foreach (var part in clause.Handler.DescendantsAndSelf(skip: static below => below is IAnonymousFunctionOperation or ILocalFunctionOperation))
        {
            if (part is IThrowOperation)
            {
                any = true;
                if (!IsBehindLog(part, clause, known))
                {
                    return false;
                }
            }
        }

        return any && HandlerPaths.Of(clause, known).Exits.All(static exit => exit.Reporting != Reporting.None);
    }

    private static bool IsBehindLog(IOperation thrown, ICatchClauseOperation clause, KnownTypes known)
    {
        for (var statement = thrown; statement != clause && statement.Parent is { } parent; statement = parent)
        {
            if (parent is IBlockOperation block && block.Operations.TakeWhile(other => other != statement)
                .Any(other => other is IExpressionStatementOperation { Operation: var told } && Operands.UnwrapAwait(told) is IInvocationOperation log && CallEffects.KindOf(log, known) == CallEffect.Log && !CallEffects.IsConsole(log, known)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsRead(IdentifierNameSyntax use)
    {
        if (TaskUsage.IsAwaited(use) || AsksForResult(use))
        {
            return true;
        }

        switch (use.Parent)
        {
            case ForEachStatementSyntax loop when loop.Expression == use:
                return loop.Statement.DescendantNodes().Any(node => node is IdentifierNameSyntax task && task.Identifier.ValueText == loop.Identifier.ValueText && (TaskUsage.IsAwaited(task) || AsksForResult(task)));

            // tasks[0].Result, tasks.Select(task => task.Result), await Task.WhenAll(tasks)
            case ElementAccessExpressionSyntax element when element.Expression == use:
                return TaskUsage.IsAwaited(element) || AsksForResult(element);
            case MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax chained } access when access.Expression == use:
                return chained.ArgumentList.DescendantNodes().Any(static node => node is IdentifierNameSyntax task && AsksForResult(task));
            case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax gathered }:
                return InvocationSyntax.NameOf(gathered)?.Identifier.ValueText is "WaitAll" || (InvocationSyntax.NameOf(gathered)?.Identifier.ValueText == "WhenAll" && TaskUsage.IsAwaited(gathered));
            default:
                return false;
        }
    }

    private static bool AsksForResult(ExpressionSyntax task)
        => task.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" or "GetAwaiter" or "Wait" or "Exception" } access && access.Expression == task;
}
