using ProdGap.Analyzers.CodeFixes.Reliability.Cancellation;
using ProdGap.Analyzers.Reliability.Cancellation;

namespace ProdGap.Analyzers.Tests.Reliability.Cancellation;

public sealed class PG2013TokenIgnoredTests
{
    private static string In(string members, string type = "public class Orders(IStore store, HttpClient http)") =>
        $$"""
        using System.Runtime.CompilerServices;

        public interface IStore { Task<string> LoadAsync(int id); Task SaveAsync(string text, CancellationToken token = default); }
        public interface IHandler { Task HandleAsync(int id, CancellationToken token); }
        public interface IFar { Task<string> LoadAsync(int id); }
        public class Store(HttpClient client) : IStore { public Task<string> LoadAsync(int id) => client.GetStringAsync(""); public Task SaveAsync(string text, CancellationToken token) => Task.CompletedTask; }

        {{type}}
        {
            static void Work(int item) { }
            {{members}}
        }
        """;

    [Theory]
    [InlineData("public async Task RunAsync(CancellationToken [|token|]) { await store.LoadAsync(1); }")]
    [InlineData("public Task<string> RunAsync(CancellationToken [|token|]) => store.LoadAsync(1);")]
    [InlineData("public async Task RunAsync(int id, CancellationToken [|token|] = default) { await ReadAsync(); } async Task ReadAsync() => await http.GetStringAsync(\"\");")]
    [InlineData("public async Task RunAsync(CancellationToken [|token|]) { async Task Inner() => await store.LoadAsync(1); await Inner(); }")]
    [InlineData("public void Run(List<int> items, CancellationToken [|token|]) { foreach (var item in items) { Work(item); } }")]
    [InlineData("public int Run(CancellationToken [|token|]) { for (var i = 0; i < 1000; i++) Work(i); return 1; }")]
    [InlineData("async Task RunAsync(CancellationToken [|token|]) { await Task.WhenAll(new[] { 1 }.Select(id => store.LoadAsync(id))); }")]
    public Task A_token_that_nobody_looks_at(string members) => Check.Reports<PG2013TokenIgnored>(In(members));

    [Fact]
    public Task An_implementation_with_something_to_cancel() => Check.Reports<PG2013TokenIgnored>(
        In("public async Task HandleAsync(int id, CancellationToken [|token|]) { await store.LoadAsync(id); }", "public class Orders(IStore store) : IHandler"));

    /// <summary>Nothing below takes a token, a package asks for the parameter, or the loop is over at once.</summary>
    [Theory]
    [InlineData("public Task TellAsync(CancellationToken token = default) => EachAsync(one => one.LoadAsync(1)); private async Task EachAsync(Func<IFar, Task> send) { try { await send(null!); } catch (Exception e) { Console.Error.WriteLine(e); } }")]
    [InlineData("public async Task RunAsync(CancellationToken token) => await KeepAsync(); private async Task KeepAsync() { await Task.CompletedTask; await Task.Yield(); }")]
    [InlineData("public int Run(List<int> items, CancellationToken token) { var all = new HashSet<int>(); foreach (var item in items) { all.Add(item); } return all.Count; }")]
    [InlineData("public void Run(CancellationToken token) { foreach (var item in new[] { 1, 2 }.Select(one => one + 1)) { Work(item); } }")]
    [InlineData("public void Run(CancellationToken token) { foreach (var item in typeof(Orders).GetCustomAttributes(true)) { Work(1); } }")]
    public Task Where_nothing_would_stop(string members) => Check.Reports<PG2013TokenIgnored>(In(members));

    [Theory]
    [InlineData("public class Orders(IStore store) : Microsoft.Extensions.Hosting.IHostedService", "public async Task StartAsync(CancellationToken token) { await store.LoadAsync(1); } public Task StopAsync(CancellationToken token) => Task.CompletedTask;")]
    [InlineData("public class Orders(IStore store) : Microsoft.Extensions.Diagnostics.HealthChecks.IHealthCheck", "public async Task<Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckResult> CheckHealthAsync(Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckContext context, CancellationToken token) { await store.LoadAsync(1); return default; }")]
    public Task A_package_asks_for_the_parameter(string type, string members) => Check.Reports<PG2013TokenIgnored>(In(members, type));

    [Fact]
    public Task The_host_does_cancel_a_worker() => Check.Reports<PG2013TokenIgnored>(
        In("protected override async Task ExecuteAsync(CancellationToken [|token|]) { await store.LoadAsync(1); }", "public class Orders(IStore store) : Microsoft.Extensions.Hosting.BackgroundService"));

