using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using ProdGap.Analyzers.Core.Hosting;
using ProdGap.Analyzers.Observability.Startup;
using ProdGap.Analyzers.Security.CrossSite;
using ProdGap.Analyzers.Security.Endpoints;

namespace ProdGap.Analyzers.Tests.Core.AspNetCore;

/// <summary>The rules about the start-up of a web app, and their fixes, over a start-up that is being typed.</summary>
public sealed class StartupCutsTests
{
    private const string Program =
        """
        using Microsoft.AspNetCore.Antiforgery;
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Routing;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddAuthentication().AddCookie();
        builder.Services.AddAuthorization();
        builder.Services.AddControllers(options => options.MaxModelValidationErrors = 10);
        builder.Services.AddCors(options =>
        {
            options.AddDefaultPolicy(policy => policy.AllowAnyOrigin().WithMethods("GET", "POST"));
            options.AddPolicy("x", policy => policy.SetIsOriginAllowed(origin => { return true; }).AllowCredentials());
            options.AddPolicy("y", policy => _ = builder.Environment.IsDevelopment() ? policy.WithOrigins("*") : policy);
        });
        var app = builder.Build();
        if (!app.Environment.IsDevelopment()) { app.UseCors("x"); } else { app.UseCors("y"); }
        app.Use(async (context, next) => { if (context.Response.StatusCode != 401) { await next(context); } });
        var api = app.MapGroup("/api").WithTags("api");
        var orders = api.MapGroup("/orders");
        orders.MapGet("/{id:int}", (int id) => id).WithName("get").AddEndpointFilter<Timing>();
        orders.MapPost("/", [Authorize] (int id) => Results.Ok(id));
        orders.MapPost("/photo", [RequireAntiforgeryToken(false)] (IFormFile photo) => photo.Length).RequireAuthorization("x").DisableAntiforgery();
        var kept = orders.MapPut("/", Endpoints.Put);
        kept.WithTags("put");
        api.MapMore(2).WithTags("more");
        app.MapControllers();
        await app.RunAsync();

        public sealed class Timing : IEndpointFilter
        {
            public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => await next(context);
        }

        public static class Endpoints
        {
            public static int Put(int id) => id;

            public static RouteGroupBuilder MapMore(this RouteGroupBuilder group, int count)
            {
                var more = count > 1 ? group.MapGroup("/more") : group;
                more.MapDelete("/{id}", (string id) => id);
                group.MapPatch("/all", () => 1);
                return group;
            }
        }

        [ApiController, Route("stock")]
        public class StockController : ControllerBase
        {
            [HttpGet] public int All() => 1;
            [HttpPost("{id}")] public IActionResult Add(int id) => id == 1 ? Unauthorized() : Ok();
            [HttpPost, IgnoreAntiforgeryToken(Order = 1001)] public IActionResult Count([FromForm] int id) => Ok(id);
        }

        [Authorize]
        public class ShelfController : Controller
        {
            public IActionResult Index() => View();
            [HttpPost, ActionName("put")] public IActionResult Put(int id) => RedirectToAction("Index");
        }
        """;

    private static readonly CSharpParseOptions Latest = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);

    [Fact]
    public async Task Cut_anywhere_it_makes_nothing_throw()
    {
        var host = new ProdGapAnalyzer([new PG1007CorsAllowsAnyone(), new PG1008UnprotectedEndpoint(), new PG1022AntiforgeryOff(), new PG3004MissingExceptionHandler(), new PG3005MissingHealthCheck()]);
        var usings = CSharpSyntaxTree.ParseText("global using System; global using System.Threading.Tasks;", Latest);
        var frame = CSharpCompilation.Create("Cut", [usings], References.Production, new CSharpCompilationOptions(OutputKind.ConsoleApplication));
        var ids = new HashSet<string>();
        for (var at = 0; at <= Program.Length; at += Randomness.IsDeep ? 3 : 37)
        {
            // What was typed so far, and what is left while a piece in the middle is being rewritten.
            foreach (var cut in new[] { Program[..at], Program.Remove(at, Math.Min(3 + at % 29, Program.Length - at)) })
            {
                var tree = CSharpSyntaxTree.ParseText(cut, Latest, "Cut.cs");
                var findings = await Check.Findings(frame.AddSyntaxTrees(tree), new AnalyzerOptions([]), [host]);
                ids.UnionWith(findings.Select(finding => finding.Id));
                await Self.MendEach(cut, findings);
            }
        }

        Assert.Equal(["PG1007", "PG1008", "PG1022", "PG3004", "PG3005"], ids.Order());
    }
}
