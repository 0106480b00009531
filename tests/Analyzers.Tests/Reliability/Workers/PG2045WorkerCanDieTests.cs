using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Reliability.Workers;

namespace ProdGap.Analyzers.Tests.Reliability.Workers;

public sealed class PG2045WorkerCanDieTests
{
    private const string Types =
        """

        public interface IShop { Task ShipAsync(CancellationToken token); Task<List<int>> LoadAsync(CancellationToken token); Task SendAsync(int id, CancellationToken token); void Count(); }
        """;

    private static string Worker(string members, string bases = "BackgroundService") =>
        "using System.Threading.Channels;\nusing Microsoft.Extensions.Hosting;\nusing Microsoft.Extensions.Logging;\n\npublic class Shipping(IShop shop, ILogger<Shipping> logger, IHostApplicationLifetime life, Channel<int> jobs) : " + bases + "\n{\n    "
        + members + "\n\n    public void Use() { shop.Count(); logger.LogInformation(\"x\"); life.StopApplication(); jobs.Writer.TryWrite(1); }\n}\n" + Types;

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
}
