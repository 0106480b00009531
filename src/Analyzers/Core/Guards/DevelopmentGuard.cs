using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.AspNetCore;

namespace ProdGap.Analyzers.Core.Guards;

/// <summary>Set-up that is only reached where somebody develops: behind a question for the environment, there or where the method around it is called.</summary>
internal static class DevelopmentGuard
{
    /// <summary>Callers are followed this far.</summary>
    private const int Depth = 3;

    /// <summary>True for a place that only somebody who develops reaches.</summary>
    public static bool Guards(SyntaxNode place, StartupModel app) => IsGuarded(place, app, Depth);

    private static bool IsGuarded(SyntaxNode place, StartupModel app, int depth)
    {
        SyntaxNode child = place;
        foreach (var ancestor in place.Ancestors())
        {
            switch (ancestor)
            {
                case IfStatementSyntax choice when child == choice.Statement && IsDevelopment(choice.Condition, whenTrue: true):
                case ElseClauseSyntax { Parent: IfStatementSyntax alternative } when IsDevelopment(alternative.Condition, whenTrue: false):
                case ConditionalExpressionSyntax either when (child == either.WhenTrue && IsDevelopment(either.Condition, whenTrue: true)) || (child == either.WhenFalse && IsDevelopment(either.Condition, whenTrue: false)):
                    return true;
                case SwitchSectionSyntax { Parent: SwitchStatementSyntax choice } section when IsDevelopment(section, choice):
                    return true;
                case BlockSyntax block when block.Statements.TakeWhile(statement => statement != child).Any(LeavesUnlessDevelopment):
                    return true;
                case MethodDeclarationSyntax method when depth > 0:
                    return IsCalledGuarded(method.Identifier.ValueText, app, depth) || EnvironmentGuard.IsLeftOutOfRelease(place);
                case LocalFunctionStatementSyntax local when depth > 0:
                    return IsCalledGuarded(local.Identifier.ValueText, app, depth) || EnvironmentGuard.IsLeftOutOfRelease(place);
            }

            child = ancestor;
        }

        return EnvironmentGuard.IsLeftOutOfRelease(place);
    }

    /// <summary><c>if (!environment.IsDevelopment()) return;</c></summary>
    private static bool LeavesUnlessDevelopment(StatementSyntax statement)
        => statement is IfStatementSyntax { Else: null } choice
            && IsDevelopment(choice.Condition, whenTrue: false)
            && (choice.Statement is ReturnStatementSyntax || (choice.Statement is BlockSyntax block && block.Statements.LastOrDefault() is ReturnStatementSyntax));

    private static bool IsCalledGuarded(string method, StartupModel app, int depth)
    {
        var callers = app.CallsOf(method).ToList();
        return callers.Count > 0 && callers.TrueForAll(caller => IsGuarded(caller, app, depth - 1));
    }

    /// <summary><c>switch (environment.EnvironmentName) { case "Development": …</c></summary>
    private static bool IsDevelopment(SwitchSectionSyntax section, SwitchStatementSyntax choice)
        => choice.Expression.ToString().Contains("Environment")
            && section.Labels.All(label => label is CaseSwitchLabelSyntax { Value: var value } && SaysDevelopment(value.ToString()));

    /// <summary>True when a condition holds, or fails, only where somebody develops.</summary>
    private static bool IsDevelopment(ExpressionSyntax condition, bool whenTrue)
        => condition switch
        {
            ParenthesizedExpressionSyntax inner => IsDevelopment(inner.Expression, whenTrue),
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => IsDevelopment(not.Operand, !whenTrue),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both => whenTrue
                ? IsDevelopment(both.Left, true) || IsDevelopment(both.Right, true)
                : IsDevelopment(both.Left, false) && IsDevelopment(both.Right, false),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression } either => whenTrue
                ? IsDevelopment(either.Left, true) && IsDevelopment(either.Right, true)
                : IsDevelopment(either.Left, false) || IsDevelopment(either.Right, false),
            _ => whenTrue ? SaysDevelopment(condition.ToString()) : condition.ToString().Contains("IsProduction"),
        };

    private static bool SaysDevelopment(string condition)
        => condition.IndexOf("Development", StringComparison.OrdinalIgnoreCase) >= 0
            || condition.IndexOf("isDev", StringComparison.OrdinalIgnoreCase) >= 0
            || condition.IndexOf("isLocal", StringComparison.OrdinalIgnoreCase) >= 0
            || condition.Contains("\"Local\"")
            || condition.Contains("\"Testing\"")
            || condition.Contains("\"Test\"");
}
