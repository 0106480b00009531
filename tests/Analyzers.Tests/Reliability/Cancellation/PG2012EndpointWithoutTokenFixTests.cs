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
}
