using ProdGap.Analyzers.CodeFixes.Reliability.Exceptions;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Reliability.Exceptions;

namespace ProdGap.Analyzers.Tests.Reliability.Exceptions;

public sealed class PG2002SwallowedCancellationTests
{
    private static string InMethod(string body, string signature = "async Task Run(CancellationToken token)") =>
        $$"""
        using Microsoft.Extensions.Logging;

        static class Log { [LoggerMessage(1, LogLevel.Error, "no")] public static void Failed(ILogger logger, Exception ex) => logger.LogTrace(ex, "no"); }

        interface IListener { string Name { get; } Task PausedAsync(CancellationToken token); Task<string> AskAsync(CancellationToken token); }

        class Orders(HttpClient http, SemaphoreSlim gate, CancellationTokenSource source, ILogger<Orders> logger, IListener[] listeners)
        {
            readonly CancellationToken lifetime = source.Token;
            public List<Exception> Errors = new();
            public string Status = "";

            {{signature}}
            {
                {{body}}
            }
        }
        """;

    /// <summary>A variable that is given another token later holds the one from outside no more.</summary>
    [Theory]
    [InlineData("var mine = token; try { await http.GetAsync(\"\", mine); } catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); }")]
    [InlineData("var mine = token; mine = CancellationToken.None; try { await http.GetAsync(\"\", mine); } catch (Exception ex) { logger.LogError(ex, \"no\"); }")]
    public Task Tokens_of_variables(string body) => Check.Reports<PG2002SwallowedCancellation>(InMethod(body));

    [Theory]
    [InlineData("try { await http.GetAsync(\"\", token); } catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); }")]
    [InlineData("try { await http.GetAsync(\"\", token); } catch ([|Exception|] ex) { System.Diagnostics.Trace.TraceError(\"no {0}\", ex); }")]
    [InlineData("try { await http.GetAsync(\"\", token); } catch ([|Exception|] ex) { logger.LogError(\"no {Failure}\", ex); }")]
    [InlineData("try { await gate.WaitAsync(lifetime); } catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); }")]
    [InlineData("try { await gate.WaitAsync(source.Token); } catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); }")]
    [InlineData("try { token.ThrowIfCancellationRequested(); } catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); }")]
    [InlineData("using var both = CancellationTokenSource.CreateLinkedTokenSource(token); try { await gate.WaitAsync(both.Token); } catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); }")]
    [InlineData("try { await http.GetAsync(\"\", token); } catch (HttpRequestException) { Status = \"http\"; } catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); }")]
    [InlineData("var mine = token; try { await http.GetAsync(\"\", mine); } catch ([|SystemException|] ex) { logger.LogError(ex, \"no\"); }")]
    [InlineData("try { await http.GetAsync(\"\", token); } catch ([|Exception|] ex) when (true) { logger.LogError(ex, \"no\"); }")]
    [InlineData("Func<CancellationToken, Task> run = async inner => { try { await http.GetAsync(\"\", inner); } catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); } }; await run(token);")]
    public Task A_cancellation_taken_for_a_failure(string body) => Check.Reports<PG2002SwallowedCancellation>(InMethod(body));

    /// <summary>A loop that nothing else ends runs on, and so do the items of one.</summary>
    [Theory]
    [InlineData("while (true) { try { await http.GetAsync(\"\", token); } catch ([|Exception|] ex) { logger.LogWarning(ex, \"no\"); } }")]
    [InlineData("while (true) { try { await http.GetAsync(\"\", token); } catch ([|Exception|]) { continue; } await http.GetAsync(\"\", token); }")]
    [InlineData("var found = new List<string>(); foreach (var url in Status.Split(';')) { try { found.Add(await http.GetStringAsync(url, token)); } catch ([|Exception|] ex) { logger.LogWarning(ex, \"no\"); } } Status = string.Join(\"\", found);")]
    [InlineData("for (var i = 0; i < 3; i++) { try { await http.GetAsync(\"\", token); break; } [|catch|] { await Task.Delay(1000); } }")]
    public Task A_loop_that_runs_on(string body) => Check.Reports<PG2002SwallowedCancellation>(InMethod(body));

