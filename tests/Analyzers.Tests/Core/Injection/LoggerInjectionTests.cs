using ProdGap.Analyzers.CodeFixes.Reliability.Exceptions;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Reliability.Exceptions;

namespace ProdGap.Analyzers.Tests.Core.Injection;

/// <summary>The logger that the fix of PG2001 injects where a class has none.</summary>
public sealed class LoggerInjectionTests
{
    private const string Store = "public interface IStore { void Save(string key); }";

    private const string Registration =
        """
        static class Start
        {
            public static void Add(Microsoft.Extensions.DependencyInjection.IServiceCollection services)
                => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddScoped<Orders>(services);
        }
        """;

    private static Task Rewrites(Scenario before, params string[] after) => Check.Rewrites<PG2001SwallowedException, PG2001SwallowedExceptionFix>(before, after);

    private static Task Refuses(Scenario scenario) => Check.OffersOnly<PG2001SwallowedException, PG2001SwallowedExceptionFix>(scenario, "PG2001.rethrow");

    private static string Swallow(string name = "Run") =>
        $$"""
        public void {{name}}(string key)
            {
                try
                {
                    store.Save(key);
                }
                catch
                {
                }
            }
        """;

    private static string Log(string logger, string name = "Run") =>
        $$"""
        public void {{name}}(string key)
            {
                try
                {
                    store.Save(key);
                }
                catch (Exception ex)
                {
                    {{logger}}.LogError(ex, "Save failed in {{name}}");
                }
            }
        """;

    [Fact]
    public Task A_primary_constructor_gets_a_parameter() => Rewrites(
        Scenario.Of($"class Orders(IStore store)\n{{\n    {Swallow()}\n\n    {Swallow("Again")}\n}}\n{Store}", Registration),
        $"using Microsoft.Extensions.Logging;\n\nclass Orders(IStore store, ILogger<Orders> logger)\n{{\n    {Log("logger")}\n\n    {Log("logger", "Again")}\n}}\n{Store}",
        Registration);

    [Fact]
    public Task A_class_without_a_constructor_gets_a_primary_one() => Rewrites(
        Scenario.Of($"class Orders\n{{\n    public IStore store = null!;\n    {Swallow()}\n}}\n{Store}", Registration),
        $"using Microsoft.Extensions.Logging;\n\nclass Orders(ILogger<Orders> logger)\n{{\n    public IStore store = null!;\n    {Log("logger")}\n}}\n{Store}",
        Registration);

    [Fact]
    public Task A_written_constructor_sets_a_field() => Rewrites(
        Scenario.Of(
            $$"""
            using System.Text;

            public class Orders
            {
                private readonly IStore _store;

                public Orders(IStore store)
                {
                    _store = store;
                }

                private IStore store => _store;
                {{Swallow()}}
            }
            {{Store}}
            """,
            Registration),
        $$"""
        using System.Text;
        using Microsoft.Extensions.Logging;

        public class Orders
        {
            private readonly IStore _store;
            private readonly ILogger<Orders> _logger;

            public Orders(IStore store, ILogger<Orders> logger)
            {
                _store = store;
                _logger = logger;
            }

            private IStore store => _store;
            {{Log("_logger")}}
        }
        {{Store}}
        """,
        Registration);

    [Fact]
    public Task Fields_without_an_underscore_stay_without() => Rewrites(
        Scenario.Of(
            $$"""
            public class Orders
            {
                private readonly IStore store;

                public Orders(
                    IStore store,
                    string name)
                {
                    this.store = store;
                }

                {{Swallow()}}
            }
            {{Store}}
            """,
            Registration),
        $$"""
        using Microsoft.Extensions.Logging;

        public class Orders
        {
            private readonly IStore store;
            private readonly ILogger<Orders> logger;

            public Orders(
                IStore store,
                string name,
                ILogger<Orders> logger)
            {
                this.store = store;
                this.logger = logger;
            }

            {{Log("logger")}}
        }
        {{Store}}
        """,
        Registration);

