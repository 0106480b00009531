using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Operations;

namespace ProdGap.Analyzers.Core.ExceptionFlow;

/// <summary>Values that a caller takes for an ordinary answer: nothing, zero, empty.</summary>
internal static class DefaultValues
{
    private static readonly string[] FailureWords =
        ["Error", "Fail", "Fault", "Exception", "Invalid", "Problem", "Result", "Response", "Null", "None", "Unknown", "Missing", "Unavailable", "Fallback"];

    /// <summary>True for null, default, zero, the empty text and the empty collection, also when wrapped in a finished task. Not for false.</summary>
    public static bool IsDefault(IOperation value, KnownTypes known)
    {
        value = Operands.UnwrapAwait(value);
        if (value.ConstantValue.HasValue)
        {
            return value.Type?.TypeKind != TypeKind.Enum && value.ConstantValue.Value switch
            {
                null => true,
                string text => text.Length == 0,
                int number => number == 0,
                long number => number == 0,
                decimal number => number == 0,
                double number => number == 0,
                float number => number == 0,
                _ => false,
            };
        }

        return value switch
        {
            IDefaultValueOperation => true,
            ICollectionExpressionOperation collection => collection.Elements.IsEmpty,
            IArrayCreationOperation array => array.Initializer is null
                ? array.DimensionSizes is { Length: 1 } sizes && sizes[0].ConstantValue is { HasValue: true, Value: 0 }
                : array.Initializer.ElementValues.IsEmpty,
            IObjectCreationOperation creation => IsEmpty(creation) || IsFinishedTask(creation.Type, creation.Arguments, known),
            IFieldReferenceOperation { Field: { IsStatic: true, Name: "Empty" or "Zero" or "MinValue" } field } => field.ContainingType.ContainingNamespace is { } home && IsSystem(home),
            IPropertyReferenceOperation { Property: { IsStatic: true, Name: "Empty" or "Zero" } property } => property.ContainingType.ContainingNamespace is { } home && IsSystem(home),
            IInvocationOperation { TargetMethod: { Name: "Empty", IsStatic: true, Parameters.Length: 0, ContainingType: var owner } }
                => known.Is(owner, "System.Array") || known.Is(owner, "System.Linq.Enumerable"),
            IInvocationOperation { TargetMethod: { Name: "FromResult", ContainingType: var owner } } call => IsFinishedTask(owner, call.Arguments, known),
            ITupleOperation tuple => tuple.Elements.All(element => IsDefault(element, known)),
            _ => false,
        };
    }

    /// <summary>True for a finished task without a value: the asynchronous spelling of a bare <c>return</c>.</summary>
    public static bool IsDone(IOperation value, KnownTypes known)
        => Operands.UnwrapAwait(value) is IPropertyReferenceOperation { Property: { Name: "CompletedTask", ContainingType: var owner } }
            && (known.Is(owner, "System.Threading.Tasks.Task") || known.Is(owner, "System.Threading.Tasks.ValueTask"));

    /// <summary>The value as a message names it.</summary>
    public static string NameOf(IOperation value)
    {
        var inner = Result(value);
        return inner.ConstantValue switch
        {
            { HasValue: true, Value: null } => "this null",
            { HasValue: true, Value: false } => "this false",
            { HasValue: true, Value: string } => "this empty string",
            { HasValue: true } => "this zero",
            _ => inner is IDefaultValueOperation ? "this default" : inner.Type is { Name: "TimeSpan" or "Guid" or "DateTime" } type ? $"this empty {type.Name}" : "this empty result",
        };
    }

    /// <summary>True for false, also when wrapped in a finished task.</summary>
    public static bool IsFalse(IOperation? value) => value is not null && Result(value).ConstantValue is { HasValue: true, Value: false };

    /// <summary>True for true, also when wrapped in a finished task.</summary>
    public static bool IsTrue(IOperation value) => Result(value).ConstantValue is { HasValue: true, Value: true };

    /// <summary>What a finished task holds: the value of <c>Task.FromResult(x)</c> and <c>new ValueTask&lt;T&gt;(x)</c>; any other value itself.</summary>
    public static IOperation Result(IOperation value)
    {
        var inner = Operands.UnwrapAwait(value);
        return inner switch
        {
            IInvocationOperation { TargetMethod.Name: "FromResult", Arguments: { Length: 1 } arguments } => Operands.UnwrapAwait(arguments[0].Value),
            IObjectCreationOperation { Type.Name: "ValueTask", Arguments: { Length: 1 } arguments } => Operands.UnwrapAwait(arguments[0].Value),
            _ => inner,
        };
    }

    /// <summary>True for null, and for the default of a type that can be null, also in a finished task.</summary>
    public static bool IsNull(IOperation value)
        => Result(value) is var inner
            && (inner.ConstantValue is { HasValue: true, Value: null }
                || (inner is IDefaultValueOperation && inner.Type is { IsReferenceType: true } or { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }));

    /// <summary>True for <c>new List()</c>, <c>new Settings()</c>: an object that nothing was said to, unless its very type speaks of failure.</summary>
    private static bool IsEmpty(IObjectCreationOperation creation)
        => creation.Arguments.IsEmpty
            && (creation.Initializer is null || creation.Initializer.Initializers.IsEmpty)
            && creation.Type is { SpecialType: SpecialType.None, IsReferenceType: true } type
            && !SpeaksOfFailure(type.Name);

    private static bool SpeaksOfFailure(string name)
    {
        foreach (var word in FailureWords)
        {
            if (name.IndexOf(word, StringComparison.Ordinal) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsFinishedTask(ITypeSymbol? type, System.Collections.Immutable.ImmutableArray<IArgumentOperation> arguments, KnownTypes known)
        => arguments.Length == 1
            && (known.Is(type, "System.Threading.Tasks.Task") || known.Is(type, "System.Threading.Tasks.ValueTask") || known.Is(type, "System.Threading.Tasks.ValueTask`1"))
            && IsDefault(arguments[0].Value, known);

    private static bool IsSystem(INamespaceSymbol space)
    {
        while (space.ContainingNamespace is { IsGlobalNamespace: false } parent)
        {
            space = parent;
        }

        return space.Name == "System";
    }
}
