using ProdGap.Analyzers.CodeFixes.Security.Disclosure;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Security.Disclosure;

namespace ProdGap.Analyzers.Tests.Security.Disclosure;

public sealed class PG1015ExceptionSentToClientFixTests
{
    private static Task Rewrites(Scenario before, params string[] after) => Check.Rewrites<PG1015ExceptionSentToClient, PG1015ExceptionSentToClientFix>(before, after);

    private static Task Refuses(Scenario scenario) => Check.OffersOnly<PG1015ExceptionSentToClient, PG1015ExceptionSentToClientFix>(scenario);

    private static string Action(string statements, string type = "IActionResult")
        => PG1015ExceptionSentToClientTests.Action($"catch (Exception ex)\n        {{\n            {statements}\n        }}", type);

    private const string Log = "logger.LogError(ex, \"Save failed in Place\");\n            ";

    [Theory]
    [InlineData("return BadRequest(ex.Message);", Log + "return Problem(statusCode: 400);")]
    [InlineData("return StatusCode(500, ex.ToString());", Log + "return Problem();")]
    [InlineData("return StatusCode(StatusCodes.Status500InternalServerError, new { error = ex.Message });", Log + "return Problem();")]
    [InlineData("return StatusCode(StatusCodes.Status502BadGateway, ex.Message);", Log + "return Problem(statusCode: StatusCodes.Status502BadGateway);")]
    [InlineData("return StatusCode(id, ex.Message);", Log + "return Problem(statusCode: id);")]
    [InlineData("return NotFound(new ErrorBody(ex.Message));", Log + "return Problem(statusCode: 404);")]
    [InlineData("return Ok(new { success = false, error = ex.Message });", Log + "return Ok(new { success = false, error = \"An unexpected error occurred.\" });")]
    [InlineData("return Ok(new { ex.Message, ex.StackTrace, id });", Log + "return Ok(new { Message = \"An unexpected error occurred.\", StackTrace = \"An unexpected error occurred.\", id });")]
    [InlineData("return Problem(detail: ex.Message);", Log + "return Problem();")]
    [InlineData("return Problem(ex.Message);", Log + "return Problem();")]
    [InlineData("return Problem(title: \"Failed\", detail: ex.Message, statusCode: 502);", Log + "return Problem(title: \"Failed\", statusCode: 502);")]
    [InlineData("return Problem(ex.Message, null, 502);", Log + "return Problem(\"An unexpected error occurred.\", null, 502);")]
    [InlineData("return StatusCode((int)System.Net.HttpStatusCode.BadGateway, ex.Message);", Log + "return Problem(statusCode: (int)System.Net.HttpStatusCode.BadGateway);")]
    [InlineData("return id > 3 ? BadRequest(ex.Message) : NotFound();", Log + "return id > 3 ? BadRequest(\"The request could not be processed.\") : NotFound();")]
    [InlineData("return Content($\"Failed: {ex.Message}\");", Log + "return Content(\"An unexpected error occurred.\");")]
    [InlineData("return Content(ex.InnerException?.Message ?? ex.Message);", Log + "return Content(\"An unexpected error occurred.\");")]
    [InlineData("return Content(string.Format(\"Failed: {0}\", ex.Message));", Log + "return Content(\"An unexpected error occurred.\");")]
    [InlineData("return new ObjectResult(new ProblemDetails { Status = 500, Detail = ex.Message });", Log + "return new ObjectResult(new ProblemDetails { Status = 500, Detail = \"An unexpected error occurred.\" });")]
    [InlineData("return new BadRequestObjectResult(ex);", Log + "return new BadRequestObjectResult(\"The request could not be processed.\");")]
    [InlineData("var message = ex.Message; return Content(message);", Log + "var message = ex.Message; return Content(\"An unexpected error occurred.\");")]
    [InlineData("logger.LogError(ex, \"No\"); return BadRequest(ex.Message);", "logger.LogError(ex, \"No\"); return Problem(statusCode: 400);")]
    [InlineData("if (id > 3) { return BadRequest(ex.Message); } return Conflict(ex.Message);", Log + "if (id > 3) { return Problem(statusCode: 400); } return Problem(statusCode: 409);")]
    [InlineData("return BadRequest(ex.Message); // why", Log + "return Problem(statusCode: 400); // why")]
    [InlineData("return StatusCode(502, new ErrorBody { Errors = { ex.Message } }).Value is null ? NotFound() : Problem();", Log + "return StatusCode(502, new ErrorBody { Errors = { \"An unexpected error occurred.\" } }).Value is null ? NotFound() : Problem();")]
    [InlineData("throw new Microsoft.AspNetCore.SignalR.HubException(ex.Message, ex);", Log + "throw new Microsoft.AspNetCore.SignalR.HubException(\"An unexpected error occurred.\", ex);")]
    // What its author wrote for the client stays.
    [InlineData("return StatusCode(500, new { error = \"Failed to read countries\", details = ex.Message });", Log + "return StatusCode(500, new { error = \"Failed to read countries\" });")]
    [InlineData("return StatusCode(500, new { details = ex.Message, error = \"Failed to read countries\", trace = ex.StackTrace, id });", Log + "return StatusCode(500, new { error = \"Failed to read countries\", id });")]
    [InlineData("return StatusCode(500, new\n            {\n                error = \"Failed to read countries\",\n                details = ex.Message\n            });", Log + "return StatusCode(500, new\n            {\n                error = \"Failed to read countries\"\n            });")]
    [InlineData("return StatusCode(500, new { success = false, error = ex.Message });", Log + "return StatusCode(500, new { success = false, error = \"An unexpected error occurred.\" });")]
    [InlineData("return BadRequest(new ErrorBody { Message = \"Not placed at all\", Errors = { ex.Message } });", Log + "return BadRequest(new ErrorBody { Message = \"Not placed at all\" });")]
    [InlineData("return StatusCode(500, $\"Failed to read countries: {ex.Message}\");", Log + "return StatusCode(500, \"Failed to read countries\");")]
    [InlineData("return BadRequest($\"Order {id} was not placed ({ex.Message}).\");", Log + "return BadRequest($\"Order {id} was not placed\");")]
    [InlineData("return BadRequest(\"Not placed at all: \" + ex.Message);", Log + "return BadRequest(\"Not placed at all\");")]
    [InlineData("return BadRequest(new { error = $\"Not placed at all: {ex.Message}\" });", Log + "return BadRequest(new { error = \"Not placed at all\" });")]
    // What is answered later.
    [InlineData("var r = new ErrorBody(); r.Message = ex.Message; return Ok(r);", Log + "var r = new ErrorBody(); r.Message = \"An unexpected error occurred.\"; return Ok(r);")]
    [InlineData("Response.Headers[\"X-Error\"] = ex.Message; return Problem();", Log + "Response.Headers[\"X-Error\"] = \"An unexpected error occurred.\"; return Problem();")]
    [InlineData("ModelState.AddModelError(\"\", ex.Message); return ValidationProblem(ModelState);", Log + "ModelState.AddModelError(\"\", \"An unexpected error occurred.\"); return ValidationProblem(ModelState);")]
    // A log that says nothing of the exception is none.
    [InlineData("logger.LogWarning(\"Not saved {Id}\", id); return BadRequest(ex.Message);", Log + "logger.LogWarning(\"Not saved {Id}\", id); return Problem(statusCode: 400);")]
    [InlineData("var text = ex.Message; logger.LogWarning(text); return BadRequest(text);", "var text = ex.Message; logger.LogWarning(text); return Problem(statusCode: 400);")]
    // A text with a form of its own keeps it.
    [InlineData("return Content($\"{{\\\"id\\\":{id},\\\"error\\\":\\\"{ex.Message}\\\"}}\", \"application/json\");", Log + "return Content($\"{{\\\"id\\\":{id},\\\"error\\\":\\\"An unexpected error occurred.\\\"}}\", \"application/json\");")]
    [InlineData("return Content(\"<p>\" + ex.Message + \"</p>\", \"text/html\");", Log + "return Content(\"<p>\" + \"An unexpected error occurred.\" + \"</p>\", \"text/html\");")]
    [InlineData("return Content(string.Format(\"<p>{0}</p>\", ex.Message), \"text/html\");", Log + "return Content(string.Format(\"<p>{0}</p>\", \"An unexpected error occurred.\"), \"text/html\");")]
    [InlineData("return Content($\"data: {ex}\\n\\n\");", Log + "return Content($\"data: An unexpected error occurred.\\n\\n\");")]
    [InlineData("return Content($@\"<p title=\"\"{id}\"\">{ex.Message}</p>\");", Log + "return Content($@\"<p title=\"\"{id}\"\">An unexpected error occurred.</p>\");")]
    public Task In_actions(string before, string after) => Rewrites(Action(before), Action(after));

