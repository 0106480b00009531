using System.Text.Json;

namespace ProdGap.Analyzers.Package.Tests;

/// <summary>A fresh project, the package, and <c>dotnet build</c>.</summary>
public sealed class BuildTests(PackageFixture workshop) : IClassFixture<PackageFixture>
{
    [Fact]
    public void Warns_at_the_line_and_gates_as_errors()
    {
        var folder = workshop.Folder().Project("Shop.csproj").Write("Orders.cs", ProjectSources.Orders);

        folder.Build().Succeeds().Reports(folder.Marked("Orders.cs"));
        folder.Rebuild("-p:TreatWarningsAsErrors=true").Fails().Reports(folder.Marked("Orders.cs", "error"));
        folder.Rebuild("-p:NoWarn=PG2001%3BPG2002%3BPG2003").Succeeds().Reports();
    }

    [Fact]
    public void Console_output_tells_the_user_of_a_console_program_and_nobody_else()
    {
        const string Program = """
            try
            {
                File.WriteAllText("orders.txt", "");
            }
            catch (Exception ex)
            {
                Console.Error.WriteLine(ex.Message);
            }

            """;
        var folder = workshop.Folder()
            .Project("Tool/Tool.csproj", "<OutputType>Exe</OutputType>")
            .Write("Tool/Program.cs", Program)
            .Project("Site/Site.csproj", sdk: "Microsoft.NET.Sdk.Web")
            .Write("Site/Program.cs", Program)
            .Solution("All.slnx", "Tool/Tool.csproj", "Site/Site.csproj");

        folder.Build().Succeeds().Reports("Site/Program.cs(5): warning PG2001");
    }

    [Fact]
    public void A_project_that_says_it_is_a_test_project_is_left_in_peace()
        => workshop.Folder()
            .Project("Shop.Tests.csproj", "<IsTestProject>true</IsTestProject>")
            .Write("Orders.cs", ProjectSources.Orders)
            .Build().Succeeds().Reports();

    [Fact]
    public void The_editorconfig_moves_one_rule_up_and_another_down()
    {
        var folder = workshop.Folder().Project("Shop.csproj").Write("Orders.cs", ProjectSources.Orders).Write(".editorconfig", """
            root = true

            [*.cs]
            # What this test is about.
            dotnet_diagnostic.PG2001.severity = error
            dotnet_diagnostic.PG2002.severity = none

            """);

        folder.Build().Fails().Reports(folder.Marked("Orders.cs").Where(line => !line.EndsWith("PG2002", StringComparison.Ordinal)).Select(Raise));

        static string Raise(string line) => line.EndsWith("PG2001", StringComparison.Ordinal) ? line.Replace("warning", "error", StringComparison.Ordinal) : line;
    }

    [Fact]
    public void An_option_changes_its_rule_in_the_files_it_is_set_for()
    {
        const string Explained = """
            namespace Shop;

            public static class Notes
            {
                public static void Keep(string path)
                {
                    try
                    {
                        File.WriteAllText(path, "x");
                    }
                    catch
                    {
                        // A convenience.
                    }
                }
            }

            """;
        workshop.Folder()
            .Project("Shop.csproj")
            .Write("Strict/Notes.cs", Explained)
            .Write("Lenient/Notes.cs", Explained.Replace("namespace Shop", "namespace Shop.Lenient", StringComparison.Ordinal))
            .Write(".editorconfig", """
                root = true

                [Lenient/*.cs]
                prodgap.PG2001.accept_comment = true # as agreed

                """)
            .Build().Succeeds().Reports("Strict/Notes.cs(11): warning PG2001");
    }

