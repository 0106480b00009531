using static ProdGap.Analyzers.Tests.Core.Taint.Clothes;
using static ProdGap.Analyzers.Tests.Core.Taint.FlowCase;

namespace ProdGap.Analyzers.Tests.Core.Taint;

/// <summary>Every place from which a request, an archive or a language model speaks, by each of four ways, and whole programs.</summary>
internal static class RequestFlows
{
    private static readonly (string Name, string Code)[] Bound =
    [
        ("a parameter of an action", InAction("string name", "[|name|];")),
        ("a parameter from the query", InAction("[FromQuery(Name = \"q\")] string? name", "[|name|];")),
        ("a parameter from the route", InAction("[FromRoute] string name", "[|name|];")),
        ("a parameter from the form", InAction("[FromForm] string name", "[|name|];")),
        ("a parameter from a header", InAction("[FromHeader(Name = \"X-Tenant\")] string tenant", "[|tenant|];")),
        ("a parameter from the body", InAction("[FromBody] string name", "[|name|];")),
        ("a parameter beside a service", InAction("[FromServices] IConfiguration configuration, string name, CancellationToken token", "[|name|];")),
        ("an element of an array", InAction("string[] names", "[|names[0]|];")),
        ("an address", InAction("Uri link", "[|link.ToString()|];")),
        ("the address as it was written", InAction("Uri link", "[|link.OriginalString|];")),
        ("values of a query", InAction("StringValues names", "[|names|];")),
        ("the name of a file", InAction("IFormFile file", "[|file.FileName|];")),
        ("the field of a file", InAction("IFormFile file", "[|file.Name|];")),
        ("the type of a file", InAction("IFormFile file", "[|file.ContentType|];")),
        ("one of several files", InAction("IFormFileCollection files", "[|files[0].FileName|];")),
        ("each of several files", InAction("List<IFormFile> files", "foreach (var file in files) { [|file.FileName|]; }")),
        ("each of a collection of files", InAction("IFormFileCollection files", "foreach (var file in files) { [|file.FileName|]; }")),
        ("a member of a class", InAction("OrderRequest request", "[|request.Name|];", "public sealed class OrderRequest { public string Name { get; set; } = \"\"; }")),
        ("a member of a record", InAction("[FromBody] OrderRequest request", "[|request.Name|];", "public sealed record OrderRequest(string Name, int Count);")),
        ("a member that may be missing", InAction("[FromBody] OrderRequest? request", "[|request?.Name|];", "public sealed record OrderRequest(string Name, int Count);")),
        ("a member of a member", InAction("OrderRequest request", "[|request.Address.City|];", "public sealed record Address(string City); public sealed record OrderRequest(Address Address);")),
        ("a member that is inherited", InAction("OrderRequest request", "[|request.Name|];", "public abstract class Named { public required string Name { get; init; } } public sealed class OrderRequest : Named { }")),
        ("an element of a member", InAction("OrderRequest request", "[|request.Tags[0]|];", "public sealed record OrderRequest(string[] Tags);")),
        ("a file that is a member", InAction("[FromForm] Upload upload", "[|upload.File.FileName|];", "public sealed class Upload { public required IFormFile File { get; set; } }")),
        ("a parameter of an action that waits", InAsyncAction("string name", "await Task.Yield(); [|name|];")),
        ("an action of a controller with a base of its own", "public abstract class ApiController : ControllerBase { } public sealed class OrdersController : ApiController { public string Get(string name) { [|name|]; return \"\"; } }"),
        ("an action of a controller with views", "public sealed class OrdersController : Controller { public IActionResult Index(string name) { [|name|]; return View(); } }"),
        ("an action of a type that is marked", "[Controller] public sealed class Orders { [HttpGet(\"/orders\")] public string Get(string name) { [|name|]; return \"\"; } }"),
        ("an action that is inherited", "public abstract class Listing : ControllerBase { [HttpGet] public IActionResult List(string filter) { [|filter|]; return Ok(); } } public sealed class OrdersController : Listing { }"),
        ("an action of a controller with parameters of its own", "public sealed class OrdersController(IConfiguration configuration) : ControllerBase { [HttpGet] public IActionResult List(string filter) { [|filter|]; return Ok(configuration[\"x\"]); } }"),

        ("a parameter of a handler", InHandler("(string name) => { [|name|]; }")),
        ("a parameter that may be missing", InHandler("(string? name) => { [|name|]; return Results.Ok(); }")),
        ("a parameter of a handler that waits", InHandler("async (string name, CancellationToken token) => { await Task.Delay(1, token); [|name|]; return Results.Ok(); }")),
        ("a parameter of a handler with attributes", InHandler("([FromQuery(Name = \"q\")] string name, [FromServices] IConfiguration configuration) => { [|name|]; }")),
        ("a member of what a handler takes", InHandler("(OrderRequest request) => { [|request.Name|]; }", "public sealed record OrderRequest(string Name);")),
        ("a member of a member of what a handler takes", InHandler("(OrderRequest request) => { [|request.Address.City|]; }", "public sealed record Address(string City); public sealed record OrderRequest(Address Address);")),
        ("a member of a handler's parameters", InHandler("([AsParameters] Paging paging) => { [|paging.Sort|]; }", "public readonly record struct Paging(string Sort, int Page);")),
        ("a member of a handler's parameters that has an attribute", InHandler("([AsParameters] Paging paging) => { [|paging.Sort|]; }", "public sealed class Paging { [FromQuery(Name = \"sort\")] public string? Sort { get; set; } }")),
        ("a file of a handler", InHandler("(IFormFile file) => { [|file.FileName|]; }")),
        ("an element of a handler's array", InHandler("(string[] names) => { [|names[0]|]; }")),
        ("a local function that is a handler", "public static class Endpoints { public static void Map(WebApplication app) { app.MapGet(\"/orders\", Find); IResult Find(string name) { [|name|]; return Results.Ok(); } } }"),
        ("a method that is a handler", "public static class Endpoints { public static void Map(WebApplication app) => app.MapGet(\"/orders\", Find); private static IResult Find(string name) { [|name|]; return Results.Ok(); } }"),
        ("a method of another type that is a handler", "public static class Endpoints { public static void Map(WebApplication app) => app.MapGet(\"/orders\", OrderApi.Find); } public static class OrderApi { public static IResult Find(string name, HttpContext context) { [|name|]; return Results.Ok(); } }"),
        ("a handler of a group", "public static class Endpoints { public static void Map(IEndpointRouteBuilder app) { var group = app.MapGroup(\"/orders\"); group.MapPut(\"/{name}\", (string name) => { [|name|]; }); } }"),
        ("a handler that removes", "public static class Endpoints { public static void Map(WebApplication app) => app.MapDelete(\"/orders/{name}\", (string name) => { [|name|]; }); }"),
        ("a handler that patches", "public static class Endpoints { public static void Map(WebApplication app) => app.MapPatch(\"/orders/{name}\", (string name) => { [|name|]; }); }"),
        ("a handler of some methods", "public static class Endpoints { public static void Map(WebApplication app) => app.MapMethods(\"/orders/{name}\", [\"GET\"], (string name) => { [|name|]; }); }"),
        ("a handler of any method", "public static class Endpoints { public static void Map(WebApplication app) => app.Map(\"/orders/{name}\", (string name) => { [|name|]; }); }"),
        ("a handler of what is left", "public static class Endpoints { public static void Map(WebApplication app) => app.MapFallback(\"{**path}\", (string path) => { [|path|]; }); }"),

        ("a parameter of a page", InPage("public void OnGet(string name) { [|name|]; }")),
        ("a parameter of a page that waits", InPage("public async Task<IActionResult> OnPostAsync(string name) { await Task.Yield(); [|name|]; return Page(); }")),
        ("a parameter of a handler of a page", InPage("public IActionResult OnPostDelete(string name) { [|name|]; return Page(); }")),
        ("a property of a page", InPage("[BindProperty] public string Name { get; set; } = \"\"; public void OnPost() { [|Name|]; }")),
        ("a property of a page that is bound for reading, too", InPage("[BindProperty(SupportsGet = true)] public string? ReturnUrl { get; set; } public void OnGet() { [|ReturnUrl|]; }")),
        ("a member of a property of a page", InPage("[BindProperty] public InputModel Input { get; set; } = new(); public void OnPost() { [|Input.Name|]; } public sealed class InputModel { public string Name { get; set; } = \"\"; }")),
        ("a file of a page", InPage("[BindProperty] public IFormFile Upload { get; set; } = null!; public void OnPost() { [|Upload.FileName|]; }")),
        ("a property of a page from the route", InPage("[FromRoute] public string Name { get; set; } = \"\"; public void OnGet() { [|Name|]; }")),

        ("a parameter of a hub", InHub("public Task Send(string message) { [|message|]; return Task.CompletedTask; }")),
        ("a member of what a hub takes", InHub("public async Task Send(ChatLine line) { await Task.Yield(); [|line.Text|]; } public sealed record ChatLine(string Text);")),
        ("a parameter of a hub with an interface", "public interface IRoom { Task Receive(string text); } public sealed class RoomHub : Hub<IRoom> { public Task Join(string room) { [|room|]; return Clients.All.Receive(room); } }"),

        ("a parameter of a component from the query", InComponent("[Microsoft.AspNetCore.Components.Parameter, Microsoft.AspNetCore.Components.SupplyParameterFromQuery] public string? Filter { get; set; } protected override void OnInitialized() { [|Filter|]; }", "[Microsoft.AspNetCore.Components.Route(\"/orders\")]")),
        ("a parameter of a component from a form", InComponent("[Microsoft.AspNetCore.Components.SupplyParameterFromForm] public Input Model { get; set; } = new(); public void Submit() { [|Model.Name|]; } public sealed class Input { public string Name { get; set; } = \"\"; }", "[Microsoft.AspNetCore.Components.Route(\"/orders\")]")),
        ("a parameter of a component that its route names", InComponent("[Microsoft.AspNetCore.Components.Parameter] public string Name { get; set; } = \"\"; protected override void OnParametersSet() { [|Name|]; }", "[Microsoft.AspNetCore.Components.Route(\"/orders/{Name}\")]")),
        ("the name of a browser's file", InComponent("private void Load(Microsoft.AspNetCore.Components.Forms.InputFileChangeEventArgs e) { [|e.File.Name|]; }")),
        ("the address of the browser", InComponent("[Microsoft.AspNetCore.Components.Inject] public Microsoft.AspNetCore.Components.NavigationManager Navigation { get; set; } = null!; protected override void OnInitialized() { [|new Uri(Navigation.Uri).Query|]; }")),

        ("a message of gRPC", "[Grpc.Core.BindServiceMethod(typeof(ShopBase), \"Bind\")] public abstract class ShopBase { public virtual Task<string> Find(FindRequest request, Grpc.Core.ServerCallContext context) => throw new NotSupportedException(); } public sealed class FindRequest { public string Name { get; set; } = \"\"; } public sealed class ShopService : ShopBase { public override Task<string> Find(FindRequest request, Grpc.Core.ServerCallContext context) { [|request.Name|]; return Task.FromResult(\"\"); } }"),
        ("a query of a function", "public sealed class Functions { [Microsoft.Azure.Functions.Worker.Function(\"Find\")] public void Find([Microsoft.Azure.Functions.Worker.HttpTrigger(\"get\")] Microsoft.Azure.Functions.Worker.Http.HttpRequestData request) { [|request.Query[\"name\"]|]; } }"),
        ("the query of an event of a gateway", "public sealed class Function { public string Handle(Amazon.Lambda.APIGatewayEvents.APIGatewayProxyRequest request, Amazon.Lambda.Core.ILambdaContext context) { [|request.QueryStringParameters[\"name\"]|]; return \"\"; } }"),
        ("the body of an event of a gateway", "public sealed class Function { public string Handle(Amazon.Lambda.APIGatewayEvents.APIGatewayProxyRequest request, Amazon.Lambda.Core.ILambdaContext context) { [|request.Body|]; return \"\"; } }"),
    ];

