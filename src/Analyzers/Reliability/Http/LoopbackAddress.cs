using ProdGap.Analyzers.Core.Configuration;
namespace ProdGap.Analyzers.Reliability.Http;

/// <summary>How a text names the machine that it runs on.</summary>
internal enum LoopbackKind
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>The address of a service: <c>http://localhost:5000/api</c>.</summary>
    Url,

    /// <summary>A connection string: <c>Server=localhost;Database=shop</c>.</summary>
    Connection,

    /// <summary>A connection string with a password; where the password is a secret, PG1001 speaks.</summary>
    GuardedConnection,

    /// <summary>A host alone: <c>localhost</c>, <c>127.0.0.1:6379</c>.</summary>
    Host,
}

/// <summary>Reads addresses of the machine itself.</summary>
internal static class LoopbackAddress
{
    private static readonly string[] Keys = ["server=", "host=", "data source=", "address=", "addr=", "hostname=", "endpoint="];

    /// <summary>What PG1001 does not report on the own machine.</summary>
    private static readonly string[] DefaultPasswords =
        ["", "postgres", "password", "passw0rd", "root", "admin", "sa", "dev", "devpassword", "guest", "test", "mysql", "1234", "12345", "123456", "example", "local", "redis", "mongo", "user"];

    /// <summary>The machine itself, and the developer's machine as a container sees it.</summary>
    private static readonly string[] Hosts = [.. LocalHosts.InAddresses, "host.docker.internal"];

    /// <summary>Agents that belong beside every process: telemetry collectors, Dapr's sidecar.</summary>
    private static readonly string[] Sidecars = [":4317", ":4318", ":3500", ":50001", ":8125", ":8126"];

    /// <summary>What the text is, as a whole; a text that only mentions such an address is none.</summary>
    public static LoopbackKind KindOf(string text)
    {
        if (text.Length is < 5 or > 300 || !Mentions(text))
        {
            return LoopbackKind.None;
        }

        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme > 0)
        {
            return IsScheme(text, scheme) && HostLength(text, scheme + 3) is > 0 and var length && IsService(text, scheme + 3 + length) ? LoopbackKind.Url : LoopbackKind.None;
        }

        if (text.IndexOf('=') > 0)
        {
            return !IsConnection(text) ? LoopbackKind.None : !HasSecret(text) ? LoopbackKind.Connection : HasDefaultPassword(text) ? LoopbackKind.GuardedConnection : LoopbackKind.None;
        }

        return HostLength(text, 0) is > 0 and var host && (host == text.Length || IsPort(text, host)) && !IsSidecar(text) ? LoopbackKind.Host : LoopbackKind.None;
    }

    private static bool Mentions(string text)
    {
        foreach (var host in Hosts)
        {
            if (text.IndexOf(host, StringComparison.OrdinalIgnoreCase) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsScheme(string text, int end)
    {
        for (var i = 0; i < end; i++)
        {
            if (!char.IsLetterOrDigit(text[i]) && text[i] is not ('+' or '.' or '-'))
            {
                return false;
            }
        }

        return !text.StartsWith("urn", StringComparison.Ordinal);
    }

    /// <summary>The length of the host at a place, where it is the machine itself and ends there; else 0.</summary>
    private static int HostLength(string text, int at)
    {
        foreach (var host in Hosts)
        {
            if (string.Compare(text, at, host, 0, host.Length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                var end = at + host.Length;
                return end == text.Length || text[end] is ':' or '/' or '?' or ',' ? host.Length : 0;
            }
        }

        return 0;
    }

    /// <summary>False for an address without port and path, which code takes to make relative ones whole, for patterns and for what belongs beside every process.</summary>
    private static bool IsService(string text, int at)
        => at < text.Length
            && text.Substring(at) != "/"
            && text.IndexOf('{') < 0
            && text.IndexOf('*') < 0
            && text.IndexOf(":0", at, StringComparison.Ordinal) != at
            && text.IndexOf(' ') < 0
            && !IsSidecar(text);

    private static bool IsSidecar(string text)
    {
        foreach (var port in Sidecars)
        {
            if (text.IndexOf(port, StringComparison.Ordinal) is > 0 and var at && (at + port.Length == text.Length || !char.IsDigit(text[at + port.Length])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPort(string text, int at)
    {
        if (text[at] != ':' || at + 1 == text.Length || text[at + 1] == '0')
        {
            return false;
        }

        for (var i = at + 1; i < text.Length; i++)
        {
            if (!char.IsDigit(text[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasSecret(string text) => Has(text, "password") || Has(text, "pwd") || Has(text, "secret") || Has(text, "key=");

    /// <summary>True where the password is one that everybody tries first: a secret it is not.</summary>
    private static bool HasDefaultPassword(string text)
    {
        var passwords = 0;
        foreach (var part in text.Split(';'))
        {
            var equals = part.IndexOf('=');
            if (equals < 0 || !HasSecret(part.Substring(0, equals + 1)))
            {
                continue;
            }

            if (Array.IndexOf(DefaultPasswords, part.Substring(equals + 1).Trim().Trim('\'', '"').ToLowerInvariant()) < 0)
            {
                return false;
            }

            passwords++;
        }

        return passwords > 0;
    }

    private static bool IsConnection(string text)
    {
        foreach (var part in text.Split(';'))
        {
            var setting = part.TrimStart();
            foreach (var key in Keys)
            {
                if (setting.StartsWith(key, StringComparison.OrdinalIgnoreCase))
                {
                    var value = setting.Substring(key.Length).Trim();
                    value = value.StartsWith("tcp:", StringComparison.OrdinalIgnoreCase) ? value.Substring(4) : value;
                    return HostLength(value, 0) > 0;
                }
            }
        }

        return false;
    }

    private static bool Has(string text, string word) => text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;
}
