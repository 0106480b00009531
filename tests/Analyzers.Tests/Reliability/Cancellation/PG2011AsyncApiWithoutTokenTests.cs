using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Reliability.Cancellation;

namespace ProdGap.Analyzers.Tests.Reliability.Cancellation;

public sealed class PG2011AsyncApiWithoutTokenTests
{
    private static Scenario In(string members, string type = "public class Orders(HttpClient http, Stream stream)") => Scenario.Of(
        $$"""
        using Microsoft.AspNetCore.Http;
        using Microsoft.Extensions.Hosting;
        using Microsoft.JSInterop;

        {{type}}
        {
            {{members}}
        }
        """);

    [Theory]
    [InlineData("public async Task [|LoadAsync|]() { await http.GetStringAsync(\"/\"); }")]
    [InlineData("public async Task<string> [|LoadAsync|](int id) => await http.GetStringAsync(\"/\" + id);")]
    [InlineData("public Task<string> [|LoadAsync|](int id) => http.GetStringAsync(\"/\" + id);")]
    [InlineData("public async ValueTask<int> [|LoadAsync|]() { await Task.Delay(1000); stream.Flush(); return 1; }")]
    [InlineData("protected virtual async Task [|LoadAsync|]() { await http.GetStringAsync(\"/\"); }")]
    [InlineData("public async IAsyncEnumerable<string> [|LoadAsync|]() { yield return await http.GetStringAsync(\"/\"); }")]
    [InlineData("public async Task [|LoadAsync|]() { await ReadAsync(); } async Task ReadAsync() => await http.GetStringAsync(\"/\");")]
    [InlineData("public async Task [|LoadAsync|]() { await First(); } Task First() => Second(); Task Second() => http.GetStringAsync(\"/\");")]
    [InlineData("public async Task [|LoadAsync|]() { async Task Inner() => await http.GetStringAsync(\"/\"); await Inner(); }")]
    [InlineData("public static async Task [|LoadAsync|](HttpClient client) => await client.GetStringAsync(\"/\");")]
    [InlineData("public async Task<T> [|LoadAsync|]<T>(T one) { await http.GetStringAsync(\"/\"); return one; }")]
    public Task A_public_method_that_could_be_canceled(string members) => Check.Reports<PG2011AsyncApiWithoutToken>(In(members));

    [Theory]
    [InlineData("public async Task LoadAsync(CancellationToken token) { await http.GetStringAsync(\"/\", token); }")]
    [InlineData("public async Task LoadAsync(CancellationToken token = default) { await http.GetStringAsync(\"/\"); }")]
    [InlineData("private async Task LoadAsync() { await http.GetStringAsync(\"/\"); }")]
    [InlineData("internal async Task LoadAsync() { await http.GetStringAsync(\"/\"); }")]
    [InlineData("public Task<string> LoadAsync() => Task.FromResult(\"\");")]
    [InlineData("private Task<string>? cached; public Task<string> LoadAsync() => cached ??= Task.FromResult(\"\");")]
    [InlineData("public async Task LoadAsync() { await Task.Yield(); }")]
    [InlineData("public async Task LoadAsync() { await Task.CompletedTask; }")]
    [InlineData("public async void Load() { await http.GetStringAsync(\"/\"); }")]
    [InlineData("public Task LoadAsync() => LoadAsync(default); public async Task LoadAsync(CancellationToken token) => await http.GetStringAsync(\"/\", token);")]
    [InlineData("public async Task OnClick(object sender, EventArgs e) { await http.GetStringAsync(\"/\"); }")]
    [InlineData("public async Task InvokeAsync(HttpContext context) { await http.GetStringAsync(\"/\", context.RequestAborted); }")]
    [InlineData("[JSInvokable] public async Task LoadAsync() { await http.GetStringAsync(\"/\"); }")]
    [InlineData("[System.ComponentModel.Description(\"a tool\")] public async Task<string> LoadAsync() => await http.GetStringAsync(\"/\");")]
    [InlineData("public async Task LoadAsync() { await http.GetStringAsync(\"/\", CancellationToken.None); }")]
    [InlineData("public async Task LoadAsync() { try { await Task.Yield(); } finally { await http.GetStringAsync(\"/\"); } }")]
    [InlineData("public Task StartAsync() { _ = http.GetStringAsync(\"/\"); return Task.CompletedTask; }")]
    [InlineData("public async Task StopAsync() { await http.GetStringAsync(\"/\"); }")]
    [InlineData("public async Task RollbackAsync() { await http.GetStringAsync(\"/\"); }")]
    [InlineData("public static async Task Main() { await new HttpClient().GetStringAsync(\"/\"); }")]
    [InlineData("public async Task InitializeAsync() { await http.GetStringAsync(\"/\"); }")]
    [InlineData("public async Task<IResult> Handle() => Results.Ok(await http.GetStringAsync(\"/\"));")]
    [InlineData("public async Task LoadAsync() { using var source = new CancellationTokenSource(5); await http.GetStringAsync(\"/\", source.Token); }")]
    [InlineData("public async Task First() => await Second(); public async Task Second() => await First();")]
    public Task What_offers_enough_or_has_nothing_to_offer(string members) => Check.Reports<PG2011AsyncApiWithoutToken>(In(members));

