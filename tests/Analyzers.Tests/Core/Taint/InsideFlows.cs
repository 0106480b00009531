using static ProdGap.Analyzers.Tests.Core.Taint.Clothes;
using static ProdGap.Analyzers.Tests.Core.Taint.FlowCase;

namespace ProdGap.Analyzers.Tests.Core.Taint;

/// <summary>What the application says itself: names, numbers, settings, and the placeholders that it makes.</summary>
internal static class InsideFlows
{
    /// <summary>In an action with a number, a key, a day, a date, a truth and an order that a request sends.</summary>
    private static readonly (string Name, string Body)[] Bodies =
    [
        // Constants and what is made of them.
        ("a text", "[|\"SELECT 1\"|];"),
        ("an empty text", "[|string.Empty|];"),
        ("no text", "[|null|];"),
        ("a constant", "[|Table|];"),
        ("a constant of the place", "const string local = \"Orders\"; [|$\"SELECT * FROM {local}\"|];"),
        ("a field that is never written again", "[|Columns|];"),
        ("a field that is made of another", "[|Query|];"),
        ("a name", "[|nameof(Table)|];"),
        ("a name in a text", "[|$\"SELECT {nameof(Order.Name)} FROM {nameof(Order)}s\"|];"),
        ("a sum of constants", "[|\"SELECT \" + Columns + \" FROM \" + Table|];"),
        ("a choice of constants", "[|flag ? \"ASC\" : \"DESC\"|];"),
        ("a switch of constants", "[|day switch { DayOfWeek.Monday => \"a\", _ => \"b\" }|];"),
        ("a local that grows by constants", "var sql = \"SELECT 1\"; if (flag) { sql += \" WHERE Name IS NULL\"; } [|sql|];"),
        ("a builder of constants", "var sql = new StringBuilder(\"SELECT 1\"); if (flag) { sql.Append(\" WHERE Name IS NULL\").AppendLine(); } [|sql.ToString()|];"),
        ("a list of constants that is joined", "var parts = new List<string> { \"a = 1\" }; parts.Add(\"b = 2\"); [|string.Join(\" AND \", parts)|];"),
        ("an array of constants that is joined", "[|string.Join(\", \", new[] { \"a\", \"b\" })|];"),
        ("a format of constants", "[|string.Format(\"{0}.{1}\", \"dbo\", Table)|];"),
        ("each of constants", "foreach (var table in new[] { \"Orders\", \"Items\" }) { [|$\"DELETE FROM {table}\"|]; }"),
        ("each of a field of constants", "foreach (var table in Tables) { [|$\"DELETE FROM {table}\"|]; }"),
        ("an element of a pair of constants", "var pair = (\"a\", \"b\"); [|pair.Item1|];"),
        ("each of pairs of constants", "foreach (var (table, column) in new[] { (\"Orders\", \"Id\"), (\"Items\", \"Id\") }) { [|$\"{table}.{column}\"|]; }"),
        ("a helper of constants", "[|Described(1)|];"),
        ("a helper that is given a constant", "[|Passing.Through(\"a\")|];"),

        // Types.
        ("the name of a type", "[|typeof(Order).Name|];"),
        ("the full name of a type", "[|typeof(Order).FullName|];"),
        ("the name of the type of an object", "[|GetType().Name|];"),
        ("the name of a member", "[|typeof(Order).GetProperties()[0].Name|];"),
        ("the name of a method", "[|System.Reflection.MethodBase.GetCurrentMethod()!.Name|];"),

        // Numbers and their like, whoever sends them.
        ("a number", "[|$\"WHERE Id = {id}\"|];"),
        ("a number as text", "[|id.ToString()|];"),
        ("a number as text of a culture", "[|id.ToString(\"D6\", CultureInfo.InvariantCulture)|];"),
        ("a number in a sum", "[|\"WHERE Id = \" + id|];"),
        ("a number in a format", "[|string.Format(\"WHERE Id = {0}\", id)|];"),
        ("a number that may be missing", "[|$\"LIMIT {size}\"|];"),
        ("a number that stands in", "[|$\"LIMIT {size ?? 20}\"|];"),
        ("a computed number", "[|$\"LIMIT {id} OFFSET {(id - 1) * (size ?? 20)}\"|];"),
        ("a fraction", "[|$\"price < {price}\"|];"),
        ("a key", "[|key.ToString()|];"),
        ("a key in a text", "[|$\"{key:N}.png\"|];"),
        ("a day of the week", "[|day.ToString()|];"),
        ("a day of the week in a text", "[|$\"DAY = {day}\"|];"),
        ("a date", "[|$\"{date:yyyy-MM-dd}\"|];"),
        ("a moment", "[|$\"{moment:O}\"|];"),
        ("a truth", "[|flag.ToString()|];"),
        ("a truth in a text", "[|$\"IsActive = {flag}\"|];"),
        ("numbers that are joined", "[|string.Join(\",\", ids)|];"),
        ("numbers that are joined as text", "[|string.Join(\",\", ids.Select(one => one.ToString()))|];"),
        ("numbers that are joined in a text", "[|$\"WHERE Id IN ({string.Join(\", \", ids)})\"|];"),
        ("each of numbers", "foreach (var one in ids) { [|$\"Id = {one}\"|]; }"),
        ("a count", "[|$\"{ids.Length}\"|];"),
        ("a number of what is sent", "[|$\"WHERE Id = {order.Id}\"|];"),

        // Made here.
        ("a new key", "[|Guid.NewGuid().ToString()|];"),
        ("a new key in a text", "[|$\"uploads/{Guid.NewGuid():N}.png\"|];"),
        ("the time", "[|DateTime.UtcNow.ToString(\"yyyyMMdd\", CultureInfo.InvariantCulture)|];"),
        ("the time in a text", "[|$\"backup-{DateTimeOffset.UtcNow:yyyyMMddHHmmss}.zip\"|];"),
        ("ticks", "[|DateTime.UtcNow.Ticks.ToString()|];"),

        // Placeholders.
        ("a counter", "for (var i = 0; i < ids.Length; i++) { [|$\"@id{i}\"|]; }"),
        ("a counter that goes on", "var n = 1; [|$\"price >= ${n++} AND price <= ${n++}\"|];"),
        ("a list of counters", "var names = new List<string>(); for (var i = 0; i < ids.Length; i++) { names.Add($\"@id{i}\"); } [|string.Join(\", \", names)|];"),
        ("a list of counters in a text", "var names = new List<string>(); for (var i = 0; i < ids.Length; i++) { names.Add(\"@id\" + i); } var sql = $\"WHERE Id IN ({string.Join(\", \", names)})\"; [|sql|];"),
        ("counters of a query", "[|string.Join(\",\", ids.Select((_, i) => $\"{{{i + 1}}}\"))|];"),
        ("counters of a query that is kept", "var names = ids.Select((_, i) => $\"@id{i}\").ToArray(); [|$\"WHERE Id IN ({string.Join(\", \", names)})\"|];"),
        ("counters of a query over texts", "[|string.Join(\",\", tags.Select((tag, i) => $\"@tag{i}\"))|];"),
        ("counters of a range", "[|string.Join(\",\", Enumerable.Range(0, tags.Length).Select(i => \"@tag\" + i))|];"),
        ("conditions with counters", "var n = 1; var conditions = new List<string>(); if (size is not null) { conditions.Add($\"l.price >= ${n}\"); n++; } if (flag) { conditions.Add($\"l.price <= ${n}\"); n++; } [|string.Join(\" AND \", conditions)|];"),
        ("conditions with counters in a text", "var conditions = new List<string> { \"1 = 1\" }; var n = 1; if (flag) { conditions.Add($\"city = ${n++}\"); } var where = conditions.Count > 0 ? \"WHERE \" + string.Join(\" AND \", conditions) : \"\"; [|$\"SELECT * FROM Orders {where} LIMIT {id}\"|];"),
        ("a builder of counters", "var sql = new StringBuilder(\"IN (\"); for (var i = 0; i < tags.Length; i++) { if (i > 0) { sql.Append(\", \"); } sql.Append(\"@tag\").Append(i); } sql.Append(')'); [|sql.ToString()|];"),
        ("a builder of counters by interpolation", "var sql = new StringBuilder(\"IN (\"); foreach (var one in ids) { sql.Append($\"{one},\"); } [|sql.ToString()|];"),
    ];

