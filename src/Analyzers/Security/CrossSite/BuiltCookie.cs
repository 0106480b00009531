using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.CrossSite;

/// <summary>The cookie that a part of the framework writes itself, and whose builder an assignment changes.</summary>
/// <param name="name">What it is called.</param>
/// <param name="weight">What it is good for.</param>
internal sealed class BuiltCookie(string name, CookieWeight weight)
{
    public const string Builder = "Microsoft.AspNetCore.Http.CookieBuilder";

    /// <summary>The types of options that have one, and the name that it has by default.</summary>
    private static readonly (string Owner, string Name, CookieWeight Weight)[] Owners =
    [
        ("Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions", ".AspNetCore.Cookies", CookieWeight.Credential),
        ("Microsoft.AspNetCore.Builder.SessionOptions", ".AspNetCore.Session", CookieWeight.Credential),
        ("Microsoft.AspNetCore.Antiforgery.AntiforgeryOptions", ".AspNetCore.Antiforgery", CookieWeight.Proof),
        ("Microsoft.AspNetCore.Authentication.RemoteAuthenticationOptions", ".AspNetCore.Correlation", CookieWeight.Ordinary),
        ("Microsoft.AspNetCore.Authentication.OpenIdConnect.OpenIdConnectOptions", ".AspNetCore.OpenIdConnect.Nonce", CookieWeight.Ordinary),
        ("Microsoft.AspNetCore.Mvc.CookieTempDataProviderOptions", ".AspNetCore.Mvc.CookieTempDataProvider", CookieWeight.Ordinary),
    ];

    public string Name { get; } = name;

    public CookieWeight Weight { get; } = weight;

    /// <summary>The cookie of a member of a builder that is assigned; by its own name where nothing tells whose it is.</summary>
    public static BuiltCookie Of(AssignmentExpressionSyntax assignment, RuleContext context)
    {
        var given = NameBeside(assignment, context);
        if (OwnerOf(assignment, context) is { } property && Of(property, context.Known) is { } cookie)
        {
            return new(given ?? cookie.Name, cookie.Weight);
        }

        return new(given ?? "CookieBuilder", given is not null && CookieName.WeightOf(given, value: null) == CookieWeight.Credential ? CookieWeight.Credential : CookieWeight.Ordinary);
    }

    /// <summary>The cookie of the options that have a builder; null for other properties.</summary>
    public static BuiltCookie? Of(IPropertySymbol property, KnownTypes known)
    {
        foreach (var (owner, name, weight) in Owners)
        {
            if (known.IsA(property.ContainingType, owner))
            {
                return new(name, weight);
            }
        }

        return null;
    }

    /// <summary>True where the same function sets <c>HttpOnly</c> of the builder that an assignment puts in place.</summary>
    public static bool IsHiddenBeside(AssignmentExpressionSyntax assignment)
        => FunctionSyntax.Enclosing(assignment).DescendantNodes().Any(node => node is AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "HttpOnly", Expression: var builder } } && builder.ToString() == assignment.Left.ToString());

    /// <summary>The property of the options that holds the builder.</summary>
    private static IPropertySymbol? OwnerOf(AssignmentExpressionSyntax assignment, RuleContext context)
    {
        var builder = assignment.Left switch
        {
            MemberAccessExpressionSyntax access => access.Expression,
            _ => assignment.Parent is InitializerExpressionSyntax { Parent: var made } && ((made is BaseObjectCreationExpressionSyntax ? made.Parent : made) as AssignmentExpressionSyntax)?.Left is { } target ? target : null,
        };
        if (builder is null)
        {
            return null;
        }

        var symbol = context.Model.GetSymbolInfo(builder, context.CancellationToken).Symbol;
        if (symbol is ILocalSymbol && InitialValue.SyntaxOf(symbol, builder.SyntaxTree, context.CancellationToken) is { } initial)
        {
            symbol = context.Model.GetSymbolInfo(initial, context.CancellationToken).Symbol;
        }

        return symbol as IPropertySymbol;
    }

    /// <summary>The name that the same function gives the cookie.</summary>
    private static string? NameBeside(AssignmentExpressionSyntax assignment, RuleContext context)
    {
        foreach (var node in FunctionSyntax.Enclosing(assignment).DescendantNodes())
        {
            if (node is AssignmentExpressionSyntax other
                && MemberName.Of(other.Left)?.ValueText == "Name"
                && (other.Parent is InitializerExpressionSyntax ? other.Parent == assignment.Parent
                    : (other.Left as MemberAccessExpressionSyntax)?.Expression.ToString() is { } receiver && receiver == (assignment.Left as MemberAccessExpressionSyntax)?.Expression.ToString())
                && context.Model.GetConstantValue(other.Right, context.CancellationToken).Value is string name)
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>True where the same member of the same builder is given another value: by the other branch, or later.</summary>
    public static bool IsGivenAnother(AssignmentExpressionSyntax assignment)
    {
        foreach (var node in FunctionSyntax.Enclosing(assignment).DescendantNodes())
        {
            if (node is AssignmentExpressionSyntax other
                && other != assignment
                && other.Left.ToString() == assignment.Left.ToString()
                && other.Left is MemberAccessExpressionSyntax
                && other.Right.ToString() != assignment.Right.ToString()
                && !EnvironmentGuard.Contains(other, EnvironmentWords.Default)
                && (other.SpanStart > assignment.SpanStart || !(other.Parent is ExpressionStatementSyntax { Parent: { } block } && (block is GlobalStatementSyntax ? block.Parent! : block).Span.Contains(assignment.Span))))
            {
                return true;
            }
        }

        return false;
    }
}
