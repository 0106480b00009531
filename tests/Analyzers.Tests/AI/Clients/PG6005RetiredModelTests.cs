using ProdGap.Analyzers.AI.Clients;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Tests.AI.Clients;

public sealed class PG6005RetiredModelTests
{
    internal static readonly string Usings =
        """
        using System.ClientModel;
        using System.Net.Http.Json;
        using Anthropic;
        using Anthropic.Models.Messages;
        using Microsoft.Extensions.AI;
        using Microsoft.SemanticKernel;
        using Microsoft.SemanticKernel.ChatCompletion;
        using Microsoft.SemanticKernel.Connectors.OpenAI;
        using OpenAI;
        using OpenAI.Chat;


        """;

    internal static Scenario Library(string members, bool earlier = false) => Scenario.Of(Usings + $"public class Assistant(string key, HttpClient http)\n{{\n    {members}\n}}\n").Referencing(earlier ? References.EarlierModels : References.Models);

    /// <summary>What nothing uses, and what stands in a list of choices.</summary>
    [Theory]
    [InlineData("private const string Model = \"gpt-4\"; public ChatClient Make(string configured) => new(configured, key);")]
    [InlineData("private const string Model = [|\"gpt-4\"|]; public ChatClient Make(string? configured) => new(configured ?? Model, key); public OpenAIClient Other() => new(key);")]
    [InlineData("public class Entry { public string ModelId { get; set; } = \"\"; } public List<Entry> OpenAIModels() { var all = new List<Entry>(); var entry = new Entry(); entry.ModelId = \"gpt-4\"; all.Add(entry); return all; }")]
    [InlineData("public class Entry { public string ModelId { get; set; } = \"\"; } public Entry OpenAIModel() { var entry = new Entry(); entry.ModelId = [|\"gpt-4\"|]; return entry; }")]
    public Task What_is_not_asked_for(string members) => Check.Reports<PG6005RetiredModel>(Library(members));

    [Theory]
    [InlineData("private string _host = \"https://gateway.example.com/\"; public string Model { get; set; } = [|\"gpt-4\"|]; public string OpenAIAddress => _host;")]
    [InlineData("public string Endpoint { get; set; } = \"gateway.example.com\"; public string OpenAIModel { get; set; } = [|\"gpt-4\"|];")]
    public Task A_default_beside_another_host(string members) => Check.Suggests<PG6005RetiredModel>(Library(members));

    [Fact]
    public Task A_default_beside_the_host_of_its_vendor()
        => Check.Reports<PG6005RetiredModel>(Library("private string _host = \"https://api.openai.com/\"; public string Model { get; set; } = [|\"gpt-4\"|]; public string OpenAIAddress => _host; public string Docs => \"https://docs.example.com/openai\";"));

    public static TheoryData<string> OfLibraries =>
    [
        "public ChatClient Make() => new ChatClient([|\"gpt-3.5-turbo\"|], key);",
        "public ChatClient Make() => new(model: [|\"gpt-4-turbo\"|], apiKey: key);",
        "public ChatClient Make() => new OpenAIClient(key).GetChatClient([|\"gpt-4\"|]);",
        "public IChatClient Make() => new OpenAIClient(new ApiKeyCredential(key)).GetChatClient([|\"o4-mini\"|]).AsIChatClient();",
        "public ChatClient Make(string? model) => new(model ?? [|\"gpt-4-0613\"|], key);",
        "public ChatClient Make(bool fast) => new(fast ? [|\"gpt-4.1-nano\"|] : \"gpt-6\", key);",
        "public ChatClient Make(int tier) => new(tier switch { 0 => [|\"o3-mini\"|], _ => \"gpt-6\" }, key);",
        "public Kernel Make() { var builder = Kernel.CreateBuilder(); builder.AddOpenAIChatCompletion([|\"gpt-4\"|], key); return builder.Build(); }",
        "public Kernel Make() { var builder = Kernel.CreateBuilder(); builder.AddOpenAIChatCompletion(apiKey: key, modelId: [|\"gpt-3.5-turbo-0125\"|]); return builder.Build(); }",
        "public ChatOptions Make() => new() { ModelId = [|\"gpt-4\"|] };",
        "public ChatOptions Make() { var options = new ChatOptions(); options.ModelId = [|\"claude-3-opus-20240229\"|]; return options; }",
        "public object Make() => new MessageCreateParams { MaxTokens = 100, Messages = [], Model = [|\"claude-3-7-sonnet-20250219\"|] };",
        "private const string Model = [|\"gpt-4\"|]; public ChatClient Make() => new(Model, key); public OpenAIClient Other() => new(key);",
        "private const string Cheap = \"gpt-3.5-turbo\"; public ChatClient Make() => new ChatClient([|Cheap|], key);",
        "private static class Names { public const string Gpt4 = \"gpt-4\"; } public ChatClient Make() => new OpenAIClient(key).GetChatClient([|Names.Gpt4|]);",
        "public ChatClient Make() => new ChatClient([|\"o1-mini\"|], key);",
        "public ChatClient Make() => new ChatClient([|\"gpt-4-32k\"|], key);",
        "public ChatOptions Make() => new() { ModelId = [|\"claude-2.1\"|] };",
        "private const string Fast = \"o4-mini\"; public ChatOptions Make() => new() { ModelId = [|Fast|] };",
    ];

