using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Cancellation;

/// <summary>Code that runs when the token has ended what stands before it: a summary, a farewell. With the token it would not run at all.</summary>
internal static class AfterTheEnd
{
    /// <summary>True behind a loop that goes on until the token is canceled, or behind a <c>try</c> that catches its cancellation.</summary>
    /// <param name="place">The place.</param>
    /// <param name="token">The token's expression.</param>
    public static bool Of(SyntaxNode place, string token)
    {
        var source = token.Split('.', ' ')[0];
        for (SyntaxNode node = place; node.Parent is { } parent; node = parent)
        {
            switch (parent)
            {
                case BlockSyntax block when Ends(block.Statements, node, source):
                    return true;
                case GlobalStatementSyntax { Parent: CompilationUnitSyntax unit }:
                    return Ends(unit.Members.OfType<GlobalStatementSyntax>().Select(global => global.Statement), node, source);
                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax:
                    return false;
            }
        }

        return false;
    }

    private static bool Ends(IEnumerable<StatementSyntax> statements, SyntaxNode place, string token)
    {
        foreach (var statement in statements)
        {
            if (statement.SpanStart >= place.SpanStart)
            {
                return false;
            }

            if (statement switch
                {
                    WhileStatementSyntax loop => AsksFor(loop.Condition, token) && !IsLeft(loop.Statement),
                    DoStatementSyntax loop => AsksFor(loop.Condition, token) && !IsLeft(loop.Statement),
                    TryStatementSyntax attempt => !IsInLoop(attempt) && Names(attempt.Block, token) && attempt.Catches.Any(CatchesCancellation),
                    _ => false,
                })
            {
                return true;
            }
        }

        return false;
    }

    private static bool AsksFor(ExpressionSyntax condition, string token)
    {
        var asks = false;
        var names = false;
        foreach (var part in condition.DescendantTokens())
        {
            asks |= part.ValueText == "IsCancellationRequested";
            names |= part.ValueText == token;
        }

        return asks && names;
    }

    /// <summary>True for a loop that may also end because its work is done.</summary>
    private static bool IsLeft(StatementSyntax body)
    {
        foreach (var node in body.DescendantNodesAndSelf(node => Functions.StayOutside(node) && node is not SwitchStatementSyntax && (node == body || !Loops.IsLoop(node))))
        {
            if (node is BreakStatementSyntax)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>In a loop the next round comes after it.</summary>
    private static bool IsInLoop(SyntaxNode node)
    {
        for (var outer = node.Parent; outer is not null and not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax); outer = outer.Parent)
        {
            if (Loops.IsLoop(outer))
            {
                return true;
            }
        }

        return false;
    }

    private static bool CatchesCancellation(CatchClauseSyntax clause)
        => TypeSyntaxNames.RightmostName(clause.Declaration?.Type) is "OperationCanceledException" or "TaskCanceledException"
            && clause.Block.Statements.LastOrDefault() is not (ReturnStatementSyntax or ThrowStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax);

    private static bool Names(SyntaxNode node, string token)
    {
        foreach (var part in node.DescendantTokens())
        {
            if (part.IsKind(SyntaxKind.IdentifierToken) && part.ValueText == token)
            {
                return true;
            }
        }

        return false;
    }
}
