using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Security.Disclosure;

/// <summary>A concatenation of which operands become stars, which join the literals beside them.</summary>
internal static class StarredSum
{
    /// <summary>True for a sum of texts, which stays one when an operand becomes a literal.</summary>
    public static bool IsOfText(BinaryExpressionSyntax sum, SemanticModel model, CancellationToken cancellationToken)
        => model.GetTypeInfo(sum, cancellationToken).Type?.SpecialType == SpecialType.System_String && !CodeLayout.HasComments(Whole(sum));

    /// <summary>The outermost sum that an operand belongs to.</summary>
    public static BinaryExpressionSyntax Whole(BinaryExpressionSyntax sum)
    {
        while (sum.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } outer)
        {
            sum = outer;
        }

        return sum;
    }

    /// <summary>The sum without an operand.</summary>
    public static SyntaxNode Without(SyntaxNode current, ExpressionSyntax value)
    {
        if (current is not BinaryExpressionSyntax whole
            || whole.DescendantNodes(static node => node is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression }).FirstOrDefault(node => node.Parent is BinaryExpressionSyntax && SyntaxFactory.AreEquivalent(node, value)) is not ExpressionSyntax gone)
        {
            return current;
        }

        var stars = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(StarredText.Stars)).WithTriviaFrom(gone);
        var sum = (BinaryExpressionSyntax)gone.Parent!;
        ExpressionSyntax changed;
        if (sum.Left == gone)
        {
            changed = Joined(stars, sum.Right) is { } joined ? joined.WithLeadingTrivia(stars.GetLeadingTrivia()) : sum.WithLeft(stars);
        }
        else if (Joined(sum.Left, stars) is { } joined)
        {
            changed = joined;
        }
        else if (sum.Left is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } before && Joined(before.Right, stars) is { } end)
        {
            changed = before.WithRight(end);
        }
        else
        {
            changed = sum.WithRight(stars);
        }

        ExpressionSyntax from = sum;
        if (sum.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } outer && outer.Left == sum)
        {
            var last = changed is BinaryExpressionSyntax rest ? rest.Right : changed;
            if (Joined(last, outer.Right) is { } all)
            {
                changed = changed is BinaryExpressionSyntax two ? two.WithRight(all) : all;
                from = outer;
            }
        }

        changed = changed.WithLeadingTrivia(from.GetLeadingTrivia()).WithTrailingTrivia(from.GetTrailingTrivia());
        return from == whole ? current.CopyAnnotationsTo(changed) : whole.ReplaceNode(from, changed);
    }

    /// <summary>Two literals of the simple form on one line as one.</summary>
    private static LiteralExpressionSyntax? Joined(ExpressionSyntax first, ExpressionSyntax second)
        => IsSimple(first) && IsSimple(second) && !IsBroken(first) && !second.GetLeadingTrivia().Any(SyntaxKind.EndOfLineTrivia)
            ? (LiteralExpressionSyntax)SyntaxFactory.ParseExpression(Source(first).Substring(0, Source(first).Length - 1) + Source(second).Substring(1)).WithLeadingTrivia(first.GetLeadingTrivia()).WithTrailingTrivia(second.GetTrailingTrivia())
            : null;

    private static bool IsBroken(ExpressionSyntax first)
        => first.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia) || (first.Parent is BinaryExpressionSyntax sum && sum.OperatorToken.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia));

    private static bool IsSimple(ExpressionSyntax expression)
        => expression is LiteralExpressionSyntax { Token: var token } && token.IsKind(SyntaxKind.StringLiteralToken) && token.Text.StartsWith("\"", StringComparison.Ordinal);

    private static string Source(ExpressionSyntax literal) => ((LiteralExpressionSyntax)literal).Token.Text;
}
