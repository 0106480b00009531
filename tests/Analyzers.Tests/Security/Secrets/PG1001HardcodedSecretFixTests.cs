using ProdGap.Analyzers.CodeFixes.Security.Secrets;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Security.Secrets;

namespace ProdGap.Analyzers.Tests.Security.Secrets;

public sealed class PG1001HardcodedSecretFixTests
{
    private static Task Rewrites(Scenario before, params string[] after) => Check.Rewrites<PG1001HardcodedSecret, PG1001HardcodedSecretFix>(before, after);

    private static Task Refuses(Scenario scenario) => Check.OffersOnly<PG1001HardcodedSecret, PG1001HardcodedSecretFix>(scenario);

    private static string With(string member, string parameters = "IConfiguration configuration") =>
        $$"""
        using Microsoft.Extensions.Configuration;

        class MailService({{parameters}})
        {
            {{member}}
            void Login(string user, string password) { }
        }
        """;

    [Theory]
    [InlineData(
        "string Key => configuration[\"Jwt:Key\"] ?? \"super-secret-dev-key-for-local-use-1234\";",
        "string Key => configuration[\"Jwt:Key\"] ?? throw new InvalidOperationException(\"Jwt:Key is not configured; set it in user secrets or as the environment variable Jwt__Key\");")]
    [InlineData(
        "string Key => string.IsNullOrEmpty(configuration[\"Jwt:Key\"]) ? \"super-secret-dev-key-for-local-use-1234\" : configuration[\"Jwt:Key\"]!;",
        "string Key => string.IsNullOrEmpty(configuration[\"Jwt:Key\"]) ? throw new InvalidOperationException(\"Jwt:Key is not configured; set it in user secrets or as the environment variable Jwt__Key\") : configuration[\"Jwt:Key\"]!;")]
    [InlineData(
        "void Run() => Login(\"shop\", \"Sh0pPr0to!2024\");",
        "void Run() => Login(\"shop\", configuration[\"Mail:Password\"] ?? throw new InvalidOperationException(\"Mail:Password is not configured; set it in user secrets or as the environment variable Mail__Password\"));")]
    [InlineData(
        "bool IsKnown(string password) => password == \"Sh0pPr0to!2024\";",
        "bool IsKnown(string password) => password == (configuration[\"Mail:Password\"] ?? throw new InvalidOperationException(\"Mail:Password is not configured; set it in user secrets or as the environment variable Mail__Password\"));")]
    [InlineData(
        "void Run() { const string SmtpPassword = \"Sh0pPr0to!2024\"; Login(\"shop\", SmtpPassword); }",
        "void Run() { string SmtpPassword = configuration[\"Mail:SmtpPassword\"] ?? throw new InvalidOperationException(\"Mail:SmtpPassword is not configured; set it in user secrets or as the environment variable Mail__SmtpPassword\"); Login(\"shop\", SmtpPassword); }")]
    // Whether the setting is missing is not asked.
    [InlineData(
        "string? Key(bool isLocal) => isLocal ? \"super-secret-dev-key-for-local-use-1234\" : configuration[\"Jwt:Key\"];",
        "string? Key(bool isLocal) => isLocal ? (configuration[\"Jwt:Key\"] ?? throw new InvalidOperationException(\"Jwt:Key is not configured; set it in user secrets or as the environment variable Jwt__Key\")) : configuration[\"Jwt:Key\"];")]
    public Task It_is_read_from_the_configuration_in_scope(string before, string after) => Rewrites(With(before), With(after));

