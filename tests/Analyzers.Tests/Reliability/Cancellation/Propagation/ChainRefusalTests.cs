using ProdGap.Analyzers.CodeFixes.Reliability.Cancellation;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Reliability.Cancellation;

namespace ProdGap.Analyzers.Tests.Reliability.Cancellation.Propagation;

/// <summary>Where the chain stops: each refusal of the fix of PG2011, PG2012 and PG2013, and what is left as it was beyond it.</summary>
public sealed class ChainRefusalTests
{
    private const string Head =
        """
        using System.ComponentModel;
        using System.Linq.Expressions;
        using Microsoft.AspNetCore.Mvc;


        """;

    private static Task Refused(Scenario scenario) => Check.OffersOnly<PG2011AsyncApiWithoutToken, PG2011AsyncApiWithoutTokenFix>(scenario);

    private static Task Carried(Scenario before, params string[] after) => Check.Rewrites<PG2011AsyncApiWithoutToken, PG2011AsyncApiWithoutTokenFix>(before, after);

    [Theory]
    [InlineData("method group to a delegate", "class User(Loader loader) { Func<int, Task<string>> load = loader.LoadAsync; }")]
    [InlineData("method group as an argument", "class User(Loader loader) { object Run() => new[] { 1 }.Select(loader.LoadAsync); }")]
    [InlineData("method group in a delegate's constructor", "class User(Loader loader) { object Run() => new Func<int, Task<string>>(loader.LoadAsync); }")]
    [InlineData("event handler by method group", "class User(Loader loader) { event Func<int, Task<string>>? Loads; void Run() { Loads += loader.LoadAsync; Loads?.Invoke(1); } }")]
    [InlineData("method group that is compared", "class User(Loader loader) { bool Run(Func<int, Task<string>> other) => other == loader.LoadAsync; }")]
    public Task A_method_that_is_handed_over_as_a_function(string why, string user)
    {
        Assert.NotEmpty(why);
        return Refused("public class Loader(HttpClient http) { public async Task<string> LoadAsync(int id) => await http.GetStringAsync(\"/\" + id); }\n" + user);
    }

    [Fact]
    public Task A_member_that_must_agree_with_a_foreign_interface() => Refused(Scenario.Of()
        .Project("Foreign").Document("IRun.cs", "public interface IRun { Task RunAsync(); }")
        .Project("Shop", ProjectKind.Library, "Foreign").Document("Job.cs",
            """
            public abstract class Job { public abstract Task RunAsync(); public abstract Task DisposeAsync(); }
            public class Mail(HttpClient http) : Job, IFunction
            {
                public override async Task RunAsync() => await http.GetStringAsync("/");
                public override async Task DisposeAsync() => await http.GetStringAsync("/");
                public Func<Task> Kept => RunAsync;
            }
            public interface IFunction { Func<Task> Kept { get; } }
            """));

    [Fact]
    public Task Overloads_that_the_longer_one_would_be_confused_with() => Refused(
        """
        public class Loader(HttpClient http)
        {
            public async Task<string> LoadAsync(int id) => await http.GetStringAsync("/" + id);
            public Task<string> LoadAsync(int id, string region = "") => Task.FromResult(region);
        }
        """);

    [Fact]
    public Task Overloads_with_a_list_of_arguments() => Refused(
        """
        public class Loader(HttpClient http)
        {
            public async Task<string> LoadAsync(int id) => await http.GetStringAsync("/" + id);
            public Task<string> LoadAsync(params int[] ids) => Task.FromResult("");
        }
        """);

    [Fact]
    public Task Shipped_public_api() => Refused(Scenario.Of(
        "namespace Shop { public class Loader(HttpClient http) { public async Task<string> LoadAsync(int id) => await http.GetStringAsync(\"/\" + id); } }")
        .AdditionalFile("PublicAPI.Shipped.txt", "#nullable enable\nShop.Loader\nShop.Loader.LoadAsync(int id) -> System.Threading.Tasks.Task<string!>!\n", ""));

    [Fact]
    public Task A_file_that_a_tool_writes() => Refused(Scenario.Of()
        .Project("Shop")
        .Document("Loader.cs", "public interface ILoader { Task<string> LoadAsync(int id); } public class Web(HttpClient http) : ILoader { public async Task<string> LoadAsync(int id) => await http.GetStringAsync(\"/\" + id); }")
        .Document("Proxy.Designer.cs", "public class Proxy : ILoader { public Task<string> LoadAsync(int id) => Task.FromResult(\"\"); }"));

