using ProdGap.Analyzers.CodeFixes.Reliability.Workers;
using ProdGap.Analyzers.Reliability.Workers;

namespace ProdGap.Analyzers.Tests.Reliability.Workers;

public sealed class PG2045WorkerCanDieFixTests
{
    private const string Shop = "public interface IShop { Task<string> LoadAsync(CancellationToken token); Task SendAsync(string text); Task<string> DequeueAsync(); }";

    private static string Worker(string body, string parameters = "IShop shop, ILogger<Shipping> logger", string usings = "using Microsoft.Extensions.Hosting;\nusing Microsoft.Extensions.Logging;") =>
        $$"""
        {{usings}}

        public class Shipping({{parameters}}) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
        {{body}}
            }
        }

        {{Shop}}
        """;

    private static Task Rewrites(string before, string after) => Check.Rewrites<PG2045WorkerCanDie, PG2045WorkerCanDieFix>(Worker(before), Worker(after));

    [Fact]
    public Task The_work_is_guarded_and_the_wait_is_not() => Rewrites(
        """
                while (!stoppingToken.IsCancellationRequested)
                {
                    // Step 1: load
                    var text = await shop.LoadAsync(stoppingToken);

                    /* Step 2
                       send */
                    await shop.SendAsync(
                        text + @"
        end"); // sent

                    await Task.Delay(TimeSpan.FromHours(24), stoppingToken); // once a day
                }
        """,
        """
                while (!stoppingToken.IsCancellationRequested)
                {
                    try
                    {
                        // Step 1: load
                        var text = await shop.LoadAsync(stoppingToken);

                        /* Step 2
                       send */
                        await shop.SendAsync(
                            text + @"
        end"); // sent
                    }
                    catch (Exception ex) when (ex is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
                    {
                        logger.LogError(ex, "An iteration of Shipping failed");
                    }

                    await Task.Delay(TimeSpan.FromHours(24), stoppingToken); // once a day
                }
        """);

    [Fact]
    public Task How_long_to_wait_stays_beside_the_wait() => Rewrites(
        """
                while (!stoppingToken.IsCancellationRequested)
                {
                    await shop.SendAsync("x");

                    var hours = int.Parse(Environment.MachineName);
                    await Task.Delay(TimeSpan.FromHours(hours), stoppingToken);
                }
        """,
        """
                while (!stoppingToken.IsCancellationRequested)
                {
                    try
                    {
                        await shop.SendAsync("x");
                    }
                    catch (Exception ex) when (ex is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
                    {
                        logger.LogError(ex, "An iteration of Shipping failed");
                    }

                    var hours = int.Parse(Environment.MachineName);
                    await Task.Delay(TimeSpan.FromHours(hours), stoppingToken);
                }
        """);

    [Fact]
    public Task Ticks_items_and_braces_at_the_end_of_the_line() => Rewrites(
        """
                using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1));
                while (await timer.WaitForNextTickAsync(stoppingToken)) {
                    using var ex = new MemoryStream();
                    if (ex.Length > 0) {
                        continue;
                    }
                    await shop.SendAsync("x");
                }
        """,
        """
                using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1));
                while (await timer.WaitForNextTickAsync(stoppingToken)) {
                    try {
                        using var ex = new MemoryStream();
                        if (ex.Length > 0) {
                            continue;
                        }
                        await shop.SendAsync("x");
                    }
                    catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested) {
                        logger.LogError(exception, "An iteration of Shipping failed");
                    }
                }
        """);

    [Fact]
    public Task The_wait_is_the_condition_of_a_do_loop() => Rewrites(
        """
                using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1));
                do
                {
                    await shop.SendAsync("x");
                }
                while (await timer.WaitForNextTickAsync(stoppingToken));
        """,
        """
                using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1));
                do
                {
                    try
                    {
                        await shop.SendAsync("x");
                    }
                    catch (Exception ex) when (ex is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
                    {
                        logger.LogError(ex, "An iteration of Shipping failed");
                    }
                }
                while (await timer.WaitForNextTickAsync(stoppingToken));
        """);

