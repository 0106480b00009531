namespace ProdGap.Analyzers.Security.Secrets.Formats;

/// <summary>The characters that one part of a token is made of.</summary>
internal sealed class SecretFormatAlphabet
{
    private const string Digits = "0123456789";
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Word = Digits + Lower + Upper;

    /// <summary>The letters that the shapes of the table use: <c>{h:32}</c> is 32 of the alphabet <c>h</c>.</summary>
    private static readonly SecretFormatAlphabet?[] Named = new SecretFormatAlphabet?[128];

    static SecretFormatAlphabet()
    {
        Named['d'] = new(Digits);
        Named['h'] = new(Digits + "abcdef");
        Named['H'] = new(Digits + "ABCDEF");
        Named['x'] = new(Digits + "abcdefABCDEF");
        Named['l'] = new(Digits + Lower);
        Named['L'] = new(Digits + Upper);
        Named['a'] = new(Lower + Upper);
        Named['z'] = new(Lower);
        Named['w'] = new(Word);
        // base64url, and with what some add to it.
        Named['u'] = new(Word + "-_");
        Named['t'] = new(Word + "-_.~");
        Named['v'] = new(Word + "-_=");
        // base64, and as it stands in an address.
        Named['b'] = new(Word + "+/");
        Named['e'] = new(Word + "+/%");
        Named['='] = new("=");
        // base32 (RFC 4648) and bech32 (BIP 173).
        Named['2'] = new(Upper + "234567");
        Named['B'] = new("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L");
        // The scheme of an address (RFC 3986), and what stands between a name and its value in code, JSON, YAML and shells.
        Named['r'] = new(Word + "+.-");
        Named['s'] = new(" \t\"':=>");
        OfWord = Of('u');
    }

    private static readonly SecretFormatAlphabet OfWord;

    private readonly ulong low;
    private readonly ulong high;

    private SecretFormatAlphabet(string characters)
    {
        Characters = characters;
        foreach (var c in characters)
        {
            if (c < 64)
            {
                low |= 1UL << c;
            }
            else
            {
                high |= 1UL << (c - 64);
            }
        }
    }

    /// <summary>All of them.</summary>
    public string Characters { get; }

    /// <summary>True when no character of it can stand between two words, so that a run of it holds one token at most.</summary>
    public bool IsWord => (low & ~OfWord.low) == 0 && (high & ~OfWord.high) == 0;

    /// <summary>True when a token of it that is random has a digit, or letters of both cases.</summary>
    public bool IsMixed => Characters.Length > 33;

    public static SecretFormatAlphabet Of(char name) => Named[name] ?? throw new ArgumentException("There is no such alphabet.", nameof(name));

    /// <summary>True for the characters that continue a token's run: letters, digits, <c>_</c> and <c>-</c>.</summary>
    public static bool IsOfWord(char c) => OfWord.Contains(c);

    public bool Contains(char c) => c < 128 && (((c < 64 ? low : high) >> (c & 63)) & 1) != 0;

    public bool ContainsAll(string text)
    {
        foreach (var c in text)
        {
            if (!Contains(c))
            {
                return false;
            }
        }

        return true;
    }
}
