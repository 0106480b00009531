using System.Security.Cryptography;

namespace ProdGap.Analyzers.Package.Tests;

/// <summary>A folder with projects that use the package.</summary>
internal sealed class Folder(string path, string version)
{
    /// <summary>The line that adds the package to a project.</summary>
    public string Reference { get; } = $"""<PackageReference Include="ProdGap.Analyzers" Version="{version}" />""";

    /// <summary>The version of the package.</summary>
    public string Version { get; } = version;

    /// <summary>The path of a file in this folder.</summary>
    public string At(string file) => Path.Combine(path, file);

    public string Read(string file) => File.ReadAllText(At(file));

    /// <summary>Writes a file, and the folders that it needs.</summary>
    public Folder Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(file))!);
        File.WriteAllText(At(file), text);
        return this;
    }

    /// <summary>Lets <c>dotnet format</c> apply fixes that change behavior, too.</summary>
    public Folder AllowUnsafeFixes()
        => Write(".editorconfig", (File.Exists(At(".editorconfig")) ? Read(".editorconfig") : "root = true\n") + "\n[*.cs]\nprodgap.unsafe_fixes = true\n");

    /// <summary>Writes a project file of the ordinary kind, which references the package.</summary>
    public Folder Project(string file, string properties = "", string items = "", string sdk = "Microsoft.NET.Sdk")
        => BareProject(file, properties, Reference + items, sdk);

    /// <summary>Writes a project file of the ordinary kind, without the package.</summary>
    public Folder BareProject(string file, string properties = "", string items = "", string sdk = "Microsoft.NET.Sdk")
        => Write(file, $"""
            <Project Sdk="{sdk}">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <UseAppHost>false</UseAppHost>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                {items}
              </ItemGroup>
            </Project>
            """);

    /// <summary>Writes a solution file.</summary>
    public Folder Solution(string file, params IEnumerable<string> projects)
        => Write(file, $"""
            <Solution>
              {string.Join("\n  ", projects.Select(project => $"""<Project Path="{project}" />"""))}
            </Solution>
            """);

    /// <summary>Restores and builds what lies in this folder; everything, also what is up to date, so that every message comes.</summary>
    public Run Build(params string[] arguments) => BuildOutdated(["--no-incremental", .. arguments]);

    /// <summary>Restores and builds what is not up to date.</summary>
    public Run BuildOutdated(params string[] arguments) => DotnetCommand.Build(path, ["build", "-nologo", "-maxcpucount:2", .. arguments]);

    /// <summary>Restores what lies in this folder.</summary>
    public void Restore(params string[] arguments) => DotnetCommand.Build(path, ["restore", .. arguments]).Succeeds();

    /// <summary>Builds again what was restored before.</summary>
    public Run Rebuild(params string[] arguments) => Build(["--no-restore", .. arguments]);

    /// <summary>Asks what a build here would work with, after some of its targets.</summary>
    public Run Ask(params string[] arguments) => DotnetCommand.Ask(path, ["msbuild", .. arguments]);

    /// <summary>Runs any command here.</summary>
    public Run Dotnet(params string[] arguments) => DotnetCommand.Run(path, arguments);

    /// <summary>What every source and project file contains, by name.</summary>
    public SortedDictionary<string, string> Fingerprints()
    {
        var prints = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(path, file).Replace('\\', '/');
            if (!name.Split('/').Any(part => part is "bin" or "obj"))
            {
                prints.Add(name, Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))));
            }
        }

        return prints;
    }

    /// <summary>The lines of a source that end in <c>//! PG####</c>, as findings of a severity.</summary>
    public IEnumerable<string> Marked(string file, string severity = "warning")
        => Read(file).Split('\n').SelectMany((line, index) => line.TrimEnd().Split("//! ") is [_, var ids]
            ? ids.Split(' ').Select(id => $"{file}({index + 1}): {severity} {id}")
            : []);
}