    private static readonly (string Name, string Code)[] Read =
    [
        ("the query", InContext("[|context.Request.Query[\"name\"]|];")),
        ("the query as text", InContext("[|context.Request.Query[\"name\"].ToString()|];")),
        ("the first of the query", InContext("[|context.Request.Query[\"name\"][0]|];")),
        ("the query that was tried", InContext("if (context.Request.Query.TryGetValue(\"name\", out var name)) { [|name|]; }")),
        ("the form", InContext("[|context.Request.Form[\"name\"]|];")),
        ("a file of the form", InContext("[|context.Request.Form.Files[0].FileName|];")),
        ("each file of the form", InContext("foreach (var file in context.Request.Form.Files) { [|file.FileName|]; }")),
        ("the form that was waited for", InAsyncContext("var form = await context.Request.ReadFormAsync(); [|form[\"name\"]|];")),
        ("a file of the form that was waited for", InAsyncContext("var form = await context.Request.ReadFormAsync(); var file = form.Files[0]; [|file.FileName|];")),
        ("a header", InContext("[|context.Request.Headers[\"X-Tenant\"]|];")),
        ("a header by its name", InContext("[|context.Request.Headers.Referer|];")),
        ("a header by its name as text", InContext("[|context.Request.Headers.UserAgent.ToString()|];")),
        ("a header that was tried", InContext("if (context.Request.Headers.TryGetValue(\"X-Tenant\", out var tenant)) { [|tenant|]; }")),
        ("a cookie", InContext("[|context.Request.Cookies[\"theme\"]|];")),
        ("a cookie that was tried", InContext("if (context.Request.Cookies.TryGetValue(\"theme\", out var theme)) { [|theme|]; }")),
        ("a value of the route", InContext("[|context.Request.RouteValues[\"name\"]?.ToString()|];")),
        ("a value of the route that was cast", InContext("[|(string)context.Request.RouteValues[\"name\"]!|];")),
        ("a value of the route that is a text", InContext("[|context.Request.RouteValues[\"name\"] as string|];")),
        ("the path", InContext("[|context.Request.Path.Value|];")),
        ("the path as text", InContext("[|context.Request.Path.ToString()|];")),
        ("the path as it is", InContext("[|context.Request.Path|];")),
        ("the base of the path", InContext("[|context.Request.PathBase.Value|];")),
        ("the whole query", InContext("[|context.Request.QueryString.Value|];")),
        ("the whole query as text", InContext("[|context.Request.QueryString.ToString()|];")),
        ("the host", InContext("[|context.Request.Host.Value|];")),
        ("the name of the host", InContext("[|context.Request.Host.Host|];")),
        ("the body", InAsyncContext("using var reader = new StreamReader(context.Request.Body); [|await reader.ReadToEndAsync()|];")),
        ("the body as an object", InAsyncContext("var order = await context.Request.ReadFromJsonAsync<OrderRequest>(); [|order!.Name|];", "public sealed record OrderRequest(string Name);")),
        ("the address", InContext("[|context.Request.GetDisplayUrl()|];")),
        ("the address in its escaped form", InContext("[|context.Request.GetEncodedUrl()|];")),
        ("the query of a request that was injected", InHandler("(HttpRequest request) => { [|request.Query[\"name\"]|]; }")),
        ("the query in an action", InAction("int id", "[|Request.Query[\"name\"]|];")),
        ("the header in an action", InAction("int id", "[|Request.Headers[\"X-Tenant\"].FirstOrDefault()|];")),
        ("the query of the context in an action", InAction("int id", "[|HttpContext.Request.Query[\"name\"]|];")),
        ("the query in a page", InPage("public void OnGet() { [|Request.Query[\"returnUrl\"]|]; }")),
        ("the query in a service", "public sealed class Tenant(IHttpContextAccessor accessor) { public void Load() { [|accessor.HttpContext!.Request.Query[\"tenant\"]|]; } }"),
        ("the query in a service that asks", "public sealed class Tenant(IHttpContextAccessor accessor) { public void Load() { [|accessor.HttpContext?.Request.Query[\"tenant\"]|]; } }"),
        ("the header in a piece of middleware", "public sealed class TenantMiddleware(RequestDelegate next) { public async Task InvokeAsync(HttpContext context) { [|context.Request.Headers[\"X-Tenant\"]|]; await next(context); } }"),
        ("the header in middleware of a line", "public static class Pipeline { public static void Use(WebApplication app) => app.Use(async (context, next) => { [|context.Request.Headers[\"X-Tenant\"]|]; await next(context); }); }"),
        ("the query in a hub", InHub("public void Join() { [|Context.GetHttpContext()!.Request.Query[\"room\"]|]; }")),
        ("each value of the query", InContext("foreach (var pair in context.Request.Query) { [|pair.Value|]; }")),
        ("each value of the query that is taken apart", InContext("foreach (var (key, value) in context.Request.Query) { [|value|]; }")),
        ("each name of the form", InContext("foreach (var pair in context.Request.Form) { [|pair.Key|]; }")),
        ("the name of a file in a part", InAsyncContext("var reader = new MultipartReader(\"x\", context.Request.Body); var section = await reader.ReadNextSectionAsync(); [|section!.ContentDisposition|];")),
        ("the name of a file in a part's header", "public sealed class Uploads { private static void Write(Microsoft.Net.Http.Headers.ContentDispositionHeaderValue header) { [|header.FileName.Value|]; } }"),

        ("the path of an archive's entry", "public sealed class Importer { public void Unpack() { using var archive = ZipFile.OpenRead(\"a.zip\"); foreach (var entry in archive.Entries) { [|entry.FullName|]; } } }"),
        ("the name of an archive's entry", "public sealed class Importer { public void Unpack() { using var archive = ZipFile.OpenRead(\"a.zip\"); var entry = archive.Entries[0]; [|entry.Name|]; } }"),
        ("the name of a tape's entry", "public sealed class Importer { public void Unpack(Stream stream) { using var reader = new System.Formats.Tar.TarReader(stream); while (reader.GetNextEntry() is { } entry) { [|entry.Name|]; } } }"),
        ("the link of a tape's entry", "public sealed class Importer { public void Unpack(Stream stream) { using var reader = new System.Formats.Tar.TarReader(stream); while (reader.GetNextEntry() is { } entry) { [|entry.LinkName|]; } } }"),
        ("the key of an entry", "public sealed class Importer { private static void Write(SharpCompress.Common.IEntry entry) { [|entry.Key|]; } }"),
        ("the name of a zip's entry", "public sealed class Importer { private static void Write(ICSharpCode.SharpZipLib.Zip.ZipEntry entry) { [|entry.Name|]; } }"),
    ];

