using ProdGap.Analyzers.Tasks.Scanning;

namespace ProdGap.Analyzers.Tasks.Tests;

/// <summary>The handlers of a file are told apart from the rest of it, with what a test has to request.</summary>
public sealed class HandlerTests
{
    [Theory]
    [InlineData("""app.MapGet("/orders/{id:int}", (int id, Desk desk) => desk.Find(id)); Rest();""", "|Desk Find desk id|Find|Get:orders/{id:int}")]
    [InlineData("""app.MapPost("/orders", async (Desk desk) => { await desk.Place(); return new { Done = true }; }).WithName("place"); Rest();""", "|Desk Done Place async await desk|Place|Post:orders")]
    [InlineData("""app.MapPut("/a", Handlers.Put);""", "|Handlers Put|Put|Put:a")]
    [InlineData("""app.MapDelete("/", () => { });""", "|||Delete:")]
    [InlineData("""app.MapPatch($"/{version}/a", () => Go());""", "|Go version||Patch:{}/a")]
    [InlineData("app.MapGet(@\"/a b\", () => Go());", "|Go||Get:a%20b")]
    [InlineData("app.MapGet(\"\"\"/a\"\"\", () => Go());", "|Go||Get:a")]
    [InlineData("""app . MapGet ( "/a" , () => Go());""", "|Go||Get:a")]
    public void A_mapping(string source, string part) => Assert.Equal([part], Parts(source));

    [Theory]
    [InlineData("app.MapGet(Paths.Orders, () => Go());", "|Go Orders Paths|Orders|Get:")]
    [InlineData("""app.MapGet("/a/" + Paths.Orders, () => Go());""", "|Go Orders Paths|Orders|Get:")]
    [InlineData("""app.MapGet(Version("/a"), () => Go());""", "|Go Version||Get:")]
    [InlineData("""app.MapGet(pattern: "/a", () => Go());""", "|Go pattern||Get:")]
    [InlineData("class Aa { [HttpGet(Paths.Orders)] void Find() => Go(); }", "Aa.Find|Find Go Orders Paths|Orders|Get:")]
    public void What_cannot_be_read_may_be_any_address(string source, string part)
        => Assert.Equal([part], Parts(source));

    [Theory]
    [InlineData("""var orders = app.MapGroup("/api/orders"); orders.MapGet("/{id}", () => Go());""", "Get:api/orders/{id}")]
    [InlineData("""var orders = app.MapGroup("api/orders/").WithTags("x"); orders.MapGet("", () => Go());""", "Get:api/orders")]
    [InlineData("""var api = app.MapGroup("/api"); var orders = api.MapGroup("/orders"); orders.MapGet("/a", () => Go());""", "Get:api/orders/a")]
    [InlineData("""var api = app.MapGroup("/api"); var a = api.MapGroup("/a"); var b = api.MapGroup("/b"); b.MapGet("/x", () => Go()); a.MapGet("/y", () => Go());""", "Get:api/b/x", "Get:api/a/y")]
    [InlineData("""app.MapGroup("/api").RequireAuthorization().MapGet("/a", () => Go());""", "Get:api/a")]
    [InlineData("""app.MapGroup("/api").MapGroup("/v1").MapGet("/a", () => Go()); app.MapGet("/b", () => Go());""", "Get:api/v1/a", "Get:b")]
    [InlineData("""app.MapGroup(Prefix).MapGet("/a", () => Go());""", "Get:a")]
    [InlineData("""var orders = app.MapGroup("/a" + version); orders.MapGet("/b", () => Go());""", "Get:b")]
    [InlineData("""var orders = app.MapGroup("/a"); orders = app.MapGroup(Prefix); orders.MapGet("/b", () => Go());""", "Get:b")]
    [InlineData("""void A() { var orders = app.MapGroup("/a"); orders.MapGet("/b", () => Go()); } void B(RouteGroupBuilder orders) { orders.MapGet("/c", () => Go()); }""", "Get:a/b", "Get:c")]
    [InlineData("""group.MapGet("/b", () => Go());""", "Get:b")]
    public void The_prefix_of_a_group(string source, params string[] routes) => Assert.Equal(routes, Parts(source).Select(part => part.Split('|')[3]));

