using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.CodeFixes.Core;

/// <summary>Whether fixes that change behavior are wanted where nobody looks at the result.</summary>
internal static class UnsafeFixes
{
    /// <summary>True where the configuration of a document asks for the unsafe fixes of a rule, or of all of them; the line for the rule wins.</summary>
    public static async Task<bool> AreWantedAsync(string id, Document document, CancellationToken cancellationToken)
    {
        if (await document.GetSyntaxTreeAsync(cancellationToken).ConfigureAwait(false) is not { } tree)
        {
            return false;
        }

        var options = document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GetOptions(tree);
        return (options.TryGetValue(Option.UnsafeFixes(id).Key, out var text) || options.TryGetValue(Option.AllUnsafeFixes.Key, out text))
            && bool.TryParse(text.Trim(), out var wanted)
            && wanted;
    }
}
