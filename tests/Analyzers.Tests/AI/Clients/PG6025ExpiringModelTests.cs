using ProdGap.Analyzers.AI.Clients;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Tests.AI.Clients;

public sealed class PG6025ExpiringModelTests
{
    private static Scenario Library(string members, bool earlier = false) => PG6005RetiredModelTests.Library(members, earlier);

    [Theory]
    [InlineData("public ChatClient Make() => new ChatClient([|\"gpt-4o-mini\"|], key);")]
    [InlineData("public ChatClient Make() => new OpenAIClient(key).GetChatClient([|\"gpt-5\"|]);")]
    [InlineData("public ChatOptions Make() => new() { ModelId = [|\"gpt-4.1\"|] };")]
    [InlineData("public ChatOptions Make(string? model) => new() { ModelId = model ?? [|\"gpt-4.1-mini\"|] };")]
    [InlineData("public string Model { get; set; } = [|\"gpt-4o\"|];")]
    [InlineData("public ChatClient Make() => new ChatClient([|\"gpt-4o-mini-2024-07-18\"|], key);")]
    [InlineData("public Task Ask(string q) => http.PostAsJsonAsync(\"https://api.openai.com/v1/chat/completions\", new { model = [|\"gpt-5-nano\"|], messages = new[] { new { role = \"user\", content = q } } });")]
    [InlineData("public Task Ask(HttpContent body) => http.PostAsync(\"https://generativelanguage.googleapis.com/v1beta/models/[|gemini-2.5-flash|]:generateContent\", body);")]
    [InlineData("private const string Model = [|\"o3\"|]; public ChatClient Make() => new(Model, key);")]
    public async Task What_is_reported(string member)
    {
        await Check.Reports<PG6025ExpiringModel>(Library(member));
        await Check.Reports<PG6025ExpiringModel>(Library(member, earlier: true));
    }

    [Fact]
    public Task What_it_says()
        => Check.Reports<PG6025ExpiringModel>(
            Library("public ChatClient Make() => new ChatClient([|\"gpt-4o\"|], key);"),
            "Model 'gpt-4o' will be shut down by its provider (2027-01-14); choose the next one in time and test the prompts with it");

    [Theory]
    [InlineData("public ChatClient Make() => new ChatClient(\"gpt-6\", key);")]
    [InlineData("public ChatClient Make() => new ChatClient(\"gpt-4\", key);")]
    [InlineData("public ChatClient Make() => new Azure.AI.OpenAI.AzureOpenAIClient(new Uri(\"https://shop.openai.azure.com\"), new ApiKeyCredential(key)).GetChatClient(\"gpt-4o\");")]
    [InlineData("public bool Is(string model) => model == \"gpt-4o\";")]
    [InlineData("public string[] Models => [\"gpt-4o\", \"gpt-5\"];")]
    [InlineData("public string DeploymentName { get; set; } = \"gpt-4o\";")]
    [InlineData("public string Model { get; set; } = \"gpt-4o-transcribe\";")]
    [InlineData("public string EncodingModel { get; set; } = \"gpt-4o\";")]
    public Task What_is_left_alone(string member) => Check.Reports<PG6025ExpiringModel>(Library(member));

    [Fact]
    public Task Served_models_are_left_alone()
        => Check.Reports<PG6025ExpiringModel>(Library("public ChatClient Make() => new ChatClient(\"gpt-4o\", key);").EditorConfig("prodgap.PG6025.served_models = gpt-4o"));

    [Fact]
    public Task Tests_are_left_alone()
        => Check.Reports<PG6025ExpiringModel>(Scenario.Of(ProjectKind.Test, PG6005RetiredModelTests.Usings + "public class T { public ChatClient Make(string key) => new ChatClient(\"gpt-4o\", key); }").Referencing(References.Models));
}
