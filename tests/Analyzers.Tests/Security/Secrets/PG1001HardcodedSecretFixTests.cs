using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CSharp;
using ProdGap.Analyzers.CodeFixes.Security.Secrets;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Hosting;
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
        "string Key => configuration[\"Jwt:Key\"] switch { { Length: > 0 } value => value, _ => throw new InvalidOperationException(\"Jwt:Key is not configured; set it in user secrets or as the environment variable Jwt__Key\") };")]
    [InlineData(
        "string Key => string.IsNullOrEmpty(configuration[\"Jwt:Key\"]) ? \"super-secret-dev-key-for-local-use-1234\" : configuration[\"Jwt:Key\"]!;",
        "string Key => string.IsNullOrEmpty(configuration[\"Jwt:Key\"]) ? throw new InvalidOperationException(\"Jwt:Key is not configured; set it in user secrets or as the environment variable Jwt__Key\") : configuration[\"Jwt:Key\"]!;")]
    [InlineData(
        "void Run() => Login(\"shop\", \"Sh0pPr0to!2024\");",
        "void Run() => Login(\"shop\", configuration[\"Mail:Password\"] switch { { Length: > 0 } value => value, _ => throw new InvalidOperationException(\"Mail:Password is not configured; set it in user secrets or as the environment variable Mail__Password\") });")]
    [InlineData(
        "bool IsKnown(string password) => password == \"Sh0pPr0to!2024\";",
        "bool IsKnown(string password) => password == (configuration[\"Mail:Password\"] switch { { Length: > 0 } value => value, _ => throw new InvalidOperationException(\"Mail:Password is not configured; set it in user secrets or as the environment variable Mail__Password\") });")]
    [InlineData(
        "void Run() { const string SmtpPassword = \"Sh0pPr0to!2024\"; Login(\"shop\", SmtpPassword); }",
        "void Run() { string SmtpPassword = configuration[\"Mail:SmtpPassword\"] switch { { Length: > 0 } value => value, _ => throw new InvalidOperationException(\"Mail:SmtpPassword is not configured; set it in user secrets or as the environment variable Mail__SmtpPassword\") }; Login(\"shop\", SmtpPassword); }")]
    // Whether the setting is missing is not asked.
    [InlineData(
        "string? Key(bool isQuick) => isQuick ? \"super-secret-dev-key-for-local-use-1234\" : configuration[\"Jwt:Key\"];",
        "string? Key(bool isQuick) => isQuick ? (configuration[\"Jwt:Key\"] switch { { Length: > 0 } value => value, _ => throw new InvalidOperationException(\"Jwt:Key is not configured; set it in user secrets or as the environment variable Jwt__Key\") }) : configuration[\"Jwt:Key\"];")]
    public Task It_is_read_from_the_configuration_in_scope(string before, string after) => Rewrites(With(before), With(after));

    [Theory]
    [InlineData(
        "private const string SmtpPassword = \"Sh0pPr0to!2024\"; void Run() => Login(\"shop\", SmtpPassword);",
        "private static string SmtpPassword => Environment.GetEnvironmentVariable(\"MAIL_SMTP_PASSWORD\") switch { { Length: > 0 } value => value, _ => throw new InvalidOperationException(\"The environment variable MAIL_SMTP_PASSWORD is not set\") }; void Run() => Login(\"shop\", SmtpPassword);")]
    [InlineData(
        "private readonly string _apiKey = \"q7Xz41pLmW99aKd2\"; int Run() => _apiKey.Length;",
        "private readonly string _apiKey = Environment.GetEnvironmentVariable(\"MAIL_API_KEY\") switch { { Length: > 0 } value => value, _ => throw new InvalidOperationException(\"The environment variable MAIL_API_KEY is not set\") }; int Run() => _apiKey.Length;")]
    [InlineData(
        "static void Run(MailService mail) => mail.Login(\"shop\", \"Sh0pPr0to!2024\");",
        "static void Run(MailService mail) => mail.Login(\"shop\", Environment.GetEnvironmentVariable(\"MAIL_PASSWORD\") switch { { Length: > 0 } value => value, _ => throw new InvalidOperationException(\"The environment variable MAIL_PASSWORD is not set\") });")]
    public Task Else_from_the_environment(string before, string after) => Rewrites(With(before, ""), With(after, ""));

    [Theory]
    // What reads the section names it.
    [InlineData(
        "string Key() { var jwt = configuration.GetSection(\"Jwt\"); return jwt[\"Secret\"] ?? \"super-secret-dev-key-for-local-use-1234\"; }",
        "string Key() { var jwt = configuration.GetSection(\"Jwt\"); return jwt[\"Secret\"] SWITCHMISSJwt:Secret; }")]
    // An empty value is none, whatever the code asked.
    [InlineData(
        "string Key() => configuration[\"Jwt:Key\"] != null ? configuration[\"Jwt:Key\"]! : \"super-secret-dev-key-for-local-use-1234\";",
        "string Key() => configuration[\"Jwt:Key\"] SWITCHMISSJwt:Key;")]
    [InlineData(
        "string Key(string? given) => given ?? configuration[\"Jwt:Key\"] ?? \"super-secret-dev-key-for-local-use-1234\";",
        "string Key(string? given) => (given ?? configuration[\"Jwt:Key\"]) SWITCHMISSJwt:Key;")]
    // A fallback for a whole section.
    [InlineData(
        "class Jwt { public string SecretKey { get; set; } = \"\"; } Jwt Run() => configuration.GetSection(\"Jwt\").Get<Jwt>() ?? new Jwt { SecretKey = \"super-secret-dev-key-for-local-use-1234\" };",
        "class Jwt { public string SecretKey { get; set; } = \"\"; } Jwt Run() => configuration.GetSection(\"Jwt\").Get<Jwt>() ?? new Jwt { SecretKey = configuration[\"Jwt:SecretKey\"] SWITCHMISSJwt:SecretKey };")]
    // Read where it is used, not where it is declared.
    [InlineData(
        "void Run(bool isDemo) { const string demoPassword = \"Sh0pPr0to!2024\"; if (isDemo) { Login(\"shop\", demoPassword); } }",
        "void Run(bool isDemo) { if (isDemo) { Login(\"shop\", configuration[\"Mail:DemoPassword\"] SWITCHMISSMail:DemoPassword); } }")]
    [InlineData(
        "void Run(bool isDemo) { var demoPassword = \"Sh0pPr0to!2024\"; Login(\"shop\", isDemo ? demoPassword : \"\"); }",
        "void Run(bool isDemo) { Login(\"shop\", isDemo ? (configuration[\"Mail:DemoPassword\"] SWITCHMISSMail:DemoPassword) : \"\"); }")]
    [InlineData(
        "void Run(bool isDemo) { var demoPassword = \"Sh0pPr0to!2024\"; if (isDemo) { Login(\"shop\", demoPassword); } Login(\"all\", demoPassword); }",
        "void Run(bool isDemo) { var demoPassword = configuration[\"Mail:DemoPassword\"] SWITCHMISSMail:DemoPassword; if (isDemo) { Login(\"shop\", demoPassword); } Login(\"all\", demoPassword); }")]
    // The type and the parameter name what only its format tells.
    [InlineData(
        "object Open() => new Uri(\"amqp://shop:Kx7vTq2mWd@mq.shop-host.dev\");",
        "object Open() => new Uri(configuration[\"Mail:UriString\"] SWITCHMISSMail:UriString);")]
    public Task What_is_read_and_where(string before, string after)
    {
        while (after.IndexOf("SWITCHMISS", StringComparison.Ordinal) is >= 0 and var at)
        {
            var end = at + "SWITCHMISS".Length;
            while (end < after.Length && (char.IsLetter(after[end]) || after[end] == ':'))
            {
                end++;
            }

            var key = after[(at + "SWITCHMISS".Length)..end];
            after = $"{after[..at]}switch {{ {{ Length: > 0 }} value => value, _ => throw new InvalidOperationException(\"{key} is not configured; set it in user secrets or as the environment variable {key.Replace(":", "__", StringComparison.Ordinal)}\") }}{after[end..]}";
        }

        return Rewrites(With(before), With(after));
    }

    [Fact]
    public Task A_public_constant_may_be_used_where_nobody_sees_it()
        => Refuses("public class MailService { public const string ApiKey = \"q7Xz41pLmW99aKd2\"; }");

    [Fact]
    public Task Older_compilers_read_twice() => Rewrites(
        Scenario.Of("class MailService { string apiKey = \"q7Xz41pLmW99aKd2\"; int Run() { return apiKey.Length; } }").WithoutImplicitUsings().Parsed(CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp8)),
        "class MailService { string apiKey = string.IsNullOrEmpty(System.Environment.GetEnvironmentVariable(\"MAIL_API_KEY\")) ? throw new System.InvalidOperationException(\"The environment variable MAIL_API_KEY is not set\") : System.Environment.GetEnvironmentVariable(\"MAIL_API_KEY\")!; int Run() { return apiKey.Length; } }");

    [Fact]
    public Task The_builder_of_an_application_has_the_configuration() => Rewrites(
        Scenario.Of(ProjectKind.Web, "using Microsoft.AspNetCore.Builder;\nvar builder = WebApplication.CreateBuilder(args);\nvar apiKey = \"q7Xz41pLmW99aKd2\";\nConsole.WriteLine(apiKey.Length);\n"),
        "using Microsoft.AspNetCore.Builder;\nvar builder = WebApplication.CreateBuilder(args);\nvar apiKey = builder.Configuration[\"ApiKey\"] switch { { Length: > 0 } value => value, _ => throw new InvalidOperationException(\"ApiKey is not configured; set it in user secrets or as the environment variable ApiKey\") };\nConsole.WriteLine(apiKey.Length);\n");

    [Fact]
    public Task The_same_text_gets_the_same_name_everywhere_and_another_text_another_one() => Rewrites(
        Scenario.Of(
            "class MailService { void Run(string password = \"\") { if (password == \"Sh0pPr0to!2024\") { } } }",
            "class OrderService { void Run(string secretKey = \"\") { if (secretKey == \"Sh0pPr0to!2024\") { } } }",
            "namespace Other; class MailService { void Run(string password = \"\") { if (password == \"An0ther!Pr0to55\") { } } }").OneByOne(
            // A step does not see what the secrets were that earlier steps have moved, and so gives a name twice.
            "class MailService { void Run(string password = \"\") { if (password == (Environment.GetEnvironmentVariable(\"MAIL_PASSWORD\") switch { { Length: > 0 } value => value, _ => throw new InvalidOperationException(\"The environment variable MAIL_PASSWORD is not set\") })) { } } }",
            "class OrderService { void Run(string secretKey = \"\") { if (secretKey == (Environment.GetEnvironmentVariable(\"ORDER_SECRET_KEY\") switch { { Length: > 0 } value => value, _ => throw new InvalidOperationException(\"The environment variable ORDER_SECRET_KEY is not set\") })) { } } }",
            "namespace Other; class MailService { void Run(string password = \"\") { if (password == (Environment.GetEnvironmentVariable(\"MAIL_PASSWORD\") switch { { Length: > 0 } value => value, _ => throw new InvalidOperationException(\"The environment variable MAIL_PASSWORD is not set\") })) { } } }"),
        "class MailService { void Run(string password = \"\") { if (password == (Environment.GetEnvironmentVariable(\"MAIL_PASSWORD\") switch { { Length: > 0 } value => value, _ => throw new InvalidOperationException(\"The environment variable MAIL_PASSWORD is not set\") })) { } } }",
        "class OrderService { void Run(string secretKey = \"\") { if (secretKey == (Environment.GetEnvironmentVariable(\"MAIL_PASSWORD\") switch { { Length: > 0 } value => value, _ => throw new InvalidOperationException(\"The environment variable MAIL_PASSWORD is not set\") })) { } } }",
        "namespace Other; class MailService { void Run(string password = \"\") { if (password == (Environment.GetEnvironmentVariable(\"MAIL_RUN_PASSWORD\") switch { { Length: > 0 } value => value, _ => throw new InvalidOperationException(\"The environment variable MAIL_RUN_PASSWORD is not set\") })) { } } }");

    // A number would not say whose it is.
    [Theory]
    [InlineData("void Run(string seller, string driver) { Login(seller, \"Sh0pPr0to!2024\"); Login(driver, \"An0ther!Pr0to55\"); }", "Password", "DriverPassword")]
    [InlineData("void Run() { Login(\"seller@shop.example\", \"Sh0pPr0to!2024\"); Login(\"driver@shop.example\", \"An0ther!Pr0to55\"); }", "Password", "DriverPassword")]
    [InlineData("void First() => Login(\"\", \"Sh0pPr0to!2024\"); void Second() => Login(\"\", \"An0ther!Pr0to55\");", "Password", "SecondPassword")]
    [InlineData("class User { public string Email { get; set; } = \"\"; public string Password { get; set; } = \"\"; } User[] Run() => [new() { Email = \"seller@shop.example\", Password = \"Sh0pPr0to!2024\" }, new() { Email = \"driver@shop.example\", Password = \"An0ther!Pr0to55\" }];", "Password", "DriverPassword")]
    public Task The_second_of_a_name_says_whose_it_is(string members, string first, string second)
    {
        string Read(string key) => $"configuration[\"Mail:{key}\"] switch {{ {{ Length: > 0 }} value => value, _ => throw new InvalidOperationException(\"Mail:{key} is not configured; set it in user secrets or as the environment variable Mail__{key}\") }}";
        return Rewrites(With(members), With(members.Replace("\"Sh0pPr0to!2024\"", Read(first), StringComparison.Ordinal).Replace("\"An0ther!Pr0to55\"", Read(second), StringComparison.Ordinal)));
    }

    [Fact]
    public Task Types_of_the_same_name_are_told_apart() => Rewrites(
        Scenario.Of("class Environment; class InvalidOperationException; class MailService { string apiKey = \"q7Xz41pLmW99aKd2\"; int Run() => apiKey.Length; }").WithoutImplicitUsings(),
        "class Environment; class InvalidOperationException; class MailService { string apiKey = System.Environment.GetEnvironmentVariable(\"MAIL_API_KEY\") switch { { Length: > 0 } value => value, _ => throw new System.InvalidOperationException(\"The environment variable MAIL_API_KEY is not set\") }; int Run() => apiKey.Length; }");

    [Fact]
    public Task A_property_hides_the_type_of_its_name() => Rewrites(
        "class MailService { string Environment => \"Staging\"; string apiKey = \"q7Xz41pLmW99aKd2\"; int Run() => apiKey.Length + Environment.Length; }",
        "class MailService { string Environment => \"Staging\"; string apiKey = System.Environment.GetEnvironmentVariable(\"MAIL_API_KEY\") switch { { Length: > 0 } value => value, _ => throw new InvalidOperationException(\"The environment variable MAIL_API_KEY is not set\") }; int Run() => apiKey.Length + Environment.Length; }");

    [Fact]
    public Task A_configuration_that_may_be_missing_is_not_asked() => Rewrites(
        With("void Run(IConfiguration? settings) => Login(\"shop\", \"Sh0pPr0to!2024\");", ""),
        With("void Run(IConfiguration? settings) => Login(\"shop\", Environment.GetEnvironmentVariable(\"MAIL_PASSWORD\") switch { { Length: > 0 } value => value, _ => throw new InvalidOperationException(\"The environment variable MAIL_PASSWORD is not set\") });", ""));

    [Theory]
    [InlineData("void Run(string password = \"Sh0pPr0to!2024\") { }")]
    [InlineData("const string Password = \"Sh0pPr0to!2024\"; bool Run(string text) { switch (text) { case Password: return true; } return false; }")]
    [InlineData("const string Password = \"Sh0pPr0to!2024\"; bool Run(string text) => text is Password;")]
    [InlineData("const string Password = \"Sh0pPr0to!2024\"; void Run(string text = Password) { }")]
    [InlineData("const string Password = \"Sh0pPr0to!2024\"; const string Both = Password + \"1\"; int Run() => Both.Length;")]
    [InlineData("const string Password = \"Sh0pPr0to!2024\"; [Obsolete(Password)] void Run() { }")]
    [InlineData("[field: NonSerialized] const string Password = \"Sh0pPr0to!2024\"; int Run() => Password.Length;")]
    [InlineData("string password = \"Sh0pPr0to!\" + \"2024aaBB\"; int Run() => password.Length;")]
    [InlineData("System.Linq.Expressions.Expression<Func<string, bool>> Run() => password => password == \"Sh0pPr0to!2024\";")]
    [InlineData("ReadOnlySpan<byte> SigningKey => \"q7Xz41pLmW99aKd2q7Xz41pLmW99aKd2\"u8;")]
    // A throw, where there can be none.
    [InlineData("System.Linq.Expressions.Expression<Func<string?, string>> Run() => apiKey => apiKey ?? \"super-secret-dev-key-for-local-use-1234\";")]
    // What is not constant is no part of a static function, and is not set yet where these run.
    [InlineData("int Run() { const string ApiKey = \"q7Xz41pLmW99aKd2\"; return Length(); static int Length() => ApiKey.Length; }")]
    [InlineData("Func<int> Run() { const string ApiKey = \"q7Xz41pLmW99aKd2\"; return static () => ApiKey.Length; }")]
    [InlineData("int Run() { var length = Length(); const string ApiKey = \"q7Xz41pLmW99aKd2\"; return length; int Length() => ApiKey.Length; }")]
    public Task Where_a_constant_is_needed_nothing_is_offered(string member) => Refuses($"class MailService {{ {member} }}");

    // A property is read where it is asked: with the type, a missing value would stop what never needs it, and what is initialized first would get nothing.
    [Theory]
    [InlineData("", "static readonly int Length = ApiKey.Length;")]
    [InlineData("", "int Run() => Length(); static int Length() => ApiKey.Length;")]
    [InlineData("", "string Run(bool isDemo, string given) => isDemo ? ApiKey : given;")]
    [InlineData("static readonly byte[] Bytes = System.Text.Encoding.UTF8.GetBytes(ApiKey); ", "")]
    [InlineData("static MailService Default { get; } = new(); ", "readonly int length = ApiKey.Length;")]
    public Task A_constant_of_a_type_becomes_a_property(string earlier, string later) => Rewrites(
        "class MailService { " + earlier + "const string ApiKey = \"q7Xz41pLmW99aKd2\"; " + later + " }",
        "class MailService { " + earlier + "static string ApiKey => Environment.GetEnvironmentVariable(\"MAIL_API_KEY\") switch { { Length: > 0 } value => value, _ => throw new InvalidOperationException(\"The environment variable MAIL_API_KEY is not set\") }; " + later + " }");

    [Fact]
    public Task What_stands_around_the_constant_stays() => Rewrites(
        "class MailService\n{\n    /// <summary>The key.</summary>\n    [Obsolete(\"Rotate\")] // shared\n    internal const string ApiKey = \"q7Xz41pLmW99aKd2\"; // since May\n}\n",
        "class MailService\n{\n    /// <summary>The key.</summary>\n    [Obsolete(\"Rotate\")] // shared\n    internal static string ApiKey => Environment.GetEnvironmentVariable(\"MAIL_API_KEY\") switch { { Length: > 0 } value => value, _ => throw new InvalidOperationException(\"The environment variable MAIL_API_KEY is not set\") }; // since May\n}\n");

    [Fact]
    public Task Another_file_of_the_type_may_be_initialized_first() => Rewrites(
        Scenario.Of("partial class MailService { const string ApiKey = \"q7Xz41pLmW99aKd2\"; }", "partial class MailService { static readonly int Length = ApiKey.Length; }"),
        "partial class MailService { static string ApiKey => Environment.GetEnvironmentVariable(\"MAIL_API_KEY\") switch { { Length: > 0 } value => value, _ => throw new InvalidOperationException(\"The environment variable MAIL_API_KEY is not set\") }; }", "partial class MailService { static readonly int Length = ApiKey.Length; }");

    private const string Literal = "class MailService { string apiKey = \"q7Xz41pLmW99aKd2\"; int Run() => apiKey.Length; }";

    private const string Read = "class MailService { string apiKey = Environment.GetEnvironmentVariable(\"MAIL_API_KEY\") switch { { Length: > 0 } value => value, _ => throw new InvalidOperationException(\"The environment variable MAIL_API_KEY is not set\") }; int Run() => apiKey.Length; }";

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
        With("void Run(string apiKey = \"\") { if (apiKey == (configuration[\"Mail:ApiKey\"] switch { { Length: > 0 } value => value, _ => throw new InvalidOperationException(\"Mail:ApiKey is not configured; set it in user secrets or as the environment variable Mail__ApiKey\") })) { } }"),
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

    private const string TokensBefore = "using Microsoft.Extensions.Configuration;\nclass Tokens(IConfiguration configuration) { string Key => configuration[\"Jwt:Key\"] ?? \"super-secret-dev-key-for-local-use-1234\"; }\n";

    private const string TokensAfter = "using Microsoft.Extensions.Configuration;\nclass Tokens(IConfiguration configuration) { string Key => configuration[\"Jwt:Key\"] switch { { Length: > 0 } value => value, _ => throw new InvalidOperationException(\"Jwt:Key is not configured; set it in user secrets or as the environment variable Jwt__Key\") }; }\n";

    private static string StartOf(string check, string more = "") => $"using Microsoft.AspNetCore.Builder;\n\nvar builder = WebApplication.CreateBuilder(args);\n{more}var app = builder.Build();\n{check}\napp.Run();\n";

    private static string CheckFor(string names, string configuration = "app.Configuration", string missing = "missing", string key = "key")
        => $"var {missing} = Array.FindAll(new[] {{ {names} }}, {key} => string.IsNullOrEmpty({configuration}[{key}] ?? Environment.GetEnvironmentVariable({key})));\n"
            + $"if ({missing}.Length > 0)\n{{\n    throw new InvalidOperationException($\"Not configured: {{string.Join(\", \", {missing})}}\");\n}}\n";

    /// <summary>The fix mends the finding, and adds nothing to the start-up.</summary>
    private static Task ChecksNothing(string start, ProjectKind kind = ProjectKind.Web) => Rewrites(Scenario.Of(kind, start, TokensBefore), start, TokensAfter);

    [Fact]
    public Task An_app_that_is_built_asks_for_all_names_of_one_run_at_once() => Rewrites(
        Scenario.Of(ProjectKind.Web, StartOf(""), TokensBefore, Literal, "class OrderService { static string Key => Environment.GetEnvironmentVariable(\"ORDER_API_KEY\") ?? \"super-secret-dev-key-for-orders-1234\"; }"),
        StartOf(CheckFor("\"Jwt:Key\", \"MAIL_API_KEY\", \"ORDER_API_KEY\"")),
        TokensAfter,
        Read,
        "class OrderService { static string Key => Environment.GetEnvironmentVariable(\"ORDER_API_KEY\") switch { { Length: > 0 } value => value, _ => throw new InvalidOperationException(\"The environment variable ORDER_API_KEY is not set\") }; }");

    [Fact]
    public Task One_finding_adds_its_own_name() => Check.Offers<PG1001HardcodedSecret, PG1001HardcodedSecretFix>(
        "PG1001.read", Scenario.Of(ProjectKind.Web, TokensBefore, StartOf(""), Literal), TokensAfter, StartOf(CheckFor("\"Jwt:Key\"")), Literal);

    [Fact]
    public Task The_same_name_is_asked_for_once() => Rewrites(
        Scenario.Of(ProjectKind.Web, StartOf(""), TokensBefore, TokensBefore.Replace("Tokens", "Others")),
        StartOf(CheckFor("\"Jwt:Key\"")), TokensAfter, TokensAfter.Replace("Tokens", "Others"));

    [Theory]
    [InlineData("\"Api:Key\", \"Smtp:Password\"", "\"Api:Key\", \"Jwt:Key\", \"Smtp:Password\"")]
    [InlineData("\"Api:Key\"", "\"Api:Key\", \"Jwt:Key\"")]
    [InlineData("\"Smtp:Password\"", "\"Jwt:Key\", \"Smtp:Password\"")]
    [InlineData("\"Jwt:Key\"", "\"Jwt:Key\"")]
    [InlineData("\n    \"Api:Key\",\n    \"Smtp:Password\",\n", "\n    \"Api:Key\",\n    \"Jwt:Key\",\n    \"Smtp:Password\",\n")]
    [InlineData("\n    \"Api:Key\", // the shop's\n    \"Smtp:Password\"\n", "\n    \"Api:Key\", // the shop's\n    \"Jwt:Key\",\n    \"Smtp:Password\"\n")]
    [InlineData("\n    \"Api:Key\",\n    \"Db:Password\"\n", "\n    \"Api:Key\",\n    \"Db:Password\",\n    \"Jwt:Key\"\n")]
    public Task A_check_that_is_there_gets_the_name(string before, string after) => Rewrites(
        Scenario.Of(ProjectKind.Web, StartOf(NamesIn(before)), TokensBefore), StartOf(NamesIn(after)), TokensAfter);

    private static string NamesIn(string names) => CheckFor("NAMES").Replace(" NAMES ", names.Contains('\n', StringComparison.Ordinal) ? names : $" {names} ", StringComparison.Ordinal);

    [Theory]
    [InlineData("var missing = new[] { NAMES }.Where(key => string.IsNullOrEmpty(app.Configuration[key])).ToArray();\n")]
    [InlineData("string[] missing = [.. new[] { NAMES }.Where(key => string.IsNullOrWhiteSpace(app.Configuration[key]))];\n")]
    [InlineData("var missing = Array.FindAll([NAMES], key => string.IsNullOrEmpty(app.Configuration[key]));\n")]
    [InlineData("string[] missing = [.. ((string[])[NAMES]).Where(key => string.IsNullOrWhiteSpace(app.Configuration[key]))];\n")]
    public Task So_does_a_check_that_a_person_wrote(string check) => Rewrites(
        Scenario.Of(ProjectKind.Web, StartOf(check.Replace("NAMES", "\"Api:Key\"")), TokensBefore),
        StartOf(check.Replace("NAMES", "\"Api:Key\", \"Jwt:Key\"")), TokensAfter);

    [Fact]
    public Task A_worker_asks_the_configuration_of_its_builder() => Rewrites(
        Scenario.Of(
            ProjectKind.Worker,
            "using Microsoft.Extensions.Hosting;\n\nvar builder = Host.CreateApplicationBuilder(args);\nvar host = builder.Build();\nhost.Run();\n",
            Literal),
        "using Microsoft.Extensions.Hosting;\n\nvar builder = Host.CreateApplicationBuilder(args);\nvar host = builder.Build();\n" + CheckFor("\"MAIL_API_KEY\"", "builder.Configuration") + "\nhost.Run();\n",
        Read);

    [Fact]
    public Task What_the_start_up_reads_itself_is_asked_for_as_well() => Rewrites(
        Scenario.Of(
            ProjectKind.Web,
            StartOf("\napp.MapGet(\"/\", (string password) => password == \"Sh0pPr0to!2024\");", "var jwtKey = builder.Configuration[\"Jwt:Key\"] ?? \"super-secret-dev-key-for-local-use-1234\";\nConsole.WriteLine(jwtKey.Length);\n")),
        StartOf(
            CheckFor("\"Jwt:Key\", \"Password\"") + "\napp.MapGet(\"/\", (string password) => password == (app.Configuration[\"Password\"] switch { { Length: > 0 } value => value, _ => throw new InvalidOperationException(\"Password is not configured; set it in user secrets or as the environment variable Password\") }));",
            "var jwtKey = builder.Configuration[\"Jwt:Key\"] switch { { Length: > 0 } value => value, _ => throw new InvalidOperationException(\"Jwt:Key is not configured; set it in user secrets or as the environment variable Jwt__Key\") };\nConsole.WriteLine(jwtKey.Length);\n"));

    [Theory]
    [InlineData("class Program\n{\n    static void Main(string[] args)\n    {\n        var builder = WebApplication.CreateSlimBuilder(args);\n        using var app = builder.Build();\nCHECK        app.Run();\n    }\n}\n", "        ", true)]
    [InlineData("class Program\n{\n    static async Task<int> Main(string[] args)\n    {\n        try\n        {\n            var builder = WebApplication.CreateBuilder(args);\n            await using WebApplication app = builder.Build();\nCHECK            await app.RunAsync();\n            return 0;\n        }\n        catch (Exception e)\n        {\n            Console.WriteLine(e);\n            return 1;\n        }\n    }\n}\n", "            ", true)]
    [InlineData("class Program {\n\tstatic void Main(string[] args) {\n\t\tvar builder = WebApplication.CreateBuilder(args);\n\t\tvar app = builder.Build();\nCHECK\t\tapp.Run();\n\t}\n}\n", "\t\t", false)]
    public Task A_method_Main_is_laid_out_as_it_was(string program, string indentation, bool bracesOnOwnLine)
    {
        program = "using Microsoft.AspNetCore.Builder;\n\n" + program;
        var check = string.Concat(CheckFor("\"Jwt:Key\"").TrimEnd('\n').Split('\n').Select(line => indentation + line + "\n"));
        if (!bracesOnOwnLine)
        {
            check = check.Replace("\n\t\t{\n\t\t    throw", " {\n\t\t\tthrow", StringComparison.Ordinal);
        }

        return Rewrites(Scenario.Of(ProjectKind.Web, program.Replace("CHECK", "", StringComparison.Ordinal), TokensBefore), program.Replace("CHECK", check + "\n", StringComparison.Ordinal), TokensAfter);
    }

    [Fact]
    public Task Names_that_are_taken_are_not_given_again_and_local_functions_stay_below() => Rewrites(
        Scenario.Of(ProjectKind.Web, StartOf("") + "\nvoid missing(string key) => Console.WriteLine(key);\nmissing(\"\");\n", TokensBefore),
        StartOf(CheckFor("\"Jwt:Key\"", missing: "missingKeys", key: "name")) + "\nvoid missing(string key) => Console.WriteLine(key);\nmissing(\"\");\n",
        TokensAfter);

    [Fact]
    public Task Older_compilers_and_files_without_usings_can_read_the_check() => Rewrites(
        Scenario.Of(ProjectKind.Web, StartOf(""), TokensBefore.Replace("class Tokens(IConfiguration configuration) { ", "class Tokens { IConfiguration configuration; Tokens(IConfiguration given) { configuration = given; } ", StringComparison.Ordinal))
            .WithoutImplicitUsings().Parsed(CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp9)),
        StartOf(CheckFor("\"Jwt:Key\"").Replace("Array.", "System.Array.", StringComparison.Ordinal).Replace("Environment.", "System.Environment.", StringComparison.Ordinal).Replace("new Invalid", "new System.Invalid", StringComparison.Ordinal)),
        TokensAfter.Replace("class Tokens(IConfiguration configuration) { ", "class Tokens { IConfiguration configuration; Tokens(IConfiguration given) { configuration = given; } ", StringComparison.Ordinal).Replace("new Invalid", "new System.Invalid", StringComparison.Ordinal));

    [Theory]
    // Two apps, of which one runs.
    [InlineData("var builder = WebApplication.CreateBuilder(args);\nvar app = builder.Build();\nvar other = WebApplication.CreateBuilder(args);\napp.Run();")]
    [InlineData("var builder = WebApplication.CreateBuilder(args);\nvar app = builder.Build();\nvar second = builder.Build();\napp.Run();")]
    // Nothing keeps the app, or it is kept elsewhere.
    [InlineData("var builder = WebApplication.CreateBuilder(args);\nbuilder.Build().Run();")]
    [InlineData("var app = WebApplication.CreateBuilder(args).Build();\napp.Run();")]
    [InlineData("var builder = WebApplication.CreateBuilder(args);\nWebApplication app;\napp = builder.Build();\napp.Run();")]
    [InlineData("var builder = WebApplication.CreateBuilder(args);\nif (args.Length == 0)\n{\n    var app = builder.Build();\n    app.Run();\n}")]
    // Code that runs later, if at all.
    [InlineData("Make().Run();\nWebApplication Make()\n{\n    var builder = WebApplication.CreateBuilder();\n    var app = builder.Build();\n    return app;\n}")]
    [InlineData("Func<WebApplication> make = () =>\n{\n    var builder = WebApplication.CreateBuilder();\n    var app = builder.Build();\n    return app;\n};\nmake().Run();")]
    [InlineData("Apps.Make().Run();\nstatic class Apps\n{\n    public static WebApplication Make()\n    {\n        var builder = WebApplication.CreateBuilder();\n        var app = builder.Build();\n        return app;\n    }\n}")]
    [InlineData("class Program\n{\n    static void Main(string[] args) => WebApplication.CreateBuilder(args).Build().Run();\n}")]
    public Task A_start_of_another_shape_is_left_alone(string start) => ChecksNothing("using Microsoft.AspNetCore.Builder;\n\n" + start + "\n");

    [Theory]
    [InlineData(ProjectKind.Library)]
    [InlineData(ProjectKind.Test)]
    public Task What_is_no_app_is_left_alone(ProjectKind kind) => Check.Offers<PG1001HardcodedSecret, PG1001HardcodedSecretFix>(
        "PG1001.read",
        Scenario.Of(kind, Literal, Program).EditorConfig("prodgap.PG1001.in_tests = true"),
        Read,
        Program);

    private const string Program = "using Microsoft.AspNetCore.Builder;\nstatic class Program\n{\n    static void Main(string[] args)\n    {\n        var builder = WebApplication.CreateBuilder(args);\n        var app = builder.Build();\n        app.Run();\n    }\n}\n";

    [Fact]
    public Task What_another_project_reads_is_not_asked_for() => Rewrites(
        Scenario.Of(Literal).Project("Shop.Web", ProjectKind.Web, "Shop").Document("Program.cs", StartOf("")), Read, StartOf(""));

    [Fact]
    public Task What_a_tool_reads_at_design_time_is_not_asked_for() => Rewrites(
        Scenario.Of(ProjectKind.Web, StartOf(""), "interface IDesignTimeDbContextFactory; " + Literal.Replace("MailService", "MailService : IDesignTimeDbContextFactory", StringComparison.Ordinal)),
        StartOf(""), "interface IDesignTimeDbContextFactory; " + Read.Replace("MailService", "MailService : IDesignTimeDbContextFactory", StringComparison.Ordinal));

    [Theory]
    [InlineData("new[] { \"Shop\" }.Where(name => name != \"Configuration\")")]
    [InlineData("new[] { \"https://shop.example\" }.Where(name => !string.IsNullOrEmpty(name) && app.Configuration[name] is null)")]
    [InlineData("new[] { \"Api:Key\" }.Where(name => !string.IsNullOrEmpty(app.Configuration[name]))")]
    [InlineData("new[] { \"Api:Key\" }.Where(name => string.IsNullOrEmpty(builder.Configuration.GetSection(name).Value))")]
    public Task A_list_of_something_else_is_left_alone(string list)
    {
        var named = $"\nstring[] named = [.. {list}];\nConsole.WriteLine(named.Length);";
        return Rewrites(Scenario.Of(ProjectKind.Web, StartOf(named), TokensBefore), StartOf(CheckFor("\"Jwt:Key\"") + named), TokensAfter);
    }

    [Fact]
    public Task An_app_that_is_kept_as_something_less_has_no_configuration_of_its_own() => Rewrites(
        Scenario.Of(ProjectKind.Web, StartOf("").Replace("var app", "Microsoft.Extensions.Hosting.IHost app", StringComparison.Ordinal).Replace("app.Run", "app.StopAsync", StringComparison.Ordinal), TokensBefore),
        StartOf(CheckFor("\"Jwt:Key\"", "builder.Configuration")).Replace("var app", "Microsoft.Extensions.Hosting.IHost app", StringComparison.Ordinal).Replace("app.Run", "app.StopAsync", StringComparison.Ordinal),
        TokensAfter);

    [Theory]
    // In development only, and under a condition.
    [InlineData("if (builder.Environment.IsDevelopment())\n{\n    Console.WriteLine(builder.Configuration[\"Jwt:Key\"] ?? LITERAL);\n}\n")]
    [InlineData("if (args.Length > 0)\n{\n    Console.WriteLine(builder.Configuration[\"Jwt:Key\"] ?? LITERAL);\n}\n")]
    [InlineData("var jwtKey = args.Length > 0 ? builder.Configuration[\"Jwt:Key\"] ?? LITERAL : \"\";\nConsole.WriteLine(jwtKey);\n")]
    // Where the first one has a value, nothing asks for the second.
    [InlineData("var jwtKey = builder.Configuration[\"Old:Key\"] ?? builder.Configuration[\"Jwt:Key\"] ?? LITERAL;\nConsole.WriteLine(jwtKey);\n")]
    // Not the configuration of the app.
    [InlineData("var jwtKey = builder.Configuration.GetSection(\"Shop\")[\"Jwt:Key\"] ?? LITERAL;\nConsole.WriteLine(jwtKey);\n")]
    [InlineData("var shop = builder.Configuration.GetSection(\"Shop\");\nvar jwtKey = shop[\"Jwt:Key\"] ?? LITERAL;\nConsole.WriteLine(jwtKey);\n")]
    [InlineData("var own = new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build();\nvar jwtKey = own[\"Jwt:Key\"] ?? LITERAL;\nConsole.WriteLine(jwtKey);\n")]
    public Task What_the_app_can_do_without_is_not_asked_for(string reads)
    {
        reads = "using Microsoft.Extensions.Hosting;\n" + StartOf("", reads);
        var key = reads.Contains("GetSection", StringComparison.Ordinal) ? "Shop:Jwt:Key" : "Jwt:Key";
        var old = reads.Contains("Old:Key", StringComparison.Ordinal) ? "builder.Configuration[\"Old:Key\"] ?? builder.Configuration[\"Jwt:Key\"]" : null;
        var after = (old is null ? reads : reads.Replace(old, $"({old})", StringComparison.Ordinal)).Replace(
            "?? LITERAL",
            $"switch {{ {{ Length: > 0 }} value => value, _ => throw new InvalidOperationException(\"{key} is not configured; set it in user secrets or as the environment variable {key.Replace(":", "__", StringComparison.Ordinal)}\") }}",
            StringComparison.Ordinal);
        return Rewrites(
            Scenario.Of(ProjectKind.Web, reads.Replace("LITERAL", "\"super-secret-dev-key-for-local-use-1234\"", StringComparison.Ordinal)).EditorConfig("prodgap.PG1001.minimum_confidence = low"),
            after);
    }

    [Theory]
    [InlineData("new Tokens(app.Configuration)", true)]
    [InlineData("new Tokens(app.Configuration.GetSection(\"Shop\"))", false)]
    public Task A_section_that_is_passed_is_not_the_configuration_of_the_app(string creation, bool isWhole)
    {
        var use = $"Console.WriteLine({creation});";
        return Rewrites(
            Scenario.Of(ProjectKind.Web, StartOf("\n" + use), TokensBefore), StartOf((isWhole ? CheckFor("\"Jwt:Key\"") + "\n" : "\n") + use), TokensAfter);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_file_that_projects_share_has_no_part_in_the_check(int shared)
    {
        var (solution, documents) = Scenario.Of(ProjectKind.Web, StartOf(""), TokensBefore).Build();
        var document = solution.GetDocument(documents[shared])!;
        solution = solution.AddProject("Other", "Other", LanguageNames.CSharp)
            .AddDocument(document.Name, await document.GetTextAsync(), filePath: document.FilePath).Project.Solution;
        var tokens = solution.GetDocument(documents[1])!;
        var compilation = (await tokens.Project.GetCompilationAsync())!;
        var found = await Check.Findings(compilation, tokens.Project.AnalyzerOptions, [new ProdGapAnalyzer([new PG1001HardcodedSecret()])]);
        var actions = new List<CodeAction>();

        await new PG1001HardcodedSecretFix().RegisterCodeFixesAsync(new(tokens, Assert.Single(found), (action, _) => actions.Add(action), CancellationToken.None));
        var mended = (await Assert.Single(actions).GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single().ChangedSolution;

        Assert.Equal(TokensAfter, (await mended.GetDocument(documents[1])!.GetTextAsync()).ToString());
        Assert.Equal(StartOf(""), (await mended.GetDocument(documents[0])!.GetTextAsync()).ToString());
    }
}
