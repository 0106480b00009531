using ProdGap.Analyzers.CodeFixes.Performance.Queries;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Performance.Queries;
using static ProdGap.Analyzers.Tests.Harness.EfSnippet;

namespace ProdGap.Analyzers.Tests.Performance.Queries;

public sealed class PG5002UnboundedQueryTests
{
    private const string Returning = "async Task<object> GetAsync(int id)";

    [Theory]
    [InlineData("return await [|db.Orders|].ToListAsync();")]
    [InlineData("return [|db.Orders|].ToList();")]
    [InlineData("return await [|db.Orders|].ToArrayAsync();")]
    [InlineData("return await [|db.Set<Order>()|].ToListAsync();")]
    [InlineData("return await [|db.Orders|].AsNoTracking().Include(o => o.Lines).OrderByDescending(o => o.Id).ToListAsync();")]
    [InlineData("return await [|db.Orders|].Include(o => o.Customer).ThenInclude(c => c!.Orders).Select(o => new { o.Id, o.Total }).ToListAsync();")]
    [InlineData("var query = db.Orders.AsNoTracking(); return await [|query|].OrderBy(o => o.Id).ToListAsync();")]
    [InlineData("var set = db.Set<Order>(); var query = set.OrderBy(o => o.Id); return await [|query|].ToListAsync();")]
    [InlineData("return (from o in [|db.Orders|] orderby o.Id select o.Total).ToList();")]
    [InlineData("return await [|db.Orders|].ToDictionaryAsync(o => o.Id);")]
    [InlineData("return await [|db.Orders|].Select(o => o.Id).ToHashSetAsync();")]
    [InlineData("return [|db.Orders|].AsEnumerable().Select(o => o.ToString()).ToList();")]
    [InlineData("var orders = await [|db.Orders|].ToListAsync(); return orders.Select(o => o.Id);")]
    [InlineData("return (await [|db.Orders|].ToListAsync()).Select(o => o.Id);")]
    public async Task A_table_that_is_read_whole(string body)
    {
        await Check.Reports<PG5002UnboundedQuery>(InLibrary(InService(body, Returning)));
        await Check.Reports<PG5002UnboundedQuery>(InWeb(InService(body, Returning)));
    }

    [Theory]
    [InlineData("var sum = 0m; foreach (var order in [|db.Orders|]) { sum += order.Total; } return sum;")]
    [InlineData("var sum = 0m; await foreach (var order in [|db.Orders|].AsNoTracking().AsAsyncEnumerable()) { sum += order.Total; } return sum;")]
    [InlineData("var all = new List<Order>(); foreach (var order in [|db.Orders|]) { all.Add(order); } await Task.Yield(); return all;")]
    [InlineData("var orders = await [|db.Orders|].ToListAsync(); var sum = 0m; foreach (var order in orders) { sum += order.Total; } return sum;")]
    public async Task A_table_that_a_request_works_through(string body)
    {
        await Check.Reports<PG5002UnboundedQuery>(InWeb(InService(body, Returning)));
        await Check.Reports<PG5002UnboundedQuery>(InLibrary(InService(body.Replace("[|", "").Replace("|]", ""), Returning)));
    }

