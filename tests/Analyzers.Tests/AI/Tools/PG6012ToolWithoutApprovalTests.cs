using ProdGap.Analyzers.AI.Tools;
using ProdGap.Analyzers.CodeFixes.AI.Tools;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Tests.AI.Tools;

/// <summary>Functions that a model may call, by what they change and whether anybody agrees.</summary>
public sealed class PG6012ToolWithoutApprovalTests
{
    private const string Shop = """
        using System.ComponentModel;
        using System.Diagnostics;
        using System.Net.Http.Json;
        using Microsoft.EntityFrameworkCore;
        using Microsoft.Extensions.AI;
        using Microsoft.SemanticKernel;
        using ModelContextProtocol.Server;

        public class Order { public int Id { get; set; } public bool IsCanceled { get; set; } }

        public class ShopContext : DbContext { public DbSet<Order> Orders => Set<Order>(); }

        public interface IOrders { Task CancelAsync(int id); Task<string> StatusAsync(int id); }

        public sealed class Orders(ShopContext shop) : IOrders
        {
            public async Task CancelAsync(int id)
            {
                var order = await shop.Orders.FindAsync(id);
                order!.IsCanceled = true;
                await shop.SaveChangesAsync();
            }

            public Task<string> StatusAsync(int id) => Task.FromResult(id.ToString());
        }

        """;

    private static Scenario With(string members, params string[] libraries)
        => Scenario.Of(Shop + "public class Assistant(ShopContext shop, IOrders orders, HttpClient http)\n{\n    private readonly ShopContext shop = shop;\n    public object[] All => [shop, orders, http];\n" + members + "\n}\n").Referencing([.. libraries.Length == 0 ? References.Models : libraries, "Microsoft.EntityFrameworkCore.Relational"]);

    public static TheoryData<string> Reported =>
    [
        "public AITool Make() => [|AIFunctionFactory.Create(CancelOrder)|]; private async Task CancelOrder(int id) { shop.Orders.Remove(new Order { Id = id }); await shop.SaveChangesAsync(); }",
        "public AITool Make() => [|AIFunctionFactory.Create(orders.CancelAsync)|];",
        "public AITool Make() => [|AIFunctionFactory.Create(async (int id) => await orders.CancelAsync(id), \"cancel_order\")|];",
        "public AITool Make() { var cancelOrder = async (int id) => { await orders.CancelAsync(id); }; return [|AIFunctionFactory.Create(cancelOrder)|]; }",
        "public AITool Make() => [|AIFunctionFactory.Create(async (int id) => { await http.PostAsJsonAsync(\"refunds\", id); }, new AIFunctionFactoryOptions { Name = \"refund\" })|];",
        "public AITool Make() { return [|AIFunctionFactory.Create(DeleteFile)|]; static void DeleteFile(string name) => File.Delete(name); }",
        "[KernelFunction] public async Task [|SendMail|](string to) { using var smtp = new System.Net.Mail.SmtpClient(\"mail\"); await smtp.SendMailAsync(\"shop@prototype.example\", to, \"Hello\", \"…\"); }",
        "[KernelFunction(\"run_sql\")] public int [|Query|](string sql) => shop.Database.ExecuteSqlRaw(\"UPDATE Orders SET IsCanceled = 1 WHERE Id = {0}\", sql);",
        "[KernelFunction, Description(\"Writes a file\")] public void [|WriteFile|](string text) => File.WriteAllText(\"notes.txt\", text);",
        "[KernelFunction] public async Task [|TransferFunds|](decimal amount) => await http.PostAsync(\"https://bank.example/transfers\", JsonContent.Create(amount));",
        "[McpServerTool] public async Task [|UpdateStock|](int id) { await Task.Yield(); shop.SaveChanges(); }",
        "[McpServerTool(Name = \"delete_order\")] public Task [|Drop|](int id) => orders.CancelAsync(id);",
        "[KernelFunction] public async Task [|TryCancelOrderAsync|](int id) => await Inner(id); private Task Inner(int id) => Deeper(id); private Task<int> Deeper(int id) => shop.SaveChangesAsync();",
        "[KernelFunction] public void [|RunBackup|]() => Process.Start(\"backup\");",
    ];

    [Theory]
    [MemberData(nameof(Reported))]
    public Task What_a_model_can_change_alone(string members) => Check.Reports<PG6012ToolWithoutApproval>(With(members));

    [Theory]
    [MemberData(nameof(Reported))]
    public Task The_same_with_earlier_libraries(string members) => Check.Reports<PG6012ToolWithoutApproval>(With(members, References.EarlierModels));

