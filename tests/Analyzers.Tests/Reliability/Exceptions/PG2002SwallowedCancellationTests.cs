using ProdGap.Analyzers.CodeFixes.Reliability.Exceptions;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Reliability.Exceptions;

namespace ProdGap.Analyzers.Tests.Reliability.Exceptions;

public sealed class PG2002SwallowedCancellationTests
{
    private static string InMethod(string body, string signature = "async Task Run(CancellationToken token)") =>
        $$"""
        using Microsoft.Extensions.Logging;

        class Orders(HttpClient http, SemaphoreSlim gate, CancellationTokenSource source, ILogger<Orders> logger)
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
    [InlineData("try { await http.GetAsync(\"\", token); } [|catch|] { Status = \"failed\"; }")]
    [InlineData("try { await Task.Delay(1000, token); } catch ([|Exception|]) { }")]
    [InlineData("while (!token.IsCancellationRequested) { try { await http.GetAsync(\"\", token); } catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); } }")]
    [InlineData("try { await gate.WaitAsync(lifetime); } catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); }")]
    [InlineData("try { await gate.WaitAsync(source.Token); } catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); }")]
    [InlineData("try { token.ThrowIfCancellationRequested(); } catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); }")]
    [InlineData("using var both = CancellationTokenSource.CreateLinkedTokenSource(token); try { await gate.WaitAsync(both.Token); } catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); }")]
    [InlineData("try { await http.GetAsync(\"\", token); } catch (HttpRequestException) { Status = \"http\"; } catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); }")]
    [InlineData("var mine = token; try { await http.GetAsync(\"\", mine); } catch ([|SystemException|] ex) { logger.LogError(ex, \"no\"); }")]
    [InlineData("try { await http.GetAsync(\"\", token); } catch ([|Exception|] ex) when (true) { logger.LogError(ex, \"no\"); }")]
    [InlineData("Func<CancellationToken, Task> run = async inner => { try { await http.GetAsync(\"\", inner); } catch ([|Exception|] ex) { logger.LogError(ex, \"no\"); } }; await run(token);")]
    public Task A_cancellation_taken_for_a_failure(string body) => Check.Reports<PG2002SwallowedCancellation>(InMethod(body));

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
                while (!stoppingToken.IsCancellationRequested)
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
    [InlineData("catch (Exception ex)", "catch (Exception ex) when (ex is not OperationCanceledException)")]
    [InlineData("catch (Exception)", "catch (Exception ex) when (ex is not OperationCanceledException)")]
    [InlineData("catch", "catch (Exception ex) when (ex is not OperationCanceledException)")]
    [InlineData("catch (System.Exception)", "catch (System.Exception ex) when (ex is not OperationCanceledException)")]
    [InlineData("catch (Exception) when (true)", "catch (Exception ex) when (ex is not OperationCanceledException && true)")]
    [InlineData("catch when (true || false)", "catch (Exception ex) when (ex is not OperationCanceledException && (true || false))")]
    public Task The_filter_is_added(string before, string after)
    {
        return Check.Rewrites<PG2002SwallowedCancellation, PG2002SwallowedCancellationFix>(Source(before), Source(after));

        static string Source(string clause) => InMethod(
            $$"""
            try
                    {
                        await http.GetAsync("", token); // ask
                    }
                    {{clause}} // all of them
                    {
                        logger.LogError("no");
                    }
            """);
    }

    [Fact]
    public Task A_name_that_is_taken_is_not_taken_again() => Check.Rewrites<PG2002SwallowedCancellation, PG2002SwallowedCancellationFix>(
        InMethod("var ex = 1; try { await http.GetAsync(\"\", token); } catch { logger.LogError(\"no {Number}\", ex); }"),
        InMethod("var ex = 1; try { await http.GetAsync(\"\", token); } catch (Exception exception) when (exception is not OperationCanceledException) { logger.LogError(\"no {Number}\", ex); }"));

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
                    try { await gate.WaitAsync(token); } catch { System.Console.WriteLine(); }
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
                try { await gate.WaitAsync(token); } catch (System.Exception ex) when (ex is not System.OperationCanceledException) { System.Console.WriteLine(); }
            }
        }
        """);

    [Fact]
    public Task A_namespace_of_the_same_name_is_told_apart() => Check.Rewrites<PG2002SwallowedCancellation, PG2002SwallowedCancellationFix>(
        Scenario.Of("namespace Shop.System { class Orders { async global::System.Threading.Tasks.Task Run(global::System.Threading.SemaphoreSlim gate, global::System.Threading.CancellationToken token) { try { await gate.WaitAsync(token); } catch { token.ToString(); } } } }").WithoutImplicitUsings(),
        "namespace Shop.System { class Orders { async global::System.Threading.Tasks.Task Run(global::System.Threading.SemaphoreSlim gate, global::System.Threading.CancellationToken token) { try { await gate.WaitAsync(token); } catch (global::System.Exception ex) when (ex is not global::System.OperationCanceledException) { token.ToString(); } } } }");

    [Fact]
    public Task Handlers_inside_one_another_and_in_several_files_in_one_run() => Check.Rewrites<PG2002SwallowedCancellation, PG2002SwallowedCancellationFix>(
        Scenario.Of(
            InMethod("try { try { await gate.WaitAsync(token); } catch { Status = \"inner\"; } await gate.WaitAsync(token); } catch { Status = \"outer\"; }"),
            "class More { async Task Run(SemaphoreSlim gate, CancellationToken token) { try { await gate.WaitAsync(token); } catch { Console.WriteLine(); } } }").OneByOne(
            InMethod("try { try { await gate.WaitAsync(token); } catch (Exception ex) when (ex is not OperationCanceledException) { Status = \"inner\"; } await gate.WaitAsync(token); } catch (Exception exception) when (exception is not OperationCanceledException) { Status = \"outer\"; }"),
            "class More { async Task Run(SemaphoreSlim gate, CancellationToken token) { try { await gate.WaitAsync(token); } catch (Exception ex) when (ex is not OperationCanceledException) { Console.WriteLine(); } } }"),
        InMethod("try { try { await gate.WaitAsync(token); } catch (Exception ex) when (ex is not OperationCanceledException) { Status = \"inner\"; } await gate.WaitAsync(token); } catch (Exception ex) when (ex is not OperationCanceledException) { Status = \"outer\"; }"),
        "class More { async Task Run(SemaphoreSlim gate, CancellationToken token) { try { await gate.WaitAsync(token); } catch (Exception ex) when (ex is not OperationCanceledException) { Console.WriteLine(); } } }");

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
}
