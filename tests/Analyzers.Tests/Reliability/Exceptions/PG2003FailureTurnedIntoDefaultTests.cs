using ProdGap.Analyzers.CodeFixes.Reliability.Exceptions;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Reliability.Exceptions;

namespace ProdGap.Analyzers.Tests.Reliability.Exceptions;

public sealed class PG2003FailureTurnedIntoDefaultTests
{
    private static string Method(string method) =>
        $$"""
        using Microsoft.Extensions.Logging;

        class ShopSettings { public string Text = ""; }

        interface IStore { Task<List<string>> FindAsync(string key); Task<string?> AskAsync(string key); string Read(string key); void Save(string key); string? Find(string key); }

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
    [InlineData("async Task<string?> Get(string key) { try { return await store.AskAsync(key); } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return null;|] } }")]
    [InlineData("Random Get(string key) { try { return new(store.Read(key).Length); } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return new Random();|] } }")]
    [InlineData("string Get(string key) { try { return store.Read(key); } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return string.Empty;|] } }")]
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
        "Callers cannot tell this null from a real result of this lambda; rethrow, or return a result type that can fail");

    [Fact]
    public Task The_message_names_the_method_and_the_default() => Check.Reports<PG2003FailureTurnedIntoDefault>(
        Method("async Task<List<string>> Get(string key) { try { return await store.FindAsync(key); } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return new();|] } }"),
        "Callers cannot tell this empty result from a real result of 'Get'; rethrow, or return a result type that can fail");

    [Fact]
    public Task Console_output_logs_in_a_console_program() => Check.Reports<PG2003FailureTurnedIntoDefault>(Scenario.Of(ProjectKind.Console,
        """
        Console.WriteLine(Read("orders.csv").Length);
        string Read(string path) { try { return new HttpClient().GetStringAsync(path).Result; } catch (Exception ex) { Console.WriteLine(ex.Message); [|return "";|] } }
        """));

    // Of one of its callers, or of all, the answer is what counts.
    [Theory]
    [InlineData("private bool IsWanted(string key) { try { return store.FindAsync(key).Result.Count > 1; } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return false;|] } } public bool Run(string[] keys) => keys.Where(IsWanted).Any() || IsWanted(\"\");")]
    [InlineData("private bool IsWanted(string key) { try { return store.FindAsync(key).Result.Count > 1; } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return false;|] } } public bool Run(string[] keys) => keys.All(IsWanted);")]
    [InlineData("private List<string>? Read(string key) { if (key.Length == 0) { return null; } try { return store.FindAsync(key).Result; } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return null;|] } } public List<List<string>?> Run(string[] keys) => keys.Select(key => Read(key)).ToList();")]
    [InlineData("private List<string>? Read(string key) { if (key.Length == 0) { return null; } try { return store.FindAsync(key).Result; } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return null;|] } } public List<string>? Run(string? key) => key is null ? [] : Read(key);")]
    public Task A_default_of_one_that_is_not_left_out(string method) => Check.Reports<PG2003FailureTurnedIntoDefault>(Method(method));

    /// <summary>What could as well be an answer, and maybe is: a file, a text, the outcome of a deed, a null that no other path gives.</summary>
    [Theory]
    [InlineData("string Get(string key) { try { return store.Read(key); } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return null!;|] } }")]
    [InlineData("string Get(string key) { try { return File.ReadAllText(key); } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return \"\";|] } }")]
    [InlineData("int Get(string key) { try { return System.Text.Json.JsonDocument.Parse(key).RootElement.GetArrayLength(); } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return 0;|] } }")]
    [InlineData("int Get(string key) { try { store.Save(key); return store.Read(key).Length; } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return 0;|] } }")]
    [InlineData("async Task<List<string>> Get(string key) { try { return await store.FindAsync(key).ConfigureAwait(false); } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return [];|] } }")]
    // One of many, which the next step leaves out.
    [InlineData("private async Task<bool> IsWanted(string key) { try { return (await store.FindAsync(key)).Count > 1; } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return false;|] } } public List<string> Run(string[] keys) => keys.Where(key => IsWanted(key).Result).ToList();")]
    [InlineData("private bool IsWanted(string key) { try { return store.FindAsync(key).Result.Count > 1; } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return false;|] } } public List<string> Run(string[] keys) => keys.Where(IsWanted).Concat(keys.Where(key => { if (key.Length > 3) { return this.IsWanted(key); } return false; })).ToList();")]
    [InlineData("private List<string>? Read(string key) { if (key.Length == 0) { return null; } try { return store.FindAsync(key).Result; } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return null;|] } } public List<string>? Run(string[] keys) => keys.Select(key => Read(key)).FirstOrDefault(found => found is not null);")]
    [InlineData("private List<string>? Read(string key) { if (key.Length == 0) { return null; } try { return store.FindAsync(key).Result; } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return null;|] } } public List<string>? Run(string? key) => key is null ? null : Read(key);")]
    public Task A_default_that_is_likely_taken_for_an_answer(string method) => Check.Suggests<PG2003FailureTurnedIntoDefault>(Method(method));

    [Theory]
    // Null is given only on failure, also in a finished task and without annotations.
    [InlineData("Task<byte[]?> Print(string text) { try { return Task.FromResult<byte[]?>(new byte[text.Length]); } catch (Exception ex) { logger.LogError(ex, \"no\"); return Task.FromResult<byte[]?>(null); } }")]
    [InlineData("ValueTask<byte[]?> Print(string text) { try { return new ValueTask<byte[]?>(new byte[store.Read(text).Length]); } catch (Exception ex) { logger.LogError(ex, \"no\"); return new ValueTask<byte[]?>((byte[]?)null); } }")]
    [InlineData("\n#nullable disable\n    async Task<Random> Get(string key) { try { return new Random((await store.FindAsync(key)).Count); } catch (Exception ex) { logger.LogError(ex, \"no\"); return default; } }\n#nullable restore\n")]
    [InlineData("\n#nullable disable\n    async Task<Random> Get(string key) { try { await store.FindAsync(key); return Wrap(key); } catch (Exception ex) { logger.LogError(ex, \"no\"); return null; } } Random Wrap(string key) => new(key.Length);\n#nullable restore\n")]
    // It fails closed, asks whether something works, or gives the defaults that it gives without a file.
    [InlineData("bool VerifyTicket(string ticket) { try { _ = store.Read(ticket); return true; } catch (Exception ex) { logger.LogWarning(ex, \"Invalid\"); return false; } }")]
    [InlineData("bool VerifyPassword(string text) { try { return text.Order().SequenceEqual(text); } catch (Exception ex) { logger.LogError(ex, \"no\"); return false; } }")]
    [InlineData("async Task<int> IsOnlineAsync() { try { return (await store.FindAsync(\"\")).Count; } catch (Exception ex) { logger.LogError(ex, \"no\"); return 0; } }")]
    [InlineData("ShopSettings Load() { try { return File.Exists(\"a\") ? new ShopSettings { Text = store.Read(\"a\") } : new ShopSettings(); } catch (Exception ex) { logger.LogWarning(ex, \"Defaults it is\"); return new ShopSettings(); } }")]
    [InlineData("List<string> Ask(string[] all) => all.AsParallel().Select(one => { try { return store.Find(one); } catch (Exception ex) { logger.LogError(ex, \"no\"); return null; } }).Where(one => one != null).ToList()!;")]
    public Task A_default_that_says_the_truth(string method) => Check.Reports<PG2003FailureTurnedIntoDefault>(Method(method));

    [Theory]
    // Siblings that stay gaps: another path gives null too, the settings are asked for by name, the no is read from outside.
    [InlineData("\n#nullable disable\n    async Task<Random> Get(string key) { try { if (key == \"\") return null; return new Random((await store.FindAsync(key)).Count); } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return null;|] } }\n#nullable restore\n")]
    [InlineData("ShopSettings Load(string tenant) { try { return tenant == \"\" ? new ShopSettings() : new ShopSettings { Text = store.Read(tenant) }; } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return new ShopSettings();|] } }")]
    [InlineData("async Task<bool> HasOrders(string key) { try { return (await store.FindAsync(key)).Count > 0; } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return false;|] } }")]
    public Task A_default_that_does_not(string method) => Check.Reports<PG2003FailureTurnedIntoDefault>(Method(method));

    [Fact]
    public Task Documentation_may_stand_on_the_interface() => Check.Reports<PG2003FailureTurnedIntoDefault>(
        """
        using Microsoft.Extensions.Logging;

