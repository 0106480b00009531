using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Cancellation;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Cancellation;

/// <summary>Flags a method that takes a token and never looks at it, though it does what could be stopped.</summary>
public sealed class PG2013TokenIgnored : ReliabilityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG2013",
        "Token ignored",
        "'{0}' takes '{1}' and never looks at it; pass it on to what the method calls, or check it in the loop",
        "The signature promises that the call can be cancelled, so callers rely on it, and it runs to its end all the same.",
        DiagnosticSeverity.Info,
        "CWE-404");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override void Register(RuleActions actions)
    {
        if (actions.Known.Has("System.Threading.CancellationToken"))
        {
            actions.OnSyntax(Analyze, SyntaxKind.MethodDeclaration);
        }
    }

    private static void Analyze(RuleContext context)
    {
        var method = (MethodDeclarationSyntax)context.Node;
        if (FunctionSyntax.TakesToken(method)
            && Ignored(method, context.Model) is { } token
            && CallsBelow(method, context.Model, context.Known, context.CancellationToken) is { } calls
            && (calls.Count > 0 || (LoopIn(method) is not null && IsOwn(method, context.Model, context.Known))))
        {
            context.Report(Gap, token.Identifier.GetLocation(), method.Identifier.ValueText, token.Identifier.ValueText);
        }
    }

    /// <summary>The only token of a method, where nothing in it speaks of one.</summary>
    internal static ParameterSyntax? Ignored(MethodDeclarationSyntax method, SemanticModel model)
    {
        if ((SyntaxNode?)method.Body is null && method.ExpressionBody is null)
        {
            return null;
        }

        ParameterSyntax? token = null;
        foreach (var parameter in method.ParameterList.Parameters)
        {
            if (TokenInScope.RightmostName(parameter.Type) == "CancellationToken")
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
    internal static bool IsOwn(MethodDeclarationSyntax method, SemanticModel model, KnownTypes known)
        => model.GetDeclaredSymbol(method) is { IsOverride: false } symbol
            && FixedSignature.ContractOf(symbol, known) is { } contract
            && SymbolEqualityComparer.Default.Equals(contract, symbol.OriginalDefinition);

    /// <summary>A loop that works without waiting; one that waits is the matter of PG2014.</summary>
    internal static StatementSyntax? LoopIn(MethodDeclarationSyntax method)
    {
        foreach (var node in method.DescendantNodes(Functions.StayOutside))
        {
            if (Loops.IsLoop(node) && !Uninterruptible.IsIn(node))
            {
                return !Loops.Awaits(node) && Loops.Calls(node) ? (StatementSyntax)node : null;
            }
        }

        return null;
    }

    /// <summary>
    /// The calls of the solution's own methods to which a token could be carried. Null where another rule speaks: of a call that could
    /// take the token right away, or of a loop that waits.
    /// </summary>
    internal static IReadOnlyList<IMethodSymbol>? CallsBelow(MethodDeclarationSyntax method, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
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

                if (CancellableWork.OwnIn(call, model, known, cancellationToken) is { } called
                    && called.Name != method.Identifier.ValueText)
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
