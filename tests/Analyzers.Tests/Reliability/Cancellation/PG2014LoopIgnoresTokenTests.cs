using ProdGap.Analyzers.CodeFixes.Reliability.Cancellation;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Reliability.Cancellation;

namespace ProdGap.Analyzers.Tests.Reliability.Cancellation;

public sealed class PG2014LoopIgnoresTokenTests
{
    private static string InMethod(string body, string signature = "async Task Run(CancellationToken token)", string type = "class Jobs(Queue<int> queue, PeriodicTimer timer, HttpClient http)") =>
        $$"""
        using Microsoft.Extensions.Hosting;

        {{type}}
        {
            static Task HandleAsync(int item) => Task.CompletedTask;
            static bool Work() => true;
            static Task SendAsync(int item) => Task.CompletedTask;
            static Task EnqueueAsync(int item) => Task.CompletedTask;
            private readonly SemaphoreSlim gate = new(1);

            {{signature}}
            {
                {{body}}
            }
        }
        """;

    [Theory]
    [InlineData("[|while|] (true) { await HandleAsync(1); }")]
    [InlineData("[|while|] (queue.TryDequeue(out var item)) { await HandleAsync(item); }")]
    [InlineData("[|do|] { await HandleAsync(1); } while (Work());")]
    [InlineData("[|for|] (;;) { await HandleAsync(1); }")]
    [InlineData("[|while|] (true) { Work(); }", "void Run(CancellationToken token)")]
    [InlineData("[|while|] (true) Work();", "void Run(CancellationToken token)")]
    [InlineData("[|while|] (true) { try { await HandleAsync(1); } catch (Exception) { await HandleAsync(2); } }")]
    [InlineData("await http.GetAsync(\"\", token); [|while|] (true) { await HandleAsync(queue.Dequeue()); }")]
    [InlineData("[|while|] (true) { foreach (var item in queue) { await HandleAsync(item); } }")]
    [InlineData("[|while|] (true) { await HandleAsync(1); }", "protected override async Task ExecuteAsync(CancellationToken token)", "class Jobs(Queue<int> queue) : BackgroundService")]
    [InlineData("async Task Inner(CancellationToken inner) { [|while|] (true) { await HandleAsync(1); } } await Inner(token);")]
    [InlineData("Func<CancellationToken, Task> run = async inner => { [|while|] (true) { await HandleAsync(1); } }; await run(token);")]
    public Task A_loop_that_goes_on(string body, string signature = "async Task Run(CancellationToken token)", string type = "class Jobs(Queue<int> queue, PeriodicTimer timer, HttpClient http)")
        => Check.Reports<PG2014LoopIgnoresToken>(InMethod(body, signature, type));

    /// <summary>What goes through a sequence ends with it; one token that is ignored is said once.</summary>
    [Theory]
    [InlineData("[|for|] (var i = 0; i < 10; i++) { await HandleAsync(i); }")]
    [InlineData("[|foreach|] (var item in queue) { await HandleAsync(item); }")]
    [InlineData("[|foreach|] (var item in queue) { await HandleAsync(item); } foreach (var item in queue) { await HandleAsync(item); }")]
    [InlineData("[|foreach|] (var item in queue) { await HandleAsync(item); await SendAsync(item); }")]
    [InlineData("foreach (var item in new[] { 1, 2 }) { await HandleAsync(item); } [|foreach|] (var item in queue) { await HandleAsync(item); }")]
    [InlineData("var some = new List<int> { 1 }; some.AddRange(queue); [|foreach|] (var item in some) { await HandleAsync(item); }")]
    public Task A_loop_that_ends_with_its_items_is_a_suggestion(string body) => Check.Suggests<PG2014LoopIgnoresToken>(InMethod(body));

    [Theory]
    [InlineData("[|while|] (true) { await SendAsync(queue.Dequeue()); }")]
    [InlineData("await gate.WaitAsync(token); [|while|] (true) { try { if (queue.Count > 9) throw new Exception(); await HandleAsync(1); } catch (Exception) { await HandleAsync(2); } }")]
    [InlineData("await gate.WaitAsync(token); [|while|] (true) { switch (queue.Count) { case 1: await HandleAsync(1); break; default: await HandleAsync(2); break; } }")]
    [InlineData("await gate.WaitAsync(token); [|while|] (true) { foreach (var item in queue) { if (item > 1) { break; } } await HandleAsync(1); }")]
    public Task An_endless_loop_stays_one(string body) => Check.Reports<PG2014LoopIgnoresToken>(InMethod(body));

