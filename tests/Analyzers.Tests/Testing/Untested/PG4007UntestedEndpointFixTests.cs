using ProdGap.Analyzers.CodeFixes.Testing.Untested;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Testing.Untested;
using ProdGap.Analyzers.Tests.Harness.TestProjects;

namespace ProdGap.Analyzers.Tests.Testing.Untested;

/// <summary>Scaffolds of requests: where they go, what they send, and that they compile.</summary>
public sealed class PG4007UntestedEndpointFixTests
{
    private const string Usings = "using Microsoft.AspNetCore.Builder;\nusing Microsoft.AspNetCore.Http;\nusing Microsoft.AspNetCore.Mvc;\nusing Microsoft.AspNetCore.Routing;\n\n";

    private const string Head = Usings + "var app = WebApplication.CreateBuilder(args).Build();\napp.MapOrders();\napp.Run();\n\npublic partial class Program;\n\n";

    private const string ApiTests = """
        using Microsoft.AspNetCore.Mvc.Testing;
        using Xunit;

        namespace Shop.Tests;

        public class ApiTests(WebApplicationFactory<Program> factory) : IClassFixture<WebApplicationFactory<Program>>
        {
            [Fact]
            public async Task GetOrders_ReturnsAll()
            {
                var client = factory.CreateClient();

                Assert.NotEmpty(await client.GetStringAsync("/orders"));
            }
        }
        """;

    private const string Added = """

            [Fact]
            public async Task GetOrdersById_Answers()
            {
                Assert.Fail("Describe what GET /orders/{id} returns.");

                using var client = factory.CreateClient();

                using var response = await client.GetAsync("/orders/1");
            }

            [Fact]
            public async Task PostOrders_Answers()
            {
                Assert.Fail("Describe what POST /orders returns.");

                using var client = factory.CreateClient();

                using var response = await client.PostAsJsonAsync("/orders", new Order("Name", 1));
            }
        }
        """;

    private static string Orders(string maps, string more = "") => Head + "public static class OrderEndpoints\n{\n    public static void MapOrders(this WebApplication app)\n    {\n        app.MapGet(\"/orders\", () => Environment.TickCount);\n" + maps + "\n    }\n}\n" + more;

