using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Reliability.Http;

namespace ProdGap.Analyzers.Tests.Reliability.Http;

public sealed class PG2030HttpClientPerCallTests
{
    private static Task Reports(string members, string? message = null)
        => Check.Reports<PG2030HttpClientPerCall>("public class Feed\n{\n    " + members + "\n}", message);

    [Fact]
    public Task Code_without_a_name_is_not_quoted() => Check.Reports<PG2030HttpClientPerCall>(
        Scenario.Of(ProjectKind.Console, "while (true) { using var http = [|new HttpClient|](); Console.WriteLine(await http.GetStringAsync(\"http://shop.example/\")); }"),
        "This code creates an HttpClient on every call; use IHttpClientFactory, or share one instance");

    [Fact]
    public Task The_message_names_the_method() => Reports(
        "internal async Task<string> ReadAsync(string url, CancellationToken token) { using var http = [|new HttpClient|](); return await http.GetStringAsync(url, token); }",
        "'ReadAsync' creates an HttpClient on every call; use IHttpClientFactory, or share one instance");

    [Theory]
    [InlineData("internal async Task<string> A(string url) { using var http = [|new HttpClient|](); return await http.GetStringAsync(url); }")]
    [InlineData("internal async Task<string> A(string url) { using (var http = [|new HttpClient|]()) { return await http.GetStringAsync(url); } }")]
    [InlineData("internal async Task<string> A(string url) { using HttpClient http = [|new|](); return await http.GetStringAsync(url); }")]
    [InlineData("internal async Task<string> A(string url) { var http = [|new HttpClient|]() { Timeout = TimeSpan.FromSeconds(3) }; http.DefaultRequestHeaders.Add(\"a\", \"b\"); return await http.GetStringAsync(url); }")]
    [InlineData("internal async Task<string> A(string url) => await [|new HttpClient|]().GetStringAsync(url);")]
    [InlineData("internal static async Task<string> A(string url) { using var http = [|new HttpClient|](new HttpClientHandler { AllowAutoRedirect = false }); return await http.GetStringAsync(url); }")]
    [InlineData("internal static async Task<string> A(string url) { var handler = new SocketsHttpHandler(); using var http = [|new HttpClient|](handler, disposeHandler: true); return await http.GetStringAsync(url); }")]
    [InlineData("internal Func<string, Task<string>> A() => async url => { using var http = [|new System.Net.Http.HttpClient|](); return await http.GetStringAsync(url); };")]
    public Task Clients_of_one_call(string members) => Reports(members);

    [Theory]
    // Kept, returned, given away.
    [InlineData("private static readonly HttpClient Http = new HttpClient(); internal Task<string> A(string url) => Http.GetStringAsync(url);")]
    [InlineData("private readonly HttpClient http = new(); internal Task<string> A(string url) => http.GetStringAsync(url);")]
    [InlineData("private HttpClient http; public Feed() { http = new HttpClient(); } internal Task<string> A(string url) => http.GetStringAsync(url);")]
    [InlineData("private HttpClient? http; internal Task<string> A(string url) => (http ??= new HttpClient()).GetStringAsync(url);")]
    [InlineData("private HttpClient? http; internal Task<string> A(string url) { http = new HttpClient(); return http.GetStringAsync(url); }")]
    [InlineData("private static readonly Lazy<HttpClient> Http = new(() => { var http = new HttpClient(); http.Timeout = TimeSpan.FromSeconds(1); return http; }); internal Task<string> A(string url) => Http.Value.GetStringAsync(url);")]
    [InlineData("internal static HttpClient Create() { var http = new HttpClient(); http.DefaultRequestHeaders.Add(\"a\", \"b\"); return http; }")]
    [InlineData("internal static HttpClient Create() => new HttpClient { BaseAddress = new Uri(\"https://shop.example\") };")]
    [InlineData("internal sealed class Api(HttpClient http) { public HttpClient Http => http; } internal static Api Create() { var http = new HttpClient(); return new Api(http); }")]
    [InlineData("private readonly System.Collections.Concurrent.ConcurrentDictionary<string, HttpClient> all = new(); internal HttpClient A(string host) => all.GetOrAdd(host, _ => new HttpClient());")]
    // Connections of somebody else.
    [InlineData("private static readonly SocketsHttpHandler Handler = new(); internal async Task<string> A(string url) { using var http = new HttpClient(Handler, disposeHandler: false); return await http.GetStringAsync(url); }")]
    [InlineData("internal async Task<string> A(string url, HttpMessageHandler handler) { var http = new HttpClient(handler); return await http.GetStringAsync(url); }")]
    [InlineData("internal async Task<string> A(string url, IHttpClientFactory factory) { var http = factory.CreateClient(); return await http.GetStringAsync(url); } internal interface IHttpClientFactory { HttpClient CreateClient(); }")]
    // Another type of that name.
    [InlineData("internal sealed class HttpClient { public void Get() { } } internal void A() { var http = new HttpClient(); http.Get(); }")]
    public Task Clients_that_live_on(string members) => Reports(members);

