using ProdGap.Analyzers.CodeFixes.Security.CrossSite;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Security.CrossSite;

namespace ProdGap.Analyzers.Tests.Security.CrossSite;

public sealed class PG1022AntiforgeryOffFixTests
{
    private const string Usings = PG1022AntiforgeryOffTests.Usings;

    private const string Stores = "public interface IOrders { void Add(string text); void Clear(); }\n";

    private static string Program(string pipeline = "", string mvc = "builder.Services.AddControllersWithViews();") => PG1022AntiforgeryOffTests.Program(pipeline, mvc: mvc);

    private static Scenario Web(params string[] files) => Scenario.Of(ProjectKind.Web, [.. files, Stores]);

    private static Task Offers(Scenario before, params string[] after) => Check.Offers<PG1022AntiforgeryOff, PG1022AntiforgeryOffFix>("PG1022.require", before, after);

    private static Task Refuses(Scenario scenario) => Check.OffersOnly<PG1022AntiforgeryOff, PG1022AntiforgeryOffFix>(scenario);

    private static Task InClass(string before, string after, string program) => Offers(Web(Usings + before, program), Usings + after);

    [Theory]
    [InlineData(
        "app.MapPost(\"/orders\", ([FromForm] string text, IOrders orders) => orders.Add(text)).DisableAntiforgery();",
        "app.MapPost(\"/orders\", ([FromForm] string text, IOrders orders) => orders.Add(text));")]
    [InlineData(
        "// Orders\napp.MapPost(\"/orders\", ([FromForm] string text, IOrders orders) => orders.Add(text))\n    .WithName(\"add\")\n    .DisableAntiforgery()\n    .RequireAuthorization(); // from the shop",
        "// Orders\napp.MapPost(\"/orders\", ([FromForm] string text, IOrders orders) => orders.Add(text))\n    .WithName(\"add\")\n    .RequireAuthorization(); // from the shop")]
    [InlineData(
        "var group = app.MapGroup(\"/orders\").DisableAntiforgery().RequireAuthorization();\ngroup.MapPost(\"/\", ([FromForm] string text, IOrders orders) => orders.Add(text));",
        "var group = app.MapGroup(\"/orders\").RequireAuthorization();\ngroup.MapPost(\"/\", ([FromForm] string text, IOrders orders) => orders.Add(text));")]
    [InlineData(
        "RoutingEndpointConventionBuilderExtensions.DisableAntiforgery(app.MapPost(\"/orders\", ([FromForm] string text, IOrders orders) => orders.Add(text)));",
        "app.MapPost(\"/orders\", ([FromForm] string text, IOrders orders) => orders.Add(text));")]
    [InlineData(
        "if (args.Length == 0) app.MapPost(\"/orders\", ([FromForm] string text, IOrders orders) => orders.Add(text)).DisableAntiforgery();",
        "if (args.Length == 0) app.MapPost(\"/orders\", ([FromForm] string text, IOrders orders) => orders.Add(text));")]
    [InlineData(
        "app.MapPost(\"/orders\", [RequireAntiforgeryToken(required: false)] ([FromForm] string text, IOrders orders) => orders.Add(text));",
        "app.MapPost(\"/orders\", [RequireAntiforgeryToken] ([FromForm] string text, IOrders orders) => orders.Add(text));")]
    [InlineData(
        "app.MapPost(\"/orders\", [Authorize, RequireAntiforgeryToken(false)] ([FromForm] string text, IOrders orders) => orders.Add(text));",
        "app.MapPost(\"/orders\", [Authorize, RequireAntiforgeryToken] ([FromForm] string text, IOrders orders) => orders.Add(text));")]
    public Task At_an_endpoint(string before, string after) => Offers(Web(Program(before)), Program(after));

    [Theory]
    [InlineData(
        "static class Orders\n{\n    public static RouteHandlerBuilder Map(WebApplication app) => app.MapPost(\"/orders\", ([FromForm] string text, IOrders orders) => orders.Add(text)).DisableAntiforgery();\n}\n",
        "static class Orders\n{\n    public static RouteHandlerBuilder Map(WebApplication app) => app.MapPost(\"/orders\", ([FromForm] string text, IOrders orders) => orders.Add(text));\n}\n")]
    public Task In_an_expression_body(string before, string after) => InClass(before, after, Program("Orders.Map(app);"));

