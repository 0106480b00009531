using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Performance.Queries;
using static ProdGap.Analyzers.Tests.Harness.EfSnippet;

namespace ProdGap.Analyzers.Tests.Performance.Queries;

public sealed class PG5001QueryInLoopTests
{
    private const string Helpers =
        """
        public static class Things { public static void Use(this object? thing) { } public static Task<Product?> LoadAsync(int id) => Task.FromResult<Product?>(null); }
        """;

    private static Scenario Of(string body, string type = "public class OrderService(ShopContext db)", string signature = "async Task Run(List<int> ids, List<Order> orders)")
        => InLibrary(InService(body, signature, type) + Helpers);

    [Theory]
    [InlineData("foreach (var order in orders) { order.Customer = await [|db.Customers|].FirstOrDefaultAsync(c => c.Id == order.CustomerId); }")]
    [InlineData("foreach (var order in orders) order.Customer = await [|db.Customers|].FindAsync(order.CustomerId);")]
    [InlineData("var due = await db.Orders.Where(o => !o.Paid).Take(20).ToListAsync(); foreach (var order in due) { order.Customer = await [|db.Customers|].FindAsync(order.CustomerId); }")]
    [InlineData("foreach (var order in orders) { order.Customer = await [|db.Customers|].FindAsync(order.CustomerId); await db.SaveChangesAsync(); }")]
    [InlineData("foreach (var order in orders) { var customer = await [|db.Customers|].FindAsync(order.CustomerId) ?? throw new InvalidOperationException(); customer.Use(); }")]
    [InlineData("foreach (var id in ids) { var lines = await [|db.Set<Line>()|].Where(l => l.OrderId == id).ToListAsync(); lines.Use(); }")]
    [InlineData("foreach (var id in ids) { if (await [|db.Orders|].AnyAsync(o => o.CustomerId == id)) { continue; } id.Use(); }")]
    [InlineData("foreach (var order in orders) { await [|db.Entry(order)|].Reference(o => o.Customer).LoadAsync(); }")]
    [InlineData("foreach (var order in orders) { await [|db.Entry(order)|].Collection(o => o.Lines).LoadAsync(); }")]
    [InlineData("for (var i = 0; i < orders.Count; i++) { var order = orders[i]; order.Customer = await [|db.Customers|].SingleAsync(c => c.Id == order.CustomerId); }")]
    [InlineData("foreach (var order in await db.Orders.Where(o => o.Paid).ToListAsync()) { (await [|db.Customers|].CountAsync(c => c.Id == order.CustomerId)).Use(); }")]
    [InlineData("var queue = new Queue<int>(ids); while (queue.TryDequeue(out var id)) { (await [|db.Products|].FindAsync(id)).Use(); }")]
    [InlineData("var products = await Task.WhenAll(ids.Select(async id => await [|db.Products|].FindAsync(id))); products.Use();")]
    [InlineData("var products = ids.Select(id => [|db.Products|].First(p => p.Id == id)).ToList(); await Task.Yield(); products.Use();")]
    [InlineData("ids.ForEach(id => [|db.Products|].Find(id).Use()); await Task.Yield();")]
    [InlineData("foreach (var order in orders) { var key = order.CustomerId; var customer = [|db.Customers|].Where(c => c.Id == key).Select(c => c.Name).FirstOrDefault(); customer.Use(); } await Task.Yield();")]
    [InlineData("foreach (var order in orders) { foreach (var line in order.Lines) { (await [|db.Products|].FindAsync(line.ProductId)).Use(); } }")]
    [InlineData("foreach (var order in orders) { for (var i = 0; i < 3; i++) { (await [|db.Customers|].FindAsync(order.CustomerId)).Use(); } }")]
    [InlineData("var keys = new List<int>(); keys.AddRange(ids); foreach (var id in keys) { (await [|db.Orders|].CountAsync(o => o.CustomerId == id)).Use(); }")]
    [InlineData("List<int> keys = []; keys.AddRange(ids); foreach (var id in keys) { (await [|db.Orders|].CountAsync(o => o.CustomerId == id)).Use(); }")]
    [InlineData("foreach (var id in ids) { var query = db.Orders.Where(o => o.CustomerId == id); (await [|query|].CountAsync()).Use(); }")]
    [InlineData("var all = db.Customers.AsNoTracking(); foreach (var order in orders) { order.Customer = await [|all|].FirstAsync(c => c.Id == order.CustomerId); }")]
    [InlineData("foreach (var (id, total) in orders.Select(o => (o.Id, o.Total))) { (await [|db.Orders|].FindAsync(id)).Use(); total.Use(); }")]
    [InlineData("await foreach (var order in db.Orders.Where(o => o.Paid).AsAsyncEnumerable()) { order.Customer = await [|db.Customers|].FindAsync(order.CustomerId); }")]
    public Task A_query_for_each_item(string body) => Check.Reports<PG5001QueryInLoop>(Of(body));

