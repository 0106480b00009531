using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Configuration;

namespace ProdGap.Analyzers.Security.Disclosure;

/// <summary>The setting by which the framework sends details of exceptions to clients, in the files that production runs on.</summary>
internal static class DetailedErrorsSetting
{
    /// <summary>Where a file switches it on.</summary>
    public static IReadOnlyList<(string Name, Location Location)> In(AdditionalFileAnalysisContext context)
    {
        var file = context.AdditionalFile;
        if (!context.Options.AnalyzerConfigOptionsProvider.GetOptions(file).TryGetValue(AnalyzedProject.Role, out var role)
            || role != "settings"
            || ConfigurationFile.ReaderOf(file.Path) is not { } read
            || !ConfigurationFile.Ships(file.Path)
            || file.GetText(context.CancellationToken) is not { } text
            || text.ToString() is var content && content.IndexOf("DetailedErrors", StringComparison.OrdinalIgnoreCase) < 0)
        {
            return [];
        }

        if (file.Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            read = JsonConfigReader.ReadAll;
        }

        var found = new List<(string Name, Location Location)>();
        read(content, setting =>
        {
            if (IsTrue(setting.Value) && IsMeant(setting.Key))
            {
                found.Add((LastOf(setting.Key), Location.Create(file.Path, setting.Span, text.Lines.GetLinePositionSpan(setting.Span))));
            }
        });
        return found;
    }

    /// <summary>True for what the framework takes for yes.</summary>
    public static bool IsTrue(string value) => value.Equals("true", StringComparison.OrdinalIgnoreCase) || value == "1";

    /// <summary>The host reads it from the root, and from variables with its prefix; circuits are often bound to a section of theirs.</summary>
    private static bool IsMeant(string key)
        => key.Equals("DetailedErrors", StringComparison.OrdinalIgnoreCase)
            || key.EndsWith("CircuitOptions:DetailedErrors", StringComparison.OrdinalIgnoreCase)
            || LastOf(key).Equals("ASPNETCORE_DETAILEDERRORS", StringComparison.OrdinalIgnoreCase);

    private static string LastOf(string key) => key.Substring(key.LastIndexOf(':') + 1);
}
