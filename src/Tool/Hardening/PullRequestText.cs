using System.Globalization;
using System.Text;
using ProdGap.Tool.Output;

namespace ProdGap.Tool.Hardening;

/// <summary>A text for the pull request of a step, in Markdown.</summary>
internal static class PullRequestText
{
    /// <summary>Where it is written.</summary>
    public static string FileIn(HardenResult result) => Path.Combine(result.Folder, $"pr-{result.Branch[(result.Branch.LastIndexOf('/') + 1)..]}.md");

    /// <summary>Writes it.</summary>
    public static byte[] Of(HardenResult result)
    {
        var text = new StringBuilder();
        var kept = result.Kept.ToList();
        text.Append(CultureInfo.InvariantCulture, $"# Harden: {result.Step?.Name}\n\n{CommitMessage.Counted(kept.Sum(static outcome => outcome.Before - outcome.After), "place")} fixed, one commit for each rule.\n\n| Rule | What | Findings | Files |\n|---|---|---|---|\n");
        foreach (var outcome in kept)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {outcome.Rule} | {outcome.Title} | {outcome.Before} → {outcome.After} | {outcome.Files.Length} |\n");
        }

        Section(text, "Before this is merged, a person must", kept.SelectMany(static outcome => AfterFix.Of(outcome.Rule, outcome.Settings).Select(task => $"[ ] {task} ({outcome.Rule})")));
        Section(text, "Left open", kept.SelectMany(static outcome => outcome.LeftOpen.Select(place => $"{outcome.Rule}: {Code(place)}")));
        Section(text, "Undone", result.Outcomes.SelectMany(static outcome => outcome.Undone.Select(reason => $"{outcome.Rule}: {Code(reason)}")));
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Section(StringBuilder text, string title, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n");
            all.ForEach(line => text.Append("- ").Append(line).Append('\n'));
        }
    }

    /// <summary>A text of the repository, which may hold anything, as code.</summary>
    private static string Code(string text) => $"`` {SafeText.Of(text).Replace("``", "''", StringComparison.Ordinal)} ``";
}
