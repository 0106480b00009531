using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Operations;

namespace ProdGap.Analyzers.Core.Guards;

/// <summary>What the text of a condition says about the environment. Every rule shares the base; some have words of their own.</summary>
/// <param name="more">Parts of conditions that also mean development for this rule, in any case.</param>
/// <param name="holdsInDevelopment">Other texts that mean development for this rule.</param>
/// <param name="holdsElsewhere">Other texts that mean that nobody develops here.</param>
internal sealed class EnvironmentWords(string[]? more = null, Func<string, bool>? holdsInDevelopment = null, Func<string, bool>? holdsElsewhere = null)
{
    /// <summary>The words that no rule adds to.</summary>
    public static readonly EnvironmentWords Default = new();

    /// <summary>The words of rules about what a person reads: a switch for details is meant for those who develop.</summary>
    public static readonly EnvironmentWords Details = new(["Debug", "Detailed", "Verbose", "IncludeException", "ShowException", "ExposeException", "ExceptionDetail", "ErrorDetail"]);

    /// <summary>True when the condition holds, or fails, only in development.</summary>
    /// <param name="condition">The condition; <c>!</c>, <c>&amp;&amp;</c>, <c>||</c> and comparisons are taken apart.</param>
    /// <param name="holds">True to ask about the branch where the condition holds, false about the other one.</param>
    public bool MeanDevelopment(ExpressionSyntax condition, bool holds) => MeanDevelopment(condition, holds, follows: true);

    private bool MeanDevelopment(ExpressionSyntax condition, bool holds, bool follows)
        => condition switch
        {
            ParenthesizedExpressionSyntax inner => MeanDevelopment(inner.Expression, holds, follows),
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => MeanDevelopment(not.Operand, !holds, follows),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both => holds
                ? MeanDevelopment(both.Left, true, follows) || MeanDevelopment(both.Right, true, follows)
                : MeanDevelopment(both.Left, false, follows) && MeanDevelopment(both.Right, false, follows),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression } either => holds
                ? MeanDevelopment(either.Left, true, follows) && MeanDevelopment(either.Right, true, follows)
                : MeanDevelopment(either.Left, false, follows) || MeanDevelopment(either.Right, false, follows),
            // Comparisons with false and null turn the question round, so two of them cancel out.
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } equal when IsFalseOrNull(equal.Right) => MeanDevelopment(equal.Left, !holds, follows && !equal.Right.IsKind(SyntaxKind.NullLiteralExpression)),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression } unequal when IsFalseOrNull(unequal.Right) => MeanDevelopment(unequal.Left, holds, follows && !unequal.Right.IsKind(SyntaxKind.NullLiteralExpression)),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression } => MeanDevelopment(condition.ToString(), !holds),
            IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax { Expression: var value } } equal when IsFalseOrNull(value) => MeanDevelopment(equal.Expression, !holds, follows && !value.IsKind(SyntaxKind.NullLiteralExpression)),
            IsPatternExpressionSyntax { Pattern: UnaryPatternSyntax { Pattern: ConstantPatternSyntax { Expression: var value } } } unequal when IsFalseOrNull(value) => MeanDevelopment(unequal.Expression, holds, follows && !value.IsKind(SyntaxKind.NullLiteralExpression)),
            IsPatternExpressionSyntax { Pattern: UnaryPatternSyntax } => MeanDevelopment(condition.ToString(), !holds),
            InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "IsNullOrEmpty" or "IsNullOrWhiteSpace" } } => MeanDevelopment(arguments[0].Expression, !holds, follows: false),
            IdentifierNameSyntax variable => MeanDevelopment(condition.ToString(), holds) || (follows && QuestionOf(variable) is { } question && MeanDevelopment(question.Initializer!.Value, holds, follows: false) && !IsWritten(question)),
            _ => MeanDevelopment(condition.ToString(), holds),
        };

    /// <summary>The variable in front of its use that is declared with the answer to a question: <c>var showPages = env.IsDevelopment();</c>.</summary>
    private static VariableDeclaratorSyntax? QuestionOf(IdentifierNameSyntax variable)
    {
        foreach (var scope in variable.Ancestors())
        {
            if (NameLookup.DeclaratorIn(scope, variable.Identifier.ValueText) is { } declarator)
            {
                return declarator.Initializer is { Value: var value } && value.Span.End < variable.SpanStart && IsQuestion(value) ? declarator : null;
            }
        }

        return null;
    }

    private static bool IsQuestion(ExpressionSyntax value)
        => value switch
        {
            ParenthesizedExpressionSyntax inner => IsQuestion(inner.Expression),
            InvocationExpressionSyntax or IsPatternExpressionSyntax or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } => true,
            BinaryExpressionSyntax two => !two.IsKind(SyntaxKind.CoalesceExpression) && !two.IsKind(SyntaxKind.AddExpression),
            _ => false,
        };

    private static bool IsWritten(VariableDeclaratorSyntax declarator)
        => (declarator.FirstAncestorOrSelf<MemberDeclarationSyntax>() is GlobalStatementSyntax { Parent: { } unit } ? unit : declarator.FirstAncestorOrSelf<MemberDeclarationSyntax>())
            ?.DescendantNodes().Any(node => node is IdentifierNameSyntax name && name.Identifier.ValueText == declarator.Identifier.ValueText && InitialValue.IsWritten(name)) != false;

    /// <summary>The same about a text without operators, such as the label of a <c>switch</c>.</summary>
    public bool MeanDevelopment(string text, bool holds) => holds ? !SayProduction(text) && SayDevelopment(text) : SayProduction(text);

    private bool SayProduction(string text) => Contains(text, "Production") || holdsElsewhere?.Invoke(text) == true;

    private bool SayDevelopment(string text)
        => Contains(text, "Development")
            || ContainsWord(text, "isDev")
            || ContainsWord(text, "isLocal")
            || text.Contains("\"Local\"")
            || text.Contains("\"Testing\"")
            || text.Contains("\"Test\"")
            || Contains(text, "Debugger.IsAttached")
            || (more is not null && Array.Exists(more, word => Contains(text, word)))
            || holdsInDevelopment?.Invoke(text) == true;

    private static bool IsFalseOrNull(ExpressionSyntax value) => value.IsKind(SyntaxKind.FalseLiteralExpression) || value.IsKind(SyntaxKind.NullLiteralExpression);

    private static bool Contains(string text, string word) => text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>True for <c>isDev</c> and <c>isDevEnvironment</c>, false for <c>isDevice</c>.</summary>
    private static bool ContainsWord(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            if (at + word.Length == text.Length || !char.IsLower(text[at + word.Length]))
            {
                return true;
            }
        }

        return false;
    }
}
