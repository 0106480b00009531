using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Hosting;
using ProdGap.Analyzers.Observability.Logging;

namespace ProdGap.Analyzers.Tests.Observability.Logging;

public sealed class PG3002InterpolatedLogTests
{
    internal static string InMethod(string statement) =>
        $$"""
        using Microsoft.Extensions.Logging;

        class Order { public int Id { get; set; } public string? Customer { get; set; } public decimal Total { get; set; } public List<string> Lines { get; } = []; }

        class Orders(ILogger<Orders> logger, Serilog.ILogger serilog, NLog.Logger nlog, TextWriter writer)
        {
            private const string Name = "orders";
            private readonly ILogger? _other = logger;
            private static readonly Action<ILogger, int, Exception?> Placed = LoggerMessage.Define<int>(LogLevel.Information, new EventId(1), "Placed {Id}");

            async Task Run(Order order, int orderId, string[] ids, Exception ex, bool verbose, IFormatProvider provider)
            {
                await Task.Yield();
                {{statement}}
                _ = (writer, serilog, nlog, _other, Placed, ids, ex, verbose, provider, Name);
            }

            Task<int> CountAsync() => Task.FromResult(1);
        }
        """;

    [Theory]
    [InlineData("logger.LogInformation([|$\"Order {orderId} placed\"|]);")]
    [InlineData("logger.LogTrace([|$\"{orderId}\"|]); logger.LogDebug([|$\"{orderId}\"|]); logger.LogWarning([|$\"{orderId}\"|]); logger.LogCritical([|$\"{orderId}\"|]);")]
    [InlineData("logger.LogError(ex, [|$\"Order {orderId} failed\"|]);")]
    [InlineData("logger.LogError(new EventId(1), ex, [|$\"Order {orderId} failed\"|]);")]
    [InlineData("logger.Log(LogLevel.Error, [|$\"Order {orderId} failed\"|]);")]
    [InlineData("logger.Log(verbose ? LogLevel.Debug : LogLevel.Trace, 1, ex, [|$\"Order {orderId} failed\"|]);")]
    [InlineData("using (logger.BeginScope([|$\"Order {orderId}\"|])) { }")]
    [InlineData("using (logger.BeginScope([|$\"Order {orderId} by {{User}}\"|], ids[0])) { }")]
    [InlineData("logger.LogInformation([|\"Order \" + orderId + \" placed\"|]);")]
    [InlineData("logger.LogInformation([|\"Order placed: \" + order.Customer|]);")]
    [InlineData("logger.LogInformation([|string.Format(\"Order {0} placed\", orderId)|]);")]
    [InlineData("logger.LogInformation([|String.Format(provider, \"Order {0} placed\", orderId)|]);")]
    [InlineData("logger.LogInformation([|($\"Order {orderId} placed\")|]);")]
    [InlineData("logger.LogInformation([|$\"Order {orderId} for {{Customer}}\"|], order.Customer);")]
    [InlineData("_other?.LogInformation([|$\"Order {orderId}\"|]);")]
    [InlineData("LoggerExtensions.LogInformation(logger, [|$\"Order {orderId}\"|]);")]
    [InlineData("logger.LogInformation(message: [|$\"Order {orderId}\"|]);")]
    [InlineData("if (logger.IsEnabled(LogLevel.Debug)) { logger.LogDebug([|$\"Order {orderId}\"|]); }")]
    [InlineData("Action log = () => logger.LogDebug([|$\"Order {orderId}\"|]); log();")]
    [InlineData("serilog.Information([|$\"Order {orderId} placed\"|]);")]
    [InlineData("serilog.Error(ex, [|\"Order \" + orderId|]);")]
    [InlineData("serilog.Write(Serilog.Events.LogEventLevel.Error, ex, [|$\"Order {orderId}\"|]);")]
    [InlineData("Serilog.Log.Warning([|$\"Order {orderId} is late\"|]);")]
    [InlineData("Serilog.Log.ForContext<Order>().Fatal([|$\"Order {orderId} is late\"|]);")]
    [InlineData("nlog.Info([|$\"Order {orderId} placed\"|]);")]
    [InlineData("nlog.Error(ex, [|$\"Order {orderId} failed\"|]);")]
    [InlineData("nlog.Log(NLog.LogLevel.Warn, [|$\"Order {orderId} is late\"|]);")]
    public Task What_is_reported(string statement) => Check.Reports<PG3002InterpolatedLog>(InMethod(statement));

