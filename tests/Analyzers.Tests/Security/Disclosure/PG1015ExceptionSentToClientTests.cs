using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Hosting;
using ProdGap.Analyzers.Security.Disclosure;

namespace ProdGap.Analyzers.Tests.Security.Disclosure;

public sealed class PG1015ExceptionSentToClientTests
{
    internal const string Types =
        """
        public interface IStore { string Save(int id); }
        public class OutOfStockException(string message) : Exception(message);
        public class ErrorBody { public ErrorBody() { } public ErrorBody(string text) { Message = text; } public string? Message { get; set; } public List<string> Errors { get; } = []; public static ErrorBody Fail(string text) => new(text); }
        """;

    internal static string Action(string handler, string type = "IActionResult") =>
        $$"""
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.Hosting;
        using Microsoft.Extensions.Logging;

        public class OrdersController(IStore store, ILogger<OrdersController> logger, IHostEnvironment env) : ControllerBase
        {
            public async Task<{{type}}> Place(int id)
            {
                _ = (logger, env);
                await Task.Yield();
                try
                {
                    return Ok(store.Save(id));
                }
                {{handler}}
            }

            private static string Shorten(string text) => text[..10];
        }

        {{Types}}
        """;

    [Theory]
    [InlineData("catch (Exception ex) { return BadRequest([|ex.Message|]); }")]
    [InlineData("catch (Exception ex) { return StatusCode(500, [|ex.Message|]); }")]
    [InlineData("catch (Exception ex) { return StatusCode(500, [|ex.ToString()|]); }")]
    [InlineData("catch (Exception ex) { return StatusCode(500, $\"Failed: {[|ex.Message|]}\"); }")]
    [InlineData("catch (Exception ex) { return StatusCode(500, \"Failed: \" + [|ex|]); }")]
    [InlineData("catch (Exception ex) { return BadRequest([|ex|]); }")]
    [InlineData("catch (Exception ex) { return Ok(new { success = false, error = [|ex.Message|] }); }")]
    [InlineData("catch (Exception ex) { return StatusCode(500, new { error = [|ex.Message|], stack = ex.StackTrace }); }")]
    [InlineData("catch (Exception ex) { return StatusCode(500, new ErrorBody { Message = [|ex.Message|] }); }")]
    [InlineData("catch (Exception ex) { return StatusCode(500, new ErrorBody { Errors = { \"Failed\", [|ex.Message|] } }); }")]
    [InlineData("catch (Exception ex) { return StatusCode(500, new ErrorBody([|ex.Message|])); }")]
    [InlineData("catch (Exception ex) { return BadRequest(ErrorBody.Fail([|ex.Message|])); }")]
    [InlineData("catch (Exception ex) { return Problem(detail: [|ex.Message|]); }")]
    [InlineData("catch (Exception ex) { return Problem([|ex.StackTrace|], title: ex.Message); }")]
    [InlineData("catch (Exception ex) { return Content([|ex.Message|]); }")]
    [InlineData("catch (Exception ex) { return BadRequest([|ex.InnerException?.Message|] ?? ex.Message); }")]
    [InlineData("catch (Exception ex) { return BadRequest(new { error = ex.InnerException != null ? [|ex.InnerException.Message|] : ex.Message }); }")]
    [InlineData("catch (Exception ex) { var message = ex.Message; return BadRequest([|message|]); }")]
    [InlineData("catch (Exception ex) { var body = new ErrorBody { Message = \"Failed: \" + ex.Message }; return StatusCode(500, [|body|]); }")]
    [InlineData("catch (Exception ex) { return new ObjectResult(new { error = [|ex.Message|] }) { StatusCode = 500 }; }")]
    [InlineData("catch (Exception ex) { return new ObjectResult(new ProblemDetails { Status = 500, Detail = [|ex.Message|] }); }")]
    [InlineData("catch (Exception ex) { var problem = new ProblemDetails { Status = 500 }; problem.Detail = [|ex.Message|]; return new ObjectResult(problem); }")]
    [InlineData("catch (Exception ex) { var problem = new ProblemDetails { Status = 500 }; problem.Extensions[\"trace\"] = [|ex.StackTrace|]; return new ObjectResult(problem); }")]
    [InlineData("catch (Exception ex) { return new BadRequestObjectResult([|ex.Message|]); }")]
    [InlineData("catch (System.Data.Common.DbException ex) { return Conflict([|ex.Message|]); }")]
    [InlineData("catch (System.Net.Http.HttpRequestException ex) { return StatusCode(StatusCodes.Status502BadGateway, [|ex.Message|]); }")]
    [InlineData("catch (System.Net.WebException ex) { return BadRequest([|ex.Message|]); }")]
    [InlineData("catch (UnauthorizedAccessException ex) { return BadRequest(new { error = [|ex.Message|] }); }")]
    [InlineData("catch (UnauthorizedAccessException ex) { return Conflict([|ex.Message|]); }")]
    [InlineData("catch (UnauthorizedAccessException ex) { return StatusCode(500, [|ex.Message|]); }")]
    [InlineData("catch (Exception ex) when (ex is UnauthorizedAccessException or ArgumentException) { return BadRequest([|ex.Message|]); }")]
    [InlineData("catch (UnauthorizedAccessException ex) { return Unauthorized([|ex.ToString()|]); }")]
    [InlineData("catch (InvalidOperationException ex) { return StatusCode(500, [|ex.Message|]); }")]
    [InlineData("catch (OutOfStockException ex) { return Problem([|ex.Message|]); }")]
    [InlineData("catch (OutOfStockException ex) { return BadRequest([|ex.ToString()|]); }")]
    [InlineData("catch (BadHttpRequestException ex) { return StatusCode(500, [|ex.Message|]); }")]
    [InlineData("catch (Exception ex) { throw new Microsoft.AspNetCore.SignalR.HubException([|ex.Message|], ex); }")]
    [InlineData("catch (Exception ex) { if (env.IsDevelopment()) { return BadRequest(ex.Message); } else { return BadRequest([|ex.Message|]); } }")]
    [InlineData("catch (Exception ex) { var isDevice = Request.Headers.UserAgent.Count > 0; if (isDevice) { return StatusCode(500, [|ex.ToString()|]); } return Problem(); }")]
    [InlineData("catch (Exception ex) { if (ex is OutOfStockException) { return Conflict(ex.Message); } return BadRequest([|ex.Message|]); }")]
    public Task What_actions_send(string handler) => Check.Reports<PG1015ExceptionSentToClient>(Action(handler));

