using ProdGap.Analyzers.AI.Clients;
using ProdGap.Analyzers.CodeFixes.AI.Clients;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Tests.AI.Clients;

public sealed class PG6013NoUsageTelemetryTests
{
    private const string Usings =
        """
        using System.ClientModel;
        using Anthropic;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.AI;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Logging;
        using Microsoft.SemanticKernel;
        using OllamaSharp;
        using OpenAI;
        using OpenAI.Chat;


        """;

    private static string Text(string body) => Usings + "var builder = WebApplication.CreateBuilder(args);\nvar key = builder.Configuration[\"Key\"]!;\n" + body + "\nvar app = builder.Build();\napp.Run();\n";

    private static Scenario App(string body, params string[] more) => Scenario.Of(ProjectKind.Web, [Text(body), .. more]).Referencing(References.Models);

    [Theory]
    [InlineData("builder.Services.AddSingleton(new [|ChatClient|](\"gpt-6\", key));")]
    [InlineData("ChatClient chat = [|new|](\"gpt-6\", key); builder.Services.AddSingleton(chat);")]
    [InlineData("var client = new [|OpenAIClient|](key); builder.Services.AddSingleton(client.GetChatClient(\"gpt-6\"));")]
    [InlineData("builder.Services.[|AddChatClient|](services => services.GetRequiredService<IChatClient>());")]
    [InlineData("builder.Services.[|AddChatClient|](new OpenAIClient(key).GetChatClient(\"gpt-6\").AsIChatClient());")]
    [InlineData("var chat = new OpenAIClient(key).GetChatClient(\"gpt-6\").[|AsIChatClient|](); builder.Services.AddSingleton(chat);")]
    [InlineData("var client = new [|AnthropicClient|] { ApiKey = key }; builder.Services.AddSingleton(client);")]
    [InlineData("var client = new [|Azure.AI.OpenAI.AzureOpenAIClient|](new Uri(\"https://shop.openai.azure.com\"), new ApiKeyCredential(key)); builder.Services.AddSingleton(client.GetChatClient(\"chat\"));")]
    [InlineData("builder.Services.AddSingleton(new [|ChatClient|](\"gpt-6\", key)); builder.Services.AddSingleton(new ChatClient(\"gpt-6\", key));")]
    [InlineData("var options = new ChatCompletionOptions { MaxOutputTokenCount = 100 }; builder.Services.AddSingleton(new [|ChatClient|](\"gpt-6\", key));")]
    public Task What_is_reported(string body) => Check.Reports<PG6013NoUsageTelemetry>(App(body));

    /// <summary>One place stands for all files: the registration, wherever it is, and else the first client.</summary>
    [Fact]
    public Task One_place_of_a_project()
        => Check.Reports<PG6013NoUsageTelemetry>(App(
            "var chat = new OpenAIClient(key).GetChatClient(\"gpt-6\"); builder.Services.AddSingleton(chat);",
            "using Microsoft.Extensions.AI; using Microsoft.Extensions.DependencyInjection; public static class SetUp { public static void Add(IServiceCollection services) { services.[|AddChatClient|](provider => provider.GetRequiredService<IChatClient>()); } }",
            "using Microsoft.Extensions.AI; public static class Other { public static IChatClient Make(OpenAI.Chat.ChatClient client) => client.AsIChatClient(); }"));

    [Fact]
    public Task One_client_of_several_files()
        => Check.Reports<PG6013NoUsageTelemetry>(App(
            "var chat = new [|ChatClient|](\"gpt-6\", key); builder.Services.AddSingleton(chat);",
            "using OpenAI.Chat; public static class Other { public static ChatClient Make(string key) => new ChatClient(\"gpt-6\", key); }"));

    /// <summary>The first candidates cost nothing; the next one does.</summary>
    [Fact]
    public Task A_local_client_does_not_stand_for_another()
        => Check.Reports<PG6013NoUsageTelemetry>(App(
            "builder.Services.AddChatClient(new OllamaApiClient(new Uri(\"http://localhost:11434\")));",
            "using OpenAI.Chat; public static class Keys { public static async Task<bool> TestKeyAsync(string key) => (await new ChatClient(\"gpt-6\", key).CompleteChatAsync(\"Hi\")).Value.Content.Count > 0; }",
            "using OpenAI.Chat; public static class Other { public static ChatClient Make(string key) => new [|ChatClient|](\"gpt-6\", key); }"));

