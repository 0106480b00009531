namespace ProdGap.Analyzers.Tests.Reliability.Cancellation.Propagation;

/// <summary>The entry point of a feature: in the web project or in the worker, with a handler in the application layer where it takes one.</summary>
internal sealed class EntryText(Feature feature)
{
    private readonly string noun = feature.Noun;
    private readonly string route = feature.Plural.ToLowerInvariant();
    private readonly string parameter = feature.Signature.HasCustomer ? "int customerId" : "";

    /// <summary>The web project's file, if there is one.</summary>
    public IEnumerable<SourceFile> Web()
        => feature.Choice.EntryPoint switch
        {
            EntryPoint.Controller => [Web(feature.Plural + "Controller", Controller())],
            EntryPoint.RazorPage => [Web(feature.Plural + "Model", Page())],
            EntryPoint.MinimalApiLambda => [Web(feature.Plural + "Endpoints", Lambda())],
            EntryPoint.MinimalApiMethodGroup => [Web(feature.Plural + "Endpoints", MethodGroup())],
            EntryPoint.StreamingHub => [Web(feature.Plural + "Hub", Hub())],
            EntryPoint.MediatorHandler => [Web(feature.Plural + "Controller", Sender())],
            _ => [],
        };

    /// <summary>The worker's file, if there is one.</summary>
    public IEnumerable<SourceFile> Worker()
    {
        if (feature.Choice.EntryPoint == EntryPoint.BackgroundService)
        {
            var name = feature.Plural + "Worker";
            yield return SourceFile.Of(
                feature,
                name,
                $$"""
                    using Microsoft.Extensions.DependencyInjection;
                    using Microsoft.Extensions.Hosting;
                    using Microsoft.Extensions.Logging;
                    using Northwind.Domain;
                    {{feature.Usings}}
                    namespace Northwind.Worker.{{feature.Plural}};


                    """
                + $$"""
                    public sealed class {{name}}(IServiceScopeFactory scopes, ILogger<{{name}}> logger) : BackgroundService
                    {
                        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
                        {
                            while (true)
                            {

                    """
                + $$"""
                    await using var scope = scopes.CreateAsyncScope();
                    var service = scope.ServiceProvider.GetRequiredService<{{feature.ServiceType}}>();
                    {{Consume("42")}}

                    """
                + $$"""
                    await scope.ServiceProvider.GetRequiredService<IAuditTrail>().RecordAsync("{{route}}", 42, "a run");
                    logger.LogInformation("{{feature.Verb}} of {{route}} is done");
                    await Task.Delay(TimeSpan.FromMinutes(5));
                    }
                    }
                    }

                    """);
        }
    }

    /// <summary>The application layer's files, if there are any.</summary>
    public IEnumerable<SourceFile> Application()
    {
        if (feature.Choice.EntryPoint == EntryPoint.MediatorHandler)
        {
            var request = feature.IsVoid ? "IRequest" : feature.IsStream ? $"IStreamRequest<{noun}>" : $"IRequest<IReadOnlyList<{noun}>>";
            var handler = feature.IsVoid ? $"IRequestHandler<{Request}>" : feature.IsStream ? $"IStreamRequestHandler<{Request}, {noun}>" : $"IRequestHandler<{Request}, IReadOnlyList<{noun}>>";
            var call = $"service.{feature.EntryOperation}({feature.Signature.Given("request.CustomerId")})";
            var (type, body) = feature.IsVoid ? ("Task", $"await {call};\n")
                : feature.IsStream ? ($"IAsyncEnumerable<{noun}>", $"await foreach (var item in {call})\n{{\nyield return item;\n}}\n")
                : ($"Task<IReadOnlyList<{noun}>>", $"return await {call};\n");
            yield return SourceFile.Of(
                feature,
                Request,
                $$"""
                    using System.Runtime.CompilerServices;
                    using Contoso.Mediation;
                    using Northwind.Domain.{{feature.Plural}};

                    namespace Northwind.Application.{{feature.Plural}};

                    public sealed record {{Request}}(int CustomerId) : {{request}};


                    """
                + $$"""
                    public sealed class {{Request}}Handler({{feature.ServiceType}} service) : {{handler}}
                    {
                        public async {{type}} Handle({{Request}} request, {{(feature.IsStream ? "[EnumeratorCancellation] " : "")}}CancellationToken cancellationToken)
                        {
                        {{body}}}
                    }

                    """);
        }
    }

    /// <summary>How the entry point is made known to its host.</summary>
    public string Registration
        => feature.Choice.EntryPoint switch
        {
            EntryPoint.MinimalApiLambda or EntryPoint.MinimalApiMethodGroup => $"app.Map{feature.Plural}();\n",
            EntryPoint.StreamingHub => $"app.MapHub<{feature.Plural}Hub>(\"/hubs/{route}\");\n",
            EntryPoint.BackgroundService => $"builder.Services.AddHostedService<{feature.Plural}Worker>();\n",
            _ => "",
        };

    private string Request => $"{feature.Verb}{feature.Plural}Query";

    private string Customer => feature.Signature.HasCustomer ? "customerId" : "0";

    private string Consume(string customer) => feature.Consume($"service.{feature.EntryOperation}({feature.Signature.Given(customer)})");

