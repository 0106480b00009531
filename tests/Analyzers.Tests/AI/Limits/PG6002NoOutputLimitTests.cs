using ProdGap.Analyzers.AI.Limits;
using ProdGap.Analyzers.Core;
using static ProdGap.Analyzers.Tests.AI.ModelSnippets;

namespace ProdGap.Analyzers.Tests.AI.Limits;

public sealed class PG6002NoOutputLimitTests
{
    private static Scenario Extensions(string body, bool earlier = false, string setUp = "public static IChatClient Make(IChatClient inner) => new ChatClientBuilder(inner).Build();", string around = "")
        => Scenario.Of(
            $$"""
            using Microsoft.Extensions.AI;

            public class Assistant(IChatClient client)
            {
                public async Task Ask(List<ChatMessage> messages, string question, ChatOptions given, CancellationToken stop)
                {
                    await Task.Yield();
                    {{body}}
                    GC.KeepAlive(client);
                }
            }

            public static class SetUp
            {
                {{setUp}}
            }

            {{around}}
            """).Referencing(earlier ? References.EarlierModels : References.Models);

    private static Scenario Kernel(string body, bool earlier = false)
        => Scenario.Of(
            $$"""
            using Microsoft.SemanticKernel;
            using Microsoft.SemanticKernel.ChatCompletion;
            using Microsoft.SemanticKernel.Connectors.OpenAI;

            public class Assistant(Kernel kernel, IChatCompletionService service)
            {
                public async Task Ask(ChatHistory history, string question, PromptExecutionSettings given, CancellationToken stop)
                {
                    await Task.Yield();
                    {{body}}
                    GC.KeepAlive((kernel, service));
                }
            }
            """).Referencing(earlier ? EarlierKernels : References.Models);

    private static Scenario Agent(string body, bool earlier = false)
        => Scenario.Of(
            $$"""
            using Microsoft.Agents.AI;
            using Microsoft.Extensions.AI;

            public class Assistant(IChatClient client)
            {
                public AIAgent Make(ChatClientAgentOptions given)
                {
                    {{body}}
                    return agent;
                }
            }

            public static class SetUp
            {
                public static IChatClient Make(IChatClient inner) => new ChatClientBuilder(inner).Build();
            }
            """).Referencing(earlier ? EarlierKernels : References.Models);

    internal static string Raw(string body, string host = "https://api.openai.com/v1/chat/completions")
        => $$"""
            using System.Net.Http.Json;
            using System.Text;
            using System.Text.Json;

            public class Assistant(HttpClient http)
            {
                private const string Address = "{{host}}";

                public async Task Ask(string model, string question, object[] messages, bool shorter)
                {
                    await Task.Yield();
                    {{body}}
                    GC.KeepAlive((http, Address));
                }

                private Task Send(object body) => http.PostAsJsonAsync(Address, body);
            }
            """;

    public static TheoryData<string, bool> OfOpenAI => Both(
        "await chat.[|CompleteChatAsync|](messages);",
        "await chat.[|CompleteChatAsync|](question);",
        "await chat.[|CompleteChatAsync|](new SystemChatMessage(\"Be brief.\"), new UserChatMessage(question));",
        "await chat.[|CompleteChatAsync|](messages, null, stop);",
        "await chat.[|CompleteChatAsync|](messages, cancellationToken: stop);",
        "chat.[|CompleteChat|](messages);",
        "await foreach (var update in chat.[|CompleteChatStreamingAsync|](messages)) { }",
        "Func<Task> ask = () => chat.[|CompleteChatAsync|](messages); await ask();",
        "await chat.CompleteChatAsync(messages, new [|ChatCompletionOptions|] { Temperature = 0.2f }, stop);",
        "await chat.CompleteChatAsync(messages, [|new|]() { Temperature = 0.2f });",
        "var options = new ChatCompletionOptions { Temperature = 0.2f }; await chat.CompleteChatAsync(messages, [|options|]);",
        "var options = new ChatCompletionOptions(); options.Temperature = 1; options.StopSequences.Add(\"END\"); await chat.CompleteChatAsync(messages, [|options|]);",
        "ChatCompletionOptions options = new(); await chat.CompleteChatAsync(messages, [|options|]); await chat.CompleteChatAsync(messages, options);",
        "await chat.CompleteChatAsync(messages, [|cold|]);",
        "await chat.CompleteChatAsync(messages, [|this.cold|]);",
        "await chat.CompleteChatAsync(options: new [|OpenAI.Chat.ChatCompletionOptions|](), messages: messages);");

    [Theory]
    [MemberData(nameof(OfOpenAI))]
    public Task Reports_calls_without_a_limit(string body, bool earlier) => Check.Reports<PG6002NoOutputLimit>(InOpenAI(body, earlier));

    public static TheoryData<string, bool> LimitedByOpenAI => Both(
        "await chat.CompleteChatAsync(messages, new ChatCompletionOptions { MaxOutputTokenCount = 300 });",
        "var options = new ChatCompletionOptions(); options.MaxOutputTokenCount = 300; await chat.CompleteChatAsync(messages, options);",
        "var options = new ChatCompletionOptions(); if (question.Length > 100) { options.MaxOutputTokenCount = 300; } await chat.CompleteChatAsync(messages, options);",
        "await chat.CompleteChatAsync(messages, given);",
        "await chat.CompleteChatAsync(messages, configured);",
        "await chat.CompleteChatAsync(messages, this.configured, stop);",
        "await chat.CompleteChatAsync(messages, shared);",
        "await chat.CompleteChatAsync(messages, Defaults.Make());",
        "var options = new ChatCompletionOptions(); Defaults.Limit(options); await chat.CompleteChatAsync(messages, options);",
        "var options = Defaults.Make(); options.Temperature = 0; await chat.CompleteChatAsync(messages, options);",
        "var options = question.Length > 10 ? Defaults.Make() : new ChatCompletionOptions(); await chat.CompleteChatAsync(messages, options);",
        "ChatCompletionOptions options = new(); options = Defaults.Make(); await chat.CompleteChatAsync(messages, options);",
        "var options = new ChatCompletionOptions { Temperature = 1 }; GC.KeepAlive(nameof(options));");

