using System.Collections.Immutable;
using ProdGap.Tool.Logs;
using ProdGap.Tool.Looking;
using ProdGap.Tool.Model;
using ProdGap.Tool.Waivers;

namespace ProdGap.Tool.Building;

/// <summary>What a user asks of an audit.</summary>
/// <param name="Path">A folder, a solution or a project.</param>
/// <param name="Stage">The stage whose severities are shown, or empty.</param>
/// <param name="Configuration">The configuration that is built.</param>
/// <param name="Cache">Another folder for the cache, or null.</param>
/// <param name="IsInPlace">True to use the repository's own folders.</param>
/// <param name="Restores">False if it has been restored.</param>
/// <param name="Jobs">How many build nodes there are.</param>
internal sealed record AuditRequest(string Path, string Stage, string Configuration, string? Cache, bool IsInPlace, bool Restores, int Jobs)
{
    /// <summary>The day on which waivers are judged.</summary>
    public required string Today { get; init; }

    /// <summary>Properties for MSBuild, as the user gives them.</summary>
    public ImmutableArray<(string Name, string Value)> Properties { get; init; } = [];

    /// <summary>The one framework that is of interest in projects that have it; empty for all.</summary>
    public string Framework { get; init; } = "";

    /// <summary>True to leave out projects that are in no solution.</summary>
    public bool IsSolutionOnly { get; init; }

    /// <summary>Another file than <c>prodgap.json</c> at the root, or null.</summary>
    public string? SettingsFile { get; init; }

    /// <summary>The commit since which findings are new, or null.</summary>
    public string? Since { get; init; }

    /// <summary>True if nothing of a repository is left out, so that what is not there is gone.</summary>
    public bool SeesAllOf(Repository repository) => repository.IsRoot(Path) && !IsSolutionOnly && Framework.Length == 0;

    /// <summary>True to let the SDK's analyzers run too, because what they say matters as well.</summary>
    public bool KeepsAnalyzers { get; init; }

    /// <summary>True to let the rules of this tool speak even where the repository references the package.</summary>
    public bool UsesOwnRules { get; init; }

    /// <summary>How long restoring and building may take; null for as long as it takes.</summary>
    public TimeSpan? Timeout { get; init; }
}

/// <summary>Looks, builds, collects and judges.</summary>
internal static class Auditor
{
    /// <summary>Audits a repository.</summary>
    /// <exception cref="Failure">It cannot be audited at all.</exception>
    public static async Task<(Audit Audit, Repository Repository)> RunAsync(AuditRequest request, IProgress<Headway> progress, CancellationToken cancellationToken)
    {
        progress.Report(new("Looking", 0, 0));
        var repository = await Repository.LookAsync(request.Path, !request.IsSolutionOnly, cancellationToken);
        if (repository.Projects.IsEmpty)
        {
            throw new Failure(ExitCodes.Nothing, $"There is no C# project in '{request.Path}'.");
        }

        // Whatever is wrong with the repository's own files is said before the build, which takes long.
        var settings = Settings.Read(repository.Root, request.SettingsFile);
        var book = WaiverBook.Read(repository);
        var changes = request.Since is null ? null : await Changes.SinceAsync(repository.Root, request.Since, cancellationToken);
        var stage = request.Stage.Length > 0 ? request.Stage : settings.Stage;
        var injection = new Injection(Injection.CacheOf(repository.Root, request.Cache), request.IsInPlace, repository.SaysWherePackagesGo()) { KeepsAnalyzers = request.KeepsAnalyzers, UsesOwnRules = request.UsesOwnRules };
        using var alone = Lock(injection.Cache);
        var sdk = await Sdk.ChooseAsync(repository.Root, injection.Cache, cancellationToken);
        using var limit = new CancellationTokenSource(request.Timeout ?? Timeout.InfiniteTimeSpan);
        var builder = new Builder(injection, sdk, request.Configuration, request.Properties, request.Jobs, progress, limit.Token);
        string? compiler = null;
        try
        {
            var built = await builder.RunAsync(repository.Projects, request.Restores, cancellationToken);
            var expected = Expected.Of(built.Build, request.Framework);
            compiler = expected.CompilerFolder;
            var logs = Collected(expected, built);
            if (!built.IsTimedOut && Blockers(repository, expected, logs, built) is { Count: > 0 } blockers)
            {
                var second = await builder.UnblockAsync(repository.Projects, blockers, cancellationToken);
                built = built with { Build = [.. built.Build, .. second], IsTimedOut = builder.IsTimedOut };
                expected = Expected.Of(built.Build, request.Framework);
                logs = Collected(expected, built);
            }

            var audit = Judge.Of(repository, built, expected, logs, Stages.In(Path.Combine(Injection.Payload, "presets")), stage);
            audit = new WaiverJudge(book, settings.Waivers, request.Today).Judge(audit, SourceWaivers.Read(repository.Root, audit.Findings), request.SeesAllOf(repository));
            audit = audit with
            {
                Name = settings.Name.Length > 0 ? settings.Name : audit.Name,
                Settings = settings,
                Said = SaidOf(audit, repository, built),
                References = request.SeesAllOf(repository) ? Referenced(audit, repository, expected) : null,
                Findings = changes is null ? audit.Findings : [.. audit.Findings.Select(finding => changes.Touches(finding) ? finding with { IsNew = true } : finding)],
            };
            return (sdk.Note is null ? audit : audit with { Notes = [sdk.Note, .. audit.Notes] }, repository);
        }
        finally
        {
            await builder.StopServerAsync(compiler);
        }
    }

