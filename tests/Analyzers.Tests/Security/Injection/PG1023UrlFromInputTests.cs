using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Security.Injection;

namespace ProdGap.Analyzers.Tests.Security.Injection;

public sealed class PG1023UrlFromInputTests
{
    private const string Usings =
        """
        using System.Net.Http.Json;
        using System.Net.WebSockets;
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.Configuration;


        """;

    private static string Action(string body)
        => Usings
            + $$"""
            public class Import { public string ImageUrl { get; set; } = ""; public string Endpoint { get; set; } = ""; public Uri? Link { get; set; } public int Id { get; set; } }

            [Authorize]
            public class ImportController(HttpClient http, IConfiguration configuration) : ControllerBase
            {
                private static readonly HashSet<string> Hosts = ["cdn.shop.example"];

                [HttpPost]
                public async Task<IActionResult> Run(string url, string host, string path, [FromBody] Import import, CancellationToken token)
                {
                    await Task.Yield();
                    {{body}}
                    return Ok((http, configuration, Hosts, token));
                }

                private static bool IsAllowed(string address) => Hosts.Contains(new Uri(address).Host);
            }
            """;

    [Theory]
    [InlineData("_ = await http.GetStringAsync([|url|], token);")]
    [InlineData("_ = await http.GetByteArrayAsync([|import.ImageUrl|], token);")]
    [InlineData("_ = await http.GetAsync([|new Uri(url)|], token);")]
    [InlineData("_ = await http.GetAsync([|import.Link|], token);")]
    [InlineData("_ = await http.GetAsync([|$\"https://{host}/api\"|], token);")]
    [InlineData("_ = await http.GetAsync([|\"https://\" + host + \"/api\"|], token);")]
    [InlineData("_ = await http.GetAsync([|$\"https://api.shop.example{path}\"|], token);")]
    [InlineData("var uri = new UriBuilder(url).Uri; _ = await http.GetAsync([|uri|], token);")]
    [InlineData("_ = await http.PostAsJsonAsync([|import.Endpoint|], import, token);")]
    [InlineData("_ = await http.GetAsync([|new UriBuilder(\"https\", host).Uri|], token);")]
    [InlineData("_ = await http.GetAsync([|new UriBuilder(\"https://\" + host).Uri|], token);")]
    [InlineData("using var message = new HttpRequestMessage(HttpMethod.Get, [|url|]); _ = await http.SendAsync(message, token);")]
    [InlineData("http.BaseAddress = [|new Uri(import.Endpoint)|];")]
    [InlineData("using var socket = new ClientWebSocket(); await socket.ConnectAsync([|new Uri(url)|], token);")]
    [InlineData("if (url.StartsWith(\"http\")) { _ = await http.GetAsync([|url|], token); }")]
    [InlineData("if (!Uri.TryCreate(url, UriKind.Absolute, out var uri)) { return BadRequest(); } _ = await http.GetAsync([|uri|], token);")]
    [InlineData("if (string.IsNullOrEmpty(url)) { return BadRequest(); } var target = url.Trim(); _ = await http.GetAsync([|target|], token);")]
    [InlineData("if (!url.Contains(\"shop.example\")) { return BadRequest(); } _ = await http.GetAsync([|url|], token);")]
    public Task Hosts_that_a_request_names(string body) => Check.Reports<PG1023UrlFromInput>(Action(body));