    /// <summary>True, and of little consequence: the same token is asked right after, or nothing but an answer is wrong.</summary>
    [Theory]
    [InlineData("try { await http.GetAsync(\"\", token); } [|catch|] { Status = \"failed\"; }")]
    [InlineData("try { await Task.Delay(1000, token); } catch ([|Exception|]) { }")]
    [InlineData("while (!token.IsCancellationRequested) { try { await http.GetAsync(\"\", token); } catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); } }")]
    [InlineData("try { await http.GetAsync(\"\", token); } catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); } Status = \"asked\"; await Task.Delay(1000, token);")]
    [InlineData("while (true) { token.ThrowIfCancellationRequested(); try { await http.GetAsync(\"\", token); } catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); } }")]
    [InlineData("while (true) { try { await http.GetAsync(\"\", token); } catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); await Task.Delay(1000, token); } }")]
    [InlineData("using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1)); while (await timer.WaitForNextTickAsync(token)) { try { await http.GetAsync(\"\", token); } catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); } }")]
    [InlineData("try { await http.GetAsync(\"\", token); } catch ([|Exception|] ex) { Log.Failed(logger, ex); }")]
    [InlineData("try { await http.GetAsync(\"\", token).ConfigureAwait(false); } catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); }")]
    public Task A_cancellation_that_is_seen_soon(string body) => Check.Suggests<PG2002SwallowedCancellation>(InMethod(body));

    [Theory]
    [InlineData("async Task<bool> IsUpAsync(CancellationToken token)", "try { return (await http.GetAsync(\"\", token)).IsSuccessStatusCode; } catch ([|Exception|] ex) { logger.LogError(ex, \"Not up\"); return false; }")]
    [InlineData("async Task<bool> AskAsync(CancellationToken token)", "try { return (await http.GetAsync(\"\", token)).IsSuccessStatusCode; } [|catch|] { return false; }")]
    public Task An_answer_that_is_none(string signature, string body) => Check.Suggests<PG2002SwallowedCancellation>(InMethod(body, signature));

    [Theory]
    // One line in the log that nobody is called for.
    [InlineData("try { await http.GetAsync(\"\", token); } catch (Exception ex) { logger.LogWarning(ex, \"no\"); } Status = \"asked\"; await http.GetAsync(\"b\", token);")]
    [InlineData("while (!token.IsCancellationRequested) { try { await Task.Delay(1000, token); } catch (Exception ex) { logger.LogError(ex, \"no\"); } }")]
    // Each of many is told; the others are to hear of it.
    [InlineData("foreach (var one in listeners) { try { await one.PausedAsync(token); } catch (Exception ex) { logger.LogError(ex, \"no\"); } }")]
    [InlineData("foreach (var one in listeners.OrderBy(one => one.Name)) try { await one.PausedAsync(token).ConfigureAwait(false); } catch (Exception ex) { logger.LogError(ex, \"no\"); continue; }")]
    // What must run anyway.
    [InlineData("try { await http.GetAsync(\"\", token); } catch (Exception ex) { logger.LogError(ex, \"no\"); } await WriteDeadLettersAsync(); Task WriteDeadLettersAsync() => File.WriteAllTextAsync(\"a\", Status);")]
    [InlineData("while (true) { try { await http.GetAsync(\"\", token); } catch (Exception ex) { logger.LogError(ex, \"no\"); break; } } await WriteDeadLettersAsync(CancellationToken.None); Task WriteDeadLettersAsync(CancellationToken inner) => File.WriteAllTextAsync(\"a\", Status, inner);")]
    [InlineData("var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(8); try { await http.GetAsync(\"\", token); } catch (Exception ex) { logger.LogError(ex, \"no\"); System.Buffers.ArrayPool<byte>.Shared.Return(buffer); }")]
    // Only ever started: nobody waits for it.
    [InlineData("_ = Task.Run(async () => { try { await http.GetAsync(\"\", token); } catch (Exception ex) { logger.LogError(ex, \"no\"); } }); await Task.Yield();")]
    [InlineData("_ = LoadAsync(); await Task.Yield(); async Task LoadAsync() { try { await http.GetAsync(\"\", token); } catch (Exception ex) { logger.LogError(ex, \"no\"); } }")]
    // Handed on in a tuple or a list.
    [InlineData("var told = await AskAsync(); Status = told.Item1 ?? \"\"; async Task<(string?, Exception?)> AskAsync() { try { return (await http.GetStringAsync(\"\", token), null); } catch (Exception ex) { return (null, ex); } }")]
    [InlineData("Errors = await AskAsync(); async Task<List<Exception>> AskAsync() { try { await http.GetStringAsync(\"\", token); return []; } catch (Exception ex) { return [ex]; } }")]
    public Task A_cancellation_that_does_no_harm(string body) => Check.Reports<PG2002SwallowedCancellation>(InMethod(body));

