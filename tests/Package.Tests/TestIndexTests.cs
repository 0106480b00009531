using System.Text.Json;

namespace ProdGap.Analyzers.Package.Tests;

/// <summary>What the tests use reaches the compilation of what they test, and only when it changes.</summary>
public sealed class TestIndexTests(PackageFixture workshop) : IClassFixture<PackageFixture>
{
    private const string Compiling = "Task \"Csc\"";

    private const string Test = """
        namespace Shop.Tests;

        public class OrderTests
        {
            public void Pays() => new Shop.Core.Order().Pay(1);
        }

        """;

    /// <summary>Core for two frameworks, Web on top of it, and tests of Web that reference no real framework: the index does not need one.</summary>
    private Folder Repository(string name = "work")
        => workshop.Folder(name)
            .Project("src/Core/Core.csproj", "<TargetFramework /><TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks><LangVersion>latest</LangVersion><ImplicitUsings>disable</ImplicitUsings>")
            .Write("src/Core/Order.cs", "namespace Shop.Core;\n\npublic class Order\n{\n    public int Pay(int n) => n;\n\n    public int Refund(int n) => -n;\n}\n")
            // What the index is for is the matter of other tests.
            .Project("src/Web/Web.csproj", "<NoWarn>$(NoWarn);PG4001</NoWarn>", "<ProjectReference Include=\"../Core/Core.csproj\" />")
            .Write("src/Web/Page.cs", "namespace Shop.Web;\n\npublic class Page\n{\n    public int Show() => new Shop.Core.Order().Refund(1);\n}\n")
            .Project("tests/Web.Tests/Web.Tests.csproj", "<IsTestProject>true</IsTestProject>", "<ProjectReference Include=\"../../src/Web/Web.csproj\" />")
            .Write("tests/Web.Tests/OrderTests.cs", Test);

    private static string Index(string project, string framework = "net10.0") => $"src/{project}/obj/Debug/{framework}/prodgap.tests.index";

    /// <summary>How often the compiler ran.</summary>
    private static int Compilations(Run run) => run.Succeeds().Output.Split(Compiling).Length - 1;

    [Fact]
    public void A_solution_is_indexed_and_compiled_again_only_where_a_use_is_new()
    {
        var folder = Repository("Joe's shop (new) [v2], #1 @home")
            .Solution("All.slnx", "src/Core/Core.csproj", "src/Web/Web.csproj", "tests/Web.Tests/Web.Tests.csproj");
        string[] build = ["All.slnx", "-verbosity:detailed"];

        Assert.Equal(4, Compilations(folder.BuildOutdated(build)));
        const string Tests = "prodgap-tests 1\nN\ttests/Web.Tests/Web.Tests.csproj\nT\ttests/Web.Tests/OrderTests.cs\t\tCore Order OrderTests Pay Pays Shop\tCore Order Pay\t\tOrderTests\n";
        Assert.Equal(Tests, folder.Read(Index("Web")));
        var core = Tests + "U\tsrc/Web/Page.cs\tPage\tCore Order Page Refund Shop Show\tCore Order Refund\n";
        Assert.Equal(core, folder.Read(Index("Core")));
        Assert.Equal(core, folder.Read(Index("Core", "netstandard2.0")));
        Assert.False(Directory.EnumerateFiles(folder.At("tests"), "prodgap.*", SearchOption.AllDirectories).Any());
        var config = folder.Read("src/Web/obj/Debug/net10.0/Web.GeneratedMSBuildEditorConfig.editorconfig");
        Assert.Matches(@"prodgap\.tests\.index\]\r?\nbuild_metadata\.AdditionalFiles\.ProdGapRole = test-index", config);

        Assert.Equal(0, Compilations(folder.BuildOutdated(build)));
        // The body of a test is the test project's matter alone.
        folder.Write("tests/Web.Tests/OrderTests.cs", Test.Replace("Pay(1)", "Pay(1 + 1) /* twice */", StringComparison.Ordinal));
        Assert.Equal(1, Compilations(folder.BuildOutdated(build)));
        // The first use of a member is everybody's.
        folder.Write("tests/Web.Tests/OrderTests.cs", Test.Replace("Pay(1)", "Refund(1)", StringComparison.Ordinal));
        Assert.Equal(4, Compilations(folder.BuildOutdated(build)));
        // With the tests goes what they used; the project alone, without its solution, is indexed all the same.
        Directory.Delete(folder.At("tests"), recursive: true);
        Assert.Equal(1, Compilations(folder.BuildOutdated("src/Web", "-verbosity:detailed", "-p:BuildProjectReferences=false")));
        Assert.Equal("prodgap-tests 1\n", folder.Read(Index("Web")));
    }

