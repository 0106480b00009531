using ProdGap.Analyzers.AI.Replies;

namespace ProdGap.Analyzers.Tests.AI.Replies;

public sealed class PG6007UnvalidatedModelOutputTests
{
    internal static string Extensions(string body, string members = "", string usings = "using System.Text.Json;")
        => $$"""
            {{usings}}
            using Microsoft.Extensions.AI;

            public record Answer(string Text);
            public enum Mood { Good, Bad }

            public class Assistant(IChatClient client)
            {
                public async Task<object?> Ask(ChatResponse reply, string config)
                {
                    await Task.Yield();
                    GC.KeepAlive((client, config));
                    {{body}}
                }

                {{members}}
            }
            """;

    private static Scenario Meai(string body, bool earlier = false, string members = "") => Scenario.Of(Extensions(body, members)).Referencing(earlier ? References.EarlierModels : References.Models);

    public static TheoryData<string, bool> Bare => ModelSnippets.Both(
        "return [|JsonSerializer.Deserialize<Answer>|](reply.Text);",
        "return [|JsonSerializer.Deserialize<Answer>|](reply.Text.Trim());",
        "var text = reply.Text; var json = text.Replace(\"```\", \"\").Trim(); return [|JsonSerializer.Deserialize<Answer>|](json);",
        "using var document = [|JsonDocument.Parse|](reply.Text); return document.RootElement.Clone();",
        "return [|System.Text.Json.Nodes.JsonNode.Parse|](reply.Text);",
        "return [|int.Parse|](reply.Text);",
        "return [|Enum.Parse<Mood>|](reply.Text, true);",
        "return [|Newtonsoft.Json.JsonConvert.DeserializeObject<Answer>|](reply.Text);",
        "var answer = await client.GetResponseAsync(config, new ChatOptions { MaxOutputTokens = 5 }); return [|JsonSerializer.Deserialize<Answer>|](answer.Text);",
        "try { Console.WriteLine(config); } catch (Exception e) { Console.WriteLine(e); } return [|double.Parse|](reply.Text);");

    [Theory]
    [MemberData(nameof(Bare))]
    public Task Reports_replies_that_are_parsed(string body, bool earlier) => Check.Reports<PG6007UnvalidatedModelOutput>(Meai(body, earlier));

    public static TheoryData<string, bool> Handled => ModelSnippets.Both(
        "try { return JsonSerializer.Deserialize<Answer>(reply.Text); } catch (JsonException e) { Console.WriteLine(e.Message + reply.FinishReason); return null; }",
        "return int.TryParse(reply.Text, out var number) ? number : null;",
        "return JsonSerializer.Deserialize<Answer>(config);",
        "return JsonSerializer.Deserialize<Answer>(System.IO.File.ReadAllText(\"answers.json\"));",
        "var answer = await client.GetResponseAsync<Answer>(config, new ChatOptions { MaxOutputTokens = 5 }); return answer.Result;",
        "return Enum.TryParse<Mood>(reply.Text, out var mood) ? mood : null;",
        "return int.Parse(config);",
        "return Guid.Parse(\"00000000-0000-0000-0000-000000000000\");");

    [Theory]
    [MemberData(nameof(Handled))]
    public Task Leaves_what_is_handled_alone(string body, bool earlier) => Check.Reports<PG6007UnvalidatedModelOutput>(Meai(body, earlier));

    [Fact]
    public Task Suggests_where_JSON_is_asked_for()
        => Check.Suggests<PG6007UnvalidatedModelOutput>(Meai("var answer = await client.GetResponseAsync(config, new ChatOptions { MaxOutputTokens = 5, ResponseFormat = ChatResponseFormat.Json }); return [|JsonSerializer.Deserialize<Answer>|](answer.Text);"));

    [Fact]
    public Task Leaves_what_a_tool_is_given_alone()
        => Check.Reports<PG6007UnvalidatedModelOutput>(Meai("return AIFunctionFactory.Create(Count);", members: "private static int Count(string number) => int.Parse(number);"));

    [Fact]
    public Task Follows_a_helper()
        => Check.Reports<PG6007UnvalidatedModelOutput>(Meai("var text = Read(reply); return [|JsonSerializer.Deserialize<Answer>|](text);", members: "private static string Read(ChatResponse reply) => reply.Text.Trim();"));

    [Fact]
    public Task Leaves_a_helper_alone_whose_callers_catch()
        => Check.Reports<PG6007UnvalidatedModelOutput>(Meai("try { return Parse(reply); } catch (JsonException e) { Console.WriteLine(e.Message + reply.FinishReason); return null; }", members: "private static Answer? Parse(ChatResponse reply) => JsonSerializer.Deserialize<Answer>(reply.Text);"));

    [Fact]
    public Task Knows_parts_of_OpenAI()
        => Check.Reports<PG6007UnvalidatedModelOutput>(Scenario.Of(
            """
            using System.Text.Json;
            using OpenAI.Chat;

            public class Assistant
            {
                public Dictionary<string, string>? Read(ChatCompletion completion)
                    => completion.Content.Count > 0 ? [|JsonSerializer.Deserialize<Dictionary<string, string>>|](completion.Content[0].Text) : null;
            }
            """).Referencing(References.Models));

    [Theory]
    [InlineData("var text = document.RootElement.GetProperty(\"choices\")[0].GetProperty(\"message\").GetProperty(\"content\").GetString(); return [|JsonSerializer.Deserialize<string[]>|](text!);")]
    [InlineData("return [|int.Parse|](document.RootElement.GetProperty(\"choices\")[0].GetProperty(\"message\").GetProperty(\"content\").GetString()!);")]
    public Task Knows_replies_in_JSON(string body) => Check.Reports<PG6007UnvalidatedModelOutput>(Raw(body));

    [Theory]
    [InlineData("return JsonSerializer.Deserialize<string[]>(envelope);")]
    [InlineData("return int.Parse(document.RootElement.GetProperty(\"usage\").GetProperty(\"total\").GetString()!);")]
    public Task Leaves_the_envelope_alone(string body) => Check.Reports<PG6007UnvalidatedModelOutput>(Raw(body));

    [Fact]
    public Task Leaves_other_services_alone()
        => Check.Reports<PG6007UnvalidatedModelOutput>(Raw("return int.Parse(document.RootElement.GetProperty(\"content\").GetString()!);", "https://shop.example.com/"));

    private static string Raw(string body, string host = "https://api.openai.com/v1/chat/completions")
        => $$"""
            using System.Text.Json;

            public class Assistant(HttpClient http)
            {
                public async Task<object?> Ask()
                {
                    var response = await http.PostAsync("{{host}}", null);
                    response.EnsureSuccessStatusCode();
                    var envelope = await response.Content.ReadAsStringAsync();
                    using var document = JsonDocument.Parse(envelope);
                    {{body}}
                }
            }
            """;
}
