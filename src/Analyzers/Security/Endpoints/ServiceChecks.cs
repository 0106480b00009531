using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Endpoints;

/// <summary>What the services that a handler calls ask about the caller, in the code of the project and two calls deep. Asked about what is about to be reported.</summary>
internal static class ServiceChecks
{
    private const int Depth = 2;

    /// <summary>More calls of one function are not bound.</summary>
    private const int MostCalls = 12;

    /// <summary>True where the handler hands its request to a function that answers some callers that they may not.</summary>
    public static bool Decide(SyntaxNode handler, RuleContext context) => AnyCalled(handler, context, static call => HandsOverRequest(call), static function => TurnsAway(function) && CallerChecks.In(function));

    /// <summary>True where a service takes the user from the current request: for a stranger it fails, or finds nothing.</summary>
    public static bool AskForUser(SyntaxNode handler, RuleContext context) => AnyCalled(handler, context, static _ => true, ReadsCurrentUser);

    /// <summary>The handler of a mapping may stand in another file, and in another project of the solution.</summary>
    private static bool AnyCalled(SyntaxNode handler, RuleContext context, Func<InvocationExpressionSyntax, bool> follows, Func<SyntaxNode, bool> asks)
        => OtherFile.ModelOf(handler.SyntaxTree, context.Known.Compilation, context.Model) is { } model && AnyCalled(handler, model, context, Depth, follows, asks);

    private static bool AnyCalled(SyntaxNode function, SemanticModel model, RuleContext context, int depth, Func<InvocationExpressionSyntax, bool> follows, Func<SyntaxNode, bool> asks)
    {
        var bound = 0;
        foreach (var node in function.DescendantNodes())
        {
            if (node is not InvocationExpressionSyntax call || !follows(call) || ++bound > MostCalls || model.GetSymbolInfo(call, context.CancellationToken).Symbol is not IMethodSymbol method)
            {
                continue;
            }

            foreach (var declaration in CalledCode.Of(method, model, context.Known, context.CancellationToken))
            {
                if (asks(declaration) || (depth > 1 && AnyCalled(declaration, OtherFile.ModelOf(declaration.SyntaxTree, model), context, depth - 1, follows, asks)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>True for code that knows how to say no: to read the address or the name of a caller decides nothing yet.</summary>
    private static bool TurnsAway(SyntaxNode function)
        => function.DescendantTokens().Any(static token => token.Value is 401 or 403
            || token.IsKind(SyntaxKind.IdentifierToken) && (token.ValueText.IndexOf("Unauthorized", StringComparison.OrdinalIgnoreCase) >= 0 || token.ValueText.StartsWith("Forbid", StringComparison.Ordinal) || token.ValueText is "Status403Forbidden" or "Challenge" or "ChallengeAsync"));

    /// <summary>True for a call that is given the context, the request or its headers.</summary>
    private static bool HandsOverRequest(InvocationExpressionSyntax call)
        => call.ArgumentList.Arguments.Any(static argument => argument.Expression switch
        {
            IdentifierNameSyntax { Identifier.ValueText: var name } => name is "context" or "ctx" or "HttpContext" or "httpContext" or "Request" or "request" or "httpRequest" or "req",
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Request" or "Headers" or "HttpContext" } => true,
            _ => false,
        });

    /// <summary><c>accessor.HttpContext.User</c></summary>
    private static bool ReadsCurrentUser(SyntaxNode function)
        => function.DescendantNodes().Any(static node => node is SimpleNameSyntax { Identifier.ValueText: "User" } name && name.Parent switch
        {
            MemberAccessExpressionSyntax access => access.Name == name && IsContext(access.Expression),
            MemberBindingExpressionSyntax => name.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>() is { Expression: var context } && IsContext(context),
            _ => false,
        });

    private static bool IsContext(ExpressionSyntax value)
        => MemberName.Of(value is PostfixUnaryExpressionSyntax { Operand: var inner } ? inner : value)?.ValueText is { } name && name.EndsWith("HttpContext", StringComparison.OrdinalIgnoreCase);
}
