using ProdGap.Analyzers.Security.Injection;

namespace ProdGap.Analyzers.Tests.Security.Injection;

public sealed class PG1003SqlFromTextTests
{
    private const string Usings =
        """
        using System.Data;
        using System.Data.Common;
        using System.Text;
        using Dapper;
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Data.SqlClient;
        using Microsoft.EntityFrameworkCore;
        using Microsoft.Extensions.Configuration;
        using Npgsql;


        """;

    private static Scenario Web(string source) => Scenario.Of(Usings + source).Referencing("Dapper", "Microsoft.EntityFrameworkCore.Relational", "Microsoft.Data.SqlClient", "Npgsql");

    private static string Action(string body)
        => $$"""
            public class User { public int Id { get; set; } public string Name { get; set; } = ""; }
            public class Filter { public string City { get; set; } = ""; public string Sort { get; set; } = ""; public int Page { get; set; } public string Sql { get; set; } = ""; }
            public class Shop(DbContextOptions<Shop> options) : DbContext(options) { public DbSet<User> Users => Set<User>(); }

            [Authorize]
            public class UsersController(Shop shop, IDbConnection connection, SqlConnection sql, NpgsqlConnection npgsql, IConfiguration configuration) : ControllerBase
            {
                private const string Table = "Users";
                private static readonly string[] Columns = ["Name", "City"];
                private readonly string schema = configuration["Schema"] ?? "dbo";

                [HttpPost]
                public async Task<IActionResult> Find(string name, int id, string[] names, [FromBody] Filter filter)
                {
                    await Task.Yield();
                    {{body}}
                    return Ok((shop, connection, sql, npgsql, schema, Columns, Table));
                }
            }
            """;