    [Fact]
    public async Task Types_of_answers_stay()
    {
        await Rewrites(Action("return BadRequest(ex.Message);", "ActionResult<string>"), Action(Log + "return Problem(statusCode: 400);", "ActionResult<string>"));
        await Rewrites(Action("return BadRequest(ex.Message);", "ActionResult"), Action(Log + "return Problem(statusCode: 400);", "ActionResult"));
        await Rewrites(
            Action("return BadRequest(ex.Message);", "IActionResult").Replace("public async Task<IActionResult> Place(int id)", "public BadRequestObjectResult Check() { try { store.Save(1); return null!; } catch (Exception ex) { logger.LogError(ex, \"No\"); return BadRequest(ex.Message); } }\n    public async Task<IActionResult> Place(int id)"),
            Action(Log + "return Problem(statusCode: 400);", "IActionResult").Replace("public async Task<IActionResult> Place(int id)", "public BadRequestObjectResult Check() { try { store.Save(1); return null!; } catch (Exception ex) { logger.LogError(ex, \"No\"); return BadRequest(\"The request could not be processed.\"); } }\n    public async Task<IActionResult> Place(int id)"));
    }

    [Fact]
    public Task Minimal_apis_middleware_and_hubs() => Rewrites(
        Scenario.Of(
            ProjectKind.Web,
            """
            using Microsoft.AspNetCore.Builder;
            using Microsoft.AspNetCore.Diagnostics;
            using Microsoft.AspNetCore.Http;
            using Microsoft.AspNetCore.Http.HttpResults;
            using Microsoft.AspNetCore.SignalR;

            var app = WebApplication.CreateBuilder(args).Build();
            app.MapGet("/a", (IStore store) =>
            {
                try
                {
                    return Results.Ok(store.Save(1));
                }
                catch (Exception ex)
                {
                    return Results.BadRequest(new { error = ex.Message });
                }
            });
            app.MapGet("/b", Results<Ok<string>, BadRequest<string>> (IStore store) =>
            {
                try
                {
                    return TypedResults.Ok(store.Save(1));
                }
                catch (Exception ex)
                {
                    return TypedResults.BadRequest(ex.Message);
                }
            });
            app.UseExceptionHandler(errors => errors.Run(async context =>
            {
                var feature = context.Features.Get<IExceptionHandlerFeature>();
                await context.Response.WriteAsJsonAsync(new { error = feature?.Error.Message });
            }));
            app.Use(async (context, next) =>
            {
                try
                {
                    await next(context);
                }
                catch (Exception ex)
                {
                    context.Response.StatusCode = 500;
                    await context.Response.WriteAsync("Failed: " + ex.Message);
                }
            });
            app.Run();

            public class Chat(IStore store) : Hub
            {
                public async Task Send()
                {
                    try
                    {
                        store.Save(1);
                    }
                    catch (Exception ex)
                    {
                        await Clients.Caller.SendAsync("Error", ex.Message);
                    }
                }
            }

            """ + PG1015ExceptionSentToClientTests.Types),
        """
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Diagnostics;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Http.HttpResults;
        using Microsoft.AspNetCore.SignalR;
        using Microsoft.Extensions.Logging;

        var app = WebApplication.CreateBuilder(args).Build();
        app.MapGet("/a", (IStore store) =>
        {
            try
            {
                return Results.Ok(store.Save(1));
            }
            catch (Exception ex)
            {
                app.Logger.LogError(ex, "Save failed");
                return Results.Problem(statusCode: 400);
            }
        });
        app.MapGet("/b", Results<Ok<string>, BadRequest<string>> (IStore store) =>
        {
            try
            {
                return TypedResults.Ok(store.Save(1));
            }
            catch (Exception ex)
            {
                app.Logger.LogError(ex, "Save failed");
                return TypedResults.BadRequest("The request could not be processed.");
            }
        });
        app.UseExceptionHandler(errors => errors.Run(async context =>
        {
            var feature = context.Features.Get<IExceptionHandlerFeature>();
            await context.Response.WriteAsJsonAsync(new { error = "An unexpected error occurred." });
        }));
        app.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (Exception ex)
            {
                app.Logger.LogError(ex, "Invoke failed");
                context.Response.StatusCode = 500;
                await context.Response.WriteAsync("An unexpected error occurred.");
            }
        });
        app.Run();

        public class Chat(IStore store, ILogger<Chat> logger) : Hub
        {
            public async Task Send()
            {
                try
                {
                    store.Save(1);
                }
                catch (Exception ex)
                {
                    logger.LogError(ex, "Save failed in Send");
                    await Clients.Caller.SendAsync("Error", "An unexpected error occurred.");
                }
            }
        }

        """ + PG1015ExceptionSentToClientTests.Types);

