using ProdGap.Tool.Hardening;
using ProdGap.Tool.Model;

namespace ProdGap.Tool.Tests;

/// <summary>What the options of <c>prodgap harden</c> do to a whole run.</summary>
public sealed class HardenOptionTests : IDisposable
{
    private readonly HardenShops shops = new();

    public void Dispose() => shops.Dispose();

    [Fact]
    public async Task What_tests_leave_behind_is_in_no_commit()
    {
        var folder = await shops.CopyAsync();

        var result = await HardenShops.RunAsync(folder, HardenShops.Request, new Moments());

        Assert.Equal(["PG2001", "PG2002", "PG2013"], result.Kept.Select(static outcome => outcome.Rule));
        Assert.Equal(["App/A.cs", "App/New.cs", "prodgap.baseline"], (await GitAsync(folder, "diff", "--name-only", "main", "prodgap/2-errors")).Split('\n'));
        Assert.Equal("git commit refused: no", Assert.Single(result.Outcomes.Single(static outcome => outcome.Rule == "PG2014").Undone));
    }

    [Fact]
    public async Task One_commit_for_the_step_holds_what_one_for_each_rule_would_hold()
    {
        var (apart, together) = (await shops.CopyAsync(), await shops.CopyAsync());
        await HardenShops.RunAsync(apart, HardenShops.Request, new Moments());

        var result = await HardenShops.RunAsync(together, HardenShops.Request with { IsOneCommit = true }, new Moments());

        Assert.Null(result.Apart);
        Assert.Equal("1", await GitAsync(together, "rev-list", "--count", "main..prodgap/2-errors"));
        Assert.Equal(await GitAsync(apart, "rev-parse", "prodgap/2-errors^{tree}"), await GitAsync(together, "rev-parse", "prodgap/2-errors^{tree}"));
        var message = await GitAsync(together, "log", "-1", "--format=%B", "prodgap/2-errors");
        Assert.StartsWith("errors: 3 rules, 3 places\n", message);
        Assert.Contains("- PG2002, title of PG2002: 1 of 2 places in 1 file\n", message);
        Assert.Contains("- PG2002: Lib/Lib.csproj: 1 test would no longer pass: Shop.Tests.Works\n", message);
        Assert.Equal("PG2001,PG2002,PG2013", await GitAsync(together, "log", "-1", "--format=%(trailers:key=ProdGap-Rule,valueonly,separator=%x2C)", "prodgap/2-errors"));
        Assert.All(result.Kept, outcome => Assert.Equal(result.Kept.First().Commit, outcome.Commit));
    }

    [Fact]
    public async Task One_commit_that_a_hook_refuses_leaves_those_that_it_did_not_refuse()
    {
        var folder = await shops.CopyAsync();
        await File.WriteAllTextAsync(Path.Combine(folder, ".git", "hooks", "commit-msg"), "#!/bin/sh\nif grep -q '3 rules' \"$1\"; then echo too many; exit 1; fi\n");

        var result = await HardenShops.RunAsync(folder, HardenShops.Request with { IsOneCommit = true }, new Moments());

        if (!OperatingSystem.IsWindows())
        {
            // Here the hook lets PG2014 pass, so there are four.
            Assert.Null(result.Apart);
            Assert.Equal("1", await GitAsync(folder, "rev-list", "--count", "main..prodgap/2-errors"));
        }

        var other = await shops.CopyAsync();
        await File.WriteAllTextAsync(Path.Combine(other, ".git", "hooks", "commit-msg"), "#!/bin/sh\nif grep -q '4 rules' \"$1\"; then echo too many; exit 1; fi\n");
        result = await HardenShops.RunAsync(other, HardenShops.Request with { IsOneCommit = true }, new Moments());

        Assert.Equal("git commit refused to join them: too many", result.Apart);
        Assert.Equal("4", await GitAsync(other, "rev-list", "--count", "main..prodgap/2-errors"));
        Assert.Equal(result.Kept.Last().Commit, await GitAsync(other, "rev-parse", "prodgap/2-errors"));
        using var output = new StringWriter();
        HardenReport.Write(output, result, isDryRun: false, isUnsafe: false);
        Assert.Contains("One commit for each rule, because git commit refused to join them: too many.", output.ToString());
    }

