using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Core.Syntax;

/// <summary>Names for variables that a fix adds.</summary>
internal static class UniqueName
{
    /// <summary>The first name that nothing in the member around a place uses and nothing visible there has; shadowing and capturing are then both out.</summary>
    /// <param name="place">Where the variable is declared.</param>
    /// <param name="model">The model of the file.</param>
    /// <param name="names">The names to choose from, the best first; to the last one, a number is added.</param>
    public static string At(SyntaxNode place, SemanticModel model, params string[] names)
    {
        var member = place.AncestorsAndSelf().FirstOrDefault(node => node is MemberDeclarationSyntax and not GlobalStatementSyntax) ?? place.SyntaxTree.GetRoot();
        var taken = new HashSet<string>(member.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText), StringComparer.Ordinal);
        for (var i = 0; ; i++)
        {
            var name = i < names.Length ? names[i] : names[names.Length - 1] + i;
            if (!taken.Contains(name) && model.LookupSymbols(place.SpanStart, name: name).IsEmpty)
            {
                return name;
            }
        }
    }
}
