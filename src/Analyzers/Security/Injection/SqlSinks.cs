using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Injection;

/// <summary>A text that a database runs.</summary>
/// <param name="text">The text.</param>
/// <param name="name">What runs it, for a message.</param>
/// <param name="makesParameters">True where the holes of an interpolated string become parameters.</param>
/// <param name="isSql">True where any text is a statement, whatever it begins with.</param>
/// <param name="hasAnalyzer">True where the analyzer of Entity Framework looks at it as well.</param>
internal readonly struct SqlSink(IOperation text, string name, bool makesParameters, bool isSql, bool hasAnalyzer = false)
{
    public IOperation Text { get; } = text;

    public string Name { get; } = name;

    public bool MakesParameters { get; } = makesParameters;

    public bool IsSql { get; } = isSql;

    public bool HasAnalyzer { get; } = hasAnalyzer;
}

/// <summary>What runs SQL: Entity Framework, Dapper, ADO.NET and its providers.</summary>
internal static class SqlSinks
{
    private const string Ef = "Microsoft.EntityFrameworkCore.";

    /// <summary>Methods of Entity Framework that take a text as it is.</summary>
    private static readonly (string Type, string[] Methods)[] Raw =
    [
        (Ef + "RelationalDatabaseFacadeExtensions", ["ExecuteSqlRaw", "ExecuteSqlRawAsync", "SqlQueryRaw"]),
        (Ef + "RelationalQueryableExtensions", ["FromSqlRaw"]),
        (Ef + "CosmosQueryableExtensions", ["FromSqlRaw"]),
        ("System.Data.Entity.Database", ["ExecuteSqlCommand", "ExecuteSqlCommandAsync", "SqlQuery"]),
        ("System.Data.Entity.DbSet`1", ["SqlQuery"]),
        ("System.Data.Entity.DbSet", ["SqlQuery"]),
    ];

    /// <summary>Methods of Entity Framework that make parameters of the holes.</summary>
    private static readonly (string Type, string[] Methods)[] Parameterized =
    [
        (Ef + "RelationalDatabaseFacadeExtensions", ["ExecuteSql", "ExecuteSqlAsync", "ExecuteSqlInterpolated", "ExecuteSqlInterpolatedAsync", "SqlQuery"]),
        (Ef + "RelationalQueryableExtensions", ["FromSql", "FromSqlInterpolated"]),
    ];

    /// <summary>Other methods that take a statement, by the name of the parameter.</summary>
    private static readonly (string Type, string Parameter)[] Others =
    [
        ("Dapper.SqlMapper", "sql"),
        ("System.Data.Common.DbDataSource", "commandText"),
        ("Npgsql.NpgsqlConnection", "copyFromCommand"),
        ("LinqToDB.Data.DataConnectionExtensions", "sql"),
        ("NHibernate.ISession", "queryString"),
    ];

    /// <summary>The names of the methods.</summary>
    public static readonly string[] Methods =
    [
        "ExecuteSqlRaw", "ExecuteSqlRawAsync", "SqlQueryRaw", "FromSqlRaw", "ExecuteSqlCommand", "ExecuteSqlCommandAsync", "SqlQuery", "ExecuteSql", "ExecuteSqlAsync", "ExecuteSqlInterpolated", "ExecuteSqlInterpolatedAsync", "FromSql",
        "FromSqlInterpolated", "Query", "QueryAsync", "QueryFirst", "QueryFirstAsync", "QueryFirstOrDefault", "QueryFirstOrDefaultAsync", "QuerySingle", "QuerySingleAsync", "QuerySingleOrDefault", "QuerySingleOrDefaultAsync", "QueryMultiple",
        "QueryMultipleAsync", "QueryUnbufferedAsync", "Execute", "ExecuteAsync", "ExecuteScalar", "ExecuteScalarAsync", "ExecuteReader", "ExecuteReaderAsync", "CreateCommand", "BeginBinaryImport", "BeginTextImport", "BeginBinaryExport",
        "BeginTextExport", "CreateSQLQuery", "CreateQuery",
    ];