    [Theory]
    // Reads.
    [InlineData("public AITool Make() => AIFunctionFactory.Create(orders.StatusAsync);")]
    [InlineData("[KernelFunction] public string GetWeather(string city) => city;")]
    // A verb without an effect.
    [InlineData("[KernelFunction] public string CreateSummary(string text) => text.Substring(0, 10);")]
    [InlineData("[KernelFunction] public string CreateGreeting(string name) => \"Hello \" + name;")]
    // An effect without a verb: it counts what it was asked.
    [InlineData("[KernelFunction] public string LookUp(string term) { File.AppendAllText(\"terms.log\", term); return term; }")]
    // Its own notes.
    [InlineData("[KernelFunction] public void UpdateMemory(string fact) => File.AppendAllText(\"memory.txt\", fact);")]
    [InlineData("[KernelFunction] public void WriteNote(string fact) => File.AppendAllText(\"notes.txt\", fact);")]
    // Somebody agrees.
    [InlineData("public AITool Make() => new ApprovalRequiredAIFunction(AIFunctionFactory.Create(orders.CancelAsync));")]
    [InlineData("public AITool Make() { var cancel = AIFunctionFactory.Create(orders.CancelAsync); return new ApprovalRequiredAIFunction(cancel); }")]
    [InlineData("public IEnumerable<AITool> Make() { AIFunction[] all = [AIFunctionFactory.Create(orders.CancelAsync)]; return all.Select(one => new ApprovalRequiredAIFunction(one)); }")]
    [InlineData("[KernelFunction] public void DeleteFile(string name) { Console.Write($\"Delete {name}? \"); if (Console.ReadLine() == \"y\") File.Delete(name); }")]
    [InlineData("[McpServerTool(ReadOnly = true)] public Task RunQuery(int id) => orders.CancelAsync(id);")]
    [InlineData("[McpServerTool(Destructive = false)] public Task UpdateStock(int id) => orders.CancelAsync(id);")]
    // A method that no model can call.
    [InlineData("public Task CancelOrder(int id) => orders.CancelAsync(id);")]
    // A factory of the app's own.
    [InlineData("public object Make() => Own.AIFunctionFactory.Create(orders.CancelAsync); } public static class Own { public static class AIFunctionFactory { public static object Create(Delegate method) => method; }")]
    public Task What_is_harmless_or_approved(string members) => Check.Reports<PG6012ToolWithoutApproval>(With("#pragma warning disable MEAI001\n" + members));

    [Fact]
    public Task A_filter_sees_each_call() => Check.Reports<PG6012ToolWithoutApproval>(With(
        "[KernelFunction] public Task CancelOrder(int id) => orders.CancelAsync(id); } public sealed class Approvals : IFunctionInvocationFilter { public Task OnFunctionInvocationAsync(Microsoft.SemanticKernel.FunctionInvocationContext context, Func<Microsoft.SemanticKernel.FunctionInvocationContext, Task> next) => next(context);"));

    [Fact]
    public Task Tests_are_left_alone() => Check.Reports<PG6012ToolWithoutApproval>(
        Scenario.Of(ProjectKind.Test, Shop + "public class ToolTests(IOrders orders) { public AITool Make() => AIFunctionFactory.Create(orders.CancelAsync); }").Referencing(References.Models));

    [Fact]
    public Task The_message_says_what_happens() => Check.Reports<PG6012ToolWithoutApproval>(
        With("[KernelFunction] public void [|DeletePicture|](string name) => File.Delete(name);"),
        "The tool 'DeletePicture' can change files whenever the model decides to; have a person approve it, or limit what it can reach");

    [Theory]
    [InlineData("public AITool Make() => [|AIFunctionFactory.Create(orders.CancelAsync)|];", "public AITool Make() => new ApprovalRequiredAIFunction(AIFunctionFactory.Create(orders.CancelAsync));")]
    [InlineData("public AITool Make() => [|Microsoft.Extensions.AI.AIFunctionFactory.Create(orders.CancelAsync)|];", "public AITool Make() => new Microsoft.Extensions.AI.ApprovalRequiredAIFunction(Microsoft.Extensions.AI.AIFunctionFactory.Create(orders.CancelAsync));")]
    [InlineData(
        "public ChatOptions Make() => new() { Tools = [/* one */ [|AIFunctionFactory.Create(orders.CancelAsync, \"cancel\")|], AIFunctionFactory.Create(orders.StatusAsync)] };",
        "public ChatOptions Make() => new() { Tools = [/* one */ new ApprovalRequiredAIFunction(AIFunctionFactory.Create(orders.CancelAsync, \"cancel\")), AIFunctionFactory.Create(orders.StatusAsync)] };")]
    [InlineData("public AITool Make() { var cancel = [|AIFunctionFactory.Create(orders.CancelAsync)|]; return cancel; }", "public AITool Make() { var cancel = new ApprovalRequiredAIFunction(AIFunctionFactory.Create(orders.CancelAsync)); return cancel; }")]
    public Task The_function_is_wrapped(string before, string after)
        => Check.Rewrites<PG6012ToolWithoutApproval, PG6012ToolWithoutApprovalFix>(With("#pragma warning disable MEAI001\n" + before), Text("#pragma warning disable MEAI001\n" + after));

    [Theory]
    [InlineData("[KernelFunction] public Task [|CancelOrder|](int id) => orders.CancelAsync(id);")]
    [InlineData("private AIFunction made = null!; public AIFunction Made => made; public void Make() { var cancel = [|AIFunctionFactory.Create(orders.CancelAsync)|]; made = cancel; cancel = AIFunctionFactory.Create(orders.StatusAsync); }")]
    public Task Where_it_cannot_be_wrapped(string members) => Check.OffersOnly<PG6012ToolWithoutApproval, PG6012ToolWithoutApprovalFix>(With(members));

    private static string Text(string members) => Shop + "public class Assistant(ShopContext shop, IOrders orders, HttpClient http)\n{\n    private readonly ShopContext shop = shop;\n    public object[] All => [shop, orders, http];\n" + members + "\n}\n";
}
