using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Identity;

/// <summary>What a value is for that nobody must guess.</summary>
internal enum SecretUse
{
    /// <summary>Nothing of the kind.</summary>
    None,

    /// <summary>What a person logs in with.</summary>
    Password,

    /// <summary>A key or secret of a program.</summary>
    Key,

    /// <summary>Who has it may do something, for some time.</summary>
    Token,

    /// <summary>A few digits that are typed in and soon expire: short on purpose.</summary>
    Code,

    /// <summary>Digits that a person keeps. Other things are called <c>pin</c> as well.</summary>
    Pin,

    /// <summary>What goes into a hash beside the password.</summary>
    Salt,

    /// <summary>What begins an encryption. A message has such an id as well.</summary>
    Nonce,
}

/// <summary>What a name says of its value, and how sure that is.</summary>
internal readonly struct SecretPurpose(SecretUse use, bool isCertain)
{
    private const string Password = "password passwd pwd passphrase passcode";

    /// <summary>In front of <c>token</c> they say that who has it is let in, or may change an account.</summary>
    private static readonly HashSet<string> LettingIn = SecretNames.Set(
        "reset verification verify confirm confirmation activation auth authentication authorization access refresh session login signin api bearer security registration link email recovery remember "
        + "impersonation jwt mfa otp secret admin sms phone account " + Password);

    /// <summary>In front of <c>token</c> or <c>code</c> they say that somebody may see or join something.</summary>
    private static readonly HashSet<string> Showing = SecretNames.Set("invite invitation share sharing unsubscribe download upload guest pairing");

    /// <summary>In front of <c>code</c> they say that it proves who somebody is.</summary>
    private static readonly HashSet<string> Proving = SecretNames.Set(
        "reset verification verify confirmation confirm activation auth authentication authorization login signin security otp recovery mfa fa backup email sms " + Password);

    /// <summary>In the name of the function around a <c>code</c>, they say the same.</summary>
    private static readonly HashSet<string> Around = SecretNames.Set("reset forgot otp verification verify mfa recovery activation resend");

    /// <summary>In front of <c>pin</c>: digits of a person, and no wire.</summary>
    private static readonly HashSet<string> OfPerson = SecretNames.Set("login security card user access reset otp door parental wallet account customer default new verification");

    /// <summary>What a method does before it names what it gives.</summary>
    private static readonly HashSet<string> Verbs = SecretNames.Set("generate gen create make new build get issue compute next produce obtain draw try");

    /// <summary>At the end of a name they say nothing.</summary>
    private static readonly HashSet<string> Neutral = SecretNames.Set("value text string str bytes hex base64 plain raw chars buffer builder sb array async result data");

    /// <summary>What a word says of the text and not of its use.</summary>
    private static readonly HashSet<string> Looks = SecretNames.Set("random digit digits numeric unique new short simple alphanumeric");

    private static readonly HashSet<string> Prepositions = SecretNames.Set("for of from with by to in as");

    /// <summary>Keys and tokens that others hand out, or that only tell two requests apart.</summary>
    private static readonly string[] NotOurs = ["clienttoken", "idtoken", "devicetoken", "validationkey"];

    /// <summary>What the value is for.</summary>
    public SecretUse Use { get; } = use;

    /// <summary>False where the name leaves a doubt.</summary>
    public bool IsCertain { get; } = isCertain;

    /// <summary>What the name of a variable, a member, a key or a method says.</summary>
    public static SecretPurpose Of(string name)
    {
        var words = WordsOf(name);
        if (words.Count == 0)
        {
            return default;
        }

        var head = words[words.Count - 1];
        var before = words.Count > 1 ? words[words.Count - 2] : "";
        switch (head)
        {
            case "token":
                return IsNotOurs(words) ? default
                    : words.TrueForAll(static word => word == "token" || Looks.Contains(word)) || LettingIn.Contains(before) ? new(SecretUse.Token, true)
                    : Showing.Contains(before) ? new(SecretUse.Token, false)
                    : default;

            case "otp" or "totp":
                return new(SecretUse.Code, true);

            case "code" when Proving.Contains(before) || (before == "factor" && words.Contains("two")):
                return new(SecretUse.Code, true);

            case "code" when Showing.Contains(before) || before == "access":
                return new(SecretUse.Token, false);

            case "pin" when before.Length == 0 || OfPerson.Contains(before) || Looks.Contains(before):
            case "code" when before == "pin":
                return new(SecretUse.Pin, head == "pin");

            case "salt":
                return new(SecretUse.Salt, true);

            case "nonce" or "iv":
            case "vector" when before == "initialization":
                return new(SecretUse.Nonce, true);

            case "id" when before == "session":
                return new(SecretUse.Token, words.Exists(static word => word is "login" or "auth" or "user"));

            default:
                return IsNotOurs(words) ? default : SecretNames.KindOf(string.Join("_", words), SecretVocabulary.Empty) switch
                {
                    NameKind.Password => new(SecretUse.Password, true),
                    NameKind.Key => new(SecretUse.Key, true),
                    _ => default,
                };
        }
    }

    /// <summary>True for a <c>code</c> that does not say what for: what is around it does.</summary>
    public static bool IsPlainCode(string name)
    {
        var words = WordsOf(name);
        return words.Count > 0 && words[words.Count - 1] is "code" or "digits" or "number" && words.Take(words.Count - 1).All(Looks.Contains);
    }

    /// <summary>True for the name of a function, or a text, that is about proving who somebody is: <c>ForgotPassword</c>, <c>"otp:"</c>.</summary>
    public static bool IsAboutProof(string name)
    {
        var words = WordSplitter.Of(name);
        return words.Exists(Around.Contains) || (words.Contains("two") && words.Contains("factor"));
    }

    private static bool IsNotOurs(List<string> words) => Array.IndexOf(NotOurs, WordSplitter.Join(words, Math.Max(0, words.Count - 2))) >= 0;

    /// <summary>The words that name the thing: of <c>GenerateResetCodeForUserAsync</c>, reset and code.</summary>
    private static List<string> WordsOf(string name)
    {
        var words = WordSplitter.Of(name, name.LastIndexOfAny(['.', '/']) + 1, name.Length);
        var end = words.FindIndex(1 <= words.Count ? 1 : 0, Prepositions.Contains);
        end = end > 0 ? end : words.Count;
        while (end > 1 && (Neutral.Contains(words[end - 1]) || WordSplitter.IsNumber(words[end - 1])))
        {
            end--;
        }

        var start = 0;
        while (start < end - 1 && (Verbs.Contains(words[start]) || WordSplitter.IsNumber(words[start])))
        {
            start++;
        }

        return words.GetRange(start, end - start);
    }
}
