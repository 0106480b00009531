using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Security.Injection;

/// <summary>The source of a text: a literal, an interpolated string or a sum of these, of which values can be taken out and parameters put in.</summary>
internal sealed class SqlSource
{
    private readonly List<SqlOperand> operands;

    private SqlSource(List<SqlOperand> operands)
    {
        this.operands = operands;
        Pieces = [.. operands.SelectMany(static operand => operand.Pieces)];
    }

    /// <summary>What the text is made of, as it reads.</summary>
    public List<SqlPiece> Pieces { get; }

    /// <summary>A text as it is written; null for one that is written in another way, or with comments in between.</summary>
    public static SqlSource? Of(ExpressionSyntax text, SemanticModel model, CancellationToken cancellationToken)
    {
        if (text.ContainsDiagnostics || CodeLayout.HasComments(text, text.Span))
        {
            return null;
        }

        // A sum of thousands is as deep as it is long.
        var sums = new Stack<BinaryExpressionSyntax>();
        var first = text;
        while (first is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum && model.GetTypeInfo(sum, cancellationToken).Type?.SpecialType == SpecialType.System_String)
        {
            sums.Push(sum);
            first = sum.Left;
        }

        var operands = new List<SqlOperand?> { SqlOperand.Of(first, separator: "") };
        var source = text.SyntaxTree.GetText(cancellationToken);
        while (sums.Count > 0)
        {
            var sum = sums.Pop();
            operands.Add(SqlOperand.Of(sum.Right, source.ToString(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(sum.Left.Span.End, sum.Right.SpanStart))));
        }

        return (operands[0] is { IsText: true } || model.GetConstantValue(first, cancellationToken).HasValue) && !operands.Contains(null) ? new(operands!) : null;
    }

    /// <summary>The text with what has been put in; an operand that is gone takes its plus along.</summary>
    public ExpressionSyntax Render()
    {
        var written = new List<Written>();
        var separator = "";
        foreach (var operand in operands)
        {
            var hasGone = separator.Length > 0;
            separator = IsBroken(operand.Separator) || !hasGone ? operand.Separator : separator;
            var last = written.LastOrDefault();
            var replacement = operand.IsText ? null : operand.Pieces[0].Replacement;
            if (replacement is not null && last is { Operand.IsText: true })
            {
                last.Body += replacement;
                continue;
            }

            var body = replacement is { Length: > 0 } ? $"\"{replacement}\"" : operand.Body();
            if (last is not null && (operand.IsText || replacement is not null) && body.Length == 0)
            {
                continue;
            }

            if (hasGone && last is not null && last.Operand.IsPlain && operand.IsPlain && !IsBroken(separator))
            {
                last.Body += body;
            }
            else
            {
                written.Add(new(operand, separator, body));
            }

            separator = "";
        }

        return SyntaxFactory.ParseExpression(string.Concat(written.Select(static one => one.Separator + one.Operand.Open + one.Body + one.Operand.Close)));
    }

    /// <summary>The text as one interpolated string, whose holes become parameters; null where its operands are not written alike.</summary>
    public ExpressionSyntax? RenderInterpolated()
    {
        if (operands.Count == 1 && operands[0].IsText)
        {
            return SyntaxFactory.ParseExpression(operands[0].Original());
        }

        var forms = operands.Where(static operand => operand.IsText).Select(static operand => operand.Form).Distinct().ToList();
        if (forms.Count != 1 || forms[0] == SqlForm.Raw)
        {
            return null;
        }

        var text = new StringBuilder(forms[0] == SqlForm.Verbatim ? "$@\"" : "$\"");
        foreach (var operand in operands)
        {
            foreach (var piece in operand.Pieces)
            {
                text.Append(piece.Hole is { } hole && !operand.IsText && piece.Replacement is null ? $"{{{SqlValue.Wrapped(hole)}}}" : piece.Source());
            }
        }

        return SyntaxFactory.ParseExpression(text.Append('"').ToString());
    }

    private static bool IsBroken(string separator) => separator.IndexOf('\n') >= 0;

    private sealed class Written(SqlOperand operand, string separator, string body)
    {
        public SqlOperand Operand { get; } = operand;

        public string Separator { get; } = separator;

        public string Body { get; set; } = body;
    }
}

/// <summary>How a literal is written.</summary>
internal enum SqlForm
{
    Regular,
    Verbatim,
    Raw,
}

/// <summary>An operand of a sum of texts, or the text itself.</summary>
internal sealed class SqlOperand
{
    private readonly string start;

    private SqlOperand(string separator, string start, string close, SqlForm form, bool isText, List<SqlPiece> pieces)
    {
        this.start = start;
        Separator = separator;
        Close = close;
        Form = form;
        IsText = isText;
        Pieces = pieces;
        foreach (var piece in pieces)
        {
            piece.Braces = Math.Max(1, start.Count(static character => character == '$'));
        }
    }

    /// <summary>What stands between the operand before and this one: a plus and blanks.</summary>
    public string Separator { get; }

    public SqlForm Form { get; }

    /// <summary>True for a literal and an interpolated string.</summary>
    public bool IsText { get; }

    public List<SqlPiece> Pieces { get; }

    /// <summary>The quotes in front of the content. Without a hole there is no dollar.</summary>
    public string Open => IsInterpolated ? start : start.Replace("$", "");

    public string Close { get; }

    /// <summary>True for a literal in the simple form, two of which make one.</summary>
    public bool IsPlain => IsText && Form == SqlForm.Regular && !IsInterpolated;