    [Fact]
    public Task A_hosted_service_needs_no_registration_in_sight() => Rewrites(
        """
        using Microsoft.Extensions.Hosting;

        public class Sync : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                try
                {
                    await File.ReadAllTextAsync("feed");
                }
                catch
                {
                }
            }
        }
        """,
        """
        using Microsoft.Extensions.Hosting;
        using Microsoft.Extensions.Logging;

        public class Sync(ILogger<Sync> logger) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                try
                {
                    await File.ReadAllTextAsync("feed");
                }
                catch (Exception ex)
                {
                    logger.LogError(ex, "ReadAllTextAsync failed in ExecuteAsync");
                }
            }
        }
        """);

    [Fact]
    public Task A_controller_is_built_by_the_framework() => Rewrites(
        "using Microsoft.AspNetCore.Mvc;\n\npublic class OrdersController(IStore store) : ControllerBase\n{\n    " + Swallow() + "\n}\n" + Store,
        "using Microsoft.AspNetCore.Mvc;\nusing Microsoft.Extensions.Logging;\n\npublic class OrdersController(IStore store, ILogger<OrdersController> logger) : ControllerBase\n{\n    " + Log("logger") + "\n}\n" + Store);

    [Fact]
    public Task Constructions_in_tests_get_a_silent_logger_and_factories_theirs() => Rewrites(
        Scenario.Of($"public class Orders(IStore store)\n{{\n    {Swallow()}\n}}\n{Store}")
            .Document(
                "Start.cs",
                "using Microsoft.Extensions.DependencyInjection;\n\nstatic class Start\n{\n    public static void Add(IServiceCollection services) => services.AddScoped(provider => new Orders(provider.GetRequiredService<IStore>()));\n}\n")
            .Project("Shop.Tests", ProjectKind.Test, "Shop")
            .Document("OrdersTests.cs", "public class OrdersTests\n{\n    private readonly Orders one = new Orders(null!);\n    private readonly Orders two = new(null!);\n    private readonly Orders three = new(store: null!);\n}\n"),
        $"using Microsoft.Extensions.Logging;\n\npublic class Orders(IStore store, ILogger<Orders> logger)\n{{\n    {Log("logger")}\n}}\n{Store}",
        "using Microsoft.Extensions.DependencyInjection;\nusing Microsoft.Extensions.Logging;\n\nstatic class Start\n{\n    public static void Add(IServiceCollection services) => services.AddScoped(provider => new Orders(provider.GetRequiredService<IStore>(), provider.GetRequiredService<ILogger<Orders>>()));\n}\n",
        "using Microsoft.Extensions.Logging.Abstractions;\n\npublic class OrdersTests\n{\n    private readonly Orders one = new Orders(null!, NullLogger<Orders>.Instance);\n    private readonly Orders two = new(null!, NullLogger<Orders>.Instance);\n    private readonly Orders three = new(store: null!, logger: NullLogger<Orders>.Instance);\n}\n");

    [Fact]
    public Task Generic_and_partial_classes() => Rewrites(
        Scenario.Of(
            $"partial class Orders<TKey>(IStore store) where TKey : notnull;\n{Store}",
            $"partial class Orders<TKey>\n{{\n    {Swallow()}\n}}\n",
            "static class Start { public static void Add(Microsoft.Extensions.DependencyInjection.IServiceCollection services) => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton(services, typeof(Orders<>)); }"),
        $"using Microsoft.Extensions.Logging;\n\npartial class Orders<TKey>(IStore store, ILogger<Orders<TKey>> logger) where TKey : notnull;\n{Store}",
        $"using Microsoft.Extensions.Logging;\n\npartial class Orders<TKey>\n{{\n    {Log("logger")}\n}}\n");

    [Fact]
    public Task A_handler_in_the_constructor_uses_the_parameter() => Rewrites(
        Scenario.Of(
            $$"""
            public class Orders
            {
                private readonly IStore _store;

                public Orders(IStore store)
                {
                    _store = store;
                    try { store.Save(""); } catch { }
                }

                private IStore store => _store;
                {{Swallow()}}
            }
            {{Store}}
            """,
            Registration).OneByOne(
            // The parameter of the first step is no field, and a class that is given a logger is not given another one.
            $$"""
            using Microsoft.Extensions.Logging;

            public class Orders
            {
                private readonly IStore _store;

                public Orders(IStore store, ILogger<Orders> logger)
                {
                    _store = store;
                    try { store.Save(""); } catch (Exception ex)
                    {
                        logger.LogError(ex, "Save failed in Orders");
                    }
                }

                private IStore store => _store;
                {{Swallow().Replace("        {\n        }", "        {\n            throw;\n        }")}}
            }
            {{Store}}
            """,
            Registration),
        $$"""
        using Microsoft.Extensions.Logging;

        public class Orders
        {
            private readonly IStore _store;
            private readonly ILogger<Orders> _logger;

            public Orders(IStore store, ILogger<Orders> logger)
            {
                _store = store;
                try { store.Save(""); } catch (Exception ex)
                {
                    logger.LogError(ex, "Save failed in Orders");
                }
                _logger = logger;
            }

            private IStore store => _store;
            {{Log("_logger")}}
        }
        {{Store}}
        """,
        Registration);