    [Theory]
    [InlineData(
        "private const string SmtpPassword = \"Sh0pPr0to!2024\"; void Run() => Login(\"shop\", SmtpPassword);",
        "private static readonly string SmtpPassword = Environment.GetEnvironmentVariable(\"MAIL_SMTP_PASSWORD\") ?? throw new InvalidOperationException(\"The environment variable MAIL_SMTP_PASSWORD is not set\"); void Run() => Login(\"shop\", SmtpPassword);")]
    [InlineData(
        "private readonly string _apiKey = \"q7Xz41pLmW99aKd2\"; int Run() => _apiKey.Length;",
        "private readonly string _apiKey = Environment.GetEnvironmentVariable(\"MAIL_API_KEY\") ?? throw new InvalidOperationException(\"The environment variable MAIL_API_KEY is not set\"); int Run() => _apiKey.Length;")]
    [InlineData(
        "static void Run(MailService mail) => mail.Login(\"shop\", \"Sh0pPr0to!2024\");",
        "static void Run(MailService mail) => mail.Login(\"shop\", Environment.GetEnvironmentVariable(\"MAIL_PASSWORD\") ?? throw new InvalidOperationException(\"The environment variable MAIL_PASSWORD is not set\"));")]
    public Task Else_from_the_environment(string before, string after) => Rewrites(With(before, ""), With(after, ""));

    [Fact]
    public Task The_builder_of_an_application_has_the_configuration() => Rewrites(
        Scenario.Of(ProjectKind.Web, "using Microsoft.AspNetCore.Builder;\nvar builder = WebApplication.CreateBuilder(args);\nvar apiKey = \"q7Xz41pLmW99aKd2\";\nConsole.WriteLine(apiKey.Length);\n"),
        "using Microsoft.AspNetCore.Builder;\nvar builder = WebApplication.CreateBuilder(args);\nvar apiKey = builder.Configuration[\"ApiKey\"] ?? throw new InvalidOperationException(\"ApiKey is not configured; set it in user secrets or as the environment variable ApiKey\");\nConsole.WriteLine(apiKey.Length);\n");

    [Fact]
    public Task The_same_text_gets_the_same_name_everywhere_and_another_text_another_one() => Rewrites(
        Scenario.Of(
            "class MailService { void Run(string password = \"\") { if (password == \"Sh0pPr0to!2024\") { } } }",
            "class OrderService { void Run(string secretKey = \"\") { if (secretKey == \"Sh0pPr0to!2024\") { } } }",
            "namespace Other; class MailService { void Run(string password = \"\") { if (password == \"An0ther!Pr0to55\") { } } }").OneByOne(
            // A step does not see what the secrets were that earlier steps have moved, and so gives a name twice.
            "class MailService { void Run(string password = \"\") { if (password == (Environment.GetEnvironmentVariable(\"MAIL_PASSWORD\") ?? throw new InvalidOperationException(\"The environment variable MAIL_PASSWORD is not set\"))) { } } }",
            "class OrderService { void Run(string secretKey = \"\") { if (secretKey == (Environment.GetEnvironmentVariable(\"ORDER_SECRET_KEY\") ?? throw new InvalidOperationException(\"The environment variable ORDER_SECRET_KEY is not set\"))) { } } }",
            "namespace Other; class MailService { void Run(string password = \"\") { if (password == (Environment.GetEnvironmentVariable(\"MAIL_PASSWORD\") ?? throw new InvalidOperationException(\"The environment variable MAIL_PASSWORD is not set\"))) { } } }"),
        "class MailService { void Run(string password = \"\") { if (password == (Environment.GetEnvironmentVariable(\"MAIL_PASSWORD\") ?? throw new InvalidOperationException(\"The environment variable MAIL_PASSWORD is not set\"))) { } } }",
        "class OrderService { void Run(string secretKey = \"\") { if (secretKey == (Environment.GetEnvironmentVariable(\"MAIL_PASSWORD\") ?? throw new InvalidOperationException(\"The environment variable MAIL_PASSWORD is not set\"))) { } } }",
        "namespace Other; class MailService { void Run(string password = \"\") { if (password == (Environment.GetEnvironmentVariable(\"MAIL_PASSWORD2\") ?? throw new InvalidOperationException(\"The environment variable MAIL_PASSWORD2 is not set\"))) { } } }");