    [Theory]
    [MemberData(nameof(LimitedByOpenAI))]
    public Task Leaves_limits_and_what_others_decide_alone(string body, bool earlier) => Check.Reports<PG6002NoOutputLimit>(InOpenAI(body, earlier));

    [Fact]
    public Task Leaves_requests_in_bytes_alone()
        => Check.Reports<PG6002NoOutputLimit>(Scenario.Of(
            """
            using OpenAI.Chat;
            using System.ClientModel;

            public class Assistant(ChatClient chat)
            {
                public Task Ask() => chat.CompleteChatAsync(BinaryContent.Create(BinaryData.FromString("{}")));
            }
            """).Referencing([.. References.Models, "System.Memory.Data"]));

    public static TheoryData<string, bool> OfResponses => Both(
        """await responses.[|CreateResponseAsync|](model, question);""",
        """await responses.CreateResponseAsync([|new|](model, [ResponseItem.CreateUserMessageItem(question)]) { Temperature = 0 });""",
        """await responses.CreateResponseAsync(new CreateResponseOptions(model, [ResponseItem.CreateUserMessageItem(question)]) { MaxOutputTokenCount = 10 });""");

    [Theory]
    [MemberData(nameof(OfResponses))]
    public Task Knows_responses(string body, bool earlier)
        => Check.Reports<PG6002NoOutputLimit>(Scenario.Of(
            $$"""
            #pragma warning disable OPENAI001
            using OpenAI.Responses;

            public class Assistant(ResponsesClient responses)
            {
                public async Task Ask(string model, string question)
                {
                    {{body}}
                }
            }
            """).Referencing(earlier ? EarlierResponses : References.Models));

    public static TheoryData<string, bool> OfExtensions => Both(
        "await client.[|GetResponseAsync|](question);",
        "await client.[|GetResponseAsync|]($\"Summarize {question}.\");",
        "await client.[|GetResponseAsync|](messages, null, stop);",
        "await client.[|GetResponseAsync|](messages, cancellationToken: stop);",
        "await client.[|GetResponseAsync<int>|](question);",
        "await foreach (var update in client.[|GetStreamingResponseAsync|](messages)) { }",
        "await client.GetResponseAsync(messages, new [|ChatOptions|] { Temperature = 0 });",
        "await client.GetResponseAsync(messages, [|new|]() { ModelId = \"small\" });",
        "var options = new ChatOptions { ResponseFormat = ChatResponseFormat.Json }; await client.GetResponseAsync(messages, [|options|]);");

    [Theory]
    [MemberData(nameof(OfExtensions))]
    public Task Reports_calls_of_any_chat_client(string body, bool earlier) => Check.Reports<PG6002NoOutputLimit>(Extensions(body, earlier));

    public static TheoryData<string, bool> LimitedByExtensions => Both(
        "await client.GetResponseAsync(messages, new ChatOptions { MaxOutputTokens = 300 });",
        "await client.GetResponseAsync(messages, given);",
        "await client.GetResponseAsync(messages, given.Clone());",
        "await client.GetResponseAsync(messages, new ChatOptions { AdditionalProperties = new() { [\"max_tokens\"] = 10 } });",
        "var options = given.Clone(); await client.GetResponseAsync(messages, options);");

    [Theory]
    [MemberData(nameof(LimitedByExtensions))]
    public Task Leaves_limited_chat_clients_alone(string body, bool earlier) => Check.Reports<PG6002NoOutputLimit>(Extensions(body, earlier));

    [Theory]
    [InlineData("public static IChatClient Make(IChatClient inner) => new ChatClientBuilder(inner).ConfigureOptions(options => options.MaxOutputTokens ??= 1000).Build();", "")]
    [InlineData("public static IChatClient Make(IChatClient inner) => new ChatClientBuilder(new Limited(inner)).Build();", """
        public sealed class Limited(IChatClient inner) : DelegatingChatClient(inner)
        {
            public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
            {
                options ??= new();
                options.MaxOutputTokens ??= 1000;
                return base.GetResponseAsync(messages, options, cancellationToken);
            }
        }
        """)]
    [InlineData("public static IChatClient Make() => new OllamaSharp.OllamaApiClient(\"http://localhost:11434\", \"phi3\");", "")]
    public Task Leaves_limits_of_the_client_and_local_models_alone(string setUp, string around)
        => Check.Reports<PG6002NoOutputLimit>(Extensions("await client.GetResponseAsync(messages);", setUp: setUp, around: around));

    [Fact]
    public Task Suggests_where_another_project_makes_the_client()
        => Check.Suggests<PG6002NoOutputLimit>(Extensions("await client.[|GetResponseAsync|](messages);", setUp: ""));

    [Fact]
    public Task Leaves_a_client_that_passes_calls_on_alone()
        => Check.Reports<PG6002NoOutputLimit>(Extensions("", around: """
            public sealed class Retrying(IChatClient inner) : DelegatingChatClient(inner)
            {
                public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
                    => InnerClient.GetResponseAsync(messages, null, cancellationToken);
            }
            """));

    public static TheoryData<string, bool> OfKernel => Both(
        "await service.[|GetChatMessageContentAsync|](history);",
        "await service.[|GetChatMessageContentsAsync|](history, kernel: kernel);",
        "await foreach (var part in service.[|GetStreamingChatMessageContentsAsync|](history)) { }",
        "await service.GetChatMessageContentAsync(history, new [|OpenAIPromptExecutionSettings|] { Temperature = 0 }, kernel, stop);",
        "await service.GetChatMessageContentAsync(history, new [|PromptExecutionSettings|] { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() });",
        "await kernel.[|InvokePromptAsync|](\"Summarize: \" + question);",
        "await kernel.InvokePromptAsync(\"Summarize {{$text}}.\", new [|KernelArguments|] { [\"text\"] = question });",
        "await kernel.InvokePromptAsync(\"Summarize {{$text}}.\", [|new|]() { { \"text\", question } });",
        "var settings = new OpenAIPromptExecutionSettings { Temperature = 0 }; var arguments = new KernelArguments(settings) { [\"text\"] = question }; await kernel.InvokePromptAsync(\"Summarize {{$text}}.\", [|arguments|]);");