    [Theory]
    [InlineData("_ = await http.GetAsync($\"https://api.shop.example/orders/{url}\", token);")]
    [InlineData("_ = await http.GetAsync($\"orders/{import.Id}\", token);")]
    [InlineData("_ = await http.GetAsync($\"/orders/{path}\", token);")]
    [InlineData("_ = await http.GetAsync(\"https://api.shop.example/search?q=\" + Uri.EscapeDataString(url), token);")]
    [InlineData("_ = await http.GetAsync($\"{configuration[\"Api\"]}/orders/{path}\", token);")]
    [InlineData("if (!Hosts.Contains(new Uri(url).Host)) { return BadRequest(); } _ = await http.GetAsync(url, token);")]
    [InlineData("var uri = new Uri(url); if (uri.Host != \"cdn.shop.example\") { return BadRequest(); } _ = await http.GetAsync(uri, token);")]
    [InlineData("if (Uri.TryCreate(url, UriKind.Absolute, out var uri) && Hosts.Contains(uri.Host)) { _ = await http.GetAsync(uri, token); }")]
    [InlineData("var uri = new Uri(url); if (!uri.Host.EndsWith(\".shop.example\")) { return BadRequest(); } _ = await http.GetAsync(uri, token);")]
    [InlineData("if (!IsAllowed(url)) { return BadRequest(); } _ = await http.GetAsync(url, token);")]
    [InlineData("if (!url.StartsWith(\"https://cdn.shop.example/\")) { return BadRequest(); } _ = await http.GetAsync(url, token);")]
    [InlineData("_ = await http.PostAsJsonAsync(\"https://api.shop.example/orders\", import, token);")]
    [InlineData("http.BaseAddress = new Uri(configuration[\"Api\"]!);")]
    [InlineData("_ = await http.GetAsync(new UriBuilder(\"https\", \"api.shop.example\", 443, path).Uri, token);")]
    [InlineData("_ = await http.GetAsync(new UriBuilder(configuration[\"Api\"] + path).Uri, token);")]
    [InlineData("_ = new Uri(url);")]
    public Task Hosts_that_the_app_names(string body) => Check.Reports<PG1023UrlFromInput>(Action(body));

    [Theory]
    [InlineData("public static void AddClient(IServiceCollection services) => services.AddHttpClient(\"imports\").ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { ConnectCallback = Connect });")]
    [InlineData("public static HttpClient Make() { var handler = new SocketsHttpHandler(); handler.ConnectCallback = Connect; return new(handler); }")]
    [InlineData("public static void AddClient(IServiceCollection services) => services.AddHttpClient(\"imports\").AddHttpMessageHandler<SsrfHandler>();")]
    [InlineData("public static void AddClient(IServiceCollection services) => services.AddHttpClient(\"imports\").AddSsrfProtection();")]
    [InlineData("public static HttpClient Make() => new(new SsrfHandler());")]
    public Task Clients_that_look_when_they_connect(string guard) => Check.Reports<PG1023UrlFromInput>(Scenario.Of(Action("_ = await http.GetAsync(url, token);"), Guards(guard)));

    [Theory]
    [InlineData("public static bool Check(Uri uri) => SsrfGuard.Allows(uri);")]
    [InlineData("public static object? Read(SocketsHttpHandler handler) => handler.ConnectCallback;")]
    public Task A_guard_that_is_used_elsewhere(string guard) => Check.Reports<PG1023UrlFromInput>(Scenario.Of(Action("_ = await http.GetAsync([|url|], token);"), Guards(guard)));

    private static string Guards(string member)
        => $$"""
            using Microsoft.Extensions.DependencyInjection;

            public static class Guards
            {
                {{member}}

                private static ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken token) => throw new IOException(context.DnsEndPoint.Host);

                private static IHttpClientBuilder AddSsrfProtection(this IHttpClientBuilder builder) => builder;
            }

            public static class SsrfGuard { public static bool Allows(Uri uri) => uri.IsLoopback; }

            public sealed class SsrfHandler : DelegatingHandler;
            """;

    [Theory]
    [InlineData("public Task<byte[]> DownloadAsync(string imageUrl) => http.GetByteArrayAsync([|imageUrl|]);")]
    [InlineData("public Task NotifyAsync(string webhook, object payload) => http.PostAsJsonAsync([|webhook|], payload);")]
    public Task Addresses_that_callers_of_a_service_give(string member)
        => Check.Suggests<PG1023UrlFromInput>(Scenario.Of(ProjectKind.Web, "public static class Program { public static void Main() { } }", Usings + $"public class Downloads(HttpClient http) {{ public HttpClient Http => http; {member} }}"));

    [Theory]
    [InlineData("[Authorize(Roles = \"Admin\")] public class ImportController(HttpClient http) : ControllerBase { [HttpPost] public async Task<IActionResult> Run(string url) => Ok(await http.GetStringAsync([|url|])); }")]
    [InlineData("public static class Endpoints { public static void Map(WebApplication app) => app.MapPost(\"/import\", async (string url, HttpClient http) => await http.GetStringAsync([|url|])).RequireAuthorization(\"admin\"); }")]
    public Task Addresses_that_callers_with_a_role_name(string source) => Check.Suggests<PG1023UrlFromInput>(Usings + source);

