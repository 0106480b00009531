using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Observability.Logging;

/// <summary>The holes of log templates: those that a text has, and those that are made of an interpolation's.</summary>
internal static class Holes
{
    /// <summary>The names of the holes of a template; a null where it is none.</summary>
    public static IEnumerable<string?> In(string template)
    {
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] is not ('{' or '}'))
            {
                continue;
            }

            if (i + 1 < template.Length && template[i + 1] == template[i])
            {
                i++;
                continue;
            }

            var end = template.IndexOf('}', i);
            if (template[i] == '}' || end < 0)
            {
                yield return null;
                yield break;
            }

            var name = template.Substring(i + 1, end - i - 1).Split(',', ':')[0].Trim();
            yield return name.Length == 0 || char.IsDigit(name[0]) ? null : name;
            i = end;
        }
    }

    /// <summary>Alignment and format as written; null where a template could not carry them.</summary>
    public static string? Format(InterpolationSyntax hole)
    {
        var alignment = hole.AlignmentClause?.Value.ToString() ?? "";
        var format = hole.FormatClause?.FormatStringToken.Text ?? "";
        return alignment.All(letter => char.IsDigit(letter) || letter == '-') && format.IndexOfAny(['{', '}', '\\', '"']) < 0
            ? (alignment.Length > 0 ? "," + alignment : "") + (format.Length > 0 ? ":" + format : "")
            : null;
    }

    /// <summary>A value as an argument.</summary>
    /// <param name="value">The value.</param>
    /// <param name="isMistakable">True for an array that would be taken for all values at once.</param>
    public static ExpressionSyntax AsArgument(ExpressionSyntax value, bool isMistakable)
    {
        var bare = value.WithoutTrivia();
        return isMistakable
            ? SyntaxFactory.CastExpression(
                SyntaxFactory.ParseTypeName("object"),
                bare is SimpleNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax ? bare : SyntaxFactory.ParenthesizedExpression(bare))
            // In a list of arguments, `a < b, c > (d)` reads as a generic call.
            : value is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LessThanExpression or (int)SyntaxKind.GreaterThanExpression } ? SyntaxFactory.ParenthesizedExpression(bare) : bare;
    }
}
