using ProdGap.Analyzers.CodeFixes.Observability.Logging;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Observability.Logging;
using ProdGap.Analyzers.Reliability.Exceptions;

namespace ProdGap.Analyzers.Tests.Observability.Logging;

public sealed class PG3001ConsoleAsLogFixTests
{
    private static Task Rewrites(Scenario before, params string[] after) => Check.Rewrites<PG3001ConsoleAsLog, PG3001ConsoleAsLogFix>(before, after);

    private static string InClass(string statement, string logger = "ILogger<Orders> logger") =>
        $$"""
        using Microsoft.Extensions.Logging;

        class Orders({{logger}})
        {
            private const string Started = "Orders started";

            public void Run(int id, string customer, IStore store)
            {
                {{statement}}
                _ = (id, customer, store, logger, Started);
            }
        }

        interface IStore { void Save(int id); }
        """;

    [Theory]
    [InlineData("Console.WriteLine(\"Order placed\");", "logger.LogInformation(\"Order placed\");")]
    [InlineData("Console.WriteLine(Started);", "logger.LogInformation(Started);")]
    [InlineData("Console.WriteLine($\"Order {id:D6} placed\");", "logger.LogInformation(\"Order {Id:D6} placed\", id);")]
    [InlineData("Console.WriteLine(\"Order \" + id);", "logger.LogInformation(\"Order {Id}\", id);")]
    [InlineData("Console.WriteLine(\"Order {0} of {1}\", id, customer);", "logger.LogInformation(\"Order {Id} of {Customer}\", id, customer);")]
    [InlineData("Console.WriteLine(string.Format(\"Order {0}\", id));", "logger.LogInformation(\"Order {Id}\", id);")]
    [InlineData("Console.WriteLine(id);", "logger.LogInformation(\"{Id}\", id);")]
    [InlineData("Console.WriteLine(customer);", "logger.LogInformation(\"{Customer}\", customer);")]
    [InlineData("Console.WriteLine(\"Warning: order \" + id);", "logger.LogWarning(\"Warning: order {Id}\", id);")]
    [InlineData("Console.WriteLine($\"[ERROR] order {id}\");", "logger.LogError(\"[ERROR] order {Id}\", id);")]
    [InlineData("Console.WriteLine($\"Fehler: order {id}\");", "logger.LogError(\"Fehler: order {Id}\", id);")]
    [InlineData("try { store.Save(id); } catch (Exception) { Action say = () => Console.WriteLine($\"Nicht gespeichert: {id}\"); say(); }", "try { store.Save(id); } catch (Exception) { Action say = () => logger.LogError(\"Nicht gespeichert: {Id}\", id); say(); }")]
    [InlineData("Console.Error.WriteLine($\"Order {id} is late\");", "logger.LogError(\"Order {Id} is late\", id);")]
    [InlineData("Action say = () => Console.WriteLine(customer); say();", "Action say = () => logger.LogInformation(\"{Customer}\", customer); say();")]
    [InlineData("/* why */ Console.WriteLine(\"a\"); // and that", "/* why */ logger.LogInformation(\"a\"); // and that")]
    [InlineData("try { store.Save(id); } catch (Exception ex) { Console.WriteLine(ex.Message); }", "try { store.Save(id); } catch (Exception ex) { logger.LogError(ex, \"Save failed in Run\"); }")]
    [InlineData("try { store.Save(id); } catch (Exception ex) { Console.WriteLine($\"Could not save {id}: {ex.Message}\"); }", "try { store.Save(id); } catch (Exception ex) { logger.LogError(ex, \"Could not save {Id}\", id); }")]
    [InlineData("try { store.Save(id); } catch (Exception ex) { Console.WriteLine(\"Could not save {0}: {1}\", id, ex); }", "try { store.Save(id); } catch (Exception ex) { logger.LogError(ex, \"Could not save {Id}\", id); }")]
    [InlineData("try { store.Save(id); } catch { Console.WriteLine(\"Could not save\"); }", "try { store.Save(id); } catch (Exception ex) { logger.LogError(ex, \"Could not save\"); }")]
    [InlineData("try { store.Save(id); } catch (Exception ex) { Console.WriteLine(\"Could not save\"); Console.WriteLine(ex.Message); }", "try { store.Save(id); } catch (Exception ex) { logger.LogError(\"Could not save\"); logger.LogError(ex, \"Save failed in Run\"); }")]
    [InlineData("try { store.Save(id); } catch (Exception ex) { Console.WriteLine(ex.Message); Console.WriteLine(ex.StackTrace); Console.WriteLine(ex); }", "try { store.Save(id); } catch (Exception ex) { logger.LogError(ex, \"Save failed in Run\"); }")]
    [InlineData("try { store.Save(id); } catch (Exception ex) { logger.LogError(ex, \"No\"); Console.WriteLine(ex.Message); }", "try { store.Save(id); } catch (Exception ex) { logger.LogError(ex, \"No\"); }")]
    [InlineData("try { store.Save(id); } catch (Exception ex) { logger.LogError(ex, \"No\"); Console.WriteLine(\"Order {0}: {1}\", id, ex.Message); }", "try { store.Save(id); } catch (Exception ex) { logger.LogError(ex, \"No\"); logger.LogError(\"Order {Id}: {Error}\", id, ex.Message); }")]
    [InlineData("try { store.Save(id); } catch (Exception ex) { logger.LogError(ex, \"Save failed in Run\"); Console.WriteLine($\"Could not save {id}: {ex.Message}\"); }", "try { store.Save(id); } catch (Exception ex) { logger.LogError(ex, \"Could not save {Id}\", id); }")]
    [InlineData("try { store.Save(id); } catch (Exception ex) { logger.LogError(ex, \"Save failed in Run\"); Console.WriteLine(ex); }", "try { store.Save(id); } catch (Exception ex) { logger.LogError(ex, \"Save failed in Run\"); }")]
    [InlineData("try { store.Save(id); } catch (OperationCanceledException) { Console.WriteLine(\"Cancelled\"); }", "try { store.Save(id); } catch (OperationCanceledException) { logger.LogInformation(\"Cancelled\"); }")]
    public Task Rewritten(string before, string after) => Rewrites(InClass(before), InClass(after));

