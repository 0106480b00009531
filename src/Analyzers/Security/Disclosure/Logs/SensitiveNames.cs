using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Disclosure.Logs;

/// <summary>What a name promises of its value, as far as logs are concerned. Several words mean something only in the company of others.</summary>
internal enum SensitiveKind
{
    /// <summary>Nothing that logs must not have.</summary>
    None,

    /// <summary>A password, a key, a secret, a token that lets somebody in.</summary>
    Credential,

    /// <summary>A word that is a credential where code is about logins: token, pin, cookie, security code.</summary>
    Token,

    /// <summary>The number of a card or a bank account.</summary>
    Payment,

    /// <summary>The number of an account, which may be a bank's or anybody's.</summary>
    Account,

    /// <summary>A number that a state gives to a person.</summary>
    Identity,

    /// <summary>What a physician knows.</summary>
    Health,

    /// <summary>A diagnosis: of a patient, or of a fault.</summary>
    Diagnosis,

    /// <summary>An e-mail address, a phone number, a name, an address, a date of birth.</summary>
    Person,

    /// <summary>An address or a full name, which may be a person's, or a server's and a type's.</summary>
    Address,

    /// <summary>The network address of a person.</summary>
    Network,

    /// <summary>An address of the application, which is a credential where a token is a part of it.</summary>
    Link,
}

/// <summary>
/// Reads the names of logged values. What is a credential elsewhere is one here (<see cref="SecretNames"/>); to it come the words that matter only
/// where a value is shown. As there, the end of the name says what the thing is.
/// </summary>
internal static class SensitiveNames
{
    private const int LongestTerm = 4;

    private const int LongestName = 128;

    /// <summary>The terms, and their kinds as numbers: a table of the enumeration's own would have to be compiled in each process.</summary>
    private static readonly Dictionary<string, int> Terms = new(StringComparer.Ordinal);

    static SensitiveNames()
    {
        Enter(
            SensitiveKind.Credential,
            "authheader authorizationheader authenticationheader authcookie sessioncookie authorization otp otpcode onetimepassword onetimecode onetimepasscode totp totpcode cvv cvc cvvcode cvccode "
            + "cardsecuritynumber cardsecuritycode cardpin userpin pincode mfacode twofactorcode authenticatorcode recoverycode backupcode passwordresetcode "
            + "resettoken passwordresettoken confirmationtoken emailconfirmationtoken verificationtoken activationtoken invitationtoken invitetoken sessiontoken "
            + "resetlink passwordresetlink passwordreseturl magiclink magiclinkurl loginlink sasurl sasuri authorizationcode authcode clientsecret");
        Enter(SensitiveKind.Token, "pin securitycode verificationcode confirmationcode resetcode logincode cookie setcookie credential");
        Enter(SensitiveKind.Link, "callbackurl callbackuri reseturl confirmationurl confirmationlink verificationurl verificationlink activationurl activationlink invitationlink invitelink inviteurl confirmlink confirmurl verifyurl verifylink");
        Enter(SensitiveKind.Payment, "cardnumber cardno creditcard creditcardnumber debitcard debitcardnumber ccnumber primaryaccountnumber iban bankaccount bankaccountnumber bankaccountno routingnumber");
        Enter(SensitiveKind.Account, "accountnumber accountno");
        Enter(
            SensitiveKind.Identity,
            "ssn socialsecurity socialsecuritynumber socialsecurityno nationalid nationalidnumber nationalinsurancenumber passport passportnumber passportno taxid taxidnumber taxpayerid "
            + "driverslicense driverlicense driverslicensenumber driverlicensenumber drivinglicense drivinglicence drivinglicensenumber");
        Enter(SensitiveKind.Health, "medicalrecord medicalrecordnumber medicalhistory healthrecord healthinsurancenumber bloodtype bloodgroup");
        Enter(SensitiveKind.Diagnosis, "diagnosis diagnoses");
        Enter(
            SensitiveKind.Person,
            "email emailaddress mailaddress phone phonenumber mobilenumber mobilephone cellphone telephone telephonenumber phoneno firstname lastname surname givenname familyname maidenname "
            + "streetaddress homeaddress billingaddress shippingaddress postaladdress deliveryaddress mailingaddress residentialaddress dateofbirth birthdate birthday dob");
        Enter(SensitiveKind.Address, "address addressline street fullname");
        Enter(SensitiveKind.Network, "clientip remoteip userip callerip clientipaddress remoteipaddress useripaddress calleripaddress ipaddress");
    }

    /// <summary>Keys of addresses that have a user and a password in them, as hosts set them for an application.</summary>
    private static readonly HashSet<string> AddressesWithPasswords = SecretNames.Set("databaseurl databaseuri dburl postgresurl postgresqlurl mysqlurl jawsdburl clearmysqlurl redisurl mongourl mongouri mongodburl mongodburi amqpurl cloudamqpurl rabbitmqurl");