    [Theory]
    [InlineData("catch (Exception ex) { logger.LogError(ex, \"No\"); return Problem(); }")]
    [InlineData("catch (Exception ex) { logger.LogError(ex, \"No\"); return StatusCode(500, \"Failed\"); }")]
    [InlineData("catch (Exception ex) { logger.LogError(ex.Message); return BadRequest(new { Message = \"no\", id }); }")]
    [InlineData("catch (OutOfStockException ex) { return Conflict(ex.Message); }")]
    [InlineData("catch (OutOfStockException ex) { return BadRequest(new { error = ex.Message }); }")]
    [InlineData("catch (OutOfStockException ex) { return StatusCode(409, new ErrorBody(ex.Message)); }")]
    [InlineData("catch (OutOfStockException ex) { return Problem(detail: ex.Message, statusCode: 409); }")]
    [InlineData("catch (OutOfStockException ex) { return new ObjectResult(new ProblemDetails { Status = 409, Detail = ex.Message }); }")]
    [InlineData("catch (ArgumentException ex) { return BadRequest(ex.Message); }")]
    [InlineData("catch (KeyNotFoundException ex) { return NotFound(ex.Message); }")]
    [InlineData("catch (InvalidOperationException ex) { return Conflict(new { error = ex.Message }); }")]
    [InlineData("catch (System.ComponentModel.DataAnnotations.ValidationException ex) { return UnprocessableEntity(ex.Message); }")]
    [InlineData("catch (UnauthorizedAccessException ex) { return Unauthorized(ex.Message); }")]
    [InlineData("catch (UnauthorizedAccessException ex) { return StatusCode(403, new { error = ex.Message }); }")]
    [InlineData("catch (UnauthorizedAccessException ex) { return Problem(ex.Message, statusCode: StatusCodes.Status403Forbidden); }")]
    [InlineData("catch (Exception ex) when (ex is ArgumentException or OutOfStockException) { return BadRequest(ex.Message); }")]
    [InlineData("catch (Exception ex) { if (env.IsDevelopment()) { return StatusCode(500, ex.ToString()); } return Problem(); }")]
    [InlineData("catch (Exception ex) { var isDev = env.IsDevelopment(); if (isDev) { return StatusCode(500, ex.ToString()); } return Problem(); }")]
    [InlineData("catch (Exception ex) { if (!env.IsDevelopment()) { return Problem(); } return StatusCode(500, ex.ToString()); }")]
    [InlineData("catch (Exception ex) { var text = ex.Message; Console.Error.WriteLine(text); text = \"Failed\"; return StatusCode(500, text); }")]
    [InlineData("catch (Exception ex) { return Problem(detail: env.IsDevelopment() ? ex.ToString() : null); }")]
    [InlineData("catch (Exception ex) { return StatusCode(500, env.IsDevelopment() ? ex.ToString() : \"Failed\"); }")]
    [InlineData("catch (Exception ex) { return BadRequest(ex is OutOfStockException ? ex.Message : \"Failed\"); }")]
    [InlineData("catch (Exception ex) { return BadRequest(Shorten(ex.Message)); }")]
    [InlineData("catch (Exception ex) { return BadRequest(ex.GetType().Name); }")]
    [InlineData("catch (Exception ex) { return StatusCode(ex.HResult, \"Failed\"); }")]
    [InlineData("catch (Exception ex) { throw new InvalidOperationException(ex.Message, ex); }")]
    [InlineData("catch (Exception ex) { var message = ex.Message; logger.LogError(message); return Problem(); }")]
    [InlineData("catch (Exception ex) { switch (ex) { case OutOfStockException: return Conflict(ex.Message); default: throw; } }")]
    [InlineData("catch (BadHttpRequestException ex) { return StatusCode(ex.StatusCode, ex.Message); }")]
    [InlineData("catch (Exception ex) { throw new Microsoft.AspNetCore.SignalR.HubException(\"Failed\", ex); }")]
    [InlineData("catch (Exception ex) { if (ex is not OutOfStockException) { throw; } return Conflict(ex.Message); }")]
    public Task What_actions_may_send(string handler) => Check.Reports<PG1015ExceptionSentToClient>(Action(handler));

