using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Disclosure.Logs;

/// <summary>A token or a key that opens nothing where it is logged: it was refused, matches nobody, was found revoked, or is deleted by the next statement.</summary>
internal static class SpentCredential
{
    /// <summary>Words in the name of a question whose no means that it opens nothing.</summary>
    private static readonly string[] Checks = ["confirm", "confirmed", "verify", "verified", "validate", "validated", "valid", "check", "authenticate", "match", "matches", "remove", "contains", "exists", "is", "redeem", "consume"];

    /// <summary>First words of what looks somebody up by it.</summary>
    private static readonly string[] Lookups = ["get", "find", "lookup", "load", "fetch", "resolve", "select", "query", "first", "single"];

    /// <summary>Words for a question, or a state, whose yes means that it opens nothing.</summary>
    private static readonly string[] Ends = ["revoked", "expired", "invalid", "invalidated", "blacklisted", "denied", "consumed", "redeemed", "unknown"];

    /// <summary>Words for what makes an end of it.</summary>
    private static readonly string[] Endings = ["delete", "remove", "revoke", "expire", "invalidate", "logout"];

    /// <summary>A password that was refused is often another one's, or nearly right.</summary>
    private static readonly string[] Lasting = ["password", "passwd", "pwd", "passphrase", "connection", "mnemonic", "seed"];

    /// <summary>True for a value that is logged where it is known to open nothing.</summary>
    public static bool Is(SensitiveValue value)
    {
        if (value.Kind is not (SensitiveKind.Credential or SensitiveKind.Token)
            || Written(value.Syntax) is not { } written
            || MemberName.Of(written) is not { ValueText: var name }
            || WordSplitter.HasWord(name, Lasting)
            || value.Syntax.FirstAncestorOrSelf<StatementSyntax>() is not { } statement)
        {
            return false;
        }

        var text = written.ToString();
        return IsEndedNext(statement, text) || IsRefused(statement, text);
    }

    private static ExpressionSyntax? Written(SyntaxNode value)
        => value switch
        {
            AnonymousObjectMemberDeclaratorSyntax { Expression: var member } => Written(member),
            InterpolationSyntax { Expression: var hole } => Written(hole),
            ArgumentSyntax { Expression: var given } => Written(given),
            IdentifierNameSyntax or MemberAccessExpressionSyntax => (ExpressionSyntax)value,
            _ => null,
        };

