using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProdGap.Analyzers.Core.TestCode;

namespace ProdGap.Analyzers.Core;

/// <summary>What a project is built to be; many rules mean something else, or nothing, in another kind.</summary>
public enum ProjectKind
{
    /// <summary>A class library.</summary>
    Library,

    /// <summary>A command-line program whose user reads the console.</summary>
    Console,

    /// <summary>A desktop or mobile program.</summary>
    Desktop,

    /// <summary>A web application or a Blazor WebAssembly client.</summary>
    Web,

    /// <summary>A host of background services that is no web application.</summary>
    Worker,

    /// <summary>Tests, and helpers of tests.</summary>
    Test,

    /// <summary>Measurements.</summary>
    Benchmark,
}

/// <summary>
/// What a project is built to be, which code it belongs with, and the files that the package's targets hand to the compiler for it. The
/// SDK says what is a web app; of other programs their own files tell what they do (<see cref="ProjectTree"/>), since a reference to a web
/// project or to a library brings everything along that a service could name.
/// </summary>
public sealed class AnalyzedProject
{
    /// <summary>The metadata by which the package's targets tell what an additional file is.</summary>
    internal const string Role = "build_metadata.AdditionalFiles.ProdGapRole";

    private readonly KnownTypes known;
    private readonly AnalyzerOptions? options;
    private readonly AnalyzerConfigOptions? properties;
    private readonly Lazy<ProjectKind> kind;
    private readonly Lazy<HashSet<string>> references;

    internal AnalyzedProject(KnownTypes known, AnalyzerOptions? options)
    {
        this.known = known;
        this.options = options;
        properties = options?.AnalyzerConfigOptionsProvider.GlobalOptions;
        kind = new(ReadKind);
        references = new(ReadReferences);
    }

    /// <summary>What kind of project this is.</summary>
    public ProjectKind Kind => kind.Value;

    /// <summary>True for a kind that no user of the product ever runs.</summary>
    public bool IsTestCode => Kind is ProjectKind.Test or ProjectKind.Benchmark;

    /// <summary>True for code of this project and of the projects that it references: code that its owner can change.</summary>
    public bool IsOfSolution(IAssemblySymbol? assembly)
        => assembly is not null
            && (SymbolEqualityComparer.Default.Equals(assembly, known.Compilation.Assembly)
                || known.Compilation.GetMetadataReference(assembly) is CompilationReference
                || references.Value.Contains(assembly.Name));

    /// <summary>False where the build says that an analyzer, by the name of its file, does not run here; true also where it does not say.</summary>
    internal bool MayRun(string analyzer) => PropertyOf("ProdGapAnalyzers") is not { Length: > 0 } names || Array.IndexOf(names.Split('|'), analyzer) >= 0;

    /// <summary>The additional files that the package's targets gave a role.</summary>
    internal ImmutableArray<AdditionalText> FilesOf(string role)
        => options is { AdditionalFiles: { IsDefaultOrEmpty: false } files }
            ? files.RemoveAll(file => !options.AnalyzerConfigOptionsProvider.GetOptions(file).TryGetValue(Role, out var given) || given != role)
            : [];

    /// <summary>The value of a property of the build that the compiler is told; null where it is not.</summary>
    internal string? PropertyOf(string name) => properties is not null && properties.TryGetValue("build_property." + name, out var value) ? value : null;

    private HashSet<string> ReadReferences()
        => properties is not null && properties.TryGetValue("build_property.ProdGapProjectReferences", out var names)
            ? new(names.Split('|').Select(name => name.Trim()), StringComparer.OrdinalIgnoreCase)
            : [];

