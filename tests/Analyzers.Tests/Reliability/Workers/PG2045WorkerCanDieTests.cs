using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Reliability.Workers;

namespace ProdGap.Analyzers.Tests.Reliability.Workers;

public sealed class PG2045WorkerCanDieTests
{
    private const string Types =
        """

        public interface IShop { Task ShipAsync(CancellationToken token); Task<List<int>> LoadAsync(CancellationToken token); Task SendAsync(int id, CancellationToken token); Task<bool> IsReadyAsync(CancellationToken token); void Count(); }

        public sealed class Limit { private int used; public bool TryAcquire(int id) => Check(id); private bool Check(int id) => used++ < id; public void A() => B(); public void B() => C(); public void C() => D(); public void D() => E(); public void E() => used = 0; }
        """;

    private static string Worker(string members, string bases = "BackgroundService") =>
        "using System.Threading.Channels;\nusing Microsoft.Extensions.Hosting;\nusing Microsoft.Extensions.Logging;\n\npublic class Shipping(IShop shop, ILogger<Shipping> logger, IHostApplicationLifetime life, Channel<int> jobs, Limit limit) : " + bases + "\n{\n    "
        + members + "\n\n    public void Use() { shop.Count(); logger.LogInformation(\"x\"); life.StopApplication(); jobs.Writer.TryWrite(1); limit.E(); }\n}\n" + Types;

    private static string Execute(string body) => Worker("protected override async Task ExecuteAsync(CancellationToken token)\n    {\n        " + body + "\n    }");

    [Fact]
    public Task The_message_names_the_worker() => Check.Reports<PG2045WorkerCanDie>(
        Execute("[|while|] (!token.IsCancellationRequested) { await shop.ShipAsync(token); await Task.Delay(1000, token); }"),
        "One exception stops 'Shipping' for good, and by default the host with it; catch and log it inside the loop");

    [Theory]
    [InlineData("[|while|] (!token.IsCancellationRequested) { await shop.ShipAsync(token); await Task.Delay(1000, token); }")]
    [InlineData("[|while|] (true) { token.ThrowIfCancellationRequested(); shop.Count(); await Task.Delay(1000, token); }")]
    [InlineData("using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1)); [|while|] (await timer.WaitForNextTickAsync(token)) { await shop.ShipAsync(token); }")]
    [InlineData("[|do|] { await shop.ShipAsync(token); await Task.Delay(1000, token); } while (!token.IsCancellationRequested);")]
    [InlineData("[|while|] (!token.IsCancellationRequested) { await shop.ShipAsync(token).ConfigureAwait(ConfigureAwaitOptions.ForceYielding); await Task.Delay(1000, token); }")]
    [InlineData("[|while|] (!token.IsCancellationRequested) { await shop.LoadAsync(token).ContinueWith(done => Console.WriteLine(done.Result.Count), TaskScheduler.Default); await Task.Delay(1000, token); }")]
    [InlineData("[|for|] (;;) { await shop.ShipAsync(token); await Task.Delay(1000, token); }")]
    [InlineData("[|await|] foreach (var job in jobs.Reader.ReadAllAsync(token)) { await shop.SendAsync(job, token); }")]
    [InlineData("[|while|] (await jobs.Reader.WaitToReadAsync(token)) { while (jobs.Reader.TryRead(out var job)) { await shop.SendAsync(job, token); } }")]
    // A cancellation alone is caught, or a part of the work.
    [InlineData("[|while|] (!token.IsCancellationRequested) { try { await shop.ShipAsync(token); } catch (OperationCanceledException) { break; } await Task.Delay(1000, token); }")]
    [InlineData("[|while|] (!token.IsCancellationRequested) { try { await shop.ShipAsync(token); } finally { logger.LogInformation(\"x\"); } await Task.Delay(1000, token); }")]
    [InlineData("[|while|] (!token.IsCancellationRequested) { foreach (var id in await shop.LoadAsync(token)) { try { await shop.SendAsync(id, token); } catch (Exception ex) { logger.LogError(ex, \"x\"); } } await Task.Delay(1000, token); }")]
    // The handler stands around the loop: the host lives on, the worker does not.
    [InlineData("try { [|while|] (!token.IsCancellationRequested) { await shop.ShipAsync(token); await Task.Delay(1000, token); } } catch (Exception ex) { logger.LogError(ex, \"x\"); }")]
    public Task Rounds_that_let_it_out(string body) => Check.Reports<PG2045WorkerCanDie>(Execute("logger.LogInformation(\"starts\"); " + body));

