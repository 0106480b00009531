using ProdGap.Analyzers.CodeFixes.Testing.Untested;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Testing.Untested;
using ProdGap.Analyzers.Tests.Harness.TestProjects;

namespace ProdGap.Analyzers.Tests.Testing.Untested;

/// <summary>Scaffolds of tests: where they go, what they say, and that they compile.</summary>
public sealed class PG4001UntestedPublicApiFixTests
{
    private const string Pricing = """
        namespace Shop;

        public class PricingService
        {
            public decimal Round(decimal price) => Math.Round(price, 2);

            public decimal ApplyDiscount(decimal price, int quantity)
            {
                if (quantity < 0)
                    throw new ArgumentOutOfRangeException(nameof(quantity));

                return quantity >= 10 ? price * 0.9m : price;
            }
        }
        """;

    private const string PricingTests = """
        using Xunit;

        namespace Shop.Tests;

        public class PricingServiceTests
        {
            [Fact]
            public void Round_ThreeDigits_KeepsTwo()
            {
                var service = new PricingService();

                Assert.Equal(1.23m, service.Round(1.234m));
            }
        }
        """;

    [Fact]
    public Task Into_the_class_of_the_type() => ScaffoldSuite.Becomes(Pricing, PricingTests, PricingTests[..^1] + """

            [Fact]
            public void ApplyDiscount_ReturnsResult()
            {
                Assert.Fail("Describe what PricingService.ApplyDiscount returns.");

                var sut = new PricingService();

                var result = sut.ApplyDiscount(1m, 1);
            }

            [Fact]
            public void ApplyDiscount_NegativeQuantity_ThrowsArgumentOutOfRangeException()
            {
                var sut = new PricingService();

                Assert.Throws<ArgumentOutOfRangeException>(() => sut.ApplyDiscount(1m, -1));
            }
        }
        """);

    [Fact]
    public async Task A_finding_on_a_type_speaks_for_all_that_behave_in_it()
    {
        var tests = await ScaffoldSuite.MendedTests(
            Pricing + "\npublic class Stock { private int left; public int Left => left; public void Take(int n) { ArgumentOutOfRangeException.ThrowIfNegative(n); left -= n; } public async Task FillAsync(CancellationToken token) { await Task.Delay(1, token); left++; } }",
            PricingTests,
            scenario => scenario.Unattended());
        Assert.Contains("public class StockTests", tests);
        Assert.Contains("Take_Completes", tests);
        Assert.Contains("Take_NegativeN_ThrowsArgumentOutOfRangeException", tests);
        Assert.Contains("public async Task FillAsync_CanceledToken_Stops", tests);
        Assert.DoesNotContain("Left", tests);
    }

    [Theory]
    [InlineData("Applies_the_discount", "ApplyDiscount_throws_argument_out_of_range_exception_when_quantity_is_negative", "ApplyDiscount_returns_result")]
    [InlineData("AppliesTheDiscount", "ApplyDiscountThrowsArgumentOutOfRangeExceptionWhenQuantityIsNegative", "ApplyDiscountReturnsResult")]
    [InlineData("Round_ShouldKeepTwo_WhenThree", "ApplyDiscount_ShouldThrowArgumentOutOfRangeException_WhenQuantityIsNegative", "ApplyDiscount_ShouldReturnResult")]
    [InlineData("Should_Keep_Two", "Should_Throw_ArgumentOutOfRangeException_From_ApplyDiscount_When_Quantity_Is_Negative", "Should_Return_Result_From_ApplyDiscount")]
    [InlineData("ShouldKeepTwo", "ShouldThrowArgumentOutOfRangeExceptionFromApplyDiscountWhenQuantityIsNegative", "ShouldReturnResultFromApplyDiscount")]
    public async Task In_the_words_of_the_neighbors(string neighbor, params string[] names)
    {
        var tests = await ScaffoldSuite.MendedTests(Pricing, PricingTests.Replace("Round_ThreeDigits_KeepsTwo", neighbor));
        Assert.All(names, name => Assert.Contains($"public void {name}()", tests));
    }

