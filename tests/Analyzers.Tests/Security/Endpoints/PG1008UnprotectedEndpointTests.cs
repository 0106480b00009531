using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.CodeFixes.Security.Endpoints;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Security.Endpoints;

namespace ProdGap.Analyzers.Tests.Security.Endpoints;

public sealed class PG1008UnprotectedEndpointTests
{
    private const string Usings =
        """
        using System.Security.Claims;
        using Microsoft.AspNetCore.Authentication;
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.Authorization;
        using Microsoft.AspNetCore.Mvc.Filters;
        using Microsoft.AspNetCore.Routing;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;


        """;

    private const string Types =
        """
        public record Order(int Id);
        public interface IOrders { Task<Order> GetAsync(int id); Task AddAsync(Order order); }

        """;

    /// <summary>An app with cookies and authorization, what is mapped there, and further files.</summary>
    private static Scenario App(string map, params string[] more) => Web("builder.Services.AddAuthentication().AddCookie(); builder.Services.AddAuthorization(); builder.Services.AddControllers();", map, more);

    private static Scenario Web(string services, string map, params string[] more)
        => Scenario.Of(
            ProjectKind.Web,
            [
                Usings + "var builder = WebApplication.CreateBuilder(args);\n" + services + "\nvar app = builder.Build();\n" + map + "\napp.Run();\n",
                .. more.Select(file => Usings + file),
                Usings + Types,
            ]);

    private static Scenario Controller(string code, string map = "app.MapControllers();") => App(map, code);

    [Theory]
    [InlineData("app.[|MapGet|](\"/orders/{id}\", (int id, IOrders orders) => orders.GetAsync(id));")]
    [InlineData("app.[|MapPost|](\"/orders\", async (Order order, IOrders orders) => { await orders.AddAsync(order); return Results.Created(); }).WithName(\"add\").WithTags(\"orders\");")]
    [InlineData("app.[|MapDelete|](\"/orders/{id}\", (int id) => Results.NoContent()).RequireCors(\"shop\").RequireRateLimiting(\"slow\");")]
    [InlineData("var api = app.MapGroup(\"/api\"); api.[|MapPut|](\"/orders\", (Order order) => order);")]
    [InlineData("var api = app.MapGroup(\"/api\"); var orders = api.MapGroup(\"/orders\").WithTags(\"orders\"); orders.[|MapGet|](\"/\", () => new Order(1));")]
    // What is decided about one endpoint, or one group, is not decided about its neighbors.
    [InlineData("var api = app.MapGroup(\"/api\"); api.MapGet(\"/a\", () => 1).RequireAuthorization(); api.[|MapGet|](\"/b\", () => 2);")]
    [InlineData("var api = app.MapGroup(\"/api\"); api.MapGroup(\"/admin\").RequireAuthorization().MapGet(\"/a\", () => 1); api.[|MapGet|](\"/b\", () => 2);")]
    [InlineData("var endpoint = app.[|MapGet|](\"/orders\", () => 1); endpoint.WithName(\"x\");")]
    [InlineData("const string Route = \"/orders\"; app.[|MapGet|](Route, () => 1);")]
    [InlineData("app.UseRouting(); app.UseEndpoints(endpoints => { endpoints.[|MapGet|](\"/orders\", () => 1); });")]
    [InlineData("app.[|MapGet|](\"/orders\", () => 1).AddEndpointFilter(async (context, next) => { Console.WriteLine(context.Arguments.Count); return await next(context); });")]
    [InlineData("app.[|MapGet|](\"/orders\", All); static Order[] All() => [];")]
    // [Authorize] in a comment or a text is none.
    [InlineData("// app.MapGet(\"/orders\").RequireAuthorization()\napp.[|MapGet|](\"/orders\", (int page) => \"RequireAuthorization\");")]
    [InlineData("app.[|MapMethods|](\"/orders\", new[] { \"GET\" }, () => 1);")]
    [InlineData("app.[|Map|](\"/orders\", (HttpContext context) => context.Response.WriteAsync(\"all\"));")]
    public Task Mapped_and_undecided(string map) => Check.Reports<PG1008UnprotectedEndpoint>(App(map));

    [Theory]
    [InlineData("app.[|MapGet|](\"/orders/{id}/status\", (int id) => id); app.[|MapPost|](\"/api/orders/confirm\", () => 1); app.[|MapGet|](\"/bank/accounts/{id}\", (int id) => id);")]
    // Looks at what others answered, or at who calls, and lets everybody through.
    [InlineData("app.Use(async (context, next) => { await next(); if (context.Response.StatusCode == 401) { Console.WriteLine(); } }); app.[|MapGet|](\"/orders\", () => 1);")]
    [InlineData("app.Use(async (context, next) => { Console.WriteLine(context.User.Identity?.IsAuthenticated); await next(); }); app.[|MapGet|](\"/orders\", () => 1);")]
    [InlineData("if (!app.Environment.IsDevelopment()) { app.[|MapPost|](\"/seed\", () => 1); } if (args.Length > 0) { app.[|MapPost|](\"/again\", () => 1); }")]
    [InlineData("app.[|MapGet|](\"/orders\", () => 1).AddEndpointFilterFactory((context, next) => call => next(call));")]
    public Task Near_misses(string map) => Check.Reports<PG1008UnprotectedEndpoint>(App(map));

    [Theory]
    [InlineData("app.MapGet(\"/status\", () => 1); app.MapGet(\"/api/v1/version\", () => 1); app.MapGet(\"/verify/{code}\", (string code) => code);")]
    [InlineData("app.Use(async (context, next) => { if (context.User.Identity?.IsAuthenticated != true) { context.Response.Redirect(\"/login\"); return; } await next(); }); app.MapGet(\"/orders\", () => 1);")]
    [InlineData("if (app.Environment.IsDevelopment()) { app.MapPost(\"/seed\", () => 1); MapDebug(app.MapGroup(\"/debug\")); } void MapDebug(RouteGroupBuilder group) { group.MapGet(\"/routes\", () => 1); }")]
    [InlineData("app.MapGet(\"/orders\", () => 1).AddEndpointFilterFactory((context, next) => async call => call.HttpContext.Request.Headers.ContainsKey(\"k\") ? await next(call) : Results.Unauthorized());")]
    public Task Near_hits(string map) => Check.Reports<PG1008UnprotectedEndpoint>(App(map));

    [Theory]
    [InlineData("app.MapGet(\"/orders\", () => 1).RequireAuthorization();")]
    [InlineData("app.MapGet(\"/orders\", () => 1).WithName(\"x\").RequireAuthorization(\"admin\");")]
    [InlineData("app.MapGet(\"/orders\", () => 1).AllowAnonymous();")]
    [InlineData("app.MapGet(\"/orders\", [Authorize] () => 1);")]
    [InlineData("app.MapGet(\"/orders\", [AllowAnonymous] () => 1);")]
    [InlineData("app.MapGet(\"/orders\", All); [Authorize(Roles = \"admin\")] static int[] All() => [];")]
    [InlineData("app.MapGet(\"/orders\", () => 1).WithMetadata(new AuthorizeAttribute());")]
    [InlineData("var endpoint = app.MapGet(\"/orders\", () => 1); if (args.Length > 0) { endpoint.RequireAuthorization(); }")]
    [InlineData("var api = app.MapGroup(\"/api\").RequireAuthorization(); api.MapGet(\"/orders\", () => 1);")]
    [InlineData("var api = app.MapGroup(\"/api\"); api.RequireAuthorization(); api.MapGet(\"/orders\", () => 1);")]
    [InlineData("var api = app.MapGroup(\"/api\"); api.WithTags(\"x\").AllowAnonymous(); var orders = api.MapGroup(\"/orders\"); orders.MapGet(\"/\", () => 1);")]
    [InlineData("app.MapGroup(\"/api\").RequireAuthorization().MapGroup(\"/orders\").MapGet(\"/\", () => 1);")]
    [InlineData("RouteGroupBuilder api = app.MapGroup(\"/api\"); api = api.RequireAuthorization(); api.MapGet(\"/orders\", () => 1);")]
    [InlineData("app.MapGet(\"/orders\", (ClaimsPrincipal user) => user.Identity?.IsAuthenticated == true ? Results.Ok() : Results.Unauthorized());")]
    [InlineData("app.MapGet(\"/orders\", (HttpContext context) => context.User.IsInRole(\"admin\") ? Results.Ok() : Results.Forbid());")]
    [InlineData("app.MapGet(\"/orders\", async (IAuthorizationService service, HttpContext context) => (await service.AuthorizeAsync(context.User, \"read\")).Succeeded);")]
    [InlineData("app.MapGet(\"/orders\", () => 1).AddEndpointFilter(async (context, next) => context.HttpContext.Request.Headers.ContainsKey(\"X-Key\") ? await next(context) : Results.Unauthorized());")]
    [InlineData("app.MapGet(\"/orders\", (string key) => key == app.Configuration[\"Key\"] ? Results.Ok(1) : Results.StatusCode(401));")]
    public Task Mapped_and_decided(string map) => Check.Reports<PG1008UnprotectedEndpoint>(App(map));

    [Theory]
    [InlineData("app.MapGet(\"/\", () => \"Hello\");")]
    [InlineData("app.MapGet(\"/health\", () => \"ok\"); app.MapGet(\"/healthz/ready\", () => \"ok\"); app.MapGet(\"/api/status\", () => 1);")]
    [InlineData("app.MapPost(\"/login\", (Order order) => order); app.MapPost(\"/api/auth/refresh-token\", (Order order) => order); app.MapPost(\"/users/register\", (Order order) => order);")]
    [InlineData("var auth = app.MapGroup(\"/auth\"); auth.MapPost(\"/\", (Order order) => order); auth.MapPost(\"/google\", (Order order) => order);")]
    [InlineData("app.MapPost(\"/account/forgotPassword\", (Order order) => order); app.MapPost(\"/stripe/webhook\", (Order order) => order); app.MapPost(\"/logout\", () => 1);")]
    [InlineData("app.MapGet(\"/error\", () => Results.Problem()); app.MapGet(\"/robots.txt\", () => \"\"); app.MapGet(\"/antiforgery/token\", () => 1); app.MapGet(\"/.well-known/jwks.json\", () => 1);")]
    public Task For_callers_whom_nobody_knows_yet(string map) => Check.Reports<PG1008UnprotectedEndpoint>(App(map));

