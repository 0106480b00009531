using System.Text.RegularExpressions;

namespace ProdGap.Analyzers.Package.Tests;

/// <summary>What the README shows is what happens: its snippets install the package, and its command makes the "after" of the "before".</summary>
public sealed partial class ReadmeTests(PackageFixture workshop) : IClassFixture<PackageFixture>
{
    private static readonly string Text = File.ReadAllText(Path.Combine(PackageFixture.Repository, "README.md")).ReplaceLineEndings("\n");

    [Theory]
    [InlineData("PackageReference", "Directory.Build.props")]
    [InlineData("GlobalPackageReference", "Directory.Packages.props")]
    public void A_snippet_installs_the_package_in_every_project(string item, string file)
    {
        var folder = workshop.Folder();
        var snippet = Blocks("xml").Single(block => block.Contains($"<{item} ", StringComparison.Ordinal)).Replace("Version=\"0.1.0\"", $"Version=\"{folder.Version}\"", StringComparison.Ordinal);
        Assert.Contains(folder.Version, snippet);
        folder
            .Write(file, snippet.StartsWith("<Project>", StringComparison.Ordinal)
                ? snippet
                : $"<Project><PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>{snippet}</Project>")
            .BareProject("A/A.csproj")
            .Write("A/Swallow.cs", ProjectSources.Swallow)
            .BareProject("B/B.csproj")
            .Write("B/Swallow.cs", ProjectSources.Swallow)
            .Solution("All.slnx", "A/A.csproj", "B/B.csproj");

        folder.Build("-p:NoWarn=PG4008").Succeeds().Reports([.. folder.Marked("A/Swallow.cs"), .. folder.Marked("B/Swallow.cs")]);
    }

    [Fact]
    public void The_command_makes_the_code_after_of_the_code_before()
    {
        const string Usings = "namespace Site;\n\n";
        var command = Command().Match(Text).Groups[1].Value.Split(' ');
        var endpoint = Endpoint().Match(Text).Groups[1].Value;
        var folder = workshop.Folder()
            .Project("Site.csproj", sdk: "Microsoft.NET.Sdk.Web")
            .Write(".editorconfig", "root = true\n")
            .Write("OrderMail.cs", Usings + Blocks("csharp before").Single())
            .Write("Program.cs", $"""
                using Site;

                var builder = WebApplication.CreateBuilder(args);
                builder.Services.AddHttpClient();
                builder.Services.AddScoped<OrderMail>();
                var app = builder.Build();
                {endpoint.Replace(", CancellationToken cancellationToken", "", StringComparison.Ordinal).Replace("id, cancellationToken", "id", StringComparison.Ordinal)}.AllowAnonymous();
                app.Run();

                """);
        folder.Restore();

        folder.Dotnet(command).Succeeds();

        Assert.Equal(Usings + Blocks("csharp after").Single(), folder.Read("OrderMail.cs").ReplaceLineEndings("\n"));
        Assert.Contains($"{endpoint}.AllowAnonymous();", folder.Read("Program.cs"));
        folder.Rebuild("-p:NoWarn=PG4008").Succeeds().Reports();
    }

    private static IEnumerable<string> Blocks(string kind)
        => Block().Matches(Text).Where(block => block.Groups[1].Value == kind).Select(block => block.Groups[2].Value);

    [GeneratedRegex("^```([^\n]*)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("^After `dotnet ([^`]+)`:$", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex("`(app\\.MapPost[^`]+)`")]
    private static partial Regex Endpoint();
}
