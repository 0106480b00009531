using System.Security.Cryptography;
using System.Text;
using ProdGap.Tool.Model;
using static ProdGap.Tool.Output.Words;

namespace ProdGap.Tool.Report.Page;

/// <summary>
/// The report as one page that needs nothing else: no request, no storage, and without its script nothing is missing but filter, sorting
/// and the choice of colors. What a browser may run is named by its hash.
/// </summary>
internal static partial class HtmlPage
{
    private static readonly string Style = Resource("page.css");
    private static readonly string Script = Resource("page.js");

    public static byte[] Write(ReportModel model, string version)
    {
        var page = new Markup();
        page.Add($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{Hash(Style)}'; script-src '{Hash(Script)}'; img-src data:; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <title>{model.Name}: {model.Headline}</title>
            <link rel="icon" href="data:,">
            <style>{Markup.Raw(Style)}</style>
            </head>
            <body>
            <a class="skip" href="#main">Skip to the report</a>
            {Markup.Raw(Symbols)}

            """);
        WriteHead(page, model);
        WriteNavigation(page, model);
        page.Add($"<main id=\"main\">\n");
        WriteHeadline(page, model);
        WriteGaps(page, model);
        WriteCards(page, model);
        WriteChecklist(page, model);
        foreach (var step in model.Steps)
        {
            WriteStep(page, step);
        }

        WriteHotSpots(page, model);
        WriteTrend(page, model);
        WriteWaivers(page, model);
        WriteFindings(page, model);
        WriteSwitchedOff(page, model);
        WriteHow(page);
        page.Add($"""
            </main>
            <footer><p>Written by prodgap {version}. The same commit gives the same page.</p></footer>
            <script>{Markup.Raw(Script)}</script>
            </body>
            </html>

            """);
        return Encoding.UTF8.GetBytes(page.ToString());
    }

    private static void WriteHead(Markup page, ReportModel model)
    {
        page.Add($"<header id=\"head\">\n<div class=\"name\"><p class=\"over\">Production readiness</p>\n<h1>{model.Name}</h1></div>\n<dl class=\"facts\">\n");
        if (model.Revision is { } revision)
        {
            page.Add($"<div><dt>Commit</dt><dd><code>{revision.Commit}</code> of {revision.Date}{(revision.IsChanged ? ", with changes" : "")}</dd></div>\n");
        }

        page.Add($"<div><dt>Stage</dt><dd>{(model.Stage.Length > 0 ? model.Stage : "of each project")}</dd></div>\n<div><dt>Rules</dt><dd>{model.Rules}</dd></div>\n");
        if (model.Baseline is { } baseline)
        {
            page.Add($"<div><dt>Baseline</dt><dd>of {baseline.Date}</dd></div>\n");
        }

        if (model.Trend.Before is { } before)
        {
            page.Add($"<div><dt>Run before</dt><dd>of {Freshness.Day(before.Date)}</dd></div>\n");
        }

        page.Add($"</dl>\n<button type=\"button\" id=\"theme\" hidden>Dark colors</button>\n</header>\n");
    }

    private static void WriteNavigation(Markup page, ReportModel model)
    {
        page.Add($"<nav aria-label=\"Sections\"><ul>\n<li><a href=\"#check\">Checklist</a></li>\n");
        foreach (var step in model.Steps)
        {
            page.Add($"<li><a href=\"#{Anchor(step.Step)}\">{Titled(step.Step)}</a></li>\n");
        }

        page.Add($"<li><a href=\"#hot\">Hot spots</a></li>\n");
        if (!model.Trend.Runs.IsEmpty)
        {
            page.Add($"<li><a href=\"#trend\">Trend</a></li>\n");
        }

        if (!model.Waivers.IsEmpty)
        {
            page.Add($"<li><a href=\"#waivers\">Waivers</a></li>\n");
        }

        page.Add($"<li><a href=\"#findings\">Findings</a></li>\n<li><a href=\"#off\">Switched off</a></li>\n<li><a href=\"#how\">How this was made</a></li>\n</ul></nav>\n");
    }

    private static void WriteHeadline(Markup page, ReportModel model)
    {
        page.Add($"<section id=\"headline\" aria-label=\"In short\">\n<p class=\"headline\">{model.Headline}.</p>\n<ol class=\"strip\">\n");
        foreach (var item in model.Items)
        {
            page.Add($"<li><a href=\"#item-{item.Entry.Name}\" title=\"{item.Entry.Title}: {MarkdownReport.StateWord(item.State)}\">{Icon(item.State)}<span class=\"vh\">{item.Entry.Title}: {MarkdownReport.StateWord(item.State)}</span></a></li>\n");
        }

        page.Add($"</ol>\n</section>\n");
    }

    /// <summary>Before everything else: it decides how far the rest can be believed.</summary>
    private static void WriteGaps(Markup page, ReportModel model)
    {
        var gaps = model.Gaps.ToList();
        if (gaps.Count == 0)
        {
            return;
        }

        var all = model.Projects.Count(static project => project.Coverage != Coverage.OtherLanguage);
        page.Add($"<section id=\"gaps\" aria-labelledby=\"gaps-title\">\n<h2 id=\"gaps-title\">{Counted(gaps.Count, "project")} of {all} {(gaps.Count == 1 ? "was" : "were")} not analyzed in full</h2>\n<p>What nobody saw may hold anything.</p>\n<ul>\n");
        foreach (var project in gaps)
        {
            page.Add($"<li><code>{project.Path}</code> {string.Join("; ", project.Gaps.Select(static gap => gap.Text))}</li>\n");
        }

        page.Add($"</ul>\n</section>\n");
    }

    /// <summary>The picture of a state; the word always stands beside it.</summary>
    private static Markup Icon(ItemState state)
    {
        var name = ClassOf(state);
        return new Markup().Add($"<svg class=\"icon {name}\" width=\"16\" height=\"16\" aria-hidden=\"true\"><use href=\"#s-{name}\"/></svg>");
    }

    private static string ClassOf(ItemState state)
        => state switch
        {
            ItemState.Open => "open",
            ItemState.Unknown => "unknown",
            ItemState.Question => "question",
            ItemState.Waived => "waived",
            ItemState.NotApplicable => "na",
            _ => "closed",
        };

    private static string Anchor(Step step) => step.Number > 0 ? $"step-{Number(step.Number)}" : step.Name;

    private static string Titled(Step step) => char.ToUpperInvariant(step.Name[0]) + step.Name[1..];

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(HtmlPage).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The resource {name} is missing."));
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    /// <summary>The shapes of the states, and the patterns of the charts.</summary>
    private const string Symbols = """
        <svg class="defs" width="0" height="0" aria-hidden="true" focusable="false"><defs>
        <symbol id="s-open" viewBox="0 0 16 16"><path d="M8 .6 15.4 8 8 15.4.6 8Z"/><path class="cut" d="M8 4.3v4.6M8 11v.5"/></symbol>
        <symbol id="s-unknown" viewBox="0 0 16 16"><circle class="line dash" cx="8" cy="8" r="6.4"/></symbol>
        <symbol id="s-question" viewBox="0 0 16 16"><rect x="1" y="1" width="14" height="14" rx="3"/><path class="cut" d="M5.9 6.1a2.1 2.1 0 1 1 3.3 1.7c-.8.5-1.2.9-1.2 1.7M8 11.7v.5"/></symbol>
        <symbol id="s-waived" viewBox="0 0 16 16"><circle class="line" cx="8" cy="8" r="6.4"/><path d="M8 1.6a6.4 6.4 0 0 1 0 12.8Z"/></symbol>
        <symbol id="s-na" viewBox="0 0 16 16"><circle class="line" cx="8" cy="8" r="6.4"/><path class="line" d="M4.8 8h6.4"/></symbol>
        <symbol id="s-closed" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7.2"/><path class="cut" d="M4.6 8.3 7 10.6l4.4-4.8"/></symbol>
        <g id="t-new"><circle r="3.5"/></g>
        <g id="t-known"><rect x="-3.2" y="-3.2" width="6.4" height="6.4"/></g>
        <g id="t-answered"><path d="M0-4.6 4.6 0 0 4.6-4.6 0Z"/></g>
        <pattern id="p-one" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="back" width="6" height="6"/><rect class="ink" width="3" height="6"/></pattern>
        <pattern id="p-1" width="12" height="12" patternUnits="userSpaceOnUse"><circle class="ink" cx="6" cy="6" r="1"/></pattern>
        <pattern id="p-2" width="12" height="12" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="ink" width="1" height="12"/></pattern>
        <pattern id="p-3" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="ink" width="1" height="6"/></pattern>
        <pattern id="p-4" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="ink" width="1" height="6"/><rect class="ink" width="6" height="1"/></pattern>
        </defs></svg>
        """;
}