    /// <summary>A method that takes everything passes no cancellation on; one that lets it out, or waits before its try, does.</summary>
    [Theory]
    [InlineData("try { await LoadAsync(token); } catch (Exception ex) { logger.LogError(ex, \"no\"); } async Task LoadAsync(CancellationToken inner) { try { await http.GetAsync(\"\", inner); } catch (OperationCanceledException) { } catch { Status = \"failed\"; } }")]
    [InlineData("while (true) { try { await LoadAsync(token); } catch (Exception ex) { logger.LogError(ex, \"no\"); } } async Task LoadAsync(CancellationToken inner) { try { await http.GetAsync(\"\", inner); } catch (OperationCanceledException) { } catch (Exception ex) { Errors.Add(ex); } }")]
    [InlineData("try { await LoadAsync(token); } catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); } async Task LoadAsync(CancellationToken inner) { try { await http.GetAsync(\"\", inner); } catch (OperationCanceledException) { throw; } catch (Exception ex) { Errors.Add(ex); } }")]
    [InlineData("try { await LoadAsync(token); } catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); } async Task LoadAsync(CancellationToken inner) { try { await http.GetAsync(\"\", inner); } catch (Exception ex) when (ex is not OperationCanceledException) { Errors.Add(ex); } }")]
    [InlineData("try { await LoadAsync(token); } catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); } async Task LoadAsync(CancellationToken inner) { await gate.WaitAsync(inner); try { await http.GetAsync(\"\", inner); } catch (Exception ex) { Errors.Add(ex); } }")]
    public Task A_cancellation_that_ends_in_what_is_called(string body) => Check.Reports<PG2002SwallowedCancellation>(InMethod(body));

    /// <summary>Siblings of the above that stay gaps: a result is collected, a text is no exception, the loop is started and never ends.</summary>
    [Theory]
    [InlineData("foreach (var one in listeners) { try { Status += await one.AskAsync(token); } catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); } }")]
    [InlineData("var told = await AskAsync(); Status = told.Item2; async Task<(string?, string)> AskAsync() { try { return (await http.GetStringAsync(\"\", token), \"\"); } catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); return (null, ex.Message); } }")]
    [InlineData("_ = Task.Run(async () => { while (true) { try { await http.GetAsync(\"\", token); } catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); } } }); await Task.Yield();")]
    [InlineData("try { await http.GetAsync(\"\", token); } catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); } Status = await ReadAsync(); Task<string> ReadAsync() => File.ReadAllTextAsync(\"a\");")]
    public Task A_cancellation_that_does(string body) => Check.Reports<PG2002SwallowedCancellation>(InMethod(body));

