using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Security.Transport;

/// <summary>Where clients say which certificates they accept: the delegates that are asked, and the switches that leave the question out.</summary>
internal static class CertificateSinks
{
    /// <summary>What accepts everything, ready-made.</summary>
    private static readonly (string Type, string Member)[] AcceptAll =
    [
        ("System.Net.Http.HttpClientHandler", "DangerousAcceptAnyServerCertificateValidator"),
        ("Elastic.Transport.CertificateValidations", "AllowAll"),
        ("Elasticsearch.Net.CertificateValidations", "AllowAll"),
    ];

    /// <summary>What a delegate is given that is asked about a certificate.</summary>
    private static readonly string[] Questions =
    [
        "System.Net.Security.SslPolicyErrors",
        "MQTTnet.MqttClientCertificateValidationEventArgs",
        "MQTTnet.Client.MqttClientCertificateValidationEventArgs",
    ];

    /// <summary>A delegate that is given the certificate alone.</summary>
    private const string Ldap = "System.DirectoryServices.Protocols.VerifyServerCertificateCallback";

    /// <summary>Properties that switch the check off.</summary>
    private static readonly Switch[] Properties =
    [
        new("RabbitMQ.Client.SslOption", "AcceptablePolicyErrors", OffWhen.HasBits, 2 | 4),
        new("System.Security.Cryptography.X509Certificates.X509ChainPolicy", "VerificationFlags", OffWhen.HasBits, 0x10),
        new("Confluent.Kafka.ClientConfig", "EnableSslCertificateVerification", OffWhen.False),
        new("MQTTnet.MqttClientTlsOptions", "AllowUntrustedCertificates", OffWhen.True),
        new("MQTTnet.MqttClientTlsOptions", "IgnoreCertificateChainErrors", OffWhen.True),
        new("MQTTnet.Client.MqttClientTlsOptions", "AllowUntrustedCertificates", OffWhen.True),
        new("MQTTnet.Client.MqttClientTlsOptions", "IgnoreCertificateChainErrors", OffWhen.True),
        new("MongoDB.Driver.MongoClientSettings", "AllowInsecureTls", OffWhen.True),
        new("MongoDB.Driver.MongoUrlBuilder", "AllowInsecureTls", OffWhen.True),
        new("Yarp.ReverseProxy.Configuration.HttpClientConfig", "DangerousAcceptAnyServerCertificate", OffWhen.True),
        new("FluentFTP.FtpConfig", "ValidateAnyCertificate", OffWhen.True),
        new("Microsoft.Data.SqlClient.SqlConnectionStringBuilder", "TrustServerCertificate", OffWhen.True, server: "DataSource"),
        new("System.Data.SqlClient.SqlConnectionStringBuilder", "TrustServerCertificate", OffWhen.True, server: "DataSource"),
        new("Npgsql.NpgsqlConnectionStringBuilder", "TrustServerCertificate", OffWhen.True, server: "Host"),
        new("Microsoft.Data.SqlClient.SqlConnectionStringBuilder", "Encrypt", OffWhen.FalseOrNamed, "Optional", server: "DataSource"),
        new("System.Data.SqlClient.SqlConnectionStringBuilder", "Encrypt", OffWhen.FalseOrNamed, "Optional", server: "DataSource"),
        new("Npgsql.NpgsqlConnectionStringBuilder", "SslMode", OffWhen.Named, "Disable", server: "Host"),
        new("MySqlConnector.MySqlConnectionStringBuilder", "SslMode", OffWhen.Named, "None", "Disabled", server: "Server"),
        new("MySql.Data.MySqlClient.MySqlConnectionStringBuilder", "SslMode", OffWhen.Named, "None", "Disabled", server: "Server"),
    ];

    /// <summary>Methods that switch it off; with an argument, where that is true.</summary>
    private static readonly (string Type, string Method)[] Calls =
    [
        ("MQTTnet.MqttClientTlsOptionsBuilder", "WithAllowUntrustedCertificates"),
        ("MQTTnet.MqttClientTlsOptionsBuilder", "WithIgnoreCertificateChainErrors"),
        ("MQTTnet.Client.MqttClientTlsOptionsBuilder", "WithAllowUntrustedCertificates"),
        ("MQTTnet.Client.MqttClientTlsOptionsBuilder", "WithIgnoreCertificateChainErrors"),
    ];

