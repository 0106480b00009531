using Microsoft.CodeAnalysis.CSharp;
using ProdGap.Analyzers.CodeFixes.Security.Injection;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Security.Injection;

namespace ProdGap.Analyzers.Tests.Security.Injection;

public sealed class PG1003SqlFromTextFixTests
{
    private const string Usings =
        """
        using System.Data;
        using System.Data.Common;
        using Dapper;
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Data.SqlClient;
        using Microsoft.EntityFrameworkCore;
        using MySqlConnector;
        using Npgsql;


        """;

    private static Scenario Shop(string source) => Scenario.Of(Usings + source).Referencing("Dapper", "Microsoft.EntityFrameworkCore.Relational", "Microsoft.Data.SqlClient", "Npgsql", "MySqlConnector");

    private static string Action(string body)
        => $$"""
            {{Usings}}public class User { public int Id { get; set; } public string Name { get; set; } = ""; }
            public enum Status { Open, Done }
            public class Filter { public string City { get; set; } = ""; public string? Email { get; set; } public string Sort { get; set; } = ""; public int Page { get; set; } public Guid Key { get; set; } public DateTime From { get; set; } public Status Status { get; set; } }
            public class Shop(DbContextOptions<Shop> options) : DbContext(options) { public DbSet<User> Users => Set<User>(); }

            [Authorize]
            public class UsersController(Shop shop, IDbConnection connection, DbConnection database, SqlConnection sql, NpgsqlConnection npgsql, MySqlConnection mysql) : ControllerBase
            {
                private const string Table = "Users";
                private readonly string schema = Environment.GetEnvironmentVariable("SCHEMA") ?? "dbo";

                [HttpPost]
                public async Task<IActionResult> Find(string name, int id, string[] names, [FromBody] Filter filter, string @event, object thing, IDbTransaction tx, CancellationToken stop)
                {
                    await Task.Yield();
                    {{body}}
                    return Ok((shop, connection, database, sql, npgsql, mysql, schema, Table));
                }
            }

            """;

    private static Scenario Web(string source) => Scenario.Of(source).Referencing("Dapper", "Microsoft.EntityFrameworkCore.Relational", "Microsoft.Data.SqlClient", "Npgsql", "MySqlConnector");

    private static Task Rewrites(string before, string after) => Check.Rewrites<PG1003SqlFromText, PG1003SqlFromTextFix>(Web(Action(before)), Action(after.Trim()));

    private static Task Refuses(string body) => Check.OffersOnly<PG1003SqlFromText, PG1003SqlFromTextFix>(Web(Action(body)));