    [Fact]
    public async Task One_patch_for_the_step()
    {
        var folder = await shops.CopyAsync();
        var patches = folder + ".patches";

        await HardenShops.RunAsync(folder, HardenShops.Request with { IsOneCommit = true }, new Moments(), patches);

        var patch = Assert.Single(Directory.EnumerateFiles(patches));
        Assert.Equal("01-errors-all.patch", Path.GetFileName(patch));
        Assert.Equal("main", await GitAsync(folder, "for-each-ref", "--format=%(refname:short)"));
        await GitAsync(folder, "am", "--quiet", "--keep-cr", patch);
        Assert.Contains("fixed", await File.ReadAllTextAsync(Path.Combine(folder, "App", "A.cs")));
    }

    [Fact]
    public async Task A_repository_that_has_to_be_green_is_refused_while_a_test_fails()
    {
        var folder = await shops.CopyAsync();
        await File.AppendAllTextAsync(Path.Combine(folder, "App", "A.cs"), "// broken\n");
        await GitAsync(folder, "commit", "--quiet", "--all", "--message", "Broken");

        var failure = await Assert.ThrowsAsync<Failure>(() => HardenShops.RunAsync(folder, HardenShops.Request with { NeedsGreen = true }, new Moments()));

        Assert.Equal(ExitCodes.Refused, failure.ExitCode);
        Assert.Equal("1 test failed before anything was changed: Shop.Tests.Works. Without --require-green they may stay red.", failure.Message);
        Assert.Single((await GitAsync(folder, "worktree", "list")).Split('\n'));
        Assert.Equal(["PG2001", "PG2002", "PG2013"], (await HardenShops.RunAsync(folder, HardenShops.Request, new Moments())).Kept.Select(static outcome => outcome.Rule));
    }

    [Fact]
    public async Task Tests_that_are_missing_are_written_and_only_they_may_fail()
    {
        var folder = await shops.CopyAsync();

        var result = await HardenShops.RunAsync(folder, HardenShops.Request with { Step = "", IsScaffolding = true }, new Moments());

        Assert.Equal("prodgap/tests", result.Branch);
        Assert.Equal(["PG4001", "PG4002"], result.Kept.Select(static outcome => outcome.Rule));
        Assert.Equal("1 test would no longer pass: Shop.Tests.Works", Assert.Single(result.Outcomes.Single(static outcome => outcome.Rule == "PG4003").Undone));
        Assert.Contains("; 1 of 3 tests pass; those that were written fail until somebody completes them.", await GitAsync(folder, "log", "-1", "--format=%B", "prodgap/tests"));
        Assert.Equal(ExitCodes.Refused, (await Assert.ThrowsAsync<Failure>(() => HardenShops.RunAsync(folder, HardenShops.Request with { Rule = "PG2001", IsScaffolding = true }, new Moments()))).ExitCode);

        var one = await shops.CopyAsync();
        Assert.Equal(["PG4002"], (await HardenShops.RunAsync(one, HardenShops.Request with { Step = "", Rule = "PG4002", IsScaffolding = true }, new Moments())).Kept.Select(static outcome => outcome.Rule));
    }

