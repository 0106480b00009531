using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.Core.Syntax;

/// <summary>The name by which a member is assigned or called.</summary>
internal static class MemberName
{
    /// <summary>The last name of an expression: of <c>options.Ssl.Check</c> it is <c>Check</c>; null where it ends in none.</summary>
    public static SyntaxToken? Of(ExpressionSyntax expression)
        => expression switch
        {
            SimpleNameSyntax name => name.Identifier,
            MemberAccessExpressionSyntax access => access.Name.Identifier,
            MemberBindingExpressionSyntax binding => binding.Name.Identifier,
            _ => null,
        };
}
