using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Security.ModelBinding;

namespace ProdGap.Analyzers.Tests.Security.ModelBinding;

public sealed class PG1019ValidationNeverRunsTests
{
    internal const string Usings =
        """
        using System.ComponentModel.DataAnnotations;
        using System.Reflection;
        using FluentValidation;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Http.HttpResults;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.Filters;
        using Microsoft.AspNetCore.Mvc.ModelBinding;
        using Microsoft.AspNetCore.Mvc.RazorPages;
        using Microsoft.EntityFrameworkCore;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;


        """;

    internal const string Model =
        """
        public record Login([Required, EmailAddress] string Email, [Required, MinLength(8)] string Password);
        public class NewOrder { [Range(1, 100)] public int Count { get; set; } public string Text { get; set; } = ""; }
        public class NewAddress : NewOrder { public string City { get; set; } = ""; }
        public class Basket { public List<NewOrder> Orders { get; set; } = []; }
        public class Period : IValidatableObject { public DateTime From { get; set; } public IEnumerable<ValidationResult> Validate(ValidationContext context) { yield break; } }
        public class Even : ValidationAttribute { public override bool IsValid(object? value) => value is int number && number % 2 == 0; }
        public class Pair { [Even] public int Count { get; set; } }
        public record struct Paging([property: Range(1, 100)] int Size);
        public class Plain { public string Text { get; set; } = ""; [Required] public int Count { get; set; } [DataType(DataType.Date)] public DateTime Day { get; set; } }
        public class Order { public int Id { get; set; } [Required, MaxLength(50)] public string Text { get; set; } = ""; }
        public class Shop(DbContextOptions<Shop> options) : DbContext(options) { public DbSet<Order> Orders => Set<Order>(); }
        public class Bound { [Required] public string Text { get; set; } = ""; public static ValueTask<Bound?> BindAsync(HttpContext context) => default; }
        public class Settings { [Required] public string Key { get; set; } = ""; }
        public interface IOrders { void Add(object order); }

        """;

    /// <summary>What FluentValidation and its extension for services declare, by their real names.</summary>
    internal const string Fluent =
        """
        namespace FluentValidation
        {
            public interface IValidator;
            public interface IValidator<T> : IValidator { object Validate(T instance); }
            public abstract class AbstractValidator<T> : IValidator<T> { public object Validate(T instance) => new(); protected IRuleBuilder<T, P> RuleFor<P>(System.Linq.Expressions.Expression<Func<T, P>> member) => null!; }
            public interface IRuleBuilder<T, P> { IRuleBuilder<T, P> NotEmpty(); IRuleBuilder<T, P> SetValidator(IValidator<P> validator); }
            public static class ServiceCollectionExtensions
            {
                public static Microsoft.Extensions.DependencyInjection.IServiceCollection AddValidatorsFromAssembly(this Microsoft.Extensions.DependencyInjection.IServiceCollection services, System.Reflection.Assembly assembly) => services;
            }
        }

        """;

    internal static string Program(string pipeline, string services = "")
        => Usings + $"var builder = WebApplication.CreateBuilder(args);\n{services}\nvar app = builder.Build();\n{pipeline}\napp.Run();\n";

    /// <summary>The library stands in a project of its own, before the app.</summary>
    internal static Scenario Web(string pipeline, string services = "", params string[] more)
    {
        var scenario = Scenario.Of(Fluent).Project("App", ProjectKind.Web, "Shop").Document("Program.cs", Program(pipeline, services)).Document("Model.cs", Usings + Model);
        for (var i = 0; i < more.Length; i++)
        {
            scenario.Document($"More{i}.cs", Usings + more[i]);
        }

        return scenario;
    }

