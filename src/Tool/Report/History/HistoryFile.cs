using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ProdGap.Tool.Model;
using ProdGap.Tool.Output;

namespace ProdGap.Tool.Report.History;

/// <summary>
/// Reads and extends the history, one JSON object a line. A line that cannot be read is passed over with a warning, and stays as it is:
/// what happened is not for us to rewrite.
/// </summary>
internal static partial class HistoryFile
{
    /// <summary>Where it lies, from the root, unless somebody says otherwise.</summary>
    public const string Name = "prodgap.history.jsonl";

    private const int SchemaVersion = 1;

    private const int MostBytes = 64 * 1024 * 1024;

    /// <summary>More findings of one step nobody has; sums of such numbers still fit.</summary>
    private const int MostFindings = 10_000_000;

    private const int LongestText = 200;

    /// <summary>The runs that a file remembers, in the order of their days, and what is wrong with the lines that are no runs.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mustExist">True if somebody named it and wants it read.</param>
    /// <exception cref="Failure">The file cannot be read.</exception>
    public static (ImmutableArray<RecordedRun> Runs, ImmutableArray<string> Warnings) Read(string path, bool mustExist)
    {
        if (!File.Exists(path) && !Directory.Exists(path) && !mustExist)
        {
            return ([], []);
        }

        return Parse(BytesOf(path), Path.GetFileName(path));
    }

    /// <summary>Reads the bytes of such a file.</summary>
    internal static (ImmutableArray<RecordedRun> Runs, ImmutableArray<string> Warnings) Parse(ReadOnlySpan<byte> bytes, string name)
    {
        var (runs, warnings) = (new List<RecordedRun>(), ImmutableArray.CreateBuilder<string>());
        bytes = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        var number = 0;
        foreach (var range in bytes.Split((byte)'\n'))
        {
            number++;
            var line = bytes[range].Trim(" \t\r"u8);
            if (line.IsEmpty)
            {
                continue;
            }

            if (RunOf(line, out var problem) is { } run)
            {
                runs.Add(run);
            }
            else
            {
                warnings.Add(string.Create(CultureInfo.InvariantCulture, $"{SafeText.Of(name)}({number}): this line is passed over: {problem}"));
            }
        }

        // A merge of two branches leaves the lines of one after those of the other.
        return ([.. runs.OrderBy(static run => run.Date)], warnings.ToImmutable());
    }

    /// <summary>Adds a run at the end. The lines before it keep their bytes; a run that the last line tells of already is not told twice.</summary>
    /// <exception cref="Failure">The file cannot be read or written.</exception>
    public static void Append(string path, RecordedRun run)
    {
        var line = Line(run);
        var before = File.Exists(path) ? BytesOf(path) : [];
        var text = before.AsSpan().TrimEnd("\r\n \t"u8);
        if (text[(text.LastIndexOf((byte)'\n') + 1)..].SequenceEqual(line))
        {
            return;
        }

        OutputFile.Write(path, [.. before, .. before.Length > 0 && before[^1] != '\n' ? "\n"u8 : [], .. line, (byte)'\n']);
    }

    /// <summary>A run as its line, without the end of the line.</summary>
    internal static byte[] Line(RecordedRun run)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("schemaVersion", SchemaVersion);
            json.WriteString("date", Freshness.Day(run.Date));
            if (run.Commit.Length > 0)
            {
                json.WriteString("commit", run.Commit);
                json.WriteBoolean("changed", run.IsChanged);
            }

