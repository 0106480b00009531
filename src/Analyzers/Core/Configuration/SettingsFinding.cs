using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ProdGap.Analyzers.Core.Baseline;

namespace ProdGap.Analyzers.Core.Configuration;

/// <summary>The findings of one rule in settings files: they take the severity that the user chose for the C# files beside them.</summary>
/// <param name="gap">The rule's descriptor.</param>
internal sealed class SettingsFinding(DiagnosticDescriptor gap)
{
    /// <summary>
    /// The same for files that production does not run on. A severity that somebody chooses for the rule, or a stage does, would make
    /// errors of these as well; what is not configurable the compiler leaves as it is.
    /// </summary>
    private readonly DiagnosticDescriptor suggestion = Fixed(gap, DiagnosticSeverity.Info);

    /// <summary>The same where a section for C# files says so, which the compiler does not ask about here.</summary>
    private readonly DiagnosticDescriptor warning = Fixed(gap, DiagnosticSeverity.Warning);

    /// <inheritdoc cref="warning"/>
    private readonly DiagnosticDescriptor error = Fixed(gap, DiagnosticSeverity.Error);

    /// <summary>Reports a part of a file.</summary>
    /// <param name="context">The file.</param>
    /// <param name="text">Its text.</param>
    /// <param name="span">The part.</param>
    /// <param name="setting">What it is called in the file, as the configuration system would name it.</param>
    /// <param name="asWarning">False for what is one to look at, not one to stop for.</param>
    /// <param name="args">The holes of the message.</param>
    public void Report(AdditionalFileAnalysisContext context, SourceText text, TextSpan span, string setting, bool asWarning, params object?[] args)
    {
        if ((asWarning ? DescriptorFor(context) : suggestion) is { } descriptor)
        {
            var finding = Finding.In(descriptor, context.AdditionalFile.Path, text, span, setting, args);

            // Of what is not configurable no suppressor is asked. A file has a setting once, so nothing is to be counted.
            if (ReferenceEquals(descriptor, gap) || AnswerTo(finding, context) is not { } answer)
            {
                context.ReportDiagnostic(finding);
            }
            else if (IsAudit(context))
            {
                // An audit counts what is known and waived, too.
                context.ReportDiagnostic(Finding.Answered(finding, answer, args));
            }
        }
    }

    /// <summary>The text of a file that the build passes on as settings; null for other files, and for those of no known kind.</summary>
    /// <param name="context">The file.</param>
    /// <param name="read">Reads its values.</param>
    public static SourceText? TextOf(AdditionalFileAnalysisContext context, out Action<string, Action<ConfigurationValue>> read)
    {
        var file = context.AdditionalFile;
        read = ConfigurationFile.ReaderOf(file.Path)!;
        return read is not null && context.Options.AnalyzerConfigOptionsProvider.GetOptions(file).TryGetValue(AnalyzedProject.Role, out var role) && role == "settings"
            ? file.GetText(context.CancellationToken)
            : null;
    }

    /// <summary>The beginning of the id under which a suppressor would take the finding back; null if it would not.</summary>
    private static string? AnswerTo(Diagnostic finding, AdditionalFileAnalysisContext context)
        => KnownList.In(context.Options, context.CancellationToken) is not { IsEmpty: false } known || finding.Properties[FindingKey.Member] is not { } member ? null
            : known.IsWaived(finding.Id, member, context.AdditionalFile.Path) ? KnownList.Waived
            : known.CountOf(member, finding.Id, finding.Properties[FindingKey.Key]!) > 0 ? KnownList.Known
            : null;

    private static bool IsAudit(AdditionalFileAnalysisContext context)
        => context.Options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property.ProdGapAudit", out var value) && value.Trim() == "true";

    private static DiagnosticDescriptor Fixed(DiagnosticDescriptor rule, DiagnosticSeverity severity)
        => new(
            rule.Id,
            rule.Title,
            rule.MessageFormat,
            rule.Category,
            severity,
            isEnabledByDefault: true,
            rule.Description,
            rule.HelpLinkUri,
            [.. rule.CustomTags, WellKnownDiagnosticTags.NotConfigurable]);

    /// <summary>By the severity that the user chose for the C# files beside the settings; null where nothing is to be seen.</summary>
    private DiagnosticDescriptor? DescriptorFor(AdditionalFileAnalysisContext context)
        => CodeSeverity.Of(gap, context.AdditionalFile, context.Compilation, context.Options.AnalyzerConfigOptionsProvider, context.CancellationToken) switch
        {
            ReportDiagnostic.Error => error,
            ReportDiagnostic.Warn => context.Compilation.Options.GeneralDiagnosticOption == ReportDiagnostic.Error ? error : warning,
            ReportDiagnostic.Info => suggestion,
            ReportDiagnostic.Hidden or ReportDiagnostic.Suppress => null,
            _ => gap,
        };
}
