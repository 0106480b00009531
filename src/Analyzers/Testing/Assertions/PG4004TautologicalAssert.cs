using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Core.TestCode;

namespace ProdGap.Analyzers.Testing.Assertions;

/// <summary>Flags an assertion that holds whatever the code under test does.</summary>
public sealed class PG4004TautologicalAssert : TestingRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG4004",
        "Tautological assertion",
        "This assertion cannot fail because {0}; assert what the code under test returned or changed",
        "The test is green while the feature is broken, and it looks as if it checked something.");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override Code About => Code.Tests;

    internal override void Register(RuleActions actions) => actions.OnCall(Analyze, MayClaim, Assertion.Names);

    /// <summary>What the syntax alone rules out; most assertions compare two things that cannot be one.</summary>
    private static bool MayClaim(InvocationExpressionSyntax call)
    {
        if (RepeatedAssertion.MayBe(call))
        {
            return true;
        }

        var arguments = call.ArgumentList.Arguments;
        var name = (call.Expression as MemberAccessExpressionSyntax)?.Name ?? call.Expression as SimpleNameSyntax;
        switch (name?.Identifier.ValueText)
        {
            case "True" or "False" or "IsTrue" or "IsFalse":
                return arguments.Count > 0 && MayBeConstant(arguments[0].Expression);

            case "Equal" or "StrictEqual" or "Equivalent" or "Same" or "AreEqual" or "AreSame" when arguments.Count > 1:
                return SyntaxFactory.AreEquivalent(arguments[0].Expression, arguments[1].Expression)
                    || (MayBeConstant(arguments[0].Expression) && MayBeConstant(arguments[1].Expression))
                    || MockedValues.MayBeIn(call.SyntaxTree);

            default:
                return name is not null;
        }
    }

    private static bool MayBeConstant(ExpressionSyntax expression)
        => expression is LiteralExpressionSyntax or BinaryExpressionSyntax or PrefixUnaryExpressionSyntax or IsPatternExpressionSyntax or ParenthesizedExpressionSyntax
                or InterpolatedStringExpressionSyntax or IdentifierNameSyntax or CastExpressionSyntax
            || expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Equals" } };

    private static void Analyze(RuleContext context, IInvocationOperation call)
    {
        // An assertion library's own tests claim all kinds of things.
        if (!IsStub(call, context)
            && Assertion.Of(call, context.Known) is { } claim
            && (Reason(claim, call, context) ?? (RepeatedAssertion.Is(call) ? "it repeats the one above" : null)) is { } reason)
        {
            context.Report(Gap, call.Syntax.GetLocation(), reason);
        }
    }

    private static bool IsStub(IInvocationOperation call, RuleContext context)
        => !SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingAssembly, context.Model.Compilation.Assembly)
            && context.Known.IsOfSolution(call.TargetMethod.ContainingAssembly);

    private static string? Reason(Assertion claim, IInvocationOperation call, RuleContext context)
        => claim.Kind switch
        {
            AssertionKind.True => OfCondition(claim.Subject, holds: true, call, context),
            AssertionKind.False => OfCondition(claim.Subject, holds: false, call, context),
            AssertionKind.NotNull => OfNotNull(claim.Subject, context),
            AssertionKind.Equal or AssertionKind.Same => OfComparison(claim, call, context),
            AssertionKind.IsType => Operands.TypeMade(claim.Subject) is { } made && SymbolEqualityComparer.Default.Equals(made, claim.Type)
                ? "the test itself created an object of this type"
                : null,
            _ => null,
        };

    private static string? OfCondition(IOperation condition, bool holds, IInvocationOperation call, RuleContext context)
    {
        if (Operands.TryLiteral(condition, out var constant))
        {
            return constant is bool value && value == holds ? $"its condition is always {(holds ? "true" : "false")}" : null;
        }

        switch (condition)
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not:
                return OfCondition(Operands.Unwrap(not.Operand), !holds, call, context);

            case IIsPatternOperation { Pattern: var pattern, Value: var value }:
                return IsNullTest(pattern, out var wantsNull) && wantsNull != holds ? OfNotNull(Operands.Unwrap(value), context) : null;

            case IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals or BinaryOperatorKind.Equals, OperatorMethod: null } comparison:
                return (comparison.OperatorKind == BinaryOperatorKind.NotEquals) == holds && OtherThanNull(comparison) is { } compared ? OfNotNull(compared, context) : null;

            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } either when holds:
                return IsLiterally(true, either.LeftOperand) || IsLiterally(true, either.RightOperand) ? "one side of its condition is always true" : null;

            case IBinaryOperation { OperatorKind: BinaryOperatorKind.GreaterThanOrEqual } least when holds:
                return IsCount(least.LeftOperand) && IsZero(least.RightOperand) ? "a count is never negative" : null;

            case IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan } less when !holds:
                return IsCount(less.LeftOperand) && IsZero(less.RightOperand) ? "a count is never negative" : null;

            case IInvocationOperation { TargetMethod: { Name: "Equals", Parameters.Length: 1, IsStatic: false }, Instance: { } instance } equals when holds:
                // Where a type says itself what is equal, this is a test of what it says.
                return Operands.AreOneVariable(Operands.Unwrap(instance), Operands.Unwrap(equals.Arguments[0].Value)) && !SaysWhatIsEqual(instance.Type)
                    ? "it compares a value with itself"
                    : null;

            default:
                return null;
        }
    }

    private static string? OfNotNull(IOperation subject, RuleContext context)
        => Operands.IsNeverNull(subject)
                ? subject.Type is { IsValueType: true } type ? $"a value of type '{type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}' is never null" : "an object that the test itself created is never null"
            : MockedValues.Answers(subject, expected: null, context.Known) ? "the mock returns what the test told it to"
            : null;

    private static string? OfComparison(Assertion claim, IInvocationOperation call, RuleContext context)
    {
        var expected = claim.Expected!;
        if (Operands.AreOneVariable(claim.Subject, expected))
        {
            return claim.Kind == AssertionKind.Same || !SaysWhatIsEqual(claim.Subject.Type) || !IsAboutEquality(call, context) ? "it compares a value with itself" : null;
        }

        if (Operands.TryLiteral(claim.Subject, out var one) && Operands.TryLiteral(expected, out var other) && claim.Kind == AssertionKind.Equal)
        {
            return Equals(one, other) ? "it compares two constants" : null;
        }

        return MockedValues.Answers(claim.Subject, expected, context.Known) || MockedValues.Answers(expected, claim.Subject, context.Known)
            ? "the mock returns what the test told it to"
            : null;
    }

    private static bool IsNullTest(IPatternOperation pattern, out bool wantsNull)
    {
        wantsNull = true;
        if (pattern is INegatedPatternOperation negated)
        {
            wantsNull = false;
            pattern = negated.Pattern;
        }

        return pattern is IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } };
    }

    private static IOperation? OtherThanNull(IBinaryOperation comparison)
        => IsNull(comparison.RightOperand) ? Operands.Unwrap(comparison.LeftOperand)
            : IsNull(comparison.LeftOperand) ? Operands.Unwrap(comparison.RightOperand)
            : null;

    private static bool IsNull(IOperation value) => value.ConstantValue is { HasValue: true, Value: null };

    private static bool IsZero(IOperation value) => value.ConstantValue is { HasValue: true, Value: 0 };

    private static bool IsLiterally(bool wanted, IOperation value) => Operands.TryLiteral(Operands.Unwrap(value), out var constant) && constant is bool known && known == wanted;

    /// <summary>True for the length or count of something of the framework.</summary>
    private static bool IsCount(IOperation value)
        => Operands.Unwrap(value) switch
        {
            IPropertyReferenceOperation { Property: { Name: "Count" or "Length" or "LongLength", ContainingType: var type } } => AssertionMethods.IsIn(type, "System"),
            IInvocationOperation { TargetMethod: { Name: "Count" or "LongCount", ContainingType: var type } } => AssertionMethods.IsIn(type, "System"),
            _ => false,
        };

    /// <summary>True for a type of the project, or a parameter for one, that may define equality.</summary>
    private static bool SaysWhatIsEqual(ITypeSymbol? type)
    {
        if (type is null or IArrayTypeSymbol || type.SpecialType != SpecialType.None || type.TypeKind == TypeKind.Enum || AssertionMethods.IsIn(type, "System"))
        {
            return false;
        }

        for (var current = type; current is not null && current.SpecialType != SpecialType.System_Object; current = current.BaseType)
        {
            if (current.IsRecord || current.TypeKind is TypeKind.Interface or TypeKind.TypeParameter or TypeKind.Struct || !current.GetMembers("Equals").IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True in tests of equality itself, which say so.</summary>
    private static bool IsAboutEquality(IInvocationOperation call, RuleContext context)
    {
        for (var symbol = context.Model.GetEnclosingSymbol(call.Syntax.SpanStart, context.CancellationToken); symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingSymbol)
        {
            foreach (var word in WordSplitter.Of(symbol.Name))
            {
                if (word.StartsWith("equal", StringComparison.Ordinal) || word.StartsWith("reflex", StringComparison.Ordinal) || word.StartsWith("compar", StringComparison.Ordinal)
                    || word is "identity" or "itself" or "same" or "self" or "hash")
                {
                    return true;
                }
            }
        }

        return false;
    }
}
