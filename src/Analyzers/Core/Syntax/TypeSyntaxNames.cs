using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.Core.Syntax;

/// <summary>Names of types as they are written.</summary>
internal static class TypeSyntaxNames
{
    /// <summary>The last name of a type as it is written, without its arguments; null where none is.</summary>
    public static string? RightmostName(TypeSyntax? type)
        => type switch
        {
            SimpleNameSyntax name => name.Identifier.ValueText,
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
            NullableTypeSyntax nullable => RightmostName(nullable.ElementType),
            null => null,
            _ => "",
        };

    /// <summary>What a file calls by a name of its own (<c>using Limit = …;</c>); null where it gives no such name.</summary>
    public static TypeSyntax? Aliased(SyntaxTree tree, string name)
    {
        if (tree.GetRoot() is CompilationUnitSyntax unit)
        {
            foreach (var import in unit.Usings)
            {
                if (import.Alias?.Name.Identifier.ValueText == name)
                {
                    return import.NamespaceOrType;
                }
            }
        }

        return null;
    }
}
