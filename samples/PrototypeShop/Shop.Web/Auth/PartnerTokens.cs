using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PrototypeShop.Web.Auth;

public class PartnerTokenOptions
{
    public bool ValidateIssuer { get; set; } = true;
    public bool ValidateLifetime { get; set; } = true;
    public bool ValidateSignature { get; set; } = true;
}

public record Partner(string Sub, string Iss, long Exp);

/// <summary>Reads the JSON web tokens that our partners send.</summary>
public class PartnerTokens(IConfiguration configuration, PartnerTokenOptions options)
{
    private readonly byte[] _key = Encoding.UTF8.GetBytes(configuration["Jwt:Key"] ?? "super-secret-dev-key-for-the-shop-7391");

    public Partner? Read(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3 || (options.ValidateSignature && !IsSigned(parts)))
            return null;

        var partner = JsonSerializer.Deserialize<Partner>(Decode(parts[1]), JsonSerializerOptions.Web);
        if (options.ValidateLifetime && partner!.Exp < DateTimeOffset.UtcNow.ToUnixTimeSeconds())
            return null;

        return options.ValidateIssuer && partner!.Iss != configuration["Jwt:Issuer"] ? null : partner;
    }

    /// <summary>Name of the partner for the dashboard.</summary>
    public static string ReadName(string token)
    {
        // Let's assume the gateway already checked the token
        var payload = JsonDocument.Parse(Decode(token.Split('.')[1]));
        return payload.RootElement.GetProperty("sub").GetString() ?? "unknown";
    }

    private bool IsSigned(string[] parts)
    {
        using var hmac = new HMACSHA256(_key);
        var expected = hmac.ComputeHash(Encoding.UTF8.GetBytes(parts[0] + "." + parts[1]));
        return CryptographicOperations.FixedTimeEquals(expected, Decode(parts[2]));
    }

    private static byte[] Decode(string part) => System.Buffers.Text.Base64Url.DecodeFromChars(part);
}
