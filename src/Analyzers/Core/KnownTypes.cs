using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProdGap.Analyzers.Core;

/// <summary>The well-known types of one compilation: resolved lazily, once, and shared by all rules.</summary>
public sealed class KnownTypes
{
    private static readonly ConditionalWeakTable<Compilation, KnownTypes> Tables = new();
    private static readonly ConditionalWeakTable<Compilation, KnownTypes> TablesByReferences = new();

    private readonly Compilation compilation;
    private readonly ConcurrentDictionary<string, INamedTypeSymbol?> types = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, INamespaceSymbol?> namespaces = new(StringComparer.Ordinal);
    private readonly Lazy<bool> hidesReferences;
    private readonly ConcurrentDictionary<Type, object> shared = new();

    private KnownTypes(Compilation compilation, AnalyzerOptions? options)
    {
        this.compilation = compilation;
        hidesReferences = new(() => compilation.References.Any(static reference => !reference.Properties.Aliases.IsDefaultOrEmpty));
        Project = new(this, options);
    }

    /// <summary>The compilation that all of this is about.</summary>
    internal Compilation Compilation => compilation;

    /// <summary>What is known about the project beside its types.</summary>
    public AnalyzedProject Project { get; }

    /// <inheritdoc cref="AnalyzedProject.IsTestCode"/>
    public bool IsTestCode => Project.IsTestCode;

    /// <summary>The table of a compilation.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="options">
    /// Where the project's compiler-visible properties and additional files stand; null in a code fix, which then judges by references alone.
    /// Whoever asks with options gets an answer that knows them, even if somebody else has asked without before.
    /// </param>
    public static KnownTypes Of(Compilation compilation, AnalyzerOptions? options = null)
        => Tables.TryGetValue(compilation, out var known) ? known
            : options is not null ? Tables.GetValue(compilation, key => new(key, options))
            : TablesByReferences.GetValue(compilation, static key => new(key, null));

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
        => type is not null && metadataName.EndsWith(type.OriginalDefinition.MetadataName, StringComparison.Ordinal) && this[metadataName] is { } known && SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, known);

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

    /// <inheritdoc cref="AnalyzedProject.IsOfSolution"/>
    public bool IsOfSolution(IAssemblySymbol? assembly) => Project.IsOfSolution(assembly);

    /// <summary>What rules of one family find out once per compilation and share.</summary>
    internal T PerCompilation<T>(Func<KnownTypes, T> create)
        where T : class
        => shared.TryGetValue(typeof(T), out var value) ? (T)value : (T)shared.GetOrAdd(typeof(T), create(this));

    private INamedTypeSymbol? Resolve(string metadataName)
    {
        INamedTypeSymbol? accessible = null;
        foreach (var type in Candidates(metadataName))
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

    /// <summary>
    /// The types of this name. The compiler asks each of some three hundred references for each name; the namespaces of all of them are one tree, and
    /// most names that a project does not have are of namespaces that it does not have.
    /// </summary>
    private IEnumerable<INamedTypeSymbol> Candidates(string metadataName)
    {
        if (!hidesReferences.Value && metadataName.IndexOf('+') < 0)
        {
            var dot = metadataName.LastIndexOf('.');
            if (NamespaceOf(dot < 0 ? "" : metadataName.Substring(0, dot)) is not { } around)
            {
                return [];
            }

            // Which of several comes first is for the compiler to say.
            var found = TypesOf(around, metadataName.Substring(dot + 1));
            if (found.Count < 2)
            {
                return found;
            }
        }

        return compilation.GetTypesByMetadataName(metadataName);
    }

    private static List<INamedTypeSymbol> TypesOf(INamespaceSymbol around, string metadataName)
    {
        var tick = metadataName.IndexOf('`');
        return [.. around.GetTypeMembers(tick < 0 ? metadataName : metadataName.Substring(0, tick)).Where(type => type.MetadataName == metadataName)];
    }

    private INamespaceSymbol? NamespaceOf(string name)
        => name.Length == 0 ? compilation.GlobalNamespace
            : namespaces.TryGetValue(name, out var known) ? known
            : namespaces.GetOrAdd(name, FindNamespace(name));

    private INamespaceSymbol? FindNamespace(string name)
    {
        var dot = name.LastIndexOf('.');
        return NamespaceOf(dot < 0 ? "" : name.Substring(0, dot))?.GetMembers(name.Substring(dot + 1)).OfType<INamespaceSymbol>().FirstOrDefault();
    }
}
