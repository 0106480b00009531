using ProdGap.Analyzers.CodeFixes.Reliability.Http;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Reliability.Http;

namespace ProdGap.Analyzers.Tests.Core.Injection;

/// <summary>Where the fix of PG2030 takes the client from the factory, and where it does not.</summary>
public sealed class HttpClientFactoryTests
{
    private const string Registration = "builder.Services.AddHttpClient(\"\").ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { UseCookies = false });";

    private const string Shared = "private static readonly HttpClient SharedHttpClient = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), UseCookies = false });";

    private const string Rates =
        """
        public class Rates
        {
            public async Task<string> ReadAsync(string url)
            {
                using var http = new HttpClient();
                return await http.GetStringAsync(url);
            }
        }
        """;

    private const string RatesInjected =
        """
        public class Rates(IHttpClientFactory httpClientFactory)
        {
            public async Task<string> ReadAsync(string url)
            {
                using var http = httpClientFactory.CreateClient();
                return await http.GetStringAsync(url);
            }
        }
        """;

    private const string RatesShared =
        $$"""
        public class Rates
        {
            {{Shared}}

            public async Task<string> ReadAsync(string url)
            {
                var http = SharedHttpClient;
                return await http.GetStringAsync(url);
            }
        }
        """;

    private static Task Rewrites(Scenario before, params string[] after) => Check.Rewrites<PG2030HttpClientPerCall, PG2030HttpClientPerCallFix>(before, after);

    /// <summary>A program with minimal hosting, whose registrations end in the ones given.</summary>
    private static string Program(params string[] registrations) =>
        $$"""
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.DependencyInjection;

        var builder = WebApplication.CreateBuilder(args);

        // What the shop is made of
        builder.Services.AddControllers();
        {{string.Concat(registrations.Select(registration => registration + "\n"))}}
        var app = builder.Build();
        app.MapControllers();
        app.Run();

        """;

    private static Scenario Web(string program, params string[] sources) => Scenario.Of(ProjectKind.Web, [program, .. sources]);

    [Theory]
    [InlineData("builder.Services.AddScoped<Rates>();")]
    [InlineData("builder.Services.AddSingleton<Rates>();")]
    [InlineData("builder.Services.AddTransient(typeof(Rates));")]
    public Task A_registered_service_gets_a_primary_constructor(string registration) => Rewrites(
        Web(Program(registration), Rates),
        Program(registration, Registration),
        RatesInjected);

    [Fact]
    public Task A_controller_with_a_constructor_gets_a_field() => Rewrites(
        Web(
            Program(),
            """
            using Microsoft.AspNetCore.Mvc;
            using Microsoft.Extensions.Configuration;

            namespace Shop.Controllers;

            [ApiController]
            public class RatesController : ControllerBase
            {
                private readonly IConfiguration _configuration;

                public RatesController(IConfiguration configuration)
                {
                    _configuration = configuration;
                }

                [HttpGet("rates")]
                public async Task<string> Get()
                {
                    // Whatever they say today
                    var client = new HttpClient(); // for this call
                    return await client.GetStringAsync(_configuration["Rates"]);
                }

                [HttpGet("old-rates")]
                public Task<string> GetOld() => new HttpClient().GetStringAsync(_configuration["OldRates"]);
            }
            """),
        Program(Registration),
        """
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.Configuration;

        namespace Shop.Controllers;

        [ApiController]
        public class RatesController : ControllerBase
        {
            private readonly IConfiguration _configuration;
            private readonly IHttpClientFactory _httpClientFactory;

            public RatesController(IConfiguration configuration, IHttpClientFactory httpClientFactory)
            {
                _configuration = configuration;
                _httpClientFactory = httpClientFactory;
            }

            [HttpGet("rates")]
            public async Task<string> Get()
            {
                // Whatever they say today
                var client = _httpClientFactory.CreateClient(); // for this call
                return await client.GetStringAsync(_configuration["Rates"]);
            }

            [HttpGet("old-rates")]
            public Task<string> GetOld() => _httpClientFactory.CreateClient().GetStringAsync(_configuration["OldRates"]);
        }
        """);

