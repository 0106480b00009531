using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Reliability.Cancellation;

namespace ProdGap.Analyzers.Tests.Reliability.Cancellation;

public sealed class PG2012EndpointWithoutTokenTests
{
    private const string Usings =
        """
        using System.Runtime.CompilerServices;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.RazorPages;
        using Microsoft.AspNetCore.Routing;
        using Microsoft.AspNetCore.SignalR;


        """;

    private const string Services =
        """
        public interface IOrders { Task<string> LoadAsync(int id); Task<string> FindAsync(int id, CancellationToken token = default); }
        public class Cache { public Task<string> GetAsync() => Task.FromResult(""); public async Task<int> CountAsync() { await Task.Yield(); return 1; } }

        """;

    private static Scenario Web(string code) => Scenario.Of(ProjectKind.Library, Usings + code, "#nullable enable\n" + Services);

    private static Scenario Mapped(string map, string more = "") => Web(
        $$"""
        public static class Endpoints
        {
            public static void Add(WebApplication app, HttpClient shared)
            {
                {{map}}
            }

            {{more}}
        }
        """);

    /// <summary>Attributes count by their symbol: one of the application that has the same name says nothing of MVC.</summary>
    [Theory]
    [InlineData("[Controller] public class Api(IOrders orders) { [HttpGet] public Task<string> [|Get|](int id) => orders.FindAsync(id); }")]
    [InlineData("public class ControllerAttribute : Attribute { } [ControllerAttribute] public class Api(IOrders orders) { public Task<string> Get(int id) => orders.FindAsync(id); }")]
    [InlineData("[NonController] public class Api(IOrders orders) : ControllerBase { public Task<string> Get(int id) => orders.FindAsync(id); }")]
    [InlineData("public class NonActionAttribute : Attribute { } public class Api(IOrders orders) : ControllerBase { [global::NonActionAttribute] public Task<string> [|Get|](int id) => orders.FindAsync(id); }")]
    public Task Controllers_by_attribute(string code) => Check.Reports<PG2012EndpointWithoutToken>(Web(code));

    private static Scenario In(string type, string code) => Web($$"""
        public class Api(IOrders orders, HttpClient http, Cache cache) : {{type}}
        {
            {{code}}
        }
        """);

    [Theory]
    [InlineData("ControllerBase", "[HttpGet] public async Task<string> [|Get|](int id) => await orders.FindAsync(id);")]
    [InlineData("ControllerBase", "public async Task<IActionResult> [|Get|]() { return Ok(await http.GetStringAsync(\"/\")); }")]
    [InlineData("ControllerBase", "public Task<string> [|Get|]() => http.GetStringAsync(\"/\");")]
    [InlineData("Controller", "public async Task<IActionResult> [|Index|]() { var text = http.GetStringAsync(\"/\"); return View((object)await text); }")]
    [InlineData("ControllerBase", "public async ValueTask<string> [|Get|]() => await ReadAsync(); async Task<string> ReadAsync() => await http.GetStringAsync(\"/\");")]
    [InlineData("Hub", "public async IAsyncEnumerable<string> [|Stream|]() { yield return await http.GetStringAsync(\"/\"); }")]
    [InlineData("ControllerBase", "[HttpGet] public async Task [|Get|]() { foreach (var id in new[] { 1 }) { await orders.FindAsync(id); } }")]
    [InlineData("PageModel", "public async Task [|OnGetAsync|]() { await orders.FindAsync(1); }")]
    [InlineData("ControllerBase", "[HttpHead] public async Task [|Get|]() { await Task.WhenAll(new[] { 1 }.Select(id => orders.FindAsync(id))); }")]
    [InlineData("ControllerBase", "[AcceptVerbs(\"GET\", \"HEAD\")] public async Task [|Get|]() => await http.GetStringAsync(\"/\");")]
    [InlineData("ControllerBase", "public async Task [|Get|]() => await First(); Task First() => Second(); async Task Second() => await http.GetStringAsync(\"/\");")]
    public Task An_action_a_page_or_a_stream(string type, string code) => Check.Reports<PG2012EndpointWithoutToken>(In(type, code));

    /// <summary>A write may be half done once it is cut off; a method without a token is how the whole project builds.</summary>
    [Theory]
    [InlineData("ControllerBase", "[HttpGet] public async Task<string> [|Get|](int id) => await orders.LoadAsync(id);")]
    [InlineData("ControllerBase", "public async Task [|Get|]() { foreach (var id in new[] { 1 }) { await orders.LoadAsync(id); } }")]
    [InlineData("PageModel", "public async Task [|OnGetAsync|]() { await orders.LoadAsync(1); }")]
    [InlineData("PageModel", "public async Task<IActionResult> [|OnPostDeleteAsync|](int id) { await orders.FindAsync(id); return Page(); }")]
    [InlineData("ControllerBase", "public async Task [|Get|]() { await Task.WhenAll(new[] { 1 }.Select(id => orders.LoadAsync(id))); }")]
    [InlineData("ControllerBase", "[HttpPost] public async Task<string> [|Post|]() => await http.GetStringAsync(\"/\");")]
    [InlineData("ControllerBase", "[AcceptVerbs(\"GET\", \"POST\")] public async Task<string> [|Both|]() => await http.GetStringAsync(\"/\");")]
    [InlineData("ControllerBase", "[HttpDelete] public async Task [|Cancel|](int id) => await RemoveAsync(id); async Task RemoveAsync(int id) => await orders.FindAsync(id);")]
    public Task A_write_or_a_method_without_a_token_is_a_suggestion(string type, string code) => Check.Suggests<PG2012EndpointWithoutToken>(In(type, code));

    [Theory]
    [InlineData("app.MapGet(\"/\", [|(IOrders orders)|] => orders.FindAsync(1));")]
    [InlineData("app.MapMethods(\"/\", [\"HEAD\"], async [|(IFormFile file)|] => { await file.CopyToAsync(Stream.Null); });")]
    [InlineData("app.MapGet(\"/\", Endpoints.Handle); app.MapGet(\"/other\", Handle);", "static Task<string> [|Handle|](IOrders orders) => orders.FindAsync(1);")]
    [InlineData("app.MapGet(\"/\", Handle);", "static async Task<IResult> [|Handle|](IOrders orders) => Results.Ok(await orders.FindAsync(1));")]
    [InlineData("app.MapGet(\"/\", Handle); async Task<string> [|Handle|](IOrders orders) => await orders.FindAsync(1);")]
    public Task A_handler_of_a_minimal_api(string map, string more = "") => Check.Reports<PG2012EndpointWithoutToken>(Mapped(map, more));

