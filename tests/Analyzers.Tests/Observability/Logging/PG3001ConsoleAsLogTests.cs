using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Hosting;
using ProdGap.Analyzers.Observability.Logging;

namespace ProdGap.Analyzers.Tests.Observability.Logging;

public sealed class PG3001ConsoleAsLogTests
{
    private const string Main = "class Start { static void Main() { } }";

    private static Scenario In(ProjectKind kind, string code) => Scenario.Of(kind, code, kind == ProjectKind.Library ? "class Start;" : Main);

    private static string InClass(string statement, string name = "Orders") => $"class {name} {{ public void Run(int id, string customer, Exception failure) {{ {statement} _ = (id, customer, failure); }} }}";

    [Theory]
    [InlineData("[|Console.WriteLine|](\"Order placed\");")]
    [InlineData("[|Console.WriteLine|]($\"Order {id} placed\");")]
    [InlineData("[|Console.WriteLine|](\"Order {0} placed\", id);")]
    [InlineData("[|Console.WriteLine|](id);")]
    [InlineData("[|Console.Write|](\"Order \" + id);")]
    [InlineData("[|Console.Out.Write|]($\"Order {id}\");")]
    [InlineData("[|Console.WriteLine|](new string('x', 3));")]
    [InlineData("[|Console.WriteLine|](\"Bad text\"); throw new InvalidOperationException(customer);")]
    [InlineData("[|Console.Error.WriteLine|](failure);")]
    [InlineData("[|Console.Out.WriteLine|](customer);")]
    [InlineData("[|System.Console.WriteLine|](customer);")]
    [InlineData("try { id++; } catch (Exception ex) { [|Console.WriteLine|](ex.Message); }")]
    [InlineData("Action<string> say = text => [|Console.WriteLine|](text); say(customer);")]
    public async Task What_is_reported_in_libraries_and_web_applications(string statement)
    {
        await Check.Reports<PG3001ConsoleAsLog>(In(ProjectKind.Web, InClass(statement)));
        await Check.Reports<PG3001ConsoleAsLog>(In(ProjectKind.Library, InClass(statement)));
    }

    /// <summary>A program with the generic host, which stands in here as a stub: the test host's own comes with the web.</summary>
    private static Scenario Hosted(string code) => Scenario.Of()
        .Project("Hosting")
        .FrameworkOnly()
        .Document("Stub.cs", "namespace Microsoft.Extensions.Hosting { public abstract class BackgroundService { protected abstract Task ExecuteAsync(CancellationToken stoppingToken); } }")
        .Project("Program", ProjectKind.Console, "Hosting")
        .Document("Program.cs", code + Main);

    [Fact]
    public Task A_service() => Check.Reports<PG3001ConsoleAsLog>(Hosted(
        "class Sync : Microsoft.Extensions.Hosting.BackgroundService { protected override async Task ExecuteAsync(CancellationToken stoppingToken) { await Task.Yield(); [|Console.WriteLine|](\"Started\"); } }"));

    [Fact]
    public Task A_program_with_a_host_and_without_a_service_is_a_tool() => Check.Reports<PG3001ConsoleAsLog>(Hosted(
        "class Import { public void Run() => Console.WriteLine(\"Imported\"); }"));

    /// <summary>A program that could name a web app, or a service, through what it references, and is none.</summary>
    [Theory]
    [InlineData("public static class Program { public static async Task Main(string[] args) => await new GoodsImport().RunAsync(args.Length > 0 ? args[0] : \"goods.csv\"); } public class GoodsImport { public Task RunAsync(string path) { Console.WriteLine($\"Reading {path}\"); return Task.CompletedTask; } }")]
    [InlineData("using Microsoft.Extensions.Hosting; var host = Host.CreateApplicationBuilder(args).Build(); await new GoodsImport().RunAsync(\"x\"); public class GoodsImport { public Task RunAsync(string path) { Console.WriteLine($\"Reading {path}\"); return Task.CompletedTask; } }")]
    public Task A_program_that_only_references_the_web_is_a_tool(string code) => Check.Reports<PG3001ConsoleAsLog>(Scenario.Of(ProjectKind.Worker, code));

