using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.Cancellation;

/// <summary>
/// Reads of a database that the code itself shows to be long: a search in the texts of all rows; a list without a bound that brings other
/// tables along or comes from a table which only ever grows; a read in each round of a loop.
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

    /// <summary>True for a read that looks at all rows, or is made again in each round: what keeps a database busy whatever comes of it.</summary>
    public static bool Scans(InvocationExpressionSyntax call, SemanticModel model, KnownTypes known)
        => IsInLoop(call) || (QueryShape.Of(call, model, known) is { Searches: true, IsLimited: false, IsFiltered: false });

    /// <summary>True for a read that is long by what the code says.</summary>
    public static bool Is(InvocationExpressionSyntax call, SemanticModel model, KnownTypes known)
    {
        var name = InvocationSyntax.NameOf(call)?.Identifier.ValueText ?? "";
        var shape = QueryShape.Of(call, model, known);
        if (IsInLoop(call))
        {
            return true;
        }

        return !shape.IsLimited
            && ((shape.Searches && !shape.IsFiltered)
                || (IsList(name) && (shape.Grows || shape.IsTree || (!shape.IsFiltered && (shape.IsHistory || (!shape.IsOfSettings && (shape.Lists > 1 || shape.Steps > 1)))))));
    }

    /// <summary>
    /// True where SQLite is the only database that the project can open: its asynchronous calls run at once, and a token is looked at before
    /// them and between rows.
    /// </summary>
    public static bool IsSynchronous(KnownTypes known)
        => known.Has("Microsoft.EntityFrameworkCore.SqliteDbContextOptionsBuilderExtensions")
            && !known.Has("Microsoft.EntityFrameworkCore.SqlServerDbContextOptionsExtensions")
            && !known.Has("Microsoft.EntityFrameworkCore.NpgsqlDbContextOptionsBuilderExtensions")
            && !known.Has("Microsoft.EntityFrameworkCore.MySqlDbContextOptionsBuilderExtensions")
            && !known.Has("Microsoft.EntityFrameworkCore.MySQLDbContextOptionsExtensions")
            && !known.Has("Microsoft.EntityFrameworkCore.OracleDbContextOptionsExtensions")
            && !known.Has("Microsoft.EntityFrameworkCore.CosmosDbContextOptionsExtensions");

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
