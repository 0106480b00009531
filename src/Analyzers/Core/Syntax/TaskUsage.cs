using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.Core.Syntax;

/// <summary>What happens to the task that a call returns, as far as the syntax tells.</summary>
internal static class TaskUsage
{
    /// <summary>
    /// True for a call that may be asynchronous and whose task somebody keeps: it is awaited, returned, stored or handed on. Syntax alone,
    /// so that the calls of a file that are none of it are told apart for nothing.
    /// </summary>
    public static bool IsCandidate(InvocationExpressionSyntax call)
        => InvocationSyntax.NameOf(call) is { Identifier.ValueText: not "ConfigureAwait" } name
            && call.Parent is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WithCancellation" }
            && (IsAwaited(call)
                || (name.Identifier.ValueText.EndsWith("Async", StringComparison.Ordinal) && !IsDropped(call))
                || (IsReturned(call) && MayReturnTask(call))
                || IsStreamed(call));

    /// <summary>True for <c>await call</c> and <c>await call.ConfigureAwait(…)</c>.</summary>
    public static bool IsAwaited(ExpressionSyntax call) => Outer(call).Parent is AwaitExpressionSyntax;

    /// <summary>True for a call that is the whole value of a return or of an expression body.</summary>
    public static bool IsReturned(ExpressionSyntax call)
        => Outer(call).Parent is ReturnStatementSyntax or ArrowExpressionClauseSyntax or AnonymousFunctionExpressionSyntax;

    /// <summary>False where the function around a place is written to return something else than a task; of a lambda nobody knows.</summary>
    private static bool MayReturnTask(SyntaxNode place)
    {
        for (var node = place.Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case AnonymousFunctionExpressionSyntax function:
                    return function.AsyncKeyword.IsKind(SyntaxKind.None) && !IsQuestion(function);
                case LocalFunctionStatementSyntax function:
                    return !function.Modifiers.Any(SyntaxKind.AsyncKeyword) && FunctionSyntax.ReturnsTask(function.ReturnType);
                case MethodDeclarationSyntax method:
                    return !method.Modifiers.Any(SyntaxKind.AsyncKeyword) && FunctionSyntax.ReturnsTask(method.ReturnType);
                case BasePropertyDeclarationSyntax property:
                    return FunctionSyntax.ReturnsTask(property.Type);
                case GlobalStatementSyntax:
                    return true;
                case MemberDeclarationSyntax:
                    return false;
            }
        }

        return true;
    }

    /// <summary>True for a function that a collection asks for a truth, a key, a number or more items.</summary>
    private static bool IsQuestion(AnonymousFunctionExpressionSyntax function)
        => function.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call }
            && InvocationSyntax.NameOf(call)?.Identifier.ValueText is "Where" or "Any" or "All" or "Count" or "First" or "FirstOrDefault" or "Last" or "LastOrDefault" or "Single" or "SingleOrDefault"
                or "TakeWhile" or "SkipWhile" or "OrderBy" or "OrderByDescending" or "ThenBy" or "ThenByDescending" or "GroupBy" or "DistinctBy" or "MinBy" or "MaxBy"
                or "ToDictionary" or "ToLookup" or "SelectMany" or "Sum" or "Min" or "Max" or "Average" or "Exists" or "Find" or "FindAll" or "FindIndex" or "RemoveAll" or "TrueForAll";

    /// <summary>True for what an <c>await foreach</c> reads.</summary>
    public static bool IsStreamed(ExpressionSyntax expression)
        => Outer(expression) is { Parent: CommonForEachStatementSyntax { AwaitKeyword.RawKind: (int)SyntaxKind.AwaitKeyword } loop } whole && loop.Expression == whole;

    /// <summary>True for a task that nobody waits for: work that goes on by itself, though something may be told when it ends.</summary>
    public static bool IsDropped(ExpressionSyntax call)
        => Continued(call) is var whole
            && (whole.Parent is ExpressionStatementSyntax
                || whole.Parent is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } assignment && assignment.Right == whole);

    /// <summary>The expression with what is to follow when the task ends.</summary>
    private static ExpressionSyntax Continued(ExpressionSyntax call)
    {
        var whole = Outer(call);
        while (whole.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ContinueWith" or "AsTask" or "Unwrap", Parent: InvocationExpressionSyntax next } access && access.Expression == whole)
        {
            whole = Outer(next);
        }

        return whole;
    }

    /// <summary>The expression with the parentheses, <c>!</c>, conditional access and <c>ConfigureAwait</c> around it.</summary>
    public static ExpressionSyntax Outer(ExpressionSyntax expression)
    {
        while (true)
        {
            switch (expression.Parent)
            {
                case ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression }:
                    expression = (ExpressionSyntax)expression.Parent;
                    break;
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax configured } access when access.Expression == expression:
                    expression = configured;
                    break;
                case ConditionalAccessExpressionSyntax conditional when conditional.WhenNotNull == expression:
                    expression = conditional;
                    break;
                default:
                    return expression;
            }
        }
    }
}
