using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.AI;

/// <summary>The names of JSON members that an expression goes through, and the index 0 where it takes the first of a list.</summary>
internal static class RawReplyPath
{
    /// <summary>How the first element of a list is called in a path.</summary>
    public const string First = "[0]";

    private const int Longest = 24;

    /// <summary>The steps from the outermost to the last: of <c>root.GetProperty("choices")[0]</c> they are <c>choices</c> and <c>[0]</c>.</summary>
    public static List<string> Of(ExpressionSyntax expression)
    {
        var steps = new List<string>();
        ExpressionSyntax? current = expression;
        for (var i = 0; current is not null && i < Longest; i++)
        {
            switch (current)
            {
                case MemberAccessExpressionSyntax access:
                    current = access.Expression;
                    break;

                case InvocationExpressionSyntax call:
                    Enter(steps, InvocationSyntax.NameOf(call)?.Identifier.ValueText is "GetProperty" or "SelectToken" or "Value" ? call.ArgumentList.Arguments.FirstOrDefault()?.Expression : null);
                    current = call.Expression;
                    break;

                case ElementAccessExpressionSyntax element:
                    Enter(steps, element.ArgumentList.Arguments.FirstOrDefault()?.Expression);
                    current = element.Expression;
                    break;

                case ElementBindingExpressionSyntax element:
                    Enter(steps, element.ArgumentList.Arguments.FirstOrDefault()?.Expression);
                    current = Asked(element);
                    break;

                case MemberBindingExpressionSyntax member:
                    current = Asked(member);
                    break;

                case ConditionalAccessExpressionSyntax conditional:
                    current = conditional.WhenNotNull;
                    break;

                case PostfixUnaryExpressionSyntax { Operand: var sure }:
                    current = sure;
                    break;

                case ParenthesizedExpressionSyntax { Expression: var inner }:
                    current = inner;
                    break;

                default:
                    current = null;
                    break;
            }
        }

        steps.Reverse();
        return steps;
    }

    private static void Enter(List<string> steps, ExpressionSyntax? key)
    {
        if (key is LiteralExpressionSyntax { Token.Value: var value })
        {
            steps.Add(value is 0 ? First : value as string ?? "[]");
        }
    }

    /// <summary>What stands before the <c>?.</c> or <c>?[</c> of a binding.</summary>
    private static ExpressionSyntax? Asked(ExpressionSyntax binding)
        => binding.Ancestors().OfType<ConditionalAccessExpressionSyntax>().FirstOrDefault(access => access.WhenNotNull.Span.Contains(binding.Span))?.Expression;
}
