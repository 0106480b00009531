using ProdGap.Analyzers.Tasks.Scanning;

namespace ProdGap.Analyzers.Tasks.Tests;

/// <summary>What the scanner takes for code, and what it does not.</summary>
public sealed class ScannerTests
{
    [Theory]
    [InlineData("order.Cancel();", "Cancel order", "Cancel")]
    [InlineData("order?.Cancel(1.5f, 0x1F, 1_000.ToString());", "Cancel ToString order", "Cancel ToString")]
    [InlineData("order\n    . /* of\n course */ Cancel // Pay\n    ();", "Cancel order", "Cancel")]
    [InlineData("_ = nameof(Order.Cancel);", "Cancel Order nameof", "Cancel")]
    [InlineData("for (int i = 0; i < n; i++) x.y(z);", "", "")]
    [InlineData("var all = items[1..Count];", "Count all items var", "")]
    [InlineData("record.@class = @event; @int();", "class event int record", "class")]
    [InlineData("Größe.Äpfel = 名前;", "Größe Äpfel 名前", "Äpfel")]
    [InlineData("a::Bc.De();", "Bc De", "De")]
    [InlineData("using Shop.Orders;\nglobal using  Shop.Core ;\nnamespace Shop.Tests;\nclass Foo { }", "Foo global", "")]
    [InlineData("namespace Shop.Tests\n{\n  class Foo { }\n}", "Foo", "")]
    [InlineData("using Old::Shop.Core;\nusing global::Shop.Orders;\nclass Foo { }", "Foo", "")]
    [InlineData("using static Shop.Prices;\nusing P2 = Shop.Price;\nusing var db = Make();\nusing (Open()) { }", "Make Open P2 Price Prices Shop db var", "Price Prices")]
    [InlineData("#if NEVER_DEFINED && it's\n#region Don't\nPay();\n#else\nCancel();\n#endif", "Cancel Pay", "")]
    [InlineData("  # pragma warning disable CS1591\nPay();", "Pay", "")]
    [InlineData("\uFEFFPay();", "Pay", "")]
    [InlineData("", "", "")]
    public void Names(string source, string names, string reached)
    {
        var fields = Test(source);
        Assert.Equal(names, fields[1]);
        Assert.Equal(reached, fields[2]);
    }

    [Theory]
    [InlineData("""Say("Pay // \" Cancel", 'x', '"', '\'', '\\', '\u0041');  Go();""")]
    [InlineData("""Say(@"Pay "" \", @"C:\");  Go();""")]
    [InlineData("Say(\"\"\"Pay \" \"\" Cancel\"\"\");  Go();")]
    [InlineData("Say(\"\"\"\"\n  Pay \"\"\" Cancel\n  \"\"\"\");  Go();")]
    [InlineData("Say(\"Pay\"u8, \"\", $\"\", @\"\", $@\"\");  Go();")]
    [InlineData("Say(/* Pay \" */ \"Pay /* \"); // Cancel \"\n  Go();")]
    [InlineData("Say(\"not closed, Pay\n  );  Go();")]
    [InlineData("Say($\"{{Pay}} {{\");  Go();")]
    [InlineData("Say($$\"\"\"{Pay} {Cancel}\"\"\");  Go();")]
    [InlineData("/* never closed */ Say(Go/* Pay")]
    [InlineData("Say(Go /// <see cref=\"Pay\"/>\n)")]
    public void Text_and_comments_are_no_code(string source) => Assert.Equal("Go Say", Test(source)[1]);

    [Theory]
    [InlineData("""Say($"Pay {order.Total:C2 Cancel} {{");""")]
    [InlineData("""Say($@"Pay ""{order.Total,10}"" \");""")]
    [InlineData("""Say(@$"Pay {order.Total}");""")]
    [InlineData("""Say($"{(order.Total > 1 ? "Pay" : $"Cancel {"Pay" + '}'}")}");""")]
    [InlineData("Say($\"\"\"Pay {order.Total} \"quoted\" {{Cancel\"\"\");", "Cancel")]
    [InlineData("Say($$\"\"\"Pay {Cancel} {{order.Total}} {{{order.Total}}}\"\"\");")]
    [InlineData("Say($\"{order.Total\n}\");")]
    public void Holes_are_code(string source, string more = "")
        => Assert.Equal($"{more} Say Total order".Trim(), Test(source)[1]);

    [Theory]
    [InlineData("""Get("/api/orders");""", "/api/orders")]
    [InlineData("""Get("api/orders?top=5");""", "api/orders?top=5")]
    [InlineData("""Get($"/api/orders/{order.Id}/lines/{1}");""", "/api/orders/{}/lines/{}")]
    [InlineData("""Get($"{root}/api/orders");""", "{}/api/orders")]
    [InlineData("""Get(@"/a""b"); Get("/a\\b");""", "")]
    [InlineData("""Get("https://shop.example:5001/api/orders"); Get("http://shop.example");""", "/api/orders")]
    [InlineData("""Get("http://localhost:5000/"); Get("http://shop.example/");""", "/")]
    [InlineData("""Get("http://[::1]:5000/"); Get("http://127.0.0.1/");""", "/")]
    [InlineData("""Get("/find me");""", "/find%20me")]
    [InlineData("""Get("this / that"); Get("</div>"); Get("// no"); Get("orders"); Get("/a\tb"); Get("a\n/b");""", "")]
    [InlineData("Get(\"\"\"/raw/{id}\"\"\"); Get($$\"\"\"/raw/{id}/{{id}}\"\"\");", "/raw/{id} /raw/{id}/{}")]
    [InlineData("""Get("/b"); Get("/a"); Get("/b"); // "/c" """, "/a /b")]
    [InlineData("""Get($"/outer/{Of("/inner")}");""", "/inner /outer/{}")]
    public void Routes(string source, string routes) => Assert.Equal(routes, Test(source)[3]);

