using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.TestCode;

namespace ProdGap.Analyzers.Testing.Assertions;

/// <summary>Values that a test gets back from its own mock.</summary>
internal static class MockedValues
{
    private static readonly ConditionalWeakTable<SyntaxTree, object> SetUps = new();

    /// <summary>False for a file that tells no mock what to answer.</summary>
    public static bool MayBeIn(SyntaxTree tree)
        => (bool)SetUps.GetValue(tree, static tree =>
        {
            foreach (var node in tree.GetRoot().DescendantNodes())
            {
                if (node is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Returns" or "ReturnsAsync" })
                {
                    return true;
                }
            }

            return false;
        });

    /// <summary>True where a value is what the test told a mock to answer, and the test asked the mock itself.</summary>
    /// <param name="value">What the assertion is about.</param>
    /// <param name="expected">What it compares with; null where it asks for no particular value.</param>
    /// <param name="known">The types of the project.</param>
    public static bool Answers(IOperation value, IOperation? expected, KnownTypes known)
    {
        var answer = value is ILocalReferenceOperation local ? Operands.Initializer(local) : value;
        answer = answer is null ? null : Awaited(answer);
        var (member, mock) = answer switch
        {
            IInvocationOperation { Instance: { } instance } call => (call.TargetMethod, MockBehind(instance, known)),
            IPropertyReferenceOperation { Instance: { } instance } property => ((ISymbol)property.Property, MockBehind(instance, known)),
            _ => (null, null),
        };

        if (mock is null || !MayBeIn(value.Syntax.SyntaxTree) || value.Syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } test || value.SemanticModel is not { } model)
        {
            return false;
        }

        foreach (var node in test.DescendantNodes())
        {
            if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Returns" or "ReturnsAsync" } } set
                && set.SpanStart < value.Syntax.SpanStart
                && model.GetOperation(set) is IInvocationOperation returns
                && IsOfMockLibrary(returns.TargetMethod, known)
                && IsSetUpOf(returns, member!, mock, known)
                && (expected is null || Says(returns, expected)))
            {
                return true;
            }
        }

        return false;
    }

    private static IOperation Awaited(IOperation value)
    {
        value = Operands.Unwrap(value);
        if (value is IAwaitOperation wait)
        {
            value = Operands.Unwrap(wait.Operation);
            return value is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } task } ? Operands.Unwrap(task) : value;
        }

        return value is IPropertyReferenceOperation { Property: { Name: "Result", ContainingType.Name: "Task" or "ValueTask" }, Instance: { } waited } ? Operands.Unwrap(waited) : value;
    }

    /// <summary>The variable that holds the mock behind an object: <c>mock</c> of <c>mock.Object</c>, or the substitute itself.</summary>
    private static ISymbol? MockBehind(IOperation instance, KnownTypes known)
    {
        instance = Operands.Unwrap(instance);
        if (instance is IPropertyReferenceOperation { Property: { Name: "Object", ContainingType: var type }, Instance: { } mock } && known.IsA(type, "Moq.Mock"))
        {
            return VariableOf(mock);
        }

        return known.Has("NSubstitute.SubstituteExtensions") ? VariableOf(instance) : null;
    }

    private static ISymbol? VariableOf(IOperation value)
        => Operands.Unwrap(value) switch
        {
            ILocalReferenceOperation local => local.Local,
            IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field => field.Field,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => null,
        };

    /// <summary>True for a set-up by a library whose own tests these are not.</summary>
    private static bool IsOfMockLibrary(IMethodSymbol method, KnownTypes known)
        => !known.IsOfSolution(method.ContainingAssembly) && MockLibraries.Declare(method.ContainingType);

    private static bool IsSetUpOf(IInvocationOperation returns, ISymbol member, ISymbol mock, KnownTypes known)
    {
        var source = returns.Instance ?? returns.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value;
        if (source is null)
        {
            return false;
        }

        source = Operands.Unwrap(source);

        // mock.Setup(m => m.Member(…)).Returns(…)
        if (source is IInvocationOperation { TargetMethod.Name: "Setup" or "SetupGet", Instance: { } owner } setup)
        {
            return Same(VariableOf(owner), mock)
                && setup.Arguments.Length > 0
                && setup.Arguments[0].Value.DescendantsAndSelf().Any(part => Same(MemberOf(part), member));
        }

        // substitute.Member(…).Returns(…)
        return known.Has("NSubstitute.SubstituteExtensions")
            && Same(MemberOf(source), member)
            && source switch
            {
                IInvocationOperation { Instance: { } instance } => Same(VariableOf(instance), mock),
                IPropertyReferenceOperation { Instance: { } instance } => Same(VariableOf(instance), mock),
                _ => false,
            };
    }

    private static ISymbol? MemberOf(IOperation operation)
        => operation switch
        {
            IInvocationOperation call => call.TargetMethod,
            IPropertyReferenceOperation property => property.Property,
            _ => null,
        };

    private static bool Same(ISymbol? one, ISymbol? other) => one is not null && SymbolEqualityComparer.Default.Equals(one, other);

    /// <summary>True where the answer that was set up is the expected value.</summary>
    private static bool Says(IInvocationOperation returns, IOperation expected)
    {
        foreach (var argument in returns.Arguments)
        {
            var answer = Operands.Unwrap(argument.Value);
            if (Operands.AreOneVariable(answer, expected)
                || (answer.ConstantValue is { HasValue: true, Value: { } said } && expected.ConstantValue is { HasValue: true, Value: { } wanted } && said.Equals(wanted)))
            {
                return true;
            }
        }

        return false;
    }
}
