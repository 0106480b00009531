using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.Taint.Sources;

/// <summary>
/// Texts that somebody else wrote, by how people name them: what an assistant said, a message of a chat, a comment. Where they come from
/// is out of sight; the name is a hint and no more.
/// </summary>
internal static class SpokenTexts
{
    /// <summary>How people name a model that writes.</summary>
    private static readonly string[] Speakers = ["ai", "llm", "gpt", "chatgpt", "openai", "gemini", "claude", "copilot", "ollama", "mistral", "assistant", "chatbot", "bot"];

    /// <summary>How they name what it wrote.</summary>
    private static readonly string[] Said =
    [
        "reply", "response", "answer", "text", "message", "content", "feedback", "suggestion", "summary", "analysis", "result", "output", "explanation", "comment", "recommendation", "advice", "description", "html", "markdown", "completion",
        "review", "evaluation", "insight", "report", "story", "solution", "translation", "hint", "note", "notes",
    ];

    /// <summary>Names that say it alone.</summary>
    private static readonly string[] Alone = ["reply", "answer", "response", "completion", "comment"];

    /// <summary>What holds the text of a message.</summary>
    private static readonly string[] Texts = ["Content", "Text", "Body", "Message", "Html"];

    /// <summary>What a message of a chat says beside it.</summary>
    private static readonly string[] Roles = ["Role", "Sender", "IsUser", "IsFromUser", "FromUser", "IsBot", "IsAssistant", "IsAi", "IsAI"];

    /// <summary>A text that is told by its name, or JSON whose writer leaves tags as they are.</summary>
    public static TaintResult Of(IOperation value, KnownTypes known)
        => value.Type?.SpecialType != SpecialType.System_String ? TaintResult.Unknown
            : value switch
            {
                ILocalReferenceOperation { Local.Name: var name } when IsSpoken(name) => Hint(value),
                IParameterReferenceOperation { Parameter.Name: var name } when IsSpoken(name) => Hint(value),
                IMemberReferenceOperation { Member: var member } when known.IsOfSolution(member.ContainingAssembly) && (IsSpoken(member.Name) || IsOfChat(member)) => Hint(value),
                IInvocationOperation { TargetMethod: { Name: "SerializeObject", ContainingType: var type } } when known.Is(type, "Newtonsoft.Json.JsonConvert") => new(TaintLevel.Service, value, isModel: true),
                _ => TaintResult.Unknown,
            };

    private static TaintResult Hint(IOperation value) => new(TaintLevel.Service, value, isModel: true);

    private static bool IsSpoken(string name)
        => WordSplitter.Of(name) is { Count: > 0 } words
            && words[words.Count - 1] is var last
            && (Array.IndexOf(Alone, last) >= 0 || (Array.IndexOf(Said, last) >= 0 && words.Exists(static word => Array.IndexOf(Speakers, word) >= 0))
                || (last is "text" or "message" or "content" or "html" or "markdown" && words.Exists(static word => Array.IndexOf(Alone, word) >= 0)));

    /// <summary><c>message.Content</c>, where a message also has a role or a sender.</summary>
    private static bool IsOfChat(ISymbol member)
        => Array.IndexOf(Texts, member.Name) >= 0
            && member.ContainingType is { } type
            && WordSplitter.HasWord(type.Name, ["message", "turn", "chat"])
            && Array.Exists(Roles, role => !type.GetMembers(role).IsEmpty);
}
