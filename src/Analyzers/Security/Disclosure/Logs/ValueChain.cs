using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Operations;

namespace ProdGap.Analyzers.Security.Disclosure.Logs;

/// <summary>The chain of members that leads to a value, and the names in it.</summary>
internal static class ValueChain
{
    /// <summary>The name by which a value is held.</summary>
    public static string? NameOf(IOperation value)
        => Unwrap(value) switch
        {
            IPropertyReferenceOperation { Arguments.Length: 0 } property => property.Property.Name,
            IFieldReferenceOperation field => field.Field.Name,
            ILocalReferenceOperation local => local.Local.Name,
            IParameterReferenceOperation parameter => parameter.Parameter.Name,
            _ => null,
        };

    /// <summary>The names that a value is reached by, without its own.</summary>
    public static IEnumerable<string> Receivers(IOperation? instance)
    {
        for (var depth = 0; instance is not null && depth < 4; depth++)
        {
            switch (Unwrap(instance))
            {
                case IPropertyReferenceOperation property:
                    yield return property.Property.Name;
                    yield return property.Property.Type.Name;
                    instance = property.Instance;
                    break;
                case IFieldReferenceOperation field:
                    yield return field.Field.Name;
                    yield return field.Field.Type.Name;
                    instance = field.Instance;
                    break;
                case ILocalReferenceOperation local:
                    yield return local.Local.Name;
                    yield return local.Local.Type.Name;
                    yield break;
                case IParameterReferenceOperation parameter:
                    yield return parameter.Parameter.Name;
                    yield return parameter.Parameter.Type.Name;
                    yield break;
                case IConditionalAccessInstanceOperation placeholder:
                    instance = Accessed(placeholder);
                    break;
                default:
                    yield break;
            }
        }
    }

    /// <summary>What stands before the <c>?.</c>.</summary>
    private static IOperation? Accessed(IConditionalAccessInstanceOperation placeholder)
    {
        for (IOperation? outer = placeholder; outer is not null; outer = outer.Parent)
        {
            if (outer is IConditionalAccessOperation access && access.WhenNotNull.Syntax.Span.Contains(placeholder.Syntax.Span) | access.Operation.Syntax == placeholder.Syntax)
            {
                return access.Operation;
            }
        }

        return null;
    }

    /// <summary>The value itself, without conversions, awaits and the question mark before it.</summary>
    public static IOperation Unwrap(IOperation value)
    {
        value = Operands.UnwrapAwait(value);
        for (var depth = 0; depth < 8 && value is IConditionalAccessInstanceOperation placeholder && Accessed(placeholder) is { } accessed; depth++)
        {
            value = Operands.UnwrapAwait(accessed);
        }

        return value;
    }
}
