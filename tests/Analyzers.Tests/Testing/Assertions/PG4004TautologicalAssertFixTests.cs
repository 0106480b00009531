using ProdGap.Analyzers.CodeFixes.Testing.Assertions;
using ProdGap.Analyzers.Testing.Assertions;
using ProdGap.Analyzers.Tests.Harness.TestProjects;

namespace ProdGap.Analyzers.Tests.Testing.Assertions;

public sealed class PG4004TautologicalAssertFixTests
{
    private static string Class(string body)
        => $$"""
        using Xunit;
        using Shop;

        public class OrderTests
        {
            [Fact]
            public void Places()
            {
                var order = new OrderService().Place("mug");
                {{body}}
            }
        }

        """;

    private static Task Rewrites(string before, string after)
        => Check.Rewrites<PG4004TautologicalAssert, PG4004TautologicalAssertFix>(Stubs.Tests(Class(before)), Stubs.Shop, Class(after));

    [Fact]
    public Task Repeated_once_and_more()
        => Rewrites(
            """
            Assert.NotNull(order);
                    Assert.NotNull(order);
                    Assert.Equal(1, order.Id); // the first one
                    Assert.Equal(1, order.Id);
                    Assert.Equal(1, order.Id);

                    // More.
                    Assert.Equal(2, order.Id);
            """,
            """
            Assert.NotNull(order);
                    Assert.Equal(1, order.Id); // the first one

                    // More.
                    Assert.Equal(2, order.Id);
            """);

    [Fact]
    public Task In_blocks_inside_one_another()
        => Rewrites(
            """
            if (order is not null)
                    {
                        Assert.Equal(1, order.Id);
                        Assert.Equal(1, order.Id);
                    }

                    Assert.NotNull(order);
                    Assert.NotNull(order);
            """,
            """
            if (order is not null)
                    {
                        Assert.Equal(1, order.Id);
                    }

                    Assert.NotNull(order);
            """);

    [Theory]
    [InlineData("[|Assert.True(true)|];")]
    [InlineData("[|Assert.Equal(order, order)|];")]
    [InlineData("var made = new OrderService(); [|Assert.NotNull(made)|];")]
    // A comment says why.
    [InlineData("Assert.NotNull(order);\n        // Still there.\n        [|Assert.NotNull(order)|];")]
    [InlineData("Assert.NotNull(order);\n        [|Assert.NotNull(order)|]; // still there")]
    [InlineData("Assert.NotNull(order);\n#region Again\n        [|Assert.NotNull(order)|];\n#endregion")]
    public Task What_a_person_has_to_decide(string body)
        => Check.OffersOnly<PG4004TautologicalAssert, PG4004TautologicalAssertFix>(Stubs.Tests(Class(body)));
}
