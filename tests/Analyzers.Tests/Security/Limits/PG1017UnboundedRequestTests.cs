using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Hosting;
using ProdGap.Analyzers.Security.Limits;

namespace ProdGap.Analyzers.Tests.Security.Limits;

public sealed class PG1017UnboundedRequestTests
{
    internal const string Usings =
        """
        using System.ComponentModel.DataAnnotations;
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Components.Forms;
        using Microsoft.AspNetCore.Hosting;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Http.Features;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Server.HttpSys;
        using Microsoft.AspNetCore.Server.Kestrel.Core;
        using Microsoft.AspNetCore.SignalR;
        using Microsoft.AspNetCore.WebUtilities;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;


        """;

    internal static string Text(string services, string pipeline = "")
        => Usings + "var builder = WebApplication.CreateBuilder(args);\n" + services + "\nvar app = builder.Build();\n" + pipeline + "\napp.Run();\n";

    private static Scenario App(string services, string pipeline = "", params string[] more) => Scenario.Of(ProjectKind.Web, [Text(services, pipeline), .. more.Select(file => Usings + file)]);

    private static Scenario Kestrel(string statements) => App("builder.WebHost.ConfigureKestrel(kestrel => { " + statements + " });");

    private static Scenario Forms(string statements, string more = "") => App(more + "builder.Services.Configure<FormOptions>(form => { " + statements + " });");

    /// <summary>A controller of a library, so that no rule about the app as a whole speaks.</summary>
    private static Scenario Action(string attributes, string body = "return Ok();", string parameters = "IFormFile file", string members = "")
        => Scenario.Of(Usings + "public class Files : ControllerBase\n{\n    [Authorize] [HttpPost(\"/files\")] " + attributes + "\n    public async Task<IActionResult> Add(" + parameters + ", CancellationToken stop) { await Task.Delay(1, stop); " + body + " }\n" + members + "\n}\n");

    /// <summary>An app that takes bodies of any size, and a controller in another file. The limit itself is reported, too.</summary>
    private static Scenario Reads(string body, string parameters = "IFormFile file", string attributes = "", string members = "", string server = "builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.[|MaxRequestBodySize|] = null);")
        => App(
            server + " builder.Services.AddAuthorization(options => options.FallbackPolicy = options.DefaultPolicy); builder.Services.AddHealthChecks(); builder.Services.AddProblemDetails();",
            "app.UseExceptionHandler(); app.MapHealthChecks(\"/health\");",
            "public class Files : ControllerBase\n{\n    [Authorize] [HttpPost(\"/files\")] " + attributes + "\n    public async Task<IActionResult> Add(" + parameters + ", CancellationToken stop) { await Task.Delay(1, stop); " + body + " return Ok(); }\n" + members + "\n}\n");

    // The whole server.
    [Theory]
    [InlineData("kestrel.Limits.[|MaxRequestBodySize|] = null;", "'MaxRequestBodySize' lets a request be as large as its sender likes; set a limit that fits")]
    [InlineData("kestrel.Limits.[|MaxRequestBodySize|] = long.MaxValue;", "'MaxRequestBodySize' lets a request be as large as its sender likes; set a limit that fits")]
    [InlineData("kestrel.Limits.[|MaxRequestBodySize|] = int.MaxValue;", "'MaxRequestBodySize' lets a request be up to 2 GB; set a limit that fits")]
    [InlineData("kestrel.Limits.[|MaxRequestBodySize|] = 1_000_000_000;", "'MaxRequestBodySize' lets a request be up to 1 GB; set a limit that fits")]
    [InlineData("kestrel.Limits.[|MaxRequestBodySize|] = 1073741824; /* 1 GB */", "'MaxRequestBodySize' lets a request be up to 1 GB; set a limit that fits")]
    [InlineData("kestrel.Limits.[|MaxRequestBodySize|] = 1536L * 1024 * 1024;", "'MaxRequestBodySize' lets a request be up to 1.5 GB; set a limit that fits")]
    [InlineData("kestrel.Limits.[|MaxRequestBodySize|] = 257 * 1024 * 1024;", "'MaxRequestBodySize' lets a request be up to 257 MB; set a limit that fits")]
    [InlineData("kestrel.Limits.[|MaxRequestBodySize|] = (long)1e9;", null)]
    [InlineData("kestrel.Limits.[|MaxRequestBodySize|] = default;", null)]
    [InlineData("kestrel.Limits.[|MaxRequestBodySize|] = default(long?);", null)]
    [InlineData("kestrel.Limits.[|MaxRequestBodySize|] = (long?)null;", null)]
    [InlineData("const long Largest = 500L * 1024 * 1024; kestrel.Limits.[|MaxRequestBodySize|] = Largest;", null)]
    [InlineData("var largest = long.MaxValue; kestrel.Limits.[|MaxRequestBodySize|] = largest;", null)]
    [InlineData("long? none = null; kestrel.Limits.[|MaxRequestBodySize|] = none;", null)]
    [InlineData("kestrel.Limits.[|MinRequestBodyDataRate|] = null;", "'MinRequestBodyDataRate' lets a request come in as slowly as its sender likes; set a limit that fits")]
    [InlineData("kestrel.Limits.[|RequestHeadersTimeout|] = Timeout.InfiniteTimeSpan;", "'RequestHeadersTimeout' lets a request keep a connection open as long as its sender likes; set a limit that fits")]
    [InlineData("kestrel.Limits.[|RequestHeadersTimeout|] = TimeSpan.MaxValue;", null)]
    // The last word holds.
    [InlineData("kestrel.Limits.MaxRequestBodySize = 1024 * 1024; kestrel.Limits.[|MaxRequestBodySize|] = null;", null)]
    [InlineData("kestrel.Limits.MaxResponseBufferSize = 1024; kestrel.Limits.[|MaxRequestBodySize|] = null;", null)]
    // A limit of development is none of production.
    [InlineData("kestrel.Limits.[|MaxRequestBodySize|] = builder.Environment.IsDevelopment() ? 1024 : null;", null)]
    [InlineData("kestrel.Limits.[|MaxRequestBodySize|] = builder.Environment.IsProduction() ? long.MaxValue : 1024;", null)]
    [InlineData("if (builder.Environment.IsDevelopment()) { kestrel.Limits.MaxRequestBodySize = 1024; } else { kestrel.Limits.[|MaxRequestBodySize|] = null; }", null)]
    [InlineData("kestrel.Limits.[|MaxRequestBodySize|] = null; if (builder.Environment.IsDevelopment()) { kestrel.Limits.MaxRequestBodySize = 1024; }", null)]
    [InlineData("if (builder.Environment.IsProduction()) { kestrel.Limits.[|MaxRequestBodySize|] = null; }", null)]
    [InlineData("if (!builder.Environment.IsDevelopment()) kestrel.Limits.[|MaxRequestBodySize|] = null;", null)]
    public Task The_server(string statements, string? message) => Check.Reports<PG1017UnboundedRequest>(Kestrel(statements), message);