    [Fact]
    public void A_text_as_long_as_a_page_is_no_route() => Assert.Equal("", Test($"Get(\"/{new string('x', 300)}\");")[3]);

    [Theory]
    [InlineData("Assert.Equal(1, n);", "a")]
    [InlineData("total.Should().Be(1);", "a")]
    [InlineData("total.ShouldBe(1);", "a")]
    [InlineData("mail.Received(1).Send();", "a")]
    [InlineData("mail.Verify(m => m.Send());", "a")]
    [InlineData("CollectionAssert.AreEqual(a, b);", "a")]
    [InlineData("await Expect(page).ToHaveTitleAsync(\"Shop\");", "a")]
    [InlineData("Assert.Throws<ArgumentNullException>(() => new Order(null!));", "ax")]
    [InlineData("await ThrowsAsync<ArgumentNullException>(Go);", "ax")]
    [InlineData("act.Should().ThrowExactly<InvalidOperationException>();", "ax")]
    [InlineData("Should.Throw<InvalidOperationException>(act);", "ax")]
    [InlineData("[ExpectedException(typeof(Exception))]", "ax")]
    [InlineData("Assert.Catch(() => Go());", "ax")]
    [InlineData("var error = Record.Exception(() => Go());", "ax")]
    [InlineData("try { Go(); Assert.Fail(); } catch (Exception) { }", "ax")]
    [InlineData("ArgumentNullException.ThrowIfNull(order); throw new Exception();", "")]
    [InlineData("try { Go(); } catch (Exception) { }", "")]
    [InlineData("// Assert.Equal(1, 1);", "")]
    public void Flags(string source, string flags) => Assert.Equal(flags, Test(source)[0]);

    [Theory]
    [InlineData("class Order { } public readonly record struct Money(decimal D); interface IStore<T> where T : class where U : struct { }", "IStore Money Order")]
    [InlineData("public sealed record Line(int N); record class Page { } enum Kind { One } struct Point { }", "Kind Line Page Point")]
    [InlineData("void Go(Row record) { record.Save(); foreach (var record in rows) { } }", "")]
    [InlineData("void Go(object o) { switch (o) { case Row record when (record.Id > 0): break; } if (o is Row record and (not null) or { }) { } var other = record with { Id = 1 }; }", "")]
    [InlineData("class @event { class Inner { } } // class No", "Inner event")]
    [InlineData("void Go<T>() where T : class, new() { typeof(T).ToString(); }", "")]
    [InlineData("\"class No\"; class /* odd */ Yes { }", "Yes")]
    public void Declared_types(string source, string types) => Assert.Equal(types, Facts(source).AsUpstream()[0].Split('\t')[0]);

    [Fact]
    public void Lines_have_the_fields_of_the_format()
    {
        var facts = Facts("class Foo { void Go() => Assert.Equal(\"/a\", order.Path); }");

        Assert.Equal("a\tAssert Equal Foo Go Path order\tEqual Path\t/a\tFoo", facts.AsTest());
        Assert.Equal("Foo\tAssert Equal Foo Go Path order\tEqual Path", Assert.Single(facts.AsUpstream()));
    }

    [Fact]
    public void In_a_Razor_file_any_word_may_be_code()
    {
        var source = "<p>Don't</p><button @onclick=\"Cancel\">@order.Total</button> @code { void Pay() => store.Save(); }";
        var fields = new SourceScanner().ScanMarkup(source.ToCharArray(), source.Length, "Cart").AsUpstream()[0].Split('\t');

        Assert.Equal("Cart", fields[0]);
        Assert.Equal("Cancel Don Pay Save Total button code onclick order store", fields[1]);
        Assert.Equal("Save Total", fields[2]);
    }

    [Fact]
    public void FSharp_type_parameters_are_no_characters()
        => Assert.Equal("Pay let list of run type type1", Test("let run (x: 'a list) (y: 'b) = Pay x 'c' // no\ntype 'a type1 = 'a of 'a")[1]);

    [Fact]
    public void Scanning_one_file_leaves_nothing_for_the_next()
    {
        var scanner = new SourceScanner();
        Scan(scanner, "class Foo { void Go() { try { Assert.Throws(\"/a\", $\"{x");
        Assert.Equal("\tOther\t\t", Scan(scanner, "Other").AsTest());
    }

    [Fact]
    public void Whatever_the_text_it_comes_to_an_end()
    {
        var source = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ScannerTests.cs.txt"));
        var scanner = new SourceScanner();
        for (var cut = 0; cut < source.Length; cut += 7)
        {
            Scan(scanner, source[cut..]);
            Scan(scanner, source[..cut]);
        }

        foreach (var piece in new[] { "$\"{", "\"\"\"", "@\"", "'", "/*", "{", "$$\"\"\"{{", "#", "\uD800", "\0", "using ", "@", "$" })
        {
            Scan(scanner, string.Concat(Enumerable.Repeat(piece, 20_000)));
        }
    }

    private static string[] Test(string source) => Facts(source).AsTest().Split('\t');

    private static SourceFacts Facts(string source) => Scan(new(), source);

    private static SourceFacts Scan(SourceScanner scanner, string source) => scanner.Scan(source.ToCharArray(), source.Length);
}
