using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Testing.Untested;
using ProdGap.Analyzers.Tests.Harness.TestProjects;

namespace ProdGap.Analyzers.Tests.Testing.Untested;

/// <summary>Endpoints that no test requests, and the ways in which tests do.</summary>
public sealed class PG4007UntestedEndpointTests
{
    private const string Usings = "using Microsoft.AspNetCore.Builder; using Microsoft.AspNetCore.Routing; using Microsoft.AspNetCore.Http; using Microsoft.AspNetCore.Mvc; using Microsoft.Extensions.Hosting;\n";

    private const string Start = "var app = WebApplication.CreateBuilder(args).Build(); app.MapAll(); app.Run();\n";

    /// <summary>The tests host the program and request this address, and another one.</summary>
    private static Task Reported(string production, string request = "", string? message = null, string hosting = "WebApplicationFactory<Program> factory", params (string Path, string Text, string Role)[] files)
    {
        var scenario = Scenario.Of(ProjectKind.Web, Usings + production).AdditionalFile(
            "tests.index",
            IndexText.Of($"class T({hosting}) {{ async Task Test() {{ var client = factory.CreateClient(); {request} }} }}", "class U { async Task Test(Client client) { await client.GetAsync(\"/known\"); } }"),
            "test-index");
        foreach (var (path, text, role) in files)
        {
            scenario.AdditionalFile(path, text, role);
        }

        return Check.Reports<PG4007UntestedEndpoint>(scenario, message);
    }

    private static Task Mapped(string map, string request = "", string more = "", string? message = null)
        => Reported(Start + $"public static class Api {{ public static void MapAll(this WebApplication app) {{ app.MapGet(\"/known\", () => Work.Do()); {map} }} }} public static class Work {{ public static int Do() => Environment.TickCount; }} {more}", request, message);

    /// <summary>A question for development that is turned round, and the branch where it fails, are for everyone.</summary>
    [Theory]
    [InlineData("if (!app.Environment.IsDevelopment()) { app.[|MapGet|](\"/orders\", () => Work.Do()); }")]
    [InlineData("if (app.Environment.IsDevelopment()) { } else { app.[|MapGet|](\"/orders\", () => Work.Do()); }")]
    [InlineData("if (app.Environment.IsDevelopment()) { app.MapGet(\"/orders\", () => Work.Do()); }")]
    [InlineData("if (!app.Environment.IsDevelopment()) return; app.MapGet(\"/orders\", () => Work.Do());")]
    public Task Endpoints_for_developers_are_told_by_the_branch(string map) => Mapped(map);

    [Theory]
    [InlineData("app.[|MapGet|](\"/orders\", () => Work.Do());", "GET /orders")]
    [InlineData("app.[|MapPost|](\"/known\", (string body) => Work.Do());", "POST /known")]
    [InlineData("app.[|MapDelete|](\"known/{id:int}\", (int id) => Work.Do());", "DELETE /known/{id}")]
    [InlineData("var group = app.MapGroup(\"/api\").WithTags(\"x\"); group.[|MapPut|](\"/orders/{id:guid}\", (Guid id) => Work.Do());", "PUT /api/orders/{id}")]
    [InlineData("app.MapGroup(\"api\").MapGroup(\"/v{version:int}\").[|MapPatch|](\"\", () => Work.Do());", "PATCH /api/v{version}")]
    [InlineData("var api = app.MapGroup(\"/api\"); var orders = api.MapGroup(\"/orders\").RequireAuthorization(); orders.[|MapGet|](\"/\", Handle); static int Handle() => 1;", "GET /api/orders")]
    [InlineData("app.[|MapGet|](\"/orders\", Handlers.List);", "GET /orders")]
    [InlineData("app.MapGroup(\"/api\").AddEndpointFilter(async (context, next) => await next(context)).[|MapGet|](\"/orders\", Handlers.List);", "GET /api/orders")]
    [InlineData("app.[|MapMethods|](\"/orders\", [\"POST\", \"PUT\"], () => Work.Do());", "POST /orders")]
    [InlineData("app.[|Map|](\"/orders/{*rest}\", async (HttpContext context) => { await context.Response.WriteAsync(\"x\"); });", "/orders/{rest}")]
    [InlineData("app.[|MapGet|](\"/orders\", async context => await context.Response.WriteAsync(\"x\"));", "GET /orders")]
    [InlineData("app.[|MapGet|](\"/orders\", () => { return Work.Do(); }).WithName(\"ListOrders\").Produces(200);", "GET /orders")]
    [InlineData("IEndpointRouteBuilder routes = app; routes.[|MapGet|](\"/orders\", () => Work.Do());", "GET /orders")]
    [InlineData("if (app.Environment.IsProduction()) { app.[|MapGet|](\"/orders\", () => Work.Do()); }", "GET /orders")]
    public Task What_is_mapped_and_never_requested(string map, string spoken) => Mapped(
        map, "", "public static class Handlers { public static int List() => Work.Do(); }", $"No test calls '{spoken}'; add one that checks its response");

