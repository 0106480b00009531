using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Arrange;

namespace ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Outcomes;

/// <summary>What a guard asks of one parameter.</summary>
internal enum GuardKind
{
    Null,
    NullOrEmpty,
    NullOrWhiteSpace,
    Empty,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
    EmptyGuid,
}

/// <summary>One thing that a guard refuses about one parameter.</summary>
/// <param name="parameter">The parameter.</param>
/// <param name="ask">What is refused.</param>
/// <param name="bound">What it is compared with, where it is a number.</param>
internal sealed class GuardCondition(IParameterSymbol parameter, GuardKind ask, decimal bound = 0)
{
    public IParameterSymbol Parameter { get; } = parameter;

    /// <summary>The words of a test's name after "when": what the parameter is.</summary>
    public string[] State
        => [Parameter.Name, "is", .. ask switch
        {
            GuardKind.Null => new[] { "null" },
            GuardKind.NullOrEmpty or GuardKind.Empty or GuardKind.EmptyGuid => ["empty"],
            GuardKind.NullOrWhiteSpace => ["blank"],
            GuardKind.Less when bound == 0 => ["negative"],
            GuardKind.LessOrEqual when bound == 0 => ["not", "positive"],
            GuardKind.Greater when bound == 0 => ["positive"],
            GuardKind.Equal when bound == 0 => ["zero"],
            GuardKind.Less or GuardKind.LessOrEqual => ["too", "small"],
            GuardKind.Greater or GuardKind.GreaterOrEqual => ["too", "large"],
            GuardKind.Equal => ["refused"],
            _ => ["another"],
        }];

    /// <summary>What a test's name says of the argument, where names are short.</summary>
    public string[] Short
        => [.. State.Skip(2), Parameter.Name];

    /// <summary>Whether the guard refuses a value; null where that cannot be told.</summary>
    public bool? Refuses(Argument value)
        => ask switch
        {
            GuardKind.Null => value.IsNull,
            GuardKind.NullOrEmpty => value.IsNull ? true : value.Constant is string text ? text.Length == 0 : null,
            GuardKind.NullOrWhiteSpace => value.IsNull ? true : value.Constant is string text ? string.IsNullOrWhiteSpace(text) : null,
            GuardKind.Empty => value.Constant is string text ? text.Length == 0 : null,
            GuardKind.EmptyGuid => value.Text.EndsWith(".NewGuid()", StringComparison.Ordinal) ? false : null,
            _ => Number(value.Constant) is { } number ? Refuses(number.CompareTo(bound)) : null,
        };

