using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ProdGap.Analyzers.Core.Syntax;

/// <summary>Lists of arguments and parameters.</summary>
internal static class SeparatedLists
{
    /// <summary>The list with one more element, laid out as its neighbors are: behind them, or on a line of its own.</summary>
    /// <param name="open">The bracket before the list.</param>
    /// <param name="list">The list.</param>
    /// <param name="at">The index of the new element.</param>
    /// <param name="added">The new element, without trivia.</param>
    public static SeparatedSyntaxList<T> Insert<T>(SyntaxToken open, SeparatedSyntaxList<T> list, int at, T added)
        where T : SyntaxNode
    {
        if (list.Count == 0)
        {
            return [added];
        }

        var neighbor = list[Math.Max(at - 1, 0)];
        var before = at < 2 ? open : list.GetSeparator(at - 2);
        var ownLine = before.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
        var comma = SyntaxFactory.Token(SyntaxKind.CommaToken);
        if (at < list.Count)
        {
            // In front of another one, whose place it takes.
            comma = comma.WithTrailingTrivia(ownLine ? before.TrailingTrivia : SyntaxFactory.TriviaList(SyntaxFactory.Space));
            return SyntaxFactory.SeparatedList(
                [.. list.Take(at), added.WithLeadingTrivia(list[at].GetLeadingTrivia()), .. list.Skip(at)],
                [.. list.GetSeparators().Take(at), comma, .. list.GetSeparators().Skip(at)]);
        }

        // What stands behind the last element, such as a comment, stays on its line, and the bracket on its own.
        var trailing = neighbor.GetTrailingTrivia();
        var closesOnOwnLine = trailing.Any(SyntaxKind.EndOfLineTrivia);
        comma = comma.WithTrailingTrivia(closesOnOwnLine ? trailing : ownLine ? before.TrailingTrivia.Where(IsEndOfLine) : [SyntaxFactory.Space]);
        if (closesOnOwnLine || ownLine)
        {
            added = added.WithLeadingTrivia(neighbor.GetLeadingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)));
        }

        if (closesOnOwnLine)
        {
            added = added.WithTrailingTrivia(trailing.Where(IsEndOfLine));
        }

        return SyntaxFactory.SeparatedList(
            [.. list.Take(at - 1), neighbor.WithTrailingTrivia(closesOnOwnLine ? default : WithoutEnd(trailing)), added],
            [.. list.GetSeparators(), comma]);
    }

    private static bool IsEndOfLine(SyntaxTrivia trivia) => trivia.IsKind(SyntaxKind.EndOfLineTrivia);

    private static SyntaxTriviaList WithoutEnd(SyntaxTriviaList trivia)
        => trivia.Count > 0 && trivia[trivia.Count - 1].IsKind(SyntaxKind.WhitespaceTrivia) ? trivia.RemoveAt(trivia.Count - 1) : trivia;
}
