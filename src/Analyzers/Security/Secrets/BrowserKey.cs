using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Secrets;

/// <summary>
/// A key that every visitor's browser gets, by the names that lead to it: a map's, a site key, what a front end is built with. It is restricted
/// by the addresses of the pages, and cannot be hidden. A password or a secret is none, whatever stands around it.
/// </summary>
internal static class BrowserKey
{
    /// <summary>What the one format of such keys is called.</summary>
    private const string GoogleKey = "Google API key";

    private static readonly string[] Prefixes = ["VITE_", "NEXT_PUBLIC_", "REACT_APP_", "NUXT_PUBLIC_", "VUE_APP_", "EXPO_PUBLIC_", "GATSBY_", "PUBLIC_"];

    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "map", "maps", "mapbox", "leaflet", "publishable", "analytics", "browser", "frontend", "clientside", "recaptcha", "hcaptcha", "turnstile", "spa", "ui",
    };

    /// <summary>Words of what no browser gets.</summary>
    private static readonly HashSet<string> Hidden = new(StringComparer.Ordinal) { "secret", "secrets", "password", "passwd", "pwd", "passphrase", "private", "server", "serverside", "backend", "signing", "encryption", "admin", "master", "write", "geocode", "geocoding", "directions" };

    /// <summary>True for the key by the names around it.</summary>
    /// <param name="path">All names: of the section and the setting, of the type and the member.</param>
    /// <param name="format">The known format of the value; null where it has none.</param>
    /// <param name="value">The value.</param>
    /// <param name="beside">The names of what stands beside it.</param>
    public static bool Is(string path, string? format, string value, IEnumerable<string> beside)
    {
        if ((format is not null && format != GoogleKey) || value.IndexOf(';') >= 0 || value.IndexOf("://", StringComparison.Ordinal) >= 0 || value.StartsWith("sk", StringComparison.Ordinal))
        {
            return false;
        }

        if (Array.Exists(Prefixes, prefix => path.StartsWith(prefix, StringComparison.Ordinal)) && !WordSplitter.Of(path).Exists(Hidden.Contains))
        {
            return true;
        }

        var words = WordSplitter.Of(path);
        if (words.Exists(Hidden.Contains))
        {
            return false;
        }

        // A site key is for the page; the captcha's other one is called secret.
        return words.Exists(Words.Contains) && !(words.Exists(static word => word is "recaptcha" or "hcaptcha" or "turnstile") && !HasPair(words, "site", "key"))
            || HasPair(words, "site", "key") || words.Contains("sitekey")
            || HasPair(words, "client", "side") || HasPair(words, "google", "maps") || words.Contains("googlemaps")
            || (format == GoogleKey && (words.Contains("firebase") || beside.Any(static name => WordSplitter.Of(name).Exists(static word => word is "map" or "maps"))));
    }

    private static bool HasPair(List<string> words, string first, string second)
    {
        for (var i = 0; i + 1 < words.Count; i++)
        {
            if (words[i] == first && words[i + 1] == second)
            {
                return true;
            }
        }

        return false;
    }
}
