using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Reliability.Cancellation;

namespace ProdGap.Analyzers.Tests.Reliability.Cancellation;

public sealed class PG2010TokenNotForwardedTests
{
    private static string InMethod(string body, string signature = "async Task Run(CancellationToken token)") =>
        $$"""
        using System.Runtime.CompilerServices;
        using System.Threading.Channels;
        using Microsoft.AspNetCore.Http;
        using Microsoft.Extensions.Hosting;

        interface IStore
        {
            Task<string> GetAsync(int id, CancellationToken token = default);
            Task SaveAsync(string text);
            Task SaveAsync(string text, CancellationToken token);
            ValueTask<string?> FindAsync(params object[] keys);
            ValueTask<string?> FindAsync(object[] keys, CancellationToken token);
            Task<int> CountAsync(string filter = "", int limit = 10, CancellationToken token = default);
            Task LogAsync(string text);
            IAsyncEnumerable<int> ReadAsync(CancellationToken token = default);
        }

        class Orders(HttpClient http, SemaphoreSlim gate, IStore store, Stream stream, Channel<int> channel, IHostApplicationLifetime lifetime)
        {
            static Task RetryAsync(Func<Task> work) => work();

            {{signature}}
            {
                {{body}}
            }
        }
        """;

    [Theory]
    [InlineData("await http.[|GetAsync|](\"\");")]
    [InlineData("await Task.[|Delay|](100); http.CancelPendingRequests();")]
    [InlineData("await gate.[|WaitAsync|]();")]
    [InlineData("await store.[|GetAsync|](1);")]
    [InlineData("await store.[|GetAsync|](1, default);")]
    [InlineData("await store.[|GetAsync|](1, default(CancellationToken));")]
    [InlineData("await store.[|SaveAsync|](\"\");")]
    [InlineData("await store.[|FindAsync|](1, 2);")]
    [InlineData("await store.[|CountAsync|]();")]
    [InlineData("await store.[|CountAsync|](limit: 3);")]
    [InlineData("await store.[|GetAsync|](1).ConfigureAwait(false);")]
    [InlineData("var text = store.[|GetAsync|](1); await text;")]
    [InlineData("await Task.WhenAll(store.[|GetAsync|](1), store.[|GetAsync|](2));")]
    [InlineData("await Task.WhenAll(new[] { 1, 2 }.Select(id => store.[|GetAsync|](id)));")]
    [InlineData("await RetryAsync(async () => await store.[|GetAsync|](1));")]
    [InlineData("await Parallel.[|ForEachAsync|](new[] { 1 }, async (id, inner) => await store.GetAsync(id, inner));")]
    [InlineData("async Task Inner() => await store.[|GetAsync|](1); await Inner();")]
    [InlineData("var read = await stream.[|ReadAsync|](new byte[1], 0, 1);")]
    [InlineData("await foreach (var item in channel.Reader.[|ReadAllAsync|]()) { }")]
    [InlineData("await foreach (var item in store.[|ReadAsync|]()) { }")]
    [InlineData("try { await http.[|GetAsync|](\"\"); } catch (HttpRequestException) { await Task.[|Delay|](10); }")]
    [InlineData("while (true) { try { await http.GetAsync(\"\", token); } catch (Exception) { await Task.[|Delay|](10); } }")]
    [InlineData("if (stream is FileStream) { await store.[|GetAsync|](1); }")]
    [InlineData("IStore? maybe = store; var text = maybe?.[|GetAsync|](1); if (text != null) await text;")]
    [InlineData("using var reader = new StreamReader(stream); var line = await reader.[|ReadLineAsync|]();")]
    public Task A_call_without_the_token_at_hand(string body) => Check.Reports<PG2010TokenNotForwarded>(InMethod(body));

