using ProdGap.Analyzers.Tasks.Repository;
using static ProdGap.Analyzers.Tasks.Tests.Disk;

namespace ProdGap.Analyzers.Tasks.Tests;

/// <summary>Which projects test which, however a repository is laid out.</summary>
public sealed class DiscoveryTests
{
    [Theory]
    [InlineData("All.sln")]
    [InlineData("All.slnx")]
    [InlineData(".git/HEAD")]
    [InlineData(".git")]
    public void The_nearest_marked_folder_is_the_repository(string marker)
    {
        using var disk = new Disk(marker);
        disk.Project("src/Shop/Shop.csproj").Tests("tests/deep/Shop.Tests/Shop.Tests.csproj", @"..\..\..\src\Shop\Shop.csproj").Write("tests/deep/Shop.Tests/A.cs", "shop.Pay();");

        Assert.Equal("prodgap-tests 1\nN\ttests/deep/Shop.Tests/Shop.Tests.csproj\nT\ttests/deep/Shop.Tests/A.cs\t\tPay shop\tPay\t\n", disk.Index("src/Shop/Shop.csproj"));
        Assert.Empty(disk.Problems);
    }

    [Fact]
    public void Without_any_mark_the_neighbors_are_looked_at_and_finding_none_means_nothing()
    {
        using var disk = new Disk("");
        disk.Project("repo/src/Shop/Shop.csproj").Tests("repo/tests/Shop.Tests/Shop.Tests.csproj", "../../src/Shop/Shop.csproj").Project("repo/src/Lonely/Lonely.csproj");

        Assert.Equal("N:tests/Shop.Tests/Shop.Tests.csproj", disk.Lines("repo/src/Shop/Shop.csproj"));
        Assert.Equal("none", disk.Lines("repo/src/Lonely/Lonely.csproj"));
        // The folder that others put their projects in as well is not searched.
        Assert.Null(RepositoryRoot.Of(Path.Combine(Path.GetTempPath(), "Shop"), null, []));
    }

    [Fact]
    public void The_user_can_say_where_the_repository_begins()
    {
        using var disk = new Disk("");
        disk.Project("src/Shop/Shop.csproj").Write("src/Shop/Shop.sln", "").Tests("tests/Shop.Tests/Shop.Tests.csproj", "../../src/Shop/Shop.csproj");

        Assert.Equal("prodgap-tests 1\n", disk.Index("src/Shop/Shop.csproj"));
        Assert.Equal("prodgap-tests 1\nN\ttests/Shop.Tests/Shop.Tests.csproj\n", disk.Index("src/Shop/Shop.csproj", "../.."));
        var problems = new List<Problem>();
        Assert.Equal(disk.At("src/Shop"), RepositoryRoot.Of(disk.At("src/Shop"), "../nowhere", problems)!.Path);
        Assert.Equal("ProdGapRoot is not a folder", Assert.Single(problems).Reason);
    }

    [Theory]
    [InlineData("sln", "Project(\"{FAE04EC0}\") = \"Shop.Tests\", \"..\\..\\tests\\Shop.Tests\\Shop.Tests.csproj\", \"{00000000}\"\nEndProject\n")]
    [InlineData("slnx", "<Solution><Project Path=\"../../tests/Shop.Tests/Shop.Tests.csproj\" /><Project Path=\"Gone.csproj\" /></Solution>")]
    public void A_solution_may_list_projects_that_lie_elsewhere(string kind, string text)
    {
        using var disk = new Disk("");
        disk.Project("src/Shop/Shop.csproj").Write("src/Shop/Shop." + kind, text).Tests("tests/Shop.Tests/Shop.Tests.csproj", "../../src/Shop/Shop.csproj").Write("tests/Shop.Tests/A.cs", "");

        Assert.Equal("N:../../tests/Shop.Tests/Shop.Tests.csproj T:../../tests/Shop.Tests/A.cs", disk.Lines("src/Shop/Shop.csproj"));
        Assert.Empty(disk.Problems);
    }

