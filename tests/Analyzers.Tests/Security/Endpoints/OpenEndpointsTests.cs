using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Security.Endpoints;

namespace ProdGap.Analyzers.Tests.Security.Endpoints;

/// <summary>Which endpoint of an app that knows nobody is named, and where none is.</summary>
public sealed class OpenEndpointsTests
{
    private const string Usings =
        """
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.DependencyInjection;


        """;

    private static Task Names(string map, string more, string named) => Check.Reports<PG1008UnprotectedEndpoint>(
        Scenario.Of(
            ProjectKind.Web,
            Usings + "var builder = [|WebApplication.CreateBuilder(args)|];\nbuilder.Services.AddControllers();\nvar app = builder.Build();\n" + "app.RunAsync();\n" + map + "\n",
            Usings + more),
        $"'{named}' is open to anyone by default; add authentication and require authorization, or allow anonymous access explicitly");

    [Theory]
    [InlineData("app.MapPost(\"/a\", (int id) => id); app.MapPost(\"/b\", (int id) => id);", "POST /a")]
    [InlineData("app.MapGet(\"/a\", (int id) => id); app.MapMethods(\"/b\", new[] { \"GET\", \"DELETE\" }, (int id) => id);", "/b")]
    [InlineData("app.MapMethods(\"/b\", new[] { \"GET\" }, (int id) => id); app.MapPost(\"/a\", (int id) => id);", "POST /a")]
    [InlineData("app.Map(\"/b\", (int id) => id); app.MapPatch(\"/a\", (int id) => id);", "PATCH /a")]
    // Files, and something that changes.
    [InlineData("app.UseStaticFiles(); app.MapGet(\"/a\", (int id) => id); app.MapPost(\"/b\", (int id) => id);", "POST /b")]
    [InlineData("app.UseStaticFiles(); app.MapPost(\"/a\", (int id) => id); app.MapDelete(\"/b\", (int id) => id);", "DELETE /b")]
    public Task Of_mapped_ones_the_one_that_changes_most(string map, string named) => Names(map, "", named);

    // Handlers in another file.
    [Theory]
    [InlineData("public static class Orders { public static int Remove(int id) => id; }", "DELETE /b")]
    [InlineData("public static class Orders { public static IResult Remove(HttpContext context, int id) => context.User.Identity is null ? Results.Unauthorized() : Results.Ok(id); }", "POST /a")]
    [InlineData("public static class Orders { public static int Remove(int id) => id; } public static class Files { public static IResult Remove(HttpContext context, int id) => context.User.Identity is null ? Results.Unauthorized() : Results.Ok(id); }", "DELETE /b")]
    public Task Handlers_of_another_file(string types, string named) => Names("app.MapDelete(\"/b\", Orders.Remove); app.MapPost(\"/a\", (int id) => id);", types, named);

    // Handlers beside the set-up.
    [Theory]
    [InlineData("public static class Orders { public static int Remove(int id) => id; }", "DELETE /b")]
    [InlineData("public static class Orders { public static IResult Remove(HttpContext context, int id) => context.User.Identity is null ? Results.Unauthorized() : Results.Ok(id); }", "POST /a")]
    [InlineData("public static class Orders { [AllowAnonymous] public static int Remove(int id) => id; }", "POST /a")]
    // Of several methods of the name, the one of the type that is named.
    [InlineData("public static class Orders { public static int Remove(int id) => id; } public static class Files { [AllowAnonymous] public static int Remove(int id) => id; }", "DELETE /b")]
    [InlineData("public static class Orders { [AllowAnonymous] public static int Remove(int id) => id; } public static class Files { public static int Remove(int id) => id; }", "POST /a")]
    public Task Handlers_by_name(string types, string named) => Names("app.MapDelete(\"/b\", Orders.Remove); app.MapPost(\"/a\", (int id) => id);\n" + types, "", named);

    [Theory]
    [InlineData("public class OrdersController : ControllerBase { [HttpGet] public int All(int page) => 1; [HttpDeleteAttribute(\"x\")] public int Remove(int id) => id; }", "Orders.Remove")]
    [InlineData("public class OrdersController : ControllerBase { [HttpGet, HttpPatch(\"x\")] public int Both(int id) => id; [HttpPost] public int Add(int id) => id; }", "Orders.Both")]
    [InlineData("public class OrdersController : ControllerBase { [HttpPut, HttpGet(\"x\")] public int Both(int id) => id; [HttpGet(\"y\")] public int All(int page) => 1; }", "Orders.Both")]
    [InlineData("public class OrdersController : ControllerBase { [HttpDelete] [AllowAnonymous] public int Remove(int id) => id; [HttpPost] public int Add(int id) => id; }", "Orders.Add")]
    [InlineData("[ApiController, AllowAnonymous] public class AdminController : ControllerBase { [HttpDelete] public int Remove(int id) => id; } public class OrdersController : ControllerBase { [HttpGet] public int All(int page) => 1; }", "Orders.All")]
    [InlineData("public abstract class BaseController : ControllerBase { [HttpDelete] public int Remove(int id) => id; } public class OrdersController : ControllerBase { [HttpGet] public int All(int page) => 1; }", "Orders.All")]
    [InlineData("public class OrdersController : ControllerBase { [HttpDelete] internal int Remove(int id) => id; [HttpGet] public int All(int page) => 1; }", "Orders.All")]
    [InlineData("public class OrdersController : ControllerBase { [HttpGet(\"y\")] public int All(int page) => 1; [HttpPut, HttpGet(\"x\")] public int Both(int id) => id; }", "Orders.Both")]
    public Task Actions_of_controllers(string controllers, string named) => Names("app.MapControllers();", controllers, named);

    [Theory]
    [InlineData("app.UseStaticFiles(); app.MapGet(\"/a\", (int id) => id);")]
    [InlineData("app.UseFileServer(); app.MapGet(\"/a\", (int id) => id); app.MapMethods(\"/b\", new[] { \"GET\", \"HEAD\" }, (int id) => id);")]
    [InlineData("app.MapStaticAssets(); app.Map(\"/a\", (int id) => id);")]
    public Task A_server_of_files_that_answers_a_few_questions(string map) => Check.Reports<PG1008UnprotectedEndpoint>(
        Scenario.Of(ProjectKind.Web, Usings + "var builder = WebApplication.CreateBuilder(args);\nvar app = builder.Build();\napp.RunAsync();\n" + map + "\n"));

    [Fact]
    public Task A_server_of_files_with_controllers() => Names(
        "app.UseStaticFiles(); app.MapControllers();", "public class OrdersController : ControllerBase { [HttpGet] public int All(int page) => 1; }", "Orders.All");
}
