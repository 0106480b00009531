using Microsoft.CodeAnalysis.CSharp;
using ProdGap.Analyzers.AI.Limits;
using ProdGap.Analyzers.CodeFixes.AI.Limits;

namespace ProdGap.Analyzers.Tests.AI.Limits;

public sealed class PG6002NoOutputLimitFixTests
{
    private static Scenario OpenAI(string body, string usings = "using OpenAI.Chat;")
        => Scenario.Of(Chat(body, usings)).Referencing(References.Models);

    private static string Chat(string body, string usings = "using OpenAI.Chat;")
        => $$"""
            {{usings}}

            public class Assistant(OpenAI.Chat.ChatClient chat)
            {
                public async Task Ask(List<OpenAI.Chat.ChatMessage> messages, OpenAI.Chat.ChatMessage[] array, string question, CancellationToken stop)
                {
                    await Task.Yield();
                    {{body}}
                    GC.KeepAlive((chat, array, question));
                }
            }
            """;

    [Theory]
    [InlineData("await chat.CompleteChatAsync(messages);", "await chat.CompleteChatAsync(messages, new ChatCompletionOptions { MaxOutputTokenCount = 4096 });")]
    [InlineData("await chat.CompleteChatAsync(messages /* all */);", "await chat.CompleteChatAsync(messages /* all */, new ChatCompletionOptions { MaxOutputTokenCount = 4096 });")]
    [InlineData("await chat.CompleteChatAsync(array);", "await chat.CompleteChatAsync(array, new ChatCompletionOptions { MaxOutputTokenCount = 4096 });")]
    [InlineData("await chat.CompleteChatAsync(question);", "await chat.CompleteChatAsync([question], new ChatCompletionOptions { MaxOutputTokenCount = 4096 });")]
    [InlineData("await chat.CompleteChatAsync(new SystemChatMessage(\"Hi\"), question);", "await chat.CompleteChatAsync([new SystemChatMessage(\"Hi\"), question], new ChatCompletionOptions { MaxOutputTokenCount = 4096 });")]
    [InlineData("await chat.CompleteChatAsync(messages, null, stop);", "await chat.CompleteChatAsync(messages, new ChatCompletionOptions { MaxOutputTokenCount = 4096 }, stop);")]
    [InlineData("await chat.CompleteChatAsync(messages, cancellationToken: stop);", "await chat.CompleteChatAsync(messages, new ChatCompletionOptions { MaxOutputTokenCount = 4096 }, cancellationToken: stop);")]
    [InlineData("await chat.CompleteChatAsync(cancellationToken: stop, messages: messages);", "await chat.CompleteChatAsync(cancellationToken: stop, messages: messages, options: new ChatCompletionOptions { MaxOutputTokenCount = 4096 });")]
    [InlineData("await chat.CompleteChatAsync(messages, new ChatCompletionOptions());", "await chat.CompleteChatAsync(messages, new ChatCompletionOptions { MaxOutputTokenCount = 4096 });")]
    [InlineData("await chat.CompleteChatAsync(messages, new());", "await chat.CompleteChatAsync(messages, new() { MaxOutputTokenCount = 4096 });")]
    [InlineData("await chat.CompleteChatAsync(messages, new ChatCompletionOptions { });", "await chat.CompleteChatAsync(messages, new ChatCompletionOptions { MaxOutputTokenCount = 4096 });")]
    [InlineData("var options = new ChatCompletionOptions { Temperature = 1 }; await chat.CompleteChatAsync(messages, options);", "var options = new ChatCompletionOptions { Temperature = 1, MaxOutputTokenCount = 4096 }; await chat.CompleteChatAsync(messages, options);")]
    [InlineData("var options = new ChatCompletionOptions() /* cold */; await chat.CompleteChatAsync(messages, options);", "var options = new ChatCompletionOptions { MaxOutputTokenCount = 4096 } /* cold */; await chat.CompleteChatAsync(messages, options);")]
    [InlineData("await foreach (var part in chat.CompleteChatStreamingAsync(messages)) { }", "await foreach (var part in chat.CompleteChatStreamingAsync(messages, new ChatCompletionOptions { MaxOutputTokenCount = 4096 })) { }")]
    [InlineData(
        """
        var options = new ChatCompletionOptions
                {
                    Temperature = 1, // warm
                    TopP = 1 // all
                };
                await chat.CompleteChatAsync(messages, options);
        """,
        """
        var options = new ChatCompletionOptions
                {
                    Temperature = 1, // warm
                    TopP = 1, // all
                    MaxOutputTokenCount = 4096
                };
                await chat.CompleteChatAsync(messages, options);
        """)]
    [InlineData(
        """
        var options = new ChatCompletionOptions
                {
                    Temperature = 1, // warm
                };
                await chat.CompleteChatAsync(messages, options);
        """,
        """
        var options = new ChatCompletionOptions
                {
                    Temperature = 1, // warm
                    MaxOutputTokenCount = 4096,
                };
                await chat.CompleteChatAsync(messages, options);
        """)]
    [InlineData(
        """
        await chat.CompleteChatAsync(
                    new SystemChatMessage("Be brief."),
                    new UserChatMessage(question));
                await chat.CompleteChatAsync(messages);
        """,
        """
        await chat.CompleteChatAsync([new SystemChatMessage("Be brief."),
                    new UserChatMessage(question)], new ChatCompletionOptions { MaxOutputTokenCount = 4096 });
                await chat.CompleteChatAsync(messages, new ChatCompletionOptions { MaxOutputTokenCount = 4096 });
        """)]
    public Task Sets_the_limit(string before, string after) => Check.Rewrites<PG6002NoOutputLimit, PG6002NoOutputLimitFix>(OpenAI(before), Chat(after));

