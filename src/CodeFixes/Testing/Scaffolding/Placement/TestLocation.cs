using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Placement;

/// <summary>Where the tests of a type belong: into a class that is there, into a new one of an existing file, or into a new file.</summary>
internal sealed class TestLocation
{
    private TestLocation(TestProject suite, Document? document, TestClass? existing, string className, SyntaxNode? space, string? path = null, IReadOnlyList<string>? folders = null, string? spaceName = null)
    {
        Suite = suite;
        Document = document;
        Class = existing;
        ClassName = className;
        Space = space;
        Path = path;
        Folders = folders ?? [];
        SpaceName = spaceName;
    }

    public TestProject Suite { get; }

    /// <summary>The document that is written into; null for a new one.</summary>
    public Document? Document { get; }

    /// <summary>The class that takes the tests; null for a new one.</summary>
    public TestClass? Class { get; }

    public string ClassName { get; }

    /// <summary>The namespace, or the file, that takes the new class.</summary>
    public SyntaxNode? Space { get; }

    /// <summary>The path of the new file.</summary>
    public string? Path { get; }

    /// <summary>The folders of the new file.</summary>
    public IReadOnlyList<string> Folders { get; }

    /// <summary>The namespace of the new file; null where it has none.</summary>
    public string? SpaceName { get; }

    /// <summary>A class from which names and layout of tests are learned.</summary>
    public TestClass? Model => Class ?? Suite.Classes.FirstOrDefault(item => item.Document == Document && item.HasTests) ?? Suite.Classes.FirstOrDefault(item => item.HasTests);

    /// <summary>The home of a type's tests; null where there is none.</summary>
    /// <param name="type">The type, as its own project sees it.</param>
    /// <param name="source">The document that declares it.</param>
    /// <param name="suites">The test projects that see it, the best first.</param>
    /// <param name="taken">The names of the classes that this run makes.</param>
    public static TestLocation? Of(INamedTypeSymbol type, Document source, IReadOnlyList<TestProject> suites, HashSet<string> taken)
    {
        var seeing = suites.Where(suite => suite.Seen(type) is not null).ToList();
        return seeing.Select(suite => ByName(type, suite)).FirstOrDefault(home => home is not null)
            ?? seeing.Select(suite => ByUse(type, suite)).FirstOrDefault(home => home is not null)
            ?? seeing.Select(suite => New(type, source, suite, taken)).FirstOrDefault(home => home is not null);
    }

    /// <summary>A class that is there.</summary>
    public static TestLocation In(TestProject suite, TestClass existing) => new(suite, existing.Document, existing, existing.Name, null);

    /// <summary>The home of tests of what a type does from outside: the type itself need not be seen.</summary>
    public static TestLocation? Beside(INamedTypeSymbol type, Document source, TestProject suite, HashSet<string> taken) => ByName(type, suite) ?? New(type, source, suite, taken);

    /// <summary>The home of one member: a class within the type's that is named after it, where there is one.</summary>
    public TestLocation For(string member)
        => Class is { } outer
            && Suite.Classes.FirstOrDefault(item => item.Syntax.Parent == outer.Syntax && item.TakesTests && IsNamedAfter(item.Name, member)) is { } inner
                ? new(Suite, Document, inner, inner.Name, null)
                : this;

    private static bool IsNamedAfter(string name, string member)
    {
        var bare = name.Replace("_", "");
        return bare == member || bare == member + "Method" || bare == "The" + member + "Method" || bare == member + "Tests" || bare == member + "Should" || bare == "When" + member;
    }

    private static TestLocation? ByName(INamedTypeSymbol type, TestProject suite)
    {
        var subject = type.Name.Replace("_", "");
        var named = suite.Classes
            .Where(item => item.Subject == subject && item.Syntax.Parent is not TypeDeclarationSyntax && item.TakesTests && (item.HasTests || item.Name != subject))
            .OrderBy(item => item.HasTests ? 0 : 1)
            .ThenBy(item => item.Names(type.Name) ? 0 : 1)
            .ThenBy(item => item.Name.Contains("Integration") ? 1 : 0)
            .FirstOrDefault();
        return named is null || IsOfAnother(type, named, suite) ? null : new(suite, named.Document, named, named.Name, null);
    }