    [Theory]
    [InlineData("try { await http.GetAsync(\"\", token); } catch (OperationCanceledException) { throw; } catch (Exception ex) { logger.LogError(ex, \"no\"); }")]
    [InlineData("try { await http.GetAsync(\"\", token); } catch (OperationCanceledException) { } catch (Exception ex) { logger.LogError(ex, \"no\"); }")]
    [InlineData("try { await http.GetAsync(\"\", token); } catch (TaskCanceledException) { } catch (Exception ex) { logger.LogError(ex, \"no\"); }")]
    [InlineData("try { await http.GetAsync(\"\", token); } catch (Exception ex) when (ex is not OperationCanceledException) { logger.LogError(ex, \"no\"); }")]
    [InlineData("try { await http.GetAsync(\"\", token); } catch (Exception ex) when (ex is HttpRequestException or TimeoutException) { logger.LogError(ex, \"no\"); }")]
    [InlineData("try { await http.GetAsync(\"\", token); } catch (Exception ex) when (!token.IsCancellationRequested) { logger.LogError(ex, \"no\"); }")]
    [InlineData("try { await http.GetAsync(\"\", token); } catch (Exception ex) { if (token.IsCancellationRequested) return; logger.LogError(ex, \"no\"); }")]
    [InlineData("try { await http.GetAsync(\"\", token); } catch (Exception ex) { token.ThrowIfCancellationRequested(); logger.LogError(ex, \"no\"); }")]
    [InlineData("try { await http.GetAsync(\"\", token); } catch (Exception ex) { if (ex is OperationCanceledException) return; logger.LogError(ex, \"no\"); }")]
    [InlineData("try { await http.GetAsync(\"\", token); } catch (Exception ex) { Status = ex switch { OperationCanceledException => \"cancelled\", _ => \"failed\" }; }")]
    [InlineData("try { await http.GetAsync(\"\", token); } catch (Exception ex) { logger.LogError(ex, \"no\"); throw; }")]
    [InlineData("try { await http.GetAsync(\"\", token); } catch (Exception ex) { throw new InvalidOperationException(\"\", ex); }")]
    [InlineData("try { await http.GetAsync(\"\", token); } catch (Exception ex) { Errors.Add(ex); }")]
    [InlineData("var done = new TaskCompletionSource(); try { await http.GetAsync(\"\", token); } catch (Exception ex) { done.TrySetException(ex); }")]
    [InlineData("try { await http.GetAsync(\"\"); } catch (Exception ex) { logger.LogError(ex, \"no\"); }")]
    [InlineData("try { await http.GetAsync(\"\", CancellationToken.None); } catch (Exception ex) { logger.LogError(ex, \"no\"); }")]
    [InlineData("try { await http.GetAsync(\"\", default(CancellationToken)); } catch (Exception ex) { logger.LogError(ex, \"no\"); }")]
    [InlineData("using var timeout = new CancellationTokenSource(1000); try { await http.GetAsync(\"\", timeout.Token); } catch (Exception ex) { logger.LogError(ex, \"no\"); }")]
    [InlineData("try { await http.GetAsync(\"\", token); } catch (HttpRequestException ex) { logger.LogError(ex, \"no\"); }")]
    [InlineData("try { var run = () => http.GetAsync(\"\", token); Status = run.ToString()!; } catch (Exception ex) { logger.LogError(ex, \"no\"); }")]
    [InlineData("try { await http.GetAsync(\"\"); } finally { try { await http.GetAsync(\"\", token); } catch (Exception ex) { logger.LogError(ex, \"no\"); } }")]
    [InlineData("try { try { await http.GetAsync(\"\", token); } catch (OperationCanceledException) { } Status = \"\"; } catch (Exception ex) { logger.LogError(ex, \"no\"); }")]
    [InlineData("try { await http.GetAsync(\"\", token); } catch (Exception ex) when (IsCancellation(ex)) { throw; } catch { Status = \"\"; } static bool IsCancellation(Exception ex) => ex is OperationCanceledException;")]
    [InlineData("while (true) { try { await Task.Delay(1000, token); } catch { break; } await http.GetAsync(\"\"); }")]
    [InlineData("try { await Task.Delay(1000, token); } catch (Exception) { return; } await http.GetAsync(\"\");")]
    public Task A_cancellation_that_passes_or_cannot_come(string body) => Check.Reports<PG2002SwallowedCancellation>(InMethod(body));

    [Fact]
    public Task A_shutdown_may_keep_what_cancels_it() => Check.Reports<PG2002SwallowedCancellation>(InMethod(
        "try { await http.GetAsync(\"\", token); } catch (Exception ex) { logger.LogError(ex, \"no\"); }", "async Task StopAsync(CancellationToken token)"));

    [Fact]
    public Task The_loop_of_a_background_service() => Check.Reports<PG2002SwallowedCancellation>(
        """
        using Microsoft.Extensions.Hosting;
        using Microsoft.Extensions.Logging;

        public class Sync(ILogger<Sync> logger) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                while (true)
                {
                    try
                    {
                        await Task.Delay(1000, stoppingToken);
                    }
                    catch ([|Exception|] ex)
                    {
                        logger.LogError(ex, "Sync failed");
                    }
                }
            }
        }
        """,
        "This catch treats cancellation of 'Delay' as a failure; let OperationCanceledException propagate");