    [Theory]
    [InlineData("app.MapPost(\"/login\", (Login [|login|], IOrders orders) => orders.Add(login));")]
    [InlineData("app.MapPost(\"/login\", async ([FromBody] Login [|login|]) => { await Task.Yield(); return login.Email; });")]
    [InlineData("app.MapPut(\"/orders/{id}\", (int id, NewOrder [|order|], IOrders orders) => { orders.Add(order); return Results.Ok(); });")]
    [InlineData("app.MapPatch(\"/orders\", (NewAddress [|order|]) => order.City);")]
    [InlineData("app.MapMethods(\"/orders\", [\"POST\"], (Basket [|basket|]) => basket.Orders.Count);")]
    [InlineData("app.MapPost(\"/orders\", (List<NewOrder> [|orders|]) => orders.Count);")]
    [InlineData("app.MapPost(\"/orders\", (NewOrder[] [|orders|]) => orders.Length);")]
    [InlineData("app.MapGet(\"/period\", ([AsParameters] Period [|period|]) => period.From);")]
    [InlineData("app.MapPost(\"/pairs\", (Pair [|pair|]) => pair.Count);")]
    [InlineData("app.MapGet(\"/paging\", ([AsParameters] Paging [|paging|]) => paging.Size);")]
    [InlineData("app.MapGroup(\"/orders\").MapPost(\"/\", (NewOrder? [|order|]) => order?.Count);")]
    [InlineData("app.MapPost(\"/orders\", [|Add|]); static int Add(NewOrder order) => order.Count;")]
    [InlineData("app.MapPost(\"/orders\", [|Orders.Add|]);")]
    [InlineData("EndpointRouteBuilderExtensions.MapPost(app, \"/orders\", (NewOrder [|order|]) => order.Count);")]
    [InlineData("app.MapPost(\"/orders\", (NewOrder [|order|], IOrders orders) => { try { orders.Add(order); return Results.Ok(); } catch (InvalidOperationException) { return Results.BadRequest(); } });")]
    // To compare with what is stored, or to look something up, is another question.
    [InlineData("app.MapPost(\"/login\", (Login [|login|]) => { if (!Hashes.Matches(login.Password, \"hash\")) return Results.Unauthorized(); return Results.Ok(); });")]
    [InlineData("app.MapPost(\"/login\", async (Login [|login|], Shop shop, CancellationToken token) => { if (await shop.Orders.AnyAsync(order => order.Text == login.Email, token)) return Results.Conflict(); return Results.Ok(); });")]
    public Task A_model_that_a_minimal_API_binds(string pipeline)
        => Check.Reports<PG1019ValidationNeverRuns>(Web(pipeline, "", "public static class Orders { public static int Add(NewOrder order) => order.Count; } public static class Hashes { public static bool Matches(string password, string hash) => password == hash; }"));

    [Fact]
    public Task In_another_file() => Check.Reports<PG1019ValidationNeverRuns>(Web(
        "app.MapOrders();", "", "public static class OrderEndpoints { public static void MapOrders(this WebApplication app) { app.MapPost(\"/orders\", (NewOrder [|order|]) => order.Count); } }"));

    [Fact]
    public Task Tokens_and_options_are_validated_too() => Check.Reports<PG1019ValidationNeverRuns>(Web(
        "app.MapPost(\"/orders\", (NewOrder [|order|]) => order.Count);",
        "builder.Services.AddOptions<Settings>().Validate(settings => settings.Key.Length > 0).ValidateDataAnnotations().ValidateOnStart();",
        "public static class Tokens { public static bool ValidateToken(string token) => token.Length > 0; public static int ValidateRoute(List<int> stops) => stops.Count; }"));