    [Theory]
    [MemberData(nameof(OfLibraries))]
    public async Task In_a_call_of_a_library(string member)
    {
        // Only the later extension methods are called so, and the earlier connector needs another version of the client than the catalogue's.
        await Check.Reports<PG6005RetiredModel>(Library(member));
        if (!member.Contains("AsIChatClient", StringComparison.Ordinal) && !member.Contains("Kernel", StringComparison.Ordinal))
        {
            await Check.Reports<PG6005RetiredModel>(Library(member, earlier: true));
        }
    }

    [Theory]
    [InlineData("public Task Ask(string q) => http.PostAsJsonAsync(\"https://api.openai.com/v1/chat/completions\", new { model = [|\"gpt-4.1-nano\"|], messages = new[] { new { role = \"user\", content = q } } });")]
    [InlineData("public Task Ask(string q) => http.PostAsJsonAsync(\"https://api.anthropic.com/v1/messages\", new { model = [|\"claude-3-5-sonnet-20241022\"|], max_tokens = 100, messages = new[] { new { role = \"user\", content = q } } });")]
    [InlineData("private const string Model = [|\"claude-3-opus-20240229\"|]; private const string Address = \"https://api.anthropic.com/v1/messages\"; public string Both => Model + Address;")]
    [InlineData("private static readonly string DefaultModel = [|\"gpt-3.5-turbo\"|]; public Task<string> List() => http.GetStringAsync(\"https://api.openai.com/v1/models\"); public string Both => DefaultModel;")]
    [InlineData("public string ChatModel { get; set; } = [|\"gpt-4\"|]; public string OpenAIKey { get; set; } = \"\";")]
    [InlineData("public string GeminiModel => [|\"gemini-2.0-flash\"|];")]
    [InlineData("public Task Ask(HttpContent body) => http.PostAsync(\"https://generativelanguage.googleapis.com/v1beta/models/[|gemini-1.5-flash|]:generateContent\", body);")]
    [InlineData("public Task Ask(HttpContent body) => http.PostAsync(\"https://generativelanguage.googleapis.com/v1beta/models/[|gemini-2.0-flash|]:generateContent\", body);")]
    [InlineData("public Task Ask(string host, HttpContent body) => http.PostAsync($\"{host}/v1beta/models/[|gemini-2.0-flash-lite|]:streamGenerateContent?alt=sse\", body);")]
    public Task In_plain_HTTP(string member) => Check.Reports<PG6005RetiredModel>(Library(member));

    /// <summary>Libraries of which no package is referenced here, by stubs with their names.</summary>
    [Theory]
    [InlineData("public Task Ask(Google.GenAI.Client client, string q) => client.Models.GenerateContentAsync(model: [|\"gemini-2.0-flash\"|], contents: q);")]
    [InlineData("public object Make() => new Mscc.GenerativeAI.GoogleAI(key).GenerativeModel([|\"gemini-2.0-flash-lite\"|]);")]
    [InlineData("public object Make() => new Anthropic.SDK.Messaging.MessageParameters { Model = [|\"claude-3-haiku-20240307\"|] };")]
    [InlineData("public object Make() => new Anthropic.SDK.Messaging.MessageParameters { Model = [|Anthropic.SDK.Constants.AnthropicModels.Claude3Opus|] };")]
    [InlineData("public object Make() => new Anthropic.SDK.Messaging.MessageParameters { Model = Anthropic.SDK.Constants.AnthropicModels.Claude9 };")]
    public Task In_other_libraries(string member)
        => Check.Reports<PG6005RetiredModel>(Scenario.Of(
            $"public class Assistant(string key)\n{{\n    public string Key => key;\n    {member}\n}}\n",
            """
            namespace Google.GenAI
            {
                public class Client { public Models Models => new(); }
                public class Models { public Task GenerateContentAsync(string model, string contents) => Task.CompletedTask; }
            }
            namespace Mscc.GenerativeAI
            {
                public class GoogleAI(string apiKey) { public object GenerativeModel(string model) => apiKey + model; }
            }
            namespace Anthropic.SDK.Constants
            {
                public static class AnthropicModels { public const string Claude3Opus = "claude-3-opus-20240229"; public const string Claude9 = "claude-9"; }
            }
            namespace Anthropic.SDK.Messaging
            {
                public class MessageParameters { public string Model { get; set; } = ""; }
            }
            """));

