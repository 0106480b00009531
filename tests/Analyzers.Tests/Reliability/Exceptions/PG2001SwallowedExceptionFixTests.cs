using Microsoft.CodeAnalysis.CSharp;
using ProdGap.Analyzers.CodeFixes.Reliability.Exceptions;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Reliability.Exceptions;

namespace ProdGap.Analyzers.Tests.Reliability.Exceptions;

public sealed class PG2001SwallowedExceptionFixTests
{
    private const string Store = "public interface IStore { void Save(string key); string Read(string key); }";

    private static Task Rewrites(Scenario before, params string[] after) => Check.Rewrites<PG2001SwallowedException, PG2001SwallowedExceptionFix>(before, after);

    private static Task OffersOnly(Scenario scenario, params string[] keys) => Check.OffersOnly<PG2001SwallowedException, PG2001SwallowedExceptionFix>(scenario, keys);

    [Fact]
    public Task The_logger_of_the_class_is_used() => Rewrites(
        $$"""
        using Microsoft.Extensions.Logging;

        class Orders
        {
            private readonly ILogger<Orders> _logger;
            private readonly IStore _store;

            public Orders(ILogger<Orders> logger, IStore store)
            {
                _logger = logger;
                _store = store;
            }

            public void Cancel(string key)
            {
                try
                {
                    _store.Save(key);
                }
                catch (Exception)
                {
                    // nothing we can do
                }
            }
        }

        {{Store}}
        """,
        $$"""
        using Microsoft.Extensions.Logging;

        class Orders
        {
            private readonly ILogger<Orders> _logger;
            private readonly IStore _store;

            public Orders(ILogger<Orders> logger, IStore store)
            {
                _logger = logger;
                _store = store;
            }

            public void Cancel(string key)
            {
                try
                {
                    _store.Save(key);
                }
                catch (Exception ex)
                {
                    _logger.LogError(ex, "Save failed in Cancel");
                    // nothing we can do
                }
            }
        }

        {{Store}}
        """);

    private static string Primary(string body, string parameters = "IStore store, ILogger<Orders> logger", string before = "using Microsoft.Extensions.Logging;\n\n") =>
        $$"""
        {{before}}class Orders({{parameters}})
        {
            {{body}}
        }

        {{Store}}
        """;

    [Theory]
    // The bare catch, on one line, in the layout of the class around it.
    [InlineData(
        "void Run(string key) { try { store.Save(key); } catch { } }",
        "void Run(string key) { try { store.Save(key); } catch (Exception ex)\n    {\n        logger.LogError(ex, \"Save failed in Run\");\n    } }")]
    [InlineData(
        "void Run(string key)\n    {\n        try { store.Save(key); }\n        catch { /* ignored */ }\n    }",
        "void Run(string key)\n    {\n        try { store.Save(key); }\n        catch (Exception ex)\n        {\n            /* ignored */\n            logger.LogError(ex, \"Save failed in Run\");\n        }\n    }")]
    // What the handler does stays, behind the log.
    [InlineData(
        "string Run(string key)\n    {\n        try\n        {\n            return store.Read(key);\n        }\n        catch\n        {\n            // not there\n            return \"\";\n        }\n    }",
        "string Run(string key)\n    {\n        try\n        {\n            return store.Read(key);\n        }\n        catch (Exception ex)\n        {\n            logger.LogError(ex, \"Read failed in Run\");\n            // not there\n            return \"\";\n        }\n    }")]
    [InlineData(
        "void Run(string key)\n    {\n        try\n        {\n            store.Save(key);\n        }\n        catch (Exception e)\n        {\n            Console.WriteLine(e.Message);\n        }\n    }",
        "void Run(string key)\n    {\n        try\n        {\n            store.Save(key);\n        }\n        catch (Exception e)\n        {\n            logger.LogError(e, \"Save failed in Run\");\n            Console.WriteLine(e.Message);\n        }\n    }")]
    // A type without a variable, a filter, a name that is taken.
    [InlineData(
        "void Run(string key)\n    {\n        try\n        {\n            store.Save(key);\n        }\n        catch (InvalidOperationException)\n        {\n        }\n    }",
        "void Run(string key)\n    {\n        try\n        {\n            store.Save(key);\n        }\n        catch (InvalidOperationException ex)\n        {\n            logger.LogError(ex, \"Save failed in Run\");\n        }\n    }")]
    [InlineData(
        "void Run(string ex)\n    {\n        try\n        {\n            store.Save(ex);\n        }\n        catch\n        {\n        }\n    }",
        "void Run(string ex)\n    {\n        try\n        {\n            store.Save(ex);\n        }\n        catch (Exception exception)\n        {\n            logger.LogError(exception, \"Save failed in Run\");\n        }\n    }")]
    [InlineData(
        "void Run(string key)\n    {\n        try\n        {\n            store.Save(key);\n        }\n        catch (Exception e) when (e is not OperationCanceledException)\n        {\n        }\n    }",
        "void Run(string key)\n    {\n        try\n        {\n            store.Save(key);\n        }\n        catch (Exception e) when (e is not OperationCanceledException)\n        {\n            logger.LogError(e, \"Save failed in Run\");\n        }\n    }")]
    // Handlers inside one another, and two in a row.
    [InlineData(
        "void Run(string key)\n    {\n        try\n        {\n            try\n            {\n                store.Save(key);\n            }\n            catch\n            {\n            }\n\n            store.Save(key);\n        }\n        catch\n        {\n        }\n    }",
        "void Run(string key)\n    {\n        try\n        {\n            try\n            {\n                store.Save(key);\n            }\n            catch (Exception ex)\n            {\n                logger.LogError(ex, \"Save failed in Run\");\n            }\n\n            store.Save(key);\n        }\n        catch (Exception ex)\n        {\n            logger.LogError(ex, \"Save failed in Run\");\n        }\n    }")]
    public Task The_rest_of_the_handler_stays(string before, string after)
        => Rewrites(((Scenario)Primary(before)).OneByOne(Primary(after.Replace("\n            store.Save(key);\n        }\n        catch (Exception ex)\n        {\n            logger.LogError(ex,", "\n            store.Save(key);\n        }\n        catch (Exception exception)\n        {\n            logger.LogError(exception,"))), Primary(after));

