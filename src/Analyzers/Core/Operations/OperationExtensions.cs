using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProdGap.Analyzers.Core.Operations;

/// <summary>
/// What Roslyn's own <c>DescendantsAndSelf</c> lacks: leaving parts of the tree out. Neither needs a stack: a text joined from ten
/// thousand pieces is ten thousand operations deep.
/// </summary>
internal static class OperationExtensions
{
    /// <summary>The operation and everything below it, in the order of the source.</summary>
    /// <param name="root">Where to begin.</param>
    /// <param name="skip">What is left out together with what is below it; the root itself is never asked about.</param>
    public static IEnumerable<IOperation> DescendantsAndSelf(this IOperation root, Func<IOperation, bool> skip)
    {
        var ahead = new Stack<IOperation>();
        ahead.Push(root);
        while (ahead.Count > 0)
        {
            var current = ahead.Pop();
            yield return current;
            foreach (var child in current.ChildOperations.Reverse())
            {
                if (!skip(child))
                {
                    ahead.Push(child);
                }
            }
        }
    }

    /// <summary>What is asked with <c>?.</c> in front of a place; null outside of one.</summary>
    /// <param name="instance">The operation that stands for it behind the <c>?.</c>.</param>
    public static IOperation? ConditionalReceiver(this IOperation instance)
    {
        for (var around = instance.Parent; around is not null; around = around.Parent)
        {
            if (around is IConditionalAccessOperation access && (access.Operation.Syntax.Span.End <= instance.Syntax.SpanStart || access.Operation.Syntax == instance.Syntax))
            {
                return access.Operation;
            }
        }

        return null;
    }
}
