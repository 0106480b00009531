using ProdGap.Analyzers.CodeFixes.Reliability.Persistence;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Reliability.Persistence;
using static ProdGap.Analyzers.Tests.Harness.EfSnippet;

namespace ProdGap.Analyzers.Tests.Reliability.Persistence;

public sealed class PG2046SplitTransactionTests
{
    private const string Signature = "async Task Run(Order order, Customer customer, List<Order> orders, CancellationToken token)";

    private const string Type = "public class OrderService(ShopContext db, IMailer mailer, Microsoft.Extensions.Logging.ILogger<OrderService> logger, TimeProvider clock)";

    private const string Helpers =
        """
        public interface IMailer { Task SendAsync(int id); void Send(int id); }
        public sealed class Parcel { public int Id { get; set; } public bool Paid { get; set; } public DateTimeOffset PlacedAt { get; set; } }
        public static class Things
        {
            public static void Use(this object? thing) { }

            public static void Touch(this ShopContext db, int id) => db.Customers.Find(id)!.Name += " ";

            public static async Task TouchAsync(this ShopContext db, int id) => (await db.Customers.FindAsync(id))!.Name += " ";
        }
        """;

    private static string Text(string body, string type = Type, string signature = Signature) => InService(body, signature, type) + "\n" + Helpers;

    private static Scenario Of(string body, string type = Type, string signature = Signature) => InLibrary(Text(body, type, signature));

    [Theory]
    [InlineData("db.Orders.Add(order); await db.SaveChangesAsync(token); customer.Name = \"x\"; await [|db|].SaveChangesAsync(token);")]
    [InlineData("db.Orders.Add(order); await db.SaveChangesAsync(token); db.Set<Line>().Add(new Line { OrderId = order.Id }); await [|db|].SaveChangesAsync(token);")]
    [InlineData("db.Orders.Add(order); db.SaveChanges(); db.Remove(customer); [|db|].SaveChanges(); await Task.Yield();")]
    [InlineData("db.Orders.Add(order); await db.SaveChangesAsync(token); if (order.Paid) { db.Remove(customer); await [|db|].SaveChangesAsync(token); }")]
    [InlineData("db.Orders.Add(order); var saved = await db.SaveChangesAsync(token); foreach (var line in order.Lines) { line.OrderId = order.Id; } saved += await [|db|].SaveChangesAsync(token);")]
    [InlineData("try { db.Orders.Add(order); await db.SaveChangesAsync(token).ConfigureAwait(false); var product = await db.Products.FindAsync([1], token); product!.Stock--; await [|db|].SaveChangesAsync(token).ConfigureAwait(false); } catch (DbUpdateException) { throw; }")]
    [InlineData("db.Add(order); await db.SaveChangesAsync(token); logger.Use(); order.Total = clock.GetUtcNow().Day; await [|db|].SaveChangesAsync(token); customer.Name = \"\"; await db.SaveChangesAsync(token);")]
    [InlineData("var parcel = new Parcel(); db.Add(parcel); await db.SaveChangesAsync(token); parcel.PlacedAt = clock.GetUtcNow(); parcel.Paid = true; await [|db|].SaveChangesAsync(token);")]
    [InlineData("var parcel = new Parcel(); db.Add(parcel); await db.SaveChangesAsync(token); parcel.PlacedAt = clock.GetUtcNow(); db.Add(new Line { OrderId = parcel.Id }); await [|db|].SaveChangesAsync(token);")]
    [InlineData("foreach (var one in orders) { db.RemoveRange(db.Orders.Where(o => o.Id == one.Id)); await [|db|].SaveChangesAsync(token); }")]
    [InlineData("foreach (var one in orders) { one.Paid = true; await [|db|].SaveChangesAsync(token); }")]
    [InlineData("foreach (var one in orders) { db.Orders.Add(one); [|db|].SaveChanges(); } await Task.Yield();")]
    [InlineData("for (var i = 0; i < orders.Count; i++) { orders[i].Paid = true; await [|db|].SaveChangesAsync(token); }")]
    [InlineData("foreach (var one in await db.Orders.Where(o => o.Paid).ToListAsync(token)) { if (one.Total == 0) { db.Remove(one); await [|db|].SaveChangesAsync(token); } }")]
    [InlineData("foreach (var one in orders) { db.Add(one); await [|db|].SaveChangesAsync(token); db.Add(new Line { OrderId = one.Id }); await db.SaveChangesAsync(token); }")]
    public Task Changes_that_are_saved_in_steps(string body) => Check.Reports<PG2046SplitTransaction>(Of(body));

