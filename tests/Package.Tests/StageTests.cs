namespace ProdGap.Analyzers.Package.Tests;

/// <summary>The property that says how far a project is.</summary>
public sealed class StageTests(PackageFixture workshop) : IClassFixture<PackageFixture>
{
    [Fact]
    public void Each_stage_has_its_severities_and_pilot_is_the_default()
    {
        var folder = workshop.Folder().Project("Shop.csproj", "<ProdGapStage>\n  Production\n</ProdGapStage>").Write("Orders.cs", ProjectSources.Orders);

        folder.Build().Fails().Reports(folder.Marked("Orders.cs", "error"));
        folder.Rebuild("-p:ProdGapStage=prototype").Succeeds().Reports();
        folder.Rebuild("-p:ProdGapStage=PILOT").Succeeds().Reports(folder.Marked("Orders.cs"));
        folder.Rebuild("-p:ProdGapStage=").Succeeds().Reports(folder.Marked("Orders.cs"));
        folder.Rebuild("-p:ProdGapStage=prototype", "-p:TreatWarningsAsErrors=true").Succeeds().Reports();
    }

    [Fact]
    public void The_package_still_tells_of_a_wrong_option_at_every_stage()
    {
        var folder = workshop.Folder().Project("Shop.csproj").Write("Empty.cs", "").Write(".editorconfig", "root = true\n[*.cs]\nprodgap.typo = 1\n");

        folder.Build("-p:ProdGapStage=prototype").Succeeds().Reports(".editorconfig(3): warning PG0001");
        folder.Rebuild("-p:ProdGapStage=production").Succeeds().Reports(".editorconfig(3): warning PG0001");
        // The preset says "warning" of this rule, which must not take it out of the general gate.
        folder.Rebuild("-p:ProdGapStage=production", "-p:TreatWarningsAsErrors=true").Fails().Reports(".editorconfig(3): error PG0001");
    }

    [Fact]
    public void A_stage_that_does_not_exist_is_an_error_that_lists_the_three()
    {
        var folder = workshop.Folder().Project("Shop.csproj", "<ProdGapStage>prod</ProdGapStage>").Write("Orders.cs", ProjectSources.Orders);

        var build = folder.Build().Fails().Reports("Shop.csproj: error PG0001");
        Assert.Equal("'prod' is not a valid ProdGapStage; use prototype, pilot or production", build.Findings[0].Text);
    }

    [Fact]
    public void The_users_configuration_wins_over_the_stage()
    {
        var folder = workshop.Folder()
            .Project("Shop.csproj", "<ProdGapStage>production</ProdGapStage>")
            .Write("Orders.cs", ProjectSources.Orders)
            .Write(".editorconfig", "root = true\n\n[*.cs]\n# What this test is about.\ndotnet_diagnostic.PG2001.severity = none\n")
            .Write(".globalconfig", "is_global = true\n\ndotnet_diagnostic.PG2003.severity = warning\n");

        folder.Build().Fails().Reports(folder.Marked("Orders.cs")
            .Where(line => !line.EndsWith("PG2001", StringComparison.Ordinal))
            .Select(line => line.Replace("warning PG2002", "error PG2002", StringComparison.Ordinal)));
        folder.Rebuild("-p:ProdGapStage=prototype").Succeeds().Reports(folder.Marked("Orders.cs").Where(line => line.EndsWith("PG2003", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_line_for_a_category_moves_its_rules_unless_a_stage_names_them()
    {
        var folder = workshop.Folder()
            .Project("Shop.csproj")
            .Write("Orders.cs", ProjectSources.Orders)
            .Write(".editorconfig", "root = true\n\n[*.cs]\n# What this test is about.\ndotnet_analyzer_diagnostic.category-ProdGap.Reliability.severity = none\n");

        folder.Build().Succeeds().Reports();
        folder.Rebuild("-p:ProdGapStage=production").Fails().Reports(folder.Marked("Orders.cs", "error"));
    }
}
