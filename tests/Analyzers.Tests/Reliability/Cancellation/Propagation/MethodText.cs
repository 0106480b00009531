namespace ProdGap.Analyzers.Tests.Reliability.Cancellation.Propagation;

/// <summary>A method of a service: the operation in one of the ways in which people write it.</summary>
/// <param name="IsAsync">Whether it needs the modifier.</param>
/// <param name="Expression">Its expression, where it has no block.</param>
/// <param name="Statements">Its statements.</param>
/// <param name="IsIterator">Whether it yields.</param>
internal sealed record MethodText(bool IsAsync, string? Expression, string Statements, bool IsIterator)
{
    /// <summary>The operation of a service.</summary>
    /// <param name="feature">The feature.</param>
    /// <param name="call">The call of the next layer.</param>
    /// <param name="repository">How the method reaches its repository.</param>
    /// <param name="logger">How the method reaches its logger; null where it has none.</param>
    public static MethodText Of(Feature feature, string call, string repository, string? logger)
    {
        var log = logger is null ? "" : $"{logger}.LogInformation(\"{feature.Verb} of {feature.Plural.ToLowerInvariant()} for {{CustomerId}}\", {feature.Signature.CustomerOrAll});\n";
        if (logger is not null && feature.Choice.Contract == Contract.GenericMethod)
        {
            log += $"{logger}.LogDebug(\"Asked for by {{Audience}}\", typeof(TAudience).Name);\n";
        }

        if (feature.Choice.Layout == Layout.Directives)
        {
            log += logger is null ? "#if DEBUG\nSystem.Diagnostics.Debug.WriteLine(\"begun\");\n#endif\n"
                : $$"""
                    #if DEBUG
                    {{logger}}.LogDebug("A debugging build");
                    #else
                    {{logger}}.LogTrace("A build as it is shipped");
                    #endif

                    """;
        }

        var end = Finish(feature, call);
        return feature.Choice.Body switch
        {
            Body.Expression => new(false, call, "", false),
            Body.LocalFunction => new(false, null, $"{log}return WorkAsync();\n\nasync {feature.Type} WorkAsync()\n{{\n{end}}}\n", false),
            Body.LambdaInSelect => Block(
                $$"""
                    int[] ids = [1, 2, 3];
                    var known = await Task.WhenAll(ids.Select({{(feature.IsOdd ? $"async id => await {repository}.FindAsync(id)" : $"id => {repository}.FindAsync(id)")}}));

                    """
                + $$"""
                    if (known.All(entry => entry is null))
                    {
                        throw new InvalidOperationException("There are none.");
                    }

                    {{log}}{{end}}
                    """),
            Body.TryFinally => Block($$"""
                {{log}}try
                {
                {{end}}}
                finally
                {
                    await {{repository}}.ReleaseAsync({{feature.Signature.CustomerOrAll}});
                }

                """),
            Body.Loop => Block(log + Loop(feature, call)),
            Body.AwaitUsing => Block($$"""
                await using var journal = File.AppendText("{{feature.Plural.ToLowerInvariant()}}.journal");
                journal.WriteLine("begun");
                await journal.FlushAsync();
                {{log}}{{end}}
                """),
            Body.AwaitForeach => Block($$"""
                var newest = 0;
                await foreach (var entry in {{repository}}.ReadAllAsync())
                {
                    newest = Math.Max(newest, entry.Id);
                }

                {{log}}{{end}}
                """),
            _ => Block(log + end),
        };

        MethodText Block(string statements) => new(true, null, statements, feature.IsStream);
    }

    /// <summary>A method that passes a call on and returns what it gives.</summary>
    public static MethodText PassingOn(Feature feature, string call, (string Before, string After)? around = null)
    {
        var (before, after) = around ?? ("", "");
        return feature.IsVoid ? new(true, null, $"{before}await {call};\n{after}", false)
            : feature.IsStream ? new(true, null, $"{before}await foreach (var item in {call})\n{{\nyield return item;\n}}\n\n{after}", true)
            : new(true, null, $"{before}var items = await {call};\n{after}return items;\n", false);
    }

    /// <summary>The whole member.</summary>
    /// <param name="modifiers">Its accessibility and what else comes before its type.</param>
    /// <param name="type">Its type.</param>
    /// <param name="head">Its name and its parameters.</param>
    public string Member(string modifiers, string type, string head)
    {
        var before = $"{modifiers} {(IsAsync ? "async " : "")}".TrimStart();
        return Expression is null ? $"{before}{type} {head}\n{{\n{Statements}}}\n\n" : $"{before}{type} {head}\n=> {Expression};\n\n";
    }

    private static string Finish(Feature feature, string call)
        => feature.IsVoid ? $"await {call};\n"
            : feature.IsStream ? $"await foreach (var item in {call})\n{{\nyield return item;\n}}\n"
            : $"var items = await {call};\nreturn items;\n";

    private static string Loop(Feature feature, string call)
    {
        const string Head = "for (var attempt = 1; attempt <= 3; attempt++)\n{\n";
        const string Pause = "await Task.Delay(100 * attempt);\n}\n";
        return feature.IsVoid || feature.IsStream ? Head + Finish(feature, call) + "\n" + Pause
            : $"{Head}var items = await {call};\nif (items.Count > 0)\n{{\nreturn items;\n}}\n\n{Pause}\nreturn [];\n";
    }
}
