using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Cancellation;

/// <summary>A token parameter that nothing in its method looks at.</summary>
internal static class IgnoredToken
{
    /// <summary>The only token of a method, where nothing in it speaks of one.</summary>
    public static ParameterSyntax? Of(MethodDeclarationSyntax method, SemanticModel model)
    {
        if ((SyntaxNode?)method.Body is null && method.ExpressionBody is null)
        {
            return null;
        }

        ParameterSyntax? token = null;
        foreach (var parameter in method.ParameterList.Parameters)
        {
            if (TypeSyntaxNames.RightmostName(parameter.Type) == "CancellationToken")
            {
                if (token is not null || !parameter.Modifiers.Equals(default(SyntaxTokenList)))
                {
                    return null;
                }

                token = parameter;
            }
        }

        return token is not null && !IsRefused(token.Identifier.ValueText) && !SpeaksOfToken(method, token.Identifier.ValueText) && model.GetDeclaredSymbol(token) is { } symbol && AwaitableTypes.IsToken(symbol.Type) ? token : null;
    }

    /// <summary>False where an interface or a base class asks for the parameter, as they do of those who have nothing to cancel.</summary>
    public static bool IsOwn(MethodDeclarationSyntax method, SemanticModel model, KnownTypes known)
        => model.GetDeclaredSymbol(method) is { IsOverride: false } symbol
            && FixedSignature.ContractOf(symbol, known) is { } contract
            && SymbolEqualityComparer.Default.Equals(contract, symbol.OriginalDefinition);

    /// <summary>A loop that works without waiting; one that waits is the matter of PG2014.</summary>
    public static StatementSyntax? LoopIn(MethodDeclarationSyntax method, SemanticModel model)
    {
        foreach (var node in method.DescendantNodes(Functions.StayOutside))
        {
            if (Loops.IsLoop(node) && !Uninterruptible.IsIn(node) && !Loops.IsShort(node))
            {
                return !Loops.Awaits(node) && Works(node, model) ? (StatementSyntax)node : null;
            }
        }

        return null;
    }

    /// <summary>True for a loop that calls something in each round but collections.</summary>
    private static bool Works(SyntaxNode loop, SemanticModel model)
    {
        foreach (var node in Loops.BodyOf(loop).DescendantNodesAndSelf(Functions.StayOutside))
        {
            if (node is InvocationExpressionSyntax call
                && !(model.GetSymbolInfo(call).Symbol is IMethodSymbol { ContainingNamespace: { } space } && space.ToDisplayString() is var name
                    && (name == "System.Linq" || name == "System.Collections" || name.StartsWith("System.Collections.", StringComparison.Ordinal))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True where a package decides that the method has a token: the signature promises nothing that the author chose.</summary>
    public static bool IsOfPackage(MethodDeclarationSyntax method, SemanticModel model, KnownTypes known)
        => model.GetDeclaredSymbol(method) is { } symbol
            && FixedSignature.ContractOf(symbol, known) is null
            // The host does cancel a worker, and waits for it.
            && !(symbol.Name == "ExecuteAsync" && known.IsA(symbol.ContainingType, "Microsoft.Extensions.Hosting.BackgroundService"));

    /// <summary>
    /// The calls of the solution's own methods to which a token could be carried. Null where another rule speaks: of a call that could
    /// take the token right away, or of a loop that waits.
    /// </summary>
    public static IReadOnlyList<IMethodSymbol>? CallsBelow(MethodDeclarationSyntax method, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        var found = new List<IMethodSymbol>();
        foreach (var node in method.DescendantNodes())
        {
            if (Loops.IsLoop(node) && Loops.Awaits(node))
            {
                return null;
            }

            if (node is InvocationExpressionSyntax call && CancellableWork.WouldReach(method, call, model, known))
            {
                if (TokenForwarding.Of(call, model, known, cancellationToken) is not null)
                {
                    return null;
                }

                if (CancellableWork.Own(call, model, known, cancellationToken) is { } called
                    && called.Name != method.Identifier.ValueText
                    && EndpointWork.Below(called, model, known, cancellationToken) is { Evidence: not WorkEvidence.Unseen })
                {
                    // An overload of the same name is the older form of this one.
                    found.Add(called);
                }
            }
        }

        return found;
    }

    /// <summary>True for a name that says that the token is not wanted.</summary>
    private static bool IsRefused(string name) => name.Trim('_').Length == 0 || name.StartsWith("ignored", StringComparison.Ordinal) || name.StartsWith("unused", StringComparison.Ordinal);

    /// <summary>True where the token is used, or one is refused on purpose.</summary>
    private static bool SpeaksOfToken(MethodDeclarationSyntax method, string token)
    {
        foreach (var node in method.DescendantNodes())
        {
            if (node is IdentifierNameSyntax name
                && (name.Identifier.ValueText == token || (name.Identifier.ValueText == "None" && name.Parent is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "CancellationToken" } })))
            {
                return true;
            }
        }

        return false;
    }
}