    [Fact]
    public void A_wrong_option_is_reported_where_it_stands()
    {
        var folder = workshop.Folder().Project("Shop.csproj").Write("Empty.cs", "").Write(".editorconfig", """
            root = true

            [*.cs]
            indent_size = 4
            prodgap.PG2001.accept_coment = true
              prodgap.PG2001.accept_comment = maybe

            """);

        var build = folder.Build().Succeeds().Reports(".editorconfig(5): warning PG0001", ".editorconfig(6): warning PG0001");
        Assert.Equal(
            [(1, "'prodgap.PG2001.accept_coment'"), (3, "'prodgap.PG2001.accept_comment'")],
            build.Findings.Select(finding => (finding.Column, finding.Text.Split(' ').First(word => word.StartsWith('\'') && word.Contains("PG2001")))));
        Assert.Contains("did you mean 'prodgap.PG2001.accept_comment'", build.Findings[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_option_is_reported_once_in_a_file_that_reaches_the_compiler_in_several_ways()
    {
        const string Wrong = "prodgap.PG9999.nonsense = 1";
        var folder = workshop.Folder()
            .Project("Code/Shop.csproj", items: """
                <AdditionalFiles Include=".editorconfig;../shared/../shared/team.globalconfig" Note="ours" />
                <AdditionalFiles Include="notes.txt" />
                <GlobalAnalyzerConfigFiles Include="../shared/team.globalconfig" />
                <GlobalAnalyzerConfigFiles Include="../shared/missing.globalconfig" />
                """)
            .Write("Code/Empty.cs", "")
            .Write("Code/notes.txt", $"{Wrong}\n")
            .Write("Code/.editorconfig", $"[*.cs]\n{Wrong}\n")
            .Write("Code/.globalconfig", $"is_global = true\n\n{Wrong}\n")
            .Write("shared/team.globalconfig", $"is_global = true\n\n\n{Wrong}\n")
            .Write(".editorconfig", $"root = true\n\n\n[*.cs]\n{Wrong}\n");

        folder.Build("Code").Succeeds().Reports(
            ".editorconfig(5): warning PG0001",
            "Code/.editorconfig(2): warning PG0001",
            "Code/.globalconfig(3): warning PG0001",
            "shared/team.globalconfig(4): warning PG0001");

        // The compiler says the same thing only once, so look at what it is given.
        using var answer = JsonDocument.Parse(folder.Ask("Code", "-target:ProdGapCollectFiles", "-getItem:AdditionalFiles").Succeeds().Output);
        var files = answer.RootElement.GetProperty("Items").GetProperty("AdditionalFiles").EnumerateArray()
            .Select(file => (
                Path.GetRelativePath(folder.At(""), file.GetProperty("FullPath").GetString()!).Replace('\\', '/'),
                file.TryGetProperty("ProdGapRole", out var role) ? role.GetString() : null,
                file.TryGetProperty("Note", out var note) ? note.GetString() : null))
            .Order();
        Assert.Equal(
            [
                (".editorconfig", "analyzer-config", null),
                ("Code/.editorconfig", "analyzer-config", "ours"),
                ("Code/.globalconfig", "analyzer-config", null),
                ("Code/notes.txt", null, null),
                ("shared/team.globalconfig", "analyzer-config", "ours"),
            ],
            files);
    }

    [Fact]
    public void An_editor_is_told_of_the_configuration_and_never_stopped_by_a_wrong_stage()
    {
        var folder = workshop.Folder()
            .Project("Shop.csproj", "<ProdGapStage>prod</ProdGapStage>")
            .Write("Orders.cs", ProjectSources.Orders)
            .Write(".editorconfig", "root = true\n");
        folder.Restore();
        string[] load = ["-target:Compile", "-getItem:CscCommandLineArgs", "-p:DesignTimeBuild=true", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true"];

        Assert.Contains("/additionalfile:", folder.Ask([.. load, "-p:BuildingInsideVisualStudio=true"]).Succeeds().Output);
        // What loads the project without Visual Studio, as dotnet format does, takes a second role of that file for a mistake.
        var other = folder.Ask(load).Succeeds().Output;
        Assert.Contains("/analyzerconfig:", other);
        Assert.DoesNotContain("/additionalfile:", other);
    }

    [Fact]
    public void An_older_compiler_gets_one_clear_warning_and_no_rules()
    {
        var folder = workshop.Folder().Project("Shop.csproj").Write("Orders.cs", ProjectSources.Orders);

        var old = folder.Build("-p:CompilerApiVersion=roslyn4.8").Succeeds().Reports("Shop.csproj: warning PG0003");
        Assert.Equal(
            "ProdGap.Analyzers needs the C# compiler 4.14 (Visual Studio 2022 17.14, .NET SDK 9.0.300) or newer; this build uses 4.8 and runs without it",
            old.Findings[0].Text);
        folder.Rebuild("-p:CompilerApiVersion=roslyn4.14").Succeeds().Reports(folder.Marked("Orders.cs"));
        folder.Rebuild("-p:CompilerApiVersion=").Succeeds().Reports(folder.Marked("Orders.cs"));
    }

    [Fact]
    public void A_second_build_compiles_nothing_and_a_changed_configuration_does()
    {
        var folder = workshop.Folder()
            .Project("Shop.csproj", "<ProdGapStage>prototype</ProdGapStage>")
            .Write("Orders.cs", ProjectSources.Orders)
            .Write(".editorconfig", "root = true\n");
        string[] build = ["-verbosity:normal"];
        const string Skipped = "Skipping target \"CoreCompile\"";

        Assert.DoesNotContain(Skipped, folder.BuildOutdated(build).Succeeds().Output);
        var written = File.GetLastWriteTimeUtc(folder.At("bin/Debug/net10.0/Shop.dll"));

        Assert.Contains(Skipped, folder.BuildOutdated(build).Succeeds().Output);
        Assert.Equal(written, File.GetLastWriteTimeUtc(folder.At("bin/Debug/net10.0/Shop.dll")));

        folder.Write(".editorconfig", "root = true\n\n[*.cs]\ndotnet_diagnostic.PG2001.severity = warning\n");
        folder.BuildOutdated(build).Succeeds().Reports(folder.Marked("Orders.cs").Where(line => line.EndsWith("PG2001", StringComparison.Ordinal)));
    }
}