    private static readonly HashSet<string> PropertyNames = new(Properties.Select(entry => entry.Member), StringComparer.Ordinal);

    /// <summary>The methods that take such a delegate, and those of the table above.</summary>
    public static readonly string[] Methods =
    [
        "UseUserCertificateValidationCallback", "UseRemoteCertificateValidationCallback", "WithCertificateValidationHandler", "ServerCertificateValidationCallback",
        "WithAllowUntrustedCertificates", "WithIgnoreCertificateChainErrors",
    ];

    /// <summary>True for the name of a property that may be one of these; they all say certificate, but for a few.</summary>
    public static bool MayBe(string member) => member.IndexOf("Certificate", StringComparison.Ordinal) >= 0 || PropertyNames.Contains(member);

    /// <summary>The switch that a property is.</summary>
    public static Switch? SwitchOf(IPropertySymbol property, KnownTypes known)
    {
        foreach (var entry in Properties)
        {
            if (entry.Member == property.Name && known.Is(property.ContainingType, entry.Type))
            {
                return entry;
            }
        }

        return null;
    }

    /// <summary>True for a method that switches the check off.</summary>
    public static bool IsOffCall(IMethodSymbol method, KnownTypes known)
        => Array.Exists(Calls, entry => entry.Method == method.Name && known.Is(method.ContainingType, entry.Type));

    /// <summary>True for a member that accepts every certificate.</summary>
    public static bool AcceptsAll(ISymbol member, KnownTypes known)
        => Array.Exists(AcceptAll, entry => entry.Member == member.Name && known.Is(member.ContainingType, entry.Type));

    /// <summary>True for the type of a delegate that is asked whether a certificate is good.</summary>
    public static bool IsQuestion(ITypeSymbol? type, KnownTypes known)
    {
        if (type is not INamedTypeSymbol { DelegateInvokeMethod: { ReturnType.SpecialType: SpecialType.System_Boolean } invoke })
        {
            return false;
        }

        foreach (var parameter in invoke.Parameters)
        {
            if (Array.Exists(Questions, name => known.Is(parameter.Type, name)))
            {
                return true;
            }
        }

        return known.Is(type, Ldap);
    }

    /// <summary>True for what a server asks about its callers: whoever calls is known by other means, or by none.</summary>
    public static bool IsOfServer(INamedTypeSymbol? owner)
    {
        for (var space = owner?.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (space.Name == "Server")
            {
                return true;
            }
        }

        return owner is not null && (owner.Name.StartsWith("SslServer", StringComparison.Ordinal) || owner.Name.IndexOf("ServerTls", StringComparison.Ordinal) >= 0);
    }
}

/// <summary>Which value of a property switches the check off.</summary>
internal enum OffWhen
{
    /// <summary>The constant.</summary>
    True,

    /// <inheritdoc cref="True"/>
    False,

    /// <summary>A number with one of these bits.</summary>
    HasBits,

    /// <summary>A member of one of these names.</summary>
    Named,

    /// <summary>That, or false.</summary>
    FalseOrNamed,
}

/// <summary>A property that can switch the check off.</summary>
internal sealed class Switch
{
    public Switch(string type, string member, OffWhen off, int bits = 0, string? server = null)
    {
        (Type, Member, Off, Bits, Server) = (type, member, off, bits, server);
    }

    public Switch(string type, string member, OffWhen off, string name, string? other = null, string? server = null)
        : this(type, member, off, 0, server)
    {
        Names = other is null ? [name] : [name, other];
    }

    public string Type { get; }

    public string Member { get; }

    public OffWhen Off { get; }

    public int Bits { get; }

    public string[] Names { get; } = [];

    /// <summary>The property beside it that says which server is meant.</summary>
    public string? Server { get; }

    /// <summary>True where nothing is encrypted, and there is no certificate to check.</summary>
    public bool IsClearText => Off is OffWhen.Named or OffWhen.FalseOrNamed;
}
