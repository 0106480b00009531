using static ProdGap.Analyzers.Tests.Core.Taint.Clothes;
using static ProdGap.Analyzers.Tests.Core.Taint.FlowCase;

namespace ProdGap.Analyzers.Tests.Core.Taint;

/// <summary>What stands where a request speaks and is none: what the container fills, what was protected, and what only looks like an entry.</summary>
internal static class NoRequestFlows
{
    private static readonly (string Name, string Code)[] Filled =
    [
        ("a service of an action", InAction("[FromServices] ShopClock clock", "[|clock.Zone|];", "public sealed class ShopClock { public string Zone { get; set; } = \"\"; }")),
        ("a service with a key", InAction("[FromKeyedServices(\"main\")] ShopClock clock", "[|clock.Zone|];", "public sealed class ShopClock { public string Zone { get; set; } = \"\"; }")),
        ("an interface of an action", InAction("IClock clock", "[|clock.Zone|];", "public interface IClock { string Zone { get; } }")),
        ("a principal", InAction("ClaimsPrincipal user", "[|user.Identity!.Name|];")),
        ("a member that is never bound", InAction("OrderRequest request", "[|request.Owner|];", "public sealed class OrderRequest { public string Name { get; set; } = \"\"; [Microsoft.AspNetCore.Mvc.ModelBinding.BindNever] public string Owner { get; set; } = \"\"; }")),
        ("an interface of a handler", InHandler("(IClock clock) => { [|clock.Zone|]; }", "public interface IClock { string Zone { get; } }")),
        ("a service of a handler", InHandler("([FromServices] ShopClock clock) => { [|clock.Zone|]; }", "public sealed class ShopClock { public string Zone { get; set; } = \"\"; }")),
        ("a context of a database", InHandler("(ShopContext database) => { [|database.Tenant|]; }", "public sealed class ShopContext : DbContext { public string Tenant { get; set; } = \"\"; }")),
        ("an entity of a handler's context", InHandler("(ShopContext database) => { var order = database.Set<Order>().First(); [|order.Name|]; }", "public sealed class Order { public int Id { get; set; } public string Name { get; set; } = \"\"; } public sealed class ShopContext : DbContext { }")),
        ("a registered type of a handler", "public sealed class ShopClock { public string Zone { get; set; } = \"\"; } public static class Endpoints { public static void Add(IServiceCollection services) => services.AddSingleton<ShopClock>(); public static void Map(WebApplication app) => app.MapGet(\"/zone\", (ShopClock clock) => { [|clock.Zone|]; }); }"),
        ("a registered type of a handler that is a method", "public sealed class ShopClock { public string Zone { get; set; } = \"\"; } public static class Endpoints { public static void Add(IServiceCollection services) => services.AddScoped(_ => new ShopClock()); public static void Map(WebApplication app) => app.MapGet(\"/zone\", Zone); private static string Zone(ShopClock clock) { [|clock.Zone|]; return \"\"; } }"),
        ("a type that binds itself", InHandler("(Tenant tenant) => { [|tenant.Name|]; }", "public sealed class Tenant { public string Name { get; init; } = \"\"; public static ValueTask<Tenant?> BindAsync(HttpContext context) => ValueTask.FromResult<Tenant?>(new()); }")),
        ("a version", InHandler("(Version version) => { [|version.ToString()|]; }")),
        ("an address of the network", InHandler("(IPAddress address) => { [|address.ToString()|]; }")),
        ("the configuration of a handler", InHandler("(IConfiguration configuration) => { [|configuration[\"Shop:Table\"]|]; }")),

        ("the items of a context", InContext("[|context.Items[\"tenant\"] as string|];")),
        ("the identifier of a request", InContext("[|context.TraceIdentifier|];")),
        ("the user of a context", InContext("[|context.User.Identity!.Name|];")),
        ("a claim of a user", InAction("int id", "[|User.FindFirstValue(ClaimTypes.NameIdentifier)|];")),
        ("a claim of a user that is looked up", InContext("[|context.User.FindFirst(\"sub\")!.Value|];")),
        ("the address of a caller", InContext("[|context.Connection.RemoteIpAddress?.ToString()|];")),
        ("a session", InContext("[|context.Session.GetString(\"cart\")|];")),
        ("the method", InContext("[|context.Request.Method|];")),
        ("the scheme", InContext("[|context.Request.Scheme|];")),
        ("whether it is secure", InContext("[|context.Request.IsHttps.ToString()|];")),
        ("an item of a protected ticket", InAsyncContext("var result = await Microsoft.AspNetCore.Authentication.AuthenticationHttpContextExtensions.AuthenticateAsync(context, \"External\"); [|result.Properties!.Items[\"returnUrl\"]|];")),
        ("the name of the environment", InHandler("(IHostEnvironment environment) => { [|environment.EnvironmentName|]; }")),
        ("the folder of the application", InHandler("(Microsoft.AspNetCore.Hosting.IWebHostEnvironment environment) => { [|environment.WebRootPath|]; }")),
        ("a variable of the environment", InContext("[|Environment.GetEnvironmentVariable(\"SHOP_ROOT\")|];")),

        ("a failure of a hub", InHub("public override Task OnDisconnectedAsync(Exception? exception) { [|exception?.Message|]; return Task.CompletedTask; }")),
        ("a connection of a hub", InHub("public override Task OnConnectedAsync() { [|Context.ConnectionId|]; return Task.CompletedTask; }")),
        ("a claim of a connection", InHub("public Task Join() { [|Context.UserIdentifier|]; return Task.CompletedTask; }")),
        ("a property of a page that is not bound", InPage("public string Title { get; set; } = \"\"; public void OnGet() { [|Title|]; }")),
        ("a field of a controller", "public sealed class OrdersController : ControllerBase { private string table = \"\"; [HttpGet] public IActionResult Get(int id) { [|table|]; table = \"x\"; return Ok(); } }"),
        ("a private method that nobody calls", "public sealed class OrdersController : ControllerBase { [HttpGet] public IActionResult Get(int id) => Ok(); private void Write(string name) { [|name|]; } }"),
    ];

