using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProdGap.Analyzers.Core.Baseline;

namespace ProdGap.Analyzers.Core.Hosting;

/// <summary>
/// Takes back the findings that somebody waived or that the project's baseline knows, in the compiler, in an editor and in <c>dotnet format</c>
/// alike. Of a member that has more of them than the baseline says, the surplus stays; what is waived does not count.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KnownFindings : DiagnosticSuppressor
{
    /// <summary>What is wrong with the package's own files, or with a suppression itself, always shows.</summary>
    private static readonly string[] Never = ["PG0001", "PG0002", "PG7002"];

    private static readonly ImmutableDictionary<string, (SuppressionDescriptor Known, SuppressionDescriptor Waived)> ById = AllRules.Value
        .Select(static rule => rule.Descriptor.Id)
        .Where(static id => Array.IndexOf(Never, id) < 0)
        .ToImmutableDictionary(
            static id => id,
            static id => (new SuppressionDescriptor(KnownList.Known + id.Substring(2), id, "Known in prodgap.baseline"), new SuppressionDescriptor(KnownList.Waived + id.Substring(2), id, "Waived in prodgap.waivers")));

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } =
        [.. ById.Values.SelectMany(static both => new[] { both.Known, both.Waived }).OrderBy(static answer => answer.Id, StringComparer.Ordinal)];

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
            if (!ById.TryGetValue(finding.Id, out var answers)
                || !finding.Properties.TryGetValue(FindingKey.Member, out var member) || member is null
                || !finding.Properties.TryGetValue(FindingKey.Key, out var key) || key is null)
            {
                continue;
            }

            if (slice.IsWaived(finding.Id, member, WrittenIn(finding.Location)))
            {
                context.ReportSuppression(Suppression.Create(answers.Waived, finding));
                continue;
            }

            taken.TryGetValue((member, finding.Id, key), out var before);
            if (before < slice.CountOf(member, finding.Id, key))
            {
                taken[(member, finding.Id, key)] = before + 1;
                context.ReportSuppression(Suppression.Create(answers.Known, finding));
            }
        }
    }

    /// <summary>The file that a person wrote: of Razor, not what the generator made of it.</summary>
    private static string WrittenIn(Location location) => (location.IsInSource ? location.GetMappedLineSpan() : location.GetLineSpan()).Path ?? "";

    private static int ByPlace(Diagnostic one, Diagnostic other)
    {
        var byFile = string.CompareOrdinal(PathOf(one), PathOf(other));
        return byFile != 0 ? byFile : one.Location.SourceSpan.CompareTo(other.Location.SourceSpan);
    }

    private static string PathOf(Diagnostic finding) => finding.Location.SourceTree?.FilePath ?? finding.Location.GetLineSpan().Path ?? "";
}
