using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Placement;
using ProdGap.Analyzers.Core.TestCode;

namespace ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Arrange;

/// <summary>What tests use in the place of a dependency.</summary>
/// <param name="suite">The test project.</param>
/// <param name="names">How types are written at the place.</param>
internal sealed class TestDoubles(TestProject suite, TypeNames names)
{
    /// <summary>What the tests use in the place of a dependency: a double of their own, else one of the mocking library.</summary>
    public Argument? Of(INamedTypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Interface && !(type.TypeKind == TypeKind.Class && type.IsAbstract && !type.IsStatic))
        {
            return null;
        }

        foreach (var item in suite.Doubles)
        {
            if (DoubleOf(item, type) is { } instance && names.Of(instance) is { } written)
            {
                return new($"new {written}()", true);
            }
        }

        // A stand-in is made at run time, in an assembly that sees what is public.
        var isCertain = type.TypeKind == TypeKind.Interface && IsPublic(type);
        return names.Of(type) is not { } name || MockingOf() is not { } mocking ? null : new(string.Format(CultureInfo.InvariantCulture, mocking, name), isCertain);
    }

    /// <summary>How the mocking library of the project makes a stand-in; the one that the tests import, where it has several.</summary>
    private string? MockingOf()
    {
        var there = MockLibraries.All.Where(library => suite.Known.Has(library.Type)).ToList();
        if (there.Count == 0)
        {
            return null;
        }

        var chosen = there.Count == 1 ? there[0] : there.OrderByDescending(library => suite.Classes.Select(item => item.Syntax.SyntaxTree).Distinct().Count(tree => tree.GetCompilationUnitRoot().Usings.Any(import => import.Name?.ToString() == library.Namespace))).First();
        return chosen.Create.Replace("{1}", names.Of(suite.Known[chosen.Type]!));
    }

    private static INamedTypeSymbol? DoubleOf(INamedTypeSymbol item, INamedTypeSymbol type)
    {
        foreach (var above in item.AllInterfaces.Concat(Bases(item)))
        {
            if (SymbolEqualityComparer.Default.Equals(above, type))
            {
                return item.Arity == 0 ? item : null;
            }

            // FakeRepository<T> : IRepository<T>, asked for an IRepository<Order>.
            if (item.Arity == 1 && type.TypeArguments.Length == 1 && SymbolEqualityComparer.Default.Equals(above.OriginalDefinition, type.OriginalDefinition)
                && SymbolEqualityComparer.Default.Equals(above.TypeArguments[0], item.TypeParameters[0]))
            {
                return item.Construct(type.TypeArguments[0]);
            }
        }

        return null;
    }

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (var above = type.BaseType; above is not null; above = above.BaseType)
        {
            yield return above;
        }
    }

    private static bool IsPublic(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.DeclaredAccessibility != Accessibility.Public)
            {
                return false;
            }
        }

        return type.TypeArguments.OfType<INamedTypeSymbol>().All(IsPublic);
    }
}
