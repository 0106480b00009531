using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProdGap.Analyzers.Security.Secrets;

/// <summary>How surely a place takes a credential and nothing else.</summary>
internal enum SinkKind
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>A key for a service. A stub or a local server may be given any word, so weak words say little.</summary>
    Key,

    /// <summary>A password, or a key for encryption: whatever literal arrives is the secret, the shorter the worse.</summary>
    Certain,
}

/// <summary>
/// Parameters and properties that take a credential. Any parameter counts whose name is that of a secret (password, apiKey,
/// clientSecret, connectionString, …) if the literal is its argument; a row is needed where the name says nothing, where what arrives
/// is to be followed backwards, or where weak words count.
/// </summary>
internal static class CredentialSinks
{
    /// <summary>Type, member (<c>.ctor</c> for a constructor), parameter; for a property the parameter is <c>value</c>.</summary>
    private static readonly ImmutableArray<(string Type, string Member, string Parameter, SinkKind Kind)> Table =
    [
        // Cryptography
        ("HMACMD5", ".ctor", "key", SinkKind.Certain),
        ("HMACSHA1", ".ctor", "key", SinkKind.Certain),
        ("HMACSHA256", ".ctor", "key", SinkKind.Certain),
        ("HMACSHA384", ".ctor", "key", SinkKind.Certain),
        ("HMACSHA512", ".ctor", "key", SinkKind.Certain),
        ("HMACSHA1", "HashData", "key", SinkKind.Certain),
        ("HMACSHA256", "HashData", "key", SinkKind.Certain),
        ("HMACSHA384", "HashData", "key", SinkKind.Certain),
        ("HMACSHA512", "HashData", "key", SinkKind.Certain),
        ("HKDF", "DeriveKey", "ikm", SinkKind.Certain),
        ("AesGcm", ".ctor", "key", SinkKind.Certain),
        ("AesCcm", ".ctor", "key", SinkKind.Certain),
        ("ChaCha20Poly1305", ".ctor", "key", SinkKind.Certain),
        ("SymmetricAlgorithm", "CreateEncryptor", "rgbKey", SinkKind.Certain),
        ("SymmetricAlgorithm", "CreateDecryptor", "rgbKey", SinkKind.Certain),
        ("SymmetricAlgorithm", "Key", "value", SinkKind.Certain),
        ("HMAC", "Key", "value", SinkKind.Certain),
        ("KeyedHashAlgorithm", "Key", "value", SinkKind.Certain),
        ("Rfc2898DeriveBytes", ".ctor", "password", SinkKind.Certain),
        ("Rfc2898DeriveBytes", "Pbkdf2", "password", SinkKind.Certain),
        ("PasswordDeriveBytes", ".ctor", "password", SinkKind.Certain),
        ("PasswordDeriveBytes", ".ctor", "strPassword", SinkKind.Certain),
        ("SymmetricKeyAlgorithmProvider", "CreateSymmetricKey", "keyMaterial", SinkKind.Certain),
        ("X509Certificate", ".ctor", "password", SinkKind.Certain),
        ("X509Certificate2", ".ctor", "password", SinkKind.Certain),
        ("X509Certificate", ".ctor", "rawData", SinkKind.Key),
        ("X509Certificate2", ".ctor", "rawData", SinkKind.Key),
        ("X509Certificate2Collection", "Import", "password", SinkKind.Certain),
        ("X509CertificateLoader", "LoadPkcs12", "password", SinkKind.Certain),
        ("X509CertificateLoader", "LoadPkcs12FromFile", "password", SinkKind.Certain),
        ("SecureString", "AppendChar", "c", SinkKind.Certain),
        ("KeyParameter", ".ctor", "key", SinkKind.Certain),
        // Passwords that are hashed where they are written, as seeds do
        ("BCrypt", "HashPassword", "inputKey", SinkKind.Key),
        ("BCrypt", "EnhancedHashPassword", "inputKey", SinkKind.Key),
        ("PasswordHasher", "HashPassword", "password", SinkKind.Key),
        ("IPasswordHasher", "HashPassword", "password", SinkKind.Key),
        // Accounts
        ("Membership", "CreateUser", "password", SinkKind.Certain),
        ("MembershipProvider", "CreateUser", "password", SinkKind.Certain),
        ("MembershipUser", "ChangePassword", "newPassword", SinkKind.Certain),
        ("UserManager", "CreateAsync", "password", SinkKind.Certain),
        ("UserManager", "AddPasswordAsync", "password", SinkKind.Certain),
        ("UserManager", "ChangePasswordAsync", "newPassword", SinkKind.Certain),
        ("UserManager", "ResetPasswordAsync", "newPassword", SinkKind.Certain),
        ("UserManager", "CheckPasswordAsync", "password", SinkKind.Certain),
        ("SignInManager", "PasswordSignInAsync", "password", SinkKind.Certain),
        ("FormsAuthentication", "Authenticate", "password", SinkKind.Certain),
        ("PrincipalContext", ".ctor", "password", SinkKind.Certain),
        ("PrincipalContext", "ValidateCredentials", "password", SinkKind.Certain),
        ("DirectoryEntry", ".ctor", "password", SinkKind.Certain),
        ("DirectoryEntry", "Password", "value", SinkKind.Certain),
        ("LdapConnection", "Bind", "passwd", SinkKind.Certain),
        ("AuthenticablePrincipal", "SetPassword", "newPassword", SinkKind.Certain),
        ("UserPrincipal", ".ctor", "password", SinkKind.Certain),
        ("ProcessStartInfo", "PasswordInClearText", "value", SinkKind.Certain),
        // ASP.NET Core authentication
        ("SymmetricSecurityKey", ".ctor", "key", SinkKind.Certain),
        ("AuthenticationHeaderValue", ".ctor", "parameter", SinkKind.Key),
        ("Secret", ".ctor", "value", SinkKind.Key),
        ("OpenIdConnectOptions", "ClientSecret", "value", SinkKind.Certain),
        ("OAuthOptions", "ClientSecret", "value", SinkKind.Certain),
        ("JwtBuilder", "WithSecret", "secret", SinkKind.Certain),
        ("JwtBuilder", "WithSecret", "secrets", SinkKind.Certain),
        // Databases
        ("NetworkCredential", ".ctor", "password", SinkKind.Certain),
        ("NetworkCredential", "Password", "value", SinkKind.Certain),
        ("SqlCredential", ".ctor", "password", SinkKind.Certain),
        ("SqlConnectionStringBuilder", "Password", "value", SinkKind.Certain),
        ("NpgsqlConnectionStringBuilder", "Password", "value", SinkKind.Certain),
        ("MySqlConnectionStringBuilder", "Password", "value", SinkKind.Certain),
        ("OracleConnectionStringBuilder", "Password", "value", SinkKind.Certain),
        ("SqliteConnectionStringBuilder", "Password", "value", SinkKind.Certain),
        ("FbConnectionStringBuilder", "Password", "value", SinkKind.Certain),
        ("SqlConnection", "ChangePassword", "newPassword", SinkKind.Certain),
        // Azure
        ("AzureKeyCredential", ".ctor", "key", SinkKind.Key),
        ("AzureSasCredential", ".ctor", "signature", SinkKind.Key),
        ("AzureNamedKeyCredential", ".ctor", "key", SinkKind.Key),
        ("StorageSharedKeyCredential", ".ctor", "accountKey", SinkKind.Key),
        ("ClientSecretCredential", ".ctor", "clientSecret", SinkKind.Key),
        // Language models
        ("ApiKeyCredential", ".ctor", "key", SinkKind.Key),
        ("OpenAIClient", ".ctor", "credential", SinkKind.Key),
        // Google
        ("GoogleCredential", "FromJson", "json", SinkKind.Key),
        ("GoogleCredential", "FromAccessToken", "accessToken", SinkKind.Key),
        // Amazon
        ("BasicAWSCredentials", ".ctor", "secretKey", SinkKind.Key),
        ("SessionAWSCredentials", ".ctor", "awsSecretAccessKey", SinkKind.Key),
        // Mail, brokers, caches
        ("SmtpClient", "Authenticate", "password", SinkKind.Certain),
        ("MailService", "Authenticate", "password", SinkKind.Certain),
        ("IMailService", "AuthenticateAsync", "password", SinkKind.Certain),
        ("MailService", "AuthenticateAsync", "password", SinkKind.Certain),
        ("SendGridClient", ".ctor", "apiKey", SinkKind.Key),
        ("ConnectionFactory", "Password", "value", SinkKind.Key),
        ("ConfigurationOptions", "Password", "value", SinkKind.Key),
        ("SshClient", ".ctor", "password", SinkKind.Certain),
        ("SftpClient", ".ctor", "password", SinkKind.Certain),
        ("PasswordAuthenticationMethod", ".ctor", "password", SinkKind.Certain),
        // Payments and messages
        ("StripeConfiguration", "ApiKey", "value", SinkKind.Key),
        ("StripeClient", ".ctor", "apiKey", SinkKind.Key),
        ("TwilioClient", "Init", "password", SinkKind.Key),
        ("TelegramBotClient", ".ctor", "token", SinkKind.Key),
    ];

