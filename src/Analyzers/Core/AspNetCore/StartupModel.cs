using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Lookup;

namespace ProdGap.Analyzers.Core.AspNetCore;

/// <summary>
/// The web app that a compilation is: where it starts, what all of its files say about its start-up, and what is set up in projects
/// whose code this compilation does not see. Joined from the trees' summaries when the first rule asks.
/// </summary>
internal sealed class StartupModel
{
    private static readonly string[] Owners =
    [
        "Microsoft.AspNetCore.Builder.WebApplication", "Microsoft.AspNetCore.Builder.WebApplicationBuilder", "Microsoft.AspNetCore.Builder.IApplicationBuilder",
        "Microsoft.AspNetCore.Routing.IEndpointRouteBuilder", "Microsoft.Extensions.DependencyInjection.IServiceCollection",
        "Microsoft.Extensions.Hosting.IHostApplicationBuilder", "Microsoft.Extensions.Hosting.IHostBuilder", "Microsoft.AspNetCore.Builder.IEndpointConventionBuilder",
    ];

    private readonly KnownTypes known;
    private readonly List<StartupTree> trees = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly Lazy<Dictionary<string, UnseenPowers>> unseen;
    private readonly List<IAssemblySymbol> unseenAssemblies = [];
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel?> models = new();
    private readonly Lazy<HashSet<string>> handlers;

    private StartupModel(KnownTypes known)
    {
        this.known = known;
        Bound = new(this, known);
        unseen = new(FindUnseen);
        handlers = new(FindHandlers);
        foreach (var tree in known.Compilation.SyntaxTrees)
        {
            var read = StartupTree.Of(tree, CancellationToken.None);
            trees.Add(read);
            names.UnionWith(read.Names);
            Builder ??= read.Builders.FirstOrDefault();
            Startup ??= read.Startups.FirstOrDefault();
        }

        if (Builder is not null || !names.Contains("UseStartup"))
        {
            Startup = null;
        }
    }

    /// <summary>Where the app begins, if it begins with a builder.</summary>
    public InvocationExpressionSyntax? Builder { get; }

    /// <summary>The method <c>Configure</c> of the app's start-up class, if it has no builder.</summary>
    public MethodDeclarationSyntax? Startup { get; }

    /// <summary>True when this compilation starts a web app; false for a library of controllers.</summary>
    public bool Starts => Builder is not null || Startup is not null;

    /// <summary>True for the one place at which something about the whole app is said.</summary>
    public bool IsStart(SyntaxNode node) => ((SyntaxNode?)Builder ?? Startup) is { } start && start.SyntaxTree == node.SyntaxTree && start.Span == node.Span;

    /// <summary>The words that its files say.</summary>
    public IReadOnlyCollection<string> Names => names;

    /// <summary>The names of the methods that are called in the files that set something up.</summary>
    public IEnumerable<string> SetUpCalls => trees.SelectMany(tree => tree.Calls.Keys);

    /// <summary>True when middleware of its own can answer that somebody may not.</summary>
    public bool HasGuardingMiddleware => trees.Exists(tree => tree.HasGuardingMiddleware);

    /// <summary>True when middleware of its own catches what the rest of the app throws.</summary>
    public bool HasCatchingMiddleware => trees.Exists(tree => tree.HasCatchingMiddleware);

    /// <summary>True when some type of its own, a filter for instance, can answer that somebody may not.</summary>
    public bool HasGuards => trees.Exists(tree => tree.Guards.Count > 0);

    /// <summary>The methods that are called and belong to other projects of the solution: what they set up is not seen here.</summary>
    public IReadOnlyCollection<string> Unseen => unseen.Value.Keys;

    /// <summary>The assemblies that these methods belong to.</summary>
    public IReadOnlyCollection<IAssemblySymbol> UnseenAssemblies => unseen.Value.Count == 0 ? [] : unseenAssemblies;

    /// <summary>What an unseen method may do about callers, as far as its assembly knows how; nothing for every other name.</summary>
    public UnseenPowers PowersOf(string name) => unseen.Value.TryGetValue(name, out var powers) ? powers : UnseenPowers.None;

    /// <summary>Calls and methods by what they are, where a name is not enough.</summary>
    public StartupCalls Bound { get; }

    /// <summary>The model of one of its files, made once; null for a file of another project.</summary>
    internal SemanticModel? ModelOf(SyntaxTree tree) => models.TryGetValue(tree, out var model) ? model : models.GetOrAdd(tree, OtherFile.ModelOf(tree, known.Compilation));

    /// <summary>True for the name of a method that some file maps to a route.</summary>
    public bool Maps(string method) => handlers.Value.Contains(method);

