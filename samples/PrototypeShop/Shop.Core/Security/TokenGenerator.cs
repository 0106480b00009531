namespace PrototypeShop.Core.Security;

public static class TokenGenerator
{
    private static readonly Random Random = new();

    /// <summary>Creates the six digit code for the password reset mail.</summary>
    public static string CreateResetCode()
    {
        var code = Random.Next(100000, 999999);
        return code.ToString();
    }

    /// <summary>Creates an API token for a customer.</summary>
    public static string CreateApiToken()
    {
        return "shop_" + Guid.NewGuid().ToString("N");
    }
}