    private static readonly (string Name, string Code)[] Model =
    [
        ("an answer", "public sealed class Assistant(Microsoft.Extensions.AI.IChatClient client) { public async Task Run() { var answer = await client.GetResponseAsync([]); [|answer.Text|]; } }"),
        ("a message of an answer", "public sealed class Assistant(Microsoft.Extensions.AI.IChatClient client) { public async Task Run() { var answer = await client.GetResponseAsync([]); foreach (var message in answer.Messages) { [|message.Text|]; } } }"),
        ("a completion", "public sealed class Assistant(OpenAI.Chat.ChatClient client) { public async Task Run() { OpenAI.Chat.ChatCompletion answer = (await client.CompleteChatAsync(\"x\")).Value; [|answer.Content[0].Text|]; } }"),
        ("a piece of a stream", "public sealed class Assistant { private static async Task Run(IAsyncEnumerable<Microsoft.SemanticKernel.StreamingChatMessageContent> answer) { await foreach (var piece in answer) { [|piece.Content|]; } } }"),
        ("a parameter of a function of a kernel", "public sealed class Tools { [Microsoft.SemanticKernel.KernelFunction(\"find\")] public string Find(string name) { [|name|]; return \"\"; } }"),
        ("a parameter of a function of a kernel without an object", "public static class Tools { [Microsoft.SemanticKernel.KernelFunction] public static string Find(string name) { [|name|]; return \"\"; } }"),
        ("a parameter of a tool", "[ModelContextProtocol.Server.McpServerToolType] public static class Tools { [ModelContextProtocol.Server.McpServerTool(Name = \"find\")] public static string Find(string name) { [|name|]; return \"\"; } }"),
        ("a parameter of a tool that waits", "[ModelContextProtocol.Server.McpServerToolType] public sealed class Tools { [ModelContextProtocol.Server.McpServerTool] public async Task<string> Find(string path, CancellationToken token) { await Task.Delay(1, token); [|path|]; return \"\"; } }"),
        ("a parameter of a method that is made a function", "public sealed class Assistant { public object Tool() => Microsoft.Extensions.AI.AIFunctionFactory.Create(Find, \"find\"); private static string Find(string name) { [|name|]; return \"\"; } }"),
        ("a parameter of a lambda that is made a function", "public sealed class Assistant { public object Tool() => Microsoft.Extensions.AI.AIFunctionFactory.Create((string name) => { [|name|]; return \"\"; }); }"),
    ];

