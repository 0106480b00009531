using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Observability.Logging;

/// <summary>A text that was put together in a call, taken apart: a constant template with named holes, and the values for them in order.</summary>
internal sealed partial class LogTemplate
{
    private readonly SemanticModel model;
    private readonly HoleNames names;
    private readonly List<ExpressionSyntax> values = [];
    private readonly Queue<ExpressionSyntax> given;
    private readonly bool hasGiven;

    private LogTemplate(SemanticModel model, IReadOnlyList<ExpressionSyntax> given)
    {
        this.model = model;
        this.given = new(given);
        hasGiven = given.Count > 0;
        names = new(model);
        Text = null!;
    }

    /// <summary>The constant text.</summary>
    public ExpressionSyntax Text { get; private set; }

    /// <summary>One value for each hole, in the order of the holes.</summary>
    public IReadOnlyList<ExpressionSyntax> Values => values;

    /// <summary>Takes a text apart; null where the same could not be said by a template.</summary>
    /// <param name="text">An interpolation, a concatenation or a call of <c>string.Format</c>.</param>
    /// <param name="model">What the values are.</param>
    /// <param name="given">The values that the call passes already, for holes that the text has already.</param>
    public static LogTemplate? Of(ExpressionSyntax text, SemanticModel model, params IReadOnlyList<ExpressionSyntax> given)
    {
        if (CodeLayout.HasComments(text))
        {
            return null;
        }

        var template = new LogTemplate(model, given);
        template.Keep(text);
        if (template.Read(Unwrap(text)) is not { } constant || template.given.Count > 0 || !template.CanPassAll())
        {
            return null;
        }

        template.Text = constant;
        return template;
    }

    /// <summary>A template of one value and nothing else.</summary>
    public static LogTemplate? OfValue(ExpressionSyntax value, SemanticModel model)
    {
        var template = new LogTemplate(model, []);
        template.Text = SyntaxFactory.ParseExpression("\"" + template.Hole(value, "") + "\"");
        return template.CanPassAll() ? template : null;
    }

