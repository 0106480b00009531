using System.Text.Json;

namespace ProdGap.Analyzers.Package.Tests;

/// <summary>Settings files reach the compiler, and what PG1002 finds there is printed where it stands, without its value.</summary>
public sealed class SettingsTests(PackageFixture workshop) : IClassFixture<PackageFixture>
{
    private const string Password = "Sh0pPr0to!2024";

    private const string Settings = $$"""
        {
          // the shop's own
          "ConnectionStrings": {
            "Shop": "Server=db.shop.example;Database=shop;User Id=shop;Password={{Password}}",
          },
          "Smtp": { "Host": "mail.shop.example", "Password": "{{Password}}" }
        }
        """;

    private const string Clean = """
        {
          "Logging": { "LogLevel": { "Default": "Information" } },
          "AllowedHosts": "*",
          "ConnectionStrings": { "Shop": "Data Source=shop.db" },
          "Smtp": { "Host": "mail.shop.example", "Password": "" }
        }
        """;

    private Folder Site(string properties = "", string items = "")
        => workshop.Folder()
            .Project("Site/Site.csproj", properties, items, sdk: "Microsoft.NET.Sdk.Web")
            .Write("Site/Program.cs", "WebApplication.CreateBuilder(args).Build().Run();\n");

    private static JsonElement[] Results(Folder folder)
    {
        using var log = JsonDocument.Parse(folder.Read("log.sarif"));
        return [.. log.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().Select(result => result.Clone())];
    }

