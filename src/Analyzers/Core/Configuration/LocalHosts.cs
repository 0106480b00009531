namespace ProdGap.Analyzers.Core.Configuration;

/// <summary>Host names that mean the machine that runs the code. The build task compiles this file too.</summary>
internal static class LocalHosts
{
    /// <summary>As they begin the host of an address.</summary>
    public static readonly string[] InAddresses = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>True for a whole host name that means this machine, or the developer's machine seen from a container.</summary>
    public static bool Contain(string host)
        => host.ToLowerInvariant() is "localhost" or "127.0.0.1" or "::1" or "[::1]" or "[" or "0.0.0.0" or "." or "(local)" or "host.docker.internal";
}
