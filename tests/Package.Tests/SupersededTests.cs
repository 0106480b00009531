namespace ProdGap.Analyzers.Package.Tests;

/// <summary>A rule of the SDK that one of ours takes the place of: said once, unless the user wants it otherwise.</summary>
public sealed class SupersededTests(PackageFixture workshop) : IClassFixture<PackageFixture>
{
    private const string Exports = """
        namespace Shop;

        public static class Exports
        {
            public static async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
            {
                await Task.Delay(1, cancellationToken);
                return await File.ReadAllTextAsync(path); //! CA2016
            }
        }

        """;

    [Theory]
    [InlineData("AnalysisMode=All")]
    [InlineData("AnalysisModeReliability=All")]
    [InlineData("AnalysisLevel=latest-recommended")]
    [InlineData("AnalysisMode=All", "TreatWarningsAsErrors=true")]
    public void What_the_SDK_is_asked_to_say_is_said_without_the_package_and_not_with_it(params string[] properties)
    {
        string[] raised = [.. properties.Select(property => $"-p:{property}")];
        var severity = properties.Contains("TreatWarningsAsErrors=true") ? "error" : "warning";
        var bare = workshop.Folder().BareProject("Shop.csproj").Write("Exports.cs", Exports);
        var folder = workshop.Folder().Project("Shop.csproj").Write("Exports.cs", Exports);

        Assert.Equal(bare.Marked("Exports.cs", severity), Said(bare.Build(raised)));
        Assert.Empty(Said(folder.Build(raised)));
        Assert.Equal(folder.Marked("Exports.cs", severity), Said(folder.Rebuild([.. raised, "-p:ProdGapKeepCA2016=true"])));
    }

    [Fact]
    public void Every_stage_has_it_so()
    {
        var folder = workshop.Folder().Project("Shop.csproj", "<AnalysisMode>All</AnalysisMode>").Write("Exports.cs", Exports);
        folder.Dotnet("restore").Succeeds();

        foreach (var stage in new[] { "prototype", "pilot", "production" })
        {
            // PG2010 has its say here, at stage production as an error.
            Assert.Empty(Said(folder.Rebuild($"-p:ProdGapStage={stage}")));
        }
    }

    [Fact]
    public void The_users_configuration_brings_it_back()
    {
        var folder = workshop.Folder().Project("Shop.csproj").Write("Exports.cs", Exports).Write(".editorconfig", "root = true\n");
        Assert.Empty(Said(folder.Build()));

        folder.Write(".editorconfig", "root = true\n\n[*.cs]\ndotnet_diagnostic.CA2016.severity = warning\n");
        Assert.Equal(folder.Marked("Exports.cs"), Said(folder.Rebuild("-p:ProdGapStage=production")));

        folder.Write(".editorconfig", "root = true\n").Write(".globalconfig", "is_global = true\ndotnet_diagnostic.CA2016.severity = warning\n");
        Assert.Equal(folder.Marked("Exports.cs"), Said(folder.Rebuild()));
    }

    [Fact]
    public void It_stays_where_our_rules_are_silent()
    {
        var folder = workshop.Folder().Project("Shop.csproj", "<AnalysisMode>All</AnalysisMode>").Write("Exports.cs", Exports);
        folder.Dotnet("restore").Succeeds();

        Assert.Equal(folder.Marked("Exports.cs"), Said(folder.Rebuild("-p:IsTestProject=true")));
        Assert.Equal(folder.Marked("Exports.cs"), Said(folder.Rebuild("-p:CompilerApiVersion=roslyn4.8")));
    }

    private static IEnumerable<string> Said(Run build)
        => build.Findings.Where(finding => finding.Id == "CA2016").Select(finding => finding.ToString());
}
