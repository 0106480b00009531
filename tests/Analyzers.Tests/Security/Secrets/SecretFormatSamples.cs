using System.Text;
using ProdGap.Analyzers.Security.Secrets.Formats;

namespace ProdGap.Analyzers.Tests.Security.Secrets;

/// <summary>
/// Builds tokens from the rows of the table, at run time and from a seed: none stands in this repository, so that no scanner trips over
/// it, and none was ever given out.
/// </summary>
internal static class SecretFormatSamples
{
    /// <summary>A token of a format, with what must stand around it.</summary>
    /// <param name="Text">The whole text of the shape.</param>
    /// <param name="Secret">The part of it that is the secret.</param>
    public readonly record struct Sample(string Text, string Secret);

    /// <summary>A true token.</summary>
    public static Sample Of(SecretFormat format, int seed = 0) => Mend(format, Parts(format, seed));

    /// <summary>Tokens that differ from the true one in a thing that matters, each with the name of the difference.</summary>
    public static IEnumerable<(string Difference, string Text)> LookAlikes(SecretFormat format, int seed = 0)
    {
        var parts = Parts(format, seed);
        var genuine = Mend(format, parts);
        if (format.Check == SecretFormatCheck.UserInfo)
        {
            yield return ("no password", "https://" + "deploy" + "@db.contoso.com/x");
            yield return ("no user information", "https://" + "db.contoso.com:8080/@x");
            yield return ("a template", "https://" + "deploy:{0}@db.contoso.com");
            yield return ("a placeholder", "https://" + "deploy:password@db.contoso.com");
            yield break;
        }

        if (format.Check == SecretFormatCheck.Pem)
        {
            var header = format.Parts[0].Literal!;
            yield return ("no body", header);
            yield return ("a short body", header + "\nMIIEvQIBADANBgkqhkiG9w0BAQ\n" + header.Replace("BEGIN", "END"));
            yield return ("an empty body", header + "\n" + header.Replace("BEGIN", "END"));
            yield return ("one character", header + "\n" + new string('x', 640) + "\n" + header.Replace("BEGIN", "END"));
            yield return ("a public key", genuine.Text.Replace("PRIVATE", "PUBLIC"));
            yield break;
        }

        if (format.Check == SecretFormatCheck.Basic)
        {
            yield return ("no colon", "Basic " + Base64("deploy and a password"));
            yield return ("a placeholder", "Basic " + Base64("deploy:password"));
            yield return ("not base64 of text", "Basic " + "information about this");
            yield break;
        }

        if (format.Check == SecretFormatCheck.Jwt)
        {
            var text = genuine.Text;
            yield return ("unsigned", text[..(text.LastIndexOf('.') + 1)]);
            yield return ("no algorithm", Base64Url("""{"typ":"JWT"}""") + text[text.IndexOf('.')..]);
            yield return ("algorithm none", Base64Url("""{"alg":"none","typ":"JWT"}""") + text[text.IndexOf('.')..]);
            yield return ("a broken header", "eyJ" + new string('9', 20) + text[text.IndexOf('.')..]);
            yield return ("a header only", text[..text.IndexOf('.')]);
            yield return ("in a word", "x" + text);
            yield break;
        }

        yield return ("in a word", "Q" + genuine.Text);
        var longest = Enumerable.Range(0, parts.Count).Where(i => format.Parts[i].Alphabet is not null).OrderByDescending(i => parts[i].Length).First();
        var shortest = new List<string>(parts) { [longest] = parts[longest][..(format.Parts[longest].Min - 1)] };
        yield return ("one character short", string.Concat(Mended(format, shortest)));
        yield return ("a foreign character", string.Concat(new List<string>(parts) { [longest] = "!" + parts[longest][1..] }));
        yield return ("a foreign letter", string.Concat(new List<string>(parts) { [longest] = parts[longest][..^1] + "\u00E9" }));
        yield return ("one character", string.Concat(new List<string>(parts) { [longest] = new string(format.Parts[longest].Alphabet!.Characters[^1], parts[longest].Length) }));
        if (format.Parts[longest].Max == format.Parts[longest].Min)
        {
            yield return ("one character long", string.Concat(new List<string>(parts) { [longest] = parts[longest] + Another(format, longest, parts) }));
        }

        if (format.Check.Marker is { } marker)
        {
            yield return ("without " + marker, genuine.Text.Replace(marker, "Z" + marker[1..].ToUpperInvariant().Replace('T', 'R')));
        }

        if (format.Check == SecretFormatCheck.Crc32 || format.Check == SecretFormatCheck.Bech32)
        {
            var last = genuine.Text[^1] == 'Q' ? 'P' : 'Q';
            yield return ("a broken checksum", genuine.Text[..^1] + last);
        }

        if (format.Check == SecretFormatCheck.UserNumber)
        {
            yield return ("no number", Base64Url("no number, but words") + genuine.Text[genuine.Text.IndexOf('.')..]);
        }
    }