    /// <summary>Who excludes a type knows nothing of the others.</summary>
    [Theory]
    [InlineData("catch (Exception ex) when (ex is not OperationCanceledException) { logger.LogError(ex, \"x\"); return BadRequest(new { error = [|ex.Message|] }); }")]
    [InlineData("catch (Exception ex) when (ex is not InvalidOperationException and not OutOfStockException) { return BadRequest([|ex.Message|]); }")]
    [InlineData("catch (Exception ex) when (!(ex is OperationCanceledException)) { return BadRequest([|ex.Message|]); }")]
    [InlineData("catch (Exception ex) when (ex is not OperationCanceledException && id > 3) { return BadRequest([|ex.Message|]); }")]
    [InlineData("catch (Exception ex) when (ex is OutOfStockException || id > 3) { return BadRequest([|ex.Message|]); }")]
    [InlineData("catch (Exception ex) when (ex is not OutOfStockException or ArgumentException) { return BadRequest([|ex.Message|]); }")]
    [InlineData("catch (Exception ex) when (!HttpContext.RequestAborted.IsCancellationRequested) { return BadRequest([|ex.Message|]); }")]
    [InlineData("catch (Exception ex) when (ex is Exception) { return BadRequest([|ex.Message|]); }")]
    [InlineData("catch (Exception ex) when (ex is System.Data.Common.DbException or TimeoutException) { return BadRequest([|ex.Message|]); }")]
    [InlineData("catch (Exception ex) when (ex is { Message.Length: > 3 }) { return BadRequest([|ex.Message|]); }")]
    [InlineData("catch (Exception ex) when (ex.InnerException is OutOfStockException) { return BadRequest([|ex.Message|]); }")]
    [InlineData("catch (Exception ex) { switch (id) { case 1: return BadRequest([|ex.Message|]); default: return NotFound(); } }")]
    [InlineData("catch (Exception ex) { switch (logger) { case ILogger<int>: return BadRequest([|ex.Message|]); default: return NotFound(); } }")]
    [InlineData("catch (Exception ex) { return id switch { 1 => BadRequest([|ex.Message|]), _ => Problem() }; }")]
    [InlineData("catch (Exception ex) { return ex switch { OutOfStockException => Conflict(ex.Message), _ => BadRequest([|ex.Message|]) }; }")]
    [InlineData("catch (Exception ex) { if (ex is OutOfStockException) { return Conflict(ex.Message); } else { return BadRequest([|ex.Message|]); } }")]
    [InlineData("catch (Exception ex) { if (ex is OutOfStockException) { return Problem(); } return BadRequest([|ex.Message|]); }")]
    [InlineData("catch (Exception ex) { object other = id; if (other is string) { return BadRequest([|ex.Message|]); } return Problem(); }")]
    [InlineData("catch (Exception ex) { if (ex is not OperationCanceledException) { return BadRequest([|ex.Message|]); } return Problem(); }")]
    public Task An_exclusion_is_no_knowledge(string handler) => Check.Reports<PG1015ExceptionSentToClient>(Action(handler));

    [Theory]
    [InlineData("catch (Exception ex) when (ex is OutOfStockException) { return BadRequest(ex.Message); }")]
    [InlineData("catch (Exception ex) when (!(ex is not OutOfStockException)) { return BadRequest(ex.Message); }")]
    [InlineData("catch (Exception ex) when (ex is OutOfStockException && id > 3) { return BadRequest(ex.Message); }")]
    [InlineData("catch (Exception ex) when (ex is OutOfStockException { Message.Length: > 3 }) { return BadRequest(ex.Message); }")]
    [InlineData("catch (Exception ex) when (ex.GetType() == typeof(OutOfStockException)) { return BadRequest(ex.Message); }")]
    [InlineData("catch (Exception ex) { return ex switch { OutOfStockException or ArgumentException => Conflict(ex.Message), _ => Problem() }; }")]
    [InlineData("catch (Exception ex) { var known = ex is OutOfStockException or ArgumentException; return known ? Conflict(ex.Message) : Problem(); }")]
    [InlineData("catch (Exception ex) { if (ex is not OutOfStockException) { return Problem(); } else { return Conflict(ex.Message); } }")]
    [InlineData("catch (Exception ex) { if (!(ex is OutOfStockException || ex is ArgumentException)) { throw; } return Conflict(ex.Message); }")]
    [InlineData("catch (Exception ex) { switch (ex.GetType().Name) { case nameof(OutOfStockException): return Conflict(ex.Message); default: return Problem(); } }")]
    public Task An_admission_is(string handler) => Check.Reports<PG1015ExceptionSentToClient>(Action(handler));

    [Theory]
    [InlineData("catch (OutOfStockException ex) { return new ObjectResult([|ex.Message|]) { StatusCode = 500 }; }")]
    [InlineData("catch (ArgumentException ex) { return new JsonResult(new { error = [|ex.Message|] }) { StatusCode = StatusCodes.Status500InternalServerError }; }")]
    [InlineData("catch (Exception ex) { ModelState.AddModelError(\"\", [|ex.Message|]); return ValidationProblem(ModelState); }")]
    [InlineData("catch (Exception ex) { Response.Headers[\"X-Error\"] = [|ex.Message|]; return Problem(); }")]
    [InlineData("catch (Exception ex) { Response.Headers.Append(\"X-Error\", [|ex.Message|]); return Problem(); }")]
    [InlineData("catch (Exception ex) { Response.Headers.TryAdd(\"X-Error\", [|ex.Message|]); return Problem(); }")]
    [InlineData("catch (Exception ex) { Response.Cookies.Append(\"error\", [|ex.Message|]); return Problem(); }")]
    [InlineData("catch (Exception ex) { return Redirect($\"/error?text={Uri.EscapeDataString([|ex.Message|])}\"); }")]
    [InlineData("catch (Exception ex) { return RedirectToAction(\"Error\", new { text = [|ex.Message|] }); }")]
    [InlineData("catch (Exception ex) { Response.Redirect(\"/error?text=\" + System.Net.WebUtility.UrlEncode([|ex.Message|])); return new EmptyResult(); }")]
    [InlineData("catch (Exception ex) { await Response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes([|ex.Message|])); return new EmptyResult(); }")]
    [InlineData("catch (Exception ex) { return BadRequest([|ex.Message|].Trim()); }")]
    [InlineData("catch (Exception ex) { var r = new ErrorBody(); r.Message = [|ex.Message|]; return Ok(r); }")]
    [InlineData("catch (Exception ex) { var r = new ErrorBody(); r.Errors.Add($\"Failed: {[|ex.Message|]}\"); logger.LogError(ex, \"No\"); return StatusCode(500, r); }")]
    [InlineData("catch (Exception ex) { var r = new Dictionary<string, string>(); r[\"error\"] = [|ex.Message|]; return StatusCode(500, r); }")]
    [InlineData("catch (Exception ex) { string text; if (id > 3) { text = [|ex.Message|]; } else { text = \"Failed\"; } return StatusCode(500, text); }")]
    public Task Other_ways_to_the_client(string handler) => Check.Reports<PG1015ExceptionSentToClient>(Action(handler));