    [Theory]
    [InlineData("builder.WebHost.ConfigureKestrel(options => options.Limits.[|MaxRequestBodySize|] = null);")]
    [InlineData("builder.WebHost.ConfigureKestrel((context, options) => options.Limits.[|MaxRequestBodySize|] = null);")]
    [InlineData("builder.WebHost.UseKestrel(options => { options.Limits.[|MaxRequestBodySize|] = null; });")]
    [InlineData("builder.Services.Configure<KestrelServerOptions>(options => options.Limits.[|MaxRequestBodySize|] = long.MaxValue);")]
    [InlineData("builder.Services.PostConfigure<KestrelServerOptions>(options => options.Limits.[|MaxRequestBodySize|] = long.MaxValue);")]
    [InlineData("builder.Services.AddOptions<KestrelServerOptions>().Configure(options => options.Limits.[|MaxRequestBodySize|] = long.MaxValue);")]
    [InlineData("builder.Services.Configure<KestrelServerOptions>(delegate(KestrelServerOptions options) { var limits = options.Limits; limits.[|MaxRequestBodySize|] = null; });")]
    [InlineData("builder.Services.Configure<HttpSysOptions>(options => options.[|MaxRequestBodySize|] = null);")]
    [InlineData("builder.Services.AddSignalR(hub => hub.[|MaximumReceiveMessageSize|] = null);")]
    [InlineData("builder.Services.AddSignalR(hub => { hub.EnableDetailedErrors = false; hub.[|MaximumReceiveMessageSize|] = long.MaxValue; });")]
    [InlineData("builder.Services.AddSignalR(hub => hub.[|MaximumReceiveMessageSize|] = 1024L * 1024 * 1024);")]
    [InlineData("builder.Services.AddServerSideBlazor().AddHubOptions(hub => hub.[|MaximumReceiveMessageSize|] = null);")]
    [InlineData("builder.Services.AddSignalR().AddHubOptions<Prices>(hub => hub.[|MaximumReceiveMessageSize|] = null);")]
    [InlineData("builder.Services.Configure<HubOptions>(hub => hub.[|MaximumReceiveMessageSize|] = null);")]
    [InlineData("builder.Services.AddControllers(mvc => mvc.Filters.Add(new [|DisableRequestSizeLimitAttribute|]()));")]
    [InlineData("builder.Services.AddControllers(mvc => mvc.Filters.Add(new [|RequestSizeLimitAttribute|](1_000_000_000)));")]
    public Task Wherever_the_server_is_set_up(string services) => Check.Reports<PG1017UnboundedRequest>(App(services, "", "public class Prices : Hub;"));

    [Fact]
    public Task The_server_of_grpc() => Check.Reports<PG1017UnboundedRequest>(
        App("builder.Services.AddGrpc(options => options.[|MaxReceiveMessageSize|] = null); builder.Services.AddGrpc(options => options.[|MaxReceiveMessageSize|] = int.MaxValue); builder.Services.AddGrpc(options => options.MaxReceiveMessageSize = 16 * 1024 * 1024);").Referencing("Grpc.AspNetCore.Server", "Grpc.Core.Api"),
        "'MaxReceiveMessageSize' lets a request be as large as its sender likes; set a limit that fits");

    [Fact]
    public Task A_start_up_class() => Check.Reports<PG1017UnboundedRequest>(
        Usings + "public class Startup { private static readonly long Largest = long.MaxValue; public void ConfigureServices(IServiceCollection services) => services.Configure<KestrelServerOptions>(Set); private static void Set(KestrelServerOptions options) => options.Limits.[|MaxRequestBodySize|] = Largest; public void Configure(IApplicationBuilder app) { app.UseRouting(); } }");

    [Fact]
    public Task A_constant_of_another_file() => Check.Reports<PG1017UnboundedRequest>(
        Scenario.Of(Usings + "public static class SetUp { public static void Add(IServiceCollection services) => services.Configure<KestrelServerOptions>(options => { options.Limits.[|MaxRequestBodySize|] = Sizes.Huge; options.Limits.[|MaxRequestBodySize|] = Sizes.Any; options.Limits.[|MaxRequestBodySize|] = Sizes.None; }); }", "public static class Sizes { public const long Huge = 10L * 1024 * 1024 * 1024; public static readonly long Any = long.MaxValue; public static readonly long? None = null; }"));

    // Forms.
    [Theory]
    [InlineData("form.[|MultipartBodyLengthLimit|] = long.MaxValue;", "'MultipartBodyLengthLimit' lets a request be as large as its sender likes; set a limit that fits")]
    [InlineData("form.[|MultipartBodyLengthLimit|] = int.MaxValue;", "'MultipartBodyLengthLimit' lets a request be up to 2 GB; set a limit that fits")]
    [InlineData("form.[|ValueCountLimit|] = int.MaxValue;", "'ValueCountLimit' lets a request hold as many or as long fields as its sender likes; set a limit that fits")]
    [InlineData("form.[|ValueLengthLimit|] = int.MaxValue; form.[|KeyLengthLimit|] = int.MaxValue; form.[|MultipartHeadersLengthLimit|] = int.MaxValue;", null)]
    public Task Forms_of_any_size(string statements, string? message) => Check.Reports<PG1017UnboundedRequest>(Forms(statements), message);

    [Fact]
    public Task A_large_form_in_an_app_whose_server_takes_it() => Check.Reports<PG1017UnboundedRequest>(
        Forms("form.[|MultipartBodyLengthLimit|] = 1_000_000_000;", "builder.Services.Configure<KestrelServerOptions>(options => options.Limits.[|MaxRequestBodySize|] = 1_000_000_000);"));

    [Theory]
    [InlineData("form.[|MultipartBodyLengthLimit|] = 1_000_000_000;")]
    public Task A_large_form_that_the_server_does_not_take_is_a_suggestion(string statements) => Check.Suggests<PG1017UnboundedRequest>(Forms(statements), "'MultipartBodyLengthLimit' lets a request be up to 1 GB; set a limit that fits");

