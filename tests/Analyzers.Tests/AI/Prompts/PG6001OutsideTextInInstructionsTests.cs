using ProdGap.Analyzers.AI.Prompts;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Tests.AI.Prompts;

public sealed class PG6001OutsideTextInInstructionsTests
{
    private const string Shop =
        """
        public sealed record Question(string Text, string Name, int Count);
        public sealed class Chunk { public string Text { get; set; } = ""; }
        public enum Mood { Kind, Short }
        public sealed class AssistantOptions { public string SystemPrompt { get; set; } = ""; }

        """;

    private static string OpenAI(string body, string parameters = "string text, Question question, IReadOnlyList<Chunk> chunks", string members = "", string before = "")
        => "#pragma warning disable OPENAI001\nusing OpenAI.Chat;\n\n" + Shop + $"{before}public class Assistant(ChatClient client)\n{{\n    public void Ask({parameters})\n    {{\n        {body}\n    }}\n\n    protected void Use(params ChatMessage[] messages) => client.CompleteChat(messages);\n{members}}}\n";

    private static string Extensions(string body, string parameters = "string text, Question question, IReadOnlyList<Chunk> chunks", string members = "")
        => "using Microsoft.Extensions.AI;\n\n" + Shop + $"public class Assistant(IChatClient client)\n{{\n    public void Ask({parameters})\n    {{\n        {body}\n    }}\n\n    protected Task Use(params ChatMessage[] messages) => client.GetResponseAsync(messages);\n{members}}}\n";

    private static string Plain(string body, string parameters = "string text, Question question, IReadOnlyList<Chunk> chunks", string members = "")
        => "using System.Net.Http.Json;\n\n" + Shop + $"public class Assistant(HttpClient client)\n{{\n    public void Ask({parameters})\n    {{\n        {body}\n    }}\n\n    protected Task Send(object body) => client.PostAsJsonAsync(\"https://api.openai.com/v1/chat/completions\", body);\n{members}}}\n";

    private static Scenario Earlier(string source) => source.Contains("Microsoft.SemanticKernel", StringComparison.Ordinal) || source.Contains("Microsoft.Agents", StringComparison.Ordinal) ? EarlierKernel(source) : Scenario.Of(source).Referencing(References.EarlierModels);

    private static Scenario Now(string source) => Scenario.Of(source).Referencing(References.Models);

    /// <summary>Semantic Kernel and the agents of a year before want newer extensions than there were then.</summary>
    private static Scenario EarlierKernel(string source)
        => Scenario.Of(source).Referencing([.. References.EarlierModels.Where(static assembly => !assembly.StartsWith("Microsoft.Extensions.AI", StringComparison.Ordinal)), "Microsoft.Extensions.AI", "Microsoft.Extensions.AI.Abstractions"]);

    private static async Task BothReport(string source, string? message = null)
    {
        await Check.Reports<PG6001OutsideTextInInstructions>(Now(source), message);
        await Check.Reports<PG6001OutsideTextInInstructions>(Earlier(source), message);
    }

    private static async Task NeitherReports(string source)
    {
        await Check.Reports<PG6001OutsideTextInInstructions>(Now(source));
        await Check.Reports<PG6001OutsideTextInInstructions>(Earlier(source));
    }

    [Theory]
    [InlineData("Use(new SystemChatMessage($\"You grade answers.\\n{[|text|]}\"));")]
    [InlineData("Use(new SystemChatMessage(\"You grade answers. \" + [|text|]));")]
    [InlineData("Use(ChatMessage.CreateSystemMessage($\"You grade answers. {[|question.Text|]}\"));")]
    [InlineData("var system = $\"Answer from this: {text}\"; Use(new SystemChatMessage([|system|]), new UserChatMessage(\"Go on\"));")]
    [InlineData("var system = \"Answer from this: \"; system += text; Use(new SystemChatMessage([|system|]));")]
    [InlineData("var system = new System.Text.StringBuilder(\"Answer from this:\"); foreach (var chunk in chunks) { system.AppendLine(chunk.Text); } Use(new SystemChatMessage([|system|].ToString()));")]
    [InlineData("Use(new SystemChatMessage(string.Format(\"Answer from {0}\", [|text|])));")]
    [InlineData("SystemChatMessage message = new($\"Answer from {[|text|]}\"); Use(message);")]
    [InlineData("Use([new SystemChatMessage($\"Answer from {[|text|].Trim()}\")]);")]
    [InlineData("List<ChatMessage> messages = []; messages.Add(new SystemChatMessage($\"Answer from {[|text ?? \"nothing\"|]}\"));")]
    [InlineData("Use(new SystemChatMessage([|BuildSystem(text)|]));")]
    [InlineData("Use(new SystemChatMessage($\"Answer from {[|System.Text.Json.JsonSerializer.Serialize(question)|]}\"));")]
    [InlineData("Use(new SystemChatMessage(ChatMessageContentPart.CreateTextPart($\"Answer from {[|text|]}\")));")]
    [InlineData("void Inner(string document) => Use(new SystemChatMessage($\"Answer from {[|document|]}\")); Inner(text);")]
    public Task Text_that_a_caller_hands_over_in_a_message_of_OpenAI(string body)
        => BothReport(OpenAI(body, members: "\n    private static string BuildSystem(string document) => $\"Answer from {document}\";\n"));

