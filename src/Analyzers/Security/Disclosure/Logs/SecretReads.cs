using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Security.Disclosure.Logs;

/// <summary>Values that are read by a key: configuration, headers, cookies, environment variables, claims.</summary>
internal static class SecretReads
{
    /// <summary>Types whose indexer takes a name.</summary>
    private static readonly string[] Keyed =
    [
        "Microsoft.Extensions.Configuration.IConfiguration",
        "Microsoft.AspNetCore.Http.IHeaderDictionary",
        "Microsoft.AspNetCore.Http.IRequestCookieCollection",
        "Microsoft.AspNetCore.Http.IQueryCollection",
        "Microsoft.AspNetCore.Http.IFormCollection",
        "System.Collections.Generic.IDictionary`2",
        "System.Collections.Generic.IReadOnlyDictionary`2",
    ];

    /// <summary>What the claims of a person are called.</summary>
    private static readonly Dictionary<string, string> Claims = new(StringComparer.Ordinal)
    {
        ["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"] = "email",
        ["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/mobilephone"] = "phone",
        ["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/homephone"] = "phone",
        ["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/streetaddress"] = "street address",
        ["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/dateofbirth"] = "date of birth",
        ["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname"] = "surname",
    };

    /// <summary>The key by which a call reads; null for other calls.</summary>
    public static string? KeyOf(IInvocationOperation call, KnownTypes known)
    {
        var method = call.TargetMethod;
        switch (method.Name)
        {
            case "GetConnectionString" or "GetValue" or "GetSection" or "GetRequiredSection":
                return Text(call) is { } key && method.ContainingNamespace.ToDisplayString() == "Microsoft.Extensions.Configuration" ? key : null;
            case "GetEnvironmentVariable":
                return known.Is(method.ContainingType, "System.Environment") ? Text(call) : null;
            case "FindFirst" or "FindFirstValue":
                return Text(call) is { } claim && (known.IsA(method.ContainingType, "System.Security.Claims.ClaimsPrincipal") || known.IsA(method.ContainingType, "System.Security.Claims.ClaimsIdentity") || method.IsExtensionMethod)
                    ? Claims.TryGetValue(claim, out var name) ? name : claim
                    : null;
            default:
                return null;
        }
    }

    /// <summary>True for a type whose values are read by names.</summary>
    public static bool IsKeyed(ITypeSymbol type, KnownTypes known) => Array.Exists(Keyed, name => known.IsA(type, name));

    /// <summary>The key of <c>headers.TryGetValue("Authorization", out var header)</c>.</summary>
    public static string? KeyOfOut(ILocalReferenceOperation local, KnownTypes known)
        => local.Local.DeclaringSyntaxReferences is { Length: 1 } declarations
            && declarations[0].GetSyntax() is SingleVariableDesignationSyntax { Parent: DeclarationExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax invocation } } }
            && invocation.SyntaxTree == local.Syntax.SyntaxTree
            && local.SemanticModel?.GetOperation(invocation) is IInvocationOperation { TargetMethod.Name: "TryGetValue" } call
            && IsKeyed(call.TargetMethod.ContainingType, known)
                ? Text(call)
                : null;

    /// <summary>The first constant text that a call is given.</summary>
    private static string? Text(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Value.ConstantValue is { HasValue: true, Value: string text })
            {
                return text;
            }
        }

        return null;
    }
}
