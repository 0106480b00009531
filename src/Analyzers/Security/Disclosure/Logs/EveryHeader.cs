using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Security.Disclosure.Logs;

/// <summary>The values of all headers of a request, one after the other: the authorization and the cookies are among them.</summary>
internal static class EveryHeader
{
    private const string Headers = "Microsoft.AspNetCore.Http.IHeaderDictionary";

    /// <summary>True for <c>header.Value</c> where a loop or a lambda is given each header, unless the code asks which one it is.</summary>
    public static bool IsValueOf(IPropertyReferenceOperation value, KnownTypes known)
        => value.Instance is { } item
            && GivenItem.IsOf(item, source => AreHeaders(source, value, known), IsAbout);

    /// <summary>True for the second name of <c>foreach (var (name, value) in Request.Headers)</c>.</summary>
    public static bool IsValue(ILocalReferenceOperation local, KnownTypes known)
        => local.Local.DeclaringSyntaxReferences is { Length: 1 } declared
            && declared[0].GetSyntax() is SingleVariableDesignationSyntax { Parent: ParenthesizedVariableDesignationSyntax { Variables: { Count: 2 } names, Parent: DeclarationExpressionSyntax { Parent: ForEachVariableStatementSyntax loop } } } second
            && names[1] == second
            && AreHeaders(loop.Expression, local, known)
            && !(names[0] is SingleVariableDesignationSyntax { Identifier.ValueText: var key } && GivenItem.AsksFor(loop.Statement, key, IsAbout));

    /// <summary>True for the variable of such a loop; the first look, which binds nothing.</summary>
    public static bool MayBe(IdentifierNameSyntax item)
    {
        var name = item.Identifier.ValueText;
        foreach (var node in item.Ancestors())
        {
            switch (node)
            {
                case ForEachStatementSyntax loop when loop.Identifier.ValueText == name && Collection(loop.Expression) is not null:
                case ForEachVariableStatementSyntax { Variable: DeclarationExpressionSyntax { Designation: ParenthesizedVariableDesignationSyntax { Variables: { Count: 2 } names } } } pairs when names[1] is SingleVariableDesignationSyntax { Identifier.ValueText: var second } && second == name && Collection(pairs.Expression) is not null:
                    return true;
                case MemberDeclarationSyntax and not GlobalStatementSyntax:
                    return false;
            }
        }

        return false;
    }

    private static bool AreHeaders(ExpressionSyntax source, IOperation value, KnownTypes known)
        => Collection(source) is { } headers && headers.SyntaxTree == value.Syntax.SyntaxTree && known.IsA(value.SemanticModel?.GetTypeInfo(headers).Type, Headers);

    /// <summary><c>Request.Headers</c> without what only puts it in order.</summary>
    private static ExpressionSyntax? Collection(ExpressionSyntax source)
        => source switch
        {
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Headers" } => source,
            ParenthesizedExpressionSyntax { Expression: var inner } => Collection(inner),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var before, Name.Identifier.ValueText: "ToList" or "ToArray" or "AsEnumerable" or "OrderBy" or "Distinct" } } => Collection(before),
            _ => null,
        };

    /// <summary>True for a condition that looks at the header's name.</summary>
    private static bool IsAbout(ExpressionSyntax condition, string item) => condition.DescendantNodesAndSelf().Any(node => node is IdentifierNameSyntax { Identifier.ValueText: var name } && name == item);
}
