using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Security.Disclosure.Logs;

/// <summary>The values of all claims of a caller, one after the other: the name, the e-mail address and whatever else the token says of a person.</summary>
internal static class EveryClaim
{
    /// <summary>True for the value of the claim that a loop over <c>User.Claims</c>, or a lambda for each of them, is given, unless the code asks which one it is.</summary>
    public static bool IsValueOf(IPropertyReferenceOperation value, KnownTypes known)
        => known.Is(value.Property.ContainingType, "System.Security.Claims.Claim")
            && value.Instance is { } claim
            && GivenItem.IsOf(claim, AreClaims, IsAbout);

    /// <summary>True for the variable of a loop over claims; the first look, which binds nothing.</summary>
    public static bool MayBe(IdentifierNameSyntax item)
        => item.Ancestors().Any(node => node is ForEachStatementSyntax loop && loop.Identifier.ValueText == item.Identifier.ValueText && AreClaims(loop.Expression));

    private static bool AreClaims(ExpressionSyntax source)
        => source switch
        {
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Claims" } => true,
            ConditionalAccessExpressionSyntax { WhenNotNull: MemberBindingExpressionSyntax { Name.Identifier.ValueText: "Claims" } } => true,
            BinaryExpressionSyntax { Left: var left } => AreClaims(left),
            ParenthesizedExpressionSyntax { Expression: var inner } => AreClaims(inner),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var before, Name.Identifier.ValueText: "ToList" or "ToArray" or "AsEnumerable" or "OrderBy" or "Distinct" } } => AreClaims(before),
            _ => false,
        };

    /// <summary>True for a condition that looks at the claim's type.</summary>
    private static bool IsAbout(ExpressionSyntax condition, string claim)
        => condition.DescendantNodesAndSelf().Any(node => node is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var name }, Name.Identifier.ValueText: "Type" } && name == claim);
}
