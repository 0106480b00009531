using System.Collections.Immutable;
using System.Diagnostics;
using System.Xml;
using ProdGap.Tool.Building;
using ProdGap.Tool.Looking;
using ProdGap.Tool.Model;

namespace ProdGap.Tool.Hardening;

/// <summary>Audits, fixes and tests what is in a worktree.</summary>
internal sealed class WorktreeBuild(Worktree worktree, AuditRequest request, string testFilter, IProgress<Headway> progress)
{
    /// <summary>What only a test that hangs needs; any other ends long before.</summary>
    private static readonly TimeSpan LeastTestLimit = TimeSpan.FromMinutes(15);

    private const int TestLimitFactor = 10;

    private Repository? looked;
    private Injection? injected;
    private TimeSpan testTime = TimeSpan.Zero;

    /// <summary>What an audit of the worktree looks at.</summary>
    public Repository Repository => looked ?? throw new InvalidOperationException("Nothing was measured yet.");

    /// <summary>The solution with all projects.</summary>
    public string Solution => Path.Combine(worktree.Cache, "harden.sln");

    private Injection Injection => injected ??= new(Injection.CacheOf(Repository.Root, worktree.Cache), isInPlace: false, Repository.SaysWherePackagesGo());

    /// <summary>Builds and audits; runs no tests.</summary>
    /// <param name="after">After what; empty the first time.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Snapshot> MeasureAsync(string after, CancellationToken cancellationToken)
    {
        var restores = after.Length == 0;
        var (audit, repository) = await Auditor.RunAsync(request with { Restores = restores && request.Restores }, restores ? progress : new Named(progress, $"Building after {after}"), cancellationToken);
        looked ??= repository;
        if (restores)
        {
            // What does not restore cannot be loaded either.
            var whole = audit.CSharp.Where(static project => project.Coverage == Coverage.Whole).Select(project => Path.Combine(repository.Root, project.Path)).Where(File.Exists);
            await GeneratedSolution.WriteAsync(Solution, whole, request.Configuration, cancellationToken);
        }

        return new(audit, CompilerWarnings.In(Injection.Logs), TestResults.None);
    }

    /// <summary>Applies the fix of a rule to a solution or a project.</summary>
    /// <returns>Null, or why it failed.</returns>
    public async Task<string?> FixAsync(string rule, string workspace, bool isUnsafe, CancellationToken cancellationToken)
    {
        var start = Injection.Dotnet(worktree.Folder, events: "", [], ["format", "analyzers", workspace, "--diagnostics", rule, "--severity", "info", "--no-restore", "--verbosity", "minimal"]);
        // What the baseline knows is what is to be fixed.
        start.Environment["ProdGapBaseline"] = "false";
        start.Environment["PRODGAP_OPTIONS"] = isUnsafe ? Path.Combine(Injection.ToolFolder, "inject", "unsafe.globalconfig") : null;
        var (exitCode, output) = await Child.RunAsync(start, input: null, cancellationToken);
        return exitCode == 0 ? null : $"dotnet format failed: {Git.FirstLine(output)}";
    }

    /// <summary>Runs the tests of what has just been built.</summary>
    /// <returns>The results, or why there are none.</returns>
    public async Task<(TestResults Results, string? Problem)> TestAsync(CancellationToken cancellationToken)
    {
        var folder = Path.Combine(worktree.Cache, "tests");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var longest = testTime * TestLimitFactor;
        if (testTime > TimeSpan.Zero)
        {
            limit.CancelAfter(longest > LeastTestLimit ? longest : LeastTestLimit);
        }

        var clock = Stopwatch.StartNew();
        try
        {
            var start = Injection.Dotnet(
                worktree.Folder, events: "", [],
                ["test", Solution, "--no-build", "--no-restore", "--configuration", request.Configuration, "--logger", "trx", "--results-directory", folder, "-maxCpuCount:1", "-nodeReuse:false", "-nologo", .. testFilter.Length == 0 ? [] : (string[])["--filter", testFilter]]);
            var (exitCode, output) = await Child.RunAsync(start, input: null, limit.Token);
            testTime = testTime > clock.Elapsed ? testTime : clock.Elapsed;
            ImmutableArray<string> files = Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.trx", SearchOption.AllDirectories)] : [];
            return files.IsEmpty && exitCode != 0 ? (TestResults.None, $"the tests could not be run: {Git.FirstLine(output)}") : (TestResults.Read(files), null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (TestResults.None, "the tests did not end");
        }
        catch (XmlException exception)
        {
            return (TestResults.None, $"the results of the tests cannot be read: {exception.Message.TrimEnd('.')}");
        }
    }

    /// <summary>Says what a build is for, not what it does.</summary>
    private sealed class Named(IProgress<Headway> progress, string name) : IProgress<Headway>
    {
        public void Report(Headway value) => progress.Report(value with { What = name });
    }
}
