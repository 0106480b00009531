using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Cancellation;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Cancellation;

/// <summary>A glance at what is declared around a call: whether a token can be in reach at all. No body is bound for it.</summary>
internal sealed class TokenReach
{
    private readonly ConcurrentDictionary<SyntaxNode, bool> ofFunction = new();

    /// <summary>False where no function, variable or type around a call can have a token for it.</summary>
    public static bool MayHave(InvocationExpressionSyntax call, SemanticModel model, KnownTypes known)
    {
        var reach = known.PerCompilation(_ => new TokenReach());
        for (SyntaxNode node = call; node.Parent is { } parent; node = parent)
        {
            switch (parent)
            {
                case BlockSyntax block when Declares(block.Statements, node):
                    return true;
                case GlobalStatementSyntax { Parent: CompilationUnitSyntax unit }:
                    return unit.Members.Any(member => member is GlobalStatementSyntax { Statement: LocalDeclarationStatementSyntax local } && local.SpanStart < node.SpanStart && IsToken(local));
                case UsingStatementSyntax { Declaration: { } declaration } when declaration != node && IsToken(declaration):
                    return true;
                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax when reach.Of(parent, model, known):
                    return true;
                case MemberDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    private bool Of(SyntaxNode function, SemanticModel model, KnownTypes known)
        => ofFunction.TryGetValue(function, out var may) ? may : ofFunction.GetOrAdd(function, Find(function, model, known));

    private static bool Find(SyntaxNode function, SemanticModel model, KnownTypes known)
    {
        foreach (var parameter in FunctionSyntax.ParametersOf(function))
        {
            if (parameter.Type is null
                ? IsTokenName(parameter.Identifier.ValueText) || IsDeclaredWithToken(function)
                : TypeSyntaxNames.RightmostName(parameter.Type) == "CancellationToken"
                    || parameter.Type is not (PredefinedTypeSyntax or NullableTypeSyntax)
                        && function is not AnonymousFunctionExpressionSyntax
                        && model.GetDeclaredSymbol(parameter) is { Type: INamedTypeSymbol type }
                        && known.IsOfSolution(type.ContainingAssembly)
                        && TokenMembers.Of(type, known, inside: false) is not null)
            {
                return true;
            }
        }

        return function is MethodDeclarationSyntax { Parent: TypeDeclarationSyntax owner } method
            && !method.Modifiers.Any(SyntaxKind.StaticKeyword)
            && (owner.BaseList is not null || owner.ParameterList is not null || owner.Members.Any(IsToken))
            && model.GetDeclaredSymbol(owner) is INamedTypeSymbol self
            && TokenInScope.OfObject(self, known) is not null;
    }

    private static bool IsTokenName(string name)
        => name is "c" or "t" or "ct" or "token" || name.EndsWith("Token", StringComparison.Ordinal) || name.StartsWith("cancel", StringComparison.OrdinalIgnoreCase);

    /// <summary>True for a lambda that is stored as a delegate with a token.</summary>
    private static bool IsDeclaredWithToken(SyntaxNode lambda)
        => lambda.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } }
            && declaration.Type.DescendantNodesAndSelf().Any(node => node is IdentifierNameSyntax { Identifier.ValueText: "CancellationToken" });

    private static bool Declares(SyntaxList<StatementSyntax> statements, SyntaxNode place)
    {
        foreach (var statement in statements)
        {
            if (statement.SpanStart >= place.SpanStart)
            {
                return false;
            }

            if (statement is LocalDeclarationStatementSyntax local && IsToken(local))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsToken(MemberDeclarationSyntax member)
        => TypeSyntaxNames.RightmostName((member as PropertyDeclarationSyntax)?.Type ?? (member as FieldDeclarationSyntax)?.Declaration.Type) == "CancellationToken";

    private static bool IsToken(LocalDeclarationStatementSyntax local) => IsToken(local.Declaration);

    private static bool IsToken(VariableDeclarationSyntax declaration)
        => TypeSyntaxNames.RightmostName(declaration.Type) is "CancellationToken" or "CancellationTokenSource"
            || declaration.Variables is { Count: 1 } variables && variables[0].Initializer?.Value switch
            {
                ObjectCreationExpressionSyntax creation => TypeSyntaxNames.RightmostName(creation.Type) == "CancellationTokenSource",
                MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText is "Token" or "RequestAborted" or "CancellationToken",
                InvocationExpressionSyntax made => InvocationSyntax.NameOf(made)?.Identifier.ValueText == "CreateLinkedTokenSource",
                _ => false,
            };
}