    [Theory]
    [InlineData("catch (Exception ex)", "catch (Exception ex) when (!token.IsCancellationRequested)")]
    [InlineData("catch (Exception)", "catch (Exception) when (!token.IsCancellationRequested)")]
    [InlineData("catch", "catch when (!token.IsCancellationRequested)")]
    [InlineData("catch (System.Exception)", "catch (System.Exception) when (!token.IsCancellationRequested)")]
    [InlineData("catch (Exception) when (true)", "catch (Exception) when (!token.IsCancellationRequested && true)")]
    [InlineData("catch when (true || false)", "catch when (!token.IsCancellationRequested && (true || false))")]
    // Where a token has no name there, the type decides.
    [InlineData("catch (Exception ex)", "catch (Exception ex) when (ex is not OperationCanceledException)", "inner")]
    [InlineData("catch (Exception)", "catch (Exception ex) when (ex is not OperationCanceledException)", "inner")]
    [InlineData("catch", "catch (Exception ex) when (ex is not OperationCanceledException)", "inner")]
    [InlineData("catch (System.Exception)", "catch (System.Exception ex) when (ex is not OperationCanceledException)", "inner")]
    [InlineData("catch (Exception) when (true)", "catch (Exception ex) when (ex is not OperationCanceledException && true)", "inner")]
    [InlineData("catch when (true || false)", "catch (Exception ex) when (ex is not OperationCanceledException && (true || false))", "inner")]
    public Task The_filter_is_added(string before, string after, string argument = "token")
    {
        return Check.Rewrites<PG2002SwallowedCancellation, PG2002SwallowedCancellationFix>(Source(before), Source(after));

        string Source(string clause) => InMethod(
            $$"""
            try
                    {
                        {{(argument == "token" ? "await http.GetAsync(\"\", token)" : "var inner = token.CanBeCanceled ? token : lifetime; inner.ThrowIfCancellationRequested()")}}; // ask
                    }
                    {{clause}} // all of them
                    {
                        logger.LogError("no");
                    }
            """);
    }

    /// <summary>What the filter asks: the token from outside, not a time-out of its own; a source by itself, because its token may be gone.</summary>
    [Theory]
    [InlineData("await gate.WaitAsync(lifetime);", "!lifetime.IsCancellationRequested")]
    [InlineData("await gate.WaitAsync(this.lifetime);", "!this.lifetime.IsCancellationRequested")]
    [InlineData("await gate.WaitAsync(source.Token);", "!source.IsCancellationRequested")]
    [InlineData("using var both = CancellationTokenSource.CreateLinkedTokenSource(token); both.CancelAfter(1000); await gate.WaitAsync(both.Token);", "!token.IsCancellationRequested")]
    [InlineData("await gate.WaitAsync(token); await gate.WaitAsync(lifetime);", "!token.IsCancellationRequested && !lifetime.IsCancellationRequested")]
    [InlineData("await gate.WaitAsync(token); token.ThrowIfCancellationRequested();", "!token.IsCancellationRequested")]
    [InlineData("var mine = token; await gate.WaitAsync(mine);", "!token.IsCancellationRequested")]
    [InlineData("var mine = token.CanBeCanceled ? token : lifetime; mine.ThrowIfCancellationRequested();", "ex is not OperationCanceledException")]
    public Task What_the_filter_asks(string work, string filter) => Check.Rewrites<PG2002SwallowedCancellation, PG2002SwallowedCancellationFix>(
        InMethod($"try {{ {work} }} catch (Exception ex) {{ logger.LogError(ex, \"no\"); }}"),
        InMethod($"try {{ {work} }} catch (Exception ex) when ({filter}) {{ logger.LogError(ex, \"no\"); }}"));

    [Fact]
    public Task A_name_that_is_taken_is_not_taken_again() => Check.Rewrites<PG2002SwallowedCancellation, PG2002SwallowedCancellationFix>(
        InMethod("var ex = 1; try { var mine = token.CanBeCanceled ? token : lifetime; mine.ThrowIfCancellationRequested(); await Task.Yield(); } catch { logger.LogError(\"no {Number}\", ex); }"),
        InMethod("var ex = 1; try { var mine = token.CanBeCanceled ? token : lifetime; mine.ThrowIfCancellationRequested(); await Task.Yield(); } catch (Exception exception) when (exception is not OperationCanceledException) { logger.LogError(\"no {Number}\", ex); }"));

