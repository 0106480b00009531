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

    /// <summary>What asks the SDK for its rule, and the severity that this gives.</summary>
    private static readonly (string Name, string Properties, string Severity)[] Ways =
    [
        ("All", "<AnalysisMode>All</AnalysisMode>", "warning"),
        ("Reliability", "<AnalysisModeReliability>All</AnalysisModeReliability>", "warning"),
        ("Recommended", "<AnalysisLevel>latest-recommended</AnalysisLevel>", "warning"),
        ("AsErrors", "<AnalysisMode>All</AnalysisMode><TreatWarningsAsErrors>true</TreatWarningsAsErrors>", "error"),
    ];

    [Fact]
    public void What_the_SDK_is_asked_to_say_is_said_without_the_package_and_not_with_it()
    {
        var folder = workshop.Folder();
        foreach (var (name, properties, _) in Ways)
        {
            folder.BareProject($"{name}/Bare/Bare{name}.csproj", properties).Write($"{name}/Bare/Exports.cs", Exports)
                .Project($"{name}/With/With{name}.csproj", properties).Write($"{name}/With/Exports.cs", Exports);
        }

        folder.Solution("All.slnx", Ways.SelectMany(way => new[] { $"{way.Name}/Bare/Bare{way.Name}.csproj", $"{way.Name}/With/With{way.Name}.csproj" }));

        Assert.Equal(Expected("Bare"), Said(folder.Build("All.slnx")).Order(StringComparer.Ordinal));
        Assert.Equal(Expected("Bare", "With"), Said(folder.Rebuild("All.slnx", "-p:ProdGapKeepCA2016=true")).Order(StringComparer.Ordinal));

        IEnumerable<string> Expected(params string[] kinds)
            => Ways.SelectMany(way => kinds.SelectMany(kind => folder.Marked($"{way.Name}/{kind}/Exports.cs", way.Severity))).Order(StringComparer.Ordinal);
    }

    [Fact]
    public void Every_stage_has_it_so()
    {
        var folder = workshop.Folder().Project("Shop.csproj", "<AnalysisMode>All</AnalysisMode>").Write("Exports.cs", Exports);
        folder.Restore();

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
        folder.Restore();

        Assert.Equal(folder.Marked("Exports.cs"), Said(folder.Rebuild("-p:IsTestProject=true")));
        Assert.Equal(folder.Marked("Exports.cs"), Said(folder.Rebuild("-p:CompilerApiVersion=roslyn4.8")));
    }

    private static IEnumerable<string> Said(Run build)
        => build.Findings.Where(finding => finding.Id == "CA2016").Select(finding => finding.ToString());
}