    [Theory]
    [InlineData("app.MapGet(\"/\", async [|(IOrders orders)|] => await orders.LoadAsync(1));")]
    [InlineData("app.MapPost(\"/\", async [|()|] => { await shared.GetStringAsync(\"/\"); return Results.Ok(); });")]
    [InlineData("app.MapGroup(\"/a\").MapDelete(\"/{id}\", async [|(int id, IOrders orders)|] => await orders.LoadAsync(id));")]
    [InlineData("app.MapGet(\"/\", Handle);", "static async Task<IResult> [|Handle|](IOrders orders) => Results.Ok(await orders.LoadAsync(1));")]
    [InlineData("app.MapGet(\"/\", Handle); async Task<string> [|Handle|](IOrders orders) => await orders.LoadAsync(1);")]
    [InlineData("app.MapMethods(\"/\", [\"GET\", \"POST\"], async [|(IOrders orders)|] => await orders.FindAsync(1));")]
    [InlineData("app.MapPut(\"/\", Handle);", "static Task<string> [|Handle|](IOrders orders) => orders.FindAsync(1);")]
    public Task A_handler_that_writes_or_hides_its_work_is_a_suggestion(string map, string more = "") => Check.Suggests<PG2012EndpointWithoutToken>(Mapped(map, more));

    private const string House = "app.MapGet(\"/1\", async (IOrders orders, CancellationToken token) => await orders.FindAsync(1, token)); app.MapGet(\"/2\", async (IOrders orders, CancellationToken token) => await orders.FindAsync(1, token)); ";

    /// <summary>Where the endpoints take their tokens, one that reads without stands out, whatever it calls.</summary>
    [Theory]
    [InlineData("app.MapGet(\"/\", async [|(IOrders orders)|] => await orders.LoadAsync(1)); app.MapGet(\"/3\", async [|(IOrders orders)|] => await orders.LoadAsync(2));")]
    [InlineData("app.MapGet(\"/\", Handle);", "static async Task<string> [|Handle|](IOrders orders) => await orders.LoadAsync(1);")]
    public Task Where_the_endpoints_take_tokens(string map, string more = "") => Check.Reports<PG2012EndpointWithoutToken>(Mapped(House + map, more));

    [Fact]
    public Task A_write_stays_a_suggestion_there() => Check.Suggests<PG2012EndpointWithoutToken>(
        Mapped(House + "app.MapPost(\"/\", async [|(IOrders orders)|] => await orders.LoadAsync(1));"));

    /// <summary>It is how the house builds: said once, by the first.</summary>
    [Theory]
    [InlineData("app.MapGet(\"/\", async [|(IOrders orders)|] => await orders.LoadAsync(1)); app.MapGet(\"/3\", async (IOrders orders) => await orders.LoadAsync(2)); app.MapPost(\"/4\", async (IOrders orders) => await orders.LoadAsync(2));")]
    [InlineData("app.MapGet(\"/\", async (IOrders orders, CancellationToken token) => await orders.FindAsync(1, token)); app.MapGet(\"/3\", async [|(IOrders orders)|] => await orders.LoadAsync(2)); app.MapPost(\"/4\", async (IOrders orders) => await orders.LoadAsync(2));")]
    public Task Where_nobody_takes_one_it_is_said_once(string map) => Check.Suggests<PG2012EndpointWithoutToken>(Mapped(map));

    [Fact]
    public Task Once_for_a_project_whose_services_are_elsewhere() => Check.Suggests<PG2012EndpointWithoutToken>(Scenario.Of()
        .Project("Core").Document("IModule.cs", "public interface IModule { Task<string> AskAsync(string question); }")
        .Project("Web", ProjectKind.Web, "Core")
        .Document("A.cs", Usings + "public class FirstController(IModule module) : ControllerBase { [HttpGet] public async Task<IActionResult> [|All|]() => Ok(await module.AskAsync(\"all\")); [HttpGet(\"{id}\")] public async Task<IActionResult> One(int id) => Ok(await module.AskAsync(\"one\")); }")
        .Document("B.cs", Usings + "public class SecondController(IModule module) : ControllerBase { [HttpGet] public async Task<IActionResult> All() => Ok(await module.AskAsync(\"all\")); }")
        .Document("Program.cs", Usings + "WebApplication.Create(args).Run();"));

    /// <summary>Another action of the class is reported itself.</summary>
    [Fact]
    public Task An_alias_of_an_action() => Check.Reports<PG2012EndpointWithoutToken>(In(
        "ControllerBase", "[HttpGet] public async Task<string> [|Get|](int id) => await orders.FindAsync(id); [HttpGet(\"old\"), Obsolete] public async Task<string> Old(int id) => await Get(id); [HttpPost(\"older\")] public Task<string> Older(int id) => this.Get(id);"));

    [Theory]
    [InlineData("ControllerBase", "[HttpGet] public async Task<string> Get(int id) { var text = await orders.FindAsync(id); Notify(CancellationToken.None); return text; } static void Notify(CancellationToken token) { }")]
    [InlineData("ControllerBase", "[HttpGet] public async Task<string> Get(int id) { await orders.FindAsync(id); return await orders.FindAsync(id, token: System.Threading.CancellationToken.None); }")]
    [InlineData("ControllerBase", "[HttpPut] public async Task Put() { var settings = await System.Text.Json.JsonSerializer.DeserializeAsync<string>(Request.Body); }")]
    [InlineData("ControllerBase", "[HttpPut] public async Task Put() { using var reader = new StreamReader(Request.Body); var text = await reader.ReadToEndAsync(); }")]
    [InlineData("ControllerBase", "[HttpPut] public async Task Put() { var form = await Request.ReadFormAsync(); }")]
    public Task What_is_decided_or_ends_by_itself(string type, string code) => Check.Reports<PG2012EndpointWithoutToken>(In(type, code));

    [Fact]
    public Task Work_beside_the_read_of_the_body() => Check.Suggests<PG2012EndpointWithoutToken>(In(
        "ControllerBase", "[HttpPut] public async Task [|Put|]() { using var reader = new StreamReader(Request.Body); await http.GetStringAsync(await reader.ReadToEndAsync()); }"));

    /// <summary>An object that the endpoint is given may carry the token.</summary>
    [Fact]
    public Task A_token_among_bound_parameters() => Check.Reports<PG2012EndpointWithoutToken>(
        Mapped("app.MapGet(\"/\", async ([AsParameters] Query query, HttpClient http) => await http.GetStringAsync(\"/\" + query.Page));", "public record Query(int Page, CancellationToken Token);"));

    /// <summary>The end of the application, and what follows a payment, are not cut off by the client.</summary>
    [Theory]
    [InlineData("app.MapPost(\"/off\", async (HttpClient http, Microsoft.Extensions.Hosting.IHostApplicationLifetime lifetime) => { await http.PostAsync(\"/flush\", null); lifetime.StopApplication(); });")]
    [InlineData("app.MapPost(\"/admin/shutdown\", async (HttpClient http) => await http.PostAsync(\"/flush\", null));")]
    [InlineData("app.MapPost(\"/pay\", async (HttpClient http) => { await RefundAsync(); await http.DeleteAsync(\"/\"); });")]
    public Task What_must_be_finished(string map) => Check.Reports<PG2012EndpointWithoutToken>(Mapped(map, "static Task RefundAsync(CancellationToken token = default) => Task.CompletedTask;"));

