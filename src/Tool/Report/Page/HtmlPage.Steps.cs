using static ProdGap.Tool.Output.Words;

namespace ProdGap.Tool.Report.Page;

/// <content>The checklist and the steps.</content>
internal static partial class HtmlPage
{
    private const double Whole = 100;

    private static void WriteCards(Markup page, ReportModel model)
    {
        page.Add($"<section id=\"steps\" aria-labelledby=\"steps-title\">\n<h2 id=\"steps-title\" class=\"vh\">The four steps</h2>\n<ol class=\"cards\">\n");
        foreach (var step in model.Steps.Where(static step => step.Step.Number > 0))
        {
            page.Add($"<li><a href=\"#{Anchor(step.Step)}\"><span class=\"step\"><span class=\"no\">{step.Step.Number}</span> {Titled(step.Step)}</span> <span class=\"big\">{step.Found.Open}</span> <span class=\"what\">open{(step.Found.Blocks > 0 ? $", {Number(step.Found.Blocks)} {(step.Found.Blocks == 1 ? "blocks" : "block")} a launch" : "")}</span>{EffortBar(step.Effort, step.Found.Open)}</a></li>\n");
        }

        page.Add($"</ol>\n{Legend()}</section>\n");
    }

    private static Markup Legend()
        => new Markup().Add($"""
            <ul class="legend">
            <li><svg class="bar" width="24" height="10" aria-hidden="true"><rect class="all" x="0" y="0" width="24" height="10"/></svg> Fix All does it</li>
            <li><svg class="bar" width="24" height="10" aria-hidden="true"><rect class="one" x="0" y="0" width="24" height="10"/></svg> one at a time, in an editor</li>
            <li><svg class="bar" width="24" height="10" aria-hidden="true"><rect class="person" x="0.5" y="0.5" width="23" height="9"/></svg> a person decides</li>
            </ul>

            """);

    /// <summary>The three kinds of work in a step, as shares of it. The numbers stand in the step's own section.</summary>
    private static Markup EffortBar(Effort effort, int open)
    {
        var bar = new Markup().Add($"<svg class=\"bar\" width=\"100%\" height=\"10\" aria-hidden=\"true\">");
        if (open == 0)
        {
            return bar.Add($"<rect class=\"all\" x=\"0\" y=\"0\" width=\"1\" height=\"10\"/></svg>");
        }

        var (first, second) = (Whole * effort.FixAll / open, Whole * (effort.FixAll + effort.OneAtATime) / open);
        Part("all", 0, first);
        Part("one", first, second);
        Part("person", second, Whole);
        return bar.Add($"</svg>");

        void Part(string name, double from, double to)
        {
            if (to > from)
            {
                bar.Add($"<rect class=\"{name}\" x=\"{from}%\" y=\"0\" width=\"{to - from}%\" height=\"10\"/>");
            }
        }
    }

    private static void WriteChecklist(Markup page, ReportModel model)
    {
        page.Add($"<section id=\"check\" aria-labelledby=\"check-title\">\n<h2 id=\"check-title\">Checklist</h2>\n<ol class=\"items\">\n");
        foreach (var item in model.Items)
        {
            page.Add($"""
                <li id="item-{item.Entry.Name}" class="item {ClassOf(item.State)}" data-state="{ClassOf(item.State)}">
                <p class="state">{Icon(item.State)} <span>{MarkdownReport.StateWord(item.State)}</span></p>
                <div>
                <h3>{item.Entry.Title}</h3>

                """);
            foreach (var evidence in item.Evidence)
            {
                page.Add($"<p>{evidence}{(evidence.Length > 0 && evidence[^1] is '.' or '?' or '!' ? "" : ".")}</p>\n");
            }

            if (item.Answer is { Evidence.Length: > 0 } answer)
            {
                page.Add($"<p>Evidence: <code>{answer.Evidence}</code></p>\n");
            }

            if (item.Asks)
            {
                page.Add($"""
                    <p class="ask">{item.Entry.Question}</p>
                    <details><summary>How to answer</summary>
                    <p>In <code>{AnswersFile.Name}</code> at the root of the repository; the answer is "yes", "no" or "not-applicable":</p>
                    <pre tabindex="0"><code>{Pasted(item.Entry)}</code></pre>
                    </details>

                    """);
            }

            page.Add($"</div>\n</li>\n");
        }

        page.Add($"</ol>\n</section>\n");
    }

