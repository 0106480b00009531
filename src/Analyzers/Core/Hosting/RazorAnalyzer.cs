using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProdGap.Analyzers.Core.Hosting;

/// <summary>
/// Hosts all rules over the C# that people write in <c>.razor</c> and <c>.cshtml</c> files. To the compiler that is generated code,
/// which <see cref="ProdGapAnalyzer"/> never sees. Here only the Razor generator's trees are read, and only their parts that map to a
/// line of the person's file; in a project without Razor nothing is registered, and no other generated file is ever bound for us.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RazorAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. AllRules.Value.Select(rule => rule.Descriptor)];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        var minimum = context.MinimumReportedSeverity;
        context.RegisterCompilationStartAction(start =>
        {
            if (HasRazor(start.Compilation))
            {
                var actions = RuleActions.Of(EnabledRules.Of(AllRules.Value, start.Compilation, minimum), KnownTypes.Of(start.Compilation, start.Options));
                start.RegisterSemanticModelAction(context => Walk(actions, context));
            }
        });
    }

    /// <summary>True for a file that the Razor generator, or the Razor tasks of older SDKs, write.</summary>
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

    private static void Walk(RuleActions actions, SemanticModelAnalysisContext context)
    {
        var tree = context.SemanticModel.SyntaxTree;
        if (IsRazor(tree))
        {
            new Walker(actions, context).Visit(tree.GetRoot(context.CancellationToken), insideOperation: actions.OperationKinds.Length == 0);
        }
    }

    /// <summary>Shows one tree to the rules in one walk.</summary>
    private sealed class Walker(RuleActions actions, SemanticModelAnalysisContext context)
    {
        public void Visit(SyntaxNode node, bool insideOperation)
        {
            if (IsWritten(node))
            {
                actions.Dispatch(SpotAt(node));
            }

            // A method body, an initializer or an attribute argument is the root of an operation tree, lambdas included.
            if (!insideOperation && context.SemanticModel.GetOperation(node, context.CancellationToken) is { } root)
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
            if (IsWritten(operation.Syntax))
            {
                actions.Dispatch(SpotAt(operation.Syntax), operation);
            }

            foreach (var child in operation.ChildOperations)
            {
                Visit(child);
            }
        }

        private RuleContext SpotAt(SyntaxNode node)
            => new(node, context.SemanticModel, context.Options, actions.Known, context.ReportDiagnostic, context.CancellationToken);

        /// <summary>True where a #line directive leads back to the person's file; the rest of the tree is the generator's own.</summary>
        private static bool IsWritten(SyntaxNode node) => node.SyntaxTree.GetMappedLineSpan(node.Span).HasMappedPath;
    }
}
