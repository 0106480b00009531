using System.Text;
using ProdGap.Analyzers.Security;
using ProdGap.Analyzers.Security.Secrets;

namespace ProdGap.Analyzers.Tests.Security.Secrets;

/// <summary>What names and values say, over the table in SecretClassifierCases.txt.</summary>
public sealed class SecretClassifierTests
{
    private static readonly IReadOnlyList<Case> Cases = ReadCases();

    [Fact]
    public void The_table_is_large_and_says_nothing_twice()
    {
        Assert.InRange(Cases.Count(row => row.Verdict == '+'), 150, 1000);
        Assert.InRange(Cases.Count(row => row.Verdict == '-'), 250, 1000);
        Assert.Equal([], Cases.GroupBy(row => (row.Name, row.Value)).Where(group => group.Count() > 1).Select(group => $"{group.Key}"));
    }

    [Fact]
    public void Credentials_are_found()
    {
        var credentials = Cases.Where(row => row.Verdict == '+').ToList();
        var missed = credentials.Where(row => row.Judge() < Confidence.Medium).ToList();
        Assert.True(missed.Count * 20 <= credentials.Count, $"Missed {missed.Count} of {credentials.Count}:\n{string.Join('\n', missed)}");
        Assert.True(missed.Count == 0, $"Few, but each is a regression:\n{string.Join('\n', missed)}");
    }

    [Fact]
    public void Nothing_else_is()
    {
        var others = Cases.Where(row => row.Verdict != '+').ToList();
        var wrong = others.Where(row => row.Judge() >= Confidence.Medium).ToList();
        Assert.True(wrong.Count * 100 <= others.Count, $"{wrong.Count} false alarms of {others.Count}:\n{string.Join('\n', wrong)}");
        Assert.True(wrong.Count == 0, $"Few, but each is a regression:\n{string.Join('\n', wrong)}");
    }

    /// <summary>Nothing can change it any more, so a plain word is the password.</summary>
    [Theory]
    [InlineData("password", "winter", "Medium")]
    [InlineData("password", "azalea", "Medium")]
    [InlineData("password", "zaphod", "Medium")]
    [InlineData("password", "tulip", "None")]
    [InlineData("password", "Winter", "None")]
    [InlineData("password", "secret", "Low")]
    [InlineData("password", "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq", "Low")]
    [InlineData("apiKey", "qzxvbk", "Low")]
    [InlineData("name", "winter", "None")]
    public void A_word_under_the_name_of_a_password_that_stays(string name, string value, string expected)
        => Assert.Equal(expected, SecretClassifier.JudgeFixed(name, value, SecretVocabulary.Empty).ToString());

    [Theory]
    [InlineData("password", "winter", "Medium")]
    [InlineData("password", "abcd", "Medium")]
    [InlineData("password", "p4s", "Low")]
    [InlineData("apiKey", "abcd", "Low")]
    [InlineData("name", "winter", "None")]
    public void A_weak_password_that_lets_somebody_in(string name, string value, string expected)
        => Assert.Equal(expected, SecretClassifier.JudgeCompared(name, value, SecretVocabulary.Empty).ToString());

    [Theory]
    [InlineData("Vx8Qk2mPz7LrT4wYb9N+", "High")]
    [InlineData("dev-key-change-me", "Medium")]
    [InlineData("changeme", "Medium")]
    [InlineData("SHOP_KEY", "None")]
    [InlineData("application/json", "None")]
    [InlineData("****", "None")]
    [InlineData("<your key>", "None")]
    public void A_text_in_the_place_of_a_missing_setting(string value, string expected)
        => Assert.Equal(expected, SecretClassifier.JudgeFallback(value, SecretVocabulary.Empty).ToString());

    private const string Bcrypt = "$2a$11$abcdefghijklmnopqrstuvwxyzABCDEFG";

    [Theory]
    [InlineData("PasswordHash", Bcrypt, true)]
    [InlineData("AdminPasswordHash", Bcrypt + "HIJK", true)]
    [InlineData("passwordhash", "$2b$11$abcdefghijklmnopqrstuvwxyzABCDEFGH", true)]
    [InlineData("PasswordHash", "$2y$11$abcdefghijklmnopqrstuvwxyzABCDEFGH", true)]
    [InlineData("PasswordHash", "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$aGFzaA", true)]
    [InlineData("PasswordHash", "AQAAAAIAAYagAAAAEabcdefghijklmnopqrstuvwxyz", true)]
    [InlineData("PasswordHash", "$2a$11$abcdefghijklmnopqrstuvwxyzABCDE", false)]
    [InlineData("PasswordHash", "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQR", false)]
    [InlineData("PasswordHashes", Bcrypt, false)]
    [InlineData("Content", Bcrypt, false)]
    public void The_hash_of_a_password_under_its_name(string name, string value, bool isOne) => Assert.Equal(isOne, SecretClassifier.IsSeededHash(name, value));

