using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Testing.Assertions;
using ProdGap.Analyzers.Tests.Harness.TestProjects;

namespace ProdGap.Analyzers.Tests.Testing.Assertions;

public sealed class PG4002AssertlessTestTests
{
    private static string Class(string members, string usings = "using Xunit; using Moq; using NSubstitute; using Shop;", string bases = "")
        => $$"""
        {{usings}}
        public class OrderTests{{bases}}
        {
            {{members}}
        }
        """;

    private static string Test(string body, string name = "[|Place_TakesTheOrder|]") => Class($"[Fact] public async Task {name}() {{ await Task.Yield(); {body} }}");

    [Theory]
    [InlineData("new OrderService().Place(\"mug\");")]
    [InlineData("var order = await new OrderService().PlaceAsync(\"mug\"); Console.WriteLine(order.Id);")]
    [InlineData("var mail = new Mock<IMail>(); mail.Setup(m => m.SendAsync(\"a\")).ReturnsAsync(true); await new OrderService(mail.Object).PlaceAsync(\"mug\");")]
    [InlineData("var mail = Substitute.For<IMail>(); mail.SendAsync(\"a\").Returns(true); new OrderService(mail).Place(\"mug\");")]
    [InlineData("await new OrderService().RunAsync(() => throw new InvalidOperationException());")]
    [InlineData("try { new OrderService().Place(\"mug\"); } catch (InvalidOperationException) { }")]
    [InlineData("Action place = () => new OrderService().Place(\"mug\"); place();")]
    [InlineData("var result = Record.Exception(() => new OrderService().Place(\"mug\"));")]
    [InlineData("")]
    [InlineData("Verify(new OrderService().Place(\"mug\")); static void Verify(Order order) => Console.WriteLine(order.Id);")]
    [InlineData("var order = new OrderService().Place(\"mug\"); var verified = order.Id > 0;")]
    public Task A_test_that_no_result_fails(string body) => Check.Reports<PG4002AssertlessTest>(Stubs.Tests(Test(body)));

    [Theory]
    [InlineData("Assert.Equal(0, new OrderService().Place(\"mug\").Id);")]
    [InlineData("await Assert.ThrowsAsync<ArgumentException>(() => new OrderService().PlaceAsync(\"\"));")]
    [InlineData("var mail = new Mock<IMail>(); new OrderService(mail.Object).Place(\"mug\"); mail.Verify(m => m.SendAsync(\"a\"), Times.Once);")]
    [InlineData("var mail = new Mock<IMail>(); new OrderService(mail.Object).Place(\"mug\"); Mock.Get(mail.Object).VerifyAll();")]
    [InlineData("var mail = new Mock<IMail>(MockBehavior.Strict); new OrderService(mail.Object).Place(\"mug\");")]
    [InlineData("var mail = Substitute.For<IMail>(); new OrderService(mail).Place(\"mug\"); await mail.Received().SendAsync(\"a\");")]
    [InlineData("var mail = Substitute.For<IMail>(); new OrderService(mail).Place(\"mug\"); mail.DidNotReceiveWithAnyArgs().SendAsync(\"a\");")]
    [InlineData("if (new OrderService().Place(\"mug\").Id < 0) throw new InvalidOperationException(\"negative\");")]
    [InlineData("Looks(new OrderService().Place(\"mug\")); static void Looks(Order order) => Assert.NotNull(order);")]
    [InlineData("await new OrderService().RunAsync(() => { Assert.True(DateTime.Now.Year > 2000); return Task.CompletedTask; });")]
    [InlineData("var done = new TaskCompletionSource(); new OrderService { Done = done.SetResult }.Place(\"mug\"); await done.Task.WaitAsync(TimeSpan.FromSeconds(5));")]
    [InlineData("(await new HttpClient().GetAsync(\"http://shop.example\")).EnsureSuccessStatusCode();")]
    [InlineData("Assert.Multiple(() => Assert.NotNull(new OrderService().Place(\"mug\")));")]
    [InlineData("new List<Order> { new() }.ForEach(Assert.NotNull);")]
    [InlineData("dynamic order = new OrderService().Place(\"mug\"); order.Check();")]
    public Task A_test_that_can_fail(string body) => Check.Reports<PG4002AssertlessTest>(Stubs.Tests(Test(body, "Place_TakesTheOrder")));

