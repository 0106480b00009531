using ProdGap.Analyzers.CodeFixes.Reliability.Cancellation;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Reliability.Cancellation;

namespace ProdGap.Analyzers.Tests.Reliability.Cancellation;

public sealed class PG2012EndpointWithoutTokenFixTests
{
    private const string Usings =
        """
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.RazorPages;
        using Microsoft.AspNetCore.Routing;
        using Microsoft.AspNetCore.SignalR;


        """;

    private static Task Carries(Scenario before, params string[] after)
        => Check.Rewrites<PG2012EndpointWithoutToken, PG2012EndpointWithoutTokenFix>(before, after);

    [Theory]
    [InlineData("app.MapGet(\"/\", async () => await http.GetStringAsync(\"/\"));", "app.MapGet(\"/\", async (CancellationToken cancellationToken) => await http.GetStringAsync(\"/\", cancellationToken));")]
    [InlineData("app.MapGet(\"/{id}\", async (int id) => { await Task.Delay(id); http.CancelPendingRequests(); });", "app.MapGet(\"/{id}\", async (int id, CancellationToken cancellationToken) => { await Task.Delay(id, cancellationToken); http.CancelPendingRequests(); });")]
    [InlineData("app.MapGet(\"/\", (int? page) => http.GetStringAsync(\"/\" + page));", "app.MapGet(\"/\", (int? page, CancellationToken cancellationToken) => http.GetStringAsync(\"/\" + page, cancellationToken));")]
    [InlineData("app.MapGet(\"/\", (int page = 1) => http.GetStringAsync(\"/\" + page));", "app.MapGet(\"/\", (int page = 1, CancellationToken cancellationToken = default) => http.GetStringAsync(\"/\" + page, cancellationToken));")]
    [InlineData("app.MapGet(\"/\", Handle); async Task<string> Handle(HttpClient client) => await client.GetStringAsync(\"/\");", "app.MapGet(\"/\", Handle); async Task<string> Handle(HttpClient client, CancellationToken cancellationToken) => await client.GetStringAsync(\"/\", cancellationToken);")]
    public Task Handlers(string before, string after)
    {
        static string In(string map) => Usings + $$"""
            static class Routes
            {
                public static void Add(WebApplication app, HttpClient http)
                {
                    {{map}}
                }
            }
            """;
        return Carries(In(before), In(after));
    }

    [Fact]
    public Task From_the_endpoint_through_three_projects() => Carries(
        Scenario.Of()
            .Project("Core")
            .Document("Core.cs",
                """
                public interface IRepository<T> { Task<T?> FindAsync(int id); }
                public interface IOrders { Task<string?> LoadAsync(int id); }

                public class Orders(IRepository<string> repository) : IOrders
                {
                    public Task<string?> LoadAsync(int id) => repository.FindAsync(id);
                }
                """)
            .Project("Data", ProjectKind.Library, "Core")
            .Document("Data.cs",
                """
                public class Repository<T>(HttpClient http) : IRepository<T>
                {
                    public async Task<T?> FindAsync(int id)
                    {
                        await http.GetStringAsync("/" + id);
                        return default;
                    }
                }
                """)
            .Project("Web", ProjectKind.Web, "Core", "Data")
            .Document("Program.cs", Usings +
                """
                var app = WebApplication.Create(args);
                app.MapGet("/{id}", async (int id, IOrders orders) => await orders.LoadAsync(id));
                app.Run();
                """),
        """
        public interface IRepository<T> { Task<T?> FindAsync(int id, CancellationToken cancellationToken = default); }
        public interface IOrders { Task<string?> LoadAsync(int id, CancellationToken cancellationToken = default); }

        public class Orders(IRepository<string> repository) : IOrders
        {
            public Task<string?> LoadAsync(int id, CancellationToken cancellationToken = default) => repository.FindAsync(id, cancellationToken);
        }
        """,
        """
        public class Repository<T>(HttpClient http) : IRepository<T>
        {
            public async Task<T?> FindAsync(int id, CancellationToken cancellationToken = default)
            {
                await http.GetStringAsync("/" + id, cancellationToken);
                return default;
            }
        }
        """,
        Usings +
        """
        var app = WebApplication.Create(args);
        app.MapGet("/{id}", async (int id, IOrders orders, CancellationToken cancellationToken) => await orders.LoadAsync(id, cancellationToken));
        app.Run();
        """);

    [Fact]
    public Task An_action_that_a_test_calls() => Carries(
        Scenario.Of()
            .Project("Web", ProjectKind.Web)
            .Document("Api.cs", Usings +
                """
                public class Api(HttpClient http) : ControllerBase
                {
                    [HttpGet("{id}")]
                    public async Task<string> Get([FromRoute] int id) => await http.GetStringAsync("/" + id);

                    [HttpPost]
                    public async Task<string> Post() => await http.GetStringAsync("/");
                }

                public static class Program { public static void Main() { } }
                """)
            .Project("Tests", ProjectKind.Test, "Web")
            .Document("ApiTests.cs", "public class ApiTests { [Xunit.Fact] public async Task Gets() => Xunit.Assert.Empty(await new Api(new HttpClient()).Get(1)); }"),
        Usings +
        """
        public class Api(HttpClient http) : ControllerBase
        {
            [HttpGet("{id}")]
            public async Task<string> Get([FromRoute] int id, CancellationToken cancellationToken = default) => await http.GetStringAsync("/" + id, cancellationToken);

            [HttpPost]
            public async Task<string> Post(CancellationToken cancellationToken) => await http.GetStringAsync("/", cancellationToken);
        }

        public static class Program { public static void Main() { } }
        """);