    [Theory]
    [InlineData("using Microsoft.AspNetCore.Builder; var app = WebApplication.CreateBuilder(args).Build(); app.MapGet(\"/\", () => Goods.Read()); app.Run(); public static class Goods { public static int Read() { [|Console.WriteLine|](\"Reading\"); return 1; } }")]
    [InlineData("using Microsoft.Extensions.Hosting; var host = Host.CreateApplicationBuilder(args).Build(); host.Run(); public static class Goods { public static int Read() { [|Console.WriteLine|](\"Reading\"); return 1; } }")]
    [InlineData("using Microsoft.Extensions.Hosting; await Host.CreateDefaultBuilder(args).Build().RunAsync(); public static class Goods { public static int Read() { [|Console.WriteLine|](\"Reading\"); return 1; } }")]
    [InlineData("using Microsoft.AspNetCore.Hosting; using Microsoft.Extensions.Hosting; Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(web => web.UseStartup<Startup>()).Build().Start(); public class Startup { public static int Read() { [|Console.WriteLine|](\"Reading\"); return 1; } }")]
    public Task A_program_of_the_plain_sdk_that_serves(string code) => Check.Reports<PG3001ConsoleAsLog>(Scenario.Of(ProjectKind.Worker, code));

    private const string Serving = "public abstract class Sync : Microsoft.Extensions.Hosting.BackgroundService; ";

    [Theory]
    [InlineData("namespace CommandDotNet { public class AppRunner<T> { public int Run(string[] args) => args.Length; } public class AppRunner { } } namespace Depot { public class Program { static int Main(string[] args) => new CommandDotNet.AppRunner<Program>().Run(args); public void List() => Console.WriteLine(\"all\"); } }")]
    [InlineData("namespace Depot.Cli { public class Program { static void Main() { } public void List() => Console.WriteLine(\"all\"); } }")]
    public Task A_command_line_by_its_library_or_its_namespace(string code) => Check.Reports<PG3001ConsoleAsLog>(Scenario.Of(ProjectKind.Worker, code + Serving));

    [Theory]
    [InlineData("namespace Depot.Client { public class Program { static void Main() { } public void List() => [|Console.WriteLine|](\"all\"); } }")]
    [InlineData("namespace Depot { public class Program { static void Main() { } public void List() => [|Console.WriteLine|](\"all\"); } }")]
    public Task A_service_of_another_name(string code) => Check.Reports<PG3001ConsoleAsLog>(Scenario.Of(ProjectKind.Worker, code + Serving));

    /// <summary>A tool for test data, a script of the build.</summary>
    [Theory]
    [InlineData("using Microsoft.AspNetCore.Builder; using Microsoft.Extensions.Hosting; var app = WebApplication.CreateBuilder(args).Build(); if (app.Environment.IsProduction()) { throw new InvalidOperationException(\"Only makes test data.\"); } app.Run();")]
    [InlineData("using Microsoft.AspNetCore.Builder; using Microsoft.Extensions.Hosting; var app = WebApplication.CreateBuilder(args).Build(); if (!app.Environment.IsDevelopment()) { return; } app.Run();")]
    [InlineData("using Microsoft.AspNetCore.Builder; using Microsoft.AspNetCore.Hosting; using Microsoft.Extensions.Hosting; static class Program { static void Main() { } } public class Startup { public void Configure(IApplicationBuilder app, IWebHostEnvironment env) { if (env.IsProduction()) { throw new InvalidOperationException(); } } }")]
    public Task A_program_that_refuses_production(string code) => Check.Reports<PG3001ConsoleAsLog>(Scenario.Of(ProjectKind.Web, code, InClass("Console.WriteLine(customer);")));

