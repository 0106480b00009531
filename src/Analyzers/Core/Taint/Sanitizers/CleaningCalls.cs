using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ProdGap.Analyzers.Core.Taint.Sanitizers;

/// <summary>How people clean a text in place: they take out, or replace, whatever is no letter, no digit or no part of a name.</summary>
internal static class CleaningCalls
{
    /// <summary>True for a call whose result contains only what the code lets through.</summary>
    public static bool Clean(IInvocationOperation call, TaintPolicy policy, KnownTypes known)
        => call.TargetMethod.Name switch
        {
            // name.Replace(c, '_') over the characters that no name may have, name.Split(Path.GetInvalidFileNameChars())
            "Replace" or "Split" or "Trim" or "Remove" when (policy == TaintPolicy.Path || policy == TaintPolicy.JoinedPath) && call.TargetMethod.ContainingType?.SpecialType == SpecialType.System_String => call.Arguments.Any(static argument => IsInvalidCharacter(argument.Value)),
            "Replace" when known.Is(call.TargetMethod.ContainingType, "System.Text.RegularExpressions.Regex") => policy == TaintPolicy.Html ? TakesTagsOut(call) : IsComplement(call),
            "Where" or "TakeWhile" => call.Syntax is InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } && JudgesCharacters(arguments[0].Expression),
            _ => false,
        };

    private static bool IsInvalidCharacter(IOperation value)
    {
        if (value.Syntax.ToString().Contains("GetInvalidFileNameChars"))
        {
            return true;
        }

        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        return value is ILocalReferenceOperation { Local: var local }
            && local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is { } declaration
            && (declaration is ForEachStatementSyntax loop ? loop.Expression : (declaration as VariableDeclaratorSyntax)?.Initializer?.Value) is { } given
            && (given.ToString().Contains("GetInvalidFileNameChars") || given.ToString().IndexOf("invalid", StringComparison.OrdinalIgnoreCase) >= 0);
    }

    /// <summary><c>Regex.Replace(name, "[^a-z0-9]", "")</c>: everything but what is listed goes. Of a pattern that stands elsewhere this is assumed.</summary>
    private static bool IsComplement(IInvocationOperation call)
    {
        var pattern = call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "pattern")?.Value.ConstantValue;
        return pattern is { HasValue: true, Value: string text } ? text.StartsWith("[^", StringComparison.Ordinal) && text.IndexOf('/') < 0 && text.IndexOf('\'') < 0 && !text.Contains(".") : call.Instance is not null;
    }

    /// <summary>
    /// <c>Regex.Replace(text, "&lt;[^>]*>", "")</c>: no tag stays; nor does one where letters and digits are all that stays. A pattern that
    /// names some tags lets the others through. Of one that stands elsewhere it is assumed where nothing is put in for what it finds.
    /// </summary>
    private static bool TakesTagsOut(IInvocationOperation call)
    {
        if (call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "replacement")?.Value.ConstantValue is not { HasValue: true, Value: "" or " " })
        {
            return false;
        }

        var pattern = call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "pattern")?.Value.ConstantValue;
        if (pattern is not { HasValue: true, Value: string text })
        {
            return call.Instance is not null;
        }

        var open = text.IndexOf('<');
        return text.StartsWith("[^", StringComparison.Ordinal) ? open < 0 : open >= 0 && open + 1 < text.Length && !char.IsLetter(text[open + 1]);
    }

    private static bool JudgesCharacters(ExpressionSyntax judge)
        => judge.ToString() is { Length: < 300 } text
            && (text.Contains("IsLetter") || text.Contains("IsDigit") || text.Contains("IsAscii") || text.Contains("nvalid"));
}
