using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Lookup;

namespace ProdGap.Analyzers.Core.Operations;

/// <summary>What a delegate runs, as far as it is written in the solution.</summary>
internal static class DelegateBody
{
    /// <summary>The function and its body: of a lambda, an anonymous method, a method or a local function.</summary>
    public static (IMethodSymbol Function, IOperation Body)? Of(IOperation value, SemanticModel model, CancellationToken cancellationToken)
    {
        value = Operands.Unwrap(value);
        return (value is IDelegateCreationOperation { Target: var target } ? target : value) switch
        {
            IAnonymousFunctionOperation { Symbol: var lambda, Body: var body } => (lambda, body),
            IMethodReferenceOperation { Method: { DeclaringSyntaxReferences: { Length: 1 } references } method } when At(references[0].GetSyntax(cancellationToken), model, cancellationToken) is { } its => (method.OriginalDefinition, its),
            _ => null,
        };
    }

    private static IOperation? At(SyntaxNode declaration, SemanticModel model, CancellationToken cancellationToken)
        => declaration is MethodDeclarationSyntax or LocalFunctionStatementSyntax && OtherFile.ModelOf(declaration.SyntaxTree, model.Compilation, model) is { } its
            ? its.GetOperation(declaration, cancellationToken) switch
            {
                IMethodBodyOperation method => (IOperation?)method.BlockBody ?? method.ExpressionBody,
                ILocalFunctionOperation local => local.Body,
                _ => null,
            }
            : null;
}
