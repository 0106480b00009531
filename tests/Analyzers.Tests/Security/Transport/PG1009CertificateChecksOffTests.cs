using Microsoft.CodeAnalysis.CSharp;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Hosting;
using ProdGap.Analyzers.Security.Transport;

namespace ProdGap.Analyzers.Tests.Security.Transport;

public sealed class PG1009CertificateChecksOffTests
{
    private const string Usings =
        """
        using System.Net;
        using System.Net.Security;
        using System.Net.WebSockets;
        using System.Security.Cryptography.X509Certificates;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;
        using Microsoft.Extensions.Logging;


        """;

    private const string Anybody = "'ServerCertificateCustomValidationCallback' accepts any certificate; remove it, or trust the one certificate that you mean";

    private static Scenario In(string body, ProjectKind kind = ProjectKind.Library, string members = "")
        => Scenario.Of(kind, Usings + "public class Client(ILogger log, IHostEnvironment env, IConfiguration config)\n{\n    public object? Make(Settings settings, HttpClientHandler handler, SocketsHttpHandler sockets, string url)\n    {\n        log.LogDebug(\"{Env} {Config}\", env, config);\n        " + body + "\n        return null;\n    }\n" + members + "}\n"
            + "public class Settings { public bool IgnoreSslErrors { get; set; } public bool ValidateCertificates { get; set; } public bool UseSsl { get; set; } public string? ClientCertificate { get; set; } public bool Container { get; set; } public RemoteCertificateValidationCallback? Check { get; set; } }\n", Starts(kind));

    private static string Starts(ProjectKind kind) => kind is ProjectKind.Library ? "" : "public static class Program { public static void Main() { } }";

    private static Scenario App(string services) => Scenario.Of(ProjectKind.Web, Usings + "var builder = WebApplication.CreateBuilder(args);\n" + services + "\nvar app = builder.Build();\napp.Run();\n");

    [Theory]
    [InlineData("handler.[|ServerCertificateCustomValidationCallback|] = (_, _, _, _) => true;")]
    [InlineData("handler.[|ServerCertificateCustomValidationCallback|] = (message, certificate, chain, errors) => { return true; };")]
    [InlineData("handler.[|ServerCertificateCustomValidationCallback|] = delegate { return true; };")]
    [InlineData("handler.[|ServerCertificateCustomValidationCallback|] = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator;")]
    [InlineData("handler.[|ServerCertificateCustomValidationCallback|] += HttpClientHandler.DangerousAcceptAnyServerCertificateValidator;")]
    [InlineData("handler.[|ServerCertificateCustomValidationCallback|] ??= (_, _, _, _) => true;")]
    [InlineData("return new HttpClientHandler { [|ServerCertificateCustomValidationCallback|] = (_, _, _, _) => true };")]
    [InlineData("HttpClientHandler made = new() { AllowAutoRedirect = false, [|ServerCertificateCustomValidationCallback|] = static (_, _, _, _) => true }; return made;")]
    [InlineData("handler.[|ServerCertificateCustomValidationCallback|] = Any; static bool Any(HttpRequestMessage m, X509Certificate2? c, X509Chain? h, SslPolicyErrors e) => true;")]
    [InlineData("handler.[|ServerCertificateCustomValidationCallback|] = Accept;")]
    [InlineData("handler.[|ServerCertificateCustomValidationCallback|] = new Func<HttpRequestMessage, X509Certificate2?, X509Chain?, SslPolicyErrors, bool>(Accept);")]
    [InlineData("handler.[|ServerCertificateCustomValidationCallback|] = (m, c, h, errors) => { log.LogWarning(\"{Errors}\", errors); return true; };")]
    [InlineData("handler.[|ServerCertificateCustomValidationCallback|] = (m, c, h, errors) => errors == SslPolicyErrors.None || true;")]
    [InlineData("handler.[|ServerCertificateCustomValidationCallback|] = (m, c, h, errors) => { if (errors != SslPolicyErrors.None) { return true; } return true; };")]
    [InlineData("handler.[|ServerCertificateCustomValidationCallback|] = (m, c, h, errors) => errors == SslPolicyErrors.None ? true : true;")]
    [InlineData("handler.[|ServerCertificateCustomValidationCallback|] = (m, c, h, errors) => { var accepted = true; return accepted; };")]
    [InlineData("handler.[|ServerCertificateCustomValidationCallback|] = (m, c, h, errors) => { Console.WriteLine(c?.Subject); h?.Build(c!); return true; };")]
    [InlineData("var any = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator; handler.[|ServerCertificateCustomValidationCallback|] = any;")]
    [InlineData("Func<HttpRequestMessage, X509Certificate2?, X509Chain?, SslPolicyErrors, bool> any = (_, _, _, _) => true; handler.[|ServerCertificateCustomValidationCallback|] = any;")]
    [InlineData("handler.[|ServerCertificateCustomValidationCallback|] = Field;")]
    [InlineData("handler.[|ServerCertificateCustomValidationCallback|] = Property;")]
    // That TLS is used, or a certificate of the client's own, says nothing about the server's.
    [InlineData("if (settings.UseSsl) { handler.[|ServerCertificateCustomValidationCallback|] = (_, _, _, _) => true; }")]
    [InlineData("if (!string.IsNullOrEmpty(settings.ClientCertificate)) { handler.[|ServerCertificateCustomValidationCallback|] = (_, _, _, _) => true; }")]
    [InlineData("if (env.IsProduction()) { handler.[|ServerCertificateCustomValidationCallback|] = (_, _, _, _) => true; }")]
    [InlineData("if (env.IsDevelopment()) { log.LogDebug(\"a\"); } else { handler.[|ServerCertificateCustomValidationCallback|] = (_, _, _, _) => true; }")]
    public Task Handlers_that_take_anybody(string body) => Check.Reports<PG1009CertificateChecksOff>(In(body, members: Members), Anybody);

