using ProdGap.Analyzers.AI.Replies;
using static ProdGap.Analyzers.Tests.AI.ModelSnippets;

namespace ProdGap.Analyzers.Tests.AI.Replies;

public sealed class PG6009UncheckedFirstChoiceTests
{
    public static TheoryData<string, bool> Unchecked => Both(
        "Last = completion.Content[|[0]|].Text;",
        "Last = result.Value.Content[|[0]|].Text;",
        "Last = result.Value!.Content![|[0]|].Text;",
        "Last = completion.Content.[|First|]().Text;",
        "Last = completion.Content.[|Last|]().Text;",
        "Last = completion.Content[|[^1]|].Text;",
        "ChatCompletion converted = result; Last = converted.Content[|[0]|].Text;",
        "var parts = completion.Content; Last = parts[|[0]|].Text;",
        "Func<string> read = () => completion.Content[|[0]|].Text; Last = read();",
        "Console.WriteLine(completion.FinishReason); Last = completion.Content[|[0]|].Text;",
        "if (own.Count > 0) { Last = completion.Content[|[0]|].Text; }",
        "Last = completion?.Content?[|[0]|].Text ?? \"\";",
        "await foreach (var update in chat.CompleteChatStreamingAsync(messages, new ChatCompletionOptions { MaxOutputTokenCount = 5 })) { Last += update.ContentUpdate[|[0]|].Text; }");

    [Theory]
    [MemberData(nameof(Unchecked))]
    public Task Reports_what_may_be_empty(string body, bool earlier) => Check.Reports<PG6009UncheckedFirstChoice>(InOpenAI(body, earlier));

    public static TheoryData<string, bool> Checked => Both(
        "if (completion.Content.Count > 0) { Last = completion.Content[0].Text; }",
        "Last = completion.Content.Count == 0 ? \"\" : completion.Content[0].Text;",
        "if (completion.Content.Count == 0) { return \"\"; } Last = completion.Content[0].Text;",
        "if (completion.Content.Any()) { Last = completion.Content.First().Text; }",
        "if (completion is { Content.Count: > 0 }) { Last = completion.Content[0].Text; }",
        "if (completion.Content is [var first, ..]) { Last = first.Text; }",
        "Last = completion.Content.FirstOrDefault()?.Text ?? \"\";",
        "try { Last = completion.Content[0].Text; } catch (Exception e) { Console.WriteLine(e.Message); }",
        "if (completion.FinishReason == ChatFinishReason.Stop) { Last = completion.Content[0].Text; }",
        "switch (completion.FinishReason) { case ChatFinishReason.Stop: Last = completion.Content[0].Text; break; }",
        "if (completion.ToolCalls.Count > 0) { return \"\"; } Last = completion.Content[0].Text;",
        "Last = own[0];",
        "Last = own.First();",
        "foreach (var part in completion.Content) { Last += part.Text; }",
        "Last = completion.Content[1].Text;",
        "var parts = completion.Content; ArgumentOutOfRangeException.ThrowIfZero(parts.Count); Last = parts[0].Text;",
        "Last = completion.Content.Count > 0 && completion.Content[0].Text is { } text ? text : \"\";",
        "await foreach (var update in chat.CompleteChatStreamingAsync(messages, new ChatCompletionOptions { MaxOutputTokenCount = 5 })) { if (update.ContentUpdate.Count > 0) { Last += update.ContentUpdate[0].Text; } }");

    [Theory]
    [MemberData(nameof(Checked))]
    public Task Leaves_what_is_checked_alone(string body, bool earlier) => Check.Reports<PG6009UncheckedFirstChoice>(InOpenAI(body, earlier));

    [Theory]
    [InlineData("return response.Messages[|[0]|].Text;")]
    [InlineData("return response.Messages.[|Last|]().Text;")]
    public Task Suggests_for_messages(string body)
        => Check.Suggests<PG6009UncheckedFirstChoice>(Scenario.Of(
            $$"""
            using Microsoft.Extensions.AI;

            public class Assistant
            {
                public string Read(ChatResponse response)
                {
                    {{body}}
                }
            }
            """).Referencing(References.Models));

    [Fact]
    public Task Knows_Anthropic()
        => Check.Reports<PG6009UncheckedFirstChoice>(Scenario.Of(
            """
            using Anthropic.Models.Messages;

            public class Assistant
            {
                public bool Read(Message message) => message.Content[|[0]|].TryPickText(out _);
            }
            """).Referencing(References.Models));

    [Fact]
    public Task Knows_Betalgo()
        => Check.Reports<PG6009UncheckedFirstChoice>(Scenario.Of(
            """
            using System.Linq;
            using Betalgo.Ranul.OpenAI.ObjectModels.ResponseModels;

            public class Assistant
            {
                public string? Read(ChatCompletionCreateResponse reply) => reply.Choices.[|First|]().Message.Content;
                public string? Checked(ChatCompletionCreateResponse reply) => reply.Successful ? reply.Choices.First().Message.Content : null;
            }
            """).Referencing(References.Models));

