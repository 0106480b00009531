using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Security.ModelBinding;

namespace ProdGap.Analyzers.Tests.Security.ModelBinding;

public sealed class PG1020EntityBoundFromRequestTests
{
    private const string Usings =
        """
        using System.ComponentModel.DataAnnotations;
        using System.Text.Json.Serialization;
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.Filters;
        using Microsoft.AspNetCore.Mvc.ModelBinding;
        using Microsoft.AspNetCore.Mvc.RazorPages;
        using Microsoft.AspNetCore.Routing;
        using Microsoft.EntityFrameworkCore;
        using Microsoft.Extensions.DependencyInjection;


        """;

    private const string Model =
        """
        public class Order { public int Id { get; set; } public string Text { get; set; } = ""; public string OwnerId { get; set; } = ""; public decimal Price { get; set; } }
        public class Account { public int Id { get; set; } public string Name { get; set; } = ""; public bool IsAdmin { get; set; } }
        public class Member { public int MemberId { get; set; } public int UserId { get; set; } public string Name { get; set; } = ""; public string Status { get; set; } = ""; public string Role { get; set; } = ""; }
        public class User { public int UserId { get; set; } public string Password { get; set; } = ""; }
        public class Tag { public int Id { get; set; } public string Name { get; set; } = ""; }
        public class Guarded { public int Id { get; set; } public string Name { get; set; } = ""; [JsonIgnore] public string OwnerId { get; set; } = ""; public decimal Price { get; private set; } }
        public class Half { public int Id { get; set; } [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? OwnerId { get; set; } }
        public class Keyed { [Key] public string Code { get; set; } = ""; public string Status { get; set; } = ""; }
        public class Total { public decimal Price { get; set; } }
        [Keyless] public class Sum { public int Id { get; set; } public decimal Price { get; set; } }
        [Owned] public class Address { public int Id { get; set; } public string OwnerId { get; set; } = ""; }
        public record struct Point(int Id, decimal Price);
        public abstract class Row { public int Id { get; set; } public string TenantId { get; set; } = ""; }
        public class Invoice : Row { public string Text { get; set; } = ""; }
        public class Payment { public int Id { get; set; } public decimal Balance { get; set; } }
        public class PaymentConfiguration : IEntityTypeConfiguration<Payment> { public void Configure(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<Payment> builder) { } }
        public class Ticket { public int Id { get; set; } public string Status { get; set; } = ""; }
        public class View { public int Id { get; set; } public decimal Price { get; set; } }
        public class Bound { public int Id { get; set; } public decimal Price { get; set; } public static ValueTask<Bound?> BindAsync(HttpContext context) => default; }
        public class Hook { public int Id { get; set; } public string Status { get; set; } = ""; public string ApplicationUserId { get; set; } = ""; }
        public class OrderRequest { public string Text { get; set; } = ""; }

        public class Shop(DbContextOptions<Shop> options) : DbContext(options)
        {
            public DbSet<Order> Orders => Set<Order>();
            public DbSet<Account> Accounts { get; set; } = null!;
            public DbSet<Member> Members => Set<Member>();
            public DbSet<User> Users => Set<User>();
            public DbSet<Hook> Hooks => Set<Hook>();
            public DbSet<Tag> Tags => Set<Tag>();
            public DbSet<Guarded> Guardeds => Set<Guarded>();
            public DbSet<Half> Halves => Set<Half>();
            public DbSet<Keyed> Keyeds => Set<Keyed>();
            public DbSet<Total> Totals => Set<Total>();
            public DbSet<Sum> Sums => Set<Sum>();
            public DbSet<Address> Addresses => Set<Address>();
            public DbSet<Invoice> Invoices => Set<Invoice>();
            public DbSet<View> Views => Set<View>();
            public DbSet<Bound> Bounds => Set<Bound>();
            protected override void OnModelCreating(ModelBuilder modelBuilder)
            {
                modelBuilder.Entity<Ticket>().HasIndex(t => t.Status);
                modelBuilder.Entity<View>().HasNoKey();
            }
        }

        public interface IOrderRepository { Task AddAsync(Order order); Task UpdateAsync(Order order); Task<bool> CheckAsync(Order order); }
        public interface IRepository<T> { Task AddAsync(T row); }
        public interface IOrders { Task CreateAsync(Order order); Task<bool> Validate(Order order); Task UpdateAll(IEnumerable<Order> orders); }
        public class MineAttribute : Attribute, IBindingSourceMetadata { public BindingSource? BindingSource => BindingSource.Custom; }
        public class InjectOrderAttribute : Attribute;
        public class ApiKeyAttribute : Attribute;
        public class ApiKeyFilter : IEndpointFilter { public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => next(context); }
        """;

