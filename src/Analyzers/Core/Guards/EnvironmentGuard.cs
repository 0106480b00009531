using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.Core.Guards;

/// <summary>Code that only runs on a developer's machine: behind a question for the environment, in a type named for that, or left out of a release build.</summary>
internal static class EnvironmentGuard
{
    private static readonly string[] DevelopmentWords = ["Development", "Debug", "Detailed", "Verbose", "IncludeException", "ShowException", "ExposeException", "ExceptionDetail", "ErrorDetail"];

    /// <summary>Parts of the names of types for developers; a developer alone may be a customer.</summary>
    private static readonly string[] Names = ["Development", "DeveloperException", "DeveloperPage", "DeveloperError"];

    /// <summary>True when a place is reached in development alone, as far as the function around it tells.</summary>
    public static bool Contains(SyntaxNode place)
    {
        for (var node = place; node.Parent is { } parent; node = parent)
        {
            switch (parent)
            {
                case IfStatementSyntax choice when node == choice.Statement && Asks(choice.Condition) == true || node == choice.Else && Asks(choice.Condition) == false:
                    return true;
                case ConditionalExpressionSyntax choice when node == choice.WhenTrue && Asks(choice.Condition) == true || node == choice.WhenFalse && Asks(choice.Condition) == false:
                    return true;
                case BlockSyntax block when LeavesBefore(block, node):
                case TypeDeclarationSyntax { Identifier.ValueText: var name } when Names.Any(word => name.IndexOf(word, StringComparison.Ordinal) >= 0):
                    return true;
            }
        }

        return IsLeftOutOfRelease(place);
    }

    /// <summary>True for a condition that holds in development, false for one that holds elsewhere, null for another question.</summary>
    private static bool? Asks(ExpressionSyntax condition)
    {
        var isNegated = false;
        while (condition is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } or ParenthesizedExpressionSyntax)
        {
            isNegated ^= condition is PrefixUnaryExpressionSyntax;
            condition = condition is PrefixUnaryExpressionSyntax not ? not.Operand : ((ParenthesizedExpressionSyntax)condition).Expression;
        }

        var text = condition.ToString();
        if (text.IndexOf("Production", StringComparison.OrdinalIgnoreCase) >= 0)
        {
            return isNegated;
        }

        return SaysDev(text) || DevelopmentWords.Any(word => text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0) ? !isNegated : null;
    }

    /// <summary>True for <c>isDev</c> and <c>isDevEnvironment</c>, false for <c>isDevice</c>.</summary>
    private static bool SaysDev(string text)
    {
        const string Word = "isDev";
        var at = text.IndexOf(Word, StringComparison.OrdinalIgnoreCase);
        return at >= 0 && (at + Word.Length == text.Length || !char.IsLower(text[at + Word.Length]));
    }

    /// <summary>True where <c>if (!env.IsDevelopment()) return …;</c> stands before.</summary>
    private static bool LeavesBefore(BlockSyntax block, SyntaxNode statement)
    {
        foreach (var earlier in block.Statements)
        {
            if (earlier == statement)
            {
                return false;
            }

            if (earlier is IfStatementSyntax { Else: null } choice && Asks(choice.Condition) == false && LastOf(choice.Statement) is ReturnStatementSyntax or ThrowStatementSyntax or ContinueStatementSyntax)
            {
                return true;
            }
        }

        return false;
    }

    private static StatementSyntax? LastOf(StatementSyntax statement) => statement is BlockSyntax block ? block.Statements.LastOrDefault() : statement;

    /// <summary>True between <c>#if DEBUG</c> and its end.</summary>
    public static bool IsLeftOutOfRelease(SyntaxNode place)
    {
        var root = place.SyntaxTree.GetRoot();
        if (!root.ContainsDirectives)
        {
            return false;
        }

        var open = new Stack<bool>();
        for (var directive = root.GetFirstDirective(); directive is not null && directive.SpanStart < place.SpanStart; directive = directive.GetNextDirective())
        {
            switch (directive)
            {
                case IfDirectiveTriviaSyntax condition:
                    open.Push(condition.Condition.ToString() == "DEBUG");
                    break;
                case ElifDirectiveTriviaSyntax or ElseDirectiveTriviaSyntax when open.Count > 0:
                    open.Pop();
                    open.Push(false);
                    break;
                case EndIfDirectiveTriviaSyntax when open.Count > 0:
                    open.Pop();
                    break;
            }
        }

        return open.Contains(true);
    }
}
