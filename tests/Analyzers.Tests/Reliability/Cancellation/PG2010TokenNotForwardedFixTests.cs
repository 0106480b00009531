using ProdGap.Analyzers.CodeFixes.Reliability.Cancellation;
using ProdGap.Analyzers.Reliability.Cancellation;

namespace ProdGap.Analyzers.Tests.Reliability.Cancellation;

public sealed class PG2010TokenNotForwardedFixTests
{
    private static string InMethod(string body, string signature = "async Task Run(CancellationToken token)") =>
        $$"""
        using System.Threading.Channels;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;

        public interface IStore
        {
            Task<string> GetAsync(int id, CancellationToken token = default);
            Task SaveAsync(string text);
            Task SaveAsync(string text, CancellationToken token);
            ValueTask<string?> FindAsync(params object[] keys);
            ValueTask<string?> FindAsync(object[] keys, CancellationToken token);
            Task<int> CountAsync(string filter = "", int limit = 10, CancellationToken token = default);
            Task EachAsync(int[] ids, Func<int, Task> work);
            Task EachAsync(int[] ids, CancellationToken @event, Func<int, Task> work);
        }

        public class Orders(HttpClient http, IStore store, Stream stream) : ControllerBase
        {
            private {{signature}}
            {
                {{body}}
            }
        }
        """;

    [Theory]
    [InlineData("await http.GetAsync(\"\");", "await http.GetAsync(\"\", token);")]
    [InlineData("await Task.Delay(100); http.CancelPendingRequests();", "await Task.Delay(100, token); http.CancelPendingRequests();")]
    [InlineData("await store.GetAsync(1, default);", "await store.GetAsync(1, token);")]
    [InlineData("await store.GetAsync(id: 1);", "await store.GetAsync(id: 1, token: token);")]
    [InlineData("await store.CountAsync();", "await store.CountAsync(token: token);")]
    [InlineData("await store.CountAsync(limit: 3);", "await store.CountAsync(limit: 3, token: token);")]
    [InlineData("await store.CountAsync(\"\", 3);", "await store.CountAsync(\"\", 3, token);")]
    [InlineData("await store.FindAsync(1, 2);", "await store.FindAsync([1, 2], token);")]
    [InlineData("await store.FindAsync(new object[] { 1 });", "await store.FindAsync(new object[] { 1 }, token);")]
    [InlineData("await store.EachAsync([1], id => store.SaveAsync(\"\", token));", "await store.EachAsync([1], token, id => store.SaveAsync(\"\", token));")]
    [InlineData("await store.EachAsync(work: id => store.SaveAsync(\"\", token), ids: [1]);", "await store.EachAsync(work: id => store.SaveAsync(\"\", token), ids: [1], @event: token);")]
    [InlineData("await store.GetAsync((await store.GetAsync(1)).Length);", "await store.GetAsync((await store.GetAsync(1, token)).Length, token);")]
    [InlineData("await store.SaveAsync(await store.GetAsync(1));", "await store.SaveAsync(await store.GetAsync(1, token), token);")]
    [InlineData("await store.SaveAsync( /* text */ \"\" /* why */ );", "await store.SaveAsync( /* text */ \"\" /* why */, token);")]
    [InlineData("await store.SaveAsync(\n            \"\");", "await store.SaveAsync(\n            \"\",\n            token);")]
    [InlineData("await store.SaveAsync(\n            \"\" // text\n        );", "await store.SaveAsync(\n            \"\", // text\n            token\n        );")]
    [InlineData("await store.CountAsync(\n            \"\",\n            3);", "await store.CountAsync(\n            \"\",\n            3,\n            token);")]
    [InlineData("await store.EachAsync([1], async id =>\n        {\n            await store.SaveAsync(\"\");\n        });", "await store.EachAsync([1], token, async id =>\n        {\n            await store.SaveAsync(\"\", token);\n        });")]
    [InlineData("using var reader = new StreamReader(stream); while (await reader.ReadLineAsync() is { } line) { }", "using var reader = new StreamReader(stream); while (await reader.ReadLineAsync(token) is { } line) { }")]
    [InlineData("IStore? maybe = store; var text = maybe?.GetAsync(1); if (text != null) await text;", "IStore? maybe = store; var text = maybe?.GetAsync(1, token); if (text != null) await text;")]
    [InlineData("await store.GetAsync(1).ConfigureAwait(false);", "await store.GetAsync(1, token).ConfigureAwait(false);")]
    public Task The_token_goes_where_it_belongs(string before, string after)
        => Check.Rewrites<PG2010TokenNotForwarded, PG2010TokenNotForwardedFix>(InMethod(before), InMethod(after));

