using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Package;

/// <summary>Finds the option that a misspelled key was most likely meant to be.</summary>
internal static class SimilarKeys
{
    /// <summary>The key that differs least; null where none is close enough to be a likely guess.</summary>
    public static string? Closest(string written, IEnumerable<string> keys)
    {
        string? closest = null;
        var least = int.MaxValue;
        foreach (var key in keys)
        {
            var distance = NameOf(written).Equals(NameOf(key), StringComparison.OrdinalIgnoreCase) ? 1 : Distance(Tail(written), Tail(key));
            if (distance < least)
            {
                (closest, least) = (key, distance);
            }
        }

        // One slip in six letters: more than that is another word.
        return least <= 1 + (Tail(written).Length / 6) ? closest : null;
    }

    private static string Tail(string key) => key.Length < Option.Prefix.Length ? "" : key.Substring(Option.Prefix.Length).ToUpperInvariant();

    /// <summary>The option's own name: right, though the rule is left out or is another one.</summary>
    private static string NameOf(string key) => key.Substring(key.LastIndexOf('.') + 1);

    /// <summary>The number of letters to insert, remove, replace or swap with their neighbor.</summary>
    private static int Distance(string one, string other)
    {
        var rows = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    rows[i, j] = i + j;
                    continue;
                }

                var isSame = one[i - 1] == other[j - 1];
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + (isSame ? 0 : 1));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[one.Length, other.Length];
    }
}
