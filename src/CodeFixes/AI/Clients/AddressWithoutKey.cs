using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.CodeFixes.AI.Clients;

/// <summary>The text of an address as it is without the key in its query.</summary>
internal sealed class AddressWithoutKey(ExpressionSyntax whole, string text)
{
    /// <summary>The expression that has the key in it.</summary>
    public ExpressionSyntax Whole { get; } = whole;

    /// <summary>The expression without it.</summary>
    public string Text { get; } = text;

    /// <summary>The address around a key; null where it is put together in another way.</summary>
    public static AddressWithoutKey? Of(ExpressionSyntax key)
        => key.Parent switch
        {
            InterpolationSyntax { Parent: InterpolatedStringExpressionSyntax { Parent: not BinaryExpressionSyntax } text } hole => Interpolated(text, hole),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression, Parent: not BinaryExpressionSyntax } sum when sum.Right == key => Added(sum),
            _ => null,
        };

    private static AddressWithoutKey? Interpolated(InterpolatedStringExpressionSyntax text, InterpolationSyntax hole)
    {
        var at = text.Contents.IndexOf(hole);
        if (at < 1 || text.Contents[at - 1] is not InterpolatedStringTextSyntax { TextToken.Text: var before })
        {
            return null;
        }

        var after = at + 1 < text.Contents.Count ? text.Contents[at + 1] is InterpolatedStringTextSyntax { TextToken.Text: var rest } ? rest : null : "";
        if (after is null || WithoutName(before, after) is not { } joined)
        {
            return null;
        }

        var contents = string.Concat(text.Contents.Take(at - 1)) + joined + string.Concat(text.Contents.Skip(at + 2));
        var start = text.StringStartToken.Text;
        // Without holes it is no interpolation, unless braces are written twice.
        var plain = start is "$\"" && contents.IndexOf('{') < 0 && contents.IndexOf('}') < 0;
        return new(text, (plain ? "\"" : start) + contents + text.StringEndToken.Text);
    }

    private static AddressWithoutKey? Added(BinaryExpressionSyntax sum)
    {
        var before = sum.Left is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression, Right: var last } ? last : sum.Left;
        if (before is not LiteralExpressionSyntax { Token: { Text: var written, Value: string } } || !written.StartsWith("\"", StringComparison.Ordinal) || written.StartsWith("\"\"\"", StringComparison.Ordinal)
            || WithoutName(written.Substring(1, written.Length - 2), "") is not { } shorter)
        {
            return null;
        }

        return shorter.Length > 0 ? new(sum, sum.Left.ToString().Substring(0, before.SpanStart - sum.Left.SpanStart) + "\"" + shorter + "\"")
            : sum.Left is BinaryExpressionSyntax { Left: var rest } ? new(sum, rest.ToString())
            : null;
    }

    /// <summary>What stands before and behind a value in a query, put together without its name.</summary>
    private static string? WithoutName(string before, string after)
    {
        var start = before.LastIndexOfAny(['?', '&']);
        return start < 0 || after.Length > 0 && after[0] != '&' ? null
            : before[start] == '&' || after.Length == 0 ? before.Substring(0, start) + after
            : before.Substring(0, start + 1) + after.Substring(1);
    }
}
