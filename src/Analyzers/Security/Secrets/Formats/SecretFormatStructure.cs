using System.Text;
using ProdGap.Analyzers.Core.Configuration;

namespace ProdGap.Analyzers.Security.Secrets.Formats;

/// <summary>Reads what stands inside of a token that has the right shape: a JWT, a pair in base64, the body of PEM, the user info of an address.</summary>
internal static class SecretFormatStructure
{
    public static Confidence IsSigned(string text, Confidence usual, ref int start, ref int length, ref long visits)
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

    public static Confidence BeginsWithNumber(string text, Confidence usual, ref int start, ref int length, ref long visits)
    {
        visits += length;
        return Decoded(text, start, text.IndexOf('.', start, length) - start) is { Length: >= 17 and <= 20 } number && number.All(c => c is >= '0' and <= '9')
            ? usual
            : Confidence.None;
    }

    public static Confidence IsBasic(string text, Confidence usual, ref int start, ref int length, ref long visits)
    {
        visits += length;
        if (length % 4 != 0 || Decoded(text, start, length) is not { } pair || pair.Any(c => c is < ' ' or > '~'))
        {
            return Confidence.None;
        }

        var colon = pair.IndexOf(':');
        return colon < 1 ? Confidence.None : SecretFormatPassword.Judge(pair.Substring(0, colon), pair.Substring(colon + 1), isExample: false, usual);
    }

    public static Confidence HasBody(string text, Confidence usual, ref int start, ref int length, ref long visits)
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

    public static Confidence HasPassword(string text, Confidence usual, ref int start, ref int length, ref long visits)
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
        // A host that the code adds: the text ends, or a hole follows.
        var isOpen = host > 0 && end == host && (host == text.Length || text[host] == '{');
        if (colon < 0 || host < colon || (end == host && !isOpen) || !(isOpen || SecretFormatAlphabet.Of('w').Contains(text[host]) || text[host] is '[' or '_')
            || host - user > 1024)
        {
            return Confidence.None;
        }

        start = colon + 1;
        length = host - 1 - start;
        var hostEnd = text.IndexOf(':', host, end - host);
        var hostName = text.Substring(host, (hostEnd < 0 ? end : hostEnd) - host);
        return SecretFormatPassword.Judge(text.Substring(user, colon - user), text.Substring(start, length), LocalHosts.Contain(hostName) || SecretFormatPassword.IsExample(hostName), usual);
    }
}
