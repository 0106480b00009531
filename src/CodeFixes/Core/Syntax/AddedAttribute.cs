using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.CodeFixes.Core.Syntax;

/// <summary>Puts an attribute in front of a declaration.</summary>
internal static class AddedAttribute
{
    /// <summary>Plans the edit; the namespace is imported where it is not seen.</summary>
    /// <param name="declaration">A method or a class.</param>
    /// <param name="space">The namespace of the attribute.</param>
    /// <param name="attribute">Its name, without the suffix.</param>
    /// <param name="document">Where the declaration stands.</param>
    /// <param name="model">The model of that document.</param>
    /// <param name="known">The types of the project.</param>
    /// <param name="edits">Takes the edit.</param>
    public static void Plan(MemberDeclarationSyntax declaration, string space, string attribute, DocumentId document, SemanticModel model, KnownTypes known, SolutionEdits edits)
    {
        var name = NameAt(declaration, model, known, space, attribute);
        if (name == attribute && !UsingDirectives.Has(model, declaration.SpanStart, space))
        {
            edits.Import(document, space);
        }

        var indentation = CodeLayout.Indentation(declaration);
        var newLine = CodeLayout.NewLine(declaration);
        edits.Replace(document, declaration, current => Marked((MemberDeclarationSyntax)current, name, indentation, newLine));
    }

    /// <summary>The attribute's name, qualified where something else of that name is seen.</summary>
    private static string NameAt(SyntaxNode place, SemanticModel model, KnownTypes known, string space, string attribute)
    {
        foreach (var name in (string[])[attribute, attribute + "Attribute"])
        {
            foreach (var seen in model.LookupNamespacesAndTypes(place.SpanStart, name: name))
            {
                if (!known.Is(seen as INamedTypeSymbol, space + "." + attribute + "Attribute"))
                {
                    return "global::" + space + "." + attribute;
                }
            }
        }

        return attribute;
    }

    private static MemberDeclarationSyntax Marked(MemberDeclarationSyntax declaration, string attribute, SyntaxTrivia indentation, SyntaxTrivia newLine)
    {
        var list = SyntaxFactory.AttributeList([SyntaxFactory.Attribute(SyntaxFactory.ParseName(attribute))])
            .WithLeadingTrivia(declaration.GetLeadingTrivia())
            .WithTrailingTrivia(newLine);
        var bare = declaration.WithLeadingTrivia(indentation);
        return bare.WithAttributeLists(bare.AttributeLists.Insert(0, list));
    }
}
