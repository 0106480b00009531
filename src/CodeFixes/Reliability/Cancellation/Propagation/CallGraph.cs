using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Cancellation;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Reliability.Cancellation;

namespace ProdGap.Analyzers.CodeFixes.Reliability.Cancellation.Propagation;

/// <summary>
/// The functions of a solution and who calls them, found by name and then by symbol as the chain asks for them. A method is told by its
/// assembly and its documentation id, which are the same from wherever it is seen.
/// </summary>
internal sealed partial class CallGraph
{
    private readonly SolutionSources sources;
    private readonly Dictionary<string, Dictionary<string, CallGraphNode>> linksOfName = new(StringComparer.Ordinal);
    private readonly Dictionary<SyntaxNode, CallGraphNode> linksOfNode = [];

    private CallGraph(SolutionSources sources)
    {
        this.sources = sources;
    }

    /// <summary>The graph of a solution.</summary>
    public static async Task<CallGraph> OfAsync(Solution solution, CancellationToken cancellationToken)
        => new(await SolutionSources.OfAsync(solution, cancellationToken).ConfigureAwait(false));

    /// <inheritdoc cref="SolutionSources.ModelOfAsync"/>
    public Task<SemanticModel> ModelOfAsync(Document document, CancellationToken cancellationToken) => sources.ModelOfAsync(document, cancellationToken);

    /// <summary>The link of a function, by its declaration; null for what is none, such as one that has a token.</summary>
    public async Task<CallGraphNode?> LinkOfAsync(Document document, SyntaxNode function, CancellationToken cancellationToken)
    {
        if (linksOfNode.TryGetValue(function, out var link))
        {
            return link;
        }

        var model = await ModelOfAsync(document, cancellationToken).ConfigureAwait(false);
        if (function is MethodDeclarationSyntax method)
        {
            return model.GetDeclaredSymbol(method, cancellationToken) is { } symbol ? await LinkOfAsync(symbol, cancellationToken).ConfigureAwait(false) : null;
        }

        // A lambda or a local function: nobody else has to agree with it.
        if (FunctionSyntax.TakesToken(function)
            || (function is LocalFunctionStatementSyntax ? model.GetDeclaredSymbol(function, cancellationToken) : model.GetSymbolInfo(function, cancellationToken).Symbol) is not IMethodSymbol own
            || RequestHandler.HasToken(own))
        {
            return null;
        }

        link = new();
        link.Functions.Add(new(document, function, own, isInTests: false));
        link.Parameter = CallSites.ParameterName(link, model);
        linksOfNode.Add(function, link);
        if (function is LocalFunctionStatementSyntax local)
        {
            var known = KnownTypes.Of(model.Compilation);
            link.IsFixed = !AwaitableTypes.IsTask(own.ReturnType, known) && !AwaitableTypes.IsStream(own.ReturnType, known);
            foreach (var name in local.Parent!.DescendantNodes().OfType<SimpleNameSyntax>().Where(name => name.Identifier.ValueText == local.Identifier.ValueText))
            {
                CallSites.Add(link, document, name, model, known);
            }
        }
        else
        {
            link.IsEntryPoint = true;
        }

        return link;
    }

    /// <summary>The link of a method, by its symbol as seen from anywhere.</summary>
    public async Task<CallGraphNode?> LinkOfAsync(IMethodSymbol method, CancellationToken cancellationToken)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        if (method.MethodKind == MethodKind.DelegateInvoke)
        {
            return await LinkOfDelegateAsync(method.ContainingType, cancellationToken).ConfigureAwait(false);
        }

