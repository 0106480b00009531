using System.Text;
using ProdGap.Tool.Building;
using ProdGap.Tool.Commands;
using ProdGap.Tool.Hardening;
using ProdGap.Tool.Looking;
using ProdGap.Tool.Model;

namespace ProdGap.Tool.Tests;

/// <summary>Repositories to harden, all alike: real git, and in place of the SDK a program for which a comment with the id of a rule is a finding.</summary>
internal sealed class HardenShops : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("prodgap-shops-").FullName;

    private int copies;

    /// <summary>Step errors, all of it.</summary>
    public static HardenRequest Request { get; } = new(new AuditRequest(".", "", "Debug", null, false, true, 1) { Today = "2026-12-01" }, "errors", "", false, true, "", 200, false, false, false, [], []);

    public void Dispose()
    {
        foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            File.SetAttributes(file, FileAttributes.Normal);
        }

        Directory.Delete(root, recursive: true);
    }

    /// <summary>Hardens.</summary>
    /// <param name="folder">The repository.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="moments">When it is stopped.</param>
    /// <param name="patches">Where patches go; null for a branch.</param>
    public static Task<HardenResult> RunAsync(string folder, HardenRequest request, Moments moments, string? patches = null)
        => new HardenRun(new(AuditCommand.Pages), "0.2.0", new Progress<Headway>(), moments)
            .StartAsync(request with { Audit = request.Audit with { Path = folder, Cache = folder + ".cache" } }, isDryRun: patches is not null, patches, moments.Token);

    /// <summary>Goes on.</summary>
    public static Task<HardenResult> ResumeAsync(string folder)
        => new HardenRun(new(AuditCommand.Pages), "0.2.0", new Progress<Headway>(), new Moments()).ResumeAsync(folder, default);

    /// <summary>A repository with two projects, a baseline and a hook that refuses one of the rules.</summary>
    public async Task<string> CopyAsync()
    {
        var folder = Path.Combine(root, FormattableString.Invariant($"shop {copies++}"));
        var template = Path.Combine(root, "template");
        if (!Directory.Exists(template))
        {
            Write("App/App.csproj", "<Project />");
            Write("Lib/Lib.csproj", "<Project />");
            Write("App/A.cs", "// PG2001\n// PG2002\n// PG2013\nclass A;\n");
            Write("Lib/B.cs", "\uFEFF// PG2002\r\n// PG2014\r\n// PG4001\r\n// PG4002\r\n// PG4003\r\nclass B;\r\n");
            Write("prodgap.baseline", "prodgap-baseline 1\nApp\tA\tPG2013\t0123456789ab\t1\tApp/A.cs\nApp\tA\tPG7002\t0123456789ab\t1\tApp/A.cs\n");
            Write(".gitattributes", "* -text\n");
            var git = new Git(template);
            await git.DoAsync(default, "init", "--quiet", "--template=", "--initial-branch=main");
            foreach (var (name, value) in ((string, string)[])[("user.name", "Test"), ("user.email", "test@example.org"), ("gc.auto", "0")])
            {
                await git.DoAsync(default, "config", name, value);
            }

            Write(".git/hooks/commit-msg", "#!/bin/sh\nif grep -q 'Rule: PG2014' \"$1\"; then echo no; exit 1; fi\n");
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(Path.Combine(template, ".git", "hooks", "commit-msg"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            await git.DoAsync(default, "add", "--all");
            await git.DoAsync(default, "commit", "--quiet", "--message", "All");
        }

        foreach (var file in Directory.EnumerateFiles(template, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(template, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        // The copies are newer than what the index says of them.
        await new Git(folder).DoAsync(default, "update-index", "--refresh");
        return folder;

        void Write(string file, string text)
        {
            var path = Path.Combine(template, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text, new UTF8Encoding(false));
        }
    }

    /// <summary>All files of a folder with what they hold, and its folders.</summary>
    public static List<string> Files(string folder)
        => [.. Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Where(static file => !file.Contains("/.git/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(static file => file + (File.Exists(file) ? Convert.ToBase64String(File.ReadAllBytes(file)) : ""))];
}

/// <summary>Counts the moments of a run, and stops it at one of them.</summary>
/// <param name="at">At which; below zero for none.</param>
/// <param name="hitsGit">True if the signal ends a git command too, as that of a terminal does: what it was to do is not done.</param>
internal sealed class Moments(int at = -1, bool hitsGit = false) : Surroundings
{
    private readonly CancellationTokenSource stop = new();

    public int Count { get; private set; }

    public CancellationToken Token => stop.Token;

    /// <summary>What somebody else does at a moment of the build.</summary>
    public Action<string> Meanwhile { get; init; } = static _ => { };

    /// <summary>The moment at which it was stopped.</summary>
    public string Last { get; private set; } = "";

    public override Git GitIn(string folder) => new StoppedGit(folder, this);

    public override Task CheckSdkAsync(string root, string folder, CancellationToken cancellationToken) => Task.CompletedTask;

    public override IWorktreeBuild BuildIn(Worktree worktree, HardenRequest request, string inside, IProgress<Headway> progress) => new FakeBuild(worktree, request, this);

    /// <summary>True if this is the moment.</summary>
    public bool IsStopped(string what)
    {
        if (Count++ != at)
        {
            return false;
        }

        Last = FormattableString.Invariant($"moment {at}, {what}");
        stop.Cancel();
        return true;
    }

    public void Reach(string what)
    {
        IsStopped(what);
        Meanwhile(what);
        stop.Token.ThrowIfCancellationRequested();
    }

    private sealed class StoppedGit(string folder, Moments moments) : Git(folder)
    {
        public override Git In(string other) => new StoppedGit(other, moments);

        public override Task<GitAnswer> StartAsync(string[] arguments, string? input, CancellationToken cancellationToken)
            => moments.IsStopped("git " + string.Join(' ', arguments)) && moments.HitsGit ? Task.FromResult(new GitAnswer(130, [], "")) : base.StartAsync(arguments, input, cancellationToken);
    }

    private bool HitsGit => hitsGit;
}

/// <summary>Finds comments, and rewrites them.</summary>
internal sealed class FakeBuild(Worktree worktree, HardenRequest request, Moments moments) : IWorktreeBuild
{
    private static readonly string[] Rules = ["PG2001", "PG2002", "PG2013", "PG2014", "PG4001", "PG4002", "PG4003"];

    public Repository Repository { get; private set; } = new("", [], [], []);

    public string Solution => "all.sln";

    public async Task<Snapshot> MeasureAsync(string after, CancellationToken cancellationToken)
    {
        moments.Reach("build");
        Repository = await Repository.LookAsync(worktree.Folder, cancellationToken);
        var findings = Sources("").SelectMany(file => Rules.Where(rule => File.ReadAllText(file).Contains("// " + rule, StringComparison.Ordinal)).Select(rule => Sample.Finding(
            rule, Repository.Relative(file), member: Path.GetFileNameWithoutExtension(file), project: ProjectOf(file), state: IsKnown(rule) ? State.Known : State.Open)));
        moments.Reach("built");
        var audit = Sample.Audit(findings);
        return new(
            audit with { Projects = [.. Repository.Projects.Select(project => new AuditedProject(Repository.Relative(project), ["net10.0"], Coverage.Whole, []))], Facts = audit.Facts.SetItems(Rules.Select(static rule => KeyValuePair.Create(rule, Sample.Rule(rule)))) },
            new Dictionary<(string, string), int>(),
            TestResults.None) { IsSelective = request.IsSelective };
    }

    public async Task<string?> FixAsync(string rule, string workspace, bool isUnsafe, CancellationToken cancellationToken)
    {
        foreach (var file in Sources(workspace == Solution ? "" : ProjectOf(workspace)))
        {
            var text = await File.ReadAllTextAsync(file, CancellationToken.None);
            // In one of the projects a test holds on to the old behavior; and tests are written, of which one is not only red itself.
            var changed = text.Replace("// " + rule, rule switch
            {
                "PG2002" when file.EndsWith("B.cs", StringComparison.Ordinal) => "// broken",
                "PG4001" => "// one more test",
                "PG4002" => "// red test of B",
                "PG4003" => "// broken",
                _ => "// fixed",
            }, StringComparison.Ordinal);
            if (changed != text)
            {
                await File.WriteAllTextAsync(file, changed, new UTF8Encoding(text[0] == '\uFEFF' || file.EndsWith("B.cs", StringComparison.Ordinal)), CancellationToken.None);
                if (rule == "PG2001")
                {
                    await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(file)!, "New.cs"), "class New;\n", CancellationToken.None);
                }

                moments.Reach("file of " + rule);
            }
        }

        return null;
    }

    public Task<(TestResults Results, string? Problem)> TestAsync(CancellationToken cancellationToken)
    {
        moments.Reach("test");
        var text = string.Concat(Sources("").Select(File.ReadAllText));
        if (!worktree.IsOfUser)
        {
            // What tests leave behind is in no commit.
            File.WriteAllText(Path.Combine(worktree.Folder, "log.txt"), "tested");
            File.AppendAllText(Path.Combine(worktree.Folder, "App", "App.csproj"), "<!-- touched -->");
        }

        moments.Reach("tested");
        return Task.FromResult<(TestResults, string?)>((HardenPartsTests.Results(
        [
            ("Works", text.Contains("broken", StringComparison.Ordinal) ? "Failed" : "Passed"), ("B(1)", text.Contains("red test", StringComparison.Ordinal) ? "Failed" : "Passed"),
            .. text.Contains("one more", StringComparison.Ordinal) ? [("New", "Failed")] : ((string, string)[])[],
        ]), null));
    }

    private bool IsKnown(string rule)
        => Path.Combine(worktree.Folder, "prodgap.baseline") is var file && File.Exists(file) && File.ReadAllText(file).Contains($"\t{rule}\t", StringComparison.Ordinal);

    private static string ProjectOf(string file) => Path.GetFileName(Path.GetDirectoryName(file)) is var name && name == "App" ? "App/App.csproj" : "Lib/Lib.csproj";

    private IEnumerable<string> Sources(string project)
        => Directory.EnumerateFiles(worktree.Folder, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Where(file => project.Length == 0 || ProjectOf(file) == project).ToList();
}
