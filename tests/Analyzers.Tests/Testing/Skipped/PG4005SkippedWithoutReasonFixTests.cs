using ProdGap.Analyzers.CodeFixes.Testing.Skipped;
using ProdGap.Analyzers.Testing.Skipped;
using ProdGap.Analyzers.Tests.Harness.TestProjects;

namespace ProdGap.Analyzers.Tests.Testing.Skipped;

public sealed class PG4005SkippedWithoutReasonFixTests
{
    private const string Flaky = "Assert.Fail(\"Skipped as \\\"flaky\\\", which is not a reason: state one in Skip, fix the test, or delete it.\");";

    private const string Ignored = "Assert.Fail(\"Ignored without a reason: state one in Ignore, fix the test, or delete it.\");";

    private const string Body = "public void Places()\n    {\n        Assert.NotNull(new OrderService().Place(\"mug\"));\n    }";

    private static string Class(string members, string usings = "using Xunit;\nusing Shop;") => $"{usings}\n\npublic class OrderTests\n{{\n    {members}\n}}\n";

    private static string With(string failing) => Body.Replace("{\n", "{\n        " + failing + "\n");

    private static Scenario In(string framework, string members)
        => framework switch
        {
            "xunit" => Stubs.Tests(Class(members)),
            "NUnit.Framework" => Stubs.Tests(Class(members, "using NUnit.Framework;\nusing Shop;")).TestedWith("nunit"),
            _ => Stubs.Tests(Class(members, $"using {framework};\nusing Shop;")).TestedWith("MSTest"),
        };

    /// <summary>The first finding is mended; then no rule says anything about the test.</summary>
    private static async Task Asks(string before, string after, Func<string, Scenario>? scenario = null)
    {
        scenario ??= source => Stubs.Tests(source);
        await Check.Offers<PG4005SkippedWithoutReason, PG4005SkippedWithoutReasonFix>("PG4005.ask", scenario(before), Stubs.Shop, after);
        await Check.AllRulesReport(scenario(after));
    }

    [Theory]
    [InlineData("[Fact(Skip = \"flaky\")]", "[Fact]")]
    [InlineData("[Fact(DisplayName = \"Places it\", Skip = \"flaky\")]", "[Fact(DisplayName = \"Places it\")]")]
    [InlineData("[Fact(Skip = \"flaky\", DisplayName = \"Places it\")]", "[Fact(DisplayName = \"Places it\")]")]
    [InlineData("[Fact(DisplayName = \"Places it\", Skip = \"flaky\", Timeout = 500)]", "[Fact(DisplayName = \"Places it\", Timeout = 500)]")]
    [InlineData("[Fact(\n        DisplayName = \"Places it\",\n        Skip = \"flaky\")]", "[Fact(\n        DisplayName = \"Places it\")]")]
    [InlineData("[Trait(\"Kind\", \"Slow\"), Fact(Skip = \"flaky\")]", "[Trait(\"Kind\", \"Slow\"), Fact]")]
    [InlineData("/// <summary>Orders.</summary>\n    // TODO\n    [Fact(Skip = \"flaky\")] // TODO\n    [Trait(\"Kind\", \"Slow\")]", "/// <summary>Orders.</summary>\n    // TODO\n    [Fact] // TODO\n    [Trait(\"Kind\", \"Slow\")]")]
    [InlineData("#pragma warning disable xUnit1004\n    [Fact(Skip = \"flaky\")]", "#pragma warning disable xUnit1004\n    [Fact]")]
    [InlineData("private const string Why = \"flaky\";\n\n    [Xunit.FactAttribute(Skip = Why)]", "private const string Why = \"flaky\";\n\n    [Xunit.FactAttribute]")]
    public Task Xunit(string before, string after)
        => Asks(Class(before + "\n    " + Body), Class(after + "\n    " + With(Flaky)));

