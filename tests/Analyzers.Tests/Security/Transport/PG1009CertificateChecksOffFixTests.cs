using Microsoft.CodeAnalysis.CSharp;
using ProdGap.Analyzers.CodeFixes.Security.Transport;
using ProdGap.Analyzers.Security.Transport;

namespace ProdGap.Analyzers.Tests.Security.Transport;

public sealed class PG1009CertificateChecksOffFixTests
{
    private const string Usings = "using System.Net;\nusing System.Net.Security;\n\n";

    private static string Make(string body, string more = "") => Usings + "public class Shop\n{\n    public object? Make(HttpClientHandler handler, bool wanted, string url)\n    {\n" + body + "\n        return null;\n    }\n" + more + "}\n";

    [Theory]
    [InlineData(
        "        handler.UseProxy = false;\n        handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true;\n        handler.UseCookies = false;",
        "        handler.UseProxy = false;\n        handler.UseCookies = false;")]
    [InlineData(
        "        handler.UseProxy = false;\n\n        handler.ServerCertificateCustomValidationCallback = (_, _, _, _) =>\n        {\n            return true;\n        };\n        handler.UseCookies = false;",
        "        handler.UseProxy = false;\n\n        handler.UseCookies = false;")]
    [InlineData(
        "        // The supplier has no certificate.\n        handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true; // for now\n        handler.UseCookies = false;",
        "        // The supplier has no certificate.\n        // for now\n        handler.UseCookies = false;")]
    [InlineData(
        "#pragma warning disable CA5359\n        handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true;\n#pragma warning restore CA5359\n        handler.UseCookies = false;",
        "#pragma warning disable CA5359\n#pragma warning restore CA5359\n        handler.UseCookies = false;")]
    [InlineData(
        "#if !NET6_0\n        handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true;\n#endif\n        handler.UseCookies = false;",
        "#if !NET6_0\n#endif\n        handler.UseCookies = false;")]
    [InlineData(
        "        ServicePointManager.ServerCertificateValidationCallback += delegate { return true; };",
        "")]
    [InlineData(
        "        if (wanted)\n        {\n            handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true;\n        }\n",
        "        if (wanted)\n        {\n        }\n")]
    [InlineData(
        "        switch (url)\n        {\n            case \"a\":\n                handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true;\n                break;\n        }\n",
        "        switch (url)\n        {\n            case \"a\":\n                break;\n        }\n")]
    [InlineData(
        "        handler.ServerCertificateCustomValidationCallback = Accept;\n        handler.ServerCertificateCustomValidationCallback = Accept;",
        "")]
    public Task Statements_go(string before, string after)
        => Check.Rewrites<PG1009CertificateChecksOff, PG1009CertificateChecksOffFix>(Make(before, Accepts), Make(after, Accepts).Replace("    {\n\n        return", "    {\n        return"));

    private const string Accepts = "    public static bool Accept(HttpRequestMessage m, System.Security.Cryptography.X509Certificates.X509Certificate2? c, System.Security.Cryptography.X509Certificates.X509Chain? h, SslPolicyErrors e) => true;\n";

