using System.Collections.Immutable;

namespace ProdGap.Tool.Hardening;

/// <summary>One file that is not as it was.</summary>
/// <param name="Path">From the top of the worktree, with slashes.</param>
/// <param name="Kind">A for added, D for deleted, M for modified, T for another type.</param>
/// <param name="IsModeChanged">True if what may be done with the file changed.</param>
internal sealed record Change(string Path, char Kind, bool IsModeChanged);

/// <summary>
/// A worktree of our own, so that nothing of the user's folder is written; or that folder itself, if the user wants it so. What is kept stands
/// in its index until it is committed: undoing takes back the rest only.
/// </summary>
internal sealed class Worktree
{
    /// <summary>What is built in it; git is told to look away.</summary>
    private const string BuildFolder = ".prodgap";

    private const int LongestPointer = 1024;

    private readonly Git user;
    private readonly Git git;

    /// <summary>What the fix at work has changed; null while it runs.</summary>
    private ImmutableArray<Change>? ours = [];

    private Worktree(Git user, string folder, string? ownCache)
    {
        (this.user, git) = (user, user.In(folder));
        (IsOfUser, Cache) = (ownCache is not null, ownCache ?? Path.Combine(folder, BuildFolder));
    }

    /// <summary>Its top folder.</summary>
    public string Folder => git.Folder;

    /// <summary>True for the user's own folder, where nothing is taken back that a fix has not done.</summary>
    public bool IsOfUser { get; }

    /// <summary>Where builds of it go: inside, so that tests which look for the solution above them find it. The user's folder has its own place for that.</summary>
    public string Cache { get; }

    /// <summary>A baseline of this run alone, for findings that are not to be fixed.</summary>
    public string Line => (IsOfUser ? Cache : Folder) + ".baseline";

    /// <summary>Makes one that is on no branch.</summary>
    /// <param name="user">The user's repository.</param>
    /// <param name="folder">Where; what is left there of a run that was killed goes.</param>
    /// <param name="commit">The commit to begin with.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<Worktree> AddAsync(Git user, string folder, string commit, CancellationToken cancellationToken)
    {
        await RemoveAsync(user, folder);
        await CheckOutAsync(user, folder, cancellationToken, "--detach", folder, commit);
        return Of(user, folder);
    }

    /// <summary>The user's own folder.</summary>
    /// <param name="user">The user's repository.</param>
    /// <param name="cache">Where what belongs to the run goes.</param>
    public static Worktree InPlace(Git user, string cache)
    {
        Directory.CreateDirectory(cache);
        return new(user, user.Folder, cache);
    }

    /// <summary>One that is there, or can be there again, on a branch that is there.</summary>
    public static async Task<Worktree> OpenAsync(Git user, string folder, string branch, CancellationToken cancellationToken)
    {
        var there = user.In(folder);
        if (!Directory.Exists(folder) || (await there.AskAsync(cancellationToken, "symbolic-ref", "--short", "--quiet", "HEAD")).Text != branch)
        {
            await RemoveAsync(user, folder);
            await CheckOutAsync(user, folder, cancellationToken, folder, branch);
        }

        return Of(user, folder);
    }

