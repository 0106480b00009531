using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Cancellation;

/// <summary>Waits for a semaphore that a cancellation would leave in a wrong state.</summary>
internal static class LockWait
{
    /// <summary>
    /// True for a wait inside the <c>try</c> whose <c>finally</c> releases: canceled, it would release what was never taken. And for one in a
    /// loop of a function that releases nothing: it takes several, and half of them would stay taken.
    /// </summary>
    public static bool MustFinish(InvocationExpressionSyntax call)
    {
        if (InvocationSyntax.NameOf(call)?.Identifier.ValueText is not ("WaitAsync" or "Wait") || call.Expression is not MemberAccessExpressionSyntax { Expression: var receiver })
        {
            return false;
        }

        var isInLoop = false;
        SyntaxNode inner = call;
        for (var node = call.Parent; node is not null; inner = node, node = node.Parent)
        {
            switch (node)
            {
                case TryStatementSyntax { Finally: { } end } attempt when attempt.Block == inner && Releases(end, receiver.ToString()):
                    return true;
                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax:
                    return isInLoop && !Releases(node, receiver.ToString());
            }

            isInLoop |= Loops.IsLoop(node);
        }

        return false;
    }

    private static bool Releases(SyntaxNode part, string receiver)
    {
        foreach (var node in part.DescendantNodes())
        {
            if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Release", Expression: var released } } && released.ToString() == receiver)
            {
                return true;
            }
        }

        return false;
    }
}
