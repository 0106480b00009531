using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.Security.Transport;

/// <summary>The server that a builder of connection strings is given beside the switch, as far as the member says it.</summary>
internal static class BuiltServer
{
    /// <summary>Where it is; <see cref="ServerPlace.Away"/> where nothing says it, for then the switch holds for every server.</summary>
    public static ServerPlace Of(AssignmentExpressionSyntax assignment, string property, SemanticModel model, CancellationToken cancellationToken)
    {
        var host = assignment.Parent is InitializerExpressionSyntax initializer ? InInitializer(initializer, property, model, cancellationToken) ?? FromText(initializer.Parent, model, cancellationToken)
            : assignment.Left is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var variable } } ? OfVariable(assignment, variable, property, model, cancellationToken)
            : null;
        return host is null ? ServerPlace.Away : OpenConnection.PlaceOf(host);
    }

    private static string? InInitializer(InitializerExpressionSyntax initializer, string property, SemanticModel model, CancellationToken cancellationToken)
    {
        foreach (var expression in initializer.Expressions)
        {
            if (expression is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: var name }, Right: var value } && name == property)
            {
                return model.GetConstantValue(value, cancellationToken).Value as string;
            }
        }

        return null;
    }

    /// <summary>What the function gives the same variable.</summary>
    private static string? OfVariable(SyntaxNode place, string variable, string property, SemanticModel model, CancellationToken cancellationToken)
    {
        var scope = place.Ancestors().FirstOrDefault(static node => node is MemberDeclarationSyntax and not GlobalStatementSyntax) ?? place.SyntaxTree.GetRoot(cancellationToken);
        foreach (var node in scope.DescendantNodes())
        {
            switch (node)
            {
                case AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax owner, Name.Identifier.ValueText: var name }, Right: var value } when name == property && owner.Identifier.ValueText == variable:
                    return model.GetConstantValue(value, cancellationToken).Value as string;

                case VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax creation } declarator when declarator.Identifier.ValueText == variable:
                    if (((creation.Initializer is { } initializer ? InInitializer(initializer, property, model, cancellationToken) : null) ?? FromText(creation, model, cancellationToken)) is { } host)
                    {
                        return host;
                    }

                    break;
            }
        }

        return null;
    }

    /// <summary>The host of the connection string that a builder begins with.</summary>
    private static string? FromText(SyntaxNode? creation, SemanticModel model, CancellationToken cancellationToken)
        => creation is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } && model.GetConstantValue(arguments[0].Expression, cancellationToken).Value is string text
            ? OpenConnection.HostIn(text)
            : null;
}