    [Theory]
    [InlineData("Use(new ChatMessage(ChatRole.System, $\"Answer from {[|text|]}\"));")]
    [InlineData("var system = \"Answer from \" + question.Text; Use(new ChatMessage(ChatRole.System, [|system|]));")]
    [InlineData("ChatMessage message = new(ChatRole.System, $\"Answer from {[|text|]}\");")]
    [InlineData("Use(new ChatMessage { Role = ChatRole.System, Contents = [new TextContent($\"Answer from {[|text|]}\")] });")]
    [InlineData("Use(new ChatMessage(ChatRole.System, [new TextContent($\"Answer from {[|text|]}\")]));")]
    [InlineData("Use(new ChatMessage(new ChatRole(\"developer\"), $\"Answer from {[|text|]}\"));")]
    [InlineData("var options = new ChatOptions { Instructions = $\"Answer from {[|text|]}\" };")]
    [InlineData("var options = new ChatOptions(); options.Instructions = \"Answer from \" + [|text|];")]
    public Task Text_in_a_message_of_the_extensions(string body) => BothReport(Extensions(body));

    [Theory]
    [InlineData("var body = new { model = \"m\", messages = new[] { new { role = \"system\", content = $\"Answer from {[|text|]}\" } } };")]
    [InlineData("var body = new { model = \"m\", messages = new object[] { new { role = \"developer\", content = \"Answer from \" + [|text|] }, new { role = \"user\", content = \"?\" } } };")]
    [InlineData("var body = new { model = \"m\", system = $\"Answer from {[|question.Text|]}\", messages = new[] { new { role = \"user\", content = \"?\" } } };")]
    [InlineData("var body = new { system_instruction = new { parts = new[] { new { text = $\"Answer from {[|text|]}\" } } }, contents = new[] { new { parts = new[] { new { text = \"?\" } } } } };")]
    [InlineData("var body = new { systemInstruction = new { parts = new[] { new { text = \"Answer from \" + [|text|] } } }, contents = new[] { new { parts = new[] { new { text = \"?\" } } } } };")]
    [InlineData("var body = new { instructions = $\"Answer from {[|text|]}\", input = \"?\", model = \"m\" };")]
    public Task Text_in_a_request_that_is_written_out(string body)
        => Check.Reports<PG6001OutsideTextInInstructions>(Plain(body + " _ = Send(body);"));

    [Theory]
    [InlineData("new Message { Role = \"system\", Content = $\"Answer from {[|text|]}\" }")]
    [InlineData("new Turn(\"system\", $\"Answer from {[|text|]}\")")]
    public Task Text_in_a_message_of_the_apps_own(string message)
        => Check.Suggests<PG6001OutsideTextInInstructions>(Plain($"object message = {message}; _ = Send(new {{ model = \"m\", messages = new[] {{ message }} }});") + "\npublic class Message { public string Role { get; set; } = \"\"; public string Content { get; set; } = \"\"; }\npublic record Turn(string Role, string Content);\n");