    [Fact]
    public Task A_hosted_service_of_a_worker_with_fields_without_underscores() => Rewrites(
        Scenario.Of(
            ProjectKind.Worker,
            """
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Hosting;

            var builder = Host.CreateApplicationBuilder(args);
            builder.Services.AddHostedService<Sync>();
            builder.Build().Run();

            """,
            """
            using Microsoft.Extensions.Hosting;

            public class Sync : BackgroundService
            {
                private readonly IHostEnvironment environment;

                public Sync(IHostEnvironment environment)
                {
                    this.environment = environment;
                }

                protected override async Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    while (!stoppingToken.IsCancellationRequested)
                    {
                        using (var http = new HttpClient())
                        {
                            http.Timeout = TimeSpan.FromSeconds(10);
                            http.DefaultRequestHeaders.Add("X-From", environment.EnvironmentName);
                            await http.GetStringAsync("https://feed.example", stoppingToken);
                        }

                        await Task.Delay(1000, stoppingToken);
                    }
                }
            }
            """),
        $$"""
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        var builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddHostedService<Sync>();
        {{Registration}}
        builder.Build().Run();

        """,
        """
        using Microsoft.Extensions.Hosting;

        public class Sync : BackgroundService
        {
            private readonly IHostEnvironment environment;
            private readonly IHttpClientFactory httpClientFactory;

            public Sync(IHostEnvironment environment, IHttpClientFactory httpClientFactory)
            {
                this.environment = environment;
                this.httpClientFactory = httpClientFactory;
            }

            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                while (!stoppingToken.IsCancellationRequested)
                {
                    using (var http = httpClientFactory.CreateClient())
                    {
                        http.Timeout = TimeSpan.FromSeconds(10);
                        http.DefaultRequestHeaders.Add("X-From", environment.EnvironmentName);
                        await http.GetStringAsync("https://feed.example", stoppingToken);
                    }

                    await Task.Delay(1000, stoppingToken);
                }
            }
        }
        """);

    [Fact]
    public Task One_registration_for_types_of_several_documents() => Rewrites(
        Web(
            Program("builder.Services.AddScoped<Rates>();", "builder.Services.AddScoped<Stock>();"),
            Rates,
            "public class Stock(string url) : Source(url)\n{\n    public Task<string> ReadAsync() => (new HttpClient()).GetStringAsync(Url);\n\n    public Task<string> ReadOldAsync() => new HttpClient().GetStringAsync(\"https://old.example\");\n}\n",
            "public class Source(string url)\n{\n    protected string Url { get; } = url;\n}\n"),
        Program("builder.Services.AddScoped<Rates>();", "builder.Services.AddScoped<Stock>();", Registration),
        RatesInjected,
        "public class Stock(string url, IHttpClientFactory httpClientFactory) : Source(url)\n{\n    public Task<string> ReadAsync() => httpClientFactory.CreateClient().GetStringAsync(Url);\n\n    public Task<string> ReadOldAsync() => httpClientFactory.CreateClient().GetStringAsync(\"https://old.example\");\n}\n");

    [Theory]
    [InlineData("builder.Services.AddHttpClient();")]
    [InlineData("builder.Services.AddHttpClient(\"\", client => client.Timeout = TimeSpan.FromSeconds(5));")]
    [InlineData("builder.Services.AddHttpClient(Microsoft.Extensions.Options.Options.DefaultName);")]
    [InlineData("builder.Services.ConfigureHttpClientDefaults(clients => { });")]
    [InlineData("builder.Services.AddHttpClient(\"carrier\"); builder.Services.AddSingleton(services => services.GetRequiredService<IHttpClientFactory>().CreateClient());")]
    public Task A_default_client_that_is_there_stays_as_it_is(string registration) => Rewrites(
        Web(Program("builder.Services.AddScoped<Rates>();", registration), Rates),
        Program("builder.Services.AddScoped<Rates>();", registration),
        RatesInjected);

