using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.TestCode;

namespace ProdGap.Analyzers.Testing.Assertions;

/// <summary>Flags a test that no result can fail: it asserts nothing, expects no exception and verifies no mock.</summary>
public sealed class PG4002AssertlessTest : TestingRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG4002",
        "Test without assertions",
        "'{0}' asserts nothing, so it passes whatever the code does; assert the expected result or effect",
        "The test is green while the feature is broken, and the coverage report counts the code as tested.",
        DiagnosticSeverity.Info);

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override Code About => Code.Tests;

    internal override void Register(RuleActions actions) => actions.OnSyntax(Analyze, SyntaxKind.MethodDeclaration);

    private static void Analyze(RuleContext context)
    {
        var method = (MethodDeclarationSyntax)context.Node;
        if (method.AttributeLists.Count > 0
            && (method.Body is not null || method.ExpressionBody is not null)
            && !TestNames.SayThatRunningIsEnough(method.Identifier.ValueText)
            && context.Model.GetDeclaredSymbol(method, context.CancellationToken) is { } test
            && TestFrameworks.Of(context.Known).FrameworkOf(test) != TestFramework.None
            && !Expects(test, context.Known)
            && !TestFrameworks.Of(context.Known).IsSkipped(test)
            && !Asserts(context)
            && !AssertsAround(test.ContainingType, context))
        {
            context.Report(Gap, method.Identifier.GetLocation(), method.Identifier.ValueText);
        }
    }

    /// <summary>True where the framework itself compares the result, waits for an exception, or ends a test that hangs.</summary>
    private static bool Expects(IMethodSymbol test, KnownTypes known)
    {
        // A result: NUnit compares it, property tests do.
        if (!test.ReturnsVoid && test.ReturnType is not INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: 0 })
        {
            return true;
        }

        foreach (var attribute in test.GetAttributes())
        {
            if (attribute.AttributeClass is not { } type
                || type.TypeKind == TypeKind.Error
                || type.Name is "TimeoutAttribute" or "MaxTimeAttribute" or "CancelAfterAttribute" or "PropertyAttribute"
                || known.IsA(type, "Microsoft.VisualStudio.TestTools.UnitTesting.ExpectedExceptionBaseAttribute")
                || attribute.NamedArguments.Any(argument => argument.Key is "Timeout" or "ExpectedResult"))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Asserts(RuleContext context)
    {
        // Without an operation the code does not compile, and is not judged.
        if (context.Model.GetOperation(context.Node, context.CancellationToken) is not { } body)
        {
            return true;
        }

        foreach (var operation in body.DescendantsAndSelf())
        {
            if (Asserts(operation, context))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Asserts(IOperation operation, RuleContext context)
    {
        switch (operation)
        {
            case IInvalidOperation or IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IDynamicObjectCreationOperation:
                return true;

            case IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } call:
                // What a variable of the test holds is in the test; what it was handed may be anything.
                return call.Instance is not ILocalReferenceOperation;

            case IInvocationOperation call:
                return Asserts(call.TargetMethod, context);

            case IMethodReferenceOperation reference:
                return Asserts(reference.Method, context);

            case IPropertyReferenceOperation { Property: var property }:
                return IsOurs(property, context) && AssertingHelpers.Of(context.Known).Assert(property, context.Model.Compilation, context.CancellationToken);

            case IFieldReferenceOperation { Field: var field }:
                return field.Name == "Strict" && context.Known.Is(field.ContainingType, "Moq.MockBehavior");

            case IObjectCreationOperation { Type: INamedTypeSymbol type }:
                return IsOurs(type, context)
                    ? AssertingHelpers.Of(context.Known).AnyIn(type.OriginalDefinition, context.Model.Compilation, context.CancellationToken)
                    : AssertionMethods.Of(context.Known).MayAssert(type.ContainingAssembly);

            case IThrowOperation:
                return !IsWholeLambda(operation);

            default:
                return false;
        }
    }

    private static bool Asserts(IMethodSymbol method, RuleContext context)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        if (!IsOurs(method, context))
        {
            return AssertionMethods.Of(context.Known).Asserts(method);
        }

        // A class that derives from this one may assert where this one leaves room for it.
        return (method.IsAbstract && method.ContainingType?.TypeKind == TypeKind.Class)
            || method.IsVirtual
            || AssertionMethods.Of(context.Known).IsAssertion(method)
            || AssertingHelpers.Of(context.Known).Assert(method, context.Model.Compilation, context.CancellationToken);
    }

    /// <summary>True where what runs before or after each test of a class asserts.</summary>
    private static bool AssertsAround(INamedTypeSymbol? type, RuleContext context)
    {
        for (; type is not null && type.SpecialType != SpecialType.System_Object; type = type.BaseType)
        {
            if (!IsOurs(type, context))
            {
                return type.TypeKind == TypeKind.Error || AssertionMethods.Of(context.Known).MayAssert(type.ContainingAssembly);
            }

            foreach (var reference in type.DeclaringSyntaxReferences)
            {
                if (reference.GetSyntax(context.CancellationToken) is TypeDeclarationSyntax declaration)
                {
                    foreach (var member in declaration.Members)
                    {
                        if (RunsAroundTests(member) && AssertingHelpers.Of(context.Known).Assert(member, context.Model.Compilation, context.CancellationToken))
                        {
                            return true;
                        }
                    }
                }
            }
        }

        return false;
    }

    private static bool RunsAroundTests(MemberDeclarationSyntax member)
        => member switch
        {
            FieldDeclarationSyntax or ConstructorDeclarationSyntax or DestructorDeclarationSyntax or PropertyDeclarationSyntax { Initializer: not null } => true,
            MethodDeclarationSyntax { AttributeLists.Count: 0, Identifier.ValueText: "Dispose" or "DisposeAsync" or "InitializeAsync" or "DisposeAsyncCore" } => true,
            MethodDeclarationSyntax method => IsMarkedAs(method),
            _ => false,
        };

    /// <summary>True for the methods that NUnit, MSTest and TUnit run before and after tests.</summary>
    private static bool IsMarkedAs(MethodDeclarationSyntax method)
    {
        foreach (var list in method.AttributeLists)
        {
            foreach (var attribute in list.Attributes)
            {
                var name = attribute.Name is QualifiedNameSyntax qualified ? qualified.Right.Identifier.ValueText : (attribute.Name as SimpleNameSyntax)?.Identifier.ValueText;
                if (name is "SetUp" or "TearDown" or "OneTimeSetUp" or "OneTimeTearDown" or "TestInitialize" or "TestCleanup" or "ClassCleanup" or "ClassInitialize" or "Before" or "After")
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsOurs(ISymbol symbol, RuleContext context) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, context.Model.Compilation.Assembly);

    /// <summary>True for <c>() => throw …</c>: a failure that the test hands to the code.</summary>
    private static bool IsWholeLambda(IOperation thrown)
    {
        for (var node = thrown.Syntax.Parent; node is ExpressionStatementSyntax or BlockSyntax or ThrowStatementSyntax or AnonymousFunctionExpressionSyntax; node = node.Parent)
        {
            if (node is AnonymousFunctionExpressionSyntax)
            {
                return true;
            }
        }

        return thrown.Syntax.Parent is AnonymousFunctionExpressionSyntax;
    }
}