    [Theory]
    [InlineData("async Task<Product?> FindProductAsync(int id) => await db.Products.FirstOrDefaultAsync(p => p.Id == id); public async Task Run(Order order) { foreach (var line in order.Lines) { (await FindProductAsync([|line.ProductId|])).Use(); } }")]
    [InlineData("async Task<int> StockOf(Line line, CancellationToken token) { var product = await db.Products.FindAsync([line.ProductId], token); return product?.Stock ?? 0; } public async Task Run(Order order, CancellationToken token) { foreach (var line in order.Lines) { (await this.StockOf([|line|], token)).Use(); } }")]
    [InlineData("async Task Fill(Order order, bool replace) { if (replace) { (await db.Products.Where(p => p.Id == order.Id).ToListAsync()).Use(); } } public async Task Run(List<Order> orders) { foreach (var order in orders) { await Fill([|order|], replace: true); } }")]
    [InlineData("async Task Fill(Order order, bool replace) { if (replace) { (await db.Products.Where(p => p.Id == order.Id).ToListAsync()).Use(); } } public async Task Run(List<Order> orders, bool replace) { foreach (var order in orders) { await Fill([|order|], replace); } }")]
    [InlineData("async Task Fill(Order order, bool replace) { if (replace) { order.Use(); } else { (await db.Products.Where(p => p.Id == order.Id).ToListAsync()).Use(); } } public async Task Run(List<Order> orders) { foreach (var order in orders) { await Fill([|order|], false); } }")]
    public Task A_method_that_asks_for_one(string members) => Check.Reports<PG5001QueryInLoop>(InLibrary("public class OrderService(ShopContext db) { " + members + " }" + Helpers));

    [Theory]
    [InlineData("return NotFound();")]
    [InlineData("return BadRequest($\"{line.ProductId} is not known\");")]
    public Task An_action_that_stops_at_what_is_missing(string stop) => Check.Reports<PG5001QueryInLoop>(InWeb(
        $$"""
        public class OrdersController(ShopContext db) : ControllerBase
        {
            [HttpPost]
            public async Task<IActionResult> Place(Order order, CancellationToken token)
            {
                foreach (var line in order.Lines)
                {
                    var product = await [|db.Products|].FirstOrDefaultAsync(p => p.Id == line.ProductId);
                    if (product is null)
                    {
                        {{stop}}
                    }
                }

                return Ok();
            }
        }
        """));

