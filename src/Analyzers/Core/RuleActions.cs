using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core;

/// <summary>
/// Where the rules of one compilation say what they look at. The host asks the compiler for each kind of node once, whatever the
/// number of rules, and shows each node to the rules that want it.
/// </summary>
internal sealed class RuleActions(KnownTypes known)
{
    /// <summary>The kinds of nodes begin here (<see cref="SyntaxKind.TildeToken"/> is the next).</summary>
    private const int FirstKind = 8192;

    /// <summary>There are fewer than these.</summary>
    private const int Kinds = 1024;

    /// <summary>By kind, from the first kind on: one look-up for each node that is shown, and no dictionary over an enumeration to be jitted.</summary>
    private readonly List<Action<RuleContext>>?[] syntax = new List<Action<RuleContext>>?[Kinds];

    private readonly Dictionary<string, List<CallAction>> calls = new(StringComparer.Ordinal);
    private readonly Dictionary<OperationKind, List<Action<RuleContext, IOperation>>> operations = [];
    private readonly Dictionary<SymbolKind, List<Action<SymbolAnalysisContext>>> symbols = [];
    private readonly List<Action<AdditionalFileAnalysisContext>> additionalFiles = [];

    /// <summary>The types and the kind of the project, shared by all rules of this compilation.</summary>
    public KnownTypes Known { get; } = known;

    /// <summary>Everything that the rules want to see.</summary>
    public static RuleActions Of(ImmutableArray<Rule> rules, KnownTypes known)
    {
        var actions = new RuleActions(known);
        foreach (var rule in rules)
        {
            if (rule.AppliesTo(known))
            {
                rule.Register(actions);
            }
        }

        return actions;
    }

    /// <summary>Asks about every node of the given kinds.</summary>
    public void OnSyntax(Action<RuleContext> ask, params SyntaxKind[] kinds)
    {
        foreach (var kind in kinds)
        {
            (syntax[(int)kind - FirstKind] ??= []).Add(ask);
        }
    }

    /// <summary>
    /// Asks about every call of a method with one of these names. The name is read off the syntax; only then is the call bound, so
    /// that the calls nobody asks about cost a look-up. What the method is remains for the rule to compare, by symbol.
    /// </summary>
    /// <param name="ask">The question.</param>
    /// <param name="maybe">False for calls that their syntax, or a look at declarations, already rules out; binding one binds the whole body around it.</param>
    /// <param name="names">The names of the methods.</param>
    public void OnCall(Action<RuleContext, IInvocationOperation> ask, Func<RuleContext, InvocationExpressionSyntax, bool> maybe, params string[] names)
        => Add(calls, new CallAction(ask, maybe), names);

    /// <inheritdoc cref="OnCall(Action{RuleContext, IInvocationOperation}, Func{RuleContext, InvocationExpressionSyntax, bool}, string[])"/>
    public void OnCall(Action<RuleContext, IInvocationOperation> ask, Func<InvocationExpressionSyntax, bool> maybe, params string[] names)
        => OnCall(ask, (_, call) => maybe(call), names);

    /// <summary>Asks about every operation of the given kinds. The first rule that does makes the compiler build operations for every body.</summary>
    public void OnOperation(Action<RuleContext, IOperation> ask, params OperationKind[] kinds) => Add(operations, ask, kinds);

    /// <summary>Asks about every declared symbol of the given kinds. Not in Razor: what stands there is no API.</summary>
    public void OnSymbol(Action<SymbolAnalysisContext> ask, params SymbolKind[] kinds) => Add(symbols, ask, kinds);

    /// <summary>Asks about every additional file.</summary>
    public void OnAdditionalFile(Action<AdditionalFileAnalysisContext> ask) => additionalFiles.Add(ask);