    private const string Members =
        """
        private const string Table = "Orders";
        private static readonly string Columns = "Id, Name";
        private static readonly string Query = $"SELECT {Columns} FROM {Table}";
        private static readonly string[] Tables = ["Orders", "Items"];
        private static string Described(int number) => number > 1 ? "many" : "one";
        public sealed class Order { public int Id { get; set; } public string Name { get; set; } = ""; }
        """;

    private static readonly FlowCase[] Settings =
    [
        Inside("a setting", InService("IConfiguration configuration", "[|configuration[\"Shop:Table\"]|];")),
        Inside("a setting of a field", "public sealed class OrderStore(IConfiguration configuration) { public void Save() { [|$\"SELECT * FROM {configuration[\"Shop:Table\"]}\"|]; } }"),
        Inside("a setting of a section", InService("IConfiguration configuration", "[|configuration.GetSection(\"Shop\")[\"Table\"]|];")),
        Inside("a member of settings", "public sealed class ShopOptions { public string Table { get; set; } = \"\"; } public sealed class OrderStore(IOptions<ShopOptions> options) { public void Save() { [|options.Value.Table|]; } }"),
        Inside("a member of settings that change", "public sealed class ShopOptions { public string Table { get; set; } = \"\"; } public sealed class OrderStore(IOptionsMonitor<ShopOptions> options) { public void Save() { [|options.CurrentValue.Table|]; } }"),
        Inside("a member of settings of a field", "public sealed class ShopOptions { public string Table { get; set; } = \"\"; } public sealed class OrderStore { private readonly ShopOptions options; public OrderStore(IOptions<ShopOptions> given) => options = given.Value; public void Save() { [|$\"SELECT * FROM {options.Table}\"|]; } }"),
        Inside("a member of a type called settings", "public sealed class DatabaseSettings { public string Schema { get; set; } = \"\"; } public sealed class OrderStore(DatabaseSettings settings) { public void Save() { [|settings.Schema|]; } }"),
        Inside("a member of a type called configuration", "public sealed class ShopConfiguration { public string Root { get; init; } = \"\"; } public sealed class OrderStore { private readonly ShopConfiguration configuration = new(); public void Save() { var root = configuration.Root; [|root|]; } }"),
        Inside("the name of a caller", "public sealed class Log { public void Write([System.Runtime.CompilerServices.CallerMemberName] string? member = null) { [|member|]; } }"),
    ];

