using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core.Symbols;

namespace ProdGap.Analyzers.Core.AspNetCore;

/// <summary>What Razor Pages call for a request: public methods of a page's model that are named for a verb (learn.microsoft.com/aspnet/core/razor-pages).</summary>
internal static class PageHandlers
{
    /// <summary>The base class of the models.</summary>
    public const string Model = "Microsoft.AspNetCore.Mvc.RazorPages.PageModel";

    private static readonly string[] Verbs = ["Get", "Post", "Put", "Delete", "Patch", "Head", "Options"];

    /// <summary>True for a handler.</summary>
    public static bool Is(IMethodSymbol method, KnownTypes known)
        => method is { IsStatic: false, DeclaredAccessibility: Accessibility.Public, Name: var name }
            && known.IsA(method.ContainingType, Model)
            && name.StartsWith("On", StringComparison.Ordinal)
            && Array.Exists(Verbs, verb => string.CompareOrdinal(name, 2, verb, 0, verb.Length) == 0)
            && !AttributeLookup.Has(method, known, "Microsoft.AspNetCore.Mvc.RazorPages.NonHandlerAttribute");
}
