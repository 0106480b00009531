using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Reliability.Exceptions;

namespace ProdGap.Analyzers.Tests.Reliability.Exceptions;

public sealed class PG2001SwallowedExceptionTests
{
    /// <summary>What the bodies below can use: a store and a mailer behind interfaces, a logger, HTTP.</summary>
    private const string Around =
        """
        interface IStore { Task SaveAsync(string order, CancellationToken token = default); Task<List<string>> FindAsync(string key); void Save(string order); string Read(string key); }
        interface IMailer { Task SendAsync(string to); }
        sealed class Db : Microsoft.EntityFrameworkCore.DbContext;
        sealed record Outcome(bool Succeeded);
        sealed record Note(string Text);
        interface IUsers { Task<Outcome> CreateAsync(string name); }
        static class Guard { public static void Rethrow(Exception ex) => throw new InvalidOperationException("", ex); }
        """;

    private static string InMethod(string body, string signature = "async Task Run(string order)") =>
        $$"""
        using System.Diagnostics;
        using Microsoft.Extensions.Logging;

        class Orders(IStore store, IMailer mailer, HttpClient http, ILogger<Orders> logger, IUsers users, Microsoft.JSInterop.IJSRuntime js)
        {
            public string Status = "";
            public int Failures;
            public List<Exception> Errors = new();
            public event EventHandler<Exception>? Failed;

            {{signature}}
            {
                {{body}}
            }
        }

        {{Around}}
        """;

    private static string InClass(string members) =>
        $$"""
        class Orders(IStore store, HttpClient http)
        {
            public string Status = "";

            public Task Use() => store.SaveAsync(http.ToString()!);

            {{members}}
        }

        {{Around}}
        """;

    [Fact]
    public Task A_name_stands_in_quotes() => Check.Reports<PG2001SwallowedException>(
        InMethod("try { await http.GetAsync(order); } [|catch|] { }"), "A failure of 'GetAsync' is swallowed here; log the exception or let it propagate");

    [Fact]
    public Task What_has_no_name_is_not_quoted() => Check.Suggests<PG2001SwallowedException>(
        InMethod("Func<string, StreamReader?> open = path => { try { return new StreamReader(path); } [|catch|] { return null; } };"),
        "A failure of the operation is swallowed here; log the exception or let it propagate");

    /// <summary>What is sent before what is looked up for it, what is awaited before what is not; the method's own name only where the try is all of it.</summary>
    [Theory]
    [InlineData("var found = order; try { found = store.Read(order); await mailer.SendAsync(found); } [|catch|] { }", "SendAsync")]
    [InlineData("using var ua = new HttpRequestMessage(); try { ua.Headers.UserAgent.ParseAdd(\"shop\"); await http.GetAsync(order); } [|catch|] { }", "GetAsync")]
    [InlineData("var shown = new List<string>(); try { shown.Add(order); await store.SaveAsync(order); } [|catch|] { }", "SaveAsync")]
    [InlineData("await Task.Yield(); try { await RenewAllAsync(); } [|catch|] { } Task RenewAllAsync() => mailer.SendAsync(order);", "RenewAllAsync")]
    // The folder is made for the file.
    [InlineData("try { Directory.CreateDirectory(order); File.WriteAllText(Path.Combine(order, \"a\"), order); } [|catch|] { }", "WriteAllText")]
    [InlineData("try { Directory.CreateDirectory(order); if (!File.Exists(order)) { await File.WriteAllTextAsync(order, order); } } [|catch (Exception)|] { }", "WriteAllTextAsync")]
    [InlineData("try { Directory.CreateDirectory(order); } [|catch|] { }", "CreateDirectory")]
    // What takes its failures itself is not the one that failed.
    [InlineData("try { await ToldAsync(); await mailer.SendAsync(order); } [|catch|] { } async Task ToldAsync() { try { await store.SaveAsync(order); } catch (Exception ex) { logger.LogError(ex, \"no\"); } }", "SendAsync")]
    public Task The_call_that_matters_is_named(string body, string what) => Check.Reports<PG2001SwallowedException>(
        InMethod(body), $"A failure of '{what}' is swallowed here; log the exception or let it propagate");

    [Theory]
    [InlineData("try { await http.GetAsync(order); } [|catch|] { }")]
    [InlineData("try { await store.SaveAsync(order); } [|catch (Exception)|] { }")]
    [InlineData("try { await store.SaveAsync(order); } [|catch (Exception ex)|] { Console.WriteLine(ex.Message); }")]
    [InlineData("try { await store.SaveAsync(order); } [|catch (Exception ex)|] { Console.Error.WriteLine(ex); }")]
    [InlineData("try { await store.SaveAsync(order); } [|catch (Exception ex)|] { Debug.WriteLine(ex); }")]
    [InlineData("try { await store.SaveAsync(order); } [|catch|] { /* best effort */ }")]
    [InlineData("try { await mailer.SendAsync(order); } [|catch|] { /* not critical, the warehouse also sees the order in the dashboard */ }")]
    [InlineData("var found = \"\"; try { found = await http.GetStringAsync(order); } [|catch|] { /* the user can search again */ } Status = found;")]
    [InlineData("try { await store.SaveAsync(order); } [|catch (Exception ex)|] { _ = ex; }")]
    [InlineData("try { await store.SaveAsync(order); } [|catch (Exception ex)|] { var text = ex.Message; }")]
    [InlineData("try { await store.SaveAsync(order); } [|catch (Exception ex)|] { if (logger.IsEnabled(LogLevel.Debug)) logger.LogDebug(ex, \"no\"); }")]
    [InlineData("try { await store.SaveAsync(order); } [|catch (Exception)|] { if (order.Length > 3) logger.LogError(\"long order failed\"); }")]
    [InlineData("foreach (var c in order) { try { await mailer.SendAsync(order); } [|catch|] { continue; } }")]
    [InlineData("while (true) { try { await mailer.SendAsync(order); } [|catch (Exception)|] { await Task.Delay(1000); } }")]
    [InlineData("_ = Task.Run(async () => { try { await mailer.SendAsync(order); } [|catch|] { } });")]
    [InlineData("try { store.Save(order); } [|catch (InvalidOperationException)|] { }")]
    [InlineData("try { await store.SaveAsync(order); } catch (TimeoutException ex) { logger.LogWarning(ex, \"slow\"); } [|catch|] { }")]
    [InlineData("List<string>? found = null; try { found = await store.FindAsync(order); } [|catch (Exception)|] { found = null; } Console.WriteLine(found);")]
    [InlineData("try { await store.SaveAsync(order); } [|catch (Exception e)|] when (e is not OperationCanceledException) { }")]
    public Task A_failure_that_nobody_learns_of(string body) => Check.Reports<PG2001SwallowedException>(InMethod(body));

    /// <summary>True, and maybe no loss: a file that is only read, a text that is parsed, one type of failure, work that nobody misses.</summary>
    [Theory]
    [InlineData("var text = \"\"; try { text = File.ReadAllText(order); } [|catch|] { } Status = text;")]
    [InlineData("try { Status = System.Text.Json.JsonDocument.Parse(order).RootElement.GetRawText(); } [|catch (Exception)|] { Status = \"\"; }")]
    [InlineData("try { await http.GetAsync(order); } [|catch (HttpRequestException)|] { }")]
    [InlineData("try { await http.PostAsync(order, null); } [|catch (HttpRequestException)|] { /* the next order brings it along */ }")]
    [InlineData("try { await http.GetAsync(\"warm\"); } [|catch|] { /* only a warm-up */ }")]
    [InlineData("var saved = await users.CreateAsync(order); [|if (!saved.Succeeded)|] { /* the user can sign up again at any time */ }")]
    [InlineData("try { var all = order.Order().First(); Status = all.ToString(); } [|catch|] { }")]
    [InlineData("try { store.Save(order); } [|catch (KeyNotFoundException)|] { }")]
    [InlineData("try { Status = await http.GetStringAsync(order); } [|catch|] { /* the page shows the former rate until the next round */ }")]
    [InlineData("using var db = new Db(); try { db.Add(order); } [|catch|] { }")]
    [InlineData("try { await store.SaveAsync(order); } [|catch|] { /* may already exist */ }")]
    [InlineData("try { await store.SaveAsync(order); }\n#pragma warning disable CA1031\n[|catch|]\n#pragma warning restore CA1031\n{ }")]
    public Task A_failure_that_is_likely_missed(string body) => Check.Suggests<PG2001SwallowedException>(InMethod(body));