    [Theory]
    [InlineData("Dispose_DoesNotThrow")]
    [InlineData("Dispose_ShouldNotThrow_WhenCalledTwice")]
    [InlineData("Dispose_IsSafe")]
    [InlineData("dispose_does_not_throw")]
    [InlineData("Place_WithoutError")]
    [InlineData("Place_RaisesNoException")]
    [InlineData("The_generated_code_compiles")]
    [InlineData("Service_CanBeCreated")]
    [InlineData("runs_without_an_error")]
    [InlineData("RunsWithoutThrowingAnException")]
    [InlineData("it_doesn_t_throw")]
    public Task A_name_that_says_so(string name) => Check.Reports<PG4002AssertlessTest>(Stubs.Tests(Test("new OrderService().Dispose();", name)));

    [Theory]
    [InlineData("[|Place_WithoutHost_PrintsMessage|]")]
    [InlineData("[|Place_NotInStock_Works|]")]
    [InlineData("[|VerifyOrder|]")]
    [InlineData("[|Errors_AreLogged|]")]
    [InlineData("[|Place_WithoutLines_Throws|]")]
    [InlineData("[|Place_NotFound_Throws|]")]
    [InlineData("[|Order_CanBeReadAgain|]")]
    public Task A_name_that_does_not(string name) => Check.Reports<PG4002AssertlessTest>(Stubs.Tests(Test("new OrderService().Dispose();", name)));

    [Theory]
    [InlineData("[Fact] public void Places() => Looks(new OrderService().Place(\"mug\")); private static void Looks(Order order) { if (order.Id < 0) throw new Exception(); }")]
    [InlineData("[Fact] public void Places() => Look.At(new OrderService().Place(\"mug\"));")]
    [InlineData("[Fact] public void Places() => new Script().Run();")]
    [InlineData("[Fact] public void Places() { using var scope = new Scope(); new OrderService().Place(\"mug\"); }")]
    [InlineData("private readonly Mock<IMail> mail = new(MockBehavior.Strict); [Fact] public void Places() => new OrderService(mail.Object).Place(\"mug\");")]
    [InlineData("[Fact(Skip = \"The shop is closed\")] public void Places() => new OrderService().Place(\"mug\");")]
    [InlineData("[Fact(Timeout = 100)] public async Task Places() => await new OrderService().PlaceAsync(\"mug\");")]
    [InlineData("public void Places() => new OrderService().Place(\"mug\");")]
    [InlineData("[Theory, InlineData(1)] public void Places(int id) { Action<int> look = Look.Is; look(id); }")]
    [InlineData("[Theory, MemberData(nameof(All))] public void Places(Action<Order> look) => look(new()); public static TheoryData<Action<Order>> All => [];")]
    public Task Assertions_elsewhere(string members)
        => Check.Reports<PG4002AssertlessTest>(Stubs.Tests(
            Class(members),
            """
            using Xunit; using Shop;
            public static class Look
            {
                public static void At(Order order) => Inner(order);
                public static void Is(int id) => Assert.True(id > 0);
                private static void Inner(Order order) => Assert.Equal(0, order.Id);
            }
            public class Script { public void Run() => Step(); private void Step() => Look.At(new()); }
            public sealed class Scope : IDisposable { public void Dispose() => Assert.True(Environment.TickCount > 0); }
            """));

