using ProdGap.Analyzers.Testing.Assertions;
using ProdGap.Analyzers.Tests.Harness.TestProjects;

namespace ProdGap.Analyzers.Tests.Testing.Assertions;

public sealed class PG4004TautologicalAssertTests
{
    private static string Class(string body, string usings = "using Xunit; using Moq; using NSubstitute; using Shop;", string attribute = "[Fact]", string name = "Works")
        => $$"""
        {{usings}}
        public class OrderTests
        {
            private static readonly OrderService service = new();
            private readonly IMail? posted = null;

            {{attribute}}
            public async Task {{name}}()
            {
                await Task.Yield();
                var order = service.Place("mug");
                {{body}}
            }
        }
        """;

    [Theory]
    [InlineData("[|Assert.True(true)|];")]
    [InlineData("[|Assert.False(false)|];")]
    [InlineData("[|Assert.True(1 + 1 == 2, \"all good\")|];")]
    [InlineData("[|Assert.True(!false)|];")]
    [InlineData("[|Assert.True(order.Id > 0 || true)|];")]
    [InlineData("[|Assert.True(order.Lines.Count >= 0)|];")]
    [InlineData("[|Assert.True(order.Lines.Where(line => line != \"\").Count() >= 0)|];")]
    [InlineData("[|Assert.False(order.Lines.Count < 0)|];")]
    [InlineData("[|Assert.Equal(order, order)|];")]
    [InlineData("var id = order.Id; [|Assert.Equal(id, id)|];")]
    [InlineData("[|Assert.Same(order, order)|];")]
    [InlineData("[|Assert.Equal(posted, posted)|];")]
    [InlineData("[|Assert.Equal(4, 2 + 2)|];")]
    [InlineData("[|Assert.Equal(\"mug\", \"mug\")|];")]
    [InlineData("var made = new OrderService(); [|Assert.NotNull(made)|];")]
    [InlineData("[|Assert.NotNull(new OrderService())|];")]
    [InlineData("OrderService made = new(); [|Assert.True(made != null)|];")]
    [InlineData("var made = new Order(); [|Assert.True(made is not null)|]; [|Assert.False(made is null)|];")]
    [InlineData("[|Assert.IsType<Order>(new Order())|];")]
    [InlineData("var text = order.Id.ToString(); [|Assert.True(text.Equals(text))|];")]
    public Task What_cannot_fail(string body) => Check.Reports<PG4004TautologicalAssert>(Stubs.Tests(Class(body)));

    [Theory]
    [InlineData("Assert.True(order.Id > 0);")]
    [InlineData("Assert.True(Limits.On);")]
    [InlineData("Assert.True(Limits.Max == 5);")]
    [InlineData("Assert.Equal(5, Limits.Max);")]
    [InlineData("Assert.Equal(1, (int)DayOfWeek.Monday);")]
    [InlineData("Assert.Equal(\"Place\", nameof(OrderService.Place));")]
    [InlineData("Assert.True(false, \"not reached\");")]
    [InlineData("Assert.True(order.Lines.Count >= 1); Assert.True(order.Id >= 0);")]
    [InlineData("Assert.Equal(service.Place(\"a\"), service.Place(\"a\"));")]
    [InlineData("Assert.Same(service.Mail, service.Mail);")]
    [InlineData("Assert.Equal(order.Id, order.Id);")]
    [InlineData("var one = new Money(1); Assert.True(one.Equals(one)); Assert.Equal(one, new Money(1));")]
    [InlineData("Assert.Equal(order, order, EqualityComparer<Order>.Default);")]
    [InlineData("Assert.NotNull(order); Assert.NotNull(service.Mail); Assert.NotNull(service.Place(\"b\"));")]
    [InlineData("Order? made = new Order(); made = service.Mail is null ? null : made; Assert.NotNull(made);")]
    [InlineData("Order? made = new(); Change(ref made); Assert.NotNull(made); static void Change(ref Order? order) => order = null;")]
    [InlineData("int? count = order.Id; Assert.True(count != null); Assert.NotNull((object?)count);")]
    [InlineData("var made = (object)new Order(); Assert.IsType<OrderService>(made);")]
    [InlineData("Assert.NotEqual(1, 2); Assert.Null(service.Mail);")]
    [InlineData("Assert.True(order is { Id: 0 });")]
    [InlineData("Console.WriteLine(object.Equals(order, order));")]
    public Task What_can(string body) => Check.Reports<PG4004TautologicalAssert>(Stubs.Tests(Class(body)));