    [Fact]
    public Task The_main_function_runs_once() => Check.Reports<PG2030HttpClientPerCall>(Scenario.Of(
        ProjectKind.Console,
        """
        using var http = new HttpClient();
        Console.WriteLine(await http.GetStringAsync(args[0]));
        foreach (var url in args)
        {
            using var other = [|new HttpClient|]();
            Console.WriteLine(await other.GetStringAsync(url));
        }
        """));

    [Theory]
    [InlineData("await ReadAsync(args[0]); static async Task<string> ReadAsync(string url) { using var http = [|new HttpClient|](); return await http.GetStringAsync(url); }")]
    [InlineData("await Feed.ReadAsync(args[0]); static class Feed { public static async Task<string> ReadAsync(string url) { using var http = [|new HttpClient|](); return await http.GetStringAsync(url); } }")]
    public Task A_helper_of_a_tool(string code) => Check.Suggests<PG2030HttpClientPerCall>(Scenario.Of(ProjectKind.Console, code));

    [Theory]
    [InlineData("foreach (var url in args) { await ReadAsync(url); } static async Task<string> ReadAsync(string url) { using var http = [|new HttpClient|](); return await http.GetStringAsync(url); }")]
    [InlineData("await Task.WhenAll(args.Select(url => Feed.ReadAsync(url))); static class Feed { public static async Task<string> ReadAsync(string url) { using var http = [|new HttpClient|](); return await http.GetStringAsync(url); } }")]
    public Task A_helper_that_a_tool_calls_again_and_again(string code) => Check.Reports<PG2030HttpClientPerCall>(Scenario.Of(ProjectKind.Console, code));

    [Theory]
    [InlineData("protected async Task TestAsync(string url) { using var http = [|new HttpClient|](); await http.GetStringAsync(url); }")]
    [InlineData("protected Task Test(string url) { var http = [|new HttpClient|](); return http.GetStringAsync(url); }")]
    public Task A_button_of_a_component(string member) => Check.Suggests<PG2030HttpClientPerCall>(
        Scenario.Of(ProjectKind.Web, "public class Settings : Microsoft.AspNetCore.Components.ComponentBase { " + member + " } static class Program { static void Main() { } }"));

    [Fact]
    public Task A_loop_of_a_component() => Check.Reports<PG2030HttpClientPerCall>(
        Scenario.Of(ProjectKind.Web, "public class Settings : Microsoft.AspNetCore.Components.ComponentBase { protected async Task TestAsync(string[] urls) { foreach (var url in urls) { using var http = [|new HttpClient|](); await http.GetStringAsync(url); } } } static class Program { static void Main() { } }"));

    // What registers the services of an app runs when it starts.
    [Theory]
    [InlineData("public static void AddFeeds(this IServiceCollection services, string[] urls) { foreach (var url in urls) { using var http = new HttpClient(); services.AddSingleton(http.GetStringAsync(url).Result); } }")]
    [InlineData("public static void AddFeeds(this WebApplicationBuilder builder, string url) { using var http = new HttpClient(); builder.Configuration[\"Feed\"] = http.GetStringAsync(url).Result; }")]
    [InlineData("public static string Feed(this string url) { using var http = [|new HttpClient|](); return http.GetStringAsync(url).Result; }")]
    [InlineData("public static void AddFeeds(IServiceCollection services, string url) { using var http = [|new HttpClient|](); services.AddSingleton(http.GetStringAsync(url).Result); }")]
    public Task The_set_up_of_an_app(string member) => Check.Reports<PG2030HttpClientPerCall>(
        Scenario.Of(ProjectKind.Web, "using Microsoft.AspNetCore.Builder; using Microsoft.Extensions.DependencyInjection; public static class SetUp { " + member + " } static class Program { static void Main() { } }"));