    [Fact]
    public Task Types_of_the_same_name_are_told_apart() => Check.Rewrites<PG2002SwallowedCancellation, PG2002SwallowedCancellationFix>(
        Scenario.Of(
            """
            namespace Shop;
            class Exception;
            class OperationCanceledException;
            class Orders
            {
                async System.Threading.Tasks.Task Run(System.Threading.SemaphoreSlim gate, System.Threading.CancellationToken token)
                {
                    try { var mine = token.CanBeCanceled ? token : default; mine.ThrowIfCancellationRequested(); await gate.WaitAsync(); } catch { System.Console.WriteLine(); }
                }
            }
            """).WithoutImplicitUsings(),
        """
        namespace Shop;
        class Exception;
        class OperationCanceledException;
        class Orders
        {
            async System.Threading.Tasks.Task Run(System.Threading.SemaphoreSlim gate, System.Threading.CancellationToken token)
            {
                try { var mine = token.CanBeCanceled ? token : default; mine.ThrowIfCancellationRequested(); await gate.WaitAsync(); } catch (System.Exception ex) when (ex is not System.OperationCanceledException) { System.Console.WriteLine(); }
            }
        }
        """);

    [Fact]
    public Task A_namespace_of_the_same_name_is_told_apart() => Check.Rewrites<PG2002SwallowedCancellation, PG2002SwallowedCancellationFix>(
        Scenario.Of("namespace Shop.System { class Orders { async global::System.Threading.Tasks.Task Run(global::System.Threading.SemaphoreSlim gate, global::System.Threading.CancellationToken token) { try { var mine = token.CanBeCanceled ? token : default; mine.ThrowIfCancellationRequested(); await gate.WaitAsync(); } catch { token.ToString(); } } } }").WithoutImplicitUsings(),
        "namespace Shop.System { class Orders { async global::System.Threading.Tasks.Task Run(global::System.Threading.SemaphoreSlim gate, global::System.Threading.CancellationToken token) { try { var mine = token.CanBeCanceled ? token : default; mine.ThrowIfCancellationRequested(); await gate.WaitAsync(); } catch (global::System.Exception ex) when (ex is not global::System.OperationCanceledException) { token.ToString(); } } } }");

    [Fact]
    public Task Handlers_inside_one_another_and_in_several_files_in_one_run() => Check.Rewrites<PG2002SwallowedCancellation, PG2002SwallowedCancellationFix>(
        Scenario.Of(
            InMethod("try { try { await gate.WaitAsync(token); } catch { Status = \"inner\"; } await gate.WaitAsync(token); } catch { Status = \"outer\"; }"),
            "class More { async Task Run(SemaphoreSlim gate, CancellationToken token) { try { await gate.WaitAsync(token); } catch { Console.WriteLine(); } } }").OneByOne(
            InMethod("try { try { await gate.WaitAsync(token); } catch when (!token.IsCancellationRequested) { Status = \"inner\"; } await gate.WaitAsync(token); } catch when (!token.IsCancellationRequested) { Status = \"outer\"; }"),
            "class More { async Task Run(SemaphoreSlim gate, CancellationToken token) { try { await gate.WaitAsync(token); } catch when (!token.IsCancellationRequested) { Console.WriteLine(); } } }"),
        InMethod("try { try { await gate.WaitAsync(token); } catch when (!token.IsCancellationRequested) { Status = \"inner\"; } await gate.WaitAsync(token); } catch when (!token.IsCancellationRequested) { Status = \"outer\"; }"),
        "class More { async Task Run(SemaphoreSlim gate, CancellationToken token) { try { await gate.WaitAsync(token); } catch when (!token.IsCancellationRequested) { Console.WriteLine(); } } }");

    [Fact]
    public Task A_directive_before_the_block_is_not_touched() => Check.OffersOnly<PG2002SwallowedCancellation, PG2002SwallowedCancellationFix>(InMethod(
        """
        try { await gate.WaitAsync(token); }
        catch
        #if !NEVER
        { Status = ""; }
        #endif
        """));

    [Fact]
    public Task Old_frameworks_without_the_type_are_left_alone() => Check.Reports<PG2002SwallowedCancellation>(
        Scenario.Of(ProjectKind.Test, "class Orders { async Task Run(SemaphoreSlim gate, CancellationToken token) { try { await gate.WaitAsync(token); } catch { } } }"));

