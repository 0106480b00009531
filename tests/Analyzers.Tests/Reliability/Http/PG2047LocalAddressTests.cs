using Microsoft.CodeAnalysis.CSharp;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Reliability.Http;

namespace ProdGap.Analyzers.Tests.Reliability.Http;

public sealed class PG2047LocalAddressTests
{
    private static Task Reports(string members, string? message = null) => Check.Reports<PG2047LocalAddress>(InClass(members), message);

    private static string InClass(string members) =>
        "using Microsoft.Extensions.Configuration;\nusing Microsoft.Extensions.Hosting;\nusing Microsoft.Extensions.Logging;\n\ninternal class Feed\n{\n    " + members + "\n}\n\ninternal class Connection(string hostName, int port) { public string HostName { get; set; } = hostName; public int Port => port; public static Connection Connect(string configuration) => new(configuration, 1); }";

    [Fact]
    public Task The_message_names_what_takes_the_address() => Reports(
        "private const string FeedUrl = [|\"http://localhost:5010/stock.json\"|]; internal Task<string> A(HttpClient http, CancellationToken token) => http.GetStringAsync(FeedUrl, token);",
        "'FeedUrl' points to localhost; read the address from configuration, and fail if it is missing");

    [Theory]
    [InlineData("internal string A(bool isDevice) => isDevice ? [|\"http://localhost:5010/x\"|] : \"https://feed.example\";")]
    [InlineData("internal string A(IHostEnvironment env) { if (env.EnvironmentName != \"Production\") { return \"http://localhost:5010/x\"; } return \"https://feed.example\"; }")]
    [InlineData("internal string A(IHostEnvironment env, bool test) => env.IsDevelopment() || test ? [|\"http://localhost:5010/x\"|] : \"https://feed.example\";")]
    [InlineData("internal string A(string stage) { switch (stage) { case \"Development\": case \"Production\": return [|\"http://localhost:5010/x\"|]; default: return \"https://feed.example\"; } }")]
    [InlineData("internal string A(string stage) { switch (stage) { case \"Development\": return \"http://localhost:5010/x\"; default: return \"https://feed.example\"; } }")]
    public Task Development_is_told_by_the_condition(string members) => Reports(members);

    [Theory]
    [InlineData("internal bool A(IConfiguration c) { var redis = c[\"Redis:Connection\"] ?? \"localhost:6379\"; return redis.Contains(\"cloud\") || redis == \"none\"; }")]
    [InlineData("private readonly string redis; private readonly bool isCloud; internal Feed(IConfiguration c) { redis = c[\"Redis:Connection\"] ?? c[\"Redis\"] ?? \"localhost:6379\"; isCloud = redis.StartsWith(\"rediss:\"); } internal bool A => isCloud;")]
    [InlineData("internal void A(IConfiguration c, ILogger<Feed> logger) { var redis = c[\"Redis:Connection\"] ?? \"localhost:6379\"; logger.LogInformation(\"Redis is {Redis}\", redis); Console.WriteLine($\"Redis is {redis}\"); }")]
    // It goes on from there, others may read it, nothing reads it.
    [InlineData("internal Connection? A(IConfiguration c) { var redis = c[\"Redis:Connection\"] ?? [|\"localhost:6379\"|]; return redis.Contains(\"cloud\") ? null : Connection.Connect(redis); }")]
    [InlineData("internal string A(IConfiguration c) { var redis = c[\"Redis:Connection\"] ?? [|\"localhost:6379\"|]; return redis.StartsWith(\"redis\") ? \"\" : redis.Replace(\"a\", \"b\"); }")]
    [InlineData("internal string redis; internal bool isCloud; internal Feed(IConfiguration c) { redis = c[\"Redis:Connection\"] ?? [|\"localhost:6379\"|]; isCloud = redis.StartsWith(\"rediss:\"); }")]
    [InlineData("internal Task<string> A(IConfiguration c, HttpClient http) { var url = c[\"Feed:Url\"] ?? [|\"http://localhost:5010/x\"|]; return http.GetStringAsync($\"{url}/y\"); }")]
    public Task Fallbacks_that_are_only_asked_or_logged(string members) => Reports(members);

