using ProdGap.Analyzers.CodeFixes.Testing.Untested;
using ProdGap.Analyzers.Testing.Untested;
using ProdGap.Analyzers.Tests.Harness.TestProjects;
using Xunit.Abstractions;

namespace ProdGap.Analyzers.Tests.Testing.Reachability;

/// <summary>Half-typed endpoints and half-typed tests of them make neither the rule nor its fix throw.</summary>
public sealed class PG4007CutsTests(ITestOutputHelper output)
{
    private static readonly int Cuts = Randomness.Draws(100);

    private const string Production = """
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Routing;

        var app = WebApplication.CreateBuilder(args).Build();
        var orders = app.MapGroup("/api").MapGroup("orders/{tenant:regex(^[[a-z]]{{1,3}}$)}").WithTags("x");
        app.MapGet("/known", () => Environment.TickCount);
        orders.MapGet("/{id:int=5}/{*rest}", (int id, string? rest) => id).WithName(nameof(Order));
        orders.MapPost("/", (Order order) => Results.Created("/", order)).WithName("PostOrder");
        app.MapMethods("/any", ["PUT", "PATCH"], Handlers.Any);
        app.MapControllerRoute("default", "{controller=Home}/{action=Index}/{id?}");
        app.Run();

        public partial class Program;

        public record Order(string Name, int Count);

        public static class Handlers
        {
            public static int Any([FromBody] Order order, Guid id, CancellationToken token) => order.Count;

            public static void Map(this IEndpointRouteBuilder endpoints) => endpoints.MapDelete("/api/orders/{id}", (Guid id) => { return Environment.TickCount; });
        }

        [ApiController]
        [Route("api/[controller]"), Route("v2/[controller]/[action]")]
        public class CartsController : ControllerBase
        {
            [HttpGet("{id}"), HttpGet("all/{id}", Name = "All")]
            public int Get(int id) => Environment.TickCount;

            [AcceptVerbs("PUT", "POST", Route = "/put")]
            public int Put([FromForm] string name) => Environment.TickCount;
        }

        public class HomeController : Controller
        {
            public IActionResult Index(string q) => View(Environment.TickCount);
        }
        """;

    private const string Tests = """
        using Microsoft.AspNetCore.Mvc.Testing;
        using Xunit;

        namespace Shop.Tests;

        public class ApiTests(WebApplicationFactory<Program> factory) : IClassFixture<WebApplicationFactory<Program>>
        {
            private HttpClient Create() => factory.CreateClient();

            [Fact]
            public async Task GetKnown_Works()
            {
                Assert.NotEmpty(await Create().GetStringAsync("/known"));
            }
        }
        """;

    [Fact]
    public async Task Cut_anywhere()
    {
        var random = Randomness.Start(output);
        var changed = 0;
        for (var i = 0; i < Cuts; i++)
        {
            var (production, tests) = random.Next(3) switch { 0 => (random.Cut(Production), Tests), 1 => (Production, random.Cut(Tests)), _ => (random.Cut(Production), random.Cut(Tests)) };
            changed += await new AppliedFix(new PG4007UntestedEndpoint(), new PG4007UntestedEndpointFix()).MendsAnyway(HostedProgram.Of(production, ("Tests.cs", tests)).Broken());
        }

        output.WriteLine($"{changed} documents changed in {Cuts} cuts.");
        Assert.NotEqual(0, changed);
    }

    [Theory]
    [InlineData("a chain of groups")]
    [InlineData("a chain of conventions")]
    public async Task Odd_input(string what)
    {
        var chain = string.Concat(Enumerable.Repeat(what.EndsWith("groups", StringComparison.Ordinal) ? ".MapGroup(\"/a\")" : ".WithTags(\"a\")", 300));
        await Check.Reports<PG4007UntestedEndpoint>(HostedProgram.Of(
            $"using Microsoft.AspNetCore.Builder; using Microsoft.AspNetCore.Http; var app = WebApplication.CreateBuilder(args).Build(); app.MapGet(\"/known\", () => Environment.TickCount); app.MapGroup(\"/b\"){chain}.MapGet(\"/c\", () => Environment.TickCount); app.Run(); public partial class Program;",
            ("Tests.cs", Tests)));
    }
}