    /// <summary>The one without a name would come with these, and would share its cookies.</summary>
    [Theory]
    [InlineData("builder.Services.AddHttpClient(\"carrier\");")]
    [InlineData("builder.Services.AddHttpClient<Carrier>();")]
    [InlineData("if (builder.Environment.EnvironmentName == \"Test\") { builder.Services.AddHttpClient(); }")]
    [InlineData("void Add(IServiceCollection services) => services.AddHttpClient();")]
    public Task Clients_with_names_and_conditional_ones_are_not_the_default(string registration) => Rewrites(
        Web(Program("builder.Services.AddScoped<Rates>();", registration), Rates, "public class Carrier(HttpClient http)\n{\n    public HttpClient Http => http;\n}\n"),
        Program("builder.Services.AddScoped<Rates>();", registration, Registration),
        RatesInjected);

    [Fact]
    public Task A_method_that_registers_for_the_app() => Rewrites(
        Scenario.Of("")
            .Project("Setup")
            .Document(
                "Setup.cs",
                "using Microsoft.Extensions.DependencyInjection;\n\npublic static class Setup\n{\n    public static IServiceCollection AddClients(this IServiceCollection services) => services.AddHttpClient();\n}\n")
            .Project("Web", ProjectKind.Web, "Setup")
            .Document("Program.cs", Program("builder.Services.AddScoped<Rates>();", "builder.Services.AddClients();"))
            .Document("Rates.cs", Rates),
        "",
        "using Microsoft.Extensions.DependencyInjection;\n\npublic static class Setup\n{\n    public static IServiceCollection AddClients(this IServiceCollection services) => services.AddHttpClient();\n}\n",
        Program("builder.Services.AddScoped<Rates>();", "builder.Services.AddClients();"),
        RatesInjected);

    [Fact]
    public Task A_class_of_a_library_is_registered_by_the_app() => Rewrites(
        Scenario.Of(Rates)
            .Project("Web", ProjectKind.Web, "Shop")
            .Document("Program.cs", Program("builder.Services.AddScoped<Rates>();"))
            .Project("Tool", ProjectKind.Console, "Shop")
            .Document("Program.cs", "Console.WriteLine(args.Length);\n"),
        RatesInjected,
        Program("builder.Services.AddScoped<Rates>();", Registration));

    [Fact]
    public Task A_class_of_start_up() => Rewrites(
        Scenario.Of(
            ProjectKind.Web,
            """
            using Microsoft.AspNetCore.Hosting;
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Hosting;

            Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(web => web.UseStartup<Startup>()).Build().Run();

            public class Startup
            {
                public void ConfigureServices(IServiceCollection services)
                {
                    services.AddControllers();
                    services.AddScoped<Rates>();
                }
            }
            """,
            Rates),
        $$"""
        using Microsoft.AspNetCore.Hosting;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(web => web.UseStartup<Startup>()).Build().Run();

        public class Startup
        {
            public void ConfigureServices(IServiceCollection services)
            {
                services.AddControllers();
                services.AddScoped<Rates>();
                {{Registration.Replace("builder.Services", "services", StringComparison.Ordinal)}}
            }
        }
        """,
        RatesInjected);

    [Fact]
    public Task A_lambda_that_configures_services() => Rewrites(
        Scenario.Of(
            ProjectKind.Worker,
            """
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Hosting;

            IHost host = Host.CreateDefaultBuilder(args)
                .ConfigureServices((context, services) =>
                {
                    services.AddScoped<Rates>();
                })
                .Build();
            host.Run();

            """,
            Rates),
        $$"""
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        IHost host = Host.CreateDefaultBuilder(args)
            .ConfigureServices((context, services) =>
            {
                services.AddScoped<Rates>();
                {{Registration.Replace("builder.Services", "services", StringComparison.Ordinal)}}
            })
            .Build();
        host.Run();

        """,
        RatesInjected);