    private static readonly FlowCase[] Metadata =
    [
        Inside("the table of an entity", "public sealed class Order { public int Id { get; set; } } public sealed class OrderStore(DbContext database) { public void Save() { var table = database.Model.FindEntityType(typeof(Order))!.GetTableName(); [|$\"DELETE FROM {table}\"|]; } }"),
        Inside("the schema of an entity", "public sealed class OrderStore { private static void Save(Microsoft.EntityFrameworkCore.Metadata.IEntityType type) { [|type.GetSchema()|]; } }"),
        Inside("the whole name of an entity's table", "public sealed class OrderStore { private static void Save(Microsoft.EntityFrameworkCore.Metadata.IEntityType type) { [|type.GetSchemaQualifiedTableName()|]; } }"),
        Inside("the column of a property", "public sealed class OrderStore { private static void Save(Microsoft.EntityFrameworkCore.Metadata.IProperty property) { [|property.GetColumnName()|]; } }"),
        Inside("an identifier that the provider delimits", InAction("string name, [FromServices] Microsoft.EntityFrameworkCore.Storage.ISqlGenerationHelper sql", "[|sql.DelimitIdentifier(name)|];")),
        Inside("an identifier that a builder of commands quotes", InAction("string name", "var builder = new Microsoft.Data.SqlClient.SqlCommandBuilder(); [|builder.QuoteIdentifier(name)|];")),
        Inside("an identifier that another builder of commands quotes", InAction("string name", "var builder = new Npgsql.NpgsqlCommandBuilder(); [|$\"ORDER BY {builder.QuoteIdentifier(name)}\"|];")),
        Inside("a script of the history", "public sealed class OrderStore { private static void Save(Microsoft.EntityFrameworkCore.Migrations.IHistoryRepository history) { [|history.GetCreateIfNotExistsScript()|]; } }"),
    ];

