using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security;

/// <summary>What a name promises of its value. It decides how much the value has to show by itself.</summary>
internal enum NameKind
{
    /// <summary>No credential, or something about one.</summary>
    None,

    /// <summary>A password: chosen by people, so that short and readable values count.</summary>
    Password,

    /// <summary>A key or secret: made by machines, or a sentence of a developer.</summary>
    Key,

    /// <summary>A word that means other things as well (<c>token</c>, <c>credentials</c>): the value must look made by a machine.</summary>
    Vague,

    /// <summary>A connection string: its grammar decides.</summary>
    ConnectionString,
}

/// <summary>
/// Reads names. A name is a compound noun, and its last word says what the thing is: a <c>PasswordLabel</c> is a label. So a name counts when
/// a term of the table ends it, after words that say nothing (<c>Value</c>, <c>Default</c>, numbers) are dropped; the longest term wins, and a term
/// may reach back into the sections of a configuration key (<c>Jwt:Key</c>).
/// </summary>
internal static class SecretNames
{
    /// <summary>No term has more words than this.</summary>
    private const int LongestTerm = 5;

    private const int LongestName = 256;

    private static readonly string[] Stems = ["pass", "pwd", "secret", "key", "token", "cred", "connection", "kennwort", "senha", "pat", "dsn", "connstr", "auth"];

    /// <summary>The terms and their kinds. Numbers stand for the kinds: a table of the enumeration's own would have to be compiled in each process.</summary>
    private static readonly Dictionary<string, int> Terms = new(StringComparer.Ordinal);

    static SecretNames()
    {
        Enter(
            NameKind.Password,
            "password passwd pwd passphrase passcode passwort kennwort senha passwrd "
            + "smtppass dbpass databasepass mailpass emailpass sqlpass mysqlpass userpass adminpass ftppass rootpass redispass rabbitpass rabbitmqpass mqpass "
            + "authpass basicauthpass loginpass pgpass postgrespass proxypass sapass sshpass keypass certpass certificatepass storepass wifipass");
        Enter(
            NameKind.Key,
            "secret apikey accesskey secretkey accountkey privatekey signingkey signkey signaturekey encryptionkey encryptkey decryptionkey jwtkey jwtsettingskey hmackey aeskey "
            + "masterkey cryptokey cryptographykey cipherkey sharedkey sharedaccesskey symmetrickey securitykey authkey authorizationkey authenticationkey subscriptionkey "
            + "tokenskey functionkey functionskey deploykey sshkey rsakey machinekey validationkey webhookkey jwttokenkey keysecret "
            + "openaikey anthropickey claudekey geminikey groqkey mistralkey deepseekkey cosmoskey cosmosdbkey sendgridkey stripekey twiliokey mailgunkey pineconekey qdrantkey "
            + "algoliakey azurekey azurestoragekey blobstoragekey storageaccountkey cognitivekey cognitiveserviceskey speechkey translatorkey azuresearchkey searchservicekey "
            + "googlekey googlemapskey githubkey awskey weatherkey openweatherkey azureopenaikey "
            + "accesstoken authtoken authenticationtoken authorizationtoken bearertoken refreshtoken apitoken bottoken jwttoken securitytoken sastoken personalaccesstoken "
            + "oauthtoken servicetoken deploytoken githubtoken gitlabtoken slacktoken telegramtoken discordtoken npmtoken nugettoken vaulttoken idtoken clienttoken admintoken "
            + "secretkeybase usertoken logintoken ghtoken webhooktoken dopplertoken hftoken huggingfacetoken replicatetoken");
        Enter(
            NameKind.Vague,
            "token credential creds tokenkey appkey applicationkey consumerkey clientkey serverkey servicekey adminkey hostkey integrationkey licensekey pass githubpat azurepat "
            + "settingstoken auth");
        Enter(
            NameKind.ConnectionString,
            "connectionstring connstring connstr dbconnection sqlconnection");
        Enter(
            NameKind.None,
            "cancellationtoken antiforgerytoken requestverificationtoken publickeytoken keytoken csrftoken xsrftoken syntaxtoken lexertoken lextoken parsertoken parsetoken "
            + "nexttoken previoustoken continuationtoken pagetoken pagingtoken paginationtoken nextpagetoken skiptoken synctoken starttoken endtoken stoptoken eostoken bostoken "
            + "eoftoken opentoken closetoken opentag stringtoken numbertoken "
            + "operatortoken identifiertoken keywordtoken commenttoken literaltoken whitespacetoken separatortoken delimitertoken concurrencytoken metadatatoken designtoken "
            + "replacementtoken templatetoken placeholdertoken unexpectedtoken currenttoken expectedtoken lasttoken firsttoken padtoken unknowntoken masktoken specialtoken "
            + "changetoken reloadtoken datetoken formattoken csstoken themetoken localstoragetoken sessionstoragetoken eventtoken locktoken etagtoken "
            + "storagetokenkey localstoragetokenkey sessiontokenkey cookietokenkey cachetokenkey "
            + "ispass firstpass secondpass renderpass shaderpass bypass boardingpass onepass singlepass twopass "
            + "publicaccesskey publicapikey publicsecuritykey");
    }

