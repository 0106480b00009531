using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Hosting;
using ProdGap.Analyzers.Security.Secrets;

namespace ProdGap.Analyzers.Tests.Security.Secrets;

public sealed class PG1001HardcodedSecretTests
{
    /// <summary>Types that the snippets need.</summary>
    private const string Libraries =
        """
        namespace Shop { class MailSettings { public string Password { get; set; } = ""; public string Host { get; set; } = ""; public string PasswordLabel { get; set; } = ""; } }
        """;

    private static Scenario InMethod(string body) => Scenario.Of(
        $$"""
        using System.Security.Cryptography;
        using System.Text;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.Configuration;
        using Microsoft.IdentityModel.Tokens;
        using Microsoft.Extensions.Logging;

        class Orders(IConfiguration config, HttpClient http, ILogger<Orders> logger)
        {
            void Login(string user, string password) { }
            void Connect(string connectionString) { }

            object? Run(string name, string password)
            {
                {{body}}
                return null;
            }
        }

        {{Libraries}}
        """).Referencing("Microsoft.IdentityModel.Tokens", "Azure.Core", "System.ClientModel");

    private static Task Reports(string body) => Check.Reports<PG1001HardcodedSecret>(InMethod(body));

    [Theory]
    // A fallback for a missing setting.
    [InlineData("var key = config[\"Jwt:Key\"] ?? [|\"super-secret-dev-key-for-local-use-1234\"|];")]
    [InlineData("return Encoding.UTF8.GetBytes(config[\"Jwt:SigningKey\"] ?? [|\"super-secret-dev-key-for-local-use-1234\"|]);")]
    [InlineData("var key = config.GetValue<string>(\"OpenAI:ApiKey\") ?? [|\"dev-key-77aa12\"|];")]
    [InlineData("var key = Environment.GetEnvironmentVariable(\"API_KEY\") ?? [|\"dev-key-77aa12\"|];")]
    [InlineData("var key = config.GetSection(\"Jwt:Secret\").Value ?? [|\"super-secret-dev-key-for-local-use-1234\"|];")]
    [InlineData("var key = string.IsNullOrEmpty(config[\"Jwt:Key\"]) ? [|\"super-secret-dev-key-for-local-use-1234\"|] : config[\"Jwt:Key\"];")]
    [InlineData("var key = config.GetValue(\"Jwt:Key\", [|\"super-secret-dev-key-for-local-use-1234\"|]);")]
    // A connection string.
    [InlineData("Connect([|\"Server=db.shop.example;Database=shop;User Id=shop;Password=Sh0pPr0to!2024\"|]);")]
    [InlineData("var cs = [|\"Host=db.shop.example;Username=shop;Password=Sh0pPr0to!2024;Database=shop\"|];")]
    [InlineData("var cs = [|$\"Host={name};Username=shop;Password=Sh0pPr0to!2024\"|];")]
    // A name.
    [InlineData("var apiKey = [|\"q7Xz41pLmW99aKd2\"|];")]
    [InlineData("const string DbPassword = [|\"Sh0pPr0to!2024\"|];")]
    [InlineData("var settings = new Shop.MailSettings { Host = \"mail.example\", Password = [|\"Sh0pPr0to!2024\"|] };")]
    [InlineData("config[\"Smtp:Password\"] = [|\"Sh0pPr0to!2024\"|];")]
    [InlineData("var all = new Dictionary<string, string> { [\"Jwt:Key\"] = [|\"q7Xz41pLmW99aKd2q7Xz41pLmW99aKd2\"|] };")]
    [InlineData("var all = new Dictionary<string, string> { { \"ApiKey\", [|\"q7Xz41pLmW99aKd2\"|] } };")]
    [InlineData("var pair = new KeyValuePair<string, string>(\"Jwt:Key\", [|\"q7Xz41pLmW99aKd2q7Xz41pLmW99aKd2\"|]);")]
    [InlineData("http.DefaultRequestHeaders.Add(\"X-Api-Key\", [|\"q7Xz41pLmW99aKd2\"|]);")]
    [InlineData("Login(\"shop\", [|\"Sh0pPr0to!2024\"|]);")]
    [InlineData("Login(password: [|\"Sh0pPr0to!2024\"|], user: \"shop\");")]
    [InlineData("if (password == [|\"Sh0pPr0to!2024\"|]) { return 1; }")]
    [InlineData("var login = new { user = \"shop\", password = [|\"Sh0pPr0to!2024\"|] };")]
    [InlineData("string Secret(string clientSecret = [|\"q7Xz41pLmW99aKd2\"|]) => clientSecret; return Secret();")]
    // A place that takes a credential.
    [InlineData("return new SymmetricSecurityKey(Encoding.UTF8.GetBytes([|\"q7Xz41pLmW99aKd2q7Xz41pLmW99aKd2\"|]));")]
    [InlineData("return new Azure.AzureKeyCredential([|\"q7Xz41pLmW99aKd2\"|]);")]
    [InlineData("return new HMACSHA256(Encoding.UTF8.GetBytes([|\"q7Xz41pLmW99aKd2\"|]));")]
    [InlineData("var raw = [|\"q7Xz41pLmW99aKd2q7Xz41pLmW99aKd2\"|]; return new SymmetricSecurityKey(Encoding.UTF8.GetBytes(raw));")]
    [InlineData("const string Raw = [|\"q7Xz41pLmW99aKd2\"|]; var bytes = Encoding.UTF8.GetBytes(Raw); return new HMACSHA256(bytes);")]
    [InlineData("SymmetricSecurityKey key = new(Encoding.UTF8.GetBytes([|\"q7Xz41pLmW99aKd2q7Xz41pLmW99aKd2\"|])); return key;")]
    [InlineData("const string Raw = [|\"q7Xz41pLmW99aKd2q7Xz41pLmW99aKd2\"|]; SymmetricSecurityKey key = new(Encoding.UTF8.GetBytes(Raw)); return key;")]
    [InlineData("using var aes = Aes.Create(); aes.Key = Encoding.UTF8.GetBytes([|\"q7Xz41pLmW99aKd2\"|]); return aes.Key;")]
    [InlineData("var raw = [|\"q7Xz41pLmW99aKd2\"|]; var bytes = Encoding.UTF8.GetBytes(raw); using var aes = Aes.Create(); aes.Key = bytes; return aes;")]
    [InlineData("var raw = [|\"q7Xz41pLmW99aKd2\"|]; return HMACSHA256.HashData(Encoding.UTF8.GetBytes(raw), Encoding.UTF8.GetBytes(name));")]
    [InlineData("http.DefaultRequestHeaders.Authorization = new(\"Bearer\", [|\"q7Xz41pLmW99aKd2q7Xz41p\"|]);")]
    [InlineData("http.DefaultRequestHeaders.Add(\"Authorization\", [|\"Bearer q7Xz41pLmW99aKd2q7Xz41p\"|]);")]
    [InlineData("Connect([|\"cache.shop.example:6380,password=Sh0pPr0to!2024,ssl=True\"|]);")]
    [InlineData("return new System.Net.NetworkCredential(\"shop\", [|\"Sh0pPr0to!2024\"|]);")]
    public Task A_credential_in_source(string body) => Reports(body);