    [Fact]
    public Task What_it_says()
        => Check.Reports<PG6005RetiredModel>(
            Library("public ChatClient Make() => new ChatClient([|\"gpt-3.5-turbo\"|], key);"),
            "Model 'gpt-3.5-turbo' was shut down by its provider (2026-10-23), so requests for it fail; choose a current one and test the prompts with it");

    [Fact]
    public Task What_it_says_where_something_may_map_the_id()
        => Check.Suggests<PG6005RetiredModel>(
            Library("public Task Ask(string q) => http.PostAsJsonAsync(\"https://openrouter.ai/api/v1/chat/completions\", new { model = [|\"openai/gpt-4\"|], messages = new[] { new { role = \"user\", content = q } } });"),
            "Model 'gpt-4' was shut down by its provider (2026-10-23), and only a service that maps the id to another model answers requests for it; choose a current one and test the prompts with it");

    /// <summary>Nobody can tell whether the id reaches its vendor.</summary>
    [Theory]
    [InlineData("public string Model { get; set; } = [|\"gpt-3.5-turbo\"|];")]
    [InlineData("public Task Ask(string url, string q) => http.PostAsJsonAsync(url, new { model = [|\"gpt-4\"|], messages = new[] { new { role = \"user\", content = q } } });")]
    [InlineData("public Task Ask(string q) => http.PostAsJsonAsync(\"https://openrouter.ai/api/v1/chat/completions\", new { model = [|\"openai/gpt-4\"|], messages = new[] { new { role = \"user\", content = q } } });")]
    [InlineData("public Task Ask(string q) => http.PostAsJsonAsync(\"https://openrouter.ai/api/v1/chat/completions\", new { model = [|\"gpt-4\"|], messages = new[] { new { role = \"user\", content = q } } });")]
    [InlineData("public ChatClient Make(Uri address) => new([|\"gpt-4\"|], new ApiKeyCredential(key), new OpenAIClientOptions { Endpoint = address });")]
    [InlineData("public string Pick(string? name) { var model = name ?? [|\"gpt-3.5-turbo\"|]; return model; }")]
    [InlineData("public void Ask(string model = [|\"gpt-4\"|]) { }")]
    [InlineData("public void Go() => Ask([|\"gpt-4\"|]); private static void Ask(string modelName) { }")]
    [InlineData("public string OpenAIKey => key; public string AzureKey => key; public string Model => [|\"gpt-4\"|];")]
    public Task What_is_suggested(string member) => Check.Suggests<PG6005RetiredModel>(Library(member));