    [Theory]
    // The extension method in another file, and what its callers hand over.
    [InlineData("app.MapOrders();", "public static class Api { public static void MapOrders(this WebApplication app) { app.[|MapGet|](\"/orders\", () => 1); } }")]
    [InlineData("var api = app.MapGroup(\"/api\").RequireAuthorization(); api.MapOrders();", "public static class Api { public static void MapOrders(this RouteGroupBuilder group) { group.MapGet(\"/orders\", () => 1); } }")]
    [InlineData("var api = app.MapGroup(\"/api\"); api.MapOrders();", "public static class Api { public static void MapOrders(this RouteGroupBuilder group) { group.[|MapGet|](\"/orders\", () => 1); } }")]
    [InlineData("app.MapOrders();", "public static class Api { public static IEndpointRouteBuilder MapOrders(this IEndpointRouteBuilder app) { var group = app.MapGroup(\"/orders\").RequireAuthorization(); group.MapGet(\"/\", () => 1); group.MapAdmin(); return app; } static void MapAdmin(this RouteGroupBuilder group) { group.MapGet(\"/admin\", () => 1); } }")]
    [InlineData("app.MapOrders().RequireAuthorization();", "public static class Api { public static RouteGroupBuilder MapOrders(this IEndpointRouteBuilder app) { var group = app.MapGroup(\"/orders\"); group.MapGet(\"/\", () => 1); return group; } }")]
    [InlineData("app.MapOrders().WithTags(\"x\");", "public static class Api { public static RouteGroupBuilder MapOrders(this IEndpointRouteBuilder app) { var group = app.MapGroup(\"/orders\"); group.[|MapGet|](\"/\", () => 1); return group; } }")]
    [InlineData("app.MapOne().RequireAuthorization();", "public static class Api { public static IEndpointConventionBuilder MapOne(this IEndpointRouteBuilder app) => app.MapGet(\"/orders\", () => 1); }")]
    [InlineData("Api.MapOrders(app.MapGroup(\"/v1\"), 2);", "public static class Api { public static void MapOrders(IEndpointRouteBuilder routes, int version) { routes.[|MapGet|](\"/orders\", () => version); } }")]
    [InlineData("Api.MapOrders(app.MapGroup(\"/v1\").RequireAuthorization(), 2);", "public static class Api { public static void MapOrders(IEndpointRouteBuilder routes, int version) { routes.MapGet(\"/orders\", () => version); } }")]
    [InlineData("new OrderEndpoints().Map(app);", "public interface IEndpoints { void Map(IEndpointRouteBuilder app); } public class OrderEndpoints : IEndpoints { public void Map(IEndpointRouteBuilder app) => app.[|MapGet|](\"/orders\", () => 1); }")]
    [InlineData("var api = app.MapGroup(\"/api\").RequireAuthorization(); foreach (var one in new IEndpoints[] { new OrderEndpoints() }) { one.Map(api); }", "public interface IEndpoints { void Map(IEndpointRouteBuilder app); } public class OrderEndpoints : IEndpoints { public void Map(IEndpointRouteBuilder app) => app.MapGet(\"/orders\", () => 1); }")]
    [InlineData("app.MapGroup(\"/todos\").MapTodos();", "public static class Api { public static RouteGroupBuilder MapTodos(this RouteGroupBuilder group) { group.WithTags(\"Todos\"); group.RequireAuthorization(policy => policy.RequireAuthenticatedUser()).WithDescription(\"x\"); group.MapGet(\"/\", () => 1); group.MapPost(\"/\", (Order order) => order); return group; } }")]
    // Found by reflection, or by a library: how it is called is not seen.
    [InlineData("", "public interface IEndpoints { void AddRoutes(IEndpointRouteBuilder app); } public class OrderEndpoints : IEndpoints { public void AddRoutes(IEndpointRouteBuilder app) => app.MapGet(\"/orders\", () => 1); }")]
    // An extension of one's own that decides.
    [InlineData("app.MapGet(\"/orders\", () => 1).ForStaff();", "public static class Api { public static T ForStaff<T>(this T builder) where T : IEndpointConventionBuilder => builder.RequireAuthorization(\"staff\"); }")]
    [InlineData("var api = app.MapApi(); api.MapGet(\"/orders\", () => 1);", "public static class Api { public static RouteGroupBuilder MapApi(this WebApplication app) { return app.MapGroup(\"/api\").RequireAuthorization(); } }")]
    [InlineData("app.[|MapGet|](\"/orders\", () => 1).Documented();", "public static class Api { public static T Documented<T>(this T builder) where T : IEndpointConventionBuilder => builder.WithTags(\"staff\"); }")]
    // Filters.
    [InlineData("app.MapGet(\"/orders\", () => 1).AddEndpointFilter<KeyFilter>();", "public class KeyFilter : IEndpointFilter { public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => context.HttpContext.Request.Headers.ContainsKey(\"k\") ? await next(context) : Results.Unauthorized(); }")]
    [InlineData("app.[|MapGet|](\"/orders\", () => 1).AddEndpointFilter<Timing>();", "public class Timing : IEndpointFilter { public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => await next(context); }")]
    // A handler that stands elsewhere.
    [InlineData("app.MapGet(\"/orders\", Handlers.All);", "public static class Handlers { [Authorize] public static int All() => 1; }")]
    [InlineData("app.MapGet(\"/orders\", Handlers.All);", "public static class Handlers { public static IResult All(HttpContext context) => context.User.Identity is null ? Results.Challenge() : Results.Ok(); }")]
    [InlineData("app.[|MapGet|](\"/orders\", Handlers.All);", "public static class Handlers { public static int All() => 1; }")]
    public Task Through_methods_and_files(string map, string more) => Check.Reports<PG1008UnprotectedEndpoint>(App(map, more));

    [Theory]
    [InlineData("public class OrdersController : ControllerBase { [HttpGet] public int [|All|]() => 1; [HttpPost] public IActionResult [|Add|](Order order) => Ok(order); }")]
    [InlineData("[ApiController, Route(\"api/[controller]\")] public class OrdersController(IOrders orders) : ControllerBase { [HttpGet(\"{id}\")] public Task<Order> [|Get|](int id) => orders.GetAsync(id); }")]
    [InlineData("public class OrdersController : Controller { [HttpPost] public IActionResult [|Add|](Order order) => View(order); }")]
    [InlineData("public class OrdersController : ControllerBase { [HttpGet, Authorize] public int All() => 1; [HttpDelete] public int [|Clear|]() => 1; }")]
    [InlineData("public abstract class ApiBase : ControllerBase { } public class OrdersController : ApiBase { [HttpGet] public int [|All|]() => 1; }")]
    [InlineData("public class Checked : ActionFilterAttribute { } [Checked] public class OrdersController : ControllerBase { [HttpGet] public int [|All|]() => 1; }")]
    public Task Actions_that_are_undecided(string code) => Check.Reports<PG1008UnprotectedEndpoint>(Controller(code));

    [Theory]
    [InlineData("[Authorize] public class OrdersController : ControllerBase { [HttpGet] public int All() => 1; }")]
    [InlineData("public class OrdersController : ControllerBase { [HttpGet, AllowAnonymous] public int All() => 1; }")]
    [InlineData("[Authorize] public abstract class ApiBase : ControllerBase { } public class OrdersController : ApiBase { [HttpGet] public int All() => 1; }")]
    [InlineData("public sealed class StaffAttribute : AuthorizeAttribute { } [Staff] public class OrdersController : ControllerBase { [HttpGet] public int All() => 1; }")]
    [InlineData("public sealed class StaffAttribute : Attribute, IAuthorizeData { public string? Policy { get; set; } public string? Roles { get; set; } public string? AuthenticationSchemes { get; set; } } public class OrdersController : ControllerBase { [HttpGet, Staff] public int All() => 1; }")]
    [InlineData("public sealed class KeyAttribute : Attribute, IAuthorizationFilter { public void OnAuthorization(AuthorizationFilterContext context) { } } [Key] public class OrdersController : ControllerBase { [HttpGet] public int All() => 1; }")]
    [InlineData("public sealed class KeyAttribute : ActionFilterAttribute { public override void OnActionExecuting(ActionExecutingContext context) { if (!context.HttpContext.Request.Headers.ContainsKey(\"k\")) { context.Result = new UnauthorizedResult(); } } } [Key] public class OrdersController : ControllerBase { [HttpGet] public int All() => 1; }")]
    [InlineData("public class OrdersController : ControllerBase { [HttpGet] public IActionResult All() => User.Identity!.Name is null ? Unauthorized() : Ok(); }")]
    [InlineData("public class OrdersController : ControllerBase { [HttpGet] public string? All() => User.FindFirstValue(\"sub\"); }")]
    [InlineData("public class AccountController : ControllerBase { [HttpPost] public int Login(Order order) => 1; [HttpPost] public int RefreshToken() => 1; }")]
    [InlineData("public class UsersController : ControllerBase { [HttpPost] public int Register(Order order) => 1; [HttpPost(\"forgot-password\")] public int Send(Order order) => 1; }")]
    [InlineData("public class HomeController : Controller { public IActionResult Index() => View(); public IActionResult Privacy() => View(); public IActionResult Error() => View(); }")]
    [InlineData("public class CatalogController : Controller { public IActionResult Items(int page) => View(page); }")]
    [InlineData("public class OrdersController : ControllerBase { [NonAction] public int All() => 1; protected int Hidden() => 1; }")]
    [InlineData("public class Orders { public int All() => 1; }")]
    public Task Actions_that_are_decided_or_for_everyone(string code) => Check.Reports<PG1008UnprotectedEndpoint>(Controller(code));

    /// <summary>MVC takes a class for a controller by its attribute as well.</summary>
    [Theory]
    [InlineData("[ApiController, Route(\"api/orders\")] public class OrdersApi { [HttpDelete(\"{id}\")] public void [|Remove|](int id) { } }")]
    [InlineData("[Controller, Route(\"api/orders\")] public class Orders { [HttpDelete(\"{id}\")] public void [|Remove|](int id) { } }")]
    [InlineData("[ApiController, Route(\"api/orders\"), Authorize] public class OrdersApi { [HttpDelete(\"{id}\")] public void Remove(int id) { } }")]
    [InlineData("[NonController, ApiController, Route(\"api/orders\")] public class OrdersApi { [HttpDelete(\"{id}\")] public void Remove(int id) { } }")]
    [InlineData("[ApiController, Route(\"api/orders\")] public class OrdersApi { [NonAction] public void Remove(int id) { } }")]
    public Task A_controller_without_a_base_class(string code) => Check.Reports<PG1008UnprotectedEndpoint>(Controller(code));

    [Theory]
    [InlineData("if (isDevice) { app.[|MapGet|](\"/orders\", () => 1); }")]
    [InlineData("if (!isDevice) { app.[|MapGet|](\"/orders\", () => 1); }")]
    public Task A_device_is_no_development(string map) => Check.Reports<PG1008UnprotectedEndpoint>(App("var isDevice = args.Length > 0; " + map));

    private const string Undecided = "public class OrdersController : ControllerBase { [HttpGet] public int All() => 1; }";

    private const string Auth = "builder.Services.AddAuthentication().AddCookie();";

    [Theory]
    [InlineData(Auth + "builder.Services.AddAuthorization(options => options.FallbackPolicy = options.DefaultPolicy);", "app.MapGet(\"/orders\", () => 1); app.MapControllers();")]
    [InlineData(Auth + "builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());", "app.MapGet(\"/orders\", () => 1); app.MapControllers();")]
    [InlineData(Auth + "builder.Services.AddControllers(options => options.Filters.Add(new AuthorizeFilter()));", "app.MapControllers();")]
    [InlineData(Auth + "builder.Services.AddControllers();", "app.MapControllers().RequireAuthorization();")]
    [InlineData(Auth + "builder.Services.AddControllers();", "var endpoints = app.MapControllers(); endpoints.RequireAuthorization();")]
    [InlineData(Auth, "app.Use(async (context, next) => { if (!context.Request.Headers.ContainsKey(\"k\")) { context.Response.StatusCode = StatusCodes.Status401Unauthorized; return; } await next(); }); app.MapGet(\"/orders\", () => 1); app.MapControllers();")]
    [InlineData(Auth, "app.Use(async (context, next) => { if (!context.Request.Headers.ContainsKey(\"k\")) { context.Response.StatusCode = 403; return; } await next(); }); app.MapGet(\"/orders\", () => 1);")]
    public Task Decided_for_all(string services, string map) => Check.Reports<PG1008UnprotectedEndpoint>(Web(services, map, Undecided));

    [Fact]
    public Task Middleware_of_ones_own_guards() => Check.Reports<PG1008UnprotectedEndpoint>(App(
        "app.UseMiddleware<KeyMiddleware>(); app.MapGet(\"/orders\", () => 1);",
        "public class KeyMiddleware(RequestDelegate next) { public async Task InvokeAsync(HttpContext context) { if (context.Request.Headers.ContainsKey(\"k\")) { await next(context); return; } context.Response.StatusCode = 401; } }"));

    [Fact]
    public Task Middleware_that_translates_exceptions_guards_nothing() => Check.Reports<PG1008UnprotectedEndpoint>(App(
        "app.UseMiddleware<Failures>(); app.[|MapGet|](\"/orders\", () => 1);",
        "public class Failures(RequestDelegate next) { public async Task InvokeAsync(HttpContext context) { try { await next(context); } catch (UnauthorizedAccessException) { context.Response.StatusCode = 401; } } }"));

