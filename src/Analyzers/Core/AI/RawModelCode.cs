using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.Core.AI;

/// <summary>
/// Code that calls a model by plain HTTP: half of all calls are written so. It has no symbols to be known by, but hosts, paths and headers that no
/// other code names.
/// </summary>
internal static class RawModelCode
{
    /// <summary>Hosts of providers, and who they belong to.</summary>
    private static readonly (string Text, ModelProvider Provider)[] Hosts =
    [
        ("api.openai.com", ModelProvider.OpenAI), (".openai.azure.com", ModelProvider.Azure), (".services.ai.azure.com", ModelProvider.Azure), (".cognitiveservices.azure.com/openai", ModelProvider.Azure),
        ("api.anthropic.com", ModelProvider.Anthropic), ("generativelanguage.googleapis.com", ModelProvider.Google), ("aiplatform.googleapis.com", ModelProvider.Google),
        ("openrouter.ai", ModelProvider.Other), ("api.groq.com", ModelProvider.Other), ("api.mistral.ai", ModelProvider.Other), ("api.deepseek.com", ModelProvider.Other), ("api.cohere.", ModelProvider.Other), ("api.x.ai", ModelProvider.Other),
        ("api.perplexity.ai", ModelProvider.Other), ("api.together.xyz", ModelProvider.Other), ("api.fireworks.ai", ModelProvider.Other), ("dashscope.aliyuncs.com", ModelProvider.Other), ("open.bigmodel.cn", ModelProvider.Other), ("api.moonshot.cn", ModelProvider.Other),
        ("models.inference.ai.azure.com", ModelProvider.Other), ("models.github.ai", ModelProvider.Other), ("api-inference.huggingface.co", ModelProvider.Other), ("router.huggingface.co", ModelProvider.Other),
        ("localhost:11434", ModelProvider.Ollama), ("127.0.0.1:11434", ModelProvider.Ollama), ("localhost:1234/v1", ModelProvider.Ollama),
    ];

    /// <summary>Paths of their interfaces, and headers that only they ask for.</summary>
    private static readonly (string Text, ModelProvider Provider)[] Signs =
    [
        ("chat/completions", ModelProvider.Other), ("v1/responses", ModelProvider.OpenAI), ("v1/messages", ModelProvider.Anthropic), (":generateContent", ModelProvider.Google), (":streamGenerateContent", ModelProvider.Google),
        ("anthropic-version", ModelProvider.Anthropic), ("x-goog-api-key", ModelProvider.Google),
    ];

    private static readonly ConditionalWeakTable<SyntaxNode, StrongBox<ModelProvider>> Types = new();

    /// <summary>The provider that a text names by its host, by a path of its interface or by a header; <see cref="ModelProvider.None"/> for any other text.</summary>
    public static ModelProvider In(string text)
    {
        foreach (var (host, provider) in Hosts)
        {
            if (text.IndexOf(host, StringComparison.OrdinalIgnoreCase) >= 0)
            {
                return provider;
            }
        }

        foreach (var (sign, provider) in Signs)
        {
            if (text.IndexOf(sign, StringComparison.OrdinalIgnoreCase) >= 0)
            {
                return provider;
            }
        }

        return ModelProvider.None;
    }

    /// <summary>True within a type, or within top-level statements, that name a provider.</summary>
    public static bool IsIn(SyntaxNode place) => ProviderAt(place) != ModelProvider.None;

    /// <summary>The provider that the type around a place names; of several the first whose host it names.</summary>
    public static ModelProvider ProviderAt(SyntaxNode place)
    {
        var around = place.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().LastOrDefault() ?? (SyntaxNode)place.SyntaxTree.GetRoot();
        return Types.GetValue(around, static type => new(Find(type))).Value;
    }

    /// <summary>True where the type around a place names one of some hosts that only its owner knows, such as a gateway of the company.</summary>
    public static bool Names(SyntaxNode place, ImmutableArray<string> hosts)
    {
        if (hosts.IsEmpty)
        {
            return false;
        }

        var around = place.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().LastOrDefault() ?? (SyntaxNode)place.SyntaxTree.GetRoot();
        return around.DescendantTokens(static node => node is not UsingDirectiveSyntax).Any(token => IsText(token) && hosts.Any(host => token.ValueText.IndexOf(host, StringComparison.OrdinalIgnoreCase) >= 0));
    }

    private static bool IsText(SyntaxToken token)
        => token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.Utf8StringLiteralToken;

    private static ModelProvider Find(SyntaxNode type)
    {
        var found = ModelProvider.None;
        foreach (var token in type.DescendantTokens(static node => node is not UsingDirectiveSyntax))
        {
            if (IsText(token)
                && token.ValueText.Length is > 8 and < 4000
                && In(token.ValueText) is var provider and not ModelProvider.None
                && (found is ModelProvider.None or ModelProvider.Other))
            {
                found = provider;
            }
        }

        return found;
    }
}

/// <summary>Who runs a model.</summary>
internal enum ModelProvider
{
    None,
    OpenAI,
    Azure,
    Anthropic,
    Google,
    Ollama,
    Other,
}