    [Fact]
    public Task What_it_says()
        => Check.Reports<PG6013NoUsageTelemetry>(App("builder.Services.AddSingleton(new [|ChatClient|](\"gpt-6\", key));"), "Nothing in this project looks at the tokens that 'ChatClient' takes; log the usage of its replies or record it with UseOpenTelemetry");

    /// <summary>Telemetry of the web server counts requests, not tokens.</summary>
    [Fact]
    public Task Telemetry_of_something_else()
        => Check.Reports<PG6013NoUsageTelemetry>(App(
            "builder.Services.AddOpenTelemetry().AddAspNetCoreInstrumentation(); builder.Services.AddSingleton(new [|ChatClient|](\"gpt-6\", key));",
            "public static class Telemetry { public static IServiceCollectionLike AddOpenTelemetry(this Microsoft.Extensions.DependencyInjection.IServiceCollection services) => null!; public static void AddAspNetCoreInstrumentation(this IServiceCollectionLike builder) { } } public interface IServiceCollectionLike;"));

    [Fact]
    public Task A_library_that_calls()
        => Check.Reports<PG6013NoUsageTelemetry>(Scenario.Of(Usings + "public class Assistant(string key) { private readonly ChatClient chat = new [|ChatClient|](\"gpt-6\", key); public async Task<string> Ask(string q) => (await chat.CompleteChatAsync(q)).Value.Content.FirstOrDefault()?.Text ?? \"\"; }").Referencing(References.Models));

    /// <summary>With the libraries of a year before the same is found.</summary>
    [Fact]
    public Task With_earlier_packages()
        => Check.Reports<PG6013NoUsageTelemetry>(Scenario.Of(
            ProjectKind.Web,
            "using Microsoft.AspNetCore.Builder;\nusing Microsoft.Extensions.DependencyInjection;\nusing OpenAI.Chat;\n\nvar builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddSingleton(new [|ChatClient|](\"gpt-6\", builder.Configuration[\"Key\"]!));\nbuilder.Build().Run();").Referencing(References.EarlierModels));

    [Theory]
    [InlineData("new Google.GenAI.Client(key)", "Google.GenAI.Client", "namespace Google.GenAI { public class Client(string key) { public string Key => key; } }")]
    [InlineData("new Amazon.BedrockRuntime.AmazonBedrockRuntimeClient(key)", "Amazon.BedrockRuntime.AmazonBedrockRuntimeClient", "namespace Amazon.BedrockRuntime { public class AmazonBedrockRuntimeClient(string key) { public string Key => key; } }")]
    public Task Other_libraries(string creation, string type, string stub)
        => Check.Reports<PG6013NoUsageTelemetry>(Scenario.Of(
            ProjectKind.Web,
            "using Microsoft.AspNetCore.Builder;\nusing Microsoft.Extensions.DependencyInjection;\n\nvar builder = WebApplication.CreateBuilder(args);\nvar key = builder.Configuration[\"Key\"]!;\nbuilder.Services.AddSingleton(" + creation.Replace(type, $"[|{type}|]", StringComparison.Ordinal) + ");\nbuilder.Build().Run();",
            stub));

    /// <summary>Without loggers, Semantic Kernel says nothing of the tokens that it counts.</summary>
    [Fact]
    public Task A_kernel_without_loggers()
        => Check.Reports<PG6013NoUsageTelemetry>(Scenario.Of(
            "using Microsoft.SemanticKernel;\n\npublic class Assistant(string key)\n{\n    public async Task<string> Ask()\n    {\n        var builder = Kernel.CreateBuilder();\n        builder.[|AddOpenAIChatCompletion|](\"gpt-6\", key);\n        return (await builder.Build().InvokePromptAsync(\"Hi\")).ToString();\n    }\n}").Referencing(References.Models));

