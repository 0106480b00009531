namespace ProdGap.Analyzers.Package.Tests;

/// <summary>Where the tests of one class have their folders. Each class is a chain of its own beside the others; the package is packed once for all.</summary>
public sealed class PackageFixture
{
    /// <summary>The folder of the repository.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The version under which this run packed.</summary>
    public string Version => Packed.Once.Version;

    /// <summary>The packed file.</summary>
    public string PackageFile => Packed.Once.File;

    /// <summary>A fresh folder for one test.</summary>
    /// <param name="name">What its last part is called.</param>
    internal Folder Folder(string name = "work") => new(Packed.Once.NewFolder(name), Version);

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
