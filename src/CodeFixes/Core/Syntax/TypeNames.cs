using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Core.Syntax;

/// <summary>
/// How types are written at a place of a test project: by an alias or a name that is seen there, else by their name and an import,
/// and where the name stands for something else, as far qualified as can be.
/// </summary>
/// <param name="model">The model of the place.</param>
/// <param name="position">The place.</param>
/// <param name="qualifies">True to import nothing and to qualify what is not seen.</param>
internal sealed class TypeNames(SemanticModel model, int position, bool qualifies)
{
    private readonly Dictionary<string, INamespaceOrTypeSymbol> claimed = new(StringComparer.Ordinal);
    private readonly Dictionary<ISymbol, string> names = new(SymbolEqualityComparer.Default);

    /// <summary>The namespaces that the names need.</summary>
    public SortedSet<string> Imports { get; } = new(StringComparer.Ordinal);

    /// <summary>The type as it is written; <c>null</c> where no code can name it.</summary>
    public string? Of(ITypeSymbol type)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                return ArrayOf(array);

            case INamedTypeSymbol { IsTupleType: true } tuple:
                var elements = tuple.TupleElements.Select(element => Of(element.Type)).ToList();
                return elements.Contains(null) ? null : $"({string.Join(", ", elements)})";

            case INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable:
                return Of(nullable.TypeArguments[0]) is { } underlying ? underlying + "?" : null;

            case INamedTypeSymbol { IsAnonymousType: false, Name: not "" } named:
                return Keyword(named) ?? NameOf(named);

            case IDynamicTypeSymbol:
                return "dynamic";

            default:
                return null;
        }
    }

    private static string? Keyword(INamedTypeSymbol type)
        => type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_String or SpecialType.System_Object
            ? type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat)
            : null;

    private string? ArrayOf(IArrayTypeSymbol array)
    {
        // The ranks of jagged arrays are read from the outside to the inside.
        var ranks = "";
        ITypeSymbol element = array;
        while (element is IArrayTypeSymbol inner)
        {
            ranks += "[" + new string(',', inner.Rank - 1) + "]";
            element = inner.ElementType;
        }

        return Of(element) is { } name ? name + ranks : null;
    }

    private string? NameOf(INamedTypeSymbol type)
    {
        var arguments = "";
        if (type.TypeArguments.Length > 0)
        {
            var written = type.TypeArguments.Select(Of).ToList();
            if (written.Contains(null))
            {
                return null;
            }

            arguments = $"<{string.Join(", ", written)}>";
        }

        if (type.ContainingType is { } outer)
        {
            return Of(outer) is { } around ? around + "." + IdentifierText.Escaped(type.Name) + arguments : null;
        }

        var definition = type.OriginalDefinition;
        if (!names.TryGetValue(definition, out var name))
        {
            names.Add(definition, name = Find(definition));
        }

        return name + arguments;
    }

    private string Find(INamedTypeSymbol type)
    {
        if (type.Arity == 0 && AliasOf(type) is { } alias)
        {
            return alias;
        }

        var seen = model.LookupNamespacesAndTypes(position, name: type.Name).Where(symbol => symbol is not INamedTypeSymbol other || other.Arity == type.Arity).ToList();
        if (seen.Count == 1 && SymbolEqualityComparer.Default.Equals(seen[0], type))
        {
            return IdentifierText.Escaped(type.Name);
        }

        if (type.ContainingNamespace.IsGlobalNamespace)
        {
            return "global::" + IdentifierText.Escaped(type.Name);
        }

        var key = type.MetadataName;
        if (seen.Count == 0 && !qualifies && (!claimed.TryGetValue(key, out var other) || SymbolEqualityComparer.Default.Equals(other, type)))
        {
            claimed[key] = type;
            Imports.Add(type.ContainingNamespace.ToDisplayString());
            return IdentifierText.Escaped(type.Name);
        }

        return type.ContainingNamespace.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + "." + IdentifierText.Escaped(type.Name);
    }

    private string? AliasOf(INamedTypeSymbol type)
    {
        foreach (var scope in model.GetImportScopes(position))
        {
            foreach (var alias in scope.Aliases)
            {
                if (SymbolEqualityComparer.Default.Equals(alias.Target, type))
                {
                    return IdentifierText.Escaped(alias.Name);
                }
            }
        }

        return null;
    }
}
