using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProdGap.Analyzers.Security.Secrets;

/// <summary>
/// Parameters and properties that take a credential though their name does not say so. Those whose name does (password, apiKey,
/// clientSecret, connectionString, …) need no row: any parameter counts whose name is that of a secret.
/// </summary>
internal static class CredentialSinks
{
    /// <summary>Type, member (<c>.ctor</c> for a constructor), parameter; for a property the parameter is <c>value</c>.</summary>
    private static readonly ImmutableArray<(string Type, string Member, string Parameter)> Table =
    [
        // Cryptography
        ("HMACMD5", ".ctor", "key"),
        ("HMACSHA1", ".ctor", "key"),
        ("HMACSHA256", ".ctor", "key"),
        ("HMACSHA384", ".ctor", "key"),
        ("HMACSHA512", ".ctor", "key"),
        ("HMACSHA256", "HashData", "key"),
        ("HMACSHA384", "HashData", "key"),
        ("HMACSHA512", "HashData", "key"),
        ("HKDF", "DeriveKey", "ikm"),
        ("AesGcm", ".ctor", "key"),
        ("AesCcm", ".ctor", "key"),
        ("ChaCha20Poly1305", ".ctor", "key"),
        ("SymmetricAlgorithm", "CreateEncryptor", "rgbKey"),
        ("SymmetricAlgorithm", "CreateDecryptor", "rgbKey"),
        ("SymmetricAlgorithm", "Key", "value"),
        ("HMAC", "Key", "value"),
        ("KeyedHashAlgorithm", "Key", "value"),
        // Passwords that are hashed where they are written, as seeds do
        ("BCrypt", "HashPassword", "inputKey"),
        ("BCrypt", "EnhancedHashPassword", "inputKey"),
        // ASP.NET Core authentication
        ("SymmetricSecurityKey", ".ctor", "key"),
        ("AuthenticationHeaderValue", ".ctor", "parameter"),
        // Azure
        ("AzureKeyCredential", ".ctor", "key"),
        ("AzureSasCredential", ".ctor", "signature"),
        ("AzureNamedKeyCredential", ".ctor", "key"),
        ("StorageSharedKeyCredential", ".ctor", "accountKey"),
        // Language models
        ("ApiKeyCredential", ".ctor", "key"),
        ("OpenAIClient", ".ctor", "credential"),
        // Google
        ("GoogleCredential", "FromJson", "json"),
        ("GoogleCredential", "FromAccessToken", "accessToken"),
        // Amazon
        ("BasicAWSCredentials", ".ctor", "secretKey"),
        ("SessionAWSCredentials", ".ctor", "awsSecretAccessKey"),
        // Mail, brokers, caches
        ("NetworkCredential", ".ctor", "password"),
        ("SmtpClient", "Authenticate", "password"),
        ("SendGridClient", ".ctor", "apiKey"),
        ("ConnectionFactory", "Password", "value"),
        ("ConfigurationOptions", "Password", "value"),
        // Payments and messages
        ("StripeConfiguration", "ApiKey", "value"),
        ("StripeClient", ".ctor", "apiKey"),
        ("TwilioClient", "Init", "password"),
        ("TelegramBotClient", ".ctor", "token"),
    ];

    /// <summary>What stands for a parameter in a row about a property.</summary>
    public const string ValueOfProperty = "value";

    private static readonly HashSet<string> Types = [.. Table.Select(row => row.Type)];

    private static readonly HashSet<string> Constructed = [.. Table.Where(row => row.Member == ".ctor").Select(row => row.Type)];

    private static readonly HashSet<string> Properties = [.. Table.Where(row => row.Parameter == ValueOfProperty).Select(row => row.Member)];

    /// <summary>The methods that have a row.</summary>
    public static string[] Methods { get; } = [.. Table.Where(row => row.Member != ".ctor" && row.Parameter != ValueOfProperty).Select(row => row.Member).Distinct()];

    /// <summary>True when what is passed for a parameter, or assigned to a property, is a credential by what the member is.</summary>
    public static bool Takes(ISymbol owner, string parameter)
    {
        var member = owner is IMethodSymbol { MethodKind: MethodKind.Constructor } ? ".ctor" : owner.Name;
        for (var type = owner.ContainingType; type is not null; type = type.BaseType)
        {
            if (Types.Contains(type.Name) && Has(type.Name, member, parameter))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for the name of a type whose constructor has a row, so that a creation of any other is never bound.</summary>
    public static bool HasConstructor(string name) => Constructed.Contains(name);

    /// <summary>True for the name of a property that has a row.</summary>
    public static bool HasProperty(string name) => Properties.Contains(name);

    private static bool Has(string type, string member, string parameter)
    {
        foreach (var row in Table)
        {
            if (row.Type == type && row.Member == member && row.Parameter == parameter)
            {
                return true;
            }
        }

        return false;
    }
}