    [Theory]
    // Each of them is one that another verb, or another address, does not reach.
    [InlineData("app.[|MapPost|](\"/orders\", () => Work.Do()); app.MapGet(\"/orders\", () => Work.Do());", "await client.GetAsync(\"/orders\");")]
    [InlineData("app.[|MapGet|](\"/orders/{id}/lines\", () => Work.Do()); app.MapGet(\"/orders/{id}\", () => Work.Do());", "await client.GetAsync($\"/orders/{id}\");")]
    [InlineData("app.[|MapGet|](\"/a/orders\", () => Work.Do()); app.MapGet(\"/b/orders\", () => Work.Do());", "await client.GetAsync(\"/b/orders\");")]
    public Task Requests_of_something_else(string map, string request) => Mapped(map, request);

    [Theory]
    [InlineData("app.MapGet(\"/orders\", () => Work.Do());", "await client.GetAsync(\"/orders\");")]
    [InlineData("app.MapGet(\"/orders\", () => Work.Do());", "await client.GetStringAsync(\"/Orders/?page=2\");")]
    [InlineData("app.MapGet(\"/orders/{id:int}\", (int id) => Work.Do());", "await client.GetAsync($\"/orders/{id}\");")]
    [InlineData("app.MapGet(\"/orders/{id:int?}\", (int? id) => Work.Do());", "await client.GetAsync(\"/orders\");")]
    [InlineData("app.MapGet(\"/orders/{id:int}\", (int id) => Work.Do());", "await client.GetAsync(\"/orders/\" + id);")]
    [InlineData("app.MapGet(\"/api/orders/{id:int}\", (int id) => Work.Do());", "client.BaseAddress = new Uri(\"http://localhost/api/\"); await client.GetAsync(\"orders\");")]
    [InlineData("app.MapGroup(\"/api\").MapPost(\"/orders\", () => Work.Do());", "await client.PostAsJsonAsync(\"/api/orders\", order);")]
    [InlineData("app.MapDelete(\"/orders/{id}\", () => Work.Do());", "await client.SendAsync(new HttpRequestMessage(HttpMethod.Delete, \"/orders/5\"));")]
    [InlineData("app.MapMethods(\"/orders\", [\"POST\", \"PUT\"], () => Work.Do());", "await client.PutAsync(\"/orders\", null);")]
    [InlineData("app.MapPost(\"/orders\", () => Work.Do()); app.MapGet(\"/orders/{id}\", () => Work.Do());", "var made = await client.PostAsync(\"/orders\", null); await client.GetAsync(made.Headers.Location);")]
    // A theory, and tests of another kind.
    [InlineData("app.MapGet(\"/orders\", () => Work.Do());", "} [InlineData(\"/orders\")] void Theory(string address) { client.GetAsync(address);")]
    [InlineData("app.MapGet(\"/orders\", () => Work.Do()).WithName(\"ListOrders\");", "await new ShopClient(client).ListOrdersAsync();")]
    [InlineData("app.MapGet(\"/orders\", () => Work.Do()).RequireAuthorization().WithName(nameof(Handlers.ListAll));", "await api.ListAll();")]
    [InlineData("app.MapGet(\"/orders\", Handlers.ListAll);", "Assert.Equal(1, Handlers.ListAll());")]
    [InlineData("app.MapGet(\"/orders\", Handlers.Get);", "Assert.Equal(1, Handlers.Get());")]
    // A helper beside calls of the client itself, and a program behind a base.
    [InlineData("app.MapPost(\"/orders\", () => Work.Do());", "await PostJson(\"/orders\", 1); await client.GetAsync(\"/orders\");")]
    [InlineData("app.UsePathBase(\"/shop\"); app.MapGet(\"/orders\", () => Work.Do());", "await client.GetAsync(\"/shop/orders\");")]
    // The slash is not always written.
    [InlineData("app.MapGet(\"/orders\", () => Work.Do()); app.MapGet(\"/other/{id}\", () => Work.Do());", "await client.GetAsync(\"orders\"); await client.GetAsync(\"other/5\");")]
    public Task What_tests_request(string map, string request) => Mapped(map, request, "public static class Handlers { public static int ListAll() => Work.Do(); public static int Get() => Work.Do(); }");

