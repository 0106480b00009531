using System.Text;

namespace ProdGap.Analyzers.Tasks.Tests;

/// <summary>Which files are a test project's, and what becomes of those that cannot be read.</summary>
public sealed class SourcesTests
{
    private static Disk Shop(string items = "")
        => new Disk().Project("Shop/Shop.csproj").Tests("T/T.csproj", "../Shop/Shop.csproj", items);

    [Fact]
    public void A_project_takes_what_lies_below_it_except_output_hidden_folders_and_other_projects()
    {
        using var disk = Shop()
            .Write("T/A.cs", "").Write("T/Deep/er/B.cs", "").Write("T/C.txt", "").Write("T/Page.razor", "")
            .Write("T/bin/Debug/X.cs", "").Write("T/obj/X.cs", "").Write("T/Deep/Obj/X.cs", "").Write("T/node_modules/p/X.cs", "").Write("T/.vs/X.cs", "")
            .Project("T/Nested/Nested.csproj").Write("T/Nested/X.cs", "").Write("T/Nested/Deep/X.cs", "");

        Assert.Equal("N:T/T.csproj T:T/A.cs T:T/Deep/er/B.cs T:T/Page.razor", disk.Lines("Shop/Shop.csproj"));
    }

    [Fact]
    public void Linked_and_removed_files()
    {
        using var disk = Shop("""
            <ItemGroup>
              <Compile Include="..\Shared\One.cs" Link="One.cs" />
              <Compile Include="../Shared/All/**/*.cs;$(MSBuildThisFileDirectory)../Other/O?.cs" />
              <Compile Include="$(IntermediateOutputPath)Generated.cs" />
              <Compile Remove="Off/**" />
              <Compile Remove="Gone.cs;..\Shared\All\Not.cs" />
            </ItemGroup>
            """)
            .Write("T/A.cs", "").Write("T/Gone.cs", "").Write("T/Off/X.cs", "").Write("T/Off/Deep/X.cs", "")
            .Write("Shared/One.cs", "").Write("Shared/Two.cs", "").Write("Shared/All/B.cs", "").Write("Shared/All/Deep/C.cs", "").Write("Shared/All/Not.cs", "").Write("Other/OK.cs", "").Write("Other/Long.cs", "");

        Assert.Equal("N:T/T.csproj T:Other/OK.cs T:Shared/All/B.cs T:Shared/All/Deep/C.cs T:Shared/One.cs T:T/A.cs", disk.Lines("Shop/Shop.csproj"));
        Assert.Empty(disk.Problems);
    }

    [Theory]
    [InlineData("<Project>", "")]
    [InlineData("<Project Sdk=\"Microsoft.NET.Sdk\">", "<PropertyGroup><EnableDefaultCompileItems>false</EnableDefaultCompileItems></PropertyGroup>")]
    [InlineData("<Project xmlns=\"http://schemas.microsoft.com/developer/msbuild/2003\" ToolsVersion=\"15.0\">", "<Import Project=\"$(MSBuildToolsPath)\\Microsoft.CSharp.targets\" />")]
    public void A_project_that_lists_its_files_has_no_others(string start, string more)
    {
        using var disk = Shop().Write("T/T.csproj", $"""
            {start}
              {more}
              <ItemGroup><Reference Include="xunit.core" /><ProjectReference Include="..\Shop\Shop.csproj" /><Compile Include="Sub\A.cs" /></ItemGroup>
              <Import Project="..\Shared\Shared.projitems" Label="Shared" />
            </Project>
            """)
            .Write("Shared/Shared.projitems", "<Project><ItemGroup><Compile Include=\"$(MSBuildThisFileDirectory)S.cs\" /></ItemGroup></Project>")
            .Write("T/Sub/A.cs", "").Write("T/B.cs", "").Write("Shared/S.cs", "");

        Assert.Equal("N:T/T.csproj T:Shared/S.cs T:T/Sub/A.cs", disk.Lines("Shop/Shop.csproj"));
        Assert.Empty(disk.Problems);
    }

    [Fact]
    public void A_file_that_two_projects_share_is_a_test_once()
    {
        using var disk = Shop("<ItemGroup><Compile Include=\"../Web/W.cs\" /></ItemGroup>")
            .Project("Web/Web.csproj", "../Shop/Shop.csproj").Write("Web/W.cs", "").Write("Web/V.cs", "")
            .Tests("U/U.csproj", "../Web/Web.csproj", "<ItemGroup><Compile Include=\"../T/A.cs\" /></ItemGroup>").Write("T/A.cs", "");

        Assert.Equal("N:T/T.csproj N:U/U.csproj T:T/A.cs T:Web/W.cs U:Web/V.cs", disk.Lines("Shop/Shop.csproj"));
    }

    [Fact]
    public void Paths_with_spaces_and_other_letters()
    {
        using var disk = new Disk().Project("src/Bücher & Co/Shop.csproj").Tests("te sts/日本 [v2]/T.csproj", "../../src/Bücher%20&amp;%20Co/Shop.csproj ").Write("te sts/日本 [v2]/Ä (1).cs", "");

        // An escape that stands for a space is MSBuild's own way to write one.
        Assert.Equal("N:te sts/日本 [v2]/T.csproj T:te sts/日本 [v2]/Ä (1).cs", disk.Lines("src/Bücher & Co/Shop.csproj"));
    }

