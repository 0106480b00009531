using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AI;

namespace ProdGap.Analyzers.Tests.Core.AI;

/// <summary>The catalogue of model libraries says of the real packages what they say of themselves.</summary>
public sealed class ModelApisTests
{
    /// <summary>Types that a package gave up, or that another version than the referenced ones has.</summary>
    private static readonly HashSet<string> OtherVersions =
    [
        // OpenAI before 2.8.
        "OpenAI.Responses.OpenAIResponseClient", "OpenAI.Responses.OpenAIResponse", "OpenAI.Responses.ResponseCreationOptions",

        // Azure.AI.OpenAI 1.x.
        "Azure.AI.OpenAI.OpenAIClient", "Azure.AI.OpenAI.ChatCompletionsOptions", "Azure.AI.OpenAI.CompletionsOptions", "Azure.AI.OpenAI.ChatMessage", "Azure.AI.OpenAI.ChatRequestSystemMessage", "Azure.AI.OpenAI.ChatRequestUserMessage",
        "Azure.AI.OpenAI.ChatCompletions", "Azure.AI.OpenAI.Completions", "Azure.AI.OpenAI.ChatResponseMessage", "Azure.AI.OpenAI.CompletionsUsage", "Azure.AI.OpenAI.ChatChoice",
        "Microsoft.Agents.AI.AgentRunResponse",
    ];

    /// <summary>Members of other versions, where their type stayed.</summary>
    private static readonly HashSet<string> OtherMembers = ["OpenAI.Chat.ChatCompletionOptions.MaxTokens", "Microsoft.Agents.AI.ChatClientAgentOptions.Instructions"];

    /// <summary>Libraries of which no package is referenced here.</summary>
    private static readonly HashSet<string> NotReferenced =
    [
        "Anthropic.SDK", "Google.GenAI", "Mscc.GenerativeAI", "Amazon Bedrock",
    ];

    private static readonly HashSet<string> NotReferencedTypes =
    [
        // Connectors of other providers.
        "Microsoft.SemanticKernel.Connectors.Google.GeminiPromptExecutionSettings", "Microsoft.SemanticKernel.Connectors.MistralAI.MistralAIPromptExecutionSettings", "Microsoft.SemanticKernel.Connectors.HuggingFace.HuggingFacePromptExecutionSettings",
        "Microsoft.SemanticKernel.AzureOpenAIKernelBuilderExtensions", "Microsoft.SemanticKernel.AzureOpenAIServiceCollectionExtensions", "Microsoft.SemanticKernel.Agents.Agent",
    ];

    private static readonly KnownTypes Known = KnownTypes.Of(CSharpCompilation.Create("App", [], [.. References.Production, .. References.Named(References.Models)]));

    public static IEnumerable<object[]> Rows => ModelApis.Rows.Where(IsReferenced).SelectMany(row => row.Members.DefaultIfEmpty("").Select(member => (row.Type, member))).Distinct().Select(row => (object[])[row.Type, row.member]);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Packages_have_what_the_catalogue_says(string type, string member)
    {
        var found = Known[type];
        Assert.NotNull(found);
        var members = MembersOf(found, member);
        Assert.True(member.Length == 0 || members.Count > 0, $"{type} has no {member}, but {string.Join(", ", found.GetMembers().Where(one => one.DeclaredAccessibility == Accessibility.Public).Select(one => one.Name).Distinct())}");
    }

    [Fact]
    public void Parameters_and_options_are_called_so()
        => Assert.All(ModelApis.Rows.Where(row => IsReferenced(row) && row.Argument is not null), row =>
        {
            var methods = row.Members.SelectMany(member => MembersOf(Known[row.Type]!, member)).OfType<IMethodSymbol>().ToList();
            if (row.Kind == ModelApiKind.Call)
            {
                var options = Known[row.Argument!];
                Assert.NotNull(options);
                Assert.Contains(methods.SelectMany(method => method.Parameters), parameter => Known.IsA(parameter.Type, row.Argument!) || Known.Compilation.ClassifyConversion(options, parameter.Type).IsImplicit);
            }
            else
            {
                Assert.Contains(methods.SelectMany(method => method.Parameters), parameter => parameter.Name == row.Argument);
            }
        });

    [Fact]
    public void What_is_left_out_is_left_out_for_a_reason()
        => Assert.All(OtherVersions.Concat(NotReferencedTypes), type =>
        {
            Assert.Null(Known[type]);
            Assert.Contains(ModelApis.Rows, row => row.Type == type);
        });

    [Fact]
    public void Earlier_packages_have_the_calls_too()
    {
        var earlier = KnownTypes.Of(CSharpCompilation.Create("App", [], [.. References.Production, .. References.Named(References.EarlierModels)]));
        var calls = ModelApis.Rows.Where(row => row.Kind == ModelApiKind.Call && IsReferenced(row) && row.Library is not "Azure.AI.OpenAI" && !row.Type.EndsWith("ResponsesClient", StringComparison.Ordinal));
        Assert.All(calls, row => Assert.Contains(row.Members, member => earlier[row.Type] is { } type && MembersOf(type, member).Count > 0));
    }

    private static bool IsReferenced(ModelApi row) => !NotReferenced.Contains(row.Library) && !NotReferencedTypes.Contains(row.Type) && !OtherVersions.Contains(row.Type);

    private static List<ISymbol> MembersOf(INamedTypeSymbol type, string member)
    {
        var found = new List<ISymbol>();
        for (var current = type; current is not null; current = member == ModelApi.Constructor ? null : current.BaseType)
        {
            found.AddRange(current.GetMembers(member));
        }

        return OtherMembers.Contains(type.ToDisplayString() + "." + member) ? [type] : found;
    }
}
