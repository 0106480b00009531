using ProdGap.Analyzers.Core;
using static ProdGap.Analyzers.Tests.Core.Taint.Clothes;
using static ProdGap.Analyzers.Tests.Core.Taint.FlowCase;

namespace ProdGap.Analyzers.Tests.Core.Taint;

/// <summary>What callers of a service say, and whose parameters are no such thing.</summary>
internal static class ServiceFlows
{
    private static readonly (string Name, string Code)[] Rows =
    [
        ("a parameter", InService("string name", "[|name|];")),
        ("a parameter that may be missing", InService("string? name", "[|name|];")),
        ("a parameter of an internal type", "internal sealed class OrderStore { public void Save(string name) { [|name|]; } }"),
        ("a parameter of an internal method", "public sealed class OrderStore { internal void Save(string name) { [|name|]; } }"),
        ("a parameter of a method that waits", "public sealed class OrderStore { public async Task SaveAsync(string name, CancellationToken token) { await Task.Delay(1, token); [|name|]; } }"),
        ("a parameter of an implementation", "public interface IOrderStore { void Save(string name); } public sealed class OrderStore : IOrderStore { public void Save(string name) { [|name|]; } }"),
        ("a parameter of an explicit implementation", "public interface IOrderStore { void Save(string name); } public sealed class OrderStore : IOrderStore { void IOrderStore.Save(string name) { [|name|]; } }"),
        ("a parameter of an override", "public abstract class Store { public abstract void Save(string name); } public sealed class OrderStore : Store { public override void Save(string name) { [|name|]; } }"),
        ("a parameter of a repository", "public sealed class OrderRepository(DbContext database) { public void Find(string term) { Console.WriteLine(database); [|$\"SELECT * FROM Orders WHERE Name LIKE '%{term}%'\"|]; } }"),
        ("a member of a parameter", InService("OrderRequest request", "[|request.Name|];", "public sealed record OrderRequest(string Name);")),
        ("a member of a parameter that is a class", InService("OrderRequest request", "[|request.Name|];", "public sealed class OrderRequest { public string Name { get; set; } = \"\"; }")),
        ("a parameter of a type with parameters", "public sealed class Store<T> { public void Save(string name, T item) { [|name|]; } }"),
        ("a parameter of a nested type", "public sealed class Outer { public sealed class OrderStore { public void Save(string name) { [|name|]; } } }"),
    ];

    private static readonly FlowCase[] Others =
    [
        Served("a parameter in a lambda", InService("string name", "Task.Run(() => [|name|]);")),
        Served("a parameter in a builder", InService("string name", "var sql = new StringBuilder(\"a\"); sql.Append(name); [|sql.ToString()|];")),
        Served("a parameter that a method is given", InService("string name", "Write(name);", "private static void Write(string text) { [|text|]; }")),
        Served("a parameter that is an expression", "public sealed class OrderStore { public bool Save(string name) => [|name|]; }"),
        Served("a parameter behind a weak question", InService("string name", "if (string.IsNullOrEmpty(name)) { return; } [|name|];")),
        Served("a parameter of a worker", "public sealed class OrderStore { public void Save(string name) { [|name|]; } }") with { Kind = ProjectKind.Worker },
        Served("a parameter of a component", InComponent("[Microsoft.AspNetCore.Components.Parameter] public string Icon { get; set; } = \"\"; protected override void OnParametersSet() { [|Icon|]; }")),
        Found("a parameter beside a request", "public sealed class Tenant(IHttpContextAccessor accessor) { public void Load(string name) { [|name + accessor.HttpContext!.Request.Query[\"tenant\"]|]; } }"),

        Silent("a parameter that is allowed", InService("string name", "if (!Lists.Allowed.Contains(name)) { return; } [|name|];")),
        Silent("a parameter that is a number", InService("int id", "[|$\"{id}\"|];")),
        Silent("a parameter of an extension", "public static class Orders { public static void Save(this DbContext database, string name) { [|name|]; } }"),
        Silent("a parameter of a constructor", "public sealed class OrderStore { public OrderStore(string name) { [|name|]; } }"),
        Silent("a parameter of a type", "public sealed class OrderStore(string table) { public void Save() { [|table|]; } }"),
        Silent("a parameter of options", "public sealed class ShopOptions { public void Use(string table) { [|table|]; } }"),
        Silent("a parameter of a seeder", "public sealed class CatalogSeeder { public void Load(string path) { [|path|]; } }"),
        Silent("a parameter of a method of the program", "public sealed class Program { public void Load(string path) { [|path|]; } }"),
        Silent("a parameter of a private method", "public sealed class OrderStore { private void Save(string name) { [|name|]; } }"),
        Silent("a parameter of tests", "public sealed class OrderStore { public void Save(string name) { [|name|]; } }") with { Kind = ProjectKind.Test },
        Silent("a parameter of a library of no application", "public sealed class OrderStore { public void Save(string name) { [|name|]; } }") with { Kind = ProjectKind.Library },
    ];

    public static IReadOnlyList<FlowCase> Cases { get; } =
    [
        .. Rows.SelectMany(row => ByEachWay(row.Code).Select(way => Served($"{row.Name}, {way.Way}", way.Code))),
        .. Others,
    ];
}