    private static Scenario Controller(string members, string attributes = "[ApiController, Route(\"orders\")]", string more = "")
        => Scenario.Of(ProjectKind.Web, Usings + attributes + " public class OrdersController(Shop db, IOrderRepository repository, IRepository<Order> rows, IOrders orders) : ControllerBase { " + members + " }\n" + more, Usings + Model, "await Task.Yield();");

    private static Scenario App(string mapping, string more = "")
        => Scenario.Of(ProjectKind.Web, Usings + "var builder = WebApplication.CreateBuilder(args); builder.Services.AddAuthentication().AddCookie(); var app = builder.Build();\n" + mapping + "\napp.Run();\n" + more, Usings + Model);

    private static Scenario Page(string members, string attributes = "")
        => Scenario.Of(ProjectKind.Web, Usings + attributes + " public class EditModel(Shop db) : PageModel { " + members + " }", Usings + Model, "await Task.Yield();");

    [Theory]
    [InlineData("[HttpPost] public async Task<IActionResult> Create([FromBody] Order [|order|]) { db.Orders.Add(order); await db.SaveChangesAsync(); return Ok(); }")]
    [InlineData("[HttpPost] public async Task<IActionResult> Create(Order [|order|]) { await db.Orders.AddAsync(order); await db.SaveChangesAsync(); return Ok(); }")]
    [InlineData("[HttpPost] public async Task<IActionResult> Create(Order [|order|]) { db.Add(order); await db.SaveChangesAsync(); return Ok(); }")]
    [InlineData("[HttpPost] public IActionResult Create([FromForm] Order? [|order|]) { db.Add(order!); db.SaveChanges(); return Ok(); }")]
    [InlineData("[HttpPut(\"{id}\")] public async Task<IActionResult> Update(int id, Order [|order|]) { db.Update(order); await db.SaveChangesAsync(); return Ok(); }")]
    [InlineData("[HttpPut(\"{id}\")] public async Task<IActionResult> Update(int id, Order [|order|]) { if (id != order.Id) return BadRequest(); db.Entry(order).State = EntityState.Modified; await db.SaveChangesAsync(); return NoContent(); }")]
    [InlineData("[HttpPut(\"{id}\")] public async Task<IActionResult> Update(int id, Order [|order|]) { db.Attach(order).State = EntityState.Modified; await db.SaveChangesAsync(); return NoContent(); }")]
    [InlineData("[HttpPatch(\"{id}\")] public async Task<IActionResult> Update(int id, Order [|order|]) { var old = await db.Orders.FindAsync(id); db.Entry(old!).CurrentValues.SetValues(order); await db.SaveChangesAsync(); return Ok(); }")]
    [InlineData("[HttpPost] public IActionResult Create(List<Order> [|orders|]) { db.Orders.AddRange(orders); db.SaveChanges(); return Ok(); }")]
    [InlineData("[HttpPost] public IActionResult Create(Order[] [|orders|]) { foreach (var order in orders) { db.Orders.Add(order); } db.SaveChanges(); return Ok(); }")]
    [InlineData("[HttpPost] public IActionResult Create(IEnumerable<Order> [|orders|]) { db.UpdateRange(orders); db.SaveChanges(); return Ok(); }")]
    [InlineData("[HttpPost] public IActionResult Create(Order [|order|]) { var row = order; db.Orders.Add(row); db.SaveChanges(); return Ok(); }")]
    [InlineData("[HttpPost] public IActionResult Create(Order [|order|]) { db.AddRange([order]); db.SaveChanges(); return Ok(); }")]
    [InlineData("[HttpPost] public async Task Create(Order [|order|]) => await repository.AddAsync(order);")]
    [InlineData("[HttpPost] public async Task Create(Order [|order|]) => await rows.AddAsync(order);")]
    [InlineData("[HttpPost] public void Create([Bind(\"Text\")] Order [|order|]) { db.Add(order); db.SaveChanges(); }")]
    [InlineData("[HttpPost] public void Create([FromBody, BindNever] Order [|order|]) { db.Add(order); db.SaveChanges(); }")]
    [InlineData("[HttpPost] public void Create([FromForm] Guarded [|guarded|]) { db.Add(guarded); db.SaveChanges(); }")]
    [InlineData("[HttpPost] public void Create(Account [|account|]) { db.Accounts.Add(account); db.SaveChanges(); }")]
    [InlineData("[HttpPost] public void Create(Half [|half|]) { db.Add(half); db.SaveChanges(); }")]
    [InlineData("[HttpPost] public void Create(Keyed [|keyed|]) { db.Add(keyed); db.SaveChanges(); }")]
    [InlineData("[HttpPost] public void Create(Invoice [|invoice|]) { db.Add(invoice); db.SaveChanges(); }")]
    [InlineData("[HttpPost] public void Create(Payment [|payment|]) { db.Add(payment); db.SaveChanges(); }")]
    [InlineData("[HttpPost] public void Create(Ticket [|ticket|]) { db.Add(ticket); db.SaveChanges(); }")]
    [InlineData("[HttpPost] public void Create(Order [|order|]) { order.OwnerId = User.Identity!.Name!; db.Add(order); db.SaveChanges(); }")]
    [InlineData("[Authorize, HttpPost] public void Create(Order [|order|]) { db.Add(order); db.SaveChanges(); }")]
    [InlineData("public void Save([Required] Order [|order|]) { db.Add(order); db.SaveChanges(); }")]
    public Task In_a_controller(string action) => Check.Reports<PG1020EntityBoundFromRequest>(Controller(action));

