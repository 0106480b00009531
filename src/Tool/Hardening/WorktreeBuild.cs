using System.Collections.Immutable;
using System.Diagnostics;
using System.Xml;
using ProdGap.Tool.Building;
using ProdGap.Tool.Looking;
using ProdGap.Tool.Model;

namespace ProdGap.Tool.Hardening;

/// <summary>What the SDK does with a worktree.</summary>
internal sealed class WorktreeBuild(Worktree worktree, HardenRequest request, string inside, IProgress<Headway> progress) : IWorktreeBuild
{
    /// <summary>What only a test that hangs needs; any other ends long before.</summary>
    private static readonly TimeSpan LeastTestLimit = TimeSpan.FromMinutes(15);

    private const int TestLimitFactor = 10;

    private Repository? looked;
    private Injection? injected;
    private TimeSpan testTime = TimeSpan.Zero;

    /// <inheritdoc/>
    public Repository Repository => looked ?? throw new InvalidOperationException("Nothing was measured yet.");

    /// <inheritdoc/>
    public string Solution => Path.Combine(worktree.Cache, "harden.sln");

    private Injection Injection => injected ??= new(Injection.CacheOf(Repository.Root, worktree.Cache), worktree.IsOfUser, Repository.SaysWherePackagesGo());

    /// <summary>True once it is settled, in a baseline of this run, which findings stay.</summary>
    private bool HasLine => File.Exists(worktree.Line);

    private AuditRequest Audit => request.Audit with
    {
        Path = Path.Combine(worktree.Folder, inside),
        Cache = worktree.Cache,
        IsInPlace = worktree.IsOfUser,
        KeepsAnalyzers = true,
        Since = HasLine ? null : request.Audit.Since,
        Properties = HasLine ? [.. request.Audit.Properties, ("ProdGapBaselineFile", worktree.Line)] : request.Audit.Properties,
    };

    /// <inheritdoc/>
    public async Task<Snapshot> MeasureAsync(string after, CancellationToken cancellationToken)
    {
        var restores = after.Length == 0;
        var (audit, repository) = await Auditor.RunAsync(Audit with { Restores = restores && request.Audit.Restores }, restores ? progress : new Named(progress, $"Building after {after}"), cancellationToken);
        looked ??= repository;
        if (restores)
        {
            // What does not restore cannot be loaded either.
            var whole = audit.CSharp.Where(static project => project.Coverage == Coverage.Whole).Select(project => Path.Combine(repository.Root, project.Path)).Where(File.Exists);
            await GeneratedSolution.WriteAsync(Solution, whole, request.Audit.Configuration, cancellationToken);
        }

        return new(audit, CompilerWarnings.In(Injection.Logs), TestResults.None) { IsSelective = request.IsSelective };
    }

    /// <inheritdoc/>
    public async Task<string?> FixAsync(string rule, string workspace, bool isUnsafe, CancellationToken cancellationToken)
    {
        var start = Injection.Dotnet(worktree.Folder, events: "", [], ["format", "analyzers", workspace, "--diagnostics", rule, "--severity", "info", "--no-restore", "--verbosity", "minimal"]);
        if (HasLine)
        {
            start.Environment["ProdGapBaselineFile"] = worktree.Line;
        }
        else if (!request.IsSelective)
        {
            // What the baseline knows is what is to be fixed.
            start.Environment["ProdGapBaseline"] = "false";
        }

        start.Environment["PRODGAP_OPTIONS"] = isUnsafe ? Path.Combine(Injection.ToolFolder, "inject", "unsafe.globalconfig") : null;
        var (exitCode, output) = await Child.RunAsync(start, input: null, cancellationToken);
        return exitCode == 0 ? null : $"dotnet format failed: {Git.FirstLine(output)}";
    }

    /// <inheritdoc/>
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
                ["test", Solution, "--no-build", "--no-restore", "--configuration", request.Audit.Configuration, "--logger", "trx", "--results-directory", folder, "-maxCpuCount:1", "-nodeReuse:false", "-nologo", .. request.TestFilter.Length == 0 ? [] : (string[])["--filter", request.TestFilter]]);
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
