using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.Security.Identity;

/// <summary>What is left of a Guid on the way: how many bits of it nobody knows.</summary>
/// <param name="isOfTime">True for one of version 7, which begins with the time.</param>
internal sealed class GuidText(bool isOfTime)
{
    /// <summary>A whole random Guid.</summary>
    public const int Whole = 122;

    /// <summary>What is random in one of version 7, and where it begins.</summary>
    private const int WholeOfTime = 74;

    private static readonly int[] Dashes = [8, 13, 18, 23];

    private static readonly int[] Groups = [8, 4, 4, 4, 12];

    private bool hasDashes = true;
    private bool isHexadecimal = true;
    private bool isSplit;
    private int start;

    /// <summary>The bits that nobody knows.</summary>
    public int Bits { get; private set; } = isOfTime ? WholeOfTime : Whole;

    /// <summary>True once a part was taken.</summary>
    public bool IsCut { get; private set; }

    /// <summary>False once nothing more can be said.</summary>
    public bool IsKnown { get; private set; } = true;

    /// <summary>The same, to be followed on another way.</summary>
    public GuidText Copy() => (GuidText)MemberwiseClone();

    /// <summary>What a call on it, by name, makes of it.</summary>
    public void Call(string method, SeparatedSyntaxList<ArgumentSyntax> arguments)
    {
        switch (method)
        {
            case "ToString" when arguments.Count > 0:
                Format((arguments[0].Expression as LiteralExpressionSyntax)?.Token.ValueText);
                break;

            case "Replace" when arguments.Count == 2 && arguments[0].Expression is LiteralExpressionSyntax { Token.ValueText: "-" }:
                hasDashes = false;
                break;

            case "ToBase64String" or "Base64UrlEncode" or "Base64UrlTextEncode" or "EncodeToString":
                isHexadecimal = hasDashes = false;
                break;

            case "ToByteArray" or "ToHexString" or "ToHexStringLower":
                hasDashes = false;
                break;

            case "GetHashCode":
                CutTo(32);
                break;

            case "Split":
                isSplit = true;
                break;

            case "First" when isSplit:
                Group(0);
                break;

            case "Last" when isSplit:
                Group(Groups.Length - 1);
                break;

            case "Substring" or "AsSpan" when arguments.Count == 2:
                Take(Number(arguments[0].Expression), Number(arguments[1].Expression));
                break;

            case "Substring" or "AsSpan" when arguments.Count == 1:
                Take(Number(arguments[0].Expression), Length - Number(arguments[0].Expression));
                break;

            case "Remove" or "Take" when arguments.Count == 1:
                Take(0, Number(arguments[0].Expression));
                break;
        }
    }

    /// <summary><c>[..8]</c>, <c>[^8..]</c>, <c>[0]</c></summary>
    public void Slice(ExpressionSyntax index)
    {
        if (isSplit)
        {
            Group(Number(index) ?? -1);
            return;
        }

        if (index is not RangeExpressionSyntax range)
        {
            IsKnown = false;
            return;
        }

        var from = range.LeftOperand is null ? 0 : Position(range.LeftOperand);
        var to = range.RightOperand is null ? Length : Position(range.RightOperand);
        Take(from, to - from);
    }

    /// <summary>What a format in an interpolation makes of it.</summary>
    public void Format(string? format)
    {
        hasDashes = format is not ("N" or "n");
        IsKnown &= format is null or "N" or "n" or "D" or "d" or "B" or "b" or "P" or "p";
    }

    private int Length => isHexadecimal ? hasDashes ? 36 : 32 : 24;

    private int? Position(ExpressionSyntax at)
        => at is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.IndexExpression } fromEnd ? Length - Number(fromEnd.Operand) : Number(at);

    private void Group(int index)
    {
        isSplit = false;
        if (index < 0 || index >= Groups.Length)
        {
            IsKnown = false;
            return;
        }

        start += Groups.Take(index).Sum();
        hasDashes = false;
        Take(0, Groups[index]);
    }

    private void Take(int? from, int? length)
    {
        if (from is not { } first || length is not { } count || first < 0 || count < 0)
        {
            IsKnown = false;
            return;
        }

        var end = first + count;
        var digits = hasDashes ? Enumerable.Range(first, Math.Min(count, Length)).Count(static at => Array.IndexOf(Dashes, at) < 0) : count;
        if (digits >= (isHexadecimal ? 32 : 22))
        {
            return;
        }

        if (isOfTime && isHexadecimal && start + end <= 12)
        {
            // The time, and nothing else.
            Bits = 0;
        }

        start += first;
        CutTo(digits * (isHexadecimal ? 4 : 6));
    }

    private void CutTo(int bits)
    {
        IsCut = true;
        Bits = Math.Min(Bits, bits);
    }

    private static int? Number(ExpressionSyntax expression)
        => expression is LiteralExpressionSyntax { Token.Value: int number } ? number
            : expression is IdentifierNameSyntax name ? ConstantNamed(name)
            : null;

    /// <summary>A constant of the same type or function, by its name.</summary>
    private static int? ConstantNamed(IdentifierNameSyntax name)
    {
        foreach (var scope in name.Ancestors())
        {
            var declarations = scope switch
            {
                BlockSyntax block => block.Statements.OfType<LocalDeclarationStatementSyntax>().Where(static local => local.IsConst).Select(static local => local.Declaration),
                TypeDeclarationSyntax type => type.Members.OfType<FieldDeclarationSyntax>().Where(static field => field.Modifiers.Any(SyntaxKind.ConstKeyword)).Select(static field => field.Declaration),
                _ => [],
            };
            foreach (var variable in declarations.SelectMany(static declaration => declaration.Variables))
            {
                if (variable.Identifier.ValueText == name.Identifier.ValueText)
                {
                    return variable.Initializer?.Value is LiteralExpressionSyntax { Token.Value: int number } ? number : null;
                }
            }
        }

        return null;
    }
}