    private const string Members =
        """
            private static bool Accept(HttpRequestMessage m, X509Certificate2? c, X509Chain? h, SslPolicyErrors e) => true;
            private static readonly Func<HttpRequestMessage, X509Certificate2?, X509Chain?, SslPolicyErrors, bool> Field = (_, _, _, _) => true;
            private static Func<HttpRequestMessage, X509Certificate2?, X509Chain?, SslPolicyErrors, bool> Property => (_, _, _, _) => true;

        """;

    [Theory]
    [InlineData("return new WinHttpHandlerUser();")]
    [InlineData("sockets.SslOptions.[|RemoteCertificateValidationCallback|] = (_, _, _, _) => true;")]
    [InlineData("sockets.SslOptions.[|RemoteCertificateValidationCallback|] = delegate { return true; };")]
    [InlineData("sockets.SslOptions = new SslClientAuthenticationOptions { TargetHost = url, [|RemoteCertificateValidationCallback|] = (_, _, _, _) => true };")]
    [InlineData("return new SocketsHttpHandler { SslOptions = { [|RemoteCertificateValidationCallback|] = (_, _, _, _) => true } };")]
    [InlineData("return new SocketsHttpHandler { SslOptions = new() { [|RemoteCertificateValidationCallback|] = (_, _, _, _) => true } };")]
    [InlineData("ServicePointManager.[|ServerCertificateValidationCallback|] += delegate { return true; };")]
    [InlineData("ServicePointManager.[|ServerCertificateValidationCallback|] = (sender, certificate, chain, errors) => true;")]
    [InlineData("ServicePointManager.[|ServerCertificateValidationCallback|] = new RemoteCertificateValidationCallback((s, c, h, e) => true);")]
    [InlineData("var socket = new ClientWebSocket(); socket.Options.[|RemoteCertificateValidationCallback|] = (_, _, _, _) => true;")]
    [InlineData("return new SslStream(new MemoryStream(), false, [|(_, _, _, _) => true|]);")]
    [InlineData("SslStream secure = new(new MemoryStream(), false, [|(s, c, h, e) => true|], null); return secure;")]
    [InlineData("return new SslStream(new MemoryStream(), leaveInnerStreamOpen: false, [|userCertificateValidationCallback: Any|]); static bool Any(object s, X509Certificate? c, X509Chain? h, SslPolicyErrors e) => true;")]
    [InlineData("settings.[|CheckCertificate|] = (_, _, _, _) => true;")]
    [InlineData("var chain = new X509Chain(); chain.ChainPolicy.[|VerificationFlags|] = X509VerificationFlags.AllFlags;")]
    [InlineData("var chain = new X509Chain(); chain.ChainPolicy.[|VerificationFlags|] |= X509VerificationFlags.AllowUnknownCertificateAuthority;")]
    public Task Other_clients_of_the_framework(string body)
        => Check.Reports<PG1009CertificateChecksOff>(In(body.Replace("return new WinHttpHandlerUser();", "#pragma warning disable SYSLIB0014\n((HttpWebRequest)WebRequest.Create(url)).[|ServerCertificateValidationCallback|] = (_, _, _, _) => true;").Replace("settings.[|", "new Own().[|"), members: "    private sealed class Own { public RemoteCertificateValidationCallback? CheckCertificate { get; set; } }\n"));

