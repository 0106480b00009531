using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Security.Limits;

/// <summary>Takes an attribute, or one of its arguments, out; with the last of a list goes the list. Comments in front of it stay.</summary>
internal static class AttributeRemoval
{
    /// <summary>Plans the edit; false where a comment in or behind the list would be lost, or a directive is about it.</summary>
    /// <param name="part">The attribute, or one of its arguments.</param>
    /// <param name="document">The document.</param>
    /// <param name="edits">The plan.</param>
    public static bool Plan(SyntaxNode part, DocumentId document, SolutionEdits edits)
    {
        if (part.FirstAncestorOrSelf<AttributeListSyntax>() is not { Parent: { } owner } list
            || owner is CompilationUnitSyntax
            || CodeLayout.HasComments(list, list.Span)
            || list.GetTrailingTrivia().Any(static trivia => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia)
            || list.GetLeadingTrivia().Concat(list.GetLastToken().GetNextToken().LeadingTrivia).Any(static trivia => trivia.IsDirective))
        {
            return false;
        }

        // Several may go from one list: each is found again by its mark.
        var mark = new SyntaxAnnotation();
        edits.Replace(document, part, current => current.WithAdditionalAnnotations(mark));
        edits.Replace(document, owner, current => current.GetAnnotatedNodes(mark).FirstOrDefault() is { } marked ? Without(current, marked) : current, "without what is at " + part.SpanStart);
        return true;
    }

    private static SyntaxNode Without(SyntaxNode owner, SyntaxNode part)
    {
        if (part is AttributeArgumentSyntax { Parent: AttributeArgumentListSyntax arguments } argument)
        {
            if (arguments.Arguments.Count > 1)
            {
                return owner.ReplaceNode(arguments, arguments.WithArguments(arguments.Arguments.Remove(argument)));
            }

            part = arguments.Parent!;
        }

        var list = (AttributeListSyntax)part.Parent!;
        return list.Attributes.Count > 1
            ? owner.ReplaceNode(list, list.WithAttributes(list.Attributes.Remove((AttributeSyntax)part)))
            : WithoutList(owner, list);
    }

    /// <summary>What stands in front of the list now stands in front of what follows it.</summary>
    private static SyntaxNode WithoutList(SyntaxNode owner, AttributeListSyntax list)
    {
        var mark = new SyntaxAnnotation();
        var next = list.GetLastToken().GetNextToken();
        var leading = list.GetLeadingTrivia();
        var own = next.LeadingTrivia;
        if (own.Count > 0 && own[0].IsKind(SyntaxKind.WhitespaceTrivia) && (leading.Count == 0 || leading.Last().IsKind(SyntaxKind.WhitespaceTrivia)))
        {
            own = own.RemoveAt(0);
        }

        if (leading.Count == 0 && own.Count == 0 && list != owner.ChildNodes().FirstOrDefault() && list.GetFirstToken().GetPreviousToken().TrailingTrivia.Count == 0)
        {
            own = list.GetTrailingTrivia();
        }

        owner = owner.ReplaceSyntax(
            nodes: [list],
            computeReplacementNode: (_, current) => current.WithAdditionalAnnotations(mark),
            tokens: [next],
            computeReplacementToken: (_, current) => current.WithLeadingTrivia(leading.AddRange(own)),
            trivia: [],
            computeReplacementTrivia: (_, current) => current);
        return owner.RemoveNode(owner.GetAnnotatedNodes(mark).Single(), SyntaxRemoveOptions.KeepNoTrivia)!;
    }
}
