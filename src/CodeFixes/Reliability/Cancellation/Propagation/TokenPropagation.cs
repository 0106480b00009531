using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Cancellation;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Reliability.Cancellation;

namespace ProdGap.Analyzers.CodeFixes.Reliability.Cancellation.Propagation;

/// <summary>
/// The functions that get a token so that it arrives where work can be stopped: those that were reported, everything below them that
/// leads to such work, and, when a whole solution is mended, everything above that would be reported next.
/// </summary>
internal sealed class TokenPropagation
{
    private readonly CallGraph map;
    private readonly HashSet<CallGraphNode> taken = [];

    private TokenPropagation(CallGraph map)
    {
        this.map = map;
    }

    /// <summary>Plans the edits of a chain; null where nothing can be carried anywhere.</summary>
    /// <param name="solution">The solution.</param>
    /// <param name="seeds">The reported functions.</param>
    /// <param name="upwards">True to go on to the callers.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<SolutionEdits?> PlanAsync(
        Solution solution, IEnumerable<(Document Document, SyntaxNode Function)> seeds, bool upwards, CancellationToken cancellationToken)
    {
        var chain = new TokenPropagation(await CallGraph.OfAsync(solution, cancellationToken).ConfigureAwait(false));
        var links = new List<CallGraphNode>();
        foreach (var (document, function) in seeds)
        {
            if (await chain.map.LinkOfAsync(document, function, cancellationToken).ConfigureAwait(false) is { IsFixed: false } link)
            {
                links.Add(link);
            }
        }

        return await chain.PlanAsync(links, upwards, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Plans the edits that carry the tokens which functions have to what they call; null where nothing can be carried anywhere.</summary>
    /// <inheritdoc cref="PlanAsync(Solution, IEnumerable{ValueTuple{Document, SyntaxNode}}, bool, CancellationToken)"/>
    public static async Task<SolutionEdits?> PlanBelowAsync(
        Solution solution, IEnumerable<(Document Document, SyntaxNode Function)> functions, bool upwards, CancellationToken cancellationToken)
    {
        var chain = new TokenPropagation(await CallGraph.OfAsync(solution, cancellationToken).ConfigureAwait(false));
        var links = new List<CallGraphNode>();
        foreach (var (document, function) in functions)
        {
            var model = await chain.map.ModelOfAsync(document, cancellationToken).ConfigureAwait(false);
            foreach (var called in IgnoredToken.CallsBelow((MethodDeclarationSyntax)function, model, KnownTypes.Of(model.Compilation), cancellationToken) ?? [])
            {
                if (await chain.map.LinkOfAsync(called, cancellationToken).ConfigureAwait(false) is { IsFixed: false } link)
                {
                    links.Add(link);
                }
            }
        }

        return await chain.PlanAsync(links, upwards, cancellationToken).ConfigureAwait(false);
    }

    private async Task<SolutionEdits?> PlanAsync(IReadOnlyCollection<CallGraphNode> links, bool upwards, CancellationToken cancellationToken)
    {
        await TakeAsync(links, cancellationToken).ConfigureAwait(false);
        while (upwards && await ClimbAsync(cancellationToken).ConfigureAwait(false))
        {
        }

        return taken.Count == 0 ? null : await PropagationEdits.OfAsync(map, taken, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes links, and all below them that lead to work.</summary>
    private async Task TakeAsync(IReadOnlyCollection<CallGraphNode> links, CancellationToken cancellationToken)
    {
        await WeighAsync(links, cancellationToken).ConfigureAwait(false);
        var ahead = new Stack<CallGraphNode>(links.Select(link => link.Whole).Where(link => link is { IsUseful: true, IsFixed: false }));
        while (ahead.Count > 0)
        {
            var link = ahead.Pop().Whole;
            if (taken.Add(link))
            {
                foreach (var below in (await BelowAsync(link, cancellationToken).ConfigureAwait(false)).Select(below => below.Whole).Where(below => below is { IsUseful: true, IsFixed: false }))
                {
                    ahead.Push(below);
                }
            }
        }

        // Links that have become parts of others in the meantime.
        var whole = taken.Select(link => link.Whole).Where(link => !link.IsFixed).ToList();
        taken.Clear();
        taken.UnionWith(whole);
    }

    /// <summary>Takes the callers of what is taken that have no token themselves and should; false when there are none left.</summary>
    private async Task<bool> ClimbAsync(CancellationToken cancellationToken)
    {
        // Who calls what is taken, directly or through others, and could get a token for it.
        var callers = new Dictionary<CallGraphNode, bool>();
        var ahead = new Queue<CallGraphNode>(taken);
        var calledBy = new List<(CallGraphNode Caller, CallGraphNode Called)>();
        var served = new HashSet<CallGraphNode>();
        while (ahead.Count > 0)
        {
            var called = ahead.Dequeue();
            foreach (var call in called.Calls)
            {
                var model = await map.ModelOfAsync(call.Document, cancellationToken).ConfigureAwait(false);
                var known = KnownTypes.Of(model.Compilation);
                if (!TaskUsage.IsCandidate(call.Call) || Uninterruptible.Is(call.Call) || ExpressionTrees.Contain(call.Call, model, known))
                {
                    continue;
                }

                if (TokenInScope.At(call.Call, model, known) is { } token
                    && !MissingToken.IsAskedOfEntryPoint(token, call.Call, model, known)
                    && !EndpointPart.ShouldTakeParameter(token, call.Call, model, known))
                {
                    served.Add(called);
                    continue;
                }

                if (known.IsTestCode
                    || await CallerAsync(call, model, known, cancellationToken).ConfigureAwait(false) is not { IsFixed: false } caller)
                {
                    continue;
                }

                calledBy.Add((caller, called));
                if (!taken.Contains(caller) && !callers.ContainsKey(caller))
                {
                    callers.Add(caller, false);
                    ahead.Enqueue(caller);
                }
            }
        }

        // A private method is worth a token only where somebody has one to give.
        var kept = new HashSet<CallGraphNode>(callers.Keys.Where(caller => caller.IsEntryPoint || caller.IsVisible || served.Contains(caller)));
        for (var grows = true; grows;)
        {
            grows = false;
            foreach (var (caller, called) in calledBy)
            {
                grows |= (kept.Contains(caller) || taken.Contains(caller)) && callers.ContainsKey(called) && kept.Add(called);
            }
        }

        await TakeAsync(kept, cancellationToken).ConfigureAwait(false);
        var before = taken.Count;
        taken.UnionWith(kept.Select(link => link.Whole));
        return kept.Count > 0 || taken.Count > before;
    }

    /// <summary>The function around a call that would hand its token to it.</summary>
    private async Task<CallGraphNode?> CallerAsync(CallSite use, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        foreach (var ancestor in use.Node.Ancestors())
        {
            switch (ancestor)
            {
                case AnonymousFunctionExpressionSyntax lambda when RequestHandler.OfLambda(lambda, model, known) is { TakesToken: false } && CancellableWork.WouldReach(lambda, use.Call, model, known):
                case LocalFunctionStatementSyntax local when local.Modifiers.Any(Microsoft.CodeAnalysis.CSharp.SyntaxKind.StaticKeyword) && CancellableWork.WouldReach(local, use.Call, model, known):
                case MethodDeclarationSyntax method when CancellableWork.WouldReach(method, use.Call, model, known):
                    return await map.LinkOfAsync(use.Document, ancestor, cancellationToken).ConfigureAwait(false);
                case MemberDeclarationSyntax and not GlobalStatementSyntax:
                    return null;
            }
        }

        return null;
    }

    /// <summary>Finds out for links, and for all below them, whether a token would arrive at work that it can stop.</summary>
    private async Task WeighAsync(IEnumerable<CallGraphNode> links, CancellationToken cancellationToken)
    {
        var seen = new HashSet<CallGraphNode>();
        var order = new List<CallGraphNode>();
        var ahead = new Stack<CallGraphNode>(links);
        while (ahead.Count > 0)
        {
            var link = ahead.Pop().Whole;
            if (seen.Add(link))
            {
                order.Add(link);
                foreach (var below in await BelowAsync(link, cancellationToken).ConfigureAwait(false))
                {
                    ahead.Push(below);
                }
            }
        }

        for (var grows = true; grows;)
        {
            grows = false;
            for (var i = order.Count - 1; i >= 0; i--)
            {
                var link = order[i].Whole;
                if (!link.IsUseful && (link.HasLeaf || link.Below?.Any(below => below.Whole.IsUseful) == true))
                {
                    link.IsUseful = grows = true;
                }
            }
        }
    }

    private async Task<IReadOnlyList<CallGraphNode>> BelowAsync(CallGraphNode link, CancellationToken cancellationToken)
    {
        if (link.Below is { } known)
        {
            return known;
        }

        link.Below = [];
        foreach (var function in link.Functions)
        {
            var model = await map.ModelOfAsync(function.Document, cancellationToken).ConfigureAwait(false);
            var types = KnownTypes.Of(model.Compilation);
            foreach (var node in function.Node.DescendantNodes())
            {
                if (node is not InvocationExpressionSyntax call || !CancellableWork.WouldReach(function.Node, call, model, types))
                {
                    continue;
                }

                if (TokenForwarding.Of(call, model, types, cancellationToken) is not null)
                {
                    link.HasLeaf |= !function.IsInTests;
                }
                else if (model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol called
                    && !ExpressionTrees.Contain(call, model, types)
                    && await map.LinkOfAsync(called, cancellationToken).ConfigureAwait(false) is { IsFixed: false } below
                    && !link.Below.Contains(below))
                {
                    link.Below.Add(below);
                }
            }
        }

        return link.Below;
    }
}
