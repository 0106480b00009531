using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Secrets;

// What a value can be other than a credential.
internal static partial class SecretValues
{
    private static bool IsSomethingElse(string text)
        => IsUpperSnake(text)
            || IsUrl(text)
            || IsFile(text)
            || IsPath(text)
            || IsKeyPath(text)
            || IsNumeric(text)
            || IsColor(text)
            || IsContentType(text)
            || IsAlgorithm(text)
            || IsRegex(text)
            || IsDocument(text)
            || IsEmail(text)
            || IsHeaderName(text)
            || IsAffix(text)
            || IsForeign(text)
            || IsSelector(text)
            || IsTypeName(text)
            || IsCall(text);

    /// <summary>A pointer to the place where the value is.</summary>
    private static bool IsReference(string text) => StartsWithOne(text, References, StringComparison.OrdinalIgnoreCase);

    private static bool IsUrl(string text)
        => text.IndexOf("://", StringComparison.Ordinal) is > 0 and < 20
            || text.StartsWith("urn:", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("www.", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase);

    /// <summary><c>OPENAI_API_KEY</c>, <c>PASSWORD_RESET</c>: the name of a variable or an event.</summary>
    private static bool IsUpperSnake(string text) => text.Length <= LongestReadable && IsUpperName(text, 0) && IsSlug(text);

    private static bool IsUpperName(string text, int start)
    {
        var letters = 0;
        for (var i = start; i < text.Length; i++)
        {
            if (!((text[i] is >= 'A' and <= 'Z') || text[i] is '_' or (>= '0' and <= '9')))
            {
                return false;
            }

            letters = text[i] is >= 'A' and <= 'Z' ? letters + 1 : letters;
        }

        return letters > 1;
    }

    /// <summary><c>Jwt:Key</c>, <c>api.read</c>, <c>smtp.example.com:587</c>, <c>Jwt__Key</c>: names with something between them.</summary>
    private static bool IsKeyPath(string text)
    {
        if (text.Length > LongestReadable || (text.IndexOf(':') < 0 && text.IndexOf('.') < 0 && text.IndexOf("__", StringComparison.Ordinal) < 0))
        {
            return false;
        }

        return AreNames(text, static c => c is ':' or '.' or '_');
    }

    private static bool IsPath(string text)
    {
        if (text.Length > LongestReadable || (text.IndexOf('/') < 0 && text.IndexOf('\\') < 0))
        {
            return false;
        }

        if (text.Length > 3 && char.IsLetter(text[0]) && text[1] == ':' && text[2] is '\\' or '/')
        {
            return true;
        }

        return text.StartsWith("~/", StringComparison.Ordinal)
            || text.StartsWith("./", StringComparison.Ordinal)
            || text.StartsWith("../", StringComparison.Ordinal)
            || AreNames(text, static c => c is '/' or '\\' or '.' or '#' or '?' or '=' or '&' or ':' or '*' or '{' or '}' or '~');
    }

    /// <summary>The file with the value: <c>/run/secrets/jwt_key</c>.</summary>
    private static bool IsMounted(string text) => text.Length > 0 && text[0] == '/' && text.IndexOf('/', 1) > 0 && text.All(static c => c is (>= 'a' and <= 'z') or '/' or '_' or '-' or '.');

    private static bool IsFile(string text)
    {
        var dot = text.LastIndexOf('.');
        return dot >= 0 && dot < text.Length - 1 && text.Length - dot <= 10 && FileExtensions.Contains(text.Substring(dot + 1).ToLowerInvariant());
    }

    /// <summary>Digits and what stands between them in numbers, versions and dates.</summary>
    private static bool IsNumeric(string text)
    {
        var digits = 0;
        foreach (var c in text)
        {
            digits = c is >= '0' and <= '9' ? digits + 1 : digits;
            if (c is not ((>= '0' and <= '9') or '.' or ',' or '-' or '+' or ':' or '/' or 'T' or 'Z' or ' ' or '%'))
            {
                return false;
            }
        }

        return digits > 0;
    }

    private static bool IsColor(string text)
    {
        if (text[0] != '#' || text.Length is not (4 or 7 or 9))
        {
            return false;
        }

        for (var i = 1; i < text.Length; i++)
        {
            if (!IsHex(text[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsContentType(string text) => StartsWithOne(text, ContentTypes, StringComparison.OrdinalIgnoreCase);

    private static bool IsAlgorithm(string text)
    {
        if (text.Length > 48)
        {
            return false;
        }

        // No spelling of the words in one piece: "AES-256-CBC", "HmacSha256Signature", "A256GCM".
        var words = WordSplitter.Of(text);
        return words.Exists(word => !WordSplitter.IsNumber(word) && word.Length > 1) && words.TrueForAll(word => WordSplitter.IsNumber(word) ? word.Length <= 4 : AlgorithmWords.Contains(word));
    }

    private static bool IsRegex(string text)
    {
        var signs = (text[0] == '^' ? 1 : 0) + (text[text.Length - 1] == '$' ? 1 : 0);
        foreach (var sign in RegexSigns)
        {
            signs += text.IndexOf(sign, StringComparison.Ordinal) >= 0 ? 1 : 0;
        }

        return signs >= 2;
    }

    /// <summary>Markup, JSON and lists of things.</summary>
    private static bool IsDocument(string text)
        => (text[0] is '{' or '[' && text.IndexOf('"') >= 0)
            || (text[0] == '<' && text.IndexOf('>') > 0)
            || text.IndexOf("</", StringComparison.Ordinal) >= 0
            || text.IndexOf("/>", StringComparison.Ordinal) >= 0;

    private static bool IsEmail(string text)
    {
        var at = text.IndexOf('@');
        var dot = text.LastIndexOf('.');
        return at > 0 && dot > at + 1 && text.Length - dot is >= 3 and <= 7 && text.IndexOf('@', at + 1) < 0
            && AreNames(text, static c => c is '.' or '@' or '+') && AllLetters(text, dot + 1);
    }

    private static bool IsHeaderName(string text)
        => (text.StartsWith("X-", StringComparison.OrdinalIgnoreCase) || text.StartsWith("Ocp-", StringComparison.Ordinal)) && IsSlug(text);

    /// <summary>A beginning or an end of something (<c>refresh_token:</c>, <c>?token=</c>), a switch (<c>--password</c>), a parameter (<c>@password</c>), a label.</summary>
    private static bool IsAffix(string text)
    {
        if (text.Length > 64)
        {
            return false;
        }

        var last = text[text.Length - 1];
        var first = text[0];
        if (last is ':' or '=' or '-' or '_' or '?' or '.' or '/' or '*' or '|' or '(' or ',' or ';' && IsSlugPart(text, 0, text.Length - 1, anySign: true))
        {
            return true;
        }

        return first is '-' or '@' or '#' or '?' or '&' or '.' or ':' or '/' or '$' or '!' or '_' or '*' && new TextStatistics(text).Digits == 0 && IsSlugPart(text, 1, text.Length, anySign: true);
    }

    /// <summary>Letters of other scripts are texts, not keys.</summary>
    private static bool IsForeign(string text)
    {
        foreach (var c in text)
        {
            if (c > 0x7f && char.IsLetter(c))
            {
                return text.Length > 200 || !new TextStatistics(text).IsMixed;
            }
        }

        return false;
    }

    /// <summary><c>input[name=password]</c>, <c>$.data.token</c>, <c>//input[@id='password']</c>.</summary>
    private static bool IsSelector(string text)
        => text.StartsWith("$.", StringComparison.Ordinal)
            || text.StartsWith("//", StringComparison.Ordinal)
            || (text.IndexOf('[') >= 0 && text.IndexOf('=') > 0 && text[text.Length - 1] == ']')
            || (text[0] == '@' && text[text.Length - 1] is ']' or ')')
            || (text[0] == '&' && text[text.Length - 1] == ';')
            || text.IndexOf("()", StringComparison.Ordinal) >= 0
            || text.IndexOf("=>", StringComparison.Ordinal) >= 0;

    /// <summary><c>env(DB_PASSWORD)</c>, <c>nameof(Password)</c>: an expression in a file that some tool evaluates.</summary>
    private static bool IsCall(string text)
    {
        var open = text.IndexOf('(');
        return open > 0 && open <= 64 && text[text.Length - 1] == ')' && IsSlugPart(text, 0, open, anySign: true);
    }

    private static bool IsTypeName(string text) => text.IndexOf("`1", StringComparison.Ordinal) > 0 || (text.IndexOf('<') > 0 && text[text.Length - 1] == '>');

    /// <summary>The value says no more than the name: <c>apiKey = "api_key"</c>, <c>GrantPassword = "password"</c>.</summary>
    private static bool Repeats(string name, string text)
    {
        if (text.Length > 128)
        {
            return false;
        }

        var value = string.Concat(WordSplitter.Of(text));
        return value.Length > 0 && string.Concat(WordSplitter.Of(name)).EndsWith(value, StringComparison.Ordinal) && !IsNumeric(value);
    }

    private static bool IsCredentialName(string text)
    {
        if (text.Length > 48)
        {
            return false;
        }

        var words = WordSplitter.Of(text);
        return words.Count > 0 && words.TrueForAll(word => CredentialWords.Contains(word) || WeakWords.Contains(word) || (WordSplitter.IsNumber(word) && word.Length <= 3)) && !new TextStatistics(text).IsStrong;
    }

    private static bool MentionsCredential(string text) => WordSplitter.Of(text).Exists(CredentialWords.Contains);

    private static bool IsWellKnown(string text)
        => StartsWithOne(text, WellKnown, StringComparison.Ordinal) || text.IndexOf("EXAMPLE", StringComparison.Ordinal) >= 0;

    private static bool StartsWithOne(string text, string[] beginnings, StringComparison comparison)
    {
        foreach (var beginning in beginnings)
        {
            if (text.StartsWith(beginning, comparison))
            {
                return true;
            }
        }

        return false;
    }
}
