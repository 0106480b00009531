using ProdGap.Tool.Report.History;
using static ProdGap.Tool.Output.Words;

namespace ProdGap.Tool.Report.Page;

/// <content>The chart of the recorded runs, and its table.</content>
internal static partial class HtmlPage
{
    private const int ChartHeight = 240;
    private const int PlotTop = 12;
    private const int PlotHeight = 196;

    /// <summary>The plot is as wide as the page; its inside counts to this.</summary>
    private const int PlotWidth = 1000;

    /// <summary>What is left free at both ends, for the marks.</summary>
    private const double Margin = 20;

    /// <summary>Half of the width of a run that stands alone between gaps.</summary>
    private const double Alone = 5;

    private const int MostTicks = 4;

    private static readonly int[] NiceSteps = [1, 2, 5];

    /// <summary>The bands from the bottom: the class of each, what it is called, and its count.</summary>
    private static readonly (string Class, string Name, Func<Tally, int> Count)[] Bands =
    [
        ("new", "not in the baseline", static found => found.New),
        ("known", "in the baseline", static found => found.Known),
        ("answered", "suppressed or waived", static found => found.Answered),
    ];

    private static void WriteTrend(Markup page, ReportModel model)
    {
        var runs = model.Trend.Runs;
        if (runs.IsEmpty)
        {
            return;
        }

        page.Add($"<section id=\"trend\" aria-labelledby=\"trend-title\">\n<h2 id=\"trend-title\">Trend</h2>\n");
        if (model.Progress.Length > 0)
        {
            page.Add($"<p>{model.Progress}.</p>\n");
        }

        WriteChart(page, [.. runs]);
        page.Add($"<ul class=\"legend\" aria-label=\"Findings\">\n");
        foreach (var (name, words, _) in Bands)
        {
            page.Add($"<li><svg class=\"key trend\" width=\"24\" height=\"16\" aria-hidden=\"true\"><rect class=\"{name}\" width=\"24\" height=\"16\"/><use class=\"mark\" href=\"#t-{name}\" x=\"12\" y=\"8\"/></svg> {words}</li>\n");
        }

        page.Add($"""
            <li><svg class="key trend" width="24" height="16" aria-hidden="true"><rect class="gap" x="0.5" y="0.5" width="23" height="15"/></svg> not everything was analyzed</li>
            </ul>
            <details class="table"><summary>The same as a table</summary>
            <table class="runs">
            <caption class="vh">Recorded runs</caption>
            <thead><tr><th scope="col">Run</th><th scope="col" class="n">Not in the baseline</th><th scope="col" class="n">In the baseline</th><th scope="col" class="n">Suppressed or waived</th><th scope="col" class="n">Block</th><th scope="col">Rules</th></tr></thead>
            <tbody>

            """);
        foreach (var run in runs)
        {
            page.Add($"<tr><th scope=\"row\">{Freshness.Day(run.Date)} <code>{run.Commit}</code>{(run.IsChanged ? ", with changes" : "")}{(run.IsPartial ? ", partial" : "")}</th><td class=\"n\" data-of=\"not in the baseline\">{run.Found.New}</td><td class=\"n\" data-of=\"in the baseline\">{run.Found.Known}</td><td class=\"n\" data-of=\"suppressed or waived\">{run.Found.Answered}</td><td class=\"n\" data-of=\"block\">{run.Found.Blocks}</td><td data-of=\"rules\">{run.Rules}</td></tr>\n");
        }

        page.Add($"</tbody>\n</table>\n</details>\n</section>\n");
    }

    private static void WriteChart(Markup page, RecordedRun[] runs)
    {
        var (top, step) = Scale(runs.Where(static run => !run.IsPartial).Select(static run => run.Found.Open + run.Found.Answered).DefaultIfEmpty().Max());
        page.Add($"<svg class=\"trend\" width=\"100%\" height=\"{ChartHeight}\" role=\"img\" aria-labelledby=\"trend-name trend-text\">\n<title id=\"trend-name\">Findings of the last {Counted(runs.Length, "run")}</title>\n<desc id=\"trend-text\">{Said(runs)}</desc>\n");
        page.Add($"<svg y=\"{PlotTop}\" width=\"100%\" height=\"{PlotHeight}\" viewBox=\"0 0 {PlotWidth} {PlotHeight}\" preserveAspectRatio=\"none\">\n");
        foreach (var (from, to) in Stretches(runs))
        {
            for (var band = 0; band < Bands.Length; band++)
            {
                page.Add($"<polygon class=\"{Bands[band].Class}\" points=\"{Outline(runs, from, to, band, top)}\"/>\n");
            }
        }

        page.Add($"</svg>\n");
        for (var i = 0; i < runs.Length; i++)
        {
            if (runs[i].IsPartial)
            {
                var (left, right) = (i == 0 ? 0 : (At(i - 1, runs.Length) + At(i, runs.Length)) / 2, i == runs.Length - 1 ? PlotWidth : (At(i, runs.Length) + At(i + 1, runs.Length)) / 2);
                page.Add($"<rect class=\"gap\" x=\"{Whole * left / PlotWidth}%\" y=\"{PlotTop}\" width=\"{Whole * (right - left) / PlotWidth}%\" height=\"{PlotHeight}\"><title>{Named(runs[i])}: not everything was analyzed</title></rect>\n");
            }
        }

        for (var tick = 0; tick <= top; tick += step)
        {
            page.Add($"<line class=\"tick\" x1=\"0\" x2=\"100%\" y1=\"{Level(tick, top)}\" y2=\"{Level(tick, top)}\"/><text x=\"4\" y=\"{Level(tick, top) - 3}\">{tick}</text>\n");
        }

        for (var i = 0; i < runs.Length; i++)
        {
            WriteMarks(page, runs[i], At(i, runs.Length), top);
        }

        page.Add($"<text x=\"0\" y=\"{ChartHeight - 8}\">{Freshness.Day(runs[0].Date)}</text>");
        if (runs.Length > 1)
        {
            page.Add($"<text class=\"end\" x=\"100%\" y=\"{ChartHeight - 8}\">{Freshness.Day(runs[^1].Date)}</text>");
        }

        page.Add($"\n</svg>\n");
    }

