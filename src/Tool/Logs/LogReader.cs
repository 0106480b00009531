using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ProdGap.Tool.Model;

namespace ProdGap.Tool.Logs;

/// <summary>
/// Reads the compiler's logs (SARIF 2.1.0), one token after the other: a log can hold a hundred thousand results, most of them not ours.
/// Whatever is not as expected is a <see cref="BrokenLogException"/>, because a log that is half understood would look clean.
/// </summary>
internal static class LogReader
{
    private const int MostErrors = 3;

    /// <summary>No project has a log as long as this.</summary>
    private const long Longest = 1L << 30;

    /// <summary>Reads a file.</summary>
    /// <exception cref="BrokenLogException">It is missing, cannot be read, or is no log.</exception>
    public static CompilerLog Read(string path)
    {
        try
        {
            var length = new FileInfo(path).Length;
            return length <= Longest ? Parse(File.ReadAllBytes(path)) : throw new BrokenLogException("it is too long to be read");
        }
        catch (FileNotFoundException)
        {
            throw new BrokenLogException("the compiler wrote none");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BrokenLogException(exception.Message.TrimEnd('.'));
        }
    }

    /// <summary>Reads the bytes of a log.</summary>
    /// <exception cref="BrokenLogException">They are no log.</exception>
    public static CompilerLog Parse(ReadOnlySpan<byte> json)
    {
        if (json.StartsWith("\uFEFF"u8))
        {
            json = json[3..];
        }

        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 64 });
            var log = new Contents();
            Expect(ref reader, JsonTokenType.StartObject, "it is no object");
            var version = "";
            while (Next(ref reader) is { } name)
            {
                switch (name)
                {
                    case "version":
                        version = Text(ref reader);
                        break;

                    case "runs":
                        Each(ref reader, log, ReadRun);
                        break;

                    default:
                        reader.Skip();
                        break;
                }
            }

            if (reader.Read())
            {
                throw new BrokenLogException("something follows its end");
            }

            return version == "2.1.0" ? log.ToLog() : throw new BrokenLogException("it is not SARIF 2.1.0");
        }
        catch (JsonException exception)
        {
            throw new BrokenLogException(string.Create(CultureInfo.InvariantCulture, $"it is no JSON from line {exception.LineNumber + 1} on"));
        }
    }

    private delegate void Part(ref Utf8JsonReader reader, Contents log);

    private static void ReadRun(ref Utf8JsonReader reader, Contents log)
    {
        while (Next(ref reader) is { } name)
        {
            switch (name)
            {
                case "results":
                    Each(ref reader, log, ReadResult);
                    break;

                case "tool":
                    Inside(ref reader, log, "driver", static (ref Utf8JsonReader driver, Contents into) => Inside(ref driver, into, "rules", static (ref Utf8JsonReader rules, Contents all) => Each(ref rules, all, ReadRule, isEntered: true), JsonTokenType.StartArray));
                    break;

                default:
                    reader.Skip();
                    break;
            }
        }
    }

    private static void ReadRule(ref Utf8JsonReader reader, Contents log)
    {
        var (id, title, description, category, level) = ("", "", "", "", "warning");
        List<string> tags = [];
        while (Next(ref reader) is { } name)
        {
            switch (name)
            {
                case "id":
                    id = Text(ref reader);
                    break;

                case "shortDescription":
                    title = TextIn(ref reader, "text");
                    break;

                case "fullDescription":
                    description = TextIn(ref reader, "text");
                    break;

                case "defaultConfiguration":
                    level = TextIn(ref reader, "level") is { Length: > 0 } own ? own : level;
                    break;

                case "properties":
                    ReadRuleProperties(ref reader, ref category, tags);
                    break;

                default:
                    reader.Skip();
                    break;
            }
        }

        if (RuleId.IsOurs(id))
        {
            log.Rules[id] = new(id, title, category, SeverityOf(level), description, tags);
        }
    }

    private static void ReadRuleProperties(ref Utf8JsonReader reader, ref string category, List<string> tags)
    {
        Enter(ref reader, JsonTokenType.StartObject);
        while (Next(ref reader) is { } name)
        {
            switch (name)
            {
                case "category":
                    category = Text(ref reader);
                    break;

                case "tags":
                    Enter(ref reader, JsonTokenType.StartArray);
                    while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    {
                        tags.Add(String(ref reader));
                    }

                    break;

                default:
                    reader.Skip();
                    break;
            }
        }
    }

    private static void ReadResult(ref Utf8JsonReader reader, Contents log)
    {
        var (rule, message, level, uri, member, key) = ("", "", "warning", "", "", "");
        var place = default(Place);
        var state = State.Open;
        var isPlaced = false;
        while (Next(ref reader) is { } name)
        {
            switch (name)
            {
                case "ruleId":
                    rule = Text(ref reader);
                    break;

                case "level":
                    level = Text(ref reader);
                    break;

                case "message":
                    message = TextIn(ref reader, "text");
                    break;

                case "suppressions":
                    state = ReadSuppressions(ref reader, state);
                    break;

                case "locations":
                    Enter(ref reader, JsonTokenType.StartArray);
                    while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    {
                        Require(ref reader, JsonTokenType.StartObject);
                        var (file, region) = ReadLocation(ref reader);
                        if (!isPlaced)
                        {
                            (uri, place, isPlaced) = (file, region, true);
                        }
                    }

                    break;

                case "properties":
                    ReadKey(ref reader, ref member, ref key);
                    break;

                default:
                    reader.Skip();
                    break;
            }
        }

        if (RuleId.IsOurs(rule))
        {
            log.Results.Add(new(rule, message, SeverityOf(level), state, uri, place, member, key));
        }
        else if (level == "error" && state == State.Open && RuleId.IsOfCompiler(rule))
        {
            log.Errors++;
            if (log.FirstErrors.Count < MostErrors)
            {
                log.FirstErrors.Add(rule);
            }
        }
    }

    private static State ReadSuppressions(ref Utf8JsonReader reader, State state)
    {
        Enter(ref reader, JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Require(ref reader, JsonTokenType.StartObject);
            var type = "";
            while (Next(ref reader) is { } name)
            {
                if (name == "properties")
                {
                    type = TextIn(ref reader, "suppressionType");
                }
                else
                {
                    reader.Skip();
                }
            }

            // The compiler writes: DiagnosticSuppressor { Suppression Id: PGB2001, Suppression Justification: ... }
            state = state == State.Known || type.Contains("Suppression Id: PGB", StringComparison.Ordinal) ? State.Known : State.Suppressed;
        }

        return state;
    }

    private static (string Uri, Place Place) ReadLocation(ref Utf8JsonReader reader)
    {
        var (uri, place) = ("", default(Place));
        while (Next(ref reader) is { } name)
        {
            if (name != "physicalLocation")
            {
                reader.Skip();
                continue;
            }

            Enter(ref reader, JsonTokenType.StartObject);
            while (Next(ref reader) is { } part)
            {
                switch (part)
                {
                    case "artifactLocation":
                        uri = TextIn(ref reader, "uri");
                        break;

                    case "region":
                        place = ReadRegion(ref reader);
                        break;

                    default:
                        reader.Skip();
                        break;
                }
            }
        }

        return (uri, place);
    }

    private static Place ReadRegion(ref Utf8JsonReader reader)
    {
        var (line, column, endLine, endColumn) = (0, 0, 0, 0);
        Enter(ref reader, JsonTokenType.StartObject);
        while (Next(ref reader) is { } name)
        {
            switch (name)
            {
                case "startLine":
                    line = Number(ref reader);
                    break;

                case "startColumn":
                    column = Number(ref reader);
                    break;

                case "endLine":
                    endLine = Number(ref reader);
                    break;

                case "endColumn":
                    endColumn = Number(ref reader);
                    break;

                default:
                    reader.Skip();
                    break;
            }
        }

        return new(line, column, endLine, endColumn);
    }

    private static void ReadKey(ref Utf8JsonReader reader, ref string member, ref string key)
    {
        Enter(ref reader, JsonTokenType.StartObject);
        while (Next(ref reader) is { } name)
        {
            if (name != "customProperties")
            {
                reader.Skip();
                continue;
            }

            Enter(ref reader, JsonTokenType.StartObject);
            while (Next(ref reader) is { } property)
            {
                switch (property)
                {
                    case "prodgap.member":
                        member = Text(ref reader);
                        break;

                    case "prodgap.key":
                        key = Text(ref reader);
                        break;

                    default:
                        reader.Skip();
                        break;
                }
            }
        }
    }

    private static Severity SeverityOf(string level)
        => level switch
        {
            "error" => Severity.Error,
            "warning" => Severity.Warning,
            "note" or "none" => Severity.Suggestion,
            _ => throw new BrokenLogException("it has a level that does not exist"),
        };

    /// <summary>The name of the next property, with the reader on its value; null at the end of the object.</summary>
    private static string? Next(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            throw new BrokenLogException("it breaks off");
        }

        if (reader.TokenType == JsonTokenType.EndObject)
        {
            return null;
        }

        var name = String(ref reader, JsonTokenType.PropertyName);
        reader.Read();
        return name;
    }

    /// <summary>Each object of an array.</summary>
    private static void Each(ref Utf8JsonReader reader, Contents log, Part part) => Each(ref reader, log, part, isEntered: false);

    private static void Each(ref Utf8JsonReader reader, Contents log, Part part, bool isEntered)
    {
        if (!isEntered)
        {
            Enter(ref reader, JsonTokenType.StartArray);
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Require(ref reader, JsonTokenType.StartObject);
            part(ref reader, log);
        }
    }

    /// <summary>The value of one property of an object; the others are passed over.</summary>
    private static void Inside(ref Utf8JsonReader reader, Contents log, string property, Part part, JsonTokenType kind = JsonTokenType.StartObject)
    {
        Enter(ref reader, JsonTokenType.StartObject);
        while (Next(ref reader) is { } name)
        {
            if (name == property)
            {
                Enter(ref reader, kind);
                part(ref reader, log);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    /// <summary>The reader stands on the beginning of a value of a kind.</summary>
    private static void Enter(ref Utf8JsonReader reader, JsonTokenType kind) => Require(ref reader, kind);

    private static void Require(ref Utf8JsonReader reader, JsonTokenType kind)
    {
        if (reader.TokenType != kind)
        {
            throw new BrokenLogException("it does not have the form of a log");
        }
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType kind, string otherwise)
    {
        if (!reader.Read() || reader.TokenType != kind)
        {
            throw new BrokenLogException(otherwise);
        }
    }

    /// <summary>The text of one property of an object.</summary>
    private static string TextIn(ref Utf8JsonReader reader, string property)
    {
        var text = "";
        Enter(ref reader, JsonTokenType.StartObject);
        while (Next(ref reader) is { } name)
        {
            if (name == property)
            {
                text = Text(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return text;
    }

    private static string Text(ref Utf8JsonReader reader) => String(ref reader);

    private static string String(ref Utf8JsonReader reader, JsonTokenType kind = JsonTokenType.String)
    {
        Require(ref reader, kind);
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, escaped: C# allows it in a literal, and a message may quote one. It stays as it is written there.
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }

    private static int Number(ref Utf8JsonReader reader)
    {
        Require(ref reader, JsonTokenType.Number);
        return reader.TryGetInt32(out var number) && number >= 0 ? number : throw new BrokenLogException("it has a line that cannot be");
    }

    /// <summary>What has been read so far.</summary>
    private sealed class Contents
    {
        public Dictionary<string, RuleFacts> Rules { get; } = new(StringComparer.Ordinal);

        public ImmutableArray<LogResult>.Builder Results { get; } = ImmutableArray.CreateBuilder<LogResult>();

        public ImmutableArray<string>.Builder FirstErrors { get; } = ImmutableArray.CreateBuilder<string>();

        public int Errors { get; set; }

        public CompilerLog ToLog() => new(Rules.ToImmutableDictionary(StringComparer.Ordinal), Results.ToImmutable(), FirstErrors.ToImmutable(), Errors);
    }
}