    // Endpoints.
    [Theory]
    [InlineData("[[|DisableRequestSizeLimit|]]", "'DisableRequestSizeLimit' lets a request be as large as its sender likes; set a limit that fits")]
    [InlineData("[[|DisableRequestSizeLimitAttribute|]]", "'DisableRequestSizeLimit' lets a request be as large as its sender likes; set a limit that fits")]
    [InlineData("[Consumes(\"multipart/form-data\"), [|DisableRequestSizeLimit|]()]", null)]
    [InlineData("[[|Microsoft.AspNetCore.Mvc.DisableRequestSizeLimit|]]", null)]
    [InlineData("[[|RequestSizeLimit|](long.MaxValue)]", "'RequestSizeLimit' lets a request be as large as its sender likes; set a limit that fits")]
    [InlineData("[[|RequestSizeLimit|](bytes: int.MaxValue)]", null)]
    [InlineData("[[|RequestSizeLimit|](Largest)]", null)]
    [InlineData("[RequestFormLimits([|MultipartBodyLengthLimit|] = long.MaxValue)]", "'MultipartBodyLengthLimit' lets a request be as large as its sender likes; set a limit that fits")]
    [InlineData("[RequestFormLimits([|ValueCountLimit|] = int.MaxValue, BufferBody = true)]", null)]
    [InlineData("[RequestFormLimits([|ValueLengthLimit|] = int.MaxValue, [|MultipartBodyLengthLimit|] = int.MaxValue), [|DisableRequestSizeLimit|]]", null)]
    public Task One_endpoint_without_a_limit(string attributes, string? message) => Check.Reports<PG1017UnboundedRequest>(Action(attributes, members: "private const long Largest = long.MaxValue;"), message);

    [Theory]
    [InlineData("[[|RequestSizeLimit|](501 * 1024 * 1024)]", "'RequestSizeLimit' lets a request be up to 501 MB; set a limit that fits")]
    [InlineData("[[|RequestSizeLimit|](5_000_000_000)]", "'RequestSizeLimit' lets a request be up to 5 GB; set a limit that fits")]
    [InlineData("[RequestFormLimits([|MultipartBodyLengthLimit|] = 1L << 30)]", null)]
    public Task One_endpoint_with_a_large_limit_is_a_suggestion(string attributes, string? message) => Check.Suggests<PG1017UnboundedRequest>(Action(attributes), message);

    [Fact]
    public Task A_controller_and_an_alias() => Check.Reports<PG1017UnboundedRequest>(
        "using Big = Microsoft.AspNetCore.Mvc.DisableRequestSizeLimitAttribute;\n" + Usings + "[[|DisableRequestSizeLimit|]] public class Files : ControllerBase { } [[|Big|]] public class Videos : ControllerBase { }");

    [Theory]
    [InlineData("app.MapPost(\"/f\", (IFormFile file) => file.Length).RequireAuthorization().WithMetadata(new [|DisableRequestSizeLimitAttribute|]());")]
    [InlineData("app.MapPost(\"/f\", (IFormFile file) => file.Length).RequireAuthorization().WithMetadata(new [|RequestSizeLimitAttribute|](long.MaxValue));")]
    [InlineData("app.MapPost(\"/f\", [[|DisableRequestSizeLimit|]] (IFormFile file) => file.Length).RequireAuthorization();")]
    [InlineData("app.MapPost(\"/f\", Add).RequireAuthorization(); [[|DisableRequestSizeLimit|]] static long Add(IFormFile file) => file.Length;")]
    [InlineData("app.MapPost(\"/f\", (IFormFile file) => file.Length).RequireAuthorization().WithFormOptions([|multipartBodyLengthLimit: long.MaxValue|]);")]
    [InlineData("app.MapPost(\"/f\", (IFormFile file) => file.Length).RequireAuthorization().WithFormOptions(bufferBody: true, [|valueCountLimit: int.MaxValue|], [|multipartBodyLengthLimit: long.MaxValue|]);")]
    [InlineData("app.Use(async (context, next) => { context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.[|MaxRequestBodySize|] = null; await next(); });")]
    [InlineData("app.Use(async (context, next) => { var feature = context.Features.Get<IHttpMaxRequestBodySizeFeature>(); if (feature is { IsReadOnly: false }) { feature.[|MaxRequestBodySize|] = null; } await next(); });")]
    [InlineData("app.Use(async (context, next) => { if (context.Request.Path.StartsWithSegments(\"/files\")) { context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().[|MaxRequestBodySize|] = long.MaxValue; } await next(); });")]
    [InlineData("app.Use(async (context, next) => { await context.Request.ReadFormAsync(new FormOptions { [|MultipartBodyLengthLimit|] = long.MaxValue }); await next(); });")]
    public Task Mapped_endpoints(string pipeline) => Check.Reports<PG1017UnboundedRequest>(App(SetUp, Answers + pipeline));

    [Theory]
    [InlineData("app.MapPost(\"/f\", (IFormFile file) => file.Length).RequireAuthorization().WithMetadata(new [|RequestSizeLimitAttribute|](1_000_000_000));")]
    [InlineData("app.MapPost(\"/f\", (IFormFile file) => file.Length).RequireAuthorization().WithFormOptions([|multipartBodyLengthLimit: 1_000_000_000|]);")]
    [InlineData("app.Use(async (context, next) => { context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.[|MaxRequestBodySize|] = 1_000_000_000; await next(); });")]
    [InlineData("app.Use(async (context, next) => { if (builder.Configuration.GetValue<bool>(\"Uploads:Unlimited\")) { context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.[|MaxRequestBodySize|] = null; } await next(); });")]
    [InlineData("app.Use(async (context, next) => { await context.Request.ReadFormAsync(new FormOptions { [|MultipartBodyLengthLimit|] = 1_000_000_000 }); await next(); });")]
    public Task One_mapped_endpoint_with_a_large_limit_is_a_suggestion(string pipeline) => Check.Suggests<PG1017UnboundedRequest>(App(SetUp, Answers + pipeline));

    private const string SetUp = "builder.Services.AddAuthorization(); builder.Services.AddHealthChecks(); builder.Services.AddProblemDetails();";

    private const string Answers = "app.UseExceptionHandler(); app.MapHealthChecks(\"/health\").RequireAuthorization(); ";