    [Theory]
    [InlineData("app.MapPost(\"/orders\", async (Order [|order|], Shop db) => { db.Orders.Add(order); await db.SaveChangesAsync(); return Results.Ok(); });")]
    [InlineData("app.MapPost(\"/orders\", async (Shop db, [FromBody] Order [|order|]) => { await db.AddAsync(order); await db.SaveChangesAsync(); });")]
    [InlineData("app.MapGroup(\"/orders\").MapPut(\"/{id}\", (int id, Order [|order|], Shop db) => { db.Update(order); db.SaveChanges(); });")]
    [InlineData("app.MapPost(\"/orders\", async (List<Order> [|orders|], Shop db) => { await db.Orders.AddRangeAsync(orders); await db.SaveChangesAsync(); }).RequireAuthorization();")]
    [InlineData("app.MapPost(\"/orders\", (Order [|order|], IOrderRepository repository) => repository.AddAsync(order));")]
    [InlineData("app.MapPost(\"/orders\", Create); static async Task<IResult> Create(Order [|order|], Shop db) { db.Add(order); await db.SaveChangesAsync(); return Results.Ok(); }")]
    [InlineData("app.MapPost(\"/orders\", Handlers.Create);", "static class Handlers { public static void Create(Order [|order|], Shop db) { db.Add(order); db.SaveChanges(); } }")]
    [InlineData("app.MapOrders();", "static class Handlers { public static void MapOrders(this IEndpointRouteBuilder app) { app.MapPut(\"/orders\", Create); } static void Create(Order [|order|], Shop db) { db.Update(order); db.SaveChanges(); } }")]
    [InlineData("app.MapPost(\"/orders\", async (HttpRequest request, Shop db) => { var order = await request.[|ReadFromJsonAsync<Order>|](); db.Orders.Add(order!); await db.SaveChangesAsync(); });")]
    [InlineData("app.MapPost(\"/orders\", async (HttpRequest request, Shop db) => { db.Add((await request.[|ReadFromJsonAsync<Order>|]())!); await db.SaveChangesAsync(); });")]
    [InlineData("app.MapPost(\"/orders\", async (HttpContext context, Shop db) => { if (await context.Request.[|ReadFromJsonAsync<Order>|]() is { } order) { db.Add(order); await db.SaveChangesAsync(); } });")]
    [InlineData("app.MapPost(\"/orders\", async (HttpRequest request, Shop db) => { var orders = await request.[|ReadFromJsonAsync<List<Order>>|](); foreach (var order in orders!) { db.Add(order); } await db.SaveChangesAsync(); });")]
    public Task In_a_minimal_api(string mapping, string more = "") => Check.Reports<PG1020EntityBoundFromRequest>(App(mapping, more));

