using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Exceptions;

/// <summary>An <c>if</c> with an empty block whose condition asks whether an operation failed: an empty catch in other words.</summary>
internal static class IgnoredOutcome
{
    /// <summary>The operation whose failure is ignored, by name; null where the condition is about something else, or something is done.</summary>
    public static string? In(IfStatementSyntax statement, SemanticModel model, CancellationToken cancellationToken)
        => statement.Else is null
            && IsNothing(statement.Statement)
            && !statement.Ancestors().Any(ancestor => ancestor is CatchClauseSyntax or FinallyClauseSyntax)
            ? FailureIn(statement.Condition, isNegated: false, model, cancellationToken)
            : null;

    private static bool IsNothing(StatementSyntax statement)
        => statement is EmptyStatementSyntax || statement is BlockSyntax { Statements.Count: 0, CloseBraceToken.IsMissing: false };

    private static string? FailureIn(ExpressionSyntax condition, bool isNegated, SemanticModel model, CancellationToken cancellationToken)
    {
        switch (condition)
        {
            case ParenthesizedExpressionSyntax inner:
                return FailureIn(inner.Expression, isNegated, model, cancellationToken);

            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not:
                return FailureIn(not.Operand, !isNegated, model, cancellationToken);

            case AwaitExpressionSyntax awaited:
                return FailureIn(awaited.Expression, isNegated, model, cancellationToken);

            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression or (int)SyntaxKind.LogicalAndExpression } both:
                return FailureIn(both.Left, isNegated, model, cancellationToken) ?? FailureIn(both.Right, isNegated, model, cancellationToken);

            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } comparison:
                return Compared(comparison.Left, comparison.Right, isNegated == comparison.IsKind(SyntaxKind.EqualsExpression), model, cancellationToken);

            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.GreaterThanOrEqualExpression, Left: var status, Right: LiteralExpressionSyntax { Token.Value: int and >= 400 } } when !isNegated:
                return (status is CastExpressionSyntax cast ? cast.Expression : status) is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "StatusCode", Expression: var response }
                    ? OperationOf(response, model, cancellationToken)
                    : null;

            case IsPatternExpressionSyntax { Pattern: RecursivePatternSyntax { Type: null, PropertyPatternClause.Subpatterns: { Count: 1 } parts } } test
                when parts[0] is { NameColon.Name.Identifier.ValueText: var property, Pattern: ConstantPatternSyntax { Expression: LiteralExpressionSyntax truth } }:
                return truth.IsKind(SyntaxKind.FalseLiteralExpression) != isNegated ? (IsSuccessWord(property) ? OperationOf(test.Expression, model, cancellationToken) : null)
                    : truth.IsKind(SyntaxKind.TrueLiteralExpression) != isNegated && IsFailureWord(property) ? OperationOf(test.Expression, model, cancellationToken)
                    : null;

            case IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax constant } test:
                return Compared(test.Expression, constant.Expression, isNegated, model, cancellationToken);

            case IsPatternExpressionSyntax { Pattern: UnaryPatternSyntax { Pattern: ConstantPatternSyntax constant } } test:
                return Compared(test.Expression, constant.Expression, !isNegated, model, cancellationToken);

            case MemberAccessExpressionSyntax member:
                return IsFailureWord(member.Name.Identifier.ValueText) && !isNegated || IsSuccessWord(member.Name.Identifier.ValueText) && isNegated || (isNegated && member.Name.Identifier.ValueText == "Exists" && member.Expression is InvocationExpressionSyntax)
                    ? OperationOf(member.Expression, model, cancellationToken)
                    : null;

            case InvocationExpressionSyntax call when isNegated && InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name && WordSplitter.StartsWithWord(name, "Try"):
                return IsDataQuestion(name) || (model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method && IsOfCollection(method.ContainingType)) ? null : name;

            default:
                return null;
        }
    }

    /// <summary>What a value is compared with: true and false, null, a status.</summary>
    /// <param name="value">The value.</param>
    /// <param name="with">The constant.</param>
    /// <param name="differs">True where the condition holds when they differ.</param>
    /// <param name="model">The model of the file.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    private static string? Compared(ExpressionSyntax value, ExpressionSyntax with, bool differs, SemanticModel model, CancellationToken cancellationToken)
        => with.Kind() switch
        {
            SyntaxKind.TrueLiteralExpression => FailureIn(value, differs, model, cancellationToken),
            SyntaxKind.FalseLiteralExpression => FailureIn(value, !differs, model, cancellationToken),
            SyntaxKind.NumericLiteralExpression => !differs && with is LiteralExpressionSyntax { Token.Value: 0 } && CallBehind(value, model, cancellationToken) is { } call
                && InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name && (name.StartsWith("SaveChanges", StringComparison.Ordinal) || name.StartsWith("ExecuteUpdate", StringComparison.Ordinal) || name.StartsWith("ExecuteNonQuery", StringComparison.Ordinal))
                    ? name
                    : null,
            SyntaxKind.NullLiteralExpression => differs ? null : NullMeansFailure(value, model, cancellationToken),
            SyntaxKind.SimpleMemberAccessExpression when model.GetSymbolInfo(with, cancellationToken).Symbol is { IsStatic: true, Kind: SymbolKind.Field or SymbolKind.Property, Name: var status }
                => (differs ? status is "OK" or "Ok" or "Success" or "Succeeded" or "Created" or "NoContent" or "Accepted" or "Completed" : SaysFailure(status))
                    ? OperationOf(value is MemberAccessExpressionSyntax member ? member.Expression : value, model, cancellationToken)
                    : null,
            _ => null,
        };

    /// <summary>The operation that gave a null which can only mean that it failed.</summary>
    private static string? NullMeansFailure(ExpressionSyntax value, SemanticModel model, CancellationToken cancellationToken)
        => CallBehind(value, model, cancellationToken) is { } call
            && InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name
            && (WordSplitter.StartsWithWord(name, "Start") || WordSplitter.StartsWithWord(name, "Create") || WordSplitter.StartsWithWord(name, "Save") || WordSplitter.StartsWithWord(name, "Send")
                || WordSplitter.StartsWithWord(name, "Insert") || WordSplitter.StartsWithWord(name, "Upload") || WordSplitter.StartsWithWord(name, "Post") || WordSplitter.StartsWithWord(name, "Publish")
                || WordSplitter.StartsWithWord(name, "Charge") || WordSplitter.StartsWithWord(name, "Connect"))
                ? name
                : null;

    /// <summary>The call that gave the value; a variable that was never given another one stands for it. Null for what is no outcome of a call.</summary>
    private static string? OperationOf(ExpressionSyntax value, SemanticModel model, CancellationToken cancellationToken)
        => CallBehind(value, model, cancellationToken) is { } call && InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name ? name : null;

    private static InvocationExpressionSyntax? CallBehind(ExpressionSyntax value, SemanticModel model, CancellationToken cancellationToken)
    {
        for (var depth = 0; depth < 6; depth++)
        {
            switch (value)
            {
                case ParenthesizedExpressionSyntax inner:
                    value = inner.Expression;
                    break;
                case AwaitExpressionSyntax awaited:
                    value = awaited.Expression;
                    break;
                case PostfixUnaryExpressionSyntax sure:
                    value = sure.Operand;
                    break;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Expression: var configured } }:
                    value = configured;
                    break;
                case InvocationExpressionSyntax call:
                    return call;
                case IdentifierNameSyntax when model.GetSymbolInfo(value, cancellationToken).Symbol is ILocalSymbol local && InitialValue.SyntaxOf(local, model.SyntaxTree, cancellationToken) is { } initial:
                    value = initial;
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    private static bool IsSuccessWord(string name) => name is "Succeeded" or "Success" or "Successful" or "WasSuccessful" or "IsOk" || name.StartsWith("IsSuccess", StringComparison.Ordinal);

    private static bool IsFailureWord(string name) => name is "Failed" or "IsFailed" or "HasFailed" or "IsFailure" or "IsFaulted" or "IsError" or "HasError" or "HasErrors" or "HasFailures";

    private static bool SaysFailure(string status)
        => WordSplitter.Of(status).Any(word => word is "error" or "failed" or "failure" or "faulted" or "rejected" or "denied" or "unavailable");

    /// <summary>True for what asks for data rather than doing something.</summary>
    private static bool IsDataQuestion(string name)
        => WordSplitter.StartsWithWord(name, "TryGet") || WordSplitter.StartsWithWord(name, "TryParse") || WordSplitter.StartsWithWord(name, "TryPeek") || WordSplitter.StartsWithWord(name, "TryFind") || WordSplitter.StartsWithWord(name, "TryRead");

    private static bool IsOfCollection(INamedTypeSymbol? type) => type?.ContainingNamespace is { Name: "Generic" or "Concurrent" or "Collections" or "Immutable" };
}