    [Fact]
    public Task A_page_and_a_hubs_stream() => Carries(
        Usings +
        """
        public class IndexModel(HttpClient http) : PageModel
        {
            public async Task OnGetAsync() => await http.GetStringAsync("/");
        }

        public class Ticker(HttpClient http) : Hub
        {
            public async IAsyncEnumerable<string> Stream(int count)
            {
                for (var i = 0; i < count; i++)
                {
                    yield return await http.GetStringAsync("/");
                }
            }
        }
        """,
        Usings.Replace("using Microsoft.AspNetCore.Builder;", "using System.Runtime.CompilerServices;\nusing Microsoft.AspNetCore.Builder;") +
        """
        public class IndexModel(HttpClient http) : PageModel
        {
            public async Task OnGetAsync(CancellationToken cancellationToken) => await http.GetStringAsync("/", cancellationToken);
        }

        public class Ticker(HttpClient http) : Hub
        {
            public async IAsyncEnumerable<string> Stream(int count, [EnumeratorCancellation] CancellationToken cancellationToken)
            {
                for (var i = 0; i < count; i++)
                {
                    yield return await http.GetStringAsync("/", cancellationToken);
                }
            }
        }
        """);

    [Fact]
    public Task No_fix_where_nothing_below_can_be_canceled() => Check.OffersOnly<PG2012EndpointWithoutToken, PG2012EndpointWithoutTokenFix>(
        Usings +
        """
        public interface IClock { Task<int> NowAsync(); }
        public class Api(IClock clock) : ControllerBase
        {
            public async Task<int> Get() => await clock.NowAsync();
        }
        """);

    /// <summary>The name that a lambda or a local function gets is free in it and around it.</summary>
    [Theory]
    [InlineData("app.MapGet(\"/\", async (HttpClient http) => { using var limit = new CancellationTokenSource(5); var cancellationToken = limit.Token; await http.GetStringAsync(\"/a\", cancellationToken); return await http.GetStringAsync(\"/\"); });",
        "app.MapGet(\"/\", async (HttpClient http, CancellationToken cancellation) => { using var limit = new CancellationTokenSource(5); var cancellationToken = limit.Token; await http.GetStringAsync(\"/a\", cancellationToken); return await http.GetStringAsync(\"/\", cancellation); });")]
    [InlineData("app.MapGet(\"/\", async (string cancellationToken, HttpClient http) => await http.GetStringAsync(\"/\"));", "app.MapGet(\"/\", async (string cancellationToken, HttpClient http, CancellationToken cancellation) => await http.GetStringAsync(\"/\", cancellation));")]
    [InlineData("app.MapGet(\"/\", async (HttpClient http) => { foreach (var cancellationToken in new[] { 1 }) { await http.GetStringAsync(\"/\" + cancellationToken); } });", "app.MapGet(\"/\", async (HttpClient http, CancellationToken cancellation) => { foreach (var cancellationToken in new[] { 1 }) { await http.GetStringAsync(\"/\" + cancellationToken, cancellation); } });")]
    [InlineData("var cancellationToken = 1; app.MapGet(\"/\", async (HttpClient http) => await http.GetStringAsync(\"/\")); Console.Write(cancellationToken);", "var cancellationToken = 1; app.MapGet(\"/\", async (HttpClient http, CancellationToken cancellation) => await http.GetStringAsync(\"/\", cancellation)); Console.Write(cancellationToken);")]
    [InlineData("app.MapGet(\"/\", Get); static async Task<string> Get(HttpClient http) { var cancellationToken = \"/\"; return await http.GetStringAsync(cancellationToken); }", "app.MapGet(\"/\", Get); static async Task<string> Get(HttpClient http, CancellationToken cancellation) { var cancellationToken = \"/\"; return await http.GetStringAsync(cancellationToken, cancellation); }")]
    public Task A_free_name(string before, string after)
    {
        static string In(string map) => Usings + "static class Routes { public static void Add(WebApplication app) { " + map + " } }";
        return Carries(In(before), In(after));
    }

    /// <summary>What must be finished is not cut off by the client that asked for it.</summary>
    [Theory]
    [InlineData("app.MapGet(\"/\", async (HttpClient http) => { var page = await http.GetStringAsync(\"/\"); await Shop.ChargeAsync(http); await http.DeleteAsync(\"/cart\"); return page; });",
        "app.MapGet(\"/\", async (HttpClient http, CancellationToken cancellationToken) => { var page = await http.GetStringAsync(\"/\", cancellationToken); await Shop.ChargeAsync(http); await http.DeleteAsync(\"/cart\"); return page; });")]
    [InlineData("app.MapGet(\"/\", async (HttpClient http, SemaphoreSlim gate) => { try { await gate.WaitAsync(); return await http.GetStringAsync(\"/\"); } finally { gate.Release(); } });",
        "app.MapGet(\"/\", async (HttpClient http, SemaphoreSlim gate, CancellationToken cancellationToken) => { try { await gate.WaitAsync(); return await http.GetStringAsync(\"/\", cancellationToken); } finally { gate.Release(); } });")]
    [InlineData("app.MapGet(\"/\", async (HttpClient http) => { try { return await http.GetStringAsync(\"/\"); } catch (Exception ex) { Console.Error.WriteLine(ex); return \"\"; } });",
        "app.MapGet(\"/\", async (HttpClient http, CancellationToken cancellationToken) => { try { return await http.GetStringAsync(\"/\", cancellationToken); } catch (Exception ex) when (!cancellationToken.IsCancellationRequested) { Console.Error.WriteLine(ex); return \"\"; } });")]
    public Task What_must_finish_goes_on(string before, string after)
    {
        static string In(string map) => Usings + "static class Shop { public static async Task ChargeAsync(HttpClient http) => await http.PostAsync(\"/charge\", null); public static void Add(WebApplication app) { " + map + " } }";
        return Carries(In(before), In(after));
    }
}
