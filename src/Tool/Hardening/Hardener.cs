using System.Collections.Immutable;
using ProdGap.Analyzers.Tasks.Baseline;
using ProdGap.Tool.Building;
using ProdGap.Tool.Known;
using ProdGap.Tool.Model;

namespace ProdGap.Tool.Hardening;

/// <summary>The loop: each rule is applied, looked at, built and tested, then kept as a commit or undone.</summary>
internal sealed class Hardener(Worktree worktree, IWorktreeBuild build, HardenRequest request, RuleFixes fixes, string version, IProgress<Headway> progress)
{
    /// <summary>The rules whose findings are secrets.</summary>
    private static readonly string[] OfSecrets = ["PG1001", "PG1002"];

    private Snapshot? measured;

    private IReadOnlySet<string> unstable = new HashSet<string>();

    /// <summary>What is known of the code as it is kept.</summary>
    public Snapshot Current => measured ?? throw new InvalidOperationException("Nothing was measured yet.");

    /// <summary>Tests whose results differ between two runs of the same code, without their arguments.</summary>
    public IEnumerable<string> Unstable => unstable.Select(TestResults.Shown).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>Projects that were not analyzed, although that was allowed.</summary>
    public ImmutableArray<string> Unseen => [.. Current.Audit.CSharp.Where(static project => project.Coverage != Coverage.Whole).Select(static project => project.Path)];

    /// <summary>Measures the code before anything is done to it.</summary>
    /// <exception cref="Failure">Nothing could be checked, because it does not build.</exception>
    public async Task MeasureAsync(CancellationToken cancellationToken)
    {
        var snapshot = await build.MeasureAsync(after: "", cancellationToken);
        if (snapshot.Audit.IsEmpty)
        {
            throw new Failure(ExitCodes.Nothing, $"Nothing was analyzed: {snapshot.Audit.CSharp.SelectMany(static project => project.Gaps.Select(gap => $"{project.Path} {gap.Text}")).FirstOrDefault("there is no C# project")}.");
        }

        foreach (var project in snapshot.Audit.CSharp.Where(static project => project.Coverage != Coverage.Whole))
        {
            var gap = project.Gaps[0];
            if (gap.Code is not (Reasons.Restore or Reasons.Load))
            {
                throw new Failure(ExitCodes.Refused, $"The build is red, so nothing could be checked afterwards: {project.Path} {gap.Text}.");
            }

            if (!request.AllowsPartial)
            {
                throw new Failure(ExitCodes.Refused, $"{project.Path} {gap.Text}; --allow-partial goes on without it, and then nobody sees what a fix does to it.");
            }
        }

        measured = await SelectedAsync(snapshot, cancellationToken);
    }

    /// <summary>Runs the tests before anything is done, twice, because a test that changes its result by itself proves nothing later.</summary>
    /// <exception cref="Failure">They cannot be run.</exception>
    public async Task TestAsync(CancellationToken cancellationToken)
    {
        if (!request.RunsTests)
        {
            return;
        }

        progress.Report(new("Testing", 0, 0));
        var first = await TestedAsync(cancellationToken);
        if (first.Passed + first.Failed > 0)
        {
            progress.Report(new("Testing once more, for tests that change their result by themselves", 0, 0));
            var again = await TestedAsync(cancellationToken);
            unstable = first.Unstable(again);
            if (request.NeedsGreen && first.Failing.Union(again.Failing, StringComparer.Ordinal).Select(TestResults.Shown).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } red)
            {
                throw new Failure(ExitCodes.Refused, $"{CommitMessage.Counted(red.Count, "test")} failed before anything was changed: {WorkingCopy.Listed(red)}. Without --require-green they may stay red.");
            }
        }

        measured = Current with { Tests = first };
    }

