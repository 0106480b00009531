using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Security.Identity;

/// <summary>What a check of tokens looks at.</summary>
internal enum TokenCheck
{
    /// <summary>That somebody with the key has written it.</summary>
    Signature,

    /// <summary>That it has not run out.</summary>
    Lifetime,

    /// <summary>Who issued it.</summary>
    Issuer,

    /// <summary>For whom it was issued.</summary>
    Audience,

    /// <summary>That the keys are read over HTTPS.</summary>
    Metadata,

    /// <summary>That the answer belongs to the sign-in that asked for it.</summary>
    SignIn,
}

/// <summary>The members that switch checks of tokens off. <c>ValidateIssuerSigningKey</c> is none: false is its default, and signatures are checked all the same.</summary>
internal static class TokenSwitches
{
    private const string Parameters = "Microsoft.IdentityModel.Tokens.TokenValidationParameters";

    private static readonly (string Type, string Member, TokenCheck Check)[] Flags =
    [
        (Parameters, "RequireSignedTokens", TokenCheck.Signature),
        (Parameters, "ValidateLifetime", TokenCheck.Lifetime),
        (Parameters, "RequireExpirationTime", TokenCheck.Lifetime),
        (Parameters, "ValidateIssuer", TokenCheck.Issuer),
        (Parameters, "ValidateAudience", TokenCheck.Audience),
        ("Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerOptions", "RequireHttpsMetadata", TokenCheck.Metadata),
        ("Microsoft.AspNetCore.Authentication.OpenIdConnect.OpenIdConnectOptions", "RequireHttpsMetadata", TokenCheck.Metadata),
        ("Microsoft.AspNetCore.Authentication.OpenIdConnect.OpenIdConnectOptions", "UsePkce", TokenCheck.SignIn),
        ("Microsoft.IdentityModel.Protocols.OpenIdConnect.OpenIdConnectProtocolValidator", "RequireNonce", TokenCheck.SignIn),
        ("Microsoft.IdentityModel.Protocols.OpenIdConnect.OpenIdConnectProtocolValidator", "RequireState", TokenCheck.SignIn),
        ("JWT.ValidationParameters", "ValidateSignature", TokenCheck.Signature),
        ("JWT.ValidationParameters", "ValidateExpirationTime", TokenCheck.Lifetime),
    ];

    private static readonly (string Type, string Member, TokenCheck Check)[] Validators =
    [
        (Parameters, "SignatureValidator", TokenCheck.Signature),
        (Parameters, "SignatureValidatorUsingConfiguration", TokenCheck.Signature),
        (Parameters, "LifetimeValidator", TokenCheck.Lifetime),
        (Parameters, "AudienceValidator", TokenCheck.Audience),
        (Parameters, "IssuerValidator", TokenCheck.Issuer),
        (Parameters, "IssuerValidatorUsingConfiguration", TokenCheck.Issuer),
    ];

    /// <summary>How options of one's own call the check of signatures.</summary>
    private static readonly HashSet<string> OwnNames = new(StringComparer.Ordinal)
    {
        "ValidateSignature", "VerifySignature", "CheckSignature", "RequireSignature", "RequireSignedTokens", "ValidateTokenSignature", "VerifyTokenSignature", "CheckTokenSignature",
    };

    /// <summary>What the names of such options say that they are about.</summary>
    private static readonly string[] OwnTypes = ["Token", "Jwt", "Bearer", "Saml", "Oidc", "OpenId", "Auth"];

    private static readonly HashSet<string> Names = new(Flags.Concat(Validators).Select(entry => entry.Member).Concat(OwnNames), StringComparer.Ordinal);

    /// <summary>True for a name that one of these has.</summary>
    public static bool MayBe(string member) => Names.Contains(member);

    /// <summary>The check that a flag leaves out where it is false.</summary>
    public static TokenCheck? OfFlag(IPropertySymbol property, KnownTypes known) => Find(Flags, property, known);

    /// <summary>The check that a delegate takes over.</summary>
    public static TokenCheck? OfValidator(IPropertySymbol property, KnownTypes known) => Find(Validators, property, known);

    /// <summary>True for a flag of the solution's own that leaves signatures out where it is false.</summary>
    public static bool IsOwn(IPropertySymbol property, KnownTypes known)
        => OwnNames.Contains(property.Name)
            && property.Type.SpecialType == SpecialType.System_Boolean
            && known.IsOfSolution(property.ContainingAssembly)
            && Array.Exists(OwnTypes, word => property.ContainingType.Name.IndexOf(word, StringComparison.Ordinal) >= 0);

    private static TokenCheck? Find((string Type, string Member, TokenCheck Check)[] table, IPropertySymbol property, KnownTypes known)
    {
        foreach (var (type, member, check) in table)
        {
            if (member == property.Name && known.Is(property.ContainingType, type))
            {
                return check;
            }
        }

        return null;
    }
}