    private static void WriteMarks(Markup page, RecordedRun run, double at, int top)
    {
        if (run.IsPartial)
        {
            return;
        }

        page.Add($"<g class=\"run\"><title>{Named(run)}: {string.Join(", ", Bands.Select(band => $"{Number(band.Count(run.Found))} {band.Name}"))}</title>");
        var sum = 0;
        foreach (var (name, _, count) in Bands)
        {
            sum += count(run.Found);
            if (count(run.Found) > 0)
            {
                page.Add($"<use class=\"mark\" href=\"#t-{name}\" x=\"{Whole * at / PlotWidth}%\" y=\"{Level(sum, top)}\"/>");
            }
        }

        page.Add($"</g>\n");
    }

    /// <summary>The runs that were whole, as ranges without a gap.</summary>
    private static IEnumerable<(int From, int To)> Stretches(RecordedRun[] runs)
    {
        for (var from = 0; from < runs.Length; from++)
        {
            if (runs[from].IsPartial)
            {
                continue;
            }

            var to = from;
            while (to + 1 < runs.Length && !runs[to + 1].IsPartial)
            {
                to++;
            }

            yield return (from, to);
            from = to;
        }
    }

    /// <summary>A band between the sum of those below it and its own top: forth along the bottom, and back along the top.</summary>
    private static Markup Outline(RecordedRun[] runs, int from, int to, int band, int top)
    {
        List<(double X, int Low, int High)> points = [];
        for (var i = from; i <= to; i++)
        {
            var low = Bands.Take(band).Sum(below => below.Count(runs[i].Found));
            var (x, high) = (At(i, runs.Length), low + Bands[band].Count(runs[i].Found));
            if (from == to)
            {
                points.Add((x - Alone, low, high));
                x += Alone;
            }

            points.Add((x, low, high));
        }

        var outline = new Markup();
        foreach (var (x, low, _) in points)
        {
            outline.Add($"{x},{Level(low, top) - PlotTop} ");
        }

        foreach (var (x, _, high) in Enumerable.Reverse(points))
        {
            outline.Add($"{x},{Level(high, top) - PlotTop} ");
        }

        return outline;
    }

    private static double At(int run, int of) => of == 1 ? PlotWidth / 2.0 : Margin + ((PlotWidth - (2 * Margin)) * run / (of - 1));

    private static double Level(int count, int top) => PlotTop + (PlotHeight * (1 - ((double)count / top)));

    /// <summary>The top of a scale, and the distance of its lines: 1, 2 or 5 of a power of ten.</summary>
    internal static (int Top, int Step) Scale(int most)
    {
        for (var power = 1; ; power *= 10)
        {
            foreach (var nice in NiceSteps)
            {
                var step = nice * power;
                if (most <= (long)step * MostTicks)
                {
                    return (Math.Max(1, (most + step - 1) / step) * step, step);
                }
            }
        }
    }

    private static string Named(RecordedRun run) => run.Commit.Length > 0 ? $"{Freshness.Day(run.Date)}, {run.Commit}" : Freshness.Day(run.Date);

    private static string Said(RecordedRun[] runs)
    {
        var partial = runs.Count(static run => run.IsPartial);
        var whole = runs.Where(static run => !run.IsPartial).ToList();
        return whole.Count == 0 ? "In none of them everything was analyzed."
            : $"{Amounts(whole[0])}{(whole.Count > 1 ? $" {Amounts(whole[^1])}" : "")}{(partial > 0 ? $" In {Number(partial)} of {Number(runs.Length)} not everything was analyzed." : "")}";

        static string Amounts(RecordedRun run) => $"{Freshness.Day(run.Date)}: {string.Join(", ", Bands.Select(band => $"{Number(band.Count(run.Found))} {band.Name}"))}.";
    }
}