    /// <summary>A constant of the parameter's type that the guard refuses; null where there is none that can be written.</summary>
    public object? Refused()
    {
        try
        {
            return ask switch
            {
                GuardKind.NullOrEmpty or GuardKind.Empty => "",
                GuardKind.NullOrWhiteSpace => " ",
                GuardKind.Less => Refused(bound - 1),
                GuardKind.NotEqual => Refused(bound - 1) ?? Refused(bound + 1),
                GuardKind.Greater => Refused(bound + 1),
                GuardKind.LessOrEqual or GuardKind.GreaterOrEqual or GuardKind.Equal => Refused(bound),
                _ => null,
            };
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>True for a guard against null, which takes no constant.</summary>
    public bool IsOfNull => ask == GuardKind.Null;

    /// <summary>True for a guard against the empty identifier.</summary>
    public bool IsOfEmptyGuid => ask == GuardKind.EmptyGuid;

    /// <summary>Numbers that are worth a try where the usual one is refused.</summary>
    public IEnumerable<decimal> Near => [bound + 1, bound - 1, bound];

    /// <summary>A number as a constant of a type; null where the type has no such value.</summary>
    public static object? OfType(decimal number, SpecialType type)
    {
        try
        {
            return type switch
            {
                SpecialType.System_SByte => (sbyte)number,
                SpecialType.System_Byte => (byte)number,
                SpecialType.System_Int16 => (short)number,
                SpecialType.System_UInt16 => (ushort)number,
                SpecialType.System_Int32 => (int)number,
                SpecialType.System_UInt32 => (uint)number,
                SpecialType.System_Int64 => (long)number,
                SpecialType.System_UInt64 => (ulong)number,
                SpecialType.System_Single => (float)number,
                SpecialType.System_Double => (double)number,
                SpecialType.System_Decimal => number,
                _ => null,
            };
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>The parts of a condition of which each alone is enough; null for a part that is not understood.</summary>
    public static IEnumerable<GuardCondition?> Read(ExpressionSyntax expression, SemanticModel model)
    {
        // The parts stand one below the other, on the left.
        var parts = new Stack<ExpressionSyntax>();
        while (expression is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression } either)
        {
            parts.Push(either.Right);
            expression = either.Left;
        }

        parts.Push(expression);
        return parts.SelectMany(part => ReadPart(part, model));
    }

    private static IEnumerable<GuardCondition?> ReadPart(ExpressionSyntax expression, SemanticModel model)
    {
        switch (expression)
        {
            case BinaryExpressionSyntax compare when AskOf(compare.Kind()) is { } ask && !IsWritten(model.GetSymbolInfo(compare).Symbol):
                return [Compared(compare.Left, ask, compare.Right, model) ?? Compared(compare.Right, Mirrored(ask), compare.Left, model)];

            case IsPatternExpressionSyntax pattern when ParameterOf(pattern.Expression, model) is { } parameter:
                return Read(parameter, pattern.Pattern, model);

            case InvocationExpressionSyntax call:
                return [Called(call, model)];

            default:
                return [null];
        }
    }

    /// <summary>The parameter that an expression is; null for anything else.</summary>
    public static IParameterSymbol? ParameterOf(ExpressionSyntax expression, SemanticModel model)
        => expression is IdentifierNameSyntax && model.GetSymbolInfo(expression).Symbol is IParameterSymbol { RefKind: RefKind.None or RefKind.In } parameter ? parameter : null;

    private static IEnumerable<GuardCondition?> Read(IParameterSymbol parameter, PatternSyntax pattern, SemanticModel model)
    {
        switch (pattern)
        {
            case ParenthesizedPatternSyntax inside:
                return Read(parameter, inside.Pattern, model);

            case BinaryPatternSyntax { RawKind: (int)SyntaxKind.OrPattern } either:
                return Read(parameter, either.Left, model).Concat(Read(parameter, either.Right, model));

            case ConstantPatternSyntax { Expression: var constant }:
                return [ToConstant(parameter, GuardKind.Equal, constant, model)];

            case RelationalPatternSyntax relation when AskOf(relation.OperatorToken.Kind()) is { } ask:
                return [ToConstant(parameter, ask, relation.Expression, model)];

            default:
                return [null];
        }
    }

    private static GuardCondition? Compared(ExpressionSyntax left, GuardKind ask, ExpressionSyntax right, SemanticModel model)
    {
        if (ParameterOf(left, model) is { } parameter)
        {
            return ToConstant(parameter, ask, right, model);
        }

        // "text.Length == 0": of null it fails in another way, so it is only asked of a text that is none.
        return left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length" } length
            && ParameterOf(length.Expression, model) is { Type.SpecialType: SpecialType.System_String } text
            && model.GetConstantValue(right).Value is int number
            && ((ask == GuardKind.Equal && number == 0) || (ask == GuardKind.Less && number == 1))
                ? new(text, GuardKind.Empty)
                : null;
    }

    private static GuardCondition? ToConstant(IParameterSymbol parameter, GuardKind ask, ExpressionSyntax other, SemanticModel model)
    {
        if (model.GetConstantValue(other) is { HasValue: true, Value: var constant })
        {
            return constant is null ? (ask == GuardKind.Equal ? new(parameter, GuardKind.Null) : null)
                : IsNumber(parameter.Type) && Number(constant) is { } bound ? new(parameter, ask, bound)
                : constant is string { Length: 0 } && ask == GuardKind.Equal ? new(parameter, GuardKind.Empty)
                : null;
        }

        return ask == GuardKind.Equal && model.GetSymbolInfo(other).Symbol is IFieldSymbol { Name: "Empty", ContainingType: { Name: "Guid", ContainingNamespace.Name: "System" } } ? new(parameter, GuardKind.EmptyGuid) : null;
    }

    private static GuardCondition? Called(InvocationExpressionSyntax call, SemanticModel model)
        => call.ArgumentList.Arguments.Count == 1
            && call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "IsNullOrEmpty" or "IsNullOrWhiteSpace" } access
            && ParameterOf(call.ArgumentList.Arguments[0].Expression, model) is { } parameter
            && model.GetSymbolInfo(call).Symbol is IMethodSymbol { ContainingType.SpecialType: SpecialType.System_String }
                ? new(parameter, access.Name.Identifier.ValueText == "IsNullOrEmpty" ? GuardKind.NullOrEmpty : GuardKind.NullOrWhiteSpace)
                : null;

    /// <summary>True for an operator whose code may say anything.</summary>
    private static bool IsWritten(ISymbol? comparison) => comparison is { IsImplicitlyDeclared: false, DeclaringSyntaxReferences.IsEmpty: false };

    private static GuardKind? AskOf(SyntaxKind kind)
        => kind switch
        {
            SyntaxKind.EqualsExpression => GuardKind.Equal,
            SyntaxKind.NotEqualsExpression => GuardKind.NotEqual,
            SyntaxKind.LessThanExpression or SyntaxKind.LessThanToken => GuardKind.Less,
            SyntaxKind.LessThanOrEqualExpression or SyntaxKind.LessThanEqualsToken => GuardKind.LessOrEqual,
            SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanToken => GuardKind.Greater,
            SyntaxKind.GreaterThanOrEqualExpression or SyntaxKind.GreaterThanEqualsToken => GuardKind.GreaterOrEqual,
            _ => null,
        };

    private static GuardKind Mirrored(GuardKind ask)
        => ask switch
        {
            GuardKind.Less => GuardKind.Greater,
            GuardKind.LessOrEqual => GuardKind.GreaterOrEqual,
            GuardKind.Greater => GuardKind.Less,
            GuardKind.GreaterOrEqual => GuardKind.LessOrEqual,
            _ => ask,
        };

    private static bool IsNumber(ITypeSymbol type)
        => type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double;

    /// <summary>A number in the parameter's type; null where that rounds it to one that is not refused.</summary>
    private object? Refused(decimal number)
        => OfType(number, Parameter.Type.SpecialType) is not { } constant ? null
            : Refuses(constant is float or double
                ? Convert.ToDouble(constant, CultureInfo.InvariantCulture).CompareTo((double)bound)
                : Convert.ToDecimal(constant, CultureInfo.InvariantCulture).CompareTo(bound)) ? constant
            : null;

    private bool Refuses(int order)
        => ask switch
        {
            GuardKind.Less => order < 0,
            GuardKind.LessOrEqual => order <= 0,
            GuardKind.Greater => order > 0,
            GuardKind.GreaterOrEqual => order >= 0,
            GuardKind.Equal => order == 0,
            _ => order != 0,
        };

    /// <summary>A constant as a number; null for anything else, and for one that a decimal only comes near to.</summary>
    public static decimal? Number(object? constant)
    {
        try
        {
            return constant is not IConvertible or string or char or bool or DateTime ? null
                : Convert.ToDecimal(constant, CultureInfo.InvariantCulture) is var number && constant is double exact && (double)number != exact ? null
                : constant is float single && (float)number != single ? null
                : number;
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