    [Theory]
    [InlineData("public class OrdersController(ShopContext db) : ControllerBase { [HttpPost] public async Task<IActionResult> Post(Order order, CancellationToken token) { db.Add(order); await db.SaveChangesAsync(token); db.Add(new Line { OrderId = order.Id }); await [|db|].SaveChangesAsync(token); return Ok(); } }")]
    [InlineData("public static class Api { public static void Map(WebApplication app) { app.MapPost(\"/orders\", async (Order order, ShopContext db, CancellationToken token) => { db.Add(order); await db.SaveChangesAsync(token); db.Add(new Line { OrderId = order.Id }); await [|db|].SaveChangesAsync(token); return Results.Ok(); }); } }")]
    [InlineData("public interface IShop { DbSet<Order> Orders { get; } Task<int> SaveChangesAsync(CancellationToken token); } public class Service { private readonly IShop _shop; public Service(IShop shop) { _shop = shop; } public async Task Run(Order order, CancellationToken token) { _shop.Orders.Add(order); await _shop.SaveChangesAsync(token); order.Paid = true; await [|_shop|].SaveChangesAsync(token); } }")]
    [InlineData("public class Jobs(IServiceScopeFactory scopes) : BackgroundService { protected override async Task ExecuteAsync(CancellationToken stoppingToken) { while (!stoppingToken.IsCancellationRequested) { using var scope = scopes.CreateScope(); var db = scope.ServiceProvider.GetRequiredService<ShopContext>(); foreach (var order in await db.Orders.Where(o => !o.Paid).ToListAsync(stoppingToken)) { order.Paid = true; await [|db|].SaveChangesAsync(stoppingToken); } await Task.Delay(1000, stoppingToken); } } }")]
    public Task In_every_kind_of_code(string code) => Check.Reports<PG2046SplitTransaction>(InWeb(code));