    [Fact]
    public void An_editor_and_dotnet_format_get_the_same_index_before_anything_is_built()
    {
        var folder = Repository().Write("All.sln", "").Solution("Code.slnx", "src/Core/Core.csproj", "src/Web/Web.csproj", "tests/Web.Tests/Web.Tests.csproj");
        folder.Restore("Code.slnx");
        string[] load = ["src/Web", "-target:Compile", "-getItem:AdditionalFiles", "-p:DesignTimeBuild=true", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true", "-p:BuildProjectReferences=false"];

        Assert.Equal([("prodgap.tests.index", "test-index")], Items(folder.Ask(load)));
        var loaded = folder.Read(Index("Web"));
        Assert.Contains("T\ttests/Web.Tests/OrderTests.cs\t", loaded);

        var formatted = folder.Dotnet("format", "analyzers", "Code.slnx", "--severity", "warn", "--no-restore").Succeeds();
        Assert.DoesNotContain("Warnings were encountered", formatted.Output, StringComparison.Ordinal);
        var core = folder.Read(Index("Core", "netstandard2.0"));
        Assert.Contains("U\tsrc/Web/Page.cs\t", core);

        folder.Build("Code.slnx").Succeeds().Reports();
        Assert.Equal(loaded, folder.Read(Index("Web")));
        Assert.Equal(core, folder.Read(Index("Core", "netstandard2.0")));

        // Switched off, nobody hears of it.
        Assert.Empty(Items(folder.Ask([.. load, "-p:ProdGapTestIndex=false"])));
        // Cleaned, nothing of it is left.
        folder.Dotnet("clean", "src/Web", "-nologo").Succeeds();
        Assert.False(File.Exists(folder.At(Index("Web"))));
        Assert.False(File.Exists(folder.At(Index("Web") + ".state")));
    }

    [Fact]
    public void What_cannot_be_read_is_one_warning_that_fails_no_build()
    {
        var folder = Repository().Write("All.sln", "").Write("Broken/Broken.csproj", "<Project><ItemGroup>");
        File.WriteAllBytes(folder.At("tests/Web.Tests/Latin.cs"), [(byte)'/', (byte)'/', 0xE4]);

        var build = folder.Build("src/Web", "-p:TreatWarningsAsErrors=true", "-maxcpucount:1").Succeeds()
            .Reports("Broken/Broken.csproj: warning PG0002", "tests/Web.Tests/Latin.cs: warning PG0002");
        Assert.Contains(build.Findings, finding => finding.Text.StartsWith($"'{folder.At("Broken/Broken.csproj")}' is ignored as test evidence: ", StringComparison.Ordinal));
        Assert.Contains("T\ttests/Web.Tests/OrderTests.cs\t", folder.Read(Index("Web")));

        // Named, the test projects are not searched; a root of one's own is where paths begin.
        File.Delete(folder.At("Broken/Broken.csproj"));
        File.Delete(folder.At("tests/Web.Tests/Latin.cs"));
        folder.Project("other/Checks/Checks.csproj").Write("other/Checks/Checks.cs", "")
            .Write("src/Web/Web.csproj", folder.Read("src/Web/Web.csproj").Replace("</ItemGroup>", "<ProdGapTestProject Include=\"../../other/Checks/Checks.csproj\" /></ItemGroup>", StringComparison.Ordinal));
        folder.Build("src/Web", $"-p:ProdGapRoot={folder.At("other")}").Succeeds().Reports();
        Assert.Equal("prodgap-tests 1\nN\tChecks/Checks.csproj\nT\tChecks/Checks.cs\t\t\t\t\n", folder.Read(Index("Web")));
    }

    private static IEnumerable<(string, string?)> Items(Run run)
    {
        using var answer = JsonDocument.Parse(run.Succeeds().Output);
        return [.. answer.RootElement.GetProperty("Items").GetProperty("AdditionalFiles").EnumerateArray()
            .Select(file => (Path.GetFileName(file.GetProperty("FullPath").GetString()!), file.GetProperty("ProdGapRole").GetString()))];
    }
}