    /// <summary>What stands for a parameter in a row about a property.</summary>
    public const string ValueOfProperty = "value";

    /// <summary>Methods that log in or make accounts, whoever wrote them: where a parameter of theirs is a password, it is one.</summary>
    private static readonly HashSet<string> Doors = SecretNames.Set(
        "CreateUser CreateAccount AddUser RegisterUser Login LogIn LoginAsync SignIn SignInAsync Logon LogonUser Authenticate AuthenticateAsync ValidateUser ValidateCredentials ChangePassword SetPassword ResetPassword Unlock");

    private static readonly HashSet<string> Types = [.. Table.Select(row => row.Type)];

    private static readonly HashSet<string> Constructed = [.. Table.Where(row => row.Member == ".ctor").Select(row => row.Type)];

    private static readonly HashSet<string> Properties = [.. Table.Where(row => row.Parameter == ValueOfProperty).Select(row => row.Member)];

    /// <summary>The methods that have a row.</summary>
    public static string[] Methods { get; } = [.. Table.Where(row => row.Member != ".ctor" && row.Parameter != ValueOfProperty).Select(row => row.Member).Concat(Doors).Distinct()];

    /// <summary>Whether what is passed for a parameter, or assigned to a property, is a credential by what the member is.</summary>
    public static SinkKind Takes(ISymbol owner, string parameter)
    {
        var member = owner is IMethodSymbol { MethodKind: MethodKind.Constructor } ? ".ctor" : owner.Name;
        for (var type = owner.ContainingType; type is not null; type = type.BaseType)
        {
            if (Types.Contains(type.Name) && Find(type.Name, member, parameter) is > SinkKind.None and var found)
            {
                return found;
            }
        }

        return SinkKind.None;
    }

    /// <summary>True for a parameter for a password of a method that logs in or makes an account.</summary>
    public static bool IsDoor(ISymbol owner, string parameter) => Doors.Contains(owner.Name) && SecretNames.KindOf(parameter, SecretVocabulary.Empty) == NameKind.Password;

    /// <summary>True for the name of a type whose constructor has a row, so that a creation of any other is never bound.</summary>
    public static bool HasConstructor(string name) => Constructed.Contains(name);

    /// <summary>True for the name of a property that has a row.</summary>
    public static bool HasProperty(string name) => Properties.Contains(name);

    /// <summary>True where a type, or one that it derives from, has a row for a property.</summary>
    public static bool Has(ITypeSymbol type, string property)
    {
        for (var own = type; own is not null; own = own.BaseType)
        {
            if (Types.Contains(own.Name) && Find(own.Name, property, ValueOfProperty) > SinkKind.None)
            {
                return true;
            }
        }

        return false;
    }

    private static SinkKind Find(string type, string member, string parameter)
    {
        foreach (var row in Table)
        {
            if (row.Type == type && row.Member == member && row.Parameter == parameter)
            {
                return row.Kind;
            }
        }

        return SinkKind.None;
    }
}
