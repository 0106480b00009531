using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Testing.Untested;
using ProdGap.Analyzers.Tests.Harness.TestProjects;

namespace ProdGap.Analyzers.Tests.Testing.Reachability;

/// <summary>What a test reaches that starts the whole program and sends requests to it.</summary>
public sealed class PG4001HostedTests
{
    private const string Usings = "using Microsoft.AspNetCore.Builder; using Microsoft.AspNetCore.Routing; using Microsoft.AspNetCore.Http; using Microsoft.AspNetCore.Mvc; using Microsoft.Extensions.DependencyInjection;\n";

    /// <summary>A service with one method that is reached, and one that is not.</summary>
    private const string Desk = "public class Desk { public void Open(int n) { if (n > 0) n++; } public void [|Close|](int n) { if (n > 0) n--; } }";

    private const string Program = "var app = WebApplication.CreateBuilder(args).Build(); app.MapDesk(); app.Run();\n";

    private static Task Hosted(string production, string request = "await client.GetAsync(\"/desk\");")
        => Check.Reports<PG4001UntestedPublicApi>(Scenario.Of(ProjectKind.Web, Usings + production).AdditionalFile(
            "tests.index",
            IndexText.Of($"class T(WebApplicationFactory<Program> factory) {{ async Task Test() {{ var client = factory.CreateClient(); {request} }} }}"),
            "test-index"));

    [Theory]
    [InlineData("app.MapGet(\"/desk\", (Desk desk) => desk.Open(1)); app.MapGet(\"/shut\", (Desk desk) => desk.Close(1));")]
    [InlineData("app.MapGet(\"/desk\", (Desk desk) => desk.Open(1)); app.MapPost(\"/desk\", (Desk desk) => desk.Close(1));")]
    [InlineData("app.MapGet(\"/desk\", (Desk desk) => desk.Open(1)); app.MapGet(\"/desk/{id}\", (int id, Desk desk) => desk.Close(id));")]
    [InlineData("app.MapGet(\"/desk/{id?}\", (int? id, Desk desk) => desk.Open(1)); app.MapGet(\"/{id:int}/desk\", (int id, Desk desk) => desk.Close(1));")]
    [InlineData("app.MapGet(\"/{*all}\", (Desk desk) => desk.Open(1)); app.MapGet(\"/\", (Desk desk) => desk.Close(1));")]
    [InlineData("var group = app.MapGroup(\"/desk\"); group.MapGet(\"/\", (Desk desk) => desk.Open(1)); group.MapGet(\"/all\", (Desk desk) => desk.Close(1));")]
    [InlineData("var group = app.MapGroup(\"/\").WithTags(\"x\"); group.MapGroup(\"desk\").MapGet(\"\", (Desk desk) => desk.Open(1)); group.MapGet(\"x/desk\", (Desk desk) => desk.Close(1));")]
    [InlineData("app.MapGet(\"/desk\", Handlers.Open); app.MapGet(\"/shut\", Handlers.Close);", "static class Handlers { public static void Open(Desk desk) => desk.Open(1); public static void Close(Desk desk) => desk.Close(1); }")]
    public Task Minimal_endpoints(string map, string more = "") => Hosted(Program + $"public static class Api {{ public static void MapDesk(this WebApplication app) {{ {map} }} }} {more} {Desk}");

    [Theory]
    [InlineData("await client.GetAsync($\"/desk/{id}\");")]
    [InlineData("await client.GetAsync(\"/desk/\" + id);")]
    [InlineData("await client.GetAsync(\"https://localhost/desk/5?all=1\");")]
    [InlineData("await client.GetAsync($\"{address}/5\");")]
    [InlineData("await client.SendAsync(new HttpRequestMessage(HttpMethod.Get, \"desk/5\"));")]
    [InlineData("await client.GetFromJsonAsync<int>(\"/DESK/5\");")]
    public Task Ways_to_say_an_address(string request) => Hosted(
        Program + $"public static class Api {{ public static void MapDesk(this WebApplication app) {{ app.MapGet(\"/desk/{{id:int}}\", (Desk desk) => desk.Open(1)); app.MapGet(\"/shut\", (Desk desk) => desk.Close(1)); }} }} {Desk}", request);