    [Theory]
    [InlineData("db.Orders.Add(order); customer.Name = \"x\"; await db.SaveChangesAsync(token);")]
    [InlineData("if (order.Paid) { db.Add(order); await db.SaveChangesAsync(token); } else { db.Remove(order); await db.SaveChangesAsync(token); }")]
    [InlineData("if (order.Paid) { db.Add(order); await db.SaveChangesAsync(token); return; } db.Remove(order); await db.SaveChangesAsync(token);")]
    [InlineData("switch (order.Id) { case 1: db.Add(order); await db.SaveChangesAsync(token); break; default: db.Remove(order); await db.SaveChangesAsync(token); break; }")]
    [InlineData("await using var transaction = await db.Database.BeginTransactionAsync(token); db.Add(order); await db.SaveChangesAsync(token); db.Add(new Line { OrderId = order.Id }); await db.SaveChangesAsync(token); await transaction.CommitAsync(token);")]
    [InlineData("using var scope = new System.Transactions.TransactionScope(System.Transactions.TransactionScopeAsyncFlowOption.Enabled); db.Add(order); await db.SaveChangesAsync(token); order.Paid = true; await db.SaveChangesAsync(token); scope.Complete();")]
    [InlineData("await db.Database.CreateExecutionStrategy().ExecuteAsync(async () => { db.Add(order); await db.SaveChangesAsync(token); order.Paid = true; await db.SaveChangesAsync(token); });")]
    [InlineData("try { await db.SaveChangesAsync(token); } catch (DbUpdateConcurrencyException) { order.Total = 0; await db.SaveChangesAsync(token); }")]
    [InlineData("for (var attempt = 0; attempt < 3; attempt++) { try { await db.SaveChangesAsync(token); break; } catch (DbUpdateConcurrencyException) { order.Total = 0; } }")]
    // The second save only stamps what the first one held, or an own method of the context does.
    [InlineData("customer.Name = \"x\"; await db.SaveChangesAsync(token); await db.TouchAsync(customer.Id); await db.SaveChangesAsync(token);")]
    [InlineData("customer.Name = \"x\"; await db.SaveChangesAsync(token); db.Touch(customer.Id); await db.SaveChangesAsync(token);")]
    [InlineData("var parcel = new Parcel(); db.Add(parcel); await db.SaveChangesAsync(token); parcel.PlacedAt = clock.GetUtcNow(); await db.SaveChangesAsync(token);")]
    // A purge in batches.
    [InlineData("foreach (var day in orders) { var rows = await db.Orders.Where(o => o.Id < day.Id).Take(100).ToListAsync(token); db.RemoveRange(rows); await db.SaveChangesAsync(token); }")]
    [InlineData("for (var i = 0; i < orders.Count; i++) { db.Orders.RemoveRange(db.Orders.Where(o => o.Paid).Take(50)); await db.SaveChangesAsync(token); }")]
    // A transaction around a mail, or a payment, is no remedy.
    [InlineData("order.Paid = false; await db.SaveChangesAsync(token); await mailer.SendAsync(order.Id); order.Paid = true; await db.SaveChangesAsync(token);")]
    [InlineData("order.Paid = false; await db.SaveChangesAsync(token); mailer.Send(order.Id); order.Paid = true; await db.SaveChangesAsync(token);")]
    [InlineData("foreach (var one in orders) { await mailer.SendAsync(one.Id); one.Paid = true; await db.SaveChangesAsync(token); }")]
    [InlineData("foreach (var one in orders) { try { one.Paid = true; await db.SaveChangesAsync(token); } catch (DbUpdateException) { one.Use(); } }")]
    [InlineData("foreach (var chunk in orders.Chunk(100)) { db.AddRange(chunk.ToList()); await db.SaveChangesAsync(token); }")]
    [InlineData("var i = 0; foreach (var one in orders) { db.Add(one); if (++i % 100 == 0) { await db.SaveChangesAsync(token); } }")]
    [InlineData("var pending = new List<Order>(); foreach (var one in orders) { db.Add(one); pending.Add(one); if (pending.Count >= 100) { await db.SaveChangesAsync(token); pending.Clear(); } }")]
    [InlineData("var n = 0; foreach (var one in orders) { db.Add(one); if (++n == 100) { await db.SaveChangesAsync(token); n = 0; } }")]
    [InlineData("db.Add(order); await db.SaveChangesAsync(token); using var smtp = new System.Net.Mail.SmtpClient(\"x\"); smtp.Send(\"a\", \"b\", \"c\", \"d\"); order.Paid = true; await db.SaveChangesAsync(token);")]
    [InlineData("db.Add(order); await db.SaveChangesAsync(token); File.WriteAllText(\"order.txt\", \"x\"); order.Paid = true; await db.SaveChangesAsync(token);")]
    [InlineData("foreach (var one in orders) { using var own = new ShopContext(new()); own.Add(one); await own.SaveChangesAsync(token); }")]
    [InlineData("foreach (var one in orders) { if (one.Id == 1) { one.Paid = true; await db.SaveChangesAsync(token); return; } }")]
    [InlineData("while (!token.IsCancellationRequested) { order.Total++; await db.SaveChangesAsync(token); await Task.Delay(1000, token); }")]
    [InlineData("while (true) { var rows = await db.Orders.Where(o => !o.Paid).Take(100).ToListAsync(token); if (rows.Count == 0) break; db.RemoveRange(rows); await db.SaveChangesAsync(token); }")]
    [InlineData("using var other = new ShopContext(new()); await db.SaveChangesAsync(token); other.Add(order); await other.SaveChangesAsync(token);")]
    [InlineData("Func<Task> first = () => db.SaveChangesAsync(token); Func<Task> second = () => db.SaveChangesAsync(token); await first(); await second();")]
    public Task Saves_that_are_right_or_in_doubt(string body) => Check.Reports<PG2046SplitTransaction>(Of(body));

    [Theory]
    [InlineData("public class SeedData(ShopContext db)", "async Task Run(Order order)")]
    [InlineData("public class Start(ShopContext db)", "async Task SeedAsync(Order order)")]
    public Task Not_in_seeds(string type, string signature)
        => Check.Reports<PG2046SplitTransaction>(Of("db.Add(order); await db.SaveChangesAsync(); db.Add(new Line { OrderId = order.Id }); await db.SaveChangesAsync();", type, signature));

    [Fact]
    public Task Not_in_tests() => Check.Reports<PG2046SplitTransaction>(
        Scenario.Of(ProjectKind.Test, Usings + Text("await db.SaveChangesAsync(token); await db.SaveChangesAsync(token);"), Model));

    [Fact]
    public Task Not_with_a_database_without_transactions() => Check.Reports<PG2046SplitTransaction>(Scenario.Of(
        Usings + Text("db.Add(order); await db.SaveChangesAsync(token); order.Paid = true; await db.SaveChangesAsync(token);"),
        Model,
        // A stand-in for the provider's package.
        "namespace Microsoft.EntityFrameworkCore; public static class CosmosDbContextOptionsExtensions;"));