    /// <summary>The caller can tell the null from an answer.</summary>
    [Theory]
    [InlineData("string? Read(string key)", "try { return store.Read(key); } [|catch (Exception)|] { return null; }")]
    [InlineData("async Task<string?> ReadAsync(string key)", "try { return (await store.FindAsync(key)).First(); } [|catch|] { return null; }")]
    public Task A_null_that_only_a_failure_gives(string signature, string body) => Check.Suggests<PG2001SwallowedException>(InMethod(body, signature));

    /// <summary>The reports of what is called are elsewhere; the clause around it is never reached.</summary>
    [Theory]
    [InlineData("try { await TellAsync(order); } catch { } async Task TellAsync(string one) { try { await mailer.SendAsync(one); } catch (Exception ex) { logger.LogError(ex, \"no\"); } }")]
    [InlineData("foreach (var c in order) { try { Keep(c.ToString()); } catch (Exception) { continue; } } void Keep(string one) { if (one.Length == 0) { return; } try { store.Save(one); } catch (IOException ex) { Status = ex.Message; } catch (Exception ex) { Status = ex.Message; } finally { Failures++; } }")]
    [InlineData("try { await TellAsync(order).ConfigureAwait(false); } catch { } Task TellAsync(string one) => InnerAsync(one); async Task InnerAsync(string one) { logger.LogInformation(\"x\"); try { await mailer.SendAsync(one); } catch (Exception ex) when (ex is not OperationCanceledException) { logger.LogError(ex, \"no\"); } }")]
    // Some of it still can fail, or what is called lets something out.
    [InlineData("try { await TellAsync(order); await store.SaveAsync(order); } [|catch|] { } async Task TellAsync(string one) { try { await mailer.SendAsync(one); } catch (Exception ex) { logger.LogError(ex, \"no\"); } }")]
    [InlineData("try { await SendAsync(order); } [|catch|] { } async Task SendAsync(string one) { try { await mailer.SendAsync(one); } catch (Exception ex) { logger.LogError(ex, \"no\"); throw; } }")]
    [InlineData("try { await SendAsync(order); } [|catch|] { } async Task SendAsync(string one) { try { await mailer.SendAsync(one); } catch (HttpRequestException ex) { logger.LogError(ex, \"no\"); } }")]
    [InlineData("try { await SendAsync(order); } [|catch|] { } async Task SendAsync(string one) { try { await mailer.SendAsync(one); } catch (Exception ex) { logger.LogError(ex, \"no\"); } await store.SaveAsync(one); }")]
    [InlineData("try { await SendAsync(order); } [|catch|] { } Task SendAsync(string one) { try { return mailer.SendAsync(one); } catch (Exception ex) { logger.LogError(ex, \"no\"); return Task.CompletedTask; } }")]
    public Task What_takes_its_failures_itself(string body) => Check.Reports<PG2001SwallowedException>(InMethod(body));

    [Theory]
    [InlineData("", "catch (Exception) { }")]
    [InlineData("class Second : ITeller { public Task TellAsync(string one) => throw new NotSupportedException(); }", "[|catch (Exception)|] { }")]
    public Task Behind_an_interface_of_one_class(string second, string handler) => Check.Reports<PG2001SwallowedException>(
        $$"""
        using Microsoft.Extensions.Logging;

        interface ITeller { Task TellAsync(string one); }

        class Teller(HttpClient http, ILogger<Teller> logger) : ITeller
        {
            public async Task TellAsync(string one) { try { await http.PostAsync(one, null); } catch (Exception ex) { logger.LogError(ex, "no"); } }
        }

        class Shop(ITeller teller)
        {
            public async Task Place(string order) { try { await teller.TellAsync(order); } {{handler}} }
        }

        {{second}}
        """);

    /// <summary>What is printed and answered with a false that the callers look at; a file for the author's eyes.</summary>
    [Theory]
    [InlineData("private bool Keep(string one) { try { store.Save(one); return true; } [|catch (Exception ex)|] { Console.WriteLine(ex.Message); return false; } } public string Run(string order) => Keep(order) ? \"kept\" : \"lost\";")]
    [InlineData("private async Task<bool> KeepAsync(string one) { try { await store.SaveAsync(one); return true; } [|catch|] { Console.Error.WriteLine(\"lost\"); return false; } } public async Task Run(string order) { if (!await KeepAsync(order).ConfigureAwait(false)) { Status = \"lost\"; } }")]
    [InlineData("private void DumpState(string one) { try { File.WriteAllText(\"state.txt\", one); } [|catch|] { } }")]
    [InlineData("private async Task WriteDebugFileAsync(string one) { try { Directory.CreateDirectory(\"debug\"); await File.WriteAllTextAsync(\"debug/a\", one); } [|catch (Exception)|] { } }")]
    // A public one whose callers say that it failed.
    [InlineData("public async Task<string?> FetchAsync(string url) { try { return await http.GetStringAsync(url); } [|catch (Exception ex)|] { Console.WriteLine(ex.Message); return null; } } public async Task Run(string order) { var text = await FetchAsync(order); if (text is null) { Status = \"could not fetch\"; } }")]
    [InlineData("public string? Keep(string one) { if (one.Length == 0) { return null; } try { store.Save(one); return one; } [|catch (Exception ex)|] { System.Diagnostics.Debug.WriteLine(ex); return null; } } public void Run(string order) { var kept = Keep(order); if (!string.IsNullOrEmpty(kept)) { Status = kept; } else { Status = \"error: not kept\"; } }")]
    [InlineData("public string? Keep(string one) { try { store.Save(one); return one; } [|catch (Exception ex)|] { Console.WriteLine(ex); return null; } } public string Run(string order) => Keep(order) ?? throw new InvalidOperationException(order); public string? Again(string order) => Keep(order);")]
    [InlineData("public bool Keep(string one) { try { store.Save(one); return true; } [|catch (Exception ex)|] { Console.WriteLine(ex); return false; } } public void Run(string order) { if (!Keep(order)) { throw new InvalidOperationException(order); } }")]
    [InlineData("public async Task<bool> KeepAsync(string one) { try { await store.SaveAsync(one); return true; } [|catch (Exception ex)|] { Console.Error.WriteLine(ex.Message); return false; } }")]
    // Work that nobody misses, by two words; a cache that is made again.
    [InlineData("private void ExecuteKeepAliveQuery(string one) { try { store.Save(one); } [|catch|] { } }")]
    [InlineData("private async Task SendHeartBeatAsync() { try { await http.PostAsync(\"\", null); } [|catch (Exception)|] { } }")]
    [InlineData("private void Run(string cachePath, string one) { try { Directory.CreateDirectory(cachePath); File.WriteAllText(cachePath, one); } [|catch (IOException)|] { } }")]
    // What fails in a task that is dropped never gets here: that is the gap.
    [InlineData("private void Run(string one) { try { _ = http.PostAsync(one, null); } [|catch|] { } }")]
    [InlineData("private void Run(string one) { try { http.PostAsync(one, null); } [|catch (Exception)|] { } }")]
    // A client that is gone ends its loop.
    [InlineData("private async Task Run(System.Net.WebSockets.WebSocket socket, byte[] buffer) { while (true) { try { var got = await socket.ReceiveAsync(new ArraySegment<byte>(buffer), default); await store.SaveAsync(got.Count.ToString()); } [|catch (Exception ex)|] { Console.WriteLine(ex.Message); break; } } }")]
    // The handler says that it is told elsewhere; one of many that is left out; a caller that prints it.
    [InlineData("private async Task Run(string one) { try { await store.SaveAsync(one); } [|catch|] { /* Logged at lower levels */ } }")]
    [InlineData("public List<string> Run(List<string> all) { return all.Where(one => { try { store.Save(one); return true; } [|catch (Exception)|] { return false; } }).ToList(); }")]
    [InlineData("private bool Keep(string one) { if (one.Length == 0) { return false; } try { store.Save(one); return true; } [|catch|] { return false; } } public List<string> Run(List<string> all) => all.Where(Keep).ToList();")]
    [InlineData("public string? Keep(string one) { if (one.Length == 0) { return null; } try { store.Save(one); return one; } [|catch (Exception ex)|] { Console.WriteLine(ex); return null; } } public void Run(string order) { var kept = Keep(order); if (kept == null) { Console.WriteLine(\"skipped\"); return; } Status = kept; }")]
    public Task A_failure_that_somebody_may_see(string members) => Check.Suggests<PG2001SwallowedException>(InClass(members));