    [Theory]
    [InlineData("builder.Services.AddChatClient(services => services.GetRequiredService<IChatClient>()).UseOpenTelemetry();")]
    [InlineData("builder.Services.AddSingleton(new OpenAIClient(key).GetChatClient(\"gpt-6\").AsIChatClient().AsBuilder().UseOpenTelemetry().Build());")]
    [InlineData("const string Source = \"Experimental.Microsoft.Extensions.AI\"; Add(Source); builder.Services.AddChatClient(services => services.GetRequiredService<IChatClient>()); void Add(string source) { }")]
    [InlineData("AppContext.SetSwitch(\"OpenAI.Experimental.EnableOpenTelemetry\", true); builder.Services.AddSingleton(new ChatClient(\"gpt-6\", key));")]
    [InlineData("var chat = new ChatClient(\"gpt-6\", key); Console.WriteLine(chat.CompleteChat(\"Hi\").Value.Usage.TotalTokenCount);")]
    [InlineData("var chat = new ChatClient(\"gpt-6\", key); var tokensUsed = 0; Console.WriteLine(tokensUsed);")]
    [InlineData("IChatClient chat = new OllamaApiClient(new Uri(\"http://localhost:11434\")); builder.Services.AddSingleton(chat);")]
    [InlineData("builder.Services.AddChatClient(new OllamaApiClient(new Uri(\"http://localhost:11434\")));")]
    [InlineData("var client = new OpenAIClient(key); builder.Services.AddSingleton(client.GetEmbeddingClient(\"text-embedding-3-small\"));")]
    [InlineData("builder.Services.AddOpenAIChatCompletion(\"gpt-6\", key);")]
    [InlineData("var kernel = Kernel.CreateBuilder(); kernel.Services.AddLogging(); kernel.AddOpenAIChatCompletion(\"gpt-6\", key);")]
    [InlineData("builder.AddServiceDefaults(); builder.Services.AddSingleton(new ChatClient(\"gpt-6\", key));")]
    [InlineData("builder.Services.AddSingleton(new ChatClient(\"phi\", new ApiKeyCredential(\"none\"), new OpenAIClientOptions { Endpoint = new Uri(\"http://localhost:1234/v1\") }));")]
    [InlineData("var options = new OpenAIClientOptions { Endpoint = new Uri(\"http://127.0.0.1:8080/v1\") }; builder.Services.AddSingleton(new ChatClient(\"phi\", new ApiKeyCredential(\"none\"), options));")]
    [InlineData("IChatClient MakeLocalModel(string address) => new ChatClient(\"phi\", new ApiKeyCredential(\"none\"), new OpenAIClientOptions { Endpoint = new Uri(address) }).AsIChatClient(); var ollamaClient = MakeLocalModel(key); builder.Services.AddChatClient(ollamaClient);")]
    [InlineData("async Task<bool> VerifyKey(string given) => (await new ChatClient(\"gpt-6\", given).CompleteChatAsync(\"Hi\")).Value.Content.Count > 0; GC.KeepAlive(await VerifyKey(key));")]
    [InlineData("")]
    public Task What_is_left_alone(string body)
        => Check.Reports<PG6013NoUsageTelemetry>(App(body, "public static class Defaults { public static void AddServiceDefaults(this Microsoft.AspNetCore.Builder.WebApplicationBuilder builder) { } }".Replace("AddServiceDefaults", body.Contains("AddServiceDefaults", StringComparison.Ordinal) ? "AddServiceDefaults" : "AddOthers", StringComparison.Ordinal)));

    [Fact]
    public Task In_another_file_the_tokens_are_counted()
        => Check.Reports<PG6013NoUsageTelemetry>(App(
            "builder.Services.AddSingleton(new ChatClient(\"gpt-6\", key));",
            "public static class Costs { public static long Of(Microsoft.Extensions.AI.ChatResponse response) => response.Usage?.TotalTokenCount ?? 0; }"));

    /// <summary>Whoever calls may count.</summary>
    [Fact]
    public Task A_library_that_only_makes_clients()
        => Check.Reports<PG6013NoUsageTelemetry>(Scenario.Of(Usings + "public static class Clients { public static ChatClient Make(string key) => new ChatClient(\"gpt-6\", key); }").Referencing(References.Models));

