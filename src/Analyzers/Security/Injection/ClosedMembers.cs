using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Injection;

/// <summary>Members into which no type fits but their own, all the way down: whatever type the data names, nothing else is created.</summary>
internal static class ClosedMembers
{
    private const int Deepest = 5;

    /// <summary>True for a member that is read by a converter.</summary>
    /// <param name="declaration">The property, field or parameter.</param>
    /// <param name="attribute">The attribute with the setting.</param>
    public static bool HaveConverter(MemberDeclarationSyntax declaration, AttributeSyntax attribute)
        => declaration.AttributeLists.Any(static list => list.Attributes.Any(static other => TypeSyntaxNames.RightmostName(other.Name) is "JsonConverter" or "JsonConverterAttribute"))
            || attribute.ArgumentList?.Arguments.Any(static argument => argument.NameEquals?.Name.Identifier.ValueText == "ItemConverterType") == true;

    /// <summary>True for numbers, texts, enumerations and structures, for sealed classes whose members are such, and for collections of them.</summary>
    public static bool Is(ITypeSymbol? type, int depth = Deepest)
    {
        if (type is null || depth == 0)
        {
            return false;
        }

        switch (type)
        {
            case IArrayTypeSymbol array:
                return Is(array.ElementType, depth - 1);

            case { TypeKind: TypeKind.Enum } or { SpecialType: SpecialType.System_String }:
                return true;

            // List<string>, Dictionary<int, Size>
            case INamedTypeSymbol { IsGenericType: true, TypeKind: not TypeKind.Delegate } generic when IsOfFramework(generic):
                return generic.TypeArguments.All(argument => Is(argument, depth - 1));

            case INamedTypeSymbol { TypeKind: TypeKind.Struct }:
                return IsOfFramework(type) || MembersAre(type, depth);

            case INamedTypeSymbol { TypeKind: TypeKind.Class, IsSealed: true } own when own.DeclaringSyntaxReferences.Length > 0:
                return MembersAre(type, depth);

            default:
                return false;
        }
    }

    private static bool IsOfFramework(ITypeSymbol type) => type.DeclaringSyntaxReferences.Length == 0 && type.ContainingNamespace?.ToDisplayString() is { } name && (name == "System" || name.StartsWith("System.", StringComparison.Ordinal));

    private static bool MembersAre(ITypeSymbol type, int depth)
    {
        for (var current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                // A property's value stands in its field; what is computed is not read.
                if (member is IFieldSymbol { IsStatic: false, Type: var held } && !Is(held, depth - 1))
                {
                    return false;
                }
            }

            if (current.DeclaringSyntaxReferences.Length == 0)
            {
                return current.SpecialType == SpecialType.System_ValueType;
            }
        }

        return true;
    }
}
