namespace ProdGap.Analyzers.Tasks.Repository;

/// <summary>What a project file says, read without evaluating it.</summary>
internal sealed class ProjectFile(string path)
{
    private static readonly string[] Frameworks = ["xunit", "NUnit", "MSTest", "TUnit"];

    private static readonly HashSet<string> SamplePlaces = new(StringComparer.OrdinalIgnoreCase) { "sample", "samples", "example", "examples" };

    /// <summary>Its full path.</summary>
    public string Path { get; } = path;

    /// <summary>The folder in which it lies.</summary>
    public string Folder { get; } = System.IO.Path.GetDirectoryName(path)!;

    /// <summary>Its name without the extension.</summary>
    public string Name { get; } = System.IO.Path.GetFileNameWithoutExtension(path);

    /// <summary>What it says of itself; null if it says nothing.</summary>
    public bool? SaysIsTest { get; set; }

    /// <summary>True if it references a test framework.</summary>
    public bool HasTestFramework { get; set; }

    /// <summary>True if it references a benchmark framework.</summary>
    public bool IsBenchmark { get; set; }

    /// <summary>False if every source is listed.</summary>
    public bool TakesAllSources { get; set; }

    /// <summary>The full paths of the projects that it references, as far as they could be made out, or their bare file names.</summary>
    public List<string> References { get; } = [];

    /// <summary>Sources that it lists, as full paths or patterns.</summary>
    public List<string> Included { get; } = [];

    /// <summary>Sources that it leaves out, as full paths or patterns.</summary>
    public List<string> Removed { get; } = [];

    /// <summary>True if tests stand in it.</summary>
    public bool IsTest => SaysIsTest ?? HasTestFramework;

    /// <summary>The extension of the sources that it takes by itself.</summary>
    public string SourceKind => System.IO.Path.GetExtension(Path).ToUpperInvariant() switch
    {
        ".VBPROJ" => ".vb",
        ".FSPROJ" => ".fs",
        _ => ".cs",
    };

    /// <summary>True for the extension of a .NET project.</summary>
    public static bool IsProject(string extension)
        => extension.Equals(".csproj", StringComparison.OrdinalIgnoreCase)
            || extension.Equals(".vbproj", StringComparison.OrdinalIgnoreCase)
            || extension.Equals(".fsproj", StringComparison.OrdinalIgnoreCase);

    /// <summary>True if it shows something instead of shipping it: its name or its place in the repository says so.</summary>
    public bool IsSample(string root)
        => SamplePlaces.Contains(Name.Substring(Name.LastIndexOf('.') + 1)) || Paths.Relative(root, Folder + System.IO.Path.DirectorySeparatorChar).Split('/').Any(SamplePlaces.Contains);

    /// <summary>Notes a package, an SDK or an assembly that it references.</summary>
    public void Use(string package)
    {
        HasTestFramework |= package.Equals("Microsoft.NET.Test.Sdk", StringComparison.OrdinalIgnoreCase)
            || package.StartsWith("Microsoft.VisualStudio.QualityTools.UnitTestFramework", StringComparison.OrdinalIgnoreCase)
            || package.StartsWith("Microsoft.VisualStudio.TestPlatform.TestFramework", StringComparison.OrdinalIgnoreCase)
            || (!package.EndsWith(".Analyzers", StringComparison.OrdinalIgnoreCase) && Array.Exists(Frameworks, framework => package.StartsWith(framework, StringComparison.OrdinalIgnoreCase)));
        IsBenchmark |= package.Equals("BenchmarkDotNet", StringComparison.OrdinalIgnoreCase);
    }
}