    /// <summary>Packages as they are.</summary>
    [Theory]
    [InlineData("var client = new MailKit.Net.Smtp.SmtpClient(); client.[|ServerCertificateValidationCallback|] = (s, c, h, e) => true;", "MailKit")]
    [InlineData("using (MailKit.Net.Imap.ImapClient client = new()) { client.[|ServerCertificateValidationCallback|] = delegate { return true; }; client.CheckCertificateRevocation = false; }", "MailKit")]
    [InlineData("var options = new StackExchange.Redis.ConfigurationOptions(); options.[|CertificateValidation|] += delegate { return true; };", "StackExchange.Redis")]
    [InlineData("var source = new Npgsql.NpgsqlDataSourceBuilder(url); source.[|UseUserCertificateValidationCallback|]((_, _, _, _) => true);", "Npgsql")]
    [InlineData("var connection = new Npgsql.NpgsqlConnection(url); connection.[|UserCertificateValidationCallback|] = (_, _, _, _) => true;", "Npgsql")]
    [InlineData("return new Npgsql.NpgsqlConnectionStringBuilder(url) { [|SslMode|] = Npgsql.SslMode.Disable };", "Npgsql")]
    [InlineData("return new MySqlConnector.MySqlConnection(url) { [|RemoteCertificateValidationCallback|] = (_, _, _, _) => true };", "MySqlConnector")]
    [InlineData("return new MySqlConnector.MySqlDataSourceBuilder(url).[|UseRemoteCertificateValidationCallback|]((_, _, _, _) => true);", "MySqlConnector")]
    [InlineData("return new MySqlConnector.MySqlConnectionStringBuilder { [|SslMode|] = MySqlConnector.MySqlSslMode.None };", "MySqlConnector")]
    [InlineData("return new RabbitMQ.Client.SslOption { [|CertificateValidationCallback|] = (_, _, _, _) => true };", "RabbitMQ.Client")]
    [InlineData("return new RabbitMQ.Client.SslOption { [|AcceptablePolicyErrors|] = SslPolicyErrors.RemoteCertificateNameMismatch | SslPolicyErrors.RemoteCertificateChainErrors };", "RabbitMQ.Client")]
    [InlineData("return new MQTTnet.MqttClientTlsOptionsBuilder().UseTls().[|WithCertificateValidationHandler|](_ => true).Build();", "MQTTnet")]
    [InlineData("return new MQTTnet.MqttClientTlsOptionsBuilder().[|WithAllowUntrustedCertificates|]().Build();", "MQTTnet")]
    [InlineData("return new MQTTnet.MqttClientTlsOptions { [|AllowUntrustedCertificates|] = true, [|IgnoreCertificateChainErrors|] = true };", "MQTTnet")]
    [InlineData("return new Microsoft.Data.SqlClient.SqlConnectionStringBuilder { [|TrustServerCertificate|] = true };", "Microsoft.Data.SqlClient")]
    [InlineData("return new Microsoft.Data.SqlClient.SqlConnectionStringBuilder(url) { DataSource = url, [|Encrypt|] = false };", "Microsoft.Data.SqlClient")]
    [InlineData("var built = new Microsoft.Data.SqlClient.SqlConnectionStringBuilder(); built.DataSource = \"sql.shop.example\"; built.[|Encrypt|] = Microsoft.Data.SqlClient.SqlConnectionEncryptOption.Optional;", "Microsoft.Data.SqlClient")]
    public Task Clients_of_packages(string body, string package) => Check.Reports<PG1009CertificateChecksOff>(In(body).Referencing(package));

    [Theory]
    [InlineData("return new MongoDB.Driver.MongoClientSettings { [|AllowInsecureTls|] = true };")]
    [InlineData("return new Confluent.Kafka.ClientConfig { [|EnableSslCertificateVerification|] = false };")]
    [InlineData("return new Yarp.ReverseProxy.Configuration.HttpClientConfig { [|DangerousAcceptAnyServerCertificate|] = true };")]
    [InlineData("return new FluentFTP.FtpConfig { [|ValidateAnyCertificate|] = true };")]
    [InlineData("return new Elastic.Transport.Settings().[|ServerCertificateValidationCallback|](Elastic.Transport.CertificateValidations.AllowAll);")]
    [InlineData("return new Elastic.Transport.Settings().[|ServerCertificateValidationCallback|]((_, _, _, _) => true);")]
    [InlineData("return new System.DirectoryServices.Protocols.LdapSessionOptions { [|VerifyServerCertificate|] = (connection, certificate) => true };")]
    public Task Clients_of_packages_that_stand_in(string body) => Check.Reports<PG1009CertificateChecksOff>(In(body).Document("Stubs.cs", Stubs));

    private const string Stubs =
        """
        // The real names; these packages are not referenced here.
        using System.Net.Security;
        using System.Security.Cryptography.X509Certificates;
        namespace MongoDB.Driver { public class MongoClientSettings { public bool AllowInsecureTls { get; set; } } }
        namespace Confluent.Kafka { public class ClientConfig { public bool? EnableSslCertificateVerification { get; set; } } }
        namespace Yarp.ReverseProxy.Configuration { public record HttpClientConfig { public bool? DangerousAcceptAnyServerCertificate { get; init; } } }
        namespace FluentFTP { public class FtpConfig { public bool ValidateAnyCertificate { get; set; } } }
        namespace Elastic.Transport
        {
            public static class CertificateValidations { public static bool AllowAll(object a, X509Certificate b, X509Chain c, SslPolicyErrors d) => true; public static bool DenyAll(object a, X509Certificate b, X509Chain c, SslPolicyErrors d) => false; }
            public class Settings { public Settings ServerCertificateValidationCallback(Func<object, X509Certificate, X509Chain, SslPolicyErrors, bool> callback) => this; }
        }
        namespace System.DirectoryServices.Protocols
        {
            public class LdapConnection;
            public delegate bool VerifyServerCertificateCallback(LdapConnection connection, X509Certificate certificate);
            public class LdapSessionOptions { public VerifyServerCertificateCallback? VerifyServerCertificate { get; set; } }
        }
        """;

