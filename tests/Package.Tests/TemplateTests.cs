namespace ProdGap.Analyzers.Package.Tests;

/// <summary>What <c>dotnet new</c> writes is no prototype of ours to scold.</summary>
public sealed class TemplateTests(PackageFixture workshop) : IClassFixture<PackageFixture>
{
    private static readonly string[] Templates = ["web", "webapi", "mvc", "webapp", "blazor", "worker", "console", "classlib"];

    [Fact]
    public void Silent_on_all_that_they_hold_and_not_on_what_is_added_in_a_component()
    {
        var folder = workshop.Folder();
        folder.Write("Directory.Build.props", $"""
            <Project>
              <PropertyGroup>
                <!-- A script that the pages load in a browser; a build can do without. -->
                <RequiresAspNetWebAssets>false</RequiresAspNetWebAssets>
                <!-- A package source may offer a later patch than the one a template names. -->
                <NoWarn>$(NoWarn);NU1603</NoWarn>
              </PropertyGroup>
              <ItemGroup>{folder.Reference}</ItemGroup>
            </Project>
            """);
        foreach (var template in Templates)
        {
            folder.Dotnet("new", template, "--output", template, "--no-restore", "--no-update-check").Succeeds();
        }

        folder.Solution("All.slnx", Templates.Select(template => $"{template}/{template}.csproj"));
        folder.Write("blazor/Components/Pages/Oops.razor", """
            @page "/oops"

            <h1>Orders</h1>
            <button @onclick="LoadAsync">Load</button>

            @code {
                private string[] orders = [];

                private async Task LoadAsync()
                {
                    try
                    {
                        await File.WriteAllLinesAsync("orders.txt", orders);
                    }
                    catch //! PG2001
                    {
                    }
                }
            }

            """);
        // Nobody tests them, which is said once per project that has something public to test. That anybody may ask for made-up weather is a suggestion.
        folder.Build().Succeeds().Reports(
        [
            .. folder.Marked("blazor/Components/Pages/Oops.razor"),
            "mvc/Controllers/HomeController.cs(7): warning PG4008",
            "webapp/Pages/Error.cshtml.cs(9): warning PG4008",
            "worker/Worker.cs(3): warning PG4008",
        ]);
    }
}
