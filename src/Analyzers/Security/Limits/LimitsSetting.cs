using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Configuration;

namespace ProdGap.Analyzers.Security.Limits;

/// <summary>The limits of Kestrel in the JSON files that production runs on, in an app that binds them.</summary>
internal static class LimitsSetting
{
    private const string Section = "Kestrel";

    /// <summary>The setting.</summary>
    public const string Body = Section + ":Limits:MaxRequestBodySize";

    /// <summary>Where a file gives the server no limit, or one that is too large.</summary>
    public static IReadOnlyList<(string Name, LimitValue Value, SourceText Text, TextSpan Span)> In(AdditionalFileAnalysisContext context, KnownTypes known)
    {
        var path = context.AdditionalFile.Path;
        if (!path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            || !ConfigurationFile.Ships(path)
            || SettingsFinding.TextOf(context, out _) is not { } text
            || text.ToString() is var content && content.IndexOf("MaxRequestBodySize", StringComparison.OrdinalIgnoreCase) < 0
            || !IsBound(known))
        {
            return [];
        }

        var found = new List<(string Name, LimitValue Value, SourceText Text, TextSpan Span)>();
        JsonConfigReader.ReadAll(content, setting =>
        {
            if (setting.Key.Equals(Body, StringComparison.OrdinalIgnoreCase) && Read(setting.Value) is { } value)
            {
                found.Add((setting.Key.Substring(setting.Key.LastIndexOf(':') + 1), value, text, setting.Span));
            }
        });
        return found;
    }

    private static LimitValue? Read(string value)
        => value.Length == 0 || value.Equals("null", StringComparison.OrdinalIgnoreCase) ? LimitValue.None
            : long.TryParse(value, out var bytes) ? LimitValue.Bytes(bytes)
            : null;

    /// <summary>The server reads its limits from the configuration only where the app says so.</summary>
    private static bool IsBound(KnownTypes known)
        => StartupModel.Of(known).CallsOf("GetSection").Concat(StartupModel.Of(known).CallsOf("GetRequiredSection"))
            .Any(static call => call.ArgumentList.Arguments.FirstOrDefault()?.Expression is LiteralExpressionSyntax { Token.Value: Section or Section + ":Limits" });
}
