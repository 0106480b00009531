using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Reliability.Cancellation.Propagation;

/// <summary>The C# documents of a solution with what is asked of all of them once: names, models, the types that implement something, the API that is shipped.</summary>
internal sealed class SolutionSources
{
    private readonly List<(Document Document, SyntaxNode Root, NameIndex Index)> documents = [];
    private readonly HashSet<string> assemblies = new(StringComparer.Ordinal);
    private readonly Dictionary<DocumentId, SemanticModel> models = [];
    private readonly Dictionary<string, string> shipped = new(StringComparer.Ordinal);
    private List<INamedTypeSymbol>? implementers;

    private SolutionSources(Solution solution)
    {
        Solution = solution;
    }

    /// <summary>The solution.</summary>
    public Solution Solution { get; }

    /// <summary>The documents, each with the names in it.</summary>
    public IReadOnlyList<(Document Document, SyntaxNode Root, NameIndex Index)> Documents => documents;

    /// <summary>The sources of a solution.</summary>
    public static async Task<SolutionSources> OfAsync(Solution solution, CancellationToken cancellationToken)
    {
        var sources = new SolutionSources(solution);
        foreach (var project in solution.Projects.Where(project => project.Language == LanguageNames.CSharp))
        {
            sources.assemblies.Add(project.AssemblyName);
            foreach (var document in project.Documents)
            {
                if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is { } root)
                {
                    sources.documents.Add((document, root, NameIndex.Of(root)));
                }
            }

            foreach (var file in project.AdditionalDocuments.Where(file => file.Name == "PublicAPI.Shipped.txt"))
            {
                sources.shipped[project.AssemblyName] = (await file.GetTextAsync(cancellationToken).ConfigureAwait(false)).ToString();
            }
        }

        return sources;
    }

    /// <summary>True for an assembly that a project of the solution makes.</summary>
    public bool Declares(IAssemblySymbol? assembly) => assembly is not null && assemblies.Contains(assembly.Name);

    /// <summary>True for a method that the project's list of shipped members names.</summary>
    public bool IsShipped(IMethodSymbol method)
        => shipped.TryGetValue(method.ContainingAssembly.Name, out var api) && api.Contains(method.ContainingType.Name + "." + method.Name + "(");

    /// <summary>The model of a document, asked for once.</summary>
    public async Task<SemanticModel> ModelOfAsync(Document document, CancellationToken cancellationToken)
    {
        if (!models.TryGetValue(document.Id, out var model))
        {
            model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
            models.Add(document.Id, model);
        }

        return model;
    }

    /// <summary>The classes and structs of the solution that implement an interface.</summary>
    public async Task<IReadOnlyList<INamedTypeSymbol>> ImplementersAsync(CancellationToken cancellationToken)
    {
        if (implementers is null)
        {
            implementers = [];
            var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
            foreach (var (document, _, index) in documents)
            {
                foreach (var type in index.Derived)
                {
                    var model = await ModelOfAsync(document, cancellationToken).ConfigureAwait(false);
                    if (model.GetDeclaredSymbol(type, cancellationToken) is { TypeKind: not TypeKind.Interface } symbol && symbol.AllInterfaces.Length > 0 && seen.Add(symbol))
                    {
                        implementers.Add(symbol);
                    }
                }
            }
        }

        return implementers;
    }

    /// <summary>True for a file that a tool writes: an edit would not last.</summary>
    public static bool IsGenerated(Document document)
        => document.FilePath is { } path
            && (path.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase)
                || path.EndsWith(".designer.cs", StringComparison.OrdinalIgnoreCase)
                || path.EndsWith(".generated.cs", StringComparison.OrdinalIgnoreCase)
                || path.Replace('\\', '/').Contains("/obj/"));
}