    [Theory]
    [InlineData("using Microsoft.SemanticKernel.ChatCompletion;", "var history = new ChatHistory($\"Answer from {[|text|]}\");")]
    [InlineData("using Microsoft.SemanticKernel.ChatCompletion;", "var history = new ChatHistory(); history.AddSystemMessage($\"The user is {[|question.Name|]}\");")]
    [InlineData("using Microsoft.SemanticKernel.ChatCompletion;", "var history = new ChatHistory(); history.AddMessage(AuthorRole.System, $\"The user is {[|question.Name|]}\");")]
    [InlineData("using Microsoft.SemanticKernel; using Microsoft.SemanticKernel.ChatCompletion;", "var message = new ChatMessageContent(AuthorRole.System, $\"The user is {[|question.Name|]}\");")]
    [InlineData("using Microsoft.SemanticKernel; using Microsoft.SemanticKernel.ChatCompletion;", "var message = new ChatMessageContent { Role = AuthorRole.System, Content = $\"The user is {[|question.Name|]}\" };")]
    [InlineData("using Microsoft.SemanticKernel.Connectors.OpenAI;", "var settings = new OpenAIPromptExecutionSettings { ChatSystemPrompt = $\"The user is {[|question.Name|]}\" };")]
    [InlineData("using OllamaSharp; using OllamaSharp.Models.Chat;", "var message = new Message(ChatRole.System, $\"The user is {[|question.Name|]}\");")]
    [InlineData("using OllamaSharp; using OllamaSharp.Models.Chat;", "var message = new Message { Role = ChatRole.System, Content = $\"The user is {[|question.Name|]}\" };")]
    [InlineData("using OllamaSharp.Models;", "var request = new GenerateRequest { System = $\"The user is {[|question.Name|]}\" };")]
    [InlineData("using Betalgo.Ranul.OpenAI.ObjectModels.RequestModels;", "var message = ChatMessage.FromSystem($\"The user is {[|question.Name|]}\");")]
    [InlineData("using Azure.AI.Inference;", "var message = new ChatRequestSystemMessage($\"The user is {[|question.Name|]}\");")]
    [InlineData("using Anthropic.Models.Messages;", "var request = new MessageCreateParams { Model = \"m\", MaxTokens = 100, Messages = [], System = $\"Be {[|question.Name|]}\" };")]
    [InlineData("using Anthropic.Models.Messages;", "var request = new MessageCreateParams { Model = \"m\", MaxTokens = 100, Messages = [], System = new List<TextBlockParam> { new() { Text = $\"Be {[|question.Name|]}\" } } };")]
    public Task Text_in_instructions_of_other_libraries(string usings, string body)
        => BothReport($"{usings}\n\n" + Shop + $"public class Assistant\n{{\n    public void Ask(string text, Question question)\n    {{\n        {body}\n    }}\n}}\n");

    [Theory]
    [InlineData("var agent = new ChatClientAgent(client, instructions: $\"The user is {[|question.Name|]}\");")]
    [InlineData("var agent = client.AsAIAgent(instructions: $\"The user is {[|question.Name|]}\");")]
    public Task Text_in_the_instructions_of_an_agent(string body)
        => BothReport("using Microsoft.Agents.AI;\n" + Extensions(body));

    [Fact]
    public Task Text_of_a_request_and_of_a_model()
        => BothReport(
            """
            using Microsoft.AspNetCore.Authorization;
            using Microsoft.AspNetCore.Builder;
            using Microsoft.Extensions.AI;

            public record Ask(string Text);

            public static class Endpoints
            {
                public static void Map(WebApplication app) => app.MapPost("/ask", [AllowAnonymous] async (Ask ask, IChatClient client, CancellationToken token) =>
                {
                    var first = await client.GetResponseAsync([new ChatMessage(ChatRole.System, $"Summarize {[|ask.Text|]}")], new() { MaxOutputTokens = 200 }, token);
                    var second = await client.GetResponseAsync([new ChatMessage(ChatRole.System, $"Improve {[|first.Text|]}")], new() { MaxOutputTokens = 200 }, token);
                    return second.Text;
                });
            }
            """);

    [Fact]
    public Task Text_of_the_console_of_a_program()
        => Check.Suggests<PG6001OutsideTextInInstructions>(Scenario.Of(
            ProjectKind.Console,
            """
            using OpenAI.Chat;

            var client = new ChatClient("m", "k");
            var line = Console.ReadLine();
            Ask(line ?? "");

            void Ask(string question) => client.CompleteChat(new SystemChatMessage($"Answer {[|question|]}"));
            """).Referencing(References.Models));

