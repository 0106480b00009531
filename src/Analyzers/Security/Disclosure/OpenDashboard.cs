using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Disclosure;

/// <summary>Questions about who may see something, to which the answer is always yes.</summary>
internal static class OpenDashboard
{
    /// <summary>True where a dashboard of Hangfire is given filters that all let everybody in, or none at all instead of its own, which lets in the machine itself.</summary>
    public static bool IsOpen(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
    {
        if (InvocationSyntax.NameOf(call)?.Identifier.ValueText == "MapHangfireDashboardWithNoAuthorizationFilters")
        {
            return true;
        }

        foreach (var argument in call.ArgumentList.Arguments)
        {
            var given = argument.Expression is IdentifierNameSyntax name ? DeclarationOf(name) : argument.Expression;
            foreach (var node in given?.DescendantNodesAndSelf() ?? [])
            {
                if (node is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "Authorization" }, Right: var filters })
                {
                    return Filters(filters) is { } list && list.All(filter => LetsEverybodyIn(filter, model, cancellationToken));
                }
            }
        }

        return false;
    }

    /// <summary>True for a function that answers true, whatever it is asked.</summary>
    public static bool IsAlwaysTrue(SyntaxNode function)
        => function switch
        {
            LambdaExpressionSyntax { ExpressionBody: { } answer } => answer.IsKind(SyntaxKind.TrueLiteralExpression),
            AnonymousFunctionExpressionSyntax { Block: { } block } => IsTrue(block),
            MethodDeclarationSyntax { ExpressionBody.Expression: { } answer } => answer.IsKind(SyntaxKind.TrueLiteralExpression),
            MethodDeclarationSyntax { Body: { } block } => IsTrue(block),
            _ => false,
        };

    private static bool IsTrue(BlockSyntax block)
    {
        var answers = false;
        foreach (var node in block.DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)))
        {
            switch (node)
            {
                case ThrowStatementSyntax or ThrowExpressionSyntax:
                    return false;
                case ReturnStatementSyntax returned when !returned.Expression.IsKind(SyntaxKind.TrueLiteralExpression):
                    return false;
                case ReturnStatementSyntax:
                    answers = true;
                    break;
            }
        }

        return answers;
    }

    /// <summary>The filters of a list that is written down; null where it is not.</summary>
    private static IReadOnlyList<ExpressionSyntax>? Filters(ExpressionSyntax list)
        => list switch
        {
            CollectionExpressionSyntax collection => collection.Elements.All(static element => element is ExpressionElementSyntax) ? [.. collection.Elements.Select(static element => ((ExpressionElementSyntax)element).Expression)] : null,
            ImplicitArrayCreationExpressionSyntax { Initializer: { } items } => items.Expressions,
            ArrayCreationExpressionSyntax { Initializer: { } items } => items.Expressions,
            ArrayCreationExpressionSyntax { Type.RankSpecifiers: { Count: 1 } ranks } when ranks[0].ToString() == "[0]" => [],
            BaseObjectCreationExpressionSyntax { Initializer: { } items, ArgumentList: null or { Arguments.Count: 0 } } => items.Expressions,
            InitializerExpressionSyntax items => items.Expressions,
            InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 } call when InvocationSyntax.NameOf(call)?.Identifier.ValueText == "Empty" => [],
            _ => null,
        };

    private static bool LetsEverybodyIn(ExpressionSyntax filter, SemanticModel model, CancellationToken cancellationToken)
    {
        if (filter is not BaseObjectCreationExpressionSyntax || model.GetTypeInfo(filter, cancellationToken).Type is not INamedTypeSymbol type)
        {
            return false;
        }

        foreach (var member in type.GetMembers("Authorize"))
        {
            if (member is IMethodSymbol { DeclaringSyntaxReferences: { Length: 1 } references } && IsAlwaysTrue(references[0].GetSyntax(cancellationToken)))
            {
                return true;
            }
        }

        return false;
    }

    private static ExpressionSyntax? DeclarationOf(IdentifierNameSyntax name)
        => NameLookup.ValueGiven(name, name.Identifier.ValueText);
}
