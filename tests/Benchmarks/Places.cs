using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace ProdGap.Analyzers.Benchmarks;

/// <summary>Where things stand on this machine, as the build wrote it into this assembly.</summary>
internal static class Places
{
    private static readonly Dictionary<string, string> Known = typeof(Places).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .ToDictionary(place => place.Key, place => place.Value ?? "", StringComparer.Ordinal);

    /// <summary>The repository.</summary>
    public static string Root => Known["Root"];

    /// <summary>The <c>dotnet</c> that built this program.</summary>
    public static string Dotnet => Known["Dotnet"] is { Length: > 0 } host ? host : "dotnet";

    /// <summary>The folder of that SDK's compiler.</summary>
    public static string Compiler => Known["Compiler"];

    /// <summary>The folder of that SDK's <c>dotnet format</c>, which holds the workspaces that go with its compiler.</summary>
    public static string Workspaces => Known["Workspaces"];

    /// <summary>The assembly of the command.</summary>
    public static string Tool => Known["Tool"];

    /// <summary>What the compiler of this program referred to, except our own assembly, of which the corpus has the code.</summary>
    public static string[] References =>
    [
        .. Known["References"].Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Where(path => !Path.GetFileName(path).StartsWith("ProdGap.", StringComparison.OrdinalIgnoreCase))
            .Where(path => !OfTool.Any(name => Path.GetFileName(path).StartsWith(name, StringComparison.OrdinalIgnoreCase))),
    ];

    /// <summary>What only the command needs, which is measured as a process.</summary>
    private static readonly string[] OfTool = ["Spectre.Console", "System.CommandLine", "Microsoft.VisualStudio.SolutionPersistence"];

    /// <summary>The folder of a package that we compare ourselves with.</summary>
    public static string Package(string name) => Known[name];

    /// <summary>Makes Roslyn the SDK's own, so that what runs in this process is what <c>csc</c> runs.</summary>
    [ModuleInitializer]
    internal static void TakeTheCompilerOfTheSdk()
        => AssemblyLoadContext.Default.Resolving += static (context, name) =>
        {
            var path = new[] { Compiler, Workspaces, Path.GetFullPath(Path.Combine(Compiler, "..", "..")) }.Select(folder => Path.Combine(folder, name.Name + ".dll")).FirstOrDefault(File.Exists);
            return path is null ? null : context.LoadFromAssemblyPath(path);
        };
}
