using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.ExceptionFlow;

namespace ProdGap.Analyzers.CodeFixes.Observability.Logging;

/// <summary>The message of an exception in a log text: once the exception itself is passed, it is said twice.</summary>
internal static class ExceptionMessages
{
    private static readonly string[] Connections =
        [" with error", " with exception", " with message", " because of", " due to", ", reason", ", error", ", message", ", exception", ". reason", ". error", ". message", ". exception", " reason", " - error"];

    /// <summary>True for <c>ex</c>, <c>ex.Message</c>, <c>ex.ToString()</c> and <c>ex.StackTrace</c>.</summary>
    public static bool Is(ExpressionSyntax value, string variable)
        => value.WithoutTrivia().ToString() is var text
            && text.StartsWith(variable, StringComparison.Ordinal)
            && text.Substring(variable.Length) is "" or ".Message" or ".ToString()" or ".StackTrace";

    /// <summary>The values without those at the end that say the exception.</summary>
    /// <param name="values">The values.</param>
    /// <param name="variable">The exception's variable.</param>
    /// <param name="least">How many stay in any case.</param>
    public static IReadOnlyList<ExpressionSyntax> Trimmed(IReadOnlyList<ExpressionSyntax> values, string variable, int least = 0)
    {
        var count = values.Count;
        while (count > least && Is(values[count - 1], variable))
        {
            count--;
        }

        return count == values.Count ? values : [.. values.Take(count)];
    }

    /// <summary>What failed, as a constant.</summary>
    public static ExpressionSyntax Constant(CatchSite failure)
        => SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(failure.Summary));

    /// <summary>A template and its values without the exception's text at the end, behind a colon, a dash or the like. What stands elsewhere stays.</summary>
    public static (ExpressionSyntax Text, IReadOnlyList<ExpressionSyntax> Values) Without(
        ExpressionSyntax text, IReadOnlyList<ExpressionSyntax> values, string variable, CatchSite failure)
    {
        values = WithoutSurplus(text, values, variable);
        var last = text;
        while (last is BinaryExpressionSyntax sum)
        {
            last = sum.Right;
        }

        if (last is not LiteralExpressionSyntax { Token: { RawKind: (int)SyntaxKind.StringLiteralToken, Text: var source } } literal)
        {
            return (text, values);
        }

        var body = source.Substring(0, source.Length - 1);
        var start = body.IndexOf('"') + 1;
        var left = values.ToList();
        while (left.Count > 0 && Is(left[left.Count - 1], variable) && BeforeLastHole(body, start) is { } shorter)
        {
            body = shorter;
            left.RemoveAt(left.Count - 1);
        }

        if (left.Count == values.Count)
        {
            return (text, values);
        }

        if (last == text && !SaysSomething(body.Substring(start)))
        {
            return left.Count == 0 ? (Constant(failure), left) : (text, values);
        }

        var shortened = SyntaxFactory.ParseExpression(body + "\"");
        return (last == text ? shortened : text.ReplaceNode(literal, shortened.WithTriviaFrom(literal)), left);
    }

    /// <summary>The values without those at the end that say the exception and have no hole: <c>LogError("Failed", ex)</c>.</summary>
    private static IReadOnlyList<ExpressionSyntax> WithoutSurplus(ExpressionSyntax text, IReadOnlyList<ExpressionSyntax> values, string variable)
    {
        if (text is not (LiteralExpressionSyntax or BinaryExpressionSyntax) || text.DescendantNodes().Any(part => part is not (LiteralExpressionSyntax or BinaryExpressionSyntax)))
        {
            return values;
        }

        var holes = text.DescendantNodesAndSelf().OfType<LiteralExpressionSyntax>().Sum(part => Holes.In(part.Token.ValueText).Count());
        return Trimmed(values, variable, holes);
    }

    /// <summary>The text before a hole at its end, where a separator or nothing stands between them.</summary>
    private static string? BeforeLastHole(string body, int start)
    {
        var end = body.TrimEnd('.', ' ', ')', '!');
        var open = end.LastIndexOf('{');
        if (!end.EndsWith("}", StringComparison.Ordinal) || open < start || end.IndexOfAny([':', ','], open) >= 0 || (open > start && end[open - 1] == '{'))
        {
            return null;
        }

        var before = end.Substring(0, open).TrimEnd();
        var kept = before.TrimEnd(':', '-', '–', ',', ';', '.', '(', '=', '|', ' ');
        if (kept.Length < start)
        {
            return body.Substring(0, start);
        }

        // "failed because {Error}" would end in the middle of a sentence.
        if (kept.Length == before.Length && kept.Length > start && kept[kept.Length - 1] != '}')
        {
            return null;
        }

        // "failed (order {Id}: {Error})" would leave its bracket open.
        if (kept.Count(letter => letter == '(') != kept.Count(letter => letter == ')'))
        {
            return null;
        }

        foreach (var connection in Connections)
        {
            if (kept.EndsWith(connection, StringComparison.OrdinalIgnoreCase))
            {
                return kept.Substring(0, kept.Length - connection.Length);
            }
        }

        return kept;
    }

    private static bool SaysSomething(string text)
        => text.Trim().ToLowerInvariant() is not ("" or "error" or "exception" or "failed" or "failure" or "an error occurred") && text.Any(char.IsLetter);
}
