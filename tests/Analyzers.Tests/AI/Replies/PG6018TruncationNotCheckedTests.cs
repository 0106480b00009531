using ProdGap.Analyzers.AI.Replies;
using static ProdGap.Analyzers.Tests.AI.ModelSnippets;

namespace ProdGap.Analyzers.Tests.AI.Replies;

public sealed class PG6018TruncationNotCheckedTests
{
    internal static string Meai(string body, string members = "")
        => $$"""
            using Microsoft.EntityFrameworkCore;
            using Microsoft.Extensions.AI;

            public class Note { public int Id { get; set; } public string Text { get; set; } = ""; }
            public class Draft { public int Id { get; set; } public string Text { get; set; } = ""; }

            public class Notes(DbContextOptions<Notes> options) : DbContext(options)
            {
                public DbSet<Note> All => Set<Note>();
            }

            public class Assistant(IChatClient client, Notes db)
            {
                private readonly ChatOptions small = new() { MaxOutputTokens = 300 };
                private readonly ChatOptions cold = new() { Temperature = 0 };

                public async Task<object?> Ask(string question, string config, ChatOptions given, ChatResponse earlier)
                {
                    await Task.Yield();
                    GC.KeepAlive((client, db, small, cold, earlier, config));
                    {{body}}
                    return null;
                }

                {{members}}
            }
            """;

    private static Scenario Scene(string body, bool earlier, string members = "", params string[] more) => Scenario.Of([Meai(body, members), .. more]).Referencing(earlier ? References.EarlierModels : References.Models);

    private const string Asked = "var reply = await client.GetResponseAsync(question, new ChatOptions { MaxOutputTokens = 300 }); ";

    public static TheoryData<string, bool> Kept => Both(
        Asked + "await [|File.WriteAllTextAsync|](\"page.html\", reply.Text);",
        Asked + "[|File.WriteAllText|](\"page.html\", \"<p>\" + reply.Text);",
        Asked + "await [|File.AppendAllTextAsync|](\"log.txt\", reply.Text.Trim());",
        Asked + "var text = reply.Text; [|File.WriteAllText|](\"page.html\", text);",
        Asked + "db.All.Add(new Note { [|Text|] = reply.Text }); await db.SaveChangesAsync();",
        Asked + "var note = db.All.First(); [|note.Text|] = reply.Text; db.SaveChanges();",
        Asked + "foreach (var line in reply.Text.[|Split|]('\\n')) { Console.WriteLine(line); }",
        Asked + "return reply.Text.[|Split|](',', StringSplitOptions.TrimEntries).Select(item => item.ToUpperInvariant()).ToList();",
        Asked + "return reply.Text.[|Split|](Environment.NewLine);",
        "var reply = await client.GetResponseAsync(question, small); [|File.WriteAllText|](\"page.html\", reply.Text);",
        "var reply = await client.GetResponseAsync(question, this.small); [|File.WriteAllText|](\"page.html\", reply.Text);",
        "var options = new ChatOptions(); options.MaxOutputTokens = 10; var reply = await client.GetResponseAsync(question, options); [|File.WriteAllText|](\"page.html\", reply.Text);",
        "[|File.WriteAllText|](\"page.html\", (await client.GetResponseAsync(question, small)).Text);");

    [Theory]
    [MemberData(nameof(Kept))]
    public Task Reports_replies_that_are_kept_as_they_are(string body, bool earlier) => Check.Reports<PG6018TruncationNotChecked>(Scene(body, earlier));

    [Theory]
    [InlineData("var text = await Tell(question); [|File.WriteAllText|](\"page.html\", text);", "private async Task<string> Tell(string text) => (await client.GetResponseAsync(text, small)).Text;")]
    [InlineData("var reply = await Tell(question); [|File.WriteAllText|](\"page.html\", reply.Text);", "private Task<ChatResponse> Tell(string text) => client.GetResponseAsync(text, small);")]
    public Task Follows_one_helper(string body, string members) => Check.Reports<PG6018TruncationNotChecked>(Scene(body, false, members));

    public static TheoryData<string, bool> Checked => Both(
        Asked + "if (reply.FinishReason == ChatFinishReason.Length) { return null; } File.WriteAllText(\"page.html\", reply.Text);",
        Asked + "Console.WriteLine(reply.FinishReason); File.WriteAllText(\"page.html\", reply.Text);",
        Asked + "try { return System.Text.Json.JsonDocument.Parse(reply.Text); } catch (System.Text.Json.JsonException e) { Console.WriteLine(e.Message); } ",
        Asked + "try { System.Text.Json.JsonDocument.Parse(reply.Text).Dispose(); } catch (System.Text.Json.JsonException) { return 1; } File.WriteAllText(\"answer.json\", reply.Text);",
        "var reply = await client.GetResponseAsync(question, cold); File.WriteAllText(\"page.html\", reply.Text);",
        "var reply = await client.GetResponseAsync(question, given); File.WriteAllText(\"page.html\", reply.Text);",
        "var reply = await client.GetResponseAsync(question); File.WriteAllText(\"page.html\", reply.Text);",
        "var reply = await client.GetResponseAsync(question, new ChatOptions { MaxOutputTokens = null }); File.WriteAllText(\"page.html\", reply.Text);",
        Asked + "var other = await client.GetResponseAsync(question, cold); File.WriteAllText(\"page.html\", reply.Text + other.Text);",
        "File.WriteAllText(\"page.html\", earlier.Text);",
        Asked + "File.WriteAllText(\"page.html\", config + reply.ToString().Length);",
        Asked + "await File.WriteAllTextAsync(\"config.json\", config);",
        Asked + "return reply.Text;",
        Asked + "return int.TryParse(reply.Text, out var number) ? number : null;",
        Asked + "return reply.Text.Split('\\n')[0];",
        Asked + "return reply.Text.Split('\\n').First();",
        Asked + "return reply.Text.Split(\"```\");",
        Asked + "return config.Split('\\n');",
        Asked + "var draft = new Draft { Text = reply.Text }; await db.SaveChangesAsync(); return draft;",
        Asked + "var note = new Note { Text = reply.Text }; return note;");

