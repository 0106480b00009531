using ProdGap.Analyzers.CodeFixes.Reliability.Async;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Reliability.Async;

namespace ProdGap.Analyzers.Tests.Reliability.Async;

public sealed class PG2021UnobservedTaskFixTests
{
    private const string Mail = "public interface IMail { Task SendAsync(string to); ValueTask<int> CountAsync(); }";

    private static Task Rewrites(Scenario before, params string[] after) => Check.Rewrites<PG2021UnobservedTask, PG2021UnobservedTaskFix>(before, after);

    private static Task OffersOnly(Scenario scenario, params string[] keys) => Check.OffersOnly<PG2021UnobservedTask, PG2021UnobservedTaskFix>(scenario, keys);

    private static string Class(string members, string parameters = "IMail mail, ILogger<Orders> logger") =>
        $$"""
        using Microsoft.Extensions.Logging;

        public class Orders({{parameters}})
        {
            {{members}}
        }

        {{Mail}}
        """;

    [Theory]
    [InlineData(
        "public void A(string to)\n    {\n        // In the background\n        _ = mail.SendAsync(to); // sent\n    }",
        "public void A(string to)\n    {\n        // In the background\n        _ = mail.SendAsync(to).ContinueWith(failed => logger.LogError(failed.Exception, \"SendAsync failed in A\"), TaskContinuationOptions.OnlyOnFaulted); // sent\n    }")]
    [InlineData(
        "public void A(string to) { mail.SendAsync(to); }",
        "public void A(string to) { mail.SendAsync(to).ContinueWith(failed => logger.LogError(failed.Exception, \"SendAsync failed in A\"), TaskContinuationOptions.OnlyOnFaulted); }")]
    [InlineData(
        "public void A(string to) => _ = mail.SendAsync(to).ConfigureAwait(false);",
        "public void A(string to) => _ = mail.SendAsync(to).ContinueWith(failed => logger.LogError(failed.Exception, \"SendAsync failed in A\"), TaskContinuationOptions.OnlyOnFaulted);")]
    [InlineData(
        "public void A(IMail? to) { _ = to?.SendAsync(\"\"); }",
        "public void A(IMail? to) { _ = to?.SendAsync(\"\").ContinueWith(failed => logger.LogError(failed.Exception, \"SendAsync failed in A\"), TaskContinuationOptions.OnlyOnFaulted); }")]
    [InlineData(
        "public void A() { _ = mail.CountAsync(); }",
        "public void A() { _ = mail.CountAsync().AsTask().ContinueWith(failed => logger.LogError(failed.Exception, \"CountAsync failed in A\"), TaskContinuationOptions.OnlyOnFaulted); }")]
    [InlineData(
        "public void A(string failed)\n    {\n        Task.Run(async () =>\n        {\n            // Let the warehouse know\n            await mail.SendAsync(failed);\n        });\n    }",
        "public void A(string failed)\n    {\n        Task.Run(async () =>\n        {\n            // Let the warehouse know\n            await mail.SendAsync(failed);\n        }).ContinueWith(failedTask => logger.LogError(failedTask.Exception, \"Background work failed in A\"), TaskContinuationOptions.OnlyOnFaulted);\n    }")]
    [InlineData(
        "public void A(string to) { _ = Task.Factory.StartNew(async () => await mail.SendAsync(to)); }",
        "public void A(string to) { _ = Task.Factory.StartNew(async () => await mail.SendAsync(to)).Unwrap().ContinueWith(failed => logger.LogError(failed.Exception, \"Background work failed in A\"), TaskContinuationOptions.OnlyOnFaulted); }")]
    [InlineData(
        "public void A(string to) { _ = Task.Factory.StartNew(async () => await mail.SendAsync(to)).Unwrap(); }",
        "public void A(string to) { _ = Task.Factory.StartNew(async () => await mail.SendAsync(to)).Unwrap().ContinueWith(failed => logger.LogError(failed.Exception, \"Background work failed in A\"), TaskContinuationOptions.OnlyOnFaulted); }")]
    [InlineData(
        "public void A(HttpClient http) { http.GetStringAsync(\"x\").ContinueWith(t => Console.WriteLine(t.Result)); }",
        "public void A(HttpClient http) { http.GetStringAsync(\"x\").ContinueWith(t => Console.WriteLine(t.Result)).ContinueWith(failed => logger.LogError(failed.Exception, \"GetStringAsync failed in A\"), TaskContinuationOptions.OnlyOnFaulted); }")]
    [InlineData(
        "public async Task<int> A(string to)\n    {\n        _ = mail.SendAsync(to);\n        _ = Task.Run(() => mail.SendAsync(to));\n        return await mail.CountAsync();\n    }",
        "public async Task<int> A(string to)\n    {\n        _ = mail.SendAsync(to).ContinueWith(failed => logger.LogError(failed.Exception, \"SendAsync failed in A\"), TaskContinuationOptions.OnlyOnFaulted);\n        _ = Task.Run(() => mail.SendAsync(to)).ContinueWith(failed => logger.LogError(failed.Exception, \"Background work failed in A\"), TaskContinuationOptions.OnlyOnFaulted);\n        return await mail.CountAsync();\n    }")]
    [InlineData(
        "public void A(string to)\n    {\n        _ = mail\n            .SendAsync(to) // the customer\n            // not here\n            .ConfigureAwait(false);\n    }",
        "public void A(string to)\n    {\n        _ = mail\n            .SendAsync(to) // the customer\n            // not here\n            .ContinueWith(failed => logger.LogError(failed.Exception, \"SendAsync failed in A\"), TaskContinuationOptions.OnlyOnFaulted);\n    }")]
    [InlineData(
        "public void A() { mail.CountAsync().ConfigureAwait(false); }",
        "public void A() { mail.CountAsync().AsTask().ContinueWith(failed => logger.LogError(failed.Exception, \"CountAsync failed in A\"), TaskContinuationOptions.OnlyOnFaulted); }")]
    [InlineData(
        "public void A(Func<Task> send) { _ = send(); } private enum TaskContinuationOptions { None }",
        "public void A(Func<Task> send) { _ = send().ContinueWith(failed => logger.LogError(failed.Exception, \"send failed in A\"), System.Threading.Tasks.TaskContinuationOptions.OnlyOnFaulted); } private enum TaskContinuationOptions { None }")]
    public Task The_failure_is_logged_and_nobody_waits(string before, string after)
        => Rewrites(((Scenario)Class(before)).OneByOne(Class(after.Replace("failed => logger.LogError(failed.Exception, \"Background work failed in A\"), TaskContinuationOptions.OnlyOnFaulted);\n        return await", "failedTask => logger.LogError(failedTask.Exception, \"Background work failed in A\"), TaskContinuationOptions.OnlyOnFaulted);\n        return await"))), Class(after));

