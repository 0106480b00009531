using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.CrossSite;

/// <summary>What an app does as a whole about the tokens of its forms, joined from all its files.</summary>
internal sealed class TokenChecks
{
    private readonly HashSet<string> ownTypes = new(StringComparer.Ordinal);
    private readonly StartupModel app;

    private TokenChecks(KnownTypes known)
    {
        app = StartupModel.Of(known);
        foreach (var tree in known.Compilation.SyntaxTrees)
        {
            var read = TokenCheckTree.Of(tree, CancellationToken.None);
            ByFilter |= read.ByFilter;
            IgnoredByFilter |= read.IgnoredByFilter;
            ByMiddleware |= read.ByMiddleware;
            HasServerForms |= read.HasServerForms;
            ownTypes.UnionWith(read.Types);
        }

        HasMiddleware = app.Names.Any(static name => name.StartsWith("Use", StringComparison.Ordinal) && TokenCheckTree.IsAbout(name));
    }

    /// <summary>True where a filter or a convention checks the token of every action, or of those that it is for.</summary>
    public bool ByFilter { get; }

    /// <summary>True where a filter for every action says that none is checked.</summary>
    public bool IgnoredByFilter { get; }

    /// <summary>True where middleware of the app's own checks a header that other sites cannot send, or asks ASP.NET Core to check the token.</summary>
    public bool ByMiddleware { get; }

    /// <summary>True where ASP.NET Core's middleware checks the token of endpoints.</summary>
    public bool HasMiddleware { get; }

    /// <summary>True where components are posted to the server.</summary>
    public bool HasServerForms { get; }

    /// <summary>True where another project sets something up in the pipeline: it may add that middleware.</summary>
    public bool MayHaveMiddleware => HasMiddleware || app.Unseen.Any(static name => name.StartsWith("Use", StringComparison.Ordinal) || name.StartsWith("Configure", StringComparison.Ordinal));

    /// <summary>True where the tokens of controllers can be checked at all: the services for it come with those for views.</summary>
    public bool HasViews => !app.Starts || app.Says("AddControllersWithViews", "AddMvc", "AddRazorPages") || app.Unseen.Count > 0;

    /// <summary>True for a type of the app's own that checks: a filter, or the base of controllers.</summary>
    public bool IsChecking(string type) => ownTypes.Contains(type);

    /// <summary>The app of a compilation.</summary>
    public static TokenChecks Of(KnownTypes known) => known.PerCompilation(static key => new TokenChecks(key));
}

/// <summary>What one syntax tree says about the tokens of forms; read once, without binding, and kept with the tree.</summary>
internal sealed class TokenCheckTree
{
    private static readonly ConditionalWeakTable<SyntaxTree, TokenCheckTree> PerTree = new();

    /// <summary>Parts of the headers that only the app's own scripts can send.</summary>
    private static readonly string[] Headers = ["csrf", "xsrf", "x-requested-with", "requestverificationtoken"];