    [Theory]
    [MemberData(nameof(Checked))]
    public Task Leaves_what_is_looked_at_or_cannot_be_cut_off_alone(string body, bool earlier) => Check.Reports<PG6018TruncationNotChecked>(Scene(body, earlier));

    /// <summary>That one reply is looked at says nothing of another.</summary>
    [Theory]
    [InlineData(Asked + "var other = await client.GetResponseAsync(config, small); if (other.FinishReason == ChatFinishReason.Length) { return null; } [|File.WriteAllText|](\"page.html\", reply.Text);", "")]
    [InlineData(Asked + "[|File.WriteAllText|](\"page.html\", reply.Text);", "public static bool IsWhole(ChatResponse reply) => reply.FinishReason != ChatFinishReason.Length;")]
    public Task Reports_what_is_looked_at_elsewhere(string body, string members) => Check.Reports<PG6018TruncationNotChecked>(Scene(body, false, members));

    /// <summary>The reason is read one function up or down.</summary>
    [Theory]
    [InlineData("var reply = await Tell(question); File.WriteAllText(\"page.html\", reply.Text);", "private async Task<ChatResponse> Tell(string text) { var reply = await client.GetResponseAsync(text, small); return reply.FinishReason == ChatFinishReason.Length ? throw new InvalidOperationException() : reply; }", "")]
    [InlineData(Asked + "File.WriteAllText(\"page.html\", reply.Text); return reply;", "public async Task<bool> AskOnce(string text) => await Ask(text, text, small, new()) is ChatResponse { FinishReason: var reason } && reason != ChatFinishReason.Length;", "")]
    [InlineData(Asked + "if (IsCut(reply.FinishReason)) { return null; } File.WriteAllText(\"page.html\", reply.Text);", "private static bool IsCut(ChatFinishReason? reason) => reason == ChatFinishReason.Length;", "")]
    [InlineData(Asked + "Complete.Ensure(reply); File.WriteAllText(\"page.html\", reply.Text);", "", "using Microsoft.Extensions.AI;\n\npublic static class Complete { public static void Ensure(ChatResponse reply) { if (reply.FinishReason == ChatFinishReason.Length) { throw new InvalidOperationException(); } } }")]
    [InlineData("var reply = await Asking.Of(client, question); File.WriteAllText(\"page.html\", reply.Text);", "", "using Microsoft.Extensions.AI;\n\npublic static class Asking { public static Task<ChatResponse> Of(IChatClient client, string text) => client.GetResponseAsync(text, new ChatOptions { MaxOutputTokens = 5 }); }")]
    public Task Leaves_what_a_helper_looks_at_alone(string body, string members, string other)
        => Check.Reports<PG6018TruncationNotChecked>(other.Length == 0 ? Scene(body, false, members) : Scene(body, false, members, other));

    [Fact]
    public Task Leaves_to_another_rule_what_a_parser_refuses()
        => Check.AllRulesReport(Scene("return System.Text.Json.JsonDocument.Parse(\"{}\");", false, "public object? Read(ChatResponse reply) => {|PG6007:System.Text.Json.JsonSerializer.Deserialize<object>|}(reply.Text);"));

    public static TheoryData<string, bool> OfOpenAI => Both(
        "ChatCompletion reply = await chat.CompleteChatAsync(messages, new ChatCompletionOptions { MaxOutputTokenCount = 300 }); if (reply.Content.Count > 0) { [|File.WriteAllText|](\"page.html\", reply.Content[0].Text); }",
        "var answer = await chat.CompleteChatAsync(messages, configured); if (answer.Value.Content.Count > 0) { await [|File.WriteAllTextAsync|](\"page.html\", answer.Value.Content[0].Text, stop); }");