    [Fact]
    public Task A_partial_class_in_two_files_and_usings_where_they_are_missing() => Rewrites(
        Web(
            "using System.Net.Http;\nusing Microsoft.AspNetCore.Builder;\nusing Microsoft.Extensions.DependencyInjection;\n\nvar builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddScoped<Rates>();\nvar app = builder.Build();\napp.Run();\n",
            "public partial class Rates(string url)\n{\n    public string Url => url;\n}\n",
            "using System.Threading.Tasks;\n\npublic partial class Rates\n{\n    public async Task<string> ReadAsync()\n    {\n        using var http = new System.Net.Http.HttpClient();\n        return await http.GetStringAsync(Url);\n    }\n}\n").WithoutImplicitUsings(),
        $"using System.Net.Http;\nusing Microsoft.AspNetCore.Builder;\nusing Microsoft.Extensions.DependencyInjection;\n\nvar builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddScoped<Rates>();\n{Registration}\nvar app = builder.Build();\napp.Run();\n",
        "using System.Net.Http;\n\npublic partial class Rates(string url, IHttpClientFactory httpClientFactory)\n{\n    public string Url => url;\n}\n",
        "using System.Net.Http;\nusing System.Threading.Tasks;\n\npublic partial class Rates\n{\n    public async Task<string> ReadAsync()\n    {\n        using var http = httpClientFactory.CreateClient();\n        return await http.GetStringAsync(Url);\n    }\n}\n");

    [Fact]
    public Task A_factory_at_hand_is_used_and_static_members_share() => Rewrites(
        $$"""
        public class Rates(IHttpClientFactory clients)
        {
            public Task<string> ReadAsync(string url) => new HttpClient().GetStringAsync(url);

            public static Task<string> ReadOldAsync(string url) => new HttpClient().GetStringAsync(url);
        }

        public static class Feeds
        {
            public static async Task<string> ReadAsync(IHttpClientFactory factory, string url)
            {
                using var http = new HttpClient();
                http.Timeout = TimeSpan.FromSeconds(3);
                return await http.GetStringAsync(url);
            }
        }
        """,
        $$"""
        public class Rates(IHttpClientFactory clients)
        {
            {{Shared}}

            public Task<string> ReadAsync(string url) => clients.CreateClient().GetStringAsync(url);

            public static Task<string> ReadOldAsync(string url) => SharedHttpClient.GetStringAsync(url);
        }

        public static class Feeds
        {
            public static async Task<string> ReadAsync(IHttpClientFactory factory, string url)
            {
                using var http = factory.CreateClient();
                http.Timeout = TimeSpan.FromSeconds(3);
                return await http.GetStringAsync(url);
            }
        }
        """);

    [Fact]
    public Task A_factory_at_hand_of_named_clients_gets_a_default_one_too() => Rewrites(
        Web(
            Program("builder.Services.AddHttpClient(\"carrier\");", "builder.Services.AddScoped<Stock>();"),
            "public class Stock(IHttpClientFactory clients)\n{\n    public HttpClient Carrier => clients.CreateClient(\"carrier\");\n\n    public Task<string> ReadAsync(string url) => new HttpClient().GetStringAsync(url);\n}\n"),
        Program("builder.Services.AddHttpClient(\"carrier\");", "builder.Services.AddScoped<Stock>();", Registration),
        "public class Stock(IHttpClientFactory clients)\n{\n    public HttpClient Carrier => clients.CreateClient(\"carrier\");\n\n    public Task<string> ReadAsync(string url) => clients.CreateClient().GetStringAsync(url);\n}\n");

