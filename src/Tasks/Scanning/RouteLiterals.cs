using System.Text;
using ProdGap.Analyzers.Core.Configuration;

namespace ProdGap.Analyzers.Tasks.Scanning;

/// <summary>Which texts look like the address that a test requests.</summary>
internal static class RouteLiterals
{
    private const int Limit = 200;

    /// <summary>The path, without scheme and host, as the index writes it; null if the text is no path.</summary>
    public static string? Of(StringBuilder literal)
    {
        var at = 0;
        while (at < literal.Length && literal[at] != '/')
        {
            at++;
        }

        return at == literal.Length || literal.Length >= Limit ? null : Of(literal.ToString());
    }

    private static bool IsLocal(string text, int host)
        => Array.Exists(LocalHosts.InAddresses, name => string.Compare(text, host, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0);

    private static string? Of(string text)
    {
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme is > 0 and < 8)
        {
            var path = text.IndexOf('/', scheme + 3);
            if ((path < 0 || path == text.Length - 1) && !IsLocal(text, scheme + 3))
            {
                // What a client is set up with, and no request.
                return null;
            }

            text = path < 0 ? "/" : text.Substring(path);
        }

        var isRooted = text[0] == '/';
        foreach (var c in text)
        {
            if (c <= ' ' ? c != ' ' || !isRooted : c is '\\' or '<' or '>' or '"' or '`' or '^' or '\u007f')
            {
                return null;
            }
        }

        // A comment or the address of another host.
        return text.StartsWith("//", StringComparison.Ordinal) || text.StartsWith("/*", StringComparison.Ordinal) ? null : text.Replace(" ", "%20");
    }
}