    [Theory]
    [InlineData("[ApiController] public class OrdersController(ShopContext db) : ControllerBase { [HttpGet] public async Task<IActionResult> Get() => Ok(await [|db.Orders|].ToListAsync()); }")]
    [InlineData("public class OrdersController(ShopContext db) : ControllerBase { [HttpGet] public IEnumerable<Order> Get() => [|db.Orders|].AsEnumerable(); }")]
    [InlineData("public class OrdersController : ControllerBase { private readonly ShopContext _context; public OrdersController(ShopContext context) { _context = context; } [HttpGet] public List<Order> Get() { return [|_context.Orders|].ToList(); } }")]
    [InlineData("static class Api { public static void Map(WebApplication app) { app.MapGet(\"/orders\", async (ShopContext db) => await [|db.Orders|].ToListAsync()); } }")]
    [InlineData("static class Api { public static void Map(WebApplication app) { app.MapGet(\"/orders\", async (ShopContext db) => { var orders = await [|db.Orders|].ToListAsync(); return Results.Ok(orders); }); } }")]
    [InlineData("public class OrderHub(ShopContext db) : Microsoft.AspNetCore.SignalR.Hub { public async Task<List<Order>> All() => await [|db.Orders|].ToListAsync(); }")]
    [InlineData("public class OrdersModel(ShopContext db) : Microsoft.AspNetCore.Mvc.RazorPages.PageModel { public List<Order> Orders { get; set; } = []; public async Task OnGetAsync() { Orders = await [|db.Orders|].ToListAsync(); } }")]
    [InlineData("public class Repository<T>(ShopContext db) where T : class { public async Task<List<T>> GetAllAsync() => await [|db.Set<T>()|].ToListAsync(); }")]
    [InlineData("public class Repository<T> where T : class { protected readonly DbSet<T> _set; public Repository(ShopContext db) { _set = db.Set<T>(); } public virtual async Task<IEnumerable<T>> GetAllAsync() => await [|_set|].ToListAsync(); }")]
    [InlineData("public interface IShop { DbSet<Order> Orders { get; } } public class OrderQueries(IShop shop) { public Task<List<Order>> All() => [|shop.Orders|].ToListAsync(); }")]
    public async Task Code_that_serves_requests(string code)
    {
        await Check.Reports<PG5002UnboundedQuery>(InLibrary(code));
        await Check.Reports<PG5002UnboundedQuery>(InWeb(code));
    }

    [Fact]
    public Task Top_level_statements() => Check.Reports<PG5002UnboundedQuery>(Scenario.Of(
        ProjectKind.Web,
        Usings +
        """
        var app = WebApplication.Create(args);
        app.MapGet("/orders", (ShopContext db) => [|db.Orders|].ToListAsync());
        var start = app.Services.GetRequiredService<ShopContext>();
        Console.WriteLine(start.Orders.ToList());
        app.Run();
        """,
        Model));

    [Theory]
    [InlineData("return await db.Orders.Where(o => o.CustomerId == id).ToListAsync();")]
    [InlineData("return await db.Orders.Take(50).ToListAsync();")]
    [InlineData("return await db.Orders.OrderBy(o => o.Id).Skip(id * 50).Take(50).ToListAsync();")]
    [InlineData("return await db.Orders.Page(id).ToListAsync();")]
    [InlineData("return await db.Orders.CountAsync();")]
    [InlineData("return await db.Orders.SumAsync(o => o.Total);")]
    [InlineData("return await db.Orders.GroupBy(o => o.CustomerId).Select(g => new { g.Key, Sum = g.Sum(o => o.Total) }).ToListAsync();")]
    [InlineData("return await db.Orders.Select(o => o.CustomerId).Distinct().ToListAsync();")]
    [InlineData("return await db.Orders.FirstOrDefaultAsync(o => o.Id == id) ?? new Order();")]
    [InlineData("return await db.Orders.FindAsync(id) ?? new Order();")]
    [InlineData("IQueryable<Order> query = db.Orders; if (id > 0) { query = query.Where(o => o.CustomerId == id); } return await query.ToListAsync();")]
    [InlineData("return await (from o in db.Orders where o.CustomerId == id select o).ToListAsync();")]
    [InlineData("return await (from o in db.Orders join c in db.Customers on o.CustomerId equals c.Id select c.Name).ToListAsync();")]
    [InlineData("return await db.Countries.ToListAsync();")]
    [InlineData("return await db.States.OrderBy(s => s.Id).ToListAsync();")]
    [InlineData("return db.Orders.Local.ToList();")]
    [InlineData("return db.Orders.AsEnumerable().Where(o => o.Paid).ToList();")]
    [InlineData("return (await db.Orders.ToListAsync()).Where(o => o.Paid);")]
    [InlineData("return db.Orders.ToList().Count;")]
    [InlineData("var orders = new List<Order>(); await Task.Yield(); return orders.ToList();")]
    [InlineData("var cache = new Cache(); return await cache.GetOrCreateAsync(() => db.Orders.ToListAsync());")]
    [InlineData("foreach (var order in db.Orders) { if (order.Paid) return order; } await Task.Yield(); return 1;")]
    [InlineData("await foreach (var order in db.Orders.AsAsyncEnumerable()) { Console.Out.WriteLine(order.Id); } return 1;")]
    public Task A_query_that_is_bounded_or_in_doubt(string body) => Check.Reports<PG5002UnboundedQuery>(InWeb(InService(body, Returning)
        + "static class Paging { public static IQueryable<T> Page<T>(this IQueryable<T> query, int page) => query.Skip(page * 50).Take(50); }"
        + "class Cache { public Task<T> GetOrCreateAsync<T>(Func<Task<T>> make) => make(); }"));

