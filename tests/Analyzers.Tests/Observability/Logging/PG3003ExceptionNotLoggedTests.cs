using ProdGap.Analyzers.Core.Hosting;
using ProdGap.Analyzers.Observability.Logging;

namespace ProdGap.Analyzers.Tests.Observability.Logging;

public sealed class PG3003ExceptionNotLoggedTests
{
    internal static string Catching(string handler) =>
        $$"""
        using Microsoft.Extensions.Logging;

        public class Orders(ILogger<Orders> logger, Serilog.ILogger serilog, NLog.Logger nlog, IStore store)
        {
            private readonly List<Exception> _failed = [];

            public string? Place(int id)
            {
                _ = (logger, serilog, nlog, _failed);
                try
                {
                    store.Save(id);
                    return "placed";
                }
                {{handler}}
                return "failed";
            }

            private void Report(Exception ex) => _failed.Add(ex);
            private static string Shorten(string text) => text[..10];
        }

        public interface IStore { void Save(int id); }
        public class OutOfStockException(string message) : Exception(message) { public int Left { get; } }
        """;

    [Theory]
    [InlineData("catch (Exception ex) { logger.LogError([|ex.Message|]); }")]
    [InlineData("catch (Exception ex) { logger.LogError([|ex.ToString()|]); }")]
    [InlineData("catch (Exception ex) { logger.LogError(\"Could not place {Id}: {Error}\", id, [|ex.Message|]); }")]
    [InlineData("catch (Exception ex) { logger.LogError($\"Could not place {id}: {[|ex.Message|]}\"); }")]
    [InlineData("catch (Exception ex) { logger.LogError(\"Could not place: \" + [|ex|]); }")]
    [InlineData("catch (Exception ex) { logger.LogCritical(\"Could not place {Id}: {Error}\", id, [|ex|]); }")]
    [InlineData("catch (Exception ex) { logger.LogError(\"Could not place {Id}: {Error}\", id, [|ex.InnerException?.Message|]); }")]
    [InlineData("catch (Exception ex) { logger.LogError(\"Could not place {Id}: {Error}\", id, [|ex.InnerException!.Message|]); }")]
    [InlineData("catch (Exception ex) { logger.LogError(\"Could not place {Id}: {Error}\", id, [|ex.StackTrace|]); }")]
    [InlineData("catch (Exception ex) { logger.LogError(string.Format(\"Could not place: {0}\", [|ex.Message|])); }")]
    [InlineData("catch (Exception ex) { logger.LogInformation(\"Could not place: {Error}\", [|ex.Message|]); }")]
    [InlineData("catch (System.Net.Http.HttpRequestException ex) { logger.LogWarning(\"Could not place: {Error}\", [|ex.Message|]); }")]
    [InlineData("catch (Exception) { logger.[|LogError|](\"Could not place {Id}\", id); }")]
    [InlineData("catch { logger.[|LogError|](\"Could not place {Id}\", id); }")]
    [InlineData("catch (Exception ex) { logger.[|LogWarning|](\"Could not place {Id}\", id); }")]
    [InlineData("catch (System.IO.IOException) { logger.[|LogError|](\"Could not place {Id}\", id); }")]
    [InlineData("catch (Exception ex) { logger.Log(LogLevel.Error, \"Could not place: {Error}\", [|ex.Message|]); return null; }")]
    [InlineData("catch (Exception ex) { serilog.Error(\"Could not place: {Error}\", [|ex.Message|]); }")]
    [InlineData("catch (Exception) { Serilog.Log.[|Fatal|](\"Could not place\"); }")]
    [InlineData("catch (Exception ex) { nlog.Error(\"Could not place: {Error}\", [|ex.Message|]); }")]
    [InlineData("catch (Exception ex) { nlog.Warn([|ex.Message|]); logger.LogInformation(\"Stack: {Stack}\", ex.StackTrace); }")]
    public Task What_is_reported(string handler) => Check.Reports<PG3003ExceptionNotLogged>(Catching(handler));

