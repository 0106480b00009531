using System.Collections.Immutable;
using ProdGap.Tool.Looking;

namespace ProdGap.Tool.Hardening;

/// <summary>The user's repository as git knows it. It is looked at and never written to.</summary>
/// <param name="Git">The command in its top folder.</param>
/// <param name="Inside">What is to be hardened, from the top folder, with slashes; empty for all of it.</param>
/// <param name="GitFolder">Where git keeps what all worktrees share.</param>
/// <param name="Head">The commit that is checked out.</param>
internal sealed record WorkingCopy(Git Git, string Inside, string GitFolder, string Head)
{
    private static readonly Version Oldest = new(2, 25);

    private static readonly (string File, string What)[] UnderWay =
    [
        ("MERGE_HEAD", "merge"), ("rebase-merge", "rebase"), ("rebase-apply", "rebase"), ("CHERRY_PICK_HEAD", "cherry-pick"), ("REVERT_HEAD", "revert"), ("BISECT_LOG", "bisect"),
    ];

    /// <summary>Looks at what a path lies in.</summary>
    /// <exception cref="Failure">Nothing can be hardened there, and why.</exception>
    public static Task<WorkingCopy> LookAsync(string path, CancellationToken cancellationToken) => LookAsync(path, static folder => new Git(folder), cancellationToken);

    /// <inheritdoc cref="LookAsync(string, CancellationToken)"/>
    /// <param name="path">A folder, a solution or a project.</param>
    /// <param name="gitIn">The command git in a folder.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<WorkingCopy> LookAsync(string path, Func<string, Git> gitIn, CancellationToken cancellationToken)
    {
        var full = Path.GetFullPath(path);
        var (folder, file) = Directory.Exists(full) ? (full, "") : (Path.GetDirectoryName(full)!, Path.GetFileName(full));
        if (!Directory.Exists(full) && !File.Exists(full))
        {
            throw new Failure(ExitCodes.Usage, $"There is no file or folder '{path}'.");
        }

        var here = gitIn(folder);
        if (ParseVersion((await here.DoAsync(cancellationToken, "--version")).Text) is not { } version || version < Oldest)
        {
            throw Refused($"harden needs git {Oldest} or newer.");
        }

        if ((await here.AskAsync(cancellationToken, "rev-parse", "--is-bare-repository")).Text == "true")
        {
            throw Refused("This is a bare repository; there are no files to harden.");
        }

        var top = await here.AskAsync(cancellationToken, "rev-parse", "--show-toplevel");
        if (!top.Succeeded)
        {
            throw Refused($"harden keeps each rule as a commit, and git cannot be used in '{path}': {Hardening.Git.FirstLine(top.Error)}.");
        }

        var own = (await here.DoAsync(cancellationToken, "rev-parse", "--absolute-git-dir")).Text;
        if (UnderWay.FirstOrDefault(entry => Path.Exists(Path.Combine(own, entry.File))) is { What: { } what })
        {
            throw Refused($"A {what} is under way; finish it first.");
        }

        var head = await here.AskAsync(cancellationToken, "rev-parse", "--verify", "--quiet", "HEAD^{commit}");
        if (!head.Succeeded)
        {
            throw Refused("There is no commit yet; commit what is there first.");
        }

        var shared = (await here.DoAsync(cancellationToken, "rev-parse", "--git-common-dir")).Text;
        var prefix = (await here.DoAsync(cancellationToken, "rev-parse", "--show-prefix")).Text;
        return new(gitIn(Path.GetFullPath(top.Text)), prefix + file, Path.GetFullPath(Path.Combine(folder, shared)), head.Text);
    }

