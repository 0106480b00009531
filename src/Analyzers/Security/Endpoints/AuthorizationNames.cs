using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.Security.Endpoints;

/// <summary>By which names code decides who may call an endpoint.</summary>
internal static class AuthorizationNames
{
    /// <summary>True for the name of a method that decides about what it is called on: an endpoint, a group, a route builder. <c>UseAuthorization</c> decides nothing.</summary>
    public static bool NameDecides(string name)
        => name is "RequireAuthorization" or "AllowAnonymous"
            || (!name.StartsWith("Use", StringComparison.Ordinal) && NameSuggests(name));

    private static bool NameSuggests(string name)
        => (name.StartsWith("Require", StringComparison.Ordinal) && name is not ("RequireCors" or "RequireHost" or "RequireRateLimiting" or "RequireAntiforgeryToken"))
            || name.Contains("Authoriz")
            || name.Contains("Authentic")
            || name.Contains("Anonymous")
            || name.Contains("Permission")
            || name.Contains("Protect")
            || name.Contains("Secure")
            || name.Contains("ApiKey");

    /// <summary>True for code that decides about an endpoint somewhere in it.</summary>
    public static bool Decides(SyntaxNode code)
    {
        foreach (var token in code.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText is "RequireAuthorization" or "AllowAnonymous" or "AuthorizeAttribute" or "AllowAnonymousAttribute" or "AddEndpointFilter" or "AddEndpointFilterFactory")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for an attribute that decides, judged by its name.</summary>
    public static bool AttributeDecides(AttributeSyntax attribute)
        => attribute.Name.ToString() is var name
            && (name.Contains("Authoriz") || name.Contains("Anonymous") || name.Contains("ApiKey") || name.Contains("Permission") || name.Contains("ServiceFilter") || name.Contains("TypeFilter") || name.Contains("Role"));

    /// <summary>The literal text of an argument.</summary>
    public static string? TextOf(ArgumentListSyntax arguments, int at)
        => arguments.Arguments.Count > at && arguments.Arguments[at].Expression is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal ? literal.Token.ValueText : null;
}