    [Fact]
    public Task Filters_for_all_controllers_guard() => Check.Reports<PG1008UnprotectedEndpoint>(Web(
        Auth + "builder.Services.AddControllers(options => options.Filters.Add<KeyFilter>());",
        "app.MapControllers();",
        Undecided + "public class KeyFilter : IActionFilter { public void OnActionExecuting(ActionExecutingContext context) => context.Result = new UnauthorizedResult(); public void OnActionExecuted(ActionExecutedContext context) { } }"));

    [Theory]
    [InlineData("app.MapGet(\"/orders\", () => 1);")]
    [InlineData("app.MapPost(\"/orders\", (Order order) => order); app.MapGet(\"/health\", () => 1);")]
    [InlineData("var api = app.MapGroup(\"/api\"); api.MapGet(\"/orders\", () => 1);")]
    // A log-in that nobody is asked for afterwards.
    [InlineData("app.MapPost(\"/login\", (Order order) => order.Id == 1 ? Results.Ok() : Results.Unauthorized()); app.MapGet(\"/orders\", () => 1);")]
    // A template of ASP.NET Core: authorization without authentication decides nothing.
    [InlineData("app.UseAuthorization(); app.MapGet(\"/weatherforecast\", () => 1);")]
    public Task An_app_that_knows_nobody_is_told_once(string map) => Check.Reports<PG1008UnprotectedEndpoint>(Scenario.Of(
        ProjectKind.Web, Usings + "var builder = [|WebApplication.CreateBuilder(args)|];\nvar app = builder.Build();\n" + map + "\napp.Run();\n", Types));

    [Theory]
    [InlineData("app.MapGet(\"/\", () => \"Hello World!\");")]
    [InlineData("app.MapGet(\"/health\", () => 1);")]
    [InlineData("if (app.Environment.IsDevelopment()) { app.MapGet(\"/debug/routes\", () => 1); }")]
    [InlineData("app.MapGet(\"/orders\", () => 1).AllowAnonymous();")]
    [InlineData("app.UseApiKeyGate(); app.MapGet(\"/orders\", () => 1);")]
    [InlineData("app.MapGet(\"/orders\", (HttpContext context) => context.Request.Headers[\"k\"] == \"x\" ? Results.Ok() : Results.Unauthorized());")]
    [InlineData("app.Use(async (context, next) => { if (context.Request.Headers.ContainsKey(\"k\")) { await next(); } else { context.Response.StatusCode = 401; } }); app.MapGet(\"/orders\", () => 1);")]
    public Task An_app_that_serves_everyone_or_asks_in_its_own_way(string map) => Check.Reports<PG1008UnprotectedEndpoint>(Scenario.Of(
        ProjectKind.Web,
        Usings + "var builder = WebApplication.CreateBuilder(args);\nvar app = builder.Build();\n" + map + "\napp.Run();\n",
        Usings + Types + "public static class Gate { public static void UseApiKeyGate(this WebApplication app) { } }"));

    [Fact]
    public Task The_message_names_an_endpoint_where_nobody_is_known() => Check.Reports<PG1008UnprotectedEndpoint>(
        Scenario.Of(ProjectKind.Web, Usings + "var app = [|WebApplication.CreateBuilder(args)|].Build();\napp.MapGroup(\"/api\").MapGet(\"/orders\", () => 1);\napp.Run();\n"),
        "'GET /api/orders' is open to anyone by default; add authentication and require authorization, or allow anonymous access explicitly");

    [Fact]
    public Task The_message_names_the_endpoint() => Check.Reports<PG1008UnprotectedEndpoint>(
        App("var api = app.MapGroup(\"/api/orders\"); api.[|MapDelete|](\"/{id}\", (int id) => id);"),
        "'DELETE /api/orders/{id}' is open to anyone by default; require authorization, or allow anonymous access explicitly");

    [Fact]
    public Task An_app_of_a_startup_class_is_told_there() => Check.Reports<PG1008UnprotectedEndpoint>(Scenario.Of(
        ProjectKind.Web,
        Usings + """
        using Microsoft.AspNetCore.Hosting;

        public static class Program
        {
            public static void Main(string[] args) => Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(web => web.UseStartup<Startup>()).Build().Run();
        }

        public class Startup
        {
            public void ConfigureServices(IServiceCollection services) => services.AddControllers();

            public void [|Configure|](IApplicationBuilder app)
            {
                app.UseRouting();
                app.UseEndpoints(endpoints => endpoints.MapGet("/orders", () => 1));
            }
        }
        """));

    private static Scenario WithDefaults(string library, string setUp, string map)
        => Scenario.Of(Usings + "public static class Defaults { " + library + " }")
            .Project("Api", ProjectKind.Web, "Shop")
            .Document("Program.cs", Usings + "var builder = WebApplication.CreateBuilder(args);\n" + setUp + "\nvar app = builder.Build();\n" + map + "\napp.Run();\n");

    private const string AddDefaults = "public static IServiceCollection AddShopDefaults(this IServiceCollection services) ";

    [Theory]
    [InlineData(AddDefaults + "{ services.AddAuthorization(options => options.FallbackPolicy = options.DefaultPolicy); return services; }", "builder.Services.AddShopDefaults();", "app.UseAuthentication(); app.MapGet(\"/orders\", () => 1);")]
    [InlineData(AddDefaults + "{ services.AddAuthentication().AddCookie(); return services; }", "builder.Services.AddShopDefaults();", "app.MapGet(\"/orders\", () => 1);")]
    [InlineData("public static void UseShopGate(this WebApplication app) => app.Use(async (context, next) => { if (context.Request.Headers.ContainsKey(\"k\")) { await next(); } else { context.Response.StatusCode = 401; } });", Auth, "app.UseShopGate(); app.MapGet(\"/orders\", () => 1);")]
    [InlineData("public static RouteGroupBuilder MapShopApi(this WebApplication app) => app.MapGroup(\"/api\").RequireAuthorization();", Auth + "builder.Services.AddAuthorization();", "var api = app.MapShopApi(); api.MapGet(\"/orders\", () => 1);")]
    public Task What_another_project_may_decide_is_not_judged(string library, string setUp, string map) => Check.Reports<PG1008UnprotectedEndpoint>(WithDefaults(library, setUp, map));

    /// <summary>Every solution sets something up in its libraries; most of that has nothing to do with callers.</summary>
    [Theory]
    [InlineData(AddDefaults + "{ services.AddSingleton<object>(); return services; }", Auth + "builder.Services.AddShopDefaults();", "app.UseAuthentication(); app.[|MapGet|](\"/orders\", () => 1);")]
    [InlineData(AddDefaults + "{ return services; }", Auth + "builder.Services.AddShopDefaults(); builder.Services.AddControllers();", "app.[|MapDelete|](\"/orders/{id}\", (int id) => id);")]
    [InlineData("public static IHostApplicationBuilder AddServiceDefaults(this IHostApplicationBuilder builder) { builder.Services.AddAuthorization(); return builder; } public static void MapDefaultEndpoints(this WebApplication app) => app.MapGet(\"/alive\", () => \"ok\");", Auth + "builder.AddServiceDefaults();", "app.MapDefaultEndpoints(); app.[|MapGet|](\"/orders\", () => 1);")]
    // It demands of one endpoint what a policy for all would demand of each.
    [InlineData(AddDefaults + "{ services.AddAuthorization(options => options.AddPolicy(\"staff\", policy => policy.RequireRole(\"staff\"))); return services; }", Auth + "builder.Services.AddShopDefaults();", "app.MapPost(\"/orders\", () => 1).RequireAuthorization(); app.[|MapDelete|](\"/orders\", () => 1);")]
    public Task What_another_project_cannot_decide_is(string library, string setUp, string map) => Check.Reports<PG1008UnprotectedEndpoint>(WithDefaults(library, setUp, map));

    [Fact]
    public Task A_library_that_stores_things_authenticates_nobody() => Check.Reports<PG1008UnprotectedEndpoint>(Scenario.Of(Usings + "public static class Defaults { " + AddDefaults + "{ services.AddSingleton<object>(); return services; } }")
        .Project("Api", ProjectKind.Web, "Shop")
        .Document("Program.cs", Usings + "var builder = [|WebApplication.CreateBuilder(args)|];\nbuilder.Services.AddShopDefaults();\nvar app = builder.Build();\napp.MapPost(\"/orders\", () => 1);\napp.Run();\n"));

    /// <summary>In the style of a class for each endpoint, many methods have one name.</summary>
    [Theory]
    [InlineData(
        "Orders.Map(app.MapGroup(\"/orders\").RequireAuthorization()); Prices.Map(app.MapGroup(\"/prices\"));",
        "public static class Orders { public static void Map(RouteGroupBuilder group) => group.MapDelete(\"/{id}\", (int id) => id); } public static class Prices { public static void Map(RouteGroupBuilder group) => group.[|MapPut|](\"/{id}\", (int id) => id); }")]
    [InlineData(
        "OrderHooks.Register(app).RequireAuthorization(); PriceHooks.Register(app);",
        "public static class OrderHooks { public static IEndpointConventionBuilder Register(WebApplication app) => app.MapPost(\"/orders\", () => 1); } public static class PriceHooks { public static IEndpointConventionBuilder Register(WebApplication app) => app.[|MapPost|](\"/prices\", () => 1); }")]
    [InlineData(
        "new Orders().AddRoutes(app.MapGroup(\"/orders\").RequireAuthorization()); new Prices().AddRoutes(app.MapGroup(\"/prices\"));",
        "public class Orders { public void AddRoutes(RouteGroupBuilder group) => group.MapDelete(\"/{id}\", (int id) => id); } public class Prices { public void AddRoutes(RouteGroupBuilder group) => group.[|MapPut|](\"/{id}\", (int id) => id); }")]
    [InlineData(
        "app.MapGroup(\"/orders\").RequireAuthorization().MapEndpoint<Orders>(); app.MapGroup(\"/prices\").MapEndpoint<Prices>();",
        "public interface IEndpoint { static abstract void Map(RouteGroupBuilder group); } public static class Endpoints { public static RouteGroupBuilder MapEndpoint<T>(this RouteGroupBuilder group) where T : IEndpoint { T.Map(group); return group; } } public class Orders : IEndpoint { public static void Map(RouteGroupBuilder group) => group.MapDelete(\"/{id}\", (int id) => id); } public class Prices : IEndpoint { public static void Map(RouteGroupBuilder group) => group.[|MapPut|](\"/{id}\", (int id) => id); }")]
    [InlineData(
        "new Orders().Register(app.MapGroup(\"/api\").RequireAuthorization()); new Prices().Register(app.MapGroup(\"/api\"));",
        "public abstract class Endpoint { public void Register(RouteGroupBuilder group) { var own = group.MapGroup(\"/v1\"); Map(own); } protected abstract void Map(RouteGroupBuilder group); } public class Orders : Endpoint { protected override void Map(RouteGroupBuilder group) => group.MapDelete(\"/{id}\", (int id) => id); } public class Prices : Endpoint { protected override void Map(RouteGroupBuilder group) => group.[|MapPut|](\"/{id}\", (int id) => id); }")]
    [InlineData(
        "Orders.Handle(app); Prices.Handle(app);",
        "public static class Orders { public static void Handle(WebApplication app) => app.MapDelete(\"/orders\", () => 1).RequireAuthorization(); } public static class Prices { public static void Handle(WebApplication app) => app.[|MapPut|](\"/prices\", () => 1); }")]
    // An object of one class behind an interface may be any.
    [InlineData(
        "var api = app.MapGroup(\"/api\").RequireAuthorization(); foreach (var one in new IEndpoint[] { new Orders(), new Prices() }) { one.Map(api); }",
        "public interface IEndpoint { void Map(RouteGroupBuilder group); } public class Orders : IEndpoint { public void Map(RouteGroupBuilder group) => group.MapDelete(\"/{id}\", (int id) => id); } public class Prices : IEndpoint { public void Map(RouteGroupBuilder group) => group.MapPut(\"/{id}\", (int id) => id); }")]
    // One of two callers leaves it open.
    [InlineData(
        "Orders.Register(app).RequireAuthorization(); Orders.Register(app);",
        "public static class Orders { public static IEndpointConventionBuilder Register(WebApplication app) => app.[|MapPost|](\"/orders\", () => 1); }")]
    [InlineData("app.MapPost(\"/orders\", () => 1).Add(endpoint => endpoint.Metadata.Add(new AuthorizeAttribute()));", "")]
    [InlineData("app.[|MapPost|](\"/orders\", () => 1).Add(endpoint => endpoint.DisplayName = \"orders\");", "")]
    public Task Methods_of_one_name_are_several(string map, string more) => Check.Reports<PG1008UnprotectedEndpoint>(App(map, more));