    [Theory]
    // Nothing, or something in its place.
    [InlineData("var key = config[\"Jwt:Key\"] ?? \"\";")]
    [InlineData("var key = config[\"Jwt:Key\"] ?? throw new InvalidOperationException(\"Jwt:Key is not configured\");")]
    [InlineData("var key = config[\"Jwt:Key\"] ?? \"<your-key>\";")]
    [InlineData("var host = config[\"Smtp:Host\"] ?? \"mail.example\";")]
    [InlineData("var apiKey = \"your-api-key-here\";")]
    [InlineData("var apiKey = \"\";")]
    // Names, labels, keys, headers, routes.
    [InlineData("const string PasswordLabel = \"Enter your password\";")]
    [InlineData("const string ApiKeyHeaderName = \"X-Api-Key\";")]
    [InlineData("const string JwtKeyPath = \"Jwt:Key\";")]
    [InlineData("const string TokenEndpoint = \"https://login.example/oauth2/token\";")]
    [InlineData("const string SecretName = \"shop-database-password\";")]
    [InlineData("const string CacheKey = \"orders-by-customer\";")]
    [InlineData("const string PasswordResetUrl = \"/account/reset-password\";")]
    [InlineData("var key = config[\"Jwt:Key\"]!;")]
    [InlineData("var cs = config.GetConnectionString(\"DefaultConnection\");")]
    [InlineData("http.DefaultRequestHeaders.Add(\"X-Api-Key\", config[\"ApiKey\"]!);")]
    [InlineData("var settings = new Shop.MailSettings { PasswordLabel = \"Sh0pPr0to!2024\" };")]
    // Connection strings without a secret.
    [InlineData("Connect(\"Data Source=shop.db\");")]
    [InlineData("Connect(\"Server=db;Database=shop;Integrated Security=true\");")]
    [InlineData("Connect($\"Host=db;Username=shop;Password={password}\");")]
    [InlineData("Connect(\"Host=db;Username=shop;Password=OVERRIDE_VIA_ENV\");")]
    [InlineData("Connect(\"localhost:6379\");")]
    [InlineData("var cs = config.GetConnectionString(\"Shop\") ?? \"Data Source=/data/shop.db;Cache=Shared\";")]
    [InlineData("var cs = config.GetConnectionString(\"Shop\") ?? \"Server=(localdb)\\\\mssqllocaldb;Database=Shop;Trusted_Connection=True\";")]
    [InlineData("var cs = config[\"ConnectionStrings:Cache\"] ?? \"localhost:6379,abortConnect=false\";")]
    [InlineData("http.DefaultRequestHeaders.Add(\"Authorization\", \"Bearer\"); http.DefaultRequestHeaders.Add(\"Authorization\", \"Bearer {token}\");")]
    // Texts about passwords.
    [InlineData("logger.LogError(\"Password={Password} was wrong for {User}\", \"***\", name);")]
    [InlineData("throw new ArgumentException(\"The password must have at least 12 characters\", nameof(password));")]
    [InlineData("var text = $\"User {name}, Password = ***\";")]
    [InlineData("if (name == \"password\") { return 1; }")]
    [InlineData("switch (name) { case \"Sh0pPr0to!2024\": return 1; }")]
    [InlineData("var algorithm = \"HS256\"; var hash = \"5f4dcc3b5aa765d61d8327deb882cf99\"; return algorithm + hash;")]
    [InlineData("var id = new Guid(\"8d3f0a51-3c1b-4f0e-9b68-4d3f4d5a1b2c\"); return id;")]
    [InlineData("Login(\"shop\", password);")]
    [InlineData("using var aes = Aes.Create(); aes.Key = RandomNumberGenerator.GetBytes(32); aes.Mode = CipherMode.CBC; return aes;")]
    [InlineData("return HMACSHA256.HashData(Encoding.UTF8.GetBytes(password), Encoding.UTF8.GetBytes(\"q7Xz41pLmW99aKd2\"));")]
    [InlineData("var pair = new KeyValuePair<string, int>(\"q7Xz41pLmW99aKd2\", 1); return pair;")]
    [InlineData("return new SymmetricSecurityKey(Encoding.UTF8.GetBytes(config[\"Jwt:Key\"]!));")]
    // What the variable was declared with is not what arrives.
    [InlineData("var raw = \"q7Xz41pLmW99aKd2q7Xz41pLmW99aKd2\"; raw = config[\"Jwt:Key\"]!; return new SymmetricSecurityKey(Encoding.UTF8.GetBytes(raw));")]
    public Task What_only_looks_like_one(string body) => Reports(body);

