using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.Core.Lookup;

/// <summary>Whether there can be a literal behind a value: the cheap look at the syntax before <see cref="ValueOrigins"/> binds it.</summary>
internal static class LiteralOrigin
{
    /// <summary>False where no literal is behind any of the arguments.</summary>
    public static bool MayBe(SeparatedSyntaxList<ArgumentSyntax> arguments, SemanticModel model, int depth = 0)
    {
        foreach (var argument in arguments)
        {
            if (MayBe(argument.Expression, model, depth))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// False for what no literal is behind, so that it need not be bound: an <c>await</c>, a lambda, a call of something that is no
    /// conversion and of no method beside it, a property that another type has. True where that takes binding to know.
    /// </summary>
    public static bool MayBe(ExpressionSyntax expression, SemanticModel model, int depth = 0)
    {
        switch (expression)
        {
            case LiteralExpressionSyntax literal:
                return literal.IsKind(SyntaxKind.StringLiteralExpression) || literal.IsKind(SyntaxKind.Utf8StringLiteralExpression) || literal.IsKind(SyntaxKind.CharacterLiteralExpression);

            case ParenthesizedExpressionSyntax parenthesized:
                return MayBe(parenthesized.Expression, model, depth);

            case CastExpressionSyntax cast:
                return MayBe(cast.Expression, model, depth);

            case PostfixUnaryExpressionSyntax sure:
                return MayBe(sure.Operand, model, depth);

            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression or (int)SyntaxKind.AddExpression } binary:
                return depth > 8 || MayBe(binary.Left, model, depth + 1) || MayBe(binary.Right, model, depth + 1);

            case ConditionalExpressionSyntax conditional:
                return MayBe(conditional.WhenTrue, model, depth) || MayBe(conditional.WhenFalse, model, depth);

            case ArrayCreationExpressionSyntax { Initializer.Expressions.Count: > 0 } or ImplicitArrayCreationExpressionSyntax or CollectionExpressionSyntax { Elements.Count: > 0 } or InterpolatedStringExpressionSyntax or SwitchExpressionSyntax:
                return true;

            case BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } made }:
                return depth > 8 || MayBe(made, model, depth + 1);

            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call:
                return depth > 8 || MayBe(access.Expression, model, depth + 1) || MayBe(call.ArgumentList.Arguments, model, depth + 1) || access.Expression is IdentifierNameSyntax;

            // A method of its own, or a delegate.
            case InvocationExpressionSyntax { Expression: SimpleNameSyntax }:
                return true;

            case ElementAccessExpressionSyntax element:
                return MayBe(element.Expression, model, depth + 1);

            case IdentifierNameSyntax name:
                return depth > 8 || new NameLookup(model, name).Meaning(name) switch
                {
                    { Local: VariableDeclaratorSyntax { Initializer.Value: AwaitExpressionSyntax } } => false,
                    _ => true,
                };

            case MemberAccessExpressionSyntax:
                return true;

            default:
                return false;
        }
    }

    /// <summary>True for <c>Encoding.UTF8.GetBytes(…)</c> and the like.</summary>
    public static bool IsConversion(InvocationExpressionSyntax call)
        => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetBytes" or "FromBase64String" or "FromHexString" };
}