    [Theory]
    [MemberData(nameof(OfKernel))]
    public Task Reports_calls_through_a_kernel(string body, bool earlier) => Check.Reports<PG6002NoOutputLimit>(Kernel(body, earlier));

    public static TheoryData<string, bool> LimitedByKernel => Both(
        "await service.GetChatMessageContentAsync(history, new OpenAIPromptExecutionSettings { MaxTokens = 100 });",
        "await service.GetChatMessageContentAsync(history, given);",
        "await service.GetChatMessageContentAsync(history, new PromptExecutionSettings { ExtensionData = new Dictionary<string, object> { [\"max_tokens\"] = 10 } });",
        "await kernel.InvokePromptAsync(\"Summarize.\", new(new OpenAIPromptExecutionSettings { MaxTokens = 10 }) { [\"text\"] = question });",
        "await kernel.InvokePromptAsync(\"Summarize.\", new KernelArguments(given));",
        "var arguments = new KernelArguments { ExecutionSettings = new Dictionary<string, PromptExecutionSettings>() }; await kernel.InvokePromptAsync(\"Summarize.\", arguments);");

    [Theory]
    [MemberData(nameof(LimitedByKernel))]
    public Task Leaves_limited_kernels_alone(string body, bool earlier) => Check.Reports<PG6002NoOutputLimit>(Kernel(body, earlier));

    [Theory]
    [InlineData("AIAgent agent = new [|ChatClientAgent|](client, instructions: \"Be brief.\", name: \"A\");", false)]
    [InlineData("AIAgent agent = new [|ChatClientAgent|](client, instructions: \"Be brief.\", name: \"A\");", true)]
    [InlineData("AIAgent agent = client.[|AsAIAgent|](instructions: \"Be brief.\");", false)]
    [InlineData("AIAgent agent = client.AsAIAgent(new [|ChatClientAgentOptions|] { Name = \"A\" });", false)]
    [InlineData("AIAgent agent = new ChatClientAgent(client, new ChatClientAgentOptions { ChatOptions = new [|ChatOptions|] { Instructions = \"Be brief.\" } });", false)]
    [InlineData("AIAgent agent = new ChatClientAgent(client, new ChatClientAgentOptions { ChatOptions = new() { MaxOutputTokens = 10 } });", false)]
    [InlineData("AIAgent agent = client.AsAIAgent(given);", false)]
    [InlineData("var options = new ChatClientAgentOptions { Name = \"A\" }; options.ChatOptions = new() { MaxOutputTokens = 10 }; AIAgent agent = client.AsAIAgent(options);", false)]
    public Task Reports_agents_where_they_are_made(string body, bool earlier) => Check.Reports<PG6002NoOutputLimit>(Agent(body, earlier));

    [Theory]
    [InlineData("var body = [|new|] { model, messages }; await http.PostAsync(Address, new StringContent(JsonSerializer.Serialize(body)));")]
    [InlineData("await http.PostAsJsonAsync(Address, [|new|] { model = \"gpt-4o-mini\", messages = new[] { new { role = \"user\", content = question } } });")]
    [InlineData("var content = JsonContent.Create([|new|] { model, messages, temperature = 0.2 }); await http.PostAsync(Address, content);")]
    [InlineData("var body = [|new|] { model, messages }; await Send(body);")]
    [InlineData("object body = [|new|] { model, messages }; var json = JsonSerializer.Serialize(body); await http.PostAsync(Address, new StringContent(json));")]
    [InlineData("var body = [|new|] { contents = new[] { new { parts = new[] { new { text = question } } } } }; await http.PostAsync(Address, new StringContent(JsonSerializer.Serialize(body)));")]
    [InlineData("var json = JsonSerializer.Serialize([|new|] { model, input = question }); await http.PostAsync(Address, new StringContent(json, Encoding.UTF8));")]
    [InlineData("var json = JsonSerializer.Serialize([|new|] { contents = messages, generationConfig = new { temperature = 0.2 } }); await http.PostAsync(Address, new StringContent(json));")]
    public Task Reports_requests_that_are_written_out(string body) => Check.Reports<PG6002NoOutputLimit>(Raw(body));

    [Theory]
    [InlineData("await http.PostAsJsonAsync(Address, new { model, messages, max_tokens = 10 });")]
    [InlineData("await http.PostAsJsonAsync(Address, new { model, messages, max_completion_tokens = 10 });")]
    [InlineData("await http.PostAsJsonAsync(Address, new { contents = messages, generationConfig = new { maxOutputTokens = 8 } });")]
    [InlineData("await http.PostAsJsonAsync(Address, new { model, prompt = question, size = \"1024x1024\", n = 1 });")]
    [InlineData("await http.PostAsJsonAsync(\"images/generations\", new { model, prompt = question });")]
    [InlineData("await http.PostAsJsonAsync(\"v1/embeddings\", new { model, input = question });")]
    [InlineData("var shown = new { model, messages }; Console.WriteLine(shown);")]
    [InlineData("var shown = new { model, messages }; GC.KeepAlive(shown.model);")]
    [InlineData("var options = new { model, options = new { num_predict = 5 }, messages }; await Send(options);")]
    [InlineData("await Send(new { contents = messages, generationConfig = new { responseModalities = new[] { \"IMAGE\" } } });")]
    public Task Leaves_other_objects_alone(string body) => Check.Reports<PG6002NoOutputLimit>(Raw(body));

    [Theory]
    [InlineData("http://localhost:11434/api/chat")]
    [InlineData("https://api.anthropic.com/v1/messages")]
    public Task Leaves_local_models_and_required_limits_alone(string host) => Check.Reports<PG6002NoOutputLimit>(Raw("await http.PostAsJsonAsync(Address, new { model, messages });", host));

