using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using ProdGap.Analyzers.Core.Baseline;

namespace ProdGap.Analyzers.Tests.Core.Baseline;

public sealed class FindingKeyTests
{
    private static (string Member, string Key) Of(string marked, string path = "/shop/src/Orders.cs")
    {
        var start = marked.IndexOf("[|", StringComparison.Ordinal);
        var end = marked.IndexOf("|]", StringComparison.Ordinal) - 2;
        var source = marked.Remove(end + 2, 2).Remove(start, 2);
        var tree = CSharpSyntaxTree.ParseText(source, path: path);
        var properties = FindingKey.Of(Location.Create(tree, TextSpan.FromBounds(start, end)));
        return (properties[FindingKey.Member]!, properties[FindingKey.Key]!);
    }

    [Theory]
    [InlineData("namespace Shop; class Order { void Place() { [|Pay()|]; } }", "Order.Place")]
    [InlineData("class Order { class Line { int Total => [|Sum|](); } }", "Order.Line.Total")]
    [InlineData("class Order { int Total { get { return [|Sum|](); } set { } } }", "Order.Total")]
    [InlineData("class Order { public [|Order|](int id) { } }", "Order..ctor")]
    [InlineData("class Order { static Order() { [|Load|](); } }", "Order..cctor")]
    [InlineData("class Order { ~Order() { [|Close|](); } }", "Order.Finalize")]
    [InlineData("class Order { int a = 1, b = [|2|]; }", "Order.b")]
    [InlineData("class Order { event System.Action Paid = [|null|]; }", "Order.Paid")]
    [InlineData("class Order { int this[int i] => [|i|]; }", "Order.this[]")]
    [InlineData("class Order { public static Order operator +(Order a, Order b) => [|a|]; }", "Order.op_Addition")]
    [InlineData("class Order { public static Order operator -(Order a) => [|a|]; }", "Order.op_UnaryNegation")]
    [InlineData("class Order { public static implicit operator int(Order a) => [|1|]; }", "Order.op_Implicit")]
    [InlineData("class Order<T> { void Place<U>(U x) { [|Pay()|]; } }", "Order.Place")]
    [InlineData("class Order { void Place() { void Inner() { System.Action f = () => [|Pay|](); } } }", "Order.Place")]
    [InlineData("class Order : IOrder { void IOrder.Place() { [|Pay()|]; } }", "Order.Place")]
    [InlineData("public class [|Order|] { }", "Order")]
    [InlineData("[[|Serializable|]] class Order { }", "Order")]
    [InlineData("class Order { [[|Obsolete|]] void Place() { } }", "Order.Place")]
    [InlineData("enum State { [|Paid|] }", "State.Paid")]
    [InlineData("delegate int [|Compare|](int a);", "Compare")]
    [InlineData("record struct Money([|decimal Amount|]);", "Money")]
    [InlineData("[|Run()|]; class Order { }", "<top>:Orders.cs")]
    [InlineData("[assembly: [|Some|]]", "<top>:Orders.cs")]
    [InlineData("void Place() { [|Pay()|]; }", "<top>:Orders.cs")]
    [InlineData("class Order { void Place( { [|Pay(|] ", "Order.Place")]
    public void Names_the_member(string source, string member) => Assert.Equal(member, Of(source).Member);

    [Theory]
    [InlineData("class Order { void Place() { Pay( 1 ,\n // why\n 2); } }")]
    [InlineData("\n\n// above\nnamespace Other { using System; class Order { int other; void Place(int more) { if (true) { } /* here */ Pay(1, 2); } } }")]
    [InlineData("class Order { void Place() { Pay(7, 9); } }")]
    public void Is_the_same_whatever_changes_around_it(string source)
    {
        var first = Of("class Order { void Place() { [|Pay(1, 2)|]; } }");
        var start = source.IndexOf("Pay(", StringComparison.Ordinal);
        var end = source.IndexOf(')', start) + 1;
        Assert.Equal(first, Of(source.Insert(end, "|]").Insert(start, "[|"), "/elsewhere/Renamed.cs"));
    }

    [Theory]
    [InlineData("class Order { void Place() { [|Pay(1)|]; } }")]
    [InlineData("class Order { void Place() { [|Pay(a, 2)|]; } }")]
    [InlineData("class Order { void Place() { [|Pay(1, \"2\")|]; } }")]
    [InlineData("class Order { void Cancel() { [|Pay(1, 2)|]; } }")]
    [InlineData("class Orders { void Place() { [|Pay(1, 2)|]; } }")]
    public void Is_another_for_other_code(string source) => Assert.NotEqual(Of("class Order { void Place() { [|Pay(1, 2)|]; } }"), Of(source));

    /// <summary>Whoever has the file and a list of words must learn nothing from it.</summary>
    [Theory]
    [InlineData("\"hunter2\"", "\"correct horse\"")]
    [InlineData("@\"hunter2\"", "\"\"\"correct horse\"\"\"")]
    [InlineData("$\"pre{x}hunter2\"", "$\"a{x}b\"")]
    [InlineData("\"hunter2\"u8", "\"horse\"u8")]
    [InlineData("'h'", "'o'")]
    [InlineData("4711", "42")]
    public void Says_nothing_of_literals(string one, string other)
        => Assert.Equal(Of($"class Login {{ object Secret = [|{one}|]; }}").Key, Of($"class Login {{ object Secret = [|{other}|]; }}").Key);

    [Fact]
    public void A_part_of_a_literal_counts_as_the_literal()
        => Assert.Equal(Of("class A { string b = [|\"one {two}\"|]; }").Key, Of("class A { string b = \"one [|{two}|]\"; }").Key);

    [Fact]
    public void Of_long_code_the_beginning_counts()
    {
        var many = string.Concat(Enumerable.Repeat("Pay(); ", 500));
        Assert.Equal(Of($"class A {{ void B() {{ [|{many} One();|] }} }}"), Of($"class A {{ void B() {{ [|{many} Two();|] }} }}"));
        Assert.NotEqual(Of($"class A {{ void B() {{ [|One(); {many}|] }} }}"), Of($"class A {{ void B() {{ [|Two(); {many}|] }} }}"));
    }

    [Fact]
    public void A_project_and_a_setting_have_one_too()
    {
        var project = FindingKey.Of(Location.None);
        Assert.Equal("<project>", project[FindingKey.Member]);
        Assert.Matches("^[0-9a-f]{12}$", project[FindingKey.Key]);

        var setting = FindingKey.Of("/shop/appsettings.json", "Smtp:Host");
        Assert.Equal("appsettings.json/Smtp:Host", setting[FindingKey.Member]);
        Assert.Equal(setting[FindingKey.Key], FindingKey.Of("C:\\shop\\appsettings.json", "Smtp:Host")[FindingKey.Key]);
        Assert.NotEqual(setting[FindingKey.Key], FindingKey.Of("/shop/appsettings.json", "Smtp:Port")[FindingKey.Key]);
        Assert.Equal("a b.json/c d", FindingKey.Of("/a\tb.json", "c\nd")[FindingKey.Member]);
    }

    /// <summary>A baseline stands in repositories for years: another algorithm is another format.</summary>
    [Fact]
    public void Stays_what_it_is()
    {
        Assert.Equal(("Order.Place", PinnedKey), Of("class Order { void Place() { [|Pay(\"x\", 1, $\"a{b}\")|]; } }"));
    }

    private const string PinnedKey = "b294372a5e6f";
}