    // Files of Blazor.
    private static Scenario Component(string body, string members = "", ProjectKind kind = ProjectKind.Web)
        => Scenario.Of(kind, Usings + "public class Upload\n{\n    private const long Largest = 10 * 1024 * 1024;\n    public async Task Read(InputFileChangeEventArgs args, long limit, CancellationToken stop)\n    {\n        var file = args.File; await Task.Delay((int)(limit % 2 + Largest % 2), stop);\n        " + body + "\n    }\n" + members + "}\n", kind == ProjectKind.Web ? "public class Program { public static void Main() { } }" : "class Nothing;");

    [Theory]
    [InlineData("await using var stream = file.[|OpenReadStream|](long.MaxValue); stream.ReadByte();", "'OpenReadStream' lets a request be as large as its sender likes; set a limit that fits")]
    [InlineData("await using var stream = file.[|OpenReadStream|](maxAllowedSize: long.MaxValue, stop); stream.ReadByte();", null)]
    [InlineData("await using var stream = file.[|OpenReadStream|](cancellationToken: stop, maxAllowedSize: int.MaxValue); stream.ReadByte();", null)]
    [InlineData("foreach (var one in args.GetMultipleFiles(5)) { await using var stream = one.[|OpenReadStream|](long.MaxValue); stream.ReadByte(); }", null)]
    [InlineData("await using var stream = file.[|OpenReadStream|](file.Size); stream.ReadByte();", "'OpenReadStream' lets a request be as large as its sender likes; set a limit that fits")]
    [InlineData("if (file.Size == 0) { return; } await using var stream = file.[|OpenReadStream|](file.Size); stream.ReadByte();", null)]
    [InlineData("if (file.Name.Length > 200) { return; } await using var stream = file.[|OpenReadStream|](long.MaxValue); stream.ReadByte();", null)]
    public Task Files_of_any_size(string body, string? message) => Check.Reports<PG1017UnboundedRequest>(Component(body), message);

    [Theory]
    [InlineData("await using var stream = file.[|OpenReadStream|](1024L * 1024 * 1024); stream.ReadByte();", ProjectKind.Web)]
    [InlineData("await using var stream = file.[|OpenReadStream|](long.MaxValue); stream.ReadByte();", ProjectKind.Library)]
    public Task Large_files_and_components_of_a_library_are_suggestions(string body, ProjectKind kind) => Check.Suggests<PG1017UnboundedRequest>(Component(body, kind: kind));

    [Theory]
    [InlineData("await using var stream = file.OpenReadStream(); stream.ReadByte();")]
    [InlineData("await using var stream = file.OpenReadStream(Largest); stream.ReadByte();")]
    [InlineData("await using var stream = file.OpenReadStream(maxAllowedSize: 100 * 1024 * 1024, cancellationToken: stop); stream.ReadByte();")]
    [InlineData("await using var stream = file.OpenReadStream(limit); stream.ReadByte();")]
    [InlineData("await using var stream = file.OpenReadStream(cancellationToken: stop); stream.ReadByte();")]
    [InlineData("if (file.Size > Largest) { return; } await using var stream = file.OpenReadStream(long.MaxValue); stream.ReadByte();")]
    [InlineData("if (file.Size is 0 or > Largest) { return; } await using var stream = file.OpenReadStream(file.Size); stream.ReadByte();")]
    [InlineData("ArgumentOutOfRangeException.ThrowIfGreaterThan(file.Size, Largest); await using var stream = file.OpenReadStream(file.Size); stream.ReadByte();")]
    [InlineData("if (!IsSmall(file)) { return; } await using var stream = file.OpenReadStream(file.Size); stream.ReadByte();")]
    public Task Files_with_a_limit(string body) => Check.Reports<PG1017UnboundedRequest>(Component(body, "    private static bool IsSmall(IBrowserFile file) => file.Size <= Largest;\n"));

    [Fact]
    public Task A_browser_reads_its_own_files() => Check.Reports<PG1017UnboundedRequest>(
        Component("await using var stream = file.OpenReadStream(long.MaxValue); stream.ReadByte();").Property("UsingMicrosoftNETSdkBlazorWebAssembly", "true"));

    // Read whole, where the server takes any size.
    [Theory]
    [InlineData("using var memory = new MemoryStream(); await file.[|CopyToAsync|](memory, stop); _ = memory.ToArray();")]
    [InlineData("MemoryStream memory = new(); await file.[|CopyToAsync|](memory, stop); _ = memory.ToArray();")]
    [InlineData("using var memory = new MemoryStream(1024); file.[|CopyTo|](memory); _ = memory.GetBuffer();")]
    [InlineData("using var memory = new MemoryStream(); await file.OpenReadStream().[|CopyToAsync|](memory, stop);")]
    [InlineData("await using var stream = file.OpenReadStream(); using var memory = new MemoryStream(); await stream.[|CopyToAsync|](memory, stop);")]
    [InlineData("using var memory = new MemoryStream(); await Request.Body.[|CopyToAsync|](memory, stop);")]
    [InlineData("var text = await new StreamReader(Request.Body).[|ReadToEndAsync|](stop); _ = text;")]
    [InlineData("using var reader = new StreamReader(Request.Body); var text = await reader.[|ReadToEndAsync|](stop); _ = text;")]
    [InlineData("using var reader = new StreamReader(leaveOpen: true, stream: Request.Body); _ = await reader.[|ReadToEndAsync|](stop);")]
    [InlineData("using var reader = new StreamReader(file.OpenReadStream()); _ = await reader.[|ReadToEndAsync|](stop);")]
    [InlineData("if (file.Length == 0) { return BadRequest(); } using var memory = new MemoryStream(); await file.[|CopyToAsync|](memory, stop);")]
    [InlineData("if (file.Length > 0) { using var memory = new MemoryStream(); await file.[|CopyToAsync|](memory, stop); }")]
    [InlineData("if (file.FileName.Length > 100) { return BadRequest(); } using var memory = new MemoryStream(); await file.[|CopyToAsync|](memory, stop);")]
    [InlineData("ArgumentNullException.ThrowIfNull(file); using var memory = new MemoryStream(); await file.[|CopyToAsync|](memory, stop);")]
    [InlineData("using var memory = new MemoryStream(); await file.[|CopyToAsync|](memory, stop); if (memory.Length > 1024) { return BadRequest(); }")]
    [InlineData("var pageSize = file.FileName.Length; if (pageSize > 100) { return BadRequest(); } using var memory = new MemoryStream(); await file.[|CopyToAsync|](memory, stop);")]
    [InlineData("Request.EnableBuffering(); _ = await new StreamReader(Request.Body).[|ReadToEndAsync|](stop);")]
    [InlineData("Note(file); using var memory = new MemoryStream(); await file.[|CopyToAsync|](memory, stop);")]
    public Task What_is_read_whole(string body) => Check.Reports<PG1017UnboundedRequest>(Reads(body, members: "private static void Note(IFormFile file) => Console.Error.Write(file.Name);"));