    [Fact]
    public async Task What_the_baseline_knows_stays_if_only_new_findings_are_wanted()
    {
        var folder = await shops.CopyAsync();

        var result = await HardenShops.RunAsync(folder, HardenShops.Request with { IsOnlyNew = true }, new Moments());

        Assert.Equal(["PG2001", "PG2002"], result.Kept.Select(static outcome => outcome.Rule));
        Assert.DoesNotContain(result.Outcomes, static outcome => outcome.Rule == "PG2013");
        Assert.Contains("// PG2013", await GitAsync(folder, "show", "prodgap/2-errors:App/A.cs"));

        var without = await shops.CopyAsync();
        foreach (var text in (string?[])["broken\n", null])
        {
            await (text is null ? GitAsync(without, "rm", "--quiet", "prodgap.baseline") : File.WriteAllTextAsync(Path.Combine(without, "prodgap.baseline"), text));
            await GitAsync(without, "commit", "--quiet", "--all", "--message", "Baseline");
            var failure = await Assert.ThrowsAsync<Failure>(() => HardenShops.RunAsync(without, HardenShops.Request with { IsOnlyNew = true }, new Moments()));
            Assert.Equal(ExitCodes.Refused, failure.ExitCode);
            Assert.Contains("nothing says what is new", failure.Message);
        }
    }

    [Fact]
    public async Task In_place_the_folder_ends_on_the_branch_and_what_somebody_else_did_there_meanwhile_is_not_touched()
    {
        var (apart, folder) = (await shops.CopyAsync(), await shops.CopyAsync());
        await HardenShops.RunAsync(apart, HardenShops.Request, new Moments());

        var result = await HardenShops.RunAsync(folder, HardenShops.Request with { IsInPlace = true }, new Moments());

        Assert.True(result.IsInPlace);
        Assert.Equal("prodgap/2-errors", await GitAsync(folder, "symbolic-ref", "--short", "HEAD"));
        Assert.Equal(await GitAsync(apart, "rev-parse", "prodgap/2-errors^{tree}"), await GitAsync(folder, "rev-parse", "HEAD^{tree}"));
        Assert.Equal("", await GitAsync(folder, "status", "--porcelain"));
        Assert.Single((await GitAsync(folder, "worktree", "list")).Split('\n'));
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(folder), static entry => Path.GetFileName(entry) == ".prodgap");

        var busy = await shops.CopyAsync();
        var isBusy = false;
        var failure = await Assert.ThrowsAsync<Failure>(() => HardenShops.RunAsync(busy, HardenShops.Request with { IsInPlace = true }, new Moments
        {
            Meanwhile = what =>
            {
                isBusy |= what == "file of PG2001";
                if (isBusy && what == "tested")
                {
                    File.WriteAllText(Path.Combine(busy, "Lib", "B.cs"), "// mine\n");
                }
            },
        }));
        Assert.Equal(ExitCodes.Refused, failure.ExitCode);
        Assert.Contains("Lib/B.cs changed while harden worked", failure.Message);
        Assert.Equal("// mine\n", await File.ReadAllTextAsync(Path.Combine(busy, "Lib", "B.cs")));