    [Fact]
    public void What_the_user_allows_is_none_wherever_it_stands()
    {
        const string Value = "Vx8Qk2mPz7LrT4wYb9N+";
        const string Connection = "Server=db.shop.example;User=shop;Password=" + Value;
        SecretVocabulary vocabulary = new([], [], [Value]);

        Assert.Equal(Confidence.High, SecretClassifier.JudgeFallback(Value, SecretVocabulary.Empty));
        Assert.Equal(Confidence.None, SecretClassifier.JudgeFallback(Value, vocabulary));
        Assert.Equal(Confidence.Medium, SecretClassifier.JudgeAtCertainSink(Value, SecretVocabulary.Empty));
        Assert.Equal(Confidence.None, SecretClassifier.JudgeAtCertainSink(Value, vocabulary));
        Assert.Equal(Confidence.None, SecretClassifier.JudgeAtSink(Value, vocabulary));

        Assert.NotEqual(Confidence.None, SecretClassifier.JudgeConnectionString(Connection, SecretVocabulary.Empty, out var start, out var length));
        Assert.Equal(Value, Connection.Substring(start, length));
        Assert.Equal(Confidence.None, SecretClassifier.JudgeConnectionString(Connection, vocabulary, out start, out length));
        Assert.Equal((0, 0), (start, length));
        Assert.Equal(Confidence.None, SecretClassifier.JudgeConnectionString(Connection, new([], [], [Connection]), out _, out _));
    }

    [Fact]
    public void Development_defaults_are_low()
        => Assert.Equal([], Cases.Where(row => row.Verdict == '~' && row.Judge() != Confidence.Low).Select(row => row.ToString()));

    [Theory]
    [InlineData("password")]
    [InlineData("_password")]
    [InlineData("m_smtpPassword")]
    [InlineData("SmtpPassword2")]
    [InlineData("DB_PASSWORD")]
    [InlineData("db-password")]
    [InlineData("smtppassword")]
    [InlineData("Jwt:Key")]
    [InlineData("Jwt__Key")]
    [InlineData("Jwt.Key")]
    [InlineData("JwtSettings:Key")]
    [InlineData("Authentication:Jwt:Key")]
    [InlineData("Jwt:SigningKey")]
    [InlineData("Encryption:Key")]
    [InlineData("Tokens:Key")]
    [InlineData("Token:Key")]
    [InlineData("AppSettings:Token")]
    [InlineData("APIKey")]
    [InlineData("API_KEY")]
    [InlineData("apikey")]
    [InlineData("X-Api-Key")]
    [InlineData("OpenAI:ApiKey:Value")]
    [InlineData("OPENAI_API_KEY_DEV")]
    [InlineData("ApiKeys:Weather")]
    [InlineData("azureStorageKey")]
    [InlineData("sharedAccessKey")]
    [InlineData("ClientSecret")]
    [InlineData("client_secret")]
    [InlineData("GitHubToken")]
    [InlineData("token")]
    [InlineData("OAuthToken")]
    [InlineData("credentials")]
    [InlineData("PasswordForAdmin")]
    [InlineData("DefaultConnectionString")]
    [InlineData("ConnectionStrings:Shop")]
    [InlineData("ConnectionStrings__Shop")]
    public void These_name_a_credential(string name) => Assert.True(SecretClassifier.NamesSecret(name));