    /// <summary>What a tool throws goes back to the model.</summary>
    [Theory]
    [InlineData("[Microsoft.SemanticKernel.KernelFunction] public string Read(ChatCompletion completion) => completion.Content[0].Text;")]
    [InlineData("[ModelContextProtocol.Server.McpServerTool] public string Read(ChatCompletion completion) => completion.Content.First().Text;")]
    [InlineData("public string Read(string question) => chat.CompleteChat(question).Value.Content[0].Text; public Microsoft.Extensions.AI.AIFunction Make() => Microsoft.Extensions.AI.AIFunctionFactory.Create(Read);")]
    [InlineData("public Microsoft.Extensions.AI.AIFunction Make() => Microsoft.Extensions.AI.AIFunctionFactory.Create((string question) => chat.CompleteChat(question).Value.Content[0].Text);")]
    [InlineData("public Func<ChatCompletion, string> Make() => completion => completion.Content[|[0]|].Text;")]
    [InlineData("[System.ComponentModel.Description(\"Reads\")] public string Read(ChatCompletion completion) => completion.Content[|[0]|].Text;")]
    public Task Leaves_tools_alone(string member)
        => Check.Reports<PG6009UncheckedFirstChoice>(Scenario.Of($$"""
            using System.Linq;
            using OpenAI.Chat;

            public class Assistant(ChatClient chat)
            {
                public ChatClient Chat => chat;

                {{member}}
            }
            """).Referencing(References.Models));

    [Fact]
    public Task Knows_Google_once()
        => Check.Reports<PG6009UncheckedFirstChoice>(
            """
            using Google.GenAI.Types;

            public class Assistant
            {
                public string? Read(GenerateContentResponse response) => response.Candidates[|[0]|].Content.Parts[0].Text;
            }

            // Stubs with the real names.
            namespace Google.GenAI.Types
            {
                public class GenerateContentResponse { public List<Candidate> Candidates { get; } = []; }
                public class Candidate { public Content Content { get; } = new(); }
                public class Content { public List<Part> Parts { get; } = []; }
                public class Part { public string? Text { get; } }
            }
            """);

    [Theory]
    [InlineData("using var document = JsonDocument.Parse(await http.GetStringAsync(Address)); return document.RootElement.GetProperty(\"candidates\")[|[0]|].GetProperty(\"content\").GetProperty(\"parts\")[0].GetProperty(\"text\").GetString();")]
    [InlineData("var response = await http.PostAsync(Address, null); using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync()); return document.RootElement.GetProperty(\"choices\")[|[0]|].GetProperty(\"message\").GetProperty(\"content\").GetString();")]
    [InlineData("var root = JsonNode.Parse(json); return (string?)root![\"choices\"]![|[0]|]![\"message\"]![\"content\"];")]
    [InlineData("var root = JsonNode.Parse(json); return (string?)root?[\"choices\"]?[|[0]|]?[\"message\"]?[\"content\"];")]
    [InlineData("using var document = JsonDocument.Parse(json); return document.RootElement.GetProperty(\"content\")[|[0]|].GetProperty(\"text\").GetString();")]
    public Task Suggests_for_replies_in_JSON(string body) => Check.Suggests<PG6009UncheckedFirstChoice>(Raw(body));

    [Theory]
    [InlineData("using var document = JsonDocument.Parse(json); return document.RootElement.TryGetProperty(\"choices\", out var choices) && choices.GetArrayLength() > 0 ? choices[0].GetProperty(\"text\").GetString() : null;")]
    [InlineData("var response = await http.PostAsync(Address, null); response.EnsureSuccessStatusCode(); using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync()); return document.RootElement.GetProperty(\"choices\")[0].GetProperty(\"message\").GetString();")]
    [InlineData("try { using var document = JsonDocument.Parse(json); return document.RootElement.GetProperty(\"choices\")[0].GetString(); } catch (Exception e) { Console.WriteLine(e); return null; }")]
    [InlineData("using var document = JsonDocument.Parse(json); return document.RootElement.GetProperty(\"items\")[0].GetString();")]
    [InlineData("var choices = new[] { json }; return choices[0];")]
    public Task Leaves_other_JSON_alone(string body) => Check.Reports<PG6009UncheckedFirstChoice>(Raw(body));

    [Fact]
    public Task Leaves_content_of_other_services_alone()
        => Check.Reports<PG6009UncheckedFirstChoice>(Raw("using var document = JsonDocument.Parse(json); return document.RootElement.GetProperty(\"content\")[0].GetString();", "https://feeds.example.com/pages"));

    private static string Raw(string body, string host = "https://api.openai.com/v1/chat/completions")
        => $$"""
            using System.Text.Json;
            using System.Text.Json.Nodes;

            public class Assistant(HttpClient http)
            {
                private const string Address = "{{host}}";

                public async Task<string?> Ask(string json)
                {
                    await Task.Yield();
                    GC.KeepAlive((http, Address));
                    {{body}}
                }
            }
            """;
}