    [Theory]
    // No literal.
    [InlineData("app.MapGet(Paths.Orders, () => Work.Do());")]
    [InlineData("app.MapGet($\"/{Paths.Orders}\", () => Work.Do());")]
    [InlineData("app.MapGroup(Paths.Orders).MapGet(\"/all\", () => Work.Do());")]
    // A group of parameters alone, from somewhere: every address may be its.
    [InlineData("Paths.Group(app).MapGet(\"/{id}\", (int id) => Work.Do());")]
    // The running of the program.
    [InlineData("app.MapGet(\"/healthz\", () => Work.Do()); app.MapGet(\"/api/version\", () => Work.Do()); app.MapGet(\"/error\", () => Work.Do()); app.MapGet(\"/.well-known/x\", () => Work.Do());")]
    [InlineData("app.MapHealthChecks(\"/hc\"); app.MapFallback(() => Work.Do()); app.MapFallbackToFile(\"/index.html\"); app.MapHub<Chat>(\"/chat\"); app.MapRazorPages();")]
    // Nothing that could be wrong.
    [InlineData("app.MapGet(\"/\", () => \"Hello World!\"); app.MapGet(\"/old\", () => Results.Redirect(\"/new\")); app.MapGet(\"/ok\", () => { return Results.Ok(); });")]
    // For developers.
    [InlineData("if (app.Environment.IsDevelopment()) { app.MapGet(\"/seed\", () => Work.Do()); }")]
    // A branch, and another library's methods of the same names.
    [InlineData("app.Map(\"/branch\", branch => { branch.UseStaticFiles(); }); Paths.MapGet(\"/x\", () => 1);")]
    [InlineData("app.MapGet(\"/orders\", Old.Handle); app.MapGet(\"/more\", Paths.Handler);")]
    public Task Left_alone(string map) => Mapped(
        map, "", "public static class Paths { public static readonly string Orders = \"/orders\"; public static readonly Func<int> Handler = Work.Do; public static RouteGroupBuilder Group(WebApplication app) => app.MapGroup(Orders); public static void MapGet(string x, Func<int> y) { } }"
            + " public class Chat : Microsoft.AspNetCore.SignalR.Hub { } public static class Old { [Obsolete] public static int Handle() => Work.Do(); }");

    [Theory]
    [InlineData("[Route(\"api/[controller]\")] public class OrdersController : ControllerBase { [HttpGet(\"{id:int}\")] public int [|Get|](int id) => Environment.TickCount; }", "GET /api/Orders/{id}")]
    [InlineData("[Route(\"a\"), Route(\"b\")] public class OrdersController : ControllerBase { [HttpPost] [Route(\"x/[action]\")] public int [|Add|]() => Environment.TickCount; }", "POST /a/x/Add")]
    [InlineData("[ApiController] public class Orders { [AcceptVerbs(\"PUT\", \"PATCH\", Route = \"/orders/{id}\")] public int [|Change|](int id) => Environment.TickCount; }", "PUT /orders/{id}")]
    [InlineData("public class OrdersController : Controller { public IActionResult [|Details|](int id) => View(Environment.TickCount); }", "/Orders/Details/{id}")]
    [InlineData("[Route(Paths.Orders)] public class OrdersController : ControllerBase { [HttpDelete(Paths.One)] public int [|Drop|](int id) => Environment.TickCount; } static class Paths { public const string Orders = \"orders\"; public const string One = \"{id}\"; }", "DELETE /orders/{id}")]
    [InlineData("[Route(\"orders\")] public abstract class Base : ControllerBase { [HttpGet(\"all\")] public int All() => Environment.TickCount; } public class OrdersController : Base { [HttpGet(\"~/one\")] public int [|One|]() => Environment.TickCount; }", "GET /one")]
    public Task Actions_that_nobody_requests(string controller, string spoken) => Reported(
        "var app = WebApplication.CreateBuilder(args).Build(); app.MapGet(\"/known\", () => Environment.TickCount); app.MapControllers(); app.Run();\n" + controller, "", $"No test calls '{spoken}'; add one that checks its response");