            json.WriteString("rules", JsonReport.Clean(run.Rules));
            json.WriteBoolean("partial", run.IsPartial);
            json.WriteBoolean("secrets", run.HadSecrets);
            json.WriteStartObject("steps");
            foreach (var (step, found) in run.Steps.OrderBy(static entry => Step.All.Select(static step => step.Name).ToList().IndexOf(entry.Key)))
            {
                json.WriteStartObject(step);
                json.WriteNumber("open", found.Open);
                json.WriteNumber("blocking", found.Blocks);
                json.WriteNumber("known", found.Known);
                json.WriteNumber("answered", found.Answered);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteStartObject("items");
            foreach (var entry in Checklist.All)
            {
                if (run.Items.TryGetValue(entry.Name, out var state))
                {
                    json.WriteString(entry.Name, state);
                }
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static byte[] BytesOf(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: > MostBytes } ? throw new Failure(ExitCodes.Usage, $"'{Path.GetFileName(path)}' is too large for a history.") : File.ReadAllBytes(path);
        }
        catch (FileNotFoundException)
        {
            throw new Failure(ExitCodes.Usage, $"There is no '{SafeText.Of(path)}'; prodgap report --record begins one.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new Failure(ExitCodes.Usage, $"'{SafeText.Of(path)}' cannot be read: {exception.Message.TrimEnd('.')}.");
        }
    }

    private static RecordedRun? RunOf(ReadOnlySpan<byte> line, out string problem)
    {
        try
        {
            var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = 8 });
            using var json = JsonDocument.ParseValue(ref reader);

            // Whatever follows the object is no JSON.
            reader.Read();
            return RunOf(json.RootElement, out problem);
        }
        catch (JsonException)
        {
            problem = line.StartsWith("<<<<<<<"u8) || line.StartsWith("======="u8) || line.StartsWith(">>>>>>>"u8) ? "it is the mark of a merge conflict" : "it is no JSON";
            return null;
        }
        catch (InvalidOperationException)
        {
            problem = "a text in it holds half a character";
            return null;
        }
    }

    private static RecordedRun? RunOf(JsonElement root, out string problem)
    {
        problem = "";
        if (root.ValueKind != JsonValueKind.Object)
        {
            problem = "it is no object";
        }
        else if (!root.TryGetProperty("schemaVersion", out var version) || version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number) || number != SchemaVersion)
        {
            problem = $"this version of prodgap reads 'schemaVersion' {SchemaVersion}";
        }
        else if (!DateOnly.TryParseExact(Text(root, "date"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            problem = "its 'date' is none";
        }
        else if (Text(root, "commit") is not { } commit || commit.Length > 0 && !Commit().IsMatch(commit))
        {
            problem = "its 'commit' is none";
        }
        else if (Text(root, "rules") is not { Length: <= LongestText } rules)
        {
            problem = "its 'rules' are no version";
        }
        else if (StepsOf(root) is not { } steps)
        {
            problem = "its 'steps' are no counts of findings";
        }
        else if (ItemsOf(root) is not { } items)
        {
            problem = "its 'items' are no states";
        }
        else if (Flag(root, "partial") is not { } isPartial || Flag(root, "changed") is not { } isChanged || Flag(root, "secrets") is not { } hadSecrets)
        {
            problem = "'partial', 'changed' and 'secrets' are true or false";
        }
        else
        {
            return new(date, commit, isChanged, rules, isPartial, hadSecrets, steps, items);
        }

        return null;
    }

    /// <summary>The text of a field; empty without it, null if it is something else.</summary>
    private static string? Text(JsonElement root, string name)
        => !root.TryGetProperty(name, out var value) ? "" : value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool? Flag(JsonElement root, string name)
        => !root.TryGetProperty(name, out var value) ? false : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;

    private static ImmutableSortedDictionary<string, Tally>? StepsOf(JsonElement root)
    {
        if (!root.TryGetProperty("steps", out var steps) || steps.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var read = ImmutableSortedDictionary.CreateBuilder<string, Tally>(StringComparer.Ordinal);
        foreach (var step in steps.EnumerateObject())
        {
            if (step.Value.ValueKind != JsonValueKind.Object
                || Count(step.Value, "open") is not { } open
                || Count(step.Value, "blocking") is not { } blocks
                || Count(step.Value, "known") is not { } known
                || Count(step.Value, "answered") is not { } answered
                || blocks > open
                || known > open)
            {
                return null;
            }

            // A step of a newer version counts nowhere that this one shows.
            if (Step.All.Any(known => known.Name == step.Name))
            {
                read[step.Name] = new(open, blocks, known, answered);
            }
        }

        return read.ToImmutable();
    }

    private static int? Count(JsonElement step, string name)
        => step.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count) && count is >= 0 and <= MostFindings ? count : null;

    private static ImmutableSortedDictionary<string, string>? ItemsOf(JsonElement root)
    {
        if (!root.TryGetProperty("items", out var items) || items.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var read = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var item in items.EnumerateObject())
        {
            if (item.Value.ValueKind != JsonValueKind.String)
            {
                return null;
            }

            if (Checklist.Named(item.Name) is not null)
            {
                read[item.Name] = item.Value.GetString()!;
            }
        }

        return read.ToImmutable();
    }

    [GeneratedRegex(@"\A[0-9a-f]{7,40}\z")]
    private static partial Regex Commit();
}