    [Theory]
    [InlineData("catch (Exception ex) { logger.LogError(ex, \"Could not place {Id}\", id); }")]
    [InlineData("catch (Exception ex) { logger.LogError(ex, \"Could not place {Id}: {Error}\", id, ex.Message); }")]
    [InlineData("catch (Exception ex) { logger.LogError(\"Could not place {Id}\", id); logger.LogDebug(ex, \"Details\"); }")]
    [InlineData("catch (Exception ex) { logger.LogError(\"Could not place {Id}: {Error}\", id, ex.Message); throw; }")]
    [InlineData("catch (Exception ex) { logger.LogError(\"Could not place {Id}: {Error}\", id, ex.Message); throw new InvalidOperationException(\"no\", ex); }")]
    [InlineData("catch (Exception ex) { logger.LogError(\"Could not place {Id}\", id); Report(ex); }")]
    [InlineData("catch (Exception ex) { logger.LogError(\"Could not place {Id}\", id); _failed.Add(ex); }")]
    [InlineData("catch (Exception ex) { logger.LogError(\"Could not place {Id}\", id); return ex.Message; }")]
    [InlineData("catch (Exception ex) { logger.LogError(new EventId(1), ex, \"Could not place {Id}\", id); }")]
    [InlineData("catch (Exception ex) { logger.LogInformation(\"Not placed\"); Report(ex); }")]
    [InlineData("catch (Exception) { logger.LogInformation(\"Not placed\"); }")]
    [InlineData("catch (OperationCanceledException) { logger.LogWarning(\"Cancelled\"); }")]
    [InlineData("catch (TaskCanceledException ex) { logger.LogError(\"Timeout: {Error}\", ex.Message); }")]
    [InlineData("catch (OutOfStockException ex) { logger.LogWarning(\"Only {Left} left\", ex.Left); }")]
    [InlineData("catch (OutOfStockException) { logger.LogError(\"Out of stock\"); }")]
    [InlineData("catch (OutOfStockException ex) { logger.LogInformation(\"Out of stock: {Reason}\", ex.Message); }")]
    [InlineData("catch (FormatException ex) { logger.LogDebug(\"Not a number: {Reason}\", ex.Message); }")]
    [InlineData("catch (System.Net.Http.HttpRequestException ex) when (ex.StatusCode == System.Net.HttpStatusCode.NotFound) { logger.LogWarning(\"Not there: {Reason}\", ex.Message); }")]
    [InlineData("catch (Exception ex) when (ex is FormatException or OverflowException) { logger.LogWarning(\"Not a number: {Reason}\", ex.Message); }")]
    [InlineData("catch (Exception ex) { if (ex is OutOfStockException) { logger.LogWarning(\"Out of stock\"); } }")]
    [InlineData("catch (Exception ex) { logger.LogError(Shorten(ex.Message)); }")]
    [InlineData("catch (Exception ex) { nlog.Error(\"Could not place {0}\", ex); }")]
    [InlineData("catch (Exception ex) { nlog.Error(ex); }")]
    [InlineData("catch (Exception ex) { serilog.Error(ex, \"Could not place\"); }")]
    [InlineData("catch (Exception ex) { Console.WriteLine(ex.Message); }")]
    [InlineData("catch (Exception) { return null; }")]
    public Task What_is_left_alone(string handler) => Check.Reports<PG3003ExceptionNotLogged>(Catching(handler));

    /// <summary>Where the text of an exception is all that there is to know.</summary>
    [Theory]
    [InlineData("catch (Exception e) when (e is System.Net.WebSockets.WebSocketException or ObjectDisposedException) { logger.LogWarning(\"Closed: {Reason}\", e.Message); }")]
    [InlineData("catch (OutOfStockException ex) { logger.LogWarning(\"Not placed: {Reason}\", ex.Message); } if (id > 3) { throw new OutOfStockException(\"Nothing left\"); }")]
    public Task What_the_text_says_all_about(string handler) => Check.Reports<PG3003ExceptionNotLogged>(Catching(handler));

