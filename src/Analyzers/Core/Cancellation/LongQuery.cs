using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.Cancellation;

/// <summary>
/// Reads of a database that the code itself shows to be long: a search in texts, which reads every row; a list without a bound that brings
/// lists along or comes from a table which only ever grows; sub-queries for each row; a read in each round of a loop.
/// </summary>
internal static class LongQuery
{
    /// <summary>Parts of the namespaces of libraries for databases.</summary>
    private static readonly HashSet<string> Databases = new(StringComparer.Ordinal)
    {
        "EntityFrameworkCore", "Dapper", "Npgsql", "MySqlConnector", "MySql", "Oracle", "MongoDB", "Marten", "LinqToDB", "NHibernate", "Raven", "Ardalis", "FreeSql", "SqlSugar", "OrmLite",
    };

    /// <summary>True for a method of a library for databases, and for one that is added to queries.</summary>
    public static bool IsOfDatabase(IMethodSymbol called)
    {
        if (called.ReducedFrom is { Parameters: { Length: > 0 } parameters } && parameters[0].Type.Name is "IQueryable" or "IOrderedQueryable")
        {
            return true;
        }

        var space = (called.ReducedFrom ?? called).ContainingNamespace?.ToDisplayString() ?? "";
        return space.StartsWith("System.Data", StringComparison.Ordinal) || space.StartsWith("Microsoft.Data", StringComparison.Ordinal) || space.Split('.').Any(Databases.Contains);
    }

    /// <summary>True for a call that reads all rows that are left.</summary>
    public static bool IsList(string name)
        => name is "ToListAsync" or "ToArrayAsync" or "ToDictionaryAsync" or "ToHashSetAsync" or "ToLookupAsync" or "AsAsyncEnumerable" or "ForEachAsync" or "LoadAsync" or "QueryAsync" or "ListAsync" or "ExecuteReaderAsync";

    /// <summary>True for a read that is long by what the code says.</summary>
    public static bool Is(InvocationExpressionSyntax call, SemanticModel model, KnownTypes known)
    {
        var name = InvocationSyntax.NameOf(call)?.Identifier.ValueText ?? "";
        var shape = QueryShape.Of(call, model, known);
        if (shape.Searches || IsInLoop(call))
        {
            return true;
        }

        return IsList(name)
            && !shape.IsLimited
            && (shape.Grows
                || shape.IsTree
                || shape.SubQueries > 1
                || (!shape.IsFiltered && !shape.IsOfSettings && (shape.Lists > 0 || shape.Steps > 1)));
    }

    /// <summary>True for a query that loads lists within lists: one row by its key is a tree then.</summary>
    public static bool LoadsTree(InvocationExpressionSyntax call, SemanticModel model, KnownTypes known)
    {
        if (!call.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == "ThenInclude"))
        {
            return false;
        }

        var shape = QueryShape.Of(call, model, known);
        return shape.IsTree;
    }

    private static bool IsInLoop(SyntaxNode call)
    {
        for (var node = call; node.Parent is { } parent and not MemberDeclarationSyntax; node = parent)
        {
            if (Loops.IsLoop(parent) && Loops.BodyOf(parent) == node && !Loops.IsShort(parent))
            {
                return true;
            }
        }

        return false;
    }
}