        // It goes on when that is out of the way, and not before.
        Assert.Contains("Lib/B.cs", (await Assert.ThrowsAsync<Failure>(() => HardenShops.ResumeAsync(busy))).Message);
        Assert.Contains("Lib/B.cs", (await Assert.ThrowsAsync<Failure>(() => HardenRun.AbortAsync(busy, default))).Message);
        await GitAsync(busy, "restore", ".");
        await GitAsync(busy, "switch", "--quiet", "main");
        Assert.Contains("git switch prodgap/2-errors comes first", (await Assert.ThrowsAsync<Failure>(() => HardenShops.ResumeAsync(busy))).Message);
        await GitAsync(busy, "switch", "--quiet", "prodgap/2-errors");
        Assert.Contains("are gone", await HardenRun.AbortAsync(busy, default));
        Assert.Equal("main", await GitAsync(busy, "symbolic-ref", "--short", "HEAD"));
        Assert.Equal("main", await GitAsync(busy, "for-each-ref", "--format=%(refname:short)"));
    }

    [Fact]
    public async Task In_place_the_folder_has_to_be_clean_and_git_has_to_see_all_of_it()
    {
        var folder = await shops.CopyAsync();
        var request = HardenShops.Request with { IsInPlace = true };
        await File.WriteAllTextAsync(Path.Combine(folder, "untracked.txt"), "");
        Assert.Contains("untracked.txt", (await Assert.ThrowsAsync<Failure>(() => HardenShops.RunAsync(folder, request, new Moments()))).Message);
        File.Delete(Path.Combine(folder, "untracked.txt"));

        await GitAsync(folder, "update-index", "--assume-unchanged", "App/A.cs");
        Assert.Contains("not to look at changes of App/A.cs", (await Assert.ThrowsAsync<Failure>(() => HardenShops.RunAsync(folder, request, new Moments()))).Message);
        await GitAsync(folder, "update-index", "--no-assume-unchanged", "App/A.cs");

        var before = HardenShops.Files(folder);
        var left = await Assert.ThrowsAsync<Failure>(() => HardenShops.RunAsync(folder, request, new Moments { Meanwhile = _ => File.WriteAllText(Path.Combine(folder, "test.log"), "x") }));
        Assert.Contains("leaves test.log behind", left.Message);
        File.Delete(Path.Combine(folder, "test.log"));
        Assert.Equal(before, HardenShops.Files(folder));
        Assert.Equal("main", await GitAsync(folder, "for-each-ref", "--format=%(refname:short)"));
    }

    [Fact]
    public void What_stands_on_old_lines_is_known_for_a_run_about_new_ones()
    {
        var audit = Sample.Audit(
        [
            Sample.Finding(line: 1), Sample.Finding(line: 5) with { IsNew = true }, Sample.Finding(line: 9) with { IsNew = true, State = State.Known },
            Sample.Finding("PG2010", key: "1123456789ab", line: 3) with { IsNew = true }, Sample.Finding("PG2010", key: "1123456789ab", line: 4),
            Sample.Finding("PG2011", key: "2123456789ab", state: State.Waived),
        ]);

        var (selected, line) = Selection.Of(audit, keepsKnown: false)!.Value;

        // The compiler hides the first of a kind, so the older of two equal ones may be the one that is reported; then nothing is kept.
        Assert.Equal([State.Known, State.Open, State.Open], selected.Findings.Where(static finding => finding.Rule == "PG2001").Select(static finding => finding.State));
        Assert.Equal([State.Known, State.Open], selected.Findings.Where(static finding => finding.Rule == "PG2010").Select(static finding => finding.State));
        Assert.Equal(State.Waived, selected.Findings.Single(static finding => finding.Rule == "PG2011").State);
        Assert.Equal(["App\tStore.Keep\tPG2001\t0123456789ab\t1\tsrc/App/Store.cs", "App\tStore.Keep\tPG2010\t1123456789ab\t1\tsrc/App/Store.cs"], line.TrimEnd('\n').Split('\n')[2..]);
        Assert.Contains("\t2\t", Selection.Of(audit, keepsKnown: true)!.Value.Line);
        Assert.Null(Selection.Of(Sample.Audit([Sample.Finding(key: "")]), keepsKnown: false));
    }

    [Fact]
    public void A_fix_that_reaches_what_is_to_stay_is_taken_back()
    {
        var before = Of(Sample.Finding(line: 1), Sample.Finding(line: 2, state: State.Known));

        Assert.Null(before.Objection(Of(Sample.Finding(line: 2, state: State.Known)), "PG2001"));
        Assert.Equal("places that are not new would change too", before.Objection(Of(), "PG2001"));
        Assert.Equal("1 findings would be left of 1", before.Objection(Of(Sample.Finding(line: 1)), "PG2001"));
        // A baseline of the run must not hide what a fix brings.
        Assert.Equal("there would be 1 findings of PG3001 instead of 0", before.Objection(Of(Sample.Finding(line: 2, state: State.Known), Sample.Finding("PG3001", state: State.Known)), "PG2001"));

        static Snapshot Of(params Finding[] findings) => new(Sample.Audit(findings), new Dictionary<(string, string), int>(), TestResults.None) { IsSelective = true };
    }

    private static async Task<string> GitAsync(string folder, params string[] arguments) => (await new Git(folder).DoAsync(default, arguments)).Text;
}