    [Theory]
    [InlineData("protected override Task ExecuteAsync(CancellationToken token) => LoopAsync(token); private async Task LoopAsync(CancellationToken token) { [|while|] (!token.IsCancellationRequested) { await shop.ShipAsync(token); await Task.Delay(1000, token); } }")]
    [InlineData("protected override Task ExecuteAsync(CancellationToken token) => Task.Run(async () => { [|while|] (!token.IsCancellationRequested) { await shop.ShipAsync(token); await Task.Delay(1000, token); } }, token);")]
    [InlineData("protected override async Task ExecuteAsync(CancellationToken token) { [|while|] (!token.IsCancellationRequested) { await RoundAsync(token); await Task.Delay(1000, token); } } private async Task RoundAsync(CancellationToken token) { try { await shop.ShipAsync(token); } catch (Exception ex) { logger.LogError(ex, \"x\"); throw; } }")]
    public Task In_other_methods_of_the_worker(string members) => Check.Reports<PG2045WorkerCanDie>(Worker(members));

    [Fact]
    public Task A_round_that_derived_workers_write() => Check.Reports<PG2045WorkerCanDie>(
        """
        using Microsoft.Extensions.Hosting;

        public abstract class Rounds : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken token)
            {
                while (!token.IsCancellationRequested) { await RunRoundAsync(token); await Task.Delay(1000, token); }
            }

            protected abstract Task RunRoundAsync(CancellationToken token);
        }
        """);

    [Theory]
    [InlineData("[|while|] (!token.IsCancellationRequested) { await shop.ShipAsync(token); if (token.IsCancellationRequested) { return; } await Task.Delay(1000, token); }")]
    [InlineData("[|while|] (!token.IsCancellationRequested) { try { limit.A(); } catch (InvalidOperationException) { return; } await shop.ShipAsync(token); await Task.Delay(1000, token); }")]
    [InlineData("[|while|] (!token.IsCancellationRequested) { foreach (var id in await shop.LoadAsync(token)) { if (id == 3) { break; } } await Task.Delay(1000, token); }")]
    public Task A_way_out_that_is_not_the_end_of_the_work(string body) => Check.Reports<PG2045WorkerCanDie>(Execute(body));

    /// <summary>Only the start is waited for; what fails later stays in the task that this gives.</summary>
    [Theory]
    [InlineData("while (!token.IsCancellationRequested) { await Task.Factory.StartNew(async () => await shop.ShipAsync(token), token); await Task.Delay(1000, token); }")]
    [InlineData("var factory = new TaskFactory(); while (!token.IsCancellationRequested) { await factory.StartNew(async () => { await shop.ShipAsync(token); }).ConfigureAwait(false); await Task.Delay(1000, token); }")]
    [InlineData("[|while|] (!token.IsCancellationRequested) { await Task.Factory.StartNew(async () => await shop.ShipAsync(token), token).Unwrap(); await Task.Delay(1000, token); }")]
    [InlineData("[|while|] (!token.IsCancellationRequested) { await await Task.Factory.StartNew(async () => await shop.ShipAsync(token), token); await Task.Delay(1000, token); }")]
    [InlineData("[|while|] (!token.IsCancellationRequested) { var sent = await Task.Factory.StartNew(async () => await shop.ShipAsync(token), token); await sent; await Task.Delay(1000, token); }")]
    [InlineData("[|while|] (!token.IsCancellationRequested) { await Task.Factory.StartNew(() => shop.Count(), token); await Task.Delay(1000, token); }")]
    public Task Work_that_is_only_started(string body) => Check.Reports<PG2045WorkerCanDie>(Execute(body));

    /// <summary>The host watches what <c>ExecuteAsync</c> throws, and nothing else.</summary>
    [Fact]
    public Task The_host_lives_on_where_it_does_not_see_the_failure() => Check.Reports<PG2045WorkerCanDie>(
        Worker(
            """
            private Task? loop;

            public Task StartAsync(CancellationToken token) { loop = LoopAsync(); return Task.CompletedTask; }

            public Task StopAsync(CancellationToken token) => loop ?? Task.CompletedTask;

            private async Task LoopAsync() { [|while|] (true) { await shop.ShipAsync(default); await Task.Delay(1000); } }
            """,
            "IHostedService"),
        "One exception stops 'Shipping' for good; catch and log it inside the loop");

    [Fact]
    public Task A_loop_that_is_started_and_dropped_is_one_finding_not_two() => Check.AllRulesReport(Worker(
        """
        public Task StartAsync(CancellationToken token) { _ = Task.{|PG2021:Run|}(LoopAsync, token); return Task.CompletedTask; }

        public Task StopAsync(CancellationToken token) => Task.CompletedTask;

        private async Task LoopAsync() { while (true) { await shop.ShipAsync(default); await Task.Delay(1000); } }
        """,
        "IHostedService").Replace("public", "internal", StringComparison.Ordinal).Replace("internal Task", "public Task", StringComparison.Ordinal));

