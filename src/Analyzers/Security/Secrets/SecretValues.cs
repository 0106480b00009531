using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Secrets;

/// <summary>Reads values: what stands in for one, what is a name, a path, a label or a format, and what looks like a credential.</summary>
internal static partial class SecretValues
{
    /// <summary>Whatever is longer is a document, not a credential; a key in PEM form is found by its first line.</summary>
    private const int Longest = 8192;

    /// <summary>Values beyond this are not sentences, names or paths, and are not split into words.</summary>
    private const int LongestReadable = 512;

    /// <summary>A development literal shorter than this is a placeholder, not a key.</summary>
    private const int ShortestPhrase = 16;

    /// <summary>A password shorter than this is of low confidence whatever it is.</summary>
    public const int ShortestSure = 6;

    private static readonly HashSet<string> StandIns = new(
        [
            "none", "null", "nil", "undefined", "n/a", "na", "n.a.", "tbd", "todo", "fixme", "string", "value", "default", "empty", "unset", "not set", "example", "sample", "dummy", "placeholder", "foo", "bar",
            "baz", "foobar", "true", "false", "yes", "no", "here", "fake", "mock", "invalid", "unknown", "required", "optional", "override", "redacted", "hidden", "masked", "removed", "secret here", "ignored",
            "unused", "anything", "whatever", "not used", "notused", "notset", "disabled",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>A word that nobody writes into a real value.</summary>
    private static readonly HashSet<string> HardWords = SecretNames.Set(
        "changeme changeit changethis replaceme replacethis placeholder todo tbd fixme dummy redacted removed override overridden overwrite overwritten yourpassword yoursecret yourkey yourapikey yourtoken "
        + "setme notset configureme insertme fillme fillin xxx xxxx xxxxx xxxxxx");

    /// <summary>Words of instructions: they make a placeholder together with other words.</summary>
    private static readonly HashSet<string> SoftWords = SecretNames.Set(
        "change changed replace replaced set insert put enter provide provided fill add paste configure configured supply required your yours example sample here env environment "
        + "not none from via missing fake mock generate goes use see load loaded comes stored injected inject keyvault vault");

    private static readonly HashSet<string> Imperatives = SecretNames.Set(
        "change replace set insert put enter provide fill add paste configure supply override overwrite required todo tbd fixme generate use type see load changeme replaceme changethis replacethis");

    private static readonly HashSet<string> Possessives = SecretNames.Set("my some the your a an our any this that is");

    private static readonly HashSet<string> CredentialWords = SecretNames.Set(
        "password passwords passwd pwd pass passphrase passcode passwort kennwort secret secrets key keys apikey token tokens credential credentials cred creds jwt signing encryption api access auth bearer client private "
        + "authorization authentication oauth connection string connectionstring sas");

    private static readonly HashSet<string> WeakWords = SecretNames.Set(
        "password passwd pwd pass passphrase secret test tests testing tester admin administrator guest postgres root user users demo sa mysql mssql sqlserver oracle mongo mongodb redis rabbitmq rabbit db database "
        + "dev development local localhost qwerty qwe asd abc abcd abcdef abcdefg xyz asdf asdfgh letmein welcome hello world foo bar baz key apikey token credential credentials service "
        + "app api staging prod sample example temp tmp p pw x y a b my the some any fake mock super supersecret supersecretkey secretkey mysecret mysecretkey secretpassword mypassword");

    private static readonly HashSet<string> Guessed = new(
        "qwerty qwerty123 qwertyuiop qwerty1 letmein letmein1 iloveyou sunshine monkey dragon football baseball princess superman batman trustno1 shadow master123 passw0rd p@ssw0rd p@ssword password1 password12 password123 "
        .Trim().Split(' ').Concat("welcome1 welcome123 hunter2 starwars whatever1 1q2w3e4r 1qaz2wsx zaq12wsx abc123 abcd1234".Split(' ')),
        StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Adjectives = SecretNames.Set("secure super strong very simple easy hard top safe good weak bad long great secret my the hardcoded");

    private static readonly HashSet<string> AlgorithmWords = SecretNames.Set(
        "hs rs es ps sha hmac hmacsha aes rsa oaep cbc gcm ecb ctr ccm cfb md pbkdf bcrypt argon argonid id scrypt ecdsa ecdh ed des tdes tripledes pkcs padding kw cbchs signature dsa rc blowfish chacha poly "
        + "with and mgf ssaes sspss ss pss dir curve x p k secp r encryption v hkdf kdf crypt hash jwt jws jwe es ecdhes none sig");

    private static readonly HashSet<string> FileExtensions = SecretNames.Set(
        "json txt pem pfx p12 key cer crt der csr jks keystore pub snk xml config conf cfg ini env yml yaml toml html htm js ts css cs cshtml razor vb sql dll exe md log csv zip gz tar db sqlite sqlite3 mdf "
        + "png jpg jpeg gif svg ico pdf resx targets props sh ps1 cmd bat bin dat tmp bak asc gpg kdbx template");

    /// <summary>Words without a vowel.</summary>
    private static readonly HashSet<string> Abbreviations = SecretNames.Set("smtp http https html xhtml mssql pgsql csrf xsrf jwks grpc mgmt pswd pwds dhcp sftp ftps btns");

    private static readonly HashSet<string> FunctionWords = SecretNames.Set(
        "the your to for is are be must please enter a an of in with and or not can has have was will should at least if it this that you we from when cannot no");

    /// <summary>The beginnings of the keys that the storage and database emulators publish.</summary>
    private static readonly string[] WellKnown = ["Eby8vdM02xNO", "C2y6yDjf5/R+"];

    private static readonly string[] Schemes = ["Bearer ", "Basic ", "ApiKey ", "Token "];

    private static readonly string[] ContentTypes = ["application/", "text/", "image/", "audio/", "video/", "multipart/", "font/"];

    private static readonly string[] RegexSigns = ["\\d", "\\w", "\\s", "\\S", "[a-z", "[A-Z", "[0-9", "[^", "(?", ".*", ".+", "]+", "]*", "]{"];

    private static readonly string[] References = ["@Microsoft.KeyVault(", "op://", "vault:", "env:", "ref+", "secretref:", "keyvault:", "arn:aws:", "$(", "ENC[", "awskms:", "aws-ssm:", "ssm:", "sm://"];

    public static bool IsPlaceholder(string value)
    {
        var (start, end) = Trimmed(value);
        if (end - start < 2 || IsMask(value, start, end))
        {
            return true;
        }

        var text = start == 0 && end == value.Length ? value : value.Substring(start, end - start);
        if (IsBracketed(text))
        {
            return true;
        }

        // A list of keys and values is judged by its parts.
        return (text.IndexOf('=') < 0 || text.IndexOf(';') < 0) && (IsTemplate(text) || (text.Length <= LongestReadable && (StandIns.Contains(text) || IsInstruction(text))));
    }

    public static Confidence JudgeAtSink(string value)
    {
        var text = WithoutScheme(value);
        if (text.Length > Longest)
        {
            return IsPrivatePem(text) ? Confidence.Medium : Confidence.None;
        }

        if (IsPem(text))
        {
            return IsPrivatePem(text) ? Confidence.Medium : Confidence.None;
        }

        if (IsPlaceholder(text) || IsReference(text) || IsUrl(text) || IsUpperSnake(text) || IsKeyPath(text) || IsHeaderName(text) || IsFile(text) || IsPath(text) || IsAlgorithm(text) || IsDocument(text))
        {
            return Confidence.None;
        }

        if (IsDevelopmentPhrase(text))
        {
            return Confidence.Medium;
        }

        return text.Length < 4 || IsNumeric(text) || IsWeak(text) || IsWellKnown(text) || IsCredentialName(text) ? Confidence.Low : Confidence.Medium;
    }

    /// <summary>Where nothing but a credential can be meant: only holes, masks and pointers to a value are none.</summary>
    public static Confidence JudgeAtCertainSink(string value)
    {
        var text = WithoutScheme(value);
        if (text.Length == 0 || text.Length > Longest || IsHole(text))
        {
            return Confidence.None;
        }

        return IsPem(text) ? (IsPrivatePem(text) ? Confidence.Medium : Confidence.None)
            : IsWellKnown(text) || (IsPlaceholder(text) && SaysYour(text)) ? Confidence.Low
            : Confidence.Medium;
    }

    /// <summary>A place for a value, a mask, a pointer to one.</summary>
    private static bool IsHole(string text)
        => IsBracketed(text) || IsTemplate(text) || IsReference(text) || (text.Length > 2 && text.All(static c => c is '*' or '•' or '●' or '.' or 'x' or 'X' or '…' or '-' or '_'));

    /// <summary><c>your-password-here</c>: it is in nobody's use.</summary>
    private static bool SaysYour(string text) => WordSplitter.Of(text).Exists(static word => word.StartsWith("your", StringComparison.Ordinal));

    /// <summary>An instruction to replace a text, in a text that works as a key until somebody does: <c>dev-key-change-me</c>.</summary>
    public static bool IsInstructionThatRuns(string value)
    {
        var text = WithoutScheme(value);
        return text.Length is >= 8 and <= LongestReadable
            && IsPlaceholder(text)
            && !IsHole(text)
            && !HasBlank(text)
            && !IsUpperSnake(text)
            && !StandIns.Contains(text)
            && MentionsCredentialOrChange(text);
    }

    private static bool MentionsCredentialOrChange(string text)
    {
        var words = WordSplitter.Of(text);
        return words.Exists(CredentialWords.Contains) || (words.Exists(static word => word is "change" or "changeme" or "changethis" or "replace" or "replaceme") && words.Count > 1) || text.StartsWith("changeme", StringComparison.OrdinalIgnoreCase);
    }

    /// <param name="kind">What the name promises.</param>
    /// <param name="name">The name, for the value that only repeats it.</param>
    /// <param name="value">The value.</param>
    public static Confidence Judge(NameKind kind, string name, string value)
    {
        var text = WithoutScheme(value);
        if (IsPem(text))
        {
            return IsPrivatePem(text) ? Confidence.Medium : Confidence.None;
        }

        if (text.Length > Longest || IsPlaceholder(text) || IsReference(text) || IsMounted(text))
        {
            return Confidence.None;
        }

        if (IsWellKnown(text))
        {
            return Confidence.Low;
        }

        if (IsDevelopmentPhrase(text))
        {
            return HasBlank(text) && !IsPhraseOf(kind, text) ? Confidence.None : Confidence.Medium;
        }

        if (HasBlank(text))
        {
            return name.IndexOf("phrase", StringComparison.OrdinalIgnoreCase) >= 0 && IsPassphrase(text) ? Confidence.Medium : Confidence.None;
        }

        if (kind == NameKind.Key && IsSigningKey(name, text))
        {
            return Confidence.Medium;
        }

        if (Repeats(name, text) || (IsSomethingElse(text) && !(kind == NameKind.Password && IsGuessed(text))))
        {
            return Confidence.None;
        }

        if (kind == NameKind.Password && IsGuessed(text))
        {
            return Confidence.Medium;
        }

        if (IsWeak(text))
        {
            return Confidence.Low;
        }

        return kind switch
        {
            NameKind.Password => JudgePassword(text),
            NameKind.Key => JudgeKey(text),
            _ => LooksRandom(text, 16) && !IsGuid(text) ? Confidence.Medium : Confidence.None,
        };
    }

    /// <summary>True for <c>password</c>, <c>admin123</c>, <c>secret!</c>: what a dictionary tries first, and what stands for a value in a test.</summary>
    public static bool IsWeak(string text)
    {
        if (text.Length > 32)
        {
            return false;
        }

        var shape = new TextStatistics(text);
        var words = WordSplitter.Of(text);
        if (words.Count == 0)
        {
            return true;
        }

        // "Password123!" passes the usual policies: somebody chose it to be used.
        var isChosen = shape.Classes >= 4 || (shape.Classes == 3 && shape.Symbols > 0 && shape.Digits > 0 && shape.Separators == 0);
        return !isChosen && words.TrueForAll(word => WeakWords.Contains(word) || (WordSplitter.IsNumber(word) && word.Length <= 6));
    }

    /// <summary>What every list of passwords begins with, and adjectives before the word itself: a person chose it, and chose badly.</summary>
    private static bool IsGuessed(string text)
    {
        if (text.Length > 32)
        {
            return false;
        }

        if (Guessed.Contains(text))
        {
            return true;
        }

        var words = WordSplitter.Of(text);
        return words.Count > 1
            && char.IsUpper(text[0])
            && words[words.Count - 1] is "password" or "pass" or "passw0rd"
            && words.GetRange(0, words.Count - 1).TrueForAll(Adjectives.Contains);
    }

    private static Confidence JudgePassword(string text)
    {
        var shape = new TextStatistics(text);
        var isName = IsIdentifier(text) || IsSlug(text);
        if (text.Length < ShortestSure)
        {
            return shape.Digits + shape.Symbols > 0 ? Confidence.Low : Confidence.None;
        }

        if (isName && (IsUpperSnake(text) || MentionsCredential(text)))
        {
            return Confidence.None;
        }

        if (shape.Letters + shape.Separators == text.Length && isName)
        {
            // One word, or several: a poor password or a name; nobody can tell.
            return shape.Letters == text.Length && shape.Uppers == 0 ? Confidence.Low : Confidence.None;
        }

        if (isName && shape.Digits <= 2 && shape.Separators > 0 && (shape.Uppers < 2 || shape.Digits < 2) && !HasDigitForLetter(text))
        {
            return Confidence.Low;
        }

        if (shape.Digits == 0 && MentionsCredential(text) && AreNames(text, static c => !char.IsLetterOrDigit(c)))
        {
            // "username&password", "type=\"password\"", "Password*:"; with an exclamation mark somebody obeyed a policy.
            return text[text.Length - 1] == '!' ? Confidence.Low : Confidence.None;
        }

        return shape.Letters == 0 ? Confidence.Low : Confidence.Medium;
    }

    /// <summary><c>Adm1n</c>: nobody spells names so.</summary>
    private static bool HasDigitForLetter(string text)
    {
        for (var i = 1; i + 1 < text.Length; i++)
        {
            if (char.IsDigit(text[i]) && char.IsLower(text[i - 1]) && char.IsLower(text[i + 1]))
            {
                return true;
            }
        }

        return false;
    }

    private static Confidence JudgeKey(string text)
    {
        if (IsIdentifier(text) || IsSlug(text))
        {
            return Confidence.None;
        }

        var shape = new TextStatistics(text);
        if (shape.Digits == 0 && text.Length < 24 && AreNames(text, static c => !char.IsLetterOrDigit(c)))
        {
            // "Alt+Shift+K", "at+jwt".
            return Confidence.None;
        }

        return text.Length < 8 || shape.Letters == 0 || (shape.Digits == 0 && shape.Symbols == 0 && text.Length < 16) ? Confidence.Low : Confidence.Medium;
    }
}
