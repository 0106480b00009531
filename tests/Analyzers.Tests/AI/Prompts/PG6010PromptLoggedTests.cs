using ProdGap.Analyzers.AI.Prompts;
using ProdGap.Analyzers.CodeFixes.AI.Prompts;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Tests.AI.Prompts;

public sealed class PG6010PromptLoggedTests
{
    private static string Extensions(string body, string parameters = "string prompt, Ask ask", string members = "")
        => $"using Microsoft.Extensions.AI;\nusing Microsoft.Extensions.Logging;\n\npublic sealed record Ask(string Message, string Language);\n\npublic partial class Writer(IChatClient client, ILogger<Writer> logger)\n{{\n    public async Task<object?> WriteAsync({parameters}, CancellationToken token)\n    {{\n        {body}\n    }}\n{members}}}\n";

    private static string OpenAI(string body, string members = "")
        => $"using Microsoft.Extensions.Logging;\nusing OpenAI.Chat;\n\npublic sealed record Ask(string Message, string Language);\n\npublic class Writer(ChatClient client, ILogger<Writer> logger)\n{{\n    public async Task<object?> WriteAsync(string prompt, Ask ask, CancellationToken token)\n    {{\n        {body}\n    }}\n{members}}}\n";

    private static string Plain(string body)
        => $"using System.Net.Http.Json;\nusing System.Text.Json;\nusing Microsoft.Extensions.Logging;\n\npublic class Writer(HttpClient client, ILogger<Writer> logger)\n{{\n    public async Task<string?> WriteAsync(string prompt, string model, CancellationToken token)\n    {{\n        {body}\n    }}\n\n    private Task<HttpResponseMessage> SendAsync(object body, CancellationToken token) => client.PostAsJsonAsync(\"https://api.openai.com/v1/chat/completions\", body, token);\n}}\n";

    private static Scenario Now(string source) => Scenario.Of(source).Referencing(References.Models);

    private static async Task BothReport(string source, string? message = null)
    {
        await Check.Reports<PG6010PromptLogged>(Now(source), message);
        await Check.Reports<PG6010PromptLogged>(Scenario.Of(source).Referencing(References.EarlierModels), message);
    }

    [Theory]
    [InlineData("logger.LogInformation(\"Prompt: {Prompt}\", [|prompt|]); return await client.GetResponseAsync(prompt, cancellationToken: token);")]
    [InlineData("logger.LogInformation($\"Prompt: {[|prompt|]}\"); return await client.GetResponseAsync([new ChatMessage(ChatRole.User, prompt)], cancellationToken: token);")]
    [InlineData("var reply = await client.GetResponseAsync(prompt, cancellationToken: token); logger.LogInformation(\"It said {Reply}\", [|reply.Text|]); return reply;")]
    [InlineData("var reply = await client.GetResponseAsync(prompt, cancellationToken: token); var text = reply.Text.Trim(); logger.LogWarning(\"It said {Reply}\", [|text|]); return reply;")]
    [InlineData("var reply = await client.GetResponseAsync(prompt, cancellationToken: token); logger.LogInformation(\"It said {Reply}\", [|reply|]); return reply;")]
    [InlineData("logger.LogInformation(\"Asked {Message} in {Language}\", [|ask.Message|], ask.Language); return await client.GetResponseAsync(ask.Message, cancellationToken: token);")]
    [InlineData("logger.LogInformation(\"Asked {Message} in {Language}\", [|ask.Message|], ask.Language); return await client.GetResponseAsync($\"Answer in {ask.Language}: {ask.Message}\", cancellationToken: token);")]
    [InlineData("var whole = $\"Answer in {ask.Language}: {ask.Message}\"; logger.LogInformation(\"Asked {Message}\", [|ask.Message|]); return await client.GetResponseAsync(whole, cancellationToken: token);")]
    [InlineData("try { return await client.GetResponseAsync(prompt, cancellationToken: token); } catch (InvalidOperationException ex) { logger.LogError(ex, \"Failed for {Prompt}\", [|prompt|]); throw; }")]
    [InlineData("logger.Log(LogLevel.Information, \"Prompt: {Prompt}\", [|prompt|]); return await client.GetResponseAsync(prompt, cancellationToken: token);")]
    [InlineData("logger.LogCritical(message: \"Prompt: {Prompt}\", args: [[|prompt|]]); return await client.GetResponseAsync(prompt, cancellationToken: token);")]
    [InlineData("Serilog.Log.Information(\"Prompt: {Prompt}\", [|prompt|]); return await client.GetResponseAsync(prompt, cancellationToken: token);")]
    [InlineData("List<ChatMessage> history = [new(ChatRole.User, \"?\")]; logger.LogInformation(\"Last {Message}\", [|history.LastOrDefault()?.Text|]); return await client.GetResponseAsync(history, cancellationToken: token);")]
    [InlineData("await foreach (var part in client.GetStreamingResponseAsync(prompt, cancellationToken: token)) { logger.LogInformation(\"Part {Part}\", [|part.Text|]); } return null;")]
    [InlineData("if (logger.IsEnabled(LogLevel.Information)) { logger.LogInformation(\"Prompt: {Prompt}\", [|prompt|]); } return await client.GetResponseAsync(prompt, cancellationToken: token);")]
    public Task Texts_of_prompts_and_replies(string body) => BothReport(Extensions(body));

