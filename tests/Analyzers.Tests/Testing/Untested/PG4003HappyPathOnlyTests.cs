using ProdGap.Analyzers.CodeFixes.Testing.Untested;
using ProdGap.Analyzers.Core.Hosting;
using ProdGap.Analyzers.Testing.Untested;
using ProdGap.Analyzers.Tests.Harness.TestProjects;

namespace ProdGap.Analyzers.Tests.Testing.Untested;

public sealed class PG4003HappyPathOnlyTests
{
    private const string Tested = "class OrdersTests { void Test() { new Orders().Place(1); Assert.True(true); } }";

    private static Task Reports(string production, params string[] tests)
        => Check.Reports<PG4003HappyPathOnly>(Scenario.Of(production).AdditionalFile("tests.index", IndexText.Of(tests), "test-index"));

    [Fact]
    public Task The_message() => Check.Reports<PG4003HappyPathOnly>(
        Scenario.Of("public class Orders { public void [|Place|](int n) { if (n < 0) throw new ArgumentException(\"n\"); if (n > 9) throw new InvalidOperationException(); } }").AdditionalFile("tests.index", IndexText.Of(Tested), "test-index"),
        "No test expects 'Orders.Place' to throw ArgumentException or InvalidOperationException; add one for the failure path");

    [Theory]
    [InlineData("public class Orders { public void [|Place|](int n) { if (n < 0) throw new ArgumentOutOfRangeException(nameof(n)); } }")]
    [InlineData("public class Orders { public void [|Place|](int n) { if (n < 0) { throw new ArgumentOutOfRangeException(nameof(n)); } } }")]
    [InlineData("public class Orders { public void [|Place|](int n) { ArgumentOutOfRangeException.ThrowIfNegative(n); System.Console.Write(n); } }")]
    [InlineData("public class Orders { public void Place(int n) { } public void [|Name|](string s) { ArgumentException.ThrowIfNullOrWhiteSpace(s); System.Console.Write(s); } }")]
    [InlineData("public class Orders { private int left; public void [|Place|](int n) { if (left < n) throw new InvalidOperationException(\"Sold out\"); left -= n; } }")]
    [InlineData("public class Orders { public void [|Place|](int n) { for (var i = 0; i < n; i++) { if (i > 100) throw new InvalidOperationException(); } } }")]
    [InlineData("public class Orders { public int [|Place|](int n) => n > 5 ? throw new InvalidOperationException() : n; }")]
    [InlineData("public class Orders { private string? name; public string [|Place|](int n) => name ?? throw new InvalidOperationException(); }")]
    [InlineData("public class Orders { public async Task [|Place|](int n) { if (n < 0) throw new ArgumentException(\"n\"); await Task.Delay(n); } }")]
    [InlineData("public class Orders { /// <summary>Places.</summary>\n/// <exception cref=\"InvalidOperationException\">Sold out.</exception>\npublic void [|Place|](int n) { Inner(n); } private void Inner(int n) { } }")]
    [InlineData("public class Full : Exception { } public class Orders { public void [|Place|](int n) { if (n > 3) throw new Full(); } }")]
    public Task What_is_reported(string production) => Reports(production, Tested, "class OrdersNames { void Test() { new Orders().Name(\"\"); } }");