    private TokenCheckTree(SyntaxNode root)
    {
        foreach (var token in root.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.StringLiteralToken))
            {
                if (IsHeader(token.ValueText))
                {
                    ReadHeader(token);
                }
            }
            else if (token.IsKind(SyntaxKind.IdentifierToken))
            {
                ReadName(token);
            }
        }
    }

    public bool ByFilter { get; private set; }

    public bool IgnoredByFilter { get; private set; }

    public bool ByMiddleware { get; private set; }

    public bool HasServerForms { get; private set; }

    /// <summary>The types in which something is checked.</summary>
    public HashSet<string> Types { get; } = new(StringComparer.Ordinal);

    public static TokenCheckTree Of(SyntaxTree tree, CancellationToken cancellationToken)
        => PerTree.TryGetValue(tree, out var known) ? known : PerTree.GetValue(tree, _ => new(tree.GetRoot(cancellationToken)));

    /// <summary>True for a name that speaks of these tokens.</summary>
    public static bool IsAbout(string name) => Has(name, "antiforgery") || Has(name, "csrf") || Has(name, "xsrf");

    /// <summary>True for code that checks by itself: it reads such a header, or asks ASP.NET Core about the token.</summary>
    public static bool ChecksItself(SyntaxNode code)
    {
        foreach (var token in code.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) ? IsQuestion(token.ValueText) || token.ValueText == "IsAjaxRequest" : token.IsKind(SyntaxKind.StringLiteralToken) && IsHeader(token.ValueText) && IsReadFromHeaders(token))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsQuestion(string name) => name is "ValidateRequestAsync" or "IsRequestValidAsync";

    private static bool IsHeader(string text) => text.Length is > 3 and < 64 && Array.Exists(Headers, part => Has(text, part));

    private static bool Has(string text, string part) => text.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;

    private static bool IsReadFromHeaders(SyntaxToken literal)
        => literal.Parent?.Ancestors().TakeWhile(static node => node is not StatementSyntax).Any(static node => node switch
        {
            ElementAccessExpressionSyntax access => EndsInHeaders(access.Expression),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax called } => called.Name.Identifier.ValueText is "TryGetValue" or "ContainsKey" && EndsInHeaders(called.Expression),
            _ => false,
        }) == true;

    /// <summary>True for the headers of a request; in an answer's, the app writes.</summary>
    private static bool EndsInHeaders(ExpressionSyntax expression)
        => MemberName.Of(expression)?.ValueText is { } name && name.EndsWith("headers", StringComparison.OrdinalIgnoreCase)
            && !(expression is MemberAccessExpressionSyntax { Expression: var owner } && MemberName.Of(owner)?.ValueText.EndsWith("response", StringComparison.OrdinalIgnoreCase) == true);

    /// <summary>A header by its literal, or by a constant beside the code that reads headers.</summary>
    private void ReadHeader(SyntaxToken literal)
    {
        var isConstant = literal.Parent?.FirstAncestorOrSelf<FieldDeclarationSyntax>() is not null;
        if (isConstant ? literal.Parent!.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.DescendantNodes().Any(static node => node is ElementAccessExpressionSyntax access && EndsInHeaders(access.Expression)
                || node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "TryGetValue" or "ContainsKey", Expression: var headers } } && EndsInHeaders(headers)) == true
            : IsReadFromHeaders(literal))
        {
            ReadCheck(literal.Parent!);
        }
    }

    private void ReadName(SyntaxToken token)
    {
        var name = token.ValueText;
        if (IsQuestion(name))
        {
            ReadCheck(token.Parent!);
        }
        else if (name == "SupplyParameterFromForm" || name == "SupplyParameterFromFormAttribute")
        {
            HasServerForms = true;
        }
        else if (name.Length > 7 && IsAbout(name) && IsFilter(token))
        {
            if (name.StartsWith("Ignore", StringComparison.Ordinal))
            {
                IgnoredByFilter |= IsForAll(token);
            }
            else
            {
                ByFilter = true;
            }
        }
    }

    /// <summary>True where a filter is made or named as a type: <c>new …()</c>, <c>typeof(…)</c>, <c>Add&lt;…&gt;()</c>.</summary>
    private static bool IsFilter(SyntaxToken token)
    {
        var type = token.Parent;
        while (type?.Parent is QualifiedNameSyntax or AliasQualifiedNameSyntax)
        {
            type = type.Parent;
        }

        return type?.Parent switch
        {
            ObjectCreationExpressionSyntax or TypeOfExpressionSyntax => type.Ancestors().Any(static around => around is InvocationExpressionSyntax call && AddsFilter(call)),
            TypeArgumentListSyntax { Parent.Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } } => AddsFilter(call),
            _ => false,
        };
    }

    /// <summary>True for <c>options.Filters.Add(…)</c> and for <c>options.Conventions.ConfigureFilter(…)</c>.</summary>
    public static bool AddsFilter(InvocationExpressionSyntax call)
        => call.Expression is MemberAccessExpressionSyntax access
            && (access.Name.Identifier.ValueText is "ConfigureFilter" || (access.Name.Identifier.ValueText is "Add" or "AddService" or "Insert" && MemberName.Of(access.Expression)?.ValueText == "Filters"));

    /// <summary>True where it is not said for pages alone, and not for those who develop.</summary>
    private static bool IsForAll(SyntaxToken token)
        => !token.Parent!.Ancestors().Any(static around => around is InvocationExpressionSyntax call && InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name && (name == "ConfigureFilter" || name.EndsWith("ApplicationModelConvention", StringComparison.Ordinal)))
            && !EnvironmentGuard.Contains(token.Parent!, EnvironmentWords.Default);

    private void ReadCheck(SyntaxNode place)
    {
        foreach (var around in place.Ancestors())
        {
            switch (around)
            {
                case AnonymousFunctionExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } } when InvocationSyntax.NameOf(call)?.Identifier.ValueText is "Use" or "UseWhen":
                    ByMiddleware = true;
                    return;
                case TypeDeclarationSyntax type:
                    ByMiddleware |= type.Members.Any(static member => member is MethodDeclarationSyntax { Identifier.ValueText: "Invoke" or "InvokeAsync" } method && TypeSyntaxNames.RightmostName(method.ParameterList.Parameters.FirstOrDefault()?.Type) == "HttpContext");
                    Types.Add(type.Identifier.ValueText);
                    return;
            }
        }
    }
}