    /// <summary>What describes a file or a message is no text of it.</summary>
    [Theory]
    [InlineData("var filename = prompt; logger.LogWarning(\"{Filename} skipped\", filename); return await client.GetResponseAsync(filename, cancellationToken: token);")]
    [InlineData("var fileExtension = prompt; logger.LogWarning(\"{Extension} skipped\", fileExtension); return await client.GetResponseAsync($\"Explain {fileExtension}\", cancellationToken: token);")]
    [InlineData("var fileText = prompt; logger.LogWarning(\"{Text} skipped\", [|fileText|]); return await client.GetResponseAsync(fileText, cancellationToken: token);")]
    public Task What_describes_a_file(string body) => BothReport(Extensions(body));

    /// <summary>What a program writes that asks at the keyboard is the answer, also within a host.</summary>
    [Theory]
    [InlineData("var prompt = Console.ReadLine()!; var reply = await client.GetResponseAsync(prompt, new() { MaxOutputTokens = 100 }, stoppingToken); Console.WriteLine(reply.Text);")]
    [InlineData("var prompt = (string)AppContext.GetData(\"prompt\")!; var reply = await client.GetResponseAsync(prompt, new() { MaxOutputTokens = 100 }, stoppingToken); Console.WriteLine([|reply.Text|]);")]
    public Task The_console_of_a_hosted_chat(string body)
        => Check.Reports<PG6010PromptLogged>(Scenario.Of(
            ProjectKind.Web,
            $$"""
            using Microsoft.AspNetCore.Builder;
            using Microsoft.Extensions.AI;
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Hosting;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddHostedService<Talk>();
            builder.Build().Run();

            public class Talk(IChatClient client) : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    {{body}}
                }
            }
            """).Referencing(References.Models));

    [Theory]
    [InlineData("logger.LogInformation(\"Prompt: {Prompt}\", [|prompt|]); return await client.CompleteChatAsync([new SystemChatMessage(\"Be brief.\"), new UserChatMessage(prompt)], cancellationToken: token);")]
    [InlineData("ChatCompletion reply = await client.CompleteChatAsync([new UserChatMessage(prompt)], cancellationToken: token); logger.LogInformation(\"It said {Reply}\", [|reply.Content[0].Text|]); return reply;")]
    [InlineData("var system = $\"Be brief. {ask.Message}\"; logger.LogInformation(\"Instructions {Text}\", [|system|]); return await client.CompleteChatAsync([ChatMessage.CreateSystemMessage(\"Be brief. \" + system)], cancellationToken: token);")]
    public Task Texts_of_OpenAI(string body)
        => Check.Reports<PG6010PromptLogged>(Now(OpenAI(body.Replace("[ChatMessage.CreateSystemMessage(\"Be brief. \" + system)]", "[ChatMessage.CreateUserMessage(system)]", StringComparison.Ordinal))));

    [Theory]
    [InlineData("logger.LogInformation(\"Prompt: {Prompt}\", [|prompt|]); await SendAsync(new { model, max_tokens = 100, messages = new[] { new { role = \"user\", content = prompt } } }, token); return null;")]
    [InlineData("var reply = await SendAsync(new { model, max_tokens = 100, messages = new[] { new { role = \"user\", content = prompt } } }, token); using var json = JsonDocument.Parse(await reply.Content.ReadAsStringAsync(token)); var text = json.RootElement.GetProperty(\"choices\")[0].GetProperty(\"message\").GetProperty(\"content\").GetString(); logger.LogInformation(\"It said {Reply}\", [|text|]); return text;")]
    public Task Texts_of_plain_requests(string body) => Check.Reports<PG6010PromptLogged>(Scenario.Of(Plain(body)));

