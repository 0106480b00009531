using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Security.CrossSite;

namespace ProdGap.Analyzers.Tests.Security.CrossSite;

public sealed class PG1022AntiforgeryOffTests
{
    public const string Usings =
        """
        using System.Security.Claims;
        using Microsoft.AspNetCore.Antiforgery;
        using Microsoft.AspNetCore.Authentication;
        using Microsoft.AspNetCore.Authentication.Cookies;
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Identity;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.ApplicationModels;
        using Microsoft.AspNetCore.Mvc.Filters;
        using Microsoft.AspNetCore.Mvc.RazorPages;
        using Microsoft.AspNetCore.Routing;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;


        """;

    public const string Cookie = "builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();";

    private const string Jwt = "builder.Services.AddAuthentication(\"Bearer\").AddJwtBearer();";

    /// <summary>An app with a cookie login whose pipeline checks tokens.</summary>
    public static string Program(string pipeline = "", string services = Cookie, string mvc = "builder.Services.AddControllersWithViews(); builder.Services.AddRazorPages();")
        => Usings + "var builder = WebApplication.CreateBuilder(args);\n" + services + "\n" + mvc + "\nvar app = builder.Build();\napp.UseAuthentication();\napp.UseAuthorization();\napp.UseAntiforgery();\n" + pipeline + "\napp.Run();\n";

    private const string Stores = "public interface IOrders { void Add(string text); void Remove(int id); void Clear(); void Pay(int id); int Count(string text); Task SaveAsync(object file); }\npublic class Order { public int Id { get; set; } public string Text { get; set; } = \"\"; }\n";

    private static Scenario Minimal(string pipeline, string more = "", string services = Cookie)
        => Scenario.Of(ProjectKind.Web, Program(pipeline, services) + more, Stores).Referencing(References.Tokens);

    private static Scenario Mvc(string actions, string attributes = "[Authorize] ", string head = "public class OrdersController(IOrders orders, SignInManager<IdentityUser> signIn, IAntiforgery antiforgery) : Controller", string more = "", string services = Cookie, string mvc = "builder.Services.AddControllersWithViews();", string pipeline = "app.MapDefaultControllerRoute();")
        => Scenario.Of(ProjectKind.Web, Program(pipeline, services, mvc), Usings + attributes + head + " { " + (head.EndsWith(": ControllerBase", StringComparison.Ordinal) ? "" : "public IActionResult Index() => View(); ") + actions + " }\n" + more, Stores).Referencing(References.Tokens);

    private static Scenario Page(string members, string attributes, string services = Cookie, string mvc = "builder.Services.AddRazorPages();", string name = "EditModel")
        => Scenario.Of(ProjectKind.Web, Program("app.MapRazorPages();", services, mvc), Usings + attributes + " public class " + name + "(IOrders orders, SignInManager<IdentityUser> signIn) : PageModel { " + members + " }", Stores).Referencing(References.Tokens);

    private static Task Reports(Scenario scenario, string? message = null) => Check.Reports<PG1022AntiforgeryOff>(scenario, message);

    private static Task Suggests(Scenario scenario) => Check.Suggests<PG1022AntiforgeryOff>(scenario);

    // 1. [IgnoreAntiforgeryToken]

    [Theory]
    [InlineData("[HttpPost, [|IgnoreAntiforgeryToken|]] public IActionResult Add(string text) { orders.Add(text); return RedirectToAction(\"Index\"); }")]
    [InlineData("[HttpPost][[|IgnoreAntiforgeryToken|]] public IActionResult Clear() { orders.Clear(); return Ok(); }")]
    [InlineData("[HttpPost(\"x\"), [|IgnoreAntiforgeryTokenAttribute|]] public IActionResult Add(Order order) { orders.Add(order.Text); return Ok(); }")]
    [InlineData("[HttpPost, [|Microsoft.AspNetCore.Mvc.IgnoreAntiforgeryToken(Order = 1001)|]] public IActionResult Add([FromForm] Order order) { orders.Add(order.Text); return Ok(); }")]
    [InlineData("[AcceptVerbs(\"GET\", \"POST\"), [|IgnoreAntiforgeryToken|]] public IActionResult Add(string text) { orders.Add(text); return Ok(); }")]
    [InlineData("[[|IgnoreAntiforgeryToken|]] public IActionResult Add(string text) { orders.Add(text); return Ok(); }")]
    [InlineData("[HttpPost, [|IgnoreAntiforgeryToken|]] public async Task<IActionResult> Photo(IFormFile photo) { await orders.SaveAsync(photo); return Ok(); }")]
    [InlineData("[HttpPost, [|IgnoreAntiforgeryToken|]] public async Task<IActionResult> Ask(string text, [FromServices] HttpClient http) { var apiKey = \"x\"; var answer = await (await http.GetAsync(text + apiKey)).Content.ReadAsStringAsync(); orders.Add(answer); return Ok(); }")]
    [InlineData("[HttpPost, [|IgnoreAntiforgeryToken|]] public IActionResult Sign(string signature) { orders.Add(signature); return Ok(); }")]
    [InlineData("[HttpPost, [|IgnoreAntiforgeryToken|], AllowAnonymous] public async Task<IActionResult> Login(string name, string password) { await signIn.PasswordSignInAsync(name, password, true, true); return Ok(); }")]
    public Task Switched_off_for_an_action(string action) => Reports(Mvc(action));

    [Theory]
    [InlineData("[Authorize, [|IgnoreAntiforgeryToken|]] ", "[HttpPost] public IActionResult Add(string text) { orders.Add(text); return Ok(); } [HttpPost] public IActionResult Clear() { orders.Clear(); return Ok(); }")]
    [InlineData("[Authorize][[|IgnoreAntiforgeryToken(Order = 1001)|]] ", "[HttpPost, ValidateAntiForgeryToken] public IActionResult Add(string text) { orders.Add(text); return Ok(); }")]
    [InlineData("[Authorize][[|RequireAntiforgeryToken(required: false)|]] ", "[HttpPost] public IActionResult Add(string text) { orders.Add(text); return Ok(); }")]
    [InlineData("[Authorize][[|RequireAntiforgeryToken(false)|]] ", "[HttpPost] public IActionResult Add(string text) { orders.Add(text); return Ok(); }")]
    public Task Switched_off_for_a_controller(string attributes, string actions) => Reports(Mvc(actions, attributes));

    [Fact]
    public Task Switched_off_by_a_base()
        => Reports(Mvc("[HttpPost] public IActionResult Add(string text) { orders.Add(text); return Ok(); }", head: "public class OrdersController(IOrders orders) : OpenBase", more: "[[|IgnoreAntiforgeryToken|]] public abstract class OpenBase : Controller { }"));

    /// <summary>Of two with the same order, MVC takes the base's.</summary>
    [Fact]
    public Task Switched_off_by_a_base_in_spite_of_the_heir()
        => Reports(Mvc("[HttpPost] public IActionResult Add(string text) { orders.Add(text); return Ok(); }", "[Authorize, AutoValidateAntiforgeryToken] ", "public class OrdersController(IOrders orders) : OpenBase", more: "[[|IgnoreAntiforgeryToken|]] public abstract class OpenBase : Controller { }"));

    [Fact]
    public Task Switched_off_by_an_action_of_a_base()
        => Reports(Mvc("public override IActionResult Add(string text) { orders.Add(text); return Ok(); }", head: "public class OrdersController(IOrders orders) : OpenBase", more: "public abstract class OpenBase : Controller { [HttpPost, [|IgnoreAntiforgeryToken|]] public abstract IActionResult Add(string text); }"));

    [Fact]
    public Task Under_another_name()
        => Reports(Scenario.Of(ProjectKind.Web, Program("app.MapDefaultControllerRoute();"), "using Open = Microsoft.AspNetCore.Mvc.IgnoreAntiforgeryTokenAttribute;\n" + Usings + "[Authorize] public class OrdersController(IOrders orders) : Controller { [HttpPost, [|Open|]] public IActionResult Add(string text) { orders.Add(text); return Ok(); } }", Stores).Referencing(References.Tokens));

