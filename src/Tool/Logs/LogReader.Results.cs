using System.Text.Json;
using ProdGap.Tool.Model;

namespace ProdGap.Tool.Logs;

/// <content>The results.</content>
internal static partial class LogReader
{
    private static void ReadResult(ref Utf8JsonReader reader, Contents log)
    {
        var (rule, message, level, uri, member, key, justification) = ("", "", "warning", "", "", "", "");
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
                    state = ReadSuppressions(ref reader, state, ref justification);
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
                    ReadKey(ref reader, ref member, ref key, ref state);
                    break;

                default:
                    reader.Skip();
                    break;
            }
        }

        if (RuleId.IsOurs(rule))
        {
            log.Results.Add(new(rule, message, SeverityOf(level), state, uri, place, member, key) { Justification = justification });
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

    private static State ReadSuppressions(ref Utf8JsonReader reader, State state, ref string justification)
    {
        Enter(ref reader, JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Require(ref reader, JsonTokenType.StartObject);
            var type = "";
            while (Next(ref reader) is { } name)
            {
                switch (name)
                {
                    case "properties":
                        type = TextIn(ref reader, "suppressionType");
                        break;

                    case "justification" when reader.TokenType == JsonTokenType.String:
                        justification = Text(ref reader);
                        break;

                    default:
                        reader.Skip();
                        break;
                }
            }

            // The compiler writes: DiagnosticSuppressor { Suppression Id: PGB2001, Suppression Justification: ... }
            state = state is State.Known or State.Waived ? state
                : type.Contains("Suppression Id: PGB", StringComparison.Ordinal) ? State.Known
                : type.Contains("Suppression Id: PGW", StringComparison.Ordinal) ? State.Waived
                : State.Suppressed;
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

    private static void ReadKey(ref Utf8JsonReader reader, ref string member, ref string key, ref State state)
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

                    case "prodgap.answer":
                        // What no suppressor is asked about.
                        state = Text(ref reader) switch { "PGW" => State.Waived, "PGB" => State.Known, _ => state };
                        break;

                    default:
                        reader.Skip();
                        break;
                }
            }
        }
    }
}
