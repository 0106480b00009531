using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.AspNetCore;

/// <summary>What one syntax tree does about a login beside registering it; read once, without binding, and kept with the tree.</summary>
internal sealed class LoginTree
{
    private static readonly ConditionalWeakTable<SyntaxTree, LoginTree> PerTree = new();

    /// <summary>Calls after which the browser has a cookie that says who it is.</summary>
    private static readonly HashSet<string> SigningIn = new(["SignInAsync", "PasswordSignInAsync", "ExternalLoginSignInAsync", "TwoFactorSignInAsync", "TwoFactorAuthenticatorSignInAsync", "SignInWithClaimsAsync"], StringComparer.Ordinal);

    private static readonly string[] OfPerson = ["user", "login", "account", "customer", "member", "admin"];

    private static readonly string[] OfLogin = ["token", "jwt", "auth", "session", "sid", "login", "user"];

    private LoginTree(SyntaxNode root)
    {
        foreach (var token in root.DescendantTokens())
        {
            if (!token.IsKind(SyntaxKind.IdentifierToken))
            {
                continue;
            }

            switch (token.ValueText)
            {
                case "Cookies" when !KnowsByCookie && token.Parent is { Parent: MemberAccessExpressionSyntax access } && access.Name == token.Parent:
                    KnowsByCookie = ReadsLogin(access);
                    break;
                case "SetString" or "SetInt32" when !KeepsLoginInSession:
                    KeepsLoginInSession = token.Parent?.Parent is MemberAccessExpressionSyntax { Expression: var session, Parent: InvocationExpressionSyntax call }
                        && MemberName.Of(session)?.ValueText.EndsWith("session", StringComparison.OrdinalIgnoreCase) == true
                        && call.ArgumentList.Arguments.FirstOrDefault()?.Expression is { } key
                        && Mentions(key.ToString(), OfPerson);
                    break;
                case var name when SigningIn.Contains(name) && token.Parent?.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax }:
                    SignsIn = true;
                    break;
            }
        }
    }

    /// <summary>True where somebody is given a cookie.</summary>
    public bool SignsIn { get; }

    /// <summary>True where the session holds who somebody is: <c>Session.SetString("UserId", …)</c>.</summary>
    public bool KeepsLoginInSession { get; }

    /// <summary>True where middleware, a scheme of the app's own or an event of one takes from a cookie who calls.</summary>
    public bool KnowsByCookie { get; }

    /// <summary>What a tree does.</summary>
    public static LoginTree Of(SyntaxTree tree, CancellationToken cancellationToken)
        => PerTree.TryGetValue(tree, out var known) ? known : PerTree.GetValue(tree, _ => new(tree.GetRoot(cancellationToken)));

    private static bool ReadsLogin(MemberAccessExpressionSyntax cookies)
    {
        if (MemberName.Of(cookies.Expression)?.ValueText.EndsWith("request", StringComparison.OrdinalIgnoreCase) != true)
        {
            return false;
        }

        foreach (var around in cookies.Ancestors())
        {
            switch (around)
            {
                case AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "OnMessageReceived" } or IdentifierNameSyntax { Identifier.ValueText: "OnMessageReceived" } }:
                    return true;
                case MethodDeclarationSyntax { Identifier.ValueText: "MessageReceived" or "HandleAuthenticateAsync" }:
                    return true;
                case MethodDeclarationSyntax { Identifier.ValueText: "Invoke" or "InvokeAsync" } method:
                    return IsOfLogin(cookies) && SetsUser(method);
                case AnonymousFunctionExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } } lambda when InvocationSyntax.NameOf(call)?.Identifier.ValueText == "Use":
                    return IsOfLogin(cookies) && SetsUser(lambda);
                case TypeDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    /// <summary>True for <c>Cookies["token"]</c> and <c>Cookies.TryGetValue("token", …)</c>, where the name, or a constant's, speaks of a login.</summary>
    private static bool IsOfLogin(MemberAccessExpressionSyntax cookies)
        => cookies.Parent switch
        {
            ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } key } => Mentions(key[0].ToString(), OfLogin),
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "TryGetValue", Parent: InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments } } => Mentions(arguments[0].ToString(), OfLogin),
            _ => false,
        };

    /// <summary>True for middleware that says who calls, or that puts the cookie where a token is expected.</summary>
    private static bool SetsUser(SyntaxNode middleware)
        => middleware.DescendantNodes().Any(static node => node is AssignmentExpressionSyntax { Left: var target }
            && (target is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "User" or "Authorization" } || (target is ElementAccessExpressionSyntax headers && Mentions(headers.ToString(), ["authorization", "items"])))
            || node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Headers" } } } call && call.ArgumentList.ToString().Contains("Authorization"));

    private static bool Mentions(string text, string[] words) => Array.Exists(words, word => text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);
}
