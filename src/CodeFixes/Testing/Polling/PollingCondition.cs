using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.TestCode;
using ProdGap.Analyzers.Testing.Polling;
using static ProdGap.Analyzers.CodeFixes.Testing.Polling.ConditionSyntax;

namespace ProdGap.Analyzers.CodeFixes.Testing.Polling;

/// <summary>What assertions want, as a condition that can be asked before they are reached.</summary>
internal sealed class PollingCondition
{
    private readonly SemanticModel model;
    private readonly KnownTypes known;
    private readonly RepeatableRead repeatable;
    private readonly List<ExpressionSyntax> parts = [];
    private readonly CancellationToken cancellationToken;
    private bool mayChange;

    private PollingCondition(SyntaxNode method, SemanticModel model, CancellationToken cancellationToken)
    {
        this.model = model;
        this.cancellationToken = cancellationToken;
        known = KnownTypes.Of(model.Compilation);
        repeatable = new(method, model);
    }

    /// <summary>The condition of all assertions that follow a statement at once; null where one of them cannot be asked for, or where more is asserted later on.</summary>
    /// <param name="statement">A statement of the body of a method.</param>
    /// <param name="method">The method.</param>
    /// <param name="model">The model of the file.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static string? After(StatementSyntax statement, MethodDeclarationSyntax method, SemanticModel model, CancellationToken cancellationToken)
    {
        if (statement.Parent != method.Body)
        {
            return null;
        }

        var condition = new PollingCondition(method, model, cancellationToken);
        var isBehind = false;
        foreach (var next in method.Body!.Statements.SkipWhile(other => other != statement).Skip(1))
        {
            if (!isBehind && condition.AssertionIn(next) is { } assertion)
            {
                if (!condition.Add(assertion))
                {
                    return null;
                }
            }
            else if (condition.IsWait(next))
            {
                break;
            }
            else if (condition.Asserts(next))
            {
                // It may have needed the time as well.
                return null;
            }
            else
            {
                isBehind = true;
            }
        }

        return condition is { mayChange: true, parts.Count: > 0 } ? condition.Text() : null;
    }

