using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Lookup;

namespace ProdGap.Analyzers.Core.Operations;

/// <summary>
/// A delegate that says yes whatever it is given: a lambda, an anonymous method, a method or a local function, or a variable that holds one. A
/// throw, a comparison that is returned, and a call that may refuse end it.
/// </summary>
internal static class AlwaysTrue
{
    /// <summary>A variable of a variable is followed this far.</summary>
    private const int Depth = 3;

    /// <summary>What the names of methods that leave with an exception begin with.</summary>
    private static readonly string[] Refusals = ["Throw", "Ensure", "Require", "Demand", "Verify", "Validate", "Check", "Guard"];

    /// <summary>What the names of methods that only write something down begin with.</summary>
    private static readonly string[] Notes = ["Log", "Write", "Print", "Trace", "Track", "Record", "Count", "Report", "Notify", "Warn", "Info", "Debug"];

    /// <summary>True for a value that is such a delegate.</summary>
    public static bool Is(IOperation value, SemanticModel model, CancellationToken cancellationToken) => Is(value, model, Depth, cancellationToken);

    private static bool Is(IOperation value, SemanticModel model, int depth, CancellationToken cancellationToken)
    {
        if (DelegateBody.Of(value, model, cancellationToken) is var (_, body))
        {
            return Answers(body);
        }

        value = Operands.Unwrap(value);
        value = value is IDelegateCreationOperation { Target: var target } ? target : value;
        return depth > 0
            && value is ILocalReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation
            && Held(value, model, cancellationToken) is var (held, its)
            && Is(held, its, depth - 1, cancellationToken);
    }

    /// <summary>What a variable, a read-only field or a property holds from its declaration on.</summary>
    private static (IOperation Value, SemanticModel Model)? Held(IOperation reference, SemanticModel model, CancellationToken cancellationToken)
    {
        var value = reference switch
        {
            ILocalReferenceOperation { Local: var local } => InitialValue.SyntaxOf(local, reference.Syntax.SyntaxTree, cancellationToken),
            IFieldReferenceOperation { Field: { IsReadOnly: true, DeclaringSyntaxReferences: { Length: 1 } declared } field } => InitialValue.SyntaxOf(field, declared[0].SyntaxTree, cancellationToken),
            IFieldReferenceOperation { Field: var field } => InitialValue.SyntaxOf(field, reference.Syntax.SyntaxTree, cancellationToken),
            IPropertyReferenceOperation { Property: { SetMethod: null, DeclaringSyntaxReferences: { Length: 1 } declared } } when declared[0].GetSyntax(cancellationToken) is PropertyDeclarationSyntax property => property.ExpressionBody?.Expression ?? property.Initializer?.Value,
            _ => null,
        };
        return value is not null && OtherFile.ModelOf(value.SyntaxTree, model.Compilation, model) is { } its && its.GetOperation(value, cancellationToken) is { } held ? (held, its) : null;
    }

    /// <summary>True when every return of a body gives the constant.</summary>
    private static bool Answers(IOperation body)
    {
        var answers = false;
        foreach (var part in body.DescendantsAndSelf(skip: static inner => inner is IAnonymousFunctionOperation or ILocalFunctionOperation))
        {
            switch (part)
            {
                case IThrowOperation or IInvalidOperation:
                case IInvocationOperation call when MayRefuse(call):
                case IReturnOperation { ReturnedValue: { } value } when !IsTrue(value, Depth):
                    return false;

                case IReturnOperation { ReturnedValue: not null }:
                    answers = true;
                    break;
            }
        }

        return answers;
    }

    /// <summary>True for a call that may leave with an exception: one named so, and one of the solution's own that looks at what the delegate is given.</summary>
    public static bool MayRefuse(IInvocationOperation call)
        => BeginsWithOne(call.TargetMethod.Name, Refusals)
            || (!call.TargetMethod.DeclaringSyntaxReferences.IsEmpty
                && !BeginsWithOne(call.TargetMethod.Name, Notes)
                && call.Arguments.Any(static argument => argument.DescendantsAndSelf(skip: static inner => inner is IAnonymousFunctionOperation).Any(static part => part is IParameterReferenceOperation)));

    private static bool BeginsWithOne(string name, string[] words) => Array.Exists(words, word => name.StartsWith(word, StringComparison.Ordinal));

    /// <summary>True for a condition that holds whatever its parts are.</summary>
    private static bool IsTrue(IOperation value, int depth)
    {
        while (true)
        {
            value = Operands.Unwrap(value);
            if (value.ConstantValue is { HasValue: true, Value: var constant })
            {
                return constant is true;
            }

            switch (value)
            {
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or } either:
                    if (depth > 0 && IsTrue(either.RightOperand, depth - 1))
                    {
                        return true;
                    }

                    value = either.LeftOperand;
                    break;

                case IConditionalOperation { WhenFalse: { } otherwise } choice when depth > 0:
                    return IsTrue(choice.WhenTrue, depth - 1) && IsTrue(otherwise, depth - 1);

                case ILocalReferenceOperation { SemanticModel: { } model } local when depth > 0:
                    return InitialValue.Of(local.Local, model) is { ConstantValue: { HasValue: true, Value: true } };

                default:
                    return false;
            }
        }
    }
}
