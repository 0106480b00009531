namespace ProdGap.Tool.Model;

/// <summary>How each rule is fixed, as its page says in the table at its top.</summary>
internal sealed class RuleFixes(string folder)
{
    private const string Row = "| Fix | ";

    private readonly Dictionary<string, string> read = new(StringComparer.Ordinal);

    /// <summary>True if one command fixes all findings of a rule, whether or not that changes behavior.</summary>
    public bool IsFixable(string rule) => KindOf(rule) is "safe" or "changes-behavior";

    /// <summary><c>safe</c>, <c>changes-behavior</c>, <c>one-at-a-time</c> or <c>none</c>; <c>unknown</c> for a rule without a page here.</summary>
    public string KindOf(string rule)
    {
        if (!read.TryGetValue(rule, out var kind))
        {
            var page = Path.Combine(folder, rule + ".md");
            var row = RuleId.IsOurs(rule) && File.Exists(page) ? File.ReadLines(page).FirstOrDefault(static line => line.StartsWith(Row, StringComparison.Ordinal)) : null;
            read[rule] = kind = row is null ? "unknown" : Kind(row[Row.Length..]);
        }

        return kind;
    }

    private static string Kind(string text)
        => text.StartsWith("safe", StringComparison.Ordinal) ? "safe"
            : text.StartsWith("changes behavior", StringComparison.Ordinal) ? "changes-behavior"
            : text.StartsWith("one at a time", StringComparison.Ordinal) ? "one-at-a-time"
            : text.StartsWith("none", StringComparison.Ordinal) ? "none"
            : "unknown";
}
