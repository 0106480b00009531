using System.Collections.Immutable;
using System.Globalization;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using ProdGap.Analyzers.Core;
using ProdGap.Tool.Commands;
using ProdGap.Tool.Model;
using ProdGap.Tool.Output;
using ProdGap.Tool.Report;
using ProdGap.Tool.Tests;
using ProdGap.Tool.Waivers;

namespace ProdGap.Report.Tests;

/// <summary>The page as its readers meet it: with eyes, a keyboard, a screen reader, a printer, without scripts, and with names that would do harm.</summary>
public sealed class PageTests(Browser browser) : IClassFixture<Browser>
{
    private const int Many = 20_000;

    [BrowserFact]
    public async Task It_asks_for_nothing_and_every_name_is_text()
    {
        await using var opened = await browser.OpenAsync(Canaries.Together(), new() { ViewportSize = new() { Width = 320, Height = 800 } });

        opened.IsSelfContained();
        Assert.Equal("undefined", await opened.Page.EvaluateAsync<string>("typeof window.__pwned"));
        var text = await opened.Page.EvaluateAsync<string>("document.body.textContent");
        Assert.All(Canaries.All, canary => Assert.Contains(SafeText.Of(canary), text, StringComparison.Ordinal));
        Assert.Equal(2, await opened.Page.Locator("script, iframe, img, link, object, embed, base").CountAsync());
        Assert.Equal("", await opened.SidewaysAsync());
    }

    [BrowserFact]
    public async Task Nothing_keeps_anybody_out()
    {
        await using var opened = await browser.OpenAsync(Rich());
        foreach (var (width, scheme, forced) in ((int, ColorScheme, ForcedColors)[])[(360, ColorScheme.Light, ForcedColors.None), (768, ColorScheme.Dark, ForcedColors.None), (1280, ColorScheme.Light, ForcedColors.None), (360, ColorScheme.Dark, ForcedColors.None), (1280, ColorScheme.Dark, ForcedColors.Active)])
        {
            await opened.Page.SetViewportSizeAsync(width, 900);
            await opened.Page.EmulateMediaAsync(new() { ColorScheme = scheme, ForcedColors = forced });
            await opened.Page.EvaluateAsync("document.querySelectorAll('details').forEach((details, index) => details.open = index % 2 === 0)");
            var violations = (await opened.Page.RunAxe()).Violations;
            Assert.True(violations.Length == 0, $"{width} {scheme} {forced}: {string.Join("; ", violations.Select(Said))}");
            Assert.Equal("", await opened.SidewaysAsync());
        }

        opened.IsSelfContained();

        static string Said(AxeResultItem item) => $"{item.Id}: {item.Help} ({string.Join(", ", item.Nodes.Take(3).Select(static node => node.Html))})";
    }

