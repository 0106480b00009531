using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Security.Identity;

/// <summary>What cryptography is given that nobody must guess, whatever the variable is called.</summary>
internal static class CryptoInputs
{
    private static readonly (string Type, string Parameter, SecretUse Use)[] Parameters =
    [
        ("System.Security.Cryptography.AesGcm", "key", SecretUse.Key),
        ("System.Security.Cryptography.AesGcm", "nonce", SecretUse.Nonce),
        ("System.Security.Cryptography.AesCcm", "key", SecretUse.Key),
        ("System.Security.Cryptography.AesCcm", "nonce", SecretUse.Nonce),
        ("System.Security.Cryptography.ChaCha20Poly1305", "key", SecretUse.Key),
        ("System.Security.Cryptography.ChaCha20Poly1305", "nonce", SecretUse.Nonce),
        ("System.Security.Cryptography.SymmetricAlgorithm", "rgbKey", SecretUse.Key),
        ("System.Security.Cryptography.SymmetricAlgorithm", "rgbIV", SecretUse.Nonce),
        ("System.Security.Cryptography.SymmetricAlgorithm", "iv", SecretUse.Nonce),
        ("System.Security.Cryptography.HMAC", "key", SecretUse.Key),
        ("System.Security.Cryptography.Rfc2898DeriveBytes", "salt", SecretUse.Salt),
        ("Microsoft.AspNetCore.Cryptography.KeyDerivation.KeyDerivation", "salt", SecretUse.Salt),
        ("Microsoft.IdentityModel.Tokens.SymmetricSecurityKey", "key", SecretUse.Key),
    ];

    private static readonly (string Type, string Member, SecretUse Use)[] Members =
    [
        ("System.Security.Cryptography.SymmetricAlgorithm", "Key", SecretUse.Key),
        ("System.Security.Cryptography.SymmetricAlgorithm", "IV", SecretUse.Nonce),
        ("System.Security.Cryptography.HMAC", "Key", SecretUse.Key),
        ("System.Security.Cryptography.Rfc2898DeriveBytes", "Salt", SecretUse.Salt),
    ];

    /// <summary>In the name of a type or a method, they say that cryptography is near.</summary>
    private static readonly string[] Words = ["Crypt", "Cipher", "Hash", "Aes", "Pbkdf", "Password", "Sign", "Hmac", "Oauth", "OpenId", "Csp", "SecurityPolicy"];

    /// <summary>What a parameter of a cryptographic type is for.</summary>
    public static SecretUse Of(IParameterSymbol parameter, KnownTypes known) => Find(Parameters, parameter.ContainingSymbol?.ContainingType, parameter.Name, known);

    /// <summary>What a property of one is for.</summary>
    public static SecretUse Of(IPropertySymbol property, KnownTypes known) => Find(Members, property.ContainingType, property.Name, known);

    /// <summary>True in code that says that it encrypts, hashes or signs.</summary>
    public static bool AreNear(SyntaxNode place)
    {
        foreach (var around in place.AncestorsAndSelf())
        {
            if (FunctionOrType(around) is { } name && Array.Exists(Words, word => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0))
            {
                return true;
            }
        }

        return false;
    }

    private static string? FunctionOrType(SyntaxNode node)
        => node switch
        {
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            LocalFunctionStatementSyntax local => local.Identifier.ValueText,
            BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
            _ => null,
        };

    private static SecretUse Find((string Type, string Name, SecretUse Use)[] table, INamedTypeSymbol? type, string name, KnownTypes known)
    {
        foreach (var row in table)
        {
            if (row.Name == name && known.IsA(type, row.Type))
            {
                return row.Use;
            }
        }

        return SecretUse.None;
    }
}