    [Fact]
    public Task The_message_names_the_groups_of_the_method_that_is_meant() => Check.Reports<PG1008UnprotectedEndpoint>(
        App(
            "Orders.Map(app.MapGroup(\"/orders\")); Prices.Map(app.MapGroup(\"/prices\").RequireAuthorization());",
            "public static class Prices { public static void Map(RouteGroupBuilder group) => group.MapPut(\"/{id}\", (int id) => id); }",
            "public static class Orders { public static void Map(RouteGroupBuilder group) => group.[|MapDelete|](\"/{id}\", (int id) => id); }"),
        "'DELETE /orders/{id}' is open to anyone by default; require authorization, or allow anonymous access explicitly");

    [Theory]
    [InlineData("public interface IOrdersApi { IActionResult Remove(int id); } public class OrdersController : ControllerBase, IOrdersApi { [HttpDelete(\"{id}\")] public IActionResult [|Remove|](int id) => NoContent(); }")]
    [InlineData("public abstract class Crud : ControllerBase { public abstract IActionResult Remove(int id); } public class OrdersController : Crud { [HttpDelete(\"{id}\")] public override IActionResult [|Remove|](int id) => NoContent(); }")]
    [InlineData("public class OrdersController : ControllerBase, IDisposable { public void Dispose() { } }")]
    [InlineData("public interface IOrdersApi { IActionResult Remove(int id); } [Authorize] public class OrdersController : ControllerBase, IOrdersApi { [HttpDelete(\"{id}\")] public IActionResult Remove(int id) => NoContent(); }")]
    public Task Actions_that_are_declared_elsewhere_first(string code) => Check.Reports<PG1008UnprotectedEndpoint>(Controller(code));

    private const string Drive = "public class DriveExpiredException : Exception; public class Drive { public Task<int> SendAsync() => Task.FromResult(1); } public static class Setup { public static void MapDriveAuthEndpoints(this WebApplication app) => app.MapGet(\"/drive/login\", () => 1); }";

    /// <summary>The app's own troubles with another service say nothing about its callers.</summary>
    [Theory]
    [InlineData("app.MapDelete(\"/prices\", () => 1); app.MapPost(\"/export\", async (Drive drive) => { try { return Results.Ok(await drive.SendAsync()); } catch (DriveExpiredException) { return Results.Problem(\"again\", statusCode: 401); } }); app.MapDriveAuthEndpoints();")]
    [InlineData("app.MapPost(\"/export\", async (HttpClient http) => { var answer = await http.GetAsync(\"/files\"); if (answer.StatusCode == System.Net.HttpStatusCode.Unauthorized) { return Results.StatusCode(502); } return Results.Ok(); });")]
    [InlineData("app.MapPost(\"/export\", async (HttpClient http) => { var answer = await http.GetAsync(\"/files\"); if (!answer.IsSuccessStatusCode) { return Results.Unauthorized(); } return Results.Ok(); });")]
    [InlineData("app.MapPost(\"/export\", async (HttpClient http, Microsoft.Extensions.Configuration.IConfiguration settings) => { var apiKey = settings[\"Models:Key\"]; http.DefaultRequestHeaders.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue(\"Bearer\", apiKey); return await http.GetStringAsync(\"/models\"); });")]
    // Some ask, others do not, and one of these changes something.
    [InlineData("app.MapGet(\"/mine\", (HttpContext context) => context.User.Identity is null ? Results.Unauthorized() : Results.Ok()); app.MapDelete(\"/orders/{id}\", (int id) => id);")]
    [InlineData("app.MapPost(\"/import\", () => 1).AddEndpointFilter<KeyFilter>(); app.MapDelete(\"/orders/{id}\", (int id) => id);")]
    public Task What_is_about_another_service_silences_nothing(string map) => Check.Reports<PG1008UnprotectedEndpoint>(Scenario.Of(
        ProjectKind.Web,
        Usings + "var builder = [|WebApplication.CreateBuilder(args)|];\nvar app = builder.Build();\n" + map + "\napp.Run();\n",
        Usings + Drive + KeyFilter));

    private const string KeyFilter = "public class KeyFilter : IEndpointFilter { public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => context.HttpContext.Request.Headers.ContainsKey(\"k\") ? await next(context) : Results.Unauthorized(); }";

    [Theory]
    [InlineData("app.MapGet(\"/mine\", (HttpContext context) => context.User.Identity is null ? Results.Unauthorized() : Results.Ok()); app.MapGet(\"/orders/{id}\", (int id) => id);")]
    [InlineData("app.MapPost(\"/import\", () => 1).AddEndpointFilter<KeyFilter>(); app.MapGet(\"/orders/{id}\", (int id) => id);")]
    [InlineData("app.MapPost(\"/orders\", (HttpRequest request) => request.Headers[\"X-Api-Key\"].ToString() is var apiKey && apiKey == \"k\" ? Results.Ok() : Results.NotFound());")]
    [InlineData("app.MapPost(\"/orders\", async (HttpContext context) => { if (!Gate.IsAllowed(context)) { return; } await context.Response.WriteAsync(\"x\"); });")]
    [InlineData("app.MapPost(\"/orders\", (HttpContext context) => Gate.IsAllowed(context) ? Results.Ok() : Results.NotFound());")]
    [InlineData("app.MapPost(\"/orders\", async (HttpContext context) => { if (Gate.IsAllowed(context)) { await context.Response.WriteAsync(\"x\"); } });")]
    [InlineData("app.MapPost(\"/orders\", async context => { if (!Gate.Admits(context)) return; await context.Response.WriteAsync(\"x\"); });")]
    [InlineData("app.MapPost(\"/orders\", (HttpContext context) => System.Net.IPAddress.IsLoopback(context.Connection.RemoteIpAddress!) ? Results.Ok() : Results.NotFound());")]
    // Files, and a few questions about them.
    [InlineData("app.UseFileServer(); app.MapGet(\"/tree\", (string path) => path); app.MapGet(\"/size\", (string path) => path.Length);")]
    public Task Handlers_that_ask_in_their_own_way(string map) => Check.Reports<PG1008UnprotectedEndpoint>(Scenario.Of(
        ProjectKind.Web,
        Usings + "var builder = WebApplication.CreateBuilder(args);\nvar app = builder.Build();\n" + map + "\napp.Run();\n",
        Usings + KeyFilter + "public static class Gate { public static bool IsAllowed(HttpContext context) => context.Request.IsHttps; public static bool Admits(HttpContext context) => context.Request.IsHttps; }"));

    [Theory]
    [InlineData("if (!Ids.TryRead(context, out var id)) { return Results.BadRequest(); } return Results.Ok(id);")]
    [InlineData("if (context.Request.Query.Count == 0) { return Results.BadRequest(); } return Results.Ok();")]
    public Task What_reads_the_request_is_no_gate(string body) => Check.Reports<PG1008UnprotectedEndpoint>(App(
        "app.[|MapPost|](\"/orders\", (HttpContext context) => { " + body + " });",
        "public static class Ids { public static bool TryRead(HttpContext context, out int id) => int.TryParse(context.Request.Query[\"id\"], out id); }"));

    [Theory]
    [InlineData("app.MapGet(\"/orders\", (int page) => 1); app.MapPost(\"/orders\", () => 1); app.MapDelete(\"/orders/{id}\", (int id) => id);", "DELETE /orders/{id}")]
    [InlineData("app.MapGet(\"/events\", (int page) => 1); app.MapPost(\"/events/refresh\", () => 1);", "POST /events/refresh")]
    [InlineData("app.MapGet(\"/orders\", (int page) => 1);", "GET /orders")]
    [InlineData("app.MapGet(\"/info\", () => new { name = \"shop\" }); app.MapGet(\"/orders\", (int page) => 1);", "GET /orders")]
    public Task The_most_telling_endpoint_is_named(string map, string named) => Check.Reports<PG1008UnprotectedEndpoint>(
        Scenario.Of(ProjectKind.Web, Usings + "var builder = [|WebApplication.CreateBuilder(args)|];\nvar app = builder.Build();\n" + map + "\napp.Run();\n"),
        $"'{named}' is open to anyone by default; add authentication and require authorization, or allow anonymous access explicitly");

    [Fact]
    public Task An_action_that_changes_something_tells_more_than_a_read() => Check.Reports<PG1008UnprotectedEndpoint>(
        Scenario.Of(
            ProjectKind.Web,
            Usings + "var builder = [|WebApplication.CreateBuilder(args)|];\nbuilder.Services.AddControllers();\nvar app = builder.Build();\napp.MapControllers();\napp.Run();\n",
            Usings + "public class InfoController : ControllerBase { [HttpGet] public int Get(int id) => id; } public class OrdersController : ControllerBase { [HttpGet] public int All(int page) => 1; [HttpPut(\"{id}\")] public int Change(int id) => id; }"),
        "'Orders.Change' is open to anyone by default; add authentication and require authorization, or allow anonymous access explicitly");

    /// <summary>Where one signs in, others administer who does.</summary>
    [Theory]
    [InlineData("[Route(\"api/auth\")] public class AuthController : ControllerBase { [HttpPost(\"login\")] public IActionResult Login() => Ok(); [HttpPost(\"assign-role\")] public IActionResult [|AssignRole|](string mail, string role) => Ok(); }")]
    [InlineData("[Route(\"api/identity\")] public class IdentityController : ControllerBase { [HttpGet(\"users\")] public IActionResult [|Users|]() => Ok(); [HttpPut(\"users/{id}/theme\")] public IActionResult [|Theme|](int id) => Ok(); [HttpGet(\"me\")] public IActionResult Me() => Ok(); }")]
    [InlineData("[Route(\"api/[controller]\")] public class AccountController : ControllerBase { [HttpPost(\"register\")] public int Register(Order order) => 1; [HttpDelete(\"{id}\")] public int [|Delete|](int id) => 1; [HttpPost(\"register-admin\")] public int [|RegisterAdmin|](Order order) => 1; }")]
    [InlineData("[Route(\"api/[controller]\")] public class AuthController : ControllerBase { [HttpPost] public int Post(Order order) => 1; [HttpPost(\"google\")] public int External(Order order) => 1; [HttpPost(\"admin-login\")] public int AdminLogin(Order order) => 1; [HttpPost(\"refresh\")] public int Renew() => 1; }")]
    public Task Not_everything_around_a_login_is_for_everyone(string code) => Check.Reports<PG1008UnprotectedEndpoint>(Controller(code));

    [Theory]
    [InlineData("var auth = app.MapGroup(\"/auth\"); auth.MapPost(\"/login\", (Order order) => order); auth.[|MapPost|](\"/users/{id}/roles\", (int id) => id);")]
    [InlineData("app.[|MapDelete|](\"/account/{id}\", (int id) => id); app.MapGet(\"/auth/{provider}\", (string provider) => provider); app.MapPost(\"/auth\", (Order order) => order);")]
    [InlineData("app.[|MapGet|](\"/api/identity/users\", (int page) => page); app.MapPost(\"/api/identity/confirm-email\", (Order order) => order);")]
    public Task Nor_in_a_group(string map) => Check.Reports<PG1008UnprotectedEndpoint>(App(map));

