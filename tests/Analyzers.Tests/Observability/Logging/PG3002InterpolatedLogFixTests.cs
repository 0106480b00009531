using ProdGap.Analyzers.CodeFixes.Observability.Logging;
using ProdGap.Analyzers.Observability.Logging;

namespace ProdGap.Analyzers.Tests.Observability.Logging;

public sealed class PG3002InterpolatedLogFixTests
{
    private static string InMethod(string statement) => PG3002InterpolatedLogTests.InMethod(statement);

    [Theory]
    [InlineData("logger.LogInformation($\"Order {orderId} placed\");", "logger.LogInformation(\"Order {OrderId} placed\", orderId);")]
    [InlineData("logger.LogInformation($\"Order {order.Id} of {order.Customer}\");", "logger.LogInformation(\"Order {OrderId} of {Customer}\", order.Id, order.Customer);")]
    [InlineData("logger.LogInformation($\"{order.Lines.Count} lines, {order.Lines.Count()} lines\");", "logger.LogInformation(\"{LinesCount} lines, {LinesCount2} lines\", order.Lines.Count, order.Lines.Count());")]
    [InlineData("logger.LogInformation($\"{order.Total,10:F2}|{order.Total,-8}|{DateTime.UtcNow:HH:mm:ss}\");", "logger.LogInformation(\"{OrderTotal,10:F2}|{OrderTotal2,-8}|{UtcNow:HH:mm:ss}\", order.Total, order.Total, DateTime.UtcNow);")]
    [InlineData("logger.LogInformation($\"{{literal}} {orderId}\");", "logger.LogInformation(\"{{literal}} {OrderId}\", orderId);")]
    [InlineData("logger.LogInformation(\"{literal} \" + orderId);", "logger.LogInformation(\"{{literal}} {OrderId}\", orderId);")]
    [InlineData("logger.LogInformation($\"a\\t\\\"{orderId}\\\"\\n\");", "logger.LogInformation(\"a\\t\\\"{OrderId}\\\"\\n\", orderId);")]
    [InlineData("logger.LogInformation($@\"C:\\orders\\{orderId} \"\"x\"\"\");", "logger.LogInformation(@\"C:\\orders\\{OrderId} \"\"x\"\"\", orderId);")]
    [InlineData("logger.LogInformation(@$\"C:\\orders\\{orderId}\");", "logger.LogInformation(@\"C:\\orders\\{OrderId}\", orderId);")]
    [InlineData("logger.LogInformation($$\"\"\"{\"id\": {{orderId}}}\"\"\");", "logger.LogInformation(\"\"\"{{\"id\": {OrderId}}}\"\"\", orderId);")]
    [InlineData("logger.LogInformation($\"Order {(verbose ? 1 : 2)}, {await CountAsync()}, {orderId + 1}, {(orderId < 3)}\");", "logger.LogInformation(\"Order {Value}, {Count}, {OrderId}, {OrderId2}\", verbose ? 1 : 2, await CountAsync(), orderId + 1, (orderId < 3));")]
    [InlineData("logger.LogInformation($\"{nameof(Run)} of {nameof(Orders)} {ids[0]} {order?.Customer} {order!.Id} {ex.GetType().Name} {ex} {this}\");", "logger.LogInformation(\"{Method} of {Type} {Ids} {Customer} {OrderId} {Type2} {Exception} {Value}\", nameof(Run), nameof(Orders), ids[0], order?.Customer, order!.Id, ex.GetType().Name, ex, this);")]
    [InlineData("logger.LogInformation($\"{string.Join(\", \", ids)} {order.Total.ToString(\"F2\")} {(int)order.Total} {order.Customer ?? \"none\"}\");", "logger.LogInformation(\"{Ids} {OrderTotal} {OrderTotal2} {Customer}\", string.Join(\", \", ids), order.Total.ToString(\"F2\"), (int)order.Total, order.Customer ?? \"none\");")]
    [InlineData("logger.LogInformation($\"All: {ids}\");", "logger.LogInformation(\"All: {Ids}\", (object)ids);")]
    [InlineData("logger.LogInformation($\"Order {orderId} of {{Customer}} at {{At}}, {order.Total}\", order.Customer, DateTime.Now);", "logger.LogInformation(\"Order {OrderId} of {Customer} at {At}, {OrderTotal}\", orderId, order.Customer, DateTime.Now, order.Total);")]
    [InlineData("logger.LogInformation(\"Order \" + orderId + \" of {Customer}\", order.Customer);", "logger.LogInformation(\"Order {OrderId} of {Customer}\", orderId, order.Customer);")]
    [InlineData("logger.LogInformation($\"Order {{OrderId}} {orderId}\", order.Id);", "logger.LogInformation(\"Order {OrderId} {OrderId2}\", order.Id, orderId);")]
    [InlineData("logger.LogInformation(\"Order \" + orderId + ' ' + order.Customer);", "logger.LogInformation(\"Order {OrderId} {Customer}\", orderId, order.Customer);")]
    [InlineData("logger.LogInformation(orderId + 1 + \" orders\");", "logger.LogInformation(\"{OrderId} orders\", orderId + 1);")]
    [InlineData("logger.LogInformation(order.Customer + (\"-\" + orderId));", "logger.LogInformation(\"{Customer}-{OrderId}\", order.Customer, orderId);")]
    [InlineData("logger.LogInformation(string.Format(\"Order {0} at {1:g}: {{x}}\", orderId, DateTime.Now));", "logger.LogInformation(\"Order {OrderId} at {Now:g}: {{x}}\", orderId, DateTime.Now);")]
    [InlineData("logger.LogError(ex, $\"Order {orderId} failed\");", "logger.LogError(ex, \"Order {OrderId} failed\", orderId);")]
    [InlineData("logger.Log(LogLevel.Error, new EventId(1), ex, $\"Order {orderId} failed\");", "logger.Log(LogLevel.Error, new EventId(1), ex, \"Order {OrderId} failed\", orderId);")]
    [InlineData("using (logger.BeginScope($\"Order {orderId}\")) { }", "using (logger.BeginScope(\"Order {OrderId}\", orderId)) { }")]
    [InlineData("_other?.LogInformation($\"Order {orderId}\");", "_other?.LogInformation(\"Order {OrderId}\", orderId);")]
    [InlineData("logger.LogInformation(($\"Order {orderId}\"));", "logger.LogInformation(\"Order {OrderId}\", orderId);")]
    [InlineData("serilog.Information($\"Order {orderId} of {order.Customer}\");", "serilog.Information(\"Order {OrderId} of {Customer}\", orderId, order.Customer);")]
    [InlineData("Serilog.Log.Write(Serilog.Events.LogEventLevel.Error, ex, $\"Order {orderId}\");", "Serilog.Log.Write(Serilog.Events.LogEventLevel.Error, ex, \"Order {OrderId}\", orderId);")]
    [InlineData("nlog.Error(ex, $\"Order {orderId} of {order.Customer}\");", "nlog.Error(ex, \"Order {OrderId} of {Customer}\", orderId, order.Customer);")]
    [InlineData("nlog.Log(NLog.LogLevel.Warn, $\"Order {orderId} is late\");", "nlog.Log(NLog.LogLevel.Warn, \"Order {OrderId} is late\", orderId);")]
    public Task Rewritten(string before, string after) => Check.Rewrites<PG3002InterpolatedLog, PG3002InterpolatedLogFix>(InMethod(before), InMethod(after));