    [Fact]
    public Task By_a_derived_attribute()
        => Reports(Mvc("[HttpPost, [|Scripted|]] public IActionResult Add(string text) { orders.Add(text); return Ok(); }", more: "public class ScriptedAttribute : IgnoreAntiforgeryTokenAttribute;"));

    [Fact]
    public Task In_spite_of_a_filter_for_all()
        => Reports(Mvc("[HttpPost, [|IgnoreAntiforgeryToken|]] public IActionResult Add(string text) { orders.Add(text); return Ok(); }", mvc: "builder.Services.AddControllersWithViews(options => options.Filters.Add(new AutoValidateAntiforgeryTokenAttribute()));"));

    [Fact]
    public Task In_a_controller_of_an_API_that_reads_a_form()
        => Reports(Mvc("[HttpPost, [|IgnoreAntiforgeryToken|]] public IActionResult Add([FromForm] string text) { orders.Add(text); return Ok(); }", "[ApiController, Route(\"orders\")] ", "public class OrdersController(IOrders orders) : ControllerBase", mvc: "builder.Services.AddControllers();"));

    [Theory]
    [InlineData("public void OnGet() { } public void OnPost(string text) => orders.Add(text);")]
    [InlineData("public async Task<IActionResult> OnPostPhotoAsync(IFormFile photo) { await orders.SaveAsync(photo); return Page(); }")]
    [InlineData("[BindProperty] public Order Order { get; set; } = new(); public IActionResult OnPost() { orders.Add(Order.Text); return Page(); }")]
    public Task Switched_off_for_a_page(string members) => Reports(Page(members, "[[|IgnoreAntiforgeryToken|]]"), "'EditModel' lets other sites post in the name of whoever is logged in; require the antiforgery token");

    [Theory]
    [InlineData("[HttpPut, [|IgnoreAntiforgeryToken|]] public IActionResult Change(int id) { orders.Pay(id); return Ok(); }")]
    [InlineData("[HttpDelete, [|IgnoreAntiforgeryToken|]] public IActionResult Remove(int id) { orders.Remove(id); return Ok(); }")]
    [InlineData("[HttpPost, [|IgnoreAntiforgeryToken|]] public async Task<IActionResult> Logout() { await signIn.SignOutAsync(); return Ok(); }")]
    public Task Switched_off_where_a_browser_asks_first_or_little_is_lost(string action) => Suggests(Mvc(action));

    /// <summary>Who decides about other actions means this one for everyone, perhaps.</summary>
    [Theory]
    [InlineData("[HttpPost, [|IgnoreAntiforgeryToken|]] public IActionResult Add(string text) { orders.Add(text); return Ok(); } [HttpGet, Authorize] public IActionResult Show(int id) => View();")]
    [InlineData("[HttpPost, [|IgnoreAntiforgeryToken|]] public IActionResult AddForm(string text) => Add(text); [HttpPost, ValidateAntiForgeryToken, Authorize] public IActionResult Add(string text) { orders.Add(User.Identity!.Name + text); return Ok(); }")]
    public Task Switched_off_where_others_are_decided(string actions) => Suggests(Mvc(actions, attributes: ""));

    [Theory]
    [InlineData("[HttpPost, [|IgnoreAntiforgeryToken|]] public IActionResult ManageOrder(string text) { orders.Add(text); return Ok(); } [HttpGet, Authorize] public IActionResult Show(int id) => View();")]
    public Task Switched_off_for_those_who_manage(string actions) => Reports(Mvc(actions, attributes: ""));

    /// <summary>A name does not demand a login: that the action is open to everyone is the first gap, and another rule's.</summary>
    [Fact]
    public Task Nothing_checks_what_a_name_alone_keeps_for_some()
        => Suggests(Mvc("[HttpPost] public IActionResult [|ManageOrder|](string text) { orders.Add(text); return RedirectToAction(\"Index\"); }", attributes: ""));

    /// <summary>An entry of a session that says nothing of a user is nobody's.</summary>
    [Theory]
    [InlineData("[HttpPost] public IActionResult [|Add|](string text) { HttpContext.Session.SetString(\"chat\", text); orders.Add(text); return RedirectToAction(\"Index\"); }")]
    [InlineData("[HttpPost] public IActionResult [|Add|](string text) { orders.Add(HttpContext.Session.GetString(\"draft\") + text); return RedirectToAction(\"Index\"); }")]
    public Task Nothing_checks_what_a_session_keeps_for_nobody(string action) => Suggests(Mvc(action, attributes: ""));

    [Theory]
    [InlineData("[HttpPost] public IActionResult [|Add|](string text) { orders.Add(HttpContext.Session.GetString(\"UserId\") + text); return RedirectToAction(\"Index\"); }")]
    [InlineData("[HttpPost] public IActionResult [|Add|](string text) { orders.Add(User.Identity!.Name + text); return RedirectToAction(\"Index\"); }")]
    [InlineData("[HttpPost] public IActionResult ChangeStyle(string text) { orders.Add(text); return RedirectToAction(\"Index\"); }")]
    [InlineData("[HttpPost] public IActionResult Change(string text) { SetCurrentStyle(text); HttpContext.Session.SetString(\"view\", text); return RedirectToAction(\"Index\"); } private void SetCurrentStyle(string style) => orders.Add(style);")]
    [InlineData("[HttpPost] public IActionResult [|Change|](string text) { SetCurrentStyle(text); orders.SaveAsync(User.Identity!.Name + text); return RedirectToAction(\"Index\"); } private void SetCurrentStyle(string style) => orders.Add(style);")]
    public Task Nothing_checks_what_is_done_for_a_user_or_how_a_page_looks(string action) => Reports(Mvc(action, attributes: ""));

    [Theory]
    [InlineData("")]
    [InlineData("app.UseSession();")]
    public Task A_scheme_by_which_nobody_is_logged_in(string pipeline)
        => Reports(Scenario.Of(ProjectKind.Web, Usings + "var builder = WebApplication.CreateBuilder(args);\n" + Cookie + "\nbuilder.Services.AddControllersWithViews();\nvar app = builder.Build();\n" + pipeline + "\napp.MapDefaultControllerRoute();\napp.Run();\n", Usings + "public class OrdersController(IOrders orders) : Controller { [HttpPost] public IActionResult Add(string text) { orders.Add(text); return RedirectToAction(\"Index\"); } public IActionResult Index() => View(); }", Stores).Referencing(References.Tokens));

    [Theory]
    [InlineData("app.UseAuthentication();")]
    [InlineData("app.MapPost(\"/in\", (HttpContext context) => context.SignInAsync(new System.Security.Claims.ClaimsPrincipal()));")]
    public Task A_scheme_that_is_used(string pipeline)
        => Suggests(Scenario.Of(ProjectKind.Web, Usings + "var builder = WebApplication.CreateBuilder(args);\n" + Cookie + "\nbuilder.Services.AddControllersWithViews();\nvar app = builder.Build();\n" + pipeline + "\napp.MapDefaultControllerRoute();\napp.Run();\n", Usings + "public class OrdersController(IOrders orders) : Controller { [HttpPost] public IActionResult [|Add|](string text) { orders.Add(text); return RedirectToAction(\"Index\"); } public IActionResult Index() => View(); }", Stores).Referencing(References.Tokens));

    /// <summary>The parts of a type are looked at together, and reported once.</summary>
    [Fact]
    public Task Switched_off_in_another_part()
        => Reports(Mvc("", head: "public partial class OrdersController(IOrders orders) : Controller", more: "public partial class OrdersController { [HttpPost, [|IgnoreAntiforgeryToken|]] public IActionResult Add(string text) { orders.Add(text); return Ok(); } [HttpPost] public IActionResult [|Clear|]() { orders.Clear(); return RedirectToAction(\"Index\"); } }"));

