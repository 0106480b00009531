using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.TestCode;

namespace ProdGap.Analyzers.CodeFixes.Testing.Polling;

/// <summary>How the parts of a condition are written, so that they mean the same side by side.</summary>
internal static class ConditionSyntax
{
    /// <summary>The value with the conversions that somebody wrote.</summary>
    public static IOperation AsWritten(IOperation value)
    {
        while (value.Parent is IConversionOperation { IsImplicit: false, OperatorMethod: null } conversion)
        {
            value = conversion;
        }

        return value;
    }

    /// <summary>The expression without the parentheses around it.</summary>
    public static ExpressionSyntax Of(IOperation value)
    {
        var syntax = (ExpressionSyntax)value.Syntax;
        while (syntax is ParenthesizedExpressionSyntax inside)
        {
            syntax = inside.Expression;
        }

        return syntax;
    }

    /// <summary>The value as it stands in front of a dot.</summary>
    public static string Receiver(IOperation value)
        => Of(value) is var syntax && syntax is SimpleNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax or ThisExpressionSyntax ? syntax.ToString() : $"({syntax})";

    /// <summary>The value as it stands beside a comparison.</summary>
    public static string Operand(IOperation value)
        => Of(value) is var syntax
            && (syntax is AssignmentExpressionSyntax or ConditionalExpressionSyntax or IsPatternExpressionSyntax or AnonymousFunctionExpressionSyntax
                || (syntax is BinaryExpressionSyntax && !IsBinary(syntax, SyntaxKind.AddExpression, SyntaxKind.SubtractExpression, SyntaxKind.MultiplyExpression)))
                ? $"({syntax})"
                : syntax.ToString();

    /// <summary>True for an expression with one of these operators.</summary>
    public static bool IsBinary(ExpressionSyntax expression, params SyntaxKind[] kinds) => expression is BinaryExpressionSyntax && kinds.Contains(expression.Kind());

    /// <summary>A comparison.</summary>
    public static ExpressionSyntax Compared(IOperation value, string comparison, string other) => Parse($"{Operand(value)} {comparison} {other}");

    /// <summary>What a text says.</summary>
    public static ExpressionSyntax Parse(string text) => SyntaxFactory.ParseExpression(text);

    /// <summary>What a collection calls the number of its elements; null where it would have to be walked through, which fails while it changes.</summary>
    public static string? CountOf(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol { Rank: 1 } || type.SpecialType == SpecialType.System_String)
        {
            return "Length";
        }

        for (var current = type; current is not null; current = current.BaseType)
        {
            if (CountIn(current) is { } name)
            {
                return name;
            }
        }

        return type.TypeKind == TypeKind.Interface ? type.AllInterfaces.Select(CountIn).FirstOrDefault(name => name is not null) : null;
    }

    private static string? CountIn(ITypeSymbol type)
        => AssertionMethods.IsIn(type, "System")
            ? type.GetMembers().OfType<IPropertySymbol>().FirstOrDefault(property => property is { Name: "Count" or "Length", IsStatic: false, DeclaredAccessibility: Accessibility.Public, Type.SpecialType: SpecialType.System_Int32 })?.Name
            : null;
}