    [Theory]
    [InlineData("builder.Services.AddHttpClient(\"pay\").ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { [|ServerCertificateCustomValidationCallback|] = (_, _, _, _) => true });")]
    [InlineData("var handler = new HttpClientHandler(); handler.[|ServerCertificateCustomValidationCallback|] = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator; builder.Services.AddSingleton(new HttpClient(handler));")]
    [InlineData("builder.Services.AddHttpClient(\"pay\", client => client.BaseAddress = new Uri(\"https://pay.example\")).ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { [|ServerCertificateCustomValidationCallback|] = (_, _, _, _) => true });")]
    [InlineData("AddAll(builder.Services); static void AddAll(IServiceCollection services) { services.AddCors(o => o.AddDefaultPolicy(p => p.WithOrigins(\"http://localhost:4200\"))); services.AddHttpClient(\"pay\").ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { [|ServerCertificateCustomValidationCallback|] = (_, _, _, _) => true }); }")]
    [InlineData("var endpoint = builder.Configuration[\"Cosmos:Endpoint\"] ?? \"localhost\"; var handler = new HttpClientHandler(); if (!string.IsNullOrEmpty(endpoint)) { handler.[|ServerCertificateCustomValidationCallback|] = (_, _, _, _) => true; }")]
    public Task Apps_that_take_anybody(string services) => Check.Reports<PG1009CertificateChecksOff>(App(services), Anybody);

    [Theory]
    // Whoever develops.
    [InlineData("if (builder.Environment.IsDevelopment()) { builder.Services.AddHttpClient(\"pay\").ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true }); }")]
    [InlineData("builder.Services.AddHttpClient(\"pay\").ConfigurePrimaryHttpMessageHandler(() => builder.Environment.IsDevelopment() ? new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true } : new HttpClientHandler());")]
    [InlineData("builder.Services.AddHttpClient(\"pay\").ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { ServerCertificateCustomValidationCallback = builder.Environment.IsDevelopment() ? (_, _, _, _) => true : null });")]
    [InlineData("builder.Services.AddHttpClient(\"pay\").ConfigurePrimaryHttpMessageHandler(() => { var handler = new HttpClientHandler(); if (!builder.Environment.IsProduction()) { handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true; } return handler; });")]
    [InlineData("builder.Services.AddHttpClient(\"pay\").ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, errors) => builder.Environment.IsDevelopment() || errors == SslPolicyErrors.None });")]
    [InlineData("#if DEBUG\nbuilder.Services.AddSingleton(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true });\n#endif")]
    [InlineData("if (builder.Environment.IsDevelopment()) { AddOpen(); }\nvoid AddOpen() => builder.Services.AddSingleton(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true });")]
    // The machine itself.
    [InlineData("builder.Services.AddHttpClient(\"pay\", client => client.BaseAddress = new Uri(\"https://localhost:5001\")).ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true });")]
    // What a server asks about its callers.
    [InlineData("builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https => https.ClientCertificateValidation = (_, _, _) => true));")]
    [InlineData("builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https => https.AllowAnyClientCertificate()));")]
    [InlineData("var options = new SslServerAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true }; builder.Services.AddSingleton(options);")]
    public Task Apps_in_which_nobody_else_answers(string services)
        => Check.Reports<PG1009CertificateChecksOff>(App(services.Replace("builder.WebHost", "Microsoft.AspNetCore.Hosting.WebHostBuilderKestrelExtensions.ConfigureKestrel(builder.WebHost, kestrel => kestrel.ToString()); builder.WebHost").Replace("builder.WebHost.ConfigureKestrel(kestrel => kestrel.Conf", "Microsoft.AspNetCore.Hosting.WebHostBuilderKestrelExtensions.ConfigureKestrel(builder.WebHost, kestrel => kestrel.Conf").Replace("AddSingleton(options)", "AddSingleton<object>(options)"))
            .Parsed(CSharpParseOptions.Default.WithPreprocessorSymbols("DEBUG")));

