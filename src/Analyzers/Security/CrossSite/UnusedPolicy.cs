using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.CrossSite;

/// <summary>A policy that is registered under a name which nothing in the app says again: no request meets it yet.</summary>
internal static class UnusedPolicy
{
    /// <summary>True where that is sure: every call and attribute that applies a policy names another one, and the name stands nowhere else.</summary>
    public static bool Is(SyntaxNode place, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        if (PolicyName.Of(place, model, known, cancellationToken) is not { } policy)
        {
            return false;
        }

        foreach (var tree in known.Compilation.SyntaxTrees)
        {
            foreach (var node in tree.GetRoot(cancellationToken).DescendantNodes())
            {
                switch (node)
                {
                    case ExpressionSyntax said when policy.IsSaidElsewhere(said):
                    case InvocationExpressionSyntax call when StartupTree.NameOf(call) is "UseCors" or "RequireCors" && policy.MayBeNamedBy(call.ArgumentList.Arguments.Select(argument => argument.Expression)):
                    case AttributeSyntax { ArgumentList.Arguments: var arguments } attribute when TypeSyntaxNames.RightmostName(attribute.Name) is "EnableCors" or "EnableCorsAttribute" && policy.MayBeNamedBy(arguments.Select(argument => argument.Expression)):
                        return false;
                }
            }
        }

        return true;
    }
}