    [Fact]
    public Task Types_of_the_same_name_are_told_apart() => Rewrites(
        Scenario.Of("class Environment; class InvalidOperationException; class MailService { string apiKey = \"q7Xz41pLmW99aKd2\"; int Run() => apiKey.Length; }").WithoutImplicitUsings(),
        "class Environment; class InvalidOperationException; class MailService { string apiKey = System.Environment.GetEnvironmentVariable(\"MAIL_API_KEY\") ?? throw new System.InvalidOperationException(\"The environment variable MAIL_API_KEY is not set\"); int Run() => apiKey.Length; }");

    [Fact]
    public Task A_property_hides_the_type_of_its_name() => Rewrites(
        "class MailService { string Environment => \"Staging\"; string apiKey = \"q7Xz41pLmW99aKd2\"; int Run() => apiKey.Length + Environment.Length; }",
        "class MailService { string Environment => \"Staging\"; string apiKey = System.Environment.GetEnvironmentVariable(\"MAIL_API_KEY\") ?? throw new InvalidOperationException(\"The environment variable MAIL_API_KEY is not set\"); int Run() => apiKey.Length + Environment.Length; }");

    [Fact]
    public Task A_configuration_that_may_be_missing_is_not_asked() => Rewrites(
        With("void Run(IConfiguration? settings) => Login(\"shop\", \"Sh0pPr0to!2024\");", ""),
        With("void Run(IConfiguration? settings) => Login(\"shop\", Environment.GetEnvironmentVariable(\"MAIL_PASSWORD\") ?? throw new InvalidOperationException(\"The environment variable MAIL_PASSWORD is not set\"));", ""));

    [Theory]
    [InlineData("void Run(string password = \"Sh0pPr0to!2024\") { }")]
    [InlineData("const string Password = \"Sh0pPr0to!2024\"; bool Run(string text) { switch (text) { case Password: return true; } return false; }")]
    [InlineData("const string Password = \"Sh0pPr0to!2024\"; bool Run(string text) => text is Password;")]
    [InlineData("const string Password = \"Sh0pPr0to!2024\"; void Run(string text = Password) { }")]
    [InlineData("const string Password = \"Sh0pPr0to!2024\"; const string Both = Password + \"1\"; int Run() => Both.Length;")]
    [InlineData("const string Password = \"Sh0pPr0to!2024\"; [Obsolete(Password)] void Run() { }")]
    [InlineData("string password = \"Sh0pPr0to!\" + \"2024aaBB\"; int Run() => password.Length;")]
    [InlineData("System.Linq.Expressions.Expression<Func<string, bool>> Run() => password => password == \"Sh0pPr0to!2024\";")]
    [InlineData("ReadOnlySpan<byte> SigningKey => \"q7Xz41pLmW99aKd2q7Xz41pLmW99aKd2\"u8;")]
    // A throw, where there can be none.
    [InlineData("System.Linq.Expressions.Expression<Func<string?, string>> Run() => apiKey => apiKey ?? \"super-secret-dev-key-for-local-use-1234\";")]
    // What is not constant is no part of a static function, and is not set yet where these run.
    [InlineData("int Run() { const string ApiKey = \"q7Xz41pLmW99aKd2\"; return Length(); static int Length() => ApiKey.Length; }")]
    [InlineData("Func<int> Run() { const string ApiKey = \"q7Xz41pLmW99aKd2\"; return static () => ApiKey.Length; }")]
    [InlineData("int Run() { var length = Length(); const string ApiKey = \"q7Xz41pLmW99aKd2\"; return length; int Length() => ApiKey.Length; }")]
    [InlineData("static readonly byte[] Bytes = System.Text.Encoding.UTF8.GetBytes(ApiKey); const string ApiKey = \"q7Xz41pLmW99aKd2\";")]
    [InlineData("static MailService Default { get; } = new(); const string ApiKey = \"q7Xz41pLmW99aKd2\"; readonly int length = ApiKey.Length;")]
    public Task Where_a_constant_is_needed_nothing_is_offered(string member) => Refuses($"class MailService {{ {member} }}");

