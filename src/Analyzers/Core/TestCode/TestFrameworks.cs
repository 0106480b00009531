using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.Core.TestCode;

/// <summary>Who runs a test.</summary>
internal enum TestFramework
{
    None,
    Xunit,
    NUnit,
    MSTest,
    TUnit,
}

/// <summary>What a test is, by the frameworks that the project references.</summary>
internal sealed class TestFrameworks
{
    private static readonly (string Attribute, TestFramework Framework)[] Marks =
    [
        ("Xunit.FactAttribute", TestFramework.Xunit),
        ("Xunit.v3.IFactAttribute", TestFramework.Xunit),
        ("NUnit.Framework.TestAttribute", TestFramework.NUnit),
        ("NUnit.Framework.TestCaseAttribute", TestFramework.NUnit),
        ("NUnit.Framework.TestCaseSourceAttribute", TestFramework.NUnit),
        ("NUnit.Framework.TheoryAttribute", TestFramework.NUnit),
        ("NUnit.Framework.Interfaces.ISimpleTestBuilder", TestFramework.NUnit),
        ("NUnit.Framework.Interfaces.ITestBuilder", TestFramework.NUnit),
        ("Microsoft.VisualStudio.TestTools.UnitTesting.TestMethodAttribute", TestFramework.MSTest),
        ("TUnit.Core.TestAttribute", TestFramework.TUnit),
    ];

    private readonly KnownTypes known;
    private readonly (string Attribute, TestFramework Framework)[] marks;
    private readonly ConcurrentDictionary<ISymbol, TestFramework> frameworks = new(SymbolEqualityComparer.Default);

    private TestFrameworks(KnownTypes known)
    {
        this.known = known;
        marks = [.. Marks.Where(mark => known.Has(mark.Attribute))];
    }

    /// <summary>True where the project can have tests at all.</summary>
    public bool Any => marks.Length > 0;

    /// <summary>The frameworks of a project.</summary>
    public static TestFrameworks Of(KnownTypes known) => known.PerCompilation(static known => new TestFrameworks(known));

    /// <summary>The framework that runs a method as a test; none where it is no test.</summary>
    public TestFramework FrameworkOf(IMethodSymbol method)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (FrameworkOf(attribute) is var framework && framework != TestFramework.None)
            {
                return framework;
            }
        }

        return TestFramework.None;
    }

    /// <summary>The framework for which an attribute marks a test.</summary>
    public TestFramework FrameworkOf(AttributeData attribute)
    {
        if (attribute.AttributeClass is not { } type)
        {
            return TestFramework.None;
        }

        return frameworks.TryGetValue(type, out var framework) ? framework : frameworks.GetOrAdd(type, Find(type));
    }

    /// <summary>The test that a piece of code stands in; null for any other code.</summary>
    public IMethodSymbol? TestAround(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken)
        => node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { AttributeLists.Count: > 0 } method
            && model.GetDeclaredSymbol(method, cancellationToken) is { } symbol
            && FrameworkOf(symbol) != TestFramework.None
                ? symbol
                : null;

    /// <summary>True for a test that its framework leaves out, or runs by hand only.</summary>
    public bool IsSkipped(IMethodSymbol test)
    {
        if (HasSkip(test))
        {
            return true;
        }

        for (var type = test.ContainingType; type is not null; type = type.ContainingType)
        {
            if (HasSkip(type))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for an attribute whose only purpose is to leave a test out.</summary>
    public bool IsIgnore(AttributeData attribute)
        => attribute.AttributeClass is { Name: "IgnoreAttribute" or "SkipAttribute" } type
            && (known.IsA(type, "NUnit.Framework.IgnoreAttribute")
                || known.IsA(type, "Microsoft.VisualStudio.TestTools.UnitTesting.IgnoreAttribute")
                || known.IsA(type, "TUnit.Core.SkipAttribute"));

    /// <summary>True for an attribute of xunit or NUnit that can also leave a test, or one of its cases, out.</summary>
    public bool CanSkip(AttributeData attribute)
        => FrameworkOf(attribute) is TestFramework.Xunit or TestFramework.NUnit
            || known.IsA(attribute.AttributeClass, "Xunit.Sdk.DataAttribute")
            || known.IsA(attribute.AttributeClass, "Xunit.v3.DataAttribute");

    private bool HasSkip(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (IsIgnore(attribute) || known.Is(attribute.AttributeClass, "NUnit.Framework.ExplicitAttribute"))
            {
                return true;
            }

            foreach (var argument in attribute.NamedArguments)
            {
                if (argument.Key is "Skip" or "Explicit" or "Ignore" or "IgnoreReason" && CanSkip(attribute) && !argument.Value.IsNull)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private TestFramework Find(INamedTypeSymbol attribute)
    {
        foreach (var (mark, framework) in marks)
        {
            if (known.IsA(attribute, mark))
            {
                return framework;
            }
        }

        return TestFramework.None;
    }
}