    [Theory]
    // One caller does not look; anybody may call; the name speaks of a file and the work of a service.
    [InlineData("private bool Keep(string one) { try { store.Save(one); return true; } [|catch (Exception ex)|] { Console.WriteLine(ex.Message); return false; } } public string Run(string order) { Keep(order); return Keep(order) ? \"kept\" : \"lost\"; }")]
    [InlineData("public bool Keep(string one) { try { store.Save(one); return true; } [|catch (Exception ex)|] { Console.WriteLine(ex.Message); return false; } } public string Run(string order) => Keep(order) ? \"kept\" : \"lost\";")]
    [InlineData("private async Task TraceAsync(string one) { try { File.WriteAllText(\"a\", one); await http.PostAsync(one, null); } [|catch|] { } }")]
    [InlineData("private void WriteOrder(string one) { try { File.WriteAllText(\"order.txt\", one); } [|catch|] { } }")]
    // A caller takes the null for another reason, or a false for an answer; the prose of the handler is not shown.
    [InlineData("public async Task<string?> FetchAsync(string url) { try { await store.SaveAsync(url); return url; } [|catch (Exception ex)|] { Console.WriteLine(ex.Message); return null; } } public async Task Run(string order) { var text = await FetchAsync(order); if (text is null) { Status = \"not configured\"; } }")]
    [InlineData("public string? Keep(string one) { if (one.Length == 0) { return null; } try { store.Save(one); return one; } [|catch (Exception ex)|] { Console.WriteLine(ex); return null; } } public void Run(string order) { Status = Keep(order) ?? \"\"; }")]
    [InlineData("public string? Keep(string one) { if (one.Length == 0) { return null; } try { store.Save(one); return one; } [|catch|] { return null; } } public void Run(string order) { if (Keep(order) is null) { throw new InvalidOperationException(order); } }")]
    [InlineData("public bool Keep(string one) { if (one.Length == 0) { return false; } try { store.Save(one); return true; } [|catch (Exception ex)|] { Console.WriteLine(ex); return false; } } public void Run(string order) { if (!Keep(order)) { throw new InvalidOperationException(order); } if (Keep(order)) { Status = order; } }")]
    [InlineData("private void Run(string path, string one) { try { File.WriteAllText(path, one); } [|catch (IOException)|] { } }")]
    [InlineData("private void Run(string cachePath, string one) { try { File.WriteAllText(cachePath, one); store.Save(one); } [|catch|] { } }")]
    [InlineData("private async Task Run(string one) { try { _ = http.PostAsync(one, null); await store.SaveAsync(one); } [|catch|] { } }")]
    [InlineData("private async Task Run(System.Net.WebSockets.WebSocket socket, byte[] buffer) { while (true) { try { var got = await socket.ReceiveAsync(new ArraySegment<byte>(buffer), default); await store.SaveAsync(got.Count.ToString()); } [|catch (Exception ex)|] { Console.WriteLine(ex.Message); } } }")]
    // A temporary file, whoever deletes it; an order is business.
    [InlineData("public interface IDisk { void DeleteFile(string path); void RemoveOrder(string id); } private void Run(IDisk disk, string tempFile) { try { disk.DeleteFile(tempFile); } catch { } }")]
    [InlineData("public interface IDisk { void DeleteFile(string path); void RemoveOrder(string id); } private void Run(IDisk disk, string order) { try { disk.DeleteFile(order); } [|catch|] { } }")]
    [InlineData("public interface IDisk { void DeleteFile(string path); void RemoveOrder(string id); } private void Run(IDisk disk, string tempOrder) { try { disk.RemoveOrder(tempOrder); } [|catch|] { } }")]
    [InlineData("private async Task Run(string one) { try { await store.SaveAsync(one); } [|catch|] { /* Logging comes later */ } }")]
    [InlineData("public bool Run(List<string> all) { return all.All(one => { try { store.Save(one); return true; } [|catch (Exception)|] { return false; } }); }")]
    [InlineData("public interface IFileSystem { void DeleteFile(string path); void WriteFile(string path); } private void Run(IFileSystem disk, string order) { try { disk.DeleteFile(order); } catch { } }")]
    [InlineData("public interface IFileSystem { void DeleteFile(string path); Task WriteFileAsync(string path); } private async Task Run(IFileSystem disk, string order) { try { disk.DeleteFile(order); await disk.WriteFileAsync(order); } [|catch|] { } }")]
    public Task A_failure_that_nobody_may_see(string members) => Check.Reports<PG2001SwallowedException>(InClass(members));

    [Theory]
    // Members of what is just being made are nothing that outlives the try.
    [InlineData("try { await http.PostAsync(\"a\", System.Net.Http.Json.JsonContent.Create(new { n = 1 })); } [|catch (HttpRequestException)|] { }")]
    [InlineData("try { await http.SendAsync(new HttpRequestMessage { Version = new(2, 0), Content = null }); } [|catch (HttpRequestException)|] { }")]
    [InlineData("try { await http.PostAsync(requestUri: order, content: null); } [|catch (HttpRequestException)|] { }")]
    [InlineData("var first = new Note(\"a\"); try { await http.PostAsync(order, System.Net.Http.Json.JsonContent.Create(first with { Text = order })); } [|catch (HttpRequestException)|] { }")]
    [InlineData("try { await http.PostAsync(\"a\", System.Net.Http.Json.JsonContent.Create(new { done = true })); } [|catch|] { }")]
    // A discard tells nobody.
    [InlineData("try { await store.SaveAsync(order); } [|catch (IOException ex)|] { _ = ex; }")]
    [InlineData("try { await store.SaveAsync(order); } [|catch (IOException ex)|] { _ = ex.Message; ; }")]
    public Task An_empty_handler_of_one_type_around_a_change(string body) => Check.Reports<PG2001SwallowedException>(InMethod(body));

