using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ProdGap.Tool.Model;
using ProdGap.Tool.Waivers;
using static ProdGap.Tool.Output.JsonReport;

namespace ProdGap.Tool.Output;

/// <summary>The answer of an audit as one SARIF 2.1.0 run that code scanning takes: every result has a file, every path is relative.</summary>
internal static class SarifReport
{
    private const int MostTags = 20;

    public static byte[] Write(Audit audit, IEnumerable<Finding> shown, string version)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            json.WriteStartObject("tool");
            json.WriteStartObject("driver");
            json.WriteString("name", "ProdGap");
            json.WriteString("semanticVersion", version);
            WriteRules(json, audit);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartObject("automationDetails");
            json.WriteString("id", $"prodgap/{Uri.EscapeDataString(Clean(audit.Name))}/");
            json.WriteEndObject();
            json.WriteString("columnKind", "utf16CodeUnits");
            WriteInvocation(json, audit);
            json.WriteStartArray("results");
            WriteResults(json, audit, [.. shown]);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static void WriteRules(Utf8JsonWriter json, Audit audit)
    {
        json.WriteStartArray("rules");
        foreach (var rule in audit.Facts.Values)
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Id);
            WriteText(json, "shortDescription", rule.Title);
            WriteText(json, "fullDescription", rule.Description);
            json.WriteStartObject("defaultConfiguration");
            json.WriteString("level", LevelOf(rule.Severity));
            json.WriteEndObject();
            json.WriteStartObject("properties");
            json.WriteString("category", Clean(rule.Category));
            json.WriteStartArray("tags");
            foreach (var tag in rule.Tags.Take(MostTags))
            {
                json.WriteStringValue(Clean(tag));
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteInvocation(Utf8JsonWriter json, Audit audit)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", !audit.IsPartial);
        json.WriteStartArray("toolExecutionNotifications");
        foreach (var project in audit.CSharp)
        {
            foreach (var gap in project.Gaps)
            {
                json.WriteStartObject();
                json.WriteString("level", project.Coverage == Coverage.None ? "error" : "warning");
                WriteText(json, "message", $"{project.Path} {gap.Text}");
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteResults(Utf8JsonWriter json, Audit audit, ImmutableArray<Finding> findings)
    {
        var indices = audit.Facts.Keys.Select(static (id, index) => (id, index)).ToDictionary(static rule => rule.id, static rule => rule.index, StringComparer.Ordinal);
        var seen = new Dictionary<(string, string, string, string), int>();
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("ruleId", finding.Rule);
            if (indices.TryGetValue(finding.Rule, out var index))
            {
                json.WriteNumber("ruleIndex", index);
            }

            json.WriteString("level", LevelOf(finding.Severity));
            WriteText(json, "message", finding.Message);
            WriteLocation(json, finding);
            if (finding.Key.Length > 0)
            {
                var project = finding.Seen.IsEmpty ? "" : AuditedProject.NameOf(finding.Seen[0].Project);
                var key = (project, finding.Member, finding.Rule, finding.Key);
                var ordinal = seen[key] = seen.GetValueOrDefault(key) + 1;
                json.WriteStartObject("partialFingerprints");
                json.WriteString("prodgap/v1", $"{Hash($"{project}\t{finding.Member}\t{finding.Rule}\t{finding.Key}")}:{ordinal}");
                json.WriteEndObject();
            }

            WriteSuppression(json, finding);
            json.WriteEndObject();
        }
    }

    private static void WriteLocation(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", string.Join('/', Clean(finding.Path).Split('/').Select(Uri.EscapeDataString)));
        json.WriteString("uriBaseId", "SRCROOT");
        json.WriteEndObject();
        if (finding.Place.Line > 0)
        {
            json.WriteStartObject("region");
            json.WriteNumber("startLine", finding.Place.Line);
            json.WriteNumber("startColumn", Math.Max(1, finding.Place.Column));
            json.WriteNumber("endLine", Math.Max(finding.Place.Line, finding.Place.EndLine));
            json.WriteNumber("endColumn", Math.Max(1, finding.Place.EndColumn));
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteSuppression(Utf8JsonWriter json, Finding finding)
    {
        if (finding.State == State.Open && finding.Decision is null)
        {
            return;
        }

        // Of a waiver that does not hold, the status says so: the result is not suppressed.
        var (kind, status, justification) = finding switch
        {
            { State: State.Known } => ("external", "accepted", "Known in prodgap.baseline"),
            { Decision: { } decision } => ("external", StatusOf(decision.State), $"{decision.Reason}; owner: {decision.Owner}; until {decision.Until}"),
            { State: State.Waived } => ("external", "accepted", "Waived in prodgap.waivers"),
            _ => ("inSource", "", finding.Justification),
        };
        json.WriteStartArray("suppressions");
        json.WriteStartObject();
        json.WriteString("kind", kind);
        if (status.Length > 0)
        {
            json.WriteString("status", status);
        }

        if (justification.Length > 0)
        {
            json.WriteString("justification", Clean(justification));
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static string StatusOf(WaiverState state)
        => state switch
        {
            WaiverState.InForce => "accepted",
            WaiverState.Unapproved => "underReview",
            _ => "rejected",
        };

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", Clean(text));
        json.WriteEndObject();
    }

    private static string LevelOf(Severity severity)
        => severity switch
        {
            Severity.Error => "error",
            Severity.Warning => "warning",
            _ => "note",
        };

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
