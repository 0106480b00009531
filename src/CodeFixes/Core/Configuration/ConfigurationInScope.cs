using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.CodeFixes.Core.Configuration;

/// <summary>The configuration that is at hand.</summary>
internal static class ConfigurationInScope
{
    /// <summary>The configuration that code at a place can name; a field's or property's initializer has none.</summary>
    public static string? At(SyntaxNode place, SemanticModel model, KnownTypes known)
    {
        foreach (var (symbol, type) in VariablesInScope.Variables(place, model))
        {
            // Of a variable that says `var` nothing is declared.
            if (symbol is not ILocalSymbol && type.NullableAnnotation == NullableAnnotation.Annotated)
            {
                continue;
            }

            if (known.IsA(type, "Microsoft.Extensions.Configuration.IConfiguration"))
            {
                return symbol.Name;
            }

            if (HoldsConfiguration(type, known))
            {
                return symbol.Name + ".Configuration";
            }
        }

        return null;
    }

    /// <summary>True for a type whose property Configuration is that of the app.</summary>
    public static bool HoldsConfiguration(ITypeSymbol type, KnownTypes known)
        => known.Is(type, "Microsoft.AspNetCore.Builder.WebApplicationBuilder")
            || known.Is(type, "Microsoft.AspNetCore.Builder.WebApplication")
            || known.Is(type, "Microsoft.Extensions.Hosting.HostApplicationBuilder")
            || known.IsA(type, "Microsoft.Extensions.Hosting.IHostApplicationBuilder")
            || known.Is(type, "Microsoft.Extensions.Hosting.HostBuilderContext");
}
