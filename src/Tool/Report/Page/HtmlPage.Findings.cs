using System.Collections.Immutable;
using System.Text.Json;
using ProdGap.Tool.Model;
using ProdGap.Tool.Output;
using static ProdGap.Tool.Output.Words;

namespace ProdGap.Tool.Report.Page;

/// <content>The list of findings, and what was silenced.</content>
internal static partial class HtmlPage
{
    /// <summary>What a browser shows without the script, and still prints.</summary>
    private const int MostRows = 5_000;

    /// <summary>What the script can show besides.</summary>
    private const int MostListed = 20_000;

    private static void WriteFindings(Markup page, ReportModel model)
    {
        page.Add($"<section id=\"findings\" aria-labelledby=\"findings-title\">\n<h2 id=\"findings-title\">Findings</h2>\n");
        if (model.Findings.IsEmpty)
        {
            page.Add($"<p>None.</p>\n</section>\n");
            return;
        }

        ImmutableArray<string> projects = [.. model.Findings.SelectMany(static finding => finding.Projects).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var index = projects.Select(static (path, at) => (path, at)).ToDictionary(static entry => entry.path, static entry => entry.at, StringComparer.Ordinal);
        WriteFilter(page, model, projects);
        if (model.Findings.Length > MostListed)
        {
            page.Add($"<p class=\"warn\">The {MostListed} most urgent of {model.Findings.Length} findings are listed here. The JSON file holds all of them, the tables above count all of them.</p>\n");
        }

        page.Add($"""
            <table class="list" id="list">
            <caption class="vh">Findings, the most urgent first</caption>
            <thead><tr><th scope="col" aria-sort="none">Rule</th><th scope="col" aria-sort="none">Finding</th><th scope="col" aria-sort="none">Project</th><th scope="col" aria-sort="none">State</th></tr></thead>
            <tbody>

            """);
        foreach (var finding in model.Findings.Take(MostRows))
        {
            WriteRow(page, finding, model, index);
        }

        page.Add($"</tbody>\n</table>\n<p class=\"more\"><button type=\"button\" id=\"more\" hidden>Show more</button></p>\n");
        if (model.Findings.Length > MostRows)
        {
            page.Add($"<noscript><p class=\"warn\">Without its script this page lists {MostRows} of {model.Findings.Length} findings.</p></noscript>\n");
        }

        WriteRest(page, model, projects, index);
        page.Add($"</section>\n");
    }

    private static void WriteFilter(Markup page, ReportModel model, ImmutableArray<string> projects)
    {
        page.Add($"""
            <form id="filter" hidden>
            <p><label for="text">Text</label><input id="text" type="search" autocomplete="off" spellcheck="false" placeholder="PG2001, a path, a word"></p>
            <p><label for="of-step">Step</label><select id="of-step"><option value="">all</option>
            """);
        foreach (var step in model.Steps.Where(static step => !step.Rules.IsEmpty))
        {
            page.Add($"<option value=\"{step.Step.Digit.ToString()}\">{step.Step.Name}</option>");
        }

        page.Add($"</select></p>\n<p><label for=\"of-state\">State</label><select id=\"of-state\"><option value=\"\">all</option><option value=\"blocks\">blocks a launch</option>");
        foreach (var state in model.Findings.Select(static finding => Word(finding.State)).Distinct())
        {
            page.Add($"<option>{state}</option>");
        }

        page.Add($"</select></p>\n<p><label for=\"of-project\">Project</label><select id=\"of-project\"><option value=\"\">all</option>");
        for (var i = 0; i < projects.Length; i++)
        {
            page.Add($"<option value=\"{i}\">{projects[i]}</option>");
        }

        page.Add($"</select></p>\n<p><button type=\"reset\">Clear</button></p>\n</form>\n<p id=\"shown\" role=\"status\">{Counted(model.Findings.Length, "finding")}</p>\n");
    }

    private static void WriteRow(Markup page, Finding finding, ReportModel model, Dictionary<string, int> index)
    {
        var where = finding.Place.Line > 0 ? $":{Number(finding.Place.Line)}:{Number(finding.Place.Column)}" : "";
        page.Add($"<tr data-p=\"{string.Join(' ', finding.Projects.Select(project => Number(index[project])))}\"><td><code>{finding.Rule}</code> <span>{TitleOf(finding.Rule, model)}</span></td><td>{finding.Message}<span class=\"at\"><code>{finding.Path}<i>{where}</i></code>{Member(finding)}</span></td><td>{Projects(finding)}</td><td class=\"{Word(finding.State)}\">{Word(finding.State)}{(finding.Blocks ? new Markup().Add($"<b>blocks</b>") : new Markup())}</td></tr>\n");
    }

    private static Markup Member(Finding finding) => finding.Member.Length > 0 ? new Markup().Add($" <span>{finding.Member}</span>") : new Markup();

    private static string Projects(Finding finding) => string.Join(", ", finding.Projects.Select(AuditedProject.NameOf));

    private static string TitleOf(string rule, ReportModel model)
    {
        foreach (var step in model.Steps)
        {
            foreach (var summary in step.Rules)
            {
                if (summary.Id == rule)
                {
                    return summary.Title;
                }
            }
        }

        return "";
    }

    private static string Word(State state)
        => state switch
        {
            State.Open => "open",
            State.Known => "known",
            State.Suppressed => "suppressed",
            _ => "waived",
        };

    /// <summary>The findings that have no row, as data for the script. The encoder leaves nothing in it that ends the element.</summary>
    private static void WriteRest(Markup page, ReportModel model, ImmutableArray<string> projects, Dictionary<string, int> index)
    {
        if (model.Findings.Length <= MostRows)
        {
            return;
        }

        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartArray("projects");
            foreach (var project in projects)
            {
                json.WriteStringValue(SafeText.Of(AuditedProject.NameOf(project)));
            }

            json.WriteEndArray();
            json.WriteStartObject("titles");
            foreach (var rule in model.Steps.SelectMany(static step => step.Rules))
            {
                json.WriteString(rule.Id, SafeText.Of(rule.Title));
            }

            json.WriteEndObject();
            json.WriteStartArray("rows");
            foreach (var finding in model.Findings.Skip(MostRows).Take(MostListed - MostRows))
            {
                json.WriteStartArray();
                json.WriteStringValue(finding.Rule);
                json.WriteStringValue(SafeText.Of(finding.Message));
                json.WriteStringValue(SafeText.Of(finding.Path));
                json.WriteStringValue(finding.Place.Line > 0 ? $":{Number(finding.Place.Line)}:{Number(finding.Place.Column)}" : "");
                json.WriteStringValue(SafeText.Of(finding.Member));
                json.WriteStringValue(string.Join(' ', finding.Projects.Select(project => Number(index[project]))));
                json.WriteStringValue(Word(finding.State));
                json.WriteBooleanValue(finding.Blocks);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        page.Add($"<script type=\"application/json\" id=\"data\">{Markup.Raw(System.Text.Encoding.UTF8.GetString(stream.ToArray()))}</script>\n");
    }

    private static void WriteWaivers(Markup page, ReportModel model)
    {
        if (model.Waivers.IsEmpty)
        {
            return;
        }

        page.Add($"""
            <section id="waivers" aria-labelledby="waivers-title">
            <h2 id="waivers-title">Waivers</h2>
            <table class="waived">
            <caption class="vh">Findings that stay, and why</caption>
            <thead><tr><th scope="col">Rule</th><th scope="col">Where</th><th scope="col">Reason</th><th scope="col">Owner</th><th scope="col">Approved</th><th scope="col">Until</th><th scope="col">State</th><th scope="col" class="n">Covers</th></tr></thead>
            <tbody>

            """);
        foreach (var waiver in model.Waivers)
        {
            page.Add($"<tr><th scope=\"row\"><code>{waiver.Rule}</code></th><td data-of=\"where\">{waiver.Where}</td><td data-of=\"reason\">{waiver.Reason}</td><td data-of=\"owner\">{waiver.Owner}</td><td data-of=\"approved\">{waiver.Approved}</td><td data-of=\"until\">{waiver.Until}</td><td data-of=\"state\">{waiver.State}{(waiver.Since.Length > 0 ? $", since {waiver.Since}" : "")}</td><td class=\"n\" data-of=\"covers\">{waiver.Covers}</td></tr>\n");
        }

        page.Add($"</tbody>\n</table>\n</section>\n");
    }

    private static void WriteSwitchedOff(Markup page, ReportModel model)
    {
        page.Add($"<section id=\"off\" aria-labelledby=\"off-title\">\n<h2 id=\"off-title\">Switched off and suppressed</h2>\n");
        var suppressed = model.Findings.Where(static finding => finding.State == State.Suppressed).GroupBy(static finding => finding.Rule).OrderBy(static rule => rule.Key, StringComparer.Ordinal).ToList();
        if (model.SwitchedOff.IsEmpty && suppressed.Count == 0)
        {
            page.Add($"<p>No rule is switched off, and no finding is suppressed in the source.</p>\n</section>\n");
            return;
        }

        page.Add($"<ul>\n");
        foreach (var rule in model.SwitchedOff.GroupBy(static off => off.Rule))
        {
            page.Add($"<li><code>{rule.Key}</code> is off, for some files or all, in {string.Join(", ", rule.Select(static off => off.Project))}</li>\n");
        }

        foreach (var rule in suppressed)
        {
            page.Add($"<li><code>{rule.Key}</code>: {Counted(rule.Count(), "finding")} suppressed by a pragma or an attribute</li>\n");
        }

        page.Add($"</ul>\n</section>\n");
    }

    private static void WriteHow(Markup page)
        => page.Add($"""
            <section id="how" aria-labelledby="how-title">
            <h2 id="how-title">How this was made</h2>
            <p><code>prodgap report</code> read what the compiler reported with the rules of ProdGap.Analyzers. No file of the repository was changed.</p>
            <dl class="words">
            <div><dt>{Icon(ItemState.Open)} open</dt><dd>A rule found something that nobody answered, or that the baseline knows: a baseline keeps a build quiet, it closes no gap. Or somebody answered the question with no.</dd></div>
            <div><dt>{Icon(ItemState.Unknown)} unknown</dt><dd>Nothing was found, but not everything was seen: a project was not analyzed in full, or a rule is switched off.</dd></div>
            <div><dt>{Icon(ItemState.Question)} question</dt><dd>No rule can see it. A person has to say, and the answer stands in the repository.</dd></div>
            <div><dt>{Icon(ItemState.Waived)} waived</dt><dd>There are findings, and each of them is suppressed in the source or waived.</dd></div>
            <div><dt>{Icon(ItemState.NotApplicable)} does not apply</dt><dd>Nothing in the repository could need it, or somebody said so, and why.</dd></div>
            <div><dt>{Icon(ItemState.Closed)} closed</dt><dd>All rules ran, none found anything, and the question, if there is one, is answered.</dd></div>
            <div><dt>blocks</dt><dd>Such a finding is an error at stage production, whatever the stage of this report.</dd></div>
            </dl>
            <p>An analyzer reads code. It does not see what runs: the settings of an environment, the network around it, the data, the people. What it found is there; what it did not find may be there all the same.</p>
            </section>

            """);
}