    private static async Task<string> Mended(string production, string tests, Func<Scenario, Scenario>? with = null)
    {
        var before = HostedProgram.Of(production, ("Tests.cs", tests));
        return string.Join("\n----\n", (await SuiteOf(with?.Invoke(before) ?? before)).OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Value));
    }

    private static async Task<Dictionary<string, string>> SuiteOf(Scenario before)
    {
        var mended = await Check.Mended<PG4007UntestedEndpoint, PG4007UntestedEndpointFix>(before);
        var texts = new Dictionary<string, string>();
        foreach (var document in mended.Projects.Single(project => project.Name == "Shop.Tests").Documents.Where(document => document.Name != "GlobalUsings.g.cs"))
        {
            texts.Add(string.Join('/', [.. document.Folders, document.Name]), (await document.GetTextAsync()).ToString());
        }

        return texts;
    }

    [Fact]
    public async Task Into_the_class_that_hosts_the_program()
    {
        var production = Orders("        app.MapGet(\"/orders/{id:int}\", (int id) => Environment.TickCount);\n        app.MapPost(\"/orders\", (Order order) => Environment.TickCount);", "public record Order(string Name, int Count);\n");
        var after = ApiTests.Replace("using Microsoft.AspNetCore.Mvc.Testing;", "using System.Net.Http.Json;\nusing Microsoft.AspNetCore.Mvc.Testing;")[..^1] + Added;
        await Check.Rewrites<PG4007UntestedEndpoint, PG4007UntestedEndpointFix>(HostedProgram.Of(production, ("Tests.cs", ApiTests)), production, IndexText.Of(ApiTests), HostedProgram.Factory, after);
        await Check.Reports<PG4007UntestedEndpoint>(Scenario.Of(ProjectKind.Web, production).AdditionalFile("tests.index", IndexText.Of(after), "test-index"));
    }

    [Theory]
    [InlineData("app.MapGet(\"/a/{id:guid}\", (Guid id) => Environment.TickCount);", "GetAsync(\"/a/00000000-0000-0000-0000-000000000001\")")]
    [InlineData("app.MapGet(\"/a/{id}\", (long id) => Environment.TickCount);", "GetAsync(\"/a/1\")")]
    [InlineData("app.MapGet(\"/a/{name}\", (string name) => Environment.TickCount);", "GetAsync(\"/a/name\")")]
    [InlineData("app.MapGet(\"/a/{kind:alpha:minlength(2)=all}/{*rest}\", (string kind, string rest) => Environment.TickCount);", "GetAsync(\"/a/all/rest\")")]
    [InlineData("app.MapGet(\"/a/search\", (string q, int? page, int size, CancellationToken token, HttpContext context) => Environment.TickCount);", "GetAsync(\"/a/search?q=q&size=1\")")]
    [InlineData("app.MapGroup(\"/api\").MapGroup(\"v1\").MapDelete(\"/a/{id}\", (int id) => Environment.TickCount);", "DeleteAsync(\"/api/v1/a/1\")")]
    [InlineData("app.MapPut(\"/a/{id}\", (int id, [FromBody] System.Text.Json.JsonElement body) => Environment.TickCount);", "PutAsync(\"/a/1\", new StringContent(\"\"))")]
    [InlineData("app.MapPost(\"/a/{id}/stop\", (int id) => Environment.TickCount);", "PostAsync(\"/a/1/stop\", null)")]
    [InlineData("app.MapPatch(\"/a\", (Change change) => Environment.TickCount);", "PatchAsJsonAsync(\"/a\", new Change() { To = \"To\" })")]
    [InlineData("app.MapPost(\"/a\", (Worker worker, IServiceProvider services, string name) => Environment.TickCount);", "PostAsync(\"/a?name=name\", null)")]
    [InlineData("app.MapPost(\"/a\", (IFormFile file) => Environment.TickCount);", "PostAsync(\"/a\", new StringContent(\"\"))")]
    [InlineData("app.MapMethods(\"/a\", [\"PUT\"], Handle); static int Handle(int n) => n + 1;", "PutAsync(\"/a?n=1\", null)")]
    [InlineData("app.MapGet(\"/a\", async context => await context.Response.WriteAsync(\"x\"));", "GetAsync(\"/a\")")]
    [InlineData("app.MapGet(\"/a\", (string q, [FromHeader(Name = \"X-Agent\")] string agent, [Microsoft.Extensions.DependencyInjection.FromKeyedServices(\"a\")] Worker worker) => Environment.TickCount);", "GetAsync(\"/a?q=q\")")]
    [InlineData("app.MapGet(\"/a\", (string q, [FromLegacy] string size) => Environment.TickCount);", "GetAsync(\"/a?q=q&size=size\")")]
    public async Task What_is_sent(string map, string expected)
    {
        var tests = await Mended(Orders(map, "public class Change { public required string To { get; init; } } public class Worker(IServiceProvider services) { public void Do() => services.GetType(); } public sealed class FromLegacyAttribute : Attribute;"), ApiTests);
        Assert.Contains("using var response = await client." + expected + ";", tests);
    }

    [Theory]
    [InlineData("[Route(\"api/[controller]\")] public class CartController : ControllerBase { [HttpPut(\"{id}\")] public int Change(int id, [FromBody] Line line) => Environment.TickCount; } public record Line(int Count);", "PutAsJsonAsync(\"/api/Cart/1\", new Line(1))", "Task PutCartById_Answers()")]
    [InlineData("public class CartController : Controller { public IActionResult Details(int id) => View(Environment.TickCount); }", "GetAsync(\"/Cart/Details/1\")", "Task RequestCartDetailsById_Answers()")]
    [InlineData("[Route(\"api/cart\")] public class CartController : ControllerBase { [HttpPost(\"x\")] public int Raise([FromForm] string a) => Environment.TickCount; }", "PostAsync(\"/api/cart/x\", new StringContent(\"\"))", "Task PostCartX_Answers()")]
    public async Task Actions(string controller, string expected, string name)
    {
        var tests = await Mended(Orders("", controller), ApiTests);
        Assert.Contains("using var response = await client." + expected + ";", tests);
        Assert.Contains(name, tests);
    }

    [Theory]
    // A field, a property of a base, a helper, a fixture's own.
    [InlineData("ApiTests : IClassFixture<WebApplicationFactory<Program>>", "private readonly HttpClient _client; public ApiTests(WebApplicationFactory<Program> factory) { _client = factory.CreateClient(); }", "_client.GetStringAsync", "await _client.GetAsync(")]
    [InlineData("ApiTests : Base", "", "Client.GetStringAsync", "await Client.GetAsync(")]
    [InlineData("ApiTests(WebApplicationFactory<Program> factory) : IClassFixture<WebApplicationFactory<Program>>", "private HttpClient Login() => factory.CreateClient();", "Login().GetStringAsync", "using var client = Login();")]
    [InlineData("ApiTests(WebApplicationFactory<Program> factory) : IClassFixture<WebApplicationFactory<Program>>", "private HttpClient Login() => factory.CreateClient();", "factory.CreateClient().GetStringAsync", "using var client = factory.CreateClient();")]
    [InlineData("ApiTests(Fixture fixture) : IClassFixture<Fixture>", "", "fixture.Client.GetStringAsync", "await fixture.Client.GetAsync(")]
    [InlineData("ApiTests(OwnFactory own) : IClassFixture<OwnFactory>", "", "own.CreateClient().GetStringAsync", "using var client = own.CreateClient();")]
    public async Task The_client_is_that_of_the_neighbors(string head, string member, string use, string expected)
    {
        const string helpers = "\npublic class Base : IDisposable { private readonly WebApplicationFactory<Program> factory = new(); protected HttpClient Client => factory.CreateClient(); public void Dispose() => factory.Dispose(); }\n"
            + "public class Fixture { private readonly WebApplicationFactory<Program> factory = new(); public HttpClient Client { get; } public Fixture() { Client = factory.CreateClient(); } }\n"
            + "public class OwnFactory : WebApplicationFactory<Program> { }\n";
        var source = $"using Microsoft.AspNetCore.Mvc.Testing;\nusing Xunit;\n\nnamespace Shop.Tests;\n\npublic class {head}\n{{\n    {member}\n\n    [Fact]\n    public async Task Orders_come()\n    {{\n        Assert.NotEmpty(await {use}(\"/orders\"));\n    }}\n}}\n{helpers}";
        Assert.Contains(expected, await Mended(Orders("app.MapGet(\"/a\", () => Environment.TickCount);"), source));
    }

    [Fact]
    public async Task Where_no_class_hosts_the_program_the_test_does()
    {
        const string other = "using Microsoft.AspNetCore.Mvc.Testing;\nusing Xunit;\n\nnamespace Shop.Tests;\n\npublic class StockTests\n{\n    [Fact]\n    public async Task Stock_is_there()\n    {\n        using var factory = new WebApplicationFactory<Program>();\n        Assert.NotEmpty(await factory.CreateClient().GetStringAsync(\"/orders\"));\n    }\n}\n";
        var mended = await SuiteOf(HostedProgram.Of(Orders("app.MapGet(\"/a\", () => Environment.TickCount); app.MapGet(\"/b\", () => Environment.TickCount);"), ("Tests.cs", other)));
        Assert.Equal(["OrderEndpointsTests.cs", "Tests.cs"], mended.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("""
            using Microsoft.AspNetCore.Mvc.Testing;
            using Xunit;

            namespace Shop.Tests;

            public class OrderEndpointsTests
            {
                [Fact]
                public async Task GetA_answers()
                {
                    Assert.Fail("Describe what GET /a returns.");

                    using var factory = new WebApplicationFactory<Program>();
                    using var client = factory.CreateClient();

                    using var response = await client.GetAsync("/a");
                }

                [Fact]
                public async Task GetB_answers()
                {
                    Assert.Fail("Describe what GET /b returns.");

                    using var factory = new WebApplicationFactory<Program>();
                    using var client = factory.CreateClient();

                    using var response = await client.GetAsync("/b");
                }
            }

            """, mended["OrderEndpointsTests.cs"]);

        var unattended = await SuiteOf(HostedProgram.Of(Orders("app.MapGet(\"/a\", () => Environment.TickCount); app.MapGet(\"/b\", () => Environment.TickCount);"), ("Tests.cs", other)).Unattended());
        Assert.Single(unattended["Tests.cs"].Split("class OrderEndpointsTests").Skip(1));
    }

    [Theory]
    // The one whose name, or whose requests, fit.
    [InlineData("OrderEndpointsTests", "/x")]
    [InlineData("OrdersTests", "/x")]
    [InlineData("ApiTests", "/x")]
    [InlineData("SomeTests", "/a/one")]
    public async Task Of_several_classes_the_one_that_fits(string name, string requested)
    {
        var mended = await SuiteOf(HostedProgram.Of(
            Orders("app.MapGet(\"/a/one/two\", () => Environment.TickCount);"),
            ("First.cs", ApiTests.Replace("ApiTests", "FirstTests")),
            ("Second.cs", ApiTests.Replace("ApiTests", name).Replace("\"/orders\"", $"\"{requested}\"")),
            ("Third.cs", ApiTests.Replace("ApiTests", "ThirdTests"))));
        Assert.Contains("/a/one/two", mended["Second.cs"]);
    }

    [Theory]
    // A group that came from elsewhere; its prefix is not known.
    [InlineData("public static class More { public static void Map(this RouteGroupBuilder group) => group.MapGet(\"/a/b\", () => Environment.TickCount); }", ApiTests)]
    // Nothing is requested yet: the first test is not written by a machine.
    [InlineData("public static class More { public static void Map(this WebApplication app) => app.MapGet(\"/a/b\", () => Environment.TickCount); }", "public class T { [Xunit.Fact] public void Test() { } }")]
    // The program is hosted by something else.
    [InlineData("public static class More { public static void Map(this WebApplication app) => app.MapGet(\"/a/b\", () => Environment.TickCount); }", "public class T { [Xunit.Fact] public async Task Test() { await new HttpClient().GetAsync(\"/orders\"); } }", true)]
    // The test stands there already, and the index is older.
    [InlineData("public static class More { public static void Map(this WebApplication app) => app.MapGet(\"/a/b\", () => Environment.TickCount); }", "using Microsoft.AspNetCore.Mvc.Testing; public class T(WebApplicationFactory<Program> factory) : Xunit.IClassFixture<WebApplicationFactory<Program>> { [Xunit.Fact] public async Task Test() { Xunit.Assert.Fail(\"Describe what GET /a/b returns.\"); await factory.CreateClient().GetAsync(\"/orders\"); } }")]
    public Task Refusals(string more, string tests, bool withoutFactory = false)
    {
        var production = Orders("", more);
        return Check.OffersOnly<PG4007UntestedEndpoint, PG4007UntestedEndpointFix>(withoutFactory
            ? Scenario.Of(ProjectKind.Web, production).AdditionalFile("tests.index", IndexText.Of(tests), "test-index").Project("Shop.Tests", ProjectKind.Test, "Shop").Document("Tests.cs", tests)
            : HostedProgram.Of(production, ("Tests.cs", tests)));
    }

    [Fact]
    public async Task The_entry_of_the_program_must_be_seen() => await Check.OffersOnly<PG4007UntestedEndpoint, PG4007UntestedEndpointFix>(
        HostedProgram.Of(Orders("app.MapGet(\"/a\", () => Environment.TickCount);").Replace("public partial class Program;", "internal partial class Program;"), ("Tests.cs", "public class T { [Xunit.Fact] public async Task Test() { await new HttpClient().GetAsync(\"/orders\"); } }")));

    [Fact]
    public async Task In_the_words_of_NUnit()
    {
        const string tests = "using Microsoft.AspNetCore.Mvc.Testing;\nusing NUnit.Framework;\n\npublic class ApiTests\n{\n    private HttpClient client = null!;\n\n    [SetUp]\n    public void SetUp() => client = new WebApplicationFactory<Program>().CreateClient();\n\n    [TearDown]\n    public void TearDown() => client.Dispose();\n\n    [Test]\n    public async Task OrdersCome()\n    {\n        Assert.That(await client.GetStringAsync(\"/orders\"), Is.Not.Empty);\n    }\n}\n";
        var mended = await Mended(Orders("app.MapGet(\"/a\", () => Environment.TickCount);"), tests, scenario => scenario.TestedWith("nunit"));
        Assert.Contains("    [Test]\n    public async Task GetAAnswers()\n    {\n        Assert.Fail(\"Describe what GET /a returns.\");\n\n        using var response = await client.GetAsync(\"/a\");\n    }\n}\n", mended);
    }
}