    [Theory]
    [InlineData("PricingServiceTests")]
    [InlineData("PricingServiceTest")]
    [InlineData("PricingServiceSpecs")]
    [InlineData("PricingServiceFacts")]
    [InlineData("PricingServiceShould")]
    [InlineData("PricingService_Should")]
    [InlineData("PricingService_Tests")]
    [InlineData("PricingServiceUnitTests")]
    [InlineData("TestPricingService")]
    // Not named after it, but the one that uses it.
    [InlineData("ServiceTests")]
    [InlineData("Everything")]
    public async Task Classes_that_are_the_tests_of_the_type(string name)
    {
        var tests = await ScaffoldSuite.MendedTests(Pricing, PricingTests.Replace("PricingServiceTests", name));
        Assert.Equal(2, tests.Split("ApplyDiscount(1m").Length - 1);
        Assert.Single(tests.Split('\n'), line => line.Contains("class ", StringComparison.Ordinal));
    }

    [Theory]
    // What the neighbors share.
    [InlineData("private readonly PricingService _sut = new();", "_sut.Round(1.234m)", "() => _sut.ApplyDiscount(1m, -1)")]
    [InlineData("private readonly PricingService service; public PricingServiceTests() { service = new PricingService(); }", "service.Round(1.234m)", "() => service.ApplyDiscount(1m, -1)")]
    [InlineData("private static PricingService CreateSut() => new();", "CreateSut().Round(1.234m)", "var sut = CreateSut();")]
    [InlineData("private static PricingService Create(int digits = 2) => new();", "Create().Round(1.234m)", "var sut = Create();")]
    [InlineData("private PricingService Sut { get; } = new();", "Sut.Round(1.234m)", "() => Sut.ApplyDiscount(1m, -1)")]
    [InlineData("private readonly Fixture fixture = new(); public class Fixture { public PricingService Service { get; } = new(); }", "fixture.Service.Round(1.234m)", "() => fixture.Service.ApplyDiscount(1m, -1)")]
    // What never gets a value is nobody's to use.
    [InlineData("private readonly PricingService? _other = null;", "new PricingService().Round(1.234m)", "var sut = new PricingService();")]
    public async Task The_object_is_that_of_the_neighbors(string member, string use, string expected)
    {
        var tests = await ScaffoldSuite.MendedTests(Pricing, PricingTests.Replace("    [Fact]", $"    {member}\n\n    [Fact]").Replace("        var service = new PricingService();\n\n", "").Replace("service.Round(1.234m)", use));
        Assert.Contains(expected, tests);
    }

    [Fact]
    public async Task Arguments_of_the_constructor_are_those_of_the_neighbors()
    {
        const string production = "public interface IMail { void Send(string to); } public class Sender(IMail mail, int size) { public int Count(int n) { if (n > size) return size; return n; } public void Send(string to) { ArgumentNullException.ThrowIfNull(to); mail.Send(to); } }";
        var tests = await ScaffoldSuite.MendedTests(
            production,
            "using Xunit; using Moq;\n\npublic class SenderTests\n{\n    private readonly Mock<IMail> mail = new();\n\n    [Fact]\n    public void Count_Few_AllOfThem()\n    {\n        Assert.Equal(1, new Sender(mail.Object, 7).Count(1));\n    }\n}\n");
        Assert.Contains("        var sut = new Sender(mail.Object, 7);\n\n        Assert.Throws<ArgumentNullException>(() => sut.Send(null!));\n", tests);
    }

    [Theory]
    // Where making one is expected to fail, or where other names are seen.
    [InlineData("[Fact, ExpectedException] public void Sender_NoSize_Throws() { new Sender(-1); }")]
    [InlineData("[Fact] public void Sender_NoSize_Throws() { try { new Sender(-1); } catch (ArgumentException) { } }")]
    [InlineData("private sealed class Maker { private readonly int size = 7; public Sender Make() => new Sender(size); }")]
    public async Task A_neighbor_that_makes_one_in_its_own_way_is_no_example(string member)
    {
        const string production = "public class Sender(int size) { private readonly int size = size < 0 ? throw new ArgumentException(\"size\") : size; public int Count(int n) { if (n > size) return size; return n; } public void Send(string to) { if (to == size.ToString()) return; throw new InvalidOperationException(); } }";
        var tests = await ScaffoldSuite.MendedTests(
            production,
            $"using Xunit;\n\npublic class SenderTests\n{{\n    {member}\n\n    [Fact]\n    public void Count_Few_AllOfThem()\n    {{\n        Assert.Equal(1, new Sender(3).Count(1));\n    }}\n}}\n\npublic class ExpectedExceptionAttribute : Attribute;\n");
        Assert.Contains("var sut = new Sender(3);", tests);
    }