    [Theory]
    [InlineData("await gate.WaitAsync(token); try { while (true) { if (queue.Count == 0) return; if (Work()) continue; await HandleAsync(queue.Dequeue()); } } finally { gate.Release(); }")]
    [InlineData("await gate.WaitAsync(token); while (true) { await HandleAsync(1); if (Work()) break; }")]
    [InlineData("await gate.WaitAsync(token); while (true) { await HandleAsync(1); if (Work()) throw new Exception(); }")]
    [InlineData("foreach (var item in new[] { 1, 2 }) { await HandleAsync(item); }")]
    [InlineData("int[] few = [1, 2]; foreach (var item in few.Select(one => one + 1)) { await HandleAsync(item); }")]
    [InlineData("foreach (var item in typeof(Jobs).GetCustomAttributes(true)) { await HandleAsync(1); }")]
    [InlineData("foreach (var item in queue) { await SendAsync(item); }")]
    [InlineData("foreach (var item in queue) { await Task.Yield(); Work(); }")]
    [InlineData("foreach (var item in queue) { var one = await Task.FromResult(item).ConfigureAwait(false); }")]
    [InlineData("foreach (var item in queue) { if (item > 1) { await EnqueueAsync(item).ConfigureAwait(false); } }")]
    public Task A_loop_that_is_over_soon_or_hands_over(string body) => Check.Reports<PG2014LoopIgnoresToken>(InMethod(body));

    [Theory]
    [InlineData("while (!token.IsCancellationRequested) { await HandleAsync(1); }")]
    [InlineData("while (true) { token.ThrowIfCancellationRequested(); await HandleAsync(1); }")]
    [InlineData("while (true) { if (token.IsCancellationRequested) break; await HandleAsync(1); }")]
    [InlineData("while (true) { await Task.Delay(10, token); await HandleAsync(1); }")]
    [InlineData("while (await timer.WaitForNextTickAsync(token)) { await HandleAsync(1); }")]
    [InlineData("while (await timer.WaitForNextTickAsync()) { await HandleAsync(1); }")]
    [InlineData("while (true) { await Task.Delay(10); }")]
    [InlineData("while (true) { await http.GetAsync(\"\"); }")]
    [InlineData("while (!token.IsCancellationRequested) { while (queue.TryDequeue(out var item)) { await HandleAsync(item); } }")]
    [InlineData("using var both = CancellationTokenSource.CreateLinkedTokenSource(token); while (!both.IsCancellationRequested) { await HandleAsync(1); }")]
    [InlineData("using var both = CancellationTokenSource.CreateLinkedTokenSource(token); var inner = both.Token; while (true) { inner.ThrowIfCancellationRequested(); await HandleAsync(1); }")]
    [InlineData("var stop = false; token.Register(() => stop = true); while (!stop) { await HandleAsync(1); }")]
    [InlineData("foreach (var item in queue) { await HandleAsync(item); } await http.GetAsync(\"\", token);")]
    [InlineData("for (var i = 0; i < 3; i++) { await HandleAsync(i); } token.ThrowIfCancellationRequested();")]
    [InlineData("foreach (var item in queue) { Work(); }")]
    [InlineData("await http.GetAsync(\"\", token); while (queue.Count > 0) { await HandleAsync(queue.Dequeue()); }")]
    [InlineData("using var watch = token.Register(() => { }); while (true) { await HandleAsync(1); }")]
    [InlineData("while (queue.Count > 0) { queue.Dequeue(); }")]
    [InlineData("while (true) { if (Work()) break; }")]
    [InlineData("foreach (var item in await Task.FromResult(queue)) { Work(); }")]
    [InlineData("var tasks = queue.Select(async item => { while (true) { await HandleAsync(item); token.ThrowIfCancellationRequested(); } }); await Task.WhenAll(tasks);")]
    [InlineData("try { await http.GetAsync(\"\", token); } finally { while (queue.Count > 0) { await HandleAsync(queue.Dequeue()); } }")]
    [InlineData("while (true) { await HandleAsync(1); }", "async Task Run()")]
    [InlineData("while (true) { await HandleAsync(1); }", "async Task StopAsync(CancellationToken token)")]
    [InlineData("while (true) { await HandleAsync(1); }", "async Task Run(CancellationToken one, CancellationToken two)")]
    [InlineData("bool Going() => !token.IsCancellationRequested; while (Going()) { await HandleAsync(1); }")]
    public Task A_loop_that_ends(string body, string signature = "async Task Run(CancellationToken token)") => Check.Reports<PG2014LoopIgnoresToken>(InMethod(body, signature));