    /// <summary>Takes a worktree away, whatever is in it.</summary>
    public static async Task RemoveAsync(Git user, string folder)
    {
        // Twice, because one that was stopped while it was made is locked; again, because git takes none away that is half there.
        await user.TryToFinishAsync("worktree", "remove", "--force", "--force", folder);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
            await user.TryToFinishAsync("worktree", "remove", "--force", "--force", folder);
        }
    }

    /// <summary>Takes it away, and what belongs to the run; the user's folder stays.</summary>
    public async Task RemoveAsync()
    {
        File.Delete(Line);
        if (!IsOfUser)
        {
            await RemoveAsync(user, Folder);
        }
    }

    /// <summary>The commit that is checked out.</summary>
    public async Task<string> HeadAsync() => (await git.FinishAsync("rev-parse", "HEAD")).Text;

    /// <summary>Goes on to a new branch.</summary>
    public async Task BranchAsync(string branch)
    {
        var answer = await git.StartAsync(["switch", "--quiet", "--create", branch], input: null, CancellationToken.None);
        if (!answer.Succeeded)
        {
            // Stopped halfway, it may have made the branch already.
            var isMade = answer.IsInterrupted && (await git.TryToFinishAsync("rev-parse", "--verify", "--quiet", $"refs/heads/{branch}")).Succeeded;
            await git.FinishAsync(["switch", "--quiet", .. isMade ? [] : (string[])["--create"], branch]);
        }
    }

    /// <summary>Copies files of the user that git ignores, and so never commits.</summary>
    /// <exception cref="Failure">A pattern names none.</exception>
    public async Task CopyAsync(IEnumerable<string> patterns, CancellationToken cancellationToken)
    {
        foreach (var pattern in patterns)
        {
            var files = (await user.DoAsync(cancellationToken, "ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--", $":(glob){pattern}")).Fields;
            if (files.Length == 0)
            {
                throw new Failure(ExitCodes.Usage, $"'{pattern}' names no file that git ignores; others are there anyway.");
            }

            foreach (var file in files)
            {
                var target = Path.Combine(Folder, file);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(Path.Combine(user.Folder, file), target, overwrite: true);
            }
        }
    }

    /// <summary>A file that stands for one which lives on a server of Git LFS and was not fetched; null if there is none.</summary>
    public async Task<string?> PointerAsync(CancellationToken cancellationToken)
    {
        foreach (var path in (await git.DoAsync(cancellationToken, "ls-files", "-z", "--", ":(attr:filter=lfs)")).Fields)
        {
            var file = new FileInfo(Path.Combine(Folder, path));
            if (file.Exists && file.Length < LongestPointer && (await File.ReadAllTextAsync(file.FullName, cancellationToken)).StartsWith("version https://git-lfs.github.com/spec/", StringComparison.Ordinal))
            {
                return path;
            }
        }

        return null;
    }

    /// <summary>Makes sure that what changes from here on is the fix's doing.</summary>
    /// <exception cref="Failure">Somebody else works in the user's folder.</exception>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (IsOfUser && await ChangesAsync(cancellationToken) is { IsEmpty: false } foreign)
        {
            throw new Failure(ExitCodes.Refused, $"{WorkingCopy.Listed([.. foreign.Select(static change => change.Path)])} changed while harden worked, and not by a fix. Nothing of it was touched; commit or undo it, then prodgap harden --resume goes on.");
        }

        if (!IsOfUser)
        {
            // What the tests before the first fix have left.
            await UndoAsync();
        }

        ours = null;
    }

    /// <summary>What the fix that has just ended has changed, in order.</summary>
    public async Task<ImmutableArray<Change>> FixedAsync(CancellationToken cancellationToken)
    {
        var changes = await ChangesAsync(cancellationToken);
        ours = changes;
        return changes;
    }

    /// <summary>What is not as it was kept, in order.</summary>
    public async Task<ImmutableArray<Change>> ChangesAsync(CancellationToken cancellationToken)
    {
        var changes = ParseRaw((await git.DoAsync(cancellationToken, "diff", "--raw", "-z", "--no-renames", "--no-ext-diff", "--ignore-submodules")).Fields).ToList();
        changes.AddRange((await git.DoAsync(cancellationToken, "ls-files", "-z", "--others", "--exclude-standard")).Fields.Select(static path => new Change(path, 'A', IsModeChanged: false)));
        return [.. changes.OrderBy(static change => change.Path, StringComparer.Ordinal)];
    }

    /// <summary>The content of a file as it was kept, and as it is now; null if there is none.</summary>
    public async Task<(byte[]? Before, byte[]? After)> ContentsAsync(string path, CancellationToken cancellationToken)
    {
        var before = await git.AskAsync(cancellationToken, "cat-file", "--filters", $":{path}");
        var file = Path.Combine(Folder, path);
        return (before.Succeeded ? before.Bytes : null, File.Exists(file) ? await File.ReadAllBytesAsync(file, cancellationToken) : null);
    }

    /// <summary>The content of a file in the last commit, and as it is kept now.</summary>
    public async Task<(byte[]? Before, byte[]? After)> CommittedAsync(string path, CancellationToken cancellationToken)
    {
        var before = await git.AskAsync(cancellationToken, "cat-file", "blob", $"HEAD:{path}");
        var after = await git.AskAsync(cancellationToken, "cat-file", "blob", $":{path}");
        return (before.Succeeded ? before.Bytes : null, after.Succeeded ? after.Bytes : null);
    }

    /// <summary>The files among these that the repository calls vendored or generated, or that match a pattern.</summary>
    public async Task<ImmutableArray<string>> NotOursAsync(IReadOnlyCollection<string> paths, IReadOnlyCollection<string> excluded, CancellationToken cancellationToken)
    {
        if (paths.Count == 0)
        {
            return [];
        }

        // Path, attribute, value: three fields each.
        var attributes = (await git.RunAsync(["check-attr", "-z", "--stdin", "linguist-vendored", "linguist-generated"], string.Join('\0', paths) + "\0", cancellationToken)).Fields.Chunk(3)
            .Where(static fields => fields is [_, _, "set" or "true"])
            .Select(static fields => fields[0]);
        var matched = excluded.Count == 0 ? [] : (await git.DoAsync(cancellationToken, ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", .. excluded.Select(static pattern => $":(glob){pattern}")])).Fields;
        return [.. attributes.Concat(matched).Intersect(paths, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>Takes back what happened to single files.</summary>
    public async Task UndoAsync(IReadOnlyCollection<Change> changes)
    {
        var added = changes.Where(static change => change.Kind == 'A').Select(static change => change.Path).ToList();
        added.ForEach(path => File.Delete(Path.Combine(Folder, path)));
        var others = changes.Where(static change => change.Kind != 'A').Select(static change => $":(literal){change.Path}").ToList();
        if (others.Count > 0)
        {
            await git.FinishAsync(["restore", "--worktree", "--", .. others]);
        }
    }

    /// <summary>Takes back what has not been kept.</summary>
    public async Task UndoAsync()
    {
        if (IsOfUser)
        {
            await UndoAsync(ours ?? await ChangesAsync(CancellationToken.None));
            ours = [];
            return;
        }

        await git.FinishAsync("restore", "--worktree", "--", ":/");
        await git.FinishAsync("clean", "--force", "-d", "--quiet");
    }

    /// <summary>Takes back what has not been committed.</summary>
    public async Task ResetAsync()
    {
        if (IsOfUser)
        {
            var own = (ours ?? await ChangesAsync(CancellationToken.None)).Select(static change => change.Path).Concat(await KeptAsync(CancellationToken.None)).ToHashSet(StringComparer.Ordinal);
            await git.FinishAsync("reset", "--quiet");
            await UndoAsync([.. (await ChangesAsync(CancellationToken.None)).Where(change => own.Contains(change.Path))]);
            ours = [];
            return;
        }

        await git.FinishAsync("reset", "--quiet", "--hard");
        await git.FinishAsync("clean", "--force", "-d", "--quiet");
    }

    /// <summary>Keeps what was changed in these files; whatever else a build or a test has written is not kept.</summary>
    public async Task KeepAsync(params IReadOnlyCollection<string> paths)
    {
        if (paths.Count == 0)
        {
            return;
        }

        await git.FinishAsync(["add", "--all", "--", .. paths.Select(static path => $":(literal){path}")]);
        ours = [];
        if (!IsOfUser)
        {
            await UndoAsync();
        }
    }

    /// <summary>How many files would be committed.</summary>
    public async Task<ImmutableArray<string>> KeptAsync(CancellationToken cancellationToken)
        => [.. (await git.DoAsync(cancellationToken, "diff", "--cached", "--name-only", "-z", "--no-renames")).Fields];

    /// <summary>Commits what is kept, with the hooks and the signature that the user has set up.</summary>
    /// <returns>Null, or what the hook that refused said first.</returns>
    public async Task<string?> CommitAsync(string message)
    {
        // Not to be stopped halfway: either the commit is there or it is not.
        var before = await HeadAsync();
        var answer = await git.StartAsync(["commit", "--quiet", "--cleanup=whitespace", "--file=-"], message, CancellationToken.None);
        return answer.Succeeded || await HeadAsync() != before ? null
            : answer.IsInterrupted ? throw new OperationCanceledException()
            : Git.FirstLine(answer.Error.Length > 0 ? answer.Error : answer.Text);
    }

    /// <summary>Makes one commit of several, beside them: no branch moves.</summary>
    /// <param name="from">The commit that they begin after.</param>
    /// <param name="to">The last of them, which is checked out.</param>
    /// <param name="message">What the new one says.</param>
    /// <returns>The new commit, or what the hook that refused said first; then all is as before.</returns>
    public async Task<(string Commit, string? Refusal)> JoinAsync(string from, string to, string message)
    {
        var place = (await git.TryToFinishAsync("symbolic-ref", "--short", "--quiet", "HEAD")).Text;
        await git.FinishAsync("switch", "--quiet", "--detach", to);
        await git.FinishAsync("reset", "--quiet", "--soft", from);
        string? refusal;
        try
        {
            refusal = await CommitAsync(message);
        }
        catch (OperationCanceledException)
        {
            refusal = "it was stopped";
        }

        if (refusal is null)
        {
            return (await HeadAsync(), null);
        }

        await git.FinishAsync("reset", "--quiet", "--soft", to);
        if (place.Length > 0)
        {
            await git.FinishAsync("switch", "--quiet", place);
        }

        return ("", refusal);
    }

    /// <summary>Lets a branch end in the commit that is checked out, and checks it out.</summary>
    public async Task MoveAsync(string branch, string commit)
    {
        await git.FinishAsync("update-ref", $"refs/heads/{branch}", commit);
        await git.FinishAsync("switch", "--quiet", branch);
    }

    /// <summary>A commit as a patch that <c>git am --keep-cr</c> applies, whatever the user's settings for patches are.</summary>
    public async Task<byte[]> PatchAsync(string commit)
        => (await git.DoAsync(
            CancellationToken.None,
            "-c", "diff.noprefix=false", "-c", "diff.mnemonicPrefix=false", "-c", "format.noprefix=false", "-c", "format.signOff=false", "-c", "format.pretty=email",
            "format-patch", "--stdout", "--no-attach", "-1", "--binary", "--full-index", "--no-renames", "--no-signature", "--no-ext-diff", "--no-textconv", "--no-color", "--subject-prefix=PATCH", "--no-numbered", commit)).Bytes;

    /// <summary>Lets git check out all files; what is there of it when that is stopped goes.</summary>
    private static async Task CheckOutAsync(Git user, string folder, CancellationToken cancellationToken, params string[] what)
    {
        try
        {
            await user.DoAsync(cancellationToken, ["worktree", "add", "--quiet", .. what]);
        }
        catch (OperationCanceledException)
        {
            await RemoveAsync(user, folder);
            throw;
        }
    }

    /// <summary>Reads what <c>git diff --raw -z</c> says: modes, ids and kind in one field, the path in the next.</summary>
    internal static IEnumerable<Change> ParseRaw(string[] fields)
    {
        for (var i = 0; i + 1 < fields.Length; i += 2)
        {
            var parts = fields[i].TrimStart(':').Split(' ');
            var kind = parts[4][0];
            yield return new(fields[i + 1], kind, kind is 'M' or 'T' && parts[0] != parts[1]);
        }
    }

    private static Worktree Of(Git user, string folder)
    {
        var worktree = new Worktree(user, folder, ownCache: null);
        Directory.CreateDirectory(worktree.Cache);
        File.WriteAllText(Path.Combine(worktree.Cache, ".gitignore"), "*\n");
        return worktree;
    }
}
