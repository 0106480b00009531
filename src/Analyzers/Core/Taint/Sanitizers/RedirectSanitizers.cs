namespace ProdGap.Analyzers.Core.Taint.Sanitizers;

/// <summary>What makes a text harmless as the target of a redirect: it leads back into the app, or to a host of a list.</summary>
internal static class RedirectSanitizers
{
    public static readonly TaintPolicy Policy = new()
    {
        Methods =
        [
            ("Microsoft.AspNetCore.Mvc.IUrlHelper", ["Action", "Content", "RouteUrl", "Link"]),
            ("Microsoft.AspNetCore.Mvc.UrlHelperExtensions", ["Action", "ActionLink", "Page", "PageLink", "RouteUrl"]),
            ("Microsoft.AspNetCore.Routing.LinkGenerator", ["GetPathByAddress", "GetUriByAddress"]),
            ("System.Uri", ["EscapeDataString"]),
            ("Microsoft.AspNetCore.Http.Extensions.UriHelper", ["GetDisplayUrl", "GetEncodedUrl", "GetEncodedPathAndQuery"]),
        ],
        Members =
        [
            ("Microsoft.AspNetCore.Http.HttpRequest", ["Path", "PathBase", "QueryString", "Host"]),
            ("System.Uri", ["AbsolutePath", "PathAndQuery", "LocalPath", "Query"]),
            ("Microsoft.AspNetCore.Components.NavigationManager", ["Uri", "BaseUri"]),
        ],
        Words = ["local", "relative"],
        DecidingParts = ["Host", "Authority", "DnsSafeHost", "IdnHost", "IsAbsoluteUri"],
        Spellings = ["Uri", "UriBuilder"],
        Settles = WebAddresses.Settles,
        IsDecidedBy = WebAddresses.LeadsToOnePlace,
    };
}
