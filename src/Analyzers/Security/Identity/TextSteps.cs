using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Identity;

/// <summary>What a value goes through on its way without becoming harder to guess: arithmetic, formats, parts of a text, encodings, and hashes without a key.</summary>
internal sealed class TextSteps(GuidText? guid)
{
    /// <summary>Calls on a value whose result says no more than it.</summary>
    internal static readonly HashSet<string> Kept = SecretNames.Set(
        "ToString Substring Replace ToUpper ToUpperInvariant ToLower ToLowerInvariant Trim TrimStart TrimEnd PadLeft PadRight Remove ToArray ToList ToCharArray AsSpan AsMemory Take Skip Reverse Concat "
        + "Insert Append ToByteArray GetHashCode Split First Last ElementAt ToUnixTimeSeconds ToUnixTimeMilliseconds ToFileTime ToFileTimeUtc ToBinary Cast OfType Aggregate Normalize Format Prepend");

    /// <summary>Calls that are given a value and answer with no more than it.</summary>
    internal static readonly HashSet<string> Wrapping = SecretNames.Set(
        "Concat Join Format GetBytes ToBase64String ToHexString ToHexStringLower Base64UrlEncode Base64UrlTextEncode EncodeToString HashData ComputeHash Abs ToString ToChar ToInt32 ToInt64 ToByte FromResult "
        + "UrlEncode EscapeDataString Truncate Floor Round");

    /// <summary>Calls that make each element of their result in a lambda.</summary>
    private static readonly HashSet<string> Making = SecretNames.Set("Select SelectMany Aggregate ConvertAll Generate");

    private readonly List<ElementAccessExpressionSyntax> drawn = [];

    /// <summary>What is left of a Guid; null where the value comes from elsewhere.</summary>
    public GuidText? Guid { get; } = guid;

    /// <summary>What characters or words were drawn from.</summary>
    public IReadOnlyList<ElementAccessExpressionSyntax> Drawn => drawn;

    /// <summary>True once the value is a text or bytes, or a number that stands for a time.</summary>
    public bool IsText { get; private set; }

    /// <summary>True once it was encoded or hashed.</summary>
    public bool IsEncoded { get; private set; }

    /// <summary>The value becomes a part of what was there before.</summary>
    public void Append() => IsText = true;

    /// <summary>The same, to be followed on another way.</summary>
    public TextSteps Copy()
    {
        var copy = new TextSteps(Guid?.Copy()) { IsText = IsText, IsEncoded = IsEncoded };
        copy.drawn.AddRange(drawn);
        return copy;
    }

    /// <summary>The outermost expression that is still the value, or made of it; null where it only decides about something.</summary>
    public ExpressionSyntax? Outermost(ExpressionSyntax node)
    {
        while (true)
        {
            var next = Next(node, out var isLost);
            if (isLost || Guid is { IsKnown: false })
            {
                return null;
            }

            if (next is null)
            {
                return node;
            }

            node = next;
        }
    }

    private ExpressionSyntax? Next(ExpressionSyntax node, out bool isLost)
    {
        isLost = false;
        switch (node.Parent)
        {
            case CastExpressionSyntax cast:
                IsText |= cast.Type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.CharKeyword };
                return cast;

            case ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } or CheckedExpressionSyntax or AwaitExpressionSyntax:
                return (ExpressionSyntax)node.Parent;

            case BinaryExpressionSyntax binary:
                IsText |= binary.IsKind(SyntaxKind.AddExpression);
                isLost = binary.Kind() is not (SyntaxKind.AddExpression or SyntaxKind.ModuloExpression or SyntaxKind.MultiplyExpression or SyntaxKind.SubtractExpression or SyntaxKind.DivideExpression
                    or SyntaxKind.ExclusiveOrExpression or SyntaxKind.BitwiseAndExpression or SyntaxKind.BitwiseOrExpression or SyntaxKind.CoalesceExpression);
                return binary.IsKind(SyntaxKind.CoalesceExpression) && binary.Right == node ? null : binary;

            case ConditionalExpressionSyntax choice:
                isLost = choice.Condition == node;
                return choice;

            case SwitchExpressionArmSyntax { Parent: SwitchExpressionSyntax choice } arm:
                isLost = arm.Expression != node;
                return choice;

            case InterpolationSyntax { Parent: InterpolatedStringExpressionSyntax text } hole:
                IsText = true;
                if (hole.FormatClause is { FormatStringToken.ValueText: var format })
                {
                    Guid?.Format(format);
                }

                return text;

            case MemberAccessExpressionSyntax access when access.Expression == node:
                return Member(access, out isLost);

            case ElementAccessExpressionSyntax part when part.Expression == node && part.ArgumentList.Arguments.Count == 1:
                Guid?.Slice(part.ArgumentList.Arguments[0].Expression);
                return part;

            case ArgumentSyntax { Parent: BracketedArgumentListSyntax { Parent: ElementAccessExpressionSyntax choice } }:
                drawn.Add(choice);
                return choice;

            case ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } } when Wrapping.Contains(NameOf(call)):
                IsText |= NameOf(call) is not ("Abs" or "ToInt32" or "ToInt64" or "ToByte" or "FromResult" or "Truncate" or "Floor" or "Round");
                IsEncoded |= NameOf(call) is "ToBase64String" or "ToHexString" or "ToHexStringLower" or "Base64UrlEncode" or "Base64UrlTextEncode" or "EncodeToString" or "HashData" or "ComputeHash";
                Guid?.Call(NameOf(call), call.ArgumentList.Arguments);
                return call;

            case ArgumentSyntax { Parent: ArgumentListSyntax { Parent: ObjectCreationExpressionSyntax creation } } when TypeSyntaxNames.RightmostName(creation.Type) is "" or "String" && creation.Type is PredefinedTypeSyntax or SimpleNameSyntax or QualifiedNameSyntax:
                IsText = true;
                return creation;

            case LambdaExpressionSyntax lambda when lambda.ExpressionBody == node:
                return Made(lambda, out isLost);

            case ReturnStatementSyntax { Parent: BlockSyntax { Parent: LambdaExpressionSyntax lambda } }:
                return Made(lambda, out isLost);

            case SelectClauseSyntax { Parent: QueryBodySyntax { Parent: QueryExpressionSyntax query } }:
                return query;

            default:
                return null;
        }
    }

    private ExpressionSyntax? Member(MemberAccessExpressionSyntax access, out bool isLost)
    {
        var name = access.Name.Identifier.ValueText;
        isLost = false;
        if (access.Parent is InvocationExpressionSyntax call && call.Expression == access)
        {
            isLost = !Kept.Contains(name);
            IsText |= name is not ("GetHashCode" or "First" or "Last");
            Guid?.Call(name, call.ArgumentList.Arguments);
            return call;
        }

        isLost = name is not ("Ticks" or "Millisecond" or "Microsecond" or "UtcTicks" or "Result");
        IsText |= name is "Ticks" or "UtcTicks";
        return access;
    }

    /// <summary>What is made by a lambda: elements, or an order. An order alone gives nothing away, but the first few of it do.</summary>
    private static ExpressionSyntax? Made(LambdaExpressionSyntax lambda, out bool isLost)
    {
        if (lambda.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } })
        {
            var name = NameOf(call);
            isLost = !Making.Contains(name) && !(name is "OrderBy" or "OrderByDescending" && call.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Take" });
            return call;
        }

        isLost = true;
        return null;
    }

    private static string NameOf(InvocationExpressionSyntax call) => InvocationSyntax.NameOf(call)?.Identifier.ValueText ?? "";
}