    [Theory]
    [InlineData("[BindProperty] public Order [|Order|] { get; set; } = null!; public async Task<IActionResult> OnPostAsync() { db.Orders.Add(Order); await db.SaveChangesAsync(); return RedirectToPage(\"./Index\"); }")]
    [InlineData("[BindProperty] public Order [|Order|] { get; set; } = null!; public void OnGet() { } public async Task<IActionResult> OnPostAsync() { db.Attach(Order).State = EntityState.Modified; await db.SaveChangesAsync(); return Page(); }")]
    [InlineData("[BindProperty(SupportsGet = true)] public Order [|Order|] { get; set; } = null!; public void OnPostSave() { db.Update(this.Order); db.SaveChanges(); }")]
    [InlineData("public void OnPost(Order [|order|]) { db.Add(order); db.SaveChanges(); }")]
    [InlineData("public async Task<IActionResult> OnPostAsync(int id) { var order = await db.Orders.FindAsync(id); if (await [|TryUpdateModelAsync|](order!)) { await db.SaveChangesAsync(); } return Page(); }")]
    [InlineData("public async Task<IActionResult> OnPostAsync(int id) { var order = new Order(); if (await [|TryUpdateModelAsync<Order>|](order, \"order\")) { db.Add(order); await db.SaveChangesAsync(); } return Page(); }")]
    public Task In_a_page(string members) => Check.Reports<PG1020EntityBoundFromRequest>(Page(members));

    [Fact]
    public Task All_properties_of_a_page()
        => Check.Reports<PG1020EntityBoundFromRequest>(Page("public Order [|Order|] { get; set; } = null!; public void OnPost() { db.Add(Order); db.SaveChanges(); }", "[BindProperties]"));

    [Fact]
    public Task In_a_controller_with_views()
        => Check.Reports<PG1020EntityBoundFromRequest>(Scenario.Of(ProjectKind.Web, Usings + "public class OrdersController(Shop db) : Controller { [HttpPost, ValidateAntiForgeryToken] public async Task<IActionResult> Edit(int id, Order [|order|]) { if (!ModelState.IsValid) return View(order); db.Update(order); await db.SaveChangesAsync(); return RedirectToAction(\"Index\"); } public async Task<IActionResult> Change(int id) { var order = await db.Orders.FindAsync(id); await [|TryUpdateModelAsync|](order!); await db.SaveChangesAsync(); return View(); } }", Usings + Model, "await Task.Yield();"));

    /// <summary>The context and its tables often stand in a project of their own.</summary>
    [Fact]
    public Task The_tables_of_another_project()
        => Check.Reports<PG1020EntityBoundFromRequest>(
            Scenario.Of(ProjectKind.Library).Project("Data").Document("Model.cs", Usings + Model)
                .Project("Shop", ProjectKind.Web, "Data").Document("Program.cs", Usings + "var app = WebApplication.Create(); app.UseAuthentication(); app.MapPost(\"/orders\", (Order [|order|], Shop db) => { db.Add(order); db.SaveChanges(); }); app.Run();"));

    [Fact]
    public Task The_users_of_a_context_of_a_library()
        => Check.Reports<PG1020EntityBoundFromRequest>(Scenario.Of(
            ProjectKind.Web,
            Usings
            + "var app = WebApplication.Create(); app.MapPost(\"/users\", (User [|user|], Users db) => { db.Add(user); db.SaveChanges(); }); app.Run();"
            + "public class User { public int Id { get; set; } public string Role { get; set; } = \"\"; } public class UserContext<TUser>(DbContextOptions options) : DbContext(options) where TUser : class { public DbSet<TUser> All => Set<TUser>(); } public class Users(DbContextOptions options) : UserContext<User>(options);"));

