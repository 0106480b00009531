using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProdGap.Analyzers.Core.Hosting;

/// <summary>Hosts all rules over the code that people write in C# files. Razor files are the matter of <see cref="RazorRules"/>.</summary>
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
        // Razor's output is the one kind of generated code that people write; RazorRules takes it, so that no other is even bound.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        var minimum = context.MinimumReportedSeverity;
        context.RegisterCompilationStartAction(start =>
        {
            var watch = Watch.Of(Wanted.Of(rules, start.Compilation, minimum), Known.Of(start.Compilation, start.Options));
            if (watch.SyntaxKinds is { Length: > 0 } syntaxKinds)
            {
                start.RegisterSyntaxNodeAction(
                    seen => watch.See(new Spot(seen.Node, seen.SemanticModel, seen.Options, watch.Known, seen.ReportDiagnostic, seen.CancellationToken)),
                    syntaxKinds);
            }

            if (watch.OperationKinds is { Length: > 0 } operationKinds)
            {
                start.RegisterOperationAction(
                    seen => watch.See(
                        new Spot(seen.Operation.Syntax, seen.Operation.SemanticModel!, seen.Options, watch.Known, seen.ReportDiagnostic, seen.CancellationToken),
                        seen.Operation),
                    operationKinds);
            }

            if (watch.SymbolKinds is { Length: > 0 } symbolKinds)
            {
                start.RegisterSymbolAction(seen => watch.See(seen), symbolKinds);
            }

            if (watch.WantsAdditionalFiles)
            {
                start.RegisterAdditionalFileAction(seen => watch.See(seen));
            }
        });
    }
}