    [Theory]
    [InlineData("Assert.NotNull(order); [|Assert.NotNull(order)|];")]
    [InlineData("Assert.NotNull(order);\n\n        [|Assert.NotNull(order)|];")]
    [InlineData("Assert.Equal(3, order.Id); [|Assert.Equal(3, order.Id)|]; [|Assert.Equal(3, order.Id)|];")]
    [InlineData("Assert.Equal(1, order.Lines.Count); [|Assert.Equal(1, order.Lines.Count)|];")]
    [InlineData("Assert.Null(posted); Assert.True(order.Id > 1); [|Assert.True(order.Id > 1)|];")]
    [InlineData("if (order.Id > 0) { Assert.NotNull(this.posted); [|Assert.NotNull(this.posted)|]; }")]
    public Task What_is_asserted_already(string body) => Check.Reports<PG4004TautologicalAssert>(Stubs.Tests(Class(body)));

    [Theory]
    // Code that runs may answer something else the second time: a cache, a sequence, a clock.
    [InlineData("Assert.NotNull(service.Place(\"a\")); Assert.NotNull(service.Place(\"a\"));")]
    [InlineData("var next = new Queue<int>([3, 3]); Assert.Equal(3, next.Dequeue()); Assert.Equal(3, next.Dequeue());")]
    [InlineData("var late = new Lazy<int>(() => 3); Assert.Equal(3, late.Value); Assert.Equal(3, late.Value);")]
    [InlineData("Assert.Equal(2026, DateTime.Now.Year); Assert.Equal(2026, DateTime.Now.Year);")]
    [InlineData("var other = service.Place(\"b\"); Assert.NotNull(order); Assert.NotNull(other); Assert.NotNull(order.Lines);")]
    [InlineData("Assert.NotNull(order); service.Place(\"b\"); Assert.NotNull(order);")]
    [InlineData("Assert.NotNull(order); { Assert.NotNull(order); }")]
    [InlineData("var at = 0; Assert.Equal(0, at++); Assert.Equal(0, at++);")]
    public Task What_is_asserted_again(string body) => Check.Reports<PG4004TautologicalAssert>(Stubs.Tests(Class(body)));

    [Theory]
    [InlineData("[|Assert.NotNull(weight)|];", "Weight weight = default;")]
    [InlineData("[|Assert.NotNull((object)weight.Grams)|];", "Weight weight = default;")]
    [InlineData("Assert.NotNull(weight);", "Weight? weight = order.Id > 0 ? new Weight() : null;")]
    public Task Value_types(string assert, string before)
        => Check.Reports<PG4004TautologicalAssert>(Stubs.Tests(Class(before + assert)));

    [Theory]
    [InlineData("var mail = new Mock<IMail>(); mail.Setup(m => m.Sender()).Returns(\"me\"); var sender = mail.Object.Sender(); [|Assert.Equal(\"me\", sender)|];")]
    [InlineData("var mail = new Mock<IMail>(); mail.Setup(m => m.Sender()).Returns(\"me\"); [|Assert.Equal(\"me\", mail.Object.Sender())|];")]
    [InlineData("var mail = new Mock<IMail>(); mail.SetupGet(m => m.Sent).Returns(3); [|Assert.Equal(3, mail.Object.Sent)|];")]
    [InlineData("var made = new Order(); var shop = new Mock<Func<Task<Order>>>(); var mail = new Mock<IMail>(); var said = order.Id > 0; mail.Setup(m => m.SendAsync(\"a\")).ReturnsAsync(said); var sent = await mail.Object.SendAsync(\"a\"); [|Assert.Equal(said, sent)|];")]
    [InlineData("var mail = Substitute.For<IMail>(); mail.Sender().Returns(\"me\"); var sender = mail.Sender(); [|Assert.Equal(\"me\", sender)|]; [|Assert.NotNull(sender)|];")]
    [InlineData("var mail = Substitute.For<IMail>(); mail.Sent.Returns(3); [|Assert.Equal(3, mail.Sent)|];")]
    public Task The_mocks_own_answer(string body) => Check.Reports<PG4004TautologicalAssert>(Stubs.Tests(Class(body)));

