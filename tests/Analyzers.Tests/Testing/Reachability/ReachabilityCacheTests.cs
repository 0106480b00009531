using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using ProdGap.Analyzers.Core.Evidence;
using ProdGap.Analyzers.Testing.Reachability;
using ProdGap.Analyzers.Tests.Harness.TestProjects;

namespace ProdGap.Analyzers.Tests.Testing.Reachability;

/// <summary>What is kept while a project is being edited, and what makes it be found anew.</summary>
public sealed class ReachabilityCacheTests
{
    private const string Shop =
        """
        using System;
        using System.Linq;
        using static System.Math;
        using Rows = Shop.Orders;

        namespace Shop;

        public interface IStore { void Save(string name); }

        public abstract class Store : IStore
        {
            public void Save(string name) { if (name.Length > 3) Write(name); }
            protected abstract void Write(string name);
        }

        public sealed class FileStore : Store
        {
            protected override void Write(string name) => Console.WriteLine(name.Short());
            public override string ToString() => "files";
        }

        public class Orders
        {
            private readonly IStore store = new FileStore();
            public int Open { get; set; }
            public void Place(int amount) { var taken = amount; if (taken > 0) Open = Max(taken, Open); store.Save("placed"); }
            public void Cancel(int amount) { if (amount > 0) Open--; }
            public static Orders operator +(Orders left, Orders right) => left.Open > 1 ? left : right;
        }

        public static class Texts
        {
            public static string Short(this string text) => text.Length > 9 ? text[..9] : text;
            public static Rows Make() { Rows rows = new(); return rows; }
        }

        public class OrdersController : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            [Microsoft.AspNetCore.Mvc.HttpPost("/orders/{id}")]
            public int Post(int id) { return id > 0 ? new Refunds().Pay(id) : 0; }
        }

        public class Refunds { public int Pay(int amount) { return amount > 0 ? 1 : 2; } }
        """;

    private const string Plugins =
        """
        using System;
        using System.Linq;
        namespace Shop;
        public interface IPlugin { void Run(); }
        public class Mails : IPlugin { public void Run() { if (DateTime.Now.Hour > 3) new Texter().Send(); } }
        public class Texter { public void Send() { for (var i = 0; i < 3; i++) { } } }
        public class Host { public void Start() { foreach (var type in typeof(Host).Assembly.GetTypes().Where(type => type.IsClass)) { Activator.CreateInstance(type); } } }
        """;

    private static readonly string Index = IndexText.Of(
        "class OrdersTests { [Fact] void Test() { new Orders().Place(1); Texts.Make(); new Host().Start(); } }",
        "class WebTests(WebApplicationFactory<Program> app) { [Fact] async Task Test() => await app.CreateClient().PostAsync(\"/orders/1\", null); }");