    // 2. DisableAntiforgery

    [Theory]
    [InlineData("app.MapPost(\"/photo\", async (IFormFile photo, IOrders orders) => await orders.SaveAsync(photo)).[|DisableAntiforgery|]();")]
    [InlineData("app.MapPost(\"/photo\", async (IFormFile photo, IOrders orders) => await orders.SaveAsync(photo)).[|DisableAntiforgery|]().RequireAuthorization();")]
    [InlineData("app.MapPost(\"/photos\", async (IFormFileCollection photos, IOrders orders) => await orders.SaveAsync(photos)).WithName(\"photos\").[|DisableAntiforgery|]();")]
    [InlineData("app.MapPost(\"/orders\", ([FromForm] string text, IOrders orders) => orders.Add(text)).[|DisableAntiforgery|]();")]
    [InlineData("app.MapPost(\"/orders\", (IFormCollection form, IOrders orders) => orders.Add(form[\"text\"]!)).[|DisableAntiforgery|]();")]
    [InlineData("app.MapPost(\"/orders\", async (HttpRequest request, IOrders orders) => { var form = await request.ReadFormAsync(); orders.Add(form[\"text\"]!); }).[|DisableAntiforgery|]();")]
    [InlineData("app.MapPost(\"/orders\", (HttpContext context, IOrders orders) => orders.Add(context.Request.Form[\"text\"]!)).[|DisableAntiforgery|]();")]
    [InlineData("app.MapMethods(\"/orders\", [\"POST\"], ([FromForm] string text, IOrders orders) => orders.Add(text)).[|DisableAntiforgery|]();")]
    [InlineData("app.MapPost(\"/orders\", Add).[|DisableAntiforgery|](); static void Add([FromForm] string text, IOrders orders) => orders.Add(text);")]
    [InlineData("app.MapPost(\"/orders\", ([AsParameters] Upload upload, IOrders orders) => orders.SaveAsync(upload.File)).[|DisableAntiforgery|]();", "public record Upload(IFormFile File);")]
    [InlineData("app.MapPost(\"/orders\", ([FromForm] string text, IOrders orders) => orders.Add(text)).WithName(\"a\").WithTags(\"b\").WithSummary(\"c\").WithDescription(\"d\").Produces(200).Produces(400).Produces(404).ProducesProblem(500).Accepts<string>(\"x/y\").WithGroupName(\"e\").[|DisableAntiforgery|]();")]
    [InlineData("var endpoint = app.MapPost(\"/orders\", ([FromForm] string text, IOrders orders) => orders.Add(text)); endpoint.[|DisableAntiforgery|]();")]
    [InlineData("RoutingEndpointConventionBuilderExtensions.[|DisableAntiforgery|](app.MapPost(\"/orders\", ([FromForm] string text, IOrders orders) => orders.Add(text)));")]
    public Task Switched_off_for_an_endpoint(string pipeline, string more = "") => Reports(Minimal(pipeline, more));

    [Theory]
    [InlineData("var group = app.MapGroup(\"/orders\").[|DisableAntiforgery|](); group.MapGet(\"/\", () => 1); group.MapPost(\"/\", ([FromForm] string text, IOrders orders) => orders.Add(text));")]
    [InlineData("app.MapGroup(\"/orders\").[|DisableAntiforgery|]().MapPost(\"/\", ([FromForm] string text, IOrders orders) => orders.Add(text));")]
    [InlineData("var group = app.MapGroup(\"/orders\"); group.MapPost(\"/\", ([FromForm] string text, IOrders orders) => orders.Add(text)); group.[|DisableAntiforgery|]();")]
    [InlineData("app.MapGroup(\"/orders\").[|DisableAntiforgery|]().MapPost(\"/\", [RequireAntiforgeryToken] ([FromForm] string text, IOrders orders) => orders.Add(text));")]
    [InlineData("var group = app.MapGroup(\"/orders\").RequireAuthorization().[|DisableAntiforgery|](); var inner = group.MapGroup(\"/mine\"); inner.MapPost(\"/\", ([FromForm] string text, IOrders orders) => orders.Add(text));")]
    [InlineData("app.MapGroup(\"/orders\").[|DisableAntiforgery|]().MapOrders();", "static class Orders { public static void MapOrders(this RouteGroupBuilder group) => group.MapPost(\"/\", ([FromForm] string text, IOrders orders) => orders.Add(text)); }")]
    [InlineData("var group = app.MapGroup(\"/orders\").[|DisableAntiforgery|](); Orders.Map(group);", "static class Orders { public static void Map(IEndpointRouteBuilder group) { group.MapPost(\"/\", ([FromForm] string text, IOrders orders) => orders.Add(text)); } }")]
    [InlineData("app.MapGroup(\"/orders\").MapOrders().[|DisableAntiforgery|]();", "static class Orders { public static RouteGroupBuilder MapOrders(this RouteGroupBuilder group) { group.MapPost(\"/\", ([FromForm] string text, IOrders orders) => orders.Add(text)); return group; } }")]
    [InlineData("app.MapGroup(\"/orders\").MapOrders();", "static class Orders { public static void MapOrders(this RouteGroupBuilder group) { group.[|DisableAntiforgery|](); group.MapPost(\"/\", ([FromForm] string text, IOrders orders) => orders.Add(text)); } }")]
    public Task Switched_off_for_a_group(string pipeline, string more = "") => Reports(Minimal(pipeline, more));

    [Fact]
    public Task The_message_names_the_address()
        => Reports(
            Minimal("app.MapGroup(\"/orders\").[|DisableAntiforgery|]().MapPost(\"/{id}\", (int id, [FromForm] string text, IOrders orders) => orders.Add(text));"),
            "'POST /orders/{id}' lets other sites post in the name of whoever is logged in; require the antiforgery token");

    [Theory]
    [InlineData("app.MapPut(\"/orders\", ([FromForm] string text, IOrders orders) => orders.Add(text)).[|DisableAntiforgery|]();")]
    [InlineData("app.MapPatch(\"/orders\", ([FromForm] string text, IOrders orders) => orders.Add(text)).[|DisableAntiforgery|]();")]
    public Task Other_verbs_of_an_endpoint(string pipeline) => Suggests(Minimal(pipeline));

    // 3. [RequireAntiforgeryToken(required: false)]

    [Theory]
    [InlineData("app.MapPost(\"/orders\", [[|RequireAntiforgeryToken(required: false)|]] ([FromForm] string text, IOrders orders) => orders.Add(text));")]
    [InlineData("app.MapPost(\"/orders\", [Authorize, [|RequireAntiforgeryToken(false)|]] ([FromForm] string text, IOrders orders) => orders.Add(text));")]
    [InlineData("app.MapPost(\"/orders\", Add); [[|RequireAntiforgeryToken(false)|]] static void Add([FromForm] string text, IOrders orders) => orders.Add(text);")]
    [InlineData("app.MapPost(\"/orders\", Handlers.Add);", "static class Handlers { [[|RequireAntiforgeryToken(required: false)|]] public static void Add([FromForm] string text, IOrders orders) => orders.Add(text); }")]
    public Task Not_required_of_a_handler(string pipeline, string more = "") => Reports(Minimal(pipeline, more));

    [Fact]
    public Task Not_required_of_a_component()
        => Reports(Scenario.Of(ProjectKind.Web, Program(), Usings + "[[|RequireAntiforgeryToken(required: false)|]] public class Profile : Microsoft.AspNetCore.Components.ComponentBase { [Microsoft.AspNetCore.Components.SupplyParameterFromForm] public string? Name { get; set; } }").Referencing(References.Tokens));

    // 4. Nothing checks