        if (method.MethodKind == MethodKind.LocalFunction)
        {
            return method.DeclaringSyntaxReferences is { Length: 1 } references
                && sources.Solution.GetDocument(references[0].SyntaxTree) is { } document
                && method.IsStatic
                    ? await LinkOfAsync(document, await references[0].GetSyntaxAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false)
                    : null;
        }

        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation) || !sources.Declares(method.ContainingAssembly))
        {
            return null;
        }

        var name = SimpleName(method);
        if (!linksOfName.TryGetValue(name, out var links))
        {
            links = await LinkAsync(name, cancellationToken).ConfigureAwait(false);
        }

        return links.TryGetValue(KeyOf(method), out var link) ? link : null;
    }

    private static string SimpleName(IMethodSymbol method)
        => method.ExplicitInterfaceImplementations is { Length: > 0 } implemented ? implemented[0].Name : method.Name;

    private static string KeyOf(IMethodSymbol method)
    {
        var definition = method.OriginalDefinition;
        return definition.ContainingAssembly?.Name + "|" + DocumentationCommentId.CreateDeclarationId(definition);
    }

    /// <summary>Finds all methods of a name, which of them must agree, and where they are used.</summary>
    private async Task<Dictionary<string, CallGraphNode>> LinkAsync(string name, CancellationToken cancellationToken)
    {
        var links = new Dictionary<string, CallGraphNode>(StringComparer.Ordinal);
        linksOfName.Add(name, links);
        foreach (var (document, _, index) in sources.Documents)
        {
            foreach (var declaration in index.Methods(name))
            {
                var model = await ModelOfAsync(document, cancellationToken).ConfigureAwait(false);
                if (model.GetDeclaredSymbol(declaration, cancellationToken) is { } symbol)
                {
                    Add(links, document, declaration, symbol, KnownTypes.Of(model.Compilation));
                }
            }
        }

        await JoinAsync(name, links, cancellationToken).ConfigureAwait(false);
        foreach (var link in links.Values.Distinct())
        {
            foreach (var function in link.Functions)
            {
                linksOfNode[function.Node] = link;
            }
        }

        foreach (var (document, _, index) in sources.Documents)
        {
            foreach (var place in index.Names(name))
            {
                var model = await ModelOfAsync(document, cancellationToken).ConfigureAwait(false);
                var info = model.GetSymbolInfo(place, cancellationToken);
                foreach (var symbol in info.Symbol is { } one ? [one] : info.CandidateSymbols)
                {
                    if (symbol is IMethodSymbol used && links.TryGetValue(KeyOf(used.ReducedFrom ?? used), out var link))
                    {
                        CallSites.Add(link, document, place, model, KnownTypes.Of(model.Compilation));
                    }
                }
            }
        }

        foreach (var link in links.Values.Distinct().ToList())
        {
            link.Parameter = CallSites.ParameterName(link);
            foreach (var type in link.Delegates.ToList())
            {
                if (await LinkOfDelegateAsync(type, cancellationToken).ConfigureAwait(false) is { } other)
                {
                    Merge(link, other);
                }
                else
                {
                    link.Whole.IsFixed = true;
                }
            }
        }

        return links;
    }

    private void Add(Dictionary<string, CallGraphNode> links, Document document, MethodDeclarationSyntax declaration, IMethodSymbol symbol, KnownTypes known)
    {
        var key = KeyOf(symbol);
        if (!links.TryGetValue(key, out var link))
        {
            links.Add(key, link = new());
        }

        link.Functions.Add(new(document, declaration, symbol, known.IsTestCode));
        var isEntryPoint = RequestHandler.IsMember(symbol, known);
        link.IsEntryPoint |= isEntryPoint;
        link.IsVisible |= FixedSignature.IsVisible(symbol);
        link.IsFixed |= !(AwaitableTypes.IsTask(symbol.ReturnType, known) || AwaitableTypes.IsStream(symbol.ReturnType, known))
            || (!isEntryPoint && symbol.MethodKind == MethodKind.Ordinary && FixedSignature.IsFixed(symbol, known))
            || FixedSignature.HasCaller(symbol) && !isEntryPoint
            || symbol.IsVararg
            || TokenParameters.In(known).Has(symbol)
            || declaration.Modifiers.Any(SyntaxKind.NewKeyword)
            || OverloadConflicts.Collide(symbol)
            || SolutionSources.IsGenerated(document)
            || sources.IsShipped(symbol);
    }

    /// <summary>Joins the methods that must agree; what has to agree with a method from elsewhere is fixed.</summary>
    private async Task JoinAsync(string name, Dictionary<string, CallGraphNode> links, CancellationToken cancellationToken)
    {
        foreach (var link in links.Values.ToList())
        {
            foreach (var function in link.Functions.ToList())
            {
                if (function.Symbol.OverriddenMethod is { } overridden)
                {
                    Join(links, KeyOf(function.Symbol), KeyOf(overridden));
                }

                foreach (var implemented in function.Symbol.ExplicitInterfaceImplementations)
                {
                    Join(links, KeyOf(function.Symbol), KeyOf(implemented));
                }
            }
        }

        foreach (var type in await sources.ImplementersAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var contract in type.AllInterfaces)
            {
                foreach (var member in contract.GetMembers(name))
                {
                    if (member is IMethodSymbol method && type.FindImplementationForInterfaceMember(method) is IMethodSymbol implementation)
                    {
                        Join(links, KeyOf(implementation), KeyOf(method));
                    }
                }
            }
        }
    }

    private static void Join(Dictionary<string, CallGraphNode> links, string one, string other)
    {
        links.TryGetValue(one, out var first);
        links.TryGetValue(other, out var second);
        if (first == second)
        {
            return;
        }

        if (first is null || second is null)
        {
            (first ?? second)!.IsFixed = true;
            return;
        }

        first.TakeIn(second);
        foreach (var key in links.Where(entry => entry.Value == second).Select(entry => entry.Key).ToList())
        {
            links[key] = first;
        }
    }
}