    [Theory]
    [InlineData("NUnit.Framework", "[Test, Ignore(\"\")]", "[Test]")]
    [InlineData("NUnit.Framework", "[Ignore(\"\")]\n    [Test]", "[Test]")]
    [InlineData("NUnit.Framework", "[Test]\n    [Ignore(\"\")]", "[Test]")]
    [InlineData("NUnit.Framework", "[Test] [Ignore(\"\")]", "[Test]")]
    [InlineData("NUnit.Framework", "[Ignore(\"\")] [Test]", "[Test]")]
    [InlineData("NUnit.Framework", "[Ignore(\"\"), Test, Category(\"Slow\")]", "[Test, Category(\"Slow\")]")]
    [InlineData("NUnit.Framework", "// TODO\n    [Ignore(\"\")] // TODO\n    [Test]", "// TODO\n    // TODO\n    [Test]")]
    [InlineData("NUnit.Framework", "[Test] [Ignore(\"\")] // TODO", "[Test] // TODO")]
    [InlineData("Microsoft.VisualStudio.TestTools.UnitTesting", "[TestMethod]\n    [Ignore]", "[TestMethod]")]
    [InlineData("Microsoft.VisualStudio.TestTools.UnitTesting", "[Ignore, TestMethod]", "[TestMethod]")]
    [InlineData("Microsoft.VisualStudio.TestTools.UnitTesting", "[Ignore]\n\n    [TestMethod]", "[TestMethod]")]
    public Task NUnit_and_MSTest(string space, string before, string after)
    {
        const string Body = "public void Places()\n    {\n        new OrderService().Place(\"mug\");\n    }";
        var framework = space == "NUnit.Framework" ? "nunit" : "MSTest";
        var usings = $"using {space};\nusing Shop;";
        return Asks(
            Class(before + "\n    " + Body, usings),
            Class(after + "\n    " + Body.Replace("{\n", "{\n        " + Ignored + "\n"), usings),
            source => Stubs.Tests(source).TestedWith(framework));
    }

    [Fact]
    public Task The_words_that_are_no_reason_are_kept()
        => Asks(
            Class("[Test]\n    [Ignore(\"TODO: \\\"fix\\\"\\n\")]\n    public void Places() { }", "using NUnit.Framework;"),
            Class("[Test]\n    public void Places()\n    {\n        Assert.Fail(\"Ignored as \\\"TODO: \\\"fix\\\"\\n\\\", which is not a reason: state one in Ignore, fix the test, or delete it.\");\n    }", "using NUnit.Framework;"),
            source => Stubs.Tests(source).TestedWith("nunit"));

    [Theory]
    [InlineData("void Places() => Assert.NotNull(new OrderService().Mail);", "void Places()\n    {\n        {0}\n        Assert.NotNull(new OrderService().Mail);\n    }")]
    [InlineData("async Task Places() => Assert.NotNull(await new OrderService().PlaceAsync(\"mug\"));", "async Task Places()\n    {\n        {0}\n        Assert.NotNull(await new OrderService().PlaceAsync(\"mug\"));\n    }")]
    [InlineData("Task Places() => new OrderService().PlaceAsync(\"mug\"); // slow", "Task Places()\n    {\n        {0}\n        return new OrderService().PlaceAsync(\"mug\");\n    } // slow")]
    [InlineData("async Task<int> Places() => (await new OrderService().PlaceAsync(\"mug\")).Id;", "async Task<int> Places()\n    {\n        {0}\n        return (await new OrderService().PlaceAsync(\"mug\")).Id;\n    }")]
    [InlineData("void Places() => throw new NotImplementedException();", "void Places()\n    {\n        {0}\n        throw new NotImplementedException();\n    }")]
    [InlineData("void Places() { Assert.NotNull(new OrderService().Mail); }", "void Places()\n    {\n        {0}\n        Assert.NotNull(new OrderService().Mail);\n    }")]
    [InlineData("void Places() { }", "void Places()\n    {\n        {0}\n    }")]
    [InlineData("void Places()\n    {\n    }", "void Places()\n    {\n        {0}\n    }")]
    [InlineData("void Places()\n    { // now\n        // the order\n        Assert.NotNull(new OrderService().Mail);\n    }", "void Places()\n    { // now\n        {0}\n        // the order\n        Assert.NotNull(new OrderService().Mail);\n    }")]
    [InlineData("async Task Places()\n    {\n        var order = await new OrderService().PlaceAsync(\"mug\");\n        Assert.NotNull(order);\n    }", "async Task Places()\n    {\n        {0}\n        var order = await new OrderService().PlaceAsync(\"mug\");\n        Assert.NotNull(order);\n    }")]
    public Task Bodies(string before, string after)
        => Asks(Class("[Fact(Skip = \"flaky\")]\n    public " + before), Class("[Fact]\n    public " + after.Replace("{0}", Flaky)));

    [Fact]
    public Task Braces_tabs_and_line_ends_stay()
        => Asks(
            "using Xunit;\r\npublic class OrderTests {\r\n\t[Fact(Skip = \"flaky\")]\r\n\tpublic void Places() => Assert.NotNull(Environment.CommandLine);\r\n}\r\n",
            "using Xunit;\r\npublic class OrderTests {\r\n\t[Fact]\r\n\tpublic void Places() {\r\n\t\t" + Flaky + "\r\n\t\tAssert.NotNull(Environment.CommandLine);\r\n\t}\r\n}\r\n");