    [Theory]
    [InlineData("if ([|!Directory.CreateDirectory(order).Exists|]) { }")]
    [InlineData("var saved = await users.CreateAsync(order); if ([|!saved.Succeeded|]) { }")]
    [InlineData("var saved = await users.CreateAsync(order); if ([|saved.Succeeded == false|]) { /* later */ }")]
    [InlineData("var saved = await users.CreateAsync(order); if ([|saved is { Succeeded: false }|]) { }")]
    [InlineData("if ([|!(await users.CreateAsync(order)).Succeeded|]) ;")]
    [InlineData("var answer = await http.PostAsync(order, null); if ([|!answer.IsSuccessStatusCode|]) { }")]
    [InlineData("var answer = await http.PostAsync(order, null); if ([|answer.StatusCode != System.Net.HttpStatusCode.OK|]) { }")]
    [InlineData("var answer = await http.PostAsync(order, null); if ([|(int)answer.StatusCode >= 400|]) { }")]
    [InlineData("if ([|!TrySave(order)|]) { } bool TrySave(string one) { store.Save(one); return true; }")]
    [InlineData("var started = Process.Start(order); if ([|started is null|]) { }")]
    [InlineData("var saved = await users.CreateAsync(order); if (order.Length > 3 && [|!saved.Succeeded|]) { }")]
    public async Task A_failure_that_is_asked_for_and_ignored(string body)
    {
        // The mark stands around the condition; what is reported is the whole head.
        var marked = body.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);
        var at = marked.IndexOf("if (", StringComparison.Ordinal);
        var end = at + 3;
        for (var depth = 0; ; end++)
        {
            depth += marked[end] == '(' ? 1 : marked[end] == ')' ? -1 : 0;
            if (depth == 0)
            {
                break;
            }
        }

