using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Reliability;

/// <summary>What the filter of a catch clause, <c>when (…)</c>, lets in and out.</summary>
internal static class Filters
{
    /// <summary>True when the filter chooses what is caught, or observes it; a filter that only lets cancellation pass does neither.</summary>
    public static bool Decide(ICatchClauseOperation clause, Known known)
        => clause.Filter is { } filter && filter.ConstantValue is not { HasValue: true, Value: true } && !OnlyAboutCancellation(filter, known);

    /// <summary>True when the filter lets a cancellation pass by.</summary>
    public static bool LetCancellationPass(ICatchClauseOperation clause, Known known)
        => clause.Filter is { } filter && MentionsCancellation(filter, known);

    private static bool OnlyAboutCancellation(IOperation filter, Known known)
        => filter is IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both
            ? OnlyAboutCancellation(both.LeftOperand, known) && OnlyAboutCancellation(both.RightOperand, known)
            : MentionsCancellation(filter, known);

    private static bool MentionsCancellation(IOperation operation, Known known)
    {
        switch (operation)
        {
            case IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" }:
            case ITypePatternOperation typed when known.IsA(typed.MatchedType, "System.OperationCanceledException"):
            case IDeclarationPatternOperation declared when known.IsA(declared.MatchedType, "System.OperationCanceledException"):
            case IRecursivePatternOperation recursive when known.IsA(recursive.MatchedType, "System.OperationCanceledException"):
            case IIsTypeOperation test when known.IsA(test.TypeOperand, "System.OperationCanceledException"):
                return true;
        }

        foreach (var child in operation.ChildOperations)
        {
            if (MentionsCancellation(child, known))
            {
                return true;
            }
        }

        return false;
    }
}