    [Theory]
    [InlineData("""[HttpGet("{id}")] public IActionResult Find(int id) { return Ok(desk.Find(id)); }""", "OrdersController.Find", "Get:api/Orders/{id}")]
    [InlineData("""[HttpGet] public IActionResult Find(int id) => Ok(new { Done = desk.Find(id) });""", "OrdersController.Find", "Get:api/Orders")]
    [InlineData("""[Authorize, HttpPost("/place")] public async Task<ActionResult<Order>> Place([FromBody] Order order, CancellationToken token = default) { if (order is { Id: 1 }) { } return desk.Place(); }""", "OrdersController.Place", "Post:place")]
    [InlineData("""[HttpPut("~/a/[action]", Name = "put"), Authorize(Roles = "x")] public void Put() { }""", "OrdersController.Put", "Put:a/Put")]
    [InlineData("""[HttpDelete(Name = "delete")] public void Delete() { }""", "OrdersController.Delete", "Delete:api/Orders")]
    [InlineData("""[Route("cheap")] [HttpGet] public void Cheap() { }""", "OrdersController.Cheap", "Get:api/Orders/cheap")]
    [InlineData("""[HttpGet] [Route("cheap")] public void Cheap() { }""", "OrdersController.Cheap", "Get:api/Orders/cheap")]
    [InlineData("""[HttpGet("a")] [HttpPost("b")] public void Both() { }""", "OrdersController.Both", "Get:api/Orders/a Post:api/Orders/b")]
    [InlineData("""[HttpGet, HttpPost] public void Both() { }""", "OrdersController.Both", "Get:api/Orders Post:api/Orders")]
    [InlineData("""[HttpGetAttribute("a")] public (int, string) Pair() => (1, Name(2));""", "OrdersController.Pair", "Get:api/Orders/a")]
    public void A_method_with_its_address(string method, string name, string routes)
    {
        var parts = Parts($$"""[ApiController, Route("api/[controller]")] public class OrdersController(Desk desk) : ControllerBase { private int count; {{method}} private void Rest() { Other(); } }""");
        var fields = Assert.Single(parts).Split('|');
        Assert.Equal([name, routes], [fields[0], fields[3]]);
        Assert.DoesNotContain("Other", fields[1], StringComparison.Ordinal);
        Assert.Contains("Other", Whole, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_method_has_its_own()
        => Assert.Equal(
            ["Aa.One|First One||Get:one", "Aa.Two|Second Two||Post:two", "Bb.Three|Third Three||Get:b"],
            Parts("""class Aa { [HttpGet("one")] void One() => First(); [HttpPost("two")] void Two() { Second(); } } [Route("b")] class Bb { [HttpGet] void Three() { Third(); } }"""));

    [Fact]
    public void What_two_use_both_have_and_the_rest_of_the_file_has_its_own()
    {
        Assert.Equal(["|One Shared|One|Get:a", "|Shared Two|Two|Get:b"], Parts("""class A { void Map() { app.MapGet("a", () => Shared.One()); app.MapGet("b", () => Shared.Two()); } Shared field; }"""));
        Assert.Equal("Map MapGet Shared app field", Whole);
    }

    [Theory]
    [InlineData("""app.MapGet("/a", () => { Go();""")]
    [InlineData("""class A { [HttpGet("a")] void One() { Go();""")]
    [InlineData("""class A { [HttpGet("a")] void One() { Go(); } }}""")]
    [InlineData("class A {\n[HttpGet(\"a\")] void One() {\n#if X\nif (x) {\n#else\nGo(); {\n#endif\n} } }")]
    [InlineData("""class A { [HttpGet("a" """)]
    [InlineData("""app.MapGroup("/a").MapGet(""")]
    public void Where_brackets_do_not_match_the_file_is_one(string source)
    {
        Assert.Empty(Parts(source));
        Assert.Equal(source.Contains("Go()", StringComparison.Ordinal), Whole.Contains("Go", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""map.MapGet["/a"] = Go();""")]
    [InlineData("""MapGet("/a", () => Go());""")]
    [InlineData("""app.MapGetAll("/a", () => Go());""")]
    [InlineData("""var x = table[HttpGet("a")]; Go();""")]
    [InlineData("""void A([HttpGet("a")] int b) { Go(); }""")]
    [InlineData("""// app.MapGet("/a", () => Go());""")]
    [InlineData(""""
        var text = """app.MapGet("/a", () => Go());""";
        """")]
    public void No_handlers(string source) => Assert.Empty(Parts(source));

    [Theory]
    [InlineData("@page \"/orders/{Id:int}\"\n@inject Desk desk", "Get:/orders/{Id:int}")]
    [InlineData("@page \"/b\"\r\n@page \"/a\"\r\n", "Get:/a Get:/b")]
    [InlineData("@page\n<h1>Go</h1>", null)]
    [InlineData("@page ", null)]
    [InlineData("@page \"/open", null)]
    [InlineData("<p>@page \"/a\"</p>", null)]
    [InlineData("@inject Desk desk", null)]
    public void A_page_with_its_address(string source, string? routes)
        => Assert.Equal(routes, new SourceScanner().ScanMarkup(source.ToCharArray(), source.Length, "Orders").AsUpstream().Single().Split('\t').ElementAtOrDefault(3));

    [Fact]
    public void Of_a_test_nothing_is_told_apart()
        => Assert.Equal("\tGo MapGet app\tMapGet\t/a", Scanned("""app.MapGet("/a", () => Go());""").AsTest());

    private string Whole { get; set; } = "";

    private static SourceFacts Scanned(string source) => new SourceScanner().Scan(source.ToCharArray(), source.Length);

    private List<string> Parts(string source)
    {
        var lines = Scanned(source).AsUpstream();
        Whole = lines[0].Split('\t')[1];
        return [.. lines.Skip(1).Select(line => line.Replace('\t', '|'))];
    }
}
