using ProdGap.Analyzers.CodeFixes.Testing.Assertions;
using ProdGap.Analyzers.Testing.Assertions;
using ProdGap.Analyzers.Tests.Harness.TestProjects;

namespace ProdGap.Analyzers.Tests.Testing.Assertions;

public sealed class PG4002AssertlessTestFixTests
{
    private static string Class(string members, string usings = "using Xunit;\nusing Shop;")
        => $$"""
        {{usings}}

        public class OrderTests
        {
            {{members}}
        }

        """;

    private static Task Rewrites(string before, string after)
        => Check.Rewrites<PG4002AssertlessTest, PG4002AssertlessTestFix>(Stubs.Tests(Class(before)), Stubs.Shop, Class(after));

    [Fact]
    public Task All_tests_of_a_class()
        => Rewrites(
            """
            [Fact]
                public void Places()
                {
                    new OrderService().Place("mug"); // one
                    // that is all
                }

                [Fact]
                public async Task PlacesLater()
                {
                    await new OrderService().PlaceAsync("mug");
                }

                [Fact]
                public void IsPlaced()
                {
                    Assert.NotNull(new OrderService().Place("mug"));
                }
            """,
            """
            [Fact]
                public void Places()
                {
                    new OrderService().Place("mug"); // one
                    Assert.Fail("Assert what OrderService.Place returns or changes.");
                    // that is all
                }

                [Fact]
                public async Task PlacesLater()
                {
                    await new OrderService().PlaceAsync("mug");
                    Assert.Fail("Assert what OrderService.PlaceAsync returns or changes.");
                }

                [Fact]
                public void IsPlaced()
                {
                    Assert.NotNull(new OrderService().Place("mug"));
                }
            """);

    [Fact]
    public Task An_empty_test()
        => Rewrites(
            "[Fact] public void Places() { }",
            """
            [Fact] public void Places()
                {
                    Assert.Fail("Assert what this test is about.");
                }
            """);

    [Theory]
    [InlineData("public void Places() => new OrderService().Place(\"mug\"); // one", "public void Places()", "new OrderService().Place(\"mug\");", " // one")]
    [InlineData("public async Task Places() =>\n        await new OrderService().PlaceAsync(\"mug\");", "public async Task Places()", "await new OrderService().PlaceAsync(\"mug\");", "")]
    [InlineData("public Task Places() => new OrderService().PlaceAsync(\"mug\");", "public async Task Places()", "await new OrderService().PlaceAsync(\"mug\");", "")]
    public Task An_expression(string before, string head, string statement, string end)
        => Rewrites(
            "[Fact]\n    " + before,
            $$"""
            [Fact]
                {{head}}
                {
                    {{statement}}
                    Assert.Fail("Assert what OrderService.{{(statement.Contains("Async") ? "PlaceAsync" : "Place")}} returns or changes.");
                }{{end}}
            """);

    [Fact]
    public Task A_returned_task()
        => Rewrites(
            """
            [Fact]
                public Task Places()
                {
                    var service = new OrderService();
                    return service.PlaceAsync("mug");
                }
            """,
            """
            [Fact]
                public Task Places()
                {
                    var service = new OrderService();
                    Assert.Fail("Assert what OrderService.PlaceAsync returns or changes.");
                    return service.PlaceAsync("mug");
                }
            """);

    [Fact]
    public Task Where_another_Assert_is_in_the_way()
        => Rewrites(
            """
            private static readonly int Assert = 1;

                [Fact]
                public void Places()
                {
                    new OrderService().Place("mug");
                }
            """,
            """
            private static readonly int Assert = 1;

                [Fact]
                public void Places()
                {
                    new OrderService().Place("mug");
                    global::Xunit.Assert.Fail("Assert what OrderService.Place returns or changes.");
                }
            """);

    [Theory]
    [InlineData("{ new OrderService().Place(\"mug\"); }")]
    [InlineData("{\n        new OrderService().Place(\"mug\"); /* one */\n    }")]
    [InlineData("{\n        Place();\n        void Place() => new OrderService().Place(\"mug\");\n    }")]
    [InlineData("{\n        using var service = new OrderService();\n        foreach (var line in new[] { \"mug\" })\n            service.Place(line);\n    }")]
    [InlineData("{\n        try { new OrderService().Place(\"mug\"); }\n        catch (InvalidOperationException) { }\n    }")]
    public Task Other_shapes(string body) => Check.OffersOnly<PG4002AssertlessTest, PG4002AssertlessTestFix>(Stubs.Tests(Class("[Fact] public void Places()\n    " + body)), "PG4002.fail");

    [Theory]
    [InlineData("NUnit.Framework", "Test")]
    [InlineData("Microsoft.VisualStudio.TestTools.UnitTesting", "TestMethod")]
    public Task In_the_words_of_the_framework(string space, string attribute)
    {
        var usings = $"using {space};\nusing Shop;";
        return Check.Rewrites<PG4002AssertlessTest, PG4002AssertlessTestFix>(
            Stubs.TestsWithout(Class($"[{attribute}]\n    public void Places()\n    {{\n        new OrderService().Place(\"mug\");\n    }}", usings), Stubs.NUnit, Stubs.MSTest),
            Stubs.Shop,
            Class($"[{attribute}]\n    public void Places()\n    {{\n        new OrderService().Place(\"mug\");\n        Assert.Fail(\"Assert what OrderService.Place returns or changes.\");\n    }}", usings));
    }

    [Fact]
    public Task Line_ends_and_tabs_stay()
        => Check.Rewrites<PG4002AssertlessTest, PG4002AssertlessTestFix>(
            Stubs.Tests("using Xunit;\r\nusing Shop;\r\npublic class OrderTests {\r\n\t[Fact]\r\n\tpublic void Places() => new OrderService().Place(\"mug\");\r\n}\r\n"),
            Stubs.Shop,
            "using Xunit;\r\nusing Shop;\r\npublic class OrderTests {\r\n\t[Fact]\r\n\tpublic void Places() {\r\n\t\tnew OrderService().Place(\"mug\");\r\n\t\tAssert.Fail(\"Assert what OrderService.Place returns or changes.\");\r\n\t}\r\n}\r\n");

    [Theory]
    [InlineData("[Fact]\n    public void Places()\n    {\n        new OrderService().Place(\"mug\");\n#if NEVER\n        new OrderService().Place(\"cup\");\n#endif\n    }")]
    [InlineData("[Fact]\n    public void Places()\n    {\n        if (Environment.Is64BitProcess) { return; }\n        new OrderService().Place(\"mug\");\n    }")]
    [InlineData("[Fact]\n    public void Places()\n    {\n        while (true) { new OrderService().Place(\"mug\"); }\n    }")]
    [InlineData("[Fact]\n    public void Places() => /* one */ new OrderService().Place(\"mug\");")]
    [InlineData("[Fact]\n    public Task Places() => default!;")]
    [InlineData("[Fact]\n    public unsafe Task Places() => new OrderService().PlaceAsync(\"mug\");")]
    [InlineData("[Theory, InlineData(1)]\n    public Task Places(in int id) => new OrderService().PlaceAsync(\"mug\");")]
    public Task It_refuses(string members) => Check.OffersOnly<PG4002AssertlessTest, PG4002AssertlessTestFix>(Stubs.Tests(Class(members)));
}
