using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Taint;

namespace ProdGap.Analyzers.Security.Injection;

/// <summary>What a text that is shown as HTML is made of.</summary>
internal static class HtmlPieces
{
    /// <summary>True for a text that the code itself begins as HTML.</summary>
    public static bool AreWrittenAsHtml(IOperation text, RuleContext context)
        => TextParts.Of(text, context, TaintPolicy.Html).Exists(static parts => parts.Exists(static part => part.Literal is { } literal && HasTag(literal)));

    private static bool HasTag(string literal)
    {
        for (var i = literal.IndexOf('<'); i >= 0 && i + 1 < literal.Length; i = literal.IndexOf('<', i + 1))
        {
            if (char.IsLetter(literal[i + 1]) || literal[i + 1] is '!' or '/')
            {
                return true;
            }
        }

        return false;
    }
}