    [Fact]
    public Task Text_of_the_console_of_a_program_whose_model_acts()
        => Check.Reports<PG6001OutsideTextInInstructions>(Scenario.Of(
            ProjectKind.Console,
            """
            using Microsoft.Extensions.AI;

            var line = Console.ReadLine();
            Make(line ?? "");

            ChatOptions Make(string question) => new() { Instructions = $"Answer {[|question|]}", Tools = [AIFunctionFactory.Create(() => Environment.Exit(0))] };
            """).Referencing(References.Models));

    /// <summary>The names of the app's functions, what defines an assistant, and a text that was instructions before.</summary>
    [Theory]
    [InlineData("Use(new ChatMessage(ChatRole.System, $\"You may call {string.Join(\", \", toolNames)}\"));")]
    [InlineData("Use(new ChatMessage(ChatRole.System, $\"You know {agent.Facts}\"));")]
    [InlineData("var index = history.FindIndex(m => m.Role == ChatRole.System); var old = history[index].Text; history[index] = new(ChatRole.System, \"Be brief. \" + old);")]
    [InlineData("var first = history.First(m => m.Role == ChatRole.System); history[0] = new(ChatRole.System, $\"Be brief. {first.Text}\");")]
    [InlineData("var index = history.FindIndex(m => m.Role == ChatRole.User); var old = history[index].Text; history[index] = new(ChatRole.System, \"Be brief. \" + [|old|]);")]
    [InlineData("Use(new ChatMessage(ChatRole.System, $\"They said {[|string.Join(\", \", toolResults)|]}\"));")]
    [InlineData("Use(new ChatMessage(ChatRole.System, $\"You know {[|ticket.Facts|]}\"));")]
    public Task Text_of_the_apps_own(string body)
        => Check.Reports<PG6001OutsideTextInInstructions>(Now(Extensions(body, "IReadOnlySet<string> toolNames, IReadOnlyList<string> toolResults, SupportAgent agent, Ticket ticket, List<ChatMessage> history") + "public class SupportAgent { public string Instructions { get; set; } = \"\"; public string Facts { get; set; } = \"\"; }\npublic class Ticket { public string Title { get; set; } = \"\"; public string Facts { get; set; } = \"\"; }\n"));

    [Theory]
    [InlineData("Use(new DeveloperChatMessage($\"You grade answers. {[|question.Text|]}\"));")]
    [InlineData("Use(new DeveloperChatMessage([|string.Join(\"\\n\", chunks.Select(chunk => chunk.Text))|]));")]
    public Task Text_in_a_message_of_the_developer(string body) => Check.Reports<PG6001OutsideTextInInstructions>(Now(OpenAI(body)));

    [Fact]
    public Task One_text_in_two_messages_is_one_gap()
        => BothReport(OpenAI("var system = $\"Answer from {text}\"; if (text.Length > 10) { Use(new SystemChatMessage([|system|])); } else { Use(new SystemChatMessage(system)); }"));

    [Fact]
    public Task The_message_names_the_text_and_the_role()
        => Check.Reports<PG6001OutsideTextInInstructions>(
            Now(OpenAI("var system = $\"Answer from {question.Text}\"; Use(new DeveloperChatMessage([|system|]));")),
            "'question.Text' becomes part of the developer instructions, which the model obeys; pass it in a user message");

    /// <summary>A private function hands its parameter on as instructions: what is wrong stands where it is called.</summary>
    [Theory]
    [InlineData("Tell($\"You grade. {[|text|]}\", question.Text);", "private void Tell(string system, string user) => Use(new SystemChatMessage(system), new UserChatMessage(user));")]
    [InlineData("Tell(\"You grade. \" + [|question.Text|], text);", "private void Tell(string systemPrompt, string user) { var messages = new List<ChatMessage> { new SystemChatMessage(systemPrompt), new UserChatMessage(user) }; Use([.. messages]); }")]
    [InlineData("Tell(user: text, systemPrompt: $\"You grade. {[|question.Text|]}\");", "private void Tell(string systemPrompt, string user) => Use(new SystemChatMessage(systemPrompt), new UserChatMessage(user));")]
    [InlineData("var prompt = $\"You grade. {text}\"; Tell([|prompt|], text); Tell(prompt, question.Text);", "private void Tell(string prompt, string user) => Use(new SystemChatMessage(prompt), new UserChatMessage(user));")]
    [InlineData("Tell($\"You grade. {[|text|]}\");", "private void Tell(string prompt) { if (prompt.Length > 10) { Use(new SystemChatMessage(prompt)); } else { Use(new SystemChatMessage(prompt), new UserChatMessage(\"Hi\")); } }")]
    [InlineData("Tell($\"You grade. {[|text|]}\");", "private void Tell(string instructions) => Use(new SystemChatMessage($\"{instructions}\\nBe brief.\"));")]
    [InlineData("void Tell(string prompt) => Use(new SystemChatMessage(prompt)); Tell($\"You grade. {[|text|]}\");", "")]
    [InlineData("Tell($\"You grade. {[|text|]}\"); Tell($\"You praise. {[|question.Text|]}\");", "private void Tell(string prompt) => Use(new SystemChatMessage(prompt));")]
    public Task Text_that_is_handed_to_a_private_helper(string body, string member) => BothReport(OpenAI(body, members: "\n    " + member + "\n"));

