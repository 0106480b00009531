using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.EntityFramework;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Performance.Queries;

/// <summary>The order of a query by the key of its table, so that it is not chance which rows a limit keeps.</summary>
internal static class KeyOrder
{
    /// <summary>The lambda for <c>OrderBy</c>; null where the query has an order, or may have one, and where the key is not known by convention or attribute.</summary>
    public static string? Of(WholeTable table, InvocationExpressionSyntax query, KnownTypes known)
        => IsVariable(table.Begin, query) || HasOrder(query) || KeyOf(table.Entity, known) is not { } key || FreeName(table, query) is not { } row ? null : $"{row} => {row}.{key}";

    /// <summary>True where the rows are something else by the end of the query: the order belongs to its beginning then.</summary>
    public static bool IsProjected(SyntaxNode query, SyntaxNode begin)
        => begin.AncestorsAndSelf().TakeWhile(node => node != query).Any(node => node is FromClauseSyntax
            || node is InvocationExpressionSyntax call && InvocationSyntax.NameOf(call)?.Identifier.ValueText is "Select" or "SelectMany" or "Cast" or "OfType");

    /// <summary>A variable that holds a query may be in order already.</summary>
    private static bool IsVariable(ExpressionSyntax begin, SyntaxNode query)
        => begin is IdentifierNameSyntax { Identifier.ValueText: var name }
            && (query.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.DescendantNodes().Any(node => node is VariableDeclaratorSyntax variable && variable.Identifier.ValueText == name) ?? true);

    private static bool HasOrder(InvocationExpressionSyntax query)
        => query.DescendantNodesAndSelf().Any(node => node is OrderByClauseSyntax
            || node is InvocationExpressionSyntax call && InvocationSyntax.NameOf(call)?.Identifier.ValueText is "OrderBy" or "OrderByDescending" or "Order" or "OrderDescending" or "Reverse");

    private static string? KeyOf(ITypeSymbol entity, KnownTypes known)
    {
        string? named = null;
        for (var type = entity; type is not null; type = type.BaseType)
        {
            foreach (var member in type.GetMembers())
            {
                if (member is not IPropertySymbol { IsStatic: false, DeclaredAccessibility: Accessibility.Public, GetMethod: not null } property)
                {
                    continue;
                }

                if (AttributeLookup.Has(property, known, "System.ComponentModel.DataAnnotations.KeyAttribute", inherit: false))
                {
                    return property.Name;
                }

                if (property.Name.Equals("Id", StringComparison.OrdinalIgnoreCase) || property.Name.Equals(entity.Name + "Id", StringComparison.OrdinalIgnoreCase))
                {
                    named ??= property.Name;
                }
            }
        }

        return named;
    }

    /// <summary>A name for a row that stands for nothing else around the query.</summary>
    private static string? FreeName(WholeTable table, SyntaxNode query)
    {
        SyntaxNode scope = query.FirstAncestorOrSelf<MemberDeclarationSyntax>() is GlobalStatementSyntax { Parent: { } unit } ? unit : query.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? query;
        foreach (var name in (string[])[char.ToLowerInvariant(table.Entity.Name[0]).ToString(), "row", "entry"])
        {
            if (!scope.DescendantNodesAndSelf().Any(node => Declares(node, name, query)))
            {
                return name;
            }
        }

        return null;
    }

    private static bool Declares(SyntaxNode node, string name, SyntaxNode query)
        => node switch
        {
            VariableDeclaratorSyntax variable => variable.Identifier.ValueText == name,
            SingleVariableDesignationSyntax designation => designation.Identifier.ValueText == name,
            ForEachStatementSyntax loop => loop.Identifier.ValueText == name,
            FromClauseSyntax from => from.Identifier.ValueText == name,
            ParameterSyntax parameter => parameter.Identifier.ValueText == name
                && (parameter.Parent is ParameterListSyntax list ? list.Parent : parameter.Parent) is var function
                && (function is not AnonymousFunctionExpressionSyntax || function.Span.Contains(query.Span)),
            _ => false,
        };
}