    [Theory]
    // Nothing that anybody has to test.
    [InlineData("public class Orders { public void Place(int n) { if (n > 0) n++; } }")]
    [InlineData("public class Orders { public void Place(object n) { ArgumentNullException.ThrowIfNull(n); System.Console.Write(n); } }")]
    [InlineData("public class Orders { public void Place(object n) { if (n == null) throw new ArgumentNullException(nameof(n)); System.Console.Write(n); } }")]
    [InlineData("public class Orders { public void Place(int n) { if (n > 0) throw new NotImplementedException(); } }")]
    [InlineData("public class Orders { public void Place(int n) { if (n > 0) throw new NotSupportedException(); } }")]
    [InlineData("public class Orders { private bool gone; public void Place(int n) { if (gone) throw new ObjectDisposedException(\"Orders\"); n++; } }")]
    [InlineData("public class Orders { public int Place(int n) => n switch { 1 => 2, _ => throw new ArgumentOutOfRangeException(nameof(n)) }; }")]
    [InlineData("public class Orders { public int Place(int n) { switch (n) { case 1: return 2; default: throw new ArgumentOutOfRangeException(nameof(n)); } } }")]
    [InlineData("public class Orders { public void Place(int n) { try { n++; } catch (Exception e) { if (n > 0) throw new InvalidOperationException(\"Wrapped\", e); throw; } } }")]
    [InlineData("public class Orders { public void Place(int n) { Action check = () => { if (n > 0) throw new InvalidOperationException(); }; check(); } }")]
    // Not tested at all, which is another rule's matter; or not named.
    [InlineData("public class Orders { public void Place(int n) { } public void Cancel(int n) { if (n < 0) throw new ArgumentException(\"n\"); } }")]
    [InlineData("public class Bookings { public void Place(int n) { if (n < 0) throw new ArgumentException(\"n\"); } }")]
    [InlineData("internal class Orders { public void Place(int n) { if (n < 0) throw new ArgumentException(\"n\"); } }")]
    [InlineData("[Obsolete] public class Orders { public void Place(int n) { if (n < 0) throw new ArgumentException(\"n\"); } }")]
    // The overload that is tested may be the other one.
    [InlineData("public class Orders { public void Place(int n) { } public void Place(string n) { if (n == \"\") throw new ArgumentException(\"n\"); } }")]
    public Task What_is_not(string production) => Reports(production, Tested);

    [Theory]
    // Expected where it is named.
    [InlineData("class OrdersTests { void Test() { new Orders().Reconsider(1); Assert.Throws<ArgumentException>(() => new Orders().Reconsider(-1)); } }")]
    [InlineData("class OrdersTests { void Test() { new Orders().Reconsider(1); } }", "class MoreTests { void Test() { Assert.Throws<Exception>(() => sut.Reconsider(-1)); } }")]
    // The exception is expected of something that has to do with it.
    [InlineData("class OrdersTests { void Test() { new Orders().Reconsider(1); } }", "class DeskTests { void Test() { Assert.Throws<ArgumentException>(() => new Desk(new Orders()).Open(-1)); } }")]
    public Task What_a_test_expects(params string[] tests) => Reports("public class Orders { public void Reconsider(int n) { if (n < 0) throw new ArgumentException(\"n\"); } }", tests);

    [Fact]
    public Task An_exception_of_the_solution_is_expected_somewhere() => Reports(
        "public class SoldOutException : Exception { } public class Orders { public void Place(int n) { if (n > 3) throw new SoldOutException(); } }",
        Tested,
        "class ShopTests { void Test() { try { shop.Buy(); Assert.Fail(); } catch (SoldOutException) { } } }");

    [Fact]
    public Task A_common_name_is_expected_of_the_type_alone() => Reports(
        "public class Cart { public void [|Add|](int n) { if (n < 1) throw new ArgumentOutOfRangeException(nameof(n)); } }",
        "class CartTests { void Test() { new Cart().Add(1); } }",
        "class StockTests { void Test() { new List<int>().Add(1); Assert.Throws<InvalidOperationException>(() => stock.Take()); } }");

    [Fact]
    public Task Coverage_has_seen_the_throw() => Check.Reports<PG4003HappyPathOnly>(
        Scenario.Of("public class Orders\n{\npublic void Place(int n)\n{\nif (n < 0)\nthrow new ArgumentException(\"n\");\n}\n}")
            .AdditionalFile("tests.index", IndexText.Of(Tested), "test-index")
            .AdditionalFile("coverage.xml", "<coverage><packages><package name=\"Shop\"><classes><class filename=\"Test0.cs\"><lines><line number=\"5\" hits=\"2\" /><line number=\"6\" hits=\"1\" /></lines></class></classes></package></packages></coverage>", "coverage"));

    [Theory]
    [InlineData("public class { public void Place( { if (x) throw new")]
    [InlineData("public class Orders { public void Place(int n) { if (n < 0) throw new (); if (n) throw ; } /// <exception cref=\"")]
    [InlineData("/// <exception cref=\"\">\npublic class Orders { public partial void Place(int n); }")]
    public async Task Broken_code_does_no_harm(string production)
    {
        var (solution, _) = Scenario.Of(production).Broken().AdditionalFile("tests.index", IndexText.Of(Tested), "test-index").Build();
        await Check.Findings(solution, [new ProdGapAnalyzer([new PG4003HappyPathOnly()])]);
    }