    [Theory]
    [InlineData("ILogger<Orders>? logger", "logger?.LogError(failed.Exception, ")]
    [InlineData("Serilog.ILogger logger", "logger.Error(failed.Exception, ")]
    [InlineData("NLog.Logger logger", "logger.Error(failed.Exception, ")]
    public Task Every_logger(string parameter, string call) => Rewrites(
        Class("public void A(string to) { _ = mail.SendAsync(to); }", "IMail mail, " + parameter),
        Class($"public void A(string to) {{ _ = mail.SendAsync(to).ContinueWith(failed => {call}\"SendAsync failed in A\"), TaskContinuationOptions.OnlyOnFaulted); }}", "IMail mail, " + parameter));

    [Fact]
    public Task A_controller_is_given_a_logger() => Rewrites(
        $$"""
        using Microsoft.AspNetCore.Mvc;

        public class OrdersController(IMail mail) : ControllerBase
        {
            [HttpPost]
            public IActionResult Place(string to)
            {
                _ = mail.SendAsync(to);
                return Ok();
            }
        }

        {{Mail}}
        """,
        $$"""
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.Logging;

        public class OrdersController(IMail mail, ILogger<OrdersController> logger) : ControllerBase
        {
            [HttpPost]
            public IActionResult Place(string to)
            {
                _ = mail.SendAsync(to).ContinueWith(failed => logger.LogError(failed.Exception, "SendAsync failed in Place"), TaskContinuationOptions.OnlyOnFaulted);
                return Ok();
            }
        }

        {{Mail}}
        """);

    [Fact]
    public Task The_import_of_tasks_is_added_where_it_is_missing() => Rewrites(
        Scenario.Of(
            "using System.Net.Http;\nusing Microsoft.Extensions.Logging;\n\npublic class Feed\n{\n    public void A(HttpClient http, ILogger logger)\n    {\n        http.GetStringAsync(\"x\");\n    }\n}\n").WithoutImplicitUsings(),
        "using System.Net.Http;\nusing System.Threading.Tasks;\nusing Microsoft.Extensions.Logging;\n\npublic class Feed\n{\n    public void A(HttpClient http, ILogger logger)\n    {\n        http.GetStringAsync(\"x\").ContinueWith(failed => logger.LogError(failed.Exception, \"GetStringAsync failed in A\"), TaskContinuationOptions.OnlyOnFaulted);\n    }\n}\n");

