using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using ProdGap.Tool.Commands;
using ProdGap.Tool.Model;
using ProdGap.Tool.Report;
using ProdGap.Tool.Report.Page;

namespace ProdGap.Tool.Tests;

/// <summary>The report as Markdown, JSON and HTML.</summary>
public sealed partial class ReportWritersTests
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseAutoLinks().UseEmphasisExtras().UseTaskLists().Build();

    [Fact]
    public void Markdown_for_a_pull_request()
    {
        var text = Markdown(Canaries.Model("Store"));
        var document = Markdig.Markdown.Parse(text, Pipeline);

        Assert.StartsWith("<!-- prodgap-report -->\n## Production readiness of Store\n\n**", text);
        Assert.Equal(["Production readiness of Store", "Not analyzed", "New since the baseline", "Checklist", "Steps", "Trend", "Waivers"], document.Descendants<HeadingBlock>().Select(static heading => Plain(heading.Inline!)));
        Assert.Equal([3, 19, 5, 4, 3], document.Descendants<Table>().Select(static table => table.Count));
        Assert.Contains("```\nprodgap explain PG1008\n```", text);
    }

    [Fact]
    public void Nothing_that_a_repository_calls_itself_marks_up_links_or_calls_anybody()
    {
        var plain = Shape(Markdig.Markdown.Parse(Markdown(Canaries.Model("Store")), Pipeline));
        foreach (var canary in Canaries.All)
        {
            var text = Markdown(Canaries.Model(canary));
            var document = Markdig.Markdown.Parse(text, Pipeline);
            if (canary.Length < 1_000)
            {
                // A longer one uses the comment up.
                Assert.Equal(plain, Shape(document));
            }

            Assert.Empty(document.Descendants<LinkInline>());
            Assert.Empty(document.Descendants<AutolinkInline>());
            Assert.Single(document.Descendants<HtmlBlock>());
            Assert.Empty(document.Descendants<HtmlInline>());
            Assert.DoesNotContain("@everyone", text, StringComparison.Ordinal);
            Assert.DoesNotContain(text.Split('\n'), static line => line.StartsWith("::", StringComparison.Ordinal) || line.StartsWith("##vso", StringComparison.Ordinal));
            Assert.DoesNotContain(text, static c => c != '\n' && (char.IsControl(c) || c == '\u202e'));
            Assert.Equal(Canaries.Shown(canary).ReplaceLineEndings(" "), Plain(document.Descendants<HeadingBlock>().First().Inline!)["Production readiness of ".Length..]);
        }
    }

    [Fact]
    public void A_comment_has_an_end()
    {
        var model = Canaries.Model("x") with { Waivers = [.. Enumerable.Repeat(new WaiverRow("PG2001", new string('w', 500), 1, "r", "o", "", "2027-01-01", "in force", ""), 500)] };
        var text = Markdown(model);

        Assert.InRange(text.Length, 1_000, 60_200);
        Assert.EndsWith("*The rest is too long for a comment; the page and the JSON file hold all of it.*\n", text);
        Assert.Contains("### Steps", text);
        Assert.DoesNotContain("### Waivers", text);
    }

    [Fact]
    public void Json_is_what_its_schema_says_and_nothing_more()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Schemas.PathOf("report-1.json")))!;
        Close(schema);
        var strict = JsonSchema.FromText(schema.ToJsonString());
        foreach (var model in Canaries.All.Select(Canaries.Model).Append(Canaries.Model("Store")).Append(ReportSample.Reported(ReportSample.Audit([]))))
        {
            var result = strict.Evaluate(JsonDocument.Parse(ReportJson.Write(model)).RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
            Assert.True(result.IsValid, string.Join('\n', (result.Details ?? []).Where(static detail => detail.Errors is not null).Select(static detail => $"{detail.InstanceLocation}: {string.Join(", ", detail.Errors!.Values)}")));
        }

        // The published schema lets fields be added; the test does not.
        static void Close(JsonNode node)
        {
            if (node is JsonObject one)
            {
                foreach (var (_, child) in one.ToList())
                {
                    if (child is not null)
                    {
                        Close(child);
                    }
                }

                if (one["properties"] is JsonObject && one["type"] is not null)
                {
                    one["additionalProperties"] = false;
                }
            }
            else if (node is JsonArray many)
            {
                foreach (var child in many.OfType<JsonNode>())
                {
                    Close(child);
                }
            }
        }
    }

    [Fact]
    public void The_command_prints_the_schema_that_is_published()
    {
        using var stream = typeof(ReportCommand).Assembly.GetManifestResourceStream("report-1.json")!;
        using var reader = new StreamReader(stream);
        Assert.Equal(File.ReadAllText(Schemas.PathOf("report-1.json")), reader.ReadToEnd());
    }

    [Fact]
    public void The_same_findings_in_any_order_give_the_same_bytes()
    {
        Finding[] findings = [.. Enumerable.Range(1, 30).Select(static line => Sample.Finding($"PG{1 + (line % 5)}001", $"src/App/F{line % 4}.cs", line))];
        var one = ReportSample.Reported(ReportSample.Audit(findings));
        new Random(20261130).Shuffle(findings);
        var other = ReportSample.Reported(ReportSample.Audit(findings));

        Assert.Equal(ReportJson.Write(one), ReportJson.Write(other));
        Assert.Equal(MarkdownReport.Write(one), MarkdownReport.Write(other));
        Assert.Equal(HtmlPage.Write(one, "1.0.0"), HtmlPage.Write(other, "1.0.0"));
    }

    [Fact]
    public void The_page_has_no_handler_no_style_attribute_and_no_address()
    {
        var markup = Html("Store");
        foreach (var canary in Canaries.All)
        {
            var page = Html(canary);
            Assert.Equal(markup.Split('<').Length, page.Split('<').Length);
            Assert.Equal(markup.Split('"').Length, page.Split('"').Length);
        }

        Assert.DoesNotMatch(@"\s(style|on[a-z]+)=", markup[markup.IndexOf("</style>", StringComparison.Ordinal)..]);
        Assert.DoesNotMatch(@"(src|href)=""(?!#|data:,)", markup);
        Assert.DoesNotMatch(@"innerHTML|outerHTML|insertAdjacent|\beval\b|Function\(|document\.write|localStorage|sessionStorage|fetch\(|XMLHttp|import\(", markup);
        Assert.DoesNotContain("http:", markup, StringComparison.Ordinal);
        Assert.DoesNotContain("https:", markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_map_fills_its_rectangle_without_overlap_and_by_size()
    {
        var random = new Random(20261130);
        for (var round = 0; round < 100; round++)
        {
            double[] areas = [.. Enumerable.Range(0, random.Next(1, 60)).Select(_ => 1 + (random.NextDouble() * 1000)).OrderDescending()];
            var boxes = Treemap.Layout(areas, 960, 360);
            Assert.Equal(areas.Length, boxes.Length);
            Assert.Equal(960 * 360, boxes.Sum(static box => box.Width * box.Height), 3);
            Assert.All(boxes, static box => Assert.True(box is { X: >= 0, Y: >= 0 } && box.X + box.Width <= 960.001 && box.Y + box.Height <= 360.001));
            for (var i = 0; i < boxes.Length; i++)
            {
                Assert.Equal(areas[i] / areas.Sum() * 960 * 360, boxes[i].Width * boxes[i].Height, 3);
                for (var j = 0; j < i; j++)
                {
                    var (one, other) = (boxes[i], boxes[j]);
                    Assert.True(one.X + one.Width <= other.X + 0.001 || other.X + other.Width <= one.X + 0.001 || one.Y + one.Height <= other.Y + 0.001 || other.Y + other.Height <= one.Y + 0.001);
                }
            }
        }

        Assert.Empty(Treemap.Layout([], 960, 360));
    }

    /// <summary>Whether a name fits into a box of the map is no matter of markup.</summary>
    private static string Html(string name) => LabelOfMap().Replace(Encoding.UTF8.GetString(HtmlPage.Write(Canaries.Model(name), "1.0.0")), "");

    [GeneratedRegex("<text [^>]*>[^<]*</text>")]
    private static partial Regex LabelOfMap();

    private static string Markdown(ReportModel model) => Encoding.UTF8.GetString(MarkdownReport.Write(model));

    private static string Shape(MarkdownDocument document) => string.Join(' ', document.Descendants().Where(static node => node is not (LiteralInline or HtmlEntityInline or ContainerInline { FirstChild: LiteralInline or HtmlEntityInline or null } and not EmphasisInline)).Select(static node => node.GetType().Name));

    private static string Plain(ContainerInline inline)
        => string.Concat(inline.Descendants().Select(static node => node switch
        {
            LiteralInline literal => literal.Content.ToString(),
            HtmlEntityInline entity => entity.Transcoded.ToString(),
            _ => "",
        }));
}
