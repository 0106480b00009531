using System.Text;
using System.Text.Json;

namespace ProdGap.Tool.Logs;

/// <content>The tokens: whatever is not as expected is a <see cref="BrokenLogException"/>.</content>
internal static partial class LogReader
{
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
}
