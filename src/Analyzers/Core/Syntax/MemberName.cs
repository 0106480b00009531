using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.Core.Syntax;

/// <summary>The name by which a member is assigned or called.</summary>
internal static class MemberName
{
    /// <summary>The last name of an expression: of <c>options.Ssl.Check</c> it is <c>Check</c>; null where it ends in none.</summary>
    public static SyntaxToken? Of(ExpressionSyntax expression) => SyntaxOf(expression)?.Identifier;

    /// <summary>The same with its type arguments, as it is written.</summary>
    public static SimpleNameSyntax? SyntaxOf(ExpressionSyntax expression)
        => expression switch
        {
            SimpleNameSyntax name => name,
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            _ => null,
        };
}