    private bool IsInterpolated => start.IndexOf('$') >= 0 && Pieces.Exists(static piece => piece.Hole is not null && !piece.IsGone);

    public static SqlOperand? Of(ExpressionSyntax expression, string separator)
    {
        switch (expression)
        {
            case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression, Token: { Text: var source } token }:
                var (form, start) = FormOf(source);
                var end = form == SqlForm.Raw ? start : "\"";
                return token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
                    && source.Length >= start.Length + end.Length
                    && SqlPiece.Of(source.Substring(start.Length, source.Length - start.Length - end.Length), form, isInterpolated: false) is { } content
                        ? new(separator, start, end, form, isText: true, [content])
                        : null;

            case InterpolatedStringExpressionSyntax interpolated:
                var opening = interpolated.StringStartToken.Text;
                var pieces = new List<SqlPiece?>();
                var (written, _) = FormOf(opening.Replace("$", ""));
                foreach (var part in interpolated.Contents)
                {
                    pieces.Add(part switch
                    {
                        InterpolatedStringTextSyntax { TextToken.Text: var text } => SqlPiece.Of(text, written, isInterpolated: true),
                        InterpolationSyntax hole => SqlPiece.Of(hole),
                        _ => null,
                    });
                }

                return pieces.Contains(null) ? null : new(separator, opening, interpolated.StringEndToken.Text, written, isText: true, pieces!);

            default:
                return new(separator, "", "", SqlForm.Regular, isText: false, [SqlPiece.Of(expression)]);
        }
    }

    /// <summary>What stands between the quotes.</summary>
    public string Body()
    {
        var staysInterpolated = IsInterpolated || start.IndexOf('$') < 0;
        return string.Concat(Pieces.Select(piece => staysInterpolated || Form == SqlForm.Raw ? piece.Source() : piece.SourceWithoutHoles()));
    }

    /// <summary>The operand with its quotes as they were.</summary>
    public string Original() => start + string.Concat(Pieces.Select(static piece => piece.Source())) + Close;

    private static (SqlForm Form, string Start) FormOf(string source)
    {
        if (source.StartsWith("@", StringComparison.Ordinal))
        {
            return (SqlForm.Verbatim, "@\"");
        }

        var quotes = source.TakeWhile(static character => character == '"').Count();
        return quotes >= 3 ? (SqlForm.Raw, new string('"', quotes)) : (SqlForm.Regular, "\"");
    }
}

/// <summary>A run of characters that the code writes, or a hole.</summary>
internal sealed class SqlPiece
{
    private readonly string source = "";
    private readonly string[] units = [];

    private SqlPiece(ExpressionSyntax hole, InterpolationSyntax? interpolation)
    {
        Hole = hole;
        Interpolation = interpolation;
        source = interpolation?.ToFullString() ?? hole.ToString();
    }

    private SqlPiece(string text, string[] units)
    {
        Text = text;
        this.units = units;
    }

    /// <summary>The characters as they are read; null for a hole.</summary>
    public string? Text { get; }

    /// <summary>What fills the hole; null for written characters.</summary>
    public ExpressionSyntax? Hole { get; }

    /// <summary>The hole, where an interpolated string has it.</summary>
    public InterpolationSyntax? Interpolation { get; }

    /// <summary>What stands in place of a hole.</summary>
    public string? Replacement { get; private set; }

    public bool IsGone => Replacement is not null;

    /// <summary>How many braces make a hole.</summary>
    public int Braces { get; set; } = 1;

    public static SqlPiece Of(InterpolationSyntax hole) => new(hole.Expression, hole);

    public static SqlPiece Of(ExpressionSyntax hole) => new(hole, null);

    /// <summary>Written characters, each with its source; null where one is written by its number.</summary>
    public static SqlPiece? Of(string source, SqlForm form, bool isInterpolated)
    {
        var text = new StringBuilder();
        var units = new List<string>();
        for (var i = 0; i < source.Length; i++)
        {
            var character = source[i];
            var next = i + 1 < source.Length ? source[i + 1] : '\0';
            var isTwo = (form == SqlForm.Regular && character == '\\')
                || (form == SqlForm.Verbatim && character == '"')
                || (form != SqlForm.Raw && isInterpolated && character is '{' or '}' && next == character);
            if (!isTwo)
            {
                text.Append(character);
                units.Add(source.Substring(i, 1));
                continue;
            }

            var read = character != '\\' ? character : next switch { '\'' or '"' or '\\' => next, 'n' => '\n', 'r' => '\r', 't' => '\t', _ => '\0' };
            if (read == '\0')
            {
                return null;
            }

            text.Append(read);
            units.Add(source.Substring(i, 2));
            i++;
        }

        return new(text.ToString(), [.. units]);
    }

    /// <summary>Takes characters out.</summary>
    public void Remove(int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            units[i] = "";
        }
    }

    /// <summary>Puts something in place of a character.</summary>
    public void Put(int at, string replacement) => units[at] = replacement;

    /// <summary>Puts something in place of the hole.</summary>
    public void Put(string replacement) => Replacement = replacement;

    /// <summary>The piece as it is written now.</summary>
    public string Source() => Hole is null ? string.Concat(units) : Replacement ?? source;

    /// <summary>The piece as it is written in a literal: a brace is one brace there.</summary>
    public string SourceWithoutHoles() => string.Concat(Hole is null ? units.Select(static unit => unit is "{{" or "}}" ? unit.Substring(1) : unit) : [Source()]);
}