    /// <summary>The interface is a package's, so nobody here chose its parameters.</summary>
    [Theory]
    [InlineData("app.MapGet(\"/\", async (Rule rule) => await rule.HandleAsync(null!));", "public class Rule(HttpClient http) : Microsoft.AspNetCore.Authorization.IAuthorizationHandler { public async Task HandleAsync(Microsoft.AspNetCore.Authorization.AuthorizationHandlerContext context) => await http.GetStringAsync(\"/\"); }")]
    public Task A_callee_whose_signature_comes_from_a_package(string map, string more) => Check.Reports<PG2012EndpointWithoutToken>(Mapped(map, more));

    /// <summary>One row by its key takes milliseconds.</summary>
    [Theory]
    [InlineData("await db.Customers.FindAsync(id)")]
    [InlineData("await db.Customers.Include(c => c.Orders).FirstOrDefaultAsync(c => c.Id == id)")]
    [InlineData("await db.Customers.Where(c => c.Id == id).SingleAsync()")]
    [InlineData("await db.Orders.AnyAsync(o => o.CustomerId == id && o.Paid)")]
    [InlineData("await db.SaveChangesAsync()")]
    public Task A_row_by_its_key_is_a_suggestion(string read) => Check.Suggests<PG2012EndpointWithoutToken>(Scenario.Of(
        ProjectKind.Library, EfSnippet.Model, Usings + $"using Microsoft.EntityFrameworkCore; public class Api(ShopContext db) : ControllerBase {{ [HttpGet(\"{{id}}\")] public async Task<object?> [|Get|](int id) => {read}; }}"));

    /// <summary>Where the endpoints take tokens as a rule, each read that is not brief is to take its own.</summary>
    [Theory]
    [InlineData("await db.Customers.ToListAsync()")]
    [InlineData("await db.Customers.FirstOrDefaultAsync(c => c.Name.Contains(\"x\"))")]
    [InlineData("await db.Orders.CountAsync(o => o.CustomerId == id)")]
    [InlineData("(await db.Customers.FindAsync(id), await db.Orders.Where(o => o.CustomerId == id).ToListAsync())")]
    public Task Many_rows_are_not(string read) => Check.Reports<PG2012EndpointWithoutToken>(Shop(
        read, "[HttpGet(\"a\")] public async Task<object?> A(CancellationToken token) => await db.Orders.ToListAsync(token); [HttpGet(\"b\")] public async Task<object?> B(CancellationToken token) => await db.Orders.ToListAsync(token);"));

    private const string Chat =
        """
        public class ChatMessage { public int Id { get; set; } public int RoomId { get; set; } public string Text { get; set; } = ""; }
        public class StockHistory { public int Id { get; set; } public int ProductId { get; set; } }
        public class MessageType { public int Id { get; set; } }
        public class ApiKey { public int Id { get; set; } public List<Order> Orders { get; } = []; }
        public class ChatContext(DbContextOptions<ChatContext> options) : DbContext(options)
        {
            public DbSet<ChatMessage> Messages => Set<ChatMessage>();
            public DbSet<StockHistory> Histories => Set<StockHistory>();
            public DbSet<MessageType> Types => Set<MessageType>();
            public DbSet<ApiKey> Keys => Set<ApiKey>();
        }
        """;

    private static Scenario Shop(string read, string more = "", string head = "[HttpGet(\"{id}\")] public async Task<object?> [|Get|](int id, string? text)") => Scenario.Of(
        ProjectKind.Library,
        EfSnippet.Model + Chat + "public static class Pages { public static Task<List<T>> ToPageAsync<T>(this IQueryable<T> query, int page, CancellationToken token = default) => query.Skip(page * 20).Take(20).ToListAsync(token); }",
        Usings + $"using Microsoft.EntityFrameworkCore; public class Api(ShopContext db, ChatContext chat, HttpClient http) : ControllerBase {{ {head} {(read.EndsWith('}') ? read : $"=> {read};")} {more} }}");

    /// <summary>Where nobody takes tokens, a read is worth one only if the code shows that it is long.</summary>
    [Theory]
    [InlineData("await db.Customers.ToListAsync()")]
    [InlineData("await db.Orders.Where(o => o.CustomerId == id).ToListAsync()")]
    [InlineData("await db.Orders.CountAsync(o => o.CustomerId == id)")]
    [InlineData("await db.Orders.Include(o => o.Customer).ToListAsync()")]
    [InlineData("await db.Orders.Include(o => o.Customer).Include(o => o.Lines).Where(o => o.CustomerId == id).ToListAsync()")]
    [InlineData("await db.Orders.Include(o => o.Customer).Include(o => o.Lines).Take(20).ToListAsync()")]
    [InlineData("await db.Customers.Select(c => new { c.Name, Count = c.Orders.Count() }).ToListAsync()")]
    [InlineData("await db.Customers.FirstOrDefaultAsync(c => c.Name == text)")]
    [InlineData("await (from o in db.Orders where o.CustomerId == id select o).ToListAsync()")]
    [InlineData("{ var ids = new List<int>(); return await db.Customers.Where(c => !ids.Contains(c.Id)).ToListAsync(); }")]
    [InlineData("{ var query = db.Orders.AsQueryable(); query = query.Where(o => o.CustomerId == id); return await query.Include(o => o.Customer).Include(o => o.Lines).ToListAsync(); }")]
    [InlineData("await db.Customers.Include(c => c.Orders).ThenInclude(o => o.Lines).FirstOrDefaultAsync(c => c.Id == id)")]
    [InlineData("await chat.Types.ToListAsync()")]
    [InlineData("await chat.Keys.Include(k => k.Orders).ToListAsync()")]
    [InlineData("await chat.Messages.Where(m => m.RoomId == id).Take(50).ToListAsync()")]
    [InlineData("await chat.Database.CanConnectAsync()")]
    [InlineData("await db.Customers.ToPageAsync(1)")]
    [InlineData("await db.Customers.Where(c => EF.Functions.Like(c.Name, \"%\" + text + \"%\")).Take(5).ToListAsync()")]
    [InlineData("await db.Customers.Include(c => c.Orders).ToListAsync()")]
    [InlineData("await db.Customers.Select(c => new { c.Name, Orders = c.Orders.Select(o => o.Total).ToList() }).ToListAsync()")]
    [InlineData("await db.Customers.Select(c => new { c.Name, Count = c.Orders.Count(), Sum = db.Orders.Where(o => o.CustomerId == c.Id).Sum(o => o.Total) }).ToListAsync()")]
    [InlineData("await chat.Histories.Where(h => h.ProductId == id).Select(h => new { h.Id }).ToListAsync()")]
    [InlineData("await db.Orders.Where(o => o.CustomerId == id && o.Customer!.Name.Contains(text!)).ToListAsync()")]
    [InlineData("await db.Orders.Include(o => o.Customer).Include(o => o.Lines).Where(o => !o.Paid).ToListAsync()")]
    [InlineData("await db.Customers.Include(c => c.Orders).ThenInclude(o => o.Lines).Where(c => c.Name == text).ToListAsync()")]
    [InlineData("await (from o in db.Orders join l in db.Set<Line>() on o.Id equals l.OrderId join c in db.Customers on o.CustomerId equals c.Id select new { o.Id, c.Name }).ToListAsync()")]
    [InlineData("await chat.Messages.Where(m => m.RoomId == id).OrderBy(m => m.Id).ToListAsync()")]
    [InlineData("await chat.Histories.Where(h => h.ProductId > 0).Select(h => new { h.Id }).ToListAsync()")]
    [InlineData("await db.Customers.Select(c => new { c.Name, Orders = c.Orders.Select(o => o.Total).ToList(), Lines = c.Orders.Where(o => o.Paid).ToList() }).ToListAsync()")]
    public Task A_read_without_tokens_around_is_a_suggestion(string read) => Check.Suggests<PG2012EndpointWithoutToken>(Shop(read));