    [Theory]
    [InlineData("catch (OutOfStockException ex) { return new ObjectResult(ex.Message) { StatusCode = 409 }; }")]
    [InlineData("catch (OutOfStockException ex) { ModelState.AddModelError(\"id\", ex.Message); return ValidationProblem(ModelState); }")]
    [InlineData("catch (Exception ex) { var r = new ErrorBody(); r.Message = ex.Message; logger.LogError(\"{Body}\", r); return Problem(); }")]
    [InlineData("catch (Exception ex) { var words = new List<string>(); words.Add(ex.Message); logger.LogError(\"{Words}\", words); return Problem(); }")]
    [InlineData("catch (Exception ex) { Request.Headers[\"X-Error\"] = ex.Message; return Problem(); }")]
    [InlineData("catch (Exception ex) { var r = new ErrorBody(); r.Message = \"Failed\"; logger.LogError(ex, \"No\"); return Ok(r); }")]
    [InlineData("catch (Exception ex) { var text = \"\"; text = ex.Message; logger.LogError(ex, text); text = \"Failed\"; return StatusCode(500, text); }")]
    public Task Other_ways_that_stay(string handler) => Check.Reports<PG1015ExceptionSentToClient>(Action(handler));

    [Fact]
    public Task What_an_action_returns_is_sent() => Check.Reports<PG1015ExceptionSentToClient>(Action(
        "catch (Exception ex) { return new ErrorBody { Message = [|ex.Message|] }; }", "ActionResult<ErrorBody>"));

    [Fact]
    public Task What_a_view_is_given_is_sent() => Check.Reports<PG1015ExceptionSentToClient>(Action(
        """
        catch (OutOfStockException ex) { TempData["error"] = ex.Message; return View("Error", ex.Message); }
        catch (ArgumentException ex) { ViewBag.Error = ex.Message; return View(); }
        catch (TimeoutException ex) { TempData["error"] = [|ex.Message|]; return View(); }
        catch (UnauthorizedAccessException ex) { TempData["error"] = ex.Message; return View(); }
        catch (System.Net.WebException ex) { TempData["error"] = [|ex.Message|]; return View(); }
        catch (AggregateException ex) { ViewData["error"] = [|ex.Message|]; return View(); }
        catch (IOException ex) { ViewBag.Error = [|ex.Message|]; return View(); }
        catch (Exception ex) { return View("Error", [|ex.Message|]); }
        """).Replace(": ControllerBase", ": Controller"));

    [Fact]
    public Task A_page_answers_too() => Check.Reports<PG1015ExceptionSentToClient>(
        """
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.RazorPages;

        public class EditModel(IStore store) : PageModel
        {
            public IActionResult OnPost(int id)
            {
                try { store.Save(id); }
                catch (TimeoutException ex) { TempData["error"] = [|ex.Message|]; return RedirectToPage(); }
                catch (Exception ex) { ModelState.AddModelError("", [|ex.Message|]); return Page(); }
                return BadRequest();
            }
        }

        """ + Types);

    private const string Service =
        """
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;

        var app = WebApplication.CreateBuilder(args).Build();
        app.MapPost("/jobs", async (Jobs jobs) => TypedResults.Ok(await jobs.StartAsync()));
        app.MapPost("/imports", async (Jobs jobs) => { var result = await jobs.ImportAsync(); return Results.Ok(result); });
        app.Run();

        public class JobDto { public string? Status { get; set; } public string? Message { get; set; } public List<string> Errors { get; } = []; }

        """;

    [Fact]
    public Task Results_of_services_that_are_answered_with() => Check.Suggests<PG1015ExceptionSentToClient>(Scenario.Of(ProjectKind.Web, Service +
        """
        public class Jobs(IStore store)
        {
            public async Task<JobDto> StartAsync()
            {
                try { await Task.Yield(); return new JobDto { Message = store.Save(1) }; }
                catch (OutOfStockException e) { return new JobDto { Status = "Failed", Message = e.Message }; }
                catch (Exception e) { return new JobDto { Status = "Failed", Message = [|e.Message|] }; }
            }

            public async Task<JobDto> ImportAsync()
            {
                var result = new JobDto();
                foreach (var id in new[] { 1, 2 })
                {
                    try { await Task.Yield(); store.Save(id); }
                    catch (Exception ex) { result.Errors.Add($"{id}: {[|ex.Message|]}"); }
                }

                return result;
            }
        }

        """ + Types));

