using ProdGap.Analyzers.Testing.Polling;
using ProdGap.Analyzers.Tests.Harness.TestProjects;

namespace ProdGap.Analyzers.Tests.Testing.Polling;

public sealed class PG4006SleepInTestTests
{
    private static string Class(string body, string attribute = "[Fact]")
        => $$"""
        using Xunit; using Moq; using NSubstitute; using Shop;
        public class OrderTests
        {
            private readonly OrderService service = new();
            private readonly Mock<IMail> mail = new();

            {{attribute}}
            public async Task Works()
            {
                await Task.Yield();
                var order = service.Place("mug");
                {{body}}
            }
        }
        """;

    [Theory]
    [InlineData("[|Thread.Sleep(300)|]; Assert.Equal(1, order.Id);")]
    [InlineData("await [|Task.Delay(300)|]; Assert.Equal(1, order.Id);")]
    [InlineData("await [|Task.Delay(TimeSpan.FromSeconds(2))|].ConfigureAwait(true); Assert.Single(order.Lines);")]
    [InlineData("[|Task.Delay(300)|].Wait(); Assert.Single(order.Lines);")]
    [InlineData("[|Task.Delay(300)|].GetAwaiter().GetResult(); Assert.Single(order.Lines);")]
    [InlineData("await [|Task.Delay(300, CancellationToken.None)|]; Assert.Single(order.Lines);")]
    [InlineData("for (var i = 0; i < 3; i++) { service.Place(\"mug\"); [|Thread.Sleep(100)|]; } Assert.Single(order.Lines);")]
    [InlineData("[|Thread.Sleep(100)|]; mail.Verify(m => m.SendAsync(\"a\"), Times.Once);")]
    [InlineData("if (order.Id > 0) { [|Thread.Sleep(TimeSpan.FromMinutes(1))|]; } Assert.NotNull(order);")]
    [InlineData("using (var other = new OrderService()) { other.Place(\"mug\"); [|Thread.Sleep(100)|]; Assert.Equal(1, order.Id); }")]
    [InlineData("await [|Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System)|]; Assert.Single(order.Lines);")]
    public Task A_fixed_time(string body) => Check.Reports<PG4006SleepInTest>(Stubs.Tests(Class(body)));

    [Theory]
    [InlineData("await service.RunAsync(async () => await Task.Delay(50)); Assert.Equal(1, order.Id);")]
    [InlineData("await service.RunAsync(async () => { await Task.Delay(50); order.Add(\"a\"); }); Assert.Equal(1, order.Id);")]
    [InlineData("mail.Setup(m => m.SendAsync(\"a\")).Returns(async () => { await Task.Delay(100); return true; });")]
    [InlineData("async Task Slow() { await Task.Delay(100); } await service.RunAsync(Slow);")]
    [InlineData("var until = DateTime.UtcNow.AddSeconds(5); while (order.Id == 0 && DateTime.UtcNow < until) { await Task.Delay(10); } Assert.Equal(1, order.Id);")]
    [InlineData("for (var i = 0; i < 50; i++) { if (order.Id > 0) break; Thread.Sleep(20); } Assert.Equal(1, order.Id);")]
    [InlineData("for (var i = 0; i < 50 && order.Id == 0; i++) { Thread.Sleep(20); } Assert.Equal(1, order.Id);")]
    [InlineData("await Task.Delay(0); Thread.Sleep(0); Thread.Sleep(1); await Task.Delay(TimeSpan.Zero); Assert.Equal(1, order.Id);")]
    [InlineData("var first = await Task.WhenAny(service.PlaceAsync(\"a\"), Task.Delay(1000)); Assert.IsType<Task<Order>>(first);")]
    [InlineData("var late = Task.Delay(1000); await Task.WhenAny(late, service.PlaceAsync(\"a\"));")]
    [InlineData("using var stop = new CancellationTokenSource(); await Task.Delay(Timeout.Infinite, stop.Token); Assert.Equal(1, order.Id);")]
    [InlineData("using var stop = new CancellationTokenSource(); await Task.Delay(500, stop.Token); Assert.Equal(1, order.Id);")]
    [InlineData("var clock = Mock.Of<TimeProvider>(); await Task.Delay(TimeSpan.FromDays(1), clock); Assert.Equal(1, order.Id);")]
    [InlineData("await Task.Delay(100); Assert.Empty(order.Lines);")]
    [InlineData("Thread.Sleep(100); mail.Verify(m => m.SendAsync(\"a\"), Times.Never);")]
    [InlineData("Thread.Sleep(100); mail.Verify(m => m.SendAsync(\"a\"), Times.Never());")]
    [InlineData("await Task.Delay(100); Assert.Equal(0, order.Lines.Count);")]
    [InlineData("await Task.Delay(100); var sent = order.Id > 0; Assert.False(sent);")]
    [InlineData("using (Measure()) { Thread.Sleep(20); } Assert.Equal(1, order.Id); static IDisposable Measure() => new MemoryStream();")]
    [InlineData("new Thread(() => Thread.Sleep(10)).Start(); Assert.Equal(1, order.Id);")]
    [InlineData("Sleep(5); static void Sleep(int rounds) { } Assert.Equal(1, order.Id);")]
    public Task What_waits_for_nothing_or_until_something(string body) => Check.Reports<PG4006SleepInTest>(Stubs.Tests(Class(body)));

    [Theory]
    [InlineData("[Obsolete]")]
    [InlineData("[Fact(Skip = \"The clock is not injected yet\")]")]
    public Task Outside_of_tests_that_run(string attribute) => Check.Reports<PG4006SleepInTest>(Stubs.Tests(Class("Thread.Sleep(300); Assert.Equal(1, order.Id);", attribute)));

    [Fact]
    public Task A_fake_in_the_test_project_may_be_slow()
        => Check.Reports<PG4006SleepInTest>(Stubs.Tests("using Xunit; class Slow { public async Task RunAsync() { await Task.Delay(100); Thread.Sleep(10); } } class T { [Fact] public Task Runs() => new Slow().RunAsync(); }"));

    [Fact]
    public Task NUnit_says_nothing_happens_in_its_own_words()
        => Check.Reports<PG4006SleepInTest>(Stubs.TestsWithout(
            "using NUnit.Framework; class T { [Test] public void One() { Thread.Sleep(50); Assert.That(new List<int>(), Is.Empty); } [Test] public void Two() { [|Thread.Sleep(50)|]; Assert.That(1, Is.EqualTo(1)); } }",
            Stubs.NUnit));

    [Fact]
    public Task The_message()
        => Check.Reports<PG4006SleepInTest>(
            Stubs.Tests(Class("[|Thread.Sleep(300)|];")),
            "'Thread.Sleep' waits a fixed time; await the event itself, poll with a deadline, or advance a fake TimeProvider");
}
