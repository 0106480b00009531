using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Lookup;

namespace ProdGap.Analyzers.Core.AspNetCore;

/// <summary>
/// The route of a mapped endpoint, as messages name it: <c>GET /api/orders/{id}</c>, with the templates of its groups. By syntax, since
/// the groups may be made in other files.
/// </summary>
internal static class EndpointRoute
{
    /// <summary>Groups in groups, variables of variables; deeper ones are not followed.</summary>
    private const int Deepest = 12;

    /// <summary>The verb and the whole template of a mapping; its method's name where the template is not a literal.</summary>
    public static string NameOf(InvocationExpressionSyntax mapping, StartupModel app)
        => TextOf(mapping) is not { } own ? NameOf(mapping, template: null)
            : NameOf(mapping, mapping.Expression is MemberAccessExpressionSyntax { Expression: var builder } && PrefixOf(builder, app, null, Deepest) is { } prefix ? Join(prefix, own) : own);

    /// <summary>The verb of a mapping and a template that is known already.</summary>
    public static string NameOf(InvocationExpressionSyntax mapping, string? template)
        => StartupTree.NameOf(mapping) is var name && template is { Length: > 0 }
            ? (name is not null && MappingMethods.VerbOf(name) is { } verb ? verb + " " : "") + (template.Length > 1 ? template.TrimEnd('/') : template)
            : name ?? "Map";

    /// <summary>The template of an endpoint behind those of its groups.</summary>
    public static string Join(string prefix, string own) => prefix.Length == 0 ? own : prefix + "/" + own.TrimStart('/');

    /// <summary>The template of a group behind those of the groups around it.</summary>
    public static string JoinGroup(string prefix, string group) => prefix.TrimEnd('/') + "/" + group.Trim('/');

    /// <summary>The templates of the groups that a route builder stands for; null where one of them is not a literal.</summary>
    private static string? PrefixOf(ExpressionSyntax builder, StartupModel app, INamedTypeSymbol? origin, int depth)
        => depth == 0 ? null : builder switch
        {
            ParenthesizedExpressionSyntax inner => PrefixOf(inner.Expression, app, origin, depth - 1),
            PostfixUnaryExpressionSyntax certain => PrefixOf(certain.Operand, app, origin, depth - 1),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var receiver, Name.Identifier.ValueText: var name } } call
                => PrefixOf(receiver, app, origin, depth - 1) is not { } before ? null
                    : name != "MapGroup" ? before
                    : TextOf(call) is { } group ? JoinGroup(before, group) : null,
            IdentifierNameSyntax variable => PrefixOfVariable(variable, app, origin, depth - 1),
            _ => "",
        };

    private static string? PrefixOfVariable(IdentifierNameSyntax use, StartupModel app, INamedTypeSymbol? origin, int depth)
    {
        var name = use.Identifier.ValueText;
        for (SyntaxNode? node = use.Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case LocalFunctionStatementSyntax local when Position(local.ParameterList, name) is >= 0 and var at:
                    return PrefixOfParameter(local, local.ParameterList, at, app, origin, depth);
                case MethodDeclarationSyntax method when Position(method.ParameterList, name) is >= 0 and var at:
                    return PrefixOfParameter(method, method.ParameterList, at, app, origin, depth);
                case BlockSyntax or CompilationUnitSyntax or SwitchSectionSyntax when NameLookup.DeclaratorIn(node, name)?.Initializer is { Value: var value }:
                    return PrefixOf(value, app, origin, depth);
            }
        }

        return "";
    }

    /// <summary>What the first caller in sight hands over; nothing where none is seen.</summary>
    private static string? PrefixOfParameter(SyntaxNode function, ParameterListSyntax parameters, int at, StartupModel app, INamedTypeSymbol? origin, int depth)
    {
        origin = app.Bound.OriginAt(function, origin);
        var extends = parameters.Parameters[0].Modifiers.Any(SyntaxKind.ThisKeyword);
        foreach (var call in app.Bound.Of(function, origin))
        {
            var arguments = call.ArgumentList.Arguments;
            var isReduced = extends && arguments.Count < parameters.Parameters.Count;
            var given = !isReduced ? arguments.ElementAtOrDefault(at)?.Expression
                : at == 0 ? (call.Expression as MemberAccessExpressionSyntax)?.Expression
                : arguments.ElementAtOrDefault(at - 1)?.Expression;
            if (given is not null)
            {
                return PrefixOf(given, app, origin, depth);
            }
        }

        return "";
    }

    private static int Position(ParameterListSyntax parameters, string name) => parameters.Parameters.IndexOf(parameter => parameter.Identifier.ValueText == name);

    private static string? TextOf(InvocationExpressionSyntax call)
        => call.ArgumentList.Arguments.Count > 0 && call.ArgumentList.Arguments[0].Expression is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal ? literal.Token.ValueText : null;
}