    [Fact]
    public Task Knows_a_request_without_a_host() => Check.Reports<PG6002NoOutputLimit>(Raw("await http.PostAsync(Address, new StringContent(JsonSerializer.Serialize([|new|] { model, messages })));", "Llm:Endpoint"), "'{ model, messages }' sets no output-token limit; set max_tokens so that one request has a known maximum cost");

    [Theory]
    [InlineData("'{ model, messages }' sets no output-token limit; set max_completion_tokens so that one request has a known maximum cost", "await http.PostAsJsonAsync(Address, [|new|] { model, messages });")]
    [InlineData("'body' sets no output-token limit; set max_completion_tokens so that one request has a known maximum cost", "var body = [|new|] { model, messages }; await Send(body);")]
    public Task Names_the_limit(string message, string body) => Check.Reports<PG6002NoOutputLimit>(Raw(body), message);

    [Fact]
    public Task Leaves_tests_and_samples_alone()
        => Check.Reports<PG6002NoOutputLimit>(InOpenAI("await chat.CompleteChatAsync(messages);", earlier: false).Property("ProdGapIsSample", "true"));

    [Fact]
    public Task Knows_requests_of_Betalgo()
        => Check.Reports<PG6002NoOutputLimit>(Scenario.Of(
            """
            using Betalgo.Ranul.OpenAI.Interfaces;
            using Betalgo.Ranul.OpenAI.ObjectModels.RequestModels;

            public class Assistant(IOpenAIService service)
            {
                public async Task Ask(List<ChatMessage> messages)
                {
                    await service.ChatCompletion.CreateCompletion(new [|ChatCompletionCreateRequest|] { Messages = messages });
                    await service.ChatCompletion.CreateCompletion(new ChatCompletionCreateRequest { Messages = messages, MaxTokens = 10 });
                }
            }
            """).Referencing(References.Models));

    [Fact]
    public Task Knows_Google()
        => Check.Reports<PG6002NoOutputLimit>(
            """
            using Google.GenAI;
            using Google.GenAI.Types;

            public class Assistant(Models models)
            {
                public async Task Ask(string question)
                {
                    await models.[|GenerateContentAsync|]("gemini", question);
                    await models.GenerateContentAsync("gemini", question, new [|GenerateContentConfig|] { Temperature = 1 });
                    await models.GenerateContentAsync("gemini", question, new GenerateContentConfig { MaxOutputTokens = 1 });
                }
            }

            // Stubs with the real names.
            namespace Google.GenAI.Types
            {
                public class GenerateContentConfig { public int? MaxOutputTokens { get; set; } public double? Temperature { get; set; } }
                public class GenerateContentResponse { public string? Text => null; }
            }

            namespace Google.GenAI
            {
                public class Models { public Task<GenerateContentResponse> GenerateContentAsync(string model, string contents, GenerateContentConfig? config = null) => throw new NotSupportedException(); }
            }
            """);

    /// <summary>Somebody tries a key, and reads no answer.</summary>
    [Theory]
    [InlineData("public Task TestConnectionAsync(IChatClient other) => Task.CompletedTask; public async Task ValidateKeyAsync(IChatClient other) { await other.GetResponseAsync(\"Hello\"); }")]
    [InlineData("public async Task TestConnectionAsync(IChatClient other) { try { await other.GetResponseAsync(\"Hello\", cancellationToken: default); } catch (Exception failure) { Console.WriteLine(failure.Message); } }")]
    [InlineData("public async Task TestConnectionAsync(IChatClient other, string text) { await other.[|GetResponseAsync|](text); }")]
    public Task A_key_that_is_tried(string member) => Check.Reports<PG6002NoOutputLimit>(Extensions("", around: "public class Keys { " + member + " }"));

    [Theory]
    [InlineData("public async Task<string> TestConnectionAsync(IChatClient other) { var reply = await other.[|GetResponseAsync|](\"Hello\"); return reply.Text; }")]
    [InlineData("public async Task GreetAsync(IChatClient other) { await other.[|GetResponseAsync|](\"Hello\"); }")]
    public Task A_key_that_is_tried_for_an_answer(string member) => Check.Suggests<PG6002NoOutputLimit>(Extensions("", around: "public class Keys { " + member + " }"));

    /// <summary>Nobody outside steers how long the answer gets.</summary>
    [Theory]
    [InlineData("await client.[|GetResponseAsync|](\"Write a short motto.\", cancellationToken: stop);")]
    [InlineData("var count = messages.Count; await client.[|GetResponseAsync|]($\"Write {count} mottos of {DateTime.UtcNow:d}.\", cancellationToken: stop);")]
    [InlineData("await client.[|GetResponseAsync|]([new(ChatRole.System, \"Be brief.\"), new(ChatRole.User, [new TextContent(\"Describe it.\"), new DataContent(Convert.FromBase64String(question), \"image/png\")])], cancellationToken: stop);")]
    [InlineData("List<ChatMessage> asked = [new(ChatRole.System, \"Be brief.\")]; asked.Add(new ChatMessage(ChatRole.User, \"Write a motto.\")); await client.[|GetResponseAsync|](asked, cancellationToken: stop);")]
    [InlineData("await client.GetResponseAsync(messages, new [|ChatOptions|]\n{\n    Temperature = 0,\n    // MaxOutputTokens = 500, refused by the provider\n});")]
    public Task Says_the_same_each_time(string body) => Check.Suggests<PG6002NoOutputLimit>(Extensions(body));