    [Theory]
    [InlineData(
        "[Authorize]\npublic class OrdersController(IOrders orders) : Controller\n{\n    public IActionResult Index() => View();\n\n    /// <summary>Adds.</summary>\n    [HttpPost]\n    public IActionResult Add(string text) { orders.Add(text); return Ok(); }\n}\n",
        "[Authorize]\npublic class OrdersController(IOrders orders) : Controller\n{\n    public IActionResult Index() => View();\n\n    /// <summary>Adds.</summary>\n    [ValidateAntiForgeryToken]\n    [HttpPost]\n    public IActionResult Add(string text) { orders.Add(text); return Ok(); }\n}\n")]
    [InlineData(
        "/// <summary>Orders.</summary>\n[Authorize]\npublic class OrdersController(IOrders orders) : Controller\n{\n    public IActionResult Index() => View();\n\n    [HttpPost] public IActionResult Add(string text) { orders.Add(text); return Ok(); }\n\n    [HttpPost] public IActionResult Clear() { orders.Clear(); return Ok(); }\n}\n",
        "/// <summary>Orders.</summary>\n[AutoValidateAntiforgeryToken]\n[Authorize]\npublic class OrdersController(IOrders orders) : Controller\n{\n    public IActionResult Index() => View();\n\n    [HttpPost] public IActionResult Add(string text) { orders.Add(text); return Ok(); }\n\n    [HttpPost] public IActionResult Clear() { orders.Clear(); return Ok(); }\n}\n")]
    [InlineData(
        "[Authorize]\npublic class OrdersController(IOrders orders) : Controller\n{\n    public IActionResult Index() => View();\n\n    [HttpPost, IgnoreAntiforgeryToken(Order = 1001)] // scripts\n    public IActionResult Add(string text) { orders.Add(text); return Ok(); }\n}\n",
        "[Authorize]\npublic class OrdersController(IOrders orders) : Controller\n{\n    public IActionResult Index() => View();\n\n    [HttpPost, ValidateAntiForgeryToken] // scripts\n    public IActionResult Add(string text) { orders.Add(text); return Ok(); }\n}\n")]
    [InlineData(
        "[Authorize]\n[Microsoft.AspNetCore.Mvc.IgnoreAntiforgeryTokenAttribute]\npublic class OrdersController(IOrders orders) : Controller\n{\n    [HttpPost] public IActionResult Add(string text) { orders.Add(text); return Ok(); }\n}\n",
        "[Authorize]\n[Microsoft.AspNetCore.Mvc.AutoValidateAntiforgeryToken]\npublic class OrdersController(IOrders orders) : Controller\n{\n    [HttpPost] public IActionResult Add(string text) { orders.Add(text); return Ok(); }\n}\n")]
    public Task In_a_controller(string before, string after) => InClass(before, after, Program("app.MapDefaultControllerRoute();"));

    [Fact]
    public Task Where_the_name_means_something_else()
        => InClass(
            "namespace Shop\n{\n    class ValidateAntiForgeryToken;\n\n    [Authorize]\n    public class OrdersController(IOrders orders) : Controller\n    {\n        public IActionResult Index() => View();\n\n        [HttpPost]\n        public IActionResult Add(string text) { orders.Add(text); return Ok(); }\n    }\n}\n",
            "namespace Shop\n{\n    class ValidateAntiForgeryToken;\n\n    [Authorize]\n    public class OrdersController(IOrders orders) : Controller\n    {\n        public IActionResult Index() => View();\n\n        [global::Microsoft.AspNetCore.Mvc.ValidateAntiForgeryToken]\n        [HttpPost]\n        public IActionResult Add(string text) { orders.Add(text); return Ok(); }\n    }\n}\n",
            Program("app.MapDefaultControllerRoute();"));

    [Fact]
    public Task Where_the_namespace_is_not_imported()
        => Offers(
            Web("[Microsoft.AspNetCore.Authorization.Authorize]\npublic class OrdersController(IOrders orders) : Microsoft.AspNetCore.Mvc.Controller\n{\n    public object Index() => View();\n\n    [Microsoft.AspNetCore.Mvc.HttpPost]\n    public void Add(string text) => orders.Add(text);\n}\n", Program("app.MapDefaultControllerRoute();")),
            "using Microsoft.AspNetCore.Mvc;\n\n[Microsoft.AspNetCore.Authorization.Authorize]\npublic class OrdersController(IOrders orders) : Microsoft.AspNetCore.Mvc.Controller\n{\n    public object Index() => View();\n\n    [ValidateAntiForgeryToken]\n    [Microsoft.AspNetCore.Mvc.HttpPost]\n    public void Add(string text) => orders.Add(text);\n}\n");

