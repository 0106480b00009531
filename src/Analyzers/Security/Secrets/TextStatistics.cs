using System.Globalization;

namespace ProdGap.Analyzers.Security.Secrets;

/// <summary>The characters of a text, counted by class, and how random their mixture is.</summary>
internal readonly struct TextStatistics
{
    public TextStatistics(string text)
    {
        foreach (var c in text)
        {
            if (char.IsDigit(c))
            {
                Digits++;
            }
            else if (char.IsLetter(c))
            {
                Letters++;
                Uppers += char.IsUpper(c) ? 1 : 0;
            }
            else if (c is '-' or '_' or '.' or ':' or '/')
            {
                Separators++;
            }
            else if (char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Control)
            {
                Blanks++;
            }
            else
            {
                Symbols++;
            }
        }
    }

    public int Digits { get; }

    public int Letters { get; }

    public int Uppers { get; }

    public int Separators { get; }

    public int Symbols { get; }

    public int Blanks { get; }

    /// <summary>How many of lower case, upper case, digits and signs there are.</summary>
    public int Classes => (Letters > Uppers ? 1 : 0) + (Uppers > 0 ? 1 : 0) + (Digits > 0 ? 1 : 0) + (Symbols > 0 || Separators > 0 ? 1 : 0);

    public bool IsMixed => Letters > 0 && Digits > 0 && Symbols > 0;

    public bool IsStrong => Classes >= 3 && Symbols > 0 && Digits > 0;

    /// <summary>Letters and digits mixed as no person writes them, somewhere in the text.</summary>
    public static bool HasRandomPart(string text)
    {
        var length = 0;
        var changes = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsLetterOrDigit(text[i]))
            {
                length = changes = 0;
                continue;
            }

            length++;
            changes += length > 1 && ClassOf(text[i]) != ClassOf(text[i - 1]) ? 1 : 0;
            if (length >= 12 && changes * 3 >= length && HasDigit(text, i - length + 1, i))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasDigit(string text, int start, int end)
    {
        var digits = 0;
        for (var i = start; i <= end && digits < 3; i++)
        {
            digits = char.IsDigit(text[i]) ? digits + 1 : digits;
        }

        return digits >= 3;
    }

    /// <summary>Bits per character. A signal among others: it cannot tell a key from a long identifier.</summary>
    public static double Entropy(string text)
    {
        var counts = new Dictionary<char, int>();
        foreach (var c in text)
        {
            counts.TryGetValue(c, out var count);
            counts[c] = count + 1;
        }

        var entropy = 0.0;
        foreach (var count in counts.Values)
        {
            var share = (double)count / text.Length;
            entropy -= share * Math.Log(share, 2);
        }

        return entropy;
    }

    private static int ClassOf(char c) => char.IsDigit(c) ? 0 : char.IsUpper(c) ? 1 : char.IsLetter(c) ? 2 : 3;
}
