using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.AI.Replies;

/// <summary>What code asks about a reply before it uses it, as it is written: in doubt it has asked.</summary>
internal static class ReplyGuard
{
    /// <summary>Members that say how long a list is.</summary>
    private static readonly HashSet<string> Lengths = ["Count", "Length", "Any", "GetArrayLength", "IsEmpty", "IsDefaultOrEmpty", "TryGetNonEnumeratedCount", "EnumerateArray"];

    /// <summary>Members that say what kind of reply it is, or why the model stopped.</summary>
    private static readonly HashSet<string> Kinds =
        ["FinishReason", "StopReason", "Status", "IncompleteStatusDetails", "ToolCalls", "Refusal", "Successful", "Error", "PromptFeedback", "StopDetails", "Kind"];

    /// <summary>True where an exception is caught around a place, and where something before it asks whether the list holds anything, or what kind of reply it is.</summary>
    /// <param name="place">The place that takes the first.</param>
    /// <param name="lists">The list as it is written, and the variable or the member behind it.</param>
    public static bool Stands(SyntaxNode place, string[] lists)
        => IsCaught(place) || Asks(place, node => node switch
        {
            SimpleNameSyntax { Identifier.ValueText: var name } when Lengths.Contains(name) => IsOf(node, lists),
            SimpleNameSyntax { Identifier.ValueText: var name } when Kinds.Contains(name) => true,
            // TryGetProperty("choices", out var choices), ContainsKey("choices")
            LiteralExpressionSyntax { Token.Value: string name } => Array.IndexOf(lists, name) >= 0 && node.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } && InvocationSyntax.NameOf(call)?.Identifier.ValueText is "TryGetProperty" or "ContainsKey" or "TryGetValue" or "TryGetPropertyValue",
            // is [var first, ..], is { Count: > 0 }
            ListPatternSyntax => true,
            SubpatternSyntax { NameColon.Name.Identifier.ValueText: var name } => Lengths.Contains(name) || Kinds.Contains(name),
            SubpatternSyntax { ExpressionColon.Expression: var member } => MemberName.Of(member)?.ValueText is { } name && (Lengths.Contains(name) || Kinds.Contains(name)),
            _ => false,
        });

    /// <summary>True where the answer was found to be a success before.</summary>
    public static bool ChecksStatus(SyntaxNode place)
        => Before(place).OfType<SimpleNameSyntax>().Any(static name => name.Identifier.ValueText is "EnsureSuccessStatusCode" or "IsSuccessStatusCode" or "StatusCode" or "GetFromJsonAsync" or "GetStringAsync");

    /// <summary>True in a block whose exceptions are caught, and in a lambda there.</summary>
    public static bool IsCaught(SyntaxNode place)
    {
        for (var node = place; node.Parent is { } parent and not (MemberDeclarationSyntax and not GlobalStatementSyntax); node = parent)
        {
            if (parent is TryStatementSyntax { Catches.Count: > 0 } attempt && node == attempt.Block)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True where a condition asks before a place, or around it.</summary>
    private static bool Asks(SyntaxNode place, Func<SyntaxNode, bool> isQuestion) => Before(place).Any(node => isQuestion(node) && (node is PatternSyntax or SubpatternSyntax || IsCondition(node)));

    /// <summary>What stands before a place in its function.</summary>
    private static IEnumerable<SyntaxNode> Before(SyntaxNode place)
    {
        var function = place.Ancestors().First(static node => node is CompilationUnitSyntax or LocalFunctionStatementSyntax || (node is MemberDeclarationSyntax and not GlobalStatementSyntax));
        return function.DescendantNodes(node => node.SpanStart < place.SpanStart).Where(node => node.Span.End <= place.SpanStart);
    }

    /// <summary>True for a part of a condition, or of what is asserted.</summary>
    private static bool IsCondition(SyntaxNode node)
    {
        for (var current = node; current.Parent is { } parent; current = parent)
        {
            switch (parent)
            {
                case IfStatementSyntax choice when current == choice.Condition:
                case WhileStatementSyntax loop when current == loop.Condition:
                case ForStatementSyntax each when current == each.Condition:
                case ConditionalExpressionSyntax ternary when current == ternary.Condition:
                case SwitchStatementSyntax choices when current == choices.Expression:
                case SwitchExpressionSyntax arms when current == arms.GoverningExpression:
                case WhenClauseSyntax or CatchFilterClauseSyntax or IsPatternExpressionSyntax:
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression or (int)SyntaxKind.GreaterThanExpression or (int)SyntaxKind.LessThanExpression or (int)SyntaxKind.GreaterThanOrEqualExpression or (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression }:
                    return true;

                case InvocationExpressionSyntax call when InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name && (name.StartsWith("ThrowIf", StringComparison.Ordinal) || name is "Assert" or "IsTrue"):
                    return true;

                case StatementSyntax or AnonymousFunctionExpressionSyntax or MemberDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    /// <summary>True for a length of the list itself.</summary>
    private static bool IsOf(SyntaxNode length, string[] lists)
        => length.Parent switch
        {
            MemberAccessExpressionSyntax { Expression: var owner } => Array.IndexOf(lists, owner.ToString().TrimEnd('!')) >= 0 || (MemberName.Of(owner)?.ValueText is { } name && Array.IndexOf(lists, name) >= 0),
            MemberBindingExpressionSyntax => true,
            _ => false,
        };
}