    [Fact]
    public Task A_field_for_static_members_and_one_for_the_others() => Rewrites(
        Web(
            Program("builder.Services.AddScoped<Stock>();"),
            """
            public class Stock
            {
                private readonly string _url;

                public Stock(IServiceProvider services)
                {
                    _url = services.ToString()!;
                }

                public static Task<string> ReadOldAsync(string url) => new HttpClient().GetStringAsync(url);

                public Task<string> ReadAsync() => new HttpClient().GetStringAsync(_url);
            }
            """),
        Program("builder.Services.AddScoped<Stock>();", Registration),
        $$"""
        public class Stock
        {
            private readonly string _url;
            {{Shared}}
            private readonly IHttpClientFactory _httpClientFactory;

            public Stock(IServiceProvider services, IHttpClientFactory httpClientFactory)
            {
                _url = services.ToString()!;
                _httpClientFactory = httpClientFactory;
            }

            public static Task<string> ReadOldAsync(string url) => SharedHttpClient.GetStringAsync(url);

            public Task<string> ReadAsync() => _httpClientFactory.CreateClient().GetStringAsync(_url);
        }
        """);

    [Fact]
    public Task A_handler_takes_it_as_a_parameter() => Rewrites(
        Web(
            """
            using Microsoft.AspNetCore.Builder;

            var builder = WebApplication.CreateBuilder(args);
            var app = builder.Build();

            app.MapGet("/rates", async () =>
            {
                using var http = new HttpClient();
                http.BaseAddress = new Uri("https://rates.example");
                return await http.GetStringAsync("today");
            });
            app.MapGet("/stock/{sku}", static (string sku, CancellationToken cancellationToken) => new HttpClient().GetStringAsync("https://stock.example/" + sku, cancellationToken));
            app.Run();

            """,
            """
            using Microsoft.AspNetCore.Builder;
            using Microsoft.AspNetCore.Http;
            using Microsoft.AspNetCore.Routing;

            public static class Endpoints
            {
                public static void MapPrices(this IEndpointRouteBuilder app)
                {
                    app.MapPost("/prices", async (
                        string sku,
                        string shop) =>
                    {
                        var client = new HttpClient();
                        return await client.GetStringAsync(shop + sku);
                    });

                    app.MapGet("/old", (HttpContext context) => new HttpClient().GetStringAsync("https://old.example" + context.Request.Path));
                    app.Map("/older", async context => await context.Response.WriteAsync(await new HttpClient().GetStringAsync("https://old.example")));
                }
            }
            """),
        $$"""
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.DependencyInjection;

        var builder = WebApplication.CreateBuilder(args);
        {{Registration}}
        var app = builder.Build();

        app.MapGet("/rates", async (IHttpClientFactory httpClientFactory) =>
        {
            using var http = httpClientFactory.CreateClient();
            http.BaseAddress = new Uri("https://rates.example");
            return await http.GetStringAsync("today");
        });
        app.MapGet("/stock/{sku}", static (string sku, IHttpClientFactory httpClientFactory, CancellationToken cancellationToken) => httpClientFactory.CreateClient().GetStringAsync("https://stock.example/" + sku, cancellationToken));
        app.Run();

        """,
        $$"""
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Routing;

        public static class Endpoints
        {
            {{Shared}}

            public static void MapPrices(this IEndpointRouteBuilder app)
            {
                app.MapPost("/prices", async (
                    string sku,
                    string shop,
                    IHttpClientFactory httpClientFactory) =>
                {
                    var client = httpClientFactory.CreateClient();
                    return await client.GetStringAsync(shop + sku);
                });

                app.MapGet("/old", (HttpContext context) => SharedHttpClient.GetStringAsync("https://old.example" + context.Request.Path));
                app.Map("/older", async context => await context.Response.WriteAsync(await SharedHttpClient.GetStringAsync("https://old.example")));
            }
        }
        """);

    [Fact]
    public Task A_registration_that_builds_it_by_hand_passes_the_factory() => Rewrites(
        Web(Program("builder.Services.AddScoped(services => new Rates());"), Rates),
        Program("builder.Services.AddScoped(services => new Rates(services.GetRequiredService<IHttpClientFactory>()));", Registration),
        RatesInjected);

