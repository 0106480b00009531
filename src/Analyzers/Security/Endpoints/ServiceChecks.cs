using Microsoft.CodeAnalysis;
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

    /// <summary>True where the handler hands its request to a function that decides who may call.</summary>
    public static bool Decide(SyntaxNode handler, RuleContext context) => AnyCalled(handler, context.Model, context, Depth, static call => HandsOverRequest(call), CallerChecks.In);

    /// <summary>True where a service takes the user from the current request: for a stranger it fails, or finds nothing.</summary>
    public static bool AskForUser(SyntaxNode handler, RuleContext context) => AnyCalled(handler, context.Model, context, Depth, static _ => true, ReadsCurrentUser);

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
