using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Guards;

namespace ProdGap.Analyzers.Security.Disclosure.Logs;

/// <summary>The framework's own log of requests: which of its settings make it write bodies and credentials.</summary>
internal static class LoggedTraffic
{
    private const string FieldsType = "Microsoft.AspNetCore.HttpLogging.HttpLoggingFields";

    private const string OptionsType = "Microsoft.AspNetCore.HttpLogging.HttpLoggingOptions";

    /// <summary>True for <c>HttpLoggingFields.All</c> and the like: a constant that turns the log of request bodies on.</summary>
    public static bool HasBodies(ExpressionSyntax fields, RuleContext context)
        => MentionsFields(fields)
            && context.Known[FieldsType] is { } type
            && type.GetMembers("RequestBody").FirstOrDefault() is IFieldSymbol { ConstantValue: { } bit }
            && SymbolEqualityComparer.Default.Equals(context.Model.GetTypeInfo(fields, context.CancellationToken).Type, type)
            && context.Model.GetConstantValue(fields, context.CancellationToken) is { HasValue: true, Value: { } value }
            && (Convert.ToInt64(value) & Convert.ToInt64(bit)) != 0
            && (Convert.ToInt64(value) & Convert.ToInt64(bit) & ~InDebug(fields, context)) != 0;

    /// <summary>The flags that no release build joins: those between <c>#if DEBUG</c> and its end in the middle of the sum.</summary>
    private static long InDebug(ExpressionSyntax fields, RuleContext context)
    {
        var (inDebug, always) = (0L, 0L);
        if (!fields.ContainsDirectives)
        {
            return inDebug;
        }

        foreach (var field in fields.DescendantNodesAndSelf().OfType<MemberAccessExpressionSyntax>().Where(IsField))
        {
            if (context.Model.GetConstantValue(field, context.CancellationToken) is { HasValue: true, Value: { } value })
            {
                var bits = Convert.ToInt64(value);
                if (EnvironmentGuard.IsLeftOutOfRelease(field))
                {
                    inDebug |= bits;
                }
                else
                {
                    always |= bits;
                }
            }
        }

        return inDebug & ~always;
    }

    /// <summary>True for <c>endpoint.WithHttpLogging(HttpLoggingFields.All)</c>, by syntax.</summary>
    public static bool MaySetFields(InvocationExpressionSyntax call) => call.ArgumentList.Arguments.Count > 0 && MentionsFields(call.ArgumentList.Arguments[0].Expression);

    /// <summary>Flags are joined by <c>|</c>; a sum of ten thousand texts is left at its first plus.</summary>
    private static bool MentionsFields(ExpressionSyntax fields)
    {
        while (true)
        {
            switch (fields)
            {
                case ParenthesizedExpressionSyntax inner:
                    fields = inner.Expression;
                    break;
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.BitwiseOrExpression or (int)SyntaxKind.BitwiseAndExpression or (int)SyntaxKind.ExclusiveOrExpression } two when !IsField(two.Right):
                    fields = two.Left;
                    break;
                case BinaryExpressionSyntax two:
                    return two.RawKind is (int)SyntaxKind.BitwiseOrExpression or (int)SyntaxKind.BitwiseAndExpression or (int)SyntaxKind.ExclusiveOrExpression;
                default:
                    return IsField(fields);
            }
        }
    }

    private static bool IsField(ExpressionSyntax field)
        => field is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "HttpLoggingFields" } or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "HttpLoggingFields" } };

    /// <summary>True for <c>options.RequestHeaders.Add("Authorization")</c>, by syntax.</summary>
    public static bool MayAddHeader(InvocationExpressionSyntax call)
        => call is
        {
            Expression: MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "RequestHeaders" or "ResponseHeaders" } },
            ArgumentList.Arguments.Count: 1,
        };

    /// <summary>The header with a credential that a call takes into the log.</summary>
    public static string? HeaderIn(IInvocationOperation call, KnownTypes known)
        => call.Instance is IPropertyReferenceOperation { Property: { Name: "RequestHeaders" or "ResponseHeaders", ContainingType: var type } }
            && known.Is(type, OptionsType)
            && call.Arguments.Length == 1
            && call.Arguments[0].Value.ConstantValue is { HasValue: true, Value: string header }
            && (SensitiveNames.OfKey(header) is SensitiveKind.Credential or SensitiveKind.Token || header is "Set-Cookie")
                ? header
                : null;
}
