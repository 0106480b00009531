using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Security.Injection;

/// <summary>A command line as the code writes it, taken apart as the framework takes it apart: at blanks outside of quotes.</summary>
internal sealed class CommandLineText
{
    private const int MostPieces = 60;

    /// <summary>Words in the name of a value that say that it holds several arguments.</summary>
    private static readonly string[] Several = ["args", "arguments", "argument", "options", "option", "flags", "parameters", "params", "switches", "command", "line", "extra"];

    private readonly SemanticModel model;
    private readonly CancellationToken cancellationToken;
    private readonly List<Piece> pieces = [];

    private CommandLineText(SemanticModel model, CancellationToken cancellationToken)
    {
        this.model = model;
        this.cancellationToken = cancellationToken;
    }

    /// <summary>The arguments, each as an expression; null where a person has to say what they are.</summary>
    public static List<string>? Split(ExpressionSyntax line, SemanticModel model, CancellationToken cancellationToken)
    {
        if (line.ContainsDiagnostics || CodeLayout.HasComments(line, line.Span))
        {
            return null;
        }

        var text = new CommandLineText(model, cancellationToken);
        return text.Read(line) && text.pieces.Count <= MostPieces && text.pieces.Exists(static piece => piece.Literal is { } literal && literal.Trim().Length > 0) ? text.Arguments() : null;
    }

    private bool Read(ExpressionSyntax line)
    {
        // A sum of thousands is as deep as it is long.
        var operands = new Stack<ExpressionSyntax>();
        while (line is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum && model.GetTypeInfo(sum, cancellationToken).Type?.SpecialType == SpecialType.System_String)
        {
            operands.Push(sum.Right);
            line = sum.Left;
            if (operands.Count > MostPieces)
            {
                return false;
            }
        }

        operands.Push(line);
        while (operands.Count > 0)
        {
            if (!ReadOperand(operands.Pop()))
            {
                return false;
            }
        }

        return true;
    }

    private bool ReadOperand(ExpressionSyntax operand)
    {
        switch (operand)
        {
            case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal:
                pieces.Add(new(literal.Token.ValueText, null, null));
                return true;

            case InterpolatedStringExpressionSyntax interpolated:
                return interpolated.Contents.All(part => part switch
                {
                    InterpolatedStringTextSyntax written => ReadText(written),
                    InterpolationSyntax { AlignmentClause: null } hole => ReadHole(hole.Expression, hole.FormatClause),
                    _ => false,
                });

            default:
                return ReadHole(operand, null);
        }
    }

    private bool ReadText(InterpolatedStringTextSyntax written)
    {
        if ((model.GetOperation(written, cancellationToken) as IInterpolatedStringTextOperation)?.Text.ConstantValue is not { HasValue: true, Value: string text })
        {
            return false;
        }

        pieces.Add(new(text, null, null));
        return true;
    }

    private bool ReadHole(ExpressionSyntax value, InterpolationFormatClauseSyntax? format)
    {
        if (value.ToString().IndexOf('\n') >= 0
            || (MemberName.Of(value)?.ValueText is { } name && WordSplitter.EndsInWord(name, Several))
            || (model.GetConstantValue(value, cancellationToken) is { HasValue: true, Value: string constant } && (constant.Length == 0 || constant.IndexOfAny([' ', '\t', '"', '\\']) >= 0)))
        {
            return false;
        }

        pieces.Add(new(null, value, format));
        return true;
    }

    private List<string>? Arguments()
    {
        var arguments = new List<string>();
        var current = new List<Piece>();
        var isOpen = false;
        var isBegun = false;
        foreach (var piece in pieces)
        {
            if (piece.Literal is not { } literal)
            {
                current.Add(piece);
                isBegun = true;
                continue;
            }

            var written = "";
            foreach (var character in literal)
            {
                switch (character)
                {
                    // A backslash may belong to the quote behind it; what is sent elsewhere is a shell's matter.
                    case '\\' or '\n' or '\r':
                    case '<' or '>' or '|' or '&' when !isOpen:
                        return null;

                    case '"':
                        isOpen = !isOpen;
                        isBegun = true;
                        break;

                    case ' ' or '\t' when !isOpen:
                        End(ref written);
                        break;

                    default:
                        written += character;
                        isBegun = true;
                        break;
                }
            }

            Keep(ref written);
        }

        var last = "";
        End(ref last);
        return isOpen ? null : arguments;

        void Keep(ref string written)
        {
            if (written.Length > 0)
            {
                current.Add(new(written, null, null));
                written = "";
            }
        }

        void End(ref string written)
        {
            Keep(ref written);
            if (isBegun)
            {
                arguments.Add(Written(current));
                current = [];
                isBegun = false;
            }
        }
    }

    private string Written(List<Piece> argument)
    {
        if (argument.TrueForAll(static piece => piece.Literal is not null))
        {
            return SymbolDisplay.FormatLiteral(string.Concat(argument.Select(static piece => piece.Literal)), quote: true);
        }

        if (argument is { Count: 1 } && argument[0] is { Value: { } only, Format: null } && model.GetTypeInfo(only, cancellationToken) is { Type: { } type } info)
        {
            var text = only.WithoutTrivia().ToString();
            var isName = only is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax;
            if (type.SpecialType == SpecialType.System_String)
            {
                var mayBeNull = info.Nullability.FlowState == NullableFlowState.MaybeNull || !model.GetNullableContext(only.SpanStart).WarningsEnabled();
                return !mayBeNull ? text : isName ? text + " ?? \"\"" : $"({text}) ?? \"\"";
            }

            if (type is { IsValueType: true, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T } && isName)
            {
                return text + ".ToString()";
            }
        }

        return "$\"" + string.Concat(argument.Select(static piece => piece.Literal is { } literal ? Inner(literal) : "{" + piece.Value!.WithoutTrivia() + piece.Format + "}")) + "\"";
    }

    /// <summary>A text as an interpolated string writes it.</summary>
    private static string Inner(string literal)
    {
        var quoted = SymbolDisplay.FormatLiteral(literal, quote: true);
        return quoted.Substring(1, quoted.Length - 2).Replace("{", "{{").Replace("}", "}}");
    }

    private sealed class Piece(string? literal, ExpressionSyntax? value, InterpolationFormatClauseSyntax? format)
    {
        public string? Literal { get; } = literal;

        public ExpressionSyntax? Value { get; } = value;

        public InterpolationFormatClauseSyntax? Format { get; } = format;
    }
}