    [Theory]
    [InlineData("await db.Customers.Where(c => c.Name.Contains(text!)).ToListAsync()")]
    [InlineData("await db.Customers.FirstOrDefaultAsync(c => c.Name.ToLower() == text)")]
    [InlineData("await (from c in db.Customers where c.Name.EndsWith(text!) select c).CountAsync()")]
    [InlineData("{ var query = db.Customers.AsQueryable(); if (text != null) { query = query.Where(c => c.Name.Contains(text)); } return await query.ToListAsync(); }")]
    [InlineData("{ foreach (var one in await db.Orders.ToListAsync()) { one.Customer = await db.Customers.FirstOrDefaultAsync(c => c.Name == text); } return 1; }")]
    [InlineData("await db.Customers.Where(c => EF.Functions.Like(c.Name, \"%\" + text + \"%\")).ToListAsync()")]
    public Task A_long_read_is_certain_everywhere(string read) => Check.Reports<PG2012EndpointWithoutToken>(Shop(read));

    // A few administrators do not load a server.
    [Theory]
    [InlineData("[Microsoft.AspNetCore.Authorization.Authorize(Roles = \"Admin\")] ", true)]
    [InlineData("[Microsoft.AspNetCore.Authorization.Authorize(Roles = \"Customer\")] ", false)]
    public Task For_administrators(string attribute, bool isForAdministrators)
    {
        var scenario = Shop("await http.GetStringAsync(text)", head: attribute + "[HttpGet(\"{id}\")] public async Task<object?> [|Get|](int id, string? text)");
        return isForAdministrators ? Check.Suggests<PG2012EndpointWithoutToken>(scenario) : Check.Reports<PG2012EndpointWithoutToken>(scenario);
    }

    // Its asynchronous calls run at once.
    [Theory]
    [InlineData("", true)]
    [InlineData("public static class SqlServerDbContextOptionsExtensions;", false)]
    public Task Where_SQLite_is_the_only_database_a_token_comes_too_late(string others, bool isOnly)
    {
        var scenario = Shop("await db.Customers.Where(c => c.Name.Contains(text!)).ToListAsync()", "} namespace Microsoft.EntityFrameworkCore { public static class SqliteDbContextOptionsBuilderExtensions; " + others);
        return isOnly ? Check.Suggests<PG2012EndpointWithoutToken>(scenario) : Check.Reports<PG2012EndpointWithoutToken>(scenario);
    }

    [Theory]
    [InlineData("select * from customers where name like @text")]
    [InlineData("select lower(name) from customers")]
    public Task A_long_command_of_Dapper(string sql) => Check.Reports<PG2012EndpointWithoutToken>(Scenario.Of(
        ProjectKind.Library, Usings + "using System.Data; using Dapper; public class Api(IDbConnection db) : ControllerBase { [HttpGet] public async Task<object?> [|Get|]() { const string Sql = \"" + sql + "\"; return await db.QueryAsync<string>(Sql); } }").Referencing("Dapper"));

    [Theory]
    [InlineData("QueryAsync<string>(\"select * from customers\")")]
    [InlineData("QueryAsync<string>(\"select * from orders where customer_id = @id\", new { id = 1 })")]
    [InlineData("QuerySingleAsync<string>(\"select * from orders where id = @id\", new { id = 1 })")]
    [InlineData("QueryAsync<string>(\"select * from orders o join lines l on l.order_id = o.id join customers c on c.id = o.customer_id limit 20\")")]
    [InlineData("QueryAsync<string>(\"select * from orders o join lines l on l.order_id = o.id join customers c on c.id = o.customer_id\")")]
    [InlineData("QueryAsync<string>(\"select * from chat_messages where room_id = @room\", new { room = 1 })")]
    public Task A_short_command_of_Dapper(string call) => Check.Suggests<PG2012EndpointWithoutToken>(Scenario.Of(
        ProjectKind.Library, Usings + $"using System.Data; using Dapper; public class Api(IDbConnection db) : ControllerBase {{ [HttpGet] public async Task<object?> [|Get|]() => await db.{call}; }}").Referencing("Dapper"));

    [Theory]
    [InlineData("select name from customers where name like @text", true)]
    [InlineData("select name from customers where id = 1", false)]
    public Task A_command_of_its_own(string sql, bool isLong)
    {
        var scenario = Web(
            "using System.Data.Common; public class Api(DbConnection db) : ControllerBase { [HttpGet] public async Task<bool> [|Get|]() { using var command = db.CreateCommand(); command.CommandText = \"" + sql + "\"; using var rows = await command.ExecuteReaderAsync(); return rows.HasRows; } }");
        return isLong ? Check.Reports<PG2012EndpointWithoutToken>(scenario) : Check.Suggests<PG2012EndpointWithoutToken>(scenario);
    }

    /// <summary>The call that tells most, not the first.</summary>
    [Theory]
    [InlineData("(await db.Customers.FirstOrDefaultAsync(c => c.Name == text), await db.Customers.Where(c => c.Name.Contains(text!)).ToListAsync())", "ToListAsync")]
    [InlineData("(await db.Customers.ToListAsync(), await http.GetStringAsync(\"/\"))", "GetStringAsync")]
    [InlineData("(await db.Orders.AnyAsync(o => o.Paid), await db.Customers.Where(c => c.Name.Contains(text!)).CountAsync())", "CountAsync")]
    public Task The_message_names_the_telling_call(string read, string called) => Check.Reports<PG2012EndpointWithoutToken>(
        Shop(read), $"'Get' cannot stop '{called}' when the client disconnects; add a CancellationToken parameter and pass it on");

    private const string Mediator =
        """
        public interface IRequest<T> { }
        public interface IRequestHandler<TRequest, T> where TRequest : IRequest<T> { Task<T> Handle(TRequest request, CancellationToken token); }
        public interface ISender { Task<T> Send<T>(IRequest<T> request, CancellationToken token = default); }
        public record GetOne(int Id) : IRequest<object?>;

        """;