    [Theory]
    [InlineData("public class BackupRestoreService(ShopContext db) { public async Task<List<Order>> LoadExistingAsync() => await db.Orders.ToListAsync(); }")]
    [InlineData("public class OrdersController(ShopContext db) : ControllerBase { [HttpPost] public async Task<List<Order>> RunRestore() => await db.Orders.ToListAsync(); }")]
    [InlineData("public class Orders(ShopContext db) { public async Task<int> Get(string name) { var known = new Dictionary<int, Order>(); foreach (var order in await db.Orders.ToListAsync()) { known[order.Id] = order; } return known.Count; } }")]
    [InlineData("public class Orders(ShopContext db) { public async Task<int> Get(string name) { var known = new Dictionary<int, Order>(); foreach (var order in db.Orders) known.TryAdd(order.Id, order); await Task.Yield(); return known.Count; } }")]
    [InlineData("public class Orders(ShopContext db) { public async Task<int> Get() { var known = new HashSet<int>(); foreach (var order in await db.Orders.ToListAsync()) { known.Add(order.CustomerId); } return known.Count; } }")]
    [InlineData("public class SeedData(ShopContext db) { public async Task<List<Order>> RunAsync() => await db.Orders.ToListAsync(); }")]
    [InlineData("public class Orders(ShopContext db) { public async Task<List<Order>> ExportAsync() => await db.Orders.ToListAsync(); }")]
    [InlineData("public class Orders(ShopContext db) { public async Task<List<Order>> SeedCustomersAsync() => await db.Orders.ToListAsync(); }")]
    [InlineData("public class Reports(ShopContext db) : BackgroundService { protected override async Task ExecuteAsync(CancellationToken stoppingToken) { var orders = await db.Orders.ToListAsync(stoppingToken); Console.WriteLine(orders.Count); } }")]
    [InlineData("public class Orders(ShopContext db) { public async IAsyncEnumerable<Order> All() { await foreach (var order in db.Orders.AsAsyncEnumerable()) { yield return order; } } }")]
    [InlineData("public class Orders(ShopContext db) { static readonly Dictionary<int, List<Order>> cache = []; public async Task<List<Order>> All() { if (!cache.TryGetValue(0, out var all)) { cache[0] = all = await db.Orders.ToListAsync(); } return all; } }")]
    [InlineData("public class OrdersController(ShopContext db) : ControllerBase { [HttpGet, ResponseCache(Duration = 60)] public async Task<List<Order>> All() => await db.Orders.ToListAsync(); }")]
    [InlineData("public class Orders { public Task<List<Order>> All(IQueryable<Order> query) => query.ToListAsync(); }")]
    [InlineData("public static class Start { public static async Task FillAsync(ShopContext db) { var all = await db.Orders.ToListAsync(); Console.WriteLine(all.Count); } }")]
    public Task Code_that_nobody_waits_for(string code) => Check.Reports<PG5002UnboundedQuery>(InWeb(code));

