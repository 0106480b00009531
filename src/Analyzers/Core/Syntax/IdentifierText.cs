using Microsoft.CodeAnalysis.CSharp;

namespace ProdGap.Analyzers.Core.Syntax;

/// <summary>Identifiers as they are written.</summary>
internal static class IdentifierText
{
    /// <summary>The name with an @ where it is a keyword.</summary>
    public static string Escaped(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
