using System.Collections.Immutable;

namespace ProdGap.Tool.Hardening;

/// <summary>One file that is not as it was.</summary>
/// <param name="Path">From the top of the worktree, with slashes.</param>
/// <param name="Kind">A for added, D for deleted, M for modified, T for another type.</param>
/// <param name="IsModeChanged">True if what may be done with the file changed.</param>
internal sealed record Change(string Path, char Kind, bool IsModeChanged);

/// <summary>
/// A worktree of our own, so that nothing of the user's folder is written. What is kept stands in its index until it is committed: undoing
/// takes back the rest only.
/// </summary>
internal sealed class Worktree
{
    /// <summary>What is built in it; git is told to look away.</summary>
    private const string BuildFolder = ".prodgap";

    private const int LongestPointer = 1024;

    private readonly Git user;
    private readonly Git git;

    private Worktree(Git user, string folder) => (this.user, git) = (user, new Git(folder));

    /// <summary>Its top folder.</summary>
    public string Folder => git.Folder;

    /// <summary>Where builds of it go: inside, so that tests which look for the solution above them find it.</summary>
    public string Cache => Path.Combine(Folder, BuildFolder);

    /// <summary>Makes one that is on no branch.</summary>
    /// <param name="user">The user's repository.</param>
    /// <param name="folder">Where; what is left there of a run that was killed goes.</param>
    /// <param name="commit">The commit to begin with.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<Worktree> AddAsync(Git user, string folder, string commit, CancellationToken cancellationToken)
    {
        await RemoveAsync(user, folder);
        await user.DoAsync(cancellationToken, "worktree", "add", "--quiet", "--detach", folder, commit);
        return Of(user, folder);
    }

    /// <summary>One that is there, or can be there again, on a branch that is there.</summary>
    public static async Task<Worktree> OpenAsync(Git user, string folder, string branch, CancellationToken cancellationToken)
    {
        var there = new Git(folder);
        if (!Directory.Exists(folder) || (await there.AskAsync(cancellationToken, "symbolic-ref", "--short", "--quiet", "HEAD")).Text != branch)
        {
            await RemoveAsync(user, folder);
            await user.DoAsync(cancellationToken, "worktree", "add", "--quiet", folder, branch);
        }

        return Of(user, folder);
    }

    /// <summary>Takes a worktree away, whatever is in it.</summary>
    public static async Task RemoveAsync(Git user, string folder)
    {
        await user.AskAsync(CancellationToken.None, "worktree", "remove", "--force", folder);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        await user.AskAsync(CancellationToken.None, "worktree", "prune");
    }

    /// <inheritdoc cref="RemoveAsync(Git, string)"/>
    public Task RemoveAsync() => RemoveAsync(user, Folder);

    /// <summary>The commit that is checked out.</summary>
    public async Task<string> HeadAsync(CancellationToken cancellationToken) => (await git.DoAsync(cancellationToken, "rev-parse", "HEAD")).Text;

    /// <summary>Goes on to a new branch.</summary>
    public Task BranchAsync(string branch) => git.DoAsync(CancellationToken.None, "switch", "--quiet", "--create", branch);

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
            await git.DoAsync(CancellationToken.None, ["restore", "--worktree", "--", .. others]);
        }
    }

    /// <summary>Takes back what has not been kept.</summary>
    public async Task UndoAsync()
    {
        await git.DoAsync(CancellationToken.None, "restore", "--worktree", "--", ":/");
        await git.DoAsync(CancellationToken.None, "clean", "--force", "-d", "--quiet");
    }

    /// <summary>Takes back what has not been committed.</summary>
    public async Task ResetAsync()
    {
        await git.DoAsync(CancellationToken.None, "reset", "--quiet", "--hard");
        await git.DoAsync(CancellationToken.None, "clean", "--force", "-d", "--quiet");
    }

    /// <summary>Keeps what is there now.</summary>
    public Task KeepAsync() => git.DoAsync(CancellationToken.None, "add", "--all");

    /// <summary>How many files would be committed.</summary>
    public async Task<ImmutableArray<string>> KeptAsync(CancellationToken cancellationToken)
        => [.. (await git.DoAsync(cancellationToken, "diff", "--cached", "--name-only", "-z", "--no-renames")).Fields];

    /// <summary>Commits what is kept, with the hooks and the signature that the user has set up.</summary>
    /// <returns>Null, or what the hook that refused said first.</returns>
    public async Task<string?> CommitAsync(string message)
    {
        // Not to be stopped halfway: either the commit is there or it is not.
        var answer = await git.RunAsync(["commit", "--quiet", "--cleanup=whitespace", "--file=-"], message, CancellationToken.None);
        return answer.Succeeded ? null : Git.FirstLine(answer.Error.Length > 0 ? answer.Error : answer.Text);
    }

    /// <summary>A commit as a patch that <c>git am --keep-cr</c> applies, whatever the user's settings for patches are.</summary>
    public async Task<byte[]> PatchAsync(string commit)
        => (await git.DoAsync(
            CancellationToken.None,
            "-c", "diff.noprefix=false", "-c", "diff.mnemonicPrefix=false", "-c", "format.noprefix=false", "-c", "format.signOff=false", "-c", "format.pretty=email",
            "format-patch", "--stdout", "--no-attach", "-1", "--binary", "--full-index", "--no-renames", "--no-signature", "--no-ext-diff", "--no-textconv", "--no-color", "--subject-prefix=PATCH", "--no-numbered", commit)).Bytes;

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
        var worktree = new Worktree(user, folder);
        Directory.CreateDirectory(worktree.Cache);
        File.WriteAllText(Path.Combine(worktree.Cache, ".gitignore"), "*\n");
        return worktree;
    }
}