    [Theory]
    [InlineData("public class Orders(ShopContext db) { async Task<List<Order>> Load() => await db.Orders.ToListAsync(); public Task<List<Order>> Get() => Load(); }")]
    [InlineData("public class Orders(ShopContext db) { public async Task<int> Get() { var orders = await db.Orders.ToListAsync(); return orders.Count(o => o.Paid); } }")]
    [InlineData("public static class Orders { public static Task<List<Order>> Get(ShopContext db) => db.Orders.ToListAsync(); }")]
    public Task A_library_that_keeps_the_rows_to_itself(string code) => Check.Reports<PG5002UnboundedQuery>(InLibrary(code));

    [Theory]
    [InlineData(ProjectKind.Desktop)]
    public Task Not_where_nobody_requests(ProjectKind kind) => Check.Reports<PG5002UnboundedQuery>(
        Scenario.Of(kind, Usings + InService("return await db.Orders.ToListAsync();", Returning), Model, "await Task.Yield();"));

    [Fact]
    public Task Not_in_tests() => Check.Reports<PG5002UnboundedQuery>(Scenario.Of(ProjectKind.Test, Usings + InService("return await db.Orders.ToListAsync();", Returning), Model));

    [Theory]
    [InlineData("Warehouse")]
    [InlineData("depot, warehouses")]
    public Task A_table_that_the_user_knows_to_be_small(string names) => Check.Reports<PG5002UnboundedQuery>(
        InLibrary(InService("return await db.Warehouses.ToListAsync();", Returning)).EditorConfig("prodgap.PG5002.small_tables = " + names));

    [Fact]
    public Task Half_typed_code() => Check.Reports<PG5002UnboundedQuery>(InLibrary(InService("return await db.Orders.Whe.ToListAsync(; db.Set<>().ToList(); db.Orders.", Returning)).Broken());

    [Fact]
    public Task The_message_names_the_table() => Check.Reports<PG5002UnboundedQuery>(
        InLibrary(InService("return await [|db.Orders|].ToListAsync();", Returning)),
        "This loads every row of 'Orders'; add a filter, paging, or a limit with Take");

    private static Task Rewrites(string before, string after) => Check.Rewrites<PG5002UnboundedQuery, PG5002UnboundedQueryFix>(InLibrary(before), Usings + after);

    [Fact]
    public Task The_rows_are_limited() => Rewrites(
        """
        public class Orders(ShopContext db)
        {
            // Newest first.
            public async Task<List<Order>> AllAsync() => await db.Orders.OrderByDescending(o => o.Id).ToListAsync();

            public List<Order> Paid()
            {
                var orders = db.Orders
                    .AsNoTracking() // read only
                    .ToList();
                return orders;
            }
        }
        """,
        """
        public class Orders(ShopContext db)
        {
            private const int MaxRows = 1000;

            // Newest first.
            public async Task<List<Order>> AllAsync() => await db.Orders.OrderByDescending(o => o.Id).Take(MaxRows).ToListAsync();

            public List<Order> Paid()
            {
                var orders = db.Orders
                    .AsNoTracking() // read only
                    .OrderBy(o => o.Id)
                    .Take(MaxRows)
                    .ToList();
                return orders;
            }
        }
        """);