    [Theory]
    [InlineData("[ApiController, Route(\"api/reviews\")] public class ReviewsController : ControllerBase { [HttpGet] public IActionResult [|All|]() => Ok(); [HttpPost, Authorize] public IActionResult Add() => Ok(); [HttpDelete(\"{id}\"), Authorize] public IActionResult Remove(int id) => Ok(); }")]
    public Task Reads_beside_writes_that_are_decided(string code) => Check.Suggests<PG1008UnprotectedEndpoint>(Controller(code));

    [Theory]
    [InlineData("var reviews = app.MapGroup(\"/reviews\"); reviews.[|MapGet|](\"/\", (int page) => page); reviews.MapPost(\"/\", () => 1).RequireAuthorization();")]
    [InlineData("app.[|MapGet|](\"/reviews\", (int page) => page); app.MapPost(\"/reviews\", () => 1).RequireAuthorization();")]
    public Task Mapped_reads_beside_writes_that_are_decided(string map) => Check.Suggests<PG1008UnprotectedEndpoint>(App(map));

    [Theory]
    [InlineData("[Route(\"api/reviews\")] public class ReviewsController : ControllerBase { [HttpGet] public IActionResult [|All|]() => Ok(); [HttpPost, Authorize] public IActionResult Add() => Ok(); [HttpDelete(\"{id}\")] public IActionResult [|Remove|](int id) => Ok(); }")]
    [InlineData("[Route(\"api/reviews\")] public class ReviewsController : ControllerBase { [HttpGet] public IActionResult [|All|](int page) => Ok(); }")]
    [InlineData("[Route(\"api/info\")] public class InfoController : ControllerBase { [HttpGet] public IActionResult Get() => Ok(new { name = \"shop\", time = DateTime.UtcNow }); [HttpGet(\"x\")] public string Text() { return \"shop\"; } }")]
    [InlineData("[Route(\"api/info\")] public class InfoController(IOrders orders) : ControllerBase { private static readonly string Name = \"x\"; [HttpGet] public IActionResult [|Get|]() => Ok(new { name = \"shop\", orders }); [HttpGet(\"n\")] public string [|Named|]() => \"shop \" + Name; [HttpPost] public string [|Post|]() => \"shop\"; }")]
    public Task Reads_alone_and_constants(string code) => Check.Reports<PG1008UnprotectedEndpoint>(Controller(code));

    [Fact]
    public Task Controllers_that_nothing_maps_are_no_endpoints() => Check.Reports<PG1008UnprotectedEndpoint>(Controller(Undecided, "app.MapGet(\"/\", () => 1);"));

    [Fact]
    public Task A_library_of_controllers_is_silent() => Check.Reports<PG1008UnprotectedEndpoint>(Usings + Types + Undecided);

    [Fact]
    public Task Tests_are_silent() => Check.Reports<PG1008UnprotectedEndpoint>(Scenario.Of(
        ProjectKind.Test, Usings + "public static class Host { public static void Run() { var builder = WebApplication.CreateBuilder(); var app = builder.Build(); app.MapGet(\"/orders\", () => 1); app.Run(); } }"));

    [Fact]
    public Task Half_typed_code_is_no_matter() => Check.Reports<PG1008UnprotectedEndpoint>(App("var api = app.MapGroup(; api.MapGet(\"/orders\", ); app.MapGet(\"/x\", ").Broken());

    private static readonly Func<string, string> Before = map => Usings + "var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddAuthentication().AddCookie();\nbuilder.Services.AddAuthorization();\nvar app = builder.Build();\n" + map + "\napp.Run();\n";

    [Theory]
    [InlineData("app.MapGet(\"/orders\", () => 1);", "app.MapGet(\"/orders\", () => 1).RequireAuthorization();")]
    [InlineData("app.MapGet(\"/orders\", () => 1).WithName(\"x\");", "app.MapGet(\"/orders\", () => 1).RequireAuthorization().WithName(\"x\");")]
    [InlineData("app.MapGet(\"/orders\", () => 1) // all of them\n    .WithName(\"x\")\n    .WithTags(\"y\");", "app.MapGet(\"/orders\", () => 1) // all of them\n    .RequireAuthorization()\n    .WithName(\"x\")\n    .WithTags(\"y\");")]
    [InlineData("app.MapGet(\"/orders\", () => 1)\n    // in the docs\n    .WithName(\"x\");", "app.MapGet(\"/orders\", () => 1)\n    .RequireAuthorization()\n    // in the docs\n    .WithName(\"x\");")]
    [InlineData("app.MapGet(\"/orders\", () => 1)\n#if DEBUG\n    .WithTags(\"y\")\n#endif\n    .WithName(\"x\");", "app.MapGet(\"/orders\", () => 1)\n    .RequireAuthorization()\n#if DEBUG\n    .WithTags(\"y\")\n#endif\n    .WithName(\"x\");")]
    [InlineData("app.MapGet(\"/orders\", () => 1)\n    .WithName(\"x\");", "app.MapGet(\"/orders\", () => 1)\n    .RequireAuthorization()\n    .WithName(\"x\");")]
    [InlineData("var api = app.MapGroup(\"/api\");\napi.MapPost(\"/a\", () =>\n{\n    return 1;\n}).DisableAntiforgery();\napi.MapPut(\"/b\", () => 2);", "var api = app.MapGroup(\"/api\");\napi.MapPost(\"/a\", () =>\n{\n    return 1;\n}).RequireAuthorization().DisableAntiforgery();\napi.MapPut(\"/b\", () => 2).RequireAuthorization();")]
    public Task Requires_authorization_where_it_is_mapped(string map, string after)
        => Check.Rewrites<PG1008UnprotectedEndpoint, PG1008UnprotectedEndpointFix>(Scenario.Of(ProjectKind.Web, Before(map)), Before(after));

    [Fact]
    public Task Allows_anyone_explicitly() => Check.Offers<PG1008UnprotectedEndpoint, PG1008UnprotectedEndpointFix>(
        "PG1008.allow", Scenario.Of(ProjectKind.Web, Before("app.MapGet(\"/orders\", () => 1);")), Before("app.MapGet(\"/orders\", () => 1).AllowAnonymous();"));

    [Fact]
    public Task Marks_each_action() => Check.Rewrites<PG1008UnprotectedEndpoint, PG1008UnprotectedEndpointFix>(
        Scenario.Of(ProjectKind.Web, Before("app.MapControllers();"), """
        using Microsoft.AspNetCore.Mvc;

        namespace Shop;

        [ApiController]
        public class OrdersController : ControllerBase
        {
            /// <summary>All of them.</summary>
            [HttpGet]
            public int All() => 1;

            // Only from the warehouse
            [HttpPost("{id}")] public int Add(int id) => id;
        }
        """), Before("app.MapControllers();"), """
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Mvc;

        namespace Shop;

        [ApiController]
        public class OrdersController : ControllerBase
        {
            /// <summary>All of them.</summary>
            [Authorize]
            [HttpGet]
            public int All() => 1;

            // Only from the warehouse
            [Authorize]
            [HttpPost("{id}")] public int Add(int id) => id;
        }
        """);

    [Fact]
    public Task Qualifies_a_name_that_is_taken() => Check.Rewrites<PG1008UnprotectedEndpoint, PG1008UnprotectedEndpointFix>(
        Scenario.Of(ProjectKind.Web, Before("app.MapControllers();"), "namespace Shop;\npublic class Authorize { }\npublic class OrdersController : Microsoft.AspNetCore.Mvc.ControllerBase\n{\n    [Microsoft.AspNetCore.Mvc.HttpGet]\n    public int All() => 1;\n}\n"),
        Before("app.MapControllers();"),
        "namespace Shop;\npublic class Authorize { }\npublic class OrdersController : Microsoft.AspNetCore.Mvc.ControllerBase\n{\n    [global::Microsoft.AspNetCore.Authorization.Authorize]\n    [Microsoft.AspNetCore.Mvc.HttpGet]\n    public int All() => 1;\n}\n");

    [Fact]
    public Task Does_not_require_what_the_app_cannot_do() => Check.OffersOnly<PG1008UnprotectedEndpoint, PG1008UnprotectedEndpointFix>(
        Scenario.Of(ProjectKind.Web, Usings + "var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddAuthentication().AddCookie();\nvar app = builder.Build();\napp.MapGet(\"/orders\", () => 1);\napp.Run();\n"),
        "PG1008.allow");

    [Theory]
    [InlineData("", "PG1008.allow")]
    [InlineData("app.UseAuthorization();", "PG1008.require", "PG1008.allow")]
    public Task A_start_up_class_adds_the_middleware_itself(string middleware, params string[] keys) => Check.OffersOnly<PG1008UnprotectedEndpoint, PG1008UnprotectedEndpointFix>(
        Scenario.Of(ProjectKind.Web, Usings + $$"""
        using Microsoft.AspNetCore.Hosting;

        public static class Program
        {
            public static void Main(string[] args) => Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(web => web.UseStartup<Startup>()).Build().Run();
        }

        public class Startup
        {
            public void ConfigureServices(IServiceCollection services) { services.AddAuthentication().AddCookie(); services.AddControllers(); }

            public void Configure(IApplicationBuilder app)
            {
                app.UseRouting();
                app.UseAuthentication();
                {{middleware}}
                app.UseEndpoints(endpoints => endpoints.MapGet("/orders", () => 1));
            }
        }
        """), keys);

    [Fact]
    public Task Leaves_the_start_up_to_a_person() => Check.OffersOnly<PG1008UnprotectedEndpoint, PG1008UnprotectedEndpointFix>(
        Scenario.Of(ProjectKind.Web, Usings + "var builder = WebApplication.CreateBuilder(args);\nvar app = builder.Build();\napp.MapGet(\"/orders\", () => 1);\napp.Run();\n"));

    /// <summary>An attribute on <c>Configure</c> protects nothing, and would only hide the finding.</summary>
    [Theory]
    [InlineData("public void Configure(IApplicationBuilder app)")]
    [InlineData("public void Configure(IApplicationBuilder app, IHostEnvironment environment)")]
    public Task Leaves_the_start_up_class_to_a_person(string configure) => Check.OffersOnly<PG1008UnprotectedEndpoint, PG1008UnprotectedEndpointFix>(
        Scenario.Of(ProjectKind.Web, Usings + $$"""
        using Microsoft.AspNetCore.Hosting;

        public static class Program
        {
            public static void Main(string[] args) => Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(web => web.UseStartup<Startup>()).Build().Run();
        }

        public class Startup
        {
            public void ConfigureServices(IServiceCollection services) { services.AddControllers(); }

            {{configure}}
            {
                app.UseRouting();
                app.UseAuthorization();
                app.UseEndpoints(endpoints => endpoints.MapDelete("/orders/{id}", (int id) => id));
            }
        }
        """));

