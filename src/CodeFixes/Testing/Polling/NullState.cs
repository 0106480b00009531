using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Operations;

namespace ProdGap.Analyzers.CodeFixes.Testing.Polling;

/// <summary>Tells whether a value is there, and not null, while other threads may still be about to set it.</summary>
/// <param name="member">The method or property whose code asks.</param>
/// <param name="model">The model of its file.</param>
internal sealed class NullState(SyntaxNode member, SemanticModel model)
{
    private readonly HashSet<string> learned = new(StringComparer.Ordinal);

    /// <summary>From here on a value is known not to be null.</summary>
    public void Learn(IOperation value) => learned.Add(value.Syntax.ToString());

    /// <summary>True for a value that is not null when the first question comes, if it is not null at the end.</summary>
    public bool Has(IOperation value)
    {
        value = value is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand : value;
        if (value is IInstanceReferenceOperation or IConditionalAccessInstanceOperation
            || value.ConstantValue is { HasValue: true, Value: not null }
            || (value.Type is { IsValueType: true } type && type.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T)
            || learned.Contains(value.Syntax.ToString()))
        {
            return true;
        }

        switch (value)
        {
            case ILocalReferenceOperation local:
                return !IsWrittenMeanwhile(local.Local.Name);

            case IParameterReferenceOperation parameter:
                return !IsWrittenMeanwhile(parameter.Parameter.Name);

            case IFieldReferenceOperation { Field: var field }:
                return field.IsReadOnly || ((field.NullableAnnotation == NullableAnnotation.NotAnnotated || IsSeenThere(value)) && !IsNullAtFirst(field)) || IsOfSetUp(field);

            case IPropertyReferenceOperation { Property: var property }:
                return (property.NullableAnnotation == NullableAnnotation.NotAnnotated || IsSeenThere(value)) && !IsNullAtFirst(property);

            case IInvocationOperation { TargetMethod: var method }:
                return method.ReturnNullableAnnotation == NullableAnnotation.NotAnnotated && !IsNullAtFirst(method);

            default:
                return false;
        }
    }

    /// <summary>True where the compiler knows that a value is not null, and was not only told so.</summary>
    private bool IsSeenThere(IOperation value)
        => value.Syntax is ExpressionSyntax { Parent: not PostfixUnaryExpressionSyntax } expression && model.GetTypeInfo(expression).Nullability is { FlowState: NullableFlowState.NotNull, Annotation: not NullableAnnotation.None };

    /// <summary>True for <c>= null!</c> and <c>=> found!</c>: declared as there, and set by somebody later.</summary>
    private static bool IsNullAtFirst(ISymbol symbol)
        => symbol.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is var declaration
            && (declaration is VariableDeclaratorSyntax { Initializer.Value.RawKind: (int)SyntaxKind.NullLiteralExpression or (int)SyntaxKind.DefaultLiteralExpression or (int)SyntaxKind.DefaultExpression }
                || declaration.DescendantNodes().Any(node => node.IsKind(SyntaxKind.SuppressNullableWarningExpression))));

    /// <summary>True for a variable of the method that code inside it writes, which may run at any time.</summary>
    public bool IsWrittenMeanwhile(string name)
    {
        foreach (var function in member.DescendantNodes())
        {
            if (function is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax && function.DescendantNodes().OfType<IdentifierNameSyntax>().Any(use => use.Identifier.ValueText == name && InitialValue.IsWritten(use)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a field that only constructors and what runs before each test set.</summary>
    private static bool IsOfSetUp(IFieldSymbol field)
    {
        if (field.DeclaredAccessibility is not (Accessibility.Private or Accessibility.NotApplicable))
        {
            return false;
        }

        var isSet = false;
        foreach (var reference in field.ContainingType.DeclaringSyntaxReferences)
        {
            foreach (var use in reference.GetSyntax().DescendantNodes().OfType<IdentifierNameSyntax>())
            {
                if (use.Identifier.ValueText != field.Name || !InitialValue.IsWritten(use))
                {
                    continue;
                }

                isSet = true;
                foreach (var around in use.Ancestors())
                {
                    if (around is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)
                    {
                        return false;
                    }

                    if (around is MemberDeclarationSyntax)
                    {
                        if (around is not ConstructorDeclarationSyntax && !(around is MethodDeclarationSyntax method && RunsBefore(method)))
                        {
                            return false;
                        }

                        break;
                    }
                }
            }
        }

        return isSet || (field.DeclaringSyntaxReferences.All(reference => reference.GetSyntax() is VariableDeclaratorSyntax { Initializer: not null }) && !IsNullAtFirst(field));
    }

    private static bool RunsBefore(MethodDeclarationSyntax method)
        => method.Identifier.ValueText == "InitializeAsync"
            || method.AttributeLists.Any(list => list.Attributes.Any(attribute => attribute.Name.ToString() is "SetUp" or "OneTimeSetUp" or "TestInitialize" or "ClassInitialize"));
}
