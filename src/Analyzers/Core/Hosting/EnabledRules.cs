using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ProdGap.Analyzers.Core.Hosting;

/// <summary>
/// Which rules can report anything in a compilation. The compiler itself leaves out analyzers that are switched off, or whose findings
/// a build would not print; it cannot look inside a host, so the host asks the same questions.
/// </summary>
internal static class EnabledRules
{
    /// <summary>The rules whose findings somebody would see.</summary>
    /// <param name="rules">All rules.</param>
    /// <param name="compilation">Where the user's choices stand.</param>
    /// <param name="minimum">What the host of the compiler shows at all: warnings in a build, everything in an IDE.</param>
    public static ImmutableArray<Rule> Of(ImmutableArray<Rule> rules, Compilation compilation, DiagnosticSeverity minimum)
        => rules.All(rule => IsWanted(rule.Descriptor, compilation, minimum))
            ? rules
            : rules.RemoveAll(rule => !IsWanted(rule.Descriptor, compilation, minimum));

    private static bool IsWanted(DiagnosticDescriptor descriptor, Compilation compilation, DiagnosticSeverity minimum)
    {
        if (Shows(descriptor.GetEffectiveSeverity(compilation.Options), minimum))
        {
            // Switched off for the whole project, or not: in single files it does not matter, the compiler drops what is reported there.
            return compilation.Options.SyntaxTreeOptionsProvider is not { } settings
                || !settings.TryGetGlobalDiagnosticValue(descriptor.Id, CancellationToken.None, out var everywhere)
                || Shows(everywhere, minimum)
                || IsRaised(descriptor.Id, compilation, minimum);
        }

        return IsRaised(descriptor.Id, compilation, minimum);
    }

    /// <summary>True when some file's configuration, or the project's, makes the rule visible.</summary>
    private static bool IsRaised(string id, Compilation compilation, DiagnosticSeverity minimum)
    {
        if (compilation.Options.SyntaxTreeOptionsProvider is not { } settings)
        {
            return false;
        }

        if (settings.TryGetGlobalDiagnosticValue(id, CancellationToken.None, out var everywhere) && Shows(everywhere, minimum))
        {
            return true;
        }

        foreach (var tree in compilation.SyntaxTrees)
        {
            if (settings.TryGetDiagnosticValue(tree, id, CancellationToken.None, out var here) && Shows(here, minimum))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Shows(ReportDiagnostic severity, DiagnosticSeverity minimum)
        => severity switch
        {
            ReportDiagnostic.Error => true,
            ReportDiagnostic.Warn => minimum <= DiagnosticSeverity.Warning,
            ReportDiagnostic.Info => minimum <= DiagnosticSeverity.Info,
            ReportDiagnostic.Hidden => minimum <= DiagnosticSeverity.Hidden,
            // The default is the descriptor's own, of which the effective severity already speaks.
            _ => false,
        };
}