    private bool IsWait(StatementSyntax statement)
        => statement.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call => FixedPause.StatementOf(call) == statement
            && model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method
            && Waiting.IsPause(method, known));

    /// <summary>The call that a statement consists of, or whose result it keeps, if it asserts.</summary>
    private IInvocationOperation? AssertionIn(StatementSyntax statement)
    {
        var expression = statement switch
        {
            ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } => call,
            LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, Declaration.Variables: { Count: 1 } variables } when variables[0].Initializer?.Value is InvocationExpressionSyntax call => call,
            _ => null,
        };
        return expression is not null && IsAssertion(expression) ? model.GetOperation(expression, cancellationToken) as IInvocationOperation : null;
    }

    private bool Asserts(StatementSyntax statement) => statement.DescendantNodes().Any(node => node is InvocationExpressionSyntax call && IsAssertion(call));

    private bool IsAssertion(InvocationExpressionSyntax call)
        => model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method && AssertionMethods.Of(known).IsAssertion(method.ReducedFrom ?? method);

    private bool Add(IInvocationOperation assertion)
        => !NegativeAssertion.Is((InvocationExpressionSyntax)assertion.Syntax, assertion.TargetMethod.Name)
            && (Assertion.Of(assertion, known) is { } claim ? Add(claim, assertion.TargetMethod.Name) : AddCount(assertion) || AddRelation(assertion) || AddElement(assertion));

    private bool Add(Assertion claim, string name)
    {
        var subject = AsWritten(claim.Subject);
        switch (claim.Kind)
        {
            case AssertionKind.True when repeatable.Is(subject):
                return Add(subject.Type?.SpecialType == SpecialType.System_Boolean ? Of(subject) : Compared(subject, "==", "true"), subject);

            case AssertionKind.NotNull when repeatable.Is(subject) && subject.Type is { IsReferenceType: true } or { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }:
                repeatable.LearnPresent(claim.Subject);
                return Add(IsAtLeast(LanguageVersion.CSharp9) ? Parse(Operand(subject) + " is not null") : Compared(subject, "!=", "null"), subject);

            case AssertionKind.Equal when repeatable.Is(subject) && AsWritten(claim.Expected!) is var expected && repeatable.Is(expected):
                return AddEqual(subject, expected, isDeep: name.EndsWith("Equivalent", StringComparison.Ordinal) || name.EndsWith("EquivalentTo", StringComparison.Ordinal));

            default:
                return false;
        }
    }

    private bool AddEqual(IOperation subject, IOperation expected, bool isDeep)
    {
        if (expected.ConstantValue is { HasValue: true, Value: double.NaN or float.NaN })
        {
            return false;
        }

        var one = Bare(subject.Type);
        var other = Bare(expected.Type);
        if (one is null || other is null)
        {
            return false;
        }

        if ((IsNumber(one) && IsNumber(other)) || (SymbolEqualityComparer.Default.Equals(one, other) && HasOperator(one)))
        {
            if (subject is IPropertyReferenceOperation { Property.Name: "Count" or "Length", Instance: { } counted } && expected.ConstantValue is { HasValue: true, Value: int count })
            {
                repeatable.LearnCount(counted, count);
            }

            return Add(Compared(subject, "==", Operand(expected)), subject);
        }

        // What has elements is compared by them, what is only known as an object in other ways.
        return !isDeep
            && SymbolEqualityComparer.Default.Equals(one, other)
            && one.TypeKind is TypeKind.Class or TypeKind.Struct
            && one.SpecialType == SpecialType.None
            && !one.IsTupleType
            && !known.IsA(one, "System.Collections.IEnumerable")
            && Add(Parse($"object.Equals({Of(expected)}, {Of(subject)})"), subject);
    }

    /// <summary>Assertions about how many there are: <c>Single(list)</c>, <c>NotEmpty(list)</c>, <c>Has.Count.EqualTo(2)</c>, <c>HaveCount(2)</c>.</summary>
    private bool AddCount(IInvocationOperation assertion)
    {
        var arguments = ArgumentsOf(assertion);
        var isStatic = IsOfAssert(assertion.TargetMethod);
        switch (assertion.TargetMethod.Name)
        {
            case "Single" or "ContainsSingle" when isStatic && arguments.Count == 1:
                return AddCount(arguments[0], "==", 1);

            case "NotEmpty" or "IsNotEmpty" when isStatic && arguments.Count == 1:
                return AddCount(arguments[0], ">", 0);

            case "HasCount" when isStatic && arguments.Count == 2 && arguments[0].ConstantValue is { HasValue: true, Value: int count }:
                return AddCount(arguments[1], "==", count);

            case "That" when isStatic && arguments.Count == 2
                && Operands.Unwrap(arguments[1]) is IInvocationOperation { TargetMethod.Name: "EqualTo", Instance: { } counted, Arguments: { Length: 1 } wanted }
                && Operands.Unwrap(counted) is IPropertyReferenceOperation { Property: { Name: "Count" or "Length", ContainingType.Name: "Has" } }
                && Operands.Unwrap(wanted[0].Value).ConstantValue is { HasValue: true, Value: int count }:
                return AddCount(arguments[0], "==", count);

            case "HaveCount" when assertion.Instance is { } instance
                && Operands.Unwrap(instance) is IInvocationOperation { TargetMethod.Name: "Should", Arguments: { Length: > 0 } subjects }
                && arguments.Count == 1
                && arguments[0].ConstantValue is { HasValue: true, Value: int count }:
                return AddCount(subjects[0].Value, "==", count);

            default:
                return false;
        }
    }

    /// <summary>NUnit's <c>Assert.That(number, Is.GreaterThan(1))</c>.</summary>
    private bool AddRelation(IInvocationOperation assertion)
        => IsOfAssert(assertion.TargetMethod)
            && ArgumentsOf(assertion) is { Count: 2 } arguments
            && Operands.Unwrap(arguments[1]) is IInvocationOperation { TargetMethod: { Name: var relation, ContainingType.Name: "Is" }, Arguments: { Length: 1 } bounds }
            && relation switch
            {
                "GreaterThan" => ">",
                "GreaterThanOrEqualTo" or "AtLeast" => ">=",
                "LessThan" => "<",
                "LessThanOrEqualTo" or "AtMost" => "<=",
                _ => null,
            } is { } comparison
            && AsWritten(Operands.Unwrap(arguments[0])) is { Type: { } type } subject
            && AsWritten(Operands.Unwrap(bounds[0].Value)) is { Type: { } other } bound
            && IsNumber(type)
            && IsNumber(other)
            && repeatable.Is(subject)
            && repeatable.Is(bound)
            && Add(Compared(subject, comparison, Operand(bound)), subject);

    /// <summary>xunit's <c>Assert.Contains(item, list)</c>, where the list compares its elements as the assertion does.</summary>
    private bool AddElement(IInvocationOperation assertion)
        => assertion.TargetMethod is { Name: "Contains", ContainingType: { Name: "Assert", ContainingNamespace.Name: "Xunit" } }
            && ArgumentsOf(assertion) is { Count: 2 } arguments
            && AsWritten(Operands.Unwrap(arguments[0])) is { Type: { } type } item
            && (HasOperator(type) || IsNumber(type))
            && AsWritten(Operands.Unwrap(arguments[1])) is var list
            && (list.Type?.SpecialType == SpecialType.System_String || (known.Is(list.Type, "System.Collections.Generic.List`1") && SymbolEqualityComparer.Default.Equals(((INamedTypeSymbol)list.Type!).TypeArguments[0], type)))
            && repeatable.Is(item)
            && repeatable.IsSafe(list)
            && Add(Parse($"{Receiver(list)}.Contains({Of(item)})"), list);

    private static List<IOperation> ArgumentsOf(IInvocationOperation assertion)
        => [.. assertion.Arguments.Where(argument => argument.ArgumentKind != ArgumentKind.DefaultValue).Select(argument => argument.Value)];

    private static bool IsOfAssert(IMethodSymbol method) => method.IsStatic && method.ContainingType.Name.EndsWith("Assert", StringComparison.Ordinal);

    private bool AddCount(IOperation collection, string comparison, int count)
    {
        var bare = Operands.Unwrap(collection);
        var subject = AsWritten(bare);
        if (count < 0 || !repeatable.IsSafe(subject) || subject.Type is not { } type || CountOf(type) is not { } name)
        {
            return false;
        }

        repeatable.LearnCount(bare, comparison == ">" ? 1 : count);
        return Add(Parse($"{Receiver(subject)}.{name} {comparison} {count}"), subject);
    }

    private bool Add(ExpressionSyntax part, IOperation subject)
    {
        // What is spread over lines has no place on one.
        if (part.ToString().Contains('\n') || CodeLayout.HasComments(part))
        {
            return false;
        }

        parts.Add(part);

        // What is in a collection changes without another collection in its place.
        mayChange |= repeatable.MayChange(subject) || (subject.Type?.SpecialType != SpecialType.System_String && known.IsA(subject.Type, "System.Collections.IEnumerable"));
        return true;
    }

    private string Text()
        => parts.Count == 1 ? parts[0].ToString() : string.Join(" && ", parts.Select(part => part is ConditionalExpressionSyntax || IsBinary(part, SyntaxKind.LogicalOrExpression, SyntaxKind.CoalesceExpression) ? $"({part})" : part.ToString()));

    private static ITypeSymbol? Bare(ITypeSymbol? type)
        => type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;

    private static bool IsNumber(ITypeSymbol type) => type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double;

    /// <summary>True for a type whose <c>==</c> says what an assertion calls equal.</summary>
    private static bool HasOperator(ITypeSymbol type)
        => type.SpecialType is SpecialType.System_Boolean or SpecialType.System_Char or SpecialType.System_String or SpecialType.System_DateTime
            || type.TypeKind == TypeKind.Enum
            || type.IsRecord
            || (type.Name is "Guid" or "DateTimeOffset" or "TimeSpan" or "DateOnly" or "TimeOnly" or "Uri" or "Version" or "BigInteger" && AssertionMethods.IsIn(type, "System"));

    private bool IsAtLeast(LanguageVersion version) => model.Compilation is CSharpCompilation { LanguageVersion: var present } && present >= version;
}