    [Theory]
    [InlineData("ILogger", "logger.LogError(ex, \"Save failed in Run\");", "using Microsoft.Extensions.Logging;\n")]
    [InlineData("ILogger<Orders>?", "logger?.LogError(ex, \"Save failed in Run\");", "using Microsoft.Extensions.Logging;\n")]
    [InlineData("Serilog.ILogger", "logger.Error(ex, \"Save failed in Run\");", "")]
    [InlineData("NLog.Logger", "logger.Error(ex, \"Save failed in Run\");", "")]
    [InlineData("NLog.ILogger", "logger.Error(ex, \"Save failed in Run\");", "")]
    public Task Every_logger_is_spoken_to_in_its_own_way(string type, string statement, string before)
    {
        return Rewrites(Source("catch", ""), Source("catch (Exception ex)", "\n            " + statement));

        string Source(string clause, string added) => Primary(
            $$"""
            void Run(string key)
                {
                    try
                    {
                        store.Save(key);
                    }
                    {{clause}}
                    {{{added}}
                    }
                }
            """, $"IStore store, {type} logger", before);
    }

    [Fact]
    public Task The_static_log_of_Serilog_where_the_file_sees_it() => Rewrites(
        $$"""
        using Serilog;
        static class Orders
        {
            public static void Run(IStore store, string key)
            {
                try
                {
                    store.Save(key);
                }
                catch
                {
                }
            }
        }
        {{Store}}
        """,
        $$"""
        using Serilog;
        static class Orders
        {
            public static void Run(IStore store, string key)
            {
                try
                {
                    store.Save(key);
                }
                catch (Exception ex)
                {
                    Log.Error(ex, "Save failed in Run");
                }
            }
        }
        {{Store}}
        """);

    [Fact]
    public Task The_application_of_a_minimal_api_has_a_logger() => Rewrites(
        Scenario.Of(ProjectKind.Web,
            """
            using Microsoft.AspNetCore.Builder;
            using Microsoft.AspNetCore.Http;

            var app = WebApplication.CreateBuilder(args).Build();
            app.MapGet("/rate", async (HttpClient http) =>
            {
                try
                {
                    return await http.GetStringAsync("rate");
                }
                catch
                {
                    return "";
                }
            });
            app.Run();
            """),
        """
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.Extensions.Logging;

        var app = WebApplication.CreateBuilder(args).Build();
        app.MapGet("/rate", async (HttpClient http) =>
        {
            try
            {
                return await http.GetStringAsync("rate");
            }
            catch (Exception ex)
            {
                app.Logger.LogError(ex, "GetStringAsync failed");
                return "";
            }
        });
        app.Run();
        """);

