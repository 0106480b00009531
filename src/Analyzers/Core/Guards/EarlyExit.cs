using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.Core.Guards;

/// <summary>Guard clauses: <c>if (…) return;</c> in front of a statement, so that the statement runs only where the condition fails.</summary>
internal static class EarlyExit
{
    /// <summary>True when an earlier statement of the block leaves it on a condition that <paramref name="leaves"/> accepts.</summary>
    /// <param name="block">The block.</param>
    /// <param name="statement">A statement of the block; only those in front of it count.</param>
    /// <param name="leaves">The question about the condition of the <c>if</c>.</param>
    public static bool Before(BlockSyntax block, SyntaxNode statement, Func<ExpressionSyntax, bool> leaves)
    {
        foreach (var earlier in block.Statements)
        {
            if (earlier == statement)
            {
                return false;
            }

            if (Leaves(earlier, leaves))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The same for top-level statements.</summary>
    /// <inheritdoc cref="Before(BlockSyntax, SyntaxNode, Func{ExpressionSyntax, bool})"/>
    public static bool Before(CompilationUnitSyntax unit, SyntaxNode statement, Func<ExpressionSyntax, bool> leaves)
    {
        foreach (var member in unit.Members)
        {
            if (member == statement || member is not GlobalStatementSyntax { Statement: var earlier })
            {
                return false;
            }

            if (Leaves(earlier, leaves))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Leaves(StatementSyntax statement, Func<ExpressionSyntax, bool> leaves)
        => statement is IfStatementSyntax { Else: null } choice
            && (choice.Statement is BlockSyntax block ? block.Statements.LastOrDefault() : choice.Statement) is ReturnStatementSyntax or ThrowStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax
            && leaves(choice.Condition);
}
