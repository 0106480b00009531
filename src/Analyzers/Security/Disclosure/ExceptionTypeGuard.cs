using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Lookup;

namespace ProdGap.Analyzers.Security.Disclosure;

/// <summary>
/// Code that has asked for the type of an exception before it uses it. Only a test that <em>admits</em> types says what the exception is:
/// <c>ex is OutOfStock</c> does, <c>ex is not OperationCanceledException</c> leaves everything else.
/// </summary>
internal sealed class ExceptionTypeGuard
{
    /// <summary>How many variables with the result of a test are followed.</summary>
    private const int Variables = 2;

    private readonly string exception;

    private ExceptionTypeGuard(string exception) => this.exception = exception;

    /// <summary>
    /// The types, as they are written, that tests around a place admit: in a filter, in a branch, behind a guard clause, in a <c>switch</c>.
    /// Null where no test has admitted any; empty where one did that names no type.
    /// </summary>
    /// <param name="place">Where the exception is used.</param>
    /// <param name="exception">The exception, as it is written there.</param>
    public static List<SyntaxNode>? AdmittedAt(SyntaxNode place, SyntaxNode exception) => new ExceptionTypeGuard(TextOf(exception)).Find(place);

    private List<SyntaxNode>? Find(SyntaxNode place)
    {
        for (var node = place; node.Parent is { } parent and not MemberDeclarationSyntax; node = parent)
        {
            var admitted = parent switch
            {
                IfStatementSyntax choice when node == choice.Statement => Admitted(choice.Condition, holds: true),
                ElseClauseSyntax { Parent: IfStatementSyntax choice } => Admitted(choice.Condition, holds: false),
                ConditionalExpressionSyntax choice when node == choice.WhenTrue => Admitted(choice.Condition, holds: true),
                ConditionalExpressionSyntax choice when node == choice.WhenFalse => Admitted(choice.Condition, holds: false),
                BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both when node == both.Right => Admitted(both.Left, holds: true),
                SwitchExpressionArmSyntax { Parent: SwitchExpressionSyntax choice } arm when node == arm.Expression => OfCase(choice.GoverningExpression, arm.Pattern, null, arm.WhenClause),
                SwitchSectionSyntax { Parent: SwitchStatementSyntax choice } section => OfSection(choice.Expression, section),
                BlockSyntax block => BehindExit(block, node),
                CatchClauseSyntax { Filter.FilterExpression: var filter } => Admitted(filter, holds: true),
                _ => null,
            };
            if (admitted is not null)
            {
                return admitted;
            }

            if (parent is CatchClauseSyntax clause && clause.Declaration?.Identifier.ValueText == exception)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>What is left behind <c>if (exception is not OutOfStock) return false;</c>.</summary>
    private List<SyntaxNode>? BehindExit(BlockSyntax block, SyntaxNode statement)
    {
        List<SyntaxNode>? admitted = null;
        return EarlyExit.Before(block, statement, condition => (admitted = Admitted(condition, holds: false)) is not null) ? admitted : null;
    }

    private List<SyntaxNode>? OfSection(ExpressionSyntax subject, SwitchSectionSyntax section)
    {
        List<SyntaxNode> admitted = [];
        foreach (var label in section.Labels)
        {
            var one = label switch
            {
                CasePatternSwitchLabelSyntax { Pattern: var pattern, WhenClause: var when } => OfCase(subject, pattern, null, when),
                CaseSwitchLabelSyntax { Value: var value } => OfCase(subject, null, value, null),
                _ => null,
            };
            if (one is null)
            {
                return null;
            }

            admitted.AddRange(one);
        }

        return admitted;
    }

    /// <param name="subject">What the <c>switch</c> is about.</param>
    /// <param name="pattern">The pattern of one case.</param>
    /// <param name="constant">The value of a case without a pattern.</param>
    /// <param name="when">What else the case asks.</param>
    private List<SyntaxNode>? OfCase(ExpressionSyntax subject, PatternSyntax? pattern, ExpressionSyntax? constant, WhenClauseSyntax? when)
    {
        var text = TextOf(subject);
        if (text == exception)
        {
            return (constant is not null ? OfConstant(constant) : pattern is null ? null : Admitted(pattern, holds: true)) ?? (when is null ? null : Admitted(when.Condition, holds: true));
        }

        // A name says which type it is, if not where the type stands.
        return text.StartsWith(exception + ".GetType()", StringComparison.Ordinal) && (constant is not null || pattern is ConstantPatternSyntax) ? []
            : when is null ? null
            : Admitted(when.Condition, holds: true);
    }

    private List<SyntaxNode>? Admitted(ExpressionSyntax condition, bool holds, int variables = Variables)
        => condition switch
        {
            ParenthesizedExpressionSyntax inner => Admitted(inner.Expression, holds, variables),
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => Admitted(not.Operand, !holds, variables),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both => Joined(Admitted(both.Left, holds, variables), Admitted(both.Right, holds, variables), either: holds),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression } one => Joined(Admitted(one.Left, holds, variables), Admitted(one.Right, holds, variables), either: !holds),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.IsExpression } test => holds && TextOf(test.Left) == exception ? [test.Right] : null,
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } equal => holds ? OfComparison(equal) : null,
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression } unequal => holds ? null : OfComparison(unequal),
            IsPatternExpressionSyntax test => TextOf(test.Expression) == exception ? Admitted(test.Pattern, holds) : null,
            IdentifierNameSyntax variable when variables > 0 => ValueOf(variable) is { } value ? Admitted(value, holds, variables - 1) : null,
            _ => null,
        };

    /// <summary><c>ex.GetType() == typeof(OutOfStock)</c></summary>
    private List<SyntaxNode>? OfComparison(BinaryExpressionSyntax comparison)
        => (comparison.Right as TypeOfExpressionSyntax ?? comparison.Left as TypeOfExpressionSyntax) is { } type
            && TextOf(comparison.Right is TypeOfExpressionSyntax ? comparison.Left : comparison.Right) == exception + ".GetType()"
                ? [type.Type]
                : null;

    private static List<SyntaxNode>? Admitted(PatternSyntax pattern, bool holds)
        => pattern switch
        {
            ParenthesizedPatternSyntax inner => Admitted(inner.Pattern, holds),
            UnaryPatternSyntax not => Admitted(not.Pattern, !holds),
            BinaryPatternSyntax { RawKind: (int)SyntaxKind.OrPattern } one => Joined(Admitted(one.Left, holds), Admitted(one.Right, holds), either: !holds),
            BinaryPatternSyntax both => Joined(Admitted(both.Left, holds), Admitted(both.Right, holds), either: holds),
            TypePatternSyntax { Type: var type } => holds ? [type] : null,
            DeclarationPatternSyntax { Type: var type } => holds ? [type] : null,
            RecursivePatternSyntax { Type: { } type } => holds ? [type] : null,

            // Without knowing what it names, `is not OutOfStock` is a constant pattern.
            ConstantPatternSyntax { Expression: var value } => holds ? OfConstant(value) : null,
            _ => null,
        };

    private static List<SyntaxNode>? OfConstant(ExpressionSyntax value) => value is NameSyntax or MemberAccessExpressionSyntax ? [value] : null;

    private static List<SyntaxNode>? Joined(List<SyntaxNode>? left, List<SyntaxNode>? right, bool either)
        => left is null || right is null ? either ? left ?? right : null : [.. left, .. right];

    private static ExpressionSyntax? ValueOf(IdentifierNameSyntax variable)
    {
        foreach (var scope in variable.Ancestors())
        {
            if (scope is BlockSyntax or CompilationUnitSyntax or SwitchSectionSyntax && NameLookup.DeclaratorIn(scope, variable.Identifier.ValueText) is { } declarator)
            {
                return declarator.Initializer?.Value;
            }
        }

        return null;
    }

    /// <summary>An expression without what changes nothing about its value.</summary>
    private static string TextOf(SyntaxNode expression)
        => expression switch
        {
            ParenthesizedExpressionSyntax inner => TextOf(inner.Expression),
            PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } certain => TextOf(certain.Operand),
            IdentifierNameSyntax name => name.Identifier.ValueText,
            _ => expression.ToString().Replace("?", "").Replace("!", "").Replace(" ", ""),
        };
}