    [Theory]
    [InlineData("[Route(\"api/[controller]\")] public class OrdersController : ControllerBase { [HttpGet(\"{id:int}\")] public int Get(int id) => Environment.TickCount; }", "await client.GetAsync(\"/api/orders/5\");")]
    [InlineData("[Route(\"a\"), Route(\"b\")] public class OrdersController : ControllerBase { [HttpPost] public int Add() => Environment.TickCount; }", "await client.PostAsync(\"/b\", null);")]
    [InlineData("[ApiController] public class Orders { [AcceptVerbs(\"PUT\", \"PATCH\", Route = \"/orders/{id}\")] public int Change(int id) => Environment.TickCount; }", "await client.PatchAsync(\"/orders/5\", null);")]
    [InlineData("public class OrdersController : Controller { public IActionResult Details(int id) => View(Environment.TickCount); }", "await client.GetAsync(\"/orders/details/5\");")]
    [InlineData("public class StoreController : Controller { public IActionResult Index() => View(Environment.TickCount); }", "await client.GetAsync(\"/\");")]
    [InlineData("[Route(\"orders\")] public class OrdersController : ControllerBase { [HttpGet] public int Get() => Environment.TickCount; }", "Assert.Equal(1, new OrdersController().Get());")]
    [InlineData("[Route(\"orders\")] public class OrdersController : ControllerBase { [HttpGet] public int Latest() => Environment.TickCount; }", "await api.LatestAsync();")]
    [InlineData("[Route(\"orders\")] public class OrdersController : ControllerBase { [HttpGet] public int Get() => Environment.TickCount; }", "await api.Orders_GetAsync();")]
    // A prefix for all controllers, and patterns of the program's own.
    [InlineData("[Route(\"orders\")] public class OrdersController : ControllerBase { [HttpGet] public int Get() => Environment.TickCount; }", "await client.GetAsync(\"/api/orders\");")]
    [InlineData("public class OrdersController : Controller { public IActionResult Details(int id) => View(Environment.TickCount); } static class Startup2 { static void Map(WebApplication app) => app.MapControllerRoute(\"orders\", \"shop/{id}\", new { controller = \"Orders\", action = \"Details\" }); }", "")]
    // No actions, or none whose address is known.
    [InlineData("public abstract class Base<T> : ControllerBase { [HttpGet(\"/x\")] public int Get() => Environment.TickCount; } public class Y<T> : Base<T> { [HttpGet(\"/y\")] public int Got() => Environment.TickCount; }", "")]
    [InlineData("public class A : ControllerBase { [NonAction] public int Help() => Environment.TickCount; protected int Do() => 1; public static int Of() => 2; public override string ToString() => \"\"; }", "")]
    [InlineData("public class ApiAttribute(string x) : RouteAttribute(\"api/\" + x); [Api(\"orders\")] public class A : ControllerBase { [HttpGet] public int Get() => Environment.TickCount; }", "")]
    [InlineData("public class FetchAttribute() : HttpGetAttribute(\"fetch\"); [Route(\"a\")] public class A : ControllerBase { [Fetch] public int Get() => Environment.TickCount; }", "")]
    [InlineData("public class HomeController : Controller { public IActionResult Privacy() => View(); public IActionResult Error() => View(Environment.TickCount); [Obsolete] public int Old() => Environment.TickCount; }", "")]
    [InlineData("public interface IOrders { int Latest(); } [Route(\"o\")] public class A : ControllerBase, IOrders { [HttpGet] public int Latest() => Environment.TickCount; }", "")]
    [InlineData("public class Page : Microsoft.AspNetCore.Mvc.RazorPages.PageModel { public void OnGet() => Environment.Exit(1); }", "")]
    public Task Actions_left_alone(string controller, string request) => Reported(
        "var app = WebApplication.CreateBuilder(args).Build(); app.MapGet(\"/known\", () => Environment.TickCount); app.MapControllers(); app.Run();\n" + controller, request);

    private const string Two = Start + "public static class Api { public static void MapAll(this WebApplication app) { app.MapGet(\"/healthz\", () => Environment.TickCount); app.{|MapGet|}(\"/one\", () => Environment.TickCount); app.MapGet(\"/two\", () => Environment.TickCount); } }\n"
        + "[Route(\"three\")] public class ThreeController : ControllerBase { [HttpGet] public int Get() => Environment.TickCount; }";

