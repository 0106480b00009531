using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Operations;

namespace ProdGap.Analyzers.Core.TestCode;

/// <summary>What an assertion says about its subject.</summary>
internal enum AssertionKind
{
    True,
    False,
    NotNull,
    Equal,
    Same,
    IsType,
}

/// <summary>One assertion, in whatever library's words it is written.</summary>
internal sealed class Assertion(AssertionKind kind, IOperation subject, IOperation? expected = null, ITypeSymbol? type = null)
{
    /// <summary>The names of all methods that can make a claim.</summary>
    public static readonly string[] Names =
    [
        "True", "False", "NotNull", "Equal", "StrictEqual", "Equivalent", "Same", "IsType", "IsAssignableFrom",
        "IsTrue", "IsFalse", "IsNotNull", "AreEqual", "AreSame", "IsInstanceOf", "IsInstanceOfType", "IsExactInstanceOfType", "That",
        "BeTrue", "BeFalse", "NotBeNull", "Be", "BeSameAs", "BeEquivalentTo", "BeOfType", "BeAssignableTo",
        "ShouldBeTrue", "ShouldBeFalse", "ShouldNotBeNull", "ShouldBe", "ShouldBeSameAs", "ShouldBeEquivalentTo", "ShouldBeOfType",
    ];

    public AssertionKind Kind { get; } = kind;

    /// <summary>What is claimed about.</summary>
    public IOperation Subject { get; } = Operands.Unwrap(subject);

    /// <summary>What it is compared with.</summary>
    public IOperation? Expected { get; } = expected is null ? null : Operands.Unwrap(expected);

    /// <summary>The type that it is said to be of.</summary>
    public ITypeSymbol? Type { get; } = type;

    /// <summary>The claim that a call makes; null for other calls, and for comparisons by a comparer or with a tolerance.</summary>
    public static Assertion? Of(IInvocationOperation call, KnownTypes known)
    {
        var method = call.TargetMethod;
        if (method.ContainingType is not { } type || !AssertionMethods.Of(known).IsAssertion(method))
        {
            return null;
        }

        if (AssertionMethods.IsIn(type, "FluentAssertions") || AssertionMethods.IsIn(type, "AwesomeAssertions"))
        {
            return OfFluent(call);
        }

        if (AssertionMethods.IsIn(type, "Shouldly"))
        {
            return OfShouldly(call);
        }

        if (!type.Name.EndsWith("Assert", StringComparison.Ordinal) || !method.IsStatic || type.Name is "StringAssert" or "CollectionAssert")
        {
            return null;
        }

        return call.TargetMethod.Name switch
        {
            "That" => OfConstraint(call),
            "Equal" or "StrictEqual" or "Equivalent" or "AreEqual" => Two(AssertionKind.Equal, call),
            "Same" or "AreSame" => Two(AssertionKind.Same, call),
            "True" or "IsTrue" => One(AssertionKind.True, call),
            "False" or "IsFalse" => One(AssertionKind.False, call),
            "NotNull" or "IsNotNull" => One(AssertionKind.NotNull, call),
            "IsType" or "IsAssignableFrom" or "IsInstanceOf" or "IsInstanceOfType" or "IsExactInstanceOfType" => One(AssertionKind.IsType, call),
            _ => null,
        };
    }

    private static Assertion? One(AssertionKind kind, IInvocationOperation call)
        => At(call, 0) is { } subject && (kind != AssertionKind.IsType || call.TargetMethod.TypeArguments.Length == 1)
            ? new(kind, subject, type: kind == AssertionKind.IsType ? call.TargetMethod.TypeArguments[0] : null)
            : null;

    private static Assertion? Two(AssertionKind kind, IInvocationOperation call, int from = 0)
    {
        for (var i = from + 2; i < call.TargetMethod.Parameters.Length; i++)
        {
            if (!IsMessage(call.TargetMethod.Parameters[i]) && At(call, i) is not null)
            {
                return null;
            }
        }

        return At(call, from) is { } first && At(call, from + 1) is { } second ? new(kind, second, first) : null;
    }

    private static bool IsMessage(IParameterSymbol parameter)
        => parameter.Type.SpecialType == SpecialType.System_String || parameter.IsParams || parameter.Type.Name.EndsWith("Handler", StringComparison.Ordinal);

