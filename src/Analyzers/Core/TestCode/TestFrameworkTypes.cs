namespace ProdGap.Analyzers.Core.TestCode;

/// <summary>The types of a test framework by which its tests are told and written.</summary>
/// <param name="framework">The framework.</param>
/// <param name="test">The attribute of a plain test.</param>
/// <param name="assert">The class of its assertions.</param>
/// <param name="fixture">The attribute of a class with tests; null where it needs none.</param>
internal sealed class TestFrameworkTypes(TestFramework framework, string test, string assert, string? fixture = null)
{
    /// <summary>One row per framework.</summary>
    public static readonly TestFrameworkTypes[] All =
    [
        new(TestFramework.Xunit, "Xunit.FactAttribute", "Xunit.Assert"),
        new(TestFramework.NUnit, "NUnit.Framework.TestAttribute", "NUnit.Framework.Assert", "NUnit.Framework.TestFixtureAttribute"),
        new(
            TestFramework.MSTest,
            "Microsoft.VisualStudio.TestTools.UnitTesting.TestMethodAttribute",
            "Microsoft.VisualStudio.TestTools.UnitTesting.Assert",
            "Microsoft.VisualStudio.TestTools.UnitTesting.TestClassAttribute"),
        new(TestFramework.TUnit, "TUnit.Core.TestAttribute", "TUnit.Assertions.Assert"),
    ];

    public TestFramework Framework { get; } = framework;

    /// <summary>The attribute of a plain test.</summary>
    public string Test { get; } = test;

    /// <summary>The class of the assertions.</summary>
    public string Assert { get; } = assert;

    /// <summary>The attribute of a class with tests; null where it needs none.</summary>
    public string? Fixture { get; } = fixture;

    /// <summary>The row of a framework; null for none.</summary>
    public static TestFrameworkTypes? Of(TestFramework framework) => Array.Find(All, row => row.Framework == framework);
}
