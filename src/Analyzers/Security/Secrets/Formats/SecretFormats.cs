using System.Collections.Immutable;

namespace ProdGap.Analyzers.Security.Secrets.Formats;

/// <summary>The search for tokens of known formats: anchors first, in one pass, and then what stands around one.</summary>
internal static class SecretFormats
{
    /// <summary>Nothing shorter is a token, but for what is looked at in any text (<see cref="MayBeShort"/>).</summary>
    internal const int Shortest = 20;

    private const int Unknown = -2;

    /// <summary>All rows, in the order in which they are asked.</summary>
    public static ImmutableArray<SecretFormat> All => SecretFormatTable.Rows;

    /// <summary>
    /// The first token of a known format in a text, or null; one that is a credential goes before one that is a public test value. Linear
    /// in the text's length, and without memory of its own where no anchor occurs.
    /// </summary>
    public static SecretMatch? Find(string text) => text.Length < Shortest && !MayBeShort(text) ? null : Find(text, out _);

    /// <summary>True when a public test value, which everybody knows, stands in a text.</summary>
    public static bool HoldsWellKnown(string text) => SecretFormat.IsWellKnown(text, 0, text.Length);

    /// <summary>The first token of a known format, and how many characters were looked at to find it.</summary>
    internal static SecretMatch? Find(string text, out long visits)
    {
        var anchors = SecretFormatTable.Anchors;
        SecretMatch? best = null;
        visits = text.Length;
        var before = 0;
        var lastAt = Unknown;
        for (var i = 0; i < text.Length; i++)
        {
            var entry = anchors.FirstAt(text, i, ref before);
            if (entry == 0 || (text[i] == '/' && i > 1 && text[i - 2] == ':' && i > (lastAt == Unknown ? lastAt = text.LastIndexOf('@') : lastAt)))
            {
                // No anchor ends here, or the one of an address, which everybody writes, and nobody is named in it.
                continue;
            }

            for (; entry != 0; entry = anchors.Next(entry))
            {
                if (anchors.RowAt(entry, text, i) is >= 0 and var row
                    && SecretFormatTable.Row(row).MatchAt(text, i + 1 - anchors.LengthOf(row), ref visits) is { } match
                    && IsBetter(match, best))
                {
                    best = match;
                }
            }

            if (best is { } found && found.Confidence > Confidence.Low && !(found.Format.Check.Yields && i < found.Start + found.Length))
            {
                return found;
            }
        }

        return best;
    }

    /// <summary>True where an address may have a password, or where short basic credentials may stand.</summary>
    private static bool MayBeShort(string text) => text.IndexOf('@') >= 0 || text.IndexOf("Basic ", StringComparison.Ordinal) >= 0;

    private static bool IsBetter(SecretMatch match, SecretMatch? best)
        => best is not { } other
            || (other.Confidence == Confidence.Low && match.Confidence > Confidence.Low)
            || (other.Format.Check.Yields && !match.Format.Check.Yields && match.Start < other.Start + other.Length);
}
