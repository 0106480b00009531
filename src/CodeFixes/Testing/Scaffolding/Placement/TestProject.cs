using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.TestCode;

namespace ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Placement;

/// <summary>A test project as scaffolds see it: who runs its tests, who stands in for dependencies, which classes it has.</summary>
internal sealed class TestProject
{
    private readonly List<TestClass> classes = [];
    private List<INamedTypeSymbol>? doubles;

    private TestProject(Project project, Compilation compilation)
    {
        Project = project;
        Compilation = compilation;
        Known = KnownTypes.Of(compilation, project.AnalyzerOptions);
        Framework = FrameworkOf(Known);
    }

    public Project Project { get; }

    public Compilation Compilation { get; }

    public KnownTypes Known { get; }

    public TestFramework Framework { get; }

    /// <summary>The classes of the project that people write, in the order of their files.</summary>
    public IReadOnlyList<TestClass> Classes => classes;

    /// <summary>The project's own stand-ins for dependencies, such as <c>FakeClock</c>.</summary>
    public IReadOnlyList<INamedTypeSymbol> Doubles => doubles ??= [.. FindDoubles()];

    /// <summary>The test projects that see a production project, the one whose name fits best first.</summary>
    /// <param name="production">The project.</param>
    /// <param name="known">What this run has read of test projects.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<IReadOnlyList<TestProject>> AllAsync(Project production, Dictionary<ProjectId, TestProject?> known, CancellationToken cancellationToken)
    {
        var solution = production.Solution;
        var suites = new List<TestProject>();
        foreach (var id in solution.GetProjectDependencyGraph().GetProjectsThatTransitivelyDependOnThisProject(production.Id))
        {
            // Of a project that is built for several frameworks one is enough.
            if (solution.GetProject(id) is not { Language: LanguageNames.CSharp } project || suites.Exists(suite => suite.Project.FilePath is { } path && path == project.FilePath))
            {
                continue;
            }

            if (!known.TryGetValue(id, out var suite))
            {
                known.Add(id, suite = await OfAsync(project, cancellationToken).ConfigureAwait(false));
            }

            if (suite is not null)
            {
                suites.Add(suite);
            }
        }

        return [.. suites.OrderBy(suite => RankOf(suite.Project, production)).ThenBy(suite => suite.Project.Name, StringComparer.Ordinal)];
    }

    /// <summary>
    /// True when code of the project names something by this identifier, beside scaffolds that nobody has finished. What those name shows no
    /// happy path; if it counted, each run would ask for more than the one before.
    /// </summary>
    public bool Uses(string name)
        => classes.Exists(item => item.Syntax.Members.Any(member => member is not TypeDeclarationSyntax
            && !TestClass.IsUnfinished(member)
            && member.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name)));

    /// <summary>The symbol as this project sees it; null where it does not, or may not.</summary>
    public TSymbol? Seen<TSymbol>(TSymbol symbol)
        where TSymbol : class, ISymbol
    {
        if (DocumentationCommentId.CreateDeclarationId(symbol) is not { } id)
        {
            return null;
        }

        foreach (var found in DocumentationCommentId.GetSymbolsForDeclarationId(id, Compilation))
        {
            if (found is TSymbol seen && seen.ContainingAssembly?.Name == symbol.ContainingAssembly?.Name && Compilation.IsSymbolAccessibleWithin(seen, Compilation.Assembly))
            {
                return seen;
            }
        }

        // A type of the framework may live in another assembly here.
        return symbol is INamedTypeSymbol { DeclaringSyntaxReferences.IsEmpty: true } type && Known[MetadataNameOf(type)] is TSymbol same ? same : null;
    }

    private static string MetadataNameOf(INamedTypeSymbol type)
        => type.ContainingType is { } outer ? MetadataNameOf(outer) + "+" + type.MetadataName
            : type.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() + "." + type.MetadataName
            : type.MetadataName;

    private static async Task<TestProject?> OfAsync(Project project, CancellationToken cancellationToken)
    {
        if (await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not { } compilation)
        {
            return null;
        }

        var suite = new TestProject(project, compilation);
        if (suite.Framework is TestFramework.None)
        {
            return null;
        }

        foreach (var document in project.Documents.OrderBy(document => document.FilePath, StringComparer.Ordinal))
        {
            if (IsWritten(document) && await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is CompilationUnitSyntax root)
            {
                suite.classes.AddRange(root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
                    .OfType<ClassDeclarationSyntax>()
                    .Select(type => new TestClass(document, type)));
            }
        }

        return suite;
    }

    /// <summary>False for what a tool writes anew.</summary>
    private static bool IsWritten(Document document)
        => document is { SourceCodeKind: SourceCodeKind.Regular, FilePath: { } path }
            && !path.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase)
            && !path.EndsWith(".generated.cs", StringComparison.OrdinalIgnoreCase)
            && !path.EndsWith(".designer.cs", StringComparison.OrdinalIgnoreCase)
            && !path.Split('/', '\\').Contains("obj");

    private static TestFramework FrameworkOf(KnownTypes known)
        => TestFrameworkTypes.All.FirstOrDefault(framework => framework.Framework != TestFramework.TUnit && known.Has(framework.Test) && known.Has(framework.Assert))?.Framework ?? TestFramework.None;

    /// <summary>Smaller is better: named after the project, then any other; unit tests before the slower ones.</summary>
    private static int RankOf(Project tests, Project production)
    {
        var name = Bare(tests.Name);
        var rank = name.StartsWith(Bare(production.Name) + ".", StringComparison.OrdinalIgnoreCase) || name.StartsWith(Bare(production.Name) + "Test", StringComparison.OrdinalIgnoreCase) ? 0 : 10;
        foreach (var slow in new[] { "Integration", "EndToEnd", "E2E", "Acceptance", "Functional", "Architecture", "Performance", "Smoke", "Common", "Shared" })
        {
            rank += name.IndexOf(slow, StringComparison.OrdinalIgnoreCase) >= 0 ? 3 : 0;
        }

        return rank;

        // "Shop.Core(net8.0)" is Shop.Core.
        static string Bare(string name) => name.IndexOf('(') is > 0 and var end ? name.Substring(0, end) : name;
    }

    private IEnumerable<INamedTypeSymbol> FindDoubles()
    {
        foreach (var item in classes)
        {
            if (item.Syntax.Parent is not TypeDeclarationSyntax
                && item.Syntax.BaseList is not null
                && IsDouble(item.Name)
                && Compilation.ContainsSyntaxTree(item.Syntax.SyntaxTree)
                && item.SymbolIn(Compilation) is { IsAbstract: false } type
                && type.InstanceConstructors.Any(constructor => constructor.DeclaredAccessibility == Accessibility.Public && constructor.Parameters.IsEmpty))
            {
                yield return type;
            }
        }
    }

    private static bool IsDouble(string name)
        => name.StartsWith("Fake", StringComparison.Ordinal) || name.StartsWith("Stub", StringComparison.Ordinal) || name.StartsWith("InMemory", StringComparison.Ordinal)
            || name.StartsWith("Dummy", StringComparison.Ordinal) || name.StartsWith("Null", StringComparison.Ordinal) || name.EndsWith("Stub", StringComparison.Ordinal)
            || name.EndsWith("Fake", StringComparison.Ordinal);
}