    [Fact]
    public Task A_text_on_several_lines_stays_on_them() => Check.Rewrites<PG3002InterpolatedLog, PG3002InterpolatedLogFix>(
        """
        using Microsoft.Extensions.Logging;

        class Orders(ILogger<Orders> logger)
        {
            void Place(int orderId, string customer, Exception ex)
            {
                // Why this is logged.
                logger.LogError(
                    ex,
                    $"Order {orderId} could not be placed " +
                    "after {three} tries " +
                    $"by {customer}"); // And what follows.
                logger.LogInformation($"Order {orderId}"
                    );
                logger.LogInformation(
                    $"Order {orderId} of {{Customer}}",
                    customer);
            }
        }
        """,
        """
        using Microsoft.Extensions.Logging;

        class Orders(ILogger<Orders> logger)
        {
            void Place(int orderId, string customer, Exception ex)
            {
                // Why this is logged.
                logger.LogError(
                    ex,
                    "Order {OrderId} could not be placed " +
                    "after {{three}} tries " +
                    "by {Customer}", orderId, customer); // And what follows.
                logger.LogInformation("Order {OrderId}", orderId
                    );
                logger.LogInformation(
                    "Order {OrderId} of {Customer}", orderId, customer);
            }
        }
        """);

    /// <summary>The exception that the log gets says its message itself.</summary>
    [Theory]
    [InlineData("logger.LogError(ex, $\"Could not place {id}: {ex.Message}\");", "logger.LogError(ex, \"Could not place {Id}\", id);")]
    [InlineData("logger.LogError(ex, \"Could not place: \" + ex.Message);", "logger.LogError(ex, \"Could not place\");")]
    [InlineData("logger.LogError(ex, $\"{ex.Message} at {id}\");", "logger.LogError(ex, \"{Error} at {Id}\", ex.Message, id);")]
    public Task An_exception_is_said_once(string before, string after) => Check.Rewrites<PG3002InterpolatedLog, PG3002InterpolatedLogFix>(
        PG3003ExceptionNotLoggedTests.Catching($"catch (Exception ex) {{ {before} }}"), PG3003ExceptionNotLoggedTests.Catching($"catch (Exception ex) {{ {after} }}"));

