using System.Globalization;
using System.Text;
using ProdGap.Tool.Model;
using ProdGap.Tool.Output;

namespace ProdGap.Tool.Hardening;

/// <summary>What a commit says: what changed, what a person must do, what is left, what was checked. No line of the source, no value of a setting.</summary>
internal static class CommitMessage
{
    private const int MostLeftOpen = 20;

    /// <summary>The message of the commit of one rule.</summary>
    /// <param name="step">The step of the rule.</param>
    /// <param name="outcome">What became of it.</param>
    /// <param name="version">The version of this tool.</param>
    /// <param name="tests">How the tests ended, in words.</param>
    /// <param name="unseen">Projects that were not analyzed, so that nobody knows what the change does to them.</param>
    public static string Of(Step step, RuleOutcome outcome, string version, string tests, IReadOnlyCollection<string> unseen)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{step.Name}: {Lowered(SafeText.Of(outcome.Title))} ({outcome.Rule})\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{outcome.Before - outcome.After} of {Counted(outcome.Before, "place")} in {Counted(outcome.Files.Length, "file")}, applied by ProdGap {version}.\n");
        Section(text, "Before this runs, a person must:", AfterFix.Of(outcome.Rule, outcome.Settings));
        Section(text, "Left open:", [.. outcome.LeftOpen.Take(MostLeftOpen), .. outcome.LeftOpen.Length > MostLeftOpen ? [Invariant($"{outcome.LeftOpen.Length - MostLeftOpen} more")] : (string[])[]]);
        Section(text, "Undone:", outcome.Undone);
        text.Append(CultureInfo.InvariantCulture, $"\nChecked: build 0 errors, no new warning; {tests}.\n");
        Section(text, "Not analyzed, so look at them yourself:", unseen);
        text.Append(CultureInfo.InvariantCulture, $"\nProdGap-Step: {step.Name}\nProdGap-Rule: {outcome.Rule}\nProdGap-Findings: {outcome.Before} -> {outcome.After}\n");
        return text.ToString();
    }

    /// <summary>The message of one commit for several rules.</summary>
    /// <inheritdoc cref="Of(Step, RuleOutcome, string, string, IReadOnlyCollection{string})"/>
    public static string Of(Step step, IReadOnlyCollection<RuleOutcome> outcomes, string version, string tests, IReadOnlyCollection<string> unseen)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{step.Name}: {Counted(outcomes.Count, "rule")}, {Counted(outcomes.Sum(static outcome => outcome.Before - outcome.After), "place")}\n\nApplied by ProdGap {version}, one rule after the other.\n");
        Section(text, "Fixed:", [.. outcomes.Select(static outcome => Invariant($"{outcome.Rule}, {Lowered(outcome.Title)}: {outcome.Before - outcome.After} of {Counted(outcome.Before, "place")} in {Counted(outcome.Files.Length, "file")}"))]);
        Section(text, "Before this runs, a person must:", [.. outcomes.SelectMany(static outcome => AfterFix.Of(outcome.Rule, outcome.Settings).Select(task => $"{task} ({outcome.Rule})"))]);
        List<string> left = [.. outcomes.SelectMany(static outcome => outcome.LeftOpen.Select(place => $"{outcome.Rule}: {place}"))];
        Section(text, "Left open:", [.. left.Take(MostLeftOpen), .. left.Count > MostLeftOpen ? [Invariant($"{left.Count - MostLeftOpen} more")] : (string[])[]]);
        Section(text, "Undone:", [.. outcomes.SelectMany(static outcome => outcome.Undone.Select(reason => $"{outcome.Rule}: {reason}"))]);
        text.Append(CultureInfo.InvariantCulture, $"\nChecked after each: build 0 errors, no new warning; {tests}.\n");
        Section(text, "Not analyzed, so look at them yourself:", unseen);
        text.Append(CultureInfo.InvariantCulture, $"\nProdGap-Step: {step.Name}\n");
        foreach (var outcome in outcomes)
        {
            text.Append(CultureInfo.InvariantCulture, $"ProdGap-Rule: {outcome.Rule}\nProdGap-Findings: {outcome.Before} -> {outcome.After}\n");
        }

        return text.ToString();
    }

    /// <summary>A title inside a sentence; an abbreviation stays as it is, and so does the name of a type.</summary>
    internal static string Lowered(string title) => title.Split(' ')[0].Skip(1).Any(char.IsUpper) ? title : char.ToLowerInvariant(title[0]) + title[1..];

    /// <summary>A number and its noun.</summary>
    internal static string Counted(int count, string noun) => Invariant($"{count} {noun}{(count == 1 ? "" : "s")}");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static void Section(StringBuilder text, string title, IReadOnlyCollection<string> lines)
    {
        if (lines.Count > 0)
        {
            text.Append('\n').Append(title).Append('\n');
            foreach (var line in lines)
            {
                text.Append("- ").Append(SafeText.Of(line)).Append('\n');
            }
        }
    }
}