    [Fact]
    public Task Of_a_hosted_service() => Check.Reports<PG2045WorkerCanDie>(Worker(
        """
        private Task? loop;

        public Task StartAsync(CancellationToken token) { loop = LoopAsync(); return Task.CompletedTask; }

        public Task StopAsync(CancellationToken token) => loop ?? Task.CompletedTask;

        private async Task LoopAsync() { [|while|] (true) { await shop.ShipAsync(default); await Task.Delay(1000); } }
        """,
        "IHostedService"));

    [Theory]
    // All that can fail is caught in the loop, whatever the handler does.
    [InlineData("while (!token.IsCancellationRequested) { try { await shop.ShipAsync(token); } catch (Exception ex) when (ex is not OperationCanceledException) { logger.LogError(ex, \"x\"); } await Task.Delay(1000, token); }")]
    [InlineData("while (true) { try { await shop.ShipAsync(token); await Task.Delay(1000, token); } catch (OperationCanceledException) { break; } catch (Exception ex) { logger.LogError(ex, \"x\"); } }")]
    [InlineData("while (!token.IsCancellationRequested) { await shop.ShipAsync(token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); await Task.Delay(1000, token); }")]
    [InlineData("while (!token.IsCancellationRequested) { await shop.ShipAsync(token).ContinueWith(done => { if (done.IsFaulted) { logger.LogError(done.Exception, \"x\"); } }, TaskScheduler.Default); await Task.Delay(1000, token); }")]
    [InlineData("while (!token.IsCancellationRequested) { try { await shop.ShipAsync(token); } catch { } await Task.Delay(1000, token); }")]
    [InlineData("while (!token.IsCancellationRequested) { try { await shop.ShipAsync(token); } catch (HttpRequestException ex) { logger.LogError(ex, \"x\"); } await Task.Delay(1000, token); }")]
    [InlineData("while (!token.IsCancellationRequested) { try { await shop.ShipAsync(token); } catch (Exception ex) { logger.LogError(ex, \"x\"); throw; } await Task.Delay(1000, token); }")]
    [InlineData("while (!token.IsCancellationRequested) { var due = DateTime.UtcNow.AddHours(1); shop.Count(); try { await shop.ShipAsync(token); } catch (Exception ex) { logger.LogError(ex, \"{Due}\", due); } await Task.Delay(1000, token); }")]
    // It begins anew, or ends knowingly.
    [InlineData("while (!token.IsCancellationRequested) { try { await foreach (var job in jobs.Reader.ReadAllAsync(token)) { await shop.SendAsync(job, token); } } catch (Exception ex) { logger.LogError(ex, \"x\"); } }")]
    [InlineData("try { while (!token.IsCancellationRequested) { await shop.ShipAsync(token); await Task.Delay(1000, token); } } catch (Exception ex) { logger.LogCritical(ex, \"x\"); life.StopApplication(); }")]
    [InlineData("try { while (!token.IsCancellationRequested) { await shop.ShipAsync(token); await Task.Delay(1000, token); } } catch (Exception ex) { logger.LogCritical(ex, \"x\"); throw; }")]
    // Nothing that fails.
    [InlineData("while (!token.IsCancellationRequested) { logger.LogInformation(\"alive at {Time}\", DateTimeOffset.Now); await Task.Delay(1000, token); }")]
    [InlineData("using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1)); while (await timer.WaitForNextTickAsync(token)) { logger.LogInformation(\"{Count}\", jobs.Reader.Count); }")]
    // It tries, and takes its failures; counting eats no budget.
    [InlineData("await foreach (var job in jobs.Reader.ReadAllAsync(token)) { if (!limit.TryAcquire(job)) { continue; } await ForwardAsync(job); } async Task ForwardAsync(int job) { try { await shop.SendAsync(job, token); } catch (Exception ex) { logger.LogError(ex, \"x\"); } }")]
    [InlineData("while (!token.IsCancellationRequested) { limit.A(); limit.B(); limit.C(); limit.D(); limit.E(); await RoundAsync(); await Task.Delay(1000, token); } async Task RoundAsync() { try { await shop.ShipAsync(token); } catch (Exception ex) { logger.LogError(ex, \"x\"); } }")]
    // It waits for something, and ends.
    [InlineData("while (!token.IsCancellationRequested) { if (await shop.IsReadyAsync(token)) return; await Task.Delay(1000, token); }")]
    [InlineData("while (true) { var all = await shop.LoadAsync(token); if (all.Count > 0) { break; } await Task.Delay(1000, token); }")]
    // A loop on the pool is no worker: that nobody sees its failure is another finding.
    [InlineData("_ = Task.Run(async () => { while (!token.IsCancellationRequested) { await shop.ShipAsync(token); await Task.Delay(1000, token); } }, token);")]
    // Work that ends.
    [InlineData("await shop.ShipAsync(token);")]
    [InlineData("foreach (var id in await shop.LoadAsync(token)) { await shop.SendAsync(id, token); }")]
    [InlineData("while (true) { var page = await shop.LoadAsync(token); if (page.Count == 0) { break; } }")]
    public Task Rounds_that_keep_it_in(string body) => Check.Reports<PG2045WorkerCanDie>(Execute("await Task.Yield(); " + body));