    private static readonly FlowCase[] Others =
    [
        Inside("a method whose callers say constants", InAction("int id", "Write(\"a\"); Write(\"-resize 200%\");", "private static void Write(string text) { [|text|]; }")),
        Inside("a handler's number", InHandler("(int id) => [|$\"WHERE Id = {id}\"|]")),
        Inside("a handler's key", InHandler("(Guid id) => { [|$\"{id}.pdf\"|]; return Results.Ok(); }")),
        Inside("a page's number", InPage("[BindProperty] public int Id { get; set; } public void OnPost() { [|$\"WHERE Id = {Id}\"|]; }")),
        Inside("a service's number", InService("int id, DateTime since", "[|$\"WHERE Id = {id} AND CreatedAt > '{since:O}'\"|];")),
        Inside("a number of the query", InContext("var id = int.Parse(context.Request.Query[\"id\"]!); [|$\"WHERE Id = {id}\"|];")),
        Inside("a program's constant", "var root = \"/data/\"; var app = WebApplication.CreateBuilder(args).Build(); app.MapGet(\"/files/{id}\", (int id) => [|$\"{root}{id}.pdf\"|]); app.Run();") with { StandsAlone = true },
        Silent("a file of the application", InService("IHostEnvironment environment", "[|File.ReadAllText(Path.Combine(environment.ContentRootPath, \"seed.sql\"))|];")),
        Silent("a random name", InAction("string name", "[|Path.GetRandomFileName()|];")),
        Silent("a temporary name", InAction("string name", "[|Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString(\"N\"))|];")),
        Silent("a new line", InAction("string name", "[|\"a\" + Environment.NewLine|];")),
        Silent("a localized text", "public sealed class OrderStore(Microsoft.Extensions.Localization.IStringLocalizer<OrderStore> texts) { public void Save() { [|texts[\"Title\"]|]; } }"),
        Silent("the folder of the program", InAction("string name", "[|AppContext.BaseDirectory|];")),
        Silent("the program", InAction("string name", "[|Environment.ProcessPath|];")),
        Silent("a text that is only counted", InAction("string name", "var length = name.Length; [|length > 3 ? \"long\" : \"short\"|];")),
        Silent("a text beside the one that is sent", InAction("string name", "var greeting = \"Hello\"; var text = name + \"!\"; Console.WriteLine(text); [|greeting|];")),
        Silent("another element of a pair", InAction("string name", "var pair = (name, \"a\"); [|pair.Item2|];")),
        Silent("another part of a pair that is taken apart", InAction("string name", "var (text, table) = (name, \"Orders\"); Console.WriteLine(text); [|table|];")),
        Silent("another member of a record", InAction("string name", "var order = new Order(name, \"Orders\"); [|order.Table|];", "public sealed record Order(string Name, string Table);")),
        Silent("another member of an anonymous object", InAction("string name", "var order = new { Name = name, Table = \"Orders\" }; [|order.Table|];")),
        Silent("a local that is sent behind the place", InAction("string name", "var text = \"a\"; [|text|]; text = name; Console.WriteLine(text);")),
        Silent("a local of the same name elsewhere", InAction("string name", "{ var text = name; Console.WriteLine(text); } { var text = \"a\"; [|text|]; }")),
        Silent("a parameter of the same name elsewhere", InAction("string name", "Write(name); Tell(\"a\");", "private static void Write(string text) { Console.WriteLine(text); } private static void Tell(string text) { [|text|]; }")),
        Silent("a helper that does not use its second argument", InAction("string name", "[|First(\"a\", name)|];", "private static string First(string first, string second) => first;")),
        Silent("a template that the text is a value of", InAction("string name", "var parameters = new { name }; var sql = \"SELECT * FROM Orders WHERE Name = @name\"; Console.WriteLine(parameters); [|sql|];")),
        Silent("a condition about the text", InAction("string name", "var sql = \"SELECT 1\" + (name.Contains('a') ? \" WHERE Name LIKE @p\" : \"\"); [|sql|];")),
        Silent("a name for the text", InAction("string name", "[|nameof(name)|];")),
        Silent("a builder beside another", InAction("string name", "var sql = new StringBuilder(\"a\"); var log = new StringBuilder(name); log.Append(name); Console.WriteLine(log); [|sql.ToString()|];")),
        Silent("a list beside another", InAction("string name", "var parts = new List<string> { \"a\" }; var values = new List<string>(); values.Add(name); [|string.Join(\",\", parts)|];")),
    ];

    public static IReadOnlyList<FlowCase> Cases { get; } =
    [
        .. Bodies.Select(row => Inside(row.Name, InAction("int id, int? size, decimal price, Guid key, DayOfWeek day, DateOnly date, DateTimeOffset moment, bool flag, int[] ids, string[] tags, Order order", row.Body, Members))),
        .. Settings,
        .. Metadata,
        .. Others,
    ];
}
