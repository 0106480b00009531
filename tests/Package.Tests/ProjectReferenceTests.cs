namespace ProdGap.Analyzers.Package.Tests;

/// <summary>What a compilation is told of the projects behind its references.</summary>
public sealed class ProjectReferenceTests(PackageFixture workshop) : IClassFixture<PackageFixture>
{
    private const string Skipped = "Skipping target \"CoreCompile\"";

    [Fact]
    public void Direct_and_indirect_projects_are_named_to_the_build_and_to_dotnet_format()
    {
        var folder = Solution();
        folder.Restore();

        // Nothing is built yet, as in a fresh clone.
        folder.Dotnet("format", "analyzers", "All.slnx", "--severity", "warn", "--no-restore").Succeeds();
        Assert.Equal(["", "", "Core", "Core", "Core|Shop.Data"], Named(folder));

        foreach (var config in Configs(folder))
        {
            File.Delete(config);
        }

        folder.Rebuild().Succeeds().Reports();
        Assert.Equal(["", "", "Core", "Core", "Core|Shop.Data"], Named(folder));
    }

    [Fact]
    public void Nothing_is_compiled_again_for_them_unless_a_reference_comes_or_goes()
    {
        var folder = Solution();
        string[] build = ["-verbosity:normal"];
        folder.BuildOutdated(build).Succeeds();

        Assert.Equal(5, Count(folder.BuildOutdated(build).Succeeds().Output));
        folder.Dotnet("format", "analyzers", "All.slnx", "--severity", "warn", "--no-restore").Succeeds();
        Assert.Equal(5, Count(folder.BuildOutdated(build).Succeeds().Output));

        folder.Write("Web/Web.csproj", folder.Read("Web/Web.csproj").Replace("../Data/Data.csproj", "../Core/Core.csproj", StringComparison.Ordinal));
        Assert.Equal(4, Count(folder.BuildOutdated(build).Succeeds().Output));
        Assert.Equal(["", "", "Core", "Core", "Core"], Named(folder));

        static int Count(string output) => output.Split(Skipped).Length - 1;
    }

    [Fact]
    public void What_the_analyzer_of_Entity_Framework_reports_is_not_reported_again()
    {
        const string Query = "using Microsoft.EntityFrameworkCore;\n\npublic static class Rows\n{\n    public static Task<int> Delete(DbContext db, string name) => db.Database.ExecuteSqlRawAsync($\"DELETE FROM Rows WHERE Name = '{name}'\");\n}\n";
        const string Library = "<PackageReference Include=\"Microsoft.EntityFrameworkCore.Relational\" Version=\"10.0.14\" />";
        const string Without = "</ItemGroup><Target Name=\"WithoutTheirs\" AfterTargets=\"ResolveLockFileAnalyzers\"><ItemGroup><Analyzer Remove=\"@(Analyzer)\" Condition=\"'%(Filename)' == 'Microsoft.EntityFrameworkCore.Analyzers'\" /></ItemGroup></Target><ItemGroup>";
        var folder = workshop.Folder()
            .Project("With/With.csproj", items: Library).Write("With/Rows.cs", Query)
            .Project("Without/Without.csproj", items: Library + Without).Write("Without/Rows.cs", Query)
            .Solution("All.slnx", "With/With.csproj", "Without/Without.csproj");

        Assert.Equal(
            ["With/Rows.cs EF1002", "Without/Rows.cs PG1003"],
            folder.Build("All.slnx").Succeeds().Findings.Where(finding => finding.Id is "EF1002" or "PG1003").Select(finding => $"{finding.File} {finding.Id}").Order(StringComparer.Ordinal));
    }

    /// <summary>
    /// A package, an assembly name that is not the file's, and two target frameworks. No .editorconfig: it is an additional file in a
    /// build only, so that a format in between would have the next build compile for that reason.
    /// </summary>
    private Folder Solution()
        => workshop.Folder()
            .Project("Core/Core.csproj", "<TargetFramework /><TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks><LangVersion>latest</LangVersion>")
            .Write("Core/Core.cs", "namespace Core;\n\npublic class Part { }\n")
            .Project("Data/Data.csproj", "<TargetFramework /><TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks><LangVersion>latest</LangVersion><AssemblyName>Shop.Data</AssemblyName>", """
                <ProjectReference Include="../Core/Core.csproj" />
                """)
            .Write("Data/Data.cs", "namespace Data;\n\npublic class Whole : Core.Part { }\n")
            .Project("Web/Web.csproj", items: """
                <ProjectReference Include="../Data/Data.csproj" />
                <PackageReference Include="Newtonsoft.Json" Version="13.0.4" />
                """)
            .Write("Web/Web.cs", "namespace Web;\n\npublic class Page { }\n")
            .Solution("All.slnx", "Core/Core.csproj", "Data/Data.csproj", "Web/Web.csproj");

    private static IEnumerable<string> Configs(Folder folder)
        => Directory.EnumerateFiles(folder.At(""), "*.GeneratedMSBuildEditorConfig.editorconfig", SearchOption.AllDirectories);

    private static IEnumerable<string> Named(Folder folder)
        => Configs(folder)
            .Select(config => File.ReadLines(config).Single(line => line.StartsWith("build_property.ProdGapProjectReferences =", StringComparison.Ordinal)).Split('=')[1].Trim())
            .Order(StringComparer.Ordinal);
}
