using System.Text;

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
    public static readonly SecretFormatCheck Jwt = new("JSON, and its header names an algorithm", IsSigned, isOfRandom: false);

    /// <summary>The first part is a user's number in base64.</summary>
    public static readonly SecretFormatCheck UserNumber = new("the first part is a number in base64", BeginsWithNumber);

    /// <summary>A name, a colon and a password in base64 (RFC 7617).</summary>
    public static readonly SecretFormatCheck Basic = new("name:password in base64", IsBasic, isOfRandom: false);

    /// <summary>A key in PEM follows (RFC 7468), not the mere header of one.</summary>
    public static readonly SecretFormatCheck Pem = new("a body of base64 follows", HasBody, isOfRandom: false, findsTheEnd: true);

    /// <summary>A user and a password before the host (RFC 3986, 3.2.1).</summary>
    public static readonly SecretFormatCheck UserInfo = new("user:password@host follows", HasPassword, isOfRandom: false, findsTheEnd: true, yields: true);

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

    private static Confidence IsSigned(string text, Confidence usual, ref int start, ref int length, ref long visits)
    {
        visits += length;
        var end = start + length;
        var first = text.IndexOf('.', start, length);
        var second = text.IndexOf('.', first + 1, end - first - 1);
        if (string.CompareOrdinal(text, first + 1, "eyJ", 0, 3) != 0
            || Decoded(text, start, first - start) is not { } header
            || ValueOf(header, "\"alg\"") is not { Length: > 0 } algorithm
            || algorithm.Equals("none", StringComparison.OrdinalIgnoreCase)
            || SecretFormatPlaceholder.IsPlaceholder(text, second + 1, end - second - 1, SecretFormatAlphabet.Of('u')))
        {
            return Confidence.None;
        }

        // Supabase gives every browser a token of the role "anon"; it is no secret, and the demonstration's are none either.
        return Decoded(text, first + 1, second - first - 1) is { } payload
            && (ValueOf(payload, "\"role\"") == "anon" || ValueOf(payload, "\"iss\"") == "supabase-demo")
            ? Confidence.Low
            : usual;
    }

    /// <summary>The text value of a key in JSON, read by its first mention; null when there is none.</summary>
    private static string? ValueOf(string json, string key)
    {
        var at = json.IndexOf(key, StringComparison.Ordinal);
        var colon = at < 0 ? -1 : json.IndexOf(':', at + key.Length);
        var open = colon < 0 ? -1 : json.IndexOf('"', colon);
        var close = open < 0 ? -1 : json.IndexOf('"', open + 1);
        return close < 0 ? null : json.Substring(open + 1, close - open - 1);
    }

    /// <summary>What base64, of either alphabet and padded or not, says in printable ASCII; null when it is none, or too long to be asked.</summary>
    private static string? Decoded(string text, int start, int length)
    {
        if (length is 0 or > 8192 || length % 4 == 1)
        {
            return null;
        }

        var result = new StringBuilder(length * 3 / 4);
        int bits = 0, count = 0;
        for (var i = start; i < start + length; i++)
        {
            var value = text[i] switch
            {
                >= 'A' and <= 'Z' and var c => c - 'A',
                >= 'a' and <= 'z' and var c => c - 'a' + 26,
                >= '0' and <= '9' and var c => c - '0' + 52,
                '+' or '-' => 62,
                '/' or '_' => 63,
                '=' => -1,
                _ => -2,
            };
            if (value < 0)
            {
                if (value == -1)
                {
                    break;
                }

                return null;
            }

            bits = ((bits << 6) | value) & 0xFFFF;
            count += 6;
            if (count >= 8)
            {
                count -= 8;
                result.Append((char)((bits >> count) & 0xFF));
            }
        }

        return result.ToString();
    }

    private static Confidence BeginsWithNumber(string text, Confidence usual, ref int start, ref int length, ref long visits)
    {
        visits += length;
        return Decoded(text, start, text.IndexOf('.', start, length) - start) is { Length: >= 17 and <= 20 } number && number.All(c => c is >= '0' and <= '9')
            ? usual
            : Confidence.None;
    }

    private static Confidence IsBasic(string text, Confidence usual, ref int start, ref int length, ref long visits)
    {
        visits += length;
        if (length % 4 != 0 || Decoded(text, start, length) is not { } pair || pair.Any(c => c is < ' ' or > '~'))
        {
            return Confidence.None;
        }

        var colon = pair.IndexOf(':');
        return colon < 1 ? Confidence.None : SecretFormatPassword.Judge(pair.Substring(0, colon), pair.Substring(colon + 1), isExample: false, usual);
    }

    private static Confidence HasBody(string text, Confidence usual, ref int start, ref int length, ref long visits)
    {
        // Headers, line breaks (escaped or not), quotes and the like may stand between the lines of the body; a dashed line ends it.
        var base64 = SecretFormatAlphabet.Of('b');
        var seen = new SecretFormatAsciiSet();
        int run = 0, body = 0, distinct = 0, last = start + length, at = last;
        for (; at < text.Length; at++)
        {
            if (base64.Contains(text[at]))
            {
                run++;
                continue;
            }

            Close();
            if (text[at] == '-' && string.CompareOrdinal(text, at, "-----", 0, 5) == 0)
            {
                break;
            }
        }

        Close();
        visits += at - start;
        if (body < 60 || distinct < 20)
        {
            return Confidence.None;
        }

        if (string.CompareOrdinal(text, at, "-----END", 0, 8) == 0 && text.IndexOf("-----", at + 8, Math.Min(40, text.Length - at - 8), StringComparison.Ordinal) is > 0 and var close)
        {
            last = close + 5;
        }

        length = last - start;
        return usual;

        void Close()
        {
            if (run >= 30)
            {
                body += run;
                last = at;
                for (var i = at - run; i < at; i++)
                {
                    distinct += seen.Add(text[i]) ? 1 : 0;
                }
            }

            run = 0;
        }
    }

    private static Confidence HasPassword(string text, Confidence usual, ref int start, ref int length, ref long visits)
    {
        var user = start + length;
        int colon = -1, host = -1, end = user;
        for (; end < text.Length; end++)
        {
            var c = text[end];
            if (c is '/' or '?' or '#' or '\\' or '"' or '\'' or '`' or '<' or '>' or '{' or '}' or '|' or ',' or ';' || c <= ' ')
            {
                break;
            }

            if (c == ':' && colon < 0)
            {
                colon = end;
            }
            else if (c == '@')
            {
                host = end + 1;
            }
        }

        visits += end - user;
        if (colon < 0 || host < colon || end == host || !(SecretFormatAlphabet.Of('w').Contains(text[host]) || text[host] is '[' or '_')
            || host - user > 1024)
        {
            return Confidence.None;
        }

        start = colon + 1;
        length = host - 1 - start;
        var hostEnd = text.IndexOf(':', host, end - host);
        var hostName = text.Substring(host, (hostEnd < 0 ? end : hostEnd) - host);
        return SecretFormatPassword.Judge(text.Substring(user, colon - user), text.Substring(start, length), SecretFormatPassword.IsLocal(hostName) || SecretFormatPassword.IsExample(hostName), usual);
    }
}
