using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.AspNetCore;

namespace ProdGap.Analyzers.Testing.Reachability;

/// <summary>Collects what a piece of code names. Endpoints that it maps are kept apart: their code runs only when it is requested.</summary>
internal sealed class BodyReader(Body body, TreeNames names)
{
    /// <summary>The groups that a variable holds; of a program without a class, from one statement to the next.</summary>
    private readonly Dictionary<string, (string Prefix, bool IsWhole)> groups = new(StringComparer.Ordinal);

    private bool wasDot;

    /// <summary>Reads one more piece of the same body.</summary>
    public void Read(SyntaxNode node)
    {
        // Calls that map endpoints are few; only where one is named is there more to do than to read tokens.
        Tokens(node, Maps(node) ? Endpoints(node) : null);
    }

    private static bool Maps(SyntaxNode node)
    {
        foreach (var token in node.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && (IsMap(token.ValueText) || token.ValueText == "MapGroup"))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsMap(string name)
        => MappingMethods.Is(name) || name == "MapHub";

    private void Tokens(SyntaxNode node, Dictionary<SyntaxNode, Endpoint>? endpoints)
    {
        if (endpoints is { Count: > 0 })
        {
            // The handlers' own tokens belong to them alone.
            foreach (var child in node.DescendantNodesAndTokens(inner => !endpoints.ContainsKey(inner)))
            {
                if (child.IsToken)
                {
                    Take(child.AsToken());
                }
            }

            return;
        }

        foreach (var token in node.DescendantTokens())
        {
            Take(token);
        }
    }

    private void Take(SyntaxToken token)
    {
        var isAfterDot = wasDot;
        wasDot = token.Kind() is SyntaxKind.DotToken or SyntaxKind.MinusGreaterThanToken;
        if (token.IsKind(SyntaxKind.NewKeyword))
        {
            body.ConstructsUnnamed |= token.Parent is ImplicitObjectCreationExpressionSyntax;
            return;
        }

        if (!token.IsKind(SyntaxKind.IdentifierToken) || token.ValueText.Length < 2)
        {
            return;
        }

        var name = token.ValueText;
        if (isAfterDot)
        {
            body.Dots.Add(name);
            return;
        }

        body.Names.Add(name);
        if (names.Aliases.TryGetValue(name, out var meant))
        {
            body.Names.Add(meant);
        }
    }

    /// <summary>The arguments that are handlers of endpoints with a literal template.</summary>
    private Dictionary<SyntaxNode, Endpoint> Endpoints(SyntaxNode node)
    {
        var found = new Dictionary<SyntaxNode, Endpoint>();
        foreach (var inner in node.DescendantNodesAndSelf(inner => !found.ContainsKey(inner)))
        {
            if (inner is VariableDeclaratorSyntax { Initializer.Value: var value } variable && PrefixOf(value, groups) is { Prefix.Length: > 0 } group)
            {
                groups[variable.Identifier.ValueText] = group;
            }

            if (inner is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access, ArgumentList: var list }
                && IsMap(access.Name.Identifier.ValueText)
                && FirstText(list) is { } template)
            {
                var (prefix, isWhole) = PrefixOf(access.Expression, groups);
                var endpoint = new Endpoint(
                    prefix + "/" + template,
                    RouteMatcher.VerbOf(access.Name.Identifier.ValueText),
                    // A hub is asked at addresses below its own.
                    isWhole && access.Name.Identifier.ValueText is not ("Map" or "MapHub"),
                    new(names),
                    access.Name.Identifier.Span);
                body.Endpoints.Add(endpoint);
                if (endpoint.Verb == "Post")
                {
                    names.Posted.Add(endpoint.Template);
                }

                if (access.Name is GenericNameSyntax generic)
                {
                    Add(found, generic.TypeArgumentList, endpoint);
                }

                foreach (var argument in list.Arguments.Skip(1))
                {
                    Add(found, argument, endpoint);
                    switch (argument.Expression)
                    {
                        case IdentifierNameSyntax name:
                            names.Handlers.Add(name.Identifier.ValueText);
                            break;
                        case MemberAccessExpressionSyntax method:
                            names.Handlers.Add(method.Name.Identifier.ValueText);
                            break;
                    }
                }
            }
        }

        return found;
    }

    private void Add(Dictionary<SyntaxNode, Endpoint> found, SyntaxNode handler, Endpoint endpoint)
    {
        found[handler] = endpoint;
        new BodyReader(endpoint.Body, names).Tokens(handler, null);
    }

    private static string? FirstText(ArgumentListSyntax list)
        => list.Arguments.Count > 0 && list.Arguments[0].Expression is LiteralExpressionSyntax { Token.Value: string text } ? text : null;

    /// <summary>The prefix of a group: <c>app.MapGroup("/api").RequireAuthorization()</c>, or a variable that holds one.</summary>
    private static (string Prefix, bool IsWhole) PrefixOf(ExpressionSyntax expression, Dictionary<string, (string Prefix, bool IsWhole)> groups)
    {
        var prefix = "";
        while (true)
        {
            switch (expression)
            {
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call:
                    if (access.Name.Identifier.ValueText == "MapGroup" && FirstText(call.ArgumentList) is { } template)
                    {
                        prefix = "/" + template + prefix;
                    }

                    expression = access.Expression;
                    continue;
                case IdentifierNameSyntax { Identifier.ValueText: var name }:
                    return groups.TryGetValue(name, out var group) ? (group.Prefix + prefix, group.IsWhole) : (prefix, name is "app" or "endpoints");
                default:
                    return (prefix, false);
            }
        }
    }
}