    /// <summary>Refuses what would not be committed, or could not be.</summary>
    /// <returns>The changes that are not part of what is hardened; empty unless they are allowed.</returns>
    /// <exception cref="Failure">It is refused, and why.</exception>
    public async Task<ImmutableArray<string>> CheckAsync(Repository repository, bool allowsDirty, CancellationToken cancellationToken)
    {
        foreach (var (name, variable) in ((string, string)[])[("user.name", "GIT_AUTHOR_NAME"), ("user.email", "GIT_AUTHOR_EMAIL")])
        {
            if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable)) && (await Git.AskAsync(cancellationToken, "config", name)).Text.Length == 0)
            {
                throw Refused($"git has no {name} here; set it, so that the commits are somebody's.");
            }
        }

        var dirty = await DirtyAsync(cancellationToken);
        if (!dirty.IsEmpty && !allowsDirty)
        {
            throw Refused($"There are changes that are not committed, and the result would not be what you see: {Listed(dirty)}. Commit or stash them; --allow-dirty goes on without them.");
        }

        var entries = (await Git.DoAsync(cancellationToken, "ls-files", "-z", "--stage")).Fields.Select(TrackedFile.Parse).ToList();
        var submodules = entries.Where(static entry => entry.Mode == TrackedFile.Submodule).Select(static entry => entry.Path + "/").ToList();
        var tracked = entries.Select(static entry => entry.Path).ToHashSet(Repository.PathComparer);
        // Asked of git, because links on the way to either folder do not matter to it.
        var root = Path.Combine(Git.Folder, (await Git.In(repository.Root).DoAsync(cancellationToken, "rev-parse", "--show-prefix")).Text);
        foreach (var project in repository.Projects)
        {
            var inside = Path.GetRelativePath(Git.Folder, Path.GetFullPath(Path.Combine(root, Path.GetRelativePath(repository.Root, project)))).Replace('\\', '/');
            if (submodules.Find(submodule => inside.StartsWith(submodule, StringComparison.Ordinal)) is { } submodule)
            {
                throw Refused($"{inside} lies in the submodule {submodule.TrimEnd('/')}; harden that repository by itself.");
            }

            if (!tracked.Contains(inside))
            {
                throw Refused($"{inside} is in no commit of this repository.");
            }
        }

        foreach (var link in entries.Where(static entry => entry.Mode == TrackedFile.Link && entry.Path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase)))
        {
            var target = new FileInfo(Path.Combine(Git.Folder, link.Path)).ResolveLinkTarget(returnFinalTarget: true);
            if (target is not null && !new Repository(Git.Folder, [], [], []).Contains(target.FullName))
            {
                throw Refused($"{link.Path} is a link out of the repository, where a fix would write.");
            }
        }

        return dirty;
    }

    /// <summary>Refuses what is no commit here, before anything takes long.</summary>
    /// <exception cref="Failure">It is none.</exception>
    public async Task CheckCommitAsync(string reference, CancellationToken cancellationToken)
    {
        if (!(await Git.AskAsync(cancellationToken, "rev-parse", "--verify", "--quiet", "--end-of-options", reference + "^{commit}")).Succeeded)
        {
            throw new Failure(ExitCodes.Usage, $"git knows no commit '{reference}' in this repository; a shallow clone may lack it.");
        }
    }

    /// <summary>The branch that is checked out; the commit if there is none.</summary>
    public async Task<string> PlaceAsync(CancellationToken cancellationToken)
        => await Git.AskAsync(cancellationToken, "symbolic-ref", "--short", "--quiet", "HEAD") is { Succeeded: true } branch ? branch.Text : Head;

    /// <summary>Refuses to work in a folder where git does not see each change.</summary>
    /// <exception cref="Failure">It is refused, and why.</exception>
    public async Task CheckInPlaceAsync(CancellationToken cancellationToken)
    {
        if ((await Git.DoAsync(cancellationToken, "ls-files", "-v", "-z")).Fields.FirstOrDefault(static field => char.IsLower(field[0]) || field[0] == 'S') is { } hidden)
        {
            throw Refused($"git is told not to look at changes of {hidden[2..]}, so nothing could be taken back there; leave --in-place out.");
        }
    }

    /// <summary>Refuses to go on in a folder that holds more than the run left there.</summary>
    /// <exception cref="Failure">It is refused, and why.</exception>
    public async Task CheckCleanAsync(CancellationToken cancellationToken)
    {
        if (await DirtyAsync(cancellationToken) is { IsEmpty: false } dirty)
        {
            throw Refused($"There are changes that are not committed: {Listed(dirty)}. Commit or undo them first.");
        }
    }

    /// <summary>What a folder of a worktree is called here: the top of it has another name there.</summary>
    public string NameOf(string folder, string worktree) => Path.GetFileName(Repository.PathComparer.Equals(folder, worktree) ? Git.Folder : folder);

    /// <summary>The version in the answer of <c>git --version</c>.</summary>
    internal static Version? ParseVersion(string text)
    {
        var number = text.Split(' ').ElementAtOrDefault(2)?.Split('.') ?? [];
        return number.Length >= 2 && Version.TryParse($"{number[0]}.{number[1]}", out var version) ? version : null;
    }

    private async Task<ImmutableArray<string>> DirtyAsync(CancellationToken cancellationToken)
        => [.. Changed((await Git.DoAsync(cancellationToken, "status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames")).Fields)];

    private static IEnumerable<string> Changed(string[] fields) => fields.Where(static field => field.Length > 3).Select(static field => field[3..]);

    /// <summary>The first few of many.</summary>
    internal static string Listed(IReadOnlyCollection<string> paths)
        => string.Join(", ", paths.Take(5)) + (paths.Count > 5 ? $" and {paths.Count - 5} more" : "");

    private static Failure Refused(string message) => new(ExitCodes.Refused, message);
}

/// <summary>One entry of git's index.</summary>
/// <param name="Mode">Its mode.</param>
/// <param name="Path">Its path, from the top folder.</param>
internal readonly record struct TrackedFile(string Mode, string Path)
{
    public const string Submodule = "160000";
    public const string Link = "120000";

    /// <summary>Reads a field of <c>git ls-files --stage -z</c>.</summary>
    public static TrackedFile Parse(string field) => new(field[..6], field[(field.IndexOf('\t', StringComparison.Ordinal) + 1)..]);
}
