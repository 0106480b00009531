using ProdGap.Analyzers.CodeFixes.Security.Limits;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Security.Limits;

namespace ProdGap.Analyzers.Tests.Security.Limits;

public sealed class PG1017UnboundedRequestFixTests
{
    private static string Text(string services, string pipeline = "") => PG1017UnboundedRequestTests.Text(services, pipeline);

    private static Scenario App(string services, string pipeline = "") => Scenario.Of(ProjectKind.Web, Text(services, pipeline));

    private static string Class(string body) => PG1017UnboundedRequestTests.Usings + body;

    [Theory]
    // Statements, bodies of lambdas, members of initializers.
    [InlineData(
        "// Allow large images\nbuilder.WebHost.ConfigureKestrel(options => options.Limits.MaxRequestBodySize = null);",
        "// Allow large images\nbuilder.WebHost.ConfigureKestrel(options => { });")]
    [InlineData(
        "builder.WebHost.ConfigureKestrel(options =>\n{\n    options.AddServerHeader = false;\n    // No limit.\n    options.Limits.MaxRequestBodySize = long.MaxValue;\n    options.Limits.MinRequestBodyDataRate = null;\n    options.Limits.MaxConcurrentConnections = 100;\n});",
        "builder.WebHost.ConfigureKestrel(options =>\n{\n    options.AddServerHeader = false;\n    // No limit.\n    options.Limits.MaxConcurrentConnections = 100;\n});")]
    [InlineData(
        "builder.Services.Configure<FormOptions>(form =>\n{\n    form.ValueLengthLimit = int.MaxValue;\n    form.MultipartBodyLengthLimit = int.MaxValue;\n});",
        "builder.Services.Configure<FormOptions>(form =>\n{\n});")]
    [InlineData(
        "builder.WebHost.ConfigureKestrel(options =>\n{\n    options.Limits.RequestHeadersTimeout = Timeout.InfiniteTimeSpan;\n});",
        "builder.WebHost.ConfigureKestrel(options =>\n{\n});")]
    [InlineData(
        "builder.Services.AddSignalR(hub => hub.MaximumReceiveMessageSize = null);",
        "builder.Services.AddSignalR(hub => { });")]
    public Task The_server(string before, string after) => Check.Rewrites<PG1017UnboundedRequest, PG1017UnboundedRequestFix>(App(before), Text(after));

    private const string SetUp = "builder.Services.AddAuthorization();";

    [Theory]
    [InlineData(
        "app.MapPost(\"/f\", (IFormFile file) => file.Length).RequireAuthorization().WithMetadata(new DisableRequestSizeLimitAttribute());",
        "app.MapPost(\"/f\", (IFormFile file) => file.Length).RequireAuthorization();")]
    [InlineData(
        "app.MapPost(\"/f\", (IFormFile file) => file.Length)\n    .WithMetadata(new DisableRequestSizeLimitAttribute())\n    .RequireAuthorization(); // Uploads",
        "app.MapPost(\"/f\", (IFormFile file) => file.Length)\n    .RequireAuthorization(); // Uploads")]
    [InlineData(
        "app.MapPost(\"/f\", (IFormFile file) => file.Length).RequireAuthorization().WithFormOptions(multipartBodyLengthLimit: long.MaxValue);",
        "app.MapPost(\"/f\", (IFormFile file) => file.Length).RequireAuthorization();")]
    [InlineData(
        "app.MapPost(\"/f\", (IFormFile file) => file.Length).RequireAuthorization().WithFormOptions(bufferBody: true, multipartBodyLengthLimit: long.MaxValue);",
        "app.MapPost(\"/f\", (IFormFile file) => file.Length).RequireAuthorization().WithFormOptions(bufferBody: true);")]
    [InlineData(
        "app.MapPost(\"/f\", [DisableRequestSizeLimit] (IFormFile file) => file.Length).RequireAuthorization();",
        "app.MapPost(\"/f\", (IFormFile file) => file.Length).RequireAuthorization();")]
    [InlineData(
        "app.MapPost(\"/f\", [Authorize][DisableRequestSizeLimit] async (IFormFile file) => { await Task.Yield(); return file.Length; });",
        "app.MapPost(\"/f\", [Authorize] async (IFormFile file) => { await Task.Yield(); return file.Length; });")]
    [InlineData(
        "app.MapPost(\"/f\", Add).RequireAuthorization();\n[DisableRequestSizeLimit]\nstatic long Add(IFormFile file) => file.Length;",
        "app.MapPost(\"/f\", Add).RequireAuthorization();\nstatic long Add(IFormFile file) => file.Length;")]
    public Task Mapped_endpoints(string before, string after) => Check.Rewrites<PG1017UnboundedRequest, PG1017UnboundedRequestFix>(App(SetUp, before), Text(SetUp, after));

