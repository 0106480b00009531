using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Configuration;
using ProdGap.Analyzers.Core.Lookup;

namespace ProdGap.Analyzers.Security.Disclosure;

/// <summary>The setting by which the framework sends details of exceptions to clients, in the files that production runs on.</summary>
internal static class DetailedErrorsSetting
{
    /// <summary>Where a file switches it on.</summary>
    public static IReadOnlyList<(string Key, SourceText Text, TextSpan Span)> In(AdditionalFileAnalysisContext context)
    {
        var file = context.AdditionalFile;
        if (!ConfigurationFile.Ships(file.Path)
            || SettingsFinding.TextOf(context, out var read) is not { } text
            || text.ToString() is var content && content.IndexOf("DetailedErrors", StringComparison.OrdinalIgnoreCase) < 0)
        {
            return [];
        }

        if (file.Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            read = JsonConfigReader.ReadAll;
        }

        var found = new List<(string Key, SourceText Text, TextSpan Span)>();
        read(content, setting =>
        {
            if (IsTrue(setting.Value) && IsMeant(setting.Key))
            {
                found.Add((setting.Key, text, setting.Span));
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

    /// <summary>False for an app that shows no component and keeps its page for failures of the start off: then nothing asks for the setting.</summary>
    public static bool IsRead(KnownTypes known)
        => StartupModel.Of(known) is var app
            && (!app.Starts
                || app.UnseenAssemblies.Count > 0
                || app.Says("AddServerSideBlazor", "AddRazorComponents", "AddInteractiveServerComponents", "MapBlazorHub", "MapRazorComponents")
                || known.Compilation.SyntaxTrees.Any(static tree => NamedPlaces.Of(tree).Calls("CaptureStartupErrors").Count > 0));

    /// <summary>The last part of a key.</summary>
    public static string LastOf(string key) => key.Substring(key.LastIndexOf(':') + 1);
}
