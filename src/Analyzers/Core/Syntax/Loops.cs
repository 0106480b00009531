using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.Core.Syntax;

/// <summary>Loops, as they are written.</summary>
internal static class Loops
{
    /// <summary>True for a loop of any kind.</summary>
    public static bool IsLoop(SyntaxNode node) => node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax;

    /// <summary>The body of a loop.</summary>
    public static StatementSyntax BodyOf(SyntaxNode loop)
        => loop switch
        {
            WhileStatementSyntax statement => statement.Statement,
            DoStatementSyntax statement => statement.Statement,
            ForStatementSyntax statement => statement.Statement,
            _ => ((CommonForEachStatementSyntax)loop).Statement,
        };

    /// <summary>True for a loop that waits for something in each round.</summary>
    public static bool Awaits(SyntaxNode loop)
    {
        if (loop is CommonForEachStatementSyntax { AwaitKeyword.RawKind: (int)SyntaxKind.AwaitKeyword })
        {
            return true;
        }

        // What a foreach iterates is made once.
        foreach (var node in (loop is CommonForEachStatementSyntax each ? each.Statement : loop).DescendantNodesAndSelf(Functions.StayOutside))
        {
            if (node is AwaitExpressionSyntax)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a loop that calls something in each round; one that only computes is over soon.</summary>
    public static bool Calls(SyntaxNode loop)
    {
        foreach (var node in BodyOf(loop).DescendantNodesAndSelf(Functions.StayOutside))
        {
            if (node is InvocationExpressionSyntax)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for <c>while (true)</c>, <c>for (;;)</c> and <c>do … while (true)</c>.</summary>
    public static bool IsEndless(SyntaxNode loop)
        => loop switch
        {
            WhileStatementSyntax statement => IsTrue(statement.Condition),
            DoStatementSyntax statement => IsTrue(statement.Condition),
            ForStatementSyntax statement => statement.Condition is null || IsTrue(statement.Condition),
            _ => false,
        };

    /// <summary>True for a loop over a handful of things that the code itself lists: an array, the attributes of a type, or what is made of them.</summary>
    public static bool IsShort(SyntaxNode loop) => loop is CommonForEachStatementSyntax each && IsList(each.Expression, each);

    private static bool IsList(ExpressionSyntax items, SyntaxNode place)
        => items switch
        {
            ArrayCreationExpressionSyntax { Initializer: not null } or ImplicitArrayCreationExpressionSyntax or InitializerExpressionSyntax or StackAllocArrayCreationExpressionSyntax => true,
            CollectionExpressionSyntax collection => collection.Elements.All(element => element is ExpressionElementSyntax),
            BaseObjectCreationExpressionSyntax { Initializer: { RawKind: (int)SyntaxKind.CollectionInitializerExpression, Expressions.Count: > 0 } } => true,
            ParenthesizedExpressionSyntax inner => IsList(inner.Expression, place),
            CastExpressionSyntax cast => IsList(cast.Expression, place),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetCustomAttributes" or "GetCustomAttributesData" or "GetAttributes" } } => true,
            InvocationExpressionSyntax { Expression: GenericNameSyntax { Identifier.ValueText: "GetCustomAttributes" } } => true,
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Select" or "Where" or "OfType" or "Cast" or "ToArray" or "ToList" or "Distinct" or "Reverse" or "OrderBy", Expression: var inner } } => IsList(inner, place),
            IdentifierNameSyntax name => FunctionSyntax.Enclosing(place).DescendantNodes().OfType<VariableDeclaratorSyntax>()
                .FirstOrDefault(variable => variable.Identifier.ValueText == name.Identifier.ValueText) is { Initializer.Value: { } value } && value is not IdentifierNameSyntax && IsFixedList(value, place),
            _ => false,
        };

    /// <summary>A list to which something can be added says nothing of its length.</summary>
    private static bool IsFixedList(ExpressionSyntax value, SyntaxNode place) => value is not BaseObjectCreationExpressionSyntax && IsList(value, place);

    private static bool IsTrue(ExpressionSyntax condition) => condition.IsKind(SyntaxKind.TrueLiteralExpression);
}

/// <summary>Functions inside functions.</summary>
internal static class Functions
{
    /// <summary>For walks that leave out what runs at another time.</summary>
    public static bool StayOutside(SyntaxNode node) => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax);
}