    /// <summary>What can be glued to other words in lower case: <c>smtppassword</c>, <c>myapikey</c>.</summary>
    private static readonly string[] GluedTerms = ["password", "passwd", "apikey", "secretkey", "clientsecret", "accesstoken", "privatekey", "authtoken", "connectionstring"];

    /// <summary>At the end of a name they say nothing about what it names.</summary>
    private static readonly HashSet<string> Neutral = Set(
        "value values text string str plain plaintext raw literal clear base64 bytes hex utf default fallback prod production dev development staging stage local test uat qa live sandbox "
        + "primary secondary backup main const constant");

    /// <summary>Between the sections of a configuration key they say nothing either.</summary>
    private static readonly HashSet<string> Fillers = Set("settings setting options option config configuration section parameters params credentials info data");

    /// <summary>A name that begins with one says what is done, or asks.</summary>
    private static readonly HashSet<string> Actions = Set(
        "is has have can could should must may was were needs need no not without forgot forgotten forget reset resets recover change changes changed check checks validate validates verify verifies "
        + "require requires required show hide toggle use uses using enter missing empty allow allows supports support hash encrypt decrypt protect unprotect generate generates create remember lost "
        + "compare match matches contains find lookup parse mask redact strip sanitize escape");

    /// <summary>Anywhere before the term they make it another thing, or its protected form.</summary>
    private static readonly HashSet<string> Roles = Set(
        "lbl btn err msg label error invalid incorrect wrong mismatch hashed encrypted masked redacted obfuscated protected sanitized public cancellation antiforgery common forbidden banned blocked disallowed breached pwned leaked compromised blacklisted");

    /// <summary>What stands beside credentials in a section named after them.</summary>
    private static readonly HashSet<string> Companions = Set(
        "name names username user users login email mail id ids url uri endpoint host server port path file folder directory type kind length size count min max minimum maximum policy format pattern "
        + "regex expiry expires expiration lifetime minutes seconds hours days issuer audience algorithm header scope scopes enabled required provider region version title description label message hint prefix "
        + "suffix rotation rotate vault store source mode scheme realm tenant timeout address key validity");

    /// <summary>Behind a credential they make it another thing.</summary>
    private static readonly HashSet<string> Tails = Set(
        "hash hashes digest salt iv nonce checksum fingerprint thumbprint reset link page view form field box input label text html button icon image css class route action event handler service manager provider factory "
        + "client request response result error exception claim claims attribute property column table index name tag cookie session cache storage strength rules rule validator validation generator generation "
        + "example sample test tests mock regex wrapper info metadata status state count max min vault name names resource reference ref refs alias kid identifier uuid guid version etag revision model dto type types "
        + "template placeholder parameter param query body schema context option filter map list set collection array dictionary builder parser reader writer writers stream");

    private static readonly HashSet<string> Prepositions = Set("for of from with by to");

    public static NameKind KindOf(string name, SecretVocabulary vocabulary)
    {
        if (name.Length > LongestName || (!vocabulary.HasNames && !HasStem(name)))
        {
            return NameKind.None;
        }

        var sections = Sections(name);
        var last = sections.Count - 1;
        if (last < 0)
        {
            return NameKind.None;
        }

        var own = Core(sections[last]);
        if (own.Count == 0 && last > 0)
        {
            // "ApiKey:Value": the section is the name.
            own = Core(sections[--last]);
        }

        if (own.Count == 0 || IsAboutOne(own))
        {
            return NameKind.None;
        }

        var words = new List<string>();
        for (var i = 0; i < last; i++)
        {
            foreach (var word in sections[i])
            {
                if (!Fillers.Contains(word) && !WordSplitter.IsNumber(word))
                {
                    words.Add(word);
                }
            }
        }

        var first = words.Count;
        words.AddRange(own);
        return vocabulary.KindOf(words) ?? Longest(words) ?? Glued(own) ?? (OfSection(sections, last, own, first) is > NameKind.None and var inSection ? inSection : Leading(own, name.IndexOf('_') > 0));
    }