    private static Scenario Dispatched(string handler) => Scenario.Of(
        ProjectKind.Library,
        EfSnippet.Model + Mediator + handler,
        Usings + "public class Api(ISender sender) : ControllerBase { [HttpGet] public async Task<object?> [|Get|](int id) => await sender.Send(new GetOne(id)); }");

    private static Scenario Handled(string body, string more = "") => Dispatched(
        $$"""public class GetOneHandler(ShopContext db, HttpClient http) : IRequestHandler<GetOne, object?> { public async Task<object?> Handle(GetOne request, CancellationToken token) { {{body}} } {{more}} }""");

    [Theory]
    [InlineData("return await db.Customers.FindAsync([request.Id], token);")]
    [InlineData("var found = await db.Customers.Include(c => c.Orders).FirstOrDefaultAsync(c => c.Id == request.Id, token); return found?.Name;")]
    [InlineData("var one = await db.Customers.SingleAsync(c => c.Id == request.Id, token).ConfigureAwait(false); return await db.Orders.AnyAsync(o => o.CustomerId == one.Id, token);")]
    [InlineData("return await FindAsync(request.Id);", "async Task<object?> FindAsync(int id) => await db.Customers.FindAsync(id);")]
    [InlineData("await Task.CompletedTask; return request.Id;")]
    // Lists of the database that nothing shows to be long.
    [InlineData("return await db.Orders.Where(o => o.CustomerId == request.Id).ToListAsync(token);")]
    [InlineData("var one = await db.Customers.FindAsync([request.Id], token); return await db.Orders.ToListAsync(token);")]
    [InlineData("return await db.Customers.Include(c => c.Orders).ThenInclude(o => o.Lines).FirstOrDefaultAsync(c => c.Id == request.Id, token);")]
    public Task A_handler_that_is_brief(string body, string more = "") => Check.Suggests<PG2012EndpointWithoutToken>(Handled(body, more));

    [Theory]
    [InlineData("return await http.GetStringAsync(\"/\", token);")]
    [InlineData("foreach (var order in db.Orders) { await db.Customers.FindAsync([order.CustomerId], token); } return null;")]
    [InlineData("return await db.Customers.Where(c => c.Name.Contains(\"x\")).ToListAsync(token);")]
    [InlineData("var one = await db.Customers.FindAsync([request.Id], token); return await http.GetStringAsync(one!.Name, token);")]
    public Task A_handler_that_is_not_brief(string body) => Check.Reports<PG2012EndpointWithoutToken>(Handled(body));

    [Fact]
    public Task A_handler_that_nobody_sees() => Check.Reports<PG2012EndpointWithoutToken>(Dispatched(""));

    /// <summary>The same for the project's own methods that take a token.</summary>
    [Theory]
    [InlineData("public interface IFinder { Task<object?> FindAsync(int id, CancellationToken token = default); } public class Finder(ShopContext db) : IFinder { public async Task<object?> FindAsync(int id, CancellationToken token = default) => await db.Customers.FindAsync([id], token); }", true)]
    [InlineData("public interface IFinder { Task<object?> FindAsync(int id, CancellationToken token = default); } public class Finder(ShopContext db) : IFinder { public async Task<object?> FindAsync(int id, CancellationToken token = default) => await db.Customers.ToListAsync(token); }", true)]
    [InlineData("public interface IFinder { Task<object?> FindAsync(int id, CancellationToken token = default); } public class Finder(ShopContext db) : IFinder { public async Task<object?> FindAsync(int id, CancellationToken token = default) => await db.Customers.Where(c => c.Name.EndsWith(\"x\")).ToListAsync(token); }", false)]
    [InlineData("public abstract class IFinder { public abstract Task<object?> FindAsync(int id, CancellationToken token = default); } public class Finder(ShopContext db) : IFinder { public override async Task<object?> FindAsync(int id, CancellationToken token = default) { var found = await db.Customers.SingleOrDefaultAsync(c => c.Id == id, token); return found; } }", true)]
    public Task A_method_of_the_project_that_is_brief(string services, bool isBrief)
    {
        var scenario = Scenario.Of(
            ProjectKind.Library, EfSnippet.Model + services, Usings + "public class Api(IFinder finder) : ControllerBase { [HttpGet] public async Task<object?> [|Get|](int id) => await finder.FindAsync(id); }");
        return isBrief ? Check.Suggests<PG2012EndpointWithoutToken>(scenario) : Check.Reports<PG2012EndpointWithoutToken>(scenario);
    }

    private static Scenario Cached(string body, string more = "") => Web(
        $$"""
        using Microsoft.Extensions.Caching.Distributed;
        public class Api(HttpClient http, IDistributedCache cache, IStats stats) : ControllerBase { [HttpGet] public async Task<object?> [|Get|]() { {{body}} } {{more}} }
        public interface IStats { Task AddVisitAsync(); Task<int> ReadAsync(CancellationToken token = default); Task SaveChangesAsync(); Task UpdateSeenAsync(int count, CancellationToken token = default); Task StringSetAsync(string key); Task<string?> StringGetAsync(string key); }
        """);

    /// <summary>A read that changes something on its way is no read.</summary>
    [Theory]
    [InlineData("await cache.SetStringAsync(\"seen\", \"now\"); return await http.GetStringAsync(\"/\");")]
    [InlineData("var text = await http.GetStringAsync(\"/\"); await stats.AddVisitAsync(); await stats.SaveChangesAsync(); return text;")]
    [InlineData("var text = await cache.GetStringAsync(\"a\"); await cache.RemoveAsync(\"a\"); return text + await http.GetStringAsync(\"/\");")]
    [InlineData("var text = await http.GetStringAsync(\"/\"); await MarkAsync(); return text;", "async Task MarkAsync() => await stats.SaveChangesAsync();")]
    [InlineData("await stats.UpdateSeenAsync(1); return 1;")]
    [InlineData("await stats.StringSetAsync(\"seen\"); return await http.GetStringAsync(\"/\");")]
    public Task A_read_that_writes_is_a_suggestion(string body, string more = "") => Check.Suggests<PG2012EndpointWithoutToken>(Cached(body, more));

    /// <summary>What fills a cache that was asked first belongs to the read.</summary>
    [Theory]
    [InlineData("var text = await cache.GetStringAsync(\"a\"); if (text is null) { text = await http.GetStringAsync(\"/\"); await cache.SetStringAsync(\"a\", text); } return text;")]
    [InlineData("var text = await stats.StringGetAsync(\"a\") ?? await http.GetStringAsync(\"/\"); await stats.StringSetAsync(\"a\"); return text;")]
    [InlineData("var seen = new HashSet<int>(); seen.Add(1); seen.Remove(1); return await http.GetStringAsync(\"/\");")]
    [InlineData("Response.Headers[\"a\"] = \"b\"; return await stats.ReadAsync();")]
    public Task A_read_that_fills_a_cache_is_certain(string body) => Check.Reports<PG2012EndpointWithoutToken>(Cached(body));

