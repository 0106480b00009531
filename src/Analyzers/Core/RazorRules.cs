using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProdGap.Analyzers.Core;

/// <summary>
/// Runs every rule over the C# that people write in <c>.razor</c> and <c>.cshtml</c> files. To the compiler that is generated
/// code, which the rules themselves never see. Here only the Razor generator's trees are read, and only their parts that map to a
/// line of the person's file; in a project without Razor nothing is registered, and no generated file is ever bound for us.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RazorRules : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. AllRules.Value.Select(rule => rule.Descriptor)];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start =>
        {
            if (!HasRazor(start.Compilation))
            {
                return;
            }

            var watch = new RazorWatch(Known.Of(start.Compilation, start.Options));
            foreach (var rule in AllRules.Value)
            {
                if (rule.AppliesTo(watch.Known))
                {
                    rule.Start(watch);
                }
            }

            start.RegisterSemanticModelAction(watch.Walk);
        });
    }

    /// <summary>True for a file that the Razor generator or the older Razor tasks write.</summary>
    internal static bool IsRazor(SyntaxTree tree)
        => tree.FilePath.EndsWith("razor.g.cs", StringComparison.OrdinalIgnoreCase)
            || tree.FilePath.EndsWith("cshtml.g.cs", StringComparison.OrdinalIgnoreCase);

    private static bool HasRazor(Compilation compilation)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            if (IsRazor(tree))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Collects what the rules want to see, then shows them one tree in one walk.</summary>
    private sealed class RazorWatch(Known known) : Watch(known)
    {
        private readonly Dictionary<SyntaxKind, List<Action<Spot>>> syntax = [];
        private readonly Dictionary<OperationKind, List<Action<Spot, IOperation>>> operations = [];

        public override void Syntax(Action<Spot> ask, params SyntaxKind[] kinds) => Add(syntax, ask, kinds);

        public override void Operation(Action<Spot, IOperation> ask, params OperationKind[] kinds) => Add(operations, ask, kinds);

        public void Walk(SemanticModelAnalysisContext context)
        {
            var tree = context.SemanticModel.SyntaxTree;
            if (!IsRazor(tree))
            {
                return;
            }

            new Walker(this, context).Visit(tree.GetRoot(context.CancellationToken), insideOperation: false);
        }

        private static void Add<TKind, TAsk>(Dictionary<TKind, List<TAsk>> table, TAsk ask, TKind[] kinds)
            where TKind : notnull
        {
            foreach (var kind in kinds)
            {
                if (!table.TryGetValue(kind, out var asks))
                {
                    table.Add(kind, asks = []);
                }

                asks.Add(ask);
            }
        }

        private sealed class Walker(RazorWatch watch, SemanticModelAnalysisContext context)
        {
            public void Visit(SyntaxNode node, bool insideOperation)
            {
                if (watch.syntax.TryGetValue(node.Kind(), out var asks) && IsWritten(node))
                {
                    foreach (var ask in asks)
                    {
                        ask(SpotAt(node));
                    }
                }

                // A method body, an initialiser or an attribute argument is the root of an operation tree, lambdas included.
                if (!insideOperation
                    && watch.operations.Count > 0
                    && context.SemanticModel.GetOperation(node, context.CancellationToken) is { } root)
                {
                    insideOperation = true;
                    Visit(root);
                }

                foreach (var child in node.ChildNodes())
                {
                    Visit(child, insideOperation);
                }
            }

            private void Visit(IOperation operation)
            {
                if (watch.operations.TryGetValue(operation.Kind, out var asks) && IsWritten(operation.Syntax))
                {
                    foreach (var ask in asks)
                    {
                        ask(SpotAt(operation.Syntax), operation);
                    }
                }

                foreach (var child in operation.ChildOperations)
                {
                    Visit(child);
                }
            }

            private Spot SpotAt(SyntaxNode node)
                => new(node, context.SemanticModel, context.Options, watch.Known, context.ReportDiagnostic, context.CancellationToken);

            /// <summary>True where a #line directive leads back to the person's file; the rest of the tree is the generator's own.</summary>
            private static bool IsWritten(SyntaxNode node) => node.SyntaxTree.GetMappedLineSpan(node.Span).HasMappedPath;
        }
    }
}