    private static string Called(string members) =>
        $$"""
        using Microsoft.Extensions.Logging;

        public class Orders(HttpClient http, ILogger<Orders> logger)
        {
            {{members}}
        }
        """;

    private const string Read = "{ try { await http.GetAsync(\"\", token); } catch (Exception ex) { logger.LogError(ex, \"no\"); } }";
    private const string Marked = "{ try { await http.GetAsync(\"\", token); } catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); } }";

    /// <summary>Nobody can cancel what every caller starts without a token.</summary>
    [Theory]
    [InlineData("async Task ReadAsync(CancellationToken token) " + Read + " public Task Run() => ReadAsync(CancellationToken.None);")]
    [InlineData("private async Task ReadAsync(int id, CancellationToken token = default) " + Read + " public async Task Run() { await ReadAsync(1); await this.ReadAsync(2, default); }")]
    [InlineData("async Task ReadAsync(CancellationToken token) " + Read + " async Task Outer(CancellationToken token) => await ReadAsync(token); public Task Run() => Outer(token: CancellationToken.None);")]
    [InlineData("public async Task Run() { await ReadAsync(new CancellationToken()); async Task ReadAsync(CancellationToken token) " + Read + " }")]
    [InlineData("async Task ReadAsync(CancellationToken token) " + Marked + " public async Task Run(CancellationToken token) { await ReadAsync(CancellationToken.None); await ReadAsync(token); }")]
    [InlineData("async Task ReadAsync(CancellationToken token) " + Marked + " public Func<CancellationToken, Task> Run() { _ = ReadAsync(CancellationToken.None); return ReadAsync; }")]
    [InlineData("public async Task ReadAsync(CancellationToken token = default) " + Marked + " public Task Run() => ReadAsync();")]
    [InlineData("async Task ReadAsync(CancellationToken token) " + Marked)]
    public Task A_token_that_no_caller_passes(string members) => Check.Reports<PG2002SwallowedCancellation>(Called(members));

    [Fact]
    public Task A_token_that_no_caller_of_the_project_passes() => Check.Suggests<PG2002SwallowedCancellation>(
        Called("internal async Task ReadAsync(CancellationToken token = default) " + Marked + " public Task Run() => ReadAsync();"));

    private static string Stored(string members) => $$"""
        using Microsoft.Extensions.Logging;

        class Archive(HttpClient http, ILogger<Archive> logger)
        {
            Task TryRestoreAsync(string name, CancellationToken token) => Task.CompletedTask;
            void UndoLast(string name) { }
            Task StoreAsync(string name, CancellationToken token) => Task.CompletedTask;
            {{members}}
        }
        """;

    /// <summary>A member that can hold no token but none cancels nothing.</summary>
    [Theory]
    [InlineData("readonly CancellationToken none = CancellationToken.None; public async Task Run() { try { await http.GetAsync(\"\", none); } catch (Exception ex) { logger.LogError(ex, \"no\"); } }")]
    [InlineData("static readonly CancellationToken none = default; public async Task Run() { try { await http.GetAsync(\"\", none); } catch (Exception ex) { logger.LogError(ex, \"no\"); } }")]
    [InlineData("CancellationToken Stopping { get; } = CancellationToken.None; public async Task Run() { try { await http.GetAsync(\"\", this.Stopping); } catch (Exception ex) { logger.LogError(ex, \"no\"); } }")]
    [InlineData("CancellationToken current = CancellationToken.None; public void Use(CancellationToken other) => current = other; public async Task Run() { try { await http.GetAsync(\"\", current); } catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); } }")]
    [InlineData("readonly CancellationTokenSource source = new(); public async Task Run() { try { await http.GetAsync(\"\", source.Token); } catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); } }")]
    public Task A_member_that_is_never_a_token(string members) => Check.Reports<PG2002SwallowedCancellation>(Stored(members));