    [Theory]
    [InlineData("internal string A(IConfiguration c) => c[\"Rates:Url\"] ?? [|\"http://localhost:5020/rates.json\"|];")]
    [InlineData("internal string A(IConfiguration c) => c.GetValue(\"Rates:Url\", [|\"http://127.0.0.1:5020/rates.json\"|]);")]
    [InlineData("internal string A() => Environment.GetEnvironmentVariable(\"REDIS_HOST\") ?? [|\"localhost\"|];")]
    [InlineData("internal void A(HttpClient http) { http.BaseAddress = new Uri([|\"http://[::1]:5000\"|]); http.BaseAddress ??= new Uri([|\"https://localhost:5001/\"|]); }")]
    [InlineData("internal Task<string> A(HttpClient http, CancellationToken token) => http.GetStringAsync([|\"http://localhost:5010/stock.json\"|], token);")]
    [InlineData("internal Connection A() => new Connection([|\"localhost\"|], 5672);")]
    [InlineData("internal Connection A() => Connection.Connect([|\"localhost:6379\"|]);")]
    [InlineData("internal Connection A() => new(\"\", 1) { HostName = [|\"127.0.0.1\"|] };")]
    [InlineData("internal static readonly string ConnectionString = [|\"Server=localhost;Database=shop;Integrated Security=true\"|];")]
    [InlineData("internal string A(string path) => Read([|\"http://localhost:5010/\"|] + path); private static string Read(string url) => url;")]
    [InlineData("internal string A(string locale) { var feedUrl = locale == \"de\" ? [|\"http://localhost:5010/x\"|] : \"https://feed.example\"; return feedUrl; }")]
    [InlineData("internal string A(IHostEnvironment env) => env.IsDevelopment() ? \"https://feed.example\" : [|\"http://localhost:5010/x\"|];")]
    [InlineData("internal string A(IHostEnvironment env) { var url = \"\"; if (!env.IsDevelopment()) { url = [|\"http://localhost:5010/x\"|]; } return url; }")]
    public Task Addresses_of_services(string members) => Reports(members);

