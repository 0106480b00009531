using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Disclosure;

/// <summary>The page on which an API can be tried: who gets to see it, and which of an app's is the first.</summary>
internal static class ApiExplorer
{
    /// <summary>True where the page, or the document that it shows, asks who is there.</summary>
    public static bool IsProtected(InvocationExpressionSyntax call, StartupModel app)
    {
        if (IsChainedTo(call, "RequireAuthorization", "RequireHost")
            || call.Expression is MemberAccessExpressionSyntax { Expression: var receiver } && RootOf(receiver) is { } root && root.ToString().Contains("RequireAuthorization"))
        {
            return true;
        }

        if (InvocationSyntax.NameOf(call)?.Identifier.ValueText.StartsWith("Map", StringComparison.Ordinal) == true && app.Says("FallbackPolicy", "SetFallbackPolicy", "GetFallbackPolicyAsync"))
        {
            return true;
        }

        foreach (var document in (string[])["MapSwagger", "MapOpenApi"])
        {
            foreach (var mapped in app.CallsOf(document))
            {
                if (IsChainedTo(mapped, "RequireAuthorization", "RequireHost"))
                {
                    return true;
                }
            }
        }

        // app.UseMiddleware<SwaggerLogin>(), app.UseSwaggerAuthorized()
        return app.CallsOf("UseMiddleware").Any(static use => InvocationSyntax.NameOf(use) is GenericNameSyntax generic && IsAboutDocuments(generic.TypeArgumentList.ToString()))
            || app.Names.Any(static name => name.StartsWith("Use", StringComparison.Ordinal) && name.Contains("Auth") && IsAboutDocuments(name));
    }

    private static bool IsAboutDocuments(string name) => name.Contains("Swagger") || name.Contains("OpenApi") || name.Contains("Docs") || name.Contains("BasicAuth");

    /// <summary>What a receiver is: itself, or what the variable that it names was given.</summary>
    private static ExpressionSyntax? RootOf(ExpressionSyntax receiver)
        => receiver is IdentifierNameSyntax { Identifier.ValueText: var name }
            ? NameLookup.ValueGiven(receiver, name)
            : receiver;

    /// <summary>True for a page to read, on which nothing can be tried: somebody has published the documentation.</summary>
    public static bool IsReadOnly(InvocationExpressionSyntax call)
        => call.ArgumentList.DescendantNodes().Any(static node => node is InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 } option && InvocationSyntax.NameOf(option)?.Identifier.ValueText == "SupportedSubmitMethods");

    /// <summary>True where a call on the result has one of these names.</summary>
    public static bool IsChainedTo(InvocationExpressionSyntax call, params string[] names)
    {
        for (SyntaxNode node = call; node.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax outer } access && access.Expression == node; node = outer)
        {
            if (Array.IndexOf(names, access.Name.Identifier.ValueText) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for the first page of an app that shows its API: one is enough to say it.</summary>
    public static bool IsFirst(InvocationExpressionSyntax call, StartupModel app)
    {
        if (InvocationSyntax.NameOf(call)?.Identifier.ValueText is not { } member || Array.IndexOf(DeveloperFeature.Explorers, member) < 0)
        {
            return true;
        }

        foreach (var name in DeveloperFeature.Explorers)
        {
            foreach (var other in app.CallsOf(name))
            {
                if (other.SyntaxTree == call.SyntaxTree && other.Span == call.Span)
                {
                    return true;
                }

                if (!DevelopmentOnly.Is(other, app) && !DevelopmentOnly.IsDecided(other))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
