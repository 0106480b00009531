using System.Globalization;
using System.Text.Json;
using ProdGap.Tool.Model;
using static ProdGap.Tool.Output.JsonReport;

namespace ProdGap.Tool.Report;

/// <summary>The report for programs, as docs/schemas/report-1.json describes it.</summary>
internal static class ReportJson
{
    /// <summary>Grows when something that was there goes or means something else.</summary>
    private const int SchemaVersion = 1;

    public static byte[] Write(ReportModel model)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteNumber("schemaVersion", SchemaVersion);
            json.WriteString("name", Clean(model.Name));
            WriteRevision(json, "commit", model.Revision);
            json.WriteString("stage", model.Stage.Length > 0 ? model.Stage : "project");
            json.WriteString("rules", Clean(model.Rules));
            WriteRevision(json, "baseline", model.Baseline);
            json.WriteString("headline", model.Headline);
            json.WriteBoolean("partial", model.Gaps.Any());
            WriteTally(json, model.Found);
            WriteItems(json, model);
            WriteSteps(json, model);
            WriteProjects(json, model);
            WriteHotSpots(json, model);
            WriteTrend(json, model);
            WriteFindings(json, model);
            WriteSwitchedOff(json, model);
            WriteWaivers(json, model);
            WriteTexts(json, "notes", model.Notes);
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <summary>The word for a state that programs read.</summary>
    public static string StateOf(ItemState state)
        => state switch
        {
            ItemState.Open => "open",
            ItemState.Unknown => "unknown",
            ItemState.Question => "question",
            ItemState.Waived => "waived",
            ItemState.NotApplicable => "not-applicable",
            _ => "closed",
        };

    private static void WriteRevision(Utf8JsonWriter json, string name, Revision? revision)
    {
        if (revision is not null)
        {
            json.WriteStartObject(name);
            json.WriteString("id", revision.Commit);
            json.WriteString("date", revision.Date);
            json.WriteBoolean("changed", revision.IsChanged);
            json.WriteEndObject();
        }
    }

    private static void WriteTally(Utf8JsonWriter json, Tally tally)
    {
        json.WriteStartObject("found");
        json.WriteNumber("open", tally.Open);
        json.WriteNumber("blocking", tally.Blocks);
        json.WriteNumber("known", tally.Known);
        json.WriteNumber("answered", tally.Answered);
        json.WriteEndObject();
    }