    [Fact]
    public Task What_was_posted_is_read_again() => Hosted(
        Program + $"public static class Api {{ public static void MapDesk(this WebApplication app) {{ app.MapPost(\"/desk\", () => 1); app.MapGet(\"/desk/{{id:int}}\", (Desk desk) => desk.Open(1)); app.MapGet(\"/shut/{{id}}\", (Desk desk) => desk.Close(1)); }} }} {Desk}",
        "var made = await client.PostAsync(\"/desk\", null); await client.GetAsync(made.Headers.Location);");

    [Theory]
    [InlineData("[Route(\"[controller]\")] public class DeskController(Desk desk) : ControllerBase { [HttpGet] public void All() => desk.Open(1); [HttpGet(\"{id}\")] public void One(int id) => desk.Close(1); }")]
    [InlineData("[ApiController] public class Any(Desk desk) { [HttpGet(\"/desk\")] public void All() => desk.Open(1); [HttpDelete(\"/desk\")] public void One() => desk.Close(1); }")]
    [InlineData("public class DeskController(Desk desk) : Controller { public void Index() => desk.Open(1); public void Shut() => desk.Close(1); }")]
    public Task Controllers(string controller) => Hosted("WebApplication.CreateBuilder(args).Build().Run();\n" + controller + Desk);

    [Theory]
    [InlineData("builder.Services.AddHostedService<Loop>();", "class Loop(Desk desk) : Microsoft.Extensions.Hosting.BackgroundService { protected override Task ExecuteAsync(CancellationToken t) { desk.Open(1); return Task.CompletedTask; } }")]
    [InlineData("builder.Services.AddSingleton<IStart, Start>(); new Starter(null!).Run();", "interface IStart { void Start(); } class Start(Desk desk) : IStart { void IStart.Start() => desk.Open(1); } class Starter(IStart start) { public void Run() => start.Start(); }")]
    [InlineData("builder.Build().UseMiddleware<Ahead>();", "class Ahead(RequestDelegate next, Desk desk) { public Task InvokeAsync(HttpContext context) { desk.Open(1); return next(context); } }")]
    [InlineData("builder.Build().MapHub<Chat>(\"/desk\");", "class Chat(Desk desk) : Microsoft.AspNetCore.SignalR.Hub { public void Say() => desk.Open(1); }")]
    public Task What_runs_by_itself(string start, string code) => Hosted($"var builder = WebApplication.CreateBuilder(args); {start}\n{code}\n{Desk}");

    [Fact]
    public Task A_group_in_a_program_without_a_class() => Hosted(
        "var app = WebApplication.CreateBuilder(args).Build(); var group = app.MapGroup(\"/desk\");\ngroup.MapGet(\"/\", (Desk desk) => desk.Open(1));\ngroup.MapGet(\"/all\", (Desk desk) => desk.Close(1));\napp.Run();\n" + Desk);

    [Fact]
    public Task Without_a_host_the_program_does_not_run() => Check.Reports<PG4001UntestedPublicApi>(
        Scenario.Of(ProjectKind.Web, Usings + "new Desk().Open(1);\npublic class [|Desk|] { public void Open(int n) { if (n > 0) n++; } }")
            .AdditionalFile("tests.index", IndexText.Of("class T { void Test() { } }"), "test-index"));

    [Fact]
    public Task Handlers_of_an_upstream_project_by_their_routes() => Check.Reports<PG4001UntestedPublicApi>(
        Scenario.Of(Desk).AdditionalFile(
            "tests.index",
            IndexText.Of("class T(WebApplicationFactory<Program> factory) { async Task Test() { await factory.CreateClient().GetAsync(\"/api/desk/1\"); } }")
                + IndexText.Upstream("Web/Program.cs", "var builder = WebApplication.CreateBuilder(args); builder.Services.AddScoped<Desk>(); builder.Build().MapDesk();")
                + IndexText.Upstream(
                    "Web/Api.cs",
                    "static class Api { static void MapDesk(this WebApplication app) { app.MapGet(\"/api/desk/{id}\", (Desk desk) => desk.Open(1)); app.MapGet(\"/api/shut\", (Desk desk) => desk.Close(1)); } }"),
            "test-index"));

