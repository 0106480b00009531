namespace ProdGap.Adoption.Tests;

/// <summary>
/// One repository with many kinds of projects, in a folder with a blank, a letter beyond ASCII and a number sign: each build of it says
/// something about all of them.
/// </summary>
internal static class Village
{
    /// <summary>The projects that a build takes whole.</summary>
    public static readonly string[] Sound = ["Plain", "Multi", "A/Same", "B/Same", "Web"];

    private const string Store = """
        using System;

        namespace Village
        {
            public class Store
            {
                public void Keep(string path)
                {
                    try
                    {
                        System.IO.File.WriteAllText(path, "x");
                    }
                    catch (Exception)
                    {
                    }
                }
            }
        }
        """;

    /// <summary>Two projects, without anything odd.</summary>
    public static string Hamlet(Installed installed, string name)
    {
        foreach (var project in (string[])["App", "Lib"])
        {
            installed.Write(Path.Combine(name, project, project + ".csproj"), "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>");
            installed.Write(Path.Combine(name, project, "Store.cs"), Store);
        }

        installed.Write(Path.Combine(name, "App", "appsettings.json"), """{ "Smtp": { "Password": "Qu4rterly-Lamp-77" } }""");
        return Committed(installed, name);
    }

    /// <summary>Writes and commits it.</summary>
    /// <param name="installed">Where.</param>
    /// <param name="name">The name of its folder.</param>
    /// <param name="isWhole">False to leave out what does not build.</param>
    /// <param name="package">The version of the package that every project references; null for none.</param>
    /// <returns>Its folder.</returns>
    public static string Build(Installed installed, string name, bool isWhole, string? package)
    {
        void Write(string file, string text) => installed.Write(Path.Combine(name, file), text);

        void Project(string path, string properties = "<TargetFramework>net10.0</TargetFramework>", string items = "", string sdk = "Microsoft.NET.Sdk")
        {
            Write($"{path}/{Path.GetFileName(path)}.csproj", $"""
                <Project Sdk="{sdk}">
                  <PropertyGroup>{properties}<UseAppHost>false</UseAppHost></PropertyGroup>
                  <ItemGroup>{items}</ItemGroup>
                </Project>
                """);
            Write($"{path}/Store.cs", Store);
        }

        // Where NuGet would unpack what it restores: in the repository.
        Write("nuget.config", package is null
            ? """<configuration><config><add key="globalPackagesFolder" value="unpacked" /></config></configuration>"""
            : "<configuration />");
        Write(".gitignore", "bin/\nobj/\nout/\n");
        Write("global.json", """{ "sdk": { "version": "8.0.999", "rollForward": "disable" } }""");
        // Versions in one place, and the package for all projects if it is there.
        Write("Directory.Packages.props", $"""
            <Project>
              <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>
              <ItemGroup>{(package is null ? "" : $"""<GlobalPackageReference Include="ProdGap.Analyzers" Version="{package}" />""")}</ItemGroup>
            </Project>
            """);
        Write("Directory.Build.props", package is null ? """
            <Project>
              <PropertyGroup><BaseOutputPath>$(MSBuildThisFileDirectory)out/</BaseOutputPath></PropertyGroup>
            </Project>
            """ : "<Project />");
        // Whatever stands in the way of the rules.
        Write("Directory.Build.targets", package is null ? """
            <Project>
              <PropertyGroup>
                <RunAnalyzers>false</RunAnalyzers>
                <ErrorLog>$(MSBuildProjectDirectory)/own.sarif</ErrorLog>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
            </Project>
            """ : """
            <Project>
              <PropertyGroup><ErrorLog>$(MSBuildProjectDirectory)/obj/found-$(TargetFramework).sarif,version=2.1</ErrorLog></PropertyGroup>
            </Project>
            """);
        Write("Village.slnx", $"""<Solution>{string.Concat(Sound.Where(static project => project != "B/Same").Select(static project => $"""<Project Path="{project}/{Path.GetFileName(project)}.csproj" />"""))}</Solution>""");
        Project("Plain", "<TargetFramework>net10.0</TargetFramework><GeneratePackageOnBuild>true</GeneratePackageOnBuild><RestorePackagesWithLockFile>true</RestorePackagesWithLockFile>");
        Project("Multi", "<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks><DocumentationFile>doc.xml</DocumentationFile><NoWarn>$(NoWarn);CS1591</NoWarn><EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles><CompilerGeneratedFilesOutputPath>Made</CompilerGeneratedFilesOutputPath>");
        Write("Multi/New.cs", Store.Replace("class Store", "class New", StringComparison.Ordinal).Replace("namespace", "#if NET\nnamespace", StringComparison.Ordinal) + "\n#endif\n");
        Project("A/Same");
        Project("B/Same");
        Project("Web", items: """<ProjectReference Include="../Plain/Plain.csproj" />""", sdk: "Microsoft.NET.Sdk.Web");
        Write("Web/Program.cs", "var app = Microsoft.AspNetCore.Builder.WebApplication.CreateBuilder(args).Build();\napp.Run();\n");
        Write("Web/appsettings.json", """{ "Smtp": { "Password": "Qu4rterly-Lamp-77" } }""");
        if (isWhole)
        {
            Project("Missing", "<TargetFrameworks>net9.0;net10.0</TargetFrameworks><RestorePackagesPath>mine</RestorePackagesPath>", """<PackageReference Include="ProdGap.No.Such.Package" VersionOverride="1.0.0" />""");
            Project("Syntax");
            Write("Syntax/Broken.cs", "class {");
            Project("Types");
            Write("Types/Broken.cs", "class Broken { int X => nothing; }");
            Project("Dependent", items: """<ProjectReference Include="../Syntax/Syntax.csproj" />""");
            Project("Blocker");
            Write("Blocker/.editorconfig", "[*.cs]\ndotnet_diagnostic.PG2001.severity = error\n");
            Project("Blocked", items: """<ProjectReference Include="../Blocker/Blocker.csproj" />""");
            Project("Hook", "<TargetFramework>net10.0</TargetFramework><CustomAfterMicrosoftCommonTargets>none</CustomAfterMicrosoftCommonTargets>");
            Write("Torn/Torn.csproj", "<Project");
        }

        return Committed(installed, name);
    }

    private static string Committed(Installed installed, string name)
    {
        var folder = Path.Combine(installed.Root, name);
        Installed.Git(folder, "init", "--quiet").Succeeds();
        Installed.Git(folder, "add", "--all").Succeeds();
        Installed.Git(folder, "commit", "--quiet", "--message", "All").Succeeds();
        return folder;
    }
}
