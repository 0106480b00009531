using System.Globalization;
using System.Text;

namespace ProdGap.Analyzers.Tasks.Baseline;

/// <summary>
/// Reads <c>prodgap.baseline</c>. One line that is wrong makes the whole file worthless: a baseline is one measurement, and half of one
/// would hide what it should not. The same finding twice means the larger count, so that git may merge two versions line by line.
/// </summary>
internal sealed class BaselineFile
{
    /// <summary>The name of the file at the root of a repository.</summary>
    public const string Name = "prodgap.baseline";

    /// <summary>The first line.</summary>
    public const string Header = "prodgap-baseline 1";

    /// <summary>No line may speak of more findings.</summary>
    public const int MostOfOne = 9999;

    /// <summary>No file may be larger, in bytes.</summary>
    public const long Largest = 64L * 1024 * 1024;

    private const int Fields = 6;

    private const int KeyDigits = 12;

    private static readonly string[] Conflicts = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"];

    private BaselineFile(IReadOnlyCollection<BaselineEntry> entries)
    {
        Entries = entries;
    }

    private BaselineFile(int line, string problem)
    {
        Entries = [];
        (ProblemLine, Problem) = (line, problem);
    }

    /// <summary>The lines, each kind of finding once.</summary>
    public IReadOnlyCollection<BaselineEntry> Entries { get; }

    /// <summary>What is wrong with the file, without a full stop; null if nothing is.</summary>
    public string? Problem { get; }

    /// <summary>The line of the problem, counted from one; zero for the file as a whole.</summary>
    public int ProblemLine { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static BaselineFile Read(string path)
    {
        var file = new FileInfo(path);
        return file.Length > Largest ? new(0, "it is larger than 64 MB") : Read(File.ReadAllBytes(path));
    }

    /// <summary>Reads the bytes of a file.</summary>
    public static BaselineFile Read(byte[] bytes)
    {
        string text;
        try
        {
            text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (ArgumentException)
        {
            return new(0, "it is not UTF-8");
        }

        var counts = new Dictionary<(string Project, string Member, string Rule, string Key), BaselineEntry>();
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.TrimEnd('\r');
            if (number == 1)
            {
                if (line != Header)
                {
                    return new(1, line.StartsWith("prodgap-baseline ", StringComparison.Ordinal) ? "it is of a format that this version does not know" : $"its first line is not '{Header}'");
                }

                continue;
            }

            if (line.Trim().Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (ProblemIn(line, out var entry) is { } problem)
            {
                return new(number, problem);
            }

            var kind = (entry!.Project, entry.Member, entry.Rule, entry.Key);
            if (!counts.TryGetValue(kind, out var other) || other.Count < entry.Count)
            {
                counts[kind] = entry;
            }
        }

        return new(counts.Values);
    }

    private static string? ProblemIn(string line, out BaselineEntry? entry)
    {
        entry = null;
        if (Array.Exists(Conflicts, mark => line.StartsWith(mark, StringComparison.Ordinal)))
        {
            return "it holds the marks of a merge conflict";
        }

        var fields = line.Split('\t');
        if (fields.Length != Fields)
        {
            return $"a line has {Fields} fields between tabs, this one has {fields.Length}";
        }

        var (rule, key) = (fields[2], fields[3]);
        if (fields[0].Length == 0 || fields[1].Length == 0)
        {
            return "the project or the member is empty";
        }

        if (!RuleIds.Has(rule))
        {
            return $"'{Shown(rule)}' is no rule of this version";
        }

        if (key.Length != KeyDigits || key.Any(static digit => digit is not (>= '0' and <= '9' or >= 'a' and <= 'f')))
        {
            return $"'{Shown(key)}' is no key of {KeyDigits} hexadecimal digits";
        }

        if (!int.TryParse(fields[4], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > MostOfOne)
        {
            return $"'{Shown(fields[4])}' is no count from 1 to {MostOfOne}";
        }

        entry = new(fields[0], fields[1], rule, key, count, fields[5]);
        return null;
    }

    private static string Shown(string field)
    {
        const int Longest = 40;
        var text = new string([.. field.Select(static sign => char.IsControl(sign) ? '?' : sign)]);
        return text.Length <= Longest ? text : text.Substring(0, Longest) + "...";
    }
}
