using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Evidence;

namespace ProdGap.Analyzers.Package;

/// <summary>Flags a test index or a coverage file that cannot be read, so that nobody takes what is left for the whole evidence.</summary>
public sealed class PG0002UnreadableEvidence : PackageRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG0002",
        "Unreadable test evidence",
        "'{0}' is ignored as test evidence: it {1}",
        "The rules about tests rely on these files. Without one of them they work with less evidence or stay silent, while everyone believes it was used.");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override void Register(RuleActions actions) => actions.OnAdditionalFile(Read);

    private static void Read(AdditionalFileAnalysisContext context)
    {
        var file = context.AdditionalFile;
        if (!context.Options.AnalyzerConfigOptionsProvider.GetOptions(file).TryGetValue(AnalyzedProject.Role, out var role))
        {
            return;
        }

        string? problem = null;
        switch (role)
        {
            case TestIndex.Role:
                TestIndex.Read(EvidenceFile.TextOf(file, context.CancellationToken), out problem);
                break;
            case CoverageReport.Role:
                CoberturaReader.Read(EvidenceFile.TextOf(file, context.CancellationToken), out problem);
                break;
        }

        if (problem is not null)
        {
            var start = new TextSpan(0, 0);
            context.ReportDiagnostic(Finding.In(Gap, file.Path, null, start, "", Named(file.Path), problem));
        }
    }

    private static string Named(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
}
