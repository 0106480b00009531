using System.Collections.Immutable;
using ProdGap.Tool.Building;
using ProdGap.Tool.Looking;
using ProdGap.Tool.Model;
using ProdGap.Tool.Output;

namespace ProdGap.Tool.Hardening;

/// <summary>What a run has done.</summary>
/// <param name="Name">What the repository is called.</param>
/// <param name="Step">The step; null if there was nothing to fix.</param>
/// <param name="Base">The commit that it began with.</param>
/// <param name="Branch">The branch; empty if there is none.</param>
/// <param name="Outcomes">What became of each rule.</param>
/// <param name="Remaining">Findings of the step that are left, by rule.</param>
/// <param name="Unseen">Projects that were not analyzed.</param>
/// <param name="Unstable">Tests that were not counted.</param>
/// <param name="Dirty">Changes of the user that are not part of it.</param>
/// <param name="Folder">Where the patches are, or the text for the pull request.</param>
internal sealed record HardenResult(
    string Name,
    Step? Step,
    string Base,
    string Branch,
    ImmutableArray<RuleOutcome> Outcomes,
    ImmutableArray<(string Rule, int Count)> Remaining,
    ImmutableArray<string> Unseen,
    ImmutableArray<string> Unstable,
    ImmutableArray<string> Dirty,
    string Folder)
{
    /// <summary>True if the user's folder is on the branch now.</summary>
    public bool IsInPlace { get; init; }

    /// <summary>Why there is one commit for each rule although one for all was asked for; null if there is no reason.</summary>
    public string? Apart { get; init; }

    /// <summary>What was kept.</summary>
    public IEnumerable<RuleOutcome> Kept => Outcomes.Where(static outcome => outcome.IsKept);
}

/// <summary>One run of <c>prodgap harden</c>, from the refusals to what is left of it.</summary>
internal sealed class HardenRun(RuleFixes fixes, string version, IProgress<Headway> progress, Surroundings surroundings)
{
    private const string StillThere = "A run is unfinished here; --resume goes on with it, --abort takes it away.";