    [Theory]
    [InlineData("await http.GetAsync(\"\");", "await http.GetAsync(\"\", context.RequestAborted);", "async Task Run(HttpContext context)")]
    [InlineData("await http.GetAsync(\"\");", "await http.GetAsync(\"\", maybe ?? default);", "async Task Run(CancellationToken? maybe)")]
    [InlineData("await http.GetAsync(\"\");", "await http.GetAsync(\"\", @event);", "async Task Run(CancellationToken @event)")]
    [InlineData("await foreach (var item in items) { }", "await foreach (var item in items.WithCancellation(token)) { }", "async Task Run(IAsyncEnumerable<int> items, CancellationToken token)")]
    [InlineData("await foreach (var item in channel.Reader.ReadAllAsync()) { }", "await foreach (var item in channel.Reader.ReadAllAsync(token)) { }", "async Task Run(Channel<int> channel, CancellationToken token)")]
    [InlineData("return store.GetAsync(1);", "return store.GetAsync(1, token);", "Task<string> Run(CancellationToken token)")]
    public Task Tokens_of_all_kinds(string before, string after, string signature)
        => Check.Rewrites<PG2010TokenNotForwarded, PG2010TokenNotForwardedFix>(InMethod(before, signature), InMethod(after, signature));

    [Theory]
    // One more type, so that awaiting it directly is the only thing that can be done with it.
    [InlineData("using var reader = new StreamReader(stream); var line = reader.ReadLineAsync(); await line;")]
    [InlineData("using var reader = new StreamReader(stream); await Task.WhenAll(reader.ReadLineAsync());")]
    public Task Another_type_is_not_forced_on_what_is_done_with_it(string body) => Check.Reports<PG2010TokenNotForwarded>(InMethod(body));

    [Fact]
    public Task Never_into_the_method_itself() => Check.Reports<PG2010TokenNotForwarded>(
        """
        class Store
        {
            public async Task<int> GetAsync(int id) { await Task.Yield(); return id; }
            public async Task<int> GetAsync(int id, CancellationToken token) => await GetAsync(id);
            public Task<int> FindAsync(int id, CancellationToken token = default) => id == 0 ? Task.FromResult(0) : FindAsync(id - 1);
        }
        """);

    [Fact]
    public Task Line_ends_and_tabs_stay() => Check.Rewrites<PG2010TokenNotForwarded, PG2010TokenNotForwardedFix>(
        "class A\r\n{\r\n\tasync Task Run(HttpClient http, CancellationToken token)\r\n\t{\r\n\t\tawait http.GetAsync(\r\n\t\t\t\"\",\r\n\t\t\tHttpCompletionOption.ResponseContentRead);\r\n\t}\r\n}\r\n",
        "class A\r\n{\r\n\tasync Task Run(HttpClient http, CancellationToken token)\r\n\t{\r\n\t\tawait http.GetAsync(\r\n\t\t\t\"\",\r\n\t\t\tHttpCompletionOption.ResponseContentRead,\r\n\t\t\ttoken);\r\n\t}\r\n}\r\n");

    [Fact]
    public Task Dapper_takes_it_in_a_command() => Check.Rewrites<PG2010TokenNotForwarded, PG2010TokenNotForwardedFix>(
        Scenario.Of(Dapper("await db.QueryAsync<int>(\"select 1\", new { id });\n        await db.ExecuteAsync(\"delete\", commandTimeout: 3, param: new { id });")).Referencing("Dapper"),
        Dapper("await db.QueryAsync<int>(new CommandDefinition(\"select 1\", new { id }, cancellationToken: token));\n        await db.ExecuteAsync(new CommandDefinition(\"delete\", commandTimeout: 3, parameters: new { id }, cancellationToken: token));"));

    /// <summary>Queries with Dapper.</summary>
    private static string Dapper(string body) =>
        $$"""
        using System.Data;
        using Dapper;

        class Orders
        {
            async Task Run(IDbConnection db, int id, CancellationToken token)
            {
                {{body}}
            }
        }
        """;