    [Theory]
    [InlineData("handler.ServerCertificateCustomValidationCallback = (m, c, h, errors) => errors == SslPolicyErrors.None;")]
    [InlineData("handler.ServerCertificateCustomValidationCallback = (m, c, h, errors) => c?.Thumbprint == \"aa\";")]
    [InlineData("handler.ServerCertificateCustomValidationCallback = (m, c, h, errors) => { if (errors == SslPolicyErrors.None) { return true; } return c?.Issuer == \"CN=shop\"; };")]
    [InlineData("handler.ServerCertificateCustomValidationCallback = (m, c, h, errors) => { if (errors != SslPolicyErrors.None) { throw new InvalidOperationException(); } return true; };")]
    [InlineData("handler.ServerCertificateCustomValidationCallback = (m, c, h, errors) => errors == SslPolicyErrors.None ? true : throw new InvalidOperationException();")]
    [InlineData("handler.ServerCertificateCustomValidationCallback = (m, c, h, errors) => { ArgumentNullException.ThrowIfNull(c); return true; };")]
    [InlineData("handler.ServerCertificateCustomValidationCallback = (m, c, h, errors) => { Refuse(c); return true; };")]
    [InlineData("handler.ServerCertificateCustomValidationCallback = (m, c, h, errors) => h!.Build(c!);")]
    [InlineData("handler.ServerCertificateCustomValidationCallback = (m, c, h, errors) => false;")]
    [InlineData("handler.ServerCertificateCustomValidationCallback = (m, c, h, errors) => m.RequestUri!.IsLoopback || errors == SslPolicyErrors.None;")]
    [InlineData("handler.ServerCertificateCustomValidationCallback = null;")]
    [InlineData("ServicePointManager.ServerCertificateValidationCallback = settings.Check;")]
    [InlineData("ServicePointManager.ServerCertificateValidationCallback -= delegate { return true; };")]
    [InlineData("RemoteCertificateValidationCallback any = (_, _, _, _) => true; any = settings.Check!; sockets.SslOptions.RemoteCertificateValidationCallback = any;")]
    [InlineData("handler.CheckCertificateRevocationList = false;")]
    [InlineData("handler.SslProtocols = System.Security.Authentication.SslProtocols.Tls12;")]
    [InlineData("if (new Uri(url).IsLoopback) { handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true; }")]
    [InlineData("if (url.StartsWith(\"https://localhost\")) { handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true; }")]
    [InlineData("if (!env.IsDevelopment()) { return handler; } handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true;")]
    [InlineData("handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true; return new HttpClient(handler) { BaseAddress = new Uri(\"https://127.0.0.1:8081\") };")]
    [InlineData("var chain = new X509Chain(); chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust; chain.ChainPolicy.CustomTrustStore.Add(null!); chain.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;")]
    [InlineData("var chain = new X509Chain(); chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;")]
    [InlineData("var secure = new SslStream(new MemoryStream(), false, (_, _, _, _) => true); secure.AuthenticateAsServer(new SslServerAuthenticationOptions());")]
    [InlineData("var secure = new SslStream(new MemoryStream(), false, settings.Check); return secure;")]
    // Yes to something else.
    [InlineData("var list = new List<int>(); list.RemoveAll(_ => true); Predicate<object> certificateFilter = _ => true; return certificateFilter;")]
    [InlineData("var other = new Other(); other.IsCertificateWanted = _ => true; return other;")]
    // A library's users decide by a setting that says so.
    [InlineData("if (settings.IgnoreSslErrors) { handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true; }")]
    [InlineData("if (!settings.ValidateCertificates) { handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true; }")]
    [InlineData("if (settings.ValidateCertificates) { return handler; } handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true;")]
    [InlineData("handler.ServerCertificateCustomValidationCallback = settings.IgnoreSslErrors ? (_, _, _, _) => true : null;")]
    [InlineData("if (config.GetValue<bool>(\"TrustServerCertificate\")) { handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true; }")]
    public Task Clients_that_ask(string body)
        => Check.Reports<PG1009CertificateChecksOff>(In(body, members: "    private static void Refuse(X509Certificate2? c) { if (c is null) { throw new InvalidOperationException(); } }\n    private sealed class Other { public Predicate<string>? IsCertificateWanted { get; set; } }\n"));

    [Theory]
    [InlineData("if (settings.IgnoreSslErrors) { handler.[|ServerCertificateCustomValidationCallback|] = (_, _, _, _) => true; }")]
    [InlineData("if (!settings.ValidateCertificates) { handler.[|ServerCertificateCustomValidationCallback|] = (_, _, _, _) => true; }")]
    [InlineData("handler.[|ServerCertificateCustomValidationCallback|] = settings.Container ? (_, _, _, _) => true : null;")]
    [InlineData("if (settings.ValidateCertificates) { return handler; } handler.[|ServerCertificateCustomValidationCallback|] = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator;")]
    [InlineData("sockets.SslOptions.[|RemoteCertificateValidationCallback|] = settings.Check ?? ((_, _, _, _) => true);")]
    public Task What_something_decides_is_a_suggestion(string body) => Check.Suggests<PG1009CertificateChecksOff>(In(body, ProjectKind.Worker));

    [Fact]
    public Task Developers_types_are_silent() => Check.Reports<PG1009CertificateChecksOff>(
        Usings + "public class DevelopmentHandler : HttpClientHandler { public DevelopmentHandler() { ServerCertificateCustomValidationCallback = (_, _, _, _) => true; } }");

    [Fact]
    public Task A_handler_of_ones_own() => Check.Reports<PG1009CertificateChecksOff>(
        Usings + "public class ShopHandler : HttpClientHandler { public ShopHandler() { [|ServerCertificateCustomValidationCallback|] = (_, _, _, _) => true; } }");

