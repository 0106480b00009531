using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.AI.Clients;

/// <summary>What the files of a project say about what its calls of models cost: read off their words, once per tree and without binding.</summary>
internal sealed class UsageEvidence
{
    private static readonly ConditionalWeakTable<SyntaxTree, object> PerTree = new();

    /// <summary>Members that hold counts, and what records them.</summary>
    private static readonly HashSet<string> Counts = new(
        ["Usage", "UsageDetails", "UsageContent", "UsageMetadata", "UseOpenTelemetry", "OpenTelemetryChatClient", "OpenTelemetryAgent", "AddServiceDefaults", "Langfuse", "UseLangfuse"], StringComparer.Ordinal);

    /// <summary>What beside the word for tokens makes it a count, and not a limit or a credential.</summary>
    private static readonly string[] Amounts = ["Usage", "Count", "Used", "Total", "Input", "Output", "Prompt", "Completion", "Consumed", "Spent"];

    /// <summary>Names of sources and meters, and of what counts are called in JSON.</summary>
    private static readonly string[] Sources =
        ["Microsoft.Extensions.AI", "Microsoft.SemanticKernel", "Microsoft.Agents.AI", "OpenAI.*", "OpenAI.ChatClient", "OpenAI.Experimental.EnableOpenTelemetry", "Azure.AI.", "prompt_tokens", "completion_tokens", "input_tokens", "output_tokens", "total_tokens", "gen_ai."];

    /// <summary>Set-up of telemetry that is the framework's own and knows nothing of models.</summary>
    private static readonly HashSet<string> Framework = new(["AddOpenTelemetry", "AddApplicationInsightsTelemetry", "AddApplicationInsightsTelemetryWorkerService", "AddMetrics", "UseHttpMetrics", "AddTelemetryConsumer"], StringComparer.Ordinal);

    /// <summary>How calls for text are called in all libraries.</summary>
    private static readonly HashSet<string> CallNames = new(
        ["CompleteChatAsync", "CompleteChat", "CompleteChatStreamingAsync", "CompleteChatStreaming", "CreateResponseAsync", "CreateResponse", "CreateResponseStreamingAsync", "GetResponseAsync", "GetStreamingResponseAsync",
        "GetChatMessageContentAsync", "GetChatMessageContentsAsync", "GetStreamingChatMessageContentsAsync", "InvokePromptAsync", "GetChatCompletionsAsync", "GetClaudeMessageAsync", "GenerateContentAsync", "ConverseAsync", "RunStreamingAsync", "GetResponsesAsync"],
        StringComparer.Ordinal);

    private UsageEvidence(KnownTypes known)
    {
        HasNeighbors = known.Compilation.SourceModule.ReferencedAssemblySymbols.Any(known.IsOfSolution);
        foreach (var tree in known.Compilation.SyntaxTrees)
        {
            Found |= (Signs)PerTree.GetValue(tree, static key => Read(key.GetRoot()));
        }
    }

    /// <summary>What was found in all files together.</summary>
    public Signs Found { get; }

    /// <summary>True where other projects of the solution are used: what is asked for here may be counted there.</summary>
    public bool HasNeighbors { get; }

    public static UsageEvidence Of(KnownTypes known) => known.PerCompilation(static key => new UsageEvidence(key));

    private static object Read(SyntaxNode root)
    {
        var found = Signs.None;
        foreach (var token in root.DescendantTokens())
        {
            found |= token.Kind() switch
            {
                SyntaxKind.IdentifierToken => OfName(token),
                SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken => OfText(token.ValueText),
                _ => Signs.None,
            };
        }

        return found;
    }

    private static Signs OfName(SyntaxToken token)
    {
        var name = token.ValueText;
        var found = CallNames.Contains(name) || IsCall(token) ? Signs.Calls : Signs.None;
        if (name is "GetChatClient" or "GetResponsesClient" or "GetOpenAIResponseClient" or "GetAssistantClient" or "AsIChatClient" or "AsChatClient" or "AsAIAgent" or "CreateAIAgent")
        {
            found |= Signs.Chats;
        }

        if (name is "AddLogging" or "LoggerFactory" or "ILoggerFactory")
        {
            found |= Signs.Logs;
        }

        return Counts.Contains(name) && !IsPartOfName(token)
            || Has(name, "token") && !Has(name, "max") && !Has(name, "limit") && Array.Exists(Amounts, amount => Has(name, amount))
            || name == "OpenTelemetry" && token.Parent is IdentifierNameSyntax { Parent: AssignmentExpressionSyntax }
            || IsSetUp(name)
                ? found | Signs.Counts
                : found;
    }

    /// <summary>A call whose name alone says too little: <c>client.Messages.Create(…)</c>, <c>agent.RunAsync(…)</c></summary>
    private static bool IsCall(SyntaxToken token)
        => token.ValueText switch
        {
            "Create" or "CreateStreaming" => token.Parent?.Parent is MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Messages" } },
            "RunAsync" => token.Parent?.Parent is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var receiver } } && Has(receiver, "agent"),
            _ => false,
        };

    private static bool Has(string name, string word) => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>True for the segment of a namespace.</summary>
    private static bool IsPartOfName(SyntaxToken token) => token.Parent?.Parent is QualifiedNameSyntax or UsingDirectiveSyntax or BaseNamespaceDeclarationSyntax;

    /// <summary>True for a method that sets up telemetry in its own way: what it does may stand in another project.</summary>
    private static bool IsSetUp(string name)
        => (name.StartsWith("Add", StringComparison.Ordinal) || name.StartsWith("Use", StringComparison.Ordinal) || name.StartsWith("Configure", StringComparison.Ordinal))
            && (name.IndexOf("Telemetry", StringComparison.Ordinal) >= 0 || name.IndexOf("Observability", StringComparison.Ordinal) >= 0)
            && !Framework.Contains(name);

    private static Signs OfText(string text) => text.Length is > 0 and < 200 && (text == "*" || Array.Exists(Sources, source => text.IndexOf(source, StringComparison.Ordinal) >= 0)) ? Signs.Counts : Signs.None;

    /// <summary>What a file shows.</summary>
    [Flags]
    internal enum Signs
    {
        None = 0,

        /// <summary>It looks at counts of tokens, or has them recorded.</summary>
        Counts = 1,

        /// <summary>It asks a client of several purposes for one that chats.</summary>
        Chats = 2,

        /// <summary>It calls models.</summary>
        Calls = 4,

        /// <summary>It makes loggers.</summary>
        Logs = 8,
    }
}
