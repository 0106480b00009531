namespace ProdGap.Analyzers.Package.Tests;

/// <summary>What a compilation is told of the projects behind its references.</summary>
public sealed class ProjectReferenceTests(PackageFixture workshop) : IClassFixture<PackageFixture>
{
    private const string Skipped = "Skipping target \"CoreCompile\"";

    [Fact]
    public void Direct_and_indirect_projects_are_named_to_the_build_and_to_dotnet_format()
    {
        var folder = Solution();
        folder.Dotnet("restore").Succeeds();

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
        string[] build = ["build", "-nologo", "-verbosity:normal"];
        folder.Dotnet(build).Succeeds();

        Assert.Equal(5, Count(folder.Dotnet(build).Succeeds().Output));
        folder.Dotnet("format", "analyzers", "All.slnx", "--severity", "warn", "--no-restore").Succeeds();
        Assert.Equal(5, Count(folder.Dotnet(build).Succeeds().Output));

        folder.Write("Web/Web.csproj", folder.Read("Web/Web.csproj").Replace("../Data/Data.csproj", "../Core/Core.csproj", StringComparison.Ordinal));
        Assert.Equal(4, Count(folder.Dotnet(build).Succeeds().Output));
        Assert.Equal(["", "", "Core", "Core", "Core"], Named(folder));

        static int Count(string output) => output.Split(Skipped).Length - 1;
    }

    [Fact]
    public void What_the_analyzer_of_Entity_Framework_reports_is_not_reported_again()
    {
        const string Query = "using Microsoft.EntityFrameworkCore;\n\nnamespace {0};\n\npublic static class Rows\n{{\n    public static Task<int> Delete(DbContext db, string name) => db.Database.ExecuteSqlRawAsync($\"DELETE FROM Rows WHERE Name = '{{name}}'\");\n}}\n";
        var folder = workshop.Folder()
            .Project("Data/Data.csproj", items: "<PackageReference Include=\"Microsoft.EntityFrameworkCore.Relational\" Version=\"10.0.14\" />")
            .Write("Data/Rows.cs", string.Format(null, Query, "Data"))
            .Project("App/App.csproj", items: "<ProjectReference Include=\"../Data/Data.csproj\" />")
            .Write("App/Rows.cs", string.Format(null, Query, "App"))
            .Write(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.PG1003.severity = warning\n");

        var output = folder.Dotnet("build", "App").Succeeds().Output;

        Assert.Matches("Data/Rows.cs.*EF1002", output);
        Assert.DoesNotMatch("Data/Rows.cs.*PG1003", output);
        // Analyzers do not come through a project reference.
        Assert.DoesNotMatch("App/Rows.cs.*EF1002", output);
        Assert.Matches("App/Rows.cs.*PG1003", output);
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
