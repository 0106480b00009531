namespace ProdGap.Analyzers.Tests.Reliability.Cancellation.Propagation;

/// <summary>What else calls a feature's operation in production code.</summary>
internal sealed class CallerText(Feature feature)
{
    private readonly string noun = feature.Noun;
    private readonly Signature signature = feature.Signature;

    /// <summary>The worker's files.</summary>
    public IEnumerable<SourceFile> Files()
        => feature.Choice.Caller switch
        {
            Caller.OtherProject => [Worker(
                "Digest",
                $$"""
                    public async Task<string> BuildAsync(int customerId)
                    {
                        var title = $"A digest for {customerId}";
                        {{feature.Consume($"service.{feature.CalledOperation}({signature.Given("customerId")})")}}
                        return title;
                    }
                    {{OtherCalls}}
                    """)],
            Caller.MethodGroup => [Worker(
                "Runner",
                $$"""
                    public async Task RunAsync()
                    {
                        {{feature.Func}} run = service.{{feature.CalledOperation}};
                        {{feature.Consume($"run({signature.GivenToFunc("42")})")}}
                    }

                    """)],
            Caller.NameOf => [Worker(
                "Metrics",
                $$"""
                    public string NameOf() => nameof({{NamingType}}.{{feature.Operation}}) + service;

                    public static async Task WatchAsync(ILogger logger, CancellationToken cancellationToken)
                    {
                        while (!cancellationToken.IsCancellationRequested)
                        {
                            try
                            {
                                var text = await File.ReadAllTextAsync("metrics.txt", cancellationToken);
                                logger.LogInformation("{Length} characters of metrics", text.Length);
                            }
                            catch (Exception exception)
                            {
                                logger.LogError(exception, "No metrics");
                            }
                        }
                    }
                    """)],
            Caller.ExpressionTree => [Worker(
                "Job",
                $$"""
                    public Expression<Func<{{feature.ServiceType}}, {{feature.Type}}>> Call { get; } = service => service.{{feature.CalledOperation}}({{signature.GivenInTree("42")}});


                    """
                + (feature.Choice.Returns is Returns.Task or Returns.TaskOfT
                    ? $$"""
                        public void Plan(IBackgroundJobs jobs) => jobs.Enqueue<{{feature.ServiceType}}>(later => later.{{feature.CalledOperation}}({{signature.GivenInTree("42")}}));


                        """ : "")
                + "public override string ToString() => service.ToString() ?? \"\";\n")],
            _ => [],
        };

    /// <summary>Calls at once, a call that waits without awaiting, and one on what may be absent.</summary>
    private string OtherCalls
        => feature.Choice.Returns is not (Returns.Task or Returns.TaskOfT) ? ""
            : $$"""

                public async Task CompareAsync()
                {
                    await Task.WhenAll(service.{{feature.CalledOperation}}({{signature.Given("1")}}), service.{{feature.CalledOperation}}({{signature.Given("2")}}));
                }

                """
                + $$"""

                    public void Wait() => service.{{feature.CalledOperation}}({{signature.Given("3")}}).GetAwaiter().GetResult();

                    """
                + $$"""

                    public static async Task TryAsync({{feature.ServiceType}}? absent)
                    {
                        var pending = absent?.{{feature.CalledOperation}}({{signature.Given("4")}});
                        if (pending is not null)
                        {
                            await pending;
                        }
                    }

                    """;

    private string NamingType => feature.Choice.Contract == Contract.StaticExtensions ? noun + "RepositoryExtensions" : feature.ServiceType;

    private SourceFile Worker(string name, string members)
        => SourceFile.Of(
            feature,
            noun + name,
            $$"""
                using System.Linq.Expressions;
                using Contoso.Hosting;
                using Microsoft.Extensions.Logging;
                {{feature.Usings}}
                namespace Northwind.Worker.{{feature.Plural}};

                internal sealed class {{noun}}{{name}}({{feature.ServiceType}} service)
                {
                {{members}}}

                """);
}
