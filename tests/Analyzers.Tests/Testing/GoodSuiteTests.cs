using ProdGap.Analyzers.Testing.Assertions;
using ProdGap.Analyzers.Testing.Polling;
using ProdGap.Analyzers.Testing.Skipped;
using ProdGap.Analyzers.Tests.Harness.TestProjects;

namespace ProdGap.Analyzers.Tests.Testing;

/// <summary>Tests as careful people write them: none of the rules has anything to say.</summary>
public sealed class GoodSuiteTests
{
    private const string Suite = """
        using Xunit; using Moq; using NSubstitute; using Shop;

        public sealed class OrderServiceTests : IAsyncLifetime
        {
            private readonly Mock<IMail> _mail = new();
            private readonly Recorder _recorder = new();
            private OrderService _sut = null!;

            public Task InitializeAsync() { _sut = new OrderService(_mail.Object); return Task.CompletedTask; }
            public Task DisposeAsync() { _sut.Dispose(); return Task.CompletedTask; }

            [Fact]
            public async Task Sends_one_mail()
            {
                _mail.Setup(m => m.SendAsync(It.IsAny<string>())).ReturnsAsync(true).Callback<string>(_recorder.Record);
                await _sut.PlaceAsync("mug");
                _recorder.Saw("jane@shop.example");
            }

            [Fact]
            public async Task Answers_what_the_mail_service_answers()
            {
                const bool expected = true;
                _mail.Setup(m => m.SendAsync("a")).ReturnsAsync(expected);
                var actual = await new Forwarder(_mail.Object).SendAsync("a");
                Assert.Equal(expected, actual);
            }

            [Theory]
            [MemberData(nameof(Steps))]
            public void Each_step(string name, Action<OrderService> step, Action<Order> check)
            {
                step(_sut);
                check(_sut.Place(name));
            }

            public static TheoryData<string, Action<OrderService>, Action<Order>> Steps => new() { { "mug", s => s.Place("a"), o => Assert.Equal(0, o.Id) } };

            [Fact]
            public async Task Is_done_in_time()
            {
                var done = new TaskCompletionSource();
                _sut.Done = () => done.TrySetResult();
                await _sut.RunAsync(async () => { await Task.Delay(20); _sut.Done!(); });
                await done.Task.WaitAsync(TimeSpan.FromSeconds(10));
            }

            [Fact]
            public async Task Is_seen_sooner_or_later()
            {
                await _sut.PlaceAsync("mug");
                await Eventually(() => _sut.Place("mug").Id == 0);
            }

            [Fact]
            public void Builders_and_local_functions()
            {
                var order = Given.AnOrder().With("mug").Build();
                Then(order, hasLines: 1);

                static void Then(Order order, int hasLines) => Assert.Equal(hasLines, order.Lines.Count);
            }

            [Fact]
            public void A_reused_instance_is_the_same() => Assert.Same(_sut.Mail, _sut.Mail);

            [Fact]
            public void Null_before_and_something_after()
            {
                Order? order = null;
                _sut.Done = () => order = new Order();
                _sut.Done();
                Assert.NotNull(order);
            }

            [Fact]
            public void Only_one_of_them_is_null()
            {
                var found = new Dictionary<string, Order?> { ["a"] = new() };
                Assert.True(found.TryGetValue("a", out var order));
                Assert.NotNull(order);
                Assert.True(order is not null && order.Lines.Count >= 0 == true);
            }

            [Fact(Skip = "The gateway of the carrier has no sandbox; run by hand before a release")]
            public void Ships() => _sut.Place("mug");

            // [Fact] marks what xunit runs; Eventually() is ours.
            private static async Task Eventually(Func<bool> condition)
            {
                for (var i = 0; i < 100; i++)
                {
                    if (condition()) { return; }
                    await Task.Delay(20);
                }

                throw new TimeoutException();
            }

            private sealed class Forwarder(IMail mail) { public Task<bool> SendAsync(string to) => mail.SendAsync(to); }
        }

        public class PooledTests : Pool
        {
            [Fact] public void Returns_what_it_rented() => Use("mug");
            protected override void Check(Order order) => Assert.Empty(order.Lines);
        }

        public abstract class Pool
        {
            protected void Use(string line) => Check(new OrderService().Place(line));
            protected abstract void Check(Order order);
        }
        """;

    private const string Helpers = """
        using Xunit; using Shop;
        public sealed class Recorder
        {
            private readonly List<string> seen = [];
            public void Record(string to) => seen.Add(to);
            public void Saw(string to) { if (!seen.Contains(to)) { throw new Xunit.Sdk.XunitException($"No mail to {to}"); } }
        }
        public static class Given { public static Builder AnOrder() => new(); }
        public sealed class Builder
        {
            private readonly Order order = new();
            public Builder With(string line) { order.Add(line); return this; }
            public Order Build() => order;
        }
        """;

    [Fact]
    public Task No_test_without_assertion() => Check.Reports<PG4002AssertlessTest>(Stubs.Tests(Suite, Helpers));

    [Fact]
    public Task No_assertion_that_cannot_fail() => Check.Reports<PG4004TautologicalAssert>(Stubs.Tests(Suite, Helpers));

    [Fact]
    public Task No_test_left_out() => Check.Reports<PG4005SkippedWithoutReason>(Stubs.Tests(Suite, Helpers));

    [Fact]
    public Task No_sleep() => Check.Reports<PG4006SleepInTest>(Stubs.Tests(Suite, Helpers));
}
