using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.ExceptionFlow;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Exceptions;

/// <summary>A null or an empty text that a function gives for failures alone: on every path to it something failed and was said, so no caller takes it for an answer.</summary>
internal static class FailedAnswers
{
    /// <summary>True for the answer of a handler in such a function.</summary>
    public static bool Are(CatchSite failure, IOperation value)
    {
        if (DefaultValues.IsNull(value) ? !failure.DeclaresNull() : !IsEmptyText(value, failure))
        {
            return false;
        }

        var failures = 0;
        var isReal = false;
        var isNull = DefaultValues.IsNull(value);
        return failure.OtherAnswers(answer =>
            {
                if (IsBehindFailure(answer.Syntax))
                {
                    failures++;
                    return true;
                }

                isReal = true;
                return isNull ? failure.IsNotNull(answer) || IsParsed(DefaultValues.Result(answer)) : !DefaultValues.IsDefault(answer, failure.Known);
            })
            && isReal
            // A list may well be empty, and so may a text, unless it is given for another failure too.
            && failures > 0;
    }

    /// <summary>True for what JSON is read into, also by way of a variable: it is null only where the whole text is "null".</summary>
    private static bool IsParsed(IOperation answer)
        => answer switch
        {
            IInvocationOperation { TargetMethod: var method } => (method.Name.StartsWith("Deserialize", StringComparison.Ordinal) && method.ContainingType.Name is "JsonSerializer" or "JsonConvert")
                || (method.Name is "ReadFromJsonAsync" or "GetFromJsonAsync" && (method.ReducedFrom ?? method).ContainingType.Name is "HttpContentJsonExtensions" or "HttpClientJsonExtensions"),
            ILocalReferenceOperation { Local.DeclaringSyntaxReferences: { Length: 1 } references, SemanticModel: { } model } => references[0].GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: var value }
                && model.GetOperation(value) is { } given
                && DefaultValues.Result(given) is IInvocationOperation read
                && IsParsed(read),
            _ => false,
        };

    private static bool IsEmptyText(IOperation value, CatchSite failure)
        => DefaultValues.Result(value).Type?.SpecialType == SpecialType.System_String && DefaultValues.IsDefault(value, failure.Known);

    /// <summary>True for a return behind a question for a failed status, or right behind a warning or an error in the log.</summary>
    private static bool IsBehindFailure(SyntaxNode answer)
    {
        if (answer.FirstAncestorOrSelf<ReturnStatementSyntax>() is not { } exit)
        {
            return false;
        }

        // What is not there is an answer, however loudly it is logged.
        if (exit.Parent is BlockSyntax block && block.Statements.IndexOf(exit) is > 0 and var at && LogsFailure(block.Statements[at - 1]) && !AsksForNothing(block))
        {
            return true;
        }

        for (SyntaxNode node = exit; node.Parent is { } parent and not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax or TryStatementSyntax); node = parent)
        {
            if (parent is IfStatementSyntax choice && node == choice.Statement)
            {
                return SaysFailed(choice.Condition);
            }
        }

        return false;
    }

    private static bool LogsFailure(StatementSyntax statement)
        => statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call }
            && InvocationSyntax.NameOf(call)?.Identifier.ValueText is "LogWarning" or "LogError" or "LogCritical" or "Warn" or "Warning" or "Error" or "Fatal" or "Critical"
            && !call.DescendantTokens().Any(static token => token.IsKind(SyntaxKind.StringLiteralToken) && SaysAbsent(token.ValueText));

    private static bool SaysAbsent(string text)
        => text.IndexOf("not found", StringComparison.OrdinalIgnoreCase) >= 0 || text.IndexOf("not exist", StringComparison.OrdinalIgnoreCase) >= 0 || text.IndexOf("n't exist", StringComparison.OrdinalIgnoreCase) >= 0
            || text.StartsWith("No ", StringComparison.OrdinalIgnoreCase) || text.IndexOf("missing", StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>True for the block of an <c>if</c> that asks whether there is anything: for null, for an empty list.</summary>
    private static bool AsksForNothing(BlockSyntax block)
        => block.Parent is IfStatementSyntax { Condition: var condition }
            && !SaysFailed(condition)
            && condition.DescendantNodesAndSelf().Any(static node => node.IsKind(SyntaxKind.NullLiteralExpression)
                || node is IdentifierNameSyntax { Identifier.ValueText: "Count" or "Length" or "Any" or "Exists" or "IsNullOrEmpty" or "IsNullOrWhiteSpace" or "TryGetValue" or "ContainsKey" or "HasValue" or "NotFound" });

    /// <summary>True for <c>!response.IsSuccessStatusCode</c>, <c>result.Succeeded == false</c>, <c>status != HttpStatusCode.OK</c>.</summary>
    private static bool SaysFailed(ExpressionSyntax condition)
        => condition switch
        {
            ParenthesizedExpressionSyntax inner => SaysFailed(inner.Expression),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression or (int)SyntaxKind.LogicalAndExpression } both => SaysFailed(both.Left) || SaysFailed(both.Right),
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression, Operand: var operand } => IsSuccess(operand),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression, Right.RawKind: (int)SyntaxKind.FalseLiteralExpression, Left: var asked } => IsSuccess(asked),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression, Right: var expected, Left: var asked } => (expected.IsKind(SyntaxKind.TrueLiteralExpression) && IsSuccess(asked)) || LastName(expected) is "OK" or "Ok" or "Success" or "Succeeded",
            IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax { Expression.RawKind: (int)SyntaxKind.FalseLiteralExpression }, Expression: var asked } => IsSuccess(asked),
            IsPatternExpressionSyntax { Pattern: UnaryPatternSyntax { Pattern: ConstantPatternSyntax { Expression: var expected } }, Expression: var asked } => (expected.IsKind(SyntaxKind.TrueLiteralExpression) && IsSuccess(asked)) || LastName(expected) is "OK" or "Ok" or "Success" or "Succeeded",
            _ => LastName(condition) is "IsFailure" or "IsFailed" or "Failed" or "IsError" or "HasFailed",
        };

    private static bool IsSuccess(ExpressionSyntax asked)
        => LastName(asked) is { } name && (name.StartsWith("IsSuccess", StringComparison.Ordinal) || name is "Succeeded" or "Success" or "IsOk" or "Successful");

    private static string? LastName(ExpressionSyntax expression)
        => expression switch
        {
            ParenthesizedExpressionSyntax inner => LastName(inner.Expression),
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            ConditionalAccessExpressionSyntax { WhenNotNull: MemberBindingExpressionSyntax binding } => binding.Name.Identifier.ValueText,
            _ => null,
        };
}