    [Fact]
    public Task A_method_that_hides_another() => Refused(
        """
        public class Loader { public Task<string> LoadAsync(int id) => Task.FromResult(""); }
        public class Web(HttpClient http) : Loader { public new async Task<string> LoadAsync(int id) => await http.GetStringAsync("/" + id); }
        """);

    [Fact]
    public Task All_the_names_are_taken() => Refused(
        """
        public class Loader(HttpClient http)
        {
            public async Task<string> LoadAsync(int cancellationToken, int cancellation, int stoppingToken, int callerToken) => await http.GetStringAsync("/");
        }
        """);

    [Fact]
    public Task Another_name_where_the_first_is_taken() => Carried(
        """
        public class Loader(HttpClient http)
        {
            public async Task<string> LoadAsync(string cancellationToken) => await http.GetStringAsync(cancellationToken);
        }
        """,
        """
        public class Loader(HttpClient http)
        {
            public async Task<string> LoadAsync(string cancellationToken, CancellationToken cancellation = default) => await http.GetStringAsync(cancellationToken, cancellation);
        }
        """);

    [Fact]
    public Task Calls_that_go_on_by_themselves_and_clean_up_get_none() => Carried(
        """
        public class Mail(HttpClient http)
        {
            public async Task SendAsync(string to) => await http.GetStringAsync(to);
        }

        public class Orders(Mail mail)
        {
            public async Task PlaceAsync(CancellationToken token)
            {
                _ = mail.SendAsync("a");
                _ = Task.Run(async () => await mail.SendAsync("b"));
                try
                {
                    await mail.SendAsync("c");
                }
                finally
                {
                    await mail.SendAsync("d");
                }
            }

            public async Task StopAsync(CancellationToken token) => await mail.SendAsync("e");
        }
        """,
        """
        public class Mail(HttpClient http)
        {
            public async Task SendAsync(string to, CancellationToken cancellationToken = default) => await http.GetStringAsync(to, cancellationToken);
        }

        public class Orders(Mail mail)
        {
            public async Task PlaceAsync(CancellationToken token)
            {
                _ = mail.SendAsync("a");
                _ = Task.Run(async () => await mail.SendAsync("b"));
                try
                {
                    await mail.SendAsync("c", token);
                }
                finally
                {
                    await mail.SendAsync("d");
                }
            }

            public async Task StopAsync(CancellationToken token) => await mail.SendAsync("e");
        }
        """);

    [Fact]
    public Task The_chain_stops_at_fixed_signatures_and_goes_on_beside_them() => Carried(
        """
        using Microsoft.Extensions.Diagnostics.HealthChecks;

        public class Store(HttpClient http)
        {
            public async Task<string> PingAsync() => await http.GetStringAsync("/");
        }

        public class Events(Store store)
        {
            public async void OnClick(object sender, EventArgs e) => await store.PingAsync();

            public async Task OnLoaded(object sender, EventArgs e) => await store.PingAsync();

            [System.ComponentModel.Description("A tool of a model")]
            public async Task<string> ToolAsync() => await store.PingAsync();
        }

        public class Owner(Store store) : IAsyncDisposable
        {
            public async ValueTask DisposeAsync() => await store.PingAsync();
        }

        public class Check(Store store) : IHealthCheck
        {
            public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
            {
                await store.PingAsync();
                return HealthCheckResult.Healthy();
            }
        }
        """,
        """
        using Microsoft.Extensions.Diagnostics.HealthChecks;

        public class Store(HttpClient http)
        {
            public async Task<string> PingAsync(CancellationToken cancellationToken = default) => await http.GetStringAsync("/", cancellationToken);
        }

        public class Events(Store store)
        {
            public async void OnClick(object sender, EventArgs e) => await store.PingAsync();

            public async Task OnLoaded(object sender, EventArgs e) => await store.PingAsync();

            [System.ComponentModel.Description("A tool of a model")]
            public async Task<string> ToolAsync() => await store.PingAsync();
        }

        public class Owner(Store store) : IAsyncDisposable
        {
            public async ValueTask DisposeAsync() => await store.PingAsync();
        }

        public class Check(Store store) : IHealthCheck
        {
            public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
            {
                await store.PingAsync(cancellationToken);
                return HealthCheckResult.Healthy();
            }
        }
        """);