    [Theory]
    [InlineData("using static Xunit.Assert;", "public static class Look { public static void At(Order order) => Equal(0, order.Id); }")]
    [InlineData("using static Xunit.Assert;", "public static class Look { public static void At(Order order) { foreach (var id in new[] { order.Id }) { True(id == 0); } } }")]
    [InlineData("using static Xunit.Assert;", "public static class Look { public static void At(Order order) => Inner(order); static void Inner(Order order) { void Each(int id) => Equal(0, id); Each(order.Id); } }")]
    [InlineData("using static Xunit.Assert;", "public static class Look { public static void At(Order order) => IsType<Order>(order); }")]
    [InlineData("", "namespace Looks { using static Xunit.Assert; public static class Inner { public static void At(Order order) => NotNull(order); } } public static class Look { public static void At(Order order) => Looks.Inner.At(order); }")]
    [InlineData("", "public static class Look { public static void At(Order order) => Checks.Sold(order); } public class Checks : Assert { public static void Sold(Order order) => Equal(0, order.Id); }")]
    [InlineData("", "public static class Look { public static void At(Order order) => Checks.Sold(order); } public class Checks : Basics<Order> { public static void Sold(Order order) => Equal(0, order.Id); } public class Basics<T> : Xunit.Assert { }")]
    public Task Assertions_that_are_called_by_their_names_alone(string usings, string helper)
        => Check.Reports<PG4002AssertlessTest>(Stubs.Tests(Class("[Fact] public void Places() => Look.At(new OrderService().Place(\"mug\"));"), $"using Xunit; using Shop; {usings}\n{helper}"));

    [Fact]
    public Task Assertions_that_the_whole_project_imports()
        => Check.Reports<PG4002AssertlessTest>(Stubs.Tests(
            Class("[Fact] public void Places() => Look.At(new OrderService().Place(\"mug\")); [Fact] public void [|Prices|]() => Look.Around(new());"),
            "global using static Xunit.Assert;",
            "using Shop; public static class Look { public static void At(Order order) => Equal(0, order.Id); public static void Around(Order order) => Order(order); static void Order(Order order) { } }"));

    [Theory]
    [InlineData("using static System.Math;", "public static class Look { public static void At(Order order) => Max(0, order.Id); }")]
    [InlineData("using static System.Console;", "public static class Look { public static void At(Order order) => WriteLine(order.Id); }")]
    [InlineData("using static Xunit.Assert;", "public static class Look { public static void At(Order order) => Own(order); static void Own(Order order) { } }")]
    [InlineData("", "public static class Look { public static void At(Order order) => Numbers.Equal(0, order.Id); } public static class Numbers { public static void Equal(int a, int b) { } }")]
    public Task What_is_called_by_its_name_alone_and_asserts_nothing(string usings, string helper)
        => Check.Reports<PG4002AssertlessTest>(Stubs.Tests(Class("[Fact] public void [|Places|]() => Look.At(new OrderService().Place(\"mug\"));"), $"using Xunit; using Shop; {usings}\n{helper}"));

    [Theory]
    [InlineData("public class OrderTests : IDisposable { Mock<IMail> mail = new(); [Fact] public void Places() => new OrderService(mail.Object).Place(\"mug\"); public void Dispose() => mail.VerifyAll(); }")]
    [InlineData("public abstract class Base { [Fact] public void Places() => Look(new OrderService().Place(\"mug\")); protected abstract void Look(Order order); }")]
    [InlineData("public class OrderTests : Base { [Fact] public void Places() => new OrderService().Place(\"mug\"); } public class Base : IDisposable { public void Dispose() => Assert.Empty(Environment.GetEnvironmentVariables()); }")]
    public Task Assertions_around_the_test(string source) => Check.Reports<PG4002AssertlessTest>(Stubs.Tests("using Xunit; using Moq; using Shop;\n" + source));

    [Fact]
    public Task A_helper_that_only_prepares()
        => Check.Reports<PG4002AssertlessTest>(Stubs.Tests(
            Class("[Fact] public void [|Places|]() { var service = Make(); service.Place(new Lines().First()); } static OrderService Make() => new(new FakeMail());"),
            """
            using Shop;
            public class Lines { public string First() => "mug"; }
            public class FakeMail : IMail
            {
                public Task<bool> SendAsync(string to) => throw new NotImplementedException();
                public int Sent => 0;
                public string Sender() => throw new InvalidOperationException();
                public event Action? Arrived { add { } remove { } }
            }
            """));