    [Fact]
    public Task A_raw_text_on_several_lines() => Check.Rewrites<PG3002InterpolatedLog, PG3002InterpolatedLogFix>(
        "using Microsoft.Extensions.Logging;\n\nclass Orders(ILogger<Orders> logger)\n{\n    void Place(int orderId)\n    {\n        logger.LogError($\"\"\"\n            Order {orderId}\n              failed\n            \"\"\");\n    }\n}\n",
        "using Microsoft.Extensions.Logging;\n\nclass Orders(ILogger<Orders> logger)\n{\n    void Place(int orderId)\n    {\n        logger.LogError(\"\"\"\n            Order {OrderId}\n              failed\n            \"\"\", orderId);\n    }\n}\n");

    /// <summary>Where a template could not say the same, or the call would be another one.</summary>
    [Theory]
    [InlineData("logger.LogInformation($\"{order.Total:0\\\\.0}\");")]
    [InlineData("logger.LogInformation($\"{(dynamic)order}\");")]
    [InlineData("logger.LogInformation($\"{ids.AsSpan().ToString()} {\"abc\".AsSpan()}\");")]
    [InlineData("logger.LogInformation($\"Order {orderId} {{Customer}}\", args: ids);")]
    [InlineData("logger.LogInformation($\"Order {orderId} {{Customer}}\", (object[])ids);")]
    [InlineData("logger.LogInformation($\"Order {orderId} {{0}}\", order.Customer);")]
    [InlineData("logger.LogInformation($\"Order {orderId}\", order.Customer);")]
    [InlineData("logger.LogInformation($\"Order {orderId} {{Customer}} {{Total}}\", order.Customer);")]
    [InlineData("logger.LogInformation(message: $\"Order {orderId}\");")]
    [InlineData("logger.LogInformation($\"Order {orderId}\" /* why */ + $\"{order.Id}\");")]
    [InlineData("logger.LogInformation($\"Order {orderId} {{Customer}}\", // who\n            order.Customer);")]
    [InlineData("logger.LogInformation(string.Format(\"{1} {0}\", orderId, order.Id));")]
    [InlineData("logger.LogInformation(string.Format(\"{0} {0}\", orderId));")]
    [InlineData("logger.LogInformation(string.Format(\"{0} {1}\", ids));")]
    [InlineData("logger.LogInformation(string.Format(provider, \"{0}\", orderId));")]
    [InlineData("logger.LogInformation(@\"C:\\\" + orderId);")]
    [InlineData("logger.LogInformation($\"{null}{orderId}\");")]
    [InlineData("nlog.Info($\"{await CountAsync()} orders\");")]
    public Task Refused(string statement) => Check.OffersOnly<PG3002InterpolatedLog, PG3002InterpolatedLogFix>(InMethod(statement));
}