    [Theory]
    [InlineData("app.MapPost(\"/orders\", (NewOrder order) => order.Count);", "builder.Services.AddValidation();", "")]
    [InlineData("app.MapPost(\"/orders\", (NewOrder order) => order.Count).AddEndpointFilter(async (context, next) => await next(context));", "", "")]
    [InlineData("app.MapPost(\"/orders\", (NewOrder order) => order.Count).WithParameterValidation();", "", "public static class Setup { public static RouteHandlerBuilder WithParameterValidation(this RouteHandlerBuilder builder) => builder; }")]
    [InlineData("app.MapPost(\"/orders\", (NewOrder order) => order.Count).ValidateOrder();", "", "public static class Setup { public static RouteHandlerBuilder ValidateOrder(this RouteHandlerBuilder builder) => builder; }")]
    [InlineData("app.MapPost(\"/orders\", (NewOrder order) => Orders.Add(order));", "", "public static class Orders { public static int Add(NewOrder order) { Validator.ValidateObject(order, new ValidationContext(order), true); return order.Count; } }")]
    [InlineData("app.MapPost(\"/orders\", (NewOrder order) => Orders.Add(order));", "", "public static class Orders { public static int Add(NewOrder order) => Validator.TryValidateObject(order, new ValidationContext(order), null, true) ? order.Count : 0; }")]
    [InlineData("app.MapPost(\"/period\", (Period period) => Periods.Add(period));", "", "public static class Periods { public static int Add(Period period) => period.Validate(new ValidationContext(period)).Count(); }")]
    [InlineData("app.MapPost(\"/orders\", (NewOrder order) => order.Count);", "builder.Services.AddSingleton<ValidationBehavior>();", "public class ValidationBehavior { public object Handle(object request) => request; }")]
    [InlineData("app.MapPost(\"/orders\", (NewOrder order, Orders orders) => orders.Add(order));", "builder.Services.AddSingleton<Orders>();", "public class Orders { public int Add(NewOrder order) { ValidateOrder(order); return order.Count; } private static void ValidateOrder(NewOrder order) { } }")]
    // The handler looks for itself.
    [InlineData("app.MapPost(\"/orders\", (NewOrder order) => { if (order.Count < 1) return Results.BadRequest(); return Results.Ok(order.Count); });", "", "")]
    [InlineData("app.MapPost(\"/login\", (Login login) => { if (string.IsNullOrWhiteSpace(login.Email)) return Results.BadRequest(); return Results.Ok(); });", "", "")]
    [InlineData("app.MapPost(\"/orders\", (NewOrder order) => order.Count is < 1 or > 100 ? Results.BadRequest() : Results.Ok());", "", "")]
    [InlineData("app.MapPost(\"/orders\", (NewOrder order) => { ArgumentOutOfRangeException.ThrowIfNegative(order.Count); return order.Count; });", "", "")]
    [InlineData("app.MapPost(\"/orders\", (NewOrder order) => { if (!Orders.IsValid(order)) return 0; return order.Count; });", "", "public static class Orders { public static bool IsValid(NewOrder order) => true; }")]
    // No rules, or none for what is bound.
    [InlineData("app.MapPost(\"/plain\", (Plain plain) => plain.Text);", "", "")]
    [InlineData("app.MapPost(\"/orders\", (Order order) => order.Text);", "", "")]
    [InlineData("app.MapPost(\"/bound\", (Bound bound) => bound.Text);", "", "")]
    [InlineData("app.MapPost(\"/orders\", ([FromServices] Settings settings, string text) => settings.Key + text);", "", "")]
    [InlineData("app.MapPost(\"/orders\", (Settings settings, string text) => settings.Key + text);", "builder.Services.AddSingleton<Settings>();", "")]
    [InlineData("app.MapPost(\"/orders\", (HttpContext context, IOrders orders, CancellationToken token) => orders.Add(context));", "", "")]
    [InlineData("app.MapGet(\"/orders\", () => new NewOrder());", "", "")]
    [InlineData("app.MapPost(\"/orders\", (RequestDelegate)(context => Task.CompletedTask));", "", "")]
    [InlineData("if (app.Environment.IsDevelopment()) { app.MapPost(\"/orders\", (NewOrder order) => order.Count); }", "", "")]
    [InlineData("Own.MapPost(app, \"/orders\", (NewOrder order) => order.Count);", "", "public static class Own { public static void MapPost(object app, string pattern, Delegate handler) { } }")]
    public Task Models_that_are_looked_at_or_have_no_rules(string pipeline, string services, string more) => Check.Reports<PG1019ValidationNeverRuns>(Web(pipeline, services, more));