    [Fact]
    public void A_secret_is_reported_at_its_value_and_the_value_nowhere()
    {
        var folder = Site()
            .Write("Site/appsettings.json", Settings)
            .Write("Site/appsettings.Production.json", $$"""{ "Smtp": { "Password": "{{Password}}" } }""")
            .Write("Site/appsettings.Development.json", Settings)
            .Write("Site/Properties/launchSettings.json", $$"""{ "profiles": { "http": { "environmentVariables": { "Smtp__Password": "{{Password}}" } } } }""")
            .Write("Site/.env", $"SMTP_PASSWORD={Password}\n")
            .Write("Site/.env.example", $"SMTP_PASSWORD={Password}\n")
            .Write("Site/Web.config", $"""<configuration><appSettings><add key="SmtpPassword" value="{Password}"/></appSettings></configuration>""")
            .Write("Site/docker-compose.yml", $"services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: {Password}\n")
            .Write("docker-compose.override.yml", $"services:\n  db:\n    environment:\n      - POSTGRES_PASSWORD={Password}\n");

        var build = folder.Build("Site", $"-p:ErrorLog={folder.At("log.sarif")}%2Cversion=2.1").Succeeds().Reports(
            "Site/.env(1): warning PG1002",
            "Site/Web.config(1): warning PG1002",
            "Site/appsettings.Production.json(1): warning PG1002",
            "Site/appsettings.json(4): warning PG1002",
            "Site/appsettings.json(6): warning PG1002");
        int[] columns = [Settings.Split('\n')[3].IndexOf("Server", StringComparison.Ordinal) + 1, Settings.Split('\n')[5].IndexOf(Password, StringComparison.Ordinal) + 1];
        Assert.Equal(columns, build.Findings.Where(finding => finding.File == "Site/appsettings.json").OrderBy(finding => finding.Line).Select(finding => finding.Column));

        var results = Results(folder);
        Assert.All(results, result => Assert.Equal("PG1002", result.GetProperty("ruleId").GetString()));
        Assert.Equal(
            [".env warning", ".env.example note", "Web.config warning", "appsettings.Development.json note", "appsettings.Development.json note", "appsettings.Production.json warning",
                "appsettings.json warning", "appsettings.json warning", "docker-compose.override.yml note", "docker-compose.yml note", "launchSettings.json note"],
            results
                .Select(result => $"{Path.GetFileName(result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString())} {result.GetProperty("level").GetString()}")
                .Order(StringComparer.Ordinal));

        Assert.DoesNotContain(Password, build.Output, StringComparison.Ordinal);
        Assert.All(
            Directory.EnumerateFiles(folder.At("Site/obj"), "*", SearchOption.AllDirectories).Append(folder.At("log.sarif")),
            file => Assert.DoesNotContain(Password, File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public void Clean_files_broken_ones_and_what_is_no_text_are_passed_over()
    {
        var folder = Site()
            .Write("Site/appsettings.json", Clean)
            .Write("Site/appsettings.it's (a;b) %20 $(c) @(d).json", Clean)
            .Write("Site/appsettings.Staging.json", "{ \"Smtp\": { \"Password\": \"\n]]]")
            .Write("Site/appsettings.Empty.json", "")
            .Write("Site/.env", "A=\"\n")
            .Write("Site/web.config", "<configuration><a b='")
            .Write("Site/docker-compose.yml", "a: {\n\t- [");
        // The compiler would stop at these.
        File.WriteAllBytes(folder.At("Site/.env.gpg"), [0x85, 0x01, 0x00, 0x00, 0xFF, 0xFE]);
        if (!OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink(folder.At("Site/.env.shared"), "/nowhere/.env");
        }

        folder.Build("Site").Succeeds().Reports();
    }

    [Fact]
    public void A_project_without_any_builds_as_before() => Site().Build("Site").Succeeds().Reports();

    [Fact]
    public void A_stage_and_a_severity_move_what_ships_and_leave_suggestions_alone()
    {
        var folder = Site()
            .Write("Site/appsettings.json", Settings)
            .Write("Site/appsettings.Development.json", Settings);

        folder.Build("Site", "-p:ProdGapStage=production").Fails().Reports("Site/appsettings.json(4): error PG1002", "Site/appsettings.json(6): error PG1002");
        folder.Rebuild("Site", "-p:ProdGapStage=prototype").Succeeds().Reports("Site/appsettings.json(4): warning PG1002", "Site/appsettings.json(6): warning PG1002");
        folder.Rebuild("Site", "-p:TreatWarningsAsErrors=true").Fails().Reports("Site/appsettings.json(4): error PG1002", "Site/appsettings.json(6): error PG1002");
        folder.Rebuild("Site", "-p:NoWarn=PG1002").Succeeds().Reports();
        folder.Rebuild("Site", "-p:ProdGapCollectSettings=false").Succeeds().Reports();

        folder.Write("Site/.globalconfig", "is_global = true\n# What this test is about.\ndotnet_diagnostic.PG1002.severity = none\n");
        folder.Rebuild("Site").Succeeds().Reports();
    }

    [Fact]
    public void A_severity_for_code_holds_for_the_settings_beside_it()
    {
        var folder = Site().Write("Site/appsettings.json", Settings).Write("Site/appsettings.Development.json", Settings);
        string[] errors = ["Site/appsettings.json(4): error PG1002", "Site/appsettings.json(6): error PG1002"];
        string[] warnings = ["Site/appsettings.json(4): warning PG1002", "Site/appsettings.json(6): warning PG1002"];

        folder.Write(".editorconfig", "root = true\n[*.cs]\ndotnet_analyzer_diagnostic.category-ProdGap.Security.severity = error\n");
        folder.Build("Site").Fails().Reports(errors);
        folder.Rebuild("Site", "-p:NoWarn=PG1002").Succeeds().Reports();

        folder.Write(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.PG1002.severity = error\n");
        folder.Rebuild("Site", "-p:ProdGapStage=prototype").Fails().Reports(errors);

        folder.Write(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.PG1002.severity = warning\n");
        folder.Rebuild("Site", "-p:ProdGapStage=production").Succeeds().Reports(warnings);
        folder.Rebuild("Site", "-p:TreatWarningsAsErrors=true").Fails().Reports(errors);

        folder.Write(".editorconfig", "root = true\n[*.cs]\n# What this test is about.\ndotnet_diagnostic.PG1002.severity = none\n");
        folder.Rebuild("Site", "-p:ProdGapStage=production").Succeeds().Reports();
    }

    [Fact]
    public void The_log_has_no_relative_link_and_the_pages_are_where_the_property_says()
    {
        var folder = Site().Write("Site/appsettings.json", Settings);
        folder.Build("Site", $"-p:ErrorLog={folder.At("log.sarif")}%2Cversion=2.1").Succeeds();
        using var log = JsonDocument.Parse(folder.Read("log.sarif"));
        var rules = log.RootElement.GetProperty("runs")[0].GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().ToList();
        Assert.Contains(rules, rule => rule.GetProperty("id").GetString() == "PG1002");
        Assert.All(rules, rule => Assert.True(!rule.TryGetProperty("helpUri", out var link) || Uri.TryCreate(link.GetString(), UriKind.Absolute, out _), link.ToString()));

        var pages = DotnetCommand.Ask(folder.At("Site"), "build", "-getProperty:ProdGapRulePages").Succeeds().Output.Trim();
        Assert.All(
            rules.Where(rule => rule.GetProperty("id").GetString()!.StartsWith("PG", StringComparison.Ordinal)),
            rule =>
            {
                var page = rule.GetProperty("id").GetString() + ".md";
                Assert.Contains("docs/rules/" + page, rule.GetProperty("fullDescription").GetProperty("text").GetString(), StringComparison.Ordinal);
                Assert.True(File.Exists(Path.Combine(pages, page)), page + " is not in " + pages);
            });
    }

    [Fact]
    public void Each_file_is_handed_over_once_with_whatever_its_owner_says_of_it()
    {
        var folder = Site(items: """
                <AdditionalFiles Include="appsettings.json" Note="ours" />
                <AdditionalFiles Include="../docker-compose.yaml" />
                <AdditionalFiles Include="config/shop.json" ProdGapRole="settings" />
                <AdditionalFiles Include="notes.txt" />
                """)
            .Write("Site/appsettings.json", Settings)
            .Write("Site/AppSettings.Test.json", Clean)
            .Write("Site/config/shop.json", Clean)
            .Write("Site/config/appsettings.json", Clean)
            .Write("Site/notes.txt", "")
            .Write("Site/package.json", "{}")
            .Write("Site/packages.config", "<packages/>")
            .Write("Site/.editorconfig", "")
            .Write("Site/NuGet.Config", "<configuration/>")
            .Write("Site/.env.local", "")
            .Write("Site/compose.yml", "")
            .Write("docker-compose.yaml", "")
            .Write("pipeline.yml", "")
            .Write("appsettings.json", Clean);
        folder.Restore("Site");

        using var answer = JsonDocument.Parse(folder.Ask("Site", "-target:ProdGapCollectSettings", "-getItem:AdditionalFiles").Succeeds().Output);
        var files = answer.RootElement.GetProperty("Items").GetProperty("AdditionalFiles").EnumerateArray()
            .Select(file => (
                Path.GetRelativePath(folder.At(""), file.GetProperty("FullPath").GetString()!).Replace('\\', '/'),
                file.TryGetProperty("ProdGapRole", out var role) ? role.GetString() : null,
                file.TryGetProperty("Note", out var note) ? note.GetString() : null))
            .OrderBy(file => file.Item1, StringComparer.Ordinal);
        Assert.Equal(
            [
                ("Site/.env.local", "settings", null),
                ("Site/AppSettings.Test.json", "settings", null),
                ("Site/NuGet.Config", "settings", null),
                ("Site/appsettings.json", "settings", "ours"),
                ("Site/compose.yml", "settings", null),
                ("Site/config/shop.json", "settings", null),
                ("Site/notes.txt", null, null),
                ("docker-compose.yaml", "settings", null),
            ],
            files);
    }

    [Fact]
    public void An_unattended_format_neither_complains_nor_touches_them()
    {
        var folder = Site()
            .Write("Site/appsettings.json", Settings)
            .Write("Site/.env", $"SMTP_PASSWORD={Password}\n")
            .Write(".editorconfig", "root = true\n");
        folder.Restore("Site");
        var before = folder.Fingerprints();

        var format = folder.Dotnet("format", "analyzers", "Site/Site.csproj", "--severity", "warn", "--no-restore").Succeeds();

        Assert.DoesNotContain("Warnings were encountered", format.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, format.Output, StringComparison.Ordinal);
        Assert.Equal(before, folder.Fingerprints());
    }
}