    [Theory]
    [InlineData("gate.Wait();", "gate.Wait(token);")]
    [InlineData("foreach (var item in queue.GetConsumingEnumerable()) { }", "foreach (var item in queue.GetConsumingEnumerable(token)) { }")]
    [InlineData("Compute(number: 3);", "Compute(number: 3, token: token);")]
    [InlineData("Parallel.For(0, 3, i => { });", "Parallel.For(0, 3, new ParallelOptions { CancellationToken = token }, i => { });")]
    [InlineData("Parallel.ForEach(items, item => { });", "Parallel.ForEach(items, new ParallelOptions { CancellationToken = token }, item => { });")]
    [InlineData("Parallel.ForEach(items, new ParallelOptions { MaxDegreeOfParallelism = 2 }, item => { });", "Parallel.ForEach(items, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = token }, item => { });")]
    [InlineData("Parallel.ForEach(items, new ParallelOptions(), item => { });", "Parallel.ForEach(items, new ParallelOptions() { CancellationToken = token }, item => { });")]
    [InlineData("System.Threading.Tasks.Parallel.Invoke(() => { }, () => { });", "System.Threading.Tasks.Parallel.Invoke(new System.Threading.Tasks.ParallelOptions { CancellationToken = token }, () => { }, () => { });")]
    [InlineData("var count = items.AsParallel().Where(item => item > 1).Count();", "var count = items.AsParallel().WithCancellation(token).Where(item => item > 1).Count();")]
    [InlineData("var some = from item in items where Compute(item) > 1 select item; some.Count();", "var some = from item in items where Compute(item, token) > 1 select item; some.Count();")]
    [InlineData("long wide = Measure(3);", "long wide = Measure(3, token);")]
    public Task Synchronous_calls(string before, string after)
    {
        static string In(string body) => $$"""
            using System.Collections.Concurrent;

            public class Pump
            {
                static int Compute(int number, CancellationToken token = default) => number;
                static int Measure(int number) => number;
                static long Measure(int number, CancellationToken token) => number;

                void Run(SemaphoreSlim gate, BlockingCollection<int> queue, int[] items, CancellationToken token)
                {
                    {{body}}
                }
            }
            """;
        return Check.Rewrites<PG2010TokenNotForwarded, PG2010TokenNotForwardedFix>(In(before), In(after));
    }

    /// <summary>A time-out is canceled, too, and stays a failure: the handler asks the token.</summary>
    [Theory]
    [InlineData("try { await http.GetAsync(\"\"); } catch (Exception ex) { Console.WriteLine(ex); }", "try { await http.GetAsync(\"\", token); } catch (Exception ex) when (!token.IsCancellationRequested) { Console.WriteLine(ex); }")]
    [InlineData("try { await http.GetAsync(\"\"); } catch { Console.WriteLine(1); }", "try { await http.GetAsync(\"\", token); } catch when (!token.IsCancellationRequested) { Console.WriteLine(1); }")]
    [InlineData("try { await http.GetAsync(\"\"); } catch (HttpRequestException ex) { Console.WriteLine(ex); }", "try { await http.GetAsync(\"\", token); } catch (HttpRequestException ex) { Console.WriteLine(ex); }")]
    [InlineData("try { await http.GetAsync(\"\"); } catch (Exception ex) { Console.WriteLine(ex); throw; }", "try { await http.GetAsync(\"\", token); } catch (Exception ex) { Console.WriteLine(ex); throw; }")]
    public Task A_handler_lets_the_cancellation_pass(string before, string after)
        => Check.Rewrites<PG2010TokenNotForwarded, PG2010TokenNotForwardedFix>(InMethod(before), InMethod(after));

    [Theory]
    [InlineData("using var limit = new CancellationTokenSource(100); try { await http.GetAsync(\"\"); } catch (Exception ex) { Console.WriteLine(ex); }", "using var limit = new CancellationTokenSource(100); try { await http.GetAsync(\"\", limit.Token); } catch (Exception ex) { Console.WriteLine(ex); }", "static async Task Run(HttpClient http)")]
    [InlineData("try { await http.GetAsync(\"\"); } catch (Exception ex) { Console.WriteLine(ex); }", "try { await http.GetAsync(\"\", context.RequestAborted); } catch (Exception ex) when (!context.RequestAborted.IsCancellationRequested) { Console.WriteLine(ex); }", "async Task Run(HttpContext context)")]
    public Task The_limit_of_the_function_itself_is_a_failure(string before, string after, string signature)
        => Check.Rewrites<PG2010TokenNotForwarded, PG2010TokenNotForwardedFix>(InMethod(before, signature), InMethod(after, signature));

    /// <summary>A controller that a test builds has no context: a part of it takes the token as a parameter.</summary>
    [Fact]
    public Task A_helper_of_a_controller_gets_a_parameter() => Check.Rewrites<PG2010TokenNotForwarded, PG2010TokenNotForwardedFix>(
        """
        using Microsoft.AspNetCore.Mvc;

        public class Api(HttpClient http) : ControllerBase
        {
            [HttpGet]
            public async Task<string> Get(CancellationToken token)
            {
                token.ThrowIfCancellationRequested();
                return await LoadAsync(1);
            }

            private async Task<string> LoadAsync(int id) => await http.GetStringAsync("/" + id);
        }
        """,
        """
        using Microsoft.AspNetCore.Mvc;

        public class Api(HttpClient http) : ControllerBase
        {
            [HttpGet]
            public async Task<string> Get(CancellationToken token)
            {
                token.ThrowIfCancellationRequested();
                return await LoadAsync(1, token);
            }

            private async Task<string> LoadAsync(int id, CancellationToken cancellationToken) => await http.GetStringAsync("/" + id, cancellationToken);
        }
        """);
}
