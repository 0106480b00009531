using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.Cancellation;

/// <summary>Whether a function inside another one ends before it, so that the token of the outer one is also its own.</summary>
internal static class TokenCapture
{
    private static readonly string[] Registrations = ["Subscribe", "Register", "Route", "Expose", "AddHandler", "AddListener", "AddEventHandler", "AddCallback", "OnMessage", "OnEvent", "Schedule"];

    /// <summary>True for a function that runs within the one around it.</summary>
    public static bool IsAllowed(SyntaxNode function, SemanticModel model, KnownTypes known)
        => function switch
        {
            AnonymousFunctionExpressionSyntax lambda => !lambda.Modifiers.Any(SyntaxKind.StaticKeyword) && IsAwaitedWithin(lambda, model, known),
            LocalFunctionStatementSyntax local => !local.Modifiers.Any(SyntaxKind.StaticKeyword) && IsOnlyCalled(local),
            _ => false,
        };

    /// <summary>True for a lambda that is handed to a call which is awaited, or to a query that runs here.</summary>
    private static bool IsAwaitedWithin(AnonymousFunctionExpressionSyntax lambda, SemanticModel model, KnownTypes known)
    {
        if (lambda.Parent is not ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } })
        {
            return false;
        }

        if (IsRegistration(call))
        {
            return false;
        }

        return TaskUsage.IsAwaited(call)
            || (TaskUsage.IsReturned(call) && AwaitableTypes.IsTask(model.GetTypeInfo(call).Type, known))
            || (InvocationSyntax.NameOf(call) is { Identifier.ValueText: "Select" or "SelectMany" or "Where" or "Any" or "All" or "ForEach" }
                && model.GetSymbolInfo(call).Symbol is IMethodSymbol { ContainingType: { } type }
                && known.Is(type, "System.Linq.Enumerable"));
    }

    /// <summary>
    /// True for a call that only says what to run later, such as <c>SubscribeAsync</c>: what it is given outlives it, unless a token among its
    /// arguments says how long.
    /// </summary>
    private static bool IsRegistration(InvocationExpressionSyntax call)
    {
        if (InvocationSyntax.NameOf(call)?.Identifier.ValueText is not { } name
            || !(name is "On" or "OnAsync" || Array.Exists(Registrations, word => WordSplitter.StartsWithWord(name, word))))
        {
            return false;
        }

        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.Expression is not AnonymousFunctionExpressionSyntax && argument.Expression.ToString() is var given
                && (given.IndexOf("token", StringComparison.OrdinalIgnoreCase) >= 0 || given.IndexOf("cancel", StringComparison.OrdinalIgnoreCase) >= 0 || given is "ct" or "stopping"))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True for a local function that nobody keeps: each use is a call, and each call's task is kept.</summary>
    private static bool IsOnlyCalled(LocalFunctionStatementSyntax local)
    {
        var isDone = !FunctionSyntax.ReturnsTask(local.ReturnType) && !local.Modifiers.Any(SyntaxKind.AsyncKeyword);
        foreach (var node in local.Parent!.DescendantNodes())
        {
            if (node is IdentifierNameSyntax name
                && name.Identifier.ValueText == local.Identifier.ValueText
                && (name.Parent is not InvocationExpressionSyntax call || call.Expression != name || (!isDone && TaskUsage.IsDropped(call))))
            {
                return false;
            }
        }

        return true;
    }
}
