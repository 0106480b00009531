using ProdGap.Analyzers.AI.Limits;

namespace ProdGap.Analyzers.Tests.AI.Limits;

public sealed class PG6015CallPerItemTests
{
    private static Scenario Meai(string body, string members = "", bool earlier = false)
        => Scenario.Of(
            $$"""
            using Microsoft.Extensions.AI;

            public class Assistant(IChatClient client)
            {
                private static readonly string[] Languages = ["en", "de"];

                public async Task Ask(List<string> articles, IAsyncEnumerable<string> stream, ChatOptions options, CancellationToken stop)
                {
                    await Task.Yield();
                    {{body}}
                    GC.KeepAlive((client, articles, stream, options, Languages));
                }

                {{members}}
            }
            """).Referencing(earlier ? References.EarlierModels : References.Models);

    [Theory]
    [InlineData("foreach (var article in articles) { Console.WriteLine(await client.[|GetResponseAsync|](article, options, stop)); }")]
    [InlineData("foreach (var article in articles.Where(a => a.Length > 3)) { await client.[|GetResponseAsync|](article, options, stop); }")]
    [InlineData("for (var i = 0; i < articles.Count; i++) { await client.[|GetResponseAsync|](articles[i], options, stop); }")]
    [InlineData("foreach (var article in articles) { await foreach (var part in client.[|GetStreamingResponseAsync|](article, options, stop)) { Console.Write(part); } }")]
    [InlineData("await Task.WhenAll(articles.Select(article => client.[|GetResponseAsync|](article, options, stop)));")]
    [InlineData("await Parallel.ForEachAsync(articles, stop, async (article, token) => await client.[|GetResponseAsync|](article, options, token));")]
    [InlineData("foreach (var article in articles) { await Summarize(article); }", "private Task Summarize(string text) => client.GetResponseAsync(text, options: new() { MaxOutputTokens = 5 });", "Summarize(article)")]
    [InlineData("var messages = new List<ChatMessage>(); while (true) { var reply = await client.[|GetResponseAsync|](messages, options, stop); if (!reply.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>().Any()) { break; } messages.AddRange(reply.Messages); }")]
    [InlineData("var messages = new List<ChatMessage>(); bool more; do { var reply = await client.[|GetResponseAsync|](messages, options, stop); more = reply.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>().Any(); messages.AddRange(reply.Messages); } while (more);")]
    public async Task Reports_calls_without_a_bound(string body, string members = "", string marked = "")
    {
        body = marked.Length == 0 ? body : body.Replace("Summarize(", "[|Summarize|](", StringComparison.Ordinal);
        await Check.Reports<PG6015CallPerItem>(Meai(body, members));
        await Check.Reports<PG6015CallPerItem>(Meai(body, members, earlier: true));
    }

    [Theory]
    [InlineData("foreach (var article in articles.Take(5)) { await client.GetResponseAsync(article, options, stop); }")]
    [InlineData("foreach (var part in articles.Chunk(20)) { await client.GetResponseAsync(string.Join('\\n', part), options, stop); }")]
    [InlineData("var few = articles.Take(5).ToList(); foreach (var article in few) { await client.GetResponseAsync(article, options, stop); }")]
    [InlineData("foreach (var language in Languages) { await client.GetResponseAsync(language, options, stop); }")]
    [InlineData("foreach (var language in new[] { \"a\", \"b\" }) { await client.GetResponseAsync(language, options, stop); }")]
    [InlineData("for (var attempt = 0; attempt < 3; attempt++) { await client.GetResponseAsync(\"hi\", options, stop); }")]
    [InlineData("var done = 0; foreach (var article in articles) { if (done++ == 10) { break; } await client.GetResponseAsync(article, options, stop); }")]
    [InlineData("while (true) { var line = Console.ReadLine(); await client.GetResponseAsync(line ?? \"\", options, stop); }")]
    [InlineData("await foreach (var text in stream) { await client.GetResponseAsync(text, options, stop); }")]
    [InlineData("var retries = 0; while (retries < 3) { await client.GetResponseAsync(\"hi\", options, stop); retries++; }")]
    [InlineData("var messages = new List<ChatMessage>(); for (var round = 0; round < 5; round++) { var reply = await client.GetResponseAsync(messages, options, stop); if (!reply.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>().Any()) { break; } }")]
    [InlineData("await foreach (var part in client.GetStreamingResponseAsync(\"hi\", options, stop)) { Console.Write(part); }")]
    [InlineData("foreach (var article in articles) { Console.WriteLine(article); } await client.GetResponseAsync(\"hi\", options, stop);")]
    [InlineData("var batches = articles.GroupBy(a => a[0]).ToList(); foreach (var batch in batches) { await client.GetResponseAsync(string.Join(' ', batch), options, stop); }")]
    [InlineData("foreach (var mood in Enum.GetValues<DayOfWeek>()) { await client.GetResponseAsync(mood.ToString(), options, stop); }")]
    public async Task Leaves_bounded_loops_alone(string body)
    {
        await Check.Reports<PG6015CallPerItem>(Meai(body));
        await Check.Reports<PG6015CallPerItem>(Meai(body, earlier: true));
    }