    [Theory]
    [InlineData("Tell(\"You grade.\", text);", "private void Tell(string system, string user) => Use(new SystemChatMessage(system), new UserChatMessage(user));")]
    [InlineData("Tell($\"You grade {question.Count} answers.\", text);", "private void Tell(string system, string user) => Use(new SystemChatMessage(system), new UserChatMessage(user));")]
    [InlineData("Use(); GC.KeepAlive(text);", "public void Tell(string systemPrompt) => Use(new SystemChatMessage(systemPrompt));")]
    [InlineData("Tell($\"You grade. {text}\");", "public void Tell(string systemPrompt) => Use(new SystemChatMessage(systemPrompt));")]
    [InlineData("Tell($\"You grade. {text}\");", "private void Tell(string prompt) => Use(new UserChatMessage(prompt));")]
    [InlineData("Tell($\"You grade. {text}\", 1);", "private void Tell(string system) => Use(new SystemChatMessage(system)); private void Tell(string user, int count) => GC.KeepAlive((user, count));")]
    public Task What_a_private_helper_is_handed_otherwise(string body, string member) => NeitherReports(OpenAI(body, members: "\n    " + member + "\n"));

    [Fact]
    public Task The_message_names_what_a_helper_is_handed()
        => Check.Reports<PG6001OutsideTextInInstructions>(
            Now(OpenAI("Tell($\"You grade. {[|question.Text|]}\");", members: "\n    private void Tell(string system) => Use(new DeveloperChatMessage(system));\n")),
            "'question.Text' becomes part of the developer instructions, which the model obeys; pass it in a user message");

    [Theory]
    [InlineData("Use(new SystemChatMessage($\"You grade. {Guard.Pass(text)}\"));", "Guard.Pass")]
    [InlineData("Use(new SystemChatMessage($\"You grade. {Guard.Pass(text)}\"));", "Other.Pass, Pass")]
    [InlineData("var passed = Guard.Pass(text); Use(new SystemChatMessage($\"You grade. {passed}\"));", "Guard.Pass")]
    [InlineData("Tell(Guard.Pass(text)); void Tell(string system) => Use(new SystemChatMessage(system));", "Pass")]
    [InlineData("Use(new SystemChatMessage($\"You grade. {[|Guard.Pass(text)|]}\"));", "Other.Pass")]
    [InlineData("Use(new SystemChatMessage($\"You grade. {[|text|]}{Guard.Pass(text)}\"));", "Guard.Pass")]
    public Task Methods_that_the_user_believes(string body, string sanitizers)
        => Check.Reports<PG6001OutsideTextInInstructions>(Now(OpenAI(body, before: "public static class Guard { public static string Pass(string text) => text.ToUpperInvariant(); }\n\n")).EditorConfig($"prodgap.PG6001.sanitizers = {sanitizers}"));

