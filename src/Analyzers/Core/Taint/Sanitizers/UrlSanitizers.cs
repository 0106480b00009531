namespace ProdGap.Analyzers.Core.Taint.Sanitizers;

/// <summary>What makes a text harmless as the address that the server calls: the host is of a list, or the text is no more than a part behind it.</summary>
internal static class UrlSanitizers
{
    public static readonly TaintPolicy Policy = new()
    {
        Methods = [("System.Uri", ["EscapeDataString"])],
        Members = [("System.Uri", ["AbsolutePath", "PathAndQuery", "LocalPath", "Query", "Scheme", "Port"])],
        Words = ["private", "loopback", "internal", "ssrf", "public"],
        DecidingParts = ["Host", "Authority", "DnsSafeHost", "IdnHost", "IsLoopback"],
        Spellings = ["Uri", "UriBuilder", "GetHostAddressesAsync", "GetHostAddresses", "GetHostEntryAsync", "GetHostEntry"],
        Settles = WebAddresses.Settles,
        IsDecidedBy = WebAddresses.LeadsToOnePlace,
    };
}