    [Theory]
    // Compared, taken apart, listed.
    [InlineData("internal bool A(string host) => host == \"localhost\" || host is \"127.0.0.1\" || host.Equals(\"localhost\");")]
    [InlineData("internal bool A(string url) => url.StartsWith(\"http://localhost:5000/\") || url.Contains(\"http://127.0.0.1:80/\");")]
    [InlineData("internal int A(string host) { switch (host) { case \"localhost\": return 1; default: return 0; } }")]
    [InlineData("internal int A(string host) => host switch { \"localhost\" => 1, _ => 0 };")]
    [InlineData("private static readonly HashSet<string> Hosts = new() { \"localhost\", \"127.0.0.1\" }; internal bool A(string host) => Hosts.Contains(host);")]
    [InlineData("private static readonly string[] Hosts = [\"http://localhost:5000/x\"]; internal bool A(string host) => Hosts.Contains(host);")]
    [InlineData("private const string LocalServer = \"http://localhost:5000/x\"; private const string Server = \"http://localhost:5000/x\"; internal bool A(string host) => host == Server || host == LocalServer;")]
    // Shown, thrown, documented.
    [InlineData("internal void A(ILogger logger) { logger.LogInformation(\"http://localhost:5000/x\"); Console.WriteLine(\"http://localhost:5000/x\"); }")]
    [InlineData("internal void A() { throw new InvalidOperationException(\"http://localhost:5000/x\"); }")]
    [InlineData("[System.ComponentModel.Description(\"http://localhost:5000/x\")] internal void A() { }")]
    [InlineData("internal string A() => \"Open http://localhost:5000/x in your browser\";")]
    // Development.
    [InlineData("internal string A(IHostEnvironment env) => env.IsDevelopment() ? \"http://localhost:5010/x\" : \"https://feed.example\";")]
    [InlineData("internal string A(bool runLocally, bool useEmulator) => runLocally || useEmulator ? \"http://localhost:5010/x\" : \"https://feed.example\";")]
    [InlineData("internal string A() => Environment.GetEnvironmentVariable(\"DOTNET_RUNNING_IN_CONTAINER\") == \"true\" ? \"http://api:8080/x\" : \"http://localhost:5010/x\";")]
    [InlineData("internal string A(bool inDocker) { if (!inDocker) { return \"http://localhost:5010/x\"; } return \"http://api:8080/x\"; }")]
    [InlineData("internal string A(IConfiguration c) { if (c.GetValue<bool>(\"UseLocalFeed\")) { var feedUrl = \"http://localhost:5010/x\"; return feedUrl; } return \"https://feed.example\"; }")]
    [InlineData("internal string A(IHostEnvironment env) { var url = \"\"; if (env.IsDevelopment()) { url = \"http://localhost:5010/x\"; } return url; }")]
    [InlineData("internal void A(IHostEnvironment env, HttpClient http) { if (!env.IsDevelopment()) { return; } http.BaseAddress = new Uri(\"http://localhost:5010/x\"); }")]
    [InlineData("internal string A(string environment) => environment switch { \"Development\" => \"http://localhost:5010/x\", _ => \"https://feed.example\" };")]
    [InlineData("private const string DevelopmentUrl = \"http://localhost:5010/x\"; internal string A() => DevelopmentUrl;")]
    // Where it listens, who may ask, where a browser comes back to, what belongs beside the process.
    [InlineData("internal void A(System.Net.HttpListener listener) { listener.Prefixes.Add(\"http://localhost:5010/\"); }")]
    [InlineData("internal string RedirectUri { get; set; } = \"http://localhost:8400/callback\";")]
    [InlineData("internal string A() { var corsOrigin = \"http://localhost:3000\"; return corsOrigin; }")]
    [InlineData("internal Uri Endpoint { get; set; } = new(\"http://localhost:4317\");")]
    [InlineData("internal Uri A(string path) => new Uri(new Uri(\"http://localhost\"), path);")]
    [InlineData("internal void A(string host = \"localhost\", string url = \"http://localhost:5000/x\") { }")]
    [InlineData("internal sealed class MailOptions { public string Host { get; set; } = \"localhost\"; public string Url { get; set; } = \"http://localhost:5000/x\"; }")]
    [InlineData("internal sealed class TestServer { public string A() { var url = \"http://localhost:5000/x\"; return url; } }")]
    // Another host, or not known what for.
    [InlineData("internal string Url => \"http://localhost.example:5000/x\"; internal string Other => \"https://shop.example/localhost\"; internal string Name => \"localhost\";")]
    [InlineData("internal string GetHostName() { return \"localhost\"; } internal string Server() => \"127.0.0.1\";")]
    [InlineData("internal string A(int port) => $\"http://localhost:{port}/x\";")]
    public Task Other_uses(string members) => Reports(members);

    [Theory]
    [InlineData("internal string Url(IConfiguration c) => (c[\"Models:Url\"] ?? [|\"http://localhost:11434\"|]).TrimEnd('/');")]
    [InlineData("internal string Url(IConfiguration c) { var url = (c[\"Models:Url\"] ?? [|\"http://localhost:11434\"|]).Trim().TrimEnd('/'); return url; }")]
    [InlineData("internal string Url(IConfiguration c) => c[\"Models:Url\"] ?? [|\"http://host.docker.internal:11434\"|];")]
    [InlineData("internal string Url(IConfiguration c) => c.GetConnectionString(\"Shop\") ?? [|\"Host=localhost;Database=shop;Username=postgres;Password=dev\"|];")]
    public Task Addresses_that_go_on(string members) => Reports(members);

    [Theory]
    [InlineData("internal bool Is(string url) => \"http://localhost:11434/\".TrimEnd('/') == url;")]
    [InlineData("internal string Text = \"Host=localhost;Database=shop;Username=postgres;Password=dev\";")]
    public Task Addresses_that_do_not(string members) => Reports(members);