    [Theory]
    [InlineData("Use(new SystemChatMessage($\"You grade. {[|notes|]}\"));", "Use(new SystemChatMessage($\"You grade. {notes}\"));")]
    [InlineData("Use(new SystemChatMessage($\"You grade. {[|store.Read()|]}\"));", "Use(new SystemChatMessage($\"You grade. {store.Read()}\"));")]
    [InlineData("Use(new SystemChatMessage($\"You grade. {AssistantRules}\"));", "Use(new SystemChatMessage($\"You grade. {AssistantRules}\"));")]
    [InlineData("Use(new SystemChatMessage($\"You grade. {question.Count}\"));", "Use(new SystemChatMessage(\"You grade.\"));")]
    public async Task Texts_of_which_nobody_can_tell_where_they_come_from(string strict, string otherwise)
    {
        const string Members = "\n    private string notes = \"\";\n    private IStore store = null!;\n    public string AssistantRules { get; set; } = \"\";\n    public void Set(string given, IStore other) { notes = given; store = other; }\n    public string Notes => notes + store;\n    public interface IStore { string Read(); }\n";
        await Check.Reports<PG6001OutsideTextInInstructions>(Now(OpenAI(strict, members: Members)).EditorConfig("prodgap.PG6001.strict_system_prompt = true"));
        await Check.Reports<PG6001OutsideTextInInstructions>(Now(OpenAI(otherwise, members: Members)));
    }

    /// <summary>What a helper makes the prompt of is the text, and not the call of the helper.</summary>
    [Theory]
    [InlineData("question.Text", "Use(new SystemChatMessage([|BuildSystem(question.Text)|]));", "private static string BuildSystem(string document) => $\"Answer from {document}\";")]
    [InlineData("text", "Use(new SystemChatMessage($\"Answer from {[|text|].Trim()}\"));", "")]
    [InlineData("question", "Use(new SystemChatMessage($\"Answer from {[|System.Text.Json.JsonSerializer.Serialize(question)|]}\"));", "")]
    [InlineData("text", "Use(new SystemChatMessage([|Build(text)|].Trim()));", "private static string Build(string document) => $\"Answer from {document}\";")]
    public Task The_message_names_the_text_behind_a_helper(string name, string body, string member)
        => Check.Reports<PG6001OutsideTextInInstructions>(Now(OpenAI(body, members: "\n    " + member + "\n")), $"'{name}' becomes part of the system instructions, which the model obeys; pass it in a user message");

    [Theory]
    [InlineData("Use(new SystemChatMessage(\"You grade answers.\"));")]
    [InlineData("const string Subject = \"answers\"; Use(new SystemChatMessage($\"You grade {Subject}.\"));")]
    [InlineData("Use(new SystemChatMessage($\"Use at most {question.Count} sentences.\"));")]
    [InlineData("Use(new SystemChatMessage($\"Today is {DateTime.UtcNow:O}.\"));")]
    [InlineData("Use(new UserChatMessage($\"Answer from {text}\"));")]
    [InlineData("Use(new AssistantChatMessage(text));")]
    [InlineData("Use(new SystemChatMessage(\"Answer the question.\"), new UserChatMessage(text));")]
    [InlineData("Use(new SystemChatMessage($\"You grade {nameof(Question)}.\"));")]
    [InlineData("Use(new SystemChatMessage($\"You are {typeof(Question).Name}.\"));")]
    [InlineData("var system = text; system = \"You grade answers.\"; Use(new SystemChatMessage(system));")]
    [InlineData("Use(new SystemChatMessage(File.ReadAllText(\"prompts/system.txt\")));")]
    [InlineData("if (text is not (\"short\" or \"long\")) { return; } Use(new SystemChatMessage($\"Give {text} answers.\"));")]
    [InlineData("var style = text switch { \"short\" => \"one sentence\", _ => \"a page\" }; Use(new SystemChatMessage($\"Answer in {style}.\"));")]
    [InlineData("Use(new SystemChatMessage($\"You grade {Intro}.\"));")]
    public Task Text_of_the_app_itself(string body)
        => NeitherReports(OpenAI(body, members: "\n    private static readonly string Intro = \"answers\";\n"));

    [Theory]
    [InlineData("string systemPrompt", "Use(new SystemChatMessage(systemPrompt));")]
    [InlineData("string prompt", "Use(new SystemChatMessage(prompt));")]
    [InlineData("string instructions", "Use(new SystemChatMessage(instructions.Trim()));")]
    [InlineData("string systemPrompt", "Use(new SystemChatMessage(systemPrompt + \"\\nBe brief.\"));")]
    [InlineData("AssistantOptions options", "Use(new SystemChatMessage($\"{options.SystemPrompt} Be brief.\"));")]
    [InlineData("Microsoft.Extensions.Configuration.IConfiguration configuration", "Use(new SystemChatMessage(configuration[\"Ai:SystemPrompt\"]));")]
    [InlineData("Mood mood", "Use(new SystemChatMessage($\"Be {mood}.\"));")]
    [InlineData("Mood? mood, Guid id, bool isShort", "Use(new SystemChatMessage($\"Be {mood}, {id}, {isShort}.\"));")]
    public Task Text_that_is_the_callers_own_prompt_or_no_free_text(string parameters, string body) => NeitherReports(OpenAI(body, parameters));

