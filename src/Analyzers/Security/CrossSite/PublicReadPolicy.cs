using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.CrossSite;

/// <summary>
/// A named policy that only reads for everyone apply, one by one: health, a version. They take nothing and ask for nobody, so a script of another
/// site gets what its server could ask for itself.
/// </summary>
internal static class PublicReadPolicy
{
    /// <summary>True where that is all that the name is said for.</summary>
    public static bool Is(SyntaxNode place, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        // A policy for endpoints that say nothing takes the app's anonymous reads with it.
        if (PolicyName.Of(place, model, known, cancellationToken) is not { } policy || StartupModel.Of(known).Says("FallbackPolicy", "SetFallbackPolicy", "AddFallbackPolicy"))
        {
            return false;
        }

        var uses = 0;
        foreach (var tree in known.Compilation.SyntaxTrees)
        {
            foreach (var node in tree.GetRoot(cancellationToken).DescendantNodes())
            {
                switch (node)
                {
                    case InvocationExpressionSyntax call when StartupTree.NameOf(call) == "UseCors" && policy.MayBeNamedBy(call.ArgumentList.Arguments.Select(argument => argument.Expression)):
                        return false;

                    case InvocationExpressionSyntax call when StartupTree.NameOf(call) == "RequireCors" && policy.MayBeNamedBy(call.ArgumentList.Arguments.Select(argument => argument.Expression)):
                        if (!IsPublicRead(call))
                        {
                            return false;
                        }

                        uses++;
                        break;

                    case AttributeSyntax attribute when TypeSyntaxNames.RightmostName(attribute.Name) is "EnableCors" or "EnableCorsAttribute":
                        if (attribute.ArgumentList is not { } named || !policy.MayBeNamedBy(named.Arguments.Select(argument => argument.Expression)))
                        {
                            break;
                        }

                        if (!IsOnPublicReads(attribute))
                        {
                            return false;
                        }

                        uses++;
                        break;

                    case ExpressionSyntax other when policy.IsSaidElsewhere(other) && other.Ancestors().TakeWhile(static around => around is ExpressionSyntax or ArgumentSyntax or ArgumentListSyntax or AttributeArgumentSyntax or AttributeArgumentListSyntax or AttributeSyntax)
                        .All(static around => around is not AttributeSyntax && !(around is InvocationExpressionSyntax call && StartupTree.NameOf(call) is "RequireCors")):
                        return false;
                }
            }
        }

        return uses > 0;
    }

    /// <summary>True for <c>app.MapGet("/health", () => …).RequireCors(…)</c> and for the health checks of the framework.</summary>
    private static bool IsPublicRead(InvocationExpressionSyntax require)
    {
        var decides = false;
        var call = require.Expression;
        while (call is MemberAccessExpressionSyntax { Expression: InvocationExpressionSyntax inner })
        {
            var name = StartupTree.NameOf(inner);
            decides |= name == "RequireAuthorization";
            if (name?.StartsWith("Map", StringComparison.Ordinal) == true)
            {
                return !decides && !IsDecidedBehind(require) && (name is "MapHealthChecks" or "MapPrometheusScrapingEndpoint"
                    || (name == "MapGet" && inner.ArgumentList.Arguments is { Count: 2 } arguments && arguments[0].Expression is LiteralExpressionSyntax { Token.Value: string template } && template.IndexOf('{') < 0
                        && arguments[1].Expression is ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: var parameters } && parameters.All(IsNoInput)));
            }

            call = inner.Expression;
        }

        return false;
    }

    private static bool IsDecidedBehind(SyntaxNode call)
    {
        for (var node = call.Parent; node is MemberAccessExpressionSyntax or InvocationExpressionSyntax; node = node.Parent)
        {
            if (node is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "RequireAuthorization" })
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOnPublicReads(AttributeSyntax attribute)
        => attribute.Parent?.Parent switch
        {
            MethodDeclarationSyntax { Parent: TypeDeclarationSyntax type } action => IsPublicRead(action, type),
            ClassDeclarationSyntax controller => controller.Members.OfType<MethodDeclarationSyntax>().Where(static action => action.Modifiers.Any(SyntaxKind.PublicKeyword)).ToList() is { Count: > 0 } actions
                && actions.TrueForAll(action => IsPublicRead(action, controller)),
            _ => false,
        };

    private static bool IsPublicRead(MethodDeclarationSyntax action, TypeDeclarationSyntax controller)
    {
        var own = Names(action.AttributeLists);
        return own.Contains("HttpGet")
            && !own.Overlaps(["HttpPost", "HttpPut", "HttpPatch", "HttpDelete", "AcceptVerbs", "Authorize"])
            && (own.Contains("AllowAnonymous") || !Names(controller.AttributeLists).Any(static name => name.Contains("Authorize")))
            && action.ParameterList.Parameters.All(IsNoInput)
            && !action.AttributeLists.Concat(controller.AttributeLists).SelectMany(static list => list.Attributes).Any(static attribute => attribute.ArgumentList?.Arguments.Any(static argument => argument.Expression is LiteralExpressionSyntax { Token.Value: string template } && template.IndexOf('{') >= 0) == true);
    }

    private static HashSet<string> Names(SyntaxList<AttributeListSyntax> lists)
        => new(lists.SelectMany(static list => list.Attributes).Select(static attribute => TypeSyntaxNames.RightmostName(attribute.Name) is { } name ? name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - 9) : name : ""), StringComparer.Ordinal);

    /// <summary>True for what the caller does not send.</summary>
    private static bool IsNoInput(ParameterSyntax parameter)
        => TypeSyntaxNames.RightmostName(parameter.Type) is "CancellationToken" or "HealthCheckService" or "ILogger" or "TimeProvider" or "IHostEnvironment" or "IWebHostEnvironment"
            || parameter.AttributeLists.Any(static list => list.Attributes.Any(static attribute => TypeSyntaxNames.RightmostName(attribute.Name) is "FromServices" or "FromServicesAttribute"));
}