    [Fact]
    public Task The_console_of_a_server()
        => Check.Reports<PG6010PromptLogged>(Scenario.Of(
            ProjectKind.Web,
            """
            using Microsoft.AspNetCore.Authorization;
            using Microsoft.AspNetCore.Builder;
            using Microsoft.Extensions.AI;

            public record Ask(string Text);

            public static class Program
            {
                public static void Main(string[] args)
                {
                    var app = WebApplication.CreateBuilder(args).Build();
                    app.MapPost("/ask", [AllowAnonymous] async (Ask ask, IChatClient client, CancellationToken token) =>
                    {
                        Console.WriteLine("Asked " + [|ask.Text|]);
                        var reply = await client.GetResponseAsync(ask.Text, new() { MaxOutputTokens = 100 }, token);
                        Console.WriteLine([|reply.Text|]);
                        return reply.Text;
                    });
                    app.Run();
                }
            }
            """).Referencing(References.Models));

    [Fact]
    public Task A_generated_message()
        => BothReport(Extensions(
            "Asked(logger, [|prompt|]); Finer(logger, prompt); return await client.GetResponseAsync(prompt, cancellationToken: token);",
            members: "\n    [LoggerMessage(Level = LogLevel.Information, Message = \"Asked {Prompt}\")]\n    private static partial void Asked(ILogger logger, string prompt);\n\n    [LoggerMessage(Level = LogLevel.Debug, Message = \"Asked {Prompt}\")]\n    private static partial void Finer(ILogger logger, string prompt);\n\n    private static partial void Asked(ILogger logger, string prompt) { }\n\n    private static partial void Finer(ILogger logger, string prompt) { }\n"));

    [Fact]
    public Task A_question_that_is_named_so_where_a_model_is_asked_elsewhere_is_likely()
        => Check.Suggests<PG6010PromptLogged>(Now(
            """
            using Microsoft.Extensions.Logging;

            public interface IAssistant { Task<string> AnswerAsync(string question, CancellationToken token); }

            public class AssistantService(IAssistant assistant, ILogger<AssistantService> logger)
            {
                public Task<string> AskAsync(string userMessage, CancellationToken token)
                {
                    logger.LogInformation("Asked {Message}", [|userMessage|]);
                    return assistant.AnswerAsync(userMessage, token);
                }
            }
            """));

    [Fact]
    public Task The_message_says_what_to_do()
        => BothReport(
            Extensions("logger.LogInformation(\"Prompt: {Prompt}\", [|prompt|]); return await client.GetResponseAsync(prompt, cancellationToken: token);"),
            "'prompt' puts the text of a prompt in the log; log its length, or log it at Debug");