        interface IPrices
        {
            /// <returns>The price, or zero when the request failed.</returns>
            Task<decimal> ReadAsync(string url);

            Task<int> CountAsync(string url);
        }

        class Prices(HttpClient http, ILogger<Prices> logger) : IPrices
        {
            public async Task<decimal> ReadAsync(string url) { try { return (await http.GetStringAsync(url)).Length; } catch (Exception ex) { logger.LogError(ex, "no"); return 0; } }

            public async Task<int> CountAsync(string url) { try { return (await http.GetStringAsync(url)).Length; } catch (Exception ex) { logger.LogError(ex, "no"); [|return 0;|] } }
        }
        """);

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

    private static string Remote(string method) => $$"""
        using Microsoft.Extensions.Logging;

        record Stars(int Count);

        class Hosting(HttpClient http, ILogger<Hosting> logger)
        {
            {{method}}
        }
        """;

    /// <summary>Every null, and every empty text, is a failure that was logged: it is nobody's answer.</summary>
    [Theory]
    [InlineData("async Task<Stars?> GetAsync(string key) { try { var response = await http.GetAsync(key); if (!response.IsSuccessStatusCode) { logger.LogWarning(\"Stars of {Key} could not be read: {Status}\", key, response.StatusCode); return null; } return new Stars((await response.Content.ReadAsStringAsync()).Length); } catch (Exception ex) { logger.LogWarning(ex, \"no\"); return null; } }")]
    [InlineData("async Task<Stars?> GetAsync(string key) { try { var response = await http.GetAsync(key); if (response.StatusCode != System.Net.HttpStatusCode.OK) return null; return new Stars((await response.Content.ReadAsStringAsync()).Length); } catch (Exception ex) { logger.LogWarning(ex, \"no\"); return null; } }")]
    [InlineData("async Task<string> IdAsync(string key) { try { var response = await http.GetAsync(key); if (!response.IsSuccessStatusCode) { logger.LogError(\"status\"); return string.Empty; } return (await response.Content.ReadAsStringAsync()).Trim(); } catch (Exception ex) { logger.LogError(ex, \"no\"); return string.Empty; } }")]
    [InlineData("DateTime last; async Task<string> IdAsync(string key) { try { if (DateTime.UtcNow < last.AddMinutes(5)) { logger.LogError(\"Asked too soon\"); return \"\"; } last = DateTime.UtcNow; return await http.GetStringAsync(key); } catch (Exception ex) { logger.LogError(ex, \"no\"); return \"\"; } }")]
    public Task A_default_for_failures_alone(string method) => Check.Reports<PG2003FailureTurnedIntoDefault>(Remote(method));

    /// <summary>One of them is an answer.</summary>
    [Theory]
    [InlineData("async Task<Stars?> GetAsync(string key) { try { var text = await http.GetStringAsync(key); if (text.Length == 0) { return null; } return new Stars(text.Length); } catch (Exception ex) { logger.LogWarning(ex, \"no\"); [|return null;|] } }")]
    [InlineData("async Task<Stars?> GetAsync(string key) { try { var text = await http.GetStringAsync(key); if (text.Length == 0) { logger.LogWarning(\"Nothing there for {Key}\", key); return null; } return new Stars(text.Length); } catch (Exception ex) { logger.LogWarning(ex, \"no\"); [|return null;|] } }")]
    [InlineData("async Task<Stars?> GetAsync(string key) { try { var response = await http.GetAsync(key); if (key == \"a\") { logger.LogWarning(\"{Key} not found\", key); return null; } return new Stars((await response.Content.ReadAsStringAsync()).Length); } catch (Exception ex) { logger.LogWarning(ex, \"no\"); [|return null;|] } }")]
    [InlineData("async Task<List<string>> GetAsync(string key) { try { var response = await http.GetAsync(key); if (!response.IsSuccessStatusCode) { logger.LogError(\"status\"); return []; } return [await response.Content.ReadAsStringAsync()]; } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return [];|] } }")]
    [InlineData("async Task<string> TextAsync(string key) { try { return await http.GetStringAsync(key); } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return \"\";|] } }")]
    public Task A_default_that_is_an_answer_as_well(string method) => Check.Reports<PG2003FailureTurnedIntoDefault>(Remote(method));

    /// <summary>A validation of one's own fails closed, whatever its try answers; one that others call is asked by those who do not know.</summary>
    [Theory]
    [InlineData("async Task<bool> IsSessionValidAsync(string key) { try { return (await http.GetStringAsync(key)).Length > 0; } catch (Exception ex) { logger.LogError(ex, \"no\"); return false; } }")]
    [InlineData("private async Task<bool> IsValidTokenAsync(string key) { try { var text = await http.GetStringAsync(key); return text == \"ok\"; } catch (Exception ex) { logger.LogError(ex, \"no\"); return false; } }")]
    [InlineData("public async Task<bool> IsCouponValidAsync(string key) { try { return (await http.GetStringAsync(key)).Length > 0; } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return false;|] } }")]
    [InlineData("async Task<bool> IsTakenAsync(string key) { try { return (await http.GetStringAsync(key)).Length > 0; } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return false;|] } }")]
    public Task A_validation_of_ones_own(string method) => Check.Reports<PG2003FailureTurnedIntoDefault>(Remote(method));

    [Theory]
    [InlineData("/// <summary>The token; null if none is available.</summary>\n public async Task<string?> TokenAsync(string key) { if (key == \"\") { return null; } try { return await http.GetStringAsync(key); } catch (Exception ex) { logger.LogError(ex, \"no\"); return null; } }")]
    [InlineData("/// <returns>Null when no valid token is available.</returns>\n public async Task<string?> TokenAsync(string key) { if (key == \"\") { return null; } try { return await http.GetStringAsync(key); } catch (Exception ex) { logger.LogError(ex, \"no\"); return null; } }")]
    [InlineData("/// <summary>The available token, or null.</summary>\n public async Task<string?> TokenAsync(string key) { if (key == \"\") { return null; } try { return await http.GetStringAsync(key); } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return null;|] } }")]
    public Task What_is_documented_as_unavailable(string method) => Check.Reports<PG2003FailureTurnedIntoDefault>(Remote(method));

    /// <summary>Only a client is made there, and nobody is asked yet.</summary>
    [Theory]
    [InlineData("sealed class RemoteClient { public RemoteClient GetFileClient(string name) => this; public string Read() => \"\"; } RemoteClient? made; RemoteClient? GetOrCreate(string key) { if (key == \"\") { return null; } try { made = new RemoteClient().GetFileClient(key); return made; } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return null;|] } }")]
    [InlineData("sealed class RemoteClient { public RemoteClient GetFileClient(string name) => this; public string Read() => \"\"; } List<RemoteClient> All(string key) { try { return [new RemoteClient().GetFileClient(key)]; } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return [];|] } }")]
    public Task A_client_that_could_not_be_made(string method) => Check.Suggests<PG2003FailureTurnedIntoDefault>(Method(method));

    /// <summary>The type is documented to go on whatever fails.</summary>
    [Theory]
    [InlineData("/// <summary>Optional tools. Any failure degrades to the local ones.</summary>\n sealed class Tools(IStore store, ILogger<Orders> logger) { public async Task<List<string>> GetAsync() { try { return await store.FindAsync(\"\"); } catch (Exception ex) { logger.LogWarning(ex, \"no\"); return []; } } }")]
    [InlineData("/// <summary>The tools of the shop, with best effort.</summary>\n sealed class Tools(IStore store, ILogger<Orders> logger) { public async Task<List<string>> GetAsync() { try { return await store.FindAsync(\"\"); } catch (Exception ex) { logger.LogWarning(ex, \"no\"); return []; } } }")]
    [InlineData("sealed class RemoteClient { public RemoteClient GetFileClient(string name) => this; public string Read() => \"\"; } List<string> All(string key) { try { return [new RemoteClient().Read()]; } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return [];|] } }")]
    [InlineData("/// <summary>Finds the tools that may fail.</summary>\n sealed class Tools(IStore store, ILogger<Orders> logger) { public async Task<List<string>> GetAsync() { try { return await store.FindAsync(\"\"); } catch (Exception ex) { logger.LogWarning(ex, \"no\"); [|return [];|] } } }")]
    public Task A_type_that_goes_on(string method) => Check.Reports<PG2003FailureTurnedIntoDefault>(Method(method));

    /// <summary>What JSON is read into is null only for the text "null": where every other null is a failure, so is this one.</summary>
    [Theory]
    [InlineData("async Task<ShopSettings?> Latest(HttpClient http) { try { using var response = await http.GetAsync(\"x\"); if (!response.IsSuccessStatusCode) { return null; } var read = System.Text.Json.JsonSerializer.Deserialize<ShopSettings>(await response.Content.ReadAsStringAsync()); return read; } catch (Exception ex) { logger.LogError(ex, \"no\"); return null; } }")]
    [InlineData("async Task<ShopSettings?> Latest(HttpClient http) { try { using var response = await http.GetAsync(\"x\"); if (!response.IsSuccessStatusCode) { return null; } return await System.Net.Http.Json.HttpContentJsonExtensions.ReadFromJsonAsync<ShopSettings>(response.Content); } catch (Exception ex) { logger.LogError(ex, \"no\"); return null; } }")]
    [InlineData("async Task<ShopSettings?> Latest(HttpClient http) { try { using var response = await http.GetAsync(\"x\"); if (response.Content.Headers.ContentLength == 0) { return null; } return System.Text.Json.JsonSerializer.Deserialize<ShopSettings>(await response.Content.ReadAsStringAsync()); } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return null;|] } }")]
    [InlineData("async Task<string?> Latest(HttpClient http) { try { using var response = await http.GetAsync(\"x\"); if (!response.IsSuccessStatusCode) { return null; } return await store.AskAsync(\"x\"); } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return null;|] } }")]
    public Task What_JSON_is_read_into(string method) => Check.Reports<PG2003FailureTurnedIntoDefault>(Method(method));

    private const string Row = "string? Parse(string row) { try { return store.Find(row); } catch (Exception ex) { logger.LogError(ex, \"no\"); [|return null;|] } }";

    /// <summary>One row of many is left out, as behind a step of a query.</summary>
    [Theory]
    [InlineData("private " + Row + " List<string> All(string[] rows) { var all = new List<string>(); foreach (var row in rows) { var item = Parse(row); if (item != null) { all.Add(item); } } return all; }")]
    [InlineData("private " + Row + " List<string> All(string[] rows) { var all = new List<string>(); foreach (var row in rows) { var item = Parse(row); if (item is null) { continue; } all.Add(item); } return all; }")]
    public Task Rows_that_a_loop_leaves_out(string methods) => Check.Suggests<PG2003FailureTurnedIntoDefault>(Method(methods));

    [Theory]
    [InlineData("private " + Row + " List<string> All(string[] rows) { var all = new List<string>(); foreach (var row in rows) { var item = Parse(row); if (item != null) { all.Add(item); } else { store.Save(row); } } return all; }")]
    [InlineData("private " + Row + " void All(string[] rows) { foreach (var row in rows) { var item = Parse(row); if (item is null) { store.Save(row); } } }")]
    [InlineData("private " + Row + " bool Any(string row) { var item = Parse(row); if (item != null) { return true; } return false; }")]
    [InlineData("public " + Row + " List<string> All(string[] rows) { var all = new List<string>(); foreach (var row in rows) { var item = Parse(row); if (item != null) { all.Add(item); } } return all; }")]
    public Task Rows_whose_null_is_an_answer(string methods) => Check.Reports<PG2003FailureTurnedIntoDefault>(Method(methods));
}