    [Theory]
    [InlineData("var customers = await db.Customers.Where(c => ids.Contains(c.Id)).ToListAsync(); foreach (var order in orders) { customers.First(c => c.Id == order.CustomerId).Use(); }")]
    [InlineData("foreach (var order in orders) { db.Orders.Add(order); } await db.SaveChangesAsync();")]
    [InlineData("foreach (var chunk in ids.Chunk(100)) { (await db.Orders.Where(o => chunk.Contains(o.Id)).ToListAsync()).Use(); }")]
    [InlineData("var batches = new List<List<int>>(); foreach (var batch in batches) { (await db.Orders.Where(o => batch.Contains(o.Id)).ToListAsync()).Use(); }")]
    [InlineData("for (var page = 0; ; page++) { var rows = await db.Orders.OrderBy(o => o.Id).Skip(page * 100).Take(100).ToListAsync(); if (rows.Count == 0) break; }")]
    [InlineData("var last = 0; while (true) { var rows = await db.Orders.Where(o => o.Id > last).Take(100).ToListAsync(); if (rows.Count == 0) return; last = rows[^1].Id; }")]
    [InlineData("for (var i = 0; i < 3; i++) { if (await db.Orders.AnyAsync(o => o.Id == i)) return; }")]
    [InlineData("foreach (var name in new[] { \"a\", \"b\" }) { (await db.Products.AnyAsync(p => p.Name == name)).Use(); }")]
    [InlineData("string[] names = [\"a\", \"b\"]; foreach (var name in names) { (await db.Products.AnyAsync(p => p.Name == name)).Use(); }")]
    [InlineData("foreach (var day in Enum.GetValues<DayOfWeek>()) { (await db.Orders.CountAsync(o => o.Id == (int)day)).Use(); }")]
    [InlineData("foreach (var order in orders) { (await db.Customers.ToListAsync()).Use(); }")]
    [InlineData("foreach (var id in ids) { var product = await db.Products.FindAsync(id); if (product is not null) { product.Use(); break; } }")]
    [InlineData("var seen = new Dictionary<int, Product?>(); foreach (var id in ids) { if (!seen.TryGetValue(id, out var product)) { product = await db.Products.FindAsync(id); seen[id] = product; } }")]
    [InlineData("var seen = new Dictionary<int, Product?>(); foreach (var id in ids) { if (seen.ContainsKey(id)) { continue; } seen[id] = await db.Products.FindAsync(id); }")]
    [InlineData("var shops = orders.Select(_ => db).ToList(); foreach (var shop in shops) { (await shop.Orders.CountAsync()).Use(); }")]
    [InlineData("var next = new Queue<int>(ids); while (next.TryDequeue(out var id)) { foreach (var child in await db.Orders.Where(o => o.CustomerId == id).ToListAsync()) { next.Enqueue(child.Id); } }")]
    [InlineData("foreach (var order in orders) { if (order.Customer is null) { order.Customer = await db.Customers.FindAsync(order.CustomerId); } }")]
    [InlineData("bool TryGet(int id, out Product? known) { known = null; return id > 0; } foreach (var id in ids) { if (!TryGet(id, out var product)) { product = await db.Products.FindAsync(id); } }")]
    [InlineData("foreach (var order in orders) { order.Customer ??= await db.Customers.FindAsync(order.CustomerId); }")]
    [InlineData("foreach (var order in orders) { var customer = order.Customer; if (customer is null) { customer = await db.Customers.FindAsync(order.CustomerId); } customer.Use(); }")]
    [InlineData("var all = db.Orders.Select(o => db.Customers.First(c => c.Id == o.CustomerId)); await Task.Yield(); all.Use();")]
    [InlineData("foreach (var order in orders) { order.Lines.First(l => l.OrderId == order.Id).Use(); } await Task.Yield();")]
    [InlineData("foreach (var id in ids) { using var own = new ShopContext(new()); (await own.Products.FindAsync(id)).Use(); }")]
    [InlineData("foreach (var id in ids) { (await Things.LoadAsync(id)).Use(); }")]
    [InlineData("var due = await db.Orders.Where(o => !o.Paid).Take(20).ToListAsync(); foreach (var order in due) { order.Customer = await db.Customers.FindAsync(order.CustomerId); await Things.LoadAsync(order.Id); order.Paid = true; await db.SaveChangesAsync(); }")]
    [InlineData("foreach (var customer in orders) { (await db.Orders.Where(o => o.CustomerId == customer.Id).OrderByDescending(o => o.Id).Take(5).ToListAsync()).Use(); }")]
    [InlineData("var parent = await db.Products.FindAsync(1); while (parent is not null) { parent = await db.Products.FindAsync(parent.Stock); }")]
    [InlineData("foreach (var id in ids) { db.Products.Local.FirstOrDefault(p => p.Id == id).Use(); } await Task.Yield();")]
    [InlineData("foreach (var order in orders) { Func<Task<Customer?>> later = async () => await db.Customers.FindAsync(order.CustomerId); later.Use(); } await Task.Yield();")]
    public Task No_query_for_each_item_or_in_doubt(string body) => Check.Reports<PG5001QueryInLoop>(Of(body));

