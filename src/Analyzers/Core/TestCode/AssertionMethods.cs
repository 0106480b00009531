using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProdGap.Analyzers.Core.TestCode;

/// <summary>Which methods of libraries fail a test, by the namespace that declares them.</summary>
internal sealed class AssertionMethods
{
    private static readonly ImmutableDictionary<string, Func<IMethodSymbol, bool>> Libraries = new Dictionary<string, Func<IMethodSymbol, bool>>
    {
        // Multiple only holds other assertions, Pass ends the test.
        ["Xunit"] = method => method.ContainingType.Name.EndsWith("Assert", StringComparison.Ordinal) && method.Name is not ("Multiple" or "MultipleAsync" or "Equals"),
        ["NUnit.Framework"] = method => (method.ContainingType.Name.EndsWith("Assert", StringComparison.Ordinal) || method.ContainingType.Name is "Warn" or "Assume")
            && method.Name is not ("Multiple" or "MultipleAsync" or "EnterMultipleScope" or "Pass"),
        ["Microsoft.VisualStudio.TestTools.UnitTesting"] = method => method.ContainingType.Name.EndsWith("Assert", StringComparison.Ordinal),
        ["TUnit.Assertions"] = method => method.Name is not ("That" or "Multiple"),
        ["FluentAssertions"] = method => method.Name != "Should",
        ["AwesomeAssertions"] = method => method.Name != "Should",
        ["Shouldly"] = Always,
        ["NFluent"] = method => method.Name != "That",
        ["NSubstitute"] = method => method.Name is "Received" or "ReceivedWithAnyArgs" or "DidNotReceive" or "DidNotReceiveWithAnyArgs" or "InOrder",
        ["Moq"] = method => method.Name.StartsWith("Verify", StringComparison.Ordinal),
        ["FakeItEasy"] = method => method.Name.StartsWith("Must", StringComparison.Ordinal),
        ["RichardSzalay.MockHttp"] = method => method.Name.StartsWith("Verify", StringComparison.Ordinal),
        ["VerifyXunit"] = Always,
        ["VerifyNUnit"] = Always,
        ["VerifyMSTest"] = Always,
        ["VerifyTUnit"] = Always,
        ["VerifyTests"] = Always,
        ["ApprovalTests"] = Always,
        ["Snapshooter"] = Always,
        ["Bunit"] = method => method.Name.StartsWith("Markup", StringComparison.Ordinal)
            || method.Name.StartsWith("Wait", StringComparison.Ordinal)
            || method.Name.StartsWith("Verify", StringComparison.Ordinal)
            || method.Name.StartsWith("Find", StringComparison.Ordinal),
        ["Microsoft.Playwright"] = method => method.ContainingType.Name.EndsWith("Assertions", StringComparison.Ordinal)
            || method.Name.StartsWith("WaitFor", StringComparison.Ordinal),
        ["ArchUnitNET"] = method => method.Name.StartsWith("Check", StringComparison.Ordinal),
        ["FsCheck"] = Always,
        ["CsCheck"] = Always,
        ["Microsoft.CodeAnalysis.Testing"] = Always,
        ["Microsoft.CodeAnalysis.CSharp.Testing"] = Always,
        ["System.Net.Http"] = method => method.Name == "EnsureSuccessStatusCode",
        // Fails when what it waits for does not happen in time.
        ["System.Threading.Tasks"] = method => method is { Name: "WaitAsync", ContainingType.Name: "Task" } && method.Parameters.Any(parameter => parameter.Type.Name == "TimeSpan"),
        ["System.Diagnostics"] = method => method.ContainingType.Name is "Debug" or "Trace" && method.Name is "Assert" or "Fail",
    }.ToImmutableDictionary(StringComparer.Ordinal);

    private static readonly ImmutableHashSet<string> Assemblies = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "xunit.assert", "xunit.v3.assert", "nunit.framework", "Microsoft.VisualStudio.TestPlatform.TestFramework", "MSTest.TestFramework", "TUnit.Assertions",
        "FluentAssertions", "AwesomeAssertions", "Shouldly", "Moq", "NSubstitute", "FakeItEasy");

    private readonly ConcurrentDictionary<ISymbol, Func<IMethodSymbol, bool>> types = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> assemblies = new(SymbolEqualityComparer.Default);

    private AssertionMethods()
    {
    }

    /// <summary>What asserts in a project.</summary>
    public static AssertionMethods Of(KnownTypes known) => known.PerCompilation(static _ => new AssertionMethods());

    /// <summary>True for a library's method that fails a test; in doubt too, which is any method of an assembly that uses an assertion library.</summary>
    public bool Asserts(IMethodSymbol method) => IsAssertion(method) || MayAssert(method.ContainingAssembly);

    /// <summary>True for a method of an assertion or mocking library that fails a test.</summary>
    public bool IsAssertion(IMethodSymbol method)
    {
        if (method.ContainingType is not { } type)
        {
            return false;
        }

        type = type.OriginalDefinition;
        return (types.TryGetValue(type, out var asks) ? asks : types.GetOrAdd(type, Find(type)))(method);
    }

    /// <summary>True for code in another assembly that could assert, because it references a library for that.</summary>
    public bool MayAssert(IAssemblySymbol? assembly)
        => assembly is not null && (assemblies.TryGetValue(assembly, out var may) ? may : assemblies.GetOrAdd(assembly, UsesAssertions(assembly)));

    /// <summary>True for a namespace, or one inside it.</summary>
    public static bool IsIn(INamespaceOrTypeSymbol? symbol, string space)
    {
        for (var current = symbol as INamespaceSymbol ?? symbol?.ContainingNamespace; current is { IsGlobalNamespace: false }; current = current.ContainingNamespace)
        {
            if (current.ToDisplayString() == space)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Always(IMethodSymbol method) => true;

    private static bool Never(IMethodSymbol method) => false;

    private static Func<IMethodSymbol, bool> Find(INamedTypeSymbol type)
    {
        for (var space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (Libraries.TryGetValue(space.ToDisplayString(), out var asks))
            {
                return asks;
            }
        }

        return Never;
    }

    private static bool UsesAssertions(IAssemblySymbol assembly)
    {
        foreach (var module in assembly.Modules)
        {
            foreach (var reference in module.ReferencedAssemblies)
            {
                if (Assemblies.Contains(reference.Name))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