    /// <summary>The declarations that look like controllers.</summary>
    public IEnumerable<ClassDeclarationSyntax> Controllers => trees.SelectMany(tree => tree.Controllers);

    /// <summary>The app of a compilation.</summary>
    public static StartupModel Of(KnownTypes known) => known.PerCompilation(static key => new StartupModel(key));

    /// <summary>True when one of the words is said anywhere.</summary>
    public bool Says(params string[] words)
    {
        foreach (var word in words)
        {
            if (names.Contains(word))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for an own type that can answer that somebody may not.</summary>
    public bool IsGuard(string type) => trees.Exists(tree => tree.Guards.Contains(type));

    /// <summary>True for an own endpoint filter.</summary>
    public bool IsFilter(string type) => trees.Exists(tree => tree.Filters.Contains(type));

    /// <summary>The calls of a method in the files that set something up.</summary>
    public IEnumerable<InvocationExpressionSyntax> CallsOf(string name)
    {
        foreach (var tree in trees)
        {
            if (tree.Calls.TryGetValue(name, out var calls))
            {
                foreach (var call in calls)
                {
                    yield return call;
                }
            }
        }
    }

    /// <summary>The methods of a name, wherever they are declared.</summary>
    public IEnumerable<SyntaxNode> DeclaredMethods(string name)
    {
        foreach (var symbol in known.Compilation.GetSymbolsWithName(name, SymbolFilter.Member))
        {
            foreach (var reference in symbol is IMethodSymbol ? symbol.DeclaringSyntaxReferences : [])
            {
                yield return reference.GetSyntax();
            }
        }
    }

    /// <summary>The methods of a name in the files that set something up.</summary>
    public IEnumerable<SyntaxNode> MethodsNamed(string name)
    {
        foreach (var tree in trees)
        {
            if (tree.Methods.TryGetValue(name, out var methods))
            {
                foreach (var method in methods)
                {
                    yield return method;
                }
            }
        }
    }

    private HashSet<string> FindHandlers()
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var calls in trees.SelectMany(tree => tree.Calls))
        {
            foreach (var call in calls.Key.StartsWith("Map", StringComparison.Ordinal) ? calls.Value : [])
            {
                foreach (var argument in call.ArgumentList.Arguments)
                {
                    if (argument.Expression is SimpleNameSyntax name || (argument.Expression is MemberAccessExpressionSyntax access && (name = access.Name) is not null))
                    {
                        found.Add(name.Identifier.ValueText);
                    }
                }
            }
        }

        return found;
    }

    private Dictionary<string, UnseenPowers> FindUnseen()
    {
        var found = new Dictionary<string, UnseenPowers>(StringComparer.Ordinal);
        foreach (var reference in known.Compilation.References)
        {
            if (known.Compilation.GetAssemblyOrModuleSymbol(reference) is IAssemblySymbol assembly && known.IsOfSolution(assembly) && assembly.MightContainExtensionMethods)
            {
                var names = new HashSet<string>(StringComparer.Ordinal);
                Collect(assembly.GlobalNamespace, names);
                if (names.Count == 0)
                {
                    continue;
                }

                if (!names.All(UnseenSetUp.DecidesNothing))
                {
                    unseenAssemblies.Add(assembly);
                }

                var powers = UnseenSetUp.PowersOf(assembly, known);
                foreach (var name in names)
                {
                    found[name] = UnseenSetUp.DecidesNothing(name) ? UnseenPowers.None : powers | (found.TryGetValue(name, out var other) ? other : UnseenPowers.None);
                }
            }
        }

        return found;
    }

    private void Collect(INamespaceSymbol space, HashSet<string> found)
    {
        foreach (var member in space.GetMembers())
        {
            if (member is INamespaceSymbol inner)
            {
                Collect(inner, found);
            }
            else if (member is INamedTypeSymbol { MightContainExtensionMethods: true } type)
            {
                foreach (var method in type.GetMembers())
                {
                    if (method is IMethodSymbol { IsExtensionMethod: true, Parameters: { Length: > 0 } parameters } && names.Contains(method.Name) && IsSetUp(parameters[0].Type))
                    {
                        found.Add(method.Name);
                    }
                }
            }
        }
    }

    private bool IsSetUp(ITypeSymbol type)
    {
        type = type is ITypeParameterSymbol { ConstraintTypes: { Length: > 0 } constraints } ? constraints[0] : type;
        foreach (var owner in Owners)
        {
            if (known.IsA(type, owner))
            {
                return true;
            }
        }

        return false;
    }
}