    [Theory]
    [InlineData("public async Task RunAsync(CancellationToken token) { await store.SaveAsync(\"\", token); }")]
    [InlineData("public async Task RunAsync(CancellationToken token) { await store.SaveAsync(\"\"); }")]
    [InlineData("public async Task RunAsync(CancellationToken token) { await store.LoadAsync(1); await store.SaveAsync(\"\"); }")]
    [InlineData("public async Task RunAsync(CancellationToken token) { await store.LoadAsync(1); await store.SaveAsync(\"\", CancellationToken.None); }")]
    [InlineData("public async Task RunAsync(CancellationToken token) { token.ThrowIfCancellationRequested(); await store.LoadAsync(1); }")]
    [InlineData("public Task RunAsync(CancellationToken token) => Task.CompletedTask;")]
    [InlineData("public Task<int> RunAsync(CancellationToken token) => Task.FromResult(1);")]
    [InlineData("public Task RunAsync(CancellationToken token) => throw new NotSupportedException();")]
    [InlineData("public async Task RunAsync(int[] items, CancellationToken token) { await store.SaveAsync(\"\"); foreach (var item in items) { Work(item); } }")]
    [InlineData("public async Task RunAsync(CancellationToken _) { await store.LoadAsync(1); }")]
    [InlineData("public async Task RunAsync(CancellationToken one, CancellationToken two) { await store.LoadAsync(1); }")]
    [InlineData("public async Task RunAsync() { await store.LoadAsync(1); }")]
    [InlineData("public async Task StopAsync(CancellationToken token) { await store.LoadAsync(1); }")]
    [InlineData("public async Task RollbackAsync(CancellationToken token) { await store.LoadAsync(1); }")]
    [InlineData("public async Task RunAsync(CancellationToken token) { try { await Task.Yield(); } finally { await store.LoadAsync(1); } }")]
    [InlineData("public void Run(CancellationToken token) { Work(1); }")]
    [InlineData("public int Run(int[] items, CancellationToken token) { var sum = 0; foreach (var item in items) { sum += item; } return sum; }")]
    [InlineData("public async Task RunAsync(int[] items, CancellationToken token) { foreach (var item in items) { await store.LoadAsync(item); } }")]
    [InlineData("public async IAsyncEnumerable<int> RunAsync([EnumeratorCancellation] CancellationToken token) { await Task.Yield(); yield return 1; }")]
    [InlineData("public async Task RunAsync(CancellationToken token) { _ = store.LoadAsync(1); await Task.Yield(); }")]
    [InlineData("public void Run(out CancellationToken token) { token = default; for (var i = 0; i < 5; i++) Work(i); }")]
    public Task What_is_used_or_has_nothing_to_cancel(string members) => Check.Reports<PG2013TokenIgnored>(In(members));

    [Fact]
    public Task An_implementation_with_nothing_to_cancel() => Check.Reports<PG2013TokenIgnored>(
        In("public Task HandleAsync(int id, CancellationToken token) { Work(id); return Task.CompletedTask; }", "public class Orders : IHandler"));

    [Fact]
    public Task An_implementation_with_a_loop_over_what_it_has() => Check.Reports<PG2013TokenIgnored>(
        In("public Task HandleAsync(int id, CancellationToken token) { foreach (var item in new[] { id }) { Work(item); } return Task.CompletedTask; }", "public class Orders : IHandler"));

    [Fact]
    public Task The_token_is_carried_down() => Check.Rewrites<PG2013TokenIgnored, PG2013TokenIgnoredFix>(
        """
        public class Store(HttpClient http)
        {
            internal async Task<string> LoadAsync(int id) => await http.GetStringAsync("/" + id);
        }

        public class Handler(Store store)
        {
            public async Task HandleAsync(CancellationToken token)
            {
                await store.LoadAsync(1);
            }
        }
        """,
        """
        public class Store(HttpClient http)
        {
            internal async Task<string> LoadAsync(int id, CancellationToken cancellationToken) => await http.GetStringAsync("/" + id, cancellationToken);
        }

        public class Handler(Store store)
        {
            public async Task HandleAsync(CancellationToken token)
            {
                await store.LoadAsync(1, token);
            }
        }
        """);

    [Fact]
    public Task The_loop_looks_at_it() => Check.Rewrites<PG2013TokenIgnored, PG2013TokenIgnoredFix>(
        In("public void Run(List<int> items, CancellationToken token)\n    {\n        foreach (var item in items)\n        {\n            Work(item);\n        }\n    }"),
        In("public void Run(List<int> items, CancellationToken token)\n    {\n        foreach (var item in items)\n        {\n            token.ThrowIfCancellationRequested();\n            Work(item);\n        }\n    }"));

    [Fact]
    public Task Silent_where_what_is_below_is_not_seen() => Check.Reports<PG2013TokenIgnored>(
        In("public async Task RunAsync(CancellationToken token) { await far.LoadAsync(1); }", "public class Orders(IFar far)"));

    [Fact]
    public Task No_fix_where_the_method_below_cannot_change() => Check.OffersOnly<PG2013TokenIgnored, PG2013TokenIgnoredFix>(
        In("public async Task RunAsync(CancellationToken token) { await ReadAsync(); } async Task ReadAsync() => await http.GetStringAsync(\"\"); public Func<Task> Kept => ReadAsync;"));

    [Theory]
    [InlineData("async Task ReadAsync(int id, CancellationToken token) { await store.LoadAsync(id); } public Task RunAsync() => ReadAsync(1, CancellationToken.None);")]
    [InlineData("async Task ReadAsync(int id, CancellationToken [|token|]) { await store.LoadAsync(id); } public Task RunAsync(CancellationToken token) => ReadAsync(1, token);")]
    public Task A_token_that_callers_refuse(string members) => Check.Reports<PG2013TokenIgnored>(In(members));
}