    [Theory]
    [InlineData("[HttpPost] public void Create(Tag [|tag|]) { db.Tags.Add(tag); db.SaveChanges(); }")]
    [InlineData("[HttpPost] public void Create(User [|user|]) { db.Users.Add(user); db.SaveChanges(); }")]
    [InlineData("[HttpPost] public Task Create(Order [|order|]) => orders.CreateAsync(order);")]
    [InlineData("[HttpPost] public Task Create(List<Order> [|list|]) => orders.UpdateAll(list);")]
    [InlineData("[HttpPost] public void Create(Order [|order|]) { Save(order); } private void Save(Order order) { db.Add(order); db.SaveChanges(); }")]
    [InlineData("[HttpPost] public void Create(Total [|total|]) { db.Add(total); db.SaveChanges(); }")]
    [InlineData("[HttpPost] public void Create(Account [|account|]) { account.IsAdmin = false; db.Add(account); db.SaveChanges(); }")]
    [InlineData("[Authorize(Roles = \"Admin\"), HttpPost] public void Create(Order [|order|]) { db.Add(order); db.SaveChanges(); }")]
    [InlineData("[Authorize(\"Editors\"), HttpPost] public void Create(Order [|order|]) { db.Add(order); db.SaveChanges(); }")]
    [InlineData("[Authorize(Policy = \"Editors\"), HttpPost] public void Create(Order [|order|]) { db.Add(order); db.SaveChanges(); }")]
    [InlineData("[ApiKey, HttpPost] public void Create(Order [|order|]) { db.Add(order); db.SaveChanges(); }")]
    public Task What_is_likely(string action) => Check.Suggests<PG1020EntityBoundFromRequest>(Controller(action));

    [Theory]
    [InlineData("app.MapPost(\"/orders\", (Order [|order|], Shop db) => { db.Add(order); db.SaveChanges(); }).RequireAuthorization(\"Admins\");")]
    [InlineData("var group = app.MapGroup(\"/orders\").RequireAuthorization(\"Admins\"); group.MapPost(\"/\", (Order [|order|], Shop db) => { db.Add(order); db.SaveChanges(); });")]
    [InlineData("app.MapPost(\"/orders\", (Order [|order|], Shop db) => { db.Add(order); db.SaveChanges(); }).AddEndpointFilter<ApiKeyFilter>();")]
    [InlineData("app.MapPost(\"/orders\", Create).RequireAuthorization(\"Admins\"); static void Create(Order [|order|], Shop db) { db.Add(order); db.SaveChanges(); }")]
    [InlineData("app.MapPost(\"/orders\", (Order [|order|], IOrders orders) => orders.CreateAsync(order));")]
    public Task What_is_likely_in_a_minimal_api(string mapping) => Check.Suggests<PG1020EntityBoundFromRequest>(App(mapping));

    [Fact]
    public Task A_class_for_administrators()
        => Check.Suggests<PG1020EntityBoundFromRequest>(Controller("[HttpPost] public void Create(Order [|order|]) { db.Add(order); db.SaveChanges(); }", "[ApiController, Authorize(Roles = \"Admin\")]"));

