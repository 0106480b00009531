using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Identity;

/// <summary>Ids of sessions that somebody presents: they are sent to a caller, or come in with a request. Others only tell apart what one process does.</summary>
internal sealed class SessionIds
{
    /// <summary>Calls that send what they are given.</summary>
    private static readonly HashSet<string> Sending = new(
        ["Append", "Redirect", "LocalRedirect", "Ok", "Json", "Created", "CreatedAtAction", "CreatedAtRoute", "Accepted", "WriteAsync", "WriteAsJsonAsync", "SendAsync", "Text"], StringComparer.Ordinal);

    /// <summary>Ends of the names of types whose methods are called for a request.</summary>
    private static readonly string[] Handling = ["Controller", "Hub", "Model", "Endpoints", "Endpoint"];

    private SessionIds(KnownTypes known) => ComeIn = known.Compilation.SyntaxTrees.Any(static tree => tree.GetRoot().DescendantNodes().Any(TakesIn));

    /// <summary>True where a request of the app names one.</summary>
    private bool ComeIn { get; }

    /// <summary>True for the name of one.</summary>
    public static bool Is(string name) => WordSplitter.Of(name, name.LastIndexOfAny(['.', '/']) + 1, name.Length) is { Count: > 1 } words && words[words.Count - 1] == "id" && words[words.Count - 2] == "session" || name.Equals("sessionid", StringComparison.OrdinalIgnoreCase);

    /// <summary>True where such an id is handed to a caller, or may be presented by one.</summary>
    /// <param name="value">Where it is made.</param>
    /// <param name="name">What takes it.</param>
    /// <param name="known">The types of the compilation.</param>
    public static bool Travel(ExpressionSyntax value, string name, KnownTypes known)
        => known.Project.Kind is not (ProjectKind.Console or ProjectKind.Desktop) && (GoesOut(value, name) || known.PerCompilation(static key => new SessionIds(key)).ComeIn);

    private static bool GoesOut(ExpressionSyntax value, string name)
    {
        // public string NewSessionId() => …: whoever calls it may send it.
        if (value.Ancestors().Any(static around => around is MethodDeclarationSyntax { Identifier.ValueText: var method } && Is(method)
            || around is LocalFunctionStatementSyntax { Identifier.ValueText: var local } && Is(local)))
        {
            return true;
        }

        var function = FunctionSyntax.Enclosing(value);
        return function.DescendantNodes().Any(node => (node == value || node is IdentifierNameSyntax { Identifier.ValueText: var text } && text == name) && IsSent(node, function));
    }

    /// <summary>True in what is returned, sent, or written into an address.</summary>
    private static bool IsSent(SyntaxNode node, SyntaxNode function)
    {
        foreach (var around in node.Ancestors())
        {
            switch (around)
            {
                case ReturnStatementSyntax or ArrowExpressionClauseSyntax:
                case AnonymousFunctionExpressionSyntax { ExpressionBody: not null } when around == function:
                case InvocationExpressionSyntax call when InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } method && Sending.Contains(method) && call.ArgumentList.Span.Contains(node.Span):
                case InterpolatedStringExpressionSyntax text when text.Contents.Any(static part => part is InterpolatedStringTextSyntax { TextToken.ValueText: var written } && (written.IndexOf("://", StringComparison.Ordinal) >= 0 || written.StartsWith("/", StringComparison.Ordinal) || written.IndexOf('?') >= 0)):
                    return true;
                case StatementSyntax:
                    return false;
            }
        }

        return false;
    }

    /// <summary>A parameter of an action, a hub or a mapped lambda; a route, a query, a cookie or a header with that name.</summary>
    private static bool TakesIn(SyntaxNode node)
        => node switch
        {
            ParameterSyntax { Identifier.ValueText: var name } parameter => Is(name) && IsOfRequest(parameter),
            LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression, Token.ValueText: { Length: < 200 } text } literal
                => text.IndexOf("{session", StringComparison.OrdinalIgnoreCase) >= 0
                    || literal.Parent is ArgumentSyntax { Parent: BracketedArgumentListSyntax { Parent: ElementAccessExpressionSyntax { Expression: var table } } } && Is(text) && MemberName.Of(table)?.ValueText is "Query" or "Cookies" or "Headers" or "Form" or "RouteValues",
            _ => false,
        };

    private static bool IsOfRequest(ParameterSyntax parameter)
    {
        foreach (var around in parameter.Ancestors())
        {
            switch (around)
            {
                case AnonymousFunctionExpressionSyntax lambda:
                    return lambda.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } && MappingMethods.Is(InvocationSyntax.NameOf(call)?.Identifier.ValueText ?? "");
                case MethodDeclarationSyntax method:
                    return method.Modifiers.Any(SyntaxKind.PublicKeyword) && method.Parent is TypeDeclarationSyntax type && (method.AttributeLists.Count > 0 || Array.Exists(Handling, ending => type.Identifier.ValueText.EndsWith(ending, StringComparison.Ordinal)))
                        || parameter.AttributeLists.Any(static list => list.Attributes.Any(static attribute => TypeSyntaxNames.RightmostName(attribute.Name)?.StartsWith("From", StringComparison.Ordinal) == true));
                case MemberDeclarationSyntax or LocalFunctionStatementSyntax:
                    return false;
            }
        }

        return false;
    }
}
