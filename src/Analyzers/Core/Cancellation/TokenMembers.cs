using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core.Symbols;

namespace ProdGap.Analyzers.Core.Cancellation;

/// <summary>Objects that carry the token of what they describe: a request, options, a context. Found once per type and compilation.</summary>
internal sealed class TokenMembers
{
    private readonly ConcurrentDictionary<ITypeSymbol, string?> ofType = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ITypeSymbol, string?> ofThis = new(SymbolEqualityComparer.Default);

    /// <summary>The one member of a type, or of what it derives from, that is a token; null for none and for several.</summary>
    /// <param name="type">The type.</param>
    /// <param name="known">The types of the project.</param>
    /// <param name="inside">True for use in the type itself, where private members count.</param>
    public static string? Of(ITypeSymbol type, KnownTypes known, bool inside)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct or TypeKind.Interface) || type.SpecialType != SpecialType.None)
        {
            return null;
        }

        var members = known.PerCompilation(_ => new TokenMembers());
        var table = inside ? members.ofThis : members.ofType;
        return table.TryGetValue(type, out var name) ? name : table.GetOrAdd(type, Find(type, inside));
    }

    private static string? Find(ITypeSymbol type, bool inside)
    {
        string? found = null;
        for (var current = type; current is not null and not { SpecialType: SpecialType.System_Object }; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if (!member.IsStatic
                    && member.CanBeReferencedByName
                    && member switch
                    {
                        IPropertySymbol { IsIndexer: false, GetMethod: not null, ExplicitInterfaceImplementations.IsEmpty: true } property => AwaitableTypes.IsToken(property.Type),
                        IFieldSymbol field => AwaitableTypes.IsToken(field.Type),
                        _ => false,
                    }
                    && IsInReach(member, inside, SymbolEqualityComparer.Default.Equals(current, type))
                    && !TokenLife.IsNever(member)
                    && member.Name != found)
                {
                    if (found is not null)
                    {
                        return null;
                    }

                    found = member.Name;
                }
            }
        }

        return found;
    }

    private static bool IsInReach(ISymbol member, bool inside, bool isOwn)
        => member.DeclaredAccessibility switch
        {
            Accessibility.Public => true,
            Accessibility.Internal => isOwn,
            Accessibility.Protected or Accessibility.ProtectedOrInternal => inside,
            Accessibility.Private => inside && isOwn,
            _ => false,
        };
}
