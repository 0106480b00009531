using System.Globalization;
using System.Text;
using System.Text.Json;
using ProdGap.Tool.Model;
using ProdGap.Tool.Waivers;

namespace ProdGap.Tool.Output;

/// <summary>
/// The answer of an audit for programs. The same commit gives the same bytes: sorted, no time, no absolute path, no name of a machine.
/// </summary>
internal static class JsonReport
{
    /// <summary>Grows when something that was there goes or means something else.</summary>
    private const int SchemaVersion = 1;

    public static byte[] Write(Audit audit, IEnumerable<Finding> shown, RuleFixes fixes)
    {
        var findings = shown.ToList();
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteNumber("schemaVersion", SchemaVersion);
            json.WriteString("name", Clean(audit.Name));
            json.WriteStartObject("rules");
            json.WriteString("version", audit.Rules);
            json.WriteString("source", audit.IsRulesOfRepository ? "repository" : "tool");
            json.WriteEndObject();
            json.WriteString("stage", audit.Stage.Length > 0 ? audit.Stage : "project");
            json.WriteBoolean("partial", audit.IsPartial);
            WriteSteps(json, findings, fixes);
            WriteProjects(json, audit);
            WriteFindings(json, findings, audit, fixes);
            json.WriteStartArray("notes");
            foreach (var note in audit.Notes)
            {
                json.WriteStringValue(Clean(note));
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static void WriteSteps(Utf8JsonWriter json, List<Finding> findings, RuleFixes fixes)
    {
        json.WriteStartArray("steps");
        foreach (var step in Step.All)
        {
            var own = findings.Where(finding => Step.Of(finding.Rule) == step).ToList();
            if (step.Number == 0 && own.Count == 0)
            {
                continue;
            }

            json.WriteStartObject();
            json.WriteString("name", step.Name);
            json.WriteNumber("open", own.Count(static finding => finding.State == State.Open));
            json.WriteNumber("blocking", own.Count(static finding => finding.State == State.Open && finding.Blocks));
            json.WriteNumber("fixable", own.Count(finding => finding.State == State.Open && fixes.IsFixable(finding.Rule)));
            json.WriteNumber("known", own.Count(static finding => finding.State == State.Known));
            json.WriteNumber("waived", own.Count(static finding => finding.State == State.Waived));
            json.WriteNumber("suppressed", own.Count(static finding => finding.State == State.Suppressed));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteProjects(Utf8JsonWriter json, Audit audit)
    {
        json.WriteStartArray("projects");
        foreach (var project in audit.Projects)
        {
            json.WriteStartObject();
            json.WriteString("path", Clean(project.Path));
            json.WriteStartArray("frameworks");
            foreach (var framework in project.Frameworks)
            {
                json.WriteStringValue(Clean(framework));
            }

            json.WriteEndArray();
            WriteCoverage(json, project);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFindings(Utf8JsonWriter json, List<Finding> findings, Audit audit, RuleFixes fixes)
    {
        json.WriteStartArray("findings");
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("rule", finding.Rule);
            if (audit.Facts.TryGetValue(finding.Rule, out var rule))
            {
                json.WriteString("title", Clean(rule.Title));
                json.WriteString("category", Clean(rule.Category));
            }

            json.WriteString("step", Step.Of(finding.Rule).Name);
            json.WriteString("severity", finding.Severity.ToString().ToLower(CultureInfo.InvariantCulture));
            json.WriteBoolean("blocks", finding.Blocks);
            json.WriteString("state", finding.State.ToString().ToLower(CultureInfo.InvariantCulture));
            if (finding.IsNew)
            {
                json.WriteBoolean("new", true);
            }

            json.WriteString("message", Clean(finding.Message));
            json.WriteString("path", Clean(finding.Path));
            if (finding.Place.Line > 0)
            {
                json.WriteNumber("line", finding.Place.Line);
                json.WriteNumber("column", finding.Place.Column);
                json.WriteNumber("endLine", finding.Place.EndLine);
                json.WriteNumber("endColumn", finding.Place.EndColumn);
            }

            WriteAll(json, "projects", finding.Projects);
            WriteAll(json, "frameworks", finding.Frameworks);
            if (finding.Key.Length > 0)
            {
                json.WriteString("member", Clean(finding.Member));
                json.WriteString("key", Clean(finding.Key));
            }

            if (finding.Decision is { } decision)
            {
                json.WriteStartObject("waiver");
                json.WriteString("state", RegisterReport.Word(decision.State));
                json.WriteString("reason", Clean(decision.Reason));
                json.WriteString("owner", Clean(decision.Owner));
                json.WriteString("until", Clean(decision.Until));
                json.WriteEndObject();
            }

            json.WriteString("fix", fixes.KindOf(finding.Rule));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAll(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(Clean(value));
        }

        json.WriteEndArray();
    }

    /// <summary>How much of a project was seen, and why not all of it.</summary>
    internal static void WriteCoverage(Utf8JsonWriter json, AuditedProject project)
    {
        json.WriteString("analyzed", project.Coverage switch
        {
            Coverage.Whole => "whole",
            Coverage.Part => "part",
            Coverage.OtherLanguage => "other-language",
            _ => "none",
        });
        json.WriteStartArray("gaps");
        foreach (var gap in project.Gaps)
        {
            json.WriteStartObject();
            json.WriteString("reason", gap.Code);
            json.WriteString("text", Clean(gap.Text));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Half a surrogate pair cannot be written.</summary>
    internal static string Clean(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