    [Theory]
    [InlineData("logger.LogInformation(\"Prompt of {Length}\", prompt.Length); return await client.GetResponseAsync(prompt, cancellationToken: token);")]
    [InlineData("logger.LogDebug(\"Prompt: {Prompt}\", prompt); return await client.GetResponseAsync(prompt, cancellationToken: token);")]
    [InlineData("logger.LogTrace(\"Prompt: {Prompt}\", prompt); return await client.GetResponseAsync(prompt, cancellationToken: token);")]
    [InlineData("logger.Log(LogLevel.Debug, \"Prompt: {Prompt}\", prompt); return await client.GetResponseAsync(prompt, cancellationToken: token);")]
    [InlineData("if (logger.IsEnabled(LogLevel.Debug)) { logger.LogInformation(\"Prompt: {Prompt}\", prompt); } return await client.GetResponseAsync(prompt, cancellationToken: token);")]
    [InlineData("var options = new ChatOptions { ModelId = \"m\" }; logger.LogInformation(\"Model {Model}\", options.ModelId); return await client.GetResponseAsync(prompt, options, token);")]
    [InlineData("var reply = await client.GetResponseAsync(prompt, cancellationToken: token); logger.LogInformation(\"{Tokens} tokens, {Reason}, {Id}\", reply.Usage?.TotalTokenCount, reply.FinishReason, reply.ResponseId); return reply;")]
    [InlineData("var reply = await client.GetResponseAsync(prompt, cancellationToken: token); logger.LogInformation(\"It said {Count} words\", reply.Text.Split(' ').Length); return reply;")]
    [InlineData("logger.LogInformation(\"Prompt: {Prompt}\", prompt[..50]); return await client.GetResponseAsync(prompt, cancellationToken: token);")]
    [InlineData("logger.LogInformation(\"Prompt: {Prompt}\", prompt.Substring(0, 40)); return await client.GetResponseAsync(prompt, cancellationToken: token);")]
    [InlineData("logger.LogInformation(\"Prompt: {Prompt}\", Truncate(prompt)); return await client.GetResponseAsync(prompt, cancellationToken: token);")]
    [InlineData("var short1 = prompt.Length > 80 ? prompt[..80] + \"...\" : prompt; logger.LogInformation(\"Prompt: {Prompt}\", short1); return await client.GetResponseAsync(prompt, cancellationToken: token);")]
    [InlineData("var reply = await client.GetResponseAsync(prompt, cancellationToken: token); foreach (var call in reply.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>()) { logger.LogInformation(\"Calls {Name} {Id}\", call.Name, call?.CallId); } return reply;")]
    [InlineData("logger.LogInformation(\"Asking\"); return await client.GetResponseAsync(prompt, cancellationToken: token);")]
    [InlineData("logger.LogInformation(\"Asking in {Language}\", ask.Language); return await client.GetResponseAsync($\"Answer in {ask.Language}: {prompt}\", cancellationToken: token);")]
    [InlineData("try { return await client.GetResponseAsync(prompt, cancellationToken: token); } catch (InvalidOperationException ex) { logger.LogError(ex, \"Failed: {Message}\", ex.GetType().Name); throw; }")]
    [InlineData("logger.LogInformation(\"Prompt: {Hash}\", Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(prompt)))); return await client.GetResponseAsync(prompt, cancellationToken: token);")]
    [InlineData("Console.WriteLine(prompt); return await client.GetResponseAsync(prompt, cancellationToken: token);")]
    [InlineData("logger.LogInformation(\"Prompt: {Prompt}\", Redact(prompt)); return await client.GetResponseAsync(prompt, cancellationToken: token);")]
    public Task What_says_nothing_of_the_text(string body)
        => BothReport(Extensions(body, members: "\n    private static string Truncate(string text) => text.Length > 20 ? text[..20] : text;\n\n    private static string Redact(string text) => text.Replace(\"@\", \"\");\n"));

    [Theory]
    [InlineData("public class Orders(ILogger<Orders> logger) { public void Take(string prompt, string message) => logger.LogInformation(\"{Prompt} {Message}\", prompt, message); }")]
    [InlineData("public class Broker(ILogger<Broker> logger) { public async Task ReadAsync(HttpResponseMessage response, CancellationToken token) { var content = await response.Content.ReadAsStringAsync(token); logger.LogInformation(\"Body {Content}\", content); } }")]
    public Task Code_that_asks_no_model(string source) => BothReport("using Microsoft.Extensions.Logging;\n\n" + source);

    [Fact]
    public Task Development_and_tests_are_left_alone()
        => Task.WhenAll(
            Check.Reports<PG6010PromptLogged>(Scenario.Of(ProjectKind.Test, Extensions("logger.LogInformation(\"Prompt: {Prompt}\", prompt); return await client.GetResponseAsync(prompt, cancellationToken: token);")).Referencing(References.Models)),
            Check.Reports<PG6010PromptLogged>(Now(Extensions(
                "if (environment.IsDevelopment()) { logger.LogInformation(\"Prompt: {Prompt}\", prompt); } return await client.GetResponseAsync(prompt, cancellationToken: token);",
                "string prompt, Microsoft.Extensions.Hosting.IHostEnvironment environment").Replace("using Microsoft.Extensions.AI;", "using Microsoft.Extensions.AI;\nusing Microsoft.Extensions.Hosting;", StringComparison.Ordinal))));

    [Theory]
    [InlineData("logger.LogInformation(\"Prompt: {Prompt}\", prompt")]
    [InlineData("logger.LogInformation($\"{\");")]
    [InlineData("logger.LogInformation(\"{A}\", unknown.Text);")]
    public Task Code_that_is_not_finished(string body) => Check.Reports<PG6010PromptLogged>(Now(Extensions(body)).Broken());

