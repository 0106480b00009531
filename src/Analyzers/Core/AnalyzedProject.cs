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
/// What a project is built to be, which code it belongs with, and the files that the package's targets hand to the compiler for it.
/// Without its properties, as in a code fix, references alone tell.
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

    /// <summary>The additional files that the package's targets gave a role.</summary>
    internal ImmutableArray<AdditionalText> FilesOf(string role)
        => options is { AdditionalFiles: { IsDefaultOrEmpty: false } files }
            ? files.RemoveAll(file => !options.AnalyzerConfigOptionsProvider.GetOptions(file).TryGetValue(Role, out var given) || given != role)
            : [];

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

        if (IsTrue("UsingMicrosoftNETSdkWeb") || IsTrue("UsingMicrosoftNETSdkBlazorWebAssembly"))
        {
            return ProjectKind.Web;
        }

        if (IsTrue("UseWPF") || IsTrue("UseWindowsForms") || IsTrue("UseMaui"))
        {
            return ProjectKind.Desktop;
        }

        switch (known.Compilation.Options.OutputKind)
        {
            case OutputKind.ConsoleApplication when known.Has("Microsoft.AspNetCore.Builder.WebApplication"):
                return ProjectKind.Web;
            case OutputKind.ConsoleApplication when known.Has("Microsoft.Extensions.Hosting.BackgroundService"):
                return ProjectKind.Worker;
            case OutputKind.ConsoleApplication:
                return ProjectKind.Console;
            case OutputKind.WindowsApplication or OutputKind.WindowsRuntimeApplication:
                return ProjectKind.Desktop;
            default:
                return ProjectKind.Library;
        }
    }

    private bool IsTrue(string property)
        => properties is not null
            && properties.TryGetValue("build_property." + property, out var value)
            && value.Equals("true", StringComparison.OrdinalIgnoreCase);
}
