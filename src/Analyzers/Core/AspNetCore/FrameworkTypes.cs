using Microsoft.CodeAnalysis;

namespace ProdGap.Analyzers.Core.AspNetCore;

/// <summary>Base types of ASP.NET Core whose objects the framework creates and whose members it calls.</summary>
internal static class FrameworkTypes
{
    /// <summary>Created for one request, whatever is registered, and with its token at hand.</summary>
    public static readonly (string Type, string Token)[] WithRequestToken =
    [
        (Controllers.Base, "HttpContext.RequestAborted"),
        ("Microsoft.AspNetCore.Mvc.RazorPages.PageModel", "HttpContext.RequestAborted"),
        ("Microsoft.AspNetCore.Mvc.ViewComponent", "HttpContext.RequestAborted"),
        ("Microsoft.AspNetCore.SignalR.Hub", "Context.ConnectionAborted"),
    ];

    /// <summary>Created for one request.</summary>
    public static readonly string[] PerRequest = [.. WithRequestToken.Select(row => row.Type)];

    /// <summary>Called by the framework, by the name of a member or by markup: the types above, components, which live longer, and tag helpers, which have no token.</summary>
    public static readonly string[] Called = [.. PerRequest, "Microsoft.AspNetCore.Components.ComponentBase", "Microsoft.AspNetCore.Razor.TagHelpers.TagHelper"];

    /// <summary>Built by the container or the framework, so that a constructor parameter is filled: those of one request, services of the host, middleware.</summary>
    public static readonly string[] Built = [.. PerRequest, "Microsoft.Extensions.Hosting.IHostedService", "Microsoft.AspNetCore.Http.IMiddleware"];

    /// <summary>True when a type is or derives from one of a list.</summary>
    public static bool IsAny(ITypeSymbol? type, string[] bases, KnownTypes known)
    {
        foreach (var name in bases)
        {
            if (known.IsA(type, name))
            {
                return true;
            }
        }

        return false;
    }
}
