using System.Globalization;
using ProdGap.Tool.Output;

namespace ProdGap.Tool.Hardening;

/// <summary>What a run has done, for people.</summary>
internal static class HardenReport
{
    /// <summary>Writes it.</summary>
    public static void Write(TextWriter output, HardenResult result, bool isDryRun, bool isUnsafe)
    {
        if (result.Step is null)
        {
            output.WriteLine($"{SafeText.Of(result.Name)}: nothing to fix{(isUnsafe ? "" : " without --unsafe")}.");
            Section(output, "NOT ANALYZED", result.Unseen);
            return;
        }

        output.WriteLine($"{SafeText.Of(result.Name)}  {result.Step.Name}, from {result.Base[..10]}");
        output.WriteLine();
        foreach (var outcome in result.Outcomes)
        {
            var word = outcome.IsKept ? "kept" : outcome.Undone.IsEmpty ? "nothing" : "undone";
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {outcome.Rule}  {word,-8}{outcome.Before} -> {outcome.After}  {SafeText.Of(outcome.Title)}{(outcome.IsKept ? $", {CommitMessage.Counted(outcome.Files.Length, "file")}" : outcome.Undone.IsEmpty ? ": no place that the fix takes" : "")}"));
            foreach (var reason in outcome.Undone)
            {
                output.WriteLine($"          {SafeText.Of(reason)}");
            }
        }

        Section(output, "BEFORE THIS RUNS, A PERSON MUST", result.Kept.SelectMany(static outcome => AfterFix.Of(outcome.Rule, outcome.Settings).Select(task => $"{outcome.Rule}  {task}")));
        Section(output, "LEFT FOR A PERSON", result.Remaining.Select(static entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Rule}  {entry.Count,4}  prodgap explain {entry.Rule}")));
        Section(output, "NOT ANALYZED", result.Unseen);
        Section(output, "TESTS THAT CHANGE THEIR RESULT BY THEMSELVES, NOT COUNTED", result.Unstable);
        Section(output, "NOT COMMITTED, SO NOT PART OF IT", result.Dirty);
        output.WriteLine();
        if (result.Apart is not null)
        {
            output.WriteLine($"One commit for each rule, because {SafeText.Of(result.Apart)}.");
        }

        if (!result.Kept.Any())
        {
            output.WriteLine(isDryRun ? "No patch was written." : "Nothing was kept, so there is no branch.");
        }
        else if (isDryRun)
        {
            output.WriteLine($"Patches  {SafeText.Of(result.Folder)}");
            output.WriteLine($"Apply    git am --keep-cr {Quoted(SafeText.Of(result.Folder))}/*.patch");
            if (result.Kept.Any(static outcome => outcome.HoldsSecrets))
            {
                output.WriteLine("         Those named 'holds-secrets' hold secrets, those that they take away or those that stand nearby: show them to nobody who may not know these.");
            }
        }
        else
        {
            output.WriteLine($"Look     git log --patch {result.Base[..10]}..{result.Branch}");
            if (result.IsInPlace)
            {
                output.WriteLine($"Here     your folder is on {result.Branch} now");
            }

            output.WriteLine($"Push     git push --set-upstream origin {result.Branch}");
            output.WriteLine($"Text     {SafeText.Of(PullRequestText.FileIn(result))}");
        }
    }

    private static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"'{path}'" : path;

    private static void Section(TextWriter output, string title, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count > 0)
        {
            output.WriteLine();
            output.WriteLine(title);
            all.ForEach(line => output.WriteLine($"  {SafeText.Of(line)}"));
        }
    }
}
