using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.Core.Syntax;

/// <summary>Lambdas that are data, which the compiler restricts and a provider translates.</summary>
internal static class ExpressionTrees
{
    /// <summary>True for code in an expression tree, and in a query of what may become one; a query of a list is code like any other.</summary>
    public static bool MayTranslate(SyntaxNode node, SemanticModel model, KnownTypes known)
    {
        for (var ancestor = node.Parent; ancestor is not null and (not MemberDeclarationSyntax or GlobalStatementSyntax); ancestor = ancestor.Parent)
        {
            if (ancestor is QueryExpressionSyntax query
                ? model.GetTypeInfo(query.FromClause.Expression).Type is not { TypeKind: not TypeKind.Error } source || known.IsA(source, "System.Linq.IQueryable")
                : ancestor is LambdaExpressionSyntax && known.IsA(model.GetTypeInfo(ancestor).ConvertedType, "System.Linq.Expressions.LambdaExpression"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for code in an expression tree; a query counts as one, whatever it queries.</summary>
    public static bool Contain(SyntaxNode node, SemanticModel model, KnownTypes known)
    {
        for (var ancestor = node.Parent; ancestor is not null and (not MemberDeclarationSyntax or GlobalStatementSyntax); ancestor = ancestor.Parent)
        {
            if (ancestor is QueryExpressionSyntax
                || (ancestor is LambdaExpressionSyntax && known.IsA(model.GetTypeInfo(ancestor).ConvertedType, "System.Linq.Expressions.LambdaExpression")))
            {
                return true;
            }
        }

        return false;
    }
}
