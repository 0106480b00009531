using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Testing.Reachability;

namespace ProdGap.Analyzers.Testing.Untested;

/// <summary>An endpoint that a call such as <c>group.MapGet("/{id}", …)</c> maps: its addresses, its handler and its names.</summary>
internal sealed class MappedEndpoint
{
    /// <summary>Groups within groups, variables of variables; deeper ones are not followed.</summary>
    private const int Deepest = 12;

    private MappedEndpoint(IReadOnlyList<EndpointAddress> addresses, ExpressionSyntax handler, bool isOfGroup)
    {
        Addresses = addresses;
        Handler = handler;
        IsOfGroup = isOfGroup;
    }

    /// <summary>One for each method that it answers; the first is what it is called by.</summary>
    public IReadOnlyList<EndpointAddress> Addresses { get; }

    /// <summary>What answers.</summary>
    public ExpressionSyntax Handler { get; }

    /// <summary>True where a group came from elsewhere, so that the address lacks its beginning by all likelihood.</summary>
    public bool IsOfGroup { get; }

    /// <summary>The endpoint that a call maps; null where it maps none, or where its address is not written there.</summary>
    public static MappedEndpoint? Of(InvocationExpressionSyntax call, IMethodSymbol method, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        if (call.ContainsDiagnostics
            || !known.Is((method.ReducedFrom ?? method).ContainingType, MappingMethods.Extensions)
            || TextOf(call) is not { } template
            || call.Expression is not MemberAccessExpressionSyntax { Expression: var builder, Name.Identifier.ValueText: var name }
            || call.ArgumentList.Arguments.LastOrDefault()?.Expression is not { } handler
            || call.ArgumentList.Arguments.Any(argument => argument.NameColon is not null)
            || PrefixOf(builder, model, known, cancellationToken, 0) is not var (prefix, isWhole, isOfGroup))
        {
            return null;
        }

        var verbs = name == "MapMethods" ? VerbsIn(call.ArgumentList.Arguments[1].Expression) : [RouteMatcher.VerbOf(name)];
        return new([.. verbs.Select(verb => new EndpointAddress(prefix + "/" + template, verb, isWhole))], handler, isOfGroup);
    }

    /// <summary>True for a call whose syntax may be such a mapping.</summary>
    public static bool MayBe(InvocationExpressionSyntax call)
        => call is { Expression: MemberAccessExpressionSyntax, ArgumentList.Arguments.Count: > 1 } && TextOf(call) is not null;

    /// <summary>The names that are given to it, from which clients are generated: <c>.WithName("GetOrder")</c>.</summary>
    public static IEnumerable<string> NamesOf(InvocationExpressionSyntax call)
    {
        for (var inner = call; inner.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax outer } access; inner = outer)
        {
            if (access.Name.Identifier.ValueText is "WithName" or "WithDisplayName" && outer.ArgumentList.Arguments.Count == 1)
            {
                switch (outer.ArgumentList.Arguments[0].Expression)
                {
                    case LiteralExpressionSyntax { Token.Value: string text }:
                        yield return text;
                        break;
                    case InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" }, ArgumentList.Arguments: { Count: 1 } arguments }:
                        yield return arguments[0].Expression.DescendantTokens().Last().ValueText;
                        break;
                }
            }
        }
    }

    /// <summary>True for a handler that only says a constant or points elsewhere: there is nothing in it that could be wrong.</summary>
    public static bool IsTrivial(SyntaxNode function)
    {
        var body = function switch
        {
            LambdaExpressionSyntax { ExpressionBody: { } expression } => expression,
            MethodDeclarationSyntax { ExpressionBody.Expression: { } expression } => expression,
            LambdaExpressionSyntax { Block: { } block } => Only(block),
            MethodDeclarationSyntax { Body: { } block } => Only(block),
            _ => null,
        };
        return body is LiteralExpressionSyntax
            || (body is InvocationExpressionSyntax { ArgumentList.Arguments: var arguments } call
                && arguments.All(argument => argument.Expression is LiteralExpressionSyntax)
                && InvocationSyntax.NameOf(call)?.Identifier.ValueText is "View" or "PartialView" or "Ok" or "NoContent" or "NotFound" or "Text" or "Content" or "Challenge" or "StatusCode"
                    or "Redirect" or "LocalRedirect" or "RedirectToAction" or "RedirectToPage" or "RedirectToRoute" or "RedirectPermanent");
    }

    private static ExpressionSyntax? Only(BlockSyntax block)
        => block.Statements.Count == 1 && block.Statements[0] is ReturnStatementSyntax { Expression: { } expression } ? expression : null;

    private static string? TextOf(InvocationExpressionSyntax call)
        => call.ArgumentList.Arguments.Count > 0 && call.ArgumentList.Arguments[0].Expression is LiteralExpressionSyntax { Token.Value: string text } ? text : null;

    /// <summary>The methods in <c>["GET", "POST"]</c>; any where one of them is not written there.</summary>
    private static IEnumerable<string?> VerbsIn(ExpressionSyntax list)
    {
        var verbs = new List<string?>();
        foreach (var node in list.DescendantNodes())
        {
            if (node is LiteralExpressionSyntax { Token.Value: string text } && text.Length > 1)
            {
                verbs.Add(RouteMatcher.VerbOf("Map" + char.ToUpperInvariant(text[0]) + text.Substring(1).ToLowerInvariant()));
            }
        }

        return verbs.Count == 0 || verbs.Contains(null) ? [null] : verbs;
    }

    /// <summary>What stands in front of the templates that are mapped on a builder; null where a part of it is no literal.</summary>
    private static (string Prefix, bool IsWhole, bool IsOfGroup)? PrefixOf(ExpressionSyntax builder, SemanticModel model, KnownTypes known, CancellationToken cancellationToken, int depth)
    {
        if (depth > Deepest)
        {
            return null;
        }

        if (known.Is(model.GetTypeInfo(builder, cancellationToken).Type, "Microsoft.AspNetCore.Builder.WebApplication"))
        {
            return ("", true, false);
        }

        switch (builder)
        {
            case ParenthesizedExpressionSyntax inner:
                return PrefixOf(inner.Expression, model, known, cancellationToken, depth + 1);

            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call
                when model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol { ReducedFrom: { } method }:
                if (method.Name == "MapGroup" && known.Is(method.ContainingType, MappingMethods.Extensions))
                {
                    return TextOf(call) is { } template && PrefixOf(access.Expression, model, known, cancellationToken, depth + 1) is var (outer, isWhole, isOfGroup)
                        ? (outer + "/" + template, isWhole, isOfGroup)
                        : null;
                }

                // A convention hands on what it was given; any other method may have made a group of its own.
                return method.ReturnType is ITypeParameterSymbol || (method.Name.StartsWith("Add", StringComparison.Ordinal) && SymbolEqualityComparer.Default.Equals(method.ReturnType, method.Parameters[0].Type)) ? PrefixOf(access.Expression, model, known, cancellationToken, depth + 1) : ("", false, true);

            case IdentifierNameSyntax when model.GetSymbolInfo(builder, cancellationToken).Symbol is ILocalSymbol { DeclaringSyntaxReferences: { Length: 1 } references }
                && references[0].GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: { } value }:
                return PrefixOf(value, model, known, cancellationToken, depth + 1);

            default:
                return ("", false, model.GetTypeInfo(builder, cancellationToken).Type is { Name: not "IEndpointRouteBuilder" });
        }
    }
}
