using Microsoft.CodeAnalysis;

namespace ProdGap.Analyzers.Core.AspNetCore;

/// <summary>What attributes say about where the framework takes a parameter or a property from.</summary>
internal static class RequestBinding
{
    /// <summary>What says that something else than the request fills it.</summary>
    private static readonly string[] Decisions =
    [
        "Microsoft.AspNetCore.Mvc.ModelBinderAttribute", "Microsoft.AspNetCore.Mvc.FromServicesAttribute", "Microsoft.Extensions.DependencyInjection.FromKeyedServicesAttribute",
    ];

    /// <summary>What tells model binding which members it fills; who reads JSON does not ask.</summary>
    private static readonly string[] ForForms = ["Microsoft.AspNetCore.Mvc.BindAttribute", "Microsoft.AspNetCore.Mvc.ModelBinding.BindNeverAttribute"];

    /// <summary>True where an attribute says where the value comes from, unless it is the framework's and means the request.</summary>
    /// <param name="place">The parameter, the property, or its type.</param>
    /// <param name="known">The types of the project.</param>
    /// <param name="isJson">True where it is read from the body as JSON.</param>
    public static bool IsDecided(ISymbol place, KnownTypes known, bool isJson = false)
    {
        foreach (var attribute in place.GetAttributes())
        {
            if (attribute.AttributeClass is not { } type)
            {
                continue;
            }

            if (Array.Exists(Decisions, decision => known.IsA(type, decision)) || (!isJson && Array.Exists(ForForms, decision => known.IsA(type, decision))))
            {
                return true;
            }

            // An attribute of the app's own that binds something binds what its author wanted.
            if (known.IsOfSolution(type.ContainingAssembly)
                && (known.IsA(type, "Microsoft.AspNetCore.Mvc.ModelBinding.IBindingSourceMetadata") || known.IsA(type, "Microsoft.AspNetCore.Mvc.ModelBinding.IModelNameProvider") || type.Name.StartsWith("Bind", StringComparison.Ordinal) || type.Name.StartsWith("Inject", StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a type that reads itself from a request.</summary>
    public static bool BindsItself(ITypeSymbol type) => type.GetMembers("BindAsync").Any(static member => member is IMethodSymbol { IsStatic: true });
}