    [Theory]
    [InlineData("var text = $\"SELECT * FROM Users WHERE Name LIKE '%{name}%'\"; _ = shop.Users.FromSqlRaw([|text|]).ToList();")]
    [InlineData("_ = shop.Users.FromSqlRaw(string.Format(\"SELECT * FROM Users WHERE Name = '{0}'\", [|name|])).ToList();")]
    [InlineData("var text = \"DELETE FROM Users WHERE Name = '\" + name + \"'\"; shop.Database.ExecuteSqlRaw([|text|]);")]
    [InlineData("using var command = sql.CreateCommand(); command.CommandText = \"SELECT * FROM Users WHERE Name = '\" + [|name|] + \"'\";")]
    [InlineData("using var command = sql.CreateCommand(); command.CommandText = $\"SELECT * FROM Users WHERE City = '{[|filter.City|]}' AND Id = {id}\";")]
    [InlineData("using var command = new SqlCommand($\"SELECT * FROM Users WHERE Name = '{[|name|]}'\", sql);")]
    [InlineData("using var command = new NpgsqlCommand(string.Format(\"SELECT * FROM users WHERE name = '{0}'\", [|name|]), npgsql);")]
    [InlineData("using var command = new SqlCommand { Connection = sql, CommandText = $\"SELECT * FROM Users WHERE Name = N'{[|name|]}'\" };")]
    [InlineData("using var adapter = new SqlDataAdapter($\"SELECT * FROM Users WHERE Name = '{[|name|]}'\", sql);")]
    [InlineData("_ = await connection.QueryAsync<User>($\"SELECT * FROM Users WHERE Name = '{[|name|]}'\");")]
    [InlineData("_ = connection.Execute(\"UPDATE Users SET City = '\" + [|filter.City|] + \"' WHERE Id = \" + id);")]
    [InlineData("_ = await connection.QueryAsync<User>(new CommandDefinition($\"SELECT * FROM Users WHERE Name = '{[|name|]}'\"));")]
    [InlineData("var text = \"SELECT * FROM Users WHERE 1 = 1\"; if (filter.City != \"\") { text += $\" AND City = '{filter.City}'\"; } _ = connection.Query<User>([|text|]);")]
    [InlineData("var text = new StringBuilder(\"SELECT * FROM Users\"); text.Append(\" WHERE City = '\").Append(filter.City).Append(\"'\"); _ = connection.Query<User>([|text|].ToString());")]
    [InlineData("_ = connection.Query<User>($\"SELECT * FROM Users WHERE Id IN ({[|string.Join(\",\", names.Select(n => $\"'{n}'\"))|]})\");")]
    [InlineData("_ = connection.Query<User>($\"SELECT * FROM Users WHERE Name = {[|name|]}\");")]
    [InlineData("_ = connection.Query<User>($\"SELECT * FROM Users WHERE Name IN ({[|name|]})\");")]
    [InlineData("_ = connection.Query<User>($\"SELECT TOP {[|filter.City|]} * FROM Users\");")]
    [InlineData("_ = connection.Query<User>($\"SELECT * FROM Users ORDER BY {[|filter.Sort|]}\");")]
    [InlineData("_ = connection.Query<User>(\"SELECT * FROM Users ORDER BY Name \" + [|filter.Sort|]);")]
    [InlineData("_ = connection.Query<User>($\"SELECT * FROM {[|name|]}\");")]
    [InlineData("_ = connection.Query<User>($\"SELECT * FROM Users WHERE {[|name|]} = 1\");")]
    [InlineData("_ = connection.Query<User>([|filter.Sql|]);")]
    [InlineData("shop.Database.ExecuteSqlRaw([|filter.Sql|]);")]
    [InlineData("var escaped = name.Replace(\"'\", \"''\"); _ = connection.Query<User>($\"SELECT * FROM Users WHERE Name = '{[|escaped|]}'\");")]
    [InlineData("if (name.Contains(\"DROP\")) { return BadRequest(); } _ = connection.Query<User>($\"SELECT * FROM Users WHERE Name = '{[|name|]}'\");")]
    [InlineData("var where = $\"WHERE City = '{filter.City}'\"; _ = connection.Query<User>($\"SELECT * FROM Users {[|where|]}\"); _ = connection.ExecuteScalar<int>($\"SELECT COUNT(*) FROM Users {where}\");")]
    [InlineData("_ = shop.Users.FromSql($\"SELECT * FROM Users WHERE Name LIKE '%{[|name|]}%'\").ToList();")]
    [InlineData("shop.Database.ExecuteSqlInterpolated($\"DELETE FROM Users WHERE Name = '{[|name|]}'\");")]
    [InlineData("_ = connection.Execute($\"DECLARE @city nvarchar(50) = '{[|name|]}'; DELETE FROM Users WHERE City = @city\");")]
    [InlineData("_ = connection.Execute($\"\\n  DECLARE @a int = 1, @b nvarchar(50) = N'{[|name|]}'; EXEC Rename @a, @b\");")]
    [InlineData("_ = connection.Execute($\"SET @city = '{[|name|]}'; UPDATE Users SET City = @city\");")]
    [InlineData("_ = connection.Query<User>($\";WITH found AS (SELECT * FROM Users WHERE Name = '{[|name|]}') SELECT * FROM found\");")]
    [InlineData("_ = connection.Query<User>($\"EXEC FindUsers @name = '{[|name|]}', @page = {id}\");")]
    [InlineData("using var command = new SqlCommand($\"EXECUTE FindUsers '{[|name|]}'\", sql);")]
    [InlineData("using var command = new SqlCommand($\"BULK INSERT Users FROM '{[|name|]}'\", sql);")]
    [InlineData("using var command = new SqlCommand($\"SHOW TABLES LIKE '{[|name|]}'\", sql);")]
    public Task Values_in_the_text(string body) => Check.Reports<PG1003SqlFromText>(Web(Action(body)));

