using ProdGap.Analyzers.AI.Limits;

namespace ProdGap.Analyzers.Tests.AI.Limits;

public sealed class PG6015CallPerItemTests
{
    private static Scenario Meai(string body, string members = "")
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
            """).Referencing(References.Models);

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
    public Task Reports_calls_without_a_bound(string body, string members = "", string marked = "")
        => Check.Reports<PG6015CallPerItem>(Meai(marked.Length == 0 ? body : body.Replace("Summarize(", "[|Summarize|]("), members));

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
    public Task Leaves_bounded_loops_alone(string body) => Check.Reports<PG6015CallPerItem>(Meai(body));

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
}