    /// <summary>True for a name with a term anywhere in it, and nothing behind that makes it another thing.</summary>
    public static bool MentionsSecret(string name)
    {
        if (name.Length > LongestName || !HasStem(name))
        {
            return false;
        }

        var words = WordSplitter.Of(name);
        if (IsAboutOne(words))
        {
            return false;
        }

        for (var start = 0; start < words.Count; start++)
        {
            var joined = "";
            for (var end = start; end < words.Count && end < start + LongestTerm; end++)
            {
                joined += words[end];
                if (Terms.TryGetValue(joined, out var kind) && kind is (int)NameKind.Password or (int)NameKind.Key or (int)NameKind.Vague
                    && !words.Skip(end + 1).Any(static word => Companions.Contains(word) || Tails.Contains(word)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool HasStem(string name)
    {
        foreach (var stem in Stems)
        {
            if (name.IndexOf(stem, StringComparison.OrdinalIgnoreCase) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The parts of <c>A:B:C</c>, <c>a__b</c>, <c>a.b</c>, <c>a/b</c>, each as words.</summary>
    private static List<List<string>> Sections(string name)
    {
        var sections = new List<List<string>>();
        var start = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            var isUnderscores = i + 1 < name.Length && name[i] == '_' && name[i + 1] == '_';
            if (i == name.Length || isUnderscores || name[i] is ':' or '.' or '/' or '[' or ']')
            {
                var words = WordSplitter.Of(name, start, i);
                if (words.Count > 0)
                {
                    sections.Add(words);
                }

                start = i + 1;
            }
        }

        return sections;
    }

    /// <summary>A part's words up to its head: without "ForAdmin", numbers, and words that say nothing.</summary>
    private static List<string> Core(List<string> words)
    {
        var end = words.Count;
        for (var i = 1; i < words.Count; i++)
        {
            if (Prepositions.Contains(words[i]))
            {
                end = i;
                break;
            }
        }

        // "Base64" is two words.
        while (end > 0 && (WordSplitter.IsNumber(words[end - 1]) || (words[end - 1] == "base" && end < words.Count && words[end] == "64") || (Neutral.Contains(words[end - 1]) && !(end > 1 && words[end - 2] is "connection" or "conn"))))
        {
            end--;
        }

        return words.GetRange(0, end).FindAll(word => !WordSplitter.IsNumber(word));
    }

    private static bool IsAboutOne(List<string> own)
        => own.Count > 1 && (Actions.Contains(own[0]) || own.Exists(Roles.Contains));

    private static NameKind? Longest(List<string> words)
    {
        NameKind? found = null;
        for (var start = words.Count - 1; start >= 0 && start >= words.Count - LongestTerm; start--)
        {
            var joined = WordSplitter.Join(words, start);
            if (Terms.TryGetValue(joined, out var kind) || Terms.TryGetValue(Singular(joined), out kind))
            {
                found = (NameKind)kind;
            }
        }

        return found;
    }

    /// <summary>
    /// <c>API_KEY_STRIPE</c>, <c>ApiKeyStripe</c>, <c>TOKEN_GITHUB</c>: what the thing is stands first, and whose it is after it. Only a value that looks made
    /// by a machine is believed then: many other things begin with these words.
    /// </summary>
    private static NameKind Leading(List<string> own, bool isVariable)
    {
        for (var length = Math.Min(own.Count - 1, LongestTerm); length > 0; length--)
        {
            var tail = own.Count - length;
            if (tail > 2 || !Terms.TryGetValue(string.Concat(own.Take(length)), out var kind))
            {
                continue;
            }

            return kind is (int)NameKind.None or (int)NameKind.ConnectionString || (kind == (int)NameKind.Vague && !isVariable) || own.Skip(length).Any(static word => Companions.Contains(word) || Tails.Contains(word) || Fillers.Contains(word) || Neutral.Contains(word) || word.EndsWith("ed", StringComparison.Ordinal))
                ? NameKind.None
                : NameKind.Vague;
        }

        return NameKind.None;
    }

    private static NameKind? Glued(List<string> own)
    {
        var word = Singular(own[own.Count - 1]);
        foreach (var term in GluedTerms)
        {
            if (word.Length > term.Length && word.EndsWith(term, StringComparison.Ordinal) && !Actions.Contains(word.Substring(0, word.Length - term.Length)))
            {
                return (NameKind)Terms[term];
            }
        }

        return null;
    }

    /// <summary><c>ConnectionStrings:Shop</c>, <c>ApiKeys:Weather</c>: the section names what its entries are.</summary>
    private static NameKind OfSection(List<List<string>> sections, int last, List<string> own, int first)
    {
        if (last == 0 || first == 0)
        {
            return NameKind.None;
        }

        var section = sections[last - 1];
        var joined = WordSplitter.Join(section, 0);
        return joined.EndsWith("s", StringComparison.Ordinal) && !own.Exists(Companions.Contains) && !section.Exists(Companions.Contains) && Longest(section) is { } kind
            ? kind
            : NameKind.None;
    }

    private static string Singular(string word) => word.EndsWith("s", StringComparison.Ordinal) ? word.Substring(0, word.Length - 1) : word;

    private static void Enter(NameKind kind, string terms)
    {
        foreach (var term in terms.Split(' '))
        {
            Terms[term] = (int)kind;
        }
    }

    internal static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.Ordinal);
}
