namespace ProdGap.Analyzers.Tests.Core.Taint;

/// <summary>What a line of code wears in a real application.</summary>
internal static class Clothes
{
    /// <summary>An action of a controller.</summary>
    public static string InAction(string parameters, string body, string members = "") => InAction("IActionResult", parameters, body, members);

    /// <summary>An action that waits.</summary>
    public static string InAsyncAction(string parameters, string body, string members = "") => InAction("async Task<IActionResult>", parameters, body, members);

    private static string InAction(string result, string parameters, string body, string members)
        => $$"""
            public sealed class OrdersController : ControllerBase
            {
                [HttpPost("/orders")]
                public {{result}} Save({{parameters}})
                {
                    {{body}}
                    return Ok();
                }

                {{members}}
            }
            """;

    /// <summary>A handler that is mapped.</summary>
    public static string InHandler(string handler, string members = "")
        => $$"""
            public static class OrderEndpoints
            {
                public static void Map(WebApplication app)
                {
                    app.MapPost("/orders", {{handler}});
                }

                {{members}}
            }
            """;

    /// <summary>A handler that reads the request itself.</summary>
    public static string InContext(string body, string members = "") => InHandler($"(HttpContext context) => {{ {body} }}", members);

    /// <summary>A handler that reads the request itself and waits.</summary>
    public static string InAsyncContext(string body, string members = "") => InHandler($"async (HttpContext context) => {{ {body} await Task.CompletedTask; }}", members);

    /// <summary>The model of a Razor page.</summary>
    public static string InPage(string members)
        => $$"""
            public sealed class EditModel : PageModel
            {
                {{members}}
            }
            """;

    /// <summary>A hub.</summary>
    public static string InHub(string members)
        => $$"""
            public sealed class ChatHub : Hub
            {
                {{members}}
            }
            """;

    /// <summary>A component of Blazor.</summary>
    public static string InComponent(string members, string attributes = "")
        => $$"""
            {{attributes}}
            public sealed class Orders : Microsoft.AspNetCore.Components.ComponentBase
            {
                {{members}}
            }
            """;

    /// <summary>A method of a service.</summary>
    public static string InService(string parameters, string body, string members = "")
        => $$"""
            public sealed class OrderStore
            {
                public void Save({{parameters}})
                {
                    {{body}}
                }

                {{members}}
            }
            """;

    /// <summary>A row of ways from one text to the place that is asked about.</summary>
    public static IEnumerable<(string Way, string Code)> ByEachWay(string code)
    {
        var start = code.IndexOf("[|", StringComparison.Ordinal);
        var end = code.IndexOf("|];", StringComparison.Ordinal);
        var (before, text, after) = (code[..start], code[(start + 2)..end], code[(end + 3)..]);
        yield return ("directly", code);
        yield return ("through a local", $"{before}string? text = {text}; [|text|];{after}");
        yield return ("through an interpolation", $"{before}[|$\"a {{({text})}} b\"|];{after}");
        yield return ("through a helper", $"{before}[|Passing.Through({text})|];{after}");
    }
}