    /// <summary>The library, seen from tests of the web project in front of it.</summary>
    private static Task Behind(string test, params string[] upstream)
        => Check.Reports<PG4001UntestedPublicApi>(Scenario.Of(Desk).AdditionalFile("tests.index", IndexText.Of(test) + string.Concat(upstream), "test-index"));

    [Fact]
    public Task Actions_of_an_upstream_controller_by_route() => Behind(
        "class T(WebApplicationFactory<Program> factory) { async Task Test() { await factory.CreateClient().GetAsync(\"/desk\"); } }",
        IndexText.Upstream("Web/Program.cs", "WebApplication.CreateBuilder(args).Build().Run();"),
        IndexText.Upstream("Web/DeskController.cs", "[Route(\"[controller]\")] public class DeskController(Desk desk) : ControllerBase { [HttpGet] public void All() => desk.Open(1); [HttpGet(\"shut\")] public void Shut() => desk.Close(1); }"));

    [Fact]
    public Task What_the_base_of_an_upstream_class_has_in_hand() => Behind(
        "class T { void Test() { new DeskController(null).All(); } }",
        IndexText.Upstream("Web/ShopController.cs", "public class ShopController : ControllerBase { protected Desk desk; }"),
        IndexText.Upstream("Web/DeskController.cs", "public class DeskController : ShopController { [HttpGet] public void All() => desk.Open(1); [HttpGet(\"shut\")] public void Shut() => desk.Close(1); }"));

    [Fact]
    public Task Without_a_host_an_upstream_action_is_used_by_its_name() => Behind(
        "class T { void Test() { new DeskController(null).All(); } }",
        IndexText.Upstream("Web/DeskController.cs", "[Route(\"desk\")] public class DeskController(Desk desk) : ControllerBase { [HttpGet] public void All() => desk.Open(1); [HttpGet(\"shut\")] public void Shut() => desk.Close(1); }"));

    [Theory]
    [InlineData("class T(WebApplicationFactory<Program> factory) { async Task Test() { await factory.CreateClient().GetAsync(\"/open\"); } }")]
    [InlineData("class T : TestContext { void Test() { RenderComponent<Open>(); } }")]
    public Task Pages_of_an_upstream_project(string test) => Behind(
        test,
        IndexText.Upstream("Web/Program.cs", "var app = WebApplication.CreateBuilder(args).Build(); app.MapRazorComponents<App>();"),
        IndexText.Page("Web/App.razor", "<a href=\"/open\">Open</a> <a href=\"/shut\">Shut</a>"),
        IndexText.Page("Web/Open.razor", "@page \"/open\"\n@inject Desk Desk\n@code { void Go() => Desk.Open(1); }"),
        IndexText.Page("Web/Shut.razor", "@page \"/shut\"\n@inject Desk Desk\n@code { void Go() => Desk.Close(1); }"));

    [Fact]
    public Task A_browser_follows_links() => Check.Reports<PG4001UntestedPublicApi>(Scenario.Of(Desk.Replace("[|Close|]", "Close")).AdditionalFile(
        "tests.index",
        IndexText.Of("class T(WebApplicationFactory<Program> factory) { async Task Test(IPage page) { await page.GotoAsync(\"/open\"); await page.ClickAsync(\"text=Shut\"); } }")
            + IndexText.Page("Web/Open.razor", "@page \"/open\"\n@inject Desk Desk\n@code { void Go() => Desk.Open(1); }")
            + IndexText.Page("Web/Shut.razor", "@page \"/shut\"\n@inject Desk Desk\n@code { void Go() => Desk.Close(1); }"),
        "test-index"));

    [Fact]
    public Task What_is_scanned_need_not_be_assemblies() => Check.Reports<PG4001UntestedPublicApi>(
        Scenario.Of("public class Scanner { public int Scan(string s) { if (s.Length > 1) return 1; return 0; } } public class Gone : System.Exception { } public class [|Shut|] : System.Collections.Generic.List<int> { public void Now(int n) { if (n > 0) Add(n); } }")
            .AdditionalFile("tests.index", IndexText.Of("class T { void Test() { new Scanner().Scan(\"x\"); } }"), "test-index"));
}
