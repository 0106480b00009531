using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ProdGap.Analyzers.Testing.Skipped;

/// <summary>What people write where a reason belongs.</summary>
internal static class SkipReasons
{
    /// <summary>Words that say that a test is left out, but not why, and the little words around them.</summary>
    private static readonly HashSet<string> Empty = new(StringComparer.Ordinal)
    {
        "a", "always", "and", "at", "be", "broken", "bug", "currently", "disable", "disabled", "do", "does", "doesn", "doesnt", "dont", "fail", "failing", "fails", "failed", "failure",
        "fix", "fixed", "fixme", "flaky", "flakey", "for", "ignore", "ignored", "ignoring", "is", "isn", "it", "just", "later", "me", "moment", "n", "na", "needs", "no", "none", "not", "now", "of", "out",
        "please", "random", "randomly", "reason", "skip", "skipped", "skipping", "sometimes", "soon", "t", "tbd", "temp", "temporarily", "temporary", "test", "tests", "the", "this", "to", "todo",
        "turned", "unstable", "wip", "will", "work", "working", "works", "x", "xxx", "yet",
    };

    /// <summary>True for a text that says more than that something is left out.</summary>
    public static bool IsIn(string? text)
    {
        if (text is null)
        {
            return false;
        }

        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsLetterOrDigit(text[i]))
            {
                start = start < 0 ? i : start;
            }
            else if (start >= 0)
            {
                if (!Empty.Contains(text.Substring(start, i - start).ToLowerInvariant()))
                {
                    return true;
                }

                start = -1;
            }
        }

        return false;
    }

    /// <summary>True for a node with a comment before it, on its lines or behind it that says why.</summary>
    public static bool AreBeside(SyntaxNode node)
    {
        foreach (var trivia in node.GetLeadingTrivia())
        {
            if (IsReason(trivia))
            {
                return true;
            }
        }

        // Up to the end of the line, which may be behind a comma or a bracket.
        for (var token = node.GetLastToken(); !token.IsKind(SyntaxKind.None); token = token.GetNextToken())
        {
            foreach (var trivia in token.TrailingTrivia)
            {
                if (IsReason(trivia))
                {
                    return true;
                }

                if (trivia.IsKind(SyntaxKind.EndOfLineTrivia))
                {
                    return false;
                }
            }
        }

        return false;
    }

    private static bool IsReason(SyntaxTrivia trivia)
        => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia && IsIn(trivia.ToString());
}