    [Fact]
    public Task A_field_that_a_constructor_sets() => Check.Reports<PG1009CertificateChecksOff>(
        Usings + "public class Client { private readonly RemoteCertificateValidationCallback check = (_, _, _, _) => true; public Client(RemoteCertificateValidationCallback given) => check = given; public object Options() => new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = check }; }");

    [Fact]
    public Task A_method_in_another_file() => Check.Reports<PG1009CertificateChecksOff>(Scenario.Of(
        Usings + "public class Shop { public object Make() => new HttpClientHandler { [|ServerCertificateCustomValidationCallback|] = Trust.Any }; public object Other() => new SocketsHttpHandler { SslOptions = { [|RemoteCertificateValidationCallback|] = Trust.Everyone } }; public object Third() => new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = Trust.Nobody } }; }",
        Usings + "public static class Trust { public static readonly RemoteCertificateValidationCallback Everyone = (_, _, _, _) => true; public static RemoteCertificateValidationCallback Nobody { get; set; } = (_, _, _, _) => true; public static bool Any(HttpRequestMessage m, X509Certificate2? c, X509Chain? h, SslPolicyErrors e) { return true; } }"));

    [Fact]
    public Task An_alias_and_a_static_using() => Check.Reports<PG1009CertificateChecksOff>(
        "using Handler = System.Net.Http.HttpClientHandler; using static System.Net.Http.HttpClientHandler;\npublic class Shop { public object Make() => new Handler { [|ServerCertificateCustomValidationCallback|] = DangerousAcceptAnyServerCertificateValidator }; }");

    [Fact]
    public Task Tests_are_silent() => Check.Reports<PG1009CertificateChecksOff>(
        Scenario.Of(ProjectKind.Test, Usings + "public class Host { public object Make() => new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true }; public string Text => \"Server=sql.shop.example;Database=a;TrustServerCertificate=true\"; }"));

    [Theory]
    [InlineData("handler.ServerCertificateCustomValidationCallback = (_, _, _, _ => true")]
    [InlineData("handler.ServerCertificateCustomValidationCallback = ; new SslStream(null, false, (a, b) => true, ); ServicePointManager.ServerCertificateValidationCallback += ")]
    [InlineData("new Missing { ServerCertificateCustomValidationCallback = (_, _, _, _) => true, SslMode = Missing.Disable, TrustServerCertificate = true, Encrypt = };")]
    [InlineData("UseUserCertificateValidationCallback((_, _, _, _) => true); var x = $\"Server={\";Encrypt=false\" + ")]
    public Task Half_typed_code_is_no_matter(string body) => Check.Reports<PG1009CertificateChecksOff>(In(body).Broken());

    // Connection strings in code.
    [Theory]
    [InlineData("return \"Server=sql.shop.example;Database=shop;User Id=app;[|TrustServerCertificate=True|]\";")]
    [InlineData("return \"Data Source=tcp:shop.database.windows.net,1433;Initial Catalog=shop;[|Trust Server Certificate=true|];Integrated Security=true\";")]
    [InlineData("return @\"Server=203.0.113.7\\SQL2022;Database=shop;[|Encrypt=False|];TrustServerCertificate=True\";")]
    [InlineData("return \"Server=sql.shop.example;Database=shop;[|Encrypt=Optional|]\";")]
    [InlineData("return \"Driver={ODBC Driver 18 for SQL Server};Server=sql.shop.example;Database=shop;[|Encrypt=no|];\";")]
    [InlineData("return \"Host=pg.shop.example;Database=shop;Username=app;[|SSL Mode=Disable|]\";")]
    [InlineData("return \"Server=my.shop.example;Database=shop;Uid=app;[|SslMode=None|];\";")]
    [InlineData("return $\"Server=sql.shop.example;Database={url};User Id=app;[|TrustServerCertificate=True|]\";")]
    [InlineData("return \"Server=sql.shop.example;Database=\" + url + \";[|Encrypt=False|];\";")]
    [InlineData("return \"\"\"Server=sql.shop.example;Database=shop;[|TrustServerCertificate=yes|]\"\"\";")]
    [InlineData("const string Host = \"sql.shop.example\"; return $\"Server={Host};Database=shop;[|TrustServerCertificate=True|]\";")]
    [InlineData("var host = \"sql.shop.example\"; return \"Server=\" + host + \";Database=shop;[|TrustServerCertificate=True|]\";")]
    public Task Connection_strings_of_other_machines(string body) => Check.Reports<PG1009CertificateChecksOff>(In(body));