    [Theory]
    [InlineData("async Task<Product?> Find(int id) { if (known.TryGetValue(id, out var product)) return product; return known[id] = await db.Products.FindAsync(id); } readonly Dictionary<int, Product?> known = []; public async Task Run(List<int> ids) { foreach (var id in ids) { (await Find(id)).Use(); } }")]
    [InlineData("async Task<List<Product>> Find(int[] ids) => await db.Products.Where(p => ids.Contains(p.Id)).ToListAsync(); public async Task Run(List<int[]> all) { foreach (var ids in all) { (await Find(ids)).Use(); } }")]
    [InlineData("async Task Visit(int id) { var children = await db.Orders.Where(o => o.CustomerId == id).ToListAsync(); foreach (var child in children) { await Visit(child.Id); } }")]
    [InlineData("async Task<int> Count(int id) { await Task.Yield(); return id; } public async Task Run(List<int> ids) { foreach (var id in ids) { (await Count(id)).Use(); } (await db.Orders.CountAsync()).Use(); }")]
    [InlineData("async Task Fill(Order order, bool replace) { if (replace) { (await db.Products.Where(p => p.Id == order.Id).ToListAsync()).Use(); } } public async Task Run(List<Order> orders) { foreach (var order in orders) { await Fill(order, replace: false); } }")]
    [InlineData("async Task Fill(Order order, bool replace = false) { if (!replace) { return; } (await db.Products.Where(p => p.Id == order.Id).ToListAsync()).Use(); } public async Task Run(List<Order> orders) { foreach (var order in orders) { await Fill(order); } }")]
    [InlineData("async Task Fill(Order order, bool keep) { if (!keep) { (await db.Products.Where(p => p.Id == order.Id).ToListAsync()).Use(); } } public async Task Run(List<Order> orders) { foreach (var order in orders) { await Fill(order, true); } }")]
    public Task A_method_that_does_not_ask_each_time(string members) => Check.Reports<PG5001QueryInLoop>(InLibrary("public class OrderService(ShopContext db) { " + members + " }" + Helpers));

    [Theory]
    [InlineData("public class SeedData(ShopContext db)", "async Task Run(List<int> ids)")]
    [InlineData("public class Start(ShopContext db)", "async Task SeedAsync(List<int> ids)")]
    [InlineData("public class Start(ShopContext db)", "async Task EnsureProducts(List<int> ids)")]
    public Task Not_in_seeds(string type, string signature)
        => Check.Reports<PG5001QueryInLoop>(Of("foreach (var id in ids) { (await db.Products.FindAsync(id)).Use(); }", type, signature));

    [Fact]
    public Task Not_in_tests() => Check.Reports<PG5001QueryInLoop>(
        Scenario.Of(ProjectKind.Test, Usings + InService("foreach (var id in ids) { await db.Products.FindAsync(id); }"), Model));

    [Fact]
    public Task Without_the_library() => Check.Reports<PG5001QueryInLoop>(
        Scenario.Of("class A { void Run(List<int> ids, List<int> all) { foreach (var id in ids) { all.First(a => a == id); } } }").FrameworkOnly());

    [Fact]
    public Task Half_typed_code() => Check.Reports<PG5001QueryInLoop>(Of("foreach (var id in ids) { await db.Products.Find(; } foreach (var in ids) { db.Orders.First(o => } for (var i; i <").Broken());

    [Fact]
    public Task The_message_names_the_table_and_the_item() => Check.Reports<PG5001QueryInLoop>(
        Of("foreach (var order in orders) { order.Customer = await [|db.Customers|].FindAsync(order.CustomerId); }"),
        "'Customers' runs one query per 'order'; load them all before the loop, or with Include");
}
