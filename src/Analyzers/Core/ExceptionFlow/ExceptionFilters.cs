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

    /// <summary>True for <c>ex is OperationCanceledException</c> and <c>token.IsCancellationRequested</c>, which no negation turns around.</summary>
    private static bool TakesCancellation(IOperation filter, KnownTypes known)
        => filter.DescendantsAndSelf(skip: IsNegation).Any(part => part switch
        {
            IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" } => true,
            ITypePatternOperation typed => IsCancellation(typed.MatchedType, known),
            IDeclarationPatternOperation declared => IsCancellation(declared.MatchedType, known),
            IRecursivePatternOperation recursive => IsCancellation(recursive.MatchedType, known),
            IIsTypeOperation test => IsCancellation(test.TypeOperand, known),
            _ => false,
        })
        && !IsNegation(filter)
        && filter is not IIsPatternOperation { Pattern: INegatedPatternOperation };

    /// <summary>True for <c>!asked</c>, <c>asked == false</c>, <c>asked is false</c> and the pattern behind <c>is not</c>.</summary>
    private static bool IsNegation(IOperation operation)
        => operation switch
        {
            INegatedPatternOperation or IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } => true,
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equal => IsFalse(equal.LeftOperand) || IsFalse(equal.RightOperand),
            IIsPatternOperation { Pattern: IConstantPatternOperation { Value: var value } } => IsFalse(value),
            _ => false,
        };

    private static bool IsFalse(IOperation value) => value.ConstantValue is { HasValue: true, Value: false };

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