    [Fact]
    public async Task What_neighbors_with_expression_bodies_share_is_used()
    {
        var fixture = await ScaffoldSuite.MendedTests(Pricing, "using Xunit;\n\nnamespace Shop.Tests;\n\npublic class PricingFixture\n{\n    public PricingService Service { get; } = new();\n}\n\npublic class PricingServiceTests(PricingFixture fixture) : IClassFixture<PricingFixture>\n{\n    [Fact]\n    public void Round_Keeps() => Assert.Equal(1.23m, fixture.Service.Round(1.234m));\n}\n");
        Assert.Contains("PricingService sut = fixture.Service;", fixture);
        var above = await ScaffoldSuite.MendedTests(Pricing, "using Xunit;\n\nnamespace Shop.Tests;\n\npublic abstract class Base<T> where T : new()\n{\n    protected T Sut { get; } = new();\n}\n\npublic class PricingServiceTests : Base<PricingService>\n{\n    [Fact]\n    public void Round_Keeps() => Assert.Equal(1.23m, Sut.Round(1.234m));\n}\n");
        Assert.Contains("() => Sut.ApplyDiscount(1m, -1)", above);
    }

    [Theory]
    [InlineData("Fact", "    [Fact]\n    public void ApplyDiscount")]
    [InlineData("CheckAttribute", "    [Check]\n    public void ApplyDiscount")]
    public async Task An_alias_of_the_mark_of_a_test_is_used(string alias, string expected)
    {
        var tests = await ScaffoldSuite.MendedTests(Pricing, PricingTests.Replace("using Xunit;", $"using static Xunit.Assert;\nusing {alias} = Xunit.FactAttribute;").Replace("Assert.Equal", "Equal").Replace("[Fact]", $"[{alias.Replace("Attribute", "")}]"));
        Assert.Contains(expected, tests);
    }

