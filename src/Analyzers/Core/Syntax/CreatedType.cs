using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.Core.Syntax;

/// <summary>The type that a <c>new</c> makes, as it is written: there, or where the variable is declared that it is given to.</summary>
internal static class CreatedType
{
    /// <summary>The simple name of the type; null where neither place says it.</summary>
    public static string? NameOf(BaseObjectCreationExpressionSyntax creation)
        => creation switch
        {
            ObjectCreationExpressionSyntax { Type: var type } => TypeSyntaxNames.RightmostName(type),
            { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Type: var declared } } } } => TypeSyntaxNames.RightmostName(declared),
            { Parent: EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax { Type: var declared } } } => TypeSyntaxNames.RightmostName(declared),
            { Parent: ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax { ReturnType: var declared } } } => TypeSyntaxNames.RightmostName(declared),
            { Parent: ReturnStatementSyntax returned } when returned.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { ReturnType: var declared } => TypeSyntaxNames.RightmostName(declared),
            _ => null,
        };
}
