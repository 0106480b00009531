using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProdGap.Analyzers.Core.Hosting;

namespace ProdGap.Analyzers.Benchmarks;

/// <summary>Something that is measured: some assemblies of analyzers, or none.</summary>
/// <param name="Name">How the tables call it.</param>
/// <param name="Assemblies">What a build passes to the compiler for it.</param>
internal sealed record Candidate(string Name, params string[] Assemblies)
{
    /// <summary>The project as it is described to the analyzers that run in this process.</summary>
    public AnalyzerOptions Options { get; init; } = InProcess.Options;

    /// <summary>What everything else is compared with.</summary>
    public static readonly Candidate Nothing = new("no analyzers");

    /// <summary>What is measured for the budget: the reference first, then the floor, then ours, then the others.</summary>
    public static Candidate[] All =>
    [
        Nothing,
        Floor,
        Ours,
        new("NetAnalyzers", InPackage("NetAnalyzers", "analyzers/dotnet/cs")),
        new("Roslynator", InPackage("Roslynator", Newest("Roslynator"))),
        new("Meziantou", InPackage("Meziantou", Newest("Meziantou"))),
        new("Sonar", InPackage("Sonar", "analyzers")),
    ];

    public static Candidate Floor { get; } = Probes.Floor;

    public static Candidate Ours { get; } = new("ProdGap", typeof(ProdGapAnalyzer).Assembly.Location);

    private static string[] InPackage(string package, string folder)
        => [.. Directory.EnumerateFiles(Path.Combine(Places.Package(package), folder), "*.dll").Order(StringComparer.Ordinal)];

    /// <summary>The folder that NuGet picks: the one for the newest compiler that is not newer than ours.</summary>
    private static string Newest(string package)
    {
        var compiler = typeof(Compilation).Assembly.GetName().Version!;
        var folder = Directory.EnumerateDirectories(Path.Combine(Places.Package(package), "analyzers", "dotnet"), "roslyn*")
            .Select(path => (Path: path, Version: Version.Parse(Path.GetFileName(path)["roslyn".Length..])))
            .Where(folder => folder.Version <= compiler)
            .MaxBy(folder => folder.Version);
        return Path.Combine(folder.Path, "cs");
    }
}
