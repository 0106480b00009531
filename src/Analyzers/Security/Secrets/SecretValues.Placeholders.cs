using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Secrets;

// What stands in for a value, and the sentences that developers write where a key belongs.
internal static partial class SecretValues
{
    /// <summary><c>***</c>, <c>xxxx-xxxx</c>, <c>sk-••••1234</c>, one character again and again.</summary>
    private static bool IsMask(string text, int start, int end)
    {
        var run = 1;
        var longest = 1;
        var fill = 0;
        var stars = 0;
        var other = 0;
        for (var i = start; i < end; i++)
        {
            var c = text[i];
            run = i > start && c == text[i - 1] ? run + 1 : 1;
            longest = Math.Max(longest, run);
            stars = c is '*' or '•' or '●' or '·' or '█' or '…' ? stars + 1 : stars;
            fill = c is 'x' or 'X' or '.' or '_' or '-' or '?' or '#' or '*' or '•' or '●' or '…' or ' ' or '0' or '/' or ':' ? fill + 1 : fill;
            other = char.IsLetterOrDigit(c) ? other + 1 : other;
        }

        var length = end - start;
        return fill == length || other == 0 || longest == length || (length >= 6 && longest * 2 > length) || (longest >= 3 && stars >= 3) || (text[start] == '…') || IsXRun(text, start, end, length);
    }

