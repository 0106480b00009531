namespace ProdGap.Analyzers.Benchmarks;

/// <summary>Temporary folders, all gone when the run is over.</summary>
internal static class Folder
{
    private static readonly Lazy<string> Root = new(() => Directory.CreateTempSubdirectory("prodgap-").FullName);

    /// <summary>A new folder.</summary>
    public static string New(string name)
        => Directory.CreateDirectory(Path.Combine(Root.Value, name, Guid.NewGuid().ToString("N"))).FullName;

    /// <summary>Deletes them.</summary>
    public static void Clear()
    {
        if (Root.IsValueCreated)
        {
            Directory.Delete(Root.Value, recursive: true);
        }
    }
}
