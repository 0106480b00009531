namespace ProdGap.Tool.Tests;

/// <summary>The published schemas.</summary>
internal static class Schemas
{
    /// <summary>Where one lies.</summary>
    public static string PathOf(string name) => Path.Combine(Root, "docs", "schemas", name);

    /// <summary>The folder of the repository.</summary>
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ProdGap.Analyzers.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("These tests run from inside the repository.");
        }

        return folder;
    }
}