    [Theory]
    [InlineData("if (file.Length > 1024 * 1024) { return BadRequest(); } using var memory = new MemoryStream(); await file.CopyToAsync(memory, stop);")]
    [InlineData("if (file is null || file.Length is 0 or > 1024) { return BadRequest(); } using var memory = new MemoryStream(); await file.CopyToAsync(memory, stop);")]
    [InlineData("if (file is not { Length: > 0 and <= 1024 }) { return BadRequest(); } using var memory = new MemoryStream(); await file.CopyToAsync(memory, stop);")]
    [InlineData("if (file.Length / 1024 >= 500) { return BadRequest(); } using var memory = new MemoryStream(); await file.CopyToAsync(memory, stop);")]
    [InlineData("if (Request.ContentLength > 1024) { return BadRequest(); } _ = await new StreamReader(Request.Body).ReadToEndAsync(stop);")]
    [InlineData("Request.EnableBuffering(1024, 1024 * 1024); _ = await new StreamReader(Request.Body).ReadToEndAsync(stop);")]
    [InlineData("Request.EnableBuffering(bufferLimit: 1024 * 1024); _ = await new StreamReader(Request.Body).ReadToEndAsync(stop);")]
    [InlineData("if (IsTooLarge(file)) { return BadRequest(); } using var memory = new MemoryStream(); await file.CopyToAsync(memory, stop);")]
    [InlineData("if (!checks.IsValid(file)) { return BadRequest(); } using var memory = new MemoryStream(); await file.CopyToAsync(memory, stop);")]
    [InlineData("await using var target = System.IO.File.Create(\"x\"); await file.CopyToAsync(target, stop);")]
    [InlineData("await file.CopyToAsync(Stream.Null, stop);")]
    [InlineData("using var memory = new MemoryStream(new byte[1024]); await file.CopyToAsync(memory, stop);")]
    [InlineData("await using var own = System.IO.File.OpenRead(\"x\"); using var memory = new MemoryStream(); await own.CopyToAsync(memory, stop);")]
    [InlineData("_ = await new StreamReader(\"own.txt\").ReadToEndAsync(stop);")]
    [InlineData("_ = await new StringReader(\"a\").ReadToEndAsync(stop);")]
    public Task What_is_measured_or_streamed(string body)
        => Check.Reports<PG1017UnboundedRequest>(Reads(body, members: "private static bool IsTooLarge(IFormFile file) => file.Length > 1024; private readonly IChecks checks = null!; public interface IChecks { bool IsValid(IFormFile file); }"));

    [Theory]
    [InlineData("[RequestSizeLimit(1024)]", "")]
    [InlineData("", "builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 100 * 1024 * 1024);")]
    [InlineData("", "builder.WebHost.ConfigureKestrel(kestrel => { if (builder.Environment.IsDevelopment()) { kestrel.Limits.MaxRequestBodySize = null; } });")]
    public Task What_is_read_whole_below_a_limit(string attributes, string server) => Check.Reports<PG1017UnboundedRequest>(
        Reads("using var memory = new MemoryStream(); await file.CopyToAsync(memory, stop);", attributes: attributes, server: server.Length > 0 ? server : "builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.[|MaxRequestBodySize|] = null);"));

    [Fact]
    public Task A_file_that_validation_measures() => Check.Reports<PG1017UnboundedRequest>(Reads(
        "using var memory = new MemoryStream(); await form.File.CopyToAsync(memory, stop);",
        "Form form",
        members: "public sealed class MaxFileSizeAttribute(long bytes) : ValidationAttribute { public long Bytes => bytes; } public class Form { [MaxFileSize(1024)] public required IFormFile File { get; set; } }"));

    [Theory]
    // Limits.
    [InlineData("kestrel.Limits.MaxRequestBodySize = 10 * 1024 * 1024;")]
    [InlineData("kestrel.Limits.MaxRequestBodySize = 10L * 1024 * 1024; kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(100, TimeSpan.FromSeconds(10)); kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(30);")]
    [InlineData("kestrel.Limits.MaxRequestBodySize = 100_000_000; /* 100 MB */")]
    [InlineData("kestrel.Limits.MaxRequestBodySize = 256 * 1024 * 1024;")]
    [InlineData("kestrel.Limits.MaxRequestBodySize = 0;")]
    // From the configuration.
    [InlineData("kestrel.Limits.MaxRequestBodySize = builder.Configuration.GetValue<long>(\"Uploads:Largest\");")]
    [InlineData("kestrel.Limits.MaxRequestBodySize = long.Parse(builder.Configuration[\"Largest\"]!);")]
    [InlineData("kestrel.Limits.MaxRequestBodySize = builder.Configuration.GetValue<long?>(\"Largest\") ?? 1_000_000_000;")]
    [InlineData("var largest = builder.Configuration.GetValue(\"Largest\", long.MaxValue); kestrel.Limits.MaxRequestBodySize = largest;")]
    [InlineData("if (builder.Configuration.GetValue<long>(\"Largest\") is > 0 and var largest) { kestrel.Limits.MaxRequestBodySize = largest; } else { kestrel.Limits.MaxRequestBodySize = null; }")]
    [InlineData("kestrel.Limits.MaxRequestBodySize = null; if (builder.Configuration.GetValue<long>(\"Largest\") is > 0 and var largest) { kestrel.Limits.MaxRequestBodySize = largest; }")]
    [InlineData("kestrel.Limits.MaxRequestBodySize = null; kestrel.Limits.MaxRequestBodySize = 1024;")]
    [InlineData("long largest = long.MaxValue; if (args.Length > 0) { largest = 1024; } kestrel.Limits.MaxRequestBodySize = largest;")]
    // Development.
    [InlineData("if (builder.Environment.IsDevelopment()) { kestrel.Limits.MaxRequestBodySize = null; }")]
    [InlineData("kestrel.Limits.MaxRequestBodySize = builder.Environment.IsDevelopment() ? null : 1024;")]
    [InlineData("kestrel.Limits.MaxRequestBodySize = args.Length > 0 ? null : 1024;")]
    [InlineData("if (!builder.Environment.IsDevelopment()) { return; } kestrel.Limits.MaxRequestBodySize = null;")]
    // What is no request.
    [InlineData("kestrel.Limits.MaxResponseBufferSize = null; kestrel.Limits.MinResponseDataRate = null; kestrel.Limits.MaxConcurrentConnections = null;")]
    [InlineData("var own = new Own { MaxRequestBodySize = null, MultipartBodyLengthLimit = long.MaxValue }; own.MaxRequestBodySize = null;")]
    public Task What_is_left_alone(string statements) => Check.Reports<PG1017UnboundedRequest>(App("builder.WebHost.ConfigureKestrel(kestrel => { " + statements + " });", "", "public class Own { public long? MaxRequestBodySize { get; set; } public long MultipartBodyLengthLimit { get; set; } }"));