    [Fact]
    public Task A_worker_before_and_in_its_loop() => Check.Reports<PG2030HttpClientPerCall>(
        """
        public class Poller : Microsoft.Extensions.Hosting.BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken token)
            {
                using var http = new HttpClient();
                while (!token.IsCancellationRequested)
                {
                    try
                    {
                        using var other = [|new HttpClient|]();
                        await other.GetStringAsync(await http.GetStringAsync("x", token), token);
                    }
                    catch (HttpRequestException ex)
                    {
                        System.Diagnostics.Trace.TraceError(ex.ToString());
                    }

                    await Task.Delay(1000, token);
                }
            }
        }
        """);

    private static string Warmup(string members) =>
        $$"""
        public class Warmup : Microsoft.Extensions.Hosting.IHostedService
        {
            {{members}}

            private static async Task<bool> IsUpAsync(CancellationToken token)
            {
                using var http = {|new HttpClient|}();
                return (await http.GetAsync("http://models:11434", token)).IsSuccessStatusCode;
            }

            public Task StopAsync(CancellationToken token) => Task.CompletedTask;
        }
        """;

    /// <summary>What only the start of a service reaches runs once.</summary>
    [Theory]
    [InlineData("public Task StartAsync(CancellationToken token) { _ = Task.Run(() => WarmAsync(token), token); return Task.CompletedTask; } private async Task WarmAsync(CancellationToken token) { if (!await IsUpAsync(token)) { return; } }")]
    [InlineData("public async Task StartAsync(CancellationToken token) { if (!await IsUpAsync(token)) { throw new InvalidOperationException(); } }")]
    [InlineData("private bool? up; public Task StartAsync(CancellationToken token) => Task.CompletedTask; public async Task<bool> Ask(CancellationToken token) { up ??= await IsUpAsync(token); return up.Value; }")]
    public Task What_the_start_reaches(string members) => Check.Reports<PG2030HttpClientPerCall>(Warmup(members).Replace("{|", "").Replace("|}", ""));

    [Theory]
    [InlineData("public async Task StartAsync(CancellationToken token) { while (!await IsUpAsync(token)) { await Task.Delay(10, token); } }")]
    [InlineData("public async Task StartAsync(CancellationToken token) { await IsUpAsync(token); } public Task<bool> Ask(CancellationToken token) => IsUpAsync(token);")]
    [InlineData("private Func<CancellationToken, Task<bool>>? ask; public async Task StartAsync(CancellationToken token) { ask = IsUpAsync; await ask(token); }")]
    public Task What_others_reach_too(string members) => Check.Reports<PG2030HttpClientPerCall>(Warmup(members).Replace("{|", "[|").Replace("|}", "|]"));

    [Theory]
    [InlineData("namespace Bus.Testing; public class Harness { public async Task<string> A(string url) { using var http = new HttpClient(); return await http.GetStringAsync(url); } }")]
    [InlineData("public class BusTestHarness { public async Task<string> A(string url) { using var http = new HttpClient(); return await http.GetStringAsync(url); } }")]
    [InlineData("public class ShopSeeder { public async Task<string> A(string url) { using var http = new HttpClient(); return await http.GetStringAsync(url); } }")]
    public Task Code_for_tests(string code) => Check.Reports<PG2030HttpClientPerCall>(code);

    [Theory]
    [InlineData("namespace Nuke.Common { public abstract class NukeBuild { } } partial class Build : Nuke.Common.NukeBuild { static void Main() { } static string Token() { using var http = new HttpClient(); return http.GetStringAsync(\"https://ci.example\").Result; } }")]
    public Task A_build_runs_once(string code) => Check.Reports<PG2030HttpClientPerCall>(Scenario.Of(ProjectKind.Console, code));