    [Theory]
    [InlineData("Serilog.ILogger logger", "Console.Error.WriteLine($\"Order {id}\");", "logger.Error(\"Order {Id}\", id);")]
    [InlineData("Serilog.ILogger logger", "Console.WriteLine($\"Order {id}\");", "logger.Information(\"Order {Id}\", id);")]
    [InlineData("NLog.Logger logger", "Console.WriteLine($\"Order {id}\");", "logger.Info(\"Order {Id}\", id);")]
    [InlineData("ILogger<Orders>? logger", "Console.WriteLine($\"Order {id}\");", "logger?.LogInformation(\"Order {Id}\", id);")]
    public Task Other_loggers(string logger, string before, string after) => Rewrites(InClass(before, logger), InClass(after, logger));

    /// <summary>What the fix writes needs no fix of its neighbors.</summary>
    [Fact]
    public async Task Nothing_is_left_for_the_other_rules()
    {
        var after = InClass("try { store.Save(id); } catch (Exception ex) { logger.LogError(ex, \"Could not save {Id}\", id); }");
        await Rewrites(InClass("try { store.Save(id); } catch (Exception ex) { Console.WriteLine($\"Could not save {id}: {ex.Message}\"); }"), after);
        await Check.Reports<PG3002InterpolatedLog>(after);
        await Check.Reports<PG3003ExceptionNotLogged>(after);
        await Check.Reports<PG2001SwallowedException>(after);
    }

