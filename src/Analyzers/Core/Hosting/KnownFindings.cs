using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProdGap.Analyzers.Core.Baseline;

namespace ProdGap.Analyzers.Core.Hosting;

/// <summary>
/// Takes back the findings that the project's baseline knows, in the compiler, in an editor and in <c>dotnet format</c> alike. Of a member
/// that has more of them than the baseline says, the surplus stays.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KnownFindings : DiagnosticSuppressor
{
    /// <summary>What is wrong with the package's own files is never known.</summary>
    private const string OwnIds = "PG000";

    private static readonly ImmutableDictionary<string, SuppressionDescriptor> ById = AllRules.Value
        .Select(static rule => rule.Descriptor.Id)
        .Where(static id => !id.StartsWith(OwnIds, StringComparison.Ordinal))
        .ToImmutableDictionary(static id => id, static id => new SuppressionDescriptor("PGB" + id.Substring(2), id, "Known in prodgap.baseline"));

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = [.. ById.Values.OrderBy(static known => known.Id, StringComparer.Ordinal)];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        if (KnownList.In(context.Options, context.CancellationToken) is not { IsEmpty: false } slice)
        {
            return;
        }

        var taken = new Dictionary<(string, string, string), int>();
        foreach (var finding in context.ReportedDiagnostics.Sort(ByPlace))
        {
            if (ById.TryGetValue(finding.Id, out var suppression)
                && finding.Properties.TryGetValue(FindingKey.Member, out var member) && member is not null
                && finding.Properties.TryGetValue(FindingKey.Key, out var key) && key is not null)
            {
                taken.TryGetValue((member, finding.Id, key), out var before);
                if (before < slice.CountOf(member, finding.Id, key))
                {
                    taken[(member, finding.Id, key)] = before + 1;
                    context.ReportSuppression(Suppression.Create(suppression, finding));
                }
            }
        }
    }

    private static int ByPlace(Diagnostic one, Diagnostic other)
    {
        var byFile = string.CompareOrdinal(PathOf(one), PathOf(other));
        return byFile != 0 ? byFile : one.Location.SourceSpan.CompareTo(other.Location.SourceSpan);
    }

    private static string PathOf(Diagnostic finding) => finding.Location.SourceTree?.FilePath ?? finding.Location.GetLineSpan().Path ?? "";
}