    [Theory]
    [InlineData("List<ChatMessage> asked = [new(ChatRole.System, \"Be brief.\")]; asked.Add(new ChatMessage(ChatRole.User, question)); await client.[|GetResponseAsync|](asked, cancellationToken: stop);")]
    [InlineData("List<ChatMessage> asked = [new(ChatRole.System, \"Be brief.\")]; asked.AddRange(messages); await client.[|GetResponseAsync|](asked, cancellationToken: stop);")]
    [InlineData("await client.[|GetResponseAsync|]([new(ChatRole.System, question), new(ChatRole.User, \"Write a motto.\")], cancellationToken: stop);")]
    [InlineData("var text = \"Write a motto.\"; text += question; await client.[|GetResponseAsync|](text, cancellationToken: stop);")]
    [InlineData("await client.[|GetResponseAsync|](\"Describe \" + question.Trim(), cancellationToken: stop);")]
    [InlineData("await client.GetResponseAsync(messages, new [|ChatOptions|]\n{\n    // Be exact.\n    Temperature = 0,\n});")]
    public Task Says_what_others_wrote(string body) => Check.Reports<PG6002NoOutputLimit>(Extensions(body));

    [Theory]
    [InlineData("await kernel.[|InvokePromptAsync|](\"Summarize.\");")]
    [InlineData("await kernel.InvokePromptAsync(\"Write {{$count}} mottos.\", new [|KernelArguments|] { [\"count\"] = 3 });")]
    [InlineData("var asked = new ChatHistory(\"Be brief.\"); asked.AddUserMessage(\"Write a motto.\"); await service.[|GetChatMessageContentAsync|](asked, kernel: kernel, cancellationToken: stop);")]
    public Task Says_the_same_through_a_kernel(string body) => Check.Suggests<PG6002NoOutputLimit>(Kernel(body));

    [Theory]
    [InlineData("await http.PostAsJsonAsync(Address, [|new|] { model, messages = new[] { new { role = \"user\", content = \"Write a motto.\" } } });")]
    [InlineData("await http.PostAsJsonAsync(Address, [|new|] { model, messages /* , max_tokens */ });\n", true)]
    [InlineData("await http.PostAsJsonAsync(Address, [|new|]\n{\n    model,\n    // max_tokens = 500,\n    messages,\n});")]
    public Task Says_the_same_in_a_request(string body, bool isWarning = false)
        => isWarning ? Check.Reports<PG6002NoOutputLimit>(Raw(body)) : Check.Suggests<PG6002NoOutputLimit>(Raw(body));

    /// <summary>The person at the keyboard asks, and pays.</summary>
    [Theory]
    [InlineData("", true)]
    [InlineData("GC.KeepAlive(new System.Net.HttpListener());", false)]
    public Task A_program_in_a_console(string more, bool isOfOnePerson)
    {
        var scenario = Scenario.Of(ProjectKind.Console, "using OpenAI.Chat;\n\nvar chat = new ChatClient(\"gpt-6\", args[0]);\nvar question = Console.ReadLine()!;\nConsole.WriteLine(chat.[|CompleteChat|](question).Value.Content.Count);\n" + more).Referencing(References.Models);
        return isOfOnePerson ? Check.Suggests<PG6002NoOutputLimit>(scenario) : Check.Reports<PG6002NoOutputLimit>(scenario);
    }

    [Fact]
    public Task A_program_that_serves_the_web()
        => Check.Reports<PG6002NoOutputLimit>(Scenario.Of(
            ProjectKind.Web,
            "using Microsoft.AspNetCore.Builder;\nusing OpenAI.Chat;\n\nWebApplication.CreateBuilder(args).Build().Run();\n\npublic class Assistant(ChatClient chat) { public void Ask(string question) => chat.[|CompleteChat|](question); }").Referencing(References.Models));

    /// <summary>A model on hardware of one's own costs nothing by the word.</summary>
    [Theory]
    [InlineData("public class Summary([Microsoft.Extensions.DependencyInjection.FromKeyedServices(\"local\")] IChatClient other) { public Task Ask(string question) => other.[|GetResponseAsync|](question); }")]
    [InlineData("public class Summary(IServiceProvider services) { public Task Ask(string question) => Microsoft.Extensions.DependencyInjection.ServiceProviderKeyedServiceExtensions.GetRequiredKeyedService<IChatClient>(services, \"local-chat\").[|GetResponseAsync|](question); }")]
    [InlineData("public class Summary(IChatClient other) { public Task Ask(string question) => other.[|GetResponseAsync|](question); public static object Key => new System.ClientModel.ApiKeyCredential(\"not-used\"); }")]
    public Task A_model_of_ones_own(string around)
        => Check.Suggests<PG6002NoOutputLimit>(Extensions("", around: around), "'GetResponseAsync' sets no output-token limit; set ChatOptions.MaxOutputTokens so that one request has a known maximum duration");

    [Theory]
    [InlineData("public class Summary([Microsoft.Extensions.DependencyInjection.FromKeyedServices(\"localized\")] IChatClient other) { public Task Ask(string question) => other.[|GetResponseAsync|](question); }")]
    [InlineData("public class Summary([Microsoft.Extensions.DependencyInjection.FromKeyedServices(\"local\")] IChatClient near, [Microsoft.Extensions.DependencyInjection.FromKeyedServices(\"large\")] IChatClient other) { public Task Ask(string question) => other.[|GetResponseAsync|](question + near); }")]
    [InlineData("public class Summary(IChatClient other) { public Task Ask(string question) => other.[|GetResponseAsync|](question); public static object Key(string key) => new System.ClientModel.ApiKeyCredential(key); public static object None => new System.ClientModel.ApiKeyCredential(\"not-used\"); }")]
    public Task A_model_of_others(string around)
        => Check.Reports<PG6002NoOutputLimit>(Extensions("", around: around), "'GetResponseAsync' sets no output-token limit; set ChatOptions.MaxOutputTokens so that one request has a known maximum cost");