    private static void WriteItems(Utf8JsonWriter json, ReportModel model)
    {
        json.WriteStartArray("checklist");
        foreach (var item in model.Items)
        {
            json.WriteStartObject();
            json.WriteString("item", item.Entry.Name);
            json.WriteString("title", item.Entry.Title);
            json.WriteString("state", StateOf(item.State));
            WriteTally(json, item.Found);
            WriteTexts(json, "rules", item.Rules);
            WriteTexts(json, "evidence", item.Evidence);
            if (item.Entry.Question.Length > 0)
            {
                json.WriteString("question", item.Entry.Question);
                json.WriteBoolean("asked", item.Asks);
            }

            if (item.Answer is { } answer)
            {
                json.WriteStartObject("answer");
                json.WriteString("says", answer.Says switch
                {
                    Reply.Yes => "yes",
                    Reply.No => "no",
                    _ => "not-applicable",
                });
                json.WriteString("text", Clean(answer.Text));
                json.WriteString("by", Clean(answer.By));
                json.WriteString("on", Freshness.Day(answer.On));
                if (answer.Evidence.Length > 0)
                {
                    json.WriteString("evidence", Clean(answer.Evidence));
                }

                WriteTexts(json, "watch", answer.Watch);
                if (answer.Outdated.Length > 0)
                {
                    json.WriteString("outdated", Clean(answer.Outdated));
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSteps(Utf8JsonWriter json, ReportModel model)
    {
        json.WriteStartArray("steps");
        foreach (var step in model.Steps)
        {
            json.WriteStartObject();
            json.WriteString("name", step.Step.Name);
            if (step.Step.Number > 0)
            {
                json.WriteNumber("number", step.Step.Number);
            }

            WriteTally(json, step.Found);
            json.WriteStartObject("effort");
            json.WriteNumber("fixAll", step.Effort.FixAll);
            json.WriteNumber("oneAtATime", step.Effort.OneAtATime);
            json.WriteNumber("person", step.Effort.Person);
            json.WriteEndObject();
            json.WriteStartArray("rules");
            foreach (var rule in step.Rules)
            {
                json.WriteStartObject();
                json.WriteString("id", rule.Id);
                json.WriteString("title", Clean(rule.Title));
                json.WriteString("why", Clean(rule.Why));
                WriteTexts(json, "weaknesses", rule.Weaknesses);
                json.WriteString("fix", rule.Fix);
                WriteTally(json, rule.Found);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (step.Command.Length > 0)
            {
                json.WriteString("command", step.Command);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteProjects(Utf8JsonWriter json, ReportModel model)
    {
        json.WriteStartArray("projects");
        foreach (var project in model.Projects)
        {
            json.WriteStartObject();
            json.WriteString("path", Clean(project.Path));
            WriteCoverage(json, project);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteHotSpots(Utf8JsonWriter json, ReportModel model)
    {
        json.WriteStartArray("hotSpots");
        foreach (var spot in model.HotSpots)
        {
            json.WriteStartObject();
            json.WriteString("folder", Clean(spot.Folder));
            json.WriteNumber("folders", spot.Folders);
            json.WriteNumber("files", spot.Files);
            json.WriteNumber("lines", spot.Lines);
            json.WriteNumber("open", spot.Open);
            json.WriteNumber("blocking", spot.Blocks);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTrend(Utf8JsonWriter json, ReportModel model)
    {
        json.WriteStartArray("trend");
        foreach (var run in model.Trend.Runs)
        {
            json.WriteStartObject();
            json.WriteString("date", Freshness.Day(run.Date));
            if (run.Commit.Length > 0)
            {
                json.WriteString("commit", run.Commit);
                json.WriteBoolean("changed", run.IsChanged);
            }

            json.WriteString("rules", Clean(run.Rules));
            json.WriteBoolean("partial", run.IsPartial);
            WriteTally(json, run.Found);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFindings(Utf8JsonWriter json, ReportModel model)
    {
        json.WriteStartArray("findings");
        foreach (var finding in model.Findings)
        {
            json.WriteStartObject();
            json.WriteString("rule", finding.Rule);
            json.WriteString("step", Step.Of(finding.Rule).Name);
            json.WriteString("severity", finding.Severity.ToString().ToLower(CultureInfo.InvariantCulture));
            json.WriteBoolean("blocks", finding.Blocks);
            json.WriteString("state", finding.State.ToString().ToLower(CultureInfo.InvariantCulture));
            json.WriteString("message", Clean(finding.Message));
            json.WriteString("path", Clean(finding.Path));
            if (finding.Place.Line > 0)
            {
                json.WriteNumber("line", finding.Place.Line);
                json.WriteNumber("column", finding.Place.Column);
            }

            WriteTexts(json, "projects", finding.Projects);
            if (finding.Key.Length > 0)
            {
                json.WriteString("member", Clean(finding.Member));
                json.WriteString("key", Clean(finding.Key));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSwitchedOff(Utf8JsonWriter json, ReportModel model)
    {
        json.WriteStartArray("switchedOff");
        foreach (var off in model.SwitchedOff)
        {
            json.WriteStartObject();
            json.WriteString("rule", off.Rule);
            json.WriteString("project", Clean(off.Project));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteWaivers(Utf8JsonWriter json, ReportModel model)
    {
        json.WriteStartArray("waivers");
        foreach (var waiver in model.Waivers)
        {
            json.WriteStartObject();
            json.WriteString("rule", Clean(waiver.Rule));
            json.WriteString("where", Clean(waiver.Where));
            json.WriteNumber("covers", waiver.Covers);
            json.WriteString("reason", Clean(waiver.Reason));
            json.WriteString("owner", Clean(waiver.Owner));
            json.WriteString("approved", Clean(waiver.Approved));
            json.WriteString("until", Clean(waiver.Until));
            json.WriteString("state", Clean(waiver.State));
            json.WriteString("since", Clean(waiver.Since));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(Clean(value));
        }

        json.WriteEndArray();
    }
}
