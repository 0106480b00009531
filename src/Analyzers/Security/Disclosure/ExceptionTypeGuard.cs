using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Guards;

namespace ProdGap.Analyzers.Security.Disclosure;

/// <summary>Code that has asked for the type of an exception before it uses it: it knows which ones it lets through.</summary>
internal static class ExceptionTypeGuard
{
    /// <summary>True behind a test for a type, in the branch of one, and in a handler whose filter is one.</summary>
    public static bool IsNarrowed(SyntaxNode place)
    {
        for (var node = place; node.Parent is { } parent and not MemberDeclarationSyntax; node = parent)
        {
            switch (parent)
            {
                case IfStatementSyntax choice when node == choice.Statement && TestsType(choice.Condition):
                case ConditionalExpressionSyntax conditional when node != conditional.Condition && TestsType(conditional.Condition):
                case SwitchExpressionArmSyntax { Pattern: not DiscardPatternSyntax } arm when node == arm.Expression:
                case SwitchSectionSyntax section when section.Labels.All(label => label is not DefaultSwitchLabelSyntax):
                case BlockSyntax block when LeavesOthersBefore(block, node):
                    return true;
                case CatchClauseSyntax clause:
                    return clause.Filter is { FilterExpression: var filter } && TestsType(filter);
            }
        }

        return false;
    }

    /// <summary>True where <c>if (exception is not OurException) return false;</c> stands before.</summary>
    private static bool LeavesOthersBefore(BlockSyntax block, SyntaxNode statement)
        => EarlyExit.Before(block, statement, condition => TestsType(condition)
            && (condition.DescendantNodesAndSelf().Any(node => node.IsKind(SyntaxKind.NotPattern)) || condition.IsKind(SyntaxKind.LogicalNotExpression)));

    private static bool TestsType(ExpressionSyntax condition)
        => condition.DescendantNodesAndSelf().Any(node => node.IsKind(SyntaxKind.IsExpression)
            || (node is IsPatternExpressionSyntax { Pattern: var pattern } && pattern.DescendantNodesAndSelf().Any(part => part is TypePatternSyntax or DeclarationPatternSyntax or RecursivePatternSyntax { Type: not null }
                // Without knowing what it names, `is not OurException` is a constant pattern.
                or ConstantPatternSyntax { Expression: NameSyntax or MemberAccessExpressionSyntax })));
}