    /// <summary>Places from which the logger of the class, or of the code around, cannot be used.</summary>
    [Theory]
    [InlineData("static void Run(IStore other) { try { other.Save(\"\"); } catch { } }")]
    [InlineData("Action<IStore> Run => static other => { try { other.Save(\"\"); } catch { } };")]
    [InlineData("static Action<IStore> run = other => { try { other.Save(\"\"); } catch { } };")]
    [InlineData("void Run(IStore other) { Inner(other); static void Inner(IStore other) { try { other.Save(\"\"); } catch { } } }")]
    public Task Static_code_has_no_instance(string member) => OffersOnly(Primary(member, "ILogger<Orders> logger"), "PG2001.rethrow");

    [Fact]
    public Task A_lambda_in_a_struct_has_no_instance() => OffersOnly(
        $$"""
        using Microsoft.Extensions.Logging;
        struct Orders
        {
            private readonly ILogger _logger;
            public Orders(ILogger logger) => _logger = logger;
            public Action Run(IStore store) => () => { try { store.Save(""); } catch { } };
        }
        {{Store}}
        """,
        "PG2001.rethrow");

    [Fact]
    public Task A_constructor_runs_before_its_field_is_set() => OffersOnly(
        $$"""
        using Microsoft.Extensions.Logging;
        class Orders
        {
            private readonly ILogger _logger;
            public Orders(IStore store, ILoggerFactory all)
            {
                try { store.Save(""); } catch { }
                _logger = all.CreateLogger("");
            }
        }
        {{Store}}
        """,
        "PG2001.rethrow");

    [Fact]
    public Task A_constructor_uses_its_parameter() => Rewrites(
        $$"""
        using Microsoft.Extensions.Logging;
        class Orders
        {
            private readonly ILogger _logger;
            public Orders(IStore store, ILogger log)
            {
                try
                {
                    store.Save("");
                }
                catch
                {
                }
                _logger = log;
            }
        }
        {{Store}}
        """,
        $$"""
        using Microsoft.Extensions.Logging;
        class Orders
        {
            private readonly ILogger _logger;
            public Orders(IStore store, ILogger log)
            {
                try
                {
                    store.Save("");
                }
                catch (Exception ex)
                {
                    log.LogError(ex, "Save failed in Orders");
                }
                _logger = log;
            }
        }
        {{Store}}
        """);

    [Fact]
    public Task A_parameter_that_a_field_holds_is_not_captured_again() => Rewrites(
        $$"""
        using Microsoft.Extensions.Logging;
        class Orders(IStore store, ILogger<Orders> logger)
        {
            private readonly ILogger<Orders> log = logger;
            void Run()
            {
                try
                {
                    store.Save("");
                }
                catch
                {
                }
            }
        }
        {{Store}}
        """,
        $$"""
        using Microsoft.Extensions.Logging;
        class Orders(IStore store, ILogger<Orders> logger)
        {
            private readonly ILogger<Orders> log = logger;
            void Run()
            {
                try
                {
                    store.Save("");
                }
                catch (Exception ex)
                {
                    log.LogError(ex, "Save failed in Run");
                }
            }
        }
        {{Store}}
        """);

    [Fact]
    public Task Line_ends_and_tabs_stay_as_they_are() => Rewrites(
        "using Microsoft.Extensions.Logging;\r\nclass Orders(ILogger<Orders> logger)\r\n{\r\n\tvoid Run(HttpClient http)\r\n\t{\r\n\t\ttry\r\n\t\t{\r\n\t\t\thttp.Send(new());\r\n\t\t}\r\n\t\tcatch { }\r\n\t}\r\n}\r\n",
        "using Microsoft.Extensions.Logging;\r\nclass Orders(ILogger<Orders> logger)\r\n{\r\n\tvoid Run(HttpClient http)\r\n\t{\r\n\t\ttry\r\n\t\t{\r\n\t\t\thttp.Send(new());\r\n\t\t}\r\n\t\tcatch (Exception ex)\r\n\t\t{\r\n\t\t\tlogger.LogError(ex, \"Send failed in Run\");\r\n\t\t}\r\n\t}\r\n}\r\n");

    [Fact]
    public Task Braces_at_the_end_of_the_line_stay_there() => Rewrites(
        "using Microsoft.Extensions.Logging;\nclass Orders(ILogger<Orders> logger) {\n  void Run(HttpClient http) {\n    try {\n      http.Send(new());\n    } catch { }\n  }\n}\n",
        "using Microsoft.Extensions.Logging;\nclass Orders(ILogger<Orders> logger) {\n  void Run(HttpClient http) {\n    try {\n      http.Send(new());\n    } catch (Exception ex) {\n      logger.LogError(ex, \"Send failed in Run\");\n    }\n  }\n}\n");

