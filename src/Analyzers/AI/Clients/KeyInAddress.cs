using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.AI.Clients;

/// <summary>A value that is put behind the name of a key in the query of an address, as its syntax shows it.</summary>
internal readonly struct KeyInAddress(ExpressionSyntax value, ExpressionSyntax address, string name)
{
    private static readonly string[] Names = ["key", "api_key", "apikey", "api-key", "access_token"];

    /// <summary>What is put in.</summary>
    public ExpressionSyntax Value { get; } = value;

    /// <summary>The whole text that it becomes a part of.</summary>
    public ExpressionSyntax Address { get; } = address;

    /// <summary>The name in front of it.</summary>
    public string Name { get; } = name;

    /// <summary>True for one of the names.</summary>
    public static bool IsName(string text) => Array.Exists(Names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));

    /// <summary>The key in an interpolation: <c>$"…?key={key}"</c>; null where there is none.</summary>
    public static KeyInAddress? In(InterpolatedStringExpressionSyntax text)
    {
        for (var i = 0; i < text.Contents.Count; i++)
        {
            if (text.Contents[i] is InterpolationSyntax hole
                && i > 0
                && text.Contents[i - 1] is InterpolatedStringTextSyntax before
                && NameAtEnd(before.TextToken.ValueText, i == 1 && IsQuery(text)) is { } name)
            {
                return new(hole.Expression, Whole(text), name);
            }
        }

        return null;
    }

    /// <summary>The key in one step of a sum: <c>… + "?key=" + key</c>; null where this step adds none.</summary>
    public static KeyInAddress? In(BinaryExpressionSyntax sum)
    {
        var before = sum.Left is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression, Right: var last } ? last : sum.Left;
        var text = before switch
        {
            LiteralExpressionSyntax { Token.Value: string literal } => literal,
            InterpolatedStringExpressionSyntax { Contents: { Count: > 0 } contents } when contents.Last() is InterpolatedStringTextSyntax end => end.TextToken.ValueText,
            _ => null,
        };
        return text is not null && NameAtEnd(text, before == sum.Left && IsQuery(sum)) is { } name ? new(sum.Right, Whole(sum), name) : null;
    }

    /// <summary>The number of the value that a format puts behind the name of a key; -1 where it does not.</summary>
    public static int HoleIn(string format)
    {
        for (var open = format.IndexOf('{'); open > 0; open = format.IndexOf('{', open + 1))
        {
            if (NameAtEnd(format.Substring(0, open), mayBegin: false) is not null
                && format.IndexOf('}', open) is > 0 and var close
                && int.TryParse(format.Substring(open + 1, close - open - 1).Split(',', ':')[0], out var index))
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>The name of a key with which a text ends as a query does before a value: behind a <c>?</c> or a <c>&amp;</c>, or as its very beginning.</summary>
    private static string? NameAtEnd(string text, bool mayBegin)
    {
        if (text.Length < 4 || text[text.Length - 1] != '=')
        {
            return null;
        }

        var start = text.LastIndexOfAny(['?', '&']) + 1;
        if (start == 0 && !mayBegin)
        {
            return null;
        }

        var name = text.Substring(start, text.Length - start - 1);
        return IsName(name) ? name : null;
    }

    /// <summary>The sum that a text is an operand of, at any depth.</summary>
    private static ExpressionSyntax Whole(ExpressionSyntax text)
    {
        while (text.Parent is ParenthesizedExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression })
        {
            text = (ExpressionSyntax)text.Parent;
        }

        return text;
    }

    /// <summary>True where the text is a query alone: <c>builder.Query = …</c></summary>
    private static bool IsQuery(ExpressionSyntax text)
        => Whole(text).Parent is AssignmentExpressionSyntax { Left: var left } && left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Query" } or IdentifierNameSyntax { Identifier.ValueText: "Query" };
}