    private static bool IsXRun(string text, int start, int end, int length)
    {
        var count = 0;
        var run = 0;
        var longest = 0;
        for (var i = start; i < end; i++)
        {
            var isX = text[i] is 'x' or 'X';
            count = isX ? count + 1 : count;
            run = isX ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest >= 6 || (longest >= 4 && count * 2 >= length) || count * 3 >= length * 2;
    }

    /// <summary>The whole value in brackets of some kind.</summary>
    private static bool IsBracketed(string text)
    {
        var first = text[0];
        var last = text[text.Length - 1];
        return (first == '<' && last == '>' && text.Length <= LongestReadable)
            || (first == '{' && last == '}' && text.IndexOf('"') < 0)
            || (first == '[' && last == ']' && text.IndexOf('"') < 0)
            || (first == '(' && last == ')')
            || (first == last && first is '%' or '#' && IsHoleName(text))
            || (first == '$' && last == '$' && IsNameChars(text, 1, text.Length - 1))
            || (text.Length > 4 && text.StartsWith("__", StringComparison.Ordinal) && text.EndsWith("__", StringComparison.Ordinal))
            || (text.Length > 4 && text.StartsWith("--", StringComparison.Ordinal) && text.EndsWith("--", StringComparison.Ordinal))
            || (text.Length > 4 && text.StartsWith("@@", StringComparison.Ordinal) && text.EndsWith("@@", StringComparison.Ordinal))
            || (first == '$' && IsNameChars(text, 1, text.Length) && IsUpperName(text, 1));
    }

    private static bool IsHoleName(string text)
    {
        for (var i = 1; i < text.Length - 1; i++)
        {
            if (!char.IsLetterOrDigit(text[i]) && text[i] is not ('_' or '-' or '.' or ':' or '{' or '}' or '(' or ')'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Holes for a value inside the text: <c>${KEY}</c>, <c>{{ key }}</c>, <c>{0}</c>, <c>{Password}</c>, <c>#{Key}#</c>, <c>&lt;key&gt;</c>.</summary>
    private static bool IsTemplate(string text)
    {
        if (text.IndexOf("{{", StringComparison.Ordinal) >= 0 && text.IndexOf("}}", StringComparison.Ordinal) >= 0)
        {
            return true;
        }

        for (var open = 0; open < text.Length; open++)
        {
            if (text[open] is not ('{' or '<'))
            {
                continue;
            }

            var isAngle = text[open] == '<';
            var i = open + 1;
            while (i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] is '_' or '-' or '.' or ':' or ' '))
            {
                i++;
            }

            if (i > open + 1 && i < text.Length && text[i] == (isAngle ? '>' : '}') && (!isAngle || char.IsLetter(text[open + 1])))
            {
                return true;
            }

            // Each character is looked at once.
            open = i - 1;
        }

        return false;
    }

    /// <summary>Words that tell a reader to put the value there.</summary>
    private static bool IsInstruction(string text)
    {
        var words = WordSplitter.Of(text);
        if (words.Count == 0 || words.Count > 24)
        {
            return false;
        }

        if (TextStatistics.HasRandomPart(text))
        {
            return false;
        }

        if (!Imperatives.Contains(words[0]) && IsDevelopmentPhrase(text) && (words[0] != "your" || IsLongYour(text, words)))
        {
            return false;
        }

        var lettered = words.FindAll(word => !WordSplitter.IsNumber(word));
        var hasCredential = lettered.Exists(CredentialWords.Contains);
        if (lettered.Exists(HardWords.Contains) || HasHardPhrase(lettered))
        {
            return true;
        }

        // "NotToday!1" is a password that begins as an instruction does.
        var soft = lettered.FindAll(SoftWords.Contains).Count;
        if (soft > 0 && lettered.Count > 1 && (soft > 1 || hasCredential || ((SoftWords.Contains(lettered[0]) || IsUpperSnake(text)) && !new TextStatistics(text).IsStrong)))
        {
            return true;
        }

        if (lettered.Exists(word => word.Length > 6 && word.StartsWith("your", StringComparison.Ordinal) && (Has(word, "key") || Has(word, "pass") || Has(word, "secret") || Has(word, "token"))))
        {
            return true;
        }

        // "my-secret-key", "some password".
        return text.Length < 20
            && lettered.Count > 1
            && hasCredential
            && Possessives.Contains(lettered[0])
            && lettered.TrueForAll(word => Possessives.Contains(word) || CredentialWords.Contains(word));
    }

    /// <summary><c>change me</c>, <c>REPLACE_THIS</c>, <c>set in key vault</c>.</summary>
    private static bool HasHardPhrase(List<string> words)
    {
        for (var i = 0; i + 1 < words.Count; i++)
        {
            if ((words[i] is "change" or "replace" or "set" or "fill" or "insert" or "configure" && words[i + 1] is "me" or "this" or "it" or "in" or "before" or "with" or "by" or "via" or "here")
                || (words[i] == "not" && words[i + 1] is "set" or "configured" or "provided" or "used"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A sentence about "your" key that is as long as the key has to be: it was written to work.</summary>
    private static bool IsLongYour(string text, List<string> words)
        => text.Length >= 32 && !words.Contains("here") && words.Exists(word => word is "characters" or "chars" or "character" or "long" or "least" or "bits" or "bytes" or "minimum" or "min" or "super");

    /// <summary>
    /// True for the sentences that developers (and models) write where a key belongs: long enough to work as one, and made of words about keys.
    /// </summary>
    private static bool IsDevelopmentPhrase(string text)
    {
        if (text.Length is < ShortestPhrase or > 200)
        {
            return false;
        }

        var words = WordSplitter.Of(text);
        if (words.Count == 0)
        {
            return false;
        }

        var joined = string.Concat(words);
        if (!Has(joined, "secret") && !Has(joined, "key") && !Has(joined, "password") && !Has(joined, "token") && !Has(joined, "jwt"))
        {
            return false;
        }

        return Has(joined, "supersecret")
            || Has(joined, "verysecret")
            || Has(joined, "topsecret")
            || Has(joined, "mysecret")
            || Has(joined, "mysuper")
            || joined.StartsWith("thisis", StringComparison.Ordinal)
            || Has(joined, "donotuse")
            || Has(joined, "notforproduction")
            || (words[0] == "my" && Has(joined, "key") && text.Length >= 20)
            || (words.Contains("super") && words.Contains("key"))
            || HasSize(words)
            || (words.Exists(word => word is "dev" or "development" or "local" or "demo" or "insecure" or "unsafe" or "test" or "testing" or "default" or "sample" or "only" or "fallback")
                && (Has(joined, "secret") || Has(joined, "signing") || Has(joined, "jwt") || HasLongNumber(words))
                && (words.Count > 3 || HasLongNumber(words)))
            || (Has(joined, "secret") && Has(joined, "key") && HasLongNumber(words) && text.Length >= 20)
            || (Has(joined, "jwt") && Has(joined, "secret") && Has(joined, "key") && text.Length >= 20 && words.Count > 3);
    }

    /// <summary><c>at-least-32-characters-long</c>, <c>256bit</c>.</summary>
    private static bool HasSize(List<string> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if ((words[i] is "16" or "32" or "64" or "128" or "256" or "512") && i + 1 < words.Count && words[i + 1] is "char" or "chars" or "character" or "characters" or "bit" or "bits" or "byte" or "bytes")
            {
                return true;
            }

            if ((words[i] is "long" && i > 0 && words[i - 1] is "enough" or "characters" or "chars" or "very" or "be")
                || (words[i] is "enough" && i > 0 && words[i - 1] is "long"))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasLongNumber(List<string> words) => words.Exists(word => WordSplitter.IsNumber(word) && word.Length >= 3);

    /// <summary>In a name's value, a phrase with blanks counts only where it is clearly a key and not a text about one.</summary>
    private static bool IsPhraseOf(NameKind kind, string text)
    {
        if (kind != NameKind.Key || text.Length > 120 || text.IndexOf(':') >= 0 || text.IndexOf('\'') >= 0 || text.IndexOf('"') >= 0)
        {
            return false;
        }

        var words = WordSplitter.Of(text);
        return words[0] == "my" || (words.Count > 3 && words[0] == "this" && words[1] == "is" && words[2] is "my" or "a" or "the") || (words[0] is "super" or "very" or "dev" or "development");
    }

    /// <summary>
    /// Where a configuration names the key that signs, words about keys are that key (<c>Jwt:Key = shop-jwt-signing-key-internal</c>): nobody names
    /// another setting there.
    /// </summary>
    private static bool IsSigningKey(string name, string text)
    {
        if (text.Length is < ShortestPhrase or > 200 || IsUpperSnake(text) || !(name.IndexOf(':') > 0 || name.IndexOf("__", StringComparison.Ordinal) > 0 || IsUpperName(name, 0)))
        {
            return false;
        }

        var names = WordSplitter.Of(name);
        var words = WordSplitter.Of(text);
        var joined = string.Concat(words);
        return names.Exists(word => word is "jwt" or "signing" or "encryption" or "hmac")
            && (Has(joined, "secret") || Has(joined, "key"))
            && (words.Count > 3 || joined.Length >= 20)
            && text.IndexOf(':') < 0
            && text.IndexOf('/') < 0
            && text.IndexOf("__", StringComparison.Ordinal) < 0
            && !IsFile(text);
    }

    private static bool IsPassphrase(string text)
    {
        var words = WordSplitter.Of(text);
        return words.Count is >= 4 and <= 12 && !words.Exists(FunctionWords.Contains) && !words.Exists(CredentialWords.Contains) && (char.IsLetterOrDigit(text[text.Length - 1]) || text[text.Length - 1] == '!');
    }
}
