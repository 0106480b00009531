using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ProdGap.Tool.Looking;
using ProdGap.Tool.Output;

namespace ProdGap.Tool.Report;

/// <summary>
/// Reads <c>prodgap.answers.json</c>, which people write. Whatever is not as it should be ends the command with the line and the column:
/// a misspelled answer that is passed over would be a question that nobody asks again.
/// </summary>
internal static class AnswersFile
{
    /// <summary>Where it lies, from the root.</summary>
    public const string Name = "prodgap.answers.json";

    private const int SchemaVersion = 1;

    private static readonly string[] Fields = ["item", "answer", "text", "by", "on", "evidence", "watch"];

    private static readonly string[] Needed = ["item", "answer", "text", "by", "on"];

    /// <summary>The answers of a repository; none without the file.</summary>
    /// <exception cref="Failure">The file is wrong.</exception>
    public static ImmutableArray<Answer> In(string root, DateOnly today)
    {
        var path = Path.Combine(root, Name);
        try
        {
            return File.Exists(path) ? Parse(File.ReadAllBytes(path), root, today) : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new Failure(ExitCodes.Usage, $"'{Name}' cannot be read: {exception.Message.TrimEnd('.')}.");
        }
    }

    /// <summary>Reads the bytes of such a file.</summary>
    /// <exception cref="Failure">They are no answers.</exception>
    public static ImmutableArray<Answer> Parse(ReadOnlySpan<byte> json, string root, DateOnly today)
    {
        if (json.StartsWith("\uFEFF"u8))
        {
            json = json[3..];
        }

        var reader = new Utf8JsonReader(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 8 });
        try
        {
            return Read(ref reader, json, root, today);
        }
        catch (InvalidOperationException)
        {
            throw WrongAt(reader, json, "this text holds half a character");
        }
        catch (JsonException exception)
        {
            throw Wrong((int)(exception.LineNumber ?? 0) + 1, (int)(exception.BytePositionInLine ?? 0) + 1, "this is no JSON");
        }
    }

    private static ImmutableArray<Answer> Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, string root, DateOnly today)
    {
        var answers = ImmutableArray.CreateBuilder<Answer>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        reader.Read();
        Require(ref reader, json, JsonTokenType.StartObject, "the file is an object with 'schemaVersion' and 'answers'");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (!seen.Add(name))
            {
                throw WrongAt(reader, json, $"'{name}' stands here twice");
            }

            switch (name)
            {
                case "schemaVersion":
                    reader.Read();
                    if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out var version) || version != SchemaVersion)
                    {
                        throw WrongAt(reader, json, $"this version of prodgap reads 'schemaVersion' {SchemaVersion}");
                    }

                    break;

                case "answers":
                    reader.Read();
                    Require(ref reader, json, JsonTokenType.StartArray, "'answers' is a list");
                    while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    {
                        Require(ref reader, json, JsonTokenType.StartObject, "an answer is an object");
                        answers.Add(ReadAnswer(ref reader, json, answers, root, today));
                    }

                    break;

                default:
                    throw WrongAt(reader, json, $"'{name}' is unknown here; there are 'schemaVersion' and 'answers'");
            }
        }

        if (!seen.Contains("schemaVersion"))
        {
            throw WrongAt(reader, json, "'schemaVersion' is missing");
        }

        // Whatever follows the object is no JSON.
        reader.Read();

        return answers.ToImmutable();
    }

    private static Answer ReadAnswer(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, IEnumerable<Answer> before, string root, DateOnly today)
    {
        var start = (int)reader.TokenStartIndex;
        var texts = new Dictionary<string, (string Text, int At)>(StringComparer.Ordinal);
        var watch = ImmutableArray.CreateBuilder<string>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (!Fields.Contains(name, StringComparer.Ordinal))
            {
                throw WrongAt(reader, json, $"'{name}' is unknown here; there are {Listed(Fields)}");
            }

            if (texts.ContainsKey(name))
            {
                throw WrongAt(reader, json, $"'{name}' stands here twice");
            }

            reader.Read();
            texts[name] = ("", (int)reader.TokenStartIndex);
            if (name == "watch")
            {
                Require(ref reader, json, JsonTokenType.StartArray, "'watch' is a list of paths");
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    watch.Add(TextOf(ref reader, json, "a path of 'watch'"));
                }
            }
            else
            {
                texts[name] = (TextOf(ref reader, json, $"'{name}'"), (int)reader.TokenStartIndex);
            }
        }

        foreach (var name in Needed)
        {
            if (!texts.ContainsKey(name))
            {
                throw WrongAt(start, json, $"'{name}' is missing");
            }
        }

        return Check(texts, watch.ToImmutable(), json, before, root, today);
    }

    private static Answer Check(Dictionary<string, (string Text, int At)> texts, ImmutableArray<string> watch, ReadOnlySpan<byte> json, IEnumerable<Answer> before, string root, DateOnly today)
    {
        var (name, at) = texts["item"];
        var entry = Checklist.Named(name) ?? throw WrongAt(at, json, $"there is no item '{name}'; there are {Listed(Checklist.All.Select(static item => item.Name))}");
        if (before.Any(answer => answer.Entry == entry))
        {
            throw WrongAt(at, json, $"'{name}' is answered twice");
        }

        Reply says = texts["answer"].Text switch
        {
            "yes" => Reply.Yes,
            "no" => Reply.No,
            "not-applicable" => Reply.NotApplicable,
            var other => throw WrongAt(texts["answer"].At, json, $"'{other}' is no answer; there are 'yes', 'no', 'not-applicable'"),
        };
        if (entry.Question.Length == 0 && says != Reply.NotApplicable)
        {
            throw WrongAt(texts["answer"].At, json, $"'{name}' asks nothing, the rules see it; the one answer is 'not-applicable', with the reason");
        }

        if (!DateOnly.TryParseExact(texts["on"].Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on))
        {
            throw WrongAt(texts["on"].At, json, $"'{texts["on"].Text}' is no date; dates look like 2026-11-20");
        }

        if (on > today)
        {
            throw WrongAt(texts["on"].At, json, $"{texts["on"].Text} is in the future");
        }

        var evidence = texts.TryGetValue("evidence", out var given) ? given.Text : "";
        if (evidence.Length > 0 && !IsAddress(evidence) && ProblemOf(evidence, root) is { } problem)
        {
            throw WrongAt(given.At, json, problem);
        }

        return new(entry, says, texts["text"].Text, texts["by"].Text, on, evidence, watch);
    }

    private static bool IsAddress(string evidence) => Uri.TryCreate(evidence, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps;

    /// <summary>A file that is not there, or not in the repository, proves nothing.</summary>
    private static string? ProblemOf(string evidence, string root)
    {
        try
        {
            var full = Path.GetFullPath(Path.Combine(root, evidence));
            FileSystemInfo info = Directory.Exists(full) ? new DirectoryInfo(full) : new FileInfo(full);
            return !info.Exists ? $"there is no '{evidence}' in the repository; evidence is a path from its root or an https address"
                : Repository.Relative(Real(root), Real(full)).StartsWith("outside/", StringComparison.Ordinal) ? $"'{evidence}' lies outside the repository"
                : null;
        }
        catch (Exception exception) when (exception is ArgumentException or IOException or NotSupportedException)
        {
            return $"'{evidence}' is no path";
        }
    }

    /// <summary>Where a path leads when every link in it is followed.</summary>
    private static string Real(string path)
    {
        var real = Path.GetPathRoot(path)!;
        foreach (var part in Path.GetRelativePath(real, path).Split(Path.DirectorySeparatorChar))
        {
            real = Path.Combine(real, part);
            FileSystemInfo info = Directory.Exists(real) ? new DirectoryInfo(real) : new FileInfo(real);
            real = info.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? real;
        }

        return real;
    }

    private static string TextOf(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, string what)
    {
        Require(ref reader, json, JsonTokenType.String, $"{what} is a text");
        return reader.GetString() is { } text && text.Trim().Length > 0 ? text.Trim() : throw WrongAt(reader, json, $"{what} is empty");
    }

    private static void Require(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, JsonTokenType type, string sentence)
    {
        if (reader.TokenType != type)
        {
            throw WrongAt(reader, json, sentence);
        }
    }

    private static Failure WrongAt(Utf8JsonReader reader, ReadOnlySpan<byte> json, string sentence) => WrongAt((int)reader.TokenStartIndex, json, sentence);

    private static Failure WrongAt(int at, ReadOnlySpan<byte> json, string sentence)
    {
        var before = json[..Math.Min(at, json.Length)];
        var line = before.LastIndexOf((byte)'\n') + 1;
        return Wrong(before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[line..]) + 1, sentence);
    }

    private static Failure Wrong(int line, int column, string sentence)
        => new(ExitCodes.Usage, string.Create(CultureInfo.InvariantCulture, $"{Name}({line},{column}): {SafeText.Of(sentence)}."));

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names.Select(static name => $"'{name}'"));
}
