using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.Security.Secrets;

/// <summary>
/// A text that leaves a password open for a value that something else gives: <c>"Server=db;Password=" + secret</c>, the same as an
/// interpolation, a format, or in pieces that a builder joins.
/// </summary>
/// <param name="value">What is put in the place.</param>
/// <param name="before">The text in front of it, with <c>{}</c> for other values.</param>
/// <param name="after">The text behind it.</param>
internal readonly struct OpenPassword(ExpressionSyntax value, string before, string after)
{
    private static readonly string[] Keys = ["password", "pwd", "passwd", "accountkey", "sharedaccesskey"];

    public ExpressionSyntax Value { get; } = value;

    /// <summary>The whole text with a value in the place.</summary>
    public string With(string text) => before + text + after;

    /// <summary>True where something else shows that this is the list of a connection string.</summary>
    public bool IsList => before.IndexOf(';') >= 0 || (after.Length > 0 && after[0] == ';');

    /// <summary>False for a text without a password in it, which nearly all are.</summary>
    public static bool MayBeIn(string text)
        => text.Length is > 3 and < 4096
            && text.IndexOf('=') > 0
            && Array.Exists(Keys, key => text.IndexOf(key, StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>The places in a literal, or right behind it, that a password goes to.</summary>
    public static IEnumerable<OpenPassword> In(ExpressionSyntax literal, string text)
    {
        if (literal is InterpolatedStringExpressionSyntax interpolated)
        {
            return InInterpolation(interpolated);
        }

        if (literal.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method } } call } argument)
        {
            return method is "Format" or "AppendFormat" ? InFormat(text, call.ArgumentList.Arguments, argument)
                : method == "Append" && EndsOpen(text, text.Length) && NextAppended(call) is { } next ? [new(next, text, "")]
                : [];
        }

        return EndsOpen(text, text.Length) ? BehindSum(literal) : [];
    }

    private static IEnumerable<OpenPassword> InInterpolation(InterpolatedStringExpressionSyntax interpolated)
    {
        var contents = interpolated.Contents;
        for (var i = 1; i < contents.Count; i++)
        {
            if (contents[i] is InterpolationSyntax hole && contents[i - 1] is InterpolatedStringTextSyntax { TextToken.ValueText: var text } && EndsOpen(text, text.Length))
            {
                yield return new(hole.Expression, TextOf(contents, 0, i), TextOf(contents, i + 1, contents.Count));
            }
        }
    }

    private static string TextOf(SyntaxList<InterpolatedStringContentSyntax> contents, int start, int end)
    {
        var text = "";
        for (var i = start; i < end; i++)
        {
            text += contents[i] is InterpolatedStringTextSyntax part ? part.TextToken.ValueText : "{}";
        }

        return text;
    }

    private static IEnumerable<OpenPassword> InFormat(string text, SeparatedSyntaxList<ArgumentSyntax> arguments, ArgumentSyntax format)
    {
        for (var open = text.IndexOf('{'); open > 0; open = text.IndexOf('{', open + 1))
        {
            var close = text.IndexOf('}', open);
            if (close > open
                && EndsOpen(text, open)
                && int.TryParse(text.Substring(open + 1, close - open - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && arguments.IndexOf(format) + 1 + number is var index
                && index < arguments.Count)
            {
                yield return new(arguments[index].Expression, text.Substring(0, open), text.Substring(close + 1));
            }
        }
    }

    /// <summary>What is appended next: in the same chain, or by the next statement.</summary>
    private static ExpressionSyntax? NextAppended(InvocationExpressionSyntax call)
    {
        var next = call.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax chained } ? chained
            : call.Parent is ExpressionStatementSyntax statement ? FollowingCall(statement)
            : null;
        return next is { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Append" or "AppendLine" }, ArgumentList.Arguments: { Count: 1 } appended } ? appended[0].Expression : null;
    }

    private static InvocationExpressionSyntax? FollowingCall(ExpressionStatementSyntax statement)
    {
        var isNext = false;
        foreach (var sibling in (statement.Parent is GlobalStatementSyntax { Parent: { } unit } ? unit : statement.Parent)?.ChildNodes() ?? [])
        {
            var own = sibling is GlobalStatementSyntax global ? global.Statement : sibling;
            if (isNext)
            {
                // The first of a chain stands innermost.
                var call = (own as ExpressionStatementSyntax)?.Expression as InvocationExpressionSyntax;
                while (call is { Expression: MemberAccessExpressionSyntax { Expression: InvocationExpressionSyntax inner } })
                {
                    call = inner;
                }

                return call;
            }

            isNext = own == statement;
        }

        return null;
    }

    /// <summary>What follows a text in the sum that it is a part of.</summary>
    private static IEnumerable<OpenPassword> BehindSum(ExpressionSyntax literal)
    {
        SyntaxNode top = literal;
        while (top.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } or ParenthesizedExpressionSyntax)
        {
            top = top.Parent;
        }

        if (top == literal)
        {
            // text += "Password="; text += value;
            return literal.Parent is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression, Parent: ExpressionStatementSyntax statement }
                && Following(statement) is { RawKind: (int)SyntaxKind.AddAssignmentExpression, Right: var added }
                    ? [new(added, ((LiteralExpressionSyntax)literal).Token.ValueText, "")]
                    : [];
        }

        var parts = new List<ExpressionSyntax>();
        var ahead = new Stack<ExpressionSyntax>();
        ahead.Push((ExpressionSyntax)top);
        while (ahead.Count > 0 && parts.Count < 64)
        {
            switch (ahead.Pop())
            {
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum:
                    ahead.Push(sum.Right);
                    ahead.Push(sum.Left);
                    break;

                case ParenthesizedExpressionSyntax parenthesized:
                    ahead.Push(parenthesized.Expression);
                    break;

                case var part:
                    parts.Add(part);
                    break;
            }
        }

        var at = parts.IndexOf(literal);
        return at >= 0 && at + 1 < parts.Count ? [new(parts[at + 1], Joined(parts, 0, at + 1), Joined(parts, at + 2, parts.Count))] : [];
    }

    private static AssignmentExpressionSyntax? Following(ExpressionStatementSyntax statement)
    {
        var isNext = false;
        foreach (var sibling in statement.Parent?.ChildNodes() ?? [])
        {
            if (isNext)
            {
                return (sibling as ExpressionStatementSyntax)?.Expression as AssignmentExpressionSyntax;
            }

            isNext = sibling == statement;
        }

        return null;
    }

    private static string Joined(List<ExpressionSyntax> parts, int start, int end)
    {
        var text = "";
        for (var i = start; i < end; i++)
        {
            text += parts[i] is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal ? literal.Token.ValueText : "{}";
        }

        return text;
    }

    /// <summary>True where a text ends, at an index, in <c>Password=</c>.</summary>
    private static bool EndsOpen(string text, int end)
    {
        while (end > 0 && text[end - 1] is ' ' or '\'' or '"')
        {
            end--;
        }

        if (end < 4 || text[end - 1] != '=')
        {
            return false;
        }

        end--;
        while (end > 0 && text[end - 1] == ' ')
        {
            end--;
        }

        foreach (var key in Keys)
        {
            var start = end - key.Length;
            if (start >= 0 && string.Compare(text, start, key, 0, key.Length, StringComparison.OrdinalIgnoreCase) == 0 && (start == 0 || !char.IsLetterOrDigit(text[start - 1]) || key.Length > 6))
            {
                return true;
            }
        }

        return false;
    }
}
