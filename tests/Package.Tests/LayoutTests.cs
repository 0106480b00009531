namespace ProdGap.Analyzers.Package.Tests;

/// <summary>The ways in which repositories are laid out.</summary>
public sealed class LayoutTests(PackageFixture workshop) : IClassFixture<PackageFixture>
{
    [Fact]
    public void The_command_that_adds_a_package_keeps_it_private()
    {
        var folder = workshop.Folder().BareProject("Shop.csproj").Write("Orders.cs", ProjectSources.Orders);

        folder.Dotnet("add", "package", "ProdGap.Analyzers", "--version", folder.Version).Succeeds();

        Assert.Contains("<PrivateAssets>all</PrivateAssets>", folder.Read("Shop.csproj"));
        folder.Rebuild("-p:ProdGapStage=production").Fails().Reports(folder.Marked("Orders.cs", "error"));
    }

    [Theory]
    [InlineData("GlobalPackageReference", "")]
    [InlineData("PackageVersion", """<PackageReference Include="ProdGap.Analyzers" />""")]
    public void Central_package_versions(string central, string reference)
    {
        var folder = workshop.Folder();
        folder
            .Write("Directory.Packages.props", $"""
                <Project>
                  <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>
                  <ItemGroup><{central} Include="ProdGap.Analyzers" Version="{folder.Version}" /></ItemGroup>
                </Project>
                """)
            .BareProject("Shop.csproj", "<ProdGapStage>production</ProdGapStage>", reference)
            .Write("Orders.cs", ProjectSources.Orders);

        folder.Build().Fails().Reports(folder.Marked("Orders.cs", "error"));
    }