    [Theory]
    [InlineData("public override async Task StartAsync(CancellationToken token) { await LoadAsync(); } async Task LoadAsync() => await Task.Delay(1); protected override Task ExecuteAsync(CancellationToken token) => Task.CompletedTask;", "public class Worker : BackgroundService")]
    [InlineData("public async ValueTask DisposeAsync() { await http.GetStringAsync(\"/\"); }", "public class Owner(HttpClient http) : IAsyncDisposable")]
    [InlineData("public async Task LoadAsync() { await http.GetStringAsync(\"/\"); }", "internal class Hidden(HttpClient http)")]
    [InlineData("public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken token) => 1;", "public abstract class Filter : Stream")]
    public Task Signatures_that_somebody_else_decides(string members, string type)
        => Check.Reports<PG2011AsyncApiWithoutToken>(In(members.Replace("=> 1;", "{ await Task.Yield(); return 1; }"), type));

    [Fact]
    public Task Once_on_the_interface() => Check.Reports<PG2011AsyncApiWithoutToken>(
        """
        public interface IOrders { Task<string> [|LoadAsync|](); Task<string> KeptAsync(); }
        public class First(HttpClient http) : IOrders { public async Task<string> LoadAsync() => await http.GetStringAsync("/"); public Task<string> KeptAsync() => Task.FromResult(""); }
        public class Second(HttpClient http) : IOrders { public Task<string> LoadAsync() => http.GetStringAsync("/"); Task<string> IOrders.KeptAsync() => Task.FromResult(""); }
        public class Third(IOrders inner) : IOrders { public Task<string> LoadAsync() => inner.LoadAsync(); public Task<string> KeptAsync() => inner.KeptAsync(); }
        """);

    [Fact]
    public Task Once_on_the_abstract_method() => Check.Reports<PG2011AsyncApiWithoutToken>(
        """
        public abstract class Loader { public abstract Task<string> [|LoadAsync|](); }
        public class Web(HttpClient http) : Loader { public override async Task<string> LoadAsync() => await http.GetStringAsync("/"); }
        """);

    /// <summary>The member belongs to the other project; each of those that implement it would say the same.</summary>
    [Fact]
    public Task Silent_where_another_project_declares_the_member() => Check.Reports<PG2011AsyncApiWithoutToken>(Scenario.Of()
        .Project("Core").Document("IOrders.cs", "public interface IOrders { Task<string> LoadAsync(); } public abstract class Loader { public abstract Task<string> ReadAsync(); }")
        .Project("Data", ProjectKind.Library, "Core").Document("Orders.cs",
            """
            public class Orders(HttpClient http) : IOrders { public async Task<string> LoadAsync() => await http.GetStringAsync("/"); public async Task<string> [|OwnAsync|]() => await http.GetStringAsync("/"); }
            public class Reader(HttpClient http) : Loader { public override async Task<string> ReadAsync() => await http.GetStringAsync("/"); }
            """));

    [Theory]
    [InlineData("public class A(HttpClient http, CancellationToken token) { public CancellationToken Token => token; public async Task LoadAsync() => await http.GetStringAsync(\"/\"); }")]
    [InlineData("public abstract class Pipe { public CancellationToken CancellationToken { get; } } public class A(HttpClient http) : Pipe { public Task<string> LoadAsync() => http.GetStringAsync(\"/\"); }")]
    [InlineData("public record Request(string Path, CancellationToken Token); public class A(HttpClient http) { public Task<string> LoadAsync(Request request) => http.GetStringAsync(request.Path); }")]
    [InlineData("public class A(HttpClient http) { public async Task LoadAsync() { await http.GetStringAsync(\"/1\"); await http.GetStringAsync(\"/2\", CancellationToken.None); } }")]
    public Task What_has_a_token_already_or_wants_none(string code) => Check.Reports<PG2011AsyncApiWithoutToken>(code);

    [Fact]
    public Task An_entity_that_is_added_waits_for_nothing() => Check.Reports<PG2011AsyncApiWithoutToken>(Scenario.Of(
        EfSnippet.Model,
        "using Microsoft.EntityFrameworkCore; public class Guests(ShopContext db) { public async Task AddAsync(Customer one) => await db.Customers.AddAsync(one); public async Task [|SaveAsync|](Customer one) { await db.AddAsync(one); await db.SaveChangesAsync(); } }"));

    [Fact]
    public Task Internal_ones_by_option() => Check.Reports<PG2011AsyncApiWithoutToken>(
        Scenario.Of("class Orders(HttpClient http) { internal async Task [|LoadAsync|]() { await http.GetStringAsync(\"/\"); } async Task [|ReadAsync|]() => await http.GetStringAsync(\"/\"); }")
            .EditorConfig("prodgap.PG2011.include_internal = true"));

    [Fact]
    public Task Not_in_tests() => Check.Reports<PG2011AsyncApiWithoutToken>(
        Scenario.Of(ProjectKind.Test, "public class Tests(HttpClient http) { [Xunit.Fact] public async Task Loads() { await http.GetStringAsync(\"/\"); } public async Task Help() { await http.GetStringAsync(\"/\"); } }"));

    [Fact]
    public Task The_message_names_the_member() => Check.Reports<PG2011AsyncApiWithoutToken>(
        In("public async Task [|LoadAsync|]() { await http.GetStringAsync(\"/\"); }"),
        "'Orders.LoadAsync' awaits cancelable work but takes no token; add a CancellationToken parameter and pass it on");
}
