using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Lookup;

namespace ProdGap.Analyzers.Security.Endpoints;

/// <summary>What the start-up says once about all endpoints: a fallback policy, a filter for all controllers.</summary>
internal static class DecidesForAll
{
    /// <summary>True where endpoints that say nothing meet a policy: one that is set, added or given by a provider of the app's own. To set none decides nothing.</summary>
    public static bool ByPolicy(StartupModel app, KnownTypes known)
        => app.Says("AddFallbackPolicy")
            || (app.Says("SetFallbackPolicy") && app.CallsOf("SetFallbackPolicy").All(call => !call.ArgumentList.Arguments.Any(argument => IsNull(argument.Expression))))
            || (app.Says("FallbackPolicy") && Writes(known).Any(write => write is not AssignmentExpressionSyntax { Right: var value } || !IsNull(value)))
            || (app.Says("GetFallbackPolicyAsync") && known.Compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()).Any(IsProvider));

    /// <summary>True where a filter that is named after authorization is added for all controllers, wherever its code is.</summary>
    public static bool ByFilter(StartupModel app)
        => app.CallsOf("Add").Any(call => call.Expression is MemberAccessExpressionSyntax { Name: var name, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Filters" } }
            && name.DescendantTokens().Concat(call.ArgumentList.DescendantTokens()).Any(token => token.IsKind(SyntaxKind.IdentifierToken) && SaysGuard(token.ValueText)));

    private static IEnumerable<SyntaxNode> Writes(KnownTypes known) => known.Compilation.SyntaxTrees.SelectMany(tree => NamedPlaces.Of(tree).Writes("FallbackPolicy"));

    private static bool IsNull(ExpressionSyntax value) => value.IsKind(SyntaxKind.NullLiteralExpression) || (value is PostfixUnaryExpressionSyntax certain && IsNull(certain.Operand));

    /// <summary>True for a provider of policies that builds one of its own for the rest; most ask the default provider, which has none.</summary>
    private static bool IsProvider(MethodDeclarationSyntax method)
        => method.Identifier.ValueText == "GetFallbackPolicyAsync"
            && method.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText is "AuthorizationPolicyBuilder" or "RequireAuthenticatedUser" or "GetDefaultPolicyAsync" or "DefaultPolicy");

    private static bool SaysGuard(string name) => name.Contains("Authoriz") || name.Contains("Authentic") || name.Contains("AuthFilter") || name.Contains("ApiKey") || name.Contains("Permission");
}
