using System.Collections.Immutable;
using System.Globalization;
using ProdGap.Analyzers.Core;
using ProdGap.Tool.Commands;
using ProdGap.Tool.Model;
using ProdGap.Tool.Output;
using ProdGap.Tool.Report;
using ProdGap.Tool.Report.History;
using ProdGap.Tool.Waivers;

namespace ProdGap.Tool.Tests;

/// <summary>Names that would do harm in a report that took them for markup, and a report in which every name is one of them.</summary>
internal static class Canaries
{
    /// <summary>The names.</summary>
    public static ImmutableArray<string> All { get; } =
    [
        "<script>window.__pwned = 1</script>", "</script><script>window.__pwned = 1</script>", "<img src=x onerror=\"window.__pwned = 1\">", "]]>", "-->", "<!--", "</style>", "</title>", "</noscript>", "<!-- </script> -->",
        "\"onload=", "' autofocus onfocus='window.__pwned = 1", "&#x3c;script&#x3e;", "&lt;b&gt;", "javascript:alert(1)", "{{7*7}}", "${7*7}", "%3Cscript%3E", "\\u003cscript\\u003e", "</textarea>",
        "::error::x", "##vso[task.complete]", "=HYPERLINK(1)", "[x](javascript:alert(1))", "![x](http://example.com/x.png)", "`code`", "```", "**bold** _it_ ~~no~~", "| a | b |", "# head",
        "@everyone #1", "https://example.com www.example.com a@example.com", "- [ ] task", "> quote", "\u202eback", "\u001b[31m red", "a\0b", "tab\there", "line\nbreak", "\ud83d",
        "\ud83d\ude00 ä 漢", "a'b|c", new string('x', 10_000),
    ];

    /// <summary>How a name is shown.</summary>
    public static string Shown(string canary) => SafeText.Of(canary.Replace('\n', ' ').Replace('\t', ' '));

    /// <summary>A report in which a name stands in every place where a repository or a person can put one.</summary>
    internal static ReportModel Model(string name)
    {
        var audit = ReportSample.Audit(
            [
                Sample.Finding("PG2001", $"src/{name}/A.cs", 3, name, member: name),
                Sample.Finding("PG1008", $"src/{name}/B.cs", 4, name, State.Open, member: name),
                Sample.Finding("PG1008", $"src/{name}/B.cs", 9, name, State.Known, member: name),
                Sample.Finding("PG3001", "src/Lib/C.cs", 5, name, State.Suppressed, member: name),
            ],
            new AuditedProject($"src/{name}/{name}.csproj", [name], Coverage.None, [new(Reasons.Load, name)])) with
        {
            Name = name,
            Notes = [name],
            SwitchedOff = [new("PG5001", name)],
        };
        var answer = ReportSample.Answered(ChecklistItem.Rollback) with { Text = name, By = name, Evidence = name, Watch = [name] };
        return Readiness.Of(
            audit,
            new(
                [answer, ReportSample.Answered(ChecklistItem.Supply) with { Says = Reply.NotApplicable, Text = name, By = name }],
                new Dictionary<string, int> { [$"src/{name}/A.cs"] = 300, ["src/Lib/C.cs"] = 100 },
                new("0123456789", "2026-11-30", IsChanged: true),
                new("0123456789", "2026-09-03", IsChanged: false),
                [
                    new("PG1008", "Endpoint for everyone", WaiverCarrier.File, "prodgap.waivers", 3, 8, name, 1, new(WaiverState.InForce, name, name, "2027-05-01"), 40, "") { Approver = name, Approved = "2026-11-01", Origin = new("0123456789", name, "2026-11-02") },
                    new("PG1007", "", WaiverCarrier.File, "prodgap.waivers", 10, 12, name, 0, new(WaiverState.Broken, "", "", ""), null, name),
                ])
            {
                History = [Run("2026-09-03", name, 9, 2, 0), Run("2026-10-01", name, 4, 1, 3) with { IsPartial = true }, Run("2026-11-01", name, 4, 4, 2)],
            },
            new RuleFixes(AuditCommand.Pages));
    }

    /// <summary>A run that somebody recorded, with all of its findings in one step.</summary>
    internal static RecordedRun Run(string date, string rules, int open, int known, int answered)
        => new(
            DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            "0123456789",
            IsChanged: false,
            rules,
            IsPartial: false,
            HadSecrets: false,
            ImmutableSortedDictionary<string, Tally>.Empty.Add("errors", new(open, known, known, answered)),
            ImmutableSortedDictionary<string, string>.Empty.Add("failures", "open"));

    /// <summary>One report that holds them all.</summary>
    internal static ReportModel Together()
    {
        ImmutableArray<ReportModel> models = [.. All.Select(Model)];
        return models[0] with
        {
            Findings = [.. models.SelectMany(static model => model.Findings)],
            Projects = [.. models.SelectMany(static model => model.Projects)],
            HotSpots = [.. models.SelectMany(static model => model.HotSpots).DistinctBy(static spot => spot.Folder)],
            SwitchedOff = [.. models.SelectMany(static model => model.SwitchedOff)],
            Waivers = [.. models.SelectMany(static model => model.Waivers)],
            Trend = models[0].Trend with { Runs = [.. models.SelectMany(static model => model.Trend.Runs)] },
        };
    }
}
