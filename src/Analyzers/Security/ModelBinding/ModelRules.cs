using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.EntityFramework;
using ProdGap.Analyzers.Core.Taint.Sources;

namespace ProdGap.Analyzers.Security.ModelBinding;

/// <summary>The rules that a bound type states about its content: attributes of its members, or a method that checks them together.</summary>
internal static class ModelRules
{
    private const string Annotations = "System.ComponentModel.DataAnnotations.";

    /// <summary>Members of members are looked at, no further.</summary>
    private const int Depth = 2;

    /// <summary>The type of a parameter, or of what a list in it holds, where it has rules; null for rows of a table, whose attributes are about columns.</summary>
    public static INamedTypeSymbol? Of(IParameterSymbol parameter, KnownTypes known)
        => parameter.Name.Length > 0
            && BoundEntity.ElementOf(parameter.Type, known) is { } type
            && !RequestBinding.IsDecided(parameter, known, isJson: true)
            && !RequestBinding.IsDecided(type, known, isJson: true)
            && !RequestBinding.BindsItself(type)
            && !RegisteredTypes.Of(known).Contains(type)
            && Has(type, known, Depth) ? type : null;

    private static bool Has(INamedTypeSymbol type, KnownTypes known, int depth)
    {
        if (type is not { TypeKind: TypeKind.Class or TypeKind.Struct } || !known.IsOfSolution(type.ContainingAssembly) || EntityTable.Of(known).Contains(type))
        {
            return false;
        }

        if (known.IsA(type, Annotations + "IValidatableObject"))
        {
            return true;
        }

        for (var current = type; current is { SpecialType: SpecialType.None } && known.IsOfSolution(current.ContainingAssembly); current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if (member is IPropertySymbol { DeclaredAccessibility: Accessibility.Public, IsStatic: false } property
                    && (IsRuled(property, property.Type, known) || (depth > 1 && BoundEntity.ElementOf(property.Type, known) is { } inner && !SymbolEqualityComparer.Default.Equals(inner, type) && Has(inner, known, depth - 1))))
                {
                    return true;
                }

                // record Order([Range(1, 9)] int Count)
                if (member is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor && current.IsRecord && constructor.Parameters.Any(parameter => IsRuled(parameter, parameter.Type, known)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsRuled(ISymbol member, ITypeSymbol type, KnownTypes known)
    {
        foreach (var attribute in member.GetAttributes())
        {
            if (known.IsA(attribute.AttributeClass, Annotations + "ValidationAttribute")

                // What a value is for says nothing of it, and a number is always there.
                && !known.Is(attribute.AttributeClass, Annotations + "DataTypeAttribute")
                && !(known.Is(attribute.AttributeClass, Annotations + "RequiredAttribute") && type is { IsValueType: true, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T }))
            {
                return true;
            }
        }

        return false;
    }
}