    [Theory]
    [InlineData("using var both = CancellationTokenSource.CreateLinkedTokenSource(outer); await http.[|GetAsync|](\"\");", "async Task Run((CancellationToken, int) pair, CancellationToken outer)")]
    [InlineData("using var source = new CancellationTokenSource(1000); await http.[|GetAsync|](\"\");", "async Task Run()")]
    [InlineData("var source = new CancellationTokenSource(1000); await http.[|GetAsync|](\"\");", "async Task Run()")]
    [InlineData("using (var source = new CancellationTokenSource(1000)) { await http.[|GetAsync|](\"\"); }", "async Task Run()")]
    [InlineData("var token = context.RequestAborted; await http.[|GetAsync|](\"\");", "async Task Run(HttpContext context)")]
    [InlineData("await http.[|GetAsync|](\"\");", "async Task Run(HttpContext context)")]
    [InlineData("await http.[|GetAsync|](\"\");", "async Task Run(HttpRequest request)")]
    [InlineData("await http.[|GetAsync|](\"\");", "async Task Run(CancellationToken? maybe)")]
    [InlineData("return store.[|GetAsync|](1);", "Task<string> Run(CancellationToken token)")]
    [InlineData("await foreach (var item in [|items|]) { }", "async Task Run(IAsyncEnumerable<int> items, CancellationToken token)")]
    [InlineData("await foreach (var item in channel.Reader.[|ReadAllAsync|]()) { yield return item; }", "async IAsyncEnumerable<int> Run([EnumeratorCancellation] CancellationToken token)")]
    public Task Tokens_from_all_places(string body, string signature) => Check.Reports<PG2010TokenNotForwarded>(InMethod(body, signature));

    [Fact]
    public Task The_context_of_a_test_by_option() => Check.Reports<PG2010TokenNotForwarded>(
        Scenario.Of(ProjectKind.Test, "class Tests { [Xunit.Fact] public async Task Waits() { await Task.[|Delay|](5); Assert(); } static void Assert() { } }").TestedWith("xunit.v3")
            .EditorConfig("prodgap.PG2010.test_context = true"));

    [Fact]
    public Task Not_in_tests_otherwise() => Check.Reports<PG2010TokenNotForwarded>(
        Scenario.Of(ProjectKind.Test, "class Tests { [Xunit.Fact] public async Task Waits() { await Task.Delay(5); Assert(); } static void Assert() { } }").TestedWith("xunit.v3"));

    [Fact]
    public Task Top_level_statements() => Check.Reports<PG2010TokenNotForwarded>(Scenario.Of(
        ProjectKind.Console,
        """
        using var http = new HttpClient();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await http.[|GetStringAsync|]("/");
        if (args.Length > 0)
        {
            await http.GetStringAsync("/", limit.Token);
            await Task.[|Delay|](100);
            args = [];
        }

        async Task Later() => await http.[|GetStringAsync|]("/");
        await Later();
        """));

    [Fact]
    public Task The_objects_own_token_in_the_loop_that_asks_for_it() => Check.Reports<PG2010TokenNotForwarded>(
        """
        class Pump(Stream stream)
        {
            private readonly CancellationTokenSource stop = new();
            private readonly CancellationTokenSource closed = new();

            public async Task RunAsync()
            {
                while (!stop.IsCancellationRequested)
                {
                    await Task.[|Delay|](100);
                    await stream.[|ReadAsync|](new byte[1], 0, 1);
                }

                while (stream.CanRead)
                {
                    await Task.Delay(100);
                }

                await Task.Delay(100);
                stream.Flush();
                closed.Cancel();
            }
        }
        """);