    [Fact]
    public Task Of_several_files_nobody_knows_which_is_initialized_first() => Refuses(Scenario.Of(
        "partial class MailService { const string ApiKey = \"q7Xz41pLmW99aKd2\"; }",
        "partial class MailService { static readonly int Length = ApiKey.Length; }"));

    [Theory]
    [InlineData("static readonly int Length = ApiKey.Length;")]
    [InlineData("int Run() => Length(); static int Length() => ApiKey.Length;")]
    public Task What_runs_later_may_read_it(string after) => Rewrites(
        "class MailService { const string ApiKey = \"q7Xz41pLmW99aKd2\"; " + after + " }",
        "class MailService { static readonly string ApiKey = Environment.GetEnvironmentVariable(\"MAIL_API_KEY\") ?? throw new InvalidOperationException(\"The environment variable MAIL_API_KEY is not set\"); " + after + " }");

    private const string Literal = "class MailService { string apiKey = \"q7Xz41pLmW99aKd2\"; int Run() => apiKey.Length; }";

    private const string Read = "class MailService { string apiKey = Environment.GetEnvironmentVariable(\"MAIL_API_KEY\") ?? throw new InvalidOperationException(\"The environment variable MAIL_API_KEY is not set\"); int Run() => apiKey.Length; }";

    [Theory]
    [InlineData("PORT=80\n", "PORT=80\nMAIL_API_KEY=\n")]
    [InlineData("PORT=80", "PORT=80\nMAIL_API_KEY=\n")]
    [InlineData("", "MAIL_API_KEY=\n")]
    [InlineData("PORT=80\r\n", "PORT=80\r\nMAIL_API_KEY=\r\n")]
    public Task The_name_can_be_recorded_among_the_variables(string before, string after) => Check.Offers<PG1001HardcodedSecret, PG1001HardcodedSecretFix>(
        "PG1001.record", Scenario.Of(Literal).AdditionalFile(".env.example", before, "settings"), Read, after);

    [Theory]
    [InlineData("{\n  \"Port\": 80\n}\n", "{\n  \"Port\": 80,\n  \"Mail:ApiKey\": \"\"\n}\n")]
    [InlineData("{\n  \"Port\": 80,\n}", "{\n  \"Port\": 80,\n  \"Mail:ApiKey\": \"\"\n}")]
    [InlineData("{}", "{\n  \"Mail:ApiKey\": \"\"\n}")]
    public Task The_name_can_be_recorded_among_the_settings(string before, string after) => Check.Offers<PG1001HardcodedSecret, PG1001HardcodedSecretFix>(
        "PG1001.record",
        Scenario.Of(With("void Run(string apiKey = \"\") { if (apiKey == \"q7Xz41pLmW99aKd2\") { } }")).AdditionalFile("appsettings.json", before, "settings"),
        With("void Run(string apiKey = \"\") { if (apiKey == (configuration[\"Mail:ApiKey\"] ?? throw new InvalidOperationException(\"Mail:ApiKey is not configured; set it in user secrets or as the environment variable Mail__ApiKey\"))) { } }"),
        after);

    [Theory]
    [InlineData(".env", "PORT=80\n")]
    [InlineData(".env.example", "MAIL_API_KEY=\n")]
    [InlineData("appsettings.json", "{}")]
    public Task There_is_nothing_to_record(string file, string text) => Check.OffersOnly<PG1001HardcodedSecret, PG1001HardcodedSecretFix>(
        Scenario.Of(Literal).AdditionalFile(file, text, "settings"), "PG1001.read");

    [Theory]
    [InlineData("[]")]
    [InlineData("{ \"Port\": 80 // the default\n}")]
    [InlineData("{ \"Mail\": { \"ApiKey\": \"\" } }")]
    [InlineData("")]
    public Task Settings_that_cannot_be_extended_are_left_alone(string text) => Check.OffersOnly<PG1001HardcodedSecret, PG1001HardcodedSecretFix>(
        Scenario.Of(With("void Run(string apiKey = \"\") { if (apiKey == \"q7Xz41pLmW99aKd2\") { } }")).AdditionalFile("appsettings.json", text, "settings"), "PG1001.read");
}
