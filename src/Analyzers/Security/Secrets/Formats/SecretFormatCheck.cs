namespace ProdGap.Analyzers.Security.Secrets.Formats;

/// <summary>What a token must stand besides its shape: a checksum, a structure, a look of randomness.</summary>
internal sealed class SecretFormatCheck
{
    /// <summary>It looks random: no run, no sequence, no word of a placeholder.</summary>
    public static readonly SecretFormatCheck Random = new("looks random");

    /// <summary>The last six characters are the CRC-32 of the thirty before, in base 62: GitHub's tokens since 2021.</summary>
    public static readonly SecretFormatCheck Crc32 = new("CRC-32 in base 62 at the end", HasCrc32);

    /// <summary>The last six characters are the checksum of BIP 173.</summary>
    public static readonly SecretFormatCheck Bech32 = new("bech32 checksum", HasBech32);

    /// <summary>High beside what may be the secret that goes with it.</summary>
    public static readonly SecretFormatCheck BesideSecret = new("high beside 40 characters of base64", IsBesideSecret);

    /// <summary>A header of JSON that names an algorithm, and not "none" (RFC 7519).</summary>
    public static readonly SecretFormatCheck Jwt = new("JSON, and its header names an algorithm", SecretFormatStructure.IsSigned, isOfRandom: false);

    /// <summary>The first part is a user's number in base64.</summary>
    public static readonly SecretFormatCheck UserNumber = new("the first part is a number in base64", SecretFormatStructure.BeginsWithNumber);

    /// <summary>A name, a colon and a password in base64 (RFC 7617).</summary>
    public static readonly SecretFormatCheck Basic = new("name:password in base64", SecretFormatStructure.IsBasic, isOfRandom: false);

    /// <summary>A key in PEM follows (RFC 7468), not the mere header of one.</summary>
    public static readonly SecretFormatCheck Pem = new("a body of base64 follows", SecretFormatStructure.HasBody, isOfRandom: false, findsTheEnd: true);

    /// <summary>A user and a password before the host (RFC 3986, 3.2.1).</summary>
    public static readonly SecretFormatCheck UserInfo = new("user:password@host follows", SecretFormatStructure.HasPassword, isOfRandom: false, findsTheEnd: true, yields: true);

    private readonly Judgment? judgment;

    private SecretFormatCheck(
        string says, Judgment? judgment = null, bool isOfRandom = true, bool findsTheEnd = false, bool yields = false, string? marker = null)
    {
        Says = says;
        this.judgment = judgment;
        IsOfRandom = isOfRandom;
        FindsTheEnd = findsTheEnd;
        Yields = yields;
        Marker = marker;
    }

    private delegate Confidence Judgment(string text, Confidence usual, ref int start, ref int length, ref long visits);

    /// <summary>What it asks for, for a reader of the table.</summary>
    public string Says { get; }

    /// <summary>Text that must stand in the token, or null.</summary>
    public string? Marker { get; }

    /// <summary>True when the parts of the shape must look random, too.</summary>
    public bool IsOfRandom { get; }

    /// <summary>True when the shape is only the beginning, and the check follows the token to its end.</summary>
    public bool FindsTheEnd { get; }

    /// <summary>True when a token of another format inside this one is what people should be told of.</summary>
    public bool Yields { get; }

    /// <summary>The check by its name in the table.</summary>
    public static SecretFormatCheck Of(string name)
        => name switch
        {
            "crc32" => Crc32,
            "bech32" => Bech32,
            "beside secret" => BesideSecret,
            "jwt" => Jwt,
            "user number" => UserNumber,
            "basic" => Basic,
            "pem" => Pem,
            "user info" => UserInfo,
            _ when name.StartsWith("contains ", StringComparison.Ordinal) => Contains(name.Substring("contains ".Length)),
            _ => throw new ArgumentException("There is no such check: " + name, nameof(name)),
        };

    /// <summary>There is a text in the token without which it is none.</summary>
    public static SecretFormatCheck Contains(string marker)
        => new("contains " + marker, marker: marker, judgment: (string text, Confidence usual, ref int start, ref int length, ref long visits) =>
        {
            visits += length;
            return text.IndexOf(marker, start, length, StringComparison.OrdinalIgnoreCase) >= 0 ? usual : Confidence.None;
        });

    /// <summary>How sure it is that a token of the right shape is one; it may correct where the secret stands.</summary>
    public Confidence Judge(string text, Confidence usual, ref int start, ref int length, ref long visits)
        => judgment is null ? usual : judgment(text, usual, ref start, ref length, ref visits);

    private static Confidence HasCrc32(string text, Confidence usual, ref int start, ref int length, ref long visits)
    {
        visits += length;
        var end = start + length;
        return string.CompareOrdinal(text, end - 6, SecretFormatChecksum.Crc32Of(text, end - 36, 30), 0, 6) == 0 ? usual : Confidence.None;
    }

    private static Confidence HasBech32(string text, Confidence usual, ref int start, ref int length, ref long visits)
    {
        visits += length;
        return SecretFormatChecksum.Bech32RemainderOf(text, start, length) == 1 ? usual : Confidence.None;
    }

    private static Confidence IsBesideSecret(string text, Confidence usual, ref int start, ref int length, ref long visits)
    {
        var end = Math.Min(text.Length, start + length + 120);
        var base64 = SecretFormatAlphabet.Of('b');
        var run = 0;
        for (var i = start + length; i <= end; i++)
        {
            visits++;
            if (i < end && base64.Contains(text[i]))
            {
                run++;
                continue;
            }

            if (run == 40)
            {
                return Confidence.High;
            }

            run = 0;
        }

        return usual;
    }
}