    /// <summary>A private method in which the token was thought about says so for its caller.</summary>
    [Theory]
    [InlineData("public async Task<string> Get() => await LoadAsync(); async Task<string> LoadAsync() { if (HttpContext.RequestAborted.IsCancellationRequested) { return \"\"; } return await http.GetStringAsync(\"/\"); }")]
    [InlineData("public async Task<string> Get() => await LoadAsync(); async Task<string> LoadAsync() => await http.GetStringAsync(\"/\", CancellationToken.None) + await orders.FindAsync(1);")]
    [InlineData("[HttpGet] public async Task<string> Get() { var text = await this.LoadAsync(); return text; } async Task<string> LoadAsync() { var stop = HttpContext.RequestAborted; return await orders.FindAsync(1, stop); }")]
    [InlineData("[HttpGet] public async Task<string> [|Get|]() => await LoadAsync() + await http.GetStringAsync(\"/\"); async Task<string> LoadAsync() => await orders.FindAsync(1, HttpContext.RequestAborted);")]
    [InlineData("[HttpGet] public async Task<string> [|Get|]() => await LoadAsync(); async Task<string> LoadAsync() => await http.GetStringAsync(\"/\"); async Task<string> OtherAsync() => await http.GetStringAsync(\"/\", CancellationToken.None);")]
    public Task A_helper_that_has_decided(string members) => Check.Reports<PG2012EndpointWithoutToken>(In("ControllerBase", members));

    [Fact]
    public Task Beside_a_helper_without_a_token_on_purpose() => Check.Suggests<PG2012EndpointWithoutToken>(In(
        "ControllerBase", "[HttpGet] public async Task<string> [|Get|]() => await LoadAsync() + await http.GetStringAsync(\"/\"); async Task<string> LoadAsync() => await orders.FindAsync(1, CancellationToken.None);"));

    [Theory]
    [InlineData("app.MapGet(\"/\", async [|(HttpClient http)|] => { var one = await Local(http); return await http.GetStringAsync(\"/\"); });", "static async Task<string> Local(HttpClient http) { await Task.Yield(); return \"\"; }", "GetStringAsync")]
    [InlineData("app.MapGet(\"/\", async [|(IOrders orders)|] => { var one = await orders.LoadAsync(1); return await orders.FindAsync(2); });", "", "FindAsync")]
    [InlineData("app.MapGet(\"/\", async [|(HttpClient http)|] => await Local(http));", "static async Task<string> Local(HttpClient http) => await http.GetStringAsync(\"/\");", "GetStringAsync")]
    public Task The_message_names_the_call_that_takes_the_token(string map, string more, string called) => Check.Reports<PG2012EndpointWithoutToken>(
        Mapped(map, more), $"'GET /' cannot stop '{called}' when the client disconnects; add a CancellationToken parameter and pass it on");

    [Theory]
    [InlineData("ControllerBase", "public async Task<string> Get(int id, CancellationToken token) => await orders.FindAsync(id, token);")]
    [InlineData("ControllerBase", "public async Task<string> Get(int id, CancellationToken token) => await orders.LoadAsync(id);")]
    [InlineData("ControllerBase", "public async Task<string> Get(int id) => await orders.FindAsync(id, HttpContext.RequestAborted);")]
    [InlineData("ControllerBase", "[NonAction] public async Task<string> Get(int id) => await orders.LoadAsync(id);")]
    [InlineData("ControllerBase", "async Task<string> Get(int id) => await orders.LoadAsync(id);")]
    [InlineData("ControllerBase", "protected async Task<string> Get(int id) => await orders.LoadAsync(id);")]
    [InlineData("ControllerBase", "public static async Task<string> Get(IOrders orders) => await orders.LoadAsync(1);")]
    [InlineData("ControllerBase", "public string Get(int id) => \"\";")]
    [InlineData("ControllerBase", "public async Task<int> Get(int id) { await Task.Yield(); return id; }")]
    [InlineData("ControllerBase", "public Task<string> Get() => cache.GetAsync();")]
    [InlineData("ControllerBase", "public async Task<int> Get() => await cache.CountAsync();")]
    [InlineData("ControllerBase", "public async Task Get() { _ = orders.LoadAsync(1); await Task.Yield(); }")]
    [InlineData("ControllerBase", "public async Task Get() { await Task.Yield(); _ = Task.Run(async () => await orders.LoadAsync(1)); }")]
    [InlineData("ControllerBase", "public async Task Get() => await orders.FindAsync(1, CancellationToken.None);")]
    [InlineData("ControllerBase", "public async Task Get() { try { await Task.Yield(); } finally { await orders.LoadAsync(1); } }")]
    [InlineData("ControllerBase, IOrders", "public async Task<string> LoadAsync(int id) => await orders.LoadAsync(id); Task<string> IOrders.FindAsync(int id, CancellationToken token) => throw new Exception();")]
    [InlineData("PageModel", "public async Task Load() { await orders.LoadAsync(1); }")]
    [InlineData("PageModel", "public async Task OnlyAsync() { await orders.LoadAsync(1); }")]
    [InlineData("Hub", "public async Task Send() { await orders.LoadAsync(1); }")]
    [InlineData("Hub", "public override async Task OnConnectedAsync() { await orders.LoadAsync(1); }")]
    [InlineData("object", "public async Task Get() { await orders.LoadAsync(1); }")]
    public Task What_is_right_or_no_endpoint(string type, string code) => Check.Reports<PG2012EndpointWithoutToken>(In(type, code));

    [Theory]
    [InlineData("app.MapGet(\"/\", async (IOrders orders, CancellationToken token) => await orders.FindAsync(1, token));")]
    [InlineData("app.MapGet(\"/\", async (HttpContext context) => await context.Response.WriteAsync(\"\"));")]
    [InlineData("app.MapGet(\"/\", async (HttpContext context, IOrders orders) => await orders.LoadAsync(1));")]
    [InlineData("app.MapGet(\"/\", async (HttpRequest request, IOrders orders) => await orders.LoadAsync(1));")]
    [InlineData("app.MapGet(\"/\", () => \"hello\");")]
    [InlineData("app.MapGet(\"/\", async () => { await Task.Yield(); return 1; });")]
    [InlineData("app.MapGet(\"/\", (Cache cache) => cache.GetAsync());")]
    [InlineData("app.MapGet(\"/\", Handle);", "static Task<string> Handle(IOrders orders, CancellationToken token) => orders.FindAsync(1, token);")]
    [InlineData("app.MapGet(\"/\", Handle);", "static async Task Handle(HttpContext context) => await context.Response.WriteAsync(\"\");")]
    [InlineData("app.Use(async (context, next) => await next(context)); app.Run(async context => await context.Response.WriteAsync(\"\"));")]
    [InlineData("app.MapGet(\"/\", (Func<IOrders, string>)(orders => \"\"));")]
    [InlineData("MapGet(\"/\", async (IOrders orders) => await orders.LoadAsync(1));", "static void MapGet(string path, Func<IOrders, Task<string>> handler) { }")]
    public Task Handlers_that_are_right(string map, string more = "") => Check.Reports<PG2012EndpointWithoutToken>(Mapped(map, more));