    [Fact]
    public Task Half_typed_code() => Check.Reports<PG2046SplitTransaction>(Of("await db.SaveChangesAsync(; foreach (var one in orders) { .SaveChangesAsync(); db.SaveChanges }").Broken());

    [Fact]
    public Task Code_without_a_name_is_not_quoted() => Check.Reports<PG2046SplitTransaction>(
        InLibrary("public class Jobs { public readonly Func<ShopContext, Order, Task> Run = async (db, order) => { db.Orders.Add(order); await db.SaveChangesAsync(); order.Paid = true; await [|db|].SaveChangesAsync(); }; }"),
        "This code saves in several steps, so a failure leaves half the changes; save once, or use a transaction");

    [Fact]
    public Task The_message_names_the_method() => Check.Reports<PG2046SplitTransaction>(
        Of("db.Orders.Add(order); await db.SaveChangesAsync(token); order.Paid = true; await [|db|].SaveChangesAsync(token);"),
        "'Run' saves in several steps, so a failure leaves half the changes; save once, or use a transaction");

    [Theory]
    [InlineData(
        "foreach (var one in orders)\n        {\n            one.Paid = true;\n            await db.SaveChangesAsync(token);\n        }\n\n        order.Use();",
        "foreach (var one in orders)\n        {\n            one.Paid = true;\n        }\n        await db.SaveChangesAsync(token);\n\n        order.Use();")]
    [InlineData(
        "for (var i = 0; i < orders.Count; i++)\n        {\n            db.Orders.Add(orders[i]); // new\n\n            // Keep it.\n            await db.SaveChangesAsync(token).ConfigureAwait(false); // all\n        }\n",
        "for (var i = 0; i < orders.Count; i++)\n        {\n            db.Orders.Add(orders[i]); // new\n        }\n        // Keep it.\n        await db.SaveChangesAsync(token).ConfigureAwait(false); // all\n")]
    [InlineData(
        "foreach (var one in orders)\n        {\n            one.Paid = true;\n            /* Keep it. */\n            await db.SaveChangesAsync(token);\n        }\n",
        "foreach (var one in orders)\n        {\n            one.Paid = true;\n        }\n        /* Keep it. */\n        await db.SaveChangesAsync(token);\n")]
    public Task The_save_moves_behind_the_loop(string before, string after)
        => Check.Offers<PG2046SplitTransaction, PG2046SplitTransactionFix>("PG2046.behind", Of(before), Usings + Text(after));

    [Theory]
    // A key that the database makes, a row that an earlier round saved, a way out in front of the save.
    [InlineData("Order? last = null; foreach (var one in orders)\n{ one.CustomerId = last?.Id ?? 0; db.Add(one); last = one; one.Total = last.Id; await db.SaveChangesAsync(token);\n}\n")]
    [InlineData("foreach (var one in orders)\n{ if (!await db.Customers.AnyAsync(c => c.Id == one.CustomerId, token)) { db.Add(one); }\nawait db.SaveChangesAsync(token);\n}\n")]
    [InlineData("foreach (var one in orders)\n{ if (one.Paid) { return; }\none.Paid = true; await db.SaveChangesAsync(token);\n}\n")]
    [InlineData("foreach (var one in orders)\n{ await db.SaveChangesAsync(token);\none.Paid = true; }\n")]
    [InlineData("foreach (var one in orders)\n{ one.Paid = true; var saved = await db.SaveChangesAsync(token);\nsaved.Use(); }\n")]
    [InlineData("foreach (var one in orders)\n{ one.Paid = true; await db.SaveChangesAsync(token);\ndb.ChangeTracker.Clear(); }\n")]
    [InlineData("foreach (var one in orders)\n    await db.SaveChangesAsync(token);\n")]
    [InlineData("if (order.Paid) foreach (var one in orders)\n{ one.Paid = true; await db.SaveChangesAsync(token);\n}\n")]
    [InlineData("foreach (var one in orders)\n{ var own = token; one.Paid = true; await db.SaveChangesAsync(own);\n}\n")]
    [InlineData("db.Add(order); await db.SaveChangesAsync(token); order.Paid = true; await db.SaveChangesAsync(token);\n")]
    public Task Nothing_is_offered_where_it_could_matter(string body) => Check.OffersOnly<PG2046SplitTransaction, PG2046SplitTransactionFix>(Of(body));

    [Fact]
    public void Nothing_is_applied_unattended() => Assert.Null(new PG2046SplitTransactionFix().GetFixAllProvider());
}