    /// <summary>True for a class that is named after this type's namesake: it names a namespace of the other, and never this type's.</summary>
    private static bool IsOfAnother(INamedTypeSymbol type, TestClass named, TestProject suite)
    {
        var model = suite.Compilation.GetSemanticModel(named.Syntax.SyntaxTree);
        var seen = model.LookupNamespacesAndTypes(named.Syntax.CloseBraceToken.SpanStart, name: type.Name).OfType<INamedTypeSymbol>().ToList();
        return seen.Count > 0 && named.HasTests && !seen.Exists(found => found.ToDisplayString() == suite.Seen(type)?.ToDisplayString());
    }

    private static TestLocation? ByUse(INamedTypeSymbol type, TestProject suite)
    {
        var most = suite.Classes
            .Where(item => item.HasTests && item.TakesTests && item.Syntax.Parent is not TypeDeclarationSyntax && item.Names(type.Name))
            .Select(item => (Item: item, Uses: item.UsesOf(type.Name)))
            .Where(entry => entry.Uses > 0 && !IsNamedAfterAnother(entry.Item, type, suite))
            .OrderByDescending(entry => entry.Uses)
            .FirstOrDefault();
        return most.Item is { } user && !IsOfAnother(type, user, suite) ? new(suite, user.Document, user, user.Name, null) : null;
    }

    private static bool IsNamedAfterAnother(TestClass item, INamedTypeSymbol type, TestProject suite)
        => item.Subject is { } subject && subject != type.Name && suite.Compilation.References.OfType<CompilationReference>().Any(reference => reference.Compilation.ContainsSymbolsWithName(subject, SymbolFilter.Type));

    private static TestLocation? New(INamedTypeSymbol type, Document source, TestProject suite, HashSet<string> taken)
    {
        var neighbors = Neighbors(type, suite);
        if (neighbors.Count == 0)
        {
            return null;
        }

        var nearest = neighbors[0];
        if (Host.IsUnattended(source.Project.Solution))
        {
            foreach (var neighbor in neighbors)
            {
                if (EndOf(neighbor) is { } space)
                {
                    return new(suite, neighbor.Document, null, NameOf(type, nearest, suite, taken, SpaceOf(neighbor)), space);
                }
            }

            return null;
        }

        if (suite.Project.FilePath is not { } project)
        {
            return null;
        }

        // Beside the tests of its namespace; else in the folder of the same name, where the tests have folders at all.
        var (folders, spaceName) = IsOfNamespace(nearest, type, suite) || suite.Classes.Where(item => item.HasTests).All(item => item.Document.Folders.Count == 0)
            ? (nearest.Document.Folders, SpaceOf(nearest))
            : (source.Folders, string.Join(".", new[] { RootOf(suite) }.Concat(source.Folders).Where(part => part.Length > 0)));
        var name = NameOf(type, nearest, suite, taken, spaceName);
        var path = folders.Aggregate(System.IO.Path.GetDirectoryName(project)!, System.IO.Path.Combine);
        return new(suite, null, null, name, null, System.IO.Path.Combine(path, name + ".cs"), folders, spaceName);
    }

    /// <summary>The test classes, those first that have most to do with the type.</summary>
    private static List<TestClass> Neighbors(INamedTypeSymbol type, TestProject suite)
    {
        var siblings = type.ContainingNamespace.GetTypeMembers()
            .Where(sibling => SymbolEqualityComparer.Default.Equals(sibling.ContainingAssembly, type.ContainingAssembly))
            .Select(sibling => sibling.Name)
            .ToList();
        return
        [
            .. suite.Classes
                .Where(item => item.HasTests && item.Syntax.Parent is not TypeDeclarationSyntax)
                .OrderByDescending(item => item.Names(type.Name) || item.Names("I" + type.Name) ? 1 : 0)
                .ThenByDescending(item => SharedWords(type, item))
                .ThenByDescending(item => SharedNamespaces(type, item))
                .ThenByDescending(item => siblings.Count(item.Names))
                .ThenBy(item => IsNamedAfterAnother(item, type, suite) || item.Name.Contains("Integration") || item.Name.Contains("Api") ? 1 : 0),
        ];
    }