    [Fact]
    public Task Settings_of_the_creation_become_statements() => Rewrites(
        """
        public class Rates(IHttpClientFactory clients)
        {
            public async Task<string> ReadAsync(string url)
            {
                if (url.Length > 0)
                {
                    // Slow on Mondays
                    using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30), BaseAddress = new Uri(url) }; // in seconds
                    HttpClient other = new()
                    {
                        Timeout = TimeSpan.FromSeconds(3),
                    };

                    return await http.GetStringAsync("today") + await other.GetStringAsync(url);
                }

                return "";
            }
        }
        """,
        """
        public class Rates(IHttpClientFactory clients)
        {
            public async Task<string> ReadAsync(string url)
            {
                if (url.Length > 0)
                {
                    // Slow on Mondays
                    using var http = clients.CreateClient(); // in seconds
                    http.Timeout = TimeSpan.FromSeconds(30);
                    http.BaseAddress = new Uri(url);
                    HttpClient other = clients.CreateClient();
                    other.Timeout = TimeSpan.FromSeconds(3);

                    return await http.GetStringAsync("today") + await other.GetStringAsync(url);
                }

                return "";
            }
        }
        """);

    [Theory]
    [InlineData("using var http = new HttpClient { DefaultRequestHeaders = { { \"X-From\", \"shop\" } } };\n        return await http.GetStringAsync(url);")]
    [InlineData("using var http = new HttpClient\n        {\n            // Slow on Mondays\n            Timeout = TimeSpan.FromSeconds(30)\n        };\n        return await http.GetStringAsync(url);")]
    [InlineData("using var http = new HttpClient { BaseAddress = new Uri(\n            url) };\n        return await http.GetStringAsync(url);")]
    [InlineData("using (var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) })\n            return await http.GetStringAsync(url);")]
    [InlineData("using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) }; return await http.GetStringAsync(url);")]
    [InlineData("return await new HttpClient { Timeout = TimeSpan.FromSeconds(30) }.GetStringAsync(url);")]
    public Task Settings_without_a_place_are_left(string body) => Check.OffersOnly<PG2030HttpClientPerCall, PG2030HttpClientPerCallFix>(
        "public class Rates(IHttpClientFactory clients)\n{\n    public IHttpClientFactory Clients => clients;\n\n    public async Task<string> ReadAsync(string url)\n    {\n        " + body + "\n    }\n}");

    /// <summary>Without certainty that the factory can be injected, one client is shared.</summary>
    [Theory]
    // Nobody registers it; somebody makes it.
    [InlineData("", "")]
    [InlineData("builder.Services.AddScoped<Rates>();", "public class User\n{\n    public Rates Rates { get; } = new Rates();\n}\n")]
    [InlineData("builder.Services.AddScoped<Rates>();", "public class Special : Rates;\n")]
    // Two builders: whose services are meant is not clear.
    [InlineData("builder.Services.AddScoped<Rates>(); var second = WebApplication.CreateBuilder(args); second.Build();", "")]
    // The name means something else.
    [InlineData("builder.Services.AddScoped<Rates>();", "public interface IHttpClientFactory;\n")]
    public Task Else_one_client_is_shared(string registration, string other) => Rewrites(
        Web(Program(registration), Rates, other),
        Program(registration),
        RatesShared);

    [Theory]
    [InlineData("private readonly Rates rates = new();")]
    [InlineData("private readonly IServiceCollection services = new ServiceCollection().AddScoped<Rates>();")]
    [InlineData("private readonly Moq.Mock<Rates> rates = new();")]
    [InlineData("private readonly Rates rates = Moq.Mock.Of<Rates>();")]
    [InlineData("private readonly Rates rates = NSubstitute.Substitute.For<Rates>();")]
    public Task What_tests_make_stands_in_the_way(string field) => Rewrites(
        Scenario.Of(ProjectKind.Web, Program("builder.Services.AddScoped<Rates>();"), Rates)
            .Project("Tests", ProjectKind.Test, "Shop")
            .Document("RatesTests.cs", $"using Microsoft.Extensions.DependencyInjection;\n\npublic class RatesTests\n{{\n    {field}\n}}\n"),
        Program("builder.Services.AddScoped<Rates>();"),
        RatesShared);