    private string Documentation
        => feature.Choice.Docs == Docs.None ? "" : $"/// <summary>Answers a request about {route}.</summary>\n{(parameter.Length > 0 ? "/// <param name=\"customerId\">The customer who asks.</param>\n" : "")}";

    private string Controller()
    {
        var (verb, type, answer) = feature.IsVoid ? ("HttpPost", "Task<IActionResult>", "return NoContent();") : ("HttpGet", $"Task<ActionResult<IReadOnlyList<{noun}>>>", "return Ok(items);");
        return $$"""
            [ApiController]
            [Route("api/{{route}}")]
            public sealed class {{feature.Plural}}Controller({{feature.ServiceType}} service, IAuditTrail audit, ILogger<{{feature.Plural}}Controller> logger) : ControllerBase
            {

            """
            + $$"""
                {{Documentation}}[{{verb}}]
                public async {{type}} {{(feature.IsVoid ? "Post" : "Get")}}({{(parameter.Length > 0 ? "[FromQuery] " + parameter : "")}})
                {
                    logger.LogInformation("Asked for {{route}}");
                    {{Consume(Customer)}}
                    await audit.RecordAsync("{{route}}", {{Customer}});
                    {{answer}}
                }
                }

                """;
    }

    private string Page()
        => $$"""
            public sealed class {{feature.Plural}}Model({{feature.ServiceType}} service) : PageModel
            {
                public IReadOnlyList<{{noun}}> Items { get; private set; } = [];


            """
            + (feature.IsVoid
                ? $$"""
                    {{Documentation}}public async Task<IActionResult> OnPostAsync({{parameter}})
                    {
                        {{Consume(Customer)}}
                        return RedirectToPage();
                    }
                    }

                    """
                : $"{Documentation}public async Task OnGetAsync({parameter})\n{{\n{Consume(Customer)}\nItems = items;\n}}\n}}\n");

    private string Lambda()
        => $$"""
            public static class {{feature.Plural}}Endpoints
            {
                public static IEndpointRouteBuilder Map{{feature.Plural}}(this IEndpointRouteBuilder app)
                {

            """
            + $$"""
                app.{{MapVerb}}("/api/{{route}}", async ({{Injected}}) =>
                    {
                        {{Consume(Customer)}}
                        {{Answer}}
                });
                return app;
                }
                }

                """;

    private string MethodGroup()
        => $$"""
            public static class {{feature.Plural}}Endpoints
            {
                public static IEndpointRouteBuilder Map{{feature.Plural}}(this IEndpointRouteBuilder app)
                {
                    app.{{MapVerb}}("/api/{{route}}", AnswerAsync);
                    return app;
                }


            """
            + $$"""
                {{Documentation.Replace("</summary>\n", "</summary>\n/// <param name=\"service\">The service.</param>\n", StringComparison.Ordinal)}}private static async Task<IResult> AnswerAsync({{Injected}})
                {
                    {{Consume(Customer)}}
                    {{Answer}}
                }
                }

                """;

    private string Hub()
    {
        var streamed = feature.IsVoid ? $"yield return new {noun} {{ Name = \"done\" }};" : "foreach (var item in items)\n{\nyield return item;\n}";
        return $$"""
            public sealed class {{feature.Plural}}Hub({{feature.ServiceType}} service) : Hub
            {
                {{Documentation}}public async IAsyncEnumerable<{{noun}}> Stream({{parameter}})
                {
                    {{Consume(Customer)}}
                    {{streamed}}
                }


            """
            + $"public async Task Announce(string text)\n{{\nawait Clients.All.SendAsync(\"announced\", text);\n}}\n}}\n";
    }

    private string Sender()
    {
        var send = feature.IsStream
            ? $$"""
                var items = new List<{{noun}}>();
                await foreach (var item in sender.CreateStream(new {{Request}}({{Customer}})))
                {
                    items.Add(item);
                }

                """
            : $"{(feature.IsVoid ? "" : "var items = ")}await sender.Send(new {Request}({Customer}));";
        return $$"""
            [ApiController]
            [Route("api/[controller]")]
            public sealed class {{feature.Plural}}Controller(ISender sender) : ControllerBase
            {
                {{Documentation}}[HttpPost("search")]
                public async Task<IActionResult> Search({{parameter}})
                {
                    {{send}}
                    return {{(feature.IsVoid ? "NoContent()" : "Ok(items)")}};
                }
            }

            """;
    }

    private string MapVerb => feature.IsVoid ? "MapPost" : "MapGet";

    private string Injected => (parameter.Length > 0 ? parameter + ", " : "") + $"{feature.ServiceType} service";

    private string Answer => feature.IsVoid ? "return Results.NoContent();" : "return Results.Ok(items);";

    private SourceFile Web(string name, string raw)
        => SourceFile.Of(
            feature,
            name,
            "using Contoso.Mediation;\nusing Microsoft.AspNetCore.Builder;\nusing Microsoft.AspNetCore.Http;\nusing Microsoft.AspNetCore.Mvc;\nusing Microsoft.AspNetCore.Mvc.RazorPages;\nusing Microsoft.AspNetCore.Routing;\n"
            + $$"""
                using Microsoft.AspNetCore.SignalR;
                using Microsoft.Extensions.Logging;
                using Northwind.Domain;
                {{feature.Usings}}
                namespace Northwind.Web.{{feature.Plural}};

                {{raw}}
                """);
}