    /// <summary>False where no library is referenced that runs SQL.</summary>
    public static bool MayExist(KnownTypes known)
        => known.Has(Ef + "RelationalDatabaseFacadeExtensions") || known.Has("Dapper.SqlMapper") || known.Has("System.Data.Common.DbCommand") || known.Has("System.Data.Entity.Database");

    /// <summary>The statement that a call, a creation or an assignment runs.</summary>
    public static SqlSink? Of(IOperation? operation, KnownTypes known)
        => operation switch
        {
            IInvocationOperation call => Of(call, known),
            IObjectCreationOperation creation => Of(creation, known),
            IAssignmentOperation assignment => Of(assignment, known),
            _ => null,
        };

    /// <summary>The statement that a call runs; null for any other call.</summary>
    public static SqlSink? Of(IInvocationOperation call, KnownTypes known)
    {
        var method = call.TargetMethod;
        var type = (method.ReducedFrom ?? method).ContainingType;
        if (MemberTable.Has(Raw, method.ReducedFrom ?? method, known))
        {
            return Argument(call.Arguments, "sql") is { } sql ? new(sql, method.Name, makesParameters: false, isSql: true, hasAnalyzer: type!.Name.StartsWith("Relational", StringComparison.Ordinal)) : null;
        }

        if (MemberTable.Has(Parameterized, method.ReducedFrom ?? method, known))
        {
            return Argument(call.Arguments, "sql") is { } sql ? new(sql, method.Name, makesParameters: true, isSql: true) : null;
        }

        foreach (var row in Others)
        {
            if (known.IsA(type, row.Type))
            {
                return Argument(call.Arguments, row.Parameter) is { } sql ? new(sql, method.Name, makesParameters: false, isSql: false) : null;
            }
        }

        return null;
    }

    /// <summary>The statement that a command, a batch or an adapter is made with.</summary>
    public static SqlSink? Of(IObjectCreationOperation creation, KnownTypes known)
        => IsCommand(creation.Type, known) || known.Is(creation.Type, "Dapper.CommandDefinition")
            ? (Argument(creation.Arguments, "cmdText") ?? Argument(creation.Arguments, "commandText") ?? Argument(creation.Arguments, "selectCommandText")) is { } text ? new(text, creation.Type!.Name, makesParameters: false, isSql: false) : null
            : null;

    /// <summary>The statement that is assigned to a command.</summary>
    public static SqlSink? Of(IAssignmentOperation assignment, KnownTypes known)
        => assignment.Target is IPropertyReferenceOperation { Property: { Name: "CommandText", ContainingType: var owner } } target && (IsCommand(target.Instance?.Type, known) || IsCommand(owner, known))
            ? new(assignment.Value, "CommandText", makesParameters: false, isSql: assignment is ICompoundAssignmentOperation)
            : null;

    /// <summary>True for the name of a type that may be a command.</summary>
    public static bool MayBeCommand(string? type)
        => type is not null && (type.EndsWith("Command", StringComparison.Ordinal) || type.EndsWith("Adapter", StringComparison.Ordinal) || type is "CommandDefinition");

    /// <summary>True for syntax that looks like a sink.</summary>
    public static bool MayBe(SyntaxNode node)
        => node switch
        {
            InvocationExpressionSyntax call => InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name && Array.IndexOf(Methods, name) >= 0 && call.ArgumentList.Arguments.Count > 0,
            BaseObjectCreationExpressionSyntax creation => MayBeCommand(CreatedType.NameOf(creation)),
            AssignmentExpressionSyntax assignment => MemberName.Of(assignment.Left)?.ValueText == "CommandText",
            _ => false,
        };

    private static bool IsCommand(ITypeSymbol? type, KnownTypes known)
        => known.IsA(type, "System.Data.IDbCommand") || known.IsA(type, "System.Data.Common.DbBatchCommand") || known.IsA(type, "System.Data.Common.DbDataAdapter");

    private static IOperation? Argument(IEnumerable<IArgumentOperation> arguments, string name)
        => arguments.FirstOrDefault(argument => argument.Parameter?.Name == name && argument.ArgumentKind != ArgumentKind.DefaultValue)?.Value;
}