    [Theory]
    [MemberData(nameof(OfOpenAI))]
    public Task Knows_OpenAI(string body, bool earlier)
        => Check.Reports<PG6018TruncationNotChecked>(InOpenAI(body, earlier), $"'File.{(body.Contains("Async|]", StringComparison.Ordinal) ? "WriteAllTextAsync" : "WriteAllText")}' takes a reply that may have been cut off at the token limit; look at FinishReason before it");

    public static TheoryData<string, bool> OfKernel => Both(
        "var reply = await service.GetChatMessageContentAsync(history, new OpenAIPromptExecutionSettings { MaxTokens = 300 }); [|File.WriteAllText|](\"page.html\", reply.Content);",
        "var reply = await kernel.InvokePromptAsync(\"Summarize.\", new KernelArguments(new OpenAIPromptExecutionSettings { MaxTokens = 300 })); [|File.WriteAllText|](\"page.html\", reply.ToString());",
        "var settings = new OpenAIPromptExecutionSettings { MaxTokens = 300 }; var reply = await kernel.InvokePromptAsync(\"Summarize.\", new(settings)); [|File.WriteAllText|](\"page.html\", reply.GetValue<string>());");

    [Theory]
    [MemberData(nameof(OfKernel))]
    public Task Names_the_reason_as_a_kernel_does(string body, bool earlier)
        => Check.Reports<PG6018TruncationNotChecked>(
            Scenario.Of(
                $$"""
                using Microsoft.SemanticKernel;
                using Microsoft.SemanticKernel.ChatCompletion;
                using Microsoft.SemanticKernel.Connectors.OpenAI;

                public class Assistant(Kernel kernel, IChatCompletionService service)
                {
                    public async Task Ask(ChatHistory history)
                    {
                        await Task.Yield();
                        {{body}}
                        GC.KeepAlive((kernel, service));
                    }
                }
                """).Referencing(earlier ? EarlierKernels : References.Models),
            "'File.WriteAllText' takes a reply that may have been cut off at the token limit; look at Metadata[\"FinishReason\"] before it");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Knows_limits_that_a_library_demands(bool earlier)
        => Check.Reports<PG6018TruncationNotChecked>(
            Scenario.Of(
                """
                using Anthropic;
                using Anthropic.Models.Messages;

                public class Assistant(AnthropicClient client)
                {
                    public async Task Ask(MessageCreateParams parameters)
                    {
                        var reply = await client.Messages.Create(parameters);
                        foreach (var block in reply.Content)
                        {
                            if (block.TryPickText(out var text))
                            {
                                [|File.WriteAllText|]("page.html", text.Text);
                            }
                        }
                    }
                }
                """).Referencing(earlier ? References.EarlierModels : References.Models),
            "'File.WriteAllText' takes a reply that may have been cut off at the token limit; look at StopReason before it");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Knows_responses(bool earlier)
        => Check.Reports<PG6018TruncationNotChecked>(
            Scenario.Of(
                """
                #pragma warning disable OPENAI001
                using OpenAI.Responses;

                public class Assistant(ResponsesClient responses)
                {
                    public async Task Ask(string model, string question)
                    {
                        var reply = await responses.CreateResponseAsync(new CreateResponseOptions(model, [ResponseItem.CreateUserMessageItem(question)]) { MaxOutputTokenCount = 300 });
                        [|File.WriteAllText|]("page.html", reply.Value.GetOutputText());
                    }
                }
                """).Referencing(earlier ? EarlierResponses : References.Models),
            "'File.WriteAllText' takes a reply that may have been cut off at the token limit; look at Status before it");

    [Theory]
    [InlineData("[|File.WriteAllText|]", "MaxTokens = 300")]
    [InlineData("File.WriteAllText", "Temperature = 0")]
    public Task Knows_Betalgo(string written, string setting)
        => Check.Reports<PG6018TruncationNotChecked>(Scenario.Of(
            $$"""
            using Betalgo.Ranul.OpenAI.Interfaces;
            using Betalgo.Ranul.OpenAI.ObjectModels.RequestModels;

            public class Assistant(IOpenAIService service)
            {
                public async Task Ask(List<ChatMessage> messages)
                {
                    var reply = await service.ChatCompletion.CreateCompletion(new ChatCompletionCreateRequest { Messages = messages, {{setting}} });
                    if (reply.Successful)
                    {
                        {{written}}("page.html", reply.Choices[0].Message.Content);
                    }
                }
            }
            """).Referencing(References.Models));

    [Theory]
    [InlineData("[|File.WriteAllText|]", "max_tokens = 300,", "https://api.openai.com/v1/chat/completions")]
    [InlineData("File.WriteAllText", "temperature = 0,", "https://api.openai.com/v1/chat/completions")]
    [InlineData("File.WriteAllText", "max_tokens = 300,", "http://localhost:11434/v1/chat/completions")]
    public Task Knows_requests_that_are_written_out(string written, string setting, string host)
        => Check.Reports<PG6018TruncationNotChecked>(Scenario.Of(
            $$"""
            using System.Net.Http.Json;
            using System.Text.Json;

            public class Assistant(HttpClient http)
            {
                public async Task Ask(string question)
                {
                    var response = await http.PostAsJsonAsync("{{host}}", new { {{setting}} model = "m", messages = new[] { new { role = "user", content = question } } });
                    response.EnsureSuccessStatusCode();
                    using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
                    {{written}}("page.html", document.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
                }
            }
            """).Referencing(References.Models));
}
