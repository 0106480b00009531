using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.TestCode;

namespace ProdGap.Analyzers.CodeFixes.Testing.Polling;

/// <summary>
/// Tells what can be asked again and again while other threads work: asking changes nothing, and does not fail where the answer is not
/// there yet.
/// </summary>
internal sealed class RepeatableRead
{
    /// <summary>Calls in calls, as far as anybody should follow.</summary>
    private const int Deepest = 3;

    private static readonly HashSet<string> Questions = new(StringComparer.Ordinal)
    {
        "Contains", "ContainsKey", "Equals", "StartsWith", "EndsWith", "IndexOf", "IsNullOrEmpty", "IsNullOrWhiteSpace", "HasFlag", "GetValueOrDefault", "FromMilliseconds", "FromSeconds", "FromMinutes",
        "FromHours", "FromDays",
    };

    private readonly SemanticModel model;
    private readonly KnownTypes known;
    private readonly int depth;
    private readonly NullState presence;
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);

    /// <param name="member">The method or property whose code asks.</param>
    /// <param name="model">The model of its file.</param>
    public RepeatableRead(SyntaxNode member, SemanticModel model)
        : this(member, model, 0)
    {
    }

    private RepeatableRead(SyntaxNode member, SemanticModel model, int depth)
    {
        this.model = model;
        this.depth = depth;
        presence = new(member, model);
        known = KnownTypes.Of(model.Compilation);
    }

    /// <summary>From here on a value is known not to be null.</summary>
    public void LearnPresent(IOperation value) => presence.Learn(value);

    /// <summary>From here on something is known to have this many elements.</summary>
    public void LearnCount(IOperation collection, int count) => counts[collection.Syntax.ToString()] = count;

    /// <summary>True for a value that can be asked for again.</summary>
    public bool Is(IOperation? value)
    {
        if (value is null || value.ConstantValue.HasValue)
        {
            return value is not null;
        }

        switch (value)
        {
            case ILiteralOperation or IDefaultValueOperation or ITypeOfOperation or IInstanceReferenceOperation or IConditionalAccessInstanceOperation:
                return true;

            case ILocalReferenceOperation { IsDeclaration: false, Local.RefKind: RefKind.None } local:
                return !IsMock(local.Local);

            case IParameterReferenceOperation { Parameter.RefKind: RefKind.None }:
                return true;

            case IFieldReferenceOperation field:
                return !IsMock(field.Field) && (field.Instance is null || IsSafe(field.Instance));

            case IPropertyReferenceOperation { Arguments.IsEmpty: true } property:
                return (property.Instance is null || IsSafe(property.Instance)) && HasPlainGetter(property.Property);

            // The first of those of which there are enough.
            case IPropertyReferenceOperation { Arguments: { Length: 1 } indices, Instance: { } indexed } element:
                return IsWithin(indexed, indices[0].Value) && known.IsA(indexed.Type, "System.Collections.Generic.IReadOnlyList`1") && AssertionMethods.IsIn(element.Property.ContainingType, "System") && IsSafe(indexed);

            case IArrayElementReferenceOperation { Indices.Length: 1 } element:
                return IsWithin(element.ArrayReference, element.Indices[0]) && IsSafe(element.ArrayReference);

            case IConversionOperation conversion:
                return (conversion.OperatorMethod is null || AssertionMethods.IsIn(conversion.OperatorMethod.ContainingType, "System"))
                    && !conversion.IsChecked
                    && (conversion.IsImplicit || conversion.IsTryCast || (conversion.Type is { IsValueType: true } && conversion.Operand.Type is { IsValueType: true } operand && !IsNullable(operand)))
                    && Is(conversion.Operand);

            case IBinaryOperation { OperatorKind: not (BinaryOperatorKind.Divide or BinaryOperatorKind.Remainder), IsChecked: false } binary:
                return IsOfLanguage(binary.OperatorMethod) && Is(binary.LeftOperand) && Knowing(binary) && Is(binary.RightOperand);

            case IUnaryOperation { IsChecked: false } unary:
                return IsOfLanguage(unary.OperatorMethod) && Is(unary.Operand);

            case IIsPatternOperation pattern:
                return Is(pattern.Value) && IsPlain(pattern.Pattern);

            case IIsTypeOperation type:
                return Is(type.ValueOperand);

            case IConditionalOperation { WhenFalse: not null } choice:
                return Is(choice.Condition) && Is(choice.WhenTrue) && Is(choice.WhenFalse);

            case ICoalesceOperation coalesce:
                return Is(coalesce.Value) && Is(coalesce.WhenNull);

            case IConditionalAccessOperation access:
                return Is(access.Operation) && Is(access.WhenNotNull);

            case IObjectCreationOperation { Type: { IsValueType: true } type, Initializer: null } creation:
                return AssertionMethods.IsIn(type, "System") && creation.Arguments.All(argument => argument.Value.ConstantValue.HasValue);

            case IInvocationOperation call:
                return IsQuestion(call);

            default:
                return false;
        }
    }

    /// <summary>True for a value of which members can be read: it can be asked for, and is there.</summary>
    public bool IsSafe(IOperation value) => Is(value) && presence.Has(value);

    /// <summary>True for a value that may be another one when it is asked for again.</summary>
    public bool MayChange(IOperation value)
        => value.DescendantsAndSelf().Any(part => part switch
        {
            IPropertyReferenceOperation or IInvocationOperation or IArrayElementReferenceOperation => true,
            IFieldReferenceOperation field => !field.Field.IsConst && !field.Field.IsReadOnly,
            ILocalReferenceOperation local => presence.IsWrittenMeanwhile(local.Local.Name),
            _ => false,
        });

    private static bool IsNullable(ITypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    private bool IsWithin(IOperation collection, IOperation index)
        => index.ConstantValue is { HasValue: true, Value: int at and >= 0 } && counts.TryGetValue(collection.Syntax.ToString(), out var count) && at < count;

    /// <summary>The operators of numbers, texts and the like; those of other types are code.</summary>
    private static bool IsOfLanguage(IMethodSymbol? method) => method is null || AssertionMethods.IsIn(method.ContainingType, "System") || method.ContainingType.IsRecord;

    /// <summary>Takes along what the left side of <c>&amp;&amp;</c> says.</summary>
    private bool Knowing(IBinaryOperation binary)
    {
        if (binary.OperatorKind == BinaryOperatorKind.ConditionalAnd)
        {
            switch (binary.LeftOperand)
            {
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals, RightOperand.ConstantValue: { HasValue: true, Value: null } } compared:
                    LearnPresent(Operands.Unwrap(compared.LeftOperand));
                    break;
                case IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } } } pattern:
                    LearnPresent(Operands.Unwrap(pattern.Value));
                    break;
            }
        }

        return true;
    }

    private static bool IsPlain(IPatternOperation pattern)
        => pattern switch
        {
            IConstantPatternOperation or IRelationalPatternOperation or ITypePatternOperation => true,
            INegatedPatternOperation negated => IsPlain(negated.Pattern),
            IBinaryPatternOperation both => IsPlain(both.LeftPattern) && IsPlain(both.RightPattern),
            _ => false,
        };

    /// <summary>True for what a mocking library made: it remembers each question.</summary>
    private static bool IsMock(ISymbol variable)
        => variable.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } value } && Mocks(value))
            || (variable is IFieldSymbol { ContainingType: var type } && type.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax().DescendantNodes().OfType<AssignmentExpressionSyntax>()
                .Any(assignment => Mocks(assignment.Right) && assignment.Left.ToString() is var left && (left == variable.Name || left == "this." + variable.Name))));

    private static bool Mocks(ExpressionSyntax value)
        => value.ToString() is var text
            && (text.Contains("Substitute.For") || text.Contains("Mock.Of") || text.Contains("A.Fake") || text.StartsWith("new Mock<", StringComparison.Ordinal) || text.EndsWith(".Object", StringComparison.Ordinal));

    /// <summary>True for a property whose getter only reads, as far as it can be seen; elsewhere getters are trusted, except those that wait or fail.</summary>
    private bool HasPlainGetter(IPropertySymbol property)
    {
        if (property.GetMethod is null || property.RefKind != RefKind.None || MockLibraries.Declare(property.ContainingType))
        {
            return false;
        }

        if (property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not { } declaration)
        {
            return property.Name is not ("Result" or "Value" or "Next" or "Exception" or "ExitCode" or "Current");
        }

        if (property.IsAbstract || declaration is ParameterSyntax)
        {
            return true;
        }

        var getter = declaration is PropertyDeclarationSyntax { ExpressionBody: { } arrow }
            ? arrow
            : (declaration as PropertyDeclarationSyntax)?.AccessorList?.Accessors.FirstOrDefault(accessor => accessor.IsKind(SyntaxKind.GetAccessorDeclaration)) as SyntaxNode;
        return getter is AccessorDeclarationSyntax { Body: null, ExpressionBody: null } || (getter is not null && IsHarmless(getter, declaration));
    }

    private bool IsQuestion(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if ((call.Instance is not null && !IsSafe(call.Instance)) || MockLibraries.Declare(method.ContainingType))
        {
            return false;
        }

        if (method is { Name: "Read", ContainingType.Name: "Volatile" or "Interlocked" } && AssertionMethods.IsIn(method.ContainingType, "System.Threading"))
        {
            return call.Arguments.Length == 1 && Is(call.Arguments[0].Value);
        }

        // To put a constant where there is the same one is to read.
        if (method is { Name: "CompareExchange", ContainingType.Name: "Interlocked" } && AssertionMethods.IsIn(method.ContainingType, "System.Threading"))
        {
            return call.Arguments is { Length: 3 } compared
                && compared[1].Value.ConstantValue is { HasValue: true, Value: var one }
                && compared[2].Value.ConstantValue is { HasValue: true, Value: var other }
                && Equals(one, other)
                && Is(compared[0].Value);
        }

        if (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is MethodDeclarationSyntax declaration)
        {
            return !method.IsAbstract && !method.IsAsync && AreValues(call) && (method.ReducedFrom ?? method).Parameters.All(parameter => parameter.RefKind == RefKind.None) && IsHarmless(declaration, declaration);
        }

        return AssertionMethods.IsIn(method.ContainingType, "System") && (method.ContainingType.Name switch
        {
            // What is copied while it grows fails.
            "Enumerable" => depth > 0 && IsInLock(call) && AreValues(call),
            "File" or "Directory" => method.Name == "Exists" && AreValues(call),
            _ => method.Name == "TryGetValue" ? depth > 0 && Is(call.Arguments[0].Value) : IsKnown(method) && AreValues(call),
        });
    }

    private static bool IsKnown(IMethodSymbol method)
        => Questions.Contains(method.Name) || (method.Name == "ToString" && method.ContainingType.SpecialType != SpecialType.None) || method.ContainingType.Name == "Math";

    private bool AreValues(IInvocationOperation call) => call.Arguments.All(argument => argument.ArgumentKind == ArgumentKind.DefaultValue || Is(argument.Value));

    private static bool IsInLock(IOperation operation)
    {
        for (var around = operation.Parent; around is not null; around = around.Parent)
        {
            if (around is ILockOperation)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for code of the solution that only reads and answers.</summary>
    private bool IsHarmless(SyntaxNode code, SyntaxNode declaration)
    {
        if (depth >= Deepest || OtherFile.ModelOf(declaration.SyntaxTree, model.Compilation) is not { } itsModel)
        {
            return false;
        }

        var inside = new RepeatableRead(declaration, itsModel, depth + 1);
        return itsModel.GetOperation(code) switch
        {
            IMethodBodyOperation body => inside.Answers(body.BlockBody ?? body.ExpressionBody),
            { } other => inside.Answers(other),
            _ => false,
        };
    }

    private bool Answers(IOperation? statement)
        => statement switch
        {
            IBlockOperation block => block.Operations.All(Answers),
            IReturnOperation { Kind: OperationKind.Return } answer => Is(answer.ReturnedValue),
            IConditionalOperation choice => Is(choice.Condition) && Answers(choice.WhenTrue) && (choice.WhenFalse is null || Answers(choice.WhenFalse)),
            ILockOperation held => Is(held.LockedValue) && Answers(held.Body),
            IVariableDeclarationGroupOperation group => group.Declarations.All(declaration => declaration.Declarators.All(variable => variable.GetVariableInitializer() is { } value && Is(value.Value))),
            _ => false,
        };
}
