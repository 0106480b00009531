using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ProdGap.Tool.Model;
using ProdGap.Tool.Output;
using ProdGap.Tool.Waivers;

namespace ProdGap.Tool.Looking;

/// <summary>What <c>prodgap.json</c> at the root of a repository says. An option of the command wins over it.</summary>
/// <param name="Name">What the repository is called; empty for the name of its folder.</param>
/// <param name="Stage">The stage whose severities are shown, or empty.</param>
/// <param name="Gate">What closes the gate, or empty.</param>
/// <param name="Exclude">Files whose findings are not shown.</param>
/// <param name="Waivers">What is allowed in waivers.</param>
/// <param name="BaselineNever">Rules that no baseline may know.</param>
internal sealed record Settings(string Name, string Stage, string Gate, ImmutableArray<string> Exclude, WaiverPolicy Waivers, ImmutableArray<string> BaselineNever)
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "prodgap.json";

    /// <summary>What can close the gate.</summary>
    public static ImmutableArray<string> Gates { get; } = ["none", "new", "open", "warning", "error", "blocking"];

    /// <summary>What holds where nobody says anything.</summary>
    public static Settings Default { get; } = new("", "", "", [], WaiverPolicy.Default, []);

    /// <summary>Reads the file of a repository, which may be missing, or another one, which may not.</summary>
    /// <exception cref="Failure">It cannot be read, or says what it may not: a slip must not switch a gate off.</exception>
    public static Settings Read(string root, string? given)
    {
        var path = given ?? Path.Combine(root, FileName);
        try
        {
            return given is null && !File.Exists(path) ? Default : Parse(Path.GetFileName(path), File.ReadAllBytes(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new Failure(ExitCodes.Usage, $"'{given ?? FileName}' cannot be read: {exception.Message.TrimEnd('.')}.");
        }
    }

    /// <summary>Reads the bytes of a file.</summary>
    internal static Settings Parse(string file, byte[] bytes)
    {
        var json = bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes.AsMemory(3) : bytes;
        var reader = new Utf8JsonReader(json.Span);
        try
        {
            var settings = Default;
            Enter(ref reader, reader.Read(), JsonTokenType.StartObject, "an object");
            while (NextKey(ref reader, file, json.Span) is { } key)
            {
                settings = key switch
                {
                    "$schema" => Skipped(ref reader, settings),
                    "name" => settings with { Name = Text(ref reader) },
                    "stage" => settings with { Stage = OneOf(ref reader, Stages.Names) },
                    "gate" => settings with { Gate = OneOf(ref reader, Gates) },
                    "exclude" => settings with { Exclude = Texts(ref reader, static text => text.Length > 0 && !text.Contains('\\', StringComparison.Ordinal), "a pattern of paths with slashes") },
                    "waivers" => settings with { Waivers = ReadPolicy(ref reader, file, json.Span) },
                    "baseline" => settings with { BaselineNever = ReadNever(ref reader, file, json.Span) },
                    _ => throw Unknown(ref reader, file, json.Span, key, "name, stage, gate, exclude, waivers, baseline"),
                };
            }

            return reader.Read() ? throw new JsonException() : settings;
        }
        catch (InvalidSettingException exception)
        {
            throw Wrong(file, json.Span, reader.TokenStartIndex, exception.Message);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Wrong(file, json.Span, exception is JsonException ? reader.BytesConsumed : reader.TokenStartIndex, "it is no JSON here");
        }
    }

    private static WaiverPolicy ReadPolicy(ref Utf8JsonReader reader, string file, ReadOnlySpan<byte> json)
    {
        const int Most = 3660;
        var policy = WaiverPolicy.Default;
        Enter(ref reader, true, JsonTokenType.StartObject, "an object");
        while (NextKey(ref reader, file, json) is { } key)
        {
            policy = key switch
            {
                "maxDays" => policy with { MaxDays = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var days) && days is > 0 and <= Most ? days : throw new InvalidSettingException($"a number from 1 to {Most} is needed") },
                "requireApproval" => policy with { RequireApproval = Texts(ref reader, static text => RuleId.IsOurs(text) || Step.All.Any(step => step.Name == text), "the id of a rule or the name of a step") },
                "never" => policy with { Never = Texts(ref reader, RuleId.IsOurs, "the id of a rule") },
                _ => throw Unknown(ref reader, file, json, key, "maxDays, requireApproval, never"),
            };
        }

        return policy;
    }

    private static ImmutableArray<string> ReadNever(ref Utf8JsonReader reader, string file, ReadOnlySpan<byte> json)
    {
        ImmutableArray<string> never = [];
        Enter(ref reader, true, JsonTokenType.StartObject, "an object");
        while (NextKey(ref reader, file, json) is { } key)
        {
            never = key == "never" ? Texts(ref reader, RuleId.IsOurs, "the id of a rule") : throw Unknown(ref reader, file, json, key, "never");
        }

        return never;
    }

    /// <summary>The next key, with the reader on its value; null at the end of the object.</summary>
    private static string? NextKey(ref Utf8JsonReader reader, string file, ReadOnlySpan<byte> json)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndObject)
        {
            return null;
        }

        var (key, start) = (reader.GetString()!, reader.TokenStartIndex);
        reader.Read();
        return key.Length > 0 ? key : throw Wrong(file, json, start, "a key is empty");
    }

    private static Settings Skipped(ref Utf8JsonReader reader, Settings settings)
    {
        reader.Skip();
        return settings;
    }

    private static void Enter(ref Utf8JsonReader reader, bool isThere, JsonTokenType kind, string what)
    {
        if (!isThere || reader.TokenType != kind)
        {
            throw new InvalidSettingException($"{what} is needed");
        }
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        Enter(ref reader, true, JsonTokenType.String, "a text");
        return reader.GetString()!;
    }

    private static string OneOf(ref Utf8JsonReader reader, IReadOnlyList<string> words)
        => reader.TokenType == JsonTokenType.String && reader.GetString() is { } text && words.Contains(text) ? text : throw new InvalidSettingException($"one of these is needed: {string.Join(", ", words)}");

    private static ImmutableArray<string> Texts(ref Utf8JsonReader reader, Func<string, bool> isOne, string what)
    {
        Enter(ref reader, true, JsonTokenType.StartArray, $"a list, each {what},");
        var texts = ImmutableArray.CreateBuilder<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            texts.Add(reader.TokenType == JsonTokenType.String && reader.GetString() is { } text && isOne(text) ? text : throw new InvalidSettingException($"{what} is needed"));
        }

        return texts.ToImmutable();
    }

    private static Failure Unknown(ref Utf8JsonReader reader, string file, ReadOnlySpan<byte> json, string key, string known)
    {
        // The reader stands on the value; the key is the last text before it.
        var before = json[..(int)reader.TokenStartIndex];
        var quote = before.LastIndexOf((byte)'"');
        return Wrong(file, json, quote < 0 ? 0 : Math.Max(0, before[..quote].LastIndexOf((byte)'"')), $"'{key}' is unknown; there are {known}");
    }

    private static Failure Wrong(string file, ReadOnlySpan<byte> json, long index, string problem)
    {
        var before = json[..(int)Math.Min(index, json.Length)];
        var line = before.Count((byte)'\n') + 1;
        var column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        return new(ExitCodes.Usage, SafeText.Of(string.Create(CultureInfo.InvariantCulture, $"{file}({line},{column}): {problem}.")));
    }

    /// <summary>A value that the settings do not take, where the reader stands.</summary>
    private sealed class InvalidSettingException(string message) : Exception(message);
}
