using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Reliability.Cancellation;

/// <summary>A loop that looks at a token in each round.</summary>
internal static class CancellationCheck
{
    /// <summary>The edit that makes a loop throw once the token is canceled.</summary>
    public static SolutionEdits In(DocumentId document, SyntaxNode loop, string token)
    {
        var edits = new SolutionEdits();
        var style = CodeLayout.Style.Of(loop);
        edits.Replace(document, loop, current => Check(current, $"{token}.ThrowIfCancellationRequested();", style), "check");
        return edits;
    }

    private static SyntaxNode Check(SyntaxNode loop, string check, CodeLayout.Style style)
    {
        var body = Loops.BodyOf(loop);
        if (body is BlockSyntax block)
        {
            return CodeLayout.Prepend(loop, block, check, style);
        }

        // A body without braces gets them, where the file puts them.
        var inner = style.Indentation + style.Unit;
        var added = SyntaxFactory.ParseStatement(check).WithLeadingTrivia(SyntaxFactory.Whitespace(inner)).WithTrailingTrivia(style.NewLine);
        var open = SyntaxFactory.Token(SyntaxKind.OpenBraceToken).WithLeadingTrivia(SyntaxFactory.Whitespace(style.Indentation)).WithTrailingTrivia(style.NewLine);
        var close = SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithLeadingTrivia(SyntaxFactory.Whitespace(style.Indentation)).WithTrailingTrivia(style.NewLine);
        return loop.ReplaceNode(body, body is EmptyStatementSyntax ? SyntaxFactory.Block(open, [added], close) : SyntaxFactory.Block(open, [added, body], close));
    }
}
