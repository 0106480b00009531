using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Secrets;

// The forms that a text may have, whatever it means: a name, a slug, a GUID, PEM, hexadecimal digits. What its characters are is counted in TextStatistics.
internal static partial class SecretValues
{
    /// <summary>Words in camel case, or one word: <c>PasswordResetToken</c>, <c>changePassword2</c>.</summary>
    private static bool IsIdentifier(string text) => text.Length <= 128 && IsNameChars(text, 0, text.Length) && text.IndexOf('_') < 0 && IsSlugPart(text, 0, text.Length, anySign: false);

    /// <summary>Words with signs between them: <c>reset-password</c>, <c>access_token_v2</c>.</summary>
    private static bool IsSlug(string text) => text.Length <= 128 && IsSlugPart(text, 0, text.Length, anySign: true);

    private static bool AreNames(string text, Func<char, bool> isSeparator)
    {
        var start = 0;
        var names = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && !isSeparator(text[i]))
            {
                continue;
            }

            if (i > start)
            {
                if (i - start > 1 && !IsSlugPart(text, start, i, anySign: true) && !IsShortNumber(text, start, i))
                {
                    return false;
                }

                names++;
            }

            start = i + 1;
        }

        return names > 0;
    }

    private static bool IsShortNumber(string text, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (!char.IsDigit(text[i]))
            {
                return false;
            }
        }

        return end - start <= 5;
    }

    /// <summary>
    /// Nothing but words that can be read, and at most a short number after each. The signs may be <c>-</c>, <c>_</c>, <c>.</c> and <c>:</c>.
    /// </summary>
    private static bool IsSlugPart(string text, int start, int end, bool anySign)
    {
        if (end <= start)
        {
            return false;
        }

        var turns = 0;
        var pieceStart = start;
        var beganWithDigit = false;
        for (var i = start; i < end; i++)
        {
            if (!char.IsLetterOrDigit(text[i]) && !(anySign && text[i] is '-' or '_' or '.' or ':'))
            {
                return false;
            }

            if (i > start && char.IsLetter(text[i]) && char.IsDigit(text[i - 1]))
            {
                turns++;
                beganWithDigit = pieceStart < i && char.IsDigit(text[pieceStart]);
            }
            else if (i > start && char.IsDigit(text[i]) && char.IsLetter(text[i - 1]) && beganWithDigit)
            {
                // "9Xk2".
                return false;
            }
            else if (!char.IsLetterOrDigit(text[i]))
            {
                pieceStart = i + 1;
                beganWithDigit = false;
            }
        }

        // One "OAuth2Token" is a name; digits among letters again and again are not.
        if (turns > 1)
        {
            return false;
        }

        var words = WordSplitter.Of(text, start, end);
        var letters = 0;
        var readable = 0;
        var numbers = 0;
        var lettered = 0;
        var singles = 0;
        var longNumbers = 0;
        foreach (var word in words)
        {
            if (WordSplitter.IsNumber(word))
            {
                numbers++;
                if (word.Length > 3 && !IsYear(word))
                {
                    return false;
                }

                longNumbers += word.Length == 3 ? 1 : 0;

                continue;
            }

            // The v of a version, the X of a header, k8s.
            if (word.Length == 1)
            {
                singles++;
                continue;
            }

            lettered++;
            letters += word.Length;
            readable += IsReadable(word) ? word.Length : 0;
        }

        return lettered > 0 && numbers <= lettered + singles && singles <= 2 && longNumbers <= 1 && readable * 10 >= letters * 7 && (letters >= lettered * 3 || (readable == letters && letters * 2 >= lettered * 5) || lettered <= 2)
            && !(numbers > 1 && letters < 3 * numbers);
    }

    private static bool IsYear(string number) => number.Length == 4 && (number.StartsWith("19", StringComparison.Ordinal) || number.StartsWith("20", StringComparison.Ordinal));

    /// <summary>It has a vowel, and no five consonants or four vowels in a row. Short pieces are abbreviations.</summary>
    private static bool IsReadable(string word)
    {
        if (word.Length is 2 or 3 || Abbreviations.Contains(word))
        {
            return true;
        }

        if (word.Length > 24)
        {
            return false;
        }

        var vowels = 0;
        var run = 0;
        var wasVowel = false;
        foreach (var c in word)
        {
            var isVowel = c is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';
            run = isVowel == wasVowel ? run + 1 : 1;
            wasVowel = isVowel;
            vowels = isVowel ? vowels + 1 : vowels;
            if (run > (isVowel ? 3 : 4))
            {
                return false;
            }
        }

        return vowels > 0 && vowels * 6 >= word.Length && vowels * 3 <= word.Length * 2;
    }

    /// <summary>Made by a machine: long, letters and digits, most characters different, no words.</summary>
    private static bool LooksRandom(string text, int shortest)
    {
        if (text.Length < shortest || IsSlug(text) || IsIdentifier(text))
        {
            return false;
        }

        var shape = new TextStatistics(text);
        return shape.Digits > 1 && shape.Letters > 2 && shape.Blanks == 0 && TextStatistics.Entropy(text) > (IsHexText(text) ? 2.6 : 3.0);
    }

    private static bool IsGuid(string text) => text.Length is 36 or 38 && Guid.TryParse(text, out _);

    private static bool IsPem(string text) => Head(text).IndexOf("-----BEGIN ", StringComparison.Ordinal) >= 0;

    private static bool IsPrivatePem(string text) => IsPem(text) && Head(text).IndexOf("PRIVATE KEY", StringComparison.Ordinal) >= 0 && text.Length > 100;

    private static string Head(string text) => text.Length > 96 ? text.Substring(0, 96) : text;

    public static string WithoutScheme(string value)
    {
        var (start, end) = Trimmed(value);
        foreach (var scheme in Schemes)
        {
            if (end - start > scheme.Length && string.Compare(value, start, scheme, 0, scheme.Length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                return value.Substring(start + scheme.Length, end - start - scheme.Length).Trim();
            }
        }

        return start == 0 && end == value.Length ? value : value.Substring(start, end - start);
    }

    private static (int Start, int End) Trimmed(string text)
    {
        var start = 0;
        var end = text.Length;
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return (start, end);
    }

    private static bool HasBlank(string text)
    {
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Has(string text, string part) => text.IndexOf(part, StringComparison.Ordinal) >= 0;

    private static bool IsNameChars(string text, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (!char.IsLetterOrDigit(text[i]) && text[i] != '_')
            {
                return false;
            }
        }

        return end > start;
    }

    private static bool AllLetters(string text, int start)
    {
        for (var i = start; i < text.Length; i++)
        {
            if (!char.IsLetter(text[i]))
            {
                return false;
            }
        }

        return start < text.Length;
    }

    private static bool IsHexText(string text)
    {
        foreach (var c in text)
        {
            if (!IsHex(c))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsHex(char c) => c is (>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F');
}