    [Fact]
    public Task Results_that_nobody_answers_with_stay() => Check.Reports<PG1015ExceptionSentToClient>(Scenario.Of(ProjectKind.Web, Service +
        """
        public class Jobs(IStore store)
        {
            public async Task<JobDto> StartAsync() { var ran = await RunAsync(); return new JobDto { Status = ran.Status }; }

            public Task<JobDto> ImportAsync() => StartAsync();

            private async Task<JobDto> RunAsync()
            {
                try { await Task.Yield(); return new JobDto { Message = store.Save(1) }; }
                catch (Exception e) { return new JobDto { Status = "Failed", Message = e.Message }; }
            }
        }

        """ + Types));

    [Fact]
    public Task Who_wrote_a_statement_may_read_what_is_wrong_with_it() => Check.Suggests<PG1015ExceptionSentToClient>(
        """
        using System.Data.Common;
        using Microsoft.AspNetCore.Mvc;

        public record Query(string Sql);

        public class SqlController(DbConnection connection) : ControllerBase
        {
            public IActionResult Run(Query request)
            {
                using var command = connection.CreateCommand();
                command.CommandText = request.Sql;
                try { return Ok(command.ExecuteScalar()); }
                catch (Exception ex) { return BadRequest([|ex.Message|]); }
            }
        }
        """);

    private static string Attempt(string attempt, string answer = "[|ex.Message|]") =>
        $$"""
        using Microsoft.AspNetCore.Mvc;

        public class Item { public string Name { get; set; } = ""; }

        public class ItemsController(IConfigurationSource source, HttpClient http, IQueryable<Item> all, List<Item> items) : ControllerBase
        {
            public IActionResult Get(string name)
            {
                try { {{attempt}} }
                catch (Exception ex) { return StatusCode(500, new { error = {{answer}} }); }
            }
        }

        public interface IConfigurationSource { string Load(string name); }
        """;

    [Theory]
    [InlineData("return Ok(new { name = name.Trim().ToUpper(), count = items.Count });")]
    [InlineData("var found = items.Where(item => item.Name.StartsWith(name)).ToList(); if (found.Count == 0) { return NotFound(); } return Ok(found);")]
    [InlineData("var file = System.IO.Path.Combine(\"pictures\", name); return Ok(new Item { Name = System.IO.Path.GetFileName(file) });")]
    public Task A_try_that_reaches_nothing(string attempt) => Check.Suggests<PG1015ExceptionSentToClient>(Attempt(attempt));

    [Theory]
    [InlineData("return Ok(source.Load(name));", "[|ex.Message|]")]
    [InlineData("return Ok(all.Where(item => item.Name == name).ToList());", "[|ex.Message|]")]
    [InlineData("return Ok(System.IO.File.ReadAllText(System.IO.Path.Combine(\"pictures\", name)));", "[|ex.Message|]")]
    [InlineData("return Ok(name.Trim());", "[|ex.StackTrace|]")]
    public Task A_try_that_reaches_something_or_a_trace(string attempt, string answer) => Check.Reports<PG1015ExceptionSentToClient>(Attempt(attempt, answer));

    private const string ShopComponent =
        """
        using Microsoft.AspNetCore.Components;

        public interface ISnackbar { void Add(string text); }

        public class Orders : ComponentBase
        {
            private string? error;
            [Inject] public ISnackbar Snackbar { get; set; } = null!;
            [Inject] public IStore Store { get; set; } = null!;

            public string? Error => error;

            public void Save()
            {
                try { Store.Save(1); }
                catch (OutOfStockException ex) { error = ex.Message; }
                catch (Exception ex) { error = $"Failed: {OPENex.MessageCLOSE}"; Snackbar.Add(OPENex.MessageCLOSE); var text = ex.Message; System.Diagnostics.Trace.WriteLine(text); }
            }
        }

        """ + Types;

    [Fact]
    public async Task Components_by_option()
    {
        await Check.Reports<PG1015ExceptionSentToClient>(Scenario.Of(ShopComponent.Replace("OPEN", "[|").Replace("CLOSE", "|]")).EditorConfig("prodgap.PG1015.components = true"));
        await Check.Reports<PG1015ExceptionSentToClient>(ShopComponent.Replace("OPEN", "").Replace("CLOSE", ""));
    }

    [Fact]
    public async Task Domain_exceptions_by_option()
    {
        await Check.Reports<PG1015ExceptionSentToClient>(Scenario
            .Of(Action("catch (OutOfStockException ex) { return Conflict([|ex.Message|]); }"))
            .EditorConfig("prodgap.PG1015.domain_exceptions = true"));
        await Check.Reports<PG1015ExceptionSentToClient>(Scenario
            .Of(Action("catch (ArgumentException ex) { return BadRequest(ex.Message); }"))
            .EditorConfig("prodgap.PG1015.domain_exceptions = true"));
    }