    private static readonly FlowCase[] Programs =
    [
        Found("a handler of a program", "var app = WebApplication.CreateBuilder(args).Build(); app.MapGet(\"/orders\", (string name) => [|name|]); app.Run();") with { StandsAlone = true },
        Found("a handler of a program with a group", "var builder = WebApplication.CreateBuilder(args); var app = builder.Build(); var orders = app.MapGroup(\"/orders\"); orders.MapPost(\"/\", (OrderRequest request) => { var sql = $\"x {request.Name}\"; return Results.Ok([|sql|]); }); app.Run(); public sealed record OrderRequest(string Name);") with { StandsAlone = true },
        Found("a local function of a program", "var app = WebApplication.CreateBuilder(args).Build(); app.MapGet(\"/orders\", Find); app.Run(); static IResult Find(string name) { [|name|]; return Results.Ok(); }") with { StandsAlone = true },
        Found("a local function of a program that a handler calls", "var app = WebApplication.CreateBuilder(args).Build(); app.MapGet(\"/orders\", (string name) => Find(name)); app.Run(); static bool Find(string text) => [|text|];") with { StandsAlone = true },
        Found("a context of a program", "var app = WebApplication.CreateBuilder(args).Build(); app.Run(async context => { [|context.Request.Query[\"name\"]|]; await context.Response.WriteAsync(\"x\"); }); app.Run();") with { StandsAlone = true },
        Found("a handler beside what the program captures", "var root = \"/data/\"; var app = WebApplication.CreateBuilder(args).Build(); app.MapGet(\"/files/{name}\", (string name) => [|root + name|]); app.Run();") with { StandsAlone = true },
    ];