    /// <summary>base64url without padding.</summary>
    public static string Base64Url(string text) => Base64(text).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>base64.</summary>
    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    /// <summary>Random characters of an alphabet, the same for the same seed.</summary>
    public static string Characters(string alphabet, int length, int seed)
    {
        var random = new Random(seed);
        return string.Create(length, (alphabet, random), static (span, state) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = state.alphabet[state.random.Next(state.alphabet.Length)];
            }
        });
    }

    private static List<string> Parts(SecretFormat format, int seed)
    {
        // Not the hash of the runtime, which differs from run to run.
        var mix = format.Shape.Aggregate(17 + seed, (sum, c) => unchecked((sum * 31) + c));
        return [.. format.Parts.Select((part, i) => part.Literal ?? Pick(part, unchecked(mix + (i * 7919))))];
    }

    private static string Pick(SecretFormatShape.Part part, int seed)
        => part.Alphabet == SecretFormatAlphabet.Of('s') ? "=" // What stands between a name and its value.
            : part.Alphabet == SecretFormatAlphabet.Of('=') ? ""
            : part.Min == 0 ? ""
            // Neither an escape that is none nor a dot at the end of a word.
            : Characters(part.Alphabet!.Characters.Replace("%", "").Replace(".", "").Replace("~", ""), part.Min, seed);

    private static string Another(SecretFormat format, int part, List<string> parts)
        => format.Parts[part].Alphabet!.Characters.First(c => char.IsLetterOrDigit(c) && c != parts[part][^1]).ToString();

    private static List<string> Mended(SecretFormat format, List<string> parts)
    {
        if (format.Check.Marker is { } marker)
        {
            var at = parts.FindLastIndex(part => part.Length >= 10);
            if (marker == "sentry")
            {
                at = 3;
                parts[3] = "o447951.ingest.sentry.io";
            }
            else
            {
                var half = parts[at].Length / 2;
                parts[at] = marker == "%3D" ? parts[at][..^3] + marker : parts[at][..half] + marker + parts[at][Math.Min(parts[at].Length, half + marker.Length)..];
            }
        }

        return parts;
    }

    private static Sample Mend(SecretFormat format, List<string> parts)
    {
        if (format.Check == SecretFormatCheck.UserInfo)
        {
            var password = Characters(SecretFormatAlphabet.Of('w').Characters, 14, 5);
            return new("postgres://" + "deploy:" + password + "@db.contoso.com:5432/shop", password);
        }

        if (format.Check == SecretFormatCheck.Pem)
        {
            var body = Characters(SecretFormatAlphabet.Of('b').Characters, 640, 7);
            var text = parts[0] + "\n" + string.Join('\n', body.Chunk(64).Select(line => new string(line))) + "\n" + parts[0].Replace("BEGIN", "END");
            return new(text, text);
        }

        if (format.Check == SecretFormatCheck.Basic)
        {
            var pair = Base64("deploy:" + Characters(SecretFormatAlphabet.Of('w').Characters, 14, 5));
            return new("Basic " + pair, pair);
        }

        if (format.Check == SecretFormatCheck.Jwt)
        {
            var token = Base64Url("""{"alg":"HS256","typ":"JWT"}""") + "." + Base64Url("""{"sub":"4711","role":"admin"}""") + "." + parts[^1];
            return new(token, token);
        }

        if (format.Check == SecretFormatCheck.UserNumber)
        {
            parts[0] = Base64Url("110" + Characters("0123456789", 15, 3));
        }

        if (format.Check == SecretFormatCheck.Crc32)
        {
            parts[1] = parts[1][..30] + SecretFormatChecksum.Crc32Of(parts[1], 0, 30);
        }

        if (format.Check == SecretFormatCheck.Bech32)
        {
            // The remainder over six zeros, against 1, is the checksum.
            var alphabet = SecretFormatAlphabet.Of('B').Characters;
            var unsigned = parts[0] + parts[1][..52];
            var checksum = SecretFormatChecksum.Bech32RemainderOf(unsigned + "QQQQQQ", 0, unsigned.Length + 6) ^ 1;
            parts[1] = parts[1][..52] + string.Concat(Enumerable.Range(0, 6).Select(i => alphabet[(int)(checksum >> (5 * (5 - i))) & 31]));
        }

        parts = Mended(format, parts);
        var whole = string.Concat(parts);
        var bar = format.Shape.IndexOf('|');
        var before = bar < 0 ? 0 : parts.Take(Enumerable.Range(1, parts.Count).First(n => IsBefore(format, n, bar))).Sum(part => part.Length);
        return new(whole, whole[before..]);
    }

    private static bool IsBefore(SecretFormat format, int count, int bar)
        => new SecretFormat("", "", format.Shape[..bar]).Parts.Length == count;
}