    [Fact]
    public async Task The_failures_are_scaffolded_and_nothing_else()
    {
        const string production = "public class Orders { public int Place(int n, string to) { ArgumentException.ThrowIfNullOrEmpty(to); if (n < 0) throw new ArgumentOutOfRangeException(nameof(n)); Console.Write(to); return n > 9 ? throw new InvalidOperationException() : n; } }";
        const string tests = "using Xunit;\n\npublic class OrdersTests\n{\n    [Fact]\n    public void Place_One_IsOne()\n    {\n        Assert.Equal(1, new Orders().Place(1, \"here\"));\n    }\n}\n";
        const string after = "using Xunit;\n\npublic class OrdersTests\n{\n    [Fact]\n    public void Place_One_IsOne()\n    {\n        Assert.Equal(1, new Orders().Place(1, \"here\"));\n    }\n\n"
            + "    [Fact]\n    public void Place_NullTo_ThrowsArgumentNullException()\n    {\n        var sut = new Orders();\n\n        Assert.Throws<ArgumentNullException>(() => sut.Place(1, null!));\n    }\n\n"
            + "    [Fact]\n    public void Place_EmptyTo_ThrowsArgumentException()\n    {\n        var sut = new Orders();\n\n        Assert.Throws<ArgumentException>(() => sut.Place(1, \"\"));\n    }\n\n"
            + "    [Fact]\n    public void Place_NegativeN_ThrowsArgumentOutOfRangeException()\n    {\n        var sut = new Orders();\n\n        Assert.Throws<ArgumentOutOfRangeException>(() => sut.Place(-1, \"to\"));\n    }\n\n"
            + "    [Fact]\n    public void Place_ThrowsInvalidOperationException()\n    {\n        Assert.Fail(\"Describe when Orders.Place throws InvalidOperationException: n > 9.\");\n\n        var sut = new Orders();\n\n        Assert.Throws<InvalidOperationException>(() => sut.Place(1, \"to\"));\n    }\n}\n";
        await Check.Rewrites<PG4003HappyPathOnly, PG4003HappyPathOnlyFix>(ScaffoldSuite.Of(production, tests), production, IndexText.Of(tests), after);
        await Check.Reports<PG4003HappyPathOnly>(Scenario.Of(production).AdditionalFile("tests.index", IndexText.Of(after), "test-index"));
    }

    /// <summary>An unfinished scaffold shows no happy path: if it counted, a second run would write more than the first.</summary>
    [Theory]
    [InlineData("[Fact] public void Place_Completes() { Assert.Fail(\"Describe what Orders.Place does.\"); new Orders().Place(1); }", 0)]
    [InlineData("[Fact] public void Place_Completes() { Assert.Fail(\"Describe what Orders.Place does.\"); new Orders().Place(1); } [Fact] public void Order() => new Orders().Place(2);", 1)]
    [InlineData("[Fact] public void Place_Completes() { new Orders().Place(1); Assert.Fail(\"Describe what Orders.Place does.\"); }", 1)]
    public Task Refused_where_only_scaffolds_name_it(string test, int offers) => Check.OffersOnly<PG4003HappyPathOnly, PG4003HappyPathOnlyFix>(
        ScaffoldSuite.Of("public class Orders { public void Place(int n) { if (n < 0) throw new ArgumentException(\"n\"); Console.Write(n); } }", $"using Xunit;\npublic class OrdersTests {{ {test} }}"),
        [.. Enumerable.Repeat("PG4003.scaffold", offers)]);

    [Fact]
    public Task Refused_where_it_is_only_documented() => Check.OffersOnly<PG4003HappyPathOnly, PG4003HappyPathOnlyFix>(ScaffoldSuite.Of(
        "public class Orders { /// <exception cref=\"InvalidOperationException\">Sold out.</exception>\npublic void Place(int n) { Inner(n); } private void Inner(int n) { } }",
        "using Xunit;\npublic class OrdersTests { [Fact] public void M() { new Orders().Place(1); } }"));
}