    [Fact]
    public Task Minimal_apis_middleware_and_hubs() => Check.Reports<PG1015ExceptionSentToClient>(Scenario.Of(
        ProjectKind.Web,
        """
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Diagnostics;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.Filters;
        using Microsoft.AspNetCore.SignalR;
        using System.Text.Json;

        var app = WebApplication.CreateBuilder(args).Build();
        app.MapGet("/a", (IStore store) =>
        {
            try { return Results.Ok(store.Save(1)); }
            catch (Exception ex) { return Results.BadRequest(new { error = [|ex.Message|] }); }
        });
        app.MapGet("/b", IResult (IStore store) =>
        {
            try { return TypedResults.Ok(store.Save(1)); }
            catch (Exception ex) { return TypedResults.Problem([|ex.Message|], statusCode: 502); }
        });
        app.MapGet("/c", (IStore store) =>
        {
            try { return Results.Ok(store.Save(1)); }
            catch (ArgumentException ex) { return Results.BadRequest(ex.Message); }
            catch (Exception ex) { return Results.Json(new { error = [|ex.Message|] }, statusCode: 500); }
        });
        app.UseExceptionHandler(errors => errors.Run(async context =>
        {
            var feature = context.Features.Get<IExceptionHandlerFeature>();
            await context.Response.WriteAsJsonAsync(new { error = feature!.Error.Message }.ToString());
            await context.Response.WriteAsJsonAsync(new { error = [|feature.Error.Message|] });
        }));
        app.Use(async (context, next) =>
        {
            try { await next(context); }
            catch (OutOfStockException ex)
            {
                context.Response.StatusCode = 409;
                await context.Response.WriteAsync(ex.Message);
            }
            catch (Exception ex)
            {
                context.Response.StatusCode = 500;
                await context.Response.WriteAsync([|ex.Message|]);
                await context.Response.WriteAsync(JsonSerializer.Serialize(new { error = [|ex.Message|] }));
            }
        });
        app.Run();

        public class Chat : Hub
        {
            public async Task Send(IStore store)
            {
                try { store.Save(1); }
                catch (Exception ex)
                {
                    await Clients.Caller.SendAsync("Error", [|ex.Message|]);
                    await Clients.All.SendAsync("Error", "failed");
                    throw new HubException($"Failed: {[|ex.Message|]}");
                }
            }
        }

        public class Handler : IExceptionHandler
        {
            public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
            {
                var problem = new ProblemDetails { Title = "Failed", Detail = [|exception.Message|] };
                await httpContext.Response.WriteAsJsonAsync(problem, cancellationToken);
                return true;
            }
        }

        public class DevelopmentHandler : IExceptionHandler
        {
            public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
            {
                await httpContext.Response.WriteAsJsonAsync(new ProblemDetails { Detail = exception.ToString() }, cancellationToken);
                return true;
            }
        }

        public class DomainHandler : IExceptionHandler
        {
            public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
            {
                if (exception is not OutOfStockException)
                {
                    return false;
                }

                await httpContext.Response.WriteAsJsonAsync(new ProblemDetails { Status = 409, Detail = exception.Message }, cancellationToken);
                return true;
            }
        }

        public class Middleware(RequestDelegate next)
        {
            public async Task InvokeAsync(HttpContext context)
            {
                try { await next(context); }
                catch (Exception ex) { await HandleAsync(context, ex); }
            }

            private static Task HandleAsync(HttpContext context, Exception exception)
            {
                context.Response.StatusCode = 500;
                var response = new { Status = 500, Detailed = exception.Message };
                return context.Response.WriteAsync(JsonSerializer.Serialize([|response|]));
            }
        }

        public class Filter : IExceptionFilter
        {
            public void OnException(ExceptionContext context) => context.Result = new ObjectResult(new { error = [|context.Exception.Message|] }) { StatusCode = 500 };
        }

        """ + Types));

    [Fact]
    public Task Remote_calls() => Check.Reports<PG1015ExceptionSentToClient>(Scenario.Of(
        """
        using Grpc.Core;

        public class Orders(IStore store)
        {
            public void Place(int id)
            {
                try { store.Save(id); }
                catch (OutOfStockException ex) { throw new RpcException(new Status(StatusCode.FailedPrecondition, ex.Message)); }
                catch (ArgumentException ex) { throw new RpcException(new Status(StatusCode.InvalidArgument, ex.Message)); }
                catch (UnauthorizedAccessException ex) when (ex.Data.Count == 0) { throw new RpcException(new Status(StatusCode.PermissionDenied, ex.Message)); }
                catch (UnauthorizedAccessException ex) { throw new RpcException(new Status(StatusCode.Internal, [|ex.Message|])); }
                catch (Exception ex) { throw new RpcException(new Status(StatusCode.Internal, [|ex.Message|])); }
            }
        }

        """ + Types).Referencing("Grpc.Core.Api"));

    [Fact]
    public Task Tests_and_other_clients_are_no_matter() => Check.Reports<PG1015ExceptionSentToClient>(
        """
        public class Sender(HttpClient http, TextWriter writer)
        {
            public async Task Run()
            {
                try { await http.GetStringAsync("/"); }
                catch (Exception ex)
                {
                    await writer.WriteAsync(ex.Message);
                    await http.SendAsync(new HttpRequestMessage { Content = new StringContent(ex.Message) });
                    Ok(ex.Message);
                }
            }

            private static void Ok(string text) => Console.WriteLine(text);
        }
        """);

    [Fact]
    public Task The_message_names_the_answer() => Check.Reports<PG1015ExceptionSentToClient>(
        Action("catch (Exception ex) { return BadRequest([|ex.Message|]); }"),
        "'BadRequest' sends exception details to the client; log the exception and return a generic error");

    [Theory]
    [InlineData("catch (Exception ex) { return BadRequest(ex.); }")]
    [InlineData("catch (Exception ex) { return BadRequest(new { error = ex.Message }")]
    [InlineData("catch (Missing ex) { return BadRequest(ex.Message); }")]
    [InlineData("catch (Exception ex) { return new ObjectResult( { Detail = ex.Message }; }")]
    public async Task Half_typed_code_does_no_harm(string handler)
    {
        var (solution, _) = ((Scenario)Action(handler)).Broken().Build();
        await Check.Findings(solution, [new ProdGapAnalyzer([new PG1015ExceptionSentToClient()])]);
    }

