using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Evidence;
using ProdGap.Analyzers.Core.TestCode;

namespace ProdGap.Analyzers.Testing;

/// <summary>
/// The base of the PG4 rules. Each says which code it is about: production code whose tests somebody looked for, or the tests
/// themselves. There is no third kind, and where neither is at hand nothing is registered.
/// </summary>
public abstract class TestingRule : Rule
{
    /// <summary>The code that a rule of this category is about.</summary>
    internal enum Code
    {
        /// <summary>Production code that comes with an index of its tests, an additional file with the role <see cref="TestIndex.Role"/>.</summary>
        IndexedProduction,

        /// <summary>Tests, which may pass whatever the code does; there are none without a test framework.</summary>
        Tests,
    }

    /// <summary>The code that this rule is about.</summary>
    internal abstract Code About { get; }

    internal sealed override bool AppliesTo(KnownTypes known)
        => About == Code.Tests
            ? known.IsTestCode && TestFrameworks.Of(known).Any
            : !known.Project.FilesOf(TestIndex.Role).IsEmpty && !known.IsTestCode && !IsShowcase(known.Compilation.AssemblyName);

    /// <summary>A project that is named as an example: nobody ships it, nobody tests it.</summary>
    private static bool IsShowcase(string? assembly)
        => assembly is not null && assembly.Split('.', '-', '_').Any(word => word.ToUpperInvariant() is "SAMPLE" or "SAMPLES" or "EXAMPLE" or "EXAMPLES" or "DEMO" or "DEMOS" or "PLAYGROUND" or "BENCHMARK" or "BENCHMARKS");

    private protected static DiagnosticDescriptor Define(
        string id, string title, string message, string why, DiagnosticSeverity severity = DiagnosticSeverity.Warning, params string[] tags)
        => Define("Testing", id, title, message, why, severity, tags);
}
