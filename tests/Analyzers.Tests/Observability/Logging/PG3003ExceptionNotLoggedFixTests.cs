using ProdGap.Analyzers.CodeFixes.Observability.Logging;
using ProdGap.Analyzers.Observability.Logging;

namespace ProdGap.Analyzers.Tests.Observability.Logging;

public sealed class PG3003ExceptionNotLoggedFixTests
{
    private static string Catching(string handler) => PG3003ExceptionNotLoggedTests.Catching(handler);

    [Theory]
    [InlineData("catch (Exception ex) { logger.LogError(ex.Message); }", "catch (Exception ex) { logger.LogError(ex, \"Save failed in Place\"); }")]
    [InlineData("catch (Exception ex) { logger.LogError(ex.Message, ex); }", "catch (Exception ex) { logger.LogError(ex, \"Save failed in Place\"); }")]
    [InlineData("catch (Exception ex) { logger.LogError(\"Could not place {Id}: {Error}\", id, ex.Message); }", "catch (Exception ex) { logger.LogError(ex, \"Could not place {Id}\", id); }")]
    [InlineData("catch (Exception ex) { logger.LogError($\"Could not place {id}: {ex.Message}\"); }", "catch (Exception ex) { logger.LogError(ex, \"Could not place {Id}\", id); }")]
    [InlineData("catch (Exception ex) { logger.LogError(\"Could not place: \" + ex); }", "catch (Exception ex) { logger.LogError(ex, \"Could not place\"); }")]
    [InlineData("catch (Exception ex) { logger.LogError(\"Error: {Error}\", ex.Message); }", "catch (Exception ex) { logger.LogError(ex, \"Save failed in Place\"); }")]
    [InlineData("catch (Exception ex) { logger.LogError(\"{Error}\", ex.Message); }", "catch (Exception ex) { logger.LogError(ex, \"Save failed in Place\"); }")]
    [InlineData("catch (Exception ex) { logger.LogError(\"Could not place with error: {Error} - {Stack}.\", ex.Message, ex.StackTrace); }", "catch (Exception ex) { logger.LogError(ex, \"Could not place\"); }")]
    [InlineData("catch (Exception ex) { logger.LogError(\"Failed because {Error}\", ex.Message); }", "catch (Exception ex) { logger.LogError(ex, \"Failed because {Error}\", ex.Message); }")]
    [InlineData("catch (Exception ex) { logger.LogError(\"{Error} at {Id}\", ex.Message, id); }", "catch (Exception ex) { logger.LogError(ex, \"{Error} at {Id}\", ex.Message, id); }")]
    [InlineData("catch (Exception ex) { logger.LogError(\"Could not place: {Error}\", ex.InnerException?.Message); }", "catch (Exception ex) { logger.LogError(ex, \"Could not place: {Error}\", ex.InnerException?.Message); }")]
    [InlineData("catch (Exception) { logger.LogError(\"Could not place {Id}\", id); }", "catch (Exception ex) { logger.LogError(ex, \"Could not place {Id}\", id); }")]
    [InlineData("catch { logger.LogError(\"Could not place {Id}\", id); }", "catch (Exception ex) { logger.LogError(ex, \"Could not place {Id}\", id); }")]
    [InlineData("catch (System.IO.IOException) { logger.LogError(new EventId(3), \"Could not place {Id}\", id); }", "catch (System.IO.IOException ex) { logger.LogError(new EventId(3), ex, \"Could not place {Id}\", id); }")]
    [InlineData("catch (Exception @event) { logger.Log(LogLevel.Error, new EventId(3), \"Could not place {Id}\", id); }", "catch (Exception @event) { logger.Log(LogLevel.Error, new EventId(3), @event, \"Could not place {Id}\", id); }")]
    [InlineData("catch (Exception ex) { logger?.LogError(\"Could not place: {Error}\", ex.Message); }", "catch (Exception ex) { logger?.LogError(ex, \"Could not place\"); }")]
    [InlineData("catch (Exception ex) { serilog.Error(\"Could not place {Id}: {Error}\", id, ex.Message); }", "catch (Exception ex) { serilog.Error(ex, \"Could not place {Id}\", id); }")]
    [InlineData("catch { Serilog.Log.Fatal(\"Could not place\"); }", "catch (Exception ex) { Serilog.Log.Fatal(ex, \"Could not place\"); }")]
    [InlineData("catch (Exception ex) { nlog.Warn($\"Could not place {id}: {ex.Message}\"); }", "catch (Exception ex) { nlog.Warn(ex, \"Could not place {Id}\", id); }")]
    [InlineData("catch (Exception ex) { logger.LogError(\"Could not place \" + $\"{id} ({ex.Message})\"); }", "catch (Exception ex) { logger.LogError(ex, \"Could not place \" + \"{Id}\", id); }")]
    [InlineData("catch (Exception ex) { logger.LogError(\"Could not place\", ex); }", "catch (Exception ex) { logger.LogError(ex, \"Could not place\"); }")]
    [InlineData("catch (Exception ex) { logger.LogError($\"Could not place {id}\", ex); }", "catch (Exception ex) { logger.LogError(ex, \"Could not place {Id}\", id); }")]
    [InlineData("catch (Exception ex) { serilog.Error(\"Could not place {Id}\", id, ex.Message); }", "catch (Exception ex) { serilog.Error(ex, \"Could not place {Id}\", id); }")]
    [InlineData("catch (Exception ex) { logger.LogError(\"Could not place '{Id}': {Error}\", id, ex.Message); }", "catch (Exception ex) { logger.LogError(ex, \"Could not place '{Id}'\", id); }")]
    [InlineData("catch (Exception ex) { logger.LogError(\"Could not place '{Id}' ({Error})\", id, ex.Message); }", "catch (Exception ex) { logger.LogError(ex, \"Could not place '{Id}'\", id); }")]
    [InlineData("catch (Exception ex) { logger.LogError(\"Could not place (order {Id}: {Error})\", id, ex.Message); }", "catch (Exception ex) { logger.LogError(ex, \"Could not place (order {Id}: {Error})\", id, ex.Message); }")]
    [InlineData("catch (Exception ex) { logger.LogError(\"Could not place {Id}. Message: {Error}.\", id, ex.Message); }", "catch (Exception ex) { logger.LogError(ex, \"Could not place {Id}\", id); }")]
    public Task Rewritten(string before, string after) => Check.Rewrites<PG3003ExceptionNotLogged, PG3003ExceptionNotLoggedFix>(Catching(before), Catching(after));

