using System.Collections.Immutable;
using System.Globalization;
using System.Runtime;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Hosting;

namespace ProdGap.Analyzers.Benchmarks;

/// <summary>
/// What one rule costs by itself. The compiler's stopwatch charges whoever asks first with binding the code, and a process that has
/// just started pays for jitting and tables; here the three are told apart. All of it is CPU time of one thread.
/// </summary>
internal sealed class OneRule
{
    private readonly RuleActions actions;
    private readonly (SyntaxNode Node, SemanticModel Model)[] seen;
    private readonly ImmutableArray<INamedTypeSymbol> types;
    private readonly Compilation compilation;
    private readonly AnalyzerOptions options;
    private int findings;

    /// <param name="models">A model of each file, all of one compilation: what is bound is bound in them.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="options">The project as it is described to them.</param>
    private OneRule(ImmutableArray<SemanticModel> models, ImmutableArray<Rule> rules, AnalyzerOptions options)
    {
        this.options = options;
        compilation = models[0].Compilation;
        actions = RuleActions.Of(rules, KnownTypes.Of(compilation, options));
        seen = [.. models.SelectMany(model => Seen(model, actions.SyntaxKinds))];
        types = actions.SymbolKinds.Contains(SymbolKind.NamedType) ? [.. TypesIn(compilation.Assembly.GlobalNamespace)] : [];
    }

    /// <summary>Prints what the first look costs, and then, warm, what the rule takes alone and where all it could ask for is bound already.</summary>
    public static void Run(Corpus corpus, string id, int rounds)
    {
        var one = Of(corpus, id);
        one.Bind();
        var first = one.Ask();
        var again = one.Ask();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{id}, the first look of a process: {first.Milliseconds - again.Milliseconds:0.0} ms more than the second, {(first.Bytes - again.Bytes) / 1024:N0} KB, {first.Methods} methods jitted."));

        var results = Rounds.Interleave(id, warmUps: 5, rounds, 1, _ =>
        {
            var other = Of(corpus, id);
            var alone = other.Ask();
            other.Bind();
            return (Alone: alone, Own: other.Ask());
        })[0];
        var table = new Table($"{id} on {corpus.Lines:N0} lines, {one.seen.Length:N0} nodes", "what", "ms", "ms per 1,000 lines", "MB allocated");
        Add("alone, with all binding that it causes", [.. results.Select(result => result.Alone)]);
        Add("its own work, everything bound before", [.. results.Select(result => result.Own)]);
        Console.WriteLine(table);

        void Add(string what, Cost[] costs)
            => table.Add(
                what,
                new Sample(costs.Select(cost => cost.Milliseconds)).Text("0.0"),
                new Sample(costs.Select(cost => cost.Milliseconds / corpus.Lines * 1000)).Text("0.00"),
                new Sample(costs.Select(cost => cost.Bytes / 1e6)).Text("0.00"));
    }

    /// <summary>
    /// What each rule does itself, in milliseconds by id and then by round, and what all of them take together with the binding that they cause:
    /// that is shared, and whoever asks first would be charged for all.
    /// </summary>
    public static (Dictionary<string, double[]> Own, double[] Together, int Findings) Shares(Corpus corpus, AnalyzerOptions options, int rounds)
    {
        var order = new Random(1);
        var findings = 0;
        var results = Rounds.Interleave("Rules", warmUps: 5, rounds, candidates: 1, _ =>
        {
            var models = Models(corpus);
            var all = new OneRule(models, AllRules.Value, options);
            var together = all.Ask().Milliseconds;
            findings = all.findings;
            all.Bind();
            var rules = AllRules.Value.ToArray();
            order.Shuffle(rules);
            return (Together: together, Own: rules.ToDictionary(rule => rule.Descriptor.Id, rule => new OneRule(models, [rule], options).Ask().Milliseconds, StringComparer.Ordinal));
        })[0];
        return (
            AllRules.Value.ToDictionary(rule => rule.Descriptor.Id, rule => results.Select(round => round.Own[rule.Descriptor.Id]).ToArray(), StringComparer.Ordinal),
            [.. results.Select(round => round.Together)],
            findings);
    }

    private static OneRule Of(Corpus corpus, string id) => new(Models(corpus), [AllRules.Value.Single(rule => rule.Descriptor.Id == id)], InProcess.Options);

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol place)
        => place.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(member => member is INamedTypeSymbol type ? TypesIn(type).Prepend(type) : TypesIn(member));

    private static ImmutableArray<SemanticModel> Models(Corpus corpus)
    {
        var compilation = corpus.Fresh();
        return [.. compilation.SyntaxTrees.Select(tree => compilation.GetSemanticModel(tree))];
    }

    private static IEnumerable<(SyntaxNode Node, SemanticModel Model)> Seen(SemanticModel model, SyntaxKind[] kinds)
        => model.SyntaxTree.GetRoot().DescendantNodesAndSelf().Where(node => Array.IndexOf(kinds, node.Kind()) >= 0).Select(node => (node, model));

    /// <summary>What the compiler knows after another rule has asked for all of it.</summary>
    private void Bind()
    {
        foreach (var (node, model) in seen)
        {
            _ = model.GetOperation(node.Parent is ArgumentSyntax argument ? argument : node);
        }
    }

    private Cost Ask()
    {
        findings = 0;
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var methods = JitInfo.GetCompiledMethodCount(currentThread: true);
        var start = InProcess.CpuOfThread;
        foreach (var (node, model) in seen)
        {
            actions.Dispatch(new RuleContext(node, model, options, actions.Known, _ => findings++, CancellationToken.None));
        }

        foreach (var type in types)
        {
#pragma warning disable CS0618 // The driver, which is to be used instead, tells the time of an analyzer and not of a rule.
            actions.Dispatch(new SymbolAnalysisContext(type, compilation, options, _ => findings++, static _ => true, CancellationToken.None));
#pragma warning restore CS0618
        }

        return new(
            InProcess.CpuOfThread - start,
            GC.GetAllocatedBytesForCurrentThread() - bytes,
            JitInfo.GetCompiledMethodCount(currentThread: true) - methods);
    }

    /// <summary>One look at all nodes: CPU time, and what the garbage collector will have to take back, which a busy machine does not change.</summary>
    private readonly record struct Cost(double Milliseconds, long Bytes, long Methods);
}