    [Theory]
    [InlineData(
        "public record Orders(ShopContext Db)\n{\n    private readonly int max = 3;\n\n    public int Max => max;\n    public List<Order> All() => Db.Orders.ToList();\n}",
        "public record Orders(ShopContext Db)\n{\n    private const int MaxRows = 1000;\n    private readonly int max = 3;\n\n    public int Max => max;\n    public List<Order> All() => Db.Orders.OrderBy(o => o.Id).Take(MaxRows).ToList();\n}")]
    [InlineData(
        "public class Orders(ShopContext db)\n{\n    public List<decimal> All(int o) => db.Orders.Select(order => order.Total + o).ToList();\n}",
        "public class Orders(ShopContext db)\n{\n    private const int MaxRows = 1000;\n\n    public List<decimal> All(int o) => db.Orders.OrderBy(row => row.Id).Select(order => order.Total + o).Take(MaxRows).ToList();\n}")]
    [InlineData(
        "public class Orders(ShopContext db)\n{\n    public List<decimal> All() => (from order in db.Orders select order.Total).ToList();\n}",
        "public class Orders(ShopContext db)\n{\n    private const int MaxRows = 1000;\n\n    public List<decimal> All() => (from order in db.Orders.OrderBy(o => o.Id) select order.Total).Take(MaxRows).ToList();\n}")]
    [InlineData(
        "public class Orders<T>(ShopContext db) where T : class { public List<T> All() => db.Set<T>().ToList(); }",
        "public class Orders<T>(ShopContext db) where T : class { private const int MaxRows = 1000; public List<T> All() => db.Set<T>().Take(MaxRows).ToList(); }")]
    [InlineData(
        "public class Orders(ShopContext db)\n{\n    public const int MaxRows = 20;\n    public List<Order> All() => db.Orders.ToList();\n}",
        "public class Orders(ShopContext db)\n{\n    public const int MaxRows = 20;\n    public List<Order> All() => db.Orders.OrderBy(o => o.Id).Take(MaxRows).ToList();\n}")]
    [InlineData(
        "public class Orders(ShopContext db)\n{\n    public int MaxRows { get; set; }\n    public List<Order> All() => db.Orders.ToList();\n}",
        "public class Orders(ShopContext db)\n{\n    private const int MaxRowsRead = 1000;\n\n    public int MaxRows { get; set; }\n    public List<Order> All() => db.Orders.OrderBy(o => o.Id).Take(MaxRowsRead).ToList();\n}")]
    [InlineData(
        "public class Orders(ShopContext db)\n{\n    public List<decimal> All() => (from o in db.Orders orderby o.Id select o.Total).ToList();\n}",
        "public class Orders(ShopContext db)\n{\n    private const int MaxRows = 1000;\n\n    public List<decimal> All() => (from o in db.Orders orderby o.Id select o.Total).Take(MaxRows).ToList();\n}")]
    [InlineData(
        "public class Orders(ShopContext db)\n{\n    public List<string?> All() => db.Orders.AsEnumerable().Select(o => o.ToString()).ToList();\n}",
        "public class Orders(ShopContext db)\n{\n    private const int MaxRows = 1000;\n\n    public List<string?> All() => db.Orders.OrderBy(o => o.Id).Take(MaxRows).AsEnumerable().Select(o => o.ToString()).ToList();\n}")]
    [InlineData(
        "public class Orders(ShopContext db)\r\n{\r\n\tpublic List<Order> All()\r\n\t{\r\n\t\tvar query = db.Orders.AsNoTracking();\r\n\t\treturn query\r\n\t\t\t.OrderBy(o => o.Id)\r\n\t\t\t.ToList();\r\n\t}\r\n}",
        "public class Orders(ShopContext db)\r\n{\r\n\tprivate const int MaxRows = 1000;\r\n\r\n\tpublic List<Order> All()\r\n\t{\r\n\t\tvar query = db.Orders.AsNoTracking();\r\n\t\treturn query\r\n\t\t\t.OrderBy(o => o.Id)\r\n\t\t\t.Take(MaxRows)\r\n\t\t\t.ToList();\r\n\t}\r\n}")]
    [InlineData(
        "static class Api\n{\n    public static void Map(WebApplication app)\n    {\n        app.MapGet(\"/\", static async (ShopContext db) => Results.Ok(await db.Orders.ToListAsync()));\n    }\n}",
        "static class Api\n{\n    private const int MaxRows = 1000;\n\n    public static void Map(WebApplication app)\n    {\n        app.MapGet(\"/\", static async (ShopContext db) => Results.Ok(await db.Orders.OrderBy(o => o.Id).Take(MaxRows).ToListAsync()));\n    }\n}")]
    [InlineData(
        "public class OrdersController(ShopContext db) : ControllerBase\n{\n#if !NONE\n    /// <summary>All.</summary>\n    [HttpGet]\n    public async Task<IActionResult> Get()\n    {\n        var orders = await db.Orders.ToListAsync();\n        if (orders == null || orders.Count == 0 || !orders.Any())\n            return NotFound();\n        return Ok(new { Items = orders, First = orders.Select(o => o.Id) });\n    }\n#endif\n    public int X => 1;\n}",
        "public class OrdersController(ShopContext db) : ControllerBase\n{\n    private const int MaxRows = 1000;\n\n#if !NONE\n    /// <summary>All.</summary>\n    [HttpGet]\n    public async Task<IActionResult> Get()\n    {\n        var orders = await db.Orders.OrderBy(o => o.Id).Take(MaxRows).ToListAsync();\n        if (orders == null || orders.Count == 0 || !orders.Any())\n            return NotFound();\n        return Ok(new { Items = orders, First = orders.Select(o => o.Id) });\n    }\n#endif\n    public int X => 1;\n}")]
    [InlineData(
        "public class Outer\n{\n    public class Orders(ShopContext db)\n    {\n        public IReadOnlyList<Order> All(bool any) => any ? db.Orders.ToList() : [];\n        public List<Customer> Customers => [];\n        public async Task<(List<Order>, List<Customer>)> Both() => (await db.Orders.ToListAsync(), await db.Customers.ToListAsync());\n    }\n}",
        "public class Outer\n{\n    public class Orders(ShopContext db)\n    {\n        private const int MaxRows = 1000;\n\n        public IReadOnlyList<Order> All(bool any) => any ? db.Orders.OrderBy(o => o.Id).Take(MaxRows).ToList() : [];\n        public List<Customer> Customers => [];\n        public async Task<(List<Order>, List<Customer>)> Both() => (await db.Orders.OrderBy(o => o.Id).Take(MaxRows).ToListAsync(), await db.Customers.OrderBy(c => c.Id).Take(MaxRows).ToListAsync());\n    }\n}")]
    public Task Types_and_shapes(string before, string after)
    {
        // The file's line ends are those that it uses first.
        var crlf = before.Contains('\r');
        return Check.Rewrites<PG5002UnboundedQuery, PG5002UnboundedQueryFix>(
            Scenario.Of((crlf ? Usings.Replace("\n", "\r\n") : Usings) + before, Model), (crlf ? Usings.Replace("\n", "\r\n") : Usings) + after);
    }

