using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Security.Disclosure.Logs;

/// <summary>The framework's own log of requests: which of its settings make it write bodies and credentials.</summary>
internal static class LoggedTraffic
{
    private const string FieldsType = "Microsoft.AspNetCore.HttpLogging.HttpLoggingFields";

    private const string OptionsType = "Microsoft.AspNetCore.HttpLogging.HttpLoggingOptions";

    /// <summary>True for <c>HttpLoggingFields.All</c> and the like, by syntax.</summary>
    public static bool MayBeFields(SyntaxNode node)
        => node is MemberAccessExpressionSyntax
        {
            Name.Identifier.ValueText: "All" or "Request" or "RequestBody",
            Expression: IdentifierNameSyntax { Identifier.ValueText: "HttpLoggingFields" } or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "HttpLoggingFields" },
        };

    /// <summary>The whole value that a member is a part of, where it turns the log of bodies on.</summary>
    public static ExpressionSyntax? FieldsWithBodies(MemberAccessExpressionSyntax member, RuleContext context)
    {
        ExpressionSyntax whole = member;
        while (whole.Parent is BinaryExpressionSyntax or ParenthesizedExpressionSyntax or PrefixUnaryExpressionSyntax)
        {
            whole = (ExpressionSyntax)whole.Parent;
        }

        return whole.Parent is AssignmentExpressionSyntax or ArgumentSyntax or AttributeArgumentSyntax
            && !member.Ancestors().TakeWhile(node => node != whole.Parent).OfType<PrefixUnaryExpressionSyntax>().Any()
            && context.Known[FieldsType] is { } type
            && type.GetMembers("RequestBody").FirstOrDefault() is IFieldSymbol { ConstantValue: { } bit }
            && context.Model.GetTypeInfo(whole, context.CancellationToken).Type is { } written
            && SymbolEqualityComparer.Default.Equals(written, type)
            && context.Model.GetConstantValue(whole, context.CancellationToken) is { HasValue: true, Value: { } value }
            && (Convert.ToInt64(value) & Convert.ToInt64(bit)) != 0
                ? whole
                : null;
    }

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