    [Theory]
    [InlineData("[HttpPost] public void Create([FromForm, BindNever] Order order) { db.Add(order); db.SaveChanges(); }")]
    [InlineData("[HttpPost] public void Create([FromServices] Order order) { db.Add(order); db.SaveChanges(); }")]
    [InlineData("[HttpPost] public void Create([Mine] Order order) { db.Add(order); db.SaveChanges(); }")]
    [InlineData("[HttpPost] public void Create([InjectOrder] Order order) { db.Add(order); db.SaveChanges(); }")]
    [InlineData("[HttpPost] public void Create([ModelBinder(typeof(string))] Order order) { db.Add(order); db.SaveChanges(); }")]
    [InlineData("[HttpPost] public void Create([FromForm, Bind(\"Text\")] Order order) { db.Add(order); db.SaveChanges(); }")]
    [InlineData("[HttpPost] public void Create([FromQuery, Bind(\"Text\")] Order order) { db.Add(order); db.SaveChanges(); }")]
    [InlineData("[HttpPost] public IActionResult Search(Order order) => Ok(db.Orders.Where(o => o.Text == order.Text));")]
    [InlineData("[HttpPost] public async Task<bool> Test(Order order) => await orders.Validate(order) && await repository.CheckAsync(order);")]
    [InlineData("[HttpPost] public void Create(OrderRequest request) { db.Add(new Order { Text = request.Text }); db.SaveChanges(); }")]
    [InlineData("[HttpPost] public void Create(Order order) { db.Add(new Order { Text = order.Text }); db.SaveChanges(); }")]
    [InlineData("[HttpPut] public void Update(int id, Order input) { var existing = db.Orders.Find(id)!; existing.Text = input.Text; db.SaveChanges(); }")]
    [InlineData("[HttpPut] public void Update(int id, Order input) { var existing = db.Orders.Find(id)!; existing.Text = input.Text; db.Update(existing); db.SaveChanges(); }")]
    [InlineData("[HttpGet] public void Get([FromQuery] Order order) { db.Add(order); db.SaveChanges(); }")]
    [InlineData("[HttpDelete] public void Delete(Order order) { db.Remove(order); db.SaveChanges(); }")]
    [InlineData("[HttpPost] public void Delete(Order order) { db.Remove(order); db.SaveChanges(); }")]
    [InlineData("[HttpPost] public void Create(Guarded guarded) { db.Add(guarded); db.SaveChanges(); }")]
    [InlineData("[HttpPost] public void Create(Sum sum) { db.Add(sum); db.SaveChanges(); }")]
    [InlineData("[HttpPost] public void Create(View view) { db.Add(view); db.SaveChanges(); }")]
    [InlineData("[HttpPost] public void Create(Address address) { db.Add(address); db.SaveChanges(); }")]
    [InlineData("[HttpPost] public int Create(Point point) { var points = new List<Point>(); points.Add(point); return points.Count; }")]
    [InlineData("[HttpPost] public int Create(Order order) { var list = new List<Order>(); list.Add(order); return list.Count; }")]
    [InlineData("[HttpPost] public void Look(Order order) { db.Attach(order); _ = db.Entry(order).State; }")]
    [InlineData("[NonAction] public void Create(Order order) { db.Add(order); db.SaveChanges(); }")]
    [InlineData("private void Create(Order order) { db.Add(order); db.SaveChanges(); }")]
    [InlineData("[HttpPost] public void Create([FromForm] string text) { db.Add(new Order { Text = text }); db.SaveChanges(); }")]
    [InlineData("[HttpPost] public async Task Update(int id) { var order = await db.Orders.FindAsync(id); await TryUpdateModelAsync(order!, \"\", o => o.Text); await db.SaveChangesAsync(); }")]
    [InlineData("[HttpPost] public async Task Update(int id) { var order = await db.Orders.FindAsync(id); await TryUpdateModelAsync(order!); }")]
    [InlineData("[HttpPost] public async Task Update(int id) { var request = new OrderRequest(); await TryUpdateModelAsync(request); await db.SaveChangesAsync(); }")]
    [InlineData("[HttpPost] public Task Forward(Order order) => Create(order); [HttpPut] public Task Create([FromForm, Bind(\"Text\")] Order order) => orders.CreateAsync(order);")]
    public Task Actions_that_decide(string action) => Check.Reports<PG1020EntityBoundFromRequest>(Controller(action));

    [Theory]
    [InlineData("app.MapPost(\"/orders\", (OrderRequest request, Shop db) => { db.Add(new Order { Text = request.Text }); db.SaveChanges(); });")]
    [InlineData("app.MapPost(\"/orders\", ([FromServices] Order order, Shop db) => { db.Add(order); db.SaveChanges(); });")]
    [InlineData("app.MapPost(\"/bound\", (Bound bound, Shop db) => { db.Add(bound); db.SaveChanges(); });")]
    [InlineData("app.MapDelete(\"/orders\", ([FromBody] Order order, Shop db) => { db.Remove(order); db.SaveChanges(); });")]
    [InlineData("app.MapPost(\"/orders\", async (HttpRequest request) => { var order = await request.ReadFromJsonAsync<Order>(); return order!.Text; });")]
    [InlineData("app.MapGet(\"/orders\", async (HttpClient http, Shop db) => { var orders = await System.Net.Http.Json.HttpContentJsonExtensions.ReadFromJsonAsync<List<Order>>((await http.GetAsync(\"https://a.example\")).Content); db.AddRange(orders!); });")]
    [InlineData("app.MapGet(\"/a\", () => 1); Save(new Order(), null!); static void Save(Order order, Shop db) { db.Add(order); db.SaveChanges(); }")]
    [InlineData("app.MapPost(\"/a\", Other.Create);", "static class Other { public static int Create() => 1; } public class Orders(Shop db) { public void Create(Order order) { db.Add(order); db.SaveChanges(); } public static void Create(Order order, Shop db) { db.Add(order); } }")]
    [InlineData("", "public class OrderService(Shop db) { public async Task CreateAsync(Order order) { db.Add(order); await db.SaveChangesAsync(); } }")]
    [InlineData("", "public class Component { [BindProperty] public Order Order { get; set; } = null!; public void OnPost(Shop db) { db.Add(Order); } }")]
    public Task Apps_that_decide(string mapping, string more = "") => Check.Reports<PG1020EntityBoundFromRequest>(App(mapping, more));

