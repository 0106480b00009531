using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Core.Taint.Sanitizers;

namespace ProdGap.Analyzers.Core.Taint;

// What the answer to a condition means for the text.
internal sealed partial class ValidationGuard
{
    /// <summary>True where an answer to a condition means that the text is harmless.</summary>
    private bool Settles(ExpressionSyntax condition, bool answer, int depth)
    {
        if (depth == 0 || --budget < 0)
        {
            return false;
        }

        switch (condition)
        {
            case ParenthesizedExpressionSyntax inner:
                return Settles(inner.Expression, answer, depth - 1);

            case AwaitExpressionSyntax awaited:
                return Settles(awaited.Expression, answer, depth - 1);

            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not:
                return Settles(not.Operand, !answer, depth - 1);

            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both:
                return answer ? Settles(both.Left, true, depth - 1) || Settles(both.Right, true, depth - 1)
                    : Excludes(both.Left, both.Right, false, depth);

            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression } either:
                return answer ? Excludes(either.Left, either.Right, true, depth)
                    : Settles(either.Left, false, depth - 1) || Settles(either.Right, false, depth - 1);

            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } equality:
                return SettlesEquality(equality, answer == equality.IsKind(SyntaxKind.EqualsExpression), depth);

            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.GreaterThanOrEqualExpression or (int)SyntaxKind.GreaterThanExpression or (int)SyntaxKind.LessThanExpression } compared:
                // IndexOfAny(…) >= 0, > -1, < 0; errors.Count > 0
                return !answer && Bare(compared.Left) is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Count" or "Length", Expression: var complaints } && WasChecked(complaints)
                    || Bare(compared.Left) is InvocationExpressionSyntax found && IsPosition(found) && SettlesCall(found, answer != compared.IsKind(SyntaxKind.LessThanExpression));

            case IsPatternExpressionSyntax test:
                return SettlesPattern(test.Expression, test.Pattern, answer, depth);

            case InvocationExpressionSyntax call:
                return SettlesCall(call, answer);

            case ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax call } access:
                return answer && SettlesCall(call, answer, access.Expression);

            case MemberAccessExpressionSyntax member:
                return SettlesMember(member, answer);

            case IdentifierNameSyntax name:
                return NameLookup.ValueGiven(name, name.Identifier.ValueText) is { } value && Settles(value, answer, depth - 1);

            default:
                return false;
        }
    }

    /// <summary>Two answers of which one at least holds: both settle it, or one is about a text that is not there.</summary>
    private bool Excludes(ExpressionSyntax left, ExpressionSyntax right, bool answer, int depth)
        => (Settles(left, answer, depth - 1) || MeansEmpty(left, answer)) && (Settles(right, answer, depth - 1) || MeansEmpty(right, answer)) && !(MeansEmpty(left, answer) && MeansEmpty(right, answer));

    /// <summary>True where the answer to a question means that there is no text.</summary>
    private bool MeansEmpty(ExpressionSyntax question, bool answer)
        => Bare(question) switch
        {
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => MeansEmpty(not.Operand, !answer),
            InvocationExpressionSyntax call => InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name && name.StartsWith("IsNull", StringComparison.Ordinal) == answer && Array.IndexOf(EmptyQuestions, name) >= 0 && IsAsked(call),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } compared => answer && IsNothing(compared.Right) && IsAsked(compared.Left),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression or (int)SyntaxKind.GreaterThanExpression } compared => !answer && IsNothing(compared.Right) && IsAsked(compared.Left),
            IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax { Expression: var value } } test => answer && IsNothing(value) && IsAsked(test.Expression),
            IsPatternExpressionSyntax { Pattern: not UnaryPatternSyntax and var pattern } test => !answer && !AreConstants(pattern) && IsAsked(test.Expression),
            IsPatternExpressionSyntax { Pattern: UnaryPatternSyntax { Pattern: var pattern } } test => answer ? !AreConstants(pattern) && pattern is not ConstantPatternSyntax && IsAsked(test.Expression) : pattern is ConstantPatternSyntax && IsAsked(test.Expression),
            _ => false,
        };

    /// <summary>True for the text, its length, or the object whose member it is, and for a call that is given one of them.</summary>
    private bool IsAsked(ExpressionSyntax question)
        => Bare(question) switch
        {
            InvocationExpressionSyntax call => call.ArgumentList.Arguments.Any(argument => IsMeant(argument.Expression)),
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: var part, Expression: var measured } when Array.IndexOf(Measures, part) >= 0 => IsMeant(measured),
            ConditionalAccessExpressionSyntax access => IsMeant(access.Expression),
            var asked => IsMeant(asked) || (owner is not null && TextOf(asked) == owner),
        };

    private static bool IsNothing(ExpressionSyntax value)
        => value is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression or (int)SyntaxKind.DefaultLiteralExpression or (int)SyntaxKind.NumericLiteralExpression }
            || value is LiteralExpressionSyntax { Token.ValueText.Length: 0 }
            || value.ToString() is "string.Empty" or "String.Empty";

    private bool SettlesEquality(BinaryExpressionSyntax equality, bool areEqual, int depth)
    {
        if (equality.Right is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.TrueLiteralExpression or (int)SyntaxKind.FalseLiteralExpression } constant)
        {
            return Settles(equality.Left, areEqual == constant.IsKind(SyntaxKind.TrueLiteralExpression), depth - 1);
        }

        if (Bare(equality.Left) is InvocationExpressionSyntax found && IsPosition(found))
        {
            // IndexOfAny(…) == -1 or != -1
            return SettlesCall(found, !areEqual);
        }

        if (IsNothing(equality.Right) || IsNothing(equality.Left))
        {
            // context == null, where it was looked up by the text; error != null, where a check of the text complains
            return IsNull(equality.Right) && (areEqual ? WasChecked(equality.Left) : WasLookedUp(equality.Left));
        }

        return areEqual && ((IsMeant(equality.Left) && IsOwn(equality.Right)) || (IsMeant(equality.Right) && IsOwn(equality.Left)));
    }

    private bool SettlesPattern(ExpressionSyntax value, PatternSyntax pattern, bool answer, int depth)
    {
        if (depth <= 0)
        {
            return false;
        }

        if (pattern is UnaryPatternSyntax { RawKind: (int)SyntaxKind.NotPattern } not)
        {
            return SettlesPattern(value, not.Pattern, !answer, depth - 1);
        }

        if (pattern is ConstantPatternSyntax { Expression: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.TrueLiteralExpression or (int)SyntaxKind.FalseLiteralExpression } constant })
        {
            return Settles(value, answer == constant.IsKind(SyntaxKind.TrueLiteralExpression), depth - 1);
        }

        if (answer && AreConstants(pattern))
        {
            return IsMeant(value);
        }

        // Access(name) is { } denied, Find(name) is { } found, Find(name) is null
        var isNull = pattern is ConstantPatternSyntax { Expression: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression } };
        return Bare(value) is InvocationExpressionSyntax call ? (isNull ? !answer && IsLookup(call) : (answer ? IsLookup(call) : IsLookup(call) && WordSplitter.HasWord(InvocationSyntax.NameOf(call)?.Identifier.ValueText ?? "", Checks)))
            : isNull ? (answer ? WasChecked(value) : WasLookedUp(value))
            : !answer && pattern is RecursivePatternSyntax && WasChecked(value);
    }

    /// <summary>True for a variable that holds what was found by the text.</summary>
    private bool WasLookedUp(ExpressionSyntax value)
        => CallThatGave(value) is { } call && IsLookup(call);

    /// <summary>True for a variable that holds what a check of the text complains about.</summary>
    private bool WasChecked(ExpressionSyntax value)
        => CallThatGave(value) is { } call && IsThrowingCheck(call);

    /// <summary>The call whose result a variable was given.</summary>
    private static InvocationExpressionSyntax? CallThatGave(ExpressionSyntax value)
        => Bare(value) is IdentifierNameSyntax name && NameLookup.ValueGiven(name, name.Identifier.ValueText) is { } given ? Bare(given) as InvocationExpressionSyntax : null;

    private bool IsLookup(InvocationExpressionSyntax call)
        => InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name
            && Array.IndexOf(EmptyQuestions, name) < 0
            && !WordSplitter.HasWord(name, OtherQuestions)
            && name is not ("GetDirectoryName" or "GetFullPath" or "GetExtension" or "Create" or "Parse" or "Deserialize" or "OpenRead" or "ReadAllText" or "ReadAllBytes")
            && call.ArgumentList.Arguments.Any(argument => argument.RefKindKeyword.IsKind(SyntaxKind.None) && (IsMeant(argument.Expression) || ComparesIn(argument.Expression)));

    /// <summary><c>result.IsValid</c>, <c>check.Succeeded</c>, <c>uri.IsLoopback</c></summary>
    private bool SettlesMember(MemberAccessExpressionSyntax member, bool answer)
    {
        var name = member.Name.Identifier.ValueText;
        if (Array.IndexOf(policy.DecidingParts, name) >= 0 && IsMeant(member.Expression))
        {
            return !answer;
        }

        if (name is "IsValid" or "Success" or "Succeeded" or "IsSuccess" or "Allowed" or "IsAllowed" or "Ok" or "IsAuthorized" && answer)
        {
            return (CallThatGave(member.Expression) ?? Bare(member.Expression) as InvocationExpressionSyntax) is { } call
                && (InvocationSyntax.NameOf(call)?.Identifier.ValueText == "Match" ? SettlesCall(call, answer: true) : IsThrowingCheck(call));
        }

        return false;
    }

    private static bool IsPosition(InvocationExpressionSyntax call) => InvocationSyntax.NameOf(call)?.Identifier.ValueText is "IndexOfAny" or "IndexOf" or "IndexOfAnyExcept";

    private bool SettlesCall(InvocationExpressionSyntax call, bool answer, ExpressionSyntax? receiver = null)
    {
        if (InvocationSyntax.NameOf(call)?.Identifier.ValueText is not { } name || Array.IndexOf(EmptyQuestions, name) >= 0)
        {
            return false;
        }

        budget--;
        receiver ??= (call.Expression as MemberAccessExpressionSyntax)?.Expression;
        var arguments = call.ArgumentList.Arguments;
        if (receiver is not null && IsMeant(receiver))
        {
            return name switch
            {
                "Equals" => answer && arguments.Count > 0 && !IsNothing(arguments[0].Expression) && IsOwn(arguments[0].Expression),
                "All" => answer && JudgesEach(arguments),
                "Any" => !answer && JudgesEach(arguments),
                "IsMatch" => false,
                _ when Array.IndexOf(ContentQuestions, name) >= 0 => policy.Settles(new(name, call, receiver, answer)),
                _ when WordSplitter.HasWord(name, Refusals) => !answer,
                // name.IsValidSlug(), an extension of the app's own
                _ => answer && arguments.Count == 0 && CommonSanitizers.IsHelper(name, policy),
            };
        }

        var isAbout = false;
        foreach (var argument in arguments)
        {
            isAbout |= !argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword) && (IsMeant(argument.Expression) || ComparesIn(argument.Expression));
        }

        if (!isAbout)
        {
            // Valid(model) says something of model.Name, too.
            return owner is not null && arguments.Any(argument => TextOf(argument.Expression) == owner) && answer != WordSplitter.HasWord(name, Refusals) && !WordSplitter.HasWord(name, OtherQuestions) && (CommonSanitizers.IsHelper(name, policy) || WordSplitter.HasWord(name, Refusals));
        }

        // string.Equals(name, "…")
        if (name == "Equals")
        {
            return answer && arguments.All(argument => IsMeant(argument.Expression) || (IsOwn(argument.Expression) && !IsNothing(argument.Expression)));
        }

        if (name is "IsMatch" or "Match")
        {
            return SettlesPattern(call, receiver, answer);
        }

        // denied.Contains(name) is no list of what may be.
        if (name is "Contains" or "ContainsKey" or "TryGetValue" or "Any" || (name == "Exists" && arguments.Any(static argument => argument.Expression is LambdaExpressionSyntax)))
        {
            return answer && !(receiver is not null && MemberName.Of(receiver)?.ValueText is { } list && WordSplitter.HasWord(list, Refusals));
        }

        return !WordSplitter.HasWord(name, OtherQuestions) && (WordSplitter.HasWord(name, Refusals) ? !answer : answer);
    }

    /// <summary><c>name.All(char.IsLetterOrDigit)</c>, <c>names.All(allowed.Contains)</c>: each is asked for what it may be.</summary>
    private static bool JudgesEach(SeparatedSyntaxList<ArgumentSyntax> arguments)
        => arguments.Count > 0 && arguments[0].Expression.ToString() is { Length: < 400 } judged
            && (judged.IndexOf("char.Is", StringComparison.OrdinalIgnoreCase) >= 0 || judged.Contains("Contains") || judged.Contains("IsMatch") || judged.Contains("Valid") || judged.Contains("Allowed"))
            && !judged.Contains("IsWhiteSpace") && !judged.Contains("IsControl");

    /// <summary>A regular expression says what a text may be where it holds for all of it; one for what it may not contain does so by its complement.</summary>
    private static bool SettlesPattern(InvocationExpressionSyntax call, ExpressionSyntax? receiver, bool answer)
    {
        var arguments = call.ArgumentList.Arguments;
        var pattern = arguments.Count > 1 ? arguments[1].Expression
            : receiver is IdentifierNameSyntax name && NameLookup.ValueGiven(name, name.Identifier.ValueText) is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } given } ? given[0].Expression
            : receiver is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } made } ? made[0].Expression
            : null;
        if (pattern is LiteralExpressionSyntax { Token.ValueText: var text })
        {
            var isWhole = (text.StartsWith("^", StringComparison.Ordinal) || text.StartsWith("\\A", StringComparison.Ordinal)) && (text.EndsWith("$", StringComparison.Ordinal) || text.EndsWith("\\z", StringComparison.OrdinalIgnoreCase)) && CommonSanitizers.NamesWhatMayBe(text);
            return answer ? isWhole : text.StartsWith("[^", StringComparison.Ordinal);
        }

        var spoken = (receiver is InvocationExpressionSyntax made1 ? InvocationSyntax.NameOf(made1)?.Identifier.ValueText : receiver is null ? null : MemberName.Of(receiver)?.ValueText) ?? "";
        return answer != WordSplitter.HasWord(spoken, Refusals);
    }
}