    [Theory]
    [InlineData("new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true }", "new HttpClientHandler()")]
    [InlineData("new HttpClientHandler() { ServerCertificateCustomValidationCallback = (_, _, _, _) => true, UseProxy = false }", "new HttpClientHandler() { UseProxy = false }")]
    [InlineData("new HttpClientHandler { UseProxy = false, ServerCertificateCustomValidationCallback = (_, _, _, _) => true }", "new HttpClientHandler { UseProxy = false }")]
    [InlineData("new HttpClientHandler { UseProxy = false, ServerCertificateCustomValidationCallback = (_, _, _, _) => true, }", "new HttpClientHandler { UseProxy = false, }")]
    [InlineData(
        "new HttpClientHandler\n        {\n            ServerCertificateCustomValidationCallback = (_, _, _, _) => true\n        }",
        "new HttpClientHandler()")]
    [InlineData(
        "new HttpClientHandler\n        {\n            UseProxy = false,\n            ServerCertificateCustomValidationCallback = (_, _, _, _) => true\n        }",
        "new HttpClientHandler\n        {\n            UseProxy = false\n        }")]
    [InlineData(
        "new HttpClientHandler\n        {\n            // Self-signed.\n            ServerCertificateCustomValidationCallback = (_, _, _, _) => true, // for now\n            UseProxy = false,\n        }",
        "new HttpClientHandler\n        {\n            // Self-signed.\n            // for now\n            UseProxy = false,\n        }")]
    [InlineData(
        "new HttpClientHandler\n        {\n            // Self-signed.\n            ServerCertificateCustomValidationCallback = (_, _, _, _) => true\n        }",
        "new HttpClientHandler\n        {\n            // Self-signed.\n        }")]
    [InlineData("new SocketsHttpHandler { SslOptions = new() { RemoteCertificateValidationCallback = (_, _, _, _) => true } }", "new SocketsHttpHandler { SslOptions = new() }")]
    [InlineData("new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } }", "new SocketsHttpHandler { SslOptions = { } }")]
    [InlineData(
        "new HttpClientHandler\r\n\t\t{\r\n\t\t\tServerCertificateCustomValidationCallback = (_, _, _, _) => true,\r\n\t\t\tUseProxy = false,\r\n\t\t}",
        "new HttpClientHandler\r\n\t\t{\r\n\t\t\tUseProxy = false,\r\n\t\t}")]
    [InlineData(
        "new HttpClientHandler\n        {\n#if !NET6_0\n            ServerCertificateCustomValidationCallback = (_, _, _, _) => true,\n#endif\n            UseProxy = false,\n        }",
        "new HttpClientHandler\n        {\n#if !NET6_0\n#endif\n            UseProxy = false,\n        }")]
    [InlineData(
        "new HttpClientHandler\n        {\n            UseProxy = false,\n#pragma warning disable CA5359\n            ServerCertificateCustomValidationCallback = (_, _, _, _) => true\n#pragma warning restore CA5359\n        }",
        "new HttpClientHandler\n        {\n            UseProxy = false\n#pragma warning disable CA5359\n#pragma warning restore CA5359\n        }")]
    [InlineData("new SocketsHttpHandler { SslOptions = { TargetHost = url, RemoteCertificateValidationCallback = (_, _, _, _) => true } }", "new SocketsHttpHandler { SslOptions = { TargetHost = url } }")]
    public Task Members_of_initializers_go(string before, string after)
        => Check.Rewrites<PG1009CertificateChecksOff, PG1009CertificateChecksOffFix>(Make("        var made = " + before + ";\n        _ = made;"), Make("        var made = " + after + ";\n        _ = made;"));

    [Theory]
    [InlineData("Configure(h => h.ServerCertificateCustomValidationCallback = (_, _, _, _) => true);", "Configure(h => { });")]
    [InlineData("Configure(h => { h.ServerCertificateCustomValidationCallback = (_, _, _, _) => true; });", "Configure(h => { });")]
    public Task Bodies_of_lambdas_go(string before, string after)
        => Check.Rewrites<PG1009CertificateChecksOff, PG1009CertificateChecksOffFix>(
            Make("        " + before, "    private static void Configure(Action<HttpClientHandler> set) => set(new());\n"),
            Make("        " + after, "    private static void Configure(Action<HttpClientHandler> set) => set(new());\n"));

    [Fact]
    public Task A_copy_stays_a_copy() => Check.Rewrites<PG1009CertificateChecksOff, PG1009CertificateChecksOffFix>(
        "namespace Yarp.ReverseProxy.Configuration { public record HttpClientConfig { public bool? DangerousAcceptAnyServerCertificate { get; init; } } public class C { public object Make(HttpClientConfig one) => one with { DangerousAcceptAnyServerCertificate = true }; } }",
        "namespace Yarp.ReverseProxy.Configuration { public record HttpClientConfig { public bool? DangerousAcceptAnyServerCertificate { get; init; } } public class C { public object Make(HttpClientConfig one) => one with { }; } }");