    [Fact]
    public Task What_another_project_sets_up_is_not_judged() => Check.Reports<PG1019ValidationNeverRuns>(Scenario.Of(
            Usings.Replace("using FluentValidation;", "") + "public class ValidationFilter; public static class Setup { public static void AddShop(this IServiceCollection services) { } }")
        .Project("App", ProjectKind.Web, "Shop")
        .Document("Program.cs", Program("app.MapPost(\"/orders\", (NewOrder order) => order.Count);", "builder.Services.AddShop();").Replace("using FluentValidation;", ""))
        .Document("Model.cs", (Usings + Model).Replace("using FluentValidation;", "")));

    [Theory]
    [InlineData("public class OrdersController : Controller { [HttpPost] public IActionResult Add(NewOrder order) => Ok(order.Count); }")]
    [InlineData("public static class OrderEndpoints { public static void MapOrders(this WebApplication app) { app.MapPost(\"/orders\", (NewOrder order) => order.Count); } }")]
    public Task A_library_of_endpoints(string code) => Check.Reports<PG1019ValidationNeverRuns>(
        (Usings + Model).Replace("using FluentValidation;", "") + code);

    [Theory]
    [InlineData("[HttpPost] public IActionResult Add(NewOrder [|order|]) => Ok(order.Count);")]
    [InlineData("[HttpPost(\"add\")] public IActionResult Add(int id, [FromForm] NewOrder [|order|]) { return View(order); }")]
    [InlineData("[HttpPut] public async Task<IActionResult> Add([FromBody] List<NewOrder> [|orders|]) { await Task.Yield(); return Ok(orders.Count); }")]
    [InlineData("[HttpPost] public IActionResult Add(Period [|period|]) => period.From < DateTime.Now ? Ok() : NotFound();")]
    [InlineData("[HttpPost] public IActionResult Add(Login [|login|]) => Ok(login.Email); [HttpPost(\"other\")] public IActionResult Other(Login login) => ModelState.IsValid ? Ok() : BadRequest();")]
    public Task An_action_that_does_not_ask(string actions)
        => Check.Reports<PG1019ValidationNeverRuns>(Web("app.MapDefaultControllerRoute();", "builder.Services.AddControllersWithViews();", "public class OrdersController : Controller { " + actions + " }"));

    [Fact]
    public Task What_the_framework_does_for_minimal_APIs_it_does_not_do_for_actions() => Check.Reports<PG1019ValidationNeverRuns>(Web(
        "app.MapDefaultControllerRoute(); app.MapPost(\"/orders\", (NewOrder order) => order.Count);",
        "builder.Services.AddValidation();",
        "public class OrdersController : Controller { [HttpPost] public IActionResult Add(NewOrder [|order|]) => Ok(order.Count); }"));