    [Fact]
    public Task What_tests_ask_the_app_for_does_not() => Rewrites(
        Scenario.Of(ProjectKind.Web, Program("builder.Services.AddScoped<Rates>();"), Rates)
            .Project("Tests", ProjectKind.Test, "Shop")
            .Document("RatesTests.cs", "using Microsoft.Extensions.DependencyInjection;\n\npublic class RatesTests(IServiceProvider services)\n{\n    private readonly Rates rates = services.GetRequiredService<Rates>();\n}\n"),
        Program("builder.Services.AddScoped<Rates>();", Registration),
        RatesInjected);

    [Fact]
    public Task A_program_without_a_place_for_services_shares() => Rewrites(
        Scenario.Of(
            ProjectKind.Worker,
            "using Microsoft.Extensions.DependencyInjection;\nusing Microsoft.Extensions.Hosting;\n\nHost.CreateDefaultBuilder(args).ConfigureServices(services => services.AddScoped<Rates>()).Build().Run();\n",
            Rates),
        "using Microsoft.Extensions.DependencyInjection;\nusing Microsoft.Extensions.Hosting;\n\nHost.CreateDefaultBuilder(args).ConfigureServices(services => services.AddScoped<Rates>()).Build().Run();\n",
        RatesShared);

    [Fact]
    public Task Without_the_factory_in_the_project_one_is_shared() => Rewrites(
        Scenario.Of(Rates).FrameworkOnly().Project("Web", ProjectKind.Web, "Shop").Document("Program.cs", Program("builder.Services.AddScoped<Rates>();")),
        RatesShared);

    [Fact]
    public Task Names_that_are_taken_and_records_and_structs() => Rewrites(
        Web(
            Program("builder.Services.AddScoped<Taken>();", "builder.Services.AddScoped<Kept>();", "builder.Services.AddScoped(typeof(Small));"),
            """
            public class Taken(string httpClientFactory)
            {
                public Task<string> ReadAsync() => new HttpClient().GetStringAsync(httpClientFactory);
            }

            public record Kept
            {
                public Task<string> ReadAsync(string url) => new HttpClient().GetStringAsync(url);
            }

            public struct Small
            {
                public Task<string> ReadAsync(string url) => new HttpClient().GetStringAsync(url);
            }
            """),
        Program("builder.Services.AddScoped<Taken>();", "builder.Services.AddScoped<Kept>();", "builder.Services.AddScoped(typeof(Small));"),
        $$"""
        public class Taken(string httpClientFactory)
        {
            {{Shared}}

            public Task<string> ReadAsync() => SharedHttpClient.GetStringAsync(httpClientFactory);
        }

        public record Kept
        {
            {{Shared}}

            public Task<string> ReadAsync(string url) => SharedHttpClient.GetStringAsync(url);
        }

        public struct Small
        {
            {{Shared}}

            public Task<string> ReadAsync(string url) => SharedHttpClient.GetStringAsync(url);
        }
        """);

    [Theory]
    // Several requests may share cookies.
    [InlineData("using var http = new HttpClient();\n        await http.PostAsync(url, null);\n        return await http.GetStringAsync(url);")]
    // Handed on, in whole or in part.
    [InlineData("using var http = new HttpClient();\n        return await Read(http);\n        Task<string> Read(HttpClient client) => client.GetStringAsync(url);")]
    [InlineData("using var http = new HttpClient();\n        return string.Concat(await Task.WhenAll(new[] { url }.Select(http.GetStringAsync)));")]
    // A handler of its own.
    [InlineData("using var http = new HttpClient(new HttpClientHandler());\n        return await http.GetStringAsync(url);")]
    public Task Not_offered_also_where_the_factory_could_be(string body) => Check.OffersOnly<PG2030HttpClientPerCall, PG2030HttpClientPerCallFix>(
        Web(Program("builder.Services.AddScoped<Rates>();"), "public class Rates\n{\n    public async Task<string> ReadAsync(string url)\n    {\n        " + body + "\n    }\n}"));
}
