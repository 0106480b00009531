using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Tests.Core;

/// <summary>The table of a compilation, whoever asks for it first.</summary>
public sealed class KnownTypesTests
{
    [Fact]
    public async Task Options_are_known_even_if_somebody_asked_without_them_first()
    {
        var (solution, _) = Scenario.Of(ProjectKind.Desktop, "class Shop { }").Build();
        var project = solution.Projects.Single();
        var compilation = (await project.GetCompilationAsync())!;

        Assert.NotEqual(ProjectKind.Desktop, KnownTypes.Of(compilation).Project.Kind);
        Assert.Equal(ProjectKind.Desktop, KnownTypes.Of(compilation, project.AnalyzerOptions).Project.Kind);
        Assert.Equal(ProjectKind.Desktop, KnownTypes.Of(compilation).Project.Kind);
        Assert.Same(KnownTypes.Of(compilation), KnownTypes.Of(compilation, project.AnalyzerOptions));
    }

    /// <summary>Looked up by its namespace, a type is the one that the compiler finds by asking each reference.</summary>
    [Fact]
    public void Every_public_type_of_the_references_is_found()
    {
        var compilation = CSharpCompilation.Create("Shop", [CSharpSyntaxTree.ParseText("class Own { class Inner { } } namespace System { class Uri { } }")], References.Production);
        var known = KnownTypes.Of(compilation);
        var names = References.Production.Select(compilation.GetAssemblyOrModuleSymbol).OfType<IAssemblySymbol>()
            .SelectMany(assembly => PublicTypes(assembly.GlobalNamespace))
            .Concat(["Own", "Own+Inner", "System.Uri", "System.Environment+SpecialFolder", "System.Nothing", "Nothing.At.All", "System", "System.Func`99", "", ".", "System.", "System.Collections.Generic.List"])
            .ToHashSet(StringComparer.Ordinal);
        Assert.True(names.Count > 4_000);

        foreach (var name in names)
        {
            var candidates = compilation.GetTypesByMetadataName(name);
            var expected = candidates.FirstOrDefault(type => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly))
                ?? candidates.FirstOrDefault(type => compilation.IsSymbolAccessibleWithin(type, compilation.Assembly));
            Assert.True(SymbolEqualityComparer.Default.Equals(expected, known[name]), $"'{name}' is {known[name]?.ToDisplayString() ?? "nothing"} of {known[name]?.ContainingAssembly.Name}, and the compiler finds {expected?.ToDisplayString() ?? "nothing"} of {expected?.ContainingAssembly.Name}");
        }
    }

    [Fact]
    public void A_reference_that_has_a_name_of_its_own_is_asked_too()
    {
        var references = References.Production.Select(reference => Path.GetFileName(((PortableExecutableReference)reference).FilePath) == "Serilog.dll" ? reference.WithAliases(["logs"]) : reference);
        var known = KnownTypes.Of(CSharpCompilation.Create("Shop", [], references));

        Assert.True(known.Has("Serilog.ILogger"));
        Assert.True(known.Has("System.Uri"));
    }

    private static IEnumerable<string> PublicTypes(INamespaceSymbol space)
        => space.GetTypeMembers().Where(type => type.DeclaredAccessibility == Accessibility.Public).Select(type => (space.IsGlobalNamespace ? "" : space.ToDisplayString() + ".") + type.MetadataName)
            .Concat(space.GetNamespaceMembers().SelectMany(PublicTypes));
}