    [BrowserFact]
    public async Task It_is_used_by_keyboard_in_reading_order()
    {
        await using var opened = await browser.OpenAsync(Rich());
        var page = opened.Page;
        await page.EvaluateAsync("window.seen = []; document.addEventListener('focusin', event => window.seen.push(event.target))");
        var all = await page.EvaluateAsync<int>("Array.from(document.querySelectorAll('a[href], button, input, select, summary, [tabindex=\"0\"]')).filter(element => element.checkVisibility()).length");
        for (var i = 0; i < all; i++)
        {
            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Equal("Skip to the report", await page.EvaluateAsync<string>("window.seen[0].textContent"));
        Assert.Equal(all, await page.EvaluateAsync<int>("new Set(window.seen).size"));
        Assert.True(await page.EvaluateAsync<bool>("window.seen.every((element, index) => index === 0 || window.seen[index - 1].compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)"));

        await page.Locator("#item-rollback summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        Assert.True(await page.Locator("#item-rollback pre").IsVisibleAsync());
    }

    [BrowserFact]
    public async Task Findings_are_filtered_and_sorted()
    {
        await using var opened = await browser.OpenAsync(Rich());
        var (page, rows, shown) = (opened.Page, opened.Page.Locator("#list tbody tr"), opened.Page.Locator("#shown"));
        Assert.Equal("60 findings", await shown.TextContentAsync());

        await page.Locator("#text").FillAsync("pg2001 store");
        Assert.Equal("12 of 60 findings", await shown.TextContentAsync());
        Assert.Equal(12, await rows.CountAsync());
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(shown).ToHaveTextAsync("60 findings");

        await page.Locator("#of-step").SelectOptionAsync("1");
        Assert.Equal("12 of 60 findings", await shown.TextContentAsync());
        await page.Locator("#of-state").SelectOptionAsync("known");
        Assert.All(await rows.AllTextContentsAsync(), static row => Assert.Contains("known", row, StringComparison.Ordinal));
        await page.Locator("#filter button").ClickAsync();
        await page.Locator("#of-project").SelectOptionAsync("1");
        Assert.All(await rows.AllTextContentsAsync(), static row => Assert.Contains("Lib", row, StringComparison.Ordinal));
        await page.Locator("#filter button").ClickAsync();
        await Assertions.Expect(shown).ToHaveTextAsync("60 findings");

        await page.Locator("#list thead button").Nth(1).ClickAsync();
        Assert.Equal(["none", "ascending", "none", "none"], await opened.TextsAsync("Array.from(document.querySelectorAll('#list th'), head => head.ariaSort)"));
        var places = await opened.TextsAsync("Array.from(document.querySelectorAll('#list tbody tr'), row => row.querySelector('.at code').firstChild.textContent)");
        Assert.Equal(places.Order(StringComparer.Ordinal), places);
        await page.Locator("#list thead button").Nth(1).ClickAsync();
        Assert.Equal("descending", await page.Locator("#list th").Nth(1).GetAttributeAsync("aria-sort"));

        await page.Locator("a.show[data-rule=PG1001]").ClickAsync();
        Assert.Equal("PG1001", await page.Locator("#text").InputValueAsync());
        Assert.Equal("12 of 60 findings", await shown.TextContentAsync());

        Assert.Equal("light", await page.EvaluateAsync<string>("matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'"));
        var light = await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
        await page.Locator("#theme").ClickAsync();
        Assert.Equal("Light colors", await page.Locator("#theme").TextContentAsync());
        Assert.NotEqual(light, await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        opened.IsSelfContained();
    }

    [BrowserFact]
    public async Task Without_scripts_everything_is_there_and_on_paper_too()
    {
        var model = Rich();
        await using var opened = await browser.OpenAsync(model, new() { JavaScriptEnabled = false });
        var page = opened.Page;

        Assert.Equal(model.Findings.Length, await page.Locator("#list tbody tr:visible").CountAsync());
        Assert.Equal(model.Items.Length, await page.Locator("#check .item:visible").CountAsync());
        foreach (var section in (string[])["headline", "gaps", "steps", "check", "step-1", "step-2", "step-3", "step-4", "tests", "hot", "trend", "waivers", "findings", "off", "how"])
        {
            Assert.True(await page.Locator($"#{section}").IsVisibleAsync(), section);
        }

        Assert.False(await page.Locator("#filter").IsVisibleAsync());
        Assert.False(await page.Locator("#theme").IsVisibleAsync());
        Assert.False(await page.Locator("#item-rollback pre").IsVisibleAsync());

        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.True(await page.Locator("#item-rollback pre").IsVisibleAsync());
        Assert.True(await page.Locator(".spots").IsVisibleAsync());
        Assert.True(await page.Locator(".runs").IsVisibleAsync());
        Assert.False(await page.Locator("nav").IsVisibleAsync());
        Assert.InRange((await page.PdfAsync(new() { PreferCSSPageSize = true })).Length, 10_000, 5_000_000);
    }

    [BrowserFact]
    public async Task Charts_and_tables_say_the_same_numbers()
    {
        var model = Rich();
        await using var opened = await browser.OpenAsync(model);
        var cards = await opened.TextsAsync("Array.from(document.querySelectorAll('.cards .big'), card => card.textContent)");
        Assert.Equal(cards, await opened.TextsAsync("[1, 2, 3, 4].map(step => (document.querySelector(`#step-${step} strong`)?.textContent ?? '0 open').split(' ')[0])"));
        Assert.Equal(model.Steps.Take(4).Select(static step => step.Found.Open.ToString(CultureInfo.InvariantCulture)), cards);

        // A bar is as long as its number.
        var bars = await opened.TextsAsync("Array.from(document.querySelectorAll('.rules tbody tr'), row => `${parseInt(row.querySelector('.n').textContent)} ${row.querySelector('rect').getAttribute('width')} ${Math.max(...Array.from(row.parentElement.rows, other => parseInt(other.querySelector('.n').textContent)))}`)");
        Assert.NotEmpty(bars);
        Assert.All(bars, static bar =>
        {
            var parts = bar.Split(' ');
            var (count, most) = (int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture));
            Assert.Equal(count == 0 ? "1" : $"{(100.0 * count / most).ToString("0.###", CultureInfo.InvariantCulture)}%", parts[1]);
        });

        var boxes = await opened.TextsAsync("Array.from(document.querySelectorAll('.treemap svg > title'), title => title.textContent).sort()");
        Assert.Equal(boxes, await opened.TextsAsync("Array.from(document.querySelectorAll('.spots tbody tr'), row => { const [name, , lines, open, block] = Array.from(row.cells, cell => cell.textContent); return `${name}: ${lines} ${lines === '1' ? 'line' : 'lines'}, ${open} open, ${block} block`; }).sort()"));
        // A mark of the trend stands as high as the sum of the bands up to it, and the runs that were not whole have none.
        var runs = await opened.TextsAsync("""
            Array.from(document.querySelectorAll('.trend .run'), run => {
              const lines = Array.from(document.querySelectorAll('.trend .tick'), line => Number(line.getAttribute('y1')));
              const labels = Array.from(document.querySelectorAll('.trend .tick + text'), text => Number(text.textContent));
              const scale = (labels.at(-1) - labels[0]) / (lines[0] - lines.at(-1));
              const sums = Array.from(run.querySelectorAll('use'), mark => Math.round((lines[0] - Number(mark.getAttribute('y'))) * scale));
              return sums.map((sum, index) => sum - (sums[index - 1] ?? 0)).join(' ');
            })
            """);
        Assert.Equal(
            await opened.TextsAsync("Array.from(document.querySelectorAll('.runs tbody tr')).filter(row => !row.cells[0].textContent.includes('partial')).map(row => [1, 2, 3].map(cell => row.cells[cell].textContent).filter(count => count !== '0').join(' '))"),
            runs);
        Assert.Equal(4, runs.Length);
        Assert.Equal(1, await opened.Page.Locator("svg.trend[role=img] .gap").CountAsync());
        Assert.Equal(model.Found.Open, await opened.Page.EvaluateAsync<int>("Array.from(document.querySelectorAll('#list tbody tr')).filter(row => /^(open|known)/.test(row.cells[3].className)).length"));
    }

    [BrowserFact]
    public async Task Twenty_thousand_findings_are_found_and_more_are_said()
    {
        ImmutableArray<Finding> findings = [.. Enumerable.Range(0, Many + 500).Select(static at => Sample.Finding($"PG{1 + (at % 5)}001", $"src/App/Folder{at % 90}/File{at % 700}.cs", at + 1, $"What to do about number {at}", blocks: at % 3 == 0))];
        await using var opened = await browser.OpenAsync(ReportSample.Reported(ReportSample.Audit(findings)));
        var (page, shown) = (opened.Page, opened.Page.Locator("#shown"));

        Assert.Equal("20000 findings, the first 200 shown", await shown.TextContentAsync());
        Assert.Contains("20500 findings", await page.Locator("#findings .warn").First.TextContentAsync());
        await page.Locator("#more").ClickAsync();
        Assert.Equal(400, await page.Locator("#list tbody tr").CountAsync());
        await page.Locator("#of-step").SelectOptionAsync("4");
        await page.Locator("#text").FillAsync("folder8/");
        var row = page.Locator("#list tbody tr").First;
        Assert.Contains("PG4001", await row.TextContentAsync());
        Assert.Contains("src/App/Folder8/", await row.TextContentAsync());
        Assert.InRange(new FileInfo(new Uri(opened.Address).LocalPath).Length, 1, 10_000_000);
        opened.IsSelfContained();
    }

    /// <summary>A report with something in every section.</summary>
    private static ReportModel Rich()
    {
        (string Rule, string Path, string Project)[] kinds =
        [
            ("PG1001", "src/App/Secrets.cs", "src/App/App.csproj"), ("PG2001", "src/App/Store.cs", "src/App/App.csproj"), ("PG2010", "src/Lib/Orders/Order.cs", "src/Lib/Lib.csproj"), ("PG3001", "src/Lib/Log.cs", "src/Lib/Lib.csproj"), ("PG4008", "src/Lib/Lib.csproj", "src/Lib/Lib.csproj"),
        ];
        var findings = Enumerable.Range(0, 60).Select(at => Sample.Finding(
            kinds[at % 5].Rule,
            kinds[at % 5].Path,
            at + 1,
            "'Save' does something that it should not; do something else",
            at % 7 == 0 ? State.Known : at % 11 == 0 ? State.Suppressed : State.Open,
            blocks: at % 2 == 0,
            project: kinds[at % 5].Project));
        var audit = ReportSample.Audit(findings, new AuditedProject("src/Old/Old.csproj", [], Coverage.None, [new(Reasons.Restore, "does not restore: NU1102 Dapper 99.9.9")])) with { SwitchedOff = [new("PG5001", "src/App/App.csproj")] };
        return Readiness.Of(
            audit,
            new(
                [ReportSample.Answered(ChecklistItem.Supply), ReportSample.Answered(ChecklistItem.Ai) with { Says = Reply.NotApplicable, Text = "No model is called" }],
                Enumerable.Range(0, 30).ToImmutableDictionary(static at => $"src/{(at % 2 == 0 ? "App" : "Lib")}/Part{at}/Code.cs", static at => 40 + (at * 37)).Add("src/App/Store.cs", 420).Add("src/Lib/Orders/Order.cs", 4000).Add("src/App/Secrets.cs", 60),
                new("94ad549c01", "2026-11-29", IsChanged: false),
                new("11aa22bb33", "2026-09-03", IsChanged: false),
                [
                    new("PG1008", "Endpoint for everyone", WaiverCarrier.File, "prodgap.waivers", 3, 8, "src/App/Status.cs Status.Map", 1, new(WaiverState.InForce, "Answers ok and nothing else; the load balancer asks without a token", "payments", "2027-05-01"), 153, "")
                    {
                        Approver = "A. Jansen",
                        Approved = "2026-11-02",
                        Origin = new("94ad549c01", "A. Jansen", "2026-11-29"),
                    },
                ])
            {
                History = [Canaries.Run("2026-08-01", "0.1.0", 120, 0, 2), Canaries.Run("2026-09-03", "0.1.0", 90, 90, 2), Canaries.Run("2026-10-01", "0.1.0", 12, 3, 0) with { IsPartial = true }, Canaries.Run("2026-11-01", "0.2.0", 70, 60, 8), Canaries.Run("2026-11-20", "0.2.0", 58, 33, 12)],
            },
            new(AuditCommand.Pages));
    }
}
