using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ProdGap.Analyzers.Core.Configuration;

/// <summary>The severity that a user gives a rule for C# files.</summary>
internal static class CodeSeverity
{
    /// <summary>The severity that is set for a rule in a C# file, by whatever means; null where nobody has set one.</summary>
    public static ReportDiagnostic? In(DiagnosticDescriptor rule, SyntaxTree tree, Compilation compilation, AnalyzerConfigOptionsProvider options, CancellationToken cancellationToken)
        => compilation.Options.SpecificDiagnosticOptions.TryGetValue(rule.Id, out var given) && given != ReportDiagnostic.Default ? given
            : compilation.Options.SyntaxTreeOptionsProvider is { } severities
                && (severities.TryGetDiagnosticValue(tree, rule.Id, cancellationToken, out var set) || severities.TryGetGlobalDiagnosticValue(rule.Id, cancellationToken, out set)) ? set
            : OfCategory(rule, tree, options);

    /// <summary>
    /// The severity for the C# files beside a file, for a finding in a file of another kind; null where no section says one, or where the
    /// compiler finds a stronger one itself. It asks the sections about C# files only: in a settings file it would heed a global config and
    /// the command line, and nothing else.
    /// </summary>
    public static ReportDiagnostic? Of(DiagnosticDescriptor rule, AdditionalText file, Compilation compilation, AnalyzerConfigOptionsProvider options, CancellationToken cancellationToken)
    {
        if (compilation.Options.SpecificDiagnosticOptions.ContainsKey(rule.Id)
            || compilation.Options.SyntaxTreeOptionsProvider is not { } severities
            || TreeBeside(file.Path, compilation) is not { } tree)
        {
            return null;
        }

        if (severities.TryGetDiagnosticValue(tree, rule.Id, cancellationToken, out var own))
        {
            return own;
        }

        // A line for a rule wins over one for its category, wherever it stands.
        return severities.TryGetGlobalDiagnosticValue(rule.Id, cancellationToken, out _) ? null : OfCategory(rule, tree, options);
    }

    private static ReportDiagnostic? OfCategory(DiagnosticDescriptor rule, SyntaxTree tree, AnalyzerConfigOptionsProvider options)
        => options.GetOptions(tree) is var lines
            && (lines.TryGetValue($"dotnet_analyzer_diagnostic.category-{rule.Category}.severity", out var text) || lines.TryGetValue("dotnet_analyzer_diagnostic.severity", out text))
                ? Read(text)
                : null;

    /// <summary>A C# file of the same folder, to which the same sections apply by all likelihood; else any.</summary>
    private static SyntaxTree? TreeBeside(string path, Compilation compilation)
    {
        SyntaxTree? any = null;
        foreach (var tree in compilation.SyntaxTrees)
        {
            if (FolderOf(tree.FilePath) == FolderOf(path))
            {
                return tree;
            }

            any ??= tree;
        }

        return any;
    }

    private static string FolderOf(string path) => path.Substring(0, path.LastIndexOfAny(['/', '\\']) + 1);

    private static ReportDiagnostic? Read(string severity)
        => severity.Trim().ToLowerInvariant() switch
        {
            "error" => ReportDiagnostic.Error,
            "warning" => ReportDiagnostic.Warn,
            "suggestion" => ReportDiagnostic.Info,
            "silent" or "refactoring" => ReportDiagnostic.Hidden,
            "none" => ReportDiagnostic.Suppress,
            _ => null,
        };
}