    /// <summary>What holds for all endpoints, in every form that the framework has for it.</summary>
    [Theory]
    [InlineData("builder.Services.AddAuthorizationBuilder().AddFallbackPolicy(\"staff\", policy => policy.RequireRole(\"staff\"));", "app.MapPut(\"/orders/{id}\", (int id) => id); app.MapControllers();")]
    [InlineData("builder.Services.AddAuthorizationBuilder().AddPolicy(\"x\", policy => policy.RequireAuthenticatedUser()).AddFallbackPolicy(\"staff\", new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());", "app.MapPut(\"/orders/{id}\", (int id) => id);")]
    [InlineData("builder.Services.Configure<AuthorizationOptions>(options => options.FallbackPolicy = options.DefaultPolicy);", "app.MapPut(\"/orders/{id}\", (int id) => id); app.MapControllers();")]
    [InlineData("builder.Services.AddControllers(options => options.Filters.Add(typeof(AuthorizeFilter)));", "app.MapControllers();")]
    [InlineData("builder.Services.AddControllers().AddMvcOptions(options => options.Filters.Add<AuthorizeFilter>());", "app.MapControllers();")]
    [InlineData("builder.Services.AddControllers(options => options.Conventions.Add(new Guarded()));", "app.MapControllers();", "public class Guarded : Microsoft.AspNetCore.Mvc.ApplicationModels.IControllerModelConvention { public void Apply(Microsoft.AspNetCore.Mvc.ApplicationModels.ControllerModel controller) => controller.Selectors[0].EndpointMetadata.Add(new AuthorizeAttribute()); }")]
    [InlineData("builder.Services.AddControllers();", "app.MapGroup(\"\").RequireAuthorization().MapControllers();")]
    [InlineData("builder.Services.AddControllers();", "var api = app.MapGroup(\"/api\").RequireAuthorization(); api.MapControllers();")]
    [InlineData("builder.Services.AddControllers();", "Setup.Map(app.MapGroup(\"/api\").RequireAuthorization());", "public static class Setup { public static void Map(IEndpointRouteBuilder routes) => routes.MapControllers(); }")]
    [InlineData("builder.Services.AddControllers();", "app.UseRouting(); app.UseEndpoints(endpoints => endpoints.MapControllers().RequireAuthorization());")]
    [InlineData("builder.Services.AddControllers();", "app.MapControllers().WithMetadata(new AuthorizeAttribute());")]
    [InlineData("", "app.Use(CheckKey); app.MapPut(\"/orders/{id}\", (int id) => id); static async Task CheckKey(HttpContext context, RequestDelegate next) { if (!context.Request.Headers.ContainsKey(\"k\")) { context.Response.StatusCode = 401; return; } await next(context); }")]
    [InlineData("", "app.Use(next => async context => { if (!context.Request.Headers.ContainsKey(\"k\")) { context.Response.StatusCode = 401; return; } await next(context); }); app.MapPut(\"/orders/{id}\", (int id) => id);")]
    [InlineData("", "app.UseWhen(context => context.Request.Path.StartsWithSegments(\"/orders\"), branch => branch.Use(async (context, next) => { if (context.Request.Headers.Count == 0) { context.Response.StatusCode = 403; return; } await next(context); })); app.MapPut(\"/orders/{id}\", (int id) => id);")]
    [InlineData("", "var all = app.MapGroup(\"\").RequireAuthorization(); all.MapPut(\"/orders/{id}\", (int id) => id); all.MapGet(\"/orders\", (int page) => page);")]
    [InlineData("builder.Services.AddSingleton<IAuthorizationPolicyProvider, Policies>();", "app.MapPut(\"/orders/{id}\", (int id) => id);", "public class Policies(Microsoft.Extensions.Options.IOptions<AuthorizationOptions> options) : DefaultAuthorizationPolicyProvider(options) { public new Task<AuthorizationPolicy?> GetFallbackPolicyAsync() => Task.FromResult<AuthorizationPolicy?>(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build()); }")]
    public Task Every_form_that_decides_for_all(string services, string map, string more = "") => Check.Reports<PG1008UnprotectedEndpoint>(Web(Auth + "builder.Services.AddAuthorization();" + services, map, Undecided, more));

    /// <summary>What looks like it, and decides about other endpoints or about nothing.</summary>
    [Theory]
    [InlineData("builder.Services.AddAuthorization(options => options.FallbackPolicy = null);", "app.[|MapPut|](\"/orders/{id}\", (int id) => id);")]
    [InlineData("builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(null);", "app.[|MapPut|](\"/orders/{id}\", (int id) => id);")]
    [InlineData("builder.Services.AddAuthorizationBuilder().AddPolicy(\"fallback\", policy => policy.RequireRole(\"staff\")).AddDefaultPolicy(\"staff\", policy => policy.RequireRole(\"staff\"));", "app.[|MapPut|](\"/orders/{id}\", (int id) => id);")]
    [InlineData("builder.Services.AddRazorPages(options => options.Conventions.AuthorizeFolder(\"/\"));", "app.MapRazorPages().RequireAuthorization(); app.[|MapPut|](\"/orders/{id}\", (int id) => id);")]
    [InlineData("builder.Services.AddSignalR();", "app.MapHub<Microsoft.AspNetCore.SignalR.Hub>(\"/live\").RequireAuthorization(); app.[|MapPut|](\"/orders/{id}\", (int id) => id);")]
    [InlineData("", "app.MapGroup(\"\").RequireAuthorization().MapGet(\"/mine\", (int page) => page); app.[|MapPut|](\"/orders/{id}\", (int id) => id);")]
    [InlineData("builder.Services.AddControllers();", "app.MapGroup(\"/api\").MapControllers(); app.MapGroup(\"/b\").RequireAuthorization().MapGet(\"/x\", (int page) => page);", "public class PricesController : ControllerBase { [HttpPut] public int [|Set|](int id) => id; }")]
    [InlineData("builder.Services.AddControllers();", "app.MapShop();", "public static class Setup { public static void MapShop(this IEndpointRouteBuilder routes) => routes.MapControllers(); } public class PricesController : ControllerBase { [HttpPut] public int [|Set|](int id) => id; }")]
    [InlineData("builder.Services.AddSingleton<IAuthorizationPolicyProvider, Policies>();", "app.[|MapPut|](\"/orders/{id}\", (int id) => id);", "public class Policies(Microsoft.Extensions.Options.IOptions<AuthorizationOptions> options) : DefaultAuthorizationPolicyProvider(options) { public new Task<AuthorizationPolicy?> GetFallbackPolicyAsync() => base.GetFallbackPolicyAsync(); }")]
    [InlineData("builder.Services.AddControllers(options => options.Filters.Add<Timing>());", "app.MapControllers();", "public class Timing : IActionFilter { public void OnActionExecuting(ActionExecutingContext context) { } public void OnActionExecuted(ActionExecutedContext context) { } } public class PricesController : ControllerBase { [HttpPut] public int [|Set|](int id) => id; }")]
    public Task What_decides_about_others(string services, string map, string more = "") => Check.Reports<PG1008UnprotectedEndpoint>(Web(Auth + "builder.Services.AddAuthorization();" + services, map, more));

    [Theory]
    [InlineData("// This controller should NOT be protected with [Authorize]: the form of new customers lists the sizes\n[Route(\"api/sizes\")] public class SizesController : ControllerBase { [HttpGet] public int [|All|](int page) => page; [HttpPost] public int [|Add|](Order order) => 1; }")]
    [InlineData("/// <summary>Publicly available, no authentication required.</summary>\n[Route(\"api/sizes\")] public class SizesController : ControllerBase { [HttpGet(\"{id}\")] public int [|One|](int id) => id; }")]
    [InlineData("[Route(\"api/sizes\")] public class SizesController : ControllerBase {\n    // Called by the app before login.\n    [HttpPost] public int [|Ask|](Order order) => 1;\n}")]
    [InlineData("[Route(\"api/sizes\")] public class SizesController : ControllerBase {\n    /// <summary>The sizes; intentionally anonymous.</summary>\n    [HttpPost]\n    public int [|Ask|](Order order) => 1;\n}")]
    [InlineData("[Route(\"api/sizes\")] public class SizesController : ControllerBase {\n    [HttpGet] // open to everyone\n    public int [|Ask|](int page) => 1;\n}")]
    [InlineData("// Public endpoints of the catalog\n[Route(\"api/sizes\")] public class SizesController : ControllerBase { [HttpGet(\"{id}\")] public int [|One|](int id) => id; }")]
    [InlineData("[Route(\"api/sizes\")] public class SizesController : ControllerBase {\n    // Does not require the customer to be logged in\n    [HttpPost] public int [|Ask|](Order order) => 1;\n}")]
    [InlineData("[Route(\"api/sizes\")] public class SizesController : ControllerBase {\n    /// <summary>One size. Accessible without a token.</summary>\n    /// <returns>404 if there is none</returns>\n    [HttpGet(\"{id}\")] public int [|One|](int id) => 1;\n}")]
    [InlineData("[Route(\"api/sizes\")] public class SizesController : ControllerBase {\n    // Deliberately left open\n    [HttpPost] public int [|Ask|](Order order) => 1;\n    // Anyone with the link can look\n    [HttpGet(\"{id}\")] public int [|One|](int id) => 1;\n    // needed during sign-up\n    [HttpGet] public int [|All|](int page) => 1;\n}")]
    [InlineData("[Route(\"api/sizes\")] public class SizesController : ControllerBase {\n    // Users need not be signed in here\n    [HttpPost] public int [|Ask|](Order order) => 1;\n    // no login required\n    [HttpPut] public int [|Set|](Order order) => 1;\n}")]
    public Task A_comment_that_decides(string code) => Check.Suggests<PG1008UnprotectedEndpoint>(Controller(code));

    [Theory]
    [InlineData("// Anyone can read the prices, no login needed.\napp.[|MapGet|](\"/prices\", (int page) => page);")]
    [InlineData("app.[|MapPost|](\"/prices\", (Order order) =>\n{\n    // no auth: the shop's kiosk sends these anonymously\n    return order;\n});")]
    [InlineData("// Public catalog, no authentication\napp.[|MapGet|](\"/prices\", (int page) => page);\napp.[|MapGet|](\"/sizes\", (int page) => page);")]
    [InlineData("Map(app);\n// The public list of prices is accessible to anyone.\nstatic void Map(WebApplication app) => app.[|MapGet|](\"/prices\", (int page) => page);")]
    public Task A_comment_that_decides_about_a_mapping(string map) => Check.Suggests<PG1008UnprotectedEndpoint>(App(map));

    [Theory]
    [InlineData("[Route(\"api/sizes\")] public class SizesController : ControllerBase {\n    // TODO: no authentication yet\n    [HttpPost] public int [|Ask|](Order order) => 1;\n}")]
    [InlineData("[Route(\"api/sizes\")] public class SizesController : ControllerBase {\n    // No auth for now, for testing.\n    [HttpPost] public int [|Ask|](Order order) => 1;\n}")]
    [InlineData("// [AllowAnonymous]\n// [Authorize]\n[Route(\"api/sizes\")] public class SizesController : ControllerBase { [HttpPost] public int [|Ask|](Order order) => 1; }")]
    [InlineData("[Route(\"api/sizes\")] public class SizesController : ControllerBase {\n    // This must not be public!\n    [HttpPost] public int [|Ask|](Order order) => 1;\n    // Answers 401 if the caller is not logged in.\n    [HttpPut] public int [|Set|](Order order) => 1;\n    // Needs authentication\n    [HttpDelete] public int [|Drop|](Order order) => 1;\n}")]
    // What is said of the catalog as a whole is not said of who changes it.
    [InlineData("// Public endpoints of the catalog\n[Route(\"api/sizes\")] public class SizesController : ControllerBase { [HttpPost] public int [|Add|](Order order) => 1; }")]
    [InlineData("// The authors of a book\n[Route(\"api/authors\")] public class AuthorsController : ControllerBase { [HttpPost] public int [|Add|](Order order) => 1; }")]
    [InlineData("[Route(\"api/sizes\")] public class SizesController : ControllerBase {\n    // Stores are open from nine\n    [HttpPost] public int [|Ask|](Order order) => 1;\n    // The public key of the partner is used to sign orders\n    [HttpPut] public int [|Set|](Order order) => 1;\n    // Redirects to the login page\n    [HttpDelete] public int [|Drop|](Order order) => 1;\n}")]
    [InlineData("[Route(\"api/sizes\")] public class SizesController : ControllerBase {\n    // Not used by the login page\n    [HttpPost] public int [|Ask|](Order order) => 1;\n    // Gives the customer without the password\n    [HttpPut] public int [|Set|](Order order) => 1;\n    // No logging here, and never log in production\n    [HttpDelete] public int [|Drop|](Order order) => 1;\n    // Does not return credentials\n    [HttpPatch] public int [|Change|](Order order) => 1;\n}")]
    public Task A_comment_that_decides_nothing(string code) => Check.Reports<PG1008UnprotectedEndpoint>(Controller(code));