    [Fact]
    public Task A_constructor_on_one_line_is_unfolded() => Rewrites(
        Scenario.Of($"public class Orders\n{{\n    private readonly IStore store;\n\n    public Orders(IStore store) {{ this.store = store; }}\n\n    {Swallow()}\n}}\n{Store}", Registration),
        $"using Microsoft.Extensions.Logging;\n\npublic class Orders\n{{\n    private readonly IStore store;\n    private readonly ILogger<Orders> logger;\n\n    public Orders(IStore store, ILogger<Orders> logger)\n    {{\n        this.store = store;\n        this.logger = logger;\n    }}\n\n    {Log("logger")}\n}}\n{Store}",
        Registration);

    [Fact]
    public Task A_using_that_is_global_already_is_not_added() => Rewrites(
        Scenario.Of($"class Orders(IStore store)\n{{\n    {Swallow()}\n}}\n{Store}", Registration, "global using Microsoft.Extensions.Logging;\n"),
        $"class Orders(IStore store, ILogger<Orders> logger)\n{{\n    {Log("logger")}\n}}\n{Store}",
        Registration);

    /// <summary>Classes whose constructor cannot be changed without knowing more.</summary>
    [Theory]
    [InlineData("class Orders(IStore store) { SWALLOW }", "")]
    [InlineData("class Orders(IStore store) { SWALLOW }", "class User { Orders orders = new(null!); }")]
    [InlineData("class Orders(IStore store) { SWALLOW } class Special(IStore store) : Orders(store);", "REGISTRATION")]
    [InlineData("class Orders { IStore store; public Orders(IStore store) => this.store = store; SWALLOW }", "REGISTRATION")]
    [InlineData("class Orders { IStore store; public Orders(IStore store) { this.store = store; } public Orders() : this(null!) { } SWALLOW }", "REGISTRATION")]
    [InlineData("class Orders(IStore store, int tries = 3) { public int Tries => tries; SWALLOW }", "REGISTRATION")]
    [InlineData("class Orders(IStore store, params string[] names) { public int Tries => names.Length; SWALLOW }", "REGISTRATION")]
    [InlineData("class Orders(IStore store) { string logger = \"\"; SWALLOW }", "REGISTRATION")]
    [InlineData("/// <summary>All orders.</summary>\n/// <param name=\"store\">Where they are.</param>\nclass Orders(IStore store) { SWALLOW }", "REGISTRATION")]
    [InlineData("class Orders(IStore store) { public void Run(string logger) { try { store.Save(logger); } catch { } } }", "REGISTRATION")]
    [InlineData("class Orders(IStore store) { Action<IStore> run = other => { try { other.Save(\"\"); } catch { } }; void Go() => run(store); }", "REGISTRATION")]
    [InlineData("abstract class Orders(IStore store) { SWALLOW }", "REGISTRATION")]
    [InlineData("class Orders { IStore store = null!; SWALLOW }", "class Made<T> where T : new() { } class User { Made<Orders> orders = new(); } REGISTRATION")]
    public Task Refused(string type, string user) => Refuses(Scenario.Of(
        type.Replace("SWALLOW", "public void Run(string key) { try { store.Save(key); } catch { } }") + "\n" + Store,
        user.Replace("REGISTRATION", Registration)));

    [Fact]
    public Task Without_the_logging_package_there_is_nothing_to_inject() => Refuses(
        Scenario.Of("class Orders { public Orders() { } void Run(HttpClient http) { try { http.Send(new()); } catch { } } }").FrameworkOnly());
}