    [Fact]
    public async Task Overloads_are_told_apart()
    {
        var tests = await ScaffoldSuite.MendedTests(
            Pricing + "\npublic class Reader { public bool TryRead(string text, out int n) { n = 1; if (text == \"\") return false; return true; } public bool TryRead(string text, out string n) { n = text; if (text == \"\") return false; return true; } public bool Skip(ref int result) { if (result < 1) return false; result--; return true; } public void Take(int[] all) { if (all.Length > 1) Console.Write(1); } public void Take(IEnumerable<int> all) { if (all.Any()) Console.Write(2); } }",
            PricingTests,
            scenario => scenario.Unattended());
        Assert.Contains("sut.TryRead(\"text\", out int _);", tests);
        Assert.Contains("sut.TryRead(\"text\", out string _);", tests);
        Assert.Contains("        int resultValue = 1;\n\n        var result = sut.Skip(ref resultValue);", tests);
        Assert.Single(tests.Split('\n'), line => line.Contains("sut.Take([]);", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("using Moq;", "Mock.Of<IMail>()")]
    [InlineData("using NSubstitute;", "Substitute.For<IMail>()")]
    [InlineData("public class FakeMail : IMail { public void Send(string to) { } }", "new FakeMail()")]
    public async Task Dependencies_are_stood_in_for_as_the_tests_do_it(string text, string expected)
    {
        var tests = await ScaffoldSuite.MendedTests(
            Pricing + "\npublic interface IMail { void Send(string to); } public class Sender(IMail mail) { public void Send(string to) { if (to.Length > 2) mail.Send(to); } }",
            text.StartsWith("using", StringComparison.Ordinal) ? text + "\n" + PricingTests : PricingTests + text,
            scenario => scenario.Unattended());
        Assert.Contains($"var sut = new Sender({expected});", tests);
    }

    [Fact]
    public async Task A_new_file_stands_beside_the_tests_of_its_namespace()
    {
        const string production = "namespace Shop.Orders { public class Cart { public int Add(int n) { if (n > 1) n++; return n; } } public class Basket { public int Add(int n) { if (n > 1) n++; return n; } } }";
        var files = await ScaffoldSuite.Mended(ScaffoldSuite.Of(
            production,
            ("Orders/CartTests.cs", "// Shop Inc.\nusing Xunit;\nusing Shop.Orders;\n\nnamespace Shop.Tests.Orders\n{\n\tpublic sealed class CartTests\n\t{\n\t\t[Fact]\n\t\tpublic void Add_One_Answers()\n\t\t{\n\t\t\tnew Cart().Add(1);\n\t\t}\n\t}\n}\n")));
        Assert.Equal(
            "// Shop Inc.\nusing Shop.Orders;\nusing Xunit;\n\nnamespace Shop.Tests.Orders\n{\n\tpublic sealed class BasketTests\n\t{\n\t\t[Fact]\n\t\tpublic void Add_ReturnsResult()\n\t\t{\n\t\t\tAssert.Fail(\"Describe what Basket.Add returns.\");\n\n\t\t\tvar sut = new Basket();\n\n\t\t\tvar result = sut.Add(1);\n\t\t}\n\t}\n}\n",
            files["Orders/BasketTests.cs"]);
    }

    [Fact]
    public async Task A_new_file_stands_in_the_folder_of_the_same_name()
    {
        const string tests = "using Xunit;\n\nnamespace Shop.Tests.Orders;\n\npublic class CartTests\n{\n    [Fact]\n    public void Add_One_Answers()\n    {\n        new Shop.Orders.Cart().Add(1);\n    }\n}\n";
        var scenario = Scenario.Of("namespace Shop.Orders; public class Cart { public int Add(int n) { if (n > 1) n++; return n; } }")
            .Document("Billing/Invoice.cs", "namespace Shop.Billing; public class Invoice { public int Sum(int n) { if (n > 1) n++; return n; } }")
            .AdditionalFile("tests.index", IndexText.Of(tests), "test-index")
            .Project("Shop.Tests", ProjectKind.Test, "Shop").Document("Orders/CartTests.cs", tests);
        Assert.StartsWith("using Shop.Billing;\nusing Xunit;\n\nnamespace Shop.Tests.Billing;\n\npublic class InvoiceTests\n{\n    [Fact]\n", (await ScaffoldSuite.Mended(scenario))["Billing/InvoiceTests.cs"]);
    }

    [Fact]
    public async Task Unattended_runs_add_no_file()
    {
        var files = await ScaffoldSuite.Mended(ScaffoldSuite.Of(
            Pricing + "\npublic class Basket { public int Add(int n) { if (n > 1) n++; return n; } }",
            [("A/OtherTests.cs", "using Xunit; public class OtherTests { [Fact] public void M() { } }"), ("PricingTests.cs", PricingTests)]).Unattended());
        Assert.Equal(["A/OtherTests.cs", "PricingTests.cs"], files.Keys.Order());
        Assert.Contains("public class BasketTests", files["PricingTests.cs"]);
    }

    /// <summary>By what it uses, then by name, then by namespace; a file that names many of the project's types comes last.</summary>
    [Theory]
    [InlineData("public class OrderMail { public int Send(int n) { if (n > 1) n++; return n; } }", "Orders.cs")]
    [InlineData("public class Label { public int Print(int n) { if (n > 1) n++; return n; } }", "Stock.cs")]
    public async Task Unattended_runs_write_into_the_nearest_file(string type, string expected)
    {
        var files = await ScaffoldSuite.Mended(ScaffoldSuite.Of(
            $"namespace Shop.Stock {{ public class Rack {{ public int Rows() => 1; }} public class Order {{ public int Lines() => 1; }} {type} }}",
            [
                ("Contracts.cs", "using Xunit; using Shop.Stock; namespace Shop.Tests { public class ProblemContractTests { [Fact] public void M() { new Rack().Rows(); new Order().Lines(); } } }"),
                ("Orders.cs", "using Xunit; using Shop.Stock; namespace Shop.Tests { public class OrderTests { [Fact] public void M() { new Order().Lines(); } } }"),
                ("Stock.cs", "using Xunit; namespace Shop.Tests.Stock { public class RoomTests { [Fact] public void M() { } } }"),
            ]).Unattended());
        Assert.Equal([expected], files.Where(file => file.Value.Contains("ReturnsResult", StringComparison.Ordinal)).Select(file => file.Key));
    }

    [Fact]
    public async Task Findings_of_two_files_land_in_one_class_in_order()
    {
        var scenario = Scenario.Of("public partial class Orders { public void Place(int n) { if (n > 0) n++; } public void Cancel(int n) { if (n > 0) n++; } }", "public partial class Orders { public void Return(int n) { if (n > 0) n++; } public void Return(string n) { if (n == \"\") Place(1); } }")
            .AdditionalFile("tests.index", IndexText.Of("class T { void M() => new Orders().Place(1); }"), "test-index")
            .Project("Shop.Tests", ProjectKind.Test, "Shop")
            .Document("Tests.cs", "using Xunit;\npublic class OrdersTests { [Fact] public void M() { new Orders().Place(1); } }\n");
        var tests = (await ScaffoldSuite.Mended(scenario))["Tests.cs"];
        Assert.Equal(["M", "Cancel_Completes", "Return_Completes", "Return_Completes2"], System.Text.RegularExpressions.Regex.Matches(tests, @"void (\w+)\(").Select(match => match.Groups[1].Value));
    }

    [Fact]
    public async Task Findings_of_two_projects_land_in_one_class_without_a_clash()
    {
        const string tests = "using Xunit;\n\nnamespace Tests;\n\npublic class AllTests\n{\n    [Fact]\n    public void Both_Made_Differ()\n    {\n        Assert.NotSame(new Aa.Orders(), (object)new Bb.Bookings());\n    }\n}\n";
        var scenario = Scenario.Of("namespace Aa; public class Orders { public void Cancel(int n) { if (n > 0) n++; } }")
            .AdditionalFile("tests.index", IndexText.Of(tests), "test-index")
            .Project("Bookings", ProjectKind.Library)
            .Document("Bookings.cs", "namespace Bb; public class Bookings { public void Cancel(int n) { if (n > 0) n++; } }")
            .AdditionalFile("tests.index", IndexText.Of(tests), "test-index")
            .Project("Shop.Tests", ProjectKind.Test, "Shop", "Bookings")
            .Document("Tests.cs", tests);
        var mended = (await ScaffoldSuite.Mended(scenario))["Tests.cs"];
        Assert.Contains("public void Cancel_Completes()", mended);
        Assert.Contains("public void Cancel_Completes2()", mended);
    }

    [Fact]
    public async Task Windows_line_ends_and_tabs_stay()
    {
        var tests = await ScaffoldSuite.MendedTests(Pricing, PricingTests.Replace("    ", "\t").Replace("\n", "\r\n"));
        Assert.DoesNotContain("\n", tests.Replace("\r\n", ""));
        Assert.Contains("\r\n\t[Fact]\r\n\tpublic void ApplyDiscount_ReturnsResult()\r\n\t{\r\n\t\tAssert.Fail(", tests);
    }

    [Fact]
    public async Task Braces_stand_where_they_do()
    {
        var tests = await ScaffoldSuite.MendedTests(Pricing, "using Xunit;\n\nnamespace Shop.Tests;\n\npublic class PricingServiceTests {\n  [Fact]\n  public void Round_Three_Two() {\n    Assert.Equal(1.23m, new PricingService().Round(1.234m));\n  }\n}\n");
        Assert.Contains("\n  [Fact]\n  public void ApplyDiscount_ReturnsResult() {\n    Assert.Fail(", tests);
    }

    [Fact]
    public async Task Names_that_are_taken_get_a_number()
    {
        var tests = await ScaffoldSuite.MendedTests(Pricing, PricingTests.Replace("Round_ThreeDigits_KeepsTwo", "ApplyDiscount_ReturnsResult"));
        Assert.Contains("public void ApplyDiscount_ReturnsResult2()", tests);
    }

    [Fact]
    public async Task Names_that_mean_two_things_are_qualified()
    {
        const string production = "namespace Shop { public class Order { public int Id { get; set; } } public class Desk { public int Open() => 1; public void Take(Order order) { if (order.Id > 1) order.Id++; } } }";
        const string tests = "using Xunit;\nusing Shop;\nusing Other;\nnamespace Other { public class Order { } }\nnamespace Shop2.Tests\n{\n    public class DeskTests\n    {\n        [Fact]\n        public void Open_IsOne()\n        {\n            Assert.Equal(1, new Desk().Open());\n        }\n    }\n}\n";
        Assert.Contains("sut.Take(new global::Shop.Order());", await ScaffoldSuite.MendedTests(production, tests));
        Assert.Contains("sut.Take(new ShopOrder());", await ScaffoldSuite.MendedTests(production, tests.Replace("using Other;", "using Other;\nusing ShopOrder = Shop.Order;")));
    }

    [Fact]
    public async Task A_class_within_the_class_is_that_of_the_member()
    {
        var tests = await ScaffoldSuite.MendedTests(Pricing, PricingTests[..^2] + "\n\n    public class ApplyDiscount\n    {\n        [Fact]\n        public void First()\n        {\n        }\n    }\n}\n");
        Assert.Contains("\n        [Fact]\n        public void ApplyDiscount_ReturnsResult()\n        {\n            Assert.Fail(", tests);
    }

    [Fact]
    public async Task Internal_members_that_the_tests_see()
    {
        const string production = "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Shop.Tests\")]\nnamespace Shop; public class Desk { public int Open() => 1; internal void Take(IMail mail, string to) { ArgumentNullException.ThrowIfNull(to); mail.Send(to); } } internal interface IMail { void Send(string to); }";
        const string tests = "using Xunit;\n\nnamespace Shop.Tests;\n\npublic class DeskTests\n{\n    [Fact]\n    public void Open_Always_IsOne()\n    {\n        Assert.Equal(1, new Desk().Open());\n    }\n}\n";
        var scenario = Scenario.Of(production).EditorConfig("prodgap.PG4001.include_internal = true").AdditionalFile("tests.index", IndexText.Of(tests), "test-index")
            .Project("Shop.Tests", ProjectKind.Test, "Shop").Document("Tests.cs", tests);
        var mended = (await ScaffoldSuite.Mended(scenario))["Tests.cs"];

        // A stand-in for what is internal may not be possible at run time, so nothing is certain.
        Assert.Contains("Assert.Fail(\"Describe when Desk.Take throws ArgumentNullException: to is null.\");", mended);
    }

    [Fact]
    public async Task Null_has_no_exclamation_mark_where_nobody_asks_for_one()
    {
        const string production = "public class Desk { public int Open() => 1; public void Take(string to) { ArgumentNullException.ThrowIfNull(to); Console.Write(to); } }";
        var tests = await ScaffoldSuite.MendedTests(production, "#nullable disable\nusing Xunit;\n\npublic class DeskTests\n{\n    [Fact]\n    public void Open_Always_IsOne()\n    {\n        Assert.Equal(1, new Desk().Open());\n    }\n}\n");
        Assert.Contains("() => sut.Take(null));", tests);
    }

    [Fact]
    public async Task Overloads_are_told_apart_by_the_type_of_null()
    {
        const string production = "public class Desk { public int Open() => 1; public void Take(string to) { ArgumentNullException.ThrowIfNull(to); Console.Write(to); } public void Take(Uri to) { ArgumentNullException.ThrowIfNull(to); Console.Write(to); } }";
        var tests = await ScaffoldSuite.MendedTests(production, "using Xunit;\n\npublic class DeskTests\n{\n    [Fact]\n    public void Open_Always_IsOne()\n    {\n        Assert.Equal(1, new Desk().Open());\n    }\n}\n");
        Assert.Contains("() => sut.Take((string)null!));", tests);
        Assert.Contains("() => sut.Take((Uri)null!));", tests);
        Assert.Contains("void Take_NullTo_ThrowsArgumentNullException2()", tests);
    }

    [Fact]
    public async Task Members_of_every_kind()
    {
        const string production = """
            public abstract class Shape { private int n; public void Draw(string name) { ArgumentNullException.ThrowIfNull(name); Console.Write(n++); } }
            public class Box<T> where T : struct
            {
                public event EventHandler Opened { add { Console.Write(value); } remove { } }
                public T? this[int at, string name] => at > 3 ? null : default;
                public static explicit operator Box<T>(int n) => n > 3 ? new() : throw new InvalidCastException();
                public static bool operator !(Box<T> box) => box is null ? true : Console.CapsLock;
                public static bool operator true(Box<T> box) => box is null ? false : true;
                public static bool operator false(Box<T> box) => box is null || Console.CapsLock;
                public async IAsyncEnumerable<T> All(CancellationToken token = default) { await Task.Delay(1, token); yield return default; }
                public ReadOnlySpan<char> Cut(ReadOnlySpan<char> text) => text.Length > 3 ? text[..3] : text;
                public ref int Find(ref int n, out string found, in Guid id) { found = ""; if (id == default) n++; return ref n; }
                public TOther Make<TOther>(Func<T, TOther> make, params string[] names) where TOther : class, new() { foreach (var name in names) Console.Write(name); return new(); }
                public (int Left, string Name) Pair(DayOfWeek day, (int, DateOnly) at) => day > 0 ? (1, "") : (2, "");
                public virtual ValueTask<int> @class(dynamic anything) { lock (this) { } return new(1); }
            }
            public readonly record struct Money(decimal Amount) { public required string Currency { get; init; } public Money Half() => Amount > 1 ? this with { Amount = Amount / 2 } : this; }
            """;
        var tests = await ScaffoldSuite.MendedTests(production + "\npublic class Desk { public int Open() => 1; }", "using Xunit;\n\npublic class DeskTests\n{\n    [Fact]\n    public void Open_Always_IsOne()\n    {\n        Assert.Equal(1, new Desk().Open());\n    }\n}\n", scenario => scenario.Unattended());
        foreach (var call in new[]
        {
            "Substitute.ForPartsOf<Shape>()", "sut.Opened += (_, _) => { };", "var result = sut[1, \"name\"];", "var result = (Box<int>)(1);", "await foreach (var item in sut.All())",
            "sut.Cut(new ReadOnlySpan<char>())", "var result = !(new Box<int>());", "sut.Find(ref n, out _, Guid.NewGuid())", "sut.Make<object>(_ => new object())", "sut.Pair(DayOfWeek.Sunday, (1, new DateOnly(2024, 1, 31)))", "await sut.@class(", "new Money(1m) { Currency = \"Currency\" }",
        })
        {
            Assert.Contains(call, tests);
        }
    }

    [Fact]
    public async Task NUnit_has_its_own_words()
    {
        var tests = await ScaffoldSuite.MendedTests(
            Pricing.Replace("return quantity", "Note(); return quantity") .Replace("public decimal Round", "private static void Note() { }\n\n    public async Task SaveAsync(string path, CancellationToken token)\n    {\n        ArgumentNullException.ThrowIfNull(path);\n        token.ThrowIfCancellationRequested();\n        await Task.Delay(1, token);\n    }\n\n    public decimal Round"),
            PricingTests.Replace("using Xunit;", "using NUnit.Framework;").Replace("[Fact]", "[Test]").Replace("Assert.Equal(1.23m, service.Round(1.234m))", "Assert.That(service.Round(1.234m), Is.EqualTo(1.23m))"),
            scenario => scenario.TestedWith("nunit"));
        Assert.Contains("    [Test]\n    public async Task SaveAsync_NullPath_ThrowsArgumentNullException()\n    {\n        var sut = new PricingService();\n\n        await Assert.ThrowsAsync<ArgumentNullException>(() => sut.SaveAsync(null!, CancellationToken.None));\n    }\n", tests);
        Assert.Contains("await Assert.CatchAsync<OperationCanceledException>(() => sut.SaveAsync(\"path\", new CancellationToken(canceled: true)));", tests);
        Assert.Contains("Assert.Fail(\"Describe what PricingService.SaveAsync does.\");", tests);
    }

    [Fact]
    public async Task MSTest_has_its_own_words()
    {
        var tests = await ScaffoldSuite.MendedTests(
            Pricing + "\npublic class Stock { public void Take(int n) { ArgumentOutOfRangeException.ThrowIfNegative(n); Console.Write(n); } }",
            PricingTests.Replace("using Xunit;", "using Microsoft.VisualStudio.TestTools.UnitTesting;").Replace("[Fact]", "[TestMethod]").Replace("public class", "[TestClass]\npublic class").Replace("Assert.Equal", "Assert.AreEqual"),
            scenario => scenario.TestedWith("MSTest").Unattended());
        Assert.Contains("        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => sut.ApplyDiscount(1m, -1));\n", tests);
        Assert.Contains("\n[TestClass]\npublic class StockTests\n{\n    [TestMethod]\n    public void Take_Completes()\n", tests);
    }

    [Fact]
    public async Task FakeItEasy_and_an_xunit_without_Fail()
    {
        const string stub = "namespace Xunit { public class FactAttribute : System.Attribute { } public static class Assert { public static void True(bool condition, string message) { } public static T Throws<T>(System.Action code) => default!; } }";
        var tests = (await ScaffoldSuite.Mended(ScaffoldSuite.Of(
            "public interface IMail { void Send(string to); } public class Sender(IMail mail) { public int Count() => 1; public void Send(string to) { ArgumentNullException.ThrowIfNull(to); mail.Send(to); } }",
            ("Tests.cs", "using Xunit;\nusing FakeItEasy;\n\npublic class SenderTests\n{\n    [Fact]\n    public void Count_IsOne()\n    {\n        var mail = A.Fake<IMail>();\n        Assert.True(new Sender(mail).Count() == 1, \"\");\n    }\n}\n"),
            ("Stubs.cs", stub)).FrameworkOnly().Referencing(Stubs.FakeItEasy)))["Tests.cs"];
        Assert.Contains("Assert.True(false, \"Describe what Sender.Send does.\");", tests);
        Assert.Contains("var sut = new Sender(A.Fake<IMail>());", tests);
    }

    [Fact]
    public async Task The_token_of_the_test_where_xunit_has_one()
    {
        var tests = (await ScaffoldSuite.Mended(ScaffoldSuite.Of(
            Pricing.Replace("public decimal Round", "public async Task SaveAsync(string path, CancellationToken token = default)\n    {\n        await Task.Delay(1, token);\n    }\n\n    public decimal Round"),
            ("Tests.cs", PricingTests)).TestedWith("xunit.v3")))["Tests.cs"];
        Assert.Contains("await sut.SaveAsync(\"path\", TestContext.Current.CancellationToken);", tests);
    }

    [Theory]
    // Nobody can call it from outside.
    [InlineData("public class PricingService { public decimal Round(decimal price) => price; protected void Log(string text) => Console.WriteLine(text); }")]
    // No test can make what it takes.
    [InlineData("public class PricingService { public decimal Round(decimal price) => price; public unsafe void Read(int* p) { if (*p > 0) Console.WriteLine(); } }")]
    [InlineData("public class PricingService { public decimal Round(decimal price) => price; public class Hidden { private Hidden() { } public void Run() { lock (this) { } } } }")]
    public Task Refused(string production)
        => Check.OffersOnly<PG4001UntestedPublicApi, PG4001UntestedPublicApiFix>(ScaffoldSuite.Of("namespace Shop;\n" + production, PricingTests));

    [Theory]
    [InlineData("")]
    [InlineData("public static class Helpers { }")]
    [InlineData("public abstract class PricingServiceTests { [Xunit.Fact] public void M() { new Shop.PricingService().Round(1m); } }")]
    [InlineData("#if true\npublic class PricingServiceTests { [Xunit.Fact] public void M() { new Shop.PricingService().Round(1m); }\n#endif\n}\n")]
    public async Task Refused_where_no_class_takes_tests(string tests)
    {
        var scenario = ScaffoldSuite.Of(Pricing, ("Tests.cs", tests)).Unattended();
        var index = IndexText.Of(PricingTests);
        scenario.Parts[0].AdditionalFiles.Clear();
        scenario.Parts[0].AdditionalFiles.Add(("tests.index", index, "test-index"));
        if (tests.Contains("[Xunit.Fact]", StringComparison.Ordinal))
        {
            // A class beside the one that takes none.
            Assert.Contains("PricingServiceTests2", (await ScaffoldSuite.Mended(scenario))["Tests.cs"]);
            return;
        }

        await Check.OffersOnly<PG4001UntestedPublicApi, PG4001UntestedPublicApiFix>(scenario);
    }

    [Fact]
    public Task Refused_where_the_test_is_there_and_the_index_is_older()
    {
        var scenario = ScaffoldSuite.Of(Pricing, ("Tests.cs", PricingTests.Replace("service.Round(1.234m)", "service.Round(service.ApplyDiscount(1.234m, 1))")));
        scenario.Parts[0].AdditionalFiles.Clear();
        scenario.Parts[0].AdditionalFiles.Add(("tests.index", IndexText.Of(PricingTests), "test-index"));
        return Check.OffersOnly<PG4001UntestedPublicApi, PG4001UntestedPublicApiFix>(scenario);
    }
}
