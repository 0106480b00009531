using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Operations;

namespace ProdGap.Analyzers.Core.ExceptionFlow;

/// <summary>What the filter of a catch clause, <c>when (…)</c>, lets in and out.</summary>
internal static class ExceptionFilters
{
    /// <summary>True when the filter chooses what is caught, or observes it; a filter that only lets cancellation pass does neither, one that takes nothing else does.</summary>
    public static bool Decide(ICatchClauseOperation clause, KnownTypes known)
        => clause.Filter is { } filter
            && filter.ConstantValue is not { HasValue: true, Value: true }
            && (!OnlyAboutCancellation(filter, known) || TakesCancellation(filter, known));

    /// <summary>True for <c>ex is OperationCanceledException</c>, which no negation turns around.</summary>
    private static bool TakesCancellation(IOperation filter, KnownTypes known)
        => filter.DescendantsAndSelf(skip: below => below is INegatedPatternOperation or IUnaryOperation { OperatorKind: UnaryOperatorKind.Not }).Any(part => part switch
        {
            ITypePatternOperation typed => IsCancellation(typed.MatchedType, known),
            IDeclarationPatternOperation declared => IsCancellation(declared.MatchedType, known),
            IRecursivePatternOperation recursive => IsCancellation(recursive.MatchedType, known),
            IIsTypeOperation test => IsCancellation(test.TypeOperand, known),
            _ => false,
        })
        && filter is not (IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } or IIsPatternOperation { Pattern: INegatedPatternOperation });

    /// <summary>True when the filter lets a cancellation pass by.</summary>
    public static bool LetCancellationPass(ICatchClauseOperation clause, KnownTypes known)
        => clause.Filter is { } filter && MentionsCancellation(filter, known);

    private static bool OnlyAboutCancellation(IOperation filter, KnownTypes known)
        => filter.DescendantsAndSelf(skip: below => !IsCombination(below.Parent)).All(part => IsCombination(part) || MentionsCancellation(part, known));

    private static bool IsCombination(IOperation? operation)
        => operation is IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr };

    private static bool MentionsCancellation(IOperation operation, KnownTypes known)
        => operation.DescendantsAndSelf().Any(part => part switch
        {
            IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" } => true,
            IInvocationOperation { TargetMethod.Name: var name } => name.IndexOf("Cancel", StringComparison.Ordinal) >= 0,
            ITypePatternOperation typed => IsCancellation(typed.MatchedType, known),
            IDeclarationPatternOperation declared => IsCancellation(declared.MatchedType, known),
            IRecursivePatternOperation recursive => IsCancellation(recursive.MatchedType, known),
            IIsTypeOperation test => IsCancellation(test.TypeOperand, known),
            _ => false,
        });

    /// <summary>True for the exception of a cancellation, or one that derives from it.</summary>
    public static bool IsCancellation(ITypeSymbol? type, KnownTypes known) => known.IsA(type, "System.OperationCanceledException");
}