    [Fact]
    public Task The_using_comes_below_the_header() => Rewrites(
        Scenario.Of("// Licensed to nobody.\n\nnamespace Shop;\n\nclass Orders(Microsoft.Extensions.Logging.ILogger<Orders> logger)\n{\n    void Run(System.Net.Http.HttpClient http)\n    {\n        try\n        {\n            http.Send(new());\n        }\n        catch\n        {\n        }\n    }\n}\n").WithoutImplicitUsings(),
        "// Licensed to nobody.\n\nusing Microsoft.Extensions.Logging;\n\nnamespace Shop;\n\nclass Orders(Microsoft.Extensions.Logging.ILogger<Orders> logger)\n{\n    void Run(System.Net.Http.HttpClient http)\n    {\n        try\n        {\n            http.Send(new());\n        }\n        catch (System.Exception ex)\n        {\n            logger.LogError(ex, \"Send failed in Run\");\n        }\n    }\n}\n");

    /// <summary>A call that takes a token: what is canceled is no error, and the log comes with the filter.</summary>
    [Theory]
    [InlineData("catch", "catch (Exception ex) when (!token.IsCancellationRequested)")]
    [InlineData("catch (Exception)", "catch (Exception ex) when (!token.IsCancellationRequested)")]
    [InlineData("catch (HttpRequestException)", "catch (HttpRequestException ex)")]
    public Task The_log_leaves_cancellation_out(string before, string after)
    {
        return Rewrites(Source(before + "\n        {\n        }"), Source(after + "\n        {\n            logger.LogError(ex, \"PostAsync failed in Run\");\n        }"));

        static string Source(string clause)
            => "using Microsoft.Extensions.Logging;\nclass Orders(HttpClient http, ILogger<Orders> logger)\n{\n    async Task Run(CancellationToken token)\n    {\n        try\n        {\n            await http.PostAsync(\"\", null, token);\n        }\n        " + clause + "\n    }\n}\n";
    }

    [Fact]
    public Task Rethrowing_is_not_offered_above_a_comment() => OffersOnly(
        "static class Orders\n{\n    static void Run(HttpClient http)\n    {\n        try\n        {\n            http.Send(new());\n        }\n        catch\n        {\n            // must not stop the others\n        }\n    }\n}\n");

    [Fact]
    public Task An_if_has_no_handler_to_log_in() => OffersOnly(
        "class Orders(Microsoft.Extensions.Logging.ILogger<Orders> logger)\n{\n    void Run(string path)\n    {\n        if (!Directory.CreateDirectory(path).Exists)\n        {\n        }\n        Microsoft.Extensions.Logging.LoggerExtensions.LogInformation(logger, \"x\");\n    }\n}\n");

    [Fact]
    public Task Rethrowing_is_a_later_choice() => Check.Offers<PG2001SwallowedException, PG2001SwallowedExceptionFix>(
        "PG2001.rethrow",
        "static class Orders\n{\n    static void Run(HttpClient http)\n    {\n        try\n        {\n            http.Send(new());\n        }\n        catch\n        {\n            Console.WriteLine(\"no\");\n        }\n    }\n}\n",
        "static class Orders\n{\n    static void Run(HttpClient http)\n    {\n        try\n        {\n            http.Send(new());\n        }\n        catch\n        {\n            Console.WriteLine(\"no\");\n            throw;\n        }\n    }\n}\n");

    [Theory]
    [InlineData("static int Run(HttpClient http) { try { return http.Send(new()).Headers.Count(); } catch { } return 0; }")]
    [InlineData("static int Run(HttpClient http) { for (var i = 0; i < 3; i++) { try { return http.Send(new()).Headers.Count(); } catch { } } return 0; }")]
    [InlineData("static int Run(HttpClient http) { try { return http.Send(new()).Headers.Count(); } catch { return 0; } }")]
    public Task Rethrowing_is_not_offered_where_it_would_cut_off_code(string member) => OffersOnly($"static class Orders {{ {member} }}");

    [Fact]
    public Task The_locals_of_Program_are_not_in_scope_elsewhere() => OffersOnly(
        Scenario.Of(
            ProjectKind.Web,
            "using Microsoft.AspNetCore.Builder;\nvar app = WebApplication.CreateBuilder(args).Build();\napp.Run();\nclass InTheSameFile { void Run() { try { File.ReadAllText(\"\"); } catch { } } }",
            "class Elsewhere { void Run() { try { File.ReadAllText(\"\"); } catch { } } }"),
        "PG2001.rethrow");
}
