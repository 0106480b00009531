using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Cancellation;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Cancellation;

/// <summary>What a function starts and could stop, if only it had a token.</summary>
internal static class CancellableWork
{
    /// <summary>The name under which a function would know its token.</summary>
    private const string Promise = "cancellationToken";

    /// <summary>The first call in a function that could take the function's token, or that hides such a call.</summary>
    /// <param name="function">A method, a local function or a lambda that has no token.</param>
    /// <param name="model">Its model.</param>
    /// <param name="known">The types of the project.</param>
    /// <param name="trusted">True to count every asynchronous method of the solution as work, false to look into it where this file shows it.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static IMethodSymbol? FirstIn(SyntaxNode function, SemanticModel model, KnownTypes known, bool trusted, CancellationToken cancellationToken)
        => FirstIn(function, model, known, trusted, [function], cancellationToken);

    /// <summary>True for a call that the token of a function would reach, and that may run to its end without it.</summary>
    public static bool WouldReach(SyntaxNode function, InvocationExpressionSyntax call, SemanticModel model, KnownTypes known)
        => TaskUsage.IsCandidate(call)
            && !Uninterruptible.Is(call)
            && TokenInScope.At(call, model, known, candidate => candidate == function ? Promise : null) is { Origin: TokenOrigin.Parameter, Text: Promise };

    /// <summary>True for a method of the solution that does asynchronous work and has no token in any form.</summary>
    public static bool IsOwn(IMethodSymbol method, KnownTypes known)
        => method.MethodKind is MethodKind.Ordinary or MethodKind.ReducedExtension or MethodKind.LocalFunction
            && (AwaitableTypes.IsTask(method.ReturnType, known) || AwaitableTypes.IsStream(method.ReturnType, known))
            && known.IsOfSolution((method.ReducedFrom ?? method).ContainingAssembly)
            && !TokenParameters.In(known).Has(method);

    /// <summary>The method of the solution that a call starts and that has no token, where it may wait for something.</summary>
    public static IMethodSymbol? OwnIn(InvocationExpressionSyntax call, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
        => Own(call, model, known, cancellationToken) is { } called && MayWait(called, cancellationToken) ? called : null;

    private static IMethodSymbol? Own(InvocationExpressionSyntax call, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
        => model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol called && IsOwn(called, known) && !ExpressionTrees.Contain(call, model, known)
            ? called
            : null;

    private static IMethodSymbol? FirstIn(
        SyntaxNode function, SemanticModel model, KnownTypes known, bool trusted, HashSet<SyntaxNode> seen, CancellationToken cancellationToken)
    {
        foreach (var node in function.DescendantNodes())
        {
            if (node is not InvocationExpressionSyntax call || !WouldReach(function, call, model, known))
            {
                continue;
            }

            if (TokenForwarding.Of(call, model, known, cancellationToken) is { } forward)
            {
                return forward.Called;
            }

            if (Own(call, model, known, cancellationToken) is { } called
                && (trusted ? MayWait(called, cancellationToken) : Waits(called, model, known, seen, cancellationToken)))
            {
                return called;
            }
        }

        return null;
    }

    private static bool Waits(IMethodSymbol called, SemanticModel model, KnownTypes known, HashSet<SyntaxNode> seen, CancellationToken cancellationToken)
    {
        foreach (var reference in (called.ReducedFrom ?? called).OriginalDefinition.DeclaringSyntaxReferences)
        {
            if (reference.SyntaxTree == model.SyntaxTree
                && reference.GetSyntax(cancellationToken) is var declaration
                && seen.Add(declaration)
                && FirstIn(declaration, model, known, trusted: false, seen, cancellationToken) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>False for a method that can be seen to return what it has at hand.</summary>
    private static bool MayWait(IMethodSymbol called, CancellationToken cancellationToken)
    {
        var method = (called.ReducedFrom ?? called).OriginalDefinition;
        if (method.IsAbstract || method.IsVirtual || method.DeclaringSyntaxReferences.Length == 0)
        {
            return true;
        }

        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            foreach (var node in reference.GetSyntax(cancellationToken).DescendantNodes())
            {
                if (node is AwaitExpressionSyntax { Expression: var awaited } ? !IsAtHand(awaited)
                    : node is CommonForEachStatementSyntax { AwaitKeyword.RawKind: (int)SyntaxKind.AwaitKeyword }
                        || (node is InvocationExpressionSyntax call && TaskUsage.IsReturned(call) && !IsAtHand(call)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>True for a task that is complete when it is made.</summary>
    private static bool IsAtHand(ExpressionSyntax task)
        => task switch
        {
            InvocationExpressionSyntax call => InvocationSyntax.NameOf(call)?.Identifier.ValueText switch
            {
                "FromResult" or "FromException" or "FromCanceled" or "Yield" => true,
                "ConfigureAwait" when call.Expression is MemberAccessExpressionSyntax access => IsAtHand(access.Expression),
                _ => false,
            },
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CompletedTask" } => true,
            _ => false,
        };
}