    [Theory]
    [InlineData("Message m", "Use(m.Role == \"system\" ? new SystemChatMessage(m.Content) : new UserChatMessage(m.Content));")]
    [InlineData("Message m", "Use(m switch { { Role: \"system\" } => new SystemChatMessage(m.Content), _ => new UserChatMessage(m.Content) });")]
    [InlineData("Message m", "switch (m.Role) { case \"system\": Use(new SystemChatMessage(m.Content)); break; default: Use(new UserChatMessage(m.Content)); break; }")]
    [InlineData("IEnumerable<Message> all", "Use([.. all.Select<Message, ChatMessage>(m => m.Role == \"system\" ? new SystemChatMessage(m.Content) : new UserChatMessage(m.Content))]);")]
    [InlineData("string text", "void AddSystemMessage(string content) => Use(new SystemChatMessage(content)); AddSystemMessage(\"Be brief.\"); Use(new UserChatMessage(text));")]
    [InlineData("string customerId, string targetLanguage", "Use(new SystemChatMessage($\"The customer is {customerId}. Answer in {targetLanguage}.\"));")]
    public Task Text_that_was_instructions_before(string parameters, string body)
        => NeitherReports(OpenAI(body, parameters) + "\npublic class Message { public string Role { get; set; } = \"\"; public string Content { get; set; } = \"\"; }\n");

    [Fact]
    public Task A_client_that_hands_on_messages()
        => NeitherReports(
            """
            using Microsoft.Extensions.AI;

            public abstract class Reworded(IChatClient inner) : DelegatingChatClient(inner)
            {
                protected static ChatMessage Of(string text) => new(ChatRole.System, "Be brief. " + text);
            }
            """);

    [Theory]
    [InlineData("public class MessageEntity { public string Role { get; set; } = \"\"; public string Content { get; set; } = \"\"; } public class Store { public object Row(string tool) => new MessageEntity { Role = \"system\", Content = $\"Used {tool}\" }; }")]
    [InlineData("public static class MessageSystem { public static void AddSystemMessage(string text) { } } public class Game { public void Move(string player) => MessageSystem.AddSystemMessage($\"{player} moved\"); }")]
    [InlineData("public class Window { public object Message(string text) => new { role = \"button\", content = text }; }")]
    [InlineData("public class Window { public object Message(string text) => new { system = text, version = 1 }; }")]
    [InlineData("public class Log { public object Entry(string text) => new { role = \"admin\", content = $\"{text}\" }; }")]
    public Task Others_who_use_the_same_names(string source) => NeitherReports(source);

    [Fact]
    public Task Tests_are_left_alone()
        => Check.Reports<PG6001OutsideTextInInstructions>(Scenario.Of(ProjectKind.Test, OpenAI("Use(new SystemChatMessage($\"Answer from {text}\"));")).Referencing(References.Models));

    [Fact]
    public Task What_a_constructor_and_a_set_up_are_given_is_the_apps_own()
        => NeitherReports(
            """
            using Microsoft.Extensions.AI;
            using Microsoft.Extensions.DependencyInjection;

            public class Assistant(string name)
            {
                public ChatMessage Start() => new(ChatRole.System, $"You are {name}.");
            }

            public static class Setup
            {
                public static void AddAssistant(this IServiceCollection services, string name) => services.AddSingleton(new ChatOptions { Instructions = $"You are {name}." });
            }
            """);

    [Theory]
    [InlineData("var message = new SystemChatMessage($\"You {[|text|]")]
    [InlineData("var message = new SystemChatMessage();")]
    [InlineData("var message = new SystemChatMessage(unknown + text);")]
    [InlineData("var body = new { role = , content = text };")]
    [InlineData("var body = new { role = \"system\" };")]
    [InlineData("var body = new { role = \"system\", content };")]
    public Task Code_that_is_not_finished(string body) => Check.Reports<PG6001OutsideTextInInstructions>(Now(OpenAI(body)).Broken());
}
