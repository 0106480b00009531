using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ProdGap.Analyzers.Core.AI;

/// <summary>What a language model said, where code reads it off a reply.</summary>
internal static class ModelReplies
{
    /// <summary>What answers to a request for text are called that give out their text as a whole.</summary>
    private static readonly string[] Whole =
    [
        "Microsoft.SemanticKernel.FunctionResult", "Microsoft.Extensions.AI.ChatResponse", "Microsoft.Extensions.AI.ChatResponseUpdate", "Microsoft.SemanticKernel.ChatMessageContent", "Microsoft.SemanticKernel.StreamingKernelContent",
        "Microsoft.Agents.AI.AgentResponse", "Microsoft.Agents.AI.AgentResponseUpdate",
    ];

    /// <summary>Names of JSON members that hold the choices of a reply.</summary>
    private static readonly string[] Choices = ["choices", "candidates"];

    /// <summary>Names of JSON members that lead to its text.</summary>
    private static readonly string[] Leading = ["message", "delta", "content", "parts", "output"];

    /// <summary>Names of JSON members that are its text.</summary>
    private static readonly string[] Texts = ["content", "text"];

    /// <summary>True for a type of replies that shows their text where it is written out.</summary>
    public static bool IsWhole(ITypeSymbol? type, KnownTypes known) => type is not null && Array.Exists(Whole, whole => known.IsA(type, whole));

    /// <summary>True for the text of a reply, or for what holds it.</summary>
    public static bool Reads(IOperation value, KnownTypes known)
        => value switch
        {
            IPropertyReferenceOperation { Property.IsIndexer: false } property => ModelLibraries.Of(known).Find(ModelApiKind.Reply, property.Property) is not null,
            IInvocationOperation { TargetMethod: { Name: "ToString" or "GetValue", ContainingType: var type } } when IsWhole(type, known) => true,
            IInvocationOperation call => IsJsonText(call, known) || ModelLibraries.Of(known).Find(ModelApiKind.Reply, call.TargetMethod) is not null,
            _ => false,
        };

    /// <summary><c>choices[0].message.content.GetString()</c>, in any of the ways in which people take JSON apart.</summary>
    private static bool IsJsonText(IInvocationOperation call, KnownTypes known)
        => call.TargetMethod is { Name: "GetString" or "ToString" or "GetValue" or "Value", ContainingType.Name: "JsonElement" or "JsonNode" or "JToken" or "JsonValue" or "Extensions" }
            && call.Syntax is InvocationExpressionSyntax { Expression: var chain }
            && RawReplyPath.Of(chain) is { Count: > 0 } path
            && Array.IndexOf(Texts, path[path.Count - 1]) >= 0
            && (path.Exists(static step => Array.IndexOf(Choices, step) >= 0) || path.Count(static step => Array.IndexOf(Leading, step) >= 0) > 1 || RawModelCode.IsIn(call.Syntax));
}