    [Fact]
    public Task A_logger_is_injected_where_there_is_none() => Rewrites(
        """
        using Microsoft.Extensions.Hosting;

        public class Sync : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                Console.WriteLine("Started");
                try
                {
                    await Task.Delay(100, stoppingToken);
                    Console.WriteLine($"It is {DateTime.UtcNow}");
                }
                catch (Exception e)
                {
                    Console.WriteLine("Sync failed: " + e.Message);
                }
            }
        }
        """,
        """
        using Microsoft.Extensions.Hosting;
        using Microsoft.Extensions.Logging;

        public class Sync(ILogger<Sync> logger) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                logger.LogInformation("Started");
                try
                {
                    await Task.Delay(100, stoppingToken);
                    logger.LogInformation("It is {UtcNow}", DateTime.UtcNow);
                }
                catch (Exception e)
                {
                    logger.LogError(e, "Sync failed");
                }
            }
        }
        """);

    [Fact]
    public Task The_logger_of_a_web_application() => Rewrites(
        Scenario.Of(
            ProjectKind.Web,
            """
            using Microsoft.AspNetCore.Builder;

            var app = WebApplication.CreateBuilder(args).Build();
            app.MapGet("/{id}", (int id) =>
            {
                Console.WriteLine($"Reading {id}");
                return "hello";
            });
            app.Run();
            """),
        """
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.Logging;

        var app = WebApplication.CreateBuilder(args).Build();
        app.MapGet("/{id}", (int id) =>
        {
            app.Logger.LogInformation("Reading {Id}", id);
            return "hello";
        });
        app.Run();
        """);

    [Theory]
    [InlineData("class Orders(ILogger<Orders> logger) { void Run() => logger.LogInformation(\"Started\"); $ }")]
    [InlineData("class Orders { private readonly ILogger<Orders> logger; public Orders(ILogger<Orders> logger) => this.logger = logger; void Run() => logger.LogInformation(\"Started\"); $ }")]
    [InlineData("class Orders { protected ILogger<Orders> Logger { get; } = null!; $ }")]
    public Task What_belongs_to_an_instance_of_the_type_around_is_out_of_reach(string type) => Check.OffersOnly<PG3001ConsoleAsLog, PG3001ConsoleAsLogFix>(
        "using Microsoft.Extensions.Logging;\n" + type.Replace("$", "struct Line { public void Print() => Console.WriteLine(\"Line\"); }"));

    [Fact]
    public Task The_logger_of_a_base_class_is_at_hand_in_a_nested_type() => Rewrites(
        "using Microsoft.Extensions.Logging;\nclass Orders { class Lines : Base { public void Print() => Console.WriteLine(\"Line\"); } }\nclass Base { protected ILogger Log { get; } = null!; }",
        "using Microsoft.Extensions.Logging;\nclass Orders { class Lines : Base { public void Print() => Log.LogInformation(\"Line\"); } }\nclass Base { protected ILogger Log { get; } = null!; }");

    [Theory]
    [InlineData("Console.Write(\"Order \" + id);")]
    [InlineData("Console.WriteLine(\"{0} {0}\", id);")]
    [InlineData("Console.WriteLine(\"{not a format}\");")]
    [InlineData("Console.WriteLine(\"{0}\", (object[])[id]);")]
    [InlineData("Console.WriteLine(new char[3], 0, 1);")]
    [InlineData("Console.Out.WriteLineAsync(customer);")]
    [InlineData("Console.WriteLine($\"{id:0\\\\.0}\");")]
    [InlineData("Console.WriteLine(\"Order placed\" /* why */);")]
    [InlineData("Console.WriteLine( // for support\n            id);")]
    public Task Refused(string statement) => Check.OffersOnly<PG3001ConsoleAsLog, PG3001ConsoleAsLogFix>(InClass(statement));

    [Fact]
    public Task Refused_where_no_logger_can_be_had() => Check.OffersOnly<PG3001ConsoleAsLog, PG3001ConsoleAsLogFix>(
        "static class Orders { public static void Run() => Console.WriteLine(\"Started\"); }");
}
