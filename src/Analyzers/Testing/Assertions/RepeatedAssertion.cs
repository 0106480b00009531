using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Operations;

namespace ProdGap.Analyzers.Testing.Assertions;

/// <summary>An assertion that stands directly below the same one, about values that nothing has changed in between.</summary>
internal static class RepeatedAssertion
{
    /// <summary>True for a statement that is written like the one above it.</summary>
    public static bool MayBe(InvocationExpressionSyntax call)
        => call.Parent is ExpressionStatementSyntax { Parent: BlockSyntax block } statement
            && block.Statements.IndexOf(statement) is > 0 and var at
            && block.Statements[at - 1] is ExpressionStatementSyntax above
            && SyntaxFactory.AreEquivalent(above, statement);

    /// <summary>True where, beyond that, both read nothing but variables and what variables hold: code that runs could answer something else.</summary>
    public static bool Is(IInvocationOperation call)
        => MayBe((InvocationExpressionSyntax)call.Syntax)
            && (call.Instance is null || IsHeld(call.Instance))
            && call.Arguments.All(argument => argument.ArgumentKind == ArgumentKind.DefaultValue || (argument.Parameter is { RefKind: RefKind.None, IsParams: false } && IsHeld(argument.Value)));

    private static bool IsHeld(IOperation value)
        => Operands.Unwrap(value) switch
        {
            { ConstantValue.HasValue: true } or ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation or ITypeOfOperation => true,
            IFieldReferenceOperation { Field.IsVolatile: false } field => field.Instance is null || IsHeld(field.Instance),
            IPropertyReferenceOperation { Arguments.Length: 0, Instance: { } instance } property => IsPlain(property.Property) && IsHeld(instance),
            IBinaryOperation { OperatorMethod: null } binary => IsHeld(binary.LeftOperand) && IsHeld(binary.RightOperand),
            IUnaryOperation { OperatorMethod: null } unary => IsHeld(unary.Operand),
            _ => false,
        };

    /// <summary>True for a property that only hands out what it holds, as far as that can be seen, and for the number of elements.</summary>
    private static bool IsPlain(IPropertySymbol property)
        => property is { IsVirtual: false, IsAbstract: false, IsOverride: false }
            && (property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
            {
                PropertyDeclarationSyntax { AccessorList: { } accessors } => accessors.Accessors.All(accessor => accessor is { Body: null, ExpressionBody: null }),
                ParameterSyntax => true,
                null => property.Name is "Count" or "Length" && property.ContainingNamespace is { } space && (space.Name == "System" || space.ToDisplayString() == "System.Collections.Generic"),
                _ => false,
            });
}