    [Theory]
    [InlineData("public class UpdateCheck { public async Task<string> LatestAsync() { using var http = new HttpClient(); return await http.GetStringAsync(\"https://shop.example/version\"); } }")]
    [InlineData("public class UpdateCheck { public async Task LatestAsync(string[] urls) { foreach (var url in urls) { using var http = [|new HttpClient|](); await http.GetStringAsync(url); } } }")]
    public Task A_person_at_a_desk(string code) => Check.Reports<PG2030HttpClientPerCall>(Scenario.Of(ProjectKind.Desktop, code, "static class Program { static void Main() { } }"));

    [Theory]
    [InlineData("internal async Task A(string[] urls) { using var http = [|new HttpClient|](); foreach (var url in urls) { await http.GetStringAsync(url); } }")]
    [InlineData("internal async Task A(string[] urls) { using var http = [|new HttpClient|](); await Parallel.ForEachAsync(urls, async (url, token) => await http.GetStringAsync(url, token)); }")]
    public Task One_client_for_a_batch(string members) => Check.Suggests<PG2030HttpClientPerCall>("public class Feed\n{\n    " + members + "\n}");

    [Fact]
    public Task What_is_made_for_each_request() => Check.Reports<PG2030HttpClientPerCall>(
        """
        using Microsoft.AspNetCore.Mvc;

        internal class RatesController : ControllerBase
        {
            private readonly HttpClient http = [|new HttpClient|]();
            private readonly HttpClient other;
            private static readonly HttpClient Shared = new HttpClient();

            public RatesController() => other = [|new HttpClient|]();

            internal Task<string> Get(string url) => http.GetStringAsync(url);

            internal Task<string> Other(string url) => other.GetStringAsync(url + Shared.BaseAddress);
        }
        """);

    [Fact]
    public Task Registrations() => Check.Reports<PG2030HttpClientPerCall>(Scenario.Of(
        ProjectKind.Web,
        """
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.DependencyInjection;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton(services => new HttpClient());
        builder.Services.AddSingleton(services => new Api(new HttpClient(new HttpClientHandler())));
        builder.Services.AddScoped(services => [|new HttpClient|] { BaseAddress = new Uri("https://shop.example") });
        var app = builder.Build();
        app.MapGet("/rates", async (string url, CancellationToken token) =>
        {
            using var http = [|new HttpClient|]();
            return await http.GetStringAsync("https://rates.example", token);
        });
        app.Run();

        internal sealed class Api(HttpClient http) { public HttpClient Http => http; }
        """));

    [Fact]
    public Task Tests_may_make_their_clients() => Check.Reports<PG2030HttpClientPerCall>(Scenario.Of(
        ProjectKind.Test, "public class Feed { public async Task<string> A(string url) { using var http = new HttpClient(); return await http.GetStringAsync(url); } }"));

    [Fact]
    public Task Half_typed_code() => Check.Reports<PG2030HttpClientPerCall>(Scenario.Of(
        "class A { HttpClient b = new(; void B() { using var c = new HttpClient(; new HttpClient(Missing).; HttpClient d = new } }").Broken());

    /// <summary>A comment says why, and nobody is called but the machine itself.</summary>
    [Theory]
    [InlineData("internal async Task A() { for (var i = 0; i < 9; i++) {\n// Each round needs its own HttpClient, or the first answer stays.\nusing var http = new HttpClient(); await http.GetStringAsync(\"http://127.0.0.1:5001/ready\"); } }")]
    [InlineData("internal async Task A(int port) { var url = $\"http://localhost:{port}/ready\"; while (true) {\n/* Needs a fresh client, or the first answer is cached. */\nusing var http = new HttpClient(); await http.GetStringAsync(url); } }")]
    [InlineData("internal async Task A() { for (var i = 0; i < 9; i++) {\n// Ask again.\nusing var http = [|new HttpClient|](); await http.GetStringAsync(\"http://127.0.0.1:5001/ready\"); } }")]
    [InlineData("internal async Task A() { for (var i = 0; i < 9; i++) {\n// Each round needs its own HttpClient.\nusing var http = [|new HttpClient|](); await http.GetStringAsync(\"https://shop.example/ready\"); } }")]
    public Task A_new_client_for_the_own_machine(string members) => Reports(members);

