using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ProdGap.Analyzers.Core.Operations;

namespace ProdGap.Analyzers.Security.Transport;

/// <summary>The whole text that a literal is a part of: a concatenation or an interpolation, with holes for what is filled in when the program runs.</summary>
internal sealed class ConnectionText
{
    /// <summary>Whoever joins more pieces writes no connection string.</summary>
    private const int MostPieces = 100;

    private readonly List<(int Start, SyntaxToken Token)> tokens = [];
    private readonly StringBuilder text = new();

    private ConnectionText()
    {
    }

    /// <summary>The text.</summary>
    public string Value => text.ToString();

    /// <summary>A cheap look: false for nearly every literal. What leaves something out stands in one piece.</summary>
    public static bool MayBe(SyntaxNode literal)
    {
        if (literal is LiteralExpressionSyntax plain)
        {
            return OpenConnection.MayBe(plain.Token.ValueText);
        }

        foreach (var content in ((InterpolatedStringExpressionSyntax)literal).Contents)
        {
            if (content is InterpolatedStringTextSyntax part && OpenConnection.MayBe(part.TextToken.ValueText))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The text around a literal; null where it is too long to be one.</summary>
    public static ConnectionText? Around(ExpressionSyntax literal, SemanticModel model, CancellationToken cancellationToken)
    {
        var whole = literal;
        var pieces = 0;
        while (whole.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } or ParenthesizedExpressionSyntax)
        {
            whole = (ExpressionSyntax)whole.Parent;
            if (++pieces > MostPieces)
            {
                return null;
            }
        }

        var read = new ConnectionText();
        if (whole.Parent is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression })
        {
            read.text.Append(OpenConnection.Hole).Append(';');
        }

        var ahead = new Stack<ExpressionSyntax>();
        ahead.Push(whole);
        while (ahead.Count > 0)
        {
            if (++pieces > MostPieces)
            {
                return null;
            }

            switch (ahead.Pop())
            {
                case ParenthesizedExpressionSyntax inner:
                    ahead.Push(inner.Expression);
                    break;

                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum:
                    ahead.Push(sum.Right);
                    ahead.Push(sum.Left);
                    break;

                case InterpolatedStringExpressionSyntax interpolated:
                    foreach (var content in interpolated.Contents)
                    {
                        if (content is InterpolatedStringTextSyntax part)
                        {
                            read.Append(part.TextToken);
                        }
                        else
                        {
                            read.text.Append(((InterpolationSyntax)content).Expression is var filled && ValueOf(filled, model, cancellationToken) is { } value ? value : OpenConnection.Hole);
                        }
                    }

                    break;

                case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } plain:
                    read.Append(plain.Token);
                    break;

                case var other:
                    read.text.Append(ValueOf(other, model, cancellationToken) ?? OpenConnection.Hole);
                    break;
            }
        }

        return read;
    }

    /// <summary>Where a part of the text stands in the code; null where another node holds it.</summary>
    public Location? LocationOf(OpenPair pair, SyntaxNode literal)
    {
        for (var i = tokens.Count - 1; i >= 0; i--)
        {
            var (start, token) = tokens[i];
            if (start <= pair.Start)
            {
                var at = token.Text.IndexOf(pair.Text, Math.Min(token.Text.Length, pair.Start - start), StringComparison.Ordinal);
                return !literal.Span.Contains(token.Span) ? null
                    : at < 0 ? token.GetLocation()
                    : Location.Create(token.SyntaxTree!, new TextSpan(token.SpanStart + at, pair.Length));
            }
        }

        return null;
    }

    private void Append(SyntaxToken token)
    {
        tokens.Add((text.Length, token));
        text.Append(token.ValueText);
    }

    /// <summary>A constant, or what a variable is given where it is declared and nowhere else.</summary>
    private static string? ValueOf(ExpressionSyntax expression, SemanticModel model, CancellationToken cancellationToken)
        => model.GetConstantValue(expression, cancellationToken) is { HasValue: true, Value: { } constant } ? constant.ToString()
            : expression is IdentifierNameSyntax && model.GetSymbolInfo(expression, cancellationToken).Symbol is { Kind: SymbolKind.Local or SymbolKind.Field } variable
                && InitialValue.SyntaxOf(variable, expression.SyntaxTree, cancellationToken) is LiteralExpressionSyntax { Token.Value: string text } ? text
            : null;
}