    [Theory]
    [InlineData("[HttpPost] public IActionResult [|Add|](string text) { orders.Add(text); return RedirectToAction(\"Index\"); }")]
    [InlineData("[HttpPost] public IActionResult [|Add|](Order order) => Ok();")]
    [InlineData("[HttpPost(\"{id}/pay\")] public IActionResult [|Pay|](int id) { orders.Pay(id); return Ok(); }")]
    [InlineData("[AcceptVerbs(\"POST\")] public IActionResult [|Add|](string text) { orders.Add(text); return Ok(); }")]
    [InlineData("[HttpPost] public IActionResult [|Add|](IFormCollection form) { orders.Add(form[\"text\"]!); return Ok(); }")]
    [InlineData("[HttpPost] public IActionResult Check(string text) => Json(orders.Count(text)); [HttpPost] public IActionResult [|CheckOut|](int id) { orders.Pay(id); return Ok(); }")]
    public Task Nothing_checks_an_action(string action) => Reports(Mvc(action));

    [Fact]
    public Task Nothing_checks_a_controller()
        => Reports(
            Mvc("[HttpPost] public IActionResult Add(string text) { orders.Add(text); return Ok(); } [HttpPost] public IActionResult Clear() { orders.Clear(); return Ok(); }", head: "public class [|OrdersController|](IOrders orders) : Controller"),
            "'OrdersController' lets other sites post in the name of whoever is logged in; require the antiforgery token");

    [Fact]
    public Task Nothing_checks_one_action_beside_others_that_are_checked()
        => Reports(Mvc("[HttpPost, ValidateAntiForgeryToken] public IActionResult Add(string text) { orders.Add(text); return Ok(); } [HttpPost] public IActionResult [|Clear|]() { orders.Clear(); return Ok(); } [HttpPost] public IActionResult [|Pay|](int id) { orders.Pay(id); return Ok(); }"));

    [Theory]
    [InlineData("[HttpPost] public IActionResult [|Rename|](string name) { orders.Add(User.Identity!.Name + name); return RedirectToAction(\"Index\"); }")]
    [InlineData("[HttpPost] public IActionResult [|Rename|](string name) { orders.Add(Mine() + name); return RedirectToAction(\"Index\"); } private string Mine() => HttpContext.User.FindFirstValue(\"sub\")!;")]
    [InlineData("[HttpPost, Authorize] public IActionResult [|Add|](string text) { orders.Add(text); return RedirectToAction(\"Index\"); }")]
    public Task In_a_controller_for_everyone(string action) => Reports(Mvc(action, attributes: ""));

    [Theory]
    [InlineData("builder.Services.AddIdentity<IdentityUser, IdentityRole>();")]
    [InlineData("builder.Services.AddAuthentication(\"Cookies\").AddCookie().AddOpenIdConnect(options => { });")]
    [InlineData("builder.Services.AddAuthentication(\"Bearer\").AddJwtBearer(options => options.Events = new() { OnMessageReceived = context => { context.Token = context.Request.Cookies[\"jwt\"]; return Task.CompletedTask; } });")]
    public Task With_other_logins_by_cookie(string services) => Reports(Mvc("[HttpPost] public IActionResult [|Add|](string text) { orders.Add(text); return Ok(); }", services: services));

    [Fact]
    public async Task A_form_that_logs_somebody_in()
    {
        await Reports(
            Page("[BindProperty] public string Name { get; set; } = \"\"; public async Task OnPostAsync() { await signIn.PasswordSignInAsync(Name, \"\", false, false); }", "[[|IgnoreAntiforgeryToken|]]"),
            "'EditModel' lets other sites log visitors in to an account of their choice; require the antiforgery token");
        await Reports(
            Scenario.Of(ProjectKind.Web, Program("app.MapPost(\"/login\", async ([FromForm] string name, SignInManager<IdentityUser> signIn) => { await signIn.PasswordSignInAsync(name, name, true, true); }).[|DisableAntiforgery|]();"), Stores).Referencing(References.Tokens),
            "'POST /login' lets other sites log visitors in to an account of their choice; require the antiforgery token");
        const string Message = "'{0}' lets other sites log visitors in to an account of their choice; require the antiforgery token";
        const string Login = "[HttpPost] public async Task<IActionResult> Login(string name, string password) { await signIn.PasswordSignInAsync(name, password, true, true); return RedirectToAction(\"Index\"); }";
        const string Logout = " [HttpPost] public async Task<IActionResult> Logout() { await signIn.SignOutAsync(); return RedirectToAction(\"Index\"); }";
        const string Rename = " [HttpPost] public IActionResult Rename(string name) { orders.Add(User.Identity!.Name + name); return RedirectToAction(\"Index\"); }";
        const string Head = "public class [|OrdersController|](IOrders orders, SignInManager<IdentityUser> signIn) : Controller";
        await Check.Suggests<PG1022AntiforgeryOff>(Mvc(Login.Replace("Login(", "[|Login|](", StringComparison.Ordinal), attributes: ""), string.Format(null, Message, "OrdersController.Login"));
        await Check.Suggests<PG1022AntiforgeryOff>(Mvc(Login + Logout, attributes: "", head: Head), string.Format(null, Message, "OrdersController"));
        await Reports(Mvc(Login + Logout + Rename, attributes: "", head: Head), "'OrdersController' lets other sites post in the name of whoever is logged in; require the antiforgery token");
        await Reports(Mvc(Login.Replace("[HttpPost]", "[HttpPost, [|IgnoreAntiforgeryToken|]]", StringComparison.Ordinal), attributes: ""), string.Format(null, Message, "OrdersController.Login"));
    }

    [Fact]
    public Task Where_a_policy_demands_a_login()
        => Reports(Mvc("[HttpPost] public IActionResult [|Add|](string text) { orders.Add(text); return Ok(); }", attributes: "", services: Cookie + " builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());"));

    [Theory]
    [InlineData("[HttpPost] public IActionResult [|Add|](string text) { orders.Add(text); return Ok(); }")]
    [InlineData("[HttpPost, Authorize] public async Task<IActionResult> [|LogOut|]() { await signIn.SignOutAsync(); return Ok(); }")]
    public Task Nobody_said_who_may_or_little_is_lost(string action) => Suggests(Mvc(action, attributes: ""));

    [Fact]
    public Task A_controller_that_answers_scripts()
        => Suggests(Scenario.Of(ProjectKind.Web, Program("app.MapControllers();"), Usings + "[Authorize, Route(\"orders\")] public class OrdersController(IOrders orders) : Controller { [HttpPost] public IActionResult [|Add|](string text) { orders.Add(text); return Json(1); } }", Stores).Referencing(References.Tokens));

    // 5. Filters and conventions

    [Theory]
    [InlineData("builder.Services.AddRazorPages(options => options.Conventions.ConfigureFilter(new [|IgnoreAntiforgeryTokenAttribute|]()));")]
    [InlineData("builder.Services.AddRazorPages().AddRazorPagesOptions(options => { options.Conventions.ConfigureFilter(new [|IgnoreAntiforgeryTokenAttribute|]()); });")]
    [InlineData("builder.Services.AddRazorPages(options => options.Conventions.AddFolderApplicationModelConvention(\"/\", model => model.Filters.Add(new [|IgnoreAntiforgeryTokenAttribute|]())));")]
    [InlineData("builder.Services.AddRazorPages(options => options.Conventions.AddPageApplicationModelConvention(\"/Account/Edit\", model => { model.Filters.Add(new [|IgnoreAntiforgeryTokenAttribute|]()); }));")]
    [InlineData("builder.Services.AddControllersWithViews(options => options.Filters.Add(new [|IgnoreAntiforgeryTokenAttribute|]()));")]
    [InlineData("builder.Services.AddControllersWithViews(options => options.Filters.Add(new [|IgnoreAntiforgeryTokenAttribute|] { Order = 1001 }));")]
    [InlineData("builder.Services.AddControllersWithViews(options => options.Filters.Add<[|IgnoreAntiforgeryTokenAttribute|]>());")]
    [InlineData("builder.Services.AddControllersWithViews(options => options.Filters.Add(typeof([|IgnoreAntiforgeryTokenAttribute|])));")]
    [InlineData("builder.Services.AddControllersWithViews(options => options.Filters.Add(new Microsoft.AspNetCore.Mvc.[|IgnoreAntiforgeryTokenAttribute|]()));")]
    [InlineData("builder.Services.Configure<MvcOptions>(options => options.Filters.Add(new [|IgnoreAntiforgeryTokenAttribute|]()));")]
    public Task Switched_off_for_all(string mvc) => Reports(Minimal("", services: Cookie + mvc));