    [Theory]
    [InlineData("builder.Services.Configure<FormOptions>(builder.Configuration.GetSection(\"Form\"));")]
    [InlineData("builder.Services.Configure<FormOptions>(form => { form.MultipartBodyLengthLimit = 200 * 1024 * 1024; form.ValueCountLimit = 5000; form.ValueLengthLimit = 500_000_000; });")]
    [InlineData("builder.Services.AddSignalR(hub => hub.MaximumReceiveMessageSize = 1024 * 1024);")]
    [InlineData("builder.Services.AddSignalR(hub => hub.MaximumReceiveMessageSize = builder.Configuration.GetValue<long?>(\"Hub:Largest\"));")]
    [InlineData("builder.Services.AddSignalR();")]
    public Task Options_with_a_limit(string services) => Check.Reports<PG1017UnboundedRequest>(App(services));

    [Theory]
    [InlineData("[RequestSizeLimit(100 * 1024 * 1024)]", "return Ok();")]
    [InlineData("[RequestSizeLimit(Largest)]", "return Ok();")]
    [InlineData("[RequestFormLimits(MultipartBodyLengthLimit = 100_000_000, ValueCountLimit = 10)]", "return Ok();")]
    [InlineData("[RequestFormLimits(BufferBody = true)]", "return Ok();")]
    // Streams that are counted.
    [InlineData("[DisableRequestSizeLimit]", "if (Request.ContentLength > Largest) { return BadRequest(); } await using var target = System.IO.File.Create(\"x\"); await Request.Body.CopyToAsync(target, stop); return Ok();")]
    [InlineData("[DisableRequestSizeLimit]", "if (file.Length > Largest) { return BadRequest(); } await using var target = System.IO.File.Create(\"x\"); await file.CopyToAsync(target, stop); return Ok();")]
    [InlineData("[RequestSizeLimit(10L * 1024 * 1024 * 1024)]", "var reader = new MultipartReader(\"b\", Request.Body); var total = 0L; while (await reader.ReadNextSectionAsync(stop) is { } section) { total += await CopyAsync(section.Body); if (total > Largest) { return BadRequest(); } } return Ok();")]
    [InlineData("[DisableRequestSizeLimit]", "var buffer = new byte[4096]; var total = 0; int read; while ((read = await Request.Body.ReadAsync(buffer, stop)) > 0) { total += read; if (total > Largest) { return BadRequest(); } } return Ok();")]
    public Task Endpoints_with_a_limit(string attributes, string body) => Check.Reports<PG1017UnboundedRequest>(
        Action(attributes, body, members: "private const long Largest = 50 * 1024 * 1024; private static Task<long> CopyAsync(Stream stream) => Task.FromResult(stream.Length);"));

    [Theory]
    // Nobody counts, the count is of something else, or it comes when all is in memory.
    [InlineData("await using var target = System.IO.File.Create(\"x\"); await Request.Body.CopyToAsync(target, stop); return Ok();")]
    [InlineData("if (file.FileName.Length > 100) { return BadRequest(); } await using var target = System.IO.File.Create(\"x\"); await file.CopyToAsync(target, stop); return Ok();")]
    [InlineData("if (file.Length <= 0) { return BadRequest(); } await using var target = System.IO.File.Create(\"x\"); await file.CopyToAsync(target, stop); return Ok();")]
    [InlineData("using var memory = new MemoryStream(); await file.CopyToAsync(memory, stop); return memory.Length > 100 ? BadRequest() : Ok();")]
    public Task Streams_that_nobody_counts(string body) => Check.Reports<PG1017UnboundedRequest>(Action("[[|DisableRequestSizeLimit|]]", body));

    [Fact]
    public Task Attributes_of_others() => Check.Reports<PG1017UnboundedRequest>(
        "public class DisableRequestSizeLimitAttribute : System.Attribute; public class RequestSizeLimitAttribute(long bytes) : System.Attribute { public long Bytes => bytes; } [DisableRequestSizeLimit] public class A; [RequestSizeLimit(long.MaxValue)] public class B;");

    [Fact]
    public Task A_filter_that_reads_its_limit_from_options() => Check.Reports<PG1017UnboundedRequest>(
        Usings + "public class Limit(long largest) { public void On(HttpContext context) { var feature = context.Features.Get<IHttpMaxRequestBodySizeFeature>(); if (feature?.IsReadOnly == false) { if (largest > 0) { feature.MaxRequestBodySize = largest; } else { feature.MaxRequestBodySize = null; } } } }");

    [Fact]
    public Task A_library_that_serves_streams_without_an_end() => Check.Reports<PG1017UnboundedRequest>(
        Usings + "public class Calls { public void On(HttpContext context) { if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { } size) { size.MaxRequestBodySize = null; } if (context.Features.Get<Microsoft.AspNetCore.Server.Kestrel.Core.Features.IHttpMinRequestBodyDataRateFeature>() is { } rate) { rate.MinDataRate = null; } } }");

    [Fact]
    public Task An_app_that_serves_streams_without_an_end() => Check.Reports<PG1017UnboundedRequest>(
        App(SetUp, "app.Use(async (context, next) => { context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.[|MaxRequestBodySize|] = null; context.Features.Get<Microsoft.AspNetCore.Server.Kestrel.Core.Features.IHttpMinRequestBodyDataRateFeature>()!.MinDataRate = null; await next(); });" + Answers));

    [Theory]
    [InlineData("return file.Length > Largest ? BadRequest() : Ok();", "")]
    [InlineData("return Check(file) ? Ok() : BadRequest();", "private static bool Check(IFormFile file) => file.Length is > 0 and < Largest;")]
    public Task A_chosen_limit_that_the_code_compares_with(string body, string members)
        => Check.Reports<PG1017UnboundedRequest>(Action("[RequestSizeLimit(Largest)]", body, members: "private const long Largest = 1_000_000_000; " + members));