    [Theory]
    [InlineData("_ = connection.Query<User>($\"SELECT * FROM Users WHERE Id = {id}\");")]
    [InlineData("_ = connection.Query<User>($\"SELECT * FROM Users LIMIT {filter.Page} OFFSET {id * 10}\");")]
    [InlineData("_ = connection.Query<User>($\"SELECT * FROM {Table} WHERE Id = @id\", new { id });")]
    [InlineData("_ = connection.Query<User>($\"SELECT {nameof(Filter.City)} FROM {nameof(Shop.Users)}\");")]
    [InlineData("_ = connection.Query<User>($\"SELECT * FROM {schema}.Users\");")]
    [InlineData("_ = connection.Query<User>($\"SELECT * FROM information_schema.tables WHERE table_schema = '{schema}'\");")]
    [InlineData("_ = connection.Query<User>(\"SELECT * FROM Users WHERE Name = @name\", new { name });")]
    [InlineData("_ = shop.Users.FromSql($\"SELECT * FROM Users WHERE Name = {name}\").ToList();")]
    [InlineData("_ = shop.Users.FromSqlRaw(\"SELECT * FROM Users WHERE Name = {0}\", name).ToList();")]
    [InlineData("_ = shop.Database.SqlQueryRaw<int>(\"SELECT Id FROM Users WHERE Name = {0}\", name).ToList();")]
    [InlineData("var sort = filter.Sort switch { \"city\" => \"City\", _ => \"Name\" }; _ = connection.Query<User>($\"SELECT * FROM Users ORDER BY {sort}\");")]
    [InlineData("if (!Columns.Contains(filter.Sort)) { return BadRequest(); } _ = connection.Query<User>($\"SELECT * FROM Users ORDER BY {filter.Sort}\");")]
    [InlineData("var direction = filter.Page > 0 ? \"ASC\" : \"DESC\"; _ = connection.Query<User>($\"SELECT * FROM Users ORDER BY Name {direction}\");")]
    [InlineData("var marks = string.Join(\",\", names.Select((_, i) => $\"@p{i}\")); _ = connection.Query<User>($\"SELECT * FROM Users WHERE Name IN ({marks})\");")]
    [InlineData("var conditions = new List<string>(); if (id > 0) { conditions.Add(\"Id = @id\"); } _ = connection.Query<User>($\"SELECT * FROM Users WHERE {string.Join(\" AND \", conditions)}\");")]
    [InlineData("_ = connection.Query<User>($\"SELECT * FROM {new SqlCommandBuilder().QuoteIdentifier(name)}\");")]
    [InlineData("_ = connection.Query<User>(System.IO.File.ReadAllText(\"seed.sql\"));")]
    [InlineData("Console.WriteLine($\"SELECT * FROM Users WHERE Name = '{name}'\");")]
    [InlineData("using var command = sql.CreateCommand(); command.CommandText = \"SELECT 1\"; command.Parameters.AddWithValue(\"@name\", name);")]
    [InlineData("using var command = new SqlCommand(\"FindUser\", sql) { CommandType = CommandType.StoredProcedure };")]
    [InlineData("_ = connection.Query<User>($\"SELECT * FROM Users -- {name}\");")]
    [InlineData("_ = connection.Execute($\"DECLARE @id int = {id}; EXEC FindUser @id\");")]
    [InlineData("_ = connection.Execute($\"DECLARE @city nvarchar(50) = '{Table}'; SELECT @city\");")]
    public Task Texts_that_nobody_else_writes(string body) => Check.Reports<PG1003SqlFromText>(Web(Action(body)));

    /// <summary>Its own analyzer says that, from version 8 on.</summary>
    [Theory]
    [InlineData("_ = shop.Users.FromSqlRaw($\"SELECT * FROM Users WHERE Name = '{name}'\").ToList();")]
    [InlineData("shop.Database.ExecuteSqlRaw($\"DELETE FROM Users WHERE Name = '{name}'\");")]
    public async Task What_Entity_Framework_reports(string body)
    {
        await Check.Reports<PG1003SqlFromText>(Web(Action(body)));
        await Check.Reports<PG1003SqlFromText>(Web(Action(body)).Property("ProdGapAnalyzers", "ProdGap.Analyzers|Microsoft.EntityFrameworkCore.Analyzers"));
    }