    [Fact]
    public void The_compilers_encodings_are_read_and_any_other_is_named_once()
    {
        using var disk = Shop().Write("T/A.cs", "");
        File.WriteAllText(disk.At("T/Bom.cs"), "größe.Bom();", new UTF8Encoding(true));
        File.WriteAllText(disk.At("T/Wide.cs"), "größe.Wide();", Encoding.Unicode);
        File.WriteAllText(disk.At("T/Big.cs"), "größe.Big();", Encoding.BigEndianUnicode);
        File.WriteAllBytes(disk.At("T/Latin.cs"), Encoding.Latin1.GetBytes("größe.Latin();"));

        var index = disk.Index("Shop/Shop.csproj")!;
        Assert.Contains("T\tT/Bom.cs\t\tBom größe\tBom\t\n", index);
        Assert.Contains("T\tT/Wide.cs\t\tWide größe\tWide\t\n", index);
        Assert.Contains("T\tT/Big.cs\t\tBig größe\tBig\t\n", index);
        Assert.DoesNotContain("Latin.cs", index);
        Assert.Equal(("T/Latin.cs", "It is not valid UTF-8 (byte 2)"), Assert.Single(disk.Problems));

        // Again in the next build, as it is still so; and no more when it is mended.
        disk.Index("Shop/Shop.csproj");
        Assert.Single(disk.Problems);
        disk.Write("T/Latin.cs", "größe.Latin();");
        Assert.Contains("T/Latin.cs", disk.Index("Shop/Shop.csproj"));
        Assert.Empty(disk.Problems);
    }

    [Fact]
    public void A_broken_project_file_is_named_once_in_a_build_and_left_out()
    {
        using var disk = Shop().Project("Other/Other.csproj").Write("Broken/Broken.csproj", "<Project><ItemGroup>").Write("Evil/Evil.csproj", "<!DOCTYPE p [<!ENTITY a \"aaaa\">]><Project>&a;</Project>");
        var evidence = disk.Evidence("Shop/Shop.csproj");

        Assert.Contains("N\tT/T.csproj", disk.Update("Shop/Shop.csproj", evidence));
        Assert.Equal(["Broken/Broken.csproj", "Evil/Evil.csproj"], disk.Problems.Select(problem => problem.Path).Order());
        Assert.All(disk.Problems, problem => Assert.True(problem.Reason.Length > 10 && !problem.Reason.EndsWith('.')));
        Assert.NotNull(disk.Update("Other/Other.csproj", evidence));
        Assert.Empty(disk.Problems);
    }

    [Fact]
    public void A_file_of_a_size_that_nobody_writes_is_named_and_left_out()
    {
        using var disk = Shop().Write("T/A.cs", "");
        using (var big = File.Create(disk.At("T/Big.cs")))
        {
            big.SetLength(40_000_000);
        }

        Assert.DoesNotContain("Big.cs", disk.Index("Shop/Shop.csproj"));
        Assert.Equal("T/Big.cs", Assert.Single(disk.Problems).Path);
    }

    [Fact]
    public void Links_that_lead_in_circles_or_nowhere_are_survived()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // needs a right there that most people lack
        }

        using var disk = Shop().Write("T/A.cs", "").Write("Elsewhere/B.cs", "pay.Now();");
        Directory.CreateSymbolicLink(disk.At("T/up"), disk.Root);
        Directory.CreateSymbolicLink(disk.At("T/self"), disk.At("T/self"));
        File.CreateSymbolicLink(disk.At("T/Linked.cs"), disk.At("Elsewhere/B.cs"));
        File.CreateSymbolicLink(disk.At("T/Nowhere.cs"), disk.At("Nowhere.cs"));

        var index = disk.Index("Shop/Shop.csproj")!;
        Assert.Contains("T\tT/Linked.cs\t\tNow pay\tNow\t\n", index);
        Assert.DoesNotContain("/up/", index);
        Assert.Equal("T/Nowhere.cs", Assert.Single(disk.Problems).Path);
    }

    [Fact]
    public void What_we_may_not_read_is_named_and_left_out()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var disk = Shop().Write("T/A.cs", "").Write("T/Closed.cs", "").Write("Private/X/X.csproj", "<Project />");
        File.SetUnixFileMode(disk.At("T/Closed.cs"), UnixFileMode.None);
        File.SetUnixFileMode(disk.At("Private"), UnixFileMode.None);
        try
        {
            Assert.Contains("T\tT/A.cs", disk.Index("Shop/Shop.csproj"));
            // Whoever is root may read everything.
            string[] expected = Environment.IsPrivilegedProcess ? [] : ["Private", "T/Closed.cs"];
            Assert.Equal(expected, disk.Problems.Select(problem => problem.Path).Order());
        }
        finally
        {
            File.SetUnixFileMode(disk.At("Private"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
