using System.Text.Json;
using ProdGap.Tool.Model;
using ProdGap.Tool.Output;
using ProdGap.Tool.Waivers;
using static ProdGap.Tool.Output.JsonReport;
using static ProdGap.Tool.Output.Words;

namespace ProdGap.Tool.Known;

/// <summary>A comparison for people and for programs.</summary>
internal static class BaselineReport
{
    private const int SchemaVersion = 1;

    /// <summary>Each kind of difference in a table of its own, because each asks for something else.</summary>
    public static void Write(TextWriter output, Comparison comparison)
    {
        var count = comparison.New.Sum(static entry => entry.Findings.Length);
        if (count > 0)
        {
            output.WriteLine($"NEW  {Counted(count, "finding")} that the baseline does not know");
            foreach (var entry in comparison.New)
            {
                foreach (var finding in entry.Findings)
                {
                    output.WriteLine($"  {SafeText.Of(finding.Path)}:{finding.Place.Line}:{finding.Place.Column}  {finding.Rule}  {SafeText.Of(finding.Message)}{(entry.Known > 0 ? $" ({entry.Found} of this kind, {entry.Known} known)" : "")}");
                }
            }
        }

        if (!comparison.Moves.IsEmpty)
        {
            output.WriteLine($"MOVED  {Counted(comparison.Moves.Length, "line")}; prodgap baseline prune follows");
            foreach (var move in comparison.Moves)
            {
                output.WriteLine($"  {SafeText.Of(move.From.Project)} {SafeText.Of(move.From.Member)} -> {SafeText.Of(move.To.Project)} {SafeText.Of(move.To.Member)}  {move.To.Rule}");
            }
        }

        if (!comparison.Stale.IsEmpty)
        {
            output.WriteLine($"STALE  {Counted(comparison.Stale.Length, "line")} too many; prodgap baseline prune takes back what is fixed");
            foreach (var stale in comparison.Stale)
            {
                output.WriteLine($"  {SafeText.Of(stale.Entry.Project)} {SafeText.Of(stale.Entry.Member)}  {stale.Entry.Rule}  {stale.Entry.Count} -> {stale.Found}");
            }
        }

        if (count == 0 && comparison.Moves.IsEmpty && comparison.Stale.IsEmpty)
        {
            output.WriteLine("The baseline says what is there.");
        }
    }

    public static byte[] Json(Comparison comparison, Audit audit)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteNumber("schemaVersion", SchemaVersion);
            json.WriteBoolean("partial", audit.IsPartial);
            json.WriteStartArray("new");
            foreach (var entry in comparison.New)
            {
                foreach (var finding in entry.Findings)
                {
                    json.WriteStartObject();
                    WriteKind(json, entry.Kind);
                    json.WriteString("path", Clean(finding.Path));
                    json.WriteNumber("line", finding.Place.Line);
                    json.WriteNumber("column", finding.Place.Column);
                    json.WriteString("message", Clean(finding.Message));
                    json.WriteEndObject();
                }
            }

            json.WriteEndArray();
            json.WriteStartArray("moved");
            foreach (var move in comparison.Moves)
            {
                json.WriteStartObject();
                WriteKind(json, move.To);
                json.WriteString("fromProject", Clean(move.From.Project));
                json.WriteString("fromMember", Clean(move.From.Member));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("stale");
            foreach (var stale in comparison.Stale)
            {
                json.WriteStartObject();
                WriteKind(json, new(stale.Entry.Project, stale.Entry.Member, stale.Entry.Rule, stale.Entry.Key));
                json.WriteNumber("known", stale.Entry.Count);
                json.WriteNumber("found", stale.Found);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("waivers");
            foreach (var row in audit.Waivers.Expired.Concat(audit.Waivers.Broken).Concat(audit.Waivers.Idle))
            {
                json.WriteStartObject();
                json.WriteString("state", RegisterReport.Word(row.State));
                json.WriteString("rule", Clean(row.Rule));
                json.WriteString("path", Clean(row.File));
                json.WriteNumber("line", row.Line);
                json.WriteNumber("findings", row.Findings);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static void WriteKind(Utf8JsonWriter json, Kind kind)
    {
        json.WriteString("rule", kind.Rule);
        json.WriteString("project", Clean(kind.Project));
        json.WriteString("member", Clean(kind.Member));
        json.WriteString("key", kind.Key);
    }
}