    [Theory]
    [InlineData("[Route(\"settings\")] public class SettingsController(HttpClient http) : ControllerBase { [HttpPost(\"api/providers/test\")] public async Task<IActionResult> Run(string url) => Ok((await http.GetAsync([|url|])).IsSuccessStatusCode); }")]
    [InlineData("public class ProvidersController(HttpClient http) : ControllerBase { [HttpPost] public async Task<IActionResult> TestConnection(string url) { http.BaseAddress = [|new Uri(url)|]; return Ok(await http.GetAsync(\"\")); } }")]
    [InlineData("public static class Endpoints { public static void Map(WebApplication app) => app.MapPost(\"/settings/ping\", async (string url, HttpClient http) => (await http.GetAsync([|url|])).IsSuccessStatusCode); }")]
    [InlineData("public class SettingsController(HttpClient http) : ControllerBase { [HttpPost] public async Task<IActionResult> Test(string url, string? apiKey, bool open) { if (open) { return Ok(await http.GetAsync([|url|])); } return Ok(apiKey); } }")]
    public Task Addresses_of_servers_that_somebody_tries(string source) => Check.Suggests<PG1023UrlFromInput>(Usings + source);

    [Theory]
    [InlineData("public class SettingsController(HttpClient http) : ControllerBase { [HttpPost] public async Task<IActionResult> Test(string url, string apiKey) { http.DefaultRequestHeaders.Add(\"X-Api-Key\", apiKey); return Ok(await http.GetAsync([|url|])); } }")]
    [InlineData("public class SettingsController(HttpClient http) : ControllerBase { [HttpPost] public async Task<IActionResult> Download(string url) => Ok(await http.GetStringAsync([|url|])); }")]
    [InlineData("public class TestController(HttpClient http) : ControllerBase { [HttpPost] public async Task<IActionResult> Load(string url) => Ok(await http.GetStringAsync([|url|])); }")]
    public Task Addresses_that_a_page_of_settings_calls_for_more(string source) => Check.Reports<PG1023UrlFromInput>(Usings + source);

    [Theory]
    [InlineData("_ = await http.GetAsync([|$\"{Request.Scheme}://{Request.Host}/api/numbers\"|], token);")]
    [InlineData("var self = $\"https://{Request.Host.Value}/api/numbers\"; _ = await http.GetAsync([|self|], token); _ = await http.GetAsync(self, token);")]
    [InlineData("var own = Environment.GetEnvironmentVariable(\"APP_URL\"); var address = (own ?? $\"https://{Request.Host}\") + \"/numbers/\" + path.Length; _ = await http.GetAsync([|address|], token);")]
    public Task The_own_host(string body)
        => Check.Suggests<PG1023UrlFromInput>(Action(body));

    [Theory]
    [InlineData("var message = new HttpRequestMessage(HttpMethod.Get, [|$\"https://{Request.Host}/me\"|]); message.Headers.Add(\"Cookie\", Request.Headers.Cookie.ToString()); _ = await http.SendAsync(message, token);")]
    [InlineData("_ = await http.GetAsync([|$\"https://{Request.Host}/{path}\"|], token);")]
    public Task The_own_host_with_a_credential_or_any_path(string body)
        => Check.Reports<PG1023UrlFromInput>(Action(body));

    [Fact]
    public Task The_message_names_the_setting()
        => Check.Suggests<PG1023UrlFromInput>(Scenario.Of(ProjectKind.Web, OfOwnHost, "public static class Program { public static void Main() { } }"), "'Request.Host' decides which host the server calls; set AllowedHosts to the names that the app has");

    [Fact]
    public Task A_library_has_no_such_setting()
        => Check.Suggests<PG1023UrlFromInput>(OfOwnHost, "'Request.Host' decides which host the server calls; take the app's own address from its settings");

    private static string OfOwnHost => Action("_ = await http.GetAsync([|$\"https://{Request.Host}/api/numbers\"|], token);");