    /// <summary>What holds until somebody sets another address, in code that others configure.</summary>
    [Theory]
    [InlineData("public class MeterConfiguration(string hostname, int port) { public string Hostname { get; set; } = hostname; public int Port => port; public static MeterConfiguration Defaults() => new(\"localhost\", 8125); }")]
    [InlineData("public class RedisLock { public string RedisConfiguration { get; set; } = \"localhost:6379\"; }")]
    [InlineData("public class Mail(string host) { public static Mail Default { get; } = new(\"localhost\"); public string Host { get; set; } = host; }")]
    [InlineData("public interface IQueue { void Host(Uri uri); } public static class QueueExtensions { public static void LocalstackHost(this IQueue q) => q.Host(new Uri(\"queue://localhost:4566\")); }")]
    [InlineData("internal static class HttpFileExporter { private const string DefaultBaseUrl = \"https://localhost:5001/x\"; internal static string Of(string? url) => url ?? DefaultBaseUrl; }")]
    [InlineData("public class MongoConfigurator { internal string _connectionString = \"mongodb://localhost:27017/x\"; public MongoConfigurator ConnectionString(string text) { _connectionString = text; return this; } }")]
    [InlineData("public class DiscoveryOptions { public const string DefaultServerHost = \"localhost\"; public string ServerHost { get; set; } = DefaultServerHost; }")]
    [InlineData("public class OptionAttribute(string name) : Attribute { public string Name => name; } public class EmbedArguments { [Option(\"url\")] public string? Url { get; init; } public string Effective => Url ?? \"http://localhost:1234/x\"; }")]
    [InlineData("public class ShopContextFactory : Microsoft.EntityFrameworkCore.Design.IDesignTimeDbContextFactory<Microsoft.EntityFrameworkCore.DbContext> { public Microsoft.EntityFrameworkCore.DbContext CreateDbContext(string[] args) { var text = Environment.GetEnvironmentVariable(\"SHOP_DB\") ?? \"Server=localhost;Database=Shop\"; return new(new Microsoft.EntityFrameworkCore.DbContextOptionsBuilder<Microsoft.EntityFrameworkCore.DbContext>().UseModel(null!).Options) { ChangeTracker = { LazyLoadingEnabled = text.Length > 3 } }; } }")]
    public Task Defaults_of_libraries(string code) => Check.Reports<PG2047LocalAddress>(code);

    [Theory]
    [InlineData("internal class Payments { private const string DefaultBaseUrl = [|\"http://localhost:5005/x\"|]; public Payments(HttpClient http) => http.BaseAddress ??= new Uri(DefaultBaseUrl); }")]
    [InlineData("public class RedisLock { public string RedisConfiguration { get; } = [|\"localhost:6379\"|]; }")]
    [InlineData("public static class ApiConfig { public const string BaseUrl = [|\"http://localhost:5000/api\"|]; }")]
    [InlineData("public class Feed { public Task<string> Read(HttpClient http, CancellationToken token) => http.GetStringAsync([|\"http://localhost:5000/api\"|], token); }")]
    public Task What_nobody_can_set(string code) => Check.Reports<PG2047LocalAddress>(code);

    [Fact]
    public Task A_property_of_an_app_is_its_own() => Check.Reports<PG2047LocalAddress>(Scenario.Of(
        ProjectKind.Web, "using Microsoft.AspNetCore.Builder; WebApplication.Create(args).Run(); public class Models { public string ServerUrl { get; set; } = [|\"http://localhost:11434/x\"|]; }"));

    [Theory]
    [InlineData("internal class Scene(Dictionary<string, string> c) { private readonly string url = c.GetValueOrDefault(\"Scene:Url\") ?? \"ws://localhost:4455/x\"; public string Url => url; }")]
    [InlineData("internal class Scene { public static readonly string DefaultUrl = \"http://localhost:4891/v1\"; public string Of(string url) => url.Length == 0 ? DefaultUrl : url; }")]
    [InlineData("internal class Scene { public string Of(string url) { if (url.Length == 0) url = \"http://localhost:4891/v1\"; return url; } }")]
    [InlineData("internal class Scene { public Task<string> Of(HttpClient http, CancellationToken token) => http.GetStringAsync([|\"http://localhost:4891/v1\"|], token); }")]
    public Task A_program_beside_what_it_calls(string code) => Check.Reports<PG2047LocalAddress>(Scenario.Of(ProjectKind.Desktop, code, "static class Program { static void Main() { } }"));

