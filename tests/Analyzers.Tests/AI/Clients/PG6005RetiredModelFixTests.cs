using ProdGap.Analyzers.AI.Clients;
using ProdGap.Analyzers.CodeFixes.AI.Clients;

namespace ProdGap.Analyzers.Tests.AI.Clients;

public sealed class PG6005RetiredModelFixTests
{
    private static string Text(string members) => PG6005RetiredModelTests.Usings + $"using Microsoft.Extensions.Configuration;\n\npublic class Assistant(IConfiguration configuration, string key)\n{{\n    {members}\n}}\n";

    private static Scenario Library(string members) => Scenario.Of(Text(members)).Referencing(References.Models);

    [Theory]
    [InlineData(
        "public ChatClient Make() => new ChatClient(\"gpt-3.5-turbo\", key);",
        "public ChatClient Make() => new ChatClient(configuration[\"Assistant:Model\"] switch { { Length: > 0 } value => value, _ => throw new InvalidOperationException(\"Assistant:Model is not configured; set it in appsettings.json or as the environment variable Assistant__Model\") }, key);")]
    [InlineData(
        "public ChatClient Make() => new ChatClient(configuration[\"AI:Model\"] ?? \"gpt-4\", key);",
        "public ChatClient Make() => new ChatClient(configuration[\"AI:Model\"] switch { { Length: > 0 } value => value, _ => throw new InvalidOperationException(\"AI:Model is not configured; set it in appsettings.json or as the environment variable AI__Model\") }, key);")]
    [InlineData(
        "public object Make() => new MessageCreateParams { MaxTokens = 100, Messages = [], Model = \"claude-3-7-sonnet-20250219\" };",
        "public object Make() => new MessageCreateParams { MaxTokens = 100, Messages = [], Model = configuration[\"Assistant:Model\"] switch { { Length: > 0 } value => value, _ => throw new InvalidOperationException(\"Assistant:Model is not configured; set it in appsettings.json or as the environment variable Assistant__Model\") } };")]
    public Task Reads_the_id(string before, string after) => Check.Offers<PG6005RetiredModel, PG6005RetiredModelFix>("PG6005.read", Library(before), Text(after));

    [Theory]
    [InlineData("public void Ask(string model = \"gpt-4\") { }")]
    [InlineData("public Task Ask(HttpClient http, HttpContent body) => http.PostAsync(\"https://generativelanguage.googleapis.com/v1beta/models/gemini-2.0-flash:generateContent\", body);")]
    public Task Where_it_refuses(string member) => Check.OffersOnly<PG6005RetiredModel, PG6005RetiredModelFix>(Library(member));

    [Fact]
    public Task An_expiring_one_is_read_the_same_way()
        => Check.Offers<PG6025ExpiringModel, PG6025ExpiringModelFix>(
            "PG6025.read",
            Library("public ChatClient Make() => new ChatClient(configuration[\"AI:Model\"] ?? \"gpt-4o\", key);"),
            Text("public ChatClient Make() => new ChatClient(configuration[\"AI:Model\"] switch { { Length: > 0 } value => value, _ => throw new InvalidOperationException(\"AI:Model is not configured; set it in appsettings.json or as the environment variable AI__Model\") }, key);"));
}