    [Fact]
    public Task Imports_what_it_names()
        => Check.Rewrites<PG6002NoOutputLimit, PG6002NoOutputLimitFix>(OpenAI("await chat.CompleteChatAsync(messages);", "using System.Text;"), Chat("await chat.CompleteChatAsync(messages, new ChatCompletionOptions { MaxOutputTokenCount = 4096 });", "using System.Text;\nusing OpenAI.Chat;"));

    [Fact]
    public Task Writes_what_is_configured()
        => Check.Rewrites<PG6002NoOutputLimit, PG6002NoOutputLimitFix>(OpenAI("await chat.CompleteChatAsync(messages);").EditorConfig("prodgap.PG6002.limit = 800"), Chat("await chat.CompleteChatAsync(messages, new ChatCompletionOptions { MaxOutputTokenCount = 800 });"));

    [Fact]
    public Task Writes_no_collection_expression_before_12()
        => Check.Rewrites<PG6002NoOutputLimit, PG6002NoOutputLimitFix>(
            Scenario.Of(Old("chat.CompleteChatAsync(question)")).Referencing(References.Models).Parsed(CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp11)),
            Old("chat.CompleteChatAsync(new ChatMessage[] { question }, new ChatCompletionOptions { MaxOutputTokenCount = 4096 })"));

    private static string Old(string call)
        => $$"""
            using OpenAI.Chat;

            public class Assistant
            {
                public Task Ask(ChatClient chat, string question) => {{call}};
            }
            """;

    [Theory]
    [InlineData("await client.GetResponseAsync(\"hi\");", "await client.GetResponseAsync(\"hi\", new ChatOptions { MaxOutputTokens = 4096 });")]
    [InlineData("await client.GetResponseAsync<int>(\"hi\");", "await client.GetResponseAsync<int>(\"hi\", new ChatOptions { MaxOutputTokens = 4096 });")]
    [InlineData("await Microsoft.Extensions.AI.ChatClientExtensions.GetResponseAsync(client, \"hi\");", "await Microsoft.Extensions.AI.ChatClientExtensions.GetResponseAsync(client, \"hi\", new ChatOptions { MaxOutputTokens = 4096 });")]
    [InlineData("await client.GetResponseAsync(\"hi\", cancellationToken: stop);", "await client.GetResponseAsync(\"hi\", new ChatOptions { MaxOutputTokens = 4096 }, cancellationToken: stop);")]
    [InlineData("await client.GetResponseAsync(\"hi\", new() { Temperature = 1 });", "await client.GetResponseAsync(\"hi\", new() { Temperature = 1, MaxOutputTokens = 4096 });")]
    public Task Sets_the_limit_of_chat_options(string before, string after)
        => Check.Rewrites<PG6002NoOutputLimit, PG6002NoOutputLimitFix>(Scenario.Of(Extensions(before)).Referencing("Microsoft.Extensions.AI", "Microsoft.Extensions.AI.Abstractions"), Extensions(after));

    private static string Extensions(string body)
        => $$"""
            using Microsoft.Extensions.AI;

            public class Assistant(IChatClient client)
            {
                public async Task Ask(CancellationToken stop)
                {
                    {{body}}
                }

                public static IChatClient Make(IChatClient inner) => new ChatClientBuilder(inner).Build();
            }
            """;

    [Theory]
    [InlineData("new ChatClientAgent(client, new ChatClientAgentOptions { Name = \"A\" })", "new ChatClientAgent(client, new ChatClientAgentOptions { Name = \"A\", ChatOptions = new ChatOptions { MaxOutputTokens = 4096 } })")]
    [InlineData("client.AsAIAgent(new ChatClientAgentOptions { ChatOptions = new() { Instructions = \"Be brief.\" } })", "client.AsAIAgent(new ChatClientAgentOptions { ChatOptions = new() { Instructions = \"Be brief.\", MaxOutputTokens = 4096 } })")]
    public Task Sets_the_limit_of_an_agent(string before, string after)
        => Check.Rewrites<PG6002NoOutputLimit, PG6002NoOutputLimitFix>(Scenario.Of(Agent(before)).Referencing(References.Models), Agent(after));

    [Fact]
    public Task Refuses_agents_without_options() => Check.OffersOnly<PG6002NoOutputLimit, PG6002NoOutputLimitFix>(Scenario.Of(Agent("new [|ChatClientAgent|](client, instructions: \"Be brief.\")")).Referencing(References.Models));

    private static string Agent(string made)
        => $$"""
            using Microsoft.Agents.AI;
            using Microsoft.Extensions.AI;

            public class Assistant(IChatClient client)
            {
                public AIAgent Make() => {{made}};

                public static IChatClient Build(IChatClient inner) => new ChatClientBuilder(inner).Build();
            }
            """;

    [Theory]
    [InlineData("await service.GetChatMessageContentAsync(history);", "await service.GetChatMessageContentAsync(history, new OpenAIPromptExecutionSettings { MaxTokens = 4096 });")]
    [InlineData("await service.GetChatMessageContentAsync(history, kernel: kernel);", "await service.GetChatMessageContentAsync(history, new OpenAIPromptExecutionSettings { MaxTokens = 4096 }, kernel: kernel);")]
    [InlineData("await kernel.InvokePromptAsync(\"Hi\");", "await kernel.InvokePromptAsync(\"Hi\", new KernelArguments(new OpenAIPromptExecutionSettings { MaxTokens = 4096 }));")]
    [InlineData("await kernel.InvokePromptAsync(\"Hi\", new() { [\"a\"] = 1 });", "await kernel.InvokePromptAsync(\"Hi\", new(new OpenAIPromptExecutionSettings { MaxTokens = 4096 }) { [\"a\"] = 1 });")]
    [InlineData("var settings = new OpenAIPromptExecutionSettings { Temperature = 0 }; var arguments = new KernelArguments(settings); await kernel.InvokePromptAsync(\"Hi\", arguments);", "var settings = new OpenAIPromptExecutionSettings { Temperature = 0, MaxTokens = 4096 }; var arguments = new KernelArguments(settings); await kernel.InvokePromptAsync(\"Hi\", arguments);")]
    [InlineData("await kernel.InvokePromptAsync(\"Hi\", new KernelArguments { [\"a\"] = 1 });", "await kernel.InvokePromptAsync(\"Hi\", new KernelArguments(new OpenAIPromptExecutionSettings { MaxTokens = 4096 }) { [\"a\"] = 1 });")]
    [InlineData("await kernel.InvokePromptAsync(\"Hi\", new KernelArguments() { { \"a\", 1 } });", "await kernel.InvokePromptAsync(\"Hi\", new KernelArguments(new OpenAIPromptExecutionSettings { MaxTokens = 4096 }) { { \"a\", 1 } });")]
    public Task Sets_the_limit_of_a_kernel(string before, string after)
        => Check.Rewrites<PG6002NoOutputLimit, PG6002NoOutputLimitFix>(Scenario.Of(Kernel(before)).Referencing(References.Models), Kernel(after));

    private static string Kernel(string body)
        => $$"""
            using Microsoft.SemanticKernel;
            using Microsoft.SemanticKernel.ChatCompletion;
            using Microsoft.SemanticKernel.Connectors.OpenAI;

            public class Assistant(Kernel kernel, IChatCompletionService service)
            {
                public async Task Ask(ChatHistory history)
                {
                    {{body}}
                    GC.KeepAlive((kernel, service));
                }
            }
            """;

    [Theory]
    [InlineData("await http.PostAsJsonAsync(Address, new { model, messages });", "await http.PostAsJsonAsync(Address, new { model, messages, max_completion_tokens = 4096 });")]
    [InlineData("await http.PostAsJsonAsync(Address, new { contents = messages });", "await http.PostAsJsonAsync(Address, new { contents = messages, generationConfig = new { maxOutputTokens = 4096 } });")]
    [InlineData("await http.PostAsJsonAsync(Address, new { contents = messages, generationConfig = new { temperature = 0 } });", "await http.PostAsJsonAsync(Address, new { contents = messages, generationConfig = new { temperature = 0, maxOutputTokens = 4096 } });")]
    [InlineData("await http.PostAsJsonAsync(Address, new { model, input = question });", "await http.PostAsJsonAsync(Address, new { model, input = question, max_output_tokens = 4096 });")]
    [InlineData(
        """
        var body = new
                {
                    model,
                    messages, // all of them
                };
                await Send(body);
        """,
        """
        var body = new
                {
                    model,
                    messages, // all of them
                    max_completion_tokens = 4096,
                };
                await Send(body);
        """)]
    public Task Sets_the_limit_of_a_request(string before, string after)
        => Check.Rewrites<PG6002NoOutputLimit, PG6002NoOutputLimitFix>(PG6002NoOutputLimitTests.Raw(before), PG6002NoOutputLimitTests.Raw(after));

    [Theory]
    [InlineData("await http.PostAsJsonAsync(Address, new Dictionary<string, object> { [\"model\"] = model, [\"messages\"] = messages });", "await http.PostAsJsonAsync(Address, new Dictionary<string, object> { [\"model\"] = model, [\"messages\"] = messages, [\"max_completion_tokens\"] = 4096 });")]
    [InlineData("await http.PostAsJsonAsync(Address, new Dictionary<string, object> { { \"model\", model }, { \"messages\", messages } });", "await http.PostAsJsonAsync(Address, new Dictionary<string, object> { { \"model\", model }, { \"messages\", messages }, { \"max_completion_tokens\", 4096 } });")]
    [InlineData("var body = new Dictionary<string, object>(); body[\"model\"] = model; body[\"messages\"] = messages; await http.PostAsJsonAsync(Address, body);", "var body = new Dictionary<string, object> { [\"max_completion_tokens\"] = 4096 }; body[\"model\"] = model; body[\"messages\"] = messages; await http.PostAsJsonAsync(Address, body);")]
    [InlineData("Dictionary<string, object> body = new() { [\"model\"] = model, [\"input\"] = question }; await http.PostAsJsonAsync(Address, body);", "Dictionary<string, object> body = new() { [\"model\"] = model, [\"input\"] = question, [\"max_output_tokens\"] = 4096 }; await http.PostAsJsonAsync(Address, body);")]
    [InlineData("await http.PostAsJsonAsync(Address, new Dictionary<string, object> { [\"contents\"] = messages });", "await http.PostAsJsonAsync(Address, new Dictionary<string, object> { [\"contents\"] = messages, [\"generationConfig\"] = new { maxOutputTokens = 4096 } });", "https://generativelanguage.googleapis.com/v1beta/models/gemini:generateContent")]
    public Task Sets_the_limit_in_a_dictionary(string before, string after, string host = "https://api.openai.com/v1/chat/completions")
        => Check.Rewrites<PG6002NoOutputLimit, PG6002NoOutputLimitFix>(PG6002NoOutputLimitTests.Raw(before, host), PG6002NoOutputLimitTests.Raw(after, host));

    /// <summary>Azure's interface of many models knows the older name alone, which these models refuse.</summary>
    [Fact]
    public Task Refuses_models_that_take_no_such_limit()
        => Check.OffersOnly<PG6002NoOutputLimit, PG6002NoOutputLimitFix>(Scenario.Of(
            """
            using Azure.AI.Inference;

            public class Assistant(ChatCompletionsClient client)
            {
                public void Ask() => client.Complete(new [|ChatCompletionsOptions|] { Model = "o3-mini" });
            }
            """).Referencing(References.Models));

    [Theory]
    [InlineData("new { model = \"openai/o3-mini\", messages }", "new { model = \"openai/o3-mini\", messages, max_completion_tokens = 4096 }", "https://openrouter.ai/api/v1/chat/completions")]
    [InlineData("new { messages, temperature = 1 }", "new { messages, temperature = 1, max_completion_tokens = 4096 }", "https://shop.openai.azure.com/openai/deployments/gpt-5-mini/chat/completions")]
    [InlineData("new { model, prompt = question }", "new { model, prompt = question, max_tokens = 4096 }", "https://api.openai.com/v1/completions")]
    [InlineData("new { model = \"o1\", input = question }", "new { model = \"o1\", input = question, max_output_tokens = 4096 }", "https://api.openai.com/v1/responses")]
    public Task Calls_the_limit_as_the_model_does(string before, string after, string host)
        => Check.Rewrites<PG6002NoOutputLimit, PG6002NoOutputLimitFix>(
            PG6002NoOutputLimitTests.Raw($"await http.PostAsJsonAsync(Address, {before});", host),
            PG6002NoOutputLimitTests.Raw($"await http.PostAsJsonAsync(Address, {after});", host));

    [Theory]
    [InlineData("Model = \"o3-mini\"", "MaxCompletionTokens")]
    [InlineData("Model = \"gpt-4o\"", "MaxTokens")]
    public Task Sets_the_limit_that_the_model_takes(string model, string limit)
        => Check.Rewrites<PG6002NoOutputLimit, PG6002NoOutputLimitFix>(Scenario.Of(Betalgo($"Messages = messages, {model}")).Referencing(References.Models), Betalgo($"Messages = messages, {model}, {limit} = 4096"));

    private static string Betalgo(string members)
        => $$"""
            using Betalgo.Ranul.OpenAI.Interfaces;
            using Betalgo.Ranul.OpenAI.ObjectModels.RequestModels;

            public class Assistant(IOpenAIService service)
            {
                public Task Ask(List<ChatMessage> messages) => service.ChatCompletion.CreateCompletion(new ChatCompletionCreateRequest { {{members}} });
            }
            """;

    [Fact]
    public Task Calls_the_limit_of_other_providers_as_they_do()
        => Check.Rewrites<PG6002NoOutputLimit, PG6002NoOutputLimitFix>(
            PG6002NoOutputLimitTests.Raw("await http.PostAsJsonAsync(Address, new { model, messages });", "https://api.mistral.ai/v1/chat/completions"),
            PG6002NoOutputLimitTests.Raw("await http.PostAsJsonAsync(Address, new { model, messages, max_tokens = 4096 });", "https://api.mistral.ai/v1/chat/completions"));

    [Theory]
    [InlineData("await http.PostAsJsonAsync(Address, [|new|] { contents = messages, generationConfig = shorter ? new { temperature = 0 } : null });")]
    [InlineData("var body = [|new|] { model, messages }; body = new { model = \"b\", messages }; await Send(body);")]
    [InlineData("await http.PostAsJsonAsync(Address, [|new|] Dictionary<string, object> { [\"contents\"] = messages, [\"generationConfig\"] = new { temperature = 0 } });")]
    [InlineData("await http.PostAsJsonAsync(Address, [|new|] Dictionary<string, string> { [\"model\"] = model, [\"messages\"] = question });")]
    [InlineData("await http.PostAsJsonAsync(Address, [|new|] ChatRequest(model, messages)); } private sealed record ChatRequest(string Model, object[] Messages); public async Task Other() { await Task.Yield();")]
    public Task Refuses_requests(string body) => Check.OffersOnly<PG6002NoOutputLimit, PG6002NoOutputLimitFix>(PG6002NoOutputLimitTests.Raw(body));

    [Fact]
    public Task Refuses_settings_of_any_provider()
        => Check.OffersOnly<PG6002NoOutputLimit, PG6002NoOutputLimitFix>(Scenario.Of(Kernel("await service.GetChatMessageContentAsync(history, new [|PromptExecutionSettings|] { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() });")).Referencing(References.Models));

    [Theory]
    [InlineData("await chat.[|CompleteChatAsync|](question /* first */, new UserChatMessage(\"b\"));")]
    public Task Refuses_calls(string body) => Check.OffersOnly<PG6002NoOutputLimit, PG6002NoOutputLimitFix>(OpenAI(body));
}
