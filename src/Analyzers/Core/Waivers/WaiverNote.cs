namespace ProdGap.Analyzers.Core.Waivers;

/// <summary>
/// A waiver that stands in the source, beside what it switches off: <c>PG2001: the poll comes again in a minute; owner: payments; until
/// 2027-01-31</c>. Owner and day may be left out; a text that names neither is all reason.
/// </summary>
/// <param name="reason">Why it may stay.</param>
/// <param name="owner">Who answers for it, or empty.</param>
/// <param name="until">The last day, as it stands there, or empty.</param>
internal sealed class WaiverNote(string reason, string owner, string until)
{
    private static readonly char[] Blanks = [' ', '\t'];

    public string Reason { get; } = reason;

    public string Owner { get; } = owner;

    public string Until { get; } = until;

    /// <summary>Reads a comment without its marks, or a justification.</summary>
    /// <param name="text">The text.</param>
    /// <param name="id">The rule, which may stand before the reason.</param>
    public static WaiverNote Of(string text, string id)
    {
        var (reasons, owner, until) = (new List<string>(), "", "");
        foreach (var part in text.Split(';'))
        {
            var trimmed = part.Trim();
            if (reasons.Count > 0 && After(trimmed, "owner") is { } name)
            {
                owner = name;
            }
            else if (reasons.Count > 0 && After(trimmed, "until") is { } day)
            {
                until = day.TrimEnd('.');
            }
            else if (trimmed.Length > 0)
            {
                reasons.Add(trimmed);
            }
        }

        var reason = string.Join("; ", reasons);
        return new(reason.StartsWith(id, StringComparison.OrdinalIgnoreCase) ? reason.Substring(id.Length).TrimStart(':', ' ', '\t', '-', ',') : reason, owner, until);
    }

    private static string? After(string part, string word)
        => part.StartsWith(word, StringComparison.OrdinalIgnoreCase) && part.Length > word.Length && part[word.Length] is (':' or ' ' or '\t')
            ? part.Substring(word.Length + 1).Trim(Blanks)
            : null;
}
