namespace ProdGap.Analyzers.Core.Configuration;

/// <summary>The host in a connection string.</summary>
internal static class ConnectionStringHost
{
    /// <summary>The name of a host without a protocol before it, and without a port, an instance or a path behind it.</summary>
    public static string NameOf(string host)
    {
        var name = host.StartsWith("tcp:", StringComparison.OrdinalIgnoreCase) || host.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? host.Substring(host.LastIndexOf("//", StringComparison.Ordinal) is > 0 and var slashes ? slashes + 2 : host[0] is 't' or 'T' ? 4 : 0) : host;
        var end = name.IndexOfAny([',', '\\', ':', '/']);
        return (end > 0 ? name.Substring(0, end) : name).Trim();
    }
}