    [Theory]
    [InlineData(
        "/// <summary>Edits.</summary>\n[IgnoreAntiforgeryToken]\npublic class EditModel(IOrders orders) : PageModel\n{\n    public void OnPost(string text) => orders.Add(text);\n}\n",
        "/// <summary>Edits.</summary>\npublic class EditModel(IOrders orders) : PageModel\n{\n    public void OnPost(string text) => orders.Add(text);\n}\n")]
    [InlineData(
        "[Authorize]\n[IgnoreAntiforgeryToken]\npublic class EditModel(IOrders orders) : PageModel\n{\n    public void OnPost(string text) => orders.Add(text);\n}\n",
        "[Authorize]\npublic class EditModel(IOrders orders) : PageModel\n{\n    public void OnPost(string text) => orders.Add(text);\n}\n")]
    [InlineData(
        "[Authorize, IgnoreAntiforgeryToken]\npublic class EditModel(IOrders orders) : PageModel\n{\n    public void OnPost(string text) => orders.Add(text);\n}\n",
        "[Authorize]\npublic class EditModel(IOrders orders) : PageModel\n{\n    public void OnPost(string text) => orders.Add(text);\n}\n")]
    [InlineData(
        "[IgnoreAntiforgeryToken, Authorize]\npublic class EditModel(IOrders orders) : PageModel\n{\n    public void OnPost(string text) => orders.Add(text);\n}\n",
        "[Authorize]\npublic class EditModel(IOrders orders) : PageModel\n{\n    public void OnPost(string text) => orders.Add(text);\n}\n")]
    public Task In_a_page(string before, string after) => InClass(before, after, Program("app.MapRazorPages();"));

    [Theory]
    [InlineData("builder.Services.AddRazorPages(options => options.Conventions.ConfigureFilter(new IgnoreAntiforgeryTokenAttribute()));", "builder.Services.AddRazorPages(options => options.Conventions.ConfigureFilter(new AutoValidateAntiforgeryTokenAttribute()));")]
    [InlineData("builder.Services.AddControllersWithViews(options => options.Filters.Add<IgnoreAntiforgeryTokenAttribute>());", "builder.Services.AddControllersWithViews(options => options.Filters.Add<AutoValidateAntiforgeryTokenAttribute>());")]
    [InlineData("builder.Services.AddControllersWithViews(options => options.Filters.Add(typeof(Microsoft.AspNetCore.Mvc.IgnoreAntiforgeryTokenAttribute)));", "builder.Services.AddControllersWithViews(options => options.Filters.Add(typeof(Microsoft.AspNetCore.Mvc.AutoValidateAntiforgeryTokenAttribute)));")]
    public Task In_a_filter(string before, string after) => Offers(Web(Program(mvc: before)), Program(mvc: after));

    /// <summary>Where nothing would check even then, where a comment would be lost, or where the result would not compile.</summary>
    [Theory]
    [InlineData("app.MapPost(\"/orders\", async (HttpRequest request, IOrders orders) => { var form = await request.ReadFormAsync(); orders.Add(form[\"text\"]!); }).DisableAntiforgery();")]
    [InlineData("app.MapPost(\"/orders\", ([FromForm] string text, IOrders orders) => orders.Add(text)) // by scripts\n    .DisableAntiforgery();")]
    [InlineData("var endpoint = app.MapPost(\"/orders\", ([FromForm] string text, IOrders orders) => orders.Add(text));\nendpoint.DisableAntiforgery();")]
    public Task Refused_at_an_endpoint(string pipeline) => Refuses(Web(Program(pipeline)));

    [Fact]
    public Task Refused_without_the_middleware()
        => Refuses(Web(Program("app.MapPost(\"/orders\", ([FromForm] string text, IOrders orders) => orders.Add(text)).DisableAntiforgery();").Replace("app.UseAntiforgery();\n", "")));

    [Theory]
    [InlineData("[Authorize] public class OrdersController(IOrders orders) : Controller { public IActionResult Index() => View(); [HttpPost] public IActionResult Add(string text) { orders.Add(text); return Ok(); } }")]
    [InlineData("[ApiController, Route(\"orders\")] public class OrdersController(IOrders orders) : ControllerBase { [HttpPost, IgnoreAntiforgeryToken] public void Add([FromForm] string text) => orders.Add(text); }")]
    public Task Refused_without_the_services_for_views(string controller) => Refuses(Web(Usings + controller, Program("app.MapControllers();", "builder.Services.AddControllers();")));

    [Theory]
    [InlineData("[ApiController, Authorize, Route(\"orders\")] public class OrdersController(IOrders orders) : ControllerBase { [HttpPost] public void Add([FromForm] string text) => orders.Add(text); }")]
    [InlineData("[Authorize] public class OrdersController(IOrders orders) : Controller { public IActionResult Index() => View(); [HttpPost, IgnoreAntiforgeryToken(Order = 1001), ValidateAntiForgeryToken] public IActionResult Add(string text) { orders.Add(text); return Ok(); } }")]
    [InlineData("[Authorize] public class OrdersController(IOrders orders) : Controller { public IActionResult Index() => View(); [HttpPost, IgnoreAntiforgeryToken(/* scripts */ Order = 1001)] public IActionResult Add(string text) { orders.Add(text); return Ok(); } }")]
    public Task Refused_in_a_controller(string controller) => Refuses(Web(Usings + controller, Program("app.MapControllers();")));

    [Fact]
    public void It_is_for_a_person_to_decide() => Assert.Null(new PG1022AntiforgeryOffFix().GetFixAllProvider());
}