    /// <summary>What holds for the options of a call holds for those of an agent's run.</summary>
    [Theory]
    [InlineData("var agent = client.AsAIAgent(instructions: \"Be brief.\"); await agent.RunAsync(question, options: new ChatClientAgentRunOptions(given));")]
    [InlineData("var agent = client.AsAIAgent(instructions: \"Be brief.\"); ChatOptions own = new() { Temperature = 0 }; Bind(own); await agent.RunAsync(question, options: new ChatClientAgentRunOptions(own));")]
    [InlineData("var agent = client.AsAIAgent(instructions: \"Be brief.\"); ChatOptions own = new() { AdditionalProperties = new() { [\"max_tokens\"] = 5 } }; await foreach (var part in agent.RunStreamingAsync(question, options: new ChatClientAgentRunOptions(own))) { }")]
    [InlineData("var agent = client.AsAIAgent(instructions: \"Be brief.\"); await agent.RunAsync(question, options: run);")]
    [InlineData("var agent = client.AsAIAgent(instructions: \"Be brief.\"); var own = new ChatClientAgentRunOptions(); own.ChatOptions = given; await agent.RunAsync(question, options: own);")]
    [InlineData("kept = new ChatClientAgent(client, \"Be brief.\"); await kept.RunAsync(question, options: new ChatClientAgentRunOptions(given.Clone()));")]
    [InlineData("Keep(client.AsAIAgent(instructions: \"Be brief.\"));", "public static class Runs { public static Task Of(AIAgent agent, ChatOptions given) => agent.RunAsync(\"x\", options: new ChatClientAgentRunOptions(given)); }")]
    [InlineData("var agent = client.[|AsAIAgent|](instructions: \"Be brief.\"); await agent.RunAsync(question, options: new ChatClientAgentRunOptions(given)); await agent.RunAsync(question);")]
    [InlineData("var agent = client.[|AsAIAgent|](instructions: \"Be brief.\"); await agent.RunAsync(question, options: new ChatClientAgentRunOptions(new() { Temperature = 0 }));")]
    [InlineData("var agent = client.[|AsAIAgent|](instructions: \"Be brief.\"); ChatOptions own = new() { Temperature = 0 }; await agent.RunAsync(question, options: new ChatClientAgentRunOptions(own));")]
    [InlineData("Keep(client.[|AsAIAgent|](instructions: \"Be brief.\"));", "public static class Runs { public static Task Of(AIAgent agent) => agent.RunAsync(\"x\", options: new ChatClientAgentRunOptions(new() { Temperature = 0 })); }")]
    public Task Options_of_a_run(string body, string around = "") => Check.Reports<PG6002NoOutputLimit>(Runs(body, around));

    [Fact]
    public Task Runs_that_say_the_same_each_time()
        => Check.Suggests<PG6002NoOutputLimit>(Runs("var agent = client.[|AsAIAgent|](instructions: \"Be brief.\"); await agent.RunAsync(\"Write a motto.\");", ""));

    private static Scenario Runs(string body, string around)
        => Scenario.Of(
            $$"""
            using Microsoft.Agents.AI;
            using Microsoft.Extensions.AI;

            public class Assistant(IChatClient client)
            {
                private AIAgent? kept;

                public async Task Ask(string question, ChatOptions given, ChatClientAgentRunOptions run)
                {
                    await Task.Yield();
                    {{body}}
                    GC.KeepAlive((kept, client, run, given));
                }

                private static void Bind(ChatOptions options) => options.MaxOutputTokens = 5;

                private void Keep(AIAgent agent) => kept = agent;
            }

            public static class SetUp
            {
                public static IChatClient Make(IChatClient inner) => new ChatClientBuilder(inner).Build();
            }

            {{around}}
            """).Referencing(References.Models);

    /// <summary>The own machine answers, or the call ends soon.</summary>
    [Theory]
    [InlineData("using var soon = new CancellationTokenSource(); soon.CancelAfter(5000); await client.[|GetResponseAsync|](question, cancellationToken: soon.Token);")]
    [InlineData("var onDeviceClient = client; await onDeviceClient.[|GetResponseAsync|](question, cancellationToken: stop);")]
    [InlineData("var kind = \"x\".ToString(); if (kind == Kinds.Ollama) await client.[|GetResponseAsync|](question, cancellationToken: stop);", "public static class Kinds { public const string Ollama = \"ollama\"; }")]
    public Task Little_of_a_bill(string body, string around = "") => Check.Suggests<PG6002NoOutputLimit>(Extensions(body, around: around));

    [Fact]
    public Task An_app_of_one_user() => Check.Suggests<PG6002NoOutputLimit>(Scenario.Of(
        ProjectKind.Desktop,
        """
        using Microsoft.Extensions.AI;

        Console.WriteLine(typeof(Window));

        public class Window(HttpClient http)
        {
            public static IChatClient Make(IChatClient inner) => new ChatClientBuilder(inner).Build();

            public async Task<string> Ask(string question) => (await Make(null!).[|GetResponseAsync|](question)).Text + http;
        }
        """).Referencing(References.Models));

    [Theory]
    [InlineData("var body = [|new|] Dictionary<string, object> { [\"model\"] = model, [\"messages\"] = messages }; await http.PostAsJsonAsync(Address, body);")]
    [InlineData("var body = [|new|] Dictionary<string, object?> { { \"model\", model }, { \"messages\", messages } }; await http.PostAsync(Address, new StringContent(JsonSerializer.Serialize(body)));")]
    [InlineData("Dictionary<string, object> body = [|new|](); body[\"model\"] = model; body[\"messages\"] = messages; if (shorter) { body[\"temperature\"] = 0; } var json = JsonSerializer.Serialize(body); await http.PostAsync(Address, new StringContent(json));")]
    [InlineData("IDictionary<string, object> body = [|new|] Dictionary<string, object>(); body.Add(\"model\", model); body.Add(\"messages\", messages); await http.PostAsJsonAsync(Address, body);")]
    [InlineData("await http.PostAsJsonAsync(Address, [|new|] Dictionary<string, object> { [\"model\"] = model, [\"input\"] = question });")]
    [InlineData("await http.PostAsJsonAsync(Address, [|new|] Dictionary<string, object> { [\"contents\"] = messages, [\"generationConfig\"] = new { temperature = 0 } });")]
    public Task Reports_requests_in_dictionaries(string body) => Check.Reports<PG6002NoOutputLimit>(Raw(body));