    /// <summary>NUnit's <c>Assert.That(condition)</c> and <c>Assert.That(value, Is.…)</c>.</summary>
    private static Assertion? OfConstraint(IInvocationOperation call)
    {
        if (!AssertionMethods.IsIn(call.TargetMethod.ContainingType, "NUnit.Framework") || At(call, 0) is not { } subject)
        {
            return null;
        }

        // A message is text, or NUnit's own type for it.
        if (At(call, 1) is not { } second || call.TargetMethod.Parameters[1].Type.Name != "IResolveConstraint")
        {
            return Operands.Unwrap(subject).Type?.SpecialType == SpecialType.System_Boolean ? new(AssertionKind.True, subject) : null;
        }

        return Operands.Unwrap(second) switch
        {
            IPropertyReferenceOperation { Property: { Name: "True", ContainingType.Name: "Is" } } => new(AssertionKind.True, subject),
            IPropertyReferenceOperation { Property: { Name: "False", ContainingType.Name: "Is" } } => new(AssertionKind.False, subject),
            IPropertyReferenceOperation { Property.Name: "Null", Instance: IPropertyReferenceOperation { Property: { Name: "Not", ContainingType.Name: "Is" } } }
                => new(AssertionKind.NotNull, subject),
            IInvocationOperation { TargetMethod: { Name: "EqualTo", ContainingType.Name: "Is" } } constraint when At(constraint, 0) is { } expected
                => new(AssertionKind.Equal, subject, expected),
            IInvocationOperation { TargetMethod: { Name: "SameAs", ContainingType.Name: "Is" } } constraint when At(constraint, 0) is { } expected
                => new(AssertionKind.Same, subject, expected),
            _ => null,
        };
    }

    /// <summary><c>value.Should().Be(…)</c>.</summary>
    private static Assertion? OfFluent(IInvocationOperation call)
    {
        if (call.Instance is not { } instance
            || Operands.Unwrap(instance) is not IInvocationOperation { TargetMethod.Name: "Should" } should
            || At(should, 0) is not { } subject)
        {
            return null;
        }

        return call.TargetMethod.Name switch
        {
            "BeTrue" => new(AssertionKind.True, subject),
            "BeFalse" => new(AssertionKind.False, subject),
            "NotBeNull" => new(AssertionKind.NotNull, subject),
            "Be" or "BeEquivalentTo" or "Equal" when IsPlain(call) && At(call, 0) is { } expected => new(AssertionKind.Equal, subject, expected),
            "BeSameAs" when At(call, 0) is { } expected => new(AssertionKind.Same, subject, expected),
            "BeOfType" or "BeAssignableTo" when call.TargetMethod.TypeArguments.Length == 1 => new(AssertionKind.IsType, subject, type: call.TargetMethod.TypeArguments[0]),
            _ => null,
        };
    }

    private static Assertion? OfShouldly(IInvocationOperation call)
        => At(call, 0) is not { } subject ? null : call.TargetMethod.Name switch
        {
            "ShouldBeTrue" => new(AssertionKind.True, subject),
            "ShouldBeFalse" => new(AssertionKind.False, subject),
            "ShouldNotBeNull" => new(AssertionKind.NotNull, subject),
            "ShouldBe" or "ShouldBeEquivalentTo" => Two(AssertionKind.Equal, call) is { } claim ? new(AssertionKind.Equal, subject, claim.Subject) : null,
            "ShouldBeSameAs" when At(call, 1) is { } expected => new(AssertionKind.Same, subject, expected),
            "ShouldBeOfType" when call.TargetMethod.TypeArguments.Length == 1 => new(AssertionKind.IsType, subject, type: call.TargetMethod.TypeArguments[0]),
            _ => null,
        };

    /// <summary>False for a comparison that is given options.</summary>
    private static bool IsPlain(IInvocationOperation call)
    {
        for (var i = 1; i < call.TargetMethod.Parameters.Length; i++)
        {
            if (!IsMessage(call.TargetMethod.Parameters[i]) && At(call, i) is not null)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The value that is written for a parameter; null where it is left out.</summary>
    private static IOperation? At(IInvocationOperation call, int parameter)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.Ordinal == parameter)
            {
                return argument.ArgumentKind == ArgumentKind.DefaultValue ? null : argument.Value;
            }
        }

        return null;
    }
}