    [Fact]
    public Task Switched_off_by_a_convention()
        => Reports(Minimal("", "class Open : IPageApplicationModelConvention { public void Apply(PageApplicationModel model) => model.Filters.Add(new [|IgnoreAntiforgeryTokenAttribute|]()); }"));

    [Fact]
    public Task What_is_switched_off_for_all_is_said_once()
        => Reports(Mvc("[HttpPost] public IActionResult Add(string text) { orders.Add(text); return Ok(); }", mvc: "builder.Services.AddControllersWithViews(options => options.Filters.Add(new [|IgnoreAntiforgeryTokenAttribute|]()));"));

    // 6. No middleware

    private static Scenario WithoutMiddleware(string pipeline, string services = Cookie, string more = "")
        => Scenario.Of(ProjectKind.Web, Program(pipeline, services).Replace("app.UseAntiforgery();\n", "") + more, Stores).Referencing(References.Tokens);

    [Theory]
    [InlineData("app.[|MapPost|](\"/photo\", (IFormFile photo, IOrders orders) => orders.SaveAsync(photo));")]
    [InlineData("app.[|MapPost|](\"/orders\", ([FromForm] string text, IOrders orders) => orders.Add(text)).RequireAuthorization();")]
    [InlineData("app.MapGroup(\"/orders\").[|MapPut|](\"/\", ([FromForm] string text, IOrders orders) => orders.Add(text));")]
    [InlineData("app.[|MapPost|](\"/orders\", Add); static void Add([FromForm] string text, IOrders orders) => orders.Add(text);")]
    public Task A_form_without_the_middleware(string pipeline)
        => Reports(WithoutMiddleware(pipeline));

    [Fact]
    public Task The_message_says_what_is_missing()
        => Reports(WithoutMiddleware("app.[|MapPost|](\"/photo\", (IFormFile photo, IOrders orders) => orders.SaveAsync(photo));"), "'POST /photo' binds a form and fails until the app calls UseAntiforgery; require the antiforgery token");

    [Theory]
    [InlineData("app.MapPost(\"/photo\", (Order order, IOrders orders) => orders.Add(order.Text));")]
    [InlineData("app.MapGet(\"/photo\", () => 1);")]
    [InlineData("app.MapPost(\"/orders\", async (HttpRequest request, IOrders orders) => { var form = await request.ReadFormAsync(); orders.Add(form[\"text\"]!); });")]
    [InlineData("app.UseAntiforgery(); app.MapPost(\"/photo\", (IFormFile photo, IOrders orders) => orders.SaveAsync(photo));")]
    [InlineData("app.UseAntiforgeryOfOurs(); app.MapPost(\"/photo\", (IFormFile photo, IOrders orders) => orders.SaveAsync(photo));", Cookie, "static class Ours { public static void UseAntiforgeryOfOurs(this IApplicationBuilder app) => app.UseAntiforgery(); }")]
    [InlineData("app.MapPost(\"/photo\", (IFormFile photo, IOrders orders) => orders.SaveAsync(photo));", Jwt)]
    [InlineData("app.MapPost(\"/photo\", (IFormFile photo, IOrders orders) => orders.SaveAsync(photo));", "")]
    [InlineData("if (app.Environment.IsDevelopment()) { app.MapPost(\"/photo\", (IFormFile photo, IOrders orders) => orders.SaveAsync(photo)); }")]
    public Task The_middleware_is_there_or_not_needed(string pipeline, string services = Cookie, string more = "") => Reports(WithoutMiddleware(pipeline, services, more));

    // 7. APIs that read forms

    [Theory]
    [InlineData("[HttpPost] public IActionResult [|Add|]([FromForm] string text) { orders.Add(text); return Ok(); }")]
    [InlineData("[HttpPost] public Task [|Add|](IFormFile photo) => orders.SaveAsync(photo);")]
    [InlineData("[HttpPost] public void [|Add|]() => orders.Add(Request.Form[\"text\"]!);")]
    public Task An_API_that_reads_a_form(string action)
        => Suggests(Scenario.Of(ProjectKind.Web, Program("app.MapControllers();"), Usings + "[ApiController, Authorize, Route(\"orders\")] public class OrdersController(IOrders orders) : ControllerBase { " + action + " }", Stores).Referencing(References.Tokens));

    // What is only perhaps in somebody's name

    [Theory]
    [InlineData("builder.Services.AddAuthentication().AddCookie(options => options.Cookie.SameSite = SameSiteMode.Strict);")]
    [InlineData("builder.Services.AddAuthentication().AddCookie().AddJwtBearer();")]
    [InlineData("builder.Services.AddIdentityApiEndpoints<IdentityUser>();")]
    public Task A_login_that_may_come_by_cookie(string services)
        => Suggests(Minimal("app.MapPost(\"/photo\", (IFormFile photo, IOrders orders) => orders.SaveAsync(photo)).RequireAuthorization().[|DisableAntiforgery|]();", services: services));

    [Fact]
    public Task A_login_that_another_project_sets_up()
        => Suggests(Scenario.Of().Project("Setup").Document("Setup.cs", Usings + "public static class Setup { public static void AddLogin(this IServiceCollection services) => services.AddAuthentication().AddCookie(); }")
            .Project("Web", ProjectKind.Web, "Setup").Document("Program.cs", Program("app.MapPost(\"/photo\", (IFormFile photo) => photo.Length).RequireAuthorization().[|DisableAntiforgery|]();", "builder.Services.AddLogin();")));

    [Fact]
    public Task A_token_that_another_project_sets_up()
        => Reports(Scenario.Of().Project("Setup").Document("Setup.cs", Usings + "public static class Setup { public static void AddLogin(this IServiceCollection services) => services.AddAuthentication().AddJwtBearer(); }").Referencing(References.Tokens)
            .Project("Web", ProjectKind.Web, "Setup").Document("Program.cs", Program("app.MapPost(\"/photo\", (IFormFile photo) => photo.Length).RequireAuthorization().DisableAntiforgery();", "builder.Services.AddLogin();")));

    [Fact]
    public Task A_library_of_controllers()
        => Suggests(Scenario.Of(Usings + "[Authorize] public class OrdersController(IOrders orders) : Controller { public IActionResult Index() => View(); [HttpPost] public IActionResult [|Add|](string text) { orders.Add(text); return RedirectToAction(\"Index\"); } }", Stores));

    [Fact]
    public Task A_library_of_controllers_for_everyone()
        => Reports(Scenario.Of(Usings + "public class OrdersController(IOrders orders) : Controller { public IActionResult Index() => View(); [HttpPost] public IActionResult Add(string text) { orders.Add(text); return RedirectToAction(\"Index\"); } }", Stores));

    // Silent

    [Theory]
    [InlineData(Jwt)]
    [InlineData("builder.Services.AddIdentity<IdentityUser, IdentityRole>(); builder.Services.AddAuthentication(\"Bearer\").AddJwtBearer();")]
    [InlineData("")]
    public Task Nobody_is_logged_in_by_a_cookie(string services)
        => Reports(Mvc("[HttpPost, IgnoreAntiforgeryToken] public IActionResult Add(string text) { orders.Add(text); return Ok(); } [HttpPost] public IActionResult Clear() { orders.Clear(); return Ok(); }", services: services, pipeline: "app.MapPost(\"/photo\", (IFormFile photo) => photo.Length).DisableAntiforgery();"));