    [Theory]
    [InlineData("<ItemGroup><PackageReference Include=\"xunit\" Version=\"2.9.3\" /></ItemGroup>")]
    [InlineData("<ItemGroup><PackageReference Include=\"xunit.v3\" /></ItemGroup>")]
    [InlineData("<ItemGroup><PackageReference Include=\"NUnit\"><Version>5.0.0</Version></PackageReference></ItemGroup>")]
    [InlineData("<ItemGroup><PackageReference Include=\"MSTest\" /></ItemGroup>")]
    [InlineData("<ItemGroup><PackageReference Include=\"TUnit\" /></ItemGroup>")]
    [InlineData("<ItemGroup><PackageReference Include=\"Moq;microsoft.net.test.sdk\" /></ItemGroup>")]
    [InlineData("<ItemGroup><Reference Include=\"nunit.framework, Version=3.0.0.0, Culture=neutral\" /></ItemGroup>")]
    [InlineData("<PropertyGroup><IsTestProject>True</IsTestProject></PropertyGroup>")]
    [InlineData("<Choose><When Condition=\"'$(TargetFramework)' == 'net48'\"><ItemGroup><PackageReference Include=\"xunit\" /></ItemGroup></When></Choose>")]
    [InlineData("<Import Project=\"../shared.props\" />")]
    [InlineData("<Import Project=\"$(MSBuildThisFileDirectory)..\\shared.props\" Condition=\"Exists('$(MSBuildThisFileDirectory)..\\shared.props')\" />")]
    [InlineData("<Sdk Name=\"MSTest.Sdk\" Version=\"3.6.0\" />")]
    [InlineData("", "MSTest.Sdk/3.6.0")]
    [InlineData("", "Microsoft.NET.Sdk; MSTest.Sdk")]
    public void A_test_project_is_one_that_says_so_or_references_a_framework(string items, string sdk = "Microsoft.NET.Sdk")
    {
        using var disk = new Disk();
        disk.Project("Shop/Shop.csproj").Project("Checks/Checks.csproj", "../Shop/Shop.csproj", items, sdk).Write("shared.props", $"<Project>{Package("xunit")}</Project>");

        Assert.Equal("N:Checks/Checks.csproj", disk.Lines("Shop/Shop.csproj"));
        // And has no index itself.
        Assert.Equal("none", disk.Lines("Checks/Checks.csproj"));
    }

    [Theory]
    [InlineData("<ItemGroup><PackageReference Include=\"Moq;xunit.analyzers;MSTest.Analyzers\" /></ItemGroup>")]
    [InlineData("<PropertyGroup><IsTestProject>false</IsTestProject></PropertyGroup><ItemGroup><PackageReference Include=\"xunit.assert\" /></ItemGroup>")]
    [InlineData("<!-- <PackageReference Include=\"xunit\" /> -->")]
    [InlineData("<Target Name=\"T\"><ItemGroup><PackageReference Include=\"xunit\" /></ItemGroup></Target>")]
    [InlineData("<ItemGroup Condition=\"'$(IsTestProject)' == 'true'\"><PackageReference Include=\"xunit\" /></ItemGroup>")]
    public void Any_other_is_between_the_tests_and_the_project(string items)
    {
        using var disk = new Disk();
        disk.Project("Shop/Shop.csproj").Project("Web/Web.csproj", "../Shop/Shop.csproj", items);

        Assert.Equal("", disk.Lines("Shop/Shop.csproj"));
    }

    [Theory]
    [InlineData("<Project><PropertyGroup><IsTestProject Condition=\"$(MSBuildProjectName.EndsWith('.Tests'))\">true</IsTestProject></PropertyGroup></Project>")]
    [InlineData("<Project><PropertyGroup><IsTestProject>$(MSBuildProjectName.Contains('Test'))</IsTestProject></PropertyGroup></Project>")]
    [InlineData("<Project><ItemGroup Condition=\"'$(MSBuildProjectName)' == 'Shop.Tests' Or !$(MSBuildProjectName.StartsWith('Shop'))\"><PackageReference Include=\"NUnit\" /></ItemGroup></Project>")]
    [InlineData("<Project><ItemGroup Condition=\"$([System.Text.RegularExpressions.Regex]::IsMatch($(MSBuildProjectName), 'Tests$'))\"><PackageReference Include=\"NUnit\" /></ItemGroup></Project>")]
    [InlineData("<Project><PropertyGroup><Tests>$(MSBuildProjectName.EndsWith(\".Tests\"))</Tests></PropertyGroup><ItemGroup Condition=\"'$(Tests)' == 'true' And '$(Off)' != 'true'\"><PackageReference Include=\"NUnit\" /></ItemGroup></Project>")]
    public void What_all_projects_share_counts_for_those_that_it_is_meant_for(string shared)
    {
        using var disk = new Disk();
        disk.Project("Shop/Shop.csproj").Project("Shop.Tests/Shop.Tests.csproj", "../Shop/Shop.csproj").Write("Directory.Build.props", shared);

        Assert.Equal("N:Shop.Tests/Shop.Tests.csproj", disk.Lines("Shop/Shop.csproj"));
    }

