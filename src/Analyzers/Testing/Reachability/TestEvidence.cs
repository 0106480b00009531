using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Evidence;

namespace ProdGap.Analyzers.Testing.Reachability;

/// <summary>
/// Everything that is known about the tests of one project: the index, the coverage files, and what follows from them for each member.
/// One per compilation; nothing of it is computed before somebody asks.
/// </summary>
internal sealed class TestEvidence
{
    private readonly Compilation compilation;
    private readonly Lazy<TestIndex?> index;
    private readonly Lazy<CoverageReport> coverage;
    private readonly object gate = new();
    private SymbolTable? followed;

    private TestEvidence(KnownTypes known)
    {
        compilation = known.Compilation;
        index = new(() => known.Project.FilesOf(TestIndex.Role).Select(file => TestIndex.Read(EvidenceFile.TextOf(file), out _)).FirstOrDefault(read => read is not null));
        coverage = new(() => CoverageReport.Of(known.Project.FilesOf(CoverageReport.Role), compilation.AssemblyName ?? ""));
    }

    /// <summary>The index; null where there is none that can be read.</summary>
    public TestIndex? Index => index.Value;

    /// <summary>What the coverage files say.</summary>
    public CoverageReport Coverage => coverage.Value;

    /// <summary>The evidence of a compilation.</summary>
    public static TestEvidence Of(KnownTypes known) => known.PerCompilation(key => new TestEvidence(key));

    /// <summary>The names of methods that are handed over as handlers of endpoints.</summary>
    public HashSet<string> Handlers(CancellationToken cancellationToken) => Reached(cancellationToken).Handlers;

    /// <summary>The types of the project, with what the tests reach of them.</summary>
    public SymbolTable Types(CancellationToken cancellationToken) => Reached(cancellationToken);

    /// <summary>True when the tests use the member; true as well where nothing is known about it.</summary>
    /// <param name="member">A method, property, event or the like, of this compilation.</param>
    /// <param name="cancellationToken">Ends the first question early, which is the one that costs something.</param>
    public bool Uses(ISymbol member, CancellationToken cancellationToken)
        => Coverage.Covers(member, cancellationToken) ?? Reaches(member.ContainingType, NameOf(member), cancellationToken);

    /// <summary>True when the tests use any member of the type, or may have an instance of it in hand.</summary>
    public bool UsesAny(INamedTypeSymbol type, CancellationToken cancellationToken)
        => Reached(cancellationToken).Find(KeyOf(type)) is not { } known || known.Reached.Count > 0;

    /// <summary>The key of a type in the table.</summary>
    public static string KeyOf(INamedTypeSymbol type)
    {
        var parts = new Stack<string>();
        parts.Push(type.Name);
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            parts.Push(outer.Name);
        }

        for (var space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            parts.Push(space.Name);
        }

        return string.Join(".", parts);
    }

    private bool Reaches(INamedTypeSymbol? type, string name, CancellationToken cancellationToken)
        => type is null
            || Reached(cancellationToken).Find(KeyOf(type)) is not { } known
            || !known.Members.ContainsKey(name)
            || known.Reached.Contains(name)
            // Names of one letter are not kept.
            || (name.Length < 2 && (known.IsAlive || known.Reached.Count > 0));

    private SymbolTable Reached(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (followed is null)
            {
                followed = Index is { } known
                    ? ReachabilityCache.In(known, compilation, cancellationToken)
                    : new(ReachabilityCache.SummariesOf(compilation, cancellationToken));
            }

            return followed;
        }
    }

    private static string NameOf(ISymbol member)
        => member switch
        {
            IMethodSymbol { MethodKind: MethodKind.Constructor } => MemberPart.Constructor,
            IMethodSymbol { MethodKind: MethodKind.StaticConstructor } => MemberPart.Initializer,
            IMethodSymbol { MethodKind: MethodKind.Destructor } => MemberPart.Finalizer,
            IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator or MethodKind.Conversion } => MemberPart.Operator,
            IPropertySymbol { IsIndexer: true } => MemberPart.Indexer,
            _ => member.Name,
        };
}