    [Theory]
    [InlineData(
        "public class Files : ControllerBase\n{\n    /// <summary>Adds one.</summary>\n    [HttpPost(\"/files\")]\n    [DisableRequestSizeLimit]\n    public IActionResult Add(IFormFile file) => Ok(file.Length);\n}\n",
        "public class Files : ControllerBase\n{\n    /// <summary>Adds one.</summary>\n    [HttpPost(\"/files\")]\n    public IActionResult Add(IFormFile file) => Ok(file.Length);\n}\n")]
    [InlineData(
        "public class Files : ControllerBase\n{\n    /// <summary>Adds one.</summary>\n    // Videos are large.\n    [DisableRequestSizeLimit]\n    [HttpPost(\"/files\")]\n    public IActionResult Add(IFormFile file) => Ok(file.Length);\n}\n",
        "public class Files : ControllerBase\n{\n    /// <summary>Adds one.</summary>\n    // Videos are large.\n    [HttpPost(\"/files\")]\n    public IActionResult Add(IFormFile file) => Ok(file.Length);\n}\n")]
    [InlineData(
        "[DisableRequestSizeLimit]\npublic class Files : ControllerBase\n{\n    [HttpPost(\"/files\"), RequestSizeLimit(long.MaxValue), RequestFormLimits(MultipartBodyLengthLimit = long.MaxValue)] public IActionResult Add(IFormFile file) => Ok(file.Length);\n}\n",
        "public class Files : ControllerBase\n{\n    [HttpPost(\"/files\")] public IActionResult Add(IFormFile file) => Ok(file.Length);\n}\n")]
    [InlineData(
        "public class Files : ControllerBase\n{\n    [HttpPost(\"/files\")]\n    [RequestFormLimits(ValueCountLimit = int.MaxValue, BufferBody = true, MultipartBodyLengthLimit = long.MaxValue)]\n    public IActionResult Add(IFormFile file) => Ok(file.Length);\n}\n",
        "public class Files : ControllerBase\n{\n    [HttpPost(\"/files\")]\n    [RequestFormLimits(BufferBody = true)]\n    public IActionResult Add(IFormFile file) => Ok(file.Length);\n}\n")]
    [InlineData(
        "public class Files : ControllerBase\n{\n    [DisableRequestSizeLimit]\n    [RequestFormLimits(ValueLengthLimit = int.MaxValue, MultipartBodyLengthLimit = int.MaxValue)]\n    public IActionResult Add(IFormFile file) => Ok(file.Length);\n}\n",
        "public class Files : ControllerBase\n{\n    public IActionResult Add(IFormFile file) => Ok(file.Length);\n}\n")]
    [InlineData(
        "public class Files : ControllerBase\n{\n    [HttpPost(\"/files\")] [DisableRequestSizeLimit]\n    public IActionResult Add(IFormFile file)\n    {\n        var options = new FormOptions { BufferBody = true, MultipartBodyLengthLimit = long.MaxValue };\n        return Ok(options);\n    }\n}\n",
        "public class Files : ControllerBase\n{\n    [HttpPost(\"/files\")] public IActionResult Add(IFormFile file)\n    {\n        var options = new FormOptions { BufferBody = true };\n        return Ok(options);\n    }\n}\n")]
    [InlineData(
        "public class Host\n{\n    public object Make() => new KestrelServerOptions { AddServerHeader = false, Limits = { MaxRequestBodySize = null, MaxConcurrentConnections = 5 } };\n}\n",
        "public class Host\n{\n    public object Make() => new KestrelServerOptions { AddServerHeader = false, Limits = { MaxConcurrentConnections = 5 } };\n}\n")]
    public Task Attributes_and_initializers(string before, string after) => Check.Rewrites<PG1017UnboundedRequest, PG1017UnboundedRequestFix>(Class(before), Class(after));