    [Theory]
    [InlineData("var body = new Dictionary<string, object> { [\"model\"] = model, [\"messages\"] = messages, [\"max_tokens\"] = 5 }; await http.PostAsJsonAsync(Address, body);")]
    [InlineData("var body = new Dictionary<string, object> { [\"model\"] = model, [\"messages\"] = messages }; if (shorter) { body[\"max_completion_tokens\"] = 5; } await http.PostAsJsonAsync(Address, body);")]
    [InlineData("var body = new Dictionary<string, object> { [\"model\"] = model, [\"messages\"] = messages }; body.Add(\"max_tokens\", 5); await http.PostAsJsonAsync(Address, body);")]
    [InlineData("var body = new Dictionary<string, object> { [\"model\"] = model, [\"messages\"] = messages }; body[question] = 5; await http.PostAsJsonAsync(Address, body);")]
    [InlineData("var body = new Dictionary<string, object> { [\"model\"] = model, [\"messages\"] = messages }; Send(body); await http.PostAsJsonAsync(Address, body);")]
    [InlineData("var body = new Dictionary<string, object> { [\"model\"] = model, [\"messages\"] = messages }; var other = body; other[\"max_tokens\"] = 1; await http.PostAsJsonAsync(Address, body);")]
    [InlineData("var given = new Dictionary<string, object>(); var body = new Dictionary<string, object>(given) { [\"model\"] = model, [\"messages\"] = messages }; await http.PostAsJsonAsync(Address, body);")]
    [InlineData("var body = new Dictionary<string, object> { [\"model\"] = model, [\"messages\"] = messages }; GC.KeepAlive(body.Count);")]
    [InlineData("var settings = new { maxOutputTokens = 5 }; await http.PostAsJsonAsync(Address, new Dictionary<string, object> { [\"contents\"] = messages, [\"generationConfig\"] = settings });")]
    [InlineData("await http.PostAsJsonAsync(Address, new Dictionary<string, object> { [\"contents\"] = messages, [\"generationConfig\"] = new Dictionary<string, object> { [\"maxOutputTokens\"] = 5 } });")]
    [InlineData("await http.PostAsJsonAsync(Address, new Dictionary<string, object> { [\"model\"] = model, [\"prompt\"] = question, [\"size\"] = \"1024x1024\" });")]
    [InlineData("await http.PostAsJsonAsync(\"v1/embeddings\", new Dictionary<string, object> { [\"model\"] = model, [\"input\"] = question });")]
    [InlineData("await http.PostAsJsonAsync(Address, new Dictionary<string, object> { [\"name\"] = model, [\"text\"] = question });")]
    [InlineData("var kept = JsonSerializer.Serialize(new Dictionary<string, object> { [\"messages\"] = messages, [\"user\"] = question }); await Send(kept);")]
    [InlineData("await http.PostAsJsonAsync(Address, new Dictionary<string, object> { [\"contents\"] = messages });")]
    [InlineData("var settings = new { maxOutputTokens = 5 }; await http.PostAsJsonAsync(Address, new { contents = messages, generationConfig = settings });")]
    public Task Leaves_limited_and_other_dictionaries_alone(string body) => Check.Reports<PG6002NoOutputLimit>(Raw(body));

    [Theory]
    [InlineData("https://shop.example.com/orders")]
    [InlineData("http://localhost:11434/api/chat")]
    [InlineData("https://api.anthropic.com/v1/messages")]
    public Task Leaves_dictionaries_for_other_hosts_alone(string host)
        => Check.Reports<PG6002NoOutputLimit>(Raw("await http.PostAsJsonAsync(Address, new Dictionary<string, object> { [\"model\"] = model, [\"messages\"] = messages });", host));

    private static Scenario Typed(string body, string classes, string host = "https://api.openai.com/v1/chat/completions") => Scenario.Of(Raw(body, host), "using System.Text.Json;\nusing System.Text.Json.Serialization;\n\n" + classes);

    private const string Request = "public class ChatRequest { [JsonPropertyName(\"model\")] public string Model { get; set; } = \"\"; [JsonPropertyName(\"messages\")] public List<ChatTurn> Messages { get; set; } = []; public double? Temperature { get; set; } } public record ChatTurn(string Role, string Content);";

    [Theory]
    [InlineData("var request = [|new|] ChatRequest { Model = model, Messages = [new(\"user\", question)] }; await http.PostAsJsonAsync(Address, request);", Request)]
    [InlineData("await http.PostAsJsonAsync(Address, [|new|] ChatRequest { Model = model, Messages = [new(\"user\", question)] });", Request)]
    [InlineData("var request = [|new|] ChatRequest(); request.Model = model; await http.PostAsync(Address, new StringContent(JsonSerializer.Serialize(request)));", Request)]
    [InlineData("var payload = [|new|] ChatPayload(model, messages); await http.PostAsync(Address, JsonContent.Create(payload));", "public record ChatPayload(string Model, object[] Messages);")]
    [InlineData("var request = [|new|] ChatRequest { Model = model, Messages = [] }; await http.PostAsJsonAsync(Address, request);", "public class ChatRequest : Named { public List<string> Messages { get; set; } = []; public ResponseFormat? Format { get; set; } } public class Named { public string Model { get; set; } = \"\"; } public class ResponseFormat { public string Type { get; set; } = \"json_object\"; }")]
    [InlineData("await http.PostAsJsonAsync(Address, [|new|] GeminiRequest { Contents = messages });", "public class GeminiRequest { public object[] Contents { get; set; } = []; public Settings? GenerationConfig { get; set; } } public class Settings { public double Temperature { get; set; } }")]
    public Task Reports_requests_of_classes_without_a_limit(string body, string classes) => Check.Reports<PG6002NoOutputLimit>(Typed(body, classes));

