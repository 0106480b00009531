using ProdGap.Analyzers.CodeFixes.Reliability.Exceptions;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Reliability.Exceptions;

namespace ProdGap.Analyzers.Tests.Reliability.Exceptions;

public sealed class PG2003FailureTurnedIntoDefaultTests
{
    private static string Method(string method) =>
        $$"""
        using Microsoft.Extensions.Logging;

        interface IStore { Task<List<string>> FindAsync(string key); string Read(string key); void Save(string key); string? Find(string key); }

        class Orders(IStore store, ILogger<Orders> logger)
        {
            public List<Exception> Errors = new();
            public string Status = "";

            {{method}}
        }
        """;

    [Theory]
    [InlineData("string? Get(string key) { try { return store.Find(key); } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return null;|] } }")]
    [InlineData("string Get(string key) { try { return store.Read(key); } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return \"\";|] } }")]
    [InlineData("async Task<string?> Get(string key) { try { return (await store.FindAsync(key)).FirstOrDefault(); } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return null;|] } }")]
    [InlineData("Random Get(string key) { try { return new(store.Read(key).Length); } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return new Random();|] } }")]
    [InlineData("string Get(string key) { try { return store.Read(key); } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return string.Empty;|] } }")]
    [InlineData("string Get(string key) { try { return store.Read(key); } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return null!;|] } }")]
    [InlineData("async Task<List<string>> Get(string key) { try { return await store.FindAsync(key); } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return new List<string>();|] } }")]
    [InlineData("async Task<List<string>> Get(string key) { try { return await store.FindAsync(key); } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return [];|] } }")]
    [InlineData("async Task<IEnumerable<string>> Get(string key) { try { return await store.FindAsync(key); } catch { logger.LogError(\"no\"); [|return Enumerable.Empty<string>();|] } }")]
    [InlineData("async Task<string[]> Get(string key) { try { return (await store.FindAsync(key)).ToArray(); } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return Array.Empty<string>();|] } }")]
    [InlineData("async Task<int> Count(string key) { try { return (await store.FindAsync(key)).Count; } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return 0;|] } }")]
    [InlineData("decimal Total(string key) { try { return store.Read(key).Length; } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return 0m;|] } }")]
    [InlineData("async Task<bool> Exists(string key) { try { return (await store.FindAsync(key)).Count > 0; } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return false;|] } }")]
    [InlineData("Task<int> Count(string key) { try { return Task.FromResult(store.Read(key).Length); } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return Task.FromResult(0);|] } }")]
    [InlineData("(string?, int) Get(string key) { try { return (store.Find(key), 1); } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return (null, 0);|] } }")]
    [InlineData("Func<string, int> Get() => key => { try { return store.Read(key).Length; } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return default;|] } };")]
    public Task A_default_that_looks_like_an_answer(string method) => Check.Reports<PG2003FailureTurnedIntoDefault>(Method(method));

    [Theory]
    [InlineData("string? Get(string key) { try { return store.Find(key); } catch (Exception ex) { logger.LogError(ex, \"no\"); throw; } }")]
    [InlineData("string? Get(string key) { try { return store.Find(key); } catch (KeyNotFoundException ex) { logger.LogError(ex, \"no\"); return null; } }")]
    [InlineData("string? Get(string key) { try { return store.Find(key); } catch (Exception ex) when (ex is TimeoutException) { logger.LogError(ex, \"no\"); return null; } }")]
    [InlineData("string? Get(string key) { try { return store.Find(key); } catch (Exception ex) { logger.LogError(ex, \"no\"); return \"unknown\"; } }")]
    [InlineData("int Count(string key) { try { return store.Read(key).Length; } catch (Exception ex) { logger.LogError(ex, \"no\"); return -1; } }")]
    [InlineData("bool TrySave(string key) { try { store.Save(key); return true; } catch (Exception ex) { logger.LogError(ex, \"no\"); return false; } }")]
    [InlineData("bool Save(string key) { try { store.Save(key); return true; } catch (Exception ex) { logger.LogError(ex, \"no\"); return false; } }")]
    [InlineData("bool Save(string key) { try { return store.Read(key) == key; } catch (Exception ex) { logger.LogError(ex, \"no\"); return false; } }")]
    [InlineData("Task<bool> Save(string key) { try { store.Save(key); return Task.FromResult(true); } catch (Exception ex) { logger.LogError(ex, \"no\"); return Task.FromResult(false); } }")]
    [InlineData("string? GetOrDefault(string key) { try { return store.Find(key); } catch (Exception ex) { logger.LogError(ex, \"no\"); return null; } }")]
    [InlineData("string? Get(string key) { try { return store.Read(key); } catch (Exception ex) { logger.LogError(ex, \"no\"); return null; } }")]
    [InlineData("async Task<List<string>?> Get(string key) { try { return await store.FindAsync(key); } catch (Exception ex) { logger.LogError(ex, \"no\"); return null; } }")]
    [InlineData("string? Get(string key) { try { return store.Find(key); } catch (Exception ex) { logger.LogError(ex, \"no\"); Errors.Add(ex); return null; } }")]
    [InlineData("string? Get(string key) { try { return store.Find(key); } catch (Exception ex) { logger.LogError(ex, \"no\"); Status = \"failed\"; return null; } }")]
    [InlineData("void Run(string key) { try { store.Save(key); } catch (Exception ex) { logger.LogError(ex, \"no\"); return; } }")]
    [InlineData("Task Run(string key) { try { store.Save(key); return Task.CompletedTask; } catch (Exception ex) { logger.LogError(ex, \"no\"); return Task.CompletedTask; } }")]
    [InlineData("string? Get(string key) { try { return store.Find(key); } catch { return null; } }")]
    [InlineData("/// <returns>The order, or null when the store failed.</returns>\n    public string? Get(string key) { try { return store.Find(key); } catch (Exception ex) { logger.LogError(ex, \"no\"); return null; } }")]
    [InlineData("int Size() { try { return Console.WindowWidth; } catch (Exception ex) { logger.LogError(ex, \"no\"); return 0; } }")]
    public Task An_answer_that_cannot_be_mistaken(string method) => Check.Reports<PG2003FailureTurnedIntoDefault>(Method(method));