    [Fact]
    public Task A_handler_of_ones_own_keeps_its_constructor() => Check.Rewrites<PG1009CertificateChecksOff, PG1009CertificateChecksOffFix>(
        "public class ShopHandler : HttpClientHandler\n{\n    public ShopHandler()\n    {\n        ServerCertificateCustomValidationCallback = (_, _, _, _) => true;\n    }\n}\n",
        "public class ShopHandler : HttpClientHandler\n{\n    public ShopHandler()\n    {\n    }\n}\n");

    [Fact]
    public Task A_lock_an_iterator_and_a_local_function() => Check.Rewrites<PG1009CertificateChecksOff, PG1009CertificateChecksOffFix>(
        "public class C\n{\n    public IEnumerable<int> Make(HttpClientHandler handler)\n    {\n        lock (handler)\n        {\n            handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true;\n        }\n\n        Local();\n        yield return 1;\n        void Local()\n        {\n            handler.ServerCertificateCustomValidationCallback = delegate { return true; };\n            handler.UseProxy = true;\n        }\n    }\n}\n",
        "public class C\n{\n    public IEnumerable<int> Make(HttpClientHandler handler)\n    {\n        lock (handler)\n        {\n        }\n\n        Local();\n        yield return 1;\n        void Local()\n        {\n            handler.UseProxy = true;\n        }\n    }\n}\n");

    [Fact]
    public Task Top_level_statements_go() => Check.Rewrites<PG1009CertificateChecksOff, PG1009CertificateChecksOffFix>(
        Scenario.Of(ProdGap.Analyzers.Core.ProjectKind.Console, "var handler = new HttpClientHandler();\nhandler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true;\nhandler.UseProxy = false;\n"),
        "var handler = new HttpClientHandler();\nhandler.UseProxy = false;\n");

    [Theory]
    [InlineData("\"Server=sql.shop.example;Database=shop;TrustServerCertificate=True\"", "\"Server=sql.shop.example;Database=shop\"")]
    [InlineData("\"Server=sql.shop.example;TrustServerCertificate=True;Database=shop;\"", "\"Server=sql.shop.example;Database=shop;\"")]
    [InlineData("@\"Server=sql.shop.example\\SQL; Encrypt=False; TrustServerCertificate=True; Database=shop\"", "@\"Server=sql.shop.example\\SQL; Database=shop\"")]
    [InlineData("$\"Server=sql.shop.example;Database={url};TrustServerCertificate=True;\"", "$\"Server=sql.shop.example;Database={url};\"")]
    [InlineData("\"Server=sql.shop.example;Database=\" + url + \";TrustServerCertificate=True\" + \";Pooling=true\"", "\"Server=sql.shop.example;Database=\" + url + \"\" + \";Pooling=true\"")]
    [InlineData("\"Server=my.shop.example;Database=shop;Uid=app;SslMode=None\"", "\"Server=my.shop.example;Database=shop;Uid=app;SslMode=VerifyFull\"")]
    public Task Parts_of_connection_strings_go(string before, string after)
        => after.Contains("\"\"") && !after.Contains("@")
            ? Check.OffersOnly<PG1009CertificateChecksOff, PG1009CertificateChecksOffFix>(Scenario.Of(Make("        return " + before + ";")).Referencing("Microsoft.Data.SqlClient"))
            : Check.Rewrites<PG1009CertificateChecksOff, PG1009CertificateChecksOffFix>(
                Scenario.Of(Make("        url = " + before + ";")).Referencing("Microsoft.Data.SqlClient"), Make("        url = " + after + ";"));

    [Fact]
    public Task Constants_stay_constants() => Check.Rewrites<PG1009CertificateChecksOff, PG1009CertificateChecksOffFix>(
        "public class C { public const string Text = \"Server=sql.shop.example;Database=shop;Encrypt=False;TrustServerCertificate=True\"; }",
        "public class C { public const string Text = \"Server=sql.shop.example;Database=shop;Encrypt=True\"; }");

    /// <summary>The old client encrypts nothing unless it is asked to.</summary>
    [Theory]
    [InlineData("Database=shop;TrustServerCertificate=True", "Database=shop;Encrypt=True")]
    [InlineData("Database=shop;Encrypt=True;TrustServerCertificate=True", "Database=shop;Encrypt=True")]
    public Task The_old_client_is_asked_to_encrypt(string before, string after) => Check.Rewrites<PG1009CertificateChecksOff, PG1009CertificateChecksOffFix>(
        "namespace System.Data.SqlClient { public class SqlConnection; } public class C { public const string Text = \"Server=sql.shop.example;" + before + "\"; }",
        "namespace System.Data.SqlClient { public class SqlConnection; } public class C { public const string Text = \"Server=sql.shop.example;" + after + "\"; }");