    [Theory]
    [InlineData("[BindProperty] public OrderRequest Input { get; set; } = null!; public void OnPost() { db.Add(new Order { Text = Input.Text }); db.SaveChanges(); }")]
    [InlineData("public Order Order { get; set; } = null!; public void OnPost(int id) { Order = db.Orders.Find(id)!; db.Update(Order); db.SaveChanges(); }")]
    [InlineData("[BindProperty] public Order Order { get; set; } = null!; public void OnPost() { var row = db.Orders.Find(Order.Id)!; row.Text = Order.Text; db.SaveChanges(); }")]
    [InlineData("[BindProperty, BindNever] public Order Order { get; set; } = null!; public void OnPost() { db.Add(Order); db.SaveChanges(); }")]
    [InlineData("[BindProperty] public Order Order { get; set; } = null!; public void OnGet() { db.Add(Order); db.SaveChanges(); }")]
    public Task Pages_that_decide(string members) => Check.Reports<PG1020EntityBoundFromRequest>(Page(members));

    [Fact]
    public Task Tests_bind_what_they_like()
        => Check.Reports<PG1020EntityBoundFromRequest>(Scenario.Of(ProjectKind.Test, Usings + "public class OrdersController(Shop db) : ControllerBase { [HttpPost] public void Create(Order order) { db.Add(order); db.SaveChanges(); } }", Usings + Model));

    [Fact]
    public Task The_message_names_what_matters()
        => Check.Reports<PG1020EntityBoundFromRequest>(
            Controller("[HttpPost] public void Create(Account [|account|]) { db.Add(account); db.SaveChanges(); }"),
            "The request can set every property of 'Account', including 'IsAdmin', and it is stored; bind a DTO with only what callers may set");

    [Fact]
    public Task The_message_names_what_gives_power_first()
        => Check.Reports<PG1020EntityBoundFromRequest>(
            Controller("[HttpPost] public void Create(Member [|member|]) { db.Add(member); db.SaveChanges(); }"),
            "The request can set every property of 'Member', including 'Role', and it is stored; bind a DTO with only what callers may set");

    [Fact]
    public Task The_message_names_the_owner_before_the_status()
        => Check.Reports<PG1020EntityBoundFromRequest>(
            Controller("[HttpPost] public void Create(Hook [|hook|]) { db.Add(hook); db.SaveChanges(); }"),
            "The request can set every property of 'Hook', including 'ApplicationUserId', and it is stored; bind a DTO with only what callers may set");

    [Theory]
    [InlineData("[HttpPost] public IActionResult Create(Ticket ticket) { if (ticket.Status == \"closed\") { return BadRequest(); } db.Add(ticket); db.SaveChanges(); return Ok(); }")]
    [InlineData("[HttpPost] public IActionResult Create(Ticket ticket) { if (ticket.Status != \"open\") throw new InvalidOperationException(); db.Add(ticket); db.SaveChanges(); return Ok(); }")]
    [InlineData("[HttpPost] public IActionResult Create(Member [|member|]) { if (member.Status == \"closed\") { return BadRequest(); } db.Add(member); db.SaveChanges(); return Ok(); }")]
    public Task A_member_that_the_handler_refuses(string action) => Check.Reports<PG1020EntityBoundFromRequest>(Controller(action));