    [Fact]
    public Task An_exception_that_could_not_be_logged_is_left_to_a_person() => Refuses(
        """
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Routing;

        public static class Endpoints
        {
            public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/", (IStore store) =>
            {
                try { return Results.Ok(store.Save(1)); }
                catch (Exception ex) { return Results.BadRequest(ex.Message); }
            });
        }

        """ + PG1015ExceptionSentToClientTests.Types);

    [Fact]
    public Task A_function_that_is_given_what_its_type_has_logged() => Rewrites(
        """
        using Microsoft.AspNetCore.Http;
        using Microsoft.Extensions.Logging;
        using System.Text.Json;

        public class Middleware(RequestDelegate next, ILogger<Middleware> logger)
        {
            public async Task InvokeAsync(HttpContext context)
            {
                try
                {
                    await next(context);
                }
                catch (Exception ex)
                {
                    logger.LogError(ex, "Request failed");
                    await HandleAsync(context, ex);
                }
            }

            private static Task HandleAsync(HttpContext context, Exception exception)
            {
                context.Response.StatusCode = 500;
                var response = new { Status = 500, Detailed = exception.Message };
                return context.Response.WriteAsync(JsonSerializer.Serialize(response));
            }
        }
        """,
        """
        using Microsoft.AspNetCore.Http;
        using Microsoft.Extensions.Logging;
        using System.Text.Json;

        public class Middleware(RequestDelegate next, ILogger<Middleware> logger)
        {
            public async Task InvokeAsync(HttpContext context)
            {
                try
                {
                    await next(context);
                }
                catch (Exception ex)
                {
                    logger.LogError(ex, "Request failed");
                    await HandleAsync(context, ex);
                }
            }

            private static Task HandleAsync(HttpContext context, Exception exception)
            {
                context.Response.StatusCode = 500;
                var response = new { Status = 500, Detailed = "An unexpected error occurred." };
                return context.Response.WriteAsync(JsonSerializer.Serialize(response));
            }
        }
        """);

    [Fact]
    public Task A_handler_that_logs_nothing_is_left_to_a_person() => Refuses(
        """
        using Microsoft.AspNetCore.Diagnostics;
        using Microsoft.AspNetCore.Http;

        public class Handler : IExceptionHandler
        {
            public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
            {
                await httpContext.Response.WriteAsync(exception.Message, cancellationToken);
                return true;
            }
        }
        """);
}
