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
    [InlineData("try { await http.[|GetAsync|](\"\"); } catch (HttpRequestException) { await Task.[|Delay|](10); await http.GetAsync(\"\", token); }")]
    [InlineData("while (true) { try { await http.GetAsync(\"\", token); } catch (Exception) { await Task.[|Delay|](10); } }")]
    [InlineData("if (stream is FileStream) { await store.[|GetAsync|](1); }")]
    [InlineData("IStore? maybe = store; var text = maybe?.[|GetAsync|](1); if (text != null) await text;")]
    [InlineData("using var reader = new StreamReader(stream); var line = await reader.[|ReadLineAsync|]();")]
    [InlineData("var memory = new MemoryStream(); await stream.[|CopyToAsync|](memory);")]
    [InlineData("await stream.[|FlushAsync|]();")]
    [InlineData("await System.Text.Json.JsonSerializer.[|SerializeAsync|](stream, 1);")]
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
    [InlineData("await foreach (var item in Own()) { } static async IAsyncEnumerable<int> Own() { await Task.Yield(); yield return 1; }")]
    [InlineData("IAsyncEnumerable<int>[] all = []; await foreach (var item in all[0]) { }")]
    [InlineData("IAsyncEnumerable<int> one = null!, two = null!; await foreach (var item in DateTime.Now.Hour > 1 ? one : two) { }")]
    [InlineData("var memory = new MemoryStream(); await System.Text.Json.JsonSerializer.SerializeAsync(memory, 1);")]
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
    [InlineData("await stream.FlushAsync();", "async Task Run(HttpContext context)")]
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

    /// <summary>Who writes it may have thought about it.</summary>
    [Theory]
    [InlineData("await store.[|GetAsync|](1, default);")]
    [InlineData("await store.[|GetAsync|](1, default(CancellationToken));")]
    public Task A_default_that_is_written_is_a_suggestion(string body) => Check.Suggests<PG2010TokenNotForwarded>(InMethod(body));

    private const string Waits =
        """
        using System.Collections.Concurrent;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.SignalR;

        static class Own
        {
            public static int Compute(int number, CancellationToken token = default) => number;
            public static int Measure(int number) => number;
            public static long Measure(int number, CancellationToken token) => number;
            public static IEnumerable<string> Split(string text, CancellationToken token = default) => [text];
            public static void Touch(string text) { }
            public static void Touch(string text, CancellationToken token) { }
            public static string Name(int number) => "";
            public static int Name(int number, CancellationToken token) => 1;
            public static bool Sleep(this CancellationToken token, int time, SemaphoreSlim gate) => gate.Wait(time, token);
        }


        """;

    private static string Blocking(string body, string signature = "int Run(BlockingCollection<int> queue, SemaphoreSlim gate, ManualResetEventSlim ready, CountdownEvent count, int[] items, Task task, CancellationToken token)")
        => Waits + $$"""
        class Pump
        {
            {{signature}}
            {
                {{body}}
            }
        }
        """;

    [Theory]
    [InlineData("gate.[|Wait|](); return 1;")]
    [InlineData("gate.[|Wait|](100); return 1;")]
    [InlineData("return queue.[|Take|]();")]
    [InlineData("foreach (var item in queue.[|GetConsumingEnumerable|]()) { Own.Measure(item, token); } return 1;")]
    [InlineData("ready.[|Wait|](); count.[|Wait|](); return 1;")]
    [InlineData("Task.[|WaitAll|](new[] { task }); task.[|Wait|](); return Task.[|WaitAny|](task);")]
    [InlineData("void Inner() => gate.[|Wait|](); Inner(); return 1;")]
    [InlineData("using var limit = new CancellationTokenSource(100); gate.[|Wait|](); return 1;", "int Run(SemaphoreSlim gate)")]
    [InlineData("Action<CancellationToken> wait = static inner => new SemaphoreSlim(1).[|Wait|](); wait(default); return 1;", "int Run(SemaphoreSlim gate)")]
    [InlineData("Func<CancellationToken, int> take = delegate (CancellationToken inner) { return queue.[|Take|](); }; return take(default);", "int Run(BlockingCollection<int> queue)")]
    public Task A_wait_that_blocks(string body, string signature = "int Run(BlockingCollection<int> queue, SemaphoreSlim gate, ManualResetEventSlim ready, CountdownEvent count, int[] items, Task task, CancellationToken token)")
        => Check.Reports<PG2010TokenNotForwarded>(Blocking(body, signature));

    [Theory]
    [InlineData("Own.[|Compute|](3); return 1;")]
    [InlineData("return Own.[|Compute|](Own.[|Compute|](3));")]
    [InlineData("foreach (var part in Own.[|Split|](text: \"a b\")) { Own.[|Touch|](part); } return 1;")]
    [InlineData("long wide = Own.[|Measure|](3); return (int)wide;")]
    [InlineData("var all = from item in items where Own.[|Compute|](item) > 1 select Own.[|Compute|](item); return all.Count();")]
    [InlineData("return items.Select(item => Own.[|Compute|](item)).Count();")]
    [InlineData("Parallel.[|For|](0, 3, i => Own.Touch(\"\", token)); return 1;")]
    [InlineData("Parallel.[|ForEach|](items, item => Own.Touch(\"\", token)); Parallel.[|Invoke|](() => Own.Touch(\"\", token)); return 1;")]
    [InlineData("Parallel.[|ForEach|](items, new ParallelOptions { MaxDegreeOfParallelism = 2 }, item => Own.Touch(\"\", token)); return 1;")]
    [InlineData("return items.[|AsParallel|]().Where(item => item > 1).Count();")]
    [InlineData("queue.[|Add|](1); return 1;")]
    public Task A_call_that_computes_is_a_suggestion(string body) => Check.Suggests<PG2010TokenNotForwarded>(Blocking(body));

    [Theory]
    [InlineData("gate.Wait(token); return queue.Take(token);")]
    [InlineData("token.Sleep(100, gate); return 1;")]
    [InlineData("gate.Wait(CancellationToken.None); return 1;")]
    [InlineData("var short_ = Own.Measure(3); return short_;")]
    [InlineData("return Own.Measure(3);")]
    [InlineData("var name = Own.Name(1); return name.Length;")]
    [InlineData("object name = Own.Name(1).Length; return 1;")]
    [InlineData("try { gate.Wait(); return 1; } finally { gate.Release(); }")]
    [InlineData("for (var i = 0; i < 3; i++) { gate.Wait(); } return 1;")]
    [InlineData("Parallel.For(0, 3, new ParallelOptions { CancellationToken = token }, i => { }); return 1;")]
    [InlineData("return items.AsParallel().WithCancellation(token).Where(item => item > 1).Count();")]
    [InlineData("var options = new ParallelOptions { CancellationToken = token }; Parallel.For(0, 3, options, i => { }); return 1;")]
    [InlineData("_ = Task.Run(() => Own.Compute(3)); return 1;")]
    [InlineData("Func<int> later = static () => Own.Compute(3); return later();")]
    [InlineData("items.ToList().Add(1); string.Join(\"\", items); return items.Sum();")]
    public Task Synchronous_calls_that_are_right(string body) => Check.Reports<PG2010TokenNotForwarded>(Blocking(body));

    [Fact]
    public Task A_synchronous_call_to_itself() => Check.Reports<PG2010TokenNotForwarded>(
        "class A { int Load(int id) => id; int Load(int id, CancellationToken token) => Load(id); }");

    private const string Carriers =
        """
        record Request(string Path, CancellationToken Aborted);
        class Options { public string Path { get; set; } = ""; public CancellationToken CancellationToken { get; set; } }
        class TwoTokens { public CancellationToken One { get; set; } public CancellationToken Other { get; set; } }
        abstract class Job { protected CancellationToken Stopping { get; } }


        """;

    /// <summary>The object that a function is given, or is, may carry the token.</summary>
    [Theory]
    [InlineData("class A(HttpClient http) { public async Task Run(Request request) => await http.[|GetStringAsync|](request.Path); }", "request.Aborted")]
    [InlineData("class A(HttpClient http) { public async Task Run(int id, Options options) { await http.[|GetStringAsync|](options.Path); } }", "options.CancellationToken")]
    [InlineData("class A(HttpClient http) : Job { public async Task Run() => await http.[|GetStringAsync|](\"/\"); }", "Stopping")]
    [InlineData("class A(HttpClient http) { private CancellationToken Ended { get; } public async Task Run() => await http.[|GetStringAsync|](\"/\"); }", "Ended")]
    [InlineData("class A { public void Run(Options options, SemaphoreSlim gate) => gate.[|Wait|](); }", "options.CancellationToken")]
    public Task Tokens_of_objects_are_suggestions(string code, string token) => Check.Suggests<PG2010TokenNotForwarded>(
        Carriers + code, (code.Contains("Wait") ? "'Wait'" : "'GetStringAsync'") + $" keeps running after '{token}' is canceled; pass it the token");

    [Theory]
    [InlineData("class A(HttpClient http) { public async Task Run(TwoTokens both) => await http.GetStringAsync(\"/\"); }")]
    [InlineData("class A(HttpClient http) { public async Task Run(Request request) => await http.GetStringAsync(request.Path, request.Aborted); }")]
    [InlineData("class A(HttpClient http) : Job { public static async Task Run(HttpClient http) => await http.GetStringAsync(\"/\"); public HttpClient Http => http; }")]
    [InlineData("class A(HttpClient http) { public async Task Run(Request one, Options two) => await http.GetStringAsync(one.Path + two.Path); }")]
    [InlineData("class A(HttpClient http) : Job { public async Task StopAsync() => await http.GetStringAsync(\"/\"); }")]
    public Task Objects_that_leave_it_open(string code) => Check.Reports<PG2010TokenNotForwarded>(Carriers + code);

    private static string InType(string members, string type) => Waits + $$"""
        public interface IStore { Task<string> GetAsync(int id, CancellationToken token = default); }
        public class Sender
        {
            public HttpContext HttpContext { get; } = null!;
            public Task OkAsync(int id) => Task.CompletedTask;
            public virtual Task OkAsync(int id, CancellationToken token) => Task.CompletedTask;
            public static Task TellAsync(HttpContext context, int id, CancellationToken token = default) => Task.CompletedTask;
        }
        public class Api(HttpClient http, IStore store, SemaphoreSlim gate) : {{type}}
        {
            {{members}}
        }
        """;

    /// <summary>What others are told must reach them; what runs when the connection is gone has no token that lives.</summary>
    [Theory]
    [InlineData("Hub", "public async Task Ready(string table) => await Clients.Group(table).SendAsync(\"ready\", true);")]
    [InlineData("Hub", "public async Task Ready() => await Clients.Caller.SendAsync(\"ready\", true);")]
    [InlineData("Hub", "public Task Sit(string table) => Groups.AddToGroupAsync(Context.ConnectionId, table);")]
    [InlineData("Hub", "public async Task Leave(string table) { await Groups.RemoveFromGroupAsync(Context.ConnectionId, table); }")]
    [InlineData("Hub", "public override async Task OnDisconnectedAsync(Exception? exception) { await store.GetAsync(1); await base.OnDisconnectedAsync(exception); }")]
    [InlineData("object", "public async Task Tell(IHubContext<Hub> hub, CancellationToken token) => await hub.Clients.All.SendAsync(\"x\", 1);")]
    [InlineData("Hub", "public async Task Ask() { var stop = new CancellationTokenSource(); await http.GetStringAsync(\"/\", stop.Token); await store.GetAsync(1); }")]
    [InlineData("ControllerBase", "async Task Load() { await store.GetAsync(1, CancellationToken.None); await store.GetAsync(2); }")]
    [InlineData("object", "async Task Load(CancellationToken token) { await store.GetAsync(1, CancellationToken.None); await store.GetAsync(2); }")]
    [InlineData("ControllerBase", "async Task Read() { using var reader = new StreamReader(Request.Body); await reader.ReadToEndAsync(); }")]
    [InlineData("ControllerBase", "async Task Read() { await System.Text.Json.JsonSerializer.DeserializeAsync<int>(Request.Body); }")]
    [InlineData("ControllerBase", "[HttpPost] public IActionResult Upload() { _ = Task.Run(() => WorkAsync()); return Accepted(); } async Task WorkAsync() => await store.GetAsync(1);")]
    [InlineData("ControllerBase", "[HttpPost] public IActionResult Upload() { _ = WorkAsync(); return Accepted(); } async Task WorkAsync() => await store.GetAsync(1);")]
    [InlineData("ControllerBase", "[HttpPost] public IActionResult Upload() { Task.Run(async () => { await WorkAsync(); }); return Accepted(); } async Task WorkAsync() => await store.GetAsync(1);")]
    [InlineData("object", "async Task Run(CancellationToken token) { try { await gate.WaitAsync(); await store.GetAsync(1, token); } finally { gate.Release(); } }")]
    [InlineData("object", "async Task Take(int count, CancellationToken token) { for (var i = 0; i < count; i++) { await gate.WaitAsync(); } }")]
    [InlineData("object", "async Task Load(CancellationToken token) { var response = await http.GetAsync(\"/\", token); await response.Content.ReadAsStringAsync(); }")]
    [InlineData("object", "async Task Load(CancellationToken token) { using var response = await http.SendAsync(new HttpRequestMessage(), token).ConfigureAwait(false); await response.Content.ReadAsByteArrayAsync(); }")]
    [InlineData("object", "async Task Run(CancellationToken token) { while (!token.IsCancellationRequested) { await store.GetAsync(1, token); } await File.WriteAllTextAsync(\"a\", \"b\"); }")]
    [InlineData("object", "async Task Run(CancellationToken token) { try { await store.GetAsync(1, token); } catch (OperationCanceledException) { } if (gate.CurrentCount > 0) { await Task.Delay(100); await File.WriteAllTextAsync(\"a\", \"b\"); } }")]
    [InlineData("object", "async Task Run(CancellationToken token) { await store.GetAsync(1, token); await ChargeAsync(); await store.GetAsync(2); } Task ChargeAsync(CancellationToken token = default) => Task.CompletedTask;")]
    [InlineData("object", "async Task Run(Sender send, CancellationToken token) { await send.OkAsync(1); }")]
    [InlineData("object", "async Task Run(HttpContext context) { await Sender.TellAsync(context, 1); }")]
    [InlineData("object", "Task Run(CancellationToken token) => Task.Delay(0);")]
    [InlineData("object", "async Task Run(HttpContext context, CancellationToken token) { await context.Response.WriteAsync(\"text\"); }")]
    [InlineData("object", "async Task Run(SemaphoreSlim ended, CancellationToken token) { using var stop = token.Register(() => ended.Release()); await ended.WaitAsync(); }")]
    [InlineData("Sender", "public override async Task OkAsync(int id, CancellationToken token) { await base.OkAsync(id); await store.GetAsync(id, token); }")]
    [InlineData("object", "async Task Run(CancellationToken token) {\n#pragma warning disable CA2016\nawait store.GetAsync(1);\n#pragma warning restore CA2016\n}")]
    [InlineData("object", "async Task Write(TextWriter writer, CancellationToken token) { await writer.WriteAsync('x'); await writer.WriteAsync(\"x\".AsMemory(), token); }")]
    public Task What_must_reach_its_end(string type, string members) => Check.Reports<PG2010TokenNotForwarded>(InType(members, type) + "static class Texts { public static Task WriteAsync(this TextWriter writer, char one, CancellationToken token) => writer.WriteAsync(one); }");

    [Theory]
    [InlineData("object", "async Task Run(CancellationToken token) { await gate.[|WaitAsync|](); try { await store.GetAsync(1, token); } finally { gate.Release(); } }")]
    [InlineData("object", "async Task Run(CancellationToken token) { for (var i = 0; i < 3; i++) { await gate.[|WaitAsync|](); gate.Release(); } }")]
    [InlineData("object", "async Task Load(CancellationToken token) { using var response = await http.GetAsync(\"/\", HttpCompletionOption.ResponseHeadersRead, token); await response.Content.[|ReadAsStringAsync|](); }")]
    [InlineData("object", "async Task Load(HttpResponseMessage response, CancellationToken token) { await response.Content.[|ReadAsStringAsync|](); }")]
    [InlineData("object", "async Task Run(CancellationToken token) { while (!token.IsCancellationRequested) { if (gate.CurrentCount > 0) { break; } } await store.[|GetAsync|](1); }")]
    [InlineData("object", "async Task Run(CancellationToken token) { try { await store.GetAsync(1, token); } catch (OperationCanceledException) { return; } await store.[|GetAsync|](1); }")]
    [InlineData("object", "async Task Run(CancellationToken token) { while (true) { try { await store.GetAsync(1, token); } catch (OperationCanceledException) { } await Task.[|Delay|](100); gate.Release(); } }")]
    [InlineData("object", "async Task Run(CancellationToken token) { using var limit = new CancellationTokenSource(5); try { await store.GetAsync(1, limit.Token); } catch (OperationCanceledException) { } await store.[|GetAsync|](1); }")]
    [InlineData("object", "async Task Run(CancellationToken token) { try { await store.[|GetAsync|](1); } finally { await store.GetAsync(2, CancellationToken.None); } }")]
    [InlineData("object", "async Task Run(CancellationToken token) { await store.[|GetAsync|](1); await ChargeAsync(); } Task ChargeAsync(CancellationToken token = default) => Task.CompletedTask;")]
    [InlineData("object", "async Task Run(CancellationToken token) {\n#pragma warning disable CA2016\n#pragma warning restore CA2016\nawait store.[|GetAsync|](1);\n}")]
    [InlineData("ControllerBase", "public async Task Get(CancellationToken token) { await LoadAsync(1, token); await this.[|LoadAsync|](2); } Task LoadAsync(int id, CancellationToken inner = default) => Task.CompletedTask;")]
    [InlineData("object", "async Task Tell(IHubContext<Hub> hub, CancellationToken token) { var text = await store.[|GetAsync|](1); await hub.Clients.All.SendAsync(text); }")]
    public Task What_stands_beside_it(string type, string members) => Check.Reports<PG2010TokenNotForwarded>(InType(members, type));

    /// <summary>The context of the object may be missing in a test, and PG2012 asks the actions for their token.</summary>
    [Theory]
    [InlineData("Hub", "public async Task Send() => await store.[|GetAsync|](1);")]
    [InlineData("ControllerBase", "[HttpGet] public async Task<string> Get(CancellationToken token) => await LoadAsync() + await store.GetAsync(1, token); async Task<string> LoadAsync() => await store.[|GetAsync|](1);")]
    [InlineData("ControllerBase", "protected async Task<string> LoadAsync() => await store.[|GetAsync|](1);")]
    public Task The_context_of_the_object_is_a_suggestion(string type, string members) => Check.Suggests<PG2010TokenNotForwarded>(InType(members, type));

    [Fact]
    public Task One_gap_is_one_finding() => Check.Reports<PG2010TokenNotForwarded>(
        InType("[HttpGet] public async Task<string> Get() => await LoadAsync(); async Task<string> LoadAsync() => await InnerAsync(); async Task<string> InnerAsync() => await store.GetAsync(1);", "ControllerBase"));

    private static string Queries(string more) =>
        $$"""
        using System.Data;
        using Dapper;

        public class Rows(IDbConnection db)
        {
            public async Task<object?> AllAsync(CancellationToken token) => await db.[|QueryFirstAsync|]("select 1");
            {{more}}
        }
        """;

    [Fact]
    public Task Dapper_is_a_suggestion_where_nobody_makes_commands() => Check.Suggests<PG2010TokenNotForwarded>(Scenario.Of(Queries("")).Referencing("Dapper"));

    [Fact]
    public Task Dapper_where_others_make_commands() => Check.Reports<PG2010TokenNotForwarded>(Scenario.Of(
        Queries("public async Task SaveAsync(CancellationToken token) => await db.ExecuteAsync(new CommandDefinition(\"update\", cancellationToken: token));")).Referencing("Dapper"));

    [Fact]
    public Task An_entity_that_is_added_waits_for_nothing() => Check.Suggests<PG2010TokenNotForwarded>(Scenario.Of(
        EfSnippet.Model, "using Microsoft.EntityFrameworkCore; public class Guests(ShopContext db) { public async Task AddAsync(Customer one, CancellationToken token) { await db.Customers.AddAsync(one); await db.AddRangeAsync([one]); await db.[|SaveChangesAsync|](); } }"));

    private static Scenario Streams(string members, string more = "") => Scenario.Of(
        $$"""
        using System.IO.Compression;
        using System.IO.Pipelines;
        using System.Net;
        using System.Net.WebSockets;
        using System.Reflection;
        using System.Text.Json;
        using System.Threading.Channels;
        using Microsoft.AspNetCore.Http;

        class Orders(HttpClient http)
        {
            {{members}}
        }
        {{more}}
        """);

    /// <summary>Writes to the response and reads of the request end with the connection, memory does not wait, and a channel without a bound takes all.</summary>
    [Theory]
    [InlineData("async Task Run(HttpListenerContext context, CancellationToken token) { var writer = new StreamWriter(context.Response.OutputStream); await writer.WriteAsync(\"a\"); await writer.FlushAsync(); }")]
    [InlineData("async Task Run(HttpListenerResponse answer, CancellationToken token) { await using var zip = new GZipStream(answer.OutputStream, CompressionMode.Compress); using StreamWriter writer = new(zip); await writer.FlushAsync(); }")]
    [InlineData("async Task Run(HttpContext context, CancellationToken token) { using var writer = new StreamWriter(context.Response.Body); await writer.FlushAsync(); }")]
    [InlineData("StreamWriter? writer; public async Task Run(HttpListenerContext context, CancellationToken token) { writer = new StreamWriter(context.Response.OutputStream); await WriteAsync(token); } async Task WriteAsync(CancellationToken token) { await writer!.FlushAsync(); }")]
    [InlineData("async Task Run(CancellationToken token) { using var stream = typeof(Orders).Assembly.GetManifestResourceStream(\"page.html\")!; using var reader = new StreamReader(stream); await reader.ReadToEndAsync(); }")]
    [InlineData("async Task Run(CancellationToken token) { await using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(\"a.json\"); await JsonSerializer.DeserializeAsync<int>(stream!); }")]
    [InlineData("async Task Run(byte[] bytes, CancellationToken token) { using var reader = new StreamReader(new MemoryStream(bytes)); await reader.ReadToEndAsync(); }")]
    [InlineData("async Task Run(string text, CancellationToken token) { TextReader reader = new StringReader(text); await reader.ReadToEndAsync(); }")]
    [InlineData("public async Task Run(HttpContext context) => await ReadAsync(context.Request.BodyReader, context); async Task ReadAsync(PipeReader input, HttpContext context) => await input.ReadAsync();")]
    [InlineData("public async Task Run(HttpContext context) => await context.Request.BodyReader.NextAsync(context);", "static class Pipes { internal static async Task NextAsync(this PipeReader input, HttpContext context) => await input.ReadAsync(); }")]
    [InlineData("readonly Channel<int> queue = Channel.CreateUnbounded<int>(); public async Task Run(CancellationToken token) => await queue.Writer.WriteAsync(1);")]
    [InlineData("async Task Run(CancellationToken token) { var queue = Channel.CreateUnbounded<int>(new UnboundedChannelOptions { SingleReader = true }); var writer = queue.Writer; await writer.WriteAsync(1); }")]
    [InlineData("Channel<int> Queue { get; } = Channel.CreateUnbounded<int>(); public async Task Run(CancellationToken token) => await this.Queue.Writer.WriteAsync(1);")]
    [InlineData("async Task Run(HttpContext context) { using var socket = await context.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false); var one = new Connection(socket); await one.ReceiveAsync(); }", "class Connection(WebSocket socket) { public Task ReceiveAsync(CancellationToken token = default) => Task.CompletedTask; }")]
    public Task What_ends_by_itself(string members, string more = "") => Check.Reports<PG2010TokenNotForwarded>(Streams(members, more));

    [Theory]
    [InlineData("async Task Run(string path, CancellationToken token) { using var writer = new StreamWriter(path); await writer.[|FlushAsync|](); }")]
    [InlineData("async Task Run(CancellationToken token) { using var reader = new StreamReader(await http.GetStreamAsync(\"/\", token)); await reader.[|ReadToEndAsync|](); }")]
    [InlineData("public async Task Run(HttpContext context, PipeReader other) { await ReadAsync(context.Request.BodyReader, context); await ReadAsync(other, context); } async Task ReadAsync(PipeReader input, HttpContext context) => await input.[|ReadAsync|]();")]
    [InlineData("readonly Channel<int> queue = Channel.CreateBounded<int>(1); public async Task Run(CancellationToken token) => await queue.Writer.[|WriteAsync|](1);")]
    [InlineData("readonly Channel<int> queue = Channel.CreateUnbounded<int>(); public async Task Run(CancellationToken token) => await queue.Reader.[|ReadAsync|]();")]
    [InlineData("async Task Run(ClientWebSocket socket, CancellationToken token) { var one = new Connection(socket); await one.[|ReceiveAsync|](); }", "class Connection(WebSocket socket) { public Task ReceiveAsync(CancellationToken token = default) => Task.CompletedTask; }")]
    public Task What_does_not_end_by_itself(string members, string more = "") => Check.Reports<PG2010TokenNotForwarded>(Streams(members, more));

    private static Scenario Shop(string members, string type = "class Guests(ShopContext db, IStore store, HttpClient http)", string more = "") => Scenario.Of(
        EfSnippet.Model,
        $$"""
        using Microsoft.AspNetCore.Http;
        using Microsoft.EntityFrameworkCore;

        public interface INotificationHandler<T> { Task Handle(T told, CancellationToken token); }
        public interface IStore { Task<string?> GetAsync(int id, CancellationToken token = default); Task SendWelcomeAsync(string to, CancellationToken token = default); Task NotifyAsync(CancellationToken token = default); }
        public interface ICache { void Set(int id, object? value); }

        public {{type}}
        {
            {{members}}
        }
        {{more}}
        """);

    /// <summary>True, and of little use.</summary>
    [Theory]
    [InlineData("public async Task Run(int id, CancellationToken token) { await db.Customers.[|FindAsync|](id); }")]
    [InlineData("public async Task Run(int id, CancellationToken token) { await db.Customers.[|FirstOrDefaultAsync|](c => c.Id == id); }")]
    [InlineData("public async Task Run(HttpContext context, string name) { var one = await db.Customers.[|FirstOrDefaultAsync|](c => c.Name == name); one!.Name = \"\"; await db.SaveChangesAsync(context.RequestAborted); }")]
    [InlineData("public async Task Run(HttpContext context, Customer one) { db.Customers.Add(one); await db.[|SaveChangesAsync|](); }")]
    [InlineData("public async Task Run(Customer one, CancellationToken token) { db.Customers.Add(one); await db.SaveChangesAsync(token); await store.[|SendWelcomeAsync|](one.Name); }")]
    [InlineData("public async Task Run(Customer one, CancellationToken token) { await db.SaveChangesAsync(token); if (one.Id > 0) { await store.[|NotifyAsync|](); } }")]
    [InlineData("public async Task Run(CancellationToken token) { for (var i = 0; i < 5; i++) { await Task.[|Delay|](500); await store.GetAsync(i, token); } }")]
    [InlineData("public async Task Run(CancellationToken token) { const int Most = 3; var tries = 0; while (await store.GetAsync(1, token) is null && tries < Most) { await Task.[|Delay|](TimeSpan.FromSeconds(1)); tries++; } }")]
    [InlineData("public async Task Run(CancellationToken token) { foreach (var round in Enumerable.Range(0, 3)) { await Task.[|Delay|](200); await store.GetAsync(round, token); } }")]
    [InlineData("public async Task Run(CancellationToken token) { var asked = store.[|GetAsync|](1); if (await Task.WhenAny(asked, Task.Delay(500, token)) != asked) { return; } }")]
    [InlineData("public async Task Run(CancellationToken token) { var limit = Task.Delay(500, token); await Task.WhenAny(limit, store.[|GetAsync|](1)); }")]
    [InlineData("public async Task Run(CancellationToken token) { await store.[|GetAsync|](1).WaitAsync(TimeSpan.FromSeconds(1), token); }")]
    [InlineData("internal async Task Load(CancellationToken token = default) { await store.[|GetAsync|](1); } public Task Run() => Load();")]
    [InlineData("async Task Load(int id, CancellationToken token = default) { await store.[|GetAsync|](id); } public async Task Run() { await Load(1); await Load(2); }")]
    [InlineData("public async Task Run(Customer one, CancellationToken token) { db.Customers.Add(one); await db.[|SaveChangesAsync|](); }")]
    [InlineData("private readonly TimeSpan pause = TimeSpan.FromSeconds(5); public async Task Run(CancellationToken token) { await Task.Delay(pause, CancellationToken.None); } public async Task Again(CancellationToken token) { while (!token.IsCancellationRequested) { await Task.[|Delay|](pause); } }")]
    [InlineData("public interface IAuditScope { Task SaveAsync(CancellationToken token = default); } public async Task Run(IAuditScope scope, CancellationToken token) { await scope.[|SaveAsync|](); }")]
    [InlineData("public interface ISession { IAsyncEnumerable<string> ReceiveAsync(CancellationToken token = default); Task SendAsync(string text, CancellationToken token = default); } public async Task Run(ISession session, CancellationToken token) { await foreach (var one in session.ReceiveAsync(token)) { await session.[|SendAsync|](one); } }")]
    [InlineData("public static class Pauses { public static TimeSpan Short = TimeSpan.FromSeconds(5); public static Task WaitAsync() => Task.Delay(Pauses.Short, CancellationToken.None); } public async Task Again(CancellationToken token) { while (!token.IsCancellationRequested) { await Task.[|Delay|](Pauses.Short); } }")]
    public Task Of_little_use(string members) => Check.Suggests<PG2010TokenNotForwarded>(Shop(members));

    /// <summary>What is told of something that has happened, to nobody's token.</summary>
    [Theory]
    [InlineData("class Guests(ShopContext db) : INotificationHandler<Customer>", true)]
    [InlineData("class Guests(ShopContext db)", false)]
    public Task A_lookup_before_a_save(string type, bool isNotification)
    {
        var scenario = Shop("public async Task Handle(Customer told, CancellationToken token) { var one = await db.Customers.[|SingleAsync|](c => c.Name == told.Name); one.Name = \"\"; await db.SaveChangesAsync(token); }", type);
        return isNotification ? Check.Suggests<PG2010TokenNotForwarded>(scenario) : Check.Reports<PG2010TokenNotForwarded>(scenario);
    }

    [Theory]
    [InlineData("await db.Orders.Where(o => o.CustomerId == told.Id).[|ToListAsync|]();", true)]
    [InlineData("await db.Customers.Where(c => c.Name.Contains(told.Name)).[|ToListAsync|]();", false)]
    public Task A_list_for_what_has_happened(string body, bool isShort)
    {
        var scenario = Shop("public async Task Handle(Customer told, CancellationToken token) { " + body + " }", "class Guests(ShopContext db) : INotificationHandler<Customer>");
        return isShort ? Check.Suggests<PG2010TokenNotForwarded>(scenario) : Check.Reports<PG2010TokenNotForwarded>(scenario);
    }

    // The handler of what is called keeps an answer for the failure.
    [Theory]
    [InlineData("catch (Exception) { cache.Set(1, 0); return 0; }", true)]
    [InlineData("catch (OperationCanceledException) { throw; } catch (Exception) { cache.Set(1, 0); return 0; }", false)]
    [InlineData("catch (Exception ex) { Console.WriteLine(ex); return 0; }", false)]
    public Task A_failure_that_is_kept(string handlers, bool isKept)
    {
        var scenario = Shop(
            "public async Task Run(Nodes nodes, CancellationToken token) { await nodes.[|CountAsync|](); }",
            more: "public class Nodes(ICache cache, HttpClient http) { public async Task<int> CountAsync(CancellationToken token = default) { try { return (await http.GetStringAsync(\"/\", token)).Length; } " + handlers + " } }");
        return isKept ? Check.Suggests<PG2010TokenNotForwarded>(scenario) : Check.Reports<PG2010TokenNotForwarded>(scenario);
    }

    [Fact]
    public Task A_host_of_Aspire_runs_on_the_machine_of_its_developer() => Check.Suggests<PG2010TokenNotForwarded>(Shop(
        "public async Task Run(CancellationToken token) { await http.[|GetStringAsync|](\"/\"); }", more: "namespace Aspire.Hosting { public class DistributedApplication; }"));

    /// <summary>What a canceled call would answer with nothing must not be kept as its answer.</summary>
    [Theory]
    [InlineData("var one = await store.[|GetAsync|](1); cache.Set(1, one);")]
    [InlineData("cache.Set(1, await store.[|GetAsync|](1));")]
    public Task An_answer_that_is_kept(string body) => Check.Suggests<PG2010TokenNotForwarded>(Shop(
        "public async Task Run(ICache cache, CancellationToken token) { " + body + " }",
        more: "public class Store(HttpClient http) : IStore { public async Task<string?> GetAsync(int id, CancellationToken token = default) { try { return await http.GetStringAsync(\"/\", token); } catch (Exception) { return null; } } public Task SendWelcomeAsync(string to, CancellationToken token = default) => Task.CompletedTask; public Task NotifyAsync(CancellationToken token = default) => Task.CompletedTask; }"));

    // The token may be what an extension is called on, beside arguments with names.
    [Theory]
    [InlineData("CancellationToken.None.Load(store: store, id: 1)", "store.GetAsync(id)")]
    [InlineData("new CancellationTokenSource().Token.Load(store: store, id: 1)", "store.[|GetAsync|](id)")]
    public Task A_token_that_an_extension_is_called_on(string call, string body) => Check.Reports<PG2010TokenNotForwarded>(Shop(
        "public Task Run() => " + call + ";", more: "static class Loading { internal static async Task Load(this CancellationToken token, IStore store, int id) { await " + body + "; } }"));

    [Fact]
    public Task A_refused_token_is_none() => Check.Reports<PG2010TokenNotForwarded>(Shop(
        "async Task Load(CancellationToken token) { await store.GetAsync(1); } public Task Run() => Load(CancellationToken.None);"));

    /// <summary>The other side of each.</summary>
    [Theory]
    [InlineData("public async Task Run(int id, CancellationToken token) { await db.Orders.Where(o => o.CustomerId == id).[|ToListAsync|](); }")]
    [InlineData("public async Task Run(List<int> ids, CancellationToken token) { foreach (var id in ids) { await db.Customers.[|FirstOrDefaultAsync|](c => c.Id == id); token.ThrowIfCancellationRequested(); } }")]
    [InlineData("public async Task Run(HttpContext context, string name) { await db.Customers.[|FirstOrDefaultAsync|](c => c.Name.Contains(name)); }")]
    [InlineData("public async Task Run(Customer one, CancellationToken token) { await store.[|SendWelcomeAsync|](one.Name); await db.SaveChangesAsync(token); }")]
    [InlineData("public async Task Run(CancellationToken token) { for (var i = 0; i < 500; i++) { await Task.[|Delay|](500); await store.GetAsync(i, token); } }")]
    [InlineData("public async Task Run(CancellationToken token) { for (var i = 0; i < 5; i++) { await Task.[|Delay|](5000); await store.GetAsync(i, token); } }")]
    [InlineData("public async Task Run(CancellationToken token) { var one = store.[|GetAsync|](1); var other = store.[|GetAsync|](2); await Task.WhenAny(one, other); }")]
    [InlineData("internal async Task Load(CancellationToken token = default) { await store.[|GetAsync|](1); } public Task Run(CancellationToken token) => Load(token);")]
    [InlineData("public async Task Load(CancellationToken token = default) { await store.[|GetAsync|](1); } public Task Run() => Load();")]
    [InlineData("public async Task Run(ICache cache, CancellationToken token) { var one = await http.[|GetStringAsync|](\"/\"); cache.Set(1, one); }")]
    [InlineData("public async Task Run(List<Customer> all, CancellationToken token) { foreach (var one in all) { token.ThrowIfCancellationRequested(); db.Customers.Add(one); await db.[|SaveChangesAsync|](); } }")]
    [InlineData("private readonly TimeSpan pause = TimeSpan.FromSeconds(5); public async Task Again(CancellationToken token) { while (!token.IsCancellationRequested) { await Task.[|Delay|](pause); } }")]
    [InlineData("public interface IScope { Task SaveAsync(CancellationToken token = default); } public async Task Run(IScope scope, CancellationToken token) { await scope.[|SaveAsync|](); }")]
    [InlineData("public interface ISession { IAsyncEnumerable<string> ReceiveAsync(CancellationToken token = default); Task SendAsync(string text, CancellationToken token = default); } public async Task Run(ISession session, ISession other, CancellationToken token) { await foreach (var one in session.ReceiveAsync(token)) { await other.[|SendAsync|](one); } }")]
    public Task Of_use_all_the_same(string members) => Check.Reports<PG2010TokenNotForwarded>(Shop(members));

    /// <summary>A source that is linked to the token ends with it, and with more; one with a time limit is for some of the calls.</summary>
    [Theory]
    [InlineData("using var both = CancellationTokenSource.CreateLinkedTokenSource(token, other.Token); await store.GetAsync(1, both.Token); await store.[|GetAsync|](2);", "both.Token")]
    [InlineData("using var both = CancellationTokenSource.CreateLinkedTokenSource(token); both.CancelAfter(100); await store.GetAsync(1, both.Token); await store.[|GetAsync|](2);", "token")]
    [InlineData("using var limit = new CancellationTokenSource(5); using var both = CancellationTokenSource.CreateLinkedTokenSource(token, limit.Token); await store.GetAsync(1, both.Token); await store.[|GetAsync|](2);", "token")]
    public Task The_token_of_a_linked_source(string body, string named) => Check.Reports<PG2010TokenNotForwarded>(
        Shop($"readonly CancellationTokenSource other = new(); public async Task Run(CancellationToken token) {{ {body} }}"), $"'GetAsync' keeps running after '{named}' is canceled; pass it the token");

    /// <summary>A factory that makes its context at once; what the context then asks waits.</summary>
    [Theory]
    [InlineData("public async Task Run(IDbContextFactory<ShopContext> factory, CancellationToken token) { await using var own = await factory.CreateDbContextAsync(); own.Add(new Customer()); await own.Orders.[|ToListAsync|](); }")]
    [InlineData("public Task<ShopContext> Run(IDbContextFactory<ShopContext> factory, CancellationToken token) => factory.CreateDbContextAsync();")]
    [InlineData("public interface IMakers { Task<ShopContext> CreateDbContextAsync(CancellationToken token = default); } public async Task Run(IMakers makers, CancellationToken token) { await makers.[|CreateDbContextAsync|](); }")]
    public Task A_factory_of_contexts(string members) => Check.Reports<PG2010TokenNotForwarded>(Shop(members));

    /// <summary>A member that can hold no token but none is no token.</summary>
    [Theory]
    [InlineData("class A(HttpClient http) { readonly CancellationToken none = CancellationToken.None; public async Task Run() => await http.GetStringAsync(\"/\"); }")]
    [InlineData("class A(HttpClient http) { CancellationToken Stopping { get; } = default; public async Task Run() => await http.GetStringAsync(\"/\"); }")]
    [InlineData("class A(HttpClient http) { CancellationToken Stopping => CancellationToken.None; public async Task Run() => await http.GetStringAsync(\"/\"); }")]
    [InlineData("class A(HttpClient http) { private CancellationToken none = default(CancellationToken); public async Task Run() => await http.GetStringAsync(\"/\"); }")]
    public Task A_member_that_is_never_a_token(string type) => Check.Reports<PG2010TokenNotForwarded>(type);

    [Theory]
    [InlineData("class A(HttpClient http) { private CancellationToken current = CancellationToken.None; public void Use(CancellationToken other) => current = other; public async Task Run() => await http.[|GetStringAsync|](\"/\"); }")]
    [InlineData("class A { readonly HttpClient http = new(); readonly CancellationToken current = default; public A(CancellationToken other) { this.current = other; } public async Task Run() => await http.[|GetStringAsync|](\"/\"); }")]
    [InlineData("class A(HttpClient http) { public CancellationToken Stopping { get; set; } = CancellationToken.None; public async Task Run() => await http.[|GetStringAsync|](\"/\"); }")]
    public Task A_member_that_may_become_a_token(string type) => Check.Suggests<PG2010TokenNotForwarded>(type);

    /// <summary>The token is asked right behind the pause, and the code ends in its own way.</summary>
    [Theory]
    [InlineData("while (true) { await Task.Delay(1000); if (token.IsCancellationRequested) { stream.Flush(); break; } await store.GetAsync(1, token); }")]
    [InlineData("while (stream.CanRead) { await Task.Delay(TimeSpan.FromMilliseconds(100)); if (!token.IsCancellationRequested) continue; stream.Close(); }")]
    [InlineData("do { await Task.Delay(50).ConfigureAwait(false); if (token.IsCancellationRequested) return; } while (stream.CanRead);")]
    [InlineData("while (true) { await Task.[|Delay|](5000); if (token.IsCancellationRequested) { stream.Flush(); break; } }")]
    [InlineData("while (true) { await Task.[|Delay|](500); token.ThrowIfCancellationRequested(); stream.Flush(); }")]
    [InlineData("while (true) { await Task.[|Delay|](500); stream.Flush(); if (token.IsCancellationRequested) { break; } }")]
    [InlineData("while (true) { await Task.[|Delay|](500); if (token.IsCancellationRequested) { throw new OperationCanceledException(token); } stream.Flush(); }")]
    public Task A_pause_behind_which_the_token_is_asked(string body) => Check.Reports<PG2010TokenNotForwarded>(InMethod(body));

    /// <summary>A handler that shows a failure for a while; a pause before another try is something else.</summary>
    [Theory]
    [InlineData("try { await http.GetAsync(\"\", token); } catch (Exception) { stream.Flush(); await Task.Delay(2000); } finally { stream.Close(); }")]
    [InlineData("try { await http.GetAsync(\"\", token); } catch (HttpRequestException) { await Task.Delay(2000); stream.Close(); }")]
    [InlineData("try { await http.GetAsync(\"\", token); } catch (HttpRequestException) { await Task.[|Delay|](2000); await http.GetAsync(\"\", token); }")]
    [InlineData("try { await http.GetAsync(\"\", token); } catch (HttpRequestException) { await Task.[|Delay|](2000); } await http.GetAsync(\"\", token);")]
    [InlineData("foreach (var one in new[] { \"a\", \"b\" }) { try { await http.GetAsync(one, token); } catch (HttpRequestException) { await Task.[|Delay|](2000); } }")]
    [InlineData("await RetryAsync(async () => { try { await http.GetAsync(\"\", token); } catch (HttpRequestException) { await Task.[|Delay|](2000); } });")]
    [InlineData("async Task OnceAsync() { try { await http.GetAsync(\"\", token); } catch (HttpRequestException) { await Task.[|Delay|](2000); } } while (stream.CanRead) { await OnceAsync(); }")]
    public Task A_pause_in_a_handler(string body) => Check.Reports<PG2010TokenNotForwarded>(InMethod(body));

    /// <summary>The stream ends by the token, and with it the pause between its parts.</summary>
    [Theory]
    [InlineData("await foreach (var part in store.ReadAsync(token)) { stream.Flush(); await Task.Delay(50); }")]
    [InlineData("var parts = store.ReadAsync(token); await foreach (var part in parts.WithCancellation(token)) { if (part > 3) { await Task.Delay(TimeSpan.FromMilliseconds(20)); stream.Flush(); } }")]
    [InlineData("await foreach (var part in store.ReadAsync(token)) { await Task.[|Delay|](3000); stream.Flush(); }")]
    [InlineData("await foreach (var part in store.[|ReadAsync|]()) { await Task.[|Delay|](50); stream.Flush(); }")]
    [InlineData("await foreach (var part in store.ReadAsync(token)) { for (var i = 0; i < part; i++) { await Task.[|Delay|](50); stream.Flush(); } }")]
    public Task A_pause_between_the_parts_of_a_stream(string body) => Check.Reports<PG2010TokenNotForwarded>(InMethod(body));

    private const string Package = "interface IPackage { Task<Stream> OpenAppPackageFileAsync(string name); Task<Stream> OpenAsync(string name); } ";

    /// <summary>What comes with the program is read at once.</summary>
    [Theory]
    [InlineData("using var file = await package.OpenAppPackageFileAsync(\"greeting.txt\"); using var reader = new StreamReader(file); await reader.ReadToEndAsync();")]
    [InlineData("using var reader = new StreamReader(await package.OpenAppPackageFileAsync(\"greeting.txt\").ConfigureAwait(false)); await reader.ReadToEndAsync();")]
    [InlineData("using var reader = new StreamReader(AssetLoader.Open(new Uri(\"app:greeting\"))); await reader.ReadToEndAsync();")]
    [InlineData("using var file = await package.OpenAsync(\"greeting.txt\"); using var reader = new StreamReader(file); await reader.[|ReadToEndAsync|]();")]
    public Task A_file_of_the_apps_package(string body) => Check.Reports<PG2010TokenNotForwarded>(
        Package + "static class AssetLoader { public static Stream Open(Uri uri) => Stream.Null; } class Greeting(IPackage package) { public async Task LoadAsync(CancellationToken token) { " + body + " } }");

    private const string Bus = "interface IBus { Task SubscribeAsync(string topic, Func<string, Task> handler); Task SubscribeAsync(string topic, Func<string, Task> handler, CancellationToken token); Task RouteAsync(string path, Func<string, Task> handler, int order = 0); Task EachAsync(Func<string, Task> work); } ";

    /// <summary>A callback of something that outlives the call has a life of its own.</summary>
    [Theory]
    [InlineData("await bus.RouteAsync(\"a\", async text => { await Task.Delay(8000); bus.ToString(); });")]
    [InlineData("await bus.RouteAsync(\"a\", async text => await http.GetStringAsync(text), order: 3);")]
    [InlineData("await bus.SubscribeAsync(\"a\", async text => await http.[|GetStringAsync|](text), token);")]
    [InlineData("await bus.EachAsync(async text => await http.[|GetStringAsync|](text));")]
    public Task A_callback_that_is_registered(string body) => Check.Reports<PG2010TokenNotForwarded>(
        Bus + "class Listener(IBus bus, HttpClient http) { public async Task ListenAsync(CancellationToken token) { " + body + " } }");

    [Theory]
    [InlineData("#if DEBUG\nawait Task.Delay(5000);\n#endif\nawait http.[|GetStringAsync|](\"/\");")]
    [InlineData("#if DEBUG\nawait foreach (var one in parts) { http.ToString(); }\n#else\nthrow new Exception();\n#endif\nawait Task.Yield();")]
    [InlineData("#if !RELEASE\nawait http.GetStringAsync(\"/\");\n#endif\nawait Task.Yield();")]
    [InlineData("#if !TRACE\nawait http.[|GetStringAsync|](\"/\");\n#endif\nawait Task.Yield();")]
    public Task What_a_release_leaves_out(string body) => Check.Reports<PG2010TokenNotForwarded>(
        "#define DEBUG\nclass Feed(HttpClient http) { public async Task LoadAsync(IAsyncEnumerable<int> parts, CancellationToken token) {\n" + body + "\n} }");

    [Fact]
    public Task The_message_names_the_variable() => Check.Reports<PG2010TokenNotForwarded>(
        InMethod("await http.[|GetAsync|](\"\");", "async Task Run(CancellationToken? maybe)"), "'GetAsync' keeps running after 'maybe' is canceled; pass it the token");

    /// <summary>A stream that gets the token where it is read.</summary>
    [Theory]
    [InlineData("await using var all = store.ReadAsync().GetAsyncEnumerator(token); await all.MoveNextAsync();")]
    [InlineData("var all = store.ReadAsync()!.GetAsyncEnumerator(cancellationToken: token); await all.DisposeAsync();")]
    [InlineData("await using var all = store.[|ReadAsync|]().GetAsyncEnumerator(); await all.MoveNextAsync();")]
    public Task A_stream_that_is_read_with_the_token(string body) => Check.Reports<PG2010TokenNotForwarded>(InMethod(body));

    /// <summary>The loop asks the token right behind the pause.</summary>
    [Theory]
    [InlineData("while (!token.IsCancellationRequested) { await store.GetAsync(1, token); await Task.Delay(100); }")]
    [InlineData("do { stream.Flush(); await Task.Delay(TimeSpan.FromMilliseconds(200)).ConfigureAwait(false); } while (!token.IsCancellationRequested);")]
    [InlineData("while (!token.IsCancellationRequested) { await Task.[|Delay|](100); await store.GetAsync(1, token); }")]
    [InlineData("while (!token.IsCancellationRequested) { stream.Flush(); await Task.[|Delay|](5000); }")]
    [InlineData("while (stream.CanRead) { stream.Flush(); await Task.[|Delay|](100); }")]
    public Task A_pause_at_the_end_of_a_loop(string body) => Check.Reports<PG2010TokenNotForwarded>(InMethod(body));

    /// <summary>A source beside which the token itself is passed is for some of the calls.</summary>
    [Theory]
    [InlineData("using var limit = CancellationTokenSource.CreateLinkedTokenSource(token); await store.GetAsync(1, limit.Token); await store.GetAsync(2, token); await store.[|GetAsync|](3);", "token")]
    [InlineData("using (var limit = CancellationTokenSource.CreateLinkedTokenSource(token)) { await store.GetAsync(1, limit.Token); await store.[|GetAsync|](2); await http.GetAsync(\"\", token); }", "token")]
    [InlineData("await http.GetAsync(\"\", token); using var limit = CancellationTokenSource.CreateLinkedTokenSource(token); await store.GetAsync(1, limit.Token); await store.[|GetAsync|](3);", "limit.Token")]
    public Task A_source_for_some_of_the_calls(string body, string token) => Check.Reports<PG2010TokenNotForwarded>(InMethod(body), $"'GetAsync' keeps running after '{token}' is canceled; pass it the token");

    private static Scenario Guests(string body) => Scenario.Of(
        EfSnippet.Model, "using Microsoft.EntityFrameworkCore; public class Guests(ShopContext db) { public async Task<object?> FindAsync(int id, CancellationToken token) { " + body + " } }");

    /// <summary>One row by its key, which the variable asks for that the query goes through.</summary>
    [Theory]
    [InlineData("var query = db.Customers.Where(c => c.Id == id); return await query.Select(c => c.Name).[|FirstOrDefaultAsync|]();")]
    [InlineData("var query = db.Orders.Where(o => o.Id == id && o.Paid); query = query.OrderBy(o => o.Total); return await query.Join(db.Customers, o => o.CustomerId, c => c.Id, (o, c) => c.Name).[|SingleOrDefaultAsync|]();")]
    public Task One_row_by_a_key_of_a_variable(string body) => Check.Suggests<PG2010TokenNotForwarded>(Guests(body));

    [Theory]
    [InlineData("var query = db.Customers.Where(c => c.Name == \"a\"); return await query.Select(c => c.Name).[|FirstOrDefaultAsync|]();")]
    [InlineData("var query = db.Customers.Where(c => c.Id > id); return await query.[|ToListAsync|]();")]
    public Task Rows_by_something_else(string body) => Check.Reports<PG2010TokenNotForwarded>(Guests(body));
}