    [Fact]
    public Task A_private_method_gets_none_where_nobody_has_one_to_give() => Carried(
        """
        public class Store(HttpClient http)
        {
            public async Task<string> PingAsync() => await http.GetStringAsync("/");
        }

        class Page(Store store)
        {
            async void OnClick(object sender, EventArgs e) => await LoadAsync();
            async Task LoadAsync() => await store.PingAsync();
        }
        """,
        """
        public class Store(HttpClient http)
        {
            public async Task<string> PingAsync(CancellationToken cancellationToken = default) => await http.GetStringAsync("/", cancellationToken);
        }

        class Page(Store store)
        {
            async void OnClick(object sender, EventArgs e) => await LoadAsync();
            async Task LoadAsync() => await store.PingAsync();
        }
        """);

    [Fact]
    public Task Names_references_and_handlers_follow() => Carried(
        """
        public class Store(HttpClient http)
        {
            /// <summary>See <see cref="PingAsync(string)"/> and <see cref="PingAsync"/>.</summary>
            public string Name => nameof(PingAsync) + nameof(Store.PingAsync);

            /// <summary>Pings.</summary>
            /// <param name="path">
            /// Where to.
            /// </param>
            public async Task<string?> PingAsync(string path)
            {
                try
                {
                    return await http.GetStringAsync(path);
                }
                catch (Exception ex)
                {
                    Console.WriteLine(ex);
                    return null;
                }
            }
        }
        """,
        """
        public class Store(HttpClient http)
        {
            /// <summary>See <see cref="PingAsync(string, CancellationToken)"/> and <see cref="PingAsync"/>.</summary>
            public string Name => nameof(PingAsync) + nameof(Store.PingAsync);

            /// <summary>Pings.</summary>
            /// <param name="path">
            /// Where to.
            /// </param>
            /// <param name="cancellationToken">A token that cancels the operation.</param>
            public async Task<string?> PingAsync(string path, CancellationToken cancellationToken = default)
            {
                try
                {
                    return await http.GetStringAsync(path, cancellationToken);
                }
                catch (Exception ex) when (!cancellationToken.IsCancellationRequested)
                {
                    Console.WriteLine(ex);
                    return null;
                }
            }
        }
        """);

    [Fact]
    public Task A_handler_lets_the_cancellation_of_a_forwarded_call_pass() => Check.Rewrites<PG2010TokenNotForwarded, PG2010TokenNotForwardedFix>(
        Head + "class A { async Task<string?> Run(HttpClient http, CancellationToken token) { try { return await http.GetStringAsync(\"/\"); } catch (Exception) { Console.WriteLine(); return null; } } }",
        Head + "class A { async Task<string?> Run(HttpClient http, CancellationToken token) { try { return await http.GetStringAsync(\"/\", token); } catch (Exception) when (!token.IsCancellationRequested) { Console.WriteLine(); return null; } } }");

    [Fact]
    public Task Expression_trees_spell_the_token_out() => Carried(
        """
        using System.Linq.Expressions;

        public class Store(HttpClient http)
        {
            public async Task<string> PingAsync(string path) => await http.GetStringAsync(path);
            public Expression<Func<Store, Task<string>>> Tree => store => store.PingAsync("/");
        }
        """,
        """
        using System.Linq.Expressions;

        public class Store(HttpClient http)
        {
            public async Task<string> PingAsync(string path, CancellationToken cancellationToken = default) => await http.GetStringAsync(path, cancellationToken);
            public Expression<Func<Store, Task<string>>> Tree => store => store.PingAsync("/", default(CancellationToken));
        }
        """);

    [Fact]
    public Task An_action_that_a_route_cannot_give_one() => Check.OffersOnly<PG2012EndpointWithoutToken, PG2012EndpointWithoutTokenFix>(
        Head +
        """
        public interface IClock { Task<int> NowAsync(); }
        public interface ISource { Task<int> AskAsync(); }
        public class Clock(ISource source) : IClock { public async Task<int> NowAsync() => await source.AskAsync(); }
        public class Api(IClock clock) : ControllerBase
        {
            public async Task<int> Get() => await clock.NowAsync();
        }
        """);
}