    [Theory]
    [InlineData("return Ok(Largest);")]
    [InlineData("return file.Length == 0 ? BadRequest() : Ok();")]
    public Task A_chosen_limit_that_nothing_is_compared_with(string body)
        => Check.Suggests<PG1017UnboundedRequest>(Action("[[|RequestSizeLimit|](Largest)]", body, members: "private const long Largest = 1_000_000_000;"));

    [Fact]
    public Task What_a_library_does_for_one_request_is_a_suggestion() => Check.Suggests<PG1017UnboundedRequest>(
        Usings + "public class Limit { public void On(HttpContext context) { var feature = context.Features.Get<IHttpMaxRequestBodySizeFeature>(); if (feature is { IsReadOnly: false }) { feature.[|MaxRequestBodySize|] = null; } } }");

    [Theory]
    [InlineData("namespace Yarp.ReverseProxy.Configuration { public class RouteConfig; }", "")]
    [InlineData("", "http://localhost:5000")]
    public Task A_proxy_and_an_app_of_one_machine_are_suggestions(string more, string address) => Check.Suggests<PG1017UnboundedRequest>(
        App("builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.[|MaxRequestBodySize|] = null);" + (address.Length > 0 ? "builder.WebHost.UseUrls(\"" + address + "\");" : ""), "", more));

    [Theory]
    [InlineData("builder.WebHost.UseUrls(\"http://localhost:5000\"); builder.Services.AddSignalR(hub => hub.MaximumReceiveMessageSize = null);")]
    [InlineData("builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(5000)); builder.Services.Configure<FormOptions>(forms => { forms.ValueLengthLimit = int.MaxValue; forms.MultipartBodyLengthLimit = long.MaxValue; });")]
    [InlineData("builder.WebHost.UseUrls(\"http://*:5000\"); builder.Services.AddSignalR(hub => hub.[|MaximumReceiveMessageSize|] = null);")]
    public Task Messages_and_forms_of_one_machine(string statements) => Check.Reports<PG1017UnboundedRequest>(App(statements, ""));

    [Fact]
    public Task A_switch_of_the_configuration_makes_a_suggestion() => Check.Suggests<PG1017UnboundedRequest>(
        Kestrel("if (builder.Configuration.GetValue<bool>(\"Uploads:Unlimited\")) { kestrel.Limits.[|MaxRequestBodySize|] = null; }"));

    [Fact]
    public Task Likely_findings_can_be_warnings() => Check.Reports<PG1017UnboundedRequest>(Action("[[|RequestSizeLimit|](1_000_000_000)]").EditorConfig("prodgap.PG1017.likely = report"));

    [Theory]
    [InlineData("10", "kestrel.Limits.[|MaxRequestBodySize|] = 11 * 1024 * 1024;")]
    [InlineData("10", "kestrel.Limits.MaxRequestBodySize = 10 * 1024 * 1024;")]
    [InlineData(" 2000 ", "kestrel.Limits.MaxRequestBodySize = 1_000_000_000;")]
    [InlineData("2000", "kestrel.Limits.[|MaxRequestBodySize|] = null;")]
    [InlineData("4000", "kestrel.Limits.[|MaxRequestBodySize|] = int.MaxValue;")]
    // What cannot be read counts as not set.
    [InlineData("0", "kestrel.Limits.MaxRequestBodySize = 100 * 1024 * 1024;")]
    [InlineData("many", "kestrel.Limits.[|MaxRequestBodySize|] = 300 * 1024 * 1024;")]
    public Task The_user_says_how_much_is_too_much(string megabytes, string statements) => Check.Reports<PG1017UnboundedRequest>(Kestrel(statements).EditorConfig("prodgap.PG1017.max_megabytes = " + megabytes));

    [Fact]
    public Task Tests_and_samples_are_left_alone() => Check.Reports<PG1017UnboundedRequest>(
        Scenario.Of(ProjectKind.Test, Usings + "public class Host { public void Set(KestrelServerOptions options) => options.Limits.MaxRequestBodySize = null; }")
            .Project("Sample").Property("ProdGapIsSample", "true").Document("Sample.cs", Usings + "public class Host { public void Set(KestrelServerOptions options) => options.Limits.MaxRequestBodySize = null; }"));

    [Fact]
    public Task An_endpoint_that_says_how_much_it_takes() => Check.Reports<PG1017UnboundedRequest>(App(
        SetUp + "builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.[|MaxRequestBodySize|] = null);",
        Answers + "app.MapPost(\"/f\", async (IFormFile file) => { using var memory = new MemoryStream(); await file.CopyToAsync(memory); }).RequireAuthorization().WithMetadata(new RequestSizeLimitAttribute(1024)); app.MapPost(\"/g\", async (IFormFile file) => { using var memory = new MemoryStream(); await file.[|CopyToAsync|](memory); }).RequireAuthorization();"));

    [Fact]
    public Task Options_in_an_initializer() => Check.Reports<PG1017UnboundedRequest>(
        Usings + "public class Host { public object Make() => new KestrelServerOptions { AddServerHeader = false, Limits = { [|MaxRequestBodySize|] = null, MaxConcurrentConnections = 5 } }; }");

