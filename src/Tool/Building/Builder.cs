using System.Collections.Immutable;
using ProdGap.Tool.Logs;

namespace ProdGap.Tool.Building;

/// <summary>How far a run is.</summary>
/// <param name="What">What it is doing.</param>
/// <param name="Done">So many projects are compiled.</param>
/// <param name="Total">Of so many; 0 while nobody knows.</param>
internal sealed record Headway(string What, int Done, int Total);

/// <summary>What the builds of one audit said.</summary>
/// <param name="Restore">While restoring.</param>
/// <param name="Build">While building, the pass without blockers included.</param>
/// <param name="Output">What was printed beside it: the SDK's own failures.</param>
internal sealed record Built(ImmutableArray<BuildEvent> Restore, ImmutableArray<BuildEvent> Build, string Output)
{
    /// <summary>True if the time was over before the end.</summary>
    public bool IsTimedOut { get; init; }
}

/// <summary>Runs the SDK's builds in a child process; nothing of MSBuild is loaded here.</summary>
internal sealed class Builder(Injection injection, Sdk sdk, string configuration, ImmutableArray<(string Name, string Value)> properties, int jobs, IProgress<Headway> progress, CancellationToken limit)
{
    private const int TailEvery = 200;

    /// <summary>True if the time was over before the end of a build, which was ended then.</summary>
    public bool IsTimedOut { get; private set; }

    /// <summary>Restores and builds projects.</summary>
    public async Task<Built> RunAsync(ImmutableArray<string> projects, bool restores, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(injection.Logs);
        ImmutableArray<BuildEvent> restored = [];
        var output = "";
        if (restores)
        {
            progress.Report(new("Restoring", 0, 0));
            (restored, output) = await BuildAsync("restore", Traversal.RestoreTogether(projects), "Restore", [], cancellationToken, "-p:MSBuildIsRestoring=true");
            if (restored.Any(static said => said.Kind == "error" && !said.Code.StartsWith("NU", StringComparison.Ordinal)))
            {
                (restored, output) = await BuildAsync("restore-each", Traversal.RestoreEach(projects), "Restore", [], cancellationToken);
            }
        }

        progress.Report(new("Building", 0, 0));
        var (built, more) = await BuildAsync("audit", Traversal.Build(projects), "Audit", [], cancellationToken);
        return new(restored, built, output + more) { IsTimedOut = IsTimedOut };
    }

    /// <summary>Builds once more, with the rules taken out of projects whose findings stop the build, for those that need them.</summary>
    public async Task<ImmutableArray<BuildEvent>> UnblockAsync(ImmutableArray<string> projects, IReadOnlyCollection<string> blockers, CancellationToken cancellationToken)
    {
        progress.Report(new("Building what was blocked", 0, 0));
        return (await BuildAsync("audit", Traversal.Build(projects), "Audit", blockers, cancellationToken)).Events;
    }

    /// <summary>Ends the compiler server that served this run alone.</summary>
    public async Task StopServerAsync(string? compilerFolder)
    {
        if (compilerFolder is not null && Path.Combine(compilerFolder, "bincore", "VBCSCompiler.dll") is var server && File.Exists(server))
        {
            await Child.RunAsync(Injection.Plain(sdk.Folder, server, "-shutdown", $"-pipename:{injection.Server}"), input: null, CancellationToken.None);
        }

        if (!OperatingSystem.IsWindows())
        {
            // A server that was killed leaves its socket.
            File.Delete(Path.Combine("/tmp", injection.Server));
        }
    }

    private async Task<(ImmutableArray<BuildEvent> Events, string Output)> BuildAsync(
        string name, string project, string target, IReadOnlyCollection<string> blocked, CancellationToken cancellationToken, params string[] more)
    {
        var file = Path.Combine(injection.Cache, name + ".proj");
        var events = Path.Combine(injection.Cache, name + ".events");
        await File.WriteAllTextAsync(file, project, cancellationToken);
        File.Delete(events);
        var start = injection.Dotnet(
            sdk.Folder, events, blocked,
            [
                "msbuild", file, $"-t:{target}", "-nologo", "-noConsoleLogger", "-noAutoResponse", "-nodeReuse:false", $"-maxCpuCount:{jobs}", $"-p:Configuration={configuration}", .. properties.Select(static property => $"-p:{property.Name}={Literal(property.Value)}"),
                $"-logger:ProdGap.BuildLogger.AuditLogger,{Path.Combine(Injection.ToolFolder, "logger", "ProdGap.BuildLogger.dll")}", .. more,
            ]);
        var read = new List<BuildEvent>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var tail = TailAsync(events, read, ended.Token);
        try
        {
            var (_, output) = await Child.RunAsync(start, input: null, stop.Token);
            return ([.. await ReadAsync(events, cancellationToken)], output);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            IsTimedOut = true;
            return ([.. await ReadAsync(events, cancellationToken)], "");
        }
        finally
        {
            await ended.CancelAsync();
            await tail;
        }
    }

    /// <summary>A value that MSBuild takes as it is: it would cut at a semicolon or a comma.</summary>
    internal static string Literal(string value)
        => value.Replace("%", "%25", StringComparison.Ordinal).Replace(";", "%3B", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal).Replace("\"", "%22", StringComparison.Ordinal);

    private static async Task<List<BuildEvent>> ReadAsync(string events, CancellationToken cancellationToken)
    {
        var read = new List<BuildEvent>();
        if (File.Exists(events))
        {
            await foreach (var line in File.ReadLinesAsync(events, cancellationToken))
            {
                if (BuildEvent.Parse(line) is { } said)
                {
                    read.Add(said);
                }
            }
        }

        return read;
    }

    /// <summary>Follows what the logger writes while the build runs, to say how far it is.</summary>
    private async Task TailAsync(string events, List<BuildEvent> read, CancellationToken cancellationToken)
    {
        var (expected, done) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var position = 0L;
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(TailEvery, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!File.Exists(events))
            {
                continue;
            }

            await using var stream = new FileStream(events, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            stream.Position = Math.Min(position, stream.Length);
            using var reader = new StreamReader(stream);
            var text = await reader.ReadToEndAsync(CancellationToken.None);
            var whole = text.LastIndexOf('\n') + 1;
            position += System.Text.Encoding.UTF8.GetByteCount(text.AsSpan(0, whole));
            foreach (var line in text[..whole].Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                if (BuildEvent.Parse(line) is { Kind: "fact" } said)
                {
                    read.Add(said);
                    var fields = said.Fields;
                    _ = fields[0] == "compile" && fields.Length > 1 ? done.Add(fields[1]) : expected.Add(fields.ElementAtOrDefault(1) ?? "");
                    progress.Report(new("Analyzed", done.Count, Math.Max(expected.Count, done.Count)));
                }
            }
        }
    }
}