    /// <summary>What the compiler was given in all projects; null if there is a project of which nobody can tell.</summary>
    internal static ImmutableHashSet<Reference>? Referenced(Audit audit, Repository repository, Expected expected)
    {
        if (audit.Projects.Any(static project => project.Coverage != Coverage.Whole))
        {
            return null;
        }

        var references = ImmutableHashSet.CreateBuilder<Reference>();
        foreach (var project in repository.Projects)
        {
            foreach (var framework in expected.FrameworksOf(project))
            {
                if (expected.ReferencesOf(project, framework) is not { } names)
                {
                    return null;
                }

                references.UnionWith(names.Select(name => new Reference(name, framework)));
            }
        }

        return references.ToImmutable();
    }

    /// <summary>What somebody else's build says, judged by what the repository says about waivers.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="repository">The repository.</param>
    /// <param name="read">Reads what the build says.</param>
    /// <exception cref="Failure">Something of the repository's own files is wrong.</exception>
    public static Audit Judged(AuditRequest request, Repository repository, Func<Settings, Audit> read)
    {
        var settings = Settings.Read(repository.Root, request.SettingsFile);
        var book = WaiverBook.Read(repository);
        var audit = read(settings);
        audit = new WaiverJudge(book, settings.Waivers, request.Today).Judge(audit, SourceWaivers.Read(repository.Root, audit.Findings), request.SeesAllOf(repository));
        return audit with { Name = settings.Name.Length > 0 ? settings.Name : audit.Name, Settings = settings };
    }

    /// <summary>One audit of a repository at a time: two would write the same logs.</summary>
    public static FileStream Lock(string cache)
    {
        try
        {
            Directory.CreateDirectory(cache);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new Failure(ExitCodes.Usage, $"The folder of the cache cannot be written: {exception.Message.TrimEnd('.')}.");
        }

        try
        {
            return new FileStream(Path.Combine(cache, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new Failure(ExitCodes.Usage, $"The folder of the cache cannot be written: {exception.Message.TrimEnd('.')}.");
        }
        catch (IOException)
        {
            throw new Failure(ExitCodes.Refused, "Another audit of this repository is running.");
        }
    }

    /// <summary>What the build said of projects that were not seen whole.</summary>
    internal static ImmutableArray<string> SaidOf(Audit audit, Repository repository, Built built)
    {
        var gaps = audit.Projects.Where(static project => project.Coverage is Coverage.None or Coverage.Part).Select(static project => project.Path).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. built.Restore.Concat(built.Build)
                .Where(said => said.Kind == "error" && said.Project.Length > 0 && gaps.Contains(repository.Relative(said.Project)))
                .Select(said => $"{repository.Relative(said.Project)}: {(said.File.Length > 0 ? $"{said.File}{(said.Line > 0 ? $"({Output.Words.Number(said.Line)})" : "")}: " : "")}{said.Code} {said.Text}".Replace(repository.Root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal))
                .Distinct(StringComparer.Ordinal),
        ];
    }

    private static Dictionary<(string Project, string Framework), (CompilerLog? Log, string Problem)> Collected(Expected expected, Built built)
    {
        var logs = new Dictionary<(string, string), (CompilerLog?, string)>();
        foreach (var (key, compilation) in expected.Compiled)
        {
            // Where the compiler was killed, the log of a run before may lie there still.
            if (built.IsTimedOut && !expected.IsDone(key))
            {
                continue;
            }

            try
            {
                logs[key] = (LogReader.Read(compilation.Log), "");
            }
            catch (BrokenLogException exception)
            {
                logs[key] = (null, exception.Message);
            }
        }

        return logs;
    }

    /// <summary>The projects that only findings of ours keep from being built, if any other project was not compiled.</summary>
    private static List<string> Blockers(Repository repository, Expected expected, Dictionary<(string Project, string Framework), (CompilerLog? Log, string Problem)> logs, Built built)
    {
        if (repository.Projects.All(project => expected.FrameworksOf(project).All(framework => expected.Compiled.ContainsKey((project, framework)))))
        {
            return [];
        }

        return
        [
            .. logs.Where(static entry => entry.Value.Log is { Errors: 0 } log && log.Results.Any(static result => result.Severity == Severity.Error && result.State == State.Open))
                .Select(static entry => entry.Key.Project)
                .Distinct(StringComparer.Ordinal),
        ];
    }
}
