using System.Text;
using ProdGap.Tool.Hardening;
using ProdGap.Tool.Looking;

namespace ProdGap.Tool.Tests;

/// <summary>What <c>prodgap harden</c> refuses, and what it does with its worktree: real git, in temporary folders.</summary>
public sealed class HardenGitTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("prodgap-git-").FullName;

    private string Shop => Path.Combine(root, "shöp 1");

    public void Dispose()
    {
        foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            File.SetAttributes(file, FileAttributes.Normal);
        }

        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public async Task A_clean_repository_is_taken_whatever_part_of_it_is_named()
    {
        await CommittedAsync();

        var whole = await WorkingCopy.LookAsync(Shop, default);
        var part = await WorkingCopy.LookAsync(Path.Combine(Shop, "src", "App.csproj"), default);

        Assert.Equal(("", "src/App.csproj"), (whole.Inside, part.Inside));
        Assert.Equal(whole.Head, part.Head);
        Assert.Equal(Path.Combine(whole.Git.Folder, ".git"), part.GitFolder);
        Assert.Empty(await whole.CheckAsync(await Repository.LookAsync(Shop, default), allowsDirty: false, default));
    }

    [Theory]
    [InlineData("MERGE_HEAD", "A merge is under way")]
    [InlineData("CHERRY_PICK_HEAD", "A cherry-pick is under way")]
    [InlineData("BISECT_LOG", "A bisect is under way")]
    public async Task What_is_under_way_is_finished_first(string file, string words)
    {
        await CommittedAsync();
        await File.WriteAllTextAsync(Path.Combine(Shop, ".git", file), "x");

        await RefusedAsync(words);
    }

    [Fact]
    public async Task Without_a_repository_or_a_commit_and_in_a_bare_one_nothing_is_hardened()
    {
        Write("src/App.csproj", "<Project />");
        await RefusedAsync("git cannot be used");
        await GitAsync("init", "--quiet");
        await RefusedAsync("There is no commit yet");
        await GitAsync("init", "--quiet", "--bare", "../bare.git");
        Assert.Contains("bare repository", (await Assert.ThrowsAsync<Failure>(() => WorkingCopy.LookAsync(Path.Combine(root, "bare.git"), default))).Message);
        Assert.Equal(ExitCodes.Usage, (await Assert.ThrowsAsync<Failure>(() => WorkingCopy.LookAsync(Path.Combine(root, "nowhere"), default))).ExitCode);
    }

    [Fact]
    public async Task Changes_that_are_not_committed_are_named_and_may_be_left_out()
    {
        await CommittedAsync();
        Write("src/Ünsaved.cs", "class U;");
        Write("src/A.cs", "class B;");

        await RefusedAsync("src/A.cs, src/Ünsaved.cs");
        Assert.Equal(["src/A.cs", "src/Ünsaved.cs"], (await (await WorkingCopy.LookAsync(Shop, default)).CheckAsync(await Repository.LookAsync(Shop, default), allowsDirty: true, default)).AsEnumerable());
    }

    [Fact]
    public async Task A_project_in_a_submodule_one_that_is_not_tracked_and_a_link_that_leads_out_are_refused()
    {
        await CommittedAsync();
        await GitAsync("init", "--quiet", "lib");
        Write("lib/Lib.csproj", "<Project />");
        await GitAsync("-C", "lib", "add", "--all");
        await GitAsync("-C", "lib", "commit", "--quiet", "--message", "Lib");
        await GitAsync("-c", "advice.addEmbeddedRepo=false", "add", "--all");
        await GitAsync("commit", "--quiet", "--message", "Submodule");
        await RefusedAsync("lib/Lib.csproj lies in the submodule lib");

        await GitAsync("rm", "--quiet", "--cached", "lib");
        Write(".gitignore", "lib/\n");
        await GitAsync("add", "--all");
        await GitAsync("commit", "--quiet", "--message", "No submodule");
        var copy = await WorkingCopy.LookAsync(Shop, default);
        var withIgnored = new Repository(Shop, [Path.Combine(Shop, "lib", "Lib.csproj")], [], []);
        Assert.Contains("is in no commit", (await Assert.ThrowsAsync<Failure>(() => copy.CheckAsync(withIgnored, allowsDirty: false, default))).Message);

        if (!OperatingSystem.IsWindows())
        {
            await File.WriteAllTextAsync(Path.Combine(root, "Outside.cs"), "class O;");
            File.CreateSymbolicLink(Path.Combine(Shop, "src", "Link.cs"), Path.Combine(root, "Outside.cs"));
            await GitAsync("add", "--all");
            await GitAsync("commit", "--quiet", "--message", "Link");
            await RefusedAsync("src/Link.cs is a link out of the repository");
        }
    }

    [Fact]
    public async Task Nobody_commits_without_a_name()
    {
        await CommittedAsync();
        await GitAsync("config", "user.name", "");

        await RefusedAsync("git has no user.name here");
    }

    [Fact]
    public async Task What_is_kept_stays_when_the_rest_is_undone_and_the_users_folder_never_changes()
    {
        await CommittedAsync();
        var before = Files();
        var worktree = await AddedAsync();

        Change("src/A.cs", "class Kept;\n");
        await worktree.KeepAsync(".");
        Change("src/A.cs", "class Undone;\n");
        Change("src/New.cs", "class New;\n");
        File.Delete(Path.Combine(worktree.Folder, "src", "B.cs"));
        Change(".prodgap/build/out.txt", "built");
        Assert.Equal([new("src/A.cs", 'M', false), new("src/B.cs", 'D', false), new("src/New.cs", 'A', false)], (await worktree.ChangesAsync(default)).AsEnumerable());
        await worktree.UndoAsync();

        Assert.Empty(await worktree.ChangesAsync(default));
        Assert.Equal("class Kept;\n", Read("src/A.cs"));
        Assert.True(File.Exists(Path.Combine(worktree.Cache, "build", "out.txt")));
        Assert.Equal(["src/A.cs"], (await worktree.KeptAsync(default)).AsEnumerable());
        Assert.Null(await worktree.CommitAsync("security: a thing\n\n# no comment\n\nProdGap-Rule: PG1001\n"));
        await worktree.ResetAsync();
        Assert.Equal("class Kept;\n", Read("src/A.cs"));

        await worktree.RemoveAsync();
        Assert.Equal(before, Files());
        Assert.False(Directory.Exists(worktree.Folder));
        Assert.DoesNotContain("tree", Encoding.UTF8.GetString((await new Git(Shop).AskAsync(default, "worktree", "list")).Bytes));

        void Change(string file, string text)
        {
            var path = Path.Combine(worktree.Folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        string Read(string file) => File.ReadAllText(Path.Combine(worktree.Folder, file));
    }

    [Fact]
    public async Task A_patch_applies_elsewhere_and_gives_the_same_files_whatever_their_endings_and_the_users_settings()
    {
        Write(".gitattributes", "* -text\n");
        Write("src/Windows.cs", "\uFEFFclass W\r\n{\r\n}\r\n");
        await CommittedAsync();
        await GitAsync("config", "diff.noprefix", "true");
        await GitAsync("config", "format.attach", "true");
        var worktree = await AddedAsync();
        await File.WriteAllTextAsync(Path.Combine(worktree.Folder, "src", "Windows.cs"), "\uFEFFclass W\r\n{\r\n    // Ünicode\r\n}\r\n", new UTF8Encoding(false));
        await worktree.KeepAsync(".");
        Assert.Null(await worktree.CommitAsync("errors: swallowed exception (PG2001)\n\n1 of 1 place.\n\nProdGap-Rule: PG2001\n"));
        var patch = Path.Combine(root, "01.patch");
        await File.WriteAllBytesAsync(patch, await worktree.PatchAsync(await worktree.HeadAsync()));

        Assert.DoesNotContain("multipart", await File.ReadAllTextAsync(patch));

        await GitAsync("clone", "--quiet", Shop, Path.Combine(root, "clone"));
        await GitAsync("-C", "../clone", "am", "--quiet", "--keep-cr", patch);

        Assert.Equal(await TreeAsync(worktree.Folder), await TreeAsync(Path.Combine(root, "clone")));
        var message = (await new Git(Path.Combine(root, "clone")).AskAsync(default, "log", "-1", "--format=%B")).Text;
        Assert.StartsWith("errors: swallowed exception (PG2001)\n", message);
        Assert.Contains("ProdGap-Rule: PG2001", message);
    }

    [Fact]
    public async Task A_hook_that_refuses_is_told()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await CommittedAsync();
        var hook = Path.Combine(Shop, ".git", "hooks", "commit-msg");
        Directory.CreateDirectory(Path.GetDirectoryName(hook)!);
        await File.WriteAllTextAsync(hook, "#!/bin/sh\necho 'no ticket' >&2\nexit 1\n");
        File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        var worktree = await AddedAsync();
        await File.WriteAllTextAsync(Path.Combine(worktree.Folder, "src", "A.cs"), "class X;");
        await worktree.KeepAsync(".");

        Assert.Equal("no ticket", await worktree.CommitAsync("x"));
        await worktree.ResetAsync();
        Assert.Equal("class A;\n", await File.ReadAllTextAsync(Path.Combine(worktree.Folder, "src", "A.cs")));
    }

    [Fact]
    public async Task Vendored_generated_and_excluded_files_and_pointers_of_LFS_are_known()
    {
        Write(".gitattributes", "vendor/** linguist-vendored\nsrc/B.cs linguist-generated=true\n*.bin filter=lfs\n");
        Write("vendor/V.cs", "class V;");
        Write("data.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1\n");
        await CommittedAsync();
        var worktree = await AddedAsync();

        Assert.Equal(["src/B.cs", "vendor/V.cs"], (await worktree.NotOursAsync(["src/A.cs", "src/B.cs", "vendor/V.cs"], [], default)).AsEnumerable());
        Assert.Equal(["src/A.cs", "src/B.cs"], (await worktree.NotOursAsync(["src/A.cs", "src/B.cs"], ["src/**"], default)).AsEnumerable());
        Assert.Equal("data.bin", await worktree.PointerAsync(default));
    }

    [Fact]
    public async Task Ignored_files_are_copied_when_they_are_named_and_never_committed()
    {
        Write(".gitignore", "*.Local.json\n");
        await CommittedAsync();
        Write("src/appsettings.Local.json", "{}");
        var worktree = await AddedAsync();
        var copied = Path.Combine(worktree.Folder, "src", "appsettings.Local.json");
        Assert.False(File.Exists(copied));

        await worktree.CopyAsync(["**/*.Local.json"], default);
        await worktree.UndoAsync();

        Assert.True(File.Exists(copied));
        Assert.Empty(await worktree.ChangesAsync(default));
        Assert.Equal(ExitCodes.Usage, (await Assert.ThrowsAsync<Failure>(() => worktree.CopyAsync(["src/A.cs"], default))).ExitCode);
    }

    [Fact]
    public async Task A_run_that_was_stopped_can_be_taken_away_but_not_what_somebody_else_added()
    {
        await CommittedAsync();
        var copy = await WorkingCopy.LookAsync(Shop, default);
        await AbortAsync(copy, "a\n\nProdGap-Rule: PG1001\n", "are gone", isThere: false);
        await AbortAsync(copy, "by hand\n", "stays", isThere: true);

        Assert.Contains("no run to take away", (await Assert.ThrowsAsync<Failure>(() => HardenRun.AbortAsync(Shop, default))).Message);
    }

    private async Task AbortAsync(WorkingCopy copy, string message, string expected, bool isThere)
    {
        var worktree = await AddedAsync();
        await worktree.BranchAsync("prodgap/1-security");
        await File.WriteAllTextAsync(Path.Combine(worktree.Folder, "src", "A.cs"), message);
        await worktree.KeepAsync(".");
        await worktree.CommitAsync(message);
        new HardenState(copy.Head, "prodgap/1-security", await worktree.HeadAsync(), worktree.Folder, "", new(new(Shop, "", "Debug", null, false, true, 1) { Today = "2026-12-01" }, "security", "", false, true, "", 200, false, false, false, [], []), []).Write(copy.GitFolder);

        Assert.Contains(expected, await HardenRun.AbortAsync(Shop, default));
        Assert.Equal(isThere, (await copy.Git.AskAsync(default, "rev-parse", "--verify", "--quiet", "refs/heads/prodgap/1-security")).Succeeded);
        Assert.False(Directory.Exists(worktree.Folder));
    }

    private async Task RefusedAsync(string words)
    {
        var failure = await Assert.ThrowsAsync<Failure>(async () => await (await WorkingCopy.LookAsync(Shop, default)).CheckAsync(await Repository.LookAsync(Shop, default), allowsDirty: false, default));

        Assert.Equal(ExitCodes.Refused, failure.ExitCode);
        Assert.Contains(words, failure.Message);
    }

    private async Task<Worktree> AddedAsync()
    {
        var copy = await WorkingCopy.LookAsync(Shop, default);
        return await Worktree.AddAsync(copy.Git, Path.Combine(root, "cache", "tree"), copy.Head, default);
    }

    private async Task CommittedAsync()
    {
        Write("src/App.csproj", "<Project />");
        Write("src/A.cs", "class A;\n");
        Write("src/B.cs", "class B;\n");
        await GitAsync("init", "--quiet");
        await GitAsync("config", "user.name", "Test");
        await GitAsync("config", "user.email", "test@example.org");
        await GitAsync("config", "core.autocrlf", "false");
        await GitAsync("add", "--all");
        await GitAsync("commit", "--quiet", "--message", "All");
    }

    private Task<GitAnswer> GitAsync(params string[] arguments) => new Git(Shop).DoAsync(default, ["-c", "user.name=Test", "-c", "user.email=test@example.org", .. arguments]);

    private static async Task<string> TreeAsync(string folder) => (await new Git(folder).DoAsync(default, "rev-parse", "HEAD^{tree}")).Text;

    private List<string> Files()
        => [.. Directory.EnumerateFiles(Shop, "*", SearchOption.AllDirectories).Where(static file => !file.Contains("/.git/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(static file => file + File.ReadAllText(file))];

    private void Write(string file, string text)
    {
        var path = Path.Combine(Shop, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
