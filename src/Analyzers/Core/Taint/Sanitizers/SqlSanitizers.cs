namespace ProdGap.Analyzers.Core.Taint.Sanitizers;

/// <summary>What makes a text harmless inside SQL. Doubled quotes do not: they help against one kind of literal of one database.</summary>
internal static class SqlSanitizers
{
    public static readonly TaintPolicy Policy = new()
    {
        Methods =
        [
            ("System.Data.Common.DbCommandBuilder", ["QuoteIdentifier"]),
            ("Microsoft.EntityFrameworkCore.Storage.ISqlGenerationHelper", ["DelimitIdentifier", "GenerateParameterName", "EscapeIdentifier"]),
        ],
        MethodsByName = [("NpgsqlCommandBuilder", ["QuoteIdentifier"])],
        Words = ["identifier", "column", "ordering"],
    };
}
