using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ProdGap.Tool.Model;

namespace ProdGap.Tool.Logs;

/// <summary>
/// Reads the compiler's logs (SARIF 2.1.0), one token after the other: a log can hold a hundred thousand results, most of them not ours.
/// Whatever is not as expected is a <see cref="BrokenLogException"/>, because a log that is half understood would look clean.
/// </summary>
internal static partial class LogReader
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

                case "invocations":
                    Each(ref reader, log, ReadInvocation);
                    break;

                default:
                    reader.Skip();
                    break;
            }
        }
    }

    private static void ReadInvocation(ref Utf8JsonReader reader, Contents log)
    {
        while (Next(ref reader) is { } name)
        {
            if (name == "ruleConfigurationOverrides")
            {
                Each(ref reader, log, ReadOverride);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    /// <summary>One severity that a rule has in the project, or in some files of it, and not by itself.</summary>
    private static void ReadOverride(ref Utf8JsonReader reader, Contents log)
    {
        var (id, isOn) = ("", true);
        while (Next(ref reader) is { } name)
        {
            switch (name)
            {
                case "descriptor":
                    id = TextIn(ref reader, "id");
                    break;

                case "configuration":
                    Enter(ref reader, JsonTokenType.StartObject);
                    while (Next(ref reader) is { } part)
                    {
                        isOn &= part != "enabled" || reader.TokenType != JsonTokenType.False;
                        reader.Skip();
                    }

                    break;

                default:
                    reader.Skip();
                    break;
            }
        }

        if (!isOn && RuleId.IsOurs(id))
        {
            log.SwitchedOff.Add(id);
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

    private static Severity SeverityOf(string level)
        => level switch
        {
            "error" => Severity.Error,
            "warning" => Severity.Warning,
            "note" or "none" => Severity.Suggestion,
            _ => throw new BrokenLogException("it has a level that does not exist"),
        };

    /// <summary>What has been read so far.</summary>
    private sealed class Contents
    {
        public Dictionary<string, RuleFacts> Rules { get; } = new(StringComparer.Ordinal);

        public ImmutableArray<LogResult>.Builder Results { get; } = ImmutableArray.CreateBuilder<LogResult>();

        public ImmutableArray<string>.Builder FirstErrors { get; } = ImmutableArray.CreateBuilder<string>();

        public int Errors { get; set; }

        public SortedSet<string> SwitchedOff { get; } = new(StringComparer.Ordinal);

        public CompilerLog ToLog() => new(Rules.ToImmutableDictionary(StringComparer.Ordinal), Results.ToImmutable(), FirstErrors.ToImmutable(), Errors) { SwitchedOff = [.. SwitchedOff] };
    }
}