    [Fact]
    public Task A_handler_in_another_file() => Check.Reports<PG2012EndpointWithoutToken>(Scenario.Of(
        Usings + "public static class Routes { public static void Add(WebApplication app) { app.MapGet(\"/\", Handlers.Get); app.MapPost(\"/\", Handlers.Right); } }",
        "public static class Handlers { public static async Task<string> [|Get|](HttpClient http) => await http.GetStringAsync(\"/\"); public static async Task<string> Right(HttpClient http, CancellationToken token) => await http.GetStringAsync(\"/\", token); }"));

    [Fact]
    public Task A_service_of_another_project() => Check.Suggests<PG2012EndpointWithoutToken>(Scenario.Of()
        .Project("Core").Document("Orders.cs", Services)
        .Project("Web", ProjectKind.Web, "Core").Document("Program.cs", Usings + "var app = WebApplication.Create(args); app.MapGet(\"/\", async [|(IOrders orders)|] => await orders.LoadAsync(1)); app.Run();"));

    [Fact]
    public Task PG2010_leaves_the_endpoint_to_this_rule() => Check.Reports<PG2010TokenNotForwarded>(In(
        "ControllerBase", "public async Task Get() { using var source = new CancellationTokenSource(100); await http.GetStringAsync(\"/\"); }"));

    [Fact]
    public Task PG2010_takes_the_contexts_token_elsewhere() => Check.Suggests<PG2010TokenNotForwarded>(In(
        "ControllerBase", "async Task<string> Get() => await http.[|GetStringAsync|](\"/\");"));

    [Theory]
    [InlineData("app.MapGroup(\"/api\").MapGroup(\"orders\").MapDelete(\"/{id}\", async [|(int id, IOrders orders)|] => await orders.LoadAsync(id));", "DELETE /api/orders/{id}")]
    [InlineData("var api = app.MapGroup(\"/api/\"); var group = api.MapGroup(\"/orders\").WithTags(\"orders\"); group.MapPost(\"/\", async [|(IOrders orders)|] => await orders.LoadAsync(1));", "POST /api/orders")]
    [InlineData("app.MapGroup(\"/api\").RequireAuthorization().MapGet(\"{id}\", async [|(int id, IOrders orders)|] => await orders.LoadAsync(id));", "GET /api/{id}")]
    [InlineData("app.MapGroup(prefix).MapGet(\"/{id}\", async [|(int id, IOrders orders)|] => await orders.LoadAsync(id));", "GET /{id}")]
    [InlineData("Orders(app.MapGroup(\"/orders\")); static void Orders(RouteGroupBuilder group) => group.MapPut(\"/{id}\", async [|(int id, IOrders orders)|] => await orders.LoadAsync(id));", "PUT /orders/{id}")]
    [InlineData("app.MapMethods(\"/\", [\"HEAD\"], async [|(IOrders orders)|] => await orders.LoadAsync(1));", "/")]
    [InlineData("app.MapFallback(prefix, async [|(IOrders orders)|] => await orders.LoadAsync(1));", "MapFallback")]
    [InlineData("app.MapGet(prefix, async [|(IOrders orders)|] => await orders.LoadAsync(1));", "MapGet")]
    public Task The_message_names_the_whole_route(string map, string route) => Check.Suggests<PG2012EndpointWithoutToken>(
        Mapped("var prefix = Environment.CommandLine; " + map), $"'{route}' cannot stop 'LoadAsync' when the client disconnects; add a CancellationToken parameter and pass it on");

    [Fact]
    public Task The_message_names_the_groups_of_another_file() => Check.Reports<PG2012EndpointWithoutToken>(
        Scenario.Of(
            ProjectKind.Web,
            Usings + "var app = WebApplication.Create(args); var api = app.MapGroup(\"/api\"); api.MapGroup(\"/orders\").MapOrders(\"x\"); app.Run();",
            Usings + "public static class Routes { public static RouteGroupBuilder MapOrders(this RouteGroupBuilder group, string tag) { group.MapGet(\"/{id}\", async [|(int id, HttpClient http)|] => await http.GetStringAsync(\"/\")); return group; } }"),
        "'GET /api/orders/{id}' cannot stop 'GetStringAsync' when the client disconnects; add a CancellationToken parameter and pass it on");

    [Fact]
    public Task The_message_names_both() => Check.Suggests<PG2012EndpointWithoutToken>(
        Mapped("app.MapGet(\"/orders\", async [|(IOrders orders)|] => await orders.LoadAsync(1));"),
        "'GET /orders' cannot stop 'LoadAsync' when the client disconnects; add a CancellationToken parameter and pass it on");

    private static Scenario Customers(string head, string body, string more = "", string services = "") => Scenario.Of(
        ProjectKind.Library,
        EfSnippet.Model + services,
        Usings + $"using Microsoft.EntityFrameworkCore; {head} public class Api(ShopContext db, Finder finder, HttpClient http) : ControllerBase {{ {body} [HttpPut] public Task<string> Put(CancellationToken token) => http.GetStringAsync(\"/\", token); [HttpPost] public Task<string> Post(CancellationToken token) => http.GetStringAsync(\"/\", token); }} {more}");

    private const string Finder = "public class Finder(ShopContext db, Microsoft.Extensions.Caching.Memory.IMemoryCache cache, System.Data.Common.DbDataSource source) { public async Task<object?> FindAsync(int id, CancellationToken token = default) { BODY } }";

    /// <summary>One page, one row through a cache, a connection that is opened for it: over in milliseconds, also where the endpoints take tokens.</summary>
    [Theory]
    [InlineData("await db.Orders.OrderBy(o => o.Total).Skip(id).Take(20).ToListAsync()", "return null;")]
    [InlineData("await finder.FindAsync(id)", "return await db.Orders.Where(o => o.CustomerId == id).Take(20).ToListAsync(token);")]
    [InlineData("await finder.FindAsync(id)", "return await Microsoft.Extensions.Caching.Memory.CacheExtensions.GetOrCreateAsync(cache, id, async entry => await db.Customers.FirstOrDefaultAsync(c => c.Id == id, token));")]
    [InlineData("await finder.FindAsync(id)", "await using var connection = await source.OpenConnectionAsync(token); return await db.Customers.FindAsync([id], token);")]
    public Task What_is_brief_behind_a_call(string read, string body) => Check.Suggests<PG2012EndpointWithoutToken>(
        Customers("", $"[HttpGet] public async Task<object?> [|Get|](int id) => {read};", services: Finder.Replace("BODY", "await Task.CompletedTask; " + body, StringComparison.Ordinal)));

