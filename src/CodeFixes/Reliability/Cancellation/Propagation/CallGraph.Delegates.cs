using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Reliability.Cancellation;

namespace ProdGap.Analyzers.CodeFixes.Reliability.Cancellation.Propagation;

/// <summary>The solution's own delegate types: the declaration, every function that is converted to one, and every call through one.</summary>
internal sealed partial class CallGraph
{
    private readonly Dictionary<string, CallGraphNode?> linksOfDelegate = new(StringComparer.Ordinal);

    private async Task<CallGraphNode?> LinkOfDelegateAsync(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var key = KeyOf(type);
        if (linksOfDelegate.TryGetValue(key, out var link))
        {
            return link;
        }

        linksOfDelegate.Add(key, null);
        if (type.OriginalDefinition is not { DelegateInvokeMethod: { } invoke, DeclaringSyntaxReferences: { Length: 1 } references }
            || !sources.Declares(type.ContainingAssembly)
            || sources.Solution.GetDocument(references[0].SyntaxTree) is not { } declared
            || SolutionSources.IsGenerated(declared)
            || RequestHandler.HasToken(invoke))
        {
            return null;
        }

        link = new() { IsVisible = FixedSignature.IsVisible(type) };
        var known = KnownTypes.Of((await ModelOfAsync(declared, cancellationToken).ConfigureAwait(false)).Compilation);
        link.IsFixed = !AwaitableTypes.IsTask(invoke.ReturnType, known) && !AwaitableTypes.IsStream(invoke.ReturnType, known);
        link.Functions.Add(new(declared, await references[0].GetSyntaxAsync(cancellationToken).ConfigureAwait(false), invoke, isInTests: false));
        linksOfDelegate[key] = link;
        var handedOver = new List<IMethodSymbol>();
        foreach (var (document, root, _) in sources.Documents)
        {
            await FindAsync(link, key, handedOver, document, root, cancellationToken).ConfigureAwait(false);
        }

        foreach (var function in link.Functions)
        {
            linksOfNode[function.Node] = link;
        }

        link.Parameter = CallSites.ParameterName(link);

        // Looking for one of these methods may lead back here; by now the type's own part is complete.
        foreach (var method in handedOver)
        {
            if (await LinkOfAsync(method, cancellationToken).ConfigureAwait(false) is { } other)
            {
                Merge(link, other);
            }
            else
            {
                link.Whole.IsFixed = true;
            }
        }

        return link.Whole;
    }

    /// <summary>Finds what a document converts to a delegate type, and its calls. Only binding tells, so this is asked only where a chain meets the type.</summary>
    private async Task FindAsync(CallGraphNode link, string key, List<IMethodSymbol> handedOver, Document document, SyntaxNode root, CancellationToken cancellationToken)
    {
        foreach (var node in root.DescendantNodes())
        {
            switch (node)
            {
                case AnonymousFunctionExpressionSyntax:
                    var model = await ModelOfAsync(document, cancellationToken).ConfigureAwait(false);
                    if (IsKey(model.GetTypeInfo(node, cancellationToken).ConvertedType, key) && model.GetSymbolInfo(node, cancellationToken).Symbol is IMethodSymbol lambda)
                    {
                        link.Functions.Add(new(document, node, lambda, KnownTypes.Of(model.Compilation).IsTestCode));
                        link.IsFixed |= SolutionSources.IsGenerated(document) || node is AnonymousMethodExpressionSyntax { ParameterList: null };
                    }

                    break;

                case InvocationExpressionSyntax call:
                    var called = (await ModelOfAsync(document, cancellationToken).ConfigureAwait(false)).GetSymbolInfo(call, cancellationToken).Symbol;
                    if (called is IMethodSymbol { MethodKind: MethodKind.DelegateInvoke } && IsKey(called.ContainingType, key))
                    {
                        link.Calls.Add(new(document, call));
                    }

                    break;

                case SimpleNameSyntax name when IsHandedOver(name):
                    var place = await ModelOfAsync(document, cancellationToken).ConfigureAwait(false);
                    var group = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : (ExpressionSyntax)name;
                    if (place.GetSymbolInfo(group, cancellationToken).Symbol is IMethodSymbol method && IsKey(place.GetTypeInfo(group, cancellationToken).ConvertedType, key))
                    {
                        handedOver.Add(method);
                    }

                    break;
            }
        }
    }

    /// <summary>True for a name that may be a method which is not called.</summary>
    private static bool IsHandedOver(SimpleNameSyntax name)
    {
        SyntaxNode whole = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        return whole.Parent is ArgumentSyntax or EqualsValueClauseSyntax or AssignmentExpressionSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax
            or CastExpressionSyntax or ConditionalExpressionSyntax or ExpressionElementSyntax or InitializerExpressionSyntax or BinaryExpressionSyntax;
    }

    private static bool IsKey(ITypeSymbol? type, string key)
        => type is INamedTypeSymbol { TypeKind: TypeKind.Delegate } named && KeyOf(named) == key;

    private static string KeyOf(INamedTypeSymbol type)
        => type.OriginalDefinition.ContainingAssembly?.Name + "|" + DocumentationCommentId.CreateDeclarationId(type.OriginalDefinition);

    /// <summary>Makes one link of two that must agree.</summary>
    private void Merge(CallGraphNode one, CallGraphNode two)
    {
        var (link, other) = (one.Whole, two.Whole);
        if (link == other)
        {
            return;
        }

        link.TakeIn(other);
        foreach (var function in other.Functions)
        {
            linksOfNode[function.Node] = link;
        }

        foreach (var links in linksOfName.Values)
        {
            foreach (var key in links.Where(entry => entry.Value == other).Select(entry => entry.Key).ToList())
            {
                links[key] = link;
            }
        }

        foreach (var key in linksOfDelegate.Where(entry => entry.Value == other).Select(entry => entry.Key).ToList())
        {
            linksOfDelegate[key] = link;
        }

        link.Parameter = CallSites.ParameterName(link);
    }
}
