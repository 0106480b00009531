using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Evidence;

namespace ProdGap.Analyzers.GroundTruth;

/// <summary>Says of every additional file that it is a test index, and of nothing else anything.</summary>
internal sealed class Roles : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(null);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Values(TestIndex.Role);

    private sealed class Values(string? role) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key == AnalyzedProject.Role ? role : null;
            return value is not null;
        }
    }
}