    [Fact]
    public Task A_comment_above_an_empty_line_is_about_what_it_stands_at() => Check.Reports<PG1008UnprotectedEndpoint>(
        App("// Public catalog, no authentication\napp.MapGet(\"/health\", () => 1);\n\napp.[|MapPost|](\"/prices\", (Order order) => order);"));

    [Theory]
    [InlineData("app.[|MapPost|](\"/api/join\", (Order order) => order);")]
    [InlineData("app.[|MapPost|](\"/contact\", (Order order) => order); app.MapGet(\"/contact\", (IOrders orders) => orders.GetAsync(1));")]
    [InlineData("app.MapControllers();", "[Route(\"api/[controller]\")] public class ContactController : ControllerBase { [HttpPost] public int [|Send|](Order order) => 1; }")]
    [InlineData("app.[|MapPost|](\"/newsletter/subscribe\", (Order order) => order);")]
    [InlineData("var v1 = app.MapGroup(\"/api/v1\"); v1.[|MapPost|](\"/waiting-list\", (Order order) => order);")]
    [InlineData("app.[|MapPost|](\"/api/feedback\", Feedback.Send);", "public static class Feedback { public static int Send(Order order) => 1; }")]
    [InlineData("app.MapControllers();", "[Route(\"api/[controller]\")] public class NewsletterController : ControllerBase { [HttpPost] public int [|Subscribe|](Order order) => 1; }")]
    [InlineData("app.MapControllers();", "[Route(\"api/marketing\")] public class MarketingController : ControllerBase { [HttpPost(\"waitlist\")] public int [|JoinWaitlist|](Order order) => 1; }")]
    [InlineData("app.MapControllers();", "[Route(\"api/[controller]\")] public class FeedbackController : ControllerBase { [HttpPost] public int [|Create|](Order order) => 1; }")]
    public Task Forms_for_people_who_are_no_customers_yet(string map, string more = "") => Check.Suggests<PG1008UnprotectedEndpoint>(App(map, more));

    [Theory]
    [InlineData("app.[|MapPost|](\"/groups/{id}/join\", (int id) => id);")]
    [InlineData("app.[|MapGet|](\"/feedback\", (int page) => page);")]
    [InlineData("app.[|MapPost|](\"/orders/feedback\", (Order order) => order);")]
    [InlineData("app.[|MapDelete|](\"/newsletter/{id}\", (int id) => id);")]
    [InlineData("app.[|MapPost|](\"/feedback\", (int orderId, Order order) => order);")]
    [InlineData("app.[|MapPost|](\"/contacts\", (Order order) => order);")]
    [InlineData("app.[|MapDelete|](\"/contact/{id}\", (int id) => id); app.[|MapGet|](\"/contact/{id}\", (int id) => id);")]
    [InlineData("app.MapControllers();", "[Route(\"api/contact\")] public class ContactController : ControllerBase { [HttpGet] public int [|All|](int page) => 1; [HttpDelete(\"{id}\")] public int [|Remove|](int id) => 1; }")]
    [InlineData("app.MapControllers();", "[Route(\"api/channels\")] public class ChannelsController : ControllerBase { [HttpPost(\"{id}/subscribe\")] public int [|Subscribe|](string id) => 1; [HttpPost] public int [|Join|](int channelId) => 1; }")]
    [InlineData("app.MapControllers();", "[Route(\"api/[controller]\")] public class FeedbackController : ControllerBase { [HttpGet] public int [|All|](int page) => 1; [HttpPost(\"{id}\")] public int [|Answer|](int id) => 1; }")]
    public Task What_only_sounds_like_a_form(string map, string more = "") => Check.Reports<PG1008UnprotectedEndpoint>(App(map, more));

    private const string Forecast = "public class WeatherForecast { public DateOnly Date { get; set; } public int TemperatureC { get; set; } public string? Summary { get; set; } } ";

    private const string ForecastController = Forecast + "[ApiController, Route(\"[controller]\")] public class WeatherForecastController : ControllerBase { private static readonly string[] Summaries = new[] { \"Freezing\", \"Warm\" }; private readonly Microsoft.Extensions.Logging.ILogger<WeatherForecastController> _logger; public WeatherForecastController(Microsoft.Extensions.Logging.ILogger<WeatherForecastController> logger) { _logger = logger; } [HttpGet(Name = \"GetWeatherForecast\")] public IEnumerable<WeatherForecast> Get() { return Enumerable.Range(1, 5).Select(index => new WeatherForecast { Date = DateOnly.FromDateTime(DateTime.Now.AddDays(index)), TemperatureC = Random.Shared.Next(-20, 55), Summary = Summaries[Random.Shared.Next(Summaries.Length)] }).ToArray(); } }";

    private const string ForecastMapping = "var summaries = new[] { \"Freezing\", \"Warm\" }; app.MapGet(\"/weatherforecast\", () => { var forecast = Enumerable.Range(1, 5).Select(index => new WeatherForecast { Date = DateOnly.FromDateTime(DateTime.Now.AddDays(index)), TemperatureC = Random.Shared.Next(-20, 55), Summary = summaries[Random.Shared.Next(summaries.Length)] }).ToArray(); return forecast; }).WithName(\"GetWeatherForecast\");";

    private static Scenario Nobody(string map, string more = "", string services = "builder.Services.AddControllers();", string run = "app.Run();")
        => Scenario.Of(ProjectKind.Web, Usings + "using Microsoft.AspNetCore.Hosting;\nvar builder = [|WebApplication.CreateBuilder(args)|];\n" + services + "\nvar app = builder.Build();\n" + map + "\n" + run + "\n", Usings + Types + more);

    [Theory]
    [InlineData("app.MapControllers();", ForecastController)]
    [InlineData(ForecastMapping, Forecast)]
    [InlineData("app.MapPost(\"/promotions\", (Order order) => { var random = new Random(); var offers = new List<Order>(); if (random.Next(0, 100) < 30) { offers.Add(new Order(random.Next(5, 50))); } return Results.Ok(new { order.Id, offers }); });", "")]
    public Task Answers_that_are_made_up(string map, string more) => Check.Suggests<PG1008UnprotectedEndpoint>(Nobody(map, more));

    [Theory]
    [InlineData("app.MapControllers(); app.MapDelete(\"/orders/{id}\", (int id) => id);", ForecastController)]
    [InlineData("app.MapGet(\"/orders\", (IOrders orders) => orders.GetAsync(Random.Shared.Next(1, 9)));", "")]
    [InlineData("var all = new List<Order>(); app.MapPost(\"/orders\", () => { all.Add(new Order(Random.Shared.Next(1, 9))); return all; });", "")]
    [InlineData("app.MapPost(\"/orders\", () => { Store.Last = Random.Shared.Next(1, 9); return 1; });", "public static class Store { public static int Last; }")]
    public Task Answers_with_something_behind(string map, string more) => Check.Reports<PG1008UnprotectedEndpoint>(Nobody(map, more));

    private const string Remove = "app.MapDelete(\"/orders/{id}\", (int id) => id);";

    [Theory]
    [InlineData("", Remove, "app.Run(\"http://localhost:5000\");")]
    [InlineData("builder.WebHost.UseUrls(\"http://127.0.0.1:5000\", \"http://[::1]:5000\");", Remove, "app.Run();")]
    [InlineData("builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(5000));", Remove, "app.Run();")]
    [InlineData("builder.WebHost.UseKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 5000));", Remove, "app.Run();")]
    [InlineData("", Remove + "app.Urls.Add($\"http://localhost:{args.Length}\");", "app.Run();")]
    [InlineData("var url = \"http://localhost:5000\";", Remove, "await app.RunAsync(url);")]
    [InlineData("builder.WebHost.UseSetting(\"urls\", \"http://localhost:5000;https://localhost:5001\");", Remove, "app.Run();")]
    public Task An_app_that_listens_to_this_machine_alone(string services, string map, string run) => Check.Suggests<PG1008UnprotectedEndpoint>(Nobody(map, services: services, run: run));

    [Theory]
    [InlineData("", Remove, "app.Run(\"http://*:5000\");")]
    [InlineData("", Remove, "app.Run(\"http://localhost.shop.example:5000\");")]
    [InlineData("builder.WebHost.UseUrls(\"http://localhost:5000\", \"http://0.0.0.0:5001\");", Remove, "app.Run();")]
    [InlineData("builder.WebHost.ConfigureKestrel(kestrel => { kestrel.ListenLocalhost(5000); kestrel.ListenAnyIP(5001); });", Remove, "app.Run();")]
    [InlineData("if (builder.Environment.IsDevelopment()) { builder.WebHost.UseUrls(\"http://localhost:5000\"); }", Remove, "app.Run();")]
    [InlineData("", Remove, "app.Run(app.Configuration[\"Url\"] ?? \"http://localhost:5000\");")]
    [InlineData("builder.WebHost.UseUrls(\"http://localhost:5000\");", "app.UseForwardedHeaders();" + Remove, "app.Run();")]
    [InlineData("", Remove, "app.Run();")]
    public Task An_app_that_others_reach(string services, string map, string run) => Check.Reports<PG1008UnprotectedEndpoint>(Nobody(map, services: services, run: run));

    [Fact]
    public Task Endpoints_of_a_local_app_are_suggestions_each() => Check.Suggests<PG1008UnprotectedEndpoint>(
        Scenario.Of(ProjectKind.Web, Usings + "var builder = WebApplication.CreateBuilder(args);\n" + Auth + "builder.Services.AddAuthorization();\nvar app = builder.Build();\napp.[|MapDelete|](\"/orders/{id}\", (int id) => id);\napp.Run(\"http://localhost:5000\");\n"));

    private const string Passes = "app.MapGet(\"/weather/{city}\", async (string city, HttpClient http) => await http.GetStringAsync(\"https://weather.example/\" + city));";

    [Theory]
    [InlineData("builder.Services.AddHttpClient();", Passes, "")]
    [InlineData("builder.Services.AddHttpClient<Forecasts>();", "app.MapGet(\"/weather/{city}\", (string city, Forecasts forecasts) => forecasts.GetAsync(city));", "public class Forecasts(HttpClient http) { public Task<string> GetAsync(string city) => http.GetStringAsync(\"https://weather.example/\" + city); }")]
    [InlineData("builder.Services.AddHttpClient(); builder.Services.AddControllers();", "app.MapControllers();", "public class WeatherController(IHttpClientFactory clients) : ControllerBase { [HttpGet(\"{city}\")] public Task<string> Get(string city) => clients.CreateClient().GetStringAsync(\"https://weather.example/\" + city); }")]
    public Task Reads_of_what_others_publish(string services, string map, string more) => Check.Suggests<PG1008UnprotectedEndpoint>(Nobody(map, more, services));

    [Theory]
    [InlineData("builder.Services.AddHttpClient();", "app.MapGet(\"/weather/{city}\", async (string city, HttpClient http) => await http.GetStringAsync(\"https://weather.example/?appid=4711&q=\" + city));", "")]
    [InlineData("builder.Services.AddHttpClient();", Passes + "app.MapPost(\"/orders\", (Order order) => order);", "")]
    [InlineData("builder.Services.AddHttpClient();", Passes + "app.MapGet(\"/orders/{id}\", (int id, IOrders orders) => orders.GetAsync(id));", "")]
    [InlineData("builder.Services.AddHttpClient();", Passes, "public class ShopDbContext;")]
    [InlineData("", "app.MapGet(\"/orders\", (int page) => page);", "")]
    [InlineData("builder.Services.AddHttpClient();", "app.MapGet(\"/weather/{city}\", async (string city, HttpClient http, IChatClient model) => await http.GetStringAsync(\"https://weather.example/\" + city));", "public interface IChatClient;")]
    public Task Reads_with_something_behind(string services, string map, string more) => Check.Reports<PG1008UnprotectedEndpoint>(Nobody(map, more, services));

