using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.Core.Guards;

/// <summary>Conditions by which somebody has decided for a piece of code. A question about the environment is none: <see cref="EnvironmentGuard"/> answers those.</summary>
internal static class Decision
{
    /// <summary>True where a condition of the same function decides.</summary>
    public static bool IsAround(SyntaxNode place)
    {
        for (var node = place; node.Parent is { } parent and not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax); node = parent)
        {
            if (parent is IfStatementSyntax choice && node != choice.Condition && !AsksForProduction(choice.Condition) || parent is ElseClauseSyntax { Parent: IfStatementSyntax other } && !AsksForProduction(other.Condition)
                || parent is ConditionalExpressionSyntax ternary && node != ternary.Condition && !AsksForProduction(ternary.Condition)
                || parent is SwitchSectionSyntax or SwitchExpressionArmSyntax)
            {
                return true;
            }
        }

        return false;
    }

    private static bool AsksForProduction(ExpressionSyntax condition) => EnvironmentWords.Default.MeanDevelopment(condition, holds: true) || EnvironmentWords.Default.MeanDevelopment(condition, holds: false);
}
