using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProdGap.Analyzers.Core.AI;

/// <summary>The rows of the catalogue that a compilation has: where there are none, nothing is asked and nothing costs.</summary>
internal sealed class ModelLibraries
{
    private readonly KnownTypes known;
    private readonly Dictionary<ModelApiKind, List<ModelApi>> rows = [];

    private ModelLibraries(KnownTypes known)
    {
        this.known = known;
        foreach (var row in ModelApis.Rows)
        {
            if (known.Has(row.Type))
            {
                if (!rows.TryGetValue(row.Kind, out var ofKind))
                {
                    rows.Add(row.Kind, ofKind = []);
                }

                ofKind.Add(row);
            }
        }
    }

    /// <summary>The libraries of a compilation.</summary>
    public static ModelLibraries Of(KnownTypes known) => known.PerCompilation(static key => new ModelLibraries(key));

    /// <summary>True where the project can do any of this.</summary>
    public bool Have(params ModelApiKind[] kinds) => Array.Exists(kinds, rows.ContainsKey);

    /// <summary>The names of all members of a kind: what to ask the syntax for.</summary>
    public string[] Names(params ModelApiKind[] kinds) => [.. kinds.SelectMany(RowsOf).SelectMany(static row => row.Members).Distinct(StringComparer.Ordinal)];

    /// <summary>The rows of a kind.</summary>
    public IReadOnlyList<ModelApi> RowsOf(ModelApiKind kind) => rows.TryGetValue(kind, out var found) ? found : [];

    /// <summary>The row of a kind that a member belongs to: declared by its type, by one it derives from, or by an interface that it implements.</summary>
    public ModelApi? Find(ModelApiKind kind, ISymbol? member)
    {
        if (member is null)
        {
            return null;
        }

        var method = member as IMethodSymbol;
        var declared = method?.ReducedFrom ?? member;
        foreach (var row in RowsOf(kind))
        {
            if (Array.IndexOf(row.Members, declared.Name) >= 0
                && (method?.MethodKind == MethodKind.Constructor ? known.Is(declared.ContainingType, row.Type) : known.IsA(declared.ContainingType, row.Type)))
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>The row of a kind whose type this is or derives from.</summary>
    public ModelApi? FindType(ModelApiKind kind, ITypeSymbol? type) => type is null ? null : RowsOf(kind).FirstOrDefault(row => known.IsA(type, row.Type));

    /// <summary>True for a class that passes calls on to a client: it is no caller.</summary>
    public bool IsAdapter(INamedTypeSymbol? type)
        => type is not null && RowsOf(ModelApiKind.Call).Any(row => row.Type.Contains(".I") && known[row.Type] is { TypeKind: TypeKind.Interface } && known.IsA(type, row.Type));
}