    [Theory]
    [InlineData("var mail = new Mock<IMail>(); mail.Setup(m => m.Sender()).Returns(\"me\"); Assert.Equal(\"me\", new OrderService(mail.Object).Mail!.Sender());")]
    [InlineData("var mail = new Mock<IMail>(); mail.Setup(m => m.Sender()).Returns(\"me\"); Assert.Equal(\"you\", mail.Object.Sender());")]
    [InlineData("var mail = new Mock<IMail>(); mail.Setup(m => m.Sender()).Returns(\"me\"); Assert.Equal(3, mail.Object.Sent);")]
    [InlineData("var mail = Substitute.For<IMail>(); mail.Sender().Returns(\"me\"); new OrderService(mail).Place(\"mug\"); Assert.Equal(0, mail.Sent);")]
    [InlineData("var mail = Substitute.For<IMail>(); var other = Substitute.For<IMail>(); mail.Sender().Returns(\"me\"); Assert.Equal(\"me\", other.Sender());")]
    public Task Another_answer(string body) => Check.Reports<PG4004TautologicalAssert>(Stubs.Tests(Class(body)));

    [Theory]
    [InlineData("Equals_IsReflexive")]
    [InlineData("Money_EqualsItself")]
    public Task A_test_of_equality_compares_a_value_with_itself(string name)
        => Check.Reports<PG4004TautologicalAssert>(Stubs.Tests(Class("var one = new Money(1); Assert.Equal(one, one);", name: name)));

    [Theory]
    [InlineData("[|Assert.That(true)|]; [|Assert.That(order, Is.EqualTo(order))|]; [|Assert.That(order, Is.SameAs(order))|];")]
    [InlineData("[|Assert.That(new Order(), Is.Not.Null)|]; [|Assert.That(1 == 1, Is.True)|];")]
    [InlineData("Assert.That(order, Is.Not.Null); Assert.That(order.Id, Is.EqualTo(0)); Assert.That(order.Id == 0); Assert.That(order.Lines, Is.Empty);")]
    public Task NUnit(string body) => Check.Reports<PG4004TautologicalAssert>(Stubs.TestsWithout(Class(body, "using NUnit.Framework; using Shop;", "[Test]"), Stubs.NUnit));

    [Theory]
    [InlineData("[|Assert.IsTrue(true)|]; [|Assert.AreEqual(order, order)|]; [|Assert.IsNotNull(new Order())|]; [|Assert.IsInstanceOfType<Order>(new Order())|];")]
    [InlineData("Assert.IsTrue(order.Id == 0); Assert.AreEqual(0, order.Id); Assert.IsNotNull(order); Assert.AreEqual(1.0, 1.0, 0.1);")]
    public Task MSTest(string body)
        => Check.Reports<PG4004TautologicalAssert>(Stubs.TestsWithout(Class(body, "using Microsoft.VisualStudio.TestTools.UnitTesting; using Shop;", "[TestMethod]"), Stubs.MSTest));

    [Theory]
    [InlineData("[|true.Should().BeTrue()|]; [|new Order().Should().NotBeNull()|]; [|order.Should().Be(order)|]; [|new Order().Should().BeOfType<Order>()|];")]
    [InlineData("[|order.ShouldBe(order)|]; [|new Order().ShouldNotBeNull()|]; [|true.ShouldBeTrue()|]; [|1.ShouldBe(1)|];")]
    [InlineData("order.Should().NotBeNull(); order.Id.Should().Be(0); order.ShouldNotBeNull(); order.Id.ShouldBe(0); (order.Id == 0).Should().BeTrue();")]
    public Task Fluent(string body)
        => Check.Reports<PG4004TautologicalAssert>(Stubs.Tests(Class(body, "using Xunit; using FluentAssertions; using Shouldly; using Shop;"), Stubs.FluentAssertions, Stubs.Shouldly));

    [Fact]
    public Task The_message_says_why()
        => Check.Reports<PG4004TautologicalAssert>(
            Stubs.Tests(Class("var made = new OrderService(); [|Assert.NotNull(made)|];")),
            "This assertion cannot fail because an object that the test itself created is never null; assert what the code under test returned or changed");

    [Fact]
    public Task A_method_that_is_only_called_like_one()
        => Check.Reports<PG4004TautologicalAssert>(Stubs.Tests("using Xunit; class Assert { public static void True(bool value) { } } class Tests { [Fact] public void Works() => Assert.True(true); }"));
}
