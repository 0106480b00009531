using System.CommandLine;
using ProdGap.Tool.Hardening;
using ProdGap.Tool.Model;
using ProdGap.Tool.Output;

namespace ProdGap.Tool.Commands;

/// <summary><c>prodgap harden</c>: one rule a commit, applied, built, tested, then kept or undone.</summary>
internal static class HardenCommand
{
    /// <summary>What somebody can still look through.</summary>
    private const int MostFiles = 200;

    public static Command Create()
    {
        var options = new AuditOptions();
        var step = new Option<string>("--step") { Description = "Only this step; the first that has something to fix if not given.", DefaultValueFactory = static _ => "" };
        step.AcceptOnlyFromAmong([.. Step.All.Where(static step => step.Number > 0).Select(static step => step.Name)]);
        var rule = new Option<string>("--rule") { Description = "Only this rule.", DefaultValueFactory = static _ => "" };
        rule.Validators.Add(static result =>
        {
            if (result.Tokens.Count > 0 && !RuleId.IsOurs(result.Tokens[0].Value.ToUpperInvariant()))
            {
                result.AddError($"'{result.Tokens[0].Value}' is no id of a rule; they look like PG2001.");
            }
        });
        var dryRun = new Option<bool>("--dry-run") { Description = "Writes patches; leaves no branch." };
        var patches = new Option<string?>("--out") { Description = "The folder for the patches of --dry-run, new or empty; one in the cache if not given." };
        var isUnsafe = new Option<bool>("--unsafe") { Description = "Also applies fixes that change behavior, as their pages say." };
        var noTests = new Option<bool>("--no-tests") { Description = "Runs no tests; the commits say so." };
        var testFilter = new Option<string>("--test-filter") { Description = "Runs only these tests, as dotnet test --filter takes it.", DefaultValueFactory = static _ => "" };
        var mostFiles = new Option<int>("--max-files") { Description = "Undoes a rule that would change more files.", DefaultValueFactory = static _ => MostFiles };
        mostFiles.Validators.Add(static result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out var files) && files < 1)
            {
                result.AddError("--max-files needs a number from 1 on.");
            }
        });
        var exclude = new Option<string[]>("--exclude") { Description = "Files that stay as they are, such as 'src/Legacy/**', from the top folder of the repository; may be repeated.", DefaultValueFactory = static _ => [] };
        var copy = new Option<string[]>("--copy") { Description = "Files that git ignores and that the build needs, such as '**/appsettings.Local.json'; may be repeated.", DefaultValueFactory = static _ => [] };
        var allowDirty = new Option<bool>("--allow-dirty") { Description = "Goes on although there are changes that are not committed; they are not part of it." };
        var allowPartial = new Option<bool>("--allow-partial") { Description = "Goes on although projects do not restore or load." };
        var skipAhead = new Option<bool>("--skip-ahead") { Description = "Begins --step although an earlier one has something to fix." };
        var needsGreen = new Option<bool>("--require-green") { Description = "Refuses to begin while a test fails." };
        var onlyNew = new Option<bool>("--only-new") { Description = "Leaves alone what the baseline knows." };
        var since = new Option<string?>("--since") { Description = "Only findings on lines that have changed since this commit, branch or tag." };
        var commits = new Option<string>("--commit-per") { Description = "One commit for each rule, or one for the step.", DefaultValueFactory = static _ => "rule" };
        commits.AcceptOnlyFromAmong("rule", "step");
        var scaffold = new Option<bool>("--scaffold-tests") { Description = "Writes the tests that are missing, which fail until somebody completes them." };
        var inPlace = new Option<bool>("--in-place") { Description = "Works in your folder, which has to be clean, and leaves it on the branch." };
        var resume = new Option<bool>("--resume") { Description = "Goes on with a run that was stopped." };
        var abort = new Option<bool>("--abort") { Description = "Takes a run away that was stopped, and its branch." };
        var command = new Command("harden", "Fixes one rule after the other on a branch of its own, in a worktree of its own: applies, builds, tests, then commits or undoes. Pushes nothing.");
        command.Add(options.Path);
        command.Add(options.Configuration);
        command.Add(options.Cache);
        command.Add(options.Jobs);
        command.Add(options.Quiet);
        Option[] ofStart = [step, rule, dryRun, patches, isUnsafe, noTests, testFilter, needsGreen, mostFiles, exclude, copy, allowDirty, allowPartial, skipAhead, onlyNew, since, commits, scaffold, inPlace];
        foreach (var option in (Option[])[.. ofStart, resume, abort])
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            bool Has(Option option) => result.GetResult(option) is { Implicit: false };
            if ((Has(resume) || Has(abort)) && Array.Exists(ofStart, Has) || Has(resume) && Has(abort))
            {
                result.AddError("--resume and --abort stand alone: the run knows what it was asked for.");
            }
            else if (Has(step) && Has(rule))
            {
                result.AddError("Only one of --step and --rule can be given.");
            }
            else if (Has(noTests) && (Has(testFilter) || Has(needsGreen)))
            {
                result.AddError($"Only one of --no-tests and {(Has(testFilter) ? "--test-filter" : "--require-green")} can be given.");
            }
            else if (Has(scaffold) && (Has(step) || Has(skipAhead)))
            {
                result.AddError("--scaffold-tests is no part of a step, and needs neither --step nor --skip-ahead.");
            }
            else if (Has(inPlace) && ((Option[])[dryRun, allowDirty, copy]).FirstOrDefault(Has) is { } odd)
            {
                result.AddError($"--in-place works in your folder itself, so {odd.Name} is not for it.");
            }
            else if (Has(patches) && !Has(dryRun))
            {
                result.AddError("--out is for --dry-run.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(abort))
            {
                Console.Out.WriteLine(SafeText.Of(await HardenRun.AbortAsync(parsed.GetValue(options.Path)!, cancellationToken)));
                return ExitCodes.Done;
            }

            var request = new HardenRequest(
                options.Read(parsed) with { Since = parsed.GetValue(since) },
                parsed.GetValue(step)!,
                parsed.GetValue(rule)!.ToUpperInvariant(),
                parsed.GetValue(isUnsafe),
                !parsed.GetValue(noTests),
                parsed.GetValue(testFilter)!,
                parsed.GetValue(mostFiles),
                parsed.GetValue(allowDirty),
                parsed.GetValue(allowPartial),
                parsed.GetValue(skipAhead),
                [.. parsed.GetValue(exclude)!],
                [.. parsed.GetValue(copy)!])
            {
                NeedsGreen = parsed.GetValue(needsGreen),
                IsOnlyNew = parsed.GetValue(onlyNew),
                IsOneCommit = parsed.GetValue(commits) == "step",
                IsScaffolding = parsed.GetValue(scaffold),
                IsInPlace = parsed.GetValue(inPlace),
            };
            var result = await ProgressLine.WhileAsync(parsed.GetValue(options.Quiet), progress =>
            {
                var run = new HardenRun(new(AuditCommand.Pages), AuditCommand.Version, progress, new Surroundings());
                return parsed.GetValue(resume) ? run.ResumeAsync(request.Audit.Path, cancellationToken) : run.StartAsync(request, parsed.GetValue(dryRun), parsed.GetValue(patches), cancellationToken);
            });
            HardenReport.Write(Console.Out, result, parsed.GetValue(dryRun), request.IsUnsafe);
            return ExitCodes.Done;
        });
        return command;
    }
}