    [Fact]
    public void Several_target_frameworks()
    {
        var folder = workshop.Folder().Write("Swallow.cs", ProjectSources.Swallow).Write(".editorconfig", "root = true\nprodgap.typo = 1\n");
        folder.Write("Shop.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks>
                <ProdGapStage>production</ProdGapStage>
              </PropertyGroup>
              <ItemGroup>{folder.Reference}</ItemGroup>
            </Project>
            """);

        var build = folder.Build().Fails();
        foreach (var framework in new[] { "net10.0", "netstandard2.0" })
        {
            Assert.Equal(
                [".editorconfig(2): warning PG0001", .. folder.Marked("Swallow.cs", "error")],
                build.Findings.Where(finding => finding.Project.EndsWith("::TargetFramework=" + framework, StringComparison.Ordinal)).Select(finding => finding.ToString()).Order(StringComparer.Ordinal));
        }

        Assert.Equal(4, build.Findings.Length);
    }

    [Fact]
    public void One_reference_for_all_projects_leaves_VB_and_FSharp_alone()
    {
        var folder = workshop.Folder();
        folder
            .Write("Directory.Build.props", $"""
                <Project>
                  <PropertyGroup><ProdGapStage>production</ProdGapStage><ProdGapTestIndex>false</ProdGapTestIndex></PropertyGroup>
                  <ItemGroup>{folder.Reference}</ItemGroup>
                </Project>
                """)
            .BareProject("Cs/Shop.csproj")
            .Write("Cs/Orders.cs", ProjectSources.Orders)
            .BareProject("Vb/Desk.vbproj")
            .Write("Vb/Desk.vb", """
                Public Class Desk
                    Public Sub Keep(path As String)
                        Try
                            System.IO.File.WriteAllText(path, "x")
                        Catch
                        End Try
                    End Sub
                End Class

                """)
            .BareProject("Fs/Till.fsproj", items: """<Compile Include="Till.fs" />""")
            .Write("Fs/Till.fs", """
                module Till
                let keep path = try System.IO.File.WriteAllText(path, "x") with _ -> ()

                """)
            .Write(".editorconfig", "root = true\n")
            .Solution("All.slnx", "Cs/Shop.csproj", "Vb/Desk.vbproj", "Fs/Till.fsproj");

        folder.Build().Fails().Reports(folder.Marked("Cs/Orders.cs", "error"));
        Assert.True(File.Exists(folder.At("Vb/bin/Debug/net10.0/Desk.dll")));
        Assert.True(File.Exists(folder.At("Fs/bin/Debug/net10.0/Till.dll")));
        Assert.Contains("ProdGapStage", folder.Read("Cs/obj/Debug/net10.0/Shop.GeneratedMSBuildEditorConfig.editorconfig"));
        Assert.DoesNotContain("ProdGap", folder.Read("Vb/obj/Debug/net10.0/Desk.GeneratedMSBuildEditorConfig.editorconfig"));
        // Whatever the stage is worth in C#, it is nothing that another language's build could fail on.
        folder.BuildOutdated("Vb", "-p:ProdGapStage=nonsense").Succeeds().Reports();
    }

    [Theory]
    [InlineData("Bücher & Zubehör für 日本")]
    [InlineData("Joe's shop (new) [v2], #1 @home = 100%")]
    public void Paths_as_people_name_them(string name)
    {
        var folder = workshop.Folder(name)
            .Project("Shop.csproj", "<ProdGapStage>production</ProdGapStage>")
            .Write("Orders.cs", ProjectSources.Orders)
            .Write(".editorconfig", "root = true\nprodgap.typo = 1\n");

        folder.Build().Fails().Reports([".editorconfig(2): warning PG0001", .. folder.Marked("Orders.cs", "error")]);
    }

    [Fact]
    public void A_plain_reference_reaches_the_projects_above_and_a_private_one_does_not()
    {
        var folder = workshop.Folder();
        folder
            .Project("Core/Core.csproj")
            .Write("Core/Empty.cs", "")
            .BareProject("App/App.csproj", "<ProdGapStage>production</ProdGapStage>", """<ProjectReference Include="../Core/Core.csproj" />""")
            .Write("App/Orders.cs", ProjectSources.Orders);
        // The rules come along, and the build files with them: the stage is understood.
        folder.Build("App").Fails().Reports(folder.Marked("App/Orders.cs", "error"));

        // As `dotnet add package` writes it for a development dependency.
        folder.Write("Core/Core.csproj", folder.Read("Core/Core.csproj").Replace(
            folder.Reference, folder.Reference.Replace(" />", " PrivateAssets=\"all\" />", StringComparison.Ordinal), StringComparison.Ordinal));
        folder.Build("App").Succeeds().Reports();
    }

    [Fact]
    public void Imported_twice_it_counts_once()
    {
        var folder = workshop.Folder();
        folder
            .Write("Shop.csproj", $"""
                <Project>
                  <Import Project="Sdk.props" Sdk="Microsoft.NET.Sdk" />
                  <PropertyGroup>
                    <TargetFramework>net10.0</TargetFramework>
                    <Nullable>enable</Nullable>
                    <ImplicitUsings>enable</ImplicitUsings>
                    <ProdGapStage>production</ProdGapStage>
                  </PropertyGroup>
                  <ItemGroup>{folder.Reference.Replace(" />", " GeneratePathProperty=\"true\" />", StringComparison.Ordinal)}</ItemGroup>
                  <Import Project="$(PkgProdGap_Analyzers)/build/ProdGap.Analyzers.props" Condition="'$(PkgProdGap_Analyzers)' != ''" />
                  <Import Project="Sdk.targets" Sdk="Microsoft.NET.Sdk" />
                  <Import Project="$(PkgProdGap_Analyzers)/build/ProdGap.Analyzers.targets" Condition="'$(PkgProdGap_Analyzers)' != ''" />
                </Project>
                """)
            .Write("Orders.cs", ProjectSources.Orders)
            .Write(".editorconfig", "root = true\nprodgap.typo = 1\n");

        folder.Build().Fails().Reports([".editorconfig(2): warning PG0001", .. folder.Marked("Orders.cs", "error")]);
        var whole = folder.Dotnet("msbuild", "-preprocess").Succeeds().Output;
        Assert.Contains($"/{folder.Version}/build/ProdGap.Analyzers.props", whole);
        Assert.Contains($"/{folder.Version}/buildTransitive/ProdGap.Analyzers.props", whole);
    }
}