    [Fact]
    public Task A_partial_type_gets_one_constant() => Check.Rewrites<PG5002UnboundedQuery, PG5002UnboundedQueryFix>(
        Scenario.Of(
            "using Microsoft.EntityFrameworkCore;\npublic partial class Orders(ShopContext db)\n{\n    public Task<List<Order>> All() => db.Orders.ToListAsync();\n}",
            "using Microsoft.EntityFrameworkCore;\npublic partial class Orders\n{\n    public Task<List<Customer>> Customers() => db.Customers.ToListAsync();\n}",
            Model),
        "using Microsoft.EntityFrameworkCore;\npublic partial class Orders(ShopContext db)\n{\n    private const int MaxRows = 1000;\n\n    public Task<List<Order>> All() => db.Orders.OrderBy(o => o.Id).Take(MaxRows).ToListAsync();\n}",
        "using Microsoft.EntityFrameworkCore;\npublic partial class Orders\n{\n    public Task<List<Customer>> Customers() => db.Customers.OrderBy(c => c.Id).Take(MaxRows).ToListAsync();\n}");

    [Fact]
    public Task Top_level_statements_get_a_local_constant() => Check.Rewrites<PG5002UnboundedQuery, PG5002UnboundedQueryFix>(
        Scenario.Of(
            ProjectKind.Web,
            Usings + "var app = WebApplication.Create(args);\n\n// All of them.\napp.MapGet(\"/orders\", (ShopContext db) => db.Orders.ToListAsync());\napp.MapGet(\"/customers\", (ShopContext db) => db.Customers.ToListAsync());\napp.Run();\n",
            Model),
        Usings + "var app = WebApplication.Create(args);\nconst int MaxRows = 1000;\n\n// All of them.\napp.MapGet(\"/orders\", (ShopContext db) => db.Orders.OrderBy(o => o.Id).Take(MaxRows).ToListAsync());\napp.MapGet(\"/customers\", (ShopContext db) => db.Customers.OrderBy(c => c.Id).Take(MaxRows).ToListAsync());\napp.Run();\n");