    [Theory]
    [InlineData("public ChatClient Make() => new Azure.AI.OpenAI.AzureOpenAIClient(new Uri(\"https://shop.openai.azure.com\"), new ApiKeyCredential(key)).GetChatClient(\"gpt-4\");")]
    [InlineData("public ChatClient Make() { OpenAIClient client = new Azure.AI.OpenAI.AzureOpenAIClient(new Uri(\"https://shop.openai.azure.com\"), new ApiKeyCredential(key)); return client.GetChatClient(\"gpt-4\"); }")]
    [InlineData("public ChatClient Make() => new ChatClient(\"gpt-6\", key);")]
    [InlineData("public ChatClient Make() => new ChatClient(\"gpt-4o-mini\", key);")]
    [InlineData("public ChatClient Make(string model) => new ChatClient(model, key);")]
    [InlineData("private readonly Dictionary<string, decimal> modelPrices = new() { [\"gpt-4\"] = 0.03m, [\"o1\"] = 1m }; public int Count => modelPrices.Count;")]
    [InlineData("public bool IsOld(string model) => model == \"gpt-4\" || model is \"gpt-3.5-turbo\";")]
    [InlineData("public bool IsOld(string model) => model.StartsWith(\"gpt-4\", StringComparison.Ordinal) || model.Contains(\"o1\", StringComparison.Ordinal);")]
    [InlineData("public int Window(string model) => model switch { \"gpt-4\" => 8192, \"gpt-3.5-turbo\" => 4096, _ => 0 };")]
    [InlineData("public int Window(string model) { switch (model) { case \"gpt-4\": return 8192; default: return 0; } }")]
    [InlineData("public string[] Models => [\"gpt-4\", \"gpt-3.5-turbo\"];")]
    [InlineData("public string Deployment { get; set; } = \"gpt-4\";")]
    [InlineData("public string ModelDeploymentName { get; set; } = \"gpt-4\";")]
    [InlineData("public string TokenizerModel { get; set; } = \"gpt-4\";")]
    [InlineData("public string Name { get; set; } = \"gpt-4\";")]
    [InlineData("public string Text => \"We moved away from gpt-4\";")]
    [InlineData("/// <summary>Such as gpt-4.</summary>\n    public string Model { get; set; } = \"\";")]
    [InlineData("public Task Ask(string q) => http.PostAsJsonAsync(\"http://localhost:11434/api/chat\", new { model = \"gpt-4\", messages = new[] { new { role = \"user\", content = q } } });")]
    [InlineData("public ChatClient Make() => new(\"gpt-4\", new ApiKeyCredential(key), new OpenAIClientOptions { Endpoint = new Uri(\"http://localhost:1234/v1\") });")]
    [InlineData("public object Row => new { model = \"gpt-4\", price = 3 };")]
    [InlineData("private const string Current = \"gpt-6\"; public ChatClient Make() => new ChatClient(Current, key);")]
    [InlineData("private const string Chat = \"gpt-4\"; public ChatClient Make() => new Azure.AI.OpenAI.AzureOpenAIClient(new Uri(\"https://shop.openai.azure.com\"), new ApiKeyCredential(key)).GetChatClient(Chat);")]
    [InlineData("public Task Ask(HttpContent body) => http.PostAsync(\"https://europe-west1-aiplatform.googleapis.com/v1/publishers/google/models/gemini-2.0-flash:generateContent\", body);")]
    [InlineData("public string Link => \"https://docs.example/models/gemini-2.0-flash\";")]
    [InlineData("public void Go() => TokenCounter.CountTokens(\"gpt-4\"); private static class TokenCounter { public static void CountTokens(string model) { } }")]
    [InlineData("public object Make() => new ModelDeployment(model: \"gpt-4\"); private sealed class ModelDeployment(string model) { public string Model => model; }")]
    [InlineData("[System.ComponentModel.DefaultValue(\"gpt-4\")] public string Model { get; set; } = \"\";")]
    [InlineData("public sealed class ModelPricing { public string Model { get; set; } = \"gpt-4\"; public static ModelPricing Old => new() { Model = \"gpt-4\" }; }")]
    [InlineData("public sealed class Row { public string Model { get; set; } = \"\"; public decimal InputPrice { get; set; } } public Row Old => new() { Model = \"gpt-4\", InputPrice = 3 };")]
    [InlineData("public sealed class UserSeeder { public string Model { get; set; } = \"gpt-4\"; }")]
    public Task What_is_left_alone(string member) => Check.Reports<PG6005RetiredModel>(Library(member));

    /// <summary>A gateway may map the name to another model.</summary>
    [Fact]
    public Task Served_models_are_left_alone()
        => Check.Reports<PG6005RetiredModel>(Library("public ChatClient Make() => new ChatClient(\"gpt-4\", key);").EditorConfig("prodgap.PG6005.served_models = gpt-4, o1"));

    [Fact]
    public Task Tests_are_left_alone()
        => Check.Reports<PG6005RetiredModel>(Scenario.Of(ProjectKind.Test, Usings + "public class T { public ChatClient Make(string key) => new ChatClient(\"gpt-4\", key); }").Referencing(References.Models));

    [Theory]
    [InlineData("class C { object o = new OpenAI.Chat.ChatClient(\"gpt-4\", ); }")]
    [InlineData("class C { object o = new Missing(model: \"gpt-4\"); }")]
    [InlineData("class C { string Model = \"gpt-4\" ?? ; }")]
    [InlineData("class C { object o = $\"/models/gemini-2.0-flash:")]
    [InlineData("class C { void M() { \"gpt-4\"; x = \"gpt-4\"; new() { Model = \"gpt-4\" }; } }")]
    public Task Half_typed_code(string source) => Check.AllRulesReport(Scenario.Of(source).Referencing(References.Models).EditorConfig("dotnet_diagnostic.PG6005.severity = none", "dotnet_diagnostic.PG2047.severity = none").Broken());

    [Fact]
    public void Each_row_has_an_id_and_a_date()
        => Assert.All(RetiredModels.All, row =>
        {
            Assert.Matches("^[a-z0-9.-]+$", row.Id);
            Assert.Matches("^20[0-9]{2}-[0-9]{2}(-[0-9]{2})?$", row.Date);
            Assert.Same(row, RetiredModels.Find(row.Id, out _));
            Assert.Same(row, RetiredModels.Find("openai/" + row.Id, out var isRouted));
            Assert.True(isRouted);
        });
}