    [Theory]
    [InlineData("protected override async Task ExecuteAsync(CancellationToken token) { while (!token.IsCancellationRequested) { await RoundAsync(token); await Task.Delay(1000, token); } } private async Task RoundAsync(CancellationToken token) { logger.LogInformation(\"x\"); try { await shop.ShipAsync(token); } catch (Exception ex) when (ex is not OperationCanceledException) { logger.LogError(ex, \"x\"); } }")]
    [InlineData("protected override async Task ExecuteAsync(CancellationToken token) { while (!token.IsCancellationRequested) { try { await LoopAsync(token); } catch (Exception ex) { logger.LogError(ex, \"x\"); } } } private async Task LoopAsync(CancellationToken token) { while (!token.IsCancellationRequested) { await shop.ShipAsync(token); await Task.Delay(1000, token); } }")]
    public Task Handled_in_another_method(string members) => Check.Reports<PG2045WorkerCanDie>(Worker(members));

    [Fact]
    public Task A_loop_of_any_other_class() => Check.Reports<PG2045WorkerCanDie>(
        "public class Loop(IShop shop) { public async Task ExecuteAsync(CancellationToken token) { while (!token.IsCancellationRequested) { await shop.ShipAsync(token); await Task.Delay(1000, token); } } }\n" + Types);

    [Fact]
    public Task Tests_and_their_workers() => Check.Reports<PG2045WorkerCanDie>(Scenario.Of(
        ProjectKind.Test, Execute("while (!token.IsCancellationRequested) { await shop.ShipAsync(token); await Task.Delay(1000, token); }")));

    [Fact]
    public Task The_sound_of_silence_after_the_fix_of_the_other_rules() => Check.AllRulesReport(Execute(
        "while (!token.IsCancellationRequested) { try { await shop.ShipAsync(token); } catch (Exception ex) when (ex is not OperationCanceledException || !token.IsCancellationRequested) { logger.LogError(ex, \"x\"); } await Task.Delay(1000, token); }")
        .Replace("public", "internal", StringComparison.Ordinal));

    [Fact]
    public Task Half_typed_code() => Check.Reports<PG2045WorkerCanDie>(Scenario.Of(
        "class W : Microsoft.Extensions.Hosting.BackgroundService { protected override async Task ExecuteAsync(CancellationToken token) { while (!token.IsCancellationRequested) { await ; try { } await Missing.A(; } while (true) do } }").Broken());

    /// <summary>When the next round is due is computed beside it; what is done beside it can fail here.</summary>
    [Theory]
    [InlineData("while (!token.IsCancellationRequested) { if (DateTime.UtcNow > next) { await RunRoundAsync(token); next = plan.Next(next); } await Task.Delay(1000, token); }")]
    [InlineData("[|while|] (!token.IsCancellationRequested) { if (DateTime.UtcNow > next) { await RunRoundAsync(token); plan.Store(next); } await Task.Delay(1000, token); }")]
    [InlineData("[|while|] (!token.IsCancellationRequested) { if (DateTime.UtcNow > next) { await plan.AskAsync(token); next = plan.Next(next); } await Task.Delay(1000, token); }")]
    [InlineData("[|while|] (!token.IsCancellationRequested) { next = plan.Next(next); await Task.Delay(1000, token); }")]
    public Task A_plan_beside_a_round_that_derived_workers_write(string loop) => Check.Reports<PG2045WorkerCanDie>(
        "using Microsoft.Extensions.Hosting;\n\npublic abstract class Plan { public abstract DateTime Next(DateTime now); public abstract void Store(DateTime at); public abstract Task AskAsync(CancellationToken token); }\n\npublic abstract class Rounds(Plan plan) : BackgroundService { private DateTime next; protected override async Task ExecuteAsync(CancellationToken token) { "
        + loop + " } protected Plan Kept => plan; protected DateTime At => next; protected abstract Task RunRoundAsync(CancellationToken token); }");

    /// <summary>Whoever types sees the failure.</summary>
    [Theory]
    [InlineData("while (true) { var line = Console.ReadLine(); await shop.SendAsync(line!.Length, token); }")]
    [InlineData("while (!token.IsCancellationRequested) { Console.ReadKey(); await shop.ShipAsync(token); }")]
    [InlineData("[|while|] (true) { Console.WriteLine(\"x\"); await shop.SendAsync(1, token); }")]
    public Task A_conversation(string body) => Check.Reports<PG2045WorkerCanDie>(Execute(body));
}
