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

    /// <summary>The first call in a function that could take the function's token, or that hides such a call in this file.</summary>
    /// <param name="function">A method, a local function or a lambda that has no token.</param>
    /// <param name="model">Its model.</param>
    /// <param name="known">The types of the project.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static IMethodSymbol? FirstIn(SyntaxNode function, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
        => FirstIn(function, model, known, [function], cancellationToken);

    /// <summary>True for a function that passes no token on purpose somewhere: what else it calls was thought about, too.</summary>
    public static bool SaysNone(SyntaxNode function)
    {
        foreach (var node in function.DescendantNodes())
        {
            if (IsNone(node))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True where the function around a place passes no token on purpose to something that is no clean-up.</summary>
    public static bool SaysNoneBeside(SyntaxNode place)
    {
        var function = FunctionSyntax.Enclosing(place);
        foreach (var node in function.DescendantNodes(node => node == function || (Functions.StayOutside(node) && node is not (FinallyClauseSyntax or CatchClauseSyntax or BaseTypeDeclarationSyntax))))
        {
            if (IsNone(node))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNone(SyntaxNode node)
        => node is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "None", Parent: ArgumentSyntax } access
            && (access.Expression as SimpleNameSyntax ?? (access.Expression as MemberAccessExpressionSyntax)?.Name)?.Identifier.ValueText == "CancellationToken";

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

    /// <summary>The method of the solution that a call starts and that has no token.</summary>
    public static IMethodSymbol? Own(InvocationExpressionSyntax call, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
        => model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol called && IsOwn(called, known) && !ExpressionTrees.Contain(call, model, known)
            ? called
            : null;

    private static IMethodSymbol? FirstIn(SyntaxNode function, SemanticModel model, KnownTypes known, HashSet<SyntaxNode> seen, CancellationToken cancellationToken)
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

            if (Own(call, model, known, cancellationToken) is { } called && Waits(called, model, known, seen, cancellationToken))
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
                && FirstIn(declaration, model, known, seen, cancellationToken) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>False for a method that can be seen to return what it has at hand.</summary>
    public static bool MayWait(IMethodSymbol called, CancellationToken cancellationToken)
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
    public static bool IsAtHand(ExpressionSyntax task)
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