    [Fact]
    public Task What_a_release_leaves_out() => Check.Reports<PG1017UnboundedRequest>(
        Scenario.Of(Usings + "#if DEBUG\npublic class Host { public void Set(KestrelServerOptions options) => options.Limits.MaxRequestBodySize = null; }\n#endif\n").Parsed(CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest).WithPreprocessorSymbols("DEBUG")));

    // Settings files.
    private const string Bound = "builder.Services.Configure<KestrelServerOptions>(builder.Configuration.GetSection(\"Kestrel\"));";

    [Theory]
    [InlineData("appsettings.json", "{ \"Kestrel\": { \"Limits\": { \"MaxRequestBodySize\": [|null|] } } }")]
    [InlineData("appsettings.Production.json", "{ \"Kestrel\": { \"Limits\": { \"MaxRequestBodySize\": [|1073741824|], \"MaxConcurrentConnections\": 10 } } }")]
    [InlineData("appsettings.json", "{ \"Kestrel:Limits:MaxRequestBodySize\": \"[|9223372036854775807|]\" }")]
    [InlineData("appsettings.json", "{ // large\n \"kestrel\": { \"limits\": { \"maxrequestbodysize\": [|null|], } } }")]
    public Task Settings_of_the_server(string file, string json) => Check.Reports<PG1017UnboundedRequest>(App(Bound).AdditionalFile(file, json, "settings"));

    [Theory]
    [InlineData(Bound, "appsettings.json", "{ \"Kestrel\": { \"Limits\": { \"MaxRequestBodySize\": 10485760 } } }")]
    [InlineData(Bound, "appsettings.Development.json", "{ \"Kestrel\": { \"Limits\": { \"MaxRequestBodySize\": null } } }")]
    [InlineData(Bound, "appsettings.json", "{ \"Own\": { \"MaxRequestBodySize\": null } }")]
    [InlineData(Bound, "appsettings.json", "{ \"Kestrel\": { \"Limits\": { \"MaxRequestBodySize\": \"large\" } } }")]
    [InlineData(Bound, "appsettings.json", "{ \"Kestrel\": { \"Limits\": { \"MaxRequestBodySize\":")]
    // Nobody reads it.
    [InlineData("", "appsettings.json", "{ \"Kestrel\": { \"Limits\": { \"MaxRequestBodySize\": null } } }")]
    public Task Settings_with_a_limit(string services, string file, string json) => Check.Reports<PG1017UnboundedRequest>(App(services).AdditionalFile(file, json, "settings"));

    [Fact]
    public async Task Half_typed_code_is_no_crash()
    {
        foreach (var text in new[]
        {
            "class C { void M(KestrelServerOptions o) { o.Limits.MaxRequestBodySize = ; o.Limits.MaxRequestBodySize = nul } }",
            "[RequestSizeLimit] class C { [RequestSizeLimit(] void M() { } [RequestFormLimits(MultipartBodyLengthLimit = )] void N() { } [DisableRequestSizeLimit(",
            "class C { void M(IFormFile f) { f.CopyToAsync( ; new StreamReader().ReadToEnd(); new StreamReader(f.OpenReadStream(). } }",
            "class C { void M(IBrowserFile f) { f.OpenReadStream(maxAllowedSize: ; f.OpenReadStream(nothing); } }",
            "class C { void M(WebApplication a) { a.MapPost(\"/\", () => 1).WithFormOptions(multipartBodyLengthLimit: ).WithMetadata(new DisableRequestSizeLimitAttribute( } }",
        })
        {
            var (solution, _) = Scenario.Of(ProjectKind.Web, Usings + OpenedBy + text).Broken().Build();
            await Check.Findings(solution, [new ProdGapAnalyzer([new PG1017UnboundedRequest()])]);
        }
    }

    private const string OpenedBy = "class Opens { void On(KestrelServerOptions o) { o.Limits.MaxRequestBodySize = null; } }\n";

    /// <summary>Behind IIS its own filter of requests stands, and without IIS these options do nothing.</summary>
    [Theory]
    [InlineData("builder.Services.Configure<IISServerOptions>(options => options.[|MaxRequestBodySize|] = null);")]
    [InlineData("builder.Services.Configure<IISServerOptions>(options => { options.[|MaxRequestBodySize|] = int.MaxValue; });")]
    [InlineData("builder.Services.Configure<IISServerOptions>(options => options.[|MaxRequestBodySize|] = long.MaxValue); builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 20_000_000);")]
    public Task The_options_of_IIS_alone_are_a_suggestion(string services) => Check.Suggests<PG1017UnboundedRequest>(App(services));

    [Fact]
    public Task The_options_of_IIS_beside_those_of_the_server() => Check.Reports<PG1017UnboundedRequest>(
        App("builder.Services.Configure<IISServerOptions>(options => options.[|MaxRequestBodySize|] = null); builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.[|MaxRequestBodySize|] = null);"));

    [Fact]
    public Task A_body_that_the_server_bounds_fills_nothing() => Check.Suggests<PG1017UnboundedRequest>(Reads(
        "using var memory = new MemoryStream(); await Request.Body.CopyToAsync(memory, stop); return Ok(memory.Length);",
        server: "builder.Services.Configure<IISServerOptions>(options => options.[|MaxRequestBodySize|] = long.MaxValue);"));

    /// <summary>No part is longer than the whole.</summary>
    [Theory]
    [InlineData("builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 20 * 1024 * 1024);", "form.ValueLengthLimit = int.MaxValue; form.KeyLengthLimit = int.MaxValue; form.MultipartHeadersLengthLimit = int.MaxValue;")]
    [InlineData("builder.Services.Configure<IISServerOptions>(options => options.MaxRequestBodySize = 10_000_000);", "form.MultipartBodyLengthLimit = 10_000_000; form.ValueLengthLimit = int.MaxValue;")]
    [InlineData("builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 20 * 1024 * 1024);", "form.[|ValueCountLimit|] = int.MaxValue;")]
    [InlineData("builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.[|MaxRequestBodySize|] = null); builder.Services.Configure<IISServerOptions>(options => options.MaxRequestBodySize = 10_000_000);", "form.[|ValueLengthLimit|] = int.MaxValue;")]
    [InlineData("long? most = long.Parse(args[0]); builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = most.Value);", "form.ValueLengthLimit = int.MaxValue;")]
    [InlineData("var most = long.Parse(args[0]); builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = most);", "form.ValueLengthLimit = int.MaxValue; form.[|ValueCountLimit|] = int.MaxValue;")]
    [InlineData("long? most = args.Length > 0 ? long.Parse(args[0]) : null; builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = most);", "form.[|ValueLengthLimit|] = int.MaxValue;")]
    public Task Lengths_of_fields_where_the_app_bounds_the_body(string server, string form) => Check.Reports<PG1017UnboundedRequest>(Forms(form, server));

    [Fact]
    public Task A_form_with_a_large_limit_of_its_own() => Check.Suggests<PG1017UnboundedRequest>(Action("[[|DisableRequestSizeLimit|]] [RequestFormLimits([|MultipartBodyLengthLimit|] = 12_000_000_000)]"));

    [Theory]
    [InlineData("[DisableRequestSizeLimit] [RequestFormLimits(MultipartBodyLengthLimit = 100_000_000)]", "IFormFile file")]
    [InlineData("[RequestFormLimits(MultipartBodyLengthLimit = 100_000_000), DisableRequestSizeLimit]", "[FromForm] List<IFormFile> files")]
    [InlineData("[[|DisableRequestSizeLimit|]] [RequestFormLimits(MultipartBodyLengthLimit = 100_000_000)]", "[FromBody] string text")]
    [InlineData("[[|DisableRequestSizeLimit|]] [RequestFormLimits([|MultipartBodyLengthLimit|] = long.MaxValue)]", "IFormFile file")]
    public Task A_form_that_bounds_what_is_read(string attributes, string parameters) => Check.Reports<PG1017UnboundedRequest>(Action(attributes, parameters: parameters));
}
