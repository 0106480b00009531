using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProdGap.Analyzers.Core.Hosting;

/// <summary>Hosts all rules over the code that people write in C# files. Razor files are the matter of <see cref="RazorAnalyzer"/>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ProdGapAnalyzer : DiagnosticAnalyzer
{
    private readonly ImmutableArray<Rule> rules;

    /// <summary>A host of every rule.</summary>
    public ProdGapAnalyzer()
        : this(AllRules.Value)
    {
    }

    /// <summary>A host of some rules, for tests and measurements.</summary>
    internal ProdGapAnalyzer(ImmutableArray<Rule> rules)
    {
        this.rules = rules;
        SupportedDiagnostics = [.. rules.Select(rule => rule.Descriptor)];
    }

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        // Razor's output is the one kind of generated code that people write; RazorAnalyzer takes it, so that no other is even bound.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        var minimum = context.MinimumReportedSeverity;
        context.RegisterCompilationStartAction(start =>
        {
            var actions = RuleActions.Of(EnabledRules.Of(rules, start.Compilation, minimum), KnownTypes.Of(start.Compilation, start.Options));
            if (actions.SyntaxKinds is { Length: > 0 } syntaxKinds)
            {
                start.RegisterSyntaxNodeAction(
                    seen => actions.Dispatch(new RuleContext(seen.Node, seen.SemanticModel, seen.Options, actions.Known, seen.ReportDiagnostic, seen.CancellationToken)),
                    syntaxKinds);
            }

            if (actions.OperationKinds is { Length: > 0 } operationKinds)
            {
                start.RegisterOperationAction(
                    seen => actions.Dispatch(
                        new RuleContext(seen.Operation.Syntax, seen.Operation.SemanticModel!, seen.Options, actions.Known, seen.ReportDiagnostic, seen.CancellationToken),
                        seen.Operation),
                    operationKinds);
            }

            if (actions.SymbolKinds is { Length: > 0 } symbolKinds)
            {
                start.RegisterSymbolAction(seen => actions.Dispatch(seen), symbolKinds);
            }

            if (actions.WantsAdditionalFiles)
            {
                start.RegisterAdditionalFileAction(seen => actions.Dispatch(seen));
            }
        });
    }
}