    /// <summary>Half of a move is worse than a canceled caller's wrong answer.</summary>
    [Theory]
    [InlineData("public async Task<bool> MoveAsync(string name, CancellationToken token) { try { Directory.Move(name, name + \".old\"); await http.GetAsync(name, token); return true; } catch (Exception ex) { logger.LogError(ex, \"no\"); await TryRestoreAsync(name, token); return false; } }")]
    [InlineData("public async Task<bool> MoveAsync(string name, CancellationToken token) { try { await http.GetAsync(name, token); return true; } catch (Exception ex) { UndoLast(name); logger.LogError(ex, \"no\"); return false; } }")]
    [InlineData("public async Task<bool> MoveAsync(string name, CancellationToken token) { try { File.Move(name, name + \".old\"); await http.GetAsync(name, token); return true; } catch (Exception ex) { File.Move(name + \".old\", name); logger.LogError(ex, \"no\"); return false; } }")]
    [InlineData("public async Task<bool> MoveAsync(string name, CancellationToken token) { try { await http.GetAsync(name, token); return true; } catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); await StoreAsync(name, token); return false; } }")]
    [InlineData("public async Task<bool> MoveAsync(string name, CancellationToken token) { try { await TryRestoreAsync(name, token); return true; } catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); return false; } }")]
    [InlineData("public async Task<bool> MoveAsync(System.Data.Common.DbTransaction own, string name, CancellationToken token) { try { await http.GetAsync(name, token); return true; } catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); own.Rollback(); return false; } }")]
    public Task A_handler_that_puts_back(string members) => Check.Reports<PG2002SwallowedCancellation>(Stored(members));

    /// <summary>A record of what somebody did is to be kept, and its loss is an error.</summary>
    [Theory]
    [InlineData("AuditTrail", "catch (Exception ex) { logger.LogError(ex, \"no\"); }")]
    [InlineData("CreateActivityLogHandler", "catch (Exception ex) { logger.LogError(ex, \"no\"); }")]
    [InlineData("OrderTrail", "catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); }")]
    [InlineData("AuditTrail", "catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); return false; }")]
    public Task A_record_that_is_lost(string type, string handler) => Check.Reports<PG2002SwallowedCancellation>(
        $$"""
        using Microsoft.Extensions.Logging;

        class {{type}}(HttpClient http, ILogger<{{type}}> logger)
        {
            public async Task<bool> WriteAsync(string what, CancellationToken token) { try { await http.PostAsync(what, null, token); } {{handler}} return true; }
        }
        """);

    /// <summary>The token goes to calls alone that let no cancellation out.</summary>
    [Theory]
    [InlineData("async Task<string> AllAsync(CancellationToken token) { try { return await http.GetStringAsync(\"/\", token); } catch (OperationCanceledException) { return \"\"; } catch (Exception ex) { return ex.Message; } } async Task<string> ShortAsync(CancellationToken token) { var all = await AllAsync(token); return all.Substring(int.Parse(all)); } public async Task Run(CancellationToken token) { try { await ShortAsync(token); } catch (Exception ex) { logger.LogError(ex, \"no\"); } }")]
    [InlineData("async Task<string> AllAsync(CancellationToken token) { try { return await http.GetStringAsync(\"/\", token); } catch (OperationCanceledException) { return \"\"; } catch (Exception ex) { return ex.Message; } } async Task<int> CountAsync(CancellationToken token) => int.Parse(await ShortAsync(token)); async Task<string> ShortAsync(CancellationToken token) => (await AllAsync(token)).Trim(); public async Task Run(CancellationToken token) { try { await CountAsync(token); } catch (Exception ex) { logger.LogError(ex, \"no\"); } }")]
    [InlineData("async Task<string> AllAsync(CancellationToken token) { try { return await http.GetStringAsync(\"/\", token); } catch (OperationCanceledException) { return \"\"; } catch (Exception ex) { return ex.Message; } } async Task<string> ShortAsync(CancellationToken token) { var all = await AllAsync(token); return await http.GetStringAsync(all, token); } public async Task Run(CancellationToken token) { try { await ShortAsync(token); } catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); } }")]
    [InlineData("async Task<string> AllAsync(CancellationToken token) { try { return await http.GetStringAsync(\"/\", token); } catch (OperationCanceledException) { return \"\"; } catch (Exception ex) { return ex.Message; } } async Task<string> ShortAsync(CancellationToken token) { var all = await AllAsync(token); token.ThrowIfCancellationRequested(); return all; } public async Task Run(CancellationToken token) { try { await ShortAsync(token); } catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); } }")]
    public Task A_token_that_stays_inside(string members) => Check.Reports<PG2002SwallowedCancellation>(Stored(members));
}