    [Fact]
    public Task The_wait_comes_first() => Rewrites(
        """
                while (true)
                {
                    var text = await shop.DequeueAsync();
                    await shop.SendAsync(text);
                }
        """,
        """
                while (true)
                {
                    var text = await shop.DequeueAsync();
                    try
                    {
                        await shop.SendAsync(text);
                    }
                    catch (Exception ex) when (ex is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
                    {
                        logger.LogError(ex, "An iteration of Shipping failed");
                    }
                }
        """);

    [Fact]
    public Task The_worker_is_given_a_logger() => Check.Rewrites<PG2045WorkerCanDie, PG2045WorkerCanDieFix>(
        Worker(
            """
                    while (!stoppingToken.IsCancellationRequested)
                    {
                        await shop.SendAsync("x");
                        await Task.Delay(1000, stoppingToken);
                    }
            """,
            "IShop shop",
            "using Microsoft.Extensions.Hosting;"),
        Worker(
            """
                    while (!stoppingToken.IsCancellationRequested)
                    {
                        try
                        {
                            await shop.SendAsync("x");
                        }
                        catch (Exception ex) when (ex is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
                        {
                            logger.LogError(ex, "An iteration of Shipping failed");
                        }
                        await Task.Delay(1000, stoppingToken);
                    }
            """));

    [Theory]
    // A failing round would be tried again at once, and again.
    [InlineData("        while (!stoppingToken.IsCancellationRequested)\n        {\n            await shop.SendAsync(\"x\");\n        }")]
    [InlineData("        while (!stoppingToken.IsCancellationRequested)\n        {\n            await shop.SendAsync(\"x\");\n            if (DateTime.Now.Hour > 3)\n            {\n                await Task.Delay(1, stoppingToken);\n            }\n        }")]
    // The wait, or what follows the loop, needs what the work has found out.
    [InlineData("        while (!stoppingToken.IsCancellationRequested)\n        {\n            var text = await shop.LoadAsync(stoppingToken);\n            await shop.SendAsync(\"x\");\n            await Task.Delay(text.Length, stoppingToken);\n        }")]
    [InlineData("        int length;\n        do\n        {\n            var text = await shop.LoadAsync(stoppingToken);\n            length = text.Length;\n            await Task.Delay(length, stoppingToken);\n        }\n        while (!stoppingToken.IsCancellationRequested);")]
    // Shapes that are left alone: one line, no braces, directives, functions and labels of the loop.
    [InlineData("        while (!stoppingToken.IsCancellationRequested) { await shop.SendAsync(\"x\"); await Task.Delay(1, stoppingToken); }")]
    [InlineData("        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1));\n        while (await timer.WaitForNextTickAsync(stoppingToken))\n            await shop.SendAsync(\"x\");")]
    [InlineData("        while (!stoppingToken.IsCancellationRequested)\n        {\n#if DEBUG\n            Console.WriteLine();\n#endif\n            await shop.SendAsync(\"x\");\n            await Task.Delay(1, stoppingToken);\n        }")]
    [InlineData("        while (!stoppingToken.IsCancellationRequested)\n        {\n            await SendAsync();\n            await Task.Delay(1, stoppingToken);\n            async Task SendAsync() => await shop.SendAsync(\"x\");\n        }")]
    public Task Not_offered(string body) => Check.OffersOnly<PG2045WorkerCanDie, PG2045WorkerCanDieFix>(Worker(body));

    [Fact]
    public Task Not_offered_where_no_logger_can_be_had() => Check.OffersOnly<PG2045WorkerCanDie, PG2045WorkerCanDieFix>(
        $$"""
        using Microsoft.Extensions.Hosting;

        public abstract class Polling(IShop shop) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                while (!stoppingToken.IsCancellationRequested)
                {
                    await shop.SendAsync("x");
                    await Task.Delay(1000, stoppingToken);
                }
            }
        }

        {{Shop}}
        """);
}