    [Theory]
    [InlineData("public async Task<bool> IsUpAsync(string url) { try { await http.GetStringAsync(url); return true; } catch (Exception ex) { logger.LogWarning(\"Not up: {Reason}\", ex.Message); return false; } }")]
    [InlineData("public void Read(string[] lines) { foreach (var line in lines) { try { JsonDocument.Parse(line).Dispose(); } catch (JsonException ex) { logger.LogWarning(\"Not read: {Reason}\", ex.Message); } } }")]
    [InlineData("public async Task<bool> SendAsync(string url) { try { await http.GetStringAsync(url); return true; } catch (Exception ex) { logger.LogWarning(\"Not sent: {Reason}\", [|ex.Message|]); return false; } }")]
    [InlineData("public async Task<string> IssueAsync(string url) { try { return await http.GetStringAsync(url); } catch (Exception ex) { logger.LogWarning(\"Not sent: {Reason}\", [|ex.Message|]); return url; } }")]
    [InlineData("public void Read(string line) { try { JsonDocument.Parse(line).Dispose(); } catch (JsonException ex) { logger.LogWarning(\"Not read: {Reason}\", [|ex.Message|]); } }")]
    [InlineData("public void Read(string[] lines) { foreach (var line in lines) { try { File.ReadAllText(line); } catch (IOException ex) { logger.LogWarning(\"Not read: {Reason}\", [|ex.Message|]); } } }")]
    public Task Probes_and_items(string members) => Check.Reports<PG3003ExceptionNotLogged>(
        "using System.Text.Json;\nusing Microsoft.Extensions.Logging;\npublic class Feed(HttpClient http, ILogger<Feed> logger) { private readonly HttpClient kept = http; public HttpClient Kept => kept; " + members + " }");

    [Theory]
    [InlineData("catch (Exception ex) { logger.LogWarning(\"Not cleared {Id}: {Exception}\", id, [|ex|]); }", "'LogWarning' writes the exception as text, which nothing can group or search; pass the exception itself")]
    [InlineData("catch (Exception ex) { logger.LogError([|ex.ToString()|]); }", "'LogError' writes the exception as text, which nothing can group or search; pass the exception itself")]
    [InlineData("catch (Exception ex) { logger.LogError([|ex.Message|]); }", "'LogError' loses the exception's type, stack trace and inner exceptions; pass the exception itself")]
    public Task The_message_says_what_is_lost(string handler, string message) => Check.Reports<PG3003ExceptionNotLogged>(Catching(handler), message);

    [Fact]
    public Task Outside_of_handlers_a_message_is_a_text() => Check.Reports<PG3003ExceptionNotLogged>(
        """
        using Microsoft.Extensions.Logging;

        class Orders(ILogger<Orders> logger)
        {
            void Tell(Exception ex, Task task)
            {
                logger.LogError("It was {Error}", ex.Message);
                task.ContinueWith(done => logger.LogError("It was {Error}", done.Exception!.Message));
            }
        }
        """);

    /// <summary>A failure that some way out hides altogether is PG2001's; the message in a text that is no template has two faults at two places.</summary>
    [Fact]
    public Task One_reason_at_one_place() => Check.AllRulesReport(
        """
        using Microsoft.Extensions.Logging;

        public class Orders(ILogger<Orders> logger, IStore store)
        {
            public void Hidden(int id)
            {
                try
                {
                    store.Save(id);
                }
                {|PG2001:catch (Exception)|}
                {
                    if (id > 10)
                    {
                        logger.LogError("Could not place");
                    }
                }
            }

            public string Place(int id)
            {
                try
                {
                    store.Save(id);
                    return "placed";
                }
                catch (Exception ex)
                {
                    logger.LogError({|PG3002:$"Could not place {id}: {{|PG3003:ex.Message|}}"|});
                    return "failed";
                }
            }
        }

        public interface IStore { void Save(int id); }
        """);

    [Fact]
    public Task The_message_names_the_method() => Check.Reports<PG3003ExceptionNotLogged>(
        Catching("catch (Exception) { logger.[|LogError|](\"Could not place {Id}\", id); }"),
        "'LogError' loses the exception's type, stack trace and inner exceptions; pass the exception itself");

    [Theory]
    [InlineData("catch (Exception ex) { logger.LogError(\"a\" }")]
    [InlineData("catch (Missing ex) { logger.LogError(ex.Message); }")]
    [InlineData("catch (Exception ex) { logger.LogError(ex.); }")]
    [InlineData("catch (Exception { logger.LogError(\"a\"); }")]
    public async Task Half_typed_code_does_no_harm(string handler)
    {
        var (solution, _) = ((Scenario)Catching(handler)).Broken().Build();
        await Check.Findings(solution, [new ProdGapAnalyzer([new PG3003ExceptionNotLogged()])]);
    }
}