    [Theory]
    [InlineData("var target = url.Trim(); var first = await http.GetAsync([|target|], token); if (!first.IsSuccessStatusCode) { _ = await http.GetAsync(target, token); }")]
    [InlineData("_ = await http.GetAsync([|url|], token); _ = await http.PostAsJsonAsync([|import.Endpoint|], import, token);")]
    [InlineData("if (path == \"a\") { var target = url; _ = await http.GetAsync([|target|], token); } else { var target = host; _ = await http.GetAsync([|target|], token); }")]
    public Task One_address_is_one_finding(string body) => Check.Reports<PG1023UrlFromInput>(Action(body));

    [Theory]
    [InlineData("public Task<string> ReadAsync(string requestPath) => http.GetStringAsync(requestPath);")]
    [InlineData("public Task<string> ReadAsync(string id) => http.GetStringAsync($\"orders/{id}\");")]
    public Task Paths_of_a_client_of_its_own(string member)
        => Check.Reports<PG1023UrlFromInput>(Usings + $"public class Orders(HttpClient http) {{ public HttpClient Http => http; {member} }}");

    [Fact]
    public Task Who_runs_a_tool_may_call_anything()
        => Check.Reports<PG1023UrlFromInput>(Scenario.Of(ProjectKind.Console, "public static class Program { public static async Task Main(string[] args) { using var http = new HttpClient(); _ = await http.GetStringAsync(args[0]); } }"));

    [Fact]
    public Task The_message_names_the_source()
        => Check.Reports<PG1023UrlFromInput>(Action("_ = await http.GetStringAsync([|url|], token);"), "'url' decides which host the server calls; compare the host with a list of those that it may");

    /// <summary>Addresses that no caller in sight lets anybody decide, and one that does.</summary>
    [Theory]
    [InlineData("public Task<string> Get(int id) => calls.Get(config[\"Agents:Url\"] + \"/orders/\" + id);", "url")]
    [InlineData("public Task<string> Get(string id) => calls.Get($\"{config[\"Agents:Url\"]}/orders/{id}\"); public Task<string> All() => calls.Get(\"https://orders.example/all\");", "url")]
    [InlineData("public Task<string> Get(string url) => calls.Get(url);", "[|url|]")]
    public Task Addresses_of_which_all_callers_are_in_sight(string client, string url)
        => SuggestsMarked(url != "url", Scenario.Of(
            ProjectKind.Web,
            "public static class Program { public static void Main() { } }",
            $"public interface ICalls {{ Task<string> Get(string url); }} public class Calls(HttpClient http) : ICalls {{ public Task<string> Get(string url) => http.GetStringAsync({url}); }} public class Orders(ICalls calls, Microsoft.Extensions.Configuration.IConfiguration config) {{ public object Uses => config; {client} }}"));

    [Theory]
    [InlineData("public Task<string> All() => calls.Send(new Call { Url = config[\"Api:Url\"] + \"/orders\" }); public Task<string> One(int id) => calls.Send(new() { Url = config[\"Api:Url\"] + \"/orders/\" + id, Verb = \"GET\" });", "call.Url")]
    [InlineData("public Task<string> All(string url) => calls.Send(new Call { Url = url });", "[|call.Url|]")]
    [InlineData("public Task<string> All(Call call) => calls.Send(call);", "[|call.Url|]")]
    public Task Addresses_in_an_object_that_all_callers_make(string client, string url)
        => SuggestsMarked(url != "call.Url", Scenario.Of(
            ProjectKind.Web,
            "public static class Program { public static void Main() { } }",
            $"public class Call {{ public string Url {{ get; set; }} = \"\"; public string Verb {{ get; set; }} = \"\"; }} public class Calls(HttpClient http) {{ public Task<string> Send(Call call) => http.GetStringAsync({url}); }} public class Orders(Calls calls, Microsoft.Extensions.Configuration.IConfiguration config) {{ public object Uses => config; {client} }}"));

    /// <summary>A suggestion where something is marked, nothing at all elsewhere.</summary>
    private static Task SuggestsMarked(bool isMarked, Scenario scenario) => isMarked ? Check.Suggests<PG1023UrlFromInput>(scenario) : Check.Reports<PG1023UrlFromInput>(scenario);
}