    [Theory]
    [InlineData("public async Task A(string to)\n    {\n        _ = mail.SendAsync(to); // sent\n    }", "public async Task A(string to)\n    {\n        await mail.SendAsync(to); // sent\n    }")]
    [InlineData("public async Task A(string to)\n    {\n        _ = mail.SendAsync(to).ConfigureAwait(false);\n    }", "public async Task A(string to)\n    {\n        await mail.SendAsync(to).ConfigureAwait(false);\n    }")]
    [InlineData("public async ValueTask A()\n    {\n        _ = mail.CountAsync();\n    }", "public async ValueTask A()\n    {\n        await mail.CountAsync();\n    }")]
    // The start is awaited already.
    [InlineData("public async Task A(string to)\n    {\n        await Task.Factory.StartNew(async () => await mail.SendAsync(to)); // sent\n    }", "public async Task A(string to)\n    {\n        await Task.Factory.StartNew(async () => await mail.SendAsync(to)).Unwrap(); // sent\n    }")]
    [InlineData("public async Task A(string to)\n    {\n        await Task.Factory.StartNew(() => mail.SendAsync(to)).ConfigureAwait(false);\n    }", "public async Task A(string to)\n    {\n        await Task.Factory.StartNew(() => mail.SendAsync(to)).Unwrap().ConfigureAwait(false);\n    }")]
    public Task Awaited_by_hand(string before, string after)
        => Check.Offers<PG2021UnobservedTask, PG2021UnobservedTaskFix>("PG2021.await", Class("#pragma warning disable CS1998\n    " + before), Class("#pragma warning disable CS1998\n    " + after));

    [Theory]
    // Where an await cannot stand, or the caller does not wait for it either.
    [InlineData("public void A(string to) { _ = mail.SendAsync(to); }", "PG2021.observe")]
    [InlineData("public async void A(string to) { _ = mail.SendAsync(to); await Task.Yield(); }", "PG2021.observe")]
    [InlineData("public async Task A(string to) { await Task.Yield(); lock (to) { _ = mail.SendAsync(to); } }", "PG2021.observe")]
    [InlineData("public async Task A(IMail? to) { await Task.Yield(); _ = to?.SendAsync(\"\"); }", "PG2021.observe")]
    [InlineData("public async Task A(string to) { await Task.Yield(); ReadOnlySpan<char> name = to; _ = mail.SendAsync(name.ToString()); }", "PG2021.observe")]
    [InlineData("public async Task A(string to) { await Task.Yield(); Action send = () => { _ = mail.SendAsync(to); }; send(); }", "PG2021.observe")]
    [InlineData("public async Task A(string to) { _ = mail.SendAsync(to); await Task.Yield(); }", "PG2021.observe", "PG2021.await")]
    [InlineData("public unsafe async Task A(string to) { _ = mail.SendAsync(to); }", "PG2021.observe")]
    [InlineData("public unsafe class Sender(IMail mail, ILogger<Sender> logger) { public async Task A(string to) { logger.LogInformation(to); _ = mail.SendAsync(to); } }", "PG2021.observe")]
    [InlineData("public void A(string to) { _ = mail.SendAsync(to).ConfigureAwait(/* no context */ false); }")]
    // In a lambda that must give nothing.
    [InlineData("public void A(List<string> all) { all.ForEach(to => mail.SendAsync(to)); }", "PG2021.observe")]
    public Task What_is_offered_where(string members, params string[] keys) => OffersOnly(Class(members), keys);

    [Theory]
    // No logger, and no way to one.
    [InlineData("public static class Orders { public static void A(IMail mail) { _ = mail.SendAsync(\"\"); } }")]
    [InlineData("public class Orders { public void A(IMail mail) { _ = mail.SendAsync(\"\"); } } public class Use { public Orders New() => new(); }")]
    [InlineData("public struct Orders(Microsoft.Extensions.Logging.ILogger logger) { private readonly Microsoft.Extensions.Logging.ILogger log = logger; public void A(IMail mail) { _ = mail.SendAsync(\"\"); _ = log; } }")]
    public Task Not_offered_without_a_logger(string source) => OffersOnly(source + "\n" + Mail);

    [Fact]
    public Task Not_offered_without_a_logging_package() => OffersOnly(
        Scenario.Of(ProjectKind.Console, "public class Orders { public void A(IMail mail) { _ = mail.SendAsync(\"\"); } public static void Main() { } }\n" + Mail));
}