    private static CSharpCompilation Compile(params string[] sources)
        => CSharpCompilation.Create("Shop", sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, path: $"File{i}.cs")), References.Production);

    private static TestIndex Read() => TestIndex.Read(SourceText.From(Index), out _)!;

    private static CSharpCompilation Edit(CSharpCompilation compilation, string from, string to)
    {
        var tree = compilation.SyntaxTrees.Single(tree => tree.ToString().Contains(from, StringComparison.Ordinal));
        var text = tree.ToString();
        return compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(text.Replace(from, to, StringComparison.Ordinal))));
    }

    private static string Reached(SymbolTable table)
        => string.Join("\n", table.All.OrderBy(type => type.Key, StringComparer.Ordinal).Select(type => $"{type.Key} {type.IsAlive} {string.Join(' ', type.Reached.Order(StringComparer.Ordinal))}"));

    [Theory]
    [InlineData("var taken = amount; if (taken > 0)", "var many = amount; var more = many + 1; if (more > 1)")]
    [InlineData("\"placed\"", "\"an order\"")]
    [InlineData("namespace Shop;\n\npublic interface IStore", "// What is sold.\nnamespace Shop;\n\n\npublic interface IStore")]
    [InlineData("? 1 : 2", "? 3 : 4")]
    [InlineData("text.Length > 9", "text.Trim().Length > 9")]
    public void What_changes_nothing_is_not_followed_again(string from, string to)
    {
        var (index, compilation) = (Read(), Compile(Shop, Plugins));
        var before = ReachabilityCache.In(index, compilation, default);
        var edited = Edit(compilation, from, to);

        Assert.Same(before, ReachabilityCache.In(index, edited, default));
        Assert.Equal(Reached(ReachabilityCache.In(Read(), edited, default)), Reached(before));
    }

    [Theory]
    [InlineData("Open = Max(taken, Open);", "Cancel(taken);", "Shop.Orders", "Cancel", true)]
    [InlineData("store.Save(\"placed\");", "", "Shop.FileStore", "Write", false)]
    [InlineData("new Refunds().Pay(id)", "id", "Shop.Refunds", "Pay", false)]
    [InlineData("/orders/{id}", "/bills/{id}", "Shop.OrdersController", "Post", false)]
    [InlineData("[Microsoft.AspNetCore.Mvc.HttpPost(", "[Microsoft.AspNetCore.Mvc.HttpDelete(", "Shop.OrdersController", "Post", false)]
    [InlineData("Activator.CreateInstance(type);", "", "Shop.Texter", "Send", false)]
    [InlineData("public class Mails : IPlugin", "public class Mails", "Shop.Mails", "Run", false)]
    [InlineData("using Rows = Shop.Orders;", "using Rows = Shop.Refunds;", "Shop.Orders", "Place", true)]
    [InlineData("public void Cancel(int amount)", "public void Cancel(int amount, Texter texter)", "Shop.Orders", "Cancel", false)]
    public void What_changes_something_is_followed_again(string from, string to, string type, string member, bool isReached)
    {
        var (index, compilation) = (Read(), Compile(Shop, Plugins));
        var before = ReachabilityCache.In(index, compilation, default);

        var after = ReachabilityCache.In(index, Edit(compilation, from, to), default);

        Assert.NotSame(before, after);
        Assert.Equal(isReached, after.Find(type)!.Reached.Contains(member));
    }

    [Fact]
    public void Other_references_and_other_files_are_followed_again()
    {
        var (index, compilation) = (Read(), Compile(Shop, Plugins));
        var before = ReachabilityCache.In(index, compilation, default);
        var fewer = ReachabilityCache.In(index, compilation.WithReferences(compilation.References.Skip(1)), default);
        var more = ReachabilityCache.In(index, compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("namespace Shop; public class Extra { }")), default);

        Assert.NotSame(before, fewer);
        Assert.NotSame(before, more);
        Assert.NotSame(before, ReachabilityCache.In(Read(), compilation, default));
    }

    [Fact]
    public void Only_the_edited_file_is_read_again()
    {
        var compilation = Compile(Shop, Plugins);
        var before = ReachabilityCache.SummariesOf(compilation, default);
        var after = ReachabilityCache.SummariesOf(Edit(compilation, "? 1 : 2", "? 3 : 4"), default);

        Assert.NotSame(before[0], after[0]);
        Assert.Same(before[1], after[1]);
    }

    /// <summary>Whatever word is taken away or typed wrong, the answer is that of a project that was opened just now.</summary>
    [Fact]
    public void The_answer_is_never_an_old_one()
    {
        var compilation = Compile(Shop, Plugins);
        var kept = 0;
        foreach (var tree in compilation.SyntaxTrees)
        {
            var text = tree.GetText();
            foreach (var token in tree.GetRoot().DescendantTokens().Where(token => token.Span.Length > 0))
            {
                foreach (var change in (string[])["", token.Text + "x"])
                {
                    var index = Read();
                    var before = ReachabilityCache.In(index, compilation, default);
                    var edited = compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(text.Replace(token.Span, change)));
                    var after = ReachabilityCache.In(index, edited, default);
                    kept += ReferenceEquals(before, after) ? 1 : 0;

                    Assert.True(Reached(ReachabilityCache.In(Read(), edited, default)) == Reached(after), $"'{token.Text}' as '{change}' at {token.GetLocation().GetLineSpan()}");
                }
            }
        }

        Assert.True(kept > 50, $"only {kept} edits kept what was found");
    }
}
