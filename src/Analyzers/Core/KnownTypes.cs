using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

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

/// <summary>The well-known types of one compilation and the kind of its project: resolved lazily, once, and shared by all rules.</summary>
public sealed class KnownTypes
{
    /// <summary>The metadata by which the package's targets tell what an additional file is.</summary>
    internal const string Role = "build_metadata.AdditionalFiles.ProdGapRole";

    private static readonly ConditionalWeakTable<Compilation, KnownTypes> Tables = new();

    private readonly Compilation compilation;
    private readonly AnalyzerOptions? options;
    private readonly AnalyzerConfigOptions? properties;
    private readonly ConcurrentDictionary<string, INamedTypeSymbol?> types = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Type, object> shared = new();
    private readonly Lazy<ProjectKind> project;
    private readonly Lazy<HashSet<string>> projectReferences;

    private KnownTypes(Compilation compilation, AnalyzerOptions? options)
    {
        this.compilation = compilation;
        this.options = options;
        properties = options?.AnalyzerConfigOptionsProvider.GlobalOptions;
        project = new(KindOfProject);
        projectReferences = new(ReadProjectReferences);
    }

    /// <summary>The compilation that all of this is about.</summary>
    internal Compilation Compilation => compilation;

    /// <summary>What kind of project this is.</summary>
    public ProjectKind Project => project.Value;

    /// <summary>True for a kind that no user of the product ever runs.</summary>
    public bool IsTestCode => Project is ProjectKind.Test or ProjectKind.Benchmark;

    /// <summary>The table of a compilation.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="options">Where the project's compiler-visible properties stand; null in a code fix, which then judges by references alone.</param>
    public static KnownTypes Of(Compilation compilation, AnalyzerOptions? options = null)
        => Tables.TryGetValue(compilation, out var known)
            ? known
            : Tables.GetValue(compilation, key => new(key, options));

    /// <summary>
    /// The type with this metadata name, or null where the project does not have it. Where several references define it, the
    /// accessible one wins.
    /// </summary>
    /// <param name="metadataName">The full name; generic arity is written as in <c>System.Func`1</c>.</param>
    public INamedTypeSymbol? this[string metadataName]
        => types.TryGetValue(metadataName, out var type) ? type : types.GetOrAdd(metadataName, Resolve(metadataName));

    /// <summary>True when the project has the type.</summary>
    public bool Has(string metadataName) => this[metadataName] is not null;

    /// <summary>True when <paramref name="type"/>, without its type arguments, is the type with this metadata name.</summary>
    public bool Is(ITypeSymbol? type, string metadataName)
        => type is not null && this[metadataName] is { } known && SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, known);

    /// <summary>True when <paramref name="type"/> is, derives from or implements the type with this metadata name.</summary>
    public bool IsA(ITypeSymbol? type, string metadataName)
    {
        if (type is null || this[metadataName] is not { } known)
        {
            return false;
        }

        for (var current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, known))
            {
                return true;
            }
        }

        if (known.TypeKind == TypeKind.Interface)
        {
            foreach (var implemented in type.AllInterfaces)
            {
                if (SymbolEqualityComparer.Default.Equals(implemented.OriginalDefinition, known))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>True for code of this project and of the projects that it references: code that its owner can change.</summary>
    public bool IsOfSolution(IAssemblySymbol? assembly)
        => assembly is not null
            && (SymbolEqualityComparer.Default.Equals(assembly, compilation.Assembly)
                || compilation.GetMetadataReference(assembly) is CompilationReference
                || projectReferences.Value.Contains(assembly.Name));

    /// <summary>The additional files that the package's targets gave a role.</summary>
    internal ImmutableArray<AdditionalText> FilesOf(string role)
        => options is { AdditionalFiles: { IsDefaultOrEmpty: false } files }
            ? files.RemoveAll(file => !options.AnalyzerConfigOptionsProvider.GetOptions(file).TryGetValue(Role, out var given) || given != role)
            : [];

    /// <summary>What rules of one family find out once per compilation and share.</summary>
    internal T PerCompilation<T>(Func<KnownTypes, T> create)
        where T : class
        => shared.TryGetValue(typeof(T), out var value) ? (T)value : (T)shared.GetOrAdd(typeof(T), create(this));

    private HashSet<string> ReadProjectReferences()
        => properties is not null && properties.TryGetValue("build_property.ProdGapProjectReferences", out var names)
            ? new(names.Split('|').Select(name => name.Trim()), StringComparer.OrdinalIgnoreCase)
            : [];

    private INamedTypeSymbol? Resolve(string metadataName)
    {
        INamedTypeSymbol? accessible = null;
        foreach (var type in compilation.GetTypesByMetadataName(metadataName))
        {
            if (SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly))
            {
                return type;
            }

            if (accessible is null && compilation.IsSymbolAccessibleWithin(type, compilation.Assembly))
            {
                accessible = type;
            }
        }

        return accessible;
    }

    private ProjectKind KindOfProject()
    {
        if (IsTrue("IsTestProject")
            || Has("Xunit.FactAttribute")
            || Has("NUnit.Framework.TestAttribute")
            || Has("Microsoft.VisualStudio.TestTools.UnitTesting.TestMethodAttribute")
            || Has("TUnit.Core.TestAttribute"))
        {
            return ProjectKind.Test;
        }

        if (Has("BenchmarkDotNet.Attributes.BenchmarkAttribute"))
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

        switch (compilation.Options.OutputKind)
        {
            case OutputKind.ConsoleApplication when Has("Microsoft.AspNetCore.Builder.WebApplication"):
                return ProjectKind.Web;
            case OutputKind.ConsoleApplication when Has("Microsoft.Extensions.Hosting.BackgroundService"):
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
