using System.Text;

namespace ProdGap.Analyzers.Tasks.Waivers;

/// <summary>
/// Reads <c>prodgap.waivers</c>. Each block is a decision of its own: one that is wrong does nothing, and the others hold. Only what leaves
/// in doubt where a block ends makes the whole file worthless.
/// </summary>
internal sealed class WaiverFile
{
    /// <summary>The name of the file at the root of a repository.</summary>
    public const string Name = "prodgap.waivers";

    /// <summary>The first line.</summary>
    public const string Header = "prodgap-waivers 1";

    /// <summary>No file may be larger, in bytes.</summary>
    public const long Largest = 4L * 1024 * 1024;

    private static readonly string[] Conflicts = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"];

    private WaiverFile(IReadOnlyList<Waiver> waivers, IReadOnlyList<WaiverProblem> problems)
    {
        Waivers = waivers;
        Problems = problems;
    }

    /// <summary>What can be read, in the order of the file.</summary>
    public IReadOnlyList<Waiver> Waivers { get; }

    /// <summary>What cannot.</summary>
    public IReadOnlyList<WaiverProblem> Problems { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static WaiverFile Read(string path)
    {
        var file = new FileInfo(path);
        return file.Length > Largest ? Worthless(0, "it is larger than 4 MB") : Read(File.ReadAllBytes(path));
    }

    /// <summary>Reads the bytes of a file.</summary>
    public static WaiverFile Read(byte[] bytes)
    {
        string text;
        try
        {
            text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (ArgumentException)
        {
            return Worthless(0, "it is not UTF-8");
        }

        var lines = text.Split('\n');
        if (lines[0].TrimEnd('\r') is var first && first != Header)
        {
            return Worthless(1, first.StartsWith("prodgap-waivers ", StringComparison.Ordinal) ? "it is of a format that this version does not know" : $"its first line is not '{Header}'");
        }

        var (waivers, problems) = (new List<Waiver>(), new List<WaiverProblem>());
        WaiverBlock? block = null;
        for (var i = 1; i < lines.Length; i++)
        {
            var line = lines[i].TrimEnd();
            if (Array.Exists(Conflicts, mark => line.StartsWith(mark, StringComparison.Ordinal)))
            {
                return Worthless(i + 1, "it holds the marks of a merge conflict");
            }

            if (line.Length == 0 || line.TrimStart()[0] == '#')
            {
                continue;
            }

            if (!char.IsWhiteSpace(line[0]))
            {
                block?.Close(waivers, problems);
                block = new(line, i + 1);
            }
            else if (block is not null)
            {
                block.Add(line, i + 1);
            }
            else
            {
                return Worthless(i + 1, "a field stands before the first rule");
            }
        }

        block?.Close(waivers, problems);
        return new(waivers, problems);
    }

    /// <summary>A text of the file as a message may show it.</summary>
    internal static string Shown(string text)
    {
        const int Longest = 40;
        var shown = new string([.. text.Select(static sign => IsUnseen(sign) ? '?' : sign)]);
        return shown.Length <= Longest ? shown : shown.Substring(0, Longest) + "...";
    }

    /// <summary>True for what a reader of the file does not see, but which changes what he sees.</summary>
    internal static bool IsUnseen(char sign)
        => char.IsControl(sign) || sign is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F' or '\u2028' or '\u2029';

    private static WaiverFile Worthless(int line, string problem) => new([], [new("", line, line == 0 ? 0 : 1, problem)]);
}
