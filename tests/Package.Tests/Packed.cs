using System.Reflection;
using System.Text.Json;

namespace ProdGap.Analyzers.Package.Tests;

/// <summary>
/// The package, packed once for all tests under a version of its own into a folder feed, and the folder in which the tests' projects
/// live. When the tests are done, the folder and what NuGet cached of this version are deleted.
/// </summary>
internal sealed class Packed
{
    private static readonly Lazy<Packed> Shared = new(() => new Packed());

    private int folders;

    private Packed()
    {
        Root = Directory.CreateTempSubdirectory("prodgap-tests-").FullName;
        Version = $"0.1.0-test.{DateTime.UtcNow:yyyyMMddHHmmss}.{Environment.ProcessId}";
        var packed = DotnetCommand.Run(
            PackageFixture.Repository,
            "pack",
            "src/Package/ProdGap.Analyzers.Package.csproj",
            "--no-build",
            "--configuration",
            Configuration,
            "--output",
            Path.Combine(Root, "feed"),
            $"-p:PackageVersion={Version}").Succeeds();
        packed.Reports();
        File = Path.Combine(Root, "feed", $"ProdGap.Analyzers.{Version}.nupkg");

        System.IO.File.Copy(Path.Combine(PackageFixture.Repository, "global.json"), Path.Combine(Root, "global.json"));
        // Added to the sources that the machine has; nothing of the folders above reaches the tests' projects.
        System.IO.File.WriteAllText(Path.Combine(Root, "nuget.config"), """
            <configuration>
              <packageSources>
                <add key="prodgap-tests" value="feed" />
              </packageSources>
            </configuration>
            """);
        System.IO.File.WriteAllText(Path.Combine(Root, "Directory.Build.props"), "<Project />");
        System.IO.File.WriteAllText(Path.Combine(Root, "Directory.Build.targets"), "<Project />");
        System.IO.File.WriteAllText(Path.Combine(Root, "Directory.Packages.props"), "<Project />");
    }

    /// <summary>The package of this run; packed when the first test asks.</summary>
    public static Packed Once => Shared.Value;

    /// <summary>The version under which this run packed.</summary>
    public string Version { get; }

    /// <summary>The packed file.</summary>
    public string File { get; }

    private static string Configuration { get; } = typeof(Packed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "Configuration").Value!;

    private string Root { get; }

    /// <summary>The path of a fresh folder.</summary>
    /// <param name="name">What its last part is called.</param>
    public string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(Root, $"{Interlocked.Increment(ref folders)}", name)).FullName;

    /// <summary>Deletes what this run left, and ends its servers.</summary>
    public static void CleanUp()
    {
        DotnetCommand.StopServers();
        if (!Shared.IsValueCreated)
        {
            return;
        }

        foreach (var cached in Once.CachedPackages())
        {
            Directory.Delete(cached, recursive: true);
        }

        Directory.Delete(Once.Root, recursive: true);
    }

    /// <summary>Where NuGet unpacked this version, as the restored projects say.</summary>
    private HashSet<string> CachedPackages()
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var assets in Directory.EnumerateFiles(Root, "project.assets.json", SearchOption.AllDirectories))
        {
            using var document = JsonDocument.Parse(System.IO.File.ReadAllText(assets));
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
}
