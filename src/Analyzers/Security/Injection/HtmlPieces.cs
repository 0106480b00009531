using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Core.Taint;

namespace ProdGap.Analyzers.Security.Injection;

/// <summary>What a text that is shown as HTML is made of.</summary>
internal static class HtmlPieces
{
    /// <summary>How a document begins that no browser shows as HTML: an XML declaration, a site map, a feed, an image.</summary>
    private static readonly string[] XmlBeginnings = ["<?xml", "<urlset", "<sitemapindex", "<rss", "<feed", "<svg"];

    /// <summary>True for a text that the code itself begins as HTML.</summary>
    public static bool AreWrittenAsHtml(IOperation text, RuleContext context)
        => TextParts.Of(text, context, TaintPolicy.Html).Exists(static parts => parts.Exists(static part => part.Literal is { } literal && HasTag(literal)));

    /// <summary>True in a function that writes an XML document, whole or piece by piece; XHTML is HTML.</summary>
    public static bool AreOfXml(SyntaxNode sink)
    {
        var isXml = false;
        foreach (var token in FunctionSyntax.Enclosing(sink).DescendantTokens())
        {
            if (token.Kind() is not (SyntaxKind.StringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.InterpolatedStringTextToken))
            {
                continue;
            }

            var literal = token.ValueText;
            if (literal.IndexOf("<html", StringComparison.OrdinalIgnoreCase) >= 0 || literal.IndexOf("<!DOCTYPE html", StringComparison.OrdinalIgnoreCase) >= 0)
            {
                return false;
            }

            var begun = literal.TrimStart();
            isXml |= (token.Parent is not InterpolatedStringTextSyntax { Parent: InterpolatedStringExpressionSyntax { Contents: var contents } } part || contents[0] == part) && Array.Exists(XmlBeginnings, beginning => begun.StartsWith(beginning, StringComparison.OrdinalIgnoreCase));
        }

        return isXml;
    }

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
