using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Disclosure.Logs;

/// <summary>Values that are made from a secret and do not show it.</summary>
internal static class DerivedValue
{
    /// <summary>So deep choices within choices are looked into.</summary>
    private const int Depth = 8;

    /// <summary>So many first letters of a token or a key say nothing.</summary>
    private const int Prefix = 16;

    /// <summary>True for what hides a value, or keeps its first letters.</summary>
    public static bool Is(IOperation value) => Is(value, 0);

    private static bool Is(IOperation value, int depth)
    {
        if (depth > Depth)
        {
            return false;
        }

        value = ValueChain.Unwrap(value);
        return value switch
        {
            IInvocationOperation { TargetMethod: { Name: "Substring", Parameters.Length: 2 } } call => call.Arguments[0].Value.ConstantValue is { HasValue: true, Value: 0 },
            IInvocationOperation { TargetMethod: { Name: "Replace", ContainingType.SpecialType: SpecialType.System_String } } call => call.Arguments.Length > 1 && call.Arguments[1].Value.ConstantValue is { HasValue: true, Value: string { Length: > 1 } },
            IInvocationOperation call => HidesBy(WordSplitter.Of(call.TargetMethod.Name)) || HidesBy(WordSplitter.Of(call.TargetMethod.ContainingType.Name)),
            IConditionalOperation { WhenFalse: { } otherwise } choice => IsOrSaysNothing(choice.WhenTrue, depth + 1) && IsOrSaysNothing(otherwise, depth + 1) || IsCut(choice, choice.WhenTrue, otherwise, depth + 1) || IsCut(choice, otherwise, choice.WhenTrue, depth + 1),
            ICoalesceOperation choice => Is(choice.Value, depth + 1),
            IConditionalAccessOperation access => Is(access.WhenNotNull, depth + 1),
            IInterpolatedStringOperation text => HasStars(text.Syntax) && !text.Parts.OfType<IInterpolationOperation>().Any(static hole => IsPlain(hole.Expression)),
            IBinaryOperation sum => sum.Syntax.Span.Length < 400 && HasStars(sum.Syntax) && !sum.DescendantsAndSelf().Any(static part => part.Parent is IBinaryOperation or IConversionOperation && IsPlain(part)),
            _ => value.Syntax is ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } && arguments[0].Expression is RangeExpressionSyntax { LeftOperand: null },
        };
    }

    private static bool IsOrSaysNothing(IOperation value, int depth) => value.ConstantValue.HasValue || Is(value, depth);

    /// <summary>
    /// <c>code.Length > 10 ? code[..10] + "…" : code</c>: the first letters of what is always longer. Not of a password, which may be as short as that.
    /// </summary>
    private static bool IsCut(IConditionalOperation choice, IOperation piece, IOperation whole, int depth)
        => ValueChain.NameOf(whole) is { } name
            && choice.Condition is IBinaryOperation { LeftOperand: var left, RightOperand: var right }
            && (left.ConstantValue.HasValue ? (left, right) : (right, left)) is ({ ConstantValue: { HasValue: true, Value: int and <= Prefix } }, IPropertyReferenceOperation { Property.Name: "Length", Instance: { } measured })
            && measured.Syntax.ToString() == whole.Syntax.ToString()
            && !WordSplitter.Of(name).Exists(static word => word is "password" or "passwd" or "pwd" or "passphrase" or "pin" or "otp")
            && Is(piece, depth);

    private static bool HasStars(SyntaxNode text) => text.ToString() is var source && (source.Contains("**") || source.Contains("..."));

    /// <summary>True for a value that stands in a text as it is, by a name that says that it matters.</summary>
    private static bool IsPlain(IOperation value) => ValueChain.NameOf(value) is { } name && SensitiveNames.Of(name) != SensitiveKind.None;

    private static bool HidesBy(List<string> words)
        => words.Exists(static word => word is "mask" or "masked" or "masker" or "redact" or "redacted" or "redactor" or "obfuscate" or "hash" or "hashed" or "hasher" or "encrypt" or "encrypted" or "anonymize" or "anonymise" or "pseudonymize" or "scrub" or "truncate" or "censor" or "sanitize" or "fingerprint");
}
