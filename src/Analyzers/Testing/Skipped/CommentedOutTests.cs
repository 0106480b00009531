using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.Testing.Skipped;

/// <summary>Tests that somebody has put into comments.</summary>
internal static class CommentedOutTests
{
    private static readonly string[] Marks = ["[Fact", "[Theory", "[Test", "[DataTestMethod", "[Xunit.", "[NUnit.", "[InlineData", "[DataRow", "[TestMethod"];

    /// <summary>The tests in the comments before a token, each with the place where it begins and its name.</summary>
    /// <param name="comments">What stands before a member or a closing brace.</param>
    /// <param name="member">The member, which may be a test whose attribute alone is in a comment.</param>
    public static IEnumerable<(Location Place, string Name)> In(SyntaxTriviaList comments, MemberDeclarationSyntax? member)
    {
        if (!MayHaveTest(comments))
        {
            yield break;
        }

        foreach (var (text, lines) in Blocks(comments))
        {
            // What is said before the code is why it is not run.
            var at = FirstMark(text);
            if (at < 0 || SkipReasons.IsIn(text.Substring(0, at)))
            {
                continue;
            }

            var place = PlaceOf(text, at, lines);
            if (SyntaxFactory.ParseMemberDeclaration(text, at, consumeFullText: false) is MethodDeclarationSyntax method
                && !method.Identifier.IsMissing
                && (method.Body is { OpenBraceToken.IsMissing: false, CloseBraceToken.IsMissing: false } || method.ExpressionBody is not null)
                && HasMark(method))
            {
                yield return (place, method.Identifier.ValueText);
            }
            else if (member is MethodDeclarationSyntax { AttributeLists.Count: 0, ParameterList.Parameters.Count: 0 } live
                && live.Modifiers.Any(SyntaxKind.PublicKeyword)
                && text.Substring(at).Trim() is "[Fact]" or "[Test]" or "[TestMethod]")
            {
                yield return (place, live.Identifier.ValueText);
            }
        }
    }

    private static bool MayHaveTest(SyntaxTriviaList comments)
    {
        foreach (var trivia in comments)
        {
            if (IsComment(trivia) && FirstMark(trivia.ToString()) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where the first attribute of a test begins, at the beginning of a line.</summary>
    private static int FirstMark(string text)
    {
        for (var at = text.IndexOf('['); at >= 0; at = text.IndexOf('[', at + 1))
        {
            if (IsFirstOnLine(text, at) && Array.Exists(Marks, mark => string.CompareOrdinal(text, at, mark, 0, mark.Length) == 0))
            {
                return at;
            }
        }

        return -1;
    }

    private static bool IsFirstOnLine(string text, int at)
    {
        while (--at >= 0 && text[at] != '\n')
        {
            if (text[at] is not (' ' or '\t' or '/' or '*'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The comments in one piece, each with the text that they hold and where its lines stand.</summary>
    private static IEnumerable<(string Text, List<(int Start, SyntaxTrivia Comment)> Lines)> Blocks(SyntaxTriviaList comments)
    {
        var text = new StringBuilder();
        var lines = new List<(int Start, SyntaxTrivia Comment)>();
        var ends = 0;
        foreach (var trivia in comments)
        {
            if (trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            {
                ends++;
            }
            else if (IsComment(trivia))
            {
                var content = Content(trivia);

                // A blank line, or another test, begins another piece.
                if (text.Length > 0 && (ends > 1 || (FirstMark(content) >= 0 && EndsFunction(text))))
                {
                    yield return (text.ToString(), lines);
                    text.Clear();
                    lines = [];
                }

                lines.Add((text.Length, trivia));
                text.Append(content).Append('\n');
                ends = 0;
            }
        }

        if (text.Length > 0)
        {
            yield return (text.ToString(), lines);
        }
    }

    private static bool EndsFunction(StringBuilder text)
    {
        var last = text.Length - 1;
        while (last >= 0 && char.IsWhiteSpace(text[last]))
        {
            last--;
        }

        return last >= 0 && text[last] is '}' or ';';
    }

    private static string Content(SyntaxTrivia comment)
    {
        var text = comment.ToString();
        return comment.IsKind(SyntaxKind.SingleLineCommentTrivia)
            ? text.TrimStart('/')
            : text.Substring(2, Math.Max(0, text.Length - (text.EndsWith("*/", StringComparison.Ordinal) && text.Length >= 4 ? 4 : 2)));
    }

    private static Location PlaceOf(string text, int at, List<(int Start, SyntaxTrivia Comment)> lines)
    {
        var found = lines[0].Comment;
        foreach (var (start, comment) in lines)
        {
            if (start <= at)
            {
                found = comment;
            }
        }

        return found.GetLocation();
    }

    private static bool HasMark(MethodDeclarationSyntax method)
    {
        foreach (var list in method.AttributeLists)
        {
            foreach (var attribute in list.Attributes)
            {
                var name = (attribute.Name as QualifiedNameSyntax)?.Right ?? attribute.Name as SimpleNameSyntax;
                if (name?.Identifier.ValueText is "Fact" or "Theory" or "Test" or "TestCase" or "TestMethod" or "DataTestMethod")
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsComment(SyntaxTrivia trivia) => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia;
}