    [Theory]
    [InlineData("await db.Orders.Where(o => o.Total > id).ToListAsync()", "return null;")]
    [InlineData("await finder.FindAsync(id)", "return await db.Customers.Where(c => c.Name.Contains(\"x\")).ToListAsync(token);")]
    [InlineData("await finder.FindAsync(id)", "return await Microsoft.Extensions.Caching.Memory.CacheExtensions.GetOrCreateAsync(cache, id, async entry => await db.Customers.Where(c => c.Name.Contains(\"x\")).ToListAsync(token));")]
    public Task What_is_not_brief_behind_a_call(string read, string body) => Check.Reports<PG2012EndpointWithoutToken>(
        Customers("", $"[HttpGet] public async Task<object?> [|Get|](int id) => {read};", services: Finder.Replace("BODY", "await Task.CompletedTask; " + body, StringComparison.Ordinal)));

    /// <summary>A role of another part of the class, or of its base, counts as well; what leaves the database is worth a token for administrators, too.</summary>
    [Theory]
    [InlineData("[Microsoft.AspNetCore.Authorization.Authorize(Roles = \"Admin\")] public partial class Report;", "partial", "ControllerBase", "await db.Orders.Where(o => o.Total > id).ToListAsync()", true)]
    [InlineData("[Microsoft.AspNetCore.Authorization.Authorize(\"AdminOnly\")] public abstract class Protected : ControllerBase;", "partial", "Protected", "await db.Orders.Where(o => o.Total > id).ToListAsync()", true)]
    [InlineData("[Microsoft.AspNetCore.Authorization.Authorize(Roles = \"Customer\")] public partial class Report;", "partial", "ControllerBase", "await db.Orders.Where(o => o.Total > id).ToListAsync()", false)]
    [InlineData("[Microsoft.AspNetCore.Authorization.Authorize(Roles = \"Admin\")] public partial class Report;", "partial", "ControllerBase", "await http.GetStringAsync(\"/\")", false)]
    public Task An_endpoint_for_administrators(string other, string modifier, string basis, string read, bool isLikely)
    {
        var scenario = Customers("", "", $"public {modifier} class Report(ShopContext db, HttpClient http) : {basis} {{ [HttpGet] public async Task<object?> [|Get|](int id) => {read}; }} {other}", Finder.Replace("BODY", "await Task.CompletedTask; return null;", StringComparison.Ordinal));
        return isLikely ? Check.Suggests<PG2012EndpointWithoutToken>(scenario) : Check.Reports<PG2012EndpointWithoutToken>(scenario);
    }

    private static Scenario Elsewhere(string action, string type = "IOrderService") => Scenario.Of()
        .Project("Core").Document("Core.cs", $"public interface {type} {{ Task<string?> GetAsync(int id, CancellationToken token = default); Task<List<string>> GetAllAsync(int id, CancellationToken token = default); Task<string?> RankAsync(int id, CancellationToken token = default); }}")
        .Project("Web", ProjectKind.Web, "Core")
        .Document("A.cs", Usings + $"public class OrdersController({type} orders) : ControllerBase {{ {action} }}")
        .Document("Program.cs", Usings + "WebApplication.Create(args).Run();");

    /// <summary>One thing by its key of the route, from another project of the solution: most likely one row.</summary>
    [Theory]
    [InlineData("[HttpGet(\"{id}\")] public async Task<IActionResult> [|One|](int id) => Ok(await orders.GetAsync(id));")]
    [InlineData("[HttpGet(\"orders/{id:int}\")] public Task<string?> [|One|](int id) => orders.GetAsync(id);")]
    public Task One_by_its_key_from_another_project(string action) => Check.Suggests<PG2012EndpointWithoutToken>(Elsewhere(action));

    [Theory]
    [InlineData("[HttpGet(\"{id}/lines\")] public async Task<IActionResult> [|One|](int id) => Ok(await orders.GetAsync(id));")]
    [InlineData("[HttpGet(\"{id}\")] public async Task<IActionResult> [|All|](int id) => Ok(await orders.GetAllAsync(id));")]
    [InlineData("[HttpGet(\"{id}\")] public async Task<IActionResult> [|Rank|](int id) => Ok(await orders.RankAsync(id));")]
    [InlineData("[HttpGet(\"{id}\")] public async Task<IActionResult> [|One|](int id) => Ok(await orders.GetAsync(id));", "IOrderClient")]
    public Task Not_one_by_its_key(string action, string type = "IOrderService") => Check.Reports<PG2012EndpointWithoutToken>(Elsewhere(action, type));

    /// <summary>The part of the class that runs for long has the token of the request.</summary>
    [Theory]
    [InlineData("public async Task<string> [|Get|]() => await orders.LoadAsync(1) + await AllAsync();", "internal async Task<string> AllAsync() => await http.GetStringAsync(\"/\", HttpContext.RequestAborted);", true)]
    [InlineData("public async Task<string> [|Get|]() => await orders.LoadAsync(1) + All();", "internal string All() => \"\";", false)]
    public Task Where_a_part_has_the_token(string action, string more, bool isLikely)
    {
        var scenario = In("ControllerBase", "[HttpGet] " + action + " " + more + " [HttpPut] public Task<string> Put(CancellationToken token) => http.GetStringAsync(\"/\", token); [HttpPost] public Task<string> Post(CancellationToken token) => http.GetStringAsync(\"/\", token);");
        return isLikely ? Check.Suggests<PG2012EndpointWithoutToken>(scenario) : Check.Reports<PG2012EndpointWithoutToken>(scenario);
    }

    [Fact]
    public Task An_endpoint_that_is_called_like_its_work() => Check.Reports<PG2012EndpointWithoutToken>(
        In("ControllerBase", "[HttpGet] public async Task<string> [|FindAsync|](int id) => await orders.FindAsync(id);"),
        "'FindAsync' cannot stop 'IOrders.FindAsync' when the client disconnects; add a CancellationToken parameter and pass it on");

    /// <summary>What awaits a deed and sends back to the page is a command, whatever it is called.</summary>
    [Theory]
    [InlineData("public async Task<IActionResult> [|Pause|](int id) { var order = await orders.FindAsync(id); if (order == \"\") { return NotFound(); } await orders.LoadAsync(id); return RedirectToAction(\"Index\"); }")]
    [InlineData("public async Task<IActionResult> [|Trigger|](int id) { await orders.FindAsync(id); return RedirectToIndex(); } private IActionResult RedirectToIndex() => RedirectToAction(\"Index\");")]
    public Task Commands_without_a_verb(string code) => Check.Suggests<PG2012EndpointWithoutToken>(In("Controller", code));

    [Theory]
    // It shows something, it only looks where to go, its attribute says that it reads.
    [InlineData("public async Task<IActionResult> [|Pause|](int id) { var order = await orders.FindAsync(id); if (order == \"\") { return RedirectToAction(\"Index\"); } await orders.LoadAsync(id); return View(order); }")]
    [InlineData("public async Task<IActionResult> [|Open|](int id) { var order = await orders.FindAsync(id); return Redirect(order); }")]
    [InlineData("[HttpGet] public async Task<IActionResult> [|Pause|](int id) { var order = await orders.FindAsync(id); await orders.LoadAsync(order.Length); return RedirectToAction(\"Index\"); }")]
    public Task Reads_that_redirect(string code) => Check.Reports<PG2012EndpointWithoutToken>(In("Controller", code));
}
