using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.Symbols;

/// <summary>What becomes of the task that a call returns.</summary>
internal static class AwaitableTypes
{
    /// <summary>The name of the method in a call, as it is written; null where what is called has none.</summary>
    public static SimpleNameSyntax? NameOf(InvocationExpressionSyntax call)
        => call.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name,
            SimpleNameSyntax name => name,
            MemberBindingExpressionSyntax binding => binding.Name,
            _ => null,
        };

    /// <summary>
    /// True for a call that may be asynchronous and whose task somebody keeps: it is awaited, returned, stored or handed on. Syntax alone,
    /// so that the calls of a file that are none of it are told apart for nothing.
    /// </summary>
    public static bool IsCandidate(InvocationExpressionSyntax call)
        => NameOf(call) is { Identifier.ValueText: not "ConfigureAwait" } name
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
            && NameOf(call)?.Identifier.ValueText is "Where" or "Any" or "All" or "Count" or "First" or "FirstOrDefault" or "Last" or "LastOrDefault" or "Single" or "SingleOrDefault"
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

    /// <summary>The type that awaiting gives; the type itself where it is no task. Void for a task without a result.</summary>
    public static ITypeSymbol? Result(ITypeSymbol? type, KnownTypes known)
        => !IsTask(type, known) ? type
            : type is INamedTypeSymbol { TypeArguments: { Length: 1 } arguments } ? arguments[0]
            : known["System.Void"];

    /// <summary>True for <c>Task</c>, <c>ValueTask</c> and their generic forms.</summary>
    public static bool IsTask(ITypeSymbol? type, KnownTypes known)
        => type is INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: < 2 } named
            && known.Is(named, (named.Name == "Task", named.Arity) switch
            {
                (true, 0) => "System.Threading.Tasks.Task",
                (true, _) => "System.Threading.Tasks.Task`1",
                (_, 0) => "System.Threading.Tasks.ValueTask",
                _ => "System.Threading.Tasks.ValueTask`1",
            });

    /// <summary>True for a sequence that is read with <c>await foreach</c>.</summary>
    public static bool IsStream(ITypeSymbol? type, KnownTypes known)
        => type is INamedTypeSymbol { Arity: 1 } && known.Is(type, "System.Collections.Generic.IAsyncEnumerable`1");

    /// <summary>True for the token itself.</summary>
    public static bool IsToken(ITypeSymbol? type)
        => type is INamedTypeSymbol
        {
            Name: "CancellationToken",
            IsValueType: true,
            ContainingType: null,
            ContainingNamespace: { Name: "Threading", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } },
        };

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