    /// <summary>Gives one rule its turn.</summary>
    public async Task<RuleOutcome> TryAsync(string rule, CancellationToken cancellationToken)
    {
        var before = Current;
        var count = before.Count(rule);
        var undone = ImmutableArray.CreateBuilder<string>();
        if (await ApplyAsync(rule, build.Solution, rule, cancellationToken) is { } objection)
        {
            undone.Add(objection);
            var projects = before.Of(rule).SelectMany(static finding => finding.Projects).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            if (projects.Count > 1)
            {
                // One bad place must not cost all.
                undone.Clear();
                foreach (var project in projects)
                {
                    if (await ApplyAsync(rule, Path.Combine(build.Repository.Root, project), $"{rule} in {project}", cancellationToken) is { } reason)
                    {
                        undone.Add($"{project}: {reason}");
                    }
                }
            }
        }

        var outcome = new RuleOutcome(rule, Current.Audit.Facts.TryGetValue(rule, out var facts) ? facts.Title : rule, count, count, "", [], [], [], undone.ToImmutable(), HoldsSecrets: false);
        await PruneAsync(cancellationToken);
        var files = await worktree.KeptAsync(cancellationToken);
        if (files.IsEmpty)
        {
            return outcome with { LeftOpen = Left(rule) };
        }

        var ofSecrets = OfSecrets.SelectMany(before.Of).Select(FromTop).ToHashSet(StringComparer.Ordinal);
        outcome = outcome with { HoldsSecrets = files.Any(ofSecrets.Contains), After = Current.Count(rule), Files = files, Settings = await SettingsAsync(files, cancellationToken), LeftOpen = Left(rule) };
        cancellationToken.ThrowIfCancellationRequested();
        if (await worktree.CommitAsync(CommitMessage.Of(Step.Of(rule), outcome, version, Tests(), Unseen)) is { } refusal)
        {
            // A hook that was stopped has refused nothing.
            cancellationToken.ThrowIfCancellationRequested();
            await worktree.ResetAsync();
            measured = before;
            return outcome with { HoldsSecrets = false, After = count, Files = [], Settings = [], LeftOpen = Left(rule), Undone = [$"git commit refused: {refusal}"] };
        }

        return outcome with { Commit = await worktree.HeadAsync() };
    }

    /// <summary>Fixes, looks, builds and tests; keeps it in the index or takes it back.</summary>
    /// <returns>Null, or why it was taken back.</returns>
    private async Task<string?> ApplyAsync(string rule, string workspace, string what, CancellationToken cancellationToken)
    {
        progress.Report(new($"Fixing {what}", 0, 0));
        await worktree.BeginAsync(cancellationToken);
        var isUnsafe = fixes.KindOf(rule) == "changes-behavior";
        if (await build.FixAsync(rule, workspace, isUnsafe, cancellationToken) is { } failure)
        {
            await worktree.UndoAsync();
            return failure;
        }

        var (changes, objection) = await LookedAtAsync(cancellationToken);
        if (objection is null && changes.Length == 0)
        {
            return null;
        }

        var after = Current;
        if (objection is null)
        {
            after = await build.MeasureAsync(what, cancellationToken);
            objection = Current.Objection(after, rule);
        }

        if (objection is null && request.RunsTests && (Current.Tests.Passed > 0 || request.IsScaffolding))
        {
            progress.Report(new($"Testing after {what}", 0, 0));
            var (results, problem) = await build.TestAsync(cancellationToken);
            var lost = problem is null ? Current.Tests.Lost(results, unstable).Where(test => !IsMeantToFail(test, rule)).ToList() : [];
            objection = problem ?? (lost.Count == 0 ? null : $"{CommitMessage.Counted(lost.Count, "test")} would no longer pass: {WorkingCopy.Listed([.. lost.Select(TestResults.Shown).Distinct(StringComparer.Ordinal)])}");
            after = after with { Tests = results };
        }
        else
        {
            after = after with { Tests = Current.Tests };
        }

        if (objection is not null)
        {
            await worktree.UndoAsync();
            return objection;
        }

        await worktree.KeepAsync([.. changes.Select(static change => change.Path)]);
        measured = after;
        return null;
    }

    /// <summary>A test that the fix of PG4002 has completed with a failure, until somebody says what it is to assert.</summary>
    private bool IsMeantToFail(string test, string rule)
        => request.IsScaffolding && rule == FixPlan.Assertless
            && Current.Of(rule).Any(finding => TestResults.Shown(test).Replace('+', '.') is var name && (name == finding.Member || name.EndsWith('.' + finding.Member, StringComparison.Ordinal)));

    /// <summary>What was measured, with what is to stay set apart.</summary>
    /// <exception cref="Failure">Nobody can tell what that is.</exception>
    private async Task<Snapshot> SelectedAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        if (request.IsOnlyNew && !snapshot.Audit.Findings.Any(static finding => finding.State == State.Known))
        {
            var file = Path.Combine(build.Repository.Root, BaselineFile.Name);
            if (!File.Exists(file) || BaselineFile.Read(file).Problem is not null)
            {
                throw new Failure(ExitCodes.Refused, $"There is no {BaselineFile.Name} that can be read here, so nothing says what is new; leave --only-new out.");
            }
        }