    [Fact]
    public Task The_namespace_of_Take_is_imported() => Check.Rewrites<PG5002UnboundedQuery, PG5002UnboundedQueryFix>(
        Scenario.Of(
            "using System.Collections.Generic;\nusing System.Threading.Tasks;\nusing Microsoft.EntityFrameworkCore;\n\npublic class Orders(Shop db)\n{\n    public Task<List<Item>> All() => db.Items.ToListAsync();\n}\n\npublic class Item;\n\npublic abstract class Shop : DbContext { public abstract DbSet<Item> Items { get; } }").WithoutImplicitUsings(),
        "using System.Collections.Generic;\nusing System.Linq;\nusing System.Threading.Tasks;\nusing Microsoft.EntityFrameworkCore;\n\npublic class Orders(Shop db)\n{\n    private const int MaxRows = 1000;\n\n    public Task<List<Item>> All() => db.Items.Take(MaxRows).ToListAsync();\n}\n\npublic class Item;\n\npublic abstract class Shop : DbContext { public abstract DbSet<Item> Items { get; } }");

    [Theory]
    // A part of the rows gives a wrong sum, a wrong count, a key that is not there.
    [InlineData("var orders = await db.Orders.ToListAsync(); return orders.Sum(o => o.Total);")]
    [InlineData("var orders = await db.Orders.ToListAsync(); return new { orders, orders.Count };")]
    [InlineData("var sum = 0m; foreach (var order in db.Orders) { sum += order.Total; } await Task.Yield(); return sum;")]
    [InlineData("return await db.Orders.ToDictionaryAsync(o => o.Id);")]
    [InlineData("return await db.Orders.Select(o => o.Id).ToHashSetAsync();")]
    [InlineData("var orders = await db.Orders.ToListAsync(); foreach (var order in orders) { order.Paid = true; } return orders;")]
    [InlineData("var orders = await Task.Run(() => db.Orders.ToList()); return orders.Sum(o => o.Total);")]
    [InlineData("var all = db.Orders.AsEnumerable(); return await Task.FromResult(all.ToList());")]
    public Task Not_where_all_rows_are_needed(string body) => Check.OffersOnly<PG5002UnboundedQuery, PG5002UnboundedQueryFix>(InWeb(InService(body, Returning)));

    [Fact]
    public Task Not_where_a_caller_needs_all_rows() => Check.OffersOnly<PG5002UnboundedQuery, PG5002UnboundedQueryFix>(InLibrary(
        """
        public interface IOrders { Task<List<Order>> AllAsync(); }
        public class Orders(ShopContext db) : IOrders { public async Task<List<Order>> AllAsync() => await db.Orders.ToListAsync(); }
        public class Report(IOrders orders) { public async Task<decimal> SumAsync() => (await orders.AllAsync()).Sum(o => o.Total); }
        """));

    [Fact]
    public Task Not_in_the_default_member_of_an_interface() => Check.OffersOnly<PG5002UnboundedQuery, PG5002UnboundedQueryFix>(InLibrary(
        "public interface IOrders { ShopContext Db { get; } public List<Order> All() => Db.Orders.ToList(); }"));
}