    [Theory]
    [InlineData("await http.GetAsync(\"\", token);")]
    [InlineData("await http.GetAsync(\"\", CancellationToken.None);")]
    [InlineData("await http.GetAsync(\"\", new CancellationToken(false));")]
    [InlineData("await store.LogAsync(\"\");")]
    [InlineData("await store.GetAsync(token: token, id: 1);")]
    [InlineData("await Task.Run(() => { });")]
    [InlineData("await Task.Yield();")]
    [InlineData("await Task.WhenAll(store.GetAsync(1, token));")]
    [InlineData("_ = store.GetAsync(1);")]
    [InlineData("_ = store.GetAsync(1).ContinueWith(failed => Console.Error.WriteLine(failed.Exception), TaskContinuationOptions.OnlyOnFaulted);")]
    [InlineData("store.GetAsync(1);")]
    [InlineData("_ = Task.Run(async () => { await store.GetAsync(1); });")]
    [InlineData("_ = Task.Run(() => store.GetAsync(1));")]
    [InlineData("Func<Task> later = async () => await store.GetAsync(1); later.ToString();")]
    [InlineData("await RetryAsync(static async () => await Task.Delay(1));")]
    [InlineData("try { await http.GetAsync(\"\", token); } finally { await store.SaveAsync(\"\"); }")]
    [InlineData("try { await http.GetAsync(\"\", token); } catch (OperationCanceledException) { await store.SaveAsync(\"\"); }")]
    [InlineData("try { await http.GetAsync(\"\", token); } catch (Exception) { await store.SaveAsync(\"\"); throw; }")]
    [InlineData("try { await http.GetAsync(\"\", token); } catch { await store.SaveAsync(\"\"); }")]
    [InlineData("await Task.Delay(1000); Environment.Exit(1);")]
    [InlineData("if (http is null) { await Task.Delay(1000); return; }")]
    [InlineData("var memory = new MemoryStream(); await memory.WriteAsync(new byte[1], 0, 1);")]
    [InlineData("using var writer = new StringWriter(); await writer.WriteAsync(\"\"); await writer.FlushAsync();")]
    [InlineData("void Later() { _ = store.GetAsync(1); } Later();")]
    [InlineData("static async Task Inner(IStore store) => await store.GetAsync(1); await Inner(store);")]
    [InlineData("async Task Inner() => await store.GetAsync(1); Func<Task> kept = Inner; await kept();")]
    [InlineData("async Task Inner() => await store.GetAsync(1); _ = Inner(); await Task.Yield();")]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += async (_, _) => await store.GetAsync(1); await Task.Yield();")]
    [InlineData("using var timer = new Timer(async _ => await store.GetAsync(1)); await Task.Yield();")]
    [InlineData("System.Linq.Expressions.Expression<Func<IStore, Task<string>>> tree = s => s.GetAsync(1, default); await Task.Yield(); tree.ToString();")]
    [InlineData("await foreach (var item in store.ReadAsync(token)) { }")]
    [InlineData("await foreach (var item in store.ReadAsync().WithCancellation(token)) { }")]
    public Task What_is_right_as_it_is(string body) => Check.Reports<PG2010TokenNotForwarded>(InMethod(body));

    [Theory]
    [InlineData("await store.GetAsync(1);", "async Task Run()")]
    [InlineData("await store.GetAsync(1);", "async Task Run(CancellationToken one, CancellationToken two)")]
    [InlineData("await store.GetAsync(1);", "async Task StopAsync(CancellationToken token)")]
    [InlineData("await store.GetAsync(1);", "async Task ShutdownAsync(CancellationToken token)")]
    [InlineData("await store.GetAsync(1);", "async Task DisposeAllAsync(CancellationToken token)")]
    [InlineData("await store.GetAsync(1);", "async Task RollbackAsync(CancellationToken token)")]
    [InlineData("var token = lifetime.ApplicationStopping; await store.GetAsync(1);", "async Task Run()")]
    [InlineData("await context.Response.WriteAsync(\"\"); await stream.CopyToAsync(context.Response.Body);", "async Task Run(HttpContext context)")]
    [InlineData("await context.Request.ReadFormAsync(); await context.Request.Body.CopyToAsync(stream);", "async Task Run(HttpContext context)")]
    [InlineData("await store.GetAsync(1);", "async Task Run(CancellationToken _)")]
    [InlineData("var token = CancellationToken.None; await store.GetAsync(1);", "async Task Run()")]
    [InlineData("CancellationToken token = default; await store.GetAsync(1);", "async Task Run()")]
    [InlineData("CancellationToken token; await store.GetAsync(1); token = default; token.ToString();", "async Task Run()")]
    [InlineData("using var source = new CancellationTokenSource(); _ = Task.Run(() => Task.Delay(5, source.Token)); await store.GetAsync(1); source.Cancel();", "async Task Run()")]
    [InlineData("var source = new CancellationTokenSource(); await store.GetAsync(1); source.ToString();", "async Task Run()")]
    [InlineData("await lifetime.StopNowAsync();", "async Task Run(CancellationToken stopping)")]
    public Task No_token_that_is_meant_for_it(string body, string signature)
        => Check.Reports<PG2010TokenNotForwarded>(InMethod(body, signature)
            + "static class Stopping { public static Task StopNowAsync(this IHostApplicationLifetime lifetime, CancellationToken token = default) => Task.CompletedTask; }");
}