    [Theory]
    [InlineData("logger.LogInformation(\"Order {OrderId} placed\", orderId);")]
    [InlineData("logger.LogInformation(\"Order placed\");")]
    [InlineData("logger.LogInformation($\"Order placed\");")]
    [InlineData("logger.LogInformation($\"{Name} started\");")]
    [InlineData("logger.LogInformation($\"{nameof(Orders)} started {{Count}}\", ids.Length);")]
    [InlineData("logger.LogInformation(\"Order {OrderId} \" + \"placed by {Customer}\", orderId, order.Customer);")]
    [InlineData("logger.LogInformation(Name + \" started\");")]
    [InlineData("logger.LogInformation(\"Order {Order}\", $\"{orderId:D6}\");")]
    [InlineData("logger.LogInformation(\"Order {Order}\", \"no. \" + orderId);")]
    [InlineData("logger.LogError(ex, ex.Message);")]
    [InlineData("logger.LogInformation(order.Customer);")]
    [InlineData("logger.LogInformation(string.Format(order.Customer!, orderId));")]
    [InlineData("Placed(logger, orderId, null);")]
    [InlineData("using (logger.BeginScope(new Dictionary<string, object> { [\"OrderId\"] = $\"{orderId}\" })) { }")]
    [InlineData("using (logger.BeginScope(\"Order {OrderId}\", orderId)) { }")]
    [InlineData("logger.Log(LogLevel.Error, new EventId(1), order, ex, (state, failure) => $\"{state} {failure}\");")]
    [InlineData("serilog.Information(\"Order {OrderId} placed\", orderId);")]
    [InlineData("serilog.Error(ex, \"Order {OrderId}\", orderId + 1);")]
    [InlineData("nlog.Info(\"Order {OrderId} placed\", orderId);")]
    [InlineData("nlog.Info(orderId + 1);")]
    [InlineData("writer.Write($\"Order {orderId}\");")]
    [InlineData("Console.WriteLine($\"Order {orderId}\");")]
    [InlineData("Console.Error.Write($\"Order {orderId}\");")]
    [InlineData("System.Diagnostics.Debug.Write($\"Order {orderId}\");")]
    [InlineData("System.Diagnostics.Trace.TraceError($\"Order {orderId}\");")]
    public Task What_is_left_alone(string statement) => Check.Reports<PG3002InterpolatedLog>(InMethod(statement));

    /// <summary>A logger that the project has built itself, one with an interpolated string handler, and a formatter of its own.</summary>
    [Fact]
    public Task Loggers_of_the_project_are_its_own_matter() => Check.Reports<PG3002InterpolatedLog>(
        """
        using System.Runtime.CompilerServices;
        using System.Text;

        public interface IShopLog { void LogInformation(string message, params object[] args); void Error(string message); }

        [InterpolatedStringHandler]
        public ref struct LogText(int literalLength, int formattedCount)
        {
            private readonly StringBuilder text = new(literalLength + formattedCount);
            public void AppendLiteral(string value) => text.Append(value);
            public void AppendFormatted<T>(T value) => text.Append(value);
        }

        public static class LogTextExtensions
        {
            public static void LogInformation(this Microsoft.Extensions.Logging.ILogger logger, ref LogText text) { _ = logger; }
            public static string Format(this IShopLog log, int id) => "Order {Id}" + log + id;
        }

        public class Orders(IShopLog log, Microsoft.Extensions.Logging.ILogger logger)
        {
            public void Place(int id)
            {
                log.LogInformation($"Order {id}");
                log.Error("Order " + id);
                logger.LogInformation($"Order {id}");
            }
        }
        """);

    [Fact]
    public Task The_message_names_the_method() => Check.Reports<PG3002InterpolatedLog>(
        InMethod("logger.LogInformation([|$\"Order {orderId} placed\"|]);"),
        "'LogInformation' gets an already formatted message; use a constant template and pass the values as arguments");

    [Fact]
    public Task Tests_may_log_as_they_like() => Check.Reports<PG3002InterpolatedLog>(
        Scenario.Of(ProjectKind.Test, "using Microsoft.Extensions.Logging; class Helper(ILogger logger) { void Run(int id) => logger.LogInformation($\"{id}\"); }"));

    [Theory]
    [InlineData("class A { void F(ILogger logger, int id) { logger.LogInformation($\"Order {id\"); } }")]
    [InlineData("class A { void F(ILogger logger) { logger.LogInformation($\"Order {missing}\"); } }")]
    [InlineData("class A { void F(Missing logger, int id) { logger.LogInformation($\"Order {id}\"); } }")]
    [InlineData("class A { void F(ILogger logger, int id) { logger.LogInformation(\"Order \" + ); } }")]
    public async Task Half_typed_code_does_no_harm(string code)
    {
        var (solution, _) = Scenario.Of("using Microsoft.Extensions.Logging; " + code).Broken().Build();
        await Check.Findings(solution, [new ProdGapAnalyzer([new PG3002InterpolatedLog()])]);
    }

    [Fact]
    public Task Without_a_logging_library_nothing_is_asked() => Check.Reports<PG3002InterpolatedLog>(
        Scenario.Of("class A(TextWriter writer) { void F(int id) => writer.Write($\"{id}\"); }").FrameworkOnly());
}
