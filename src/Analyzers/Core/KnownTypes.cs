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
    private readonly ConcurrentDictionary<Type, object> shared = new();

    private KnownTypes(Compilation compilation, AnalyzerOptions? options)
    {
        this.compilation = compilation;
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

    /// <inheritdoc cref="AnalyzedProject.IsOfSolution"/>
    public bool IsOfSolution(IAssemblySymbol? assembly) => Project.IsOfSolution(assembly);

    /// <summary>What rules of one family find out once per compilation and share.</summary>
    internal T PerCompilation<T>(Func<KnownTypes, T> create)
        where T : class
        => shared.TryGetValue(typeof(T), out var value) ? (T)value : (T)shared.GetOrAdd(typeof(T), create(this));

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
}
