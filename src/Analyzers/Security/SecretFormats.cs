using System.Collections.Immutable;

namespace ProdGap.Analyzers.Security;

/// <summary>The search for tokens of known formats: anchors first, in one pass, and then what stands around one.</summary>
internal static class SecretFormats
{
    private static readonly Lazy<SecretFormatAnchors> Anchors = new(() => new([.. SecretFormatTable.Rows.Select(format => format.Anchor)]));

    /// <summary>All rows, in the order in which they are asked.</summary>
    public static ImmutableArray<SecretFormat> All => SecretFormatTable.Rows;

    /// <summary>
    /// The first token of a known format in a text, or null; one that is a credential goes before one that is a public test value. Linear
    /// in the text's length, and without memory of its own where no anchor occurs.
    /// </summary>
    public static SecretMatch? Find(string text) => Find(text, out _);

    /// <summary>True when a public test value, which everybody knows, stands in a text.</summary>
    public static bool HoldsWellKnown(string text) => SecretFormat.IsWellKnown(text, 0, text.Length);

    /// <summary>The first token of a known format, and how many characters were looked at to find it.</summary>
    internal static SecretMatch? Find(string text, out long visits)
    {
        var anchors = Anchors.Value;
        var formats = SecretFormatTable.Rows;
        SecretMatch? best = null;
        visits = text.Length;
        var state = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!anchors.Step(text[i], ref state))
            {
                continue;
            }

            foreach (var row in anchors.RowsAt(state))
            {
                var format = formats[row];
                if (format.MatchAt(text, i + 1 - format.Anchor.Length, ref visits) is { } match && IsBetter(match, best))
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

    private static bool IsBetter(SecretMatch match, SecretMatch? best)
        => best is not { } other
            || (other.Confidence == Confidence.Low && match.Confidence > Confidence.Low)
            || (other.Format.Check.Yields && !match.Format.Check.Yields && match.Start < other.Start + other.Length);
}