    // Callers give the address; this one stands in for it.
    [Theory]
    [InlineData("public static HttpClient Open(Uri? address = null) { address ??= new Uri([|\"http://localhost:5001\"|]); return new HttpClient { BaseAddress = address }; }")]
    [InlineData("public static HttpClient Open(string? address = null) => new() { BaseAddress = new Uri(address ?? [|\"http://localhost:5001\"|]) };")]
    public Task What_stands_in_for_an_optional_parameter(string member) => Check.Suggests<PG2047LocalAddress>(Scenario.Of(ProjectKind.Web, "public static class Clients { " + member + " } static class Program { static void Main() { } }"));

    [Theory]
    [InlineData("public static HttpClient Open(Uri? address) { address ??= new Uri([|\"http://localhost:5001\"|]); return new HttpClient { BaseAddress = address }; }")]
    [InlineData("private static Uri? address; public static HttpClient Open(int retries = 0) { address ??= new Uri([|\"http://localhost:5001\"|]); return new HttpClient { BaseAddress = address }; }")]
    public Task What_stands_in_for_anything_else(string member) => Check.Reports<PG2047LocalAddress>(Scenario.Of(ProjectKind.Web, "public static class Clients { " + member + " } static class Program { static void Main() { } }"));

    [Theory]
    [InlineData("appsettings.json", "{ \"Redis\": { \"ConnectionString\": \"cache.shop.example:6379\" } }", true)]
    [InlineData("src/appsettings.json", "{ \"redis:connectionstring\": \"localhost:6379\" }", true)]
    [InlineData("appsettings.json", "{ \"Redis\": { \"ConnectionString\": \"\" } }", false)]
    [InlineData("appsettings.json", "{ \"Redis\": { \"Other\": \"cache.shop.example\" } }", false)]
    [InlineData("appsettings.Production.json", "{ \"Redis\": { \"ConnectionString\": \"cache.shop.example:6379\" } }", false)]
    [InlineData("otherappsettings.json", "{ \"Redis\": { \"ConnectionString\": \"cache.shop.example:6379\" } }", false)]
    [InlineData("appsettings.json", "{ \"Redis\": {", false)]
    public Task What_stands_behind_a_key_that_is_set_is_a_suggestion(string path, string text, bool isSet)
    {
        var scenario = Scenario.Of(ProjectKind.Web, "using Microsoft.Extensions.Configuration; public class Cache(IConfiguration configuration) { public string Url() => configuration[\"Redis:ConnectionString\"] ?? [|\"http://localhost:6379\"|]; } static class Program { static void Main() { } }").AdditionalFile(path, text, "settings");
        return isSet ? Check.Suggests<PG2047LocalAddress>(scenario) : Check.Reports<PG2047LocalAddress>(scenario);
    }

    [Fact]
    public Task Whoever_runs_a_console_program_may_have_it() => Check.Suggests<PG2047LocalAddress>(Scenario.Of(
        ProjectKind.Console, "using var http = new HttpClient(); var models = await http.GetStringAsync([|\"http://localhost:4891/v1\"|]); Console.WriteLine(models);"));

    [Fact]
    public Task A_command_line_asks() => Check.Reports<PG2047LocalAddress>(Scenario.Of(
        ProjectKind.Console, "namespace Depot.Cli { static class Program { static async Task Main(string[] args) { using var http = new HttpClient(); Console.WriteLine(await http.GetStringAsync(args.Length > 0 ? args[0] : \"http://localhost:4891/v1\")); } } }"));

    [Fact]
    public Task Where_it_listens() => Check.Reports<PG2047LocalAddress>(Scenario.Of(
        ProjectKind.Web,
        """
        using Microsoft.AspNetCore.Builder;

        var builder = WebApplication.CreateBuilder(args);
        var app = builder.Build();
        var address = builder.Configuration["Service:Url"] ?? "http://localhost:5001";
        app.Urls.Add(address);
        var kestrel = builder.Configuration["Kestrel:Endpoints:Http:Url"] ?? "http://localhost:5002";
        var feed = builder.Configuration["Feed:Url"] ?? [|"http://localhost:5003"|];
        Console.WriteLine(kestrel + feed);
        app.Run();
        """));