    [Theory]
    [InlineData("[ApiController] public class OrdersController : ControllerBase { [HttpPost] public IActionResult Add(NewOrder order) => Ok(order.Count); }")]
    [InlineData("[ApiController] public abstract class Api : ControllerBase; public class OrdersController : Api { [HttpPost] public IActionResult Add(NewOrder order) => Ok(order.Count); }")]
    [InlineData("[assembly: ApiController] public class OrdersController : ControllerBase { [HttpPost] public IActionResult Add(NewOrder order) => Ok(order.Count); }")]
    [InlineData("public class OrdersController : Controller { [HttpPost] public IActionResult Add(NewOrder order) { if (!ModelState.IsValid) return View(order); return Ok(); } }")]
    [InlineData("public class OrdersController : Controller { [HttpPost] public IActionResult Add(NewOrder order) => TryValidateModel(order) ? Ok() : BadRequest(); }")]
    [InlineData("public class OrdersController : Controller { [HttpPost] public IActionResult Add(NewOrder order) => IsFine() ? Ok(order) : BadRequest(); private bool IsFine() => ModelState.IsValid; }")]
    [InlineData("public abstract class Checked : Controller { public override void OnActionExecuting(ActionExecutingContext context) { if (!ModelState.IsValid) { context.Result = BadRequest(ModelState); } } } public class OrdersController : Checked { [HttpPost] public IActionResult Add(NewOrder order) => Ok(order); }")]
    [InlineData("public class CheckedAttribute : ActionFilterAttribute { public override void OnActionExecuting(ActionExecutingContext context) { if (!context.ModelState.IsValid) { context.Result = new BadRequestResult(); } } } public class OrdersController : Controller { [HttpPost, Checked] public IActionResult Add(NewOrder order) => Ok(order); }")]
    [InlineData("public static class Helper { public static bool IsFine(this Controller controller) => controller.ModelState.IsValid; } public class OrdersController : Controller { [HttpPost] public IActionResult Add(NewOrder order) => this.IsFine() ? Ok(order) : BadRequest(); }")]
    [InlineData("public class OrdersController : Controller { [HttpPost] public IActionResult Add(bool order, Plain plain) => Ok(plain.Text); }")]
    [InlineData("public class OrdersController : Controller { [HttpPost] public IActionResult Add(Order order) => Ok(order.Text); }")]
    [InlineData("public class OrdersController : Controller { [HttpGet] public IActionResult Find(NewOrder order) => Ok(order.Count); }")]
    [InlineData("public class OrdersController : Controller { [NonAction, HttpPost] public IActionResult Add(NewOrder order) => Ok(order.Count); [HttpPost] private IActionResult Put(NewOrder order) => Ok(order.Count); }")]
    [InlineData("public class OrdersController : Controller { [HttpPost] public IActionResult Add([FromServices] Settings settings) => Ok(settings.Key); }")]
    public Task Actions_that_ask_or_need_not(string more) => Check.Reports<PG1019ValidationNeverRuns>(Web("app.MapDefaultControllerRoute();", "builder.Services.AddControllersWithViews();", more));

    private const string Map = "app.MapGet(\"/\", () => 1);";

    [Theory]
    [InlineData("", "public class [|OrderValidator|] : AbstractValidator<NewOrder> { public OrderValidator() { RuleFor(order => order.Text).NotEmpty(); } }")]
    [InlineData("", "public class [|LoginValidator|] : AbstractValidator<Login> { public LoginValidator() => RuleFor(login => login.Email).NotEmpty(); } public class PeriodValidator : AbstractValidator<Period>; public sealed class PairValidator : AbstractValidator<Pair>;")]
    [InlineData("", "public abstract class Rules<T> : AbstractValidator<T>; public class [|OrderRules|] : Rules<NewOrder>;")]
    [InlineData("", "public class Handlers { public class [|Validator|] : AbstractValidator<NewOrder> { } }")]
    // The inner one is made by the outer one, which nobody makes.
    [InlineData("", "public class OrderValidator : AbstractValidator<NewOrder>; public class [|BasketValidator|] : AbstractValidator<Basket> { public BasketValidator() { RuleFor(basket => basket.Orders[0]).SetValidator(new OrderValidator()); } }")]
    // Others are registered by hand.
    [InlineData("builder.Services.AddSingleton<IValidator<Login>, LoginValidator>();", "public class LoginValidator : AbstractValidator<Login>; public class [|OrderValidator|] : AbstractValidator<NewOrder>;")]
    public Task A_validator_that_nobody_registers(string services, string more) => Check.Reports<PG1019ValidationNeverRuns>(Web(Map, services, more));

