using System.Reflection;
using System.Text.Json;

namespace ProdGap.Analyzers.Package.Tests;

/// <summary>
/// Packs the package once for all tests, under a version of its own, into a folder feed, and holds the folder in which the tests'
/// projects live. When the tests are done, the folder and what NuGet cached of this version are deleted.
/// </summary>
public sealed class Workshop : IDisposable
{
    private int folders;

    public Workshop()
    {
        Root = Directory.CreateTempSubdirectory("prodgap-tests-").FullName;
        Version = $"0.1.0-test.{DateTime.UtcNow:yyyyMMddHHmmss}.{Environment.ProcessId}";
        var packed = DotnetCommand.Run(
            Repository,
            "pack",
            "src/Package/ProdGap.Analyzers.Package.csproj",
            "--no-build",
            "--configuration",
            Configuration,
            "--output",
            Path.Combine(Root, "feed"),
            $"-p:PackageVersion={Version}").Succeeds();
        packed.Reports();
        PackageFile = Path.Combine(Root, "feed", $"ProdGap.Analyzers.{Version}.nupkg");

        File.Copy(Path.Combine(Repository, "global.json"), Path.Combine(Root, "global.json"));
        // Added to the sources that the machine has; nothing of the folders above reaches the tests' projects.
        File.WriteAllText(Path.Combine(Root, "nuget.config"), """
            <configuration>
              <packageSources>
                <add key="prodgap-tests" value="feed" />
              </packageSources>
            </configuration>
            """);
        File.WriteAllText(Path.Combine(Root, "Directory.Build.props"), "<Project />");
        File.WriteAllText(Path.Combine(Root, "Directory.Build.targets"), "<Project />");
        File.WriteAllText(Path.Combine(Root, "Directory.Packages.props"), "<Project />");
    }

    /// <summary>The folder of the repository.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The version under which this run packed.</summary>
    public string Version { get; }

    /// <summary>The packed file.</summary>
    public string PackageFile { get; }

    private static string Configuration { get; } = typeof(Workshop).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "Configuration").Value!;

    private string Root { get; }

    /// <summary>A fresh folder for one test.</summary>
    /// <param name="name">What its last part is called.</param>
    internal Folder Folder(string name = "work")
        => new(Directory.CreateDirectory(Path.Combine(Root, $"{Interlocked.Increment(ref folders)}", name)).FullName, Version);

    public void Dispose()
    {
        foreach (var cached in CachedPackages())
        {
            Directory.Delete(cached, recursive: true);
        }

        Directory.Delete(Root, recursive: true);
    }

    /// <summary>Where NuGet unpacked this version, as the restored projects say.</summary>
    private HashSet<string> CachedPackages()
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var assets in Directory.EnumerateFiles(Root, "project.assets.json", SearchOption.AllDirectories))
        {
            using var document = JsonDocument.Parse(File.ReadAllText(assets));
            foreach (var folder in document.RootElement.GetProperty("packageFolders").EnumerateObject())
            {
                var unpacked = Path.Combine(folder.Name, "prodgap.analyzers", Version);
                if (Directory.Exists(unpacked))
                {
                    found.Add(unpacked);
                }
            }
        }

        return found;
    }

    private static string FindRepository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ProdGap.Analyzers.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("These tests run from inside the repository.");
        }

        return folder;
    }
}

/// <summary>One package for all tests, which therefore run one after the other: two builds at a time would only share the processor.</summary>
[CollectionDefinition(Name)]
public sealed class Packed : ICollectionFixture<Workshop>
{
    public const string Name = "packed";
}
