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
}