    private static readonly FlowCase[] LooksLikeOne =
    [
        NotOfRequest("a method that is no action", "public sealed class OrdersController : ControllerBase { [NonAction] public void Write(string name) { [|name|]; } }"),
        NotOfRequest("a method of a page that is no handler", InPage("public void OnGet() { } public void Write(string name) { [|name|]; }")),
        NotOfRequest("a method of a page whose name begins like a handler", InPage("public void OnGet() { } public void Once(string name) { [|name|]; }")),
        NotOfRequest("a method of a class named like a hub", "public sealed class ChatHub { public void Send(string message) { [|message|]; } }"),
        NotOfRequest("a query of another type", "public sealed class Search { public Dictionary<string, string> Query { get; } = []; } public sealed class Finder { public void Find(Search request) { [|request.Query[\"name\"]|]; } }"),
        NotOfRequest("a file name of another type", "public sealed class Document { public string FileName { get; set; } = \"\"; } public sealed class Finder { private Document document = new(); public void Find() { [|document.FileName|]; } }"),
        NotOfRequest("a parameter of a lambda that is no handler", InService("List<string> names", "names.ForEach(name => { [|name|]; });")),
        NotOfRequest("a parameter of a lambda of a group that does not map", "public static class Endpoints { public static void Map(MapOptions app) => app.MapGet(\"/x\", (string name) => { [|name|]; }); } public sealed class MapOptions { public void MapGet(string pattern, Action<string> handler) => handler(pattern); }"),
        NotOfRequest("a cascading parameter", InComponent("[Microsoft.AspNetCore.Components.CascadingParameter] public string? Theme { get; set; } protected override void OnParametersSet() { [|Theme|]; }")),
        NotOfRequest("a header of an answer", "public sealed class Client(HttpClient http) { public async Task Load() { var response = await http.GetAsync(\"https://shop.example.com\"); [|response.Headers.GetValues(\"Location\").First()|]; } }"),
        NotOfRequest("a header that this application writes", InContext("[|context.Response.Headers[\"X-Version\"]|];")),
        NotOfRequest("a cookie of a client", "public sealed class Client(CookieContainer cookies) { public void Load(Uri address) { foreach (Cookie cookie in cookies.GetCookies(address)) { [|cookie.Value|]; } } }"),
        NotOfRequest("a function that is not one of a model", "public sealed class Tools { [System.ComponentModel.Description(\"Finds\")] public string Find(string name) { [|name|]; return \"\"; } }"),
    ];

    public static IReadOnlyList<FlowCase> Cases { get; } =
    [
        .. Filled.SelectMany(row => ByEachWay(row.Code).Select(way => Silent($"{row.Name}, {way.Way}", way.Code))),
        .. LooksLikeOne,
    ];
}