    /// <summary>At the end of a name they say nothing about what it names.</summary>
    private static readonly HashSet<string> Neutral = SecretNames.Set("value values text string str raw plain plaintext input entered typed submitted new old current normalized trimmed lower upper received expected provided supplied actual");

    /// <summary>Anywhere in a name they make what it names harmless, or something else.</summary>
    private static readonly HashSet<string> Harmless = SecretNames.Set(
        "masked mask redacted redact obfuscated obfuscate hashed hash encrypted truncated anonymized anonymised pseudonymized sanitized scrubbed hidden partial short shortened preview safe censored protected "
        + "has is can should must requires required missing empty count length");

    /// <summary>Before an e-mail address or a number they say that it is the application's own.</summary>
    private static readonly HashSet<string> Own = SecretNames.Set("from sender admin administrator support noreply reply system default bot service smtp company business office shop store notification notifications test demo sample seed mac memory server host bind listen listening wallet contract base mint token pool program");

    /// <summary>Beside tokens they say that these are counted.</summary>
    private static readonly HashSet<string> Counters = SecretNames.Set("max min maximum minimum total input output prompt completion context used usage remaining limit budget reasoning cached average sum number num per estimated");

    /// <summary>Of a company, a file or a program; not of a person.</summary>
    private static readonly HashSet<string> LocalParts = SecretNames.Set("local endpoint");

    /// <summary>What a name says by itself.</summary>
    public static SensitiveKind Of(string name)
    {
        if (name.Length is 0 or > LongestName)
        {
            return SensitiveKind.None;
        }

        var words = WordSplitter.Of(name);
        if (words.Count == 0 || words.Exists(Harmless.Contains))
        {
            return SensitiveKind.None;
        }

        var end = words.Count;
        while (end > 1 && (Neutral.Contains(words[end - 1]) || WordSplitter.IsNumber(words[end - 1])))
        {
            end--;
        }

        for (var length = Math.Min(end, LongestTerm); length > 0; length--)
        {
            var joined = string.Concat(words.GetRange(end - length, length));
            if (Terms.TryGetValue(joined, out var kind) || (joined.Length > 4 && joined[joined.Length - 1] == 's' && Terms.TryGetValue(joined.Substring(0, joined.Length - 1), out kind)))
            {
                return Fits((SensitiveKind)kind, words, end - length) ? (SensitiveKind)kind : SensitiveKind.None;
            }
        }

        return SecretNames.KindOf(name, SecretVocabulary.Empty) switch
        {
            NameKind.Password or NameKind.Key or NameKind.ConnectionString => SensitiveKind.Credential,
            NameKind.Vague => Vague(words),
            _ => SensitiveKind.None,
        };
    }

    /// <summary>True for a name that says that its value shows nothing.</summary>
    public static bool IsHarmless(string name) => WordSplitter.Of(name).Exists(Harmless.Contains);

    /// <summary>What the key of a configuration, a header, a cookie or a tag says: <c>Jwt:Key</c>, <c>Authorization</c>, <c>X-Api-Key</c>.</summary>
    public static SensitiveKind OfKey(string key)
        => key.Length is 0 or > LongestName ? SensitiveKind.None
            : SecretNames.KindOf(key, SecretVocabulary.Empty) switch
            {
                NameKind.Password or NameKind.Key or NameKind.ConnectionString => SensitiveKind.Credential,
                NameKind.Vague => Vague(WordSplitter.Of(key)),
                _ when AddressesWithPasswords.Contains(string.Concat(WordSplitter.Of(key))) => SensitiveKind.Credential,
                _ => Of(key.Substring(key.LastIndexOfAny([':', '.', '/']) + 1)),
            };

    /// <summary>What a setting of the application says. The persons whose data the application keeps are not in its settings, and a token there lets it in.</summary>
    public static SensitiveKind OfSetting(string key)
        => OfKey(key) switch
        {
            SensitiveKind.Person or SensitiveKind.Address or SensitiveKind.Network or SensitiveKind.Link => SensitiveKind.None,
            SensitiveKind.Token => SensitiveKind.Credential,
            var kind => kind,
        };

    /// <summary>True for a word that is a credential at times; the tokens of language models are counted.</summary>
    private static SensitiveKind Vague(List<string> words) => words.Exists(Counters.Contains) ? SensitiveKind.None : SensitiveKind.Token;

    private static bool Fits(SensitiveKind kind, List<string> words, int start)
    {
        if (kind is not (SensitiveKind.Person or SensitiveKind.Address or SensitiveKind.Network))
        {
            return true;
        }

        for (var i = 0; i < start; i++)
        {
            if (Own.Contains(words[i]) || (kind == SensitiveKind.Network && LocalParts.Contains(words[i])))
            {
                return false;
            }
        }

        return true;
    }

    private static void Enter(SensitiveKind kind, string terms)
    {
        foreach (var term in terms.Split(' '))
        {
            Terms[term] = (int)kind;
        }
    }
}