    [Theory]
    [InlineData("[HttpPut] public void Change(Payment [|payment|]) { Response.Headers[\"X-Balance\"] = payment.Balance.ToString(); db.Update(payment); db.SaveChanges(); }")]
    [InlineData("[HttpPost] public IActionResult Create(Ticket [|ticket|]) { if (ticket.Status == \"closed\") { Response.StatusCode = 201; } db.Add(ticket); db.SaveChanges(); return Ok(); }")]
    public Task A_member_that_the_handler_works_with(string action) => Check.Suggests<PG1020EntityBoundFromRequest>(Controller(action));

    [Theory]
    [InlineData("var builder = WebApplication.CreateBuilder(args); var app = builder.Build(); ")]
    [InlineData("var builder = WebApplication.CreateBuilder(); builder.Services.AddAuthorization(); var app = builder.Build(); ")]
    public Task An_app_that_knows_nobody(string start)
        => Check.Suggests<PG1020EntityBoundFromRequest>(Scenario.Of(ProjectKind.Web, Usings + start + "app.MapPost(\"/orders\", (Order [|order|], Shop db) => { db.Add(order); db.SaveChanges(); }); app.Run();", Usings + Model));

    [Fact]
    public Task The_message_names_the_key_where_there_is_nothing_else()
        => Check.Suggests<PG1020EntityBoundFromRequest>(
            Controller("[HttpPost] public void Create(Tag [|tag|]) { db.Add(tag); db.SaveChanges(); }"),
            "The request can set every property of 'Tag', including its key, and it is stored; bind a DTO with only what callers may set");

    [Theory]
    [InlineData("[HttpPost] public void Create(Order order) { db.Add(")]
    [InlineData("[HttpPost] public void Create(Missing order) { db.Add(order); } public void ( Order order) { db.Add(); }")]
    [InlineData("[HttpPost] public async Task Create(Order) { await TryUpdateModelAsync(); await Request.ReadFromJsonAsync<>(); }")]
    public Task Half_typed_code(string code) => Check.Reports<PG1020EntityBoundFromRequest>(Controller(code).Broken());

    private const string Service = "public class OrderStore(Shop db) : IOrders { public Task CreateAsync(Order order) { {0} } public Task<bool> Validate(Order order) => Task.FromResult(order.Id > 0 && db != null); public Task UpdateAll(IEnumerable<Order> orders) => Task.CompletedTask; }";

    /// <summary>What the service does with it that is in sight.</summary>
    [Theory]
    // Copies what it takes.
    [InlineData("var row = db.Orders.Find(order.Id)!; row.Text = order.Text; return db.SaveChangesAsync();", false)]
    [InlineData("if (order is null) { throw new ArgumentNullException(nameof(order)); } db.Orders.Find(order.Id)!.Text = order.Text; return Task.CompletedTask;", false)]
    // Sets itself what matters.
    [InlineData("order.OwnerId = \"me\"; order.Price = 5; db.Orders.Add(order); return db.SaveChangesAsync();", false)]
    // Stores it as it came, all of it or but for one member.
    [InlineData("db.Orders.Add(order); return db.SaveChangesAsync();", true)]
    [InlineData("order.OwnerId = \"me\"; db.Orders.Update(order); return db.SaveChangesAsync();", true)]
    [InlineData("order.OwnerId = \"me\"; order.Price = Math.Round(order.Price, 2); db.Orders.Update(order); return db.SaveChangesAsync();", true)]
    // Somebody copies all of it.
    [InlineData("var row = db.Orders.Find(order.Id)!; Copy.All(order, row); return db.SaveChangesAsync();", true)]
    public Task Services_in_sight(string body, bool isSuggested) => SuggestsMarked(isSuggested, Controller(
        "[HttpPost] public async Task<IActionResult> Create(Order " + (isSuggested ? "[|order|]" : "order") + ") { await orders.CreateAsync(order); return Ok(); }",
        more: Service.Replace("{0}", body) + " public static class Copy { public static void All(object from, object to) => Console.WriteLine((from, to)); }"));

    /// <summary>A suggestion where something is marked, nothing at all elsewhere.</summary>
    private static Task SuggestsMarked(bool isMarked, Scenario scenario) => isMarked ? Check.Suggests<PG1020EntityBoundFromRequest>(scenario) : Check.Reports<PG1020EntityBoundFromRequest>(scenario);
}
