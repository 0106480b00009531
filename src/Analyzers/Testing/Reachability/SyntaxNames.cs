using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.Testing.Reachability;

/// <summary>Reads names and texts off declarations.</summary>
internal static class SyntaxNames
{
    public static IEnumerable<AttributeSyntax> Attributes(SyntaxList<AttributeListSyntax> lists) => lists.SelectMany(list => list.Attributes);

    public static string? TemplateOf(AttributeSyntax attribute)
        => attribute.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals is null)?.Expression is LiteralExpressionSyntax { Token.Value: string text } ? text : null;

    public static string Joined(string space, string name) => space.Length == 0 ? name : space + "." + name;

    /// <summary>A name without blanks, comments and line breaks.</summary>
    public static string Plain(NameSyntax name) => string.Join(".", name.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText));

    /// <summary>The last identifier of a type's name, without type arguments.</summary>
    public static string NameOf(TypeSyntax type)
        => type switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };
}