    private static readonly FlowCase[] Expressions =
    [
        Found("a handler that is an expression", InHandler("(string name) => [|name|]")),
        Found("an action that is an expression", "public sealed class OrdersController : ControllerBase { [HttpGet] public bool Get(string name) => [|name|]; }"),
        Found("a handler of a page that is an expression", InPage("public void OnGet(string name) => [|name|];")),
        Found("a method of a hub that is an expression", InHub("public bool Send(string message) => [|message|];")),
        Outside("a message of a bus", "public sealed record OrderPlaced(string Name); public sealed class OrderConsumer : MassTransit.IConsumer<OrderPlaced> { public Task Consume(MassTransit.ConsumeContext<OrderPlaced> context) { [|context.Message.Name|]; return Task.CompletedTask; } }"),
        Outside("a message that is handled", "public sealed record OrderPlaced(string Name); public sealed class OrderHandler : NServiceBus.IHandleMessages<OrderPlaced> { public Task Handle(OrderPlaced message, NServiceBus.IMessageHandlerContext context) { [|message.Name|]; return Task.CompletedTask; } }"),
    ];

    public static IReadOnlyList<FlowCase> Cases { get; } =
    [
        .. Each(Bound.Concat(Read), Found),
        .. Each(Model.Select(row => ("of a model, " + row.Name, row.Code)), Written),
        .. Programs,
        .. Expressions,
    ];

    private static IEnumerable<FlowCase> Each(IEnumerable<(string Name, string Code)> rows, Func<string, string, FlowCase> expected)
        => rows.SelectMany(row => ByEachWay(row.Code).Select(way => expected($"{row.Name}, {way.Way}", way.Code)));
}