    [Fact]
    public Task Not_in_tests() => Check.Reports<PG2014LoopIgnoresToken>(
        Scenario.Of(ProjectKind.Test, "class A { async Task Run(CancellationToken token) { while (true) { await Task.Yield(); } } }"));

    [Theory]
    [InlineData("while (true)\n        {\n            await HandleAsync(1);\n        }", "while (!token.IsCancellationRequested)\n        {\n            await HandleAsync(1);\n        }")]
    [InlineData("while (true) { await HandleAsync(1); }", "while (!token.IsCancellationRequested) { await HandleAsync(1); }")]
    [InlineData("while (queue.Count > 0)\n        {\n            await HandleAsync(1); // one\n        }", "while (queue.Count > 0)\n        {\n            token.ThrowIfCancellationRequested();\n            await HandleAsync(1); // one\n        }")]
    [InlineData("foreach (var item in queue)\n            await HandleAsync(item);", "foreach (var item in queue)\n        {\n            token.ThrowIfCancellationRequested();\n            await HandleAsync(item);\n        }")]
    [InlineData("for (;;) { await HandleAsync(1); }", "for (;;)\n        {\n            token.ThrowIfCancellationRequested();\n            await HandleAsync(1);\n        }")]
    [InlineData("do\n        {\n            await HandleAsync(1);\n        }\n        while (Work());", "do\n        {\n            token.ThrowIfCancellationRequested();\n            await HandleAsync(1);\n        }\n        while (Work());")]
    [InlineData("while (true)\n        {\n            await HandleAsync(1);\n            if (Work()) break;\n        }\n        Work();", "while (true)\n        {\n            token.ThrowIfCancellationRequested();\n            await HandleAsync(1);\n            if (Work()) break;\n        }\n        Work();")]
    public Task The_loop_looks_at_the_token(string before, string after)
        => Check.Rewrites<PG2014LoopIgnoresToken, PG2014LoopIgnoresTokenFix>(InMethod(before), InMethod(after));

    [Fact]
    public Task A_value_to_return_keeps_the_loop_endless() => Check.Rewrites<PG2014LoopIgnoresToken, PG2014LoopIgnoresTokenFix>(
        InMethod("while (true)\n        {\n            await HandleAsync(1);\n            if (Work()) return 1;\n        }", "async Task<int> Run(CancellationToken token)"),
        InMethod("while (true)\n        {\n            token.ThrowIfCancellationRequested();\n            await HandleAsync(1);\n            if (Work()) return 1;\n        }", "async Task<int> Run(CancellationToken token)"));

    /// <summary>The handler around the loop lets the cancellation pass, which the check would otherwise only hand to it.</summary>
    [Fact]
    public Task A_handler_around_the_loop_lets_it_pass() => Check.Rewrites<PG2014LoopIgnoresToken, PG2014LoopIgnoresTokenFix>(
        InMethod("try\n        {\n            while (queue.Count > 0)\n            {\n                await HandleAsync(1);\n            }\n        }\n        catch (Exception ex)\n        {\n            Console.Error.WriteLine(ex);\n        }"),
        InMethod("try\n        {\n            while (queue.Count > 0)\n            {\n                token.ThrowIfCancellationRequested();\n                await HandleAsync(1);\n            }\n        }\n        catch (Exception ex) when (!token.IsCancellationRequested)\n        {\n            Console.Error.WriteLine(ex);\n        }"));

    [Fact]
    public Task A_handler_inside_the_loop_stays() => Check.Rewrites<PG2014LoopIgnoresToken, PG2014LoopIgnoresTokenFix>(
        InMethod("while (queue.Count > 0)\n        {\n            try { await HandleAsync(1); } catch (Exception ex) { Console.Error.WriteLine(ex); }\n        }\n        Work();"),
        InMethod("while (queue.Count > 0)\n        {\n            token.ThrowIfCancellationRequested();\n            try { await HandleAsync(1); } catch (Exception ex) { Console.Error.WriteLine(ex); }\n        }\n        Work();"));

    [Theory]
    [InlineData("while (queue.Count > 0) { await HandleAsync(1); } } public Task Start() { return Run(CancellationToken.None);", "async Task Run(CancellationToken token)")]
    [InlineData("[|while|] (queue.Count > 0) { await HandleAsync(1); } } public Task Start(CancellationToken token) { return Run(token);", "async Task Run(CancellationToken token)")]
    public Task A_token_that_callers_refuse(string body, string signature) => Check.Reports<PG2014LoopIgnoresToken>(InMethod(body, signature));
}
