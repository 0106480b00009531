using Microsoft.CodeAnalysis;

namespace ProdGap.Analyzers.Core.Symbols;

/// <summary>Attributes by their symbol: an attribute of another library that has the same name does not count, a derived one does.</summary>
internal static class AttributeLookup
{
    /// <summary>True when a symbol, a base type or a member that it overrides has the attribute.</summary>
    /// <param name="symbol">A type, a member or a parameter.</param>
    /// <param name="known">The types of the project.</param>
    /// <param name="metadataName">The full name of the attribute's type.</param>
    /// <param name="inherit">False to ask about the symbol alone.</param>
    public static bool Has(ISymbol symbol, KnownTypes known, string metadataName, bool inherit = true)
    {
        if (!known.Has(metadataName))
        {
            return false;
        }

        for (var current = symbol; current is not null; current = inherit ? BaseOf(current) : null)
        {
            foreach (var attribute in current.GetAttributes())
            {
                if (known.IsA(attribute.AttributeClass, metadataName))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>True for what the code itself calls obsolete; the compiler tells whoever uses it.</summary>
    public static bool IsObsolete(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "ObsoleteAttribute", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The text that an attribute is given; null for anything else, a list of texts included.</summary>
    public static string? TextOf(TypedConstant given) => given.Kind == TypedConstantKind.Primitive ? given.Value as string : null;

    private static ISymbol? BaseOf(ISymbol symbol)
        => symbol switch
        {
            INamedTypeSymbol type => type.BaseType,
            IMethodSymbol method => method.OverriddenMethod,
            IPropertySymbol property => property.OverriddenProperty,
            IEventSymbol happening => happening.OverriddenEvent,
            _ => null,
        };
}
