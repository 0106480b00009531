using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Operations;

namespace ProdGap.Analyzers.Security.Disclosure;

/// <summary>What a loop or a lambda is given one after the other.</summary>
internal static class GivenItem
{
    /// <summary>True for an item of a collection, unless the code that is given it asks which one it is.</summary>
    /// <param name="item">The item, where it is used.</param>
    /// <param name="isCollection">True for the collection that is meant.</param>
    /// <param name="isAbout">True for a condition that looks at the item of a name.</param>
    public static bool IsOf(IOperation item, Func<ExpressionSyntax, bool> isCollection, Func<ExpressionSyntax, string, bool> isAbout)
        => Operands.Unwrap(item) switch
        {
            ILocalReferenceOperation { Local: { DeclaringSyntaxReferences: { Length: 1 } declared } local } => declared[0].GetSyntax() is ForEachStatementSyntax loop && isCollection(loop.Expression) && !AsksFor(loop.Statement, local.Name, isAbout),
            IParameterReferenceOperation { Parameter: { DeclaringSyntaxReferences: { Length: 1 } declared } parameter } => declared[0].GetSyntax().FirstAncestorOrSelf<LambdaExpressionSyntax>() is { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var source } } } } lambda
                && isCollection(source)
                && !AsksFor(lambda.Body, parameter.Name, isAbout),
            _ => false,
        };

    /// <summary>True where a condition looks at the item of a name.</summary>
    public static bool AsksFor(SyntaxNode body, string item, Func<ExpressionSyntax, string, bool> isAbout)
        => body.DescendantNodesAndSelf().Any(node => node switch
        {
            IfStatementSyntax { Condition: var condition } => isAbout(condition, item),
            ConditionalExpressionSyntax { Condition: var condition } => isAbout(condition, item),
            SwitchStatementSyntax { Expression: var on } => isAbout(on, item),
            SwitchExpressionSyntax { GoverningExpression: var on } => isAbout(on, item),
            _ => false,
        });
}