    [Theory]
    [InlineData("using Microsoft.AspNetCore.Builder; using Microsoft.Extensions.Hosting; var app = WebApplication.CreateBuilder(args).Build(); if (app.Environment.IsProduction() && args.Length == 0) { throw new InvalidOperationException(\"No key.\"); } app.Run();")]
    [InlineData("using Microsoft.AspNetCore.Builder; using Microsoft.Extensions.Hosting; var app = WebApplication.CreateBuilder(args).Build(); if (app.Environment.IsProduction()) { app.UseHsts(); } app.Run();")]
    [InlineData("using Microsoft.AspNetCore.Builder; using Microsoft.Extensions.Hosting; var app = WebApplication.CreateBuilder(args).Build(); if (app.Environment.IsDevelopment()) { throw new InvalidOperationException(); } app.Run();")]
    public Task A_program_that_asks_in_production(string code) => Check.Reports<PG3001ConsoleAsLog>(Scenario.Of(ProjectKind.Web, code, InClass("[|Console.WriteLine|](customer);")));

    /// <summary>While services are registered there is no logger yet; what they do later has one.</summary>
    [Fact]
    public Task Registration() => Check.Reports<PG3001ConsoleAsLog>(
        """
        using Microsoft.Extensions.DependencyInjection;

        public static class Setup
        {
            public static IServiceCollection AddShopData(this IServiceCollection services, string? text)
            {
                Console.WriteLine($"Adding {text}");
                services.Configure<List<string>>(options => Console.WriteLine(options.Count));
                services.AddSingleton<object>(sp => { [|Console.WriteLine|]("Made"); return sp; });
                Changed += () => [|Console.WriteLine|]("Changed");
                return services;
            }

            public static event Action? Changed;

            public static void Run(object services) => [|Console.WriteLine|](services);
        }
        """);

    [Theory]
    [InlineData("namespace Bus.Testing { class Harness { void Run() => Console.WriteLine(1); } }")]
    [InlineData("namespace Bus { class BusTestHarness { void Run() => Console.WriteLine(1); } class ShopSeeder { void Run() => Console.WriteLine(1); } }")]
    [InlineData("namespace Bus.Tested { class Contest { void Run() => [|Console.WriteLine|](1); } }")]
    public Task Harnesses_of_tests(string code) => Check.Reports<PG3001ConsoleAsLog>(code);

    [Fact]
    public Task By_a_static_using() => Check.Reports<PG3001ConsoleAsLog>(In(ProjectKind.Web, "using static System.Console;\n" + InClass("[|WriteLine|](customer);")));

    [Theory]
    [InlineData("Console.WriteLine();")]
    [InlineData("Console.WriteLine(\"-----------\");")]
    [InlineData("Console.WriteLine(string.Empty); Console.WriteLine(\"\"); Console.Write(Environment.NewLine); Console.WriteLine(new string('-', 40)); Console.WriteLine($\"\");")]
    [InlineData("Console.Out.Write(customer);")]
    [InlineData("Console.WriteLine($\"Bad text: {customer}\"); throw new InvalidOperationException(\"Bad text: \" + customer);")]
    [InlineData("Console.Clear(); Console.Title = customer;")]
    [InlineData("Console.OutputEncoding = System.Text.Encoding.UTF8;")]
    [InlineData("var answer = Console.ReadLine(); Console.WriteLine(answer);")]
    [InlineData("Console.WriteLine(\"Go on?\"); Console.ReadKey();")]
    [InlineData("System.Diagnostics.Debug.WriteLine(customer);")]
    [InlineData("Console.Error.WriteLine(failure); Environment.FailFast(customer, failure);")]
    [InlineData("Console.Error.WriteLine(customer); Environment.Exit(id);")]
    [InlineData("System.Diagnostics.Trace.WriteLine(customer);")]
    [InlineData("var writer = new StringWriter(); writer.WriteLine(customer);")]
    [InlineData("var writer = Console.Out; writer.WriteLine(customer);")]
    [InlineData("void WriteLine(string text) { _ = text; } WriteLine(customer);")]
    [InlineData("if (Environment.GetEnvironmentVariable(\"ENV\") == \"Development\") { Console.WriteLine(customer); }")]
    [InlineData("var isDevelopment = id > 3; if (!isDevelopment) { return; } Console.WriteLine(customer);")]
    public Task What_is_left_alone(string statement) => Check.Reports<PG3001ConsoleAsLog>(In(ProjectKind.Web, InClass(statement)));

