using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Operations;

namespace ProdGap.Analyzers.Security.Disclosure.Logs;

/// <summary>What a member of an object was given where the object is made: by a constructor's parameter of its name, an initializer, or <c>with</c>.</summary>
internal static class GivenValue
{
    /// <summary>The value; null where that is not in sight.</summary>
    public static IOperation? Of(IOperation? made, IPropertySymbol property)
    {
        made = made is null ? null : Origin(made);
        for (var depth = 0; made is IWithOperation { Operand: var basis } copy && depth < 4; depth++)
        {
            if (In(copy.Initializer, property) is { } changed)
            {
                return changed;
            }

            made = Origin(basis);
        }

        return made is IObjectCreationOperation creation
            ? In(creation.Initializer, property) ?? creation.Arguments.FirstOrDefault(argument => string.Equals(argument.Parameter?.Name, property.Name, StringComparison.OrdinalIgnoreCase))?.Value
            : null;
    }

    /// <summary>True for a value that shows nothing.</summary>
    public static bool IsMasked(IOperation value)
    {
        value = ValueChain.Unwrap(value);
        return value.ConstantValue.HasValue
            || DerivedValue.Is(value)
            || (ValueChain.NameOf(value) is { } name && SensitiveNames.IsHarmless(name))
            || (value is ILocalReferenceOperation local && Operands.Initializer(local) is { } origin && DerivedValue.Is(origin));
    }

    private static IOperation? In(IObjectOrCollectionInitializerOperation? initializer, IPropertySymbol property)
        => initializer?.Initializers.OfType<ISimpleAssignmentOperation>()
            .FirstOrDefault(set => set.Target is IPropertyReferenceOperation { Property: var target } && SymbolEqualityComparer.Default.Equals(target.OriginalDefinition, property.OriginalDefinition))?.Value;

    private static IOperation Origin(IOperation value)
    {
        value = ValueChain.Unwrap(value);
        return value is ILocalReferenceOperation local && Operands.Initializer(local) is { } made ? ValueChain.Unwrap(made) : value;
    }
}
