using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Identity;

/// <summary>What else a text is made of: something that nobody knows makes all of it hard to guess.</summary>
internal static class TextMakeup
{
    /// <summary>No text of a secret is made of more parts than these.</summary>
    private const int MostParts = 64;

    /// <summary>Names of what gives something that nobody can guess.</summary>
    private static readonly HashSet<string> Strong = new(StringComparer.Ordinal)
    {
        "RandomNumberGenerator", "RNGCryptoServiceProvider", "SecureRandom", "NewGuid", "Protect", "Encrypt", "Sign", "SignData",
    };

    /// <summary>What ends the names of values that others know or can find out.</summary>
    private static readonly string[] WellKnown =
        ["id", "guid", "uid", "email", "mail", "username", "user", "login", "phone", "timestamp", "time", "date", "ticks", "now", "expiry", "expires", "expiration", "role", "tenant", "prefix", "address", "account"];

    /// <summary>What makes a time.</summary>
    public static bool IsTime(string name) => name is "Now" or "UtcNow" or "TickCount" or "TickCount64" or "Ticks" or "Today" or "UnixEpoch";

    /// <summary>True where a part of a value, or what a variable in it holds, comes from a generator for secrets.</summary>
    /// <param name="value">The value.</param>
    /// <param name="own">The part that can be guessed.</param>
    public static bool HasStrongPart(ExpressionSyntax value, SyntaxNode own)
    {
        var parts = 0;
        foreach (var node in value.DescendantNodesAndSelf())
        {
            if (node is SimpleNameSyntax name && !own.Span.Contains(name.Span)
                && (IsStrongName(name.Identifier.ValueText) || (++parts < MostParts && name is IdentifierNameSyntax variable && IsPlain(variable) && InitialOf(variable) is { } initial && IsStrong(initial, own))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True where a block or a statement names such a generator.</summary>
    public static bool IsStrong(SyntaxNode node) => IsStrong(node, own: null);

    /// <summary>What a local variable in front of a use is declared with.</summary>
    public static ExpressionSyntax? InitialOf(IdentifierNameSyntax variable)
    {
        foreach (var scope in variable.Ancestors())
        {
            if (scope is BlockSyntax or SwitchSectionSyntax or CompilationUnitSyntax && NameLookup.DeclaratorIn(scope, variable.Identifier.ValueText) is { } declarator)
            {
                return declarator.Initializer is { Value: var value } && value.Span.End <= variable.SpanStart ? value : null;
            }

            if (scope is UsingStatementSyntax { Declaration: { } used } && used.Variables.FirstOrDefault(one => one.Identifier.ValueText == variable.Identifier.ValueText) is { Initializer.Value: var opened })
            {
                return opened;
            }

            if (scope is MemberDeclarationSyntax and not GlobalStatementSyntax)
            {
                return null;
            }
        }

        return null;
    }

    private static bool IsStrongName(string name) => Strong.Contains(name) || name.IndexOf("hmac", StringComparison.OrdinalIgnoreCase) >= 0;

    private static bool IsStrong(SyntaxNode node, SyntaxNode? own)
        => node.DescendantNodesAndSelf().Any(part => part is SimpleNameSyntax name && IsStrongName(name.Identifier.ValueText) && own?.Span.Contains(name.Span) != true);

    /// <summary>True where all that a value is made of is known to others: constants, times, and who it is for.</summary>
    /// <param name="value">The value.</param>
    /// <param name="ids">How many of the parts say who it is for.</param>
    /// <param name="times">How many of them are times.</param>
    public static bool IsAllKnown(ExpressionSyntax value, out int ids, out int times)
    {
        ids = 0;
        times = 0;
        var ahead = new Stack<ExpressionSyntax>();
        ahead.Push(value);
        for (var parts = 0; ahead.Count > 0; parts++)
        {
            if (parts > MostParts)
            {
                return false;
            }

            switch (ahead.Pop())
            {
                case LiteralExpressionSyntax or DefaultExpressionSyntax:
                    break;

                case ParenthesizedExpressionSyntax inner:
                    ahead.Push(inner.Expression);
                    break;

                case CastExpressionSyntax cast:
                    ahead.Push(cast.Expression);
                    break;

                case PostfixUnaryExpressionSyntax suppressed:
                    ahead.Push(suppressed.Operand);
                    break;

                case BinaryExpressionSyntax two:
                    ahead.Push(two.Left);
                    ahead.Push(two.Right);
                    break;

                case ConditionalExpressionSyntax choice:
                    ahead.Push(choice.WhenTrue);
                    ahead.Push(choice.WhenFalse);
                    break;

                case InterpolatedStringExpressionSyntax text:
                    foreach (var hole in text.Contents.OfType<InterpolationSyntax>())
                    {
                        ahead.Push(hole.Expression);
                    }

                    break;

                case ElementAccessExpressionSyntax part when part.ArgumentList.Arguments.Count == 1 && part.ArgumentList.Arguments[0].Expression is RangeExpressionSyntax:
                    ahead.Push(part.Expression);
                    break;

                case ObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } made, Type: PredefinedTypeSyntax }:
                    ahead.Push(made[0].Expression);
                    break;

                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax called } call:
                    if (!Descend(call, called, ahead))
                    {
                        return false;
                    }

                    break;

                case MemberAccessExpressionSyntax member:
                    if (IsTime(member.Name.Identifier.ValueText))
                    {
                        times++;
                        break;
                    }

                    if (!WordSplitter.EndsInWord(member.Name.Identifier.ValueText, WellKnown))
                    {
                        return false;
                    }

                    ids++;
                    break;

                case IdentifierNameSyntax variable:
                    if (InitialOf(variable) is { } initial)
                    {
                        ahead.Push(initial);
                    }
                    else if (WordSplitter.EndsInWord(variable.Identifier.ValueText, WellKnown))
                    {
                        ids++;
                    }
                    else
                    {
                        return false;
                    }

                    break;

                default:
                    return false;
            }
        }

        return true;
    }

    private static bool Descend(InvocationExpressionSyntax call, MemberAccessExpressionSyntax called, Stack<ExpressionSyntax> ahead)
    {
        var name = called.Name.Identifier.ValueText;
        if (name is "GetTimestamp" or "GetUtcNow" or "ToHashCode" or "Create")
        {
            return name != "Create" || called.Expression is IdentifierNameSyntax;
        }

        // Convert.ToString(x, 16), string.Concat(a, b), sha.ComputeHash(x)
        if (TextSteps.Wrapping.Contains(name) && call.ArgumentList.Arguments.Count > 0 && (name != "ToString" || called.Expression is IdentifierNameSyntax { Identifier.ValueText: "Convert" or "BitConverter" }))
        {
            foreach (var argument in call.ArgumentList.Arguments)
            {
                ahead.Push(argument.Expression);
            }

            return true;
        }

        ahead.Push(called.Expression);
        return TextSteps.Kept.Contains(name);
    }

    /// <summary>A name that stands for a variable, and is no member or method of something.</summary>
    private static bool IsPlain(IdentifierNameSyntax name)
        => name.Parent is not NameColonSyntax && !(name.Parent is MemberAccessExpressionSyntax access && access.Name == name);
}
