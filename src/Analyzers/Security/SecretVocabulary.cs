using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security;

/// <summary>What the user says about names and values in <c>.editorconfig</c>.</summary>
internal sealed class SecretVocabulary
{
    private readonly HashSet<string> additional;
    private readonly HashSet<string> excluded;
    private readonly HashSet<string> allowed;
    private readonly int longest;

    /// <param name="additional">Names that are credentials, or end as one does: <c>kundenschluessel</c>, <c>magic word</c>.</param>
    /// <param name="excluded">Names, or parts of names, that never are.</param>
    /// <param name="allowed">Values that are none, letter by letter.</param>
    public SecretVocabulary(IEnumerable<string> additional, IEnumerable<string> excluded, IEnumerable<string> allowed)
    {
        this.additional = Terms(additional, ref longest);
        this.excluded = Terms(excluded, ref longest);
        this.allowed = new HashSet<string>(allowed, StringComparer.Ordinal);
    }

    /// <summary>No wishes.</summary>
    public static SecretVocabulary Empty { get; } = new([], [], []);

    public bool HasNames => longest > 0;

    public bool Allows(string value) => allowed.Count > 0 && allowed.Contains(value);

    /// <summary>What the user says that a name is; null where nothing.</summary>
    public NameKind? KindOf(List<string> words)
    {
        if (!HasNames)
        {
            return null;
        }

        NameKind? found = null;
        for (var start = words.Count - 1; start >= 0; start--)
        {
            var joined = "";
            for (var i = start; i < words.Count && joined.Length < longest; i++)
            {
                joined += words[i];
                if (excluded.Contains(joined))
                {
                    return NameKind.None;
                }

                if (i == words.Count - 1 && additional.Contains(joined))
                {
                    found = NameKind.Key;
                }
            }
        }

        return found;
    }

    private static HashSet<string> Terms(IEnumerable<string> texts, ref int longest)
    {
        var terms = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            if (string.Concat(WordSplitter.Of(text)) is { Length: > 0 } term)
            {
                terms.Add(term);
                longest = Math.Max(longest, term.Length);
            }
        }

        return terms;
    }
}