    [Theory]
    [InlineData("ConsoleReport")]
    [InlineData("OrdersCli")]
    [InlineData("ImportCommand")]
    [InlineData("FileLogger")]
    [InlineData("SelfDiagnostics")]
    public Task Types_that_are_a_user_interface_or_a_log(string name)
        => Check.Reports<PG3001ConsoleAsLog>(In(ProjectKind.Web, InClass("Console.WriteLine(customer);", name)));

    [Fact]
    public Task Clients_are_no_command_lines() => Check.Reports<PG3001ConsoleAsLog>(In(ProjectKind.Web, InClass("[|Console.WriteLine|](customer);", "OrdersClient")));

    [Theory]
    [InlineData(ProjectKind.Console)]
    [InlineData(ProjectKind.Desktop)]
    [InlineData(ProjectKind.Test)]
    public Task Projects_where_the_console_is_read_or_nothing_else_could_be(ProjectKind kind)
        => Check.Reports<PG3001ConsoleAsLog>(In(kind, InClass("Console.WriteLine(customer);")));

    [Fact]
    public Task A_library_that_cannot_log() => Check.Reports<PG3001ConsoleAsLog>(Scenario.Of(InClass("Console.WriteLine(customer);")).FrameworkOnly());

    [Fact]
    public Task Left_out_of_a_release_build() => Check.Reports<PG3001ConsoleAsLog>(Scenario.Of(
        InClass("\n#if DEBUG\nConsole.WriteLine(customer);\n#else\nConsole.WriteLine(id);\n#endif\n"))
        .Parsed(new Microsoft.CodeAnalysis.CSharp.CSharpParseOptions(Microsoft.CodeAnalysis.CSharp.LanguageVersion.Latest, preprocessorSymbols: ["DEBUG"])));

    /// <summary>Commands and help are answered before there is a host; behind it the application speaks.</summary>
    [Fact]
    public Task The_start_of_a_web_application() => Check.Reports<PG3001ConsoleAsLog>(Scenario.Of(
        ProjectKind.Web,
        """
        using Microsoft.AspNetCore.Builder;

        if (args.Contains("--help"))
        {
            Console.WriteLine("Usage: shop [--migrate]");
            return;
        }

        Console.WriteLine("Starting");
        var app = WebApplication.CreateBuilder(args).Build();
        if (args.Contains("--migrate"))
        {
            Console.WriteLine("Migrated");
            return;
        }

        [|Console.WriteLine|]("Built");
        app.MapGet("/", () =>
        {
            [|Console.WriteLine|]("Hit");
            return "hello";
        });
        try
        {
            app.Run();
        }
        catch (Exception ex)
        {
            Console.Error.WriteLine(ex);
        }
        """));

    [Fact]
    public Task The_message_says_how_it_is_written() => Check.Reports<PG3001ConsoleAsLog>(
        InClass("[|Console.Error.WriteLine|](customer);"),
        "Output of 'Console.Error.WriteLine' goes unread when this runs as a service; log it through an ILogger instead");

    [Theory]
    [InlineData("class A { void F() { Console.WriteLine(\"a\" } }")]
    [InlineData("class A { void F() { Console.WriteLine(missing); } }")]
    [InlineData("class A { void F() { Console.Error. } }")]
    [InlineData("Console.WriteLine(\"a\");")]
    public async Task Half_typed_code_does_no_harm(string code)
    {
        var (solution, _) = Scenario.Of(ProjectKind.Web, code).Broken().Build();
        await Check.Findings(solution, [new ProdGapAnalyzer([new PG3001ConsoleAsLog()])]);
    }
}
