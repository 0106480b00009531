using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AI;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.AI.Limits;

/// <summary>What a project says of the chat clients that it makes: read off the names in its files, when the first call without a limit is found.</summary>
internal sealed class ChatClients
{
    private const string Limit = "MaxOutputTokens";

    private static readonly HashSet<string> Local = ["OllamaApiClient", "OllamaChatClient", "AddOllamaApiClient", "AddOllamaChatClient", "AddOllamaChatCompletion", "AddOllamaSharpChatClient", "AddKeyedOllamaApiClient"];

    private static readonly HashSet<string> Remote =
    [
        "OpenAIClient", "AzureOpenAIClient", "AsIChatClient", "GetChatClient", "AnthropicClient", "ChatCompletionsClient", "AddOpenAIClient", "AddAzureOpenAIClient", "AddKeyedAzureOpenAIClient", "AddAzureChatCompletionsClient", "AddOpenAIChatCompletion",
        "AddAzureOpenAIChatCompletion", "AddGoogleAIGeminiChatCompletion", "AddMistralChatCompletion", "AddAzureAIInferenceChatCompletion", "AddAmazonBedrockChatCompletion", "AIProjectClient", "OpenAIChatCompletionService", "AzureOpenAIChatCompletionService", "OpenAIService",
    ];

    private static readonly ConditionalWeakTable<SyntaxTree, FileFacts> Files = new();

    private ChatClients(KnownTypes known)
    {
        var local = false;
        var remote = false;
        var keys = false;
        var placeholders = false;
        foreach (var tree in known.Compilation.SyntaxTrees)
        {
            var facts = Files.GetValue(tree, static tree => new(tree));
            local |= facts.IsLocal;
            remote |= facts.IsRemote;
            HaveLimit |= facts.HasLimit;
            keys |= facts.HasKey;
            placeholders |= facts.HasNoKey;
            GiveRunsOptions |= facts.GivesRunsOptions;
            AreMadeHere |= facts.IsLocal || facts.IsRemote || facts.Registers;
        }

        AreLocal = local && !remote;
        NeedNoKey = placeholders && !keys;
    }

    /// <summary>True where each client is made with a key that is none: the model at the other end asks for none.</summary>
    public bool NeedNoKey { get; }

    /// <summary>True where runs of agents are given options that may have a limit.</summary>
    public bool GiveRunsOptions { get; }

    /// <summary>True where each client calls a model on the own machine: nobody bills its tokens.</summary>
    public bool AreLocal { get; }

    /// <summary>True where a limit is set for all calls of a client.</summary>
    public bool HaveLimit { get; }

    /// <summary>True where the project makes or registers a client.</summary>
    public bool AreMadeHere { get; }

    public static ChatClients Of(KnownTypes known) => known.PerCompilation(static key => new ChatClients(key));

    private sealed class FileFacts
    {
        public FileFacts(SyntaxTree tree)
        {
            foreach (var token in tree.GetRoot().DescendantTokens())
            {
                if (!token.IsKind(SyntaxKind.IdentifierToken))
                {
                    continue;
                }

                var name = token.ValueText;
                IsLocal |= Local.Contains(name);
                IsRemote |= Remote.Contains(name);
                Registers |= name is "AddChatClient" or "AddKeyedChatClient" or "ChatClientBuilder";
                if (name == "ApiKeyCredential" && token.Parent?.FirstAncestorOrSelf<ObjectCreationExpressionSyntax>() is { ArgumentList.Arguments: { Count: > 0 } arguments } key && key.Type.Span.Contains(token.Span))
                {
                    var isNone = arguments[0].Expression is LiteralExpressionSyntax { Token.Value: string text } && LocalModels.IsNoKey(text);
                    HasNoKey |= isNone;
                    HasKey |= !isNone;
                }

                GivesRunsOptions |= name == AgentRuns.OptionsType && token.Parent?.FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>() is { } run && AgentRuns.MayLimit(run);
                HasLimit |= name == Limit && token.Parent is { } limit && IsForAll(limit);
            }
        }

        public bool IsLocal { get; }

        public bool IsRemote { get; }

        public bool Registers { get; }

        public bool HasKey { get; }

        public bool HasNoKey { get; }

        public bool GivesRunsOptions { get; }

        public bool HasLimit { get; }

        /// <summary>True within <c>ConfigureOptions(…)</c>, a client that passes calls on, and the options of an agent's run.</summary>
        private static bool IsForAll(SyntaxNode limit)
            => limit.Ancestors().Any(static around => around switch
            {
                InvocationExpressionSyntax call => InvocationSyntax.NameOf(call)?.Identifier.ValueText is "ConfigureOptions" or "Use",
                BaseObjectCreationExpressionSyntax creation => CreatedType.NameOf(creation) is "ChatClientAgentRunOptions" or "ConfigureOptionsChatClient",
                TypeDeclarationSyntax { BaseList.Types: var types } => types.Any(static type => TypeSyntaxNames.RightmostName(type.Type) is "DelegatingChatClient" or "IChatClient"),
                _ => false,
            });
    }
}
