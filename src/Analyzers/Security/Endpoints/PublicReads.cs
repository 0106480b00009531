using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Endpoints;

/// <summary>Reads beside writes that are all decided one by one: whoever wrote them has thought about who may call, and has not said that anyone may read.</summary>
internal static class PublicReads
{
    private const string Mvc = "Microsoft.AspNetCore.Mvc.";

    private static readonly string[] Writes = ["HttpPostAttribute", "HttpPutAttribute", "HttpPatchAttribute", "HttpDeleteAttribute"];

    /// <summary>True for an action that only reads, in a controller whose other actions are all decided.</summary>
    public static bool Is(IMethodSymbol action, KnownTypes known)
    {
        if (!AttributeLookup.Has(action, known, Mvc + "HttpGetAttribute") || ChangesSomething(action, known))
        {
            return false;
        }

        var writes = action.ContainingType.GetMembers().OfType<IMethodSymbol>().Where(member => Controllers.IsCallable(member, known) && ChangesSomething(member, known)).ToList();
        return writes.Count > 0 && writes.TrueForAll(write => AuthorizationAttributes.Decide(write.GetAttributes(), known));
    }

    /// <summary>True for <c>group.MapGet(…)</c> where everything that <c>group</c> maps for writing is decided; of an app only what begins with the same segment.</summary>
    public static bool Is(InvocationExpressionSyntax mapping, EndpointBuilderChain route)
    {
        if (mapping.Expression is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "MapGet", Expression: IdentifierNameSyntax { Identifier.ValueText: var builder } })
        {
            return false;
        }

        var segment = SegmentOf(mapping);
        var any = false;
        foreach (var node in FunctionSyntax.Enclosing(mapping).DescendantNodes())
        {
            if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "MapPost" or "MapPut" or "MapPatch" or "MapDelete", Expression: IdentifierNameSyntax other } } write
                && other.Identifier.ValueText == builder
                && (segment is null || SegmentOf(write) is not { } its || its == segment))
            {
                if (!route.ResultDecides(write))
                {
                    return false;
                }

                any = true;
            }
        }

        return any;
    }

    private static bool ChangesSomething(IMethodSymbol action, KnownTypes known) => Array.Exists(Writes, attribute => AttributeLookup.Has(action, known, Mvc + attribute));

    /// <summary>The first segment of a template; null where it has no literal one.</summary>
    private static string? SegmentOf(InvocationExpressionSyntax mapping)
        => AuthorizationNames.TextOf(mapping.ArgumentList, 0)?.Split('/').FirstOrDefault(segment => segment.Length > 0 && segment != "api") is { } first && first[0] != '{' ? first : null;
}