    private static bool IsRefused(StatementSyntax statement, string text)
    {
        for (SyntaxNode node = statement; node.Parent is { } parent; node = parent)
        {
            switch (parent)
            {
                case IfStatementSyntax choice when choice.Statement == node && Refuses(choice.Condition, true, text):
                case ElseClauseSyntax { Parent: IfStatementSyntax choice1 } when Refuses(choice1.Condition, false, text):
                case BlockSyntax { Statements: var statements } when statements.TakeWhile(earlier => earlier != node).Any(earlier => earlier is IfStatementSyntax { Else: null } choice2 && Leaves(choice2.Statement) && Refuses(choice2.Condition, false, text)):
                    return true;
                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    private static bool Leaves(StatementSyntax statement) => (statement is BlockSyntax block ? block.Statements.LastOrDefault() : statement) is ReturnStatementSyntax or ThrowStatementSyntax or ContinueStatementSyntax;

    /// <summary>True where the answer to a condition means that the credential opens nothing.</summary>
    private static bool Refuses(ExpressionSyntax condition, bool answer, string text)
        => Bare(condition) switch
        {
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => Refuses(not.Operand, !answer, text),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both => answer ? Refuses(both.Left, true, text) || Refuses(both.Right, true, text) : Refuses(both.Left, false, text) && Refuses(both.Right, false, text),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression } either => answer ? Refuses(either.Left, true, text) && Refuses(either.Right, true, text) : Refuses(either.Left, false, text) || Refuses(either.Right, false, text),
            InvocationExpressionSyntax call => IsAnswered(call, answer, text),
            IsPatternExpressionSyntax { Expression: var tested, Pattern: ConstantPatternSyntax { Expression.RawKind: (int)SyntaxKind.NullLiteralExpression } } => answer && IsFound(tested, text),
            IsPatternExpressionSyntax { Expression: var tested, Pattern: UnaryPatternSyntax { Pattern: ConstantPatternSyntax { Expression.RawKind: (int)SyntaxKind.NullLiteralExpression } } } => !answer && IsFound(tested, text),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.LessThanOrEqualExpression or (int)SyntaxKind.LessThanExpression, Right: LiteralExpressionSyntax { Token.Value: null or 0 } } nothing => answer && IsFound(nothing.Left, text),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression or (int)SyntaxKind.GreaterThanExpression, Right: LiteralExpressionSyntax { Token.Value: null or 0 } } found => !answer && IsFound(found.Left, text),
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: var state, Expression: var holder } => IsState(state, Bare(holder), answer, text),
            IdentifierNameSyntax name => Given(name) is { } given && IsAnswered(given, answer, text),
            _ => false,
        };

    private static bool IsState(string state, ExpressionSyntax holder, bool answer, string text)
        => answer && WordSplitter.HasWord(state, Ends) ? text == holder.ToString() || text.StartsWith(holder + ".", StringComparison.Ordinal)
            : state is "HasValue" ? !answer && IsFound(holder, text)
            : state is "Succeeded" or "IsValid" or "Success" or "IsSuccess" && !answer && (holder as InvocationExpressionSyntax ?? (holder is IdentifierNameSyntax name ? Given(name) : null)) is { } call && IsAnswered(call, false, text);

    private static bool IsAnswered(InvocationExpressionSyntax call, bool answer, string text)
        => IsGiven(call, text)
            && InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name
            && (WordSplitter.HasWord(name, Ends) ? answer : !answer && WordSplitter.HasWord(name, Checks) && name is not ("IsNullOrEmpty" or "IsNullOrWhiteSpace"));

    /// <summary>True for who was looked up by the credential.</summary>
    private static bool IsFound(ExpressionSyntax value, string text)
        => (Bare(value) as InvocationExpressionSyntax ?? (Bare(value) is IdentifierNameSyntax variable ? Given(variable) : null)) is { } call
            && IsGiven(call, text)
            && InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name
            && WordSplitter.Of(name) is { Count: > 0 } words
            && Array.IndexOf(Lookups, words[0]) >= 0;

    private static InvocationExpressionSyntax? Given(IdentifierNameSyntax variable)
        => NameLookup.ValueGiven(variable, variable.Identifier.ValueText) is { } value ? Bare(value) as InvocationExpressionSyntax : null;

    private static bool IsGiven(InvocationExpressionSyntax call, string text)
        => call.ArgumentList.Arguments.Any(argument => argument.Expression.DescendantNodesAndSelf().Any(node => node is IdentifierNameSyntax or MemberAccessExpressionSyntax && node.ToString() == text));

    /// <summary><c>logger.LogDebug("Removing {Secret}", secret); secrets.TryRemove(secret, out _);</c>, and the session that it is a member of.</summary>
    private static bool IsEndedNext(StatementSyntax statement, string text)
    {
        var next = statement.Parent is BlockSyntax { Statements: var statements } && statements.IndexOf(statement) is var at && at + 1 < statements.Count ? statements[at + 1] : null;
        var ending = next switch
        {
            ExpressionStatementSyntax { Expression: var expression } => expression,
            IfStatementSyntax { Condition: var condition } => condition,
            ReturnStatementSyntax { Expression: { } returned } => returned,
            _ => null,
        };
        return ending is not null
            && ending.DescendantNodesAndSelf().Any(node => node is InvocationExpressionSyntax call
                && InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name
                && WordSplitter.HasWord(name, Endings)
                && call.ArgumentList.Arguments.Any(argument => argument.Expression.ToString() is var given && (given == text || text.StartsWith(given + ".", StringComparison.Ordinal))));
    }

    private static ExpressionSyntax Bare(ExpressionSyntax expression)
    {
        while (true)
        {
            switch (expression)
            {
                case ParenthesizedExpressionSyntax { Expression: var inner }:
                    expression = inner;
                    break;
                case AwaitExpressionSyntax { Expression: var awaited }:
                    expression = awaited;
                    break;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var task, Name.Identifier.ValueText: "ConfigureAwait" } }:
                    expression = task;
                    break;
                default:
                    return expression;
            }
        }
    }
}