    /// <summary>Both orders of the two fixes lead to the same text.</summary>
    [Theory]
    [InlineData("logger.LogError($\"Could not place {id}: {ex.Message}\");", "logger.LogError(\"Could not place {Id}: {Error}\", id, ex.Message);", "logger.LogError(ex, \"Could not place {Id}\", id);")]
    [InlineData("logger.LogError(\"Could not place: \" + ex.Message);", "logger.LogError(\"Could not place: {Error}\", ex.Message);", "logger.LogError(ex, \"Could not place\");")]
    public async Task With_PG3002_in_any_order(string text, string named, string passed)
    {
        string In(string log) => Catching($"catch (Exception ex) {{ {log} }}");
        await Check.Rewrites<PG3003ExceptionNotLogged, PG3003ExceptionNotLoggedFix>(In(text), In(passed));
        await Check.Rewrites<PG3002InterpolatedLog, PG3002InterpolatedLogFix>(In(text), In(named));
        await Check.Rewrites<PG3003ExceptionNotLogged, PG3003ExceptionNotLoggedFix>(In(named), In(passed));
    }

    [Fact]
    public Task Lines_and_comments_stay() => Check.Rewrites<PG3003ExceptionNotLogged, PG3003ExceptionNotLoggedFix>(
        Catching(
            """
            catch // everything
                    {
                        // It happens.
                        logger.LogError(
                            "Could not place {Id} of {Customer}", // what
                            id,
                            "x"); // and that
                    }
            """),
        Catching(
            """
            catch (Exception ex) // everything
                    {
                        // It happens.
                        logger.LogError(
                            ex,
                            "Could not place {Id} of {Customer}", // what
                            id,
                            "x"); // and that
                    }
            """));

    [Fact]
    public Task Comments_between_the_values_stay_with_them() => Check.Rewrites<PG3003ExceptionNotLogged, PG3003ExceptionNotLoggedFix>(
        Catching(
            """
            catch (Exception ex)
                    {
                        logger.LogError(
                            "Could not place {Id}: {Error}", // for support
                            id,
                            ex.Message);
                    }
            """),
        Catching(
            """
            catch (Exception ex)
                    {
                        logger.LogError(
                            ex,
                            "Could not place {Id}: {Error}", // for support
                            id,
                            ex.Message);
                    }
            """));

    [Theory]
    [InlineData("catch (Exception ex) { logger.LogError(message: \"Could not place: {Error}\", ex.Message); }")]
    [InlineData("catch (Exception ex) { logger.LogError(\"Could not place: {Error}\", new object[] { ex.Message }); }")]
    [InlineData("catch (Exception ex) { logger.LogError(ex.Message, id); }")]
    public Task Refused(string handler) => Check.OffersOnly<PG3003ExceptionNotLogged, PG3003ExceptionNotLoggedFix>(Catching(handler));
}