    [Fact]
    public Task Long_concatenations_are_no_matter_of_depth() => Check.Reports<PG1015ExceptionSentToClient>(
        Action("catch (Exception ex) { _ = ex; return BadRequest(id + " + string.Join(" + ", Enumerable.Repeat("\"a\" + id", 400)) + "); }"));

    private static string Guarded(string type, string method, string handler, string name = "Purge") =>
        $$"""
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.Logging;

        public class AdminOnlyAttribute : AuthorizeAttribute;

        {{type}}
        public class CacheController(IStore store, ILogger<CacheController> logger) : ControllerBase
        {
            {{method}}
            public IActionResult {{name}}(int id)
            {
                _ = logger;
                try { return Ok(store.Save(id)); }
                catch (Exception ex) { {{handler}} }
            }
        }

        {{Types}}
        """;

    private const string LoggedAnswer = "logger.LogError(ex, \"Failed\"); return StatusCode(500, new { error = [|ex.Message|] });";

    [Theory]
    [InlineData("[Authorize(Roles = \"Admin\")]", "[HttpPost]")]
    [InlineData("[Authorize(Roles = \"Admin, SuperAdmin\")]", "[HttpPost]")]
    [InlineData("[Authorize]", "[HttpPost, Authorize(Policy = \"RequireAdministrator\")]")]
    [InlineData("", "[HttpPost, Authorize(\"AdminsOnly\")]")]
    [InlineData("[AdminOnly]", "[HttpPost]")]
    public Task An_administrator_may_read_what_is_logged_too(string type, string method) => Check.Suggests<PG1015ExceptionSentToClient>(Scenario.Of(ProjectKind.Web, "return;\n" + "", Guarded(type, method, LoggedAnswer)));

    [Theory]
    [InlineData("[Authorize(Roles = \"Admin\")]", "[HttpPost]", "return StatusCode(500, new { error = [|ex.Message|] });")]
    [InlineData("[Authorize(Roles = \"Admin\")]", "[HttpPost]", "Console.WriteLine(ex.Message); return StatusCode(500, new { error = [|ex.Message|] });")]
    [InlineData("[Authorize(Roles = \"Admin,Customer\")]", "[HttpPost]", LoggedAnswer)]
    [InlineData("[Authorize]", "[HttpPost]", LoggedAnswer)]
    [InlineData("[Authorize(Roles = \"Admin\")]", "[HttpPost, AllowAnonymous]", LoggedAnswer)]
    public Task What_nobody_logs_or_others_read(string type, string method, string handler) => Check.Reports<PG1015ExceptionSentToClient>(Scenario.Of(ProjectKind.Web, "return;\n", Guarded(type, method, handler)));

    private static string Mapped(string before, string after, string handler, string template = "/cache") =>
        $$"""
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.Extensions.Logging;

        var app = WebApplication.CreateBuilder(args).Build();
        var admin = app.MapGroup("/admin").RequireAuthorization("AdminOnly");
        {{before}}.MapPost("{{template}}", (int id, IStore store, ILogger<object> logger) =>
        {
            _ = logger;
            try { return Results.Ok(store.Save(id)); }
            catch (Exception ex) { {{handler}} }
        }){{after}};
        app.Run();

        {{Types}}
        """;

    private const string MappedAnswer = "logger.LogError(ex, \"Failed\"); return Results.Problem([|ex.Message|]);";

    [Theory]
    [InlineData("admin", "", MappedAnswer)]
    [InlineData("app", ".RequireAuthorization(\"Admin\")", MappedAnswer)]
    [InlineData("app", ".RequireAuthorization(policy => policy.RequireRole(\"admin\")).WithName(\"cache\")", MappedAnswer)]
    public Task Also_where_it_is_mapped(string before, string after, string handler) => Check.Suggests<PG1015ExceptionSentToClient>(Scenario.Of(ProjectKind.Web, Mapped(before, after, handler)));

    [Theory]
    [InlineData("app", "", MappedAnswer)]
    [InlineData("app", ".RequireAuthorization()", MappedAnswer)]
    [InlineData("admin", ".AllowAnonymous()", MappedAnswer)]
    [InlineData("admin", "", "return Results.Problem([|ex.Message|]);")]
    public Task Not_where_others_get_in(string before, string after, string handler) => Check.Reports<PG1015ExceptionSentToClient>(Scenario.Of(ProjectKind.Web, Mapped(before, after, handler)));

    private const string BareAnswer = "return StatusCode(503, [|ex.Message|]);";

    [Theory]
    [InlineData("[Authorize]", "[HttpPost]", "TestConnection")]
    [InlineData("", "[HttpGet, Authorize]", "Ping")]
    [InlineData("[Authorize]", "[HttpPost]", "TestSmtpSettings")]
    [InlineData("[Authorize]", "[HttpGet]", "HealthDetails")]
    public Task A_check_tells_who_asked_what_failed(string type, string method, string name) => Check.Suggests<PG1015ExceptionSentToClient>(Scenario.Of(ProjectKind.Web, "return;\n", Guarded(type, method, BareAnswer, name)));

    [Theory]
    [InlineData("", "[HttpGet]", "Ping", BareAnswer)]
    [InlineData("[Authorize]", "[HttpGet, AllowAnonymous]", "HealthDetails", BareAnswer)]
    [InlineData("[Authorize]", "[HttpPost]", "TestConnection", "return StatusCode(503, [|ex.ToString()|]);")]
    [InlineData("[Authorize]", "[HttpPost]", "CheckOut", BareAnswer)]
    public Task Not_to_anybody(string type, string method, string name, string handler) => Check.Reports<PG1015ExceptionSentToClient>(Scenario.Of(ProjectKind.Web, "return;\n", Guarded(type, method, handler, name)));

