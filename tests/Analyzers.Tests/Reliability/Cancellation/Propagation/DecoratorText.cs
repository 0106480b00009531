namespace ProdGap.Analyzers.Tests.Reliability.Cancellation.Propagation;

/// <summary>A class that implements a feature's interface around another one.</summary>
internal sealed class DecoratorText(Feature feature)
{
    private readonly Signature signature = feature.Signature;

    /// <summary>The class.</summary>
    public string Declaration()
    {
        var name = feature.Service + "WithTiming";
        var interfaces = feature.Choice.Contract == Contract.TwoInterfaces ? $"{feature.ServiceType}, I{feature.Noun}Reader" : feature.ServiceType;
        var operation = feature.Choice.Contract == Contract.GenericMethod ? feature.Operation + "<TAudience>" : feature.Operation;
        const string Log = "logger.LogInformation(\"It took {Elapsed}\", Stopwatch.GetElapsedTime(started));\n";
        var measured = feature.Choice.Returns == Returns.TaskOfT;
        var member = measured
            ? new MethodText(false, $"MeasureAsync(() => inner.{operation}({signature.Forwarded}))", "", false)
            : MethodText.PassingOn(feature, $"inner.{operation}({signature.Forwarded})", ("var started = Stopwatch.GetTimestamp();\n", Log));
        return $"public sealed class {name}({feature.ServiceType} inner, ILogger<{name}> logger) : {interfaces}\n{{\n"
            + feature.Inherited + member.Member("public", feature.Type, feature.DeclaredOperation + signature.Declared())
            + (feature.HasTokenOverload ? new MethodText(false, $"inner.{operation}({signature.Names}, cancellationToken)", "", false).Member("public", feature.Type, feature.DeclaredOperation + signature.Declared(last: "CancellationToken cancellationToken")) : "")
            + (measured ? $$"""
                private async Task<TResult> MeasureAsync<TResult>(Func<Task<TResult>> work)
                {
                    var started = Stopwatch.GetTimestamp();
                    var result = await work();
                    {{Log}}return result;
                }

                """
                : $$"""
                    /// <summary>For whom this measures.</summary>
                    public override string ToString() => $"{logger} of {inner}";

                    """)
            + "}\n";
    }
}