    [Theory]
    [InlineData("")]
    [InlineData("_")]
    [InlineData(":")]
    [InlineData("Key")]
    [InlineData("key")]
    [InlineData("Items:Key")]
    [InlineData("name")]
    [InlineData("PasswordLabel")]
    [InlineData("PasswordHash")]
    [InlineData("PasswordRegex")]
    [InlineData("PasswordLength")]
    [InlineData("HasPassword")]
    [InlineData("IsPasswordRequired")]
    [InlineData("ForgotPassword")]
    [InlineData("PasswordResetUrl")]
    [InlineData("PasswordChanged")]
    [InlineData("LoginWithPassword")]
    [InlineData("InvalidPassword")]
    [InlineData("HashedPassword")]
    [InlineData("Error_InvalidPassword")]
    [InlineData("TokenEndpoint")]
    [InlineData("TokenType")]
    [InlineData("TokenName")]
    [InlineData("SecretName")]
    [InlineData("SecretId")]
    [InlineData("SecretariatName")]
    [InlineData("UserSecretsId")]
    [InlineData("KeyVaultUrl")]
    [InlineData("KeyName")]
    [InlineData("PublicKey")]
    [InlineData("PublicKeyToken")]
    [InlineData("ApiKeyHeader")]
    [InlineData("ApiKeyHeaderName")]
    [InlineData("API_KEY_HEADER")]
    [InlineData("CancellationToken")]
    [InlineData("AntiforgeryToken")]
    [InlineData("SyntaxToken")]
    [InlineData("CacheKey")]
    [InlineData("PrimaryKey")]
    [InlineData("ForeignKey")]
    [InlineData("PartitionKey")]
    [InlineData("RouteKey")]
    [InlineData("ResourceKey")]
    [InlineData("LocalStorageTokenKey")]
    [InlineData("ApiKeys:Header")]
    [InlineData("Passwords:MinLength")]
    [InlineData("Jwt:Issuer")]
    [InlineData("Jwt:KeyId")]
    [InlineData("ConnectionStringName")]
    [InlineData("Monkey")]
    [InlineData("Bypass")]
    [InlineData("Compass")]
    public void These_do_not(string name) => Assert.False(SecretClassifier.NamesSecret(name));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("x")]
    [InlineData("changeme")]
    [InlineData("your-api-key-here")]
    [InlineData("<your key>")]
    [InlineData("${KEY}")]
    [InlineData("***")]
    [InlineData("OVERRIDE_VIA_ENV")]
    [InlineData("SET_IN_KEYVAULT")]
    [InlineData("change-this-to-a-long-random-value")]
    public void These_stand_in_for_a_value(string value) => Assert.True(SecretClassifier.IsPlaceholder(value));

    [Theory]
    [InlineData("super-secret-dev-key-change-me-please-1234")]
    [InlineData("my-super-secret-key-12345")]
    [InlineData("Pass123$")]
    [InlineData("Example123!")]
    [InlineData("ReadySet!42")]
    [InlineData("k9XvQ2mzYourL3pXw4")]
    public void These_are_values(string value) => Assert.False(SecretClassifier.IsPlaceholder(value));

    [Theory]
    [InlineData("Server=a.example.com;User=b;Password=C0mplex#1;Encrypt=True", "C0mplex#1")]
    [InlineData("Server=a.example.com;User=b;Password = 'C0m;plex#1' ;Encrypt=True", "C0m;plex#1")]
    [InlineData("Server=a.example.com;User=b;PWD=\"C0m\"\"plex#1\"", "C0m\"\"plex#1")]
    [InlineData("cache.example.com:6380,password=Lk82mQzPv01=,ssl=True", "Lk82mQzPv01=")]
    [InlineData("AccountName=shop;AccountKey=Qk3Vb8Nz1mPx7Lw0Rt6Ys2==", "Qk3Vb8Nz1mPx7Lw0Rt6Ys2==")]
    public void The_place_of_the_password_is_told(string text, string secret)
    {
        Assert.NotEqual(Confidence.None, SecretClassifier.JudgeConnectionString(text, out var start, out var length));
        Assert.Equal(secret, text.Substring(start, length));
    }

    [Fact]
    public void What_the_user_says_about_words_and_values_counts()
    {
        var vocabulary = new SecretVocabulary(["kundenSchluessel", "magic-word"], ["ui token", "LegacyPassword"], ["Pass123$"]);
        Assert.True(SecretClassifier.NamesSecret("KUNDEN_SCHLUESSEL", vocabulary));
        Assert.True(SecretClassifier.NamesSecret("Shop:MagicWord", vocabulary));
        Assert.False(SecretClassifier.NamesSecret("MagicWordLength", vocabulary));
        Assert.False(SecretClassifier.NamesSecret("UIToken", vocabulary));
        Assert.False(SecretClassifier.NamesSecret("oldLegacyPassword", vocabulary));
        Assert.True(SecretClassifier.NamesSecret("password", vocabulary));
        Assert.Equal(Confidence.Medium, SecretClassifier.Judge("MagicWord", "q2w9e8r7t6y5", vocabulary));
        Assert.Equal(Confidence.None, SecretClassifier.Judge("password", "Pass123$", vocabulary));
        Assert.Equal(Confidence.None, SecretClassifier.JudgeAtSink("Pass123$", vocabulary));
        Assert.Equal(Confidence.None, SecretClassifier.JudgeConnectionString("Server=a.example.com;Password=Pass123$", vocabulary, out _, out var length));
        Assert.Equal(0, length);
    }

    [Fact]
    public void No_text_makes_it_throw()
    {
        var random = new Random(Randomness.Seed);
        string[] pieces =
        [
            "Password", "=", ";", "'", "\"", "${", "}", "<", ">", "{", "__", ":", ".", "/", "-----BEGIN ", "PRIVATE KEY", "Server", "localhost", ",", "Bearer ", "key", "your", " ", "\t", "\n", "\0", "\ud800", "\udc00", "ß",
            "İ", "密", "\u0301", "x", "*", "%", "#", "$", "@", "(", "`1", "A", "9", "://", "=>", "s",
        ];
        for (var round = 0; round < Randomness.Draws(40_000); round++)
        {
            var text = new StringBuilder();
            for (var count = random.Next(12); count >= 0; count--)
            {
                text.Append(random.Next(4) == 0 ? ((char)random.Next(char.MaxValue)).ToString() : pieces[random.Next(pieces.Length)]);
            }

            Survives(text.ToString(), $"PRODGAP_SEED={Randomness.Seed}, round {round}");
        }
    }

    [Fact]
    public void Every_beginning_of_every_case_is_survived()
    {
        foreach (var row in Cases)
        {
            for (var length = 0; length <= row.Value.Length; length++)
            {
                Survives(row.Value[..length], row.ToString());
                Survives(row.Value[length..], row.ToString());
            }
        }
    }

    [Theory]
    [InlineData("a")]
    [InlineData("=")]
    [InlineData(";")]
    [InlineData("{")]
    [InlineData("<a")]
    [InlineData("\"")]
    [InlineData("'';")]
    [InlineData("aB1")]
    [InlineData("a=b;")]
    [InlineData("Password=;")]
    [InlineData("Server=a;Password=''")]
    [InlineData("your-")]
    [InlineData("A:")]
    [InlineData("a/b.")]
    [InlineData("\ud800")]
    public void A_megabyte_is_read_in_linear_time(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
        Survives(text, piece);
        Survives("Server=a;" + text, piece);
    }

    private static void Survives(string text, string what)
    {
        try
        {
            SecretClassifier.NamesSecret(text);
            SecretClassifier.IsPlaceholder(text);
            SecretClassifier.Judge(text, text);
            SecretClassifier.Judge("password", text);
            SecretClassifier.Judge("Jwt:Key", text);
            SecretClassifier.Judge("token", text);
            SecretClassifier.Judge("passphrase", text);
            SecretClassifier.Judge("ConnectionStrings:Default", text);
            SecretClassifier.JudgeAtSink(text);
            var found = SecretClassifier.JudgeConnectionString(text, out var start, out var length);
            Assert.Equal(found != Confidence.None, length > 0);
            Assert.True(start >= 0 && start + length <= text.Length);
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{what}: {exception}\n{Escape(text)}");
        }
    }

    private static string Escape(string text)
        => string.Concat(text.Take(200).Select(c => c is >= ' ' and <= '~' ? c.ToString() : $"\\u{(int)c:x4}"));

    private static List<Case> ReadCases()
    {
        var cases = new List<Case>();
        foreach (var line in File.ReadLines(Repository.PathOf("tests", "Analyzers.Tests", "Security", "Secrets", "SecretClassifierCases.txt")))
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var equals = line.IndexOf(" =", 2, StringComparison.Ordinal);
            cases.Add(new Case(line[0], line[2..equals], line.Length > equals + 3 ? line[(equals + 3)..] : ""));
        }

        return cases;
    }

    private sealed record Case(char Verdict, string Name, string Value)
    {
        public Confidence Judge() => Name switch
        {
            "@sink" => SecretClassifier.JudgeAtSink(Value),
            "@cs" => SecretClassifier.JudgeConnectionString(Value, out _, out _),
            _ => SecretClassifier.Judge(Name, Value),
        };

        public override string ToString() => $"{Verdict} {Name} = {Value} ({Judge()})";
    }
}