    [Fact]
    public void A_default_for_all_projects_keeps_none_from_being_tests()
    {
        using var disk = new Disk();
        disk.Project("Shop/Shop.csproj").Tests("T/T.csproj", "../Shop/Shop.csproj").Write("Directory.Build.props", "<Project><PropertyGroup><IsTestProject>false</IsTestProject></PropertyGroup></Project>");

        Assert.Equal("N:T/T.csproj", disk.Lines("Shop/Shop.csproj"));
    }

    [Fact]
    public void Build_files_above_are_found_and_followed_upwards()
    {
        using var disk = new Disk();
        disk.Project("src/Shop/Shop.csproj")
            .Project("tests/A/A.csproj", "$(ShopProject)")
            .Project("tests/B/B.csproj", "$(Sources)Shop/Shop.csproj")
            .Write("Directory.Build.props", "<Project><PropertyGroup><Sources>$(MSBuildThisFileDirectory)src\\</Sources><ShopProject>$(Sources)Shop\\Shop.csproj</ShopProject></PropertyGroup></Project>")
            .Write("tests/Directory.Build.props", "<Project><Import Project=\"$([MSBuild]::GetPathOfFileAbove('Directory.Build.props', '$(MSBuildThisFileDirectory)../'))\" /></Project>")
            .Write("tests/Directory.Build.targets", $"<Project>{Package("xunit")}</Project>")
            .Write("Directory.Packages.props", "<Project><ItemGroup><PackageVersion Include=\"xunit\" Version=\"2.9.3\" /></ItemGroup></Project>");

        Assert.Equal("N:tests/A/A.csproj N:tests/B/B.csproj", disk.Lines("src/Shop/Shop.csproj"));
    }

    [Fact]
    public void Through_other_projects_which_are_then_part_of_it()
    {
        using var disk = new Disk();
        disk.Project("Core/Core.csproj").Write("Core/Core.cs", "")
            .Project("Data/Data.csproj", "../Core/Core.csproj").Write("Data/Data.cs", "class Data { void Go() => core.Run(); }")
            .Project("Web/Web.csproj", "../Data/Data.csproj").Write("Web/Web.cs", "class Web;").Write("Web/Page.razor", "@core.Show")
            .Project("Tool/Tool.csproj", "../Core/Core.csproj").Write("Tool/Tool.cs", "")
            .Project("Kit/Kit.csproj", "../Core/Core.csproj", Package("xunit.assert")).Write("Kit/Kit.cs", "")
            .Tests("Web.Tests/Web.Tests.csproj", "../Web/Web.csproj ../Kit/Kit.csproj").Write("Web.Tests/A.cs", "");

        Assert.Equal("N:Kit/Kit.csproj N:Web.Tests/Web.Tests.csproj T:Kit/Kit.cs T:Web.Tests/A.cs U:Data/Data.cs U:Web/Page.razor U:Web/Web.cs", disk.Lines("Core/Core.csproj"));
        Assert.Contains("\nU\tData/Data.cs\tData\tData Go Run core\tRun\n", disk.Index("Core/Core.csproj"));
        Assert.Equal("N:Web.Tests/Web.Tests.csproj T:Web.Tests/A.cs", disk.Lines("Web/Web.csproj"));
        Assert.Equal("", disk.Lines("Tool/Tool.csproj"));
    }

