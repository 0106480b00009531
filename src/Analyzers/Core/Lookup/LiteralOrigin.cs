using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Operations;

namespace ProdGap.Analyzers.Core.Lookup;

/// <summary>The literal that a value comes from. First declarations are asked whether there can be one, and only then is the value bound.</summary>
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
    /// False for what no literal is behind (<see cref="Of"/>), so that it need not be bound: a parameter, a property, a field
    /// without an initializer, an <c>await</c>, a lambda. True where that takes binding to know.
    /// </summary>
    public static bool MayBe(ExpressionSyntax expression, SemanticModel model, int depth = 0)
    {
        switch (expression)
        {
            case LiteralExpressionSyntax literal:
                return literal.IsKind(SyntaxKind.StringLiteralExpression);

            case ParenthesizedExpressionSyntax parenthesized:
                return MayBe(parenthesized.Expression, model, depth);

            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToCharArray" } access }:
                return MayBe(access.Expression, model, depth + 1);

            case InvocationExpressionSyntax call when IsConversion(call) || call.Expression is SimpleNameSyntax { Identifier.ValueText: "GetBytes" or "FromBase64String" or "FromHexString" }:
                return MayBe(call.ArgumentList.Arguments, model, depth + 1);

            case IdentifierNameSyntax or MemberAccessExpressionSyntax:
                return depth > 8 || new NameLookup(model, expression).Meaning(expression) switch
                {
                    { Local: VariableDeclaratorSyntax local } => local.Initializer is { Value: var value } && MayBe(value, model, depth + 1),
                    { Local: ParameterSyntax or ForEachStatementSyntax or SingleVariableDesignationSyntax } or { Member: IPropertySymbol } => false,
                    // A constant may be one of another file.
                    { Member: IFieldSymbol { IsConst: false } field } => InitialValue.MayBe(field, expression.SyntaxTree) is { } value && MayBe(value, model, depth + 1),
                    _ => true,
                };

            // Below the top, where binding sees through them.
            case CastExpressionSyntax cast when depth > 0:
                return MayBe(cast.Expression, model, depth);

            case PostfixUnaryExpressionSyntax sure when depth > 0:
                return MayBe(sure.Operand, model, depth);

            default:
                return false;
        }
    }

    /// <summary>True for <c>Encoding.UTF8.GetBytes(…)</c> and the like.</summary>
    public static bool IsConversion(InvocationExpressionSyntax call)
        => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetBytes" or "FromBase64String" or "FromHexString" };

    /// <summary>The literal that a value comes from, through constants, initializers and the usual conversions, within the same file.</summary>
    /// <param name="value">The value.</param>
    /// <param name="context">Where it is asked.</param>
    /// <param name="constant">A constant of another file of the same project, where the way leads there.</param>
    public static ExpressionSyntax? Of(IOperation value, RuleContext context, out IFieldSymbol? constant)
    {
        constant = null;
        for (var steps = 0; steps < 8; steps++)
        {
            switch (value)
            {
                case IConversionOperation conversion:
                    value = conversion.Operand;
                    break;

                case IInvocationOperation { TargetMethod.Name: "GetBytes" or "FromBase64String" or "FromHexString", Arguments: { Length: 1 } arguments }:
                    value = arguments[0].Value;
                    break;

                case IInvocationOperation { TargetMethod.Name: "ToCharArray", Instance: { } instance }:
                    value = instance;
                    break;

                case ILiteralOperation { Syntax: LiteralExpressionSyntax literal } when literal.IsKind(SyntaxKind.StringLiteralExpression):
                    return literal;

                case ILocalReferenceOperation or IFieldReferenceOperation when InitializerOf(value, context) is { } initializer:
                    value = initializer;
                    break;

                case IFieldReferenceOperation { Field: { IsConst: true, Locations: { Length: > 0 } locations } field } when locations[0].IsInSource:
                    constant = field;
                    return null;

                default:
                    return null;
            }
        }

        return null;
    }

    private static IOperation? InitializerOf(IOperation reference, RuleContext context)
        => InitialValue.Of(reference is ILocalReferenceOperation local ? local.Local : ((IFieldReferenceOperation)reference).Field, context.Model, context.CancellationToken);
}
