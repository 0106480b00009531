using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.CodeFixes.Core.TestCode;
using ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Placement;
using ProdGap.Analyzers.Core.TestCode;

namespace ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Writing;

/// <summary>How a test is written in the framework of a test project.</summary>
internal sealed class FrameworkSyntax
{
    private readonly TestProject suite;
    private readonly TypeNames names;
    private readonly TestFrameworkTypes types;
    private readonly INamedTypeSymbol? assert;

    public FrameworkSyntax(TestProject suite, TypeNames names)
    {
        this.suite = suite;
        this.names = names;
        types = TestFrameworkTypes.Of(suite.Framework)!;
        assert = suite.Known[types.Assert];
    }

    /// <summary>The attribute of a test.</summary>
    public string? Test => Attribute(types.Test);

    /// <summary>The attribute of a class with tests; null where it needs none.</summary>
    /// <param name="isUsual">True where the neighbors have one that could be left out.</param>
    public string? Class(bool isUsual)
        => suite.Framework switch
        {
            TestFramework.MSTest => Attribute(types.Fixture!),
            TestFramework.NUnit when isUsual => Attribute(types.Fixture!),
            _ => null,
        };

    /// <summary>The statement that fails with a text.</summary>
    public string? Fail(string text)
        => assert is not null && names.Of(assert) is { } name ? FailingAssert.Of(assert, name, text) : null;

    /// <summary>The call, up to its argument, that wants code to throw; null where the framework has no such call.</summary>
    /// <param name="exception">What is thrown.</param>
    /// <param name="isAsync">True for code that returns a task.</param>
    /// <param name="orDerived">True where a derived exception is as good.</param>
    /// <param name="isAwaited">True where the call itself returns a task.</param>
    public string? Throws(INamedTypeSymbol exception, bool isAsync, bool orDerived, out bool isAwaited)
    {
        isAwaited = false;
        foreach (var candidate in Candidates(isAsync, orDerived))
        {
            if (assert?.GetMembers(candidate).OfType<IMethodSymbol>().FirstOrDefault(method => method.Arity == 1) is { } method && names.Of(exception) is { } type && names.Of(assert) is { } name)
            {
                isAwaited = method.ReturnType.Name is "Task" or "ValueTask";
                return $"{name}.{candidate}<{type}>";
            }
        }

        return null;
    }

    private string[] Candidates(bool isAsync, bool orDerived)
        => (suite.Framework, isAsync, orDerived) switch
        {
            (TestFramework.Xunit, false, false) => ["Throws"],
            (TestFramework.Xunit, false, true) => ["ThrowsAny"],
            (TestFramework.Xunit, true, false) => ["ThrowsAsync"],
            (TestFramework.Xunit, true, true) => ["ThrowsAnyAsync"],
            (TestFramework.NUnit, false, false) => ["Throws"],
            (TestFramework.NUnit, false, true) => ["Catch"],
            (TestFramework.NUnit, true, false) => ["ThrowsAsync"],
            (TestFramework.NUnit, true, true) => ["CatchAsync"],
            (_, false, false) => ["ThrowsExactly", "ThrowsException"],
            (_, true, false) => ["ThrowsExactlyAsync", "ThrowsExceptionAsync"],
            // In versions that have no other word these want the very exception.
            (_, false, true) => assert?.GetMembers("ThrowsExactly").IsEmpty == false ? ["Throws"] : [],
            (_, true, true) => assert?.GetMembers("ThrowsExactlyAsync").IsEmpty == false ? ["ThrowsAsync"] : [],
        };

    private string? Attribute(string metadataName)
        => suite.Known[metadataName] is not { } attribute || names.Of(attribute) is not { } name ? null
            // An alias may be called anything.
            : name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length)
            : name;
}