    /// <summary>How many words of the type's name stand in the name of the class: <c>OrderMail</c> is nearer to <c>OrderTests</c> than to <c>ContractTests</c>.</summary>
    private static int SharedWords(INamedTypeSymbol type, TestClass item)
        => item.Subject is { } subject ? WordSplitter.Of(type.Name).Intersect(WordSplitter.Of(subject), StringComparer.OrdinalIgnoreCase).Count() : 0;

    /// <summary>How many names of namespaces the type and the class share, beside those that all tests of the type's project have.</summary>
    private static int SharedNamespaces(INamedTypeSymbol type, TestClass item)
        => type.ContainingNamespace.ToDisplayString().Split('.').Intersect(SpaceOf(item).Split('.'), StringComparer.Ordinal).Count();

    private static bool IsOfNamespace(TestClass item, INamedTypeSymbol type, TestProject suite)
        => item.Subject is { } subject && type.ContainingNamespace.GetTypeMembers(subject).Any() && suite.Classes.Contains(item);

    /// <summary>The namespace that the classes of a file stand in, where another one can be added to it.</summary>
    private static SyntaxNode? EndOf(TestClass item)
    {
        var end = item.Syntax.Parent switch
        {
            NamespaceDeclarationSyntax { CloseBraceToken.IsMissing: false } block => block.CloseBraceToken,
            FileScopedNamespaceDeclarationSyntax or CompilationUnitSyntax => item.Syntax.SyntaxTree.GetCompilationUnitRoot().EndOfFileToken,
            _ => default,
        };
        return end.IsKind(SyntaxKind.None) || end.LeadingTrivia.Any(trivia => trivia.IsDirective || trivia.IsKind(SyntaxKind.DisabledTextTrivia)) ? null : item.Syntax.Parent;
    }

    private static string NameOf(INamedTypeSymbol type, TestClass neighbor, TestProject suite, HashSet<string> taken, string? spaceName)
    {
        var outer = type.ContainingType is { } around ? around.Name : "";
        var ending = neighbor.Subject is { } subject && subject.Length < neighbor.Name.Length && neighbor.Name.StartsWith(subject, StringComparison.Ordinal) && neighbor.Name.Substring(subject.Length) is var tail && !tail.Contains("Integration") && tail != "Should"
            ? tail
            : "Tests";
        var name = outer + type.Name + ending;
        for (var i = 2; IsTaken(name) || !taken.Add(suite.Project.Id + spaceName + "." + name); i++)
        {
            name = outer + type.Name + ending + i;
        }

        return name;

        bool IsTaken(string proposed) => !suite.Compilation.GetTypesByMetadataName(spaceName is { Length: > 0 } ? spaceName + "." + proposed : proposed).IsEmpty;
    }

    private static string SpaceOf(TestClass item)
        => string.Join(".", item.Syntax.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Reverse().Select(space => space.Name.ToString()));

    private static string RootOf(TestProject suite)
        => suite.Project.DefaultNamespace is { Length: > 0 } given ? given
            : suite.Classes.Where(item => item.HasTests).Select(WithoutFolders).OrderBy(space => space.Length).FirstOrDefault() ?? "";

    /// <summary>The namespace of a class without the part that its folders gave it.</summary>
    private static string WithoutFolders(TestClass item)
    {
        var space = SpaceOf(item);
        var folders = string.Concat(item.Document.Folders.Select(folder => "." + folder));
        return folders.Length > 0 && space.EndsWith(folders, StringComparison.Ordinal) ? space.Substring(0, space.Length - folders.Length) : space;
    }
}
