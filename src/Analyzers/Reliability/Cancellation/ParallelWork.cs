using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Cancellation;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Cancellation;

/// <summary>Parallel loops and queries, which take a token in their options or by a call of their own.</summary>
internal static class ParallelWork
{
    /// <summary>How a token can be passed to a parallel loop or a parallel query; null for anything else, and where it has one.</summary>
    public static TokenForwarding? Of(InvocationExpressionSyntax call, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
        => InvocationSyntax.NameOf(call)?.Identifier.ValueText switch
        {
            "For" or "ForEach" or "ForEachAsync" or "Invoke" when call.Expression is MemberAccessExpressionSyntax { Expression: var owner } => OfLoop(call, owner, model, known, cancellationToken),
            "AsParallel" => OfQuery(call, model, known, cancellationToken),
            _ => null,
        };

    private static TokenForwarding? OfLoop(InvocationExpressionSyntax call, ExpressionSyntax owner, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        if ((owner is MemberAccessExpressionSyntax { Name: var last } ? last : owner as SimpleNameSyntax)?.Identifier.ValueText != "Parallel"
            || model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol called
            || !known.Is(called.ContainingType, "System.Threading.Tasks.Parallel"))
        {
            return null;
        }

        var arguments = call.ArgumentList.Arguments;
        for (var i = 0; i < called.Parameters.Length && i < arguments.Count; i++)
        {
            if (known.Is(called.Parameters[i].Type, "System.Threading.Tasks.ParallelOptions"))
            {
                // Options from elsewhere may have one.
                return arguments[i] is { NameColon: null, Expression: BaseObjectCreationExpressionSyntax { Initializer: var set } }
                    && set?.Expressions.Any(one => one is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "CancellationToken" } }) != true
                        ? TokenForwarding.Through(TokenArgument.InOptions(i, type: null), called)
                        : null;
            }
        }

        var at = called.Name switch { "For" => 2, "ForEach" => 1, "Invoke" => 0, _ => -1 };
        return at >= 0 && arguments.Count > at && arguments.All(argument => argument.NameColon is null)
            ? TokenForwarding.Through(TokenArgument.InOptions(at, owner is MemberAccessExpressionSyntax { Expression: var space } ? space.WithoutTrivia() + ".ParallelOptions" : "ParallelOptions"), called)
            : null;
    }

    private static TokenForwarding? OfQuery(InvocationExpressionSyntax call, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        for (SyntaxNode node = call; node.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax next, Name.Identifier.ValueText: var name }; node = next)
        {
            if (name == "WithCancellation")
            {
                return null;
            }
        }

        return model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol called
            && known.Is((called.ReducedFrom ?? called).ContainingType, "System.Linq.ParallelEnumerable")
            && called.ReturnType is INamedTypeSymbol { Arity: 1 }
                ? TokenForwarding.Through(TokenArgument.BehindQuery, called)
                : null;
    }
}