    [Theory]
    [InlineData("_ = shop.Users.FromSqlRaw($\"SELECT * FROM Users WHERE Name = '{[|name|]}'\").ToList();")]
    [InlineData("shop.Database.ExecuteSqlRaw($\"DELETE FROM Users WHERE Name = '{[|name|]}'\");")]
    public Task What_Entity_Framework_would_report_if_its_analyzer_ran(string body)
        => Check.Reports<PG1003SqlFromText>(Web(Action(body)).Property("ProdGapAnalyzers", "ProdGap.Analyzers|Microsoft.CodeAnalysis.NetAnalyzers"));

    [Theory]
    [InlineData("public void Save(string name) { using var command = new SqlCommand($\"DELETE FROM Users WHERE Name = '{[|name|]}'\", sql); }")]
    [InlineData("public List<string> Find(string name) => connection.Query<string>($\"SELECT City FROM Users WHERE Name = '{[|name|]}'\").ToList();")]
    [InlineData("public void Save(string name) { using var command = new SqlCommand(\"DELETE FROM Users WHERE Name = \" + [|name|], sql); }")]
    [InlineData("public string Role { get; set; } = \"\"; public void Save() { using var command = new SqlCommand($\"DELETE FROM Users WHERE Role = '{[|Role|]}'\", sql); }")]
    public Task Values_that_a_service_is_given(string member)
        => Check.Reports<PG1003SqlFromText>(Web($"public class UserStore(SqlConnection sql, IDbConnection connection) {{ public object Both => (sql, connection); {member} }}"));

    [Theory]
    [InlineData("public int Run(string text) { using var command = new SqlCommand(text, sql); return command.ExecuteNonQuery(); }")]
    [InlineData("public int Run(string where) { using var command = new SqlCommand($\"SELECT * FROM Users WHERE {where}\", sql); return command.ExecuteNonQuery(); }")]
    [InlineData("public int Run(string table) { using var command = new SqlCommand($\"SELECT * FROM {table} ORDER BY {table}.Id\", sql); return command.ExecuteNonQuery(); }")]
    public Task Statements_and_names_that_a_service_is_there_for(string member)
        => Check.Reports<PG1003SqlFromText>(Web($"public class Database(SqlConnection sql, IDbConnection connection) {{ public object Both => (sql, connection); {member} }}"));

    // A helper that sets up a database, and is called for each of its columns.
    [Theory]
    [InlineData("private static void Add(SqlConnection sql, string table, string column) { using var check = new SqlCommand($\"SELECT COUNT(*) FROM pragma_table_info('{table}') WHERE name = '{column}'\", sql); check.ExecuteNonQuery(); }", "Add(sql, \"Orders\", \"Column#\");", "")]
    [InlineData("internal static void Add(SqlConnection sql, string index) { using var check = new SqlCommand($\"SELECT name FROM sqlite_master WHERE name = '{index}'\", sql); check.ExecuteNonQuery(); }", "Add(sql, index: \"IX_#\");", "Add(sql, nameof(SqlConnection));")]
    [InlineData("private const string Table = \"Orders\"; private static int Count(SqlConnection sql, string table) => new SqlCommand($\"SELECT COUNT(*) FROM sys.tables WHERE name = '{table}'\", sql).ExecuteNonQuery();", "Count(sql, Table + \"#\");", "Count(sql, sql.ConnectionTimeout > 3 ? \"Old\" : Table);")]
    public Task Names_that_the_code_writes_at_each_call(string helper, string call, string other)
        => Check.Reports<PG1003SqlFromText>(Web($"public class SetUp {{ {helper} public static void Run(SqlConnection sql) {{ {Often(call)} {other} }} }}"));

