using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Injection;

/// <summary>What is said around a call to an address that somebody names: that it is there to try one, that it is the app's own, and what goes along.</summary>
internal static class CalledAddress
{
    /// <summary>Words of what tries whether a server answers.</summary>
    private static readonly string[] Tries = ["test", "probe", "ping", "connectivity", "models"];

    /// <summary>Words of the pages on which servers are set up.</summary>
    private static readonly string[] Places = ["settings", "setting", "provider", "providers", "configuration", "setup", "connection", "connections"];

    /// <summary>Parts of the names of what lets the caller in.</summary>
    private static readonly string[] Credentials = ["authorization", "bearer", "apikey", "api-key", "accesstoken", "cookie", "credential", "password"];

    /// <summary>True for a variable that an earlier call of the same function goes to: one finding says it.</summary>
    public static bool IsOfEarlierCall(SyntaxNode call, SyntaxNode address)
    {
        if (address is not IdentifierNameSyntax { Identifier.ValueText: var name } variable || DeclaredType.Of(variable) is not { } declaration)
        {
            return false;
        }

        foreach (var node in FunctionSyntax.Enclosing(call).DescendantNodes())
        {
            if (node.SpanStart >= call.SpanStart)
            {
                return false;
            }

            if (UrlSinks.MayBe(node) && !node.Span.Contains(call.Span) && node.DescendantNodes().Any(inner => inner is IdentifierNameSyntax { Parent: ArgumentSyntax, Identifier.ValueText: var used } use && used == name && DeclaredType.Of(use) == declaration))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for <c>Request.Host</c>: the header by which a caller says whom it calls.</summary>
    public static bool IsOwnHost(IOperation source, KnownTypes known)
    {
        for (var (value, depth) = ((IOperation?)source, 0); value is not null && depth < 4; depth++)
        {
            switch (value)
            {
                case IPropertyReferenceOperation { Property: { Name: "Host", ContainingType: var type } } when known.IsA(type, "Microsoft.AspNetCore.Http.HttpRequest"):
                    return true;
                case IPropertyReferenceOperation property:
                    value = property.Instance;
                    break;
                case IInvocationOperation call:
                    value = call.Instance;
                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    /// <summary>True where nothing but text follows in the address: <c>$"{Request.Scheme}://{Request.Host}/me"</c>.</summary>
    public static bool HasFixedPath(SyntaxNode host)
        => host.FirstAncestorOrSelf<InterpolatedStringExpressionSyntax>() is { Contents: var contents }
            && contents.SkipWhile(part => !part.Span.Contains(host.Span)).Skip(1).ToList() is { Count: > 0 } rest
            && rest.TrueForAll(static part => part is InterpolatedStringTextSyntax);

    /// <summary>True for what is taken where nothing else says the address: <c>options.BaseUrl ?? $"https://{Request.Host}"</c>.</summary>
    public static bool IsFallback(SyntaxNode host)
    {
        for (var node = host; node.Parent is { } parent and not (StatementSyntax or MemberDeclarationSyntax); node = parent)
        {
            if (parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } choice && choice.Right == node && choice.Left is MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or IdentifierNameSyntax)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True where the names around a call say that it tries a server which somebody sets up: any server, on purpose.</summary>
    public static bool IsProbe(SyntaxNode call)
    {
        var tries = false;
        var isPlace = false;
        foreach (var around in call.Ancestors())
        {
            var (name, attributes) = around switch
            {
                MethodDeclarationSyntax method => (method.Identifier.ValueText, method.AttributeLists),
                ClassDeclarationSyntax type => (type.Identifier.ValueText, type.AttributeLists),
                InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 1 } arguments } mapping when InvocationSyntax.NameOf(mapping)?.Identifier.ValueText.StartsWith("Map", StringComparison.Ordinal) == true && arguments[0].Expression is LiteralExpressionSyntax { Token.Value: string route } => (route, default(SyntaxList<AttributeListSyntax>)),
                _ => (null, default),
            };
            if (name is null)
            {
                continue;
            }

            foreach (var text in attributes.SelectMany(static list => list.DescendantTokens()).Where(static token => token.IsKind(SyntaxKind.StringLiteralToken)).Select(static token => token.ValueText).Prepend(name))
            {
                tries |= around is not ClassDeclarationSyntax && WordSplitter.HasWord(text, Tries);
                isPlace |= WordSplitter.HasWord(text, Places);
            }
        }

        return tries && isPlace;
    }

    /// <summary>True where the branch around a call speaks of what lets the app in.</summary>
    public static bool CarriesCredential(SyntaxNode call)
    {
        var function = FunctionSyntax.Enclosing(call);
        var branch = call.Ancestors().FirstOrDefault(static around => around is BlockSyntax { Parent: IfStatementSyntax or ElseClauseSyntax }) is { } block && function.Span.Contains(block.Span) ? block : function;
        return branch.DescendantTokens().Any(static token => token.Kind() is SyntaxKind.IdentifierToken or SyntaxKind.StringLiteralToken && Array.Exists(Credentials, part => token.ValueText.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0));
    }
}
