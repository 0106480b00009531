using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.Core.TestCode;

/// <summary>Code that a library ships for its users' tests, and code that fills a database for a trial: nobody runs it in production.</summary>
internal static class TestHarness
{
    private static readonly string[] Spaces = ["Testing", "TestFramework", "TestKit", "TestHelpers", "TestUtilities"];

    private static readonly string[] Types = ["TestHarness", "TestServer", "TestFixture", "TestHost", "TestKit"];

    /// <summary>True in a namespace for tests, or in a type that is called a harness of tests.</summary>
    public static bool Contains(SyntaxNode place)
    {
        foreach (var ancestor in place.Ancestors())
        {
            if (ancestor is BaseNamespaceDeclarationSyntax { Name: var space } && space.ToString().Split('.').Any(segment => Array.IndexOf(Spaces, segment.Trim()) >= 0)
                || ancestor is TypeDeclarationSyntax { Identifier.ValueText: var name } && Array.Exists(Types, end => name.EndsWith(end, StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True in a type that is called a seeder, or in an assembly of such a name.</summary>
    public static bool IsSeeder(SyntaxNode place, Compilation compilation)
        => IsSeeder(compilation.AssemblyName ?? "") || place.Ancestors().Any(ancestor => ancestor is TypeDeclarationSyntax { Identifier.ValueText: var name } && IsSeeder(name));

    private static bool IsSeeder(string name) => name.EndsWith("Seeder", StringComparison.Ordinal) || name.EndsWith("Seeding", StringComparison.Ordinal) || name.EndsWith("SeedData", StringComparison.Ordinal);
}