    [Theory]
    // Part of something else, the body of an `if`, a comment that would be lost, a filter of all actions, a value in front of another one.
    [InlineData("builder.WebHost.ConfigureKestrel(options => { if (args.Length > 0) options.Limits.MaxRequestBodySize = null; });", "")]
    [InlineData("builder.WebHost.ConfigureKestrel(options => { options.Limits.MaxRequestBodySize = builder.Environment.IsDevelopment() ? 1024 : null; });", "")]
    [InlineData("builder.WebHost.ConfigureKestrel(options => { long? none = options.Limits.MaxRequestBodySize = null; });", "")]
    [InlineData("builder.WebHost.ConfigureKestrel(options => { options.Limits.MaxRequestBodySize = /* none */ null; });", "")]
    [InlineData("builder.Services.AddControllers(mvc => mvc.Filters.Add(new DisableRequestSizeLimitAttribute()));", "")]
    [InlineData("", "app.MapPost(\"/f\", () => 1).WithMetadata(new DisableRequestSizeLimitAttribute(), new HttpPostAttribute());")]
    [InlineData("", "app.MapPost(\"/f\", () => 1).WithMetadata(/* videos */ new DisableRequestSizeLimitAttribute());")]
    [InlineData("", "app.MapPost(\"/f\", [DisableRequestSizeLimit /* videos */] () => 1);")]
    [InlineData("", "var endpoint = app.MapPost(\"/f\", () => 1); endpoint.WithMetadata(new DisableRequestSizeLimitAttribute());")]
    [InlineData("", "Set(new KestrelServerOptions()); static void Set(KestrelServerOptions options) => options.Limits.MaxRequestBodySize = null;")]
    [InlineData("", "app.MapPost(\"/f\", () => 1).WithFormOptions(true, null, null, int.MaxValue, 10);")]
    public Task What_is_left_to_a_person(string services, string pipeline) => Check.OffersOnly<PG1017UnboundedRequest, PG1017UnboundedRequestFix>(App(services, pipeline));

    [Theory]
    [InlineData("public class Files : ControllerBase\n{\n#if !SMALL\n    [DisableRequestSizeLimit]\n#endif\n    public IActionResult Add(IFormFile file) => Ok(file.Length);\n}\n")]
    [InlineData("public class Files : ControllerBase\n{\n    [DisableRequestSizeLimit] // videos\n    public IActionResult Add(IFormFile file) => Ok(file.Length);\n}\n")]
    public Task An_attribute_that_something_else_is_said_about(string body) => Check.OffersOnly<PG1017UnboundedRequest, PG1017UnboundedRequestFix>(Class(body));

    [Theory]
    [InlineData("using var memory = new MemoryStream(); await file.CopyToAsync(memory); _ = memory.ToArray();")]
    public Task What_is_read_whole_is_left_to_a_person(string body) => Check.OffersOnly<PG1017UnboundedRequest, PG1017UnboundedRequestFix>(
        Scenario.Of(Class("public class Reads { public async Task On(IFormFile file) { " + body + " } }"), Class("#pragma warning disable PG1017\npublic class Opens { public void On(KestrelServerOptions options) => options.Limits.MaxRequestBodySize = null; }")));

    [Theory]
    // A number that somebody has chosen is cut one by one.
    [InlineData("builder.WebHost.ConfigureKestrel(options => options.Limits.MaxRequestBodySize = 1_000_000_000);", "builder.WebHost.ConfigureKestrel(options => { });")]
    public Task A_number_is_cut_by_a_person(string before, string after) => Check.Offers<PG1017UnboundedRequest, PG1017UnboundedRequestFix>("PG1017.lower", App(before), Text(after));

    [Fact]
    public Task A_number_is_not_cut_by_Fix_All() => Check.OffersOnly<PG1017UnboundedRequest, PG1017UnboundedRequestFix>(
        Class("public class Files : ControllerBase { [RequestSizeLimit(1_000_000_000)] public IActionResult Add(IFormFile file) => Ok(file.Length); }"), "PG1017.lower");

    [Theory]
    [InlineData("file.OpenReadStream(long.MaxValue)", "file.OpenReadStream(maxAllowedSize: 10 * 1024 * 1024)")]
    [InlineData("file.OpenReadStream(file.Size, stop)", "file.OpenReadStream(maxAllowedSize: 10 * 1024 * 1024, stop)")]
    [InlineData("file.OpenReadStream(cancellationToken: stop, maxAllowedSize: int.MaxValue)", "file.OpenReadStream(cancellationToken: stop, maxAllowedSize: 10 * 1024 * 1024)")]
    public Task Files_of_Blazor(string before, string after)
    {
        static string Component(string open) => Class("public class Upload\n{\n    public int Read(IBrowserFile file, CancellationToken stop)\n    {\n        stop.ThrowIfCancellationRequested();\n        using var stream = " + open + ";\n        return stream.ReadByte();\n    }\n}\n");
        return Check.Offers<PG1017UnboundedRequest, PG1017UnboundedRequestFix>("PG1017.file", Component(before), Component(after));
    }

    [Fact]
    public Task An_unattended_run_that_asks_for_it() => Check.Rewrites<PG1017UnboundedRequest, PG1017UnboundedRequestFix>(
        App("builder.WebHost.ConfigureKestrel(options => options.Limits.MaxRequestBodySize = null);").Unattended(),
        Text("builder.WebHost.ConfigureKestrel(options => { });"));
}
