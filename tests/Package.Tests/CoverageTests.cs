namespace ProdGap.Analyzers.Package.Tests;

/// <summary>What a coverage report says decides which API is untested; a report that is not there is a warning and no more.</summary>
public sealed class CoverageTests(PackageFixture workshop) : IClassFixture<PackageFixture>
{
    private const string Report = """
        <coverage><packages><package name="Core"><classes><class name="Core.Order" filename="src/Core/Order.cs"><lines>
          <line number="5" hits="0" /><line number="7" hits="3" />
        </lines></class></classes></package></packages></coverage>
        """;

    [Fact]
    public void The_report_outweighs_the_names_in_the_tests()
    {
        var folder = workshop.Folder()
            .Solution("All.slnx", "src/Core/Core.csproj", "tests/Core.Tests/Core.Tests.csproj")
            .Project("src/Core/Core.csproj", items: "<ProdGapCoverage Include=\"../../coverage.xml\" />")
            .Write("src/Core/Order.cs", "namespace Core;\n\npublic class Order\n{\n    public int Pay(int n) => n > 0 ? n : throw new System.ArgumentException();\n\n    public int Refund(int n) => n > 0 ? -n : 0;\n}\n")
            .Project("tests/Core.Tests/Core.Tests.csproj", "<IsTestProject>true</IsTestProject>", "<ProjectReference Include=\"../../src/Core/Core.csproj\" />")
            .Write("tests/Core.Tests/OrderTests.cs", "namespace Core.Tests;\n\npublic class OrderTests\n{\n    public int Pays() => new Core.Order().Pay(1);\n}\n");

        var without = folder.Build("src/Core").Succeeds();
        Assert.Contains("PG0002: Coverage report '../../coverage.xml' does not exist", without.Output);
        Assert.Contains("src/Core/Order.cs(7): warning PG4001", Lines(without));
        Assert.DoesNotContain("src/Core/Order.cs(5): warning PG4001", Lines(without));

        folder.Write("coverage.xml", Report);
        var with = folder.Rebuild("src/Core").Succeeds();
        Assert.DoesNotContain("PG0002", with.Output);
        Assert.Contains("src/Core/Order.cs(5): warning PG4001", Lines(with));
        Assert.DoesNotContain("src/Core/Order.cs(7): warning PG4001", Lines(with));
    }

    private static IEnumerable<string> Lines(Run build) => build.Findings.Select(finding => $"{finding.File}({finding.Line}): {finding.Severity} {finding.Id}");
}
