namespace ProdGap.Analyzers.Security.Secrets.Formats;

/// <summary>Tells what people write to show a token's shape from what a provider's random generator writes.</summary>
internal static class SecretFormatPlaceholder
{
    /// <summary>What people write where a token belongs. Each is so long that it hardly ever stands in a random token.</summary>
    private static readonly string[] Words =
    [
        "xxxx", "your", "example", "placeholder", "change_me", "changeme", "change-me", "dummy", "sample", "redacted", "replace", "insert", "fake", "foobar",
        "notreal", "not-real", "not_real", "goes-here", "goes_here", "goeshere", "mysecret", "my-secret", "testtest", "deadbeef",
    ];

    /// <summary>True when a part of a token is what people write to show a token's shape.</summary>
    public static bool IsPlaceholder(string text, int start, int length, SecretFormatAlphabet alphabet)
    {
        if (length < 6)
        {
            return false;
        }

        int same = 1, rising = 1, falling = 1, distinct = 1;
        var seen = new SecretFormatAsciiSet();
        seen.Add(text[start]);
        bool hasDigit = text[start] is >= '0' and <= '9', hasLower = text[start] is >= 'a' and <= 'z', hasUpper = text[start] is >= 'A' and <= 'Z';
        for (var i = start + 1; i < start + length; i++)
        {
            var c = text[i];
            same = c == text[i - 1] ? same + 1 : 1;
            rising = c == text[i - 1] + 1 ? rising + 1 : 1;
            falling = c == text[i - 1] - 1 ? falling + 1 : 1;
            // Zeros in base64 are a run of A.
            if (same >= (c == 'A' ? 10 : 6) || rising >= 6 || falling >= 7)
            {
                return true;
            }

            distinct += seen.Add(c) ? 1 : 0;
            hasDigit |= c is >= '0' and <= '9';
            hasLower |= c is >= 'a' and <= 'z';
            hasUpper |= c is >= 'A' and <= 'Z';
        }

        if (distinct < (length < 16 ? 2 : alphabet.Characters.Length <= 10 ? 4 : 7))
        {
            return true;
        }

        if (length >= 16 && alphabet.IsMixed && !hasDigit && !(hasLower && hasUpper))
        {
            return true;
        }

        return HasWord(text, start, length);
    }

    /// <summary>True when a word of a placeholder stands in a stretch of text.</summary>
    public static bool HasWord(string text, int start, int length)
    {
        foreach (var word in Words)
        {
            if (text.IndexOf(word, start, length, StringComparison.OrdinalIgnoreCase) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>A set of ASCII characters that needs no memory of its own.</summary>
internal struct SecretFormatAsciiSet
{
    private ulong low;
    private ulong high;

    public bool Add(char c)
    {
        ref var half = ref low;
        if (c >= 64)
        {
            half = ref high;
        }

        var bit = 1UL << (c & 63);
        var isNew = (half & bit) == 0;
        half |= bit;
        return isNew;
    }
}