    [Theory]
    // The forms of a text.
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name = '{name}'");""", """_ = connection.Query<User>("SELECT * FROM Users WHERE Name = @name", new { name });""")]
    [InlineData("""_ = connection.Query<User>("SELECT * FROM Users WHERE Name = '" + name + "'");""", """_ = connection.Query<User>("SELECT * FROM Users WHERE Name = @name", new { name });""")]
    [InlineData("""_ = connection.Query<User>("SELECT * FROM Users WHERE Name = '" + name + "' AND Id = " + id + " ORDER BY Id");""", """_ = connection.Query<User>("SELECT * FROM Users WHERE Name = @name AND Id = @id ORDER BY Id", new { name, id });""")]
    [InlineData("""_ = connection.Query<User>("SELECT * FROM " + Table + " WHERE Name = '" + name + "' ORDER BY Id");""", """_ = connection.Query<User>("SELECT * FROM " + Table + " WHERE Name = @name ORDER BY Id", new { name });""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM {Table} WHERE Name = '{name}'");""", """_ = connection.Query<User>($"SELECT * FROM {Table} WHERE Name = @name", new { name });""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM {schema}.Users WHERE Name = '{name}'");""", """_ = connection.Query<User>($"SELECT * FROM {schema}.Users WHERE Name = @name", new { name });""")]
    [InlineData("""_ = connection.Query<User>($@"SELECT ""Id"" FROM Users WHERE Name = '{name}'");""", """_ = connection.Query<User>(@"SELECT ""Id"" FROM Users WHERE Name = @name", new { name });""")]
    [InlineData("""_ = connection.Query<User>(@$"SELECT ""Id"" FROM Users WHERE Name = '{name}'");""", """_ = connection.Query<User>(@"SELECT ""Id"" FROM Users WHERE Name = @name", new { name });""")]
    [InlineData(""""_ = connection.Query<User>($"""SELECT "Id" FROM Users WHERE Name = '{name}'""");"""", """"_ = connection.Query<User>("""SELECT "Id" FROM Users WHERE Name = @name""", new { name });"""")]
    [InlineData(""""_ = connection.Query<User>($$"""SELECT "Id", '{}' FROM {{Table}} WHERE Name = '{{name}}'""");"""", """"_ = connection.Query<User>($$"""SELECT "Id", '{}' FROM {{Table}} WHERE Name = @name""", new { name });"""")]
    [InlineData(""""_ = connection.Query<User>($$"""SELECT '{}' FROM Users WHERE Name = '{{name}}'""");"""", """"_ = connection.Query<User>("""SELECT '{}' FROM Users WHERE Name = @name""", new { name });"""")]
    [InlineData("""_ = connection.Query<User>($"SELECT '{{}}', \"Id\" FROM Users WHERE Name = '{name}'");""", """_ = connection.Query<User>("SELECT '{}', \"Id\" FROM Users WHERE Name = @name", new { name });""")]
    [InlineData("""_ = connection.Query<User>($"SELECT '{{}}' FROM {Table} WHERE Name = '{name}'");""", """_ = connection.Query<User>($"SELECT '{{}}' FROM {Table} WHERE Name = @name", new { name });""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name = \'{name}\'");""", """_ = connection.Query<User>("SELECT * FROM Users WHERE Name = @name", new { name });""")]
    [InlineData("""_ = connection.Query<User>("SELECT * FROM Users " + $"WHERE Name = '{name}'");""", """_ = connection.Query<User>("SELECT * FROM Users " + "WHERE Name = @name", new { name });""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name = '" + name + $"' AND City = '{filter.City}'");""", """_ = connection.Query<User>("SELECT * FROM Users WHERE Name = @name AND City = @City", new { name, filter.City });""")]
    [InlineData("""const string Select = "SELECT * FROM Users WHERE "; _ = connection.Query<User>(Select + "Name = '" + name + "'");""", """const string Select = "SELECT * FROM Users WHERE "; _ = connection.Query<User>(Select + "Name = @name", new { name });""")]
    [InlineData("""const string Select = "SELECT * FROM Users WHERE Name = "; _ = connection.Query<User>(Select + name);""", """const string Select = "SELECT * FROM Users WHERE Name = "; _ = connection.Query<User>(Select + "@name", new { name });""")]
    [InlineData("""const string Select = "SELECT * FROM Users WHERE Name = "; _ = connection.Query<User>($"{Select}{name}");""", """const string Select = "SELECT * FROM Users WHERE Name = "; _ = connection.Query<User>($"{Select}@name", new { name });""")]
    [InlineData("""const string Select = "SELECT * FROM Users WHERE Name = '"; _ = connection.Query<User>(Select + name + "'");""", "")]
    [InlineData("""var näme = name; _ = connection.Query<User>($"SELECT * FROM Users WHERE Name = '{näme}'");""", """var näme = name; _ = connection.Query<User>("SELECT * FROM Users WHERE Name = @value", new { value = näme });""")]
    // What is glued to a value.
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name LIKE '%{name}%'");""", """_ = connection.Query<User>("SELECT * FROM Users WHERE Name LIKE @name", new { name = $"%{name}%" });""")]
    [InlineData("""_ = connection.Query<User>("SELECT * FROM Users WHERE Name LIKE '%" + name + "%'");""", """_ = connection.Query<User>("SELECT * FROM Users WHERE Name LIKE @name", new { name = $"%{name}%" });""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name = '{name} {filter.City}'");""", """_ = connection.Query<User>("SELECT * FROM Users WHERE Name = @name", new { name = $"{name} {filter.City}" });""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name = 'is {{{name}}} \"{id:000}\"'");""", """_ = connection.Query<User>("SELECT * FROM Users WHERE Name = @name", new { name = $"is {{{name}}} \"{id:000}\"" });""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name = '{Table}/{name}'");""", """_ = connection.Query<User>("SELECT * FROM Users WHERE Name = @Table", new { Table = $"{Table}/{name}" });""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name LIKE '{(id > 0 ? name : "x")}%'");""", """_ = connection.Query<User>("SELECT * FROM Users WHERE Name LIKE @value", new { value = $"{(id > 0 ? name : "x")}%" });""")]
    [InlineData("""var pattern = $"%{name}%"; _ = connection.Query<User>($"SELECT * FROM Users WHERE Name LIKE '{pattern}'");""", """var pattern = $"%{name}%"; _ = connection.Query<User>("SELECT * FROM Users WHERE Name LIKE @pattern", new { pattern });""")]
    // Where a value stands.
    [InlineData("""_ = connection.Execute($"INSERT INTO Users (Id, Name, City) VALUES ({id}, N'{name}', '{filter.City}')");""", """_ = connection.Execute("INSERT INTO Users (Id, Name, City) VALUES (@id, @name, @City)", new { id, name, filter.City });""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name IN ('{name}', '{filter.City}')");""", """_ = connection.Query<User>("SELECT * FROM Users WHERE Name IN (@name, @City)", new { name, filter.City });""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name = {name}");""", """_ = connection.Query<User>("SELECT * FROM Users WHERE Name = @name", new { name });""")]
    [InlineData("""_ = connection.Execute($"EXEC FindUsers '{name}'");""", """_ = connection.Execute("EXEC FindUsers @name", new { name });""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name = '{name}'; SELECT 1");""", """_ = connection.Query<User>("SELECT * FROM Users WHERE Name = @name; SELECT 1", new { name });""")]
    // What the code itself writes stays, too.
    [InlineData("""var city = id > 0 ? "NULL" : "Id"; _ = connection.Execute($"UPDATE Users SET City = {city} WHERE Name = '{name}'");""", """var city = id > 0 ? "NULL" : "Id"; _ = connection.Execute($"UPDATE Users SET City = {city} WHERE Name = @name", new { name });""")]
    // What is no free text stays between its quotes, where a database reads it as it does today.
    [InlineData("""_ = connection.Query<User>($"SELECT TOP {id} * FROM Users WHERE Name = '{name}' AND Since > '{filter.From:yyyy-MM-dd}' AND [Key] = '{filter.Key}' LIMIT {filter.Page}");""", """_ = connection.Query<User>($"SELECT TOP {id} * FROM Users WHERE Name = @name AND Since > '{filter.From:yyyy-MM-dd}' AND [Key] = '{filter.Key}' LIMIT {filter.Page}", new { name });""")]
    // The value.
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name = '{name.Replace("'", "''")}'");""", """_ = connection.Query<User>("SELECT * FROM Users WHERE Name = @name", new { name });""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name = '{name.Trim().ToLower()}'");""", """_ = connection.Query<User>("SELECT * FROM Users WHERE Name = @name", new { name = name.Trim().ToLower() });""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name = '{Request.Query["q"]}'");""", """_ = connection.Query<User>("SELECT * FROM Users WHERE Name = @q", new { q = Request.Query["q"].ToString() });""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name = '{thing}'");""", """_ = connection.Query<User>("SELECT * FROM Users WHERE Name = @thing", new { thing = thing.ToString() });""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name = '{filter.Email ?? name}'");""", """_ = connection.Query<User>("SELECT * FROM Users WHERE Name = @Email", new { Email = filter.Email ?? name });""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name = '{filter?.Email}'");""", """_ = connection.Query<User>("SELECT * FROM Users WHERE Name = @Email", new { Email = filter?.Email });""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name = '{@event}' AND City = '{names[0]}'");""", """_ = connection.Query<User>("SELECT * FROM Users WHERE Name = @event AND City = @names", new { @event, names = names[0] });""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name = '{name}' OR City = '{name}'");""", """_ = connection.Query<User>("SELECT * FROM Users WHERE Name = @name OR City = @name", new { name });""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name = '{name}' OR City = '{name}%'");""", """_ = connection.Query<User>("SELECT * FROM Users WHERE Name = @name OR City = @name2", new { name, name2 = $"{name}%" });""")]
    // The other arguments.
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Id = @id AND Name = '{name}'", new { id });""", """_ = connection.Query<User>("SELECT * FROM Users WHERE Id = @id AND Name = @name", new { id, name });""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Id = @name AND Name = '{name}'", new { Name = id });""", """_ = connection.Query<User>("SELECT * FROM Users WHERE Id = @name AND Name = @name2", new { Name = id, name2 = name });""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Id = @id AND Name = '{name}'", new { id, });""", """_ = connection.Query<User>("SELECT * FROM Users WHERE Id = @id AND Name = @name", new { id, name, });""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name = '{name}'", new { });""", """_ = connection.Query<User>("SELECT * FROM Users WHERE Name = @name", new { name });""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name = '{name}'", null, tx);""", """_ = connection.Query<User>("SELECT * FROM Users WHERE Name = @name", new { name }, tx);""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name = '{name}'", param: null, transaction: tx);""", """_ = connection.Query<User>("SELECT * FROM Users WHERE Name = @name", param: new { name }, transaction: tx);""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name = '{name}'", transaction: tx);""", """_ = connection.Query<User>("SELECT * FROM Users WHERE Name = @name", new { name }, transaction: tx);""")]
    [InlineData("""_ = connection.Query<User>(sql: $"SELECT * FROM Users WHERE Name = '{name}'", transaction: tx);""", """_ = connection.Query<User>(sql: "SELECT * FROM Users WHERE Name = @name", transaction: tx, param: new { name });""")]
    [InlineData("""_ = connection.Query<User, Filter, User>($"SELECT * FROM Users WHERE Name = '{name}'", (user, _) => user);""", """_ = connection.Query<User, Filter, User>("SELECT * FROM Users WHERE Name = @name", (user, _) => user, param: new { name });""")]
    [InlineData("""_ = SqlMapper.Query<User>(connection, $"SELECT * FROM Users WHERE Name = '{name}'");""", """_ = SqlMapper.Query<User>(connection, "SELECT * FROM Users WHERE Name = @name", new { name });""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name = '{name}'", commandType: CommandType.Text);""", """_ = connection.Query<User>("SELECT * FROM Users WHERE Name = @name", new { name }, commandType: CommandType.Text);""")]
    [InlineData("""_ = await connection.QueryAsync<User>(new CommandDefinition($"SELECT * FROM Users WHERE Name = '{name}'", cancellationToken: stop));""", """_ = await connection.QueryAsync<User>(new CommandDefinition("SELECT * FROM Users WHERE Name = @name", new { name }, cancellationToken: stop));""")]
    [InlineData("""_ = await connection.QueryFirstOrDefaultAsync<User>($"SELECT * FROM Users WHERE Name = '{name}'").ConfigureAwait(false);""", """_ = await connection.QueryFirstOrDefaultAsync<User>("SELECT * FROM Users WHERE Name = @name", new { name }).ConfigureAwait(false);""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name = '{name}'", new { filter.City, Key = $"'{id}'" });""", """_ = connection.Query<User>("SELECT * FROM Users WHERE Name = @name", new { filter.City, Key = $"'{id}'", name });""")]
    [InlineData("""if (id > 0) _ = connection.Execute($"DELETE FROM Users WHERE Name = '{name}'");""", """if (id > 0) _ = connection.Execute("DELETE FROM Users WHERE Name = @name", new { name });""")]
    [InlineData("""Func<string, int> remove = n => connection.Execute($"DELETE FROM Users WHERE Name = '{name}'");""", """Func<string, int> remove = n => connection.Execute("DELETE FROM Users WHERE Name = @name", new { name });""")]
    public Task Into_the_object_of_Dapper(string before, string after) => after == "" ? Refuses(before) : Rewrites(before, after);

    [Theory]
    // Names and pieces that are no values.
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users ORDER BY {filter.Sort}");""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name = '{name}' ORDER BY {filter.Sort}");""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM {filter.Sort} WHERE Name = '{name}'");""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE {filter.Sort} = 1 AND Name = '{name}'");""")]
    [InlineData("""_ = connection.Query<User>($"SELECT TOP {filter.Sort} * FROM Users");""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users -- {filter.Sort}\n WHERE Name = '{name}'");""")]
    [InlineData("""_ = connection.Query<User>(filter.Sort);""")]
    [InlineData("""var where = $"WHERE City = '{filter.City}'"; _ = connection.Query<User>($"SELECT * FROM Users {where} AND Name = '{name}'");""")]
    // Lists of values.
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name IN ({string.Join(",", names.Select(n => $"'{n}'"))})");""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name IN ('{string.Join("','", names)}')");""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name IN ({name})");""")]
    // Values that the statement needs as text.
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Since > DATE '{name}'");""")]
    [InlineData("""_ = connection.Query<User>($"SELECT 1 AS '{name}'");""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name = E'{name}'");""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name LIKE '%\\_{name}'");""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name = $x${name}$x$");""")]
    [InlineData("""_ = connection.Execute($"CREATE USER shop PASSWORD '{name}'");""")]
    [InlineData("""_ = connection.Execute($"DELETE FROM Users WHERE Name = '{name}'; DROP TABLE Old");""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name = {name}%");""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name = 'it''s {name}'");""")]
    [InlineData("""_ = connection.Query<User>($"SELECT data->>'{name}' FROM Users");""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name = '{name}' FOR XML PATH('')");""")]
    [InlineData("""_ = connection.Execute($"EXEC('DELETE FROM Users WHERE Name = ''{name}''')");""")]
    [InlineData("""_ = connection.Execute($"EXEC sp_executesql N'DELETE FROM Users WHERE Id = {name}'");""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name = '{name}' AND City = {names[0]}x");""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name = '{name}' AND City = {HttpContext.Items["city"]}");""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name = '{name,20}'");""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Id = '{(names.TryGetNonEnumeratedCount(out var n) ? name : "")}'"); _ = n;""")]
    [InlineData("""var quoted = "'" + name + "'"; _ = connection.Query<User>($"SELECT * FROM Users WHERE Name = {quoted}");""")]
    [InlineData("""var escaped = name.Replace("'", "''"); _ = connection.Query<User>($"SELECT * FROM Users WHERE Name = '{escaped}'");""")]
    [InlineData("""string escaped; escaped = name.Replace("'", "''"); _ = connection.Query<User>($"SELECT * FROM Users WHERE Name = '{escaped}'");""")]
    [InlineData("""dynamic any = name; _ = connection.Query<User>((string)$"SELECT * FROM Users WHERE City = '{any}' AND Name = '{name}'");""")]
    // Parameters of another kind.
    [InlineData("""var more = new DynamicParameters(); _ = connection.Query<User>($"SELECT * FROM Users WHERE Name = '{name}'", more);""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Id = @Page AND Name = '{name}'", filter);""")]
    [InlineData("""_ = connection.Execute($"INSERT INTO Users (Id, Name) VALUES (@Id, '{name}')", new[] { new { Id = 1 } });""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Id = :id AND Name = '{name}'", new { id });""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Id = ? AND Name = '{name}'", new { id });""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Id = {{=id}} AND Name = '{name}'", new { id });""")]
    [InlineData("""_ = connection.Query<User>($"EXEC FindUsers '{name}'", commandType: CommandType.StoredProcedure);""")]
    [InlineData("""_ = connection.Query<User>($"SELECT * FROM Users WHERE Name = '{name}'", commandType: id > 0 ? CommandType.Text : CommandType.StoredProcedure);""")]
    // Texts that are written in another way.
    [InlineData("""_ = connection.Query<User>("SELECT * FROM Users WHERE Name = '" + /* as it comes */ name + "'");""")]
    [InlineData("""_ = connection.Query<User>(string.Format("SELECT * FROM Users WHERE Name = '{0}'", name));""")]
    [InlineData("""_ = connection.Query<User>("SELECT * FROM Users WHERE Name = \u0027" + name + "'");""")]
    [InlineData("""_ = connection.Query<User>("SELECT * FROM Users " + ("WHERE Name = '" + name + "'"));""")]
    [InlineData("""var text = $"SELECT * FROM Users WHERE Name = '{name}'"; _ = connection.Query<User>(text);""")]
    [InlineData("""var text = "SELECT * FROM Users WHERE 1 = 1"; if (id > 0) { text += $" AND City = '{filter.City}'"; } _ = connection.Query<User>(text);""")]
    public Task Stays_in_the_text(string body) => Refuses(body);

    [Fact]
    public Task Lines_and_comments_stay() => Rewrites(
        """"
        // Who is asked for.
                _ = connection.Query<User>(
                    $"SELECT * FROM Users WHERE Name = '{name}'"); // By name.
                _ = connection.Query<User>(
                    $"SELECT * FROM Users WHERE Name = '{name}' AND Id = @id", // The text.
                    new
                    {
                        id, // The id.
                    },
                    tx);
                _ = connection.Query<User>(
                    "SELECT * FROM Users " +
                    "WHERE Name = '" + name + "' " +
                    "AND City = '" + filter.City + "' " +
                    "ORDER BY Id",
                    new
                    {
                        id
                    });
                _ = connection.Query<User>("SELECT * FROM Users WHERE Name = '"
                    + name
                    + "' ORDER BY Id");
                _ = connection.Query<User>($"""
                    SELECT "Id" FROM Users
                    WHERE Name = '{name}'
                    """);
                _ = connection.Query<User>($@"
                    SELECT ""Id"" FROM Users
                    WHERE Name = '{name}'
                    ", /* of all */ transaction: tx);
        """",
        """"
        // Who is asked for.
                _ = connection.Query<User>(
                    "SELECT * FROM Users WHERE Name = @name",
                    new { name }); // By name.
                _ = connection.Query<User>(
                    "SELECT * FROM Users WHERE Name = @name AND Id = @id", // The text.
                    new
                    {
                        id, // The id.
                        name,
                    },
                    tx);
                _ = connection.Query<User>(
                    "SELECT * FROM Users " +
                    "WHERE Name = @name " +
                    "AND City = @City " +
                    "ORDER BY Id",
                    new
                    {
                        id,
                        name,
                        filter.City
                    });
                _ = connection.Query<User>("SELECT * FROM Users WHERE Name = @name"
                    + " ORDER BY Id", new { name });
                _ = connection.Query<User>("""
                    SELECT "Id" FROM Users
                    WHERE Name = @name
                    """, new { name });
                _ = connection.Query<User>(@"
                    SELECT ""Id"" FROM Users
                    WHERE Name = @name
                    ", /* of all */ new { name }, transaction: tx);
        """");

    [Fact]
    public Task Directives_stay() => Refuses(
        """
        _ = connection.Query<User>(
                    $"SELECT * FROM Users WHERE Name = '{name}'"
        #if !NEVER
                    , transaction: tx
        #endif
                    );
        """);

    [Fact]
    public Task A_provider_by_its_name() => Check.Rewrites<PG1003SqlFromText, PG1003SqlFromTextFix>(
        Web(Sqlite + """
            public class Store { public void Remove(string name) { var command = Microsoft.Data.Sqlite.SqliteCommand.CreateCommand(); command.CommandText = $"DELETE FROM Users WHERE Name = '{name}'"; } }
            """),
        Sqlite + """
            public class Store { public void Remove(string name) { var command = Microsoft.Data.Sqlite.SqliteCommand.CreateCommand(); command.CommandText = "DELETE FROM Users WHERE Name = @name"; command.Parameters.AddWithValue("@name", name); } }
            """);

    private const string Sqlite =
        """
        namespace Microsoft.Data.Sqlite
        {
            public class SqliteParameterCollection { public object AddWithValue(string? name, object? value) => this; }
            public abstract class SqliteCommand : System.Data.Common.DbCommand
            {
                public new SqliteParameterCollection Parameters { get; } = new();
                public static SqliteCommand CreateCommand() => throw new NotSupportedException();
            }
        }


        """;

    [Theory]
    [InlineData("public int Of(string name) => connection.Execute($\"DELETE FROM Users WHERE Name = '{name}'\");", "public int Of(string name) => connection.Execute(\"DELETE FROM Users WHERE Name = @name\", new { name });")]
    [InlineData("public string name = \"\"; public int Of() { int Remove() => connection.Execute($\"DELETE FROM Users WHERE Name = '{this.name}'\"); return Remove(); }", "public string name = \"\"; public int Of() { int Remove() => connection.Execute(\"DELETE FROM Users WHERE Name = @name\", new { this.name }); return Remove(); }")]
    [InlineData("public string Name { get; set; } = \"\"; public int Of(string name) => connection.Execute($\"DELETE FROM Users WHERE Name = '{name}' OR Old = '{Name}'\");", "public string Name { get; set; } = \"\"; public int Of(string name) => connection.Execute(\"DELETE FROM Users WHERE Name = @name OR Old = @Name2\", new { name, Name2 = Name });")]
    [InlineData("public int Of(string? name) => connection?.Execute($\"DELETE FROM Users WHERE Name = '{name}'\") ?? 0;", "public int Of(string? name) => connection?.Execute(\"DELETE FROM Users WHERE Name = @name\", new { name }) ?? 0;")]
    [InlineData("public CommandDefinition Of(string name) => new CommandDefinition($\"DELETE FROM Users WHERE Name = '{name}'\", flags: CommandFlags.None);", "public CommandDefinition Of(string name) => new CommandDefinition(\"DELETE FROM Users WHERE Name = @name\", new { name }, flags: CommandFlags.None);")]
    public Task In_members_of_other_forms(string before, string after)
        => Check.Rewrites<PG1003SqlFromText, PG1003SqlFromTextFix>(Shop($"public class Store(IDbConnection connection) {{ public object It => connection; {before} }}"), Usings + $"public class Store(IDbConnection connection) {{ public object It => connection; {after} }}");

    [Fact]
    public Task Old_versions_of_the_language_and_no_usings() => Check.Rewrites<PG1003SqlFromText, PG1003SqlFromTextFix>(
        Web(
            """
            #nullable disable
            namespace Shop
            {
                public class Users
                {
                    private readonly System.Data.IDbConnection connection;
                    public Users(System.Data.IDbConnection connection) { this.connection = connection; }
                    public int Remove(string name, string city) => Dapper.SqlMapper.Execute(connection, $@"DELETE FROM Users WHERE Name LIKE '%{name}%' AND City = '{city}'");
                }
            }
            """).WithoutImplicitUsings().Parsed(new CSharpParseOptions(LanguageVersion.CSharp8)),
        """
        #nullable disable
        namespace Shop
        {
            public class Users
            {
                private readonly System.Data.IDbConnection connection;
                public Users(System.Data.IDbConnection connection) { this.connection = connection; }
                public int Remove(string name, string city) => Dapper.SqlMapper.Execute(connection, @"DELETE FROM Users WHERE Name LIKE @name AND City = @city", new { name = $"%{name}%", city });
            }
        }
        """);

    [Theory]
    [InlineData("""using var command = new SqlCommand($"DELETE FROM Users WHERE Name = '{name}'", sql); command.ExecuteNonQuery();""", """using var command = new SqlCommand("DELETE FROM Users WHERE Name = @name", sql); command.Parameters.AddWithValue("@name", name); command.ExecuteNonQuery();""")]
    [InlineData("""var command = new MySqlCommand($"DELETE FROM users WHERE name LIKE '%{name}%'", mysql); command.ExecuteNonQuery();""", """var command = new MySqlCommand("DELETE FROM users WHERE name LIKE @name", mysql); command.Parameters.AddWithValue("@name", $"%{name}%"); command.ExecuteNonQuery();""")]
    [InlineData("""SqlCommand command = new SqlCommand($"DELETE FROM Users WHERE Name = '{name}'", sql); command.ExecuteNonQuery();""", """SqlCommand command = new SqlCommand("DELETE FROM Users WHERE Name = @name", sql); command.Parameters.AddWithValue("@name", name); command.ExecuteNonQuery();""")]
    [InlineData("""using (var command = new SqlCommand($"DELETE FROM Users WHERE Name = '{name}'", sql)) { command.ExecuteNonQuery(); command.Dispose(); }""", """
        using (var command = new SqlCommand("DELETE FROM Users WHERE Name = @name", sql))
                {
                    command.Parameters.AddWithValue("@name", name);
                    command.ExecuteNonQuery();
                    command.Dispose();
                }
        """)]
    [InlineData("""using var command = new SqlCommand { Connection = sql, CommandText = $"DELETE FROM Users WHERE Name = N'{name}'" }; command.ExecuteNonQuery();""", """using var command = new SqlCommand { Connection = sql, CommandText = "DELETE FROM Users WHERE Name = @name" }; command.Parameters.AddWithValue("@name", name); command.ExecuteNonQuery();""")]
    [InlineData("""using SqlCommand command = new() { Connection = sql, CommandText = $"DELETE FROM Users WHERE Name = N'{name}'" }; command.ExecuteNonQuery();""", """using SqlCommand command = new() { Connection = sql, CommandText = "DELETE FROM Users WHERE Name = @name" }; command.Parameters.AddWithValue("@name", name); command.ExecuteNonQuery();""")]
    [InlineData("""using var command = sql.CreateCommand(); command.CommandText = "DELETE FROM Users WHERE Name = '" + name + "'"; command.ExecuteNonQuery();""", """using var command = sql.CreateCommand(); command.CommandText = "DELETE FROM Users WHERE Name = @name"; command.Parameters.AddWithValue("@name", name); command.ExecuteNonQuery();""")]
    [InlineData("""using var command = sql.CreateCommand(); command.CommandText = $"UPDATE Users SET Name = @name WHERE Name = '{name}'"; command.Parameters.AddWithValue("@name", id); command.ExecuteNonQuery();""", """using var command = sql.CreateCommand(); command.CommandText = "UPDATE Users SET Name = @name WHERE Name = @name2"; command.Parameters.AddWithValue("@name2", name); command.Parameters.AddWithValue("@name", id); command.ExecuteNonQuery();""")]
    [InlineData("""using var command = new SqlCommand($"DELETE FROM Users WHERE Name = '{name}'", sql); command.Parameters.AddWithValue("@name", id); command.ExecuteNonQuery();""", """using var command = new SqlCommand("DELETE FROM Users WHERE Name = @name2", sql); command.Parameters.AddWithValue("@name2", name); command.Parameters.AddWithValue("@name", id); command.ExecuteNonQuery();""")]
    [InlineData("""using var command = new SqlCommand(cmdText: $"DELETE FROM Users WHERE Name = '{name}'", connection: sql) { CommandTimeout = 3 }; command.ExecuteNonQuery();""", """using var command = new SqlCommand(cmdText: "DELETE FROM Users WHERE Name = @name", connection: sql) { CommandTimeout = 3 }; command.Parameters.AddWithValue("@name", name); command.ExecuteNonQuery();""")]
    [InlineData("""using var command = sql.CreateCommand(); if (id > 0) { command.CommandText = $"DELETE FROM Users WHERE Name = '{name}'"; } command.ExecuteNonQuery();""", """using var command = sql.CreateCommand(); if (id > 0) { command.CommandText = "DELETE FROM Users WHERE Name = @name"; command.Parameters.AddWithValue("@name", name); } command.ExecuteNonQuery();""")]
    [InlineData("""foreach (var one in names) { using var command = sql.CreateCommand(); command.CommandText = $"DELETE FROM Users WHERE Name = '{name}{one}'"; command.ExecuteNonQuery(); }""", """foreach (var one in names) { using var command = sql.CreateCommand(); command.CommandText = "DELETE FROM Users WHERE Name = @name"; command.Parameters.AddWithValue("@name", $"{name}{one}"); command.ExecuteNonQuery(); }""")]
    [InlineData("""using (var command = sql.CreateCommand()) { command.CommandText = $"DELETE FROM Users WHERE Name = '{name}'"; command.ExecuteNonQuery(); }""", """using (var command = sql.CreateCommand()) { command.CommandText = "DELETE FROM Users WHERE Name = @name"; command.Parameters.AddWithValue("@name", name); command.ExecuteNonQuery(); }""")]
    [InlineData("""Action run = () => { using var command = new SqlCommand($"DELETE FROM Users WHERE Name = '{name}'", sql); command.ExecuteNonQuery(); };""", """Action run = () => { using var command = new SqlCommand("DELETE FROM Users WHERE Name = @name", sql); command.Parameters.AddWithValue("@name", name); command.ExecuteNonQuery(); };""")]
    [InlineData("""using var command = new SqlCommand($"DELETE FROM Users WHERE Email = '{filter.Email}' AND Id = {id}", sql); command.ExecuteNonQuery();""", """using var command = new SqlCommand("DELETE FROM Users WHERE Email = @Email AND Id = @id", sql); command.Parameters.AddWithValue("@Email", (object?)filter.Email ?? DBNull.Value); command.Parameters.AddWithValue("@id", id); command.ExecuteNonQuery();""")]
    [InlineData("""using var command = new SqlCommand($"DELETE FROM Users WHERE Name = '{(filter.Email ?? name)}' AND City = '{(id > 0 ? filter.Email : null)}'", sql); command.ExecuteNonQuery();""", """using var command = new SqlCommand("DELETE FROM Users WHERE Name = @Email AND City = @value", sql); command.Parameters.AddWithValue("@Email", filter.Email ?? name); command.Parameters.AddWithValue("@value", (object?)(id > 0 ? filter.Email : null) ?? DBNull.Value); command.ExecuteNonQuery();""")]
    [InlineData("""using var @class = new SqlCommand($"DELETE FROM Users WHERE Name = '{name}'", sql); @class.ExecuteNonQuery();""", """using var @class = new SqlCommand("DELETE FROM Users WHERE Name = @name", sql); @class.Parameters.AddWithValue("@name", name); @class.ExecuteNonQuery();""")]
    public Task Into_the_parameters_of_a_command(string before, string after) => Rewrites(before, after.Trim());

    [Theory]
    [InlineData("""using var command = new SqlCommand($"DELETE FROM Users WHERE Name = '{name}' ORDER BY {filter.Sort}", sql);""")]
    [InlineData("""using var command = sql.CreateCommand(); if (id > 0) command.CommandText = $"DELETE FROM Users WHERE Name = '{name}'";""")]
    [InlineData("""using (var command = new SqlCommand($"DELETE FROM Users WHERE Name = '{name}'", sql)) command.ExecuteNonQuery();""")]
    [InlineData("""new SqlCommand($"DELETE FROM Users WHERE Name = '{name}'", sql).ExecuteNonQuery();""")]
    [InlineData("""using var adapter = new SqlDataAdapter($"SELECT * FROM Users WHERE Name = '{name}'", sql);""")]
    [InlineData("""using var command = sql.CreateCommand(); foreach (var one in names) { command.CommandText = $"DELETE FROM Users WHERE Name = '{one}'"; command.ExecuteNonQuery(); }""")]
    [InlineData("""using var command = sql.CreateCommand(); Action run = () => { command.CommandText = $"DELETE FROM Users WHERE Name = '{name}'"; command.ExecuteNonQuery(); };""")]
    [InlineData("""using var command = sql.CreateCommand(); command.Parameters.AddWithValue("@id", id); command.CommandText = $"DELETE FROM Users WHERE Name = '{name}'";""")]
    [InlineData("""using var command = sql.CreateCommand(); command.CommandText = $"DELETE FROM Users WHERE Name = '{name}'"; command.Parameters.Clear();""")]
    [InlineData("""using var command = sql.CreateCommand(); command.CommandText = $"DELETE FROM Users WHERE Name = '{name}'"; command.ExecuteNonQuery(); command.CommandText = "SELECT 1";""")]
    [InlineData("""using var command = new SqlCommand($"DELETE FROM Users WHERE Name = '{name}'", sql); command.ExecuteNonQuery(); command.CommandText = "SELECT 1";""")]
    [InlineData("""using var command = new SqlCommand($"DELETE FROM Users WHERE Name = '{name}'; FindUser", sql);""")]
    [InlineData("""using var command = new SqlCommand($"DELETE FROM Users WHERE Name = '{name}'", sql); command.Prepare();""")]
    [InlineData("""using var command = new SqlCommand($"SELECT * INTO #found FROM Users WHERE Name = '{name}'", sql);""")]
    [InlineData("""using var command = new SqlCommand($"DELETE FROM Users WHERE Name = '{name}' DROP TABLE Old", sql);""")]
    [InlineData("""using var command = new SqlCommand($"EXEC FindUser '{name}'", sql); command.CommandType = CommandType.StoredProcedure;""")]
    [InlineData("""SqlCommand command; command = new SqlCommand($"DELETE FROM Users WHERE Name = '{name}'", sql);""")]
    [InlineData("""using var command = sql.CreateCommand(); names.Contains((command.CommandText = $"DELETE FROM Users WHERE Name = '{name}'"));""")]
    [InlineData("""SqlCommand first = new SqlCommand($"DELETE FROM Users WHERE Name = '{name}'", sql), second = new SqlCommand("SELECT 1", sql);""")]
    public Task Stays_in_the_command(string body) => Refuses(body);

    [Theory]
    [InlineData("""public SqlCommand Made(string name) => new SqlCommand($"DELETE FROM Users WHERE Name = '{name}'", sql);""")]
    [InlineData("""private readonly SqlCommand command = new SqlCommand(); public void Set(string name) { command.CommandText = $"DELETE FROM Users WHERE Name = '{name}'"; }""")]
    [InlineData("""public void Set(SqlCommand command, string name) { command.CommandText = $"DELETE FROM Users WHERE Name = '{name}'"; }""")]
    [InlineData("""public void Set(SqlCommand command, string name) => command.CommandText = $"DELETE FROM Users WHERE Name = '{name}'";""")]
    [InlineData("""public abstract class OwnCommand : DbCommand { public static OwnCommand CreateCommand() => throw new NotSupportedException(); } public void Set(string name) { var command = OwnCommand.CreateCommand(); command.CommandText = $"DELETE FROM Users WHERE Name = '{name}'"; }""")]
    [InlineData("""public void Set(int kind, string name) { switch (kind) { case 1: var command = new SqlCommand($"DELETE FROM Users WHERE Name = '{name}'", sql); command.ExecuteNonQuery(); break; } }""")]
    public Task A_command_of_somebody_else(string member)
        => Check.OffersOnly<PG1003SqlFromText, PG1003SqlFromTextFix>(Shop($"public class Store(SqlConnection sql) {{ public object It => sql; {member} }}"));

    [Fact]
    public Task Into_the_block_of_a_using() => Rewrites(
        """
        using (sql) using (var command = new SqlCommand($"DELETE FROM Users WHERE Name = '{name}' OR City = '{filter.City}'", sql)) {
                    command.ExecuteNonQuery(); }
        """,
        """
        using (sql) using (var command = new SqlCommand("DELETE FROM Users WHERE Name = @name OR City = @City", sql)) {
                    command.Parameters.AddWithValue("@name", name);
                    command.Parameters.AddWithValue("@City", filter.City);
                    command.ExecuteNonQuery(); }
        """);

    [Fact]
    public Task Lines_and_comments_around_a_command_stay() => Rewrites(
        """"
        // Who goes.
                using var first = new SqlCommand(
                    $"DELETE FROM Users WHERE Name = '{name}'", // By name.
                    sql); // And now.

                // Then.
                await first.ExecuteNonQueryAsync();
                using (var second = new SqlCommand($"DELETE FROM Users WHERE Name = '{name}'", sql))
                {
                    // Again.
                    await second.ExecuteNonQueryAsync();
                }

                using var third = sql.CreateCommand();
                third.CommandText = $"""
                    DELETE FROM Users
                    WHERE Name = '{name}'
                    AND City = '{filter.City}'
                    """; // The text.
        #if !NEVER
                third.CommandTimeout = 3;
        #endif
        """",
        """"
        // Who goes.
                using var first = new SqlCommand(
                    "DELETE FROM Users WHERE Name = @name", // By name.
                    sql); // And now.
                first.Parameters.AddWithValue("@name", name);

                // Then.
                await first.ExecuteNonQueryAsync();
                using (var second = new SqlCommand("DELETE FROM Users WHERE Name = @name", sql))
                {
                    second.Parameters.AddWithValue("@name", name);
                    // Again.
                    await second.ExecuteNonQueryAsync();
                }

                using var third = sql.CreateCommand();
                third.CommandText = """
                    DELETE FROM Users
                    WHERE Name = @name
                    AND City = @City
                    """; // The text.
                third.Parameters.AddWithValue("@name", name);
                third.Parameters.AddWithValue("@City", filter.City);
        #if !NEVER
                third.CommandTimeout = 3;
        #endif
        """");

    [Fact]
    public Task Top_level_statements() => Check.Rewrites<PG1003SqlFromText, PG1003SqlFromTextFix>(
        Scenario.Of(
            ProjectKind.Web,
            """
            using Microsoft.Data.SqlClient;

            var app = Microsoft.AspNetCore.Builder.WebApplication.Create(args);
            using var sql = new SqlConnection("Server=shop");
            using var command = new SqlCommand($"SELECT * FROM Users WHERE Name = '{Environment.GetEnvironmentVariable("NAME") ?? args[0]}' OR City = '{await Ask()}'", sql);
            command.ExecuteNonQuery();
            static async Task<string> Ask() => await new HttpClient().GetStringAsync("https://example.com");
            """).Referencing("Microsoft.Data.SqlClient"),
        """
        using Microsoft.Data.SqlClient;

        var app = Microsoft.AspNetCore.Builder.WebApplication.Create(args);
        using var sql = new SqlConnection("Server=shop");
        using var command = new SqlCommand("SELECT * FROM Users WHERE Name = @GetEnvironmentVariable OR City = @value", sql);
        command.Parameters.AddWithValue("@GetEnvironmentVariable", Environment.GetEnvironmentVariable("NAME") ?? args[0]);
        command.Parameters.AddWithValue("@value", await Ask());
        command.ExecuteNonQuery();
        static async Task<string> Ask() => await new HttpClient().GetStringAsync("https://example.com");
        """);

    [Fact]
    public async Task Half_typed_code_is_no_reason_to_throw()
    {
        var code = Action(
            """
            _ = connection.Query<User>($"SELECT * FROM Users WHERE Name LIKE '%{name}%' AND Id = " + id, new { filter.City }, tx);
            using (var first = new SqlCommand("DELETE FROM Users WHERE Name = '" + name + "'", sql)) { first.ExecuteNonQuery(); }
            using var second = database.CreateCommand();
            second.CommandText = $@"DELETE FROM Users WHERE Name = '{filter.Email}'";
            var text = $"DELETE FROM Users WHERE Name = '{name}'";
            shop.Database.ExecuteSqlRaw(text);
            _ = shop.Users.FromSql($"SELECT * FROM Users WHERE Name LIKE '%{name}%'").ToList();
            """);
        var start = code.IndexOf("_ = connection", StringComparison.Ordinal);
        var applied = 0;
        for (var end = start; end < code.Length; end += 13)
        {
            foreach (var cut in new[] { code[..end], code[..start] + code[end..] })
            {
                applied += await new AppliedFix(new PG1003SqlFromText(), new PG1003SqlFromTextFix()).MendsEachAnyway(Web(cut).Broken());
            }
        }

        Assert.True(applied > 50, $"{applied} remedies were applied");
    }

    /// <summary>Windows line ends and tabs; a type that hides another one.</summary>
    [Fact]
    public Task The_layout_of_the_file()
    {
        const string Before =
            """
            using Microsoft.Data.SqlClient;
            public class FormattableString;
            public class Store(Microsoft.EntityFrameworkCore.Infrastructure.DatabaseFacade shop)
            {
            	public string? DBNull { get; set; }
            	public void Remove(SqlConnection sql)
            	{
            		using var command = sql.CreateCommand();
            		command.CommandText = "DELETE FROM Users WHERE Name = '" + DBNull + "'";
            		command.ExecuteNonQuery();
            		string text = $"DELETE FROM Users WHERE Name = '{DBNull}'";
            		Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSqlRaw(shop, text);
            	}
            }
            """;
        const string After =
            """
            using Microsoft.Data.SqlClient;
            public class FormattableString;
            public class Store(Microsoft.EntityFrameworkCore.Infrastructure.DatabaseFacade shop)
            {
            	public string? DBNull { get; set; }
            	public void Remove(SqlConnection sql)
            	{
            		using var command = sql.CreateCommand();
            		command.CommandText = "DELETE FROM Users WHERE Name = @DBNull";
            		command.Parameters.AddWithValue("@DBNull", (object?)DBNull ?? System.DBNull.Value);
            		command.ExecuteNonQuery();
            		System.FormattableString text = $"DELETE FROM Users WHERE Name = {DBNull}";
            		Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSql(shop, text);
            	}
            }
            """;
        return Check.Rewrites<PG1003SqlFromText, PG1003SqlFromTextFix>(Web(Before.ReplaceLineEndings("\r\n")), After.ReplaceLineEndings("\r\n"));
    }

    [Fact]
    public Task Without_nullable_and_without_usings() => Check.Rewrites<PG1003SqlFromText, PG1003SqlFromTextFix>(
        Web(
            """
            #nullable disable
            namespace Shop
            {
                public class Users
                {
                    public void Remove(Microsoft.Data.SqlClient.SqlConnection sql, string name)
                    {
                        using (var command = sql.CreateCommand())
                        {
                            command.CommandText = "DELETE FROM Users WHERE Name = '" + name + "'";
                            command.ExecuteNonQuery();
                        }
                    }
                }
            }
            """).WithoutImplicitUsings().Parsed(new CSharpParseOptions(LanguageVersion.CSharp8)),
        """
        #nullable disable
        namespace Shop
        {
            public class Users
            {
                public void Remove(Microsoft.Data.SqlClient.SqlConnection sql, string name)
                {
                    using (var command = sql.CreateCommand())
                    {
                        command.CommandText = "DELETE FROM Users WHERE Name = @name";
                        command.Parameters.AddWithValue("@name", (object)name ?? System.DBNull.Value);
                        command.ExecuteNonQuery();
                    }
                }
            }
        }
        """);

    [Theory]
    [InlineData("""var text = $"SELECT * FROM Users WHERE Name LIKE '%{name}%'"; _ = shop.Users.FromSqlRaw(text).ToList();""", """FormattableString text = $"SELECT * FROM Users WHERE Name LIKE {"%" + name + "%"}"; _ = shop.Users.FromSql(text).ToList();""")]
    [InlineData("""string text = $"SELECT * FROM Users WHERE Name = '{name}' AND Id = {id}"; _ = await shop.Users.FromSqlRaw(text).ToListAsync(stop);""", """FormattableString text = $"SELECT * FROM Users WHERE Name = {name} AND Id = {id}"; _ = await shop.Users.FromSql(text).ToListAsync(stop);""")]
    [InlineData("""var text = "DELETE FROM Users WHERE Name = '" + name + "' AND Id = " + id; shop.Database.ExecuteSqlRaw(text);""", """FormattableString text = $"DELETE FROM Users WHERE Name = {name} AND Id = {id}"; shop.Database.ExecuteSql(text);""")]
    [InlineData("""var text = $"DELETE FROM Users WHERE Name = '{name}'"; await shop.Database.ExecuteSqlRawAsync(text, stop);""", """FormattableString text = $"DELETE FROM Users WHERE Name = {name}"; await shop.Database.ExecuteSqlAsync(text, stop);""")]
    [InlineData("""var text = $"DELETE FROM Users WHERE Name = '{name}'"; await shop.Database.ExecuteSqlRawAsync(text);""", """FormattableString text = $"DELETE FROM Users WHERE Name = {name}"; await shop.Database.ExecuteSqlAsync(text);""")]
    [InlineData("""var text = $"SELECT Id FROM Users WHERE Name = N'{name}'"; _ = shop.Database.SqlQueryRaw<int>(text).ToList();""", """FormattableString text = $"SELECT Id FROM Users WHERE Name = {name}"; _ = shop.Database.SqlQuery<int>(text).ToList();""")]
    [InlineData("""var text = $"DELETE FROM Users WHERE Name = '{name}'"; RelationalDatabaseFacadeExtensions.ExecuteSqlRaw(shop.Database, text);""", """FormattableString text = $"DELETE FROM Users WHERE Name = {name}"; RelationalDatabaseFacadeExtensions.ExecuteSql(shop.Database, text);""")]
    [InlineData("""var text = $@"SELECT ""Id"" FROM Users WHERE Name LIKE '{name}%'"; _ = shop.Users.FromSqlRaw(text).ToList();""", """FormattableString text = $@"SELECT ""Id"" FROM Users WHERE Name LIKE {name + "%"}"; _ = shop.Users.FromSql(text).ToList();""")]
    [InlineData("""var text = @"SELECT ""Id"" FROM Users WHERE Name = '" + name + @"' ORDER BY Id"; _ = shop.Users.FromSqlRaw(text).ToList();""", """FormattableString text = $@"SELECT ""Id"" FROM Users WHERE Name = {name} ORDER BY Id"; _ = shop.Users.FromSql(text).ToList();""")]
    [InlineData(""""var text = $$"""SELECT "Id" FROM Users WHERE Name = '{{name}}' AND City = '{{filter.City}}'"""; _ = shop.Users.FromSqlRaw(text).ToList();"""", """"FormattableString text = $$"""SELECT "Id" FROM Users WHERE Name = {{name}} AND City = {{filter.City}}"""; _ = shop.Users.FromSql(text).ToList();"""")]
    [InlineData("""var text = $"SELECT * FROM Users WHERE Name = '{name} {filter.City}' AND [Key] = '{filter.Key}'"; _ = shop.Users.FromSqlRaw(text).ToList();""", """FormattableString text = $"SELECT * FROM Users WHERE Name = {$"{name} {filter.City}"} AND [Key] = {filter.Key}"; _ = shop.Users.FromSql(text).ToList();""")]
    [InlineData("""var text = $"SELECT * FROM Users WHERE Name = '{(id > 0 ? name : "x")}'"; _ = shop.Users.FromSqlRaw(text).ToList();""", """FormattableString text = $"SELECT * FROM Users WHERE Name = {(id > 0 ? name : "x")}"; _ = shop.Users.FromSql(text).ToList();""")]
    [InlineData("""var text = $"SELECT * FROM Users WHERE Name = '{Request.Query["q"]}'"; _ = shop.Users.FromSqlRaw(text).ToList();""", """FormattableString text = $"SELECT * FROM Users WHERE Name = {Request.Query["q"].ToString()}"; _ = shop.Users.FromSql(text).ToList();""")]
    [InlineData("""var text = $"SELECT * FROM Users WHERE Name = '{name}' ORDER BY Id LIMIT {filter.Page} OFFSET {id * 10}"; _ = shop.Users.FromSqlRaw(text).ToList();""", """FormattableString text = $"SELECT * FROM Users WHERE Name = {name} ORDER BY Id LIMIT {filter.Page} OFFSET {id * 10}"; _ = shop.Users.FromSql(text).ToList();""")]
    // Quotes around what is a parameter already.
    [InlineData("""_ = shop.Users.FromSql($"SELECT * FROM Users WHERE Name = '{name}'").ToList();""", """_ = shop.Users.FromSql($"SELECT * FROM Users WHERE Name = {name}").ToList();""")]
    [InlineData("""_ = shop.Users.FromSql($"SELECT * FROM Users WHERE Name LIKE '%{name}%' AND Id = {id}").ToList();""", """_ = shop.Users.FromSql($"SELECT * FROM Users WHERE Name LIKE {"%" + name + "%"} AND Id = {id}").ToList();""")]
    [InlineData("""await shop.Database.ExecuteSqlInterpolatedAsync($"DELETE FROM Users WHERE Name = N'{name}' AND Id = '{id}' AND City = '{Table}'", stop);""", """await shop.Database.ExecuteSqlInterpolatedAsync($"DELETE FROM Users WHERE Name = {name} AND Id = {id} AND City = {Table}", stop);""")]
    [InlineData("""_ = shop.Database.SqlQuery<int>($"SELECT Id FROM Users WHERE Since > '{filter.From:yyyy-MM-dd}' AND Page = '{{}}'").ToList();""", """_ = shop.Database.SqlQuery<int>($"SELECT Id FROM Users WHERE Since > {$"{filter.From:yyyy-MM-dd}"} AND Page = '{{}}'").ToList();""")]
    [InlineData(""""_ = shop.Users.FromSql($"""SELECT "Id" FROM Users WHERE Name LIKE '{name}%'""").ToList();"""", """"_ = shop.Users.FromSql($"""SELECT "Id" FROM Users WHERE Name LIKE {name + "%"}""").ToList();"""")]
    [InlineData("""_ = shop.Users.FromSql($"SELECT * FROM Users WHERE Name LIKE '%{filter.Email ?? name}'").ToList();""", """_ = shop.Users.FromSql($"SELECT * FROM Users WHERE Name LIKE {"%" + (filter.Email ?? name)}").ToList();""")]
    public Task Into_the_holes_of_Entity_Framework(string before, string after) => Rewrites(before, after);

    [Theory]
    [InlineData("""var text = $"SELECT * FROM Users WHERE Name = '{name}'"; _ = shop.Users.FromSqlRaw(text).ToList(); Console.WriteLine(text);""")]
    [InlineData("""var text = $"SELECT * FROM Users WHERE Name = '{name}'"; text += " ORDER BY Id"; _ = shop.Users.FromSqlRaw(text).ToList();""")]
    [InlineData("""var text = $"SELECT * FROM Users WHERE Name = '{name}'"; var sorted = text + " ORDER BY Id"; _ = shop.Users.FromSqlRaw(sorted).ToList();""")]
    [InlineData("""string text; text = $"SELECT * FROM Users WHERE Name = '{name}'"; _ = shop.Users.FromSqlRaw(text).ToList();""")]
    [InlineData("""string text = $"SELECT * FROM Users WHERE Name = '{name}'", other = "x"; _ = shop.Users.FromSqlRaw(text).ToList(); _ = other;""")]
    [InlineData("""var text = $"SELECT * FROM {Table} WHERE Name = '{name}'"; _ = shop.Users.FromSqlRaw(text).ToList();""")]
    [InlineData("""var text = $"SELECT * FROM {schema}.Users WHERE Name = '{name}'"; _ = shop.Users.FromSqlRaw(text).ToList();""")]
    [InlineData("""var text = $"SELECT * FROM Users WHERE Name = '{name}' ORDER BY {filter.Sort}"; _ = shop.Users.FromSqlRaw(text).ToList();""")]
    [InlineData("""var text = $"SELECT TOP {id} * FROM Users WHERE Name = '{name}'"; _ = shop.Users.FromSqlRaw(text).ToList();""")]
    [InlineData("""var text = $"SELECT * FROM Users WHERE Name = '{name}' AND Since > '{filter.From:yyyy-MM-dd}'"; _ = shop.Users.FromSqlRaw(text).ToList();""")]
    [InlineData("""var text = $"SELECT * FROM Users WHERE Name = '{name}' AND Id = '{id}'"; _ = shop.Users.FromSqlRaw(text).ToList();""")]
    [InlineData("""var text = $"SELECT * FROM Users WHERE Name = '{name}' AND City = '{{}}'"; _ = shop.Users.FromSqlRaw(text).ToList();""")]
    [InlineData("""var text = $"SELECT * FROM Users WHERE Name = '{name}' AND Id = {{0}}"; _ = shop.Users.FromSqlRaw(text, id).ToList();""")]
    [InlineData("""var text = $"SELECT * FROM Users WHERE Name = '{name}' AND Id = @id"; _ = shop.Users.FromSqlRaw(text, new SqlParameter("@id", id)).ToList();""")]
    [InlineData("""_ = shop.Users.FromSqlRaw(string.Format("SELECT * FROM Users WHERE Name = '{0}'", name)).ToList();""")]
    [InlineData("""_ = shop.Users.FromSql($"SELECT * FROM Users WHERE Since > DATE '{name}'").ToList();""")]
    [InlineData("""_ = shop.Users.FromSql($"SELECT * FROM Users WHERE Name LIKE '\\_{name}'").ToList();""")]
    public Task Stays_in_the_query(string body) => Refuses(body);

    [Theory]
    [InlineData("""users.FromSqlRaw($"SELECT * FROM Users WHERE Name = '{name}'")""", """users.FromSqlInterpolated($"SELECT * FROM Users WHERE Name = {name}")""")]
    [InlineData("""users.FromSqlRaw("SELECT * FROM Users WHERE Name LIKE '%" + name + "%' AND Id = " + id)""", """users.FromSqlInterpolated($"SELECT * FROM Users WHERE Name LIKE {"%" + name + "%"} AND Id = {id}")""")]
    [InlineData("""shop.ExecuteSqlRawAsync("DELETE FROM Users WHERE Name = '" + name + "'", stop)""", """shop.ExecuteSqlInterpolatedAsync($"DELETE FROM Users WHERE Name = {name}", stop)""")]
    [InlineData("""shop.ExecuteSqlRaw("DELETE FROM Users" + " WHERE Name = '" + name + "'", Array.Empty<object>())""", "")]
    [InlineData("""shop.ExecuteSqlRaw("DELETE FROM Users" + " WHERE Name = '" + (id > 0 ? name : "x") + "'")""", """shop.ExecuteSqlInterpolated($"DELETE FROM Users WHERE Name = {(id > 0 ? name : "x")}")""")]
    [InlineData("""shop.ExecuteSqlRaw($"DELETE FROM Users " + @"WHERE Name = '" + name + "'")""", "")]
    [InlineData("""shop.ExecuteSqlRaw("DELETE FROM " + Table + " WHERE Name = '" + name + "'")""", "")]
    public Task Before_version_7_of_Entity_Framework(string before, string after)
    {
        static string Of(string call) => Raw + $"public class Store(DbSet<User> users, DatabaseFacade shop) {{ private const string Table = \"Users\"; public object Both => (users, shop, Table); public object Of(string name, int id, CancellationToken stop) => {call}; }}";
        return after == "" ? Check.OffersOnly<PG1003SqlFromText, PG1003SqlFromTextFix>(Of(before)) : Check.Rewrites<PG1003SqlFromText, PG1003SqlFromTextFix>(Of(before), Of(after));
    }

    private const string Raw =
        """
        using Microsoft.EntityFrameworkCore;
        using Microsoft.EntityFrameworkCore.Infrastructure;

        namespace Microsoft.EntityFrameworkCore
        {
            public static class RelationalQueryableExtensions
            {
                public static IQueryable<T> FromSqlRaw<T>(this DbSet<T> source, string sql, params object[] parameters) where T : class => source;
                public static IQueryable<T> FromSqlInterpolated<T>(this DbSet<T> source, FormattableString sql) where T : class => source;
            }

            public static class RelationalDatabaseFacadeExtensions
            {
                public static int ExecuteSqlRaw(this DatabaseFacade database, string sql, params object[] parameters) => 0;
                public static Task<int> ExecuteSqlRawAsync(this DatabaseFacade database, string sql, CancellationToken cancellationToken = default) => Task.FromResult(0);
                public static int ExecuteSqlInterpolated(this DatabaseFacade database, FormattableString sql) => 0;
                public static Task<int> ExecuteSqlInterpolatedAsync(this DatabaseFacade database, FormattableString sql, CancellationToken cancellationToken = default) => Task.FromResult(0);
            }
        }

        public class User { public int Id { get; set; } public string Name { get; set; } = ""; }

        """;

    [Theory]
    [InlineData("""await using var command = database.CreateCommand(); command.CommandText = $"DELETE FROM Users WHERE Name = '{name}'"; await command.ExecuteNonQueryAsync(stop);""", """await using var command = database.CreateCommand(); command.CommandText = "DELETE FROM Users WHERE Name = @name"; var nameParameter = command.CreateParameter(); nameParameter.ParameterName = "@name"; nameParameter.Value = name; command.Parameters.Add(nameParameter); await command.ExecuteNonQueryAsync(stop);""")]
    [InlineData("""using var command = connection.CreateCommand(); command.CommandText = $"DELETE FROM Users WHERE Name = '{filter.Email}' AND Id = {id}"; command.ExecuteNonQuery();""", """using var command = connection.CreateCommand(); command.CommandText = "DELETE FROM Users WHERE Name = @Email AND Id = @id"; var emailParameter = command.CreateParameter(); emailParameter.ParameterName = "@Email"; emailParameter.Value = (object?)filter.Email ?? DBNull.Value; command.Parameters.Add(emailParameter); var idParameter = command.CreateParameter(); idParameter.ParameterName = "@id"; idParameter.Value = id; command.Parameters.Add(idParameter); command.ExecuteNonQuery();""")]
    [InlineData("""var nameParameter = 1; using var a = connection.CreateCommand(); a.CommandText = $"DELETE FROM Users WHERE Name = '{name}'"; using var b = connection.CreateCommand(); b.CommandText = $"DELETE FROM Old WHERE Name = '{name}'"; _ = nameParameter;""", """var nameParameter = 1; using var a = connection.CreateCommand(); a.CommandText = "DELETE FROM Users WHERE Name = @name"; var nameParameter2 = a.CreateParameter(); nameParameter2.ParameterName = "@name"; nameParameter2.Value = name; a.Parameters.Add(nameParameter2); using var b = connection.CreateCommand(); b.CommandText = "DELETE FROM Old WHERE Name = @name"; var nameParameter3 = b.CreateParameter(); nameParameter3.ParameterName = "@name"; nameParameter3.Value = name; b.Parameters.Add(nameParameter3); _ = nameParameter;""")]
    [InlineData("""if (id > 0) { using var a = connection.CreateCommand(); a.CommandText = $"DELETE FROM Users WHERE Name = '{name}'"; } else { using var b = connection.CreateCommand(); b.CommandText = $"DELETE FROM Old WHERE Name = '{name}'"; }""", """if (id > 0) { using var a = connection.CreateCommand(); a.CommandText = "DELETE FROM Users WHERE Name = @name"; var nameParameter = a.CreateParameter(); nameParameter.ParameterName = "@name"; nameParameter.Value = name; a.Parameters.Add(nameParameter); } else { using var b = connection.CreateCommand(); b.CommandText = "DELETE FROM Old WHERE Name = @name"; var nameParameter = b.CreateParameter(); nameParameter.ParameterName = "@name"; nameParameter.Value = name; b.Parameters.Add(nameParameter); }""")]
    public Task Into_parameters_that_the_command_creates(string before, string after) => Rewrites(before, after);

    /// <summary>A text between quotes has no type yet, and PostgreSQL gives it the column's.</summary>
    [Theory]
    [InlineData("""await using var command = new NpgsqlCommand("DELETE FROM users WHERE name = '" + name + "' AND city = '" + filter.City + "'", npgsql); await command.ExecuteNonQueryAsync(stop);""", """await using var command = new NpgsqlCommand("DELETE FROM users WHERE name = @name AND city = @City", npgsql); command.Parameters.AddWithValue("@name", name); command.Parameters.AddWithValue("@City", filter.City); await command.ExecuteNonQueryAsync(stop);""")]
    [InlineData("""using var source = NpgsqlDataSource.Create("Host=shop"); await using var command = source.CreateCommand($"DELETE FROM users WHERE name = '{name}'"); await command.ExecuteNonQueryAsync(stop);""", """using var source = NpgsqlDataSource.Create("Host=shop"); await using var command = source.CreateCommand("DELETE FROM users WHERE name = @name"); command.Parameters.AddWithValue("@name", name); await command.ExecuteNonQueryAsync(stop);""")]
    [InlineData("""_ = npgsql.ExecuteScalar<int>($"SELECT COUNT(*) FROM Users WHERE Name = '{name}'::text");""", """_ = npgsql.ExecuteScalar<int>("SELECT COUNT(*) FROM Users WHERE Name = @name::text", new { name });""")]
    public Task PostgreSQL_is_asked_for_on_purpose(string before, string after)
        => Check.Offers<PG1003SqlFromText, PG1003SqlFromTextFix>("PG1003.typed", Web(Action(before)), Action(after.Trim()));
}