    private static string Registered(string registrations, string more = "") =>
        "using Microsoft.AspNetCore.Builder; using Microsoft.Extensions.DependencyInjection; public sealed class Kernel(HttpClient http) { public HttpClient Http => http; } "
        + "public static class Program { public static void Main(string[] args) { var builder = WebApplication.CreateBuilder(args); var services = builder.Services; " + more + " Register(services); builder.Build().Run(); } "
        + "static void Register(IServiceCollection services, Kernel? kernel = null) { " + registrations + " } }";

    /// <summary>Made where there is none yet and kept outside of the factory; with a handler that all of them share.</summary>
    [Theory]
    [InlineData("services.AddTransient(provider => { if (kernel == null) { kernel = new Kernel(new HttpClient()); } return kernel; });")]
    [InlineData("services.AddScoped(provider => { if (kernel is null) kernel = new(new HttpClient { Timeout = TimeSpan.FromSeconds(3) }); return kernel; });")]
    [InlineData("var handler = new HttpClientHandler(); services.AddTransient(provider => new Kernel(new HttpClient(handler)));")]
    [InlineData("services.AddTransient(provider => { Kernel? own = null; if (own == null) { own = new Kernel([|new HttpClient|]()); } return own; });")]
    [InlineData("services.AddTransient(provider => { var handler = new HttpClientHandler(); return new Kernel([|new HttpClient|](handler)); });")]
    [InlineData("services.AddTransient(provider => { if (provider == null) { kernel = new Kernel([|new HttpClient|]()); } return kernel!; });")]
    public Task Registrations_that_keep_their_client(string registrations) => Check.Reports<PG2030HttpClientPerCall>(Scenario.Of(ProjectKind.Web, Registered(registrations)));

    /// <summary>On the server, Blazor's scope is a user's stay.</summary>
    [Theory]
    [InlineData("services.AddServerSideBlazor();", "services.AddScoped(provider => [|new HttpClient|] { BaseAddress = new Uri(\"https://shop.example\") });", true)]
    [InlineData("services.AddRazorComponents().AddInteractiveServerComponents();", "services.AddScoped(_ => { var handler = new HttpClientHandler(); return [|new HttpClient|](handler); });", true)]
    [InlineData("services.AddServerSideBlazor();", "services.AddTransient(provider => [|new HttpClient|]());", false)]
    [InlineData("", "services.AddScoped(provider => [|new HttpClient|]());", false)]
    public Task Clients_of_a_circuit(string more, string registrations, bool isLikely)
    {
        var scenario = Scenario.Of(ProjectKind.Web, Registered(registrations, more));
        return isLikely ? Check.Suggests<PG2030HttpClientPerCall>(scenario) : Check.Reports<PG2030HttpClientPerCall>(scenario);
    }

    [Theory]
    [InlineData("services.AddScoped(provider => [|new HttpClient|]());", "'AddScoped' creates an HttpClient for every scope; use IHttpClientFactory, or share one instance")]
    [InlineData("services.AddTransient(provider => [|new HttpClient|]());", "'AddTransient' creates an HttpClient each time one is asked for; use IHttpClientFactory, or share one instance")]
    public Task The_message_says_how_often(string registrations, string message) => Check.Reports<PG2030HttpClientPerCall>(Scenario.Of(ProjectKind.Web, Registered(registrations)), message);

    /// <summary>Somebody sits in front of the console that the function draws on.</summary>
    [Theory]
    [InlineData("internal async Task A(string url) { using var http = [|new HttpClient|](); var text = await http.GetStringAsync(url); Console.Write(\"\\r\" + text.Length); }", true)]
    [InlineData("internal async Task A() { var url = Console.ReadLine(); var http = [|new HttpClient|](); await http.GetStringAsync(url); }", true)]
    [InlineData("internal async Task A(string url) { using var http = [|new HttpClient|](); Console.WriteLine(await http.GetStringAsync(url)); }", false)]
    public Task A_library_at_a_console(string members, bool isLikely)
    {
        var source = "public class Feed { " + members + " }";
        return isLikely ? Check.Suggests<PG2030HttpClientPerCall>(source) : Check.Reports<PG2030HttpClientPerCall>(source);
    }
}