    [Theory]
    [InlineData("ProdGapIsTemplate", "true")]
    [InlineData("ProjectDir", "/src/shop/templates/Web/content/Shop.Web/")]
    [InlineData("ProjectDir", "C:\\shop\\Templates\\content\\")]
    public Task A_project_that_is_copied(string property, string value) => Check.Suggests<PG1008UnprotectedEndpoint>(Nobody(Remove).Property(property, value));

    [Theory]
    [InlineData("ProdGapIsTemplate", "")]
    [InlineData("ProdGapIsTemplate", "false")]
    [InlineData("ProjectDir", "/src/shop/templates/Web/")]
    [InlineData("ProjectDir", "/src/shop/content/templates/")]
    public Task A_project_that_runs(string property, string value) => Check.Reports<PG1008UnprotectedEndpoint>(Nobody(Remove).Property(property, value));

    /// <summary>What a form offers before anybody has signed in.</summary>
    [Theory]
    [InlineData("[HttpGet(\"departments\")] public IActionResult [|Departments|]() => Ok(shop.Rows.Select(row => new { row.Id, row.Name }).ToList());")]
    [InlineData("[HttpGet(\"years\")] public IActionResult [|Years|](int department) { var years = shop.Rows.Where(row => row.Id == department).Select(row => new { batchId = row.Id, batchYear = row.Year }).ToList(); return Ok(years); }")]
    public Task Lists_of_names_for_a_form(string action) => Check.Suggests<PG1008UnprotectedEndpoint>(Controller(Lists(action)));

    [Theory]
    [InlineData("[HttpGet(\"departments\")] public IActionResult [|Departments|]() => Ok(shop.Rows.Select(row => new { row.Id, row.Name, row.Budget }).ToList());")]
    [InlineData("[HttpGet(\"departments\")] public IActionResult [|Departments|]() => Ok(shop.Rows.ToList());")]
    [InlineData("[HttpGet(\"ids\")] public IActionResult [|Ids|]() => Ok(shop.Rows.Select(row => new { row.Id, departmentId = row.Id }).ToList());")]
    [InlineData("[HttpGet(\"employees\")] public IActionResult [|Employees|]() => Ok(shop.Employees.Select(row => new { row.Id, row.Name }).ToList());")]
    [InlineData("[HttpGet(\"departments\")] public IActionResult [|Departments|]() => Ok(shop.Rows.Select(row => new { row.Id, row.Name }).ToList()); [HttpPost(\"departments\")] public IActionResult [|Add|](string name) => Ok(name);")]
    public Task Lists_of_anything_else(string action) => Check.Reports<PG1008UnprotectedEndpoint>(Controller(Lists(action)));

    private static string Lists(string action)
        => "[Route(\"api/lists\")] public class ListsController(IShop shop) : ControllerBase { " + action + " } public record Row(int Id, string Name, int Year, decimal Budget); public interface IShop { IQueryable<Row> Rows { get; } IQueryable<Row> Employees { get; } }";

    /// <summary>Somebody sorted the controllers by who may call them: what is read there is for everyone, what changes likely is.</summary>
    [Theory]
    [InlineData("namespace Shop.Controllers.Public.Prices { public class PricesController(IOrders orders) : ControllerBase { [HttpGet] public Task<Order> One(int id) => orders.GetAsync(id); } }")]
    [InlineData("namespace Public.Shop { public class PricesController(IOrders orders) : ControllerBase { [HttpGet] public Task<Order> [|One|](int id) => orders.GetAsync(id); } }")]
    [InlineData("namespace Shop.Controllers.Republic { public class PricesController(IOrders orders) : ControllerBase { [HttpGet] public Task<Order> [|One|](int id) => orders.GetAsync(id); } }")]
    public Task A_namespace_that_is_public(string code) => Check.Reports<PG1008UnprotectedEndpoint>(Controller(code));

    [Fact]
    public Task A_change_in_a_namespace_that_is_public() => Check.Suggests<PG1008UnprotectedEndpoint>(Controller(
        "namespace Shop.Controllers.Public { public class PricesController(IOrders orders) : ControllerBase { [HttpPost] public Task [|Add|](Order order) => orders.AddAsync(order); } }"));

    private const string Table = "public static class Countries { private static readonly string[] All = [\"a\", \"b\"]; public static IEnumerable<string> Names() => All; public static bool Has(string name) => All.Contains(name); } ";

    [Theory]
    [InlineData("public class CountriesController : ControllerBase { [HttpGet] public ActionResult<string[]> [|List|]() { var data = Countries.Names().Select(x => x).ToArray(); return Ok(data); } }")]
    [InlineData("public class CountriesController : ControllerBase { [HttpGet(\"{name}\")] public ActionResult<bool> [|One|](string name) { if (!Countries.Has(name)) { return NotFound(); } return Ok(true); } }")]
    public Task An_answer_out_of_a_table_in_the_code(string code) => Check.Suggests<PG1008UnprotectedEndpoint>(Controller(Table + code));

    [Theory]
    [InlineData("public class CountriesController(IOrders orders) : ControllerBase { [HttpGet] public ActionResult<bool> [|List|]() { return Ok(Countries.Has(orders.ToString()!)); } }")]
    [InlineData("public class CountriesController : ControllerBase { [HttpPost] public ActionResult<bool> [|List|](string name) { return Ok(Countries.Has(name)); } }")]
    [InlineData("public class CountriesController : ControllerBase { [HttpGet] public ActionResult<string> [|List|](string name) { return Ok(System.IO.File.ReadAllText(name)); } }")]
    [InlineData("public static class Store { public static readonly List<string> Orders = []; public static void Put(string order) => Orders.Add(order); } public class CountriesController : ControllerBase { [HttpGet] public ActionResult<string[]> [|List|]() { return Ok(Store.Orders.ToArray()); } }")]
    [InlineData("public class CountriesController : ControllerBase { private readonly List<string> names = []; [HttpGet] public ActionResult<bool> [|List|]() { return Ok(Countries.Has(names[0])); } }")]
    public Task An_answer_of_something_else(string code) => Check.Reports<PG1008UnprotectedEndpoint>(Controller(Table + code));

    /// <summary>Which build runs is for everyone, below whatever it stands; the version of one thing is that thing's.</summary>
    [Theory]
    [InlineData("app.MapGet(\"/api/system/version\", (IOrders orders) => orders.GetAsync(1));")]
    [InlineData("var group = app.MapGroup(\"/api/system\"); group.MapGet(\"/build-info\", (IOrders orders) => orders.GetAsync(1));")]
    [InlineData("app.[|MapPost|](\"/api/system/version\", (IOrders orders) => orders.GetAsync(1));")]
    [InlineData("app.[|MapGet|](\"/api/files/{id}/version\", (int id, IOrders orders) => orders.GetAsync(id));")]
    public Task Which_build_runs(string map) => Check.Reports<PG1008UnprotectedEndpoint>(App(map));

    /// <summary>News for whoever wants them.</summary>
    [Theory]
    [InlineData("public class NewsController : ControllerBase { [HttpGet(\"rss/{slug?}\")] public string Rss(string? slug) => Make(slug); private static string Make(string? slug) => \"<rss>\" + slug; }")]
    [InlineData("public class NewsController : ControllerBase { [HttpGet(\"news\")] public string GetAtom() => DateTime.Now.ToString(); [HttpGet(\"opml\")] public string List() => DateTime.Now.ToString(); }")]
    [InlineData("[Route(\"feed.rss\")] public class NewsController : ControllerBase { [HttpGet] public string All() => DateTime.Now.ToString(); }")]
    [InlineData("public class NewsController : ControllerBase { [HttpPost(\"rss\")] public void [|Change|](string title) => Console.WriteLine(title); }")]
    [InlineData("public class NewsController : ControllerBase { [HttpGet(\"users/{id}/rss\")] public string [|OfUser|](int id) => DateTime.Now.AddDays(id).ToString(); }")]
    public Task Feeds(string controller) => Check.Reports<PG1008UnprotectedEndpoint>(Controller(controller));

    private const string Tokens = "public interface ITokens { Task CheckAsync(HttpContext context); } public class Tokens : ITokens { public async Task CheckAsync(HttpContext context) { await Task.Yield(); if (context.Request.Headers.Authorization.Count == 0) { context.Response.StatusCode = 401; throw new InvalidOperationException(); } } }\n";

    /// <summary>The service that is handed the request asks who calls.</summary>
    [Theory]
    [InlineData("app.MapPost(\"/chat\", async (Chat chat, HttpContext context) => await chat.AnswerAsync(context));", "public class Chat(ITokens tokens) { public async Task AnswerAsync(HttpContext context) { await tokens.CheckAsync(context); await context.Response.WriteAsync(\"x\"); } }")]
    [InlineData("app.MapPost(\"/chat\", async (Tokens tokens, HttpContext context) => { await tokens.CheckAsync(context); return 1; });", "")]
    [InlineData("app.[|MapPost|](\"/chat\", async (Chat chat, HttpContext context) => await chat.AnswerAsync(context));", "public class Chat { public Task AnswerAsync(HttpContext context) => context.Response.WriteAsync(\"x\"); }")]
    [InlineData("app.[|MapPost|](\"/chat\", async (Chat chat, HttpContext context) => await chat.AnswerAsync(\"a\"));", "public class Chat(ITokens tokens) { public async Task AnswerAsync(string text) { await Task.Yield(); Console.WriteLine(text + tokens); } }")]
    [InlineData("app.[|MapPost|](\"/chat\", async (Chat chat, HttpContext context) => await chat.CountAsync(context));", "public class Chat { public Task CountAsync(HttpContext context) => context.Response.WriteAsync(context.Connection.RemoteIpAddress?.ToString() ?? \"x\"); }")]
    public Task A_service_that_decides(string map, string service) => Check.Reports<PG1008UnprotectedEndpoint>(App(map, Tokens + service));

    /// <summary>The same, where the handler is a method of another file.</summary>
    [Theory]
    [InlineData("app.MapPost(\"/chat\", Chat.AnswerAsync);", "if (context.Request.Headers.Authorization.Count == 0) { context.Response.StatusCode = 401; return; }")]
    [InlineData("app.[|MapPost|](\"/chat\", Chat.AnswerAsync);", "")]
    public Task A_handler_of_another_file(string map, string check) => Check.Reports<PG1008UnprotectedEndpoint>(App(
        map,
        "using Microsoft.AspNetCore.Http;\npublic static class Chat { public static async Task AnswerAsync(HttpContext context) => await Answers.WriteAsync(context); }",
        "using Microsoft.AspNetCore.Http;\npublic static class Answers { public static async Task WriteAsync(HttpContext context) { " + check + " await context.Response.WriteAsync(\"x\"); } }"));

    private const string Cart = "public interface ICart { Task<int> CountAsync(); } public class Cart(IHttpContextAccessor accessor) : ICart { public Task<int> CountAsync() => Task.FromResult(UserId()); private int UserId() => int.Parse(accessor.HttpContext!.User.FindFirstValue(\"sub\")!); }\n";

    /// <summary>A service that takes the user from the request fails for a stranger: not open, and not decided either.</summary>
    [Theory]
    [InlineData("public class CartController(ICart cart) : ControllerBase { [HttpPost(\"cart\")] public async Task<int> [|Count|]() => await cart.CountAsync(); }")]
    [InlineData("public class CartController(ICart cart) : ControllerBase { [HttpDelete(\"cart\")] public async Task<IActionResult> [|Remove|]() { var left = await cart.CountAsync(); return Ok(left); } }")]
    public Task A_service_that_takes_the_user(string controller) => Check.Suggests<PG1008UnprotectedEndpoint>(App("app.MapControllers();", Cart + controller));

    [Fact]
    public Task A_service_that_takes_no_user() => Check.Reports<PG1008UnprotectedEndpoint>(App(
        "app.MapControllers();", Cart + "public class Stock { public int Clear(string text) => text.Length; } public class StockController(Stock stock) : ControllerBase { [HttpPost(\"stock\")] public int [|Clear|](string text) => stock.Clear(text); }"));
}