    [Theory]
    [InlineData("[ApiController, Authorize, Route(\"orders\")] public class OrdersController(IOrders orders) : ControllerBase { [HttpPost] public void Add(Order order) => orders.Add(order.Text); [HttpPost(\"{id}\")] public void Pay(int id) => orders.Pay(id); }")]
    [InlineData("[ApiController, Authorize, IgnoreAntiforgeryToken, Route(\"orders\")] public class OrdersController(IOrders orders) : ControllerBase { [HttpPost] public void Add(Order order) => orders.Add(order.Text); }")]
    [InlineData("[ApiController, Authorize, Route(\"orders\")] public class OrdersController(IOrders orders) : Controller { [HttpPost, IgnoreAntiforgeryToken] public void Add([FromBody] Order order) => orders.Add(order.Text); }")]
    [InlineData("[Authorize] public class OrdersController(IOrders orders) : Controller { public IActionResult Index() => View(); [HttpPost] public void Add([FromBody] Order order) => orders.Add(order.Text); [HttpPost, Consumes(\"application/json\")] public void Other(Order order) => orders.Add(order.Text); }")]
    [InlineData("[Authorize] public class OrdersController(IOrders orders) : ControllerBase { [HttpPost(\"x\")] public void Pay(int id) => orders.Pay(id); [HttpDelete] public void Remove(int id) => orders.Remove(id); }")]
    [InlineData("[Authorize] public class OrdersController(IOrders orders) : Controller { public IActionResult Index() => View(); public IActionResult Pay(int id) { orders.Pay(id); return View(); } [HttpPut] public void Change(int id) => orders.Pay(id); [HttpDelete] public void Remove(int id) => orders.Remove(id); }")]
    [InlineData("[Authorize] public class OrdersController(IOrders orders) : Controller { public IActionResult Index() => View(); [HttpPost] public IActionResult Search(string text) => View(orders.Count(text)); [HttpPost] public IActionResult GetPage(int id) => Json(id); [HttpPost, NonAction] public void Add(string text) => orders.Add(text); [HttpPost] private void More(string text) => orders.Add(text); }")]
    public Task JSON_and_reading(string controller) => Reports(Scenario.Of(ProjectKind.Web, Program("app.MapControllers();"), Usings + controller, Stores).Referencing(References.Tokens));

    [Theory]
    [InlineData("[HttpPost, IgnoreAntiforgeryToken] public IActionResult PaymentWebhook(string text) { orders.Add(text); return Ok(); }")]
    [InlineData("[HttpPost(\"payments/callback\"), IgnoreAntiforgeryToken, AllowAnonymous] public IActionResult Paid(int id) { orders.Pay(id); return Ok(); }")]
    [InlineData("[HttpPost(\"connect/token\"), IgnoreAntiforgeryToken] public IActionResult Exchange(string text) { orders.Add(text); return Ok(); }")]
    [InlineData("[HttpPost, IgnoreAntiforgeryToken] public IActionResult External(string provider) { var properties = signIn.ConfigureExternalAuthenticationProperties(provider, \"/\"); return Challenge(properties, provider); }")]
    [InlineData("[HttpPost, IgnoreAntiforgeryToken] public IActionResult Saml(string response) { orders.Add(response); return Ok(); }")]
    [InlineData("[HttpPost, IgnoreAntiforgeryToken] public IActionResult Notify(string text) { if (Request.Headers[\"X-Signature\"] != Signature(text)) return BadRequest(); orders.Add(text); return Ok(); } private static string Signature(string text) => text;")]
    [InlineData("[HttpPost] public IActionResult Charge(string text, string signature) { if (!text.Equals(signature)) return BadRequest(); orders.Add(text); return RedirectToAction(\"Index\"); }")]
    [InlineData("[IgnoreAntiforgeryToken] public IActionResult Error(string? id) => View();")]
    [InlineData("[HttpGet, IgnoreAntiforgeryToken] public IActionResult Show(int id) => View();")]
    [InlineData("[IgnoreAntiforgeryToken] public IActionResult GetStatus(int id) { var parts = new List<int>(); parts.Add(id); return Json(parts); }")]
    [InlineData("[HttpPost, IgnoreAntiforgeryToken] public async Task<IActionResult> Add() { orders.Add((await Request.ReadFromJsonAsync<Order>())!.Text); return Ok(); }")]
    [InlineData("[HttpPost, IgnoreAntiforgeryToken] public IActionResult Push(string text, [FromHeader(Name = \"X-Api-Key\")] string apiKey) { if (apiKey != \"x\") return BadRequest(); orders.Add(text); return Ok(); }")]
    [InlineData("[HttpPost, IgnoreAntiforgeryToken, AllowAnonymous] public IActionResult Subscribe(string mail) { orders.Add(mail); return Ok(); }")]
    [InlineData("[HttpPost, IgnoreAntiforgeryToken, Microsoft.AspNetCore.Cors.EnableCors(\"any\"), AllowAnonymous] public IActionResult Embed(string text) { orders.Add(text); return Ok(); }")]
    [InlineData("[HttpPost, AllowAnonymous] public IActionResult Subscribe(string mail) { orders.Add(mail); return Ok(); }")]
    [InlineData("[HttpPost] public IActionResult SetLanguage(string culture) { Response.Cookies.Append(\"culture\", culture); return LocalRedirect(\"/\"); }")]
    [InlineData("[HttpPost, IgnoreAntiforgeryToken, Authorize(AuthenticationSchemes = \"Bearer\")] public IActionResult Add(string text) { orders.Add(text); return Ok(); }")]
    [InlineData("[HttpPost, IgnoreAntiforgeryToken] public async Task<IActionResult> Add(string text) { await antiforgery.ValidateRequestAsync(HttpContext); orders.Add(text); return Ok(); }")]
    [InlineData("[HttpPost] public IActionResult Add(string text) { if (Request.Headers[\"X-Requested-With\"] != \"XMLHttpRequest\") return BadRequest(); orders.Add(text); return Ok(); }")]
    [InlineData("[HttpPost] public IActionResult Add(string text) { if (!Request.Headers.TryGetValue(\"X-CSRF-Token\", out var token)) return BadRequest(); orders.Add(text + token); return Ok(); }")]
    [InlineData("[HttpPost, ValidateAntiForgeryToken] public IActionResult Add(string text) { orders.Add(text); return Ok(); }")]
    [InlineData("[HttpPost, AutoValidateAntiforgeryToken] public IActionResult Add(string text) { orders.Add(text); return Ok(); }")]
    [InlineData("[HttpPost, RequireAntiforgeryToken] public IActionResult Add(string text) { orders.Add(text); return Ok(); }")]
    [InlineData("[HttpPost, ServiceFilter(typeof(CsrfFilter))] public IActionResult Add(string text) { orders.Add(text); return Ok(); }")]
    [InlineData("[HttpPost, TypeFilter<CsrfFilter>] public IActionResult Add(string text) { orders.Add(text); return Ok(); }")]
    [InlineData("[HttpPost, OnlyOurPages] public IActionResult Add(string text) { orders.Add(text); return Ok(); }")]
    public Task Others_call_it_or_something_checks(string action)
        => Reports(Mvc(action, services: "builder.Services.AddAuthentication(\"Cookies\").AddCookie().AddJwtBearer();", more: """
            public class CsrfFilter : IActionFilter { public void OnActionExecuting(ActionExecutingContext context) { } public void OnActionExecuted(ActionExecutedContext context) { } }
            public class OnlyOurPagesAttribute : ActionFilterAttribute { public override void OnActionExecuting(ActionExecutingContext context) { if (context.HttpContext.Request.Headers["X-XSRF-TOKEN"].Count == 0) context.Result = new BadRequestResult(); } }
            """));

