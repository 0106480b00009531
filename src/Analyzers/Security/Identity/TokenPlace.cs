using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Identity;

/// <summary>Judges the code around a check of tokens that is off.</summary>
internal static class TokenPlace
{
    /// <summary>What those say who look at a token that has run out: to give its owner a new one, or to end a session.</summary>
    private static readonly string[] Renewals = ["Refresh", "Expired", "Renew", "Revoke", "Logout", "LogOut", "SignOut"];

    /// <summary>True in a function, or for a variable, whose name says that tokens are renewed or given up there.</summary>
    public static bool IsRenewal(SyntaxNode place)
    {
        foreach (var ancestor in place.Ancestors())
        {
            var name = ancestor switch
            {
                MethodDeclarationSyntax method => method.Identifier.ValueText,
                LocalFunctionStatementSyntax local => local.Identifier.ValueText,
                VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
                PropertyDeclarationSyntax property => property.Identifier.ValueText,
                TypeDeclarationSyntax type => type.Identifier.ValueText,
                _ => null,
            };
            if (name is not null && Array.Exists(Renewals, word => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True where the function itself looks at when the token runs out.</summary>
    public static bool ReadsExpiry(SyntaxNode scope)
        => scope.DescendantTokens().Any(static token => token.Kind() is SyntaxKind.IdentifierToken or SyntaxKind.StringLiteralToken && token.ValueText is "ValidTo" or "Expires" or "Exp" or "exp" or "ExpirationTime" && !IsTarget(token.Parent));

    /// <summary>
    /// True in a function that reads one token itself, and not for a request: more often than not the old one of somebody who wants a new one.
    /// </summary>
    public static bool ReadsOneToken(SyntaxNode place)
        => place.Ancestors().FirstOrDefault(static node => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax) is { } function
            && function.DescendantTokens().Any(static token => token.ValueText is "ValidateToken" or "ValidateTokenAsync")
            && !function.DescendantTokens().Any(static token => token.ValueText is "HttpContext" or "HttpRequest" or "AuthenticateResult" or "AuthorizationFilterContext");

    /// <summary>True where one key is given with which tokens must be signed, and the app turns down some of those by a check of its own.</summary>
    public static bool ChecksOneIssuer(TokenSettings settings, SyntaxNode place)
        => settings.Give("IssuerSigningKey", "IssuerSigningKeys")
            && !settings.Give("Authority", "MetadataAddress", "ConfigurationManager")
            && FunctionSyntax.Enclosing(place).DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(static check => MemberName.Of(check.Left)?.ValueText == "OnTokenValidated"
                && check.Right.DescendantNodes().Any(static node => node is InvocationExpressionSyntax call && InvocationSyntax.NameOf(call)?.Identifier.ValueText == "Fail"));

    /// <summary>True for what is given a value: a token that is written, not one that is read.</summary>
    private static bool IsTarget(SyntaxNode? name)
        => name is NameEqualsSyntax or NameColonSyntax
            || (name?.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name) is var target && target?.Parent is AssignmentExpressionSyntax assignment && assignment.Left == target;
}