    [Theory]
    [InlineData("logger.LogInformation(\"Prompt: {Prompt} ({Language})\", [|prompt|], ask.Language);", "logger.LogInformation(\"Prompt: {PromptLength} ({Language})\", prompt.Length, ask.Language);")]
    [InlineData("logger.LogInformation($\"Prompt: {[|prompt|]} /* */\");", "logger.LogInformation($\"Prompt: {prompt.Length} /* */\");")]
    [InlineData("logger.LogInformation(\"Prompt: \" + [|prompt|]);", "logger.LogInformation(\"Prompt: \" + prompt.Length);")]
    [InlineData("logger.LogInformation(\"{Prompt,10:l}\", [|prompt|]); /* why */", "logger.LogInformation(\"{PromptLength,10:l}\", prompt.Length); /* why */")]
    [InlineData("logger.LogInformation(\"It says {Prompt}, {Message}\", [|prompt|], [|ask.Message|]);", "logger.LogInformation(\"It says {PromptLength}, {MessageLength}\", prompt.Length, ask.Message.Length);")]
    [InlineData("logger.LogInformation(\"{Prompt}\", [|prompt ?? \"\"|]);", "logger.LogInformation(\"{PromptLength}\", (prompt ?? \"\").Length);")]
    [InlineData("string? maybe = ask.Message.Length > 2 ? ask.Message : null; logger.LogInformation(\"{Prompt}\", [|maybe|]); await client.GetResponseAsync(maybe!, cancellationToken: token);", "string? maybe = ask.Message.Length > 2 ? ask.Message : null; logger.LogInformation(\"{PromptLength}\", maybe?.Length); await client.GetResponseAsync(maybe!, cancellationToken: token);")]
    [InlineData("Serilog.Log.Information(\"{Prompt}\", [|prompt|]);", "Serilog.Log.Information(\"{PromptLength}\", prompt.Length);")]
    public Task Its_length_is_logged(string before, string after)
        => Check.Rewrites<PG6010PromptLogged, PG6010PromptLoggedFix>(
            Now("#nullable enable\n" + Extensions(before + " return await client.GetResponseAsync([new(ChatRole.User, prompt!), new(ChatRole.User, ask.Message)], cancellationToken: token);")),
            "#nullable enable\n" + Extensions(after + " return await client.GetResponseAsync([new(ChatRole.User, prompt!), new(ChatRole.User, ask.Message)], cancellationToken: token);"));

    [Fact]
    public Task Or_the_entry_is_written_at_Debug()
        => Check.Offers<PG6010PromptLogged, PG6010PromptLoggedFix>(
            "PG6010.log-at-debug",
            Now(Extensions("logger.LogInformation(\"Prompt: {Prompt}\", [|prompt|]); return await client.GetResponseAsync(prompt, cancellationToken: token);")),
            Extensions("logger.LogDebug(\"Prompt: {Prompt}\", prompt); return await client.GetResponseAsync(prompt, cancellationToken: token);"));

    [Theory]
    [InlineData("logger.LogError(\"{@Prompt}\", [|prompt|]);")]
    [InlineData("logger.LogError(\"{0}\", [|prompt|]);")]
    [InlineData("logger.LogError(\"{Prompt} {Prompt}\", [|prompt|], [|prompt|]);")]
    [InlineData("const string Template = \"{Prompt}\"; logger.LogError(Template, [|prompt|]);")]
    [InlineData("logger.LogError(\"{Prompt} {PromptLength}\", [|prompt|], prompt.Length);")]
    [InlineData("logger.LogError($\"{[|prompt|],20}\");")]
    [InlineData("logger.LogError(\"{Prompt}\", args: [|prompt|]);")]
    public Task Elsewhere_nothing_is_offered(string body)
        => Check.OffersOnly<PG6010PromptLogged, PG6010PromptLoggedFix>(Now(Extensions(body + " return await client.GetResponseAsync(prompt, cancellationToken: token);")));

    /// <summary>What somebody searches for is little of a conversation, and the log of a device stays there.</summary>
    [Fact]
    public Task A_term_that_is_searched_for() => Check.Suggests<PG6010PromptLogged>(Now(
        """
        using Microsoft.Extensions.AI;
        using Microsoft.Extensions.Logging;

        public class ProductAssistant(IChatClient client, ILogger<ProductAssistant> logger)
        {
            public Task<ChatResponse> FindAsync(string productQuery, CancellationToken token)
            {
                logger.LogInformation("Looking for {Query}", [|productQuery|]);
                return client.GetResponseAsync(productQuery, new ChatOptions { MaxOutputTokens = 100 }, token);
            }
        }
        """));
}