    [Fact]
    public Task A_debug_build() => Check.Reports<PG2047LocalAddress>(Scenario.Of(
        "internal class Feed\n{\n#if DEBUG\n    private const string Url = \"http://localhost:5010/x\";\n#else\n    private const string Url = \"https://feed.example\";\n#endif\n    internal string A() => Url;\n}")
        .Parsed(CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest).WithPreprocessorSymbols("DEBUG")));

    [Fact]
    public Task A_connection_string_with_a_password_is_one_finding() => Check.AllRulesReport(
        "internal class Shop { internal string ConnectionString = {|PG1001:\"Server=localhost;Database=shop;User Id=sa;Password=Qu4rterly-Lamp\"|}; }");

    [Fact]
    public Task The_start_of_an_application() => Check.Reports<PG2047LocalAddress>(Scenario.Of(
        ProjectKind.Web,
        """
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Hosting;
        using Microsoft.Extensions.DependencyInjection;

        var builder = WebApplication.CreateBuilder(args);
        builder.WebHost.UseUrls("http://localhost:5000");
        builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy.WithOrigins("http://localhost:3000")));
        builder.Services.AddHttpClient("feed", client => client.BaseAddress = new Uri([|"http://localhost:5010"|]));
        var app = builder.Build();
        app.Urls.Add("http://localhost:5001");
        app.Run("http://localhost:5000");
        """));

    [Fact]
    public Task Tests_run_where_they_are() => Check.Reports<PG2047LocalAddress>(Scenario.Of(
        ProjectKind.Test, "public class Feed { public string Url => \"http://localhost:5010/x\"; }"));

    [Fact]
    public Task Half_typed_code() => Check.Reports<PG2047LocalAddress>(Scenario.Of(
        "class A { const string B = ; void C() { D(\"http://localhost:5000/x\" ; var = \"localhost\"; new(\"http://localhost:1/\") } }\n#if").Broken());

    /// <summary>The markup of a component binds the member: who saves the form has seen the address.</summary>
    [Theory]
    [InlineData("model.Url", "\"http://localhost:11434/\"", "Url")]
    [InlineData("this.model.Url", "\"http://127.0.0.1:8000/v1\"", "Url")]
    [InlineData("model.Url", "[|\"http://localhost:11434/\"|]", "Name")]
    public Task What_a_form_begins_with(string target, string address, string bound) => Check.Reports<PG2047LocalAddress>(Scenario.Of(
        ProjectKind.Web,
        $$"""
        public class Model { public string Url { get; set; } = ""; public string Name { get; set; } = ""; }
        public partial class Edit : Microsoft.AspNetCore.Components.ComponentBase { private readonly Model model = new(); private void Choose(int kind) { switch (kind) { case 1: {{target}} = {{address}}; break; } } }
        """,
        $$"""
        public partial class Edit
        {
            protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder)
                => builder.AddAttribute(1, "onchange", Microsoft.AspNetCore.Components.EventCallback.Factory.Create<string>(this, __value => model.{{bound}} = __value));
        }

        public static class Program { public static void Main() { } }
        """));

    /// <summary>A constant that stands in where a caller gives no address, or that is only a key.</summary>
    [Theory]
    [InlineData("internal const string DefaultUrl = [|\"https://localhost:5005\"|]; internal Dictionary<string, int> all = []; internal int A(string url = DefaultUrl) => all[url]; internal int B() => all[DefaultUrl] + all.GetValueOrDefault(DefaultUrl);")]
    [InlineData("internal const string Start = [|\"http://localhost:5005/x\"|]; internal Feed(string url = Start) { Url = url; } internal string Url { get; }")]
    public Task A_constant_that_callers_replace(string members) => Check.Suggests<PG2047LocalAddress>(InClass(members));

    [Theory]
    [InlineData("internal const string Url = [|\"https://localhost:5005\"|]; internal Task<string> A(HttpClient http, string url = Url) => http.GetStringAsync(Url);")]
    [InlineData("internal const string Url = [|\"https://localhost:5005\"|]; internal Dictionary<string, int> all = []; internal int B() => all[Url];")]
    public Task A_constant_that_is_called(string members) => Reports(members);

    /// <summary>What stands in for a setting is named after the setting, not after the parameter of a helper.</summary>
    [Theory]
    [InlineData("static string Resolve(string? given, string fallbackEndpoint) => given ?? fallbackEndpoint; internal string A(IConfiguration c) => Resolve(c[\"Rates:Url\"], [|\"http://localhost:5020/rates\"|]);", "Rates:Url")]
    [InlineData("static string Get(IConfiguration c, string key, string defaultValue) => c[key] ?? defaultValue; internal string A(IConfiguration c, string prefix) => Get(c, prefix + \"rates.url\", [|\"http://localhost:5020/rates\"|]);", "rates.url")]
    [InlineData("static string Get(int timeout, string defaultValue) => defaultValue + timeout; internal string A() => Get(3, [|\"http://localhost:5020/rates\"|]);", "defaultValue")]
    public Task A_fallback_of_a_helper(string members, string name) => Reports(members, $"'{name}' points to localhost; read the address from configuration, and fail if it is missing");

    /// <summary>Who is asked answers; a setting is not asked for.</summary>
    [Theory]
    [InlineData("internal string A() => Ask(\"Address of the feed:\", \"http://localhost:5005/x\"); private static string Ask(string text, string defaultValue) => text + defaultValue;")]
    [InlineData("internal string A() => Ask(\"Feed:Address\", [|\"http://localhost:5005/x\"|]); private static string Ask(string text, string defaultValue) => text + defaultValue;")]
    public Task The_answer_to_a_question(string members) => Reports(members);

    /// <summary>A default that callers replace through the method that takes it.</summary>
    [Theory]
    [InlineData("public const string DefaultUrl = \"https://localhost:5005/x\"; private string url = \"\"; public Feed() => UsesUrl(DefaultUrl); public Feed UsesUrl(string value) { url = value; return this; } public string A => url;")]
    // Nobody else can give one, it is called, it does not say so.
    [InlineData("public const string DefaultUrl = [|\"https://localhost:5005/x\"|]; private string url = \"\"; public Feed() => UsesUrl(DefaultUrl); private Feed UsesUrl(string value) { url = value; return this; } public string A => url;")]
    [InlineData("public const string DefaultUrl = [|\"https://localhost:5005/x\"|]; public Task<string> A(HttpClient http) => http.GetStringAsync(DefaultUrl);")]
    [InlineData("public const string FeedUrl = [|\"https://localhost:5005/x\"|]; private string url = \"\"; public Feed() => UsesUrl(FeedUrl); public Feed UsesUrl(string value) { url = value; return this; } public string A => url;")]
    public Task What_a_builder_begins_with(string members) => Reports(members);

    /// <summary>In a browser a bare host is shown; a service is called there all the same.</summary>
    [Theory]
    [InlineData("public string Host { get; set; } = \"localhost\";", true)]
    [InlineData("public string Host { get; set; } = [|\"localhost\"|];", false)]
    [InlineData("public string Url { get; set; } = [|\"http://localhost:5005/x\"|];", true)]
    [InlineData("public string Host { get; } = [|\"localhost\"|];", true)]
    public Task What_a_model_in_the_browser_begins_with(string member, bool isBrowser) => Check.Reports<PG2047LocalAddress>(Scenario.Of(
        ProjectKind.Web,
        "public class ServerModel { " + member + " } public static class Program { public static void Main() { } }",
        isBrowser ? "namespace Microsoft.AspNetCore.Components.WebAssembly.Hosting { public class WebAssemblyHostBuilder { } }" : "class None { }"));

    /// <summary>Without the markup, what a component holds is taken for the model of its form.</summary>
    [Theory]
    [InlineData("Edit.razor.cs", "model.Url", "\"http://localhost:11434/\"")]
    [InlineData("Edit.razor.cs", "other.Url", "[|\"http://localhost:11434/\"|]")]
    [InlineData("Edit.cs", "model.Url", "[|\"http://localhost:11434/\"|]")]
    public Task The_code_behind_alone(string file, string target, string address) => Check.Reports<PG2047LocalAddress>(Scenario.Of(
        ProjectKind.Web,
        "public class Model { public string Url { get; set; } = \"\"; } public static class Program { public static void Main() { } }")
        .Document(file, "public partial class Edit { private readonly Model model = new(); public string Choose(int kind) { var other = new Model(); switch (kind) { case 1: " + target + " = " + address + "; break; } return model.Url + other.Url; } }"));
}