    private static string Pasted(ChecklistEntry entry) => $$"""{ "item": "{{entry.Name}}", "answer": "", "text": "", "by": "", "on": "" }""";

    private static void WriteStep(Markup page, StepSummary step)
    {
        var anchor = Anchor(step.Step);
        page.Add($"<section id=\"{anchor}\" class=\"step-of\" aria-labelledby=\"{anchor}-title\">\n<h2 id=\"{anchor}-title\">{(step.Step.Number > 0 ? $"{Number(step.Step.Number)} " : "")}{Titled(step.Step)}</h2>\n");
        if (step.Rules.IsEmpty)
        {
            page.Add($"<p>No finding.</p>\n</section>\n");
            return;
        }

        page.Add($"<p><strong>{step.Found.Open} open</strong>, {step.Found.Blocks} of them block a launch, {step.Found.Known} in the baseline, {step.Found.Answered} suppressed or waived. Fix All closes {step.Effort.FixAll}, an editor {step.Effort.OneAtATime} one at a time, a person decides {step.Effort.Person}.</p>\n");
        if (step.Command.Length > 0)
        {
            page.Add($"<p>Begin with</p>\n<pre tabindex=\"0\"><code>{step.Command}</code></pre>\n");
        }

        page.Add($"""
            <table class="rules">
            <caption class="vh">Rules of step {step.Step.Name}</caption>
            <thead><tr><th scope="col">Rule</th><th scope="col" class="n">Open</th><th scope="col" class="n">Block</th><th scope="col" class="n">Known</th><th scope="col">Fix</th><th scope="col" class="chart">Share</th></tr></thead>
            <tbody>

            """);
        var most = step.Rules.Max(static rule => rule.Found.Open);
        foreach (var rule in step.Rules)
        {
            page.Add($"""
                <tr>
                <th scope="row"><details><summary><code>{rule.Id}</code> {rule.Title}</summary><p>{rule.Why}</p><p class="quiet">{(rule.Weaknesses.IsEmpty ? "" : string.Join(", ", rule.Weaknesses) + ". ")}<code>prodgap explain {rule.Id}</code> prints its page.</p></details></th>
                <td class="n" data-of="open">{Shown(rule)}</td><td class="n" data-of="block">{rule.Found.Blocks}</td><td class="n" data-of="known">{rule.Found.Known}</td><td>{FixWords(rule.Fix)}</td>
                <td class="chart"><svg class="bar" width="100%" height="10" aria-hidden="true"><rect class="{FixClass(rule.Fix)}" x="0" y="0" width="{Share(rule.Found.Open, most)}" height="10"/></svg></td>
                </tr>

                """);
        }

        page.Add($"</tbody>\n</table>\n</section>\n");
    }

    private static Markup Shown(RuleSummary rule)
        => rule.Found.Open > 0 ? new Markup().Add($"<a class=\"show\" href=\"#findings\" data-rule=\"{rule.Id}\">{rule.Found.Open}<span class=\"vh\"> findings of {rule.Id}</span></a>") : new Markup().Add($"0");

    private static Markup Share(int count, int most) => count == 0 || most == 0 ? new Markup().Add($"1") : new Markup().Add($"{Whole * count / most}%");

    private static string FixClass(string fix) => Readiness.IsFixAll(fix) ? "all" : fix == "one-at-a-time" ? "one" : "person";

    private static string FixWords(string fix)
        => fix switch
        {
            "safe" => "Fix All",
            "changes-behavior" => "Fix All, changes behavior",
            "one-at-a-time" => "one at a time",
            _ => "a person decides",
        };
}
