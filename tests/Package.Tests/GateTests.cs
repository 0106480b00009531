using System.Text.RegularExpressions;

namespace ProdGap.Analyzers.Package.Tests;

/// <summary>The gate on security findings, as docs/ci.md words it.</summary>
public sealed partial class GateTests(PackageFixture workshop) : IClassFixture<PackageFixture>
{
    private const string Program = """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddAuthentication();
        builder.Services.AddAuthorization();
        builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy.AllowAnyOrigin())); //! PG1007
        var app = builder.Build();
        app.MapGet("/orders/{id}", (int id) => //! PG1008
        {
            try
            {
                return Results.Text(File.ReadAllText($"{id}.txt"));
            }
            catch (Exception ex)
            {
                return Results.Problem(ex.Message, statusCode: 500); //! PG1015
            }
        });
        app.Run();

        """;

    private const string Mail = """
        namespace Site;

        public sealed class Mail
        {
            private const string SmtpPassword = "Sh0pPr0to!2024"; //! PG1001

            public bool MayEnter(string password) => password == SmtpPassword;
        }

        """;

    private const string Component = """
        @inherits Microsoft.AspNetCore.Components.ComponentBase

        @code {
            private const string SmtpPassword = "Adm1n!Lantern77"; //! PG1001

            private bool MayEnter(string password) => password == SmtpPassword;
        }

        """;

    private const string Settings = """{ "Smtp": { "Host": "mail.shop.example", "Password": "Imp0rt#Quartz19" } }""";

    private const string CategoryLine = "dotnet_analyzer_diagnostic.category-ProdGap.Security.severity = error";

    [Fact]
    public void Every_security_warning_is_an_error_at_every_stage_and_nothing_else_is()
    {
        var folder = Site().Write(".globalconfig", Recipe("ini"));

        folder.Build("Site").Fails().Reports([.. Security(folder, "error"), .. Others(folder)]);
        folder.Rebuild("Site", "-p:ProdGapStage=prototype").Fails().Reports(Security(folder, "error"));

        // What PG1002 suggests stays a suggestion, and what the other rules suggest is dropped, so a project with nothing else passes the gate.
        foreach (var file in new[] { "Program.cs", "Mail.cs", "Oops.razor", "appsettings.json" })
        {
            File.Delete(folder.At($"Site/{file}"));
        }

        folder.Write("Site/Program.cs", "WebApplication.CreateBuilder(args).Build().Run();\n");
        folder.Rebuild("Site").Succeeds().Reports(Others(folder));
    }

    [Fact]
    public void The_gate_can_be_for_a_build_server_alone()
    {
        var folder = Site().Write("security.globalconfig", Recipe("ini")).Write("Directory.Build.props", Recipe("xml"));

        folder.Build("Site").Succeeds().Reports([.. Security(folder, "warning"), .. Others(folder)]);
        folder.Rebuild("Site", "-p:CI=true").Fails().Reports([.. Security(folder, "error"), .. Others(folder)]);
    }

    [Fact]
    public void A_line_for_the_category_reaches_settings_files_but_no_stage_as_the_page_says()
    {
        var folder = Site().Write(".globalconfig", $"is_global = true\n{CategoryLine}\n");
        Assert.Contains($"at stage `pilot` only: `{CategoryLine}`", Page());

        folder.Build("Site").Fails().Reports([.. Security(folder, "error"), .. Others(folder)]);
        folder.Rebuild("Site", "-p:ProdGapStage=prototype").Succeeds().Reports(Security(folder, "warning"));

        File.Delete(folder.At(".globalconfig"));
        folder.Write(".editorconfig", $"root = true\n\n[*.cs]\n{CategoryLine}\n# These projects never have tests.\ndotnet_diagnostic.PG4008.severity = none\n");
        folder.Rebuild("Site").Fails().Reports([.. Security(folder, "error"), .. Others(folder)]);
    }

    /// <summary>A web project with a gap for each security rule, a suggestion, and gaps that have nothing to do with security.</summary>
    private Folder Site()
        => workshop.Folder()
            .Project("Site/Site.csproj", "<RequiresAspNetWebAssets>false</RequiresAspNetWebAssets>", sdk: "Microsoft.NET.Sdk.Web")
            .Write("Site/Program.cs", Program)
            .Write("Site/Mail.cs", Mail)
            .Write("Site/Oops.razor", Component)
            .Write("Site/Orders.cs", ProjectSources.Orders)
            .Write("Site/appsettings.json", Settings)
            .Write("Site/appsettings.Development.json", Settings)
            .Write(".editorconfig", "root = true\n\n[*.cs]\n# These projects never have tests.\ndotnet_diagnostic.PG4008.severity = none\n");

    private static string[] Security(Folder folder, string severity)
        =>
        [
            .. folder.Marked("Site/Program.cs", severity), .. folder.Marked("Site/Mail.cs", severity), .. folder.Marked("Site/Oops.razor", severity),
            $"Site/appsettings.json(1): {severity} PG1002",
        ];

    private static IEnumerable<string> Others(Folder folder) => folder.Marked("Site/Orders.cs");

    private static string Page() => File.ReadAllText(Path.Combine(PackageFixture.Repository, "docs", "ci.md")).ReplaceLineEndings("\n");

    /// <summary>The one block of a kind that the page shows.</summary>
    private static string Recipe(string kind) => Blocks().Matches(Page()).Single(block => block.Groups[1].Value == kind).Groups[2].Value;

    [GeneratedRegex("^```(\\w+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
