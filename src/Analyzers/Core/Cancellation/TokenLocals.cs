using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.Cancellation;

/// <summary>Tokens in variables: those that bound what the function does, not those with which it stops something else.</summary>
internal static class TokenLocals
{
    /// <summary>The token that the nearest statement before a place declares.</summary>
    public static TokenInScope? Before(SyntaxNode place, IEnumerable<StatementSyntax> statements, SemanticModel model, KnownTypes known)
    {
        TokenInScope? found = null;
        foreach (var statement in statements)
        {
            if (statement == place || statement.SpanStart >= place.SpanStart)
            {
                break;
            }

            if (statement is LocalDeclarationStatementSyntax local)
            {
                found = Of(local.Declaration, !local.UsingKeyword.IsKind(SyntaxKind.None), model, known) ?? found;
            }
        }

        return found;
    }

    /// <summary>True where a statement before a place declares a source that nobody disposes of here and that has no time limit: somebody else cancels it.</summary>
    public static bool DeclareSource(SyntaxNode place, SyntaxList<StatementSyntax> statements)
    {
        foreach (var statement in statements)
        {
            if (statement.SpanStart >= place.SpanStart)
            {
                return false;
            }

            if (statement is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, Declaration: { Variables: { Count: 1 } variables } declaration }
                && variables[0].Initializer?.Value is BaseObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 } } creation
                && TypeSyntaxNames.RightmostName((creation as ObjectCreationExpressionSyntax)?.Type ?? declaration.Type) == "CancellationTokenSource")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The token that a declaration makes available.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <param name="isOwned">True where the variable is disposed of at the end of its scope.</param>
    /// <param name="model">The declaration's model.</param>
    /// <param name="known">The types of the project.</param>
    public static TokenInScope? Of(VariableDeclarationSyntax declaration, bool isOwned, SemanticModel model, KnownTypes known)
    {
        if (declaration.Variables.Count != 1
            || declaration.Variables[0] is not { Initializer.Value: { } value } variable
            || !MayBeToken(declaration.Type, value)
            || model.GetDeclaredSymbol(variable) is not ILocalSymbol local)
        {
            return null;
        }

        if (AwaitableTypes.IsToken(local.Type))
        {
            return IsOfThisOperation(value, model, known) ? TokenInScope.Local(variable.Identifier.Text) : null;
        }

        // A source with a time limit, or one linked to another, is made for what follows. One that is canceled here ends something else.
        return known.Is(local.Type, "System.Threading.CancellationTokenSource")
            && value is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax
            && (isOwned || value is not BaseObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 } })
            && !IsCanceledHere(variable)
                ? TokenInScope.Local(variable.Identifier.Text + ".Token", LinkedTo(value, variable))
                : null;
    }

    /// <summary>The first token to which a source is linked; null for one with a time limit, which is for some of the calls only.</summary>
    private static string? LinkedTo(ExpressionSyntax value, VariableDeclaratorSyntax variable)
        => value is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CreateLinkedTokenSource" }, ArgumentList.Arguments: { Count: > 0 } arguments }
            && !IsCalledHere(variable, "CancelAfter")
            && !arguments.Any(argument => argument.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Token", Expression: IdentifierNameSyntax source } && IsDeclaredBeside(source, variable))
                ? arguments[0].Expression.ToString()
                : null;

    private static bool MayBeToken(TypeSyntax type, ExpressionSyntax value)
        => TypeSyntaxNames.RightmostName(type) switch
        {
            "CancellationToken" or "CancellationTokenSource" => true,
            "var" => value switch
            {
                MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } => EndsAsToken(name),
                ObjectCreationExpressionSyntax creation => TypeSyntaxNames.RightmostName(creation.Type) == "CancellationTokenSource",
                InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CreateLinkedTokenSource" } } => true,
                IdentifierNameSyntax => true,
                _ => false,
            },
            _ => false,
        };

    private static bool EndsAsToken(string name)
        => name.EndsWith("Token", StringComparison.Ordinal) || name.EndsWith("Aborted", StringComparison.Ordinal) || name.EndsWith("Closed", StringComparison.Ordinal);

    /// <summary>False for no token at all, and for the one that ends with the application.</summary>
    private static bool IsOfThisOperation(ExpressionSyntax value, SemanticModel model, KnownTypes known)
        => model.GetSymbolInfo(value).Symbol switch
        {
            IPropertySymbol { IsStatic: true } => false,
            IPropertySymbol property => !known.IsA(property.ContainingType, "Microsoft.Extensions.Hosting.IHostApplicationLifetime")
                && !property.Name.StartsWith("Application", StringComparison.Ordinal),
            IParameterSymbol => true,
            IMethodSymbol or null => false,
            _ => true,
        };

    /// <summary>True for another source of the same function, which has its time limit or its reason there.</summary>
    private static bool IsDeclaredBeside(IdentifierNameSyntax source, VariableDeclaratorSyntax variable)
        => FunctionSyntax.Enclosing(variable).DescendantNodes().Any(node => node is VariableDeclaratorSyntax other && other.Identifier.ValueText == source.Identifier.ValueText);

    private static bool IsCanceledHere(VariableDeclaratorSyntax variable) => IsCalledHere(variable, "Cancel") || IsCalledHere(variable, "CancelAsync");

    private static bool IsCalledHere(VariableDeclaratorSyntax variable, string method)
    {
        var scope = variable.FirstAncestorOrSelf<MemberDeclarationSyntax>()!;
        foreach (var node in scope.DescendantNodes())
        {
            if (node is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name, Expression: IdentifierNameSyntax receiver }
                && name == method
                && receiver.Identifier.ValueText == variable.Identifier.ValueText)
            {
                return true;
            }
        }

        return false;
    }
}
