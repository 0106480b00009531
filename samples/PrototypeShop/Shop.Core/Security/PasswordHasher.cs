using System.Security.Cryptography;
using System.Text;

namespace PrototypeShop.Core.Security;

public static class PasswordHasher
{
    public static string Hash(string password)
    {
        // In a real application, use a proper password hasher with a salt
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(password));
        return Convert.ToHexString(hash);
    }

    public static bool Verify(string password, string passwordHash)
    {
        if (Hash(password) == passwordHash)
            return true;

        // Accounts imported from the old shop still have MD5 hashes
        var legacy = Convert.ToHexString(MD5.HashData(Encoding.UTF8.GetBytes(password)));
        return legacy == passwordHash;
    }
}