    [Fact]
    public Task A_lambda_has_no_name_to_quote() => Check.Reports<PG2003FailureTurnedIntoDefault>(
        Method("Func<string, string?> Get() => key => { try { return store.Find(key); } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return null;|] } };"),
        "Callers cannot tell this null from a real result of this function; rethrow, or return a result type that can fail");

    [Fact]
    public Task The_message_names_the_method_and_the_default() => Check.Reports<PG2003FailureTurnedIntoDefault>(
        Method("async Task<List<string>> Get(string key) { try { return await store.FindAsync(key); } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return new();|] } }"),
        "Callers cannot tell this empty result from a real result of 'Get'; rethrow, or return a result type that can fail");

    [Fact]
    public Task Console_output_logs_in_a_console_program() => Check.Reports<PG2003FailureTurnedIntoDefault>(Scenario.Of(ProjectKind.Console,
        """
        Console.WriteLine(Read("orders.csv").Length);
        string Read(string path) { try { return File.ReadAllText(path); } catch (Exception ex) { Console.WriteLine(ex.Message); [|return "";|] } }
        """));

    [Fact]
    public Task Tests_are_left_alone() => Check.Reports<PG2003FailureTurnedIntoDefault>(
        Scenario.Of(ProjectKind.Test, Method("string Get(string key) { try { return store.Read(key); } catch (Exception ex) { logger.LogError(ex, \"no\"); return \"\"; } }")));

    [Fact]
    public Task Rethrowing_is_offered_one_at_a_time() => Check.Offers<PG2003FailureTurnedIntoDefault, PG2003FailureTurnedIntoDefaultFix>(
        "PG2003.rethrow",
        Method(
            """
            string? Get(string key)
                {
                    try
                    {
                        return store.Find(key);
                    }
                    catch (Exception ex)
                    {
                        logger.LogError(ex, "no");
                        return null; // not found
                    }
                }
            """),
        Method(
            """
            string? Get(string key)
                {
                    try
                    {
                        return store.Find(key);
                    }
                    catch (Exception ex)
                    {
                        logger.LogError(ex, "no");
                        throw; // not found
                    }
                }
            """));

    [Fact]
    public void No_unattended_run_can_take_it() => Assert.Null(new PG2003FailureTurnedIntoDefaultFix().GetFixAllProvider());

    [Theory]
    [InlineData("int Get(string key) { try { return store.Read(key).Length; } catch (Exception ex) { logger.LogError(ex, \"no\"); if (key == \"\") return 0; return 0; } }")]
    [InlineData("int Get(string key) { try { return store.Read(key).Length; } catch (Exception ex) { logger.LogError(ex, \"no\"); lock (store) { return 0; } } }")]
    public Task Rethrowing_compiles_wherever_it_is_offered(string method)
        => Check.OffersOnly<PG2003FailureTurnedIntoDefault, PG2003FailureTurnedIntoDefaultFix>(Method(method), "PG2003.rethrow");
}
