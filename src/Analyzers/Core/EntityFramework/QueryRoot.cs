using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.EntityFramework;

/// <summary>Whether a query of EF Core may begin with an expression, by what this file says: most do not, and need not be bound for it.</summary>
internal static class QueryRoot
{
    /// <summary>False for parameters, for variables that hold something else, and for what is no variable, property or set at all.</summary>
    public static bool MayBe(ExpressionSyntax begin)
        => begin switch
        {
            MemberAccessExpressionSyntax => true,
            InvocationExpressionSyntax call => InvocationSyntax.NameOf(call)?.Identifier.ValueText is "Set" or "Entry",
            IdentifierNameSyntax name => DeclaredType.Of(name) switch
            {
                null => true,
                VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Parent: FieldDeclarationSyntax, Type: var type } } => MayBeSet(type),
                VariableDeclaratorSyntax { Initializer.Value: var value } => MayBeQuery(value),
                PropertyDeclarationSyntax property => MayBeSet(property.Type),
                _ => false,
            },
            _ => false,
        };

    /// <summary>False, too, for the property of an object whose declared type says that it is no set. No body is bound for it.</summary>
    public static bool MayBe(ExpressionSyntax begin, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
        => MayBe(begin) && !(begin is MemberAccessExpressionSyntax && DeclaredType.TypeOf(begin, model, cancellationToken) is { } type && !WholeTable.IsSet(type, known));

    /// <summary>What to call it: <c>Orders</c>, <c>Set&lt;Order&gt;</c>, or the variable with the query so far.</summary>
    public static string NameOf(ExpressionSyntax begin)
        => begin switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            InvocationExpressionSyntax call => InvocationSyntax.NameOf(call)?.ToString() ?? "",
            _ => begin.ToString(),
        };

    private static bool MayBeSet(TypeSyntax type)
        => type switch
        {
            NullableTypeSyntax nullable => MayBeSet(nullable.ElementType),
            QualifiedNameSyntax qualified => MayBeSet(qualified.Right),
            GenericNameSyntax { TypeArgumentList.Arguments.Count: 1, Identifier.ValueText: var name } => name.EndsWith("Set", StringComparison.Ordinal),
            IdentifierNameSyntax => true,
            _ => false,
        };

    private static bool MayBeQuery(ExpressionSyntax value)
        => value is InvocationExpressionSyntax or MemberAccessExpressionSyntax or QueryExpressionSyntax or IdentifierNameSyntax
            or ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax;
}