    [Theory]
    [InlineData("builder.Services.AddControllersWithViews(options => options.Filters.Add(new AutoValidateAntiforgeryTokenAttribute()));")]
    [InlineData("builder.Services.AddControllersWithViews(options => options.Filters.Add<AutoValidateAntiforgeryTokenAttribute>());")]
    [InlineData("builder.Services.AddControllersWithViews(options => options.Filters.Add(typeof(AutoValidateAntiforgeryTokenAttribute)));")]
    [InlineData("builder.Services.AddControllersWithViews(options => { options.Filters.Add(new Microsoft.AspNetCore.Mvc.AutoValidateAntiforgeryTokenAttribute()); });")]
    [InlineData("builder.Services.AddMvc(options => options.Filters.Add(new ValidateAntiForgeryTokenAttribute()));")]
    [InlineData("builder.Services.Configure<MvcOptions>(options => options.Filters.Add(new AutoValidateAntiforgeryTokenAttribute())); builder.Services.AddControllersWithViews();")]
    [InlineData("builder.Services.AddControllersWithViews(options => options.Conventions.Add(new Checked()));")]
    public Task A_filter_for_all(string mvc)
        => Reports(Mvc("[HttpPost] public IActionResult Add(string text) { orders.Add(text); return Ok(); } [HttpPost] public IActionResult Clear() { orders.Clear(); return Ok(); }", mvc: mvc, more: "public class Checked : IControllerModelConvention { public void Apply(ControllerModel controller) => controller.Filters.Add(new AutoValidateAntiforgeryTokenAttribute()); }"));

    [Theory]
    [InlineData("[AutoValidateAntiforgeryToken] public abstract class Checked : Controller { }")]
    [InlineData("[ValidateAntiForgeryToken] public abstract class Checked : Controller { }")]
    [InlineData("public abstract class Checked : Controller { public override void OnActionExecuting(ActionExecutingContext context) { if (Request.Headers[\"X-CSRF-TOKEN\"] != \"1\") context.Result = BadRequest(); } }")]
    public Task A_base_that_checks(string checks)
        => Reports(Mvc("[HttpPost] public IActionResult Add(string text) { orders.Add(text); return Ok(); } [HttpPost] public IActionResult Clear() { orders.Clear(); return Ok(); }", head: "public class OrdersController(IOrders orders) : Checked", more: checks));

    /// <summary>Scripts of other sites are meant to call it.</summary>
    [Fact]
    public Task For_other_sites()
        => Reports(Mvc("[HttpPost, IgnoreAntiforgeryToken, Microsoft.AspNetCore.Cors.EnableCors(\"any\")] public IActionResult Add(string text) { orders.Add(text + User.Identity?.Name); return Ok(); }", attributes: "", pipeline: "app.MapPost(\"/orders\", ([FromForm] string text, IOrders orders) => orders.Add(text)).RequireCors(\"any\").DisableAntiforgery();"));

    [Fact]
    public Task A_controller_that_is_open_and_takes_nothing()
        => Reports(Mvc("public override void OnActionExecuting(ActionExecutingContext context) => orders.Clear(); [HttpGet] public IActionResult Show(int id) => View();", "[Authorize, IgnoreAntiforgeryToken] "));

    [Fact]
    public Task An_action_that_is_checked_in_an_open_controller()
        => Reports(Mvc("[HttpPost, ValidateAntiForgeryToken] public IActionResult Add(string text) { orders.Add(text); return Ok(); }", "[Authorize, IgnoreAntiforgeryToken] "));

    /// <summary>It asks the middleware, and a filter checks all the same.</summary>
    [Theory]
    [InlineData("[HttpPost, RequireAntiforgeryToken(false)] public IActionResult Add(string text) { orders.Add(text); return Ok(); }", "[Authorize, ValidateAntiForgeryToken] ")]
    [InlineData("[HttpPost, ValidateAntiForgeryToken] public IActionResult Add(string text) { orders.Add(text); return Ok(); }", "[Authorize, RequireAntiforgeryToken(false)] ")]
    public Task Not_required_but_checked(string action, string attributes) => Reports(Mvc(action, attributes));

    [Theory]
    [InlineData("public void OnGet() { }", "[IgnoreAntiforgeryToken]")]
    [InlineData("public void OnPost(string text) => orders.Add(text);", "[RequireAntiforgeryToken(required: false)]")]
    [InlineData("[IgnoreAntiforgeryToken] public void OnGet(string text) => orders.Add(text);", "")]
    [InlineData("public void OnGet() { } public void OnPost(string text) => orders.Add(text);", "")]
    [InlineData("public void OnPost(string text) => orders.Add(text);", "[IgnoreAntiforgeryToken, AllowAnonymous]")]
    [InlineData("public void OnPost(string text) => orders.Add(text);", "[IgnoreAntiforgeryToken, Authorize(AuthenticationSchemes = \"Bearer\")]")]
    [InlineData("public IActionResult OnPostSearch(string text) => new JsonResult(orders.Count(text));", "[IgnoreAntiforgeryToken]")]
    [InlineData("public void OnPost([FromBody] Order order) => orders.Add(order.Text);", "[IgnoreAntiforgeryToken]")]
    [InlineData("public void OnPost(string text) => orders.Add(text);", "[IgnoreAntiforgeryToken]", "WebhookModel")]
    [InlineData("public void OnGet() { } public void OnPost(string text) => orders.Add(text);", "[IgnoreAntiforgeryToken]", "ErrorModel")]
    public Task Pages(string members, string attributes, string name = "EditModel") => Reports(Page(members, attributes, services: "builder.Services.AddAuthentication(\"Cookies\").AddCookie().AddJwtBearer();", name: name));