    /// <summary>Fixes a step on a branch, or as patches.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="isDryRun">True to write patches, and to leave no branch.</param>
    /// <param name="patches">Where the patches go; null for the cache.</param>
    /// <param name="cancellationToken">Stops it; the rule at work is undone then.</param>
    /// <exception cref="Failure">It is refused, and why.</exception>
    public async Task<HardenResult> StartAsync(HardenRequest request, bool isDryRun, string? patches, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(request.Audit.Path);
        var copy = await WorkingCopy.LookAsync(path, surroundings.GitIn, cancellationToken);
        var repository = await Repository.LookAsync(path, cancellationToken);
        if (repository.Projects.IsEmpty)
        {
            throw new Failure(ExitCodes.Nothing, $"There is no C# project in '{request.Audit.Path}'.");
        }

        if (request.Rule.Length > 0)
        {
            FixPlan.CheckRule(request, fixes);
        }

        if (request.Audit.Since is { } since)
        {
            await copy.CheckCommitAsync(since, cancellationToken);
        }

        var dirty = await copy.CheckAsync(repository, request.AllowsDirty, cancellationToken);
        if (request.IsInPlace)
        {
            await copy.CheckInPlaceAsync(cancellationToken);
        }

        var folder = Path.Combine(Injection.CacheOf(repository.Root, request.Audit.Cache), "harden");
        using var alone = Auditor.Lock(folder);
        if (!isDryRun && HardenState.Read(copy.GitFolder) is not null)
        {
            throw new Failure(ExitCodes.Refused, StillThere);
        }

        if (!isDryRun && FixPlan.StepOf(request) is { } step)
        {
            // Said before anything is built, where the step is known.
            await CheckBranchAsync(copy, FixPlan.BranchOf(step), cancellationToken);
        }

        var target = isDryRun ? await PatchFolderAsync(copy, patches, folder, cancellationToken) : folder;
        await surroundings.CheckSdkAsync(repository.Root, folder, cancellationToken);
        var origin = request.IsInPlace ? await copy.PlaceAsync(cancellationToken) : "";
        var worktree = request.IsInPlace ? Worktree.InPlace(copy.Git, Path.Combine(folder, "place"))
            : await Interruptible(Worktree.AddAsync(copy.Git, Path.Combine(folder, isDryRun ? "dry" : "tree"), copy.Head, cancellationToken), isDryRun);
        File.Delete(worktree.Line);
        var isKept = false;
        try
        {
            if (await worktree.PointerAsync(cancellationToken) is { } pointer)
            {
                throw new Failure(ExitCodes.Refused, $"{pointer} is a pointer of Git LFS; install git-lfs, so that the file itself is checked out.");
            }

            await worktree.CopyAsync(request.Copied, cancellationToken);
            var (build, hardener) = In(worktree, request, copy.Inside);
            await hardener.MeasureAsync(cancellationToken);
            if (FixPlan.Of(hardener.Current, request, fixes) is not { } plan)
            {
                return Result(copy.NameOf(build.Repository.Root, worktree.Folder), hardener, plan: null, copy.Head, "", [], dirty, target);
            }

            await hardener.TestAsync(cancellationToken);
            if (request.IsInPlace && await worktree.ChangesAsync(cancellationToken) is { IsEmpty: false } left)
            {
                throw new Failure(ExitCodes.Refused, $"A build or a test leaves {WorkingCopy.Listed([.. left.Select(static change => change.Path)])} behind, so nobody could tell what a fix has changed; leave --in-place out, or let git ignore it.");
            }

            var state = new HardenState(copy.Head, plan.Branch, copy.Head, request.IsInPlace ? worktree.Cache : worktree.Folder, copy.Inside, request with { Step = request.Rule.Length > 0 ? "" : plan.Step.Name, Audit = request.Audit with { Path = path } }, []) { Origin = origin };
            if (isDryRun)
            {
                state = await LoopAsync(worktree, hardener, plan, state, keep: null, cancellationToken);
                (state, var apart) = await JoinAsync(worktree, hardener, plan.Step, state, keep: null);
                await WritePatchesAsync(worktree, plan.Step, state.Done, target);
                return Result(copy.NameOf(build.Repository.Root, worktree.Folder), hardener, plan, copy.Head, "", state.Done, dirty, target) with { Apart = apart };
            }

            await CheckBranchAsync(copy, plan.Branch, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            // From here on the branch and the state belong together, so nothing comes between them.
            await worktree.BranchAsync(plan.Branch);
            state.Write(copy.GitFolder);
            isKept = true;
            return await GoOnAsync(copy, worktree, build, hardener, plan, state, dirty, cancellationToken);
        }
        catch (OperationCanceledException) when (!isKept)
        {
            throw Unchanged(isDryRun);
        }
        finally
        {
            if (!isKept)
            {
                await worktree.RemoveAsync();
            }
        }
    }

    /// <summary>Goes on with a run that was stopped.</summary>
    /// <exception cref="Failure">There is none, or its branch is not as it was left.</exception>
    public async Task<HardenResult> ResumeAsync(string path, CancellationToken cancellationToken)
    {
        var copy = await WorkingCopy.LookAsync(path, surroundings.GitIn, cancellationToken);
        var state = HardenState.Read(copy.GitFolder) ?? throw new Failure(ExitCodes.Refused, "There is no run to go on with.");
        using var alone = Auditor.Lock(Path.GetDirectoryName(state.Worktree)!);
        var head = (await copy.Git.AskAsync(cancellationToken, "rev-parse", "--verify", "--quiet", $"refs/heads/{state.Branch}")).Text;
        if (head != state.Head)
        {
            throw new Failure(ExitCodes.Refused, $"The branch {state.Branch} is not as this run left it; go on by hand, or take the run away with --abort.");
        }

        if (state.Request.IsInPlace)
        {
            await copy.CheckCleanAsync(cancellationToken);
            if (await copy.PlaceAsync(cancellationToken) != state.Branch)
            {
                throw new Failure(ExitCodes.Refused, $"This run works in place, on {state.Branch}; git switch {state.Branch} comes first.");
            }
        }

        try
        {
            var worktree = state.Request.IsInPlace ? Worktree.InPlace(copy.Git, state.Worktree) : await Worktree.OpenAsync(copy.Git, state.Worktree, state.Branch, cancellationToken);
            if (!worktree.IsOfUser)
            {
                await worktree.ResetAsync();
            }

            if (state.Request.Audit.Since is not null && !File.Exists(worktree.Line))
            {
                throw new Failure(ExitCodes.Refused, $"What --since left out is not known any more, because {worktree.Line} is gone; take the run away with --abort.");
            }

            var (build, hardener) = In(worktree, state.Request, state.Inside);
            await worktree.CopyAsync(state.Request.Copied, cancellationToken);
            await hardener.MeasureAsync(cancellationToken);
            await hardener.TestAsync(cancellationToken);

            // The step has begun, so what stands before it was settled then.
            var plan = FixPlan.Of(hardener.Current, state.Request with { SkipsAhead = true }, fixes);
            return await GoOnAsync(copy, worktree, build, hardener, plan, state, [], cancellationToken);
        }
        catch (OperationCanceledException)
        {
            throw Resumable();
        }
    }

    /// <summary>Takes a run away that was stopped.</summary>
    /// <returns>What became of it.</returns>
    /// <exception cref="Failure">There is none.</exception>
    public static async Task<string> AbortAsync(string path, CancellationToken cancellationToken)
    {
        var copy = await WorkingCopy.LookAsync(path, cancellationToken);
        var state = HardenState.Read(copy.GitFolder) ?? throw new Failure(ExitCodes.Refused, "There is no run to take away.");
        using (Auditor.Lock(Path.GetDirectoryName(state.Worktree)!))
        {
            File.Delete(state.Worktree + ".baseline");
            if (!state.Request.IsInPlace)
            {
                await Worktree.RemoveAsync(copy.Git, state.Worktree);
            }
            else if (await copy.PlaceAsync(cancellationToken) == state.Branch)
            {
                await copy.CheckCleanAsync(cancellationToken);
                await SwitchBackAsync(copy, state);
            }

            HardenState.Delete(copy.GitFolder);
            var log = await copy.Git.AskAsync(cancellationToken, "log", "--format=%h %(trailers:key=ProdGap-Rule,valueonly,separator=%x2C)", $"{state.Base}..refs/heads/{state.Branch}");
            if (!log.Succeeded)
            {
                return $"The run is gone; its branch {state.Branch} was not there any more.";
            }

            if (log.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Any(static line => line.EndsWith(' ')))
            {
                return $"The run is gone; the branch {state.Branch} stays, because it holds commits that are not from prodgap.";
            }

            await copy.Git.FinishAsync("branch", "--quiet", "-D", state.Branch);
            return $"The run and its branch {state.Branch} are gone.";
        }
    }

    private static async Task CheckBranchAsync(WorkingCopy copy, string branch, CancellationToken cancellationToken)
    {
        if ((await copy.Git.AskAsync(cancellationToken, "rev-parse", "--verify", "--quiet", $"refs/heads/{branch}")).Succeeded)
        {
            throw new Failure(ExitCodes.Refused, $"The branch {branch} is there already; merge, rename or delete it.");
        }
    }

    private (IWorktreeBuild Build, Hardener Hardener) In(Worktree worktree, HardenRequest request, string inside)
    {
        var build = surroundings.BuildIn(worktree, request, inside, progress);
        return (build, new(worktree, build, request, fixes, version, progress));
    }

    private async Task<HardenResult> GoOnAsync(WorkingCopy copy, Worktree worktree, IWorktreeBuild build, Hardener hardener, FixPlan? plan, HardenState state, ImmutableArray<string> dirty, CancellationToken cancellationToken)
    {
        if (plan is not null)
        {
            state = await LoopAsync(worktree, hardener, plan, state, keep: done => done.Write(copy.GitFolder), cancellationToken);
        }

        plan ??= new(FixPlan.StepOf(state.Request)!, [], state.Request.Rule.Length > 0);
        (state, var apart) = await JoinAsync(worktree, hardener, plan.Step, state, keep: done => done.Write(copy.GitFolder));
        await worktree.RemoveAsync();
        if (state.Head == state.Base)
        {
            if (worktree.IsOfUser)
            {
                await SwitchBackAsync(copy, state);
            }

            await copy.Git.FinishAsync("branch", "--quiet", "-D", state.Branch);
        }

        HardenState.Delete(copy.GitFolder);
        var result = Result(copy.NameOf(build.Repository.Root, worktree.Folder), hardener, plan, state.Base, state.Head == state.Base ? "" : state.Branch, state.Done, dirty, Path.GetDirectoryName(state.Worktree)!) with { IsInPlace = worktree.IsOfUser, Apart = apart };
        if (result.Branch.Length > 0)
        {
            OutputFile.Write(PullRequestText.FileIn(result), PullRequestText.Of(result));
        }

        return result;
    }

    private static async Task<HardenState> LoopAsync(Worktree worktree, Hardener hardener, FixPlan plan, HardenState state, Action<HardenState>? keep, CancellationToken cancellationToken)
    {
        foreach (var rule in plan.Rules.Where(rule => !state.Done.Any(outcome => outcome.Rule == rule)))
        {
            if (hardener.Current.Count(rule) == 0)
            {
                continue;
            }

            try
            {
                var outcome = await hardener.TryAsync(rule, cancellationToken);
                state = state with { Head = outcome.IsKept ? outcome.Commit : state.Head, Done = state.Done.Add(outcome) };
                keep?.Invoke(state);
            }
            catch (OperationCanceledException) when (keep is not null)
            {
                await worktree.ResetAsync();
                throw Resumable();
            }
            catch (Failure) when (keep is not null)
            {
                await worktree.ResetAsync();
                throw;
            }
        }

        return state;
    }

    /// <summary>Makes one commit of those of all rules, if that was asked for. They stay as they are if a hook refuses it.</summary>
    private async Task<(HardenState State, string? Apart)> JoinAsync(Worktree worktree, Hardener hardener, Step step, HardenState state, Action<HardenState>? keep)
    {
        var kept = state.Done.Where(static outcome => outcome.IsKept).ToList();
        if (!state.Request.IsOneCommit || kept.Select(static outcome => outcome.Commit).Distinct(StringComparer.Ordinal).Count() < 2)
        {
            return (state, null);
        }

        var (commit, refusal) = await worktree.JoinAsync(state.Base, state.Head, CommitMessage.Of(step, kept, version, hardener.Tests(), hardener.Unseen));
        if (refusal is not null)
        {
            return (state, $"git commit refused to join them: {refusal}");
        }

        state = state with { Head = commit, Done = [.. state.Done.Select(outcome => outcome.IsKept ? outcome with { Commit = commit } : outcome)] };
        if (keep is not null)
        {
            await worktree.MoveAsync(state.Branch, commit);
            keep(state);
        }

        return (state, null);
    }

    private static Task SwitchBackAsync(WorkingCopy copy, HardenState state)
        => copy.Git.FinishAsync(["switch", "--quiet", .. state.Origin == state.Base ? (string[])["--detach"] : [], state.Origin]);

    private static async Task WritePatchesAsync(Worktree worktree, Step step, ImmutableArray<RuleOutcome> outcomes, string folder)
    {
        Directory.CreateDirectory(folder);
        var number = 0;
        foreach (var commit in outcomes.Where(static outcome => outcome.IsKept).GroupBy(static outcome => outcome.Commit))
        {
            var holdsSecrets = commit.Any(static outcome => outcome.HoldsSecrets);
            var file = Path.Combine(folder, PatchName(++number, step, commit.Count() == 1 ? commit.Single().Rule : "all", holdsSecrets));
            OutputFile.Write(file, await worktree.PatchAsync(commit.Key));
            if (holdsSecrets && !OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }
    }

    /// <summary>The name of a patch; one that takes a secret away, or shows one nearby, says so.</summary>
    internal static string PatchName(int number, Step step, string rule, bool holdsSecrets)
        => FormattableString.Invariant($"{number:00}-{step.Name}-{rule}{(holdsSecrets ? "-holds-secrets" : "")}.patch");

    private static async Task<string> PatchFolderAsync(WorkingCopy copy, string? given, string cache, CancellationToken cancellationToken)
    {
        if (given is null)
        {
            // Ours alone, so what a run before has left there may go.
            var own = Path.Combine(cache, "patches");
            if (Directory.Exists(own))
            {
                Directory.Delete(own, recursive: true);
            }

            return own;
        }

        var folder = Path.GetFullPath(given);
        if (File.Exists(folder) || Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new Failure(ExitCodes.Refused, $"'{given}' is there and not empty; patches go into a new folder.");
        }

        var isInside = new Repository(copy.Git.Folder, [], [], []).Contains(folder);
        return !isInside || (await copy.Git.AskAsync(cancellationToken, "check-ignore", "--quiet", Path.Combine(folder, "x"))).Succeeded ? folder
            : throw new Failure(ExitCodes.Refused, $"'{given}' lies in the repository, where the patches would be untracked files; name a folder outside, or one that git ignores.");
    }

    private static HardenResult Result(string name, Hardener hardener, FixPlan? plan, string head, string branch, ImmutableArray<RuleOutcome> outcomes, ImmutableArray<string> dirty, string folder)
        => new(
            name,
            plan?.Step,
            head,
            branch,
            outcomes,
            [.. hardener.Current.Rules.Where(rule => plan is not null && (plan.IsOneRule ? plan.Rules.Contains(rule) : Step.Of(rule) == plan.Step)).Select(rule => (rule, hardener.Current.Count(rule)))],
            hardener.Unseen,
            [.. hardener.Unstable],
            dirty,
            folder);

    private static async Task<Worktree> Interruptible(Task<Worktree> adding, bool isDryRun)
    {
        try
        {
            return await adding;
        }
        catch (OperationCanceledException)
        {
            throw Unchanged(isDryRun);
        }
    }

    private static Interrupted Unchanged(bool isDryRun) => new(isDryRun ? "canceled; no patch was written" : "canceled before anything was changed; there is no branch");

    private static Interrupted Resumable() => new("canceled; the rule at work was undone. Go on with prodgap harden --resume");
}