        await Check.Reports<PG2001SwallowedException>(InMethod(marked[..at] + "[|" + marked[at..(end + 1)] + "|]" + marked[(end + 1)..]));
    }

    [Theory]
    [InlineData("if (!Directory.CreateDirectory(order).Exists) { } else { store.Save(order); }")]
    [InlineData("if (!Directory.CreateDirectory(order).Exists) { logger.LogError(\"no\"); }")]
    [InlineData("var saved = await users.CreateAsync(order); if (saved.Succeeded) { }")]
    [InlineData("if (order.Length == 0) { }")]
    [InlineData("var all = new Dictionary<string, string>(); if (!all.TryGetValue(order, out _)) { }")]
    [InlineData("if (!int.TryParse(order, out _)) { }")]
    [InlineData("string? text = order; if (text is null) { }")]
    [InlineData("if (!File.Exists(order)) { }")]
    [InlineData("try { await store.SaveAsync(order); } catch (Exception ex) { logger.LogError(ex, \"no\"); if (!(await users.CreateAsync(order)).Succeeded) { } }")]
    public Task An_empty_block_that_ignores_no_failure(string body) => Check.Reports<PG2001SwallowedException>(InMethod(body));

    [Fact]
    public Task An_outcome_has_no_exception_to_log() => Check.Reports<PG2001SwallowedException>(
        InMethod("var saved = await users.CreateAsync(order); [|if (!saved.Succeeded)|] { }"),
        "A failure of 'CreateAsync' is swallowed here; log it or let it propagate");

    [Theory]
    [InlineData("string Read(string key)", "try { return store.Read(key); } [|catch|] { return \"\"; }")]
    [InlineData("string? Find(string key)", "try { return key == \"\" ? null : store.Read(key); } [|catch (Exception)|] { return null; }")]
    [InlineData("string? Save(string key)", "try { store.Save(key); return key; } [|catch|] { return null; }")]
    [InlineData("async Task<List<string>> Find(string key)", "try { return await store.FindAsync(key); } [|catch (Exception ex)|] { Console.WriteLine(ex); return new List<string>(); }")]
    [InlineData("async Task<List<string>> Find(string key)", "try { return await store.FindAsync(key); } [|catch|] { return []; }")]
    [InlineData("async Task<bool> Exists(string key)", "try { return (await store.FindAsync(key)).Count > 0; } [|catch (Exception)|] { return false; }")]
    [InlineData("Task<int> Count(string key)", "try { return Task.FromResult(store.Read(key).Length); } [|catch|] { return Task.FromResult(0); }")]
    [InlineData("int Count(string key)", "try { return store.Read(key).Length; } [|catch|] { } return 0;")]
    [InlineData("System.Text.StringBuilder Load(string key)", "try { return new(store.Read(key)); } [|catch|] { return new System.Text.StringBuilder(); }")]
    [InlineData("async void OnClick(object? sender, EventArgs e)", "try { await mailer.SendAsync(\"\"); } [|catch|] { }")]
    public Task A_failure_answered_with_nothing(string signature, string body) => Check.Reports<PG2001SwallowedException>(InMethod(body, signature));

    [Theory]
    // Logged, on every path that matters.
    [InlineData("try { await store.SaveAsync(order); } catch (Exception ex) { logger.LogError(ex, \"no\"); }")]
    [InlineData("try { await store.SaveAsync(order); } catch (Exception) { logger.LogWarning(\"not saved\"); }")]
    [InlineData("try { await store.SaveAsync(order); } catch (Exception ex) { if (logger.IsEnabled(LogLevel.Error)) logger.LogError(ex, \"no\"); }")]
    [InlineData("try { await store.SaveAsync(order); } catch (Exception ex) { if (logger is not null) { logger.LogError(ex, \"no\"); } }")]
    [InlineData("try { await store.SaveAsync(order); } catch (Exception ex) { logger?.LogError(ex, \"no\"); }")]
    [InlineData("try { await store.SaveAsync(order); } catch (Exception ex) { Trace.TraceError(ex.ToString()); }")]
    [InlineData("try { await store.SaveAsync(order); } catch (Exception ex) { Activity.Current?.AddException(ex); }")]
    [InlineData("try { await store.SaveAsync(order); } catch (Exception ex) { Serilog.Log.Error(ex, \"no\"); }")]
    [InlineData("try { await store.SaveAsync(order); } catch (Exception ex) { NLog.LogManager.GetCurrentClassLogger().Error(ex); }")]
    [InlineData("try { await store.SaveAsync(order); } catch (AggregateException all) { foreach (var one in all.InnerExceptions) { logger.LogError(one, \"no\"); } }")]
    // Thrown on, or decided upon.
    [InlineData("try { await store.SaveAsync(order); } catch { throw; }")]
    [InlineData("try { await store.SaveAsync(order); } catch (Exception ex) { throw new InvalidOperationException(\"no\", ex); }")]
    [InlineData("try { await store.SaveAsync(order); } catch (Exception ex) { Guard.Rethrow(ex); }")]
    [InlineData("try { await store.SaveAsync(order); } catch (Exception) { if (order.Length > 3) throw; }")]
    [InlineData("try { await store.SaveAsync(order); } catch (Exception ex) { if (ex is not TimeoutException) { logger.LogError(ex, \"no\"); } }")]
    // Told to somebody else.
    [InlineData("try { await store.SaveAsync(order); } catch (Exception ex) { Errors.Add(ex); }")]
    [InlineData("try { await store.SaveAsync(order); } catch (Exception ex) { Failed?.Invoke(this, ex); }")]
    [InlineData("try { await store.SaveAsync(order); } catch (Exception ex) { Status = \"Not saved: \" + ex.Message; }")]
    [InlineData("try { await store.SaveAsync(order); } catch (Exception) { Failures++; }")]
    [InlineData("try { await store.SaveAsync(order); } catch { Status = \"failed\"; }")]
    [InlineData("var done = new TaskCompletionSource(); try { await store.SaveAsync(order); } catch (Exception ex) { done.TrySetException(ex); }")]
    [InlineData("Exception? caught = null; try { await store.SaveAsync(order); } catch (Exception ex) { caught = ex; } if (caught is not null) throw caught;")]
    [InlineData("try { await store.SaveAsync(order); } catch (Exception ex) { await ReportAsync(ex); } Task ReportAsync(Exception ex) => mailer.SendAsync(ex.Message);")]
    [InlineData("try { await store.SaveAsync(order); } catch { Environment.Exit(1); }")]
    // Noticed behind the try.
    [InlineData("var saved = false; try { await store.SaveAsync(order); saved = true; } catch { } if (!saved) throw new InvalidOperationException();")]
    [InlineData("List<string>? found = null; try { found = await store.FindAsync(order); } catch { } if (found is null) { throw new InvalidOperationException(); }")]
    [InlineData("for (var i = 0; i < 3; i++) { try { await store.SaveAsync(order); return; } catch { await Task.Delay(100); } } throw new TimeoutException();")]
    [InlineData("var i = 0; while (true) { try { await store.SaveAsync(order); break; } catch { if (++i > 3) throw; await Task.Delay(100); } }")]
    [InlineData("for (var i = 0; ; i++) { try { await store.SaveAsync(order); return; } catch (Exception) when (i < 3) { } }")]
    // Deliberate.
    [InlineData("try { await Task.Delay(100); await store.SaveAsync(order); } catch (OperationCanceledException) { }")]
    [InlineData("try { await http.GetAsync(order); } catch (TaskCanceledException) { }")]
    [InlineData("try { await store.SaveAsync(order); } catch (ObjectDisposedException) { }")]
    [InlineData("try { Console.CursorVisible = false; } catch (PlatformNotSupportedException) { }")]
    [InlineData("try { await store.SaveAsync(order); } catch (Exception ex) when (Seen(ex)) { } bool Seen(Exception ex) { logger.LogError(ex, \"no\"); return true; }")]
    [InlineData("try { await store.SaveAsync(order); } catch (Exception ex) when (ex is TimeoutException or IOException) { Status = \"late\"; }")]
    [InlineData("try { File.Delete(order); } catch { }")]
    [InlineData("try { if (File.Exists(order)) { File.Delete(order); } } catch (Exception) { }")]
    [InlineData("using var process = new Process(); try { process.Kill(); process.WaitForExit(); } catch { }")]
    [InlineData("using var cts = new CancellationTokenSource(); try { cts.Cancel(); cts.Dispose(); } catch { }")]
    [InlineData("try { await store.SaveAsync(order); } finally { try { await mailer.SendAsync(order); } catch { } }")]
    [InlineData("try { await store.SaveAsync(order); } catch (Exception ex) { try { await mailer.SendAsync(order); } catch { } logger.LogError(ex, \"no\"); }")]
    [InlineData("var size = 80; try { size = Console.WindowWidth; } catch { } Status = size.ToString();")]
    [InlineData("var price = 0m; try { price = decimal.Parse(order); } catch (FormatException) { } Status = price.ToString();")]
    [InlineData("var text = \"\"; try { text = store.Read(order); } catch (KeyNotFoundException) { text = \"none\"; }")]
    [InlineData("var running = store.SaveAsync(order); try { running.Wait(); } catch (AggregateException) { } await running;")]
    [InlineData("try { Console.Error.WriteLine(order); } catch { }")]
    [InlineData("try { logger.LogInformation(\"{Order}\", order); } catch { }")]
    [InlineData("try { Status = Uri.UnescapeDataString(order); } catch { }")]
    [InlineData("var text = new System.Text.StringBuilder(); try { text.Append(Environment.MachineName).Append(Environment.ProcessPath); } catch { } Status = text.ToString();")]
    [InlineData("try { if (store.Read(order) is { Length: > 0 } found) { Status = found; return; } } catch (KeyNotFoundException) { } Status = \"none\";")]
    [InlineData("while (true) { try { await Task.Delay(100); } catch { break; } }")]
    // One specific failure, and nothing to be done.
    [InlineData("while (true) { try { await store.SaveAsync(order); } catch (System.Data.DBConcurrencyException) { } catch (Exception ex) { logger.LogError(ex, \"no\"); } }")]
    [InlineData("try { await store.SaveAsync(order); } catch (TimeoutException) { } catch (Exception ex) { logger.LogError(ex, \"no\"); }")]
    [InlineData("try { await store.SaveAsync(order); } catch (TimeoutException) { } catch { throw; }")]
    [InlineData("var days = new List<DateTime>(); foreach (var c in order) { try { days.Add(new DateTime(2024, 1, c)); } catch (ArgumentOutOfRangeException) { } }")]
    [InlineData("for (var i = 0; i < 3; i++) { try { Status += checked(i * order.Length); } catch (OverflowException) { } }")]
    [InlineData("try { await Microsoft.JSInterop.JSRuntimeExtensions.InvokeVoidAsync(js, \"set\", order); } catch (Microsoft.JSInterop.JSException) { } catch (InvalidOperationException) { }")]
    [InlineData("try { DeletePicture(order); } catch (FileNotFoundException) { } void DeletePicture(string name) => store.Save(name);")]
    // A probe, or an extra on top of a value that stands.
    [InlineData("var names = new HashSet<string> { Environment.MachineName }; try { names.Add(System.Net.Dns.GetHostName()); } catch { /* the name of the machine will do */ } Status = string.Join(\"\", names);")]
    [InlineData("var first = order.Split(';').AsParallel().Select(mirror => { try { return store.Read(mirror); } catch { return null; } }).FirstOrDefault(answer => answer is not null); Status = first ?? \"none\";")]
    [InlineData("var all = order.Split(';').Select(mirror => { try { return store.Read(mirror); } catch { return null; } }).OfType<string>(); Status = string.Join(\"\", all);")]
    [InlineData("try { Status = order.GetType().GetProperty(order)?.GetValue(order)?.ToString() ?? \"\"; } catch { }")]
    [InlineData("try { using (logger.BeginScope(new Dictionary<string, object> { [\"a\"] = order })) { logger.LogInformation(\"Started {Version}\", order); } } catch { /* the banner is not worth a boot */ }")]
    [InlineData("int? rate = null; try { rate = store.Read(order).Length; } catch { rate = null; } Status = rate is null ? \"unknown\" : rate.Value.ToString();")]
    [InlineData("var version = 1; try { version = store.Read(order).Length; } catch { version = 0; } switch (version) { case 0: Status = \"none\"; break; }")]
    [InlineData("try { await store.SaveAsync(order); } catch (Exception ex) when (ex is OperationCanceledException && order.Length > 3) { }")]
    [InlineData("var sending = mailer.SendAsync(order); try { await sending; } catch (Exception ex) { if (!sending.IsCanceled) { logger.LogError(ex, \"no\"); } }")]
    public Task A_failure_that_somebody_learns_of(string body) => Check.Reports<PG2001SwallowedException>(InMethod(body));

    [Theory]
    [InlineData("bool TrySave(string key)", "try { store.Save(key); return true; } catch { return false; }")]
    [InlineData("string? ReadOrDefault(string key)", "try { return store.Read(key); } catch { return null; }")]
    [InlineData("bool IsMail(string text)", "try { return new System.Net.Mail.MailAddress(text).Address == text; } catch { return false; }")]
    [InlineData("bool IsSorted(List<string> all)", "try { return all.Order().SequenceEqual(all); } catch { return false; }")]
    [InlineData("int Answer(string key)", "try { return store.Read(key).Length; } catch { return -1; }")]
    [InlineData("(string?, string) Answer(string key)", "try { return (store.Read(key), \"\"); } catch (Exception ex) { return (null, ex.Message); }")]
    [InlineData("string Answer(string key)", "try { return store.Read(key); } catch (Exception ex) { return $\"failed: {ex.Message}\"; }")]
    [InlineData("DayOfWeek Answer(string key)", "try { store.Save(key); return DayOfWeek.Monday; } catch { return DayOfWeek.Sunday; }")]
    [InlineData("string Read(string key)", "try { return store.Read(key); } catch { } return store.Read(\"fallback\");")]
    [InlineData("string? Read(string key)", "try { return store.Read(key); } catch (KeyNotFoundException) { return null; }")]
    [InlineData("Microsoft.AspNetCore.Http.IResult Read(string key)", "try { return Microsoft.AspNetCore.Http.Results.Ok(store.Read(key)); } catch { return Microsoft.AspNetCore.Http.Results.Problem(); }")]
    [InlineData("async Task After(Task first)", "try { await first.ConfigureAwait(false); } catch (Exception) { } await mailer.SendAsync(\"\");")]
    [InlineData("async Task<bool> HealthCheckAsync(string url)", "try { return (await http.GetAsync(url)).IsSuccessStatusCode; } catch { return false; }")]
    [InlineData("async Task<bool> IsUpAsync(string url)", "try { return (await http.GetAsync(url)).IsSuccessStatusCode; } catch (Exception) { return false; }")]
    [InlineData("async Task<string?> PingAsync(string url)", "try { return await http.GetStringAsync(url); } catch { return null; }")]
    [InlineData("async Task RecordAsync(Exception failure)", "try { await store.SaveAsync(failure.Message); } catch { }")]
    [InlineData("object Convert(object value, Type wanted)", "if (value is string text) { try { return System.Text.Json.JsonSerializer.Deserialize(text, wanted)!; } catch { } } if (value is IConvertible plain) { try { return System.Convert.ChangeType(plain, wanted); } catch { } } return value;")]
    [InlineData("bool CanConnect()", "try { store.Save(\"\"); return true; } catch { return false; }")]
    [InlineData("void Dispose()", "try { store.Save(\"bye\"); } catch { }")]
    [InlineData("async Task StopAsync(CancellationToken token)", "try { await store.SaveAsync(\"bye\", token); } catch { }")]
    public Task An_answer_that_tells(string signature, string body) => Check.Reports<PG2001SwallowedException>(InMethod(body, signature));

    [Fact]
    public Task Documentation_can_say_what_a_failure_answers() => Check.Reports<PG2001SwallowedException>(
        """
        class Prices(HttpClient http)
        {
            /// <summary>Reads the price.</summary>
            /// <returns>The price, or null when the request failed.</returns>
            public async Task<string?> Read(string url)
            {
                try { return await http.GetStringAsync(url); } catch { return null; }
            }
        }
        """);

    [Theory]
    [InlineData("http.GetAsync(url).[|ContinueWith|](_ => { });")]
    [InlineData("_ = http.GetAsync(url).[|ContinueWith|](done => Console.WriteLine());")]
    [InlineData("_ = http.GetAsync(url).[|ContinueWith|](_ => { }, TaskContinuationOptions.ExecuteSynchronously);")]
    [InlineData("_ = Task.Delay(8000).ContinueWith(_ => Console.WriteLine());")]
    [InlineData("Task.Delay(8000).ContinueWith(async _ => await http.GetAsync(url));")]
    [InlineData("_ = http.GetAsync(url).ContinueWith(_ => Console.WriteLine(), TaskContinuationOptions.OnlyOnFaulted);")]
    [InlineData("await http.GetAsync(url).ConfigureAwait(false);")]
    [InlineData("_ = http.GetAsync(url).ContinueWith(done => Console.WriteLine(done.Exception));")]
    [InlineData("_ = http.GetAsync(url).ContinueWith(_ => { }, TaskContinuationOptions.OnlyOnRanToCompletion);")]
    [InlineData("var next = http.GetAsync(url).ContinueWith(_ => 1); await next;")]
    [InlineData("await ((Task)http.GetAsync(url)).[|ConfigureAwait|](ConfigureAwaitOptions.SuppressThrowing);")]
    [InlineData("var sent = (Task)http.GetAsync(url); await sent.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); if (sent.IsFaulted) throw sent.Exception!;")]
    [InlineData("await Task.Delay(5, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);")]
    public Task A_swallow_without_a_catch(string body) => Check.Reports<PG2001SwallowedException>(
        $$"""
        class Orders
        {
            async Task Run(HttpClient http, string url) { {{body}} await Task.Yield(); }
        }
        """);

    [Theory]
    [InlineData("class FileLogger : ILogger { public IDisposable? BeginScope<T>(T state) where T : notnull => null; public bool IsEnabled(LogLevel level) => true; public void Log<T>(LogLevel level, EventId id, T state, Exception? e, Func<T, Exception?, string> format) { WRITE } }")]
    [InlineData("class Listener : System.Diagnostics.Tracing.EventListener { protected override void OnEventWritten(System.Diagnostics.Tracing.EventWrittenEventArgs data) { WRITE } }")]
    public Task A_logger_has_nobody_to_tell(string type) => Check.Reports<PG2001SwallowedException>(
        "using Microsoft.Extensions.Logging;\n" + type.Replace("WRITE", "try { File.AppendAllText(\"log\", \"\"); } catch { }"));

    // Who sits at the machine that the app hears alone reads its console.
    [Theory]
    [InlineData("app.Run(\"http://localhost:5000\");", "try { await http.PostAsync(\"x\", null); } [|catch (Exception ex)|] { Console.WriteLine(ex.Message); }", true)]
    [InlineData("app.Run(\"http://+:5000\");", "try { await http.PostAsync(\"x\", null); } [|catch (Exception ex)|] { Console.WriteLine(ex.Message); }", false)]
    [InlineData("app.Run(\"http://localhost:5000\");", "try { await http.PostAsync(\"x\", null); } [|catch (Exception)|] { }", false)]
    [InlineData("app.Run(\"http://localhost:5000\");", "try { await http.PostAsync(\"x\", null); } [|catch (Exception ex)|] { Console.WriteLine(ex.Message); return 0; } return 1;", false)]
    public Task An_app_of_one_user(string run, string body, bool isSeen)
    {
        var scenario = Scenario.Of(ProjectKind.Web,
            "using Microsoft.AspNetCore.Builder; var app = WebApplication.CreateBuilder(args).Build(); " + run + " class Files(HttpClient http) { public async Task" + (body.Contains("return", StringComparison.Ordinal) ? "<int>" : "") + " Send() { " + body + " } }");
        return isSeen ? Check.Suggests<PG2001SwallowedException>(scenario) : Check.Reports<PG2001SwallowedException>(scenario);
    }

    // An attribute that is given a list is not asked for a text.
    [Fact]
    public Task A_call_with_an_attribute_of_many_texts() => Check.Reports<PG2001SwallowedException>(InClass(
        "[AttributeUsage(AttributeTargets.Method)] private sealed class NotesAttribute(params string[] all) : Attribute { public string[] All => all; } [Notes(\"a\", \"b\")] private void Tell(Exception ex) => Status = ex.Message; private void Run(string one) { try { store.Save(one); } catch (Exception ex) { Tell(ex); } }"));

    [Fact]
    public Task The_user_of_a_console_program_reads_the_console() => Check.Reports<PG2001SwallowedException>(Scenario.Of(ProjectKind.Console,
        """
        try { File.ReadAllText("orders.csv"); } catch (Exception ex) { Console.Error.WriteLine(ex.Message); return 1; }
        try { File.WriteAllText("more.csv", ""); } [|catch (Exception)|] { }
        return 0;
        """));

    [Theory]
    [InlineData(ProjectKind.Web)]
    [InlineData(ProjectKind.Worker)]
    [InlineData(ProjectKind.Desktop)]
    public Task Nobody_reads_the_console_of_anything_else(ProjectKind kind) => Check.Reports<PG2001SwallowedException>(Scenario.Of(kind,
        """
        try { File.WriteAllText("orders.csv", ""); } [|catch (Exception ex)|] { Console.WriteLine(ex.Message); }

        public abstract class Job : Microsoft.Extensions.Hosting.BackgroundService;
        """));

    /// <summary>Whoever types at the console sees what is written there.</summary>
    [Theory]
    [InlineData("var name = Console.ReadLine() ?? \"\"; try { File.WriteAllText(name, \"\"); } catch (Exception ex) { Console.WriteLine(ex.Message); }")]
    [InlineData("try { File.WriteAllText(\"a\", \"\"); } catch (Exception ex) { Console.WriteLine(ex.Message); } Console.ReadKey(true);")]
    [InlineData("Console.ReadLine(); try { File.WriteAllText(\"a\", \"\"); } [|catch|] { }")]
    [InlineData("Console.Write(\"a\"); try { File.WriteAllText(\"a\", \"\"); } [|catch (Exception ex)|] { Console.WriteLine(ex.Message); }")]
    public Task A_dialog_at_the_console(string body) => Check.Reports<PG2001SwallowedException>(Scenario.Of(ProjectKind.Worker, body + "\npublic abstract class Job : Microsoft.Extensions.Hosting.BackgroundService;"));

    [Theory]
    [InlineData(ProjectKind.Web)]
    [InlineData(ProjectKind.Worker)]
    public Task A_file_that_is_only_read_may_be_missing(ProjectKind kind) => Check.Suggests<PG2001SwallowedException>(Scenario.Of(kind,
        """
        try { File.ReadAllText("orders.csv"); } [|catch (Exception ex)|] { Console.WriteLine(ex.Message); }

        public abstract class Job : Microsoft.Extensions.Hosting.BackgroundService;
        """));

    [Fact]
    public Task Tests_may_swallow() => Check.Reports<PG2001SwallowedException>(Scenario.Of(ProjectKind.Test,
        """
        public class OrderTests
        {
            [Xunit.Fact]
            public void Fails() { try { File.ReadAllText("x"); Xunit.Assert.Fail(""); } catch { } }
        }
        """));

    [Theory]
    [InlineData("true", "catch")]
    [InlineData("false", "[|catch|]")]
    [InlineData("perhaps", "[|catch|]")]
    public Task A_comment_justifies_where_the_user_says_so(string value, string marked) => Check.Reports<PG2001SwallowedException>(Scenario.Of(
        $$"""
        class Orders
        {
            void Run(HttpClient http) { try { http.Send(new()); } {{marked}} { /* polled again */ } }
        }
        """).EditorConfig("prodgap.PG2001.accept_comment = " + value));

    [Fact]
    public Task Broken_code_is_left_alone() => Check.Reports<PG2001SwallowedException>(Scenario.Of(
        """
        class Orders
        {
            void Run() { try { Missing.Call(); } catch { } }
            void Other() { try { File.ReadAllText("x"); } catch (NoSuchException) { } }
        }
        """).Broken());

    [Fact]
    public Task A_property_a_constructor_and_a_lambda_swallow_as_well() => Check.Reports<PG2001SwallowedException>(
        """
        class Orders
        {
            readonly HttpClient http = new();
            public Orders() { try { http.Send(new()); } [|catch|] { } }
            public int Count { get { try { return http.Send(new()).Headers.Count(); } [|catch|] { return 0; } } }
            public Func<string> Read => () => { try { return http.GetStringAsync("").Result; } [|catch|] { return ""; } };
            void Run() { Local(); void Local() { try { http.Send(new()); } [|catch|] { } } }
        }
        """);

    /// <summary>A constant that is handed on may decide what the handlers behind it take.</summary>
    [Theory]
    [InlineData("Task ReloadAsync() => ReloadAsync(false);", "catch (Exception ex) when (!strict) { logger.LogError(ex, \"no\"); }", true)]
    [InlineData("Task ReloadAsync() => ReloadAsync(strict: false);", "catch (Exception ex) { logger.LogError(ex, \"no\"); if (strict) { throw; } }", true)]
    [InlineData("async Task ReloadAsync() => await ReloadAsync(true);", "catch (Exception ex) when (strict == true) { logger.LogError(ex, \"no\"); }", true)]
    [InlineData("Task ReloadAsync() => ReloadAsync(true);", "catch (Exception ex) when (!strict) { logger.LogError(ex, \"no\"); }", false)]
    [InlineData("Task ReloadAsync() => ReloadAsync(Status.Length > 0);", "catch (Exception ex) when (!strict) { logger.LogError(ex, \"no\"); }", false)]
    [InlineData("Task ReloadAsync() => ReloadAsync(false);", "catch (Exception ex) { logger.LogError(ex, \"no\"); if (!strict) { throw; } }", false)]
    public Task A_forward_that_decides_for_a_handler(string forward, string handler, bool isClosed) => Check.Reports<PG2001SwallowedException>(
        InMethod("try { await ReloadAsync(); } " + (isClosed ? "catch" : "[|catch|]") + " { }")
            .Replace("public int Failures;", forward + " async Task ReloadAsync(bool strict) { try { await store.SaveAsync(\"\"); } " + handler + " }", StringComparison.Ordinal));

    /// <summary>A filter that asks whether the work is canceled takes the end of it; one that asks whether it is not takes every failure.</summary>
    [Theory]
    [InlineData("while (!token.IsCancellationRequested) { try { await http.GetAsync(order); } catch (Exception) when (token.IsCancellationRequested) { break; } }")]
    [InlineData("using var stop = new CancellationTokenSource(); try { await store.SaveAsync(order, stop.Token); } catch when (stop.IsCancellationRequested && order.Length > 0) { }")]
    [InlineData("try { await http.GetAsync(order); } [|catch (Exception)|] when (!token.IsCancellationRequested) { }")]
    [InlineData("try { await http.GetAsync(order); } [|catch (Exception)|] when (token.IsCancellationRequested == false) { }")]
    [InlineData("try { await http.GetAsync(order); } [|catch (Exception ex)|] when (ex is not OperationCanceledException && !token.IsCancellationRequested) { _ = ex; }")]
    public Task A_filter_about_the_token(string body) => Check.Reports<PG2001SwallowedException>(InMethod(body, "async Task Run(string order, CancellationToken token)"));

    /// <summary>The caller said in a parameter that nobody is to be told.</summary>
    [Theory]
    [InlineData("try { await store.SaveAsync(order); } [|catch (Exception ex)|] { if (showErrors) { Errors.Add(ex); } }")]
    [InlineData("try { await store.SaveAsync(order); } [|catch (Exception ex)|] { if (showErrors) Status = \"Not saved: \" + ex.Message; /* quiet at the start */ }")]
    public Task A_failure_that_is_shown_when_asked(string body) => Check.Suggests<PG2001SwallowedException>(InMethod(body, "async Task Run(string order, bool showErrors)"));

    /// <summary>Nobody is told in any case, or something else than the caller decides.</summary>
    [Theory]
    [InlineData("try { await store.SaveAsync(order); } [|catch (Exception ex)|] { if (showErrors) { Console.WriteLine(ex.Message); } }")]
    [InlineData("try { await store.SaveAsync(order); } [|catch (Exception ex)|] { if (Failures > 3) { Errors.Add(ex); } }")]
    public Task A_failure_that_is_not_shown_when_asked(string body) => Check.Reports<PG2001SwallowedException>(InMethod(body, "async Task Run(string order, bool showErrors)"));

    /// <summary>What is read about another failure that is thrown or returned behind it.</summary>
    [Theory]
    [InlineData("async Task Run(string order, HttpResponseMessage answer)", "var text = \"no text\"; try { text = await answer.Content.ReadAsStringAsync(); } catch { } throw new HttpRequestException(text);")]
    [InlineData("async Task<Exception> Describe(HttpResponseMessage answer)", "var text = answer.ReasonPhrase; try { text = await answer.Content.ReadAsStringAsync(); } catch (Exception) { } return new InvalidOperationException(text);")]
    [InlineData("async Task Run(string order, HttpResponseMessage answer)", "var text = \"no text\"; if (!answer.IsSuccessStatusCode) { try { text = await answer.Content.ReadAsStringAsync(); } catch { } throw new HttpRequestException(text); }")]
    [InlineData("async Task Run(string order, HttpResponseMessage answer)", "var text = \"no text\"; try { text = await answer.Content.ReadAsStringAsync(); } [|catch|] { } if (order.Length > 9) { throw new HttpRequestException(text); }")]
    [InlineData("async Task Run(string order, HttpResponseMessage answer)", "var text = \"no text\"; try { text = await answer.Content.ReadAsStringAsync(); } [|catch|] { } throw new HttpRequestException(order);")]
    [InlineData("async Task Run(string order)", "var text = \"no text\"; try { await store.SaveAsync(order); text = order; } [|catch|] { } throw new HttpRequestException(text);")]
    public Task What_is_read_about_another_failure(string signature, string body) => Check.Reports<PG2001SwallowedException>(InMethod(body, signature));

    /// <summary>A member of the answer says whether the value is there.</summary>
    [Theory]
    [InlineData("public sealed class Health { public bool IsReady { get; set; } = true; } public async Task<Health> ReadAsync(string order) { string? text = null; if (order.Length > 0) { try { text = await http.GetStringAsync(order); } catch { } } var health = new Health(); health.IsReady = text != null && order.Length > 1; return health; }")]
    [InlineData("public sealed class Health { public bool IsReady { get; set; } = true; } public async Task<Health> ReadAsync(string order) { string? text = null; if (order.Length > 0) { try { text = await http.GetStringAsync(order); } catch (Exception) { } } var health = new Health(); health.IsReady &= text is not null; return health; }")]
    [InlineData("public sealed class Health { public bool IsReady { get; set; } = true; } public async Task<Health> ReadAsync(string order) { string? text = null; if (order.Length > 0) { try { text = await http.GetStringAsync(order); } catch { } } return new Health { IsReady = !(text == null) }; }")]
    [InlineData("public sealed class Health { public bool IsReady { get; set; } = true; } public async Task<Health> ReadAsync(string order) { string? text = null; if (order.Length > 0) { try { text = await http.GetStringAsync(order); } [|catch|] { } } var health = new Health(); var isReady = text != null; Status = isReady.ToString(); return health; }")]
    [InlineData("public sealed class Health { public bool IsReady { get; set; } = true; } public async Task<Health> ReadAsync(string order) { string? text = null; if (order.Length > 0) { try { text = await http.GetStringAsync(order); } [|catch|] { } } var health = new Health(); if (text != null) { Status = text; } return health; }")]
    public Task An_answer_that_says_whether_it_is_there(string members) => Check.Reports<PG2001SwallowedException>(InClass(members));

    /// <summary>A copy of a client changes nothing out there.</summary>
    [Theory]
    [InlineData("catch", "Clone")]
    [InlineData("[|catch|]", "Register")]
    public Task A_client_that_is_copied_first(string clause, string method) => Check.Reports<PG2001SwallowedException>(
        $$"""
        public sealed class NodeClient { public NodeClient {{method}}() => this; }
        public static class NodeCalls { public static Task<string> GetInfoAsync(this NodeClient node) => Task.FromResult(node.ToString()!); }
        public sealed class Health { public bool IsReady { get; set; } }
        public class Pages { public async Task<Health> Run(NodeClient node) { string? info = null; try { var own = node.{{method}}(); info = await own.GetInfoAsync(); } {{clause}} { } return new() { IsReady = info != null }; } }
        """);

    /// <summary>The markup of a component shows that what the handler empties is missing.</summary>
    [Theory]
    [InlineData("catch { url = string.Empty; }", "string.IsNullOrEmpty(url)", "Unable to connect")]
    [InlineData("catch (Exception) { this.url = null; }", "url == null", "Sorry, that failed")]
    [InlineData("[|catch|] { url = string.Empty; }", "string.IsNullOrEmpty(url)", "Loading")]
    [InlineData("[|catch|] { }", "string.IsNullOrEmpty(url)", "Unable to connect")]
    [InlineData("[|catch|] { url = null; }", "other == null", "Unable to connect")]
    public Task What_the_markup_shows(string handler, string condition, string text) => Check.Reports<PG2001SwallowedException>(
        $$"""
        public class Login(HttpClient http) : Microsoft.AspNetCore.Components.ComponentBase
        {
            private string? url;
            private string? other;

            protected override async Task OnInitializedAsync()
            {
                try { other = await http.GetStringAsync("/login"); url = other; } {{handler}}
            }

            protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder)
            {
                if ({{condition}}) { builder.AddMarkupContent(0, "<p>{{text}}</p>"); } else { builder.AddContent(1, url); }
            }
        }
        """);

    /// <summary>A comment counts in front of the clause, and behind the type that it takes; a folder that cannot be made fails again where it is used.</summary>
    [Theory]
    [InlineData("try { await store.SaveAsync(order); }\n// Saved already by the other node, most likely.\n[|catch|] { }")]
    [InlineData("try { await store.SaveAsync(order); } [|catch (InvalidOperationException)|] // may exist\n{ }")]
    [InlineData("var folder = Path.Combine(order, \"a\"); try { Directory.CreateDirectory(folder); } [|catch|] { } Status = Path.Combine(folder, \"b\");")]
    [InlineData("var folder = new DirectoryInfo(order); try { if (!Directory.Exists(order)) { Directory.CreateDirectory(order); } } [|catch (Exception)|] { } File.WriteAllText(Path.Combine(order, \"a\"), \"b\");")]
    public Task A_failure_that_is_likely_missed_too(string body) => Check.Suggests<PG2001SwallowedException>(InMethod(body));

    /// <summary>Another comment, and a folder for something that the try does itself.</summary>
    [Theory]
    [InlineData("try { await store.SaveAsync(order); }\n// Never mind.\n[|catch|] { }")]
    [InlineData("try { Directory.CreateDirectory(order); File.WriteAllText(Path.Combine(order, \"a\"), \"b\"); } [|catch|] { } Status = Path.Combine(order, \"b\");")]
    public Task A_failure_that_is_missed_all_the_same(string body) => Check.Reports<PG2001SwallowedException>(InMethod(body));

    /// <summary>What is added to a client counts as the client's; what shows a notice, or only copies, is not what failed.</summary>
    [Theory]
    [InlineData("string? text = null; try { var copy = node.Copy(); text = await copy.InfoAsync(); } [|catch|] { } return text + \"!\";", "InfoAsync")]
    [InlineData("try { await node.SendAsync(); toasts.Add(\"sent\"); } [|catch|] { } return null;", "SendAsync")]
    public Task A_call_that_is_added_to_a_client(string body, string what) => Check.Reports<PG2001SwallowedException>(
        $$"""
        public sealed class NodeClient { public NodeClient Copy() => this; }
        public sealed class ToastService { public void Add(string text) { } }
        public static class NodeCalls { public static Task<string> InfoAsync(this NodeClient node) => Task.FromResult(node.ToString()!); public static Task SendAsync(this NodeClient node) => Task.Delay(node.GetHashCode()); }
        public class Pages(NodeClient node, ToastService toasts) { public async Task<string?> Run() { toasts.Add(""); await Task.Yield(); {{body}} } }
        """,
        $"A failure of '{what}' is swallowed here; log the exception or let it propagate");

    /// <summary>What runs by reflection may be anything, and may fail.</summary>
    [Fact]
    public Task A_call_by_reflection() => Check.Suggests<PG2001SwallowedException>(
        InClass("public void Run(System.Reflection.MethodInfo method) { Status = \"\"; try { Status = (string)method.Invoke(this, null)!; } [|catch|] { } }"),
        "A failure of 'Invoke' is swallowed here; log the exception or let it propagate");
}
