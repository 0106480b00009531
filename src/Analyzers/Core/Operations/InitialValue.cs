using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.Core.Operations;

/// <summary>The value that a variable is declared with, as long as nothing in the file gives it another one. In doubt there is none.</summary>
internal static class InitialValue
{
    /// <summary>The initializer of a local or a field as an operation.</summary>
    /// <param name="variable">The local or the field.</param>
    /// <param name="model">The model of the file that asks; a variable of another file has no value here.</param>
    /// <param name="cancellationToken">Ends the binding of the initializer.</param>
    public static IOperation? Of(ISymbol variable, SemanticModel model, CancellationToken cancellationToken = default)
        => SyntaxOf(variable, model.SyntaxTree, cancellationToken) is { } value ? model.GetOperation(value, cancellationToken) : null;

    /// <summary>The initializer of a local or a field that is declared in the file and written nowhere else in it.</summary>
    public static ExpressionSyntax? SyntaxOf(ISymbol variable, SyntaxTree tree, CancellationToken cancellationToken = default)
        => DeclaratorOf(variable, tree, cancellationToken) is { } declarator
            && (variable is IFieldSymbol { IsConst: true } or ILocalSymbol { IsConst: true } || !IsWrittenLater(declarator))
                ? declarator.Initializer!.Value
                : null;

    /// <summary>The initializer, whether or not it is the last word: a cheap look before the whole type is read.</summary>
    public static ExpressionSyntax? MayBe(ISymbol variable, SyntaxTree tree) => DeclaratorOf(variable, tree, default)?.Initializer!.Value;

    private static VariableDeclaratorSyntax? DeclaratorOf(ISymbol variable, SyntaxTree tree, CancellationToken cancellationToken)
    {
        foreach (var declaration in variable.DeclaringSyntaxReferences)
        {
            if (declaration.SyntaxTree == tree && declaration.GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer: not null } declarator)
            {
                return declarator;
            }
        }

        return null;
    }

    /// <summary>True for a name that is assigned, counted up or down, or handed over by reference.</summary>
    public static bool IsWritten(IdentifierNameSyntax name)
    {
        var target = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? (ExpressionSyntax)access : name;
        return target.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == target,
            ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } tuple } => assignment.Left == tuple,
            ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: ArgumentSyntax } } => true,
            ArgumentSyntax argument => argument.RefOrOutKeyword.RawKind != 0,
            RefExpressionSyntax => true,
            PrefixUnaryExpressionSyntax prefix => prefix.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression or SyntaxKind.AddressOfExpression,
            PostfixUnaryExpressionSyntax postfix => postfix.Kind() is SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression,
            _ => false,
        };
    }

    private static bool IsWrittenLater(VariableDeclaratorSyntax declarator)
    {
        var name = declarator.Identifier.ValueText;
        foreach (var node in ScopeOf(declarator).DescendantNodes())
        {
            if (node is IdentifierNameSyntax use && use.Identifier.ValueText == name && IsWritten(use))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The type around a field, the member around a local; in top-level statements each one is a member of its own, so there it is the file.</summary>
    private static SyntaxNode ScopeOf(VariableDeclaratorSyntax declarator)
        => declarator.Parent?.Parent is BaseFieldDeclarationSyntax { Parent: { } type } ? type
            : declarator.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member and not GlobalStatementSyntax ? member
            : declarator.SyntaxTree.GetRoot();
}