    /// <summary>Tests that request nothing at all need to hear it once.</summary>
    [Theory]
    [InlineData("class T { void Test() { } }", true)]
    [InlineData("class T { void Test() { File.Exists(\"some/file\"); } }", true)]
    // They host it, and send their requests in a way that cannot be seen.
    [InlineData("class T(WebApplicationFactory<Program> factory) { void Test() { } }", false)]
    [InlineData("class T(WebApplicationFactory<Program> factory) { void Test() { File.Exists(\"some/file\"); } }", false)]
    public Task Tests_without_any_address(string test, bool isReported) => Check.Reports<PG4007UntestedEndpoint>(
        Scenario.Of(ProjectKind.Web, Usings + Two.Replace("{|", isReported ? "[|" : "").Replace("|}", isReported ? "|]" : "")).AdditionalFile("tests.index", IndexText.Of(test), "test-index"),
        isReported ? "No test calls 'GET /one' or any other endpoint; add one that checks its response" : null);

    [Fact]
    public Task Controllers_alone_whose_tests_request_nothing() => Check.Reports<PG4007UntestedEndpoint>(
        Scenario.Of(ProjectKind.Web, Usings + "WebApplication.CreateBuilder(args).Build().Run();\n[Route(\"a\")] public class AController : ControllerBase { [HttpGet] public int [|One|]() => Environment.TickCount; [HttpPost] public int Two() => Environment.TickCount; }")
            .AdditionalFile("tests.index", IndexText.Of("class T { void Test() { } }"), "test-index"));

    [Fact]
    public Task Actions_that_tests_call_by_themselves_make_the_others_stand_out() => Check.Reports<PG4007UntestedEndpoint>(
        Scenario.Of(ProjectKind.Web, Usings + "WebApplication.CreateBuilder(args).Build().Run();\n[Route(\"a\")] public class AController : ControllerBase { [HttpGet] public int One() => Environment.TickCount; [HttpPost] public int [|Two|]() => Environment.TickCount; [HttpPut] public int [|Three|]() => Environment.TickCount; }")
            .AdditionalFile("tests.index", IndexText.Of("class T { void Test() { new AController().One(); } }"), "test-index"));

    [Theory]
    [InlineData(ProjectKind.Library, IndexText.Header + "N\ttests/Shop.Tests.csproj\nT\ttests/T.cs\ta\tGetAsync\tGetAsync\t/known\n")]
    [InlineData(ProjectKind.Desktop, IndexText.Header + "N\ttests/Shop.Tests.csproj\nT\ttests/T.cs\ta\tGetAsync\tGetAsync\t/known\n")]
    [InlineData(ProjectKind.Web, IndexText.Header)]
    [InlineData(ProjectKind.Web, "nothing that could be read")]
    public Task Elsewhere(ProjectKind kind, string index) => Check.Reports<PG4007UntestedEndpoint>(
        Scenario.Of(kind, Usings + "public static class Api { public static void Main() { } public static void MapAll(this WebApplication app) { app.MapGet(\"/known\", () => Environment.TickCount); app.MapGet(\"/orders\", () => Environment.TickCount); } }")
            .AdditionalFile("tests.index", index, "test-index"));

    [Theory]
    // What was run is tested, and what was not is not, whatever the index says.
    [InlineData(1, 0, "app.MapGet(\"/orders\", () =>\n{\n    return Environment.TickCount;\n}); app.[|MapGet|](\"/known\", () =>\n{\n    return Environment.TickCount;\n});")]
    public Task Coverage_decides(int first, int second, string map)
    {
        var report = $"<coverage><packages><package name=\"Shop\"><classes><class filename=\"Test0.cs\"><lines><line number=\"5\" hits=\"{first}\"/><line number=\"8\" hits=\"{second}\"/></lines></class></classes></package></packages></coverage>";
        return Reported(Start + "public static class Api { public static void MapAll(this WebApplication app) { " + map + " } }", "await client.GetAsync(\"/known\");", files: ("coverage.xml", report, "coverage"));
    }

    [Fact]
    public Task Half_typed() => Check.Reports<PG4007UntestedEndpoint>(
        Scenario.Of(ProjectKind.Web, Usings + "var app = WebApplication.CreateBuilder(args).Build(); app.MapGet(\"/known\", () => Environment.TickCount); app.MapGet(\"/x\", ); app.MapPost(\"/y\", () => ; app.MapGroup(.MapGet(\"/z\", Foo.Bar)\n[Route(] public class A : ControllerBase { [HttpGet( public int }")
            .AdditionalFile("tests.index", IndexText.Of("class T(WebApplicationFactory<Program> factory) { void Test() { client.GetAsync(\"/known\"); } }"), "test-index").Broken());
}