    /// <summary>A question whether a key is valid costs a token.</summary>
    [Fact]
    public Task A_trial()
        => Check.Reports<PG6013NoUsageTelemetry>(Scenario.Of(Usings + "public class KeyValidationService { public async Task<bool> IsValid(string key) => (await new ChatClient(\"gpt-6\", key).CompleteChatAsync(\"Hi\")).Value.Content.Count > 0; }").Referencing(References.Models));

    /// <summary>Whoever starts a tool pays for it.</summary>
    [Fact]
    public Task A_tool()
        => Check.Reports<PG6013NoUsageTelemetry>(Scenario.Of(ProjectKind.Console, "using OpenAI.Chat;\n\nConsole.WriteLine(new ChatClient(\"gpt-6\", args[0]).CompleteChat(\"Hi\").Value.Content.Count);").Referencing(References.Models));

    /// <summary>What another project does with the client is not seen.</summary>
    [Fact]
    public Task A_host_whose_calls_are_elsewhere()
        => Check.Reports<PG6013NoUsageTelemetry>(Scenario.Of("public class Assistant;").Referencing(References.Models)
            .Project("Host", ProjectKind.Web, "Shop").Document("Program.cs", Text("builder.Services.AddSingleton(new ChatClient(\"gpt-6\", key)); builder.Services.AddSingleton(new Assistant());")).Referencing(References.Models));

    [Fact]
    public Task A_call_of_Anthropic_s_library()
        => Check.Reports<PG6013NoUsageTelemetry>(Scenario.Of(Usings.TrimEnd() + "\nusing Anthropic.Models.Messages;\n\npublic class Assistant(string key) { private readonly AnthropicClient client = new [|AnthropicClient|] { ApiKey = key }; public async Task<Message> Ask(MessageCreateParams question) => await client.Messages.Create(question); }").Referencing(References.Models));

    [Fact]
    public Task Tests_are_left_alone()
        => Check.Reports<PG6013NoUsageTelemetry>(Scenario.Of(ProjectKind.Test, Usings + "public class T { public ChatClient Make(string key) => new ChatClient(\"gpt-6\", key); public void M(ChatClient c) => c.CompleteChat(\"Hi\"); }").Referencing(References.Models));

    [Theory]
    [InlineData("class C { object o = new OpenAI.Chat.ChatClient(")]
    [InlineData("class C { void M() { x.AddChatClient(new().AsIChatClient(; } }")]
    public Task Half_typed_code(string source) => Check.AllRulesReport(Scenario.Of(source).Referencing(References.Models).Broken());

    [Theory]
    [InlineData("builder.Services.AddChatClient(services => services.GetRequiredService<IChatClient>()); // one", "builder.Services.AddChatClient(services => services.GetRequiredService<IChatClient>()).UseOpenTelemetry(); // one")]
    [InlineData("var chat = new OpenAIClient(key).GetChatClient(\"gpt-6\").AsIChatClient();\nbuilder.Services.AddSingleton(chat);", "var chat = new OpenAIClient(key).GetChatClient(\"gpt-6\").AsIChatClient().AsBuilder().UseOpenTelemetry().Build();\nbuilder.Services.AddSingleton(chat);")]
    [InlineData("builder.Services\n    .AddKeyedChatClient(\"fast\", services => services.GetRequiredService<IChatClient>())\n    .UseFunctionInvocation();", "builder.Services\n    .AddKeyedChatClient(\"fast\", services => services.GetRequiredService<IChatClient>()).UseOpenTelemetry()\n    .UseFunctionInvocation();")]
    public Task A_client_of_Extensions_AI_records(string before, string after)
        => Check.Offers<PG6013NoUsageTelemetry, PG6013NoUsageTelemetryFix>("PG6013.telemetry", App(before), Text(after));

    [Theory]
    [InlineData("builder.Services.AddSingleton(new ChatClient(\"gpt-6\", key));")]
    [InlineData("var client = new AnthropicClient { ApiKey = key }; builder.Services.AddSingleton(client);")]
    public Task Other_clients_have_no_such_place(string body) => Check.OffersOnly<PG6013NoUsageTelemetry, PG6013NoUsageTelemetryFix>(App(body));
}