    [Theory]
    [InlineData("builder.Services.AddValidatorsFromAssembly(Assembly.GetExecutingAssembly());", "public class OrderValidator : AbstractValidator<NewOrder>;")]
    [InlineData("builder.Services.AddScoped<IValidator<NewOrder>, OrderValidator>();", "public class OrderValidator : AbstractValidator<NewOrder>;")]
    [InlineData("builder.Services.AddScoped(typeof(IValidator<NewOrder>), typeof(OrderValidator));", "public class OrderValidator : AbstractValidator<NewOrder>;")]
    [InlineData("", "public class OrderValidator : AbstractValidator<NewOrder>; public class Orders { public object Add(NewOrder order) => new OrderValidator().Validate(order); }")]
    [InlineData("builder.Services.AddShopValidators();", "public class OrderValidator : AbstractValidator<NewOrder>; public static class Setup { public static void AddShopValidators(this IServiceCollection services) { } }")]
    [InlineData("foreach (var type in typeof(OrderValidator).Assembly.GetTypes()) { builder.Services.AddScoped(type); }", "public class OrderValidator : AbstractValidator<NewOrder>; public class LoginValidator : AbstractValidator<Login>;")]
    [InlineData("foreach (var type in Assembly.GetExecutingAssembly().DefinedTypes) { if (type.IsAssignableTo(typeof(IValidator<>))) builder.Services.AddScoped(type); }", "public class LoginValidator : AbstractValidator<Login>;")]
    [InlineData("builder.Services.Scan();", "public class LoginValidator : AbstractValidator<Login>; public static class Setup { public static void Scan(this IServiceCollection services) { } }")]
    [InlineData("", "public abstract class Rules : AbstractValidator<NewOrder>; public class Generic<T> : AbstractValidator<T>;")]
    [InlineData("", "public class OrderValidator : Own.AbstractValidator<NewOrder>; namespace Own { public class AbstractValidator<T>; }")]
    public Task Validators_that_are_used(string services, string more) => Check.Reports<PG1019ValidationNeverRuns>(Web(Map, services, more));

    [Fact]
    public Task Validators_of_a_library() => Check.Reports<PG1019ValidationNeverRuns>(
        Scenario.Of(Fluent).Project("Orders", ProjectKind.Library, "Shop").Document("Orders.cs", Usings + Model + "public class OrderValidator : AbstractValidator<NewOrder>;"));

    [Theory]
    [InlineData("app.MapPost(\"/orders\", (NewOrder [|order|]) =>", "")]
    [InlineData("app.MapPost(\"/orders\", (NewOrder ) => order.Count);", "public class : AbstractValidator<NewOrder> { }")]
    [InlineData("app.MapPost(, (NewOrder order) => );", "public class OrderValidator : AbstractValidator<")]
    [InlineData("app.MapPost(\"/\", (Missing order) => order.Count);", "public class OrdersController : Controller { [HttpPost] public IActionResult Add(Missing order) => Ok(); [HttpPost] public IActionResult Put(NewOrder ")]
    [InlineData("app.MapPost(\"/\", Gone.Add);", "public class OrderValidator : AbstractValidator<Gone>; public class Loop : Loop;")]
    public Task Half_typed_code_is_no_matter(string pipeline, string more)
    {
        var scenario = Web(pipeline, "", more);
        return Check.Reports<PG1019ValidationNeverRuns>(scenario.Broken());
    }

    [Fact]
    public Task In_tests_and_samples() => Check.Reports<PG1019ValidationNeverRuns>(Web("app.MapPost(\"/orders\", (NewOrder order) => order.Count);").Property("ProjectDir", "/src/samples/Orders/"));

    [Fact]
    public Task What_an_endpoint_is_told() => Check.Reports<PG1019ValidationNeverRuns>(
        Web("app.MapPost(\"/orders\", (NewOrder [|order|]) => order.Count);"), "Nothing checks the rules on 'NewOrder' here; call AddValidation, or validate it in the handler");

    [Fact]
    public Task What_an_action_is_told() => Check.Reports<PG1019ValidationNeverRuns>(
        Web("app.MapDefaultControllerRoute();", "", "public class OrdersController : Controller { [HttpPost] public IActionResult Add(NewOrder [|order|]) => Ok(order.Count); }"),
        "Nothing checks the rules on 'NewOrder' here; ask for ModelState.IsValid");

    [Fact]
    public Task What_a_validator_is_told() => Check.Reports<PG1019ValidationNeverRuns>(
        Web(Map, "", "public class [|LoginValidator|] : AbstractValidator<Login>; public class PeriodValidator : AbstractValidator<Period>; public class PairValidator : AbstractValidator<Pair>;"),
        "Nothing checks the rules on 'Login' here; register 'LoginValidator' and 2 other validators");
}