    [Theory]
    [InlineData("return new Npgsql.NpgsqlConnectionStringBuilder(url) { SslMode = Npgsql.SslMode.Disable };", "return new Npgsql.NpgsqlConnectionStringBuilder(url) { SslMode = Npgsql.SslMode.VerifyFull };", "Npgsql")]
    [InlineData("return new MySqlConnector.MySqlConnectionStringBuilder { SslMode = MySqlConnector.MySqlSslMode.None };", "return new MySqlConnector.MySqlConnectionStringBuilder { SslMode = MySqlConnector.MySqlSslMode.VerifyFull };", "MySqlConnector")]
    [InlineData("return new Microsoft.Data.SqlClient.SqlConnectionStringBuilder(url) { TrustServerCertificate = true, Encrypt = false };", "return new Microsoft.Data.SqlClient.SqlConnectionStringBuilder(url);", "Microsoft.Data.SqlClient")]
    [InlineData("var options = new StackExchange.Redis.ConfigurationOptions();\n        options.CertificateValidation += delegate { return true; };", "var options = new StackExchange.Redis.ConfigurationOptions();", "StackExchange.Redis")]
    [InlineData("return new MQTTnet.MqttClientTlsOptions { AllowUntrustedCertificates = true, UseTls = true, IgnoreCertificateChainErrors = true };", "return new MQTTnet.MqttClientTlsOptions { UseTls = true };", "MQTTnet")]
    public Task Clients_of_packages(string before, string after, string package)
        => Check.Rewrites<PG1009CertificateChecksOff, PG1009CertificateChecksOffFix>(
            Scenario.Of(Body(before)).Referencing(package), Body(after));

    private static string Body(string body) => "public class C\n{\n    public object? Make(string url)\n    {\n        " + body + (body.StartsWith("return", StringComparison.Ordinal) ? "" : "\n        return options;") + "\n    }\n}\n";

    [Theory]
    // An argument, one of two values, the only statement, a comment that would be lost, a function that nobody would use.
    [InlineData("        return new SslStream(new MemoryStream(), false, (_, _, _, _) => true);")]
    [InlineData("        handler.ServerCertificateCustomValidationCallback = wanted ? (_, _, _, _) => true : null;")]
    [InlineData("        if (wanted)\n            handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true;")]
    [InlineData("        handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => /* self-signed */ true;")]
    [InlineData("        handler.ServerCertificateCustomValidationCallback = Any;\n        static bool Any(HttpRequestMessage m, System.Security.Cryptography.X509Certificates.X509Certificate2? c, System.Security.Cryptography.X509Certificates.X509Chain? h, SslPolicyErrors e) => true;")]
    [InlineData("        var accepted = true;\n        handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => { return accepted; };")]
    [InlineData("        var set = (handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true);")]
    [InlineData("        Func<HttpClientHandler, object?> set = h => h.ServerCertificateCustomValidationCallback = (_, _, _, _) => true;")]
    [InlineData("        url += \";TrustServerCertificate=True\";")]
    public Task What_is_left_to_a_person(string body) => Check.OffersOnly<PG1009CertificateChecksOff, PG1009CertificateChecksOffFix>(Make(body));

    [Fact]
    public Task Behind_a_question_mark_too() => Check.OffersOnly<PG1009CertificateChecksOff, PG1009CertificateChecksOffFix>(
        Scenario.Of(Make("        handler?.ServerCertificateCustomValidationCallback = (_, _, _, _) => true;")).Parsed(CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview)));

    [Fact]
    public Task Nobody_is_surprised_by_it() => Check.Rewrites<PG1009CertificateChecksOff, PG1009CertificateChecksOffFix>(
        Scenario.Of(Make("        handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true;")).Unattended(), Make("").Replace("    {\n\n", "    {\n"));
}