    /// <summary>The kinds of nodes for which <see cref="Dispatch(RuleContext)"/> is to be called.</summary>
    public SyntaxKind[] SyntaxKinds
    {
        get
        {
            var kinds = new List<SyntaxKind>();
            for (var i = 0; i < syntax.Length; i++)
            {
                var kind = (SyntaxKind)(i + FirstKind);
                if (syntax[i] is not null || (kind == SyntaxKind.InvocationExpression && calls.Count > 0))
                {
                    kinds.Add(kind);
                }
            }

            return [.. kinds];
        }
    }

    /// <summary>The kinds of operations for which <see cref="Dispatch(RuleContext, IOperation)"/> is to be called.</summary>
    public OperationKind[] OperationKinds => [.. operations.Keys];

    /// <summary>The kinds of symbols for which <see cref="Dispatch(SymbolAnalysisContext)"/> is to be called.</summary>
    public SymbolKind[] SymbolKinds => [.. symbols.Keys];

    /// <summary>True when a rule wants to see additional files.</summary>
    public bool WantsAdditionalFiles => additionalFiles.Count > 0;

    /// <summary>Shows a node to the rules that want it.</summary>
    public void Dispatch(RuleContext context)
    {
        if (IsTornApart(context.Node))
        {
            return;
        }

        var kind = context.Node.Kind();
        if ((int)kind - FirstKind is >= 0 and < Kinds and var i && syntax[i] is { } asks)
        {
            foreach (var ask in asks)
            {
                ask(context);
            }
        }

        if (kind == SyntaxKind.InvocationExpression
            && calls.Count > 0
            && InvocationSyntax.NameOf((InvocationExpressionSyntax)context.Node)?.Identifier.ValueText is { } name
            && calls.TryGetValue(name, out var callAsks))
        {
            foreach (var ask in callAsks)
            {
                if (ask.Filter(context, (InvocationExpressionSyntax)context.Node)
                    && context.Model.GetOperation(context.Node, context.CancellationToken) is IInvocationOperation call)
                {
                    ask.Action(context, call);
                }
            }
        }
    }

    /// <summary>Shows an operation to the rules that want it.</summary>
    public void Dispatch(RuleContext context, IOperation operation)
    {
        if (operations.TryGetValue(operation.Kind, out var asks))
        {
            foreach (var ask in asks)
            {
                ask(context, operation);
            }
        }
    }

    /// <summary>Shows a symbol to the rules that want it.</summary>
    public void Dispatch(SymbolAnalysisContext context)
    {
        if (symbols.TryGetValue(context.Symbol.Kind, out var asks))
        {
            foreach (var ask in asks)
            {
                ask(context);
            }
        }
    }

    /// <summary>Shows a file to the rules that want it.</summary>
    public void Dispatch(AdditionalFileAnalysisContext context)
    {
        foreach (var ask in additionalFiles)
        {
            ask(context);
        }
    }

    /// <summary>
    /// True for code in what an unfinished bracket in front of it has made the argument of an attribute: the compiler itself falls over
    /// some lambdas there when it is asked about them.
    /// </summary>
    private static bool IsTornApart(SyntaxNode node) => node.SyntaxTree.GetRoot().ContainsDiagnostics && node.FirstAncestorOrSelf<AttributeSyntax>() is not null;

    private static void Add<TKey, TAsk>(Dictionary<TKey, List<TAsk>> table, TAsk ask, TKey[] keys)
        where TKey : notnull
    {
        foreach (var key in keys)
        {
            if (!table.TryGetValue(key, out var asks))
            {
                table.Add(key, asks = []);
            }

            asks.Add(ask);
        }
    }
}

/// <summary>A question about calls, and what their syntax must look like for it.</summary>
internal sealed class CallAction(Action<RuleContext, IInvocationOperation> ask, Func<RuleContext, InvocationExpressionSyntax, bool> maybe)
{
    public Action<RuleContext, IInvocationOperation> Action { get; } = ask;

    public Func<RuleContext, InvocationExpressionSyntax, bool> Filter { get; } = maybe;
}
