using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Taint.Sources;

namespace ProdGap.Analyzers.Core.Taint.Sanitizers;

/// <summary>What is a text of others in a prompt. No encoder makes a text harmless there: the model reads it all the same.</summary>
internal static class PromptSanitizers
{
    public static readonly TaintPolicy Policy = new() { MadeOf = MadeOf, Suspects = PromptSources.Of };

    /// <summary>An object that is written out as JSON is its text.</summary>
    private static IReadOnlyList<IOperation>? MadeOf(IInvocationOperation call, KnownTypes known)
        => call.TargetMethod is { Name: "Serialize" or "SerializeObject", ContainingType: var type }
            && (known.Is(type, "System.Text.Json.JsonSerializer") || known.Is(type, "Newtonsoft.Json.JsonConvert"))
            && call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "value") is { Value: var value }
            ? ValuesOf(value)
            : null;

    /// <summary>What an anonymous object is made of; any other value is one.</summary>
    private static IReadOnlyList<IOperation> ValuesOf(IOperation value)
        => value switch
        {
            IConversionOperation { Operand: var converted } => ValuesOf(converted),
            IAnonymousObjectCreationOperation written => [.. written.Initializers.OfType<ISimpleAssignmentOperation>().Select(static set => set.Value)],
            _ => [value],
        };
}