    [Theory]
    [InlineData("await http.PostAsJsonAsync(Address, new ChatRequest { Model = model, Messages = messages });", "public class ChatRequest { public string Model { get; set; } = \"\"; public object[] Messages { get; set; } = []; public int? MaxTokens { get; set; } }")]
    [InlineData("await http.PostAsJsonAsync(Address, new ChatRequest { Model = model, Messages = messages });", "public class ChatRequest { public string Model { get; set; } = \"\"; public object[] Messages { get; set; } = []; [JsonPropertyName(\"max_completion_tokens\")] public int Cap { get; set; } }")]
    [InlineData("await http.PostAsJsonAsync(Address, new ChatRequest { Model = model, Messages = messages });", "public class ChatRequest : Limits { public string Model { get; set; } = \"\"; public object[] Messages { get; set; } = []; } public class Limits { [JsonPropertyName(\"max_tokens\")] public int Most { get; set; } = 5; }")]
    [InlineData("await http.PostAsJsonAsync(Address, new ChatRequest { Model = model, Messages = messages });", "public class ChatRequest { public string Model { get; set; } = \"\"; public object[] Messages { get; set; } = []; [JsonExtensionData] public Dictionary<string, object>? More { get; set; } }")]
    [InlineData("await http.PostAsJsonAsync(Address, new ChatRequest { Model = model, Messages = messages });", "public class ChatRequest { public string Model { get; set; } = \"\"; public object[] Messages { get; set; } = []; public object? Options { get; set; } }")]
    [InlineData("await http.PostAsJsonAsync(Address, new GeminiRequest { Contents = messages });", "public class GeminiRequest { public object[] Contents { get; set; } = []; public Settings? GenerationConfig { get; set; } } public class Settings { public int MaxOutputTokens { get; set; } }")]
    [InlineData("await http.PostAsJsonAsync(Address, new ChatRequest { Model = model, Messages = messages });", "[JsonConverter(typeof(Writer))] public class ChatRequest { public string Model { get; set; } = \"\"; public object[] Messages { get; set; } = []; } public class Writer : JsonConverter<ChatRequest> { public override ChatRequest Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => throw new NotSupportedException(); public override void Write(Utf8JsonWriter writer, ChatRequest value, JsonSerializerOptions options) => writer.WriteNumber(\"max_tokens\", 5); }")]
    [InlineData("var request = new ChatRequest { Model = model, Messages = [] }; GC.KeepAlive(request);", Request)]
    [InlineData("var order = new OrderRequest { Model = model, Amount = 3 }; await http.PostAsJsonAsync(Address, order);", "public class OrderRequest { public string Model { get; set; } = \"\"; public int Amount { get; set; } }")]
    [InlineData("await http.PostAsJsonAsync(Address, new MailRequest { Messages = messages });", "public class MailRequest { public object[] Messages { get; set; } = []; }")]
    public Task Leaves_requests_of_other_classes_alone(string body, string classes) => Check.Reports<PG6002NoOutputLimit>(Typed(body, classes));

    [Theory]
    [InlineData("https://shop.example.com/orders")]
    [InlineData("http://localhost:11434/v1/chat/completions")]
    public Task Leaves_requests_for_other_hosts_alone(string host) => Check.Reports<PG6002NoOutputLimit>(Typed("await http.PostAsJsonAsync(Address, new ChatRequest { Model = model, Messages = [] });", Request, host));

    /// <summary>Models that reason refuse the older name of the limit, and the older interface knows no other.</summary>
    [Theory]
    [InlineData("max_completion_tokens", "new { model = \"openai/o3-mini\", messages }", "https://openrouter.ai/api/v1/chat/completions")]
    [InlineData("max_completion_tokens", "new { model = \"gpt-5.1\", messages }", "https://gateway.example.com/v1/chat/completions")]
    [InlineData("max_completion_tokens", "new { model = Model, messages }", "https://gateway.example.com/v1/chat/completions")]
    [InlineData("max_completion_tokens", "new { messages, temperature = 1 }", "https://shop.openai.azure.com/openai/deployments/o4-mini/chat/completions")]
    [InlineData("max_tokens", "new { messages, temperature = 1 }", "https://shop.openai.azure.com/openai/deployments/gpt-4o/chat/completions")]
    [InlineData("max_tokens", "new { model = \"o3x\", messages }", "https://gateway.example.com/v1/chat/completions")]
    [InlineData("max_tokens", "new { model, prompt = question }", "https://api.openai.com/v1/completions")]
    [InlineData("max_output_tokens", "new { model = \"o3\", input = question }", "https://api.openai.com/v1/responses")]
    [InlineData("max_completion_tokens", "new Dictionary<string, object> { [\"model\"] = \"o1\", [\"messages\"] = messages }", "https://openrouter.ai/api/v1/chat/completions")]
    public Task Names_the_limit_of_the_model(string limit, string request, string host)
    {
        var name = request.Contains("Dictionary", StringComparison.Ordinal) ? "{ model, messages }" : "{ " + string.Join(", ", request["new { ".Length..^" }".Length].Split(", ").Select(static member => member.Split(' ')[0])) + " }";
        return Check.Reports<PG6002NoOutputLimit>(
            Raw($"const string Model = \"o3\"; GC.KeepAlive(Model); await http.PostAsJsonAsync(Address, [|new|]{request["new".Length..]});", host),
            $"'{name}' sets no output-token limit; set {limit} so that one request has a known maximum cost");
    }

    /// <summary>A gateway of the company, which only its owner knows.</summary>
    [Theory]
    [InlineData("await http.PostAsJsonAsync(Address, [|new|] { model, prompt = question });", "llm.shop.example")]
    [InlineData("await http.PostAsJsonAsync(Address, [|new|] Dictionary<string, object> { [\"model\"] = model, [\"messages\"] = messages });", "other.example, LLM.shop.example")]
    [InlineData("await http.PostAsJsonAsync(Address, new { model, prompt = question });", "other.example")]
    [InlineData("await http.PostAsJsonAsync(Address, new { model, prompt = question });", "")]
    [InlineData("await http.PostAsJsonAsync(Address, new { model, prompt = question, max_tokens = 5 });", "llm.shop.example")]
    public Task Knows_hosts_that_the_user_names(string body, string hosts)
        => Check.Reports<PG6002NoOutputLimit>(Scenario.Of(Raw(body, "https://llm.shop.example/ask")).EditorConfig($"prodgap.PG6002.additional_llm_hosts = {hosts}"));
}