    private static Scenario Local(string handler, string run, string template = "/cache")
        => Scenario.Of(ProjectKind.Web, Mapped("app", "", handler, template).Replace("app.Run();", run, StringComparison.Ordinal));

    [Theory]
    [InlineData(MappedAnswer, "/cache")]
    [InlineData("return Results.Problem([|ex.Message|]);", "/todo/test")]
    [InlineData("return Results.Problem([|ex.Message|]);", "/cache")]
    public Task Who_sits_at_the_machine_may_read_it(string handler, string template) => Check.Suggests<PG1015ExceptionSentToClient>(Local(handler, "app.Run(\"http://localhost:5000\");", template));

    [Theory]
    [InlineData(MappedAnswer, "app.Run(\"http://+:5000\");", "/cache")]
    [InlineData("return Results.Problem([|ex.Message|]);", "app.Run();", "/todo/test")]
    // Nobody has the trace then.
    [InlineData("return Results.Problem([|ex.ToString()|]);", "app.Run(\"http://localhost:5000\");", "/cache")]
    public Task Not_where_the_app_listens_to_others_or_keeps_nothing(string handler, string run, string template) => Check.Reports<PG1015ExceptionSentToClient>(Local(handler, run, template));

    /// <summary>An attribute of the project's own that is given a list of roles.</summary>
    [Theory]
    [InlineData("[Roles(\"Admin\", \"Staff\")]")]
    [InlineData("[Roles(All = new[] { \"Admin\" })]")]
    public Task Roles_of_an_attribute_of_its_own(string attribute) => Check.Reports<PG1015ExceptionSentToClient>(Scenario.Of(
        ProjectKind.Library,
        "using Microsoft.AspNetCore.Mvc; public class OrdersController : ControllerBase { " + attribute + " [HttpGet] public IActionResult Get() { try { return Ok(System.IO.File.ReadAllText(\"x\")); } catch (Exception ex) { Console.WriteLine(ex); return StatusCode(500, [|ex.Message|]); } } }"
        + " public sealed class RolesAttribute(params string[] roles) : Microsoft.AspNetCore.Authorization.AuthorizeAttribute { public string[] All { get; set; } = roles; }"));

    private const string Parcel = "public class Parcel { public int Weight; public void CheckAgainst(Parcel most) { if (Weight > most.Weight) { throw new ArgumentException($\"Parcels weigh at most {most.Weight}\"); } Check(most.Weight); } private static void Check(int number) { if (number < 1) { throw new ArgumentOutOfRangeException(nameof(number), \"too light\"); } } public void Load(string path) { System.IO.File.ReadAllText(path); if (Weight > 1) { throw new ArgumentException(\"too heavy\"); } } public void Wrap() { try { Load(\"\"); } catch (Exception ex) { throw new ArgumentException(ex.Message); } } } ";

    /// <summary>A try over one method that only compares and throws: what it throws are its own words.</summary>
    [Theory]
    [InlineData("try { new Parcel().Weight.ToString(); parcel.CheckAgainst(most); } catch (Exception ex) { return BadRequest([|ex.Message|]); }")]
    [InlineData("try { parcel.CheckAgainst(most); } catch (Exception ex) { return BadRequest(ex.Message); }")]
    [InlineData("try { parcel.CheckAgainst(most); } catch (Exception ex) { return UnprocessableEntity(new { error = ex.Message }); }")]
    [InlineData("try { parcel.CheckAgainst(most); } catch (Exception ex) { return StatusCode(500, [|ex.Message|]); }")]
    [InlineData("try { parcel.Load(\"a\"); } catch (Exception ex) { return BadRequest([|ex.Message|]); }")]
    [InlineData("try { parcel.Wrap(); } catch (Exception ex) { return BadRequest([|ex.Message|]); }")]
    public Task A_try_over_one_check_of_ones_own(string body) => Check.Reports<PG1015ExceptionSentToClient>(
        "using Microsoft.AspNetCore.Mvc;\n\npublic class ParcelsController : ControllerBase { [HttpPost] public IActionResult Set(Parcel parcel, Parcel most) { " + body + " return Ok(); } }\n" + Parcel);

    [Theory]
    [InlineData("catch (Exception ex) { logger.LogError(ex, \"no\"); return BadRequest([|ex.Message|]); }", "IActionResult", "'BadRequest' sends exception details to the client; return a generic error")]
    [InlineData("catch (Exception ex) { logger.LogInformation(\"no\"); return BadRequest([|ex.Message|]); }", "IActionResult", "'BadRequest' sends exception details to the client; log the exception and return a generic error")]
    [InlineData("catch (Exception ex) { return new ErrorBody { Message = [|ex.Message|] }; }", "ActionResult<ErrorBody>", "'Message' sends exception details to the client; log the exception and return a generic error")]
    [InlineData("catch (Exception ex) { var body = new ErrorBody(); body.Message = [|ex.Message|]; return body; }", "ActionResult<ErrorBody>", "'Message' sends exception details to the client; log the exception and return a generic error")]
    [InlineData("catch (Exception ex) { var body = new ErrorBody(); body.Errors.Add([|ex.Message|]); return body; }", "ActionResult<ErrorBody>", "'Errors' sends exception details to the client; log the exception and return a generic error")]
    public Task What_the_message_names_and_asks_for(string handler, string type, string message) => Check.Reports<PG1015ExceptionSentToClient>(Action(handler, type), message);
}