    private ProjectKind ReadKind()
    {
        if (IsTrue("IsTestProject") || TestFrameworkTypes.All.Any(framework => known.Has(framework.Test)))
        {
            return ProjectKind.Test;
        }

        if (known.Has("BenchmarkDotNet.Attributes.BenchmarkAttribute"))
        {
            return ProjectKind.Benchmark;
        }

        if (IsScriptOfBuild() || IsHarness())
        {
            return ProjectKind.Test;
        }

        if (IsTrue("UsingMicrosoftNETSdkWeb") || IsTrue("UsingMicrosoftNETSdkBlazorWebAssembly"))
        {
            return RefusesProduction() ? ProjectKind.Test : ProjectKind.Web;
        }

        if (IsTrue("UseWPF") || IsTrue("UseWindowsForms") || IsTrue("UseMaui"))
        {
            return ProjectKind.Desktop;
        }

        switch (known.Compilation.Options.OutputKind)
        {
            case OutputKind.ConsoleApplication:
                return RefusesProduction() ? ProjectKind.Test : KindOfProgram();
            case OutputKind.WindowsApplication or OutputKind.WindowsRuntimeApplication:
                return ProjectKind.Desktop;
            default:
                return ProjectKind.Library;
        }
    }

    private ProjectKind KindOfProgram()
    {
        var deeds = ProjectDeeds.None;
        foreach (var tree in known.Compilation.SyntaxTrees)
        {
            deeds |= ProjectTree.Of(tree);
        }

        // A code fix has no properties: it sees a web app by its SDK's references even where the file with its start is not written yet.
        var mayServe = known.Has("Microsoft.AspNetCore.Builder.WebApplication");
        return mayServe && (properties is null || (deeds & ProjectDeeds.ServesWeb) != 0) ? ProjectKind.Web
            : IsTrue("UsingMicrosoftNETSdkWorker") ? ProjectKind.Worker
            : (deeds & ProjectDeeds.HostsServices) != 0 && (deeds & ProjectDeeds.ReadsCommandLine) == 0 && known.Has("Microsoft.Extensions.Hosting.BackgroundService") ? ProjectKind.Worker
            : ProjectKind.Console;
    }

    /// <summary>True for a build in C#: it runs once, in a pipeline, and nobody deploys it.</summary>
    private bool IsScriptOfBuild()
        => known.Compilation.AssemblyName == "_build"
            || known.Has("Cake.Frosting.FrostingContext")
            || (known.Compilation.Options.OutputKind == OutputKind.ConsoleApplication && !IsTrue("UsingMicrosoftNETSdkWeb") && known.Compilation.SyntaxTrees.Any(tree => (ProjectTree.Of(tree) & ProjectDeeds.Builds) != 0));

    /// <summary>True for the programs that tests start, by the folder in which repositories keep them.</summary>
    private bool IsHarness()
    {
        // Programs around end-to-end tests; a library of such a name may be a product for testers.
        if (known.Compilation.Options.OutputKind == OutputKind.ConsoleApplication && known.Compilation.AssemblyName is { } name && name.Split('.', '-', '_').Any(static part => part.StartsWith("E2E", StringComparison.OrdinalIgnoreCase) || part.EndsWith("E2E", StringComparison.OrdinalIgnoreCase) || part.Equals("EndToEnd", StringComparison.OrdinalIgnoreCase)))
        {
            return true;
        }

        if (properties is null || !properties.TryGetValue("build_property.ProjectDir", out var folder) && !properties.TryGetValue("build_property.MSBuildProjectDirectory", out folder))
        {
            return false;
        }

        var segments = folder.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries);
        return segments.Skip(segments.Length - 3).Any(segment => segment.Replace("-", "").Replace("_", "").Replace(".", "").ToLowerInvariant() is "testassets" or "testharness" or "testharnesses" or "testapps" or "testsites" or "testwebsites");
    }

    /// <summary>True for a tool that makes test data and ends where it finds itself in production.</summary>
    private bool RefusesProduction() => known.Compilation.SyntaxTrees.Any(ProjectTree.RefusesProduction);

    private bool IsTrue(string property)
        => properties is not null
            && properties.TryGetValue("build_property." + property, out var value)
            && value.Equals("true", StringComparison.OrdinalIgnoreCase);
}