    [Theory]
    [InlineData("[Test] public void [|Places|]() => new OrderService().Place(\"mug\");")]
    [InlineData("[TestCase(1)] public void [|Places|](int id) { new OrderService().Place(\"mug\"); Assert.Pass(); }")]
    [InlineData("[Test] public void Places() => Assert.That(new OrderService().Place(\"mug\").Id, Is.EqualTo(0));")]
    [InlineData("[TestCase(1, ExpectedResult = 0)] public int Places(int id) => new OrderService().Place(\"mug\").Id;")]
    [InlineData("[Test, Ignore(\"no stock\")] public void Places() => new OrderService().Place(\"mug\");")]
    [InlineData("[Test, Explicit] public void Places() => new OrderService().Place(\"mug\");")]
    [InlineData("[Test] public void Places() => new OrderService().Place(\"mug\"); [TearDown] public void After() => Assert.That(true);")]
    public Task NUnit(string members) => Check.Reports<PG4002AssertlessTest>(Stubs.TestsWithout(Class(members, "using NUnit.Framework; using Shop;"), Stubs.NUnit));

    [Theory]
    [InlineData("[TestMethod] public void [|Places|]() => new OrderService().Place(\"mug\");")]
    [InlineData("[TestMethod] public void Places() => Assert.AreEqual(0, new OrderService().Place(\"mug\").Id);")]
    [InlineData("[TestMethod, ExpectedException(typeof(ArgumentException))] public void Places() => new OrderService().Place(\"mug\");")]
    [InlineData("[TestMethod, Ignore] public void Places() => new OrderService().Place(\"mug\");")]
    public Task MSTest(string members) => Check.Reports<PG4002AssertlessTest>(Stubs.TestsWithout(Class(members, "using Microsoft.VisualStudio.TestTools.UnitTesting; using Shop;"), Stubs.MSTest, Stubs.MSTest3));

    [Theory]
    [InlineData("[Fact] public void Places() => new OrderService().Place(\"mug\").Should().NotBeNull();")]
    [InlineData("[Fact] public void [|Places|]() => new OrderService().Place(\"mug\").Should();")]
    [InlineData("[Fact] public void Places() => new OrderService().Place(\"mug\").ShouldNotBeNull();")]
    [InlineData("[Fact] public void Places() { var mail = A.Fake<IMail>(); new OrderService(mail).Place(\"mug\"); A.CallTo(() => mail.SendAsync(\"a\")).MustHaveHappened(); }")]
    [InlineData("[Fact] public void [|Places|]() { var mail = A.Fake<IMail>(); new OrderService(mail).Place(\"mug\"); A.CallTo(() => mail.SendAsync(\"a\")); }")]
    [InlineData("[Fact] public Task Places() => Verifier.Verify(new OrderService().Place(\"mug\"));")]
    public Task Other_libraries(string members)
        => Check.Reports<PG4002AssertlessTest>(Stubs.Tests(
            Class(members, "using Xunit; using FluentAssertions; using Shouldly; using FakeItEasy; using VerifyXunit; using Shop;"),
            Stubs.FluentAssertions,
            Stubs.Shouldly,
            Stubs.FakeItEasy,
            Stubs.Verify));

    [Fact]
    public Task Code_that_does_not_compile_is_not_judged()
        => Check.Reports<PG4002AssertlessTest>(Stubs.Tests(Class("[Fact] public void Places() { new OrderService().Plaice(\"mug\"); }")).Broken());

    [Fact]
    public Task A_helper_of_another_project_that_uses_xunit_may_assert()
        => Check.Reports<PG4002AssertlessTest>(Scenario.Of(Stubs.Shop)
            .Project("Shop.Testing", ProjectKind.Test, "Shop").Document("Look.cs", "using Xunit; public static class Look { public static void At(object order) => Assert.NotNull(order); }")
            .Project("Shop.Tests", ProjectKind.Test, "Shop", "Shop.Testing").Document("Tests.cs", Class("[Fact] public void Places() => Look.At(new OrderService().Place(\"mug\"));")));

    [Fact]
    public Task Without_a_framework_nothing_is_a_test()
        => Check.Reports<PG4002AssertlessTest>("class FactAttribute : Attribute { } class Tests { [Fact] public void Places() { } }");

    [Fact]
    public Task The_message_names_the_test()
        => Check.Reports<PG4002AssertlessTest>(
            Stubs.Tests(Test("new OrderService().Place(\"mug\");")),
            "'Place_TakesTheOrder' asserts nothing, so it passes whatever the code does; assert the expected result or effect");
}
