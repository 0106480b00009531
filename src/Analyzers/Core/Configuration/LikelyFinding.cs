using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProdGap.Analyzers.Core.Configuration;

/// <summary>A finding that is likely, not certain: the same id and the same message, at a lower severity.</summary>
internal static class LikelyFinding
{
    /// <summary>
    /// The finding, or null where the user does not want it. A severity that is set for the rule would raise this finding as well, which a
    /// build must not fail for; and what cannot be configured cannot be suppressed by a pragma either. So where one is set, the finding
    /// keeps out of the way.
    /// </summary>
    /// <param name="rule">The rule's descriptor.</param>
    /// <param name="option">The rule's option.</param>
    /// <param name="compilation">Where the compiler keeps severities.</param>
    /// <param name="options">Where the user's choice stands.</param>
    /// <param name="location">The place, in C# source.</param>
    /// <param name="cancellationToken">Stops the look at the configuration.</param>
    /// <param name="args">The holes of the message.</param>
    public static Diagnostic? Create(
        DiagnosticDescriptor rule,
        Option<LikelyFindings> option,
        Compilation compilation,
        AnalyzerOptions options,
        Location location,
        CancellationToken cancellationToken,
        params object?[] args)
    {
        var wanted = location.SourceTree is { } tree ? option.In(options, tree) : LikelyFindings.Suggest;
        return wanted switch
        {
            LikelyFindings.Report => Finding.At(rule, location, args),
            LikelyFindings.Ignore => null,
            _ when rule.DefaultSeverity <= DiagnosticSeverity.Info => Finding.At(rule, location, args),
            _ when location.SourceTree is { } file && CodeSeverity.In(rule, file, compilation, options.AnalyzerConfigOptionsProvider, cancellationToken) is ReportDiagnostic.Warn or ReportDiagnostic.Error => null,
            _ => Finding.At(rule, DiagnosticSeverity.Info, location, args),
        };
    }
}
