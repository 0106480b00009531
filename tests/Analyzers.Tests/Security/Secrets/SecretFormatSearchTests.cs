using ProdGap.Analyzers.Security.Secrets;
using ProdGap.Analyzers.Security.Secrets.Formats;

namespace ProdGap.Analyzers.Tests.Security.Secrets;

/// <summary>The search over texts as they are: ordinary ones, public test values, and what only an attacker or a generator writes.</summary>
public sealed class SecretFormatSearchTests
{
    private static SecretFormat Format(string name) => SecretFormats.All.First(format => format.Name == name);

    private static string Token(string name, int seed = 0) => SecretFormatSamples.Of(Format(name), seed).Text;

    private static string Random(char alphabet, int length, int seed = 1) => SecretFormatSamples.Characters(SecretFormatAlphabet.Of(alphabet).Characters, length, seed);

    [Theory]
    // Identifiers, hashes, encoded data.
    [InlineData("")]
    [InlineData("6f9619ff-8b86-d011-b42d-00c04fc964ff")]
    [InlineData("{3F2504E0-4F89-41D3-9A0C-0305E82C3301}")]
    [InlineData("Server=(localdb)\\mssqllocaldb;Database=aspnet-53bc9b9d-9d6a-45d4-8429-2a2761773502;Trusted_Connection=True")]
    [InlineData("aspnet-BlazorApp-4c9a1d6e-0d5b-4b9c-a5d4-62b1f1a5a1f3")]
    [InlineData("d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("da39a3ee5e6b4b0d3255bfef95601890afd80709")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")]
    [InlineData("sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC")]
    [InlineData("z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==")]
    [InlineData("data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")]
    [InlineData("data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")]
    [InlineData("data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHdpZHRoPSIyNCIgaGVpZ2h0PSIyNCI+PC9zdmc+")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu1SU1LfVLPHCozMxH2Mo4lgOEePzNm0tRgeLezV6ffAt0gunVTLw7onLRnrq0/IzW7yWR7QkrmBL7jTKEn5u")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEVs/o5+uQbTjL3chynL4wXgUg2R9\nq9UU8I5mEovUf86QZ7kOBIjJwqnzD1omageEHWwHdBO6B+dFabmdT9POxg==\n-----END PUBLIC KEY-----")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIDazCCAlOgAwIBAgIUQ1p7Vb2m8rPz1kOQ0o7Zk6b0z1swDQYJKoZIhvcNAQEL\n-----END CERTIFICATE-----")]
    [InlineData("-----BEGIN RSA PUBLIC KEY-----")]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    [InlineData("-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----")]
    [InlineData("The file must begin with -----BEGIN RSA PRIVATE KEY----- and end with -----END RSA PRIVATE KEY-----, or it is not read.")]
    [InlineData("ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC7vbqajDhA9k3+8jMZkqjI5l2QmJgZ2Yd0n8Kf6d1tT5bqYv4oZbB8Qf4t deploy@build")]
    [InlineData("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIm7Qqv0Yl3c7Yw1f0dQmH5x2J8uR6sT9vWzK4pN1bXe someone@example.com")]
    [InlineData("Version=8.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089")]
    [InlineData("0024000004800000940000000602000000240000525341310004000001000100b5fc90e7027f67871e773a8fde8938c81dd402ba65b9201d60593e96c492651e889cc13f1415ebb53fac1131ae0bd333c5ee6021672d9718ea31a8aebd0da0072f25d87dba6fc90ffd598ed4da35e44c398c454307e8e33b8426143daec9f596836f97c8f74750e5975c64e2189f45def46b2a2b1247adc3652bf5c308055da9")]
    // Prose, code, markup.
    [InlineData("Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua.")]
    [InlineData("Enter your password. Tokens of GitHub begin with ghp_, those of Slack with xoxb-, keys of Stripe with sk_live_ or sk_test_.")]
    [InlineData("SELECT Id, PasswordHash FROM dbo.Users WHERE Email = @email AND Token = @token")]
    [InlineData("<input type=\"password\" name=\"Input.Password\" class=\"form-control\" autocomplete=\"current-password\" aria-required=\"true\" />")]
    [InlineData("<a href=\"https://learn.microsoft.com/aspnet/core/security/app-secrets?view=aspnetcore-8.0&tabs=windows#secret-manager\">secrets</a>")]
    [InlineData("<script src=\"https://cdn.jsdelivr.net/npm/bootstrap@5.3.3/dist/js/bootstrap.bundle.min.js\" integrity=\"sha384-YvpcrYf0tY3lHB60NNkmXc5s9fDVZLESaAA55NDzOxhy9GkcIdslK1eN7N6jIeHz\" crossorigin=\"anonymous\"></script>")]
    [InlineData("!function(e,t){\"object\"==typeof exports&&\"undefined\"!=typeof module?module.exports=t():e.skSK=t()}(this,function(){return 1/0>sig=3})")]
    [InlineData("Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the \"Software\")")]
    [InlineData("Licensed under the Apache License, Version 2.0: http://www.apache.org/licenses/LICENSE-2.0")]
    [InlineData(".btn-primary{color:#fff;background-color:#0d6efd;border-color:rgba(13,110,253,.5)} .md-button-toggle-focused{}")]
    [InlineData("md-button-toggle-focused-x md-navigation-drawer-a")]
    [InlineData("^(?=.*[a-z])(?=.*[A-Z])(?=.*\\d)[a-zA-Z\\d]{8,}$")]
    [InlineData("eyJust a word, and another eyJ.eyJ.eyJ here")]
    [InlineData("1.0.0-preview.7.23375.9+8f2c3d4e5a6b7c8d9e0f1a2b3c4d5e6f7a8b9c0d")]
    [InlineData("v1.0-alpha, v2.0-beta.3")]
    [InlineData("Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton")]
    [InlineData("AuthenticationStateProviderRegistration.Values.CascadingAuthenticationStateExtensions")]
    [InlineData("C:\\Program Files\\dotnet\\sdk\\8.0.100\\Sdks\\Microsoft.NET.Sdk\\targets\\Microsoft.NET.Sdk.targets")]
    [InlineData("/usr/share/dotnet/shared/Microsoft.AspNetCore.App/8.0.0/")]
    // Addresses without a password, and with what stands for one.
    [InlineData("https://localhost:5001;http://localhost:5000")]
    [InlineData("https://github.com/dotnet/runtime/issues/12345?q=a:b@c")]
    [InlineData("git+ssh://git@github.com/dotnet/runtime.git")]
    [InlineData("https://www.example.com/package/@types/node")]
    [InlineData("http://user@host:8080/path")]
    [InlineData("postgres://{user}:{password}@{host}:5432/db")]
    [InlineData("postgres://$USER:$PASSWORD@db:5432/shop")]
    [InlineData("postgres://${DB_USER}:${DB_PASSWORD}@db:5432/shop")]
    [InlineData("amqp://user:password@broker:5672")]
    [InlineData("amqp://user:<password>@broker:5672")]
    [InlineData("mongodb://%s:%s@cluster0.mongodb.net")]
    [InlineData("redis://:***@cache:6379")]
    [InlineData("https://user:xxxxx@host")]
    [InlineData("scheme://user:your-password@host")]
    // Shapes with placeholders in them, cut so that no scanner trips over them either.
    [InlineData("ghp_" + "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    [InlineData("ghp_" + "000000000000000000000000000000000000")]
    [InlineData("sk-proj-" + "your-key-here-T3BlbkFJ")]
    [InlineData("sk-" + "1234567890abcdef1234567890abcdef")]
    [InlineData("sk-ant-" + "api03-...")]
    [InlineData("AKIA" + "XXXXXXXXXXXXXXXX")]
    [InlineData("AKIA" + "ABCDEFGHIJKLMNOP")]
    [InlineData("AIza" + "SyXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX")]
    [InlineData("sk_live_" + "abcdefghijklmnopqrstuvwx")]
    [InlineData("hooks.slack.com/" + "services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX")]
    [InlineData("SG." + "your_sendgrid_api_key.goes_here")]
    [InlineData("dapi" + "1234567890abcdef1234567890abcdef")]
    [InlineData("AccountKey=" + "<key>;EndpointSuffix=core.windows.net")]
    [InlineData("hf_" + "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    // Words that begin like tokens.
    [InlineData("task-sk-list, disk-live_preview, risk_live_report")]
    [InlineData("pat.name, sat.score, SG.Name.Value, key-value, api-version, sdk-name, token-name:value")]
    [InlineData("npm_config_registry_and_other_settings_of_it")]
    [InlineData("Basic information about this and that")]
    [InlineData("Basic")]
    [InlineData("Basic realm=\"example\", charset=\"UTF-8\"")]
    [InlineData("PrivateKey = null")]
    [InlineData("DD_API_KEY=${DD_API_KEY}")]
    [InlineData("AWS_SECRET_ACCESS_KEY=${AWS_SECRET_ACCESS_KEY}")]
    [InlineData("secret_key_of_the_configuration_section_with_a_name")]
    public void An_ordinary_text_holds_none(string text)
    {
        var match = SecretFormats.Find(text);
        Assert.False(match.HasValue, $"found as {match?.Format.Name}");
    }

    public static TheoryData<string, string> WellKnown => new()
    {
        // Public test values, cut so that they do not stand here either.
        { "AWS access key id", "AKIA" + "IOSFODNN7EXAMPLE" },
        { "AWS secret access key", "aws_secret_access_key = " + "wJalrXUtnFEMI/K7MDENG/" + "bPxRfiCYEXAMPLEKEY" },
        { "Azure Storage account key", "AccountKey=" + "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/" + "K1SZFPTOtr/KBHBeksoGMGw==" },
        { "JWT token", "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9" + ".eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ" + ".SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c" },
        { "Stripe test key", "sk_test_" + "4eC39HqLyjWDarjtT1zdp7dc" },
        { "Stripe test key", "sk_test_" + "BQokikJOvBiI2HlWgH4olfQ2" },
        { "URL password", "amqp://" + "guest:guest" + "@localhost:5672" },
        { "URL password", "postgres://" + "postgres:postgres" + "@db:5432/shop" },
        { "URL password", "postgres://" + "shop:k3yboard-cat" + "@localhost:5432/shop" },
        { "URL password", "redis://" + ":Kx82mmQpz" + "@127.0.0.1:6379" },
        { "URL password", "https://" + "deploy:Kx82mmQpz" + "@feed.example.com/index.json" },
        { "URL password", "http://" + "proxyuser:proxypass" + "@proxy.contoso.com:8080" },
        { "HTTP basic credentials", "Basic " + SecretFormatSamples.Base64("admin:admin") },
        { "JWT token", SecretFormatSamples.Base64Url("""{"alg":"HS256"}""") + "." + SecretFormatSamples.Base64Url("""{"iss":"supabase","role":"anon"}""") + "." + Random('w', 43) },
    };

    [Theory]
    [MemberData(nameof(WellKnown))]
    public void A_public_test_value_or_a_local_default_is_of_low_confidence(string name, string text)
    {
        var match = SecretFormats.Find(text);
        Assert.Equal(name, match?.Format.Name);
        Assert.Equal(Confidence.Low, match?.Confidence);
    }

    [Fact]
    public void The_emulator_keys_are_known_without_their_names()
    {
        Assert.True(SecretFormats.HoldsWellKnown("C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2" + "nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw=="));
        Assert.False(SecretFormats.HoldsWellKnown("nothing"));
    }

    [Fact]
    public void An_id_beside_its_secret_is_surer_than_one_alone()
    {
        var id = Token("AWS access key id");
        Assert.Equal(Confidence.Medium, SecretFormats.Find(id)?.Confidence);
        Assert.Equal(Confidence.High, SecretFormats.Find(id + "\", \"" + Random('b', 40))?.Confidence);
        Assert.Equal(Confidence.Medium, SecretFormats.Find(id + "\", \"" + Random('b', 41))?.Confidence);
    }

    [Fact]
    public void The_first_token_is_found_and_a_real_one_before_a_test_value()
    {
        var github = Token("GitHub token");
        var npm = Token("npm token");
        Assert.Equal("GitHub token", SecretFormats.Find(github + " " + npm)?.Format.Name);
        Assert.Equal("npm token", SecretFormats.Find(npm + " " + github)?.Format.Name);

        var text = "AKIA" + "IOSFODNN7EXAMPLE, and " + npm;
        Assert.Equal("npm token", SecretFormats.Find(text)?.Format.Name);
        Assert.Equal(text.Length - npm.Length, SecretFormats.Find(text)?.Start);
    }

    [Fact]
    public void A_token_in_an_address_is_named_after_its_provider()
    {
        var token = Token("GitHub token");
        var match = SecretFormats.Find("https://" + "x-access-token:" + token + "@github.com/contoso/shop.git");
        Assert.Equal("GitHub token", match?.Format.Name);
        Assert.Equal(token.Length, match?.Length);
    }

    [Theory]
    [InlineData("postgres://", "deploy:", "p%40ss-4711", "@db.contoso.com:5432/shop")]
    [InlineData("mongodb+srv://", "app:", "Hunter2!", "@cluster0.abcde.mongodb.net/?retryWrites=true")]
    [InlineData("jdbc:postgresql://", "app:", "Hunter2!", "@10.0.0.7/shop")]
    [InlineData("Connect to redis://", ":", "kq$7_Lm", "@cache:6379, then go on")]
    [InlineData("amqps://", "app:", "pa@ss:word7", "@broker.contoso.com")]
    public void The_secret_of_an_address_is_its_password(string scheme, string user, string password, string host)
    {
        var match = SecretFormats.Find(scheme + user + password + host);
        Assert.Equal("URL password", match?.Format.Name);
        Assert.Equal(scheme.Length + user.Length, match?.Start);
        Assert.Equal(password.Length, match?.Length);
        Assert.Equal(Confidence.High, match?.Confidence);
    }

    [Theory]
    [InlineData("\n", "\n")]
    [InlineData("\r\n", "\r\n")]
    [InlineData("\\n", "\\n")]
    [InlineData("", "")]
    [InlineData("\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0F2C3D4E5A6B7C8D9E0F1A2B3C4D5E6F\n\n", "\n")]
    public void A_private_key_is_found_however_its_lines_are_joined(string first, string joint)
    {
        var body = string.Join(joint, Enumerable.Range(1, 6).Select(i => Random('b', 64, i)));
        var key = "-----BEGIN RSA " + "PRIVATE KEY-----" + first + body + joint + "-----END RSA PRIVATE KEY-----";
        var match = SecretFormats.Find("\"" + key + "\"");
        Assert.Equal("RSA private key", match?.Format.Name);
        Assert.Equal(1, match?.Start);
        Assert.Equal(key.Length, match?.Length);
    }

    [Fact]
    public void A_private_key_that_is_cut_off_is_one() => Assert.Equal("PEM private key", SecretFormats.Find("-----BEGIN " + "PRIVATE KEY-----\n" + Random('b', 64))?.Format.Name);

    [Theory]
    [InlineData("\uD800")]
    [InlineData("\uDC00\uD800ghp_\uD800")]
    [InlineData("\0\0\0://\0:\0@\0")]
    [InlineData("eyJ")]
    [InlineData("eyJ..")]
    [InlineData("://")]
    [InlineData("a://:@")]
    [InlineData("a://b:c@")]
    [InlineData("a://b:@c")]
    [InlineData("-----BEGIN PRIVATE KEY----------END")]
    [InlineData("-----BEGIN PRIVATE KEY-----\n-----END")]
    [InlineData(".......")]
    [InlineData(":AA")]
    [InlineData("Q~")]
    [InlineData("AccountKey=")]
    [InlineData("sig=%")]
    [InlineData("Basic ====")]
    [InlineData("Basic :")]
    [InlineData("\uFEFFghp_")]
    [InlineData("\u212AIA\u017F\u0130")]
    public void Odd_input_is_none(string text) => Assert.Null(SecretFormats.Find(text));

    [Fact]
    public void No_prefix_and_no_suffix_of_a_sample_throws()
    {
        foreach (var format in SecretFormats.All)
        {
            var text = "x " + SecretFormatSamples.Of(format).Text + "\uD800";
            for (var cut = 0; cut <= text.Length; cut++)
            {
                SecretFormats.Find(text[..cut]);
                SecretFormats.Find(text[cut..]);
            }
        }
    }

    public static TheoryData<string, int> Repeated
    {
        get
        {
            var repeated = new TheoryData<string, int>();
            foreach (var piece in new[]
            {
                "a", ".", "-", "/", "A", "a.", "aaaaaaaaaaaaaaaaaaaaaaaa.aaaaaa.", "eyJ.", "eyJhbGciOiJIUzI1NiJ9.", "a://", "a://b:c", "a://b:c@", "://a:b@{",
                "-----BEGIN PRIVATE KEY-----A", "-----BEGIN PRIVATE KEY-----\n", "sig=%3D", "1234567890:AA", "T3BlbkFJ", "sk-proj-T3BlbkFJ", "\u00E9",
                "\uD800", "AKIA", "AKIA" + "QWERTZUIOPQWERTZ ", "1000.", "hvs.", "Basic QUFB", "JQQJ99", "0Q~0", "{\"a\":", " ", "ghp_", "eyJ", "://",
            })
            {
                repeated.Add(piece, 1_000_000);
            }

            foreach (var anchor in SecretFormats.All.Select(format => format.Anchor).Distinct())
            {
                repeated.Add(anchor + " ", 100_000);
                repeated.Add(anchor, 100_000);
            }

            return repeated;
        }
    }

    [Theory]
    [MemberData(nameof(Repeated))]
    public void The_cost_is_linear_in_the_length(string piece, int length)
    {
        var one = Cost(piece, length / 10);
        var ten = Cost(piece, length);
        Assert.InRange(ten, 0, 11 * one);
        Assert.InRange(ten, length, 40L * length);

        static long Cost(string piece, int length)
        {
            var text = string.Concat(Enumerable.Repeat(piece, (length / piece.Length) + 1))[..length];
            SecretFormats.Find(text, out var visits);
            return visits;
        }
    }

    [Fact]
    public void A_text_without_an_anchor_costs_one_look_at_each_character_and_no_memory()
    {
        var text = string.Concat(Enumerable.Repeat("The quick brown fox jumps over the lazy dog, ", 1000));
        SecretFormats.Find(text, out var visits);
        Assert.Equal(text.Length, visits);

        var before = GC.GetAllocatedBytesForCurrentThread();
        SecretFormats.Find(text);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void The_end_of_a_megabyte_is_read_too()
    {
        var token = Token("GitHub token");
        var text = string.Concat(Enumerable.Repeat("ghp_ eyJ:// ", 90_000)) + token;
        Assert.Equal(text.Length - token.Length, SecretFormats.Find(text)?.Start);
    }

    [Fact]
    public void Many_threads_find_the_same()
    {
        var text = "key=" + Token("GitHub token");
        Assert.All(Enumerable.Range(0, 64).AsParallel().Select(_ => SecretFormats.Find(text)?.Start).ToList(), start => Assert.Equal(4, start));
    }
}