    [Theory]
    [InlineData("app.MapPost(\"/orders\", (Order order, IOrders orders) => orders.Add(order.Text)).DisableAntiforgery();")]
    [InlineData("app.MapPost(\"/graphql\", async (HttpContext context) => await context.Response.WriteAsync(\"{}\")).DisableAntiforgery();")]
    [InlineData("app.MapGet(\"/orders\", () => 1).DisableAntiforgery();")]
    [InlineData("app.MapDelete(\"/orders\", ([FromForm] string text, IOrders orders) => orders.Add(text)).DisableAntiforgery();")]
    [InlineData("var group = app.MapGroup(\"/orders\").DisableAntiforgery(); group.MapPost(\"/\", (Order order, IOrders orders) => orders.Add(order.Text));")]
    [InlineData("app.MapControllers().DisableAntiforgery(); app.MapRazorPages().DisableAntiforgery(); app.MapHealthChecks(\"/health\").DisableAntiforgery();")]
    [InlineData("app.MapPost(\"/webhooks/payments\", ([FromForm] string text, IOrders orders) => orders.Add(text)).DisableAntiforgery();")]
    [InlineData("app.MapGroup(\"/hooks\").DisableAntiforgery().MapPost(\"/\", ([FromForm] string text, IOrders orders) => orders.Add(text));")]
    [InlineData("app.MapPost(\"/orders\", ([FromForm] string text, IOrders orders) => orders.Add(text)).AllowAnonymous().DisableAntiforgery();")]
    [InlineData("app.MapPost(\"/orders\", ([FromForm] string text, IOrders orders) => orders.Add(text)).RequireAuthorization(\"api\").DisableAntiforgery();")]
    [InlineData("app.MapPost(\"/orders\", ([FromForm] string text, IOrders orders) => orders.Add(text)).RequireAuthorization(policy => policy.AddAuthenticationSchemes(\"Bearer\").RequireAuthenticatedUser()).DisableAntiforgery();")]
    [InlineData("app.MapPost(\"/orders\", [Authorize(AuthenticationSchemes = \"Bearer\")] ([FromForm] string text, IOrders orders) => orders.Add(text)).DisableAntiforgery();")]
    [InlineData("app.MapPost(\"/orders\", [Authorize(Policy = \"api\")] ([FromForm] string text, IOrders orders) => orders.Add(text)).DisableAntiforgery();")]
    [InlineData("var group = app.MapGroup(\"/orders\").RequireAuthorization(\"api\").DisableAntiforgery(); group.MapPost(\"/\", ([FromForm] string text, IOrders orders) => orders.Add(text));")]
    [InlineData("app.MapPost(\"/orders\", async (HttpContext context, IAntiforgery antiforgery, [FromForm] string text, IOrders orders) => { await antiforgery.ValidateRequestAsync(context); orders.Add(text); }).DisableAntiforgery();")]
    [InlineData("app.MapPost(\"/orders\", (HttpContext context, [FromForm] string text, IOrders orders) => { if (context.Request.Headers[\"X-CSRF\"] == \"1\") orders.Add(text); }).DisableAntiforgery();")]
    [InlineData("app.MapPost(\"/orders\", ([FromForm] string text, IOrders orders) => orders.Add(text)).AddEndpointFilter<CsrfFilter>().DisableAntiforgery();")]
    [InlineData("app.MapPost(\"/orders\", ([FromForm] string text, IOrders orders) => orders.Add(text)).AddEndpointFilter<OurPages>().DisableAntiforgery();")]
    [InlineData("if (app.Environment.IsDevelopment()) { app.MapPost(\"/orders\", ([FromForm] string text, IOrders orders) => orders.Add(text)).DisableAntiforgery(); }")]
    [InlineData("var orders = app.MapPost(\"/orders\", ([FromForm] string text, IOrders orders) => orders.Add(text)); if (app.Environment.IsDevelopment()) { orders.DisableAntiforgery(); }")]
    [InlineData("app.MapPost(\"/orders\", ([FromForm] string text, IOrders orders) => orders.Add(text));")]
    [InlineData("app.MapPost(\"/orders\", [RequireAntiforgeryToken] ([FromForm] string text, IOrders orders) => orders.Add(text));")]
    [InlineData("app.MapPost(\"/orders\", [RequireAntiforgeryToken(false)] (Order order, IOrders orders) => orders.Add(order.Text));")]
    public Task Endpoints(string pipeline)
        => Reports(Minimal(pipeline, """
            class CsrfFilter : IEndpointFilter { public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => next(context); }
            class OurPages : IEndpointFilter { public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => context.HttpContext.Request.Headers.ContainsKey("X-XSRF-TOKEN") ? next(context) : new(Results.BadRequest()); }
            """, "builder.Services.AddAuthentication(\"Cookies\").AddCookie().AddJwtBearer(); builder.Services.AddHealthChecks(); builder.Services.AddAuthorization(options => options.AddPolicy(\"api\", policy => policy.AddAuthenticationSchemes(\"Bearer\").RequireAuthenticatedUser()));"));

    [Theory]
    [InlineData("app.Use(async (context, next) => { if (context.Request.Method == \"POST\" && context.Request.Headers[\"X-CSRF-TOKEN\"] != context.Request.Cookies[\"csrf\"]) { context.Response.StatusCode = 400; return; } await next(context); });")]
    [InlineData("app.UseMiddleware<OurPages>();", "class OurPages(RequestDelegate next) { private const string Header = \"X-XSRF-TOKEN\"; public Task InvokeAsync(HttpContext context) => context.Request.Headers.TryGetValue(Header, out _) ? next(context) : Task.CompletedTask; }")]
    [InlineData("app.Use(async (context, next) => { await context.RequestServices.GetRequiredService<IAntiforgery>().ValidateRequestAsync(context); await next(context); });")]
    public Task Middleware_that_checks(string middleware, string more = "")
        => Reports(Minimal(middleware + " app.MapPost(\"/orders\", ([FromForm] string text, IOrders orders) => orders.Add(text)).RequireAuthorization().DisableAntiforgery();", more));

    /// <summary>Options of the tokens, and what scripts are handed, check nothing.</summary>
    [Fact]
    public Task Names_alone_check_nothing()
        => Reports(Minimal(
            "app.Use(async (context, next) => { var tokens = context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context); context.Response.Cookies.Append(\"XSRF-TOKEN\", tokens.RequestToken!); context.Response.Headers[\"X-XSRF-TOKEN\"] = tokens.RequestToken; await next(context); }); app.MapPost(\"/orders\", ([FromForm] string text, IOrders orders) => orders.Add(text)).RequireAuthorization().[|DisableAntiforgery|]();",
            services: Cookie + " builder.Services.AddAntiforgery(options => { options.HeaderName = \"X-XSRF-TOKEN\"; options.Cookie.Name = \"csrf\"; });"));

    [Theory]
    [InlineData("builder.Services.AddRazorPages(options => options.Conventions.AddPageApplicationModelConvention(\"/Webhooks/Stripe\", model => model.Filters.Add(new IgnoreAntiforgeryTokenAttribute())));")]
    [InlineData("builder.Services.AddRazorPages(options => { if (builder.Environment.IsDevelopment()) { options.Conventions.ConfigureFilter(new IgnoreAntiforgeryTokenAttribute()); } });")]
    [InlineData("builder.Services.AddRazorPages(options => options.Conventions.ConfigureFilter(new AutoValidateAntiforgeryTokenAttribute()));")]
    public Task Conventions(string mvc) => Reports(Minimal("", services: Cookie + mvc));

    [Fact]
    public Task Development_by_the_preprocessor()
        => Reports(Mvc("[HttpPost]\n#if DEBUG\n[IgnoreAntiforgeryToken]\n#else\n[ValidateAntiForgeryToken]\n#endif\npublic IActionResult Add(string text) { orders.Add(text); return Ok(); }"));

    [Fact]
    public Task A_host_of_tests()
        => Reports(Scenario.Of(ProjectKind.Test, Program("app.MapPost(\"/orders\", ([FromForm] string text) => text).RequireAuthorization().DisableAntiforgery();")).Broken());

    [Fact]
    public Task A_sample()
        => Reports(Minimal("app.MapPost(\"/orders\", ([FromForm] string text) => text).RequireAuthorization().DisableAntiforgery();").Property("ProdGapIsSample", "true"));

    [Fact]
    public Task Another_method_of_that_name()
        => Reports(Minimal("app.MapPost(\"/orders\", ([FromForm] string text) => text).DisableAntiforgery(true);", "static class Own { public static T DisableAntiforgery<T>(this T builder, bool really) => builder; }"));

    [Fact]
    public Task The_likely_ones_can_be_warnings()
        => Reports(Minimal("app.MapPut(\"/orders\", ([FromForm] string text, IOrders orders) => orders.Add(text)).[|DisableAntiforgery|]();").EditorConfig("prodgap.PG1022.likely = report"));

    [Fact]
    public Task A_class_of_startup()
        => Reports(Scenario.Of(
            ProjectKind.Web,
            Usings + """
            Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(web => web.UseStartup<Startup>()).Build().Run();

            public class Startup
            {
                public void ConfigureServices(IServiceCollection services)
                {
                    services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
                    services.AddControllersWithViews();
                }

                public void Configure(IApplicationBuilder app)
                {
                    app.UseAuthentication();
                    app.UseAntiforgery();
                    app.UseEndpoints(endpoints => endpoints.MapPost("/orders", ([FromForm] string text, IOrders orders) => orders.Add(text)).[|DisableAntiforgery|]());
                }
            }
            """.Insert(0, "using Microsoft.AspNetCore.Hosting;\n"),
            Stores).Referencing(References.Tokens));

    [Theory]
    [InlineData("[HttpPost(\"/webmention\"), IgnoreAntiforgeryToken] public IActionResult Receive([FromForm] string source, [FromForm] string target) { orders.Add(source + target); return Ok(); }")]
    [InlineData("[HttpPost, IgnoreAntiforgeryToken] public IActionResult Pingback([FromForm] string source) { orders.Add(source); return Ok(); }")]
    [InlineData("[HttpPost(\"/mention\"), [|IgnoreAntiforgeryToken|]] public IActionResult Receive([FromForm] string source) { orders.Add(source); return Ok(); }")]
    public Task Calls_of_other_sites(string action) => Reports(Mvc(action));
}