    [Theory]
    [InlineData("return \"Server=sqlserver;Database=shop;User Id=app;[|TrustServerCertificate=True|]\";")]
    [InlineData("return \"Server=DESKTOP-4711;Database=shop;Trusted_Connection=True;[|TrustServerCertificate=True|]\";")]
    [InlineData("return \"Server=10.0.3.4;Database=shop;[|Encrypt=False|]\";")]
    [InlineData("return \"Server=sql.data.svc.cluster.local;Database=shop;[|Encrypt=False|]\";")]
    [InlineData("return $\"Server={url};Database=shop;User Id=app;[|TrustServerCertificate=True|]\";")]
    [InlineData("return string.Format(\"Server={0};Database=shop;User Id=app;[|TrustServerCertificate=True|]\", url);")]
    [InlineData("return $\"{url};[|TrustServerCertificate=True|]\";")]
    [InlineData("return $\"{url};[|Encrypt=no|]\";")]
    [InlineData("url += \";[|TrustServerCertificate=True|]\"; return url;")]
    [InlineData("return url + \";[|Encrypt=False|];\";")]
    [InlineData("return \"Server=<your-server>;Database=shop;User Id=app;[|TrustServerCertificate=True|]\";")]
    public Task Connection_strings_of_the_network_around_are_suggestions(string body) => Check.Suggests<PG1009CertificateChecksOff>(In(body));

    [Theory]
    [InlineData("return \"Server=localhost;Database=shop;User Id=app;TrustServerCertificate=True\";")]
    [InlineData("return \"Server=127.0.0.1,1433;Database=shop;Encrypt=False\";")]
    [InlineData("return \"Server=(localdb)\\\\mssqllocaldb;Database=shop;TrustServerCertificate=True\";")]
    [InlineData("return \"Server=(local);Database=shop;TrustServerCertificate=True\";")]
    [InlineData("return @\"Server=.\\SQLEXPRESS;Database=shop;TrustServerCertificate=True\";")]
    [InlineData("return \"Data Source=.;Initial Catalog=shop;TrustServerCertificate=True\";")]
    [InlineData("return \"Host=::1;Database=shop;SSL Mode=Disable\";")]
    [InlineData("var host = \"localhost\"; return $\"Server={host};Database=shop;TrustServerCertificate=True\";")]
    [InlineData("return \"Server=sql.shop.example;Database=shop;TrustServerCertificate=False;Encrypt=True\";")]
    [InlineData("return \"Server=sql.shop.example;Database=shop;Encrypt=Strict\";")]
    [InlineData("return \"Host=pg.shop.example;Database=shop;SSL Mode=VerifyFull\";")]
    // From version 8 on, Npgsql ignores it.
    [InlineData("return \"Host=pg.shop.example;Database=shop;Username=app;SSL Mode=Require;Trust Server Certificate=true\";")]
    // A question, a list of keys, prose.
    [InlineData("if (url.Contains(\"TrustServerCertificate=True\")) { throw new InvalidOperationException(\"Do not set TrustServerCertificate=True in production; Encrypt=False is out as well\"); }")]
    [InlineData("return url.Replace(\"Encrypt=False\", \"Encrypt=True\");")]
    [InlineData("return \"TrustServerCertificate=True\";")]
    [InlineData("return \"Database=shop;Trusted_Connection=True;TrustServerCertificate=True\";")]
    [InlineData("if (env.IsDevelopment()) { return \"Server=sql.shop.example;Database=shop;TrustServerCertificate=True\"; }")]
    public Task Connection_strings_that_ask_or_stay_here(string body) => Check.Reports<PG1009CertificateChecksOff>(In(body));

    [Theory]
    [InlineData("return new Microsoft.Data.SqlClient.SqlConnectionStringBuilder { DataSource = \"localhost\", TrustServerCertificate = true };")]
    [InlineData("return new Microsoft.Data.SqlClient.SqlConnectionStringBuilder(\"Server=.;Database=shop\") { TrustServerCertificate = true };")]
    [InlineData("var built = new Microsoft.Data.SqlClient.SqlConnectionStringBuilder(\"Server=localhost\"); built.TrustServerCertificate = true;")]
    [InlineData("var built = new Microsoft.Data.SqlClient.SqlConnectionStringBuilder(url) { TrustServerCertificate = false, Encrypt = true }; if (built.TrustServerCertificate) { throw new InvalidOperationException(); }")]
    [InlineData("return new Microsoft.Data.SqlClient.SqlConnectionStringBuilder(url) { TrustServerCertificate = settings.IgnoreSslErrors };")]
    public Task Builders_that_ask_or_stay_here(string body) => Check.Reports<PG1009CertificateChecksOff>(In(body).Referencing("Microsoft.Data.SqlClient"));

    [Fact]
    public Task What_a_version_ignores_is_silent() => Check.Reports<PG1009CertificateChecksOff>(
        In("#pragma warning disable CS0618\nreturn new Npgsql.NpgsqlConnectionStringBuilder { TrustServerCertificate = true, SslMode = Npgsql.SslMode.Require };").Referencing("Npgsql"));

    [Fact]
    public Task What_builds_a_context_for_the_tools_is_silent() => Check.Reports<PG1009CertificateChecksOff>(
        "public interface IDesignTimeDbContextFactory<T>; public class Factory : IDesignTimeDbContextFactory<int> { public string Make() => \"Server=sql.shop.example;Database=shop;TrustServerCertificate=True\"; }");

    [Fact]
    public Task One_finding_for_one_connection_string() => Check.Reports<PG1009CertificateChecksOff>(
        "public class C { public const string Text = \"Server=sql.shop.example;Database=shop;[|Encrypt=False|];TrustServerCertificate=True\"; }",
        "'Encrypt=False' turns encryption off; remove it, or trust the one certificate that you mean");