    private ExpressionSyntax? Read(ExpressionSyntax text)
    {
        switch (text)
        {
            case InterpolatedStringExpressionSyntax interpolated:
                return Constant(interpolated);

            case LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression):
                return literal;

            case InvocationExpressionSyntax format:
                return !hasGiven
                    && model.GetSymbolInfo(format).Symbol is IMethodSymbol { Name: "Format", ContainingType.SpecialType: SpecialType.System_String } method
                    && method.Parameters[0].Type.SpecialType == SpecialType.System_String
                        ? ReadFormat(format.ArgumentList)
                        : null;

            case BinaryExpressionSyntax:
                var leaves = Leaves(text);
                return leaves.All(leaf => leaf is InterpolatedStringExpressionSyntax || leaf.IsKind(SyntaxKind.StringLiteralExpression))
                    ? ReadInPlace(text, leaves)
                    : ReadTogether(leaves);

            default:
                return null;
        }
    }

    /// <summary>The operands of a concatenation in order; sums of numbers are one operand.</summary>
    private List<ExpressionSyntax> Leaves(ExpressionSyntax text)
    {
        var leaves = new List<ExpressionSyntax>();
        var ahead = new Stack<ExpressionSyntax>();
        ahead.Push(text);
        while (ahead.Count > 0)
        {
            var part = ahead.Pop();
            if (Unwrap(part) is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum && model.GetTypeInfo(sum).Type?.SpecialType == SpecialType.System_String)
            {
                ahead.Push(sum.Right);
                ahead.Push(sum.Left);
            }
            else
            {
                leaves.Add(Unwrap(part) is InterpolatedStringExpressionSyntax inner ? inner : part);
            }
        }

        return leaves;
    }

    /// <summary>A concatenation of literals and interpolations keeps its form, which is often that of several lines.</summary>
    private ExpressionSyntax? ReadInPlace(ExpressionSyntax text, List<ExpressionSyntax> leaves)
    {
        var replaced = new Dictionary<ExpressionSyntax, ExpressionSyntax>();
        foreach (var leaf in leaves)
        {
            var constant = leaf is InterpolatedStringExpressionSyntax interpolated ? Constant(interpolated) : Constant((LiteralExpressionSyntax)leaf);
            if (constant is null)
            {
                return null;
            }

            replaced.Add(leaf, constant.WithTriviaFrom(leaf));
        }

        return text.ReplaceNodes(leaves, (leaf, _) => replaced[leaf]).WithoutTrivia();
    }

    /// <summary>Values between literals are pulled into one text.</summary>
    private ExpressionSyntax? ReadTogether(List<ExpressionSyntax> leaves)
    {
        var body = new StringBuilder();
        foreach (var leaf in leaves)
        {
            switch (leaf)
            {
                case InterpolatedStringExpressionSyntax { StringStartToken.Text: "$\"" } interpolated when Body(interpolated) is { } inner:
                    body.Append(inner);
                    break;
                case LiteralExpressionSyntax { Token: { Text: var source } token } when token.IsKind(SyntaxKind.StringLiteralToken) && source[0] == '"':
                    if (Literal(source.Substring(1, source.Length - 2)) is not { } piece)
                    {
                        return null;
                    }

                    body.Append(piece);
                    break;
                case LiteralExpressionSyntax { Token.Value: char letter } literal:
                    var written = literal.Token.Text;
                    body.Append(letter switch { '"' => "\\\"", '\'' => "'", '{' => "{{", '}' => "}}", _ => written.Substring(1, written.Length - 2) });
                    break;
                case LiteralExpressionSyntax or InterpolatedStringExpressionSyntax:
                    return null;
                default:
                    body.Append(Hole(leaf, ""));
                    break;
            }
        }

        return SyntaxFactory.ParseExpression("\"" + body + "\"");
    }

    /// <summary>The literal of an interpolation, of the same kind: regular, verbatim or raw.</summary>
    private ExpressionSyntax? Constant(InterpolatedStringExpressionSyntax interpolated)
        => Body(interpolated) is { } body
            ? SyntaxFactory.ParseExpression(interpolated.StringStartToken.Text.Replace("$", "") + body + interpolated.StringEndToken.Text)
            : null;

    private LiteralExpressionSyntax? Constant(LiteralExpressionSyntax literal)
        => Literal(literal.Token.Text) is { } text ? (LiteralExpressionSyntax)SyntaxFactory.ParseExpression(text) : null;

    /// <summary>What stands between the quotes, with holes for the values; null where a hole has no like in a template.</summary>
    private string? Body(InterpolatedStringExpressionSyntax interpolated)
    {
        var body = new StringBuilder();
        var isRaw = interpolated.StringStartToken.Text.IndexOf("\"\"\"", StringComparison.Ordinal) >= 0;
        foreach (var content in interpolated.Contents)
        {
            switch (content)
            {
                case InterpolatedStringTextSyntax text:
                    // In a raw text a brace stands for itself, elsewhere a doubled one does.
                    var source = isRaw ? text.TextToken.Text : text.TextToken.Text.Replace("{{", "{").Replace("}}", "}");
                    if (Literal(source) is not { } written)
                    {
                        return null;
                    }

                    body.Append(written);
                    break;

                case InterpolationSyntax hole when Holes.Format(hole) is { } format:
                    body.Append(Hole(hole.Expression, format));
                    break;

                default:
                    return null;
            }
        }

        return body.ToString();
    }

    /// <summary>A piece of text as a template has it. Where values are passed already it is a template, whose holes take them in order.</summary>
    private string? Literal(string source)
    {
        if (!hasGiven)
        {
            return source.Replace("{", "{{").Replace("}", "}}");
        }

        foreach (var name in Holes.In(source))
        {
            if (name is null || given.Count == 0)
            {
                return null;
            }

            values.Add(given.Dequeue());
        }

        return source;
    }

    /// <summary>Names that the template has already are not given again.</summary>
    private void Keep(ExpressionSyntax text)
    {
        if (!hasGiven)
        {
            return;
        }

        foreach (var token in text.DescendantTokens())
        {
            var source = token.Kind() switch
            {
                SyntaxKind.InterpolatedStringTextToken => token.Text.Replace("{{", "{").Replace("}}", "}"),
                SyntaxKind.StringLiteralToken => token.ValueText,
                _ => "",
            };

            foreach (var name in Holes.In(source))
            {
                if (name is not null)
                {
                    names.Keep(name.TrimStart('@', '$'));
                }
            }
        }
    }

    private string Hole(ExpressionSyntax value, string format)
    {
        value = Unwrap(value);
        values.Add(value);
        return "{" + names.For(value) + format + "}";
    }

    /// <summary>True when each value can be an argument of type object, and a single array is not taken for all of them.</summary>
    private bool CanPassAll()
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (model.GetTypeInfo(values[i]).Type is not { IsRefLikeType: false, TypeKind: not (TypeKind.Dynamic or TypeKind.Pointer or TypeKind.FunctionPointer or TypeKind.Error), SpecialType: not SpecialType.System_Void } type
                || model.GetConstantValue(values[i]) is { HasValue: true, Value: null })
            {
                return false;
            }

            values[i] = Holes.AsArgument(values[i], isMistakable: values.Count == 1 && type is IArrayTypeSymbol { ElementType.IsReferenceType: true });
        }

        return true;
    }

    private static ExpressionSyntax Unwrap(ExpressionSyntax expression)
    {
        while (expression is ParenthesizedExpressionSyntax inner)
        {
            expression = inner.Expression;
        }

        return expression;
    }
}