        if (request.Audit.Since is null || File.Exists(worktree.Line))
        {
            return snapshot;
        }

        var (audit, line) = Selection.Of(snapshot.Audit, request.IsOnlyNew)
            ?? throw new Failure(ExitCodes.Refused, "The rules that this repository references are too old to tell its findings apart; leave --since out.");
        await File.WriteAllTextAsync(worktree.Line, line, cancellationToken);
        return snapshot with { Audit = audit };
    }

    /// <summary>What the fix changed, without the files that are not to be changed; and what is wrong with it.</summary>
    private async Task<(ImmutableArray<Change> Changes, string? Objection)> LookedAtAsync(CancellationToken cancellationToken)
    {
        var changes = await worktree.FixedAsync(cancellationToken);
        var foreign = (await worktree.NotOursAsync([.. changes.Select(static change => change.Path)], request.Excluded, cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var ours = ImmutableArray.CreateBuilder<Change>();
        var taken = new List<Change>();
        string? objection = null;
        foreach (var change in changes)
        {
            var (before, after) = await worktree.ContentsAsync(change.Path, cancellationToken);
            if (foreign.Contains(change.Path) || DiffGuard.IsGenerated(before))
            {
                taken.Add(change);
                continue;
            }

            ours.Add(change);
            objection ??= DiffGuard.Objection(change, before, after);
        }

        await worktree.UndoAsync(taken);
        var files = ours.Select(static change => change.Path).Union(await worktree.KeptAsync(cancellationToken), StringComparer.Ordinal).Count();
        return (ours.ToImmutable(), objection ?? (files > request.MostFiles ? $"{files} files would change, more than one can review; --max-files {files} allows it" : null));
    }

    /// <summary>Takes out of the baseline what is fixed, in the commit that fixes it.</summary>
    private async Task PruneAsync(CancellationToken cancellationToken)
    {
        var file = Path.Combine(build.Repository.Root, BaselineFile.Name);
        if (!File.Exists(file) || (await worktree.KeptAsync(cancellationToken)).IsEmpty || BaselineFile.Read(file) is not { Problem: null } read)
        {
            return;
        }

        var bytes = await File.ReadAllTextAsync(file, cancellationToken);
        var text = BaselineText.Of(bytes);
        text.Prune(Comparison.Of(read.Entries, new(Current.Audit, isComplete: false)));
        if (text.ToString() is var pruned && pruned != bytes)
        {
            await worktree.BeginAsync(cancellationToken);
            await File.WriteAllTextAsync(file, pruned, cancellationToken);
            await worktree.KeepAsync(FromTop(file));
        }
    }

    private async Task<ImmutableArray<string>> SettingsAsync(ImmutableArray<string> files, CancellationToken cancellationToken)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var (before, after) = await worktree.CommittedAsync(file, cancellationToken);
            names.UnionWith(AddedSettings.In(file, before, after));
        }

        return [.. names];
    }

    private ImmutableArray<string> Left(string rule)
        => [.. Current.Of(rule).Select(finding => finding.Member.Length > 0 ? $"{FromTop(finding)}, {finding.Member}" : FromTop(finding)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The file of a finding as git names it.</summary>
    private string FromTop(Finding finding) => FromTop(Path.Combine(build.Repository.Root, finding.Path));

    private string FromTop(string file) => Path.GetRelativePath(worktree.Folder, file).Replace('\\', '/');

    /// <summary>How the tests ended, in words.</summary>
    public string Tests()
        => !request.RunsTests ? "not tested"
            : request.IsScaffolding ? FormattableString.Invariant($"{Current.Tests.Passed} of {CommitMessage.Counted(Current.Tests.Passed + Current.Tests.Failed, "test")} pass; those that were written fail until somebody completes them")
            : Current.Tests is { Passed: 0, Failed: 0 } ? "there are no tests"
            : Current.Tests.Failed == 0 ? $"{CommitMessage.Counted(Current.Tests.Passed, "test")} passed, as before"
            : FormattableString.Invariant($"{Current.Tests.Passed} of {CommitMessage.Counted(Current.Tests.Passed + Current.Tests.Failed, "test")} passed, as before");

    private async Task<TestResults> TestedAsync(CancellationToken cancellationToken)
    {
        var (results, problem) = await build.TestAsync(cancellationToken);
        return problem is null ? results : throw new Failure(ExitCodes.Refused, $"{char.ToUpperInvariant(problem[0])}{problem[1..]}; --no-tests goes on without them.");
    }
}