    [Theory]
    [InlineData("private static void Add(SqlConnection sql, string table) { using var check = new SqlCommand($\"SELECT COUNT(*) FROM pragma_table_info('{[|table|]}')\", sql); check.ExecuteNonQuery(); }", "Add(sql, \"Orders#\");", "Add(sql, names[0]);")]
    [InlineData("internal static void Add(SqlConnection sql, string index) { using var check = new SqlCommand($\"SELECT name FROM sqlite_master WHERE name = '{[|index|]}'\", sql); check.ExecuteNonQuery(); }", "Add(sql, \"IX_#\");", "Add(sql, names[0]);")]
    [InlineData("internal static void Add(SqlConnection sql, string index) { using var check = new SqlCommand($\"SELECT name FROM sqlite_master WHERE name = '{[|index|]}'\", sql); check.ExecuteNonQuery(); }", "Add(sql, \"IX_#\");", "Action<SqlConnection, string> add = Add; add(sql, names[0]);")]
    [InlineData("internal static void Add(SqlConnection sql, string index) { using var check = new SqlCommand($\"SELECT name FROM sqlite_master WHERE name = '{[|index|]}'\", sql); check.ExecuteNonQuery(); }", "", "")]
    public Task One_call_that_passes_something_else(string helper, string call, string other)
        => Check.Reports<PG1003SqlFromText>(Web($"public class SetUp {{ {helper} public static void Run(SqlConnection sql, string[] names) {{ {Often(call)} {other} }} }}"));

    private static string Often(string call) => string.Concat(Enumerable.Range(0, 30).Select(number => call.Replace("#", number.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal) + "\n"));

    [Theory]
    [InlineData("using var command = new SqlCommand($\"SELECT * FROM Users WHERE Name = '{[|name|]}'\", sql);", "'name' becomes part of the SQL text; pass it as a parameter")]
    [InlineData("_ = connection.Query<User>($\"SELECT * FROM Users ORDER BY {[|filter.Sort|]}\");", "'filter.Sort' becomes part of the SQL text; choose it from a fixed list")]
    [InlineData("_ = connection.Query<User>([|filter.Sql|]);", "'filter.Sql' becomes part of the SQL text; do not let callers write SQL")]
    [InlineData("_ = shop.Users.FromSql($\"SELECT * FROM Users WHERE Name = '{[|name|]}'\").ToList();", "'name' becomes part of the SQL text; remove the quotes around it, which make plain text of the parameter")]
    public Task Messages_say_what_to_do(string body, string message) => Check.Reports<PG1003SqlFromText>(Web(Action(body)), message);

    // What is quoted here is a name there, and no parameter can be one.
    [Theory]
    [InlineData("IF OBJECT_ID('{table}', 'U') IS NULL BEGIN CREATE TABLE [{table}] (Id int) END")]
    [InlineData("IF NOT EXISTS (SELECT 1 FROM sys.tables WHERE name = '{table}') CREATE TABLE [{table}] (Id int)")]
    [InlineData("IF OBJECT_ID('{[|table|]}', 'U') IS NULL BEGIN CREATE TABLE [{schema}] (Id int) END")]
    [InlineData("SELECT Name FROM Users WHERE Name = '{[|table|]}'")]
    public Task Names_of_tables_that_are_quoted_as_well(string text)
        => Check.Reports<PG1003SqlFromText>(Web($"public static class Tables {{ public static void Ensure(SqlConnection sql, string table, string schema) {{ using var command = sql.CreateCommand(); command.CommandText = $\"{text}\"; command.ExecuteNonQuery(); _ = schema; }} }}"));

    [Fact]
    public Task A_table_that_a_request_names_is_chosen_from_a_list()
        => Check.Reports<PG1003SqlFromText>(Web(Action("_ = connection.Execute($\"IF OBJECT_ID('{[|name|]}') IS NULL CREATE TABLE [{name}] (Id int)\");")), "'name' becomes part of the SQL text; choose it from a fixed list");
}
