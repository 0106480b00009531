using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Lookup;

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

    /// <summary>The same, also for a <c>new(…)</c> that is assigned to a member or a variable of the file.</summary>
    public static string? NameOrTargetOf(BaseObjectCreationExpressionSyntax creation)
        => NameOf(creation) ?? (creation is { Parent: AssignmentExpressionSyntax { Left: var left } } && (left is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: IdentifierNameSyntax member } ? member : left as IdentifierNameSyntax) is { } name
            ? DeclaredType.Of(name) switch
            {
                PropertyDeclarationSyntax property => TypeSyntaxNames.RightmostName(property.Type),
                VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax variable } => TypeSyntaxNames.RightmostName(variable.Type),
                _ => null,
            }
            : null);
}
