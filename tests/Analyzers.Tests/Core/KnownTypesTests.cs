using Microsoft.CodeAnalysis;
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
}
