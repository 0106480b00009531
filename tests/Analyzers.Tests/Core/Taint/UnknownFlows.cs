using static ProdGap.Analyzers.Tests.Core.Taint.Clothes;
using static ProdGap.Analyzers.Tests.Core.Taint.FlowCase;

namespace ProdGap.Analyzers.Tests.Core.Taint;

/// <summary>What cannot be told from here: fields, entities, and what calls give back that nobody looks into.</summary>
internal static class UnknownFlows
{
    public static IReadOnlyList<FlowCase> Cases { get; } =
    [
        Unknown("a field", "public sealed class OrderStore { private string table = \"\"; public void Use(int id) { table = Load(); } public void Save() { [|table|]; } private static string Load() => File.ReadAllText(\"a\"); }"),
        Unknown("a field in a text", "public sealed class OrderStore(Func<string> load) { private string table = load(); public void Save() { [|$\"SELECT * FROM {table}\"|]; } }"),
        Unknown("a property of its own", "public sealed class OrderStore { public string Name { get; set; } = \"\"; public void Save() { [|Name|]; } }"),
        Unknown("a property that holds a list, which others fill", "public sealed class OrderStore { public List<string> Names { get; } = []; public void Save() { foreach (var name in Names) { [|name|]; } } }"),
        Unknown("a property of another object", "public sealed class Order { public string Name { get; set; } = \"\"; } public sealed class OrderStore { private readonly Order order = new(); public void Save() { [|order.Name|]; } }"),
        Unknown("a member of a base", "public abstract class Store { protected string Name { get; set; } = \"\"; } public sealed class OrderStore : Store { public void Save() { [|Name|]; } }"),
        Unknown("a property that heirs give", "public abstract class Store { protected abstract string Table { get; } public void Save() { [|Table|]; } }"),
        Unknown("a method that heirs give", "public abstract class Store { protected abstract string TableOf(int id); public void Save(int id) { [|TableOf(id)|]; } }"),
        Unknown("a method that heirs may give", "public class Store { protected virtual string TableOf(int id) => \"Orders\"; public void Save(int id) { [|TableOf(id)|]; } }"),
        Unknown("a call of an interface", "public interface ICatalog { string NameOf(int id); } public sealed class OrderStore(ICatalog catalog) { public void Save(int id) { [|catalog.NameOf(id)|]; } }"),
        Unknown("a call of an interface that waits", "public interface ICatalog { Task<string> NameOf(int id); } public sealed class OrderStore(ICatalog catalog) { public async Task Save(int id) { var name = await catalog.NameOf(id); [|name|]; } }"),
        Unknown("a call of an interface about the text", "public interface ICatalog { string NameOf(string text); } " + InAction("[FromServices] ICatalog catalog, string name", "[|catalog.NameOf(name)|];")),
        Unknown("a call of a delegate", "public sealed class OrderStore(Func<int, string> nameOf) { public void Save(int id) { [|nameOf(id)|]; } }"),
        Unknown("an entity", "public sealed class Order { public int Id { get; set; } public string Name { get; set; } = \"\"; } public sealed class OrderStore(DbContext database) { public void Save(int id) { var order = database.Set<Order>().First(one => one.Id == id); [|order.Name|]; } }"),
        Unknown("an entity that is waited for", "public sealed class Order { public int Id { get; set; } public string Name { get; set; } = \"\"; } public static class Endpoints { public static void Map(WebApplication app) => app.MapGet(\"/{id}\", async (int id, DbContext database) => { var order = await database.Set<Order>().FindAsync(id); [|order!.Name|]; return Results.Ok(); }); }"),
        Unknown("an entity that is found by the text", "public sealed class Order { public int Id { get; set; } public string Name { get; set; } = \"\"; public string Path { get; set; } = \"\"; } public static class Endpoints { public static void Map(WebApplication app) => app.MapGet(\"/{name}\", async (string name, DbContext database) => { var order = await database.Set<Order>().SingleAsync(one => one.Name == name); [|order.Path|]; return Results.Ok(); }); }"),
        Unknown("each of entities", "public sealed class Order { public int Id { get; set; } public string Name { get; set; } = \"\"; } public sealed class OrderStore(DbContext database) { public void Save() { foreach (var order in database.Set<Order>().ToList()) { [|order.Name|]; } } }"),
        Unknown("what another server says", "public sealed class Client(HttpClient http) { public async Task Load() { var text = await http.GetStringAsync(\"https://shop.example.com\"); [|text|]; } }"),
        Unknown("what a reader of the database says", "public sealed class OrderStore { private static void Save(System.Data.Common.DbDataReader reader) { while (reader.Read()) { [|$\"DROP TABLE {reader.GetString(0)}\"|]; } } }"),
        Unknown("what a file says", InAction("string name", "[|System.IO.File.ReadAllText(name)|];")),
        Silent("each line of a file", "public sealed class Importer { public void Run() { foreach (var line in File.ReadLines(\"a.csv\")) { [|line|]; } } }"),
        Unknown("a parameter of a method that nobody calls", "public sealed class OrderStore { private static void Save(string name) { [|name|]; } }"),
        Silent("a parameter of a method that heirs call", "public abstract class Store { private protected void Save(string name) { [|name|]; } }"),
        Unknown("a parameter of a lambda", "public sealed class OrderStore { private readonly Action<string> write = name => { [|name|]; }; public void Save() => write(File.ReadAllText(\"a\")); }"),
        Unknown("what is only known when it runs", "public sealed class OrderStore(object given) { public void Save() { dynamic order = given; [|(string)order.Name|]; } }"),
        Unknown("a text that another method may change", InService("int id", "var text = \"a\"; Change(ref text); [|text|];", "private static void Change(ref string text) => text += File.ReadAllText(\"a\");")),
        Unknown("a text that another method gives", InService("int id", "Load(out var text); [|text|];", "private static void Load(out string text) => text = File.ReadAllText(\"a\");")),
        Unknown("a message of an exception", InService("int id", "try { Console.WriteLine(id); } catch (InvalidOperationException e) { [|e.Message|]; }")),
        Unknown("an event", "public sealed class Watcher { public Watcher(FileSystemWatcher files) => files.Created += (_, e) => { [|e.FullPath|]; }; }"),
        Unknown("a member of an element of a field", "public sealed record Order(string Name); public sealed class OrderStore { private readonly List<Order> orders = []; public void Add(int id) { orders.Add(new(File.ReadAllText(\"a\"))); } public void Save() { [|orders[0].Name|]; } }"),
        Silent("an entry of a cache", "public sealed class OrderStore(Microsoft.Extensions.Caching.Memory.IMemoryCache cache) { public void Save() { if (Microsoft.Extensions.Caching.Memory.CacheExtensions.TryGetValue(cache, \"table\", out string? table)) { [|table|]; } } }"),
        Unknown("a part of what is not known", "public interface ICatalog { string NameOf(int id); } public sealed class OrderStore(ICatalog catalog) { public void Save(int id) { [|$\"'{catalog.NameOf(id).Trim()}'\"|]; } }"),
        Unknown("a choice of which one is not known", "public interface ICatalog { string NameOf(int id); } public sealed class OrderStore(ICatalog catalog) { public void Save(int id) { [|id > 1 ? \"a\" : catalog.NameOf(id)|]; } }"),
        Unknown("an argument that its callers do not know", "public sealed class OrderStore { private readonly List<string> names = []; public void Load() => names.AddRange(File.ReadLines(\"a\")); public void Run() { foreach (var name in names) { Save(name); } } private void Save(string text) { [|text|]; } }"),
        Silent("a line of a stream", "public sealed class Importer { public async Task Run(int id) { using var reader = new StreamReader(\"a.csv\"); var line = await reader.ReadLineAsync(); [|line|]; } }"),
        Silent("an element of a document of our own", "public sealed class Importer { public void Run() { var document = JsonDocument.Parse(File.ReadAllText(\"a.json\")); [|document.RootElement.GetProperty(\"name\").GetString()|]; } }"),
    ];
}