    // Settings files.
    [Theory]
    [InlineData("appsettings.json", "{ \"ConnectionStrings\": { \"Shop\": \"Server=sql.shop.example;Database=shop;Integrated Security=true;[|TrustServerCertificate=True|]\" } }")]
    [InlineData("appsettings.Production.json", "{ \"Db\": \"Server=sql.shop.example\\\\SQL;Database=shop;Integrated Security=true;[|Encrypt=False|]\" }")]
    [InlineData(".env", "ConnectionStrings__Shop=\"Host=pg.shop.example;Database=shop;Username=app;[|SslMode=Disable|]\"\n")]
    [InlineData("web.config", "<configuration><connectionStrings><add name=\"Shop\" connectionString=\"Server=sql.shop.example;Database=shop;Integrated Security=true;[|TrustServerCertificate=True|]\" /></connectionStrings></configuration>")]
    public Task Settings_that_ship(string path, string text) => Check.Reports<PG1009CertificateChecksOff>(Scenario.Of("class C;").AdditionalFile(path, text, "settings"));

    [Theory]
    [InlineData("appsettings.json", "{ \"Db\": \"Server=sqlserver;Database=shop;Integrated Security=true;[|TrustServerCertificate=True|]\" }")]
    [InlineData(".env", "DB=\"Server=${DB_HOST};Database=shop;Integrated Security=true;[|TrustServerCertificate=True|]\"\n")]
    public Task Settings_for_the_network_around_are_suggestions(string path, string text) => Check.Suggests<PG1009CertificateChecksOff>(Scenario.Of("class C;").AdditionalFile(path, text, "settings"));

    [Theory]
    [InlineData("appsettings.Development.json", "{ \"Db\": \"Server=sql.shop.example;Database=shop;Integrated Security=true;TrustServerCertificate=True\" }", "settings")]
    [InlineData("appsettings.json", "{ \"Db\": \"Server=localhost;Database=shop;Integrated Security=true;TrustServerCertificate=True\" }", "settings")]
    [InlineData("appsettings.json", "{ \"Db\": \"Server=(localdb)\\\\mssqllocaldb;Database=shop;TrustServerCertificate=True\", \"Note\": \"TrustServerCertificate=True is for development\" }", "settings")]
    [InlineData("appsettings.json", "{ \"Db\": \"Server=sql.shop.example;Database=shop;TrustServerCertificate=False\" }", "settings")]
    [InlineData("docker-compose.yml", "services:\n  web:\n    environment:\n      ConnectionStrings__Db: \"Server=sql.shop.example;Database=shop;TrustServerCertificate=True\"\n", "settings")]
    [InlineData("appsettings.json", "{ \"Db\": \"Server=sql.shop.example;Database=shop;TrustServerCertificate=True\" }", "other")]
    [InlineData("appsettings.json", "{ \"Db\": \"Server=sql.shop.example;TrustServerCertificate=True\", ", "")]
    public Task Settings_that_ask_or_do_not_ship(string path, string text, string role) => Check.Reports<PG1009CertificateChecksOff>(Scenario.Of("class C;").AdditionalFile(path, text, role));

    [Fact]
    public Task What_is_likely_can_be_a_warning() => Check.Reports<PG1009CertificateChecksOff>(
        In("return \"Server=sqlserver;Database=shop;User Id=app;[|TrustServerCertificate=True|]\";").EditorConfig("prodgap.PG1009.likely = report"));

    [Fact]
    public Task What_is_likely_can_be_a_warning_in_settings_too() => Check.Reports<PG1009CertificateChecksOff>(
        Scenario.Of("class C;").AdditionalFile("appsettings.json", "{ \"Db\": \"Server=sqlserver;Database=shop;Integrated Security=true;[|TrustServerCertificate=True|]\" }", "settings")
            .EditorConfig("[appsettings*.json]", "prodgap.PG1009.likely = report"));

    [Fact]
    public Task What_is_likely_can_be_nothing() => Check.Reports<PG1009CertificateChecksOff>(
        Scenario.Of("class C { string Db => \"Server=sqlserver;Database=shop;Encrypt=False\"; }").AdditionalFile("appsettings.json", "{ \"Db\": \"Server=sqlserver;Database=shop;Integrated Security=true;TrustServerCertificate=True\" }", "settings")
            .EditorConfig("prodgap.PG1009.likely = ignore", "[appsettings*.json]", "prodgap.PG1009.likely = ignore"));

    /// <summary>The password is not what the message shows.</summary>
    [Fact]
    public async Task No_message_shows_a_secret()
    {
        var (solution, _) = Scenario.Of("class C { string Db => \"Server=sql.shop.example;Database=shop;User Id=app;Password=Velvet-Harbour-6612;Encrypt=False\"; }").Build();
        var found = await Check.Findings(solution, [new ProdGapAnalyzer([new PG1009CertificateChecksOff()])]);
        Assert.DoesNotContain("Velvet", found.Single().GetMessage());
    }
}