    [Theory]
    [InlineData("<ProjectReference Include=\"$(Unknown.Function('x'))/Shop.csproj\" />")]
    [InlineData("<ProjectReference Include=\"$([MSBuild]::NormalizePath('..', 'Shop', 'Shop.csproj'))\" />")]
    [InlineData("<ProjectReference Include=\"..\\S*\\*.csproj\" />")]
    [InlineData("<ProjectReference Include=\"../**/Shop.csproj\" />")]
    [InlineData("<ProjectReference Include=\" ../Other/Other.csproj ; ../Shop/Shop.csproj\" Condition=\"'$(TargetFramework)' == 'net8.0'\" />")]
    [InlineData("<ProjectReference Include=\"$(SolutionDir)Shop\\Shop.csproj\"><Private>false</Private></ProjectReference>")]
    public void References_as_people_write_them(string reference)
    {
        using var disk = new Disk();
        disk.Project("Shop/Shop.csproj").Tests("Checks/Checks.csproj", "", $"<ItemGroup>{reference}</ItemGroup>");

        Assert.Equal("N:Checks/Checks.csproj", disk.Lines("Shop/Shop.csproj"));
    }

    [Fact]
    public void What_is_referenced_for_the_build_only_is_not_tested_by_it()
    {
        using var disk = new Disk();
        disk.Project("Rules/Rules.csproj").Tests("Checks/Checks.csproj", "", """
            <ItemGroup>
              <ProjectReference Include="../Rules/Rules.csproj" OutputItemType="Analyzer" />
              <ProjectReference Include="../Rules/Rules.csproj"><ReferenceOutputAssembly>false</ReferenceOutputAssembly></ProjectReference>
            </ItemGroup>
            """);

        Assert.Equal("", disk.Lines("Rules/Rules.csproj"));
    }

    [Fact]
    public void Projects_that_reference_each_other_in_a_circle_are_survived()
    {
        using var disk = new Disk();
        disk.Project("A/A.csproj", "../B/B.csproj").Project("B/B.csproj", "../A/A.csproj ../B/B.csproj").Tests("T/T.csproj", "../B/B.csproj");

        Assert.Equal("N:T/T.csproj", disk.Lines("A/A.csproj"));
    }

    [Fact]
    public void The_user_can_name_the_test_projects()
    {
        using var disk = new Disk();
        disk.Project("Shop/Shop.csproj").Tests("A/A.csproj", "../Shop/Shop.csproj").Project("B/B.csproj").Write("B/B.cs", "");

        Assert.Equal("N:B/B.csproj T:B/B.cs", disk.Lines("Shop/Shop.csproj", "B/B.csproj"));
        Assert.Equal("N:B/B.csproj T:B/B.cs", disk.Lines("Shop/Shop.csproj", "B/B.csproj", "Gone/Gone.csproj"));
        Assert.Equal(("Gone/Gone.csproj", "ProdGapTestProject names it, but it does not exist"), Assert.Single(disk.Problems));
    }

    [Fact]
    public void Tests_benchmarks_and_samples_have_no_index()
    {
        using var disk = new Disk();
        disk.Project("Bench/Bench.csproj", "", Package("BenchmarkDotNet")).Project("samples/Demo/Demo.csproj").Project("Shop.Sample/Shop.Sample.csproj").Project("Shop/Shop.csproj");

        Assert.Equal("none", disk.Lines("Bench/Bench.csproj"));
        Assert.Equal("none", disk.Lines("samples/Demo/Demo.csproj"));
        Assert.Equal("none", disk.Lines("Shop.Sample/Shop.Sample.csproj"));
        Assert.Equal("", disk.Lines("Shop/Shop.csproj"));
    }

    [Fact]
    public void Tests_in_another_language_count()
    {
        using var disk = new Disk();
        disk.Project("Shop/Shop.csproj")
            .Tests("F/F.fsproj", "../Shop/Shop.csproj", "<ItemGroup><Compile Include=\"Tests.fs\" /></ItemGroup>").Write("F/Tests.fs", "let pays () = order.Pay ()")
            .Tests("V/V.vbproj", "../Shop/Shop.csproj").Write("V/Tests.vb", "order.Cancel()").Write("V/Not.cs", "");

        Assert.Equal("N:F/F.fsproj N:V/V.vbproj T:F/Tests.fs T:V/Tests.vb", disk.Lines("Shop/Shop.csproj"));
        Assert.Contains("\tPay\t", disk.Index("Shop/Shop.csproj"));
    }
}
