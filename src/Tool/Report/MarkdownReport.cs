using System.Text;
using ProdGap.Tool.Model;
using ProdGap.Tool.Output;
using static ProdGap.Tool.Output.Words;

namespace ProdGap.Tool.Report;

/// <summary>The report as a comment on a pull request, or as the summary of a workflow's step.</summary>
internal static class MarkdownReport
{
    /// <summary>By this a bot finds its own comment again.</summary>
    private const string Mark = "<!-- prodgap-report -->";

    /// <summary>A comment on GitHub takes 65,536 characters.</summary>
    private const int Longest = 60_000;

    private const int MostFindings = 20;

    private const int MostProjects = 50;

    private const int MostRuns = 10;

    public static byte[] Write(ReportModel model)
    {
        var text = new StringBuilder();
        foreach (var section in (string[])[Head(model), Gaps(model), Findings(model), Items(model), Steps(model), Runs(model), Waivers(model)])
        {
            if (text.Length + section.Length > Longest)
            {
                text.Append("\n*The rest is too long for a comment; the page and the JSON file hold all of it.*\n");
                break;
            }

            text.Append(section);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Head(ReportModel model)
    {
        var facts = new List<string>();
        if (model.Revision is { } revision)
        {
            facts.Add($"commit {revision.Commit} of {revision.Date}{(revision.IsChanged ? ", with changes" : "")}");
        }

        facts.Add(model.Stage.Length > 0 ? $"stage {model.Stage}" : "each project at its own stage");
        facts.Add($"rules {MarkdownText.Of(model.Rules)}");
        if (model.Baseline is { } baseline)
        {
            facts.Add($"baseline of {baseline.Date}");
        }

        return $"{Mark}\n## Production readiness of {MarkdownText.Of(model.Name)}\n\n**{model.Headline}**\n\n{string.Join(" · ", facts)}\n";
    }

    private static string Gaps(ReportModel model)
    {
        var gaps = model.Gaps.ToList();
        if (gaps.Count == 0)
        {
            return "";
        }

        var text = new StringBuilder($"\n### Not analyzed\n\nWhat nobody saw may hold anything. {Counted(gaps.Count, "project")} of {Number(model.Projects.Count(static project => project.Coverage != Coverage.OtherLanguage))} {(gaps.Count == 1 ? "was" : "were")} not analyzed in full:\n\n");
        foreach (var project in gaps.Take(MostProjects))
        {
            text.Append($"- {MarkdownText.Of(project.Path)} {MarkdownText.Of(string.Join("; ", project.Gaps.Select(static gap => gap.Text)))}\n");
        }

        return gaps.Count > MostProjects ? text.Append($"- and {Number(gaps.Count - MostProjects)} more\n").ToString() : text.ToString();
    }

    private static string Findings(ReportModel model)
    {
        var isCompared = model.Baseline is not null || model.Found.Known > 0;
        var asked = model.Findings.Where(static finding => finding.State == State.Open).ToList();
        var title = isCompared ? "New since the baseline" : "The most urgent findings";
        if (asked.Count == 0)
        {
            return isCompared ? $"\n### {title}\n\nNothing.\n" : "";
        }

        var text = new StringBuilder($"\n### {title}\n\n| Rule | Finding | Place |\n|---|---|---|\n");
        foreach (var finding in asked.Take(MostFindings))
        {
            text.Append($"| {finding.Rule}{(finding.Blocks ? " **blocks**" : "")} | {MarkdownText.Of(finding.Message)} | {MarkdownText.Of(finding.Path)}{(finding.Place.Line > 0 ? $" line {Number(finding.Place.Line)}" : "")} |\n");
        }

        return asked.Count > MostFindings ? text.Append($"\n{Number(asked.Count - MostFindings)} more.\n").ToString() : text.ToString();
    }

    private static string Items(ReportModel model)
    {
        var text = new StringBuilder("\n### Checklist\n\n| State | Item | Why |\n|---|---|---|\n");
        foreach (var item in model.Items)
        {
            List<string> why = [.. item.Evidence];
            if (item.Asks)
            {
                why.Add(item.Entry.Question);
            }

            text.Append($"| {StateWord(item.State)} | {item.Entry.Title} | {MarkdownText.Of(string.Join(". ", why))} |\n");
        }

        return text.ToString();
    }

    private static string Steps(ReportModel model)
    {
        var text = new StringBuilder("\n### Steps\n\n| Step | Open | Block | Known | Fix All | One at a time | A person |\n|---|--:|--:|--:|--:|--:|--:|\n");
        foreach (var step in model.Steps)
        {
            text.Append($"| {NameOf(step.Step)} | {Number(step.Found.Open)} | {Number(step.Found.Blocks)} | {Number(step.Found.Known)} | {Number(step.Effort.FixAll)} | {Number(step.Effort.OneAtATime)} | {Number(step.Effort.Person)} |\n");
        }

        var first = model.Steps.FirstOrDefault(static step => step.Command.Length > 0);
        return first is null ? text.ToString() : text.Append($"\nBegin with {first.Step.Name}:\n\n```\n{first.Command}\n```\n").ToString();
    }

    private static string Runs(ReportModel model)
    {
        if (model.Trend.Runs.IsEmpty)
        {
            return "";
        }

        var text = new StringBuilder($"\n### Trend\n\n{(model.Progress.Length > 0 ? $"{MarkdownText.Of(model.Progress)}.\n\n" : "")}| Run | Commit | Not in the baseline | In the baseline | Suppressed or waived | Block | |\n|---|---|--:|--:|--:|--:|---|\n");
        foreach (var run in model.Trend.Runs.TakeLast(MostRuns))
        {
            text.Append($"| {Freshness.Day(run.Date)} | {run.Commit} | {Number(run.Found.New)} | {Number(run.Found.Known)} | {Number(run.Found.Answered)} | {Number(run.Found.Blocks)} | {(run.IsPartial ? "partial" : "")} |\n");
        }

        return text.ToString();
    }

    private static string Waivers(ReportModel model)
    {
        if (model.Waivers.IsEmpty)
        {
            return "";
        }

        var text = new StringBuilder("\n### Waivers\n\n| Rule | Where | Reason | Owner | Approved | Until | State |\n|---|---|---|---|---|---|---|\n");
        foreach (var waiver in model.Waivers)
        {
            text.Append($"| {string.Join(" | ", ((string[])[waiver.Rule, waiver.Where, waiver.Reason, waiver.Owner, waiver.Approved, waiver.Until, waiver.State]).Select(MarkdownText.Of))} |\n");
        }

        return text.ToString();
    }

    /// <summary>What a step is called: with its number, if it has one.</summary>
    public static string NameOf(Step step) => step.Number > 0 ? $"{Number(step.Number)} {step.Name}" : step.Name;

    /// <summary>What a state is called.</summary>
    public static string StateWord(ItemState state)
        => state switch
        {
            ItemState.Open => "open",
            ItemState.Unknown => "unknown",
            ItemState.Question => "question",
            ItemState.Waived => "waived",
            ItemState.NotApplicable => "does not apply",
            _ => "closed",
        };
}
