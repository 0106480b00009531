using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ProdGap.Analyzers.Core.Operations;

/// <summary>Questions about the values that assertions compare.</summary>
internal static class Operands
{
    /// <summary>The value without parentheses, and without conversions that no user wrote.</summary>
    public static IOperation Unwrap(IOperation value)
    {
        while (true)
        {
            switch (value)
            {
                case IConversionOperation { OperatorMethod: null } conversion:
                    value = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    value = parenthesized.Operand;
                    break;
                default:
                    return value;
            }
        }
    }

    /// <summary>The constant that stands in the test itself; what production declares can change, and to pin it is a test.</summary>
    public static bool TryLiteral(IOperation value, out object? constant)
    {
        constant = value.ConstantValue is { HasValue: true, Value: var known } ? known : null;
        return value.ConstantValue.HasValue && !value.DescendantsAndSelf().Any(part => part is IFieldReferenceOperation or ISizeOfOperation or INameOfOperation);
    }

    /// <summary>True for two readings of one variable, between which nothing can happen.</summary>
    public static bool AreOneVariable(IOperation first, IOperation second)
        => (first, second) switch
        {
            (ILocalReferenceOperation one, ILocalReferenceOperation two) => SymbolEqualityComparer.Default.Equals(one.Local, two.Local),
            (IParameterReferenceOperation one, IParameterReferenceOperation two) => SymbolEqualityComparer.Default.Equals(one.Parameter, two.Parameter),
            (IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } one, IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } two)
                => SymbolEqualityComparer.Default.Equals(one.Field, two.Field),
            _ => false,
        };

    /// <summary>True for a value that was just made, or is of a type without null.</summary>
    public static bool IsNeverNull(IOperation value)
    {
        if (value.Type is { IsValueType: true, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T, TypeKind: not (TypeKind.TypeParameter or TypeKind.Error) })
        {
            return true;
        }

        return IsMade(value) || (value is ILocalReferenceOperation local && Initializer(local) is { } made && IsMade(made));
    }

    /// <summary>The exact type of a value that the test itself made.</summary>
    public static ITypeSymbol? TypeMade(IOperation value)
        => value is IObjectCreationOperation { Type: { } type } ? type
            : value is ILocalReferenceOperation local && Initializer(local) is IObjectCreationOperation { Type: { } made } ? made
            : null;

    /// <summary>The value that a local is given where it is declared; null where it can have another by now.</summary>
    public static IOperation? Initializer(ILocalReferenceOperation reference)
        => reference.SemanticModel is { } model && InitialValue.Of(reference.Local, model) is { } initial ? Unwrap(initial) : null;

    private static bool IsMade(IOperation value)
        => value is IObjectCreationOperation { Type: not { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } }
            or IArrayCreationOperation or IInstanceReferenceOperation or IInterpolatedStringOperation or ITypeOfOperation or IDelegateCreationOperation
            or IAnonymousObjectCreationOperation or ILiteralOperation { ConstantValue: { HasValue: true, Value: not null } };

    /// <summary>The operation under conversions, parentheses, awaits and <c>ConfigureAwait</c>.</summary>
    public static IOperation UnwrapAwait(IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation conversion:
                    operation = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                case IAwaitOperation awaited:
                    operation = awaited.Operation;
                    break;
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } instance }:
                    operation = instance;
                    break;
                default:
                    return operation;
            }
        }
    }
}