    [Fact]
    public Task Something_else_is_called_assert()
        => Asks(
            Class("private readonly int Assert = 1;\n\n    [Fact(Skip = \"flaky\")]\n    public void Places() => global::Xunit.Assert.Equal(1, Assert);"),
            Class("private readonly int Assert = 1;\n\n    [Fact]\n    public void Places()\n    {\n        global::Xunit." + Flaky + "\n        global::Xunit.Assert.Equal(1, Assert);\n    }"));

    [Fact]
    public Task An_old_xunit_has_no_fail()
        => Check.Offers<PG4005SkippedWithoutReason, PG4005SkippedWithoutReasonFix>(
            "PG4005.ask",
            Stubs.TestsWithout(Class("[Fact(Skip = \"\")]\n    public void Places() { }", "using Xunit;"), "namespace Xunit { public class FactAttribute : System.Attribute { public string? Skip { get; set; } } public class Assert { public static void True(bool condition, string message) { } } }"),
            Stubs.Shop,
            Class("[Fact]\n    public void Places()\n    {\n        Assert.True(false, \"Skipped without a reason: state one in Skip, fix the test, or delete it.\");\n    }", "using Xunit;"));

    [Fact]
    public Task TUnit()
        => Check.Offers<PG4005SkippedWithoutReason, PG4005SkippedWithoutReasonFix>(
            "PG4005.ask",
            Stubs.TestsWithout(
                Class("[Test, Skip(\"later\")]\n    public async Task Places() => await Task.Yield();", "using TUnit.Assertions;\nusing TUnit.Core;"),
                "namespace TUnit.Core { public class TestAttribute : System.Attribute { } public class SkipAttribute(string reason) : System.Attribute { } } namespace TUnit.Assertions { public static class Assert { public static void Fail(string reason) { } } }"),
            Stubs.Shop,
            Class("[Test]\n    public async Task Places()\n    {\n        Assert.Fail(\"Skipped as \\\"later\\\", which is not a reason: state one in Skip, fix the test, or delete it.\");\n        await Task.Yield();\n    }", "using TUnit.Assertions;\nusing TUnit.Core;"));

    [Theory]
    [InlineData("xunit", "// [Fact]\n    // public void Places() { }")]
    [InlineData("xunit", "[Theory]\n    [InlineData(1, Skip = \"broken\")]\n    [InlineData(2)]\n    public void Places(int id) => Assert.NotEqual(3, id);")]
    [InlineData("xunit", "[Fact(Skip = \"flaky\" /* TODO */)]\n    public void Places() { }")]
    [InlineData("xunit", "[Fact(Skip = \"flaky\")]\n    public void Places() => /* now */ Assert.NotNull(\"\");")]
    [InlineData("xunit", "[Fact(Skip = \"flaky\")]\n    public void Places()\n    {\n#if DEBUG\n        Assert.NotNull(\"\");\n#endif\n    }")]
    [InlineData("xunit", "[Fact(Skip = \"flaky\")]\n#pragma warning disable CA1822\n    public void Places() { }")]
    [InlineData("NUnit.Framework", "[TestCase(1, Ignore = \"wip\")]\n    public void Places(int id) { }")]
    [InlineData("NUnit.Framework", "[Test, /* TODO */ Ignore(\"\")]\n    public void Places() { }")]
    [InlineData("Microsoft.VisualStudio.TestTools.UnitTesting", "[TestClass, Ignore]\n    public class Inner { [TestMethod] public void Places() { } }")]
    public Task It_refuses(string framework, string members) => Check.OffersOnly<PG4005SkippedWithoutReason, PG4005SkippedWithoutReasonFix>(In(framework, members));

    [Fact]
    public Task A_test_without_a_body_has_no_room()
        => Check.OffersOnly<PG4005SkippedWithoutReason, PG4005SkippedWithoutReasonFix>(
            Stubs.Tests("using Xunit;\npublic abstract class OrderTests\n{\n    [Fact(Skip = \"flaky\")]\n    public abstract void Places();\n}\n"));

    [Fact]
    public async Task The_mended_test_runs_and_says_why_it_fails()
    {
        var mended = await new AppliedFix(new PG4005SkippedWithoutReason(), new PG4005SkippedWithoutReasonFix()).MendedOnce(Stubs.Tests(Class("[Fact(Skip = \"flaky\")]\n    public async Task Places() => await Task.Yield();")));
        var (_, failure) = Assert.Single(await ScaffoldRunTests.Run(mended, "OrderTests"));
        Assert.StartsWith("Skipped as \"flaky\", which is not a reason", Assert.IsType<Xunit.Sdk.FailException>(failure).Message);
    }

    [Fact]
    public void It_is_never_applied_to_all() => Assert.Null(new PG4005SkippedWithoutReasonFix().GetFixAllProvider());
}