    /// <summary>The same in the libraries of others, as they are and as they were.</summary>
    [Theory]
    [InlineData("using OpenAI.Chat;", "ChatClient client", "client.CompleteChatAsync([new UserChatMessage(article)], new ChatCompletionOptions { MaxOutputTokenCount = 5 })", "CompleteChatAsync")]
    [InlineData("using OpenAI.Responses;", "ResponsesClient client", "client.CreateResponseAsync(new CreateResponseOptions(\"m\", [ResponseItem.CreateUserMessageItem(article)]) { MaxOutputTokenCount = 5 })", "CreateResponseAsync")]
    [InlineData("using Anthropic;\nusing Anthropic.Models.Messages;", "AnthropicClient client", "client.Messages.Create(Parameters.Of(article))", "Create")]
    [InlineData("using Betalgo.Ranul.OpenAI.Interfaces;\nusing Betalgo.Ranul.OpenAI.ObjectModels.RequestModels;", "IOpenAIService client", "client.ChatCompletion.CreateCompletion(new ChatCompletionCreateRequest { Messages = [ChatMessage.FromUser(article)], MaxTokens = 5 })", "CreateCompletion")]
    public async Task Knows_other_libraries(string usings, string client, string call, string name)
    {
        var source = $$"""
            #pragma warning disable OPENAI001
            {{usings}}

            public class Assistant({{client}})
            {
                public async Task Ask(List<string> articles)
                {
                    foreach (var article in articles)
                    {
                        await {{call.Replace("." + name + "(", ".[|" + name + "|](", StringComparison.Ordinal)}};
                    }

                    foreach (var article in articles.Take(3))
                    {
                        await {{call}};
                    }
                }
            }

            public static class Parameters
            {
                public static Anthropic.Models.Messages.MessageCreateParams Of(string text) => throw new NotSupportedException(text);
            }
            """;
        await Check.Reports<PG6015CallPerItem>(Scenario.Of(source).Referencing(References.Models));
        await Check.Reports<PG6015CallPerItem>(Scenario.Of(source).Referencing(usings.Contains("Responses", StringComparison.Ordinal) ? ModelSnippets.EarlierResponses : References.EarlierModels));
    }

    [Fact]
    public Task Knows_requests_that_are_written_out()
        => Check.Reports<PG6015CallPerItem>(
            """
            using System.Net.Http.Json;

            public class Assistant(HttpClient http)
            {
                public async Task Ask(List<string> articles)
                {
                    foreach (var article in articles)
                    {
                        await http.[|PostAsJsonAsync|]("https://api.openai.com/v1/chat/completions", new { model = "m", max_tokens = 5, messages = new[] { new { role = "user", content = article } } });
                    }
                }
            }
            """,
            "'PostAsJsonAsync' calls a language model for each of 'articles'; limit how many there may be, or send several at once");

    [Theory]
    [InlineData("[|MaximumIterationsPerRequest|] = int.MaxValue")]
    [InlineData("MaximumIterationsPerRequest = 10")]
    public Task Knows_the_rounds_of_tools(string setting)
        => Check.Reports<PG6015CallPerItem>(Scenario.Of(
            $$"""
            using Microsoft.Extensions.AI;

            public static class SetUp
            {
                public static IChatClient Make(IChatClient inner) => new FunctionInvokingChatClient(inner) { {{setting}} };
            }
            """).Referencing(References.Models));

    [Theory]
    [InlineData("foreach (var article in articles) { await summarizer.[|SummarizeAsync|](article); }", "Summarizer.SummarizeAsync")]
    [InlineData("for (var i = 0; i < articles.Count; i++) { foreach (var part in articles) { await summarizer.[|SummarizeAsync|](part); } }", "SummarizeAsync")]
    [InlineData("await Task.WhenAll(articles.Select(article => summarizer.[|SummarizeAsync|](article)));", "Other.Ask, Summarizer.SummarizeAsync")]
    [InlineData("foreach (var article in articles.Take(5)) { await summarizer.SummarizeAsync(article); }", "Summarizer.SummarizeAsync")]
    [InlineData("await summarizer.SummarizeAsync(articles[0]);", "Summarizer.SummarizeAsync")]
    [InlineData("foreach (var article in articles) { await summarizer.SummarizeAsync(article); }", "Other.SummarizeAsync")]
    [InlineData("foreach (var article in articles) { await summarizer.SummarizeAsync(article); }", "")]
    public Task Knows_methods_that_the_user_names(string body, string methods)
        => Check.Reports<PG6015CallPerItem>(Scenario.Of(
            $$"""
            public class Summarizer { public Task<string> SummarizeAsync(string text) => Task.FromResult(text); }

            public class Feed(Summarizer summarizer)
            {
                public async Task Read(List<string> articles)
                {
                    await Task.Yield();
                    {{body}}
                    GC.KeepAlive((summarizer, articles));
                }
            }
            """).EditorConfig($"prodgap.PG6015.additional_chat_methods = {methods}"));

    [Theory]
    [InlineData("llm.shop.example", "[|PostAsJsonAsync|]")]
    [InlineData("other.shop.example", "PostAsJsonAsync")]
    public Task Knows_hosts_that_the_user_names(string host, string call)
        => Check.Reports<PG6015CallPerItem>(Scenario.Of(
            $$"""
            using System.Net.Http.Json;

            public class Assistant(HttpClient http)
            {
                public async Task Ask(List<string> articles)
                {
                    foreach (var article in articles)
                    {
                        await http.{{call}}("https://llm.shop.example/ask", new { text = article });
                    }
                }
            }
            """).EditorConfig($"prodgap.PG6002.additional_llm_hosts = {host}"));
}
