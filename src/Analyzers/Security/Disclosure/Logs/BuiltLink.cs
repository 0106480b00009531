using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Disclosure.Logs;

/// <summary>A link by whose name one would take it for one with a token: whether it is the address of a page that everybody may know.</summary>
internal static class BuiltLink
{
    /// <summary>What stands in the query of an address and lets nobody in.</summary>
    private static readonly HashSet<string> Keys = SecretNames.Set("email mail id user userid username returnurl return redirect lang language culture locale tenant ref source utm");

    /// <summary>What stands in the path of one.</summary>
    private static readonly HashSet<string> Segments = SecretNames.Set("lang language culture locale tenant id name path page segment area version region");

    /// <summary>True for the name of a link that counts as a credential.</summary>
    public static bool MayBe(string name) => WordSplitter.Of(name) is { Count: > 1 } words && words[words.Count - 1] is "link" or "url" or "uri" && !words.Contains("sas");

    /// <summary>True where the address is put together in sight, and nothing in it is a token or a code.</summary>
    public static bool IsPublic(ExpressionSyntax made)
    {
        var before = "";
        var isFirst = true;
        foreach (var piece in PiecesOf(made))
        {
            switch (piece)
            {
                case InterpolatedStringTextSyntax text:
                    before = text.TextToken.ValueText;
                    break;
                case LiteralExpressionSyntax literal:
                    before = literal.Token.ValueText;
                    break;
                case IdentifierNameSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax when IsHarmless((ExpressionSyntax)piece, before, isFirst):
                    before = "";
                    break;
                default:
                    return false;
            }

            isFirst = false;
        }

        // A name alone may hold anything.
        return !isFirst && made is not (IdentifierNameSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax) && !IsConstant(made);
    }

    /// <summary>A constant says nothing of a person; whoever calls it a link with a token has put one in it.</summary>
    private static bool IsConstant(ExpressionSyntax made) => made is LiteralExpressionSyntax { Token.ValueText: var text } && text.IndexOf('?') >= 0;

    /// <summary>The texts and the values of an address from left to right.</summary>
    private static List<SyntaxNode> PiecesOf(ExpressionSyntax made)
    {
        var pieces = new List<SyntaxNode>();
        var open = new Stack<SyntaxNode>();
        open.Push(made);
        while (open.Count > 0 && pieces.Count < 64)
        {
            switch (open.Pop())
            {
                case ParenthesizedExpressionSyntax inner:
                    open.Push(inner.Expression);
                    break;
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } two:
                    open.Push(two.Right);
                    open.Push(two.Left);
                    break;
                case InterpolatedStringExpressionSyntax text:
                    foreach (var part in text.Contents.Reverse())
                    {
                        open.Push(part is InterpolationSyntax hole ? hole.Expression : part);
                    }

                    break;
                case var piece:
                    pieces.Add(piece);
                    break;
            }
        }

        return pieces;
    }

    private static bool IsHarmless(ExpressionSyntax value, string before, bool isFirst)
    {
        if (value is ElementAccessExpressionSyntax)
        {
            return isFirst;
        }

        if (MemberName.Of(value)?.ValueText is not { } name || SensitiveNames.Of(name) is SensitiveKind.Credential or SensitiveKind.Token || name is "code" or "Code")
        {
            return false;
        }

        if (isFirst)
        {
            return true;
        }

        if (before.Length > 0 && before[before.Length - 1] == '=')
        {
            var key = before.Substring(before.LastIndexOfAny(['?', '&']) + 1).TrimEnd('=');
            return Keys.Contains(string.Concat(WordSplitter.Of(key)));
        }

        return WordSplitter.Of(name) is { Count: > 0 } words && Segments.Contains(words[words.Count - 1]);
    }
}
