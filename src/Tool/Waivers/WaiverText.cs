using System.Text;
using ProdGap.Analyzers.Tasks.Waivers;

namespace ProdGap.Tool.Waivers;

/// <summary>The text of a file of waivers, to which one is added; what stands there keeps its bytes.</summary>
internal static class WaiverText
{
    private const string Comment = "# Findings that may stay for a while: why, who answers for it, until when. Written by people or by `prodgap waive`.";

    private const int NameWidth = 10;

    /// <summary>A file without waivers.</summary>
    public static string Empty { get; } = $"{WaiverFile.Header}\n{Comment}\n";

    /// <summary>The lines of a waiver.</summary>
    public static string Block(Waiver waiver)
    {
        var text = new StringBuilder(waiver.Rule).Append('\n');
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)
            [
                ("where", waiver.Where), ("reason", waiver.Reason), ("owner", waiver.Owner), ("approved", waiver.Approver.Length > 0 ? $"{waiver.Approver} {waiver.Approved}" : ""), ("until", waiver.Until), ("ticket", waiver.Ticket),
            ])
        {
            if (value.Length > 0)
            {
                text.Append("  ").Append(name.PadRight(NameWidth)).Append(value).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>How a path and a member are written as the place of a waiver.</summary>
    public static string Where(string path, string member)
    {
        var quoted = path.Contains(' ', StringComparison.Ordinal) || path == "project" ? $"\"{path}\"" : path;
        return member.Length == 0 ? quoted : $"{quoted} {member}";
    }

    /// <summary>The text with one more waiver: before the first whose rule and place come after, so that two branches rarely meet at the end.</summary>
    /// <param name="text">The text of a file.</param>
    /// <param name="waiver">The new one.</param>
    public static string Add(string text, Waiver waiver)
    {
        var newLine = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var lines = text.Split('\n').ToList();
        var block = Block(waiver).Replace("\n", newLine, StringComparison.Ordinal);
        var next = WaiverFile.Read(Encoding.UTF8.GetBytes(text)).Waivers.Where(other => Compare(other, waiver) > 0).Select(static other => other.Line).FirstOrDefault();
        if (next == 0)
        {
            return text.TrimEnd() + newLine + newLine + block;
        }

        // A comment right above a waiver belongs to it.
        var at = next - 1;
        while (at > 1 && lines[at - 1].StartsWith('#') && at - 1 > LastOfHead(lines))
        {
            at--;
        }

        return string.Join('\n', lines.Take(at)) + "\n" + block + newLine + string.Join('\n', lines.Skip(at));
    }

    /// <summary>The last line of the comment that the file begins with.</summary>
    private static int LastOfHead(List<string> lines)
    {
        var last = 0;
        while (last + 1 < lines.Count && lines[last + 1].StartsWith('#'))
        {
            last++;
        }

        return last;
    }

    private static int Compare(Waiver one, Waiver other)
    {
        var by = string.CompareOrdinal(one.Rule, other.Rule);
        return by != 0 ? by : string.CompareOrdinal(one.Where, other.Where);
    }
}