    [Fact]
    public Task A_constant_of_another_file_is_reported_once() => Check.Reports<PG1001HardcodedSecret>(Scenario.Of(
        """
        using System.Text;
        using System.Security.Cryptography;
        class Hashes
        {
            object One() => new HMACSHA256([|Encoding.UTF8.GetBytes(Names.Raw)|]);
            object Two() => new HMACSHA256(Encoding.UTF8.GetBytes(Names.SigningKey));
            object Three(string raw) => new HMACSHA256(Encoding.UTF8.GetBytes(Names.Algorithm + raw));
        }
        """,
        """
        static class Names
        {
            public const string Raw = "q7Xz41pLmW99aKd2";
            public const string SigningKey = [|"w3Rt58kNcV21bJf6w3Rt58kNcV21bJf6"|];
            public const string Algorithm = "HS256";
        }
        """));

    /// <summary>Where the packages of other makers take credentials. Their types are stand-ins with the real names.</summary>
    [Theory]
    [InlineData("Microsoft.IdentityModel.Tokens", "SymmetricSecurityKey", "byte[] key", "System.Text.Encoding.UTF8.GetBytes(VALUE)")]
    [InlineData("Azure", "AzureKeyCredential", "string key", "VALUE")]
    [InlineData("Azure", "AzureNamedKeyCredential", "string name, string key", "\"shop\", VALUE")]
    [InlineData("Azure.Identity", "ClientSecretCredential", "string tenantId, string clientId, string clientSecret", "\"t\", \"c\", VALUE")]
    [InlineData("Azure.Storage", "StorageSharedKeyCredential", "string accountName, string accountKey", "\"shop\", VALUE")]
    [InlineData("Amazon.Runtime", "BasicAWSCredentials", "string accessKey, string secretKey", "\"id\", VALUE")]
    [InlineData("System.ClientModel", "ApiKeyCredential", "string key", "VALUE")]
    [InlineData("OpenAI", "OpenAIClient", "string apiKey", "VALUE")]
    [InlineData("OpenAI.Chat", "ChatClient", "string model, string apiKey", "\"m\", VALUE")]
    [InlineData("Anthropic", "AnthropicClient", "string apiKey", "VALUE")]
    [InlineData("SendGrid", "SendGridClient", "string apiKey", "VALUE")]
    [InlineData("Telegram.Bot", "TelegramBotClient", "string token", "VALUE")]
    [InlineData("Stripe", "StripeClient", "string apiKey", "VALUE")]
    [InlineData("Google.Apis", "UserCredentialSource", "string clientId, string clientSecret", "\"c\", VALUE")]
    [InlineData("MailKit", "SaslMechanismPlain", "string userName, string password", "\"u\", VALUE")]
    public async Task A_place_of_another_maker(string space, string type, string parameters, string arguments)
    {
        var library = $"namespace {space} {{ public class {type} {{ public {type}({parameters}) {{ }} }} }}";
        await Check.Reports<PG1001HardcodedSecret>(Scenario.Of($"class Shop {{ object Run() => new {space}.{type}({arguments.Replace("VALUE", "[|\"q7Xz41pLmW99aKd2q7Xz41p\"|]")}); }}", library));
        await Check.Reports<PG1001HardcodedSecret>(Scenario.Of($"class Shop {{ object Run(string outside) => new {space}.{type}({arguments.Replace("VALUE", "outside")}); }}", library));
    }

    [Theory]
    [InlineData("RabbitMQ.Client", "ConnectionFactory", "Password")]
    [InlineData("StackExchange.Redis", "ConfigurationOptions", "Password")]
    [InlineData("Microsoft.Data.SqlClient", "SqlConnectionStringBuilder", "Password")]
    [InlineData("Confluent.Kafka", "ClientConfig", "SaslPassword")]
    [InlineData("Microsoft.AspNetCore.Authentication.Google", "GoogleOptions", "ClientSecret")]
    [InlineData("Anthropic", "ClientOptions", "ApiKey")]
    public Task A_property_of_another_maker(string space, string type, string property) => Check.Reports<PG1001HardcodedSecret>(Scenario.Of(
        $"class Shop {{ object Run() => new {space}.{type} {{ {property} = [|\"q7Xz41pLmW99aKd2q7Xz41p\"|] }}; }}",
        $"namespace {space} {{ public class {type} {{ public string {property} {{ get; set; }} = \"\"; }} }}"));

    /// <summary>What a login is configured with is in use, however much it looks like a name.</summary>
    [Theory]
    [InlineData("OpenIdConnectOptions", "[|\"shop-office-secret\"|]")]
    [InlineData("GithubOptions", "[|\"shop-office-secret\"|]")]
    [InlineData("OpenIdConnectOptions", "\"your-client-secret\"")]
    [InlineData("OpenIdConnectOptions", "\"<client secret>\"")]
    [InlineData("OtherOptions", "\"shop-office-secret\"")]
    public Task The_secret_of_a_login(string type, string value) => Check.Reports<PG1001HardcodedSecret>(Scenario.Of(
        $"class Shop {{ void Run({type} options) {{ options.ClientSecret = {value}; }} }}",
        "public class OpenIdConnectOptions { public string? ClientSecret { get; set; } } public class OAuthOptions { public string? ClientSecret { get; set; } } public class GithubOptions : OAuthOptions; public class OtherOptions { public string? ClientSecret { get; set; } }"));

    [Theory]
    [InlineData("BCrypt.Net.BCrypt.HashPassword([|\"Adm1n!2024\"|])")]
    [InlineData("BCrypt.Net.BCrypt.HashPassword(\"dummy\")")]
    [InlineData("BCrypt.Net.BCrypt.HashPassword(outside)")]
    public Task A_password_is_hashed_where_it_is_written(string hash) => Check.Reports<PG1001HardcodedSecret>(Scenario.Of(
        $"class Seed {{ string Run(string outside) => {hash}; }}").Referencing("BCrypt-Net-Next"));

    [Fact]
    public Task A_known_format_counts_anywhere_even_in_a_test()
        => Check.Reports<PG1001HardcodedSecret>(
            Scenario.Of(ProjectKind.Test, $"class OrderTests {{ string value = [|\"{PrivateKey}\"|]; string password = \"Sh0pPr0to!2024\"; }}"),
            "RSA private key in source code; read it from configuration and revoke this value");

    [Fact]
    public Task Test_projects_are_looked_at_where_the_user_says_so()
        => Check.Reports<PG1001HardcodedSecret>(
            Scenario.Of(ProjectKind.Test, "class OrderTests { string password = [|\"Sh0pPr0to!2024\"|]; }").EditorConfig("prodgap.PG1001.in_tests = true"));

    [Fact]
    public Task Words_and_values_of_the_user()
        => Check.Reports<PG1001HardcodedSecret>(
            Scenario.Of("class Orders { string doorcode = [|\"q7Xz41pLmW99aKd2\"|]; string apiKey = \"harmless-Q7Xz41pLmW99\"; string demoPassword = \"Sh0pPr0to!2024\"; }")
                .EditorConfig("prodgap.PG1001.additional_words = doorcode", "prodgap.PG1001.allowed_values = harmless-Q7Xz41pLmW99", "prodgap.PG1001.excluded_words = demo"));

    [Fact]
    public Task The_confidence_can_be_raised()
        => Check.Reports<PG1001HardcodedSecret>(
            Scenario.Of("class Orders { string apiKey = \"q7Xz41pLmW99aKd2\"; }").EditorConfig("prodgap.PG1001.minimum_confidence = high"));

    [Fact]
    public async Task The_value_is_in_no_message()
    {
        var (solution, _) = (InMethod("Login(\"shop\", \"Sh0pPr0to!2024\"); Connect(\"Host=db.shop.example;Password=Sh0pPr0to!2024\"); var apiKey = \"q7Xz41pLmW99aKd2\";")).Build();
        var found = await Check.Findings(solution, [new ProdGapAnalyzer([new PG1001HardcodedSecret()])]);
        Assert.Equal(3, found.Length);
        Assert.All(found, finding =>
        {
            Assert.DoesNotContain("Sh0pPr0to", finding.ToString());
            Assert.DoesNotContain("q7Xz41pLmW99aKd2", finding.ToString());
        });
    }

    /// <summary>Made at run time: no scanner is to trip over this file.</summary>
    private static string PrivateKey
        => string.Concat("-----BEGIN ", "RSA PRIVATE KEY", "-----\\n") + string.Concat(Enumerable.Range(0, 8).Select(i => Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData([(byte)i])).TrimEnd('=') + "\\n")) + string.Concat("-----END ", "RSA PRIVATE KEY", "-----");
}
